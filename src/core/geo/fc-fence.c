/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-fence.h"

#include "fc-error.h"
#include "fc-geodesic-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define SMALLEST    1.0  /* metres: of a radius or half a width */
#define FOOT_NEAR   1e-4 /* metres: the search for the foot on a side ends */
#define FOOT_ROUNDS 20
#define MEAN_RADIUS 6371008.8

struct _FcFence {
  FcFenceKind kind;
  guint n;
  FcPlace *places;
  double metres;  /* radius, or half the width of a corridor */
  FcPlace middle; /* everything lies within `reach` of it */
  double reach;
  guint n_sides;
  struct geod_geodesicline *sides;
};

static double
degrees (gint32 units)
{
  return units / FC_GEO_SCALE;
}

/* The direction of the sum of the corners as seen from the centre of the earth. */
static FcPlace
find_middle (const FcPlace *places,
             guint          n)
{
  double x = 0, y = 0, z = 0;
  FcPlace middle = places[0];

  if (n == 1)
    return middle;
  for (guint i = 0; i < n; i++)
    {
      double latitude = degrees (places[i].latitude) * G_PI / 180,
             longitude = degrees (places[i].longitude) * G_PI / 180;

      x += cos (latitude) * cos (longitude);
      y += cos (latitude) * sin (longitude);
      z += sin (latitude);
    }
  fc_place_from_degrees (atan2 (z, hypot (x, y)) * 180 / G_PI, atan2 (y, x) * 180 / G_PI, &middle);
  return middle;
}

static void
add_sides (FcFence *self)
{
  self->n_sides = self->kind == FC_FENCE_POLYGON ? self->n : self->n - 1;
  self->sides = g_new (struct geod_geodesicline, self->n_sides);
  for (guint i = 0; i < self->n_sides; i++)
    {
      FcPlace from = self->places[i], to = self->places[(i + 1) % self->n];

      geod_inverseline (&self->sides[i], fc_geodesic_wgs84 (), degrees (from.latitude), degrees (from.longitude),
                        degrees (to.latitude), degrees (to.longitude), 0);
    }
}

static gboolean
check (FcFenceKind   kind,
       guint         n,
       double        metres,
       GError      **error)
{
  if (kind == FC_FENCE_POLYGON && n < 3)
    g_set_error_literal (error, FC_ERROR, FC_ERROR_INVALID, _ ("An area needs at least three corners"));
  else if (kind == FC_FENCE_CORRIDOR && n < 2)
    g_set_error_literal (error, FC_ERROR, FC_ERROR_INVALID, _ ("A corridor needs at least two points"));
  else if (n > FC_FENCE_MOST_CORNERS)
    g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("A geofence can have at most %d corners"),
                 FC_FENCE_MOST_CORNERS);
  else if (kind != FC_FENCE_POLYGON && !(metres >= SMALLEST && metres <= FC_FENCE_WIDEST))
    g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("The width of a geofence must be between 1 m and %d km"),
                 (int) (FC_FENCE_WIDEST / 1000));
  else
    return TRUE;
  return FALSE;
}

/**
 * fc_fence_new:
 * @places: (array length=n): the middle of a circle; the corners of a polygon in order, the last one not the first again; the
 *   points of a corridor's line
 * @metres: the radius of a circle, half the width of a corridor; nothing to a polygon
 * @error: FC_ERROR_INVALID where this is no area
 *
 * Returns: (transfer full) (nullable):
 */
FcFence *
fc_fence_new (FcFenceKind     kind,
              const FcPlace  *places,
              guint           n,
              double          metres,
              GError        **error)
{
  g_autoptr (FcFence) self = NULL;

  g_return_val_if_fail (n > 0 && (kind != FC_FENCE_CIRCLE || n == 1), NULL);

  if (!check (kind, n, metres, error))
    return NULL;
  self = g_new0 (FcFence, 1);
  self->kind = kind;
  self->n = n;
  self->places = g_memdup2 (places, n * sizeof *places);
  self->metres = kind == FC_FENCE_POLYGON ? 0 : metres;
  self->middle = find_middle (places, n);
  for (guint i = 0; i < n; i++)
    self->reach = MAX (self->reach, fc_place_distance (self->middle, places[i]));
  if (self->reach > FC_FENCE_WIDEST)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_INVALID,
                   _ ("The corners of a geofence must lie within %d km of its middle"), (int) (FC_FENCE_WIDEST / 1000));
      return NULL;
    }
  self->reach += self->metres;
  if (kind != FC_FENCE_CIRCLE)
    add_sides (self);
  return g_steal_pointer (&self);
}

