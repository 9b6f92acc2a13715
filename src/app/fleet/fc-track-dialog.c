/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-track-dialog.h"

#include "fc-company-queries.h"
#include "fc-field-text.h"
#include "fc-positions-run.h"
#include "fc-track-file.h"

#include <glib/gi18n.h>

struct _FcTrackDialog {
  AdwWindow parent_instance;

  FcPage *page;         /* (nullable): once it is gone nothing is told */
  FcReplica *replica;
  FcTrackFile *file;    /* (nullable): until it was read */
  GPtrArray *vehicles;  /* (nullable) FcRecord, by number */
  FcId wanted;          /* vehicle, or null */
  GCancellable *cancellable;
  AdwPreferencesGroup *group;
  AdwComboRow *vehicle;
  GtkWidget *import;
  GtkProgressBar *progress;
  GtkLabel *problem;
};

G_DEFINE_FINAL_TYPE (FcTrackDialog, fc_track_dialog, ADW_TYPE_WINDOW)

static void
show_problem (FcTrackDialog *self,
              const char    *text)
{
  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

static void
update (FcTrackDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->vehicle);

  gtk_widget_set_sensitive (self->import, self->file != NULL && self->vehicles != NULL &&
                                            selected < self->vehicles->len);
}

static void
add_line (FcTrackDialog *self,
          const char    *title,
          const char    *text)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_preferences_group_add (self->group, row);
}

static void
show_file (FcTrackDialog *self)
{
  const FcTrackFile *file = self->file;
  FcFieldUnits units = fc_field_units_of (fc_replica_get_tenant (self->replica));
  GTimeZone *zone = units.zone != NULL ? units.zone : fc_zone_of (NULL);
  g_autofree char *from = fc_show_time (file->first_us, zone), *until = fc_show_time (file->last_us, zone);
  g_autofree char *times = g_strdup_printf (_ ("%s until %s"), from, until);
  guint n = file->track->n - file->n_timeless, left_out = file->n_timeless + file->n_refused;
  g_autofree char *positions = g_strdup_printf (ngettext ("%u position", "%u positions", n), n);
  g_autofree char *odd =
    g_strdup_printf (ngettext ("%u line without a time, or damaged", "%u lines without a time, or damaged", left_out),
                     left_out);

  add_line (self, _ ("File"), file->name);
  add_line (self, positions, times);
  if (left_out > 0)
    add_line (self, _ ("Left out"), odd);
}

static gboolean
is_the_one (FcTrackDialog *self,
            FcRecord      *vehicle)
{
  if (!fc_id_is_null (&self->wanted))
    return fc_id_equal (fc_record_get_id (vehicle), &self->wanted);
  return self->file != NULL && (fc_track_file_names (self->file, fc_record_get_text (vehicle, FC_VEHICLE_TRACKER_ID)) ||
                                fc_track_file_names (self->file, fc_record_get_text (vehicle, FC_VEHICLE_NUMBER)));
}

/* The vehicle that was asked for, else the one after which the file is called, else the only one. */
static void
choose_vehicle (FcTrackDialog *self)
{
  if (self->vehicles == NULL || self->file == NULL)
    return;
  if (self->vehicles->len > 1)
    adw_combo_row_set_selected (self->vehicle, GTK_INVALID_LIST_POSITION);
  for (guint i = 0; i < self->vehicles->len; i++)
    if (is_the_one (self, self->vehicles->pdata[i]))
      {
        adw_combo_row_set_selected (self->vehicle, i);
        break;
      }
  update (self);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (FcTrackDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  self->file = fc_track_file_read_finish (result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->progress), FALSE);
  if (self->file == NULL)
    {
      show_problem (self, error->message);
      return;
    }
  show_file (self);
  choose_vehicle (self);
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  return g_utf8_collate (fc_record_get_text (*(FcRecord *const *) a, FC_VEHICLE_NUMBER),
                         fc_record_get_text (*(FcRecord *const *) b, FC_VEHICLE_NUMBER));
}

