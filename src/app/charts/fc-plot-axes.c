/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-plot-private.h"

#include "fc-date-style.h"
#include "fc-display.h"
#include "fc-plot-ticks.h"

#include <glib/gi18n.h>

#define LABEL_GAP  8.0  /* between an axis and what is written at it */
#define ROW_HEIGHT 48.0 /* at least from one line across to the next */
#define MOST_ROWS  6
#define EDGE       2.0

static char *
date_text (FcDate      date,
           FcTickGrain grain)
{
  gboolean months_first = fc_date_style_in_use ().order == FC_DATE_MONTH_FIRST;
  int year, month, day;
  g_autoptr (GDateTime) moment = NULL;

  fc_date_to_civil (date, &year, &month, &day);
  moment = g_date_time_new_utc (CLAMP (year, 1, 9999), month, day, 0, 0, 0);
  if (grain == FC_TICK_YEAR)
    return g_date_time_format (moment, "%Y");
  if (grain == FC_TICK_MONTH)
    /* Translators: a month at the axis of a plot, strftime */
    return g_date_time_format (moment, month == 1 ? "%Y" : _ ("%b"));
  return g_date_time_format (moment, months_first ? _ ("%b %-d") : _ ("%-d %b"));
}

static char *
x_tick_text (FcPlotView *view,
             double      tick,
             double      step,
             FcTickGrain grain)
{
  const FcPlotData *data = view->data;
  GTimeZone *zone = data->zone != NULL ? data->zone : fc_display_get_zone (fc_display_get ());
  FcDate date;

  switch (data->axis)
    {
    case FC_PLOT_X_NAMES:
      return g_strdup (data->names[(guint) tick]);
    case FC_PLOT_X_NUMBERS:
      return fc_plot_unit_tick (data->x_unit, tick / fc_plot_unit_size (data->x_unit), step);
    case FC_PLOT_X_DATES:
      return date_text ((FcDate) tick, grain);
    case FC_PLOT_X_TIMES:
    default:
      date = fc_time_to_date ((gint64) tick, zone);
      if (grain == FC_TICK_TIME_OF_DAY && (gint64) tick != fc_time_from_local (date, 0, zone))
        return fc_show_time_of_day ((gint64) tick, zone);
      return date_text (date, grain == FC_TICK_TIME_OF_DAY ? FC_TICK_DAY : grain);
    }
}

static void
find_range (FcPlotView *view,
            double     *low,
            double     *high)
{
  double from, to;
  gboolean from_nought = FALSE;

  *low = G_MAXDOUBLE;
  *high = -G_MAXDOUBLE;
  for (guint s = 0; s < view->data->series->len; s++)
    {
      FcPlotKind kind = fc_plot_data_series (view->data, s)->kind;

      if (!fc_plot_view_shows (view, s))
        continue;
      from_nought = from_nought || kind == FC_PLOT_BARS || kind == FC_PLOT_AREA;
      for (guint i = view->first; i < view->end; i++)
        if (fc_plot_extent (view, s, i, &from, &to))
          {
            *low = MIN (*low, MIN (from, to));
            *high = MAX (*high, MAX (from, to));
          }
    }
  for (guint i = 0; i < view->data->limits->len; i++)
    {
      *low = MIN (*low, ((FcPlotLimit *) view->data->limits->pdata[i])->value);
      *high = MAX (*high, ((FcPlotLimit *) view->data->limits->pdata[i])->value);
    }
  if (*low > *high)
    *low = *high = 0;
  /* What is far from nought shows its course; what is near to it, how much it is. */
  if (from_nought || (*low > 0 && *low < *high / 2))
    {
      *low = MIN (*low, 0);
      *high = MAX (*high, 0);
    }
}

void
fc_plot_lay_out_axes (FcPlotView *view)
{
  double size = fc_plot_unit_size (view->data->unit), low, high, step, widest = 0;
  double top = fc_plot_legend_height (view), bottom = view->text != NULL ? view->line + 6 : EDGE;
  double height = MAX (view->height - top - bottom - view->line / 2, 1);
  guint most = (guint) CLAMP (height / ROW_HEIGHT, 2, MOST_ROWS);
  g_autoptr (GArray) ticks = NULL;

  fc_plot_find_points (view);
  find_range (view, &low, &high);
  low /= size;
  high /= size;
  view->step = step = fc_tick_round_range (&low, &high, most);
  ticks = fc_ticks_of_numbers (low, high, step);
  for (guint i = 0; i < ticks->len; i++)
    {
      g_autofree char *text = fc_plot_unit_tick (view->data->unit, g_array_index (ticks, double, i), step);
      double width = fc_pen_width (view, FC_PEN_SMALL, text);

      widest = MAX (widest, width);
    }
  top += view->line / 2;
  view->area = (FcPlotBox) { view->text != NULL ? widest + LABEL_GAP : EDGE, top,
                             0, MAX (view->height - top - bottom, 1) };
  view->area.width = MAX (view->width - view->area.x - EDGE, 1);
  view->x.start = view->area.x;
  view->x.end = view->area.x + view->area.width;
  view->y = (FcPlotScale) { low * size, high * size, view->area.y + view->area.height, view->area.y };
  view->slot *= view->x.high > view->x.low ? view->area.width / (view->x.high - view->x.low) : view->area.width;
}

