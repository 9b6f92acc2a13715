/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fc-hub-log.h"
#include "fc-hub-private.h"

#define SMALL_BODY  (64 * 1024) /* of what is not sync */
#define CLIENT_LEFT 499         /* for log and metrics: the client closed before the answer was through */

static void
finished_cb (SoupServerMessage *message,
             gpointer           data)
{
  FcHubRequest *self = data;
  FcHub *hub = self->hub;
  double seconds = (double) (g_get_monotonic_time () - self->started) / G_USEC_PER_SEC;
  guint sent = soup_server_message_get_status (message); /* libsoup makes it 500 where it could not be sent */
  guint status = self->answered && sent == self->status ? sent : CLIENT_LEFT;
  g_autofree char *labels = g_strdup_printf ("method=\"%s\",route=\"%s\",status=\"%u\"",
                                             soup_server_message_get_method (message), self->route, status);

  self->over = TRUE;
  hub->in_flight--;
  hub->body_bytes -= (gint64) self->body_size;
  if (strstr (labels, "method=\"GET\"") || strstr (labels, "method=\"POST\""))
    fc_hub_metrics_observe (hub->metrics, "http_request_duration_seconds", labels, seconds);
  if (!hub->config.quiet)
    fc_hub_log ("request", "route=%s status=%u ms=%.1f bytes=%" G_GSIZE_FORMAT " address=%s", self->route, status,
                seconds * 1000, self->body_size, self->address);
  fc_hub_request_unref (self);
}

/**
 * fc_hub_request_stolen:
 *
 * libsoup says nothing more of a message whose connection has been taken: its end is here.
 */
void
fc_hub_request_stolen (FcHubRequest *self)
{
  if (self->over)
    return;
  g_signal_handlers_disconnect_by_data (self->message, self);
  finished_cb (self->message, self);
}

/* Behind a proxy the last address it added counts: what is before it came from the client. */
static char *
address_of (FcHub             *hub,
            SoupServerMessage *message)
{
  const char *forwarded =
    soup_message_headers_get_list (soup_server_message_get_request_headers (message), "X-Forwarded-For");

  if (hub->config.behind_proxy && forwarded && strlen (forwarded) < 1000)
    {
      const char *comma = strrchr (forwarded, ',');
      g_autofree char *last = g_strstrip (g_strdup (comma ? comma + 1 : forwarded));
      if (g_hostname_is_ip_address (last))
        return g_steal_pointer (&last);
    }
  const char *host = soup_server_message_get_remote_host (message);
  return g_strdup (host ? host : "?");
}

FcHubRequest *
fc_hub_request_new (FcHub             *hub,
                    SoupServerMessage *message,
                    const char        *path,
                    GHashTable        *query)
{
  FcHubRequest *self = g_new0 (FcHubRequest, 1);

  g_atomic_ref_count_init (&self->refs);
  self->hub = g_object_ref (hub);
  self->message = g_object_ref (message);
  self->path = path;
  self->query = query ? g_hash_table_ref (query) : NULL;
  self->route = "none";
  self->address = address_of (hub, message);
  self->started = g_get_monotonic_time ();
  self->body_size = (gsize) soup_server_message_get_request_body (message)->length;
  hub->in_flight++;
  hub->body_bytes += (gint64) self->body_size;
  g_signal_connect (message, "finished", G_CALLBACK (finished_cb), fc_hub_request_ref (self));
  return self;
}

