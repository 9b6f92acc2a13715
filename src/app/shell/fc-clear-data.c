/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-application-private.h"

#include <glib/gi18n.h>

#include "fc-gauge-service.h"
#include "fc-message-page.h"
#include "fc-profile.h"

/* "Clear this computer's data": asks, or says what is in the way; then signs out, wipes the folder and begins anew. */

/* The folders that the data was rescued from have nearly all of it, too. What can be deleted is, whatever else cannot. */
static gboolean
wipe_left (FcApplication  *self,
           GError        **error)
{
  g_autoptr (GPtrArray) left = self->data_dir == NULL ? fc_folder_list_left (self->profile) : g_ptr_array_new ();
  gboolean all = TRUE;

  for (guint i = 0; i < left->len; i++)
    if (!g_file_equal (left->pdata[i], self->folder))
      all = fc_replica_wipe_left_sync (left->pdata[i], all ? error : NULL) && all;
  return all;
}

static void
wipe_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  FcApplication *self = source;
  gboolean lost = GPOINTER_TO_INT (data);
  GError *error = NULL;

  if ((lost ? fc_replica_wipe_lost_sync (self->folder, &error) : fc_replica_wipe_sync (self->folder, &error)) &&
      wipe_left (self, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
forget_settings (FcApplication *self)
{
  static const char *const keys[] = { "email", "station", "watch-folder", "gauge-stations" };

  fc_gauge_codes_forget ();
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (self->settings, keys[i]);
}

/**
 * fc_application_wipe_async:
 * @lost: the company asked for it; see fc_replica_wipe_lost_sync()
 *
 * Closes what is open and deletes all of it that is on this computer; the window says so meanwhile.
 */
void
fc_application_wipe_async (FcApplication       *self,
                           gboolean             lost,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  GtkWidget *page;

  fc_application_close_replica (self);
  forget_settings (self);
  self->opening = TRUE;
  g_application_hold (G_APPLICATION (self));
  if (self->window != NULL)
    {
      page = fc_message_page_new (NULL, _ ("Clearing this computer’s data…"), NULL);
      fc_message_page_set_progress (FC_MESSAGE_PAGE (page), NULL, 0, 0);
      fc_window_show_start (self->window, page);
    }
  g_task_set_task_data (task, GINT_TO_POINTER (lost), NULL);
  g_task_run_in_thread (task, wipe_thread);
}

gboolean
fc_application_wipe_finish (FcApplication  *self,
                            GAsyncResult   *result,
                            GError        **error)
{
  self->opening = FALSE;
  g_application_release (G_APPLICATION (self));
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
cleared_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  FcApplication *self = FC_APPLICATION (source);
  g_autoptr (GError) error = NULL;

  if (!fc_application_wipe_finish (self, result, &error) && self->window != NULL)
    fc_window_tell_error (self->window, _ ("This computer’s data was not cleared"), error);
  fc_application_open_replica (self);
}

static void
signed_out_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (FcApplication) self = data;
  g_autoptr (GError) error = NULL;

  if (!fc_session_sign_out_all_finish (FC_SESSION (source), result, &error))
    g_message ("%s", error->message); /* the hub hears of it later; here the credentials are gone */
  if (self->replica != NULL)
    fc_application_wipe_async (self, FALSE, cleared_cb, NULL);
}

static void
answered_cb (FcApplication *self,
             const char    *response)
{
  if (g_str_equal (response, "clear") && self->session != NULL)
    fc_session_sign_out_all_async (self->session, signed_out_cb, g_object_ref (self));
  else if (g_str_equal (response, "sync") && self->session != NULL)
    fc_session_sync_now (self->session);
  else if (g_str_equal (response, "centre") && self->window != NULL)
    fc_window_show_page (self->window, "sync");
}

/* (nullable): what is in the way */
static char *
obstacle (FcApplication  *self,
          const char    **response,
          const char    **label)
{
  guint pending = fc_replica_get_pending (self->replica), refused = fc_replica_get_quarantined (self->replica);

  if (pending > 0)
    {
      *response = "sync";
      *label = _ ("_Sync now");
      return g_strdup_printf (ngettext ("%u change waits to be sent. It would be lost.",
                                        "%u changes wait to be sent. They would be lost.", pending),
                              pending);
    }
  if (refused > 0)
    {
      *response = "centre";
      *label = _ ("Open the sync _centre");
      return g_strdup_printf (ngettext ("%u change was refused by the server and is kept here. Decide on it first.",
                                        "%u changes were refused by the server and are kept here. Decide on them first.",
                                        refused),
                              refused);
    }
  return NULL;
}

static const char *
consequences (FcApplication *self)
{
  if (!fc_replica_has_hub (self->replica))
    return _ ("This company works without a server: what is on this computer is all there is. It is deleted for good, backups "
              "included.");
  return _ ("The copy of your company’s data, its backups and everybody’s sign-in are deleted from this computer. The server "
            "keeps everything: sign in again to have it back.");
}

/**
 * fc_application_clear_data:
 *
 * Asks first; refuses while anything waits to be sent or decided.
 */
void
fc_application_clear_data (FcApplication *self)
{
  const char *response = NULL, *label = NULL;
  g_autofree char *in_the_way = NULL;
  GtkWidget *dialog;

  if (self->context == NULL || self->window == NULL)
    return;
  in_the_way = obstacle (self, &response, &label);
  dialog = adw_message_dialog_new (
    gtk_application_get_active_window (GTK_APPLICATION (self)), in_the_way != NULL ? _ ("Not yet") : _ ("Clear this computer’s data?"),
    in_the_way != NULL ? in_the_way : consequences (self));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), response != NULL ? response : "clear",
                                   label != NULL ? label : _ ("C_lear"));
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), response != NULL ? response : "clear",
                                              response != NULL ? ADW_RESPONSE_SUGGESTED : ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}
