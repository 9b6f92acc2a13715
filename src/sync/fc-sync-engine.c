/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-sync-engine-private.h"

#include <string.h>

#define DEFAULT_INTERVAL (300 * G_USEC_PER_SEC)
#define LEAST_INTERVAL   (30 * G_USEC_PER_SEC)

void
fc_sync_position_clear (FcSyncPosition *self)
{
  g_clear_pointer (&self->cursor, fc_cursor_free);
  g_clear_pointer (&self->facts, g_free);
}

static gboolean
base_is_pulled (const FcSyncPosition *position)
{
  return fc_cursor_size (position->cursor) > 0 && g_strcmp0 (position->facts, FC_FACTS_BEGIN) != 0;
}

static gboolean
may_work (FcSyncEngine *self)
{
  return self->bound && self->signed_in && !self->paused;
}

static void
set_timer (FcSyncEngine *self,
           FcSyncTimer   timer,
           gint64        delay)
{
  self->world.set_timer (self->data, timer, delay);
}

static void
set_interval_timer (FcSyncEngine *self)
{
  double jitter = 0.8 + 0.4 * self->world.random (self->data);

  set_timer (self, FC_TIMER_INTERVAL, (gint64) ((double) self->interval * jitter));
}

static void
stop_watch (FcSyncEngine *self)
{
  if (self->watching)
    self->world.stop_watch (self->data);
  self->watching = FALSE;
}

static void
stop_stream (FcSyncEngine *self)
{
  if (self->streaming)
    self->world.stop_stream (self->data);
  self->streaming = FALSE;
}

/* --- what is to do ------------------------------------------------------------------------------------------------------ */

static void
start_stream (FcSyncEngine         *self,
              const FcSyncPosition *position)
{
  FcPullRequest *request = fc_pull_request_new ();

  request->client_id = position->client_id;
  request->epoch = position->epoch;
  request->fact_days = self->fact_days;
  if (base_is_pulled (position))
    request->resume = g_strdup (position->facts);
  self->streaming = TRUE;
  self->done = self->total = 0;
  self->world.stream (self->data, request);
}

/* @ops: (nullable): what goes up */
void
fc_sync_engine_talk (FcSyncEngine *self,
                     GPtrArray    *ops)
{
  FcSyncRequest *request = fc_sync_request_new ();
  g_auto (FcSyncPosition) position = { 0 };

  self->world.position (self->data, &position);
  request->client_id = position.client_id;
  request->epoch = position.epoch;
  request->timestamp = self->world.wall_clock (self->data);
  g_clear_pointer (&request->cursor, fc_cursor_free);
  request->cursor = fc_cursor_copy (self->page != NULL ? self->page : position.cursor);
  for (guint i = 0; ops != NULL && i < ops->len; i++)
    g_ptr_array_add (request->ops, g_bytes_ref (((FcSendOp *) g_ptr_array_index (ops, i))->bytes));
  if (ops != NULL)
    request->after = position.after;
  if (ops != NULL)
    self->sent = g_ptr_array_ref (ops);
  self->phase = PHASE_TALKING;
  self->world.exchange (self->data, request);
}

/* Begins an exchange where there is something to say or to ask. */
static gboolean
start_exchange (FcSyncEngine *self)
{
  gboolean send = self->world.pending (self->data) > 0 && !self->none_mine;

  if (self->seen_head > self->head)
    {
      self->pull_wanted = self->hinted = TRUE;
      self->promised = self->seen_head;
    }
  self->seen_head = 0; /* one look for each hint: a hub that says more than is true is not asked for ever */
  if (!send && !self->pull_wanted)
    return FALSE;
  if (!self->clean)
    {
      self->phase = PHASE_UNSTAGING;
      self->world.unstage (self->data);
    }
  else if (send)
    {
      self->phase = PHASE_LOADING;
      self->world.load_ops (self->data, self->batch.max_ops, self->batch.max_bytes);
    }
  else
    fc_sync_engine_talk (self, NULL);
  return TRUE;
}

static void
reset_replica (FcSyncEngine *self)
{
  FcSyncReset reset = self->reset_wanted;

  stop_stream (self);
  stop_watch (self);
  self->resetting = TRUE;
  self->reset_wanted = RESET_NONE;
  g_clear_pointer (&self->page, fc_cursor_free);
  if (reset == RESET_EPOCH)
    self->world.new_epoch (self->data, self->new_epoch);
  else if (reset == RESET_CLIENT)
    self->world.new_client (self->data);
  else
    self->world.restart_pull (self->data);
}

