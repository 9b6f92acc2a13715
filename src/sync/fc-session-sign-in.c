/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-session-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * Signing in: ask the hub for tokens, bind the replica to it, fetch the records, act as the person. And at the start of the
 * program: the same from what is kept.
 */

typedef struct
{
  FcHubClient *client;
  GTlsCertificate *authority; /* (nullable) */
  char *tenant_slug;
  FcTokenReply *tokens;       /* (nullable): what the hub gave */
  GBytes *changed_before;     /* (nullable): to ask if the password is wrong: the new one may be set, and the answer have been lost */
  FcId user_id;
  FcId before;                /* who sat at the desk, where seated */
  gboolean seated;
} SignIn;

static void
sign_in_free (SignIn *sign_in)
{
  g_clear_object (&sign_in->client);
  g_clear_object (&sign_in->authority);
  g_free (sign_in->tenant_slug);
  g_clear_pointer (&sign_in->tokens, fc_token_reply_free);
  g_clear_pointer (&sign_in->changed_before, g_bytes_unref);
  g_free (sign_in);
}

static JsonObject *
device_object (const FcDeviceInfo *device)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", g_get_host_name ());
  json_object_set_string_member (object, "platform", device->platform);
  json_object_set_string_member (object, "version", device->version);
  json_object_set_string_member (object, "model", device->model);
  json_object_set_string_member (object, "app_version", device->app_version);
  return object;
}

GBytes *
fc_session_login_body (FcSession  *self,
                       const char *tenant_slug,
                       const char *email,
                       const char *password)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_int_member (object, "protocol", FC_WIRE_PROTOCOL);
  json_object_set_string_member (object, "tenant_slug", tenant_slug);
  json_object_set_string_member (object, "email", email);
  json_object_set_string_member (object, "password", password);
  if (self->new_password != NULL)
    json_object_set_string_member (object, "new_password", self->new_password);
  json_object_set_object_member (object, "device_info", device_object (&self->device));
  json_node_set_object (node, object);
  return fc_wire_json_to_bytes (node);
}

/* --- after the first records --------------------------------------------------------------------------------------------------- */

