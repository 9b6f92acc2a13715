/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-pull-private.h"

#include <glib/gi18n-lib.h>

/* Facts of a pull: checked on a thread of their own, then inserted by the writer in slices, several to a transaction, because each
 * commit writes many pages of the rollups and of the ids' index anew; it ends as soon as a person has something to save. */
#define ROWS_A_SLICE 8192

typedef struct {
  FcReplica *replica; /* borrowed: the task holds it */
  FcFactBatch *batch; /* (nullable): no row of it was fit */
  GPtrArray *odd;     /* (nullable) FcPulledRow: those that break the rules */
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

  g_clear_pointer (&job->batch, fc_fact_batch_free);
  g_clear_pointer (&job->odd, g_ptr_array_unref);
  g_free (job->token_key);
  g_free (job->token);
  g_free (job);
}

static gboolean
set_odd_aside (FcWrite   *write,
               FactsJob  *job,
               GError   **error)
{
  for (guint i = 0; i < job->odd->len; i++)
    {
      const FcPulledRow *row = job->odd->pdata[i];
      g_autoptr (GError) why = NULL;

      fc_record_validate_received (row->record, &why);
      if (!fc_aside_put (write, row, why != NULL ? why->message : _ ("The record has no id"), error))
        return FALSE;
    }
  return fc_aside_count (write, error);
}

static gboolean
apply_slice (FcWrite   *write,
             gpointer   data,
             GError   **error)
{
  FactsJob *job = data;
  guint n = job->batch != NULL ? job->batch->n : 0, put = 0;

  if (job->done == 0 && job->odd != NULL && !set_odd_aside (write, job, error))
    return FALSE;
  if (n > 0 && !fc_facts_put (write, job->batch, job->done, MIN (ROWS_A_SLICE, n - job->done), &put, error))
    return FALSE;
  job->done += put;
  write->again = job->done < n;
  fc_write_join (write);
  return write->again || job->token_key == NULL || fc_write_set_meta (write, job->token_key, job->token, error);
}

/* Some rows break the rules of this version: what is fit, and beside it what is not. */
static void
sort_out (FactsJob *job)
{
  g_autoptr (GPtrArray) fit = g_ptr_array_new_with_free_func (g_object_unref);

  job->odd = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_pulled_row_free);
  for (guint i = 0; i < job->batch->n; i++)
    {
      FcRecord *record = fc_fact_batch_get_record (job->batch, i);

      if (!fc_id_is_null (&job->batch->row_ids[i]) && fc_record_validate_received (record, NULL))
        g_ptr_array_add (fit, record);
      else
        g_ptr_array_add (job->odd, fc_pulled_row_new (FC_PULLED_ROW, job->batch->entity, &job->batch->row_ids[i], "",
                                                      job->batch->versions[i], record));
    }
  if (job->odd->len == 0)
    return; /* newer choices, no more */
  g_clear_pointer (&job->batch, fc_fact_batch_free);
  if (fit->len > 0)
    job->batch = fc_fact_batch_from_records (fit);
}

static void
check_cb (gpointer data,
          gpointer user_data)
{
  FactsJob *job = data;
  GTask *task = g_steal_pointer (&job->task);

  if (!fc_fact_batch_validate (job->batch, NULL))
    sort_out (job);
  fc_replica_push (job->replica, FC_URGENT_SYNC, FALSE, apply_slice, job, facts_job_free, task);
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

static gboolean
end_facts (FcWrite   *write,
           gpointer   data,
           GError   **error)
{
  fc_changes_add (write->changes, FC_SALES_ROLLUP, NULL); /* whoever waited for earlier sales has them all now */
  return fc_lost_facts_offer (write, error) && fc_write_set_meta (write, data, NULL, error);
}

void
fc_replica_end_facts_async (FcReplica           *self,
                            const char          *token_key,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  fc_replica_push (self, FC_URGENT_SYNC, TRUE, end_facts, g_strdup (token_key), g_free,
                   g_task_new (self, NULL, callback, user_data));
}

gboolean
fc_replica_end_facts_finish (FcReplica     *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
