/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-test-places.h"
#include "fc-time.h"
#include "fc-trips.h"

#include <math.h>

#define SEED   4242
#define SECOND G_GINT64_CONSTANT (1000000)
#define MINUTE (60 * SECOND)

static const gint64 NOON = G_GINT64_CONSTANT (1795262400000000); /* 2026-11-21 12:00 UTC */

/* Goes on from the last fix: @metres each of @n steps of ten seconds to @bearing; with 0 metres it stands, a little unsteadily. */
static void
go (FcTrack *track,
    GRand   *rand,
    guint    n,
    double   bearing,
    double   metres)
{
  for (guint i = 0; i < n; i++)
    {
      FcFix fix = { NOON, { 0 }, (guint16) (metres * 36), FC_HEADING_UNKNOWN, 0 };

      if (track->n > 0)
        fix = (FcFix){ track->times[track->n - 1] + 10 * SECOND,
                       fc_place_move (track->places[track->n - 1], bearing, metres), fix.speed, FC_HEADING_UNKNOWN, 0 };
      else
        fix.place = fc_test_place (-17.5, 179.995);
      if (metres == 0)
        fix.place = fc_place_move (fix.place, g_rand_double_range (rand, 0, 360), g_rand_double_range (rand, 0, 2));
      fc_track_add (track, &fix);
    }
}

/* From the yard over the antimeridian to a customer, a stay of twenty minutes, and on. */
static FcTrack *
delivery (GRand *rand)
{
  FcTrack *track = fc_track_new (0);

  go (track, rand, 101, 90, 150);
  go (track, rand, 120, 0, 0);
  go (track, rand, 50, 0, 150);
  return track;
}

static void
a_stay_at_a_customer_is_a_stop_between_two_trips (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  g_autoptr (FcTrack) track = delivery (rand);
  g_autoptr (GArray) stops = fc_track_stops (track, &fc_stop_rules_default);
  g_autoptr (GArray) trips = fc_track_trips (track, stops);
  const FcStop *stop = &g_array_index (stops, FcStop, 0);
  const FcTrip *out = &g_array_index (trips, FcTrip, 0), *on = &g_array_index (trips, FcTrip, 1);

  g_test_message ("seed %u", SEED);
  g_assert_cmpuint (stops->len, ==, 1);
  g_assert_cmpuint (trips->len, ==, 2);
  g_assert_cmpint (stop->end_us - stop->start_us, >=, 20 * MINUTE - 10 * SECOND);
  g_assert_cmpint (stop->end_us - stop->start_us, <=, 20 * MINUTE + 20 * SECOND);
  g_assert_cmpint (stop->place.longitude, <, 0); /* beyond the antimeridian */
  g_assert_cmpfloat (fc_place_distance (stop->place, track->places[150]), <, 50);
  g_assert_cmpfloat_with_epsilon (out->metres, 15000, 150.1);
  g_assert_cmpuint (out->top_speed, ==, 5400);
  g_assert_cmpint (out->start_us, ==, NOON);
  g_assert_cmpint (out->end_us, ==, stop->start_us);
  g_assert_cmpint (on->start_us, ==, stop->end_us);
  g_assert_cmpfloat_with_epsilon (on->metres, 7500, 150.1);
}

static void
traffic_is_no_stop (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  g_autoptr (FcTrack) track = fc_track_new (0);
  g_autoptr (GArray) stops = NULL;
  g_autoptr (GArray) trips = NULL;

  go (track, rand, 50, 90, 150);
  go (track, rand, 24, 0, 0); /* four minutes at a light */
  go (track, rand, 50, 90, 150);
  stops = fc_track_stops (track, &fc_stop_rules_default);
  trips = fc_track_trips (track, stops);
  g_assert_cmpuint (stops->len, ==, 0);
  g_assert_cmpuint (trips->len, ==, 1);
}

static void
a_device_that_sleeps_while_it_stands_makes_a_stop (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  g_autoptr (FcTrack) track = fc_track_new (0);
  g_autoptr (GArray) stops = NULL;

  go (track, rand, 50, 90, 150);
  for (guint i = 40; i < 50; i++)
    track->times[i] += 3 * FC_HOUR_US;
  track->places[40] = fc_place_move (track->places[39], 90, 5);
  track->flags[40] = FC_FIX_BREAK;
  stops = fc_track_stops (track, &fc_stop_rules_default);
  g_assert_cmpuint (stops->len, ==, 1);
  g_assert_cmpuint (g_array_index (stops, FcStop, 0).first, ==, 39);
  g_assert_cmpuint (g_array_index (stops, FcStop, 0).last, ==, 40);
}

