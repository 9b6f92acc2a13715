/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-alert-metric.h"

#include "fc-alert-private.h"
#include "fc-date-style.h"
#include "fc-money.h"

#include <glib/gi18n-lib.h>

static GPtrArray *registry; /* FcAlertMetric; filled once before threads start, except for the common ones */

static void
add (const FcAlertMetric *metrics,
     guint                n_metrics)
{
  for (guint i = 0; i < n_metrics; i++)
    g_ptr_array_add (registry, (gpointer) &metrics[i]);
}

static void
make_registry (void)
{
  static gsize made = 0;
  const FcAlertMetric *metrics;
  guint n_metrics;

  if (!g_once_init_enter (&made))
    return;
  registry = g_ptr_array_new ();
  metrics = fc_alert_common_metrics (&n_metrics);
  add (metrics, n_metrics);
  g_once_init_leave (&made, 1);
}

/**
 * fc_alert_metrics_register:
 * @metrics: static
 *
 * Makes known what a module lets people watch. Called at start, from the main thread.
 */
void
fc_alert_metrics_register (const FcAlertMetric *metrics,
                           guint                n_metrics)
{
  make_registry ();
  add (metrics, n_metrics);
}

/**
 * fc_alert_metric_find:
 * @name: (nullable)
 *
 * Returns: (transfer none) (nullable): %NULL where this version does not know it
 */
const FcAlertMetric *
fc_alert_metric_find (const char *name)
{
  make_registry ();
  for (guint i = 0; i < registry->len; i++)
    if (g_strcmp0 (((const FcAlertMetric *) registry->pdata[i])->name, name) == 0)
      return registry->pdata[i];
  return NULL;
}

/**
 * fc_alert_metrics_list:
 *
 * Returns: (transfer none) (element-type FcAlertMetric)
 */
GPtrArray *
fc_alert_metrics_list (void)
{
  make_registry ();
  return registry;
}

/**
 * fc_alert_zone:
 *
 * Returns: (transfer full): the station's; the computer's where there is none, or none that is known here
 */
GTimeZone *
fc_alert_zone (const FcAlertUnits *units)
{
  GTimeZone *zone = units->time_zone != NULL ? g_time_zone_new_identifier (units->time_zone) : NULL;

  return zone != NULL ? zone : g_time_zone_new_local ();
}

static char *
say_moment (gint64              seconds,
            const FcAlertUnits *units)
{
  g_autoptr (GTimeZone) zone = fc_alert_zone (units);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (seconds);
  g_autoptr (GDateTime) there = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  g_autofree char *date = fc_date_format (fc_time_to_date (seconds * G_USEC_PER_SEC, zone));
  g_autofree char *time = there != NULL ? g_date_time_format (there, "%H:%M") : g_strdup ("");

  /* Translators: a time of day, and the day, in the middle of a sentence: “14:02 on 20 Nov 2026” */
  return g_strdup_printf (_ ("%s on %s"), time, date);
}

/**
 * fc_alert_amount:
 * @value: in the metric's unit
 *
 * Returns: (transfer full): "5 h", "1,250 L", "12 mm", "−85.00", "0.80 %"
 */
char *
fc_alert_amount (const FcAlertMetric *metric,
                 gint64               value,
                 const FcAlertUnits  *units)
{
  g_autofree char *number = NULL;

  switch (metric->unit)
    {
    case FC_ALERT_VOLUME:
      return fc_volume_say (value, units->volume, 0);
    case FC_ALERT_LENGTH:
      return g_strdup_printf ("%" G_GINT64_FORMAT "\302\240mm", value);
    case FC_ALERT_MONEY:
      return fc_money_format (value, units->currency != NULL ? units->currency : "XXX");
    case FC_ALERT_SHARE:
      number = fc_decimal_format_grouped (fc_divide_half_even (value, 100), 2, 2);
      return g_strdup_printf ("%s\302\240%%", number);
    case FC_ALERT_MOMENT:
      return say_moment (value, units);
    case FC_ALERT_DURATION:
    default:
      return fc_alert_duration (value);
    }
}

/**
 * fc_alert_say:
 * @value: in the metric's unit
 *
 * Returns: (transfer full): what is the matter, a sentence without the name of the thing
 */
char *
fc_alert_say (const FcAlertMetric *metric,
              gint64               value,
              const FcAlertUnits  *units)
{
  g_autofree char *now = fc_alert_amount (metric, value, units);

  return metric->say (now);
}
