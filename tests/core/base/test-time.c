/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-time.h"

static void
test_civil_dates_round_trip (void)
{
  int year, month, day;

  g_assert_cmpint (fc_date_from_civil (1970, 1, 1), ==, 0);
  g_assert_cmpint (fc_date_from_civil (2000, 3, 1), ==, 11017);
  for (FcDate date = -200000; date < 200000; date += 17)
    {
      fc_date_to_civil (date, &year, &month, &day);
      g_assert_cmpint (fc_date_from_civil (year, month, day), ==, date);
    }
  g_assert_cmpint (fc_date_weekday (fc_date_from_civil (2026, 11, 21)), ==, 6);
}

static void
test_a_day_with_a_clock_change_has_23_or_25_hours (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("America/New_York");
  FcDate spring = fc_date_from_civil (2026, 3, 8), autumn = fc_date_from_civil (2026, 11, 1);

  g_assert_nonnull (zone);
  g_assert_cmpint (fc_time_from_local (spring + 1, 0, zone) - fc_time_from_local (spring, 0, zone), ==, 23 * FC_HOUR_US);
  g_assert_cmpint (fc_time_from_local (autumn + 1, 0, zone) - fc_time_from_local (autumn, 0, zone), ==, 25 * FC_HOUR_US);
}

static void
test_local_time_and_date_agree (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Africa/Nairobi");

  for (FcDate date = fc_date_from_civil (2025, 12, 25); date < fc_date_from_civil (2026, 1, 10); date++)
    {
      g_assert_cmpint (fc_time_to_date (fc_time_from_local (date, 0, zone), zone), ==, date);
      g_assert_cmpint (fc_time_to_date (fc_time_from_local (date, FC_DAY_US - 1, zone), zone), ==, date);
    }
}

static void
test_instants_round_trip_as_text (void)
{
  static const gint64 moments[] = { 0, 1790000000123456, -1, -86400000000 };

  for (gsize i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      g_autofree char *text = fc_time_to_iso (moments[i]);
      gint64 back;

      g_assert_true (fc_time_parse (text, &back, NULL));
      g_assert_cmpint (back, ==, moments[i]);
    }
}

static void
test_dates_that_are_none_are_refused (void)
{
  static const char *const wrong[] = { "", "2026-02-30", "2026-13-01", "26-1", "2026-1-1x", "0000-01-01" };
  FcDate date;

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (fc_date_parse (wrong[i], &date, NULL));
  g_assert_true (fc_date_parse ("2028-02-29", &date, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/time/civil-dates-round-trip", test_civil_dates_round_trip);
  g_test_add_func ("/base/time/a-day-with-a-clock-change-has-23-or-25-hours", test_a_day_with_a_clock_change_has_23_or_25_hours);
  g_test_add_func ("/base/time/local-time-and-date-agree", test_local_time_and_date_agree);
  g_test_add_func ("/base/time/instants-round-trip-as-text", test_instants_round_trip_as_text);
  g_test_add_func ("/base/time/dates-that-are-none-are-refused", test_dates_that_are_none_are_refused);
  return g_test_run ();
}
