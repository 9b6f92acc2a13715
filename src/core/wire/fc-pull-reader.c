/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-pull-hash-private.h"
#include "fc-wire-json-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

struct _FcPullReader
{
  PullHash hash;
  GByteArray *buffer;
  gsize used;         /* of buffer: already read */
  JsonObject *line;   /* (nullable): of the frame whose payload is still to come */
  gsize payload;
  FcFrameKind last;
  gint64 count;
  gboolean begun;
  gboolean complete;
  GError *error;      /* (nullable): the first one; the reader stays at it */
};

static const char *const frame_names[] = { "header", "entities", "rollups", "facts", "end" };

void
fc_frame_free (FcFrame *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->heads, fc_cursor_free);
  g_clear_pointer (&self->updates, g_ptr_array_unref);
  g_clear_pointer (&self->batch, fc_fact_batch_free);
  g_free (self->resume);
  g_free (self);
}

FcPullReader *
fc_pull_reader_new (void)
{
  FcPullReader *self = g_new0 (FcPullReader, 1);

  self->buffer = g_byte_array_new ();
  pull_hash_init (&self->hash);
  return self;
}

void
fc_pull_reader_free (FcPullReader *self)
{
  if (self == NULL)
    return;
  pull_hash_clear (&self->hash);
  g_byte_array_unref (self->buffer);
  g_clear_pointer (&self->line, json_object_unref);
  g_clear_error (&self->error);
  g_free (self);
}

/**
 * fc_pull_reader_push:
 *
 * More of the stream. What fc_pull_reader_next() has taken is forgotten, so that at most one frame and what was pushed
 * since is in memory.
 */
void
fc_pull_reader_push (FcPullReader *self,
                     gconstpointer bytes,
                     gsize         size)
{
  if (self->used > 0)
    {
      g_byte_array_remove_range (self->buffer, 0, (guint) self->used);
      self->used = 0;
    }
  g_byte_array_append (self->buffer, bytes, (guint) size);
}

static gboolean
fail (GError    **error,
      const char *what)
{
  g_set_error (error, FC_WIRE_ERROR, FC_WIRE_ERROR_INVALID, _ ("The server's stream is damaged: %s."), what);
  return FALSE;
}

static void
take (FcPullReader *self,
      gsize         size)
{
  pull_hash_add (&self->hash, self->buffer->data + self->used, size);
  self->used += size;
}

static gboolean
read_header (JsonObject *line,
             FcFrame    *frame,
             GError    **error)
{
  JsonObject *heads = fc_json_get_object (line, "heads");
  gint64 protocol = fc_json_get_int (line, "protocol", 0);

  if (protocol != FC_WIRE_PROTOCOL)
    {
      g_set_error (error, FC_WIRE_ERROR, FC_WIRE_ERROR_PROTOCOL,
                   _ ("The server speaks protocol version %" PRId64 ", this program %d."), protocol, FC_WIRE_PROTOCOL);
      return FALSE;
    }
  frame->epoch = fc_json_get_int (line, "epoch", 0);
  frame->head = fc_json_get_int (line, "head", -1);
  frame->horizon = fc_json_get_int (line, "horizon", 0);
  frame->entities = MAX (0, fc_json_get_int (line, "entities", 0));
  frame->rollups = MAX (0, fc_json_get_int (line, "rollups", 0));
  frame->facts = MAX (0, fc_json_get_int (line, "facts", 0));
  if (heads == NULL || frame->epoch == 0 || frame->head < 0)
    return fail (error, _ ("its header is incomplete"));
  frame->heads = fc_cursor_from_json (heads, error);
  return frame->heads != NULL;
}

