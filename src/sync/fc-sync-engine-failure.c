/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-sync-engine-private.h"

#include <glib/gi18n-lib.h>

/* What a failure means for the engine: a cure, or a while to wait. */

#define BACK_OFF_BASE  (1 * G_USEC_PER_SEC)
#define BACK_OFF_LEAST (G_USEC_PER_SEC / 4)
#define BACK_OFF_CAP   (300 * G_USEC_PER_SEC)
#define OFFLINE_CAP \
  (15 * G_USEC_PER_SEC) /* nobody answers: asking again costs the hub nothing, waiting costs the person */
#define SUSPENDED_CAP (60 * G_USEC_PER_SEC) /* whoever resumes the company sees it go on */

static gint64
cap_of (const FcSyncFailure *failure)
{
  if (failure->kind == FC_FAILURE_NETWORK)
    return OFFLINE_CAP;
  return fc_sync_failure_is_suspended (failure) ? SUSPENDED_CAP : BACK_OFF_CAP;
}

static gint64
full_jitter (FcSyncEngine        *self,
             guint                failures,
             const FcSyncFailure *failure)
{
  gint64 ceiling = MIN (cap_of (failure), BACK_OFF_BASE << MIN (failures, 10));
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
