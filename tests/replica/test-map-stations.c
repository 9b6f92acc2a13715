/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-map-sales.h"
#include "fc-map-stations.h"
#include "fc-overview.h"
#include "fc-test-office.h"
#include "fc-time.h"

/* What a map is told of the stations in a real replica. */

static FcId
add_tank (FcOffice *office)
{
  FcId id = fc_id_new (FC_TEST_NOW);
  FcRecord *tank = fc_record_new (FC_TANK, &id);

  fc_record_set_ref (tank, FC_TANK_STATION_ID, &office->station);
  fc_record_set_int (tank, FC_TANK_NUMBER, 1);
  fc_record_set_ref (tank, FC_TANK_PRODUCT_ID, &office->diesel);
  fc_record_set_int (tank, FC_TANK_CAPACITY, 30000000);
  fc_record_set_int (tank, FC_TANK_DEAD_STOCK, 1000000);
  fc_record_set_int (tank, FC_TANK_WATER_LIMIT, 50);
  fc_office_load (office, tank);
  return id;
}

static void
add_reading (FcOffice   *office,
             const FcId *tank,
             gint64      read_at,
             gint64      volume,
             gint64      water)
{
  FcId id = fc_id_new (read_at);
  FcRecord *reading = fc_record_new (FC_GAUGE_READING, &id);

  fc_record_set_ref (reading, FC_GAUGE_READING_STATION_ID, &office->station);
  fc_record_set_ref (reading, FC_GAUGE_READING_TANK_ID, tank);
  fc_record_set_int (reading, FC_GAUGE_READING_READ_AT, read_at);
  fc_record_set_int (reading, FC_GAUGE_READING_VOLUME, volume);
  fc_record_set_int (reading, FC_GAUGE_READING_WATER_LEVEL, water);
  fc_office_load (office, reading);
}

static GPtrArray *
read_all (FcOffice *office)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *stations;

  fc_map_stations_async (office->replica, NULL, fc_test_finished_cb, &result);
  stations = fc_map_stations_finish (office->replica, fc_test_wait (&result), &error);
  g_assert_no_error (error);
  return stations;
}

static const FcMapStation *
find (GPtrArray  *stations,
      const FcId *id)
{
  for (guint i = 0; i < stations->len; i++)
    if (fc_id_equal (&((FcMapStation *) stations->pdata[i])->id, id))
      return stations->pdata[i];
  g_assert_not_reached ();
}

static void
test_the_last_reading_counts (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  FcId tank = add_tank (office);
  g_autoptr (GPtrArray) before = read_all (office);
  g_autoptr (GPtrArray) low = NULL;
  g_autoptr (GPtrArray) wet = NULL;
  const FcMapStation *station = find (before, &office->station);

  g_assert_cmpuint (station->tanks, ==, 0);
  g_assert_cmpint (station->heard_at, ==, 0);
  add_reading (office, &tank, FC_TEST_NOW - FC_HOUR_US, 900000, 0);
  add_reading (office, &tank, FC_TEST_NOW, 5000000, 10);
  low = read_all (office);
  station = find (low, &office->station);
  g_assert_cmpuint (station->tanks, ==, 1);
  g_assert_cmpint (station->heard_at, ==, FC_TEST_NOW);
  g_assert_cmpuint (station->low, ==, 1);
  g_assert_cmpuint (station->dry, ==, 0);
  g_assert_cmpint (station->lowest, ==, 5000000);
  add_reading (office, &tank, FC_TEST_NOW + FC_HOUR_US, 20000000, 51);
  wet = read_all (office);
  station = find (wet, &office->station);
  g_assert_cmpuint (station->low, ==, 0);
  g_assert_cmpuint (station->wet, ==, 1);
}

static void
add_alert (FcOffice   *office,
           const char *severity,
           const char *state)
{
  FcId id = fc_id_new (FC_TEST_NOW);
  FcRecord *alert = fc_record_new (FC_ALERT, &id);

  fc_record_set_ref (alert, FC_ALERT_STATION_ID, &office->station);
  fc_record_set_ref (alert, FC_ALERT_RULE_ID, &id);
  fc_record_set_text (alert, FC_ALERT_KEY, "tank");
  fc_record_set_text (alert, FC_ALERT_METRIC, "tank-stock");
  fc_record_set_int (alert, FC_ALERT_RAISED_AT, FC_TEST_NOW);
  fc_record_set_text (alert, FC_ALERT_SEVERITY, severity);
  fc_record_set_text (alert, FC_ALERT_STATE, state);
  fc_office_load (office, alert);
}

static void
test_warnings_are_told_apart (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GPtrArray) stations = NULL;
  const FcMapStation *station;

  add_alert (office, "warning", "new");
  add_alert (office, "warning", "new");
  add_alert (office, "warning", "resolved");
  add_alert (office, "critical", "new");
  add_alert (office, "notice", "new");
  stations = read_all (office);
  station = find (stations, &office->station);
  g_assert_cmpuint (station->warnings, ==, 2);
  g_assert_cmpuint (station->critical, ==, 1);
}

