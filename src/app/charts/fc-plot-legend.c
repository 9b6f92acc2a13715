/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-plot-private.h"

#define SWATCH     12.0
#define SWATCH_GAP 6.0
#define ITEM_GAP   18.0
#define LINE_GAP   4.0
#define BELOW      8.0

typedef struct {
  FcPlotView *view;
  double x, y;
} Flow;

static gboolean
lists_points (const FcPlotView *view)
{
  return view->form == FC_PLOT_DONUT;
}

static guint
n_items (const FcPlotView *view)
{
  if (lists_points (view))
    return view->data->series->len > 0 ? MIN (view->data->n, FC_PLOT_MOST_SERIES) : 0;
  if (view->form == FC_PLOT_WATERFALL || view->form == FC_PLOT_HEAT || view->form == FC_PLOT_GAUGE ||
      view->form == FC_PLOT_SPARK || view->data->series->len < 2)
    return 0;
  return view->data->series->len;
}

static const char *
item_name (const FcPlotView *view,
           guint             item)
{
  return lists_points (view) ? view->data->names[item] : fc_plot_data_series (view->data, item)->name;
}

/* The unit that all values have stands before the names. */
static const char *
unit_name (const FcPlotView *view)
{
  if (view->form == FC_PLOT_DONUT || view->form == FC_PLOT_GAUGE || view->form == FC_PLOT_SPARK)
    return "";
  return fc_plot_unit_name (view->data->unit);
}

static FcPlotBox
next_box (Flow   *flow,
          double  width)
{
  FcPlotBox box;

  if (flow->x > 0 && flow->x + width > flow->view->width)
    {
      flow->x = 0;
      flow->y += flow->view->line + LINE_GAP;
    }
  box = (FcPlotBox) { flow->x, flow->y, width, flow->view->line };
  flow->x += width + ITEM_GAP;
  return box;
}

static Flow
begin (FcPlotView *view)
{
  Flow flow = { view, 0, 0 };
  const char *unit = unit_name (view);

  if (unit[0] != '\0')
    next_box (&flow, fc_pen_width (view, FC_PEN_SMALL, unit));
  return flow;
}

static FcPlotBox
item_box (Flow  *flow,
          guint  item)
{
  return next_box (flow, SWATCH + SWATCH_GAP + fc_pen_width (flow->view, FC_PEN_SMALL, item_name (flow->view, item)));
}

double
fc_plot_legend_height (FcPlotView *view)
{
  Flow flow = begin (view);
  double height = 0;

  if (view->text == NULL)
    return 0;
  if (flow.x > 0)
    height = view->line;
  for (guint i = 0; i < n_items (view); i++)
    {
      FcPlotBox box = item_box (&flow, i);

      height = box.y + box.height;
    }
  return height > 0 ? height + BELOW : 0;
}

static void
draw_swatch (FcPlotView *view,
             cairo_t    *cr,
             guint       item,
             FcPlotBox   box)
{
  const FcPlotSeries *series = fc_plot_data_series (view->data, lists_points (view) ? 0 : item);
  GdkRGBA colour = lists_points (view) ? fc_plot_colour_of (view, 0, item) : fc_plot_colour_of (view, item, 0);
  FcPlotKind kind = lists_points (view) ? FC_PLOT_BARS : series->kind;
  double middle = box.y + box.height / 2;

  if (!fc_plot_view_shows (view, item))
    colour = fc_plot_faded (view->look.ink, 0.25);
  if (kind == FC_PLOT_BAND)
    colour = fc_plot_faded (colour, 0.35);
  gdk_cairo_set_source_rgba (cr, &colour);
  if (kind == FC_PLOT_LINE || kind == FC_PLOT_DASHES)
    {
      cairo_set_line_width (cr, 2.5);
      fc_pen_dash (view, cr, series, item);
      cairo_move_to (cr, box.x, middle);
      cairo_rel_line_to (cr, SWATCH, 0);
      cairo_stroke (cr);
      cairo_set_dash (cr, NULL, 0, 0);
    }
  else if (kind == FC_PLOT_POINTS)
    {
      cairo_arc (cr, box.x + SWATCH / 2, middle, 4, 0, 2 * G_PI);
      cairo_fill (cr);
    }
  else
    {
      fc_pen_round_box (cr, (FcPlotBox) { box.x, middle - SWATCH / 2, SWATCH, SWATCH }, 3);
      cairo_fill (cr);
    }
}

static void
draw_item (FcPlotView *view,
           cairo_t    *cr,
           guint       item,
           FcPlotBox   box)
{
  gboolean shows = fc_plot_view_shows (view, item);
  GdkRGBA ink = fc_plot_faded (view->look.ink, shows ? 0.9 : 0.5);
  double x = box.x + SWATCH + SWATCH_GAP;

  draw_swatch (view, cr, item, box);
  fc_pen_write (view, cr, FC_PEN_SMALL, item_name (view, item), x, box.y, 0, 0, &ink);
  if (shows)
    return;
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, x, round (box.y + box.height / 2) + 0.5);
  cairo_line_to (cr, box.x + box.width, round (box.y + box.height / 2) + 0.5);
  cairo_stroke (cr);
}

void
fc_plot_draw_legend (FcPlotView *view,
                     cairo_t    *cr)
{
  Flow flow = begin (view);
  GdkRGBA ink = fc_plot_faded (view->look.ink, view->look.high_contrast ? 1 : 0.65);

  if (view->text == NULL)
    return;
  fc_pen_write (view, cr, FC_PEN_SMALL, unit_name (view), 0, 0, 0, 0, &ink);
  for (guint i = 0; i < n_items (view); i++)
    draw_item (view, cr, i, item_box (&flow, i));
}

int
fc_plot_view_pick_legend (FcPlotView *view,
                          double      x,
                          double      y)
{
  Flow flow = begin (view);

  x = view->mirrored ? view->width - x : x;
  for (guint i = 0; view->text != NULL && i < n_items (view); i++)
    {
      FcPlotBox box = item_box (&flow, i);

      if (x >= box.x - SWATCH_GAP && x < box.x + box.width + SWATCH_GAP && y >= box.y - LINE_GAP &&
          y < box.y + box.height + LINE_GAP)
        return (int) i;
    }
  return -1;
}
