/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-error.h"
#include "fc-shift-versions.h"
#include "fc-test-station.h"

#include <string.h>

/* Corrections, the chain of openings and closings, and shifts of half a site. */

#define OPENING G_GINT64_CONSTANT (184220100)

static void
finish (FcTestStation *station,
        const FcId    *shift,
        gint64         closing)
{
  for (int i = 0; i < 2; i++)
    {
      fc_test_close_meter (station, shift, i, closing);
      fc_test_must (station, "shift.dip", shift, "{\"tank_id\":\"%s\",\"volume\":20000000}",
                    fc_test_id (station, &station->tanks[i]));
    }
  fc_test_must (station, "shift.count-cash", shift, "{\"denomination\":1,\"quantity\":0}");
  fc_test_must (station, "shift.submit", shift, "{\"over_short_reason\":\"nothing was counted\"}");
  fc_test_must (station, "shift.approve", shift, "{}");
}

static FcId
correct (FcTestStation *station,
         const FcId    *shift)
{
  FcId id = fc_shift_correction_id (shift);

  fc_test_must (station, "shift.correct", &id, "{\"corrects_id\":\"%s\",\"reason\":\"misread\"}",
                fc_test_id (station, shift));
  return id;
}

static const char *
state_of (FcTestStation *station,
          const FcId    *shift)
{
  return fc_record_get_text (fc_row_set_get (station->rows, FC_SHIFT, shift), FC_SHIFT_STATE);
}

static void
test_a_correction_takes_the_place_of_what_it_corrects (FcTestStation *station,
                                                       gconstpointer  unused)
{
  FcId first = fc_test_open (station, 1, NULL), second;
  g_autoptr (GPtrArray) differences = NULL;
  const FcShiftDifference *volume, *closing;

  finish (station, &first, OPENING + 1000);
  second = correct (station, &first);
  g_assert_cmpstr (state_of (station, &first), ==, "approved");
  g_assert_cmpstr (state_of (station, &second), ==, "open");
  g_assert_true (fc_id_equal (fc_record_get_id (fc_shift_in_effect (station->rows, &second)), &first));
  fc_test_close_meter (station, &second, 0, OPENING + 2000);
  differences = fc_shift_compare (station->rows, &first, &second);
  volume = differences->pdata[0];
  closing = differences->pdata[differences->len - 1];
  g_assert_cmpint (volume->field, ==, FC_SHIFT_FUEL_VOLUME);
  g_assert_cmpint (volume->before.number, ==, 2000);
  g_assert_cmpint (volume->after.number, ==, 3000);
  g_assert_cmpstr (closing->what, ==, "Nozzle 1A");
  g_assert_cmpint (closing->field, ==, FC_METER_READING_CLOSING);
  fc_test_must (station, "shift.submit", &second, "{}");
  fc_test_must (station, "shift.approve", &second, "{}");
  g_assert_cmpstr (state_of (station, &first), ==, "superseded");
  g_assert_true (fc_id_equal (fc_record_get_id (fc_shift_in_effect (station->rows, &first)), &second));
  g_assert_cmpint (fc_record_get_int (fc_row_set_get (station->rows, FC_SHIFT, &second), FC_SHIFT_REVISION), ==, 2);
}

static void
test_one_open_correction_at_a_time (FcTestStation *station,
                                    gconstpointer  unused)
{
  FcId first = fc_test_open (station, 1, NULL), second, third;
  g_autoptr (GError) error = NULL, without = NULL;

  finish (station, &first, OPENING);
  third = fc_shift_correction_id (&first);
  without = fc_test_refused (station, "shift.correct", &third, "{\"corrects_id\":\"%s\"}", fc_test_id (station, &first));
  g_assert_error (without, FC_ERROR, FC_ERROR_INVALID);
  second = correct (station, &first);
  fc_test_close_meter (station, &second, 0, OPENING + 5);
  correct (station, &first); /* somebody else finds the version that is open */
  {
    g_autoptr (FcShiftSheet) sheet = fc_shift_sheet_new (station->rows, &second);

    g_assert_cmpint (sheet->fuel_volume, ==, 5);
  }
  third = fc_shift_correction_id (&second);
  error = fc_test_refused (station, "shift.correct", &third, "{\"corrects_id\":\"%s\",\"reason\":\"again\"}",
                           fc_test_id (station, &second));
  g_assert_error (error, FC_ERROR, FC_ERROR_LOCKED);
}

