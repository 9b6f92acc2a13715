/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "fc-id.h"
#include "fc-wire.h"

G_BEGIN_DECLS

/* Members of an object from outside: what is missing or of another type counts as absent. Nothing here warns. */

static inline gint64
member_int (JsonObject *object, const char *name, gint64 absent)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node) : absent;
}

static inline gboolean
member_bool (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}

static inline const char *
member_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static inline JsonObject *
member_object (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static inline JsonArray *
member_array (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static inline gboolean
member_id (JsonObject *object, const char *name, FcId *id)
{
  const char *text = member_text (object, name);

  return text != NULL && fc_id_from_string (text, id);
}

static inline void
set_id_member (JsonObject *object, const char *name, const FcId *id)
{
  char text[FC_ID_STRING_LENGTH + 1];

  fc_id_to_string (id, text);
  json_object_set_string_member (object, name, text);
}

static inline void
set_text_member (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

GBytes     *wire_object_to_bytes  (JsonObject   *object); /* (transfer full) @object is taken */
JsonObject *wire_object_from_bytes (GBytes      *bytes,
                                   GError      **error);
JsonArray  *wire_facts_to_json    (GPtrArray    *facts);  /* (transfer full) */
gboolean    wire_take_facts       (GPtrArray    *facts,   /* FcFactBatch: adds to it */
                                   JsonArray    *array,   /* nullable */
                                   GError      **error);
gboolean    wire_fail             (GError      **error,
                                   const char   *what);
/* What every request begins with: the protocol, which must be ours, and the client. */
gboolean    wire_take_head        (JsonObject   *object,
                                   int          *protocol,
                                   FcId         *client_id,
                                   int          *schema_version,
                                   GError      **error);

JsonNode   *fc_update_to_json     (const FcUpdate *self);
FcUpdate   *fc_update_from_json   (JsonNode     *node,
                                   GError      **error);
GPtrArray  *fc_updates_from_json  (JsonArray    *array,
                                   GError      **error);
JsonArray  *fc_updates_to_json    (GPtrArray    *updates);

G_END_DECLS
