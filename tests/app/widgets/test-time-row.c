/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-time-row.h"

#include "fc-error.h"


static FcTimeRow *
new_row (const char *zone_name,
         gint64      time_us)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zone_name);
  FcTimeRow *row = FC_TIME_ROW (g_object_ref_sink (fc_time_row_new ("From")));

  g_assert_nonnull (zone);
  fc_time_row_set_zone (row, zone);
  fc_time_row_set_time (row, time_us);
  return row;
}

static void
type (FcTimeRow  *row,
      const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (fc_time_row_get_entry (row)), text);
}

static const char *
shown (FcTimeRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (fc_time_row_get_entry (row)));
}

static gint64
time_of (FcTimeRow *row)
{
  g_autoptr (GError) error = NULL;
  gint64 time_us = 0;

  fc_time_row_get_time (row, &time_us, &error);
  g_assert_no_error (error);
  return time_us;
}

static gint64
utc (const char *iso)
{
  g_autoptr (GError) error = NULL;
  gint64 time_us;

  fc_time_parse (iso, &time_us, &error);
  g_assert_no_error (error);
  return time_us;
}

static void
test_by_the_clock_of_the_station (void)
{
  g_autoptr (FcTimeRow) row = new_row ("Europe/Lisbon", utc ("2026-07-01T08:20:00Z"));
  static const char *const ways[] = { "6:30", "06:30", "630", "0630", "6.30", " 06:30 " };

  g_assert_cmpstr (shown (row), ==, "09:20");
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "Europe/Lisbon"));
  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      type (row, "1");
      type (row, ways[i]);
      g_assert_cmpint (time_of (row), ==, utc ("2026-07-01T05:30:00Z"));
    }
  type (row, "6");
  g_assert_cmpint (time_of (row), ==, utc ("2026-07-01T05:00:00Z"));
}

static void
test_what_is_no_time_is_told (void)
{
  static const char *const wrong[] = { "", "24:00", "12:60", "noon", "12:5", "123456", "1:234", ":30", "6:30x" };
  g_autoptr (FcTimeRow) row = new_row ("UTC", 0);

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 time_us;

      type (row, wrong[i]);
      g_assert_false (fc_time_row_get_time (row, &time_us, &error));
      g_assert_error (error, FC_ERROR, FC_ERROR_PARSE);
      g_assert_true (gtk_widget_has_css_class (fc_time_row_get_entry (row), "error"));
    }
}

/* 29 March 2026 in Lisbon: at 01:00 it is 02:00. 25 October: at 02:00 it is 01:00 again. */
static void
test_when_the_clocks_change (void)
{
  g_autoptr (FcTimeRow) spring = new_row ("Europe/Lisbon", utc ("2026-03-29T12:00:00Z"));
  g_autoptr (FcTimeRow) autumn = new_row ("Europe/Lisbon", utc ("2026-10-25T12:00:00Z"));

  type (spring, "01:30");
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (spring)), "go forward then: it is at 02:"));
  g_assert_cmpint (time_of (spring), >=, utc ("2026-03-29T01:00:00Z"));
  type (spring, "02:30");
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (spring)), "Europe/Lisbon"));
  g_assert_cmpint (time_of (spring), ==, utc ("2026-03-29T01:30:00Z"));

  type (autumn, "01:30");
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (autumn)), "go back then: the first 01:30"));
  g_assert_cmpint (time_of (autumn), ==, utc ("2026-10-25T00:30:00Z"));
}

/* The second half past one of that night is shown like the first, and stays itself until somebody types. */
static void
test_what_nobody_touched_stays (void)
{
  g_autoptr (FcTimeRow) row = new_row ("Europe/Lisbon", utc ("2026-10-25T01:30:17Z"));

  g_assert_cmpstr (shown (row), ==, "01:30");
  g_assert_cmpint (time_of (row), ==, utc ("2026-10-25T01:30:17Z"));
}

static void
test_another_station (void)
{
  g_autoptr (FcTimeRow) row = new_row ("Europe/Lisbon", utc ("2026-07-01T08:20:00Z"));
  g_autoptr (GTimeZone) madrid = g_time_zone_new_identifier ("Europe/Madrid");
  g_autoptr (GTimeZone) lisbon = g_time_zone_new_identifier ("Europe/Lisbon");

  fc_time_row_set_zone (row, madrid);
  g_assert_cmpstr (shown (row), ==, "10:20");
  g_assert_cmpint (time_of (row), ==, utc ("2026-07-01T08:20:00Z"));
  type (row, "06:00");
  fc_time_row_set_zone (row, lisbon);
  g_assert_cmpstr (shown (row), ==, "06:00");
  g_assert_cmpint (time_of (row), ==, utc ("2026-07-01T05:00:00Z"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/time-row/by-the-clock-of-the-station", test_by_the_clock_of_the_station);
  g_test_add_func ("/time-row/what-is-no-time-is-told", test_what_is_no_time_is_told);
  g_test_add_func ("/time-row/when-the-clocks-change", test_when_the_clocks_change);
  g_test_add_func ("/time-row/what-nobody-touched-stays", test_what_nobody_touched_stays);
  g_test_add_func ("/time-row/another-station", test_another_station);
  return g_test_run ();
}
