/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-plot-thin.h"

#include <math.h>

/* What a column of pixels needs of the points in it so that a line through them looks as the whole one does: first and
 * last, where it comes from and goes to, least and greatest, how far it reaches. */
typedef struct {
  gint64 column;
  guint first, least, greatest, last;
  gboolean any; /* else only a hole */
} Column;

/**
 * fc_plot_first_at:
 * @x: rising
 *
 * Returns: the first point at or behind @value, @n where there is none
 */
guint
fc_plot_first_at (const double *x,
                  guint         n,
                  double        value)
{
  guint low = 0, high = n;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (x[middle] < value)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
keep (GArray       *kept,
      const Column *column)
{
  guint points[] = { column->first, MIN (column->least, column->greatest), MAX (column->least, column->greatest),
                     column->last };

  for (guint i = 0; i < (column->any ? G_N_ELEMENTS (points) : 1); i++)
    if (kept->len == 0 || points[i] > g_array_index (kept, guint, kept->len - 1))
      g_array_append_val (kept, points[i]);
}

static void
take (Column       *column,
      const double *y,
      guint         point)
{
  if (isnan (y[point]))
    return;
  if (!column->any)
    column->first = column->least = column->greatest = point;
  if (y[point] < y[column->least])
    column->least = point;
  if (y[point] > y[column->greatest])
    column->greatest = point;
  column->last = point;
  column->any = TRUE;
}

/**
 * fc_plot_thin:
 * @x: rising
 * @y: NAN is a hole; holes between values of one column are closed
 * @first: the first point, @end the one behind the last
 * @from: where the first of @columns begins on x, @to where the last one ends
 *
 * Returns: (transfer full) (element-type guint): the points to draw, rising, at most four a column (Jugel et al.,
 *   "M4: a visualization-oriented time series data aggregation", 2014); all where they are not more than that
 */
GArray *
fc_plot_thin (const double *x,
              const double *y,
              guint         first,
              guint         end,
              double        from,
              double        to,
              guint         columns)
{
  GArray *kept = g_array_new (FALSE, FALSE, sizeof (guint));
  double scale = to > from ? columns / (to - from) : 0;
  Column column = { .column = -1 };

  if (end - first <= 4 * columns)
    {
      for (guint i = first; i < end; i++)
        g_array_append_val (kept, i);
      return kept;
    }
  for (guint i = first; i < end; i++)
    {
      gint64 at = (gint64) CLAMP ((x[i] - from) * scale, 0, columns - 1);

      if (at != column.column)
        {
          if (i > first)
            keep (kept, &column);
          column = (Column) { .column = at, .first = i };
        }
      take (&column, y, i);
    }
  keep (kept, &column);
  return kept;
}
