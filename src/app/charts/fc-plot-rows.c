/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-plot-private.h"

/* Bars from left to right, one below the other: names have the room that they need. */

#define NAME_GAP   10.0
#define NAME_SHARE 0.45 /* of the width, at most */
#define BAR_SHARE  0.66
#define BAR_WIDEST 28.0
#define CORNER     3.0

static void
find_range (FcPlotView *view,
            double     *low,
            double     *high)
{
  double from, to;

  *low = *high = 0;
  for (guint s = 0; s < view->data->series->len; s++)
    for (guint i = 0; fc_plot_view_shows (view, s) && i < view->data->n; i++)
      if (fc_plot_extent (view, s, i, &from, &to))
        {
          *low = MIN (*low, to);
          *high = MAX (*high, to);
        }
  if (*high == *low)
    *high = 1;
}

static void
lay_out (FcPlotView *view)
{
  double top = fc_plot_legend_height (view), names = 0, values = 0;

  find_range (view, &view->x.low, &view->x.high);
  view->first = 0;
  view->end = view->data->n;
  for (guint i = 0; i < view->data->n; i++)
    {
      g_autofree char *name = fc_plot_data_say_x (view->data, i);
      double width = fc_pen_width (view, FC_PEN_SMALL, name);

      names = MAX (names, width);
      for (guint s = 0; s < view->data->series->len; s++)
        {
          g_autofree char *value = fc_plot_unit_figure (view->data->unit, fc_plot_data_series (view->data, s)->y[i]);

          width = fc_pen_width (view, FC_PEN_SMALL, value);
          values = MAX (values, width);
        }
    }
  names = MIN (names, view->width * NAME_SHARE);
  view->area = (FcPlotBox) { names > 0 ? names + NAME_GAP : 0, top, 0, MAX (view->height - top, 1) };
  view->area.width = MAX (view->width - view->area.x, 1);
  /* Figures stand behind their bars, of what is less than nought before them. */
  view->x.start = view->area.x + (view->x.low < 0 ? values + 6 : 0);
  view->x.end = MAX (view->width - (view->x.high > 0 ? values + 6 : 0), view->x.start + 1);
  view->y = (FcPlotScale) { 0, view->data->n, view->area.y, view->area.y + view->area.height };
  view->slot = view->area.height / MAX (view->data->n, 1);
}

static FcPlotBox
bar_of (FcPlotView *view,
        guint       series,
        guint       point)
{
  guint place, n = fc_plot_bar_series (view, series, &place);
  double room = MIN (view->slot * BAR_SHARE, n * BAR_WIDEST), from = 0, to = 0, start, end;
  double middle = fc_plot_scale_place (&view->y, point + 0.5);

  fc_plot_extent (view, series, point, &from, &to);
  start = fc_plot_scale_place (&view->x, from);
  end = fc_plot_scale_place (&view->x, to);
  return (FcPlotBox) { MIN (start, end), middle - room / 2 + place * room / n, fabs (end - start),
                       MAX (room / n - (n > 1 ? 1 : 0), 1) };
}

static void
draw_bar (FcPlotView *view,
          cairo_t    *cr,
          guint       series,
          guint       point)
{
  double y = fc_plot_data_series (view->data, series)->y[point];
  FcPlotBox box = bar_of (view, series, point);
  GdkRGBA colour = fc_plot_colour_of (view, series, point), ink = fc_plot_faded (view->look.ink, 0.9);
  g_autofree char *value = fc_plot_unit_figure (view->data->unit, y);

  if (isnan (y))
    return;
  gdk_cairo_set_source_rgba (cr, &colour);
  fc_pen_round_box (cr, box, CORNER);
  cairo_fill (cr);
  if (box.height >= view->line * 0.8)
    fc_pen_write (view, cr, FC_PEN_SMALL, value, y < 0 ? box.x - 6 : box.x + box.width + 6, box.y + box.height / 2,
                  y < 0 ? 1 : 0, 0.5, &ink);
}

static void
draw (FcPlotView *view,
      cairo_t    *cr)
{
  GdkRGBA ink = fc_plot_faded (view->look.ink, 0.9), line = fc_plot_faded (view->look.ink, 0.25);
  guint stride = (guint) MAX (ceil (view->line / MAX (view->slot, 1)), 1);

  fc_plot_draw_legend (view, cr);
  for (guint i = 0; i < view->data->n; i++)
    {
      g_autofree char *name = fc_plot_data_say_x (view->data, i);

      if (i % stride == 0)
        {
          cairo_save (cr);
          cairo_rectangle (cr, 0, 0, view->area.x, view->height);
          cairo_clip (cr);
          fc_pen_write (view, cr, FC_PEN_SMALL, name, 0, fc_plot_scale_place (&view->y, i + 0.5), 0, 0.5, &ink);
          cairo_restore (cr);
        }
      for (guint s = 0; s < view->data->series->len; s++)
        if (fc_plot_view_shows (view, s))
          draw_bar (view, cr, s, i);
    }
  gdk_cairo_set_source_rgba (cr, &line);
  cairo_rectangle (cr, round (fc_plot_scale_place (&view->x, 0)) - 1, view->area.y, 1, view->area.height);
  cairo_fill (cr);
}

static gboolean
pick (FcPlotView *view,
      double      x,
      double      y,
      int        *point,
      int        *series)
{
  if (y < view->area.y || y >= view->area.y + view->area.height)
    return FALSE;
  *point = (int) CLAMP ((y - view->area.y) / view->slot, 0, view->data->n - 1);
  *series = -1;
  for (guint s = 0; s < view->data->series->len; s++)
    {
      FcPlotBox box = bar_of (view, s, (guint) *point);

      if (fc_plot_view_shows (view, s) && (*series < 0 || y >= box.y))
        *series = (int) s;
    }
  return TRUE;
}

static gboolean
place (FcPlotView *view,
       FcPlotBox  *box)
{
  guint series = (guint) MAX (view->series, 0);

  *box = bar_of (view, series, (guint) view->point);
  box->x += box->width;
  box->width = 0;
  return TRUE;
}

const FcPlotFormClass fc_plot_rows_form = { lay_out, draw, pick, place };
