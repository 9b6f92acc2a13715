/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-session-private.h"

#include "fc-sync-page.h"

#include <string.h>

/*
 * What was done here by people who do not sit at the desk now goes up under their own sign-ins, when the engine has nothing to
 * say: nobody's work waits for them to come back, and none goes up in another's name. Only sends. Whose sign-in is not kept any
 * more is asked when they sit down again; until then their work waits. Of who may not sign in any more: fc-session-shut-out.c.
 *
 * Also before this computer's copy is cleared, as the last thing that the hub takes of each of them.
 */
#define AGAIN_SECONDS 30

typedef struct {
  FcSessionCall *call; /* of the step that is under way */
  FcId person;
  FcKeyring *keyring;
  FcHubClient *client;
  FcTokenReply *tokens; /* (nullable) */
  GPtrArray *ops;       /* FcSendOp */
  gboolean renewed;
  gboolean last;        /* the hub takes nothing else of this computer any more */
} Errand;

static void send_ops (FcSession *self, Errand *errand);
static void load_ops (FcSession *self, Errand *errand);
static void next_person (FcSession *self);

static void
errand_free (Errand *errand)
{
  g_clear_object (&errand->keyring);
  g_clear_object (&errand->client);
  g_clear_pointer (&errand->tokens, fc_token_reply_free);
  g_clear_pointer (&errand->ops, g_ptr_array_unref);
  g_free (errand);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Errand, errand_free)

/* Returns: (transfer full) (nullable): NULL where the session has gone meanwhile */
static FcSession *
back_from (Errand *errand)
{
  return fc_session_call_end (g_steal_pointer (&errand->call));
}

static Errand *
leave_for (FcSession *self,
           Errand    *errand)
{
  errand->call = fc_session_call_new (self);
  return errand;
}

/* --- ends ------------------------------------------------------------------------------------------------------------------ */

static gboolean
again_cb (gpointer user_data)
{
  FcSession *self = user_data;

  self->courier_timer = 0;
  fc_session_send_for_others (self);
  return G_SOURCE_REMOVE;
}

/* The hub does not answer now. */
static void
come_back_later (FcSession *self)
{
  self->courier_out = FALSE;
  if (self->courier_timer == 0)
    self->courier_timer = g_timeout_add_seconds (AGAIN_SECONDS, again_cb, self);
}

/* Nothing can be sent for this person before they sit here again. */
static void
pass_over (FcSession *self,
           Errand    *errand)
{
  g_hash_table_add (self->absent, g_memdup2 (&errand->person, sizeof errand->person));
  next_person (self);
}

/* --- a new token ----------------------------------------------------------------------------------------------------------- */

/* Kept before it is used, as in fc-session-tokens.c. */
static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Errand) errand = user_data;
  g_autoptr (FcSession) self = back_from (errand);

  fc_keyring_store_finish (FC_KEYRING (source), result, NULL);
  if (self != NULL)
    send_ops (self, g_steal_pointer (&errand));
}

static void
keep (FcSession    *self,
      Errand       *errand,
      FcTokenReply *tokens)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *secret = NULL;

  if (tokens->email == NULL)
    tokens->email = g_strdup (errand->tokens->email);
  fc_token_reply_free (errand->tokens);
  errand->tokens = tokens;
  bytes = fc_token_reply_encode (tokens);
  secret = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  fc_keyring_store_async (errand->keyring, secret, kept_cb, leave_for (self, errand));
}

static void
renewed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Errand) errand = user_data;
  g_autoptr (FcSession) self = back_from (errand);
  g_autoptr (FcHubAnswer) answer = fc_hub_client_request_finish (FC_HUB_CLIENT (source), result);
  g_autoptr (FcTokenReply) tokens =
    answer != NULL && answer->failure == NULL ? fc_token_reply_decode (answer->body, NULL) : NULL;

  if (self == NULL)
    return;
  if (tokens != NULL && fc_id_equal (&tokens->user_id, &errand->person))
    keep (self, g_steal_pointer (&errand), g_steal_pointer (&tokens));
  else if (tokens == NULL && answer != NULL && answer->status == 401)
    {
      fc_keyring_clear (errand->keyring); /* signed out elsewhere */
      pass_over (self, errand);
    }
  else
    come_back_later (self);
}

