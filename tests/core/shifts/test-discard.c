/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "../fc-test-seeds.h"

#include "fc-day-sheet.h"
#include "fc-error.h"
#include "fc-random-shift.h"
#include "fc-row-loader.h"
#include "fc-shift-commands.h"
#include "fc-shift-versions.h"
#include "fc-test-station.h"

#define OPENING G_GINT64_CONSTANT (184220100)
#define SEEDS           1000
#define SANITISED_SEEDS 100

static const char *
state_of (FcTestStation *station,
          const FcId    *shift)
{
  return fc_record_get_text (fc_row_set_get (station->rows, FC_SHIFT, shift), FC_SHIFT_STATE);
}

/* Opened by a slip of the hand: one click, and no questions. */
static void
test_an_empty_shift_is_discarded_at_once (FcTestStation *station,
                                          gconstpointer  unused)
{
  FcId shift = fc_test_open (station, 1, NULL);

  fc_test_must (station, "shift.discard", &shift, "{}");
  g_assert_cmpstr (state_of (station, &shift), ==, "discarded");
  fc_test_must (station, "shift.discard", &shift, "{}"); /* the other office did so, too */
  fc_test_must (station, "shift.restore", &shift, "{}");
  g_assert_cmpstr (state_of (station, &shift), ==, "open");
  g_assert_true (fc_record_is_null (fc_row_set_get (station->rows, FC_SHIFT, &shift), FC_SHIFT_DECIDED_BY));
}

static void
test_entered_figures_want_a_reason (FcTestStation *station,
                                    gconstpointer  unused)
{
  FcId shift = fc_test_open (station, 1, NULL);
  g_autoptr (GError) error = NULL;

  fc_test_close_meter (station, &shift, 0, OPENING + 500);
  error = fc_test_refused (station, "shift.discard", &shift, "{}");
  g_assert_error (error, FC_ERROR, FC_ERROR_INVALID);
  fc_test_must (station, "shift.discard", &shift, "{\"reason\":\"the wrong day\"}");
  g_assert_cmpstr (fc_record_get_text (fc_row_set_get (station->rows, FC_SHIFT, &shift), FC_SHIFT_COMMENT), ==,
                   "the wrong day");
  g_clear_error (&error);
  error = fc_test_refused (station, "shift.count-cash", &shift, "{\"denomination\":1,\"quantity\":2}");
  g_assert_error (error, FC_ERROR, FC_ERROR_LOCKED);
}

static void
test_what_was_handed_in_stays (FcTestStation *station,
                               gconstpointer  unused)
{
  static const char *const decisions[] = { NULL, "shift.dispute", "shift.approve" };

  for (guint i = 0; i < G_N_ELEMENTS (decisions); i++)
    {
      FcId shift = fc_test_open (station, (int) i + 1, NULL);
      g_autoptr (GError) error = NULL;

      fc_test_must (station, "shift.waive", &shift, "{\"step\":\"meters\",\"reason\":\"power cut\"}");
      fc_test_must (station, "shift.waive", &shift, "{\"step\":\"tanks\",\"reason\":\"power cut\"}");
      fc_test_must (station, "shift.count-cash", &shift, "{\"denomination\":1,\"quantity\":0}");
      fc_test_must (station, "shift.submit", &shift, "{}");
      if (decisions[i] != NULL)
        fc_test_must (station, decisions[i], &shift, "{\"comment\":\"so\"}");
      error = fc_test_refused (station, "shift.discard", &shift, "{\"reason\":\"a mistake\"}");
      g_assert_error (error, FC_ERROR, FC_ERROR_LOCKED);
    }
}

static void
test_what_another_follows_stays (FcTestStation *station,
                                 gconstpointer  unused)
{
  FcId first = fc_test_open (station, 1, NULL), second = fc_test_open (station, 2, &first);
  g_autoptr (GError) error = fc_test_refused (station, "shift.discard", &first, "{}");

  g_assert_error (error, FC_ERROR, FC_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "shift 2"));
  fc_test_must (station, "shift.discard", &second, "{}");
  fc_test_must (station, "shift.discard", &first, "{}");
}

static void
test_an_attendant_discards_nothing (FcTestStation *station,
                                    gconstpointer  unused)
{
  static const char *const may[] = { "own.count", "own.sign", "shifts.view", NULL };
  FcId shift = fc_test_open (station, 1, NULL);
  g_autoptr (GError) error = NULL;

  fc_test_become (station, "Asha", may);
  error = fc_test_refused (station, "shift.discard", &shift, "{}");
  g_assert_error (error, FC_ERROR, FC_ERROR_DENIED);
}

