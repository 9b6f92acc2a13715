/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bent-hub.h"

#include "fc-wire.h"

#include <string.h>

struct _BentHub
{
  SoupServer *server;
  GSocketService *service;
  SoupSession *http;
  GCancellable *cancellable;
  char *true_uri;
  char *uri;

  char *path; /* (nullable) */
  Bend bend;  /* (nullable) */
  gpointer data;
  guint bent;
  guint asked;

  gsize say;
  GPtrArray *sockets;
};

/* A request on its way to the true hub. */
typedef struct
{
  BentHub *hub;
  SoupServerMessage *asked;
  SoupMessage *passed;
  char *path;
} Errand;

static void
errand_free (Errand *self)
{
  g_object_unref (self->asked);
  g_object_unref (self->passed);
  g_free (self->path);
  g_free (self);
}

void
bent_hub_answer (SoupServerMessage *answer,
                 GBytes            *body,
                 gboolean           gzipped)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (answer);
  SoupMessageBody *out = soup_server_message_get_response_body (answer);

  soup_message_headers_remove (headers, "Content-Encoding");
  if (gzipped)
    soup_message_headers_append (headers, "Content-Encoding", "gzip");
  soup_message_body_truncate (out);
  if (g_bytes_get_size (body) > 0)
    soup_message_body_append_bytes (out, body);
  soup_message_body_complete (out);
}

/* What is between two ends only is not passed on. */
static gboolean
is_passed_on (const char *name)
{
  static const char *const own[] = { "Host", "Connection", "Content-Length", "Transfer-Encoding", "Upgrade" };

  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    if (g_ascii_strcasecmp (name, own[i]) == 0)
      return FALSE;
  return !g_str_has_prefix (name, "Sec-");
}

static void
pass_header (const char *name,
             const char *value,
             gpointer    data)
{
  if (is_passed_on (name))
    soup_message_headers_append (data, name, value);
}

static GBytes *
unpacked (SoupMessage *message,
          GBytes      *body)
{
  const char *coding =
    soup_message_headers_get_one (soup_message_get_response_headers (message), "Content-Encoding");
  GBytes *plain = coding != NULL ? fc_gunzip (body, FC_WIRE_MAX_BODY, NULL) : g_bytes_ref (body);

  g_assert_nonnull (plain);
  return plain;
}

static gboolean
is_bent (BentHub    *self,
         const char *path)
{
  if (self->bend == NULL)
    return FALSE;
  return g_str_has_suffix (self->path, "/") ? g_str_has_prefix (path, self->path) : g_str_equal (path, self->path);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Errand *errand = user_data;
  g_autoptr (GBytes) body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);
  SoupMessage *passed = errand->passed;
  BentHub *self = errand->hub;
  gboolean gzipped =
    soup_message_headers_get_one (soup_message_get_response_headers (passed), "Content-Encoding") != NULL;

  if (body == NULL) /* cut off: the test is over */
    {
      errand_free (errand);
      return;
    }
  soup_server_message_set_status (errand->asked, soup_message_get_status (passed), NULL);
  soup_message_headers_foreach (soup_message_get_response_headers (passed), pass_header,
                                soup_server_message_get_response_headers (errand->asked));
  if (is_bent (self, errand->path))
    {
      g_autoptr (GBytes) plain = unpacked (passed, body);

      self->bent++;
      self->bend (errand->asked, plain, self->data);
    }
  else if (g_str_equal (soup_message_get_method (passed), "HEAD"))
    soup_message_headers_set_content_length (soup_server_message_get_response_headers (errand->asked), 0);
  else
    bent_hub_answer (errand->asked, body, gzipped);
  soup_server_message_unpause (errand->asked);
  errand_free (errand);
}

