/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-row-sum.h"

#include <gnutls/crypto.h>
#include <stdlib.h>
#include <string.h>

/* A length goes before whatever has one, so that no two rows are the same text. */
static void
add_bytes (GByteArray    *text,
           gconstpointer  bytes,
           gsize          size)
{
  guint64 length = GUINT64_TO_LE ((guint64) size);

  g_byte_array_append (text, (const guint8 *) &length, sizeof length);
  g_byte_array_append (text, bytes, (guint) size);
}

static void
add_text (GByteArray *text,
          const char *value)
{
  add_bytes (text, value, strlen (value));
}

static void
add_number (GByteArray *text,
            gint64      value)
{
  gint64 number = GINT64_TO_LE (value);

  add_bytes (text, &number, sizeof number);
}

static void
add_value (GByteArray *text,
           JsonNode   *value)
{
  g_autofree char *json = NULL;

  if (json_node_get_value_type (value) == G_TYPE_INT64)
    add_number (text, json_node_get_int (value));
  else if (json_node_get_value_type (value) == G_TYPE_STRING)
    add_text (text, json_node_get_string (value));
  else
    {
      json = json_to_string (value, FALSE);
      add_text (text, json);
    }
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* By name, and without the empty ones: a newer program has more fields that nobody has filled. */
static void
add_fields (GByteArray *text,
            JsonObject *fields)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, fields);
  while (json_object_iter_next (&iter, &name, &value))
    if (!JSON_NODE_HOLDS_NULL (value))
      g_ptr_array_add (names, (char *) name);
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      add_text (text, names->pdata[i]);
      add_value (text, json_object_get_member (fields, names->pdata[i]));
    }
}

static FcRowSum
sum_of_text (GByteArray *text)
{
  FcRowSum sum = { .n = 1 };
  guint8 digest[32] = { 0 };

  if (gnutls_hash_fast (GNUTLS_DIG_SHA256, text->data, text->len, digest) != 0)
    g_error ("SHA-256 is not to be had.");
  memcpy (&sum.low, digest, sizeof sum.low);
  memcpy (&sum.high, digest + sizeof sum.low, sizeof sum.high);
  sum.low = GUINT64_FROM_LE (sum.low);
  sum.high = GUINT64_FROM_LE (sum.high);
  return sum;
}

/**
 * fc_row_sum_of:
 * @row: a whole row, as the hub sends it; bucket and seq do not count
 *
 * Returns: the sum of this row alone
 */
FcRowSum
fc_row_sum_of (const FcUpdate *row)
{
  g_autoptr (GByteArray) text = g_byte_array_sized_new (512);
  gsize size = 0;
  gconstpointer versions = row->versions != NULL ? g_bytes_get_data (row->versions, &size) : NULL;

  add_text (text, row->entity_name);
  add_bytes (text, row->id.bytes, sizeof row->id.bytes);
  add_number (text, row->version);
  add_bytes (text, versions, size);
  if (row->fields != NULL)
    add_fields (text, row->fields);
  return sum_of_text (text);
}

static void
add_cell (GByteArray         *text,
          const FcFactColumn *column,
          guint               row)
{
  if (column->kind == FC_VALUE_INT)
    add_number (text, column->numbers[row]);
  else if (column->kind == FC_VALUE_ID)
    add_bytes (text, column->ids[row].bytes, sizeof column->ids[row].bytes);
  else
    add_text (text, column->texts[row]);
}

/**
 * fc_row_sum_of_fact:
 *
 * Returns: the sum of this fact alone; the hub's number for it does not count
 */
FcRowSum
fc_row_sum_of_fact (const FcFactBatch *batch,
                    guint              row)
{
  const FcEntityInfo *info = fc_catalog_get (batch->entity);
  g_autoptr (GByteArray) text = g_byte_array_sized_new (256);

  add_text (text, info->name);
  add_bytes (text, batch->row_ids[row].bytes, sizeof batch->row_ids[row].bytes);
  for (guint field = 0; field < info->n_fields; field++)
    if (!fc_fact_batch_is_null (batch, row, (int) field))
      {
        add_text (text, info->fields[field].name);
        add_cell (text, &batch->columns[field], row);
      }
  return sum_of_text (text);
}

void
fc_row_sum_add (FcRowSum       *self,
                const FcRowSum *other)
{
  self->n += other->n;
  self->low += other->low;
  self->high += other->high + (self->low < other->low);
}

gboolean
fc_row_sum_equal (const FcRowSum *a,
                  const FcRowSum *b)
{
  return a->n == b->n && a->low == b->low && a->high == b->high;
}

/**
 * fc_row_range:
 *
 * Returns: which of the %FC_ROW_RANGES parts of a bucket the row is in
 */
guint
fc_row_range (const FcId *id)
{
  return id->bytes[sizeof id->bytes - 1];
}
