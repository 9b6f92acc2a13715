/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-replica.h"
#include "fc-track.h"

G_BEGIN_DECLS

/* Where a vehicle was from @from_us until before @until_us, in the order of time and with its marks; a year of fixes in a second. */
void     fc_vehicle_track_async  (FcReplica            *replica,
                                  const FcId           *vehicle_id,
                                  gint64                from_us,
                                  gint64                until_us,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data);
/* The last @n fixes, those in doubt among them, oldest first: what tells whether the next one can be believed. */
void     fc_vehicle_tail_async   (FcReplica            *replica,
                                  const FcId           *vehicle_id,
                                  gint64                before_us,
                                  guint                 n,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data);
FcTrack *fc_vehicle_track_finish (FcReplica            *replica,
                                  GAsyncResult         *result,
                                  GError              **error); /* of both */

G_END_DECLS
