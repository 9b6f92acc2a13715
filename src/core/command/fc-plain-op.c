/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-plain-op.h"

#include "fc-conflict.h"
#include "fc-error.h"
#include "fc-json.h"
#include "fc-merge.h"

#include <glib/gi18n-lib.h>

/* Insert, patch and delete of one row, with the guards every entity has. */

static gboolean
check_allowed (const FcOp    *op,
               const FcActor *actor,
               GError       **error)
{
  const FcEntityInfo *about = fc_catalog_get (op->entity);

  if (about->kind != FC_KIND_ENTITY)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_DENIED, _ ("%s: such records are never edited"), _ (about->label));
      return FALSE;
    }
  /* What only commands write, an administrator who brings a computer's own records to a hub may still insert. */
  if (about->write == NULL ? op->kind != FC_OP_INSERT || !fc_actor_may (actor, "*") : !fc_actor_may (actor, about->write))
    {
      g_set_error (error, FC_ERROR, FC_ERROR_DENIED, _ ("%s: your roles do not allow this change"),
                   _ (about->label));
      return FALSE;
    }
  return TRUE;
}

/**
 * fc_row_check_unlocked:
 * @rows: with the root of the row's aggregate
 * @error: FC_ERROR_LOCKED, FC_ERROR_NOT_FOUND where the root is gone
 *
 * Returns: whether the row may be changed by other than its own commands: an approved record may not
 */
gboolean
fc_row_check_unlocked (FcRowSet  *rows,
                       FcRecord  *row,
                       GError   **error)
{
  FcEntity entity = fc_record_get_entity (row);
  const FcEntityInfo *about = fc_catalog_get (entity);
  int parent = fc_catalog_parent_field (entity);
  FcRecord *root = parent < 0 ? row : fc_row_set_get (rows, about->root, fc_record_get_ref (row, parent));
  const char *state;

  if (root == NULL)
    {
      /* Translators: a record and what it belongs to: “Meter reading: … (Shift)” */
      g_set_error (error, FC_ERROR, FC_ERROR_NOT_FOUND, _ ("%s: what it belongs to is not here any more (%s)"),
                   _ (about->label), _ (fc_catalog_get (about->root)->label));
      return FALSE;
    }
  if (about->lock_field < 0)
    return TRUE;
  state = fc_record_get_text (root, about->lock_field);
  if (state == NULL || !g_strv_contains (about->lock_values, state))
    return TRUE;
  /* Translators: a record, what it belongs to, and the state of that: “Meter reading: … (Shift: Approved)” */
  g_set_error (error, FC_ERROR, FC_ERROR_LOCKED, _ ("%s: this can no longer be changed (%s: %s)"), _ (about->label),
               _ (fc_catalog_get (about->root)->label), _ (fc_choice_text (state)));
  return FALSE;
}

static gboolean
check_fields (const FcOp    *op,
              const FcActor *actor,
              guint64        mask,
              FcFieldFlags   forbidden,
              GError       **error)
{
  const FcEntityInfo *about = fc_catalog_get (op->entity);

  for (guint i = 0; i < about->n_fields; i++)
    if ((mask & (G_GUINT64_CONSTANT (1) << i)) != 0 && (about->fields[i].flags & forbidden) != 0)
      {
        g_set_error (error, FC_ERROR, FC_ERROR_DENIED, _ ("%s: %s cannot be set directly"), _ (about->label),
                     _ (about->fields[i].label));
        return FALSE;
      }
  return TRUE;
}

/* The fields of @mask that a plain change may write on a row that is there. */
static guint64
writable_mask (FcEntity entity,
               guint64  mask)
{
  const FcEntityInfo *about = fc_catalog_get (entity);

  for (guint i = 0; i < about->n_fields; i++)
    if ((about->fields[i].flags & (FC_FIELD_COMMAND | FC_FIELD_FIXED)) != 0)
      mask &= ~(G_GUINT64_CONSTANT (1) << i);
  return mask;
}

static char *
join_extra (const char *old,
            const char *new)
{
  g_autoptr (JsonNode) base = old != NULL ? fc_json_parse (old, -1, NULL) : NULL;
  g_autoptr (JsonNode) more = new != NULL ? fc_json_parse (new, -1, NULL) : NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (more == NULL || !JSON_NODE_HOLDS_OBJECT (more))
    return g_strdup (old);
  if (base == NULL || !JSON_NODE_HOLDS_OBJECT (base))
    return g_strdup (new);
  json_object_iter_init (&iter, json_node_get_object (more));
  while (json_object_iter_next (&iter, &name, &node))
    json_object_set_member (json_node_get_object (base), name, json_node_copy (node));
  return json_to_string (base, FALSE);
}

