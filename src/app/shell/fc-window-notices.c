/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-window-private.h"

#include <glib/gi18n.h>

#include "fc-sync-words.h"

/* Longer sentences than this are read in a dialog, not in passing. */
#define TOAST_MAX 90

/* So long a person may change their mind. */
#define UNDO_SECONDS 12

typedef struct {
  GCallback taken;
  gpointer user_data;
  GDestroyNotify destroy;
} Offer;

static void
offer_free (gpointer  data,
            GClosure *closure)
{
  Offer *offer = data;

  if (offer->destroy != NULL)
    offer->destroy (offer->user_data);
  g_free (offer);
}

static void
taken_cb (AdwToast *toast,
          gpointer  data)
{
  Offer *offer = data;

  ((void (*) (gpointer)) offer->taken) (offer->user_data);
}

static AdwToast *
new_toast (const char *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);

  return adw_toast_new (markup);
}

/**
 * fc_window_toast:
 * @text: plain, not markup
 */
void
fc_window_toast (FcWindow   *self,
                 const char *text)
{
  adw_toast_overlay_add_toast (self->toasts, new_toast (text));
}

/**
 * fc_window_toast_offer:
 * @button: with a mnemonic
 * @taken: void (*) (gpointer): runs when the person clicks the button
 *
 * Returns: (transfer none): to be dismissed where it does not hold any more; watch it by a weak pointer
 */
AdwToast *
fc_window_toast_offer (FcWindow       *self,
                       const char     *text,
                       const char     *button,
                       GCallback       taken,
                       gpointer        user_data,
                       GDestroyNotify  destroy)
{
  AdwToast *toast = new_toast (text);
  Offer *closure = g_new0 (Offer, 1);

  closure->taken = taken;
  closure->user_data = user_data;
  closure->destroy = destroy;
  adw_toast_set_button_label (toast, button);
  adw_toast_set_timeout (toast, UNDO_SECONDS);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH); /* Undo is that of what was done last */
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (taken_cb), closure, offer_free, 0);
  adw_toast_overlay_add_toast (self->toasts, toast);
  return toast;
}

/**
 * fc_window_toast_undo:
 * @undo: void (*) (gpointer): runs when the person clicks Undo
 *
 * Returns: (transfer none): as of fc_window_toast_offer()
 */
AdwToast *
fc_window_toast_undo (FcWindow       *self,
                      const char     *text,
                      GCallback       undo,
                      gpointer        user_data,
                      GDestroyNotify  destroy)
{
  return fc_window_toast_offer (self, text, _ ("_Undo"), undo, user_data, destroy);
}

/**
 * fc_window_tell_error:
 * @title: (nullable): what was tried
 * @error: G_IO_ERROR_CANCELLED is not told
 */
void
fc_window_tell_error (FcWindow     *self,
                      const char   *title,
                      const GError *error)
{
  GtkWidget *dialog;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (title == NULL && g_utf8_strlen (error->message, -1) <= TOAST_MAX)
    {
      AdwToast *toast = new_toast (error->message);

      adw_toast_set_timeout (toast, 10);
      adw_toast_overlay_add_toast (self->toasts, toast);
      return;
    }
  dialog = adw_message_dialog_new (GTK_WINDOW (self), title != NULL ? title : _ ("That did not work"), error->message);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * fc_window_tell_unsaved:
 * @widget: what was typed into, in a window or in none
 */
void
fc_window_tell_unsaved (GtkWidget  *widget,
                        const char *text)
{
  FcWindow *window = fc_window_of (widget);
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, text);

  if (window != NULL)
    fc_window_tell_error (window, _ ("This was not saved"), error);
}

static GtkWidget *
new_notice (GtkMessageType  type,
            const char     *text,
            const char     *button,
            const char     *action)
{
  GtkWidget *bar = gtk_info_bar_new ();
  GtkWidget *label = gtk_label_new (text);

  gtk_info_bar_set_message_type (GTK_INFO_BAR (bar), type);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_info_bar_add_child (GTK_INFO_BAR (bar), label);
  if (button != NULL)
    {
      GtkWidget *widget = gtk_button_new_with_mnemonic (button);

      gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
      gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (widget), action);
      gtk_info_bar_add_action_widget (GTK_INFO_BAR (bar), widget, GTK_RESPONSE_NONE);
    }
  return bar;
}

