/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot-samples.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Pictures without text, so that no font decides. FORECOURT_KEEP_PICTURES=1 writes those that are compared with anew. */

#define SMALL_WIDTH  160
#define SMALL_HEIGHT 100
#define ALIKE        24    /* of 255: so much may a pixel differ at an edge */
#define MAY_DIFFER   0.004 /* of all pixels */

static const guint8 *
pixel_at (cairo_surface_t *surface,
          int              x,
          int              y)
{
  return cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface) + 4 * x;
}

static int
difference (const guint8 *a,
            const guint8 *b)
{
  return MAX (abs (a[0] - b[0]), MAX (abs (a[1] - b[1]), abs (a[2] - b[2])));
}

/* The share of pixels that are not alike. */
static double
compare (cairo_surface_t *one,
         cairo_surface_t *other)
{
  int width = cairo_image_surface_get_width (one), height = cairo_image_surface_get_height (one), differ = 0;

  g_assert_cmpint (width, ==, cairo_image_surface_get_width (other));
  g_assert_cmpint (height, ==, cairo_image_surface_get_height (other));
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      differ += difference (pixel_at (one, x, y), pixel_at (other, x, y)) > ALIKE;
  return (double) differ / (width * height);
}

static cairo_surface_t *
draw_small (const PlotSample *sample,
            const FcPlotData *data)
{
  FcPlotView view = plot_sample_view (sample, data);

  view.width = SMALL_WIDTH;
  view.height = SMALL_HEIGHT;
  return plot_draw (&view, FALSE);
}

static void
test_looks_as_it_did (gconstpointer user_data)
{
  const PlotSample *sample = user_data;
  g_autofree char *name = g_strdup_printf ("%s.png", sample->name);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "app", "charts", "pictures", name, NULL);
  g_autoptr (FcPlotData) data = plot_sample_data (sample);
  cairo_surface_t *drawn = draw_small (sample, data), *kept;

  if (g_getenv ("FORECOURT_KEEP_PICTURES") != NULL)
    cairo_surface_write_to_png (drawn, path);
  kept = cairo_image_surface_create_from_png (path);
  g_assert_cmpint (cairo_surface_status (kept), ==, CAIRO_STATUS_SUCCESS);
  g_assert_cmpfloat (compare (drawn, kept), <=, MAY_DIFFER);
  cairo_surface_destroy (drawn);
  cairo_surface_destroy (kept);
}

static void
test_another_value_is_seen (gconstpointer user_data)
{
  const PlotSample *sample = user_data;
  g_autoptr (FcPlotData) data = plot_sample_data (sample);
  cairo_surface_t *before = draw_small (sample, data), *after;

  for (guint i = data->n / 2; i <= data->n / 2 + data->n / 4; i++)
    fc_plot_data_series (data, 0)->y[i] *= 0.2;
  after = draw_small (sample, data);
  g_assert_cmpfloat (compare (before, after), >, MAY_DIFFER);
  cairo_surface_destroy (before);
  cairo_surface_destroy (after);
}

/* A hundred thousand points, thinned, look as all of them drawn one by one do. */
static void
test_many_points_look_the_same (void)
{
  enum { N = 100000, WIDTH = 500, HEIGHT = 200 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (g_test_rand_int ());
  g_autofree double *x = g_new (double, N);
  g_autofree double *y = g_new (double, N);
  PlotSample sample = { "line", FC_PLOT_GRAPH, WIDTH, HEIGHT };
  g_autoptr (FcPlotData) data = NULL;
  FcPlotView view;
  cairo_surface_t *thinned, *whole;
  cairo_t *cr;

  for (guint i = 0; i < N; i++)
    {
      x[i] = i;
      y[i] = (i > 0 ? y[i - 1] : 500) + g_rand_double_range (rand, -3, 3);
    }
  data = fc_plot_data_new (FC_PLOT_X_NUMBERS, "x", x, N);
  fc_plot_data_add (data, "y", FC_PLOT_LINE, FC_PLOT_INK, y, NULL);
  view = plot_sample_view (&sample, data);
  thinned = plot_draw (&view, FALSE);
  for (guint i = 0; i < N; i++)
    fc_plot_data_series (data, 0)->y[i] = NAN; /* the axes without the line */
  whole = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cr = cairo_create (whole);
  gdk_cairo_set_source_rgba (cr, &view.look.ground);
  cairo_paint (cr);
  fc_plot_view_draw (&view, cr);
  gdk_cairo_set_source_rgba (cr, &view.look.ink);
  cairo_set_line_width (cr, 1.25);
  for (guint i = 0; i < N; i++)
    cairo_line_to (cr, view.x.start + (x[i] - view.x.low) / (view.x.high - view.x.low) * (view.x.end - view.x.start),
                   view.y.start + (y[i] - view.y.low) / (view.y.high - view.y.low) * (view.y.end - view.y.start));
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_BEVEL);
  cairo_stroke (cr);
  cairo_destroy (cr);
  cairo_surface_flush (whole);
  g_assert_cmpfloat (compare (thinned, whole), <=, 0.03);
  cairo_surface_destroy (thinned);
  cairo_surface_destroy (whole);
}

static void
assert_colour (cairo_surface_t *surface,
               double           x,
               double           y,
               GdkRGBA          colour)
{
  guint8 wanted[] = { (guint8) round (colour.blue * 255), (guint8) round (colour.green * 255),
                      (guint8) round (colour.red * 255) };

  g_assert_cmpint (difference (pixel_at (surface, (int) x, (int) y), wanted), <=, ALIKE);
}

