/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-positions.h"
#include "fc-test-office.h"
#include "fc-track-layer.h"
#include "fc-track-panel-private.h"

#include <adwaita.h>
#include <string.h>

/* Where a vehicle drove, below the map: the time that is looked at, the stops in their order, and what comes in meanwhile. */

#define WAIT_US (60 * G_USEC_PER_SEC)
#define MINUTE  G_GINT64_CONSTANT (60000000)
#define DRIVE   30    /* minutes */
#define LONG    35    /* minutes that it stands first … */
#define SHORT   9     /* … and then */
#define NORTH   90000 /* 1e-7 degree a minute: some 60 km/h */
#define BEGINS  (FC_TEST_NOW - 3 * FC_HOUR_US)

typedef struct {
  FcOffice *office;
  GSettings *settings;
  FcContext *context;
  GtkWidget *window;
  FcMapView *map;
  FcTrackPanel *panel;
  FcId vehicle;
  gint64 last_us;
  guint changed, closed;
} Desk;

static void
count_cb (guint *counter)
{
  (*counter)++;
}

static void
add_fix (Desk   *desk,
         gint64  time_us,
         gint32  latitude,
         double  kmh)
{
  FcFix fix = { .time_us = time_us, .place = { latitude, -91393000 }, .speed = fc_fix_speed (kmh), .heading = 0 };

  fc_office_load (desk->office, fc_position_new (&desk->vehicle, NULL, &fix, "gpx", time_us));
  desk->last_us = time_us;
}

/* Drives, stands long, drives, stands shortly, drives: a fix a minute. */
static void
drive (Desk *desk)
{
  const int minutes[] = { DRIVE, LONG, DRIVE, SHORT, DRIVE };
  gint32 latitude = 387223000;
  gint64 time_us = BEGINS;

  for (guint part = 0; part < G_N_ELEMENTS (minutes); part++)
    for (int i = 0; i < minutes[part]; i++, time_us += MINUTE)
      {
        latitude += part % 2 == 0 ? NORTH : 0;
        add_fix (desk, time_us, latitude, part % 2 == 0 ? 60 : 0);
      }
}

static void
wait_for_change (Desk  *desk,
                 guint  before)
{
  gint64 until = g_get_monotonic_time () + WAIT_US;

  while (desk->changed == before || desk->panel->reading)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, until);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
    }
}

static void
set_up (Desk          *desk,
        gconstpointer  unused)
{
  FcRecord *vehicle;

  desk->office = fc_office_new ();
  desk->settings = g_settings_new_with_path ("org.forecourt.Forecourt", "/org/forecourt/Forecourt/profiles/test/");
  desk->context = fc_context_new (desk->office->replica, NULL, desk->settings);
  desk->vehicle = fc_id_from_key ("vehicle", "T7", NULL);
  vehicle = fc_record_new (FC_VEHICLE, &desk->vehicle);
  fc_record_set_text (vehicle, FC_VEHICLE_NUMBER, "T7");
  fc_record_set_text (vehicle, FC_VEHICLE_STATUS, "in_service");
  fc_office_load (desk->office, vehicle);
  drive (desk);
  desk->map = FC_MAP_VIEW (fc_map_view_new ());
  desk->panel = FC_TRACK_PANEL (fc_track_panel_new (desk->context, desk->map));
  desk->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (desk->window), 900, 700);
  gtk_window_set_child (GTK_WINDOW (desk->window), gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_box_append (GTK_BOX (gtk_window_get_child (GTK_WINDOW (desk->window))), GTK_WIDGET (desk->map));
  gtk_box_append (GTK_BOX (gtk_window_get_child (GTK_WINDOW (desk->window))), GTK_WIDGET (desk->panel));
  g_signal_connect_swapped (desk->panel, "changed", G_CALLBACK (count_cb), &desk->changed);
  g_signal_connect_swapped (desk->panel, "closed", G_CALLBACK (count_cb), &desk->closed);
  gtk_window_present (GTK_WINDOW (desk->window));
  fc_track_panel_show (desk->panel, &desk->vehicle);
  wait_for_change (desk, 0);
}

static void
tear_down (Desk          *desk,
           gconstpointer  unused)
{
  gtk_window_destroy (GTK_WINDOW (desk->window));
  fc_office_settle ();
  g_object_unref (desk->context);
  g_object_unref (desk->settings);
  fc_office_settle ();
  fc_office_free (desk->office);
}

static gint64
time_shown (Desk *desk)
{
  g_assert_true (desk->panel->has_fix);
  return desk->panel->drive->track->times[desk->panel->fix];
}

static void
test_it_begins_with_where_the_vehicle_is (Desk          *desk,
                                          gconstpointer  unused)
{
  FcMapThing painted;

  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (desk->panel)));
  g_assert_true (gtk_widget_get_visible (desk->panel->scale));
  g_assert_cmpstr (gtk_label_get_text (desk->panel->title), ==, "T7");
  g_assert_cmpint (time_shown (desk), ==, desk->last_us);
  g_assert_true (fc_map_drawing_painted (fc_map_view_get_drawing (desk->map), &painted));
  g_assert_cmpfloat (painted.bottom, >, painted.top);
}

