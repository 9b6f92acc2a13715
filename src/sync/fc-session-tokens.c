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

/**
 * fc_session_take_tokens:
 * @tokens: (transfer full): of a sign-in, a renewal or the keyring
 */
void
fc_session_take_tokens (FcSession    *self,
                        FcTokenReply *tokens)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *secret = NULL;

  if (self->tokens != NULL && tokens->email == NULL)
    tokens->email = g_strdup (self->tokens->email);
  g_clear_pointer (&self->tokens, fc_token_reply_free);
  self->tokens = tokens;
  fc_hub_client_set_token (self->client, tokens->access_token, &tokens->tenant_id, self->client_id);
  bytes = fc_token_reply_encode (tokens);
  secret = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  fc_keyring_store_async (self->keyring, secret, stored_cb, NULL);
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

static void
refreshed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (FcSession) self = fc_session_call_end (user_data);
  g_autoptr (FcHubAnswer) answer = fc_hub_client_request_finish (FC_HUB_CLIENT (source), result);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcSyncFailure) failure = NULL;
  FcTokenReply *tokens = NULL;

  if (self == NULL)
    return;
  if (answer == NULL || self->tokens == NULL)
    failure = fc_sync_failure_new (FC_FAILURE_NETWORK, _ ("Signed out in the meantime."));
  else if (answer->failure != NULL)
    failure = g_steal_pointer (&answer->failure);
  else if ((tokens = fc_token_reply_decode (answer->body, &error)) == NULL)
    failure = fc_sync_failure_new (FC_FAILURE_GARBAGE, error->message);
  if (failure != NULL && failure->kind == FC_FAILURE_STATUS && failure->status == 401)
    {
      g_free (failure->message);
      failure->message = g_strdup (_ ("The sign-in has expired. Sign in again; nothing is lost."));
    }
  if (tokens != NULL && failure == NULL)
    fc_session_take_tokens (self, g_steal_pointer (&tokens));
  g_clear_pointer (&tokens, fc_token_reply_free);
  end_refresh (self, failure);
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

  if (self->refreshing)
    return;
  self->refreshing = TRUE;
  body = fc_session_token_body (self->tokens != NULL ? self->tokens->refresh_token : "");
  fc_hub_client_set_token (self->client, NULL, NULL, self->client_id);
  fc_hub_client_request_async (self->client, "POST", FC_WIRE_PATH_REFRESH, body, FALSE, self->cancellable, refreshed_cb,
                               fc_session_call_new (self));
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

/* --- passwords --------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  GBytes *body;
  gboolean renewed;
} Password;

static void
password_free (Password *password)
{
  g_bytes_unref (password->body);
  g_free (password);
}

static void send_password (GTask *task);

static void
renewed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    send_password (g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

static void
password_set_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FcSession *self = g_task_get_source_object (task);
  Password *password = g_task_get_task_data (task);
  g_autoptr (FcHubAnswer) answer = fc_hub_client_request_finish (FC_HUB_CLIENT (source), result);

  if (answer == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Cancelled"));
  else if (answer->failure == NULL)
    g_task_return_boolean (task, TRUE);
  else if (answer->failure->status == 401 && g_strcmp0 (answer->failure->code, "expired") == 0 && !password->renewed)
    {
      password->renewed = TRUE;
      g_ptr_array_add (self->after_refresh, g_task_new (self, NULL, renewed_cb, g_steal_pointer (&task)));
      fc_sync_engine_refresh_token (self->engine);
      fc_session_refresh (self);
    }
  else
    g_task_return_error (task, fc_sync_failure_to_error (answer->failure));
}

static void
send_password (GTask *task)
{
  FcSession *self = g_task_get_source_object (task);
  Password *password = g_task_get_task_data (task);

  fc_hub_client_request_async (self->client, "POST", FC_WIRE_PATH_PASSWORD, password->body, FALSE,
                               g_task_get_cancellable (task), password_set_cb, task);
}

static GBytes *
password_body (const FcId *user_id,
               const char *old_password,
               const char *new_password)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *id = fc_id_dup_string (user_id);

  json_object_set_int_member (object, "protocol", FC_WIRE_PROTOCOL);
  json_object_set_string_member (object, "user_id", id);
  if (old_password != NULL)
    json_object_set_string_member (object, "old_password", old_password);
  json_object_set_string_member (object, "new_password", new_password);
  json_node_set_object (node, object);
  return fc_wire_json_to_bytes (node);
}

/**
 * fc_session_set_password_async:
 * @old_password: (nullable): needed for one's own
 *
 * Needs the hub now. Fails with FC_SYNC_ERROR.
 */
void
fc_session_set_password_async (FcSession          *self,
                               const FcId         *user_id,
                               const char         *old_password,
                               const char         *new_password,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Password *password;

  if (self->tokens == NULL || self->client == NULL)
    {
      g_task_return_new_error (task, FC_SYNC_ERROR, FC_SYNC_ERROR_EXPIRED,
                               _ ("Sign in first: passwords are kept by the hub."));
      return;
    }
  password = g_new0 (Password, 1);
  password->body = password_body (user_id, old_password, new_password);
  g_task_set_task_data (task, password, (GDestroyNotify) password_free);
  send_password (g_steal_pointer (&task));
}

gboolean
fc_session_set_password_finish (FcSession    *self,
                                GAsyncResult *result,
                                GError      **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
