/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-tracker-settings.h"

#include "fc-traccar-service.h"

#include <glib/gi18n.h>

#define DATA_KEY       "fc-tracker"
#define START_DELAY_MS 4000 /* after the first page */

static void
service_free (gpointer data)
{
  FcTraccarService *service = data;

  fc_traccar_service_stop (service);
  g_object_unref (service);
}

/**
 * fc_tracker_start:
 *
 * Begins to follow the company's Traccar server, in the background and where this computer has a token for it.
 */
void
fc_tracker_start (FcContext *context)
{
  FcTraccarService *service = fc_traccar_service_new (fc_context_get_replica (context));

  g_object_set_data_full (G_OBJECT (context), DATA_KEY, service, service_free);
  fc_traccar_service_start_later (service, START_DELAY_MS);
}

static char *
dup_state (FcTraccarService *service,
           const char       *url)
{
  const char *problem = fc_traccar_service_get_problem (service);
  guint n = fc_traccar_service_n_matched (service);

  if (problem != NULL)
    return g_strdup (problem);
  switch (fc_traccar_service_get_state (service))
    {
    case FC_TRACCAR_LIVE:
      return g_strdup_printf (ngettext ("Connected; %u vehicle is followed", "Connected; %u vehicles are followed", n),
                              n);
    case FC_TRACCAR_TRYING:
      return g_strdup (_ ("Connecting…"));
    case FC_TRACCAR_OFF:
    default:
      return g_strdup (url != NULL ? _ ("Enter a token to follow the vehicles from this computer.")
                                   : _ ("The company’s settings name no Traccar server."));
    }
}

static void
show_state (AdwActionRow     *row,
            FcTraccarService *service)
{
  const char *url = fc_traccar_service_get_url (service);
  g_autofree char *state = dup_state (service, url);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), url != NULL ? url : _ ("No server"));
  adw_action_row_set_subtitle (row, state);
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GtkWidget) row = data;
  FcContext *context = g_object_get_data (G_OBJECT (row), "context");
  g_autoptr (GError) error = NULL;

  if (!fc_keyring_store_finish (FC_KEYRING (source), result, &error))
    {
      gtk_widget_add_css_class (row, "error");
      gtk_widget_set_tooltip_text (row, error->message);
      return;
    }
  gtk_widget_remove_css_class (row, "error");
  gtk_editable_set_text (GTK_EDITABLE (row), "");
  fc_traccar_service_start (g_object_get_data (G_OBJECT (context), DATA_KEY)); /* again, with the token */
}

static void
token_applied_cb (GtkWidget *row,
                  FcContext *context)
{
  g_autoptr (FcKeyring) keyring = fc_traccar_keyring_new (fc_context_get_replica (context));

  fc_keyring_store_async (keyring, gtk_editable_get_text (GTK_EDITABLE (row)), stored_cb, g_object_ref (row));
}

/**
 * fc_tracker_preferences_new:
 *
 * Returns: (transfer floating): the group with this computer's token
 */
GtkWidget *
fc_tracker_preferences_new (FcContext *context)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  FcTraccarService *service = g_object_get_data (G_OBJECT (context), DATA_KEY);
  GtkWidget *state = adw_action_row_new (), *token = adw_password_entry_row_new ();

  adw_preferences_group_set_title (group, _ ("Vehicle tracking"));
  adw_preferences_group_set_description (
    group, _ ("Positions of the vehicles come from the company’s Traccar server. One computer that is always on suffices; the "
              "token stays in its keyring."));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (state), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (token), _ ("Token"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (token))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Token of the Traccar server"), -1);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (token), TRUE);
  g_object_set_data_full (G_OBJECT (token), "context", g_object_ref (context), g_object_unref);
  g_signal_connect_object (token, "apply", G_CALLBACK (token_applied_cb), context, 0);
  adw_preferences_group_add (group, state);
  adw_preferences_group_add (group, token);
  gtk_widget_set_visible (GTK_WIDGET (group), fc_context_may (context, "vehicles.edit") && service != NULL);
  if (service != NULL)
    {
      show_state (ADW_ACTION_ROW (state), service);
      g_signal_connect_object (service, "changed", G_CALLBACK (show_state), state, G_CONNECT_SWAPPED);
    }
  return GTK_WIDGET (group);
}
