/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim.h"

#include "fc-sync-page.h"

#include <string.h>

/* What an engine's world is here: the office's real replica, and a network made of events. */

#define ANSWER_TIME (30 * G_USEC_PER_SEC) /* an office waits no longer for an answer */

/* Something of an office's that is under way; it counts for nothing once the program has ended. */
typedef struct {
  SimOffice *office;
  guint life;
  guint call; /* of what kind of thing, which one */
  gint64 number;
  GBytes *body; /* nullable */
  SimAnswer answer;
  gboolean mute;
  gpointer request; /* nullable */
  GDestroyNotify request_free;
} Errand;

static Errand *
errand_new (SimOffice *office)
{
  Errand *self = g_new0 (Errand, 1);

  self->office = office;
  self->life = office->life;
  return self;
}

static void
errand_free (gpointer data)
{
  Errand *self = data;

  g_clear_pointer (&self->body, g_bytes_unref);
  sim_answer_clear (&self->answer);
  if (self->request != NULL)
    self->request_free (self->request);
  g_free (self);
}

static gboolean
is_over (const Errand *self)
{
  return self->life != self->office->life || self->office->engine == NULL;
}

static void
soon (SimOffice *office,
      SimFunc    func,
      Errand    *errand)
{
  sim_at (office->sim, sim_between (office->sim, 200, 8000), func, errand, errand_free);
}

static gint64
wall_clock (gpointer data)
{
  SimOffice *self = data;

  sim_as_office (self);
  return sim_clock;
}

static double
random_fraction (gpointer data)
{
  return g_rand_double (((SimOffice *) data)->sim->rand);
}

/* --- timers ---------------------------------------------------------------------------------------------------------------- */

static void
ring (Sim      *sim,
      gpointer  data)
{
  Errand *errand = data;
  SimOffice *office = errand->office;

  if (is_over (errand) || office->timers[errand->number] != errand->call)
    return;
  sim_as_office (office);
  fc_sync_engine_timer_fired (office->engine, (FcSyncTimer) errand->number);
}

static void
set_timer (gpointer    data,
           FcSyncTimer timer,
           gint64      delay_us)
{
  SimOffice *self = data;
  Errand *errand;

  self->timers[timer]++;
  if (delay_us < 0)
    return;
  errand = errand_new (self);
  errand->call = self->timers[timer];
  errand->number = timer;
  sim_at (self->sim, delay_us, ring, errand, errand_free);
}

/* --- the replica ------------------------------------------------------------------------------------------------------------- */

static guint
pending (gpointer data)
{
  SimOffice *self = data;

  if (self->sim->plan.sabotage == SIM_EDGE_TRIGGERED && !self->edge)
    return 0;
  return fc_replica_get_pending (self->replica);
}

static void
position (gpointer        data,
          FcSyncPosition *out)
{
  SimOffice *self = data;
  g_autoptr (GHashTable) cursors = fc_replica_dup_cursors (self->replica);
  g_autofree char *id = fc_replica_dup_meta (self->replica, FC_META_CLIENT_ID);

  if (id != NULL)
    fc_id_from_string (id, &out->client_id);
  out->epoch = fc_replica_get_meta_int (self->replica, FC_META_EPOCH, 0);
  out->cursor = fc_sync_page_cursor (cursors);
  out->facts = fc_replica_dup_meta (self->replica, FC_META_FACTS);
}

static FcSyncFailure *
failure_of (SimOffice    *self,
            const GError *error)
{
  if (error == NULL)
    return NULL;
  sim_note (self->sim, "office %u: %s", self->n, error->message);
  return fc_replica_failure (error);
}

static GPtrArray *
send_ops (GPtrArray *loaded)
{
  GPtrArray *ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_send_op_free);

  for (guint i = 0; loaded != NULL && i < loaded->len; i++)
    {
      const FcOutboxOp *op = g_ptr_array_index (loaded, i);
      FcSendOp *send = g_new0 (FcSendOp, 1);

      send->op_id = op->op_id;
      send->txn_id = op->txn_id;
      send->bytes = g_bytes_ref (op->bytes);
      g_ptr_array_add (ops, send);
    }
  return ops;
}

