/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-alert-reading.h"

#include "fc-replica-sync.h"

static const FcAlertReader own[] = { fc_alert_read_tanks, fc_alert_read_shifts, fc_alert_read_stations,
                                     fc_alert_read_fences };
static GArray *registered; /* (nullable) FcAlertReader; filled once before threads start */

/**
 * fc_alert_reader_register:
 *
 * A module reads the values of the metrics it has registered. Called at start, from the main thread.
 */
void
fc_alert_reader_register (FcAlertReader reader)
{
  if (registered == NULL)
    registered = g_array_new (FALSE, FALSE, sizeof (FcAlertReader));
  g_array_append_val (registered, reader);
}

static gboolean
read_level (FcDb            *db,
            FcAlertReading  *reading,
            GError         **error)
{
  g_autoptr (FcStatement) select =
    fc_db_prepare (db,
                   "SELECT (SELECT count(*) FROM meta WHERE key = '" FC_META_HUB_URI "'),"
                   " (SELECT CAST (value AS INTEGER) FROM meta WHERE key = '" FC_META_LAST_SYNC "'"
                   " AND NOT EXISTS (SELECT 1 FROM meta WHERE key = '" FC_META_FACTS "'))",
                   error);
  gboolean row;

  if (select == NULL || !fc_statement_step (select, &row, error))
    return FALSE;
  reading->level =
    fc_statement_get_int (select, 0) == 0 || fc_statement_get_int (select, 1) >= reading->now_us - FC_HOUR_US;
  return TRUE;
}

/**
 * fc_alert_readers_run:
 *
 * Fills the reading's measures.
 */
gboolean
fc_alert_readers_run (FcDb            *db,
                      FcAlertReading  *reading,
                      GError         **error)
{
  if (!read_level (db, reading, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (own); i++)
    if (!own[i](db, reading, error))
      return FALSE;
  for (guint i = 0; registered != NULL && i < registered->len; i++)
    if (!g_array_index (registered, FcAlertReader, i) (db, reading, error))
      return FALSE;
  return TRUE;
}

/**
 * fc_alert_reading_sees:
 *
 * Returns: whether the actor may see the things of this metric; of others nothing can be said here, not even that they
 *   are gone
 */
gboolean
fc_alert_reading_sees (FcAlertReading      *self,
                       const FcAlertMetric *metric)
{
  const char *read = fc_catalog_get (metric->about)->read;

  return read == NULL || fc_actor_may (self->actor, read);
}

/**
 * fc_alert_reading_wants:
 *
 * Returns: whether a rule watches this, and the actor may see it
 */
gboolean
fc_alert_reading_wants (FcAlertReading *self,
                        const char     *metric)
{
  for (guint i = 0; i < self->rules->len; i++)
    {
      const FcAlertRule *rule = self->rules->pdata[i];

      if (rule->enabled && g_str_equal (rule->metric->name, metric))
        return fc_alert_reading_sees (self, rule->metric);
    }
  return FALSE;
}

void
fc_alert_reading_add (FcAlertReading       *self,
                      const char           *metric,
                      const FcAlertMeasure *measure)
{
  FcAlertMeasure added = *measure;

  added.metric = fc_alert_metric_find (metric);
  g_return_if_fail (added.metric != NULL);
  g_array_append_val (self->measures, added);
}
