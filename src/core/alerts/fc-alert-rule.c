/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-alert-rule.h"

#include <glib/gi18n-lib.h>

#define HOUR 3600

/* Offices are closed at night, and what reads a gauge with them: a silent one is one that was so for a day. A station may be
 * closed for one. */

/* The rules every company begins with; a row of alert_rule with such a key changes one. The limits are those of the
 * station and the tank where they have one (threshold 0). */
static const struct {
  const char *key;
  const char *name;
  const char *metric;
  gint64 threshold;
  FcAlertSeverity severity;
  gint64 escalate_after; /* s, to the administrator */
} built_in[] = {
  { "tank-low", N_ ("Tank runs low"), "tank-run-out", 24 * HOUR, FC_ALERT_CRITICAL, 4 * HOUR },
  { "tank-dry", N_ ("Tank near its dead stock"), "tank-stock", 0, FC_ALERT_CRITICAL, 4 * HOUR },
  { "water", N_ ("Water in a tank"), "tank-water", 0, FC_ALERT_CRITICAL, 4 * HOUR },
  { "water-rising", N_ ("Water rises in a tank"), "tank-water-rise", 10, FC_ALERT_WARNING, 0 },
  { "cash-variance", N_ ("Cash variance above the limit"), "cash-variance", 0, FC_ALERT_WARNING, 0 },
  { "tank-variance", N_ ("Tank variance above the tolerance"), "tank-variance", 0, FC_ALERT_WARNING, 0 },
  { "shift-waits", N_ ("Shift waits for approval"), "shift-waits", 12 * HOUR, FC_ALERT_WARNING, 24 * HOUR },
  { "day-open", N_ ("Day not closed"), "day-open", 12 * HOUR, FC_ALERT_WARNING, 24 * HOUR },
  { "gauge-silent", N_ ("Tank gauge is silent"), "gauge-silent", 24 * HOUR, FC_ALERT_WARNING, 0 },
  { "station-silent", N_ ("Station is silent"), "station-silent", 36 * HOUR, FC_ALERT_WARNING, 0 },
  { "rate-difference", N_ ("Rate differs from the price book"), "rate-difference", 1000, FC_ALERT_WARNING, 0 },
  { "drive-off", N_ ("Big drive-off"), "drive-off", 0, FC_ALERT_WARNING, 0 },
  { "geofence-enter", N_ ("Vehicle arrives at a geofence"), "geofence-enter", 0, FC_ALERT_NOTICE, 0 },
  { "geofence-leave", N_ ("Vehicle leaves a geofence"), "geofence-leave", 0, FC_ALERT_NOTICE, 0 },
  { "geofence-stay", N_ ("Vehicle stays too long in a geofence"), "geofence-stay", 0, FC_ALERT_WARNING, 0 },
};

void
fc_alert_rule_free (FcAlertRule *self)
{
  g_free (self->key);
  g_free (self->name);
  g_free (self->role);
  g_free (self->escalate_role);
  g_free (self);
}

const char *
fc_alert_severity_name (FcAlertSeverity severity)
{
  return fc_alert_severities[severity];
}

/**
 * fc_alert_severity_named:
 * @name: (nullable)
 *
 * Returns: what a newer version calls otherwise is a warning here
 */
FcAlertSeverity
fc_alert_severity_named (const char *name)
{
  for (guint i = 0; fc_alert_severities[i] != NULL; i++)
    if (g_strcmp0 (fc_alert_severities[i], name) == 0)
      return (FcAlertSeverity) i;
  return FC_ALERT_WARNING;
}

/**
 * fc_alert_rule_id:
 * @key: of a built-in rule
 *
 * Returns: the same in every office
 */
FcId
fc_alert_rule_id (const char *key)
{
  return fc_id_from_key ("alert-rule", key, NULL);
}

/**
 * fc_alert_rule_name:
 * @key: (nullable)
 *
 * Returns: (nullable): what a built-in rule is called, untranslated
 */
const char *
fc_alert_rule_name (const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (built_in); i++)
    if (g_strcmp0 (built_in[i].key, key) == 0)
      return built_in[i].name;
  return NULL;
}

