/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-error.h"
#include "fc-money.h"

static void
test_currencies_have_their_exponent (void)
{
  g_assert_cmpint (fc_currency_exponent ("USD"), ==, 2);
  g_assert_cmpint (fc_currency_exponent ("JPY"), ==, 0);
  g_assert_cmpint (fc_currency_exponent ("UGX"), ==, 0);
  g_assert_cmpint (fc_currency_exponent ("KWD"), ==, 3);
  g_assert_cmpint (fc_currency_exponent (NULL), ==, 2);
}

static void
test_volume_times_price_rounds_half_even_once (void)
{
  /* 1500 L × 95.50 and 800 L × 110.00: the paper form's example. */
  g_assert_cmpint (fc_money_of_volume (1500000, 9550000, "INR"), ==, 14325000);
  g_assert_cmpint (fc_money_of_volume (800000, 11000000, "INR"), ==, 8800000);
  /* 1 L × 0.125 and × 0.135 are ties: to the even cent. */
  g_assert_cmpint (fc_money_of_volume (1000, 12500, "USD"), ==, 12);
  g_assert_cmpint (fc_money_of_volume (1000, 13500, "USD"), ==, 14);
  g_assert_cmpint (fc_money_of_volume (-1000, 12500, "USD"), ==, -12);
  g_assert_cmpint (fc_money_of_volume (1000, 251900, "JPY"), ==, 3);
  g_assert_cmpint (fc_money_of_volume (1000, 251900, "KWD"), ==, 2519);
}

static void
test_money_round_trips (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  static const char *const currencies[] = { "USD", "JPY", "KWD" };

  for (int i = 0; i < 3000; i++)
    {
      gint64 amount = ((gint64) g_rand_int (rand) << 20) - ((gint64) g_rand_int (rand) << 19), back;
      const char *currency = currencies[i % 3];
      g_autofree char *plain = fc_money_to_decimal (amount, currency);
      g_autofree char *shown = fc_money_format (amount, currency);

      g_assert_true (fc_money_parse (plain, currency, &back, NULL));
      g_assert_cmpint (back, ==, amount);
      g_assert_true (fc_money_parse (shown, currency, &back, NULL));
      g_assert_cmpint (back, ==, amount);
    }
}

static void
test_too_many_decimals_are_refused_not_rounded (void)
{
  g_autoptr (GError) error = NULL;
  gint64 amount = 77;

  g_assert_false (fc_money_parse ("12.345", "USD", &amount, &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_PARSE);
  g_assert_cmpint (amount, ==, 77);
  g_assert_true (fc_money_parse ("12.340", "USD", &amount, NULL));
  g_assert_cmpint (amount, ==, 1234);
}

static void
test_prices_show_three_decimals_at_least (void)
{
  g_autofree char *a = fc_price_to_decimal (251900);
  g_autofree char *b = fc_price_to_decimal (9550000);
  g_autofree char *c = fc_price_to_decimal (251987);

  g_assert_cmpstr (a, ==, "2.519");
  g_assert_cmpstr (b, ==, "95.500");
  g_assert_cmpstr (c, ==, "2.51987");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/money/currencies-have-their-exponent", test_currencies_have_their_exponent);
  g_test_add_func ("/base/money/volume-times-price-rounds-half-even-once", test_volume_times_price_rounds_half_even_once);
  g_test_add_func ("/base/money/round-trips", test_money_round_trips);
  g_test_add_func ("/base/money/too-many-decimals-are-refused-not-rounded", test_too_many_decimals_are_refused_not_rounded);
  g_test_add_func ("/base/money/prices-show-three-decimals-at-least", test_prices_show_three_decimals_at_least);
  return g_test_run ();
}
