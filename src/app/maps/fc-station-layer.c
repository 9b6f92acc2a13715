/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-station-layer.h"

#include <glib/gi18n.h>

#define SILENT_US (24 * FC_HOUR_US)

static const FcEntity reads[] = { FC_STATION,       FC_TANK,  FC_SALES_ROLLUP, FC_TANK_READING,
                                  FC_GAUGE_READING, FC_ALERT, FC_N_ENTITIES };

/**
 * fc_station_layer_state:
 *
 * What somebody has to see to now comes first, then what has to be ordered or looked into, then that nothing has been heard for a day.
 */
FcMapState
fc_station_layer_state (const FcMapStation *station,
                        gint64              now_us)
{
  if (station->critical > 0 || station->dry > 0 || station->wet > 0)
    return FC_MAP_ALARM;
  if (station->low > 0 || station->warnings > 0)
    return FC_MAP_LOW;
  if (station->heard_at == 0)
    return FC_MAP_QUIET;
  return now_us - station->heard_at > SILENT_US ? FC_MAP_OFFLINE : FC_MAP_GOOD;
}

/* The state in words; it stands beside the name in the list and under the pointer. */
static char *
say_state (const FcMapStation *station,
           gint64              now_us)
{
  g_autofree char *volume = fc_show_volume_with_unit (station->lowest, 0);
  g_autofree char *when = fc_show_time (station->heard_at, NULL);

  if (station->critical > 0)
    return g_strdup_printf (ngettext ("%u critical alert", "%u critical alerts", station->critical), station->critical);
  if (station->wet > 0)
    return g_strdup (_ ("Too much water in a tank"));
  if (station->dry > 0)
    return g_strdup (_ ("A tank is down to its dead stock"));
  if (station->low > 0 && station->lowest_product != NULL)
    /* Translators: a product and a volume: "Diesel is low: 1 200 L" */
    return g_strdup_printf (_ ("%s is low: %s"), station->lowest_product, volume);
  if (station->low > 0)
    return g_strdup_printf (_ ("A tank is low: %s"), volume);
  if (station->warnings > 0)
    return g_strdup_printf (ngettext ("%u warning", "%u warnings", station->warnings), station->warnings);
  if (station->heard_at == 0)
    return g_strdup (_ ("Nothing known yet"));
  if (fc_station_layer_state (station, now_us) == FC_MAP_OFFLINE)
    /* Translators: %s is a time */
    return g_strdup_printf (_ ("Nothing heard since %s"), when);
  return g_strdup (_ ("Selling"));
}

static FcMapFeatures *
make_features (GPtrArray *stations,
               gint64     now_us)
{
  FcMapFeatures *features = fc_map_features_new ();

  for (guint i = 0; i < stations->len; i++)
    {
      const FcMapStation *station = stations->pdata[i];
      g_autofree char *words = NULL;
      FcMapPoint *point;

      if (!station->placed)
        {
          features->missing++;
          continue;
        }
      words = say_state (station, now_us);
      point = fc_map_features_add_point (features, &station->id, station->place, station->name, words);
      point->sign = FC_MAP_SIGN_STATION;
      point->state = fc_station_layer_state (station, now_us);
    }
  return features;
}

static void
load_async (FcContext           *context,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  fc_map_stations_async (fc_context_get_replica (context), cancellable, callback, user_data);
}

static FcMapFeatures *
load_finish (FcContext     *context,
             GAsyncResult  *result,
             GError       **error)
{
  g_autoptr (GPtrArray) stations = fc_map_stations_finish (fc_context_get_replica (context), result, error);

  return stations != NULL ? make_features (stations, fc_now ()) : NULL;
}

const FcMapLayerInfo fc_station_layer = {
  .id = "stations",
  .title = N_ ("Stations"),
  .order = 10,
  .permission = "stations.view",
  .clustered = TRUE,
  .kind = "station",
  .reads = reads,
  .refresh_s = 600,
  .load_async = load_async,
  .load_finish = load_finish,
};
