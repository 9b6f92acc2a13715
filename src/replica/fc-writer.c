/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-replica-private.h"

/* Pages of WAL after which the file takes them over, between jobs: 32 MB; while a person waits, later. */
#define CHECKPOINT_PAGES         8000
#define CHECKPOINT_PAGES_AT_MOST 12000
#define MOST_JOINED              3
#define IDLE_BEFORE_TRUNCATE_US  (2 * G_USEC_PER_SEC)

/* One thread owns the writing connection. A person's jobs go before sync's, those before care of the file. */
struct _FcWriter {
  FcReplica *replica; /* not owned: it stops the writer before it goes */
  FcDb *db;
  GThread *thread;
  GMutex lock;
  GCond more;
  GQueue jobs[FC_N_URGENCIES];
  gboolean stopping;
  gboolean clean;
  gboolean alone; /* stopped by its own thread: nobody waits for it, it frees itself */
};

typedef struct {
  FcUrgency urgency;
  gboolean durable;
  FcWriteFunc func;
  gpointer data;
  GDestroyNotify data_free;
  GTask *task;
  gpointer result;
  GDestroyNotify result_free;
} WriteJob;

static void
write_job_free (WriteJob *job)
{
  if (job->data_free != NULL)
    job->data_free (job->data);
  g_clear_object (&job->task);
  g_free (job);
}

static void
begin_write (FcWriter *self,
             FcWrite  *write)
{
  *write = (FcWrite){ .replica = self->replica, .writer = self, .db = self->db, .now_us = g_get_real_time () };
  write->has_hub = fc_replica_has_hub (self->replica);
  write->changes = fc_changes_new ();
  write->meta = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static void
end_write (FcWriter *self,
           FcWrite  *write,
           gboolean  committed)
{
  g_autoptr (FcChanges) seen = fc_db_take_changes (self->db);

  if (committed)
    {
      fc_changes_merge (write->changes, seen);
      fc_replica_committed (self->replica, write, write->changes);
    }
  fc_changes_unref (write->changes);
  g_hash_table_unref (write->meta);
}

/**
 * fc_write_join:
 *
 * Lets the next job of the same kind into this transaction, where it waits already: whether it does is the threads'
 * chance. A function of its own, so that the simulator can take that chance out.
 */
void
fc_write_join (FcWrite *write)
{
  write->joins = TRUE;
}

/* The job behind the last of @jobs, where it is of the same kind and nobody else waits. */
static WriteJob *
take_joining (FcWriter  *self,
              GPtrArray *jobs)
{
  const WriteJob *last = jobs->pdata[jobs->len - 1];
  WriteJob *next = NULL;

  if (jobs->len == MOST_JOINED)
    return NULL;
  g_mutex_lock (&self->lock);
  if (g_queue_is_empty (&self->jobs[FC_URGENT_PERSON]))
    next = g_queue_peek_head (&self->jobs[last->urgency]);
  if (next != NULL && (next->func != last->func || next->durable != last->durable))
    next = NULL;
  if (next != NULL)
    g_ptr_array_add (jobs, g_queue_pop_head (&self->jobs[last->urgency]));
  g_mutex_unlock (&self->lock);
  return next;
}

/* One transaction of a job, and of those that join it. @again: the last of them wants another. */
static gboolean
run_once (FcWriter   *self,
          GPtrArray  *jobs,
          gboolean   *again,
          GError    **error)
{
  WriteJob *first = jobs->pdata[0], *job = first;
  FcWrite write;
  gboolean done;

  if (!fc_db_set_durable (self->db, first->durable, error) || !fc_db_begin (self->db, error))
    return FALSE;
  begin_write (self, &write);
  do
    done = job->func (&write, job->data, error);
  while (done && write.joins && !write.again && (job = take_joining (self, jobs)) != NULL);
  done = done && fc_db_commit (self->db, error);
  if (!done)
    fc_db_rollback (self->db);
  first->result = write.result;
  first->result_free = write.result_free;
  *again = done && write.again;
  end_write (self, &write, done);
  return done;
}

static void
answer (WriteJob     *job,
        gboolean      done,
        const GError *error)
{
  if (job->task == NULL)
    return;
  if (!done)
    {
      if (job->result_free != NULL && job->result != NULL)
        job->result_free (job->result);
      g_task_return_error (job->task, g_error_copy (error));
    }
  else if (job->result_free != NULL)
    g_task_return_pointer (job->task, job->result, job->result_free);
  else
    g_task_return_boolean (job->task, TRUE);
}

/* @job: (transfer full) */
static void
run_job (FcWriter *self,
         WriteJob *job)
{
  g_autoptr (GPtrArray) jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) write_job_free);
  g_autoptr (GError) error = NULL;
  gboolean again = FALSE, done;

  g_ptr_array_add (jobs, job);
  if (job->task != NULL && g_task_return_error_if_cancelled (job->task))
    return;
  done = run_once (self, jobs, &again, &error);
  if (again)
    {
      g_mutex_lock (&self->lock);
      g_queue_push_head (&self->jobs[job->urgency], g_ptr_array_steal_index (jobs, jobs->len - 1));
      g_mutex_unlock (&self->lock);
    }
  if (g_error_matches (error, FC_DB_ERROR, FC_DB_ERROR_CORRUPT) || g_error_matches (error, FC_DB_ERROR, FC_DB_ERROR_IO))
    fc_replica_found_damage (self->replica);
  fc_replica_map_error (&error);
  for (guint i = 0; i < jobs->len; i++)
    answer (jobs->pdata[i], done, error);
}

