/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-error.h"
#include "fc-shift-sheet.h"
#include "fc-test-station.h"

#include <string.h>

/* What is odd about a shift, the checklist's states, and meters that change while it runs. */

#define OPENING G_GINT64_CONSTANT (184220100)
#define HOUR    G_GINT64_CONSTANT (3600000000)

static const FcSheetWarning *
anomaly_of (FcShiftSheet  *sheet,
            FcAnomalyKind  kind)
{
  for (guint i = 0; i < sheet->warnings->len; i++)
    if (((FcSheetWarning *) sheet->warnings->pdata[i])->kind == kind)
      return sheet->warnings->pdata[i];
  return NULL;
}

static void
set_meter (FcTestStation *station,
           const FcId    *shift,
           int            nozzle,
           int            field,
           gint64         number)
{
  g_autofree char *key = fc_id_dup_string (&station->nozzles[nozzle]);
  g_autofree char *id = fc_id_dup_string (shift);
  FcId row_id = fc_id_from_key (id, "meter_reading", key, NULL);
  g_autoptr (FcRecord) row = fc_record_copy (fc_row_set_get (station->rows, FC_METER_READING, &row_id));

  fc_record_set_int (row, field, number);
  fc_row_set_add (station->rows, row);
}

static void
test_far_from_the_nozzles_habit (FcTestStation *station,
                                 gconstpointer  unused)
{
  FcId shift = fc_test_open (station, 1, NULL);
  gint64 past[] = { 1500000, 1552000, 1600000, 1480000, 1551000, 1700000, 1400000, 1590000, 1530000 };
  FcNozzleHabit habit;
  g_autoptr (FcShiftSheet) odd = NULL, usual = NULL;

  fc_nozzle_habit_init (&habit, &station->nozzles[0], past, G_N_ELEMENTS (past));
  g_assert_cmpint (habit.median, ==, 1551000);
  g_assert_cmpint (habit.mad, ==, 49000);
  fc_test_close_meter (station, &shift, 0, OPENING + 4812000);
  odd = fc_shift_sheet_new (station->rows, &shift);
  fc_shift_sheet_look_around (odd, station->rows, &habit, 1, station->now);
  g_assert_nonnull (strstr (anomaly_of (odd, FC_ANOMALY_HABIT)->text, "812 L is 3.1 × what this nozzle usually sells"));
  g_assert_nonnull (anomaly_of (odd, FC_ANOMALY_HABIT)->advice);
  fc_test_close_meter (station, &shift, 0, OPENING + 1900000); /* far by the MAD, but less than 30 % */
  usual = fc_shift_sheet_new (station->rows, &shift);
  fc_shift_sheet_look_around (usual, station->rows, &habit, 1, station->now);
  g_assert_null (anomaly_of (usual, FC_ANOMALY_HABIT));
}

static void
test_the_meter_and_the_pos_disagree (FcTestStation *station,
                                     gconstpointer  unused)
{
  FcId shift = fc_test_open (station, 1, NULL);
  g_autoptr (FcShiftSheet) sheet = NULL;

  fc_test_close_meter (station, &shift, 0, OPENING);
  fc_test_close_meter (station, &shift, 1, OPENING + 50000);
  set_meter (station, &shift, 0, FC_METER_READING_POS_VOLUME, 40000);
  set_meter (station, &shift, 1, FC_METER_READING_POS_VOLUME, 0);
  sheet = fc_shift_sheet_new (station->rows, &shift);
  g_assert_cmpint (anomaly_of (sheet, FC_ANOMALY_NO_MOVEMENT)->level, ==, FC_LEVEL_SERIOUS);
  g_assert_nonnull (strstr (anomaly_of (sheet, FC_ANOMALY_NO_MOVEMENT)->text, "1A"));
  g_assert_nonnull (strstr (anomaly_of (sheet, FC_ANOMALY_NO_SALE)->text, "2A"));
}

