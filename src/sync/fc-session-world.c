/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-session-private.h"

#include "fc-sync-page.h"

#include <glib/gi18n-lib.h>

/* The real world of an engine: this computer's clock, the replica, the hub over HTTP. */

FcSessionCall *
fc_session_call_new (FcSession *self)
{
  FcSessionCall *call = g_new0 (FcSessionCall, 1);

  g_weak_ref_init (&call->session, self);
  return call;
}

FcSession *
fc_session_call_end (FcSessionCall *call)
{
  FcSession *self = g_weak_ref_get (&call->session);

  g_weak_ref_clear (&call->session);
  g_free (call);
  return self;
}

/* --- clock ------------------------------------------------------------------------------------------------------------------ */

static gint64
wall_clock (gpointer data)
{
  return g_get_real_time ();
}

static double
random_fraction (gpointer data)
{
  return g_random_double ();
}

typedef struct
{
  FcSession *session; /* borrowed: the source goes before it */
  FcSyncTimer timer;
} Alarm;

static gboolean
alarm_cb (gpointer user_data)
{
  Alarm *alarm = user_data;

  alarm->session->timers[alarm->timer] = 0;
  fc_sync_engine_timer_fired (alarm->session->engine, alarm->timer);
  return G_SOURCE_REMOVE;
}

static void
set_timer (gpointer    data,
           FcSyncTimer timer,
           gint64      delay_us)
{
  FcSession *self = data;
  Alarm *alarm;

  g_clear_handle_id (&self->timers[timer], g_source_remove);
  if (delay_us < 0)
    return;
  alarm = g_new0 (Alarm, 1);
  alarm->session = self;
  alarm->timer = timer;
  self->timers[timer] = g_timeout_add_full (G_PRIORITY_DEFAULT, (guint) (delay_us / 1000), alarm_cb, alarm, g_free);
}

/* --- replica ---------------------------------------------------------------------------------------------------------------- */

static guint
pending (gpointer data)
{
  FcSession *self = data;

  return fc_replica_get_pending (self->replica);
}

static void
read_position (gpointer        data,
               FcSyncPosition *position)
{
  FcSession *self = data;
  g_autoptr (GHashTable) cursors = fc_replica_dup_own_cursors (self->replica);

  position->client_id = self->position.client_id;
  if (self->seated)
    fc_replica_get_after (self->replica, &self->person, &position->after);
  position->epoch = fc_replica_get_meta_int (self->replica, FC_META_EPOCH, 0);
  position->cursor = fc_sync_page_cursor (cursors);
  position->facts = fc_replica_dup_meta (self->replica, FC_META_FACTS);
}

static FcSyncFailure *
failure_of (const GError *error)
{
  return error != NULL ? fc_replica_failure (error) : NULL;
}

static void
ops_loaded_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (FcSession) self = fc_session_call_end (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) loaded = fc_replica_next_ops_finish (FC_REPLICA (source), result, &error);
  g_autoptr (GPtrArray) ops = fc_sync_page_ops (loaded);
  g_autoptr (FcSyncFailure) failure = failure_of (error);

  if (self != NULL)
    fc_sync_engine_ops_loaded (self->engine, ops, failure);
}

static void
load_ops (gpointer data,
          guint    max_ops,
          gsize    max_bytes)
{
  FcSession *self = data;

  fc_replica_next_ops_async (self->replica, self->tokens != NULL ? &self->tokens->user_id : NULL, max_ops, max_bytes, NULL,
                             ops_loaded_cb, fc_session_call_new (self));
}

static void
recorded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (FcSession) self = fc_session_call_end (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcSyncFailure) failure = NULL;

  fc_replica_record_results_finish (FC_REPLICA (source), result, &error);
  failure = failure_of (error);
  if (self != NULL)
    fc_sync_engine_recorded (self->engine, failure);
}

static void
record (gpointer   data,
        GPtrArray *results)
{
  FcSession *self = data;
  g_autoptr (GPtrArray) ours = fc_sync_page_results (results);

  fc_replica_record_results_async (self->replica, ours, recorded_cb, fc_session_call_new (self));
}

/* A page on its way into the replica: its facts one after the other, then its rows. */
typedef struct
{
  FcSessionCall *call;
  FcSyncReply *reply;
  GPtrArray *rows;
  guint next_fact;
} Page;

static void put_next (FcReplica *replica,
                      Page      *page);

static void
page_done (Page         *page,
           const GError *error)
{
  g_autoptr (FcSession) self = fc_session_call_end (page->call);
  g_autoptr (FcSyncFailure) failure = failure_of (error);

  for (guint i = page->next_fact; i < page->reply->facts->len; i++)
    fc_fact_batch_free (g_ptr_array_index (page->reply->facts, i));
  fc_sync_reply_free (page->reply);
  g_ptr_array_unref (page->rows);
  g_free (page);
  if (self != NULL)
    fc_sync_engine_page_taken (self->engine, failure);
}

static void
facts_put_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (fc_replica_apply_facts_finish (FC_REPLICA (source), result, &error))
    put_next (FC_REPLICA (source), user_data);
  else
    page_done (user_data, error);
}

static void
staged_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  fc_replica_stage_finish (FC_REPLICA (source), result, &error);
  page_done (user_data, error);
}

static void
applied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  fc_replica_apply_finish (FC_REPLICA (source), result, &error);
  page_done (user_data, error);
}

static void
put_next (FcReplica *replica,
          Page      *page)
{
  if (page->next_fact < page->reply->facts->len)
    {
      FcFactBatch *batch = g_ptr_array_index (page->reply->facts, page->next_fact);

      page->next_fact++;
      fc_replica_apply_facts_async (replica, batch, NULL, NULL, facts_put_cb, page);
    }
  else if (page->reply->more)
    fc_replica_stage_async (replica, page->rows, staged_cb, page);
  else
    {
      g_autoptr (GHashTable) cursors = fc_sync_page_cursors (page->reply->cursor);

      fc_replica_apply_async (replica, page->rows, cursors, page->reply->head, applied_cb, page);
    }
}

