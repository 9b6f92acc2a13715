/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-replica-private.h"

#include <glib/gi18n-lib.h>

/**
 * fc_replica_push:
 * @task: (transfer full) (nullable)
 *
 * Gives a job to the writer; see fc_writer_push(). Once the replica is closed the task is told so. Any thread.
 */
void
fc_replica_push (FcReplica      *self,
                 FcUrgency       urgency,
                 gboolean        durable,
                 FcWriteFunc     func,
                 gpointer        data,
                 GDestroyNotify  data_free,
                 GTask          *task)
{
  g_mutex_lock (&self->lock);
  if (self->writer != NULL)
    {
      fc_writer_push (self->writer, urgency, durable, func, data, data_free, task);
      g_mutex_unlock (&self->lock);
      return;
    }
  g_mutex_unlock (&self->lock);
  if (data_free != NULL)
    data_free (data);
  if (task == NULL)
    return;
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("The data is closed"));
  g_object_unref (task);
}

/* A job that somebody blocks on. */
typedef struct {
  gboolean done, result;
  GError *error;
} Waiting;

static void
waited_for_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  Waiting *waiting = user_data;

  waiting->result = g_task_propagate_boolean (G_TASK (result), &waiting->error);
  waiting->done = TRUE;
}

/**
 * fc_replica_push_sync:
 *
 * As fc_replica_push(), and blocks until it is done. Not on the writer's own thread.
 */
gboolean
fc_replica_push_sync (FcReplica    *self,
                      gboolean      durable,
                      FcWriteFunc   func,
                      gpointer      data,
                      GError      **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  Waiting waiting = { 0 };

  g_main_context_push_thread_default (context);
  fc_replica_push (self, FC_URGENT_PERSON, durable, func, data, NULL, g_task_new (self, NULL, waited_for_cb, &waiting));
  while (!waiting.done)
    g_main_context_iteration (context, TRUE);
  g_main_context_pop_thread_default (context);
  if (waiting.error != NULL)
    g_propagate_error (error, waiting.error);
  return waiting.result;
}
