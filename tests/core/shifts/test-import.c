/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-error.h"
#include "fc-row-loader.h"
#include "fc-shift-import.h"
#include "fc-shift-versions.h"
#include "fc-test-station.h"
#include "fc-time.h"

#define OPENING G_GINT64_CONSTANT (184220100)

static FcShiftFeed *
feed_new (void)
{
  FcShiftFeed *feed = fc_shift_feed_new ();

  g_free (feed->key);
  feed->key = g_strdup ("store|2026-11-20|98|1");
  g_free (feed->store);
  feed->store = g_strdup ("store");
  feed->business_date = fc_date_from_civil (2026, 11, 20);
  feed->sequence = 1;
  feed->begin = (FcNaxmlMoment) { TRUE, feed->business_date, 6 * 3600 };
  feed->end = (FcNaxmlMoment) { TRUE, feed->business_date, 14 * 3600 };
  return feed;
}

static void
add_totalizer (FcShiftFeed *feed,
               const char  *position,
               const char  *product,
               gint64       volume)
{
  FcFeedTotalizer *total = g_new0 (FcFeedTotalizer, 1);

  total->key = g_strdup_printf ("t|%s|%s", position, product);
  total->position = g_strdup (position);
  total->product = g_strdup (product);
  total->volume = volume;
  g_ptr_array_add (feed->totalizers, total);
}

static void
add_sales (FcShiftFeed *feed,
           const char  *grade,
           const char  *position,
           gint64       volume,
           gint64       amount)
{
  FcFeedGradeSales *sales = g_new0 (FcFeedGradeSales, 1);

  sales->key = g_strdup_printf ("s|%s|%s", grade, position != NULL ? position : "");
  sales->grade = g_strdup (grade);
  sales->position = g_strdup (position);
  sales->volume = volume;
  sales->amount = amount;
  g_ptr_array_add (feed->grade_sales, sales);
}

static void
add_drop (FcShiftFeed *feed,
          gint64       amount)
{
  FcFeedCash *cash = g_new0 (FcFeedCash, 1);

  cash->key = g_strdup ("c|drop");
  cash->kind = FC_CASH_SAFE_DROP;
  cash->amount = amount;
  g_ptr_array_add (feed->cash, cash);
}

static FcChangeSet *
import (FcTestStation     *station,
        const FcShiftFeed *feed,
        guint             *n_warnings)
{
  g_autoptr (FcMessages) messages = fc_messages_new ();
  g_autoptr (FcOp) op = fc_shift_import_op_new (station->rows, &station->tenant, &station->station, feed, NULL,
                                                station->now++, messages);
  g_autoptr (GError) error = NULL;
  FcChangeSet *changes = fc_row_loader_run (station->rows, station->actor, op, &error);

  g_assert_no_error (error);
  if (n_warnings != NULL)
    *n_warnings = messages->n_warnings;
  return changes;
}

static FcId
shift_of (FcTestStation     *station,
          const FcShiftFeed *feed)
{
  return fc_shift_import_id (&station->tenant, &station->station, feed);
}

static void
test_a_shift_appears_with_its_readings (FcTestStation *station,
                                        gconstpointer  unused)
{
  g_autoptr (FcShiftFeed) feed = feed_new ();
  g_autoptr (FcChangeSet) changes = NULL;
  g_autoptr (FcShiftSheet) sheet = NULL;
  FcId id = shift_of (station, feed);

  add_totalizer (feed, "1", "1", OPENING + 1500000);
  add_totalizer (feed, "2", "2", OPENING + 800000);
  add_sales (feed, "1", "1", 1500000, 14325000);
  add_sales (feed, "2", "2", 800000, 8800000);
  changes = import (station, feed, NULL);
  sheet = fc_shift_sheet_new (station->rows, &id);
  g_assert_cmpint (sheet->fuel_volume, ==, 2300000);
  g_assert_cmpint (sheet->fuel_amount, ==, 23125000);
  g_assert_cmpint (sheet->steps[FC_STEP_METERS], ==, FC_STEP_DONE);
  g_assert_cmpint (sheet->steps[FC_STEP_CASH_COUNT], ==, FC_STEP_EMPTY);
}

