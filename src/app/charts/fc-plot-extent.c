/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-plot-private.h"

#include "fc-plot-thin.h"

#define BAR_SHARE  0.72 /* of the room that a point has */
#define BAR_WIDEST 44.0
#define BAR_GAP    2.0 /* between bars that stand side by side */

gboolean
fc_plot_view_shows (const FcPlotView *view,
                    guint             series)
{
  return (view->hidden & (G_GUINT64_CONSTANT (1) << series)) == 0;
}

static double
carried (const FcPlotView   *view,
         const FcPlotSeries *series,
         guint               point)
{
  double sum = 0;

  for (guint i = point; i-- > 0;)
    {
      sum += isnan (series->y[i]) ? 0 : series->y[i];
      if (view->data->sums != NULL && view->data->sums[i])
        break;
    }
  return sum;
}

/* What lies between nought and this one: those of its kind and sign that came before. An area upon one that is not known hangs
 * in the air: NAN. */
static double
beneath (const FcPlotView *view,
         guint             series,
         guint             point)
{
  FcPlotKind kind = fc_plot_data_series (view->data, series)->kind;
  double sum = 0, y = fc_plot_data_series (view->data, series)->y[point];

  for (guint s = 0; s < series; s++)
    {
      const FcPlotSeries *other = fc_plot_data_series (view->data, s);

      if (other->kind != kind || !fc_plot_view_shows (view, s))
        continue;
      if (isnan (other->y[point]))
        sum += kind == FC_PLOT_AREA ? NAN : 0;
      else if ((other->y[point] < 0) == (y < 0))
        sum += other->y[point];
    }
  return sum;
}

/* Whether a series lies upon those before it. */
gboolean
fc_plot_is_stacked (const FcPlotView *view,
                    guint             series)
{
  FcPlotKind kind = fc_plot_data_series (view->data, series)->kind;

  return view->form == FC_PLOT_STACK && (kind == FC_PLOT_BARS || kind == FC_PLOT_AREA);
}

/**
 * fc_plot_extent:
 * @from: (out): where the value is drawn from; where it is a point, the same as @to
 *
 * Returns: %FALSE for a hole
 */
gboolean
fc_plot_extent (const FcPlotView *view,
                guint             series,
                guint             point,
                double           *from,
                double           *to)
{
  const FcPlotSeries *column = fc_plot_data_series (view->data, series);
  gboolean stacked = fc_plot_is_stacked (view, series);
  double y = column->y[point];

  if (isnan (y) || (column->high != NULL && isnan (column->high[point])))
    return FALSE;
  *from = 0;
  if (column->kind == FC_PLOT_BAND)
    *from = column->high[point];
  else if (stacked)
    *from = beneath (view, series, point);
  else if (view->form == FC_PLOT_WATERFALL && (view->data->sums == NULL || !view->data->sums[point]))
    *from = carried (view, column, point);
  else if (column->kind != FC_PLOT_BARS && column->kind != FC_PLOT_AREA)
    *from = y;
  *to = stacked || (view->form == FC_PLOT_WATERFALL && column->kind == FC_PLOT_BARS) ? *from + y : y;
  return !isnan (*from);
}

gboolean
fc_plot_has_bars (const FcPlotView *view)
{
  for (guint s = 0; s < view->data->series->len; s++)
    if (fc_plot_data_series (view->data, s)->kind == FC_PLOT_BARS)
      return TRUE;
  return FALSE;
}

guint
fc_plot_bar_series (const FcPlotView *view,
                    guint             series,
                    guint            *place)
{
  guint n = 0;

  *place = 0;
  for (guint s = 0; s < view->data->series->len; s++)
    if (fc_plot_data_series (view->data, s)->kind == FC_PLOT_BARS && fc_plot_view_shows (view, s))
      {
        *place += s < series;
        n++;
      }
  if (view->form != FC_PLOT_STACK)
    return MAX (n, 1);
  *place = 0;
  return 1;
}

FcPlotBox
fc_plot_bar_box (const FcPlotView *view,
                 guint             series,
                 guint             point)
{
  double from = 0, to = 0, start, end;
  guint place, n = fc_plot_bar_series (view, series, &place);
  double room = MIN (view->slot * BAR_SHARE, n * BAR_WIDEST), gap = room / n > 3 * BAR_GAP && n > 1 ? BAR_GAP : 0;
  double width = MAX (room / n - gap, 1), middle = fc_plot_scale_place (&view->x, view->data->x[point]);

  fc_plot_extent (view, series, point, &from, &to);
  start = fc_plot_scale_place (&view->y, from);
  end = fc_plot_scale_place (&view->y, to);
  return (FcPlotBox) { middle - room / 2 + place * room / n + gap / 2, MIN (start, end), width,
                      MAX (fabs (end - start), to != from ? 1 : 0) };
}

/* Up, down and what has come together are told apart in a waterfall; parts in a donut; else the series. */
GdkRGBA
fc_plot_colour_of (const FcPlotView *view,
                   guint             series,
                   guint             point)
{
  const FcPlotSeries *column = fc_plot_data_series (view->data, series);
  guint index = 0;

  if (view->form == FC_PLOT_DONUT)
    return fc_plot_look_palette (&view->look, point);
  if (view->form == FC_PLOT_WATERFALL)
    return fc_plot_look_palette (&view->look, view->data->sums != NULL && view->data->sums[point] ? 0
                                              : column->y[point] < 0                              ? 1
                                                                                                  : 2);
  for (guint s = 0; s < series; s++)
    index += fc_plot_data_series (view->data, s)->colour == FC_PLOT_NEXT;
  return fc_plot_look_colour (&view->look, column->colour, index);
}

static double
least_gap (const FcPlotData *data)
{
  double gap = G_MAXDOUBLE;

  if (data->axis == FC_PLOT_X_NAMES || data->n < 2)
    return 1;
  for (guint i = 1; i < data->n; i++)
    if (data->x[i] > data->x[i - 1])
      gap = MIN (gap, data->x[i] - data->x[i - 1]);
  return gap < G_MAXDOUBLE ? gap : 1;
}

/* Sets the x axis, but where it lies, and the points in it: one more on either side, where a line comes from. Bars have
 * room to stand beside the outermost points. */
void
fc_plot_find_points (FcPlotView *view)
{
  const FcPlotData *data = view->data;
  gboolean stands = fc_plot_has_bars (view) || data->axis == FC_PLOT_X_NAMES;
  double gap = stands ? least_gap (data) : 0;

  view->x.low = data->n > 0 ? data->x[0] - gap / 2 : 0;
  view->x.high = data->n > 0 ? data->x[data->n - 1] + gap / 2 : 1;
  if (!isnan (view->from) && view->to > view->from)
    {
      view->x.low = view->from;
      view->x.high = view->to;
    }
  view->first = fc_plot_first_at (data->x, data->n, view->x.low);
  view->end = fc_plot_first_at (data->x, data->n, view->x.high);
  view->first -= view->first > 0;
  view->end = MIN (view->end + 1, data->n);
  view->slot = gap;
}