static void
test_water_rises (FcTestStation *station,
                  gconstpointer  unused)
{
  FcId first = fc_test_open (station, 1, NULL), second;
  g_autoptr (FcShiftSheet) sheet = NULL;

  fc_test_must (station, "shift.dip", &first, "{\"tank_id\":\"%s\",\"volume\":9000000,\"water_level\":10}",
                fc_test_id (station, &station->tanks[0]));
  second = fc_test_open (station, 2, &first);
  fc_test_must (station, "shift.dip", &second, "{\"tank_id\":\"%s\",\"volume\":9000000,\"water_level\":19}",
                fc_test_id (station, &station->tanks[0]));
  sheet = fc_shift_sheet_new (station->rows, &second);
  g_assert_cmpint (g_array_index (sheet->tanks, FcSheetTank, 0).water_rise, ==, 9);
  g_assert_cmpstr (anomaly_of (sheet, FC_ANOMALY_WATER)->text, ==, "Tank 1: water rose by 9 mm");
}

static void
test_water_does_not_stand_above_the_product (FcTestStation *station,
                                             gconstpointer  unused)
{
  FcId shift = fc_test_open (station, 1, NULL);
  const char *tank = fc_test_id (station, &station->tanks[0]);
  g_autoptr (GError) error = NULL;

  fc_test_must (station, "shift.dip", &shift, "{\"tank_id\":\"%s\",\"level\":500,\"volume\":2457000}", tank);
  error = fc_test_refused (station, "shift.dip", &shift, "{\"tank_id\":\"%s\",\"water_level\":900}", tank);
  g_assert_error (error, FC_ERROR, FC_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "Water is 900 mm, the product 500 mm: measure again");
  fc_test_must (station, "shift.dip", &shift, "{\"tank_id\":\"%s\",\"water_level\":500}", tank);
  fc_test_must (station, "shift.dip", &shift,
                "{\"tank_id\":\"%s\",\"level\":400,\"water_level\":500,\"source\":\"gauge\"}", tank);
}

static FcAnomalyKind
kind_of_dip (FcTestStation *station,
             const FcId    *shift,
             const char    *figures,
             const char    *words)
{
  g_autoptr (FcShiftSheet) sheet = NULL;
  const FcSheetWarning *warning;

  fc_test_must (station, "shift.dip", shift, "{\"tank_id\":\"%s\",%s}", fc_test_id (station, &station->tanks[0]),
                figures);
  sheet = fc_shift_sheet_new (station->rows, shift);
  warning = anomaly_of (sheet, FC_ANOMALY_DIP);
  if (warning != NULL && words != NULL)
    g_assert_cmpstr (warning->text, ==, words);
  return warning != NULL ? warning->kind : FC_ANOMALY_NONE;
}

static void
test_a_dip_that_cannot_be (FcTestStation *station,
                           gconstpointer  unused)
{
  FcId shift = fc_test_open (station, 1, NULL);
  FcRecord *tank = fc_row_set_get (station->rows, FC_TANK, &station->tanks[0]);
  g_autoptr (FcRecord) charted = fc_record_copy (tank);

  fc_record_set_text (charted, FC_TANK_CHART, "[[0,0],[500,2457000],[1000,5000000],[3000,30000000]]");
  fc_row_set_add (station->rows, charted);
  g_assert_cmpint (kind_of_dip (station, &shift, "\"level\":500", NULL), ==, FC_ANOMALY_NONE);
  g_assert_cmpint (kind_of_dip (station, &shift, "\"level\":500,\"volume\":2600000", NULL), ==, FC_ANOMALY_NONE);
  g_assert_cmpint (kind_of_dip (station, &shift, "\"level\":500,\"volume\":24570000",
                                "Tank 1: the chart says 2\342\200\257457 L for 500 mm"),
                   ==, FC_ANOMALY_DIP);
  g_assert_cmpint (kind_of_dip (station, &shift, "\"level\":500,\"temperature\":15500", NULL), ==, FC_ANOMALY_NONE);
  g_assert_cmpint (kind_of_dip (station, &shift, "\"temperature\":75000", "Tank 1: no fuel is stored at 75 °C"), ==,
                   FC_ANOMALY_DIP);
  g_assert_cmpint (kind_of_dip (station, &shift, "\"temperature\":-40000", NULL), ==, FC_ANOMALY_NONE);
  g_assert_cmpint (kind_of_dip (station, &shift, "\"temperature\":-40001", NULL), ==, FC_ANOMALY_DIP);
}