static void
test_importing_twice_changes_nothing (FcTestStation *station,
                                      gconstpointer  unused)
{
  g_autoptr (FcShiftFeed) feed = feed_new ();
  g_autoptr (FcChangeSet) first = NULL, second = NULL;

  add_totalizer (feed, "1", "1", OPENING + 1500000);
  add_sales (feed, "1", "1", 1500000, 14325000);
  add_sales (feed, "2", NULL, 800000, 8800000);
  first = import (station, feed, NULL);
  g_assert_cmpuint (first->changes->len, >, 0);
  second = import (station, feed, NULL);
  g_assert_cmpuint (second->changes->len, ==, 0);
  g_assert_cmpuint (second->events->len, ==, 0);
}

static void
test_what_a_person_typed_stays (FcTestStation *station,
                                gconstpointer  unused)
{
  g_autoptr (FcShiftFeed) feed = feed_new ();
  g_autoptr (FcChangeSet) first = NULL, second = NULL;
  g_autoptr (FcShiftSheet) sheet = NULL;
  FcId id = shift_of (station, feed);

  add_totalizer (feed, "1", "1", OPENING + 1500000);
  first = import (station, feed, NULL);
  fc_test_close_meter (station, &id, 0, OPENING + 1600000);
  second = import (station, feed, NULL);
  sheet = fc_shift_sheet_new (station->rows, &id);
  g_assert_cmpint (g_array_index (sheet->meters, FcSheetMeter, 0).gross, ==, 1600000);
}

static void
test_unknown_numbers_are_left_out_and_told (FcTestStation *station,
                                            gconstpointer  unused)
{
  g_autoptr (FcShiftFeed) feed = feed_new ();
  g_autoptr (FcChangeSet) changes = NULL;
  FcId id = shift_of (station, feed);
  g_autoptr (FcShiftSheet) sheet = NULL;
  guint n_warnings;

  add_totalizer (feed, "1", "1", OPENING + 10);
  add_totalizer (feed, "9", "1", 77);
  add_sales (feed, "8", "1", 5, 5);
  changes = import (station, feed, &n_warnings);
  g_assert_cmpuint (n_warnings, ==, 2);
  sheet = fc_shift_sheet_new (station->rows, &id);
  g_assert_cmpint (sheet->fuel_volume, ==, 10);
}

/* Where the POS tells only grades apart, its money is spread over the nozzles so that nothing is lost or made. */
static void
test_money_by_grade_is_spread_to_the_cent (FcTestStation *station,
                                           gconstpointer  unused)
{
  for (guint32 seed = 1; seed <= 200; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (FcShiftFeed) feed = feed_new ();
      g_autoptr (FcChangeSet) changes = NULL;
      g_autoptr (FcShiftSheet) sheet = NULL;
      gint64 amount = g_rand_int_range (rand, 1, 100000000);
      FcId id;

      g_test_message ("seed %u", seed);
      g_free (feed->key);
      feed->key = g_strdup_printf ("seed|%u", seed);
      id = shift_of (station, feed);
      add_totalizer (feed, "1", "1", OPENING + g_rand_int_range (rand, 1, 3000000));
      add_totalizer (feed, "2", "2", OPENING + g_rand_int_range (rand, 1, 3000000));
      add_sales (feed, "1", NULL, 1000, amount);
      add_sales (feed, "2", NULL, 1000, amount / 3);
      changes = import (station, feed, NULL);
      sheet = fc_shift_sheet_new (station->rows, &id);
      g_assert_cmpint (sheet->fuel_amount, ==, amount + amount / 3);
    }
}

