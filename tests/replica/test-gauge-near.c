/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-error.h"
#include "fc-gauge-near.h"
#include "fc-test-office.h"
#include "fc-time.h"

/* Which of the deliveries that gauges saw a note speaks of. */

static FcId
add_tank (FcOffice   *office,
          int         number)
{
  FcId id = fc_id_new (FC_TEST_NOW);
  FcRecord *tank = fc_record_new (FC_TANK, &id);

  fc_record_set_ref (tank, FC_TANK_STATION_ID, &office->station);
  fc_record_set_int (tank, FC_TANK_NUMBER, number);
  fc_record_set_ref (tank, FC_TANK_PRODUCT_ID, &office->diesel);
  fc_record_set_int (tank, FC_TANK_CAPACITY, 30000000);
  fc_office_load (office, tank);
  return id;
}

static FcId
add_shift (FcOffice *office)
{
  FcId id = fc_id_new (FC_TEST_NOW);
  FcRecord *shift = fc_record_new (FC_SHIFT, &id);

  fc_record_set_ref (shift, FC_SHIFT_STATION_ID, &office->station);
  fc_record_set_int (shift, FC_SHIFT_BUSINESS_DATE, FC_TEST_NOW / FC_DAY_US);
  fc_record_set_int (shift, FC_SHIFT_NUMBER, 1);
  fc_record_set_int (shift, FC_SHIFT_OPENED_AT, FC_TEST_NOW - FC_HOUR_US);
  fc_record_set_text (shift, FC_SHIFT_STATE, "open");
  fc_office_load (office, shift);
  return id;
}

/* A delivery of half an hour that ended @hours before now. */
static FcId
add_delivery (FcOffice   *office,
              const FcId *tank,
              int         hours)
{
  gint64 ended = FC_TEST_NOW - hours * FC_HOUR_US;
  FcId id = fc_id_new (ended);
  FcRecord *delivery = fc_record_new (FC_GAUGE_DELIVERY, &id);

  fc_record_set_ref (delivery, FC_GAUGE_DELIVERY_STATION_ID, &office->station);
  fc_record_set_ref (delivery, FC_GAUGE_DELIVERY_TANK_ID, tank);
  fc_record_set_int (delivery, FC_GAUGE_DELIVERY_STARTED_AT, ended - FC_HOUR_US / 2);
  fc_record_set_int (delivery, FC_GAUGE_DELIVERY_ENDED_AT, ended);
  fc_record_set_int (delivery, FC_GAUGE_DELIVERY_START_VOLUME, 5000000);
  fc_record_set_int (delivery, FC_GAUGE_DELIVERY_END_VOLUME, 15000000);
  fc_office_load (office, delivery);
  return id;
}

static FcRecord *
find (FcOffice    *office,
      const FcId  *tank,
      int          hours,
      GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fc_gauge_near_async (office->replica, &office->station, tank, FC_TEST_NOW - hours * FC_HOUR_US, NULL,
                       fc_test_finished_cb, &result);
  return fc_gauge_near_finish (fc_test_wait (&result), error);
}

static void
assert_found (FcOffice   *office,
              const FcId *tank,
              int         hours,
              const FcId *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FcRecord) found = find (office, tank, hours, &error);

  g_assert_no_error (error);
  g_assert_true (fc_id_equal (fc_record_get_id (found), expected));
}

static void
test_nearest_in_time_into_the_tank (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (FcRecord) none = NULL;
  FcId one = add_tank (office, 1), two = add_tank (office, 2);
  FcId early = add_delivery (office, &one, 20), late = add_delivery (office, &one, 4), other = add_delivery (office, &two, 5);

  assert_found (office, &one, 6, &late);
  assert_found (office, &one, 18, &early);
  assert_found (office, &two, 18, &other);
  assert_found (office, NULL, 6, &other);
  none = find (office, &two, 60, &error);
  g_assert_error (error, FC_ERROR, FC_ERROR_NOT_FOUND);
}

static void
test_what_a_note_names_is_not_offered_again (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  FcId tank = add_tank (office, 1), early = add_delivery (office, &tank, 20), late = add_delivery (office, &tank, 4);
  FcId id = fc_id_new (FC_TEST_NOW), shift = add_shift (office);
  g_autoptr (FcRecord) by_gauge = find (office, &tank, 4, NULL);
  FcRecord *note = fc_record_new (FC_DELIVERY, &id);

  fc_record_set_ref (note, FC_DELIVERY_SHIFT_ID, &shift);
  fc_record_set_ref (note, FC_DELIVERY_STATION_ID, &office->station);
  fc_record_set_int (note, FC_DELIVERY_TICKETED_VOLUME, 10100000);
  fc_gauge_near_fill (note, by_gauge);
  g_assert_true (fc_id_equal (fc_record_get_ref (note, FC_DELIVERY_GAUGE_DELIVERY_ID), &late));
  g_assert_true (fc_id_equal (fc_record_get_ref (note, FC_DELIVERY_TANK_ID), &tank));
  g_assert_cmpint (fc_record_get_int (note, FC_DELIVERY_VOLUME_BEFORE), ==, 5000000);
  g_assert_cmpint (fc_record_get_int (note, FC_DELIVERY_VOLUME_AFTER), ==, 15000000);
  g_assert_cmpint (fc_record_get_int (note, FC_DELIVERY_TICKETED_VOLUME), ==, 10100000);
  g_assert_true (fc_record_is_null (note, FC_DELIVERY_LEVEL_BEFORE));
  fc_office_load (office, note);
  assert_found (office, &tank, 4, &early);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gauge-near/nearest-in-time-into-the-tank", test_nearest_in_time_into_the_tank);
  g_test_add_func ("/gauge-near/what-a-note-names-is-not-offered-again", test_what_a_note_names_is_not_offered_again);
  return g_test_run ();
}
