/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-alert-queries.h"
#include "fc-audit-queries.h"
#include "fc-company-queries.h"
#include "fc-overview.h"
#include "fc-shift-queries.h"
#include "fc-station-queries.h"
#include "fc-sync-log.h"
#include "fc-test-office.h"

/* What pages ask, on a small company whose figures can be added up by hand. */

static FcId
add_sale (FcOffice   *office,
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
  fc_office_load (office, sale);
  return id;
}

static FcId
add_shift (FcOffice   *office,
           const FcId *station,
           FcDate      date,
           int         number,
           const char *state,
           gint64      over_short)
{
  FcId id = fc_id_new ((gint64) date * FC_DAY_US + number);
  FcRecord *shift = fc_record_new (FC_SHIFT, &id);

  fc_record_set_ref (shift, FC_SHIFT_STATION_ID, station);
  fc_record_set_int (shift, FC_SHIFT_BUSINESS_DATE, date);
  fc_record_set_int (shift, FC_SHIFT_NUMBER, number);
  fc_record_set_int (shift, FC_SHIFT_OPENED_AT, (gint64) date * FC_DAY_US + number * FC_HOUR_US);
  fc_record_set_text (shift, FC_SHIFT_STATE, state);
  fc_record_set_text (shift, FC_SHIFT_CASHIER, "Jo Okafor");
  if (!g_str_equal (state, "open"))
    fc_record_set_int (shift, FC_SHIFT_OVER_SHORT, over_short);
  fc_office_load (office, shift);
  return id;
}

static FcOverview *
read_overview (FcOffice   *office,
               const FcId *station)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  FcDate today = (FcDate) (FC_TEST_NOW / FC_DAY_US);
  FcOverviewAsk ask = { .station = station, .now_us = FC_TEST_NOW, .from = today, .until = today, .parts = FC_OVERVIEW_ALL };
  FcOverview *overview;

  fc_overview_async (office->replica, &ask, NULL, fc_test_finished_cb, &result);
  overview = fc_overview_finish (office->replica, fc_test_wait (&result), &error);
  g_assert_no_error (error);
  return overview;
}

static void
overview_adds_up_the_day (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (FcOverview) all = NULL, one = NULL;

  add_sale (office, &office->station, FC_TEST_NOW - FC_HOUR_US, 1000);
  add_sale (office, &office->station, FC_TEST_NOW - 2 * FC_HOUR_US, 500);
  add_sale (office, &office->other_station, FC_TEST_NOW - 2 * FC_HOUR_US, 70);
  add_sale (office, &office->station, FC_TEST_NOW - FC_DAY_US, 9000);
  add_sale (office, &office->station, FC_TEST_NOW - 7 * FC_DAY_US - 3 * FC_HOUR_US, 300);
  add_sale (office, &office->station, FC_TEST_NOW - 7 * FC_DAY_US + 3 * FC_HOUR_US, 40);
  all = read_overview (office, NULL);
  g_assert_cmpstr (all->currency, ==, "GBP");
  g_assert_cmpint (all->now.amount, ==, 1570);
  g_assert_cmpint (all->now.count, ==, 3);
  g_assert_cmpint (all->base_state, ==, FC_BASE_WHOLE);
  g_assert_cmpint (all->base.amount, ==, 300);
  g_assert_cmpint (all->base_by_hour[15].amount, ==, 40);
  g_assert_cmpint (all->by_day[FC_OVERVIEW_LINE - 1].amount, ==, 9000);
  g_assert_cmpint (all->by_hour[11].amount, ==, 1000);
  g_assert_cmpint (all->by_hour[10].amount, ==, 570);
  one = read_overview (office, &office->other_station);
  g_assert_cmpint (one->now.amount, ==, 70);
}

