/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot-samples.h"

#include <math.h>
#include <string.h>

#define DAYS  30
#define HOURS 24
#define TODAY 20778 /* 2026-11-21 */

const PlotSample plot_samples[] = {
  { "line", FC_PLOT_GRAPH, 640, 260 },          { "variance", FC_PLOT_GRAPH, 640, 260 },
  { "area", FC_PLOT_GRAPH, 640, 260 },          { "grouped", FC_PLOT_GRAPH, 640, 260 },
  { "stack", FC_PLOT_STACK, 640, 260 },         { "layers", FC_PLOT_STACK, 640, 260 },
  { "waterfall", FC_PLOT_WATERFALL, 640, 260 }, { "rows", FC_PLOT_ROWS, 640, 260 },
  { "donut", FC_PLOT_DONUT, 320, 260 },         { "heat", FC_PLOT_HEAT, 640, 260 },
  { "gauge", FC_PLOT_GAUGE, 320, 260 },         { "spark", FC_PLOT_SPARK, 120, 32 },
};
const guint plot_n_samples = G_N_ELEMENTS (plot_samples);

static const FcPlotUnit euros = { FC_PLOT_MONEY, "EUR" }, litres = { FC_PLOT_VOLUME, NULL };

static double
habit (guint hour,
       guint weekday)
{
  double morning = exp (-pow ((hour - 7.5) / 2, 2)), evening = exp (-pow ((hour - 17.5) / 2.6, 2));

  return (20 + 240 * morning * (weekday < 5 ? 1 : 0.3) + 300 * evening * (weekday < 5 ? 1 : 0.7)) * 100;
}

static FcPlotData *
days_new (void)
{
  double days[DAYS];

  for (guint i = 0; i < DAYS; i++)
    days[i] = TODAY - DAYS + 1 + (int) i;
  return fc_plot_data_new (FC_PLOT_X_DATES, "Day", days, DAYS);
}

static FcPlotData *
lines (gboolean area)
{
  static const char *const names[] = { "Diesel", "Unleaded 95", "Unleaded 98" };
  FcPlotData *data = days_new ();

  fc_plot_data_set_unit (data, litres);
  for (guint s = 0; s < (area ? 1 : 3); s++)
    {
      double y[DAYS], low[DAYS], high[DAYS];

      for (guint i = 0; i < DAYS; i++)
        {
          y[i] = (9000 - 2600 * s + 1500 * sin (i * 0.9 + s) + 300 * sin (i * 2.7)) * 1000;
          low[i] = y[i] - 900000 - 20000 * i;
          high[i] = y[i] + 900000 + 30000 * i;
        }
      if (!area && s == 2)
        y[12] = y[13] = NAN;
      if (area)
        fc_plot_data_add (data, "Forecast", FC_PLOT_BAND, FC_PLOT_NEXT, low, high);
      fc_plot_data_add (data, names[s], area ? FC_PLOT_AREA : FC_PLOT_LINE, FC_PLOT_NEXT, y, NULL);
    }
  if (area)
    fc_plot_data_add_limit (data, "Reorder at 6 000", 6000000, FC_PLOT_BAD);
  return data;
}

static FcPlotData *
layers (void)
{
  static const char *const names[] = { "Diesel", "Unleaded 95", "Unleaded 98" };
  FcPlotData *data = days_new ();

  fc_plot_data_set_unit (data, litres);
  for (guint s = 0; s < G_N_ELEMENTS (names); s++)
    {
      double y[DAYS];

      for (guint i = 0; i < DAYS; i++)
        y[i] = s == 1 && i == 20 ? NAN : (6000 - 1900 * s + 900 * sin (i * 0.9 + 2 * s)) * 1000;
      fc_plot_data_add (data, names[s], FC_PLOT_AREA, FC_PLOT_NEXT, y, NULL);
    }
  return data;
}

static FcPlotData *
spark (void)
{
  FcPlotData *data = days_new ();
  double y[DAYS];

  for (guint i = 0; i < DAYS; i++)
    y[i] = 10 + 3 * sin (i * 0.9) + i * 0.1;
  fc_plot_data_add (data, "Sales", FC_PLOT_LINE, FC_PLOT_ACCENT, y, NULL);
  return data;
}

static FcPlotData *
variance (void)
{
  FcPlotData *data = days_new ();
  double y[DAYS], sum[DAYS], low[DAYS], high[DAYS], so_far = 0;

  for (guint i = 0; i < DAYS; i++)
    {
      y[i] = (30 * sin (i * 1.7) - 14) * 1000;
      sum[i] = so_far += y[i];
      low[i] = -40000;
      high[i] = 40000;
    }
  fc_plot_data_set_unit (data, litres);
  fc_plot_data_add (data, "Tolerance", FC_PLOT_BAND, FC_PLOT_GOOD, low, high);
  fc_plot_data_add (data, "Variance", FC_PLOT_BARS, FC_PLOT_ACCENT, y, NULL);
  fc_plot_data_add (data, "Cumulative", FC_PLOT_LINE, FC_PLOT_INK, sum, NULL);
  return data;
}

