/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-hub-writer.h"

#include "fc-hub-log.h"

#define LANES     4     /* threads, where the store takes several */
#define MOST_JOBS 64    /* in one transaction */
#define MOST_US   50000 /* of work before it commits */
#define IDLE_US   500000
#define DAY_US    (86400 * (gint64) G_USEC_PER_SEC)

typedef struct {
  FcId tenant; /* null: of nobody's in particular */
  FcHubJobFunc func;
  FcHubJobDone done;
  gpointer data;
  gboolean alone; /* not inside a transaction */
  gboolean stop;
  GError *error;
} Job;

/* One thread with a connection of its own. */
typedef struct {
  FcHubWriter *writer;
  FcHubStore *store; /* (owned) */
  GThread *thread;
  GAsyncQueue *queue; /* Job */
} Lane;

struct _FcHubWriter {
  FcHubMetrics *metrics;
  Lane lanes[LANES];
  guint n_lanes;
  gint64 next_cleaning; /* of the first lane */
};

static void
finish_jobs (GPtrArray *jobs)
{
  for (guint i = 0; i < jobs->len; i++)
    {
      Job *job = jobs->pdata[i];
      if (job->done)
        job->done (job->data, job->error);
      g_clear_error (&job->error);
      g_free (job);
    }
}

static void
fail_all (GPtrArray    *jobs,
          const GError *error)
{
  for (guint i = 0; i < jobs->len; i++)
    {
      Job *job = jobs->pdata[i];
      g_clear_error (&job->error);
      job->error = g_error_copy (error);
    }
}

/* Runs one job behind a savepoint; FALSE where the whole transaction is lost. */
static gboolean
run_job (Lane *self,
         Job  *job)
{
  const FcHubStoreClass *class = self->store->class;

  if (!class->savepoint (self->store, &job->error))
    return FALSE;
  if (job->func (self->store, job->data, &job->error))
    return class->release (self->store, &job->error);
  if (!class->is_open (self->store))
    return FALSE;
  class->rollback_to (self->store);
  return TRUE;
}

static gboolean
same_tenant (const Job *a,
             const Job *b)
{
  return fc_id_equal (&a->tenant, &b->tenant);
}

static Job *
next_job (Lane      *self,
          GPtrArray *jobs,
          gint64     until)
{
  if (jobs->len >= MOST_JOBS || g_get_monotonic_time () > until)
    return NULL;
  Job *job = g_async_queue_try_pop (self->queue);
  if (job && (job->alone || job->stop || (self->writer->n_lanes > 1 && !same_tenant (job, jobs->pdata[0]))))
    {
      g_async_queue_push_front (self->queue, job);
      return NULL;
    }
  return job;
}

