/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-delivery-check.h"
#include "fc-run-out.h"
#include "fc-stock-series.h"
#include "fc-time.h"

#define GALLONS(n) ((gint64) ((n) * 3785.411784)) /* mL */

static const FcStockTolerance practice = { 5000, 10000, 0 };

static FcStockDay
random_day (GRand  *rand,
            FcDate  date,
            gint64 *tank)
{
  FcStockDay day = { .date = date };

  day.receipts = g_rand_int_range (rand, 0, 4) == 0 ? g_rand_int_range (rand, 1000000, 20000000) : 0;
  day.sales = g_rand_int_range (rand, 0, 9000000);
  day.tests = MIN (day.sales, g_rand_int_range (rand, 0, 40000));
  day.transfers = g_rand_int_range (rand, -500000, 500000);
  *tank += day.receipts + day.tests + day.transfers - day.sales + g_rand_int_range (rand, -30000, 30000);
  day.has_physical = g_rand_int_range (rand, 0, 6) > 0;
  day.physical = *tank;
  return day;
}

static guint
random_days (GRand      *rand,
             FcStockDay *days,
             guint       most)
{
  guint n = (guint) g_rand_int_range (rand, 1, (gint32) most + 1);
  gint64 tank = g_rand_int_range (rand, 10000000, 90000000);

  for (guint i = 0; i < n; i++)
    {
      gint64 opening = tank;

      days[i] = random_day (rand, (FcDate) (20000 + i), &tank);
      days[i].has_opening = i == 0;
      days[i].opening = opening;
    }
  return n;
}

/* Whatever way the book is carried, what is missing at the end is the same to the millilitre. */
static void
both_conventions_end_with_the_same_sum (void)
{
  g_test_message ("seeds 1 to 5000");
  for (guint32 seed = 1; seed <= 5000; seed++)
    {
      GRand *rand = g_rand_new_with_seed (seed);
      FcStockDay days[40];
      guint n = random_days (rand, days, G_N_ELEMENTS (days));
      g_autoptr (GArray) stick = fc_stock_series_new (days, n, FC_CARRY_STICK, &practice);
      g_autoptr (GArray) book = fc_stock_series_new (days, n, FC_CARRY_BOOK, &practice);
      gint64 sum = 0;

      for (guint i = 0; i < n; i++)
        {
          const FcStockLine *by_stick = &g_array_index (stick, FcStockLine, i);
          const FcStockLine *by_book = &g_array_index (book, FcStockLine, i);

          sum += by_stick->has_variance ? by_stick->variance : 0;
          g_assert_cmpint (by_stick->has_variance, ==, days[i].has_physical);
          g_assert_cmpint (by_stick->cumulative, ==, sum);
          g_assert_cmpint (by_book->cumulative, ==, sum);
          if (by_book->has_variance)
            g_assert_cmpint (by_book->variance, ==, sum);
          g_assert_cmpint (by_stick->available - days[i].sales, ==, by_stick->book);
          if (i > 0 && days[i - 1].has_physical)
            g_assert_cmpint (by_stick->opening, ==, days[i - 1].physical);
          if (i > 0)
            g_assert_cmpint (by_book->opening, ==, g_array_index (book, FcStockLine, i - 1).book);
        }
      g_rand_free (rand);
    }
}

static void
a_day_without_a_dip_is_a_hole (void)
{
  FcStockDay days[] = {
    { .date = 1, .has_opening = TRUE, .opening = 10000, .sales = 1000, .has_physical = TRUE, .physical = 8990 },
    { .date = 2, .sales = 2000 },
    { .date = 3, .sales = 1000, .has_physical = TRUE, .physical = 5970 },
  };
  g_autoptr (GArray) lines = fc_stock_series_new (days, 3, FC_CARRY_STICK, &practice);
  const FcStockLine *hole = &g_array_index (lines, FcStockLine, 1), *after = &g_array_index (lines, FcStockLine, 2);

  g_assert_false (hole->has_variance);
  g_assert_cmpint (hole->verdict, ==, FC_STOCK_UNKNOWN);
  g_assert_cmpint (hole->book, ==, 6990);
  g_assert_cmpint (after->daily, ==, -20); /* of both days */
  g_assert_cmpint (after->sales, ==, 3000);
  g_assert_cmpint (after->cumulative, ==, -30);
}

static void
bands_are_fine_investigate_escalate (void)
{
  g_assert_cmpint (fc_stock_judge (-5000, 1000000, &practice), ==, FC_STOCK_FINE);
  g_assert_cmpint (fc_stock_judge (5001, 1000000, &practice), ==, FC_STOCK_INVESTIGATE);
  g_assert_cmpint (fc_stock_judge (-10001, 1000000, &practice), ==, FC_STOCK_ESCALATE);
  g_assert_cmpint (fc_stock_judge (-10001, 1000000, &(FcStockTolerance) { 5000, 10000, 20000 }), ==, FC_STOCK_FINE);
}

