/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-alert-queries.h"
#include "fc-context.h"

G_BEGIN_DECLS

typedef enum {
  FC_ALERT_SNOOZE_HOUR,
  FC_ALERT_SNOOZE_TOMORROW, /* until the morning */
  FC_ALERT_SNOOZE_WEEK,
} FcAlertSnooze;

const char *fc_alert_severity_icon  (const char *severity); /* nullable */
const char *fc_alert_severity_style (const char *severity); /* nullable */
gint64      fc_alert_snooze_end     (FcAlertSnooze snooze,
                                     gint64        now_us,
                                     GTimeZone    *zone);
void        fc_alert_decide         (GtkWidget    *widget,
                                     FcContext    *context,
                                     FcRecord     *alert,
                                     FcOp         *op, /* (transfer full) */
                                     const char   *done);
void        fc_alert_acknowledge_by_id (FcContext *context,
                                     const FcId   *id);

G_END_DECLS
