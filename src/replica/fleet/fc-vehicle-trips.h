/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-replica.h"
#include "fc-track-line.h"
#include "fc-trips.h"

G_BEGIN_DECLS

/* A vehicle's track with where it stood and what it drove. */
typedef struct {
  FcTrack *track;
  GArray *stops; /* FcStop */
  GArray *trips; /* FcTrip */
  double metres; /* of all trips: by so much its odometer has gone on */
  FcTrackLine *line; /* nullable: as it is drawn, where that was asked for */
} FcVehicleTrips;

void            fc_vehicle_trips_free   (FcVehicleTrips       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcVehicleTrips, fc_vehicle_trips_free)
void            fc_vehicle_trips_async  (FcReplica            *replica,
                                         const FcId           *vehicle_id,
                                         gint64                from_us,
                                         gint64                until_us,
                                         gboolean              drawn,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
FcVehicleTrips *fc_vehicle_trips_finish (FcReplica            *replica,
                                         GAsyncResult         *result,
                                         GError              **error);

G_END_DECLS
