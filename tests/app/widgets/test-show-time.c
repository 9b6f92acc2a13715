/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-date-style.h"
#include "fc-display.h"

/* Dates as a table, a title and a period show them, in the order of the country. */

static void
assert_shown (const char *time_zone,
              const char *brief,
              const char *whole,
              const char *within_month,
              const char *over_months)
{
  FcDate date = fc_date_from_civil (2024, 11, 20);
  g_autofree char *table = NULL, *title = NULL, *week = NULL, *fortnight = NULL;

  fc_date_style_use (fc_date_style_of_zone (time_zone));
  table = fc_show_date (date);
  title = fc_show_date_long (date);
  week = fc_show_period (date - 6, date);
  fortnight = fc_show_period (date - 28, date);
  g_assert_cmpstr (table, ==, brief);
  g_assert_cmpstr (title, ==, whole);
  g_assert_cmpstr (week, ==, within_month);
  g_assert_cmpstr (fortnight, ==, over_months);
}

static void
test_in_the_order_of_the_country (void)
{
  assert_shown ("Europe/Dublin", "20 Nov 2024", "Wednesday, 20 November 2024", "14 – 20 Nov 2024",
                "23 Oct – 20 Nov 2024");
  assert_shown ("America/Chicago", "Nov 20, 2024", "Wednesday, November 20, 2024", "Nov 14 – 20, 2024",
                "Oct 23 – Nov 20, 2024");
}

/* The company's clock decides where the computer was told no locale, as where tests run. */
static void
test_the_company_sets_it (void)
{
  fc_display_set_company (fc_display_get (), "EUR", "Europe/Dublin");
  g_assert_cmpint (fc_date_style_in_use ().order, ==, FC_DATE_DAY_FIRST);
  fc_display_set_company (fc_display_get (), "USD", "America/New_York");
  g_assert_cmpint (fc_date_style_in_use ().order, ==, FC_DATE_MONTH_FIRST);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/widgets/show-time/in-the-order-of-the-country", test_in_the_order_of_the_country);
  g_test_add_func ("/widgets/show-time/the-company-sets-it", test_the_company_sets_it);
  return g_test_run ();
}