static WriteJob *
pop_job (FcWriter *self)
{
  for (int i = 0; i < FC_N_URGENCIES; i++)
    if (!g_queue_is_empty (&self->jobs[i]))
      return g_queue_pop_head (&self->jobs[i]);
  return NULL;
}

static void
take_over_wal (FcWriter *self,
               gboolean  truncate)
{
  g_autoptr (GError) error = NULL;

  if (!fc_db_checkpoint (self->db, truncate, &error))
    g_message ("The journal could not be taken over yet: %s", error->message);
}

/* Called with the lock held; gives it up while it works. */
static void
care_between_jobs (FcWriter *self)
{
  gboolean person_waits = !g_queue_is_empty (&self->jobs[FC_URGENT_PERSON]);

  if (fc_db_get_wal_pages (self->db) < (person_waits ? CHECKPOINT_PAGES_AT_MOST : CHECKPOINT_PAGES))
    return;
  g_mutex_unlock (&self->lock);
  take_over_wal (self, FALSE);
  g_mutex_lock (&self->lock);
}

/* Called with the lock held. Returns NULL when the writer shall stop. */
static WriteJob *
wait_for_job (FcWriter *self)
{
  WriteJob *job;

  while ((job = pop_job (self)) == NULL && !self->stopping)
    if (!g_cond_wait_until (&self->more, &self->lock, g_get_monotonic_time () + IDLE_BEFORE_TRUNCATE_US))
      {
        if (fc_db_get_wal_pages (self->db) > 0)
          {
            g_mutex_unlock (&self->lock);
            take_over_wal (self, TRUE);
            g_mutex_lock (&self->lock);
          }
        else
          g_cond_wait (&self->more, &self->lock);
      }
  return job;
}

static void
close_file (FcWriter *self)
{
  g_autoptr (GError) error = NULL;

  fc_station_zones_forget (self->db);
  if (self->clean && (!fc_db_set_durable (self->db, TRUE, &error) ||
                      !fc_db_exec (self->db, "INSERT OR REPLACE INTO meta VALUES ('" FC_META_CLEAN "', '1')", &error)))
    g_message ("%s", error->message);
  take_over_wal (self, TRUE);
  g_clear_pointer (&self->db, fc_db_close);
}

static void
free_writer (FcWriter *self)
{
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->more);
  g_free (self);
}

static gpointer
writer_thread (gpointer data)
{
  FcWriter *self = data;
  WriteJob *job;

  g_mutex_lock (&self->lock);
  while ((job = wait_for_job (self)) != NULL)
    {
      g_mutex_unlock (&self->lock);
      run_job (self, job);
      g_mutex_lock (&self->lock);
      care_between_jobs (self);
    }
  g_mutex_unlock (&self->lock);
  close_file (self);
  if (self->alone)
    free_writer (self);
  return NULL;
}

FcWriter *
fc_writer_new (FcReplica *replica,
               FcDb      *db)
{
  FcWriter *self = g_new0 (FcWriter, 1);

  self->replica = replica;
  self->db = db;
  g_mutex_init (&self->lock);
  g_cond_init (&self->more);
  for (int i = 0; i < FC_N_URGENCIES; i++)
    g_queue_init (&self->jobs[i]);
  fc_db_watch (db, TRUE);
  self->thread = g_thread_new ("replica-writer", writer_thread, self);
  return self;
}

/**
 * fc_writer_stop:
 * @clean: whether all was well: FALSE has the file checked when it is opened next
 *
 * Does what waits, closes the file, blocks until that is done, and frees the writer. When the last job held the last
 * reference to the replica this is the writer's own thread: it then ends by itself.
 */
void
fc_writer_stop (FcWriter *self,
                gboolean  clean)
{
  if (self == NULL)
    return;
  g_mutex_lock (&self->lock);
  self->stopping = TRUE;
  self->clean = clean;
  self->alone = g_thread_self () == self->thread;
  g_cond_signal (&self->more);
  g_mutex_unlock (&self->lock);
  if (self->alone)
    {
      g_thread_unref (self->thread);
      return;
    }
  g_thread_join (self->thread);
  free_writer (self);
}

/**
 * fc_writer_push:
 * @durable: whether the commit must be on the disk before the task returns
 * @func: runs on the writer's thread within a transaction; FALSE rolls it back
 * @task: (transfer full) (nullable): returns TRUE, or the result that @func set
 */
void
fc_writer_push (FcWriter       *self,
                FcUrgency       urgency,
                gboolean        durable,
                FcWriteFunc     func,
                gpointer        data,
                GDestroyNotify  data_free,
                GTask          *task)
{
  WriteJob *job = g_new0 (WriteJob, 1);

  job->urgency = urgency;
  job->durable = durable;
  job->func = func;
  job->data = data;
  job->data_free = data_free;
  job->task = task;
  g_mutex_lock (&self->lock);
  g_queue_push_tail (&self->jobs[urgency], job);
  g_cond_signal (&self->more);
  g_mutex_unlock (&self->lock);
}

/**
 * fc_writer_person_waits:
 *
 * For a long job, on the writer's thread: whether it should end its transaction and go on in another.
 */
gboolean
fc_writer_person_waits (FcWriter *self)
{
  gboolean waits;

  g_mutex_lock (&self->lock);
  waits = !g_queue_is_empty (&self->jobs[FC_URGENT_PERSON]);
  g_mutex_unlock (&self->lock);
  return waits;
}
