/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "fc-id.h"

G_BEGIN_DECLS

/* Members of an object from outside: what is missing or of another type counts as absent. Nothing here warns. */

static inline gint64
fc_json_get_int (JsonObject *object, const char *name, gint64 absent)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node) : absent;
}

static inline gboolean
fc_json_get_bool (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}

static inline const char *
fc_json_get_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static inline JsonObject *
fc_json_get_object (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static inline JsonArray *
fc_json_get_array (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static inline gboolean
fc_json_get_id (JsonObject *object, const char *name, FcId *id)
{
  const char *text = fc_json_get_text (object, name);

  return text != NULL && fc_id_from_string (text, id);
}

static inline void
fc_json_set_id (JsonObject *object, const char *name, const FcId *id)
{
  char text[FC_ID_STRING_LENGTH + 1];

  fc_id_to_string (id, text);
  json_object_set_string_member (object, name, text);
}

static inline void
fc_json_set_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

G_END_DECLS
