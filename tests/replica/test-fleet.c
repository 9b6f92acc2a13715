/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-test-office.h"

#include "fc-positions.h"
#include "fc-vehicle-places.h"
#include "fc-vehicle-track.h"
#include "fc-vehicle-trips.h"

#define SECOND G_USEC_PER_SEC

static FcId
add_vehicle (FcOffice   *office,
             const char *number,
             const char *status,
             const FcId *station)
{
  FcId id = fc_id_from_key ("vehicle", number, NULL);
  g_autoptr (FcRecord) vehicle = fc_record_new (FC_VEHICLE, &id);
  g_autoptr (GError) error = NULL;

  fc_record_set_text (vehicle, FC_VEHICLE_NUMBER, number);
  fc_record_set_text (vehicle, FC_VEHICLE_STATUS, status);
  fc_record_set_ref (vehicle, FC_VEHICLE_STATION_ID, station);
  fc_office_run (office, fc_op_new_insert (vehicle, FC_TEST_NOW), &error);
  g_assert_no_error (error);
  return id;
}

/* Ten metres north a second, the last one now. */
static FcTrack *
drive (guint n)
{
  FcTrack *track = fc_track_new (n);

  for (guint i = 0; i < n; i++)
    {
      FcFix fix = { .time_us = FC_TEST_NOW - (gint64) (n - 1 - i) * SECOND,
                    .place = { 387223000 + (gint32) i * 900, -91393000 }, .speed = fc_fix_speed (36), .heading = 0 };

      fc_track_add (track, &fix);
    }
  return track;
}

static void
import (FcOffice   *office,
        const FcId *vehicle,
        FcTrack    *track)
{
  g_autoptr (GPtrArray) ops = NULL;
  g_autoptr (GError) error = NULL;

  fc_positions_mark (NULL, track, FC_TEST_NOW);
  ops = fc_positions_import_ops (vehicle, track, "gpx", FC_TEST_NOW);
  for (guint i = 0; i < ops->len; i++)
    {
      fc_office_run (office, fc_op_copy (ops->pdata[i]), &error);
      g_assert_no_error (error);
    }
}

static GPtrArray *
places (FcOffice   *office,
        const FcId *station)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *found;

  fc_vehicle_places_async (office->replica, station, NULL, fc_test_finished_cb, &result);
  found = fc_vehicle_places_finish (office->replica, fc_test_wait (&result), &error);
  g_assert_no_error (error);
  return found;
}

static FcTrack *
track_of (FcOffice   *office,
          const FcId *vehicle,
          gint64      from_us,
          gint64      until_us)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  FcTrack *track;

  fc_vehicle_track_async (office->replica, vehicle, from_us, until_us, NULL, fc_test_finished_cb, &result);
  track = fc_vehicle_track_finish (office->replica, fc_test_wait (&result), &error);
  g_assert_no_error (error);
  return track;
}

static void
imported_twice_it_is_there_once (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  FcId vehicle = add_vehicle (office, "12-AB-34", "in_service", &office->station);
  g_autoptr (FcTrack) first = drive (1500), again = drive (1500), back = NULL;

  import (office, &vehicle, first);
  import (office, &vehicle, again);
  g_assert_cmpint (fc_office_count (office, "SELECT count(*) FROM position"), ==, 1500);
  back = track_of (office, &vehicle, G_MININT64, G_MAXINT64);
  g_assert_cmpuint (back->n, ==, 1500);
  g_assert_cmpmem (back->times, back->n * sizeof *back->times, first->times, first->n * sizeof *first->times);
  g_assert_cmpmem (back->places, back->n * sizeof *back->places, first->places, first->n * sizeof *first->places);
  g_assert_cmpmem (back->speeds, back->n * sizeof *back->speeds, first->speeds, first->n * sizeof *first->speeds);
}