static char *
dup_text (FcRecord *record,
          int       field)
{
  const char *text = fc_record_get_text (record, field);

  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

/**
 * fc_alert_rule_of_record:
 * @record: an alert_rule
 *
 * Returns: (transfer full) (nullable): %NULL where this version does not know what is watched
 */
FcAlertRule *
fc_alert_rule_of_record (FcRecord *record)
{
  const FcAlertMetric *metric = fc_alert_metric_find (fc_record_get_text (record, FC_ALERT_RULE_METRIC));
  const FcId *station = fc_record_get_ref (record, FC_ALERT_RULE_STATION_ID);
  FcAlertRule *self;

  if (metric == NULL)
    return NULL;
  self = g_new0 (FcAlertRule, 1);
  self->id = *fc_record_get_id (record);
  self->key = dup_text (record, FC_ALERT_RULE_KEY);
  self->name = g_strdup (fc_record_get_text (record, FC_ALERT_RULE_NAME));
  self->metric = metric;
  self->below = g_strcmp0 (fc_record_get_text (record, FC_ALERT_RULE_COMPARISON), "below") == 0;
  self->threshold = fc_record_get_int (record, FC_ALERT_RULE_THRESHOLD);
  self->window = fc_record_get_int (record, FC_ALERT_RULE_WINDOW);
  self->any_station = station == NULL;
  if (station != NULL)
    self->station = *station;
  self->severity = fc_alert_severity_named (fc_record_get_text (record, FC_ALERT_RULE_SEVERITY));
  self->enabled = fc_record_get_bool (record, FC_ALERT_RULE_ENABLED);
  self->role = dup_text (record, FC_ALERT_RULE_ROLE);
  self->escalate_role = dup_text (record, FC_ALERT_RULE_ESCALATE_ROLE);
  self->escalate_after = fc_record_get_int (record, FC_ALERT_RULE_ESCALATE_AFTER);
  return self;
}

/**
 * fc_alert_rule_to_record:
 *
 * Returns: (transfer full): the alert_rule that says the same
 */
FcRecord *
fc_alert_rule_to_record (const FcAlertRule *self)
{
  FcRecord *record = fc_record_new (FC_ALERT_RULE, &self->id);

  fc_record_set_text (record, FC_ALERT_RULE_KEY, self->key);
  fc_record_set_text (record, FC_ALERT_RULE_NAME, self->name);
  fc_record_set_text (record, FC_ALERT_RULE_METRIC, self->metric->name);
  fc_record_set_text (record, FC_ALERT_RULE_COMPARISON, self->below ? "below" : "above");
  fc_record_set_int (record, FC_ALERT_RULE_THRESHOLD, self->threshold);
  fc_record_set_int (record, FC_ALERT_RULE_WINDOW, self->window);
  fc_record_set_ref (record, FC_ALERT_RULE_STATION_ID, self->any_station ? NULL : &self->station);
  fc_record_set_text (record, FC_ALERT_RULE_SEVERITY, fc_alert_severity_name (self->severity));
  fc_record_set_int (record, FC_ALERT_RULE_ENABLED, self->enabled);
  fc_record_set_text (record, FC_ALERT_RULE_ROLE, self->role);
  fc_record_set_text (record, FC_ALERT_RULE_ESCALATE_ROLE, self->escalate_role);
  fc_record_set_int (record, FC_ALERT_RULE_ESCALATE_AFTER, self->escalate_after);
  return record;
}

static FcAlertRule *
new_built_in (gsize i)
{
  FcAlertRule *self = g_new0 (FcAlertRule, 1);

  self->id = fc_alert_rule_id (built_in[i].key);
  self->key = g_strdup (built_in[i].key);
  self->name = g_strdup (built_in[i].name);
  self->metric = fc_alert_metric_find (built_in[i].metric);
  self->below = self->metric->below;
  self->threshold = built_in[i].threshold;
  self->any_station = TRUE;
  self->severity = built_in[i].severity;
  self->enabled = TRUE;
  self->escalate_role = built_in[i].escalate_after > 0 ? g_strdup ("admin") : NULL;
  self->escalate_after = built_in[i].escalate_after;
  return self;
}

static FcRecord *
record_of (GPtrArray  *records,
           const FcId *id)
{
  for (guint i = 0; records != NULL && i < records->len; i++)
    if (fc_id_equal (fc_record_get_id (records->pdata[i]), id))
      return records->pdata[i];
  return NULL;
}

static gboolean
is_built_in (FcRecord *record)
{
  for (gsize i = 0; i < G_N_ELEMENTS (built_in); i++)
    {
      FcId id = fc_alert_rule_id (built_in[i].key);

      if (fc_id_equal (fc_record_get_id (record), &id))
        return TRUE;
    }
  return FALSE;
}

/**
 * fc_alert_rules_new:
 * @records: (nullable) (element-type FcRecord): every alert_rule
 *
 * Returns: (transfer full) (element-type FcAlertRule): the built-in ones as the company has them, then its own; also
 *   those that are switched off
 */
GPtrArray *
fc_alert_rules_new (GPtrArray *records)
{
  GPtrArray *rules = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_alert_rule_free);

  for (gsize i = 0; i < G_N_ELEMENTS (built_in); i++)
    {
      FcId id = fc_alert_rule_id (built_in[i].key);
      FcRecord *record = record_of (records, &id);
      FcAlertRule *changed = record != NULL ? fc_alert_rule_of_record (record) : NULL;

      g_ptr_array_add (rules, changed != NULL ? changed : new_built_in (i));
    }
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      FcAlertRule *own = is_built_in (records->pdata[i]) ? NULL : fc_alert_rule_of_record (records->pdata[i]);

      if (own != NULL)
        g_ptr_array_add (rules, own);
    }
  return rules;
}

/**
 * fc_alert_rules_find:
 *
 * Returns: (transfer none) (nullable)
 */
const FcAlertRule *
fc_alert_rules_find (GPtrArray  *rules,
                     const FcId *id)
{
  for (guint i = 0; i < rules->len; i++)
    if (fc_id_equal (&((const FcAlertRule *) rules->pdata[i])->id, id))
      return rules->pdata[i];
  return NULL;
}
