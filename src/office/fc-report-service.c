/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-report-service.h"

#include "fc-replica-sync.h"
#include "fc-report-shelf.h"
#include "fc-station-queries.h"

#define META_SCHEDULES "app.reports"
#define PATIENCE_US    FC_HOUR_US /* so long a run waits for the server's news */
#define LONGEST_US     FC_HOUR_US /* timers drift where a computer sleeps: looked at again by then */
#define SHORTEST_US    G_GINT64_CONSTANT (1000000)
#define ARRIVING_US    (FC_HOUR_US / 60) /* while the first sales still come */

struct _FcReportService {
  GObject parent_instance;

  FcReplica *replica;
  FcReportQueue *queue;
  FcReportShelf *shelf;
  FcReportClock clock;
  GPtrArray *schedules;      /* FcReportSchedule */
  GPtrArray *stations;       /* (nullable) FcRecord: as they were last read */
  GCancellable *cancellable; /* (nullable): of the look under way */
  gboolean running, again;
  gint64 started_us; /* UTC µs: from then on the server may have sent its news */
  guint timer;
};

G_DEFINE_FINAL_TYPE (FcReportService, fc_report_service, G_TYPE_OBJECT)

enum { CHANGED, FAILED, UNSAVED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* --- keeping -------------------------------------------------------------------------------------------------------------------- */

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (FcReportService) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!fc_replica_set_meta_finish (FC_REPLICA (source), result, &error))
    g_signal_emit (self, signals[UNSAVED], 0, error);
}

