/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-page.h"
#include "fc-tank-states.h"

G_BEGIN_DECLS

/* One tank: its book and variance, deliveries, readings and strapping chart. */
#define FC_TYPE_TANK_VIEW (fc_tank_view_get_type ())
G_DECLARE_FINAL_TYPE (FcTankView, fc_tank_view, FC, TANK_VIEW, AdwBin)

GtkWidget  *fc_tank_view_new     (FcPage            *page,
                                  const FcTankState *state);
const FcId *fc_tank_view_get_id  (FcTankView        *self);
void        fc_tank_view_refresh (FcTankView        *self,
                                  const FcTankState *state);

G_END_DECLS
