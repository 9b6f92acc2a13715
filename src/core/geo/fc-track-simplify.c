/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-trips.h"

#include <math.h>

#define WORLD        256.0        /* pixels of the world at zoom 0 */
#define FLATTEST     85.051128780 /* degrees: the map ends there */
#define MOST_AT_ONCE 4096         /* points that are weighed together: bounds the work on tracks that are all corners */

typedef struct {
  double x; /* pixels of the map; goes on over the antimeridian */
  double y;
  guint index;
  gboolean kept;
} Point;

static Point
to_map (FcPlace place,
        guint   index,
        double  scale)
{
  double latitude = CLAMP (place.latitude / FC_GEO_SCALE, -FLATTEST, FLATTEST) * G_PI / 180;

  return (Point){ place.longitude / FC_GEO_SCALE / 360 * scale, -asinh (tan (latitude)) / (2 * G_PI) * scale, index,
                  FALSE };
}

static double
square_of (double x,
           double y)
{
  return x * x + y * y;
}

/* The square of the distance to what is drawn between @a and @b. */
static double
off_line (const Point *a,
          const Point *b,
          const Point *point)
{
  double dx = b->x - a->x, dy = b->y - a->y, square = square_of (dx, dy), t = 0;

  if (square > 0)
    t = CLAMP (((point->x - a->x) * dx + (point->y - a->y) * dy) / square, 0, 1);
  return square_of (point->x - a->x - t * dx, point->y - a->y - t * dy);
}

/* The point that is furthest off the line from the first to the last one. */
static guint
find_furthest (const Point *points,
               guint        first,
               guint        last,
               double      *square)
{
  guint furthest = first;

  *square = 0;
  for (guint i = first + 1; i < last; i++)
    {
      double off = off_line (&points[first], &points[last], &points[i]);

      if (off > *square)
        {
          *square = off;
          furthest = i;
        }
    }
  return furthest;
}

/* Douglas and Peucker, 1973, with a stack of its own. */
static void
keep_corners (Point  *points,
              guint   n,
              double  tolerance)
{
  guint stack[2 * MOST_AT_ONCE], depth = 0;

  points[0].kept = points[n - 1].kept = TRUE;
  stack[depth++] = 0;
  stack[depth++] = n - 1;
  while (depth > 0)
    {
      guint last = stack[--depth], first = stack[--depth], furthest;
      double square;

      furthest = find_furthest (points, first, last, &square);
      if (square <= tolerance * tolerance)
        continue;
      points[furthest].kept = TRUE;
      stack[depth++] = first;
      stack[depth++] = furthest;
      stack[depth++] = furthest;
      stack[depth++] = last;
    }
}

/* A piece without what lies on top of the point before it; its last point stays. */
static void
finish_piece (GArray *piece,
              double  tolerance,
              GArray *indices)
{
  Point *points = (Point *) piece->data;

  for (guint first = 0; first + 1 < piece->len; first += MOST_AT_ONCE - 1)
    keep_corners (points + first, MIN (MOST_AT_ONCE, piece->len - first), tolerance);
  for (guint i = 0; i < piece->len; i++)
    if (points[i].kept || piece->len == 1)
      g_array_append_val (indices, points[i].index);
  g_array_set_size (piece, 0);
}

static void
add_point (GArray   *piece,
           Point     point,
           double    scale,
           double    tolerance,
           Point    *held,
           gboolean *holds)
{
  const Point *before = piece->len > 0 ? &g_array_index (piece, Point, piece->len - 1) : NULL;

  if (before != NULL)
    point.x = before->x + remainder (point.x - before->x, scale);
  *holds = before != NULL && square_of (point.x - before->x, point.y - before->y) <= tolerance * tolerance;
  if (*holds)
    *held = point;
  else
    g_array_append_val (piece, point);
}

/**
 * fc_track_simplify:
 * @track: after fc_track_mark(): what is in doubt is not drawn
 * @zoom: of the map (Web Mercator, 256 pixels for the world at zoom 0)
 * @pixels: how far the line that is drawn may be off a fix
 *
 * Returns: (transfer full) (element-type guint): indices of the fixes to draw a line through, in order; a new line begins at
 *   each that is the first one of its piece, which keeps its FC_FIX_BREAK
 */
GArray *
fc_track_simplify (const FcTrack *track,
                   double         zoom,
                   double         pixels)
{
  GArray *indices = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) piece = g_array_new (FALSE, FALSE, sizeof (Point));
  double scale = WORLD * exp2 (zoom), tolerance = pixels / 2; /* half for points left out, half for corners */
  Point held = { 0 };
  gboolean holds = FALSE;

  for (guint i = 0; i < track->n; i++)
    {
      if (track->flags[i] & FC_FIX_DOUBTFUL)
        continue;
      if (track->flags[i] & FC_FIX_BREAK && piece->len > 0)
        {
          if (holds)
            g_array_append_val (piece, held);
          holds = FALSE;
          finish_piece (piece, tolerance, indices);
        }
      add_point (piece, to_map (track->places[i], i, scale), scale, tolerance, &held, &holds);
    }
  if (holds)
    g_array_append_val (piece, held);
  finish_piece (piece, tolerance, indices);
  return indices;
}
