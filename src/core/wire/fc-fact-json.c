/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-fact-coding.h"
#include "fc-wire-json-private.h"

#include <glib/gi18n-lib.h>

/* Batches of facts within a JSON text. */

/* (element-type FcFactBatch) */
JsonArray *
wire_facts_to_json (GPtrArray *facts)
{
  JsonArray *array = json_array_sized_new (facts->len);

  for (guint i = 0; i < facts->len; i++)
    {
      g_autoptr (GBytes) bytes = fc_fact_batch_encode (g_ptr_array_index (facts, i));
      gsize size;
      const guint8 *data = g_bytes_get_data (bytes, &size);
      g_autofree char *text = g_base64_encode (data, size);

      json_array_add_string_element (array, text);
    }
  return array;
}

gboolean
wire_take_facts (GPtrArray  *facts,
                 JsonArray  *array,
                 GError    **error)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      g_autoptr (GBytes) bytes = NULL;
      FcFactBatch *batch;
      guchar *data;
      gsize size;

      if (json_node_get_value_type (node) != G_TYPE_STRING)
        return wire_fail (error, _ ("a chunk of facts is not a text"));
      data = g_base64_decode (json_node_get_string (node), &size);
      bytes = g_bytes_new_take (data, size);
      batch = fc_fact_batch_decode (bytes, error);
      if (batch == NULL)
        return FALSE;
      g_ptr_array_add (facts, batch);
    }
  return TRUE;
}
