/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-positions.h"

#include "fc-command.h"
#include "fc-error.h"

#define NOW    G_GINT64_CONSTANT (1795176000000000) /* 2026-11-20 12:00 UTC */
#define SECOND G_USEC_PER_SEC

typedef struct {
  FcId tenant, vehicle, station;
  FcRowSet *rows;
  FcActor *actor;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (FcRecord) vehicle = NULL;

  fixture->tenant = fc_id_from_key ("tenant", NULL);
  fixture->vehicle = fc_id_from_key ("vehicle", NULL);
  fixture->station = fc_id_from_key ("station", NULL);
  fixture->rows = fc_row_set_new ();
  fixture->actor = fc_actor_new_system (&fixture->tenant);
  vehicle = fc_record_new (FC_VEHICLE, &fixture->vehicle);
  fc_record_set_text (vehicle, FC_VEHICLE_NUMBER, "12-AB-34");
  fc_record_set_text (vehicle, FC_VEHICLE_STATUS, "in_service");
  fc_record_set_ref (vehicle, FC_VEHICLE_STATION_ID, &fixture->station);
  fc_row_set_add (fixture->rows, vehicle);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  fc_row_set_free (fixture->rows);
  fc_actor_free (fixture->actor);
}

/* One fix a second, ten metres north of the one before. */
static FcTrack *
drive (guint n)
{
  FcTrack *track = fc_track_new (n);

  for (guint i = 0; i < n; i++)
    {
      FcFix fix = { .time_us = NOW - (gint64) (n - i) * SECOND, .place = { 387223000 + (gint32) i * 900, -91393000 },
                    .speed = fc_fix_speed (36), .heading = 0 };

      fc_track_add (track, &fix);
    }
  return track;
}

static FcChangeSet *
run (Fixture  *fixture,
     FcOp     *op,
     GError  **error)
{
  fc_fleet_commands_register ();
  return fc_op_run (op, fixture->actor, fixture->rows, error);
}

static void
a_fix_becomes_a_row (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (FcTrack) track = drive (1);
  g_autoptr (GPtrArray) ops = fc_positions_import_ops (&fixture->vehicle, track, "gpx", NOW);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcChangeSet) changes = run (fixture, ops->pdata[0], &error);
  FcRecord *row;
  FcId id = fc_position_id (&fixture->vehicle, NOW - SECOND);

  g_assert_no_error (error);
  g_assert_cmpuint (changes->changes->len, ==, 1);
  row = ((FcChange *) changes->changes->pdata[0])->after;
  g_assert_true (fc_id_equal (fc_record_get_id (row), &id));
  g_assert_true (fc_id_equal (fc_record_get_ref (row, FC_POSITION_STATION_ID), &fixture->station));
  g_assert_cmpint (fc_record_get_int (row, FC_POSITION_SPEED), ==, 10000); /* 36 km/h are 10 m/s */
  g_assert_cmpint (fc_record_get_int (row, FC_POSITION_COURSE), ==, 0);
  g_assert_cmpstr (fc_record_get_text (row, FC_POSITION_SOURCE), ==, "gpx");
  g_assert_cmpint (fc_record_get_int (row, FC_POSITION_RECEIVED_AT), ==, NOW);
}

static void
a_position_is_one_however_often_it_comes (Fixture       *fixture,
                                          gconstpointer  data)
{
  FcId other = fc_id_from_key ("another vehicle", NULL);
  FcId id = fc_position_id (&fixture->vehicle, NOW), again = fc_position_id (&fixture->vehicle, NOW);
  FcId later = fc_position_id (&fixture->vehicle, NOW + 1), elsewhere = fc_position_id (&other, NOW);

  g_assert_true (fc_id_equal (&id, &again));
  g_assert_false (fc_id_equal (&id, &later));
  g_assert_false (fc_id_equal (&id, &elsewhere));
}

static void
ops_are_small_enough (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (FcTrack) track = drive (2 * FC_POSITIONS_OP_MAX + 1);
  g_autoptr (GPtrArray) ops = fc_positions_import_ops (&fixture->vehicle, track, "nmea", NOW);
  g_autoptr (GBytes) bytes = fc_op_encode (ops->pdata[0]);
  g_autoptr (GError) error = NULL;
  guint rows = 0;

  g_assert_cmpuint (ops->len, ==, 3);
  g_assert_cmpuint (g_bytes_get_size (bytes), <, 128 * 1024);
  for (guint i = 0; i < ops->len; i++)
    {
      g_autoptr (FcChangeSet) changes = run (fixture, ops->pdata[i], &error);

      g_assert_no_error (error);
      rows += changes->changes->len;
    }
  g_assert_cmpuint (rows, ==, track->n);
}

static void
without_a_time_it_is_left_out (Fixture       *fixture,
                               gconstpointer  data)
{
  g_autoptr (FcTrack) track = drive (1);
  FcFix timeless = { .place = { 1, 1 }, .flags = FC_FIX_NO_TIME };
  g_autoptr (GPtrArray) ops = NULL;

  fc_track_add (track, &timeless);
  ops = fc_positions_import_ops (&fixture->vehicle, track, "gpx", NOW);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (((FcOp *) ops->pdata[0])->fields, "fixes")), ==,
                    1);
}