static void
draw_y (FcPlotView *view,
        cairo_t    *cr)
{
  double size = fc_plot_unit_size (view->data->unit), low = view->y.low / size, high = view->y.high / size;
  g_autoptr (GArray) ticks = fc_ticks_of_numbers (low, high, view->step);
  GdkRGBA ink = fc_plot_faded (view->look.ink, view->look.high_contrast ? 1 : 0.65);

  cairo_set_line_width (cr, 1);
  for (guint i = 0; i < ticks->len; i++)
    {
      double tick = g_array_index (ticks, double, i), y = round (fc_plot_scale_place (&view->y, tick * size));
      g_autofree char *text = fc_plot_unit_tick (view->data->unit, tick, view->step);
      GdkRGBA grid = fc_plot_faded (view->look.ink, (tick == 0 ? 0.35 : 0.1) * (view->look.high_contrast ? 2 : 1));

      gdk_cairo_set_source_rgba (cr, &grid);
      cairo_move_to (cr, view->area.x, y + 0.5);
      cairo_rel_line_to (cr, view->area.width, 0);
      cairo_stroke (cr);
      fc_pen_write (view, cr, FC_PEN_SMALL, text, view->area.x - LABEL_GAP, y + 0.5, 1, 0.5, &ink);
    }
}

static GArray *
name_ticks (FcPlotView *view)
{
  GArray *ticks = g_array_new (FALSE, FALSE, sizeof (double));
  double widest = 0;
  guint stride;

  for (guint i = view->first; i < view->end; i++)
    widest = MAX (widest, fc_pen_width (view, FC_PEN_SMALL, view->data->names[i]));
  stride = (guint) MAX (ceil ((widest + LABEL_GAP) / MAX (view->slot, 1)), 1);
  for (guint i = view->first; i < view->end; i += stride)
    {
      double tick = i;

      g_array_append_val (ticks, tick);
    }
  return ticks;
}

static GArray *
x_ticks (FcPlotView  *view,
         double      *step,
         FcTickGrain *grain)
{
  const FcPlotData *data = view->data;
  double size = fc_plot_unit_size (data->x_unit);
  g_autofree char *number = fc_plot_unit_figure (data->x_unit, view->x.high);
  const char *sample = data->axis == FC_PLOT_X_NUMBERS ? number : "30 Nov";
  guint most = (guint) MAX (view->area.width / (fc_pen_width (view, FC_PEN_SMALL, sample) + 3 * LABEL_GAP), 2);
  GArray *ticks;

  switch (data->axis)
    {
    case FC_PLOT_X_NAMES:
      return name_ticks (view);
    case FC_PLOT_X_DATES:
      return fc_ticks_of_dates (view->x.low, view->x.high, most, grain);
    case FC_PLOT_X_TIMES:
      return fc_ticks_of_times (view->x.low, view->x.high, most,
                                data->zone != NULL ? data->zone : fc_display_get_zone (fc_display_get ()), grain);
    case FC_PLOT_X_NUMBERS:
    default:
      *step = fc_tick_step (view->x.low / size, view->x.high / size, most);
      ticks = fc_ticks_of_numbers (view->x.low / size, view->x.high / size, *step);
      for (guint i = 0; i < ticks->len; i++)
        g_array_index (ticks, double, i) *= size;
      return ticks;
    }
}

static void
draw_x (FcPlotView *view,
        cairo_t    *cr)
{
  double step = 1, y = view->area.y + view->area.height + 6;
  FcTickGrain grain = FC_TICK_DAY;
  g_autoptr (GArray) ticks = x_ticks (view, &step, &grain);
  GdkRGBA ink = fc_plot_faded (view->look.ink, view->look.high_contrast ? 1 : 0.65);

  for (guint i = 0; i < ticks->len; i++)
    {
      double tick = g_array_index (ticks, double, i), x = fc_plot_scale_place (&view->x, tick);
      g_autofree char *text = x_tick_text (view, tick, step, grain);
      double width = fc_pen_width (view, FC_PEN_SMALL, text);

      if (x >= view->x.start - 1 && x <= view->x.end + 1)
        fc_pen_write (view, cr, FC_PEN_SMALL, text, CLAMP (x - width / 2, 0, MAX (view->width - width, 0)), y, 0, 0, &ink);
    }
}

void
fc_plot_draw_axes (FcPlotView *view,
                   cairo_t    *cr)
{
  draw_y (view, cr);
  if (view->text != NULL)
    draw_x (view, cr);
}
