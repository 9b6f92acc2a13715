/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-map-online-group.h"

#include <glib/gi18n.h>

#define MOST_ATTRIBUTION 200 /* letters */

struct _FcMapOnlineGroup {
  AdwPreferencesGroup parent_instance;

  GSettings *settings;
  FcMapSources *sources;
  GtkSwitch *active;
  AdwActionRow *row;
  GtkWidget *address, *attribution;
  GtkLabel *problem;
};

G_DEFINE_FINAL_TYPE (FcMapOnlineGroup, fc_map_online_group, ADW_TYPE_PREFERENCES_GROUP)

static void
show_problem (FcMapOnlineGroup *self,
              const char       *text)
{
  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

static void
show_state (FcMapOnlineGroup *self)
{
  g_autofree char *address = g_settings_get_string (self->settings, "online-map-address");
  gboolean on = g_settings_get_boolean (self->settings, "online-map");
  FcTileClient *client = fc_map_sources_get_client (self->sources);
  const char *text;

  if (*address == '\0')
    text = _ ("Enter the address of a map server first");
  else if (!on)
    text = _ ("Off: no server is asked");
  else if (client == NULL)
    text = _ ("Not asked while you work offline");
  else if (fc_tile_client_get_problem (client) != NULL)
    text = fc_tile_client_get_problem (client);
  else
    text = _ ("On: the server learns which places are looked at");
  adw_action_row_set_subtitle (self->row, text);
  gtk_widget_set_sensitive (GTK_WIDGET (self->active), *address != '\0');
}

static void
address_applied_cb (FcMapOnlineGroup *self)
{
  g_autofree char *address = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->address))));
  g_autoptr (GError) error = NULL;

  if (*address != '\0' && !fc_tile_address_check (address, &error))
    {
      gtk_widget_add_css_class (self->address, "error");
      show_problem (self, error->message);
      return;
    }
  gtk_widget_remove_css_class (self->address, "error");
  show_problem (self, NULL);
  if (*address == '\0')
    g_settings_set_boolean (self->settings, "online-map", FALSE);
  g_settings_set_string (self->settings, "online-map-address", address);
  show_state (self);
}

static void
attribution_applied_cb (FcMapOnlineGroup *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->attribution))));
  g_autofree char *kept = g_utf8_substring (text, 0, MIN (MOST_ATTRIBUTION, g_utf8_strlen (text, -1)));

  g_settings_set_string (self->settings, "online-map-attribution", kept);
}

static GtkWidget *
new_entry (FcMapOnlineGroup *self,
           const char       *title,
           const char       *key,
           GCallback         applied)
{
  GtkWidget *row = adw_entry_row_new ();
  g_autofree char *text = g_settings_get_string (self->settings, key);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (row))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_swapped (row, "apply", applied, self);
  return row;
}

static void
add_switch (FcMapOnlineGroup *self)
{
  self->row = ADW_ACTION_ROW (adw_action_row_new ());
  self->active = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->active), GTK_ALIGN_CENTER);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), _ ("Show the online map"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->active), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Show the online map"), -1);
  adw_action_row_add_suffix (self->row, GTK_WIDGET (self->active));
  adw_action_row_set_activatable_widget (self->row, GTK_WIDGET (self->active));
  g_settings_bind (self->settings, "online-map", self->active, "active",
                   G_SETTINGS_BIND_DEFAULT | G_SETTINGS_BIND_NO_SENSITIVITY);
}

static GtkLabel *
new_problem (void)
{
  GtkLabel *problem = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_wrap (problem, TRUE);
  gtk_label_set_xalign (problem, 0);
  gtk_widget_add_css_class (GTK_WIDGET (problem), "error");
  gtk_widget_set_margin_top (GTK_WIDGET (problem), 6);
  gtk_widget_set_visible (GTK_WIDGET (problem), FALSE);
  return problem;
}

static void
fc_map_online_group_finalize (GObject *object)
{
  FcMapOnlineGroup *self = FC_MAP_ONLINE_GROUP (object);

  g_object_unref (self->settings);
  g_object_unref (self->sources);

  G_OBJECT_CLASS (fc_map_online_group_parent_class)->finalize (object);
}

static void
fc_map_online_group_class_init (FcMapOnlineGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fc_map_online_group_finalize;
}

static void
fc_map_online_group_init (FcMapOnlineGroup *self)
{
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Online map"));
  adw_preferences_group_set_description (
    ADW_PREFERENCES_GROUP (self),
    _ ("Tiles of a map server, where no map pack has the place. They are kept on this computer for a while; without a "
       "network the map shows what there is. An address looks like https://tiles.example.com/{z}/{x}/{y}.png"));
}

GtkWidget *
fc_map_online_group_new (FcContext *context)
{
  FcMapOnlineGroup *self = g_object_new (FC_TYPE_MAP_ONLINE_GROUP, NULL);
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);

  self->settings = g_object_ref (fc_context_get_settings (context));
  self->sources = g_object_ref (fc_map_sources_get (context));
  add_switch (self);
  self->address = new_entry (self, _ ("Address of the tiles"), "online-map-address", G_CALLBACK (address_applied_cb));
  self->attribution = new_entry (self, _ ("Attribution, as its licence wants it"), "online-map-attribution",
                                 G_CALLBACK (attribution_applied_cb));
  self->problem = new_problem ();
  adw_preferences_group_add (group, GTK_WIDGET (self->row));
  adw_preferences_group_add (group, self->address);
  adw_preferences_group_add (group, self->attribution);
  adw_preferences_group_add (group, GTK_WIDGET (self->problem));
  g_signal_connect_object (self->sources, "changed", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sources, "state-changed", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  show_state (self);
  return GTK_WIDGET (self);
}
