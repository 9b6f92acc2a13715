/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-track-line.h"

#include "fc-trips.h"

#include <math.h>

#define CLOSEST     17
#define LEVEL_STEP  2
#define N_LEVELS    8                             /* zooms 17, 15 … 3 */
#define WORLD       256.0                         /* pixels of the world at zoom 0 */
#define FLATTEST    85.0511287798066              /* degrees: the map ends there */
#define OFF         1.0                           /* pixels that the line may be beside a fix */
#define PACE_LENGTH 6.0                           /* pixels: a colour that is shorter cannot be seen */
#define SILENT_US   G_GINT64_CONSTANT (600000000) /* so long a silence … */
#define SILENT_WAY  1000.0                        /* … over so many metres: which way it went is not known */

struct _FcTrackLine {
  FcTrackLevel levels[N_LEVELS]; /* the closest first */
};

/* km/h from which each step begins */
static const guint paces[FC_PACE_STEPS] = { 0, 30, 60, 90, 120 };

/**
 * fc_pace_of:
 * @speed: 0.01 km/h, or FC_SPEED_UNKNOWN
 */
guint
fc_pace_of (guint16 speed)
{
  guint pace = FC_PACE_STEPS - 1;

  if (speed == FC_SPEED_UNKNOWN)
    return FC_PACE_UNKNOWN;
  while (pace > 0 && speed < paces[pace] * 100)
    pace--;
  return pace;
}

/**
 * fc_pace_least:
 *
 * Returns: km/h from which on it is this step, which ends where the next one begins
 */
guint
fc_pace_least (guint pace)
{
  g_return_val_if_fail (pace < FC_PACE_STEPS, 0);

  return paces[pace];
}

static gboolean
is_drawn (const FcTrack *track,
          guint          fix)
{
  return (track->flags[fix] & FC_FIX_DOUBTFUL) == 0;
}

static gboolean
has_time (const FcTrack *track,
          guint          fix)
{
  return (track->flags[fix] & (FC_FIX_DOUBTFUL | FC_FIX_NO_TIME)) == 0;
}

/* By how far it came from the fix before it, where the receiver does not say. */
static guint16
speed_between (const FcTrack *track,
               guint          from,
               guint          to)
{
  gint64 took_us = track->times[to] - track->times[from];

  if (track->speeds[to] != FC_SPEED_UNKNOWN)
    return track->speeds[to];
  if (!has_time (track, from) || !has_time (track, to) || took_us <= 0)
    return FC_SPEED_UNKNOWN;
  return fc_fix_speed (fc_place_distance (track->places[from], track->places[to]) * 3.6 * G_USEC_PER_SEC /
                       (double) took_us);
}

/**
 * fc_track_speed_at:
 *
 * Returns: 0.01 km/h, reckoned from the way since the fix before where the receiver said nothing; FC_SPEED_UNKNOWN where the
 *   way is not known either
 */
guint16
fc_track_speed_at (const FcTrack *track,
                   guint          fix)
{
  guint before = fix;

  g_return_val_if_fail (fix < track->n, FC_SPEED_UNKNOWN);

  if (track->flags[fix] & FC_FIX_BREAK)
    return track->speeds[fix];
  while (before > 0 && !is_drawn (track, before - 1))
    before--;
  return before > 0 ? speed_between (track, before - 1, fix) : track->speeds[fix];
}

/**
 * fc_track_find:
 * @track: in the order of time
 * @fix: (out): the last fix at or before @time_us that is believed; where all are later, the first one
 *
 * Returns: FALSE where no fix is believed
 */
gboolean
fc_track_find (const FcTrack *track,
               gint64         time_us,
               guint         *fix)
{
  guint low = 0, high = track->n;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (track->times[middle] <= time_us)
        low = middle + 1;
      else
        high = middle;
    }
  for (*fix = low; *fix > 0;)
    if (has_time (track, --*fix))
      return TRUE;
  for (*fix = low; *fix < track->n; (*fix)++)
    if (has_time (track, *fix))
      return TRUE;
  return FALSE;
}

