/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-alert-digest.h"

#include "../fc-test-seeds.h"

/* The digest of what waits: once a day, whatever becomes of computer, clock and time zone. */

#define SEEDS     60
#define STEPS     400
#define MINUTE_US (FC_HOUR_US / 60)

static gint64
at (const char *text)
{
  gint64 time_us;

  g_assert_true (fc_time_parse (text, &time_us, NULL));
  return time_us;
}

static FcAlertDigestTurn
turn_at (FcAlertDigestState *state,
         const char         *now)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  return fc_alert_digest_turn (state, at (now), utc);
}

static void
comes_at_its_hour_and_once (void)
{
  FcAlertDigestState state = { .hour = 7, .alone = TRUE, .judged = TRUE };
  FcAlertDigestTurn turn = turn_at (&state, "2026-11-20T06:59:59Z");

  g_assert_false (turn.due);
  g_assert_cmpint (turn.next_us, ==, at ("2026-11-20T07:00:00Z"));
  turn = turn_at (&state, "2026-11-20T07:00:00Z");
  g_assert_true (turn.due);
  state.done = &turn.day;
  state.n_done = 1;
  g_assert_false (turn_at (&state, "2026-11-20T07:00:01Z").due);
  g_assert_cmpint (turn_at (&state, "2026-11-20T07:00:01Z").next_us, ==, at ("2026-11-21T07:00:00Z"));
}

/* Off at seven, on at nine: then. Off until after midnight: that day is over, and its own hour is still to come. */
static void
is_made_up_for_on_its_day (void)
{
  FcAlertDigestState state = { .hour = 7, .alone = TRUE, .judged = TRUE };

  g_assert_true (turn_at (&state, "2026-11-20T09:12:00Z").due);
  g_assert_true (turn_at (&state, "2026-11-20T23:59:59Z").due);
  g_assert_false (turn_at (&state, "2026-11-21T00:00:00Z").due);
}

/* What was known on Friday says little on Monday: the server's news first, though not for long. */
static void
waits_for_the_news_but_not_for_long (void)
{
  FcAlertDigestState state = { .hour = 7,
                               .started_us = at ("2026-11-20T08:00:00Z"),
                               .synced_us = at ("2026-11-19T17:00:00Z") };
  FcAlertDigestTurn turn = turn_at (&state, "2026-11-20T08:00:05Z");

  g_assert_false (turn.due);
  g_assert_cmpint (turn.next_us, ==, at ("2026-11-20T08:10:00Z"));
  state.synced_us = at ("2026-11-20T08:00:20Z");
  g_assert_false (turn_at (&state, "2026-11-20T08:05:00Z").due); /* nobody has looked at the rules */
  state.judged = TRUE;
  g_assert_false (turn_at (&state, "2026-11-20T08:00:21Z").due);
  g_assert_cmpint (turn_at (&state, "2026-11-20T08:00:21Z").next_us, ==, at ("2026-11-20T08:00:30Z"));
  g_assert_true (turn_at (&state, "2026-11-20T08:00:30Z").due);
  state.synced_us = 0;
  g_assert_true (turn_at (&state, "2026-11-20T08:10:00Z").due);
}

static void
says_how_many_of_each (void)
{
  FcAlertDigest digest = { .n = { [FC_ALERT_CRITICAL] = 2, [FC_ALERT_WARNING] = 3 }, .n_fresh = 1 };
  g_autofree char *title = fc_alert_digest_title (&digest), *fresh = fc_alert_digest_fresh (&digest), *one = NULL;

  g_assert_cmpstr (title, ==, "5 alerts need you: 2 critical, 3 warnings");
  g_assert_cmpstr (fresh, ==, "1 is new since yesterday");
  digest = (FcAlertDigest){ .n = { [FC_ALERT_NOTICE] = 1 } };
  one = fc_alert_digest_title (&digest);
  g_assert_cmpstr (one, ==, "1 alert needs you: 1 notice");
  g_assert_null (fc_alert_digest_fresh (&digest));
}

static void
days_are_kept (void)
{
  g_autofree char *text = NULL;
  g_autoptr (GArray) days = NULL, none = fc_alert_digest_days_parse ("no day");

  g_assert_cmpuint (none->len, ==, 0);
  for (FcDate day = 20000; day < 20000 + 3 * FC_ALERT_DIGEST_KEPT; day++)
    {
      g_autofree char *before = g_steal_pointer (&text);

      text = fc_alert_digest_days_add (before, day);
    }
  days = fc_alert_digest_days_parse (text);
  g_assert_cmpuint (days->len, ==, FC_ALERT_DIGEST_KEPT);
  g_assert_cmpint (g_array_index (days, FcDate, days->len - 1), ==, 20000 + 3 * FC_ALERT_DIGEST_KEPT - 1);
}

/* --- random lives ----------------------------------------------------------------------------------------------------------- */

static const char *const zones[] = { "UTC",          "Europe/Lisbon",       "America/New_York",
                                     "Asia/Kolkata", "Australia/Lord_Howe", "America/Havana",
                                     "Pacific/Apia" };

/* A computer, the person's clock on the wall, and what the program keeps over restarts. */
typedef struct {
  GRand *rand;
  guint32 seed;
  GTimeZone *zone;
  gint64 now; /* what its clock says */
  FcAlertDigestState state;
  char *kept;   /* (nullable) */
  GArray *told; /* FcDate: each digest's day */
} Life;

static GTimeZone *
random_zone (GRand *rand)
{
  return g_time_zone_new_identifier (zones[g_rand_int_range (rand, 0, G_N_ELEMENTS (zones))]);
}

