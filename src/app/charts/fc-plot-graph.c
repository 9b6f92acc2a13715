/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-plot-private.h"

#include "fc-plot-thin.h"

/* What has both axes: graphs, stacks, waterfalls; and the line beside a figure, which has none. */

#define LINE_WIDTH  2.0
#define DENSE_WIDTH 1.25 /* of a line that was thinned */
#define POINT       3.5
#define CORNER      3.0
#define SPARK_EDGE  3.0
#define BAND_SHARE  0.18 /* of its colour's strength */
#define AREA_SHARE  0.22
#define STACK_SHARE 0.55 /* nothing else is seen through it */

typedef struct {
  FcPlotView *view;
  cairo_t *cr;
  const FcPlotSeries *series;
  guint index;
  const double *top;
  const double *base; /* (nullable): nought */
  double *stacked;    /* (owned) (nullable): top and base, where they are not the series' own */
  GArray *kept;       /* guint: the points to be drawn */
  gboolean dense;
} Stroke;

static double
x_of (const Stroke *stroke,
      guint         kept)
{
  return fc_plot_scale_place (&stroke->view->x, stroke->view->data->x[g_array_index (stroke->kept, guint, kept)]);
}

static double
y_of (const Stroke *stroke,
      const double *values,
      guint         kept)
{
  return fc_plot_scale_place (&stroke->view->y, values[g_array_index (stroke->kept, guint, kept)]);
}

static gboolean
is_hole (const Stroke *stroke,
         guint         kept)
{
  guint point = g_array_index (stroke->kept, guint, kept);

  return isnan (stroke->top[point]) || (stroke->base != NULL && isnan (stroke->base[point]));
}

/* The next run of values without a hole. */
static gboolean
next_run (const Stroke *stroke,
          guint        *first,
          guint        *end)
{
  *first = *end;
  while (*first < stroke->kept->len && is_hole (stroke, *first))
    (*first)++;
  *end = *first;
  while (*end < stroke->kept->len && !is_hole (stroke, *end))
    (*end)++;
  return *first < *end;
}

static int
by_point (gconstpointer a,
          gconstpointer b)
{
  guint first = *(const guint *) a, second = *(const guint *) b;

  return (first > second) - (first < second);
}

static void
stack_up (Stroke *stroke)
{
  FcPlotView *view = stroke->view;
  guint n = view->data->n;
  double *base = g_new (double, 2 * n), *top = base + n;

  for (guint i = view->first; i < view->end; i++)
    if (!fc_plot_extent (view, stroke->index, i, &base[i], &top[i]))
      base[i] = top[i] = NAN;
  stroke->stacked = base;
  stroke->base = base;
  stroke->top = top;
}

static void
begin (Stroke     *stroke,
       FcPlotView *view,
       cairo_t    *cr,
       guint       index)
{
  const FcPlotData *data = view->data;
  guint columns = (guint) MAX (view->area.width, 1);

  *stroke = (Stroke){ .view = view, .cr = cr, .series = fc_plot_data_series (data, index), .index = index };
  stroke->top = stroke->series->y;
  stroke->base = stroke->series->high;
  if (stroke->series->kind == FC_PLOT_AREA && fc_plot_is_stacked (view, index))
    stack_up (stroke);
  stroke->kept = fc_plot_thin (data->x, stroke->top, view->first, view->end, view->x.low, view->x.high, columns);
  stroke->dense = stroke->kept->len < view->end - view->first;
  if (stroke->base != NULL && stroke->dense)
    {
      g_autoptr (GArray) other =
        fc_plot_thin (data->x, stroke->base, view->first, view->end, view->x.low, view->x.high, columns);

      g_array_append_vals (stroke->kept, other->data, other->len);
      g_array_sort (stroke->kept, by_point);
    }
}

static void
finish (Stroke *stroke)
{
  g_array_unref (stroke->kept);
  g_free (stroke->stacked);
}

