/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-calculator.h"
#include "fc-error.h"

static void
works_out (const char *text,
           int         decimals,
           gint64      wanted)
{
  g_autoptr (GError) error = NULL;
  gint64 result = G_MININT64;

  g_assert_true (fc_calculate (text, decimals, &result, &error));
  g_assert_no_error (error);
  g_assert_cmpint (result, ==, wanted);
}

static void
test_a_drawer_of_notes (void)
{
  works_out ("4*20+15", 2, 9500);
  works_out ("4 × 20 + 3 × 10 − 0.50", 2, 10950);
  works_out ("(2+3)*20", 2, 10000);
  works_out ("-5", 2, -500);
  works_out ("1 204.50", 2, 120450);
  works_out ("10/4", 3, 2500);
  works_out ("10/3", 2, 333);
  works_out ("2*-3", 0, -6);
}

static void
test_exact (void)
{
  works_out ("0.1+0.2", 9, 300000000);
  works_out ("184906.4+0.05", 3, 184906450);
  works_out ("999999999.999*1", 3, G_GINT64_CONSTANT (999999999999));
}

static void
test_refuses_what_is_no_sum (void)
{
  static const char *const wrong[] = { "", "abc", "4*", "4**2", "(1+2", "1/0", "1+2)", "4 20x", "9999999999*9999999999" };
  g_autoptr (GString) deep = g_string_new ("1+");
  gint64 result;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (fc_calculate (wrong[i], 2, &result, &error));
      g_assert_error (error, FC_ERROR, FC_ERROR_PARSE);
    }
  for (int i = 0; i < 100000; i++)
    g_string_append_c (deep, '(');
  g_assert_false (fc_calculate (deep->str, 2, &result, NULL));
}

static void
test_a_number_is_not_a_sum (void)
{
  g_assert_false (fc_is_calculation ("-5"));
  g_assert_false (fc_is_calculation ("1 204.50"));
  g_assert_true (fc_is_calculation ("5-2"));
  g_assert_true (fc_is_calculation ("2×3"));
}

static void
test_money_comes_back_as_typed (void)
{
  gint64 value = 0;
  g_autofree char *text = NULL;

  g_assert_true (fc_number_parse (FC_NUMBER_MONEY, "12.5", "EUR", &value, NULL));
  g_assert_cmpint (value, ==, 1250);
  text = fc_number_edit (FC_NUMBER_MONEY, value, "EUR");
  g_assert_cmpstr (text, ==, "12.50");
  g_assert_true (fc_number_parse (FC_NUMBER_MONEY, "1250", "JPY", &value, NULL));
  g_assert_cmpint (value, ==, 1250);
  g_assert_false (fc_number_parse (FC_NUMBER_MONEY, "12.505", "EUR", &value, NULL));
}

/* Two totalizers that differ must not look the same. */
static void
test_a_volume_is_shown_to_its_last_decimal (void)
{
  g_autofree char *whole = fc_number_show (FC_NUMBER_VOLUME, 100000, NULL);
  g_autofree char *fine = fc_number_show (FC_NUMBER_VOLUME, 712206, NULL);

  g_assert_cmpstr (whole, ==, "100.0");
  g_assert_cmpstr (fine, ==, "712.206");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/calculator/a-drawer-of-notes", test_a_drawer_of_notes);
  g_test_add_func ("/calculator/exact", test_exact);
  g_test_add_func ("/calculator/refuses-what-is-no-sum", test_refuses_what_is_no_sum);
  g_test_add_func ("/calculator/a-number-is-not-a-sum", test_a_number_is_not_a_sum);
  g_test_add_func ("/number/money-comes-back-as-typed", test_money_comes_back_as_typed);
  g_test_add_func ("/number/a-volume-is-shown-to-its-last-decimal", test_a_volume_is_shown_to_its_last_decimal);

  return g_test_run ();
}