/* Whether the way between two fixes that are drawn is not known. */
static gboolean
is_gap (const FcTrack *track,
        guint          from,
        guint          to)
{
  if (has_time (track, from) && has_time (track, to) && track->times[to] - track->times[from] < SILENT_US)
    return FALSE;
  return fc_place_distance (track->places[from], track->places[to]) > SILENT_WAY;
}

/* What of a track goes into a level: fixes that are drawn, each with the fix it came from. */
typedef struct {
  FcTrack *track; /* speed: the pace from this fix to the next */
  GArray *fixes;  /* guint, of the track that is shown */
} Source;

static void
source_clear (Source *self)
{
  g_clear_pointer (&self->track, fc_track_free);
  g_clear_pointer (&self->fixes, g_array_unref);
}

static void
source_init (Source *self,
             guint   expected)
{
  self->track = fc_track_new (expected);
  self->fixes = g_array_sized_new (FALSE, FALSE, sizeof (guint), expected);
}

static void
source_add (Source   *self,
            FcPlace   place,
            guint     pace,
            gboolean  begins,
            guint     fix)
{
  FcFix kept = { 0, place, (guint16) pace, FC_HEADING_UNKNOWN, begins ? FC_FIX_BREAK : 0 };

  fc_track_add (self->track, &kept);
  g_array_append_val (self->fixes, fix);
}

static void
source_read (Source        *self,
             const FcTrack *track)
{
  gboolean breaks = TRUE;
  guint before = G_MAXUINT;

  source_init (self, track->n);
  for (guint i = 0; i < track->n; i++)
    {
      breaks |= (track->flags[i] & FC_FIX_BREAK) != 0;
      if (!is_drawn (track, i))
        continue;
      breaks = breaks || is_gap (track, before, i);
      if (!breaks)
        self->track->speeds[self->track->n - 1] = (guint16) fc_pace_of (speed_between (track, before, i));
      source_add (self, track->places[i], FC_PACE_UNKNOWN, breaks, i);
      before = i;
      breaks = FALSE;
    }
}

static double
x_of (FcPlace place)
{
  return place.longitude / FC_GEO_SCALE / 360 + 0.5;
}

static double
y_of (FcPlace place)
{
  double latitude = CLAMP (place.latitude / FC_GEO_SCALE, -FLATTEST, FLATTEST) * G_PI / 180;

  return 0.5 - asinh (tan (latitude)) / (2 * G_PI);
}

static void
add_corner (GArray       *corners,
            const Source *source,
            guint         index,
            gboolean      begins)
{
  FcPlace place = source->track->places[index];
  FcTrackCorner corner = { x_of (place), y_of (place), g_array_index (source->fixes, guint, index),
                           (guint8) source->track->speeds[index], begins };

  if (corners->len > 0)
    corner.x += round (g_array_index (corners, FcTrackCorner, corners->len - 1).x - corner.x);
  g_array_append_val (corners, corner);
}

/* Between two corners that the line needs: one more wherever its colour changes for long enough to be seen. */
static void
add_paces (GArray       *corners,
           const Source *source,
           guint         from,
           guint         to,
           double        world)
{
  for (guint i = from + 1; i < to; i++)
    {
      const FcTrackCorner *last = &g_array_index (corners, FcTrackCorner, corners->len - 1);
      FcPlace place = source->track->places[i];

      if (last->pace != source->track->speeds[i] &&
          hypot (remainder (x_of (place) - last->x, 1), y_of (place) - last->y) * world >= PACE_LENGTH)
        add_corner (corners, source, i, FALSE);
    }
}

static FcTrackSpan
span_of (const FcTrackCorner *corners,
         guint                n)
{
  FcTrackSpan span = { corners[0].x, corners[0].y, corners[0].x, corners[0].y };

  for (guint i = 1; i < n; i++)
    {
      span.left = MIN (span.left, corners[i].x);
      span.right = MAX (span.right, corners[i].x);
      span.top = MIN (span.top, corners[i].y);
      span.bottom = MAX (span.bottom, corners[i].y);
    }
  return span;
}