static void
renew (FcSession *self,
       Errand    *errand)
{
  g_autoptr (GBytes) body = fc_session_token_body (errand->tokens->refresh_token);

  errand->renewed = TRUE;
  fc_hub_client_set_token (errand->client, NULL, NULL, self->client_id);
  fc_hub_client_request_async (errand->client, "POST", FC_WIRE_PATH_REFRESH, body, FALSE, self->cancellable, renewed_cb,
                               leave_for (self, errand));
}

/* --- the ops --------------------------------------------------------------------------------------------------------------- */

static void
recorded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (FcSession) self = fc_session_call_end (user_data);
  gboolean recorded = fc_replica_record_results_finish (FC_REPLICA (source), result, NULL);

  if (self != NULL && recorded)
    next_person (self);
  else if (self != NULL)
    come_back_later (self);
}

static void
client_made_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (FcSession) self = fc_session_call_end (user_data);
  gboolean made = fc_replica_new_client_finish (FC_REPLICA (source), result, NULL);

  if (self == NULL)
    return;
  if (made)
    fc_session_take_client_id (self);
  come_back_later (self);
}

static void
record (FcSession *self,
        GPtrArray *results) /* FcWireResult */
{
  g_autoptr (GPtrArray) ours = fc_sync_page_results (results);

  fc_replica_record_results_async (self->replica, ours, recorded_cb, fc_session_call_new (self));
}

/* As the engine does with what is too large: less, or what is so on its own not at all. FALSE: that is not it. */
static gboolean
lighten (FcSession           *self,
         Errand              *errand, /* (transfer full) where TRUE */
         const FcSyncFailure *failure)
{
  g_autoptr (GPtrArray) refused = fc_sync_batch_refuse (&self->errand_batch, errand->ops, failure);

  if (refused != NULL)
    {
      record (self, refused);
      errand_free (errand);
      return TRUE;
    }
  if (!fc_sync_batch_halve (&self->errand_batch, errand->ops, failure))
    return FALSE;
  load_ops (self, errand);
  return TRUE;
}

static gboolean
is_code (const FcHubAnswer *answer,
         int                status,
         const char        *code)
{
  return answer != NULL && answer->status == status && answer->failure != NULL && g_strcmp0 (answer->failure->code, code) == 0;
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Errand) errand = user_data;
  g_autoptr (FcSession) self = back_from (errand);
  g_autoptr (FcHubAnswer) answer = fc_hub_client_request_finish (FC_HUB_CLIENT (source), result);
  g_autoptr (GBytes) body =
    answer != NULL && answer->failure == NULL ? fc_hub_answer_unpack (answer, NULL) : NULL;
  g_autoptr (FcSyncReply) reply = body != NULL ? fc_sync_reply_decode (body, NULL) : NULL;

  if (self == NULL)
    return;
  if (reply != NULL && reply->results->len > 0)
    {
      self->sent_off += reply->results->len;
      fc_sync_batch_went (&self->errand_batch);
      record (self, reply->results);
    }
  else if (is_code (answer, 409, "client-forked"))
    fc_replica_new_client_async (self->replica, client_made_cb, fc_session_call_new (self));
  else if (is_code (answer, 401, "wipe") && self->farewell && !errand->last)
    {
      errand->last = TRUE;
      send_ops (self, g_steal_pointer (&errand));
    }
  else if (is_code (answer, 401, "wipe") && !self->farewell)
    {
      self->courier_out = FALSE;
      fc_session_switch (self, &errand->person); /* it is this computer that is meant, and they are told so */
    }
  else if (answer != NULL && answer->status == 401 && !errand->renewed)
    renew (self, g_steal_pointer (&errand));
  else if (answer != NULL && answer->failure != NULL && lighten (self, errand, answer->failure))
    g_steal_pointer (&errand);
  else
    come_back_later (self);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Errand) errand = user_data;
  g_autoptr (FcSession) self = back_from (errand);
  g_autoptr (FcSessionLetter) letter = fc_session_write_letter_finish (result);
  Errand *out;

  if (self == NULL)
    return;
  fc_hub_client_set_token (errand->client, errand->tokens->access_token, &errand->tokens->tenant_id, self->client_id);
  out = leave_for (self, g_steal_pointer (&errand));
  fc_hub_client_request_async (out->client, "POST", out->last ? FC_WIRE_PATH_LAST : FC_WIRE_PATH_SYNC, letter->body,
                               letter->gzipped, self->cancellable, sent_cb, out);
}

