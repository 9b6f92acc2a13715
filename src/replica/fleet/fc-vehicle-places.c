/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-vehicle-places.h"

#include "fc-fleet-queries.h"
#include "fc-query-help.h"
#include "fc-vehicle-track-private.h"

/* The newest fix by the index of vehicle and time: one step of it for each vehicle, however long its track. */
#define NEWEST                                                                                                         \
  "(SELECT n.rowid FROM position n WHERE n.vehicle_id = v.id AND " FC_BELIEVED_FIX                                     \
  " ORDER BY n.fixed_at DESC LIMIT 1)"

enum { ID, STATION, NUMBER, NAME, DRIVER, STATUS, RECEIVED_AT, FIX };

static void
place_free (gpointer pointer)
{
  FcVehiclePlace *self = pointer;

  g_free (self->number);
  g_free (self->name);
  g_free (self->driver);
  g_free (self);
}

static FcVehiclePlace *
read_place (FcStatement *select)
{
  FcVehiclePlace *self = g_new0 (FcVehiclePlace, 1);

  fc_statement_get_id (select, ID, &self->id);
  if (!fc_statement_is_null (select, STATION))
    fc_statement_get_id (select, STATION, &self->station_id);
  self->number = g_strdup (fc_statement_get_text (select, NUMBER));
  self->name = g_strdup (fc_statement_get_text (select, NAME));
  self->driver = g_strdup (fc_statement_get_text (select, DRIVER));
  self->status = g_intern_string (fc_statement_get_text (select, STATUS));
  self->known = !fc_statement_is_null (select, FIX);
  if (self->known)
    {
      self->fix = fc_position_read_fix (select, FIX);
      self->received_at = fc_statement_get_int (select, RECEIVED_AT);
    }
  return self;
}

static gpointer
read_places (FcDb          *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (FcStatement) select =
    fc_db_prepare (db,
                   "SELECT v.id, v.station_id, v.number, v.name, v.driver, v.status, p.received_at, " FC_POSITION_FIX
                   " FROM vehicle v LEFT JOIN position p ON p.rowid = " NEWEST
                   " WHERE (v.station_id IS NULL OR v.station_id IN (SELECT id FROM visible_station))"
                   " AND (?1 IS NULL OR v.station_id = ?1) AND (v.status <> 'retired' OR p.rowid IS NOT NULL)"
                   " ORDER BY v.number, v.id",
                   error);
  g_autoptr (GPtrArray) places = g_ptr_array_new_with_free_func (place_free);
  int next;

  if (select == NULL)
    return NULL;
  fc_statement_bind_id (select, 1, data);
  while ((next = fc_statement_next (select, error)) > 0)
    g_ptr_array_add (places, read_place (select));
  return next == 0 ? g_steal_pointer (&places) : NULL;
}

void
fc_vehicle_places_async (FcReplica           *replica,
                         const FcId          *station,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  fc_replica_read_async (replica, read_places, fc_query_dup_id (station), g_free, (GDestroyNotify) g_ptr_array_unref,
                         cancellable, callback, user_data);
}

GPtrArray *
fc_vehicle_places_finish (FcReplica     *replica,
                          GAsyncResult  *result,
                          GError       **error)
{
  return fc_replica_read_finish (replica, result, error);
}