static void
a_jump_is_known_by_what_was_before (Fixture       *fixture,
                                    gconstpointer  data)
{
  g_autoptr (FcTrack) before = drive (5);
  g_autoptr (FcTrack) alone = fc_track_new (0), after = fc_track_new (0), old = fc_track_new (0);
  FcFix far = { .time_us = NOW, .place = { 407223000, -91393000 }, .speed = FC_SPEED_UNKNOWN, .heading = 0 };
  FcFix ancient = { .time_us = G_GINT64_CONSTANT (-2170000000000000), .place = { 387223000, -91393000 } };

  fc_track_add (alone, &far);
  fc_track_add (after, &far);
  fc_track_add (old, &ancient);
  g_assert_cmpuint (fc_positions_mark (NULL, alone, NOW), ==, 0);
  g_assert_cmpuint (fc_positions_mark (before, after, NOW), ==, 1);
  g_assert_true (after->flags[0] & FC_FIX_JUMP);
  g_assert_cmpuint (fc_positions_mark (before, old, NOW), ==, 1); /* 1901 */
  g_assert_true (old->flags[0] & FC_FIX_BAD_TIME);
}

static void
marked_fixes_are_kept (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (FcTrack) track = fc_track_new (0);
  FcFix ancient = { .time_us = G_GINT64_CONSTANT (-2170000000000000), .place = { 1, 1 }, .speed = FC_SPEED_UNKNOWN,
                    .heading = FC_HEADING_UNKNOWN };
  g_autoptr (GPtrArray) ops = NULL;
  g_autoptr (FcChangeSet) changes = NULL;
  g_autoptr (GError) error = NULL;
  FcRecord *row;

  fc_track_add (track, &ancient);
  fc_positions_mark (NULL, track, NOW);
  ops = fc_positions_import_ops (&fixture->vehicle, track, "gpx", NOW);
  changes = run (fixture, ops->pdata[0], &error);
  g_assert_no_error (error);
  row = ((FcChange *) changes->changes->pdata[0])->after;
  g_assert_cmpint (fc_record_get_int (row, FC_POSITION_MARKS), ==, FC_FIX_BAD_TIME);
  g_assert_true (fc_record_is_null (row, FC_POSITION_SPEED));
}

static void
what_cannot_be_read_is_refused (Fixture       *fixture,
                                gconstpointer  data)
{
  static const char *const wrong[] = { "{}",
                                       "{\"fixes\":[]}",
                                       "{\"fixes\":{}}",
                                       "{\"fixes\":[1]}",
                                       "{\"fixes\":[[1,2,3,4,5]]}",
                                       "{\"fixes\":[[1,2,3,4,5,6,7]]}",
                                       "{\"fixes\":[[null,2,3,4,5,6]]}",
                                       "{\"fixes\":[[1,900000001,3,4,5,6]]}",
                                       "{\"fixes\":[[1,2,3,65535,5,6]]}",
                                       "{\"fixes\":[[1,2,3,4,36000,6]]}",
                                       "{\"fixes\":[[1,2,3,4,5,-1]]}",
                                       "{\"fixes\":[[1,2,3,\"4\",5,6]]}",
                                       "{\"fixes\":[[1,2,3,[],5,6]]}" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (JsonNode) node = json_from_string (wrong[i], NULL);
      g_autoptr (FcOp) op =
        fc_op_new_command ("positions.import", FC_VEHICLE, &fixture->vehicle, json_node_dup_object (node), NOW);
      g_autoptr (GError) error = NULL;
      g_autoptr (FcChangeSet) changes = run (fixture, op, &error);

      g_assert_null (changes);
      g_assert_error (error, FC_ERROR, FC_ERROR_PARSE);
    }
}

static void
speeds_go_there_and_back (Fixture       *fixture,
                          gconstpointer  data)
{
  for (guint speed = 0; speed < FC_SPEED_UNKNOWN; speed++)
    g_assert_cmpuint (fc_position_fix_speed (fc_position_speed ((guint16) speed)), ==, speed);
  g_assert_cmpuint (fc_position_fix_speed (-1), ==, FC_SPEED_UNKNOWN);
  g_assert_cmpuint (fc_position_fix_speed (400000000), ==, FC_SPEED_UNKNOWN);
}

#define ADD(path, func) g_test_add ("/fleet/positions/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("a-fix-becomes-a-row", a_fix_becomes_a_row);
  ADD ("a-position-is-one-however-often-it-comes", a_position_is_one_however_often_it_comes);
  ADD ("ops-are-small-enough", ops_are_small_enough);
  ADD ("without-a-time-it-is-left-out", without_a_time_it_is_left_out);
  ADD ("a-jump-is-known-by-what-was-before", a_jump_is_known_by_what_was_before);
  ADD ("marked-fixes-are-kept", marked_fixes_are_kept);
  ADD ("what-cannot-be-read-is-refused", what_cannot_be_read_is_refused);
  ADD ("speeds-go-there-and-back", speeds_go_there_and_back);
  return g_test_run ();
}
