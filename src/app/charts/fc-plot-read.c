/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-plot-private.h"

#define PADDING  10.0
#define AWAY     14.0 /* from the value that is told */
#define LINE_GAP 3.0
#define DOT      8.0
#define COLUMN   16.0 /* between name and value */

static void
reading_free (gpointer pointer)
{
  FcPlotReading *reading = pointer;

  g_free (reading->name);
  g_free (reading->value);
  g_free (reading);
}

static char *
share_of_whole (FcPlotView *view,
                guint       point)
{
  const FcPlotSeries *series = fc_plot_data_series (view->data, 0);
  g_autofree char *value = fc_plot_data_say (view->data, 0, point);
  g_autofree char *share = NULL;
  double whole = 0;

  for (guint i = 0; i < view->data->n; i++)
    whole += fc_plot_view_shows (view, i) && series->y[i] > 0 ? series->y[i] : 0;
  if (!(whole > 0) || isnan (series->y[point]))
    return g_steal_pointer (&value);
  share = fc_plot_unit_say ((FcPlotUnit) { FC_PLOT_SHARE, NULL }, series->y[point] / whole * 1e6);
  return g_strdup_printf ("%s · %s", value, share);
}

static void
add_reading (GPtrArray  *readings,
             FcPlotView *view,
             guint       series)
{
  FcPlotReading *reading = g_new0 (FcPlotReading, 1);
  guint point = (guint) view->point;

  reading->name = g_strdup (fc_plot_data_series (view->data, series)->name);
  reading->value = view->form == FC_PLOT_DONUT ? share_of_whole (view, point)
                                               : fc_plot_data_say (view->data, series, point);
  reading->colour = fc_plot_colour_of (view, series, point);
  reading->at_cursor = view->series == (int) series;
  g_ptr_array_add (readings, reading);
}

/**
 * fc_plot_view_read:
 *
 * Returns: (transfer full) (element-type FcPlotReading): what is known of the point under the cursor, the hidden left out
 */
GPtrArray *
fc_plot_view_read (FcPlotView *view)
{
  GPtrArray *readings = g_ptr_array_new_with_free_func (reading_free);
  gboolean one = view->form == FC_PLOT_HEAT || view->form == FC_PLOT_DONUT;

  for (guint s = 0; view->point >= 0 && s < view->data->series->len; s++)
    if (one ? view->series == (int) s : fc_plot_view_shows (view, s))
      add_reading (readings, view, s);
  return readings;
}

/**
 * fc_plot_view_say:
 *
 * Returns: (transfer full): "Thu 19 Nov, Day 120 L, Cumulative 1 204 L", for those who cannot see it; the series under
 *   the cursor first. "" without a cursor
 */
char *
fc_plot_view_say (FcPlotView *view)
{
  g_autoptr (GPtrArray) readings = fc_plot_view_read (view);
  g_autofree char *at = NULL;
  GString *text = g_string_new (NULL);

  if (view->point < 0)
    return g_string_free (text, FALSE);
  at = fc_plot_data_say_x (view->data, (guint) view->point);
  g_string_append (text, at);
  for (int turn = 0; turn < 2; turn++)
    for (guint i = 0; i < readings->len; i++)
      {
        const FcPlotReading *reading = readings->pdata[i];

        if (reading->at_cursor == (turn == 0))
          g_string_append_printf (text, ", %s %s", reading->name, reading->value);
      }
  return g_string_free (text, FALSE);
}

typedef struct {
  double name, value; /* widths */
  FcPlotBox box;
} Card;

static Card
measure_card (FcPlotView *view,
              GPtrArray  *readings,
              const char *heading,
              FcPlotBox   at)
{
  Card card = { 0 };
  double width;

  for (guint i = 0; i < readings->len; i++)
    {
      const FcPlotReading *reading = readings->pdata[i];
      double name = fc_pen_width (view, FC_PEN_BOLD, reading->name);
      double value = fc_pen_width (view, FC_PEN_BOLD, reading->value);

      card.name = MAX (card.name, name);
      card.value = MAX (card.value, value);
    }
  width = fc_pen_width (view, FC_PEN_BOLD, heading);
  width = MAX (width, DOT + 6 + card.name + COLUMN + card.value) + 2 * PADDING;
  card.box = (FcPlotBox) { at.x + at.width + AWAY, at.y + at.height / 2, width,
                           (readings->len + 1) * (view->line + LINE_GAP) - LINE_GAP + 2 * PADDING };
  if (card.box.x + width > view->width - 2)
    card.box.x = at.x - AWAY - width;
  card.box.x = round (CLAMP (card.box.x, 2, MAX (view->width - width - 2, 2)));
  card.box.y = round (CLAMP (card.box.y - card.box.height / 2, 2, MAX (view->height - card.box.height - 4, 2)));
  return card;
}

static void
draw_card (FcPlotView *view,
           cairo_t    *cr,
           FcPlotBox   box)
{
  GdkRGBA edge = fc_plot_faded (view->look.ink, view->look.high_contrast ? 0.8 : 0.15);

  for (int blur = 4; blur > 0; blur--)
    {
      cairo_set_source_rgba (cr, 0, 0, 0, 0.04);
      fc_pen_round_box (cr, (FcPlotBox) { box.x - blur, box.y - blur + 2, box.width + 2 * blur, box.height + 2 * blur },
                        9 + blur);
      cairo_fill (cr);
    }
  fc_pen_round_box (cr, (FcPlotBox) { box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1 }, 9);
  gdk_cairo_set_source_rgba (cr, &view->look.card);
  cairo_fill_preserve (cr);
  gdk_cairo_set_source_rgba (cr, &edge);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

void
fc_plot_draw_read_out (FcPlotView *view,
                       cairo_t    *cr,
                       FcPlotBox   at)
{
  g_autoptr (GPtrArray) readings = fc_plot_view_read (view);
  g_autofree char *heading = fc_plot_data_say_x (view->data, (guint) view->point);
  Card card;
  double left, y;

  if (view->text == NULL)
    return;
  card = measure_card (view, readings, heading, at);
  left = card.box.x + PADDING;
  y = card.box.y + PADDING;
  draw_card (view, cr, card.box);
  fc_pen_write (view, cr, FC_PEN_BOLD, heading, left, y, 0, 0, &view->look.ink);
  for (guint i = 0; i < readings->len; i++)
    {
      const FcPlotReading *reading = readings->pdata[i];
      FcPenStyle style = reading->at_cursor && readings->len > 1 ? FC_PEN_BOLD : FC_PEN_SMALL;

      y += view->line + LINE_GAP;
      gdk_cairo_set_source_rgba (cr, &reading->colour);
      cairo_arc (cr, left + DOT / 2, y + view->line / 2, DOT / 2, 0, 2 * G_PI);
      cairo_fill (cr);
      fc_pen_write (view, cr, style, reading->name, left + DOT + 6, y, 0, 0, &view->look.ink);
      fc_pen_write (view, cr, style, reading->value, card.box.x + card.box.width - PADDING, y, 1, 0, &view->look.ink);
    }
}
