/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-conflict.h"

#include "fc-error.h"
#include "fc-json.h"
#include "fc-plain-op.h"

#include <glib/gi18n-lib.h>

/* The decisions of the sync centre: ops like any other, made by a person and run again by the hub. */

static const char *
arg_text (JsonObject *args,
          const char *name)
{
  JsonNode *node = json_object_get_member (args, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

static const FcId *
arg_id (JsonObject *args,
        const char *name,
        FcId       *id)
{
  return fc_id_from_string (arg_text (args, name), id) ? id : NULL;
}

static void
set_text (JsonObject *args,
          const char *name,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (args, name, text);
}

static void
set_id (JsonObject *args,
        const char *name,
        const FcId *id)
{
  char text[FC_ID_STRING_LENGTH + 1];

  if (id == NULL || fc_id_is_null (id))
    return;
  fc_id_to_string (id, text);
  json_object_set_string_member (args, name, text);
}

static char *
value_text (FcRecord *row,
            int       field)
{
  return fc_record_to_json_text (row, G_GUINT64_CONSTANT (1) << field);
}

/* What a conflict is about. */
typedef struct {
  const FcEntityInfo *about;
  int field;
  FcRecord *row; /* (nullable): it has been deleted */
} Subject;

static gboolean
subject_of (FcRecord  *conflict,
            FcRowSet  *rows,
            Subject   *subject,
            GError   **error)
{
  const char *field = fc_record_get_text (conflict, FC_CONFLICT_FIELD);

  subject->about = fc_catalog_find (fc_record_get_text (conflict, FC_CONFLICT_ENTITY));
  subject->field = subject->about != NULL && field != NULL ? fc_catalog_field (subject->about->id, field) : -1;
  if (subject->field < 0)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("Conflict: this version does not know the field “%s”"), field);
      return FALSE;
    }
  subject->row = fc_row_set_get (rows, subject->about->id, fc_record_get_ref (conflict, FC_CONFLICT_ROW_ID));
  return TRUE;
}

/* Figures of a shift are written by its commands: who may count may decide. */
static gboolean
check_may_decide (const Subject *subject,
                  const FcActor *actor,
                  GError       **error)
{
  const char *needed = subject->about->write;

  if (needed != NULL ? fc_actor_may (actor, needed) : fc_actor_may (actor, "*"))
    return TRUE;
  g_set_error (error, FC_ERROR, FC_ERROR_DENIED, _ ("%s: your roles do not allow you to decide this"),
               _ (subject->about->label));
  return FALSE;
}

/* Nobody decides over a value they have not seen. */
static gboolean
check_seen (const Subject *subject,
            JsonObject    *args,
            GError       **error)
{
  g_autofree char *now = subject->row != NULL ? value_text (subject->row, subject->field) : NULL;
  const char *seen = arg_text (args, "seen");

  if (seen == NULL || g_strcmp0 (seen, now) == 0)
    return TRUE;
  g_set_error (error, FC_ERROR, FC_ERROR_CONFLICT,
               _ ("%s: %s has changed again since you looked. Look once more and decide"), _ (subject->about->label),
               _ (subject->about->fields[subject->field].label));
  return FALSE;
}

static gboolean
write_value (const Subject *subject,
             const char    *text,
             FcRowSet      *rows,
             FcChangeSet   *changes,
             GError       **error)
{
  g_autoptr (JsonNode) node = text != NULL ? fc_json_parse (text, -1, NULL) : NULL;
  g_autoptr (FcRecord) wanted = NULL;
  FcRecord *after;
  guint64 mask = 0;

  if (subject->row == NULL)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_NOT_FOUND,
                   _ ("%s: the record has been deleted; the conflict can only be closed"), _ (subject->about->label));
      return FALSE;
    }
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, FC_ERROR, FC_ERROR_PARSE, _ ("Conflict: the value that was chosen cannot be read"));
      return FALSE;
    }
  wanted = fc_record_from_json (subject->about->id, fc_record_get_id (subject->row), json_node_get_object (node), &mask,
                                error);
  if (wanted == NULL || !fc_row_check_unlocked (rows, subject->row, error))
    return FALSE;
  after = fc_record_copy (subject->row);
  fc_record_set_value (after, subject->field, fc_record_get_value (wanted, subject->field));
  fc_change_set_patch (changes, subject->row, after);
  return TRUE;
}

