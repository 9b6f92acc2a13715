/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-session-private.h"

#include <glib/gi18n-lib.h>

/* Tokens: where they are kept, how they are renewed, and what waits for new ones. */

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  fc_keyring_store_finish (FC_KEYRING (source), result, &error);
}

static void
store (FcSession          *self,
       const FcTokenReply *tokens,
       GAsyncReadyCallback callback,
       gpointer            user_data)
{
  g_autoptr (GBytes) bytes = fc_token_reply_encode (tokens);
  g_autofree char *secret = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  fc_keyring_store_async (self->keyring, secret, callback, user_data);
}

/**
 * fc_session_take_client_id:
 *
 * The replica is a client of its own from now on: what names the client follows, the kept sign-ins, too.
 */
void
fc_session_take_client_id (FcSession *self)
{
  g_autoptr (FcKeyring) before = self->keyring;
  g_autofree char *old = g_steal_pointer (&self->client_id);

  self->client_id = fc_replica_dup_meta (self->replica, FC_META_CLIENT_ID);
  fc_id_from_string (self->client_id, &self->position.client_id);
  self->keyring =
    self->seated ? fc_session_keyring_of (self, &self->person) : fc_keyring_new (self->profile, self->client_id);
  fc_session_move_people (self, old);
  if (self->tokens == NULL)
    return;
  store (self, self->tokens, stored_cb, NULL);
  fc_keyring_clear (before);
  fc_hub_client_set_token (self->client, self->tokens->access_token, &self->tokens->tenant_id, self->client_id);
}

/* @tokens: (transfer full) */
static void
use (FcSession    *self,
     FcTokenReply *tokens)
{
  if (self->tokens != NULL && tokens->email == NULL)
    tokens->email = g_strdup (self->tokens->email);
  g_clear_pointer (&self->tokens, fc_token_reply_free);
  self->tokens = tokens;
  fc_hub_client_set_token (self->client, tokens->access_token, &tokens->tenant_id, self->client_id);
}

/**
 * fc_session_take_tokens:
 * @tokens: (transfer full): of a sign-in or the keyring
 */
void
fc_session_take_tokens (FcSession    *self,
                        FcTokenReply *tokens)
{
  fc_session_seat (self, &tokens->user_id);
  use (self, tokens);
  store (self, tokens, stored_cb, NULL);
}

/* Credentials gone; nothing else. */
void
fc_session_drop_tokens (FcSession *self)
{
  g_clear_pointer (&self->tokens, fc_token_reply_free);
  if (self->client != NULL)
    fc_hub_client_set_token (self->client, NULL, NULL, self->client_id);
  fc_keyring_clear (self->keyring);
}

/* Wakes what waited for a new token. */
static void
end_refresh (FcSession           *self,
             const FcSyncFailure *failure)
{
  g_autoptr (GPtrArray) waiting = self->after_refresh;

  self->after_refresh = g_ptr_array_new_with_free_func (g_object_unref);
  self->refreshing = FALSE;
  for (guint i = 0; i < waiting->len; i++)
    {
      if (failure == NULL)
        g_task_return_boolean (waiting->pdata[i], TRUE);
      else
        g_task_return_error (waiting->pdata[i], fc_sync_failure_to_error (failure));
    }
  fc_sync_engine_refreshed (self->engine, failure);
}

/* A renewal on its way: what was there before it, to know it by, and what came. */
typedef struct
{
  FcSessionCall *call;
  char *before;         /* the refresh token that was used */
  FcKeyring *keyring;   /* of whose it was */
  FcTokenReply *tokens; /* (nullable) */
} Renewal;

static void
renewal_free (Renewal *renewal)
{
  g_clear_pointer (&renewal->tokens, fc_token_reply_free);
  g_clear_object (&renewal->keyring);
  g_free (renewal->before);
  g_free (renewal);
}

static gboolean
is_still (FcSession     *self,
          const Renewal *renewal)
{
  return self->tokens != NULL && g_str_equal (self->tokens->refresh_token, renewal->before);
}

/* Whoever is signed in now has the last word in their keyring; where somebody is, their tokens are good, and nothing has failed.
 * Where another person sits there now, what is kept of the one before still counts. */
static void
forget_renewal (FcSession     *self,
                const Renewal *renewal)
{
  g_autoptr (FcSyncFailure) failure = NULL;

  if (self->tokens == NULL)
    failure = fc_sync_failure_new (FC_FAILURE_NETWORK, _ ("Signed out in the meantime."));
  if (renewal->keyring == self->keyring && self->tokens != NULL)
    store (self, self->tokens, stored_cb, NULL);
  else if (renewal->keyring == self->keyring)
    fc_keyring_clear (self->keyring);
  end_refresh (self, failure);
}

/* The first use of new tokens ends the old ones at the hub. So they are kept before they are used: a computer that loses
 * power in between has either the old ones, which still count, or the new ones. */
