/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-hub-metrics.h"

#include <string.h>

typedef enum { SERIES_COUNTER, SERIES_GAUGE, SERIES_HISTOGRAM } SeriesType;

#define MOST_BOUNDS 13

/* Seconds; after the last one comes +Inf. Finer than a millisecond is not useful for a request that commits; offices
 * work alone for minutes to weeks. */
static const double short_times[MOST_BOUNDS] = { 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10 };
static const double long_times[MOST_BOUNDS] = { 0.5,  1,     5,     30,    60,     300,    900,
                                                3600, 14400, 43200, 86400, 259200, 604800 };

/* Everything the hub measures. */
static const struct {
  const char *name;
  SeriesType type;
  const double *bounds;
  const char *help;
} kinds[] = {
  { "http_request_duration_seconds", SERIES_HISTOGRAM, short_times, "From a request's headers to its answer's last byte." },
  { "http_connections", SERIES_GAUGE, NULL, "Connections of offices that are open." },
  { "hint_sockets", SERIES_GAUGE, NULL, "WebSockets that wait for news." },
  { "db_query_duration_seconds", SERIES_HISTOGRAM, short_times, "Time the store took, by operation." },
  { "store_up", SERIES_GAUGE, NULL, "1 while the store answers." },
  { "cache_hits_total", SERIES_COUNTER, NULL, "Sessions found in memory." },
  { "cache_misses_total", SERIES_COUNTER, NULL, "Sessions read from the store." },
  { "sync_queue_size", SERIES_GAUGE, NULL, "Pushes that wait for the store." },
  { "sync_ops_total", SERIES_COUNTER, NULL, "Ops answered, by tenant and result." },
  { "sync_lag_seconds", SERIES_HISTOGRAM, long_times, "From an op's clock time at the office to its arrival." },
  { "worker_pool_size", SERIES_GAUGE, NULL, "Threads that may read the store." },
  { "worker_pool_waiting", SERIES_GAUGE, NULL, "Jobs that wait for one of them." },
  { "process_resident_memory_bytes", SERIES_GAUGE, NULL, "Memory the process holds." },
  { "process_memory_limit_bytes", SERIES_GAUGE, NULL, "Memory it may hold: its control group's limit, else the machine's." },
  { "process_start_time_seconds", SERIES_GAUGE, NULL, "When the hub was started, since 1970." },
};

typedef struct {
  char *labels; /* `a="b",c="d"`, may be empty */
  gint64 value;
  double sum;
  guint64 buckets[MOST_BOUNDS + 1];
} Series;

struct _FcHubMetrics {
  GMutex lock;
  GHashTable *families[G_N_ELEMENTS (kinds)]; /* labels → Series, in the order of kinds */
};

static const char *const types[] = { "counter", "gauge", "histogram" };

static void
series_free (gpointer data)
{
  Series *series = data;
  g_free (series->labels);
  g_free (series);
}

static guint
kind_of (const char *name,
         SeriesType  type)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].name, name) && kinds[i].type == type)
      return i;
  g_error ("No %s is called %s", types[type], name);
}

static Series *
find_series (FcHubMetrics *self,
             guint         kind,
             const char   *labels)
{
  Series *series = g_hash_table_lookup (self->families[kind], labels);

  if (!series)
    {
      series = g_new0 (Series, 1);
      series->labels = g_strdup (labels);
      g_hash_table_insert (self->families[kind], series->labels, series);
    }
  return series;
}

static void
format_histogram (GString      *out,
                  guint         kind,
                  const Series *series)
{
  const char *name = kinds[kind].name;
  const char *comma = *series->labels ? "," : "";
  guint64 total = 0;

  for (guint i = 0; i <= MOST_BOUNDS; i++)
    {
      char bound[G_ASCII_DTOSTR_BUF_SIZE] = "+Inf";
      if (i < MOST_BOUNDS)
        g_ascii_formatd (bound, sizeof bound, "%g", kinds[kind].bounds[i]);
      total += series->buckets[i];
      g_string_append_printf (out, "%s_bucket{%s%sle=\"%s\"} %" G_GUINT64_FORMAT "\n", name, series->labels, comma,
                              bound, total);
    }
  char sum[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_formatd (sum, sizeof sum, "%.6f", series->sum);
  g_string_append_printf (out, "%s_sum{%s} %s\n%s_count{%s} %" G_GUINT64_FORMAT "\n", name, series->labels, sum, name,
                          series->labels, total);
}

static void
format_family (GString    *out,
               guint       kind,
               GHashTable *family)
{
  GHashTableIter iter;
  gpointer value;

  if (g_hash_table_size (family) == 0)
    return;
  g_string_append_printf (out, "# HELP %s %s\n# TYPE %s %s\n", kinds[kind].name, kinds[kind].help, kinds[kind].name,
                          types[kinds[kind].type]);
  g_hash_table_iter_init (&iter, family);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Series *series = value;
      if (kinds[kind].type == SERIES_HISTOGRAM)
        format_histogram (out, kind, series);
      else
        g_string_append_printf (out, "%s{%s} %" G_GINT64_FORMAT "\n", kinds[kind].name, series->labels, series->value);
    }
}

FcHubMetrics *
fc_hub_metrics_new (void)
{
  FcHubMetrics *self = g_new0 (FcHubMetrics, 1);

  g_mutex_init (&self->lock);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    self->families[i] = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, series_free);
  fc_hub_metrics_count (self, "cache_hits_total", "cache=\"session\"", 0);
  fc_hub_metrics_count (self, "cache_misses_total", "cache=\"session\"", 0);
  fc_hub_metrics_set (self, "process_start_time_seconds", "", g_get_real_time () / G_USEC_PER_SEC);
  return self;
}

void
fc_hub_metrics_free (FcHubMetrics *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_hash_table_unref (self->families[i]);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * fc_hub_metrics_observe:
 * @name: a histogram's name
 * @labels: `key="value",…`; a bounded set of values only
 *
 * Adds one duration to a histogram. Names that the table above does not have end the program.
 */
void
fc_hub_metrics_observe (FcHubMetrics *self,
                        const char   *name,
                        const char   *labels,
                        double        seconds)
{
  guint kind = kind_of (name, SERIES_HISTOGRAM);
  guint bucket = 0;

  while (bucket < MOST_BOUNDS && seconds > kinds[kind].bounds[bucket])
    bucket++;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  Series *series = find_series (self, kind, labels);
  series->buckets[bucket]++;
  series->sum += seconds;
}

/**
 * fc_hub_metrics_count:
 *
 * Adds @by to a counter.
 */
void
fc_hub_metrics_count (FcHubMetrics *self,
                      const char   *name,
                      const char   *labels,
                      gint64        by)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  find_series (self, kind_of (name, SERIES_COUNTER), labels)->value += by;
}

/**
 * fc_hub_metrics_set:
 *
 * Sets a gauge.
 */
void
fc_hub_metrics_set (FcHubMetrics *self,
                    const char   *name,
                    const char   *labels,
                    gint64        value)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  find_series (self, kind_of (name, SERIES_GAUGE), labels)->value = value;
}

/**
 * fc_hub_metrics_format:
 *
 * Returns: (transfer full): everything in Prometheus' text form, version 0.0.4
 */
char *
fc_hub_metrics_format (FcHubMetrics *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    format_family (out, i, self->families[i]);
  return g_string_free (out, FALSE);
}
