/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-error.h"
#include "fc-shift-commands.h"
#include "fc-shift-sheet.h"
#include "fc-test-station.h"

#define OPENING G_GINT64_CONSTANT (184220100)

static void
run (FcTestStation *station,
     const char    *command,
     const FcId    *shift,
     const char    *json)
{
  g_autoptr (GError) error = NULL;

  fc_test_run (station, command, shift, fc_test_args (json), &error);
  g_assert_no_error (error);
}

static void
dip (FcTestStation *station,
     const FcId    *shift,
     int            tank,
     gint64         volume)
{
  JsonObject *args = fc_test_id_arg (json_object_new (), "tank_id", &station->tanks[tank]);

  json_object_set_int_member (args, "volume", volume);
  g_assert_true (fc_test_run (station, "shift.dip", shift, args, NULL));
}

static void
finish (FcTestStation *station,
        const FcId    *shift,
        gint64         counted)
{
  g_autofree char *json = g_strdup_printf ("{\"denomination\":1,\"quantity\":%" G_GINT64_FORMAT "}", counted);

  fc_test_close_meter (station, shift, 0, OPENING);
  fc_test_close_meter (station, shift, 1, OPENING);
  dip (station, shift, 0, 0);
  dip (station, shift, 1, 0);
  run (station, "shift.count-cash", shift, json);
}

static const char *
state_of (FcTestStation *station,
          const FcId    *shift)
{
  return fc_record_get_text (fc_row_set_get (station->rows, FC_SHIFT, shift), FC_SHIFT_STATE);
}

static void
test_the_next_opening_is_this_closing (FcTestStation *station,
                                       gconstpointer  unused)
{
  FcId first = fc_test_open (station, 1, NULL), second;
  g_autoptr (FcShiftSheet) sheet = NULL;

  fc_test_close_meter (station, &first, 0, OPENING + 1500000);
  dip (station, &first, 0, 12345678);
  second = fc_test_open (station, 2, &first);
  sheet = fc_shift_sheet_new (station->rows, &second);
  g_assert_cmpint (fc_record_get_int (g_array_index (sheet->meters, FcSheetMeter, 0).reading, FC_METER_READING_OPENING), ==,
                   OPENING + 1500000);
  g_assert_cmpint (fc_record_get_int (g_array_index (sheet->meters, FcSheetMeter, 1).reading, FC_METER_READING_OPENING), ==,
                   OPENING);
  g_assert_cmpint (g_array_index (sheet->tanks, FcSheetTank, 0).opening, ==, 12345678);
}

