/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-outbox-private.h"

/* Which ops go up next: lanes by (priority, age), in order within a lane, whole transactions only. */

/* So many waiting ops are looked at; with more the oldest go first. */
#define WINDOW 4000

typedef struct {
  gint64 client_seq;
  FcId txn_id;
  FcId lane;
  int priority;
  gint64 size;
  gboolean taken;
} Waiting;

typedef struct {
  GArray *ops;       /* Waiting, by client_seq */
  GHashTable *lanes; /* FcId* → GArray of guint: positions of its ops */
  GArray *chosen;    /* guint, in sending order */
  guint max_ops;
  gsize max_bytes;
  gsize bytes;
} Choice;

typedef struct {
  FcId actor;
  gboolean any_actor;
  gboolean shut_out; /* only of those who may not sign in any more */
  guint max_ops;
  gsize max_bytes;
} NextJob;

static Waiting *
op_at (Choice *choice,
       guint   position)
{
  return &g_array_index (choice->ops, Waiting, position);
}

static gboolean
read_waiting (FcDb           *db,
              const NextJob  *job,
              Choice         *choice,
              GError        **error)
{
  g_autoptr (FcStatement) select = fc_db_prepare (db,
                                                  "SELECT client_seq, txn_id, lane, priority, length(bytes) FROM "
                                                  "outbox WHERE state = 0 AND (?1 IS NULL OR actor = ?1) AND (?3 = 0 OR"
                                                  " actor IN (SELECT id FROM user WHERE status = 'disabled'))"
                                                  " ORDER BY client_seq LIMIT ?2",
                                                  error);
  gboolean row = TRUE;

  if (select == NULL)
    return FALSE;
  fc_statement_bind_id (select, 1, job->any_actor ? NULL : &job->actor);
  fc_statement_bind_int (select, 2, WINDOW);
  fc_statement_bind_int (select, 3, job->shut_out);
  while (row)
    {
      Waiting op = { 0 };

      if (!fc_statement_step (select, &row, error))
        return FALSE;
      if (!row)
        break;
      op.client_seq = fc_statement_get_int (select, 0);
      fc_statement_get_id (select, 1, &op.txn_id);
      fc_statement_get_id (select, 2, &op.lane);
      op.priority = (int) fc_statement_get_int (select, 3);
      op.size = fc_statement_get_int (select, 4);
      g_array_append_val (choice->ops, op);
    }
  return TRUE;
}

static void
sort_into_lanes (Choice *choice)
{
  for (guint i = 0; i < choice->ops->len; i++)
    {
      Waiting *op = op_at (choice, i);
      GArray *lane = g_hash_table_lookup (choice->lanes, &op->lane);

      if (lane == NULL)
        {
          lane = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (choice->lanes, &op->lane, lane);
        }
      g_array_append_val (lane, i);
    }
}

typedef struct {
  GArray *positions;
  int priority;
  gint64 oldest;
} Lane;

static int
compare_lanes (gconstpointer a,
               gconstpointer b)
{
  const Lane *one = a, *other = b;

  if (one->priority != other->priority)
    return one->priority < other->priority ? -1 : 1;
  return one->oldest < other->oldest ? -1 : one->oldest > other->oldest;
}

static GArray *
rank_lanes (Choice *choice)
{
  GArray *ranked = g_array_new (FALSE, FALSE, sizeof (Lane));
  GHashTableIter iter;
  gpointer positions;

  g_hash_table_iter_init (&iter, choice->lanes);
  while (g_hash_table_iter_next (&iter, NULL, &positions))
    {
      Lane lane = { positions, 10, 0 };

      for (guint i = 0; i < lane.positions->len; i++)
        lane.priority = MIN (lane.priority, op_at (choice, g_array_index (lane.positions, guint, i))->priority);
      lane.oldest = op_at (choice, g_array_index (lane.positions, guint, 0))->client_seq;
      g_array_append_val (ranked, lane);
    }
  g_array_sort (ranked, compare_lanes);
  return ranked;
}

static gboolean
same_txn (Choice *choice,
          guint   a,
          guint   b)
{
  return fc_id_equal (&op_at (choice, a)->txn_id, &op_at (choice, b)->txn_id);
}

/* The ops of one transaction have neighbouring numbers. */
static void
bounds_of_txn (Choice *choice,
               guint   position,
               guint  *first,
               guint  *end)
{
  for (*first = position; *first > 0 && same_txn (choice, *first - 1, position);)
    (*first)--;
  for (*end = position + 1; *end < choice->ops->len && same_txn (choice, *end, position);)
    (*end)++;
}

/* Adds the transaction at @position to @list, before it whatever is older in the lanes it touches. */
static void
collect (Choice *choice,
         guint   position,
         GArray *list)
{
  guint first, end;

  if (op_at (choice, position)->taken)
    return;
  bounds_of_txn (choice, position, &first, &end);
  for (guint i = first; i < end; i++)
    op_at (choice, i)->taken = TRUE;
  for (guint i = first; i < end; i++)
    {
      GArray *lane = g_hash_table_lookup (choice->lanes, &op_at (choice, i)->lane);

      for (guint n = 0; n < lane->len && g_array_index (lane, guint, n) < first; n++)
        collect (choice, g_array_index (lane, guint, n), list);
    }
  for (guint i = first; i < end; i++)
    g_array_append_val (list, i);
}

