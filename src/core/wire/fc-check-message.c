/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-check-message.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "fc-wire-json-private.h"

static void
check_sum_free (FcCheckSum *self)
{
  g_free (self->bucket);
  g_free (self);
}

FcCheckRequest *
fc_check_request_new (void)
{
  FcCheckRequest *self = g_new0 (FcCheckRequest, 1);

  self->protocol = FC_WIRE_PROTOCOL;
  self->schema_version = FC_SCHEMA_VERSION;
  self->cursor = fc_cursor_new ();
  self->ranges = g_array_new (FALSE, FALSE, sizeof (guint8));
  return self;
}

void
fc_check_request_free (FcCheckRequest *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->cursor, fc_cursor_free);
  g_array_unref (self->ranges);
  g_free (self->bucket);
  g_free (self);
}

static JsonObject *
question_to_json (const FcCheckRequest *self)
{
  JsonObject *facts = json_object_new ();

  json_object_set_int_member (facts, "from", self->from);
  if (fc_id_is_null (&self->station))
    return facts;
  fc_json_set_id (facts, "station", &self->station);
  json_object_set_int_member (facts, "month", self->month);
  return facts;
}

GBytes *
fc_check_request_encode (const FcCheckRequest *self)
{
  JsonObject *object = json_object_new ();
  JsonArray *ranges = json_array_sized_new (self->ranges->len);

  json_object_set_int_member (object, "protocol", self->protocol);
  json_object_set_int_member (object, "schema_version", self->schema_version);
  fc_json_set_id (object, "client_id", &self->client_id);
  json_object_set_int_member (object, "epoch", self->epoch);
  json_object_set_object_member (object, "cursor", fc_cursor_to_json (self->cursor));
  fc_json_set_text (object, "bucket", self->bucket);
  for (guint i = 0; i < self->ranges->len; i++)
    json_array_add_int_element (ranges, g_array_index (self->ranges, guint8, i));
  json_object_set_array_member (object, "ranges", ranges);
  if (self->tracks)
    {
      JsonObject *tracks = json_object_new ();

      json_object_set_int_member (tracks, "from", self->tracks_from);
      json_object_set_object_member (object, "tracks", tracks);
    }
  if (self->facts)
    json_object_set_object_member (object, "facts", question_to_json (self));
  return wire_object_to_bytes (object);
}

static gboolean
take_question (FcCheckRequest *self,
               JsonObject     *facts,
               GError        **error)
{
  gint64 month = fc_json_get_int (facts, "month", 0);

  self->facts = TRUE;
  self->from = fc_json_get_int (facts, "from", G_MININT64);
  if (!fc_json_get_id (facts, "station", &self->station))
    return TRUE;
  self->month = (int) month;
  return fc_fact_month_is_valid (month) || wire_fail (error, _ ("it names no month"));
}

static gboolean
take_ranges (FcCheckRequest *self,
             JsonArray      *ranges,
             GError        **error)
{
  guint n = ranges != NULL ? json_array_get_length (ranges) : 0;

  if (n > FC_WIRE_MAX_RANGES || (n > 0 && self->bucket == NULL))
    return wire_fail (error, _ ("it asks for too much at once"));
  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (ranges, i);
      gint64 range = json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node) : -1;
      guint8 byte = (guint8) range;

      if (range < 0 || range >= FC_ROW_RANGES)
        return wire_fail (error, _ ("it names no range"));
      g_array_append_val (self->ranges, byte);
    }
  return TRUE;
}

FcCheckRequest *
fc_check_request_decode (GBytes  *bytes,
                         GError **error)
{
  g_autoptr (JsonObject) object = wire_object_from_bytes (bytes, error);
  g_autoptr (FcCheckRequest) self = NULL;
  JsonObject *cursor, *facts, *tracks;

  if (object == NULL)
    return NULL;
  self = fc_check_request_new ();
  if (!wire_take_head (object, &self->protocol, &self->client_id, &self->schema_version, error))
    return NULL;
  self->epoch = fc_json_get_int (object, "epoch", 0);
  self->bucket = g_strdup (fc_json_get_text (object, "bucket"));
  cursor = fc_json_get_object (object, "cursor");
  if (cursor == NULL)
    {
      wire_fail (error, _ ("it has no cursor"));
      return NULL;
    }
  g_clear_pointer (&self->cursor, fc_cursor_free);
  self->cursor = fc_cursor_from_json (cursor, error);
  if (self->cursor == NULL || !take_ranges (self, fc_json_get_array (object, "ranges"), error))
    return NULL;
  tracks = fc_json_get_object (object, "tracks");
  self->tracks = tracks != NULL;
  self->tracks_from = tracks != NULL ? fc_json_get_int (tracks, "from", G_MININT64) : 0;
  facts = fc_json_get_object (object, "facts");
  if (facts != NULL && !take_question (self, facts, error))
    return NULL;
  return g_steal_pointer (&self);
}