static void
test_a_rate_that_is_not_the_price_books (FcTestStation *station,
                                         gconstpointer  unused)
{
  FcId shift = fc_test_open (station, 1, NULL);
  g_autoptr (FcShiftSheet) right = NULL, wrong = NULL;

  fc_test_close_meter (station, &shift, 0, OPENING + 1000);
  right = fc_shift_sheet_new (station->rows, &shift);
  fc_shift_sheet_look_around (right, station->rows, NULL, 0, station->now);
  g_assert_null (anomaly_of (right, FC_ANOMALY_PRICE));
  fc_test_must (station, "shift.read-meter", &shift, "{\"nozzle_id\":\"%s\",\"price\":9450000}",
                fc_test_id (station, &station->nozzles[0]));
  wrong = fc_shift_sheet_new (station->rows, &shift);
  fc_shift_sheet_look_around (wrong, station->rows, NULL, 0, station->now);
  g_assert_cmpstr (anomaly_of (wrong, FC_ANOMALY_PRICE)->text, ==,
                   "Nozzle 1A: sold at 94.500, where the price book says 95.500");
}

static void
add_price (FcTestStation *station,
           gint64         price,
           gint64         at)
{
  FcId id = fc_id_derive (&station->products[0], "price", 1);
  g_autoptr (FcRecord) row = fc_record_new (FC_PRICE, &id);

  fc_record_set_ref (row, FC_PRICE_STATION_ID, &station->station);
  fc_record_set_ref (row, FC_PRICE_PRODUCT_ID, &station->products[0]);
  fc_record_set_int (row, FC_PRICE_PRICE, price);
  fc_record_set_int (row, FC_PRICE_EFFECTIVE_AT, at);
  fc_row_set_add (station->rows, row);
}

/* A new price in mid-shift: the meter is read then, and each stretch is sold at its own rate. */
static void
test_a_price_change_cuts_the_shift (FcTestStation *station,
                                    gconstpointer  unused)
{
  FcId shift = fc_test_open (station, 1, NULL);
  gint64 at = station->now + 4 * HOUR;
  g_autoptr (FcShiftSheet) uncut = NULL, cut = NULL;
  const FcSheetMeter *line;

  add_price (station, 9750000, at);
  station->now += 8 * HOUR;
  fc_test_close_meter (station, &shift, 0, OPENING + 1000000);
  uncut = fc_shift_sheet_new (station->rows, &shift);
  fc_shift_sheet_look_around (uncut, station->rows, NULL, 0, station->now);
  g_assert_nonnull (strstr (anomaly_of (uncut, FC_ANOMALY_PRICE)->text, "the price changed to 97.500"));
  fc_test_must (station, "shift.change-meter", &shift,
                "{\"nozzle_id\":\"%s\",\"kind\":\"price\",\"changed_at\":%" G_GINT64_FORMAT ",\"closing\":%" G_GINT64_FORMAT "}",
                fc_test_id (station, &station->nozzles[0]), at, OPENING + 400000);
  cut = fc_shift_sheet_new (station->rows, &shift);
  fc_shift_sheet_look_around (cut, station->rows, NULL, 0, station->now);
  g_assert_null (anomaly_of (cut, FC_ANOMALY_PRICE));
  line = &g_array_index (cut->meters, FcSheetMeter, 0);
  g_assert_cmpuint (line->n_segments, ==, 2);
  g_assert_cmpint (fc_sheet_meter_segment (cut, line, 0)->amount, ==, 3820000);
  g_assert_cmpint (fc_sheet_meter_segment (cut, line, 1)->amount, ==, 5850000);
  g_assert_cmpint (line->amount, ==, 9670000);
}

