/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-money.h"
#include "fc-shift-sheet.h"
#include "fc-test-station.h"

#include <string.h>

#define OPENING G_GINT64_CONSTANT (184220100)

static void
run (FcTestStation *station,
     const char    *command,
     const FcId    *shift,
     const char    *json)
{
  g_autoptr (GError) error = NULL;

  fc_test_run (station, command, shift, fc_test_args (json), &error);
  g_assert_no_error (error);
}

/* The worked example: 1500 L × 95.50 and 800 L × 110.00; cash 180,000, card 50,000, credit 1,250; over/short 0. */
static void
test_the_worked_example (FcTestStation *station,
                         gconstpointer  unused)
{
  FcId shift = fc_test_open (station, 1, NULL);
  g_autoptr (FcShiftSheet) sheet = NULL;

  fc_test_close_meter (station, &shift, 0, OPENING + 1500000);
  fc_test_close_meter (station, &shift, 1, OPENING + 800000);
  run (station, "shift.set-tender", &shift, "{\"tender\":\"card_inside\",\"amount\":5000000}");
  run (station, "shift.set-tender", &shift, "{\"tender\":\"account\",\"amount\":125000}");
  run (station, "shift.count-cash", &shift, "{\"denomination\":50000,\"quantity\":360}");
  sheet = fc_shift_sheet_new (station->rows, &shift);
  g_assert_cmpint (sheet->fuel_amount, ==, 23125000);
  g_assert_cmpint (sheet->fuel_volume, ==, 2300000);
  g_assert_cmpint (sheet->fuel_amount - sheet->tenders[5], ==, 23000000);
  g_assert_cmpint (sheet->cash_sales, ==, 18000000);
  g_assert_cmpint (sheet->counted_cash, ==, 18000000);
  g_assert_cmpint (sheet->over_short, ==, 0);
}

static void
test_carries_meter_roll_over (FcTestStation *station,
                              gconstpointer  unused)
{
  FcId shift = fc_test_open (station, 1, NULL);
  JsonObject *args = fc_test_id_arg (fc_test_args ("{\"opening\":999990000,\"reason\":\"as on the meter\"}"), "nozzle_id",
                                     &station->nozzles[0]);
  g_autoptr (FcShiftSheet) sheet = NULL;
  FcSheetMeter *meter;

  g_assert_true (fc_test_run (station, "shift.read-meter", &shift, args, NULL));
  fc_test_close_meter (station, &shift, 0, 5000);
  sheet = fc_shift_sheet_new (station->rows, &shift);
  meter = &g_array_index (sheet->meters, FcSheetMeter, 0);
  g_assert_cmpint (meter->problem, ==, FC_METER_BACKWARDS);
  g_assert_true (meter->may_roll);
  g_clear_pointer (&sheet, fc_shift_sheet_free);

  args = fc_test_id_arg (fc_test_args ("{\"rolled_over\":true}"), "nozzle_id", &station->nozzles[0]);
  g_assert_true (fc_test_run (station, "shift.read-meter", &shift, args, NULL));
  sheet = fc_shift_sheet_new (station->rows, &shift);
  meter = &g_array_index (sheet->meters, FcSheetMeter, 0);
  g_assert_cmpint (meter->problem, ==, FC_METER_OK);
  g_assert_cmpint (meter->gross, ==, 15000);
}

static void
test_a_reading_that_goes_back_blocks_the_submit (FcTestStation *station,
                                                 gconstpointer  unused)
{
  FcId shift = fc_test_open (station, 1, NULL);
  g_autoptr (FcShiftSheet) sheet = NULL;
  g_autoptr (GError) error = NULL;

  fc_test_close_meter (station, &shift, 0, OPENING - 1);
  sheet = fc_shift_sheet_new (station->rows, &shift);
  g_assert_cmpint (sheet->steps[FC_STEP_METERS], ==, FC_STEP_TOUCHED);
  g_assert_false (fc_shift_sheet_may_submit (sheet, &error));
  g_assert_nonnull (strstr (error->message, "Nozzle 1A"));
}

static void
test_pump_tests_are_metered_but_not_sold (FcTestStation *station,
                                          gconstpointer  unused)
{
  FcId shift = fc_test_open (station, 1, NULL);
  JsonObject *args = fc_test_id_arg (fc_test_args ("{\"test\":20000}"), "nozzle_id", &station->nozzles[0]);
  g_autoptr (FcShiftSheet) sheet = NULL;
  FcSheetTank *tank;

  fc_test_close_meter (station, &shift, 0, OPENING + 666300);
  g_assert_true (fc_test_run (station, "shift.read-meter", &shift, args, NULL));
  sheet = fc_shift_sheet_new (station->rows, &shift);
  g_assert_cmpint (g_array_index (sheet->meters, FcSheetMeter, 0).net, ==, 646300);
  g_assert_cmpint (sheet->fuel_amount, ==, fc_money_of_volume (646300, 9550000, "INR"));
  tank = &g_array_index (sheet->tanks, FcSheetTank, 0);
  g_assert_cmpint (tank->book, ==, tank->opening + 20000 - 666300);
}

