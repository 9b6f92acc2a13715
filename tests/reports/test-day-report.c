/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-day-report.h"
#include "fc-report-write.h"
#include "fc-test-day.h"
#include "fc-test-golden.h"

#define MADE_AT G_GINT64_CONSTANT (1795200000000000)

/* Two shifts: 100 L at 1.500 at each of four nozzles, a drop, a card batch, tanks dipped in the second; six short. */
static FcReport *
make_report (FcTestDay *day)
{
  FcId first = fc_test_shift (day, FC_TEST_DATE, 1, "approved", NULL);
  FcId second = fc_test_shift (day, FC_TEST_DATE, 2, "approved", &first);
  g_autoptr (FcDaySheet) sheet = NULL;

  for (int i = 0; i < FC_TEST_NOZZLES; i++)
    {
      fc_test_meter (day, &first, i, 500000, 600000);
      fc_test_meter (day, &second, i, 600000, 700000);
    }
  for (int i = 0; i < FC_TEST_TANKS; i++)
    {
      fc_test_dip (day, &first, i, 9000000, 8800000);
      fc_test_dip (day, &second, i, 8800000, 8590000);
    }
  fc_record_set_int (fc_row_set_get (day->rows, FC_SHIFT, &first), FC_SHIFT_OPENING_FLOAT, 20000);
  fc_record_set_int (fc_row_set_get (day->rows, FC_SHIFT, &second), FC_SHIFT_OPENING_FLOAT, 20000);
  fc_test_tender (day, &first, NULL, "card_inside", 20000);
  fc_test_move (day, &first, NULL, "drop", 30000);
  fc_test_count (day, &first, NULL, 30000);
  fc_test_count (day, &second, NULL, 79400);
  sheet = fc_day_sheet_new (day->rows, &day->station, FC_TEST_DATE);
  g_assert_cmpint (sheet->over_short, ==, -600);
  return fc_day_report_new (day->rows, sheet, NULL, "Ada Okafor", MADE_AT);
}

static void
the_csv_is_the_days_form (FcTestDay     *day,
                          gconstpointer  unused)
{
  g_autoptr (FcReport) report = make_report (day);
  g_autofree char *csv = fc_report_to_csv (report);

  fc_test_compare_with_golden ("day.csv", csv);
}

static void
the_page_shows_the_same (FcTestDay     *day,
                         gconstpointer  unused)
{
  g_autoptr (FcReport) report = make_report (day);
  g_autofree char *text = fc_test_pages (report);

  fc_test_compare_with_golden ("day.txt", text);
}

#define DAY_TEST(name, function)                                                                   \
  g_test_add ("/reports/day/" name, FcTestDay, NULL, fc_test_day_set_up, function, fc_test_day_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  DAY_TEST ("the-csv-is-the-days-form", the_csv_is_the_days_form);
  DAY_TEST ("the-page-shows-the-same", the_page_shows_the_same);
  return g_test_run ();
}
