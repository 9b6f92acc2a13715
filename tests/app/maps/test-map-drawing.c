/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-map-drawing.h"
#include "fc-station-layer.h"

/* What stands on a map: clusters, what a click hits, what the list beside it says, across the antimeridian, too. */

#define NOW G_GINT64_CONSTANT (1795176000000000)

static FcPlace
place_at (double latitude,
          double longitude)
{
  FcPlace place;

  g_assert_true (fc_place_from_degrees (latitude, longitude, &place));
  return place;
}

static FcId
id_of (guint n)
{
  static const FcId root;

  return fc_id_derive (&root, "thing", (int) n);
}

static void
add (FcMapFeatures *features,
     guint          n,
     double         latitude,
     double         longitude,
     FcMapState     state,
     const char    *title)
{
  FcId id = id_of (n);

  fc_map_features_add_point (features, &id, place_at (latitude, longitude), title, NULL)->state = state;
}

static FcMapFrame
frame_at (double latitude,
          double longitude,
          double zoom)
{
  return (FcMapFrame) { fc_mercator_x (longitude), fc_mercator_y (latitude), fc_mercator_world (zoom), 1000, 700 };
}

static void
test_each_point_is_in_one_cluster (void)
{
  g_autoptr (FcMapFeatures) features = fc_map_features_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < 3000; i++)
    add (features, i, g_rand_double_range (rand, -80, 80), g_rand_double_range (rand, -180, 180),
         (FcMapState) (i % FC_MAP_N_STATES), "x");
  for (int zoom = 1; zoom <= 12; zoom++)
    {
      double distance = 56 / fc_mercator_world (zoom);
      g_autoptr (GArray) clusters =
        fc_map_clusters_new ((const FcMapPoint *) (gpointer) features->points->data, features->points->len, distance);
      guint count = 0;

      for (guint i = 0; i < clusters->len; i++)
        {
          const FcMapCluster *cluster = &g_array_index (clusters, FcMapCluster, i);

          count += cluster->count;
          g_assert_cmpfloat (cluster->x, >=, cluster->left);
          g_assert_cmpfloat (cluster->x, <=, cluster->right);
          g_assert_cmpfloat (cluster->right - cluster->left, <=, 3 * distance);
        }
      g_assert_cmpuint (count, ==, features->points->len);
    }
}

static void
test_the_worst_colours_a_cluster (void)
{
  g_autoptr (FcMapFeatures) features = fc_map_features_new ();
  g_autoptr (GArray) clusters = NULL;
  const FcMapCluster *cluster;

  add (features, 1, 47.0, 8.0, FC_MAP_GOOD, "Quay");
  add (features, 2, 47.001, 8.0, FC_MAP_ALARM, "Harbour");
  add (features, 3, 47.002, 8.0, FC_MAP_LOW, "North");
  clusters = fc_map_clusters_new ((const FcMapPoint *) (gpointer) features->points->data, 3, 0.01);
  g_assert_cmpuint (clusters->len, ==, 1);
  cluster = &g_array_index (clusters, FcMapCluster, 0);
  g_assert_cmpuint (cluster->count, ==, 3);
  g_assert_cmpint (cluster->state, ==, FC_MAP_ALARM);
  g_assert_cmpuint (cluster->point, ==, 1);
}

static void
test_a_click_hits_across_the_antimeridian (void)
{
  g_autoptr (FcMapDrawing) drawing = fc_map_drawing_new ();
  FcMapFeatures *features = fc_map_features_new ();
  FcMapFrame frame = frame_at (-17, 179.9, 8);
  double left, top;
  FcMapThing thing;

  add (features, 1, -17, -179.9, FC_MAP_GOOD, "Taveuni");
  fc_map_drawing_set_layer (drawing, &fc_station_layer, features);
  fc_map_frame_locate (&frame, fc_mercator_x (-179.9), fc_mercator_y (-17), 1, &left, &top);
  g_assert_cmpfloat (left, >, frame.width / 2);
  g_assert_true (fc_map_drawing_pick (drawing, &frame, left + 3, top - 3, &thing));
  g_assert_cmpstr (thing.point->title, ==, "Taveuni");
  g_assert_false (fc_map_drawing_pick (drawing, &frame, left + 60, top, &thing));
}