static void
fixes_in_doubt_neither_stop_nor_drive (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  g_autoptr (FcTrack) track = delivery (rand);
  g_autoptr (FcTrack) nothing = fc_track_new (0);
  g_autoptr (GArray) none = fc_track_stops (nothing, &fc_stop_rules_default);
  g_autoptr (GArray) no_trips = fc_track_trips (nothing, none);
  g_autoptr (GArray) stops = NULL;
  g_autoptr (GArray) trips = NULL;

  g_assert_cmpuint (none->len + no_trips->len, ==, 0);
  track->places[50] = fc_test_place (50, 14);
  track->places[160] = fc_test_place (0, 0);
  g_assert_cmpuint (fc_track_mark (track, &fc_mark_rules_default, NOON + FC_DAY_US), ==, 2);
  stops = fc_track_stops (track, &fc_stop_rules_default);
  trips = fc_track_trips (track, stops);
  g_assert_cmpuint (stops->len, ==, 1);
  g_assert_cmpfloat_with_epsilon (g_array_index (trips, FcTrip, 0).metres, 15000, 150.1);
}

typedef struct {
  double x;
  double y;
} Pixel;

static Pixel
pixel (FcPlace place,
       double  zoom)
{
  double world = 256 * exp2 (zoom), latitude = place.latitude / FC_GEO_SCALE * G_PI / 180;

  return (Pixel){ fmod (place.longitude / FC_GEO_SCALE + 360, 360) / 360 * world,
                  -log (tan (G_PI / 4 + latitude / 2)) / (2 * G_PI) * world };
}

static double
off_line (Pixel a,
          Pixel b,
          Pixel point)
{
  double dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
  double t = square > 0 ? CLAMP (((point.x - a.x) * dx + (point.y - a.y) * dy) / square, 0, 1) : 0;

  return hypot (point.x - a.x - t * dx, point.y - a.y - t * dy);
}

/* Winding roads at every zoom, over the antimeridian. */
static void
no_fix_is_further_off_the_line_than_asked (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);

  g_test_message ("seed %u", SEED);
  for (guint round = 0; round < 40; round++)
    {
      g_autoptr (FcTrack) track = fc_track_new (0);
      g_autoptr (GArray) drawn = NULL;
      double bearing = 90, zoom = g_rand_int_range (rand, 4, 17);

      for (guint i = 0; i < 5000; i++)
        go (track, rand, 1, bearing += g_rand_double_range (rand, -30, 30), g_rand_double_range (rand, 0.1, 40));
      drawn = fc_track_simplify (track, zoom, 2);
      g_assert_cmpuint (drawn->len, >=, 2);
      g_assert_cmpuint (g_array_index (drawn, guint, 0), ==, 0);
      g_assert_cmpuint (g_array_index (drawn, guint, drawn->len - 1), ==, track->n - 1);
      for (guint k = 1; k < drawn->len; k++)
        {
          guint from = g_array_index (drawn, guint, k - 1), to = g_array_index (drawn, guint, k);

          g_assert_cmpuint (from, <, to);
          for (guint i = from; i <= to; i++)
            g_assert_cmpfloat (off_line (pixel (track->places[from], zoom), pixel (track->places[to], zoom),
                                         pixel (track->places[i], zoom)),
                               <=, 2.001);
        }
    }
}

static void
a_straight_road_needs_two_points_a_piece (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  g_autoptr (FcTrack) track = fc_track_new (0);
  g_autoptr (GArray) drawn = NULL;

  go (track, rand, 4000, 0, 20);
  track->flags[2000] = FC_FIX_BREAK;
  track->flags[3000] = FC_FIX_VOID;
  drawn = fc_track_simplify (track, 12, 1);
  g_assert_cmpuint (drawn->len, ==, 4);
  g_assert_cmpuint (g_array_index (drawn, guint, 1), ==, 1999);
  g_assert_cmpuint (g_array_index (drawn, guint, 2), ==, 2000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geo/trips/a-stay-at-a-customer-is-a-stop-between-two-trips",
                   a_stay_at_a_customer_is_a_stop_between_two_trips);
  g_test_add_func ("/geo/trips/traffic-is-no-stop", traffic_is_no_stop);
  g_test_add_func ("/geo/trips/a-device-that-sleeps-while-it-stands-makes-a-stop",
                   a_device_that_sleeps_while_it_stands_makes_a_stop);
  g_test_add_func ("/geo/trips/fixes-in-doubt-neither-stop-nor-drive", fixes_in_doubt_neither_stop_nor_drive);
  g_test_add_func ("/geo/trips/no-fix-is-further-off-the-line-than-asked", no_fix_is_further_off_the_line_than_asked);
  g_test_add_func ("/geo/trips/a-straight-road-needs-two-points-a-piece", a_straight_road_needs_two_points_a_piece);
  return g_test_run ();
}
