/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-bench.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

void
fc_bench_print (const char *name,
                double      value,
                const char *unit,
                double      ratio,
                const char *against)
{
  printf ("%s\t%.*f\t%s\t%.2f\t%s\n", name, value < 100 ? 1 : 0, value, unit, ratio, against);
  fflush (stdout);
}

double
fc_bench_memory (void)
{
  unsigned long size = 0, resident = 0, shared = 0;
  FILE *file = fopen ("/proc/self/statm", "r");

  if (file == NULL || fscanf (file, "%lu %lu %lu", &size, &resident, &shared) != 3)
    g_error ("/proc/self/statm cannot be read");
  fclose (file);
  return (double) (resident - shared) * (double) sysconf (_SC_PAGESIZE) / 1e6;
}

double
fc_bench_seconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

char *
fc_bench_make_folder (const char *name)
{
  g_autofree char *pattern = g_strdup_printf ("fc-bench-%s-XXXXXX", name);
  g_autoptr (GError) error = NULL;
  char *path = g_dir_make_tmp (pattern, &error);

  if (path == NULL)
    g_error ("%s", error->message);
  return path;
}

void
fc_bench_remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        fc_bench_remove_folder (child);
      else
        g_remove (child);
    }
  g_rmdir (path);
}
