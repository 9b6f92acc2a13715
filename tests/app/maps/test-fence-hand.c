/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-fence-hand.h"
#include "fc-fence-paint.h"

#include <adwaita.h>

/* A geofence is drawn on a map in a window, by clicks and by keys. */

#define WAIT_US (20 * G_USEC_PER_SEC)

typedef struct {
  GtkWindow *window;
  FcMapView *map;
  FcFenceHand *hand;
  guint finished, given_up;
} Desk;

static void
count_cb (guint *counter)
{
  (*counter)++;
}

/* The map shows some hundred kilometres around @longitude. */
static void
desk_open (Desk   *desk,
           double  longitude)
{
  FcMapThing extent = { .left = fc_mercator_x (longitude) - 0.005,
                        .right = fc_mercator_x (longitude) + 0.005,
                        .top = 0.45,
                        .bottom = 0.455,
                        .count = 1 };
  gint64 until = g_get_monotonic_time () + WAIT_US;
  FcMapFrame frame;

  *desk = (Desk){ .map = FC_MAP_VIEW (fc_map_view_new ()) };
  desk->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (desk->window, 800, 600);
  gtk_window_set_child (desk->window, GTK_WIDGET (desk->map));
  desk->hand = fc_fence_hand_new (desk->map);
  g_signal_connect_swapped (desk->hand, "finished", G_CALLBACK (count_cb), &desk->finished);
  g_signal_connect_swapped (desk->hand, "given-up", G_CALLBACK (count_cb), &desk->given_up);
  fc_map_view_fit (desk->map, &extent, FALSE);
  gtk_window_present (desk->window);
  while (!fc_map_view_get_frame (desk->map, &frame) || frame.width < 500 ||
         fabs (remainder (frame.x - fc_mercator_x (longitude), 1)) > 0.001)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, until);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
    }
}

static void
desk_close (Desk *desk)
{
  g_object_unref (desk->hand);
  gtk_window_destroy (desk->window);
}

static FcFenceSketch *
draw (Desk        *desk,
      FcFenceKind  kind)
{
  FcFenceSketch *sketch = fc_fence_sketch_new (kind, NULL, 0, 500);

  fc_fence_hand_begin (desk->hand, sketch, TRUE);
  return sketch;
}

static void
test_clicks_make_corners (void)
{
  Desk desk;
  FcFenceSketch *sketch;

  desk_open (&desk, 8);
  sketch = draw (&desk, FC_FENCE_POLYGON);
  fc_fence_hand_click (desk.hand, 1, 200, 200);
  fc_fence_hand_click (desk.hand, 1, 400, 200);
  fc_fence_hand_click (desk.hand, 1, 400, 400);
  g_assert_true (fc_fence_hand_is_drawing (desk.hand));
  fc_fence_hand_click (desk.hand, 1, 200, 200); /* where it began */
  g_assert_false (fc_fence_hand_is_drawing (desk.hand));
  g_assert_cmpuint (desk.finished, ==, 1);
  g_assert_cmpuint (sketch->places->len, ==, 3);
  g_assert_true (fc_fence_sketch_check (sketch, NULL));
  fc_fence_hand_click (desk.hand, 1, 300, 300); /* on the last side */
  g_assert_cmpuint (sketch->places->len, ==, 4);
  g_assert_cmpuint (sketch->selected, ==, 3);
  fc_fence_hand_click (desk.hand, 1, 650, 500); /* beside everything */
  g_assert_cmpuint (sketch->selected, ==, FC_SKETCH_NONE);
  g_assert_cmpuint (sketch->places->len, ==, 4);
  desk_close (&desk);
}

static void
test_a_double_click_ends_a_corridor (void)
{
  Desk desk;
  FcFenceSketch *sketch;

  desk_open (&desk, 8);
  sketch = draw (&desk, FC_FENCE_CORRIDOR);
  fc_fence_hand_click (desk.hand, 1, 200, 200);
  fc_fence_hand_click (desk.hand, 1, 400, 250);
  fc_fence_hand_click (desk.hand, 2, 400, 250);
  g_assert_cmpuint (desk.finished, ==, 1);
  g_assert_cmpuint (sketch->places->len, ==, 2);
  desk_close (&desk);
}

