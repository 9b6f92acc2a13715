/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fc-hub-log.h"
#include "fc-hub-measures.h"
#include "fc-hub-page.h"
#include "fc-hub-private.h"
#include "fc-hub-push.h"

#define MOST_TRIES 5

/*
 * POST /api/v1/sync: worker (decode) → store thread (push) → worker (read the page, encode) → HTTP thread. Without ops the
 * store thread is not asked.
 */
typedef struct {
  FcHubRequest *request; /* (owned) */
  GBytes *body;
  gboolean gzipped, wants_gzip;
  FcSyncRequest *wanted;
  FcHubPush push;
  char *client;
  FcSyncReply *reply;
  GBytes *answer;
  gboolean answer_gzipped;
  guint tries;
  GError *error;
} Sync;

static void
sync_free (Sync *self)
{
  g_clear_pointer (&self->request, fc_hub_request_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->wanted, fc_sync_request_free);
  g_clear_pointer (&self->push.ops, g_ptr_array_unref);
  g_clear_pointer (&self->push.results, g_ptr_array_unref);
  g_clear_pointer (&self->reply, fc_sync_reply_free);
  g_clear_pointer (&self->answer, g_bytes_unref);
  g_clear_error (&self->error);
  g_free (self->client);
  g_free (self);
}

static void
fail_wire (Sync *self)
{
  const GError *error = self->error;

  if (g_error_matches (error, FC_HUB_ERROR, FC_HUB_ERROR_FORKED))
    fc_hub_request_fail (self->request, SOUP_STATUS_CONFLICT, "client-forked", error->message);
  else if (g_error_matches (error, FC_HUB_ERROR, FC_HUB_ERROR_AHEAD))
    fc_hub_request_fail (self->request, SOUP_STATUS_GONE, "cursor-ahead", error->message);
  else if (error->domain != FC_WIRE_ERROR)
    fc_hub_request_fail_store (self->request, error);
  else if (error->code == FC_WIRE_ERROR_TOO_LARGE)
    fc_hub_request_fail (self->request, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "too-large", error->message);
  else if (error->code == FC_WIRE_ERROR_PROTOCOL)
    fc_hub_request_fail (self->request, SOUP_STATUS_BAD_REQUEST, "protocol", error->message);
  else
    fc_hub_request_fail (self->request, SOUP_STATUS_BAD_REQUEST, "invalid", error->message);
}

static void
answered_cb (FcHub    *hub,
             gpointer  data)
{
  Sync *self = data;

  if (self->error)
    fail_wire (self);
  else
    fc_hub_request_reply (self->request, SOUP_STATUS_OK, "application/json", self->answer, self->answer_gzipped);
  sync_free (self);
}

static void
encode (Sync *self)
{
  self->reply->server_time = g_get_real_time ();
  self->answer = fc_sync_reply_encode (self->reply);
  if (self->wants_gzip && g_bytes_get_size (self->answer) >= FC_WIRE_GZIP_FROM)
    {
      GBytes *packed = fc_gzip (self->answer, 1);
      g_bytes_unref (self->answer);
      self->answer = packed;
      self->answer_gzipped = TRUE;
    }
}

/* A program that has never heard of "upload_only" takes it for a page without news: it lets go of nothing. */
static void
take_over_cursor (Sync *self)
{
  g_clear_pointer (&self->reply->cursor, fc_cursor_free);
  self->reply->cursor = fc_cursor_copy (self->wanted->cursor);
}

/* From one snapshot, of which what the actor may see must be, too. */
static void
fill_page (Sync        *self,
           FcHubReader *reader)
{
  const FcHubSession *session = self->request->session;
  const FcCursor *cursor;
  FcHubStanding standing;

  if (!reader->class->standing (reader, &session->token.tenant_id, &standing, &self->error))
    return;
  if (standing.auth != session->auth)
    {
      g_set_error_literal (&self->error, FC_HUB_ERROR, FC_HUB_ERROR_STALE, "Users or roles have changed.");
      return;
    }
  self->request->hub->epoch = self->reply->epoch = standing.epoch;
  cursor = self->wanted->epoch == standing.epoch ? self->wanted->cursor : NULL;
  if (self->reply->upload_only)
    {
      take_over_cursor (self);
      self->reply->head = standing.head; /* or an older program takes each hint for a false one, and waits longer each time */
    }
  else if (self->wanted->push_only)
    self->reply->head = standing.head;
  else if (fc_hub_cursor_check (cursor, standing.head, &self->error))
    fc_hub_page_fill (reader, session->actor, cursor, self->reply, &self->error);
}

/* Users or roles changed while this was under way: the token is to be looked at anew. */
static gboolean
is_stale (Sync *self)
{
  return g_error_matches (self->error, FC_HUB_ERROR, FC_HUB_ERROR_STALE) && self->tries++ < MOST_TRIES;
}

static void push_ops (FcHub *hub, Sync *self);
static void read_page (FcHub *hub, gpointer data);

static Sync *
take_back (FcHubRequest *request)
{
  Sync *self = g_object_steal_data (G_OBJECT (request->message), "fc-hub-sync");

  self->request = fc_hub_request_ref (request);
  return self;
}

static void
pushes_again (FcHubRequest *request)
{
  push_ops (request->hub, take_back (request));
}

static void
reads_again (FcHubRequest *request)
{
  fc_hub_work (request->hub, read_page, take_back (request));
}

/* Meanwhile the message keeps @self: where the token is good no more, both go together. */
static void
look_anew (Sync             *self,
           FcHubSessionFunc  next)
{
  FcHubRequest *request = g_steal_pointer (&self->request);

  g_clear_error (&self->error);
  g_object_set_data_full (G_OBJECT (request->message), "fc-hub-sync", self, (GDestroyNotify) sync_free);
  fc_hub_authenticate_anew (request, next);
  fc_hub_request_unref (request);
}

