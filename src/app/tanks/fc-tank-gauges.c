/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-tank-gauges.h"

#include "fc-window.h"

#include <glib/gi18n.h>

#define DATA_KEY "fc-tank-gauges"
#define NOTICE_ID "gauges"
#define START_DELAY_MS 2000 /* after the first page */

static FcWindow *
find_window (void)
{
  GtkApplication *application = GTK_APPLICATION (g_application_get_default ());
  GtkWindow *window = application != NULL ? gtk_application_get_active_window (application) : NULL;

  return window != NULL && FC_IS_WINDOW (window) ? FC_WINDOW (window) : NULL;
}

/* A gauge that this office reads, or should: head offices see many that only their stations can reach. */
static void
gauge_changed_cb (FcGaugeService *service,
                  const FcId     *gauge_id,
                  FcContext      *context)
{
  const char *problem = fc_gauge_service_get_problem (service, gauge_id);
  const FcActor *actor = fc_replica_get_actor (fc_context_get_replica (context));
  FcWindow *window = find_window ();

  if (window == NULL || (problem != NULL && (actor == NULL || actor->all_stations)))
    return;
  fc_window_set_notice (window, NOTICE_ID, GTK_MESSAGE_WARNING, problem, problem != NULL ? _ ("Look at the tanks") : NULL,
                        problem != NULL ? "win.page::tanks" : NULL);
}

static void
service_free (gpointer data)
{
  FcGaugeService *service = data;

  fc_gauge_service_stop (service);
  g_object_unref (service);
}

/**
 * fc_tank_gauges_start:
 *
 * Begins to read the gauges that are switched on, in the background.
 */
void
fc_tank_gauges_start (FcContext *context)
{
  FcGaugeService *service = fc_gauge_service_new (fc_context_get_replica (context));

  g_signal_connect_object (service, "gauge-changed", G_CALLBACK (gauge_changed_cb), context, 0);
  g_object_set_data_full (G_OBJECT (context), DATA_KEY, service, service_free);
  fc_gauge_service_start_later (service, START_DELAY_MS);
}

FcGaugeService *
fc_tank_gauges_get (FcContext *context)
{
  return g_object_get_data (G_OBJECT (context), DATA_KEY);
}

static void
apply (FcTankState         *state,
       const FcGaugeLatest *latest)
{
  const FcTlsTank *tank = &latest->tank;
  gint64 volume, value;

  if (latest->read_at <= state->read_at || !fc_tls_value (tank->known, tank->values, FC_TLS_VOLUME, &volume))
    return;
  state->was_read = state->by_gauge = TRUE;
  state->read_at = latest->read_at;
  state->volume = volume;
  state->level = fc_tls_value (tank->known, tank->values, FC_TLS_LEVEL, &value) ? value : -1;
  state->water_level = fc_tls_value (tank->known, tank->values, FC_TLS_WATER_LEVEL, &value) ? value : -1;
  state->water_volume = fc_tls_value (tank->known, tank->values, FC_TLS_WATER_VOLUME, &value) ? value : -1;
  state->has_temperature = fc_tls_value (tank->known, tank->values, FC_TLS_TEMPERATURE, &value);
  if (state->has_temperature)
    state->temperature = value;
}

void
fc_tank_gauges_apply (FcContext *context,
                      GPtrArray *states)
{
  FcGaugeService *service = fc_tank_gauges_get (context);

  for (guint i = 0; service != NULL && i < states->len; i++)
    {
      FcTankState *state = states->pdata[i];
      const FcGaugeLatest *latest = fc_gauge_service_get_latest (service, fc_record_get_id (state->tank));

      if (latest != NULL)
        apply (state, latest);
    }
}
