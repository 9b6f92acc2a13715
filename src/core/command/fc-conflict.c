/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-conflict.h"

#include "fc-command-private.h"

/*
 * Fields where a wrong choice costs money or stock are never chosen by a rule: what came first stays in the record, what
 * came second is kept beside it in a row of its own, which syncs like any other, so that any office can decide. The row's
 * id derives from the op, so that office and hub make the same one.
 */

static void
set_value (FcRecord *conflict,
           int       which,
           FcRecord *row, /* nullable */
           int       field)
{
  g_autofree char *text = row != NULL ? fc_record_to_json_text (row, G_GUINT64_CONSTANT (1) << field) : NULL;

  fc_record_set_text (conflict, which, text);
}

static const FcId *
root_of (FcRecord *row)
{
  int parent = fc_catalog_parent_field (fc_record_get_entity (row));
  const FcId *root = parent >= 0 ? fc_record_get_ref (row, parent) : NULL;

  return root != NULL ? root : fc_record_get_id (row);
}

static FcRecord *
conflict_new (const FcOp *op,
              FcRecord   *row,
              int         field)
{
  const FcEntityInfo *about = fc_catalog_get (fc_record_get_entity (row));
  g_autofree char *row_id = fc_id_dup_string (fc_record_get_id (row));
  g_autofree char *purpose = g_strconcat ("conflict/", row_id, NULL);
  FcId id = fc_id_derive (&op->op_id, purpose, (guint) field);
  FcRecord *conflict = fc_record_new (FC_CONFLICT, &id);

  fc_record_set_ref (conflict, FC_CONFLICT_STATION_ID, fc_command_station_of (row));
  fc_record_set_text (conflict, FC_CONFLICT_ENTITY, about->name);
  fc_record_set_ref (conflict, FC_CONFLICT_ROW_ID, fc_record_get_id (row));
  fc_record_set_ref (conflict, FC_CONFLICT_ROOT_ID, root_of (row));
  fc_record_set_text (conflict, FC_CONFLICT_FIELD, about->fields[field].name);
  fc_record_set_text (conflict, FC_CONFLICT_STATE, "open");
  return conflict;
}

static gboolean
is_of_field (FcRecord *conflict,
             FcRecord *row,
             int       field)
{
  const FcEntityInfo *about = fc_catalog_get (fc_record_get_entity (row));

  return g_strcmp0 (fc_record_get_text (conflict, FC_CONFLICT_STATE), "open") == 0 &&
         g_strcmp0 (fc_record_get_text (conflict, FC_CONFLICT_ENTITY), about->name) == 0 &&
         g_strcmp0 (fc_record_get_text (conflict, FC_CONFLICT_FIELD), about->fields[field].name) == 0;
}

/* The open conflict over this field which the same person began with an op before this one. */
static FcRecord *
find_own (FcRowSet      *rows,
          const FcActor *actor,
          FcRecord      *row,
          int            field)
{
  g_autoptr (GPtrArray) list = fc_row_set_list_by (rows, FC_CONFLICT, FC_CONFLICT_ROW_ID, fc_record_get_id (row));

  for (guint i = 0; i < list->len; i++)
    {
      const FcId *by = fc_record_get_ref (list->pdata[i], FC_CONFLICT_WANTED_BY);

      if (is_of_field (list->pdata[i], row, field) && by != NULL && fc_id_equal (by, &actor->user_id))
        return list->pdata[i];
    }
  return NULL;
}

static gboolean
holds (FcRecord *conflict,
       int       which,
       FcRecord *row, /* nullable */
       int       field)
{
  g_autofree char *text = row != NULL ? fc_record_to_json_text (row, G_GUINT64_CONSTANT (1) << field) : NULL;

  return g_strcmp0 (fc_record_get_text (conflict, which), text) == 0;
}

