/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-heat-field.h"
#include "fc-heat-paint.h"
#include "fc-map-drawing.h"
#include "fc-sales-layer.h"
#include "fc-station-layer.h"

#include <pango/pangocairo.h>
#include <string.h>

/* Heat of sales: what the bells add up to, how the ramp reads, what is drawn where, and what the list says. */

#define WIDTH  600
#define HEIGHT 400

static const gboolean schemes[] = { FALSE, TRUE };

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

  return fc_id_derive (&root, "station", (int) n);
}

/* --- the field ------------------------------------------------------------------------------------------------------------- */

static void
test_what_was_sold_is_neither_lost_nor_made (void)
{
  for (guint seed = 1; seed <= 40; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (FcHeatField) field = fc_heat_field_new (WIDTH, HEIGHT);
      double inside = 3 * FC_HEAT_SPREAD, sum = 0;

      for (int n = g_rand_int_range (rand, 1, 200); n > 0; n--)
        {
          double weight = g_rand_double_range (rand, -2e6, 1e7); /* refunds, too */

          fc_heat_field_add (field, g_rand_double_range (rand, 0, WIDTH), g_rand_double_range (rand, 0, HEIGHT),
                             weight);
          sum += weight;
        }
      fc_heat_field_spread (field);
      /* What stands near the edge reaches beyond the margin a little. */
      g_assert_cmpfloat_with_epsilon (fc_heat_field_volume (field) / sum, 1, 0.02);
      g_assert_cmpfloat (inside, <, fc_heat_field_margin () * FC_HEAT_CELL + FC_HEAT_CELL);
    }
}

static void
test_a_lone_station_is_the_peak (void)
{
  for (guint seed = 1; seed <= 60; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (FcHeatField) field = fc_heat_field_new (WIDTH, HEIGHT);
      double x = g_rand_double_range (rand, 0, WIDTH), y = g_rand_double_range (rand, 0, HEIGHT);

      fc_heat_field_add (field, x, y, 1000);
      fc_heat_field_spread (field);
      g_assert_cmpfloat_with_epsilon (fc_heat_field_at (field, x, y), 1000, 30);
      g_assert_cmpfloat (fc_heat_field_highest (field), <=, 1001);
      for (double away = 4; away < 3 * FC_HEAT_SPREAD; away += 4)
        {
          double turn = g_rand_double_range (rand, 0, 2 * G_PI);
          double here = fc_heat_field_at (field, x + away * cos (turn), y + away * sin (turn));

          g_assert_cmpfloat (here, <, fc_heat_field_at (field, x, y));
          /* As far as the bell says, in every direction. */
          g_assert_cmpfloat_with_epsilon (here, 1000 * exp (-away * away / (2 * FC_HEAT_SPREAD * FC_HEAT_SPREAD)), 35);
        }
    }
}

static void
test_both_sides_are_alike (void)
{
  const int height = 396; /* whole cells, so that they lie alike */
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  g_autoptr (FcHeatField) field = fc_heat_field_new (WIDTH, height);
  g_autoptr (FcHeatField) mirrored = fc_heat_field_new (WIDTH, height);

  for (int i = 0; i < 50; i++)
    {
      double x = g_rand_double_range (rand, 0, WIDTH), y = g_rand_double_range (rand, 0, height);

      fc_heat_field_add (field, x, y, 10 * i);
      fc_heat_field_add (mirrored, WIDTH - x, height - y, 10 * i);
    }
  fc_heat_field_spread (field);
  fc_heat_field_spread (mirrored);
  for (int i = 0; i < 500; i++)
    {
      double x = g_rand_double_range (rand, 0, WIDTH), y = g_rand_double_range (rand, 0, height);

      g_assert_cmpfloat_with_epsilon (fc_heat_field_at (field, x, y),
                                      fc_heat_field_at (mirrored, WIDTH - x, height - y), 0.01);
    }
}

