/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-schedule.h"
#include "fc-test-seeds.h"

/* 2026-11-20 is a Friday. */
#define FRIDAY ((FcDate) 20777)

static FcDate
day (const char *text)
{
  FcDate date;

  g_assert_true (fc_date_parse (text, &date, NULL));
  return date;
}

static gint64
at (const char *text)
{
  gint64 time_us;

  g_assert_true (fc_time_parse (text, &time_us, NULL));
  return time_us;
}

static void
assert_span (FcSpan      span,
             const char *from,
             const char *until)
{
  g_assert_cmpint (span.from, ==, day (from));
  g_assert_cmpint (span.until, ==, day (until));
}

static void
a_run_is_about_days_that_are_over (void)
{
  const FcSchedule daily = { .frequency = FC_DAILY }, weekly = { FC_WEEKLY, .weekday = 1 };
  const FcSchedule monthly = { FC_MONTHLY, .day = 1 };

  assert_span (fc_schedule_span (&daily, FRIDAY), "2026-11-19", "2026-11-19");
  assert_span (fc_schedule_span (&weekly, day ("2026-11-23")), "2026-11-16", "2026-11-22");
  assert_span (fc_schedule_span (&monthly, day ("2026-12-01")), "2026-11-01", "2026-11-30");
  assert_span (fc_schedule_span (&monthly, day ("2027-01-31")), "2026-12-01", "2026-12-31");
  assert_span (fc_schedule_span (&monthly, day ("2028-03-01")), "2028-02-01", "2028-02-29");
}

/* The 31st: the last day of November and of February, leap year or not. */
static void
a_day_that_a_month_lacks_is_its_last (void)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  const FcSchedule last = { FC_MONTHLY, .day = 31, .hour = 6 };

  g_assert_cmpint (fc_schedule_next (&last, at ("2026-11-20T12:00:00Z"), utc), ==, day ("2026-11-30"));
  g_assert_cmpint (fc_schedule_next (&last, at ("2026-11-30T06:00:00Z"), utc), ==, day ("2026-12-31"));
  g_assert_cmpint (fc_schedule_next (&last, at ("2027-02-01T00:00:00Z"), utc), ==, day ("2027-02-28"));
  g_assert_cmpint (fc_schedule_next (&last, at ("2028-02-01T00:00:00Z"), utc), ==, day ("2028-02-29"));
}

static guint
count_due (const FcSchedule *schedule,
           const char       *since,
           const char       *now,
           GTimeZone        *zone,
           FcDate            made)
{
  g_autoptr (GArray) due = fc_schedule_due (schedule, at (since), at (now), zone, &made, 1);

  return due->len;
}

/* Lisbon: on 29 March 2026 it is never half past one, on 25 October twice. Each of these days has one run. */
static void
a_day_whose_clocks_change_has_one_run (void)
{
  g_autoptr (GTimeZone) lisbon = g_time_zone_new_identifier ("Europe/Lisbon");
  const FcSchedule at_one = { FC_DAILY, .hour = 1 };

  g_assert_nonnull (lisbon);
  g_assert_cmpint (fc_schedule_run_time (&at_one, day ("2026-03-29"), lisbon), ==, at ("2026-03-29T01:00:00Z"));
  g_assert_cmpuint (count_due (&at_one, "2026-03-28T12:00:00Z", "2026-03-29T00:59:59Z", lisbon, 0), ==, 0);
  g_assert_cmpuint (count_due (&at_one, "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z", lisbon, 0), ==, 1);
  g_assert_cmpuint (count_due (&at_one, "2026-10-24T12:00:00Z", "2026-10-25T00:00:00Z", lisbon, 0), ==, 1);
  g_assert_cmpuint (count_due (&at_one, "2026-10-24T12:00:00Z", "2026-10-25T01:00:00Z", lisbon, day ("2026-10-25")), ==,
                    0);
}