static void
test_the_slider_goes_through_the_time (Desk          *desk,
                                       gconstpointer  unused)
{
  gtk_range_set_value (GTK_RANGE (desk->panel->scale), 0);
  g_assert_cmpint (time_shown (desk), ==, BEGINS);
  g_assert_nonnull (strstr (gtk_label_get_text (desk->panel->speed), "60"));
  gtk_range_set_value (GTK_RANGE (desk->panel->scale), (DRIVE + 5) * 60);
  g_assert_cmpint (time_shown (desk), ==, BEGINS + (DRIVE + 5) * MINUTE);
  g_assert_null (strstr (gtk_label_get_text (desk->panel->speed), "60"));
}

/* Their titles say how long it stood: by text the nine minutes would come last, and 35 before 9 for the wrong reason. */
static void
test_stops_are_listed_as_they_were_made (Desk          *desk,
                                         gconstpointer  unused)
{
  FcMapDrawing *drawing = fc_map_view_get_drawing (desk->map);
  FcMapFrame world = { 0.5, 0.5, 800, 800, 800 };
  g_autoptr (GArray) stops = NULL;
  FcFix fix;
  guint found, before = desk->changed;
  const FcMapPoint *first, *second;

  stops = fc_map_drawing_list (drawing, &world, NULL, 10, &found);
  g_assert_cmpuint (found, ==, 2);
  first = g_array_index (stops, FcMapThing, 0).point;
  second = g_array_index (stops, FcMapThing, 1).point;
  g_assert_cmpfloat (first->y, >, second->y); /* it drives to the north */
  g_assert_nonnull (strstr (first->title, "3"));
  fc_track_panel_show_stop (desk->panel, &second->id);
  g_assert_cmpint (time_shown (desk), >=, BEGINS + (2 * DRIVE + LONG - 1) * MINUTE);
  g_assert_cmpint (time_shown (desk), <=, BEGINS + (2 * DRIVE + LONG + 1) * MINUTE);

  /* A third one, ten minutes, after the others: “10 min” would be first by its text. */
  fix = fc_track_get (desk->panel->drive->track, desk->panel->drive->track->n - 1);
  for (int i = 1; i <= 11; i++)
    add_fix (desk, fix.time_us + i * MINUTE, fix.place.latitude, 0);
  wait_for_change (desk, before);
  for (gint64 until = g_get_monotonic_time () + WAIT_US;
       desk->panel->drive->stops->len < 3 && g_get_monotonic_time () < until;)
    g_main_context_iteration (NULL, TRUE);
  g_clear_pointer (&stops, g_array_unref);
  stops = fc_map_drawing_list (drawing, &world, NULL, 10, &found);
  g_assert_cmpuint (found, ==, 3);
  for (guint i = 1; i < stops->len; i++)
    g_assert_cmpfloat (g_array_index (stops, FcMapThing, i - 1).point->y, >,
                       g_array_index (stops, FcMapThing, i).point->y);
}

static void
test_what_comes_in_leaves_the_slider (Desk          *desk,
                                      gconstpointer  unused)
{
  guint before = desk->changed;
  gint64 looked_at;

  gtk_range_set_value (GTK_RANGE (desk->panel->scale), 600);
  looked_at = time_shown (desk);
  add_fix (desk, desk->last_us + MINUTE, 396000000, 50);
  wait_for_change (desk, before);
  g_assert_cmpint (time_shown (desk), ==, looked_at);
}

static void
test_a_week_without_positions_says_so (Desk          *desk,
                                       gconstpointer  unused)
{
  guint before = desk->changed;

  g_signal_emit_by_name (desk->panel->previous, "clicked");
  wait_for_change (desk, before);
  g_assert_false (gtk_widget_get_visible (desk->panel->scale));
  g_assert_nonnull (strstr (gtk_label_get_text (desk->panel->summary), "no positions"));
  g_assert_true (gtk_widget_get_sensitive (desk->panel->next));
}

static void
test_closed_nothing_stays_on_the_map (Desk          *desk,
                                      gconstpointer  unused)
{
  FcMapDrawing *drawing = fc_map_view_get_drawing (desk->map);
  FcMapThing painted;

  g_signal_emit_by_name (desk->panel->close, "clicked");
  g_assert_cmpuint (desk->closed, ==, 1);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (desk->panel)));
  g_assert_null (fc_map_drawing_get_features (drawing, &fc_track_layer));
  g_assert_false (fc_map_drawing_painted (drawing, &painted));
}

#define ADD(path, test) g_test_add ("/maps/track-panel/" path, Desk, NULL, set_up, test, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("it-begins-with-where-the-vehicle-is", test_it_begins_with_where_the_vehicle_is);
  ADD ("the-slider-goes-through-the-time", test_the_slider_goes_through_the_time);
  ADD ("stops-are-listed-as-they-were-made", test_stops_are_listed_as_they_were_made);
  ADD ("what-comes-in-leaves-the-slider", test_what_comes_in_leaves_the_slider);
  ADD ("a-week-without-positions-says-so", test_a_week_without_positions_says_so);
  ADD ("closed-nothing-stays-on-the-map", test_closed_nothing_stays_on_the_map);
  return g_test_run ();
}
