/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-bench.h"
#include "fc-plot-view.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <stdlib.h>

/*
 * A hundred thousand points as one line, 1366 by 400 pixels, drawn anew for every frame while the cursor walks over it.
 *   chart.frame  ms a frame, the median      chart.zoom  likewise while the zoom moves
 */
#define POINTS 100000
#define FRAMES 301
#define WIDTH  1366
#define HEIGHT 400
#define FRAME  16.7

static int
by_value (gconstpointer a,
          gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

static FcPlotData *
make_data (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autofree double *x = g_new (double, POINTS);
  g_autofree double *y = g_new (double, POINTS);
  FcPlotData *data;

  for (guint i = 0; i < POINTS; i++)
    {
      x[i] = 1.79e15 + i * 6e7;
      y[i] = (i > 0 ? y[i - 1] : 500) + g_rand_double_range (rand, -3, 3);
    }
  data = fc_plot_data_new (FC_PLOT_X_TIMES, "Time", x, POINTS);
  fc_plot_data_add (data, "Level", FC_PLOT_LINE, FC_PLOT_NEXT, y, NULL);
  return data;
}

static double
draw_frames (FcPlotView *view,
             cairo_t    *cr,
             gboolean    zoom)
{
  double took[FRAMES];

  for (guint i = 0; i < FRAMES; i++)
    {
      gint64 start = g_get_monotonic_time ();

      view->point = (int) (i * (POINTS / FRAMES));
      view->series = 0;
      view->from = zoom ? view->data->x[i * 10] : NAN;
      view->to = zoom ? view->data->x[POINTS - 1 - i * 10] : NAN;
      gdk_cairo_set_source_rgba (cr, &view->look.ground);
      cairo_paint (cr);
      fc_plot_view_lay_out (view);
      fc_plot_view_draw (view, cr);
      fc_plot_view_draw_cursor (view, cr);
      cairo_surface_flush (cairo_get_target (cr));
      took[i] = fc_bench_seconds_since (start) * 1000;
    }
  qsort (took, FRAMES, sizeof *took, by_value);
  return took[FRAMES / 2];
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (FcPlotData) data = make_data ();
  PangoContext *text = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  FcPlotView view = { .form = FC_PLOT_GRAPH, .data = data, .look = fc_plot_look (FALSE, FALSE), .text = text,
                      .width = WIDTH, .height = HEIGHT };
  double frame = draw_frames (&view, cr, FALSE), zoomed = draw_frames (&view, cr, TRUE);

  fc_bench_print ("chart.frame", frame, "ms", frame / FRAME, "a frame of 60 in a second");
  fc_bench_print ("chart.zoom", zoomed, "ms", zoomed / FRAME, "a frame of 60 in a second");
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  g_object_unref (text);
  return 0;
}
