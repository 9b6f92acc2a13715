/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A track of a GPS device, from anybody's e-mail. What is read is marked, split and drawn without harm. */
#include "fc-fuzz.h"
#include "fc-gpx.h"
#include "fc-trips.h"

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        size_t        size)
{
  g_autoptr (GBytes) text = g_bytes_new (bytes, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcTrack) track = fc_gpx_read_bytes (text, "fuzz.gpx", NULL, &error);
  g_autoptr (GArray) stops = NULL;
  g_autoptr (GArray) trips = NULL;
  g_autoptr (GArray) drawn = NULL;
  guint doubtful;

  g_assert ((track == NULL) == (error != NULL));
  if (track == NULL)
    return 0;
  doubtful = fc_track_mark (track, &fc_mark_rules_default, G_GINT64_CONSTANT (1795262400000000));
  g_assert (doubtful <= track->n);
  g_assert (fc_track_mark (track, &fc_mark_rules_default, G_GINT64_CONSTANT (1795262400000000)) == doubtful);
  stops = fc_track_stops (track, &fc_stop_rules_default);
  trips = fc_track_trips (track, stops);
  drawn = fc_track_simplify (track, 12, 1);
  g_assert (trips->len <= stops->len + 1 && drawn->len <= track->n - doubtful);
  return 0;
}