static void
test_nothing_sold_is_nothing (void)
{
  g_autoptr (FcHeatField) field = fc_heat_field_new (WIDTH, HEIGHT);

  fc_heat_field_add (field, 100, 100, 0);
  fc_heat_field_add (field, -5000, 100, 10);
  fc_heat_field_add (field, NAN, 100, 10);
  fc_heat_field_spread (field);
  g_assert_cmpfloat (fc_heat_field_highest (field), ==, 0);
  g_assert_cmpfloat (fc_heat_field_at (field, 100, 100), ==, 0);
  g_assert_cmpfloat (fc_heat_field_at (field, NAN, NAN), ==, 0);
  g_assert_cmpint (fc_heat_top (0), ==, 0);
  g_assert_cmpint (fc_heat_top (NAN), ==, 0);
}

static void
test_refunds_take_from_what_is_around (void)
{
  g_autoptr (FcHeatField) field = fc_heat_field_new (WIDTH, HEIGHT);

  fc_heat_field_add (field, 200, 200, 1000);
  fc_heat_field_add (field, 210, 200, -400);
  fc_heat_field_add (field, 500, 100, -1000);
  fc_heat_field_spread (field);
  g_assert_cmpfloat (fc_heat_field_at (field, 200, 200), <, 700);
  g_assert_cmpfloat (fc_heat_field_at (field, 200, 200), >, 500);
  g_assert_cmpfloat (fc_heat_field_at (field, 500, 100), <, -900);
  g_assert_cmpfloat (fc_heat_field_highest (field), <, 750);
}

static void
test_the_legend_ends_with_two_figures (void)
{
  g_assert_cmpint (fc_heat_top (1234567), ==, 1300000);
  g_assert_cmpint (fc_heat_top (100), ==, 100);
  g_assert_cmpint (fc_heat_top (99.5), ==, 100);
  g_assert_cmpint (fc_heat_top (7), ==, 7);
  g_assert_cmpint (fc_heat_top (990000), ==, 990000);
  for (double amount = 1; amount < 1e15; amount *= 1.37)
    {
      g_assert_cmpfloat ((double) fc_heat_top (amount), >=, amount * (1 - 1e-6));
      g_assert_cmpfloat ((double) fc_heat_top (amount), <=, MAX (amount * 1.11, amount + 1));
    }
}

/* --- the ramp -------------------------------------------------------------------------------------------------------------- */

/* As the Web Content Accessibility Guidelines reckon it. */
static double
luminance (GdkRGBA colour)
{
  const double parts[] = { colour.red, colour.green, colour.blue }, shares[] = { 0.2126, 0.7152, 0.0722 };
  double sum = 0;

  for (int i = 0; i < 3; i++)
    sum += shares[i] * (parts[i] <= 0.03928 ? parts[i] / 12.92 : pow ((parts[i] + 0.055) / 1.055, 2.4));
  return sum;
}

static GdkRGBA
over (GdkRGBA above,
      GdkRGBA below)
{
  float a = above.alpha;

  return (GdkRGBA){ above.red * a + below.red * (1 - a), above.green * a + below.green * (1 - a),
                    above.blue * a + below.blue * (1 - a), 1 };
}

static double
contrast (double a,
          double b)
{
  return (MAX (a, b) + 0.05) / (MIN (a, b) + 0.05);
}

/* By lightness alone, on land and on sea: so it is read by those who see no hue, too. */
static void
test_more_is_always_further_from_the_ground (void)
{
  for (guint scheme = 0; scheme < 4; scheme++)
    {
      FcPlotLook look = fc_plot_look (scheme & 1, scheme & 2);
      double before = -1;

      for (int i = 0; i <= 100; i++)
        {
          GdkRGBA colour = fc_heat_colour (&look, i / 100.0);
          double away = contrast (luminance (over (colour, look.ground)), luminance (look.ground));

          if (i == 0)
            g_assert_cmpfloat (colour.alpha, ==, 0);
          else if (i >= 30 || look.dark)
            g_assert_cmpfloat (away, >=, before);
          before = away;
        }
      g_assert_cmpfloat (before, >, 4.5);
    }
}

/* --- the picture ----------------------------------------------------------------------------------------------------------- */

typedef struct {
  FcMapDrawing *drawing;
  FcMapFrame frame;
  cairo_surface_t *surface;
  gboolean dark;
} Picture;

