/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-overview.h"
#include "fc-test-office.h"

/* What a dashboard is told of days other than today, and what it is not told. 2026-11-20 is a Friday, noon. */

#define TODAY ((FcDate) (FC_TEST_NOW / FC_DAY_US))

static void
sell (FcOffice   *office,
      gint64      at,
      gint64      amount,
      const char *payment)
{
  FcId id = fc_id_new (at);
  FcRecord *sale = fc_record_new (FC_SALE, &id);

  fc_record_set_ref (sale, FC_SALE_STATION_ID, &office->station);
  fc_record_set_int (sale, FC_SALE_SOLD_AT, at);
  fc_record_set_ref (sale, FC_SALE_PRODUCT_ID, &office->diesel);
  fc_record_set_int (sale, FC_SALE_VOLUME, amount * 10);
  fc_record_set_int (sale, FC_SALE_AMOUNT, amount);
  fc_record_set_text (sale, FC_SALE_PAYMENT, payment);
  fc_office_load (office, sale);
}

static FcOverview *
read_days (FcOffice     *office,
           FcDate        from,
           FcDate        until,
           FcComparison  comparison)
{
  FcOverviewAsk ask = {
    .now_us = FC_TEST_NOW, .from = from, .until = until, .comparison = comparison, .parts = FC_OVERVIEW_ALL
  };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  FcOverview *figures;

  fc_overview_async (office->replica, &ask, NULL, fc_test_finished_cb, &result);
  figures = fc_overview_finish (office->replica, fc_test_wait (&result), &error);
  g_assert_no_error (error);
  return figures;
}

static void
period_counts_its_days (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (FcOverview) week = NULL, yesterday = NULL;

  for (int day = 0; day < 15; day++)
    sell (office, FC_TEST_NOW - day * FC_DAY_US - FC_HOUR_US, 100 + day, "cash");
  week = read_days (office, TODAY - 6, TODAY, FC_COMPARE_PREVIOUS);
  g_assert_cmpint (week->now.count, ==, 7);
  g_assert_cmpint (week->now.amount, ==, 721);
  g_assert_cmpint (week->base_state, ==, FC_BASE_WHOLE);
  g_assert_cmpint (week->base.amount, ==, 770);
  g_assert_cmpint (week->base_from, ==, TODAY - 13);
  yesterday = read_days (office, TODAY - 1, TODAY - 1, FC_COMPARE_WEEKDAY);
  g_assert_cmpint (yesterday->now.amount, ==, 101);
  g_assert_cmpint (yesterday->base.amount, ==, 108);
  g_assert_cmpint (yesterday->by_day[FC_OVERVIEW_LINE - 1].amount, ==, 101);
}

/* Half of today is held against half of that day. */
static void
begun_day_is_held_against_as_much (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (FcOverview) figures = NULL;

  sell (office, FC_TEST_NOW - FC_DAY_US - 20 * FC_HOUR_US, 1, "cash");
  sell (office, FC_TEST_NOW - FC_DAY_US - FC_HOUR_US, 70, "cash");
  sell (office, FC_TEST_NOW - FC_DAY_US + FC_HOUR_US, 500, "cash");
  sell (office, FC_TEST_NOW - FC_HOUR_US, 90, "cash");
  figures = read_days (office, TODAY, TODAY, FC_COMPARE_PREVIOUS);
  g_assert_cmpint (figures->now.amount, ==, 90);
  g_assert_cmpint (figures->base.amount, ==, 70);
  g_assert_cmpint (figures->base_by_hour[13].amount, ==, 500);
}

