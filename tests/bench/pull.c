/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pull.h"
#ifdef FC_HUB_POSTGRESQL
#include "pg-cluster.h"
#endif

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * The first pull of a million sales: hub process → office process, until the last chunk is committed with its rollups.
 * Meanwhile a person saves something now and then. Against the same rows put into the same table by a bare prepared statement.
 *   pull.stream  rows a second     pull.memory  growth of the office's resident memory     pull.save  longest wait of a save
 *   pull.usable  seconds from signing in until stations and the newest sums are here, all the other sales still to come
 *   pull.stream-postgresql  rows a second from a hub that keeps its companies in PostgreSQL
 */
#define SALES 1000000

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_remove (path);
    }
  g_rmdir (folder);
}

static GSubprocess *
start (GDataInputStream **lines,
       const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);

  if (process == NULL)
    g_error ("%s", error->message);
  *lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  return process;
}

/* The next line a process says; ends the benchmark where it says none. */
static char *
next_line (GDataInputStream *lines,
           const char       *who)
{
  char *line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);

  if (line == NULL)
    {
      fprintf (stderr, "The %s ended without an answer.\n", who);
      exit (1);
    }
  return line;
}

static void
report (const char *store,
        double rows,
        double seconds,
        double bare_seconds,
        double growth,
        double longest_save,
        double saves,
        double usable)
{
  printf ("pull.stream%s\t%.0f\trows/s\t%.2f\tbare prepared insert of the same rows (%.0f rows/s)\n",
          *store ? "-postgresql" : "", rows / seconds, bare_seconds / seconds, rows / bare_seconds);
  if (*store)
    return;
  printf ("pull.memory\t%.1f\tMB\t%.2f\tthe limit of 100 MB\n", growth, growth / 100);
  printf ("pull.save\t%.1f\tms\t%.2f\tthe limit of 100 ms (%.0f saves)\n", longest_save, longest_save / 100, saves);
  printf ("pull.usable\t%.2f\ts\t%.2f\tthe limit of 3 s\n", usable, usable / 3);
}

static void
run (const char *self,
     const char *folder,
     guint64     sales,
     const char *store)
{
  g_autofree char *hub_folder = g_build_filename (folder, "hub", NULL);
  g_autofree char *office_folder = g_build_filename (folder, "office", NULL);
  g_autofree char *bare_folder = g_build_filename (folder, "bare", NULL);
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, sales);
  const char *const hub_argv[] = { self, "hub", hub_folder, number, store, NULL };
  g_autoptr (GDataInputStream) hub_lines = NULL;
  g_autoptr (GDataInputStream) office_lines = NULL;
  g_autoptr (GDataInputStream) bare_lines = NULL;
  g_autoptr (GSubprocess) hub = start (&hub_lines, hub_argv);
  g_autofree char *uri = next_line (hub_lines, "hub");
  const char *const office_argv[] = { self, "office", office_folder, uri, NULL };
  const char *const bare_argv[] = { self, "bare", office_folder, bare_folder, NULL };
  g_autoptr (GSubprocess) office = start (&office_lines, office_argv);
  g_autofree char *pulled = next_line (office_lines, "office");
  g_autoptr (GSubprocess) bare = NULL;
  g_autofree char *inserted = NULL;
  double rows, seconds, growth, longest, saves, usable;

  g_subprocess_wait (office, NULL, NULL);
  g_subprocess_force_exit (hub);
  bare = start (&bare_lines, bare_argv);
  inserted = next_line (bare_lines, "bare insert");
  if (sscanf (pulled, "%lf %lf %lf %lf %lf %lf", &rows, &seconds, &growth, &longest, &saves, &usable) == 6)
    report (store, rows, seconds, g_ascii_strtod (inserted, NULL), growth, longest, saves, usable);
}

static void
run_in_folder (const char *self,
               guint64     sales,
               const char *store)
{
  g_autofree char *folder = g_dir_make_tmp ("forecourt-bench-XXXXXX", NULL);

  run (self, folder, sales, store);
  remove_folder (folder);
}

int
main (int argc, char **argv)
{
  guint64 sales;
  const char *wanted = g_getenv ("FC_BENCH_SALES");

  if (argc == 5 && g_str_equal (argv[1], "hub"))
    return pull_run_hub (argv[2], g_ascii_strtoull (argv[3], NULL, 10), *argv[4] ? argv[4] : NULL);
  if (argc == 4 && g_str_equal (argv[1], "office"))
    return pull_run_client (argv[2], argv[3]);
  if (argc == 4 && g_str_equal (argv[1], "bare"))
    return pull_run_bare (argv[2], argv[3]);
  sales = wanted != NULL ? g_ascii_strtoull (wanted, NULL, 10) : SALES;
  run_in_folder (argv[0], sales, "");
#ifdef FC_HUB_POSTGRESQL
  if (pg_cluster_is_there ())
    {
      g_autofree char *store = NULL;
      pg_cluster_be_durable ();
      store = pg_cluster_new_database ();
      run_in_folder (argv[0], sales, store);
    }
#endif
  return 0;
}