static void
test_only_stations_that_one_sees (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GPtrArray) stations = read_all (office);

  g_assert_cmpuint (stations->len, ==, (guint) fc_office_count (office, "SELECT count(*) FROM visible_station"));
}

static void
sell (FcOffice   *office,
      const FcId *station,
      gint64      at,
      gint64      amount)
{
  FcId id = fc_id_new (at);
  FcRecord *sale = fc_record_new (FC_SALE, &id);

  fc_record_set_ref (sale, FC_SALE_STATION_ID, station);
  fc_record_set_int (sale, FC_SALE_SOLD_AT, at);
  fc_record_set_ref (sale, FC_SALE_PRODUCT_ID, &office->diesel);
  fc_record_set_int (sale, FC_SALE_VOLUME, amount * 10);
  fc_record_set_int (sale, FC_SALE_AMOUNT, amount);
  fc_record_set_text (sale, FC_SALE_PAYMENT, "cash");
  fc_office_load (office, sale);
}

static FcMapSales *
read_sales (FcOffice *office,
            FcDate    from,
            FcDate    until)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  FcMapSales *sales;

  fc_map_sales_async (office->replica, from * FC_DAY_US, (until + 1) * FC_DAY_US, NULL, fc_test_finished_cb, &result);
  sales = fc_map_sales_finish (office->replica, fc_test_wait (&result), &error);
  g_assert_no_error (error);
  return sales;
}

static gint64
overview_amount (FcOffice *office,
                 FcDate    from,
                 FcDate    until)
{
  FcOverviewAsk ask = { .now_us = FC_TEST_NOW, .from = from, .until = until, .comparison = FC_COMPARE_PREVIOUS,
                        .parts = FC_OVERVIEW_SALES };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FcOverview) figures = NULL;

  fc_overview_async (office->replica, &ask, NULL, fc_test_finished_cb, &result);
  figures = fc_overview_finish (office->replica, fc_test_wait (&result), &error);
  g_assert_no_error (error);
  return figures->now.amount;
}

/* Of days that are kept by the hour and of those that are kept whole, the map says what the Overview does. */
static void
test_sales_are_those_of_the_overview (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (20);
  FcDate today = (FcDate) (FC_TEST_NOW / FC_DAY_US);

  for (int i = 0; i < 120; i++)
    sell (office, i % 3 > 0 ? &office->station : &office->other_station,
          FC_TEST_NOW - (gint64) (g_rand_double (rand) * 120 * FC_DAY_US), g_rand_int_range (rand, -200, 2000));
  for (int i = 0; i < 30; i++)
    {
      FcDate from = today - g_rand_int_range (rand, 0, 120), until = MIN (from + g_rand_int_range (rand, 0, 60), today);
      g_autoptr (FcMapSales) sales = read_sales (office, from, until);
      gint64 sum = 0;

      for (guint k = 0; k < sales->stations->len; k++)
        sum += ((FcMapSale *) sales->stations->pdata[k])->amount;
      g_assert_cmpint (sales->amount, ==, sum);
      g_assert_cmpint (sales->volume, ==, sum * 10);
      g_assert_cmpint (sales->amount, ==, overview_amount (office, from, until));
    }
}

static void
test_another_currency_is_in_no_sum (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (FcMapSales) sales = NULL;
  g_autoptr (GError) error = NULL;
  FcDate today = (FcDate) (FC_TEST_NOW / FC_DAY_US);

  sell (office, &office->station, FC_TEST_NOW, 500);
  sell (office, &office->other_station, FC_TEST_NOW, 300);
  g_assert_true (fc_office_patch_text (office, FC_STATION, &office->other_station, FC_STATION_CURRENCY, "SEK", &error));
  sales = read_sales (office, today, today);
  g_assert_cmpuint (sales->stations->len, ==, 2);
  g_assert_cmpuint (sales->foreign, ==, 1);
  g_assert_cmpint (sales->amount, ==, 500);
  g_assert_cmpint (sales->volume, ==, 8000);
}

static void
test_a_day_without_sales_is_empty (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (FcMapSales) sales = read_sales (office, 20000, 20010);

  g_assert_cmpuint (sales->stations->len, ==, 0);
  g_assert_cmpint (sales->amount, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/maps/stations/the-last-reading-counts", test_the_last_reading_counts);
  g_test_add_func ("/maps/stations/warnings-are-told-apart", test_warnings_are_told_apart);
  g_test_add_func ("/maps/stations/only-those-that-one-sees", test_only_stations_that_one_sees);
  g_test_add_func ("/maps/sales/are-those-of-the-overview", test_sales_are_those_of_the_overview);
  g_test_add_func ("/maps/sales/another-currency-is-in-no-sum", test_another_currency_is_in_no_sum);
  g_test_add_func ("/maps/sales/a-day-without-sales-is-empty", test_a_day_without_sales_is_empty);
  return g_test_run ();
}
