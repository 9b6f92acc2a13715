/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-fence.h"
#include "fc-record.h"

G_BEGIN_DECLS

/* A geofence's row as an area, and its points as the row keeps them: [[latitude, longitude], …] in 1e-7 degree. */

FcPlace *fc_geofence_places (FcRecord       *geofence,
                             guint          *n,
                             GError        **error);
char    *fc_geofence_points (const FcPlace  *places,
                             guint           n);
FcFence *fc_geofence_fence  (FcRecord       *geofence,
                             GError        **error);
FcFenceRules fc_geofence_rules (FcRecord    *geofence);

G_END_DECLS
