/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-tank-gauges.h"

#include "fc-window.h"

#include <glib/gi18n.h>

#define DATA_KEY "fc-tank-gauges"
#define NOTICE_ID "gauges"
#define SETTING "gauge-stations"
#define FEW_STATIONS 6 /* that need no folding away */
#define START_DELAY_MS 2000 /* after the first page */

static FcWindow *
find_window (void)
{
  GtkApplication *application = GTK_APPLICATION (g_application_get_default ());
  GtkWindow *window = application != NULL ? gtk_application_get_active_window (application) : NULL;

  return window != NULL && FC_IS_WINDOW (window) ? FC_WINDOW (window) : NULL;
}

static void
gauge_changed_cb (FcGaugeService *service,
                  const FcId     *gauge_id,
                  FcContext      *context)
{
  const char *problem = fc_gauge_service_get_problem (service, gauge_id);
  FcWindow *window = find_window ();

  if (window == NULL)
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

static void
stations_changed_cb (FcContext *context)
{
  GSettings *settings = fc_context_get_settings (context);
  g_autoptr (GVariant) kept = g_settings_get_value (settings, SETTING), list = g_variant_get_maybe (kept);
  g_autofree const char **ids = list != NULL ? g_variant_get_strv (list, NULL) : NULL;
  g_autoptr (GArray) stations = ids != NULL ? g_array_new (FALSE, FALSE, sizeof (FcId)) : NULL;

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      FcId id;

      if (fc_id_from_string (ids[i], &id))
        g_array_append_val (stations, id);
    }
  fc_gauge_service_set_stations (fc_tank_gauges_get (context), stations);
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
  g_signal_connect_object (fc_context_get_settings (context), "changed::" SETTING, G_CALLBACK (stations_changed_cb),
                           context, G_CONNECT_SWAPPED);
  stations_changed_cb (context);
  fc_gauge_service_start_later (service, START_DELAY_MS);
}

FcGaugeService *
fc_tank_gauges_get (FcContext *context)
{
  return g_object_get_data (G_OBJECT (context), DATA_KEY);
}

/* What was the usual until now becomes a list of its own with the first switch that is turned. */
static void
toggled_cb (FcContext  *context,
            GParamSpec *pspec,
            GtkSwitch  *toggle)
{
  FcGaugeService *service = fc_tank_gauges_get (context);
  const FcId *turned = g_object_get_data (G_OBJECT (toggle), "station");
  GPtrArray *stations = fc_context_get_stations (context);
  GVariantBuilder ids;

  g_variant_builder_init (&ids, G_VARIANT_TYPE_STRING_ARRAY);
  for (guint i = 0; i < stations->len; i++)
    {
      const FcStationName *station = stations->pdata[i];
      gboolean is_it = fc_id_equal (&station->id, turned);
      char text[FC_ID_STRING_LENGTH + 1];

      fc_id_to_string (&station->id, text);
      if (is_it ? gtk_switch_get_active (toggle) : fc_gauge_service_reads (service, &station->id, stations->len))
        g_variant_builder_add (&ids, "s", text);
    }
  g_settings_set_value (fc_context_get_settings (context), SETTING,
                        g_variant_new_maybe (NULL, g_variant_builder_end (&ids)));
}

static GtkWidget *
make_station_row (FcContext           *context,
                  const FcStationName *station,
                  guint                n_stations)
{
  GtkWidget *row = adw_action_row_new (), *toggle = gtk_switch_new ();
  g_autofree char *label = g_strdup_printf (_ ("Read the gauges of %s"), station->name);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), station->name);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_switch_set_active (GTK_SWITCH (toggle), fc_gauge_service_reads (fc_tank_gauges_get (context), &station->id, n_stations));
  g_object_set_data_full (G_OBJECT (toggle), "station", g_memdup2 (&station->id, sizeof (FcId)), g_free);
  g_signal_connect_object (toggle, "notify::active", G_CALLBACK (toggled_cb), context, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  return row;
}

static GtkWidget *
make_expander (AdwPreferencesGroup *group)
{
  GtkWidget *row = adw_expander_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Stations"));
  adw_preferences_group_add (group, row);
  return row;
}

/**
 * fc_tank_gauges_preferences_new:
 *
 * Returns: (transfer floating): the group that says whose gauges this computer reads
 */
GtkWidget *
fc_tank_gauges_preferences_new (FcContext *context)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GPtrArray *stations = fc_context_get_stations (context);
  GtkWidget *expander = stations->len > FEW_STATIONS ? make_expander (group) : NULL;

  adw_preferences_group_set_title (group, _ ("Tank gauges"));
  adw_preferences_group_set_description (
    group, _ ("The stations whose gauges this computer reads: usually the one that it stands in."));
  for (guint i = 0; i < stations->len; i++)
    {
      GtkWidget *row = make_station_row (context, stations->pdata[i], stations->len);

      if (expander != NULL)
        adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), row);
      else
        adw_preferences_group_add (group, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (group), stations->len > 0);
  return GTK_WIDGET (group);
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
