/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-application-private.h"

#include <glib/gi18n.h>

#include "fc-profile.h"

/* The ways out of data that cannot be read: a file that is damaged, a disk that fails, a disk that is gone. */

#define FOLDER_NAME "forecourt" /* made in the folder that is chosen */

static void rescue_here (FcApplication *self);
static void choose_folder (FcApplication *self);

static void
add_ways_out (FcApplication *self,
              FcMessagePage *page,
              gboolean       disk)
{
  if (disk)
    fc_message_page_add_button (page, _ ("_Try again"), TRUE, G_CALLBACK (fc_application_open_replica), self);
  fc_message_page_add_button (page, _ ("_Rescue my work"), !disk, G_CALLBACK (rescue_here), self);
  fc_message_page_add_button (page, _ ("Rescue into _another folder…"), FALSE, G_CALLBACK (choose_folder), self);
}

/**
 * fc_application_show_damage:
 * @error: of a file that is damaged: FC_REPLICA_ERROR_CORRUPT. SQLite also says that where a disk does not give a page.
 */
void
fc_application_show_damage (FcApplication *self,
                            const GError  *error)
{
  g_autofree char *text = g_strdup_printf (
    "%s\n\n%s", error->message,
    _ ("Forecourt can set the damaged file aside, keep what can be read of the work that was not sent yet, and "
       "begin with a good copy. If it is the disk that fails, have the copy made in a folder on another "
       "disk. What was sent to the server comes back from there. Nothing is deleted."));
  FcMessagePage *page =
    fc_application_show_message (self, "dialog-warning-symbolic", _ ("The data on this computer is damaged"), text);

  add_ways_out (self, page, FALSE);
}

static void
show_disk (FcApplication *self,
           const char    *title,
           const char    *reason) /* nullable */
{
  g_autofree char *text =
    g_strdup_printf ("%s%s%s\n\n%s", reason != NULL ? reason : "", reason != NULL ? ".\n\n" : "",
                     _ ("Try again first: a cable or a network folder may be back. If the disk does not recover, "
                        "Forecourt can save what can "
                        "still be read and begin anew with it, here or in a folder on another disk."),
                     _ ("What was sent to the server is safe there and comes back by itself. Changes and photos that "
                        "were not sent are only on "
                        "this disk: those that cannot be read any more are lost. Nothing is deleted, and you are told "
                        "how much was kept."));
  FcMessagePage *page = fc_application_show_message (self, "drive-harddisk-symbolic", title, text);

  add_ways_out (self, page, TRUE);
}

/**
 * fc_application_show_disk_error:
 * @error: of a disk that fails: FC_REPLICA_ERROR_IO
 */
void
fc_application_show_disk_error (FcApplication *self,
                                const GError  *error)
{
  g_message ("%s", error->message);
  show_disk (self, _ ("The disk reports an error"), NULL);
}

/**
 * fc_application_show_read_only:
 * @error: of a folder that cannot be written: FC_REPLICA_ERROR_READ_ONLY. A disk is mounted so after its first error, too.
 */
void
fc_application_show_read_only (FcApplication *self,
                               const GError  *error)
{
  g_autoptr (GFile) file = g_file_get_child (self->folder, "replica.db");
  gboolean anything = g_file_query_exists (file, NULL);
  g_autofree char *text = g_strdup_printf (
    "%s.\n\n%s", error->message,
    anything
      ? _ ("A disk that fails is often still read, but takes nothing any more. Then Forecourt can save what is in the "
           "folder, and go on, in a folder on another disk. Nothing is deleted.")
      : "");
  FcMessagePage *page =
    fc_application_show_message (self, "dialog-error-symbolic", _ ("The folder cannot be written"), text);

  fc_message_page_add_button (page, _ ("_Try again"), TRUE, G_CALLBACK (fc_application_open_replica), self);
  if (anything)
    fc_message_page_add_button (page, _ ("Rescue into _another folder…"), FALSE, G_CALLBACK (choose_folder), self);
}

/* --- rescue --------------------------------------------------------------------------------------------------------------- */

static void
go_on (FcApplication *self)
{
  fc_application_open_replica (self);
}

/* Other programs and the next start are to find the data, too. Where it was given by hand, it has to be again. */
static char *
keep_folder (FcApplication *self,
             GFile         *into,
             const char    *sentence)
{
  g_autoptr (GError) error = NULL;

  g_set_object (&self->folder, into);
  if (self->data_dir == NULL && g_getenv ("FORECOURT_DATA_DIR") == NULL && fc_folder_move (self->profile, into, &error))
    return g_strdup (sentence);
  if (error != NULL)
    g_message ("%s", error->message);
  /* Translators: %s is a folder; --data-dir stays as it is */
  return g_strdup_printf (_ ("%s\n\nStart Forecourt with --data-dir %s until the usual folder is well again."),
                          sentence, g_file_peek_path (into));
}

