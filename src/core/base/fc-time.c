/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-time.h"

#include "fc-error.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

/**
 * fc_date_from_civil:
 *
 * Returns: days since 1970-01-01 in the proleptic Gregorian calendar; the parts are not checked
 */
FcDate
fc_date_from_civil (int year,
                    int month,
                    int day)
{
  int y = year - (month <= 2);
  int era = (y >= 0 ? y : y - 399) / 400;
  int of_era = y - era * 400;
  int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

void
fc_date_to_civil (FcDate  date,
                  int    *year,
                  int    *month,
                  int    *day)
{
  int z = date + 719468;
  int era = (z >= 0 ? z : z - 146096) / 146097;
  int of_era = z - era * 146097;
  int y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  int of_year = of_era - (365 * y + y / 4 - y / 100);
  int m = (5 * of_year + 2) / 153;

  *day = of_year - (153 * m + 2) / 5 + 1;
  *month = m < 10 ? m + 3 : m - 9;
  *year = y + era * 400 + (*month <= 2);
}

/**
 * fc_date_weekday:
 *
 * Returns: 1 for Monday to 7 for Sunday (ISO 8601)
 */
int
fc_date_weekday (FcDate date)
{
  return ((date % 7) + 7 + 3) % 7 + 1;
}

/**
 * fc_date_parse:
 * @text: YYYY-MM-DD, as files and messages have it; what people type is for fc_date_read()
 * @error: FC_ERROR_PARSE
 */
gboolean
fc_date_parse (const char  *text,
               FcDate      *date,
               GError     **error)
{
  int year, month, day, used = 0;

  if (sscanf (text, "%4d-%2d-%2d%n", &year, &month, &day, &used) != 3 || text[used] != '\0' ||
      year < 1 || !g_date_valid_dmy ((GDateDay) MAX (day, 0), (GDateMonth) MAX (month, 0), (GDateYear) year))
    {
      g_set_error (error, FC_ERROR, FC_ERROR_PARSE, _ ("“%.40s” is not a date (year-month-day)"), text);
      return FALSE;
    }
  *date = fc_date_from_civil (year, month, day);
  return TRUE;
}

/**
 * fc_date_to_iso:
 *
 * Returns: (transfer full): YYYY-MM-DD
 */
char *
fc_date_to_iso (FcDate date)
{
  int year, month, day;

  fc_date_to_civil (date, &year, &month, &day);
  return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
}

static gint64
offset_us (GTimeZone *zone,
           gint64     time_us,
           GTimeType  type)
{
  gint64 seconds = time_us / G_USEC_PER_SEC - (time_us % G_USEC_PER_SEC < 0);
  int interval = g_time_zone_find_interval (zone, type, seconds);

  if (interval < 0)
    interval = g_time_zone_adjust_time (zone, type, &seconds);
  return (gint64) g_time_zone_get_offset (zone, interval) * G_USEC_PER_SEC;
}

/**
 * fc_time_to_date:
 *
 * Returns: the civil date at @time_us in @zone
 */
FcDate
fc_time_to_date (gint64     time_us,
                 GTimeZone *zone)
{
  gint64 local = time_us + offset_us (zone, time_us, G_TIME_TYPE_UNIVERSAL);

  return (FcDate) (local / FC_DAY_US - (local % FC_DAY_US < 0));
}

/**
 * fc_time_from_local:
 * @of_day_us: µs since local midnight by the clock on the wall
 *
 * Returns: UTC µs; where the wall clock shows a time twice the first one is meant,
 *   where it skips one the moment after the gap
 */
gint64
fc_time_from_local (FcDate     date,
                    gint64     of_day_us,
                    GTimeZone *zone)
{
  gint64 local = (gint64) date * FC_DAY_US + of_day_us;
  gint64 seconds = local / G_USEC_PER_SEC - (local % G_USEC_PER_SEC < 0);
  gint64 rest = local - seconds * G_USEC_PER_SEC;
  int interval = g_time_zone_adjust_time (zone, G_TIME_TYPE_DAYLIGHT, &seconds);

  return (seconds - g_time_zone_get_offset (zone, interval)) * G_USEC_PER_SEC + rest;
}

/**
 * fc_time_to_iso:
 *
 * Returns: (transfer full): ISO 8601 in UTC with µs and a Z
 */
char *
fc_time_to_iso (gint64 time_us)
{
  gint64 days = time_us / FC_DAY_US - (time_us % FC_DAY_US < 0);
  gint64 rest = time_us - days * FC_DAY_US;
  g_autofree char *date = fc_date_to_iso ((FcDate) days);
  int seconds = (int) (rest / G_USEC_PER_SEC);

  return g_strdup_printf ("%sT%02d:%02d:%02d.%06dZ", date, seconds / 3600, seconds / 60 % 60, seconds % 60,
                          (int) (rest % G_USEC_PER_SEC));
}

/**
 * fc_time_parse:
 * @text: ISO 8601 with an offset or Z
 * @error: FC_ERROR_PARSE
 */
gboolean
fc_time_parse (const char  *text,
               gint64      *time_us,
               GError     **error)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_iso8601 (text, NULL);

  if (moment == NULL)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_PARSE, _ ("“%.40s” is not a date and time with an offset"), text);
      return FALSE;
    }
  *time_us = g_date_time_to_unix (moment) * G_USEC_PER_SEC + g_date_time_get_microsecond (moment);
  return TRUE;
}
