/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-session-private.h"

#include <glib/gi18n-lib.h>

/* A request that a person waits for, as the person who is signed in; where the token has expired, once more with a new one. */

typedef struct
{
  const char *method;
  char *path;
  GBytes *body; /* (nullable) */
  gboolean gzipped;
  char *used;   /* (nullable): the access token it went out with */
  gboolean renewed;
  FcSyncFailure *failure; /* (nullable): the hub's */
} Request;

static void
request_free (Request *request)
{
  g_clear_pointer (&request->body, g_bytes_unref);
  g_free (request->path);
  g_free (request->used);
  g_clear_pointer (&request->failure, fc_sync_failure_free);
  g_free (request);
}

static void send (GTask *task);

static void
renewed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    send (g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

/* @task: (transfer full) */
static void
renew (FcSession *self,
       GTask     *task)
{
  Request *request = g_task_get_task_data (task);

  if (self->tokens != NULL && g_strcmp0 (self->tokens->access_token, request->used) != 0)
    {
      send (task); /* somebody else has renewed it meanwhile */
      return;
    }
  request->renewed = TRUE;
  g_ptr_array_add (self->after_refresh, g_task_new (self, NULL, renewed_cb, task));
  fc_sync_engine_refresh_token (self->engine);
  fc_session_refresh (self);
}

static void
return_body (GTask       *task,
             FcHubAnswer *answer)
{
  GError *error = NULL;
  GBytes *body = fc_hub_answer_unpack (answer, &error);

  if (body != NULL)
    g_task_return_pointer (task, body, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  FcSession *self = g_task_get_source_object (task);
  Request *request = g_task_get_task_data (task);
  g_autoptr (FcHubAnswer) answer = fc_hub_client_request_finish (FC_HUB_CLIENT (source), result);

  if (answer == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Cancelled"));
  else if (answer->failure == NULL)
    return_body (task, answer);
  else if (answer->failure->status == 401 && g_strcmp0 (answer->failure->code, "expired") == 0 && !request->renewed)
    renew (self, g_steal_pointer (&task));
  else
    {
      request->failure = fc_sync_failure_copy (answer->failure);
      fc_session_heed (self, answer->failure);
      g_task_return_error (task, fc_sync_failure_to_error (answer->failure));
    }
}

/* @task: (transfer full) */
static void
send (GTask *task)
{
  FcSession *self = g_task_get_source_object (task);
  Request *request = g_task_get_task_data (task);

  g_free (request->used);
  request->used = g_strdup (self->tokens != NULL ? self->tokens->access_token : NULL);
  fc_hub_client_request_async (self->client, request->method, request->path, request->body, request->gzipped,
                               g_task_get_cancellable (task), answered_cb, task);
}

static void
send_packed (FcSession          *self,
             const char         *method,
             const char         *path,
             GBytes             *body,
             gboolean            gzipped,
             GCancellable       *cancellable,
             GAsyncReadyCallback callback,
             gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Request *request;

  if (self->tokens == NULL || self->client == NULL)
    {
      g_task_return_new_error (task, FC_SYNC_ERROR, FC_SYNC_ERROR_EXPIRED,
                               _ ("Sign in first: sign-ins and passwords are kept by the server."));
      return;
    }
  request = g_new0 (Request, 1);
  request->method = method;
  request->path = g_strdup (path);
  request->body = body != NULL ? g_bytes_ref (body) : NULL;
  request->gzipped = gzipped;
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  send (g_steal_pointer (&task));
}

/**
 * fc_session_send_async:
 * @method: lasts as long as the program
 * @body: nullable
 *
 * Needs the hub now. Fails with FC_SYNC_ERROR.
 */
void
fc_session_send_async (FcSession          *self,
                       const char         *method,
                       const char         *path,
                       GBytes             *body,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  send_packed (self, method, path, body, FALSE, cancellable, callback, user_data);
}

/* The same with a letter, for the life of the session. */
void
fc_session_post_letter_async (FcSession          *self,
                              const char         *path,
                              FcSessionLetter    *letter,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  send_packed (self, "POST", path, letter->body, letter->gzipped, self->cancellable, callback, user_data);
}

/* (nullable): why the hub did not do what was asked */
const FcSyncFailure *
fc_session_request_failure (GAsyncResult *result)
{
  const Request *request = g_task_get_task_data (G_TASK (result));

  return request != NULL ? request->failure : NULL;
}

/**
 * fc_session_request_async:
 * @object: (transfer none): the body
 *
 * As fc_session_send_async(), of a JSON object.
 */
void
fc_session_request_async (FcSession          *self,
                          const char         *method,
                          const char         *path,
                          JsonObject         *object,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autoptr (GBytes) body = NULL;

  json_object_set_int_member (object, "protocol", FC_WIRE_PROTOCOL);
  body = fc_wire_json_to_bytes (node);
  fc_session_send_async (self, method, path, body, cancellable, callback, user_data);
}

/**
 * fc_session_request_finish:
 *
 * Returns: (transfer full) (nullable): the hub's answer, unpacked; empty where it had nothing to say
 */
GBytes *
fc_session_request_finish (FcSession    *self,
                           GAsyncResult *result,
                           GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- passwords --------------------------------------------------------------------------------------------------------------- */

gboolean
fc_session_lighten (FcSession           *self,
                    GPtrArray           *sent,
                    const FcSyncFailure *failure,
                    void               (*record) (FcSession *self, GPtrArray *results),
                    void               (*again) (FcSession *self))
{
  g_autoptr (GPtrArray) refused = fc_sync_batch_refuse (&self->errand_batch, sent, failure);

  if (refused != NULL)
    record (self, refused);
  else if (fc_sync_batch_halve (&self->errand_batch, sent, failure))
    again (self);
  else
    return FALSE;
  return TRUE;
}

/**
 * fc_session_set_password_async:
 * @old_password: (nullable): needed for one's own
 * @must_change: another person's: they choose one of their own at the next sign-in
 *
 * Needs the hub now. Fails with FC_SYNC_ERROR.
 */
void
fc_session_set_password_async (FcSession          *self,
                               const FcId         *user_id,
                               const char         *old_password,
                               const char         *new_password,
                               gboolean            must_change,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *id = fc_id_dup_string (user_id);

  json_object_set_string_member (object, "user_id", id);
  if (old_password != NULL)
    json_object_set_string_member (object, "old_password", old_password);
  json_object_set_string_member (object, "new_password", new_password);
  json_object_set_boolean_member (object, "must_change", must_change);
  fc_session_request_async (self, "POST", FC_WIRE_PATH_PASSWORD, object, cancellable, callback, user_data);
}

gboolean
fc_session_set_password_finish (FcSession    *self,
                                GAsyncResult *result,
                                GError      **error)
{
  g_autoptr (GBytes) body = fc_session_request_finish (self, result, error);

  return body != NULL;
}
