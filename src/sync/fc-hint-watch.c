/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-hint-watch.h"

#include "fc-hub-client-private.h"
#include "fc-wire.h"

#include <glib/gi18n-lib.h>

#define PING_SECONDS  25
#define CARE_SECONDS  10
#define SILENT_US     (70 * (gint64) G_USEC_PER_SEC) /* the hub has not even answered pings: the line is dead */
#define SEEN_SECONDS  30 /* a socket that lived so long was a good one */

/* Before the first, the second … try to open the socket again, in seconds; spread, so that not all offices come at once. */
static const guint waits[] = { 1, 2, 10, 30, 120, 300 };

struct _FcHintWatch
{
  FcHintFunc func;
  gpointer user_data;

  FcHubClient *client;      /* (nullable) */
  char *path;               /* (nullable): of the socket */
  gboolean watching;
  gint64 epoch, since;

  SoupWebsocketConnection *socket; /* (nullable) */
  GCancellable *connecting;        /* (nullable) */
  GCancellable *polling;           /* (nullable) */
  gint64 heard;             /* monotonic µs */
  gint64 opened;
  guint failures;           /* of the socket, in a row */
  guint retry;              /* source */
  guint care;               /* source */
};

static void poll_hub (FcHintWatch *self);
static void open_socket (FcHintWatch *self);

/* Whoever called may be gone when an answer comes. */
static void
stop_polling (FcHintWatch *self)
{
  if (self->polling != NULL)
    g_cancellable_cancel (self->polling);
  g_clear_object (&self->polling);
}

static void
end (FcHintWatch         *self,
     gint64               epoch,
     gint64               head,
     const FcSyncFailure *failure)
{
  stop_polling (self);
  self->watching = FALSE;
  self->func (epoch, head, failure, self->user_data);
}

/**
 * fc_hint_read:
 *
 * Bounded before it is looked at: whatever the hub says, it costs little.
 */
gboolean
fc_hint_read (GBytes *message,
              gint64 *epoch,
              gint64 *head)
{
  return g_bytes_get_size (message) <= FC_HINT_MOST && fc_head_reply_decode (message, epoch, head, NULL);
}

/* --- the socket --------------------------------------------------------------------------------------------------------- */

static gboolean
retry_cb (gpointer user_data)
{
  FcHintWatch *self = user_data;

  self->retry = 0;
  open_socket (self);
  return G_SOURCE_REMOVE;
}

static void
try_later (FcHintWatch *self)
{
  guint wait = waits[MIN (self->failures, G_N_ELEMENTS (waits) - 1)];

  self->failures++;
  if (self->retry == 0 && self->client != NULL)
    self->retry = g_timeout_add ((guint) g_random_int_range (100, (gint32) wait * 1000 + 100), retry_cb, self);
}