static gboolean
decide_value (FcRecord      *conflict,
              const Subject *subject,
              const char    *choice,
              FcRowSet      *rows,
              JsonObject    *args,
              FcChangeSet   *changes,
              GError       **error)
{
  if (g_strcmp0 (choice, "kept") == 0)
    return TRUE;
  if (g_strcmp0 (choice, "wanted") == 0)
    return write_value (subject, fc_record_get_text (conflict, FC_CONFLICT_WANTED), rows, changes, error);
  if (g_strcmp0 (choice, "other") == 0)
    return write_value (subject, arg_text (args, "value"), rows, changes, error);
  g_set_error_literal (error, FC_ERROR, FC_ERROR_PARSE, _ ("Conflict: choose one of the values"));
  return FALSE;
}

static void
close_conflict (FcCommandContext *context,
                FcRecord         *conflict,
                const Subject    *subject,
                const char       *choice,
                JsonObject       *args,
                FcChangeSet      *changes)
{
  FcRecord *after = fc_record_copy (conflict);
  FcRecord *row = subject->row;
  g_autofree char *value = NULL;

  /* The row's change, where there is one, is the first. */
  if (changes->changes->len > 0)
    row = ((const FcChange *) changes->changes->pdata[0])->after;
  value = row != NULL ? value_text (row, subject->field) : NULL;
  fc_record_set_text (after, FC_CONFLICT_STATE, "decided");
  fc_record_set_text (after, FC_CONFLICT_CHOICE, choice);
  fc_record_set_text (after, FC_CONFLICT_VALUE, value);
  fc_record_set_ref (after, FC_CONFLICT_DECIDED_BY, &context->actor->user_id);
  fc_record_set_int (after, FC_CONFLICT_DECIDED_AT, context->op->occurred_at);
  fc_record_set_text (after, FC_CONFLICT_COMMENT, arg_text (args, "comment"));
  fc_change_set_patch (changes, conflict, after);
}

/* conflict.resolve {choice, seen, value, comment} */
static FcChangeSet *
resolve (FcCommandContext  *context,
         FcRowSet          *rows,
         JsonObject        *args,
         GError           **error)
{
  FcRecord *conflict = fc_row_set_get (rows, FC_CONFLICT, &context->op->row_id);
  g_autoptr (FcChangeSet) changes = fc_change_set_new ();
  const char *choice = arg_text (args, "choice");
  Subject subject;

  if (g_strcmp0 (fc_record_get_text (conflict, FC_CONFLICT_STATE), "open") != 0)
    {
      /* Two offices that decide alike agree. */
      if (g_strcmp0 (fc_record_get_text (conflict, FC_CONFLICT_CHOICE), choice) == 0 && g_strcmp0 (choice, "other") != 0)
        return g_steal_pointer (&changes);
      g_set_error_literal (error, FC_ERROR, FC_ERROR_CONFLICT,
                           _ ("Somebody else has decided this conflict otherwise already"));
      return NULL;
    }
  if (!subject_of (conflict, rows, &subject, error) || !check_may_decide (&subject, context->actor, error) ||
      !check_seen (&subject, args, error) ||
      !decide_value (conflict, &subject, choice, rows, args, changes, error))
    return NULL;
  close_conflict (context, conflict, &subject, choice, args, changes);
  fc_change_set_event (changes, "conflict.decided", FC_CONFLICT, &context->op->row_id, NULL);
  return g_steal_pointer (&changes);
}

static void
want_subject (FcWants    *wants,
              const FcOp *op,
              FcRowSet   *rows)
{
  FcRecord *conflict = fc_row_set_get (rows, FC_CONFLICT, &op->row_id);
  const FcEntityInfo *about =
    conflict != NULL ? fc_catalog_find (fc_record_get_text (conflict, FC_CONFLICT_ENTITY)) : NULL;

  if (about == NULL)
    return;
  fc_wants_aggregate (wants, about->id, fc_record_get_ref (conflict, FC_CONFLICT_ROW_ID), FALSE);
  fc_wants_aggregate (wants, about->root, fc_record_get_ref (conflict, FC_CONFLICT_ROOT_ID), FALSE);
}