static void
overview_lists_what_waits (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (FcOverview) all = NULL, theirs = NULL;
  FcDate today = (FcDate) (FC_TEST_NOW / FC_DAY_US);

  add_shift (office, &office->station, today - 1, 1, "submitted", -600);
  add_shift (office, &office->other_station, today - 2, 1, "disputed", 150);
  add_shift (office, &office->station, today, 1, "open", 0);
  add_shift (office, &office->station, today - 1, 2, "approved", 25);
  all = read_overview (office, NULL);
  g_assert_cmpuint (all->n_waiting, ==, 2);
  g_assert_cmpstr (((FcWaitingShift *) all->waiting->pdata[0])->state, ==, "disputed");
  g_assert_cmpint (all->over_short[5].over_short, ==, -575);
  g_assert_cmpuint (all->over_short[5].shifts, ==, 2);
  g_assert_cmpint (all->over_short[4].over_short, ==, 150);
  fc_office_act_as (office, &office->supervisor);
  theirs = read_overview (office, NULL);
  g_assert_cmpuint (theirs->n_waiting, ==, 0); /* a supervisor who may look, not decide */
}

static void
wait_until_read (FcQueryModel *model)
{
  while (fc_query_model_get_loading (model))
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (fc_query_model_get_error (model));
}

static FcQueryRow *
read_row (FcQueryModel *model,
          guint         position)
{
  FcQueryRow *row = g_list_model_get_item (G_LIST_MODEL (model), position);

  g_assert_nonnull (row);
  while (!fc_query_row_is_filled (row))
    g_main_context_iteration (NULL, TRUE);
  return row;
}

static void
shifts_are_found_by_station_state_and_words (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (FcQueryModel) model = fc_query_model_new (office->replica, &fc_shift_list);
  g_autoptr (FcQueryRow) newest = NULL;
  FcDate today = (FcDate) (FC_TEST_NOW / FC_DAY_US);

  for (int i = 0; i < 100; i++)
    add_shift (office, i % 2 == 0 ? &office->station : &office->other_station, today - i, 1,
               i < 10 ? "submitted" : "approved", i);
  wait_until_read (model);
  fc_office_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 100);
  newest = read_row (model, 0);
  g_assert_cmpint (fc_query_row_get_int (newest, FC_SHIFT_LIST_DATE), ==, today);
  g_assert_cmpstr (fc_query_row_get_text (newest, FC_SHIFT_LIST_STATION), ==, "Quay Road");
  fc_query_model_bind_text (model, ":state", "submitted");
  fc_query_model_bind_id (model, ":station", &office->other_station);
  wait_until_read (model);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 5);
  fc_query_model_bind_text (model, ":state", NULL);
  fc_query_model_bind_id (model, ":station", NULL);
  fc_query_model_bind_text (model, ":search", "mill");
  wait_until_read (model);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 50);
  fc_query_model_unbind (model, ":search");
  fc_query_model_bind_int (model, ":from", today - 4);
  fc_query_model_bind_int (model, ":until", today - 2);
  wait_until_read (model);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 3);
}

static void
latest_shift_of_a_station (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GAsyncResult) result = NULL, none = NULL, counted = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FcRecord) latest = NULL;
  g_autofree FcShiftCounts *counts = NULL;
  FcId second;

  add_shift (office, &office->station, 20000, 1, "approved", 0);
  second = add_shift (office, &office->station, 20000, 2, "submitted", 0);
  add_shift (office, &office->station, 19999, 3, "open", 0);
  fc_shift_latest_async (office->replica, &office->station, NULL, fc_test_finished_cb, &result);
  latest = fc_shift_latest_finish (office->replica, fc_test_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_true (fc_id_equal (fc_record_get_id (latest), &second));
  fc_shift_latest_async (office->replica, &office->other_station, NULL, fc_test_finished_cb, &none);
  g_assert_null (fc_shift_latest_finish (office->replica, fc_test_wait (&none), &error));
  g_assert_no_error (error);
  fc_shift_counts_async (office->replica, NULL, NULL, fc_test_finished_cb, &counted);
  counts = fc_shift_counts_finish (office->replica, fc_test_wait (&counted), &error);
  g_assert_cmpuint (counts->submitted, ==, 1);
  g_assert_cmpuint (counts->open, ==, 1);
}