static void
the_newest_place_is_one_that_is_believed (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  FcId vehicle = add_vehicle (office, "12-AB-34", "in_service", &office->station);
  g_autoptr (FcTrack) track = drive (10);
  FcFix nowhere = { .time_us = FC_TEST_NOW + SECOND, .speed = FC_SPEED_UNKNOWN, .heading = FC_HEADING_UNKNOWN };
  FcFix future = { .time_us = FC_TEST_NOW + 40 * FC_DAY_US, .place = { 387223000, -91393000 } };
  g_autoptr (GPtrArray) found = NULL;
  const FcVehiclePlace *place;

  add_vehicle (office, "00-00-00", "in_service", NULL);
  add_vehicle (office, "99-99-99", "retired", &office->station);
  fc_track_add (track, &nowhere);
  fc_track_add (track, &future);
  import (office, &vehicle, track);
  g_assert_cmpint (fc_office_count (office, "SELECT count(*) FROM position"), ==, 12);
  found = places (office, NULL);
  g_assert_cmpuint (found->len, ==, 2); /* not the retired one, which was never seen */
  place = found->pdata[0];
  g_assert_cmpstr (place->number, ==, "00-00-00");
  g_assert_false (place->known);
  place = found->pdata[1];
  g_assert_cmpstr (place->number, ==, "12-AB-34");
  g_assert_true (place->known);
  g_assert_cmpint (place->fix.time_us, ==, FC_TEST_NOW);
  g_assert_cmpint (place->fix.place.latitude, ==, 387223000 + 9 * 900);
  g_assert_cmpint (place->received_at, ==, FC_TEST_NOW);
}

static void
others_stations_vehicles_are_not_shown (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GPtrArray) all = NULL, of_station = NULL, of_supervisor = NULL;

  add_vehicle (office, "A", "in_service", &office->station);
  add_vehicle (office, "B", "in_service", &office->other_station);
  add_vehicle (office, "C", "in_service", NULL);
  all = places (office, NULL);
  of_station = places (office, &office->station);
  g_assert_cmpuint (all->len, ==, 3);
  g_assert_cmpuint (of_station->len, ==, 1);
  fc_office_act_as (office, &office->supervisor);
  of_supervisor = places (office, NULL);
  g_assert_cmpuint (of_supervisor->len, ==, 2); /* of the one station, and of none */
}

static void
a_track_ends_before_its_end (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  FcId vehicle = add_vehicle (office, "12-AB-34", "in_service", &office->station);
  g_autoptr (FcTrack) track = drive (100), part = NULL, tail = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  import (office, &vehicle, track);
  part = track_of (office, &vehicle, FC_TEST_NOW - 10 * SECOND, FC_TEST_NOW);
  g_assert_cmpuint (part->n, ==, 10);
  fc_vehicle_tail_async (office->replica, &vehicle, FC_TEST_NOW, 3, NULL, fc_test_finished_cb, &result);
  tail = fc_vehicle_track_finish (office->replica, fc_test_wait (&result), NULL);
  g_assert_cmpuint (tail->n, ==, 3);
  g_assert_cmpint (tail->times[0], ==, FC_TEST_NOW - 3 * SECOND);
  g_assert_cmpint (tail->times[2], ==, FC_TEST_NOW - SECOND);
}

static void
trips_say_how_far_it_drove (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  FcId vehicle = add_vehicle (office, "12-AB-34", "in_service", &office->station);
  g_autoptr (FcTrack) track = drive (601);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (FcVehicleTrips) trips = NULL;

  import (office, &vehicle, track);
  fc_vehicle_trips_async (office->replica, &vehicle, 0, G_MAXINT64, TRUE, NULL, fc_test_finished_cb, &result);
  trips = fc_vehicle_trips_finish (office->replica, fc_test_wait (&result), NULL);
  g_assert_cmpuint (trips->trips->len, ==, 1);
  g_assert_cmpuint (trips->stops->len, ==, 0);
  g_assert_cmpfloat_with_epsilon (trips->metres, 5994, 20);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/replica/fleet/imported-twice-it-is-there-once", imported_twice_it_is_there_once);
  g_test_add_func ("/replica/fleet/the-newest-place-is-one-that-is-believed", the_newest_place_is_one_that_is_believed);
  g_test_add_func ("/replica/fleet/others-stations-vehicles-are-not-shown", others_stations_vehicles_are_not_shown);
  g_test_add_func ("/replica/fleet/a-track-ends-before-its-end", a_track_ends_before_its_end);
  g_test_add_func ("/replica/fleet/trips-say-how-far-it-drove", trips_say_how_far_it_drove);
  return g_test_run ();
}