static void
save (FcReportService *self)
{
  g_autofree char *json = fc_report_schedules_to_json (self->schedules);

  if (self->replica != NULL)
    fc_replica_set_meta_async (self->replica, META_SCHEDULES, json, saved_cb, g_object_ref (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

/* What the queue owes. */
static void
queue_changed_cb (FcReportService *self)
{
  g_autoptr (FcReportService) held = g_object_ref (self);

  if (self->running && fc_report_shelf_save (self->shelf, saved_cb, held))
    g_steal_pointer (&held);
}

static FcReportSchedule *
find (FcReportService *self,
      const FcId      *id)
{
  for (guint i = 0; i < self->schedules->len; i++)
    if (fc_id_equal (&((FcReportSchedule *) self->schedules->pdata[i])->id, id))
      return self->schedules->pdata[i];
  return NULL;
}

/* --- what is due ------------------------------------------------------------------------------------------------------------------ */

static gboolean
timer_cb (gpointer data)
{
  FcReportService *self = data;

  self->timer = 0;
  fc_report_service_look (self);
  return G_SOURCE_REMOVE;
}

static void
look_at (FcReportService *self,
         gint64           at)
{
  gint64 wait = CLAMP (at - self->clock (), SHORTEST_US, LONGEST_US);

  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add ((guint) (wait / 1000), timer_cb, self);
}

/*
 * Until when a run waits for what the server has to tell; 0: it can be made. An office that was off over the weekend would
 * else report on what it knew on Friday.
 */
static gint64
wait_for_news (FcReportService *self,
               gint64           run_us,
               gint64           now)
{
  g_autofree char *arriving = fc_replica_dup_meta (self->replica, FC_META_FACTS);
  gint64 until = MAX (run_us, self->started_us) + PATIENCE_US;

  if (arriving != NULL)
    return now + ARRIVING_US;
  if (!fc_replica_has_hub (self->replica) || fc_replica_get_last_sync (self->replica) >= run_us || now >= until)
    return 0;
  return until;
}

static void
add_run (FcReportService  *self,
         FcReportSchedule *schedule,
         FcDate            run)
{
  const FcReportOrder order = { .info = fc_report_info_find (schedule->report),
                                .all = schedule->all,
                                .station = schedule->station,
                                .span = fc_schedule_span (&schedule->when, run),
                                .format = schedule->format,
                                .folder = schedule->folder,
                                .schedule = schedule->id,
                                .run = run };
  g_autofree char *scope =
    fc_report_scope_name (self->stations, schedule->all ? NULL : &schedule->station,
                          fc_replica_get_tenant (self->replica), fc_replica_get_actor (self->replica));
  g_autoptr (FcReportJob) job = scope != NULL ? fc_report_job_new (&order, scope) : NULL;

  if (job != NULL && fc_report_queue_find (self->queue, &order) == NULL)
    fc_report_queue_add (self->queue, job);
}

/* Returns: when there is something to do about it next. */
static gint64
look_at_schedule (FcReportService  *self,
                  FcReportSchedule *schedule,
                  gint64            now)
{
  g_autoptr (GTimeZone) zone =
    fc_report_schedule_zone (schedule, self->stations, fc_replica_get_tenant (self->replica));
  g_autoptr (GArray) due = fc_schedule_due (&schedule->when, schedule->since_us, now, zone,
                                            (const FcDate *) (gpointer) schedule->made->data, schedule->made->len);
  gint64 next = fc_schedule_run_time (&schedule->when, fc_schedule_next (&schedule->when, now, zone), zone);

  for (guint i = 0; i < due->len; i++)
    {
      FcDate run = g_array_index (due, FcDate, i);
      gint64 wait = wait_for_news (self, fc_schedule_run_time (&schedule->when, run, zone), now);

      if (wait > 0)
        next = MIN (next, wait);
      else
        add_run (self, schedule, run);
    }
  return next;
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (FcReportService) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *stations = fc_stations_finish (FC_REPLICA (source), result, &error);
  gint64 now = self->clock (), next = now + LONGEST_US;
  const FcActor *actor;

  if (!self->running || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_pointer (&stations, g_ptr_array_unref);
      return;
    }
  g_clear_object (&self->cancellable);
  actor = fc_replica_get_actor (self->replica);
  if (stations != NULL)
    {
      g_clear_pointer (&self->stations, g_ptr_array_unref);
      self->stations = stations;
      for (guint i = 0; i < self->schedules->len; i++)
        {
          FcReportSchedule *schedule = self->schedules->pdata[i];

          if (schedule->enabled && fc_report_schedule_may (schedule, actor))
            next = MIN (next, look_at_schedule (self, schedule, now));
        }
    }
  else
    g_debug ("The stations of the reports were not read: %s", error->message);
  look_at (self, self->again ? now : next);
  self->again = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * fc_report_service_look:
 *
 * Looks at the clock: what is due goes into the queue.
 */
void
fc_report_service_look (FcReportService *self)
{
  if (!self->running || fc_replica_get_actor (self->replica) == NULL)
    return;
  fc_report_queue_resume (self->queue);
  self->again = self->cancellable != NULL;
  if (self->again)
    return;
  self->cancellable = g_cancellable_new ();
  fc_stations_async (self->replica, self->cancellable, looked_cb, g_object_ref (self));
}

/* --- what became of it ------------------------------------------------------------------------------------------------------------- */

/* Whether it is a run of the schedule as it is now, not as it was before it was changed. */
static gboolean
is_run_of (const FcReportOrder    *order,
           const FcReportSchedule *schedule)
{
  FcSpan span = fc_schedule_span (&schedule->when, order->run);

  return g_strcmp0 (order->info->name, schedule->report) == 0 && order->all == schedule->all &&
         (order->all || fc_id_equal (&order->station, &schedule->station)) && span.from == order->span.from &&
         span.until == order->span.until;
}

/* An FcReportIsOwed. */
static gboolean
is_owed (const FcReportOrder *order,
         gpointer             user_data)
{
  const FcReportSchedule *schedule = find (user_data, &order->schedule);

  if (fc_id_is_null (&order->schedule))
    return TRUE;
  return schedule != NULL && (!is_run_of (order, schedule) || !fc_report_schedule_has_made (schedule, order->run));
}

static void
settle (FcReportService *self,
        FcReportJob     *job,
        gboolean         written)
{
  const FcReportOrder *order = fc_report_job_get_order (job);
  FcReportSchedule *schedule = find (self, &order->schedule);

  if (schedule == NULL)
    return;
  if (is_run_of (order, schedule))
    fc_report_schedule_set_made (schedule, order->run);
  if (written)
    schedule->last_us = self->clock ();
  save (self);
}

static void
ended_cb (FcReportService *self,
          FcReportJob     *job)
{
  if (fc_id_is_null (&fc_report_job_get_order (job)->schedule) || !self->running)
    return;
  switch (fc_report_job_get_state (job))
    {
    case FC_REPORT_JOB_DONE:
    case FC_REPORT_JOB_CANCELLED:
      settle (self, job, fc_report_job_get_state (job) == FC_REPORT_JOB_DONE);
      break;
    case FC_REPORT_JOB_FAILED:
      g_signal_emit (self, signals[FAILED], 0, job);
      g_signal_emit (self, signals[CHANGED], 0);
      break;
    case FC_REPORT_JOB_WAITING:
    case FC_REPORT_JOB_RUNNING:
    default:
      break;
    }
}

/* What is waiting or under way is of who sat there: nobody else gets it, nor they while they may not see it. */
static void
actor_changed_cb (FcReportService *self)
{
  fc_report_shelf_take (self->shelf, fc_replica_get_actor (self->replica), is_owed, self);
  queue_changed_cb (self);
  g_cancellable_cancel (self->cancellable); /* stations of the one before */
  g_clear_object (&self->cancellable);
  fc_report_service_look (self);
}

static void
fc_report_service_dispose (GObject *object)
{
  FcReportService *self = FC_REPORT_SERVICE (object);

  fc_report_service_stop (self);
  if (self->queue != NULL)
    g_object_run_dispose (G_OBJECT (self->queue));
  g_clear_object (&self->replica);

  G_OBJECT_CLASS (fc_report_service_parent_class)->dispose (object);
}

static void
fc_report_service_finalize (GObject *object)
{
  FcReportService *self = FC_REPORT_SERVICE (object);

  g_clear_pointer (&self->shelf, fc_report_shelf_free);
  g_clear_object (&self->queue);
  g_ptr_array_unref (self->schedules);
  g_clear_pointer (&self->stations, g_ptr_array_unref);

  G_OBJECT_CLASS (fc_report_service_parent_class)->finalize (object);
}

static void
fc_report_service_class_init (FcReportServiceClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fc_report_service_dispose;
  G_OBJECT_CLASS (klass)->finalize = fc_report_service_finalize;

  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] =
    g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, FC_TYPE_REPORT_JOB);
  signals[UNSAVED] =
    g_signal_new ("unsaved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
fc_report_service_init (FcReportService *self)
{
  self->clock = g_get_real_time;
}

/**
 * fc_report_service_new:
 * @replica: with somebody at the desk
 *
 * Returns: (transfer full): waits for fc_report_service_start_later()
 */
FcReportService *
fc_report_service_new (FcReplica *replica)
{
  FcReportService *self = g_object_new (FC_TYPE_REPORT_SERVICE, NULL);
  g_autofree char *json = fc_replica_dup_meta (replica, META_SCHEDULES);

  self->replica = g_object_ref (replica);
  self->queue = fc_report_queue_new (replica);
  self->schedules = fc_report_schedules_read (json);
  self->shelf = fc_report_shelf_new (replica, self->queue);
  fc_report_shelf_take (self->shelf, fc_replica_get_actor (replica), is_owed, self);
  g_signal_connect_object (self->queue, "changed", G_CALLBACK (queue_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->queue, "ended", G_CALLBACK (ended_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (replica, "actor-changed", G_CALLBACK (actor_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (replica, "notify::last-sync", G_CALLBACK (fc_report_service_look), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * fc_report_service_set_clock:
 *
 * For tests; before it starts.
 */
void
fc_report_service_set_clock (FcReportService *self,
                             FcReportClock    clock)
{
  self->clock = clock;
  fc_report_queue_set_clock (self->queue, clock);
}

void
fc_report_service_start_later (FcReportService *self,
                               guint            ms)
{
  self->running = TRUE;
  self->started_us = self->clock ();
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (ms, timer_cb, self);
}

/**
 * fc_report_service_stop:
 *
 * What waits or failed is there again at the next start.
 */
void
fc_report_service_stop (FcReportService *self)
{
  self->running = FALSE;
  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->queue != NULL)
    fc_report_queue_clear (self->queue);
}

FcReportQueue *
fc_report_service_get_queue (FcReportService *self)
{
  return self->queue;
}

GPtrArray *
fc_report_service_get_schedules (FcReportService *self)
{
  return self->schedules;
}

const FcReportSchedule *
fc_report_service_find (FcReportService *self,
                        const FcId      *id)
{
  return find (self, id);
}

/* What is not done of it goes. */
static void
drop_jobs (FcReportService *self,
           const FcId      *schedule)
{
  GListModel *jobs = fc_report_queue_get_jobs (self->queue);

  for (guint i = g_list_model_get_n_items (jobs); i-- > 0;)
    {
      g_autoptr (FcReportJob) job = g_list_model_get_item (jobs, i);

      if (fc_id_equal (&fc_report_job_get_order (job)->schedule, schedule) &&
          fc_report_job_get_state (job) != FC_REPORT_JOB_DONE)
        fc_report_queue_remove (self->queue, job);
    }
}

static void
redo_job (FcReportService        *self,
          FcReportJob            *job,
          const FcReportSchedule *schedule)
{
  FcReportOrder order = *fc_report_job_get_order (job);
  g_autoptr (FcReportJob) redone = NULL;

  order.format = schedule->format;
  order.folder = schedule->folder;
  redone = fc_report_job_new (&order, fc_report_job_get_scope (job));
  fc_report_queue_remove (self->queue, job);
  fc_report_queue_add (self->queue, redone);
}

/* What is not done of it goes where the schedule now says, and is tried again: also runs from before its hour was another. */
static void
redo_jobs (FcReportService        *self,
           const FcReportSchedule *schedule)
{
  GListModel *jobs = fc_report_queue_get_jobs (self->queue);
  g_autoptr (GPtrArray) owed = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (jobs); i++)
    {
      g_autoptr (FcReportJob) job = g_list_model_get_item (jobs, i);
      FcReportJobState state = fc_report_job_get_state (job);

      if (fc_id_equal (&fc_report_job_get_order (job)->schedule, &schedule->id) && state != FC_REPORT_JOB_DONE &&
          state != FC_REPORT_JOB_CANCELLED)
        g_ptr_array_add (owed, g_steal_pointer (&job));
    }
  for (guint i = 0; i < owed->len; i++)
    redo_job (self, owed->pdata[i], schedule);
}

/* Paused, or going on: what waits of it is still owed. */
static gboolean
is_only_switched (const FcReportSchedule *before,
                  const FcReportSchedule *after)
{
  return before != NULL && before->enabled != after->enabled && fc_report_schedule_same_runs (before, after) &&
         before->format == after->format && g_strcmp0 (before->folder, after->folder) == 0;
}

/**
 * fc_report_service_put:
 *
 * A new schedule, or one that was changed. Where other runs come of it, or it goes on after a pause, it begins now: nothing
 * from before is made up for, but what failed is still owed. A folder or format that was mended counts for what was missed, too.
 */
void
fc_report_service_put (FcReportService        *self,
                       const FcReportSchedule *schedule)
{
  FcReportSchedule *before = find (self, &schedule->id), *after = fc_report_schedule_copy (schedule);
  gboolean keeps_jobs = is_only_switched (before, after);

  if (before != NULL && (!fc_report_schedule_same_runs (before, after) || (after->enabled && !before->enabled)))
    {
      after->since_us = self->clock ();
      g_array_set_size (after->made, 0);
    }
  if (before != NULL)
    {
      guint position;

      g_ptr_array_find (self->schedules, before, &position);
      fc_report_schedule_free (before);
      self->schedules->pdata[position] = after;
    }
  else
    g_ptr_array_add (self->schedules, after);
  if (!keeps_jobs)
    redo_jobs (self, after);
  save (self);
  fc_report_service_look (self);
}

void
fc_report_service_remove (FcReportService *self,
                          const FcId      *id)
{
  FcReportSchedule *schedule = find (self, id);

  if (schedule == NULL)
    return;
  drop_jobs (self, id);
  g_ptr_array_remove (self->schedules, schedule);
  save (self);
}

/**
 * fc_report_service_dismiss:
 *
 * Puts a job away; the run of a schedule is done with.
 */
void
fc_report_service_dismiss (FcReportService *self,
                           FcReportJob     *job)
{
  g_autoptr (FcReportJob) kept = g_object_ref (job);

  fc_report_queue_remove (self->queue, job);
  if (!fc_id_is_null (&fc_report_job_get_order (kept)->schedule))
    settle (self, kept, FALSE);
}

/**
 * fc_report_service_get_next:
 *
 * Returns: UTC µs of its next run
 */
gint64
fc_report_service_get_next (FcReportService        *self,
                            const FcReportSchedule *schedule)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GTimeZone) zone = fc_report_schedule_zone (schedule, self->stations != NULL ? self->stations : none,
                                                        fc_replica_get_tenant (self->replica));
  FcDate run = fc_schedule_next (&schedule->when, self->clock (), zone);

  return fc_schedule_run_time (&schedule->when, run, zone);
}
