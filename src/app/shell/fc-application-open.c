/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-application-private.h"

#include <glib/gi18n.h>

#include "fc-folder.h"
#include "fc-replica-sync.h"
#include "fc-sign-in-page.h"

#define META_SIGNED_OUT "app.signed_out"

static void try_open (FcApplication *self);

/* In place of the pages: what happened, with room for progress and buttons. */
FcMessagePage *
fc_application_show_message (FcApplication *self,
                             const char    *icon_name,
                             const char    *title,
                             const char    *text)
{
  GtkWidget *page = fc_message_page_new (icon_name, title, text);

  fc_application_ensure_window (self);
  if (self->window != NULL)
    fc_window_show_start (self->window, page);
  else
    g_object_ref_sink (page); /* nobody looks any more */
  fc_application_present (self);
  return FC_MESSAGE_PAGE (page);
}

/* Only an opening that takes long tells of progress; then it gets a page. */
void
fc_application_tell_progress (const char *step,
                              gint64      done,
                              gint64      total,
                              gpointer    data)
{
  FcApplication *self = data;
  GtkWidget *page;

  fc_application_ensure_window (self);
  if (self->window == NULL)
    return;
  page = adw_bin_get_child (self->window->start);
  if (page == NULL || !FC_IS_MESSAGE_PAGE (page))
    page = GTK_WIDGET (fc_application_show_message (self, NULL, _ ("Opening…"), NULL));
  fc_message_page_set_progress (FC_MESSAGE_PAGE (page), step, done, total);
}

static void
show_open_error (FcApplication *self,
                 const GError  *error)
{
  const char *title = _ ("The data could not be opened");
  FcMessagePage *page;

  if (g_error_matches (error, FC_REPLICA_ERROR, FC_REPLICA_ERROR_CORRUPT))
    {
      fc_application_show_damage (self, error);
      return;
    }
  if (g_error_matches (error, FC_REPLICA_ERROR, FC_REPLICA_ERROR_IO))
    {
      fc_application_show_disk_error (self, error);
      return;
    }
  if (g_error_matches (error, FC_REPLICA_ERROR, FC_REPLICA_ERROR_READ_ONLY))
    {
      fc_application_show_read_only (self, error);
      return;
    }
  if (g_error_matches (error, FC_REPLICA_ERROR, FC_REPLICA_ERROR_BUSY))
    title = _ ("Forecourt is already open");
  else if (g_error_matches (error, FC_REPLICA_ERROR, FC_REPLICA_ERROR_NEWER))
    title = _ ("This data needs a newer Forecourt");
  else if (g_error_matches (error, FC_REPLICA_ERROR, FC_REPLICA_ERROR_FULL))
    title = _ ("The disk is full");
  page = fc_application_show_message (self, "dialog-error-symbolic", title, error->message);
  fc_message_page_add_button (page, _ ("_Try again"), TRUE, G_CALLBACK (try_open), self);
}

/* Somebody signed out on purpose here: the next start asks for a password. Credentials that merely expired do not. */
static gboolean
is_signed_out (FcApplication *self)
{
  g_autofree char *signed_out = fc_replica_dup_meta (self->replica, META_SIGNED_OUT);

  return signed_out != NULL && fc_replica_has_hub (self->replica);
}

static void
acting_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (FcApplication) self = data;
  g_autoptr (GError) error = NULL;

  if (self->replica != FC_REPLICA (source))
    return;
  if (!fc_replica_act_as_finish (self->replica, result, &error))
    {
      g_message ("%s", error->message);
      fc_application_show_sign_in (self);
      return;
    }
  fc_replica_set_meta_async (self->replica, META_SIGNED_OUT, NULL, NULL, NULL);
  fc_application_set_ready (self);
}

/**
 * fc_application_act_as:
 *
 * Sits @user_id at the desk and shows the pages.
 */
