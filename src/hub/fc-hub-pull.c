/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "fc-grant.h"
#include "fc-hub-log.h"
#include "fc-hub-private.h"
#include "fc-hub-stream.h"

/*
 * POST /api/v1/sync/pull. A worker makes a frame, the HTTP thread sends it; at most MOST_WAITING are made ahead, so that a slow
 * client costs little memory and no snapshot.
 */
#define MOST_WAITING 3

typedef struct {
  FcHubRequest *request; /* (owned) */
  FcHubSession *session; /* (owned): who it is for, as they may read now */
  FcHubStream *stream;
  FcPullRequest *wanted;
  GBytes *body;
  gboolean gzipped;
  gboolean started;
  gboolean making;
  guint waiting; /* frames handed over and not yet sent */
  GBytes *made;
  GError *error;
} Pull;

static void make (FcHub *hub, gpointer data);
static void admitted (FcHubRequest *request);

static void
pull_free (Pull *self)
{
  g_clear_pointer (&self->session, fc_hub_session_unref);
  g_clear_pointer (&self->stream, fc_hub_stream_free);
  g_clear_pointer (&self->wanted, fc_pull_request_free);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->made, g_bytes_unref);
  g_clear_error (&self->error);
  fc_hub_request_unref (self->request);
  g_free (self);
}

static void
pump (Pull *self)
{
  if (self->making || self->waiting >= MOST_WAITING)
    return;
  self->making = TRUE;
  fc_hub_work (self->request->hub, make, self);
}

static void
wrote_chunk_cb (SoupServerMessage *message,
                gpointer           data)
{
  Pull *self = data;

  self->waiting--;
  pump (self);
}

static void end (Pull *self);

static void
finished_cb (SoupServerMessage *message,
             gpointer           data)
{
  Pull *self = data;

  if (!self->making) /* otherwise made_cb() sees that it is over */
    end (self);
}

static void
begin_answer (Pull *self)
{
  SoupServerMessage *message = self->request->message;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  self->started = TRUE;
  self->request->answered = TRUE;
  self->request->status = SOUP_STATUS_OK;
  fc_hub_set_safe_headers (self->request->hub, message);
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_message_headers_set_content_type (headers, FC_PULL_MEDIA_TYPE, NULL);
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (wrote_chunk_cb), self);
  g_signal_connect (message, "finished", G_CALLBACK (finished_cb), self);
}

static void
end (Pull *self)
{
  g_signal_handlers_disconnect_by_data (self->request->message, self);
  pull_free (self);
}

/* Without its end frame, so that the client knows. The connection itself is well: were it cut while nothing is written to it,
 * libsoup would keep it for ever. */
static void
break_off (Pull *self)
{
  SoupServerMessage *message = self->request->message;

  fc_hub_log ("pull", "broken-off=\"%s\"", self->error->message);
  soup_message_body_complete (soup_server_message_get_response_body (message));
  soup_server_message_unpause (message);
}

static void
fail (Pull *self)
{
  FcHubRequest *request = self->request;

  if (self->started)
    break_off (self);
  else if (g_error_matches (self->error, FC_HUB_ERROR, FC_HUB_ERROR_AHEAD))
    fc_hub_request_fail (request, SOUP_STATUS_GONE, "cursor-ahead", self->error->message);
  else if (g_error_matches (self->error, FC_HUB_ERROR, FC_HUB_ERROR_OUTDATED))
    fc_hub_request_fail (request, SOUP_STATUS_FORBIDDEN, "upgrade", self->error->message);
  else if (self->error->domain == FC_WIRE_ERROR)
    fc_hub_request_fail (request, SOUP_STATUS_BAD_REQUEST,
                         self->error->code == FC_WIRE_ERROR_PROTOCOL ? "protocol" : "invalid", self->error->message);
  else
    fc_hub_request_fail_store (request, self->error);
  end (self);
}

/* Nothing has been sent yet: it is looked at as if it came now. */
static void
begin_anew (Pull *self)
{
  FcHubRequest *request = fc_hub_request_ref (self->request);

  end (self);
  fc_hub_authenticate_anew (request, admitted);
  fc_hub_request_unref (request);
}

