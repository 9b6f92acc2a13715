/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-geofence.h"

#include "fc-error.h"
#include "fc-json.h"

#include <glib/gi18n-lib.h>

#define MM_IN_A_METRE 1000.0

static gboolean
read_place (JsonNode *node,
            FcPlace  *place)
{
  JsonArray *pair = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  return pair != NULL && json_array_get_length (pair) == 2 &&
         JSON_NODE_HOLDS_VALUE (json_array_get_element (pair, 0)) &&
         JSON_NODE_HOLDS_VALUE (json_array_get_element (pair, 1)) &&
         fc_place_from_degrees ((double) json_array_get_int_element (pair, 0) / FC_GEO_SCALE,
                                (double) json_array_get_int_element (pair, 1) / FC_GEO_SCALE, place);
}

/**
 * fc_geofence_places:
 * @n: (out):
 * @error: FC_ERROR_INVALID where the row has no points, or such that are nowhere on earth
 *
 * Returns: (transfer full) (nullable) (array length=n):
 */
FcPlace *
fc_geofence_places (FcRecord  *geofence,
                    guint     *n,
                    GError   **error)
{
  const char *text = fc_record_get_text (geofence, FC_GEOFENCE_POINTS);
  g_autoptr (JsonNode) root = text != NULL ? fc_json_parse (text, -1, NULL) : NULL;
  JsonArray *list = root != NULL && JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;
  g_autofree FcPlace *places = NULL;
  gboolean good = list != NULL && json_array_get_length (list) > 0;

  *n = good ? json_array_get_length (list) : 0;
  places = g_new (FcPlace, MAX (*n, 1));
  for (guint i = 0; good && i < *n; i++)
    good = read_place (json_array_get_element (list, i), &places[i]);
  if (good)
    return g_steal_pointer (&places);
  *n = 0;
  g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("The geofence “%s” has no points on the map. Enter where it is"),
               fc_record_get_text (geofence, FC_GEOFENCE_NAME) ? fc_record_get_text (geofence, FC_GEOFENCE_NAME) : "");
  return NULL;
}

/**
 * fc_geofence_points:
 *
 * Returns: (transfer full): @places as the row keeps them
 */
char *
fc_geofence_points (const FcPlace *places,
                    guint          n)
{
  GString *json = g_string_new ("[");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (json, "%s[%d,%d]", i > 0 ? "," : "", places[i].latitude, places[i].longitude);
  g_string_append_c (json, ']');
  return g_string_free (json, FALSE);
}

static FcFenceKind
kind_of (FcRecord *geofence)
{
  const char *kind = fc_record_get_text (geofence, FC_GEOFENCE_KIND);

  return g_strcmp0 (kind, "polygon") == 0    ? FC_FENCE_POLYGON
         : g_strcmp0 (kind, "corridor") == 0 ? FC_FENCE_CORRIDOR
                                             : FC_FENCE_CIRCLE;
}

/**
 * fc_geofence_fence:
 * @error: FC_ERROR_INVALID with a sentence where the row describes no area
 *
 * Returns: (transfer full) (nullable): the area; of a circle the first point is the middle
 */
FcFence *
fc_geofence_fence (FcRecord  *geofence,
                   GError   **error)
{
  guint n;
  g_autofree FcPlace *places = fc_geofence_places (geofence, &n, error);
  FcFenceKind kind = kind_of (geofence);

  if (places == NULL)
    return NULL;
  return fc_fence_new (kind, places, kind == FC_FENCE_CIRCLE ? 1 : n,
                       (double) fc_record_get_int (geofence, FC_GEOFENCE_RADIUS) / MM_IN_A_METRE, error);
}

/**
 * fc_geofence_rules:
 *
 * Returns: when a vehicle has left, and after how long it has stayed too long; never where the row names no time
 */
FcFenceRules
fc_geofence_rules (FcRecord *geofence)
{
  FcFenceRules rules = fc_fence_rules_default;

  rules.dwell_us = fc_record_get_int (geofence, FC_GEOFENCE_DWELL) * G_USEC_PER_SEC;
  return rules;
}
