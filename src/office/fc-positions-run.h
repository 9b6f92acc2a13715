/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-replica.h"
#include "fc-track.h"

G_BEGIN_DECLS

/* What became of fixes that were brought in. */
typedef struct {
  guint n;          /* that have a time */
  guint n_doubtful; /* of these: marked and kept, not drawn */
  guint n_new;      /* that were not here yet */
} FcPositionsResult;

/* Marks the fixes of one vehicle by what is known of it and brings them into the replica, some hundred a transaction. */
void     fc_positions_run_async  (FcReplica            *replica,
                                  const FcId           *vehicle_id,
                                  FcTrack              *track,  /* (transfer full) */
                                  const char           *source, /* static */
                                  FcProgressFunc        progress,
                                  gpointer              progress_data,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data);
gboolean fc_positions_run_finish (GAsyncResult         *result,
                                  FcPositionsResult    *what,
                                  GError              **error);

G_END_DECLS