static void
renewal_kept_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  Renewal *renewal = user_data;
  g_autoptr (FcSession) self = fc_session_call_end (renewal->call);

  fc_keyring_store_finish (FC_KEYRING (source), result, NULL); /* where nothing can be kept, memory has them */
  if (self != NULL && is_still (self, renewal))
    {
      use (self, g_steal_pointer (&renewal->tokens));
      end_refresh (self, NULL);
    }
  else if (self != NULL)
    forget_renewal (self, renewal);
  renewal_free (renewal);
}

static FcSyncFailure *
read_renewal (Renewal     *renewal,
              FcHubAnswer *answer)
{
  g_autoptr (GError) error = NULL;
  FcSyncFailure *failure;

  if (answer == NULL)
    return fc_sync_failure_new (FC_FAILURE_NETWORK, _ ("The request was cancelled."));
  if (answer->failure == NULL)
    {
      renewal->tokens = fc_token_reply_decode (answer->body, &error);
      return renewal->tokens == NULL ? fc_sync_failure_new (FC_FAILURE_GARBAGE, error->message) : NULL;
    }
  failure = g_steal_pointer (&answer->failure);
  if (failure->kind == FC_FAILURE_STATUS && failure->status == 401)
    {
      g_free (failure->message);
      failure->message = g_strdup (_ ("The sign-in has expired. Sign in again; nothing is lost."));
    }
  return failure;
}

/* New tokens are for who is signed in: a hub that hands out those of somebody else would get this person's work as theirs. */
static FcSyncFailure *
check_owner (FcSession     *self,
             const Renewal *renewal)
{
  if (fc_id_equal (&renewal->tokens->tenant_id, &self->tokens->tenant_id) &&
      fc_id_equal (&renewal->tokens->user_id, &self->tokens->user_id))
    return NULL;
  return fc_sync_failure_new (FC_FAILURE_GARBAGE, _ ("The server renewed the sign-in of somebody else."));
}

static void
refreshed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Renewal *renewal = user_data;
  g_autoptr (FcSession) self = fc_session_call_end (renewal->call);
  g_autoptr (FcHubAnswer) answer = fc_hub_client_request_finish (FC_HUB_CLIENT (source), result);
  g_autoptr (FcSyncFailure) failure = self != NULL ? read_renewal (renewal, answer) : NULL;

  if (self != NULL && failure == NULL && is_still (self, renewal))
    failure = check_owner (self, renewal);
  if (self != NULL && failure == NULL && is_still (self, renewal))
    {
      if (renewal->tokens->email == NULL)
        renewal->tokens->email = g_strdup (self->tokens->email);
      renewal->call = fc_session_call_new (self);
      store (self, renewal->tokens, renewal_kept_cb, renewal);
      return;
    }
  if (self != NULL && !is_still (self, renewal))
    forget_renewal (self, renewal);
  else if (self != NULL)
    end_refresh (self, failure);
  renewal_free (renewal);
}

GBytes *
fc_session_token_body (const char *refresh_token)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_int_member (object, "protocol", FC_WIRE_PROTOCOL);
  json_object_set_string_member (object, "refresh_token", refresh_token);
  json_node_set_object (node, object);
  return fc_wire_json_to_bytes (node);
}

/**
 * fc_session_refresh:
 *
 * Renews the tokens; one request at a time, whoever asks. Ends with fc_sync_engine_refreshed().
 */
void
fc_session_refresh (FcSession *self)
{
  g_autoptr (GBytes) body = NULL;
  Renewal *renewal;

  if (self->refreshing)
    return;
  self->refreshing = TRUE;
  renewal = g_new0 (Renewal, 1);
  renewal->call = fc_session_call_new (self);
  renewal->keyring = g_object_ref (self->keyring);
  renewal->before = g_strdup (self->tokens != NULL ? self->tokens->refresh_token : "");
  body = fc_session_token_body (renewal->before);
  fc_hub_client_set_token (self->client, NULL, NULL, self->client_id);
  fc_hub_client_request_async (self->client, "POST", FC_WIRE_PATH_REFRESH, body, FALSE, self->cancellable, refreshed_cb,
                               renewal);
  if (self->tokens != NULL)
    fc_hub_client_set_token (self->client, self->tokens->access_token, &self->tokens->tenant_id, self->client_id);
}

/* --- sign-out ---------------------------------------------------------------------------------------------------------------- */

static void
logged_out_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (FcHubAnswer) answer = fc_hub_client_request_finish (FC_HUB_CLIENT (source), result);

  /* Signed out here in any case; the hub's tokens end by themselves. */
  g_task_return_boolean (task, TRUE);
}

/**
 * fc_session_sign_out_async:
 *
 * Forgets the tokens and tells the hub, where it can be reached. The replica and what waits to be sent stay.
 */
void
fc_session_sign_out_async (FcSession          *self,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (GBytes) body = NULL;

  if (self->tokens == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  body = fc_session_token_body (self->tokens->refresh_token);
  fc_session_drop_tokens (self);
  fc_sync_engine_set_signed_in (self->engine, FALSE);
  fc_hub_client_request_async (self->client, "POST", FC_WIRE_PATH_LOGOUT, body, FALSE, NULL, logged_out_cb,
                               g_steal_pointer (&task));
}

gboolean
fc_session_sign_out_finish (FcSession    *self,
                            GAsyncResult *result,
                            GError      **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
