/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-alert-judge.h"
#include "fc-alert-private.h"

#include "fc-error.h"
#include "fc-shift-args.h"

#include <glib/gi18n-lib.h>

/* What an office found is written down once, whoever found it first. */

typedef struct {
  FcId rule_id, row_id, place_id, station_id;
  const FcAlertMetric *metric;
  const char *severity;
  gint64 value, threshold, as_of;
} Found;

static gboolean
read_found (JsonObject  *args,
            Found       *found,
            GError     **error)
{
  found->metric = fc_alert_metric_find (fc_args_text (args, "metric"));
  found->severity = fc_args_text (args, "severity");
  if (!fc_args_id (args, "rule_id", &found->rule_id, error) || !fc_args_id (args, "row_id", &found->row_id, error) ||
      !fc_args_id (args, "station_id", &found->station_id, error) ||
      !fc_args_int (args, "value", &found->value, error) ||
      !fc_args_int (args, "threshold", &found->threshold, error) || !fc_args_int (args, "as_of", &found->as_of, error))
    return FALSE;
  if (json_object_has_member (args, "place_id") && !fc_args_id (args, "place_id", &found->place_id, error))
    return FALSE;
  if (found->metric != NULL && found->severity != NULL && g_strv_contains (fc_alert_severities, found->severity))
    return TRUE;
  g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("Alert: this version does not know what is watched. Update it"));
  return FALSE;
}

/* Who may not see the thing cannot know it; and the id says of what the alert is. */
static gboolean
check_found (FcCommandContext  *context,
             const Found       *found,
             GError           **error)
{
  const FcEntityInfo *about = fc_catalog_get (found->metric->about);
  FcId id = fc_alert_id (&found->rule_id, &found->row_id, &found->place_id, found->as_of);

  if (about->read != NULL && !fc_actor_may (context->actor, about->read))
    {
      g_set_error (error, FC_ERROR, FC_ERROR_DENIED, _ ("%s: your roles do not allow to see it"), _ (about->label));
      return FALSE;
    }
  if (!fc_id_equal (&id, &context->op->row_id))
    {
      g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("Alert: the record does not belong to what it is about"));
      return FALSE;
    }
  return TRUE;
}

/**
 * fc_alert_find_open:
 *
 * Returns: (transfer none) (nullable): the one alert of this key that is not resolved
 */
FcRecord *
fc_alert_find_open (FcRowSet   *rows,
                    const FcId *row_id,
                    const char *key)
{
  g_autoptr (GPtrArray) alerts = fc_row_set_list_by (rows, FC_ALERT, FC_ALERT_ROW_ID, row_id);

  for (guint i = 0; i < alerts->len; i++)
    if (fc_alert_is_open (alerts->pdata[i]) &&
        g_strcmp0 (fc_record_get_text (alerts->pdata[i], FC_ALERT_KEY), key) == 0)
      return alerts->pdata[i];
  return NULL;
}

/**
 * fc_alert_find:
 *
 * Returns: (transfer none) (nullable): the command's alert, or the open one of the same rule and thing where the hub has
 *   that of another office
 */
FcRecord *
fc_alert_find (FcCommandContext *context,
               FcRowSet         *rows,
               JsonObject       *args)
{
  FcRecord *alert = fc_row_set_get (rows, FC_ALERT, &context->op->row_id);
  const char *named = fc_args_text (args, "key"); /* an op of an older version has none */
  static const FcId no_place;
  g_autofree char *key = NULL;
  FcId rule_id, row_id;

  if (alert != NULL || !fc_args_id (args, "rule_id", &rule_id, NULL) || !fc_args_id (args, "row_id", &row_id, NULL))
    return alert;
  key = named != NULL ? g_strdup (named) : fc_alert_key (&rule_id, &row_id, &no_place);
  return fc_alert_find_open (rows, &row_id, key);
}

/**
 * fc_alert_put:
 * @before: (nullable) (transfer none)
 * @after: (transfer full)
 */
FcChangeSet *
fc_alert_put (const char *event,
              FcRecord   *before,
              FcRecord   *after)
{
  FcChangeSet *changes = fc_change_set_new ();
  FcId id = *fc_record_get_id (after);

  if (before != NULL)
    fc_change_set_patch (changes, before, after);
  else
    fc_change_set_insert (changes, after);
  if (changes->changes->len > 0)
    fc_change_set_event (changes, event, FC_ALERT, &id, NULL);
  return changes;
}

static void
set_found (FcRecord    *alert,
           const Found *found)
{
  fc_record_set_int (alert, FC_ALERT_VALUE, found->value);
  fc_record_set_int (alert, FC_ALERT_THRESHOLD, found->threshold);
  fc_record_set_text (alert, FC_ALERT_SEVERITY, found->severity);
  fc_record_set_text (alert, FC_ALERT_STATE, "new");
}

