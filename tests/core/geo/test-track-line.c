/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-test-places.h"
#include "fc-track-line.h"

#include <math.h>

/* A track as a line on a map: its colours, its gaps, what is left out at each zoom, and where it was at a time. */

#define START  G_GINT64_CONSTANT (1795262400000000)
#define SECOND G_GINT64_CONSTANT (1000000)

static void
add (FcTrack *track,
     double   latitude,
     double   longitude,
     gint64   second,
     double   kmh,
     guint16  flags)
{
  FcFix fix = { START + second * SECOND, { 0 }, fc_fix_speed (kmh), FC_HEADING_UNKNOWN, flags };

  g_assert_true (fc_place_from_degrees (latitude, longitude, &fix.place));
  fc_track_add (track, &fix);
}

static void
test_paces_cover_every_speed (void)
{
  guint last = 0;

  for (guint speed = 0; speed < FC_SPEED_UNKNOWN; speed++)
    {
      guint pace = fc_pace_of ((guint16) speed);

      g_assert_cmpuint (pace, >=, last);
      g_assert_cmpuint (speed, >=, fc_pace_least (pace) * 100);
      if (pace + 1 < FC_PACE_STEPS)
        g_assert_cmpuint (speed, <, fc_pace_least (pace + 1) * 100);
      last = pace;
    }
  g_assert_cmpuint (last, ==, FC_PACE_STEPS - 1);
  g_assert_cmpuint (fc_pace_of (FC_SPEED_UNKNOWN), ==, FC_PACE_UNKNOWN);
}

/* Straight on, first in a town and then on a motorway: the corner where it gets faster stays. */
static void
test_a_change_of_pace_is_a_corner (void)
{
  g_autoptr (FcTrack) track = fc_track_new (0);
  g_autoptr (FcTrackLine) line = NULL;
  const FcTrackLevel *level;

  for (int i = 0; i < 400; i++)
    add (track, 48, 11 + i * 0.001, i * 5, i < 200 ? 40 : 130, 0);
  line = fc_track_line_new (track);
  level = fc_track_line_level (line, 12);
  g_assert_cmpuint (level->n, >=, 3);
  g_assert_cmpuint (level->n, <=, 5);
  g_assert_cmpuint (level->corners[0].pace, ==, fc_pace_of (4000));
  g_assert_cmpuint (level->corners[level->n - 2].pace, ==, fc_pace_of (13000));
}

static guint
count_pieces (const FcTrackLine *line,
              double             zoom)
{
  const FcTrackLevel *level = fc_track_line_level (line, zoom);
  guint pieces = 0;

  for (guint i = 0; i < level->n; i++)
    pieces += level->corners[i].begins;
  return pieces;
}

static void
test_gaps_and_jumps_are_not_joined (void)
{
  g_autoptr (FcTrack) track = fc_track_new (0);
  g_autoptr (FcTrackLine) line = NULL;

  for (int i = 0; i < 60; i++)
    add (track, 48 + i * 0.001, 11, i * 10, 40, 0);
  add (track, 55, 20, 605, 40, FC_FIX_JUMP);
  for (int i = 60; i < 120; i++)
    add (track, 48 + i * 0.001, 11, i * 10, 40, 0);
  for (int i = 0; i < 60; i++) /* an hour later, elsewhere */
    add (track, 49 + i * 0.001, 11, 4800 + i * 10, 40, 0);
  for (int i = 60; i < 90; i++) /* the file says that a new piece begins */
    add (track, 49 + i * 0.001, 11, 4800 + i * 10, 40, i == 60 ? FC_FIX_BREAK : 0);
  line = fc_track_line_new (track);
  for (double zoom = 3; zoom <= 17; zoom += 1.7)
    {
      const FcTrackLevel *level = fc_track_line_level (line, zoom);

      g_assert_cmpuint (count_pieces (line, zoom), ==, 3);
      for (guint i = 0; i < level->n; i++)
        g_assert_false (track->flags[level->corners[i].fix] & FC_FIX_JUMP);
    }
}

/* A sleeping tracker that wakes where it fell asleep leaves no gap. */
static void
test_a_silence_in_one_place_is_joined (void)
{
  g_autoptr (FcTrack) track = fc_track_new (0);
  g_autoptr (FcTrackLine) line = NULL;

  for (int i = 0; i < 60; i++)
    add (track, 48 + i * 0.001, 11, i * 10 + (i >= 30 ? 40000 : 0), 40, 0);
  line = fc_track_line_new (track);
  g_assert_cmpuint (count_pieces (line, 15), ==, 1);
}

/* The square of how far a place is from the nearest side of the level, in pixels. */
static double
off_level (const FcTrackLevel *level,
           double              x,
           double              y,
           double              world)
{
  double nearest = G_MAXDOUBLE;

  for (guint i = 1; i < level->n; i++)
    {
      const FcTrackCorner *a = &level->corners[i - 1], *b = &level->corners[i];
      double dx = b->x - a->x, dy = b->y - a->y, square = dx * dx + dy * dy;
      double share = square > 0 ? CLAMP (((x - a->x) * dx + (y - a->y) * dy) / square, 0, 1) : 0;

      if (!b->begins)
        nearest = MIN (nearest, hypot (x - a->x - share * dx, y - a->y - share * dy) * world);
    }
  return nearest;
}