static void
push_again_cb (FcHub    *hub,
               gpointer  data)
{
  look_anew (data, pushes_again);
}

static void
read_again_cb (FcHub    *hub,
               gpointer  data)
{
  look_anew (data, reads_again);
}

static void
read_page (FcHub    *hub,
           gpointer  data)
{
  Sync *self = data;
  FcHubReader *reader = fc_hub_take_reader (hub, &self->error);

  if (reader)
    {
      gint64 start = g_get_monotonic_time ();
      fill_page (self, reader);
      fc_hub_give_reader (hub, reader);
      fc_hub_metrics_observe (hub->metrics, "db_query_duration_seconds", "operation=\"pull\"",
                              (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
    }
  if (is_stale (self))
    {
      fc_hub_to_main (hub, read_again_cb, self);
      return;
    }
  if (self->error == NULL)
    encode (self);
  fc_hub_to_main (hub, answered_cb, self);
}

static gboolean
push_job (FcHubStore  *store,
          gpointer     data,
          GError     **error)
{
  Sync *self = data;

  if (!fc_hub_push_run (store, &self->push, error))
    return FALSE;
  if (self->push.auth_changed)
    fc_hub_auth_changed (self->request->hub); /* at once, for what follows in this transaction */
  return TRUE;
}

static void
pushed (gpointer      data,
        const GError *error)
{
  Sync *self = data;
  FcHub *hub = self->request->hub;

  if (error)
    {
      self->error = g_error_copy (error);
      fc_hub_to_main (hub, is_stale (self) ? push_again_cb : answered_cb, self);
      return;
    }
  if (self->push.auth_changed)
    fc_hub_auth_changed (hub); /* and after the commit, for who read before it */
  if (self->push.moved)
    fc_hub_moved (hub, &self->push.tenant);
  fc_hub_measure_push (hub->metrics, &self->push);
  g_ptr_array_unref (self->reply->results);
  self->reply->results = g_steal_pointer (&self->push.results);
  fc_hub_work (hub, read_page, self);
}

static void
push_ops (FcHub *hub,
          Sync  *self)
{
  const FcHubSession *session = self->request->session;

  self->push.tenant = session->token.tenant_id;
  self->push.actor = session->actor;
  self->push.generation = session->generation;
  self->push.now_generation = &hub->auth_generation;
  self->push.auth = &session->auth;
  self->push.address = self->request->address;
  self->push.client = self->client;
  self->push.client_id = self->wanted->client_id;
  self->push.epoch = self->wanted->epoch;
  self->push.after = self->wanted->after;
  fc_hub_writer_push (hub->writer, &self->push.tenant, push_job, pushed, self);
}

static GBytes *
plain_body (GBytes    *body,
            gboolean   gzipped,
            GError   **error)
{
  return gzipped ? fc_gunzip (body, FC_WIRE_MAX_BODY, error) : g_bytes_ref (body);
}

static gboolean
check_request (Sync *self)
{
  gsize size = 0;

  if (self->wanted->ops->len > FC_WIRE_MAX_OPS)
    for (guint i = 0; i < self->wanted->ops->len; i++)
      size += g_bytes_get_size (self->wanted->ops->pdata[i]);
  if (self->wanted->ops->len <= 4 * FC_WIRE_MAX_OPS && size <= 16 * FC_WIRE_MAX_OPS_BYTES)
    return TRUE;
  g_set_error (&self->error, FC_WIRE_ERROR, FC_WIRE_ERROR_TOO_LARGE, "Send at most %d changes at once.",
               FC_WIRE_MAX_OPS);
  return FALSE;
}

static void
decode (FcHub    *hub,
        gpointer  data)
{
  Sync *self = data;
  g_autoptr (GBytes) plain = plain_body (self->body, self->gzipped, &self->error);

  g_clear_pointer (&self->body, g_bytes_unref);
  if (plain)
    self->wanted = fc_sync_request_decode (plain, &self->error);
  if (self->wanted == NULL || !check_request (self))
    {
      fc_hub_to_main (hub, answered_cb, self);
      return;
    }
  self->wanted->push_only |= self->request->session->token.wipe;
  self->client = g_strdup_printf ("%s (%s)", self->wanted->device.app_version ? self->wanted->device.app_version : "?",
                                  self->wanted->device.platform ? self->wanted->device.platform : "?");
  self->reply = fc_sync_reply_new ();
  self->reply->upload_only = self->wanted->schema_version < hub->config.oldest_schema;
  if (self->wanted->ops->len == 0)
    {
      read_page (hub, self);
      return;
    }
  self->push.ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_hub_op_free);
  for (guint i = 0; i < self->wanted->ops->len; i++)
    g_ptr_array_add (self->push.ops, fc_hub_op_new (self->wanted->ops->pdata[i]));
  push_ops (hub, self);
}

static void
admitted (FcHubRequest *request)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);
  const char *coding = soup_message_headers_get_one (headers, "Content-Encoding");
  Sync *self = g_new0 (Sync, 1);

  self->request = fc_hub_request_ref (request);
  self->body = soup_message_body_flatten (soup_server_message_get_request_body (request->message));
  self->gzipped = coding && g_ascii_strcasecmp (coding, "gzip") == 0;
  self->wants_gzip = fc_hub_request_accepts_gzip (request);
  fc_hub_work (request->hub, decode, self);
}

void
fc_hub_route_sync (FcHubRequest *request)
{
  fc_hub_authenticate (request, admitted);
}
