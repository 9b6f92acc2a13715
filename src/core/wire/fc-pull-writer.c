/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-pull-hash-private.h"
#include "fc-wire-json-private.h"

#include <string.h>

struct _FcPullWriter
{
  PullHash hash;
  gint64 count;
};

/* The line for @object (taken) and @payload behind it, counted and hashed. */
static GBytes *
frame (FcPullWriter *self,
       JsonObject   *object,
       GBytes       *payload)
{
  g_autoptr (GBytes) line = NULL;
  gsize line_size, payload_size = 0;
  const guint8 *text, *data = NULL;
  guint8 *joined;

  if (payload != NULL)
    {
      data = g_bytes_get_data (payload, &payload_size);
      json_object_set_int_member (object, "bytes", (gint64) payload_size);
    }
  line = wire_object_to_bytes (object);
  text = g_bytes_get_data (line, &line_size);
  joined = g_malloc (line_size + 1 + payload_size);
  memcpy (joined, text, line_size);
  joined[line_size] = '\n';
  if (payload_size > 0)
    memcpy (joined + line_size + 1, data, payload_size);
  pull_hash_add (&self->hash, joined, line_size + 1 + payload_size);
  self->count++;
  return g_bytes_new_take (joined, line_size + 1 + payload_size);
}

static JsonObject *
frame_object (const char *kind)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "frame", kind);
  return object;
}

/**
 * fc_pull_writer_new:
 *
 * Returns: (transfer full): for one reply
 */
FcPullWriter *
fc_pull_writer_new (void)
{
  FcPullWriter *self = g_new0 (FcPullWriter, 1);

  pull_hash_init (&self->hash);
  return self;
}

void
fc_pull_writer_free (FcPullWriter *self)
{
  pull_hash_clear (&self->hash);
  g_free (self);
}

/**
 * fc_pull_writer_header:
 * @header: epoch, heads, head, horizon and the totals are used
 *
 * Returns: (transfer full): the first bytes of the reply
 */
GBytes *
fc_pull_writer_header (FcPullWriter  *self,
                       const FcFrame *header)
{
  JsonObject *object = frame_object ("header");

  json_object_set_int_member (object, "protocol", FC_WIRE_PROTOCOL);
  json_object_set_int_member (object, "epoch", header->epoch);
  json_object_set_object_member (object, "heads", fc_cursor_to_json (header->heads));
  json_object_set_int_member (object, "head", header->head);
  json_object_set_int_member (object, "horizon", header->horizon);
  json_object_set_int_member (object, "entities", header->entities);
  json_object_set_int_member (object, "rollups", header->rollups);
  json_object_set_int_member (object, "facts", header->facts);
  return frame (self, object, NULL);
}

/**
 * fc_pull_writer_entities:
 * @updates: (element-type FcUpdate): FC_PULL_ENTITY_CHUNK of them at most
 *
 * Returns: (transfer full):
 */
GBytes *
fc_pull_writer_entities (FcPullWriter *self,
                         GPtrArray    *updates)
{
  JsonObject *object = frame_object ("entities");
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  g_autoptr (GBytes) text = NULL;
  g_autoptr (GBytes) payload = NULL;

  json_node_take_array (node, fc_updates_to_json (updates));
  text = fc_wire_json_to_bytes (node);
  payload = fc_gzip (text, 3);
  json_object_set_int_member (object, "n", updates->len);
  return frame (self, object, payload);
}

/**
 * fc_pull_writer_rollups:
 *
 * Returns: (transfer full):
 */
GBytes *
fc_pull_writer_rollups (FcPullWriter      *self,
                        const FcFactBatch *batch)
{
  JsonObject *object = frame_object ("rollups");
  g_autoptr (GBytes) payload = fc_fact_batch_encode (batch);

  json_object_set_int_member (object, "n", batch->n);
  return frame (self, object, payload);
}

/**
 * fc_pull_writer_facts:
 * @resume: what a later request sends to go on behind this chunk
 *
 * Returns: (transfer full):
 */
GBytes *
fc_pull_writer_facts (FcPullWriter      *self,
                      const FcFactBatch *batch,
                      const char        *resume)
{
  g_autoptr (GBytes) payload = fc_fact_batch_encode (batch);

  return fc_pull_writer_facts_encoded (self, payload, batch->n, resume);
}

/**
 * fc_pull_writer_facts_encoded:
 * @batch: an encoded FcFactBatch, as the hub keeps it
 * @n: its rows
 *
 * Returns: (transfer full):
 */
GBytes *
fc_pull_writer_facts_encoded (FcPullWriter *self,
                              GBytes       *batch,
                              guint         n,
                              const char   *resume)
{
  JsonObject *object = frame_object ("facts");

  json_object_set_int_member (object, "n", n);
  json_object_set_string_member (object, "resume", resume);
  return frame (self, object, batch);
}

/**
 * fc_pull_writer_end:
 *
 * Returns: (transfer full): the last bytes of the reply; the writer is used up
 */
GBytes *
fc_pull_writer_end (FcPullWriter *self)
{
  JsonObject *object = frame_object ("end");
  char hex[PULL_HASH_TEXT];

  pull_hash_say (&self->hash, hex);
  json_object_set_int_member (object, "count", self->count);
  json_object_set_string_member (object, "sha256", hex);
  return frame (self, object, NULL);
}
