/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-wire-json-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

FcUpdate *
fc_update_new (void)
{
  FcUpdate *self = g_new0 (FcUpdate, 1);

  self->entity = FC_N_ENTITIES;
  return self;
}

void
fc_update_free (FcUpdate *self)
{
  if (self == NULL)
    return;
  g_free (self->bucket);
  g_free (self->entity_name);
  g_clear_pointer (&self->fields, json_object_unref);
  g_clear_pointer (&self->versions, g_bytes_unref);
  g_free (self);
}

/**
 * fc_update_new_row:
 * @record: with its version, field versions and extra
 *
 * Returns: (transfer full): the whole row, as the hub sends it
 */
FcUpdate *
fc_update_new_row (const char *bucket,
                   gint64      seq,
                   FcRecord   *record)
{
  FcUpdate *self = fc_update_new ();

  self->bucket = g_strdup (bucket);
  self->seq = seq;
  self->entity = fc_record_get_entity (record);
  self->entity_name = g_strdup (fc_catalog_get (self->entity)->name);
  self->id = *fc_record_get_id (record);
  self->version = fc_record_get_version (record);
  self->fields = fc_record_to_json (record, FC_ALL_FIELDS);
  self->versions = fc_record_pack_versions (record);
  return self;
}

/**
 * fc_update_get_record:
 * @self: neither removed nor deleted, of a known entity
 *
 * Returns: (transfer full): the row with version, field versions and, in extra, the fields this program does not know; it is
 *   not yet checked against the catalog's rules. NULL with FC_ERROR or FC_WIRE_ERROR
 */
FcRecord *
fc_update_get_record (const FcUpdate *self,
                      GError        **error)
{
  g_autoptr (FcRecord) record = NULL;
  guint64 mask;

  g_return_val_if_fail (self->entity < FC_N_ENTITIES && self->fields != NULL, NULL);

  record = fc_record_from_json (self->entity, &self->id, self->fields, &mask, error);
  if (record == NULL)
    return NULL;
  if (self->versions != NULL)
    {
      gsize size;
      gconstpointer data = g_bytes_get_data (self->versions, &size);

      if (!fc_record_unpack_versions (record, data, size))
        {
          wire_fail (error, _ ("a record's field versions are damaged"));
          return NULL;
        }
    }
  fc_record_set_version (record, self->version);
  return g_steal_pointer (&record);
}

JsonNode *
fc_update_to_json (const FcUpdate *self)
{
  JsonObject *object = json_object_new ();
  JsonNode *node;

  fc_json_set_text (object, "bucket", self->bucket);
  json_object_set_int_member (object, "seq", self->seq);
  fc_json_set_text (object, "entity", self->entity_name);
  fc_json_set_id (object, "id", &self->id);
  json_object_set_int_member (object, "version", self->version);
  if (self->removed)
    json_object_set_boolean_member (object, "removed", TRUE);
  if (self->deleted)
    json_object_set_boolean_member (object, "deleted", TRUE);
  if (self->fields != NULL)
    json_object_set_object_member (object, "fields", json_object_ref (self->fields));
  if (self->versions != NULL && g_bytes_get_size (self->versions) > 0)
    {
      gsize size;
      const guint8 *data = g_bytes_get_data (self->versions, &size);
      g_autofree char *text = g_base64_encode (data, size);

      json_object_set_string_member (object, "field_versions", text);
    }
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  return node;
}

static void
take_versions (FcUpdate   *self,
               const char *text)
{
  gsize size;
  guchar *data;

  if (text == NULL)
    return;
  data = g_base64_decode (text, &size);
  self->versions = g_bytes_new_take (data, size);
}

FcUpdate *
fc_update_from_json (JsonNode *node,
                     GError  **error)
{
  g_autoptr (FcUpdate) self = fc_update_new ();
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *bucket = object != NULL ? fc_json_get_text (object, "bucket") : NULL;
  const char *name = object != NULL ? fc_json_get_text (object, "entity") : NULL;
  const FcEntityInfo *info;

  if (bucket == NULL || name == NULL || !fc_json_get_id (object, "id", &self->id) || strlen (bucket) > FC_CURSOR_MAX_NAME)
    {
      wire_fail (error, _ ("an update names no record"));
      return NULL;
    }
  info = fc_catalog_find (name);
  self->bucket = g_strdup (bucket);
  self->entity_name = g_strdup (name);
  self->entity = info != NULL ? info->id : FC_N_ENTITIES;
  self->seq = fc_json_get_int (object, "seq", -1);
  self->version = fc_json_get_int (object, "version", -1);
  self->removed = fc_json_get_bool (object, "removed");
  self->deleted = fc_json_get_bool (object, "deleted");
  self->fields = fc_json_get_object (object, "fields");
  if (self->fields != NULL)
    json_object_ref (self->fields);
  take_versions (self, fc_json_get_text (object, "field_versions"));
  if (self->seq < 0 || self->version < 0 || (self->fields == NULL && !self->removed && !self->deleted))
    {
      wire_fail (error, _ ("an update is incomplete"));
      return NULL;
    }
  return g_steal_pointer (&self);
}

GPtrArray *
fc_updates_from_json (JsonArray *array,
                      GError   **error)
{
  g_autoptr (GPtrArray) updates = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_update_free);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      FcUpdate *update = fc_update_from_json (json_array_get_element (array, i), error);

      if (update == NULL)
        return NULL;
      g_ptr_array_add (updates, update);
    }
  return g_steal_pointer (&updates);
}

JsonArray *
fc_updates_to_json (GPtrArray *updates)
{
  JsonArray *array = json_array_sized_new (updates->len);

  for (guint i = 0; i < updates->len; i++)
    json_array_add_element (array, fc_update_to_json (g_ptr_array_index (updates, i)));
  return array;
}
