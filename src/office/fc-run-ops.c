/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-run-ops.h"

/* An import is many commands, each small enough for a push: one after the other, so that a person's work comes between. */

typedef struct {
  GPtrArray *ops; /* FcOp */
  guint at;       /* the one at work */
  FcProgressFunc progress;
  gpointer progress_data;
} Run;

static void run_next (GTask *task);

static void
run_free (gpointer data)
{
  Run *self = data;

  g_ptr_array_unref (self->ops);
  g_free (self);
}

static void
ran_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!fc_replica_run_finish (FC_REPLICA (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  self->at++;
  run_next (task);
}

static void
run_next (GTask *task)
{
  Run *self = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (self->progress != NULL)
    self->progress ("", self->at, self->ops->len, self->progress_data);
  if (self->at == self->ops->len)
    g_task_return_boolean (task, TRUE);
  else
    fc_replica_run_op_async (g_task_get_source_object (task), fc_op_copy (self->ops->pdata[self->at]),
                             g_task_get_cancellable (task), ran_cb, g_object_ref (task));
}

/**
 * fc_run_ops_async:
 * @ops: (transfer full) (element-type FcOp)
 * @progress: (nullable): commands done and to do, in no words
 *
 * Stops at the first that fails or when it is cancelled; what was done stays done.
 */
void
fc_run_ops_async (FcReplica           *replica,
                  GPtrArray           *ops,
                  FcProgressFunc       progress,
                  gpointer             progress_data,
                  GCancellable        *cancellable,
                  GAsyncReadyCallback  callback,
                  gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (replica, cancellable, callback, user_data);
  Run *self = g_new0 (Run, 1);

  self->ops = ops;
  self->progress = progress;
  self->progress_data = progress_data;
  g_task_set_task_data (task, self, run_free);
  run_next (task);
}

gboolean
fc_run_ops_finish (GAsyncResult  *result,
                   GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
