/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-alert-digest-notice.h"

#include "fc-alert-digest-service.h"
#include "fc-display.h"

#include <glib/gi18n.h>

#define DATA_KEY  "fc-alert-digest"
#define NOTICE_ID "alert-digest"
#define ALERTS    "forecourt://page/alerts"

/* "2 are new since yesterday", and the worst of them, a line each. */
static char *
body_of (const FcAlertMorning *morning)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  char *fresh = fc_alert_digest_fresh (&morning->digest);

  if (fresh == NULL)
    return NULL;
  g_ptr_array_add (lines, fresh);
  for (guint i = 0; i < morning->fresh->len; i++)
    {
      const FcAlertLine *line = morning->fresh->pdata[i];

      g_ptr_array_add (lines, line->station != NULL ? g_strjoin (" · ", line->station, line->thing, line->said, NULL)
                                                    : g_strjoin (" · ", line->thing, line->said, NULL));
    }
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

/* Also while the window is in front: it is the one that says it, and who comes in the morning opens the window first. */
static void
digest_cb (FcContext      *context,
           FcAlertMorning *morning)
{
  g_autofree char *title = fc_alert_digest_title (&morning->digest), *body = body_of (morning);
  g_autoptr (GNotification) notification = g_notification_new (title);

  if (g_application_get_default () == NULL)
    return;
  if (body != NULL)
    g_notification_set_body (notification, body);
  g_notification_set_default_action_and_target (notification, "app.open", "s", ALERTS);
  g_notification_add_button_with_target (notification, _ ("Show"), "app.open", "s", ALERTS);
  g_application_send_notification (g_application_get_default (), NOTICE_ID, notification);
}

static void
settings_changed_cb (FcAlertDigestService *service,
                     const char           *key,
                     GSettings            *settings)
{
  gboolean on = g_settings_get_boolean (settings, "notifications") && g_settings_get_boolean (settings, "alert-digest");

  fc_alert_digest_service_set_hour (service, on ? (int) g_settings_get_uint (settings, "alert-digest-hour")
                                                : FC_ALERT_DIGEST_OFF);
}

static void
stop (gpointer service)
{
  g_object_run_dispose (service);
  g_object_unref (service);
}

/**
 * fc_alert_digest_start:
 * @alerts: of the same company
 *
 * As long as @context lives.
 */
void
fc_alert_digest_start (FcContext      *context,
                       FcAlertService *alerts)
{
  FcAlertDigestService *service = fc_alert_digest_service_new (fc_context_get_replica (context), alerts);
  GSettings *settings = fc_context_get_settings (context);

  g_object_set_data_full (G_OBJECT (context), DATA_KEY, service, stop);
  g_signal_connect_object (service, "digest", G_CALLBACK (digest_cb), context, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed", G_CALLBACK (settings_changed_cb), service, G_CONNECT_SWAPPED);
  settings_changed_cb (service, NULL, settings);
}

static GtkStringList *
hour_names (void)
{
  GtkStringList *names = gtk_string_list_new (NULL);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  for (int hour = 0; hour < 24; hour++)
    gtk_string_list_take (names, fc_show_time_of_day (hour * FC_HOUR_US, utc));
  return names;
}

static GtkWidget *
make_switch (GSettings *settings)
{
  GtkWidget *row = adw_action_row_new (), *toggle = gtk_switch_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Daily digest"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("One notification: how many alerts need you, and what is new"));
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Daily digest"), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  g_settings_bind (settings, "alert-digest", toggle, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "notifications", row, "sensitive", G_SETTINGS_BIND_GET);
  return row;
}

static GtkWidget *
make_hour (GSettings *settings)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) names = hour_names ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Digest at"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  g_settings_bind (settings, "alert-digest-hour", row, "selected",
                   G_SETTINGS_BIND_DEFAULT | G_SETTINGS_BIND_NO_SENSITIVITY);
  g_settings_bind (settings, "alert-digest", row, "sensitive", G_SETTINGS_BIND_GET);
  return row;
}

/**
 * fc_alert_digest_preferences_new:
 *
 * Returns: (transfer floating): an AdwPreferencesGroup
 */
GtkWidget *
fc_alert_digest_preferences_new (FcContext *context)
{
  GSettings *settings = fc_context_get_settings (context);
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Alerts"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_switch (settings));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_hour (settings));
  gtk_widget_set_visible (group, fc_context_may (context, "alerts.view"));
  return group;
}
