/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-replica.h"

G_BEGIN_DECLS

/*
 * Watches what the alert rules watch, as long as it lives: evaluates after changes of what they read, and when the clock
 * alone makes something due; never otherwise. As whoever sits at the desk, where they may see alerts. Main thread; reads on
 * a reader's.
 *
 * "evaluated" (guint): a round is over and has raised, woken, escalated or resolved so many.
 */
#define FC_TYPE_ALERT_SERVICE (fc_alert_service_get_type ())
G_DECLARE_FINAL_TYPE (FcAlertService, fc_alert_service, FC, ALERT_SERVICE, GObject)

FcAlertService *fc_alert_service_new         (FcReplica      *replica);
void            fc_alert_service_start_later (FcAlertService *self,
                                              guint           ms);
void            fc_alert_service_stop        (FcAlertService *self);

G_END_DECLS