static void
add_tender (FcShiftFeed *feed,
            const char  *tender,
            gint64       amount)
{
  FcFeedTender *one = g_new0 (FcFeedTender, 1);

  one->key = g_strdup_printf ("tender|%s", tender);
  one->tender = g_strdup (tender);
  one->amount = amount;
  one->count = 1;
  g_ptr_array_add (feed->tenders, one);
}

/* Attendants share a shift: once somebody has said whose a POS's total is, the file does not bring it back. */
static void
test_totals_that_were_shared_out_stay_so (FcTestStation *station,
                                          gconstpointer  unused)
{
  g_autoptr (FcShiftFeed) feed = feed_new ();
  g_autoptr (FcChangeSet) first = NULL, second = NULL;
  g_autoptr (FcShiftSheet) imported = NULL, shared = NULL;
  FcId id = shift_of (station, feed), user = fc_id_from_key ("user", "Asha", NULL), drawer;

  add_tender (feed, "credit", 5000);
  first = import (station, feed, NULL);
  drawer = fc_test_drawer (station, &id, 1, "Asha", &user);
  imported = fc_shift_sheet_new (station->rows, &id);
  g_assert_cmpint (imported->nobody.tenders[1], ==, 5000);
  fc_test_must (station, "shift.set-tender", &id, "{\"tender\":\"card_inside\",\"amount\":5000,\"drawer_id\":\"%s\"}",
                fc_test_id (station, &drawer));
  fc_test_must (station, "shift.set-tender", &id, "{\"tender\":\"card_inside\",\"amount\":null}");
  second = import (station, feed, NULL);
  shared = fc_shift_sheet_new (station->rows, &id);
  g_assert_cmpint (shared->nobody.tenders[1], ==, 0);
  g_assert_cmpint (shared->tenders[1], ==, 5000);
}

static void
set_state (FcTestStation *station,
           const FcId    *shift_id,
           const char    *state)
{
  g_autoptr (FcRecord) shift = fc_record_copy (fc_row_set_get (station->rows, FC_SHIFT, shift_id));

  fc_record_set_text (shift, FC_SHIFT_STATE, state);
  fc_row_set_add (station->rows, shift);
}

