/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-test-office.h"

#include "../core/fc-test-seeds.h"
#include "fc-alert-queries.h"
#include "fc-alert-work.h"
#include "fc-geofence.h"
#include "fc-positions.h"

#include <math.h>

/* A vehicle that comes to a depot, stands there and leaves: who is told of it, and how often. */

#define SEEDS  40
#define MINUTE (FC_HOUR_US / 60)
#define RADIUS 200 /* metres */
#define MARGIN 50
#define DWELL  (30 * MINUTE)

static const FcPlace depot = { 387223000, -91393000 };
static const char *const kinds[] = { "geofence-enter", "geofence-leave", "geofence-stay" };

static FcId
add_vehicle (FcOffice *office)
{
  FcId id = fc_id_from_key ("vehicle", "12-AB-34", NULL);
  FcRecord *vehicle = fc_record_new (FC_VEHICLE, &id);

  fc_record_set_text (vehicle, FC_VEHICLE_NUMBER, "12-AB-34");
  fc_record_set_text (vehicle, FC_VEHICLE_STATUS, "in_service");
  fc_record_set_ref (vehicle, FC_VEHICLE_STATION_ID, &office->station);
  fc_office_load (office, vehicle);
  return id;
}

static void
add_fence (FcOffice   *office,
           const FcId *id,
           gboolean    enter,
           gboolean    leave,
           gboolean    stay)
{
  FcRecord *fence = fc_record_new (FC_GEOFENCE, id);
  g_autofree char *points = fc_geofence_points (&depot, 1);

  fc_record_set_text (fence, FC_GEOFENCE_NAME, "Depot");
  fc_record_set_text (fence, FC_GEOFENCE_KIND, "circle");
  fc_record_set_text (fence, FC_GEOFENCE_POINTS, points);
  fc_record_set_int (fence, FC_GEOFENCE_RADIUS, RADIUS * 1000);
  fc_record_set_int (fence, FC_GEOFENCE_DWELL, DWELL / G_USEC_PER_SEC);
  fc_record_set_int (fence, FC_GEOFENCE_ALERT_ENTER, enter);
  fc_record_set_int (fence, FC_GEOFENCE_ALERT_LEAVE, leave);
  fc_record_set_int (fence, FC_GEOFENCE_ALERT_DWELL, stay);
  fc_office_load (office, fence);
}

static FcId
add_depot (FcOffice *office)
{
  FcId id = fc_id_from_key ("geofence", "depot", NULL);

  add_fence (office, &id, TRUE, TRUE, TRUE);
  return id;
}

static FcFix
fix_at (double metres,
        gint64 time_us)
{
  return (FcFix){ .time_us = time_us,
                  .place = fc_place_move (depot, 90, metres),
                  .speed = FC_SPEED_UNKNOWN,
                  .heading = FC_HEADING_UNKNOWN };
}

static void
import (FcOffice   *office,
        const FcId *vehicle,
        FcTrack    *track)
{
  g_autoptr (GPtrArray) ops = NULL;
  g_autoptr (GError) error = NULL;

  fc_positions_mark (NULL, track, FC_TEST_NOW);
  ops = fc_positions_import_ops (vehicle, track, "gpx", FC_TEST_NOW);
  for (guint i = 0; i < ops->len; i++)
    {
      fc_office_run (office, fc_op_copy (ops->pdata[i]), &error);
      g_assert_no_error (error);
    }
}

/* Metres from the depot, one fix each so many minutes; the last one is @until. */
static FcTrack *
drive (const double *metres,
       guint         n,
       gint64        every,
       gint64        until)
{
  FcTrack *track = fc_track_new (n);

  for (guint i = 0; i < n; i++)
    {
      FcFix fix = fix_at (metres[i], until - (n - 1 - i) * every);

      fc_track_add (track, &fix);
    }
  return track;
}

/* One round of the rules; how many alerts it began, ended … */
static guint
evaluate (FcOffice *office,
          gint64    now)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FcAlertWork) work = NULL;
  guint n;

  fc_alert_work_async (office->replica, now, NULL, fc_test_finished_cb, &result);
  work = fc_alert_work_finish (office->replica, fc_test_wait (&result), &error);
  g_assert_no_error (error);
  n = work->ops->len;
  for (guint i = 0; i < n; i++)
    {
      fc_office_run (office, fc_op_copy (work->ops->pdata[i]), &error);
      g_assert_no_error (error);
    }
  return n;
}

/* Until nothing is left to do. */
static void
settle (FcOffice *office,
        gint64    now)
{
  for (guint round = 0; evaluate (office, now) > 0; round++)
    g_assert_cmpuint (round, <, 4);
}

