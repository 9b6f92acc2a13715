/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-chart-points.h"
#include "fc-error.h"

#include <math.h>

static const FcChartUnits metric = { FC_LEVEL_MM, FC_VOLUME_LITRE };

static GArray *
import (const char         *text,
        const FcChartUnits *units,
        FcMessages         *messages)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return fc_chart_import (bytes, units, "tank.csv", messages);
}

static void
assert_points (GArray     *points,
               const char *json)
{
  g_autofree char *got = fc_chart_points_to_json ((FcChartPoint *) (gpointer) points->data, points->len);

  g_assert_cmpstr (got, ==, json);
}

/* However it was written down, it is the same chart. */
static void
many_hands_write_the_same_chart (void)
{
  static const char *const files[] = {
    "0,0\n500,4193.39\n1250,14726.22\n",
    "Level (mm),Volume (L)\r\n0,0\r\n500,4193.390\r\n1250,14726.220\r\n",
    "Höhe;Volumen\n0;0\n500;4.193,39\n1.250;14.726,22\n",
    "0\t0\n500\t4193.39\n1250\t14726.22\n",
    "0 0\n500 4193.39\n1250   14726.22\n",
    "0,0 0,0\n500,0 4193,39\n1250,0 14726,22\n",
    "0 = 0\n500 = 4193.39\n1250 = 14726.22",
    "\"0\",\"0\"\n\"500\",\"4,193.39\"\n\"1,250\",\"14,726.22\"\n",
    "1250;14726,22\n500;4193,39\n0;0\n",
    "0;0;100 %\n500;4 193,39;86 %\n1250;14 726,22;50 %\n",
    "0,0\n500,4193.39000000001\n1250,14726.2200004\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (FcMessages) messages = fc_messages_new ();
      g_autoptr (GArray) points = import (files[i], &metric, messages);

      g_test_message ("file %d", (int) i);
      assert_points (points, "[[0,0],[500,4193390],[1250,14726220]]");
      g_assert_cmpuint (messages->n_errors, ==, 0);
    }
}

static void
centimetres_and_inches_become_millimetres (void)
{
  const FcChartUnits cm = { FC_LEVEL_CM, FC_VOLUME_LITRE }, inch = { FC_LEVEL_INCH, FC_VOLUME_US_GALLON };
  g_autoptr (FcMessages) messages = fc_messages_new ();
  g_autoptr (GArray) first = import ("0,0\n12.5,100\n25,300", &cm, messages);
  g_autoptr (GArray) second = import ("0,0\n10,100\n20,300\n", &inch, messages);
  g_autoptr (GArray) third = import ("0 0\n1/2 5\n12 1/2 100\n25-1/4 300\n", &inch, messages);

  assert_points (first, "[[0,0],[125,100000],[250,300000]]");
  assert_points (second, "[[0,0],[254,378541],[508,1135624]]");
  /* 12.7 mm is no whole one: the point moves along the chart to 13 mm, the last one to 641. */
  assert_points (third, "[[0,0],[13,19281],[318,379710],[641,1134806]]");
  g_assert_cmpuint (messages->n_errors, ==, 0);
}

