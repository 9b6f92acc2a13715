/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-alert-commands.h"

#include "fc-alert-private.h"
#include "fc-shift-args.h"

#define MOST_SNOOZE_US (366 * FC_DAY_US)

/* The other alerts of the same thing: of one rule and thing only one is open. */
static void
want_siblings (FcWants    *wants,
               const FcOp *op,
               FcRowSet   *rows)
{
  FcId row_id, rule_id;

  if (fc_args_id (op->fields, "row_id", &row_id, NULL))
    fc_wants_by_ref (wants, FC_ALERT, FC_ALERT_ROW_ID, &row_id);
  if (fc_args_id (op->fields, "rule_id", &rule_id, NULL))
    fc_wants_aggregate (wants, FC_ALERT_RULE, &rule_id, FALSE);
}

static const FcCommand commands[] = {
  { .name = "alert.raise", .root = FC_ALERT, .permission = "alerts.view", .creates = TRUE, .wants = want_siblings,
    .run = fc_alert_raise },
  { .name = "alert.escalate", .root = FC_ALERT, .permission = "alerts.view", .creates = TRUE, .wants = want_siblings,
    .run = fc_alert_escalate },
  { .name = "alert.resolve", .root = FC_ALERT, .permission = "alerts.manage", .own = "alerts.view", .creates = TRUE,
    .wants = want_siblings, .run = fc_alert_resolve },
  { .name = "alert.acknowledge", .root = FC_ALERT, .permission = "alerts.manage", .creates = TRUE,
    .wants = want_siblings, .run = fc_alert_acknowledge },
  { .name = "alert.snooze", .root = FC_ALERT, .permission = "alerts.manage", .creates = TRUE, .wants = want_siblings,
    .run = fc_alert_snooze },
  { .name = "alert.reopen", .root = FC_ALERT, .permission = "alerts.manage", .own = "alerts.view", .creates = TRUE,
    .wants = want_siblings, .run = fc_alert_reopen },
  { .name = NULL },
};

void
fc_alert_commands_register (void)
{
  fc_commands_register (commands);
}

static void
set_id (JsonObject *args,
        const char *name,
        const FcId *id)
{
  g_autofree char *text = fc_id_dup_string (id);

  json_object_set_string_member (args, name, text);
}

/**
 * fc_alert_raise_op_new:
 *
 * Returns: (transfer full): says what was found, so that the hub, which knows no values, can check and write it
 */
FcOp *
fc_alert_raise_op_new (const FcAlertRule    *rule,
                       const FcAlertMeasure *measure,
                       gint64                now_us)
{
  FcId id = fc_alert_id (&rule->id, &measure->row_id, &measure->place_id, measure->as_of);
  FcAlertSeverity severity = fc_alert_severity (rule, measure);
  JsonObject *args = json_object_new ();
  FcOp *op;

  set_id (args, "rule_id", &rule->id);
  set_id (args, "row_id", &measure->row_id);
  if (!fc_id_is_null (&measure->place_id))
    set_id (args, "place_id", &measure->place_id);
  set_id (args, "station_id", &measure->station_id);
  json_object_set_string_member (args, "metric", rule->metric->name);
  json_object_set_string_member (args, "severity", fc_alert_severity_name (severity));
  json_object_set_int_member (args, "value", measure->value);
  json_object_set_int_member (args, "threshold", fc_alert_threshold (rule, measure));
  json_object_set_int_member (args, "as_of", measure->as_of);
  op = fc_op_new_command ("alert.raise", FC_ALERT, &id, args, now_us);
  if (severity == FC_ALERT_CRITICAL)
    op->priority = FC_ALERT_PRIORITY;
  return op;
}

/**
 * fc_alert_op_new:
 * @command: one of this module
 *
 * Returns: (transfer full): says of what it is, too, since the hub may have the alert of another office
 */
FcOp *
fc_alert_op_new (const char *command,
                 FcRecord   *alert,
                 gint64      now_us)
{
  JsonObject *args = json_object_new ();

  set_id (args, "rule_id", fc_record_get_ref (alert, FC_ALERT_RULE_ID));
  set_id (args, "row_id", fc_record_get_ref (alert, FC_ALERT_ROW_ID));
  json_object_set_string_member (args, "key", fc_record_get_text (alert, FC_ALERT_KEY));
  return fc_op_new_command (command, FC_ALERT, fc_record_get_id (alert), args, now_us);
}

/**
 * fc_alert_resolve_op_new:
 * @automatic: it is no longer so; else a person says that it is done
 */
FcOp *
fc_alert_resolve_op_new (FcRecord   *alert,
                         gboolean    automatic,
                         const char *comment,
                         gint64      now_us)
{
  FcOp *op = fc_alert_op_new ("alert.resolve", alert, now_us);

  if (automatic)
    json_object_set_boolean_member (op->fields, "automatic", TRUE);
  if (comment != NULL && *comment != '\0')
    json_object_set_string_member (op->fields, "comment", comment);
  return op;
}

/**
 * fc_alert_reopen_op_new:
 * @alert: as it was before that
 * @from: the state that is taken back: where it has another one by then, nothing happens
 */
FcOp *
fc_alert_reopen_op_new (FcRecord   *alert,
                        const char *from,
                        gint64      now_us)
{
  FcOp *op = fc_alert_op_new ("alert.reopen", alert, now_us);
  const char *comment = fc_record_get_text (alert, FC_ALERT_COMMENT);

  json_object_set_string_member (op->fields, "from", from);
  if (comment != NULL)
    json_object_set_string_member (op->fields, "comment", comment);
  if (g_strcmp0 (fc_record_get_text (alert, FC_ALERT_STATE), "snoozed") == 0)
    json_object_set_int_member (op->fields, "until", fc_record_get_int (alert, FC_ALERT_SNOOZED_UNTIL));
  return op;
}

/**
 * fc_alert_snooze_op_new:
 * @until_us: UTC µs, within a year
 */
FcOp *
fc_alert_snooze_op_new (FcRecord *alert,
                        gint64    until_us,
                        gint64    now_us)
{
  FcOp *op = fc_alert_op_new ("alert.snooze", alert, now_us);

  json_object_set_int_member (op->fields, "until", MIN (until_us, now_us + MOST_SNOOZE_US));
  return op;
}

/**
 * fc_alert_op_of:
 * @act: what fc_alert_judge() wants of the same values
 *
 * Returns: (transfer full) (nullable): the command that does it; %NULL where nothing is to be done
 */
FcOp *
fc_alert_op_of (const FcAlertRule    *rule,
                FcRecord             *last,
                const FcAlertMeasure *measure,
                FcAlertAct            act,
                gint64                now_us)
{
  switch (act)
    {
    case FC_ALERT_RAISE:
      return fc_alert_raise_op_new (rule, measure, now_us);
    case FC_ALERT_WAKE:
      return fc_alert_op_new ("alert.reopen", last, now_us);
    case FC_ALERT_ESCALATE:
      return fc_alert_op_new ("alert.escalate", last, now_us);
    case FC_ALERT_RESOLVE:
      return fc_alert_resolve_op_new (last, TRUE, NULL, now_us);
    case FC_ALERT_NOTHING:
    default:
      return NULL;
    }
}
