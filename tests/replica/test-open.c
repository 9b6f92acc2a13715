/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-db.h"
#include "fc-replica-private.h"
#include "fc-test-office.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static char *
file_of (FcOffice *office)
{
  return g_build_filename (g_file_peek_path (office->folder), "replica.db", NULL);
}

static void
close_office (FcOffice *office)
{
  fc_replica_close_sync (office->replica);
  fc_office_settle ();
  g_clear_object (&office->replica);
}

static void
assert_opening_fails (FcOffice   *office,
                      int         code,
                      const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (fc_replica_open_sync (office->folder, &error));
  g_assert_error (error, FC_REPLICA_ERROR, code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, words));
}

static void
run_sql (FcOffice   *office,
         const char *sql)
{
  g_autofree char *path = file_of (office);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcDb) db = fc_db_open (path, FC_DB_CREATE, &error);

  g_assert_no_error (error);
  fc_db_exec (db, sql, &error);
  g_assert_no_error (error);
}

static void
second_owner_is_refused (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GError) error = NULL;

  assert_opening_fails (office, FC_REPLICA_ERROR_BUSY, "Another Forecourt");
  close_office (office);
  office->replica = fc_replica_open_sync (office->folder, &error);
  g_assert_no_error (error);
}

static void
newer_file_is_left_alone (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();

  close_office (office);
  run_sql (office, "PRAGMA user_version = 999");
  assert_opening_fails (office, FC_REPLICA_ERROR_NEWER, "newer version");
}

static void
foreign_file_is_left_alone (void)
{
  g_autoptr (FcOffice) office = fc_office_new_empty ();

  run_sql (office, "CREATE TABLE diary (entry TEXT)");
  assert_opening_fails (office, FC_REPLICA_ERROR_FAILED, "another program");
}

static void
read_only_folder_is_named (void)
{
  g_autoptr (FcOffice) office = fc_office_new_empty ();
  pid_t child;
  int status;

  g_chmod (g_file_peek_path (office->folder), 0500);
  /* Who runs as root may write everywhere: ask as somebody else. */
  child = fork ();
  if (child == 0)
    {
      g_autoptr (GError) error = NULL;

      if (getuid () == 0 && setuid (65534) != 0)
        _exit (2);
      _exit (fc_replica_open_sync (office->folder, &error) == NULL &&
                 g_error_matches (error, FC_REPLICA_ERROR, FC_REPLICA_ERROR_READ_ONLY)
               ? 0
               : 1);
    }
  waitpid (child, &status, 0);
  g_chmod (g_file_peek_path (office->folder), 0700);
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

static void
full_disk_loses_nothing (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  struct rlimit before, small;
  guint saved = 0;

  fc_office_bind (office);
  signal (SIGXFSZ, SIG_IGN);
  getrlimit (RLIMIT_FSIZE, &before);
  small = before;
  small.rlim_cur = 3 * 1024 * 1024;
  setrlimit (RLIMIT_FSIZE, &small);
  for (guint i = 0; i < 5000 && error == NULL; i++)
    {
      g_autofree char *code = g_strdup_printf ("P%u", i);
      g_autoptr (FcRecord) product = fc_office_product (office, code, "A product");

      fc_record_set_text (product, FC_PRODUCT_POS_CODES, "[]");
      fc_record_set_extra (product, "{}");
      if (fc_office_run (office, fc_op_new_insert (product, FC_TEST_NOW), &error))
        saved++;
    }
  setrlimit (RLIMIT_FSIZE, &before);
  g_assert_error (error, FC_REPLICA_ERROR, FC_REPLICA_ERROR_FULL);
  g_test_message ("%u saved, then: %s", saved, error->message);
  g_clear_error (&error);
  g_assert_cmpint (fc_office_count (office, "SELECT count(*) FROM product WHERE code LIKE 'P%'"), ==, saved);
  g_assert_cmpint (fc_office_count (office, "SELECT count(*) FROM outbox"), ==, saved + 4);
  g_assert_true (fc_office_patch_text (office, FC_PRODUCT, &office->diesel, FC_PRODUCT_NAME, "Diesel B7", &error));
  g_assert_no_error (error);
}

/* A process that dies in the middle of its work: what it had reported as saved is there. */
static void
killed_process_lost_nothing (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GError) error = NULL;
  int pipes[2];
  char byte;
  guint reported = 0;
  pid_t child;

  close_office (office);
  g_assert_cmpint (pipe (pipes), ==, 0);
  child = fork ();
  if (child == 0)
    {
      office->replica = fc_replica_open_sync (office->folder, NULL);
      fc_office_act_as (office, &office->manager);
      for (int i = 0;; i++)
        {
          g_autofree char *code = g_strdup_printf ("P%d", i);
          g_autoptr (FcRecord) product = fc_office_product (office, code, "A product");

          if (!fc_office_run (office, fc_op_new_insert (product, FC_TEST_NOW), NULL) || write (pipes[1], "x", 1) != 1)
            _exit (1);
        }
    }
  close (pipes[1]);
  while (reported < 40 && read (pipes[0], &byte, 1) == 1)
    reported++;
  kill (child, SIGKILL);
  waitpid (child, NULL, 0);
  while (read (pipes[0], &byte, 1) == 1)
    reported++;
  close (pipes[0]);
  office->replica = fc_replica_open_sync (office->folder, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fc_office_count (office, "SELECT count(*) FROM product WHERE code LIKE 'P%'"), >=, reported);
}

