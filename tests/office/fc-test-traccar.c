/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-test-traccar.h"

#include <string.h>

#define COOKIE "JSESSIONID=node01"

static void
answer (FcTestTraccar     *self,
        SoupServerMessage *message,
        const char        *text)
{
  if (self->garbles)
    text = "<html>Bad gateway";
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, text, strlen (text));
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
}

static gboolean
may_pass (FcTestTraccar     *self,
          SoupServerMessage *message)
{
  const char *given =
    soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Authorization");

  if (self->redirects)
    soup_server_message_set_redirect (message, SOUP_STATUS_FOUND, "http://127.0.0.1:9/elsewhere");
  else if (self->refuses || g_strcmp0 (given, "Bearer " FC_TEST_TOKEN) != 0)
    soup_server_message_set_status (message, SOUP_STATUS_UNAUTHORIZED, NULL);
  else
    return TRUE;
  return FALSE;
}

static void
session_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           data)
{
  FcTestTraccar *self = data;

  self->n_sign_ins++;
  if (!may_pass (self, message))
    return;
  g_assert_cmpstr (g_hash_table_lookup (query, "token"), ==, FC_TEST_TOKEN);
  soup_message_headers_append (soup_server_message_get_response_headers (message), "Set-Cookie", COOKIE "; Path=/api");
  answer (self, message, "{\"id\":1}");
}

static void
devices_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           data)
{
  FcTestTraccar *self = data;

  if (may_pass (self, message))
    answer (self, message, self->devices);
}

static void
positions_cb (SoupServer        *server,
              SoupServerMessage *message,
              const char        *path,
              GHashTable        *query,
              gpointer           data)
{
  FcTestTraccar *self = data;

  if (!may_pass (self, message))
    return;
  g_free (self->asked);
  self->asked = g_strdup (g_uri_get_query (soup_server_message_get_uri (message)));
  answer (self, message, self->history);
}

static void
socket_cb (SoupServer              *server,
           SoupServerMessage       *message,
           const char              *path,
           SoupWebsocketConnection *socket,
           gpointer                 data)
{
  FcTestTraccar *self = data;
  const char *cookie = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Cookie");

  g_assert_nonnull (cookie);
  g_assert_nonnull (strstr (cookie, COOKIE));
  self->n_sockets++;
  g_set_object (&self->socket, socket);
}

/**
 * fc_test_traccar_new:
 *
 * Returns: (transfer full): on a free port of this computer
 */
FcTestTraccar *
fc_test_traccar_new (void)
{
  FcTestTraccar *self = g_new0 (FcTestTraccar, 1);
  g_autoptr (GError) error = NULL;
  GSList *uris;

  self->devices = g_strdup ("[]");
  self->history = g_strdup ("[]");
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, "/api/session", session_cb, self, NULL);
  soup_server_add_handler (self->server, "/api/devices", devices_cb, self, NULL);
  soup_server_add_handler (self->server, "/api/positions", positions_cb, self, NULL);
  soup_server_add_websocket_handler (self->server, "/api/socket", NULL, NULL, socket_cb, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->url = g_strdup_printf ("http://127.0.0.1:%d/", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return self;
}

void
fc_test_traccar_free (FcTestTraccar *self)
{
  g_clear_object (&self->socket);
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_free (self->url);
  g_free (self->devices);
  g_free (self->history);
  g_free (self->asked);
  g_free (self);
}

void
fc_test_traccar_say (FcTestTraccar *self,
                     const char    *text)
{
  soup_websocket_connection_send_text (self->socket, text);
}

/* As a server does that is restarted. */
void
fc_test_traccar_drop (FcTestTraccar *self)
{
  soup_websocket_connection_close (self->socket, SOUP_WEBSOCKET_CLOSE_GOING_AWAY, NULL);
  g_clear_object (&self->socket);
}
