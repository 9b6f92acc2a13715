/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-ctl.h"

#include "fc-demo-fill.h"
#include "fc-error.h"
#include "fc-time.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <inttypes.h>

#define TRUTH_FILE "truth.json"
#define POS_FOLDER "pos"

static gint64 seed = FC_DEMO_SEED, scale;
static gboolean no_pos_files;
static int stations = 6, years = 3, shift_days = 45, sale_days = 14;
static char *now_text, *as;

static const GOptionEntry options[] = {
  { "seed", 0, 0, G_OPTION_ARG_INT64, &seed, N_ ("Which of all possible companies (2026)"), "N" },
  { "scale", 0, 0, G_OPTION_ARG_INT64, &scale, N_ ("Exactly N single sales, for benchmarks"), "N" },
  { "stations", 0, 0, G_OPTION_ARG_INT, &stations, N_ ("Number of stations, 1 to 24 (6)"), "N" },
  { "years", 0, 0, G_OPTION_ARG_INT, &years, N_ ("Years of history (3)"), "N" },
  { "shift-days", 0, 0, G_OPTION_ARG_INT, &shift_days, N_ ("Days with shifts (45)"), "N" },
  { "sale-days", 0, 0, G_OPTION_ARG_INT, &sale_days, N_ ("Days with single sales (14)"), "N" },
  { "now", 0, 0, G_OPTION_ARG_STRING, &now_text, N_ ("When the story ends (now), as 2026-11-21T16:00:00Z"),
    N_ ("TIME") },
  { "as", 0, 0, G_OPTION_ARG_STRING, &as, N_ ("Who sits at the desk (the station manager)"), N_ ("E-MAIL") },
  { "no-pos-files", 0, 0, G_OPTION_ARG_NONE, &no_pos_files,
    N_ ("Record the first station’s last shift instead of leaving its files to be imported"), NULL },
  { NULL, 0, 0, 0, NULL, NULL, NULL },
};

static gboolean
read_options (FcDemoOptions  *demo,
              GError        **error)
{
  gint64 now = g_get_real_time ();

  if (now_text != NULL && !fc_time_parse (now_text, &now, error))
    return FALSE;
  if (stations < 1 || years < 1 || shift_days < 0 || sale_days < 1 || scale < 0)
    {
      g_set_error_literal (error, FC_ERROR, FC_ERROR_INVALID, _ ("Stations, years and days are counted from 1"));
      return FALSE;
    }
  fc_demo_options_init (demo, (guint64) seed, now);
  demo->stations = (guint) stations;
  demo->years = (guint) years;
  demo->shift_days = (guint) shift_days;
  demo->sale_days = (guint) sale_days;
  demo->sales = (guint64) scale;
  demo->pos_files = !no_pos_files && scale == 0;
  return TRUE;
}

static gboolean
is_free (GFile   *folder,
         GError **error)
{
  g_autofree char *path = g_file_get_path (folder);
  g_autoptr (GDir) dir = g_file_test (path, G_FILE_TEST_EXISTS) ? g_dir_open (path, 0, error) : NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  if (dir == NULL)
    return FALSE;
  if (g_dir_read_name (dir) == NULL)
    return TRUE;
  g_set_error (error, FC_ERROR, FC_ERROR_CONFLICT, _ ("%s is not empty. Name a new folder"), path);
  return FALSE;
}

/* The company is made beside its place, so that a half-made one is never found there. */
static char *
make_workshop (GFile   *folder,
               GError **error)
{
  g_autoptr (GFile) parent = g_file_get_parent (folder);
  g_autofree char *path = g_file_get_path (folder);
  g_autofree char *above = parent != NULL ? g_file_get_path (parent) : NULL;
  g_autofree char *workshop = g_strdup_printf ("%s.making-XXXXXX", path);

  if (above == NULL || g_mkdir_with_parents (above, 0700) != 0 || g_mkdtemp_full (workshop, 0700) == NULL)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("%s cannot be made: %s"), path, g_strerror (errno));
      return NULL;
    }
  return g_steal_pointer (&workshop);
}

static void
clear_away (const char *workshop)
{
  g_autoptr (GDir) dir = g_dir_open (workshop, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (workshop, name, NULL);

      if (g_remove (path) != 0)
        clear_away (path);
    }
  g_rmdir (workshop);
}