/* Takes as many whole transactions of @list as there is room for; the first of all in any case. */
static gboolean
take (Choice *choice,
      GArray *list)
{
  for (guint i = 0; i < list->len;)
    {
      guint first, end;
      gsize bytes = 0;

      bounds_of_txn (choice, g_array_index (list, guint, i), &first, &end);
      for (guint n = first; n < end; n++)
        bytes += (gsize) op_at (choice, n)->size;
      if (choice->chosen->len > 0 &&
          (choice->chosen->len + (end - first) > choice->max_ops || choice->bytes + bytes > choice->max_bytes))
        return FALSE;
      for (guint n = first; n < end; n++)
        g_array_append_val (choice->chosen, n);
      choice->bytes += bytes;
      i += end - first;
    }
  return TRUE;
}

static void
choose (Choice *choice)
{
  g_autoptr (GArray) ranked = rank_lanes (choice);

  for (guint i = 0; i < ranked->len; i++)
    {
      Lane *lane = &g_array_index (ranked, Lane, i);

      for (guint n = 0; n < lane->positions->len; n++)
        {
          g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (guint));

          collect (choice, g_array_index (lane->positions, guint, n), list);
          if (!take (choice, list))
            return;
        }
    }
}

static FcOutboxOp *
read_op (FcDb    *db,
         gint64   client_seq,
         GError **error)
{
  g_autoptr (FcStatement) select =
    fc_db_prepare (db, "SELECT op_id, txn_id, actor, bytes FROM outbox WHERE client_seq = ?", error);
  FcOutboxOp *op;
  gboolean row;

  if (select == NULL)
    return NULL;
  fc_statement_bind_int (select, 1, client_seq);
  if (!fc_statement_step (select, &row, error))
    return NULL;
  op = g_new0 (FcOutboxOp, 1);
  fc_statement_get_id (select, 0, &op->op_id);
  fc_statement_get_id (select, 1, &op->txn_id);
  fc_statement_get_id (select, 2, &op->actor);
  op->client_seq = client_seq;
  op->bytes = fc_statement_dup_bytes (select, 3);
  return op;
}

static GPtrArray *
read_chosen (FcDb    *db,
             Choice  *choice,
             GError **error)
{
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func (fc_outbox_op_free);

  for (guint i = 0; i < choice->chosen->len; i++)
    {
      FcOutboxOp *op = read_op (db, op_at (choice, g_array_index (choice->chosen, guint, i))->client_seq, error);

      if (op == NULL)
        return NULL;
      g_ptr_array_add (ops, op);
    }
  return g_steal_pointer (&ops);
}

static gpointer
next_ops (FcDb          *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  const NextJob *job = data;
  g_autoptr (GArray) ops = g_array_new (FALSE, FALSE, sizeof (Waiting));
  g_autoptr (GArray) chosen = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GHashTable) lanes = g_hash_table_new_full (fc_id_hash, fc_id_equal, NULL, (GDestroyNotify) g_array_unref);
  Choice choice = { ops, lanes, chosen, job->max_ops, job->max_bytes, 0 };

  if (!read_waiting (db, job, &choice, error))
    return NULL;
  sort_into_lanes (&choice);
  choose (&choice);
  return read_chosen (db, &choice, error);
}

/**
 * fc_replica_next_ops_async:
 * @actor: (nullable): only what this person did
 * @max_ops: ops of one request
 * @max_bytes: bytes of their texts
 *
 * Reads only: until results are recorded the same ops come again.
 */
void
fc_replica_next_ops_async (FcReplica           *self,
                           const FcId          *actor,
                           guint                max_ops,
                           gsize                max_bytes,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  NextJob *job = g_new0 (NextJob, 1);

  job->any_actor = actor == NULL;
  if (actor != NULL)
    job->actor = *actor;
  job->max_ops = max_ops;
  job->max_bytes = max_bytes;
  fc_replica_read_async (self, next_ops, job, g_free, (GDestroyNotify) g_ptr_array_unref, cancellable, callback,
                         user_data);
}

/**
 * fc_replica_next_ops_of_shut_out_async:
 *
 * As fc_replica_next_ops_async(), of those only who may not sign in any more: nothing that waits of them will ever go up as theirs.
 */
void
fc_replica_next_ops_of_shut_out_async (FcReplica           *self,
                                       guint                max_ops,
                                       gsize                max_bytes,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  NextJob *job = g_new0 (NextJob, 1);

  job->any_actor = job->shut_out = TRUE;
  job->max_ops = max_ops;
  job->max_bytes = max_bytes;
  fc_replica_read_async (self, next_ops, job, g_free, (GDestroyNotify) g_ptr_array_unref, NULL, callback, user_data);
}

/**
 * fc_replica_next_ops_finish:
 *
 * Returns: (transfer full) (element-type FcOutboxOp): in sending order; empty: nothing waits
 */
GPtrArray *
fc_replica_next_ops_finish (FcReplica     *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  return fc_replica_read_finish (self, result, error);
}
