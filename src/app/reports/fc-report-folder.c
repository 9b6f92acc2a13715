/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-reports-page.h"

#include "fc-window.h"

#include <glib/gi18n.h>

typedef struct {
  GtkFileChooserNative *chooser;
  GWeakRef widget;
  FcFolderChosen chosen;
  gpointer user_data;
  GDestroyNotify destroy;
} Choice;

static void
choice_free (Choice *choice)
{
  g_clear_object (&choice->chooser);
  g_weak_ref_clear (&choice->widget);
  choice->destroy (choice->user_data);
  g_free (choice);
}

static void
responded_cb (Choice *choice,
              int     response)
{
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&choice->widget);
  g_autoptr (GFile) folder = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    folder = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (choice->chooser));
  if (widget != NULL && folder != NULL && g_file_peek_path (folder) != NULL)
    choice->chosen (g_file_peek_path (folder), choice->user_data);
  else if (widget != NULL && folder != NULL && fc_window_of (widget) != NULL)
    fc_window_toast (fc_window_of (widget), _ ("That place is not on this computer: choose another folder"));
  choice_free (choice);
}

/* The window that asked is closed: so is the question. */
static void
window_closed_cb (GtkNativeDialog *dialog)
{
  gtk_native_dialog_hide (dialog);
  g_signal_emit_by_name (dialog, "response", GTK_RESPONSE_CANCEL);
}

/**
 * fc_report_choose_folder:
 * @widget: for which it is; nothing is called once it is gone
 */
void
fc_report_choose_folder (GtkWidget      *widget,
                         const char     *before,
                         FcFolderChosen  chosen,
                         gpointer        user_data,
                         GDestroyNotify  destroy)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  Choice *choice = g_new0 (Choice, 1);
  const char *start = before != NULL && *before != '\0' ? before : g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);
  g_autoptr (GFile) folder = start != NULL ? g_file_new_for_path (start) : NULL;

  g_weak_ref_init (&choice->widget, widget);
  choice->chosen = chosen;
  choice->user_data = user_data;
  choice->destroy = destroy;
  choice->chooser = gtk_file_chooser_native_new (_ ("Folder for the reports"), GTK_WINDOW (root),
                                                 GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _ ("_Choose"), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (choice->chooser), TRUE);
  if (folder != NULL)
    gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (choice->chooser), folder, NULL);
  g_signal_connect_swapped (choice->chooser, "response", G_CALLBACK (responded_cb), choice);
  if (root != NULL)
    g_signal_connect_object (root, "destroy", G_CALLBACK (window_closed_cb), choice->chooser, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (choice->chooser));
}

/**
 * fc_report_job_open:
 * @job: done
 *
 * Shows its file with whatever opens such files here, or the folder of several.
 */
void
fc_report_job_open (FcReportJob *job,
                    GtkWindow   *window)
{
  GPtrArray *files = fc_report_job_get_files (job);
  const char *path = files->len == 1 ? files->pdata[0] : fc_report_job_get_order (job)->folder;
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);

  if (uri != NULL)
    gtk_show_uri (window, uri, GDK_CURRENT_TIME);
}
