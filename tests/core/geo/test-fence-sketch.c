/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-error.h"
#include "fc-fence-sketch.h"
#include "fc-test-places.h"

#include <math.h>

/* What somebody does who draws a geofence: points that come, move and go, steps taken back, and what is no area. */

static FcFenceSketch *
square (double west)
{
  FcFenceSketch *sketch = fc_fence_sketch_new (FC_FENCE_POLYGON, NULL, 0, 0);

  fc_fence_sketch_add (sketch, fc_test_place (10, remainder (west, 360)));
  fc_fence_sketch_add (sketch, fc_test_place (10, remainder (west + 1, 360)));
  fc_fence_sketch_add (sketch, fc_test_place (11, remainder (west + 1, 360)));
  fc_fence_sketch_add (sketch, fc_test_place (11, remainder (west, 360)));
  return sketch;
}

static FcPlace
place_of (const FcFenceSketch *sketch,
          guint                point)
{
  return g_array_index (sketch->places, FcPlace, point);
}

static void
test_points_come_move_and_go (void)
{
  g_autoptr (FcFenceSketch) sketch = square (20);

  g_assert_cmpuint (sketch->selected, ==, 3);
  fc_fence_sketch_insert (sketch, 1, fc_test_place (9.5, 20.5));
  g_assert_cmpuint (sketch->places->len, ==, 5);
  g_assert_cmpuint (sketch->selected, ==, 1);
  fc_fence_sketch_move (sketch, 1, fc_test_place (9, 20.5), FALSE);
  g_assert_cmpint (place_of (sketch, 1).latitude, ==, 90000000);
  g_assert_true (fc_fence_sketch_remove (sketch, 1));
  g_assert_cmpuint (sketch->places->len, ==, 4);
  g_assert_cmpint (place_of (sketch, 1).longitude, ==, 210000000);
  g_assert_true (fc_fence_sketch_check (sketch, NULL));
}

static void
test_a_circle_has_a_middle_and_a_rim (void)
{
  g_autoptr (FcFenceSketch) sketch = fc_fence_sketch_new (FC_FENCE_CIRCLE, NULL, 0, 500);

  g_assert_cmpuint (fc_fence_sketch_n_handles (sketch), ==, 0);
  fc_fence_sketch_add (sketch, fc_test_place (50, 8));
  fc_fence_sketch_add (sketch, fc_test_place (51, 8));
  g_assert_cmpuint (sketch->places->len, ==, 1);
  g_assert_cmpuint (fc_fence_sketch_n_handles (sketch), ==, 2);
  fc_fence_sketch_move (sketch, 1, fc_place_move (fc_test_place (51, 8), 200, 1200), FALSE);
  g_assert_cmpfloat_with_epsilon (sketch->metres, 1200, 0.1);
  g_assert_cmpint (place_of (sketch, 0).latitude, ==, 510000000);
  g_assert_false (fc_fence_sketch_remove (sketch, 0));
}

static void
test_a_drag_is_one_step (void)
{
  g_autoptr (FcFenceSketch) sketch = square (20);
  FcPlace before = place_of (sketch, 2);

  for (int i = 0; i < 50; i++)
    fc_fence_sketch_move (sketch, 2, fc_test_place (11 + i * 0.01, 21), i > 0);
  g_assert_true (fc_fence_sketch_undo (sketch));
  g_assert_cmpint (place_of (sketch, 2).latitude, ==, before.latitude);
  fc_fence_sketch_move (sketch, 2, fc_test_place (12, 21), TRUE);
  fc_fence_sketch_select (sketch, 2); /* taken hold of once more */
  fc_fence_sketch_move (sketch, 2, fc_test_place (13, 21), TRUE);
  g_assert_true (fc_fence_sketch_undo (sketch));
  g_assert_cmpint (place_of (sketch, 2).latitude, ==, 120000000);
}

static char *
describe (const FcFenceSketch *sketch)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%d %.3f:", (int) sketch->kind, sketch->metres);
  for (guint i = 0; i < sketch->places->len; i++)
    g_string_append_printf (text, " %d,%d", place_of (sketch, i).latitude, place_of (sketch, i).longitude);
  return g_string_free (text, FALSE);
}

static void
do_something (FcFenceSketch *sketch,
              GRand         *rand)
{
  FcPlace place = fc_test_place_anywhere (rand);
  guint handles = fc_fence_sketch_n_handles (sketch);

  switch (g_rand_int_range (rand, 0, 5))
    {
    case 0:
      fc_fence_sketch_add (sketch, place);
      break;
    case 1:
      if (sketch->kind != FC_FENCE_CIRCLE)
        fc_fence_sketch_insert (sketch, (guint) g_rand_int_range (rand, 0, (int) sketch->places->len + 1), place);
      break;
    case 2:
      if (handles > 0)
        fc_fence_sketch_move (sketch, (guint) g_rand_int_range (rand, 0, (int) handles), place, FALSE);
      break;
    case 3:
      if (handles > 0)
        fc_fence_sketch_remove (sketch, (guint) g_rand_int_range (rand, 0, (int) handles));
      break;
    default:
      fc_fence_sketch_set (sketch, (FcFenceKind) g_rand_int_range (rand, 0, 3),
                           (const FcPlace *) (gpointer) sketch->places->data, sketch->places->len,
                           g_rand_double_range (rand, 0, 1000));
    }
}