/* Between the two edges of a band; between an area's line and what it stands on. */
static void
fill (Stroke *stroke,
      double  share)
{
  GdkRGBA colour = fc_plot_faded (fc_plot_colour_of (stroke->view, stroke->index, 0), share);
  double nought = fc_plot_scale_place (&stroke->view->y, 0);
  guint first, end = 0;

  gdk_cairo_set_source_rgba (stroke->cr, &colour);
  while (next_run (stroke, &first, &end))
    {
      cairo_new_sub_path (stroke->cr);
      for (guint i = first; i < end; i++)
        cairo_line_to (stroke->cr, x_of (stroke, i), y_of (stroke, stroke->top, i));
      for (guint i = end; i-- > first;)
        cairo_line_to (stroke->cr, x_of (stroke, i), stroke->base != NULL ? y_of (stroke, stroke->base, i) : nought);
      cairo_close_path (stroke->cr);
    }
  cairo_fill (stroke->cr);
}

static void
draw_line (Stroke *stroke)
{
  cairo_t *cr = stroke->cr;
  GdkRGBA colour = fc_plot_colour_of (stroke->view, stroke->index, 0);
  double width = (stroke->dense ? DENSE_WIDTH : LINE_WIDTH) * (stroke->view->look.high_contrast ? 1.5 : 1);
  guint first, end = 0;

  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_set_line_width (cr, width);
  cairo_set_line_join (cr, stroke->dense ? CAIRO_LINE_JOIN_BEVEL : CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, stroke->series->kind == FC_PLOT_DASHES ? CAIRO_LINE_CAP_BUTT : CAIRO_LINE_CAP_ROUND);
  fc_pen_dash (stroke->view, cr, stroke->series, stroke->index);
  while (next_run (stroke, &first, &end))
    {
      cairo_new_sub_path (cr);
      for (guint i = first; i < end; i++)
        cairo_line_to (cr, x_of (stroke, i), y_of (stroke, stroke->top, i));
      if (end - first == 1) /* alone between holes: a dot */
        cairo_close_path (cr);
    }
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
draw_points (Stroke *stroke)
{
  GdkRGBA colour = fc_plot_colour_of (stroke->view, stroke->index, 0);

  gdk_cairo_set_source_rgba (stroke->cr, &colour);
  for (guint i = 0; i < stroke->kept->len; i++)
    if (!is_hole (stroke, i))
      {
        cairo_new_sub_path (stroke->cr);
        cairo_arc (stroke->cr, x_of (stroke, i), y_of (stroke, stroke->top, i), POINT, 0, 2 * G_PI);
      }
  cairo_fill (stroke->cr);
}

static void
draw_bars (Stroke *stroke)
{
  FcPlotView *view = stroke->view;

  for (guint i = 0; i < stroke->kept->len; i++)
    {
      guint point = g_array_index (stroke->kept, guint, i);
      FcPlotBox box = fc_plot_bar_box (view, stroke->index, point);
      GdkRGBA colour = fc_plot_colour_of (view, stroke->index, point);

      if (is_hole (stroke, i))
        continue;
      gdk_cairo_set_source_rgba (stroke->cr, &colour);
      if (box.width < 2 * CORNER)
        cairo_rectangle (stroke->cr, box.x, box.y, box.width, box.height);
      else
        fc_pen_round_box (stroke->cr, box, view->form == FC_PLOT_STACK ? 0 : CORNER);
      cairo_fill (stroke->cr);
    }
}

static void
draw_band (Stroke *stroke)
{
  fill (stroke, stroke->view->look.high_contrast ? 2 * BAND_SHARE : BAND_SHARE);
}

static void
draw_area (Stroke *stroke)
{
  fill (stroke, stroke->stacked != NULL ? STACK_SHARE : AREA_SHARE);
}

/* One upon another; no area covers the line of its neighbour. */
static const struct {
  FcPlotKind kind;
  void (*draw) (Stroke *stroke);
} order[] = {
  { FC_PLOT_BAND, draw_band },     { FC_PLOT_AREA, draw_area },   { FC_PLOT_AREA, draw_line },
  { FC_PLOT_BARS, draw_bars },     { FC_PLOT_DASHES, draw_line }, { FC_PLOT_LINE, draw_line },
  { FC_PLOT_POINTS, draw_points },
};

static void
draw_series (FcPlotView *view,
             cairo_t    *cr)
{
  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    for (guint s = 0; s < view->data->series->len; s++)
      if (fc_plot_data_series (view->data, s)->kind == order[i].kind && fc_plot_view_shows (view, s))
        {
          Stroke stroke;

          begin (&stroke, view, cr, s);
          order[i].draw (&stroke);
          finish (&stroke);
        }
}

static void
draw_limits (FcPlotView *view,
             cairo_t    *cr)
{
  for (guint i = 0; i < view->data->limits->len; i++)
    {
      const FcPlotLimit *limit = view->data->limits->pdata[i];
      GdkRGBA colour = fc_plot_look_colour (&view->look, limit->colour, i);
      double y = round (fc_plot_scale_place (&view->y, limit->value)) + 0.5;

      gdk_cairo_set_source_rgba (cr, &colour);
      cairo_set_line_width (cr, view->look.high_contrast ? 2 : 1);
      cairo_set_dash (cr, (double[]) { 6, 3 }, 2, 0);
      cairo_move_to (cr, view->area.x, y);
      cairo_rel_line_to (cr, view->area.width, 0);
      cairo_stroke (cr);
      cairo_set_dash (cr, NULL, 0, 0);
      fc_pen_write (view, cr, FC_PEN_SMALL, limit->name, view->area.x + view->area.width, y - 2, 1, 1, &colour);
    }
}

/* From the end of each step to where the next begins; and how much it is, with its sign, where there is room. */
static void
draw_steps (FcPlotView *view,
            cairo_t    *cr)
{
  GdkRGBA line = fc_plot_faded (view->look.ink, 0.4);
  double from, to, before = NAN;

  for (guint i = 0; view->data->series->len > 0 && i < view->data->n; i++)
    {
      FcPlotBox box = fc_plot_bar_box (view, 0, i);
      g_autofree char *text = fc_plot_unit_figure (view->data->unit, fc_plot_data_series (view->data, 0)->y[i]);

      if (!fc_plot_extent (view, 0, i, &from, &to))
        continue;
      if (!isnan (before))
        {
          gdk_cairo_set_source_rgba (cr, &line);
          cairo_set_line_width (cr, 1);
          cairo_move_to (cr, box.x - (view->slot - box.width), round (before) + 0.5);
          cairo_line_to (cr, box.x, round (before) + 0.5);
          cairo_stroke (cr);
        }
      before = fc_plot_scale_place (&view->y, to);
      if (fc_pen_width (view, FC_PEN_SMALL, text) < view->slot - 4)
        fc_pen_write (view, cr, FC_PEN_SMALL, text, box.x + box.width / 2, box.y - 2, 0.5, 1, &view->look.ink);
    }
}

static void
draw_axes_form (FcPlotView *view,
                cairo_t    *cr)
{
  fc_plot_draw_legend (view, cr);
  fc_plot_draw_axes (view, cr);
  cairo_save (cr);
  if (!isnan (view->from))
    {
      cairo_rectangle (cr, view->area.x, 0, view->area.width, view->height);
      cairo_clip (cr);
    }
  draw_series (view, cr);
  cairo_restore (cr);
  draw_limits (view, cr);
  if (view->form == FC_PLOT_WATERFALL)
    draw_steps (view, cr);
}

static guint
nearest_point (FcPlotView *view,
               double      value)
{
  const FcPlotData *data = view->data;
  guint point = fc_plot_first_at (data->x, data->n, value);

  if (point == data->n || (point > 0 && value - data->x[point - 1] < data->x[point] - value))
    point--;
  return point;
}

static gboolean
pick (FcPlotView *view,
      double      x,
      double      y,
      int        *point,
      int        *series)
{
  double nearest = G_MAXDOUBLE, from, to;

  if (view->data->n == 0 || y < view->area.y - 12)
    return FALSE;
  *point = (int) nearest_point (view, fc_plot_scale_value (&view->x, x));
  *series = -1;
  for (guint s = 0; s < view->data->series->len; s++)
    if (fc_plot_view_shows (view, s) && fc_plot_data_series (view->data, s)->kind != FC_PLOT_BAND &&
        fc_plot_extent (view, s, (guint) *point, &from, &to))
      {
        double distance = fabs (fc_plot_scale_place (&view->y, to) - y);
        FcPlotBox box = fc_plot_bar_box (view, s, (guint) *point);

        if (fc_plot_data_series (view->data, s)->kind == FC_PLOT_BARS && x >= box.x && x < box.x + box.width &&
            y >= box.y && y < box.y + box.height)
          distance = 0;
        if (fc_plot_data_series (view->data, s)->kind == FC_PLOT_AREA && fc_plot_is_stacked (view, s) &&
            (fc_plot_scale_place (&view->y, from) - y) * (fc_plot_scale_place (&view->y, to) - y) < 0)
          distance = 0;
        if (distance < nearest)
          {
            nearest = distance;
            *series = (int) s;
          }
      }
  return TRUE;
}

static gboolean
place (FcPlotView *view,
       FcPlotBox  *box)
{
  double x = fc_plot_scale_place (&view->x, view->data->x[view->point]), from, to;

  if (x < view->area.x - 1 || x > view->area.x + view->area.width + 1)
    return FALSE;
  *box = (FcPlotBox) { x, view->area.y, 0, view->area.height };
  if (fc_plot_has_bars (view))
    *box = (FcPlotBox) { x - view->slot / 2, view->area.y, view->slot, view->area.height };
  if (view->series >= 0 && fc_plot_extent (view, (guint) view->series, (guint) view->point, &from, &to))
    *box = (FcPlotBox) { box->x, fc_plot_scale_place (&view->y, to), box->width, 0 };
  return TRUE;
}

/* The values of the point on their lines, that under the cursor larger. */
void
fc_plot_draw_knots (FcPlotView *view,
                    cairo_t    *cr)
{
  double x = fc_plot_scale_place (&view->x, view->data->x[view->point]), from, to;

  for (guint s = 0; s < view->data->series->len; s++)
    {
      FcPlotKind kind = fc_plot_data_series (view->data, s)->kind;
      GdkRGBA colour = fc_plot_colour_of (view, s, (guint) view->point);

      if (kind == FC_PLOT_BARS || kind == FC_PLOT_BAND || !fc_plot_view_shows (view, s) ||
          !fc_plot_extent (view, s, (guint) view->point, &from, &to))
        continue;
      cairo_arc (cr, x, fc_plot_scale_place (&view->y, to), view->series == (int) s ? 5 : 4, 0, 2 * G_PI);
      gdk_cairo_set_source_rgba (cr, &colour);
      cairo_fill_preserve (cr);
      gdk_cairo_set_source_rgba (cr, &view->look.ground);
      cairo_set_line_width (cr, 1.5);
      cairo_stroke (cr);
    }
}

static void
lay_out_spark (FcPlotView *view)
{
  double low = G_MAXDOUBLE, high = -G_MAXDOUBLE;

  fc_plot_find_points (view);
  for (guint s = 0; s < view->data->series->len; s++)
    for (guint i = view->first; i < view->end; i++)
      {
        double y = fc_plot_data_series (view->data, s)->y[i];

        low = isnan (y) ? low : MIN (low, y);
        high = isnan (y) ? high : MAX (high, y);
      }
  view->area = (FcPlotBox) { SPARK_EDGE, SPARK_EDGE, MAX (view->width - 2 * SPARK_EDGE, 1),
                            MAX (view->height - 2 * SPARK_EDGE, 1) };
  view->x.start = view->area.x;
  view->x.end = view->area.x + view->area.width;
  view->y = (FcPlotScale) { low, high, view->area.y + view->area.height, view->area.y };
}

static void
draw_spark (FcPlotView *view,
            cairo_t    *cr)
{
  double from, to;

  draw_series (view, cr);
  if (view->data->n < 2 || view->data->series->len == 0 || !fc_plot_extent (view, 0, view->data->n - 1, &from, &to))
    return;
  cairo_arc (cr, fc_plot_scale_place (&view->x, view->data->x[view->data->n - 1]), fc_plot_scale_place (&view->y, to),
             2.5, 0, 2 * G_PI);
  cairo_fill (cr);
}

const FcPlotFormClass fc_plot_axes_form = { fc_plot_lay_out_axes, draw_axes_form, pick, place };
const FcPlotFormClass fc_plot_spark_form = { lay_out_spark, draw_spark, NULL, NULL };
