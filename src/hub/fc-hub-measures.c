/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-hub-measures.h"

#include <string.h>
#include <unistd.h>

static const char *const results[] = {
  [FC_RESULT_APPLIED] = "applied",   [FC_RESULT_MERGED] = "merged",   [FC_RESULT_CONFLICT] = "conflict",
  [FC_RESULT_REJECTED] = "rejected", [FC_RESULT_BLOCKED] = "blocked",
};

/* Clocks of offices are wrong at times: what comes from the future is as new as can be. */
static void
measure_lag (FcHubMetrics *metrics,
             GPtrArray    *ops)
{
  gint64 now = g_get_real_time ();

  for (guint i = 0; i < ops->len; i++)
    {
      const FcHubOp *op = g_ptr_array_index (ops, i);
      if (op->op)
        fc_hub_metrics_observe (metrics, "sync_lag_seconds", "",
                                (double) MAX (now - op->op->occurred_at, 0) / G_USEC_PER_SEC);
    }
}

/**
 * fc_hub_measure_push:
 * @push: one that was run
 *
 * Counts its ops by tenant and result, and how long they were under way. Any thread.
 */
void
fc_hub_measure_push (FcHubMetrics    *metrics,
                     const FcHubPush *push)
{
  guint by_result[G_N_ELEMENTS (results)] = { 0 };
  g_autofree char *tenant = fc_id_dup_string (&push->tenant);

  for (guint i = 0; i < push->results->len; i++)
    by_result[((const FcWireResult *) g_ptr_array_index (push->results, i))->status]++;
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autofree char *labels = g_strdup_printf ("tenant=\"%s\",result=\"%s\"", tenant, results[i]);
      if (by_result[i] > 0)
        fc_hub_metrics_count (metrics, "sync_ops_total", labels, by_result[i]);
    }
  measure_lag (metrics, push->ops);
}

/* The @field-th number of a file of the kernel; 0 where there is none ("max" is no limit). */
static gint64
read_number (const char *path,
             guint       field)
{
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0;
  g_auto (GStrv) numbers = g_strsplit (text, " ", -1);
  return field < g_strv_length (numbers) ? g_ascii_strtoll (numbers[field], NULL, 10) : 0;
}

/* The least of @folder's limit and those above it, up to @mount. */
static gint64
least_limit (const char *mount,
             const char *folder)
{
  g_autofree char *at = g_strconcat (mount, folder, NULL);
  gint64 least = G_MAXINT64;

  while (TRUE)
    {
      g_autofree char *file = g_build_filename (at, "memory.max", NULL);
      gint64 limit = read_number (file, 0);
      char *end = strrchr (at, '/');
      if (limit > 0)
        least = MIN (least, limit);
      if (strlen (at) <= strlen (mount) || end == NULL)
        return least;
      *end = '\0';
    }
}

/**
 * fc_hub_memory_limit:
 * @cgroup: the process' own: /proc/self/cgroup
 * @mount: where control groups are: /sys/fs/cgroup
 *
 * Returns: bytes that the process may hold by its control group, be it a unit's or a container's; %G_MAXINT64: as it likes
 */
gint64
fc_hub_memory_limit (const char *cgroup,
                     const char *mount)
{
  g_autofree char *text = NULL;

  if (!g_file_get_contents (cgroup, &text, NULL, NULL))
    return least_limit (mount, "");
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (int i = 0; lines[i]; i++)
    if (g_str_has_prefix (lines[i], "0::/"))
      return least_limit (mount, g_str_equal (lines[i] + 3, "/") ? "" : lines[i] + 3);
  return least_limit (mount, "");
}

/**
 * fc_hub_measure_process:
 *
 * Memory held and allowed, as the kernel says. Any thread.
 */
void
fc_hub_measure_process (FcHubMetrics *metrics)
{
  gint64 page = sysconf (_SC_PAGESIZE);
  gint64 machine = sysconf (_SC_PHYS_PAGES) * page;
  gint64 limit = fc_hub_memory_limit ("/proc/self/cgroup", "/sys/fs/cgroup");

  fc_hub_metrics_set (metrics, "process_resident_memory_bytes", "", read_number ("/proc/self/statm", 1) * page);
  fc_hub_metrics_set (metrics, "process_memory_limit_bytes", "", MIN (limit, machine));
}
