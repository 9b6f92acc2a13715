/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-args.h"

#include "fc-error.h"
#include "fc-time.h"

gboolean
fc_args_has (JsonObject *args,
             const char *name)
{
  return json_object_has_member (args, name);
}

const char *
fc_args_text (JsonObject *args,
              const char *name)
{
  JsonNode *node = json_object_get_member (args, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

gboolean
fc_args_id (JsonObject *args,
            const char *name,
            FcId       *id,
            GError    **error)
{
  if (fc_id_from_string (fc_args_text (args, name), id))
    return TRUE;
  g_set_error (error, FC_ERROR, FC_ERROR_PARSE, "The command has no usable “%s”", name);
  return FALSE;
}

gboolean
fc_args_int (JsonObject *args,
             const char *name,
             gint64     *number,
             GError    **error)
{
  JsonNode *node = json_object_get_member (args, name);

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64)
    {
      *number = json_node_get_int (node);
      return TRUE;
    }
  g_set_error (error, FC_ERROR, FC_ERROR_PARSE, "The command has no usable “%s”", name);
  return FALSE;
}

gboolean
fc_args_date (JsonObject *args,
              const char *name,
              FcDate     *date,
              GError    **error)
{
  const char *text = fc_args_text (args, name);

  if (text != NULL)
    return fc_date_parse (text, date, error);
  g_set_error (error, FC_ERROR, FC_ERROR_PARSE, "The command has no usable “%s”", name);
  return FALSE;
}

/* Sets @field from the argument where there is one; null clears it. */
gboolean
fc_args_to_field (JsonObject *args,
                  const char *name,
                  FcRecord   *record,
                  int         field,
                  GError    **error)
{
  const FcField *about = &fc_catalog_get (fc_record_get_entity (record))->fields[field];
  g_autoptr (JsonObject) single = NULL;
  g_autoptr (FcRecord) parsed = NULL;

  if (!json_object_has_member (args, name))
    return TRUE;
  single = json_object_new ();
  json_object_set_member (single, about->name, json_node_copy (json_object_get_member (args, name)));
  parsed = fc_record_from_json (fc_record_get_entity (record), fc_record_get_id (record), single, NULL, error);
  if (parsed == NULL)
    return FALSE;
  fc_record_set_value (record, field, fc_record_get_value (parsed, field));
  return TRUE;
}

FcRecord *
fc_shift_writable (FcCommandContext *context,
                   FcRowSet         *rows,
                   GError          **error)
{
  FcRecord *shift = fc_row_set_get (rows, FC_SHIFT, &context->op->row_id);
  const char *state = fc_record_get_text (shift, FC_SHIFT_STATE);

  if (g_strcmp0 (state, "open") == 0 || g_strcmp0 (state, "disputed") == 0)
    return shift;
  g_set_error (error, FC_ERROR, FC_ERROR_LOCKED, "Shift %d is %s and can no longer be changed",
               (int) fc_record_get_int (shift, FC_SHIFT_NUMBER), state);
  return NULL;
}

/* Children of a shift have ids made of the shift's and their natural key: whoever enters them, they are the same rows. */
FcId
fc_shift_child_id (const FcId *shift_id,
                   const char *purpose,
                   const char *key)
{
  char text[FC_ID_STRING_LENGTH + 1];

  fc_id_to_string (shift_id, text);
  return fc_id_from_key (text, purpose, key, NULL);
}

/* A copy of the child as it is, or a new one with shift and station set. */
FcRecord *
fc_shift_child (FcRowSet   *rows,
                FcEntity    entity,
                const FcId *shift_id,
                const FcId *station_id,
                const char *key)
{
  FcId id = fc_shift_child_id (shift_id, fc_catalog_get (entity)->name, key);
  FcRecord *row = fc_row_set_get (rows, entity, &id);

  if (row != NULL)
    return fc_record_copy (row);
  row = fc_record_new (entity, &id);
  fc_record_set_ref (row, fc_catalog_parent_field (entity), shift_id);
  fc_record_set_ref (row, fc_catalog_station_field (entity), station_id);
  return row;
}

/* The price in force at @at_us: the latest that began by then; 0 where none did. */
gint64
fc_price_at (FcRowSet   *rows,
             const FcId *station_id,
             const FcId *product_id,
             gint64      at_us)
{
  g_autoptr (GPtrArray) prices = NULL;
  gint64 best_at = G_MININT64, best = 0;

  if (product_id == NULL)
    return 0;
  prices = fc_row_set_list_by (rows, FC_PRICE, FC_PRICE_PRODUCT_ID, product_id);
  for (guint i = 0; i < prices->len; i++)
    {
      gint64 from = fc_record_get_int (prices->pdata[i], FC_PRICE_EFFECTIVE_AT);

      if (from <= at_us && from > best_at &&
          fc_id_equal (fc_record_get_ref (prices->pdata[i], FC_PRICE_STATION_ID), station_id))
        {
          best_at = from;
          best = fc_record_get_int (prices->pdata[i], FC_PRICE_PRICE);
        }
    }
  return best;
}