static void
test_no_zoom_leaves_the_road (void)
{
  for (guint seed = 1; seed <= 20; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (FcTrack) track = fc_track_new (0);
      g_autoptr (FcTrackLine) line = NULL;
      double latitude = g_rand_double_range (rand, -70, 70), longitude = g_rand_double_range (rand, 179.9, 179.99),
             course = 0;
      const FcTrackLevel *closest;
      guint before = G_MAXUINT;

      for (int i = 0; i < 800; i++)
        {
          course += g_rand_double_range (rand, -0.5, 0.5);
          latitude += 1e-4 * cos (course);
          longitude += 1e-4 * sin (course);
          add (track, latitude, remainder (longitude, 360), i, g_rand_double_range (rand, 0, 150), 0);
        }
      line = fc_track_line_new (track);
      closest = fc_track_line_level (line, 17);
      for (int zoom = 17; zoom >= 3; zoom -= 2)
        {
          const FcTrackLevel *level = fc_track_line_level (line, zoom);

          g_assert_cmpuint (level->n, <=, before);
          before = level->n;
          for (guint i = 0; i < closest->n; i += 7)
            g_assert_cmpfloat (off_level (level, closest->corners[i].x, closest->corners[i].y, 256 * exp2 (zoom)), <,
                               2);
          for (guint i = 1; i < level->n; i++)
            g_assert_cmpfloat (fabs (level->corners[i].x - level->corners[i - 1].x), <, 0.5);
        }
    }
}

static void
test_a_time_finds_its_fix (void)
{
  g_autoptr (FcTrack) track = fc_track_new (0);
  guint fix;

  g_assert_false (fc_track_find (track, START, &fix));
  add (track, 48, 11, 0, 10, 0);
  add (track, 48.001, 11, 10, 20, 0);
  add (track, 58, 11, 15, 30, FC_FIX_JUMP);
  add (track, 48.002, 11, 20, 40, 0);
  g_assert_true (fc_track_find (track, START - SECOND, &fix) && fix == 0);
  g_assert_true (fc_track_find (track, START + 9 * SECOND, &fix) && fix == 0);
  g_assert_true (fc_track_find (track, START + 16 * SECOND, &fix) && fix == 1);
  g_assert_true (fc_track_find (track, START + 20 * SECOND, &fix) && fix == 3);
  g_assert_true (fc_track_find (track, START + 9000 * SECOND, &fix) && fix == 3);
}

/* GPX seldom says a speed: it is the way since the fix before by the time it took. */
static void
test_speed_is_reckoned_where_none_is_said (void)
{
  g_autoptr (FcTrack) track = fc_track_new (0);
  g_autoptr (FcTrackLine) line = NULL;

  for (int i = 0; i < 10; i++)
    add (track, 0, 0.01 * i, i * 60, -1, 0);
  g_assert_cmpuint (fc_track_speed_at (track, 0), ==, FC_SPEED_UNKNOWN);
  g_assert_cmpuint (fc_track_speed_at (track, 5), >, 6600);
  g_assert_cmpuint (fc_track_speed_at (track, 5), <, 6800);
  line = fc_track_line_new (track);
  g_assert_cmpuint (fc_track_line_level (line, 14)->corners[0].pace, ==, fc_pace_of (6680));
}

static void
test_an_empty_track_has_no_line (void)
{
  g_autoptr (FcTrack) track = fc_track_new (0);
  g_autoptr (FcTrackLine) line = NULL;
  FcTrackSpan extent;

  add (track, 0, 0, 0, 0, FC_FIX_NOWHERE);
  line = fc_track_line_new (track);
  g_assert_false (fc_track_line_extent (line, &extent));
  g_assert_cmpuint (fc_track_line_level (line, 10)->n, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geo/track-line/paces-cover-every-speed", test_paces_cover_every_speed);
  g_test_add_func ("/geo/track-line/a-change-of-pace-is-a-corner", test_a_change_of_pace_is_a_corner);
  g_test_add_func ("/geo/track-line/gaps-and-jumps-are-not-joined", test_gaps_and_jumps_are_not_joined);
  g_test_add_func ("/geo/track-line/a-silence-in-one-place-is-joined", test_a_silence_in_one_place_is_joined);
  g_test_add_func ("/geo/track-line/no-zoom-leaves-the-road", test_no_zoom_leaves_the_road);
  g_test_add_func ("/geo/track-line/a-time-finds-its-fix", test_a_time_finds_its_fix);
  g_test_add_func ("/geo/track-line/speed-is-reckoned-where-none-is-said", test_speed_is_reckoned_where_none_is_said);
  g_test_add_func ("/geo/track-line/an-empty-track-has-no-line", test_an_empty_track_has_no_line);
  return g_test_run ();
}
