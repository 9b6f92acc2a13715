/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-geodesic.h"
#include "fc-test-places.h"

#include <math.h>
#include <string.h>

#define SEED 20261121
#define UNIT 0.012 /* metres: more than a place can be off by rounding */

/* Columns: lat1 lon1 azi1 lat2 lon2 azi2 s12 … */
static void
every_known_geodesic_is_met_to_a_micrometre (void)
{
  g_autofree char *text = fc_test_read_shared ("geo", "geod_inverse_wgs84_geographiclib_exact.txt", NULL);
  g_auto (GStrv) lines = text != NULL ? g_strsplit (text, "\n", -1) : NULL;
  double worst = 0;
  guint n = 0;

  for (guint i = 0; lines != NULL && lines[i] != NULL && lines[i][0] != '\0'; i++, n++)
    {
      double value[7], bearing_1, bearing_2, metres;
      char *at = lines[i];

      for (guint column = 0; column < G_N_ELEMENTS (value); column++)
        value[column] = g_ascii_strtod (at, &at);
      metres = fc_geodesic_inverse (value[0], value[1], value[3], value[4], &bearing_1, &bearing_2);
      worst = MAX (worst, fabs (metres - value[6]));
      g_assert_cmpfloat_with_epsilon (metres, value[6], 1e-6);
      /* Near the other end of the earth every way is a shortest one, and its bearing says little. */
      if (value[6] > 1 && value[6] < 19.9e6)
        {
          g_assert_cmpfloat_with_epsilon (remainder (bearing_1 - value[2], 360), 0, 1e-6);
          g_assert_cmpfloat_with_epsilon (remainder (bearing_2 - value[5], 360), 0, 1e-6);
        }
    }
  if (lines != NULL)
    {
      g_assert_cmpuint (n, ==, 2407);
      g_test_message ("%u geodesics, the worst is off by %g m", n, worst);
    }
}

static void
the_way_over_the_antimeridian_is_the_short_one (void)
{
  FcPlace suva = fc_test_place (-18.1416, 178.4419), apia = fc_test_place (-13.8333, -171.7667);
  FcPlace east = fc_test_place (0, 179.9999999), west = fc_test_place (0, -179.9999999);

  g_assert_cmpfloat_with_epsilon (fc_place_distance (suva, apia) / 1000, 1149, 5);
  g_assert_cmpfloat_with_epsilon (fc_place_distance (east, west), 0.0222639, 1e-6);
  g_assert_cmpfloat_with_epsilon (fc_place_bearing (east, west), 90, 1e-9);
  g_assert_cmpfloat (fc_place_distance (fc_test_place (50, 180), fc_test_place (50, -180)), ==, 0);
}

static void
at_a_pole_every_longitude_is_the_same_place (void)
{
  double quarter = fc_place_distance (fc_test_place (90, 0), fc_test_place (0, 33));

  g_assert_cmpfloat_with_epsilon (fc_place_distance (fc_test_place (90, -120), fc_test_place (90, 77)), 0, 1e-6);
  g_assert_cmpfloat_with_epsilon (quarter, 10001965.729, 1e-3); /* the quarter meridian */
  g_assert_cmpfloat_with_epsilon (fc_place_distance (fc_test_place (-90, 12), fc_test_place (90, 0)), 2 * quarter,
                                  1e-6);
  g_assert_cmpfloat_with_epsilon (fc_place_bearing (fc_test_place (60, 10), fc_test_place (90, 150)), 0, 1e-9);
  g_assert_cmpfloat_with_epsilon (fc_place_bearing (fc_test_place (60, 10), fc_test_place (-90, 150)), 180, 1e-9);
}

static void
no_detour_is_shorter (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);

  g_test_message ("seed %u", SEED);
  for (guint i = 0; i < 20000; i++)
    {
      FcPlace a = fc_test_place_anywhere (rand), b = fc_test_place_anywhere (rand), c = fc_test_place_anywhere (rand);
      double direct = fc_place_distance (a, c);

      g_assert_cmpfloat (direct, <=, fc_place_distance (a, b) + fc_place_distance (b, c) + 1e-6);
      g_assert_cmpfloat_with_epsilon (direct, fc_place_distance (c, a), 1e-6);
      g_assert_cmpfloat (direct, <=, 20003931.46); /* half a meridian */
    }
}

static void
one_arrives_where_bearing_and_distance_lead (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);

  g_test_message ("seed %u", SEED);
  for (guint i = 0; i < 20000; i++)
    {
      FcPlace from = fc_test_place_anywhere (rand), to = fc_test_place_anywhere (rand);
      double metres = fc_place_distance (from, to), bearing = fc_place_bearing (from, to);

      g_assert_true (bearing >= 0 && bearing < 360);
      g_assert_cmpfloat (fc_place_distance (fc_place_move (from, bearing, metres), to), <, UNIT);
    }
}

static void
what_is_not_on_earth_is_no_place (void)
{
  FcPlace place;

  g_assert_false (fc_place_from_degrees (90.0001, 0, &place));
  g_assert_false (fc_place_from_degrees (0, -180.0001, &place));
  g_assert_false (fc_place_from_degrees (NAN, 0, &place));
  g_assert_false (fc_place_from_degrees (0, INFINITY, &place));
  g_assert_true (fc_place_from_degrees (-90, 180, &place));
  g_assert_cmpint (place.latitude, ==, -900000000);
  g_assert_cmpint (place.longitude, ==, 1800000000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geo/geodesic/every-known-geodesic-is-met-to-a-micrometre",
                   every_known_geodesic_is_met_to_a_micrometre);
  g_test_add_func ("/geo/geodesic/the-way-over-the-antimeridian-is-the-short-one",
                   the_way_over_the_antimeridian_is_the_short_one);
  g_test_add_func ("/geo/geodesic/at-a-pole-every-longitude-is-the-same-place",
                   at_a_pole_every_longitude_is_the_same_place);
  g_test_add_func ("/geo/geodesic/no-detour-is-shorter", no_detour_is_shorter);
  g_test_add_func ("/geo/geodesic/one-arrives-where-bearing-and-distance-lead",
                   one_arrives_where_bearing_and_distance_lead);
  g_test_add_func ("/geo/geodesic/what-is-not-on-earth-is-no-place", what_is_not_on_earth_is_no_place);
  return g_test_run ();
}