static void
nothing_is_held_against_what_is_not_known (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (FcOverview) figures = NULL, unwanted = NULL;

  sell (office, FC_TEST_NOW - 3 * FC_DAY_US, 70, "cash");
  sell (office, FC_TEST_NOW - FC_HOUR_US, 90, "cash");
  figures = read_days (office, TODAY, TODAY, FC_COMPARE_WEEKDAY);
  g_assert_cmpint (figures->base_state, ==, FC_BASE_MISSING);
  g_assert_cmpint (figures->base.amount, ==, 0);
  unwanted = read_days (office, TODAY, TODAY, FC_COMPARE_NOTHING);
  g_assert_cmpint (unwanted->base_state, ==, FC_BASE_UNWANTED);
}

static void
set_meta (FcOffice   *office,
          const char *key,
          const char *value)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fc_replica_set_meta_async (office->replica, key, value, fc_test_finished_cb, &result);
  fc_replica_set_meta_finish (office->replica, fc_test_wait (&result), &error);
  g_assert_no_error (error);
}

/* The week before is half here: it would say that sales have grown a hundredfold. */
static void
waits_until_all_has_arrived (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (FcOverview) half = NULL, whole = NULL;

  sell (office, FC_TEST_NOW - 8 * FC_DAY_US, 1, "cash");
  sell (office, FC_TEST_NOW - 7 * FC_DAY_US - FC_HOUR_US, 1, "cash");
  sell (office, FC_TEST_NOW - FC_HOUR_US, 9000, "cash");
  set_meta (office, FC_META_FACTS, "under way");
  half = read_days (office, TODAY, TODAY, FC_COMPARE_WEEKDAY);
  g_assert_cmpint (half->base_state, ==, FC_BASE_ARRIVING);
  g_assert_cmpint (half->base.amount, ==, 0);
  set_meta (office, FC_META_FACTS, NULL);
  whole = read_days (office, TODAY, TODAY, FC_COMPARE_WEEKDAY);
  g_assert_cmpint (whole->base_state, ==, FC_BASE_WHOLE);
  g_assert_cmpint (whole->base.amount, ==, 1);
}

static void
old_days_are_kept_whole (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (FcOverview) begun = NULL, over = NULL;

  sell (office, FC_TEST_NOW - 370 * FC_DAY_US, 5, "cash");
  sell (office, FC_TEST_NOW - 364 * FC_DAY_US, 7, "cash");
  sell (office, FC_TEST_NOW - 365 * FC_DAY_US, 11, "cash");
  begun = read_days (office, TODAY, TODAY, FC_COMPARE_YEAR);
  g_assert_cmpint (begun->base_state, ==, FC_BASE_BY_DAY);
  g_assert_cmpint (begun->base.amount, ==, 0);
  over = read_days (office, TODAY - 1, TODAY - 1, FC_COMPARE_YEAR);
  g_assert_cmpint (over->base_state, ==, FC_BASE_WHOLE);
  g_assert_cmpint (over->base.amount, ==, 11);
}

static void
shares_and_habits_add_up (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (FcOverview) figures = NULL;

  sell (office, FC_TEST_NOW - FC_HOUR_US, 100, "cash");
  sell (office, FC_TEST_NOW - FC_HOUR_US, 300, fc_tenders[1]);
  sell (office, FC_TEST_NOW - 7 * FC_DAY_US, 40, "cash");
  sell (office, FC_TEST_NOW - 14 * FC_DAY_US, 60, "cash");
  figures = read_days (office, TODAY, TODAY, FC_COMPARE_WEEKDAY);
  g_assert_cmpuint (figures->payments->len, ==, 2);
  g_assert_cmpstr (((FcSalesShare *) figures->payments->pdata[0])->name, ==, fc_tenders[1]);
  g_assert_cmpint (((FcSalesShare *) figures->payments->pdata[1])->figures.amount, ==, 100);
  g_assert_cmpuint (figures->products->len, ==, 1);
  g_assert_cmpint (((FcSalesShare *) figures->products->pdata[0])->figures.count, ==, 2);
  g_assert_cmpint (figures->habits[4][12].amount, ==, 100);
  g_assert_cmpint (figures->habits[4][11].amount, ==, 0); /* today has only begun */
}