static void
test_cash_movements_move_the_expected_cash (FcTestStation *station,
                                            gconstpointer  unused)
{
  FcId shift = fc_test_open (station, 1, NULL);
  g_autoptr (FcShiftSheet) sheet = NULL;

  run (station, "shift.move-cash", &shift, "{\"movement\":\"drop\",\"amount\":5000}");
  run (station, "shift.move-cash", &shift, "{\"movement\":\"pay_in\",\"amount\":700}");
  run (station, "shift.move-cash", &shift, "{\"movement\":\"pay_out\",\"amount\":30}");
  run (station, "shift.move-cash", &shift, "{\"movement\":\"refund\",\"amount\":4}");
  run (station, "shift.move-cash", &shift, "{\"movement\":\"account_payment\",\"amount\":90000}");
  run (station, "shift.move-cash", &shift, "{\"movement\":\"loan\",\"amount\":200000}");
  sheet = fc_shift_sheet_new (station->rows, &shift);
  g_assert_cmpint (sheet->expected_cash, ==, 700 + 90000 + 200000 - 5000 - 30 - 4);
}

/* What is entered, in whatever order, gives the same sheet; the sums are the sums of the lines. */
static void
test_order_of_entry_does_not_matter (FcTestStation *station,
                                     gconstpointer  unused)
{
  for (guint32 seed = 1; seed <= 300; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      FcId a = fc_test_open (station, (int) (seed % 400) * 2 + 1, NULL);
      FcId b = fc_test_open (station, (int) (seed % 400) * 2 + 2, NULL);
      gint64 closings[2], pieces[3];
      static const char *const names[] = { "card_inside", "mobile", "voucher" };
      const FcId *shifts[2] = { &a, &b };
      g_autoptr (FcShiftSheet) one = NULL, two = NULL;
      gint64 volume = 0, amount = 0;

      for (int i = 0; i < 2; i++)
        closings[i] = OPENING + g_rand_int_range (rand, 0, 3000000);
      for (int i = 0; i < 3; i++)
        pieces[i] = g_rand_int_range (rand, 0, 500);
      for (int s = 0; s < 2; s++)
        for (int step = 0; step < 5; step++)
          {
            int n = s == 0 ? step : 4 - step;
            g_autofree char *json = NULL;

            if (n < 2)
              fc_test_close_meter (station, shifts[s], n, closings[n]);
            else
              {
                json = g_strdup_printf ("{\"tender\":\"%s\",\"amount\":%" G_GINT64_FORMAT "}", names[n - 2], pieces[n - 2]);
                run (station, "shift.set-tender", shifts[s], json);
              }
          }
      one = fc_shift_sheet_new (station->rows, &a);
      two = fc_shift_sheet_new (station->rows, &b);
      for (guint i = 0; i < one->meters->len; i++)
        {
          volume += g_array_index (one->meters, FcSheetMeter, i).net;
          amount += g_array_index (one->meters, FcSheetMeter, i).amount;
        }
      g_test_message ("seed %u", seed);
      g_assert_cmpint (one->fuel_volume, ==, volume);
      g_assert_cmpint (one->fuel_amount, ==, amount);
      g_assert_cmpint (one->fuel_amount, ==, two->fuel_amount);
      g_assert_cmpint (one->expected_cash, ==, two->expected_cash);
      g_assert_cmpint (one->cash_sales + one->non_cash, ==, one->fuel_amount + one->shop_sales);
    }
}

static void
test_every_currency_has_pieces_in_order (void)
{
  static const char *const currencies[] = { "USD", "EUR", "GBP", "JPY", "KES", "INR", "KWD", "UGX", "CHF", NULL };

  for (int i = 0; currencies[i] != NULL; i++)
    {
      const gint64 *pieces = fc_currency_denominations (currencies[i]);

      g_assert_cmpint (pieces[0], >, 0);
      for (int j = 1; pieces[j] != 0; j++)
        g_assert_cmpint (pieces[j], <, pieces[j - 1]);
    }
}

#define STATION_TEST(name, function)                                                               \
  g_test_add ("/shifts/sheet/" name, FcTestStation, NULL, fc_test_station_set_up, function, fc_test_station_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  STATION_TEST ("the-worked-example", test_the_worked_example);
  STATION_TEST ("carries-meter-roll-over", test_carries_meter_roll_over);
  STATION_TEST ("a-reading-that-goes-back-blocks-the-submit", test_a_reading_that_goes_back_blocks_the_submit);
  STATION_TEST ("pump-tests-are-metered-but-not-sold", test_pump_tests_are_metered_but_not_sold);
  STATION_TEST ("cash-movements-move-the-expected-cash", test_cash_movements_move_the_expected_cash);
  STATION_TEST ("order-of-entry-does-not-matter", test_order_of_entry_does_not_matter);
  g_test_add_func ("/shifts/sheet/every-currency-has-pieces-in-order", test_every_currency_has_pieces_in_order);
  return g_test_run ();
}