static void
load_now (Sim      *sim,
          gpointer  data)
{
  Errand *errand = data;
  SimOffice *self = errand->office;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) loaded = NULL;
  g_autoptr (GPtrArray) ops = NULL;
  g_autoptr (FcSyncFailure) failure = NULL;
  g_autoptr (GError) error = NULL;

  if (is_over (errand))
    return;
  sim_as_office (self);
  fc_replica_next_ops_async (self->replica, &self->user, (guint) errand->number, errand->call, NULL,
                             sim_office_finished_cb, &result);
  sim_office_wait (&result);
  loaded = fc_replica_next_ops_finish (self->replica, result, &error);
  ops = send_ops (loaded);
  failure = failure_of (self, error);
  fc_sync_engine_ops_loaded (self->engine, ops, failure);
}

static void
load_ops (gpointer data,
          guint    max_ops,
          gsize    max_bytes)
{
  SimOffice *self = data;
  Errand *errand = errand_new (self);

  self->edge = FALSE;
  errand->number = max_ops;
  errand->call = (guint) max_bytes;
  soon (self, load_now, errand);
}

typedef enum { JOB_RECORD, JOB_UNSTAGE, JOB_EPOCH, JOB_RESTART } Job;

static gboolean
do_job (SimOffice  *self,
        Errand     *errand,
        GError    **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) results = errand->request;

  errand->request = NULL;
  switch ((Job) errand->call)
    {
    case JOB_RECORD:
      fc_replica_record_results_async (self->replica, results, sim_office_finished_cb, &result);
      sim_office_wait (&result);
      return fc_replica_record_results_finish (self->replica, result, error);
    case JOB_UNSTAGE:
      fc_replica_unstage_async (self->replica, sim_office_finished_cb, &result);
      sim_office_wait (&result);
      return fc_replica_unstage_finish (self->replica, result, error);
    case JOB_EPOCH:
      fc_replica_new_epoch_async (self->replica, errand->number, sim_office_finished_cb, &result);
      sim_office_wait (&result);
      return fc_replica_new_epoch_finish (self->replica, result, error);
    case JOB_RESTART:
    default:
      fc_replica_restart_pull_async (self->replica, sim_office_finished_cb, &result);
      sim_office_wait (&result);
      return fc_replica_restart_pull_finish (self->replica, result, error);
    }
}

static void
job_now (Sim      *sim,
         gpointer  data)
{
  Errand *errand = data;
  SimOffice *self = errand->office;
  g_autoptr (FcSyncFailure) failure = NULL;
  g_autoptr (GError) error = NULL;

  if (is_over (errand))
    return;
  sim_as_office (self);
  do_job (self, errand, &error);
  failure = failure_of (self, error);
  sim_check_step (self);
  if (errand->call == JOB_RECORD)
    fc_sync_engine_recorded (self->engine, failure);
  else if (errand->call == JOB_UNSTAGE)
    fc_sync_engine_unstaged (self->engine, failure);
  else
    fc_sync_engine_reset_done (self->engine, failure);
}

static void
start_job (SimOffice *self,
           Job        job,
           gint64     number,
           gpointer   request)
{
  Errand *errand = errand_new (self);

  errand->call = job;
  errand->number = number;
  errand->request = request;
  errand->request_free = (GDestroyNotify) g_ptr_array_unref;
  soon (self, job_now, errand);
}

static void
record (gpointer   data,
        GPtrArray *results)
{
  start_job (data, JOB_RECORD, 0, fc_sync_page_results (results));
}

static void
unstage (gpointer data)
{
  start_job (data, JOB_UNSTAGE, 0, NULL);
}

static void
new_epoch (gpointer data,
           gint64   epoch)
{
  start_job (data, JOB_EPOCH, epoch, NULL);
}

static void
restart_pull (gpointer data)
{
  start_job (data, JOB_RESTART, 0, NULL);
}

static gboolean
put_facts (SimOffice    *self,
           FcFactBatch  *batch,
           GError      **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fc_replica_apply_facts_async (self->replica, batch, NULL, NULL, sim_office_finished_cb, &result);
  sim_office_wait (&result);
  return fc_replica_apply_facts_finish (self->replica, result, error);
}

static gboolean
put_rows (SimOffice    *self,
          FcSyncReply  *reply,
          GPtrArray    *rows,
          GError      **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GHashTable) cursors = NULL;

  if (reply->more)
    {
      fc_replica_stage_async (self->replica, rows, sim_office_finished_cb, &result);
      sim_office_wait (&result);
      return fc_replica_stage_finish (self->replica, result, error);
    }
  cursors = fc_sync_page_cursors (reply->cursor);
  fc_replica_apply_async (self->replica, rows, cursors, reply->head, sim_office_finished_cb, &result);
  sim_office_wait (&result);
  return fc_replica_apply_finish (self->replica, result, error);
}

