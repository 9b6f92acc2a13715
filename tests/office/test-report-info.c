/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-error.h"
#include "fc-overview.h"
#include "fc-report-info.h"
#include "fc-report-write.h"
#include "fc-test-office.h"

#include <string.h>

/* Which reports there are, for whom, and that they say what the screen says. */

#define TODAY ((FcDate) (FC_TEST_NOW / FC_DAY_US))
#define MONTH ((FcSpan){ TODAY - 29, TODAY })

static FcReport *
make (FcOffice    *office,
      const char  *name,
      const FcId  *station,
      FcSpan       span,
      GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fc_report_make_async (office->replica, fc_report_info_find (name), station, span, FC_TEST_NOW, NULL,
                        fc_test_finished_cb, &result);
  return fc_report_make_finish (office->replica, fc_test_wait (&result), error);
}

static FcOverview *
read_overview (FcOffice   *office,
               const FcId *station,
               FcSpan      span)
{
  FcOverviewAsk ask = { .station = station,
                        .now_us = FC_TEST_NOW,
                        .from = span.from,
                        .until = span.until,
                        .comparison = FC_COMPARE_NOTHING,
                        .parts = FC_OVERVIEW_ALL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  FcOverview *figures;

  fc_overview_async (office->replica, &ask, NULL, fc_test_finished_cb, &result);
  figures = fc_overview_finish (office->replica, fc_test_wait (&result), &error);
  g_assert_no_error (error);
  return figures;
}

static gint64
total_of (const FcReport *report,
          guint           section,
          guint           column)
{
  const FcReportSection *table = report->sections->pdata[section];
  const FcReportRow *last = table->rows->pdata[table->rows->len - 1];

  g_assert_true (last->is_total);
  return last->values[column].number;
}

/* --- the registry -------------------------------------------------------------------------------------------------------------- */

static void
make_tyres (GTask *task)
{
  FcReport *report = fc_report_new ("Tyres", "GBP", NULL);

  report->subject = g_strdup (fc_report_ask_of (task)->station != NULL ? "one" : "all");
  g_task_return_pointer (task, report, (GDestroyNotify) fc_report_unref);
  g_object_unref (task);
}

static const FcReportInfo tyres = {
  .name = "tyres",
  .title = "Tyres/wheels",
  .about = "What wears",
  .permission = "vehicles.view",
  .order = 5,
  .make = make_tyres,
};

static void
a_module_adds_its_own (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (FcReport) report = NULL;
  g_autoptr (GError) error = NULL;

  if (fc_report_info_find ("tyres") == NULL)
    fc_report_info_register (&tyres);
  all = fc_report_info_list (fc_replica_get_actor (office->replica));
  g_assert_cmpuint (all->len, ==, 5);
  g_assert_true (all->pdata[0] == &tyres);
  g_assert_true (all->pdata[1] == &fc_day_report_info);
  report = make (office, "tyres", &office->station, MONTH, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (report->subject, ==, "one");
  g_assert_cmpstr (report->file_name, ==, "Tyres-wheels 2026-10-22--2026-11-20 Quay Road");
}

static FcId
seat_reader (FcOffice *office)
{
  static const char *const some[] = { "reports.day", "stations.view", NULL };
  static const char *const roles[] = { "reader", NULL };
  FcId role_id = fc_id_from_key ("role", "reader", NULL), id = fc_id_from_key ("user", "rea", NULL);
  FcRecord *role = fc_record_new (FC_ROLE, &role_id), *user = fc_record_new (FC_USER, &id);
  g_autofree char *station = fc_id_dup_string (&office->station);
  const char *stations[] = { station, NULL };

  fc_record_set_text (role, FC_ROLE_NAME, "reader");
  fc_record_set_set (role, FC_ROLE_PERMISSIONS, some);
  fc_office_load (office, role);
  fc_record_set_text (user, FC_USER_NAME, "Rea Lund");
  fc_record_set_text (user, FC_USER_EMAIL, "rea@example.org");
  fc_record_set_set (user, FC_USER_ROLES, roles);
  fc_record_set_set (user, FC_USER_STATIONS, stations);
  fc_record_set_text (user, FC_USER_STATUS, "active");
  fc_office_load (office, user);
  fc_office_act_as (office, &id);
  return id;
}

static void
nobody_gets_what_they_may_not_see (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GPtrArray) none = fc_report_info_list (NULL), few = NULL;
  const struct {
    const char *name;
    const FcId *station;
    int code;
  } refused[] = {
    { "over-short", &office->station, FC_ERROR_DENIED },  /* not their role */
    { "sales", &office->other_station, FC_ERROR_DENIED }, /* not their station */
    { "day", NULL, FC_ERROR_INVALID },                    /* which? */
    { "day", &office->station, FC_ERROR_INVALID },        /* of which day? */
  };

  g_assert_cmpuint (none->len, ==, 0);
  seat_reader (office);
  few = fc_report_info_list (fc_replica_get_actor (office->replica));
  g_assert_cmpuint (few->len, ==, 3);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (make (office, refused[i].name, refused[i].station, MONTH, &error));
      g_assert_error (error, FC_ERROR, refused[i].code);
    }
}

