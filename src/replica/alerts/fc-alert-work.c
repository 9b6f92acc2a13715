/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-alert-work.h"

#include "fc-alert-reading.h"

#define MOST_OPS    200 /* of one transaction; the rest comes with the next */
#define MEMORY_DAYS 60  /* what was resolved before is not asked for any more */

typedef struct {
  FcActor *actor;
  gint64 now_us;
} Job;

void
fc_alert_work_free (FcAlertWork *self)
{
  g_ptr_array_unref (self->ops);
  g_free (self);
}

static void
job_free (gpointer pointer)
{
  Job *job = pointer;

  fc_actor_free (job->actor);
  g_free (job);
}

/* Alerts of the stations this person sees, by their key. */
static GHashTable *
read_alerts (FcDb    *db,
             gint64   now_us,
             GError **error)
{
  g_autofree char *where =
    g_strdup_printf ("(state <> 'resolved' OR resolved_at >= %" G_GINT64_FORMAT ")"
                     " AND (station_id IS NULL OR station_id IN (SELECT id FROM visible_station))",
                     now_us - MEMORY_DAYS * FC_DAY_US);
  g_autoptr (GPtrArray) alerts = fc_query_all (db, FC_ALERT, where, error);
  GHashTable *by_key;

  if (alerts == NULL)
    return NULL;
  by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < alerts->len; i++)
    {
      const char *key = fc_record_get_text (alerts->pdata[i], FC_ALERT_KEY);
      GPtrArray *list = key != NULL ? g_hash_table_lookup (by_key, key) : NULL;

      if (key == NULL)
        continue;
      if (list == NULL)
        {
          list = g_ptr_array_new_with_free_func (g_object_unref);
          g_hash_table_insert (by_key, g_strdup (key), list);
        }
      g_ptr_array_add (list, g_object_ref (alerts->pdata[i]));
    }
  return by_key;
}

static void
judge (FcAlertWork          *self,
       FcAlertReading       *reading,
       const FcAlertRule    *rule,
       FcRecord             *last,
       const FcAlertMeasure *measure)
{
  FcAlertVerdict verdict = fc_alert_judge (rule, last, measure, reading->now_us);
  FcOp *op = NULL;

  if (self->ops->len >= MOST_OPS && verdict.act != FC_ALERT_NOTHING)
    {
      self->due = reading->now_us;
      return;
    }
  op = fc_alert_op_of (rule, last, measure, verdict.act, reading->now_us);
  if (op != NULL)
    g_ptr_array_add (self->ops, op);
  if (verdict.due > reading->now_us)
    self->due = MIN (self->due, verdict.due);
}

/* Every value by every rule that watches it; takes the alerts it has judged out of @by_key. */
static void
judge_measures (FcAlertWork    *self,
                FcAlertReading *reading,
                GHashTable     *by_key)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  for (guint i = 0; i < reading->measures->len; i++)
    {
      const FcAlertMeasure *measure = &g_array_index (reading->measures, FcAlertMeasure, i);

      for (guint r = 0; r < reading->rules->len; r++)
        {
          const FcAlertRule *rule = reading->rules->pdata[r];
          g_autofree char *key = NULL;
          GPtrArray *alerts;

          if (rule->metric != measure->metric)
            continue;
          key = fc_alert_key (&rule->id, &measure->row_id, &measure->place_id);
          alerts = g_hash_table_lookup (by_key, key);
          judge (self, reading, rule, fc_alert_latest (alerts != NULL ? alerts : none, rule, measure), measure);
          g_hash_table_remove (by_key, key);
        }
    }
}

static void
resolve_open (FcAlertWork    *self,
              FcAlertReading *reading,
              GPtrArray      *alerts)
{
  for (guint i = 0; i < alerts->len; i++)
    if (fc_alert_is_open (alerts->pdata[i]) && self->ops->len < MOST_OPS)
      g_ptr_array_add (self->ops, fc_alert_resolve_op_new (alerts->pdata[i], TRUE, NULL, reading->now_us));
}

static gboolean
any_open (GPtrArray *alerts)
{
  for (guint i = 0; i < alerts->len; i++)
    if (fc_alert_is_open (alerts->pdata[i]))
      return TRUE;
  return FALSE;
}

