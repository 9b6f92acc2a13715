/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-display.h"
#include "fc-line-table.h"
#include "fc-plot-data.h"
#include "fc-plot-look.h"
#include "fc-plot-thin.h"
#include "fc-plot-ticks.h"

#include <math.h>

static double
any (GRand *rand)
{
  return g_rand_double_range (rand, -1, 1) * pow (10, g_rand_int_range (rand, -3, 10));
}

/* Ticks */

static void
test_steps_are_round (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (g_test_rand_int ());

  for (int i = 0; i < 2000; i++)
    {
      double low = any (rand), high = low + fabs (any (rand)) + 1e-6, step;
      guint most = (guint) g_rand_int_range (rand, 1, 12);
      double power, first;

      step = fc_tick_step (low, high, most);
      power = pow (10, floor (log10 (step) + 1e-9));
      first = step / power;
      g_assert_true (fabs (first - 1) < 1e-6 || fabs (first - 2) < 1e-6 || fabs (first - 5) < 1e-6);
      g_assert_cmpfloat ((high - low) / step, <=, most * (1 + 1e-9));       /* not too close … */
      g_assert_cmpfloat ((high - low) / step, >=, most / 2.5 * (1 - 1e-9)); /* … and not too far */
    }
}

static void
test_a_range_ends_at_ticks (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (g_test_rand_int ());

  for (int i = 0; i < 2000; i++)
    {
      double low = any (rand), high = g_rand_boolean (rand) ? low : low + fabs (any (rand)) + fabs (low) * 1e-3,
             from = low, until = high;
      guint most = (guint) g_rand_int_range (rand, 2, 9);
      double step;
      g_autoptr (GArray) ticks = NULL;

      step = fc_tick_round_range (&from, &until, most);
      g_assert_cmpfloat (from, <=, low + step * 1e-6);
      g_assert_cmpfloat (until, >=, high - step * 1e-6);
      ticks = fc_ticks_of_numbers (from, until, step);
      g_assert_cmpuint (ticks->len, >=, 2);
      g_assert_cmpuint (ticks->len, <=, most + 2);
      g_assert_cmpfloat_with_epsilon (g_array_index (ticks, double, 0), from, step * 1e-6);
      g_assert_cmpfloat_with_epsilon (g_array_index (ticks, double, ticks->len - 1), until, step * 1e-6);
    }
}

static void
assert_rise (GArray *ticks,
             double  low,
             double  high,
             guint   most)
{
  g_assert_cmpuint (ticks->len, <=, most);
  for (guint i = 0; i < ticks->len; i++)
    {
      g_assert_cmpfloat (g_array_index (ticks, double, i), >=, low);
      g_assert_cmpfloat (g_array_index (ticks, double, i), <=, high);
      if (i > 0)
        g_assert_cmpfloat (g_array_index (ticks, double, i), >, g_array_index (ticks, double, i - 1));
    }
}

static void
test_dates_are_weeks_months_and_years (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (g_test_rand_int ());

  for (int i = 0; i < 2000; i++)
    {
      FcDate low = g_rand_int_range (rand, 0, 30000), high = low + g_rand_int_range (rand, 0, 9000);
      guint most = (guint) g_rand_int_range (rand, 1, 12);
      FcTickGrain grain;
      g_autoptr (GArray) ticks = fc_ticks_of_dates (low, high, most, &grain);

      assert_rise (ticks, low, high, most);
      for (guint k = 0; k < ticks->len; k++)
        {
          FcDate tick = (FcDate) g_array_index (ticks, double, k);
          int year, month, day;

          fc_date_to_civil (tick, &year, &month, &day);
          if (grain >= FC_TICK_MONTH)
            g_assert_cmpint (day, ==, 1);
          if (grain == FC_TICK_YEAR)
            g_assert_cmpint (month, ==, 1);
          if (k > 0 && grain == FC_TICK_DAY && tick - (FcDate) g_array_index (ticks, double, k - 1) >= 7)
            g_assert_cmpint (fc_date_weekday (tick), ==, 1);
        }
    }
}