static void
damage_page_of (FcOffice   *office,
                const char *table)
{
  g_autofree char *path = file_of (office);
  g_autofree char *sql = g_strdup_printf ("SELECT rootpage FROM sqlite_schema WHERE name = '%s'", table);
  gint64 page = fc_office_count (office, sql);
  g_autofree guint8 *rubbish = g_malloc (4096);
  int fd;

  memset (rubbish, 0xa5, 4096);
  close_office (office);
  run_sql (office, "UPDATE meta SET value = '0' WHERE key = 'file.clean'; PRAGMA wal_checkpoint (TRUNCATE)");
  fd = g_open (path, O_WRONLY, 0);
  g_assert_cmpint (pwrite (fd, rubbish, 4096, (page - 1) * 4096), ==, 4096);
  close (fd);
}

static void
damaged_file_is_set_aside_and_work_rescued (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) before = NULL, after = NULL;
  g_autofree char *report = NULL;
  g_autofree char *name = NULL;
  g_autofree char *client = NULL;
  g_autofree char *client_after = NULL;
  static const char *const set_up[] = { "app.reports", "pin/0190f3a1-0000-7000-8000-000000000001", "sync.people" };

  fc_office_bind (office);
  fc_office_patch_text (office, FC_PRODUCT, &office->diesel, FC_PRODUCT_NAME, "Diesel B7", &error);
  g_assert_no_error (error);
  before = fc_office_next_ops (office);
  client = fc_replica_dup_meta (office->replica, FC_META_CLIENT_ID);
  for (guint i = 0; i < G_N_ELEMENTS (set_up); i++)
    fc_replica_set_meta_async (office->replica, set_up[i], "as it was", NULL, NULL);
  damage_page_of (office, "station");
  assert_opening_fails (office, FC_REPLICA_ERROR_CORRUPT, "damaged");

  fc_replica_rescue_async (office->folder, NULL, NULL, NULL, fc_test_finished_cb, &result);
  report = fc_replica_rescue_finish (fc_test_wait (&result), &error);
  g_assert_no_error (error);
  g_test_message ("%s", report);
  g_assert_nonnull (strstr (report, "5 changes made here were kept"));
  office->replica = fc_replica_open_sync (office->folder, &error);
  g_assert_no_error (error);
  after = fc_office_next_ops (office);
  g_assert_cmpuint (after->len, ==, before->len);
  for (guint i = 0; i < after->len; i++)
    g_assert_true (g_bytes_equal (((FcOutboxOp *) before->pdata[i])->bytes, ((FcOutboxOp *) after->pdata[i])->bytes));
  name = fc_office_text (office, FC_PRODUCT, &office->diesel, FC_PRODUCT_NAME);
  g_assert_cmpstr (name, ==, "Diesel B7");
  client_after = fc_replica_dup_meta (office->replica, FC_META_CLIENT_ID);
  g_assert_cmpstr (client_after, ==, client);
  for (guint i = 0; i < G_N_ELEMENTS (set_up); i++)
    {
      g_autofree char *kept = fc_replica_dup_meta (office->replica, set_up[i]);

      g_assert_cmpstr (kept, ==, "as it was");
    }
  g_assert_true (fc_replica_has_hub (office->replica));
}

