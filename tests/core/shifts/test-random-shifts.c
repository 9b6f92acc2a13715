/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "../fc-test-seeds.h"
#include "fc-money.h"
#include "fc-random-shift.h"
#include "fc-row-loader.h"
#include "fc-shift-commands.h"
#include "fc-shift-versions.h"

#include <signal.h>
#include <unistd.h>

/* What holds of every shift, however it was run: tried on ten thousand that were drawn by lot. */

#define SEEDS           10000
#define SANITISED_SEEDS 1200
#define HUB_EVERY       10 /* encoding and decoding takes longer than the rules */

static volatile sig_atomic_t current_seed;

/* Ten thousand lines would say less than the one that matters. */
static void
tell_seed (int number)
{
  char text[32];
  int length = g_snprintf (text, sizeof text, "# seed %d\n", (int) current_seed);

  if (write (STDERR_FILENO, text, (size_t) length) < 0)
    return;
}

static FcRowSet *
run_all (FcRandomShift *random,
         GPtrArray     *ops)
{
  FcRowSet *rows = fc_random_shift_copy (random->rows);

  for (guint i = 0; i < ops->len; i++)
    fc_random_shift_run (random, rows, ops->pdata[i]);
  return rows;
}

static void
assert_same_row (FcRecord *a,
                 FcRecord *b,
                 int       but)
{
  FcEntity entity = fc_record_get_entity (a);

  g_assert_true (fc_id_equal (fc_record_get_id (a), fc_record_get_id (b)));
  for (guint i = 0; i < fc_catalog_get (entity)->n_fields; i++)
    if ((int) i != but && !fc_value_equal (fc_record_get_value (a, (int) i), fc_record_get_value (b, (int) i)))
      g_error ("%s: %s differs", fc_catalog_get (entity)->name, fc_catalog_get (entity)->fields[i].name);
}

static void
assert_same_rows (FcRowSet *a,
                  FcRowSet *b)
{
  for (int entity = 0; entity < FC_N_ENTITIES; entity++)
    {
      g_autoptr (GPtrArray) left = fc_row_set_list (a, (FcEntity) entity);
      g_autoptr (GPtrArray) right = fc_row_set_list (b, (FcEntity) entity);

      g_assert_cmpuint (left->len, ==, right->len);
      for (guint i = 0; i < left->len; i++)
        assert_same_row (left->pdata[i], right->pdata[i], -1);
    }
}

static guint
nozzle_of (FcRandomShift      *random,
           const FcSheetMeter *line)
{
  for (guint i = 0; i < random->n_nozzles; i++)
    if (fc_id_equal (&random->nozzles[i], fc_record_get_id (line->nozzle)))
      return i;
  g_assert_not_reached ();
}

/* Segments add up to the line, line by line, and each is what the meter moved in it. */
static void
assert_meters (FcRandomShift      *random,
               const FcShiftSheet *sheet)
{
  gint64 fuel_volume = 0, fuel_amount = 0;

  g_assert_cmpuint (sheet->meters->len, ==, random->n_nozzles);
  for (guint i = 0; i < sheet->meters->len; i++)
    {
      const FcSheetMeter *line = &g_array_index (sheet->meters, FcSheetMeter, i);
      guint nozzle = nozzle_of (random, line);
      gint64 test = 0, net = 0, amount = 0;

      g_assert_cmpint (line->problem, ==, FC_METER_OK);
      g_assert_cmpint (line->gross, ==, random->gross[nozzle]);
      g_assert_cmpuint (line->n_segments, ==, random->n_segments[nozzle]);
      for (guint j = 0; j < line->n_segments; j++)
        {
          const FcSheetSegment *segment = fc_sheet_meter_segment (sheet, line, j);

          g_assert_cmpint (segment->gross, ==, random->segments[nozzle][j]);
          g_assert_cmpint (segment->price, ==, random->prices[nozzle][j]);
          g_assert_cmpint (segment->net, ==, segment->gross - segment->test);
          g_assert_cmpint (segment->amount, ==, fc_money_of_volume (segment->net, segment->price, random->currency));
          test += segment->test;
          net += segment->net;
          amount += segment->amount;
        }
      g_assert_cmpint (test, ==, random->tests[nozzle]);
      g_assert_cmpint (net, ==, line->net);
      g_assert_cmpint (amount, ==, line->amount);
      fuel_volume += net;
      fuel_amount += amount;
    }
  g_assert_cmpint (fuel_volume, ==, sheet->fuel_volume);
  g_assert_cmpint (fuel_amount, ==, sheet->fuel_amount);
}