/* --- the figures ---------------------------------------------------------------------------------------------------------------- */

static void
load_sales (FcOffice *office,
            guint32   seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (FcFactBatch) sales = fc_test_sales (office, rand, 3000, FC_TEST_NOW - 120 * FC_DAY_US, FC_TEST_NOW);
  g_autoptr (GError) error = NULL;

  g_test_message ("seed %u", seed);
  fc_replica_load_facts_sync (office->replica, sales, &error);
  g_assert_no_error (error);
}

static void
sales_are_those_of_the_overview (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  const FcSpan spans[] = { { TODAY, TODAY }, { TODAY - 7, TODAY - 1 }, MONTH, { TODAY - 110, TODAY - 95 } };
  const FcId *scopes[] = { NULL, &office->station };

  load_sales (office, 11);
  for (guint i = 0; i < G_N_ELEMENTS (spans) * G_N_ELEMENTS (scopes); i++)
    {
      const FcId *scope = scopes[i % 2];
      g_autoptr (FcOverview) screen = read_overview (office, scope, spans[i / 2]);
      g_autoptr (GError) error = NULL;
      g_autoptr (FcReport) report = make (office, "sales", scope, spans[i / 2], &error);

      g_assert_no_error (error);
      g_assert_cmpint (screen->now.count, >, 0);
      g_assert_cmpuint (report->sections->len, ==, scope == NULL ? 3 : 2);
      for (guint section = 0; section < report->sections->len; section++)
        {
          g_assert_cmpint (total_of (report, section, 1), ==, screen->now.count);
          g_assert_cmpint (total_of (report, section, 2), ==, screen->now.volume);
          g_assert_cmpint (total_of (report, section, 3), ==, screen->now.amount);
        }
    }
}

static void
load_tank_day (FcOffice   *office,
               const FcId *station,
               guint       tank_number,
               FcDate      date,
               gint64      sales,
               gint64      variance)
{
  FcId tank_id = fc_id_derive (station, "tank", tank_number), id = fc_id_derive (&tank_id, "day", (guint) date);
  FcId close_id = fc_id_derive (station, "close", (guint) date);
  FcRecord *tank = fc_record_new (FC_TANK, &tank_id), *day = fc_record_new (FC_DAY_TANK, &id);

  fc_record_set_ref (tank, FC_TANK_STATION_ID, station);
  fc_record_set_int (tank, FC_TANK_NUMBER, tank_number);
  fc_record_set_ref (tank, FC_TANK_PRODUCT_ID, &office->diesel);
  fc_record_set_int (tank, FC_TANK_CAPACITY, 20000000);
  fc_office_load (office, tank);
  fc_record_set_ref (day, FC_DAY_TANK_DAY_CLOSE_ID, &close_id);
  fc_record_set_ref (day, FC_DAY_TANK_STATION_ID, station);
  fc_record_set_ref (day, FC_DAY_TANK_TANK_ID, &tank_id);
  fc_record_set_int (day, FC_DAY_TANK_BUSINESS_DATE, date);
  fc_record_set_int (day, FC_DAY_TANK_RECEIPTS, 5000);
  fc_record_set_int (day, FC_DAY_TANK_SALES, sales);
  fc_record_set_int (day, FC_DAY_TANK_VARIANCE, variance);
  fc_office_load (office, day);
}

