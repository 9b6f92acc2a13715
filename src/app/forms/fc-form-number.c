/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-form-number.h"

#include <glib/gi18n.h>

#define DATA_KEY "fc-form-number"

static const gint64 seconds[] = { 60, 3600, 24 * 3600 };

typedef struct {
  FcRecordForm *form; /* (nullable) (weak): a window that closes leaves its rows last */
  int field;
  gboolean needed;  /* else empty is 0 */
  GtkWidget *units; /* (nullable) GtkDropDown: as in seconds[] */
  gboolean showing;
} FormNumber;

static void
form_number_free (gpointer data)
{
  FormNumber *self = data;

  g_clear_weak_pointer (&self->form);
  g_free (self);
}

static gint64
unit_of (FormNumber *self)
{
  return self->units != NULL ? seconds[gtk_drop_down_get_selected (GTK_DROP_DOWN (self->units))] : 1;
}

static void
take (FcNumberRow *row,
      FormNumber  *self,
      gboolean     finished)
{
  gint64 value = 0;

  if (self->showing || self->form == NULL ||
      (!fc_number_row_get_value (row, &value) && fc_number_row_get_error (row) != NULL))
    return; /* what is wrong stands on the row */
  fc_record_set_int (fc_record_form_get_record (self->form), self->field, value * unit_of (self));
  fc_record_form_touch (self->form, finished);
}

static void
value_cb (FcNumberRow *row,
          GParamSpec  *pspec,
          FormNumber  *self)
{
  take (row, self, FALSE);
}

static void
committed_cb (FcNumberRow *row,
              FormNumber  *self)
{
  take (row, self, TRUE);
}

static void
limit_to (FcNumberRow *row,
          FormNumber  *self)
{
  const FcField *info =
    &fc_catalog_get (fc_record_get_entity (fc_record_form_get_record (self->form)))->fields[self->field];

  if (self->units != NULL)
    g_object_set (row, "minimum", (gint64) 1, "maximum", info->max > 0 ? info->max / unit_of (self) : (gint64) 99999,
                  NULL);
}

static void
unit_cb (FcNumberRow *row)
{
  FormNumber *self = g_object_get_data (G_OBJECT (row), DATA_KEY);

  if (self->showing || self->form == NULL)
    return;
  limit_to (row, self);
  fc_number_row_is_valid (row);
  take (row, self, TRUE);
}

/* In the largest unit that needs no fraction. */
static void
show (FcNumberRow *row,
      FormNumber  *self)
{
  gint64 value = fc_record_get_int (fc_record_form_get_record (self->form), self->field);
  guint unit = G_N_ELEMENTS (seconds) - 1;

  self->showing = TRUE;
  while (unit > 0 && (value < 2 * seconds[unit] || value % seconds[unit] != 0) && value != seconds[unit])
    unit--;
  if (self->units != NULL && value > 0)
    gtk_drop_down_set_selected (GTK_DROP_DOWN (self->units), unit);
  limit_to (row, self);
  if (value == 0 && !self->needed)
    fc_number_row_clear (row);
  else
    fc_number_row_set_value (row, value / unit_of (self));
  self->showing = FALSE;
}

static void
refreshed_cb (GtkWidget *row)
{
  if ((gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_FOCUS_WITHIN) == 0)
    show (FC_NUMBER_ROW (row), g_object_get_data (G_OBJECT (row), DATA_KEY));
}

static void
add_units (FormNumber *self,
           GtkWidget  *row,
           const char *title)
{
  const char *const names[] = { _ ("minutes"), _ ("hours"), _ ("days"), NULL };
  /* Translators: of a duration that is typed: “For so long” */
  g_autofree char *label = g_strdup_printf (_ ("%s: in minutes, hours or days"), title);

  self->units = gtk_drop_down_new_from_strings (names);
  gtk_widget_add_css_class (self->units, "flat");
  gtk_widget_set_valign (self->units, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->units), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), self->units);
  g_signal_connect_object (self->units, "notify::selected", G_CALLBACK (unit_cb), row, G_CONNECT_SWAPPED);
}

static GtkWidget *
row_new (FcRecordForm *form,
         int           field,
         const char   *title,
         FcNumberKind  kind,
         gboolean      needed,
         gboolean      duration)
{
  GtkWidget *row = fc_number_row_new (kind, title);
  FormNumber *self = g_new0 (FormNumber, 1);

  g_set_weak_pointer (&self->form, form);
  self->field = field;
  self->needed = needed;
  g_object_set_data_full (G_OBJECT (row), DATA_KEY, self, form_number_free);
  g_object_set (row, "optional", !needed, NULL);
  if (duration)
    add_units (self, row, title);
  show (FC_NUMBER_ROW (row), self);
  g_signal_connect (row, "notify::value", G_CALLBACK (value_cb), self);
  g_signal_connect (row, "committed", G_CALLBACK (committed_cb), self);
  g_signal_connect_object (form, "refreshed", G_CALLBACK (refreshed_cb), row, G_CONNECT_SWAPPED);
  fc_record_form_watch (form, row);
  return row;
}

/**
 * fc_form_number_new:
 * @form: lives as long as the row
 * @title: translated
 * @kind: such that what is typed has the record's unit
 * @needed: else it may be left empty, which is 0
 *
 * Returns: (transfer floating)
 */
GtkWidget *
fc_form_number_new (FcRecordForm *form,
                    int           field,
                    const char   *title,
                    FcNumberKind  kind,
                    gboolean      needed)
{
  return row_new (form, field, title, kind, needed, FALSE);
}

/**
 * fc_form_duration_new:
 * @form: lives as long as the row
 * @title: translated
 * @needed: else it may be left empty, which is 0
 *
 * Returns: (transfer floating)
 */
GtkWidget *
fc_form_duration_new (FcRecordForm *form,
                      int           field,
                      const char   *title,
                      gboolean      needed)
{
  return row_new (form, field, title, FC_NUMBER_INTEGER, needed, TRUE);
}