static FcPlotData *
hours (gboolean stack)
{
  static const char *const series[] = { "Fuel", "Shop", "Car wash" };
  char names[HOURS][3];
  const char *pointers[HOURS];
  FcPlotData *data;

  for (guint i = 0; i < HOURS; i++)
    {
      g_snprintf (names[i], sizeof names[i], "%u", i);
      pointers[i] = names[i];
    }
  data = fc_plot_data_new_named ("Hour", pointers, HOURS);
  fc_plot_data_set_unit (data, euros);
  for (guint s = 0; s < (stack ? 3 : 2); s++)
    {
      double y[HOURS];

      for (guint i = 0; i < HOURS; i++)
        y[i] = round (habit (i, s) / (stack ? 1 + 2 * s : 1 + s * 0.4));
      fc_plot_data_add (data, stack ? series[s] : s == 0 ? "Today" : "Last week", FC_PLOT_BARS, FC_PLOT_NEXT, y, NULL);
    }
  return data;
}

static FcPlotData *
cash (void)
{
  static const char *const names[] = {
    "Metered", "Shop", "Cards", "Accounts", "Drops", "Expected", "Short", "Counted"
  };
  double y[] = { 1243150, 81230, -694000, -121000, -400000, 109380, -600, 108780 };
  FcPlotData *data = fc_plot_data_new_named ("Step", names, G_N_ELEMENTS (names));

  fc_plot_data_set_unit (data, euros);
  fc_plot_data_set_sum (data, 5);
  fc_plot_data_set_sum (data, 7);
  fc_plot_data_add (data, "Cash", FC_PLOT_BARS, FC_PLOT_NEXT, y, NULL);
  return data;
}

static FcPlotData *
named (FcPlotForm form)
{
  static const char *const names[] = { "Ballywick Strand", "Harbour North", "Mill Road", "Ring Road East", "Old Quay" };
  static const char *const tenders[] = { "Cards", "Cash", "Fleet cards", "Accounts", "Vouchers" };
  double y[] = { 1841200, 1522000, 1130000, 940500, 310000 };
  FcPlotData *data = fc_plot_data_new_named ("Name", form == FC_PLOT_DONUT ? tenders : names, G_N_ELEMENTS (y));

  fc_plot_data_set_unit (data, euros);
  fc_plot_data_add (data, "Sales", FC_PLOT_BARS, FC_PLOT_NEXT, y, NULL);
  return data;
}

static FcPlotData *
week (void)
{
  static const char *const weekdays[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  FcPlotData *data = hours (TRUE);

  g_ptr_array_set_size (data->series, 0);
  for (guint s = 0; s < G_N_ELEMENTS (weekdays); s++)
    {
      double y[HOURS];

      for (guint i = 0; i < HOURS; i++)
        y[i] = s == 6 && i < 6 ? NAN : round (habit (i, s) * (1 + 0.1 * sin (s * 3 + i)));
      fc_plot_data_add (data, weekdays[s], FC_PLOT_BARS, FC_PLOT_NEXT, y, NULL);
    }
  return data;
}

static FcPlotData *
tank (void)
{
  static const char *const names[] = { "Tank 3" };
  double y[] = { 18400000 };
  FcPlotData *data = fc_plot_data_new_named ("Tank", names, 1);

  fc_plot_data_set_unit (data, litres);
  fc_plot_data_add (data, "Tank 3", FC_PLOT_BARS, FC_PLOT_ACCENT, y, NULL);
  fc_plot_data_add_limit (data, "Empty", 0, FC_PLOT_INK);
  fc_plot_data_add_limit (data, "Reorder", 6000000, FC_PLOT_WARNING);
  fc_plot_data_add_limit (data, "Safe fill", 28500000, FC_PLOT_BAD);
  fc_plot_data_add_limit (data, "Full", 30000000, FC_PLOT_INK);
  return data;
}

FcPlotData *
plot_sample_data (const PlotSample *sample)
{
  switch (sample->form)
    {
    case FC_PLOT_STACK:
      return strcmp (sample->name, "layers") == 0 ? layers () : hours (TRUE);
    case FC_PLOT_WATERFALL:
      return cash ();
    case FC_PLOT_ROWS:
    case FC_PLOT_DONUT:
      return named (sample->form);
    case FC_PLOT_HEAT:
      return week ();
    case FC_PLOT_GAUGE:
      return tank ();
    case FC_PLOT_SPARK:
      return spark ();
    case FC_PLOT_GRAPH:
    default:
      return strcmp (sample->name, "variance") == 0  ? variance ()
             : strcmp (sample->name, "grouped") == 0 ? hours (FALSE)
                                                     : lines (strcmp (sample->name, "area") == 0);
    }
}

FcPlotView
plot_sample_view (const PlotSample *sample,
                  const FcPlotData *data)
{
  return (FcPlotView){
    .form = sample->form,
    .data = data,
    .look = fc_plot_look (FALSE, FALSE),
    .width = sample->width,
    .height = sample->height,
    .from = NAN,
    .to = NAN,
    .point = -1,
    .series = -1,
  };
}

cairo_surface_t *
plot_draw (FcPlotView *view,
           gboolean    with_cursor)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) view->width, (int) view->height);
  cairo_t *cr = cairo_create (surface);

  gdk_cairo_set_source_rgba (cr, &view->look.ground);
  cairo_paint (cr);
  fc_plot_view_lay_out (view);
  fc_plot_view_draw (view, cr);
  if (with_cursor)
    fc_plot_view_draw_cursor (view, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}
