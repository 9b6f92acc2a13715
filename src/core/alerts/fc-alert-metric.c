/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-alert-metric.h"

#include "fc-alert-private.h"
#include "fc-money.h"

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
 * fc_alert_amount:
 * @value: in the metric's unit
 * @currency: (nullable): of the station
 *
 * Returns: (transfer full): "5 h", "1,250 L", "12 mm", "−85.00", "0.8 %"
 */
char *
fc_alert_amount (const FcAlertMetric *metric,
                 gint64               value,
                 const char          *currency,
                 FcVolumeUnit         volume_unit)
{
  g_autofree char *number = NULL;

  switch (metric->unit)
    {
    case FC_ALERT_VOLUME:
      return fc_volume_say (value, volume_unit, 0);
    case FC_ALERT_LENGTH:
      return g_strdup_printf ("%" G_GINT64_FORMAT "\302\240mm", value);
    case FC_ALERT_MONEY:
      return fc_money_format (value, currency != NULL ? currency : "XXX");
    case FC_ALERT_SHARE:
      number = fc_decimal_format_grouped (fc_divide_half_even (value, 100), 2, 1);
      return g_strdup_printf ("%s\302\240%%", number);
    case FC_ALERT_DURATION:
    default:
      return fc_alert_duration (value);
    }
}

/**
 * fc_alert_say:
 * @value: in the metric's unit
 * @currency: (nullable): of the station
 *
 * Returns: (transfer full): what is the matter, a sentence without the name of the thing
 */
char *
fc_alert_say (const FcAlertMetric *metric,
              gint64               value,
              const char          *currency,
              FcVolumeUnit         volume_unit)
{
  g_autofree char *now = fc_alert_amount (metric, value, currency, volume_unit);

  return metric->say (now);
}
