/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-traccar-client.h"

#include "fc-error.h"
#include "fc-json.h"
#include "fc-traccar-ask.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_MESSAGE (4 * 1024 * 1024) /* bytes at a time over the socket */
#define PING_SECONDS 25
#define ANSWER_SECONDS 60

/* Before the first, the second … try, in milliseconds; spread, so that not all offices come at once. */
static const guint usual_waits[] = { 1000, 2000, 10000, 30000, 120000, 300000 };

struct _FcTraccarClient {
  GObject parent_instance;

  char *url; /* without a slash at its end */
  char *token;
  const guint *waits;
  guint n_waits;
  SoupSession *session;            /* (nullable): while it is started */
  SoupWebsocketConnection *socket; /* (nullable) */
  GCancellable *cancellable;       /* (nullable): while it is started */
  char *problem;                   /* (nullable) */
  guint failures;                  /* in a row */
  guint retry;                     /* source */
};

G_DEFINE_FINAL_TYPE (FcTraccarClient, fc_traccar_client, G_TYPE_OBJECT)

enum { DEVICES, POSITIONS, CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void sign_in (FcTraccarClient *self);

static void
device_free (gpointer pointer)
{
  FcTraccarDevice *device = pointer;

  g_free (device->unique_id);
  g_free (device);
}

static void
say (FcTraccarClient *self,
     const char      *problem)
{
  if (problem != NULL && g_strcmp0 (problem, self->problem) == 0)
    return;
  g_free (self->problem);
  self->problem = g_strdup (problem);
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
retry_cb (gpointer data)
{
  FcTraccarClient *self = data;

  self->retry = 0;
  sign_in (self);
  return G_SOURCE_REMOVE;
}

static void
drop_socket (FcTraccarClient *self)
{
  g_autoptr (SoupWebsocketConnection) socket = g_steal_pointer (&self->socket);

  if (socket == NULL)
    return;
  g_signal_handlers_disconnect_by_data (socket, self);
  if (soup_websocket_connection_get_state (socket) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_close (socket, SOUP_WEBSOCKET_CLOSE_NORMAL, NULL);
}

/* A token that is refused does not become good by itself: the longest wait. */
static void
fail (FcTraccarClient *self,
      const GError    *error)
{
  guint last = self->n_waits - 1;
  guint wait = self->waits[g_error_matches (error, FC_ERROR, FC_ERROR_DENIED) ? last : MIN (self->failures, last)];

  drop_socket (self);
  self->failures++;
  if (self->retry == 0 && self->cancellable != NULL)
    self->retry = g_timeout_add ((guint) g_random_int_range ((gint32) wait / 2, (gint32) wait + 1), retry_cb, self);
  say (self, error->message);
}

static gboolean
was_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static SoupMessage *
message_for (FcTraccarClient *self,
             const char      *path)
{
  g_autofree char *uri = g_strconcat (self->url, path, NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", self->token, NULL);
  SoupMessage *message = soup_message_new ("GET", uri);

  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", bearer);
  soup_message_headers_append (soup_message_get_request_headers (message), "Accept", "application/json");
  return message;
}

static void
closed_cb (SoupWebsocketConnection *socket,
           FcTraccarClient         *self)
{
  g_autoptr (GError) error =
    g_error_new_literal (FC_ERROR, FC_ERROR_INVALID, _ ("The Traccar server has ended the connection. It is tried again"));

  fail (self, error);
}

/* A server that says what cannot be read is asked again later, as one that is silent. */
static void
message_cb (SoupWebsocketConnection *socket,
            int                      type,
            GBytes                  *message,
            FcTraccarClient         *self)
{
  gsize size;
  const char *text = g_bytes_get_data (message, &size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) positions = fc_traccar_read_positions (text, size, NULL, &error);

  if (positions == NULL)
    {
      fail (self, error);
      return;
    }
  self->failures = 0;
  if (positions->len > 0)
    g_signal_emit (self, signals[POSITIONS], 0, positions);
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (FcTraccarClient) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SoupWebsocketConnection) socket =
    soup_session_websocket_connect_finish (SOUP_SESSION (source), result, &error);

  if (was_cancelled (error) || self->session != SOUP_SESSION (source))
    return;
  if (socket == NULL)
    {
      fail (self, error);
      return;
    }
  self->socket = g_steal_pointer (&socket);
  soup_websocket_connection_set_max_incoming_payload_size (self->socket, MOST_MESSAGE);
  soup_websocket_connection_set_keepalive_interval (self->socket, PING_SECONDS);
  g_signal_connect (self->socket, "message", G_CALLBACK (message_cb), self);
  g_signal_connect (self->socket, "closed", G_CALLBACK (closed_cb), self);
  say (self, NULL);
}

static void
open_socket (FcTraccarClient *self)
{
  g_autoptr (SoupMessage) message = message_for (self, "/api/socket");

  soup_session_websocket_connect_async (self->session, message, NULL, NULL, G_PRIORITY_DEFAULT, self->cancellable,
                                        connected_cb, g_object_ref (self));
}

/* The device's name for itself is a text in Traccar, but people write numbers. */
static GPtrArray *
read_devices (GBytes  *body,
              GError **error)
{
  gsize size;
  const char *text = g_bytes_get_data (body, &size);
  g_autoptr (JsonNode) root = fc_json_parse (text, (gssize) size, error);
  g_autoptr (GPtrArray) devices = g_ptr_array_new_with_free_func (device_free);
  JsonArray *list;

  if (root == NULL)
    return NULL;
  list = JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *unique = object ? json_object_get_string_member_with_default (object, "uniqueId", NULL) : NULL;
      FcTraccarDevice *device;

      if (unique == NULL || json_object_get_int_member_with_default (object, "id", 0) <= 0)
        continue;
      device = g_new0 (FcTraccarDevice, 1);
      device->id = json_object_get_int_member (object, "id");
      device->unique_id = g_strdup (unique);
      g_ptr_array_add (devices, device);
    }
  return g_steal_pointer (&devices);
}

static void
devices_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (FcTraccarClient) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = fc_traccar_ask_finish (result, &error);
  g_autoptr (GPtrArray) devices = body != NULL ? read_devices (body, &error) : NULL;

  if (was_cancelled (error) || self->session == NULL)
    return;
  if (devices == NULL)
    {
      fail (self, error);
      return;
    }
  g_signal_emit (self, signals[DEVICES], 0, devices);
  if (self->session != NULL)
    open_socket (self);
}

static void
signed_in_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (FcTraccarClient) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = fc_traccar_ask_finish (result, &error);
  g_autoptr (SoupMessage) message = NULL;