static void
fill_month (FcStockDay *days,
            gint64      flow,
            gint64      missing)
{
  gint64 tank = flow * 2;

  for (guint i = 0; i < 30; i++)
    {
      days[i] = (FcStockDay) { .date = (FcDate) i, .has_opening = TRUE, .opening = tank, .has_physical = TRUE };
      days[i].sales = i < 29 ? flow / 30 : flow - flow / 30 * 29;
      tank -= days[i].sales;
      days[i].physical = tank -= i == 17 ? missing : 0;
    }
}

/* 40 CFR 280.43(a): 9,650 gal allow 1.0 % + 130 gal = 226.5 gal. */
static void
a_month_fails_above_one_percent_and_130_gallons (void)
{
  FcStockDay days[30];
  FcMonthTest test;

  fill_month (days, GALLONS (9650), GALLONS (226));
  test = fc_month_test (days, 30);
  g_assert_cmpint (ABS (test.limit - GALLONS (226.5)), <=, 2);
  g_assert_cmpint (test.flow, ==, GALLONS (9650));
  g_assert_cmpint (test.variance, ==, -GALLONS (226));
  g_assert_cmpint (test.verdict, ==, FC_MONTH_PASS);
  fill_month (days, GALLONS (9650), GALLONS (227));
  g_assert_cmpint (fc_month_test (days, 30).verdict, ==, FC_MONTH_FAIL);
  g_assert_cmpint (fc_month_test (days, 10).verdict, ==, FC_MONTH_INCONCLUSIVE);
  g_assert_cmpint (fc_month_test (days, 0).verdict, ==, FC_MONTH_INCONCLUSIVE);
}

static FcRecord *
delivery (gint64 ticketed,
          gint64 before,
          gint64 after)
{
  static const FcId id = { { 1 } };
  FcRecord *record = fc_record_new (FC_DELIVERY, &id);

  fc_record_set_int (record, FC_DELIVERY_TICKETED_VOLUME, ticketed);
  if (after > 0)
    {
      fc_record_set_int (record, FC_DELIVERY_VOLUME_BEFORE, before);
      fc_record_set_int (record, FC_DELIVERY_VOLUME_AFTER, after);
    }
  return record;
}

static void
a_short_delivery_is_told_in_volume_and_money (void)
{
  g_autoptr (FcRecord) note = delivery (20000000, 5000000, 24500000);
  FcDeliveryCheck check;

  fc_record_set_int (note, FC_DELIVERY_SALES_DURING, 350000);
  fc_record_set_int (note, FC_DELIVERY_UNIT_COST, 151230); /* 1.5123 a litre */
  check = fc_delivery_check (note, 0, 0, "EUR");
  g_assert_cmpint (check.gauged, ==, 19850000);
  g_assert_cmpint (check.missing, ==, -150000);
  g_assert_cmpint (check.tolerance, ==, 100000);
  g_assert_cmpint (check.verdict, ==, FC_DELIVERY_SHORT);
  g_assert_cmpint (check.shortage_amount, ==, 22684); /* 150 L × 1.5123 = 226.845, half to even */
  g_assert_false (check.has_15);
}

/* Hot product that cooled in the tank shrank: nobody stole it. */
static void
a_delivery_is_compared_at_15_degrees (void)
{
  g_autoptr (FcRecord) note = delivery (20000000, 5000000, 24740000);
  FcDeliveryCheck check;

  fc_record_set_int (note, FC_DELIVERY_TEMPERATURE, 30000);
  fc_record_set_int (note, FC_DELIVERY_TEMPERATURE_BEFORE, 16000);
  fc_record_set_int (note, FC_DELIVERY_TEMPERATURE_AFTER, 19000);
  check = fc_delivery_check (note, 745000, 0, "EUR");
  g_assert_cmpint (check.difference, ==, -260000);
  g_assert_true (check.has_15);
  g_assert_cmpint (check.ticketed_15, ==, 19634128);
  g_assert_cmpint (check.verdict, ==, FC_DELIVERY_FINE);
}

static void
without_dips_a_delivery_is_not_judged (void)
{
  g_autoptr (FcRecord) note = delivery (20000000, 0, 0);

  g_assert_cmpint (fc_delivery_check (note, 745000, 0, "EUR").verdict, ==, FC_DELIVERY_UNKNOWN);
}

/* 2.5 m across, 6 m long: 0.5 m hold 4193.39 L, 1.25 m hold 14,726.22 L. */
static void
dips_of_a_delivery_are_read_through_the_chart (void)
{
  FcId id = fc_id_from_key ("tank", NULL);
  g_autoptr (FcRecord) tank = fc_record_new (FC_TANK, &id), note = delivery (10000000, 0, 0);

  fc_record_set_int (tank, FC_TANK_DIAMETER, 2500);
  fc_record_set_int (tank, FC_TANK_LENGTH, 6000);
  fc_record_set_int (note, FC_DELIVERY_LEVEL_BEFORE, 500);
  fc_record_set_int (note, FC_DELIVERY_LEVEL_AFTER, 1250);
  fc_delivery_fill_volumes (note, tank);
  g_assert_cmpint ((fc_record_get_int (note, FC_DELIVERY_VOLUME_BEFORE) + 5) / 10, ==, 419339);
  g_assert_cmpint ((fc_record_get_int (note, FC_DELIVERY_VOLUME_AFTER) + 5) / 10, ==, 1472622);
  g_assert_cmpint (fc_delivery_check (note, 0, 0, "EUR").verdict, ==, FC_DELIVERY_OVER);
  fc_record_set_int (note, FC_DELIVERY_VOLUME_AFTER, 14193000); /* what was typed stays */
  fc_delivery_fill_volumes (note, tank);
  g_assert_cmpint (fc_record_get_int (note, FC_DELIVERY_VOLUME_AFTER), ==, 14193000);
}

