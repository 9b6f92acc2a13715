/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-plot-private.h"

/* What is drawn round: shares of a whole, and a value on its scale. */

#define HOLE      0.62 /* of the radius */
#define SLICE_GAP 2.0  /* pixels of ground between two parts */
#define SWEEP     (1.5 * G_PI)
#define THICK     0.2

typedef struct {
  double x, y, radius;
} Circle;

static Circle
circle_of (const FcPlotView *view)
{
  return (Circle) { view->area.x + view->area.width / 2, view->area.y + view->area.height / 2,
                    MAX (MIN (view->area.width, view->area.height) / 2 - 4, 1) };
}

static void
lay_out (FcPlotView *view)
{
  double top = fc_plot_legend_height (view);

  view->first = 0;
  view->end = view->data->n;
  view->area = (FcPlotBox) { 0, top, view->width, MAX (view->height - top, 1) };
}

/* A part that is not more than nought is none. */
static double
part (const FcPlotView *view,
      guint             point)
{
  double y = fc_plot_data_series (view->data, 0)->y[point];

  return fc_plot_view_shows (view, point) && y > 0 ? y : 0;
}

/* Where the part of @point begins and ends, clockwise from the top. */
static gboolean
angles_of (const FcPlotView *view,
           guint             point,
           double           *from,
           double           *to)
{
  double whole = 0, before = 0;

  for (guint i = 0; i < view->data->n; i++)
    {
      before += i < point ? part (view, i) : 0;
      whole += part (view, i);
    }
  if (!(whole > 0) || part (view, point) == 0)
    return FALSE;
  *from = 2 * G_PI * before / whole - G_PI / 2;
  *to = *from + 2 * G_PI * part (view, point) / whole;
  return TRUE;
}

static void
draw_slice (FcPlotView *view,
            cairo_t    *cr,
            guint       point)
{
  Circle circle = circle_of (view);
  GdkRGBA colour = fc_plot_colour_of (view, 0, point);
  double from, to, outer, inner;

  if (!angles_of (view, point, &from, &to))
    return;
  outer = MIN (SLICE_GAP / circle.radius / 2, (to - from) / 4);
  inner = MIN (SLICE_GAP / (circle.radius * HOLE) / 2, (to - from) / 4);
  if (to - from > 2 * G_PI - 1e-9) /* the whole: nothing beside it */
    outer = inner = 0;
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_new_path (cr);
  cairo_arc (cr, circle.x, circle.y, circle.radius, from + outer, to - outer);
  cairo_arc_negative (cr, circle.x, circle.y, circle.radius * HOLE, to - inner, from + inner);
  cairo_close_path (cr);
  cairo_fill (cr);
}

static void
draw_donut (FcPlotView *view,
            cairo_t    *cr)
{
  Circle circle = circle_of (view);
  GdkRGBA dim = fc_plot_faded (view->look.ink, 0.65);
  g_autofree char *text = NULL;
  double whole = 0;

  fc_plot_draw_legend (view, cr);
  for (guint i = 0; i < view->data->n; i++)
    {
      draw_slice (view, cr, i);
      whole += part (view, i);
    }
  text = fc_plot_unit_figure (view->data->unit, whole);
  fc_pen_write (view, cr, FC_PEN_BOLD, text, circle.x, circle.y, 0.5, 1, &view->look.ink);
  fc_pen_write (view, cr, FC_PEN_SMALL, fc_plot_unit_name (view->data->unit), circle.x, circle.y, 0.5, 0, &dim);
}

