/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cpu-times.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What /proc says of a process or thread; empty where it is gone. */
static char *
read_proc (const char *pid,
           const char *thread,
           const char *file)
{
  g_autofree char *path =
    thread ? g_build_filename ("/proc", pid, "task", thread, file, NULL) : g_build_filename ("/proc", pid, file, NULL);
  char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? g_strstrip (text) : g_strdup ("");
}

static gboolean
is_ours (const char *pid)
{
  g_autofree char *at = g_strdup (pid);
  g_autofree char *own = g_strdup_printf ("%d", getpid ());

  while (atoi (at) > 1)
    {
      g_autofree char *stat = NULL;
      char *end;
      int parent;

      if (g_str_equal (at, own))
        return TRUE;
      stat = read_proc (at, NULL, "stat");
      end = strrchr (stat, ')');
      parent = end != NULL && strlen (end) > 4 ? atoi (end + 4) : 0;
      g_free (at);
      at = g_strdup_printf ("%d", parent);
    }
  return FALSE;
}

static void
add_threads (GHashTable *times,
             const char *pid)
{
  g_autofree char *folder = g_build_filename ("/proc", pid, "task", NULL);
  g_autoptr (GDir) tasks = g_dir_open (folder, 0, NULL);
  const char *task;

  while (tasks != NULL && (task = g_dir_read_name (tasks)) != NULL)
    {
      g_autofree char *name = read_proc (pid, task, "comm");
      g_autofree char *spent = read_proc (pid, task, "schedstat");
      gint64 *sum = g_hash_table_lookup (times, name);

      if (sum == NULL)
        {
          sum = g_new0 (gint64, 1);
          g_hash_table_insert (times, g_steal_pointer (&name), sum);
        }
      *sum += g_ascii_strtoll (spent, NULL, 10) / 1000;
    }
}

/**
 * cpu_times_new:
 *
 * Returns: (transfer full): thread's name → µs of the processor until now, of all those that live
 */
GHashTable *
cpu_times_new (void)
{
  GHashTable *times = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GDir) processes = g_dir_open ("/proc", 0, NULL);
  const char *pid;

  while (processes != NULL && (pid = g_dir_read_name (processes)) != NULL)
    if (g_ascii_isdigit (*pid) && is_ours (pid))
      add_threads (times, pid);
  return times;
}

/**
 * cpu_times_tell:
 * @before: what cpu_times_new() gave
 * @n: ops, rows…
 *
 * Prints to stderr how much was spent on each of @n since then.
 */
void
cpu_times_tell (GHashTable *before,
                const char *what,
                guint       n)
{
  g_autoptr (GHashTable) after = cpu_times_new ();
  GHashTableIter iter;
  gpointer name, sum;

  g_hash_table_iter_init (&iter, after);
  while (g_hash_table_iter_next (&iter, &name, &sum))
    {
      const gint64 *was = g_hash_table_lookup (before, name);
      double spent = (double) (*(gint64 *) sum - (was != NULL ? *was : 0)) / MAX (n, 1);

      if (spent >= 0.1)
        g_printerr ("%s\t%s\t%.2f us of the processor\n", what, (char *) name, spent);
    }
}