static void
rescued_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (FcApplication) self = data;
  g_autoptr (GFile) into = g_steal_pointer (&self->rescue_into);
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = fc_replica_rescue_finish (result, &error);
  g_autofree char *text = NULL;
  FcMessagePage *page;

  self->opening = FALSE;
  g_application_release (G_APPLICATION (self));
  if (sentence == NULL)
    {
      show_disk (self, _ ("Your work could not be rescued"), error->message);
      return;
    }
  text = into != NULL ? keep_folder (self, into, sentence) : g_strdup (sentence);
  page = fc_application_show_message (self, "object-select-symbolic", _ ("What could be read is safe"), text);
  fc_message_page_add_button (page, _ ("_Go on"), TRUE, G_CALLBACK (go_on), self);
}

/* @into: (nullable): NULL: where it is */
static void
begin (FcApplication *self,
       GFile         *into)
{
  FcMessagePage *page;

  if (self->opening)
    return;
  self->opening = TRUE;
  g_set_object (&self->rescue_into, into);
  page = fc_application_show_message (self, NULL, _ ("Rescuing your work…"),
                                      _ ("This can take some minutes. Please leave Forecourt open."));
  fc_message_page_set_progress (page, NULL, 0, 0);
  g_application_hold (G_APPLICATION (self));
  fc_replica_rescue_into_async (self->folder, into, fc_application_tell_progress, self, NULL, rescued_cb,
                                g_object_ref (self));
}

static void
rescue_here (FcApplication *self)
{
  begin (self, NULL);
}

static void
chosen_cb (FcApplication        *self,
           int                   response,
           GtkFileChooserNative *chooser)
{
  g_autoptr (GFile) folder =
    response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser)) : NULL;
  g_autoptr (GFile) into = folder != NULL ? g_file_get_child (folder, FOLDER_NAME) : NULL;
  g_autoptr (GError) error = NULL;

  g_object_unref (chooser);
  if (into == NULL)
    return;
  if (g_file_peek_path (into) != NULL)
    {
      begin (self, into);
      return;
    }
  g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                       _ ("That place is not a folder of this computer’s disks. Choose another one"));
  if (self->window != NULL)
    fc_window_tell_error (self->window, _ ("Nothing was rescued"), error);
}

static void
choose_folder (FcApplication *self)
{
  GtkFileChooserNative *chooser =
    gtk_file_chooser_native_new (_ ("Choose a folder on another disk"), GTK_WINDOW (self->window),
                                 GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _ ("_Rescue into it"), NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* --- a disk that is gone -------------------------------------------------------------------------------------------------- */

static void
begin_without (FcApplication *self)
{
  g_autoptr (GError) error = NULL;

  if (!fc_folder_move (self->profile, NULL, &error))
    g_message ("%s", error->message);
  g_clear_object (&self->folder);
  fc_application_open_replica (self);
}

static gboolean
tell_missing_cb (gpointer data)
{
  FcApplication *self = data;
  g_autofree char *text = g_strdup_printf (
    /* Translators: twice the same folder; --data-dir stays as it is */
    _ ("Forecourt keeps its data in the folder %s since the usual disk failed. Connect the disk with that folder, then try "
       "again.\n\nIn the usual folder is what the failed disk still holds, or nothing. Whoever begins there gets from the server "
       "what was sent; what was not sent stays on the missing disk, where Forecourt does not look any more. To go back to it, "
       "start Forecourt with --data-dir %s."),
    g_file_peek_path (self->folder), g_file_peek_path (self->folder));
  FcMessagePage *page =
    fc_application_show_message (self, "drive-harddisk-symbolic", _ ("The disk with the data is missing"), text);

  fc_message_page_add_button (page, _ ("_Try again"), TRUE, G_CALLBACK (fc_application_open_replica), self);
  fc_message_page_add_button (page, _ ("_Begin in the usual folder"), FALSE, G_CALLBACK (begin_without), self);
  self->opening = FALSE;
  g_application_release (G_APPLICATION (self));
  return G_SOURCE_REMOVE;
}

/**
 * fc_application_misses_folder:
 *
 * Where the data was rescued to another folder and that is not there: says so, and makes no empty one in its place.
 *
 * Returns: whether it says so; once the application runs, because before there is no window
 */
gboolean
fc_application_misses_folder (FcApplication *self)
{
  if (self->data_dir != NULL || !fc_folder_was_moved (self->profile) || g_file_query_exists (self->folder, NULL))
    return FALSE;
  self->opening = TRUE;
  g_application_hold (G_APPLICATION (self));
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, tell_missing_cb, g_object_ref (self), g_object_unref);
  return TRUE;
}
