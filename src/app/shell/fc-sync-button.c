/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-sync-button.h"

#include <glib/gi18n.h>

#include "fc-sync-words.h"

struct _FcSyncButton {
  GtkWidget parent_instance;

  FcContext *context;
  GtkMenuButton *button;
  GtkImage *icon;
  GtkLabel *count;
  GtkImage *state_icon;
  GtkLabel *title;
  GtkLabel *detail;
  GtkLabel *pending;
  GtkLabel *refused;
  GtkLabel *last;
  GtkProgressBar *progress;
  GtkWidget *sync_now;
  GtkWidget *sign_in;
  GtkWidget *offline_row;
};

G_DEFINE_FINAL_TYPE (FcSyncButton, fc_sync_button, GTK_TYPE_WIDGET)

static void
set_line (GtkLabel *label,
          char     *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
  g_free (text);
}

static void
update_button (FcSyncButton *self)
{
  guint pending = fc_replica_get_pending (fc_context_get_replica (self->context));
  guint refused = fc_replica_get_quarantined (fc_context_get_replica (self->context));
  g_autofree char *title = fc_sync_title (self->context), *words = fc_sync_pending (self->context);
  g_autofree char *name = g_strdup_printf ("%s. %s.", title, words);
  g_autofree char *count = fc_show_number (pending + refused);

  gtk_image_set_from_icon_name (self->icon, refused > 0 ? "dialog-warning-symbolic" : fc_sync_icon (self->context));
  gtk_label_set_text (self->count, count);
  gtk_widget_set_visible (GTK_WIDGET (self->count), pending + refused > 0);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), name);
  /* Translators: accessible name of the sync button; the state follows */
  g_free (name);
  name = g_strdup_printf (_ ("Sync: %s. %s."), title, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
update_progress (FcSyncButton *self)
{
  FcSession *session = fc_context_get_session (self->context);
  gint64 done = 0, total = 0;

  if (session != NULL)
    g_object_get (session, "progress-done", &done, "progress-total", &total, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), total > 0 && done < total);
  if (total > 0)
    gtk_progress_bar_set_fraction (self->progress, CLAMP ((double) done / (double) total, 0, 1));
}

static void
update_popover (FcSyncButton *self)
{
  FcSession *session = fc_context_get_session (self->context);
  FcSyncState state = session != NULL ? fc_session_get_state (session) : FC_SYNC_NO_HUB;
  gboolean hub = state != FC_SYNC_NO_HUB;

  gtk_image_set_from_icon_name (self->state_icon, fc_sync_icon (self->context));
  set_line (self->title, fc_sync_title (self->context));
  set_line (self->detail, fc_sync_detail (self->context));
  set_line (self->pending, hub ? fc_sync_pending (self->context) : NULL);
  set_line (self->refused, fc_sync_refused (self->context));
  set_line (self->last, hub ? fc_sync_last (self->context) : NULL);
  gtk_widget_set_visible (self->sync_now, hub && state != FC_SYNC_SIGNED_OUT);
  gtk_widget_set_visible (self->sign_in, hub && state == FC_SYNC_SIGNED_OUT);
  gtk_widget_set_visible (self->offline_row, hub);
  update_progress (self);
}

static void
update (FcSyncButton *self)
{
  update_button (self);
  update_popover (self);
}

static void
fc_sync_button_dispose (GObject *object)
{
  FcSyncButton *self = FC_SYNC_BUTTON (object);

  g_clear_object (&self->context);
  g_clear_pointer ((GtkWidget **) &self->button, gtk_widget_unparent);

  G_OBJECT_CLASS (fc_sync_button_parent_class)->dispose (object);
}

static void
fc_sync_button_class_init (FcSyncButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fc_sync_button_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/forecourt/Forecourt/ui/shell/fc-sync-button.ui");
  gtk_widget_class_bind_template_child (widget_class, FcSyncButton, button);
  gtk_widget_class_bind_template_child (widget_class, FcSyncButton, icon);
  gtk_widget_class_bind_template_child (widget_class, FcSyncButton, count);
  gtk_widget_class_bind_template_child (widget_class, FcSyncButton, state_icon);
  gtk_widget_class_bind_template_child (widget_class, FcSyncButton, title);
  gtk_widget_class_bind_template_child (widget_class, FcSyncButton, detail);
  gtk_widget_class_bind_template_child (widget_class, FcSyncButton, pending);
  gtk_widget_class_bind_template_child (widget_class, FcSyncButton, refused);
  gtk_widget_class_bind_template_child (widget_class, FcSyncButton, last);
  gtk_widget_class_bind_template_child (widget_class, FcSyncButton, progress);
  gtk_widget_class_bind_template_child (widget_class, FcSyncButton, sync_now);
  gtk_widget_class_bind_template_child (widget_class, FcSyncButton, sign_in);
  gtk_widget_class_bind_template_child (widget_class, FcSyncButton, offline_row);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
fc_sync_button_init (FcSyncButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
fc_sync_button_set_context (FcSyncButton *self,
                            FcContext    *context)
{
  static const char *const replica_notices[] = { "notify::pending", "notify::quarantined", "notify::last-sync" };

  if (self->context != NULL) /* replica and session stay where another person takes the seat */
    {
      g_signal_handlers_disconnect_by_data (fc_context_get_replica (self->context), self);
      if (fc_context_get_session (self->context) != NULL)
        g_signal_handlers_disconnect_by_data (fc_context_get_session (self->context), self);
    }
  g_set_object (&self->context, context);
  if (context == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (replica_notices); i++)
    g_signal_connect_object (fc_context_get_replica (context), replica_notices[i], G_CALLBACK (update), self,
                             G_CONNECT_SWAPPED);
  if (fc_context_get_session (context) != NULL)
    g_signal_connect_object (fc_context_get_session (context), "notify", G_CALLBACK (update), self,
                             G_CONNECT_SWAPPED);
  update (self);
}
