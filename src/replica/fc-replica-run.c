/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-conflict.h"
#include "fc-outbox-private.h"
#include "fc-replica-private.h"

#include <glib/gi18n-lib.h>

typedef struct {
  GPtrArray *ops; /* FcOp */
  FcActor *actor;
  FcId draft; /* null, or what is refused and gives way to them */
} RunJob;

static void
run_job_free (gpointer pointer)
{
  RunJob *job = pointer;

  g_ptr_array_unref (job->ops);
  g_clear_pointer (&job->actor, fc_actor_free);
  g_free (job);
}

static gboolean
stamp (FcWrite        *write,
       GPtrArray      *ops,
       const FcActor  *actor,
       GError        **error)
{
  g_autofree char *client = fc_replica_dup_meta (write->replica, FC_META_CLIENT_ID);
  gint64 seq = fc_write_get_meta_int (write, FC_META_CLIENT_SEQ, 0);
  const FcOp *first = ops->pdata[0];

  for (guint i = 0; i < ops->len; i++)
    {
      FcOp *op = ops->pdata[i];

      op->txn_id = first->txn_id;
      op->actor = actor->user_id;
      op->client_seq = ++seq;
      if (client != NULL)
        fc_id_from_string (client, &op->client_id);
    }
  return fc_write_set_meta_int (write, FC_META_CLIENT_SEQ, seq, error);
}

static gboolean
write_log (FcWrite    *write,
           GPtrArray  *log,
           GError    **error)
{
  for (guint i = 0; i < log->len; i++)
    if (!fc_rows_put (write->db, NULL, log->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
run_one (FcWrite        *write,
         FcOp           *op,
         const FcActor  *actor,
         FcRowSet       *rows,
         GError        **error)
{
  g_autoptr (FcChangeSet) changes = fc_op_check_new (op, rows, error) ? fc_op_run (op, actor, rows, error) : NULL;
  g_autoptr (GPtrArray) log = NULL;

  if (changes == NULL)
    return FALSE;
  if (changes->changes->len == 0 && changes->events->len == 0)
    return TRUE; /* the same file again: there is nothing to keep or to send */
  op->priority = MIN (op->priority, changes->priority);
  fc_op_note_seen (op, changes);
  log = fc_change_set_log (changes, op, actor, NULL, NULL);
  if (write->has_hub && (!fc_rebase_keep (write, op, changes, log, error) || !fc_outbox_add (write, op, error)))
    return FALSE;
  if (!fc_store_apply (write, changes, error) || !write_log (write, log, error))
    return FALSE;
  fc_change_set_apply_to_rows (changes, rows);
  return TRUE;
}

static gboolean
run_ops (FcWrite   *write,
         gpointer   data,
         GError   **error)
{
  RunJob *job = data;
  g_autoptr (FcRowSet) rows = fc_row_set_new ();
  FcDbLoader loader;

  if (job->actor == NULL)
    {
      g_set_error_literal (error, FC_REPLICA_ERROR, FC_REPLICA_ERROR_FAILED,
                           _ ("Nobody is signed in. Sign in and try again"));
      return FALSE;
    }
  if (!fc_id_is_null (&job->draft) && !fc_outbox_drop_draft (write, &job->draft, error))
    return FALSE;
  if (job->ops->len == 0)
    return TRUE;
  fc_db_loader_init (&loader, write->db, NULL);
  if (!stamp (write, job->ops, job->actor, error) || !fc_ops_load (job->ops, &loader.loader, rows, error))
    return FALSE;
  for (guint i = 0; i < job->ops->len; i++)
    if (!run_one (write, job->ops->pdata[i], job->actor, rows, error))
      return FALSE;
  return TRUE;
}

static RunJob *
run_job_new (FcReplica *self,
             GPtrArray *ops)
{
  RunJob *job = g_new0 (RunJob, 1);

  job->ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  for (guint i = 0; i < ops->len; i++)
    g_ptr_array_add (job->ops, fc_op_copy (ops->pdata[i]));
  job->actor = fc_replica_dup_actor (self);
  return job;
}

/**
 * fc_replica_run_async:
 * @ops: (element-type FcOp): copied; one transaction, in this order
 *
 * Runs the ops as the current actor. When the callback comes they are on the disk, or nothing of them is: FC_ERROR with
 * the sentence of the op that was refused, FC_REPLICA_ERROR_FULL and the like.
 */
void
fc_replica_run_async (FcReplica           *self,
                      GPtrArray           *ops,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  fc_replica_push (self, FC_URGENT_PERSON, TRUE, run_ops, run_job_new (self, ops), run_job_free,
                   g_task_new (self, cancellable, callback, user_data));
}

/**
 * fc_replica_run_instead_async:
 * @draft: any op of a refused transaction
 *
 * As fc_replica_run_async(), and the draft goes in the same transaction: nobody has both, nor does it twice.
 */
void
fc_replica_run_instead_async (FcReplica           *self,
                              GPtrArray           *ops,
                              const FcId          *draft,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  RunJob *job = run_job_new (self, ops);

  job->draft = *draft;
  fc_replica_push (self, FC_URGENT_PERSON, TRUE, run_ops, job, run_job_free,
                   g_task_new (self, NULL, callback, user_data));
}

gboolean
fc_replica_run_finish (FcReplica     *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * fc_replica_run_op_async:
 * @op: (transfer full) (nullable): alone in its transaction; %NULL, a patch without a difference, ends well at once
 */
void
fc_replica_run_op_async (FcReplica           *self,
                         FcOp                *op,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);

  if (op != NULL)
    g_ptr_array_add (ops, op);
  fc_replica_run_async (self, ops, cancellable, callback, user_data);
}

/**
 * fc_replica_run_sync:
 *
 * As fc_replica_run_async(), and blocks.
 */
gboolean
fc_replica_run_sync (FcReplica  *self,
                     GPtrArray  *ops,
                     GError    **error)
{
  RunJob *job = run_job_new (self, ops);
  gboolean done = fc_replica_push_sync (self, TRUE, run_ops, job, error);

  run_job_free (job);
  return done;
}