static gint64
n_open (FcOffice   *office,
        const char *kind)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT count(*) FROM alert WHERE state <> 'resolved' AND metric = '%s'", kind);

  return fc_office_count (office, sql);
}

/* UTC µs at which the open one says that it happened; 0: none is open. */
static gint64
happened (FcOffice   *office,
          const char *kind)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT coalesce (max (value), 0) FROM alert WHERE state <> 'resolved' AND metric = '%s'", kind);

  return fc_office_count (office, sql) * G_USEC_PER_SEC;
}

/* Of two within one hour the first one stands. A stay is told after a while. */
static gint64
hour_of (FcOffice   *office,
         const char *kind)
{
  gint64 at = happened (office, kind);

  return (at > 0 && g_str_equal (kind, "geofence-stay") ? at + DWELL : at) / FC_HOUR_US;
}

static gint64
n_alerts (FcOffice *office)
{
  return fc_office_count (office, "SELECT count(*) FROM alert");
}

static void
a_visit_is_told (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  FcId vehicle = add_vehicle (office);
  static const double metres[] = { 5000, 2000, 100, 50, 60, 50, 40, 900, 3000 };
  g_autoptr (FcTrack) track = drive (metres, G_N_ELEMENTS (metres), 10 * MINUTE, FC_TEST_NOW);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  FcAlertLine *line;

  add_depot (office);
  import (office, &vehicle, track);
  settle (office, FC_TEST_NOW);
  g_assert_cmpint (happened (office, "geofence-enter"), ==, FC_TEST_NOW - 60 * MINUTE);
  g_assert_cmpint (happened (office, "geofence-stay"), ==, FC_TEST_NOW - 60 * MINUTE); /* since when */
  g_assert_cmpint (happened (office, "geofence-leave"), ==, FC_TEST_NOW - 10 * MINUTE);
  g_assert_cmpint (n_alerts (office), ==, 3);
  fc_alert_lines_async (office->replica, NULL, 1, NULL, fc_test_finished_cb, &result);
  lines = fc_alert_lines_finish (office->replica, fc_test_wait (&result), NULL);
  line = lines->pdata[0]; /* the long stay is the worst of them */
  g_assert_cmpstr (line->thing, ==, "12-AB-34, Depot");
  g_assert_cmpstr (line->opens, ==, "vehicle");
  g_assert_true (fc_id_equal (&line->opens_id, &vehicle));
  g_assert_true (g_str_has_prefix (line->said, "Stayed too long: there since "));
  g_assert_null (line->limit);
}

