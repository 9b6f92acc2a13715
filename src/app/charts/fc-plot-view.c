/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-plot-private.h"

static const FcPlotFormClass *
class_of (const FcPlotView *view)
{
  switch (view->form)
    {
    case FC_PLOT_SPARK:
      return &fc_plot_spark_form;
    case FC_PLOT_ROWS:
      return &fc_plot_rows_form;
    case FC_PLOT_DONUT:
      return &fc_plot_donut_form;
    case FC_PLOT_HEAT:
      return &fc_plot_heat_form;
    case FC_PLOT_GAUGE:
      return &fc_plot_gauge_form;
    case FC_PLOT_GRAPH:
    case FC_PLOT_STACK:
    case FC_PLOT_WATERFALL:
    default:
      return &fc_plot_axes_form;
    }
}

static double
turned (const FcPlotView *view,
        double            x)
{
  return view->mirrored ? view->width - x : x;
}

static void
turn (const FcPlotView *view,
      cairo_t          *cr)
{
  if (!view->mirrored)
    return;
  cairo_translate (cr, view->width, 0);
  cairo_scale (cr, -1, 1);
}

/**
 * fc_plot_view_lay_out:
 *
 * Finds where everything of @view has its place, after form, data, size, text, hidden or zoom were set.
 */
void
fc_plot_view_lay_out (FcPlotView *view)
{
  view->line = fc_pen_height (view, FC_PEN_SMALL);
  class_of (view)->lay_out (view);
}

/**
 * fc_plot_view_draw:
 *
 * Draws all but the cursor.
 */
void
fc_plot_view_draw (FcPlotView *view,
                   cairo_t    *cr)
{
  if (view->data->n == 0 || view->data->series->len == 0)
    return;
  cairo_save (cr);
  turn (view, cr);
  class_of (view)->draw (view, cr);
  cairo_restore (cr);
}

static void
draw_hair (FcPlotView *view,
           cairo_t    *cr,
           FcPlotBox   at)
{
  GdkRGBA colour = fc_plot_faded (view->look.ink, fc_plot_has_bars (view) ? 0.07 : 0.35);

  gdk_cairo_set_source_rgba (cr, &colour);
  if (fc_plot_has_bars (view))
    cairo_rectangle (cr, at.x, view->area.y, at.width, view->area.height);
  else
    cairo_rectangle (cr, round (at.x), view->area.y, 1, view->area.height);
  cairo_fill (cr);
}

/**
 * fc_plot_view_draw_cursor:
 *
 * Marks the point under the cursor and tells its values in a card beside it.
 */
void
fc_plot_view_draw_cursor (FcPlotView *view,
                          cairo_t    *cr)
{
  const FcPlotFormClass *klass = class_of (view);
  FcPlotBox at;

  if (view->point < 0 || (guint) view->point >= view->data->n || klass->place == NULL || !klass->place (view, &at))
    return;
  cairo_save (cr);
  turn (view, cr);
  if (klass == &fc_plot_axes_form)
    {
      draw_hair (view, cr, at);
      fc_plot_draw_knots (view, cr);
    }
  fc_plot_draw_read_out (view, cr, at);
  cairo_restore (cr);
}

/**
 * fc_plot_view_pick:
 * @point: (out): the one at, or nearest to, @x and @y
 * @series: (out): likewise; -1 where none is meant
 */
gboolean
fc_plot_view_pick (FcPlotView *view,
                   double      x,
                   double      y,
                   int        *point,
                   int        *series)
{
  const FcPlotFormClass *klass = class_of (view);

  return view->data->n > 0 && klass->pick != NULL && klass->pick (view, turned (view, x), y, point, series);
}

FcPlotBox
fc_plot_view_area (const FcPlotView *view)
{
  FcPlotBox area = view->area;

  if (view->mirrored)
    area.x = view->width - area.x - area.width;
  return area;
}

gboolean
fc_plot_view_zooms (const FcPlotView *view)
{
  return (view->form == FC_PLOT_GRAPH || view->form == FC_PLOT_STACK) && view->data->axis != FC_PLOT_X_NAMES &&
         view->data->n > 2;
}

double
fc_plot_view_x_at (const FcPlotView *view,
                   double            pixel)
{
  return fc_plot_scale_value (&view->x, turned (view, pixel));
}
