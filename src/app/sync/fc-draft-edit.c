/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-sync-view.h"

#include "fc-op-parts.h"
#include "fc-record-form.h"

/* What was refused, as a form for each entity that it carries fields of. */

struct _FcDraftEdit
{
  FcOp *op;         /* (owned) */
  FcRecord *row;    /* (owned) (nullable): as it is now */
  GPtrArray *parts; /* FcOpPart */
  GPtrArray *forms; /* FcRecordForm, which write into the part of the same index */
};

/**
 * fc_draft_edit_new:
 *
 * Returns: (transfer full)
 */
FcDraftEdit *
fc_draft_edit_new (const FcOp         *op,
                   FcRecord           *row,
                   const FcFieldUnits *units)
{
  FcDraftEdit *self = g_new0 (FcDraftEdit, 1);

  self->op = fc_op_copy (op);
  self->row = row != NULL ? g_object_ref (row) : NULL;
  self->parts = fc_op_parts (op);
  self->forms = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->parts->len; i++)
    g_ptr_array_add (self->forms, fc_record_form_new (((const FcOpPart *) self->parts->pdata[i])->record, units));
  return self;
}

void
fc_draft_edit_free (gpointer data)
{
  FcDraftEdit *self = data;

  fc_op_free (self->op);
  g_clear_object (&self->row);
  g_ptr_array_unref (self->forms);
  g_ptr_array_unref (self->parts);
  g_free (self);
}

/**
 * fc_op_can_be_edited:
 *
 * Returns: whether there is anything in it that can be typed
 */
gboolean
fc_op_can_be_edited (const FcOp *op)
{
  g_autoptr (GPtrArray) parts = fc_op_parts (op);

  return parts->len > 0;
}

/**
 * fc_draft_edit_fill:
 *
 * Adds a row for each field that can be typed.
 *
 * Returns: how many
 */
guint
fc_draft_edit_fill (FcDraftEdit *self,
                    GtkWidget   *group)
{
  guint n = 0;

  for (guint i = 0; i < self->parts->len; i++)
    {
      const FcOpPart *part = self->parts->pdata[i];

      for (guint field = 0; field < fc_catalog_get (fc_record_get_entity (part->record))->n_fields; field++)
        if (part->mask >> field & 1)
          {
            fc_record_form_add (self->forms->pdata[i], group, (int) field);
            n++;
          }
    }
  return n;
}

gboolean
fc_draft_edit_validate (FcDraftEdit *self)
{
  for (guint i = 0; i < self->forms->len; i++)
    if (!fc_record_form_validate (self->forms->pdata[i]))
      return FALSE;
  return TRUE;
}

/**
 * fc_draft_edit_take_op:
 *
 * Returns: (transfer full) (nullable): what is wanted now; %NULL without an error where the record is so already
 */
FcOp *
fc_draft_edit_take_op (FcDraftEdit *self,
                       GError     **error)
{
  return fc_op_with_parts (self->op, self->row, self->parts, error);
}
