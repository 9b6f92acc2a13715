/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-sync-engine-private.h"

#include <glib/gi18n-lib.h>

/* One exchange from the ops that go up to the page that comes down: what each answer of the world leads to. */

static void
end_exchange (FcSyncEngine *self)
{
  self->phase = PHASE_IDLE;
  self->cancelled = FALSE;
  self->asked_again = FALSE;
  g_clear_pointer (&self->sent, g_ptr_array_unref);
  g_clear_pointer (&self->reply, fc_sync_reply_free);
}

static void
record_refusal (FcSyncEngine *self,
                GPtrArray    *results)
{
  self->pull_wanted = self->hinted = TRUE;
  self->phase = PHASE_RECORDING;
  self->world.record (self->data, results);
  fc_sync_engine_changed (self);
}

static void
fail_exchange (FcSyncEngine        *self,
               const FcSyncFailure *failure)
{
  g_autoptr (GPtrArray) refused =
    self->phase == PHASE_TALKING ? fc_sync_batch_refuse (&self->batch, self->sent, failure) : NULL;

  if (refused != NULL)
    {
      record_refusal (self, refused);
      return;
    }
  if (!fc_sync_batch_halve (&self->batch, self->sent, failure) && !fc_sync_engine_cure (self, failure))
    fc_sync_engine_back_off (self, failure);
  end_exchange (self);
  fc_sync_engine_evaluate (self);
}

/* A cancelled answer is let go: TRUE. */
static gboolean
let_go (FcSyncEngine *self)
{
  if (!self->cancelled)
    return FALSE;
  end_exchange (self);
  fc_sync_engine_evaluate (self);
  return TRUE;
}

void
fc_sync_engine_unstaged (FcSyncEngine        *self,
                         const FcSyncFailure *failure)
{
  if (failure != NULL)
    {
      fail_exchange (self, failure);
      return;
    }
  self->clean = TRUE;
  end_exchange (self);
  fc_sync_engine_evaluate (self);
}

void
fc_sync_engine_ops_loaded (FcSyncEngine        *self,
                           GPtrArray           *ops,
                           const FcSyncFailure *failure)
{
  if (let_go (self))
    return;
  if (failure != NULL)
    {
      fail_exchange (self, failure);
      return;
    }
  self->none_mine = ops->len == 0;
  if (ops->len > 0 || self->pull_wanted)
    fc_sync_engine_talk (self, ops->len > 0 ? ops : NULL);
  else
    {
      end_exchange (self);
      fc_sync_engine_evaluate (self);
    }
  fc_sync_engine_changed (self);
}

static FcSendOp *
find_sent (FcSyncEngine *self,
           const FcId   *op_id)
{
  for (guint i = 0; i < self->sent->len; i++)
    {
      FcSendOp *op = g_ptr_array_index (self->sent, i);

      if (fc_id_equal (&op->op_id, op_id))
        return op;
    }
  return NULL;
}

/* Results of ops that were not sent are dropped; a hub that says nothing about any of them is no good. */
static gboolean
take_results (FcSyncEngine *self)
{
  GPtrArray *results = self->reply->results;

  for (guint i = results->len; i > 0; i--)
    {
      FcWireResult *result = g_ptr_array_index (results, i - 1);

      if (self->sent == NULL || find_sent (self, &result->op_id) == NULL)
        g_ptr_array_remove_index (results, i - 1);
    }
  return self->sent == NULL || results->len > 0;
}

static void
take_page (FcSyncEngine *self)
{
  FcSyncReply *reply = g_steal_pointer (&self->reply);
  gboolean staged = self->page != NULL;

  g_clear_pointer (&self->page, fc_cursor_free);
  self->page = reply->more ? fc_cursor_copy (reply->cursor) : NULL;
  self->pull_wanted = self->hinted = reply->more || self->asked_again;
  self->asked_again = FALSE;
  self->news = staged || reply->updates->len > 0 || reply->facts->len > 0 || reply->results->len > 0;
  self->head = MAX (self->head, reply->head);
  self->phase = PHASE_TAKING;
  self->world.take_page (self->data, reply);
  fc_sync_engine_changed (self);
}