static FcChangeSet *
run_patch (const FcOp    *op,
           const FcActor *actor,
           FcRowSet      *rows,
           FcRecord      *wanted,
           guint64        mask,
           GError       **error)
{
  FcRecord *before = fc_row_set_get (rows, op->entity, &op->row_id);
  g_autoptr (FcChangeSet) changes = fc_change_set_new ();
  g_autoptr (FcRecord) prev = NULL;
  FcMergeResult merge;
  FcRecord *after;
  guint64 prev_mask = 0;
  g_autofree char *extra = NULL;

  if (op->prev != NULL)
    {
      prev = fc_record_from_json (op->entity, &op->row_id, op->prev, &prev_mask, error);
      if (prev == NULL)
        return NULL;
    }
  if (!fc_row_check_unlocked (rows, before, error))
    return NULL;
  after = fc_merge_rows (prev, prev_mask, wanted, mask, before, &merge);
  changes->merged = merge.both != 0;
  fc_conflict_note_lost (wanted, after, merge.lost_mine, changes);
  extra = join_extra (fc_record_get_extra (before), fc_record_get_extra (wanted));
  fc_record_set_extra (after, extra);
  fc_change_set_patch (changes, before, after);
  fc_conflict_note (op, actor, rows, prev, wanted, mask, before, merge.conflicts, changes);
  return g_steal_pointer (&changes);
}

static FcChangeSet *
run_insert (const FcOp    *op,
            const FcActor *actor,
            FcRowSet      *rows,
            FcRecord      *wanted,
            guint64        mask,
            GError       **error)
{
  g_autoptr (FcChangeSet) changes = fc_change_set_new ();

  /* An administrator who brings a computer's own records to a hub inserts finished rows. */
  if (!fc_actor_may (actor, "*") && !check_fields (op, actor, mask, FC_FIELD_COMMAND, error))
    return NULL;
  if (!fc_row_check_unlocked (rows, wanted, error) && !fc_actor_may (actor, "*"))
    return NULL;
  g_clear_error (error);
  fc_change_set_insert (changes, g_object_ref (wanted));
  return g_steal_pointer (&changes);
}

static FcChangeSet *
run_delete (const FcOp  *op,
            FcRowSet    *rows,
            GError     **error)
{
  FcRecord *before = fc_row_set_get (rows, op->entity, &op->row_id);
  g_autoptr (FcChangeSet) changes = fc_change_set_new ();

  if (before == NULL)
    return g_steal_pointer (&changes);
  if (!fc_row_check_unlocked (rows, before, error))
    return NULL;
  fc_change_set_delete (changes, before);
  return g_steal_pointer (&changes);
}

/**
 * fc_plain_op_run:
 *
 * An insert of a row that is there already (two offices read the same file) is a patch of what may be patched; a delete
 * of one that is gone changes nothing; a patch of one that is gone is refused.
 *
 * Returns: (transfer full) (nullable)
 */
FcChangeSet *
fc_plain_op_run (const FcOp    *op,
                 const FcActor *actor,
                 FcRowSet      *rows,
                 GError       **error)
{
  FcRecord *before = fc_row_set_get (rows, op->entity, &op->row_id);
  g_autoptr (FcRecord) wanted = NULL;
  guint64 mask;

  if (!check_allowed (op, actor, error))
    return NULL;
  if (op->kind == FC_OP_DELETE)
    return run_delete (op, rows, error);
  wanted = fc_record_from_json (op->entity, &op->row_id, op->fields, &mask, error);
  if (wanted == NULL)
    return NULL;
  if (before == NULL && op->kind == FC_OP_INSERT)
    return run_insert (op, actor, rows, wanted, mask, error);
  if (before == NULL)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_NOT_FOUND, _ ("%s: the record you changed has been deleted"),
                   _ (fc_catalog_get (op->entity)->label));
      return NULL;
    }
  if (op->kind == FC_OP_PATCH && !check_fields (op, actor, mask, FC_FIELD_COMMAND | FC_FIELD_FIXED, error))
    return NULL;
  if (op->kind == FC_OP_INSERT)
    mask = writable_mask (op->entity, mask);
  return run_patch (op, actor, rows, wanted, mask, error);
}