/* No millilitre is lost between meters and tanks, however nozzles blend and tests are poured back. */
static void
assert_tanks (FcRandomShift      *random,
              const FcShiftSheet *sheet,
              FcRowSet           *rows)
{
  g_autoptr (GPtrArray) deliveries = fc_row_set_list (rows, FC_DELIVERY);
  gint64 sales = 0, tests = 0, transfers = 0, receipts = 0;

  for (guint i = 0; i < sheet->tanks->len; i++)
    {
      const FcSheetTank *line = &g_array_index (sheet->tanks, FcSheetTank, i);

      g_assert_cmpint (line->book, ==, line->opening + line->receipts + line->tests + line->transfers - line->sales);
      g_assert_cmpint (line->variance, ==, line->physical - line->book);
      g_assert_cmpint (line->cumulative - line->variance, ==, line->opening - line->opening_book);
      sales += line->sales;
      tests += line->tests;
      transfers += line->transfers;
      receipts += line->receipts;
    }
  for (guint i = 0; i < random->n_nozzles; i++)
    {
      sales -= random->gross[i];
      tests -= random->tests[i];
    }
  for (guint i = 0; i < sheet->transfers->len; i++)
    if (fc_record_is_null (sheet->transfers->pdata[i], FC_TANK_TRANSFER_TO_TANK_ID))
      transfers += fc_record_get_int (sheet->transfers->pdata[i], FC_TANK_TRANSFER_VOLUME);
  for (guint i = 0; i < deliveries->len; i++)
    receipts -= fc_record_get_int (deliveries->pdata[i], FC_DELIVERY_TICKETED_VOLUME);
  g_assert_cmpint (sales, ==, 0);
  g_assert_cmpint (tests, ==, 0);
  g_assert_cmpint (transfers, ==, 0);
  g_assert_cmpint (receipts, ==, 0);
}

static void
add_drawer (FcSheetDrawer       *sum,
            const FcSheetDrawer *drawer)
{
  sum->fuel_volume += drawer->fuel_volume;
  sum->fuel_amount += drawer->fuel_amount;
  sum->expected_cash += drawer->expected_cash;
  sum->counted_cash += drawer->counted_cash;
  sum->over_short += drawer->over_short;
  sum->cash_sales += drawer->cash_sales;
  sum->non_cash += drawer->non_cash;
  sum->shop_sales += drawer->shop_sales;
  sum->shop_tax += drawer->shop_tax;
  sum->lottery += drawer->lottery;
  sum->opening_float += drawer->opening_float;
}

/* The drawers add up to the shift, and the shift to what was put in. */
static void
assert_cash (FcRandomShift      *random,
             const FcShiftSheet *sheet)
{
  static const FcSheetDrawer nothing = { 0 };
  FcSheetDrawer sum = nothing;

  for (guint i = 0; i < sheet->drawers->len; i++)
    add_drawer (&sum, &g_array_index (sheet->drawers, FcSheetDrawer, i));
  g_assert_cmpuint (sheet->drawers->len, ==, MAX (random->n_drawers, 1));
  g_assert_cmpint (sheet->nobody.expected_cash, ==, 0);
  g_assert_cmpint (sum.fuel_volume, ==, sheet->fuel_volume);
  g_assert_cmpint (sum.fuel_amount, ==, sheet->fuel_amount);
  g_assert_cmpint (sum.expected_cash, ==, sheet->expected_cash);
  g_assert_cmpint (sum.counted_cash, ==, sheet->counted_cash);
  g_assert_cmpint (sum.over_short, ==, sheet->over_short);
  g_assert_cmpint (sum.cash_sales, ==, sheet->cash_sales);
  g_assert_cmpint (sum.non_cash, ==, sheet->non_cash);
  g_assert_cmpint (sum.opening_float, ==, sheet->opening_float);
  g_assert_cmpint (sheet->expected_cash, ==, random->cash + sheet->fuel_amount);
  g_assert_cmpint (sheet->over_short, ==, sheet->counted_cash - sheet->expected_cash);
}