static void
stop_all (FcSyncEngine *self)
{
  stop_stream (self);
  stop_watch (self);
  if (self->phase != PHASE_IDLE)
    self->cancelled = self->phase == PHASE_TALKING || self->phase == PHASE_LOADING;
  for (int timer = 0; timer < FC_N_TIMERS; timer++)
    set_timer (self, (FcSyncTimer) timer, -1);
  self->waiting = self->stream_waiting = FALSE;
}

static void
work (FcSyncEngine *self)
{
  g_auto (FcSyncPosition) position = { 0 };
  gboolean base;

  self->world.position (self->data, &position);
  base = base_is_pulled (&position);
  if ((!base || position.facts != NULL) && !self->streaming && !self->stream_waiting)
    start_stream (self, &position);
  if ((!base && !self->outdated) || self->phase != PHASE_IDLE || self->waiting)
    return;
  if (!start_exchange (self) && !self->watching && !self->outdated)
    {
      self->watching = TRUE;
      self->world.watch_head (self->data, position.epoch, self->head);
    }
}

/* The one place that decides. Everything it looks at is what is, never what happened. */
void
fc_sync_engine_evaluate (FcSyncEngine *self)
{
  if (!may_work (self))
    stop_all (self);
  else if (self->refreshing || self->resetting)
    ;
  else if (self->refresh_wanted)
    {
      if (!self->waiting)
        {
          self->refreshing = TRUE;
          self->world.refresh (self->data);
        }
    }
  else if (self->reset_wanted != RESET_NONE)
    {
      if (self->phase == PHASE_IDLE)
        reset_replica (self);
    }
  else
    work (self);
  fc_sync_engine_changed (self);
}

/* --- events ------------------------------------------------------------------------------------------------------------- */

void
fc_sync_engine_set_bound (FcSyncEngine *self,
                          gboolean      bound)
{
  self->bound = bound;
  fc_sync_engine_evaluate (self);
}

/**
 * fc_sync_engine_set_signed_in:
 *
 * TRUE: there are tokens, of this person or another than before; begins with a look at everything.
 */
void
fc_sync_engine_set_signed_in (FcSyncEngine *self,
                              gboolean      signed_in)
{
  stop_all (self);
  self->signed_in = signed_in;
  self->fresh = FALSE;
  self->refresh_wanted = FALSE;
  fc_sync_batch_reset (&self->batch);
  self->pull_wanted = TRUE;
  self->hinted = TRUE;
  self->none_mine = FALSE;
  self->failures = self->stream_failures = 0;
  self->old = self->outdated = FALSE;
  g_clear_pointer (&self->failure, fc_sync_failure_free);
  if (may_work (self))
    set_interval_timer (self);
  fc_sync_engine_evaluate (self);
}

/**
 * fc_sync_engine_set_paused:
 *
 * The person works offline by choice: nothing is sent or fetched until they say so.
 */
void
fc_sync_engine_set_paused (FcSyncEngine *self,
                           gboolean      paused)
{
  if (self->paused == paused)
    return;
  self->paused = paused;
  if (paused)
    self->offline_since = self->world.wall_clock (self->data);
  else
    {
      self->offline_since = 0;
      set_interval_timer (self);
    }
  fc_sync_engine_sync_now (self);
}

void
fc_sync_engine_set_interval (FcSyncEngine *self,
                             guint         seconds)
{
  self->interval = MAX (LEAST_INTERVAL, (gint64) seconds * G_USEC_PER_SEC);
  if (may_work (self))
    set_interval_timer (self);
}

void
fc_sync_engine_set_fact_days (FcSyncEngine *self,
                              int           days)
{
  self->fact_days = days;
}

/* Ends every back-off and looks again at both sides. */
void
fc_sync_engine_sync_now (FcSyncEngine *self)
{
  self->waiting = self->stream_waiting = FALSE;
  self->failures = self->stream_failures = self->resets = self->false_hints = 0;
  set_timer (self, FC_TIMER_RETRY, -1);
  set_timer (self, FC_TIMER_STREAM, -1);
  self->pull_wanted = TRUE;
  self->hinted = TRUE;
  self->asked_again = self->phase == PHASE_TALKING || self->phase == PHASE_RECORDING;
  self->none_mine = FALSE;
  fc_sync_engine_evaluate (self);
}

/**
 * fc_sync_engine_network_changed:
 *
 * A hint: a hub may be on this computer, and a monitor may be wrong. That there is a network again ends the back-off.
 */
void
fc_sync_engine_network_changed (FcSyncEngine *self,
                                gboolean      available)
{
  if (available && (self->waiting || self->stream_waiting))
    fc_sync_engine_sync_now (self);
}

void
fc_sync_engine_replica_changed (FcSyncEngine *self)
{
  self->none_mine = FALSE;
  fc_sync_engine_evaluate (self);
}

