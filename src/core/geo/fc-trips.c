/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-trips.h"

#include "fc-geodesic-private.h"

#include <math.h>

#define FULL_CIRCLE 3600000000.0

const FcStopRules fc_stop_rules_default = { .radius = 100, .least_us = G_GINT64_CONSTANT (300000000) };

/* The fixes that count for stops and trips, by their index. */
static GArray *
timed_fixes (const FcTrack *track)
{
  GArray *fixes = g_array_sized_new (FALSE, FALSE, sizeof (guint), track->n);

  for (guint i = 0; i < track->n; i++)
    if ((track->flags[i] & (FC_FIX_DOUBTFUL | FC_FIX_NO_TIME)) == 0)
      g_array_append_val (fixes, i);
  return fixes;
}

static FcStop
make_stop (const FcTrack *track,
           const guint   *fixes,
           guint          n)
{
  FcPlane plane = fc_plane_at (track->places[fixes[0]]);
  double east = 0, north = 0, longitude;
  FcPlace place = plane.origin;

  for (guint i = 0; i < n; i++)
    {
      double x, y;

      fc_plane_to_metres (&plane, track->places[fixes[i]], &x, &y);
      east += x / n;
      north += y / n;
    }
  place.latitude += (gint32) lround (north / plane.metres_north);
  longitude = plane.origin.longitude + (plane.metres_east > 0 ? east / plane.metres_east : 0);
  place.longitude = (gint32) lround (remainder (longitude, FULL_CIRCLE));
  return (FcStop){ fixes[0], fixes[n - 1], track->times[fixes[0]], track->times[fixes[n - 1]], place };
}

/* How many fixes from the first one on stay within the radius of it. */
static guint
count_near (const FcTrack *track,
            const guint   *fixes,
            guint          n,
            double         radius)
{
  FcPlane plane = fc_plane_at (track->places[fixes[0]]);
  guint near = 1;

  while (near < n && fc_plane_distance (&plane, track->places[fixes[near]]) <= radius)
    near++;
  return near;
}

/**
 * fc_track_stops:
 * @track: after fc_track_mark()
 * @rules: such as fc_stop_rules_default
 *
 * A stop is where the fixes stay within a radius of the first of them for long enough; a silence in between belongs to it,
 * since many devices sleep while a vehicle stands. After Li et al., Mining user similarity based on location history, 2008.
 *
 * Returns: (transfer full) (element-type FcStop): in the order of time
 */
GArray *
fc_track_stops (const FcTrack     *track,
                const FcStopRules *rules)
{
  GArray *stops = g_array_new (FALSE, FALSE, sizeof (FcStop));
  g_autoptr (GArray) timed = timed_fixes (track);
  const guint *fixes = (const guint *) timed->data;

  for (guint i = 0; i < timed->len;)
    {
      guint near = count_near (track, fixes + i, timed->len - i, rules->radius);

      if (track->times[fixes[i + near - 1]] - track->times[fixes[i]] >= rules->least_us)
        {
          FcStop stop = make_stop (track, fixes + i, near);

          g_array_append_val (stops, stop);
          i += near;
        }
      else if (i + near == timed->len)
        break; /* what begins later is shorter still */
      else
        i++;
    }
  return stops;
}

/* Between two fixes of the track, both of which count. */
static FcTrip
make_trip (const FcTrack *track,
           guint          first,
           guint          last)
{
  FcTrip trip = { first, last, track->times[first], track->times[last], 0, FC_SPEED_UNKNOWN };
  guint before = first;

  for (guint i = first; i <= last; i++)
    {
      if (track->flags[i] & (FC_FIX_DOUBTFUL | FC_FIX_NO_TIME))
        continue;
      if (i > first && (track->flags[i] & FC_FIX_BREAK) == 0)
        trip.metres += fc_place_distance (track->places[before], track->places[i]);
      if (track->speeds[i] != FC_SPEED_UNKNOWN &&
          (trip.top_speed == FC_SPEED_UNKNOWN || track->speeds[i] > trip.top_speed))
        trip.top_speed = track->speeds[i];
      before = i;
    }
  return trip;
}

/**
 * fc_track_trips:
 * @track: after fc_track_mark()
 * @stops: (element-type FcStop): of the same track
 *
 * Returns: (transfer full) (element-type FcTrip): what was driven before, between and after the stops. Over a break of the track
 *   nothing was driven that is known.
 */
GArray *
fc_track_trips (const FcTrack *track,
                const GArray  *stops)
{
  GArray *trips = g_array_new (FALSE, FALSE, sizeof (FcTrip));
  g_autoptr (GArray) timed = timed_fixes (track);
  guint first;

  if (timed->len == 0)
    return trips;
  first = g_array_index (timed, guint, 0);
  for (guint i = 0; i <= stops->len; i++)
    {
      const FcStop *stop = i < stops->len ? &g_array_index (stops, FcStop, i) : NULL;
      guint last = stop != NULL ? stop->first : g_array_index (timed, guint, timed->len - 1);

      if (last > first)
        {
          FcTrip trip = make_trip (track, first, last);

          g_array_append_val (trips, trip);
        }
      if (stop != NULL)
        first = stop->last;
    }
  return trips;
}
