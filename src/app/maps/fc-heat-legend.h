/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-context.h"
#include "fc-map-view.h"

G_BEGIN_DECLS

/* Below the map, while a layer of heat is shown: the ramp from nothing to the most, of which time, and within how far. */
#define FC_TYPE_HEAT_LEGEND (fc_heat_legend_get_type ())
G_DECLARE_FINAL_TYPE (FcHeatLegend, fc_heat_legend, FC, HEAT_LEGEND, GtkWidget)

GtkWidget *fc_heat_legend_new  (FcContext            *context,
                                FcMapView            *map,
                                const FcMapLayerInfo *layer);
void       fc_heat_legend_show (FcHeatLegend         *self);

G_END_DECLS