/* What belongs to a drawer belongs to its copy. */
static void
test_a_correction_has_its_own_drawers (FcTestStation *station,
                                       gconstpointer  unused)
{
  FcId asha = fc_id_from_key ("user", "Asha", NULL);
  FcId first = fc_test_open (station, 1, NULL), second;
  FcId drawer = fc_test_drawer (station, &first, 1, "Asha", &asha);
  g_autoptr (FcShiftSheet) sheet = NULL;

  fc_test_must (station, "shift.assign", &first, "{\"drawer_id\":\"%s\",\"nozzle_ids\":[\"%s\",\"%s\"]}",
                fc_test_id (station, &drawer), fc_test_id (station, &station->nozzles[0]),
                fc_test_id (station, &station->nozzles[1]));
  fc_test_must (station, "shift.count-cash", &first, "{\"denomination\":1,\"quantity\":10000,\"drawer_id\":\"%s\"}",
                fc_test_id (station, &drawer));
  fc_test_must (station, "shift.waive", &first, "{\"step\":\"tanks\",\"reason\":\"no stick\"}");
  fc_test_close_meter (station, &first, 0, OPENING);
  fc_test_close_meter (station, &first, 1, OPENING);
  fc_test_must (station, "shift.submit", &first, "{}");
  fc_test_must (station, "shift.approve", &first, "{}");
  second = correct (station, &first);
  sheet = fc_shift_sheet_new (station->rows, &second);
  g_assert_cmpuint (sheet->drawers->len, ==, 1);
  g_assert_cmpint (sheet->counted_cash, ==, 10000);
  g_assert_cmpint (sheet->nobody.counted_cash, ==, 0);
  g_assert_nonnull (g_array_index (sheet->meters, FcSheetMeter, 0).drawer);
  g_assert_false (fc_id_equal (fc_record_get_id (g_array_index (sheet->drawers, FcSheetDrawer, 0).drawer), &drawer));
  fc_test_must (station, "shift.count-cash", &second, "{\"denomination\":1,\"quantity\":9000,\"drawer_id\":\"%s\"}",
                fc_test_id (station, fc_record_get_id (g_array_index (sheet->drawers, FcSheetDrawer, 0).drawer)));
  g_clear_pointer (&sheet, fc_shift_sheet_free);
  sheet = fc_shift_sheet_new (station->rows, &second);
  g_assert_cmpint (sheet->counted_cash, ==, 9000);
}

static void
test_a_whole_chain_has_no_breaks (FcTestStation *station,
                                  gconstpointer  unused)
{
  FcId first = fc_test_open (station, 1, NULL), second, third;
  g_autoptr (GPtrArray) breaks = NULL;

  finish (station, &first, OPENING + 10);
  second = fc_test_open (station, 2, &first);
  finish (station, &second, OPENING + 30);
  third = fc_test_open (station, 3, &second);
  g_assert_nonnull (fc_row_set_get (station->rows, FC_SHIFT, &third));
  breaks = fc_shift_chain_check (station->rows, &station->station);
  g_assert_cmpuint (breaks->len, ==, 0);
}

/* Two offices, both offline, open a shift after the same one: both stand, and the break shows both. */
static void
test_two_offline_offices_fork_the_chain (FcTestStation *station,
                                         gconstpointer  unused)
{
  FcId first = fc_test_open (station, 1, NULL), second, third;
  g_autoptr (GPtrArray) breaks = NULL;
  const FcChainBreak *one;

  finish (station, &first, OPENING + 10);
  second = fc_test_open (station, 2, &first);
  finish (station, &second, OPENING + 30);
  third = fc_test_open (station, 3, &first);
  breaks = fc_shift_chain_check (station->rows, &station->station);
  g_assert_cmpuint (breaks->len, ==, 1);
  one = breaks->pdata[0];
  g_assert_cmpint (one->kind, ==, FC_CHAIN_FORK);
  g_assert_true (fc_id_equal (fc_record_get_id (one->first), &second));
  g_assert_true (fc_id_equal (fc_record_get_id (one->second), &third));
}

