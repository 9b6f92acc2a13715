/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-replica.h"

G_BEGIN_DECLS

/* How far from the note's time a delivery that a gauge saw may lie. */
#define FC_GAUGE_NEAR_US (36 * FC_HOUR_US)

/* The delivery that a gauge saw and a delivery note speaks of. */
void      fc_gauge_near_async  (FcReplica            *replica,
                                const FcId           *station_id,
                                const FcId           *tank_id, /* (nullable): any of the station's */
                                gint64                at_us,
                                GCancellable         *cancellable,
                                GAsyncReadyCallback   callback,
                                gpointer              user_data);
FcRecord *fc_gauge_near_finish (GAsyncResult         *result,
                                GError              **error);
void      fc_gauge_near_fill   (FcRecord             *delivery,
                                FcRecord             *by_gauge);

G_END_DECLS
