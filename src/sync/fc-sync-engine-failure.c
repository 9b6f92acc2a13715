/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-sync-engine-private.h"

#include <glib/gi18n-lib.h>

/* What a failure means for the engine: a cure, or a while to wait. */

#define BACK_OFF_BASE  (1 * G_USEC_PER_SEC)
#define BACK_OFF_LEAST (G_USEC_PER_SEC / 4)
#define BACK_OFF_CAP   (300 * G_USEC_PER_SEC)
#define LARGE_BYTES    (64 * 1024) /* what every proxy lets through */
#define OFFLINE_CAP \
  (15 * G_USEC_PER_SEC) /* nobody answers: asking again costs the hub nothing, waiting costs the person */

static gint64
full_jitter (FcSyncEngine        *self,
             guint                failures,
             const FcSyncFailure *failure)
{
  gint64 cap = failure->kind == FC_FAILURE_NETWORK ? OFFLINE_CAP : BACK_OFF_CAP;
  gint64 ceiling = MIN (cap, BACK_OFF_BASE << MIN (failures, 10));
  gint64 delay = MAX (BACK_OFF_LEAST, (gint64) (self->world.random (self->data) * (double) ceiling));

  return MAX (delay, failure->retry_after * G_USEC_PER_SEC);
}

/* Something worked: the hub is there. */
void
fc_sync_engine_note_success (FcSyncEngine *self)
{
  self->fresh = FALSE;
  self->old = FALSE;
  self->offline_since = 0;
  self->failures = 0;
  g_clear_pointer (&self->failure, fc_sync_failure_free);
}

static gboolean
says_other_protocol (const FcSyncFailure *failure)
{
  return failure->kind == FC_FAILURE_PROTOCOL || g_strcmp0 (failure->code, "protocol") == 0;
}

/* Once is a restored hub; a hub that wants it again before we are level with it has to wait, longer each time. */
void
fc_sync_engine_want_reset (FcSyncEngine *self,
                           FcSyncReset   reset)
{
  g_autoptr (FcSyncFailure) failure = NULL;

  self->reset_wanted = reset;
  if (self->resets++ == 0)
    return;
  failure = fc_sync_failure_new (FC_FAILURE_GARBAGE, _ ("The server asks again and again to begin anew with it."));
  self->failures = self->stream_failures = self->resets;
  fc_sync_engine_back_off (self, failure);
  fc_sync_engine_back_off_stream (self, failure);
}

/* Level with the hub, and not as far as it had said: it is not asked at once whether there is more, longer each time. */
void
fc_sync_engine_judge_hint (FcSyncEngine *self)
{
  static const FcSyncFailure none = { .kind = FC_FAILURE_GARBAGE };

  self->false_hints = self->promised > self->head ? self->false_hints + 1 : 0;
  self->promised = 0;
  if (self->false_hints < 2)
    return;
  self->waiting = TRUE;
  self->world.set_timer (self->data, FC_TIMER_RETRY, full_jitter (self, self->false_hints, &none));
}

/* The hub has lost some of what it told, and does not know: as if it had been restored, whatever it calls itself. */
static void
want_epoch_anew (FcSyncEngine *self)
{
  g_auto (FcSyncPosition) position = { 0 };

  self->world.position (self->data, &position);
  self->new_epoch = position.epoch;
  fc_sync_engine_want_reset (self, RESET_EPOCH);
}

/* Failures that have a cure. FALSE: only time helps. */
gboolean
fc_sync_engine_cure (FcSyncEngine        *self,
                     const FcSyncFailure *failure)
{
  if (failure->kind == FC_FAILURE_STATUS && failure->status == 401 && !self->fresh)
    {
      self->refresh_wanted = TRUE;
      return TRUE;
    }
  if (failure->kind == FC_FAILURE_STATUS && failure->status == 410 && g_strcmp0 (failure->code, "cursor-ahead") == 0)
    {
      want_epoch_anew (self);
      return TRUE;
    }
  if (failure->kind == FC_FAILURE_STATUS && failure->status == 410)
    {
      fc_sync_engine_want_reset (self, RESET_RESTART);
      return TRUE;
    }
  if (failure->kind == FC_FAILURE_STATUS && failure->status == 409 && g_strcmp0 (failure->code, "client-forked") == 0)
    {
      fc_sync_engine_want_reset (self, RESET_CLIENT);
      return TRUE;
    }
  if (failure->kind == FC_FAILURE_EPOCH)
    {
      self->new_epoch = failure->epoch;
      fc_sync_engine_want_reset (self, RESET_EPOCH);
      return TRUE;
    }
  return FALSE;
}