static void
take_now (Sim      *sim,
          gpointer  data)
{
  Errand *errand = data;
  SimOffice *self = errand->office;
  g_autoptr (FcSyncReply) reply = errand->request;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (FcSyncFailure) failure = NULL;
  g_autoptr (GError) error = NULL;
  gboolean good = TRUE;

  errand->request = NULL;
  if (is_over (errand))
    return;
  sim_as_office (self);
  rows = g_steal_pointer (&self->rows);
  while (good && reply->facts->len > 0)
    {
      g_ptr_array_set_free_func (reply->facts, NULL);
      good = put_facts (self, g_ptr_array_index (reply->facts, 0), &error);
      g_ptr_array_remove_index (reply->facts, 0);
    }
  g_ptr_array_set_free_func (reply->facts, (GDestroyNotify) fc_fact_batch_free);
  if (good)
    put_rows (self, reply, rows, &error);
  failure = failure_of (self, error);
  sim_check_step (self);
  fc_sync_engine_page_taken (self->engine, failure);
}

static void
take_page (gpointer     data,
           FcSyncReply *reply)
{
  Errand *errand = errand_new (data);

  errand->request = reply;
  errand->request_free = (GDestroyNotify) fc_sync_reply_free;
  soon (data, take_now, errand);
}

/* --- exchange ---------------------------------------------------------------------------------------------------------------- */

static GBytes *
damage (Sim    *sim,
        GBytes *body)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (body, &size);
  guint8 *copy;

  if (size < 2)
    return g_bytes_ref (body);
  if (sim_chance (sim, SIM_TRUNCATE, 0.05))
    return g_bytes_new (data, (gsize) sim_between (sim, 0, (gint64) size));
  if (!sim_chance (sim, SIM_FLIP, 0.05))
    return g_bytes_ref (body);
  copy = g_memdup2 (data, size);
  copy[sim_between (sim, 10, (gint64) MAX (size, 11))] ^= (guint8) (1 << sim_between (sim, 0, 8)); /* behind gzip's header, which carries a time */
  return g_bytes_new_take (copy, size);
}

static void
fail_exchange (SimOffice     *self,
               FcFailureKind  kind,
               const char    *sentence)
{
  g_autoptr (FcSyncFailure) failure = fc_sync_failure_new (kind, sentence);

  fc_sync_engine_exchanged (self->engine, NULL, failure);
}

static void
read_answer (SimOffice *self,
             GBytes    *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) plain = fc_gunzip (body, FC_WIRE_MAX_BODY, &error);
  FcSyncReply *reply = plain != NULL ? fc_sync_reply_decode (plain, &error) : NULL;

  if (reply == NULL)
    {
      fail_exchange (self, FC_FAILURE_GARBAGE, error->message);
      return;
    }
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  self->rows = fc_sync_page_rows (reply->updates);
  fc_sync_engine_exchanged (self->engine, reply, NULL);
}

static void
answer_arrives (Sim      *sim,
                gpointer  data)
{
  Errand *errand = data;
  SimOffice *self = errand->office;

  if (is_over (errand) || errand->call != self->call)
    return;
  self->call++;
  sim_as_office (self);
  if (errand->answer.status == 200)
    read_answer (self, errand->answer.body);
  else if (errand->answer.status == 0)
    fail_exchange (self, FC_FAILURE_NETWORK, "No answer.");
  else
    {
      g_autoptr (FcSyncFailure) failure =
        fc_sync_failure_new_status (errand->answer.status, errand->answer.code, NULL, errand->answer.retry_after);

      sim_note (sim, "office %u: status %d", self->n, errand->answer.status);
      fc_sync_engine_exchanged (self->engine, NULL, failure);
    }
}

static gboolean
refuse_by_status (Sim       *sim,
                  SimAnswer *answer)
{
  static const SimAnswer answers[] = {
    { 401, "expired", 0, NULL }, { 413, "", 0, NULL },      { 429, "slow-down", 7, NULL }, { 500, "", 0, NULL },
    { 502, "", 0, NULL },        { 503, "store", 2, NULL }, { 400, "protocol", 0, NULL },  { 403, "denied", 0, NULL },
  };

  if (!sim_chance (sim, SIM_STATUS, 0.12))
    return FALSE;
  *answer = answers[sim_between (sim, 0, G_N_ELEMENTS (answers))];
  return TRUE;
}

