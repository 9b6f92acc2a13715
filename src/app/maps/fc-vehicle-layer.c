/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-vehicle-layer.h"

#include "fc-vehicle-places.h"

#include <glib/gi18n.h>

#define SILENT_US (24 * FC_HOUR_US)
#define STANDS    200 /* 0.01 km/h: a receiver that stands still still says so much */

static const FcEntity reads[] = { FC_VEHICLE, FC_POSITION, FC_N_ENTITIES };

static FcMapState
state_of (const FcVehiclePlace *vehicle,
          gint64                now_us)
{
  if (now_us - vehicle->fix.time_us > SILENT_US)
    return FC_MAP_OFFLINE;
  return g_strcmp0 (vehicle->status, "in_service") == 0 ? FC_MAP_GOOD : FC_MAP_QUIET;
}

/* Where it was seen last, how fast, and who drives it. */
static char *
say (const FcVehiclePlace *vehicle)
{
  g_autofree char *when = fc_show_time (vehicle->fix.time_us, NULL);
  g_autofree char *moves = NULL;

  if (vehicle->fix.speed == FC_SPEED_UNKNOWN)
    /* Translators: %s is a time */
    moves = g_strdup_printf (_ ("Seen %s"), when);
  else if (vehicle->fix.speed < STANDS)
    moves = g_strdup_printf (_ ("Standing, seen %s"), when);
  else
    moves = g_strdup_printf (_ ("%d km/h, seen %s"), (vehicle->fix.speed + 50) / 100, when);
  return vehicle->driver != NULL ? g_strdup_printf ("%s · %s", moves, vehicle->driver) : g_steal_pointer (&moves);
}

static void
load_async (FcContext           *context,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  fc_vehicle_places_async (fc_context_get_replica (context), NULL, cancellable, callback, user_data);
}

static FcMapFeatures *
load_finish (FcContext     *context,
             GAsyncResult  *result,
             GError       **error)
{
  g_autoptr (GPtrArray) vehicles = fc_vehicle_places_finish (fc_context_get_replica (context), result, error);
  FcMapFeatures *features = vehicles != NULL ? fc_map_features_new () : NULL;

  for (guint i = 0; vehicles != NULL && i < vehicles->len; i++)
    {
      const FcVehiclePlace *vehicle = vehicles->pdata[i];
      g_autofree char *title = NULL, *words = NULL;
      FcMapPoint *point;

      if (!vehicle->known)
        {
          features->missing++;
          continue;
        }
      title = vehicle->name != NULL ? g_strdup_printf ("%s %s", vehicle->number, vehicle->name)
                                    : g_strdup (vehicle->number);
      words = say (vehicle);
      point = fc_map_features_add_point (features, &vehicle->id, vehicle->fix.place, title, words);
      point->sign = FC_MAP_SIGN_VEHICLE;
      point->state = state_of (vehicle, fc_now ());
      if (vehicle->fix.heading != FC_HEADING_UNKNOWN)
        point->heading = vehicle->fix.heading / 100.0f;
    }
  return features;
}

const FcMapLayerInfo fc_vehicle_layer = {
  .id = "vehicles",
  .title = N_ ("Vehicles"),
  .order = 8, /* below the stations at which they stand */
  .permission = "vehicles.view",
  .clustered = TRUE,
  .kind = "vehicle",
  .also_kind = "track",
  .also_icon = "mark-location-symbolic",
  .also_label = N_ ("Show where %s drove"),
  .reads = reads,
  .refresh_s = 300,
  .load_async = load_async,
  .load_finish = load_finish,
};