static FcId
add_shift (FcOffice   *office,
           const char *state)
{
  FcId id = fc_id_new (FC_TEST_NOW);
  FcRecord *shift = fc_record_new (FC_SHIFT, &id);

  fc_record_set_ref (shift, FC_SHIFT_STATION_ID, &office->station);
  fc_record_set_int (shift, FC_SHIFT_BUSINESS_DATE, TODAY);
  fc_record_set_int (shift, FC_SHIFT_NUMBER, 1);
  fc_record_set_int (shift, FC_SHIFT_OPENED_AT, FC_TEST_NOW);
  fc_record_set_text (shift, FC_SHIFT_STATE, state);
  fc_office_load (office, shift);
  return id;
}

static FcId
add_tank (FcOffice   *office,
          const FcId *product,
          gint64      number)
{
  FcId id = fc_id_new (FC_TEST_NOW);
  FcRecord *tank = fc_record_new (FC_TANK, &id);

  fc_record_set_ref (tank, FC_TANK_STATION_ID, &office->station);
  fc_record_set_int (tank, FC_TANK_NUMBER, number);
  fc_record_set_ref (tank, FC_TANK_PRODUCT_ID, product);
  fc_record_set_int (tank, FC_TANK_CAPACITY, 40000000);
  fc_office_load (office, tank);
  return id;
}

static void
deliver (FcOffice   *office,
         const FcId *tank,
         const FcId *shift,
         gint64      at,
         gint64      unit_cost)
{
  FcId id = fc_id_new (at);
  FcRecord *delivery = fc_record_new (FC_DELIVERY, &id);

  fc_record_set_ref (delivery, FC_DELIVERY_SHIFT_ID, shift);
  fc_record_set_ref (delivery, FC_DELIVERY_STATION_ID, &office->station);
  fc_record_set_ref (delivery, FC_DELIVERY_TANK_ID, tank);
  fc_record_set_int (delivery, FC_DELIVERY_TICKETED_VOLUME, 1000000);
  fc_record_set_int (delivery, FC_DELIVERY_DELIVERED_AT, at);
  fc_record_set_int (delivery, FC_DELIVERY_UNIT_COST, unit_cost);
  fc_office_load (office, delivery);
}

/* October has 31 days, and September 30: each counts whole, and neither day of another month does. */
static void
months_are_held_against_months (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (FcOverview) figures = NULL;
  FcDate october = TODAY - 50, september = october - 30; /* the first of each */

  for (FcDate date = september - 10; date < TODAY; date++)
    sell (office, date * FC_DAY_US + 9 * FC_HOUR_US, 1, "cash");
  figures = read_days (office, october, october + 30, FC_COMPARE_WEEKDAY);
  g_assert_cmpint (figures->base_state, ==, FC_BASE_WHOLE);
  g_assert_cmpint (figures->base_from, ==, september);
  g_assert_cmpint (figures->base_until, ==, october - 1);
  g_assert_cmpint (figures->now.count, ==, 31);
  g_assert_cmpint (figures->base.count, ==, 30);
}

static void
read_off (FcOffice   *office,
          const FcId *tank,
          const FcId *shift,
          gint64      volume)
{
  FcId id = fc_id_new (FC_TEST_NOW);
  FcRecord *reading = fc_record_new (FC_TANK_READING, &id);

  fc_record_set_ref (reading, FC_TANK_READING_TANK_ID, tank);
  fc_record_set_ref (reading, FC_TANK_READING_SHIFT_ID, shift);
  fc_record_set_ref (reading, FC_TANK_READING_STATION_ID, &office->station);
  fc_record_set_int (reading, FC_TANK_READING_READ_AT, FC_TEST_NOW);
  fc_record_set_int (reading, FC_TANK_READING_VOLUME, volume);
  fc_office_load (office, reading);
}

