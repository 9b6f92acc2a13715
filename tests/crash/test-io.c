/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crash-hub.h"
#include "crash-office.h"
#include "crash-run.h"
#include "sim-disk.h"
#include "sim-files.h"

#include <string.h>
#include <unistd.h>

/*
 * The first call to the disk fails, then in the next run the second, until a run meets no failure. Whatever fails says so in a
 * sentence, what was acknowledged is there when the disk is well again, and the store is good.
 */

#define OFFICE_STEPS 4
#define HUB_STEPS    3

typedef struct {
  const char *name;
  SimDiskState state;
  int bad;
} Fault;

static const Fault faults[] = {
  { "once", SIM_DISK_IO_ERROR, 1 },
  { "for-good", SIM_DISK_IO_ERROR, G_MAXINT },
  { "full", SIM_DISK_FULL, G_MAXINT },
};

typedef struct {
  const char *what;
  gboolean (*run) (int at, const Fault *fault, guint *n_failed); /* whether the fault came at all */
} Subject;

static void
must_be_said (const GError *error, int at, guint *n_failed)
{
  if (!crash_is_sentence (error))
    g_error ("call %d fails, and somebody reads: %s", at, error != NULL ? error->message : "nothing");
  (*n_failed)++;
}

/* --- an office ---------------------------------------------------------------------------------------------------------------- */

static void
tell_office (CrashOffice *office, int at, guint *n_failed)
{
  g_autoptr (GError) opening = NULL;

  if (!crash_office_open (office, &opening))
    must_be_said (opening, at, n_failed);
  for (guint i = 0; i < OFFICE_STEPS && opening == NULL; i++)
    {
      g_autoptr (GError) error = NULL;

      if (!crash_office_step (office, &error))
        must_be_said (error, at, n_failed);
    }
  crash_office_close (office);
}

static gboolean
run_office (int at, const Fault *fault, guint *n_failed)
{
  g_autofree char *folder = g_strdup (sim_make_folder ());
  g_autoptr (CrashOffice) office = crash_office_new (crash_first_seed (), folder);
  g_autofree char *wrong = NULL;
  SimDisk *disk;
  gboolean came;

  sim_copy_folder (crash_office_template (), folder);
  disk = sim_disk_add (folder);
  sim_disk_plan (disk, fault->state, at, fault->bad);
  tell_office (office, at, n_failed);
  came = disk->next == SIM_DISK_WELL;
  sim_disk_heal (disk);
  wrong = crash_office_check (office->steps, office->acked, folder);
  if (wrong != NULL)
    g_error ("call %d (%s): %s", at, fault->name, wrong);
  sim_disk_remove (disk);
  sim_remove_folder (folder);
  return came;
}

/* --- a hub ----------------------------------------------------------------------------------------------------------------------- */

static gboolean
run_hub (int at, const Fault *fault, guint *n_failed)
{
  g_autofree char *folder = g_strdup (sim_make_folder ());
  FcId tenant;
  const char *template = crash_hub_template (&tenant);
  CrashHub *hub = crash_hub_new (crash_first_seed (), folder);
  g_autoptr (GError) opening = NULL;
  g_autofree char *wrong = NULL;
  SimDisk *disk;
  gboolean came;

  sim_copy_folder (template, folder);
  disk = sim_disk_add (folder);
  sim_disk_plan (disk, fault->state, at, fault->bad);
  if (!crash_hub_open (hub, &opening))
    must_be_said (opening, at, n_failed);
  for (guint i = 0; i < HUB_STEPS && opening == NULL; i++)
    {
      g_autoptr (GError) error = NULL;

      if (!crash_hub_step (hub, &error))
        must_be_said (error, at, n_failed);
    }
  crash_hub_close (hub);
  came = disk->next == SIM_DISK_WELL;
  sim_disk_heal (disk);
  wrong = crash_hub_check (hub, hub->acked, folder);
  if (wrong != NULL)
    g_error ("call %d (%s): %s", at, fault->name, wrong);
  crash_hub_free (hub);
  sim_disk_remove (disk);
  sim_remove_folder (folder);
  return came;
}

/* --- until none fails ------------------------------------------------------------------------------------------------------------ */

static void
test_each_call (gconstpointer data)
{
  const Subject *subject = data;
  int stride = (int) crash_stride ();

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      guint n_runs = 0, n_failed = 0;
      int at = (int) (crash_first_seed () % (guint64) stride);

      for (; subject->run (at, &faults[i], &n_failed); at += stride)
        n_runs++;
      g_test_message ("%s, %s: %u runs up to call %d, %u sentences", subject->what, faults[i].name, n_runs, at,
                      n_failed);
      g_assert_cmpuint (n_failed, >, 0);
    }
}

/* --- a disk that never comes back ------------------------------------------------------------------------------------------------ */

static char *
rescue (const char *folder, const char *into, GError **error)
{
  g_autoptr (GFile) from = g_file_new_for_path (folder), to = g_file_new_for_path (into);
  g_autoptr (GAsyncResult) result = NULL;

  fc_replica_rescue_into_async (from, to, NULL, NULL, NULL, fc_test_finished_cb, &result);
  return fc_replica_rescue_finish (fc_test_wait (&result), error);
}