FcCheckReply *
fc_check_reply_new (void)
{
  FcCheckReply *self = g_new0 (FcCheckReply, 1);

  self->protocol = FC_WIRE_PROTOCOL;
  self->schema_version = FC_SCHEMA_VERSION;
  self->sums = g_ptr_array_new_with_free_func ((GDestroyNotify) check_sum_free);
  self->changed = g_array_new (FALSE, FALSE, sizeof (FcId));
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_update_free);
  self->stations = g_array_new (FALSE, FALSE, sizeof (FcId));
  self->fact_sums = g_ptr_array_new_with_free_func (g_free);
  self->facts = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_fact_batch_free);
  return self;
}

void
fc_check_reply_free (FcCheckReply *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->sums);
  g_array_unref (self->changed);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_array_unref (self->stations);
  g_ptr_array_unref (self->fact_sums);
  g_ptr_array_unref (self->facts);
  g_free (self);
}

/**
 * fc_check_reply_add_sum:
 * @range: -1: of the whole bucket
 */
void
fc_check_reply_add_sum (FcCheckReply   *self,
                        const char     *bucket,
                        int             range,
                        const FcRowSum *sum)
{
  FcCheckSum *one = g_new0 (FcCheckSum, 1);

  *one = (FcCheckSum) { g_strdup (bucket), range, *sum };
  g_ptr_array_add (self->sums, one);
}

static JsonObject *
sum_to_json (const FcCheckSum *one)
{
  JsonObject *object = json_object_new ();
  g_autofree char *sum = g_strdup_printf ("%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x", one->sum.high, one->sum.low);

  json_object_set_string_member (object, "bucket", one->bucket);
  if (one->range >= 0)
    json_object_set_int_member (object, "range", one->range);
  json_object_set_int_member (object, "n", (gint64) one->sum.n);
  json_object_set_string_member (object, "sum", sum);
  return object;
}

static JsonObject *
fact_sum_to_json (const FcFactSum *one)
{
  JsonObject *object = json_object_new ();
  g_autofree char *hash = g_strdup_printf ("%016" G_GINT64_MODIFIER "x", one->hash);

  fc_json_set_id (object, "station", &one->station);
  json_object_set_string_member (object, "entity", fc_catalog_get (one->entity)->name);
  json_object_set_int_member (object, "month", one->month);
  json_object_set_int_member (object, "n", one->n);
  json_object_set_int_member (object, "volume", one->volume);
  json_object_set_int_member (object, "amount", one->amount);
  json_object_set_string_member (object, "hash", hash);
  return object;
}

static JsonArray *
ids_to_json (GArray *ids)
{
  JsonArray *array = json_array_sized_new (ids->len);

  for (guint i = 0; i < ids->len; i++)
    {
      char text[FC_ID_STRING_LENGTH + 1];

      fc_id_to_string (&g_array_index (ids, FcId, i), text);
      json_array_add_string_element (array, text);
    }
  return array;
}

GBytes *
fc_check_reply_encode (const FcCheckReply *self)
{
  JsonObject *object = json_object_new ();
  JsonArray *sums = json_array_new (), *fact_sums = json_array_new ();

  json_object_set_int_member (object, "protocol", self->protocol);
  json_object_set_int_member (object, "schema_version", self->schema_version);
  json_object_set_int_member (object, "epoch", self->epoch);
  for (guint i = 0; i < self->sums->len; i++)
    json_array_add_object_element (sums, sum_to_json (g_ptr_array_index (self->sums, i)));
  json_object_set_array_member (object, "sums", sums);
  json_object_set_boolean_member (object, "tracks", self->tracks);
  json_object_set_array_member (object, "changed", ids_to_json (self->changed));
  json_object_set_array_member (object, "rows", fc_updates_to_json (self->rows));
  for (guint i = 0; i < self->fact_sums->len; i++)
    json_array_add_object_element (fact_sums, fact_sum_to_json (g_ptr_array_index (self->fact_sums, i)));
  json_object_set_array_member (object, "stations", ids_to_json (self->stations));
  json_object_set_array_member (object, "fact_sums", fact_sums);
  json_object_set_array_member (object, "facts", wire_facts_to_json (self->facts));
  return wire_object_to_bytes (object);
}