static void
test_hours_are_those_of_the_wall (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (g_test_rand_int ());
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Lisbon");

  for (int i = 0; i < 300; i++)
    {
      gint64 low = (gint64) g_rand_int_range (rand, 0, 1800000000) * G_USEC_PER_SEC;
      gint64 high = low + (gint64) g_rand_int_range (rand, 60, 86400 * 40) * G_USEC_PER_SEC;
      guint most = (guint) g_rand_int_range (rand, 3, 12);
      FcTickGrain grain;
      g_autoptr (GArray) ticks = fc_ticks_of_times ((double) low, (double) high, most, zone, &grain);

      assert_rise (ticks, (double) low, (double) high, most);
      for (guint k = 0; k < ticks->len; k++)
        {
          gint64 tick = (gint64) g_array_index (ticks, double, k);

          if (grain >= FC_TICK_DAY)
            g_assert_cmpint (tick, ==, fc_time_from_local (fc_time_to_date (tick, zone), 0, zone));
          else
            g_assert_cmpint (tick % (60 * G_USEC_PER_SEC), ==, 0);
        }
    }
}

/* Fewer points */

typedef struct {
  guint n;
  double *x, *y;
} Walk;

static Walk
walk_new (GRand *rand,
          guint  n)
{
  Walk walk = { n, g_new (double, n), g_new (double, n) };
  double x = 0, y = 0;

  for (guint i = 0; i < n; i++)
    {
      walk.x[i] = x += g_rand_int_range (rand, 0, 8) == 0 ? g_rand_double_range (rand, 0, 300) : 1;
      y += g_rand_double_range (rand, -1, 1);
      walk.y[i] = g_rand_int_range (rand, 0, 40) == 0 ? NAN : y;
    }
  return walk;
}

static guint
column_of (const Walk *walk,
           guint       point,
           guint       columns)
{
  double share = (walk->x[point] - walk->x[0]) / (walk->x[walk->n - 1] - walk->x[0]);

  return (guint) CLAMP (share * columns, 0, columns - 1);
}

static void
reach (const Walk *walk,
       guint       point,
       guint       columns,
       double     *low,
       double     *high)
{
  guint column = column_of (walk, point, columns);

  if (isnan (walk->y[point]))
    return;
  low[column] = MIN (low[column], walk->y[point]);
  high[column] = MAX (high[column], walk->y[point]);
}

static void
test_every_column_reaches_as_far (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (g_test_rand_int ());

  for (int turn = 0; turn < 40; turn++)
    {
      Walk walk = walk_new (rand, (guint) g_rand_int_range (rand, 3000, 20000));
      guint columns = (guint) g_rand_int_range (rand, 10, 700);
      g_autoptr (GArray) kept = fc_plot_thin (walk.x, walk.y, 0, walk.n, walk.x[0], walk.x[walk.n - 1], columns);
      g_autofree double *reached = g_new (double, 4 * columns);
      double *low = reached, *high = low + columns, *kept_low = high + columns, *kept_high = kept_low + columns;

      for (guint c = 0; c < columns; c++)
        {
          low[c] = kept_low[c] = G_MAXDOUBLE;
          high[c] = kept_high[c] = -G_MAXDOUBLE;
        }
      for (guint i = 0; i < walk.n; i++)
        reach (&walk, i, columns, low, high);
      for (guint i = 0; i < kept->len; i++)
        {
          guint point = g_array_index (kept, guint, i);

          g_assert_true (i == 0 || point > g_array_index (kept, guint, i - 1));
          reach (&walk, point, columns, kept_low, kept_high);
        }
      g_assert_cmpuint (kept->len, <=, 4 * columns);
      for (guint c = 0; c < columns; c++)
        {
          g_assert_cmpfloat (low[c], ==, kept_low[c]);
          g_assert_cmpfloat (high[c], ==, kept_high[c]);
        }
      g_free (walk.x);
      g_free (walk.y);
    }
}

static void
test_few_points_stay (void)
{
  double x[] = { 0, 1, 2, 3, 4 }, y[] = { 1, NAN, 2, 2, 1 };
  g_autoptr (GArray) all = fc_plot_thin (x, y, 1, 5, 0, 4, 2);

  g_assert_cmpuint (all->len, ==, 4);
  g_assert_cmpuint (g_array_index (all, guint, 0), ==, 1);
}