static void
picture_open (Picture  *picture,
              gboolean  dark)
{
  PangoContext *text = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  FcPlotLook look = fc_plot_look (dark, FALSE);

  *picture = (Picture){ fc_map_drawing_new (),
                        { fc_mercator_x (8), fc_mercator_y (47), fc_mercator_world (8), WIDTH, HEIGHT },
                        cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT),
                        dark };
  fc_map_drawing_set_look (picture->drawing, text, &look, 1);
  g_object_unref (text);
  fc_map_drawing_name_countries (picture->drawing, FALSE);
  fc_map_drawing_show_layer (picture->drawing, &fc_sales_layer, TRUE);
}

static void
picture_close (Picture *picture)
{
  fc_map_drawing_free (picture->drawing);
  cairo_surface_destroy (picture->surface);
}

static void
draw (Picture *picture)
{
  FcPlotLook look = fc_plot_look (picture->dark, FALSE);
  cairo_t *cr = cairo_create (picture->surface);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;

  gdk_cairo_set_source_rgba (cr, &look.ground);
  cairo_paint (cr);
  fc_map_drawing_snapshot (picture->drawing, &picture->frame, snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  gsk_render_node_draw (node, cr);
  gsk_render_node_unref (node);
  cairo_destroy (cr);
  cairo_surface_flush (picture->surface);
}

static GdkRGBA
pixel (Picture *picture,
       double   x,
       double   y)
{
  const guint8 *row =
    cairo_image_surface_get_data (picture->surface) + (int) y * cairo_image_surface_get_stride (picture->surface);
  guint32 colour = ((const guint32 *) (gconstpointer) row)[(int) x];

  return (GdkRGBA){ (float) (colour >> 16 & 0xff) / 255, (float) (colour >> 8 & 0xff) / 255,
                    (float) (colour & 0xff) / 255, 1 };
}

/* How far the pixel is from the bare ground. */
static double
heat_at (Picture *picture,
         double   x,
         double   y)
{
  FcPlotLook look = fc_plot_look (picture->dark, FALSE);

  return contrast (luminance (pixel (picture, x, y)), luminance (look.ground));
}

static void
add_sale (FcMapFeatures *features,
          guint          n,
          double         latitude,
          double         longitude,
          double         amount,
          const char    *words)
{
  FcId id = id_of (n);

  fc_map_features_add_point (features, &id, place_at (latitude, longitude), "Station", words)->weight = amount;
}

static void
test_it_is_hot_where_much_is_sold (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      FcMapFeatures *features = fc_map_features_new ();
      double left, top, other_left, other_top;
      Picture picture;

      picture_open (&picture, schemes[i]);
      add_sale (features, 1, 47, 8, 900000, NULL);
      add_sale (features, 2, 47, 8.5, 500000, NULL);
      add_sale (features, 3, 47.4, 8, -500000, NULL);
      fc_map_drawing_set_layer (picture.drawing, &fc_sales_layer, features);
      draw (&picture);
      fc_map_frame_locate (&picture.frame, fc_mercator_x (8), fc_mercator_y (47), 0, &left, &top);
      fc_map_frame_locate (&picture.frame, fc_mercator_x (8.5), fc_mercator_y (47), 0, &other_left, &other_top);
      g_assert_cmpfloat (heat_at (&picture, left, top), >, 3);
      g_assert_cmpfloat (heat_at (&picture, left, top), >, heat_at (&picture, other_left, other_top));
      g_assert_cmpfloat (heat_at (&picture, other_left, other_top), >, 1.3);
      g_assert_cmpfloat_with_epsilon (heat_at (&picture, 20, 20), 1, 0.01);
      fc_map_frame_locate (&picture.frame, fc_mercator_x (8), fc_mercator_y (47.4), 0, &left, &top);
      g_assert_cmpfloat_with_epsilon (heat_at (&picture, left, top), 1, 0.05); /* where more was given back than sold */
      picture_close (&picture);
    }
}