static void
test_a_corrected_closing_breaks_the_chain (FcTestStation *station,
                                           gconstpointer  unused)
{
  FcId first = fc_test_open (station, 1, NULL), second, correction;
  g_autoptr (GPtrArray) breaks = NULL;
  const FcChainBreak *one;

  finish (station, &first, OPENING + 10);
  second = fc_test_open (station, 2, &first);
  correction = correct (station, &first);
  fc_test_close_meter (station, &correction, 1, OPENING + 17);
  fc_test_must (station, "shift.submit", &correction, "{}");
  fc_test_must (station, "shift.approve", &correction, "{}");
  breaks = fc_shift_chain_check (station->rows, &station->station);
  g_assert_cmpuint (breaks->len, ==, 1);
  one = breaks->pdata[0];
  g_assert_cmpint (one->kind, ==, FC_CHAIN_OPENING);
  g_assert_true (fc_id_equal (fc_record_get_id (one->first), &correction));
  g_assert_true (fc_id_equal (fc_record_get_id (one->second), &second));
  g_assert_cmpint (one->closing, ==, OPENING + 17);
  g_assert_cmpint (one->opening, ==, OPENING + 10);
  g_assert_nonnull (strstr (one->text, "Nozzle 2A"));
}

static void
set_part (FcTestStation *station,
          int            pump,
          const char    *part)
{
  FcId id = fc_id_derive (&station->station, "pump", (guint) pump);
  g_autoptr (FcRecord) row = fc_record_copy (fc_row_set_get (station->rows, FC_PUMP, &id));

  fc_record_set_text (row, FC_PUMP_PART, part);
  fc_row_set_add (station->rows, row);
}

static FcId
open_part (FcTestStation *station,
           guint          number,
           const char    *part,
           const FcId    *previous,
           const FcId    *other)
{
  FcId id = fc_id_derive (&station->station, "shift", number);
  JsonObject *args = fc_test_args ("{\"business_date\":\"2026-11-20\"}");
  g_autoptr (GError) error = NULL;

  json_object_set_int_member (args, "number", number);
  fc_test_id_arg (args, "station_id", &station->station);
  if (part != NULL)
    json_object_set_string_member (args, "part", part);
  if (previous != NULL)
    fc_test_id_arg (args, "previous_id", previous);
  if (other != NULL)
    fc_test_id_arg (args, "other_previous_id", other);
  fc_test_run (station, "shift.open", &id, args, &error);
  g_assert_no_error (error);
  return id;
}

/* Half the pumps at a time: each half has its own chain, and the whole site follows both. */
static void
test_half_a_site_has_its_own_chain (FcTestStation *station,
                                    gconstpointer  unused)
{
  FcId east, west, whole;
  g_autoptr (FcShiftSheet) half = NULL, all = NULL;
  g_autoptr (GPtrArray) breaks = NULL;

  set_part (station, 0, "east");
  set_part (station, 1, "west");
  east = open_part (station, 1, "east", NULL, NULL);
  west = open_part (station, 2, "west", NULL, NULL);
  half = fc_shift_sheet_new (station->rows, &east);
  g_assert_cmpuint (half->meters->len, ==, 1);
  g_assert_cmpuint (half->tanks->len, ==, 0);
  g_assert_cmpint (half->steps[FC_STEP_TANKS], ==, FC_STEP_OPTIONAL);
  fc_test_close_meter (station, &east, 0, OPENING + 100);
  fc_test_close_meter (station, &west, 1, OPENING + 200);
  whole = open_part (station, 3, NULL, &west, &east);
  all = fc_shift_sheet_new (station->rows, &whole);
  g_assert_cmpuint (all->meters->len, ==, 2);
  g_assert_cmpint (fc_sheet_meter_segment (all, &g_array_index (all->meters, FcSheetMeter, 0), 0)->opening, ==, OPENING + 100);
  g_assert_cmpint (fc_sheet_meter_segment (all, &g_array_index (all->meters, FcSheetMeter, 1), 0)->opening, ==, OPENING + 200);
  breaks = fc_shift_chain_check (station->rows, &station->station);
  g_assert_cmpuint (breaks->len, ==, 0);
}

