/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-positions.h"

#include <string.h>

/* A fix keeps 0.01 km/h, a row mm/s: 3.6 km/h are 1000 mm/s. */
#define FIX_UNITS 360
#define ROW_UNITS 1000

/* A machine's work waits for people's. */
#define PRIORITY 8

/**
 * fc_position_speed:
 * @speed: of a fix, known
 *
 * Returns: mm/s
 */
gint64
fc_position_speed (guint16 speed)
{
  return ((gint64) speed * ROW_UNITS + FIX_UNITS / 2) / FIX_UNITS;
}

/**
 * fc_position_fix_speed:
 *
 * Returns: what a row keeps as a fix keeps it: 0.01 km/h
 */
guint16
fc_position_fix_speed (gint64 mm_per_second)
{
  gint64 speed = (mm_per_second * FIX_UNITS + ROW_UNITS / 2) / ROW_UNITS;

  return mm_per_second >= 0 && speed < FC_SPEED_UNKNOWN ? (guint16) speed : FC_SPEED_UNKNOWN;
}

/**
 * fc_position_id:
 *
 * Returns: the id of where @vehicle_id was at @fixed_at, in whichever office that becomes known
 */
FcId
fc_position_id (const FcId *vehicle_id,
                gint64      fixed_at)
{
  char purpose[48];

  g_snprintf (purpose, sizeof purpose, "position at %" G_GINT64_FORMAT, fixed_at);
  return fc_id_derive (vehicle_id, purpose, 0);
}

/**
 * fc_position_new:
 * @station_id: (nullable): the vehicle's home
 * @fix: with a time
 * @source: "gpx", "nmea" or "traccar"
 *
 * Returns: (transfer full): its row
 */
FcRecord *
fc_position_new (const FcId  *vehicle_id,
                 const FcId  *station_id,
                 const FcFix *fix,
                 const char  *source,
                 gint64       received_at)
{
  FcId id = fc_position_id (vehicle_id, fix->time_us);
  FcRecord *row = fc_record_new (FC_POSITION, &id);

  fc_record_set_ref (row, FC_POSITION_STATION_ID, station_id);
  fc_record_set_ref (row, FC_POSITION_VEHICLE_ID, vehicle_id);
  fc_record_set_int (row, FC_POSITION_FIXED_AT, fix->time_us);
  fc_record_set_int (row, FC_POSITION_RECEIVED_AT, received_at);
  fc_record_set_int (row, FC_POSITION_LATITUDE, fix->place.latitude);
  fc_record_set_int (row, FC_POSITION_LONGITUDE, fix->place.longitude);
  if (fix->speed != FC_SPEED_UNKNOWN)
    fc_record_set_int (row, FC_POSITION_SPEED, fc_position_speed (fix->speed));
  if (fix->heading != FC_HEADING_UNKNOWN)
    fc_record_set_int (row, FC_POSITION_COURSE, fix->heading);
  fc_record_set_text (row, FC_POSITION_SOURCE, source);
  fc_record_set_int (row, FC_POSITION_MARKS, fix->flags);
  return row;
}

/**
 * fc_positions_mark:
 * @before: (nullable): the last fixes that are known, FC_POSITIONS_BEFORE of them suffice; in the order of time
 * @track: in the order in which its fixes came
 *
 * Marks what of @track cannot be believed, as fc_track_mark() does, by what was known before.
 *
 * Returns: how many of @track are not to be drawn
 */
guint
fc_positions_mark (const FcTrack *before,
                   FcTrack       *track,
                   gint64         now_us)
{
  guint n = before != NULL ? before->n : 0, doubtful = 0;
  g_autoptr (FcTrack) both = fc_track_new (n + track->n);

  for (guint i = 0; i < n; i++)
    {
      FcFix fix = fc_track_get (before, i);

      fc_track_add (both, &fix);
    }
  for (guint i = 0; i < track->n; i++)
    {
      FcFix fix = fc_track_get (track, i);

      fc_track_add (both, &fix);
    }
  fc_track_mark (both, &fc_mark_rules_default, now_us);
  if (track->n > 0)
    memcpy (track->flags, both->flags + n, track->n * sizeof *track->flags);
  for (guint i = 0; i < track->n; i++)
    doubtful += (track->flags[i] & FC_FIX_DOUBTFUL) != 0;
  return doubtful;
}

static void
add_known (JsonArray *list,
           guint16    value,
           guint16    unknown)
{
  if (value == unknown)
    json_array_add_null_element (list);
  else
    json_array_add_int_element (list, value);
}

static JsonNode *
fix_to_json (const FcFix *fix)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *list = json_array_sized_new (6);

  json_array_add_int_element (list, fix->time_us);
  json_array_add_int_element (list, fix->place.latitude);
  json_array_add_int_element (list, fix->place.longitude);
  add_known (list, fix->speed, FC_SPEED_UNKNOWN);
  add_known (list, fix->heading, FC_HEADING_UNKNOWN);
  json_array_add_int_element (list, fix->flags);
  json_node_take_array (node, list);
  return node;
}

static FcOp *
make_op (const FcId  *vehicle_id,
         JsonArray   *fixes,
         const char  *source,
         gint64       now_us)
{
  JsonObject *args = json_object_new ();
  FcOp *op;

  json_object_set_string_member (args, "source", source);
  json_object_set_array_member (args, "fixes", fixes);
  op = fc_op_new_command ("positions.import", FC_VEHICLE, vehicle_id, args, now_us);
  op->priority = PRIORITY;
  return op;
}

/**
 * fc_positions_import_ops:
 * @track: marked; fixes without a time are left out, for nobody could tell two of them apart
 *
 * Returns: (transfer full) (element-type FcOp): commands that bring them in, each small enough for a push
 */
GPtrArray *
fc_positions_import_ops (const FcId    *vehicle_id,
                         const FcTrack *track,
                         const char    *source,
                         gint64         now_us)
{
  GPtrArray *ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  g_autoptr (JsonArray) fixes = json_array_new ();

  for (guint i = 0; i < track->n; i++)
    {
      FcFix fix = fc_track_get (track, i);

      if (fix.flags & FC_FIX_NO_TIME)
        continue;
      json_array_add_element (fixes, fix_to_json (&fix));
      if (json_array_get_length (fixes) < FC_POSITIONS_OP_MAX)
        continue;
      g_ptr_array_add (ops, make_op (vehicle_id, g_steal_pointer (&fixes), source, now_us));
      fixes = json_array_new ();
    }
  if (json_array_get_length (fixes) > 0)
    g_ptr_array_add (ops, make_op (vehicle_id, g_steal_pointer (&fixes), source, now_us));
  return ops;
}
