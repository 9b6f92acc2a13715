/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-record-form.h"

#include "fc-field-row-private.h"
#include "fc-number-row.h"

#include <glib/gi18n.h>

#define SAVE_DELAY_MS 700

struct _FcRecordForm {
  GObject parent_instance;

  FcRecord *record;      /* what the rows show and fill */
  FcRecord *saved;       /* (nullable): live: as it lies in the replica */
  FcReplica *replica;    /* (nullable): live */
  FcFieldUnits units;
  GPtrArray *rows;       /* FcFieldRow */
  GPtrArray *numbers;    /* FcNumberRow: of the page, checked with the form's own */
  guint save_source;
  gboolean saving;
  gboolean again;        /* typed while saving */
  FcRecordFormCheck check; /* (nullable) */
  gpointer check_data;
};

G_DEFINE_FINAL_TYPE (FcRecordForm, fc_record_form, G_TYPE_OBJECT)

enum { SIGNAL_EDITED, SIGNAL_SAVED, SIGNAL_FAILED, SIGNAL_REFRESHED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void save (FcRecordForm *self);

static void
show_failure (FcRecordForm *self,
              const char   *text)
{
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, text);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (FcRecordForm) self = user_data;
  g_autoptr (GError) error = NULL;

  self->saving = FALSE;
  if (!fc_replica_run_finish (FC_REPLICA (source), result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_failure (self, error->message);
      return;
    }
  g_signal_emit (self, signals[SIGNAL_SAVED], 0);
  if (self->again)
    save (self);
}

static GtkWidget *
first_wrong_number (FcRecordForm *self,
                    gboolean      show)
{
  GtkWidget *first = NULL;

  for (guint i = 0; i < self->numbers->len; i++)
    {
      FcNumberRow *row = g_ptr_array_index (self->numbers, i);
      gboolean wrong = show ? !fc_number_row_is_valid (row) : fc_number_row_get_error (row) != NULL;

      if (wrong && first == NULL)
        first = GTK_WIDGET (row);
    }
  return first;
}

static gboolean
rows_are_valid (FcRecordForm *self,
                gboolean      show)
{
  gboolean valid = TRUE;

  for (guint i = 0; i < self->rows->len; i++)
    if (!fc_field_row_check (g_ptr_array_index (self->rows, i), show))
      valid = FALSE;
  if (self->check != NULL && !self->check (self->check_data, show))
    valid = FALSE;
  return first_wrong_number (self, show) == NULL && valid;
}

static void
save (FcRecordForm *self)
{
  g_autoptr (FcOp) op = NULL;

  g_clear_handle_id (&self->save_source, g_source_remove);
  self->again = FALSE;
  if (self->replica == NULL)
    return;
  rows_are_valid (self, TRUE);
  if (self->saving)
    {
      self->again = TRUE;
      return;
    }
  op = fc_op_new_patch (self->saved, self->record, g_get_real_time ());
  if (op == NULL)
    return;
  g_set_object (&self->saved, NULL);
  self->saved = fc_record_copy (self->record);
  self->saving = TRUE;
  fc_replica_run_op_async (self->replica, g_steal_pointer (&op), NULL, saved_cb, g_object_ref (self));
}

static gboolean
save_later_cb (gpointer user_data)
{
  FcRecordForm *self = user_data;

  self->save_source = 0;
  save (self);
  return G_SOURCE_REMOVE;
}

static void
row_changed (FcFieldRow *row,
             gboolean    finished,
             gpointer    user_data)
{
  fc_record_form_touch (user_data, finished);
}

static void
fc_record_form_dispose (GObject *object)
{
  FcRecordForm *self = FC_RECORD_FORM (object);

  if (self->save_source != 0)
    save (self);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->numbers, g_ptr_array_unref);
  g_clear_object (&self->record);
  g_clear_object (&self->saved);
  g_clear_object (&self->replica);

  G_OBJECT_CLASS (fc_record_form_parent_class)->dispose (object);
}

