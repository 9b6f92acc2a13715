/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "hub-process.h"

static void
test_kill (Process       *self,
           gconstpointer  data)
{
  guint status;
  g_autoptr (FcTokenReply) token = process_sign_in (self, "carl@corner.example", PASSWORD, &status);
  g_autoptr (FcOp) last = NULL;
  gint64 seq = 0;

  g_assert_cmpuint (status, ==, 200);
  for (int i = 0; i < 30; i++)
    {
      g_autofree char *code = g_strdup_printf ("P%d", i);
      g_clear_pointer (&last, fc_op_free);
      last = process_product_op (token, code);
      g_autoptr (FcSyncReply) reply = process_sync (self, token, last, 0);
      g_assert_cmpint (result_of (reply, 0)->status, ==, FC_RESULT_APPLIED);
      seq = result_of (reply, 0)->seq;
    }
  process_stop (self, SIGKILL);
  process_start (self);
  g_autoptr (FcSyncReply) again =
    process_sync (self, token, last, 0); /* what was acknowledged is there, and only once */
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
  g_autoptr (FcTokenReply) token = process_sign_in (self, "carl@corner.example", PASSWORD, &status);

  int how = process_stop (self, SIGTERM);
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
    process_run ("berta's password\n", &status, "user", "add", "--email", "berta@corner.example", "--name", "Berta",
                 "--role", "auditor", "--password-stdin", "--insecure-test-hashing", self->store, NULL);

  g_assert_cmpint (status, ==, 0);
  g_autoptr (FcTokenReply) berta = process_sign_in (self, "berta@corner.example", "berta's password", &http);
  g_assert_cmpuint (http, ==, 200);
  g_autofree char *twice = process_run ("berta's password\n", &status, "user", "add", "--email", "berta@corner.example",
                                        "--password-stdin", self->store, NULL);
  g_assert_cmpint (status, ==, 1);
  g_autofree char *role = process_run ("some password\n", &status, "user", "add", "--email", "c@corner.example",
                                       "--role", "king", "--password-stdin", self->store, NULL);
  g_assert_cmpint (status, ==, 1);
  g_assert_nonnull (strstr (role, "king"));
  g_autofree char *handed_over =
    process_run ("for one day\n", &status, "user", "password", "--email", "berta@corner.example", "--must-change",
                 "--password-stdin", "--insecure-test-hashing", self->store, NULL);
  g_assert_cmpint (status, ==, 0);
  g_autoptr (FcTokenReply) none = process_sign_in (self, "berta@corner.example", "for one day", &http);
  g_assert_cmpuint (http, ==, 403); /* until she chooses one of her own */
  g_autofree char *disabled =
    process_run (NULL, &status, "user", "disable", "--email", "berta@corner.example", self->store, NULL);
  g_assert_cmpint (status, ==, 0);
  g_autoptr (FcTokenReply) gone = process_sign_in (self, "berta@corner.example", "berta's password", &http);
  g_assert_cmpuint (http, ==, 401);
  process_stop (self, SIGTERM);
  g_autofree char *list =
    process_run (NULL, &status, "user", "list", self->store, NULL); /* nobody serves: opens it itself */
  g_assert_cmpint (status, ==, 0);
  g_assert_nonnull (strstr (list, "berta@corner.example\tBerta\tdisabled"));
}

static void
test_tenants (Process       *self,
              gconstpointer  data)
{
  int status;
  g_autofree char *added =
    process_run (PASSWORD "\n", &status, "tenant", "add", "--tenant", "second", "--name", "Second", "--email",
                 "sue@second.example", "--password-stdin", "--insecure-test-hashing", self->store, NULL);

  g_assert_cmpint (status, ==, 0);
  g_autofree char *again =
    process_run (PASSWORD "\n", &status, "tenant", "add", "--tenant", "second", "--name", "Second", "--email",
                 "sue@second.example", "--password-stdin", self->store, NULL);
  g_assert_cmpint (status, ==, 1);
  g_assert_nonnull (strstr (again, "already"));
  g_autofree char *list = process_run (NULL, &status, "tenant", "list", self->store, NULL);
  g_assert_nonnull (strstr (list, "corner\tactive"));
  g_assert_nonnull (strstr (list, "second\tactive"));
}

