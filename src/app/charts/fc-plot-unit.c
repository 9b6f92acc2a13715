/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-plot-unit.h"

#include "fc-display.h"

#include <glib/gi18n.h>
#include <math.h>

#define MOST_DECIMALS 6

static const char *
currency_of (FcPlotUnit unit)
{
  return unit.currency != NULL ? unit.currency : fc_display_get_currency (fc_display_get ());
}

double
fc_plot_unit_size (FcPlotUnit unit)
{
  switch (unit.measure)
    {
    case FC_PLOT_MONEY:
      return pow (10, fc_currency_exponent (currency_of (unit)));
    case FC_PLOT_VOLUME:
      return fc_display_get_unit (fc_display_get ()) == FC_VOLUME_US_GALLON ? 3785.411784 : 1000;
    case FC_PLOT_SHARE:
      return 10000;
    case FC_PLOT_COUNT:
    case FC_PLOT_LEVEL:
    default:
      return 1;
    }
}

const char *
fc_plot_unit_name (FcPlotUnit unit)
{
  switch (unit.measure)
    {
    case FC_PLOT_MONEY:
      return currency_of (unit);
    case FC_PLOT_VOLUME:
      return fc_show_volume_unit ();
    case FC_PLOT_LEVEL:
      return C_ ("unit", "mm");
    case FC_PLOT_SHARE:
      return "%";
    case FC_PLOT_COUNT:
    default:
      return "";
    }
}

static int
decimals_of (FcPlotUnit unit)
{
  switch (unit.measure)
    {
    case FC_PLOT_MONEY:
      return fc_currency_exponent (currency_of (unit));
    case FC_PLOT_SHARE:
      return 1;
    case FC_PLOT_COUNT:
    case FC_PLOT_VOLUME:
    case FC_PLOT_LEVEL:
    default:
      return 0;
    }
}

static gint64
scaled (double value,
        int    decimals)
{
  return (gint64) CLAMP (round (value * pow (10, decimals)), -9e18, 9e18);
}

char *
fc_plot_unit_tick (FcPlotUnit unit,
                   double     shown,
                   double     step)
{
  int decimals = step > 0 && step < 1 ? (int) CLAMP (ceil (-log10 (step) - 1e-9), 0, MOST_DECIMALS) : 0;

  return fc_decimal_format_grouped (scaled (shown, decimals), decimals, decimals);
}

char *
fc_plot_unit_figure (FcPlotUnit unit,
                     double     value)
{
  int decimals = decimals_of (unit);

  /* A count that is none: a mean. */
  if (unit.measure == FC_PLOT_COUNT && value != round (value))
    return fc_decimal_format_grouped (scaled (value, 2), 2, 0);
  return fc_decimal_format_grouped (scaled (value / fc_plot_unit_size (unit), decimals), decimals, decimals);
}

char *
fc_plot_unit_say (FcPlotUnit unit,
                  double     value)
{
  g_autofree char *figure = fc_plot_unit_figure (unit, value);
  const char *name = fc_plot_unit_name (unit);

  return name[0] != '\0' ? g_strdup_printf ("%s\302\240%s", figure, name) : g_steal_pointer (&figure);
}

char *
fc_plot_unit_decimal (FcPlotUnit unit,
                      double     value)
{
  int decimals = unit.measure == FC_PLOT_VOLUME ? 3 : unit.measure == FC_PLOT_SHARE ? 4 : decimals_of (unit);

  if (unit.measure == FC_PLOT_COUNT && value != round (value))
    decimals = MOST_DECIMALS;
  return fc_decimal_format (scaled (value / fc_plot_unit_size (unit), decimals), decimals,
                            unit.measure == FC_PLOT_MONEY ? decimals : 0);
}