/* @job and what waits behind it, one transaction. */
static void
run_group (Lane *self,
           Job  *job)
{
  const FcHubStoreClass *class = self->store->class;
  g_autoptr (GPtrArray) jobs = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  gboolean well = class->begin (self->store, &error);

  for (; job; job = well ? next_job (self, jobs, start + MOST_US) : NULL)
    {
      g_ptr_array_add (jobs, job);
      if (well && !run_job (self, job))
        {
          well = FALSE;
          error = job->error ? g_error_copy (job->error) : NULL;
        }
    }
  if (well)
    well = class->commit (self->store, &error);
  if (!well)
    {
      class->rollback (self->store);
      if (error == NULL)
        g_set_error_literal (&error, FC_HUB_ERROR, FC_HUB_ERROR_FAILED, "The store could not write.");
      fc_hub_log ("store", "failed=\"%s\"", error->message);
      fail_all (jobs, error);
    }
  fc_hub_metrics_observe (self->writer->metrics, "db_query_duration_seconds", "operation=\"commit\"",
                          (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
  finish_jobs (jobs);
}

static void
run_alone (Lane *self,
           Job  *job)
{
  g_autoptr (GPtrArray) jobs = g_ptr_array_new ();
  job->func (self->store, job->data, &job->error);
  g_ptr_array_add (jobs, job);
  finish_jobs (jobs);
}

static gboolean
clean (FcHubStore  *store,
       gpointer     data,
       GError     **error)
{
  return store->class->forget_old (store, g_get_real_time (), error);
}

static void
idle (Lane *self)
{
  FcHubWriter *writer = self->writer;
  gint64 now = g_get_monotonic_time ();

  self->store->class->idle (self->store, FALSE);
  if (self == &writer->lanes[0] && now > writer->next_cleaning)
    {
      fc_hub_writer_push (writer, NULL, clean, NULL, NULL);
      writer->next_cleaning = now + DAY_US;
    }
}

static gpointer
writer_thread (gpointer data)
{
  Lane *self = data;

  while (TRUE)
    {
      Job *job = g_async_queue_timeout_pop (self->queue, IDLE_US);
      if (job == NULL)
        idle (self);
      else if (job->stop)
        {
          g_free (job);
          break;
        }
      else if (job->alone)
        run_alone (self, job);
      else
        run_group (self, job);
    }
  self->store->class->idle (self->store, TRUE);
  return NULL;
}

/**
 * fc_hub_writer_new:
 * @metrics: outlives @self
 */
FcHubWriter *
fc_hub_writer_new (FcHubStore   *store,
                   FcHubMetrics *metrics)
{
  FcHubWriter *self = g_new0 (FcHubWriter, 1);

  self->metrics = metrics;
  self->next_cleaning = g_get_monotonic_time () + DAY_US / 24;
  self->n_lanes = store->class->sibling ? LANES : 1;
  for (guint i = 0; i < self->n_lanes; i++)
    {
      Lane *lane = &self->lanes[i];
      lane->writer = self;
      lane->store = i == 0 ? store : store->class->sibling (store);
      lane->queue = g_async_queue_new ();
    }
  for (guint i = 0; i < self->n_lanes; i++)
    self->lanes[i].thread = g_thread_new ("hub-store", writer_thread, &self->lanes[i]);
  return self;
}

static void
lane_clear (Lane *self)
{
  Job *job = g_new0 (Job, 1);

  job->stop = TRUE;
  g_async_queue_push (self->queue, job);
  g_thread_join (self->thread);
  self->store->class->close (self->store);
  g_async_queue_unref (self->queue);
}

/**
 * fc_hub_writer_free:
 *
 * Does what is queued, writes the log back and closes the store. Nothing may be pushed any more.
 */
void
fc_hub_writer_free (FcHubWriter *self)
{
  for (guint i = self->n_lanes; i-- > 0;)
    lane_clear (&self->lanes[i]);
  g_free (self);
}

FcHubStore *
fc_hub_writer_get_store (FcHubWriter *self)
{
  return self->lanes[0].store;
}

/**
 * fc_hub_writer_push:
 * @tenant: (nullable): whose rows the job writes; jobs of one company run one after the other
 * @done: (nullable): called once in any case
 *
 * Any thread.
 */
void
fc_hub_writer_push (FcHubWriter  *self,
                    const FcId   *tenant,
                    FcHubJobFunc  func,
                    FcHubJobDone  done,
                    gpointer      data)
{
  Job *job = g_new0 (Job, 1);

  *job = (Job){ .func = func, .done = done, .data = data };
  if (tenant)
    job->tenant = *tenant;
  g_async_queue_push (self->lanes[tenant ? fc_id_hash (tenant) % self->n_lanes : 0].queue, job);
}

typedef struct {
  FcHubJobFunc func;
  gpointer data;
  GError *error;
  GMutex lock;
  GCond cond;
  gboolean done;
} Waiting;

static gboolean
waiting_run (FcHubStore  *store,
             gpointer     data,
             GError     **error)
{
  Waiting *waiting = data;
  return waiting->func (store, waiting->data, error);
}

static void
waiting_done (gpointer      data,
              const GError *error)
{
  Waiting *waiting = data;

  g_mutex_lock (&waiting->lock);
  waiting->error = error ? g_error_copy (error) : NULL;
  waiting->done = TRUE;
  g_cond_signal (&waiting->cond);
  g_mutex_unlock (&waiting->lock);
}

/**
 * fc_hub_writer_run:
 * @alone: not inside a transaction
 *
 * Waits until the job is committed. Any thread but the writing one.
 */
gboolean
fc_hub_writer_run (FcHubWriter   *self,
                   FcHubJobFunc   func,
                   gpointer       data,
                   gboolean       alone,
                   GError       **error)
{
  Waiting waiting = { .func = func, .data = data };
  Job *job = g_new0 (Job, 1);

  g_mutex_init (&waiting.lock);
  g_cond_init (&waiting.cond);
  *job = (Job){ .func = waiting_run, .done = waiting_done, .data = &waiting, .alone = alone };
  g_async_queue_push (self->lanes[0].queue, job);
  g_mutex_lock (&waiting.lock);
  while (!waiting.done)
    g_cond_wait (&waiting.cond, &waiting.lock);
  g_mutex_unlock (&waiting.lock);
  g_mutex_clear (&waiting.lock);
  g_cond_clear (&waiting.cond);
  if (waiting.error)
    {
      g_propagate_error (error, waiting.error);
      return FALSE;
    }
  return TRUE;
}

int
fc_hub_writer_waiting (FcHubWriter *self)
{
  int waiting = 0;

  for (guint i = 0; i < self->n_lanes; i++)
    waiting += MAX (g_async_queue_length (self->lanes[i].queue), 0);
  return waiting;
}