/* What is kept of the frame before is drawn where the map now is, and at the zoom that it has come to. */
static void
test_it_moves_with_the_map (void)
{
  FcMapFeatures *features = fc_map_features_new ();
  Picture picture;

  picture_open (&picture, FALSE);
  add_sale (features, 1, 47, 8, 900000, NULL);
  fc_map_drawing_set_layer (picture.drawing, &fc_sales_layer, features);
  for (int step = -20; step <= 20; step++)
    {
      double left, top;

      picture.frame.x = fc_mercator_x (8) + step * 12 / picture.frame.world;
      picture.frame.world = fc_mercator_world (8 + step * 0.04);
      draw (&picture);
      fc_map_frame_locate (&picture.frame, fc_mercator_x (8), fc_mercator_y (47), 0, &left, &top);
      g_assert_cmpfloat (heat_at (&picture, left, top), >, 3);
      g_assert_cmpfloat (heat_at (&picture, left, top), >=, heat_at (&picture, left, top + 12));
      g_assert_cmpfloat (heat_at (&picture, left, top), >=, heat_at (&picture, left - 12, top));
      g_assert_cmpint (fc_map_drawing_make_heat (picture.drawing, &fc_sales_layer, &picture.frame), >=, 890000);
    }
  picture_close (&picture);
}

static void
test_it_crosses_the_antimeridian (void)
{
  FcMapFeatures *features = fc_map_features_new ();
  Picture picture;

  picture_open (&picture, FALSE);
  picture.frame.x = fc_mercator_x (179.9);
  add_sale (features, 1, 47, -179.9, 900000, NULL);
  fc_map_drawing_set_layer (picture.drawing, &fc_sales_layer, features);
  draw (&picture);
  g_assert_cmpfloat (heat_at (&picture, WIDTH / 2 + 0.2 / 360 * picture.frame.world, HEIGHT / 2), >, 3);
  picture.frame.x = fc_mercator_x (-179.95) - 1e-9; /* the map counts from 0 again */
  draw (&picture);
  g_assert_cmpfloat (heat_at (&picture, WIDTH / 2 + 0.05 / 360 * picture.frame.world, HEIGHT / 2), >, 3);
  picture_close (&picture);
}

static void
test_no_sales_draw_nothing (void)
{
  FcMapFeatures *features = fc_map_features_new ();
  Picture picture;

  picture_open (&picture, FALSE);
  add_sale (features, 1, 47, 8, 0, NULL);
  fc_map_drawing_set_layer (picture.drawing, &fc_sales_layer, features);
  draw (&picture);
  g_assert_cmpfloat_with_epsilon (heat_at (&picture, WIDTH / 2, HEIGHT / 2), 1, 0.001);
  g_assert_cmpint (fc_map_drawing_make_heat (picture.drawing, &fc_sales_layer, &picture.frame), ==, 0);
  picture_close (&picture);
}

/* --- words ----------------------------------------------------------------------------------------------------------------- */

static FcMapSale *
new_sale (guint       n,
          const char *name,
          gint64      amount,
          gboolean    placed,
          gboolean    foreign)
{
  FcMapSale *sale = g_new0 (FcMapSale, 1);

  *sale = (FcMapSale){ id_of (n), g_strdup (name), placed, place_at (47, 8), foreign, amount, 1000000 };
  return sale;
}

static void
sale_free (gpointer data)
{
  g_free (((FcMapSale *) data)->name);
  g_free (data);
}

static FcMapSales *
new_sales (void)
{
  FcMapSales *sales = g_new0 (FcMapSales, 1);

  sales->currency = g_strdup ("EUR");
  sales->amount = 400000;
  sales->stations = g_ptr_array_new_with_free_func (sale_free);
  g_ptr_array_add (sales->stations, new_sale (1, "Mill", 100000, TRUE, FALSE));
  g_ptr_array_add (sales->stations, new_sale (2, "Quay", 300000, TRUE, FALSE));
  g_ptr_array_add (sales->stations, new_sale (3, "Abroad", 900000, TRUE, TRUE));
  g_ptr_array_add (sales->stations, new_sale (4, "Somewhere", 0, FALSE, FALSE));
  g_ptr_array_add (sales->stations, new_sale (5, "Returns", -100, TRUE, FALSE));
  return sales;
}

