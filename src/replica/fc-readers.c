/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-replica-private.h"

#define MAX_READERS 3

/* A pool of read-only connections, each made when first needed and used by one thread at a time. */
struct _FcReaders {
  char *path;
  GThreadPool *pool;
  GAsyncQueue *idle; /* FcDb */
};

typedef struct {
  FcReadFunc func;
  gpointer data;
  GDestroyNotify data_free;
  GDestroyNotify result_free;
  GTask *task;
} ReadJob;

static void
read_job_free (ReadJob *job)
{
  if (job->data_free != NULL)
    job->data_free (job->data);
  g_object_unref (job->task);
  g_free (job);
}

static gpointer
run_job (FcDb     *db,
         ReadJob  *job,
         GError  **error)
{
  GCancellable *cancellable = g_task_get_cancellable (job->task);
  gpointer result = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  fc_db_set_cancellable (db, cancellable);
  if (fc_db_begin_read (db, error))
    result = job->func (db, job->data, cancellable, error);
  fc_db_set_cancellable (db, NULL);
  fc_db_rollback (db);
  return result;
}

static void
read_cb (gpointer data,
         gpointer user_data)
{
  ReadJob *job = data;
  FcReaders *self = user_data;
  GError *error = NULL;
  gpointer result = NULL;
  FcDb *db = g_async_queue_try_pop (self->idle);

  if (db == NULL)
    db = fc_db_open (self->path, FC_DB_READ_ONLY, &error);
  if (db != NULL)
    {
      result = run_job (db, job, &error);
      g_async_queue_push (self->idle, db);
    }
  fc_replica_map_error (&error);
  if (error != NULL)
    g_task_return_error (job->task, error);
  else
    g_task_return_pointer (job->task, result, job->result_free);
  read_job_free (job);
}

FcReaders *
fc_readers_new (const char *path)
{
  FcReaders *self = g_new0 (FcReaders, 1);

  self->path = g_strdup (path);
  self->idle = g_async_queue_new_full ((GDestroyNotify) fc_db_close);
  self->pool = g_thread_pool_new (read_cb, self, MAX_READERS, FALSE, NULL);
  return self;
}

/**
 * fc_readers_free:
 *
 * Lets reads that wait come to their end first.
 */
void
fc_readers_free (FcReaders *self)
{
  if (self == NULL)
    return;
  g_thread_pool_free (self->pool, FALSE, TRUE);
  g_async_queue_unref (self->idle);
  g_free (self->path);
  g_free (self);
}

void
fc_readers_push (FcReaders      *self,
                 FcReadFunc      func,
                 gpointer        data,
                 GDestroyNotify  data_free,
                 GDestroyNotify  result_free,
                 GTask          *task)
{
  ReadJob *job = g_new0 (ReadJob, 1);

  job->func = func;
  job->data = data;
  job->data_free = data_free;
  job->result_free = result_free;
  job->task = task;
  g_thread_pool_push (self->pool, job, NULL);
}
