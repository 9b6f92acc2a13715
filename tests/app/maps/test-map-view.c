/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-map-view.h"
#include "fc-station-layer.h"

#include <adwaita.h>

/* The map in a window: fits what it shows, goes where buttons and keys say, and keeps a fit when its size changes. */

#define WAIT_US (20 * G_USEC_PER_SEC)

static FcMapView *
new_map (GtkWindow **window)
{
  FcMapView *map = FC_MAP_VIEW (fc_map_view_new ());
  FcMapFeatures *features = fc_map_features_new ();
  FcPlace places[] = { { 532000000, -92000000 }, { 546000000, -82000000 }, { 518000000, -101000000 } };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      FcId id = fc_id_new (i);

      fc_map_features_add_point (features, &id, places[i], "Station", NULL);
    }
  fc_map_drawing_set_layer (fc_map_view_get_drawing (map), &fc_station_layer, features);
  *window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (*window, 800, 600);
  gtk_window_set_child (*window, GTK_WIDGET (map));
  fc_map_view_fit_all (map, FALSE);
  gtk_window_present (*window);
  return map;
}

static FcMapFrame
frame_of (FcMapView *map)
{
  FcMapFrame frame;

  fc_map_view_get_frame (map, &frame);
  return frame;
}

static gboolean
shows_all (FcMapView *map)
{
  FcMapFrame frame;
  g_autoptr (GArray) list = NULL;
  guint found;

  if (!fc_map_view_get_frame (map, &frame))
    return FALSE;
  list = fc_map_drawing_list (fc_map_view_get_drawing (map), &frame, NULL, 10, &found);
  return found == 3;
}

static gboolean
is_wide (FcMapView *map)
{
  return shows_all (map) && frame_of (map).width > 500;
}

static gboolean
is_narrow (FcMapView *map)
{
  return shows_all (map) && frame_of (map).width < 500;
}

static void
wait_for (FcMapView *map,
          gboolean (*what) (FcMapView *map))
{
  gint64 until = g_get_monotonic_time () + WAIT_US;

  while (!what (map))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, until);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
    }
}

static void
test_fits_what_it_shows (void)
{
  GtkWindow *window;
  FcMapView *map = new_map (&window);

  wait_for (map, is_wide);
  gtk_window_set_default_size (window, 400, 600);
  wait_for (map, is_narrow);
  gtk_window_destroy (window);
}

static double zoomed_from;

static gboolean
has_zoomed_in (FcMapView *map)
{
  return frame_of (map).world > zoomed_from * 1.3;
}

static gboolean
has_zoomed_out (FcMapView *map)
{
  return frame_of (map).world < zoomed_from * 0.8;
}

static void
test_buttons_zoom (void)
{
  GtkWindow *window;
  FcMapView *map = new_map (&window);

  wait_for (map, is_wide);
  zoomed_from = frame_of (map).world;
  gtk_widget_activate_action (GTK_WIDGET (map), "map.zoom-in", NULL);
  wait_for (map, has_zoomed_in);
  zoomed_from = frame_of (map).world;
  gtk_widget_activate_action (GTK_WIDGET (map), "map.zoom-out", NULL);
  wait_for (map, has_zoomed_out);
  gtk_widget_activate_action (GTK_WIDGET (map), "map.fit", NULL);
  wait_for (map, is_wide);
  gtk_window_destroy (window);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/maps/view/fits-what-it-shows", test_fits_what_it_shows);
  g_test_add_func ("/maps/view/buttons-zoom", test_buttons_zoom);
  return g_test_run ();
}
