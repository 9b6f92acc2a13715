/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-comparison.h"

#define FRIDAY 20777 /* 2026-11-20 */

static void
weekdays_meet_their_like (void)
{
  for (int length = 1; length <= 400; length++)
    {
      int days = fc_comparison_days (FC_COMPARE_WEEKDAY, FRIDAY, FRIDAY + length - 1);
      int year = fc_comparison_days (FC_COMPARE_YEAR, FRIDAY, FRIDAY + length - 1);

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
  g_assert_cmpint (fc_comparison_days (FC_COMPARE_PREVIOUS, FRIDAY, FRIDAY), ==, 1);
  g_assert_cmpint (fc_comparison_days (FC_COMPARE_PREVIOUS, FRIDAY, FRIDAY + 9), ==, 10);
  g_assert_cmpint (fc_comparison_days (FC_COMPARE_NOTHING, FRIDAY, FRIDAY), ==, 0);
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
  g_test_add_func ("/dashboards/comparison/names-come-back", names_come_back);
  return g_test_run ();
}