/* All that was sent has its result, and there is nothing to take: what is here stays as it is until this program is another. */
static void
end_upload (FcSyncEngine *self)
{
  if (self->page != NULL)
    self->clean = FALSE;
  g_clear_pointer (&self->page, fc_cursor_free);
  self->pull_wanted = self->hinted = FALSE;
  end_exchange (self);
  fc_sync_engine_evaluate (self);
}

static void
take_rest (FcSyncEngine *self)
{
  if (self->reply->upload_only)
    end_upload (self);
  else
    take_page (self);
}

/* Within an epoch a cursor only goes forward, and where there is more, it has moved: else we would ask for ever. */
static gboolean
is_forward (FcSyncEngine *self)
{
  g_auto (FcSyncPosition) position = { 0 };
  const FcSyncReply *reply = self->reply;
  const FcCursor *before;
  gboolean moved = FALSE;

  self->world.position (self->data, &position);
  before = self->page != NULL ? self->page : position.cursor;
  for (guint i = 0; i < fc_cursor_size (reply->cursor); i++)
    {
      const FcCursorMark *mark = &g_array_index (reply->cursor->marks, FcCursorMark, i);
      gint64 was = fc_cursor_get (before, mark->bucket);

      if (mark->seq < was)
        return FALSE;
      moved = moved || mark->seq > was;
    }
  return moved || !reply->more;
}

/*
 * A reply of another epoch counts for nothing: its numbers are not to be compared with ours. What was sent waits on, goes
 * again after the reset, and is answered as it was now.
 */
static gboolean
is_of_other_epoch (FcSyncEngine *self)
{
  g_auto (FcSyncPosition) position = { 0 };

  self->world.position (self->data, &position);
  if (self->reply->epoch == position.epoch)
    return FALSE;
  fc_sync_engine_note_success (self);
  self->new_epoch = self->reply->epoch;
  fc_sync_engine_want_reset (self, RESET_EPOCH);
  end_exchange (self);
  fc_sync_engine_evaluate (self);
  return TRUE;
}

void
fc_sync_engine_exchanged (FcSyncEngine        *self,
                          FcSyncReply         *reply,
                          const FcSyncFailure *failure)
{
  g_autoptr (FcSyncReply) own = reply;

  if (let_go (self))
    return;
  if (failure != NULL)
    {
      fail_exchange (self, failure);
      return;
    }
  self->reply = g_steal_pointer (&own);
  if (is_of_other_epoch (self))
    return;
  if (!take_results (self))
    {
      g_autoptr (FcSyncFailure) silence =
        fc_sync_failure_new (FC_FAILURE_GARBAGE, _ ("The server did not say what became of what was sent."));

      fail_exchange (self, silence);
      return;
    }
  self->outdated = self->reply->upload_only;
  if (!self->outdated && !is_forward (self))
    {
      g_autoptr (FcSyncFailure) back =
        fc_sync_failure_new (FC_FAILURE_GARBAGE, _ ("The server sends what it has sent already, and nothing new."));

      fail_exchange (self, back);
      return;
    }
  fc_sync_engine_note_success (self);
  if (self->reply->results->len > 0)
    {
      fc_sync_batch_went (&self->batch);
      self->phase = PHASE_RECORDING;
      self->world.record (self->data, self->reply->results);
      fc_sync_engine_changed (self);
    }
  else
    take_rest (self);
}

void
fc_sync_engine_recorded (FcSyncEngine        *self,
                         const FcSyncFailure *failure)
{
  if (failure != NULL)
    fail_exchange (self, failure);
  else if (self->reply != NULL)
    take_rest (self);
  else
    {
      end_exchange (self);
      fc_sync_engine_evaluate (self);
    }
}

void
fc_sync_engine_page_taken (FcSyncEngine        *self,
                           const FcSyncFailure *failure)
{
  if (failure != NULL)
    {
      g_clear_pointer (&self->page, fc_cursor_free);
      self->clean = FALSE;
      fail_exchange (self, failure);
      return;
    }
  if (self->page == NULL)
    {
      self->rounds++;
      self->resets = 0;
      fc_sync_engine_judge_hint (self);
    }
  end_exchange (self);
  fc_sync_engine_evaluate (self);
}
