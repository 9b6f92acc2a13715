/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-op-parts.h"

#include <glib/gi18n-lib.h>

#include "fc-error.h"
#include "fc-json.h"

/*
 * What an op wants, as records with fields: a plain change by its record's fields, a command by those arguments that are
 * named and written like fields of its aggregate. What cannot be typed stays in the op as it was.
 */

static void
part_free (gpointer data)
{
  FcOpPart *part = data;

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

static FcOpPart *
part_for (GPtrArray  *parts,
          const FcOp *op,
          FcEntity    entity)
{
  FcOpPart *part;
  FcId id = op->row_id;

  for (guint i = 0; i < parts->len; i++)
    {
      part = parts->pdata[i];
      if (fc_record_get_entity (part->record) == entity)
        return part;
    }
  part = g_new0 (FcOpPart, 1);
  part->record = fc_record_new (entity, &id);
  g_ptr_array_add (parts, part);
  return part;
}

static void
add_field (GPtrArray  *parts,
           const FcOp *op,
           FcRecord   *values,
           int         field)
{
  FcOpPart *part = part_for (parts, op, fc_record_get_entity (values));

  fc_record_set_value (part->record, field, fc_record_get_value (values, field));
  part->mask |= G_GUINT64_CONSTANT (1) << field;
}

static void
add_fields (GPtrArray  *parts,
            const FcOp *op)
{
  guint64 mask = 0;
  g_autoptr (FcRecord) values = fc_record_from_json (op->entity, &op->row_id, op->fields, &mask, NULL);

  for (guint i = 0; values != NULL && i < fc_catalog_get (op->entity)->n_fields; i++)
    if ((mask >> i & 1) != 0 && can_be_typed (op->entity, (int) i) &&
        (op->kind == FC_OP_PATCH || !fc_record_is_null (values, (int) i)))
      add_field (parts, op, values, (int) i);
}

static void
add_arguments (GPtrArray  *parts,
               const FcOp *op)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, op->fields);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      int field;
      g_autoptr (FcRecord) values = argument (op->entity, name, node, &field);

      if (values != NULL)
        add_field (parts, op, values, field);
    }
}

/**
 * fc_op_parts:
 *
 * Returns: (transfer full) (element-type FcOpPart): none where nothing in it can be typed
 */
GPtrArray *
fc_op_parts (const FcOp *self)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (part_free);

  if (self->kind == FC_OP_COMMAND)
    add_arguments (parts, self);
  else if (self->kind != FC_OP_DELETE)
    add_fields (parts, self);
  return parts;
}

/* Its fields, with those of @parts in their places. */
static JsonObject *
with_values (const FcOp *op,
             GPtrArray  *parts)
{
  JsonObject *fields = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, op->fields);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    json_object_set_member (fields, name, json_node_copy (value));
  for (guint i = 0; i < parts->len; i++)
    {
      const FcOpPart *part = parts->pdata[i];
      g_autoptr (JsonObject) values = fc_record_to_json (part->record, part->mask);

      json_object_iter_init (&iter, values);
      while (json_object_iter_next (&iter, &name, &value))
        json_object_set_member (fields, name, json_node_copy (value));
    }
  return fields;
}

/* On the row as it is now: what the person sees beside the form is what they change. */
static FcOp *
patch_of (const FcOp  *op,
          FcRecord    *row,
          JsonObject  *fields,
          GError     **error)
{
  guint64 mask = 0;
  g_autoptr (FcRecord) wanted = fc_record_from_json (op->entity, &op->row_id, fields, &mask, error);
  g_autoptr (FcRecord) after = NULL;

  if (wanted == NULL)
    return NULL;
  if (row == NULL)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_NOT_FOUND, _ ("%s: the record you changed has been deleted"),
                   _ (fc_catalog_get (op->entity)->label));
      return NULL;
    }
  after = fc_record_copy (row);
  for (guint i = 0; i < fc_catalog_get (op->entity)->n_fields; i++)
    if (mask >> i & 1)
      fc_record_set_value (after, (int) i, fc_record_get_value (wanted, (int) i));
  return fc_op_new_patch (row, after, g_get_real_time ());
}

/**
 * fc_op_with_parts:
 * @row: (nullable): what a patch changes, as it is now; %NULL: it has been deleted
 * @parts: (element-type FcOpPart): of fc_op_parts(), as they were typed
 *
 * Returns: (transfer full) (nullable): what is wanted now; %NULL without an error where @row is so already
 */
FcOp *
fc_op_with_parts (const FcOp  *self,
                  FcRecord    *row,
                  GPtrArray   *parts,
                  GError     **error)
{
  g_autoptr (JsonObject) fields = with_values (self, parts);
  FcOp *op;

  if (self->kind == FC_OP_PATCH)
    return patch_of (self, row, fields, error);
  op = fc_op_copy (self);
  json_object_unref (op->fields);
  op->fields = g_steal_pointer (&fields);
  g_clear_pointer (&op->prev, json_object_unref);
  return op;
}
