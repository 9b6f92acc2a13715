/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-dashboard-layout.h"

#include <glib/gi18n-lib.h>

#include "fc-error.h"
#include "fc-json.h"

/* {"widgets":[{"kind":"sales","x":0,"y":0,"w":3,"h":2,"settings":{…}}]} */

#define FARTHEST 10000 /* no number of a layout is larger: an int holds their sums */

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, FC_ERROR, FC_ERROR_PARSE, _ ("The dashboard’s layout cannot be read"));
  return FALSE;
}

static gboolean
read_number (JsonObject *object,
             const char *name,
             int        *number,
             GError    **error)
{
  JsonNode *node = json_object_get_member (object, name);
  gint64 value;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return refuse (error);
  value = json_node_get_int (node);
  if (value < 0 || value > FARTHEST)
    return refuse (error);
  *number = (int) value;
  return TRUE;
}

static gboolean
read_tile (FcDashboardLayout  *self,
           JsonNode           *node,
           GError            **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *kind = object != NULL ? json_object_get_member (object, "kind") : NULL;
  JsonNode *settings = object != NULL ? json_object_get_member (object, "settings") : NULL;
  FcDashboardTile *tile;
  int x, y, w, h;

  if (kind == NULL || !JSON_NODE_HOLDS_VALUE (kind) || json_node_get_value_type (kind) != G_TYPE_STRING ||
      (settings != NULL && !JSON_NODE_HOLDS_OBJECT (settings)))
    return refuse (error);
  if (!read_number (object, "x", &x, error) || !read_number (object, "y", &y, error) ||
      !read_number (object, "w", &w, error) || !read_number (object, "h", &h, error))
    return FALSE;
  tile = fc_dashboard_layout_append (self, json_node_get_string (kind), x, y, w, h);
  if (tile == NULL)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("A dashboard holds at most %d widgets"), FC_DASHBOARD_MOST_TILES);
      return FALSE;
    }
  if (settings != NULL)
    tile->settings = json_to_string (settings, FALSE);
  return TRUE;
}

/**
 * fc_dashboard_layout_parse:
 *
 * What overlaps in a file of somebody else's making gives way.
 *
 * Returns: (transfer full): NULL with FC_ERROR_PARSE or FC_ERROR_INVALID
 */
FcDashboardLayout *
fc_dashboard_layout_parse (const char  *json,
                           GError     **error)
{
  g_autoptr (JsonNode) node = fc_json_parse (json, -1, error);
  g_autoptr (FcDashboardLayout) self = fc_dashboard_layout_new ();
  JsonNode *widgets = NULL;
  JsonArray *list;

  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_OBJECT (node))
    widgets = json_object_get_member (json_node_get_object (node), "widgets");
  if (widgets == NULL || !JSON_NODE_HOLDS_ARRAY (widgets))
    {
      refuse (error);
      return NULL;
    }
  list = json_node_get_array (widgets);
  for (guint i = 0; i < json_array_get_length (list); i++)
    if (!read_tile (self, json_array_get_element (list, i), error))
      return NULL;
  fc_dashboard_layout_settle (self);
  return g_steal_pointer (&self);
}

/**
 * fc_dashboard_layout_to_json:
 *
 * Returns: (transfer full)
 */
char *
fc_dashboard_layout_to_json (const FcDashboardLayout *self)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < self->tiles->len; i++)
    {
      const FcDashboardTile *tile = fc_dashboard_layout_tile (self, i);
      JsonObject *one = json_object_new ();

      json_object_set_string_member (one, "kind", tile->kind);
      json_object_set_int_member (one, "x", tile->x);
      json_object_set_int_member (one, "y", tile->y);
      json_object_set_int_member (one, "w", tile->w);
      json_object_set_int_member (one, "h", tile->h);
      if (tile->settings != NULL)
        json_object_set_member (one, "settings", fc_json_parse (tile->settings, -1, NULL));
      json_array_add_object_element (list, one);
    }
  json_object_set_array_member (object, "widgets", list);
  json_node_take_object (node, object);
  return json_to_string (node, FALSE);
}