static void
vehicles_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (FcTrackDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  self->vehicles = fc_rows_of_finish (FC_REPLICA (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (self->vehicles == NULL || self->vehicles->len == 0)
    {
      show_problem (self, error != NULL ? error->message : _ ("There is no vehicle yet. Add it first"));
      return;
    }
  g_ptr_array_sort (self->vehicles, compare_numbers);
  for (guint i = 0; i < self->vehicles->len; i++)
    gtk_string_list_append (names, fc_record_get_text (self->vehicles->pdata[i], FC_VEHICLE_NUMBER));
  adw_combo_row_set_model (self->vehicle, G_LIST_MODEL (names));
  choose_vehicle (self);
}

static void
progressed (const char *step,
            gint64      done,
            gint64      total,
            gpointer    data)
{
  FcTrackDialog *self = data;

  gtk_progress_bar_set_fraction (self->progress, total > 0 ? (double) done / (double) total : 0);
}

/* (transfer full): what was taken in, for a toast */
static char *
words_of (const FcPositionsResult *what)
{
  g_autofree char *taken = g_strdup_printf (ngettext ("%u new position", "%u new positions", what->n_new), what->n_new);
  g_autofree char *doubtful = NULL;

  if (what->n_new == 0)
    return g_strdup (_ ("Every position of this file was here already"));
  if (what->n_doubtful == 0)
    return g_steal_pointer (&taken);
  doubtful = g_strdup_printf (ngettext ("%u of the file cannot be believed and is marked",
                                        "%u of the file cannot be believed and are marked", what->n_doubtful),
                              what->n_doubtful);
  return g_strdup_printf ("%s; %s", taken, doubtful);
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (FcTrackDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  FcPositionsResult what;

  if (!fc_positions_run_finish (result, &what, &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      gtk_widget_set_visible (GTK_WIDGET (self->progress), FALSE);
      show_problem (self, error->message);
      update (self);
      return;
    }
  text = words_of (&what);
  if (self->page != NULL)
    fc_page_toast (self->page, text);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
import_cb (FcTrackDialog *self)
{
  FcRecord *vehicle = g_ptr_array_index (self->vehicles, adw_combo_row_get_selected (self->vehicle));

  gtk_widget_set_sensitive (self->import, FALSE);
  show_problem (self, NULL);
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), TRUE);
  fc_positions_run_async (self->replica, fc_record_get_id (vehicle), g_steal_pointer (&self->file->track),
                          self->file->source, progressed, self, self->cancellable, imported_cb, g_object_ref (self));
}

static void
fc_track_dialog_dispose (GObject *object)
{
  FcTrackDialog *self = FC_TRACK_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->page);

  G_OBJECT_CLASS (fc_track_dialog_parent_class)->dispose (object);
}

static void
fc_track_dialog_finalize (GObject *object)
{
  FcTrackDialog *self = FC_TRACK_DIALOG (object);

  g_clear_pointer (&self->file, fc_track_file_free);
  g_clear_pointer (&self->vehicles, g_ptr_array_unref);
  g_clear_object (&self->replica);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (fc_track_dialog_parent_class)->finalize (object);
}

static void
fc_track_dialog_class_init (FcTrackDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_track_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = fc_track_dialog_finalize;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static GtkWidget *
make_header (FcTrackDialog *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  self->import = gtk_button_new_with_mnemonic (_ ("_Import"));
  gtk_widget_add_css_class (self->import, "suggested-action");
  gtk_widget_set_sensitive (self->import, FALSE);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (gtk_window_destroy), self);
  g_signal_connect_swapped (self->import, "clicked", G_CALLBACK (import_cb), self);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->import);
  return header;
}

static void
fc_track_dialog_init (FcTrackDialog *self)
{
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->cancellable = g_cancellable_new ();
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  self->vehicle = ADW_COMBO_ROW (adw_combo_row_new ());
  self->progress = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  self->problem = GTK_LABEL (gtk_label_new (NULL));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->vehicle), _ ("Vehicle"));
  adw_preferences_group_add (self->group, GTK_WIDGET (self->vehicle));
  g_signal_connect_swapped (self->vehicle, "notify::selected", G_CALLBACK (update), self);
  gtk_label_set_wrap (self->problem, TRUE);
  gtk_label_set_xalign (self->problem, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "error");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_widget_set_margin_top (box, 24);
  gtk_widget_set_margin_bottom (box, 24);
  gtk_widget_set_margin_start (box, 24);
  gtk_widget_set_margin_end (box, 24);
  gtk_box_append (GTK_BOX (outer), make_header (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->problem));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->group));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->progress));
  gtk_box_append (GTK_BOX (outer), box);
  adw_window_set_content (ADW_WINDOW (self), outer);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (self), 460, -1);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Import positions"));
}

/**
 * fc_track_dialog_present:
 * @vehicle_id: (nullable): whose track it is; NULL: the person says, or the name of the file
 */
void
fc_track_dialog_present (FcPage     *page,
                         GFile      *file,
                         const FcId *vehicle_id)
{
  FcTrackDialog *self = g_object_new (FC_TYPE_TRACK_DIALOG, NULL);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));

  g_set_weak_pointer (&self->page, page);
  self->replica = g_object_ref (fc_page_get_replica (page));
  if (vehicle_id != NULL)
    self->wanted = *vehicle_id;
  if (root != NULL)
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  fc_track_file_read_async (file, self->cancellable, read_cb, g_object_ref (self));
  fc_rows_of_async (self->replica, FC_VEHICLE, self->cancellable, vehicles_cb, g_object_ref (self));
  gtk_window_present (GTK_WINDOW (self));
}

/* Whose track is being chosen. */
typedef struct {
  FcPage *page;
  FcId vehicle_id;
} Choice;

static void
choice_free (gpointer  data,
             GClosure *closure)
{
  Choice *choice = data;

  g_object_unref (choice->page);
  g_free (choice);
}

static void
chosen_cb (GtkNativeDialog *chooser,
           int              response,
           gpointer         data)
{
  Choice *choice = data;
  g_autoptr (GFile) file =
    response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser)) : NULL;

  if (file != NULL)
    fc_track_dialog_present (choice->page, file, fc_id_is_null (&choice->vehicle_id) ? NULL : &choice->vehicle_id);
  g_object_unref (chooser);
}

/**
 * fc_track_dialog_choose:
 * @vehicle_id: (nullable):
 *
 * Lets the person choose a file first.
 */
void
fc_track_dialog_choose (FcPage     *page,
                        const FcId *vehicle_id)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
    _ ("Import positions"), GTK_WINDOW (root), GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), _ ("_Cancel"));
  GtkFileFilter *filter = gtk_file_filter_new (), *all = gtk_file_filter_new ();
  Choice *choice = g_new0 (Choice, 1);

  choice->page = g_object_ref (page);
  if (vehicle_id != NULL)
    choice->vehicle_id = *vehicle_id;
  gtk_file_filter_set_name (filter, _ ("Tracks (GPX, NMEA)"));
  gtk_file_filter_add_suffix (filter, "gpx");
  gtk_file_filter_add_suffix (filter, "nmea");
  gtk_file_filter_add_suffix (filter, "nma");
  gtk_file_filter_add_suffix (filter, "log");
  gtk_file_filter_add_suffix (filter, "txt");
  gtk_file_filter_set_name (all, _ ("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), all);
  g_object_unref (filter);
  g_object_unref (all);
  g_signal_connect_data (chooser, "response", G_CALLBACK (chosen_cb), choice, choice_free, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
