/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-comparison.h"

#define FRIDAY 20777 /* 2026-11-20 */

/* How many days before @days its base lies; as long as it. */
static int
back (FcComparison comparison,
      FcDate       from,
      FcDate       until)
{
  FcSpan base;

  g_assert_true (fc_comparison_base (comparison, (FcSpan){ from, until }, &base));
  g_assert_cmpint (base.until - base.from, ==, until - from);
  return from - base.from;
}

static void
weekdays_meet_their_like (void)
{
  for (int length = 1; length <= 400; length++)
    {
      int days = back (FC_COMPARE_WEEKDAY, FRIDAY, FRIDAY + length - 1);
      int year = back (FC_COMPARE_YEAR, FRIDAY, FRIDAY + length - 1);

      g_assert_cmpint (fc_date_weekday (FRIDAY - days), ==, 5);
      g_assert_cmpint (fc_date_weekday (FRIDAY - year), ==, 5);
      /* No day stands on both sides. */
      g_assert_cmpint (days, >=, length);
      g_assert_cmpint (days, <, length + 7);
      g_assert_cmpint (year, >=, length);
      g_assert_cmpint (year, >=, 364);
    }
}

static void
previous_days_lie_right_before (void)
{
  FcSpan base;

  g_assert_cmpint (back (FC_COMPARE_PREVIOUS, FRIDAY, FRIDAY), ==, 1);
  g_assert_cmpint (back (FC_COMPARE_PREVIOUS, FRIDAY, FRIDAY + 9), ==, 10);
  g_assert_false (fc_comparison_base (FC_COMPARE_NOTHING, (FcSpan){ FRIDAY, FRIDAY }, &base));
}

/* October has 31 days, November 30: neither begins on the other's weekday, and each is whole. */
static void
months_meet_months (void)
{
  FcSpan month = fc_span_of_month (FRIDAY), base;

  for (int i = 0; i < 60; i++, month = fc_span_of_month (month.from - 1))
    {
      int year, number, day, base_year, base_number;

      fc_date_to_civil (month.from, &year, &number, &day);
      g_assert_true (fc_comparison_base (FC_COMPARE_WEEKDAY, month, &base));
      g_assert_true (fc_span_is_month (base));
      g_assert_cmpint (base.until, ==, month.from - 1);
      g_assert_true (fc_comparison_base (FC_COMPARE_PREVIOUS, month, &base));
      g_assert_cmpint (base.until, ==, month.from - 1);
      g_assert_true (fc_comparison_base (FC_COMPARE_YEAR, month, &base));
      g_assert_true (fc_span_is_month (base));
      fc_date_to_civil (base.from, &base_year, &base_number, &day);
      g_assert_cmpint (base_year, ==, year - 1);
      g_assert_cmpint (base_number, ==, number);
    }
}

static void
names_come_back (void)
{
  for (guint i = 0; i < FC_N_COMPARISONS; i++)
    g_assert_cmpint (fc_comparison_find (fc_comparison_name (i)), ==, i);
  g_assert_cmpint (fc_comparison_find ("fortnight"), ==, FC_COMPARE_WEEKDAY);
  g_assert_cmpint (fc_comparison_find (NULL), ==, FC_COMPARE_WEEKDAY);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dashboards/comparison/weekdays-meet-their-like", weekdays_meet_their_like);
  g_test_add_func ("/dashboards/comparison/previous-days-lie-right-before", previous_days_lie_right_before);
  g_test_add_func ("/dashboards/comparison/months-meet-months", months_meet_months);
  g_test_add_func ("/dashboards/comparison/names-come-back", names_come_back);
  return g_test_run ();
}