static void
test_the_list_tells_each_share (void)
{
  g_autoptr (FcMapSales) sales = new_sales ();
  g_autoptr (FcMapDrawing) drawing = fc_map_drawing_new ();
  FcMapFrame frame = { fc_mercator_x (8), fc_mercator_y (47), fc_mercator_world (8), WIDTH, HEIGHT };
  FcMapFeatures *stations = fc_map_features_new ();
  g_autoptr (GArray) alone = NULL;
  g_autoptr (GArray) both = NULL;
  g_autoptr (GArray) off = NULL;
  FcId id = id_of (2);
  FcMapThing thing;
  guint found;

  fc_map_drawing_set_layer (drawing, &fc_sales_layer, fc_sales_layer_features (sales));
  fc_map_drawing_show_layer (drawing, &fc_sales_layer, TRUE);
  alone = fc_map_drawing_list (drawing, &frame, NULL, 2, &found);
  g_assert_cmpuint (found, ==, 4);                                                 /* one has no place */
  g_assert_cmpstr (g_array_index (alone, FcMapThing, 0).point->title, ==, "Quay"); /* the most first */
  g_assert_nonnull (strstr (g_array_index (alone, FcMapThing, 0).point->subtitle, "75.0 %"));
  g_assert_cmpstr (g_array_index (alone, FcMapThing, 1).point->title, ==, "Mill");
  fc_map_features_add_point (stations, &id, place_at (47, 8), "Quay", "Selling");
  fc_map_drawing_set_layer (drawing, &fc_station_layer, stations);
  both = fc_map_drawing_list (drawing, &frame, NULL, 10, &found);
  g_assert_cmpuint (found, ==, 1); /* each station once */
  g_assert_cmpstr (g_array_index (both, FcMapThing, 0).point->subtitle, ==, "Selling");
  g_assert_nonnull (strstr (g_array_index (both, FcMapThing, 0).note, "75.0 %"));
  g_assert_true (fc_map_drawing_pick (drawing, &frame, WIDTH / 2, HEIGHT / 2, &thing));
  g_assert_true (thing.layer == &fc_station_layer);
  g_assert_nonnull (strstr (thing.note, "75.0 %"));
  fc_map_drawing_show_layer (drawing, &fc_sales_layer, FALSE);
  off = fc_map_drawing_list (drawing, &frame, NULL, 10, &found);
  g_assert_null (g_array_index (off, FcMapThing, 0).note);
}

static void
test_words_fit_what_was_sold (void)
{
  g_autoptr (FcMapSales) sales = new_sales ();
  g_autoptr (FcMapFeatures) features = fc_sales_layer_features (sales);

  g_assert_cmpuint (features->missing, ==, 1);
  for (guint i = 0; i < features->points->len; i++)
    {
      const FcMapPoint *point = &g_array_index (features->points, FcMapPoint, i);

      if (g_str_equal (point->title, "Abroad"))
        {
          g_assert_nonnull (strstr (point->subtitle, "another currency"));
          g_assert_cmpfloat (point->weight, ==, 0);
        }
      if (g_str_equal (point->title, "Returns"))
        g_assert_null (strchr (point->subtitle, '%'));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init_check (); /* makes render nodes known, display or not */
  g_test_add_func ("/maps/heat/what-was-sold-is-neither-lost-nor-made", test_what_was_sold_is_neither_lost_nor_made);
  g_test_add_func ("/maps/heat/a-lone-station-is-the-peak", test_a_lone_station_is_the_peak);
  g_test_add_func ("/maps/heat/both-sides-are-alike", test_both_sides_are_alike);
  g_test_add_func ("/maps/heat/nothing-sold-is-nothing", test_nothing_sold_is_nothing);
  g_test_add_func ("/maps/heat/refunds-take-from-what-is-around", test_refunds_take_from_what_is_around);
  g_test_add_func ("/maps/heat/the-legend-ends-with-two-figures", test_the_legend_ends_with_two_figures);
  g_test_add_func ("/maps/heat/more-is-always-further-from-the-ground", test_more_is_always_further_from_the_ground);
  g_test_add_func ("/maps/heat/it-is-hot-where-much-is-sold", test_it_is_hot_where_much_is_sold);
  g_test_add_func ("/maps/heat/it-moves-with-the-map", test_it_moves_with_the_map);
  g_test_add_func ("/maps/heat/it-crosses-the-antimeridian", test_it_crosses_the_antimeridian);
  g_test_add_func ("/maps/heat/no-sales-draw-nothing", test_no_sales_draw_nothing);
  g_test_add_func ("/maps/heat/the-list-tells-each-share", test_the_list_tells_each_share);
  g_test_add_func ("/maps/heat/words-fit-what-was-sold", test_words_fit_what_was_sold);
  return g_test_run ();
}
