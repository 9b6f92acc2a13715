/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-field-text.h"
#include "fc-record-page.h"

#include "fc-date-style.h"
#include "fc-error.h"

static const FcField *
field_of (FcEntity entity,
          int      field)
{
  return &fc_catalog_get (entity)->fields[field];
}

static FcFieldUnits
euro (void)
{
  return (FcFieldUnits){ .currency = "EUR", .zone = fc_zone_of ("Europe/Dublin") };
}

static void
assert_round_trip (FcEntity    entity,
                   int         field,
                   const char *typed,
                   gint64      expected)
{
  FcFieldUnits units = euro ();
  FcValue value = { .kind = FC_VALUE_NULL };
  FcValue again = { .kind = FC_VALUE_NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *shown = NULL;

  g_assert_true (fc_field_from_text (field_of (entity, field), typed, &units, &value, &error));
  g_assert_no_error (error);
  g_assert_cmpint (value.kind, ==, FC_VALUE_INT);
  g_assert_cmpint (value.number, ==, expected);
  shown = fc_field_to_text (field_of (entity, field), &value, &units);
  g_assert_true (fc_field_from_text (field_of (entity, field), shown, &units, &again, &error));
  g_assert_cmpint (again.number, ==, expected);
}

static void
assert_refused (FcEntity    entity,
                int         field,
                const char *typed)
{
  FcFieldUnits units = euro ();
  FcValue value = { .kind = FC_VALUE_NULL };
  g_autoptr (GError) error = NULL;

  g_assert_false (fc_field_from_text (field_of (entity, field), typed, &units, &value, &error));
  g_assert_nonnull (error);
  fc_value_clear (&value);
}

static void
assert_told (FcEntity    entity,
             int         field,
             const char *typed,
             const char *sentence)
{
  FcFieldUnits units = euro ();
  FcValue value = { .kind = FC_VALUE_NULL };
  g_autoptr (GError) error = NULL;

  g_assert_false (fc_field_from_text (field_of (entity, field), typed, &units, &value, &error));
  g_assert_cmpstr (error->message, ==, sentence);
  fc_value_clear (&value);
}

static void
test_numbers (void)
{
  assert_round_trip (FC_STATION, FC_STATION_CASH_VARIANCE_LIMIT, "100.00", 10000);
  assert_round_trip (FC_TANK, FC_TANK_CAPACITY, "30000", G_GINT64_CONSTANT (30000000));
  assert_round_trip (FC_TANK, FC_TANK_DIAMETER, "2500", 2500);
  assert_round_trip (FC_PRICE, FC_PRICE_PRICE, "1.659", 165900);
  assert_round_trip (FC_SHIFT, FC_SHIFT_BUSINESS_DATE, "2024-05-31", 19874);
}

/* A price from noon in Dublin's summer holds from 11:00 UTC. */
static void
test_time (void)
{
  assert_round_trip (FC_PRICE, FC_PRICE_EFFECTIVE_AT, "2024-05-31 12:00", G_GINT64_CONSTANT (1717153200000000));
}

static void
test_the_order_of_the_country (void)
{
  static const gint64 noon = G_GINT64_CONSTANT (1717153200000000);

  fc_date_style_use (fc_date_style_of_zone ("Europe/Dublin"));
  assert_round_trip (FC_SHIFT, FC_SHIFT_BUSINESS_DATE, "31/05/2024", 19874);
  assert_round_trip (FC_SHIFT, FC_SHIFT_BUSINESS_DATE, "2024-05-31", 19874);
  assert_round_trip (FC_PRICE, FC_PRICE_EFFECTIVE_AT, "31.5.2024 12:00", noon);
  assert_round_trip (FC_PRICE, FC_PRICE_EFFECTIVE_AT, "31/05/2024", noon - 12 * FC_HOUR_US);
  assert_told (FC_PRICE, FC_PRICE_EFFECTIVE_AT, "31/05/2024 25:00",
               "“31/05/2024 25:00” is no time; write it as 31/05/2024 14:00");
  assert_told (FC_SHIFT, FC_SHIFT_BUSINESS_DATE, "05/31/2024", "“05/31/2024” is not a date; write it as 31/05/2024");
  fc_date_style_use (fc_date_style_of_zone ("America/Chicago"));
  assert_round_trip (FC_SHIFT, FC_SHIFT_BUSINESS_DATE, "05/31/2024", 19874);
  fc_date_style_use (fc_date_style_of_zone (NULL));
}

static void
test_shares_are_typed_in_per_cent (void)
{
  FcFieldUnits units = euro ();
  const FcField *field = field_of (FC_STATION, FC_STATION_VARIANCE_TOLERANCE);
  g_autofree char *title = fc_field_title (field, &units);
  FcValue half = { .kind = FC_VALUE_INT, .number = 5000 };
  g_autofree char *shown = fc_field_to_text (field, &half, &units);

  g_assert_cmpstr (title, ==, "Tank variance tolerance (%)");
  g_assert_cmpstr (shown, ==, "0.5");
  assert_round_trip (FC_STATION, FC_STATION_VARIANCE_TOLERANCE, "0.5", 5000);
  assert_round_trip (FC_NOZZLE, FC_NOZZLE_BLEND, "62.5", 625000);
  assert_told (FC_NOZZLE, FC_NOZZLE_BLEND, "101", "At most 100");
}

static void
test_refusals (void)
{
  assert_refused (FC_STATION, FC_STATION_NAME, "  ");
  assert_refused (FC_STATION, FC_STATION_CODE, "a code of more than twenty letters");
  assert_refused (FC_TANK, FC_TANK_DIAMETER, "-1");
  assert_refused (FC_TANK, FC_TANK_CAPACITY, "thirty");
  assert_refused (FC_PRICE, FC_PRICE_EFFECTIVE_AT, "tomorrow");
}

static void
test_only_the_bound_that_was_passed_is_told (void)
{
  assert_told (FC_TANK, FC_TANK_NUMBER, "0", "At least 1");
  assert_told (FC_TANK, FC_TANK_NUMBER, "1000", "At most 999");
  assert_told (FC_TANK, FC_TANK_NUMBER, "1.5", "Whole numbers only");
  assert_told (FC_STATION, FC_STATION_CASH_VARIANCE_LIMIT, "-1", "At least 0.00");
}

static void
test_chart (void)
{
  FcFieldUnits units = euro ();
  FcValue value = { .kind = FC_VALUE_NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *shown = NULL;

  g_assert_true (fc_field_from_text (field_of (FC_TANK, FC_TANK_CHART), "0 = 0; 500 = 4193.39\n1250\t14726", &units,
                                     &value, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (value.text, ==, "[[0,0],[500,4193390],[1250,14726000]]");
  shown = fc_field_to_text (field_of (FC_TANK, FC_TANK_CHART), &value, &units);
  g_assert_true (fc_field_from_text (field_of (FC_TANK, FC_TANK_CHART), shown, &units, &value, &error));
  g_assert_cmpstr (value.text, ==, "[[0,0],[500,4193390],[1250,14726000]]");
  fc_value_clear (&value);
  assert_refused (FC_TANK, FC_TANK_CHART, "500");
}

static void
test_every_choice_has_a_label (void)
{
  for (FcEntity entity = 0; entity < FC_N_ENTITIES; entity++)
    for (guint i = 0; i < fc_catalog_get (entity)->n_fields; i++)
      {
        const FcField *field = &fc_catalog_get (entity)->fields[i];

        for (guint c = 0; field->type == FC_TYPE_ENUM && field->choices[c] != NULL; c++)
          g_assert_cmpstr (fc_choice_label (field->choices[c]), !=, field->choices[c]);
      }
}

static void
test_join_set (void)
{
  g_autofree char *two = fc_join_set ("[\"1\",\"DSL\"]");
  g_autofree char *none = fc_join_set (NULL);

  g_assert_cmpstr (two, ==, "1, DSL");
  g_assert_cmpstr (none, ==, "");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/forms/field-text/numbers", test_numbers);
  g_test_add_func ("/forms/field-text/time-of-the-station", test_time);
  g_test_add_func ("/forms/field-text/the-order-of-the-country", test_the_order_of_the_country);
  g_test_add_func ("/forms/field-text/shares-are-typed-in-per-cent", test_shares_are_typed_in_per_cent);
  g_test_add_func ("/forms/field-text/refusals", test_refusals);
  g_test_add_func ("/forms/field-text/only-the-bound-that-was-passed", test_only_the_bound_that_was_passed_is_told);
  g_test_add_func ("/forms/field-text/strapping-chart", test_chart);
  g_test_add_func ("/forms/field-text/every-choice-has-a-label", test_every_choice_has_a_label);
  g_test_add_func ("/forms/field-text/join-set", test_join_set);
  return g_test_run ();
}