static void
test_every_step_can_be_taken_back (void)
{
  for (guint seed = 1; seed <= 100; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (FcFenceSketch) sketch = square (20);
      g_autoptr (GPtrArray) said = g_ptr_array_new_with_free_func (g_free);
      guint earlier = sketch->steps->len;

      for (guint i = 0; i < 60; i++)
        {
          guint steps = sketch->steps->len;
          char *before = describe (sketch);

          do_something (sketch, rand);
          if (sketch->steps->len > steps)
            g_ptr_array_add (said, before);
          else
            g_free (before);
          g_assert_true (sketch->selected == FC_SKETCH_NONE || sketch->selected < fc_fence_sketch_n_handles (sketch));
        }
      while (sketch->steps->len > earlier)
        {
          g_autofree char *now = NULL;

          g_assert_true (fc_fence_sketch_undo (sketch));
          now = describe (sketch);
          g_assert_cmpstr (now, ==, said->pdata[said->len - 1]);
          g_ptr_array_remove_index (said, said->len - 1);
        }
      g_assert_cmpuint (said->len, ==, 0);
    }
}

static void
test_sides_that_cross_are_told (void)
{
  static const double wests[] = { 20, 179.5, -180, -0.5 };

  for (guint i = 0; i < G_N_ELEMENTS (wests); i++)
    {
      g_autoptr (FcFenceSketch) sketch = square (wests[i]);
      g_autoptr (GError) error = NULL;
      FcPlace second = place_of (sketch, 1);

      g_assert_true (fc_fence_sketch_check (sketch, NULL));
      fc_fence_sketch_move (sketch, 1, place_of (sketch, 2), FALSE);
      fc_fence_sketch_move (sketch, 2, second, FALSE);
      g_assert_false (fc_fence_sketch_check (sketch, &error));
      g_assert_error (error, FC_ERROR, FC_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, "point 1"));
      g_assert_nonnull (strstr (error->message, "point 3"));
    }
}

/* A star-shaped area never crosses itself; with two corners swapped that are not neighbours, it does. */
static void
test_stars_do_not_cross (void)
{
  for (guint seed = 1; seed <= 50; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      guint n = (guint) g_rand_int_range (rand, 5, 60), first, second;
      g_autofree FcPlace *places = g_new (FcPlace, n);
      double west = g_rand_double_range (rand, -180, 180);

      for (guint i = 0; i < n; i++)
        {
          double angle = i * 2 * G_PI / n, far = g_rand_double_range (rand, 0.5, 1);

          places[i] = fc_test_place (20 + far * sin (angle), remainder (west + far * cos (angle), 360));
        }
      g_assert_false (fc_fence_sides_cross (places, n, &first, &second));
    }
}

static void
test_what_is_no_area_says_why (void)
{
  g_autoptr (FcFenceSketch) polygon = fc_fence_sketch_new (FC_FENCE_POLYGON, NULL, 0, 0);
  g_autoptr (FcFenceSketch) circle = fc_fence_sketch_new (FC_FENCE_CIRCLE, NULL, 0, 0);
  g_autoptr (FcFenceSketch) corridor = fc_fence_sketch_new (FC_FENCE_CORRIDOR, NULL, 0, 50);
  g_autoptr (GError) none = NULL, two = NULL, flat = NULL, dot = NULL;

  g_assert_false (fc_fence_sketch_check (polygon, &none));
  fc_fence_sketch_add (polygon, fc_test_place (1, 1));
  fc_fence_sketch_add (polygon, fc_test_place (1, 2));
  g_assert_false (fc_fence_sketch_check (polygon, &two));
  fc_fence_sketch_add (circle, fc_test_place (1, 1));
  g_assert_false (fc_fence_sketch_check (circle, &flat));
  fc_fence_sketch_add (corridor, fc_test_place (1, 1));
  g_assert_false (fc_fence_sketch_check (corridor, &dot));
  g_assert_nonnull (strstr (two->message, "three"));
  g_assert_nonnull (strstr (flat->message, "1 m"));
  g_assert_nonnull (strstr (dot->message, "two"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geo/fence-sketch/points-come-move-and-go", test_points_come_move_and_go);
  g_test_add_func ("/geo/fence-sketch/a-circle-has-a-middle-and-a-rim", test_a_circle_has_a_middle_and_a_rim);
  g_test_add_func ("/geo/fence-sketch/a-drag-is-one-step", test_a_drag_is_one_step);
  g_test_add_func ("/geo/fence-sketch/every-step-can-be-taken-back", test_every_step_can_be_taken_back);
  g_test_add_func ("/geo/fence-sketch/sides-that-cross-are-told", test_sides_that_cross_are_told);
  g_test_add_func ("/geo/fence-sketch/stars-do-not-cross", test_stars_do_not_cross);
  g_test_add_func ("/geo/fence-sketch/what-is-no-area-says-why", test_what_is_no_area_says_why);
  return g_test_run ();
}