static void
wet_stock_is_that_of_the_overview (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (FcOverview) screen = NULL;
  g_autoptr (FcReport) report = NULL;
  g_autoptr (GError) error = NULL;
  const FcReportSection *table;
  gint64 variance = 0, sales = 0;

  load_tank_day (office, &office->station, 2, TODAY - 1, 700000, -2500);
  load_tank_day (office, &office->station, 1, TODAY - 1, 300000, 900);
  load_tank_day (office, &office->station, 1, TODAY - 2, 310000, -1400);
  load_tank_day (office, &office->other_station, 1, TODAY - 2, 90000, -20000);
  load_tank_day (office, &office->station, 1, TODAY - 60, 1, 99999);
  screen = read_overview (office, NULL, MONTH);
  for (guint i = 0; i < screen->variances->len; i++)
    {
      variance += ((FcTankVariance *) screen->variances->pdata[i])->variance;
      sales += ((FcTankVariance *) screen->variances->pdata[i])->sales;
    }
  report = make (office, "wet-stock", NULL, MONTH, &error);
  g_assert_no_error (error);
  g_assert_cmpint (total_of (report, 0, 3), ==, 20000);
  g_assert_cmpint (total_of (report, 0, 5), ==, sales);
  g_assert_cmpint (total_of (report, 0, 6), ==, variance);
  g_assert_cmpint (variance, ==, -23000);
  table = report->sections->pdata[0];
  g_assert_cmpuint (table->rows->len, ==, 4);
  g_assert_cmpstr (((FcReportRow *) table->rows->pdata[0])->values[0].text, ==, "Mill Lane");
  g_assert_cmpstr (((FcReportRow *) table->rows->pdata[1])->values[1].text, ==, "1 · Diesel");
  g_assert_cmpint (((FcReportRow *) table->rows->pdata[1])->values[2].number, ==, 2);
}

static void
over_and_short_are_those_of_the_overview (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (FcOverview) screen = NULL;
  g_autoptr (FcReport) report = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 4; i++)
    {
      FcId id = fc_id_new (FC_TEST_NOW + i);
      FcRecord *shift = fc_record_new (FC_SHIFT, &id);

      fc_record_set_ref (shift, FC_SHIFT_STATION_ID, i % 2 == 0 ? &office->station : &office->other_station);
      fc_record_set_int (shift, FC_SHIFT_BUSINESS_DATE, TODAY - (int) i);
      fc_record_set_int (shift, FC_SHIFT_NUMBER, i + 1);
      fc_record_set_int (shift, FC_SHIFT_OPENED_AT, FC_TEST_NOW);
      fc_record_set_text (shift, FC_SHIFT_STATE, "approved");
      fc_record_set_text (shift, FC_SHIFT_CASHIER, i == 3 ? "Jo Okafor" : "Ann Lee");
      fc_record_set_int (shift, FC_SHIFT_OVER_SHORT, i == 3 ? -450 : 100);
      fc_office_load (office, shift);
    }
  screen = read_overview (office, NULL, MONTH);
  report = make (office, "over-short", NULL, MONTH, &error);
  g_assert_no_error (error);
  g_assert_cmpint (total_of (report, 0, 1), ==, 4);
  g_assert_cmpint (total_of (report, 0, 2), ==, 1);
  g_assert_cmpint (total_of (report, 0, 3), ==, screen->cash.over_short);
  g_assert_cmpint (screen->cash.over_short, ==, -150);
}

