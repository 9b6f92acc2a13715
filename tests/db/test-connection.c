/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-db-care.h"
#include "fc-migrate.h"
#include "fc-statement.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  char *folder;
  char *path;
  FcDb *db;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("fc-db-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "test.db", NULL);
  fixture->db = fc_db_open (fixture->path, FC_DB_CREATE, &error);
  g_assert_no_error (error);
  fc_db_exec (fixture->db, "CREATE TABLE dip (tank INTEGER PRIMARY KEY, level INTEGER)", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  fc_db_close (fixture->db);
  dir = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
add_dip (FcDb *db,
         int   tank)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FcStatement) insert = fc_db_prepare (db, "INSERT INTO dip VALUES (?, ?)", &error);

  g_assert_no_error (error);
  fc_statement_bind_int (insert, 1, tank);
  fc_statement_bind_int (insert, 2, 1000 + tank);
  fc_statement_run (insert, &error);
  g_assert_no_error (error);
}

static gint64
count_dips (FcDb *db)
{
  gint64 n = -1;

  fc_db_get_int (db, "SELECT count(*) FROM dip", &n, NULL);
  return n;
}

static void
nothing_is_made_beside_somebody_elses_file (Fixture       *fixture,
                                            gconstpointer  data)
{
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL), *index = g_strconcat (fixture->path, "-shm", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcDb) db = NULL;

  add_dip (fixture->db, 1);
  g_clear_pointer (&fixture->db, fc_db_close);
  db = fc_db_open (fixture->path, FC_DB_READ_ONLY | FC_DB_FOREIGN, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_dips (db), ==, 1);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (index, G_FILE_TEST_EXISTS));
}

static void
rolled_back_work_is_gone (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fc_db_begin (fixture->db, &error);
  add_dip (fixture->db, 1);
  fc_db_savepoint (fixture->db, "second", &error);
  add_dip (fixture->db, 2);
  fc_db_rollback_to (fixture->db, "second");
  g_assert_cmpint (count_dips (fixture->db), ==, 1);
  fc_db_rollback (fixture->db);
  g_assert_cmpint (count_dips (fixture->db), ==, 0);
  g_assert_no_error (error);
}

static void
same_key_twice_is_named (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  add_dip (fixture->db, 1);
  g_assert_false (fc_db_exec (fixture->db, "INSERT INTO dip VALUES (1, 0)", &error));
  g_assert_error (error, FC_DB_ERROR, FC_DB_ERROR_CONSTRAINT);
}

static void
reader_sees_what_was_committed_and_writes_nothing (Fixture       *fixture,
                                                   gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FcDb) reader = fc_db_open (fixture->path, FC_DB_READ_ONLY, &error);

  g_assert_no_error (error);
  fc_db_begin (fixture->db, &error);
  add_dip (fixture->db, 1);
  g_assert_cmpint (count_dips (reader), ==, 0);
  fc_db_commit (fixture->db, &error);
  g_assert_cmpint (count_dips (reader), ==, 1);
  g_assert_false (fc_db_exec (reader, "DELETE FROM dip", &error));
  g_assert_error (error, FC_DB_ERROR, FC_DB_ERROR_READ_ONLY);
}

static void
statement_in_use_is_not_shared (Fixture       *fixture,
                                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  gboolean row;

  add_dip (fixture->db, 1);
  add_dip (fixture->db, 2);
  {
    g_autoptr (FcStatement) outer = fc_db_prepare (fixture->db, "SELECT tank FROM dip ORDER BY tank", &error);
    g_autoptr (FcStatement) inner = fc_db_prepare (fixture->db, "SELECT tank FROM dip ORDER BY tank", &error);

    g_assert_true (outer != inner);
    g_assert_true (fc_statement_step (outer, &row, &error) && row);
    g_assert_true (fc_statement_step (inner, &row, &error) && row);
    g_assert_true (fc_statement_step (inner, &row, &error) && row);
    g_assert_cmpint (fc_statement_get_int (outer, 0), ==, 1);
    g_assert_cmpint (fc_statement_get_int (inner, 0), ==, 2);
  }
  g_assert_no_error (error);
}

static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (50000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

static void
long_question_stops_when_cancelled (Fixture       *fixture,
                                    gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread;
  gint64 n;

  fc_db_set_cancellable (fixture->db, cancellable);
  thread = g_thread_new ("cancel", cancel_soon, cancellable);
  g_assert_false (
    fc_db_get_int (fixture->db,
                   "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT sum (n) FROM c", &n,
                   &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
  fc_db_set_cancellable (fixture->db, NULL);
}

static void
missing_folder_is_named (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (fc_db_open ("/nowhere/at/all.db", FC_DB_CREATE, &error));
  g_assert_error (error, FC_DB_ERROR, FC_DB_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "/nowhere/at"));
}

static void
text_file_is_no_database (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "notes.txt", NULL);
  g_autofree char *text = g_strnfill (8192, 'n');
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, NULL);
  g_assert_null (fc_db_open (path, 0, &error));
  g_assert_error (error, FC_DB_ERROR, FC_DB_ERROR_CORRUPT);
}