void
fc_sync_engine_note_failure (FcSyncEngine        *self,
                             const FcSyncFailure *failure)
{
  g_clear_pointer (&self->failure, fc_sync_failure_free);
  self->failure = fc_sync_failure_copy (failure);
  self->old = says_other_protocol (failure);
  if (failure->kind != FC_FAILURE_NETWORK)
    self->offline_since = 0;
  else if (self->offline_since == 0)
    self->offline_since = self->world.wall_clock (self->data);
}

void
fc_sync_engine_back_off (FcSyncEngine        *self,
                         const FcSyncFailure *failure)
{
  fc_sync_engine_note_failure (self, failure);
  if (self->old || (failure->kind == FC_FAILURE_STATUS && (failure->status == 403 || failure->status == 413)))
    self->failures = MAX (self->failures, 8);
  self->waiting = TRUE;
  self->pull_wanted = TRUE;
  self->world.set_timer (self->data, FC_TIMER_RETRY, full_jitter (self, self->failures++, failure));
}

void
fc_sync_engine_back_off_stream (FcSyncEngine        *self,
                                const FcSyncFailure *failure)
{
  fc_sync_engine_note_failure (self, failure);
  self->stream_waiting = TRUE;
  self->world.set_timer (self->data, FC_TIMER_STREAM, full_jitter (self, self->stream_failures++, failure));
}

/* One transaction was sent, and nothing with it. */
static gboolean
sent_alone (FcSyncEngine *self)
{
  FcSendOp *first, *last;

  if (self->sent == NULL || self->sent->len == 0)
    return FALSE;
  first = g_ptr_array_index (self->sent, 0);
  last = g_ptr_array_index (self->sent, self->sent->len - 1);
  return fc_id_equal (&first->txn_id, &last->txn_id);
}

/* What was sent was too large for the hub or something before it. TRUE: try with less. */
gboolean
fc_sync_engine_halve (FcSyncEngine        *self,
                      const FcSyncFailure *failure)
{
  if (failure->kind != FC_FAILURE_STATUS || failure->status != 413 || self->sent == NULL || sent_alone (self))
    return FALSE;
  self->max_ops = MAX (1, MIN (self->max_ops, self->sent->len) / 2);
  self->max_bytes = MAX (1024, self->max_bytes / 2);
  return TRUE;
}

/* The hub says so; or something before it does, of what is large indeed and not of every request. */
gboolean
fc_sync_engine_is_too_large (FcSyncEngine        *self,
                             const FcSyncFailure *failure)
{
  gsize size = 0;

  if (failure->kind != FC_FAILURE_STATUS || failure->status != 413 || !sent_alone (self))
    return FALSE;
  for (guint i = 0; i < self->sent->len; i++)
    size += g_bytes_get_size (((FcSendOp *) g_ptr_array_index (self->sent, i))->bytes);
  return size > LARGE_BYTES || g_strcmp0 (failure->code, "too-large") == 0;
}

/* What became of a transaction that is too large: refused, its changes kept with the reason. */
GPtrArray *
fc_sync_engine_refusals (FcSyncEngine *self)
{
  GPtrArray *results = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_wire_result_free);

  for (guint i = 0; i < self->sent->len; i++)
    {
      const FcSendOp *op = g_ptr_array_index (self->sent, i);

      g_ptr_array_add (results, fc_wire_result_new (&op->op_id, FC_RESULT_REJECTED, 0, "too-large",
                                                    _ ("This step is larger than the server takes, even on its own. Do "
                                                       "it again in smaller parts.")));
    }
  return results;
}