static void
take_page (gpointer     data,
           FcSyncReply *reply)
{
  FcSession *self = data;
  Page *page = g_new0 (Page, 1);

  page->call = fc_session_call_new (self);
  page->reply = reply;
  page->rows = g_steal_pointer (&self->rows);
  g_ptr_array_set_free_func (reply->facts, NULL);
  put_next (self->replica, page);
}

static void
unstaged_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (FcSession) self = fc_session_call_end (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcSyncFailure) failure = NULL;

  fc_replica_unstage_finish (FC_REPLICA (source), result, &error);
  failure = failure_of (error);
  if (self != NULL)
    fc_sync_engine_unstaged (self->engine, failure);
}

static void
unstage (gpointer data)
{
  FcSession *self = data;

  fc_replica_unstage_async (self->replica, unstaged_cb, fc_session_call_new (self));
}

static void
epoch_begun_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (FcSession) self = fc_session_call_end (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcSyncFailure) failure = NULL;

  fc_replica_new_epoch_finish (FC_REPLICA (source), result, &error);
  failure = failure_of (error);
  if (self != NULL)
    fc_sync_engine_reset_done (self->engine, failure);
}

static void
new_epoch (gpointer data,
           gint64   epoch)
{
  FcSession *self = data;

  fc_replica_new_epoch_async (self->replica, epoch, epoch_begun_cb, fc_session_call_new (self));
}

static void
pull_restarted_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (FcSession) self = fc_session_call_end (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcSyncFailure) failure = NULL;

  fc_replica_restart_pull_finish (FC_REPLICA (source), result, &error);
  failure = failure_of (error);
  if (self != NULL)
    fc_sync_engine_reset_done (self->engine, failure);
}

static void
restart_pull (gpointer data)
{
  FcSession *self = data;

  fc_replica_restart_pull_async (self->replica, pull_restarted_cb, fc_session_call_new (self));
}

static void
client_made_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (FcSession) self = fc_session_call_end (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcSyncFailure) failure = NULL;

  if (fc_replica_new_client_finish (FC_REPLICA (source), result, &error) && self != NULL)
    fc_session_take_client_id (self);
  failure = failure_of (error);
  if (self != NULL)
    fc_sync_engine_reset_done (self->engine, failure);
}

static void
new_client (gpointer data)
{
  FcSession *self = data;

  fc_replica_new_client_async (self->replica, client_made_cb, fc_session_call_new (self));
}

static void
exchange (gpointer       data,
          FcSyncRequest *request)
{
  fc_session_exchange (data, request);
}

/* --- first pull ------------------------------------------------------------------------------------------------------------- */

static void
base_pulled (gpointer user_data)
{
  FcSession *self = user_data;

  fc_sync_engine_base_pulled (self->engine);
}

static void
stream_progress (gint64   done,
                 gint64   total,
                 gpointer user_data)
{
  FcSession *self = user_data;

  fc_sync_engine_stream_progress (self->engine, done, total);
}

static void
stream_ended (const FcSyncFailure *failure,
              gpointer             user_data)
{
  FcSession *self = user_data;

  g_clear_pointer (&self->pull, fc_pull_job_stop);
  if (failure == NULL || !fc_session_heed (self, failure))
    fc_sync_engine_stream_ended (self->engine, failure);
}

static void
stream (gpointer       data,
        FcPullRequest *request)
{
  static const FcPullWatcher watcher = { base_pulled, stream_progress, stream_ended };
  FcSession *self = data;
  g_autoptr (FcPullRequest) own = request;

  g_clear_pointer (&self->pull, fc_pull_job_stop);
  self->pull = fc_pull_job_start (self->client, self->replica, own, &watcher, self);
}

static void
stop_stream (gpointer data)
{
  FcSession *self = data;

  g_clear_pointer (&self->pull, fc_pull_job_stop);
}

/* --- the hub's head -------------------------------------------------------------------------------------------------------- */

void
fc_session_head_seen (gint64               epoch,
                      gint64               head,
                      const FcSyncFailure *failure,
                      gpointer             user_data)
{
  FcSession *self = user_data;

  if (failure == NULL || !fc_session_heed (self, failure))
    fc_sync_engine_head_seen (self->engine, epoch, head, failure);
}

static void
watch_head (gpointer data,
            gint64   epoch,
            gint64   since)
{
  FcSession *self = data;

  fc_hint_watch_start (self->watch, self->client, &self->tokens->tenant_id, epoch, since);
}

static void
stop_watch (gpointer data)
{
  FcSession *self = data;

  fc_hint_watch_stop (self->watch);
}

/* --- sign-in ----------------------------------------------------------------------------------------------------------------- */

static void
refresh (gpointer data)
{
  fc_session_refresh (data);
}

static void
forget_credentials (gpointer data)
{
  fc_session_drop_tokens (data);
}

static void
changed (gpointer data)
{
  fc_session_changed (data);
}

/* Ends all that could call back. */
void
fc_session_stop_world (FcSession *self)
{
  stop_watch (self);
  stop_stream (self);
  for (int timer = 0; timer < FC_N_TIMERS; timer++)
    set_timer (self, (FcSyncTimer) timer, -1);
}

const FcSyncWorld fc_session_world = {
  .wall_clock = wall_clock,
  .random = random_fraction,
  .set_timer = set_timer,
  .pending = pending,
  .position = read_position,
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
  .new_client = new_client,
  .changed = changed,
};