static gboolean
take_sum (FcCheckReply *self,
          JsonNode     *node,
          GError      **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *bucket = object != NULL ? fc_json_get_text (object, "bucket") : NULL;
  const char *text = object != NULL ? fc_json_get_text (object, "sum") : NULL;
  gint64 range = object != NULL ? fc_json_get_int (object, "range", -1) : -1;
  gint64 n = object != NULL ? fc_json_get_int (object, "n", -1) : -1;
  FcRowSum sum = { 0 };

  if (bucket == NULL || text == NULL || n < 0 || range < -1 || range >= FC_ROW_RANGES ||
      sscanf (text, "%16" G_GINT64_MODIFIER "x%16" G_GINT64_MODIFIER "x", &sum.high, &sum.low) != 2)
    return wire_fail (error, _ ("a sum is incomplete"));
  sum.n = (guint64) n;
  fc_check_reply_add_sum (self, bucket, (int) range, &sum);
  return TRUE;
}

static gboolean
take_ids (GArray     *ids,
          JsonArray  *array,
          GError    **error)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      const char *text = json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
      FcId id;

      if (text == NULL || !fc_id_from_string (text, &id))
        return wire_fail (error, _ ("an update names no record"));
      g_array_append_val (ids, id);
    }
  return TRUE;
}

static gboolean
take_fact_sum (FcCheckReply *self,
               JsonNode     *node,
               GError      **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *name = object != NULL ? fc_json_get_text (object, "entity") : NULL;
  const char *hash = object != NULL ? fc_json_get_text (object, "hash") : NULL;
  const FcEntityInfo *about = name != NULL ? fc_catalog_find (name) : NULL;
  gint64 month = object != NULL ? fc_json_get_int (object, "month", 0) : 0;
  FcFactSum sum = { .month = (int) month };

  if (about == NULL || hash == NULL || (about->id != FC_SALE && about->id != FC_SALES_ROLLUP) ||
      !fc_fact_month_is_valid (month) || !fc_json_get_id (object, "station", &sum.station) ||
      sscanf (hash, "%16" G_GINT64_MODIFIER "x", &sum.hash) != 1)
    return wire_fail (error, _ ("a sum is incomplete"));
  sum.entity = about->id;
  sum.n = fc_json_get_int (object, "n", 0);
  sum.volume = fc_json_get_int (object, "volume", 0);
  sum.amount = fc_json_get_int (object, "amount", 0);
  g_ptr_array_add (self->fact_sums, g_memdup2 (&sum, sizeof sum));
  return TRUE;
}

FcCheckReply *
fc_check_reply_decode (GBytes  *bytes,
                       GError **error)
{
  g_autoptr (JsonObject) object = wire_object_from_bytes (bytes, error);
  g_autoptr (FcCheckReply) self = NULL;
  JsonArray *sums, *fact_sums;

  if (object == NULL)
    return NULL;
  self = fc_check_reply_new ();
  self->protocol = (int) CLAMP (fc_json_get_int (object, "protocol", 0), 0, G_MAXINT);
  self->schema_version = (int) CLAMP (fc_json_get_int (object, "schema_version", 0), 0, G_MAXINT);
  self->epoch = fc_json_get_int (object, "epoch", 0);
  self->tracks = fc_json_get_bool (object, "tracks");
  sums = fc_json_get_array (object, "sums");
  fact_sums = fc_json_get_array (object, "fact_sums");
  for (guint i = 0; sums != NULL && i < json_array_get_length (sums); i++)
    if (!take_sum (self, json_array_get_element (sums, i), error))
      return NULL;
  for (guint i = 0; fact_sums != NULL && i < json_array_get_length (fact_sums); i++)
    if (!take_fact_sum (self, json_array_get_element (fact_sums, i), error))
      return NULL;
  if (!take_ids (self->changed, fc_json_get_array (object, "changed"), error) ||
      !take_ids (self->stations, fc_json_get_array (object, "stations"), error) ||
      !wire_take_facts (self->facts, fc_json_get_array (object, "facts"), error))
    return NULL;
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  self->rows = fc_updates_from_json (fc_json_get_array (object, "rows"), error);
  return self->rows != NULL ? g_steal_pointer (&self) : NULL;
}
