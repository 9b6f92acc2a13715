/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-session-private.h"

#include "fc-sync-page.h"

#include <glib/gi18n-lib.h>

/*
 * The company wants this computer's copy gone: it was lost, or somebody left. The hub says so to any request. Then the engine
 * rests, and what waits here is sent as the last thing: first of the others under their own sign-ins (fc-session-courier.c),
 * then what is left, of whoever made it; what the hub does not take it keeps in its quarantine. The photos follow. Only when nothing waits any more is "to-be-cleared" said. A program that ends in between hears
 * it again.
 */
#define AGAIN_SECONDS 15

static void step (FcSession *self);

static gboolean
again_cb (gpointer user_data)
{
  FcSession *self = user_data;

  self->farewell_timer = 0;
  step (self);
  return G_SOURCE_REMOVE;
}

static void
try_again (FcSession *self)
{
  if (self->farewell_timer == 0)
    self->farewell_timer = g_timeout_add_seconds (AGAIN_SECONDS, again_cb, self);
}

static void
recorded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (FcSession) self = fc_session_call_end (user_data);
  gboolean recorded = fc_replica_record_results_finish (FC_REPLICA (source), result, NULL);

  if (self != NULL && recorded)
    step (self);
  else if (self != NULL)
    try_again (self);
}

