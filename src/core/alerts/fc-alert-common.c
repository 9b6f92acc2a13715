/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-alert-private.h"

#include <glib/gi18n-lib.h>

/* What every forecourt wants watched. */

#define HOUR 3600
#define DAY  (24 * HOUR)

/**
 * fc_alert_duration:
 * @seconds: below 0: past
 *
 * Returns: (transfer full): to the minute, the hour or the day, whichever says enough
 */
char *
fc_alert_duration (gint64 seconds)
{
  gint64 left = MAX (seconds, 0);

  if (left < HOUR)
    return g_strdup_printf (ngettext ("%d minute", "%d minutes", (gulong) (left / 60)), (int) (left / 60));
  if (left < 3 * DAY)
    return g_strdup_printf (ngettext ("%d hour", "%d hours", (gulong) (left / HOUR)), (int) (left / HOUR));
  return g_strdup_printf (ngettext ("%d day", "%d days", (gulong) (left / DAY)), (int) (left / DAY));
}

static char *
say_run_out (const char *value)
{
  /* Translators: of a tank; a duration such as “5 hours” */
  return g_strdup_printf (_ ("Runs out in %s at the usual sales"), value);
}

static char *
say_stock (const char *value)
{
  /* Translators: of a tank: a volume. Dead stock is what the pumps cannot draw */
  return g_strdup_printf (_ ("%s left above the dead stock"), value);
}

static char *
say_water (const char *value)
{
  /* Translators: of a tank; a length such as “30 mm” */
  return g_strdup_printf (_ ("Water stands at %s"), value);
}

static char *
say_water_rise (const char *value)
{
  /* Translators: of a tank; a length such as “12 mm” */
  return g_strdup_printf (_ ("Water has risen by %s within a week"), value);
}

static char *
say_cash (const char *value)
{
  /* Translators: of a shift: an amount of money */
  return g_strdup_printf (_ ("The drawer is %s away from what was expected"), value);
}

static char *
say_variance (const char *value)
{
  /* Translators: of a tank’s day; a share such as “1.2 %” */
  return g_strdup_printf (_ ("Stock differs from the book by %s of sales"), value);
}

static char *
say_waits (const char *value)
{
  /* Translators: of a shift: a duration */
  return g_strdup_printf (_ ("Has waited %s for approval"), value);
}

static char *
say_day (const char *value)
{
  /* Translators: of a station: a duration */
  return g_strdup_printf (_ ("The day ended %s ago and is not closed"), value);
}

static char *
say_gauge (const char *value)
{
  /* Translators: of a tank gauge: a duration */
  return g_strdup_printf (_ ("The gauge has been silent for %s"), value);
}

static char *
say_station (const char *value)
{
  /* Translators: of a station: a duration */
  return g_strdup_printf (_ ("Nothing has come from the station for %s"), value);
}

static char *
say_rate (const char *value)
{
  /* Translators: of a shift; a share such as “1.2 %” */
  return g_strdup_printf (_ ("A rate is %s away from the price book"), value);
}

static char *
say_drive_off (const char *value)
{
  /* Translators: an amount of money */
  return g_strdup_printf (_ ("A drive-off of %s"), value);
}

static char *
say_enter (const char *value)
{
  /* Translators: of a vehicle at a geofence; “14:02 on 20 Nov 2026” */
  return g_strdup_printf (_ ("Arrived at %s"), value);
}

static char *
say_leave (const char *value)
{
  /* Translators: of a vehicle at a geofence; “14:02 on 20 Nov 2026” */
  return g_strdup_printf (_ ("Left at %s"), value);
}

static char *
say_stay (const char *value)
{
  /* Translators: of a vehicle in a geofence; “14:02 on 20 Nov 2026” */
  return g_strdup_printf (_ ("Stayed too long: there since %s"), value);
}

static const FcAlertMetric metrics[] = {
  { .name = "tank-run-out", .label = N_ ("Time until a tank runs out"), .unit = FC_ALERT_DURATION, .about = FC_TANK,
    .below = TRUE, .drift = -1, .slack = 2 * HOUR, .say = say_run_out },
  { .name = "tank-stock", .label = N_ ("Stock above the dead stock"), .unit = FC_ALERT_VOLUME, .about = FC_TANK,
    .below = TRUE, .own_limit = TRUE, .slack = 100000, .say = say_stock },
  { .name = "tank-water", .label = N_ ("Water in a tank"), .unit = FC_ALERT_LENGTH, .about = FC_TANK,
    .own_limit = TRUE, .slack = 3, .say = say_water },
  { .name = "tank-water-rise", .label = N_ ("Rise of water in a tank within a week"), .unit = FC_ALERT_LENGTH,
    .about = FC_TANK, .slack = 3, .say = say_water_rise },
  { .name = "cash-variance", .label = N_ ("Over/short of a shift"), .unit = FC_ALERT_MONEY, .about = FC_SHIFT,
    .own_limit = TRUE, .once = TRUE, .say = say_cash },
  { .name = "tank-variance", .label = N_ ("Variance of a tank’s day"), .unit = FC_ALERT_SHARE, .about = FC_DAY_TANK,
    .own_limit = TRUE, .once = TRUE, .say = say_variance },
  { .name = "shift-waits", .label = N_ ("Time a shift waits for approval"), .unit = FC_ALERT_DURATION,
    .about = FC_SHIFT, .once = TRUE, .drift = 1, .say = say_waits },
  { .name = "day-open", .label = N_ ("Time a day stays open after its end"), .unit = FC_ALERT_DURATION,
    .about = FC_STATION, .once = TRUE, .drift = 1, .say = say_day },
  { .name = "gauge-silent", .label = N_ ("Time without a reading of a gauge"), .unit = FC_ALERT_DURATION,
    .about = FC_GAUGE, .drift = 1, .slack = 60, .say = say_gauge },
  { .name = "station-silent", .label = N_ ("Time without news from a station"), .unit = FC_ALERT_DURATION,
    .about = FC_STATION, .drift = 1, .slack = 60, .say = say_station },
  { .name = "rate-difference", .label = N_ ("Difference of a shift’s rate from the price book"),
    .unit = FC_ALERT_SHARE, .about = FC_SHIFT, .once = TRUE, .say = say_rate },
  { .name = "drive-off", .label = N_ ("Amount of a drive-off"), .unit = FC_ALERT_MONEY, .about = FC_SLIP,
    .own_limit = TRUE, .once = TRUE, .say = say_drive_off },
  { .name = "geofence-enter", .label = N_ ("Arrival of a vehicle at a geofence"), .unit = FC_ALERT_MOMENT,
    .about = FC_VEHICLE, .once = TRUE, .say = say_enter },
  { .name = "geofence-leave", .label = N_ ("Departure of a vehicle from a geofence"), .unit = FC_ALERT_MOMENT,
    .about = FC_VEHICLE, .once = TRUE, .say = say_leave },
  { .name = "geofence-stay", .label = N_ ("Long stay of a vehicle in a geofence"), .unit = FC_ALERT_MOMENT,
    .about = FC_VEHICLE, .once = TRUE, .say = say_stay },
};

const FcAlertMetric *
fc_alert_common_metrics (guint *n_metrics)
{
  *n_metrics = G_N_ELEMENTS (metrics);
  return metrics;
}