static void
stock_runs_out_when_usual_sales_have_drawn_it (void)
{
  double hourly[FC_WEEK_HOURS] = { 0 }, hours;

  g_assert_false (fc_run_out (1000000, 0, hourly, 0, &hours));
  for (int i = 0; i < FC_WEEK_HOURS; i++)
    hourly[i] = i % 24 >= 6 && i % 24 < 22 ? 100000 : 0;
  g_assert_true (fc_run_out (1050000, 50000, hourly, 6, &hours));
  g_assert_cmpfloat_with_epsilon (hours, 10, 0.001);
  g_assert_true (fc_run_out (1050000, 50000, hourly, 20, &hours)); /* over the night */
  g_assert_cmpfloat_with_epsilon (hours, 18, 0.001);
  g_assert_true (fc_run_out (40000, 50000, hourly, 0, &hours));
  g_assert_cmpfloat (hours, ==, 0);
  g_assert_false (fc_run_out (100000000000, 0, hourly, 0, &hours));
}

/* Read on Saturday at 14:00 in Dublin; nothing leaves at night. */
static void
the_hour_it_runs_out_is_counted_from_the_reading (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Dublin");
  FcDate saturday = fc_date_from_civil (2026, 6, 20);
  double hourly[FC_WEEK_HOURS] = { 0 };
  gint64 at;

  for (int i = 0; i < FC_WEEK_HOURS; i++)
    hourly[i] = i % 24 >= 6 && i % 24 < 22 ? 100000 : 0;
  g_assert_true (fc_runs_out_at (1050000, 50000, hourly, fc_time_from_local (saturday, 14 * FC_HOUR_US, zone), zone, &at));
  g_assert_cmpint (at, ==, fc_time_from_local (saturday + 1, 8 * FC_HOUR_US, zone));
  for (int i = 0; i < FC_WEEK_HOURS; i++)
    hourly[i] = i / 24 == 6 ? 100000 : 0; /* on Sundays only */
  g_assert_true (fc_runs_out_at (250000, 50000, hourly, fc_time_from_local (saturday, 14 * FC_HOUR_US, zone), zone, &at));
  g_assert_cmpint (at, ==, fc_time_from_local (saturday + 1, 2 * FC_HOUR_US, zone));
}

/* 0.12500040 % is 0.13 %; by way of 1e-6 it would be 0.1250 % and then, half to even, 0.12 %. */
static void
a_share_is_rounded_once (void)
{
  g_assert_cmpint (fc_stock_share_ppm (1250004, 1000000000), ==, 1300);
  g_assert_cmpint (fc_stock_share_ppm (-1250004, 1000000000), ==, -1300);
  g_assert_cmpint (fc_stock_share_ppm (1250000, 1000000000), ==, 1200); /* a half goes to the even one */
  g_assert_cmpint (fc_stock_share_ppm (1350000, 1000000000), ==, 1400);
  g_assert_cmpint (fc_stock_share_ppm (5, 0), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wetstock/series/both-conventions-end-with-the-same-sum", both_conventions_end_with_the_same_sum);
  g_test_add_func ("/wetstock/series/a-day-without-a-dip-is-a-hole", a_day_without_a_dip_is_a_hole);
  g_test_add_func ("/wetstock/series/bands-are-fine-investigate-escalate", bands_are_fine_investigate_escalate);
  g_test_add_func ("/wetstock/series/a-share-is-rounded-once", a_share_is_rounded_once);
  g_test_add_func ("/wetstock/month/fails-above-one-percent-and-130-gallons",
                   a_month_fails_above_one_percent_and_130_gallons);
  g_test_add_func ("/wetstock/delivery/a-short-one-is-told-in-volume-and-money",
                   a_short_delivery_is_told_in_volume_and_money);
  g_test_add_func ("/wetstock/delivery/is-compared-at-15-degrees", a_delivery_is_compared_at_15_degrees);
  g_test_add_func ("/wetstock/delivery/dips-are-read-through-the-chart", dips_of_a_delivery_are_read_through_the_chart);
  g_test_add_func ("/wetstock/delivery/without-dips-is-not-judged", without_dips_a_delivery_is_not_judged);
  g_test_add_func ("/wetstock/run-out/counted-from-the-reading", the_hour_it_runs_out_is_counted_from_the_reading);
  g_test_add_func ("/wetstock/run-out/when-usual-sales-have-drawn-it", stock_runs_out_when_usual_sales_have_drawn_it);
  return g_test_run ();
}