/* Where the folder cannot be opened any more it says so, mostly that it is the disk. */
static void
open_once (const char *folder, int at, guint *n_disk)
{
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcReplica) replica = fc_replica_open_sync (file, &error);
  guint n = 0;

  if (replica == NULL)
    must_be_said (error, at, &n);
  *n_disk += g_error_matches (error, FC_REPLICA_ERROR, FC_REPLICA_ERROR_IO);
  if (replica != NULL)
    fc_replica_close_sync (replica);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* The file, and what was committed and not brought into it yet. */
static char *
sum_of (const char *folder)
{
  static const char *const names[] = { "replica.db", "replica.db-wal" };
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      g_autofree char *bytes = NULL;
      gsize n = 0;

      if (g_file_get_contents (path, &bytes, &n, NULL))
        g_checksum_update (sum, (const guchar *) bytes, (gssize) n);
    }
  return g_strdup (g_checksum_get_string (sum));
}

/* What can be read is in the other folder, which is good; the old one is as it was. Whether the fault came at all. */
static gboolean
run_rescue (CrashOffice *office, const char *folder, int at, guint *n_disk, guint *n_kept)
{
  g_autofree char *into = g_strdup (sim_make_folder ());
  g_autofree char *path = g_build_filename (into, "replica.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *report = NULL, *wrong = NULL, *before = NULL, *after = NULL;
  SimDisk *disk = sim_disk_add (folder);
  gboolean came;

  sim_disk_plan (disk, SIM_DISK_IO_ERROR, at, G_MAXINT);
  open_once (folder, at, n_disk);
  sim_disk_heal (disk);
  sim_disk_plan (disk, SIM_DISK_IO_ERROR, at, G_MAXINT); /* and so it goes each time */
  before = sum_of (folder);
  report = rescue (folder, into, &error);
  after = sum_of (folder);
  came = disk->next == SIM_DISK_WELL;
  sim_disk_heal (disk);
  sim_disk_remove (disk);
  g_assert_no_error (error);
  g_test_message ("call %d: %s", at, report);
  g_assert_nonnull (strstr (report, into));
  g_assert_cmpstr (after, ==, before);
  g_assert_true (came || strstr (report, "were kept") != NULL);
  *n_kept += strstr (report, "kept") != NULL;
  if (!came)
    wrong = crash_office_check (office->steps, office->acked, into);
  else
    wrong = crash_integrity (path);
  if (wrong == NULL)
    wrong = crash_office_check (office->steps, office->acked, folder);
  if (wrong != NULL)
    g_error ("call %d: %s", at, wrong);
  sim_remove_folder (into);
  return came;
}

static void
test_rescue (void)
{
  g_autofree char *folder = g_strdup (sim_make_folder ());
  g_autoptr (CrashOffice) office = crash_office_new (crash_first_seed (), folder);
  g_autofree char *unsent = g_build_filename (folder, "blobs", "ab", "abcd", NULL);
  g_autofree char *parent = g_path_get_dirname (unsent);
  guint n_disk = 0, n_kept = 0;
  int stride = MAX (1, (int) crash_stride () / 3), at = 0;

  sim_copy_folder (crash_office_template (), folder);
  g_assert_true (crash_office_open (office, NULL));
  for (guint i = 0; i < OFFICE_STEPS; i++)
    g_assert_true (crash_office_step (office, NULL));
  crash_office_close (office);
  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents (unsent, "photo", -1, NULL));
  while (run_rescue (office, folder, at, &n_disk, &n_kept))
    at += stride;
  g_test_message ("%d calls, %u times the disk was named, %u times work was kept", at, n_disk, n_kept);
  g_assert_cmpuint (n_disk, >, 0);
  g_assert_cmpuint (n_kept, >, 0);
  sim_remove_folder (folder);
}

/* The power went: much of the work is in the log only. It is kept from there, and the log is left to others. */
static void
test_rescue_only_reads (void)
{
  g_autofree char *folder = g_strdup (sim_make_folder ()), *hot = g_strdup (sim_make_folder ());
  g_autofree char *into = g_strdup (sim_make_folder ()), *log = g_build_filename (hot, "replica.db-wal", NULL);
  g_autoptr (CrashOffice) office = crash_office_new (crash_first_seed (), folder);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL, *report = NULL, *wrong = NULL;

  sim_copy_folder (crash_office_template (), folder);
  g_assert_true (crash_office_open (office, NULL));
  for (guint i = 0; i < OFFICE_STEPS; i++)
    g_assert_true (crash_office_step (office, NULL));
  sim_copy_folder (folder, hot);
  crash_office_close (office);
  g_assert_true (g_file_test (log, G_FILE_TEST_EXISTS));
  before = sum_of (hot);
  report = rescue (hot, into, &error);
  g_assert_no_error (error);
  after = sum_of (hot);
  g_assert_cmpstr (after, ==, before);
  g_assert_true (g_file_test (log, G_FILE_TEST_EXISTS));
  wrong = crash_office_check (office->steps, office->acked, into);
  g_assert_cmpstr (wrong, ==, NULL);
  sim_remove_folder (folder);
  sim_remove_folder (hot);
  sim_remove_folder (into);
}

