/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-error.h"
#include "fc-fence.h"
#include "fc-test-places.h"

#include <math.h>

#define SEED 31337

static FcFence *
fence (FcFenceKind    kind,
       const FcPlace *places,
       guint          n,
       double         metres)
{
  g_autoptr (GError) error = NULL;
  FcFence *made = fc_fence_new (kind, places, n, metres, &error);

  g_assert_no_error (error);
  return made;
}

static void
inside_a_circle_is_what_is_no_further_than_its_radius (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);

  g_test_message ("seed %u", SEED);
  for (guint i = 0; i < 5000; i++)
    {
      FcPlace middle = fc_test_place_anywhere (rand);
      double radius = exp (g_rand_double_range (rand, 0, log (500000)));
      FcPlace place =
        fc_place_move (middle, g_rand_double_range (rand, 0, 360), g_rand_double_range (rand, 0, 2 * radius));
      g_autoptr (FcFence) circle = fence (FC_FENCE_CIRCLE, &middle, 1, radius);
      double metres = fc_place_distance (middle, place);

      if (fabs (metres - radius) > 0.02) /* a place is a centimetre wide, and so is its middle */
        g_assert_cmpint (fc_fence_contains (circle, place), ==, metres <= radius);
      g_assert_cmpfloat_with_epsilon (fc_fence_distance (circle, place, 0), metres - radius, 0.02);
    }
}

/* Corners around a middle: what is nearer than the nearest side is inside, what is further than the furthest corner is not. */
static void
a_star_of_corners_holds_its_middle_anywhere_on_earth (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);

  g_test_message ("seed %u", SEED);
  for (guint i = 0; i < 1000; i++)
    {
      FcPlace middle = fc_test_place_anywhere (rand), corners[12], place;
      guint n = (guint) g_rand_int_range (rand, 3, 13);
      double size = exp (g_rand_double_range (rand, log (100), log (500000))),
             bearing = g_rand_double_range (rand, 0, 360), off;
      g_autoptr (FcFence) polygon = NULL;

      for (guint k = 0; k < n; k++)
        corners[k] = fc_place_move (middle, bearing + 360.0 * k / n, size);
      polygon = fence (FC_FENCE_POLYGON, corners, n, 0);
      g_assert_true (fc_fence_contains (polygon, middle));
      g_assert_true (fc_fence_contains (polygon, corners[0]));

      off = g_rand_double_range (rand, 0, 0.48) * size; /* a triangle's sides are half as far as its corners */
      place = fc_place_move (middle, g_rand_double_range (rand, 0, 360), off);
      g_assert_true (fc_fence_contains (polygon, place));
      g_assert_cmpfloat (fc_fence_distance (polygon, place, 1000), ==, 0);

      off = g_rand_double_range (rand, 1.01, 3) * size;
      place = fc_place_move (middle, g_rand_double_range (rand, 0, 360), off);
      g_assert_false (fc_fence_contains (polygon, place));
      g_assert_cmpfloat (fc_fence_distance (polygon, place, 4 * size), >=, off - size - 0.1);
      g_assert_cmpfloat (fc_fence_distance (polygon, place, 4 * size), <=, off);
    }
}

static void
a_yard_across_the_antimeridian_is_one_yard (void)
{
  const FcPlace corners[] = { fc_test_place (-17, 179.9), fc_test_place (-17, -179.9), fc_test_place (-17.1, -179.9),
                              fc_test_place (-17.1, 179.9) };
  g_autoptr (FcFence) yard = fence (FC_FENCE_POLYGON, corners, G_N_ELEMENTS (corners), 0);

  g_assert_true (fc_fence_contains (yard, fc_test_place (-17.05, 180)));
  g_assert_true (fc_fence_contains (yard, fc_test_place (-17.05, -180)));
  g_assert_true (fc_fence_contains (yard, fc_test_place (-17.05, 179.95)));
  g_assert_true (fc_fence_contains (yard, fc_test_place (-17.05, -179.95)));
  g_assert_false (fc_fence_contains (yard, fc_test_place (-17.05, 179.89)));
  g_assert_false (fc_fence_contains (yard, fc_test_place (-17.05, -179.89)));
  g_assert_false (fc_fence_contains (yard, fc_test_place (-17.05, 0)));
  g_assert_false (fc_fence_contains (yard, fc_test_place (17.05, 0))); /* the other end of the earth */
}

