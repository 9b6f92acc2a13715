/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-stored-row.h"

#include "fc-error.h"
#include "fc-json.h"

#include <glib/gi18n-lib.h>

/**
 * fc_stored_row_fields:
 * @mask: the fields to write, nulls among them as null; 0 or FC_ALL_FIELDS: those that are set, and extra
 *
 * Returns: (transfer full): a JSON object
 */
char *
fc_stored_row_fields (FcRecord *record,
                      guint64   mask)
{
  g_autoptr (JsonNode) node = json_node_alloc ();
  g_autoptr (JsonObject) object = fc_record_to_json (record, mask == 0 ? FC_ALL_FIELDS : mask);

  json_node_init_object (node, object);
  return json_to_string (node, FALSE);
}

/**
 * fc_stored_row_parse:
 * @mask: (out) (optional): the fields that were there
 * @error: FC_ERROR_PARSE
 *
 * Returns: (transfer full) (nullable)
 */
FcRecord *
fc_stored_row_parse (FcEntity     entity,
                     const FcId  *id,
                     const char  *fields,
                     guint64     *mask,
                     GError     **error)
{
  g_autoptr (JsonNode) node = fields != NULL ? fc_json_parse (fields, -1, NULL) : NULL;
  guint64 seen;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error (error, FC_ERROR, FC_ERROR_PARSE, _ ("%s: what was stored of this record cannot be read"),
                   _ (fc_catalog_get (entity)->label));
      return NULL;
    }
  return fc_record_from_json (entity, id, json_node_get_object (node), mask != NULL ? mask : &seen, error);
}

/**
 * fc_stored_row_bind:
 * @first: index of three parameters: version, field_versions, fields
 * @record: (nullable): %NULL binds version 0 and nulls
 */
void
fc_stored_row_bind (FcStatement *statement,
                    int          first,
                    FcRecord    *record)
{
  g_autoptr (GBytes) versions = record != NULL ? fc_record_pack_versions (record) : NULL;
  g_autofree char *fields = record != NULL ? fc_stored_row_fields (record, FC_ALL_FIELDS) : NULL;

  fc_statement_bind_int (statement, first, record != NULL ? fc_record_get_version (record) : 0);
  fc_statement_bind_bytes (statement, first + 1, versions);
  fc_statement_bind_text (statement, first + 2, fields);
}

/**
 * fc_stored_row_read:
 * @first: column of version, field_versions, fields
 *
 * Returns: (transfer full) (nullable)
 */
FcRecord *
fc_stored_row_read (FcStatement  *statement,
                    int           first,
                    FcEntity      entity,
                    const FcId   *id,
                    GError      **error)
{
  FcRecord *record = fc_stored_row_parse (entity, id, fc_statement_get_text (statement, first + 2), NULL, error);
  gsize size;
  gconstpointer versions;

  if (record == NULL)
    return NULL;
  fc_record_set_version (record, fc_statement_get_int (statement, first));
  versions = fc_statement_get_blob (statement, first + 1, &size);
  if (versions != NULL)
    fc_record_unpack_versions (record, versions, size);
  return record;
}