static void
note_field (const FcOp    *op,
            const FcActor *actor,
            FcRowSet      *rows,
            FcRecord      *base,
            FcRecord      *mine,
            FcRecord      *theirs,
            int            field,
            FcChangeSet   *changes)
{
  FcRecord *before = find_own (rows, actor, theirs, field);
  g_autoptr (FcRecord) conflict = NULL;

  /* Offline one changes a field twice: the second goes on from the first, it is the same conflict. */
  if (before != NULL && !holds (before, FC_CONFLICT_WANTED, base, field))
    before = NULL;
  conflict = before != NULL ? fc_record_copy (before) : conflict_new (op, theirs, field);
  if (before == NULL)
    set_value (conflict, FC_CONFLICT_BASE, base, field);
  set_value (conflict, FC_CONFLICT_KEPT, theirs, field);
  set_value (conflict, FC_CONFLICT_WANTED, mine, field);
  fc_record_set_ref (conflict, FC_CONFLICT_WANTED_BY, &actor->user_id);
  fc_record_set_int (conflict, FC_CONFLICT_WANTED_AT, op->occurred_at);
  fc_record_set_ref (conflict, FC_CONFLICT_OP_ID, &op->op_id);
  if (before != NULL)
    fc_change_set_patch (changes, before, g_steal_pointer (&conflict));
  else
    fc_change_set_insert (changes, g_steal_pointer (&conflict));
}

/* Who sees the record's value and changes it, or comes to want the same, has settled a conflict of their own. */
static void
settle_field (const FcOp    *op,
              const FcActor *actor,
              FcRowSet      *rows,
              FcRecord      *theirs,
              int            field,
              FcChangeSet   *changes)
{
  FcRecord *before = find_own (rows, actor, theirs, field);
  FcRecord *after;

  if (before == NULL)
    return;
  after = fc_record_copy (before);
  fc_record_set_text (after, FC_CONFLICT_STATE, "settled");
  fc_record_set_ref (after, FC_CONFLICT_DECIDED_BY, &actor->user_id);
  fc_record_set_int (after, FC_CONFLICT_DECIDED_AT, op->occurred_at);
  fc_change_set_patch (changes, before, after);
}

/**
 * fc_conflict_note:
 * @rows: with the open conflicts of the row, when fc_op_may_conflict()
 * @mine: the values wanted for the fields of @mask
 * @theirs: the row, as it was before @op
 * @conflicts: fields of @mask that a person must decide
 *
 * Adds to @changes a conflict for each such field, or brings the one up to date that the same person's last op began.
 */
void
fc_conflict_note (const FcOp    *op,
                  const FcActor *actor,
                  FcRowSet      *rows,
                  FcRecord      *base,
                  FcRecord      *mine,
                  guint64        mask,
                  FcRecord      *theirs,
                  guint64        conflicts,
                  FcChangeSet   *changes)
{
  const FcEntityInfo *about = fc_catalog_get (fc_record_get_entity (theirs));

  for (guint i = 0; i < about->n_fields; i++)
    {
      if ((mask >> i & 1) == 0 || about->fields[i].merge != FC_MERGE_MANUAL)
        continue;
      if (conflicts >> i & 1)
        note_field (op, actor, rows, base, mine, theirs, (int) i, changes);
      else
        settle_field (op, actor, rows, theirs, (int) i, changes);
    }
  if (conflicts != 0)
    changes->n_conflicts++;
}

static char *
key_of (FcEntity    entity,
        const FcId *id)
{
  char text[FC_ID_STRING_LENGTH + 1];

  fc_id_to_string (id, text);
  return g_strdup_printf ("%s/%s", fc_catalog_get (entity)->name, text);
}

static guint64
manual_fields (FcRecord *row)
{
  const FcEntityInfo *about = fc_catalog_get (fc_record_get_entity (row));
  guint64 mask = 0;

  for (guint i = 0; i < about->n_fields; i++)
    if (about->fields[i].merge == FC_MERGE_MANUAL)
      mask |= G_GUINT64_CONSTANT (1) << i;
  return mask;
}