/* What the office knows it does not open again; the hub takes it from an office that did not know. */
static void
test_one_office_opens_a_shift_once (FcTestStation *station,
                                    gconstpointer  unused)
{
  FcId first = fc_test_open (station, 1, NULL), again = fc_id_derive (&station->station, "again", 1);
  JsonObject *args = fc_test_id_arg (fc_test_args ("{\"business_date\":\"2026-11-20\",\"number\":1}"), "station_id",
                                     &station->station);
  g_autoptr (FcOp) op = fc_op_new_command ("shift.open", FC_SHIFT, &again, args, station->now);
  g_autoptr (FcChangeSet) changes = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (fc_op_check_new (op, station->rows, &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_CONFLICT);
  changes = fc_row_loader_run (station->rows, station->actor, op, NULL);
  g_assert_nonnull (changes);
  fc_test_must (station, "shift.discard", &first, "{}");
  g_clear_error (&error);
  g_assert_true (fc_op_check_new (op, station->rows, &error));
}

/* Both offices were offline: both shifts stand with what was entered, and day and chain name both until one gives way. */
static void
test_a_shift_opened_twice_is_told_with_both_sources (FcTestStation *station,
                                                     gconstpointer  unused)
{
  FcId here = fc_test_open (station, 1, NULL), there = fc_id_derive (&station->station, "there", 1);
  g_autofree char *station_id = fc_id_dup_string (&station->station);

  fc_test_must (station, "shift.open", &there,
                "{\"station_id\":\"%s\",\"business_date\":\"2026-11-20\",\"number\":1,\"cashier\":\"Ben\"}", station_id);
  for (int way = 0; way < 3; way++)
    {
      g_autoptr (GPtrArray) breaks = fc_shift_chain_check (station->rows, &station->station);
      FcDate date = (FcDate) fc_record_get_int (fc_row_set_get (station->rows, FC_SHIFT, &here), FC_SHIFT_BUSINESS_DATE);
      g_autoptr (FcDaySheet) day = fc_day_sheet_new (station->rows, &station->station, date);
      guint twins = 0, told = 0;

      for (guint i = 0; i < breaks->len; i++)
        twins += ((FcChainBreak *) breaks->pdata[i])->kind == FC_CHAIN_TWIN;
      for (guint i = 0; i < day->obstacles->len; i++)
        {
          const FcDayObstacle *obstacle = day->obstacles->pdata[i];

          if (g_str_has_prefix (obstacle->what, "twin:"))
            {
              told++;
              g_assert_nonnull (strstr (obstacle->text, "Ben"));
              g_assert_false (obstacle->blocks); /* both may be right: then somebody says why */
            }
        }
      g_assert_cmpuint (twins, ==, way == 0);
      g_assert_cmpuint (told, ==, way == 0);
      if (way == 0)
        fc_test_must (station, "shift.discard", &there, "{}");
      else if (way == 1)
        {
          fc_test_must (station, "shift.restore", &there, "{}");
          fc_test_must (station, "shift.renumber", &there, "{\"number\":2}");
        }
    }
  g_assert_cmpstr (state_of (station, &here), ==, "open");
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

static FcId
approved_shift (FcTestStation *station)
{
  FcId shift = fc_test_open (station, 1, NULL);

  for (int i = 0; i < 2; i++)
    {
      fc_test_close_meter (station, &shift, i, G_GINT64_CONSTANT (184230100));
      fc_test_must (station, "shift.dip", &shift, "{\"tank_id\":\"%s\",\"volume\":20000000}",
                    fc_test_id (station, &station->tanks[i]));
    }
  fc_test_must (station, "shift.count-cash", &shift, "{\"denomination\":1,\"quantity\":5}");
  fc_test_must (station, "shift.submit", &shift, "{\"over_short_reason\":\"nothing was counted\"}");
  fc_test_must (station, "shift.approve", &shift, "{}");
  return shift;
}

static guint
count_obstacles (FcTestStation *station,
                 const FcId    *shift,
                 const char    *what)
{
  FcDate date = (FcDate) fc_record_get_int (fc_row_set_get (station->rows, FC_SHIFT, shift), FC_SHIFT_BUSINESS_DATE);
  g_autoptr (FcDaySheet) day = fc_day_sheet_new (station->rows, &station->station, date);
  guint n = 0;

  for (guint i = 0; i < day->obstacles->len; i++)
    n += g_str_has_prefix (((FcDayObstacle *) day->obstacles->pdata[i])->what, what);
  return n;
}

/* What it corrects stays in effect; where something was changed, somebody says why it is given up. */
static void
test_a_correction_is_discarded (FcTestStation *station,
                                gconstpointer  unused)
{
  FcId first = approved_shift (station), second = correct (station, &first);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (count_obstacles (station, &first, "correction"), ==, 1);
  fc_test_must (station, "shift.discard", &second, "{}");
  g_assert_cmpstr (state_of (station, &second), ==, "discarded");
  g_assert_cmpstr (state_of (station, &first), ==, "approved");
  g_assert_true (fc_id_equal (fc_record_get_id (fc_shift_in_effect (station->rows, &second)), &first));
  g_assert_cmpuint (count_obstacles (station, &first, "correction"), ==, 0);
  fc_test_must (station, "shift.restore", &second, "{}");
  fc_test_close_meter (station, &second, 0, G_GINT64_CONSTANT (184230200));
  error = fc_test_refused (station, "shift.discard", &second, "{}");
  g_assert_error (error, FC_ERROR, FC_ERROR_INVALID);
  fc_test_must (station, "shift.discard", &second, "{\"reason\":\"the wrong shift\"}");
}

static void
test_who_may_not_correct_discards_no_correction (FcTestStation *station,
                                                 gconstpointer  unused)
{
  static const char *const may[] = { "shifts.create", "shifts.count", "shifts.submit", NULL };
  FcId first = approved_shift (station), second = correct (station, &first);
  g_autoptr (GError) error = NULL;

  fc_test_become (station, "Asha", may);
  error = fc_test_refused (station, "shift.discard", &second, "{}");
  g_assert_error (error, FC_ERROR, FC_ERROR_DENIED);
}

/* Also after it was sent back; but not while somebody is to decide about it, nor after that. */
static void
test_a_correction_under_decision_stays (FcTestStation *station,
                                        gconstpointer  unused)
{
  FcId first = approved_shift (station), second = correct (station, &first);
  g_autoptr (GError) waits = NULL, approved = NULL;

  fc_test_must (station, "shift.submit", &second, "{}");
  waits = fc_test_refused (station, "shift.discard", &second, "{\"reason\":\"a mistake\"}");
  g_assert_error (waits, FC_ERROR, FC_ERROR_LOCKED);
  fc_test_must (station, "shift.dispute", &second, "{\"comment\":\"nothing was wrong\"}");
  fc_test_must (station, "shift.discard", &second, "{\"reason\":\"a mistake\"}");
  second = correct (station, &first);
  fc_test_must (station, "shift.submit", &second, "{}");
  fc_test_must (station, "shift.approve", &second, "{}");
  approved = fc_test_refused (station, "shift.discard", &second, "{\"reason\":\"a mistake\"}");
  g_assert_error (approved, FC_ERROR, FC_ERROR_LOCKED);
}

/* Nothing that was entered in the one that was discarded comes back. */
static void
test_the_next_correction_begins_anew (FcTestStation *station,
                                      gconstpointer  unused)
{
  FcId first = approved_shift (station), second = correct (station, &first);
  g_autoptr (GPtrArray) differences = NULL;

  fc_test_close_meter (station, &second, 0, G_GINT64_CONSTANT (184230200));
  fc_test_must (station, "shift.count-cash", &second, "{\"denomination\":1,\"quantity\":null}");
  fc_test_must (station, "shift.move-cash", &second, "{\"movement\":\"drop\",\"amount\":100}");
  fc_test_must (station, "shift.sign", &second, "{\"role\":\"supervisor\",\"method\":\"password\"}");
  fc_test_must (station, "shift.discard", &second, "{\"reason\":\"the wrong shift\"}");
  correct (station, &first);
  g_assert_cmpstr (state_of (station, &second), ==, "open");
  differences = fc_shift_compare (station->rows, &first, &second);
  g_assert_cmpuint (differences->len, ==, 0);
  fc_test_must (station, "shift.discard", &second, "{}");
}

/* The rows of both, but for what the shift remembers of the one it was opened after. */
static void
assert_opens_alike (FcRowSet   *a,
                    FcRowSet   *b,
                    const FcId *shift)
{
  for (int i = 0; i < FC_N_ENTITIES; i++)
    {
      int parent = fc_catalog_parent_field ((FcEntity) i);
      g_autoptr (GPtrArray) here = NULL, there = NULL;

      if (parent < 0 || fc_catalog_get ((FcEntity) i)->root != FC_SHIFT)
        continue;
      here = fc_row_set_list_by (a, (FcEntity) i, parent, shift);
      there = fc_row_set_list_by (b, (FcEntity) i, parent, shift);
      g_assert_cmpuint (here->len, ==, there->len);
      for (guint j = 0; j < here->len; j++)
        {
          FcRecord *other = fc_row_set_get (b, (FcEntity) i, fc_record_get_id (here->pdata[j]));

          g_assert_nonnull (other);
          for (guint field = 0; field < fc_catalog_get ((FcEntity) i)->n_fields; field++)
            g_assert_true (fc_value_equal (fc_record_get_value (here->pdata[j], (int) field),
                                           fc_record_get_value (other, (int) field)));
        }
    }
}

static void
open_after (FcRandomShift *random,
            FcRowSet      *rows,
            const FcId    *shift,
            int            number,
            const FcId    *previous)
{
  JsonObject *args = json_object_new ();

  fc_test_id_arg (args, "station_id", &random->station);
  fc_test_id_arg (args, "previous_id", previous);
  json_object_set_string_member (args, "business_date", "2026-11-20");
  json_object_set_int_member (args, "number", number);
  fc_random_shift_call (random, rows, "shift.open", shift, args);
}

static void
close_some_meters (FcRandomShift *random,
                   FcRowSet      *rows,
                   const FcId    *shift)
{
  for (guint i = 0; i < random->n_nozzles; i++)
    if (g_rand_boolean (random->rand))
      {
        JsonObject *args = fc_test_id_arg (json_object_new (), "nozzle_id", &random->nozzles[i]);

        json_object_set_int_member (args, "closing", g_rand_int_range (random->rand, 0, 999999));
        fc_random_shift_call (random, rows, "shift.read-meter", shift, args);
      }
}

/* Whatever was entered: after the discard the day, the chain and the next shift are as if it had never been opened. */
static void
test_after_a_discard_it_was_never_opened (void)
{
  guint n = fc_test_seeds (SEEDS, SANITISED_SEEDS);

  for (guint seed = 1; seed <= n; seed++)
    {
      FcRandomShift random;
      FcId wrong, next;
      FcDate date;
      g_autoptr (FcRowSet) never = NULL, discarded = NULL;
      g_autoptr (GPtrArray) breaks = NULL;
      g_autoptr (FcDaySheet) day = NULL, other_day = NULL;
      g_autoptr (FcRecord) money = NULL;
      g_autofree char *digest = NULL, *other_digest = NULL;

      g_test_message ("seed %u", seed);
      fc_random_shift_init (&random, seed);
      wrong = fc_id_derive (&random.station, "wrong", seed);
      next = fc_id_derive (&random.station, "next", seed);
      money = fc_record_new (FC_DAY_CLOSE, &next);
      for (guint i = 0; i < random.ops->len; i++)
        fc_random_shift_run (&random, random.rows, random.ops->pdata[i]);
      never = fc_random_shift_copy (random.rows);
      discarded = fc_random_shift_copy (random.rows);
      open_after (&random, discarded, &wrong, 2, &random.shift);
      close_some_meters (&random, discarded, &wrong);
      fc_random_shift_call (&random, discarded, "shift.discard", &wrong, fc_test_args ("{\"reason\":\"a mistake\"}"));

      date = (FcDate) fc_record_get_int (fc_row_set_get (never, FC_SHIFT, &random.shift), FC_SHIFT_BUSINESS_DATE);
      day = fc_day_sheet_new (never, &random.station, date);
      other_day = fc_day_sheet_new (discarded, &random.station, date);
      digest = fc_day_sheet_digest (day, money);
      other_digest = fc_day_sheet_digest (other_day, money);
      g_assert_cmpstr (digest, ==, other_digest);
      g_assert_cmpuint (day->obstacles->len, ==, other_day->obstacles->len);

      open_after (&random, never, &next, 2, &random.shift);
      random.now--; /* at the same instant */
      open_after (&random, discarded, &next, 2, g_rand_boolean (random.rand) ? &wrong : &random.shift);
      assert_opens_alike (never, discarded, &next);
      breaks = fc_shift_chain_check (discarded, &random.station);
      g_assert_cmpuint (breaks->len, ==, 0);
      fc_random_shift_clear (&random);
    }
}

#define STATION_TEST(name, function)                                                               \
  g_test_add ("/shifts/discard/" name, FcTestStation, NULL, fc_test_station_set_up, function, fc_test_station_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  STATION_TEST ("an-empty-shift-is-discarded-at-once", test_an_empty_shift_is_discarded_at_once);
  STATION_TEST ("entered-figures-want-a-reason", test_entered_figures_want_a_reason);
  STATION_TEST ("what-was-handed-in-stays", test_what_was_handed_in_stays);
  STATION_TEST ("what-another-follows-stays", test_what_another_follows_stays);
  STATION_TEST ("an-attendant-discards-nothing", test_an_attendant_discards_nothing);
  STATION_TEST ("one-office-opens-a-shift-once", test_one_office_opens_a_shift_once);
  STATION_TEST ("a-shift-opened-twice-is-told-with-both-sources", test_a_shift_opened_twice_is_told_with_both_sources);
  STATION_TEST ("a-correction-is-discarded", test_a_correction_is_discarded);
  STATION_TEST ("who-may-not-correct-discards-no-correction", test_who_may_not_correct_discards_no_correction);
  STATION_TEST ("a-correction-under-decision-stays", test_a_correction_under_decision_stays);
  STATION_TEST ("the-next-correction-begins-anew", test_the_next_correction_begins_anew);
  g_test_add_func ("/shifts/discard/after-a-discard-it-was-never-opened", test_after_a_discard_it_was_never_opened);
  return g_test_run ();
}
