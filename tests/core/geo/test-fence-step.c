/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-fence.h"
#include "fc-test-places.h"

#define SEED   86
#define SECOND G_GINT64_CONSTANT (1000000)
#define MINUTE (60 * SECOND)
#define RADIUS 500.0

static const gint64 NOON = G_GINT64_CONSTANT (1795262400000000); /* 2026-11-21 12:00 UTC */

typedef struct {
  FcFence *fence;
  FcPlace middle;
  FcFenceState state;
  GString *told; /* "enter 3; " …: what happened, and in which minute */
} Watch;

static Watch
start_watch (void)
{
  Watch watch = { .middle = fc_test_place (-17, 179.999), .told = g_string_new ("") };

  watch.fence = fc_fence_new (FC_FENCE_CIRCLE, &watch.middle, 1, RADIUS, NULL);
  g_assert_nonnull (watch.fence);
  return watch;
}

static void
end_watch (Watch *watch)
{
  fc_fence_free (watch->fence);
  g_string_free (watch->told, TRUE);
}

/* A fix at @minute, @metres east of the middle. */
static void
see (Watch   *watch,
     gint64   minute,
     double   metres,
     guint16  flags)
{
  static const char *const words[] = { "enter", "leave", "dwell" };
  FcFix fix = { NOON + minute * MINUTE, fc_place_move (watch->middle, 90, metres), FC_SPEED_UNKNOWN, FC_HEADING_UNKNOWN,
                flags };
  FcFenceEvent event;

  if (fc_fence_step (watch->fence, &fc_fence_rules_default, &watch->state, &fix, &event))
    g_string_append_printf (watch->told, "%s %d; ", words[event.kind], (int) ((event.time_us - NOON) / MINUTE));
}

static void
a_visit_is_enter_stay_and_leave (void)
{
  Watch watch = start_watch ();

  see (&watch, 0, 5000, 0);
  see (&watch, 1, 100, 0);
  for (gint64 minute = 2; minute < 30; minute++)
    see (&watch, minute, 50, 0);
  see (&watch, 30, 900, 0);
  see (&watch, 31, 5000, 0);
  g_assert_cmpstr (watch.told->str, ==, "enter 1; dwell 11; leave 30; ");
  end_watch (&watch);
}

static void
the_first_fix_only_tells_where_it_stands (void)
{
  Watch inside = start_watch (), outside = start_watch ();

  see (&inside, 0, 10, 0);
  g_assert_cmpstr (inside.told->str, ==, "");
  see (&inside, 1, 5000, 0);
  g_assert_cmpstr (inside.told->str, ==, "leave 1; ");
  see (&outside, 0, 5000, 0);
  g_assert_cmpstr (outside.told->str, ==, "");
  end_watch (&inside);
  end_watch (&outside);
}

static void
who_stands_at_the_edge_does_not_flicker (void)
{
  Watch watch = start_watch ();

  see (&watch, 0, 600, 0);
  for (gint64 minute = 1; minute < 9; minute++)
    see (&watch, minute, RADIUS + (minute % 2 == 0 ? 30 : -30), 0);
  g_assert_cmpstr (watch.told->str, ==, "enter 1; ");
  see (&watch, 9, RADIUS + 60, 0);
  see (&watch, 10, RADIUS + 30, 0);
  g_assert_cmpstr (watch.told->str, ==, "enter 1; leave 9; ");
  end_watch (&watch);
}

static void
what_is_fed_twice_is_told_once (void)
{
  Watch watch = start_watch ();

  for (guint round = 0; round < 3; round++)
    {
      see (&watch, 0, 5000, 0);
      see (&watch, 1, 100, 0);
      see (&watch, 1, 100, 0);
      see (&watch, 12, 100, 0);
      see (&watch, 20, 5000, 0);
    }
  g_assert_cmpstr (watch.told->str, ==, "enter 1; dwell 11; leave 20; ");
  end_watch (&watch);
}

static void
fixes_in_doubt_tell_nothing (void)
{
  Watch watch = start_watch ();

  see (&watch, 0, 5000, 0);
  see (&watch, 1, 0, FC_FIX_JUMP);
  see (&watch, 2, 0, FC_FIX_VOID);
  see (&watch, 3, 0, FC_FIX_NO_TIME);
  see (&watch, 99999999, 0, FC_FIX_BAD_TIME);
  see (&watch, 4, 5000, FC_FIX_BREAK);
  g_assert_cmpstr (watch.told->str, ==, "");
  end_watch (&watch);
}

static void
a_stay_that_no_fix_shows_is_none (void)
{
  Watch watch = start_watch ();

  see (&watch, 0, 5000, 0);
  see (&watch, 1, 100, 0);
  see (&watch, 60, 5000, 0);
  g_assert_cmpstr (watch.told->str, ==, "enter 1; leave 60; ");
  end_watch (&watch);
}

/* Enter and leave take turns; a stay is told at most once in between; split anywhere and fed again, the same is told. */
static void
a_wandering_vehicle_is_told_of_in_order (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);

  g_test_message ("seed %u", SEED);
  for (guint round = 0; round < 50; round++)
    {
      Watch once = start_watch (), again = start_watch ();
      g_auto (GStrv) told = NULL;
      double at[400], metres = 600;

      for (gint64 minute = 0; minute < 400; minute++)
        {
          gint32 repeated = g_rand_int_range (rand, 0, 20);

          at[minute] = metres = CLAMP (metres + g_rand_double_range (rand, -150, 150), 0, 2000);
          see (&once, minute, metres, 0);
          see (&again, minute, metres, 0);
          for (gint64 back = MAX (0, minute - repeated); back <= minute; back++)
            see (&again, back, at[back], 0);
        }
      g_assert_cmpstr (once.told->str, ==, again.told->str);
      told = g_strsplit (once.told->str, "; ", -1);
      for (guint i = 1; told[0] != NULL && told[i] != NULL && told[i][0] != '\0'; i++)
        {
          g_assert_cmpint (told[i][0], !=, told[i - 1][0]);
          if (told[i][0] == 'd')
            g_assert_cmpint (told[i - 1][0], ==, 'e');
          if (told[i][0] == 'e')
            g_assert_cmpint (told[i - 1][0], ==, 'l');
        }
      end_watch (&once);
      end_watch (&again);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geo/fence-step/a-visit-is-enter-stay-and-leave", a_visit_is_enter_stay_and_leave);
  g_test_add_func ("/geo/fence-step/the-first-fix-only-tells-where-it-stands",
                   the_first_fix_only_tells_where_it_stands);
  g_test_add_func ("/geo/fence-step/who-stands-at-the-edge-does-not-flicker", who_stands_at_the_edge_does_not_flicker);
  g_test_add_func ("/geo/fence-step/what-is-fed-twice-is-told-once", what_is_fed_twice_is_told_once);
  g_test_add_func ("/geo/fence-step/fixes-in-doubt-tell-nothing", fixes_in_doubt_tell_nothing);
  g_test_add_func ("/geo/fence-step/a-stay-that-no-fix-shows-is-none", a_stay_that_no_fix_shows_is_none);
  g_test_add_func ("/geo/fence-step/a-wandering-vehicle-is-told-of-in-order", a_wandering_vehicle_is_told_of_in_order);
  return g_test_run ();
}
