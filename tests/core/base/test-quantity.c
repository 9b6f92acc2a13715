/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-error.h"
#include "fc-quantity.h"

static void
test_a_gallon_is_exact (void)
{
  g_assert_cmpint (fc_volume_from_unit (1000, FC_VOLUME_US_GALLON), ==, 3785);
  g_assert_cmpint (fc_volume_from_unit (G_GINT64_CONSTANT (1000000000), FC_VOLUME_US_GALLON), ==, 3785411784);
  g_assert_cmpint (fc_volume_to_unit (3785411784, FC_VOLUME_US_GALLON), ==, 1000000000);
  /* 130 gal of the federal rule are 492.1 L. */
  g_assert_cmpint (fc_volume_from_unit (130000, FC_VOLUME_US_GALLON), ==, 492104);
}

static void
test_ties_go_to_the_even_number (void)
{
  g_assert_cmpint (fc_divide_half_even (5, 10), ==, 0);
  g_assert_cmpint (fc_divide_half_even (15, 10), ==, 2);
  g_assert_cmpint (fc_divide_half_even (25, 10), ==, 2);
  g_assert_cmpint (fc_divide_half_even (-5, 10), ==, 0);
  g_assert_cmpint (fc_divide_half_even (-15, 10), ==, -2);
  g_assert_cmpint (fc_divide_half_even (26, 10), ==, 3);
}

static void
test_what_people_type_is_read (void)
{
  static const struct
  {
    const char *text;
    gint64 value;
  } good[] = { { "12", 12000 },     { " 12.5 ", 12500 },   { "1 234.567", 1234567 }, { "1,234.5", 1234500 },
               { "-0.001", -1 },    { "\342\210\2225", -5000 }, { "+3", 3000 },      { "1'000", 1000000 },
               { ".5", 500 },       { "7.", 7000 },
               { "12,34,567", 1234567000 } };
  static const char *const bad[] = { "", " ", "abc", "1.2.3", "1e5", "--1", "0x10", "12,,", "9999999999999999999",
                                     "2652700,5", "1,2", "1,,000", "12 50", "1234,567", "1,234,56", ",123", "1,234,.5" };
  gint64 value;

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_assert_true (fc_decimal_parse (good[i].text, 3, &value, NULL));
      g_assert_cmpint (value, ==, good[i].value);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (fc_decimal_parse (bad[i], 3, &value, &error));
      g_assert_error (error, FC_ERROR, FC_ERROR_PARSE);
    }
}

static void
assert_refusal (const char *text,
                int         decimals,
                const char *sentence)
{
  g_autoptr (GError) error = NULL;
  gint64 value;

  g_assert_false (fc_decimal_parse (text, decimals, &value, &error));
  g_assert_cmpstr (error->message, ==, sentence);
}

static void
test_a_refusal_says_what_would_do (void)
{
  assert_refusal ("2.5", 0, "Whole numbers only");
  assert_refusal ("2.55", 1, "“2.55” has more than 1 decimal");
  assert_refusal ("2.555", 2, "“2.555” has more than 2 decimals");
  assert_refusal ("200,00", 2, "“200,00” is not a number; is it 200.00?");
  assert_refusal ("-1234,567", 3, "“-1234,567” is not a number; is it -1234.567?");
  assert_refusal ("1234,56,7", 3, "“1234,56,7” is not a number");
  assert_refusal ("12a,5", 3, "“12a,5” is not a number");
  assert_refusal ("92233720368547758.08", 2,
                  "“92233720368547758.08” is too large; at most 92\342\200\257233\342\200\257720\342\200\257368\342\200\257"
                  "547\342\200\257758.07");
  assert_refusal ("99999999999999999999", 0,
                  "“99999999999999999999” is too large; at most 9\342\200\257223\342\200\257372\342\200\257036\342\200\257"
                  "854\342\200\257775\342\200\257807");
}

static void
test_the_ends_of_the_range_format (void)
{
  g_autofree char *least = fc_decimal_format (G_MININT64, 3, 3);
  g_autofree char *most = fc_decimal_format (G_MAXINT64, 0, 0);
  g_autofree char *small = fc_decimal_format (-5, 3, 3);

  g_assert_cmpstr (least, ==, "-9223372036854775.808");
  g_assert_cmpstr (most, ==, "9223372036854775807");
  g_assert_cmpstr (small, ==, "-0.005");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/quantity/a-gallon-is-exact", test_a_gallon_is_exact);
  g_test_add_func ("/base/quantity/ties-go-to-the-even-number", test_ties_go_to_the_even_number);
  g_test_add_func ("/base/quantity/what-people-type-is-read", test_what_people_type_is_read);
  g_test_add_func ("/base/quantity/a-refusal-says-what-would-do", test_a_refusal_says_what_would_do);
  g_test_add_func ("/base/quantity/the-ends-of-the-range-format", test_the_ends_of_the_range_format);
  return g_test_run ();
}
