/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-session-private.h"

#include "fc-sync-page.h"

#include <glib/gi18n-lib.h>

/*
 * What waits of somebody who may not sign in any more never goes up as theirs, and it is not lost either: whoever sits here sends
 * it, and as the hub takes nobody's work under another's name, it puts it into its quarantine. Here it becomes a draft, like
 * anything that was refused: who sits here does it under their own name, hands it over or puts it away. Their sign-in that is
 * kept here is good for nothing any more, and goes.
 */

static void look (FcSession *self);

static void
recorded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (FcSession) self = fc_session_call_end (user_data);
  gboolean recorded = fc_replica_record_results_finish (FC_REPLICA (source), result, NULL);

  if (self != NULL && recorded)
    look (self);
  else if (self != NULL)
    fc_session_shut_out_sent (self, FALSE);
}

/* @results: (element-type FcWireResult). None of it is a mark of how far its author has come with the hub. */
static void
record (FcSession *self,
        GPtrArray *results)
{
  g_autoptr (GPtrArray) ours = fc_sync_page_results (results);

  for (guint i = 0; i < ours->len; i++)
    {
      FcOpResult *result = ours->pdata[i];

      result->unheard = TRUE;
      if (result->outcome != FC_OUTCOME_REJECTED || g_strcmp0 (((FcWireResult *) results->pdata[i])->error_code, "denied") != 0)
        continue;
      g_free (result->reason);
      result->reason = g_strdup (_ ("Whoever did this may not sign in any more, so it was not taken over as theirs. Do it under "
                                    "your own name, hand it over, or discard it."));
    }
  fc_replica_record_results_async (self->replica, ours, recorded_cb, fc_session_call_new (self));
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  FcSession *self = FC_SESSION (source);
  g_autoptr (GPtrArray) sent = user_data;
  g_autoptr (GBytes) body = fc_session_request_finish (self, result, NULL);
  g_autoptr (FcSyncReply) reply = body != NULL ? fc_sync_reply_decode (body, NULL) : NULL;
  const FcSyncFailure *failure = fc_session_request_failure (result);

  if (reply != NULL && reply->results->len > 0)
    {
      fc_sync_batch_went (&self->errand_batch);
      record (self, reply->results);
    }
  else if (failure == NULL || !fc_session_lighten (self, sent, failure, record, look))
    fc_session_shut_out_sent (self, FALSE);
}

typedef struct {
  FcSessionCall *call;
  GPtrArray *ops; /* FcSendOp */
} Parcel;

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autofree Parcel *parcel = user_data;
  g_autoptr (FcSession) self = fc_session_call_end (parcel->call);
  g_autoptr (GPtrArray) ops = parcel->ops;
  g_autoptr (FcSessionLetter) letter = fc_session_write_letter_finish (result);

  if (self != NULL)
    fc_session_post_letter_async (self, FC_WIRE_PATH_SYNC, letter, answered_cb, g_steal_pointer (&ops));
}

/* Without the client's id: it is not the next of what this computer sends as anybody. */
static void
send_ops (FcSession *self,
          GPtrArray *ops) /* (transfer full) FcSendOp */
{
  FcSyncRequest *request = fc_sync_request_new ();
  Parcel *parcel = g_new (Parcel, 1);

  request->timestamp = g_get_real_time ();
  request->push_only = TRUE;
  for (guint i = 0; i < ops->len; i++)
    g_ptr_array_add (request->ops, g_bytes_ref (((FcSendOp *) ops->pdata[i])->bytes));
  *parcel = (Parcel){ fc_session_call_new (self), ops };
  fc_session_write_letter_async (request, written_cb, parcel);
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
  if (ops == NULL || ops->len == 0 || fc_session_get_paused (self))
    {
      fc_session_shut_out_sent (self, ops != NULL);
      return;
    }
  send_ops (self, fc_sync_page_ops (ops));
}

static void
look (FcSession *self)
{
  fc_replica_next_ops_of_shut_out_async (self->replica, self->errand_batch.max_ops, self->errand_batch.max_bytes, loaded_cb,
                                         fc_session_call_new (self));
}

/* --- their sign-ins that are kept here ------------------------------------------------------------------------------------ */

static void
user_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (FcKeyring) keyring = user_data;
  g_autoptr (FcRowSet) rows = fc_replica_load_finish (FC_REPLICA (source), result, NULL);
  g_autoptr (GPtrArray) users = rows != NULL ? fc_row_set_list (rows, FC_USER) : NULL;

  for (guint i = 0; users != NULL && i < users->len; i++)
    if (g_strcmp0 (fc_record_get_text (users->pdata[i], FC_USER_STATUS), "disabled") == 0)
      fc_keyring_clear (keyring);
}

/**
 * fc_session_mind_people:
 *
 * When the engine is level, what is kept of the sign-ins of those who may not sign in any more is forgotten.
 */
void
fc_session_mind_people (FcSession *self)
{
  g_autoptr (GArray) people = NULL;

  if (self->people_minded || self->farewell || !self->seated || !fc_sync_engine_is_at_rest (self->engine))
    return;
  self->people_minded = TRUE;
  people = fc_session_dup_people (self);
  for (guint i = 0; i < people->len; i++)
    {
      const FcId *person = &g_array_index (people, FcId, i);

      if (!fc_id_equal (person, &self->person))
        fc_replica_load_async (self->replica, FC_USER, person, NULL, NULL, user_read_cb, fc_session_keyring_of (self, person));
    }
}

/**
 * fc_session_send_for_shut_out:
 *
 * Ends with fc_session_shut_out_sent().
 */
void
fc_session_send_for_shut_out (FcSession *self)
{
  look (self);
}
