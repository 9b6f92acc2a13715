/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-map-layer.h"
#include "fc-map-stations.h"

G_BEGIN_DECLS

extern const FcMapLayerInfo fc_station_layer;

FcMapState fc_station_layer_state (const FcMapStation *station,
                                   gint64              now_us);

G_END_DECLS
