/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-alert-judge.h"

/* What is to be done about a value, decided from values alone: the same in every office and whenever it is asked. */

#define NEVER      G_MAXINT64
#define BUCKET_US  FC_HOUR_US
#define SLACK_PART 10 /* a tenth of the limit */

/**
 * fc_alert_id:
 * @place_id: the null id where it is about no place
 * @as_of: UTC µs since when it is so
 *
 * Returns: the id of the alert that a rule raises of a thing: two offices that know the same raise one and the same
 */
FcId
fc_alert_id (const FcId *rule_id,
             const FcId *row_id,
             const FcId *place_id,
             gint64      as_of)
{
  g_autofree char *rule = fc_id_dup_string (rule_id);
  g_autofree char *row = fc_id_dup_string (row_id);
  g_autofree char *begin = g_strdup_printf ("%" G_GINT64_FORMAT, as_of / BUCKET_US);
  g_autofree char *place = fc_id_is_null (place_id) ? NULL : fc_id_dup_string (place_id);

  return fc_id_from_key ("alert", rule, row, begin, place, NULL);
}

/**
 * fc_alert_key:
 * @place_id: the null id where it is about no place
 *
 * Returns: (transfer full): of which there is never more than one open alert
 */
char *
fc_alert_key (const FcId *rule_id,
              const FcId *row_id,
              const FcId *place_id)
{
  g_autofree char *rule = fc_id_dup_string (rule_id);
  g_autofree char *row = fc_id_dup_string (row_id);
  g_autofree char *place = fc_id_is_null (place_id) ? NULL : fc_id_dup_string (place_id);

  return g_strjoin ("/", rule, row, place, NULL);
}

/**
 * fc_alert_threshold:
 *
 * Returns: the limit that holds for this thing, in the metric's unit
 */
gint64
fc_alert_threshold (const FcAlertRule    *rule,
                    const FcAlertMeasure *measure)
{
  return rule->metric->own_limit && rule->threshold == 0 ? measure->limit : rule->threshold;
}

static gboolean
is_beyond (const FcAlertRule *rule,
           gint64             value,
           gint64             threshold)
{
  return rule->below ? value < threshold : value > threshold;
}

/**
 * fc_alert_severity:
 *
 * Returns: that of the rule, unless the value is beyond what the thing itself calls severe
 */
FcAlertSeverity
fc_alert_severity (const FcAlertRule    *rule,
                   const FcAlertMeasure *measure)
{
  if (rule->metric->own_limit && rule->threshold == 0 && measure->severe != 0 &&
      is_beyond (rule, measure->value, measure->severe))
    return FC_ALERT_CRITICAL;
  return rule->severity;
}

gboolean
fc_alert_is_open (FcRecord *alert)
{
  return alert != NULL && g_strcmp0 (fc_record_get_text (alert, FC_ALERT_STATE), "resolved") != 0;
}

/**
 * fc_alert_is_due:
 *
 * Returns: whether it waits for somebody: nobody has taken notice, or the snooze is over
 */
gboolean
fc_alert_is_due (FcRecord *alert,
                 gint64    now_us)
{
  const char *state = fc_record_get_text (alert, FC_ALERT_STATE);

  return g_strcmp0 (state, "new") == 0 ||
         (g_strcmp0 (state, "snoozed") == 0 && fc_record_get_int (alert, FC_ALERT_SNOOZED_UNTIL) <= now_us);
}

/* Good again by so much that a value which swings about the limit does not raise again and again. */
static gboolean
is_over (const FcAlertRule    *rule,
         const FcAlertMeasure *measure)
{
  gint64 threshold = fc_alert_threshold (rule, measure);
  gint64 slack = MIN (MAX (rule->metric->slack, ABS (threshold) / SLACK_PART), ABS (threshold) / 2);

  if (rule->metric->once)
    slack = 0;
  return !is_beyond (rule, measure->value, rule->below ? threshold + slack : threshold - slack);
}

/* When the clock alone takes the value past the limit. */
static gint64
crosses_at (const FcAlertRule    *rule,
            const FcAlertMeasure *measure,
            gint64                now_us)
{
  gint64 left = fc_alert_threshold (rule, measure) - measure->value;

  if (rule->metric->drift == 0 || (rule->metric->drift < 0) != rule->below)
    return NEVER;
  return now_us + (ABS (left) + 1) * G_USEC_PER_SEC;
}

/**
 * fc_alert_escalates_at:
 *
 * Returns: UTC µs; counted from when it was raised or woke last
 */
gint64
fc_alert_escalates_at (const FcAlertRule *rule,
                       FcRecord          *alert)
{
  return MAX (fc_record_get_int (alert, FC_ALERT_RAISED_AT), fc_record_get_int (alert, FC_ALERT_SNOOZED_UNTIL)) +
         rule->escalate_after * G_USEC_PER_SEC;
}

/* When an alert ends of which nothing is known here. A moment stays what it was, whether or not this office has the fixes. */
static gint64
ends_at (const FcAlertRule *rule,
         FcRecord          *alert)
{
  if (rule->metric->unit == FC_ALERT_MOMENT)
    return fc_record_get_int (alert, FC_ALERT_RAISED_AT) + FC_ALERT_MOMENT_US;
  return rule->metric->once ? G_MININT64 : NEVER;
}