static void
test_an_opening_is_not_typed_over_without_a_reason (FcTestStation *station,
                                                    gconstpointer  unused)
{
  FcId shift = fc_test_open (station, 1, NULL);
  JsonObject *args = fc_test_id_arg (fc_test_args ("{\"opening\":5}"), "nozzle_id", &station->nozzles[0]);
  g_autoptr (GError) error = NULL;

  g_assert_false (fc_test_run (station, "shift.read-meter", &shift, args, &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_INVALID);
}

static void
test_an_uncounted_drawer_cannot_be_submitted (FcTestStation *station,
                                              gconstpointer  unused)
{
  FcId shift = fc_test_open (station, 1, NULL);
  g_autoptr (GError) error = NULL;

  fc_test_close_meter (station, &shift, 0, OPENING);
  fc_test_close_meter (station, &shift, 1, OPENING);
  dip (station, &shift, 0, 0);
  dip (station, &shift, 1, 0);
  g_assert_false (fc_test_run (station, "shift.submit", &shift, json_object_new (), &error));
  g_assert_cmpstr (error->message, ==, "The drawer has not been counted");
  g_assert_cmpstr (state_of (station, &shift), ==, "open");
}

static void
test_a_large_shortage_wants_a_reason_and_goes_first (FcTestStation *station,
                                                     gconstpointer  unused)
{
  FcId shift = fc_test_open (station, 1, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcOp) op = NULL;
  g_autoptr (FcChangeSet) changes = NULL;

  finish (station, &shift, 10001); /* the limit is 100.00 */
  g_assert_false (fc_test_run (station, "shift.submit", &shift, json_object_new (), &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_INVALID);
  op = fc_op_new_command ("shift.submit", FC_SHIFT, &shift, fc_test_args ("{\"over_short_reason\":\"found under the till\"}"), 9);
  changes = fc_op_run (op, station->actor, station->rows, NULL);
  g_assert_nonnull (changes);
  g_assert_cmpint (changes->priority, ==, 2);
}

static void
test_submit_approve_lock (FcTestStation *station,
                          gconstpointer  unused)
{
  FcId shift = fc_test_open (station, 1, NULL);
  g_autoptr (GError) error = NULL;

  finish (station, &shift, 10000);
  run (station, "shift.submit", &shift, "{}");
  g_assert_cmpstr (state_of (station, &shift), ==, "submitted");
  g_assert_cmpint (fc_record_get_int (fc_row_set_get (station->rows, FC_SHIFT, &shift), FC_SHIFT_OVER_SHORT), ==, 10000);
  g_assert_false (fc_test_run (station, "shift.count-cash", &shift, fc_test_args ("{\"denomination\":1,\"quantity\":2}"), &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_LOCKED);
  run (station, "shift.approve", &shift, "{\"comment\":\"fine\"}");
  g_assert_cmpstr (state_of (station, &shift), ==, "approved");
  run (station, "shift.approve", &shift, "{}");
  g_clear_error (&error);
  g_assert_false (fc_test_run (station, "shift.dispute", &shift, fc_test_args ("{\"comment\":\"late\"}"), &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_LOCKED);
}

static void
test_a_dispute_opens_the_shift_again (FcTestStation *station,
                                      gconstpointer  unused)
{
  FcId shift = fc_test_open (station, 1, NULL);
  g_autoptr (GError) error = NULL;

  finish (station, &shift, 0);
  run (station, "shift.submit", &shift, "{}");
  g_assert_false (fc_test_run (station, "shift.dispute", &shift, json_object_new (), &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_INVALID);
  run (station, "shift.dispute", &shift, "{\"comment\":\"count again\"}");
  run (station, "shift.count-cash", &shift, "{\"denomination\":1,\"quantity\":7}");
  run (station, "shift.submit", &shift, "{}");
  g_assert_cmpstr (state_of (station, &shift), ==, "submitted");
}

static void
test_a_step_is_waived_with_a_reason (FcTestStation *station,
                                     gconstpointer  unused)
{
  FcId shift = fc_test_open (station, 1, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcShiftSheet) sheet = NULL;

  g_assert_false (fc_test_run (station, "shift.waive", &shift, fc_test_args ("{\"step\":\"tanks\",\"reason\":\"\"}"), &error));
  run (station, "shift.waive", &shift, "{\"step\":\"tanks\",\"reason\":\"gauge broken\"}");
  run (station, "shift.waive", &shift, "{\"step\":\"meters\",\"reason\":\"power cut\"}");
  run (station, "shift.count-cash", &shift, "{\"denomination\":1,\"quantity\":0}");
  sheet = fc_shift_sheet_new (station->rows, &shift);
  g_assert_cmpint (sheet->steps[FC_STEP_TANKS], ==, FC_STEP_WAIVED);
  run (station, "shift.submit", &shift, "{}");
}

static void
test_a_level_gives_the_charts_volume (FcTestStation *station,
                                      gconstpointer  unused)
{
  FcId shift = fc_test_open (station, 1, NULL);
  g_autoptr (FcRecord) tank = fc_record_copy (fc_row_set_get (station->rows, FC_TANK, &station->tanks[0]));
  JsonObject *args = fc_test_id_arg (fc_test_args ("{\"level\":1250}"), "tank_id", &station->tanks[0]);
  g_autoptr (FcShiftSheet) sheet = NULL;

  fc_record_set_int (tank, FC_TANK_DIAMETER, 2500);
  fc_record_set_int (tank, FC_TANK_LENGTH, 6000);
  fc_row_set_add (station->rows, tank);
  g_assert_true (fc_test_run (station, "shift.dip", &shift, args, NULL));
  sheet = fc_shift_sheet_new (station->rows, &shift);
  g_assert_cmpint (g_array_index (sheet->tanks, FcSheetTank, 0).physical, ==, 14726216);
}

/* What came from the gauge stays the gauge's until somebody types over it. */
static void
test_a_reading_knows_who_read_it (FcTestStation *station,
                                  gconstpointer  unused)
{
  static const struct {
    const char *args, *source;
  } steps[] = {
    { "{\"level\":1250,\"volume\":14000000,\"source\":\"gauge\"}", "gauge" },
    { "{}", "gauge" },
    { "{\"volume\":13900000}", "manual" },
    { "{\"volume\":14000000,\"source\":\"gauge\"}", "gauge" },
  };
  FcId shift = fc_test_open (station, 1, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      JsonObject *args = fc_test_id_arg (fc_test_args (steps[i].args), "tank_id", &station->tanks[0]);
      g_autoptr (FcShiftSheet) sheet = NULL;

      g_assert_true (fc_test_run (station, "shift.dip", &shift, args, NULL));
      sheet = fc_shift_sheet_new (station->rows, &shift);
      g_assert_cmpstr (fc_record_get_text (g_array_index (sheet->tanks, FcSheetTank, 0).reading, FC_TANK_READING_SOURCE), ==,
                       steps[i].source);
    }
}

static void
test_opening_twice_is_once (FcTestStation *station,
                            gconstpointer  unused)
{
  FcId shift = fc_test_open (station, 1, NULL);

  fc_test_close_meter (station, &shift, 0, OPENING + 5);
  fc_test_open (station, 1, NULL);
  {
    g_autoptr (FcShiftSheet) sheet = fc_shift_sheet_new (station->rows, &shift);

    g_assert_cmpint (g_array_index (sheet->meters, FcSheetMeter, 0).gross, ==, 5);
  }
}

/* The hub runs the same op on the same rows: it must write the very same rows, events and audit lines. */
static void
test_office_and_hub_make_the_same_rows (FcTestStation *station,
                                        gconstpointer  unused)
{
  FcId shift = fc_test_open (station, 1, NULL);
  g_autoptr (FcOp) op =
    fc_op_new_command ("shift.move-cash", FC_SHIFT, &shift, fc_test_args ("{\"movement\":\"drop\",\"amount\":5}"), 9);
  g_autoptr (FcChangeSet) office = fc_op_run (op, station->actor, station->rows, NULL);
  g_autoptr (FcChangeSet) hub = fc_op_run (op, station->actor, station->rows, NULL);
  FcChange *a = office->changes->pdata[0], *b = hub->changes->pdata[0];
  g_autoptr (GPtrArray) here = fc_change_set_log (office, op, station->actor, NULL, NULL);
  g_autoptr (GPtrArray) there = fc_change_set_log (hub, op, station->actor, "10.0.0.1", NULL);

  g_assert_true (fc_id_equal (fc_record_get_id (a->after), fc_record_get_id (b->after)));
  g_assert_true (fc_id_equal (fc_record_get_id (here->pdata[0]), fc_record_get_id (there->pdata[0])));
}

#define STATION_TEST(name, function)                                                               \
  g_test_add ("/shifts/commands/" name, FcTestStation, NULL, fc_test_station_set_up, function, fc_test_station_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  STATION_TEST ("the-next-opening-is-this-closing", test_the_next_opening_is_this_closing);
  STATION_TEST ("an-opening-is-not-typed-over-without-a-reason", test_an_opening_is_not_typed_over_without_a_reason);
  STATION_TEST ("an-uncounted-drawer-cannot-be-submitted", test_an_uncounted_drawer_cannot_be_submitted);
  STATION_TEST ("a-large-shortage-wants-a-reason-and-goes-first", test_a_large_shortage_wants_a_reason_and_goes_first);
  STATION_TEST ("submit-approve-lock", test_submit_approve_lock);
  STATION_TEST ("a-dispute-opens-the-shift-again", test_a_dispute_opens_the_shift_again);
  STATION_TEST ("a-step-is-waived-with-a-reason", test_a_step_is_waived_with_a_reason);
  STATION_TEST ("a-level-gives-the-charts-volume", test_a_level_gives_the_charts_volume);
  STATION_TEST ("a-reading-knows-who-read-it", test_a_reading_knows_who_read_it);
  STATION_TEST ("opening-twice-is-once", test_opening_twice_is_once);
  STATION_TEST ("office-and-hub-make-the-same-rows", test_office_and_hub_make_the_same_rows);
  return g_test_run ();
}