/* A request outside the engine found the token expired. */
void
fc_sync_engine_refresh_token (FcSyncEngine *self)
{
  self->refresh_wanted = TRUE;
  fc_sync_engine_evaluate (self);
}

void
fc_sync_engine_timer_fired (FcSyncEngine *self,
                            FcSyncTimer   timer)
{
  if (timer == FC_TIMER_RETRY)
    self->waiting = FALSE;
  else if (timer == FC_TIMER_STREAM)
    self->stream_waiting = FALSE;
  else
    {
      self->pull_wanted = TRUE;
      self->none_mine = FALSE;
      set_interval_timer (self);
    }
  fc_sync_engine_evaluate (self);
}

void
fc_sync_engine_base_pulled (FcSyncEngine *self)
{
  fc_sync_engine_note_success (self);
  self->stream_failures = 0;
  fc_sync_engine_evaluate (self);
}

void
fc_sync_engine_stream_progress (FcSyncEngine *self,
                                gint64        done,
                                gint64        total)
{
  self->done = done;
  self->total = total;
  self->stream_failures = 0;
  fc_sync_engine_note_success (self);
  fc_sync_engine_changed (self);
}

void
fc_sync_engine_stream_ended (FcSyncEngine        *self,
                             const FcSyncFailure *failure)
{
  self->streaming = FALSE;
  self->done = self->total = 0;
  if (failure == NULL)
    fc_sync_engine_note_success (self);
  else if (!fc_sync_engine_cure (self, failure))
    {
      self->outdated = self->outdated || (failure->status == 403 && g_strcmp0 (failure->code, "upgrade") == 0);
      fc_sync_engine_back_off_stream (self, failure);
    }
  self->outdated = self->outdated && failure != NULL;
  fc_sync_engine_evaluate (self);
}

void
fc_sync_engine_head_seen (FcSyncEngine        *self,
                          gint64               epoch,
                          gint64               head,
                          const FcSyncFailure *failure)
{
  g_auto (FcSyncPosition) position = { 0 };

  self->watching = FALSE;
  if (failure != NULL)
    {
      if (!fc_sync_engine_cure (self, failure))
        fc_sync_engine_back_off (self, failure);
      fc_sync_engine_evaluate (self);
      return;
    }
  if (!self->waiting)
    fc_sync_engine_note_success (self);
  self->world.position (self->data, &position);
  self->seen_head = head;
  if (epoch != position.epoch)
    {
      self->pull_wanted = self->hinted = TRUE;
      self->promised = G_MAXINT64;
    }
  fc_sync_engine_evaluate (self);
}

void
fc_sync_engine_refreshed (FcSyncEngine        *self,
                          const FcSyncFailure *failure)
{
  self->refreshing = FALSE;
  if (failure == NULL)
    {
      self->refresh_wanted = FALSE;
      self->fresh = TRUE;
    }
  else if (failure->kind == FC_FAILURE_STATUS && (failure->status == 401 || failure->status == 400))
    {
      self->refresh_wanted = FALSE;
      fc_sync_engine_note_failure (self, failure);
      self->signed_in = FALSE;
      self->world.forget_credentials (self->data);
    }
  else
    fc_sync_engine_back_off (self, failure);
  fc_sync_engine_evaluate (self);
}

void
fc_sync_engine_reset_done (FcSyncEngine        *self,
                           const FcSyncFailure *failure)
{
  self->resetting = FALSE;
  self->clean = FALSE;
  self->head = self->seen_head = self->promised = 0;
  self->pull_wanted = TRUE;
  if (failure != NULL)
    {
      /* Tried again after the next answer that says the same. */
      fc_sync_engine_back_off (self, failure);
      fc_sync_engine_back_off_stream (self, failure);
    }
  fc_sync_engine_evaluate (self);
}

/* --- life --------------------------------------------------------------------------------------------------------------- */

/**
 * fc_sync_engine_new:
 * @world: copied
 * @data: given to every function of @world
 *
 * Returns: (transfer full): without a hub, signed out
 */
FcSyncEngine *
fc_sync_engine_new (const FcSyncWorld *world,
                    gpointer           data)
{
  FcSyncEngine *self = g_new0 (FcSyncEngine, 1);

  self->world = *world;
  self->data = data;
  self->interval = DEFAULT_INTERVAL;
  fc_sync_batch_reset (&self->batch);
  self->pull_wanted = TRUE;
  self->hinted = TRUE;
  return self;
}

void
fc_sync_engine_free (FcSyncEngine *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->page, fc_cursor_free);
  g_clear_pointer (&self->sent, g_ptr_array_unref);
  g_clear_pointer (&self->reply, fc_sync_reply_free);
  g_clear_pointer (&self->failure, fc_sync_failure_free);
  g_free (self);
}
