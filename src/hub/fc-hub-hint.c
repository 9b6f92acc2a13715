/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fc-hub-private.h"

/*
 * GET /ws/<tenant>, upgraded to a WebSocket: says that there is news, never what. The client says how far it is, as a
 * head reply reads; the hub answers once, when the tenant is further or the epoch another, and then waits to be asked again: so
 * nobody gets more hints than they pull. Losing any is harmless. HTTP thread.
 */
#define TICK_SECONDS  5
#define MOST_MESSAGE  256
#define ASKS_PER_SYNC 5   /* asking costs less than a request */
#define SILENT_PINGS  2.5 /* a line that has not even answered these is dead */

struct _FcHubHints {
  FcHub *hub;          /* (unowned) */
  GPtrArray *sockets;  /* (element-type Socket) (owned) */
  GSource *tick;
};

typedef struct {
  FcHubHints *hints; /* (unowned) */
  SoupWebsocketConnection *connection; /* (owned) */
  FcHubSession *session;               /* (owned) */
  gint64 heard;      /* monotonic µs */
  gboolean asks;
  gint64 since;      /* where it asks */
} Socket;

/* Sessions that are read anew, because users, roles or tokens have changed. */
typedef struct {
  GPtrArray *sessions; /* FcHubSession as they were, then as they are: NULL where they have ended */
  GPtrArray *hashes;   /* GBytes */
} Review;

static void
socket_free (gpointer data)
{
  Socket *self = data;

  g_signal_handlers_disconnect_by_data (self->connection, self);
  g_object_unref (self->connection);
  fc_hub_session_unref (self->session);
  g_free (self);
}