/* A new meter has its own digits; the readings of the old one keep theirs, and the next shift opens on the new one. */
static void
test_a_meter_is_replaced (FcTestStation *station,
                          gconstpointer  unused)
{
  FcId shift = fc_test_open (station, 1, NULL), next, change;
  g_autoptr (FcShiftSheet) sheet = NULL, following = NULL;
  const FcSheetMeter *line;

  fc_test_must (station, "shift.change-meter", &shift,
                "{\"nozzle_id\":\"%s\",\"kind\":\"replacement\",\"closing\":%" G_GINT64_FORMAT
                ",\"opening\":9999999000,\"digits\":7,\"reason\":\"worn out\"}",
                fc_test_id (station, &station->nozzles[0]), OPENING + 5000);
  change = station->last_row;
  fc_test_must (station, "shift.read-meter", &shift, "{\"nozzle_id\":\"%s\",\"closing\":4000,\"rolled_over\":true,\"test\":6000}",
                fc_test_id (station, &station->nozzles[0]));
  sheet = fc_shift_sheet_new (station->rows, &shift);
  line = &g_array_index (sheet->meters, FcSheetMeter, 0);
  g_assert_cmpint (line->gross, ==, 10000);
  g_assert_cmpint (fc_sheet_meter_segment (sheet, line, 0)->gross, ==, 5000);
  g_assert_cmpint (fc_sheet_meter_segment (sheet, line, 1)->gross, ==, 5000);
  g_assert_cmpint (fc_sheet_meter_segment (sheet, line, 1)->test, ==, 5000); /* the rest spills back */
  g_assert_cmpint (fc_sheet_meter_segment (sheet, line, 0)->test, ==, 1000);
  next = fc_test_open (station, 2, &shift);
  following = fc_shift_sheet_new (station->rows, &next);
  g_assert_cmpint (fc_sheet_meter_segment (following, &g_array_index (following->meters, FcSheetMeter, 0), 0)->opening, ==, 4000);
  g_assert_cmpint (fc_record_get_int (g_array_index (following->meters, FcSheetMeter, 0).reading, FC_METER_READING_DIGITS), ==, 7);
  fc_test_must (station, "shift.remove-line", &shift, "{\"entity\":\"meter_change\",\"id\":\"%s\"}",
                fc_test_id (station, &change));
  g_assert_cmpint (fc_record_get_int (fc_row_set_get (station->rows, FC_NOZZLE, &station->nozzles[0]), FC_NOZZLE_DIGITS), ==, 6);
}

/* The totalizers of this station have six digits before the point. */
static void
test_a_totalizer_shows_no_more_than_its_digits (FcTestStation *station,
                                                gconstpointer  unused)
{
  FcId shift = fc_test_open (station, 1, NULL);
  g_autoptr (GError) error = fc_test_refused (station, "shift.read-meter", &shift,
                                              "{\"nozzle_id\":\"%s\",\"closing\":1841006000}",
                                              fc_test_id (station, &station->nozzles[0]));

  g_assert_nonnull (strstr (error->message, "6 digits"));
  fc_test_must (station, "shift.read-meter", &shift, "{\"nozzle_id\":\"%s\",\"closing\":999999999}",
                fc_test_id (station, &station->nozzles[0]));
  fc_test_must (station, "shift.change-meter", &shift,
                "{\"nozzle_id\":\"%s\",\"kind\":\"replacement\",\"closing\":%" G_GINT64_FORMAT
                ",\"opening\":0,\"digits\":7,\"reason\":\"worn out\"}",
                fc_test_id (station, &station->nozzles[0]), OPENING + 5000);
  fc_test_must (station, "shift.read-meter", &shift, "{\"nozzle_id\":\"%s\",\"closing\":1841006000}",
                fc_test_id (station, &station->nozzles[0]));
}

static void
deliver (FcTestStation *station,
         const FcId    *shift,
         gint64         ticketed,
         gint64         before) /* -1: no dip */
{
  FcId id = fc_id_from_key ("delivery", NULL);
  g_autoptr (FcRecord) row = fc_record_new (FC_DELIVERY, &id);

  fc_record_set_ref (row, FC_DELIVERY_STATION_ID, &station->station);
  fc_record_set_ref (row, FC_DELIVERY_SHIFT_ID, shift);
  fc_record_set_ref (row, FC_DELIVERY_TANK_ID, &station->tanks[0]);
  fc_record_set_int (row, FC_DELIVERY_TICKETED_VOLUME, ticketed);
  if (before >= 0)
    fc_record_set_int (row, FC_DELIVERY_VOLUME_BEFORE, before);
  fc_row_set_add (station->rows, row);
}

