/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-alert-metric.h"
#include "fc-command.h"

G_BEGIN_DECLS

#define FC_ALERT_PRIORITY 2 /* of the op that raises a critical one, as for other anomalies */

const FcAlertMetric *fc_alert_common_metrics (guint             *n_metrics);
char                *fc_alert_duration       (gint64             seconds);

/* fc-alert-raise.c: what the evaluation does */
FcChangeSet         *fc_alert_raise          (FcCommandContext  *context,
                                              FcRowSet          *rows,
                                              JsonObject        *args,
                                              GError           **error);
FcChangeSet         *fc_alert_escalate       (FcCommandContext  *context,
                                              FcRowSet          *rows,
                                              JsonObject        *args,
                                              GError           **error);
/* fc-alert-decide.c: what people do */
FcChangeSet         *fc_alert_resolve        (FcCommandContext  *context,
                                              FcRowSet          *rows,
                                              JsonObject        *args,
                                              GError           **error);
FcChangeSet         *fc_alert_acknowledge    (FcCommandContext  *context,
                                              FcRowSet          *rows,
                                              JsonObject        *args,
                                              GError           **error);
FcChangeSet         *fc_alert_snooze         (FcCommandContext  *context,
                                              FcRowSet          *rows,
                                              JsonObject        *args,
                                              GError           **error);
FcChangeSet         *fc_alert_reopen         (FcCommandContext  *context,
                                              FcRowSet          *rows,
                                              JsonObject        *args,
                                              GError           **error);

FcRecord            *fc_alert_find           (FcCommandContext  *context,
                                              FcRowSet          *rows,
                                              JsonObject        *args);
FcRecord            *fc_alert_find_open      (FcRowSet          *rows,
                                              const FcId        *row_id,
                                              const char        *key);
FcChangeSet         *fc_alert_put            (const char        *event,
                                              FcRecord          *before,
                                              FcRecord          *after);

G_END_DECLS
