/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-delivery-words.h"

/* 25 000 L on the ticket at 1.40 a litre, into a tank that held 5 000 L. */
static FcRecord *
new_delivery (gint64 after)
{
  FcId id = fc_id_new (1);
  FcRecord *delivery = fc_record_new (FC_DELIVERY, &id);

  fc_record_set_int (delivery, FC_DELIVERY_TICKETED_VOLUME, 25000000);
  fc_record_set_int (delivery, FC_DELIVERY_VOLUME_BEFORE, 5000000);
  fc_record_set_int (delivery, FC_DELIVERY_VOLUME_AFTER, after);
  fc_record_set_int (delivery, FC_DELIVERY_UNIT_COST, 140000);
  return delivery;
}

static void
assert_words (FcRecord   *delivery,
              const char *expected,
              const char *css_class)
{
  FcDeliveryCheck check = fc_delivery_check (delivery, 745000, 0, "EUR");
  g_autofree char *words = fc_delivery_words (&check, "EUR");

  g_assert_cmpstr (words, ==, expected);
  g_assert_cmpstr (fc_delivery_css_class (&check), ==, css_class);
}

static void
test_a_shortage_is_said_in_money (void)
{
  g_autoptr (FcRecord) delivery = new_delivery (29800000);

  assert_words (delivery, "Short 200\302\240L: 280.00\302\240EUR", "error");
  fc_record_set_null (delivery, FC_DELIVERY_UNIT_COST);
  assert_words (delivery, "Short 200\302\240L", "error");
}

/* 30 °C warm on the lorry, 15 °C in the ground: what seems to be missing has only cooled. */
static void
test_what_has_cooled_is_not_missing (void)
{
  g_autoptr (FcRecord) delivery = new_delivery (29550000);

  assert_words (delivery, "Short 450\302\240L: 630.00\302\240EUR", "error");
  fc_record_set_int (delivery, FC_DELIVERY_TEMPERATURE, 30000);
  fc_record_set_int (delivery, FC_DELIVERY_TEMPERATURE_BEFORE, 15000);
  fc_record_set_int (delivery, FC_DELIVERY_TEMPERATURE_AFTER, 15000);
  assert_words (delivery, "Agrees: 7\302\240L at 15 °C", NULL);
}

static void
test_other_verdicts (void)
{
  g_autoptr (FcRecord) fine = new_delivery (29979000), over = new_delivery (30300000), unknown = new_delivery (0);

  assert_words (fine, "Agrees: \342\210\22221\302\240L", NULL);
  assert_words (over, "Over 300\302\240L", NULL);
  fc_record_set_null (unknown, FC_DELIVERY_VOLUME_AFTER);
  assert_words (unknown, "Not dipped before and after", "dim-label");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tanks/delivery-words/a-shortage-is-said-in-money", test_a_shortage_is_said_in_money);
  g_test_add_func ("/tanks/delivery-words/what-has-cooled-is-not-missing", test_what_has_cooled_is_not_missing);
  g_test_add_func ("/tanks/delivery-words/other-verdicts", test_other_verdicts);
  return g_test_run ();
}