static void
fc_record_form_class_init (FcRecordFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_record_form_dispose;

  /* Something was typed or chosen. */
  signals[SIGNAL_EDITED]
      = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /* A live form has saved. */
  signals[SIGNAL_SAVED]
      = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /* A live form was refused; the sentence says why. */
  signals[SIGNAL_FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);
  /* The record is another one now: what a page shows beside the rows follows. */
  signals[SIGNAL_REFRESHED] = g_signal_new ("refreshed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 0);
}

static void
fc_record_form_init (FcRecordForm *self)
{
  self->rows = g_ptr_array_new_with_free_func (fc_field_row_free);
  self->numbers = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * fc_record_form_new:
 * @record: (transfer none): the rows fill it as the person types
 *
 * Keep the form as long as its rows are shown. Returns: (transfer full):
 */
FcRecordForm *
fc_record_form_new (FcRecord           *record,
                    const FcFieldUnits *units)
{
  FcRecordForm *self = g_object_new (FC_TYPE_RECORD_FORM, NULL);

  self->record = g_object_ref (record);
  self->units = *units;
  return self;
}

/**
 * fc_record_form_set_live:
 *
 * From now on each field is saved by itself a moment after it was typed.
 */
void
fc_record_form_set_live (FcRecordForm *self,
                         FcReplica    *replica)
{
  g_set_object (&self->replica, replica);
  g_clear_object (&self->saved);
  self->saved = fc_record_copy (self->record);
  for (guint i = 0; i < self->rows->len; i++)
    {
      FcFieldRow *row = g_ptr_array_index (self->rows, i);
      const FcField *field = &fc_catalog_get (fc_record_get_entity (self->record))->fields[fc_field_row_get_field (row)];

      if ((field->flags & (FC_FIELD_FIXED | FC_FIELD_COMMAND)) != 0)
        fc_field_row_set_editable (row, FALSE);
    }
}

FcRecord *
fc_record_form_get_record (FcRecordForm *self)
{
  return self->record;
}

/**
 * fc_record_form_touch:
 * @finished: nobody is in the middle of typing it
 *
 * The page itself has changed a field of the record that has no row here; a live form saves it.
 */
void
fc_record_form_touch (FcRecordForm *self,
                      gboolean      finished)
{
  g_signal_emit (self, signals[SIGNAL_EDITED], 0);
  g_clear_handle_id (&self->save_source, g_source_remove);
  if (self->replica == NULL)
    return;
  if (finished)
    save (self);
  else
    self->save_source = g_timeout_add (SAVE_DELAY_MS, save_later_cb, self);
}

static FcFieldRow *
row_of (FcRecordForm *self,
        int           field)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (fc_field_row_get_field (g_ptr_array_index (self->rows, i)) == field)
      return g_ptr_array_index (self->rows, i);
  return NULL;
}

/**
 * fc_record_form_refresh:
 * @record: the row as it is now
 *
 * Rows that nobody is typing in show the new values.
 */
void
fc_record_form_refresh (FcRecordForm *self,
                        FcRecord     *record)
{
  if (self->saving || self->save_source != 0)
    return;
  for (guint field = 0; field < fc_catalog_get (fc_record_get_entity (record))->n_fields; field++)
    {
      FcFieldRow *row = row_of (self, (int) field);

      if (row == NULL || !fc_field_row_is_busy (row))
        fc_record_set_value (self->record, (int) field, fc_record_get_value (record, (int) field));
    }
  for (guint i = 0; i < self->rows->len; i++)
    if (!fc_field_row_is_busy (g_ptr_array_index (self->rows, i)))
      fc_field_row_show (g_ptr_array_index (self->rows, i));
  g_set_object (&self->saved, NULL);
  self->saved = fc_record_copy (record);
  g_signal_emit (self, signals[SIGNAL_REFRESHED], 0);
}

/**
 * fc_record_form_set_editable:
 *
 * For people who may look but not change.
 */
void
fc_record_form_set_editable (FcRecordForm *self,
                             gboolean      editable)
{
  for (guint i = 0; i < self->rows->len; i++)
    fc_field_row_set_editable (g_ptr_array_index (self->rows, i), editable);
  for (guint i = 0; i < self->numbers->len; i++)
    gtk_widget_set_sensitive (g_ptr_array_index (self->numbers, i), editable);
}

static GtkWidget *
take_row (FcRecordForm        *self,
          GtkWidget    *group,
          FcFieldRow          *row)
{
  GtkWidget *widget = fc_field_row_get_widget (row);

  g_ptr_array_add (self->rows, row);
  if (ADW_IS_EXPANDER_ROW (group))
    adw_expander_row_add_row (ADW_EXPANDER_ROW (group), widget);
  else
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), widget);
  fc_field_row_show (row);
  return widget;
}