static void
backup_is_whole_and_sound (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autofree char *target = g_build_filename (fixture->folder, "copy.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcDb) copy = NULL;

  add_dip (fixture->db, 1);
  g_assert_true (fc_db_backup (fixture->db, target, &error));
  g_assert_no_error (error);
  copy = fc_db_open (target, FC_DB_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_dips (copy), ==, 1);
  g_assert_true (fc_db_quick_check (copy, NULL, NULL, &error));
  g_assert_no_error (error);
}

static gboolean
add_water (FcDb      *db,
           gpointer   user_data,
           GError   **error)
{
  return fc_db_exec (db, "ALTER TABLE dip ADD COLUMN water INTEGER", error);
}

static gboolean
fail_half_way (FcDb      *db,
               gpointer   user_data,
               GError   **error)
{
  return fc_db_exec (db, "ALTER TABLE dip ADD COLUMN temperature INTEGER", error) &&
         fc_db_exec (db, "this is no SQL", error);
}

static gboolean
make_dips (FcDb      *db,
           gpointer   user_data,
           GError   **error)
{
  return fc_db_exec (db, "CREATE TABLE dip (tank INTEGER PRIMARY KEY, level INTEGER)", error);
}

static void
failed_step_leaves_the_version_before (Fixture       *fixture,
                                       gconstpointer  data)
{
  static const FcMigration first[] = { { 1, make_dips }, { 0, NULL } };
  static const FcMigration broken[] = { { 1, make_dips }, { 2, add_water }, { 3, fail_half_way }, { 0, NULL } };
  g_autofree char *path = g_build_filename (fixture->folder, "steps.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcDb) db = fc_db_open (path, FC_DB_CREATE, &error);

  g_assert_true (fc_db_migrate (db, FC_APPLICATION_ID_HUB, first, NULL, &error));
  g_assert_cmpint (fc_db_get_version (db), ==, 1);
  g_assert_false (fc_db_migrate (db, FC_APPLICATION_ID_HUB, broken, NULL, &error));
  g_assert_error (error, FC_DB_ERROR, FC_DB_ERROR_FAILED);
  g_assert_cmpint (fc_db_get_version (db), ==, 2);
  g_clear_error (&error);
  g_assert_true (fc_db_exec (db, "SELECT water FROM dip", &error));
  g_assert_false (fc_db_exec (db, "SELECT temperature FROM dip", &error));
}

static void
hubs_file_is_not_a_replicas (Fixture       *fixture,
                             gconstpointer  data)
{
  static const FcMigration steps[] = { { 1, make_dips }, { 0, NULL } };
  g_autofree char *path = g_build_filename (fixture->folder, "steps.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcDb) db = fc_db_open (path, FC_DB_CREATE, &error);

  g_assert_true (fc_db_migrate (db, FC_APPLICATION_ID_HUB, steps, NULL, &error));
  g_assert_false (fc_db_migrate (db, FC_APPLICATION_ID_REPLICA, steps, NULL, &error));
  g_assert_error (error, FC_DB_ERROR, FC_DB_ERROR_FOREIGN);
}

#define ADD(name, func) g_test_add ("/db/connection/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("rolled-back-work-is-gone", rolled_back_work_is_gone);
  ADD ("nothing-is-made-beside-somebody-elses-file", nothing_is_made_beside_somebody_elses_file);
  ADD ("same-key-twice-is-named", same_key_twice_is_named);
  ADD ("reader-sees-what-was-committed-and-writes-nothing", reader_sees_what_was_committed_and_writes_nothing);
  ADD ("statement-in-use-is-not-shared", statement_in_use_is_not_shared);
  ADD ("long-question-stops-when-cancelled", long_question_stops_when_cancelled);
  ADD ("missing-folder-is-named", missing_folder_is_named);
  ADD ("text-file-is-no-database", text_file_is_no_database);
  ADD ("backup-is-whole-and-sound", backup_is_whole_and_sound);
  ADD ("failed-step-leaves-the-version-before", failed_step_leaves_the_version_before);
  ADD ("hubs-file-is-not-a-replicas", hubs_file_is_not_a_replicas);
  return g_test_run ();
}
