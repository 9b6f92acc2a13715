/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-error.h"
#include "fc-outbox-private.h"

#include <glib/gi18n-lib.h>

/* What the hub refused: whole transactions, kept until a person decides. */

#define TXN_OF "txn_id = (SELECT txn_id FROM outbox WHERE op_id = ?1)"

static gboolean
run_for_op (FcWrite     *write,
            const char  *sql,
            const FcId  *op_id,
            GError     **error)
{
  g_autoptr (FcStatement) statement = fc_db_prepare (write->db, sql, error);

  if (statement == NULL)
    return FALSE;
  fc_statement_bind_id (statement, 1, op_id);
  if (!fc_statement_run (statement, error))
    return FALSE;
  if (fc_db_count_changes (write->db) > 0)
    return TRUE;
  g_set_error_literal (error, FC_ERROR, FC_ERROR_NOT_FOUND, _ ("This draft is not here any more"));
  return FALSE;
}

static gboolean
discard_draft (FcWrite   *write,
               gpointer   data,
               GError   **error)
{
  return run_for_op (write, "UPDATE outbox SET state = state + 10 WHERE state IN " FC_OUTBOX_DRAFTS " AND " TXN_OF,
                     data, error);
}

static gboolean
keep_draft (FcWrite   *write,
            gpointer   data,
            GError   **error)
{
  return run_for_op (write, "UPDATE outbox SET state = state - 10 WHERE state >= 10 AND " TXN_OF, data, error);
}

/**
 * fc_outbox_drop_draft:
 * @op_id: any op of it
 *
 * Lets go of a refused transaction for good; FC_ERROR_NOT_FOUND where it is not there any more.
 */
gboolean
fc_outbox_drop_draft (FcWrite     *write,
                      const FcId  *op_id,
                      GError     **error)
{
  return run_for_op (write, "DELETE FROM outbox WHERE state IN " FC_OUTBOX_DRAFTS " AND " TXN_OF, op_id, error);
}

static void
push (FcReplica   *self,
      FcWriteFunc  func,
      const FcId  *op_id,
      GTask       *task)
{
  fc_replica_push (self, FC_URGENT_PERSON, TRUE, func, g_memdup2 (op_id, sizeof *op_id), g_free, task);
}

/**
 * fc_replica_discard_draft_async:
 *
 * Puts a refused transaction away; fc_replica_keep_draft_async() brings it back for 30 days.
 */
void
fc_replica_discard_draft_async (FcReplica           *self,
                                const FcId          *op_id,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  push (self, discard_draft, op_id, g_task_new (self, NULL, callback, user_data));
}

/**
 * fc_replica_keep_draft_async:
 *
 * Takes a discarding back.
 */
void
fc_replica_keep_draft_async (FcReplica           *self,
                             const FcId          *op_id,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  push (self, keep_draft, op_id, g_task_new (self, NULL, callback, user_data));
}

static gboolean
add_op (GPtrArray    *ops,
        FcStatement  *select,
        GError      **error)
{
  g_autoptr (GBytes) bytes = fc_statement_dup_bytes (select, 0);
  FcOp *op = fc_op_decode (bytes, error);

  if (op != NULL)
    g_ptr_array_add (ops, op);
  return op != NULL;
}

static gpointer
read_draft (FcDb          *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (FcStatement) select =
    fc_db_prepare (db, "SELECT bytes FROM outbox WHERE " TXN_OF " ORDER BY client_seq", error);
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  gboolean row = TRUE;

  if (select == NULL)
    return NULL;
  fc_statement_bind_id (select, 1, data);
  while (row)
    if (!fc_statement_step (select, &row, error) || (row && !add_op (ops, select, error)))
      return NULL;
  if (ops->len > 0)
    return g_steal_pointer (&ops);
  g_set_error_literal (error, FC_ERROR, FC_ERROR_NOT_FOUND, _ ("This draft is not here any more"));
  return NULL;
}

/**
 * fc_replica_load_draft_async:
 * @op_id: any op of the outbox, refused or not
 *
 * Reads the transaction that the op belongs to.
 */
void
fc_replica_load_draft_async (FcReplica           *self,
                             const FcId          *op_id,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  fc_replica_read_async (self, read_draft, g_memdup2 (op_id, sizeof *op_id), g_free, (GDestroyNotify) g_ptr_array_unref,
                         cancellable, callback, user_data);
}

/**
 * fc_replica_load_draft_finish:
 *
 * Returns: (transfer full) (element-type FcOp): in their order; FC_ERROR_NOT_FOUND where there is none
 */
GPtrArray *
fc_replica_load_draft_finish (FcReplica     *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  return fc_replica_read_finish (self, result, error);
}

static void
retried_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (fc_replica_run_finish (FC_REPLICA (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * fc_ops_renew:
 * @ops: (element-type FcOp): a transaction
 *
 * Makes it one that was never sent. Ids that name an op of the transaction itself follow it; what else it built on has been
 * settled without it.
 */
void
fc_ops_renew (GPtrArray *ops)
{
  gint64 now = g_get_real_time ();
  FcId previous = { 0 };

  for (guint i = 0; i < ops->len; i++)
    {
      FcOp *op = ops->pdata[i];
      gboolean follows = i > 0 && !fc_id_is_null (&op->depends_on);

      op->op_id = fc_id_new (now);
      op->txn_id = ((FcOp *) ops->pdata[0])->op_id;
      op->depends_on = follows ? previous : (FcId){ 0 };
      op->occurred_at = now;
      previous = op->op_id;
    }
}

static void
draft_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FcReplica *self = FC_REPLICA (source);
  GError *error = NULL;
  g_autoptr (GPtrArray) ops = fc_replica_load_draft_finish (self, result, &error);

  if (ops == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  fc_ops_renew (ops);
  fc_replica_run_instead_async (self, ops, g_task_get_task_data (task), retried_cb, task);
  g_steal_pointer (&task);
}

/**
 * fc_replica_retry_draft_async:
 *
 * Does what the refused transaction wanted once more, as the current actor and on the rows of now; the draft goes when
 * that worked.
 */
void
fc_replica_retry_draft_async (FcReplica           *self,
                              const FcId          *op_id,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_task_data (task, g_memdup2 (op_id, sizeof *op_id), g_free);
  fc_replica_load_draft_async (self, op_id, NULL, draft_read_cb, task);
}

/**
 * fc_replica_redo_draft_async:
 * @ops: (element-type FcOp): what the person wants instead, new
 *
 * As fc_replica_retry_draft_async(), with what became of the draft at the person's hands.
 */
void
fc_replica_redo_draft_async (FcReplica           *self,
                             const FcId          *op_id,
                             GPtrArray           *ops,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  fc_replica_run_instead_async (self, ops, op_id, retried_cb, task);
}

gboolean
fc_replica_draft_finish (FcReplica     *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
