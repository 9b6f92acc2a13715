/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crash-hub.h"
#include "crash-office.h"
#include "crash-run.h"
#include "sim-disk.h"
#include "sim-files.h"

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

int
main (int argc, char **argv)
{
  static const Subject office = { "office", run_office }, hub = { "hub", run_hub };

  crash_init (&argc, &argv);
  g_test_add_data_func ("/crash/io/office", &office, test_each_call);
  g_test_add_data_func ("/crash/io/hub", &hub, test_each_call);
  return crash_run ();
}