static void
socket_close (Socket     *self,
              gushort     code,
              const char *reason)
{
  if (soup_websocket_connection_get_state (self->connection) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_close (self->connection, code, reason);
}

static void
closed_cb (SoupWebsocketConnection *connection,
           Socket                  *self)
{
  g_ptr_array_remove_fast (self->hints->sockets, self);
}

static void
pong_cb (SoupWebsocketConnection *connection,
         GBytes                  *message,
         Socket                  *self)
{
  self->heard = g_get_monotonic_time ();
}

static void
tell (Socket *self,
      gint64  head)
{
  g_autoptr (GBytes) text = fc_head_reply_encode (self->hints->hub->epoch, head);

  self->asks = FALSE;
  if (soup_websocket_connection_get_state (self->connection) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_send_message (self->connection, SOUP_WEBSOCKET_DATA_TEXT, text);
}

static gboolean
asks_too_much (Socket *self)
{
  FcHub *hub = self->hints->hub;
  g_autofree char *key = g_strdup_printf ("hint %p", (void *) self);

  return fc_hub_limits_spend (hub->limits, key, ASKS_PER_SYNC * hub->config.syncs_per_minute,
                              g_get_monotonic_time ()) > 0;
}

static void
message_cb (SoupWebsocketConnection *connection,
            int                      type,
            GBytes                  *message,
            Socket                  *self)
{
  FcHub *hub = self->hints->hub;
  gint64 epoch, since;

  self->heard = g_get_monotonic_time ();
  if (!fc_head_reply_decode (message, &epoch, &since, NULL))
    socket_close (self, SOUP_WEBSOCKET_CLOSE_PROTOCOL_ERROR, "not understood");
  else if (asks_too_much (self))
    socket_close (self, SOUP_WEBSOCKET_CLOSE_POLICY_VIOLATION, "slow-down");
  else
    {
      self->asks = TRUE;
      self->since = epoch == hub->epoch ? since : -1;
      fc_hub_moved (hub, &self->session->token.tenant_id);
    }
}

/* --- care --------------------------------------------------------------------------------------------------------------- */

static gboolean
is_dead (Socket *self,
         gint64  now)
{
  return (double) (now - self->heard) > SILENT_PINGS * (double) self->hints->hub->config.ping_seconds * G_USEC_PER_SEC;
}

static void
review_free (Review *self)
{
  g_ptr_array_unref (self->sessions);
  g_ptr_array_unref (self->hashes);
  g_free (self);
}

static void
reviewed_cb (FcHub    *hub,
             gpointer  data)
{
  Review *review = data;

  for (guint i = 0; hub->hints && i < review->hashes->len; i++)
    {
      FcHubSession *session = review->sessions->pdata[i];

      for (guint n = hub->hints->sockets->len; n > 0; n--)
        {
          Socket *socket = hub->hints->sockets->pdata[n - 1];

          if (memcmp (socket->session->token.hash, g_bytes_get_data (review->hashes->pdata[i], NULL), FC_HUB_HASH) != 0)
            continue;
          if (session == NULL)
            socket_close (socket, SOUP_WEBSOCKET_CLOSE_POLICY_VIOLATION, "expired");
          else if (socket->session != session)
            {
              fc_hub_session_unref (socket->session);
              socket->session = fc_hub_session_ref (session);
            }
        }
    }
  review_free (review);
}

static void
review_sessions (FcHub    *hub,
                 gpointer  data)
{
  Review *review = data;
  int generation = g_atomic_int_get (&hub->auth_generation);
  FcHubReader *reader = fc_hub_take_reader (hub, NULL);

  for (guint i = 0; reader && i < review->hashes->len; i++)
    {
      g_autoptr (GError) error = NULL;
      FcHubSession *now = fc_hub_read_session (reader, g_bytes_get_data (review->hashes->pdata[i], NULL),
                                               generation, &error);

      if (now && (now->suspended || now->token.wipe))
        g_clear_pointer (&now, fc_hub_session_unref);
      if (now || error == NULL) /* where the store does not answer, all stays as it was */
        {
          g_clear_pointer ((FcHubSession **) &review->sessions->pdata[i], fc_hub_session_unref);
          review->sessions->pdata[i] = now;
        }
    }
  if (reader)
    fc_hub_give_reader (hub, reader);
  fc_hub_to_main (hub, reviewed_cb, review);
}

static void
session_unref (gpointer data)
{
  if (data)
    fc_hub_session_unref (data);
}

static gboolean
tick_cb (gpointer data)
{
  FcHubHints *self = data;
  gint64 now = g_get_monotonic_time ();
  int generation = g_atomic_int_get (&self->hub->auth_generation);
  Review *review = g_new0 (Review, 1);

  review->sessions = g_ptr_array_new_with_free_func (session_unref);
  review->hashes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  for (guint i = self->sockets->len; i > 0; i--)
    {
      Socket *socket = self->sockets->pdata[i - 1];

      if (is_dead (socket, now))
        g_ptr_array_remove_index_fast (self->sockets, i - 1);
      else if (socket->session->token.expires_at < g_get_real_time ())
        socket_close (socket, SOUP_WEBSOCKET_CLOSE_POLICY_VIOLATION, "expired");
      else if (socket->session->generation != generation)
        {
          g_ptr_array_add (review->sessions, fc_hub_session_ref (socket->session));
          g_ptr_array_add (review->hashes, g_bytes_new (socket->session->token.hash, FC_HUB_HASH));
        }
    }
  if (review->hashes->len > 0)
    fc_hub_work (self->hub, review_sessions, review);
  else
    review_free (review);
  return G_SOURCE_CONTINUE;
}

/* --- coming in ---------------------------------------------------------------------------------------------------------- */

static void
upgraded_cb (SoupServerMessage *message,
             gpointer           data)
{
  FcHubRequest *request = data;
  FcHub *hub = request->hub;
  g_autoptr (GIOStream) stream = NULL;
  Socket *self;

  fc_hub_listener_upgraded (hub->listener, message);
  stream = soup_server_message_steal_connection (message);
  if (hub->hints && stream)
    {
      self = g_new0 (Socket, 1);
      self->hints = hub->hints;
      self->session = fc_hub_session_ref (request->session);
      self->heard = g_get_monotonic_time ();
      self->connection = soup_websocket_connection_new (stream, soup_server_message_get_uri (message),
                                                        SOUP_WEBSOCKET_CONNECTION_SERVER, NULL, NULL, NULL);
      soup_websocket_connection_set_max_incoming_payload_size (self->connection, MOST_MESSAGE);
      soup_websocket_connection_set_keepalive_interval (self->connection, hub->config.ping_seconds);
      g_signal_connect (self->connection, "message", G_CALLBACK (message_cb), self);
      g_signal_connect (self->connection, "pong", G_CALLBACK (pong_cb), self);
      g_signal_connect (self->connection, "closed", G_CALLBACK (closed_cb), self);
      g_ptr_array_add (hub->hints->sockets, self);
    }
  fc_hub_request_stolen (request);
}

static gboolean
is_of_tenant (FcHubRequest *request)
{
  const char *tenant = request->path + strlen (FC_WIRE_PATH_HINTS);
  FcId id;

  if (fc_id_from_string (tenant, &id))
    return fc_id_equal (&id, &request->session->token.tenant_id);
  return g_str_equal (tenant, request->session->tenant_slug);
}

static void
admitted (FcHubRequest *request)
{
  SoupServerMessage *message = request->message;

  if (!is_of_tenant (request))
    fc_hub_request_fail (request, SOUP_STATUS_BAD_REQUEST, "tenant", "Tenant identification required");
  else if (request->hub->hints == NULL || request->over)
    fc_hub_request_fail_later (request, SOUP_STATUS_SERVICE_UNAVAILABLE, "stopping", "The server is stopping.", 5);
  else if (!soup_websocket_server_check_handshake (message, NULL, NULL, NULL, NULL))
    fc_hub_request_fail (request, SOUP_STATUS_BAD_REQUEST, "invalid", "Here only WebSockets are served.");
  else
    {
      request->answered = TRUE;
      request->status = SOUP_STATUS_SWITCHING_PROTOCOLS;
      soup_websocket_server_process_handshake (message, NULL, NULL, NULL, NULL);
      g_signal_connect (message, "wrote-informational", G_CALLBACK (upgraded_cb), request);
      soup_server_message_unpause (message);
    }
}

void
fc_hub_route_hint (FcHubRequest *request)
{
  fc_hub_authenticate (request, admitted);
}

/* --- what the waiters' looks find ----------------------------------------------------------------------------------------- */

/* Adds the tenants whose sockets ask to @tenants (FcId*, unowned). */
void
fc_hub_hints_tenants (FcHubHints *self,
                      GHashTable *tenants)
{
  for (guint i = 0; i < self->sockets->len; i++)
    {
      Socket *socket = self->sockets->pdata[i];

      if (socket->asks)
        g_hash_table_add (tenants, &socket->session->token.tenant_id);
    }
}

/* Whether anybody of @tenant asks. */
gboolean
fc_hub_hints_ask (FcHubHints *self,
                  const FcId *tenant)
{
  for (guint i = 0; i < self->sockets->len; i++)
    {
      const Socket *socket = self->sockets->pdata[i];

      if (socket->asks && fc_id_equal (&socket->session->token.tenant_id, tenant))
        return TRUE;
    }
  return FALSE;
}

/**
 * fc_hub_hints_tell:
 * @head: of @tenant now
 *
 * Tells those for whom that is news.
 */
void
fc_hub_hints_tell (FcHubHints *self,
                   const FcId *tenant,
                   gint64      head)
{
  for (guint i = self->sockets->len; i > 0; i--)
    {
      Socket *socket = self->sockets->pdata[i - 1];

      if (socket->asks && head > socket->since && fc_id_equal (&socket->session->token.tenant_id, tenant))
        tell (socket, head);
    }
}

FcHubHints *
fc_hub_hints_new (FcHub *hub)
{
  FcHubHints *self = g_new0 (FcHubHints, 1);

  self->hub = hub;
  self->sockets = g_ptr_array_new_with_free_func (socket_free);
  self->tick = g_timeout_source_new_seconds (CLAMP (hub->config.ping_seconds, 1, TICK_SECONDS));
  g_source_set_callback (self->tick, tick_cb, self, NULL);
  g_source_attach (self->tick, hub->context);
  return self;
}

/**
 * fc_hub_hints_free:
 *
 * Says goodbye to everybody; whoever does not answer is cut off with the listener.
 */
void
fc_hub_hints_free (FcHubHints *self)
{
  g_source_destroy (self->tick);
  g_source_unref (self->tick);
  for (guint i = self->sockets->len; i > 0; i--)
    socket_close (self->sockets->pdata[i - 1], SOUP_WEBSOCKET_CLOSE_GOING_AWAY, "stopping");
  g_ptr_array_unref (self->sockets);
  g_free (self);
}
