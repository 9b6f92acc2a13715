/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-page.h"
#include "fc-tank-states.h"

G_BEGIN_DECLS

/* A tank's book against its dips: the variance as a chart with its tolerance and as a table, and the month's test. */
#define FC_TYPE_TANK_STOCK (fc_tank_stock_get_type ())
G_DECLARE_FINAL_TYPE (FcTankStock, fc_tank_stock, FC, TANK_STOCK, AdwBin)

GtkWidget *fc_tank_stock_new    (FcPage            *page,
                                 const FcTankState *state);
void       fc_tank_stock_reload (FcTankStock       *self);

G_END_DECLS