static void
test_a_submitted_shift_is_not_touched (FcTestStation *station,
                                       gconstpointer  unused)
{
  g_autoptr (FcShiftFeed) feed = feed_new ();
  g_autoptr (FcChangeSet) first = NULL;
  g_autoptr (FcMessages) messages = fc_messages_new ();
  g_autoptr (FcOp) again = NULL;
  g_autoptr (GError) error = NULL;
  FcId id = shift_of (station, feed);

  first = import (station, feed, NULL);
  set_state (station, &id, "submitted");
  again = fc_shift_import_op_new (station->rows, &station->tenant, &station->station, feed, NULL, 1, messages);
  g_assert_null (fc_op_run (again, station->actor, station->rows, &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_LOCKED);
}

static void
test_the_same_file_after_the_approval_changes_nothing (FcTestStation *station,
                                                       gconstpointer  unused)
{
  g_autoptr (FcShiftFeed) feed = feed_new ();
  g_autoptr (FcChangeSet) first = NULL, second = NULL;
  FcId id = shift_of (station, feed);

  add_totalizer (feed, "1", "1", OPENING + 1500000);
  add_sales (feed, "1", "1", 1500000, 14325000);
  first = import (station, feed, NULL);
  fc_test_close_meter (station, &id, 1, OPENING + 7);
  set_state (station, &id, "approved");
  second = import (station, feed, NULL);
  g_assert_cmpuint (second->changes->len, ==, 0);
}

/* Side by side, a manager sees that one figure: what it was and what the late file says. */
static void
assert_differs (FcTestStation *station,
                const FcId    *before,
                const FcId    *after,
                FcEntity       entity,
                int            field,
                gint64         was,
                gint64         is)
{
  g_autoptr (GPtrArray) differences = fc_shift_compare (station->rows, before, after);
  guint n = 0;

  for (guint i = 0; i < differences->len; i++)
    {
      const FcShiftDifference *one = differences->pdata[i];

      if (one->entity != entity || one->field != field)
        continue;
      g_assert_cmpint (one->before.number, ==, was);
      g_assert_cmpint (one->after.number, ==, is);
      n++;
    }
  g_assert_cmpuint (n, ==, 1);
}

/* A late file with other figures opens a correction; the approved version stays as it is until that is approved. */
static void
test_a_late_file_with_other_figures_opens_a_correction (FcTestStation *station,
                                                        gconstpointer  unused)
{
  g_autoptr (FcShiftFeed) feed = feed_new (), late = feed_new ();
  g_autoptr (FcChangeSet) first = NULL, second = NULL, third = NULL, fourth = NULL;
  g_autoptr (FcShiftSheet) approved = NULL, correction = NULL;
  FcId id = shift_of (station, feed), next = fc_shift_correction_id (&id);

  add_totalizer (feed, "1", "1", OPENING + 1500000);
  add_drop (feed, 500);
  first = import (station, feed, NULL);
  set_state (station, &id, "approved");
  add_totalizer (late, "1", "1", OPENING + 1600000);
  add_drop (late, 700);
  second = import (station, late, NULL);
  approved = fc_shift_sheet_new (station->rows, &id);
  correction = fc_shift_sheet_new (station->rows, &next);
  g_assert_nonnull (correction);
  g_assert_cmpint (approved->fuel_volume, ==, 1500000);
  g_assert_cmpint (correction->fuel_volume, ==, 1600000);
  g_assert_cmpint (approved->movements[0], ==, 500);
  g_assert_cmpint (correction->movements[0], ==, 700);
  g_assert_cmpstr (fc_record_get_text (correction->shift, FC_SHIFT_STATE), ==, "open");
  third = import (station, late, NULL);
  g_assert_cmpuint (third->changes->len, ==, 0);
  assert_differs (station, &id, &next, FC_CASH_MOVEMENT, FC_CASH_MOVEMENT_AMOUNT, 500, 700);
  assert_differs (station, &id, &next, FC_METER_READING, FC_METER_READING_CLOSING, OPENING + 1500000, OPENING + 1600000);
  fc_test_must (station, "shift.discard", &next, "{\"reason\":\"the wrong file\"}");
  fourth = import (station, late, NULL);
  g_assert_cmpuint (fourth->changes->len, >, 0);
  g_clear_pointer (&correction, fc_shift_sheet_free);
  correction = fc_shift_sheet_new (station->rows, &next);
  g_assert_cmpstr (fc_record_get_text (correction->shift, FC_SHIFT_STATE), ==, "open");
  g_assert_cmpint (correction->fuel_volume, ==, 1600000);
  g_assert_cmpint (correction->movements[0], ==, 700);
}

#define STATION_TEST(name, function)                                                               \
  g_test_add ("/shifts/import/" name, FcTestStation, NULL, fc_test_station_set_up, function, fc_test_station_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  STATION_TEST ("a-shift-appears-with-its-readings", test_a_shift_appears_with_its_readings);
  STATION_TEST ("importing-twice-changes-nothing", test_importing_twice_changes_nothing);
  STATION_TEST ("what-a-person-typed-stays", test_what_a_person_typed_stays);
  STATION_TEST ("unknown-numbers-are-left-out-and-told", test_unknown_numbers_are_left_out_and_told);
  STATION_TEST ("money-by-grade-is-spread-to-the-cent", test_money_by_grade_is_spread_to_the_cent);
  STATION_TEST ("totals-that-were-shared-out-stay-so", test_totals_that_were_shared_out_stay_so);
  STATION_TEST ("a-submitted-shift-is-not-touched", test_a_submitted_shift_is_not_touched);
  STATION_TEST ("the-same-file-after-the-approval-changes-nothing", test_the_same_file_after_the_approval_changes_nothing);
  STATION_TEST ("a-late-file-with-other-figures-opens-a-correction",
                test_a_late_file_with_other_figures_opens_a_correction);
  return g_test_run ();
}