/* Diesel is fuller, yet sold out before the morning; petrol sells nothing; what was never read comes last. */
static void
the_most_urgent_tank_is_first (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (FcOverview) figures = NULL;
  FcId shift = add_shift (office, "approved"), diesel = add_tank (office, &office->diesel, 9);
  FcId petrol = add_tank (office, &office->petrol, 8), unread = add_tank (office, &office->petrol, 7);
  const FcTankFigures *first, *second, *last;

  read_off (office, &diesel, &shift, 12000000);
  read_off (office, &petrol, &shift, 2000000);
  for (int hour = 1; hour <= 24; hour++)
    sell (office, FC_TEST_NOW - hour * FC_HOUR_US, 100000, "cash"); /* a thousand litres an hour */
  figures = read_days (office, TODAY, TODAY, FC_COMPARE_NOTHING);
  g_assert_cmpuint (figures->tanks->len, >=, 3);
  first = figures->tanks->pdata[0];
  second = figures->tanks->pdata[1];
  last = figures->tanks->pdata[figures->tanks->len - 1];
  g_assert_true (fc_id_equal (&first->tank_id, &diesel));
  g_assert_cmpint (first->lasts_s, ==, 12 * 3600);
  g_assert_true (fc_id_equal (&second->tank_id, &petrol));
  g_assert_cmpint (second->lasts_s, ==, -1);
  g_assert_cmpint (last->volume, ==, -1);
  g_assert_false (fc_id_is_null (&unread));
}

/* A litre before any delivery, two at 0.50, three at 0.80. The corrected version of a shift's delivery counts, not the old one. */
static void
fuel_costs_what_the_last_delivery_did (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (FcOverview) week = NULL, today = NULL;
  FcId tank = add_tank (office, &office->diesel, 9), shift = add_shift (office, "approved"),
       old = add_shift (office, "superseded");

  deliver (office, &tank, &shift, FC_TEST_NOW - 3 * FC_DAY_US, 50000);
  deliver (office, &tank, &old, FC_TEST_NOW - 5 * FC_DAY_US / 2, 999999);
  deliver (office, &tank, &shift, FC_TEST_NOW - FC_DAY_US, 80000);
  sell (office, FC_TEST_NOW - 5 * FC_DAY_US, 100, "cash");
  sell (office, FC_TEST_NOW - 2 * FC_DAY_US, 200, "cash");
  sell (office, FC_TEST_NOW - FC_HOUR_US, 300, "cash");
  week = read_days (office, TODAY - 6, TODAY, FC_COMPARE_NOTHING);
  g_assert_cmpint (week->margin.amount, ==, 500);
  g_assert_cmpint (week->margin.cost, ==, 100 + 240);
  g_assert_cmpint (week->margin.volume, ==, 5000);
  g_assert_cmpint (week->margin.volume_unknown, ==, 1000);
  today = read_days (office, TODAY, TODAY, FC_COMPARE_NOTHING);
  g_assert_cmpint (today->margin.amount - today->margin.cost, ==, 60);
  g_assert_cmpint (today->margin.volume_unknown, ==, 0);
}

/* 2026-11-20 is at noon: twelve hours of today have been, and six whole days before. */
static void
only_hours_that_have_been_count (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (FcOverview) today = read_days (office, TODAY, TODAY, FC_COMPARE_NOTHING);
  g_autoptr (FcOverview) week = read_days (office, TODAY - 6, TODAY, FC_COMPARE_NOTHING);
  g_autoptr (FcOverview) tomorrow = read_days (office, TODAY + 1, TODAY + 1, FC_COMPARE_NOTHING);

  g_assert_cmpint (today->hours, ==, 12);
  g_assert_cmpint (week->hours, ==, 6 * 24 + 12);
  g_assert_cmpint (tomorrow->hours, ==, 0);
  g_assert_cmpint (fc_office_count (office, "SELECT count(DISTINCT pump_id) FROM nozzle"), ==, today->n_pumps);
}

