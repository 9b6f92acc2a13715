/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-record.h"

#include "fc-error.h"
#include "fc-json.h"
#include "fc-time.h"

#include <glib/gi18n-lib.h>

static JsonNode *
node_of_value (const FcField *field,
               const FcValue *value)
{
  JsonNode *node = json_node_alloc ();
  char id[FC_ID_STRING_LENGTH + 1];
  g_autofree char *date = NULL;

  switch (value->kind)
    {
    case FC_VALUE_TEXT:
      return json_node_init_string (node, value->text);
    case FC_VALUE_ID:
      fc_id_to_string (&value->id, id);
      return json_node_init_string (node, id);
    case FC_VALUE_INT:
      if (field->type == FC_TYPE_BOOL)
        return json_node_init_boolean (node, value->number != 0);
      if (field->type != FC_TYPE_DATE)
        return json_node_init_int (node, value->number);
      date = fc_date_to_iso ((FcDate) value->number);
      return json_node_init_string (node, date);
    case FC_VALUE_NULL:
    default:
      return json_node_init_null (node);
    }
}

static void
merge_extra (FcRecord   *self,
             JsonObject *object)
{
  g_autoptr (JsonNode) extra = NULL;
  g_autoptr (GList) names = NULL;

  if (fc_record_get_extra (self) == NULL)
    return;
  extra = fc_json_parse (fc_record_get_extra (self), -1, NULL);
  if (extra == NULL || !JSON_NODE_HOLDS_OBJECT (extra))
    return;
  names = json_object_get_members (json_node_get_object (extra));
  for (GList *name = names; name != NULL; name = name->next)
    json_object_set_member (object, name->data,
                            json_node_copy (json_object_get_member (json_node_get_object (extra), name->data)));
}

/**
 * fc_record_to_json:
 * @mask: the fields to write (bit n = field n); %FC_ALL_FIELDS writes all that are not null, and what is in extra
 *
 * Ids and dates are strings, booleans true or false, everything else as stored.
 *
 * Returns: (transfer full): the fields only, without the id
 */
JsonObject *
fc_record_to_json (FcRecord *self,
                   guint64   mask)
{
  const FcEntityInfo *about = fc_catalog_get (fc_record_get_entity (self));
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < about->n_fields; i++)
    {
      const FcValue *value = fc_record_get_value (self, (int) i);

      if ((mask & (G_GUINT64_CONSTANT (1) << i)) == 0 || (mask == FC_ALL_FIELDS && value->kind == FC_VALUE_NULL))
        continue;
      json_object_set_member (object, about->fields[i].name, node_of_value (&about->fields[i], value));
    }
  if (mask == FC_ALL_FIELDS)
    merge_extra (self, object);
  return object;
}

static void
append_value (GString       *json,
              const FcField *field,
              const FcValue *value)
{
  char id[FC_ID_STRING_LENGTH + 1];
  g_autofree char *date = NULL;

  switch (value->kind)
    {
    case FC_VALUE_TEXT:
      fc_json_append (json, value->text);
      break;
    case FC_VALUE_ID:
      fc_id_to_string (&value->id, id);
      fc_json_append (json, id);
      break;
    case FC_VALUE_INT:
      if (field->type == FC_TYPE_DATE)
        date = fc_date_to_iso ((FcDate) value->number);
      if (date != NULL)
        fc_json_append (json, date);
      else if (field->type == FC_TYPE_BOOL)
        g_string_append (json, value->number != 0 ? "true" : "false");
      else
        g_string_append_printf (json, "%" G_GINT64_FORMAT, value->number);
      break;
    case FC_VALUE_NULL:
    default:
      g_string_append (json, "null");
    }
}

static char *
text_of_object (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

  return json_to_string (node, FALSE);
}

/**
 * fc_record_to_json_text:
 * @mask: as for fc_record_to_json()
 *
 * The audit log holds one or two of these for each change there ever was.
 *
 * Returns: (transfer full): the compact text of what fc_record_to_json() gives, without making it
 */
