/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-hub-listener.h"

#include <fcntl.h>
#include <gio/gunixsocketaddress.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fc-hub-line.h"
#include "fc-hub-log.h"

/* A default backlog let 344 of 1,000 clients in within 30 s, this one all of them within 0.25 s. */
#define BACKLOG         1024
#define HANDSHAKE_US    (10 * G_USEC_PER_SEC)
#define ANSWER_US       (600 * (gint64) G_USEC_PER_SEC) /* from the whole request to the last byte of its answer */
#define ACCEPT_AT_ONCE  64
#define RETRY_ACCEPT_MS 100

struct _FcHubListener {
  SoupServer *server;           /* (owned) */
  GTlsCertificate *certificate; /* (nullable) (owned) */
  GSocket *socket;
  GSource *accepting;
  GSource *sweeping;
  GMainContext *context;
  FcHubNest *nest;         /* (owned) */
  GHashTable *connections; /* "address:port" → Connection */
  GHashTable *per_address; /* address → count */
  gint64 idle_us;
  gint64 request_us;
  guint idle_seconds;
  guint most_per_address; /* 0: any */
  guint16 port;
  gulong started_handler;
};

typedef struct {
  FcHubListener *listener; /* (unowned) (nullable): NULL once that is gone */
  char *key;
  char *address;
  FcHubLine *line; /* (unowned) (nullable): libsoup has it */
  GSocket *socket;
  GSocketAddress *local, *remote;
  gint64 deadline; /* monotonic µs */
} Connection;

static void
connection_free (gpointer data)
{
  Connection *self = data;
  g_free (self->key);
  g_free (self->address);
  g_clear_weak_pointer (&self->line);
  g_clear_object (&self->socket);
  g_clear_object (&self->local);
  g_clear_object (&self->remote);
  g_free (self);
}

static char *
address_key (GSocketAddress *address)
{
  if (!G_IS_INET_SOCKET_ADDRESS (address))
    return g_strdup ("");
  GInetSocketAddress *inet = G_INET_SOCKET_ADDRESS (address);
  g_autofree char *ip = g_inet_address_to_string (g_inet_socket_address_get_address (inet));
  return g_strdup_printf ("%s:%u", ip, g_inet_socket_address_get_port (inet));
}

static void
connection_cut (Connection *self)
{
  g_socket_shutdown (self->socket, TRUE, TRUE, NULL);
  self->deadline = G_MAXINT64;
}

static void
connection_gone_cb (gpointer  data,
                    GObject  *stream)
{
  Connection *self = data;
  FcHubListener *listener = self->listener;

  if (listener == NULL)
    {
      connection_free (self);
      return;
    }
  guint left = GPOINTER_TO_UINT (g_hash_table_lookup (listener->per_address, self->address)) - 1;
  if (left == 0)
    g_hash_table_remove (listener->per_address, self->address);
  else
    g_hash_table_insert (listener->per_address, g_strdup (self->address), GUINT_TO_POINTER (left));
  g_hash_table_remove (listener->connections, self->key);
}

static void
hand_over (Connection *self,
           GIOStream  *stream)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FcHubLine) line = NULL;
  FcHubListener *listener = self->listener;

  if (listener == NULL)
    return;
  line = fc_hub_line_new (stream, self->socket, listener->nest);
  g_set_weak_pointer (&self->line, line);
  if (!soup_server_accept_iostream (listener->server, G_IO_STREAM (line), self->local, self->remote, &error))
    fc_hub_log ("connection", "refused=%s", error->message);
}

static void
handshake_finished_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      data)
{
  Connection *self = data; /* alive as long as the stream underneath, which @source keeps */
  if (!g_tls_connection_handshake_finish (G_TLS_CONNECTION (source), result, NULL) || self->listener == NULL)
    return;
  self->deadline = g_get_monotonic_time () + self->listener->idle_us;
  hand_over (self, G_IO_STREAM (source));
}

/* Without a database of authorities, which only who asks for clients' certificates needs: each connection would read the system's
 * anew, which costs 20 ms and most of a megabyte. */
static GIOStream *
new_server_side (GSocketConnection  *stream,
                 GTlsCertificate    *certificate,
                 GError            **error)
{
  return g_initable_new (g_tls_backend_get_server_connection_type (g_tls_backend_get_default ()), NULL, error,
                         "base-io-stream", stream, "certificate", certificate, "database", NULL, NULL);
}