static void
shuffle (GRand     *rand,
         GPtrArray *list)
{
  for (guint i = list->len; i > 1; i--)
    {
      guint j = (guint) g_rand_int_range (rand, 0, (int) i);
      gpointer kept = list->pdata[i - 1];

      list->pdata[i - 1] = list->pdata[j];
      list->pdata[j] = kept;
    }
}

static void
test_everything_balances_in_any_order (void)
{
  int n = (int) fc_test_seeds (SEEDS, SANITISED_SEEDS);

  for (int seed = 1; seed <= n; seed++)
    {
      FcRandomShift random;
      g_autoptr (FcRowSet) one = NULL, other = NULL;
      g_autoptr (FcShiftSheet) a = NULL, b = NULL;
      g_autofree char *left = NULL, *right = NULL;

      current_seed = seed;
      fc_random_shift_init (&random, (guint32) seed);
      one = run_all (&random, random.ops);
      shuffle (random.rand, random.ops);
      other = run_all (&random, random.ops);
      assert_same_rows (one, other);
      a = fc_shift_sheet_new (one, &random.shift);
      assert_meters (&random, a);
      assert_tanks (&random, a, one);
      assert_cash (&random, a);
      b = fc_shift_sheet_new (other, &random.shift);
      left = fc_shift_sheet_digest (a, NULL);
      right = fc_shift_sheet_digest (b, NULL);
      g_assert_cmpstr (left, ==, right);
      fc_random_shift_clear (&random);
    }
}

/* The op comes as bytes, and runs on what it asks for. */
static void
hub_receive (FcRandomShift *random,
             FcRowSet      *rows,
             const FcOp    *sent)
{
  g_autoptr (GBytes) bytes = fc_op_encode (sent);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcOp) op = fc_op_decode (bytes, &error);
  g_autoptr (FcChangeSet) changes = NULL;

  g_assert_no_error (error);
  changes = fc_row_loader_run (rows, random->actor, op, &error);
  g_assert_no_error (error);
}

static void
hand_in_and_approve (FcRandomShift *random,
                     FcRowSet      *rows,
                     const FcId    *shift_id)
{
  JsonObject *args = json_object_new ();

  json_object_set_string_member (args, "over_short_reason", "drawn by lot");
  fc_random_shift_call (random, rows, "shift.submit", shift_id, args);
  fc_random_shift_call (random, rows, "shift.approve", shift_id, json_object_new ());
}

/* The first version's rows are as they were, but for its state. */
static void
assert_kept (FcRowSet   *before,
             FcRowSet   *after,
             const FcId *shift_id)
{
  for (int entity = 0; entity < FC_N_ENTITIES; entity++)
    {
      int parent = fc_catalog_parent_field ((FcEntity) entity);
      g_autoptr (GPtrArray) left = NULL, right = NULL;

      if (parent < 0 || fc_catalog_get ((FcEntity) entity)->root != FC_SHIFT)
        continue;
      left = fc_row_set_list_by (before, (FcEntity) entity, parent, shift_id);
      right = fc_row_set_list_by (after, (FcEntity) entity, parent, shift_id);
      g_assert_cmpuint (left->len, ==, right->len);
      for (guint i = 0; i < left->len; i++)
        assert_same_row (left->pdata[i], right->pdata[i], -1);
    }
  assert_same_row (fc_row_set_get (before, FC_SHIFT, shift_id), fc_row_set_get (after, FC_SHIFT, shift_id),
                   FC_SHIFT_STATE);
}

static void
correct (FcRandomShift *random,
         FcRowSet      *rows,
         const FcId    *next)
{
  JsonObject *args = json_object_new ();
  g_autofree char *id = fc_id_dup_string (&random->shift);

  json_object_set_string_member (args, "corrects_id", id);
  json_object_set_string_member (args, "reason", "counted again");
  fc_random_shift_call (random, rows, "shift.correct", next, args);
}

