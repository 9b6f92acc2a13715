/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-chart-import-box.h"

#include <glib/gi18n.h>

#define MOST_BYTES (1024 * 1024)
#define MOST_TOLD  8 /* messages; the rest is counted */

struct _FcChartImportBox {
  AdwBin parent_instance;

  GtkWidget *group;
  AdwActionRow *summary;
  GtkWidget *use;
  AdwComboRow *level_unit;
  AdwComboRow *volume_unit;
  GtkLabel *told;

  GtkFileChooserNative *chooser;
  GCancellable *cancellable;
  GBytes *text;
  char *file;
  GArray *points; /* FcChartPoint */
  gboolean guessing;
};

G_DEFINE_FINAL_TYPE (FcChartImportBox, fc_chart_import_box, ADW_TYPE_BIN)

enum {
  PREVIEW,
  USE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
put_away (FcChartImportBox *self)
{
  g_clear_pointer (&self->text, g_bytes_unref);
  g_clear_pointer (&self->points, g_array_unref);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_emit (self, signals[PREVIEW], 0, NULL);
}

static void
tell (FcChartImportBox *self,
      FcMessages       *messages)
{
  GString *text = g_string_new (NULL);
  guint n = fc_messages_get_n_items (messages);

  for (guint i = 0; i < MIN (n, MOST_TOLD); i++)
    {
      g_autofree char *line = fc_message_to_string (fc_messages_get (messages, i));

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", line);
    }
  if (n > MOST_TOLD)
    g_string_append_printf (text, ngettext ("\n… and %u more", "\n… and %u more", n - MOST_TOLD), n - MOST_TOLD);
  gtk_label_set_text (self->told, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->told), n > 0);
  g_string_free (text, TRUE);
}

static void
read_again (FcChartImportBox *self)
{
  FcChartUnits units = { (FcLevelUnit) adw_combo_row_get_selected (self->level_unit),
                         (FcVolumeUnit) adw_combo_row_get_selected (self->volume_unit) };
  g_autoptr (FcMessages) messages = fc_messages_new ();
  g_autofree char *summary = NULL;
  guint n;

  if (self->guessing || self->text == NULL)
    return;
  g_clear_pointer (&self->points, g_array_unref);
  self->points = fc_chart_import (self->text, &units, self->file, messages);
  n = self->points != NULL ? self->points->len : 0;
  summary = g_strdup_printf (ngettext ("%u point read", "%u points read", n), n);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->summary), summary);
  adw_action_row_set_subtitle (self->summary, self->file);
  gtk_widget_set_sensitive (self->use, n >= 2);
  tell (self, messages);
  g_signal_emit (self, signals[PREVIEW], 0, n >= 2 ? self->points : NULL);
}

static void
failed (FcChartImportBox *self,
        const char       *reason)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->summary), _ ("This file could not be read"));
  adw_action_row_set_subtitle (self->summary, self->file);
  gtk_label_set_text (self->told, reason);
  gtk_widget_set_visible (GTK_WIDGET (self->told), TRUE);
  gtk_widget_set_sensitive (self->use, FALSE);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (FcChartImportBox) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  static const FcChartUnits usual = { FC_LEVEL_MM, FC_VOLUME_LITRE };
  FcChartUnits units;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  if (text == NULL || g_bytes_get_size (text) > MOST_BYTES)
    {
      failed (self, text == NULL ? error->message : _ ("It is greater than 1 MB: that is no strapping chart."));
      return;
    }
  g_clear_pointer (&self->text, g_bytes_unref);
  self->text = g_steal_pointer (&text);
  units = fc_chart_guess_units (self->text, &usual);
  self->guessing = TRUE;
  adw_combo_row_set_selected (self->level_unit, units.level);
  adw_combo_row_set_selected (self->volume_unit, units.volume);
  self->guessing = FALSE;
  read_again (self);
  gtk_widget_grab_focus (self->use);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (FcChartImportBox) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read_finish (G_FILE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (stream == NULL)
    {
      gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
      failed (self, error->message);
      return;
    }
  g_input_stream_read_bytes_async (G_INPUT_STREAM (stream), MOST_BYTES + 1, G_PRIORITY_DEFAULT, self->cancellable,
                                   read_cb, g_object_ref (self));
}