static void
missed_runs_are_made_newest_first_up_to_a_month (void)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  const FcSchedule daily = { FC_DAILY, .hour = 6 };
  g_autoptr (GArray) due =
    fc_schedule_due (&daily, at ("2026-11-15T12:00:00Z"), at ("2026-11-20T12:00:00Z"), utc, NULL, 0);
  g_autoptr (GArray) long_off = fc_schedule_due (&daily, 0, at ("2026-11-20T12:00:00Z"), utc, NULL, 0);

  g_assert_cmpuint (due->len, ==, 5);
  for (guint i = 0; i < due->len; i++)
    g_assert_cmpint (g_array_index (due, FcDate, i), ==, FRIDAY - (FcDate) i);
  g_assert_cmpuint (long_off->len, ==, FC_SCHEDULE_MISSED);
  g_assert_cmpint (g_array_index (long_off, FcDate, 0), ==, FRIDAY);
}

static void
days_have_names_of_their_own (void)
{
  const struct {
    const char *from, *until, *name;
  } cases[] = {
    { "2026-11-20", "2026-11-20", "2026-11-20" },
    { "2026-11-01", "2026-11-30", "2026-11" },
    { "2028-02-01", "2028-02-29", "2028-02" },
    { "2028-02-01", "2028-02-28", "2028-02-01--2028-02-28" },
    { "2026-11-15", "2026-11-21", "2026-11-15--2026-11-21" },
    { "2026-10-01", "2026-11-30", "2026-10-01--2026-11-30" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FcSpan span = { day (cases[i].from), day (cases[i].until) };
      g_autofree char *name = fc_span_file_name (span);

      g_assert_cmpstr (name, ==, cases[i].name);
    }
}

static void
names_come_back (void)
{
  FcFrequency found = FC_DAILY;

  for (guint i = 0; i < FC_N_FREQUENCIES; i++)
    {
      g_assert_true (fc_frequency_find (fc_frequency_name (i), &found));
      g_assert_cmpint (found, ==, i);
    }
  g_assert_false (fc_frequency_find ("hourly", &found));
  g_assert_false (fc_frequency_find (NULL, &found));
}

/* --- random schedules ----------------------------------------------------------------------------------------------------- */

static const char *const zones[] = { "UTC",          "Europe/Lisbon",       "America/New_York",
                                     "Asia/Kolkata", "Australia/Lord_Howe", "America/Havana",
                                     "Pacific/Apia" };

static FcSchedule
random_schedule (GRand *rand)
{
  return (FcSchedule){ (FcFrequency) g_rand_int_range (rand, 0, FC_N_FREQUENCIES), g_rand_int_range (rand, 1, 8),
                       g_rand_int_range (rand, 1, 32), g_rand_int_range (rand, 0, 24) };
}

static gboolean
has (GArray *dates,
     FcDate  date)
{
  for (guint i = 0; i < dates->len; i++)
    if (g_array_index (dates, FcDate, i) == date)
      return TRUE;
  return FALSE;
}

static void
assert_well_formed (const FcSchedule *schedule,
                    GArray           *due,
                    gint64            since,
                    gint64            now,
                    GTimeZone        *zone)
{
  g_assert_cmpuint (due->len, <=, FC_SCHEDULE_MISSED);
  for (guint i = 0; i < due->len; i++)
    {
      FcDate run = g_array_index (due, FcDate, i);
      FcSpan span = fc_schedule_span (schedule, run);

      g_assert_cmpint (fc_schedule_run_time (schedule, run, zone), >, since);
      g_assert_cmpint (fc_schedule_run_time (schedule, run, zone), <=, now);
      g_assert_cmpint (span.from, <=, span.until);
      g_assert_cmpint (span.until, <, run);
      if (i > 0)
        g_assert_cmpint (run, <, g_array_index (due, FcDate, i - 1));
    }
}

/*
 * A computer that is on now and then, for two years: every run is made at most once, of those that it does not lose to the
 * limit exactly once, and no two are about the same days.
 */
static void
live_through (guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zones[g_rand_int_range (rand, 0, G_N_ELEMENTS (zones))]);
  const FcSchedule schedule = random_schedule (rand);
  g_autoptr (GArray) made = g_array_new (FALSE, FALSE, sizeof (FcDate));
  gint64 midnight = g_rand_int_range (rand, 1, 20000) * FC_DAY_US;
  gint64 since = midnight + (gint64) g_rand_int_range (rand, 0, 86400) * G_USEC_PER_SEC;
  gint64 now = since, longest = 0;
  FcDate first = fc_schedule_next (&schedule, since, zone), next = first, last = 0;

  while (now < since + 730 * FC_DAY_US)
    {
      gint64 off = (gint64) g_rand_int_range (rand, 60, g_rand_boolean (rand) ? 90000 : 40 * 86400) * G_USEC_PER_SEC;
      g_autoptr (GArray) due = NULL, again = NULL;

      now += off;
      longest = MAX (longest, off);
      due = fc_schedule_due (&schedule, since, now, zone, (const FcDate *) (gpointer) made->data, made->len);
      assert_well_formed (&schedule, due, since, now, zone);
      for (guint i = 0; i < due->len; i++)
        g_assert_false (has (made, g_array_index (due, FcDate, i)));
      g_array_append_vals (made, due->data, due->len);
      for (; fc_schedule_run_time (&schedule, next, zone) <= now;
           next = fc_schedule_next (&schedule, fc_schedule_run_time (&schedule, next, zone), zone))
        last = next;
      g_assert_true (last == 0 || has (made, last)); /* at once, not with the next look */
      again = fc_schedule_due (&schedule, since, now, zone, (const FcDate *) (gpointer) made->data, made->len);
      g_assert_cmpuint (again->len, ==, 0);
    }
  for (FcDate run = first; longest < 31 * FC_DAY_US && fc_schedule_run_time (&schedule, run, zone) <= now;
       run = fc_schedule_next (&schedule, fc_schedule_run_time (&schedule, run, zone), zone))
    g_assert_true (has (made, run));
}