static void
start_tls (Connection        *self,
           GSocketConnection *stream)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) tls = new_server_side (stream, self->listener->certificate, &error);

  if (tls == NULL)
    {
      fc_hub_log ("connection", "refused=%s", error->message);
      return;
    }
  g_tls_connection_set_require_close_notify (G_TLS_CONNECTION (tls), FALSE);
  self->deadline = g_get_monotonic_time () + HANDSHAKE_US;
  g_tls_connection_handshake_async (G_TLS_CONNECTION (tls), G_PRIORITY_DEFAULT, NULL, handshake_finished_cb, self);
}

static gboolean
over_cap (FcHubListener *self,
          const char    *address)
{
  guint have = GPOINTER_TO_UINT (g_hash_table_lookup (self->per_address, address));
  if (self->most_per_address > 0 && have >= self->most_per_address)
    return TRUE;
  g_hash_table_insert (self->per_address, g_strdup (address), GUINT_TO_POINTER (have + 1));
  return FALSE;
}

static void
take_in (FcHubListener *self,
         GSocket       *socket)
{
  g_autoptr (GSocketAddress) local = g_socket_get_local_address (socket, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_get_remote_address (socket, NULL);

  if (local == NULL || !G_IS_INET_SOCKET_ADDRESS (remote))
    return;
  g_autofree char *address =
    g_inet_address_to_string (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote)));
  if (over_cap (self, address))
    {
      fc_hub_log ("connection", "refused=too-many address=%s", address);
      return; /* the last reference closes it */
    }

  g_socket_set_timeout (socket, self->idle_seconds);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, 1, NULL);
  g_autoptr (GSocketConnection) stream = g_socket_connection_factory_create_connection (socket);
  Connection *connection = g_new0 (Connection, 1);
  *connection = (Connection){ .listener = self,
                              .key = address_key (remote),
                              .address = g_steal_pointer (&address),
                              .socket = g_object_ref (socket),
                              .local = g_steal_pointer (&local),
                              .remote = g_steal_pointer (&remote),
                              .deadline = g_get_monotonic_time () + self->idle_us };
  g_hash_table_insert (self->connections, connection->key, connection);
  g_object_weak_ref (G_OBJECT (stream), connection_gone_cb, connection);
  if (self->certificate)
    start_tls (connection, stream);
  else
    hand_over (connection, G_IO_STREAM (stream));
}

static gboolean accept_ready_cb (GSocket *socket, GIOCondition condition, gpointer data);

static void
watch_socket (FcHubListener *self)
{
  self->accepting = g_socket_create_source (self->socket, G_IO_IN, NULL);
  g_source_set_callback (self->accepting, G_SOURCE_FUNC (accept_ready_cb), self, NULL);
  g_source_attach (self->accepting, self->context);
}

static gboolean
retry_accept_cb (gpointer data)
{
  FcHubListener *self = data;
  g_clear_pointer (&self->accepting, g_source_unref);
  watch_socket (self);
  return G_SOURCE_REMOVE;
}

static gboolean
accept_ready_cb (GSocket      *socket,
                 GIOCondition  condition,
                 gpointer      data)
{
  FcHubListener *self = data;

  for (int i = 0; i < ACCEPT_AT_ONCE; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GSocket) client = g_socket_accept (socket, NULL, &error);
      if (client)
        take_in (self, client);
      else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        return G_SOURCE_CONTINUE;
      else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_OPEN_FILES))
        {
          fc_hub_log ("connection", "refused=\"too many open files\"");
          g_clear_pointer (&self->accepting, g_source_unref);
          self->accepting = g_timeout_source_new (RETRY_ACCEPT_MS);
          g_source_set_callback (self->accepting, retry_accept_cb, self, NULL);
          g_source_attach (self->accepting, self->context);
          return G_SOURCE_REMOVE;
        }
    }
  return G_SOURCE_CONTINUE;
}

static gboolean
sweep_cb (gpointer data)
{
  FcHubListener *self = data;
  gint64 now = g_get_monotonic_time ();
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->connections);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((Connection *) value)->deadline < now)
      connection_cut (value);
  return G_SOURCE_CONTINUE;
}