static gboolean
read_updates (GBytes   *payload,
              FcFrame  *frame,
              GError  **error)
{
  g_autoptr (GBytes) text = fc_gunzip (payload, FC_WIRE_MAX_BODY, error);
  g_autoptr (JsonNode) node = NULL;
  const char *data;
  gsize size;

  if (text == NULL)
    return FALSE;
  data = g_bytes_get_data (text, &size);
  node = fc_wire_parse_json (data != NULL ? data : "", (gssize) size, error);
  if (node == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return fail (error, _ ("a frame of records is no list"));
  frame->updates = fc_updates_from_json (json_node_get_array (node), error);
  if (frame->updates == NULL)
    return FALSE;
  return frame->updates->len == frame->n || fail (error, _ ("a frame has another number of records than it says"));
}

static gboolean
read_batch (JsonObject *line,
            GBytes     *payload,
            FcFrame    *frame,
            GError    **error)
{
  const char *resume = fc_json_get_text (line, "resume");
  gboolean fits;
  FcKind kind;

  frame->batch = fc_fact_batch_decode (payload, error);
  if (frame->batch == NULL)
    return FALSE;
  kind = fc_catalog_get (frame->batch->entity)->kind;
  fits = frame->kind == FC_FRAME_FACTS ? kind == FC_KIND_FACT || kind == FC_KIND_LOG : kind == FC_KIND_ROLLUP;
  if (frame->batch->n != frame->n || !fits)
    return fail (error, _ ("a frame holds something else than it says"));
  if (frame->kind == FC_FRAME_FACTS && (resume == NULL || strlen (resume) > FC_PULL_MAX_RESUME))
    return fail (error, _ ("a frame of facts has no resume token"));
  frame->resume = g_strdup (resume);
  return TRUE;
}

static gboolean
check_end (FcPullReader *self,
           JsonObject   *line,
           GError      **error)
{
  const char *said = fc_json_get_text (line, "sha256");
  char hex[PULL_HASH_TEXT];

  pull_hash_say (&self->hash, hex);
  if (fc_json_get_int (line, "count", -1) != self->count || said == NULL || !g_str_equal (said, hex))
    return fail (error, _ ("its check sum is wrong"));
  self->complete = TRUE;
  return TRUE;
}

/* Reads the next line into self->line; FALSE without error where more is needed. */
static gboolean
read_line (FcPullReader *self,
           GError      **error)
{
  const guint8 *start = self->buffer->data + self->used;
  gsize there = self->buffer->len - self->used;
  const guint8 *newline = there > 0 ? memchr (start, '\n', MIN (there, FC_PULL_MAX_LINE)) : NULL;
  g_autoptr (JsonNode) node = NULL;
  const char *name;
  gint64 payload;

  if (newline == NULL)
    return there >= FC_PULL_MAX_LINE ? fail (error, _ ("a line has no end")) : FALSE;
  node = fc_wire_parse_json ((const char *) start, newline - start, error);
  if (node == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail (error, _ ("a line is no frame"));
  self->line = json_object_ref (json_node_get_object (node));
  payload = fc_json_get_int (self->line, "bytes", 0);
  if (payload < 0 || payload > FC_PULL_MAX_PAYLOAD)
    return fail (error, _ ("a frame is too large"));
  self->payload = (gsize) payload;
  name = fc_json_get_text (self->line, "frame");
  if (name == NULL || !g_str_equal (name, "end"))
    take (self, (gsize) (newline - start) + 1);
  else
    self->used += (gsize) (newline - start) + 1;
  return TRUE;
}

static gboolean
read_kind (FcPullReader *self,
           JsonObject   *line,
           FcFrame      *frame,
           GError      **error)
{
  const char *name = fc_json_get_text (line, "frame");
  guint kind = 0;

  while (name != NULL && kind < G_N_ELEMENTS (frame_names) && !g_str_equal (name, frame_names[kind]))
    kind++;
  if (name == NULL || kind == G_N_ELEMENTS (frame_names))
    return fail (error, _ ("a frame is of an unknown kind"));
  if (self->complete || self->begun != (kind != FC_FRAME_HEADER) || (self->begun && kind < self->last))
    return fail (error, _ ("its frames are out of order"));
  if (self->payload > 0 && (kind == FC_FRAME_HEADER || kind == FC_FRAME_END))
    return fail (error, _ ("a frame is too large"));
  frame->kind = (FcFrameKind) kind;
  frame->n = fc_json_get_int (line, "n", 0);
  return TRUE;
}

static gboolean
read_frame (FcPullReader *self,
            JsonObject   *line,
            GBytes       *payload,
            FcFrame      *frame,
            GError      **error)
{
  if (!read_kind (self, line, frame, error))
    return FALSE;
  self->last = frame->kind;
  self->begun = TRUE;
  switch (frame->kind)
    {
    case FC_FRAME_HEADER:
      return read_header (line, frame, error);
    case FC_FRAME_ENTITIES:
      return read_updates (payload, frame, error);
    case FC_FRAME_ROLLUPS:
    case FC_FRAME_FACTS:
      return read_batch (line, payload, frame, error);
    case FC_FRAME_END:
    default:
      return check_end (self, line, error);
    }
}

static FcFrame *
take_frame (FcPullReader *self,
            GError      **error)
{
  g_autoptr (FcFrame) frame = NULL;
  g_autoptr (JsonObject) line = NULL;
  g_autoptr (GBytes) payload = NULL;

  if (self->line == NULL && !read_line (self, error))
    return NULL;
  if (self->buffer->len - self->used < self->payload)
    return NULL;
  line = g_steal_pointer (&self->line);
  payload = g_bytes_new_static (self->buffer->data + self->used, self->payload);
  take (self, self->payload);
  frame = g_new0 (FcFrame, 1);
  if (!read_frame (self, line, payload, frame, error))
    return NULL;
  self->count++;
  return g_steal_pointer (&frame);
}

/**
 * fc_pull_reader_next:
 *
 * Returns: (transfer full) (nullable): the next whole frame. NULL without an error: push more; with FC_WIRE_ERROR: the
 *   stream is no good from here on, every later call says the same
 */
FcFrame *
fc_pull_reader_next (FcPullReader *self,
                     GError      **error)
{
  FcFrame *frame = NULL;

  if (self->error == NULL)
    frame = take_frame (self, &self->error);
  if (self->error != NULL && error != NULL)
    *error = g_error_copy (self->error);
  return frame;
}

/**
 * fc_pull_reader_is_complete:
 *
 * Returns: TRUE when the end frame came and its count and SHA-256 were right
 */
gboolean
fc_pull_reader_is_complete (FcPullReader *self)
{
  return self->complete && self->error == NULL && self->used == self->buffer->len;
}
