/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-alert-metric.h"
#include "fc-record.h"

G_BEGIN_DECLS

/* As in fc_alert_severities[]. */
typedef enum {
  FC_ALERT_NOTICE,
  FC_ALERT_WARNING,
  FC_ALERT_CRITICAL,
} FcAlertSeverity;

/* When something is worth an alert, and who hears of it. */
typedef struct {
  FcId id;
  char *key;            /* (nullable): of a built-in rule */
  char *name;           /* of a built-in rule untranslated */
  const FcAlertMetric *metric;
  gboolean below;       /* raised below the threshold, else above */
  gint64 threshold;     /* in the metric's unit; 0 with a metric of own_limit: the thing's own */
  gint64 window;        /* s that it must have been so */
  gboolean any_station;
  FcId station;
  FcAlertSeverity severity;
  gboolean enabled;
  char *role;           /* (nullable): who is told; NULL: whoever works with alerts */
  char *escalate_role;  /* (nullable): who is told when nobody acts */
  gint64 escalate_after; /* s; 0: never */
} FcAlertRule;

void         fc_alert_rule_free      (FcAlertRule    *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcAlertRule, fc_alert_rule_free)

FcId         fc_alert_rule_id        (const char     *key);
const char  *fc_alert_rule_name      (const char     *key); /* (nullable): untranslated */
FcAlertRule *fc_alert_rule_of_record (FcRecord       *record); /* nullable: a metric this version does not know */
FcRecord    *fc_alert_rule_to_record (const FcAlertRule *self);
GPtrArray   *fc_alert_rules_new      (GPtrArray      *records); /* (nullable) FcRecord of alert_rule → FcAlertRule */
const FcAlertRule *fc_alert_rules_find (GPtrArray    *rules,
                                        const FcId   *id); /* nullable */
const char  *fc_alert_severity_name  (FcAlertSeverity severity);
FcAlertSeverity fc_alert_severity_named (const char  *name);

G_END_DECLS
