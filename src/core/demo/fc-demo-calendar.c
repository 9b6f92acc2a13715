/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-demo-calendar.h"

#include <math.h>

/* Sales per hour from midnight, in parts of a thousand: working days and weekends of each kind of station. */
static const double hours[3][2][24] = {
  [FC_DEMO_TOWN] = {
    { 4, 2, 2, 2, 4, 14, 38, 76, 82, 56, 48, 50, 56, 52, 50, 56, 70, 88, 80, 56, 42, 34, 24, 14 },
    { 7, 4, 3, 2, 3, 7, 16, 30, 50, 66, 78, 82, 80, 74, 70, 68, 66, 64, 58, 50, 42, 36, 26, 18 },
  },
  [FC_DEMO_HIGHWAY] = {
    { 14, 12, 12, 15, 24, 40, 56, 62, 58, 52, 50, 52, 56, 54, 52, 54, 58, 62, 58, 48, 40, 32, 24, 15 },
    { 16, 13, 11, 11, 14, 20, 30, 42, 54, 64, 70, 74, 74, 70, 68, 68, 70, 68, 60, 48, 38, 30, 22, 15 },
  },
  [FC_DEMO_RESORT] = {
    { 3, 2, 1, 1, 2, 6, 20, 40, 58, 68, 74, 76, 74, 68, 66, 68, 74, 78, 70, 54, 42, 30, 17, 8 },
    { 4, 2, 1, 1, 1, 3, 10, 24, 46, 72, 88, 92, 86, 78, 74, 74, 76, 76, 66, 50, 36, 24, 12, 6 },
  },
};
/* Monday to Sunday against the mean day. */
static const double weekdays[3][7] = {
  [FC_DEMO_TOWN] = { 1.02, 1.00, 1.02, 1.05, 1.20, 1.00, 0.71 },
  [FC_DEMO_HIGHWAY] = { 1.05, 1.06, 1.06, 1.08, 1.12, 0.82, 0.81 },
  [FC_DEMO_RESORT] = { 0.88, 0.84, 0.86, 0.94, 1.18, 1.28, 1.02 },
};
static const double summer[3] = { 0.05, 0.10, 0.42 };
static const double holiday_factor[3] = { 0.66, 0.84, 1.22 };
static const double rain_loss[3] = { 0.006, 0.003, 0.014 }; /* a mm */

/* Gauss's rule for Easter Sunday in the Gregorian calendar (Meeus, Jones, Butcher). */
static FcDate
easter (int year)
{
  int a = year % 19, b = year / 100, c = year % 100;
  int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
  int f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;

  return fc_date_from_civil (year, f / 31, f % 31 + 1);
}

static gboolean
is_first_monday (int weekday,
                 int day)
{
  return weekday == 1 && day <= 7;
}

/* The public holidays of Ireland. */
static gboolean
is_holiday (FcDate date)
{
  int year, month, day, weekday = fc_date_weekday (date);

  fc_date_to_civil (date, &year, &month, &day);
  switch (month)
    {
    case 1:
      return day == 1;
    case 2:
      return day == 1 ? weekday == 5 : is_first_monday (weekday, day);
    case 3:
      return day == 17 || date == easter (year) + 1;
    case 4:
      return date == easter (year) + 1;
    case 5:
    case 6:
    case 8:
      return is_first_monday (weekday, day);
    case 10:
      return weekday == 1 && day > 24;
    case 12:
      return day == 25 || day == 26;
    default:
      return FALSE;
    }
}

static gboolean
is_eve (FcDate date)
{
  int weekday = fc_date_weekday (date);

  if (is_holiday (date))
    return FALSE;
  return is_holiday (date + 1) || (weekday == 5 && is_holiday (date + 3));
}

static double
season_of (FcDate date)
{
  int year, month, day;
  double of_year;

  fc_date_to_civil (date, &year, &month, &day);
  of_year = (date - fc_date_from_civil (year, 1, 1)) / 365.25;
  return -cos (2.0 * G_PI * (of_year - 0.06));
}

/**
 * fc_demo_days_new:
 * @first: the first of @n days
 *
 * Weather that lasts (each day resembles the one before), seasons and holidays.
 *
 * Returns: (transfer full) (array length=n): freed with g_free()
 */
FcDemoDay *
fc_demo_days_new (guint64 seed,
                  FcDate  first,
                  guint   n)
{
  FcDemoDay *days = g_new0 (FcDemoDay, n);
  double wet = 0, warm = 0;
  FcDemoRandom random;

  fc_demo_random_init (&random, seed, "weather", 0, 0);
  for (guint i = 0; i < n; i++)
    {
      FcDate date = first + (FcDate) i;
      int year, month, day;

      fc_date_to_civil (date, &year, &month, &day);
      wet = 0.62 * wet + 0.78 * fc_demo_random_normal (&random);
      warm = 0.75 * warm + 0.66 * fc_demo_random_normal (&random);
      days[i].season = (float) season_of (date);
      days[i].rain = (float) (wet > 0.1 ? (wet - 0.1) * (6.0 - 1.5 * days[i].season) : 0.0);
      days[i].temperature = (float) (10.2 + 5.4 * season_of (date - 10) + 2.4 * warm);
      days[i].weekday = (guint8) fc_date_weekday (date);
      days[i].holiday = is_holiday (date);
      days[i].eve = is_eve (date);
      days[i].closed = month == 12 && day == 25;
    }
  return days;
}

/**
 * fc_demo_day_demand:
 *
 * Returns: sales of this day against the mean day of such a station
 */
double
fc_demo_day_demand (const FcDemoDay *day,
                    FcDemoKind       kind)
{
  double demand = weekdays[kind][day->weekday - 1] * (1.0 + summer[kind] * day->season);

  if (day->closed)
    return 0.06;
  if (day->holiday)
    demand *= holiday_factor[kind];
  if (day->eve)
    demand *= 1.16;
  demand *= 1.0 - rain_loss[kind] * MIN (day->rain, 20.0f);
  if (kind == FC_DEMO_RESORT && day->season > 0)
    demand *= 1.0 + 0.02 * CLAMP (day->temperature - 15.0f, -3.0f, 8.0f);
  return demand;
}

/**
 * fc_demo_hour_weights:
 *
 * Returns: (transfer none): 24 weights from midnight, by the clock on the wall
 */
const double *
fc_demo_hour_weights (const FcDemoDay *day,
                      FcDemoKind       kind)
{
  return hours[kind][day->weekday >= 6 || day->holiday];
}