static FcShiftWaiting *
next_after (FcOffice *office,
            FcId      done)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  FcShiftWaiting *next;

  fc_shift_next_async (office->replica, &done, NULL, fc_test_finished_cb, &result);
  next = fc_shift_next_finish (office->replica, fc_test_wait (&result), &error);
  g_assert_no_error (error);
  return next;
}

static void
who_decides_goes_to_the_oldest_that_waits (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (FcShiftWaiting) here = NULL, there = NULL;
  FcId done = add_shift (office, &office->station, 20000, 1, "submitted", 0), older, elsewhere;

  g_assert_null (next_after (office, done));
  elsewhere = add_shift (office, &office->other_station, 19000, 1, "submitted", 0);
  add_shift (office, &office->station, 19000, 1, "approved", 0);
  there = next_after (office, done);
  g_assert_true (fc_id_equal (fc_record_get_id (there->shift), &elsewhere));
  older = add_shift (office, &office->station, 19999, 2, "submitted", 0);
  add_shift (office, &office->station, 20000, 2, "submitted", 0);
  here = next_after (office, done);
  g_assert_true (fc_id_equal (fc_record_get_id (here->shift), &older));
  g_assert_cmpstr (here->station, ==, "Quay Road");
}

static void
add_price (FcOffice *office,
           gint64    price,
           gint64    from)
{
  FcId id = fc_id_new (from);
  FcRecord *record = fc_record_new (FC_PRICE, &id);

  fc_record_set_ref (record, FC_PRICE_STATION_ID, &office->station);
  fc_record_set_ref (record, FC_PRICE_PRODUCT_ID, &office->diesel);
  fc_record_set_int (record, FC_PRICE_PRICE, price);
  fc_record_set_int (record, FC_PRICE_EFFECTIVE_AT, from);
  fc_office_load (office, record);
}

static void
price_that_holds_now (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (FcQueryModel) model = fc_query_model_new (office->replica, &fc_price_list);
  g_autoptr (FcQueryRow) row = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FcRowSet) rows = NULL;
  g_autoptr (GPtrArray) prices = NULL;

  add_price (office, 150900, FC_TEST_NOW - 2 * FC_DAY_US);
  add_price (office, 151900, FC_TEST_NOW - FC_DAY_US);
  add_price (office, 152900, FC_TEST_NOW + FC_DAY_US);
  fc_query_model_bind_int (model, ":current", 1);
  fc_query_model_bind_int (model, ":now", FC_TEST_NOW);
  wait_until_read (model);
  fc_office_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 1);
  row = read_row (model, 0);
  g_assert_cmpint (fc_query_row_get_int (row, FC_PRICE_LIST_PRICE), ==, 151900);
  fc_station_load_async (office->replica, &office->station, FC_TEST_NOW, NULL, fc_test_finished_cb, &result);
  rows = fc_station_load_finish (office->replica, fc_test_wait (&result), &error);
  g_assert_no_error (error);
  prices = fc_row_set_list (rows, FC_PRICE);
  g_assert_cmpuint (prices->len, ==, 1);
  g_assert_cmpint (fc_record_get_int (prices->pdata[0], FC_PRICE_PRICE), ==, 151900);
}

