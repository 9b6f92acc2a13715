/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-test-places.h"
#include "fc-time.h"
#include "fc-track.h"

#define SEED   1970
#define SECOND G_GINT64_CONSTANT (1000000)

static const gint64 NOON = G_GINT64_CONSTANT (1795262400000000); /* 2026-11-21 12:00 UTC */

static void
add (FcTrack *track,
     gint64   second,
     FcPlace  place,
     guint16  flags)
{
  FcFix fix = { NOON + second * SECOND, place, FC_SPEED_UNKNOWN, FC_HEADING_UNKNOWN, flags };

  fc_track_add (track, &fix);
}

/* One fix a second along a road, at 72 km/h to the east. */
static FcTrack *
drive (guint n)
{
  FcTrack *track = fc_track_new (n);

  for (guint i = 0; i < n; i++)
    add (track, i, fc_place_move (fc_test_place (50, 14), 90, 20.0 * i), 0);
  return track;
}

static guint
mark (FcTrack *track)
{
  return fc_track_mark (track, &fc_mark_rules_default, NOON + FC_HOUR_US);
}

static void
an_honest_drive_has_no_marks (void)
{
  g_autoptr (FcTrack) track = drive (1000);

  g_assert_cmpuint (mark (track), ==, 0);
  for (guint i = 0; i < track->n; i++)
    g_assert_cmpuint (track->flags[i], ==, 0);
}

static void
one_fix_far_off_is_a_jump_and_the_next_is_not (void)
{
  g_autoptr (FcTrack) track = drive (20);

  track->places[10] = fc_test_place (50.1, 14);
  g_assert_cmpuint (mark (track), ==, 1);
  g_assert_cmpuint (track->flags[10], ==, FC_FIX_JUMP);
  g_assert_cmpuint (track->flags[11], ==, 0);
}

static void
the_noise_of_one_who_stands_is_no_jump (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  g_autoptr (FcTrack) track = fc_track_new (0);

  g_test_message ("seed %u", SEED);
  for (guint i = 0; i < 3000; i++)
    add (track, i,
         fc_place_move (fc_test_place (89.9999, 180), g_rand_double_range (rand, 0, 360),
                        g_rand_double_range (rand, 0, 40)),
         0);
  g_assert_cmpuint (mark (track), ==, 0);
}

static void
crossing_the_antimeridian_is_no_jump (void)
{
  g_autoptr (FcTrack) track = fc_track_new (0);

  for (guint i = 0; i < 10; i++)
    add (track, i, fc_place_move (fc_test_place (-17, 179.9995), 90, 20.0 * i), 0);
  g_assert_cmpint (track->places[9].longitude, <, 0);
  g_assert_cmpuint (mark (track), ==, 0);
}

/* On a ferry, or where the first fix was the wrong one. */
static void
what_stays_where_it_jumped_to_is_believed_in_the_end (void)
{
  g_autoptr (FcTrack) track = drive (20);

  track->places[0] = fc_test_place (20, 14);
  g_assert_cmpuint (mark (track), ==, 0);
  g_assert_cmpuint (track->flags[1], ==, FC_FIX_BREAK);
  g_assert_cmpuint (track->flags[2], ==, 0);

  g_assert_cmpuint (mark (track), ==, 0); /* marking again changes nothing */
  g_assert_cmpuint (track->flags[1], ==, FC_FIX_BREAK);
}

static void
clocks_that_were_never_set_are_marked (void)
{
  static const gint64 times[] = { G_GINT64_CONSTANT (-2147483648000000), 0, G_GINT64_CONSTANT (315964800000000) };
  g_autoptr (FcTrack) track = drive (10);

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    track->times[i] = times[i];
  track->times[3] = NOON + 2 * FC_DAY_US;
  g_assert_cmpuint (mark (track), ==, 4);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpuint (track->flags[i], ==, FC_FIX_BAD_TIME);
  g_assert_cmpuint (track->flags[4], ==, 0);
}

static void
a_clock_a_little_ahead_is_believed (void)
{
  g_autoptr (FcTrack) track = drive (2);

  g_assert_cmpuint (fc_track_mark (track, &fc_mark_rules_default, NOON - 60 * SECOND), ==, 0);
  g_assert_cmpuint (fc_track_mark (track, &fc_mark_rules_default, NOON - 600 * SECOND), ==, 2);
}