FcHubRequest *
fc_hub_request_ref (FcHubRequest *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * fc_hub_request_unref:
 *
 * The last reference goes on the HTTP thread.
 */
void
fc_hub_request_unref (FcHubRequest *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_clear_pointer (&self->session, fc_hub_session_unref);
  g_clear_pointer (&self->query, g_hash_table_unref);
  g_clear_object (&self->message);
  g_free (self->address);
  g_clear_object (&self->hub);
  g_free (self);
}

/**
 * fc_hub_set_safe_headers:
 *
 * What every answer carries.
 */
void
fc_hub_set_safe_headers (FcHub             *hub,
                         SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  if (hub->config.certificate || hub->config.behind_proxy)
    soup_message_headers_replace (headers, "Strict-Transport-Security", "max-age=31536000");
}

/**
 * fc_hub_request_reply:
 * @body: (nullable):
 * @gzipped: @body is gzip already
 *
 * The request's one answer; later ones are dropped.
 */
void
fc_hub_request_reply (FcHubRequest *self,
                      guint         status,
                      const char   *type,
                      GBytes       *body,
                      gboolean      gzipped)
{
  if (self->answered)
    return;
  self->answered = TRUE;
  if (self->over)
    return;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);
  fc_hub_set_safe_headers (self->hub, self->message);
  self->status = status;
  soup_server_message_set_status (self->message, status, NULL);
  if (gzipped)
    soup_message_headers_replace (headers, "Content-Encoding", "gzip");
  if (self->hub->stopping)
    soup_message_headers_replace (headers, "Connection", "close");
  if (body)
    {
      soup_message_headers_set_content_type (headers, type, NULL);
      soup_message_body_append_bytes (soup_server_message_get_response_body (self->message), body);
    }
  soup_server_message_unpause (self->message);
}

void
fc_hub_request_reply_object (FcHubRequest *self,
                             guint         status,
                             JsonObject   *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autoptr (GBytes) body = fc_wire_json_to_bytes (node);

  fc_hub_request_reply (self, status, "application/json", body, FALSE);
}

void
fc_hub_request_reply_empty (FcHubRequest *self,
                            guint         status)
{
  fc_hub_request_reply (self, status, NULL, NULL, FALSE);
}

/**
 * fc_hub_request_fail:
 * @code: a word programs understand, see fc-wire.h
 * @message: a sentence
 */
void
fc_hub_request_fail (FcHubRequest *self,
                     guint         status,
                     const char   *code,
                     const char   *message)
{
  g_autoptr (GBytes) body = fc_wire_fault_encode (code, message);

  fc_hub_request_reply (self, status, "application/json", body, FALSE);
}

/**
 * fc_hub_request_fail_later:
 * @retry_after: seconds
 */
void
fc_hub_request_fail_later (FcHubRequest *self,
                           guint         status,
                           const char   *code,
                           const char   *message,
                           guint         retry_after)
{
  g_autofree char *seconds = g_strdup_printf ("%u", retry_after);

  if (!self->answered && !self->over)
    soup_message_headers_replace (soup_server_message_get_response_headers (self->message), "Retry-After", seconds);
  fc_hub_request_fail (self, status, code, message);
}

/**
 * fc_hub_request_fail_store:
 *
 * Answers what went wrong in the store; the details go to the log only.
 */
void
fc_hub_request_fail_store (FcHubRequest *self,
                           const GError *error)
{
  fc_hub_log ("store", "route=%s failed=\"%s\"", self->route, error->message);
  fc_hub_request_fail_later (self, SOUP_STATUS_SERVICE_UNAVAILABLE, "store",
                             "The server cannot reach its store just now. Nothing is lost; it will be tried again.", 5);
}

/**
 * fc_hub_member_text:
 *
 * Returns: (transfer none) (nullable): NULL where @name is not there or no text
 */
const char *
fc_hub_member_text (JsonObject *object,
                    const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  return node && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

gboolean
fc_hub_member_flag (JsonObject *object,
                    const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  return node && json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}

/**
 * fc_hub_request_body_object:
 *
 * Returns: (transfer full) (nullable): a small JSON body's object
 */
JsonObject *
fc_hub_request_body_object (FcHubRequest  *self,
                            GError       **error)
{
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (self->message));
  const char *coding =
    soup_message_headers_get_one (soup_server_message_get_request_headers (self->message), "Content-Encoding");

  if (coding && g_ascii_strcasecmp (coding, "gzip") == 0)
    {
      GBytes *plain = fc_gunzip (body, SMALL_BODY, error);
      if (plain == NULL)
        return NULL;
      g_bytes_unref (body);
      body = plain;
    }
  g_autoptr (JsonNode) node =
    fc_wire_parse_json (g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body), error);
  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_dup_object (node);
  g_set_error_literal (error, FC_WIRE_ERROR, FC_WIRE_ERROR_INVALID, "The body is not a JSON object.");
  return NULL;
}

gboolean
fc_hub_request_accepts_gzip (FcHubRequest *self)
{
  const char *accepts =
    soup_message_headers_get_list (soup_server_message_get_request_headers (self->message), "Accept-Encoding");

  return accepts && strstr (accepts, "gzip");
}