/* The tank was taken out, the vehicle deleted: nothing will ever be said of it again. */
static gboolean
is_gone (FcDb           *db,
         FcAlertReading *reading,
         GPtrArray      *alerts)
{
  const FcEntityInfo *about = fc_catalog_find (fc_record_get_text (alerts->pdata[0], FC_ALERT_ENTITY));
  const FcId *id = fc_record_get_ref (alerts->pdata[0], FC_ALERT_ROW_ID);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcRecord) row = NULL;

  if (about == NULL || id == NULL || !reading->level || !any_open (alerts))
    return FALSE;
  row = fc_query_one_by_id (db, about->id, "id = ?", id, &error);
  return row == NULL && error == NULL;
}

/* Alerts of things without a value now: what happened once is over, of others only the clock can tell. */
static void
judge_rest (FcDb           *db,
            FcAlertWork    *self,
            FcAlertReading *reading,
            GHashTable     *by_key)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, by_key);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      GPtrArray *alerts = value;
      FcRecord *first = alerts->pdata[0];
      const FcAlertMetric *metric = fc_alert_metric_find (fc_record_get_text (first, FC_ALERT_METRIC));
      const FcAlertRule *rule = fc_alert_rules_find (reading->rules, fc_record_get_ref (first, FC_ALERT_RULE_ID));

      if (metric == NULL || !fc_alert_reading_sees (reading, metric))
        continue;                                        /* another version's, or not for this person to tell */
      if (rule == NULL || is_gone (db, reading, alerts)) /* or the rule was deleted */
        resolve_open (self, reading, alerts);
      else
        judge (self, reading, rule, fc_alert_latest (alerts, rule, NULL), NULL);
    }
}

static gpointer
read_work (FcDb          *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Job *job = data;
  FcAlertReading reading = { .now_us = job->now_us, .actor = job->actor };
  g_autoptr (GPtrArray) records = fc_query_all (db, FC_ALERT_RULE, "TRUE", error);
  g_autoptr (GPtrArray) rules = records != NULL ? fc_alert_rules_new (records) : NULL;
  g_autoptr (GArray) measures = g_array_new (FALSE, FALSE, sizeof (FcAlertMeasure));
  g_autoptr (GHashTable) by_key = NULL;
  FcAlertWork *self;

  if (rules == NULL)
    return NULL;
  reading.rules = rules;
  reading.measures = measures;
  by_key = read_alerts (db, job->now_us, error);
  if (by_key == NULL || !fc_alert_readers_run (db, &reading, error))
    return NULL;
  self = g_new0 (FcAlertWork, 1);
  self->ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  self->due = G_MAXINT64;
  judge_measures (self, &reading, by_key);
  judge_rest (db, self, &reading, by_key);
  return self;
}

/**
 * fc_alert_work_async:
 * @now_us: UTC µs
 *
 * What the rules find in what the actor sees, on a reader's thread. Asks for somebody who sits at the desk.
 */
void
fc_alert_work_async (FcReplica           *replica,
                     gint64               now_us,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  const FcActor *actor = fc_replica_get_actor (replica);
  Job *job = g_new0 (Job, 1);

  g_return_if_fail (actor != NULL);
  job->actor = fc_actor_copy (actor);
  job->now_us = now_us;
  fc_replica_read_async (replica, read_work, job, job_free, (GDestroyNotify) fc_alert_work_free, cancellable, callback,
                         user_data);
}

/**
 * fc_alert_work_finish:
 *
 * Returns: (transfer full) (nullable)
 */
FcAlertWork *
fc_alert_work_finish (FcReplica     *replica,
                      GAsyncResult  *result,
                      GError       **error)
{
  return fc_replica_read_finish (replica, result, error);
}

static gpointer
read_rules (FcDb          *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (GPtrArray) records = fc_query_all (db, FC_ALERT_RULE, "TRUE ORDER BY name", error);

  return records != NULL ? fc_alert_rules_new (records) : NULL;
}

void
fc_alert_rules_async (FcReplica           *replica,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  fc_replica_read_async (replica, read_rules, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, cancellable, callback,
                         user_data);
}

GPtrArray *
fc_alert_rules_finish (FcReplica     *replica,
                       GAsyncResult  *result,
                       GError       **error)
{
  return fc_replica_read_finish (replica, result, error);
}