static char *
rescue (FcOffice *office)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *report;

  fc_replica_rescue_async (office->folder, NULL, NULL, NULL, fc_test_finished_cb, &result);
  report = fc_replica_rescue_finish (fc_test_wait (&result), &error);
  g_assert_no_error (error);
  g_test_message ("%s", report);
  office->replica = fc_replica_open_sync (office->folder, &error);
  g_assert_no_error (error);
  return report;
}

static void
file_that_is_rubbish_gives_way_to_the_last_backup (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GFile) backup = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ops = NULL;
  g_autofree char *path = file_of (office);
  g_autofree char *rubbish = g_strnfill (65536, 'z');
  g_autoptr (FcRecord) product = fc_office_product (office, "LPG", "LPG");
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  fc_office_bind (office);
  close_office (office);
  g_file_set_contents (path, rubbish, -1, NULL);
  assert_opening_fails (office, FC_REPLICA_ERROR_CORRUPT, "damaged");
  first = rescue (office);
  g_assert_nonnull (strstr (first, "Nothing in it could be read"));

  fc_office_bind (office);
  fc_replica_act_as_system (office->replica);
  g_assert_true (fc_office_run (office, fc_op_new_insert (product, FC_TEST_NOW), &error));
  fc_replica_backup_async (office->replica, NULL, fc_test_finished_cb, &result);
  backup = fc_replica_backup_finish (office->replica, fc_test_wait (&result), &error);
  g_assert_no_error (error);
  close_office (office);
  g_file_set_contents (path, rubbish, -1, NULL);
  second = rescue (office);
  g_assert_nonnull (strstr (second, "1 change made here was kept"));
  ops = fc_office_next_ops (office);
  g_assert_cmpuint (ops->len, ==, 1);
}

static void
without_a_hub_every_record_is_kept (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autofree char *report = NULL;
  g_autofree char *name = NULL;

  damage_page_of (office, "tank");
  assert_opening_fails (office, FC_REPLICA_ERROR_CORRUPT, "damaged");
  report = rescue (office);
  g_assert_nonnull (strstr (report, "records were kept"));
  fc_office_act_as (office, &office->manager);
  name = fc_office_text (office, FC_PRODUCT, &office->diesel, FC_PRODUCT_NAME);
  g_assert_cmpstr (name, ==, "Diesel");
  g_assert_cmpint (fc_office_count (office, "SELECT count(*) FROM search_row WHERE entity = 'product'"), ==, 2);
}

static void
backups_are_made_and_seven_kept (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GPtrArray) kept = NULL;

  for (int i = 0; i < 9; i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GFile) file = NULL;

      fc_replica_backup_async (office->replica, NULL, fc_test_finished_cb, &result);
      file = fc_replica_backup_finish (office->replica, fc_test_wait (&result), &error);
      g_assert_no_error (error);
      g_assert_true (g_file_query_exists (file, NULL));
    }
  kept = fc_replica_list_backups (office->folder);
  g_assert_cmpuint (kept->len, ==, 7);
}

static void
restoring_carries_over_what_waits (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) backup = NULL;
  g_autoptr (GPtrArray) ops = NULL;
  g_autofree char *name = NULL;

  fc_office_bind (office);
  fc_replica_backup_async (office->replica, NULL, fc_test_finished_cb, &result);
  backup = fc_replica_backup_finish (office->replica, fc_test_wait (&result), &error);
  g_assert_no_error (error);
  fc_office_patch_text (office, FC_PRODUCT, &office->diesel, FC_PRODUCT_NAME, "Diesel B7", &error);
  close_office (office);
  g_assert_true (fc_replica_restore_sync (office->folder, backup, &error));
  g_assert_no_error (error);
  office->replica = fc_replica_open_sync (office->folder, &error);
  g_assert_no_error (error);
  ops = fc_office_next_ops (office);
  g_assert_cmpuint (ops->len, ==, 5);
  name = fc_office_text (office, FC_PRODUCT, &office->diesel, FC_PRODUCT_NAME);
  g_assert_cmpstr (name, ==, "Diesel B7");
}