/* Jo’s two drawers of one shift, and a shift without drawers, which its cashier stands for. */
static void
attendants_stand_for_their_drawers (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (FcOverview) figures = NULL;
  const char *const states[] = { "approved", "submitted", "open" };
  FcAttendantFigures *jo, *ann;

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      FcId id = fc_id_new (FC_TEST_NOW + i);
      FcRecord *shift = fc_record_new (FC_SHIFT, &id);

      fc_record_set_ref (shift, FC_SHIFT_STATION_ID, &office->station);
      fc_record_set_int (shift, FC_SHIFT_BUSINESS_DATE, TODAY);
      fc_record_set_int (shift, FC_SHIFT_NUMBER, i + 1);
      fc_record_set_int (shift, FC_SHIFT_OPENED_AT, FC_TEST_NOW);
      fc_record_set_text (shift, FC_SHIFT_STATE, states[i]);
      fc_record_set_text (shift, FC_SHIFT_CASHIER, "Ann Lee");
      fc_record_set_int (shift, FC_SHIFT_OVER_SHORT, -70);
      fc_office_load (office, shift);
      for (int drawer = 0; i == 0 && drawer < 2; drawer++)
        {
          FcId drawer_id = fc_id_new (FC_TEST_NOW + 10 + drawer);
          FcRecord *row = fc_record_new (FC_DRAWER, &drawer_id);

          fc_record_set_ref (row, FC_DRAWER_SHIFT_ID, &id);
          fc_record_set_ref (row, FC_DRAWER_STATION_ID, &office->station);
          fc_record_set_int (row, FC_DRAWER_NUMBER, drawer + 1);
          fc_record_set_text (row, FC_DRAWER_ATTENDANT, "Jo Okafor");
          fc_record_set_int (row, FC_DRAWER_OVER_SHORT, drawer == 0 ? -100 : 30);
          fc_office_load (office, row);
        }
    }
  figures = read_days (office, TODAY, TODAY, FC_COMPARE_NOTHING);
  g_assert_cmpuint (figures->attendants->len, ==, 2);
  jo = figures->attendants->pdata[1];
  ann = figures->attendants->pdata[0];
  g_assert_cmpstr (ann->name, ==, "Ann Lee");
  g_assert_cmpint (ann->over_short, ==, -70);
  g_assert_cmpstr (jo->name, ==, "Jo Okafor");
  g_assert_cmpint (jo->over_short, ==, -70);
  g_assert_cmpuint (jo->drawers, ==, 2);
  g_assert_cmpuint (jo->short_drawers, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/replica/overview/fuel-costs-what-the-last-delivery-did", fuel_costs_what_the_last_delivery_did);
  g_test_add_func ("/replica/overview/months-are-held-against-months", months_are_held_against_months);
  g_test_add_func ("/replica/overview/the-most-urgent-tank-is-first", the_most_urgent_tank_is_first);
  g_test_add_func ("/replica/overview/only-hours-that-have-been-count", only_hours_that_have_been_count);
  g_test_add_func ("/replica/overview/period-counts-its-days", period_counts_its_days);
  g_test_add_func ("/replica/overview/begun-day-is-held-against-as-much", begun_day_is_held_against_as_much);
  g_test_add_func ("/replica/overview/nothing-is-held-against-what-is-not-known",
                   nothing_is_held_against_what_is_not_known);
  g_test_add_func ("/replica/overview/waits-until-all-has-arrived", waits_until_all_has_arrived);
  g_test_add_func ("/replica/overview/old-days-are-kept-whole", old_days_are_kept_whole);
  g_test_add_func ("/replica/overview/shares-and-habits-add-up", shares_and_habits_add_up);
  g_test_add_func ("/replica/overview/attendants-stand-for-their-drawers", attendants_stand_for_their_drawers);
  return g_test_run ();
}
