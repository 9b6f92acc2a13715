/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-alert-news.h"
#include "fc-alert-service.h"

G_BEGIN_DECLS

/*
 * Finds once a day, at an hour, what waits for who sits at the desk, where they may see alerts; where the program was off
 * then, as soon as it runs and knows the server's news. Each person has a day's digest once, also across restarts, and none
 * where nothing waits. Main thread; reads on a reader's.
 *
 * "digest" (FcAlertMorning *): tell it; "settled" (guint): a day is done with, and so many alerts waited.
 */
#define FC_TYPE_ALERT_DIGEST_SERVICE (fc_alert_digest_service_get_type ())
G_DECLARE_FINAL_TYPE (FcAlertDigestService, fc_alert_digest_service, FC, ALERT_DIGEST_SERVICE, GObject)

#define FC_ALERT_DIGEST_OFF (-1)

typedef gint64 (*FcAlertDigestNow) (void); /* UTC µs */

FcAlertDigestService *fc_alert_digest_service_new       (FcReplica            *replica,
                                                         FcAlertService       *alerts);
void                  fc_alert_digest_service_set_clock (FcAlertDigestService *self,
                                                         FcAlertDigestNow      now,
                                                         GTimeZone            *zone); /* nullable */
void                  fc_alert_digest_service_set_hour  (FcAlertDigestService *self,
                                                         int                   hour);
void                  fc_alert_digest_service_look      (FcAlertDigestService *self);

G_END_DECLS