static gint64
latency (Sim *sim)
{
  return sim_chance (sim, SIM_REORDER, 0.15) ? sim_between (sim, 1, 40) * G_USEC_PER_SEC : sim_between (sim, 3000, 60000);
}

static void
request_arrives (Sim      *sim,
                 gpointer  data)
{
  Errand *errand = data;
  Errand *back = errand_new (errand->office);
  g_autoptr (GBytes) body = damage (sim, errand->body);

  back->life = errand->life;
  back->call = errand->call;
  if (sim->hub.store == NULL)
    back->answer.status = 0;
  else if (!refuse_by_status (sim, &back->answer))
    sim_hub_sync (sim, &errand->office->user, body, &back->answer);
  if (errand->mute || sim_chance (sim, SIM_LOSE_REPLY, 0.12))
    errand_free (back);
  else
    {
      if (back->answer.body != NULL)
        {
          GBytes *arrives = damage (sim, back->answer.body);

          g_bytes_unref (back->answer.body);
          back->answer.body = arrives;
        }
      sim_at (sim, latency (sim), answer_arrives, back, errand_free);
    }
}

static void
send_letter (SimOffice *self,
             GBytes    *body,
             gboolean   mute)
{
  Errand *errand = errand_new (self);

  errand->call = self->call;
  errand->body = g_bytes_ref (body);
  errand->mute = mute;
  sim_at (self->sim, latency (self->sim), request_arrives, errand, errand_free);
}

static void
exchange (gpointer       data,
          FcSyncRequest *request)
{
  SimOffice *self = data;
  g_autoptr (FcSyncRequest) own = request;
  g_autoptr (GBytes) plain = fc_sync_request_encode (request);
  g_autoptr (GBytes) body = fc_gzip (plain, 1);
  Errand *patience = errand_new (self);

  self->call++;
  patience->call = self->call;
  sim_at (self->sim, ANSWER_TIME, answer_arrives, patience, errand_free);
  if (!sim_chance (self->sim, SIM_DROP, 0.12))
    send_letter (self, body, FALSE);
  if (sim_chance (self->sim, SIM_DUPLICATE, 0.15))
    send_letter (self, body, TRUE);
}

/* --- the first pull ------------------------------------------------------------------------------------------------------------- */

static void
base_pulled (gpointer data)
{
  SimOffice *self = data;

  sim_note (self->sim, "office %u has the base", self->n);
  fc_sync_engine_base_pulled (self->engine);
}

static void
stream_progress (gint64   done,
                 gint64   total,
                 gpointer data)
{
  SimOffice *self = data;

  if (self->pull_steps == 0)
    self->disk->state = SIM_DISK_DEAD;
  self->pull_steps--;
  fc_sync_engine_stream_progress (self->engine, done, total);
}

static void
stream_ended (const FcSyncFailure *failure,
              gpointer             data)
{
  SimOffice *self = data;

  self->pull_ended = TRUE;
  self->pull_failure = failure != NULL ? fc_sync_failure_copy (failure) : NULL;
}

static void
stream_now (Sim      *sim,
            gpointer  data)
{
  static const FcPullWatcher watcher = { base_pulled, stream_progress, stream_ended };
  Errand *errand = data;
  SimOffice *self = errand->office;
  g_autoptr (FcPullRequest) request = errand->request;
  g_autoptr (FcSyncFailure) failure = NULL;

  errand->request = NULL;
  if (is_over (errand) || errand->call != self->stream)
    return;
  sim_as_office (self);
  self->pull_ended = FALSE;
  self->pull = fc_pull_job_start (self->client, self->replica, request, &watcher, self);
  while (!self->pull_ended)
    g_main_context_iteration (NULL, TRUE);
  g_clear_pointer (&self->pull, fc_pull_job_stop);
  failure = g_steal_pointer (&self->pull_failure);
  sim_note (sim, "office %u: stream ended%s%s", self->n, failure != NULL ? ": " : "", failure != NULL ? failure->message : "");
  sim_check_step (self);
  fc_sync_engine_stream_ended (self->engine, failure);
}

static void
stream (gpointer       data,
        FcPullRequest *request)
{
  SimOffice *self = data;
  Errand *errand = errand_new (self);

  errand->request = request;
  errand->request_free = (GDestroyNotify) fc_pull_request_free;
  errand->call = ++self->stream;
  soon (self, stream_now, errand);
}

