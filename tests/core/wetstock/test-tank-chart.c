/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-error.h"
#include "fc-tank-chart.h"

/* R = 1.25 m, L = 6 m: 0.5 m → 4193.39 L; 1.25 m → 14726.22 L; 2.5 m → 29452.43 L. */
static void
test_a_cylinder_holds_what_geometry_says (void)
{
  g_autoptr (FcTankChart) chart = fc_tank_chart_new_cylinder (2500, 6000);

  g_assert_cmpint ((fc_tank_chart_volume (chart, 500) + 5) / 10, ==, 419339);
  g_assert_cmpint ((fc_tank_chart_volume (chart, 1250) + 5) / 10, ==, 1472622);
  g_assert_cmpint ((fc_tank_chart_volume (chart, 2500) + 5) / 10, ==, 2945243);
  g_assert_cmpint (fc_tank_chart_volume (chart, 0), ==, 0);
  g_assert_cmpint (fc_tank_chart_volume (chart, 9999), ==, fc_tank_chart_volume (chart, 2500));
}

static void
test_more_level_is_never_less_volume (void)
{
  for (guint32 seed = 1; seed <= 200; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      gint64 levels[30], volumes[30], level = 0, volume = 0, last = -1;
      g_autoptr (FcTankChart) chart = NULL;

      g_test_message ("seed %u", seed);
      for (int i = 0; i < 30; i++)
        {
          levels[i] = level;
          volumes[i] = volume;
          level += g_rand_int_range (rand, 1, 150);
          volume += g_rand_int_range (rand, 0, 2) * g_rand_int_range (rand, 1, 2000000);
        }
      chart = fc_tank_chart_new_points (levels, volumes, 30, NULL);
      for (int i = 0; i < 30; i++)
        g_assert_cmpint (fc_tank_chart_volume (chart, levels[i]), ==, volumes[i]);
      for (gint64 mm = 0; mm <= level; mm++)
        {
          g_assert_cmpint (fc_tank_chart_volume (chart, mm), >=, last);
          last = fc_tank_chart_volume (chart, mm);
        }
    }
}

static void
test_a_broken_chart_names_its_line (void)
{
  static const struct
  {
    const char *chart;
    const char *message;
  } wrong[] = {
    { "[[0,0],[10,5],[10,6]]", "Strapping chart, line 3: levels must rise and volumes must not fall" },
    { "[[0,0],[10,5],[20,4]]", "Strapping chart, line 3: levels must rise and volumes must not fall" },
    { "[[0,0],[10]]", "Strapping chart, line 2: a level and a volume are needed" },
    { "[]", "A strapping chart has 2 to 5000 points" },
    { "nonsense", "Strapping chart: a list of levels with their volumes is needed" },
  };
  FcId id = fc_id_from_key ("tank", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (FcRecord) tank = fc_record_new (FC_TANK, &id);
      g_autoptr (GError) error = NULL;

      fc_record_set_text (tank, FC_TANK_CHART, wrong[i].chart);
      g_assert_null (fc_tank_chart_new (tank, &error));
      g_assert_cmpstr (error->message, ==, wrong[i].message);
    }
}

/* There and back: the level of a volume has that volume, as near as a millimetre allows. */
static void
test_a_volume_has_its_level (void)
{
  g_autoptr (FcTankChart) cylinder = fc_tank_chart_new_cylinder (2500, 6000);
  const gint64 levels[] = { 0, 100, 200, 300, 400 }, volumes[] = { 0, 1000000, 1000000, 1000000, 9000000 };
  g_autoptr (FcTankChart) flat = fc_tank_chart_new_points (levels, volumes, 5, NULL);

  for (gint64 mm = 0; mm <= 2500; mm++)
    g_assert_cmpint (fc_tank_chart_level (cylinder, fc_tank_chart_volume (cylinder, mm)), ==, mm);
  g_assert_cmpint (fc_tank_chart_level (cylinder, -5), ==, 0);
  g_assert_cmpint (fc_tank_chart_level (cylinder, G_MAXINT64), ==, 2500);
  g_assert_cmpint (fc_tank_chart_level (flat, 1000000), ==, 100); /* the lowest of a flat part */
  g_assert_cmpint (fc_tank_chart_level (flat, 9000000), ==, 400);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wetstock/tank-chart/a-cylinder-holds-what-geometry-says", test_a_cylinder_holds_what_geometry_says);
  g_test_add_func ("/wetstock/tank-chart/more-level-is-never-less-volume", test_more_level_is_never_less_volume);
  g_test_add_func ("/wetstock/tank-chart/a-broken-chart-names-its-line", test_a_broken_chart_names_its_line);
  g_test_add_func ("/wetstock/tank-chart/a-volume-has-its-level", test_a_volume_has_its_level);
  return g_test_run ();
}
