/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-geodesic-private.h"

#include <math.h>

#define EQUATORIAL_RADIUS 6378137.0 /* WGS 84, metres */
#define FLATTENING        (1 / 298.257223563)
#define FULL_CIRCLE       G_GINT64_CONSTANT (3600000000)
#define PLANE_REACH       10000.0   /* metres: as far as a plane is near enough, */
#define PLANE_LATITUDE    850000000 /* … and not near the poles, where the meridians meet */

/* Of this room only. Any thread. */
const struct geod_geodesic *
fc_geodesic_wgs84 (void)
{
  static struct geod_geodesic earth;
  static gsize ready;

  if (g_once_init_enter (&ready))
    {
      geod_init (&earth, EQUATORIAL_RADIUS, FLATTENING);
      g_once_init_leave (&ready, 1);
    }
  return &earth;
}

/* A bearing as people say it: 0 (north) to below 360, clockwise. */
static double
to_compass (double azimuth)
{
  return azimuth < 0 ? azimuth + 360 : azimuth;
}

/**
 * fc_geodesic_inverse:
 * @latitude_1: degrees, ±90
 * @bearing_1: (out) (optional): degrees clockwise from north, 0 to below 360: the way out of the first place
 * @bearing_2: (out) (optional): the same way where it arrives at the second one
 *
 * The shortest way over the ellipsoid between two places, after C. F. F. Karney, Algorithms for geodesics, 2013, by PROJ.
 *
 * Returns: metres, to some nanometres
 */
double
fc_geodesic_inverse (double  latitude_1,
                     double  longitude_1,
                     double  latitude_2,
                     double  longitude_2,
                     double *bearing_1,
                     double *bearing_2)
{
  double metres, azimuth_1, azimuth_2;

  geod_inverse (fc_geodesic_wgs84 (), latitude_1, longitude_1, latitude_2, longitude_2, &metres, &azimuth_1,
                &azimuth_2);
  if (bearing_1 != NULL)
    *bearing_1 = to_compass (azimuth_1);
  if (bearing_2 != NULL)
    *bearing_2 = to_compass (azimuth_2);
  return metres;
}

/**
 * fc_place_from_degrees:
 * @longitude: degrees; ±180, other turns of the circle are not taken
 * @place: (out): rounded to 1e-7 degree, which is about a centimetre
 *
 * Returns: whether there is such a place on earth
 */
gboolean
fc_place_from_degrees (double   latitude,
                       double   longitude,
                       FcPlace *place)
{
  if (!(fabs (latitude) <= 90) || !(fabs (longitude) <= 180)) /* also where one is no number */
    return FALSE;
  place->latitude = (gint32) lround (latitude * FC_GEO_SCALE);
  place->longitude = (gint32) lround (longitude * FC_GEO_SCALE);
  return TRUE;
}

/**
 * fc_place_distance:
 *
 * Returns: metres by the shortest way over the ellipsoid
 */
double
fc_place_distance (FcPlace from,
                   FcPlace to)
{
  return fc_geodesic_inverse (from.latitude / FC_GEO_SCALE, from.longitude / FC_GEO_SCALE, to.latitude / FC_GEO_SCALE,
                              to.longitude / FC_GEO_SCALE, NULL, NULL);
}

/**
 * fc_place_bearing:
 *
 * Returns: degrees clockwise from north, 0 to below 360, in which one leaves @from to go to @to the shortest way
 */
double
fc_place_bearing (FcPlace from,
                  FcPlace to)
{
  double bearing;

  fc_geodesic_inverse (from.latitude / FC_GEO_SCALE, from.longitude / FC_GEO_SCALE, to.latitude / FC_GEO_SCALE,
                       to.longitude / FC_GEO_SCALE, &bearing, NULL);
  return bearing;
}

/**
 * fc_place_move:
 * @bearing: degrees clockwise from north
 *
 * Returns: where one is @metres straight on from @from
 */
FcPlace
fc_place_move (FcPlace from,
               double  bearing,
               double  metres)
{
  FcPlace place = { 0 };
  double latitude, longitude;

  geod_direct (fc_geodesic_wgs84 (), from.latitude / FC_GEO_SCALE, from.longitude / FC_GEO_SCALE, bearing, metres,
               &latitude, &longitude, NULL);
  fc_place_from_degrees (latitude, longitude, &place);
  return place;
}

/* The radii of curvature along the meridian and across it give what a degree is worth. */
FcPlane
fc_plane_at (FcPlace origin)
{
  const double e2 = FLATTENING * (2 - FLATTENING), unit = G_PI / 180 / FC_GEO_SCALE;
  double latitude = origin.latitude * unit, w = 1 - e2 * sin (latitude) * sin (latitude);
  double across = EQUATORIAL_RADIUS / sqrt (w);

  return (FcPlane){ origin, across * (1 - e2) / w * unit, across * cos (latitude) * unit };
}

/* The shorter way round, so that the plane goes on over the antimeridian. */
void
fc_plane_to_metres (const FcPlane *plane,
                    FcPlace        place,
                    double        *east,
                    double        *north)
{
  gint64 turn = (gint64) place.longitude - plane->origin.longitude;

  if (turn > FULL_CIRCLE / 2)
    turn -= FULL_CIRCLE;
  else if (turn < -FULL_CIRCLE / 2)
    turn += FULL_CIRCLE;
  *east = (double) turn * plane->metres_east;
  *north = ((double) place.latitude - plane->origin.latitude) * plane->metres_north;
}

/* Metres from its origin; the geodesic where the plane is none. */
double
fc_plane_distance (const FcPlane *plane,
                   FcPlace        place)
{
  double east, north, metres;

  fc_plane_to_metres (plane, place, &east, &north);
  metres = sqrt (east * east + north * north);
  return metres <= PLANE_REACH && ABS (plane->origin.latitude) <= PLANE_LATITUDE
           ? metres
           : fc_place_distance (plane->origin, place);
}
