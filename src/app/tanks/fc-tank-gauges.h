/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-context.h"
#include "fc-gauge-service.h"
#include "fc-tank-states.h"

G_BEGIN_DECLS

/* Reads the gauges of the open company as long as @context lives. */
void            fc_tank_gauges_start (FcContext   *context);
FcGaugeService *fc_tank_gauges_get   (FcContext   *context); /* nullable */
/* Puts what the gauges just said over what the tables know. */
void            fc_tank_gauges_apply (FcContext   *context,
                                      GPtrArray   *states); /* FcTankState */
GtkWidget      *fc_tank_gauges_preferences_new (FcContext *context);

G_END_DECLS