static void
asked_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  BentHub *self = user_data;
  GUri *uri = soup_server_message_get_uri (message);
  g_autofree char *whole = g_strconcat (self->true_uri, path, g_uri_get_query (uri) ? "?" : NULL, g_uri_get_query (uri),
                                        NULL);
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  char *wait = strstr (whole, "&wait=");
  Errand *errand;

  if (wait != NULL && is_bent (self, path))
    *wait = '\0'; /* who lies does not wait for the truth */
  if (g_str_has_prefix (path, FC_WIRE_PATH_HINTS))
    {
      soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
      return;
    }
  self->asked++;
  errand = g_new0 (Errand, 1);
  errand->hub = self;
  errand->asked = g_object_ref (message);
  errand->passed = soup_message_new (soup_server_message_get_method (message), whole);
  errand->path = g_strdup (path);
  if (g_bytes_get_size (body) > 0)
    soup_message_set_request_body_from_bytes (errand->passed, NULL, body);
  soup_message_headers_foreach (soup_server_message_get_request_headers (message), pass_header,
                                soup_message_get_request_headers (errand->passed));
  soup_server_message_pause (message);
  soup_session_send_and_read_async (self->http, errand->passed, G_PRIORITY_DEFAULT, self->cancellable, answered_cb,
                                    errand);
}

static void
socket_cb (SoupServer              *server,
           SoupServerMessage       *message,
           const char              *path,
           SoupWebsocketConnection *socket,
           gpointer                 user_data)
{
  BentHub *self = user_data;
  g_autofree char *text = g_strnfill (self->say, '[');

  self->asked++;
  soup_websocket_connection_send_text (socket, text);
  g_ptr_array_add (self->sockets, g_object_ref (socket));
}

/* libsoup 3.2 keeps each socket that it has accepted itself. */
static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             gpointer           server)
{
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);
  g_autoptr (GError) error = NULL;

  if (local == NULL || remote == NULL) /* hung up already */
    return TRUE;
  soup_server_accept_iostream (server, G_IO_STREAM (connection), local, remote, &error);
  g_assert_no_error (error);
  return TRUE;
}

BentHub *
bent_hub_new (const char *true_uri)
{
  BentHub *self = g_new0 (BentHub, 1);
  g_autoptr (GSocketAddress) loopback = g_inet_socket_address_new_from_string ("127.0.0.1", 0), address = NULL;
  g_autoptr (GError) error = NULL;

  self->true_uri = g_strdup (true_uri);
  self->cancellable = g_cancellable_new ();
  self->sockets = g_ptr_array_new_with_free_func (g_object_unref);
  self->http = soup_session_new_with_options ("max-conns-per-host", 20, "max-conns", 20, NULL);
  soup_session_remove_feature_by_type (self->http, SOUP_TYPE_CONTENT_DECODER);
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, asked_cb, self, NULL);
  self->service = g_socket_service_new ();
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), loopback, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &address, &error);
  g_assert_no_error (error);
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self->server);
  self->uri = g_strdup_printf ("http://127.0.0.1:%u", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
  return self;
}

void
bent_hub_free (BentHub *self)
{
  g_cancellable_cancel (self->cancellable);
  soup_session_abort (self->http);
  while (g_main_context_iteration (NULL, FALSE)) /* the errands end */
    ;
  g_ptr_array_unref (self->sockets);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_object_unref (self->service);
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_object_unref (self->http);
  g_object_unref (self->cancellable);
  g_free (self->true_uri);
  g_free (self->uri);
  g_free (self->path);
  g_free (self);
}

const char *
bent_hub_get_uri (BentHub *self)
{
  return self->uri;
}

void
bent_hub_bend (BentHub    *self,
               const char *path,
               Bend        bend,
               gpointer    data)
{
  g_free (self->path);
  self->path = g_strdup (path);
  self->bend = bend;
  self->data = data;
  self->bent = self->asked = 0;
}

guint
bent_hub_get_bent (BentHub *self)
{
  return self->bent;
}

guint
bent_hub_get_asked (BentHub *self)
{
  return self->asked;
}

void
bent_hub_say (BentHub *self,
              gsize    bytes)
{
  self->say = bytes;
  if (bytes > 0)
    soup_server_add_websocket_handler (self->server, "/ws", NULL, NULL, socket_cb, self, NULL);
  else
    soup_server_remove_handler (self->server, "/ws");
}