/* The tank holds 30,000 L. */
static void
test_more_was_delivered_than_there_was_room_for (FcTestStation *station,
                                                 gconstpointer  unused)
{
  FcId shift = fc_test_open (station, 1, NULL);
  static const struct {
    gint64 ticketed, before;
    gboolean odd;
  } cases[] = { { 10000000, 20000000, FALSE }, { 10001000, 20000000, TRUE }, { 30001000, -1, TRUE } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FcShiftSheet) sheet = NULL;

      deliver (station, &shift, cases[i].ticketed, cases[i].before);
      sheet = fc_shift_sheet_new (station->rows, &shift);
      g_assert_true ((anomaly_of (sheet, FC_ANOMALY_ULLAGE) != NULL) == cases[i].odd);
    }
}

static void
test_a_delivery_into_no_tank_is_not_handed_in (FcTestStation *station,
                                               gconstpointer  unused)
{
  FcId shift = fc_test_open (station, 1, NULL), nowhere = fc_id_from_key ("no", "tank", NULL);
  FcId id = fc_id_from_key ("delivery", NULL);
  g_autoptr (FcShiftSheet) sheet = NULL;
  gboolean blocks = FALSE;

  deliver (station, &shift, 1000000, -1);
  fc_record_set_ref (fc_row_set_get (station->rows, FC_DELIVERY, &id), FC_DELIVERY_TANK_ID, &nowhere);
  sheet = fc_shift_sheet_new (station->rows, &shift);
  for (guint i = 0; i < sheet->warnings->len; i++)
    {
      const FcSheetWarning *warning = sheet->warnings->pdata[i];

      blocks |= fc_id_equal (&warning->row_id, &id) && fc_shift_sheet_blocks (sheet, warning);
    }
  g_assert_true (blocks);
}

/* 60.0001 % of the first tank: the parts are the whole, to the millilitre. */
static void
test_a_blend_draws_from_two_tanks (FcTestStation *station,
                                   gconstpointer  unused)
{
  FcId shift;
  g_autoptr (FcRecord) nozzle = fc_record_copy (fc_row_set_get (station->rows, FC_NOZZLE, &station->nozzles[0]));
  g_autoptr (FcShiftSheet) sheet = NULL;
  const FcSheetTank *first, *second;

  fc_record_set_ref (nozzle, FC_NOZZLE_SECOND_TANK_ID, &station->tanks[1]);
  fc_record_set_int (nozzle, FC_NOZZLE_BLEND, 600001);
  fc_row_set_add (station->rows, nozzle);
  shift = fc_test_open (station, 1, NULL);
  fc_test_close_meter (station, &shift, 0, OPENING + 333333);
  fc_test_close_meter (station, &shift, 1, OPENING);
  fc_test_must (station, "shift.read-meter", &shift, "{\"nozzle_id\":\"%s\",\"test\":20001}",
                fc_test_id (station, &station->nozzles[0]));
  fc_test_must (station, "shift.transfer", &shift, "{\"from_tank_id\":\"%s\",\"volume\":7000,\"reason\":\"generator\"}",
                fc_test_id (station, &station->tanks[1]));
  sheet = fc_shift_sheet_new (station->rows, &shift);
  first = &g_array_index (sheet->tanks, FcSheetTank, 0);
  second = &g_array_index (sheet->tanks, FcSheetTank, 1);
  g_assert_cmpint (first->sales, ==, 200000);
  g_assert_cmpint (second->sales, ==, 133333);
  g_assert_cmpint (first->tests + second->tests, ==, 20001);
  g_assert_cmpint (second->transfers, ==, -7000);
  g_assert_cmpint (second->book, ==, second->tests - 7000 - 133333);
}

