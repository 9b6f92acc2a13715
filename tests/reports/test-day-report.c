/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-day-commands.h"
#include "fc-day-report.h"
#include "fc-report-layout.h"
#include "fc-report-write.h"
#include "fc-test-day.h"
#include "fc-test-golden.h"

#define MADE_AT G_GINT64_CONSTANT (1795200000000000)

static void
set_price (FcTestDay  *day,
           guint       product,
           gint64      price,
           gint64      from)
{
  FcId id = fc_id_derive (&day->products[product], "price", (guint) (from / FC_HOUR_US));
  FcRecord *row = fc_test_add (day, FC_PRICE, &id);

  fc_record_set_ref (row, FC_PRICE_STATION_ID, &day->station);
  fc_record_set_ref (row, FC_PRICE_PRODUCT_ID, &day->products[product]);
  fc_record_set_int (row, FC_PRICE_PRICE, price);
  fc_record_set_int (row, FC_PRICE_EFFECTIVE_AT, from);
}

/* Diesel goes up at six tomorrow, and again a week later, which is nobody's tomorrow; unleaded stays. */
static void
set_prices (FcTestDay *day)
{
  for (guint i = 0; i < 2; i++)
    set_price (day, i, 150000, (FC_TEST_DATE - 30) * FC_DAY_US);
  set_price (day, 0, 152900, (FC_TEST_DATE + 1) * FC_DAY_US + 6 * FC_HOUR_US);
  set_price (day, 0, 155000, (FC_TEST_DATE + 8) * FC_DAY_US);
}

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
  set_prices (day);
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

static const FcReportSection *
find_section (const FcReport *report,
              const char     *title)
{
  for (guint i = 0; i < report->sections->len; i++)
    if (g_str_equal (((const FcReportSection *) report->sections->pdata[i])->title, title))
      return report->sections->pdata[i];
  return NULL;
}

/* Each change of tomorrow has its line with its hour; another station's is not ours, today's is in force already. */
static void
tomorrows_prices_have_their_hours (FcTestDay     *day,
                                   gconstpointer  unused)
{
  g_autoptr (FcReport) report = make_report (day);
  const gint64 tomorrow = (FC_TEST_DATE + 1) * FC_DAY_US;
  const FcId station = day->station;
  g_autoptr (FcDaySheet) sheet = NULL;
  g_autoptr (FcReport) after = NULL;
  const FcReportSection *section;
  static const gint64 expected[][3] = { { 150000, 152900, 6 }, { 152900, 153900, 18 }, { 149000, 149000, 0 } };

  set_price (day, 0, 153900, tomorrow + 18 * FC_HOUR_US);
  set_price (day, 1, 149000, FC_TEST_DATE * FC_DAY_US + 5 * FC_HOUR_US);
  day->station = fc_id_derive (&station, "station", 2);
  set_price (day, 1, 177000, tomorrow + 7 * FC_HOUR_US);
  day->station = station;
  sheet = fc_day_sheet_new (day->rows, &day->station, FC_TEST_DATE);
  after = fc_day_report_new (day->rows, sheet, NULL, NULL, MADE_AT);
  section = find_section (after, "Tomorrow’s prices");
  g_assert_cmpuint (section->rows->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < section->rows->len; i++)
    {
      const FcReportValue *values = ((const FcReportRow *) section->rows->pdata[i])->values;

      g_assert_cmpint (values[1].number, ==, expected[i][0]);
      g_assert_cmpint (values[2].number, ==, expected[i][1]);
      g_assert_cmpint (values[3].is_set, ==, expected[i][2] != 0);
      if (values[3].is_set)
        g_assert_cmpint (values[3].number, ==, tomorrow + expected[i][2] * FC_HOUR_US);
    }
}

/* A share of sales that there were none of is left empty, as on the screen; a file has a name that may be one. */
static void
a_tank_that_sold_nothing_has_no_share (FcTestDay     *day,
                                       gconstpointer  unused)
{
  FcId shift = fc_test_shift (day, FC_TEST_DATE, 1, "approved", NULL);
  FcRecord *station = fc_row_set_get (day->rows, FC_STATION, &day->station);
  g_autoptr (FcDaySheet) sheet = NULL;
  g_autoptr (FcReport) report = NULL;
  const FcReportSection *section;
  const FcReportRow *first;

  for (int i = 0; i < FC_TEST_NOZZLES; i++)
    fc_test_meter (day, &shift, i, 500000, 500000);
  for (int i = 0; i < FC_TEST_TANKS; i++)
    fc_test_dip (day, &shift, i, 9000000, 8990000);
  fc_record_set_text (station, FC_STATION_CODE, "HF/01");
  sheet = fc_day_sheet_new (day->rows, &day->station, FC_TEST_DATE);
  report = fc_day_report_new (day->rows, sheet, NULL, NULL, MADE_AT);
  section = find_section (report, "Wet stock");
  first = section->rows->pdata[0];
  g_assert_cmpint (first->values[7].number, ==, -10000);
  g_assert_false (first->values[8].is_set);
  g_assert_cmpstr (report->file_name, ==, "day-HF-01-2026-11-20");
}

