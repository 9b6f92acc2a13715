/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-import-service.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* The rows that say which folder is watched, and how. */
typedef struct {
  FcContext *context;
  AdwActionRow *folder;
  GtkWidget *stop;
  GtkNativeDialog *chooser; /* (nullable) */
} Rows;

static void
rows_free (gpointer data,
           GClosure *closure)
{
  Rows *rows = data;

  g_clear_object (&rows->chooser);
  g_object_unref (rows->context);
  g_free (rows);
}

static void
show_folder (Rows *rows)
{
  g_autofree char *path = g_settings_get_string (fc_context_get_settings (rows->context), "watch-folder");

  adw_action_row_set_subtitle (rows->folder, *path != '\0' ? path : _ ("None"));
  gtk_widget_set_visible (rows->stop, *path != '\0');
}

static void
folder_chosen_cb (Rows *rows,
                  int   response)
{
  g_autoptr (GFile) folder = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    folder = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (rows->chooser));
  if (folder != NULL && g_file_peek_path (folder) != NULL)
    g_settings_set_string (fc_context_get_settings (rows->context), "watch-folder", g_file_peek_path (folder));
  g_clear_object (&rows->chooser);
}

static void
choose_cb (Rows *rows)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (rows->folder));

  g_clear_object (&rows->chooser);
  rows->chooser = GTK_NATIVE_DIALOG (gtk_file_chooser_native_new (_ ("Choose the folder to watch"), GTK_WINDOW (root),
                                                                  GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
                                                                  _ ("_Watch"), _ ("_Cancel")));
  gtk_native_dialog_set_modal (rows->chooser, TRUE);
  g_signal_connect_swapped (rows->chooser, "response", G_CALLBACK (folder_chosen_cb), rows);
  gtk_native_dialog_show (rows->chooser);
}

static void
stop_cb (Rows *rows)
{
  g_settings_set_string (fc_context_get_settings (rows->context), "watch-folder", "");
}

static GtkWidget *
make_folder_row (Rows *rows)
{
  GtkWidget *choose = gtk_button_new_with_label (_ ("Choose folder…"));

  rows->folder = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (rows->folder), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (rows->folder), _ ("Watched folder"));
  rows->stop = gtk_button_new_with_label (_ ("Stop"));
  gtk_widget_set_valign (choose, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (rows->stop, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (rows->stop), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Stop watching the folder"), -1);
  g_signal_connect_swapped (choose, "clicked", G_CALLBACK (choose_cb), rows);
  g_signal_connect_swapped (rows->stop, "clicked", G_CALLBACK (stop_cb), rows);
  adw_action_row_add_suffix (rows->folder, rows->stop);
  adw_action_row_add_suffix (rows->folder, choose);
  return GTK_WIDGET (rows->folder);
}

static GtkWidget *
make_automatic_row (Rows *rows)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *toggle = gtk_switch_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Import without asking"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("Files with anything odd are always shown first"));
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Import without asking"),
                                  -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  g_settings_bind (fc_context_get_settings (rows->context), "watch-automatic", toggle, "active",
                   G_SETTINGS_BIND_DEFAULT);
  return row;
}

/**
 * fc_import_watch_settings_new:
 *
 * Returns: (transfer floating): the group that says which folder is watched
 */
GtkWidget *
fc_import_watch_settings_new (FcContext *context)
{
  GtkWidget *group = adw_preferences_group_new ();
  Rows *rows = g_new0 (Rows, 1);
  GClosure *closure;

  rows->context = g_object_ref (context);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("From the point of sale by itself"));
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (group), _ ("The folder in which it leaves its files, often XMLGateway/BOOutbox."));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_folder_row (rows));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_automatic_row (rows));
  closure = g_cclosure_new_swap (G_CALLBACK (show_folder), rows, rows_free);
  g_object_watch_closure (G_OBJECT (group), closure);
  g_signal_connect_closure (fc_context_get_settings (context), "changed::watch-folder", closure, FALSE);
  show_folder (rows);
  return group;
}
