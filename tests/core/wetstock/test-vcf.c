/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-vcf.h"

#include <math.h>

/* The check values of domain.md §3. */
static void
known_corrections_are_met (void)
{
  g_assert_cmpfloat_with_epsilon (fc_vcf (745, 30), 0.98171, 0.000005);
  g_assert_cmpfloat_with_epsilon (fc_vcf (845, 25), 0.99161, 0.000005);
  g_assert_cmpfloat_with_epsilon (fc_vcf (720, 5), 1.01273, 0.000005);
  g_assert_cmpfloat (fc_vcf (800, 15), ==, 1);
}

static void
the_group_follows_the_density (void)
{
  g_assert_cmpint (fc_oil_group (770.34), ==, FC_OIL_GASOLINE);
  g_assert_cmpint (fc_oil_group (770.35), ==, FC_OIL_TRANSITION);
  g_assert_cmpint (fc_oil_group (787.51), ==, FC_OIL_TRANSITION);
  g_assert_cmpint (fc_oil_group (787.52), ==, FC_OIL_JET);
  g_assert_cmpint (fc_oil_group (838.31), ==, FC_OIL_JET);
  g_assert_cmpint (fc_oil_group (838.32), ==, FC_OIL_FUEL);
  /* The groups meet: no step of more than two hundred-thousandths at 30 °C, however the product is called. */
  g_assert_cmpfloat_with_epsilon (fc_vcf (770.34, 30), fc_vcf (770.36, 30), 0.0002);
  g_assert_cmpfloat_with_epsilon (fc_vcf (787.51, 30), fc_vcf (787.53, 30), 0.0002);
}

static void
warmer_fuel_is_less_fuel (void)
{
  GRand *rand = g_rand_new_with_seed (4711);

  g_test_message ("seed 4711");
  for (int i = 0; i < 20000; i++)
    {
      double density = g_rand_double_range (rand, 650, 1000), celsius = g_rand_double_range (rand, -30, 60);

      g_assert_cmpfloat (fc_vcf (density, celsius + 0.5), <, fc_vcf (density, celsius));
      g_assert_true (celsius < 15 ? fc_vcf (density, celsius) > 1 : fc_vcf (density, celsius) <= 1);
    }
  g_rand_free (rand);
}

static void
to_15_and_back_is_the_same_volume (void)
{
  GRand *rand = g_rand_new_with_seed (815);

  g_test_message ("seed 815");
  for (int i = 0; i < 20000; i++)
    {
      gint64 volume = g_rand_int_range (rand, 0, 100000000), at_15, back;
      gint64 density = g_rand_int_range (rand, 650000, 1000000), temperature = g_rand_int_range (rand, -30000, 60000);

      g_assert_true (fc_volume_at_15 (volume, density, temperature, &at_15));
      g_assert_true (fc_volume_from_15 (at_15, density, temperature, &back));
      g_assert_cmpint (ABS (back - volume), <=, 1);
    }
  g_rand_free (rand);
}

static void
an_unknown_density_gives_no_number (void)
{
  gint64 at_15 = -1;

  g_assert_false (fc_volume_at_15 (1000, 0, 20000, &at_15));
  g_assert_false (fc_volume_at_15 (1000, 745, 20000, &at_15)); /* kg/m³ where g/m³ is meant */
  g_assert_cmpint (at_15, ==, -1);
}

/* A gauge's TC volume is at 60 °F, and not what is sold at 15 °C. */
static void
a_gauges_tc_volume_is_another_thing (void)
{
  gint64 at_15;

  g_assert_cmpint (fc_gauge_tc_volume (10000000, 15556), ==, 9999994);
  g_assert_cmpint (fc_gauge_tc_volume (10000000, 26667), ==, 9859996);
  g_assert_true (fc_volume_at_15 (10000000, 745000, 26667, &at_15));
  g_assert_cmpint (at_15, !=, fc_gauge_tc_volume (10000000, 26667));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wetstock/vcf/known-corrections-are-met", known_corrections_are_met);
  g_test_add_func ("/wetstock/vcf/the-group-follows-the-density", the_group_follows_the_density);
  g_test_add_func ("/wetstock/vcf/warmer-fuel-is-less-fuel", warmer_fuel_is_less_fuel);
  g_test_add_func ("/wetstock/vcf/to-15-and-back-is-the-same-volume", to_15_and_back_is_the_same_volume);
  g_test_add_func ("/wetstock/vcf/an-unknown-density-gives-no-number", an_unknown_density_gives_no_number);
  g_test_add_func ("/wetstock/vcf/a-gauges-tc-volume-is-another-thing", a_gauges_tc_volume_is_another_thing);
  return g_test_run ();
}