/**
 * fc_conflict_decide_op:
 * @row: the record with the value the person sees in it; the decision is refused where that is not the value any more
 *
 * Returns: (transfer full): stands in the lane of the record it is about
 */
FcOp *
fc_conflict_decide_op (FcRecord   *conflict,
                       const char *choice,
                       FcRecord   *row,
                       const char *value,
                       const char *comment,
                       gint64      now_us)
{
  const char *field = fc_record_get_text (conflict, FC_CONFLICT_FIELD);
  const FcId *root = fc_record_get_ref (conflict, FC_CONFLICT_ROOT_ID);
  JsonObject *args = json_object_new ();
  FcOp *op;

  set_text (args, "choice", choice);
  set_text (args, "value", value);
  set_text (args, "comment", comment);
  if (row != NULL && field != NULL && fc_catalog_field (fc_record_get_entity (row), field) >= 0)
    {
      g_autofree char *seen = value_text (row, fc_catalog_field (fc_record_get_entity (row), field));

      set_text (args, "seen", seen);
    }
  op = fc_op_new_command ("conflict.resolve", FC_CONFLICT, fc_record_get_id (conflict), args, now_us);
  if (root != NULL)
    op->lane = *root;
  return op;
}

/* draft.hand_over {entity, row_id, root_id, station_id, op_id, action, ops, reason, note} */
static FcChangeSet *
hand_over (FcCommandContext  *context,
           FcRowSet          *rows,
           JsonObject        *args,
           GError           **error)
{
  static const struct { const char *arg; int field; } texts[] = {
    { "entity", FC_HANDOVER_ENTITY }, { "action", FC_HANDOVER_ACTION }, { "ops", FC_HANDOVER_OPS },
    { "reason", FC_HANDOVER_REASON }, { "note", FC_HANDOVER_NOTE },
  };
  static const struct { const char *arg; int field; } ids[] = {
    { "station_id", FC_HANDOVER_STATION_ID }, { "row_id", FC_HANDOVER_ROW_ID }, { "root_id", FC_HANDOVER_ROOT_ID },
    { "op_id", FC_HANDOVER_OP_ID },
  };
  g_autoptr (FcChangeSet) changes = fc_change_set_new ();
  g_autoptr (FcRecord) handover = NULL;
  FcId id;

  if (fc_row_set_get (rows, FC_HANDOVER, &context->op->row_id) != NULL)
    return g_steal_pointer (&changes);
  handover = fc_record_new (FC_HANDOVER, &context->op->row_id);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    fc_record_set_text (handover, texts[i].field, arg_text (args, texts[i].arg));
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    fc_record_set_ref (handover, ids[i].field, arg_id (args, ids[i].arg, &id));
  fc_record_set_ref (handover, FC_HANDOVER_BY, &context->actor->user_id);
  fc_record_set_int (handover, FC_HANDOVER_AT, context->op->occurred_at);
  fc_record_set_text (handover, FC_HANDOVER_STATE, "open");
  fc_change_set_insert (changes, g_steal_pointer (&handover));
  fc_change_set_event (changes, "draft.handed_over", FC_HANDOVER, &context->op->row_id, NULL);
  return g_steal_pointer (&changes);
}

/* draft.settle {state, comment} */
static FcChangeSet *
settle (FcCommandContext  *context,
        FcRowSet          *rows,
        JsonObject        *args,
        GError           **error)
{
  FcRecord *before = fc_row_set_get (rows, FC_HANDOVER, &context->op->row_id);
  g_autoptr (FcChangeSet) changes = fc_change_set_new ();
  const char *state = arg_text (args, "state");
  FcRecord *after;

  if (g_strcmp0 (fc_record_get_text (before, FC_HANDOVER_STATE), "open") != 0)
    {
      if (g_strcmp0 (fc_record_get_text (before, FC_HANDOVER_STATE), state) == 0)
        return g_steal_pointer (&changes);
      g_set_error_literal (error, FC_ERROR, FC_ERROR_CONFLICT, _ ("Somebody else has dealt with this already"));
      return NULL;
    }
  if (g_strcmp0 (state, "done") != 0 && g_strcmp0 (state, "returned") != 0)
    {
      g_set_error_literal (error, FC_ERROR, FC_ERROR_PARSE, _ ("Handed over: say whether it was done or given back"));
      return NULL;
    }
  after = fc_record_copy (before);
  fc_record_set_text (after, FC_HANDOVER_STATE, state);
  fc_record_set_text (after, FC_HANDOVER_COMMENT, arg_text (args, "comment"));
  fc_record_set_ref (after, FC_HANDOVER_DECIDED_BY, &context->actor->user_id);
  fc_record_set_int (after, FC_HANDOVER_DECIDED_AT, context->op->occurred_at);
  fc_change_set_patch (changes, before, after);
  fc_change_set_event (changes, "draft.settled", FC_HANDOVER, &context->op->row_id, NULL);
  return g_steal_pointer (&changes);
}

