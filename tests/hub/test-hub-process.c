/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fc-time.h"
#include "hub-fixture.h"

/* The program itself: init, serve, the admin socket, kill -9. The clients come from the fixture, whose own hub is idle. */
static const char *program;

typedef struct {
  HubFixture fixture; /* for its SoupSession and folder */
  char *store;
  GPid pid;
  char *uri;
} Process;

static void
die_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static char *
run_program (const char *input,
             int        *status,
             const char *first,
             ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  char *out = NULL;
  va_list more;

  g_ptr_array_add (argv, (char *) program);
  va_start (more, first);
  for (const char *arg = first; arg; arg = va_arg (more, const char *))
    g_ptr_array_add (argv, (char *) arg);
  va_end (more);
  g_ptr_array_add (argv, NULL);
  g_autoptr (GSubprocess) process =
    g_subprocess_newv ((const char *const *) argv->pdata,
                       G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE,
                       &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, input, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  *status = g_subprocess_get_exit_status (process);
  return out;
}

static void
start (Process *self)
{
  char *argv[] = { (char *) program,
                   (char *) "serve",
                   (char *) "--listen",
                   (char *) "127.0.0.1:0",
                   (char *) "--metrics-port=-1",
                   (char *) "--quiet",
                   (char *) "--insecure-test-hashing",
                   self->store,
                   NULL };
  g_autoptr (GError) error = NULL;
  char line[256] = { 0 };
  int out;

  g_spawn_async_with_pipes (NULL, argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL, die_with_parent,
                            NULL, &self->pid, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (read (out, line, sizeof line - 1), >, 0);
  close (out);
  g_free (self->uri);
  self->uri = g_strstrip (g_strdup (strchr (line, ' ') + 1));
}

static int
stop (Process *self,
      int      signal)
{
  int status = 0;

  kill (self->pid, signal);
  waitpid (self->pid, &status, 0);
  self->pid = 0;
  return status;
}

static void
set_up (Process       *self,
        gconstpointer  data)
{
  int status;

  hub_fixture_set_up (&self->fixture, NULL);
  self->store = g_build_filename (self->fixture.folder,
                                  "a store with a name that is too long for the address of a Unix socket, "
                                  "which has room for about a hundred letters only",
                                  NULL);
  g_autofree char *out = run_program (PASSWORD "\n", &status, "init", "--tenant", "corner", "--name", "Corner",
                                      "--email", "carl@corner.example", "--password-stdin", "--uri",
                                      "http://127.0.0.1:8440", "--insecure-test-hashing", self->store, NULL);
  g_assert_cmpint (status, ==, 0);
  g_assert_null (strstr (out, PASSWORD));
  start (self);
}

static void
tear_down (Process       *self,
           gconstpointer  data)
{
  if (self->pid)
    stop (self, SIGTERM);
  g_free (self->store);
  g_free (self->uri);
  hub_fixture_tear_down (&self->fixture, NULL);
}

static Reply *
ask (Process    *self,
     const char *path,
     const char *token,
     const char *tenant,
     GBytes     *body)
{
  g_autofree char *uri = g_strconcat (self->uri, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (body ? "POST" : "GET", uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autofree char *bearer = token ? g_strconcat ("Bearer ", token, NULL) : NULL;

  if (token)
    soup_message_headers_append (headers, "Authorization", bearer);
  if (tenant)
    soup_message_headers_append (headers, "X-Tenant-ID", tenant);
  return hub_send_message (&self->fixture, message, body);
}

static FcTokenReply *
sign_in (Process    *self,
         const char *email,
         const char *password,
         guint      *status)
{
  g_autofree char *json =
    g_strdup_printf ("{\"tenant_slug\":\"corner\",\"email\":\"%s\",\"password\":\"%s\"}", email, password);
  g_autoptr (GBytes) body = g_bytes_new (json, strlen (json));
  g_autoptr (Reply) reply = ask (self, FC_WIRE_PATH_LOGIN, NULL, NULL, body);

  *status = reply->status;
  return reply->status == 200 ? fc_token_reply_decode (reply->bytes, NULL) : NULL;
}

static FcSyncReply *
sync_with (Process      *self,
           FcTokenReply *token,
           FcOp         *op,
           gint64        epoch)
{
  g_autoptr (FcSyncRequest) request = fc_sync_request_new ();
  g_autofree char *tenant = fc_id_dup_string (&token->tenant_id);
  g_autoptr (GError) error = NULL;

  request->client_id = token->user_id;
  request->timestamp = g_get_real_time ();
  request->epoch = epoch;
  if (op)
    g_ptr_array_add (request->ops, fc_op_encode (op));
  g_autoptr (GBytes) body = fc_sync_request_encode (request);
  g_autoptr (Reply) reply = ask (self, FC_WIRE_PATH_SYNC, token->access_token, tenant, body);
  g_assert_cmpuint (reply->status, ==, 200);
  FcSyncReply *answer = fc_sync_reply_decode (reply->bytes, &error);
  g_assert_no_error (error);
  return answer;
}

static FcOp *
product_op (FcTokenReply *token,
            const char   *code)
{
  g_autoptr (FcRecord) product = new_product (code);
  FcOp *op = fc_op_new_insert (product, g_get_real_time ());
  op->actor = token->user_id;
  op->client_id = token->user_id;
  op->client_seq = 1;
  return op;
}

static void
test_kill (Process       *self,
           gconstpointer  data)
{
  guint status;
  g_autoptr (FcTokenReply) token = sign_in (self, "carl@corner.example", PASSWORD, &status);
  g_autoptr (FcOp) last = NULL;
  gint64 seq = 0;

  g_assert_cmpuint (status, ==, 200);
  for (int i = 0; i < 30; i++)
    {
      g_autofree char *code = g_strdup_printf ("P%d", i);
      g_clear_pointer (&last, fc_op_free);
      last = product_op (token, code);
      g_autoptr (FcSyncReply) reply = sync_with (self, token, last, 0);
      g_assert_cmpint (result_of (reply, 0)->status, ==, FC_RESULT_APPLIED);
      seq = result_of (reply, 0)->seq;
    }
  stop (self, SIGKILL);
  start (self);
  g_autoptr (FcSyncReply) again = sync_with (self, token, last, 0); /* what was acknowledged is there, and only once */
  g_assert_cmpint (result_of (again, 0)->seq, ==, seq);
  guint products = 0;
  for (guint i = 0; i < again->updates->len; i++)
    products += ((FcUpdate *) again->updates->pdata[i])->entity == FC_PRODUCT;
  g_assert_cmpuint (products, ==, 30);
}

static void
test_stop (Process       *self,
           gconstpointer  data)
{
  g_autofree char *wal = g_build_filename (self->store, "hub.sqlite-wal", NULL);
  g_autofree char *admin = g_build_filename (self->store, "admin.sock", NULL);
  gint64 begun = g_get_monotonic_time ();
  guint status;
  g_autoptr (FcTokenReply) token = sign_in (self, "carl@corner.example", PASSWORD, &status);

  int how = stop (self, SIGTERM);
  g_assert_true (WIFEXITED (how) && WEXITSTATUS (how) == 0);
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 5 * G_USEC_PER_SEC);
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (admin, G_FILE_TEST_EXISTS));
}

static void
test_users (Process       *self,
            gconstpointer  data)
{
  int status;
  guint http;
  g_autofree char *added =
    run_program ("berta's password\n", &status, "user", "add", "--email", "berta@corner.example", "--name", "Berta",
                 "--role", "auditor", "--password-stdin", "--insecure-test-hashing", self->store, NULL);

  g_assert_cmpint (status, ==, 0);
  g_autoptr (FcTokenReply) berta = sign_in (self, "berta@corner.example", "berta's password", &http);
  g_assert_cmpuint (http, ==, 200);
  g_autofree char *twice = run_program ("berta's password\n", &status, "user", "add", "--email", "berta@corner.example",
                                        "--password-stdin", self->store, NULL);
  g_assert_cmpint (status, ==, 1);
  g_autofree char *role = run_program ("some password\n", &status, "user", "add", "--email", "c@corner.example",
                                       "--role", "king", "--password-stdin", self->store, NULL);
  g_assert_cmpint (status, ==, 1);
  g_assert_nonnull (strstr (role, "king"));
  g_autofree char *disabled =
    run_program (NULL, &status, "user", "disable", "--email", "berta@corner.example", self->store, NULL);
  g_assert_cmpint (status, ==, 0);
  g_autoptr (FcTokenReply) gone = sign_in (self, "berta@corner.example", "berta's password", &http);
  g_assert_cmpuint (http, ==, 401);
  stop (self, SIGTERM);
  g_autofree char *list =
    run_program (NULL, &status, "user", "list", self->store, NULL); /* nobody serves: opens it itself */
  g_assert_cmpint (status, ==, 0);
  g_assert_nonnull (strstr (list, "berta@corner.example\tBerta\tdisabled"));
}

static void
test_tenants (Process       *self,
              gconstpointer  data)
{
  int status;
  g_autofree char *added =
    run_program (PASSWORD "\n", &status, "tenant", "add", "--tenant", "second", "--name", "Second", "--email",
                 "sue@second.example", "--password-stdin", "--insecure-test-hashing", self->store, NULL);

  g_assert_cmpint (status, ==, 0);
  g_autofree char *again =
    run_program (PASSWORD "\n", &status, "tenant", "add", "--tenant", "second", "--name", "Second", "--email",
                 "sue@second.example", "--password-stdin", self->store, NULL);
  g_assert_cmpint (status, ==, 1);
  g_assert_nonnull (strstr (again, "already"));
  g_autofree char *list = run_program (NULL, &status, "tenant", "list", self->store, NULL);
  g_assert_nonnull (strstr (list, "corner\tactive"));
  g_assert_nonnull (strstr (list, "second\tactive"));
}

static void
test_one_process (Process       *self,
                  gconstpointer  data)
{
  int status;
  g_autofree char *out =
    run_program (NULL, &status, "serve", "--listen", "127.0.0.1:0", "--metrics-port=-1", self->store, NULL);

  g_assert_cmpint (status, ==, 1);
  g_assert_nonnull (strstr (out, "Another process"));
  g_autofree char *init =
    run_program (PASSWORD "\n", &status, "init", "--email", "x@y.example", "--password-stdin", self->store, NULL);
  g_assert_cmpint (status, ==, 1);
  g_autofree char *nothing = run_program (NULL, &status, "serve", "/nonexistent/store", NULL);
  g_assert_cmpint (status, ==, 1);
  g_assert_nonnull (strstr (nothing, "forecourt-hub init"));
}

static void
test_backup (Process       *self,
             gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (self->fixture.folder, "restored", NULL);
  g_autofree char *file = g_build_filename (folder, "hub.sqlite", NULL);
  guint http;
  int status;
  g_autoptr (FcTokenReply) token = sign_in (self, "carl@corner.example", PASSWORD, &http);
  g_autoptr (FcOp) op = product_op (token, "E10");
  g_autoptr (FcSyncReply) before = sync_with (self, token, op, 0);

  g_mkdir (folder, 0700);
  g_autofree char *done = run_program (NULL, &status, "backup", file, self->store, NULL);
  g_assert_cmpint (status, ==, 0);
  g_autofree char *again = run_program (NULL, &status, "backup", file, self->store, NULL);
  g_assert_cmpint (status, ==, 1); /* never over a file that is there */
  stop (self, SIGTERM);
  g_free (self->store);
  self->store = g_steal_pointer (&folder);
  start (self);
  g_autoptr (FcSyncReply) after = sync_with (self, token, op, 0);
  g_assert_cmpint (after->epoch, !=, before->epoch); /* so that offices offer again what the copy has not seen */
  g_assert_cmpint (result_of (after, 0)->seq, ==, result_of (before, 0)->seq);
  gint64 epoch = after->epoch;
  stop (self, SIGTERM);
  start (self);
  g_autoptr (FcSyncReply) still = sync_with (self, token, NULL, 0);
  g_assert_cmpint (still->epoch, ==, epoch);
}

static void
test_enrolment (Process       *self,
                gconstpointer  data)
{
  g_autofree char *path = g_build_filename (self->store, "enrolment.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  struct stat about;

  g_assert_true (json_parser_load_from_file (parser, path, NULL));
  JsonObject *object = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpint (json_object_get_int_member (object, "forecourt_enrolment"), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (object, "tenant"), ==, "corner");
  g_assert_cmpstr (json_object_get_string_member (object, "hub"), ==, "http://127.0.0.1:8440");
  g_autofree char *key = g_build_filename (self->store, "tls", "server-key.pem", NULL);
  g_assert_cmpint (g_stat (key, &about), ==, 0);
  g_assert_cmpint (about.st_mode & 0777, ==, 0600);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  program = argc > 1 ? argv[1] : g_getenv ("FORECOURT_HUB");
#define TEST(path, func) g_test_add ("/hub/process/" path, Process, NULL, set_up, func, tear_down)
  TEST ("kill-keeps-what-was-acknowledged", test_kill);
  TEST ("stops-cleanly", test_stop);
  TEST ("users", test_users);
  TEST ("tenants", test_tenants);
  TEST ("one-process-a-store", test_one_process);
  TEST ("backup-opens-a-new-epoch", test_backup);
  TEST ("enrolment-file", test_enrolment);
  return g_test_run ();
}