static guint64
filled_fields (FcRecord *row)
{
  guint n_fields = fc_catalog_get (fc_record_get_entity (row))->n_fields;
  guint64 mask = 0;

  for (guint i = 0; i < n_fields; i++)
    if (!fc_record_is_null (row, (int) i))
      mask |= G_GUINT64_CONSTANT (1) << i;
  return mask;
}

/* Whether the row's aggregate begins with this very change: nobody else can have touched it. */
static gboolean
is_of_new_root (FcChangeSet *changes,
                FcRecord    *row)
{
  FcEntity root = fc_catalog_get (fc_record_get_entity (row))->root;

  for (guint i = 0; i < changes->changes->len; i++)
    {
      const FcChange *change = changes->changes->pdata[i];

      if (change->kind == FC_CHANGE_INSERT && fc_record_get_entity (change->after) == root &&
          fc_id_equal (fc_record_get_id (change->after), root_of (row)))
        return TRUE;
    }
  return FALSE;
}

/**
 * fc_op_note_seen:
 * @op: a command that has just been run here, before it is encoded
 *
 * A command carries no old values, and the hub runs it on other rows than the person saw. So that figures two offices count
 * apart from each other meet as a conflict, the op takes with it what such fields held here.
 */
void
fc_op_note_seen (FcOp        *op,
                 FcChangeSet *changes)
{
  /* A decision says itself what the person saw. */
  if (op->kind != FC_OP_COMMAND || op->entity == FC_CONFLICT || op->prev != NULL)
    return;
  for (guint i = 0; i < changes->changes->len; i++)
    {
      const FcChange *change = changes->changes->pdata[i];
      g_autofree char *key = NULL;
      guint64 mask;

      if (change->kind == FC_CHANGE_DELETE || fc_catalog_get (fc_record_get_entity (change->after))->kind != FC_KIND_ENTITY)
        continue;
      mask = change->mask & manual_fields (change->after);
      if (change->kind == FC_CHANGE_INSERT)
        mask &= filled_fields (change->after);
      if (mask == 0 || (change->kind == FC_CHANGE_INSERT && is_of_new_root (changes, change->after)))
        continue;
      if (op->prev == NULL)
        op->prev = json_object_new ();
      key = key_of (fc_record_get_entity (change->after), fc_record_get_id (change->after));
      if (!json_object_has_member (op->prev, key))
        json_object_set_object_member (op->prev, key, change->before != NULL ? fc_record_to_json (change->before, mask)
                                                                             : json_object_new ());
    }
}

/**
 * fc_op_foreach_seen:
 *
 * Gives each row that fc_op_note_seen() wrote down.
 */
void
fc_op_foreach_seen (const FcOp *op,
                    FcSeenFunc  func,
                    gpointer    user_data)
{
  JsonObjectIter iter;
  const char *key;
  JsonNode *node;

  if (op->kind != FC_OP_COMMAND || op->prev == NULL)
    return;
  json_object_iter_init (&iter, op->prev);
  while (json_object_iter_next (&iter, &key, &node))
    {
      g_auto (GStrv) parts = g_strsplit (key, "/", 2);
      const FcEntityInfo *about = fc_catalog_find (parts[0]);
      FcId id;

      if (about != NULL && parts[0] != NULL && fc_id_from_string (parts[1], &id) && JSON_NODE_HOLDS_OBJECT (node))
        func (about->id, &id, json_node_get_object (node), user_data);
    }
}

/**
 * fc_op_may_conflict:
 *
 * Returns: whether the open conflicts of the op's rows are needed to run it
 */
gboolean
fc_op_may_conflict (const FcOp *op)
{
  const FcEntityInfo *about = fc_catalog_get (op->entity);

  if (op->kind == FC_OP_COMMAND)
    return op->prev != NULL;
  for (guint i = 0; op->kind == FC_OP_PATCH && i < about->n_fields; i++)
    if (about->fields[i].merge == FC_MERGE_MANUAL && json_object_has_member (op->fields, about->fields[i].name))
      return TRUE;
  return FALSE;
}

