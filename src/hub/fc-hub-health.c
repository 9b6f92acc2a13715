/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fc-hub-log.h"
#include "fc-hub-measures.h"
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

/* Any thread; waits for the store. */
static gboolean
store_answers (FcHub *hub)
{
  FcHubReader *reader = fc_hub_take_reader (hub, NULL);
  gboolean answers;

  if (!reader)
    return FALSE;
  answers = reader->class->check (reader, NULL);
  fc_hub_give_reader (hub, reader);
  return answers;
}

static void
check_store (FcHub    *hub,
             gpointer  data)
{
  Check *self = data;
  gint64 start = g_get_monotonic_time ();

  self->store_answers = store_answers (hub);
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

/* Whether this process answers at all; a new one would not mend a store that does not. */
void
fc_hub_route_live (FcHubRequest *request)
{
  g_autoptr (JsonObject) reply = part ("alive");

  fc_hub_request_reply_object (request, SOUP_STATUS_OK, reply);
}

typedef struct {
  SoupServerMessage *message; /* (owned) */
  gboolean store_answers;
} Scrape;

static void
scraped_cb (FcHub    *hub,
            gpointer  data)
{
  Scrape *self = data;

  fc_hub_metrics_set (hub->metrics, "store_up", "", self->store_answers);
  fc_hub_metrics_set (hub->metrics, "sync_queue_size", "station_id=\"\",priority=\"\"",
                      fc_hub_writer_waiting (hub->writer));
  fc_hub_metrics_set (hub->metrics, "http_connections", "", fc_hub_listener_count (hub->listener));
  fc_hub_metrics_set (hub->metrics, "worker_pool_size", "", g_thread_pool_get_max_threads (hub->workers));
  fc_hub_metrics_set (hub->metrics, "worker_pool_waiting", "", g_thread_pool_unprocessed (hub->workers));
  fc_hub_measure_process (hub->metrics);
  char *text = fc_hub_metrics_format (hub->metrics);
  soup_server_message_set_status (self->message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (self->message, "text/plain; version=0.0.4", SOUP_MEMORY_TAKE, text, strlen (text));
  soup_server_message_unpause (self->message);
  hub->in_flight--;
  g_object_unref (self->message);
  g_free (self);
}

static void
ask_store (FcHub    *hub,
           gpointer  data)
{
  Scrape *self = data;

  self->store_answers = store_answers (hub);
  fc_hub_to_main (hub, scraped_cb, self);
}

static void
metrics_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           data)
{
  FcHub *hub = data;
  Scrape *scrape;

  fc_hub_set_safe_headers (hub, message);
  if (!g_str_equal (path, "/metrics"))
    {
      soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
      return;
    }
  hub->in_flight++;
  scrape = g_new0 (Scrape, 1);
  scrape->message = g_object_ref (message);
  soup_server_message_pause (message);
  fc_hub_work (hub, ask_store, scrape);
}

static FcHubListener *
listen_for_metrics (FcHub    *hub,
                    guint16   port,
                    GError  **error)
{
  FcHubConfig config = hub->config;

  config.address = "127.0.0.1";
  config.port = port;
  config.certificate = NULL;
  return fc_hub_listener_new (hub->metrics_server, &config, error);
}

/**
 * fc_hub_serve_metrics:
 *
 * /metrics on a listener of its own, which only this machine reaches; on a free port where the wanted one is taken.
 */
gboolean
fc_hub_serve_metrics (FcHub   *hub,
                      GError **error)
{
  guint16 port = (guint16) hub->config.metrics_port;

  hub->metrics_server = soup_server_new ("server-header", "forecourt-hub", NULL);
  soup_server_add_handler (hub->metrics_server, NULL, metrics_cb, hub, NULL);
  hub->metrics_listener = listen_for_metrics (hub, port, port > 0 ? NULL : error);
  if (hub->metrics_listener == NULL && port > 0)
    {
      fc_hub_log ("hub", "metrics-port=%u taken=1", port);
      hub->metrics_listener = listen_for_metrics (hub, 0, error);
    }
  if (hub->metrics_listener == NULL)
    g_prefix_error (error, "Cannot serve metrics: ");
  return hub->metrics_listener != NULL;
}