static void
headings_tell_the_units (void)
{
  static const struct {
    const char *text;
    FcChartUnits units;
  } files[] = {
    { "Level (cm);Volume (gal)\n0;0", { FC_LEVEL_CM, FC_VOLUME_US_GALLON } },
    { "Inches,Gallons\n0,0", { FC_LEVEL_INCH, FC_VOLUME_US_GALLON } },
    { "dip mm, volume L\n0,0", { FC_LEVEL_MM, FC_VOLUME_LITRE } },
    { "0,0\n1,2 gal\n", { FC_LEVEL_MM, FC_VOLUME_LITRE } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (files[i].text, strlen (files[i].text));
      FcChartUnits units = fc_chart_guess_units (bytes, &metric);

      g_assert_cmpint (units.level, ==, files[i].units.level);
      g_assert_cmpint (units.volume, ==, files[i].units.volume);
    }
}

/* One slip of the pen costs one line, and the message says which. */
static void
wrong_lines_are_named_and_left_out (void)
{
  g_autoptr (FcMessages) messages = fc_messages_new ();
  g_autoptr (GArray) points = import ("mm,L\n0,0\n100,500\n2000,1200\n300,2000\n300,2100\n400,1900\n500,abc\nxyz,4\n600,5000\n700\n",
                                      &metric, messages);
  static const char *const says[] = {
    "tank.csv:1: note: “mm” is taken for a heading",
    "tank.csv:8: error: “abc” is not a volume",
    "tank.csv:9: error: “xyz” is not a level",
    "tank.csv:11: error: A level and a volume are needed",
    "tank.csv:4: error: The level 2000 mm stands above 300 mm: levels must rise; the line is left out",
    "tank.csv:6: error: The level 300 mm stands here for the second time; the line is left out",
    "tank.csv:7: error: At 400 mm there is less volume than at 300 mm: volumes must not fall; the line is left out",
  };

  assert_points (points, "[[0,0],[100,500000],[300,2000000],[600,5000000]]");
  g_assert_cmpuint (fc_messages_get_n_items (messages), ==, G_N_ELEMENTS (says));
  for (guint i = 0; i < G_N_ELEMENTS (says); i++)
    {
      g_autofree char *text = fc_message_to_string (fc_messages_get (messages, i));

      g_assert_cmpstr (text, ==, says[i]);
    }
}

static void
a_file_without_a_chart_is_refused (void)
{
  static const char *const files[] = { "", "hello\nworld\n", "5,5\n", "\xff\xfe\x00", "\"never closed\n1,2\n3,4\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (FcMessages) messages = fc_messages_new ();
      g_autoptr (GArray) points = import (files[i], &metric, messages);

      g_assert_cmpuint (points->len, <, 2);
      g_assert_cmpuint (messages->n_errors, >=, 1);
    }
}

/* Whatever the file says, what comes out is a chart. */
static void
what_is_imported_is_always_a_chart (void)
{
  g_test_message ("seeds 1 to 3000");
  for (guint32 seed = 1; seed <= 3000; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (FcMessages) messages = fc_messages_new ();
      const FcChartUnits units = { (FcLevelUnit) (seed % 3), (FcVolumeUnit) (seed % 2) };
      g_autoptr (GArray) points = NULL;
      double level = 0, volume = 0;

      for (int n = g_rand_int_range (rand, 0, 60); n > 0; n--)
        {
          gboolean slip = g_rand_int_range (rand, 0, 8) == 0;

          g_string_append_printf (text, "%.*f%c%.*f\n", g_rand_int_range (rand, 0, 4), slip ? level * 2 : level, ";\t"[seed % 2],
                                  g_rand_int_range (rand, 0, 4), slip ? volume / 2 : volume);
          level += g_rand_double_range (rand, 0, 20);
          volume += g_rand_double_range (rand, 0, 400);
        }
      points = import (text->str, &units, messages);
      if (points->len >= 2)
        {
          g_autoptr (FcTankChart) chart =
            fc_chart_points_to_chart ((FcChartPoint *) (gpointer) points->data, points->len, NULL);

          g_assert_nonnull (chart);
        }
      else
        g_assert_cmpuint (messages->n_errors, >=, 1);
    }
}

static void
a_chart_being_edited_is_checked_row_by_row (void)
{
  const FcChartPoint points[] = { { 0, 0 }, { 100, 900000 }, { 90, 800000 }, { 200, 2000000 }, { 300, -1 } };
  const FcChartPoint small[] = { { 0, 0 }, { 1000, 5000000 } };
  g_autoptr (FcMessages) messages = fc_messages_new ();
  g_autoptr (FcMessages) fit = fc_messages_new ();

  g_assert_cmpuint (fc_chart_points_check (points, 5, 0, 0, messages), ==, 2);
  g_assert_cmpuint (fc_messages_get (messages, 0)->line, ==, 3);
  g_assert_cmpuint (fc_messages_get (messages, 1)->line, ==, 5);
  g_assert_cmpuint (fc_chart_points_check (points, 1, 0, 0, messages), ==, 1);
  g_assert_cmpuint (fc_chart_points_check (small, 2, 5000000, 1050, fit), ==, 0);
  g_assert_cmpuint (fc_messages_get_n_items (fit), ==, 0);
  g_assert_cmpuint (fc_chart_points_check (small, 2, 30000000, 2500, fit), ==, 0);
  g_assert_cmpuint (fit->n_warnings, ==, 2);
}

static void
a_point_goes_where_its_level_belongs (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) points = fc_chart_points_from_json ("[[0,0],[100,5],[300,9]]", &error);
  const FcChartPoint between = { 200, 7 }, again = { 100, 6 }, last = { 400, 10 };

  g_assert_no_error (error);
  g_assert_cmpuint (fc_chart_points_insert (points, &between), ==, 2);
  g_assert_cmpuint (fc_chart_points_insert (points, &again), ==, 1);
  g_assert_cmpuint (fc_chart_points_insert (points, &last), ==, 4);
  assert_points (points, "[[0,0],[100,6],[200,7],[300,9],[400,10]]");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wetstock/chart-import/many-hands-write-the-same-chart", many_hands_write_the_same_chart);
  g_test_add_func ("/wetstock/chart-import/centimetres-and-inches-become-millimetres",
                   centimetres_and_inches_become_millimetres);
  g_test_add_func ("/wetstock/chart-import/headings-tell-the-units", headings_tell_the_units);
  g_test_add_func ("/wetstock/chart-import/wrong-lines-are-named-and-left-out", wrong_lines_are_named_and_left_out);
  g_test_add_func ("/wetstock/chart-import/a-file-without-a-chart-is-refused", a_file_without_a_chart_is_refused);
  g_test_add_func ("/wetstock/chart-import/what-is-imported-is-always-a-chart", what_is_imported_is_always_a_chart);
  g_test_add_func ("/wetstock/chart-points/are-checked-row-by-row", a_chart_being_edited_is_checked_row_by_row);
  g_test_add_func ("/wetstock/chart-points/a-point-goes-where-its-level-belongs", a_point_goes_where_its_level_belongs);
  return g_test_run ();
}