static void
every_run_is_made_once (void)
{
  guint n = fc_test_seeds (400, 40);

  for (guint32 seed = 1; seed <= n; seed++)
    {
      g_test_message ("seed %u", seed);
      live_through (seed);
    }
}

/* What follows one another covers every day once: no day is in two reports, none in none. */
static void
the_days_of_runs_meet (void)
{
  guint n = fc_test_seeds (400, 40);

  for (guint32 seed = 1; seed <= n; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zones[g_rand_int_range (rand, 0, G_N_ELEMENTS (zones))]);
      const FcSchedule schedule = random_schedule (rand);
      gint64 now = g_rand_int_range (rand, 1, 20000) * FC_DAY_US;
      FcDate run = fc_schedule_next (&schedule, now, zone);

      g_test_message ("seed %u", seed);
      for (int i = 0; i < 60; i++)
        {
          FcDate next = fc_schedule_next (&schedule, fc_schedule_run_time (&schedule, run, zone), zone);

          g_assert_cmpint (next, >, run);
          /* Apia left out a day of the calendar in 2011: its midnight is that of the next. */
          if (!(run <= 15337 && next >= 15337))
            g_assert_cmpint (fc_schedule_span (&schedule, next).from, ==, fc_schedule_span (&schedule, run).until + 1);
          run = next;
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add_func ("/schedules/" path, test)
  ADD ("a-run-is-about-days-that-are-over", a_run_is_about_days_that_are_over);
  ADD ("a-day-that-a-month-lacks-is-its-last", a_day_that_a_month_lacks_is_its_last);
  ADD ("a-day-whose-clocks-change-has-one-run", a_day_whose_clocks_change_has_one_run);
  ADD ("missed-runs-are-made-newest-first-up-to-a-month", missed_runs_are_made_newest_first_up_to_a_month);
  ADD ("days-have-names-of-their-own", days_have_names_of_their_own);
  ADD ("names-come-back", names_come_back);
  ADD ("every-run-is-made-once", every_run_is_made_once);
  ADD ("the-days-of-runs-meet", the_days_of_runs_meet);
#undef ADD
  return g_test_run ();
}
