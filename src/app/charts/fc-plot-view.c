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
  if (view->data->n > 0 && view->data->series->len > 0)
    class_of (view)->draw (view, cr);
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
  if (klass == &fc_plot_axes_form)
    {
      draw_hair (view, cr, at);
      fc_plot_draw_knots (view, cr);
    }
  fc_plot_draw_read_out (view, cr, at);
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

  return view->data->n > 0 && klass->pick != NULL && klass->pick (view, x, y, point, series);
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
  double width = view->x.end - view->x.start;

  return view->x.low + (width > 0 ? (pixel - view->x.start) / width : 0) * (view->x.high - view->x.low);
}