static gboolean
pick_slice (FcPlotView *view,
            double      x,
            double      y,
            int        *point,
            int        *series)
{
  Circle circle = circle_of (view);
  double away = hypot (x - circle.x, y - circle.y), angle = atan2 (y - circle.y, x - circle.x), from, to;

  angle = angle < -G_PI / 2 ? angle + 2 * G_PI : angle;
  *series = 0;
  for (guint i = 0; away <= circle.radius + 4 && away >= circle.radius * HOLE - 4 && i < view->data->n; i++)
    if (angles_of (view, i, &from, &to) && angle >= from && angle < to)
      {
        *point = (int) i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
place_slice (FcPlotView *view,
             FcPlotBox  *box)
{
  Circle circle = circle_of (view);
  double from, to, middle, radius = circle.radius * (1 + HOLE) / 2;

  if (!angles_of (view, (guint) view->point, &from, &to))
    return FALSE;
  middle = (from + to) / 2;
  *box = (FcPlotBox) { circle.x + radius * cos (middle), circle.y + radius * sin (middle), 0, 0 };
  return TRUE;
}

/* The scale of a gauge goes from its first limit to its last; those between are marks. */
static gboolean
gauge_range (const FcPlotView *view,
             double           *low,
             double           *high)
{
  const GPtrArray *limits = view->data->limits;

  *low = G_MAXDOUBLE;
  *high = -G_MAXDOUBLE;
  for (guint i = 0; i < limits->len; i++)
    {
      *low = MIN (*low, ((FcPlotLimit *) limits->pdata[i])->value);
      *high = MAX (*high, ((FcPlotLimit *) limits->pdata[i])->value);
    }
  return *high > *low;
}

/* There is room beside it for what its marks are called. */
static Circle
dial_of (FcPlotView *view)
{
  double radius, widest = 0;

  for (guint i = 0; i < view->data->limits->len; i++)
    {
      double width = fc_pen_width (view, FC_PEN_SMALL, ((FcPlotLimit *) view->data->limits->pdata[i])->name);

      widest = MAX (widest, width);
    }
  radius = MAX (MIN (view->area.width / 2 - widest - 8, (view->area.height - view->line) / 1.75), 1);

  return (Circle) { view->area.x + view->area.width / 2, view->area.y + view->line / 2 + radius, radius };
}

static double
dial_angle (double value,
            double low,
            double high)
{
  return 0.75 * G_PI + SWEEP * CLAMP ((value - low) / (high - low), 0, 1);
}

static void
draw_arc (cairo_t       *cr,
          Circle         dial,
          double         from,
          double         to,
          const GdkRGBA *colour)
{
  gdk_cairo_set_source_rgba (cr, colour);
  cairo_set_line_width (cr, dial.radius * THICK);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_new_path (cr);
  cairo_arc (cr, dial.x, dial.y, dial.radius * (1 - THICK / 2), from, to);
  cairo_stroke (cr);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
}

static void
draw_mark (FcPlotView        *view,
           cairo_t           *cr,
           const FcPlotLimit *limit,
           double             angle)
{
  Circle dial = dial_of (view);
  GdkRGBA colour = fc_plot_look_colour (&view->look, limit->colour, 0), dim = fc_plot_faded (view->look.ink, 0.65);
  double c = cos (angle), s = sin (angle), away = dial.radius + 6;

  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_set_line_width (cr, 2);
  cairo_move_to (cr, dial.x + c * dial.radius * (1 - THICK), dial.y + s * dial.radius * (1 - THICK));
  cairo_line_to (cr, dial.x + c * (dial.radius + 3), dial.y + s * (dial.radius + 3));
  cairo_stroke (cr);
  fc_pen_write (view, cr, FC_PEN_SMALL, limit->name, dial.x + c * away, dial.y + s * away, c < -0.2 ? 1 : c > 0.2 ? 0 : 0.5,
                s < -0.7 ? 1 : 0.5, &dim);
}

static void
draw_gauge (FcPlotView *view,
            cairo_t    *cr)
{
  const FcPlotSeries *series = fc_plot_data_series (view->data, 0);
  Circle dial = dial_of (view);
  GdkRGBA trough = fc_plot_faded (view->look.ink, 0.12), colour = fc_plot_colour_of (view, 0, 0);
  GdkRGBA dim = fc_plot_faded (view->look.ink, 0.65);
  g_autofree char *text = fc_plot_data_say (view->data, 0, 0);
  double low, high;

  if (!gauge_range (view, &low, &high))
    return;
  draw_arc (cr, dial, dial_angle (low, low, high), dial_angle (high, low, high), &trough);
  if (!isnan (series->y[0]))
    draw_arc (cr, dial, dial_angle (low, low, high), dial_angle (series->y[0], low, high), &colour);
  for (guint i = 0; i < view->data->limits->len; i++)
    {
      const FcPlotLimit *limit = view->data->limits->pdata[i];

      if (limit->value > low && limit->value < high)
        draw_mark (view, cr, limit, dial_angle (limit->value, low, high));
    }
  fc_pen_write (view, cr, FC_PEN_LARGE, text, dial.x, dial.y, 0.5, 0.6, &view->look.ink);
  fc_pen_write (view, cr, FC_PEN_SMALL, series->name, dial.x, dial.y + view->line * 1.1, 0.5, 0, &dim);
}

static gboolean
pick_gauge (FcPlotView *view,
            double      x,
            double      y,
            int        *point,
            int        *series)
{
  *point = *series = 0;
  return TRUE;
}

const FcPlotFormClass fc_plot_donut_form = { lay_out, draw_donut, pick_slice, place_slice };
const FcPlotFormClass fc_plot_gauge_form = { lay_out, draw_gauge, pick_gauge, NULL };
