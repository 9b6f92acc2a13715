/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-sync-view.h"

#include "fc-error.h"
#include "fc-json.h"
#include "fc-record-form.h"

#include <glib/gi18n.h>

/*
 * What was refused, as a form: a plain change by its record's fields, a command by those arguments that are named and written
 * like fields of its aggregate. What cannot be typed goes along as it was.
 */

typedef struct {
  FcEntity entity;
  FcRecord *record;   /* (owned) */
  guint64 mask;       /* fields that are shown */
  FcRecordForm *form; /* (owned) */
} Part;

struct _FcDraftEdit
{
  FcOp *op;         /* (owned) */
  FcRecord *row;    /* (owned) (nullable): as it is now */
  GPtrArray *parts; /* Part */
};

static void
part_free (gpointer data)
{
  Part *part = data;

  g_clear_object (&part->form);
  g_object_unref (part->record);
  g_free (part);
}

static gboolean
can_be_typed (FcEntity entity,
              int      field)
{
  const FcField *about = &fc_catalog_get (entity)->fields[field];

  if (about->type == FC_TYPE_JSON)
    return entity == FC_TANK && field == FC_TANK_CHART;
  return about->type != FC_TYPE_REF && about->type != FC_TYPE_SET;
}

/* The field of the aggregate that a command's argument is. */
static FcRecord *
argument (FcEntity    root,
          const char *name,
          JsonNode   *node,
          int        *field)
{
  static const FcId nobody = { { 0 } };

  for (int i = 0; JSON_NODE_HOLDS_VALUE (node) && i < FC_N_ENTITIES; i++)
    {
      g_autoptr (JsonObject) object = NULL;
      FcRecord *record;

      *field = fc_catalog_get (i)->root == root ? fc_catalog_field (i, name) : -1;
      if (*field < 0 || !can_be_typed (i, *field))
        continue;
      object = json_object_new ();
      json_object_set_member (object, name, json_node_copy (node));
      record = fc_record_from_json (i, &nobody, object, NULL, NULL);
      if (record != NULL)
        return record;
    }
  return NULL;
}

static Part *
part_for (FcDraftEdit *self,
          FcEntity     entity)
{
  Part *part;
  FcId id = self->op->row_id;

  for (guint i = 0; i < self->parts->len; i++)
    {
      part = self->parts->pdata[i];
      if (part->entity == entity)
        return part;
    }
  part = g_new0 (Part, 1);
  part->entity = entity;
  part->record = fc_record_new (entity, &id);
  g_ptr_array_add (self->parts, part);
  return part;
}

static void
add_field (FcDraftEdit *self,
           FcRecord    *values,
           int          field)
{
  Part *part = part_for (self, fc_record_get_entity (values));

  fc_record_set_value (part->record, field, fc_record_get_value (values, field));
  part->mask |= G_GUINT64_CONSTANT (1) << field;
}

static void
take_fields (FcDraftEdit *self)
{
  guint64 mask = 0;
  g_autoptr (FcRecord) values = fc_record_from_json (self->op->entity, &self->op->row_id, self->op->fields, &mask, NULL);

  for (guint i = 0; values != NULL && i < fc_catalog_get (self->op->entity)->n_fields; i++)
    if ((mask >> i & 1) != 0 && can_be_typed (self->op->entity, (int) i) &&
        (self->op->kind == FC_OP_PATCH || !fc_record_is_null (values, (int) i)))
      add_field (self, values, (int) i);
}

static void
take_arguments (FcDraftEdit *self)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, self->op->fields);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      int field;
      g_autoptr (FcRecord) values = argument (self->op->entity, name, node, &field);

      if (values != NULL)
        add_field (self, values, field);
    }
}

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
  self->parts = g_ptr_array_new_with_free_func (part_free);
  if (op->kind == FC_OP_COMMAND)
    take_arguments (self);
  else if (op->kind != FC_OP_DELETE)
    take_fields (self);
  for (guint i = 0; i < self->parts->len; i++)
    {
      Part *part = self->parts->pdata[i];

      part->form = fc_record_form_new (part->record, units);
    }
  return self;
}

void
fc_draft_edit_free (gpointer data)
{
  FcDraftEdit *self = data;

  fc_op_free (self->op);
  g_clear_object (&self->row);
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
  FcFieldUnits units = fc_field_units_of (NULL);
  FcDraftEdit *edit = fc_draft_edit_new (op, NULL, &units);
  gboolean any = edit->parts->len > 0;

  fc_draft_edit_free (edit);
  return any;
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
      const Part *part = self->parts->pdata[i];

      for (guint field = 0; field < fc_catalog_get (part->entity)->n_fields; field++)
        if (part->mask >> field & 1)
          {
            fc_record_form_add (part->form, group, (int) field);
            n++;
          }
    }
  return n;
}

gboolean
fc_draft_edit_validate (FcDraftEdit *self)
{
  for (guint i = 0; i < self->parts->len; i++)
    if (!fc_record_form_validate (((const Part *) self->parts->pdata[i])->form))
      return FALSE;
  return TRUE;
}

static JsonObject *
with_values (JsonObject *old,
             GPtrArray  *parts)
{
  g_autoptr (JsonNode) node = json_node_alloc ();
  g_autoptr (JsonNode) fresh = NULL;
  g_autofree char *text = NULL;
  JsonObject *fields;

  json_node_init_object (node, old);
  text = json_to_string (node, FALSE);
  fresh = fc_json_parse (text, -1, NULL);
  fields = fresh != NULL ? json_node_dup_object (fresh) : json_object_new ();
  for (guint i = 0; i < parts->len; i++)
    {
      const Part *part = parts->pdata[i];
      g_autoptr (JsonObject) values = fc_record_to_json (fc_record_form_get_record (part->form), part->mask);
      JsonObjectIter iter;
      const char *name;
      JsonNode *value;

      json_object_iter_init (&iter, values);
      while (json_object_iter_next (&iter, &name, &value))
        json_object_set_member (fields, name, json_node_copy (value));
    }
  return fields;
}

/* On the row as it is now: what the person sees beside the form is what they change. */
static FcOp *
take_patch (FcDraftEdit  *self,
            JsonObject   *fields,
            GError      **error)
{
  guint64 mask = 0;
  g_autoptr (FcRecord) wanted = fc_record_from_json (self->op->entity, &self->op->row_id, fields, &mask, error);
  g_autoptr (FcRecord) after = NULL;

  if (wanted == NULL)
    return NULL;
  if (self->row == NULL)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_NOT_FOUND, _ ("%s: the record you changed has been deleted"),
                   _ (fc_catalog_get (self->op->entity)->label));
      return NULL;
    }
  after = fc_record_copy (self->row);
  for (guint i = 0; i < fc_catalog_get (self->op->entity)->n_fields; i++)
    if (mask >> i & 1)
      fc_record_set_value (after, (int) i, fc_record_get_value (wanted, (int) i));
  return fc_op_new_patch (self->row, after, g_get_real_time ());
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
  g_autoptr (JsonObject) fields = with_values (self->op->fields, self->parts);
  FcOp *op;

  if (self->op->kind == FC_OP_PATCH)
    return take_patch (self, fields, error);
  op = fc_op_copy (self->op);
  json_object_unref (op->fields);
  op->fields = g_steal_pointer (&fields);
  g_clear_pointer (&op->prev, json_object_unref);
  return op;
}
