/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-report-queue.h"

#define DONE_KEPT 10

struct _FcReportQueue {
  GObject parent_instance;

  FcReplica *replica;
  FcReportClock clock;
  GListStore *jobs;
  FcReportJob *running; /* nullable */
};

G_DEFINE_FINAL_TYPE (FcReportQueue, fc_report_queue, G_TYPE_OBJECT)

enum { CHANGED, ENDED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void run_next (FcReportQueue *self);

/* (transfer none) (nullable) */
static FcReportJob *
job_at (FcReportQueue *self,
        guint          position)
{
  g_autoptr (FcReportJob) job = g_list_model_get_item (G_LIST_MODEL (self->jobs), position);

  return job;
}

/* What a person waits for first, then in the order in which they came; (transfer none) (nullable). */
static FcReportJob *
find_next (FcReportQueue *self)
{
  FcReportJob *next = NULL, *job;

  for (guint i = 0; (job = job_at (self, i)) != NULL; i++)
    {
      if (fc_report_job_get_state (job) != FC_REPORT_JOB_WAITING)
        continue;
      if (fc_id_is_null (&fc_report_job_get_order (job)->schedule))
        return job;
      if (next == NULL)
        next = job;
    }
  return next;
}

/* Done or cancelled: it needs nobody any more. */
static gboolean
is_over (FcReportJob *job)
{
  FcReportJobState state = fc_report_job_get_state (job);

  return state == FC_REPORT_JOB_DONE || state == FC_REPORT_JOB_CANCELLED;
}

/* Of what is over, the oldest go. */
static void
forget_old (FcReportQueue *self)
{
  guint n = 0;

  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->jobs)); i-- > 0;)
    if (is_over (job_at (self, i)) && ++n > DONE_KEPT)
      g_list_store_remove (self->jobs, i);
}

static void
changed (FcReportQueue *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
holds (FcReportQueue *self,
       FcReportJob   *job)
{
  return g_list_store_find (self->jobs, job, NULL);
}

static void
ran_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (FcReportQueue) self = user_data;
  g_autoptr (FcReportJob) job = g_object_ref (FC_REPORT_JOB (source));

  fc_report_job_run_finish (job, result);
  g_clear_object (&self->running);
  if (holds (self, job))
    g_signal_emit (self, signals[ENDED], 0, job);
  forget_old (self);
  run_next (self);
  changed (self);
}

static void
run_next (FcReportQueue *self)
{
  FcReportJob *next = self->running == NULL && self->replica != NULL ? find_next (self) : NULL;

  if (next == NULL)
    return;
  self->running = g_object_ref (next);
  fc_report_job_run_async (next, self->replica, self->clock (), ran_cb, g_object_ref (self));
}

static void
fc_report_queue_dispose (GObject *object)
{
  FcReportQueue *self = FC_REPORT_QUEUE (object);

  fc_report_queue_clear (self);
  g_clear_object (&self->replica);

  G_OBJECT_CLASS (fc_report_queue_parent_class)->dispose (object);
}

static void
fc_report_queue_finalize (GObject *object)
{
  g_clear_object (&FC_REPORT_QUEUE (object)->jobs);

  G_OBJECT_CLASS (fc_report_queue_parent_class)->finalize (object);
}

static void
fc_report_queue_class_init (FcReportQueueClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_report_queue_dispose;
  G_OBJECT_CLASS (klass)->finalize = fc_report_queue_finalize;

  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ENDED] = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, FC_TYPE_REPORT_JOB);
}

static void
fc_report_queue_init (FcReportQueue *self)
{
  self->jobs = g_list_store_new (FC_TYPE_REPORT_JOB);
  self->clock = g_get_real_time;
}

/**
 * fc_report_queue_new:
 *
 * Returns: (transfer full):
 */
FcReportQueue *
fc_report_queue_new (FcReplica *replica)
{
  FcReportQueue *self = g_object_new (FC_TYPE_REPORT_QUEUE, NULL);

  self->replica = g_object_ref (replica);
  return self;
}

void
fc_report_queue_set_clock (FcReportQueue *self,
                           FcReportClock  clock)
{
  self->clock = clock;
}

GListModel *
fc_report_queue_get_jobs (FcReportQueue *self)
{
  return G_LIST_MODEL (self->jobs);
}

/* Whether both are the same run about the same; where it goes may differ. */
static gboolean
is_same (const FcReportOrder *a,
         const FcReportOrder *b)
{
  return a->run == b->run && fc_id_equal (&a->schedule, &b->schedule) && a->info == b->info && a->all == b->all &&
         (a->all || fc_id_equal (&a->station, &b->station)) && a->span.from == b->span.from &&
         a->span.until == b->span.until;
}

/**
 * fc_report_queue_find:
 * @order: of a schedule
 *
 * Returns: (transfer none) (nullable): the job of that run, in whatever state
 */
FcReportJob *
fc_report_queue_find (FcReportQueue       *self,
                      const FcReportOrder *order)
{
  FcReportJob *job;

  for (guint i = 0; (job = job_at (self, i)) != NULL; i++)
    if (is_same (fc_report_job_get_order (job), order))
      return job;
  return NULL;
}

void
fc_report_queue_add (FcReportQueue *self,
                     FcReportJob   *job)
{
  g_list_store_append (self->jobs, job);
  run_next (self);
  changed (self);
}

/**
 * fc_report_queue_restore:
 *
 * As it was kept: waits for fc_report_queue_resume(), or failed.
 */
void
fc_report_queue_restore (FcReportQueue *self,
                         FcReportJob   *job)
{
  g_list_store_append (self->jobs, job);
}

void
fc_report_queue_resume (FcReportQueue *self)
{
  run_next (self);
}

/**
 * fc_report_queue_cancel:
 *
 * What is being written is written to its end first.
 */
void
fc_report_queue_cancel (FcReportQueue *self,
                        FcReportJob   *job)
{
  gboolean waits = fc_report_job_get_state (job) == FC_REPORT_JOB_WAITING;

  fc_report_job_cancel (job);
  if (waits && holds (self, job))
    g_signal_emit (self, signals[ENDED], 0, job);
  changed (self);
}

/**
 * fc_report_queue_retry:
 * @job: failed, or cancelled
 */
void
fc_report_queue_retry (FcReportQueue *self,
                       FcReportJob   *job)
{
  FcReportJobState state = fc_report_job_get_state (job);

  if (state != FC_REPORT_JOB_FAILED && state != FC_REPORT_JOB_CANCELLED)
    return;
  fc_report_job_reset (job);
  run_next (self);
  changed (self);
}

/**
 * fc_report_queue_remove:
 *
 * Takes it away; what runs is cancelled, and “ended” is not told of it.
 */
void
fc_report_queue_remove (FcReportQueue *self,
                        FcReportJob   *job)
{
  g_autoptr (FcReportJob) kept = g_object_ref (job);
  guint position;

  if (!g_list_store_find (self->jobs, job, &position))
    return;
  g_list_store_remove (self->jobs, position);
  fc_report_job_cancel (kept);
  changed (self);
}

/**
 * fc_report_queue_forget_done:
 *
 * Takes away what is done or was cancelled; its files stay.
 */
void
fc_report_queue_forget_done (FcReportQueue *self)
{
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->jobs)); i-- > 0;)
    if (is_over (job_at (self, i)))
      g_list_store_remove (self->jobs, i);
}

void
fc_report_queue_clear (FcReportQueue *self)
{
  while (g_list_model_get_n_items (G_LIST_MODEL (self->jobs)) > 0)
    fc_report_queue_remove (self, job_at (self, 0));
}
