/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-alert-rule.h"
#include "fc-time.h"

G_BEGIN_DECLS

/* One value of one thing, as it is known in this office. */
typedef struct {
  const FcAlertMetric *metric;
  FcId row_id;      /* of the metric's entity */
  FcId place_id;    /* a geofence, where it is about one as well; else the null id */
  FcId station_id;
  gint64 value;     /* in the metric's unit, now */
  gint64 as_of;     /* UTC µs since when it is so: the dip, the submission; the same in every office that knows it */
  gint64 limit;     /* the thing's own; 0: none */
  gint64 severe;    /* beyond this it is critical whatever the rule says; 0: there is no such limit */
} FcAlertMeasure;

typedef enum {
  FC_ALERT_NOTHING,
  FC_ALERT_RAISE,
  FC_ALERT_WAKE,     /* its snooze is over and it is still so */
  FC_ALERT_ESCALATE,
  FC_ALERT_RESOLVE,  /* it is no longer so */
} FcAlertAct;

typedef struct {
  FcAlertAct act;
  gint64 due;        /* UTC µs when the clock alone may change the answer; G_MAXINT64: never */
} FcAlertVerdict;

/* After a person resolved what is still so it is raised again, but not before this. */
#define FC_ALERT_REST_US FC_DAY_US

/* So long after it happened a moment is worth an alert; over a weekend. */
#define FC_ALERT_MOMENT_US (3 * FC_DAY_US)

FcAlertVerdict  fc_alert_judge     (const FcAlertRule    *rule,
                                    FcRecord             *last,    /* (nullable): fc_alert_latest() */
                                    const FcAlertMeasure *measure, /* (nullable): none is known */
                                    gint64                now_us);
FcRecord       *fc_alert_latest    (GPtrArray            *alerts,  /* FcRecord: all of this rule and thing */
                                    const FcAlertRule    *rule,
                                    const FcAlertMeasure *measure); /* (nullable); result (nullable) */
FcId            fc_alert_id        (const FcId           *rule_id,
                                    const FcId           *row_id,
                                    const FcId           *place_id,
                                    gint64                as_of);
char           *fc_alert_key       (const FcId           *rule_id,
                                    const FcId           *row_id,
                                    const FcId           *place_id);
gint64          fc_alert_threshold (const FcAlertRule    *rule,
                                    const FcAlertMeasure *measure);
FcAlertSeverity fc_alert_severity  (const FcAlertRule    *rule,
                                    const FcAlertMeasure *measure);
gint64          fc_alert_escalates_at (const FcAlertRule *rule,
                                    FcRecord             *alert);
gboolean        fc_alert_is_open   (FcRecord             *alert); /* nullable */
gboolean        fc_alert_is_due    (FcRecord             *alert,
                                    gint64                now_us);

G_END_DECLS