static void
tank_shows_its_last_reading (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (FcQueryModel) model = NULL;
  g_autoptr (FcQueryRow) row = NULL;
  FcId tank_id = fc_id_new (FC_TEST_NOW), shift = add_shift (office, &office->station, 20000, 1, "open", 0);
  FcRecord *tank = fc_record_new (FC_TANK, &tank_id);

  fc_record_set_ref (tank, FC_TANK_STATION_ID, &office->station);
  fc_record_set_int (tank, FC_TANK_NUMBER, 1);
  fc_record_set_ref (tank, FC_TANK_PRODUCT_ID, &office->diesel);
  fc_record_set_int (tank, FC_TANK_CAPACITY, 30000000);
  fc_office_load (office, tank);
  for (int i = 0; i < 3; i++)
    {
      FcId id = fc_id_new (FC_TEST_NOW + i);
      FcRecord *reading = fc_record_new (FC_TANK_READING, &id);

      fc_record_set_ref (reading, FC_TANK_READING_SHIFT_ID, &shift);
      fc_record_set_ref (reading, FC_TANK_READING_STATION_ID, &office->station);
      fc_record_set_ref (reading, FC_TANK_READING_TANK_ID, &tank_id);
      fc_record_set_int (reading, FC_TANK_READING_READ_AT, FC_TEST_NOW + (i == 1 ? FC_HOUR_US : 0));
      if (i < 2)
        fc_record_set_int (reading, FC_TANK_READING_VOLUME, (i + 1) * 3000000);
      fc_office_load (office, reading);
    }
  model = fc_query_model_new (office->replica, &fc_tank_list);
  wait_until_read (model);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 1);
  row = read_row (model, 0);
  g_assert_cmpint (fc_query_row_get_int (row, FC_TANK_LIST_VOLUME), ==, 6000000);
  g_assert_cmpint (fc_query_row_get_int (row, FC_TANK_LIST_FILL), ==, 200);
}

/* Every list's SQL is read once in each sort, so that no typing error waits for a person. */
static void
every_list_can_be_sorted_by_every_column (void)
{
  static const FcQuerySpec *const specs[] = { &fc_shift_list, &fc_shift_history,     &fc_station_list,
                                              &fc_tank_list,  &fc_tank_reading_list, &fc_user_list,
                                              &fc_role_list,  &fc_product_list,      &fc_price_list,
                                              &fc_sync_log,      &fc_refused_list, &fc_audit_list,    &fc_alert_list };
  g_autoptr (FcOffice) office = fc_office_new ();

  for (guint s = 0; s < G_N_ELEMENTS (specs); s++)
    {
      g_autoptr (FcQueryModel) model = fc_query_model_new (office->replica, specs[s]);

      for (int column = 0; specs[s]->columns[column].name != NULL; column++)
        for (int descending = 0; specs[s]->columns[column].sortable && descending < 2; descending++)
          {
            fc_query_model_sort (model, column, descending);
            wait_until_read (model);
          }
    }
}

static void
history_of_a_shift_has_its_lines (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (FcQueryModel) model = fc_query_model_new (office->replica, &fc_shift_history);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcQueryRow) row = NULL;
  FcId shift = add_shift (office, &office->station, 20000, 1, "open", 0);

  fc_office_patch_text (office, FC_SHIFT, &shift, FC_SHIFT_NOTES, "Pump 3 out of order", &error);
  g_assert_no_error (error);
  fc_query_model_bind_id (model, ":shift", &shift);
  wait_until_read (model);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 1);
  row = read_row (model, 0);
  g_assert_cmpstr (fc_query_row_get_text (row, FC_SHIFT_HISTORY_USER), ==, "Mia Brandt");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/replica/modules/overview-adds-up-the-day", overview_adds_up_the_day);
  g_test_add_func ("/replica/modules/overview-lists-what-waits", overview_lists_what_waits);
  g_test_add_func ("/replica/modules/shifts-are-found-by-station-state-and-words",
                   shifts_are_found_by_station_state_and_words);
  g_test_add_func ("/replica/modules/latest-shift-of-a-station", latest_shift_of_a_station);
  g_test_add_func ("/replica/modules/who-decides-goes-to-the-oldest-that-waits", who_decides_goes_to_the_oldest_that_waits);
  g_test_add_func ("/replica/modules/price-that-holds-now", price_that_holds_now);
  g_test_add_func ("/replica/modules/tank-shows-its-last-reading", tank_shows_its_last_reading);
  g_test_add_func ("/replica/modules/every-list-can-be-sorted-by-every-column",
                   every_list_can_be_sorted_by_every_column);
  g_test_add_func ("/replica/modules/history-of-a-shift-has-its-lines", history_of_a_shift_has_its_lines);
  return g_test_run ();
}