static void
made_cb (FcHub    *hub,
         gpointer  data)
{
  Pull *self = data;
  SoupServerMessage *message = self->request->message;

  self->making = FALSE;
  if (!self->started && !self->request->over && g_error_matches (self->error, FC_HUB_ERROR, FC_HUB_ERROR_STALE))
    {
      begin_anew (self);
      return;
    }
  if (self->request->over)
    {
      end (self);
      return;
    }
  if (self->error)
    {
      fail (self);
      return;
    }
  if (!self->started)
    begin_answer (self);
  SoupMessageBody *body = soup_server_message_get_response_body (message);
  if (self->made)
    {
      soup_message_body_append_bytes (body, self->made);
      g_clear_pointer (&self->made, g_bytes_unref);
      self->waiting++;
    }
  gboolean done = fc_hub_stream_is_done (self->stream);
  if (done)
    soup_message_body_complete (body);
  soup_server_message_unpause (message);
  if (done)
    end (self);
  else
    pump (self);
}

static gboolean
prepare (FcHub *hub,
         Pull  *self)
{
  g_autoptr (GBytes) plain =
    self->gzipped ? fc_gunzip (self->body, 1024 * 1024, &self->error) : g_bytes_ref (self->body);

  self->wanted = plain ? fc_pull_request_decode (plain, &self->error) : NULL;
  if (self->wanted == NULL)
    return FALSE;
  if (self->wanted->schema_version < hub->config.oldest_schema)
    {
      g_set_error_literal (
        &self->error, FC_HUB_ERROR, FC_HUB_ERROR_OUTDATED,
        N_ ("This program is too old for the server. Update it: what is entered in it is still sent."));
      return FALSE;
    }
  self->stream = fc_hub_stream_new (self->request->session->actor, self->wanted);
  return TRUE;
}

static gboolean
reads_the_same (const FcActor *one,
                const FcActor *other)
{
  GHashTableIter iter;
  gpointer station;

  if (!fc_actor_covers (one, other) || !fc_actor_covers (other, one) || one->all_stations != other->all_stations ||
      g_hash_table_size (one->stations) != g_hash_table_size (other->stations))
    return FALSE;
  g_hash_table_iter_init (&iter, one->stations);
  while (g_hash_table_iter_next (&iter, &station, NULL))
    if (!g_hash_table_contains (other->stations, station))
      return FALSE;
  return TRUE;
}

/*
 * A first sync lasts for minutes: before each frame it is made sure that the sign-in holds and may read what it might at the
 * beginning. @generation: the hub's auth_generation before @reader began
 */
static gboolean
is_open_still (Pull        *self,
               FcHubReader *reader,
               int          generation)
{
  FcHubStanding standing;

  if (!reader->class->standing (reader, &self->session->token.tenant_id, &standing, &self->error))
    return FALSE;
  if (self->session->generation == generation && self->session->auth == standing.auth)
    return TRUE;
  FcHubSession *now = fc_hub_read_session (reader, self->session->token.hash, generation, &self->error);
  if (now && !now->suspended && !now->token.wipe && reads_the_same (now->actor, self->session->actor))
    {
      fc_hub_session_unref (self->session);
      self->session = now;
      return TRUE;
    }
  g_clear_pointer (&now, fc_hub_session_unref);
  if (self->error == NULL)
    g_set_error_literal (&self->error, FC_HUB_ERROR, FC_HUB_ERROR_STALE,
                         "The sign-in has ended or may read something else.");
  return FALSE;
}

static void
make (FcHub    *hub,
      gpointer  data)
{
  Pull *self = data;
  int generation = g_atomic_int_get (&hub->auth_generation);

  if (self->stream || prepare (hub, self))
    {
      FcHubReader *reader = fc_hub_take_reader (hub, &self->error);
      if (reader)
        {
          if (is_open_still (self, reader, generation))
            self->made = fc_hub_stream_next (self->stream, reader, &self->error);
          fc_hub_give_reader (hub, reader);
        }
    }
  fc_hub_to_main (hub, made_cb, self);
}

static void
admitted (FcHubRequest *request)
{
  const char *coding =
    soup_message_headers_get_one (soup_server_message_get_request_headers (request->message), "Content-Encoding");
  Pull *self = g_new0 (Pull, 1);

  self->request = fc_hub_request_ref (request);
  self->session = fc_hub_session_ref (request->session);
  self->body = soup_message_body_flatten (soup_server_message_get_request_body (request->message));
  self->gzipped = coding && g_ascii_strcasecmp (coding, "gzip") == 0;
  pump (self);
}

void
fc_hub_route_pull (FcHubRequest *request)
{
  fc_hub_authenticate (request, admitted);
}
