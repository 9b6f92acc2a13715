/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-tile-ask.h"

#include "fc-error.h"

#include <glib/gi18n-lib.h>

#define MOST            (1024 * 1024) /* bytes of an answer */
#define SILENCE_SECONDS 20
#define LEAST_FRESH     (G_TIME_SPAN_HOUR)
#define USUAL_FRESH     (7 * G_TIME_SPAN_DAY) /* where the server does not say */
#define MOST_FRESH      (30 * G_TIME_SPAN_DAY)

typedef struct {
  SoupMessage *message;
  GInputStream *stream; /* (nullable) */
  guint8 *buffer;       /* (nullable) */
  GBytes *bytes;        /* (nullable): what came */
  FcTileCache *cache;
  FcMapTile tile;
  gint64 fresh_until;
} Ask;

static void
ask_free (gpointer data)
{
  Ask *self = data;

  g_object_unref (self->message);
  g_clear_object (&self->stream);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->buffer);
  fc_tile_cache_unref (self->cache);
  g_free (self);
}

static gint64
max_age (const char *control)
{
  g_autoptr (GHashTable) parts = soup_header_parse_param_list (control);
  const char *seconds = g_hash_table_lookup (parts, "max-age");
  gint64 age = USUAL_FRESH;

  if (seconds != NULL)
    age = g_ascii_strtoll (seconds, NULL, 10) <= MOST_FRESH / G_USEC_PER_SEC
            ? g_ascii_strtoll (seconds, NULL, 10) * G_USEC_PER_SEC
            : MOST_FRESH;
  soup_header_free_param_list (g_steal_pointer (&parts));
  return age;
}

/* As long as the server says, within reason: who shows the same place again does not ask again within the hour. */
static gint64
find_fresh_until (SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char *control = soup_message_headers_get_list (headers, "Cache-Control");
  const char *expires = soup_message_headers_get_one (headers, "Expires");
  g_autoptr (GDateTime) until = expires != NULL ? soup_date_time_new_from_http_string (expires) : NULL;
  gint64 now = g_get_real_time (), age = USUAL_FRESH;

  if (control != NULL)
    age = max_age (control);
  else if (until != NULL)
    age = g_date_time_to_unix (until) * G_USEC_PER_SEC - now;
  return now + CLAMP (age, LEAST_FRESH, MOST_FRESH);
}

static void
keep_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Ask *self = data;

  fc_tile_cache_put (self->cache, self->tile, self->bytes, self->fresh_until);
  g_task_return_pointer (task, g_bytes_ref (self->bytes), (GDestroyNotify) g_bytes_unref);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  Ask *self = g_task_get_task_data (task);
  GError *error = NULL;
  gsize size;

  if (!g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &size, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  switch (size <= MOST ? fc_map_tile_kind (self->buffer, size) : FC_MAP_TILE_UNKNOWN)
    {
    case FC_MAP_TILE_PNG:
    case FC_MAP_TILE_JPEG:
    case FC_MAP_TILE_WEBP:
      self->bytes = g_bytes_new (self->buffer, size);
      g_clear_pointer (&self->buffer, g_free);
      g_task_run_in_thread (task, keep_thread);
      break;
    case FC_MAP_TILE_VECTOR:
      g_task_return_new_error (task, FC_ERROR, FC_ERROR_DENIED,
                               _ ("The map server sends shapes, not pictures. Enter the address of its raster tiles"));
      break;
    case FC_MAP_TILE_UNKNOWN:
    default:
      g_task_return_new_error (task, FC_ERROR, FC_ERROR_PARSE,
                               _ ("The map server sends something that is no picture. Check the address of its tiles"));
      break;
    }
}

static void
refuse (GTask *task,
        guint  status)
{
  if (status == SOUP_STATUS_NOT_FOUND || status == SOUP_STATUS_GONE || status == SOUP_STATUS_NO_CONTENT)
    g_task_return_new_error (task, FC_ERROR, FC_ERROR_NOT_FOUND, _ ("The map server has no picture of this place"));
  else if (status == SOUP_STATUS_UNAUTHORIZED || status == SOUP_STATUS_FORBIDDEN)
    g_task_return_new_error (task, FC_ERROR, FC_ERROR_DENIED,
                             _ ("The map server refuses us. Check the key in the address of its tiles"));
  else if (SOUP_STATUS_IS_REDIRECTION (status))
    g_task_return_new_error (task, FC_ERROR, FC_ERROR_DENIED,
                             _ ("The map server sends us to another address. Enter that one instead"));
  else
    g_task_return_new_error (task, FC_ERROR, FC_ERROR_INVALID,
                             _ ("The map server answers with error %u. It is asked again later"), status);
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  Ask *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  guint status;

  self->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  status = soup_message_get_status (self->message);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (self->stream == NULL)
    g_task_return_new_error (task, FC_ERROR, FC_ERROR_INVALID, /* Translators: why, as the system says it */
                             _ ("The map server cannot be reached (%s). It is tried again"), error->message);
  else if (status != SOUP_STATUS_OK)
    refuse (task, status);
  else
    {
      self->fresh_until = find_fresh_until (self->message);
      self->buffer = g_malloc (MOST + 1);
      g_input_stream_read_all_async (self->stream, self->buffer, MOST + 1, G_PRIORITY_DEFAULT,
                                     g_task_get_cancellable (task), read_cb, g_object_ref (task));
    }
}

/**
 * fc_tile_ask_session:
 * @at_once: requests
 *
 * Returns: (transfer full): tells servers who asks, as those of OpenStreetMap want to know
 */
SoupSession *
fc_tile_ask_session (guint at_once)
{
  return soup_session_new_with_options ("user-agent", "Forecourt/" FC_VERSION " (+https://forecourt.example/)",
                                        "timeout", SILENCE_SECONDS, "max-conns", at_once, "max-conns-per-host", at_once,
                                        NULL);
}

/**
 * fc_tile_ask_async:
 * @source: of the result
 *
 * Follows no redirection: nobody but the server that was named hears where people look.
 */
void
fc_tile_ask_async (GObject             *source,
                   SoupSession         *session,
                   const char          *uri,
                   FcTileCache         *cache,
                   FcMapTile            tile,
                   GCancellable        *cancellable,
                   GAsyncReadyCallback  callback,
                   gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);
  SoupMessage *message = soup_message_new ("GET", uri);
  Ask *self;

  if (message == NULL)
    {
      g_task_return_new_error (task, FC_ERROR, FC_ERROR_DENIED,
                               _ ("The address of the map server cannot be used. Enter it again"));
      return;
    }
  self = g_new0 (Ask, 1);
  self->message = message;
  self->cache = fc_tile_cache_ref (cache);
  self->tile = tile;
  g_task_set_task_data (task, self, ask_free);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, cancellable, sent_cb, g_object_ref (task));
}

/**
 * fc_tile_ask_finish:
 * @error: FC_ERROR_NOT_FOUND where there is no such tile; FC_ERROR_DENIED where it does not help to ask again soon
 *
 * Returns: (transfer full) (nullable): a picture
 */
GBytes *
fc_tile_ask_finish (GAsyncResult  *result,
                    GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
