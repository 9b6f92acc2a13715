/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-statement.h"
#include "fc-track.h"

G_BEGIN_DECLS

/* The columns of a fix, as fc_position_read_fix() expects them. */
#define FC_POSITION_FIX "p.fixed_at, p.latitude, p.longitude, p.speed, p.course, p.marks"

FcFix           fc_position_read_fix  (FcStatement           *select,
                                       int                    first_column);

/* Which fixes of which vehicle. */
typedef struct {
  FcId vehicle_id;
  gint64 from_us, until_us;
  guint n;
} FcTrackRequest;

FcTrackRequest *fc_track_request_new  (const FcId            *vehicle_id,
                                       gint64                 from_us,
                                       gint64                 until_us,
                                       guint                  n);
FcTrack        *fc_vehicle_track_read (FcDb                  *db,
                                       const FcTrackRequest  *request,
                                       GCancellable          *cancellable,
                                       GError               **error);

G_END_DECLS