static void
finish_level (FcTrackLevel *level,
              GArray       *corners)
{
  level->n = corners->len;
  level->corners = (FcTrackCorner *) (gpointer) g_array_free (corners, FALSE);
  level->n_spans = (level->n + FC_TRACK_SPAN - 1) / FC_TRACK_SPAN;
  level->spans = g_new (FcTrackSpan, level->n_spans);
  for (guint i = 0; i < level->n_spans; i++)
    level->spans[i] =
      span_of (level->corners + i * FC_TRACK_SPAN, MIN (FC_TRACK_SPAN + 1, level->n - i * FC_TRACK_SPAN));
}

/* Draws the level from what is left of the one before it, and leaves what the next one is made of. */
static void
make_level (FcTrackLevel *level,
            Source       *source)
{
  GArray *corners = g_array_new (FALSE, FALSE, sizeof (FcTrackCorner));
  g_autoptr (GArray) kept = fc_track_simplify (source->track, level->zoom, OFF);
  double world = WORLD * exp2 (level->zoom);
  Source next;

  for (guint i = 0; i < kept->len; i++)
    {
      guint index = g_array_index (kept, guint, i);
      gboolean begins = i == 0 || source->track->flags[index] & FC_FIX_BREAK;

      if (!begins)
        add_paces (corners, source, g_array_index (kept, guint, i - 1), index, world);
      add_corner (corners, source, index, begins);
    }
  source_init (&next, corners->len);
  for (guint i = 0, at = 0; i < corners->len; i++)
    {
      const FcTrackCorner *corner = &g_array_index (corners, FcTrackCorner, i);

      while (g_array_index (source->fixes, guint, at) != corner->fix)
        at++;
      source_add (&next, source->track->places[at], corner->pace, corner->begins, corner->fix);
    }
  source_clear (source);
  *source = next;
  finish_level (level, corners);
}

/**
 * fc_track_line_new:
 * @track: after fc_track_mark(): what is in doubt is not drawn, and no line goes over a silence in which it went far
 *
 * About a second for a million fixes: not for the thread of a window.
 *
 * Returns: (transfer full):
 */
FcTrackLine *
fc_track_line_new (const FcTrack *track)
{
  FcTrackLine *self = g_new0 (FcTrackLine, 1);
  Source source;

  source_read (&source, track);
  for (guint i = 0; i < N_LEVELS; i++)
    {
      self->levels[i].zoom = CLOSEST - i * LEVEL_STEP;
      make_level (&self->levels[i], &source);
    }
  source_clear (&source);
  return self;
}

/**
 * fc_track_line_free:
 * @self: (nullable) (transfer full):
 */
void
fc_track_line_free (FcTrackLine *self)
{
  for (guint i = 0; self != NULL && i < N_LEVELS; i++)
    {
      g_free (self->levels[i].corners);
      g_free (self->levels[i].spans);
    }
  g_free (self);
}

/**
 * fc_track_line_level:
 *
 * Returns: (transfer none): what to draw at @zoom
 */
const FcTrackLevel *
fc_track_line_level (const FcTrackLine *self,
                     double             zoom)
{
  guint level = N_LEVELS - 1;

  while (level > 0 && self->levels[level].zoom < zoom)
    level--;
  return &self->levels[level];
}

/**
 * fc_track_line_extent:
 * @extent: (out): what the whole line covers
 *
 * Returns: FALSE where there is nothing to draw
 */
gboolean
fc_track_line_extent (const FcTrackLine *self,
                      FcTrackSpan       *extent)
{
  const FcTrackLevel *level = &self->levels[N_LEVELS - 1];

  if (level->n == 0)
    return FALSE;
  *extent = level->spans[0];
  for (guint i = 1; i < level->n_spans; i++)
    {
      extent->left = MIN (extent->left, level->spans[i].left);
      extent->right = MAX (extent->right, level->spans[i].right);
      extent->top = MIN (extent->top, level->spans[i].top);
      extent->bottom = MAX (extent->bottom, level->spans[i].bottom);
    }
  return TRUE;
}
