/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-plot-data.h"

static void
series_free (gpointer pointer)
{
  FcPlotSeries *series = pointer;

  g_free (series->name);
  g_free (series->y);
  g_free (series->high);
  g_free (series);
}

static void
limit_free (gpointer pointer)
{
  FcPlotLimit *limit = pointer;

  g_free (limit->name);
  g_free (limit);
}

static FcPlotData *
data_new (FcPlotAxis  axis,
          const char *x_title,
          guint       n)
{
  FcPlotData *data = g_new0 (FcPlotData, 1);

  g_ref_count_init (&data->refs);
  data->axis = axis;
  data->x_title = g_strdup (x_title);
  data->n = n;
  data->series = g_ptr_array_new_with_free_func (series_free);
  data->limits = g_ptr_array_new_with_free_func (limit_free);
  return data;
}

/**
 * fc_plot_data_new:
 * @axis: not names
 * @x_title: what x is: "Date"
 * @x: (array length=n): rising; copied
 *
 * Returns: (transfer full): without series yet
 */
FcPlotData *
fc_plot_data_new (FcPlotAxis    axis,
                  const char   *x_title,
                  const double *x,
                  guint         n)
{
  FcPlotData *data;

  g_return_val_if_fail (axis != FC_PLOT_X_NAMES, NULL);

  data = data_new (axis, x_title, n);
  data->x = g_memdup2 (x, n * sizeof *x);
  return data;
}

/**
 * fc_plot_data_new_named:
 * @names: (array length=n): of the points, in their order
 */
FcPlotData *
fc_plot_data_new_named (const char        *x_title,
                        const char *const *names,
                        guint              n)
{
  FcPlotData *data = data_new (FC_PLOT_X_NAMES, x_title, n);

  data->names = g_new0 (char *, n + 1);
  data->x = g_new (double, n);
  for (guint i = 0; i < n; i++)
    {
      data->names[i] = g_strdup (names[i]);
      data->x[i] = i;
    }
  return data;
}

FcPlotData *
fc_plot_data_ref (FcPlotData *data)
{
  g_ref_count_inc (&data->refs);
  return data;
}

void
fc_plot_data_unref (FcPlotData *data)
{
  if (!g_ref_count_dec (&data->refs))
    return;
  g_free (data->x_title);
  g_clear_pointer (&data->zone, g_time_zone_unref);
  g_free (data->x);
  g_strfreev (data->names);
  g_free (data->sums);
  g_ptr_array_unref (data->series);
  g_ptr_array_unref (data->limits);
  g_free (data);
}

/**
 * fc_plot_data_set_x_unit:
 * @unit: of x where it is a number
 */
void
fc_plot_data_set_x_unit (FcPlotData *data,
                         FcPlotUnit  unit)
{
  data->x_unit = unit;
}

/**
 * fc_plot_data_set_zone:
 * @zone: (nullable): where x is a time; %NULL is the company's
 */
void
fc_plot_data_set_zone (FcPlotData *data,
                       GTimeZone  *zone)
{
  g_clear_pointer (&data->zone, g_time_zone_unref);
  data->zone = zone != NULL ? g_time_zone_ref (zone) : NULL;
}

void
fc_plot_data_set_unit (FcPlotData *data,
                       FcPlotUnit  unit)
{
  data->unit = unit;
}

/**
 * fc_plot_data_add:
 * @name: translated
 * @y: (array): one a point; copied
 * @high: (nullable) (array): the upper edge of a band
 */
void
fc_plot_data_add (FcPlotData   *data,
                  const char   *name,
                  FcPlotKind    kind,
                  FcPlotColour  colour,
                  const double *y,
                  const double *high)
{
  FcPlotSeries *series;

  g_return_if_fail (data->series->len < FC_PLOT_MOST_SERIES && (kind == FC_PLOT_BAND) == (high != NULL));

  series = g_new0 (FcPlotSeries, 1);
  series->name = g_strdup (name);
  series->kind = kind;
  series->colour = colour;
  series->y = g_memdup2 (y, data->n * sizeof *y);
  series->high = high != NULL ? g_memdup2 (high, data->n * sizeof *high) : NULL;
  g_ptr_array_add (data->series, series);
}

/**
 * fc_plot_data_add_limit:
 * @value: where a line goes across; of a gauge, where its scale has a mark
 */
void
fc_plot_data_add_limit (FcPlotData   *data,
                        const char   *name,
                        double        value,
                        FcPlotColour  colour)
{
  FcPlotLimit *limit = g_new0 (FcPlotLimit, 1);

  limit->name = g_strdup (name);
  limit->value = value;
  limit->colour = colour;
  g_ptr_array_add (data->limits, limit);
}

/**
 * fc_plot_data_set_sum:
 *
 * In a waterfall @point is what has come together so far, from nought, and not a step.
 */
void
fc_plot_data_set_sum (FcPlotData *data,
                      guint       point)
{
  g_return_if_fail (point < data->n);

  if (data->sums == NULL)
    data->sums = g_new0 (gboolean, data->n);
  data->sums[point] = TRUE;
}
