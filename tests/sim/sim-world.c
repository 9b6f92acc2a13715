/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-errand.h"

#include "fc-sync-page.h"

/* What an engine's world is here: the office's real replica, and a network made of events. */

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
  SimErrand *errand = data;
  SimOffice *office = errand->office;

  if (sim_errand_is_over (errand) || office->timers[errand->number] != errand->call)
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
  SimErrand *errand;

  self->timers[timer]++;
  if (delay_us < 0)
    return;
  errand = sim_errand_new (self);
  errand->call = self->timers[timer];
  errand->number = timer;
  sim_at (self->sim, delay_us, ring, errand, sim_errand_free);
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
  fc_replica_get_after (self->replica, &self->user, &out->after);
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
  SimErrand *errand = data;
  SimOffice *self = errand->office;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) loaded = NULL;
  g_autoptr (GPtrArray) ops = NULL;
  g_autoptr (FcSyncFailure) failure = NULL;
  g_autoptr (GError) error = NULL;

  if (sim_errand_is_over (errand))
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
  SimErrand *errand = sim_errand_new (self);

  self->edge = FALSE;
  errand->number = max_ops;
  errand->call = (guint) max_bytes;
  sim_errand_soon (self, load_now, errand);
}

typedef enum { JOB_RECORD, JOB_UNSTAGE, JOB_EPOCH, JOB_CLIENT, JOB_RESTART } Job;

static gboolean
do_job (SimOffice  *self,
        SimErrand     *errand,
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
    case JOB_CLIENT:
      sim_note (self->sim, "office %u becomes a client of its own", self->n);
      fc_replica_new_client_async (self->replica, sim_office_finished_cb, &result);
      sim_office_wait (&result);
      return fc_replica_new_client_finish (self->replica, result, error);
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
  SimErrand *errand = data;
  SimOffice *self = errand->office;
  g_autoptr (FcSyncFailure) failure = NULL;
  g_autoptr (GError) error = NULL;

  if (sim_errand_is_over (errand))
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
  SimErrand *errand = sim_errand_new (self);

  errand->call = job;
  errand->number = number;
  errand->request = request;
  errand->request_free = (GDestroyNotify) g_ptr_array_unref;
  sim_errand_soon (self, job_now, errand);
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

static void
new_client (gpointer data)
{
  start_job (data, JOB_CLIENT, 0, NULL);
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
  SimErrand *errand = data;
  SimOffice *self = errand->office;
  g_autoptr (FcSyncReply) reply = errand->request;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (FcSyncFailure) failure = NULL;
  g_autoptr (GError) error = NULL;
  gboolean good = TRUE;

  errand->request = NULL;
  if (sim_errand_is_over (errand))
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
  SimErrand *errand = sim_errand_new (data);

  errand->request = reply;
  errand->request_free = (GDestroyNotify) fc_sync_reply_free;
  sim_errand_soon (data, take_now, errand);
}

/* --- sign-in -------------------------------------------------------------------------------------------------------------------- */

static void
sign_in_again (Sim      *sim,
               gpointer  data)
{
  SimErrand *errand = data;

  if (sim_errand_is_over (errand))
    return;
  sim_note (sim, "office %u signs in again", errand->office->n);
  sim_as_office (errand->office);
  fc_sync_engine_set_signed_in (errand->office->engine, TRUE);
}

static void
refresh_now (Sim      *sim,
             gpointer  data)
{
  SimErrand *errand = data;
  SimOffice *self = errand->office;
  g_autoptr (FcSyncFailure) failure = NULL;

  if (sim_errand_is_over (errand))
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
  sim_errand_soon (data, refresh_now, sim_errand_new (data));
}

/* The person comes back to the desk some time later. */
static void
forget_credentials (gpointer data)
{
  SimOffice *self = data;

  sim_at (self->sim, sim_between (self->sim, 5, 90) * G_USEC_PER_SEC, sign_in_again, sim_errand_new (self), sim_errand_free);
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
  .exchange = sim_net_exchange,
  .record = record,
  .take_page = take_page,
  .unstage = unstage,
  .stream = sim_stream_start,
  .stop_stream = sim_stream_stop,
  .watch_head = sim_net_watch_head,
  .stop_watch = sim_net_stop_watch,
  .refresh = refresh,
  .forget_credentials = forget_credentials,
  .new_epoch = new_epoch,
  .restart_pull = restart_pull,
  .new_client = new_client,
  .changed = changed,
};
