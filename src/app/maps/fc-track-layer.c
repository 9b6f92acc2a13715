/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-track-layer.h"

#include <glib/gi18n.h>

static const FcEntity reads[] = { FC_N_ENTITIES };

/**
 * fc_track_layer_say_time:
 *
 * Returns: (transfer full): "35 min", "2 h 5 min", "3 d 4 h"
 */
char *
fc_track_layer_say_time (gint64 duration_us)
{
  gint64 minutes = MAX ((duration_us + FC_HOUR_US / 120) / (FC_HOUR_US / 60), 1);

  if (minutes < 60)
    return g_strdup_printf (_ ("%d min"), (int) minutes);
  if (minutes < 24 * 60)
    /* Translators: hours and minutes */
    return g_strdup_printf (_ ("%d h %d min"), (int) (minutes / 60), (int) (minutes % 60));
  /* Translators: days and hours */
  return g_strdup_printf (_ ("%d d %d h"), (int) (minutes / 60 / 24), (int) (minutes / 60 % 24));
}

/* By its minute, so that it stays the same stop while newer fixes come. */
FcId
fc_track_layer_stop_id (const FcId   *vehicle_id,
                        const FcStop *stop)
{
  return fc_id_derive (vehicle_id, "stop", (guint) (stop->start_us / (FC_HOUR_US / 60)));
}

FcMapFeatures *
fc_track_layer_features (const FcVehicleTrips *drive,
                         const FcId           *vehicle_id,
                         GTimeZone            *zone)
{
  FcMapFeatures *features = fc_map_features_new ();

  for (guint i = 0; i < drive->stops->len; i++)
    {
      const FcStop *stop = &g_array_index (drive->stops, FcStop, i);
      FcId id = fc_track_layer_stop_id (vehicle_id, stop);
      g_autofree char *title = fc_track_layer_say_time (stop->end_us - stop->start_us);
      g_autofree char *from = fc_show_time (stop->start_us, zone), *until = fc_show_time_of_day (stop->end_us, zone);
      /* Translators: a vehicle stood from the one time until the other */
      g_autofree char *words = g_strdup_printf (_ ("Stood from %s until %s"), from, until);

      FcMapPoint *point = fc_map_features_add_point (features, &id, stop->place, title, words);

      point->sign = FC_MAP_SIGN_STOP;
      point->weight = -(double) stop->start_us; /* in the order in which it was driven */
    }
  return features;
}

const FcMapLayerInfo fc_track_layer = {
  .id = "track",
  .title = N_ ("Stops"),
  .order = 9, /* above the vehicles, below the stations at which they stop */
  .clustered = TRUE,
  .reads = reads,
};