static void
test_a_confirmed_step_is_undone_by_what_it_depends_on (FcTestStation *station,
                                                       gconstpointer  unused)
{
  FcId shift = fc_test_open (station, 1, NULL);
  g_autoptr (FcShiftSheet) confirmed = NULL, changed = NULL, back = NULL;

  for (int i = 0; i < 2; i++)
    {
      fc_test_close_meter (station, &shift, i, OPENING + 1000);
      fc_test_must (station, "shift.dip", &shift, "{\"tank_id\":\"%s\",\"volume\":9000000}",
                    fc_test_id (station, &station->tanks[i]));
    }
  fc_test_must (station, "shift.confirm", &shift, "{\"step\":\"deliveries\"}");
  fc_test_must (station, "shift.confirm", &shift, "{\"step\":\"tanks\"}");
  confirmed = fc_shift_sheet_new (station->rows, &shift);
  g_assert_cmpint (confirmed->steps[FC_STEP_DELIVERIES], ==, FC_STEP_DONE);
  g_assert_cmpint (confirmed->steps[FC_STEP_TANKS], ==, FC_STEP_DONE);
  fc_test_close_meter (station, &shift, 0, OPENING + 2000);
  changed = fc_shift_sheet_new (station->rows, &shift);
  g_assert_cmpint (changed->steps[FC_STEP_TANKS], ==, FC_STEP_TOUCHED);
  g_assert_cmpint (changed->steps[FC_STEP_DELIVERIES], ==, FC_STEP_DONE);
  fc_test_must (station, "shift.confirm", &shift, "{\"step\":\"tanks\"}");
  back = fc_shift_sheet_new (station->rows, &shift);
  g_assert_cmpint (back->steps[FC_STEP_TANKS], ==, FC_STEP_DONE);
}

static void
test_accepted_anomalies_travel_with_the_shift (FcTestStation *station,
                                               gconstpointer  unused)
{
  FcId shift = fc_test_open (station, 1, NULL);
  g_autoptr (FcShiftSheet) sheet = NULL;
  g_autoptr (FcOp) op = NULL;
  g_autoptr (FcChangeSet) changes = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *args = json_object_new ();
  const FcDomainEvent *event;

  for (int i = 0; i < 2; i++)
    {
      fc_test_close_meter (station, &shift, i, OPENING);
      fc_test_must (station, "shift.dip", &shift, "{\"tank_id\":\"%s\",\"volume\":9000000}",
                    fc_test_id (station, &station->tanks[i])); /* out of nothing: a variance */
    }
  fc_test_must (station, "shift.count-cash", &shift, "{\"denomination\":1,\"quantity\":0}");
  sheet = fc_shift_sheet_new (station->rows, &shift);
  json_object_set_array_member (args, "accepted", fc_shift_sheet_accepted (sheet));
  op = fc_op_new_command ("shift.submit", FC_SHIFT, &shift, args, station->now);
  changes = fc_op_run (op, station->actor, station->rows, &error);
  g_assert_no_error (error);
  g_assert_cmpint (changes->priority, ==, 2);
  event = changes->events->pdata[0];
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (event->data, "accepted")), ==,
                    4); /* both tanks; and neither attendant nor supervisor has signed */
}

static void
test_a_level_above_the_chart_is_not_a_full_tank (FcTestStation *station,
                                                 gconstpointer  unused)
{
  FcId shift = fc_test_open (station, 1, NULL);
  FcRecord *tank = fc_row_set_get (station->rows, FC_TANK, &station->tanks[0]);

  fc_record_set_text (tank, FC_TANK_CHART, "[[0,0],[500,2457000],[1000,5000000],[3000,30000000]]");
  for (int above = 0; above < 2; above++)
    {
      g_autoptr (FcShiftSheet) sheet = NULL;
      gboolean told = FALSE;

      fc_test_must (station, "shift.dip", &shift, "{\"tank_id\":\"%s\",\"level\":%d}",
                    fc_test_id (station, &station->tanks[0]), 3000 + above);
      sheet = fc_shift_sheet_new (station->rows, &shift);
      for (guint i = 0; i < sheet->warnings->len; i++)
        {
          const FcSheetWarning *warning = sheet->warnings->pdata[i];

          told |= warning->blocks && strstr (warning->text, "3001 mm is above the top of its chart (3000 mm)") != NULL;
        }
      g_assert_cmpint (told, ==, above == 1);
    }
}