static FcAlertDigestTurn
ask (Life   *life,
     gint64  now)
{
  g_autoptr (GArray) done = fc_alert_digest_days_parse (life->kept);

  life->state.done = (const FcDate *) (gpointer) done->data;
  life->state.n_done = done->len;
  return fc_alert_digest_turn (&life->state, now, life->zone);
}

static void
tell (Life   *life,
      FcDate  day)
{
  g_autofree char *before = g_steal_pointer (&life->kept);

  for (guint i = 0; i < life->told->len; i++)
    if (g_array_index (life->told, FcDate, i) == day)
      g_error ("seed %u: two digests of %d", life->seed, day);
  g_assert_cmpint (day, ==, fc_time_to_date (life->now, life->zone));
  g_array_append_val (life->told, day);
  life->kept = fc_alert_digest_days_add (before, day);
}

/* Asks, and proves that nothing would have come before it says to ask again. */
static void
look (Life *life)
{
  FcAlertDigestTurn turn = ask (life, life->now);
  gint64 between;

  g_assert_cmpint (turn.next_us, >, life->now);
  g_assert_cmpint (turn.next_us, <=, life->now + 3 * FC_DAY_US);
  if (turn.due)
    {
      tell (life, turn.day);
      g_assert_false (ask (life, life->now).due);
      return;
    }
  between = life->now + (gint64) (g_rand_double (life->rand) * (double) (turn.next_us - life->now));
  if (ask (life, between).due)
    g_error ("seed %u: due at %" G_GINT64_FORMAT ", said to ask at %" G_GINT64_FORMAT, life->seed, between,
             turn.next_us);
  if (g_rand_boolean (life->rand)) /* the timer */
    {
      life->now = turn.next_us;
      turn = ask (life, life->now);
      if (turn.due)
        tell (life, turn.day);
    }
}

static void
start_again (Life *life)
{
  life->state.started_us = life->now;
  life->state.judged = FALSE;
}

static void
step (Life *life)
{
  switch (g_rand_int_range (life->rand, 0, 12))
    {
    case 0: /* off, or asleep */
      life->now += (gint64) g_rand_int_range (life->rand, 1, 4 * 24 * 60) * MINUTE_US;
      start_again (life);
      break;
    case 1: /* the clock is set */
      life->now += (gint64) g_rand_int_range (life->rand, -30 * 60, 30 * 60) * MINUTE_US;
      break;
    case 2: /* a journey */
      g_time_zone_unref (life->zone);
      life->zone = random_zone (life->rand);
      break;
    case 3:
      life->state.hour = g_rand_int_range (life->rand, 0, 24);
      break;
    case 4:
      life->state.synced_us = life->now;
      break;
    case 5:
      life->state.judged = TRUE;
      break;
    case 6:
      start_again (life);
      break;
    default:
      life->now += (gint64) g_rand_int_range (life->rand, 1, 5 * 60) * MINUTE_US;
    }
  look (life);
}

static void
no_day_has_two (void)
{
  guint n = fc_test_seeds (SEEDS, SEEDS / 10);

  for (guint32 seed = 1; seed <= n; seed++)
    {
      Life life = { .rand = g_rand_new_with_seed (seed), .seed = seed };

      life.zone = random_zone (life.rand);
      life.now = g_rand_int_range (life.rand, 1000, 20000) * FC_DAY_US;
      life.state.hour = g_rand_int_range (life.rand, 0, 24);
      life.state.alone = g_rand_boolean (life.rand);
      life.told = g_array_new (FALSE, FALSE, sizeof (FcDate));
      for (guint i = 0; i < STEPS; i++)
        step (&life);
      g_assert_cmpuint (life.told->len, >, 0);
      g_array_unref (life.told);
      g_time_zone_unref (life.zone);
      g_free (life.kept);
      g_rand_free (life.rand);
    }
}

/* Who lets it run and changes nothing has one on every day that the zone has, from the first whole one on. */
static void
every_day_has_one (void)
{
  guint n = fc_test_seeds (SEEDS, SEEDS / 10);

  for (guint32 seed = 1; seed <= n; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (GTimeZone) zone = random_zone (rand);
      Life life = { .rand = rand, .seed = seed, .zone = zone };
      FcDate last = 0;

      life.now = g_rand_int_range (rand, 1000, 20000) * FC_DAY_US;
      life.state = (FcAlertDigestState){
        .hour = g_rand_int_range (rand, 0, 24), .started_us = life.now, .alone = TRUE, .judged = TRUE
      };
      life.told = g_array_new (FALSE, FALSE, sizeof (FcDate));
      for (guint i = 0; i < 400; i++)
        {
          FcAlertDigestTurn turn = ask (&life, life.now);

          if (turn.due)
            {
              tell (&life, turn.day);
              g_assert_true (last == 0 || turn.day == last + 1 ||
                             g_str_equal (g_time_zone_get_identifier (zone), "Pacific/Apia"));
              last = turn.day;
            }
          life.now = turn.next_us;
        }
      g_assert_cmpuint (life.told->len, >=, 399);
      g_array_unref (life.told);
      g_free (life.kept);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/alert-digest/comes-at-its-hour-and-once", comes_at_its_hour_and_once);
  g_test_add_func ("/alert-digest/is-made-up-for-on-its-day", is_made_up_for_on_its_day);
  g_test_add_func ("/alert-digest/waits-for-the-news-but-not-for-long", waits_for_the_news_but_not_for_long);
  g_test_add_func ("/alert-digest/says-how-many-of-each", says_how_many_of_each);
  g_test_add_func ("/alert-digest/days-are-kept", days_are_kept);
  g_test_add_func ("/alert-digest/no-day-has-two", no_day_has_two);
  g_test_add_func ("/alert-digest/every-day-has-one", every_day_has_one);
  return g_test_run ();
}