static void
nowhere_and_void_are_marked (void)
{
  g_autoptr (FcTrack) track = drive (4);

  track->places[1] = (FcPlace){ 0, 0 };
  track->flags[2] = FC_FIX_VOID;
  g_assert_cmpuint (mark (track), ==, 2);
  g_assert_cmpuint (track->flags[1], ==, FC_FIX_NOWHERE);
  g_assert_cmpuint (track->flags[2], ==, FC_FIX_VOID);
  g_assert_cmpuint (track->flags[3], ==, 0);
}

static void
what_was_sent_again_is_stale (void)
{
  g_autoptr (FcTrack) track = drive (5);

  add (track, 4, track->places[4], 0);
  add (track, 1, track->places[1], 0);
  add (track, 5, track->places[4], 0);
  g_assert_cmpuint (mark (track), ==, 2);
  g_assert_cmpuint (track->flags[5], ==, FC_FIX_STALE);
  g_assert_cmpuint (track->flags[6], ==, FC_FIX_STALE);
  g_assert_cmpuint (track->flags[7], ==, 0);
}

static void
a_piece_begins_with_its_first_fix_that_is_believed (void)
{
  g_autoptr (FcTrack) track = drive (5);

  track->flags[2] = FC_FIX_BREAK | FC_FIX_VOID;
  mark (track);
  g_assert_cmpuint (track->flags[2], ==, FC_FIX_BREAK | FC_FIX_VOID);
  g_assert_cmpuint (track->flags[3], ==, FC_FIX_BREAK);
  g_assert_cmpuint (track->flags[4], ==, 0);
}

static void
fixes_without_a_time_are_drawn_as_they_come (void)
{
  g_autoptr (FcTrack) track = fc_track_new (0);

  add (track, -NOON / SECOND, fc_test_place (50, 14), FC_FIX_NO_TIME);
  add (track, -NOON / SECOND, fc_test_place (51, 14), FC_FIX_NO_TIME);
  g_assert_cmpuint (mark (track), ==, 0);
}

/* Whatever is planted: as many fixes as before, each with what it said, and no step between two believed ones is too fast. */
static void
no_believed_step_is_faster_than_a_vehicle (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);

  g_test_message ("seed %u", SEED);
  for (guint round = 0; round < 200; round++)
    {
      g_autoptr (FcTrack) track = drive (200);
      guint last = G_MAXUINT;

      for (guint i = 0; i < 40; i++)
        track->places[g_rand_int_range (rand, 0, 200)] = fc_test_place_anywhere (rand);
      mark (track);
      g_assert_cmpuint (track->n, ==, 200);
      for (guint i = 0; i < track->n; i++)
        {
          if (track->flags[i] & FC_FIX_DOUBTFUL)
            continue;
          if (last != G_MAXUINT && (track->flags[i] & FC_FIX_BREAK) == 0)
            g_assert_cmpfloat (fc_place_distance (track->places[last], track->places[i]), <=,
                               (double) (track->times[i] - track->times[last]) / SECOND * 250 / 3.6 + 30 + 1e-6);
          last = i;
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geo/marks/an-honest-drive-has-no-marks", an_honest_drive_has_no_marks);
  g_test_add_func ("/geo/marks/one-fix-far-off-is-a-jump-and-the-next-is-not",
                   one_fix_far_off_is_a_jump_and_the_next_is_not);
  g_test_add_func ("/geo/marks/the-noise-of-one-who-stands-is-no-jump", the_noise_of_one_who_stands_is_no_jump);
  g_test_add_func ("/geo/marks/crossing-the-antimeridian-is-no-jump", crossing_the_antimeridian_is_no_jump);
  g_test_add_func ("/geo/marks/what-stays-where-it-jumped-to-is-believed-in-the-end",
                   what_stays_where_it_jumped_to_is_believed_in_the_end);
  g_test_add_func ("/geo/marks/clocks-that-were-never-set-are-marked", clocks_that_were_never_set_are_marked);
  g_test_add_func ("/geo/marks/a-clock-a-little-ahead-is-believed", a_clock_a_little_ahead_is_believed);
  g_test_add_func ("/geo/marks/nowhere-and-void-are-marked", nowhere_and_void_are_marked);
  g_test_add_func ("/geo/marks/what-was-sent-again-is-stale", what_was_sent_again_is_stale);
  g_test_add_func ("/geo/marks/a-piece-begins-with-its-first-fix-that-is-believed",
                   a_piece_begins_with_its_first_fix_that_is_believed);
  g_test_add_func ("/geo/marks/fixes-without-a-time-are-drawn-as-they-come",
                   fixes_without_a_time_are_drawn_as_they_come);
  g_test_add_func ("/geo/marks/no-believed-step-is-faster-than-a-vehicle", no_believed_step_is_faster_than_a_vehicle);
  return g_test_run ();
}