static void
test_a_drag_moves_a_point (void)
{
  Desk desk;
  FcFenceSketch *sketch;
  FcMapFrame frame;
  double x, y;

  desk_open (&desk, 8);
  sketch = draw (&desk, FC_FENCE_CIRCLE);
  fc_fence_hand_click (desk.hand, 1, 300, 300);
  g_assert_false (fc_fence_hand_is_drawing (desk.hand));
  g_assert_false (fc_fence_hand_grab (desk.hand, 100, 100));
  g_assert_true (fc_map_view_get_frame (desk.map, &frame));
  fc_fence_locate (sketch, &frame, 1, &x, &y);
  g_assert_true (fc_fence_hand_grab (desk.hand, x, y));
  for (int i = 0; i <= 100; i += 10)
    fc_fence_hand_drag (desk.hand, x + i, y);
  fc_fence_hand_drop (desk.hand);
  g_assert_cmpfloat (sketch->metres, >, 600);
  fc_fence_hand_undo (desk.hand);
  g_assert_cmpfloat_with_epsilon (sketch->metres, 500, 0.01);
  desk_close (&desk);
}

static void
press (Desk            *desk,
       guint            key,
       GdkModifierType  state,
       guint            times)
{
  for (guint i = 0; i < times; i++)
    g_assert_true (fc_fence_hand_key (desk->hand, key, state));
}

/* Without a mouse, across the antimeridian as anywhere. */
static void
test_keys_draw_an_area (void)
{
  static const double longitudes[] = { 8, 180, -179.99 };

  for (guint i = 0; i < G_N_ELEMENTS (longitudes); i++)
    {
      Desk desk;
      FcFenceSketch *sketch;
      FcPlace middle;

      desk_open (&desk, longitudes[i]);
      sketch = draw (&desk, FC_FENCE_POLYGON);
      g_assert_false (fc_fence_hand_key (desk.hand, GDK_KEY_Left, 0)); /* nothing is selected: the map moves */
      press (&desk, GDK_KEY_Insert, 0, 1);
      press (&desk, GDK_KEY_Left, GDK_SHIFT_MASK, 2);
      press (&desk, GDK_KEY_Insert, 0, 1);
      press (&desk, GDK_KEY_Right, GDK_SHIFT_MASK, 3);
      press (&desk, GDK_KEY_Insert, 0, 1);
      press (&desk, GDK_KEY_Down, GDK_SHIFT_MASK, 2);
      press (&desk, GDK_KEY_Up, 0, 3);
      press (&desk, GDK_KEY_Return, 0, 1);
      g_assert_cmpuint (desk.finished, ==, 1);
      g_assert_cmpuint (sketch->places->len, ==, 3);
      g_assert_true (fc_fence_sketch_check (sketch, NULL));
      middle = g_array_index (sketch->places, FcPlace, 0);
      g_assert_cmpfloat (fc_place_distance (middle, g_array_index (sketch->places, FcPlace, 1)), <, 400000);
      press (&desk, GDK_KEY_Page_Down, 0, 1);
      g_assert_cmpuint (sketch->selected, ==, 0);
      press (&desk, GDK_KEY_Delete, 0, 1);
      g_assert_cmpuint (sketch->places->len, ==, 2);
      press (&desk, GDK_KEY_z, GDK_CONTROL_MASK, 1);
      g_assert_cmpuint (sketch->places->len, ==, 3);
      press (&desk, GDK_KEY_Escape, 0, 1);
      g_assert_cmpuint (desk.given_up, ==, 1);
      desk_close (&desk);
    }
}

static void
test_pixels_and_places_agree (void)
{
  for (guint seed = 1; seed <= 50; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (FcFenceSketch) sketch = fc_fence_sketch_new (FC_FENCE_CORRIDOR, NULL, 0, 10);
      FcMapFrame frame = { g_rand_double_range (rand, -2, 2), g_rand_double_range (rand, 0.2, 0.8),
                           fc_mercator_world (g_rand_double_range (rand, 8, 15)), 900, 600 };

      for (guint i = 0; i < 8; i++)
        {
          double x = 40 + 100.0 * i, y = g_rand_double_range (rand, 0, 600), left, top;

          fc_fence_sketch_add (sketch, fc_fence_place_at (&frame, x, y));
          fc_fence_locate (sketch, &frame, i, &left, &top);
          g_assert_cmpfloat_with_epsilon (left, x, 0.2);
          g_assert_cmpfloat_with_epsilon (top, y, 0.2);
          g_assert_cmpuint (fc_fence_pick_handle (sketch, &frame, x + 3, y - 3), ==, i);
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/maps/fence-hand/clicks-make-corners", test_clicks_make_corners);
  g_test_add_func ("/maps/fence-hand/a-double-click-ends-a-corridor", test_a_double_click_ends_a_corridor);
  g_test_add_func ("/maps/fence-hand/a-drag-moves-a-point", test_a_drag_moves_a_point);
  g_test_add_func ("/maps/fence-hand/keys-draw-an-area", test_keys_draw_an_area);
  g_test_add_func ("/maps/fence-hand/pixels-and-places-agree", test_pixels_and_places_agree);
  return g_test_run ();
}