static void
chosen_cb (FcChartImportBox *self,
           int               response)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
  g_clear_object (&self->chooser);
  if (file == NULL)
    return;
  g_free (self->file);
  self->file = g_file_get_basename (file);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_file_read_async (file, G_PRIORITY_DEFAULT, self->cancellable, opened_cb, g_object_ref (self));
}

static void
use_cb (FcChartImportBox *self)
{
  g_autofree char *chart = NULL;

  if (self->points == NULL)
    return;
  chart = fc_chart_points_to_json ((const FcChartPoint *) (void *) self->points->data, self->points->len);
  g_signal_emit (self, signals[USE], 0, chart);
  put_away (self);
}

static void
fc_chart_import_box_dispose (GObject *object)
{
  FcChartImportBox *self = FC_CHART_IMPORT_BOX (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->chooser);
  g_clear_pointer (&self->text, g_bytes_unref);
  g_clear_pointer (&self->points, g_array_unref);
  g_clear_pointer (&self->file, g_free);

  G_OBJECT_CLASS (fc_chart_import_box_parent_class)->dispose (object);
}

static void
fc_chart_import_box_class_init (FcChartImportBoxClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_chart_import_box_dispose;
  signals[PREVIEW] = g_signal_new ("preview", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_ARRAY);
  signals[USE] = g_signal_new ("use", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                               G_TYPE_STRING);
}

static AdwComboRow *
add_unit_row (FcChartImportBox   *self,
              const char         *title,
              const char *const  *units)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) list = gtk_string_list_new (units);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  g_signal_connect_swapped (row, "notify::selected", G_CALLBACK (read_again), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), row);
  return ADW_COMBO_ROW (row);
}

static void
add_summary (FcChartImportBox *self)
{
  GtkWidget *away = gtk_button_new_with_mnemonic (_ ("_Discard"));

  self->summary = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->summary), FALSE);
  self->use = gtk_button_new_with_mnemonic (_ ("_Use this chart"));
  gtk_widget_add_css_class (self->use, "suggested-action");
  gtk_widget_set_valign (self->use, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (away, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->use, "clicked", G_CALLBACK (use_cb), self);
  g_signal_connect_swapped (away, "clicked", G_CALLBACK (put_away), self);
  adw_action_row_add_suffix (self->summary, away);
  adw_action_row_add_suffix (self->summary, self->use);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), GTK_WIDGET (self->summary));
}

static void
fc_chart_import_box_init (FcChartImportBox *self)
{
  const char *levels[] = { _ ("Millimetres"), _ ("Centimetres"), _ ("Inches"), NULL };
  const char *volumes[] = { _ ("Litres"), _ ("US gallons"), NULL };

  self->group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->group), _ ("Chart from a file"));
  add_summary (self);
  self->level_unit = add_unit_row (self, _ ("Levels are in"), levels);
  self->volume_unit = add_unit_row (self, _ ("Volumes are in"), volumes);
  self->told = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->told, TRUE);
  gtk_label_set_xalign (self->told, 0);
  gtk_label_set_selectable (self->told, TRUE);
  gtk_widget_set_margin_top (GTK_WIDGET (self->told), 6);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), GTK_WIDGET (self->told));
  adw_bin_set_child (ADW_BIN (self), self->group);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
fc_chart_import_box_new (void)
{
  return g_object_new (FC_TYPE_CHART_IMPORT_BOX, NULL);
}

/**
 * fc_chart_import_box_open:
 *
 * Asks for the file; nothing of the tank changes before "use".
 */
void
fc_chart_import_box_open (FcChartImportBox *self)
{
  g_return_if_fail (FC_IS_CHART_IMPORT_BOX (self));

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_ ("Choose a strapping chart"),
                                               GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), NULL);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}
