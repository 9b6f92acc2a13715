/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-display.h"

#include <glib/gi18n.h>

#include "fc-date-style.h"

static gboolean
months_first (void)
{
  return fc_date_style_in_use ().order == FC_DATE_MONTH_FIRST;
}

static char *
format_date (FcDate      date,
             const char *format)
{
  int year, month, day;
  g_autoptr (GDateTime) moment = NULL;

  fc_date_to_civil (date, &year, &month, &day);
  moment = g_date_time_new_utc (CLAMP (year, 1, 9999), month, day, 0, 0, 0);
  return g_date_time_format (moment, format);
}

static GDateTime *
local (gint64     time_us,
       GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC);

  if (utc == NULL)
    return NULL;
  return g_date_time_to_timezone (utc, zone != NULL ? zone : fc_display_get_zone (fc_display_get ()));
}

static char *
format_time (gint64      time_us,
             GTimeZone  *zone,
             const char *format)
{
  g_autoptr (GDateTime) moment = local (time_us, zone);

  return moment != NULL ? g_date_time_format (moment, format) : g_strdup ("");
}

/**
 * fc_show_date:
 *
 * Returns: (transfer full): short, the year only where it is another: "Thu 19 Nov"
 */
char *
fc_show_date (FcDate date)
{
  int year, month, day, this_year;

  fc_date_to_civil (fc_today (), &this_year, &month, &day);
  fc_date_to_civil (date, &year, &month, &day);
  if (months_first ())
    /* Translators: a date of this year in a table where months come first, strftime */
    return format_date (date, year == this_year ? _ ("%a %b %-d") : _ ("%b %-d, %Y"));
  /* Translators: a date of this year in a table, strftime */
  return format_date (date, year == this_year ? _ ("%a %-d %b") : _ ("%-d %b %Y"));
}

char *
fc_show_date_long (FcDate date)
{
  if (months_first ())
    /* Translators: a date in full where months come first, strftime */
    return format_date (date, _ ("%A, %B %-d, %Y"));
  /* Translators: a date in full, strftime */
  return format_date (date, _ ("%A, %-d %B %Y"));
}

static char *
show_period_months_first (FcDate   from,
                          FcDate   until,
                          gboolean one_month,
                          gboolean one_year)
{
  /* Translators: the first day of a period where months come first, strftime */
  g_autofree char *first = format_date (from, one_year ? _ ("%b %-d") : _ ("%b %-d, %Y"));
  /* Translators: the last day of a period where months come first, strftime */
  g_autofree char *last = format_date (until, one_month ? _ ("%-d, %Y") : _ ("%b %-d, %Y"));

  /* Translators: a period, first and last day */
  return g_strdup_printf (_ ("%s – %s"), first, last);
}

/**
 * fc_show_period:
 * @until: inclusive
 *
 * Returns: (transfer full): "14 – 20 Nov" or one date
 */
char *
fc_show_period (FcDate from,
                FcDate until)
{
  g_autofree char *first = NULL, *last = NULL;
  int year, month, day, last_year, last_month;
  gboolean one_month;

  if (from == until)
    return fc_show_date (from);
  fc_date_to_civil (from, &year, &month, &day);
  fc_date_to_civil (until, &last_year, &last_month, &day);
  one_month = year == last_year && month == last_month;
  if (months_first ())
    return show_period_months_first (from, until, one_month, year == last_year);
  /* Translators: the first day of a period within one month, strftime */
  first = format_date (from, one_month ? _ ("%-d") : year == last_year ? _ ("%-d %b") : _ ("%-d %b %Y"));
  /* Translators: the last day of a period, strftime */
  last = format_date (until, _ ("%-d %b %Y"));
  /* Translators: a period, first and last day */
  return g_strdup_printf (_ ("%s – %s"), first, last);
}

/**
 * fc_show_time:
 * @zone: (nullable): the station's; NULL for the company's
 *
 * Returns: (transfer full): the time of day for today, else with the date
 */
char *
fc_show_time (gint64     time_us,
              GTimeZone *zone)
{
  if (zone == NULL)
    zone = fc_display_get_zone (fc_display_get ());
  if (fc_time_to_date (time_us, zone) == fc_time_to_date (fc_now (), zone))
    return fc_show_time_of_day (time_us, zone);
  /* Translators: day and time in a table, strftime */
  return format_time (time_us, zone, months_first () ? _ ("%b %-d %H:%M") : _ ("%-d %b %H:%M"));
}

char *
fc_show_time_long (gint64     time_us,
                   GTimeZone *zone)
{
  /* Translators: day and time in full, strftime */
  return format_time (time_us, zone,
                      months_first () ? _ ("%A, %B %-d, %Y, %H:%M:%S %Z") : _ ("%A, %-d %B %Y, %H:%M:%S %Z"));
}

char *
fc_show_time_of_day (gint64     time_us,
                     GTimeZone *zone)
{
  /* Translators: a time of day, strftime */
  return format_time (time_us, zone, _ ("%H:%M"));
}

/**
 * fc_today:
 *
 * Returns: today in the company's time zone
 */
FcDate
fc_today (void)
{
  return fc_time_to_date (fc_now (), fc_display_get_zone (fc_display_get ()));
}

gint64
fc_now (void)
{
  return g_get_real_time ();
}