/**
 * fc_fence_free:
 * @self: (nullable) (transfer full):
 */
void
fc_fence_free (FcFence *self)
{
  if (self == NULL)
    return;
  g_free (self->places);
  g_free (self->sides);
  g_free (self);
}

/*
 * Seen from the place, the corners go round it once or not at all. Along a side the bearing turns by less than half a circle, by
 * the definition of the shortest way; so the turns add up to the exact winding number, over the antimeridian and a pole too.
 */
static gboolean
goes_round (const FcFence *self,
            FcPlace        place)
{
  double turned = 0, before = fc_place_bearing (place, self->places[self->n - 1]);

  for (guint i = 0; i < self->n; i++)
    {
      double bearing = fc_place_bearing (place, self->places[i]);

      if (place.latitude == self->places[i].latitude && place.longitude == self->places[i].longitude)
        return TRUE;
      turned += remainder (bearing - before, 360);
      before = bearing;
    }
  return fabs (turned) > 180;
}

/*
 * Along a side the distance falls to the foot and rises after it (within a quarter of the earth). From a guess, the right-angled
 * triangle on a sphere says how far the foot is; a few steps are enough for a tenth of a millimetre.
 */
static double
distance_to_side (const struct geod_geodesicline *side,
                  FcPlace                         place)
{
  double at = side->s13 / 2, metres = 0;

  for (guint round = 0; round < FOOT_ROUNDS; round++)
    {
      double latitude, longitude, azimuth, bearing, next;

      geod_position (side, at, &latitude, &longitude, &azimuth);
      metres =
        fc_geodesic_inverse (latitude, longitude, degrees (place.latitude), degrees (place.longitude), &bearing, NULL);
      next = at + MEAN_RADIUS * atan (tan (MIN (metres / MEAN_RADIUS, 1.5)) * cos ((bearing - azimuth) * G_PI / 180));
      next = CLAMP (next, 0, side->s13);
      if (fabs (next - at) < FOOT_NEAR)
        break;
      at = next;
    }
  return metres;
}

static double
distance_to_sides (const FcFence *self,
                   FcPlace        place)
{
  double nearest = G_MAXDOUBLE;

  for (guint i = 0; i < self->n_sides; i++)
    nearest = MIN (nearest, distance_to_side (&self->sides[i], place));
  return nearest;
}

/**
 * fc_fence_distance:
 * @reach: metres; what is further away is not measured exactly
 *
 * Returns: metres from @place to the fence: 0 or less inside of it and on its edge (of a polygon 0); outside how far it is, and
 *   anything more than @reach where it is more
 */
double
fc_fence_distance (const FcFence *self,
                   FcPlace        place,
                   double         reach)
{
  double from_middle = fc_place_distance (self->middle, place);

  if (self->kind == FC_FENCE_CIRCLE)
    return from_middle - self->metres;
  if (from_middle - self->reach > reach)
    return from_middle - self->reach;
  if (self->kind == FC_FENCE_CORRIDOR)
    return distance_to_sides (self, place) - self->metres;
  if (from_middle <= self->reach && goes_round (self, place))
    return 0;
  return distance_to_sides (self, place);
}

/**
 * fc_fence_contains:
 *
 * Returns: whether @place is inside of the fence or on its edge
 */
gboolean
fc_fence_contains (const FcFence *self,
                   FcPlace        place)
{
  if (self->kind != FC_FENCE_POLYGON)
    return fc_fence_distance (self, place, 0) <= 0;
  return fc_place_distance (self->middle, place) <= self->reach && goes_round (self, place);
}