/* Photos go along; what is in the other folder already stays as it is. */
static void
test_rescue_takes_photos (void)
{
  g_autofree char *folder = g_strdup (sim_make_folder ()), *into = g_strdup (sim_make_folder ());
  g_autofree char *unsent = g_build_filename (folder, "blobs", "ab", "abcd", NULL);
  g_autofree char *parent = g_path_get_dirname (unsent);
  g_autofree char *photo = g_build_filename (into, "blobs", "ab", "abcd", NULL);
  g_autofree char *report = NULL, *again = NULL, *text = NULL;
  g_autoptr (GError) error = NULL;

  sim_copy_folder (crash_office_template (), folder);
  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents (unsent, "photo", -1, NULL));
  report = rescue (folder, into, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (photo, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "photo");
  again = rescue (folder, into, &error);
  g_assert_null (again);
  g_assert_error (error, FC_REPLICA_ERROR, FC_REPLICA_ERROR_BUSY);
  g_assert_true (crash_is_sentence (error));
  sim_remove_folder (folder);
  sim_remove_folder (into);
}

/* A photo that cannot be read is told; what lay in the other folder under its name stays. */
static void
test_rescue_deletes_nothing (void)
{
  g_autofree char *folder = g_strdup (sim_make_folder ()), *into = g_strdup (sim_make_folder ());
  g_autofree char *from = g_build_filename (folder, "blobs", NULL), *to = g_build_filename (into, "blobs", NULL);
  g_autofree char *dead = g_build_filename (from, "dead", NULL), *gone = g_build_filename (from, "gone", NULL);
  g_autofree char *there = g_build_filename (to, "dead", NULL), *maps = g_build_filename (folder, "maps", NULL);
  g_autofree char *report = NULL, *text = NULL;
  g_autoptr (GError) error = NULL;

  sim_copy_folder (crash_office_template (), folder);
  g_assert_cmpint (g_mkdir_with_parents (from, 0700), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (to, 0700), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (maps, 0700), ==, 0);
  g_assert_cmpint (symlink ("/nowhere", dead), ==, 0);
  g_assert_cmpint (symlink ("/nowhere", gone), ==, 0);
  g_assert_true (g_file_set_contents (there, "was there", -1, NULL));
  report = rescue (folder, into, &error);
  g_assert_no_error (error);
  g_test_message ("%s", report);
  g_assert_nonnull (strstr (report, "1 photo or unfinished slip could not be read."));
  g_assert_nonnull (strstr (report, "Offline maps were not taken along"));
  g_assert_true (g_file_get_contents (there, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "was there");
  sim_remove_folder (folder);
  sim_remove_folder (into);
}

/* Who clears the computer clears the folder that was left, too, even with work in it: that was taken along. */
static void
test_left_folder_is_cleared (void)
{
  g_autofree char *folder = g_strdup (sim_make_folder ()), *into = g_strdup (sim_make_folder ());
  g_autofree char *file = g_build_filename (folder, "replica.db", NULL);
  g_autofree char *photos = g_build_filename (folder, "blobs", NULL), *photo = g_build_filename (photos, "abcd", NULL);
  g_autoptr (CrashOffice) office = crash_office_new (crash_first_seed (), folder);
  g_autoptr (GFile) left = g_file_new_for_path (folder);
  g_autoptr (GError) error = NULL;
  g_autofree char *report = NULL;

  sim_copy_folder (crash_office_template (), folder);
  g_assert_true (crash_office_open (office, NULL));
  g_assert_true (crash_office_step (office, NULL));
  crash_office_close (office);
  g_assert_cmpint (g_mkdir_with_parents (photos, 0700), ==, 0);
  g_assert_true (g_file_set_contents (photo, "photo", -1, NULL));
  report = rescue (folder, into, &error);
  g_assert_no_error (error);
  g_assert_true (fc_replica_wipe_left_sync (left, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (photos, G_FILE_TEST_EXISTS));
  sim_remove_folder (folder);
  g_assert_true (fc_replica_wipe_left_sync (left, &error)); /* and makes no folder */
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  sim_remove_folder (into);
}

int
main (int argc, char **argv)
{
  static const Subject office = { "office", run_office }, hub = { "hub", run_hub };

  crash_init (&argc, &argv);
  g_test_add_data_func ("/crash/io/office", &office, test_each_call);
  g_test_add_data_func ("/crash/io/hub", &hub, test_each_call);
  g_test_add_func ("/crash/io/rescue-into-another-folder", test_rescue);
  g_test_add_func ("/crash/io/rescue-only-reads", test_rescue_only_reads);
  g_test_add_func ("/crash/io/rescue-takes-photos", test_rescue_takes_photos);
  g_test_add_func ("/crash/io/rescue-deletes-nothing", test_rescue_deletes_nothing);
  g_test_add_func ("/crash/io/left-folder-is-cleared", test_left_folder_is_cleared);
  return crash_run ();
}