/* --- names ---------------------------------------------------------------------------------------------------------------------- */

static void
files_are_called_after_what_they_are_about (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  const FcSpan october = { 20727, 20757 };
  const struct {
    const char *name;
    gboolean all;
    FcSpan span;
    const char *file;
  } cases[] = {
    { "sales", FALSE, october, "Sales 2026-10 Quay Road" },
    { "sales", TRUE, october, "Sales 2026-10 Harbour Fuel" },
    { "wet-stock", FALSE, { TODAY - 6, TODAY }, "Wet stock 2026-11-14--2026-11-20 Quay Road" },
    { "day", FALSE, { TODAY, TODAY }, "Day report 2026-11-20 Quay Road" },
    { "over-short", TRUE, { TODAY, TODAY }, "Over-short by attendant 2026-11-20 Harbour Fuel" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FcReport) report =
        make (office, cases[i].name, cases[i].all ? NULL : &office->station, cases[i].span, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (report->file_name, ==, cases[i].file);
    }
}

/* Rea sees one station: hers is no file of the whole company. */
static void
some_stations_are_named (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FcReport) report = NULL;

  seat_reader (office);
  report = make (office, "sales", NULL, (FcSpan){ TODAY, TODAY }, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (report->file_name, ==, "Sales 2026-11-20 Harbour Fuel HF01");
  g_assert_true (g_str_has_prefix (report->station, "1 station"));
}

/* Two stations of one name must not write over each other's files; a name may hold what a file's may not. */
static void
namesakes_keep_their_own_files (void)
{
  FcId first = fc_id_from_key ("a", NULL), second = fc_id_from_key ("b", NULL);
  g_autoptr (GPtrArray) stations = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *one = NULL, *other = NULL, *gone = NULL, *odd = NULL, *long_name = NULL;
  g_autoptr (GString) many = g_string_new (NULL);

  for (int i = 0; i < 2; i++)
    {
      FcRecord *station = fc_record_new (FC_STATION, i == 0 ? &first : &second);

      fc_record_set_text (station, FC_STATION_NAME, i == 0 ? "Main Street" : "MAIN street");
      fc_record_set_text (station, FC_STATION_CODE, i == 0 ? "M1" : "M2");
      g_ptr_array_add (stations, station);
    }
  one = fc_report_scope_name (stations, &first, NULL, NULL);
  other = fc_report_scope_name (stations, &second, NULL, NULL);
  g_assert_cmpstr (one, ==, "Main Street M1");
  g_assert_cmpstr (other, ==, "MAIN street M2");
  gone = fc_report_scope_name (stations, &(FcId){ { 9 } }, NULL, NULL);
  g_assert_null (gone);
  odd = fc_report_file_title (&fc_sales_report_info, MONTH, "../A\nB:C?  ");
  g_assert_cmpstr (odd, ==, "Sales 2026-10-22--2026-11-20 ..-A B-C-");
  for (int i = 0; i < 200; i++)
    g_string_append (many, "ö");
  long_name = fc_report_file_title (&fc_over_short_report_info, MONTH, many->str);
  g_assert_cmpuint (strlen (long_name), <, 250);
  g_assert_true (g_utf8_validate (long_name, -1, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add_func ("/report-info/" path, test)
  ADD ("sales-are-those-of-the-overview", sales_are_those_of_the_overview);
  ADD ("wet-stock-is-that-of-the-overview", wet_stock_is_that_of_the_overview);
  ADD ("over-and-short-are-those-of-the-overview", over_and_short_are_those_of_the_overview);
  ADD ("nobody-gets-what-they-may-not-see", nobody_gets_what_they_may_not_see);
  ADD ("files-are-called-after-what-they-are-about", files_are_called_after_what_they_are_about);
  ADD ("some-stations-are-named", some_stations_are_named);
  ADD ("namesakes-keep-their-own-files", namesakes_keep_their_own_files);
  ADD ("a-module-adds-its-own", a_module_adds_its_own);
#undef ADD
  return g_test_run ();
}