static void
test_one_process (Process       *self,
                  gconstpointer  data)
{
  int status;
  g_autofree char *out =
    process_run (NULL, &status, "serve", "--listen", "127.0.0.1:0", "--metrics-port=-1", self->store, NULL);

  g_assert_cmpint (status, ==, 1);
  g_assert_nonnull (strstr (out, "Another process"));
  g_autofree char *init =
    process_run (PASSWORD "\n", &status, "init", "--email", "x@y.example", "--password-stdin", self->store, NULL);
  g_assert_cmpint (status, ==, 1);
  g_autofree char *nothing = process_run (NULL, &status, "serve", "/nonexistent/store", NULL);
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
  g_autoptr (FcTokenReply) token = process_sign_in (self, "carl@corner.example", PASSWORD, &http);
  g_autoptr (FcOp) op = process_product_op (token, "E10");
  g_autoptr (FcSyncReply) before = process_sync (self, token, op, 0);

  g_mkdir (folder, 0700);
  g_autofree char *done = process_run (NULL, &status, "backup", file, self->store, NULL);
  g_assert_cmpint (status, ==, 0);
  g_autofree char *again = process_run (NULL, &status, "backup", file, self->store, NULL);
  g_assert_cmpint (status, ==, 1); /* never over a file that is there */
  process_stop (self, SIGTERM);
  g_free (self->store);
  self->store = g_steal_pointer (&folder);
  process_start (self);
  g_autoptr (FcSyncReply) after = process_sync (self, token, op, 0);
  g_assert_cmpint (after->epoch, !=, before->epoch); /* so that offices offer again what the copy has not seen */
  g_assert_cmpint (result_of (after, 0)->seq, ==, result_of (before, 0)->seq);
  gint64 epoch = after->epoch;
  process_stop (self, SIGTERM);
  process_start (self);
  g_autoptr (FcSyncReply) still = process_sync (self, token, NULL, 0);
  g_assert_cmpint (still->epoch, ==, epoch);
}

/* What was put aside in @folder; NULL: nothing was. */
static char *
find_aside (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)))
    if (g_str_has_prefix (name, "hub-before-restore-") && g_str_has_suffix (name, ".sqlite"))
      return g_build_filename (folder, name, NULL);
  return NULL;
}

/* The store was killed with a log beside it: that must not get into the backup that takes its place. */
static void
test_restore (Process       *self,
              gconstpointer  data)
{
  g_autofree char *file = g_build_filename (self->fixture.folder, "backup.sqlite", NULL);
  g_autofree char *nonsense = g_build_filename (self->fixture.folder, "nonsense.sqlite", NULL);
  g_autofree char *log = g_build_filename (self->store, "hub.sqlite-wal", NULL);
  guint http;
  int status;
  g_autoptr (FcTokenReply) token = process_sign_in (self, "carl@corner.example", PASSWORD, &http);
  g_autoptr (FcOp) kept = process_product_op (token, "E10");
  g_autoptr (FcOp) lost = process_product_op (token, "E5");
  g_autoptr (FcSyncReply) before = process_sync (self, token, kept, 0);
  g_autofree char *done = process_run (NULL, &status, "backup", file, self->store, NULL);
  g_assert_cmpint (status, ==, 0);
  g_autoptr (FcSyncReply) after = process_sync (self, token, lost, 0);
  g_assert_cmpint (result_of (after, 0)->status, ==, FC_RESULT_APPLIED);

  g_autofree char *served = process_run (NULL, &status, "restore", file, self->store, NULL);
  g_assert_cmpint (status, ==, 1);
  g_assert_nonnull (strstr (served, "Another process"));
  process_stop (self, SIGKILL);
  g_assert_true (g_file_test (log, G_FILE_TEST_EXISTS));
  g_file_set_contents (nonsense, "no database", -1, NULL);
  g_autofree char *refused = process_run (NULL, &status, "restore", nonsense, self->store, NULL);
  g_assert_cmpint (status, ==, 1);
  g_assert_null (find_aside (self->store));
  g_autofree char *restored = process_run (NULL, &status, "restore", file, self->store, NULL);
  g_assert_cmpint (status, ==, 0);
  g_autofree char *aside = find_aside (self->store);
  g_assert_nonnull (aside);
  g_assert_nonnull (strstr (restored, aside));
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));

  process_start (self);
  g_autoptr (FcSyncReply) there = process_sync (self, token, kept, 0);
  g_assert_cmpint (there->epoch, !=, before->epoch);
  g_assert_cmpint (result_of (there, 0)->seq, ==, result_of (before, 0)->seq);
  guint products = 0;
  for (guint i = 0; i < there->updates->len; i++)
    products += ((FcUpdate *) there->updates->pdata[i])->entity == FC_PRODUCT;
  g_assert_cmpuint (products, ==, 1);
  g_autoptr (FcSyncReply) again = process_sync (self, token, lost, 0); /* its office offers it again */
  g_assert_cmpint (result_of (again, 0)->status, ==, FC_RESULT_APPLIED);
  process_stop (self, SIGTERM);
  g_autofree char *back = process_run (NULL, &status, "restore", aside, self->store, NULL); /* it still has its log */
  g_assert_cmpint (status, ==, 1);
  g_assert_nonnull (strstr (back, "-wal"));
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
  process_init (&argc, &argv);
#define TEST(path, func) g_test_add ("/hub/process/" path, Process, ON_SQLITE, process_set_up, func, process_tear_down)
  TEST ("kill-keeps-what-was-acknowledged", test_kill);
  TEST ("stops-cleanly", test_stop);
  TEST ("users", test_users);
  TEST ("tenants", test_tenants);
  TEST ("one-process-a-store", test_one_process);
  TEST ("backup-opens-a-new-epoch", test_backup);
  TEST ("restore-puts-what-was-there-aside", test_restore);
  TEST ("enrolment-file", test_enrolment);
  return g_test_run ();
}