char *
fc_record_to_json_text (FcRecord *self,
                        guint64   mask)
{
  const FcEntityInfo *about = fc_catalog_get (fc_record_get_entity (self));

  if (mask == FC_ALL_FIELDS && fc_record_get_extra (self) != NULL)
    {
      g_autoptr (JsonObject) object = fc_record_to_json (self, mask);
      return text_of_object (object);
    }
  GString *json = g_string_new ("{");
  for (guint i = 0; i < about->n_fields; i++)
    {
      const FcValue *value = fc_record_get_value (self, (int) i);

      if ((mask & (G_GUINT64_CONSTANT (1) << i)) == 0 || (mask == FC_ALL_FIELDS && value->kind == FC_VALUE_NULL))
        continue;
      if (json->len > 1)
        g_string_append_c (json, ',');
      fc_json_append (json, about->fields[i].name);
      g_string_append_c (json, ':');
      append_value (json, &about->fields[i], value);
    }
  g_string_append_c (json, '}');
  return g_string_free (json, FALSE);
}

static gboolean
refuse (const FcEntityInfo  *about,
        const FcField       *field,
        GError             **error)
{
  g_set_error (error, FC_ERROR, FC_ERROR_PARSE, _ ("%s: %s has the wrong kind of value"), _ (about->label),
               _ (field->label));
  return FALSE;
}

static gboolean
set_from_string (FcRecord      *record,
                 int            number,
                 const FcField *field,
                 const char    *text)
{
  FcDate date;
  FcId id;

  if (field->type == FC_TYPE_REF)
    {
      if (!fc_id_from_string (text, &id))
        return FALSE;
      fc_record_set_ref (record, number, &id);
      return TRUE;
    }
  if (field->type == FC_TYPE_DATE)
    {
      if (!fc_date_parse (text, &date, NULL))
        return FALSE;
      fc_record_set_int (record, number, date);
      return TRUE;
    }
  if (!fc_type_is_text (field->type))
    return FALSE;
  fc_record_set_text (record, number, text);
  return TRUE;
}

static gboolean
set_from_node (FcRecord            *record,
               const FcEntityInfo  *about,
               int                  number,
               JsonNode            *node,
               GError             **error)
{
  const FcField *field = &about->fields[number];
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (JSON_NODE_HOLDS_NULL (node))
    fc_record_set_null (record, number);
  else if (type == G_TYPE_STRING)
    return set_from_string (record, number, field, json_node_get_string (node)) || refuse (about, field, error);
  else if (type == G_TYPE_BOOLEAN && field->type == FC_TYPE_BOOL)
    fc_record_set_int (record, number, json_node_get_boolean (node));
  else if (type == G_TYPE_INT64 && field->type != FC_TYPE_REF && field->type != FC_TYPE_BOOL &&
           !fc_type_is_text (field->type))
    fc_record_set_int (record, number, json_node_get_int (node));
  else
    return refuse (about, field, error);
  return TRUE;
}

static void
keep_extra (FcRecord   *record,
            JsonObject *unknown)
{
  g_autoptr (JsonNode) node = json_node_alloc ();
  g_autofree char *text = NULL;

  if (json_object_get_size (unknown) == 0)
    return;
  json_node_init_object (node, unknown);
  text = json_to_string (node, FALSE);
  fc_record_set_extra (record, text);
}

/**
 * fc_record_from_json:
 * @object: fields as fc_record_to_json() writes them
 * @mask: (out) (optional): the fields that were there
 * @error: FC_ERROR_PARSE where a known field holds the wrong kind of value
 *
 * Fields this program does not know go to extra. Bounds are not checked here: see fc_record_validate().
 *
 * Returns: (transfer full) (nullable)
 */
FcRecord *
fc_record_from_json (FcEntity     entity,
                     const FcId  *id,
                     JsonObject  *object,
                     guint64     *mask,
                     GError     **error)
{
  const FcEntityInfo *about = fc_catalog_get (entity);
  g_autoptr (FcRecord) record = fc_record_new (entity, id);
  g_autoptr (JsonObject) unknown = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;
  guint64 seen = 0;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    {
      int field = fc_catalog_field (entity, name);

      if (field < 0)
        {
          json_object_set_member (unknown, name, json_node_copy (node));
          continue;
        }
      if (!set_from_node (record, about, field, node, error))
        return NULL;
      seen |= G_GUINT64_CONSTANT (1) << field;
    }
  keep_extra (record, unknown);
  if (mask != NULL)
    *mask = seen;
  return g_steal_pointer (&record);
}