/* Nobody counted what Ada's drawer holds: that is not nothing. */
static void
what_nobody_counted_is_left_empty (FcTestDay     *day,
                                   gconstpointer  unused)
{
  FcId shift = fc_test_shift (day, FC_TEST_DATE, 1, "approved", NULL);
  g_autoptr (FcDaySheet) sheet = NULL;
  g_autoptr (FcReport) report = NULL;
  const FcReportRow *first;

  for (int i = 0; i < FC_TEST_NOZZLES; i++)
    fc_test_meter (day, &shift, i, 500000, 600000);
  sheet = fc_day_sheet_new (day->rows, &day->station, FC_TEST_DATE);
  report = fc_day_report_new (day->rows, sheet, NULL, NULL, MADE_AT);
  first = find_section (report, "Over/short by person")->rows->pdata[0];
  g_assert_cmpint (first->values[1].number, ==, 60000);
  g_assert_false (first->values[2].is_set);
  g_assert_false (first->values[3].is_set);
}

/* How many points of the report's last page are not white. */
static guint
ink (const FcReport *report)
{
  g_autoptr (FcReportLayout) layout = fc_report_layout_new (report, 595, 842);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 595, 842);
  cairo_t *cr = cairo_create (surface);
  const guchar *data;
  guint points = 0;

  fc_report_layout_draw (layout, fc_report_layout_n_pages (layout) - 1, cr);
  cairo_surface_flush (surface);
  data = cairo_image_surface_get_data (surface);
  for (int i = 0; i < 842 * cairo_image_surface_get_stride (surface); i++)
    points += data[i] != 0;
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return points;
}

/* Who closed the day stands under its report with what was drawn; reopened, the line is empty again. */
static void
who_closed_it_has_signed (FcTestDay     *day,
                          gconstpointer  unused)
{
  g_autoptr (FcReport) draft = make_report (day), closed = NULL, reopened = NULL;
  g_autoptr (FcDaySheet) sheet = fc_day_sheet_new (day->rows, &day->station, FC_TEST_DATE), after = NULL, again = NULL;
  gint64 all = sheet->brought + sheet->collected;
  JsonObject *args = fc_test_split (day, FC_TEST_DATE, all, 0, 0), *reason = json_object_new ();
  FcId id = fc_day_close_id (&day->station, FC_TEST_DATE);
  FcReportSignature *signature;
  g_autoptr (GError) error = NULL;
  guint drawn;

  fc_test_accept_all (args, sheet);
  json_object_set_string_member (args, "method", "drawn");
  json_object_set_string_member (args, "strokes", "[[0,0,1000,300],[0,300,1000,0]]");
  fc_test_run (day, "day.close", FC_DAY_CLOSE, &id, args, &error);
  g_assert_no_error (error);
  after = fc_day_sheet_new (day->rows, &day->station, FC_TEST_DATE);
  closed = fc_day_report_new (day->rows, after, NULL, "Ada Okafor", MADE_AT);
  signature = closed->signatures->pdata[0];
  g_assert_cmpstr (signature->name, ==, fc_day_sheet_get_signer (after));
  g_assert_nonnull (strstr (signature->strokes, "1000"));
  g_assert_nonnull (strstr (signature->how, "version 1"));
  drawn = ink (closed);
  g_clear_pointer (&signature->strokes, g_free);
  g_assert_cmpuint (drawn, >, ink (closed) + 100);

  json_object_set_string_member (reason, "reason", "a late file");
  fc_test_run (day, "day.reopen", FC_DAY_CLOSE, &id, reason, &error);
  g_assert_no_error (error);
  again = fc_day_sheet_new (day->rows, &day->station, FC_TEST_DATE);
  reopened = fc_day_report_new (day->rows, again, NULL, "Ada Okafor", MADE_AT);
  g_assert_null (((FcReportSignature *) reopened->signatures->pdata[0])->name);
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
  DAY_TEST ("tomorrows-prices-have-their-hours", tomorrows_prices_have_their_hours);
  DAY_TEST ("a-tank-that-sold-nothing-has-no-share", a_tank_that_sold_nothing_has_no_share);
  DAY_TEST ("what-nobody-counted-is-left-empty", what_nobody_counted_is_left_empty);
  DAY_TEST ("who-closed-it-has-signed", who_closed_it_has_signed);
  return g_test_run ();
}