static void
pay_in (FcRandomShift *random,
        FcRowSet      *rows,
        const FcId    *shift_id)
{
  g_autoptr (GPtrArray) drawers = fc_row_set_list_by (rows, FC_DRAWER, FC_DRAWER_SHIFT_ID, shift_id);
  JsonObject *args = json_object_new ();

  json_object_set_string_member (args, "movement", "pay_in");
  json_object_set_int_member (args, "amount", 777);
  if (drawers->len > 0)
    {
      g_autofree char *id = fc_id_dup_string (fc_record_get_id (drawers->pdata[0]));

      json_object_set_string_member (args, "drawer_id", id);
    }
  fc_random_shift_call (random, rows, "shift.move-cash", shift_id, args);
}

static void
assert_corrected (FcRandomShift *random,
                  FcRowSet      *rows,
                  const FcId    *next)
{
  g_autoptr (FcShiftSheet) first = fc_shift_sheet_new (rows, &random->shift);
  g_autoptr (FcShiftSheet) second = fc_shift_sheet_new (rows, next);
  g_autoptr (GPtrArray) differences = fc_shift_compare (rows, &random->shift, next);

  g_assert_cmpint (second->fuel_amount, ==, first->fuel_amount);
  g_assert_cmpint (second->counted_cash, ==, first->counted_cash);
  g_assert_cmpint (second->expected_cash, ==, first->expected_cash + 777);
  g_assert_true (fc_shift_in_effect (rows, &random->shift) == second->shift);
  g_assert_true (fc_shift_in_effect (rows, next) == second->shift);
  g_assert_cmpuint (differences->len, ==, 3); /* expected cash, over/short, the pay-in */
  g_assert_cmpint (fc_shortfall_balance (rows, NULL, NULL, NULL), ==, second->over_short);
}

/* From the first reading to the approved correction, the hub comes to the very rows that the office has. */
static void
test_the_hub_comes_to_the_same_rows (void)
{
  int n = (int) fc_test_seeds (SEEDS, SANITISED_SEEDS);

  for (int seed = 1; seed <= n; seed += HUB_EVERY)
    {
      FcRandomShift random;
      g_autoptr (FcRowSet) office = NULL, hub = NULL;
      FcId next;

      current_seed = seed;
      fc_random_shift_init (&random, (guint32) seed);
      next = fc_shift_correction_id (&random.shift);
      hub = fc_random_shift_copy (random.rows);
      office = run_all (&random, random.ops);
      random.sent = random.ops;
      hand_in_and_approve (&random, office, &random.shift);
      correct (&random, office, &next);
      pay_in (&random, office, &next);
      hand_in_and_approve (&random, office, &next);
      for (guint i = 0; i < random.ops->len; i++)
        hub_receive (&random, hub, random.ops->pdata[i]);
      assert_same_rows (office, hub);
      fc_random_shift_clear (&random);
    }
}

static void
test_every_version_is_kept (void)
{
  int n = (int) fc_test_seeds (SEEDS, SANITISED_SEEDS);

  for (int seed = 1; seed <= n; seed++)
    {
      FcRandomShift random;
      g_autoptr (FcRowSet) rows = NULL, approved = NULL;
      FcId next;

      current_seed = seed;
      fc_random_shift_init (&random, (guint32) seed);
      next = fc_shift_correction_id (&random.shift);
      rows = run_all (&random, random.ops);
      hand_in_and_approve (&random, rows, &random.shift);
      approved = fc_random_shift_copy (rows);
      correct (&random, rows, &next);
      pay_in (&random, rows, &next);
      hand_in_and_approve (&random, rows, &next);
      assert_kept (approved, rows, &random.shift);
      assert_corrected (&random, rows, &next);
      fc_random_shift_clear (&random);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  fc_shift_commands_register ();
  signal (SIGABRT, tell_seed);
  g_test_add_func ("/shifts/random/everything-balances-in-any-order", test_everything_balances_in_any_order);
  g_test_add_func ("/shifts/random/the-hub-comes-to-the-same-rows", test_the_hub_comes_to_the_same_rows);
  g_test_add_func ("/shifts/random/every-version-is-kept", test_every_version_is_kept);
  return g_test_run ();
}
