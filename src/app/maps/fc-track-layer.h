/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-map-layer.h"
#include "fc-vehicle-trips.h"

G_BEGIN_DECLS

/* The stops of the track that is looked at; FcTrackPanel fills it, and it is not among the layers of the map's menu. */
extern const FcMapLayerInfo fc_track_layer;

FcMapFeatures *fc_track_layer_features (const FcVehicleTrips *drive,
                                        const FcId           *vehicle_id,
                                        GTimeZone            *zone);
FcId           fc_track_layer_stop_id  (const FcId           *vehicle_id,
                                        const FcStop         *stop);
char          *fc_track_layer_say_time (gint64                duration_us);

G_END_DECLS
