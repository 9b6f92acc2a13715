/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-form-number.h"

#define DATA_KEY "fc-form-number"

typedef struct {
  FcRecordForm *form; /* not owned: it outlives its rows */
  int field;
  gint64 unit;
  gboolean showing;
} FormNumber;

static void
value_cb (FcNumberRow *row,
          GParamSpec  *pspec,
          FormNumber  *self)
{
  FcRecord *record = fc_record_form_get_record (self->form);
  gboolean has_value;
  gint64 value;

  if (self->showing)
    return;
  g_object_get (row, "has-value", &has_value, NULL);
  if (fc_number_row_get_value (row, &value))
    fc_record_set_int (record, self->field, value * self->unit);
  else if (!has_value && fc_number_row_get_error (row) == NULL)
    fc_record_set_null (record, self->field);
  else
    return; /* what is wrong stands on the row, and nothing is saved */
  fc_record_form_touch (self->form, FALSE);
}

static void
committed_cb (FcNumberRow *row,
              FormNumber  *self)
{
  if (fc_number_row_get_error (row) == NULL)
    fc_record_form_touch (self->form, TRUE);
}

static void
refreshed_cb (GtkWidget *row)
{
  if ((gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_FOCUS_WITHIN) == 0)
    fc_form_number_show (row);
}

/**
 * fc_form_number_show:
 * @row: of fc_form_number_new()
 *
 * Shows what the record holds.
 */
void
fc_form_number_show (GtkWidget *row)
{
  FormNumber *self = g_object_get_data (G_OBJECT (row), DATA_KEY);
  FcRecord *record = fc_record_form_get_record (self->form);

  self->showing = TRUE;
  if (fc_record_is_null (record, self->field))
    fc_number_row_clear (FC_NUMBER_ROW (row));
  else
    fc_number_row_set_value (FC_NUMBER_ROW (row), fc_record_get_int (record, self->field) / self->unit);
  self->showing = FALSE;
}

/**
 * fc_form_number_new:
 * @form: lives as long as the row
 * @title: translated, with the unit that is typed in: “Too long after (minutes)”
 * @unit: how many of the record's are one of what is typed
 * @least: of what is typed
 *
 * Returns: (transfer floating): an FcNumberRow that may be left empty
 */
GtkWidget *
fc_form_number_new (FcRecordForm *form,
                    int           field,
                    const char   *title,
                    FcNumberKind  kind,
                    gint64        unit,
                    gint64        least)
{
  const FcField *info = &fc_catalog_get (fc_record_get_entity (fc_record_form_get_record (form)))->fields[field];
  GtkWidget *row = fc_number_row_new (kind, title);
  FormNumber *self = g_new0 (FormNumber, 1);

  self->form = form;
  self->field = field;
  self->unit = unit;
  g_object_set_data_full (G_OBJECT (row), DATA_KEY, self, g_free);
  g_object_set (row, "optional", TRUE, "minimum", least, "maximum",
                info->max > info->min ? info->max / unit : G_MAXINT32, NULL);
  fc_form_number_show (row);
  g_signal_connect (row, "notify::value", G_CALLBACK (value_cb), self);
  g_signal_connect (row, "committed", G_CALLBACK (committed_cb), self);
  g_signal_connect_object (form, "refreshed", G_CALLBACK (refreshed_cb), row, G_CONNECT_SWAPPED);
  return row;
}