static FcRecord *
new_alert (FcCommandContext *context,
           const Found      *found,
           const char       *key)
{
  FcRecord *alert = fc_record_new (FC_ALERT, &context->op->row_id);

  fc_record_set_ref (alert, FC_ALERT_STATION_ID, fc_id_is_null (&found->station_id) ? NULL : &found->station_id);
  fc_record_set_ref (alert, FC_ALERT_RULE_ID, &found->rule_id);
  fc_record_set_text (alert, FC_ALERT_KEY, key);
  fc_record_set_text (alert, FC_ALERT_ENTITY, fc_catalog_get (found->metric->about)->name);
  fc_record_set_ref (alert, FC_ALERT_ROW_ID, &found->row_id);
  fc_record_set_text (alert, FC_ALERT_METRIC, found->metric->name);
  fc_record_set_int (alert, FC_ALERT_RAISED_AT, context->op->occurred_at);
  set_found (alert, found);
  return alert;
}

/* What was resolved since this office found it stays so; what a person resolved has its rest. */
static gboolean
may_return (FcRecord *alert,
            gint64    now_us)
{
  const FcAlertMetric *metric = fc_alert_metric_find (fc_record_get_text (alert, FC_ALERT_METRIC));
  gint64 resolved_at = fc_record_get_int (alert, FC_ALERT_RESOLVED_AT);

  if (fc_record_is_null (alert, FC_ALERT_RESOLVED_BY))
    return now_us >= resolved_at;
  return metric != NULL && !metric->once && now_us >= resolved_at + FC_ALERT_REST_US;
}

/* The same one again: it was resolved and is so anew within the hour that its id stands for. */
static FcRecord *
returned (FcRecord    *alert,
          const Found *found,
          gint64       now_us)
{
  static const int gone[] = { FC_ALERT_RESOLVED_AT, FC_ALERT_RESOLVED_BY, FC_ALERT_ACKNOWLEDGED_AT,
                              FC_ALERT_ACKNOWLEDGED_BY, FC_ALERT_ESCALATED_AT };
  FcRecord *after = fc_record_copy (alert);

  set_found (after, found);
  for (gsize i = 0; i < G_N_ELEMENTS (gone); i++)
    fc_record_set_null (after, gone[i]);
  fc_record_set_int (after, FC_ALERT_SNOOZED_UNTIL, now_us); /* escalation counts from here */
  return after;
}

/**
 * fc_alert_raise:
 *
 * alert.raise: something is so. One that is open stays as it is.
 */
FcChangeSet *
fc_alert_raise (FcCommandContext *context,
                FcRowSet         *rows,
                JsonObject       *args,
                GError          **error)
{
  gint64 now_us = context->op->occurred_at;
  Found found = { 0 };
  FcRecord *same = fc_row_set_get (rows, FC_ALERT, &context->op->row_id);
  g_autofree char *key = NULL;
  FcChangeSet *changes;

  if (!read_found (args, &found, error) || !check_found (context, &found, error))
    return NULL;
  key = fc_alert_key (&found.rule_id, &found.row_id, &found.place_id);
  if (fc_alert_find_open (rows, &found.row_id, key) != NULL || (same != NULL && !may_return (same, now_us)))
    return fc_change_set_new ();
  changes = fc_alert_put ("alert.raised", same,
                          same != NULL ? returned (same, &found, now_us) : new_alert (context, &found, key));
  if (fc_alert_severity_named (found.severity) == FC_ALERT_CRITICAL)
    changes->priority = FC_ALERT_PRIORITY;
  return changes;
}

/**
 * fc_alert_escalate:
 *
 * alert.escalate: nobody has taken notice in the rule's time. Checked again here, so that no office can be early.
 */
FcChangeSet *
fc_alert_escalate (FcCommandContext *context,
                   FcRowSet         *rows,
                   JsonObject       *args,
                   GError          **error)
{
  FcRecord *alert = fc_alert_find (context, rows, args);
  g_autoptr (GPtrArray) records = fc_row_set_list (rows, FC_ALERT_RULE);
  g_autoptr (GPtrArray) rules = fc_alert_rules_new (records);
  const FcAlertRule *rule =
    alert != NULL ? fc_alert_rules_find (rules, fc_record_get_ref (alert, FC_ALERT_RULE_ID)) : NULL;
  FcRecord *after;

  if (rule == NULL || !fc_alert_is_open (alert) || rule->escalate_after <= 0 || rule->escalate_role == NULL ||
      !fc_record_is_null (alert, FC_ALERT_ESCALATED_AT) ||
      g_strcmp0 (fc_record_get_text (alert, FC_ALERT_STATE), "new") != 0 ||
      context->op->occurred_at < fc_alert_escalates_at (rule, alert))
    return fc_change_set_new ();
  after = fc_record_copy (alert);
  fc_record_set_int (after, FC_ALERT_ESCALATED_AT, context->op->occurred_at);
  return fc_alert_put ("alert.escalated", alert, after);
}