static Connection *
find_connection (FcHubListener     *self,
                 SoupServerMessage *message)
{
  g_autofree char *key = address_key (soup_server_message_get_remote_address (message));
  return g_hash_table_lookup (self->connections, key);
}

static void
set_deadline (FcHubListener     *self,
              SoupServerMessage *message,
              gint64             us,
              gboolean           busy)
{
  Connection *connection = find_connection (self, message);
  if (connection == NULL)
    return;
  if (connection->line)
    fc_hub_line_set_busy (connection->line, busy);
  if (connection->deadline != G_MAXINT64)
    connection->deadline = g_get_monotonic_time () + us;
}

static void
got_headers_cb (SoupServerMessage *message,
                gpointer           data)
{
  FcHubListener *self = data;
  set_deadline (self, message, self->request_us, TRUE);
}

static void
got_body_cb (SoupServerMessage *message,
             gpointer           data)
{
  set_deadline (data, message, ANSWER_US, TRUE);
}

static void
finished_cb (SoupServerMessage *message,
             gpointer           data)
{
  FcHubListener *self = data;
  set_deadline (self, message, self->idle_us, FALSE);
}

/* Comes when a connection begins to wait for a request, so the time counts for the silence before it and for its headers. */
static void
request_started_cb (SoupServer        *server,
                    SoupServerMessage *message,
                    gpointer           data)
{
  FcHubListener *self = data;
  set_deadline (self, message, self->idle_us, FALSE);
  g_signal_connect (message, "got-headers", G_CALLBACK (got_headers_cb), self);
  g_signal_connect (message, "got-body", G_CALLBACK (got_body_cb), self);
  g_signal_connect (message, "finished", G_CALLBACK (finished_cb), self);
}

static GSocket *
open_socket (const FcHubConfig  *config,
             GError            **error)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string (config->address, config->port);
  if (address == NULL)
    {
      g_set_error (error, FC_HUB_ERROR, FC_HUB_ERROR_CONFIG, "“%s” is not an address to listen on: give a numeric one.",
                   config->address);
      return NULL;
    }
  GInetAddress *inet = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address));
  if (config->certificate == NULL && !config->behind_proxy && !g_inet_address_get_is_loopback (inet))
    {
      g_set_error (error, FC_HUB_ERROR, FC_HUB_ERROR_CONFIG,
                   "Refusing plain HTTP on %s, where passwords could be read on the way: give a certificate, "
                   "or say --behind-proxy when a proxy in front does TLS.",
                   config->address);
      return NULL;
    }
  g_autoptr (GSocket) socket =
    g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);
  if (socket == NULL)
    return NULL;
  g_socket_set_listen_backlog (socket, BACKLOG);
  g_socket_set_blocking (socket, FALSE);
  if (!g_socket_bind (socket, address, TRUE, error) || !g_socket_listen (socket, error))
    {
      g_prefix_error (error, "Cannot listen on %s, port %u: ", config->address, config->port);
      return NULL;
    }
  return g_steal_pointer (&socket);
}

/*
 * libsoup keeps a connection open after a request only while its server has a listener of its own. This one is a Unix
 * socket whose name is gone before anybody could use it.
 */
static gboolean
give_listener (SoupServer  *server,
               const char  *folder,
               GError     **error)
{
  int descriptor = open (folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
  g_autofree char *name = g_strdup_printf (".listener-%d", (int) getpid ());
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d/%s", descriptor, name);
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GSocket) socket =
    g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, error);
  gboolean bound = socket && g_socket_bind (socket, address, FALSE, error) && g_socket_listen (socket, error);

  unlinkat (descriptor, name, 0);
  close (descriptor);
  return bound && soup_server_listen_socket (server, socket, 0, error);
}

/**
 * fc_hub_listener_new:
 * @server: gets the connections
 *
 * Opens the listening socket and begins to accept, in the thread's default main context.
 *
 * Returns: (transfer full) (nullable): the listener; NULL where the address, the certificate or plain HTTP is refused
 */
