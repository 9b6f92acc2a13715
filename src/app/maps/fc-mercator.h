/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <math.h>

G_BEGIN_DECLS

/*
 * The world as Web Mercator shows it: a square of side 1, from 180° west and 85.05° north at 0, 0. At zoom z it is
 * 256 · 2^z pixels wide. Copies of it stand side by side, so that x may also be below 0 or above 1.
 */
#define FC_MERCATOR_TILE    256
#define FC_MERCATOR_HIGHEST 85.0511287798066 /* degrees: what is beyond is not shown */

static inline double
fc_mercator_x (double longitude)
{
  return longitude / 360 + 0.5;
}

static inline double
fc_mercator_y (double latitude)
{
  double sine = sin (CLAMP (latitude, -FC_MERCATOR_HIGHEST, FC_MERCATOR_HIGHEST) * G_PI / 180);

  return 0.5 - log ((1 + sine) / (1 - sine)) / (4 * G_PI);
}

static inline double
fc_mercator_longitude (double x)
{
  return (x - floor (x)) * 360 - 180;
}

static inline double
fc_mercator_latitude (double y)
{
  return 90 - 360 * atan (exp ((y - 0.5) * 2 * G_PI)) / G_PI;
}

/* Pixels that the world is wide. */
static inline double
fc_mercator_world (double zoom)
{
  return FC_MERCATOR_TILE * exp2 (zoom);
}

/* Metres that the world is wide at a latitude: what stands on the map is the larger the farther from the equator it is. */
static inline double
fc_mercator_metres (double latitude)
{
  return 40075016.686 * MAX (cos (latitude * G_PI / 180), 0.01);
}

G_END_DECLS