/* The row as the person's computer held it; @seen: fields that hold. Where there was no row, all were empty. */
static FcRecord *
seen_row (const FcOp *op,
          FcRecord   *row,
          guint64    *seen)
{
  g_autofree char *key = key_of (fc_record_get_entity (row), fc_record_get_id (row));
  JsonNode *node = json_object_get_member (op->prev, key);
  JsonObject *values = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  FcRecord *base;

  *seen = 0;
  if (values == NULL)
    return NULL;
  base = fc_record_from_json (fc_record_get_entity (row), fc_record_get_id (row), values, seen, NULL);
  if (base != NULL && json_object_get_size (values) == 0)
    *seen = FC_ALL_FIELDS;
  return base;
}

static void
restore (FcChange *change,
         guint64   fields)
{
  for (guint i = 0; i < fc_catalog_get (fc_record_get_entity (change->after))->n_fields; i++)
    if (fields >> i & 1)
      fc_record_set_value (change->after, (int) i, fc_record_get_value (change->before, (int) i));
  change->mask &= ~fields;
}

static void
settle_change (const FcOp    *op,
               const FcActor *actor,
               FcRowSet      *rows,
               FcChange      *change,
               FcChangeSet   *changes)
{
  guint64 seen, conflicts = 0, mask = change->mask & manual_fields (change->after);
  g_autoptr (FcRecord) base = mask != 0 ? seen_row (op, change->before, &seen) : NULL;
  g_autoptr (FcRecord) mine = NULL;

  if (base == NULL)
    return;
  mask &= seen;
  for (guint i = 0; i < fc_catalog_get (fc_record_get_entity (base))->n_fields; i++)
    if ((mask >> i & 1) != 0 &&
        !fc_value_equal (fc_record_get_value (base, (int) i), fc_record_get_value (change->before, (int) i)))
      conflicts |= G_GUINT64_CONSTANT (1) << i;
  mine = fc_record_copy (change->after);
  restore (change, conflicts);
  fc_conflict_note (op, actor, rows, base, mine, mask, change->before, conflicts, changes);
}

/**
 * fc_conflict_settle_command:
 * @changes: what the command wants on the rows of here; fields somebody else has changed meanwhile keep their value
 *
 * The three ways of a command: what the person's computer held, what they want, what is here now.
 */
void
fc_conflict_settle_command (const FcOp    *op,
                            const FcActor *actor,
                            FcRowSet      *rows,
                            FcChangeSet   *changes)
{
  guint n = changes->changes->len; /* what is added below are the conflicts themselves */

  if (op->kind != FC_OP_COMMAND || op->entity == FC_CONFLICT || op->prev == NULL)
    return;
  for (guint i = 0; i < n; i++)
    {
      FcChange *change = changes->changes->pdata[i];

      if (change->kind == FC_CHANGE_PATCH)
        settle_change (op, actor, rows, change, changes);
    }
  for (guint i = n; i-- > 0;)
    {
      const FcChange *change = changes->changes->pdata[i];

      if (change->kind == FC_CHANGE_PATCH && change->mask == 0 &&
          g_strcmp0 (fc_record_get_extra (change->before), fc_record_get_extra (change->after)) == 0)
        g_ptr_array_remove_index (changes->changes, i);
    }
}

/**
 * fc_conflict_note_lost:
 * @mine: a row with the values that gave way
 * @stands: the row with those that stand
 * @mask: which fields
 *
 * For the audit log: no other line would hold those values.
 */
void
fc_conflict_note_lost (FcRecord    *mine,
                       FcRecord    *stands,
                       guint64      mask,
                       FcChangeSet *changes)
{
  FcLostValues *lost;

  if (mask == 0)
    return;
  lost = g_new0 (FcLostValues, 1);
  lost->row = g_object_ref (mine);
  lost->stands = g_object_ref (stands);
  lost->mask = mask;
  g_ptr_array_add (changes->lost, lost);
}