void
fc_application_act_as (FcApplication *self,
                       const FcId    *user_id)
{
  fc_replica_act_as_async (self->replica, user_id, acting_cb, g_object_ref (self));
}

static void
reseated_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (FcApplication) self = data;

  if (self->replica == FC_REPLICA (source) && fc_replica_act_as_finish (self->replica, result, NULL) &&
      self->window != NULL && self->context != NULL)
    fc_window_permissions_changed (self->window);
}

/* Roles and stations of the person at the desk may have changed elsewhere. */
static void
replica_changed_cb (FcApplication   *self,
                    const FcChanges *changes)
{
  FcRecord *user = fc_replica_get_user (self->replica);

  if (user == NULL || self->context == NULL)
    return;
  if (fc_changes_touch_row (changes, FC_USER, fc_record_get_id (user)) || fc_changes_touch (changes, FC_ROLE) ||
      fc_changes_touch (changes, FC_TENANT))
    fc_replica_act_as_async (self->replica, fc_record_get_id (user), reseated_cb, g_object_ref (self));
}

/**
 * fc_application_set_interval:
 *
 * Tells the session how often this person wants it to look for news.
 */
void
fc_application_set_interval (FcApplication *self)
{
  if (self->session != NULL)
    fc_session_set_interval (self->session, g_settings_get_uint (self->settings, "sync-interval"));
}

/* The session and what scripts may ask for, as long as the replica is open. */
static void
start_session (FcApplication *self)
{
  GDBusConnection *bus = g_application_get_dbus_connection (G_APPLICATION (self));
  g_autoptr (GError) error = NULL;

  self->session = fc_session_new (self->replica, self->profile);
  fc_application_set_interval (self);
  g_signal_connect_object (self->session, "parting", G_CALLBACK (fc_application_part), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "to-be-cleared", G_CALLBACK (fc_application_bid_farewell), self, G_CONNECT_SWAPPED);
  fc_session_resume (self->session);
  if (bus != NULL)
    self->control = fc_control_new (bus, self->replica, self->session, &error);
  if (error != NULL)
    g_message ("%s", error->message);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (FcApplication) self = data;
  g_autoptr (GError) error = NULL;
  FcId user;

  self->opening = FALSE;
  self->replica = fc_replica_open_finish (result, &error);
  g_application_release (G_APPLICATION (self));
  if (self->replica == NULL)
    {
      show_open_error (self, error);
      return;
    }
  g_signal_connect_object (self->replica, "changed", G_CALLBACK (replica_changed_cb), self, G_CONNECT_SWAPPED);
  start_session (self);
  if (is_signed_out (self) || !fc_replica_get_last_user (self->replica, &user))
    {
      fc_application_show_sign_in (self);
      return;
    }
  if (fc_replica_has_hub (self->replica))
    fc_session_switch (self->session, &user); /* the power may have gone while somebody else sat down */
  fc_application_act_as (self, &user);
}

static void
try_open (FcApplication *self)
{
  if (self->opening)
    return;
  if (self->folder == NULL)
    self->folder = self->data_dir != NULL ? g_file_new_for_commandline_arg (self->data_dir)
                                          : fc_folder_for_profile (self->profile);
  if (fc_application_misses_folder (self))
    return;
  self->opening = TRUE;
  g_application_hold (G_APPLICATION (self));
  fc_replica_open_async (self->folder, fc_application_tell_progress, self, NULL, opened_cb, g_object_ref (self));
}

/**
 * fc_application_open_replica:
 *
 * Opens this profile's folder and goes on to the sign-in page or the pages; failures stand in the window.
 */
void
fc_application_open_replica (FcApplication *self)
{
  try_open (self);
}

static void
show_sign_in (FcApplication *self,
              const FcId    *seated)
{
  GtkWidget *page;

  g_clear_object (&self->context);
  fc_application_ensure_window (self);
  if (self->window == NULL)
    return;
  fc_window_set_context (self->window, NULL, NULL);
  page = fc_sign_in_page_new (self);
  fc_window_show_start (self->window, page);
  if (seated != NULL)
    fc_sign_in_page_set_seated (FC_SIGN_IN_PAGE (page), seated);
  fc_application_present (self);
}

