/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-command.h"
#include "fc-conflict.h"
#include "fc-row-rules.h"

#include "fc-day-lock.h"

/* Which rows a batch of ops needs, fetched a set at a time: first what the ops name, then what those rows point to. */

#define MOST_ROUNDS 5

typedef struct {
  FcEntity entity;
  int field;
  GHashTable *seen; /* FcId → FcId, owned: asked for already */
  GArray *wanted;   /* FcId: to be asked for in the next round */
} Want;

/* Rows of a station and a date. */
typedef struct {
  FcEntity entity;
  FcId station_id;
  int field;
  FcDate date;
} DateWant;

struct _FcWants
{
  FcLoader *loader;
  FcRowSet *rows;
  GPtrArray *wants;
  GArray *dates;      /* DateWant, asked for already or to be asked for in the next round */
  guint n_dates_done;
  gboolean any;       /* something is to be asked for */
};

typedef struct _FcWants Round;

static void
want_free (gpointer pointer)
{
  Want *want = pointer;

  g_hash_table_unref (want->seen);
  g_array_unref (want->wanted);
  g_free (want);
}

static Want *
want_for (Round    *round,
          FcEntity  entity,
          int       field)
{
  Want *want;

  for (guint i = 0; i < round->wants->len; i++)
    {
      want = round->wants->pdata[i];
      if (want->entity == entity && want->field == field)
        return want;
    }
  want = g_new0 (Want, 1);
  want->entity = entity;
  want->field = field;
  want->seen = g_hash_table_new_full (fc_id_hash, fc_id_equal, g_free, NULL);
  want->wanted = g_array_new (FALSE, FALSE, sizeof (FcId));
  g_ptr_array_add (round->wants, want);
  return want;
}

static void
ask (Round      *round,
     FcEntity    entity,
     int         field,
     const FcId *id)
{
  Want *want = want_for (round, entity, field);

  if (id == NULL || fc_id_is_null (id) || g_hash_table_contains (want->seen, id))
    return;
  g_hash_table_add (want->seen, g_memdup2 (id, sizeof *id));
  g_array_append_vals (want->wanted, id, 1);
  round->any = TRUE;
}

static void
ask_aggregate (Round      *round,
               FcEntity    root,
               const FcId *id,
               gboolean    children)
{
  ask (round, root, -1, id);
  for (int i = 0; children && i < FC_N_ENTITIES; i++)
    {
      int parent = fc_catalog_parent_field ((FcEntity) i);

      if (parent >= 0 && fc_catalog_get ((FcEntity) i)->root == root)
        ask (round, (FcEntity) i, parent, id);
    }
}

/* Whether somebody may be given a role depends on all roles: users name them, not their ids. */
static gboolean
fetch_roles (Round      *round,
             GPtrArray  *ops,
             GError    **error)
{
  for (guint i = 0; i < ops->len; i++)
    if (((const FcOp *) ops->pdata[i])->entity == FC_USER)
      return round->loader->load (round->loader, FC_ROLE, FC_LOAD_ALL, NULL, 0, round->rows, error);
  return TRUE;
}

