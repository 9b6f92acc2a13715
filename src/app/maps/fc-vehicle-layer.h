/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-map-layer.h"

G_BEGIN_DECLS

extern const FcMapLayerInfo fc_vehicle_layer;
extern const FcMapLayerInfo fc_geofence_layer;

G_END_DECLS
