/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-vehicle-track.h"

#include "fc-positions.h"
#include "fc-vehicle-track-private.h"

#define LOOK_EVERY 65536 /* rows: whether nobody waits for them any more */

/**
 * fc_position_read_fix:
 * @select: with the columns of FC_POSITION_FIX from @first_column on
 */
FcFix
fc_position_read_fix (FcStatement *select,
                      int          first_column)
{
  gboolean has_speed = !fc_statement_is_null (select, first_column + 3);
  gboolean has_course = !fc_statement_is_null (select, first_column + 4);

  return (FcFix){
    .time_us = fc_statement_get_int (select, first_column),
    .place = { (gint32) fc_statement_get_int (select, first_column + 1),
               (gint32) fc_statement_get_int (select, first_column + 2) },
    .speed = has_speed ? fc_position_fix_speed (fc_statement_get_int (select, first_column + 3)) : FC_SPEED_UNKNOWN,
    .heading = has_course ? (guint16) fc_statement_get_int (select, first_column + 4) : FC_HEADING_UNKNOWN,
    .flags = (guint16) fc_statement_get_int (select, first_column + 5),
  };
}

static FcTrack *
read_all (FcStatement   *select,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr (FcTrack) track = fc_track_new (0);
  int next;

  while ((next = fc_statement_next (select, error)) > 0)
    {
      FcFix fix = fc_position_read_fix (select, 0);

      fc_track_add (track, &fix);
      if (track->n % LOOK_EVERY == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
    }
  return next == 0 ? g_steal_pointer (&track) : NULL;
}

/**
 * fc_vehicle_track_read:
 *
 * Returns: (transfer full) (nullable): the fixes of the request's time, on a reader's thread
 */
FcTrack *
fc_vehicle_track_read (FcDb                  *db,
                       const FcTrackRequest  *request,
                       GCancellable          *cancellable,
                       GError               **error)
{
  g_autoptr (FcStatement) select =
    fc_db_prepare (db,
                   "SELECT " FC_POSITION_FIX " FROM position p WHERE p.vehicle_id = ? AND p.fixed_at >= ?"
                   " AND p.fixed_at < ? ORDER BY p.fixed_at",
                   error);

  if (select == NULL)
    return NULL;
  fc_statement_bind_id (select, 1, &request->vehicle_id);
  fc_statement_bind_int (select, 2, request->from_us);
  fc_statement_bind_int (select, 3, request->until_us);
  return read_all (select, cancellable, error);
}

static gpointer
read_track (FcDb          *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  return fc_vehicle_track_read (db, data, cancellable, error);
}

static gpointer
read_tail (FcDb          *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  const FcTrackRequest *request = data;
  g_autoptr (FcStatement) select =
    fc_db_prepare (db,
                   "SELECT " FC_POSITION_FIX " FROM (SELECT * FROM position WHERE vehicle_id = ? AND fixed_at < ?"
                   " ORDER BY fixed_at DESC LIMIT ?) p ORDER BY p.fixed_at",
                   error);

  if (select == NULL)
    return NULL;
  fc_statement_bind_id (select, 1, &request->vehicle_id);
  fc_statement_bind_int (select, 2, request->until_us);
  fc_statement_bind_int (select, 3, request->n);
  return read_all (select, cancellable, error);
}

FcTrackRequest *
fc_track_request_new (const FcId *vehicle_id,
                      gint64      from_us,
                      gint64      until_us,
                      guint       n)
{
  FcTrackRequest *self = g_new (FcTrackRequest, 1);

  *self = (FcTrackRequest){ *vehicle_id, from_us, until_us, n };
  return self;
}

void
fc_vehicle_track_async (FcReplica           *replica,
                        const FcId          *vehicle_id,
                        gint64               from_us,
                        gint64               until_us,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  fc_replica_read_async (replica, read_track, fc_track_request_new (vehicle_id, from_us, until_us, 0), g_free,
                         (GDestroyNotify) fc_track_free, cancellable, callback, user_data);
}

void
fc_vehicle_tail_async (FcReplica           *replica,
                       const FcId          *vehicle_id,
                       gint64               before_us,
                       guint                n,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  fc_replica_read_async (replica, read_tail, fc_track_request_new (vehicle_id, G_MININT64, before_us, n), g_free,
                         (GDestroyNotify) fc_track_free, cancellable, callback, user_data);
}

/**
 * fc_vehicle_track_finish:
 *
 * Returns: (transfer full) (nullable):
 */
FcTrack *
fc_vehicle_track_finish (FcReplica     *replica,
                         GAsyncResult  *result,
                         GError       **error)
{
  return fc_replica_read_finish (replica, result, error);
}