static gboolean
fetch_dates (Round   *round,
             GError **error)
{
  for (; round->n_dates_done < round->dates->len; round->n_dates_done++)
    {
      const DateWant want = g_array_index (round->dates, DateWant, round->n_dates_done);

      if (!round->loader->load_date (round->loader, want.entity, &want.station_id, want.field, want.date, round->rows,
                                     error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
fetch (Round   *round,
       GError **error)
{
  round->any = FALSE;
  for (guint i = 0; i < round->wants->len; i++)
    {
      Want *want = round->wants->pdata[i];

      if (want->wanted->len > 0 &&
          !round->loader->load (round->loader, want->entity, want->field, (const FcId *) (void *) want->wanted->data,
                                want->wanted->len, round->rows, error))
        return FALSE;
      g_array_set_size (want->wanted, 0);
    }
  return fetch_dates (round, error);
}

static void
ask_id_text (Round      *round,
             FcEntity    root,
             JsonObject *args,
             const char *name,
             gboolean    children)
{
  JsonNode *node = json_object_get_member (args, name);
  FcId id;

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING &&
      fc_id_from_string (json_node_get_string (node), &id))
    ask_aggregate (round, root, &id, children);
}

typedef struct {
  Round *round;
  const FcId *id;
} Deleted;

static void
ask_referrer (FcEntity  holder,
              int       field,
              gpointer  user_data)
{
  Deleted *deleted = user_data;

  ask (deleted->round, holder, field, deleted->id);
}

/* The rows that an argument names: by its own text, or by "id" of each object in its list. */
static void
ask_named (Round               *round,
           const FcCommandLoad *load,
           JsonObject          *args)
{
  JsonNode *node = json_object_get_member (args, load->arg);
  JsonArray *list = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  ask_id_text (round, load->entity, args, load->arg, load->children);
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonNode *one = json_array_get_element (list, i);

      if (JSON_NODE_HOLDS_OBJECT (one))
        ask_id_text (round, load->entity, json_node_get_object (one), "id", load->children);
    }
}

static void
ask_conflicts (FcEntity    entity,
               const FcId *id,
               JsonObject *values,
               gpointer    round)
{
  ask (round, FC_CONFLICT, FC_CONFLICT_ROW_ID, id);
}

static void
ask_first (Round      *round,
           const FcOp *op)
{
  const FcCommand *command = op->kind == FC_OP_COMMAND ? fc_command_find (op->command) : NULL;
  int parent = fc_catalog_parent_field (op->entity);

  ask_aggregate (round, op->entity, &op->row_id, command != NULL && command->children);
  for (const FcCommandLoad *load = command != NULL ? command->loads : NULL;
       load != NULL && load->entity != FC_N_ENTITIES; load++)
    if (load->arg != NULL)
      ask_named (round, load, op->fields);
  if (command == NULL && parent >= 0)
    ask_id_text (round, fc_catalog_get (op->entity)->root, op->fields, fc_catalog_get (op->entity)->fields[parent].name,
                 FALSE);
  if (op->kind == FC_OP_PATCH && fc_op_may_conflict (op))
    ask (round, FC_CONFLICT, FC_CONFLICT_ROW_ID, &op->row_id);
  fc_op_foreach_seen (op, ask_conflicts, round);
  if (op->kind == FC_OP_DELETE)
    fc_foreach_referrer (op->entity, ask_referrer, &(Deleted) { round, &op->row_id });
}

static void
ask_second (Round      *round,
            const FcOp *op)
{
  const FcCommand *command = op->kind == FC_OP_COMMAND ? fc_command_find (op->command) : NULL;
  FcRecord *row = fc_row_set_get (round->rows, op->entity, &op->row_id);
  int parent = fc_catalog_parent_field (op->entity);

  if (row == NULL)
    return;
  if (command == NULL && parent >= 0)
    ask (round, fc_catalog_get (op->entity)->root, -1, fc_record_get_ref (row, parent));
  for (const FcCommandLoad *load = command != NULL ? command->loads : NULL;
       load != NULL && load->entity != FC_N_ENTITIES; load++)
    if (load->arg == NULL)
      ask_aggregate (round, load->entity, fc_record_get_ref (row, load->root_field), load->children);
}

/* A shift's day may be closed: fc_day_lock_check() has to know. */
static void
ask_day (Round      *round,
         const FcId *station_id,
         FcDate      date)
{
  FcId id = fc_day_close_id (station_id, date);

  ask (round, FC_DAY_CLOSE, -1, &id);
}

static void
ask_day_of_args (Round      *round,
                 JsonObject *args)
{
  const char *date_text = json_object_get_string_member_with_default (args, "business_date", NULL);
  const char *station_text = json_object_get_string_member_with_default (args, "station_id", NULL);
  FcId station_id;
  FcDate date;

  if (date_text != NULL && fc_id_from_string (station_text, &station_id) && fc_date_parse (date_text, &date, NULL))
    ask_day (round, &station_id, date);
}

static void
ask_days (Round     *round,
          GPtrArray *ops)
{
  g_autoptr (GPtrArray) shifts = NULL;
  gboolean any = FALSE;

  for (guint i = 0; i < ops->len; i++)
    {
      const FcOp *op = ops->pdata[i];

      if (fc_catalog_get (op->entity)->root != FC_SHIFT && op->entity != FC_CONFLICT)
        continue;
      any = TRUE;
      ask_day_of_args (round, op->fields);
    }
  if (!any)
    return;
  shifts = fc_row_set_list (round->rows, FC_SHIFT);
  for (guint i = 0; i < shifts->len; i++)
    if (fc_record_get_ref (shifts->pdata[i], FC_SHIFT_STATION_ID) != NULL)
      ask_day (round, fc_record_get_ref (shifts->pdata[i], FC_SHIFT_STATION_ID),
               (FcDate) fc_record_get_int (shifts->pdata[i], FC_SHIFT_BUSINESS_DATE));
}

static void
ask_more (Round     *round,
          GPtrArray *ops)
{
  for (guint i = 0; i < ops->len; i++)
    {
      const FcOp *op = ops->pdata[i];
      const FcCommand *command = op->kind == FC_OP_COMMAND ? fc_command_find (op->command) : NULL;

      ask_second (round, op);
      if (command != NULL && command->wants != NULL)
        command->wants (round, op, round->rows);
    }
  ask_days (round, ops);
}

/**
 * fc_wants_aggregate:
 * @id: (nullable)
 *
 * Asks for a root, and for its children. What was asked for already is not fetched again.
 */
void
fc_wants_aggregate (FcWants    *self,
                    FcEntity    root,
                    const FcId *id,
                    gboolean    children)
{
  ask_aggregate (self, root, id, children);
}

/**
 * fc_wants_by_ref:
 * @field: an indexed reference
 *
 * Asks for every row of @entity whose @field is @id, without its children.
 */
void
fc_wants_by_ref (FcWants    *self,
                 FcEntity    entity,
                 int         field,
                 const FcId *id)
{
  ask (self, entity, field, id);
}

/**
 * fc_wants_date:
 * @entity: one that belongs to a station
 *
 * Asks for every row of @entity at the station whose @date_field is @date.
 */
void
fc_wants_date (FcWants    *self,
               FcEntity    entity,
               const FcId *station_id,
               int         date_field,
               FcDate      date)
{
  DateWant want = { .entity = entity, .station_id = *station_id, .field = date_field, .date = date };

  for (guint i = 0; i < self->dates->len; i++)
    {
      const DateWant *asked = &g_array_index (self->dates, DateWant, i);

      if (asked->entity == entity && asked->field == date_field && asked->date == date &&
          fc_id_equal (&asked->station_id, station_id))
        return;
    }
  g_array_append_val (self->dates, want);
  self->any = TRUE;
}

/**
 * fc_ops_load:
 * @ops: (element-type FcOp): a batch
 * @rows: filled with what the batch's commands read
 * @error: the loader's
 *
 * Fetches in rounds, each a set of ids per entity, so that a batch of 500 ops costs a few queries: first what the ops
 * name, then what those rows point to, as far as a command wants it.
 */
gboolean
fc_ops_load (GPtrArray  *ops,
             FcLoader   *loader,
             FcRowSet   *rows,
             GError    **error)
{
  g_autoptr (GPtrArray) wants = g_ptr_array_new_with_free_func (want_free);
  g_autoptr (GArray) dates = g_array_new (FALSE, FALSE, sizeof (DateWant));
  Round round = { .loader = loader, .rows = rows, .wants = wants, .dates = dates };

  for (guint i = 0; i < ops->len; i++)
    ask_first (&round, ops->pdata[i]);
  if (!fetch_roles (&round, ops, error) || !fetch (&round, error))
    return FALSE;
  for (guint i = 0; i < MOST_ROUNDS; i++)
    {
      ask_more (&round, ops);
      if (!round.any)
        break;
      if (!fetch (&round, error))
        return FALSE;
    }
  return TRUE;
}