static void
acting_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (fc_replica_act_as_finish (FC_REPLICA (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* It came to nothing: who sat here before goes on. */
static void
take_back (FcSession    *self,
           const SignIn *sign_in)
{
  fc_session_drop_tokens (self);
  fc_sync_engine_set_signed_in (self->engine, FALSE);
  if (sign_in->seated)
    fc_session_switch (self, &sign_in->before);
}

/**
 * fc_session_check_sign_in:
 *
 * Ends a sign-in that waits for the first records when they are there, or when it has become clear that they will not come.
 */
void
fc_session_check_sign_in (FcSession *self)
{
  const FcSyncFailure *failure = fc_sync_engine_get_failure (self->engine);
  g_autoptr (GTask) task = NULL;
  SignIn *sign_in;

  if (self->sign_in == NULL)
    return;
  sign_in = g_task_get_task_data (self->sign_in);
  if (g_cancellable_is_cancelled (g_task_get_cancellable (self->sign_in)))
    {
      task = g_steal_pointer (&self->sign_in);
      take_back (self, sign_in);
      g_task_return_error_if_cancelled (task);
    }
  else if (fc_sync_engine_get_rounds (self->engine) > self->sign_in_rounds)
    {
      task = g_steal_pointer (&self->sign_in);
      fc_replica_act_as_async (self->replica, &sign_in->user_id, acting_cb, g_object_ref (task));
    }
  else if (failure != NULL)
    {
      GError *error = fc_sync_failure_to_error (failure);

      task = g_steal_pointer (&self->sign_in);
      take_back (self, sign_in);
      g_task_return_error (task, error);
    }
}

/* The authority that is kept of the hub this replica is bound to: whoever signs in again there has no enrolment file at hand. */
static GTlsCertificate *
kept_authority (FcSession  *self,
                const char *hub_uri)
{
  g_autofree char *uri = fc_replica_dup_meta (self->replica, FC_META_HUB_URI);
  g_autofree char *pem = fc_replica_dup_meta (self->replica, FC_META_HUB_AUTHORITY);

  return pem != NULL && g_strcmp0 (uri, hub_uri) == 0 ? g_tls_certificate_new_from_pem (pem, -1, NULL) : NULL;
}

/* --- sign-in ------------------------------------------------------------------------------------------------------------------- */

static void
bound_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FcSession *self = g_task_get_source_object (task);
  SignIn *sign_in = g_task_get_task_data (task);
  GError *error = NULL;

  if (!fc_replica_bind_finish (FC_REPLICA (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  fc_session_stop_world (self);
  g_set_object (&self->client, sign_in->client);
  sign_in->seated = self->seated;
  sign_in->before = self->person;
  fc_session_note_person (self, &sign_in->user_id);
  fc_session_take_tokens (self, g_steal_pointer (&sign_in->tokens));
  self->sign_in_rounds = fc_sync_engine_get_rounds (self->engine);
  g_set_object (&self->sign_in, task);
  fc_sync_engine_set_bound (self->engine, TRUE);
  fc_sync_engine_set_signed_in (self->engine, TRUE);
}

GError *
fc_session_login_error (const FcSyncFailure *failure)
{
  if (g_strcmp0 (failure->code, "password-change") == 0)
    return g_error_new_literal (FC_SYNC_ERROR, FC_SYNC_ERROR_NEW_PASSWORD,
                                _ ("Your password was set by somebody else. Choose one that only you know."));
  if (failure->kind == FC_FAILURE_STATUS && failure->status == 401)
    return g_error_new_literal (FC_SYNC_ERROR, FC_SYNC_ERROR_CREDENTIALS,
                                _ ("Company, e-mail or password is wrong. Check them and try again."));
  if (failure->kind == FC_FAILURE_STATUS && failure->status == 429 && failure->retry_after > 0)
    return g_error_new (FC_SYNC_ERROR, FC_SYNC_ERROR_SLOW_DOWN,
                        ngettext ("Too many tries. Try again in %d second.", "Too many tries. Try again in %d seconds.",
                                  (gulong) failure->retry_after),
                        (int) failure->retry_after);
  return fc_sync_failure_to_error (failure);
}

/* @error: what the wire says of an answer that is no token reply */
GError *
fc_session_answer_error (FcHubClient  *client,
                         const GError *error)
{
  if (g_error_matches (error, FC_WIRE_ERROR, FC_WIRE_ERROR_PROTOCOL))
    return g_error_new_literal (FC_SYNC_ERROR, FC_SYNC_ERROR_PROTOCOL, error->message);
  return g_error_new (FC_SYNC_ERROR, FC_SYNC_ERROR_PROTOCOL, _ ("What answers at %s is not a Forecourt server."),
                      fc_hub_client_get_uri (client));
}

static void logged_in_cb (GObject *source, GAsyncResult *result, gpointer user_data);

/* Returns: whether the hub is asked once more; then @task is taken */
static gboolean
try_changed_before (GTask               *task,
                    const FcSyncFailure *failure)
{
  SignIn *sign_in = g_task_get_task_data (task);
  g_autoptr (GBytes) body = NULL;

  if (sign_in->changed_before == NULL || failure->status != 401)
    return FALSE;
  body = g_steal_pointer (&sign_in->changed_before);
  fc_hub_client_request_async (sign_in->client, "POST", FC_WIRE_PATH_LOGIN, body, FALSE, g_task_get_cancellable (task),
                               logged_in_cb, task);
  return TRUE;
}

static void
logged_in_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FcSession *self = g_task_get_source_object (task);
  SignIn *sign_in = g_task_get_task_data (task);
  g_autoptr (FcHubAnswer) answer = fc_hub_client_request_finish (FC_HUB_CLIENT (source), result);
  g_autoptr (GError) error = NULL;
  g_autofree char *pem = NULL;

  if (answer == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Cancelled"));
  else if (answer->failure != NULL && try_changed_before (task, answer->failure))
    g_steal_pointer (&task);
  else if (answer->failure != NULL)
    g_task_return_error (task, fc_session_login_error (answer->failure));
  else if ((sign_in->tokens = fc_token_reply_decode (answer->body, &error)) == NULL)
    g_task_return_error (task, fc_session_answer_error (sign_in->client, error));
  else
    {
      sign_in->user_id = sign_in->tokens->user_id;
      if (sign_in->authority != NULL)
        g_object_get (sign_in->authority, "certificate-pem", &pem, NULL);
      fc_replica_bind_async (self->replica, fc_hub_client_get_uri (sign_in->client), pem, sign_in->tenant_slug,
                             &sign_in->tokens->tenant_id, &sign_in->tokens->user_id, bound_cb, g_steal_pointer (&task));
    }
}

/**
 * fc_session_sign_in_async:
 * @authority: (nullable): the only certificate authority to trust; NULL: the one that is kept of this hub, or the system's
 *
 * Ends when the hub has accepted the person, the replica is bound to it and the records are here (single sales still come). Fails
 * with FC_SYNC_ERROR, or FC_REPLICA_ERROR where the replica belongs to another company.
 */
void
fc_session_sign_in_async (FcSession          *self,
                          const char         *hub_uri,
                          GTlsCertificate    *authority,
                          const char         *tenant_slug,
                          const char         *email,
                          const char         *password,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GBytes) body = NULL;
  g_autofree char *new_password = NULL;
  GError *error = NULL;
  SignIn *sign_in = g_new0 (SignIn, 1);

  g_task_set_task_data (task, sign_in, (GDestroyNotify) sign_in_free);
  if (fc_session_get_paused (self))
    {
      g_task_return_new_error (task, FC_SYNC_ERROR, FC_SYNC_ERROR_OFFLINE,
                               _ ("You chose to work offline. Switch that off to sign in."));
      return;
    }
  if (self->sign_in != NULL)
    {
      g_task_return_new_error (task, FC_SYNC_ERROR, FC_SYNC_ERROR_HUB, _ ("A sign-in is under way already."));
      return;
    }
  sign_in->authority = authority != NULL ? g_object_ref (authority) : kept_authority (self, hub_uri);
  sign_in->client = fc_hub_client_new (hub_uri, sign_in->authority, &error);
  if (sign_in->client == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  sign_in->tenant_slug = g_strdup (tenant_slug);
  fc_hub_client_set_token (sign_in->client, NULL, NULL, self->client_id);
  body = fc_session_login_body (self, tenant_slug, email, password);
  new_password = g_steal_pointer (&self->new_password);
  if (new_password != NULL)
    sign_in->changed_before = fc_session_login_body (self, tenant_slug, email, new_password);
  fc_hub_client_request_async (sign_in->client, "POST", FC_WIRE_PATH_LOGIN, body, FALSE, cancellable, logged_in_cb,
                               g_steal_pointer (&task));
}

gboolean
fc_session_sign_in_finish (FcSession    *self,
                           GAsyncResult *result,
                           GError      **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- at the start of the program ------------------------------------------------------------------------------------------------ */

static void
resumed_as_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (FcSession) self = fc_session_call_end (user_data);
  g_autoptr (GError) error = NULL;

  if (!fc_replica_act_as_finish (FC_REPLICA (source), result, &error))
    g_debug ("Nobody to act as yet: %s", error->message);
  if (self != NULL)
    fc_session_changed (self);
}

/* A look into the keyring for the tokens of one person. */
typedef struct
{
  FcSessionCall *call;
  FcId person;
  gboolean seated;
  gboolean unnamed; /* as versions kept them that knew of one person on a computer only */
} LookUp;

static void
look_up (FcSession *self,
         gboolean   unnamed);

static void
go_on_with (FcSession    *self,
            FcTokenReply *tokens) /* (transfer full) */
{
  FcId user_id = tokens->user_id;

  fc_session_note_person (self, &user_id);
  fc_session_take_tokens (self, tokens);
  if (fc_replica_get_actor (self->replica) == NULL)
    fc_replica_act_as_async (self->replica, &user_id, resumed_as_cb, fc_session_call_new (self));
}

static void
looked_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autofree LookUp *look = user_data;
  g_autoptr (FcSession) self = fc_session_call_end (look->call);
  g_autofree char *secret = fc_keyring_lookup_finish (FC_KEYRING (source), result, NULL);
  g_autoptr (GBytes) bytes = secret != NULL ? g_bytes_new (secret, strlen (secret)) : NULL;
  g_autoptr (FcTokenReply) tokens = bytes != NULL ? fc_token_reply_decode (bytes, NULL) : NULL;

  if (self == NULL || self->seated != look->seated || (look->seated && !fc_id_equal (&self->person, &look->person)))
    return; /* somebody else sat down meanwhile */
  if (tokens == NULL && !look->unnamed && self->tokens == NULL)
    {
      look_up (self, TRUE);
      return;
    }
  self->resuming = FALSE;
  fc_session_changed (self);
  if (self->tokens != NULL)
    return;
  if (tokens != NULL && look->seated && !fc_id_equal (&tokens->user_id, &look->person))
    g_clear_pointer (&tokens, fc_token_reply_free);
  if (tokens != NULL)
    {
      if (look->unnamed)
        fc_keyring_clear (FC_KEYRING (source));
      go_on_with (self, g_steal_pointer (&tokens));
    }
  fc_sync_engine_set_signed_in (self->engine, self->tokens != NULL);
}

static void
look_up (FcSession *self,
         gboolean   unnamed)
{
  g_autoptr (FcKeyring) old = unnamed ? fc_keyring_new (self->profile, self->client_id) : NULL;
  LookUp *look = g_new0 (LookUp, 1);

  look->call = fc_session_call_new (self);
  look->seated = self->seated;
  look->person = self->person;
  look->unnamed = unnamed;
  fc_keyring_lookup_async (unnamed ? old : self->keyring, looked_up_cb, look);
}

/* Goes on with what is kept of the person at the desk; signed out where that is nothing. */
void
fc_session_look_up_tokens (FcSession *self)
{
  self->resuming = TRUE;
  fc_session_changed (self);
  look_up (self, FALSE);
}

/* Returns: (transfer full) (nullable): to the hub that the replica is bound to, without a token; NULL: to none */
FcHubClient *
fc_session_new_client (FcSession *self)
{
  g_autofree char *uri = fc_replica_dup_meta (self->replica, FC_META_HUB_URI);
  g_autoptr (GTlsCertificate) authority = uri != NULL ? kept_authority (self, uri) : NULL;
  g_autoptr (GError) error = NULL;
  FcHubClient *client = uri != NULL ? fc_hub_client_new (uri, authority, &error) : NULL;

  if (error != NULL)
    g_warning ("%s", error->message);
  if (client != NULL)
    fc_hub_client_set_token (client, NULL, NULL, self->client_id);
  return client;
}

/**
 * fc_session_resume:
 *
 * Goes on with the hub that the replica is bound to and the sign-in that is kept, if any, of who sat here last.
 */
void
fc_session_resume (FcSession *self)
{
  FcId person;

  if (!fc_replica_has_hub (self->replica))
    {
      fc_sync_engine_set_bound (self->engine, FALSE);
      return;
    }
  g_clear_object (&self->client);
  self->client = fc_session_new_client (self);
  if (self->client == NULL)
    return;
  if (fc_session_last_person (self, &person))
    fc_session_seat (self, &person);
  fc_sync_engine_set_bound (self->engine, TRUE);
  fc_session_look_up_tokens (self);
}
