/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-map-packs-dialog.h"

#include "fc-map-online-group.h"

#include <glib/gi18n.h>

#define MAY_EDIT     "company.edit"
#define UNDO_SECONDS 12
#define WIDTH        560
#define HEIGHT       620

struct _FcMapPacksDialog {
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkBox *box;
  AdwPreferencesGroup *packs_group;
  GtkWidget *import_button;
  AdwActionRow *progress_row;
  GtkProgressBar *progress;
  GtkLabel *problem;

  FcContext *context;
  FcMapPacks *packs;
  GPtrArray *rows;           /* of the group */
  GCancellable *cancellable; /* (nullable): of the import under way */
};

G_DEFINE_FINAL_TYPE (FcMapPacksDialog, fc_map_packs_dialog, ADW_TYPE_WINDOW)

/* What Undo brings back. */
typedef struct {
  FcMapPacks *packs;
  FcRecord *record;
  FcMapPacksDialog *dialog; /* (nullable): weak */
  gboolean undone;
} Deletion;

static void
deletion_free (gpointer data)
{
  Deletion *self = data;

  g_clear_weak_pointer (&self->dialog);
  g_object_unref (self->packs);
  g_object_unref (self->record);
  g_free (self);
}

/* The toast is gone. */
static void
deletion_ended (gpointer  data,
                GClosure *closure)
{
  Deletion *self = data;

  if (!self->undone)
    fc_map_packs_forget (self->packs, self->record);
  deletion_free (self);
}

static void
show_problem (FcMapPacksDialog *self,
              const char       *text)
{
  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

static AdwToast *
new_toast (const char *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);

  return adw_toast_new (markup);
}

static void
restored_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (FcMapPacksDialog) self = data;
  g_autoptr (GError) error = NULL;

  if (!fc_map_packs_run_finish (FC_MAP_PACKS (source), result, &error))
    show_problem (self, error->message);
}

static void
undo_cb (AdwToast *toast,
         Deletion *deletion)
{
  deletion->undone = TRUE;
  fc_map_packs_restore_async (deletion->packs, deletion->record, restored_cb, g_object_ref (deletion->dialog));
}

static void
offer_undo (FcMapPacksDialog *self,
            Deletion         *deletion)
{
  g_autofree char *text = g_strdup_printf (_ ("%s deleted"), fc_record_get_text (deletion->record, FC_MAP_PACK_NAME));
  AdwToast *toast = new_toast (text);

  adw_toast_set_button_label (toast, _ ("_Undo"));
  adw_toast_set_timeout (toast, UNDO_SECONDS);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_cb), deletion, deletion_ended, 0);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
deleted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Deletion *deletion = data;
  FcMapPacksDialog *self = deletion->dialog;
  g_autoptr (GError) error = NULL;
  gboolean done = fc_map_packs_run_finish (FC_MAP_PACKS (source), result, &error);

  if (self == NULL || self->context == NULL) /* it was closed meanwhile */
    deletion_ended (deletion, NULL);
  else if (done)
    offer_undo (self, deletion);
  else
    {
      show_problem (self, error->message);
      deletion_free (deletion);
    }
}

static void
delete_clicked_cb (GtkButton        *button,
                   FcMapPacksDialog *self)
{
  Deletion *deletion = g_new0 (Deletion, 1);

  deletion->packs = g_object_ref (self->packs);
  deletion->record = g_object_ref (g_object_get_data (G_OBJECT (button), "record"));
  show_problem (self, NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (button), FALSE);
  g_set_weak_pointer (&deletion->dialog, self);
  fc_map_packs_delete_async (self->packs, deletion->record, deleted_cb, deletion);
}

static char *
describe (const FcMapPackItem *item)
{
  FcRecord *record = item->record;
  const char *file = fc_record_get_text (record, FC_MAP_PACK_FILE);
  g_autofree char *size = g_format_size ((guint64) fc_record_get_int (record, FC_MAP_PACK_SIZE));
  int from = (int) fc_record_get_int (record, FC_MAP_PACK_MIN_ZOOM);
  int until = (int) fc_record_get_int (record, FC_MAP_PACK_MAX_ZOOM);

  if (item->pack == NULL) /* Translators: a file and its size */
    return g_strdup_printf (_ ("Not on this computer. Import its file here, too: %s, %s"), file != NULL ? file : "",
                            size);
  /* Translators: a file, its size, and how near the map goes */
  return g_strdup_printf (_ ("%s, %s, zoom %d to %d"), file != NULL ? file : "", size, from, until);
}

static void
add_delete_button (FcMapPacksDialog *self,
                   AdwActionRow     *row,
                   FcRecord         *record)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *name = g_strdup_printf (_ ("Delete %s"), fc_record_get_text (record, FC_MAP_PACK_NAME));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "record", g_object_ref (record), g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (delete_clicked_cb), self, 0);
  adw_action_row_add_suffix (row, button);
}

static void
add_row (FcMapPacksDialog *self,
         const char       *title,
         const char       *subtitle,
         FcRecord         *record)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (row, subtitle);
  if (record != NULL && fc_context_may (self->context, MAY_EDIT))
    add_delete_button (self, row, record);
  adw_preferences_group_add (self->packs_group, GTK_WIDGET (row));
  g_ptr_array_add (self->rows, row);
}

