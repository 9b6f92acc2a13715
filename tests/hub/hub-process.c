/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-process.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *program;

void
process_init (int    *argc,
              char ***argv)
{
  program = *argc > 1 ? (*argv)[1] : g_getenv ("FORECOURT_HUB");
}

static void
die_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

char *
process_run (const char *input,
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

void
process_start (Process *self)
{
  const char *store = self->database != NULL ? "--store" : "--data";
  char *argv[] = { (char *) program,
                   (char *) "serve",
                   (char *) "--listen",
                   (char *) "127.0.0.1:0",
                   (char *) "--metrics-port=-1",
                   (char *) "--quiet",
                   (char *) "--insecure-test-hashing",
                   (char *) store,
                   self->database != NULL ? self->database : self->store,
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

int
process_stop (Process *self,
              int      signal)
{
  int status = 0;

  kill (self->pid, signal);
  waitpid (self->pid, &status, 0);
  self->pid = 0;
  return status;
}

void
process_set_up (Process       *self,
                gconstpointer  data)
{
  HubFixture database = { 0 };
  int status;

  hub_fixture_set_up (&self->fixture, NULL);
  self->store = g_build_filename (self->fixture.folder,
                                  "a store with a name that is too long for the address of a Unix socket, "
                                  "which has room for about a hundred letters only",
                                  NULL);
  if (data != NULL)
    {
      hub_fixture_new_folder (&database, data);
      self->database = g_steal_pointer (&database.store);
      g_rmdir (database.folder);
      g_free (database.folder);
    }
  g_autofree char *out = process_run (PASSWORD "\n", &status, "init", "--tenant", "corner", "--name", "Corner",
                                      "--email", "carl@corner.example", "--password-stdin", "--uri",
                                      "http://127.0.0.1:8440", "--insecure-test-hashing", self->store,
                                      self->database != NULL ? "--store" : NULL, self->database, NULL);
  g_assert_cmpint (status, ==, 0);
  g_assert_null (strstr (out, PASSWORD));
  process_start (self);
}

void
process_join (Process *self,
              Process *first)
{
  hub_fixture_set_up (&self->fixture, NULL);
  self->store = g_build_filename (self->fixture.folder, "second", NULL);
  g_mkdir (self->store, 0700);
  self->database = g_strdup (first->database);
  process_start (self);
}

void
process_tear_down (Process       *self,
                   gconstpointer  data)
{
  if (self->pid)
    process_stop (self, SIGTERM);
  g_free (self->store);
  g_free (self->database);
  g_free (self->uri);
  hub_fixture_tear_down (&self->fixture, NULL);
}

SoupMessage *
process_message (Process      *self,
                 const char   *path,
                 FcTokenReply *token,
                 GBytes       *body)
{
  g_autofree char *uri = g_strconcat (self->uri, path, NULL);
  SoupMessage *message = soup_message_new (body ? "POST" : "GET", uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  if (token)
    {
      g_autofree char *bearer = g_strconcat ("Bearer ", token->access_token, NULL);
      g_autofree char *tenant = fc_id_dup_string (&token->tenant_id);
      soup_message_headers_append (headers, "Authorization", bearer);
      soup_message_headers_append (headers, "X-Tenant-ID", tenant);
    }
  if (body)
    soup_message_set_request_body_from_bytes (message, "application/json", body);
  return message;
}

Reply *
process_ask (Process      *self,
             const char   *path,
             FcTokenReply *token,
             GBytes       *body)
{
  g_autoptr (SoupMessage) message = process_message (self, path, token, body);

  return hub_send_message (&self->fixture, message, NULL);
}

FcTokenReply *
process_sign_in (Process    *self,
                 const char *email,
                 const char *password,
                 guint      *status)
{
  g_autofree char *json =
    g_strdup_printf ("{\"tenant_slug\":\"corner\",\"email\":\"%s\",\"password\":\"%s\"}", email, password);
  g_autoptr (GBytes) body = g_bytes_new (json, strlen (json));
  g_autoptr (Reply) reply = process_ask (self, FC_WIRE_PATH_LOGIN, NULL, body);

  *status = reply->status;
  return reply->status == 200 ? fc_token_reply_decode (reply->bytes, NULL) : NULL;
}

GBytes *
process_letter (FcTokenReply *token,
                FcOp         *op,
                gint64        epoch)
{
  g_autoptr (FcSyncRequest) request = fc_sync_request_new ();

  request->client_id = token->user_id;
  request->timestamp = g_get_real_time ();
  request->epoch = epoch;
  if (op)
    g_ptr_array_add (request->ops, fc_op_encode (op));
  return fc_sync_request_encode (request);
}

FcSyncReply *
process_sync (Process      *self,
              FcTokenReply *token,
              FcOp         *op,
              gint64        epoch)
{
  g_autoptr (GBytes) body = process_letter (token, op, epoch);
  g_autoptr (Reply) reply = process_ask (self, FC_WIRE_PATH_SYNC, token, body);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (reply->status, ==, 200);
  FcSyncReply *answer = fc_sync_reply_decode (reply->bytes, &error);
  g_assert_no_error (error);
  return answer;
}

FcOp *
process_product_op (FcTokenReply *token,
                    const char   *code)
{
  g_autoptr (FcRecord) product = new_product (code);
  FcOp *op = fc_op_new_insert (product, g_get_real_time ());

  op->actor = token->user_id;
  op->client_id = token->user_id;
  op->client_seq = 1;
  return op;
}