/* Its positions stay as facts do; of what it did nobody needs to hear any more, and nothing is raised anew. */
static void
a_deleted_vehicle_ends_its_alerts (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  FcId vehicle = add_vehicle (office);
  static const double metres[] = { 5000, 2000, 100, 50, 60, 50, 40, 900, 3000 };
  g_autoptr (FcTrack) track = drive (metres, G_N_ELEMENTS (metres), 10 * MINUTE, FC_TEST_NOW);
  g_autoptr (FcRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n_positions;

  add_depot (office);
  import (office, &vehicle, track);
  settle (office, FC_TEST_NOW);
  g_assert_cmpint (n_alerts (office), ==, 3);
  n_positions = fc_office_count (office, "SELECT count(*) FROM position");
  record = fc_office_get (office, FC_VEHICLE, &vehicle);
  fc_office_run (office, fc_op_new_delete (record, FC_TEST_NOW + 1), &error);
  g_assert_no_error (error);
  settle (office, FC_TEST_NOW + MINUTE);
  g_assert_cmpint (fc_office_count (office, "SELECT count(*) FROM alert WHERE state <> 'resolved'"), ==, 0);
  g_assert_cmpint (n_alerts (office), ==, 3);
  g_assert_cmpint (fc_office_count (office, "SELECT count(*) FROM position"), ==, n_positions);
}

static void
nobody_is_told_who_did_not_ask (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  FcId vehicle = add_vehicle (office), fence = fc_id_from_key ("geofence", "depot", NULL);
  static const double metres[] = { 5000, 100, 50, 60, 50, 40, 900, 3000 };
  g_autoptr (FcTrack) track = drive (metres, G_N_ELEMENTS (metres), 10 * MINUTE, FC_TEST_NOW);

  add_fence (office, &fence, FALSE, TRUE, FALSE);
  import (office, &vehicle, track);
  settle (office, FC_TEST_NOW);
  g_assert_cmpint (n_open (office, "geofence-leave"), ==, 1);
  g_assert_cmpint (n_alerts (office), ==, 1);
}

/* Whoever was there already has not arrived; who stands at the edge neither comes nor goes. */
static void
standing_is_no_event (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  FcId vehicle = add_vehicle (office);
  static const double metres[] = { 230, 100, 100, 210, 190, 230, 205, 20, 20, 20, 240, 100 };
  g_autoptr (FcTrack) track = drive (metres, G_N_ELEMENTS (metres), 10 * MINUTE, FC_TEST_NOW);

  add_depot (office);
  import (office, &vehicle, track);
  settle (office, FC_TEST_NOW);
  g_assert_cmpint (n_alerts (office), ==, 0);
}

/* A receiver that lies: far away for one fix, an old position again, the future, the end of the world. */
static void
what_cannot_be_believed_tells_nothing (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  FcId vehicle = add_vehicle (office);
  g_autoptr (FcTrack) track = fc_track_new (0);
  gint64 at = FC_TEST_NOW - 100 * MINUTE;

  add_depot (office);
  for (guint i = 0; i < 20; i++)
    {
      FcFix there = fix_at (3000, at + i * MINUTE), jump = fix_at (0, at + i * MINUTE + 1000000);
      FcFix future = fix_at (0, FC_TEST_NOW + FC_DAY_US), stale = fix_at (0, at + i * MINUTE - 30 * MINUTE);
      FcFix nowhere = { .time_us = at + i * MINUTE + 2000000, .speed = FC_SPEED_UNKNOWN };
      const FcFix *lies[] = { &jump, &future, &stale, &nowhere };

      fc_track_add (track, &there);
      if (i > 0)
        fc_track_add (track, lies[i % 4]);
    }
  import (office, &vehicle, track);
  settle (office, FC_TEST_NOW);
  g_assert_cmpint (n_alerts (office), ==, 0);
}

/* What was before somebody drew the geofence is not news, and neither is what is older than a long weekend. */
static void
the_past_is_not_told (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  FcId vehicle = add_vehicle (office), drawn = fc_id_new (FC_TEST_NOW), old = fc_id_new (FC_TEST_NOW - 90 * FC_DAY_US);
  static const double metres[] = { 5000, 100, 50, 900, 3000 };
  g_autoptr (FcTrack) long_ago = drive (metres, 5, 10 * MINUTE, FC_TEST_NOW - 4 * FC_DAY_US);
  g_autoptr (FcTrack) before = drive (metres, 5, 10 * MINUTE, FC_TEST_NOW - MINUTE);

  add_fence (office, &old, TRUE, TRUE, FALSE);
  import (office, &vehicle, long_ago);
  settle (office, FC_TEST_NOW);
  g_assert_cmpint (n_alerts (office), ==, 0);
  add_fence (office, &old, FALSE, FALSE, FALSE);
  add_fence (office, &drawn, TRUE, TRUE, FALSE);
  import (office, &vehicle, before);
  settle (office, FC_TEST_NOW);
  g_assert_cmpint (n_alerts (office), ==, 0);
}

/* Resolved it stays so; the next arrival is told again. Nobody's silence keeps it for ever. */
static void
each_arrival_is_told_once (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  FcId vehicle = add_vehicle (office), fence = fc_id_from_key ("geofence", "depot", NULL);
  static const double metres[] = { 5000, 100, 900, 3000 };
  gint64 later = FC_TEST_NOW + 5 * FC_HOUR_US;
  g_autoptr (FcTrack) first = drive (metres, 4, 10 * MINUTE, FC_TEST_NOW - FC_HOUR_US);
  g_autoptr (FcTrack) second = drive (metres, 4, 10 * MINUTE, FC_TEST_NOW - MINUTE);

  add_fence (office, &fence, TRUE, FALSE, FALSE);
  import (office, &vehicle, first);
  settle (office, FC_TEST_NOW);
  g_assert_cmpint (n_open (office, "geofence-enter"), ==, 1);
  import (office, &vehicle, second);
  settle (office, FC_TEST_NOW + MINUTE);
  g_assert_cmpint (n_open (office, "geofence-enter"), ==, 1);
  g_assert_cmpint (n_alerts (office), ==, 2);
  g_assert_cmpint (happened (office, "geofence-enter"), ==, FC_TEST_NOW - 21 * MINUTE);
  settle (office, later);
  g_assert_cmpint (n_alerts (office), ==, 2);
  settle (office, FC_TEST_NOW + 5 * FC_DAY_US);
  g_assert_cmpint (n_open (office, "geofence-enter"), ==, 0);
}

typedef struct {
  gint64 entered, left, since;
} Expected;

/* What a person with a map would say of the same drive. */
static Expected
expect (const double *metres,
        guint         n,
        gint64        every,
        gint64        until)
{
  Expected expected = { 0 };
  int inside = -1; /* not known */
  gboolean came = FALSE;

  for (guint i = 0; i < n; i++)
    {
      gint64 at = until - (n - 1 - i) * every;

      if (metres[i] <= RADIUS && inside != 1)
        {
          came = inside == 0;
          inside = 1;
          if (came)
            expected.entered = at;
        }
      else if (metres[i] > RADIUS + MARGIN && inside != 0)
        {
          if (inside == 1)
            expected.left = at;
          inside = 0;
        }
      else if (inside == 1 && came && at - expected.entered >= DWELL)
        expected.since = expected.entered;
    }
  return expected;
}

static void
wander (GRand  *rand,
        double *metres,
        guint   n)
{
  double at = g_rand_double_range (rand, 0, 1500);

  for (guint i = 0; i < n; i++)
    {
      if (g_rand_int_range (rand, 0, 3) == 0) /* else it stands */
        at = fabs (at + g_rand_double_range (rand, -900, 900));
      if (ABS (at - RADIUS) < 1 || ABS (at - RADIUS - MARGIN) < 1) /* the line itself is for core's tests */
        at += 5;
      metres[i] = at;
    }
}

/* Whichever way it drove, in however many pieces the fixes come, in whichever office: the last of each is told, once. */
static void
two_offices_tell_the_same (void)
{
  for (guint32 seed = 1; seed <= fc_test_seeds (SEEDS, 4); seed++)
    {
      g_autoptr (FcOffice) whole = fc_office_new (), pieces = fc_office_new ();
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      FcId vehicle = add_vehicle (whole);
      double metres[200];
      guint n = (guint) g_rand_int_range (rand, 20, 200), cut = (guint) g_rand_int_range (rand, 1, (gint32) n);
      gint64 until = FC_TEST_NOW - (gint64) (n - cut) * 10 * MINUTE;
      Expected expected;
      g_autoptr (FcTrack) all = NULL, begin = NULL, end = NULL;

      g_test_message ("seed %u", seed);
      add_vehicle (pieces);
      add_depot (whole);
      add_depot (pieces);
      wander (rand, metres, n);
      expected = expect (metres, n, 10 * MINUTE, FC_TEST_NOW);
      all = drive (metres, n, 10 * MINUTE, FC_TEST_NOW);
      begin = drive (metres, cut, 10 * MINUTE, until);
      end = drive (metres + cut, n - cut, 10 * MINUTE, FC_TEST_NOW);
      import (whole, &vehicle, all);
      settle (whole, FC_TEST_NOW);
      import (pieces, &vehicle, begin);
      settle (pieces, FC_TEST_NOW);
      if (cut < n)
        import (pieces, &vehicle, end);
      settle (pieces, FC_TEST_NOW + 1);
      for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
        {
          g_assert_cmpint (n_open (whole, kinds[i]), <=, 1);
          g_assert_cmpint (n_open (pieces, kinds[i]), <=, 1);
          g_assert_cmpint (hour_of (whole, kinds[i]), ==, hour_of (pieces, kinds[i]));
        }
      g_assert_cmpint (happened (whole, "geofence-enter"), ==, expected.entered);
      g_assert_cmpint (happened (whole, "geofence-leave"), ==, expected.left);
      g_assert_cmpint (happened (whole, "geofence-stay"), ==, expected.since);
      g_assert_cmpint (evaluate (whole, FC_TEST_NOW + 1), ==, 0); /* nothing twice */
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add_func ("/replica/fence-alerts/" path, test)
  ADD ("a-visit-is-told", a_visit_is_told);
  ADD ("a-deleted-vehicle-ends-its-alerts", a_deleted_vehicle_ends_its_alerts);
  ADD ("nobody-is-told-who-did-not-ask", nobody_is_told_who_did_not_ask);
  ADD ("standing-is-no-event", standing_is_no_event);
  ADD ("what-cannot-be-believed-tells-nothing", what_cannot_be_believed_tells_nothing);
  ADD ("the-past-is-not-told", the_past_is_not_told);
  ADD ("each-arrival-is-told-once", each_arrival_is_told_once);
  ADD ("two-offices-tell-the-same", two_offices_tell_the_same);
#undef ADD
  return g_test_run ();
}
