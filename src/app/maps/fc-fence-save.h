/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-fence-sketch.h"
#include "fc-map-view.h"
#include "fc-replica.h"

G_BEGIN_DECLS

/* After a geofence was saved: a toast that takes it back; and the map moved to one that is drawn. */
void fc_fence_save_told (GtkWidget           *widget,
                         FcReplica           *replica,
                         FcRecord            *before,
                         FcRecord            *after);
void fc_fence_save_fit  (FcMapView           *map,
                         const FcFenceSketch *sketch);

G_END_DECLS
