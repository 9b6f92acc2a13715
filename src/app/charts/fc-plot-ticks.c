/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-plot-ticks.h"

#include <math.h>

#define MOST_DAYS 4000000.0 /* ten thousand years: beyond, dates are no dates */

/**
 * fc_tick_step:
 * @most: how many steps may lie between @low and @high
 *
 * Returns: 1, 2 or 5 times a power of ten; 1 where there is no range
 */
double
fc_tick_step (double low,
              double high,
              guint  most)
{
  double rough = (high - low) / MAX (most, 1), power, step;

  if (!(rough > 0) || !isfinite (rough))
    return 1;
  power = pow (10, floor (log10 (rough)));
  step = rough / power;
  return power * (step <= 1 ? 1 : step <= 2 ? 2 : step <= 5 ? 5 : 10);
}

/**
 * fc_tick_round_range:
 * @low: (inout): moved down to a tick
 * @high: (inout): moved up to a tick
 *
 * A range without width gets one.
 *
 * Returns: the step from tick to tick; there are never more than @most + 1 of them
 */
double
fc_tick_round_range (double *low,
                     double *high,
                     guint   most)
{
  double step;

  if (!(*high > *low))
    {
      double room = *low != 0 ? fabs (*low) * 0.1 : 1;

      *low -= *low == 0 ? 0 : room;
      *high += room;
    }
  step = fc_tick_step (*low, *high, most);
  *low = floor (*low / step + 1e-9) * step;
  *high = ceil (*high / step - 1e-9) * step;
  return step;
}

GArray *
fc_ticks_of_numbers (double low,
                     double high,
                     double step)
{
  GArray *ticks = g_array_new (FALSE, FALSE, sizeof (double));
  double first = ceil (low / step - 1e-9), last = floor (high / step + 1e-9);

  for (double i = first; i <= last && isfinite (i); i++)
    {
      double tick = i == 0 ? 0 : i * step; /* never a -0 */

      g_array_append_val (ticks, tick);
    }
  return ticks;
}

static GArray *
every_days (FcDate low,
            FcDate high,
            int    days)
{
  GArray *ticks = g_array_new (FALSE, FALSE, sizeof (double));
  FcDate first = low;

  /* Weeks begin on Monday; 1970-01-05 was one. */
  while (days > 1 && ((first - 4) % days + days) % days != 0)
    first++;
  for (FcDate date = first; date <= high; date += days)
    {
      double tick = date;

      g_array_append_val (ticks, tick);
    }
  return ticks;
}

static GArray *
every_months (FcDate low,
              FcDate high,
              int    months)
{
  GArray *ticks = g_array_new (FALSE, FALSE, sizeof (double));
  int year, month, day;

  fc_date_to_civil (low, &year, &month, &day);
  month = year * 12 + month - 1;
  month -= month % months;
  for (FcDate date;; month += months)
    {
      double tick = date = fc_date_from_civil (month / 12, month % 12 + 1, 1);

      if (date > high)
        return ticks;
      if (date >= low)
        g_array_append_val (ticks, tick);
    }
}

/**
 * fc_ticks_of_dates:
 * @low: an FcDate; so is @high
 * @grain: (out): days, months or years
 *
 * Every day or second day, Mondays, first days of months, quarters or years: the closest that are not too many.
 */
GArray *
fc_ticks_of_dates (double       low,
                   double       high,
                   guint        most,
                   FcTickGrain *grain)
{
  static const int days[] = { 1, 2, 7, 14 }, months[] = { 1, 2, 3, 6 }, years[] = { 1, 2, 5 };
  FcDate from = (FcDate) ceil (CLAMP (low, -MOST_DAYS, MOST_DAYS));
  FcDate until = (FcDate) floor (CLAMP (high, -MOST_DAYS, MOST_DAYS));
  double span = MAX (until - from, 0);

  most = MAX (most, 1);
  *grain = FC_TICK_DAY;
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    if (floor (span / days[i]) + 1 <= most)
      return every_days (from, until, days[i]);
  *grain = FC_TICK_MONTH;
  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    if (floor (span / (28 * months[i])) + 1 <= most)
      return every_months (from, until, months[i]);
  *grain = FC_TICK_YEAR;
  for (int power = 1;; power *= 10)
    for (guint i = 0; i < G_N_ELEMENTS (years); i++)
      if (floor (span / (365.0 * years[i] * power)) + 1 <= most)
        return every_months (from, until, 12 * years[i] * power);
}

static GArray *
every_part_of_days (gint64     low,
                    gint64     high,
                    gint64     step,
                    GTimeZone *zone)
{
  GArray *ticks = g_array_new (FALSE, FALSE, sizeof (double));
  double before = -G_MAXDOUBLE;

  for (FcDate date = fc_time_to_date (low, zone); date <= fc_time_to_date (high, zone); date++)
    for (gint64 of_day = 0; of_day < FC_DAY_US; of_day += step)
      {
        gint64 at = fc_time_from_local (date, of_day, zone);
        double tick = (double) at;

        /* An hour that a change of the clock leaves out would be the next one twice. */
        if (at >= low && at <= high && tick > before)
          g_array_append_val (ticks, tick);
        before = MAX (before, tick);
      }
  return ticks;
}

/**
 * fc_ticks_of_times:
 * @low: UTC µs; so is @high
 * @zone: where the hours and days are those of the clock on the wall
 */
GArray *
fc_ticks_of_times (double       low,
                   double       high,
                   guint        most,
                   GTimeZone   *zone,
                   FcTickGrain *grain)
{
  static const int minutes[] = { 1, 5, 10, 15, 30, 60, 120, 180, 360, 720 };
  gint64 from = (gint64) ceil (low), until = (gint64) floor (high);
  GArray *ticks;

  most = MAX (most, 1);
  *grain = FC_TICK_TIME_OF_DAY;
  for (guint i = 0; i < G_N_ELEMENTS (minutes); i++)
    {
      gint64 step = minutes[i] * (FC_HOUR_US / 60);

      if ((double) (until - from) / (double) step + 2 <= most)
        return every_part_of_days (from, until, step, zone);
    }
  ticks = fc_ticks_of_dates (fc_time_to_date (from, zone), fc_time_to_date (until, zone), most, grain);
  for (guint i = ticks->len; i-- > 0;)
    {
      double *tick = &g_array_index (ticks, double, i);
      gint64 at = fc_time_from_local ((FcDate) *tick, 0, zone);

      *tick = (double) at;
      if (at < from || at > until)
        g_array_remove_index (ticks, i);
    }
  return ticks;
}