static void
an_ice_field_around_the_pole_holds_the_pole (void)
{
  const FcPlace corners[] = { fc_test_place (89, 0), fc_test_place (89, 90), fc_test_place (89, 180),
                              fc_test_place (89, -90) };
  g_autoptr (FcFence) ice = fence (FC_FENCE_POLYGON, corners, G_N_ELEMENTS (corners), 0);

  g_assert_true (fc_fence_contains (ice, fc_test_place (90, 0)));
  g_assert_true (fc_fence_contains (ice, fc_test_place (89.9, 45)));
  g_assert_false (fc_fence_contains (ice, fc_test_place (89.1, 45))); /* sides are geodesics, not parallels */
  g_assert_false (fc_fence_contains (ice, fc_test_place (88.9, 0)));
  g_assert_false (fc_fence_contains (ice, fc_test_place (-90, 0)));
}

static void
a_notch_is_outside (void)
{
  const FcPlace corners[] = { fc_test_place (50, 14),       fc_test_place (50, 14.03),    fc_test_place (50.02, 14.03),
                              fc_test_place (50.02, 14.02), fc_test_place (50.01, 14.02), fc_test_place (50.01, 14.01),
                              fc_test_place (50.02, 14.01), fc_test_place (50.02, 14) };
  g_autoptr (FcFence) yard = fence (FC_FENCE_POLYGON, corners, G_N_ELEMENTS (corners), 0);

  g_assert_true (fc_fence_contains (yard, fc_test_place (50.015, 14.005)));
  g_assert_true (fc_fence_contains (yard, fc_test_place (50.015, 14.025)));
  g_assert_false (fc_fence_contains (yard, fc_test_place (50.015, 14.015)));
  g_assert_cmpfloat_with_epsilon (fc_fence_distance (yard, fc_test_place (50.015, 14.015), 5000), 358.4, 0.5);
}

/* Beside a straight way, and beyond its ends. */
static void
inside_a_corridor_is_what_is_near_enough_to_its_line (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);

  g_test_message ("seed %u", SEED);
  for (guint i = 0; i < 2000; i++)
    {
      FcPlace line[2] = { fc_test_place_anywhere (rand) }, foot, place;
      double bearing = g_rand_double_range (rand, 0, 360),
             length = exp (g_rand_double_range (rand, log (100), log (400000)));
      double off = g_rand_double_range (rand, 0, 5000), at = g_rand_double_range (rand, 0, 1), measured;
      g_autoptr (FcFence) road = NULL;

      line[1] = fc_place_move (line[0], bearing, length);
      road = fence (FC_FENCE_CORRIDOR, line, 2, 2500);
      foot = fc_place_move (line[0], bearing, at * length);
      place = fc_place_move (foot, fc_place_bearing (foot, at < 0.5 ? line[1] : line[0]) + 90, off);
      measured = fc_fence_distance (road, place, 10000);
      g_assert_cmpfloat_with_epsilon (measured, off - 2500, 0.2);
      if (fabs (off - 2500) > 0.2)
        g_assert_cmpint (fc_fence_contains (road, place), ==, off <= 2500);
      place = fc_place_move (line[1], fc_place_bearing (line[1], line[0]) + 180, off);
      g_assert_cmpfloat_with_epsilon (fc_fence_distance (road, place, 10000), off - 2500, 0.2);
    }
}