FcHubListener *
fc_hub_listener_new (SoupServer         *server,
                     const FcHubConfig  *config,
                     GError            **error)
{
  g_autoptr (GTlsCertificate) certificate = NULL;
  if (config->certificate)
    {
      certificate = g_tls_certificate_new_from_files (config->certificate, config->key, error);
      if (certificate == NULL)
        {
          g_prefix_error (error, "Cannot use the certificate %s: ", config->certificate);
          return NULL;
        }
    }
  g_autoptr (GSocket) socket = open_socket (config, error);
  if (socket == NULL || !give_listener (server, config->folder, error))
    return NULL;

  FcHubListener *self = g_new0 (FcHubListener, 1);
  self->server = g_object_ref (server);
  self->certificate = g_steal_pointer (&certificate);
  self->socket = g_steal_pointer (&socket);
  self->context = g_main_context_ref_thread_default ();
  self->nest = fc_hub_nest_new (self->context);
  self->connections = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, connection_free);
  self->per_address = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->idle_seconds = config->idle_seconds;
  self->idle_us = config->idle_seconds * G_USEC_PER_SEC;
  self->request_us = config->request_seconds * G_USEC_PER_SEC;
  self->most_per_address = config->behind_proxy ? 0 : config->connections_per_address;
  g_autoptr (GSocketAddress) bound = g_socket_get_local_address (self->socket, NULL);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));

  self->started_handler = g_signal_connect (server, "request-started", G_CALLBACK (request_started_cb), self);
  watch_socket (self);
  self->sweeping = g_timeout_source_new_seconds (1);
  g_source_set_callback (self->sweeping, sweep_cb, self, NULL);
  g_source_attach (self->sweeping, self->context);
  return self;
}

static void
clear_source (GSource **source)
{
  if (*source)
    {
      g_source_destroy (*source);
      g_clear_pointer (source, g_source_unref);
    }
}

/**
 * fc_hub_listener_stop:
 *
 * Takes no more connections in; those there are go on.
 */
void
fc_hub_listener_stop (FcHubListener *self)
{
  clear_source (&self->accepting);
  if (self->socket)
    g_socket_close (self->socket, NULL);
  g_clear_object (&self->socket);
}

/**
 * fc_hub_listener_cut_all:
 *
 * Ends the connections there are; what has been written to them still arrives.
 */
void
fc_hub_listener_cut_all (FcHubListener *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->connections);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    connection_cut (value);
}

/**
 * fc_hub_listener_free:
 *
 * After the server has let go of its messages: their signals come here.
 */
void
fc_hub_listener_free (FcHubListener *self)
{
  GHashTableIter iter;
  gpointer value;

  fc_hub_listener_stop (self);
  clear_source (&self->sweeping);
  g_signal_handler_disconnect (self->server, self->started_handler);
  g_hash_table_iter_init (&iter, self->connections);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Connection *connection = value;
      connection->listener = NULL;
      g_hash_table_iter_steal (&iter); /* its stream frees it */
    }
  g_hash_table_unref (self->connections);
  g_hash_table_unref (self->per_address);
  g_clear_object (&self->certificate);
  fc_hub_nest_close (self->nest);
  fc_hub_nest_unref (self->nest);
  g_main_context_unref (self->context);
  g_object_unref (self->server);
  g_free (self);
}

guint16
fc_hub_listener_get_port (FcHubListener *self)
{
  return self->port;
}

gboolean
fc_hub_listener_has_tls (FcHubListener *self)
{
  return self->certificate != NULL;
}

/**
 * fc_hub_listener_drop:
 *
 * Cuts the connection a message came on: for a body that goes on beyond its bound.
 */
void
fc_hub_listener_drop (FcHubListener     *self,
                      SoupServerMessage *message)
{
  Connection *connection = self ? find_connection (self, message) : NULL;
  const struct sockaddr nobody = { .sa_family = AF_UNSPEC };

  if (connection == NULL)
    return;
  connect (g_socket_get_fd (connection->socket), &nobody,
           sizeof nobody); /* a reset: after a mere shutdown it would read on */
  connection->deadline = G_MAXINT64;
}

/**
 * fc_hub_listener_upgraded:
 *
 * The connection @message came on is a WebSocket's from now on, which looks itself whether anybody is still there.
 */
void
fc_hub_listener_upgraded (FcHubListener     *self,
                          SoupServerMessage *message)
{
  Connection *connection = self ? find_connection (self, message) : NULL;

  if (connection == NULL)
    return;
  connection->deadline = G_MAXINT64;
  g_socket_set_timeout (connection->socket, 0);
}

guint
fc_hub_listener_count (FcHubListener *self)
{
  return g_hash_table_size (self->connections);
}