static void
test_a_wide_hole_stays (void)
{
  double x[100], y[100];
  gboolean hole = FALSE;
  g_autoptr (GArray) kept = NULL;

  for (guint i = 0; i < 100; i++)
    {
      x[i] = i;
      y[i] = i >= 40 && i < 60 ? NAN : 1;
    }
  kept = fc_plot_thin (x, y, 0, 100, 0, 100, 10);
  g_assert_cmpuint (kept->len, <, 100);
  for (guint i = 0; i < kept->len; i++)
    hole = hole || isnan (y[g_array_index (kept, guint, i)]);
  g_assert_true (hole);
}

/* Values as text */

static FcPlotData *
two_days (void)
{
  double x[] = { 20760, 20761 }, low[] = { -100000, -120000 }, high[] = { 100000, 120000 }, sold[] = { 1234567, NAN };
  FcPlotData *data = fc_plot_data_new (FC_PLOT_X_DATES, "Day", x, 2);

  fc_plot_data_set_unit (data, (FcPlotUnit) { FC_PLOT_VOLUME, NULL });
  fc_plot_data_add (data, "Tolerance", FC_PLOT_BAND, FC_PLOT_GOOD, low, high);
  fc_plot_data_add (data, "Sold, net", FC_PLOT_BARS, FC_PLOT_NEXT, sold, NULL);
  return data;
}

static void
test_csv (void)
{
  g_autoptr (FcPlotData) data = two_days ();
  g_autofree char *csv = fc_plot_data_to_csv (data);

  g_assert_cmpstr (csv, ==,
                   "Day,\"Tolerance, low (L)\",\"Tolerance, high (L)\",\"Sold, net (L)\"\r\n"
                   "2026-11-03,-100,100,1234.567\r\n"
                   "2026-11-04,-120,120,\r\n");
}

static void
test_csv_of_money (void)
{
  const char *names[] = { "=Cash", "Cards" };
  double y[] = { 120450, -5 };
  g_autoptr (FcPlotData) data = fc_plot_data_new_named ("Tender", names, 2);
  g_autofree char *csv = NULL;

  fc_plot_data_set_unit (data, (FcPlotUnit) { FC_PLOT_MONEY, "EUR" });
  fc_plot_data_add (data, "Taken", FC_PLOT_BARS, FC_PLOT_NEXT, y, NULL);
  csv = fc_plot_data_to_csv (data);
  g_assert_cmpstr (csv, ==, "Tender,Taken (EUR)\r\n'=Cash,1204.50\r\nCards,-0.05\r\n");
}

static void
test_what_is_copied_has_the_same_rows (void)
{
  g_autoptr (FcPlotData) data = two_days ();
  g_autofree char *tabbed = fc_plot_data_to_tabbed (data);

  g_assert_cmpstr (tabbed, ==,
                   "Day\tTolerance, low (L)\tTolerance, high (L)\tSold, net (L)\n"
                   "2026-11-03\t-100\t100\t1234.567\n"
                   "2026-11-04\t-120\t120\t\n");
}

static void
test_the_table_has_the_same_values (void)
{
  g_autoptr (FcPlotData) data = two_days ();
  g_autoptr (GListModel) lines = fc_plot_data_lines (data);
  g_autoptr (FcLine) line = g_list_model_get_item (lines, 0);
  g_autofree char *band = fc_plot_data_say (data, 0, 0);
  g_autofree char *sold = fc_plot_data_say (data, 1, 0);
  g_autofree char *hole = fc_plot_data_say (data, 1, 1);

  g_assert_cmpuint (g_list_model_get_n_items (lines), ==, 2);
  g_assert_true (FC_IS_LINE (line));
  g_assert_null (g_list_model_get_item (lines, 2));
  g_assert_cmpstr (band, ==, "−100 … 100\302\240L");
  g_assert_cmpstr (sold, ==, "1\342\200\257235\302\240L");
  g_assert_cmpstr (hole, ==, "–");
}

/* Colours */

