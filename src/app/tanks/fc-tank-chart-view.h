/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-page.h"
#include "fc-tank-states.h"

G_BEGIN_DECLS

/* A tank's strapping chart: its curve, its points to edit, and a file to take them from. */
#define FC_TYPE_TANK_CHART_VIEW (fc_tank_chart_view_get_type ())
G_DECLARE_FINAL_TYPE (FcTankChartView, fc_tank_chart_view, FC, TANK_CHART_VIEW, AdwBin)

GtkWidget *fc_tank_chart_view_new     (FcPage            *page,
                                       const FcTankState *state);
void       fc_tank_chart_view_refresh (FcTankChartView   *self,
                                       FcRecord          *tank);

G_END_DECLS