static void
test_the_list_is_what_is_in_sight (void)
{
  g_autoptr (FcMapDrawing) drawing = fc_map_drawing_new ();
  FcMapFeatures *features = fc_map_features_new ();
  FcMapFrame frame = frame_at (47, 8, 8);
  g_autoptr (GArray) seen = NULL;
  g_autoptr (GArray) searched = NULL;
  g_autoptr (GArray) few = NULL;
  guint found;

  add (features, 1, 47.0, 8.0, FC_MAP_GOOD, "Quay");
  add (features, 2, 47.1, 8.1, FC_MAP_ALARM, "Harbour");
  add (features, 3, 47.2, 8.2, FC_MAP_GOOD, "Mill");
  add (features, 4, -30, 20, FC_MAP_ALARM, "Far harbour");
  fc_map_drawing_set_layer (drawing, &fc_station_layer, features);
  seen = fc_map_drawing_list (drawing, &frame, NULL, 10, &found);
  g_assert_cmpuint (found, ==, 3);
  g_assert_cmpstr (g_array_index (seen, FcMapThing, 0).point->title, ==, "Harbour");
  g_assert_cmpstr (g_array_index (seen, FcMapThing, 1).point->title, ==, "Mill");
  g_assert_cmpstr (g_array_index (seen, FcMapThing, 2).point->title, ==, "Quay");
  searched = fc_map_drawing_list (drawing, &frame, "HARB", 10, &found);
  g_assert_cmpuint (searched->len, ==, 2);
  few = fc_map_drawing_list (drawing, &frame, NULL, 1, &found);
  g_assert_cmpuint (few->len, ==, 1);
  g_assert_cmpuint (found, ==, 3);
  fc_map_drawing_show_layer (drawing, &fc_station_layer, FALSE);
  g_clear_pointer (&few, g_array_unref);
  few = fc_map_drawing_list (drawing, &frame, NULL, 1, &found);
  g_assert_cmpuint (few->len, ==, 0);
}

static void
test_a_shape_is_hit_within_and_at_its_edge (void)
{
  g_autoptr (FcMapDrawing) drawing = fc_map_drawing_new ();
  FcMapFeatures *features = fc_map_features_new ();
  FcMapFrame frame = frame_at (0, 180, 6);
  FcPlace corners[] = { place_at (1, 179), place_at (1, -179), place_at (-1, -179), place_at (-1, 179) };
  FcId id = id_of (1);
  FcMapThing thing;

  fc_map_features_add_shape (features, &id, corners, 4, "Depot", NULL)->closed = TRUE;
  fc_map_drawing_set_layer (drawing, &fc_station_layer, features);
  g_assert_true (fc_map_drawing_pick (drawing, &frame, 500, 350, &thing));
  g_assert_cmpstr (thing.shape->title, ==, "Depot");
  g_assert_false (fc_map_drawing_pick (drawing, &frame, 500, 100, &thing));
}

static void
test_a_station_says_what_is_wrong_first (void)
{
  FcMapStation station = { .tanks = 3, .heard_at = NOW - FC_HOUR_US };

  g_assert_cmpint (fc_station_layer_state (&station, NOW), ==, FC_MAP_GOOD);
  g_assert_cmpint (fc_station_layer_state (&station, NOW + 2 * FC_DAY_US), ==, FC_MAP_OFFLINE);
  station.warnings = 2;
  g_assert_cmpint (fc_station_layer_state (&station, NOW), ==, FC_MAP_LOW);
  station.warnings = 0;
  station.low = 1;
  g_assert_cmpint (fc_station_layer_state (&station, NOW), ==, FC_MAP_LOW);
  station.wet = 1;
  g_assert_cmpint (fc_station_layer_state (&station, NOW), ==, FC_MAP_ALARM);
  station = (FcMapStation) { .critical = 1 };
  g_assert_cmpint (fc_station_layer_state (&station, NOW), ==, FC_MAP_ALARM);
  station = (FcMapStation) { .tanks = 0 };
  g_assert_cmpint (fc_station_layer_state (&station, NOW), ==, FC_MAP_QUIET);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/maps/clusters/each-point-is-in-one", test_each_point_is_in_one_cluster);
  g_test_add_func ("/maps/clusters/the-worst-colours-it", test_the_worst_colours_a_cluster);
  g_test_add_func ("/maps/drawing/a-click-hits-across-the-antimeridian", test_a_click_hits_across_the_antimeridian);
  g_test_add_func ("/maps/drawing/the-list-is-what-is-in-sight", test_the_list_is_what_is_in_sight);
  g_test_add_func ("/maps/drawing/a-shape-is-hit-within-and-at-its-edge", test_a_shape_is_hit_within_and_at_its_edge);
  g_test_add_func ("/maps/stations/what-is-wrong-comes-first", test_a_station_says_what_is_wrong_first);
  return g_test_run ();
}