static const FcOp *
cause_of (GPtrArray *ops)
{
  return ops->pdata[0];
}

/**
 * fc_handover_new_op:
 * @ops: (element-type FcOp): a transaction that was refused
 *
 * Returns: (transfer full)
 */
FcOp *
fc_handover_new_op (GPtrArray  *ops,
                    const FcId *station_id,
                    const char *reason,
                    const char *note,
                    gint64      now_us)
{
  static const char *const kinds[] = { "insert", "patch", "delete", "command" };
  const FcOp *first = cause_of (ops);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *list = json_array_new ();
  JsonObject *args = json_object_new ();
  FcId id = fc_id_derive (&first->op_id, "handover", 0);
  g_autofree char *text = NULL;

  for (guint i = 0; i < ops->len; i++)
    json_array_add_object_element (list, fc_op_to_json (ops->pdata[i]));
  json_node_take_array (node, list);
  text = json_to_string (node, FALSE);
  set_text (args, "entity", fc_catalog_get (first->entity)->name);
  set_text (args, "action", first->kind == FC_OP_COMMAND ? first->command : kinds[first->kind]);
  set_text (args, "ops", text);
  set_text (args, "reason", reason);
  set_text (args, "note", note);
  set_id (args, "station_id", station_id);
  set_id (args, "row_id", &first->row_id);
  set_id (args, "root_id", &first->lane);
  set_id (args, "op_id", &first->op_id);
  return fc_op_new_command ("draft.hand_over", FC_HANDOVER, &id, args, now_us);
}

FcOp *
fc_handover_settle_op (FcRecord   *handover,
                       const char *state,
                       const char *comment,
                       gint64      now_us)
{
  JsonObject *args = json_object_new ();

  set_text (args, "state", state);
  set_text (args, "comment", comment);
  return fc_op_new_command ("draft.settle", FC_HANDOVER, fc_record_get_id (handover), args, now_us);
}

/**
 * fc_handover_get_ops:
 *
 * Returns: (transfer full) (element-type FcOp): what the author wanted
 */
GPtrArray *
fc_handover_get_ops (FcRecord  *handover,
                     GError   **error)
{
  const char *text = fc_record_get_text (handover, FC_HANDOVER_OPS);
  g_autoptr (JsonNode) node = text != NULL ? fc_json_parse (text, -1, error) : NULL;
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  JsonArray *list = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonNode *one = json_array_get_element (list, i);
      FcOp *op = JSON_NODE_HOLDS_OBJECT (one) ? fc_op_from_json (json_node_get_object (one), error) : NULL;

      if (op == NULL)
        return NULL;
      g_ptr_array_add (ops, op);
    }
  if (ops->len > 0)
    return g_steal_pointer (&ops);
  if (error != NULL && *error == NULL)
    g_set_error_literal (error, FC_ERROR, FC_ERROR_PARSE, _ ("Handed over: the changes cannot be read"));
  return NULL;
}

const FcCommand fc_conflict_commands[] = {
  { .name = "conflict.resolve", .root = FC_CONFLICT, .wants = want_subject, .run = resolve },
  { .name = "draft.hand_over", .root = FC_HANDOVER, .creates = TRUE, .run = hand_over },
  { .name = "draft.settle", .root = FC_HANDOVER, .permission = "shifts.approve", .run = settle },
  { .name = NULL },
};
