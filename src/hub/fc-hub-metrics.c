/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-hub-metrics.h"

#include <string.h>

/* Seconds; the last bucket is +Inf. Finer than 5 ms is not useful for a request that commits. */
static const double bounds[] = { 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10 };

typedef enum { SERIES_COUNTER, SERIES_GAUGE, SERIES_HISTOGRAM } SeriesType;

typedef struct {
  char *labels; /* `a="b",c="d"`, may be empty */
  gint64 value;
  double sum;
  guint64 buckets[G_N_ELEMENTS (bounds) + 1];
} Series;

typedef struct {
  SeriesType type;
  GHashTable *series; /* labels → Series */
} Family;

struct _FcHubMetrics {
  GMutex lock;
  GHashTable *families; /* name → Family */
};

static const char *const types[] = { "counter", "gauge", "histogram" };

static void
series_free (gpointer data)
{
  Series *series = data;
  g_free (series->labels);
  g_free (series);
}

static void
family_free (gpointer data)
{
  Family *family = data;
  g_hash_table_unref (family->series);
  g_free (family);
}

static Family *
find_family (FcHubMetrics *self,
             const char   *name,
             SeriesType    type)
{
  Family *family = g_hash_table_lookup (self->families, name);
  if (!family)
    {
      family = g_new0 (Family, 1);
      family->type = type;
      family->series = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, series_free);
      g_hash_table_insert (self->families, g_strdup (name), family);
    }
  return family;
}

static Series *
find_series (FcHubMetrics *self,
             const char   *name,
             const char   *labels,
             SeriesType    type)
{
  Family *family = find_family (self, name, type);
  Series *series = g_hash_table_lookup (family->series, labels);

  if (!series)
    {
      series = g_new0 (Series, 1);
      series->labels = g_strdup (labels);
      g_hash_table_insert (family->series, series->labels, series);
    }
  return series;
}

static void
format_histogram (GString      *out,
                  const char   *name,
                  const Series *series)
{
  const char *comma = *series->labels ? "," : "";
  guint64 total = 0;

  for (guint i = 0; i <= G_N_ELEMENTS (bounds); i++)
    {
      char bound[G_ASCII_DTOSTR_BUF_SIZE] = "+Inf";
      if (i < G_N_ELEMENTS (bounds))
        g_ascii_formatd (bound, sizeof bound, "%g", bounds[i]);
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
               const char *name,
               Family     *family)
{
  GHashTableIter iter;
  gpointer value;

  g_string_append_printf (out, "# TYPE %s %s\n", name, types[family->type]);
  g_hash_table_iter_init (&iter, family->series);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Series *series = value;
      if (family->type == SERIES_HISTOGRAM)
        format_histogram (out, name, series);
      else
        g_string_append_printf (out, "%s{%s} %" G_GINT64_FORMAT "\n", name, series->labels, series->value);
    }
}

FcHubMetrics *
fc_hub_metrics_new (void)
{
  FcHubMetrics *self = g_new0 (FcHubMetrics, 1);
  g_mutex_init (&self->lock);
  self->families = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, family_free);
  find_series (self, "cache_hits_total", "cache=\"session\"", SERIES_COUNTER);
  find_series (self, "cache_misses_total", "cache=\"session\"", SERIES_COUNTER);
  return self;
}

void
fc_hub_metrics_free (FcHubMetrics *self)
{
  g_hash_table_unref (self->families);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * fc_hub_metrics_observe:
 * @name: a histogram's name
 * @labels: `key="value",…`; a bounded set of values only
 *
 * Adds one duration to a histogram.
 */
void
fc_hub_metrics_observe (FcHubMetrics *self,
                        const char   *name,
                        const char   *labels,
                        double        seconds)
{
  guint bucket = 0;
  while (bucket < G_N_ELEMENTS (bounds) && seconds > bounds[bucket])
    bucket++;

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  Series *series = find_series (self, name, labels, SERIES_HISTOGRAM);
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
  find_series (self, name, labels, SERIES_COUNTER)->value += by;
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
  find_series (self, name, labels, SERIES_GAUGE)->value = value;
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
  GHashTableIter iter;
  gpointer name, family;

  g_hash_table_iter_init (&iter, self->families);
  while (g_hash_table_iter_next (&iter, &name, &family))
    format_family (out, name, family);
  return g_string_free (out, FALSE);
}