/* What happened since the alert was raised takes its place: it ends, so that the new one can be told. */
static gboolean
is_overtaken (const FcAlertRule    *rule,
              FcRecord             *alert,
              const FcAlertMeasure *measure)
{
  FcId id;

  if (rule->metric->unit != FC_ALERT_MOMENT || measure->value <= fc_record_get_int (alert, FC_ALERT_VALUE))
    return FALSE;
  id = fc_alert_id (&rule->id, &measure->row_id, &measure->place_id, measure->as_of);
  return !fc_id_equal (&id, fc_record_get_id (alert));
}

static FcAlertVerdict
judge_open (const FcAlertRule    *rule,
            FcRecord             *alert,
            const FcAlertMeasure *measure,
            gint64                now_us)
{
  gboolean snoozed = g_strcmp0 (fc_record_get_text (alert, FC_ALERT_STATE), "snoozed") == 0;
  gint64 until = fc_record_get_int (alert, FC_ALERT_SNOOZED_UNTIL);
  gint64 escalates = fc_alert_escalates_at (rule, alert), ends = measure == NULL ? ends_at (rule, alert) : NEVER;

  if (!rule->enabled || now_us >= ends || (measure != NULL && is_over (rule, measure)))
    return (FcAlertVerdict){ FC_ALERT_RESOLVE, NEVER };
  if (snoozed)
    return now_us >= until ? (FcAlertVerdict){ FC_ALERT_WAKE, NEVER }
                           : (FcAlertVerdict){ FC_ALERT_NOTHING, MIN (until, ends) };
  if (measure != NULL && is_overtaken (rule, alert, measure))
    return (FcAlertVerdict){ FC_ALERT_RESOLVE, NEVER };
  if (g_strcmp0 (fc_record_get_text (alert, FC_ALERT_STATE), "new") != 0 || rule->escalate_role == NULL ||
      rule->escalate_after <= 0 || !fc_record_is_null (alert, FC_ALERT_ESCALATED_AT))
    return (FcAlertVerdict){ FC_ALERT_NOTHING, ends };
  if (now_us >= escalates)
    return (FcAlertVerdict){ FC_ALERT_ESCALATE, ends };
  return (FcAlertVerdict){ FC_ALERT_NOTHING, MIN (escalates, ends) };
}

/* Until when nothing is said because a person has resolved it. */
static gint64
rests_until (const FcAlertRule    *rule,
             FcRecord             *last,
             const FcAlertMeasure *measure)
{
  FcId id = { { 0 } };

  if (last == NULL || fc_record_is_null (last, FC_ALERT_RESOLVED_BY))
    return 0;
  if (measure != NULL)
    id = fc_alert_id (&rule->id, &measure->row_id, &measure->place_id, measure->as_of);
  if (!rule->metric->once)
    return fc_record_get_int (last, FC_ALERT_RESOLVED_AT) + FC_ALERT_REST_US;
  return fc_id_equal (&id, fc_record_get_id (last)) ? NEVER : 0; /* what happened anew is not silenced */
}

/**
 * fc_alert_latest:
 * @alerts: (element-type FcRecord): of this rule and thing
 * @measure: (nullable)
 *
 * Returns: (transfer none) (nullable): the one that is open; else the one that keeps quiet for longest, else the last
 */
FcRecord *
fc_alert_latest (GPtrArray            *alerts,
                 const FcAlertRule    *rule,
                 const FcAlertMeasure *measure)
{
  FcRecord *latest = NULL;
  gint64 latest_at = G_MININT64;

  for (guint i = 0; i < alerts->len; i++)
    {
      FcRecord *alert = alerts->pdata[i];
      gint64 at = MAX (rests_until (rule, alert, measure), fc_record_get_int (alert, FC_ALERT_RESOLVED_AT));

      if (fc_alert_is_open (alert))
        return alert;
      if (at > latest_at)
        {
          latest = alert;
          latest_at = at;
        }
    }
  return latest;
}

static FcAlertVerdict
judge_value (const FcAlertRule    *rule,
             FcRecord             *last,
             const FcAlertMeasure *measure,
             gint64                now_us)
{
  gint64 from;

  if (!is_beyond (rule, measure->value, fc_alert_threshold (rule, measure)))
    return (FcAlertVerdict){ FC_ALERT_NOTHING, crosses_at (rule, measure, now_us) };
  from = MAX (rests_until (rule, last, measure), rule->window > 0 ? measure->as_of + rule->window * G_USEC_PER_SEC : 0);
  if (now_us < from)
    return (FcAlertVerdict){ FC_ALERT_NOTHING, from };
  return (FcAlertVerdict){ FC_ALERT_RAISE, NEVER };
}

/**
 * fc_alert_judge:
 * @last: (nullable): fc_alert_latest()
 * @measure: (nullable): %NULL where the value is not known; what happens once is over then, of anything else nothing can
 *   be said
 * @now_us: UTC µs
 *
 * Pure. Asked again after what it wants was done it wants nothing.
 */
FcAlertVerdict
fc_alert_judge (const FcAlertRule    *rule,
                FcRecord             *last,
                const FcAlertMeasure *measure,
                gint64                now_us)
{
  gboolean has_limit = measure != NULL && !(rule->metric->own_limit && rule->threshold == 0 && measure->limit == 0);

  if (fc_alert_is_open (last))
    return judge_open (rule, last, measure, now_us);
  if (!rule->enabled || !has_limit || !(rule->any_station || fc_id_equal (&rule->station, &measure->station_id)))
    return (FcAlertVerdict){ FC_ALERT_NOTHING, NEVER };
  return judge_value (rule, last, measure, now_us);
}