static void
drop_socket (FcHintWatch *self)
{
  g_autoptr (SoupWebsocketConnection) socket = g_steal_pointer (&self->socket);

  g_clear_handle_id (&self->care, g_source_remove);
  if (socket == NULL)
    return;
  g_signal_handlers_disconnect_by_data (socket, self);
  if (soup_websocket_connection_get_state (socket) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_close (socket, SOUP_WEBSOCKET_CLOSE_NORMAL, NULL);
}

/* The hub or the line has ended it: a request watches until there is another. */
static void
lost_socket (FcHintWatch *self)
{
  if (g_get_monotonic_time () - self->opened > SEEN_SECONDS * G_USEC_PER_SEC)
    self->failures = 0;
  drop_socket (self);
  try_later (self);
  if (self->watching && self->polling == NULL)
    poll_hub (self);
}

static void
ask (FcHintWatch *self)
{
  g_autoptr (GBytes) text = fc_head_reply_encode (self->epoch, self->since);

  if (soup_websocket_connection_get_state (self->socket) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_send_message (self->socket, SOUP_WEBSOCKET_DATA_TEXT, text);
}

static void
closed_cb (SoupWebsocketConnection *socket,
           FcHintWatch             *self)
{
  lost_socket (self);
}

static void
pong_cb (SoupWebsocketConnection *socket,
         GBytes                  *message,
         FcHintWatch             *self)
{
  self->heard = g_get_monotonic_time ();
}

static void
message_cb (SoupWebsocketConnection *socket,
            int                      type,
            GBytes                  *message,
            FcHintWatch             *self)
{
  gint64 epoch, head;

  self->heard = g_get_monotonic_time ();
  if (!fc_hint_read (message, &epoch, &head))
    lost_socket (self);
  else if (self->watching && (epoch != self->epoch || head > self->since))
    end (self, epoch, head, NULL);
}

static gboolean
care_cb (gpointer user_data)
{
  FcHintWatch *self = user_data;

  if (g_get_monotonic_time () - self->heard < SILENT_US)
    return G_SOURCE_CONTINUE;
  self->care = 0;
  lost_socket (self);
  return G_SOURCE_REMOVE;
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  FcHintWatch *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SoupWebsocketConnection) socket =
    soup_session_websocket_connect_finish (SOUP_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* the watch may be gone */
  g_clear_object (&self->connecting);
  if (socket == NULL)
    {
      try_later (self); /* whatever it is: the request that watches meanwhile says so better */
      return;
    }
  self->socket = g_steal_pointer (&socket);
  self->heard = self->opened = g_get_monotonic_time ();
  soup_websocket_connection_set_max_incoming_payload_size (self->socket, FC_HINT_MOST);
  soup_websocket_connection_set_keepalive_interval (self->socket, PING_SECONDS);
  g_signal_connect (self->socket, "message", G_CALLBACK (message_cb), self);
  g_signal_connect (self->socket, "pong", G_CALLBACK (pong_cb), self);
  g_signal_connect (self->socket, "closed", G_CALLBACK (closed_cb), self);
  self->care = g_timeout_add_seconds (CARE_SECONDS, care_cb, self);
  stop_polling (self);
  if (self->watching)
    ask (self);
}

static void
open_socket (FcHintWatch *self)
{
  g_autoptr (SoupMessage) message = NULL;

  if (self->client == NULL || self->socket != NULL || self->connecting != NULL || self->retry != 0)
    return;
  message = fc_hub_client_new_message (self->client, "GET", self->path, NULL, FALSE);
  self->connecting = g_cancellable_new ();
  soup_session_websocket_connect_async (fc_hub_client_get_session (self->client), message, NULL, NULL,
                                        G_PRIORITY_DEFAULT, self->connecting, connected_cb, self);
}

/* --- the request -------------------------------------------------------------------------------------------------------- */

static void
polled_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  FcHintWatch *self = user_data;
  g_autoptr (FcHubAnswer) answer = fc_hub_client_request_finish (FC_HUB_CLIENT (source), result);
  g_autoptr (FcSyncFailure) garbage = NULL;
  g_autoptr (GBytes) body = NULL;
  gint64 epoch = 0, head = 0;

  if (answer == NULL)
    return; /* cancelled: the watch may be gone */
  g_clear_object (&self->polling);
  if (answer->failure == NULL)
    {
      body = answer->gzipped ? fc_gunzip (answer->body, FC_WIRE_GZIP_FROM, NULL) : g_bytes_ref (answer->body);
      if (body == NULL || !fc_hint_read (body, &epoch, &head))
        garbage = fc_sync_failure_new (FC_FAILURE_GARBAGE, _ ("The server’s answer cannot be read."));
    }
  end (self, epoch, head, answer->failure != NULL ? answer->failure : garbage);
}

static void
poll_hub (FcHintWatch *self)
{
  g_autofree char *path = g_strdup_printf (FC_WIRE_PATH_HEAD "?epoch=%" G_GINT64_FORMAT "&since=%" G_GINT64_FORMAT
                                                             "&wait=%d",
                                           self->epoch, self->since, FC_WIRE_HEAD_WAIT);

  self->polling = g_cancellable_new ();
  fc_hub_client_request_async (self->client, "GET", path, NULL, FALSE, self->polling, polled_cb, self);
}

/* --- life --------------------------------------------------------------------------------------------------------------- */

/**
 * fc_hint_watch_new:
 *
 * Returns: (transfer full): at rest
 */
FcHintWatch *
fc_hint_watch_new (FcHintFunc func,
                   gpointer   user_data)
{
  FcHintWatch *self = g_new0 (FcHintWatch, 1);

  self->func = func;
  self->user_data = user_data;
  return self;
}

void
fc_hint_watch_free (FcHintWatch *self)
{
  fc_hint_watch_stop (self);
  g_free (self);
}

/**
 * fc_hint_watch_start:
 * @epoch: known so far
 * @since: known so far: what is beyond is news
 *
 * Watches until there is news.
 */
void
fc_hint_watch_start (FcHintWatch *self,
                     FcHubClient *client,
                     const FcId  *tenant_id,
                     gint64       epoch,
                     gint64       since)
{
  g_autofree char *tenant = fc_id_dup_string (tenant_id);

  if (client != self->client)
    fc_hint_watch_stop (self);
  g_set_object (&self->client, client);
  g_free (self->path);
  self->path = g_strconcat (FC_WIRE_PATH_HINTS, tenant, NULL);
  self->watching = TRUE;
  self->epoch = epoch;
  self->since = since;
  if (self->socket != NULL)
    ask (self);
  else
    {
      stop_polling (self);
      poll_hub (self);
      open_socket (self);
    }
}

/* Nothing is called back after this, and nothing stays open. */
void
fc_hint_watch_stop (FcHintWatch *self)
{
  self->watching = FALSE;
  stop_polling (self);
  if (self->connecting != NULL)
    g_cancellable_cancel (self->connecting);
  g_clear_object (&self->connecting);
  g_clear_handle_id (&self->retry, g_source_remove);
  drop_socket (self);
  g_clear_object (&self->client);
  g_clear_pointer (&self->path, g_free);
  self->failures = 0;
}

/* Whether hints come over a socket now. */
gboolean
fc_hint_watch_is_open (FcHintWatch *self)
{
  return self->socket != NULL;
}
