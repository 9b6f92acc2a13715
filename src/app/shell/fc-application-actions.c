/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-application-private.h"

#include <glib/gi18n.h>

#include "fc-switch-person.h"

static void
about_activated_cb (GSimpleAction *action,
                    GVariant      *target,
                    gpointer       data)
{
  FcApplication *self = data;

  adw_show_about_window (self->window != NULL ? GTK_WINDOW (self->window) : NULL, "application-name", _ ("Forecourt"),
                         "application-icon", FC_APP_ID, "version", FC_VERSION, "developer-name",
                         _ ("The Forecourt developers"), "license-type", GTK_LICENSE_GPL_3_0, "comments",
                         _ ("Back office for fuel stations: shifts, tanks and books, with or without a network."),
                         NULL);
}

static void
quit_activated_cb (GSimpleAction *action,
                   GVariant      *target,
                   gpointer       data)
{
  FcApplication *self = data;

  if (self->window != NULL)
    gtk_window_close (GTK_WINDOW (self->window));
}

static void
sign_out_answered_cb (FcApplication *self,
                      const char    *response)
{
  if (g_str_equal (response, "sign-out"))
    fc_application_sign_out (self);
}

static char *
sign_out_words (FcApplication *self)
{
  guint pending = fc_replica_get_pending (self->replica);

  if (pending == 0)
    return g_strdup (_ ("Your data stays on this computer. You need your password to sign in again."));
  return g_strdup_printf (
    ngettext ("%u change has not been sent yet. It stays on this computer and is sent when you sign in again.",
              "%u changes have not been sent yet. They stay on this computer and are sent when you sign in again.",
              pending),
    pending);
}

static void
sign_out_activated_cb (GSimpleAction *action,
                       GVariant      *target,
                       gpointer       data)
{
  FcApplication *self = data;
  g_autofree char *words = NULL;
  GtkWidget *dialog;

  if (self->context == NULL || self->window == NULL)
    return;
  words = sign_out_words (self);
  dialog = adw_message_dialog_new (GTK_WINDOW (self->window), _ ("Sign out?"), words);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "sign-out", _ ("_Sign out"),
                                    NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "sign-out");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (sign_out_answered_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
switch_person_activated_cb (GSimpleAction *action,
                            GVariant      *target,
                            gpointer       data)
{
  FcApplication *self = data;

  if (self->context != NULL && self->window != NULL && self->session != NULL)
    gtk_window_present (GTK_WINDOW (fc_switch_person_new (self)));
}

static void
clear_data_activated_cb (GSimpleAction *action,
                         GVariant      *target,
                         gpointer       data)
{
  fc_application_clear_data (data);
}

/* From notifications and other programs: shows a record or a page. */
static void
open_activated_cb (GSimpleAction *action,
                   GVariant      *target,
                   gpointer       data)
{
  FcApplication *self = data;

  g_ptr_array_add (self->waiting_uris, g_variant_dup_string (target, NULL));
  g_application_activate (G_APPLICATION (self));
  fc_application_open_waiting (self);
}

void
fc_application_install_actions (FcApplication *self)
{
  static const GActionEntry entries[] = {
    { "about", about_activated_cb, NULL, NULL, NULL, { 0 } },
    { "quit", quit_activated_cb, NULL, NULL, NULL, { 0 } },
    { "sign-out", sign_out_activated_cb, NULL, NULL, NULL, { 0 } },
    { "switch-person", switch_person_activated_cb, NULL, NULL, NULL, { 0 } },
    { "clear-data", clear_data_activated_cb, NULL, NULL, NULL, { 0 } },
    { "open", open_activated_cb, "s", NULL, NULL, { 0 } },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