static void
stop_stream (gpointer data)
{
  SimOffice *self = data;

  self->stream++;
}

/* --- the head ------------------------------------------------------------------------------------------------------------------ */

static void
head_arrives (Sim      *sim,
              gpointer  data)
{
  Errand *errand = data;
  SimOffice *self = errand->office;
  g_autoptr (FcSyncFailure) failure = NULL;
  gint64 epoch = 0, head = 0;

  if (is_over (errand) || !self->watching || errand->call != self->watch)
    return;
  self->watching = FALSE;
  if (sim->hub.store == NULL || sim_chance (sim, SIM_DROP, 0.1))
    failure = fc_sync_failure_new (FC_FAILURE_NETWORK, "No answer.");
  else
    sim_hub_head (sim, &epoch, &head);
  sim_as_office (self);
  fc_sync_engine_head_seen (self->engine, epoch, head, failure);
}

static void
answer_watch (SimOffice *self,
              gint64     delay)
{
  Errand *errand = errand_new (self);

  errand->call = self->watch;
  sim_at (self->sim, delay, head_arrives, errand, errand_free);
}

static void
watch_head (gpointer data,
            gint64   epoch,
            gint64   since)
{
  SimOffice *self = data;
  gint64 now_epoch = 0, head = 0;

  self->watch++;
  self->watching = TRUE;
  self->watch_since = since;
  if (self->sim->hub.store != NULL)
    sim_hub_head (self->sim, &now_epoch, &head);
  sim_as_office (self);
  answer_watch (self, now_epoch != epoch || head > since ? 5000 : FC_WIRE_HEAD_WAIT * G_USEC_PER_SEC);
}

static void
stop_watch (gpointer data)
{
  ((SimOffice *) data)->watching = FALSE;
}

/* The hub's head moved: who watches hears of it, unless the hint is lost. */
void
sim_net_moved (Sim *sim)
{
  for (guint i = 0; i < sim->offices->len; i++)
    {
      SimOffice *office = sim->offices->pdata[i];

      if (office->watching && !sim_chance (sim, SIM_DROP, 0.3))
        answer_watch (office, sim_between (sim, 3000, 60000));
    }
}

/* --- sign-in -------------------------------------------------------------------------------------------------------------------- */

static void
sign_in_again (Sim      *sim,
               gpointer  data)
{
  Errand *errand = data;

  if (is_over (errand))
    return;
  sim_note (sim, "office %u signs in again", errand->office->n);
  sim_as_office (errand->office);
  fc_sync_engine_set_signed_in (errand->office->engine, TRUE);
}

static void
refresh_now (Sim      *sim,
             gpointer  data)
{
  Errand *errand = data;
  SimOffice *self = errand->office;
  g_autoptr (FcSyncFailure) failure = NULL;

  if (is_over (errand))
    return;
  if (sim_chance (sim, SIM_STATUS, 0.2))
    failure = fc_sync_failure_new_status (401, "expired", NULL, 0);
  else if (sim->hub.store == NULL || sim_chance (sim, SIM_DROP, 0.2))
    failure = fc_sync_failure_new (FC_FAILURE_NETWORK, "No answer.");
  sim_as_office (self);
  fc_sync_engine_refreshed (self->engine, failure);
}

static void
refresh (gpointer data)
{
  soon (data, refresh_now, errand_new (data));
}

/* The person comes back to the desk some time later. */
static void
forget_credentials (gpointer data)
{
  SimOffice *self = data;

  sim_at (self->sim, sim_between (self->sim, 5, 90) * G_USEC_PER_SEC, sign_in_again, errand_new (self), errand_free);
}

static void
changed (gpointer data)
{
}

const FcSyncWorld sim_world = {
  .wall_clock = wall_clock,
  .random = random_fraction,
  .set_timer = set_timer,
  .pending = pending,
  .position = position,
  .load_ops = load_ops,
  .exchange = exchange,
  .record = record,
  .take_page = take_page,
  .unstage = unstage,
  .stream = stream,
  .stop_stream = stop_stream,
  .watch_head = watch_head,
  .stop_watch = stop_watch,
  .refresh = refresh,
  .forget_credentials = forget_credentials,
  .new_epoch = new_epoch,
  .restart_pull = restart_pull,
  .changed = changed,
};