/* No point of the line is nearer than what is measured. */
static void
the_distance_to_a_winding_road_is_the_least_one (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);

  g_test_message ("seed %u", SEED);
  for (guint i = 0; i < 60; i++)
    {
      FcPlace line[6], place;
      double least = G_MAXDOUBLE, measured;
      g_autoptr (FcFence) road = NULL;

      line[0] = fc_test_place_anywhere (rand);
      for (guint k = 1; k < G_N_ELEMENTS (line); k++)
        line[k] =
          fc_place_move (line[k - 1], g_rand_double_range (rand, 0, 360), g_rand_double_range (rand, 10, 50000));
      place = fc_place_move (line[2], g_rand_double_range (rand, 0, 360), g_rand_double_range (rand, 0, 60000));
      road = fence (FC_FENCE_CORRIDOR, line, G_N_ELEMENTS (line), 100);
      measured = fc_fence_distance (road, place, 1e6) + 100;
      for (guint k = 1; k < G_N_ELEMENTS (line); k++)
        for (guint step = 0; step <= 100; step++)
          {
            double length = fc_place_distance (line[k - 1], line[k]);
            FcPlace on = fc_place_move (line[k - 1], fc_place_bearing (line[k - 1], line[k]), length * step / 100);

            least = MIN (least, fc_place_distance (on, place));
          }
      g_assert_cmpfloat (measured, <=, least + 0.05);
      g_assert_cmpfloat (measured, >=, least - 251); /* half a step */
    }
}

static void
what_is_no_area_is_refused_with_a_sentence (void)
{
  const FcPlace far[] = { fc_test_place (0, 0), fc_test_place (0, 120), fc_test_place (60, 60) };
  const struct {
    FcFenceKind kind;
    guint n;
    double metres;
    const char *says;
  } cases[] = {
    { FC_FENCE_POLYGON, 2, 0, "*three corners*" },
    { FC_FENCE_CORRIDOR, 1, 100, "*two points*" },
    { FC_FENCE_CIRCLE, 1, 0.5, "*between 1 m and 2000 km*" },
    { FC_FENCE_CIRCLE, 1, NAN, "*between 1 m and 2000 km*" },
    { FC_FENCE_CORRIDOR, 2, 1e9, "*between 1 m and 2000 km*" },
    { FC_FENCE_POLYGON, 3, 0, "*within 2000 km*" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (fc_fence_new (cases[i].kind, far, cases[i].n, cases[i].metres, &error));
      g_assert_error (error, FC_ERROR, FC_ERROR_INVALID);
      g_assert_true (g_pattern_match_simple (cases[i].says, error->message));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geo/fence/inside-a-circle-is-what-is-no-further-than-its-radius",
                   inside_a_circle_is_what_is_no_further_than_its_radius);
  g_test_add_func ("/geo/fence/a-star-of-corners-holds-its-middle-anywhere-on-earth",
                   a_star_of_corners_holds_its_middle_anywhere_on_earth);
  g_test_add_func ("/geo/fence/a-yard-across-the-antimeridian-is-one-yard", a_yard_across_the_antimeridian_is_one_yard);
  g_test_add_func ("/geo/fence/an-ice-field-around-the-pole-holds-the-pole",
                   an_ice_field_around_the_pole_holds_the_pole);
  g_test_add_func ("/geo/fence/a-notch-is-outside", a_notch_is_outside);
  g_test_add_func ("/geo/fence/inside-a-corridor-is-what-is-near-enough-to-its-line",
                   inside_a_corridor_is_what_is_near_enough_to_its_line);
  g_test_add_func ("/geo/fence/the-distance-to-a-winding-road-is-the-least-one",
                   the_distance_to_a_winding_road_is_the_least_one);
  g_test_add_func ("/geo/fence/what-is-no-area-is-refused-with-a-sentence", what_is_no_area_is_refused_with_a_sentence);
  return g_test_run ();
}
