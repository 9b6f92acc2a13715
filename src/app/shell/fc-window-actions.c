/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-window-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "fc-backups-dialog.h"
#include "fc-page-private.h"
#include "fc-palette.h"
#include "fc-pin-reset-window.h"
#include "fc-preferences.h"
#include "fc-sign-in-again.h"

static void
page_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *target)
{
  FcWindow *self = FC_WINDOW (widget);
  const char *id = g_variant_get_string (target, NULL);
  GtkWidget *before = self->page;

  /* What leads here is about the whole list, not about the record that was last looked at. */
  fc_window_show_page (self, id);
  if (self->page != NULL && self->page != before && strcmp (fc_page_get_info (FC_PAGE (self->page))->id, id) == 0)
    fc_page_go_back (FC_PAGE (self->page));
}

static void
nth_page_activated_cb (GtkWidget  *widget,
                       const char *name,
                       GVariant   *target)
{
  FcWindow *self = FC_WINDOW (widget);
  const char *id = fc_sidebar_nth (self->sidebar, (guint) g_variant_get_int32 (target) - 1);

  if (id != NULL)
    fc_window_show_page (self, id);
}

static void
open_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *target)
{
  if (!fc_window_open (FC_WINDOW (widget), g_variant_get_string (target, NULL)))
    fc_window_toast (FC_WINDOW (widget), _ ("That record is not here"));
}

static void
back_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *target)
{
  fc_window_go_back (FC_WINDOW (widget));
}

static void
search_activated_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *target)
{
  FcWindow *self = FC_WINDOW (widget);

  if (self->page != NULL && fc_page_get_search_enabled (FC_PAGE (self->page)))
    fc_page_set_search_mode (FC_PAGE (self->page), TRUE);
}

static void
palette_activated_cb (GtkWidget  *widget,
                      const char *name,
                      GVariant   *target)
{
  FcWindow *self = FC_WINDOW (widget);

  if (self->context != NULL)
    gtk_window_present (GTK_WINDOW (fc_palette_new (self)));
}

static void
sidebar_activated_cb (GtkWidget  *widget,
                      const char *name,
                      GVariant   *target)
{
  FcWindow *self = FC_WINDOW (widget);

  adw_flap_set_reveal_flap (self->flap, !adw_flap_get_reveal_flap (self->flap));
}

static void
sync_now_activated_cb (GtkWidget  *widget,
                       const char *name,
                       GVariant   *target)
{
  FcWindow *self = FC_WINDOW (widget);

  if (self->context != NULL && fc_context_get_session (self->context) != NULL)
    fc_session_sync_now (fc_context_get_session (self->context));
}

static void
sign_in_again_activated_cb (GtkWidget  *widget,
                            const char *name,
                            GVariant   *target)
{
  FcWindow *self = FC_WINDOW (widget);

  if (self->context != NULL)
    gtk_window_present (GTK_WINDOW (fc_sign_in_again_new (self)));
}

static void
forgotten_pin_activated_cb (GtkWidget  *widget,
                            const char *name,
                            GVariant   *target)
{
  FcWindow *self = FC_WINDOW (widget);
  FcId user_id;

  if (self->context != NULL && fc_id_from_string (g_variant_get_string (target, NULL), &user_id))
    gtk_window_present (GTK_WINDOW (fc_pin_reset_window_new (self, &user_id, TRUE)));
}

static void
preferences_activated_cb (GtkWidget  *widget,
                          const char *name,
                          GVariant   *target)
{
  FcWindow *self = FC_WINDOW (widget);

  gtk_window_present (GTK_WINDOW (fc_preferences_new (self, self->settings)));
}

static void
backups_activated_cb (GtkWidget  *widget,
                      const char *name,
                      GVariant   *target)
{
  FcWindow *self = FC_WINDOW (widget);

  if (self->context != NULL)
    gtk_window_present (GTK_WINDOW (fc_backups_dialog_new (self)));
}

/* Made when it is asked for: GTK would make it with each window. */
static void
shortcuts_activated_cb (GtkWidget  *widget,
                        const char *name,
                        GVariant   *target)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource ("/org/forecourt/Forecourt/ui/shell/fc-shortcuts.ui");
  GtkWindow *shortcuts = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (shortcuts, GTK_WINDOW (widget));
  gtk_window_present (shortcuts);
}

/* "Work offline" is a switch: its state is the session's. */
static void
work_offline_changed_cb (GSimpleAction *action,
                         GVariant      *value,
                         gpointer       data)
{
  FcWindow *self = data;

  if (self->context == NULL || fc_context_get_session (self->context) == NULL)
    return;
  fc_session_set_paused (fc_context_get_session (self->context), g_variant_get_boolean (value));
  g_simple_action_set_state (action, value);
}

void
fc_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.page", "s", page_activated_cb);
  gtk_widget_class_install_action (widget_class, "win.nth-page", "i", nth_page_activated_cb);
  gtk_widget_class_install_action (widget_class, "win.open", "s", open_activated_cb);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_activated_cb);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_activated_cb);
  gtk_widget_class_install_action (widget_class, "win.palette", NULL, palette_activated_cb);
  gtk_widget_class_install_action (widget_class, "win.sidebar", NULL, sidebar_activated_cb);
  gtk_widget_class_install_action (widget_class, "win.sync-now", NULL, sync_now_activated_cb);
  gtk_widget_class_install_action (widget_class, "win.sign-in-again", NULL, sign_in_again_activated_cb);
  gtk_widget_class_install_action (widget_class, "win.forgotten-pin", "s", forgotten_pin_activated_cb);
  gtk_widget_class_install_action (widget_class, "win.preferences", NULL, preferences_activated_cb);
  gtk_widget_class_install_action (widget_class, "win.backups", NULL, backups_activated_cb);
  gtk_widget_class_install_action (widget_class, "win.show-help-overlay", NULL, shortcuts_activated_cb);
}

/**
 * fc_window_watch_session:
 *
 * After a new context: the switch and the lasting states follow its session.
 */
void
fc_window_watch_session (FcWindow *self)
{
  FcSession *session = fc_context_get_session (self->context);
  g_autoptr (GSimpleAction) action = NULL;

  action = g_simple_action_new_stateful ("work-offline", NULL,
                                         g_variant_new_boolean (session != NULL && fc_session_get_paused (session)));
  g_signal_connect_object (action, "change-state", G_CALLBACK (work_offline_changed_cb), self, 0);
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (action));
  /* Both stay where another person takes the seat. */
  if (session != NULL)
    g_signal_handlers_disconnect_by_data (session, self);
  g_signal_handlers_disconnect_by_data (fc_context_get_replica (self->context), self);
  if (session != NULL)
    g_signal_connect_object (session, "notify", G_CALLBACK (fc_window_update_notices), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fc_context_get_replica (self->context), "notify::quarantined",
                           G_CALLBACK (fc_window_update_notices), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fc_context_get_replica (self->context), "notify::scarce-room",
                           G_CALLBACK (fc_window_update_notices), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fc_context_get_replica (self->context), "notify::backup-failure",
                           G_CALLBACK (fc_window_update_notices), self, G_CONNECT_SWAPPED);
  fc_window_update_notices (self);
}