void
fc_application_show_sign_in (FcApplication *self)
{
  show_sign_in (self, NULL);
}

/**
 * fc_application_show_sign_in_of_another:
 *
 * As fc_application_show_sign_in(), with a way back for who sits there.
 */
void
fc_application_show_sign_in_of_another (FcApplication *self)
{
  FcRecord *user = self->replica != NULL ? fc_replica_get_user (self->replica) : NULL;
  FcId id;

  if (user != NULL)
    id = *fc_record_get_id (user);
  show_sign_in (self, user != NULL ? &id : NULL);
}

/**
 * fc_application_close_replica:
 *
 * Pages go first, then the session, then the replica with a clean end.
 */
void
fc_application_close_replica (FcApplication *self)
{
  if (self->window != NULL)
    fc_window_set_context (self->window, NULL, NULL);
  g_clear_object (&self->context);
  g_clear_pointer (&self->control, fc_control_free);
  if (self->session != NULL)
    g_object_run_dispose (G_OBJECT (self->session));
  g_clear_object (&self->session);
  if (self->replica != NULL)
    fc_replica_close_sync (self->replica);
  g_clear_object (&self->replica);
}

void
fc_application_restart (FcApplication *self)
{
  fc_application_close_replica (self);
  try_open (self);
}

static void
restored_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (FcApplication) self = data;
  g_autoptr (GError) error = NULL;
  FcMessagePage *page;

  self->opening = FALSE;
  g_application_release (G_APPLICATION (self));
  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      try_open (self);
      return;
    }
  page = fc_application_show_message (self, "dialog-error-symbolic", _ ("The backup could not be restored"), error->message);
  fc_message_page_add_button (page, _ ("_Go on without it"), TRUE, G_CALLBACK (try_open), self);
}

static void
restore_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  FcApplication *self = source;
  GError *error = NULL;

  if (fc_replica_restore_sync (self->folder, data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * fc_application_restore:
 *
 * Closes the replica, goes back to @backup and opens it.
 */
void
fc_application_restore (FcApplication *self,
                        GFile         *backup)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, restored_cb, g_object_ref (self));
  FcMessagePage *page;

  fc_application_close_replica (self);
  self->opening = TRUE;
  g_application_hold (G_APPLICATION (self));
  page = fc_application_show_message (self, NULL, _ ("Going back to the backup…"), NULL);
  fc_message_page_set_progress (page, NULL, 0, 0);
  g_task_set_task_data (task, g_object_ref (backup), g_object_unref);
  g_task_run_in_thread (task, restore_thread);
}

/**
 * fc_application_clear_folder:
 *
 * After a demo company that was cancelled half-way: nothing in the folder is anybody's work, so it begins anew.
 */
void
fc_application_clear_folder (FcApplication *self)
{
  static const char *const names[] = { "replica.db", "replica.db-wal", "replica.db-shm" };

  fc_application_close_replica (self);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GFile) file = g_file_get_child (self->folder, names[i]);

      g_file_delete (file, NULL, NULL);
    }
  try_open (self);
}

static void
signed_out_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (FcApplication) self = data;
  g_autoptr (GError) error = NULL;

  if (!fc_session_sign_out_finish (FC_SESSION (source), result, &error))
    g_message ("%s", error->message); /* the hub hears of it later; here the credentials are gone */
  if (self->replica != NULL)
    fc_application_show_sign_in (self);
}

/**
 * fc_application_sign_out:
 *
 * Forgets the credentials, nothing else.
 */
void
fc_application_sign_out (FcApplication *self)
{
  fc_replica_set_meta_async (self->replica, META_SIGNED_OUT, "1", NULL, NULL);
  fc_session_sign_out_async (self->session, signed_out_cb, g_object_ref (self));
}
