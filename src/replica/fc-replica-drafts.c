/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-error.h"
#include "fc-outbox-private.h"

/* Ops that the hub refused: kept until a person decides. */

static gboolean
find_draft (FcWrite     *write,
            const FcId  *op_id,
            GBytes     **bytes,
            GError     **error)
{
  g_autoptr (FcStatement) select =
    fc_db_prepare (write->db, "SELECT bytes FROM outbox WHERE op_id = ? AND state IN (2, 3)", error);
  gboolean row;

  if (select == NULL)
    return FALSE;
  fc_statement_bind_id (select, 1, op_id);
  if (!fc_statement_step (select, &row, error))
    return FALSE;
  if (!row)
    {
      g_set_error_literal (error, FC_ERROR, FC_ERROR_NOT_FOUND, "This draft is not here any more");
      return FALSE;
    }
  *bytes = fc_statement_dup_bytes (select, 0);
  return TRUE;
}

static gboolean
discard_draft (FcWrite   *write,
               gpointer   data,
               GError   **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (FcStatement) drop = NULL;

  if (!find_draft (write, data, &bytes, error))
    return FALSE;
  drop = fc_db_prepare (write->db, "DELETE FROM outbox WHERE op_id = ?", error);
  if (drop == NULL)
    return FALSE;
  fc_statement_bind_id (drop, 1, data);
  return fc_statement_run (drop, error);
}

/**
 * fc_replica_discard_draft_async:
 *
 * Forgets a refused op for good.
 */
void
fc_replica_discard_draft_async (FcReplica           *self,
                                const FcId          *op_id,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  fc_replica_push (self, FC_URGENT_PERSON, TRUE, discard_draft, g_memdup2 (op_id, sizeof *op_id), g_free,
                   g_task_new (self, NULL, callback, user_data));
}

static gpointer
read_draft (FcDb          *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  FcWrite read = { .db = db };
  g_autoptr (GBytes) bytes = NULL;

  return find_draft (&read, data, &bytes, error) ? fc_op_decode (bytes, error) : NULL;
}

static void
retried_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  GTask *task = user_data;
  FcReplica *self = FC_REPLICA (source);
  GError *error = NULL;

  if (!fc_replica_run_finish (self, result, &error))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  fc_replica_push (self, FC_URGENT_PERSON, TRUE, discard_draft, g_memdup2 (g_task_get_task_data (task), sizeof (FcId)),
                   g_free, task);
}

static void
draft_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FcReplica *self = FC_REPLICA (source);
  GError *error = NULL;
  FcOp *op = fc_replica_read_finish (self, result, &error);

  if (op == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  op->op_id = fc_id_new (g_get_real_time ());
  op->txn_id = op->op_id;
  op->occurred_at = g_get_real_time ();
  fc_replica_run_op_async (self, op, NULL, retried_cb, g_steal_pointer (&task));
}

/**
 * fc_replica_retry_draft_async:
 *
 * Does what the refused op wanted once more, as the current actor and on the rows of now; the draft goes when that worked.
 */
void
fc_replica_retry_draft_async (FcReplica           *self,
                              const FcId          *op_id,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_task_data (task, g_memdup2 (op_id, sizeof *op_id), g_free);
  fc_replica_read_async (self, read_draft, g_memdup2 (op_id, sizeof *op_id), g_free, (GDestroyNotify) fc_op_free, NULL,
                         draft_read_cb, task);
}

gboolean
fc_replica_draft_finish (FcReplica     *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