/* 0.5 % of 3 999 L is 19.995 L: the last litres that make no whole cubic metre count as well. */
static void
test_a_variance_is_held_against_all_that_was_sold (FcTestStation *station,
                                                   gconstpointer  unused)
{
  FcId shift = fc_test_open (station, 1, NULL);
  FcRecord *tank = fc_row_set_get (station->rows, FC_TANK, &station->tanks[0]);
  gint64 opening, physical;
  FcSheetTank *line;

  fc_record_set_int (tank, FC_TANK_CAPACITY, 1000000);
  fc_test_must (station, "shift.dip", &shift, "{\"tank_id\":\"%s\",\"opening_volume\":20000000}",
                fc_test_id (station, &station->tanks[0]));
  for (int way = 0; way < 2; way++)
    {
      g_autoptr (FcShiftSheet) sheet = fc_shift_sheet_new (station->rows, &shift);
      gboolean odd = FALSE;

      opening = fc_record_get_int (g_array_index (sheet->meters, FcSheetMeter, 0).reading, FC_METER_READING_OPENING);
      fc_test_close_meter (station, &shift, 0, opening + 3999000);
      physical = 20000000 - 3999000 - 19995 - way;
      fc_test_must (station, "shift.dip", &shift, "{\"tank_id\":\"%s\",\"volume\":%" G_GINT64_FORMAT "}",
                    fc_test_id (station, &station->tanks[0]), physical);
      g_clear_pointer (&sheet, fc_shift_sheet_free);
      sheet = fc_shift_sheet_new (station->rows, &shift);
      line = &g_array_index (sheet->tanks, FcSheetTank, 0);
      g_assert_cmpint (line->variance, ==, -19995 - way);
      for (guint i = 0; i < sheet->warnings->len; i++)
        odd |= ((const FcSheetWarning *) sheet->warnings->pdata[i])->kind == FC_ANOMALY_TANK &&
               strstr (((const FcSheetWarning *) sheet->warnings->pdata[i])->text, "variance") != NULL;
      g_assert_cmpint (odd, ==, way == 1);
    }
}

static void
test_a_figure_in_conflict_waits_for_a_decision (FcTestStation *station,
                                                gconstpointer  unused)
{
  FcId shift = fc_test_open (station, 1, NULL), id = fc_id_new (station->now);
  g_autofree char *nozzle = fc_id_dup_string (&station->nozzles[0]);
  g_autofree char *key = fc_id_dup_string (&shift);
  FcId reading = fc_id_from_key (key, "meter_reading", nozzle, NULL);
  FcRecord *conflict = fc_record_new (FC_CONFLICT, &id);
  g_autoptr (FcShiftSheet) open = NULL, decided = NULL;
  const FcSheetWarning *warning;

  fc_record_set_text (conflict, FC_CONFLICT_ENTITY, "meter_reading");
  fc_record_set_ref (conflict, FC_CONFLICT_ROW_ID, &reading);
  fc_record_set_ref (conflict, FC_CONFLICT_ROOT_ID, &shift);
  fc_record_set_text (conflict, FC_CONFLICT_FIELD, "closing");
  fc_record_set_text (conflict, FC_CONFLICT_STATE, "open");
  fc_row_set_add (station->rows, conflict);
  open = fc_shift_sheet_new (station->rows, &shift);
  fc_shift_sheet_look_around (open, station->rows, NULL, 0, station->now);
  warning = anomaly_of (open, FC_ANOMALY_CONFLICT);
  g_assert_nonnull (warning);
  g_assert_cmpint (warning->step, ==, FC_STEP_METERS);
  g_assert_true (fc_id_equal (&warning->row_id, &reading));
  g_assert_true (g_str_has_prefix (warning->text, "Meter reading, Closing: two people"));
  fc_record_set_text (conflict, FC_CONFLICT_STATE, "decided");
  decided = fc_shift_sheet_new (station->rows, &shift);
  fc_shift_sheet_look_around (decided, station->rows, NULL, 0, station->now);
  g_assert_null (anomaly_of (decided, FC_ANOMALY_CONFLICT));
  g_object_unref (conflict);
}

