/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-vehicle-trips.h"

#include "fc-vehicle-track-private.h"

void
fc_vehicle_trips_free (FcVehicleTrips *self)
{
  g_clear_pointer (&self->track, fc_track_free);
  g_clear_pointer (&self->stops, g_array_unref);
  g_clear_pointer (&self->trips, g_array_unref);
  g_clear_pointer (&self->line, fc_track_line_free);
  g_free (self);
}

static gpointer
read_trips (FcDb          *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (FcTrack) track = fc_vehicle_track_read (db, data, cancellable, error);
  FcVehicleTrips *self;

  if (track == NULL)
    return NULL;
  self = g_new0 (FcVehicleTrips, 1);
  self->stops = fc_track_stops (track, &fc_stop_rules_default);
  self->trips = fc_track_trips (track, self->stops);
  self->track = g_steal_pointer (&track);
  for (guint i = 0; i < self->trips->len; i++)
    self->metres += g_array_index (self->trips, FcTrip, i).metres;
  return self;
}

static gpointer
read_drawn (FcDb          *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  FcVehicleTrips *self = read_trips (db, data, cancellable, error);

  if (self != NULL)
    self->line = fc_track_line_new (self->track);
  return self;
}

/**
 * fc_vehicle_trips_async:
 * @until_us: not within
 * @drawn: whether the line on a map is wanted, too
 *
 * Reads and reckons on a reader's thread.
 */
void
fc_vehicle_trips_async (FcReplica           *replica,
                        const FcId          *vehicle_id,
                        gint64               from_us,
                        gint64               until_us,
                        gboolean             drawn,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  fc_replica_read_async (replica, drawn ? read_drawn : read_trips, fc_track_request_new (vehicle_id, from_us, until_us, 0),
                         g_free, (GDestroyNotify) fc_vehicle_trips_free, cancellable, callback, user_data);
}

FcVehicleTrips *
fc_vehicle_trips_finish (FcReplica     *replica,
                         GAsyncResult  *result,
                         GError       **error)
{
  return fc_replica_read_finish (replica, result, error);
}