static double
linear (float value)
{
  return value <= 0.04045f ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

static double
luminance (GdkRGBA colour)
{
  return 0.2126 * linear (colour.red) + 0.7152 * linear (colour.green) + 0.0722 * linear (colour.blue);
}

static double
contrast (GdkRGBA a,
          GdkRGBA b)
{
  double one = luminance (a) + 0.05, other = luminance (b) + 0.05;

  return MAX (one, other) / MIN (one, other);
}

static double
lab_part (double t)
{
  return t > 0.008856 ? cbrt (t) : 7.787 * t + 16.0 / 116;
}

/* CIE L*a*b* of @colour as somebody sees it whose @sight is a matrix on linear RGB (Machado, Oliveira, Fernandes 2009). */
static void
seen (GdkRGBA      colour,
      const double sight[9],
      double       lab[3])
{
  double rgb[] = { linear (colour.red), linear (colour.green), linear (colour.blue) }, s[3], x, y, z;

  for (int i = 0; i < 3; i++)
    s[i] = CLAMP (sight[3 * i] * rgb[0] + sight[3 * i + 1] * rgb[1] + sight[3 * i + 2] * rgb[2], 0, 1);
  x = lab_part ((0.4124 * s[0] + 0.3576 * s[1] + 0.1805 * s[2]) / 0.95047);
  y = lab_part (0.2126 * s[0] + 0.7152 * s[1] + 0.0722 * s[2]);
  z = lab_part ((0.0193 * s[0] + 0.1192 * s[1] + 0.9505 * s[2]) / 1.08883);
  lab[0] = 116 * y - 16;
  lab[1] = 500 * (x - y);
  lab[2] = 200 * (y - z);
}

static void
test_colours_are_told_apart (void)
{
  static const double sights[][9] = {
    { 1, 0, 0, 0, 1, 0, 0, 0, 1 },
    { 0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881 },
    { 0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998 },
    { 1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900 },
  };

  for (int dark = 0; dark < 2; dark++)
    {
      FcPlotLook look = fc_plot_look (dark, FALSE);

      for (guint i = 0; i < FC_PLOT_PALETTE; i++)
        {
          g_assert_cmpfloat (contrast (fc_plot_look_palette (&look, i), look.card), >=, 3.0); /* WCAG 1.4.11 */
          for (guint k = 0; k < i; k++)
            for (guint s = 0; s < G_N_ELEMENTS (sights); s++)
              {
                double a[3], b[3];

                seen (fc_plot_look_palette (&look, i), sights[s], a);
                seen (fc_plot_look_palette (&look, k), sights[s], b);
                g_assert_cmpfloat (hypot (hypot (a[0] - b[0], a[1] - b[1]), a[2] - b[2]), >=, 18);
              }
        }
    }
}

static void
test_more_is_always_further_from_the_ground (void)
{
  for (int dark = 0; dark < 2; dark++)
    {
      FcPlotLook look = fc_plot_look (dark, FALSE);

      for (int i = 1; i <= 20; i++)
        {
          double less = luminance (fc_plot_look_heat (&look, (i - 1) / 20.0));
          double more = luminance (fc_plot_look_heat (&look, i / 20.0));

          g_assert_true (dark ? more > less : more < less);
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/ticks/steps-are-round", test_steps_are_round);
  g_test_add_func ("/plot/ticks/a-range-ends-at-ticks", test_a_range_ends_at_ticks);
  g_test_add_func ("/plot/ticks/dates-are-weeks-months-and-years", test_dates_are_weeks_months_and_years);
  g_test_add_func ("/plot/ticks/hours-are-those-of-the-wall", test_hours_are_those_of_the_wall);
  g_test_add_func ("/plot/thin/every-column-reaches-as-far", test_every_column_reaches_as_far);
  g_test_add_func ("/plot/thin/few-points-stay", test_few_points_stay);
  g_test_add_func ("/plot/thin/a-wide-hole-stays", test_a_wide_hole_stays);
  g_test_add_func ("/plot/text/csv", test_csv);
  g_test_add_func ("/plot/text/csv-of-money", test_csv_of_money);
  g_test_add_func ("/plot/text/what-is-copied-has-the-same-rows", test_what_is_copied_has_the_same_rows);
  g_test_add_func ("/plot/text/the-table-has-the-same-values", test_the_table_has_the_same_values);
  g_test_add_func ("/plot/look/colours-are-told-apart", test_colours_are_told_apart);
  g_test_add_func ("/plot/look/more-is-always-further-from-the-ground", test_more_is_always_further_from_the_ground);
  return g_test_run ();
}