static gboolean
says_how_late (FcTestStation *station,
               const FcId    *shift)
{
  g_autoptr (FcShiftSheet) sheet = fc_shift_sheet_new (station->rows, shift);
  const FcSheetWarning *warning;

  fc_shift_sheet_look_around (sheet, station->rows, NULL, 0, station->now + 72 * HOUR);
  warning = anomaly_of (sheet, FC_ANOMALY_TIME);
  return warning != NULL && strstr (warning->text, "hours ago") != NULL;
}

static void
test_how_late_it_is_is_told_until_the_shift_is_handed_in (FcTestStation *station,
                                                          gconstpointer  unused)
{
  FcId shift = fc_test_open (station, 1, NULL);
  g_autoptr (FcRecord) closed = fc_record_copy (fc_row_set_get (station->rows, FC_SHIFT, &shift));

  fc_record_set_int (closed, FC_SHIFT_CLOSED_AT, station->now); /* as the POS told */
  fc_row_set_add (station->rows, closed);
  for (int i = 0; i < 2; i++)
    {
      fc_test_close_meter (station, &shift, i, OPENING);
      fc_test_must (station, "shift.dip", &shift, "{\"tank_id\":\"%s\",\"volume\":20000000}",
                    fc_test_id (station, &station->tanks[i]));
    }
  fc_test_must (station, "shift.count-cash", &shift, "{\"denomination\":1,\"quantity\":0}");
  g_assert_true (says_how_late (station, &shift));
  fc_test_must (station, "shift.submit", &shift, "{}");
  g_assert_false (says_how_late (station, &shift));
  fc_test_must (station, "shift.approve", &shift, "{}");
  g_assert_false (says_how_late (station, &shift));
}

#define STATION_TEST(name, function)                                                               \
  g_test_add ("/shifts/anomalies/" name, FcTestStation, NULL, fc_test_station_set_up, function, fc_test_station_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  STATION_TEST ("far-from-the-nozzles-habit", test_far_from_the_nozzles_habit);
  STATION_TEST ("the-meter-and-the-pos-disagree", test_the_meter_and_the_pos_disagree);
  STATION_TEST ("water-rises", test_water_rises);
  STATION_TEST ("water-does-not-stand-above-the-product", test_water_does_not_stand_above_the_product);
  STATION_TEST ("a-dip-that-cannot-be", test_a_dip_that_cannot_be);
  STATION_TEST ("a-rate-that-is-not-the-price-books", test_a_rate_that_is_not_the_price_books);
  STATION_TEST ("a-price-change-cuts-the-shift", test_a_price_change_cuts_the_shift);
  STATION_TEST ("a-meter-is-replaced", test_a_meter_is_replaced);
  STATION_TEST ("a-delivery-into-no-tank-is-not-handed-in", test_a_delivery_into_no_tank_is_not_handed_in);
  STATION_TEST ("a-totalizer-shows-no-more-than-its-digits", test_a_totalizer_shows_no_more_than_its_digits);
  STATION_TEST ("more-was-delivered-than-there-was-room-for", test_more_was_delivered_than_there_was_room_for);
  STATION_TEST ("a-blend-draws-from-two-tanks", test_a_blend_draws_from_two_tanks);
  STATION_TEST ("a-confirmed-step-is-undone-by-what-it-depends-on", test_a_confirmed_step_is_undone_by_what_it_depends_on);
  STATION_TEST ("accepted-anomalies-travel-with-the-shift", test_accepted_anomalies_travel_with_the_shift);
  STATION_TEST ("how-late-it-is-is-told-until-the-shift-is-handed-in",
                test_how_late_it_is_is_told_until_the_shift_is_handed_in);
  STATION_TEST ("a-level-above-the-chart-is-not-a-full-tank", test_a_level_above_the_chart_is_not_a_full_tank);
  STATION_TEST ("a-variance-is-held-against-all-that-was-sold", test_a_variance_is_held_against_all_that_was_sold);
  STATION_TEST ("a-figure-in-conflict-waits-for-a-decision", test_a_figure_in_conflict_waits_for_a_decision);
  return g_test_run ();
}
