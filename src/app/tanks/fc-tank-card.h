/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fc-tank-states.h"

G_BEGIN_DECLS

/* What a tank is called: "Tank 3 · Diesel"; (transfer full). */
char      *fc_tank_title    (const FcTankState *state);
/* How soon a person should care; the smaller the sooner: hours to the dead stock, below 0 where something is wrong already. */
double     fc_tank_urgency  (const FcTankState *state,
                             gint64             now_us);
/* A child for a flow box: the tank as drawn, and its figures in words. */
GtkWidget *fc_tank_card_new (const FcTankState *state,
                             gboolean           with_station,
                             gint64             now_us);

G_END_DECLS