static void
fill (FcMapPacksDialog *self)
{
  GPtrArray *items = fc_map_packs_get_items (self->packs);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->packs_group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < items->len; i++)
    {
      const FcMapPackItem *item = items->pdata[i];
      g_autofree char *text = describe (item);

      add_row (self, fc_record_get_text (item->record, FC_MAP_PACK_NAME), text, item->record);
    }
  if (items->len == 0)
    add_row (self, _ ("No map pack yet"),
             fc_context_may (self->context, MAY_EDIT)
               ? _ ("The map shows outlines of countries only")
               : _ ("Somebody who may edit the company’s settings can import one"),
             NULL);
}

static void
progressed (const char *step,
            gint64      done,
            gint64      total,
            gpointer    data)
{
  FcMapPacksDialog *self = data;

  adw_action_row_set_subtitle (self->progress_row, step);
  if (total > 0)
    gtk_progress_bar_set_fraction (self->progress, (double) done / (double) total);
  else
    gtk_progress_bar_pulse (self->progress);
}

static void
show_import (FcMapPacksDialog *self,
             gboolean          under_way)
{
  gtk_widget_set_visible (GTK_WIDGET (self->progress_row), under_way);
  gtk_widget_set_sensitive (self->import_button, !under_way);
}

static void
tell_outcome (FcMapPacksDialog *self,
              FcMapPackOutcome  outcome,
              const char       *name)
{
  g_autofree char *text = NULL;

  switch (outcome)
    {
    case FC_MAP_PACK_BROUGHT:
      text = g_strdup_printf (_ ("%s is on this computer now"), name);
      break;
    case FC_MAP_PACK_KNOWN:
      text = g_strdup_printf (_ ("This map is here already, as %s"), name);
      break;
    case FC_MAP_PACK_ADDED:
    default:
      text = g_strdup_printf (_ ("%s imported"), name);
      break;
    }
  adw_toast_overlay_add_toast (self->toasts, new_toast (text));
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (FcMapPacksDialog) self = data;
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;
  FcMapPackOutcome outcome;

  g_clear_object (&self->cancellable);
  if (self->context == NULL) /* it was closed meanwhile */
    return;
  show_import (self, FALSE);
  if (fc_map_packs_import_finish (FC_MAP_PACKS (source), result, &outcome, &name, &error))
    tell_outcome (self, outcome, name);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_problem (self, error->message);
}

static void
import_file (FcMapPacksDialog *self,
             GFile            *file)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = g_filename_display_name (base != NULL ? base : "?");

  show_problem (self, NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->progress_row), name);
  adw_action_row_set_subtitle (self->progress_row, _ ("Copying"));
  gtk_progress_bar_set_fraction (self->progress, 0);
  self->cancellable = g_cancellable_new ();
  show_import (self, TRUE);
  fc_map_packs_import_async (self->packs, file, progressed, self, self->cancellable, imported_cb, g_object_ref (self));
}

static void
chosen_cb (FcMapPacksDialog *self,
           int               response,
           GtkNativeDialog  *chooser)
{
  g_autoptr (GFile) file =
    response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser)) : NULL;

  if (file != NULL && self->cancellable == NULL)
    import_file (self, file);
  g_object_unref (chooser);
}

static void
import_clicked_cb (FcMapPacksDialog *self)
{
  GtkFileChooserNative *chooser =
    gtk_file_chooser_native_new (_ ("Import a map pack"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_OPEN,
                                 _ ("_Import"), _ ("_Cancel"));
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Map packs (MBTiles)"));
  gtk_file_filter_add_suffix (filter, "mbtiles");
  gtk_file_filter_set_name (all, _ ("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), all);
  g_signal_connect_object (chooser, "response", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
cancel_clicked_cb (FcMapPacksDialog *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
fc_map_packs_dialog_dispose (GObject *object)
{
  FcMapPacksDialog *self = FC_MAP_PACKS_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (fc_map_packs_dialog_parent_class)->dispose (object);
}

static void
fc_map_packs_dialog_finalize (GObject *object)
{
  FcMapPacksDialog *self = FC_MAP_PACKS_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->packs);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (fc_map_packs_dialog_parent_class)->finalize (object);
}

static void
fc_map_packs_dialog_class_init (FcMapPacksDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fc_map_packs_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = fc_map_packs_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/forecourt/Forecourt/ui/maps/fc-map-packs-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FcMapPacksDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, FcMapPacksDialog, box);
  gtk_widget_class_bind_template_child (widget_class, FcMapPacksDialog, packs_group);
  gtk_widget_class_bind_template_child (widget_class, FcMapPacksDialog, import_button);
  gtk_widget_class_bind_template_child (widget_class, FcMapPacksDialog, progress_row);
  gtk_widget_class_bind_template_child (widget_class, FcMapPacksDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, FcMapPacksDialog, problem);
  gtk_widget_class_bind_template_callback (widget_class, import_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
fc_map_packs_dialog_init (FcMapPacksDialog *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
fc_map_packs_dialog_new (FcWindow *window)
{
  FcContext *context = fc_window_get_context (window);
  FcMapPacksDialog *self = g_object_new (FC_TYPE_MAP_PACKS_DIALOG, "transient-for", window, NULL);

  fc_window_fit_dialog (window, GTK_WINDOW (self), WIDTH, HEIGHT);
  self->context = g_object_ref (context);
  self->packs = g_object_ref (fc_map_sources_get_packs (fc_map_sources_get (context)));
  gtk_widget_set_visible (self->import_button, fc_context_may (context, MAY_EDIT));
  gtk_box_append (self->box, fc_map_online_group_new (context));
  g_signal_connect_object (self->packs, "changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);
  return GTK_WIDGET (self);
}