/* Bars stand upon one another, as high as their values say. */
static void
test_a_stack_adds_up (void)
{
  const char *names[] = { "one" };
  double first[] = { 30 }, second[] = { 60 };
  PlotSample sample = { "stack", FC_PLOT_STACK, 100, 100 };
  g_autoptr (FcPlotData) data = fc_plot_data_new_named ("x", names, 1);
  FcPlotView view;
  cairo_surface_t *drawn;

  fc_plot_data_add (data, "first", FC_PLOT_BARS, FC_PLOT_NEXT, first, NULL);
  fc_plot_data_add (data, "second", FC_PLOT_BARS, FC_PLOT_NEXT, second, NULL);
  view = plot_sample_view (&sample, data);
  drawn = plot_draw (&view, FALSE);
  g_assert_cmpfloat (view.y.high, ==, 100);
  assert_colour (drawn, 50, view.y.start - 0.15 * view.area.height, fc_plot_look_palette (&view.look, 0));
  assert_colour (drawn, 50, view.y.start - 0.60 * view.area.height, fc_plot_look_palette (&view.look, 1));
  assert_colour (drawn, 50, view.y.start - 0.95 * view.area.height, view.look.ground);
  cairo_surface_destroy (drawn);
}

/* Areas lie upon one another, too; what is drawn through is still its own colour. */
static void
test_layers_add_up (void)
{
  double x[] = { 0, 1, 2 }, first[] = { 30, 30, 30 }, second[] = { 60, 60, 60 };
  PlotSample sample = { "layers", FC_PLOT_STACK, 100, 100 };
  g_autoptr (FcPlotData) data = fc_plot_data_new (FC_PLOT_X_NUMBERS, "x", x, 3);
  FcPlotView view;
  cairo_surface_t *drawn;
  int point, series;

  fc_plot_data_add (data, "first", FC_PLOT_AREA, FC_PLOT_NEXT, first, NULL);
  fc_plot_data_add (data, "second", FC_PLOT_AREA, FC_PLOT_NEXT, second, NULL);
  view = plot_sample_view (&sample, data);
  drawn = plot_draw (&view, FALSE);
  g_assert_cmpfloat (view.y.high, ==, 100);
  assert_colour (drawn, 50, view.y.start - 0.30 * view.area.height, fc_plot_look_palette (&view.look, 0));
  assert_colour (drawn, 50, view.y.start - 0.90 * view.area.height, fc_plot_look_palette (&view.look, 1));
  assert_colour (drawn, 50, view.y.start - 0.97 * view.area.height, view.look.ground);
  g_assert_true (fc_plot_view_pick (&view, 50, view.y.start - 0.40 * view.area.height, &point, &series));
  g_assert_cmpint (series, ==, 1); /* it is in the second, though nearer to the line of the first */
  cairo_surface_destroy (drawn);
  view.hidden = 1; /* what stood on it comes down */
  drawn = plot_draw (&view, FALSE);
  assert_colour (drawn, 50, view.y.start - 0.60 * view.area.height, fc_plot_look_palette (&view.look, 1));
  assert_colour (drawn, 50, view.y.start - 0.90 * view.area.height, view.look.ground);
  cairo_surface_destroy (drawn);
}

/* From right to left all is where its mirror image is, to the eye and to the pointer. */
static void
test_is_mirrored (gconstpointer user_data)
{
  const PlotSample *sample = user_data;
  g_autoptr (FcPlotData) data = plot_sample_data (sample);
  FcPlotView view = plot_sample_view (sample, data), mirrored;
  cairo_surface_t *drawn = plot_draw (&view, FALSE), *turned, *back;
  int point, series, other_point, other_series;
  cairo_t *cr;

  mirrored = view;
  mirrored.mirrored = TRUE;
  turned = plot_draw (&mirrored, FALSE);
  back = cairo_image_surface_create (CAIRO_FORMAT_RGB24, sample->width, sample->height);
  cr = cairo_create (back);
  cairo_translate (cr, sample->width, 0);
  cairo_scale (cr, -1, 1);
  cairo_set_source_surface (cr, turned, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_flush (back);
  g_assert_cmpfloat (compare (drawn, back), <=, MAY_DIFFER);
  if (sample->form != FC_PLOT_GAUGE && sample->form != FC_PLOT_SPARK)
    g_assert_cmpfloat (compare (drawn, turned), >, MAY_DIFFER);
  for (double x = 1.25; x < sample->width; x += 7)
    if (fc_plot_view_pick (&view, x, sample->height * 0.6, &point, &series))
      {
        g_assert_true (
          fc_plot_view_pick (&mirrored, sample->width - x, sample->height * 0.6, &other_point, &other_series));
        g_assert_cmpint (other_point, ==, point);
        g_assert_cmpint (other_series, ==, series);
      }
  cairo_surface_destroy (drawn);
  cairo_surface_destroy (turned);
  cairo_surface_destroy (back);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < plot_n_samples; i++)
    {
      g_autofree char *same = g_strdup_printf ("/plot/pictures/%s/looks-as-it-did", plot_samples[i].name);
      g_autofree char *mirror = g_strdup_printf ("/plot/pictures/%s/is-mirrored", plot_samples[i].name);
      g_autofree char *other = g_strdup_printf ("/plot/pictures/%s/another-value-is-seen", plot_samples[i].name);

      g_test_add_data_func (same, &plot_samples[i], test_looks_as_it_did);
      g_test_add_data_func (other, &plot_samples[i], test_another_value_is_seen);
      g_test_add_data_func (mirror, &plot_samples[i], test_is_mirrored);
    }
  g_test_add_func ("/plot/pictures/many-points-look-the-same", test_many_points_look_the_same);
  g_test_add_func ("/plot/pictures/a-stack-adds-up", test_a_stack_adds_up);
  g_test_add_func ("/plot/pictures/layers-add-up", test_layers_add_up);
  return g_test_run ();
}
