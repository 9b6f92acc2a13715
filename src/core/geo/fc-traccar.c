/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-traccar.h"

#include "fc-error.h"
#include "fc-geo-text-private.h"
#include "fc-json.h"

#include <glib/gi18n-lib.h>

/* A value of that name, whatever it is; NULL for objects, arrays, null, and where there is none. */
static JsonNode *
value_of (JsonObject *object,
          const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? node : NULL;
}

static gboolean
read_number (JsonObject *object,
             const char *name,
             double     *number)
{
  JsonNode *node = value_of (object, name);
  GType type = node != NULL ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
    return FALSE;
  *number = json_node_get_double (node);
  return TRUE;
}

static gboolean
read_id (JsonObject *object,
         const char *name,
         gint64     *id)
{
  JsonNode *node = value_of (object, name);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_INT64 || json_node_get_int (node) <= 0)
    return FALSE;
  *id = json_node_get_int (node);
  return TRUE;
}

static gboolean
read_time (JsonObject *object,
           const char *name,
           gint64     *time_us)
{
  JsonNode *node = value_of (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING &&
         fc_geo_read_time (json_node_get_string (node), time_us);
}

static gboolean
is_set (JsonObject *object,
        const char *name,
        gboolean    otherwise)
{
  JsonNode *node = value_of (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN ? json_node_get_boolean (node) : otherwise;
}

/* fixTime is when the receiver was there; "outdated" says that the device had none newer and sent that one again. */
static gboolean
read_position (JsonObject        *object,
               FcTraccarPosition *position)
{
  FcFix *fix = &position->fix;
  double latitude, longitude, value;

  *position = (FcTraccarPosition){ .fix = { .speed = FC_SPEED_UNKNOWN, .heading = FC_HEADING_UNKNOWN } };
  if (!read_id (object, "deviceId", &position->device_id) || !read_number (object, "latitude", &latitude) ||
      !read_number (object, "longitude", &longitude) || !fc_place_from_degrees (latitude, longitude, &fix->place))
    return FALSE;
  read_id (object, "id", &position->id);
  read_time (object, "deviceTime", &position->device_us);
  read_time (object, "serverTime", &position->server_us);
  if (!read_time (object, "fixTime", &fix->time_us))
    fix->flags |= FC_FIX_NO_TIME;
  if (!is_set (object, "valid", TRUE))
    fix->flags |= FC_FIX_VOID;
  if (is_set (object, "outdated", FALSE))
    fix->flags |= FC_FIX_STALE;
  if (read_number (object, "speed", &value))
    fix->speed = fc_fix_speed (value * FC_KMH_PER_KNOT);
  if (read_number (object, "course", &value))
    fix->heading = fc_fix_heading (value);
  return TRUE;
}

/* The array itself, or the member of a WebSocket's message; NULL where it speaks of something else. */
static JsonArray *
positions_of (JsonNode *root)
{
  JsonNode *node;

  if (JSON_NODE_HOLDS_ARRAY (root))
    return json_node_get_array (root);
  node = json_object_get_member (json_node_get_object (root), "positions");
  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/**
 * fc_traccar_read_positions:
 * @n_refused: (out) (optional): how many entries were no position of a device
 * @error: FC_ERROR_PARSE
 *
 * Reads the positions out of an answer or message. Speed is in knots there. A message about something else (devices, events)
 * has none of them. Any thread; a fuzzer may call it with anything.
 *
 * Returns: (transfer full) (nullable) (element-type FcTraccarPosition): in the order of the server
 */
GArray *
fc_traccar_read_positions (const char  *text,
                           gsize        length,
                           guint       *n_refused,
                           GError     **error)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GArray) positions = g_array_new (FALSE, FALSE, sizeof (FcTraccarPosition));
  JsonArray *array;
  guint refused = 0;

  if (length > FC_TRACCAR_MOST_BYTES)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_PARSE,
                   _ ("The answer of the Traccar server is larger than %d MB. Ask for less at a time"),
                   FC_TRACCAR_MOST_BYTES / (1024 * 1024));
      return NULL;
    }
  root = fc_json_parse (text, (gssize) length, error);
  if (root == NULL)
    return NULL;
  array = positions_of (root);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      FcTraccarPosition position;

      if (JSON_NODE_HOLDS_OBJECT (node) && read_position (json_node_get_object (node), &position))
        g_array_append_val (positions, position);
      else
        refused++;
    }
  if (n_refused != NULL)
    *n_refused = refused;
  return g_steal_pointer (&positions);
}