static gboolean
write_files (const char           *workshop,
             const FcDemoSummary  *summary,
             GError              **error)
{
  g_autofree char *truth = g_build_filename (workshop, TRUTH_FILE, NULL);
  g_autofree char *pos = g_build_filename (workshop, POS_FOLDER, NULL);

  if (!g_file_set_contents (truth, summary->truth, -1, error))
    return FALSE;
  for (guint i = 0; summary->files != NULL && i < summary->files->len; i++)
    {
      const FcDemoFile *file = summary->files->pdata[i];
      g_autofree char *path = g_build_filename (pos, file->name, NULL);

      if ((i == 0 && g_mkdir (pos, 0700) != 0) || !g_file_set_contents (path, file->text, -1, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
fill (const char           *workshop,
      const FcDemoOptions  *demo,
      FcDemoSummary        *summary,
      GError              **error)
{
  g_autoptr (GFile) folder = g_file_new_for_path (workshop);
  g_autoptr (FcReplica) replica = fc_replica_open_sync (folder, error);
  g_autoptr (GAsyncResult) result = NULL;
  gboolean filled;

  if (replica == NULL)
    return FALSE;
  fc_demo_fill_async (replica, demo, as, fc_ctl_progress, NULL, fc_ctl_cancellable (), fc_ctl_ready_cb, &result);
  filled = fc_demo_fill_finish (replica, fc_ctl_wait (&result), summary, error);
  fc_replica_close_sync (replica);
  fc_ctl_progress_end ();
  return filled && write_files (workshop, summary, error);
}

static gboolean
make (GFile                *folder,
      const FcDemoOptions  *demo,
      FcDemoSummary        *summary,
      GError              **error)
{
  g_autofree char *path = g_file_get_path (folder);
  g_autofree char *workshop = NULL;

  if (!is_free (folder, error) || (workshop = make_workshop (folder, error)) == NULL)
    return FALSE;
  if (fill (workshop, demo, summary, error))
    {
      if (g_rename (workshop, path) == 0)
        return TRUE;
      g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("%s cannot be made: %s"), path, g_strerror (errno));
    }
  clear_away (workshop);
  return FALSE;
}

static void
say (FcCtl               *ctl,
     GFile               *folder,
     const FcDemoSummary *summary,
     gint64               took_us)
{
  g_autofree char *path = g_file_get_path (folder);
  g_autoptr (JsonObject) object = NULL;

  if (!ctl->json)
    {
      g_print (_ ("Harbour Fuel is in %s: %d stations, %" PRIu64 " records, %" PRIu64
                  " sums and %" PRIu64 " single sales in %.1f s.\n"),
               path, stations, summary->n_records, summary->n_rollups, summary->n_sales, (double) took_us / 1e6);
      if (summary->files != NULL)
        g_print (_ ("What the POS of the first station wrote of its last shift waits in %s/%s.\n"), path, POS_FOLDER);
      g_print (_ ("Try it with: forecourt --data-dir %s\n"), path);
      return;
    }
  object = json_object_new ();
  json_object_set_string_member (object, "folder", path);
  json_object_set_int_member (object, "stations", stations);
  json_object_set_int_member (object, "records", (gint64) summary->n_records);
  json_object_set_int_member (object, "rollups", (gint64) summary->n_rollups);
  json_object_set_int_member (object, "sales", (gint64) summary->n_sales);
  json_object_set_int_member (object, "took_us", took_us);
  fc_ctl_print_json (object);
}

static int
run (FcCtl *ctl)
{
  g_autoptr (GFile) folder = NULL;
  g_autoptr (GError) error = NULL;
  gint64 begun = g_get_monotonic_time ();
  FcDemoSummary summary = { 0 };
  FcDemoOptions demo;
  int code = FC_CTL_OK;

  if (ctl->rest != NULL && ctl->rest[1] != NULL)
    return fc_ctl_usage (_ ("One folder, please. See “forecourtctl demo --help”."));
  if (!read_options (&demo, &error))
    return fc_ctl_usage ("%s", error->message);
  folder = ctl->rest != NULL ? g_file_new_for_commandline_arg (ctl->rest[0]) : fc_ctl_folder (ctl);
  if ((ctl->rest != NULL || !fc_ctl_misses_disk (ctl, folder, &error)) && make (folder, &demo, &summary, &error))
    say (ctl, folder, &summary, g_get_monotonic_time () - begun);
  else
    code = fc_ctl_fail (ctl, error);
  fc_demo_summary_clear (&summary);
  return code;
}

const FcCtlCommand fc_ctl_demo = {
  .name = "demo",
  .arguments = N_ ("[FOLDER] — make a company to try things with"),
  .summary = N_ ("Make the demo company Harbour Fuel, without a hub"),
  .details = N_ (
    "The same seed and the same time make the same company, down to the byte. FOLDER is made; without it the company "
    "goes where the app looks. What was planted in it (a leak, a thief …) stands in FOLDER/truth.json. The last shift "
    "of the first station is left to be imported: its POS’s files are in FOLDER/pos."),
  .run = run,
  .options = options,
};
