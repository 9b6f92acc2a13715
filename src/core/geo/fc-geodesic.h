/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Distances and bearings on the WGS 84 ellipsoid, over the antimeridian and at the poles as anywhere else. */

#define FC_GEO_SCALE (1e7) /* units of a place in a degree */

/* As the catalog keeps it: 1e-7 degree; latitude ±90°, longitude ±180°. */
typedef struct {
  gint32 latitude;
  gint32 longitude;
} FcPlace;

gboolean  fc_place_from_degrees (double   latitude,
                                 double   longitude,
                                 FcPlace *place);
double    fc_place_distance     (FcPlace  from,
                                 FcPlace  to);
double    fc_place_bearing      (FcPlace  from,
                                 FcPlace  to);
FcPlace   fc_place_move         (FcPlace  from,
                                 double   bearing,
                                 double   metres);
double    fc_geodesic_inverse   (double   latitude_1,
                                 double   longitude_1,
                                 double   latitude_2,
                                 double   longitude_2,
                                 double  *bearing_1,
                                 double  *bearing_2);

G_END_DECLS