static void
record (FcSession *self,
        GPtrArray *results) /* FcWireResult */
{
  g_autoptr (GPtrArray) ours = fc_sync_page_results (results);

  fc_replica_record_results_async (self->replica, ours, recorded_cb, fc_session_call_new (self));
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  FcSession *self = FC_SESSION (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = fc_session_request_finish (self, result, &error);
  g_autoptr (FcSyncReply) reply = body != NULL ? fc_sync_reply_decode (body, &error) : NULL;
  g_autoptr (GPtrArray) sent = g_steal_pointer (&self->farewell_sent);
  const FcSyncFailure *failure = fc_session_request_failure (result);

  if (failure != NULL && fc_session_lighten (self, sent, failure, record, step))
    return;
  if (reply == NULL || reply->results->len == 0) /* silence about what was sent is no answer */
    {
      g_message ("What waits could not be sent before this computer’s copy is cleared: %s",
                 error != NULL ? error->message : "the hub said nothing about it.");
      try_again (self);
      return;
    }
  self->sent_off += reply->results->len;
  fc_sync_batch_went (&self->errand_batch);
  record (self, reply->results);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (FcSession) self = fc_session_call_end (user_data);
  g_autoptr (FcSessionLetter) letter = fc_session_write_letter_finish (result);

  if (self != NULL)
    fc_session_post_letter_async (self, FC_WIRE_PATH_LAST, letter, answered_cb, NULL);
}

static void
send_ops (FcSession *self)
{
  FcSyncRequest *request = fc_sync_request_new ();

  request->client_id = self->position.client_id;
  request->timestamp = g_get_real_time ();
  request->push_only = TRUE;
  for (guint i = 0; i < self->farewell_sent->len; i++)
    g_ptr_array_add (request->ops, g_bytes_ref (((FcSendOp *) g_ptr_array_index (self->farewell_sent, i))->bytes));
  fc_session_write_letter_async (request, written_cb, fc_session_call_new (self));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (FcSession) self = fc_session_call_end (user_data);
  g_autoptr (GPtrArray) ops = fc_replica_next_ops_finish (FC_REPLICA (source), result, NULL);

  if (self == NULL)
    return;
  if (ops == NULL || ops->len == 0)
    {
      try_again (self); /* something waits that cannot go yet: nothing is cleared before it is gone */
      return;
    }
  g_clear_pointer (&self->farewell_sent, g_ptr_array_unref);
  self->farewell_sent = fc_sync_page_ops (ops);
  send_ops (self);
}

/* The records of photos are among the changes, so these go first. */
static void
step (FcSession *self)
{
  self->photos_last = fc_replica_get_pending (self->replica) == 0;
  fc_session_changed (self);
  if (!self->photos_last && !self->others_sent)
    {
      fc_session_send_for_others (self);
      return;
    }
  if (!self->photos_last)
    {
      fc_replica_next_ops_async (self->replica, NULL, self->errand_batch.max_ops, self->errand_batch.max_bytes, NULL,
                                 loaded_cb, fc_session_call_new (self));
      return;
    }
  fc_blob_transfer_part (self->blobs);
  if (fc_blob_transfer_is_settled (self->blobs))
    g_signal_emit_by_name (self, "to-be-cleared");
  else
    try_again (self);
}

/* What waits of others has gone under their own sign-ins, as far as these are kept here. */
void
fc_session_others_sent (FcSession *self)
{
  if (self->others_sent)
    return;
  self->others_sent = TRUE;
  step (self);
}

/* Whether nothing but photos is left to be said to the hub. */
gboolean
fc_session_sends_last_photos (FcSession *self)
{
  return self->farewell && self->photos_last;
}

/* For now there is no photo to send. */
void
fc_session_photos_sent (FcSession *self)
{
  if (!fc_session_sends_last_photos (self) || self->farewell_timer == 0 || !fc_blob_transfer_is_settled (self->blobs))
    return;
  g_clear_handle_id (&self->farewell_timer, g_source_remove);
  step (self);
}

/**
 * fc_session_heed:
 *
 * Returns: whether @failure says that this computer's copy is to be cleared; then that is under way
 */
gboolean
fc_session_heed (FcSession           *self,
                 const FcSyncFailure *failure)
{
  if (failure->kind != FC_FAILURE_STATUS || failure->status != 401 || g_strcmp0 (failure->code, "wipe") != 0)
    return FALSE;
  if (self->farewell)
    return TRUE;
  self->farewell = TRUE;
  self->others_sent = FALSE;
  self->sent_off = 0;
  g_hash_table_remove_all (self->absent);
  g_clear_handle_id (&self->courier_timer, g_source_remove);
  fc_sync_engine_set_signed_in (self->engine, FALSE);
  g_signal_emit_by_name (self, "parting");
  step (self);
  return TRUE;
}

char *
fc_session_dup_farewell_text (FcSession *self)
{
  guint pending = fc_replica_get_pending (self->replica);

  if (pending == 0 && !fc_blob_transfer_is_settled (self->blobs))
    return g_strdup (_ ("Your company asked for its data on this computer to be cleared. Photos are sent first."));
  if (pending == 0)
    return g_strdup (_ ("Your company asked for its data on this computer to be cleared."));
  return g_strdup_printf (ngettext ("Your company asked for its data on this computer to be cleared. %u change is sent first.",
                                    "Your company asked for its data on this computer to be cleared. %u changes are sent "
                                    "first.",
                                    pending),
                          pending);
}

/**
 * fc_session_get_sent_off:
 *
 * Returns: changes that were sent before "to-be-cleared"
 */
guint
fc_session_get_sent_off (FcSession *self)
{
  return self->sent_off;
}

static void
said_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FcSession *self = FC_SESSION (source);
  g_autoptr (GBytes) body = NULL;
  GError *error = NULL;

  body = fc_session_request_finish (self, result, &error);
  fc_session_drop_tokens (self);
  if (body != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
others_out_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  FcSession *self = FC_SESSION (source);
  g_autoptr (JsonObject) nothing = json_object_new ();

  fc_session_forget_people (self);
  fc_session_request_async (self, "POST", FC_WIRE_PATH_WIPED, nothing, NULL, said_cb, user_data);
}

/**
 * fc_session_say_cleared_async:
 *
 * The copy is gone: tells the hub, and forgets everybody's sign-in whether or not the hub could be told. The replica may be closed.
 */
void
fc_session_say_cleared_async (FcSession          *self,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  fc_session_end_others_async (self, others_out_cb, g_task_new (self, NULL, callback, user_data));
}

gboolean
fc_session_say_cleared_finish (FcSession    *self,
                               GAsyncResult *result,
                               GError      **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
