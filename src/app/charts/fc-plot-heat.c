/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-plot-private.h"

/* A row of cells for each series: weekdays, with the hours across. */

#define NAME_GAP 10.0
#define CELL_GAP 2.0
#define CORNER   3.0
#define KEY      8.0  /* height of the strip that tells how much a colour is */
#define KEY_WIDTH 140.0

static void
find_range (FcPlotView *view,
            double     *low,
            double     *high)
{
  *low = 0;
  *high = 0;
  for (guint s = 0; s < view->data->series->len; s++)
    for (guint i = 0; i < view->data->n; i++)
      {
        double y = fc_plot_data_series (view->data, s)->y[i];

        *low = isnan (y) ? *low : MIN (*low, y);
        *high = isnan (y) ? *high : MAX (*high, y);
      }
}

static void
lay_out (FcPlotView *view)
{
  double names = 0, below = view->text != NULL ? view->line + 6 : 0, key = view->text != NULL ? view->line + 10 : 0;

  for (guint s = 0; s < view->data->series->len; s++)
    {
      double width = fc_pen_width (view, FC_PEN_SMALL, fc_plot_data_series (view->data, s)->name);

      names = MAX (names, width);
    }
  view->first = 0;
  view->end = view->data->n;
  view->area = (FcPlotBox) { names > 0 ? names + NAME_GAP : 0, key, 0, MAX (view->height - key - below, 1) };
  view->area.width = MAX (view->width - view->area.x, 1);
  view->slot = view->area.width / MAX (view->data->n, 1);
  view->x = (FcPlotScale) { 0, view->data->n, view->area.x, view->area.x + view->area.width };
  view->y = (FcPlotScale) { 0, view->data->series->len, view->area.y, view->area.y + view->area.height };
}

static FcPlotBox
cell_of (const FcPlotView *view,
         guint             series,
         guint             point)
{
  double x = fc_plot_scale_place (&view->x, point), y = fc_plot_scale_place (&view->y, series);
  double gap = view->slot > 4 * CELL_GAP ? CELL_GAP : 0;

  return (FcPlotBox) { x, y, fc_plot_scale_place (&view->x, point + 1) - x - gap,
                       fc_plot_scale_place (&view->y, series + 1) - y - gap };
}

/* From little to much, with the figures at both ends. */
static void
draw_key (FcPlotView *view,
          cairo_t    *cr,
          double      low,
          double      high)
{
  g_autofree char *least = fc_plot_unit_figure (view->data->unit, low);
  g_autofree char *most = fc_plot_unit_say (view->data->unit, high);
  double right = view->width - fc_pen_width (view, FC_PEN_SMALL, most), middle = view->line / 2;
  double left = right - 8 - KEY_WIDTH;
  GdkRGBA ink = fc_plot_faded (view->look.ink, 0.65);
  cairo_pattern_t *strip = cairo_pattern_create_linear (left, 0, left + KEY_WIDTH, 0);

  for (int i = 0; i <= 8; i++)
    {
      GdkRGBA colour = fc_plot_look_heat (&view->look, i / 8.0);

      cairo_pattern_add_color_stop_rgb (strip, i / 8.0, colour.red, colour.green, colour.blue);
    }
  cairo_set_source (cr, strip);
  cairo_pattern_destroy (strip);
  fc_pen_round_box (cr, (FcPlotBox) { left, middle - KEY / 2, KEY_WIDTH, KEY }, KEY / 2);
  cairo_fill (cr);
  fc_pen_write (view, cr, FC_PEN_SMALL, least, left - 8, middle, 1, 0.5, &ink);
  fc_pen_write (view, cr, FC_PEN_SMALL, most, right, middle, 0, 0.5, &ink);
}

static void
draw_names (FcPlotView *view,
            cairo_t    *cr)
{
  GdkRGBA ink = fc_plot_faded (view->look.ink, 0.65);
  double widest = 0;
  guint stride;

  for (guint s = 0; s < view->data->series->len; s++)
    fc_pen_write (view, cr, FC_PEN_SMALL, fc_plot_data_series (view->data, s)->name, view->area.x - NAME_GAP,
                  fc_plot_scale_place (&view->y, s + 0.5), 1, 0.5, &ink);
  for (guint i = 0; i < view->data->n; i++)
    {
      g_autofree char *name = fc_plot_data_say_x (view->data, i);
      double width = fc_pen_width (view, FC_PEN_SMALL, name);

      widest = MAX (widest, width);
    }
  stride = (guint) MAX (ceil ((widest + 6) / MAX (view->slot, 1)), 1);
  for (guint i = 0; i < view->data->n; i += stride)
    {
      g_autofree char *name = fc_plot_data_say_x (view->data, i);

      fc_pen_write (view, cr, FC_PEN_SMALL, name, fc_plot_scale_place (&view->x, i + 0.5),
                    view->area.y + view->area.height + 4, 0.5, 0, &ink);
    }
}

static void
draw (FcPlotView *view,
      cairo_t    *cr)
{
  double low, high;

  find_range (view, &low, &high);
  for (guint s = 0; s < view->data->series->len; s++)
    for (guint i = 0; i < view->data->n; i++)
      {
        double y = fc_plot_data_series (view->data, s)->y[i];
        GdkRGBA colour = fc_plot_look_heat (&view->look, high > low ? (y - low) / (high - low) : 0);

        if (isnan (y)) /* nothing is known: an empty frame, not a pale cell */
          continue;
        gdk_cairo_set_source_rgba (cr, &colour);
        fc_pen_round_box (cr, cell_of (view, s, i), CORNER);
        cairo_fill (cr);
      }
  if (view->text == NULL)
    return;
  draw_key (view, cr, low, high);
  draw_names (view, cr);
}

static gboolean
pick (FcPlotView *view,
      double      x,
      double      y,
      int        *point,
      int        *series)
{
  FcPlotBox area = view->area;

  if (x < area.x || x >= area.x + area.width || y < area.y || y >= area.y + area.height)
    return FALSE;
  *point = (int) ((x - area.x) / area.width * view->data->n);
  *series = (int) ((y - area.y) / area.height * view->data->series->len);
  return TRUE;
}

static gboolean
place (FcPlotView *view,
       FcPlotBox  *box)
{
  *box = cell_of (view, (guint) MAX (view->series, 0), (guint) view->point);
  return TRUE;
}

const FcPlotFormClass fc_plot_heat_form = { lay_out, draw, pick, place };
