/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-replica-private.h"

/* Facts of a pull: checked on a thread of their own, then inserted by the writer in slices: large ones, because each commit
 * writes many pages of the ids' index anew, that end as soon as a person has something to save. */
#define ROWS_A_SLICE 8192

typedef struct {
  FcReplica *replica; /* borrowed: the task holds it */
  FcFactBatch *batch;
  char *token_key;
  char *token;
  guint done;
  GTask *task;
} FactsJob;

static GThreadPool *checkers; /* one thread, so that the order stays */

static void
facts_job_free (gpointer pointer)
{
  FactsJob *job = pointer;

  fc_fact_batch_free (job->batch);
  g_free (job->token_key);
  g_free (job->token);
  g_free (job);
}

static gboolean
apply_slice (FcWrite   *write,
             gpointer   data,
             GError   **error)
{
  FactsJob *job = data;
  guint put;

  if (!fc_facts_put (write, job->batch, job->done, MIN (ROWS_A_SLICE, job->batch->n - job->done), &put, error))
    return FALSE;
  job->done += put;
  write->again = job->done < job->batch->n;
  return write->again || job->token_key == NULL || fc_write_set_meta (write, job->token_key, job->token, error);
}

static void
check_cb (gpointer data,
          gpointer user_data)
{
  FactsJob *job = data;
  GTask *task = g_steal_pointer (&job->task);
  GError *error = NULL;

  if (fc_fact_batch_validate (job->batch, &error))
    {
      fc_replica_push (job->replica, FC_URGENT_SYNC, FALSE, apply_slice, job, facts_job_free, task);
      return;
    }
  g_task_return_error (task, error);
  g_object_unref (task);
  facts_job_free (job);
}

/**
 * fc_replica_apply_facts_async:
 * @batch: (transfer full): facts, or rollups of the hub
 * @token_key: (nullable): meta key that becomes @token with the last of these rows
 *
 * Commits in slices; a slice that was in already before a crash is left out the next time, and not added up twice.
 */
void
fc_replica_apply_facts_async (FcReplica           *self,
                              FcFactBatch         *batch,
                              const char          *token_key,
                              const char          *token,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  static gsize made = 0;
  FactsJob *job = g_new0 (FactsJob, 1);

  if (g_once_init_enter (&made))
    {
      checkers = g_thread_pool_new (check_cb, NULL, 1, FALSE, NULL);
      g_once_init_leave (&made, 1);
    }
  job->replica = self;
  job->batch = batch;
  job->token_key = g_strdup (token_key);
  job->token = g_strdup (token);
  job->task = g_task_new (self, NULL, callback, user_data);
  g_thread_pool_push (checkers, job, NULL);
}

gboolean
fc_replica_apply_facts_finish (FcReplica     *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
