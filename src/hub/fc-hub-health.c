/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fc-hub-log.h"
#include "fc-hub-private.h"

#define DEGRADED_AT 500 /* jobs that wait for the store */

typedef struct {
  FcHubRequest *request; /* (owned) */
  gboolean store_answers;
  gint64 us;
} Check;

static JsonObject *
part (const char *status)
{
  JsonObject *object = json_object_new ();
  json_object_set_string_member (object, "status", status);
  return object;
}

static void
reply_ready (Check *self)
{
  g_autoptr (JsonObject) reply = part (self->store_answers ? "ready" : "not ready");
  fc_hub_request_reply_object (self->request, self->store_answers ? SOUP_STATUS_OK : SOUP_STATUS_SERVICE_UNAVAILABLE,
                               reply);
}

static void
reply_health (Check *self)
{
  FcHub *hub = self->request->hub;
  int waiting = fc_hub_writer_waiting (hub->writer);
  gboolean full = waiting > DEGRADED_AT;
  const char *status = !self->store_answers ? "unhealthy" : full ? "degraded" : "healthy";
  g_autoptr (JsonObject) reply = part (status);
  JsonObject *parts = json_object_new ();
  JsonObject *store = part (self->store_answers ? "healthy" : "unhealthy");
  JsonObject *queue = part (full ? "degraded" : "healthy");

  json_object_set_double_member (store, "milliseconds", (double) self->us / 1000);
  json_object_set_int_member (queue, "waiting", waiting);
  json_object_set_object_member (parts, "store", store);
  json_object_set_object_member (parts, "queue", queue);
  json_object_set_string_member (reply, "version", FC_VERSION);
  json_object_set_int_member (reply, "protocol", FC_WIRE_PROTOCOL);
  json_object_set_object_member (reply, "parts", parts);
  fc_hub_request_reply_object (self->request, self->store_answers ? SOUP_STATUS_OK : SOUP_STATUS_SERVICE_UNAVAILABLE,
                               reply);
}

static void
checked_cb (FcHub    *hub,
            gpointer  data)
{
  Check *self = data;

  if (g_str_equal (self->request->route, "ready"))
    reply_ready (self);
  else
    reply_health (self);
  fc_hub_request_unref (self->request);
  g_free (self);
}

static void
check_store (FcHub    *hub,
             gpointer  data)
{
  Check *self = data;
  gint64 start = g_get_monotonic_time ();
  FcHubReader *reader = fc_hub_take_reader (hub, NULL);

  if (reader)
    {
      self->store_answers = reader->class->check (reader, NULL);
      fc_hub_give_reader (hub, reader);
    }
  self->us = g_get_monotonic_time () - start;
  fc_hub_to_main (hub, checked_cb, self);
}

void
fc_hub_route_health (FcHubRequest *request)
{
  Check *check = g_new0 (Check, 1);
  check->request = fc_hub_request_ref (request);
  fc_hub_work (request->hub, check_store, check);
}

void
fc_hub_route_ready (FcHubRequest *request)
{
  fc_hub_route_health (request);
}

static void
metrics_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           data)
{
  FcHub *hub = data;

  fc_hub_set_safe_headers (hub, message);
  if (!g_str_equal (path, "/metrics"))
    {
      soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
      return;
    }
  fc_hub_metrics_set (hub->metrics, "sync_queue_size", "station_id=\"\",priority=\"\"",
                      fc_hub_writer_waiting (hub->writer));
  fc_hub_metrics_set (hub->metrics, "http_connections", "", fc_hub_listener_count (hub->listener));
  char *text = fc_hub_metrics_format (hub->metrics);
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "text/plain; version=0.0.4", SOUP_MEMORY_TAKE, text, strlen (text));
}

/**
 * fc_hub_serve_metrics:
 *
 * /metrics on a listener of its own, which only this machine reaches.
 */
gboolean
fc_hub_serve_metrics (FcHub   *hub,
                      GError **error)
{
  hub->metrics_server = soup_server_new ("server-header", "forecourt-hub", NULL);
  soup_server_add_handler (hub->metrics_server, NULL, metrics_cb, hub, NULL);
  if (hub->config.metrics_port > 0 && !soup_server_listen_local (hub->metrics_server, (guint) hub->config.metrics_port,
                                                                 SOUP_SERVER_LISTEN_IPV4_ONLY, NULL))
    {
      fc_hub_log ("hub", "metrics-port=%d taken=1", hub->config.metrics_port);
      hub->config.metrics_port = 0;
    }
  if (hub->config.metrics_port == 0 &&
      !soup_server_listen_local (hub->metrics_server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, error))
    {
      g_prefix_error (error, "Cannot serve metrics on port %d: ", hub->config.metrics_port);
      return FALSE;
    }
  GSList *uris = soup_server_get_uris (hub->metrics_server);
  hub->metrics_port = (guint16) g_uri_get_port (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return TRUE;
}
