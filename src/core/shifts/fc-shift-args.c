/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-args.h"

#include "fc-error.h"
#include "fc-time.h"

#include <glib/gi18n-lib.h>

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
fc_args_unusable (const char *name,
                  GError    **error)
{
  g_set_error (error, FC_ERROR, FC_ERROR_PARSE, _ ("The command has no usable “%s”"), name);
  return FALSE;
}

gboolean
fc_args_id (JsonObject *args,
            const char *name,
            FcId       *id,
            GError    **error)
{
  return fc_id_from_string (fc_args_text (args, name), id) || fc_args_unusable (name, error);
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
  return fc_args_unusable (name, error);
}

gboolean
fc_args_date (JsonObject *args,
              const char *name,
              FcDate     *date,
              GError    **error)
{
  const char *text = fc_args_text (args, name);

  return text != NULL ? fc_date_parse (text, date, error) : fc_args_unusable (name, error);
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

/* Sets every field whose argument is there; @cells ends with .arg = NULL. */
gboolean
fc_args_to_cells (JsonObject   *args,
                  const FcCell *cells,
                  FcRecord     *record,
                  GError      **error)
{
  for (; cells->arg != NULL; cells++)
    if (!fc_args_to_field (args, cells->arg, record, cells->field, error))
      return FALSE;
  return TRUE;
}
