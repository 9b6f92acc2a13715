/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-geodesic.h"

#include <geodesic.h>

G_BEGIN_DECLS

const struct geod_geodesic *fc_geodesic_wgs84 (void);

/*
 * The plane that touches the ellipsoid at a place: distances from there to one in a hundred, for a fraction of the price of a
 * geodesic. For what is sifted and grouped; never where a person reads a distance.
 */
typedef struct {
  FcPlace origin;
  double metres_north; /* of one unit of latitude */
  double metres_east;  /* … of longitude */
} FcPlane;

FcPlane  fc_plane_at        (FcPlace        origin);
void     fc_plane_to_metres (const FcPlane *plane,
                             FcPlace        place,
                             double        *east,
                             double        *north);
double   fc_plane_distance  (const FcPlane *plane,
                             FcPlace        place);

G_END_DECLS