  if (was_cancelled (error) || self->session == NULL)
    return;
  if (body == NULL)
    {
      fail (self, error);
      return;
    }
  message = message_for (self, "/api/devices");
  fc_traccar_ask_async (self->session, message, self->cancellable, devices_cb, g_object_ref (self));
}

/* The socket wants the session's cookie, which a token gets here. */
static void
sign_in (FcTraccarClient *self)
{
  g_autofree char *token = g_uri_escape_string (self->token, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/api/session?token=", token, NULL);
  g_autoptr (SoupMessage) message = message_for (self, path);

  fc_traccar_ask_async (self->session, message, self->cancellable, signed_in_cb, g_object_ref (self));
}

static void
fc_traccar_client_dispose (GObject *object)
{
  fc_traccar_client_stop (FC_TRACCAR_CLIENT (object));

  G_OBJECT_CLASS (fc_traccar_client_parent_class)->dispose (object);
}

static void
fc_traccar_client_finalize (GObject *object)
{
  FcTraccarClient *self = FC_TRACCAR_CLIENT (object);

  g_free (self->url);
  g_free (self->token);
  g_free (self->problem);

  G_OBJECT_CLASS (fc_traccar_client_parent_class)->finalize (object);
}

static void
fc_traccar_client_class_init (FcTraccarClientClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fc_traccar_client_dispose;
  G_OBJECT_CLASS (klass)->finalize = fc_traccar_client_finalize;

  signals[DEVICES] = g_signal_new ("devices", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_PTR_ARRAY);
  signals[POSITIONS] = g_signal_new ("positions", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                     G_TYPE_ARRAY);
  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fc_traccar_client_init (FcTraccarClient *self)
{
  self->waits = usual_waits;
  self->n_waits = G_N_ELEMENTS (usual_waits);
}

/* A token travels in the clear over HTTP: only to this computer itself. */
static gboolean
check_url (const char  *url,
           GError     **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : "";
  gboolean here = g_strcmp0 (host, "127.0.0.1") == 0 || g_strcmp0 (host, "localhost") == 0 ||
                  g_strcmp0 (host, "::1") == 0;

  if (host != NULL && *host != '\0' &&
      (g_str_equal (scheme, "https") || (here && g_str_equal (scheme, "http"))))
    return TRUE;
  g_set_error (error, FC_ERROR, FC_ERROR_INVALID,
               _ ("“%s” is no address of a Traccar server. Write it as https://traccar.example.com"), url);
  return FALSE;
}

/**
 * fc_traccar_client_new:
 * @url: "https://traccar.example.com"
 * @error: FC_ERROR_INVALID where @url is no address that a token may be sent to
 *
 * Returns: (transfer full) (nullable): at rest
 */
FcTraccarClient *
fc_traccar_client_new (const char  *url,
                       const char  *token,
                       GError     **error)
{
  FcTraccarClient *self;

  if (!check_url (url, error))
    return NULL;
  self = g_object_new (FC_TYPE_TRACCAR_CLIENT, NULL);
  self->url = g_strdup (url);
  while (g_str_has_suffix (self->url, "/"))
    self->url[strlen (self->url) - 1] = '\0';
  self->token = g_strdup (token);
  return self;
}

void
fc_traccar_client_set_waits (FcTraccarClient *self,
                             const guint     *milliseconds,
                             guint            n)
{
  self->waits = milliseconds;
  self->n_waits = n;
}

/**
 * fc_traccar_client_start:
 *
 * From now on until it is stopped. The server's certificate is checked against the system's.
 */
void
fc_traccar_client_start (FcTraccarClient *self)
{
  g_autoptr (SoupCookieJar) jar = soup_cookie_jar_new ();

  fc_traccar_client_stop (self);
  self->cancellable = g_cancellable_new ();
  self->session = soup_session_new_with_options ("timeout", ANSWER_SECONDS, "user-agent", "Forecourt ", NULL);
  soup_session_add_feature (self->session, SOUP_SESSION_FEATURE (jar));
  sign_in (self);
}

/* Nothing is told after this, and nothing stays open. */
void
fc_traccar_client_stop (FcTraccarClient *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->retry, g_source_remove);
  drop_socket (self);
  if (self->session != NULL)
    soup_session_abort (self->session);
  g_clear_object (&self->session);
  self->failures = 0;
}

/**
 * fc_traccar_client_is_live:
 *
 * Returns: whether positions come as they are made
 */
gboolean
fc_traccar_client_is_live (FcTraccarClient *self)
{
  return self->socket != NULL;
}

/**
 * fc_traccar_client_get_problem:
 *
 * Returns: (nullable): a sentence for people: why it is not connected, and what to do
 */
const char *
fc_traccar_client_get_problem (FcTraccarClient *self)
{
  return self->problem;
}

static void
history_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GBytes) body = fc_traccar_ask_finish (result, &error);
  const char *text;
  gsize size;
  GArray *positions;

  if (body == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  text = g_bytes_get_data (body, &size);
  positions = fc_traccar_read_positions (text, size, NULL, &error);
  if (positions != NULL)
    g_task_return_pointer (task, positions, (GDestroyNotify) g_array_unref);
  else
    g_task_return_error (task, error);
}

static char *
moment (gint64 time_us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC);

  return g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");
}

/**
 * fc_traccar_client_history_async:
 * @until_us: at most FC_TRACCAR_MOST_HISTORY after @from_us
 *
 * Asks a client that is started where a device was.
 */
void
fc_traccar_client_history_async (FcTraccarClient     *self,
                                 gint64               device_id,
                                 gint64               from_us,
                                 gint64               until_us,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *from = moment (from_us), *until = moment (until_us);
  g_autofree char *path = g_strdup_printf ("/api/positions?deviceId=%" G_GINT64_FORMAT "&from=%s&to=%s", device_id,
                                           from, until);
  g_autoptr (SoupMessage) message = message_for (self, path);

  g_return_if_fail (self->session != NULL);

  fc_traccar_ask_async (self->session, message, cancellable, history_cb, g_object_ref (task));
}

/**
 * fc_traccar_client_history_finish:
 *
 * Returns: (transfer full) (nullable) (element-type FcTraccarPosition):
 */
GArray *
fc_traccar_client_history_finish (FcTraccarClient  *self,
                                  GAsyncResult     *result,
                                  GError          **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