static void
send_ops (FcSession *self,
          Errand    *errand)
{
  FcSyncRequest *request = fc_sync_request_new ();

  request->client_id = self->position.client_id;
  request->timestamp = g_get_real_time ();
  request->push_only = TRUE;
  fc_replica_get_after (self->replica, &errand->person, &request->after);
  for (guint i = 0; i < errand->ops->len; i++)
    g_ptr_array_add (request->ops, g_bytes_ref (((FcSendOp *) g_ptr_array_index (errand->ops, i))->bytes));
  fc_session_write_letter_async (request, written_cb, leave_for (self, errand));
}

static void
looked_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (Errand) errand = user_data;
  g_autoptr (FcSession) self = back_from (errand);
  g_autofree char *secret = fc_keyring_lookup_finish (FC_KEYRING (source), result, NULL);
  g_autoptr (GBytes) bytes = secret != NULL ? g_bytes_new (secret, strlen (secret)) : NULL;

  if (self == NULL)
    return;
  errand->tokens = bytes != NULL ? fc_token_reply_decode (bytes, NULL) : NULL;
  if (errand->tokens != NULL)
    errand->client = fc_session_new_client (self);
  if (errand->client != NULL)
    send_ops (self, g_steal_pointer (&errand));
  else
    pass_over (self, errand);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Errand) errand = user_data;
  g_autoptr (FcSession) self = back_from (errand);
  g_autoptr (GPtrArray) ops = fc_replica_next_ops_finish (FC_REPLICA (source), result, NULL);

  if (self == NULL)
    return;
  if (ops == NULL)
    {
      come_back_later (self);
      return;
    }
  g_clear_pointer (&errand->ops, g_ptr_array_unref);
  errand->ops = fc_sync_page_ops (ops);
  if (ops->len == 0)
    {
      pass_over (self, errand);
      return;
    }
  if (errand->tokens != NULL)
    {
      send_ops (self, g_steal_pointer (&errand));
      return;
    }
  errand->keyring = fc_session_keyring_of (self, &errand->person);
  fc_keyring_lookup_async (errand->keyring, looked_up_cb, leave_for (self, errand));
  g_steal_pointer (&errand);
}

static void
load_ops (FcSession *self,
          Errand    *errand)
{
  fc_replica_next_ops_async (self->replica, &errand->person, self->errand_batch.max_ops, self->errand_batch.max_bytes, NULL,
                             loaded_cb, leave_for (self, errand));
}

/* Those who have nothing to send are passed over until the seat or what waits changes. */
static void
next_person (FcSession *self)
{
  g_autoptr (GArray) people = fc_session_dup_people (self);

  for (guint i = 0; i < people->len && (self->farewell || !fc_session_get_paused (self)); i++)
    {
      const FcId *person = &g_array_index (people, FcId, i);
      Errand *errand;

      if (fc_id_equal (person, &self->person) || g_hash_table_contains (self->absent, person))
        continue;
      errand = g_new0 (Errand, 1);
      errand->person = *person;
      load_ops (self, errand);
      return;
    }
  self->courier_out = FALSE;
  if (self->farewell)
    fc_session_others_sent (self);
}

/**
 * fc_session_send_for_others:
 *
 * Looks, when the engine is at rest or has ended for good, whether something waits of somebody who does not sit here, and sends
 * it as theirs.
 */
void
fc_session_send_for_others (FcSession *self)
{
  if (self->courier_out || self->courier_timer != 0 ||
      (!self->farewell && (!self->seated || fc_replica_get_pending (self->replica) == 0 ||
                           !fc_sync_engine_is_at_rest (self->engine))))
    return;
  self->courier_out = TRUE;
  if (self->farewell)
    next_person (self);
  else
    fc_session_send_for_shut_out (self);
}

/**
 * fc_session_shut_out_sent:
 * @all: FALSE: the hub does not answer now
 *
 * Nothing waits any more of those who may not sign in; the others' work follows.
 */
void
fc_session_shut_out_sent (FcSession *self,
                          gboolean   all)
{
  if (all || self->farewell)
    next_person (self);
  else
    come_back_later (self);
}
