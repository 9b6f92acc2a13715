/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-bench.h"
#include "fc-demo-fill.h"

/*
 * The demo company as everybody gets it: six stations, three years.
 *   demo.time   s from nothing to a closed replica; at most 10
 *   demo.size   MB on the disk; at most 100
 *   demo.memory MB at the end; the making never holds more than a few batches
 */

static gboolean
drop_records (GPtrArray  *records,
              gpointer    user_data,
              GError    **error)
{
  return TRUE;
}

static gboolean
drop_batch (const FcFactBatch  *batch,
            gpointer            user_data,
            GError            **error)
{
  return TRUE;
}

static double
make_only (const FcDemoOptions *options)
{
  static const FcDemoSink sink = { drop_records, drop_batch, drop_batch, NULL, NULL };
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;

  if (!fc_demo_generate (options, &sink, NULL, NULL, NULL, &error))
    g_error ("%s", error->message);
  return fc_bench_seconds_since (start);
}

static void
ready_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static double
make_and_keep (const FcDemoOptions *options,
               const char          *path)
{
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FcReplica) replica = fc_replica_open_sync (folder, &error);

  if (replica == NULL)
    g_error ("%s", error->message);
  fc_demo_fill_async (replica, options, NULL, NULL, NULL, NULL, ready_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  if (!fc_demo_fill_finish (replica, result, NULL, &error))
    g_error ("%s", error->message);
  fc_replica_close_sync (replica);
  return fc_bench_seconds_since (start);
}

static double
size_of (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  double size = 0;
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autoptr (GFile) file = g_file_new_build_filename (folder, name, NULL);
      g_autoptr (GFileInfo) info =
        g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL, NULL);

      size += info != NULL ? (double) g_file_info_get_size (info) : 0;
    }
  return size / 1e6;
}

int
main (void)
{
  g_autofree char *folder = fc_bench_make_folder ("demo");
  FcDemoOptions options;
  double bare, kept, size;

  fc_demo_options_init (&options, FC_DEMO_SEED, g_get_real_time ());
  bare = make_only (&options);
  kept = make_and_keep (&options, folder);
  size = size_of (folder);
  fc_bench_print ("demo.time", kept, "s", kept / bare, "the same company made and thrown away");
  fc_bench_print ("demo.size", size, "MB", size / 100, "100 MB");
  fc_bench_print ("demo.memory", fc_bench_memory (), "MB", fc_bench_memory () / size, "the file");
  fc_bench_remove_folder (folder);
  return 0;
}