/**
 * fc_record_form_add:
 * @group: an AdwPreferencesGroup or an AdwExpanderRow
 *
 * Adds the row that fits the field's type: an entry, a switch, or a list of choices.
 *
 * Returns: (transfer none): the row
 */
GtkWidget *
fc_record_form_add (FcRecordForm        *self,
                    GtkWidget    *group,
                    int                  field)
{
  return take_row (self, group, fc_field_row_new (self->record, field, &self->units, row_changed, self));
}

/**
 * fc_record_form_add_ref:
 * @choices: (element-type FcRecord): what the field may point to
 * @label_field: of the choices
 *
 * Returns: (transfer none): a row that lists @choices by name
 */
GtkWidget *
fc_record_form_add_ref (FcRecordForm        *self,
                        GtkWidget    *group,
                        int                  field,
                        GPtrArray           *choices,
                        int                  label_field)
{
  return fc_record_form_add_ref_or (self, group, field, choices, label_field, NULL);
}

/**
 * fc_record_form_add_ref_or:
 * @none: (nullable): what it means that the field points to nothing, as a choice
 *
 * Like fc_record_form_add_ref().
 */
GtkWidget *
fc_record_form_add_ref_or (FcRecordForm        *self,
                           GtkWidget           *group,
                           int                  field,
                           GPtrArray           *choices,
                           int                  label_field,
                           const char          *none)
{
  return take_row (self, group,
                   fc_field_row_new_ref (self->record, field, choices, label_field, none, row_changed, self));
}

/**
 * fc_record_form_add_set:
 * @members: what may be in the set, %NULL-terminated
 * @labels: what people call them, translated
 *
 * Adds a switch for each of @members.
 */
void
fc_record_form_add_set (FcRecordForm        *self,
                        GtkWidget    *group,
                        int                  field,
                        const char *const   *members,
                        const char *const   *labels)
{
  for (guint i = 0; members[i] != NULL; i++)
    take_row (self, group,
              fc_field_row_new_member (self->record, field, members[i], labels[i], row_changed, self));
}

/**
 * fc_record_form_watch:
 * @number_row: an FcNumberRow of the page that fills the record
 *
 * What is wrong with it keeps the form from being saved, until fc_record_form_unwatch().
 */
void
fc_record_form_watch (FcRecordForm *self,
                      GtkWidget    *number_row)
{
  g_ptr_array_add (self->numbers, g_object_ref_sink (number_row));
}

void
fc_record_form_unwatch (FcRecordForm *self,
                        GtkWidget    *number_row)
{
  g_ptr_array_remove (self->numbers, number_row);
}

/**
 * fc_record_form_set_zone:
 *
 * By whose clock times are read from now on; what somebody has typed stays as it reads.
 */
void
fc_record_form_set_zone (FcRecordForm *self,
                         GTimeZone    *zone)
{
  for (guint i = 0; i < self->rows->len; i++)
    fc_field_row_set_zone (g_ptr_array_index (self->rows, i), zone);
}

/**
 * fc_record_form_set_check:
 * @check: (nullable): asked besides the rows; it has to go before its data does
 */
void
fc_record_form_set_check (FcRecordForm      *self,
                          FcRecordFormCheck  check,
                          gpointer           data)
{
  self->check = check;
  self->check_data = data;
}

/**
 * fc_record_form_validate:
 *
 * Shows on each row what is wrong with it, and takes the cursor to the first.
 *
 * Returns: whether the record can be saved
 */
gboolean
fc_record_form_validate (FcRecordForm *self)
{
  GtkWidget *number;

  if (rows_are_valid (self, TRUE))
    return TRUE;
  number = first_wrong_number (self, FALSE);
  if (number != NULL)
    gtk_widget_grab_focus (number);
  for (guint i = 0; i < self->rows->len; i++)
    if (!fc_field_row_check (g_ptr_array_index (self->rows, i), FALSE))
      {
        gtk_widget_grab_focus (fc_field_row_get_widget (g_ptr_array_index (self->rows, i)));
        break;
      }
  return FALSE;
}

/**
 * fc_record_form_show_error:
 * @text: (nullable): translated; %NULL takes it away
 */
void
fc_record_form_show_error (FcRecordForm *self,
                           int           field,
                           const char   *text)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (fc_field_row_get_field (g_ptr_array_index (self->rows, i)) == field)
      fc_field_row_show_error (g_ptr_array_index (self->rows, i), text);
}