static gboolean
may_supervisors (FcOffice   *office,
                 const char *permission)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM role WHERE name = 'supervisor'"
                                          " AND permissions LIKE '%%\"%s\"%%'",
                                          permission);

  return fc_office_count (office, sql) == 1;
}

static void
set_permissions (FcOffice          *office,
                 const char *const *permissions)
{
  FcId id = fc_id_from_key ("role", "supervisor", NULL);
  FcRecord *role = fc_office_get (office, FC_ROLE, &id);

  fc_record_set_set (role, FC_ROLE_PERMISSIONS, permissions);
  fc_office_load (office, role);
}

/* A company that is older than alerts: without a hub, the program that knows them gives them to a default role, once. */
static void
default_roles_gain_what_joined (void)
{
  g_autoptr (FcOffice) office = fc_office_new_empty ();
  static const char *const first[] = { "shifts.view", "shifts.create", "shifts.count", "shifts.submit",
                                       "dips.create", "stock.view",    "stock.count",  "tanks.view",
                                       "prices.view", "stations.view", "reports.day",  "deliveries.create",
                                       NULL };
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "replica", "versions", "version-1.sql", NULL);
  g_autofree char *sql = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (path, &sql, NULL, NULL));
  run_sql (office, sql);
  office->replica = fc_replica_open_sync (office->folder, &error);
  g_assert_no_error (error);
  set_permissions (office, first);
  fc_office_act_as (office, &office->manager);
  g_assert_true (may_supervisors (office, "alerts.view"));
  g_assert_true (may_supervisors (office, "dips.create"));
  set_permissions (office, first); /* somebody takes it away */
  fc_office_act_as (office, &office->manager);
  g_assert_false (may_supervisors (office, "alerts.view"));
}

/* Each older form of the file, as it was stored then, comes up to date and works. */
/* Nothing that was written is lost by a new form; what waits goes on waiting. */
static const char *const kept[] = {
  "SELECT count(*) FROM user",
  "SELECT count(*) FROM station",
  "SELECT count(*) FROM product",
  "SELECT count(*) FROM audit_entry",
  "SELECT count(*) FROM event",
  "SELECT count(*) FROM outbox",
  "SELECT count(*) FROM outbox WHERE state = 0",
  "SELECT count(*) FROM pending_change",
  "SELECT count(*) FROM membership",
  "SELECT total(length(bytes)) FROM outbox",
  "SELECT total(version) FROM product",
};

static void
read_kept (FcOffice *office,
           gint64   *counts)
{
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    counts[i] = fc_office_count (office, kept[i]);
}

static void
older_versions_are_brought_up_to_date (void)
{
  g_autofree char *dumps = g_test_build_filename (G_TEST_DIST, "replica", "versions", NULL);
  g_autoptr (GDir) dir = g_dir_open (dumps, 0, NULL);
  const char *name;
  guint seen = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autoptr (FcOffice) office = fc_office_new_empty ();
      g_autofree char *path = g_build_filename (dumps, name, NULL);
      g_autofree char *sql = NULL;
      g_autofree char *text = NULL;
      g_autoptr (GError) error = NULL;
      gint64 before[G_N_ELEMENTS (kept)], after[G_N_ELEMENTS (kept)];

      if (!g_str_has_suffix (name, ".sql"))
        continue;
      g_test_message ("%s", name);
      g_assert_true (g_file_get_contents (path, &sql, NULL, NULL));
      run_sql (office, sql);
      read_kept (office, before);
      office->replica = fc_replica_open_sync (office->folder, &error);
      g_assert_no_error (error);
      read_kept (office, after);
      g_assert_cmpmem (before, sizeof before, after, sizeof after);
      fc_office_assert_totals (office);
      fc_office_act_as (office, &office->manager);
      text = fc_office_text (office, FC_PRODUCT, &office->diesel, FC_PRODUCT_NAME);
      g_assert_cmpstr (text, ==, "Diesel");
      g_assert_true (fc_office_patch_text (office, FC_PRODUCT, &office->diesel, FC_PRODUCT_NAME, "Diesel B7", &error));
      g_assert_no_error (error);
      seen++;
    }
  g_assert_cmpuint (seen, >=, 5);
}

