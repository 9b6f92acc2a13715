/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-form-choice.h"

#define DATA_KEY "fc-form-choice"

typedef struct {
  FcRecordForm *form; /* (nullable) (weak): a window that closes leaves its rows last */
  int field;
  GStrv values;
  gboolean showing;
} FormChoice;

static void
form_choice_free (gpointer data)
{
  FormChoice *self = data;

  g_clear_weak_pointer (&self->form);
  g_strfreev (self->values);
  g_free (self);
}

static void
selected_cb (AdwComboRow *row,
             GParamSpec  *pspec,
             FormChoice  *self)
{
  guint selected = adw_combo_row_get_selected (row);
  const char *value;

  if (self->showing || self->form == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;
  value = self->values[selected];
  fc_record_set_text (fc_record_form_get_record (self->form), self->field, *value != '\0' ? value : NULL);
  fc_record_form_touch (self->form, TRUE);
}

static void
show (GtkWidget *row)
{
  FormChoice *self = g_object_get_data (G_OBJECT (row), DATA_KEY);
  const char *value = fc_record_get_text (fc_record_form_get_record (self->form), self->field);
  guint selected = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; self->values[i] != NULL; i++)
    if (g_strcmp0 (self->values[i], value != NULL ? value : "") == 0)
      selected = i;
  self->showing = TRUE;
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  self->showing = FALSE;
}

/**
 * fc_form_choice_new:
 * @form: lives as long as the row
 * @values: %NULL-terminated, as is @labels, which is what people call them
 *
 * Returns: (transfer floating): an AdwComboRow
 */
GtkWidget *
fc_form_choice_new (FcRecordForm      *form,
                    int                field,
                    const char        *title,
                    const char *const *values,
                    const char *const *labels)
{
  GtkWidget *row = adw_combo_row_new ();
  FormChoice *self = g_new0 (FormChoice, 1);
  g_autoptr (GtkStringList) list = gtk_string_list_new (labels);

  g_set_weak_pointer (&self->form, form);
  self->field = field;
  self->values = g_strdupv ((char **) values);
  g_object_set_data_full (G_OBJECT (row), DATA_KEY, self, form_choice_free);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_use_subtitle (ADW_COMBO_ROW (row), TRUE); /* names are as long as people make them */
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  show (row);
  g_signal_connect (row, "notify::selected", G_CALLBACK (selected_cb), self);
  g_signal_connect_object (form, "refreshed", G_CALLBACK (show), row, G_CONNECT_SWAPPED);
  return row;
}
