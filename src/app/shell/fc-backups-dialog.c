/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-backups-dialog.h"

#include <glib/gi18n.h>

#include "fc-application-private.h"
#include "fc-state-page.h"

struct _FcBackupsDialog {
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkWidget *backup_button;
  GtkSpinner *spinner;
  GtkStack *stack;
  AdwPreferencesGroup *group;

  FcContext *context;
  GPtrArray *rows; /* of the group */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (FcBackupsDialog, fc_backups_dialog, ADW_TYPE_WINDOW)

static void
restore_answered_cb (AdwMessageDialog *dialog,
                     const char       *response,
                     FcBackupsDialog  *self)
{
  GFile *backup = g_object_get_data (G_OBJECT (dialog), "backup");
  FcApplication *application = FC_APPLICATION (g_application_get_default ());

  if (!g_str_equal (response, "restore"))
    return;
  g_object_ref (backup);
  gtk_window_close (GTK_WINDOW (self));
  fc_application_restore (application, backup);
  g_object_unref (backup);
}

static void
restore_clicked_cb (GtkButton       *button,
                    FcBackupsDialog *self)
{
  GFile *backup = g_object_get_data (G_OBJECT (button), "backup");
  const char *when = g_object_get_data (G_OBJECT (button), "when");
  g_autofree char *text = NULL;
  GtkWidget *dialog;

  text = g_strdup_printf (_ ("This computer goes back to %s. What was done since and is at the server comes again from "
                             "there; work that was not sent yet is carried over. The present data is kept as a copy."),
                          when);
  dialog = adw_message_dialog_new (GTK_WINDOW (self), _ ("Go back to this backup?"), text);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "restore", _ ("_Restore"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "restore", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "backup", g_object_ref (backup), g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (restore_answered_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
add_row (FcBackupsDialog *self,
         GFile           *backup)
{
  g_autoptr (GFileInfo) info =
    g_file_query_info (backup, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_TIME_MODIFIED, 0, NULL, NULL);
  g_autoptr (GDateTime) made = info != NULL ? g_file_info_get_modification_date_time (info) : NULL;
  g_autofree char *when = made != NULL ? fc_show_time_long (g_date_time_to_unix (made) * G_USEC_PER_SEC, NULL)
                                       : g_file_get_basename (backup);
  g_autofree char *size = info != NULL ? g_format_size ((guint64) g_file_info_get_size (info)) : NULL;
  GtkWidget *row = adw_action_row_new (), *button = gtk_button_new_with_mnemonic (_ ("_Restore…"));
  g_autofree char *name = g_strdup_printf (_ ("Restore the backup of %s"), when);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), when);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), size);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "backup", g_object_ref (backup), g_object_unref);
  g_object_set_data_full (G_OBJECT (button), "when", g_strdup (when), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (restore_clicked_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

static void
fill (FcBackupsDialog *self)
{
  FcReplica *replica = fc_context_get_replica (self->context);
  g_autoptr (GPtrArray) backups = fc_replica_list_backups (fc_replica_get_folder (replica));

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; backups != NULL && i < backups->len; i++)
    add_row (self, backups->pdata[i]);
  gtk_stack_set_visible_child_name (self->stack, self->rows->len > 0 ? "list" : "empty");
}

static void
backed_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (FcBackupsDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) backup = fc_replica_backup_finish (FC_REPLICA (source), result, &error);

  gtk_spinner_stop (self->spinner);
  gtk_widget_set_sensitive (self->backup_button, TRUE);
  if (backup != NULL)
    {
      fill (self);
      adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_ ("Backed up")));
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_autofree char *markup = g_markup_escape_text (error->message, -1);

      adw_toast_overlay_add_toast (self->toasts, adw_toast_new (markup));
    }
}

static void
backup_cb (FcBackupsDialog *self)
{
  gtk_spinner_start (self->spinner);
  gtk_widget_set_sensitive (self->backup_button, FALSE);
  fc_replica_backup_async (fc_context_get_replica (self->context), self->cancellable, backed_up_cb,
                           g_object_ref (self));
}

static void
fc_backups_dialog_dispose (GObject *object)
{
  FcBackupsDialog *self = FC_BACKUPS_DIALOG (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (fc_backups_dialog_parent_class)->dispose (object);
}

static void
fc_backups_dialog_class_init (FcBackupsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fc_backups_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/forecourt/Forecourt/ui/shell/fc-backups-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FcBackupsDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, FcBackupsDialog, backup_button);
  gtk_widget_class_bind_template_child (widget_class, FcBackupsDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, FcBackupsDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, FcBackupsDialog, group);
  gtk_widget_class_bind_template_callback (widget_class, backup_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
fc_backups_dialog_init (FcBackupsDialog *self)
{
  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
fc_backups_dialog_new (FcWindow *window)
{
  FcBackupsDialog *self = g_object_new (FC_TYPE_BACKUPS_DIALOG, "transient-for", window, NULL);

  fc_window_fit_dialog (window, GTK_WINDOW (self), 520, 480);
  self->context = g_object_ref (fc_window_get_context (window));
  fill (self);
  return GTK_WIDGET (self);
}
