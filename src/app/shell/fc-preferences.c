/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-preferences.h"

#include <glib/gi18n.h>

#include "fc-page.h"

struct _FcPreferences {
  AdwPreferencesWindow parent_instance;

  AdwPreferencesPage *general_page;
  AdwComboRow *volume_unit;
  AdwComboRow *colour_scheme;
  GtkAdjustment *sync_minutes;
  GtkSwitch *notifications;

  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (FcPreferences, fc_preferences, ADW_TYPE_PREFERENCES_WINDOW)

static const char *const units[] = { "litre", "us-gallon" };
static const char *const schemes[] = { "system", "light", "dark" };

static gboolean
nick_to_index (GValue   *value,
               GVariant *variant,
               gpointer  data)
{
  const char *const *nicks = data;
  const char *nick = g_variant_get_string (variant, NULL);
  guint n = nicks == units ? G_N_ELEMENTS (units) : G_N_ELEMENTS (schemes);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (nicks[i], nick))
      g_value_set_uint (value, i);
  return TRUE;
}

static GVariant *
index_to_nick (const GValue       *value,
               const GVariantType *type,
               gpointer            data)
{
  const char *const *nicks = data;
  guint n = nicks == units ? G_N_ELEMENTS (units) : G_N_ELEMENTS (schemes);

  return g_variant_new_string (nicks[MIN (g_value_get_uint (value), n - 1)]);
}

static gboolean
seconds_to_minutes (GValue   *value,
                    GVariant *variant,
                    gpointer  data)
{
  g_value_set_double (value, g_variant_get_uint32 (variant) / 60.0);
  return TRUE;
}

static GVariant *
minutes_to_seconds (const GValue       *value,
                    const GVariantType *type,
                    gpointer            data)
{
  return g_variant_new_uint32 ((guint32) (g_value_get_double (value) * 60 + 0.5));
}

static void
fc_preferences_dispose (GObject *object)
{
  g_clear_object (&FC_PREFERENCES (object)->settings);

  G_OBJECT_CLASS (fc_preferences_parent_class)->dispose (object);
}

static void
fc_preferences_class_init (FcPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fc_preferences_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/forecourt/Forecourt/ui/shell/fc-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, FcPreferences, general_page);
  gtk_widget_class_bind_template_child (widget_class, FcPreferences, volume_unit);
  gtk_widget_class_bind_template_child (widget_class, FcPreferences, colour_scheme);
  gtk_widget_class_bind_template_child (widget_class, FcPreferences, sync_minutes);
  gtk_widget_class_bind_template_child (widget_class, FcPreferences, notifications);
}

static void
fc_preferences_init (FcPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
bind_settings (FcPreferences *self)
{
  g_settings_bind_with_mapping (self->settings, "volume-unit", self->volume_unit, "selected", G_SETTINGS_BIND_DEFAULT,
                                nick_to_index, index_to_nick, (gpointer) units, NULL);
  g_settings_bind_with_mapping (self->settings, "colour-scheme", self->colour_scheme, "selected",
                                G_SETTINGS_BIND_DEFAULT, nick_to_index, index_to_nick, (gpointer) schemes, NULL);
  g_settings_bind_with_mapping (self->settings, "sync-interval", self->sync_minutes, "value", G_SETTINGS_BIND_DEFAULT,
                                seconds_to_minutes, minutes_to_seconds, NULL, NULL);
  g_settings_bind (self->settings, "notifications", self->notifications, "active", G_SETTINGS_BIND_DEFAULT);
}

GtkWidget *
fc_preferences_new (FcWindow  *window,
                    GSettings *settings)
{
  FcPreferences *self = g_object_new (FC_TYPE_PREFERENCES, "transient-for", window, NULL);
  FcContext *context = fc_window_get_context (window);

  fc_window_fit_dialog (window, GTK_WINDOW (self), 560, 560);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "app", G_ACTION_GROUP (g_application_get_default ()));
  self->settings = g_object_ref (settings);
  bind_settings (self);
  for (guint i = 0; context != NULL && i < fc_service_list ()->len; i++)
    {
      const FcService *service = fc_service_list ()->pdata[i];

      if (service->preferences != NULL)
        adw_preferences_page_add (self->general_page, ADW_PREFERENCES_GROUP (service->preferences (context)));
    }
  return GTK_WIDGET (self);
}
