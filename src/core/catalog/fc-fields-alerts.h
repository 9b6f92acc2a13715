/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Rules of what is worth an alert, and the alerts. Read by fc-entities.h only. */

/* threshold and value are in the unit of the metric. */
#define FC_FIELDS_ALERT_RULE(F)                                                                                        \
  F (ALERT_RULE_KEY, "key", FC_TYPE_TEXT, N_("Built-in rule"), FC_FIELD_FIXED, .max = 63)                              \
  F (ALERT_RULE_NAME, "name", FC_TYPE_TEXT, N_("Rule"), FC_FIELD_REQUIRED, .max = 100)                                 \
  F (ALERT_RULE_METRIC, "metric", FC_TYPE_TEXT, N_("What is watched"), FC_FIELD_REQUIRED, .max = 63)                   \
  F (ALERT_RULE_COMPARISON, "comparison", FC_TYPE_ENUM, N_("Alert when"), FC_FIELD_REQUIRED,                           \
     .choices = fc_alert_comparisons)                                                                                  \
  F (ALERT_RULE_THRESHOLD, "threshold", FC_TYPE_INT, N_("Limit"), FC_FIELD_REQUIRED)                                   \
  F (ALERT_RULE_WINDOW, "window", FC_TYPE_INT, N_("For so long (seconds)"), .min = 0, .max = 31536000)                 \
  F (ALERT_RULE_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"), FC_FIELD_INDEX, .target = FC_STATION)            \
  F (ALERT_RULE_SEVERITY, "severity", FC_TYPE_ENUM, N_("Severity"), FC_FIELD_REQUIRED, .choices = fc_alert_severities) \
  F (ALERT_RULE_ENABLED, "enabled", FC_TYPE_BOOL, N_("Switched on"))                                                   \
  F (ALERT_RULE_ROLE, "role", FC_TYPE_TEXT, N_("Who is told"), .max = 63)                                              \
  F (ALERT_RULE_ESCALATE_ROLE, "escalate_role", FC_TYPE_TEXT, N_("Who is told when nobody acts"), .max = 63)           \
  F (ALERT_RULE_ESCALATE_AFTER, "escalate_after", FC_TYPE_INT, N_("Until then (seconds)"), .min = 0, .max = 31536000)

/* One for each time that something becomes true of a thing; key says of which. */
#define FC_FIELDS_ALERT(F)                                                                                             \
  F (ALERT_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"), FC_FIELD_COMMAND | FC_FIELD_FIXED | FC_FIELD_INDEX,   \
     .target = FC_STATION)                                                                                             \
  F (ALERT_RULE_ID, "rule_id", FC_TYPE_REF, N_("Rule"), FC_FIELD_REQUIRED | FC_FIELD_COMMAND | FC_FIELD_FIXED,         \
     .target = FC_ALERT_RULE)                                                                                          \
  F (ALERT_KEY, "key", FC_TYPE_TEXT, N_("About"),                                                                      \
     FC_FIELD_REQUIRED | FC_FIELD_COMMAND | FC_FIELD_FIXED | FC_FIELD_INDEX, .max = 200)                               \
  F (ALERT_ENTITY, "entity", FC_TYPE_TEXT, N_("Record type"), FC_FIELD_COMMAND | FC_FIELD_FIXED, .max = 63)            \
  F (ALERT_ROW_ID, "row_id", FC_TYPE_REF, N_("Record"), FC_FIELD_COMMAND | FC_FIELD_FIXED | FC_FIELD_INDEX)            \
  F (ALERT_METRIC, "metric", FC_TYPE_TEXT, N_("What was watched"),                                                     \
     FC_FIELD_REQUIRED | FC_FIELD_COMMAND | FC_FIELD_FIXED, .max = 63)                                                 \
  F (ALERT_VALUE, "value", FC_TYPE_INT, N_("Value"), FC_FIELD_COMMAND)                                                 \
  F (ALERT_THRESHOLD, "threshold", FC_TYPE_INT, N_("Limit"), FC_FIELD_COMMAND)                                         \
  F (ALERT_SEVERITY, "severity", FC_TYPE_ENUM, N_("Severity"), FC_FIELD_REQUIRED | FC_FIELD_COMMAND,                   \
     .choices = fc_alert_severities)                                                                                   \
  F (ALERT_STATE, "state", FC_TYPE_ENUM, N_("State"), FC_FIELD_REQUIRED | FC_FIELD_COMMAND | FC_FIELD_INDEX,           \
     .choices = fc_alert_states)                                                                                       \
  F (ALERT_RAISED_AT, "raised_at", FC_TYPE_TIME, N_("Raised"), FC_FIELD_REQUIRED | FC_FIELD_COMMAND | FC_FIELD_FIXED)  \
  F (ALERT_ACKNOWLEDGED_BY, "acknowledged_by", FC_TYPE_REF, N_("Acknowledged by"), FC_FIELD_COMMAND,                   \
     .target = FC_USER)                                                                                                \
  F (ALERT_ACKNOWLEDGED_AT, "acknowledged_at", FC_TYPE_TIME, N_("Acknowledged"), FC_FIELD_COMMAND)                     \
  F (ALERT_SNOOZED_UNTIL, "snoozed_until", FC_TYPE_TIME, N_("Snoozed until"), FC_FIELD_COMMAND)                        \
  F (ALERT_RESOLVED_BY, "resolved_by", FC_TYPE_REF, N_("Resolved by"), FC_FIELD_COMMAND, .target = FC_USER)            \
  F (ALERT_RESOLVED_AT, "resolved_at", FC_TYPE_TIME, N_("Resolved"), FC_FIELD_COMMAND)                                 \
  F (ALERT_ESCALATED_AT, "escalated_at", FC_TYPE_TIME, N_("Escalated"), FC_FIELD_COMMAND)                              \
  F (ALERT_COMMENT, "comment", FC_TYPE_TEXT, N_("Comment"), FC_FIELD_COMMAND)
