/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-fence-editor.h"
#include "fc-map-view.h"
#include "fc-replica.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* After a geofence was saved, or given up: a toast that takes it back; and the map moved to one that is drawn. */
void fc_fence_save_told (GtkWidget           *widget,
                         FcReplica           *replica,
                         FcRecord            *before,
                         FcRecord            *after);
AdwToast *fc_fence_save_not (FcFenceEditor  *editor,
                         FcRecord            *saved,
                         FcRecord            *record);
void fc_fence_save_fit  (FcMapView           *map,
                         const FcFenceSketch *sketch);

G_END_DECLS