static void
count_cb (guint *times)
{
  (*times)++;
}

static void
wait_until_told (guint *times,
                 guint  wanted)
{
  while (*times < wanted)
    g_main_context_iteration (NULL, TRUE);
}

/* A night whose backup fails is told until one has been made again. */
static void
failed_nightly_backup_is_told (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autofree char *backups = g_build_filename (g_file_peek_path (office->folder), "backups", NULL);
  g_autofree char *why = NULL, *well = NULL;
  guint told = 0;

  g_assert_null (fc_replica_dup_backup_failure (office->replica));
  g_assert_true (g_file_set_contents (backups, "in the way", -1, NULL));
  g_signal_connect_swapped (office->replica, "notify::backup-failure", G_CALLBACK (count_cb), &told);
  fc_office_settle ();
  office->replica->told_at = 0;
  fc_replica_look_after (office->replica);
  wait_until_told (&told, 1);
  why = fc_replica_dup_backup_failure (office->replica);
  g_assert_nonnull (strstr (why, "backups"));
  g_assert_cmpint (g_remove (backups), ==, 0);
  office->replica->told_at = 0;
  fc_replica_look_after (office->replica);
  wait_until_told (&told, 2);
  well = fc_replica_dup_backup_failure (office->replica);
  g_assert_null (well);
}

static void
scarce_room_is_told (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  guint told = 0;

  g_signal_connect_swapped (office->replica, "notify::scarce-room", G_CALLBACK (count_cb), &told);
  fc_replica_note_room (office->replica, G_GINT64_CONSTANT (500000000));
  g_assert_cmpint (fc_replica_get_scarce_room (office->replica), ==, -1);
  fc_replica_note_room (office->replica, 120000000);
  g_assert_cmpint (fc_replica_get_scarce_room (office->replica), ==, 120000000);
  fc_replica_note_room (office->replica, 210000000); /* not yet enough to forget about it */
  g_assert_cmpint (fc_replica_get_scarce_room (office->replica), ==, 210000000);
  fc_replica_note_room (office->replica, G_GINT64_CONSTANT (500000000));
  g_assert_cmpint (fc_replica_get_scarce_room (office->replica), ==, -1);
  g_assert_cmpuint (told, ==, 3);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/replica/care/failed-nightly-backup-is-told", failed_nightly_backup_is_told);
  g_test_add_func ("/replica/care/scarce-room-is-told", scarce_room_is_told);
  g_test_add_func ("/replica/open/second-owner-is-refused", second_owner_is_refused);
  g_test_add_func ("/replica/open/newer-file-is-left-alone", newer_file_is_left_alone);
  g_test_add_func ("/replica/open/foreign-file-is-left-alone", foreign_file_is_left_alone);
  g_test_add_func ("/replica/open/read-only-folder-is-named", read_only_folder_is_named);
  g_test_add_func ("/replica/open/full-disk-loses-nothing", full_disk_loses_nothing);
  g_test_add_func ("/replica/open/killed-process-lost-nothing", killed_process_lost_nothing);
  g_test_add_func ("/replica/open/damaged-file-is-set-aside-and-work-rescued",
                   damaged_file_is_set_aside_and_work_rescued);
  g_test_add_func ("/replica/open/file-that-is-rubbish-gives-way-to-the-last-backup",
                   file_that_is_rubbish_gives_way_to_the_last_backup);
  g_test_add_func ("/replica/open/without-a-hub-every-record-is-kept", without_a_hub_every_record_is_kept);
  g_test_add_func ("/replica/open/backups-are-made-and-seven-kept", backups_are_made_and_seven_kept);
  g_test_add_func ("/replica/open/restoring-carries-over-what-waits", restoring_carries_over_what_waits);
  g_test_add_func ("/replica/open/default-roles-gain-what-joined", default_roles_gain_what_joined);
  g_test_add_func ("/replica/open/older-versions-are-brought-up-to-date", older_versions_are_brought_up_to_date);
  return g_test_run ();
}