static void
dip (FcTestStation *station,
     const FcId    *shift,
     gint64         volume)
{
  fc_test_must (station, "shift.dip", shift, "{\"tank_id\":\"%s\",\"volume\":%" G_GINT64_FORMAT "}",
                fc_test_id (station, &station->tanks[0]), volume);
}

/* Half a site has no tanks: what the whole site opens with is what it was dipped at when it was last whole. */
static void
test_the_whole_site_follows_all_its_parts (FcTestStation *station,
                                           gconstpointer  unused)
{
  FcId before, east, west, whole = fc_id_derive (&station->station, "shift", 4);
  g_autoptr (FcShiftSheet) sheet = NULL;

  set_part (station, 0, "east");
  set_part (station, 1, "west");
  before = open_part (station, 1, NULL, NULL, NULL);
  fc_test_close_meter (station, &before, 0, OPENING + 10);
  fc_test_close_meter (station, &before, 1, OPENING + 20);
  dip (station, &before, 12345678);
  east = open_part (station, 2, "east", &before, NULL);
  fc_test_close_meter (station, &east, 0, OPENING + 100);
  west = open_part (station, 3, "west", &before, NULL);
  fc_test_close_meter (station, &west, 1, OPENING + 200);
  fc_test_must (station, "shift.open", &whole,
                "{\"station_id\":\"%s\",\"business_date\":\"2026-11-20\",\"number\":4,\"previous_id\":\"%s\","
                "\"follows\":[{\"id\":\"%s\"},{\"id\":\"%s\"},{\"id\":\"%s\"}]}",
                fc_test_id (station, &station->station), fc_test_id (station, &west), fc_test_id (station, &west),
                fc_test_id (station, &east), fc_test_id (station, &before));
  sheet = fc_shift_sheet_new (station->rows, &whole);
  g_assert_cmpint (fc_sheet_meter_segment (sheet, &g_array_index (sheet->meters, FcSheetMeter, 0), 0)->opening, ==, OPENING + 100);
  g_assert_cmpint (fc_sheet_meter_segment (sheet, &g_array_index (sheet->meters, FcSheetMeter, 1), 0)->opening, ==, OPENING + 200);
  g_assert_cmpint (g_array_index (sheet->tanks, FcSheetTank, 0).opening, ==, 12345678);
}

#define STATION_TEST(name, function)                                                               \
  g_test_add ("/shifts/versions/" name, FcTestStation, NULL, fc_test_station_set_up, function, fc_test_station_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  STATION_TEST ("a-correction-takes-the-place-of-what-it-corrects", test_a_correction_takes_the_place_of_what_it_corrects);
  STATION_TEST ("one-open-correction-at-a-time", test_one_open_correction_at_a_time);
  STATION_TEST ("a-correction-has-its-own-drawers", test_a_correction_has_its_own_drawers);
  STATION_TEST ("a-whole-chain-has-no-breaks", test_a_whole_chain_has_no_breaks);
  STATION_TEST ("two-offline-offices-fork-the-chain", test_two_offline_offices_fork_the_chain);
  STATION_TEST ("a-corrected-closing-breaks-the-chain", test_a_corrected_closing_breaks_the_chain);
  STATION_TEST ("the-whole-site-follows-all-its-parts", test_the_whole_site_follows_all_its_parts);
  STATION_TEST ("half-a-site-has-its-own-chain", test_half_a_site_has_its_own_chain);
  return g_test_run ();
}