/**
 * fc_window_set_notice:
 * @id: of the state; a second call with it replaces the first
 * @text: (nullable): NULL takes the notice away
 * @button: (nullable)
 * @action: (nullable): detailed
 */
void
fc_window_set_notice (FcWindow       *self,
                      const char     *id,
                      GtkMessageType  type,
                      const char     *text,
                      const char     *button,
                      const char     *action)
{
  GtkWidget *bar = g_hash_table_lookup (self->notice_bars, id);

  if (bar != NULL && text != NULL && g_strcmp0 (g_object_get_data (G_OBJECT (bar), "notice-text"), text) == 0)
    return;
  if (bar != NULL)
    {
      gtk_box_remove (self->notices, bar);
      g_hash_table_remove (self->notice_bars, id);
    }
  if (text == NULL)
    return;
  bar = new_notice (type, text, button, action);
  g_object_set_data_full (G_OBJECT (bar), "notice-text", g_strdup (text), g_free);
  gtk_box_append (self->notices, bar);
  g_hash_table_insert (self->notice_bars, g_strdup (id), bar);
}

static void
set_session_notice (FcWindow *self)
{
  FcSession *session = fc_context_get_session (self->context);
  FcSyncState state = session != NULL ? fc_session_get_state (session) : FC_SYNC_NO_HUB;
  g_autofree char *title = fc_sync_title (self->context), *detail = fc_sync_detail (self->context);
  g_autofree char *text = detail != NULL ? g_strdup_printf ("%s. %s", title, detail) : g_strdup (title);

  if (state == FC_SYNC_SIGNED_OUT)
    fc_window_set_notice (self, "session", GTK_MESSAGE_WARNING, text, _ ("Sign _in again…"), "win.sign-in-again");
  else if (state == FC_SYNC_OLD)
    fc_window_set_notice (self, "session", GTK_MESSAGE_WARNING, text, NULL, NULL);
  else
    fc_window_set_notice (self, "session", GTK_MESSAGE_INFO, NULL, NULL, NULL);
}

static void
set_disk_notices (FcWindow *self)
{
  FcReplica *replica = fc_context_get_replica (self->context);
  g_autofree char *why = fc_replica_dup_backup_failure (replica);
  gint64 room = fc_replica_get_scarce_room (replica);
  g_autofree char *left = g_format_size ((guint64) MAX (room, 0));
  /* Translators: how much is left, for example 120 MB */
  g_autofree char *scarce = g_strdup_printf (_ ("Only %s left on this disk. When it is full, nothing can be saved any more: "
                                                "move or delete what is not needed."), left);
  g_autofree char *backup = g_strdup_printf (_ ("The last nightly backup was not made. %s"), why != NULL ? why : "");

  fc_window_set_notice (self, "disk", GTK_MESSAGE_WARNING, room >= 0 ? scarce : NULL, NULL, NULL);
  fc_window_set_notice (self, "backup", GTK_MESSAGE_WARNING, why != NULL ? backup : NULL, _ ("_Backups"), "win.backups");
}

/**
 * fc_window_update_notices:
 *
 * Lasting states of session and replica above the page: signed out, hub with another version, refused work, a disk that is nearly
 * full, a backup that was not made. Being
 * offline is an ordinary state and stays in the sync indicator.
 */
void
fc_window_update_notices (FcWindow *self)
{
  g_autofree char *refused = NULL;

  if (self->context == NULL)
    return;
  set_session_notice (self);
  set_disk_notices (self);
  refused = fc_sync_refused (self->context);
  fc_window_set_notice (self, "refused", GTK_MESSAGE_WARNING, refused, _ ("_Look at it"), "win.page::sync");
}
