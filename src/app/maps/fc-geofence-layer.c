/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-vehicle-layer.h"

#include "fc-company-queries.h"
#include "fc-fence-paint.h"
#include "fc-geofence.h"
#include "fc-mercator.h"

#include <glib/gi18n.h>

#define COLOUR         0x9141ac

static const FcEntity reads[] = { FC_GEOFENCE, FC_N_ENTITIES };

static guint32
colour_of (FcRecord *geofence)
{
  const char *text = fc_record_get_text (geofence, FC_GEOFENCE_COLOUR);

  return text != NULL && *text == '#' ? (guint32) g_ascii_strtoull (text + 1, NULL, 16) & 0xffffff : COLOUR;
}

static void
add_circle (FcMapFeatures *features,
            FcRecord      *geofence,
            FcPlace        middle)
{
  FcPlace edge[FC_FENCE_CORNERS];
  FcMapShape *shape;

  fc_fence_ring (middle, (double) fc_record_get_int (geofence, FC_GEOFENCE_RADIUS) / 1000, edge);
  shape = fc_map_features_add_shape (features, fc_record_get_id (geofence), edge, FC_FENCE_CORNERS,
                                     fc_record_get_text (geofence, FC_GEOFENCE_NAME), _ ("Geofence"));
  shape->closed = TRUE;
  shape->colour = colour_of (geofence);
}

static void
add_geofence (FcMapFeatures *features,
              FcRecord      *geofence)
{
  const char *kind = fc_record_get_text (geofence, FC_GEOFENCE_KIND);
  guint n = 0;
  g_autofree FcPlace *places = fc_geofence_places (geofence, &n, NULL);
  FcMapShape *shape;

  if (places == NULL || n == 0)
    {
      features->missing++;
      return;
    }
  if (g_strcmp0 (kind, "circle") == 0)
    {
      add_circle (features, geofence, places[0]);
      return;
    }
  shape = fc_map_features_add_shape (features, fc_record_get_id (geofence), places, n,
                                     fc_record_get_text (geofence, FC_GEOFENCE_NAME), _ ("Geofence"));
  shape->closed = g_strcmp0 (kind, "polygon") == 0;
  shape->colour = colour_of (geofence);
  if (!shape->closed)
    shape->reach = (double) fc_record_get_int (geofence, FC_GEOFENCE_RADIUS) / 1000 /
                   fc_mercator_metres (places[0].latitude / FC_GEO_SCALE);
}

static void
load_async (FcContext           *context,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  fc_rows_of_async (fc_context_get_replica (context), FC_GEOFENCE, cancellable, callback, user_data);
}

/* A desk that several people share holds rows that this one does not see. */
static gboolean
is_seen (FcContext *context,
         FcRecord  *geofence)
{
  const FcId *station = fc_record_get_ref (geofence, FC_GEOFENCE_STATION_ID);

  return station == NULL || fc_context_find_station (context, station) != NULL;
}

static FcMapFeatures *
load_finish (FcContext     *context,
             GAsyncResult  *result,
             GError       **error)
{
  g_autoptr (GPtrArray) rows = fc_rows_of_finish (fc_context_get_replica (context), result, error);
  FcMapFeatures *features = rows != NULL ? fc_map_features_new () : NULL;

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (is_seen (context, rows->pdata[i]))
      add_geofence (features, rows->pdata[i]);
  return features;
}

const FcMapLayerInfo fc_geofence_layer = {
  .id = "geofences",
  .title = N_ ("Geofences"),
  .order = 5,
  .permission = "vehicles.view",
  .kind = "geofence",
  .also_kind = "fence",
  .also_icon = "document-edit-symbolic",
  .also_label = N_ ("Change the shape of %s"),
  .also_permission = "vehicles.edit",
  .reads = reads,
  .load_async = load_async,
  .load_finish = load_finish,
};
