/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "../fc-test-seeds.h"
#include "fc-random-day.h"

#include "fc-day-commands.h"

#include <signal.h>
#include <unistd.h>

/* Random days: whatever the shifts hold, the day's figures are theirs to the unit. */

#define SEEDS           10000
#define SANITISED_SEEDS 2000
#define CLOSE_EVERY     2 /* closing a day, and again, takes longer than all its figures */

static volatile sig_atomic_t current_seed;

static void
tell_seed (int number)
{
  char text[48];
  int length = g_snprintf (text, sizeof text, "# FC_TEST_SEED=%u fails\n", (guint32) current_seed);

  if (write (STDERR_FILENO, text, (size_t) length) < 0)
    return;
}

/* Every sum of a day in words, so that two days are the same where their words are. */
static char *
figures (const FcDaySheet *sheet)
{
  GString *text = g_string_new (NULL);

#define SAY(field) g_string_append_printf (text, #field " %" G_GINT64_FORMAT "\n", (gint64) sheet->field)
  SAY (state);
  SAY (fuel_gross);
  SAY (fuel_test);
  SAY (fuel_volume);
  SAY (fuel_amount);
  SAY (shop_sales);
  SAY (shop_tax);
  SAY (lottery);
  SAY (non_cash);
  SAY (cash_sales);
  SAY (floats);
  SAY (expected_cash);
  SAY (counted_cash);
  SAY (uncounted_cash);
  SAY (over_short);
  SAY (brought);
  SAY (collected);
#undef SAY
  for (guint i = 0; i < sheet->nozzles->len; i++)
    {
      const FcDayNozzle *line = &g_array_index (sheet->nozzles, FcDayNozzle, i);

      g_string_append_printf (text, "nozzle %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %d\n",
                              line->opening, line->closing, line->amount, line->chained);
    }
  for (guint i = 0; i < sheet->tanks->len; i++)
    {
      const FcDayTank *line = &g_array_index (sheet->tanks, FcDayTank, i);

      g_string_append_printf (text, "tank %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %d\n",
                              line->opening, line->book, line->variance, (int) line->verdict);
    }
  for (guint i = 0; i < sheet->people->len; i++)
    g_string_append_printf (text, "%s %" G_GINT64_FORMAT "\n", g_array_index (sheet->people, FcDayPerson, i).name,
                            g_array_index (sheet->people, FcDayPerson, i).over_short);
  for (guint i = 0; i < sheet->obstacles->len; i++)
    g_string_append_printf (text, "%s\n", ((FcDayObstacle *) sheet->obstacles->pdata[i])->text);
  return g_string_free (text, FALSE);
}

static void
check_sums (const FcDaySheet *sheet)
{
  gint64 volume = 0, amount = 0, products = 0, nozzles = 0, over = 0, people = 0, taken = 0;

  for (guint i = 0; i < sheet->shifts->len; i++)
    {
      const FcShiftSheet *shift = g_array_index (sheet->shifts, FcDayShift, i).sheet;

      volume += shift->fuel_volume;
      amount += shift->fuel_amount;
      over += shift->over_short;
      taken += shift->cash_sales + shift->movements[1] + shift->movements[4] - shift->movements[2] -
               shift->movements[3] + shift->over_short;
    }
  for (guint i = 0; i < sheet->products->len; i++)
    products += g_array_index (sheet->products, FcDayProduct, i).amount;
  for (guint i = 0; i < sheet->nozzles->len; i++)
    nozzles += g_array_index (sheet->nozzles, FcDayNozzle, i).net;
  for (guint i = 0; i < sheet->people->len; i++)
    people += g_array_index (sheet->people, FcDayPerson, i).over_short;
  g_assert_cmpint (sheet->fuel_volume, ==, volume);
  g_assert_cmpint (sheet->fuel_amount, ==, amount);
  g_assert_cmpint (products, ==, amount);
  g_assert_cmpint (nozzles, ==, volume);
  g_assert_cmpint (sheet->over_short, ==, over);
  g_assert_cmpint (people, ==, over);
  g_assert_cmpint (sheet->collected, ==, taken);
  g_assert_cmpint (sheet->fuel_gross - sheet->fuel_test, ==, volume);
}

/* All that left the nozzles left the tanks, and what came and went between them is nought in sum but for deliveries. */
static void
check_tanks (const FcDaySheet *sheet)
{
  gint64 sales = 0, tests = 0, transfers = 0;

  for (guint i = 0; i < sheet->tanks->len; i++)
    {
      const FcDayTank *line = &g_array_index (sheet->tanks, FcDayTank, i);

      sales += line->sales;
      tests += line->tests;
      transfers += line->transfers;
      g_assert_cmpint (line->book, ==,
                       line->opening + line->receipts + line->tests + line->transfers - line->sales);
      if (line->has_physical)
        g_assert_cmpint (line->variance, ==, line->physical - line->book);
    }
  g_assert_cmpint (sales, ==, sheet->fuel_gross);
  g_assert_cmpint (tests, ==, sheet->fuel_test);
  g_assert_cmpint (transfers, ==, 0);
}

static void
check_order (FcTestDay        *self,
             const FcDaySheet *sheet,
             GRand            *rand)
{
  g_autoptr (FcRowSet) shuffled = fc_row_set_new ();
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autoptr (FcDaySheet) other = NULL;
  g_autofree char *one = figures (sheet);
  g_autofree char *two = NULL;

  for (int i = 0; i < FC_N_ENTITIES; i++)
    {
      g_autoptr (GPtrArray) list = fc_row_set_list (self->rows, (FcEntity) i);

      g_ptr_array_extend (all, list, NULL, NULL);
    }
  for (guint i = all->len; i > 0; i--)
    {
      gint32 at = g_rand_int_range (rand, 0, (gint32) i);

      fc_row_set_add (shuffled, all->pdata[at]);
      all->pdata[at] = all->pdata[i - 1];
    }
  other = fc_day_sheet_new (shuffled, &self->station, FC_TEST_DATE);
  two = figures (other);
  g_assert_cmpstr (one, ==, two);
}

static FcId
day_id (FcTestDay *self)
{
  return fc_day_close_id (&self->station, FC_TEST_DATE);
}

static gboolean
close_day (FcTestDay        *self,
           const FcDaySheet *sheet,
           gint64            safe,
           gint64            carried,
           gint64            off)
{
  FcId id = day_id (self);
  gint64 deposited = sheet->brought + sheet->collected - safe - carried + off;
  JsonObject *args = fc_test_split (self, FC_TEST_DATE, deposited, safe, carried);

  fc_test_accept_all (args, sheet);
  return fc_test_run (self, "day.close", FC_DAY_CLOSE, &id, args, NULL);
}

static void
reopen (FcTestDay *self)
{
  FcId id = day_id (self);
  JsonObject *args = json_object_new ();

  json_object_set_string_member (args, "reason", "a late file");
  g_assert_true (fc_test_run (self, "day.reopen", FC_DAY_CLOSE, &id, args, NULL));
}

/* What a close keeps, without who and when. */
static char *
kept (FcTestDay *self)
{
  GString *text = g_string_new (NULL);
  FcId id = day_id (self);
  g_autoptr (GPtrArray) tanks = fc_row_set_list (self->rows, FC_DAY_TANK);
  FcRecord *day = fc_row_set_get (self->rows, FC_DAY_CLOSE, &id);

  for (int i = FC_DAY_CLOSE_BROUGHT; i <= FC_DAY_CLOSE_OVER_SHORT; i++)
    if (i != FC_DAY_CLOSE_DEPOSIT_REFERENCE)
      g_string_append_printf (text, "%d %" G_GINT64_FORMAT "\n", i, fc_record_get_int (day, i));
  g_string_append (text, fc_record_get_text (day, FC_DAY_CLOSE_ACCEPTED));
  for (guint i = 0; i < tanks->len; i++)
    for (int j = FC_DAY_TANK_OPENING; j <= FC_DAY_TANK_VARIANCE; j++)
      g_string_append_printf (text, "%d %" G_GINT64_FORMAT "\n", j, fc_record_get_int (tanks->pdata[i], j));
  return g_string_free (text, FALSE);
}

static void
check_closing (FcTestDay *self,
               GRand     *rand)
{
  g_autoptr (FcDaySheet) sheet = fc_day_sheet_new (self->rows, &self->station, FC_TEST_DATE);
  gint64 all = sheet->brought + sheet->collected;
  gint64 safe = all > 2 ? g_rand_int_range (rand, 0, (gint32) (all / 2)) : 0, carried = all > 2 ? all / 4 : 0;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_assert_false (close_day (self, sheet, safe, carried, 1));
  g_assert_false (close_day (self, sheet, safe, carried, -1));
  if (all < 0)
    return; /* the house would owe itself money: no split of it can be right */
  g_assert_true (close_day (self, sheet, safe, carried, 0));
  first = kept (self);
  reopen (self);
  g_clear_pointer (&sheet, fc_day_sheet_free);
  sheet = fc_day_sheet_new (self->rows, &self->station, FC_TEST_DATE);
  g_assert_true (close_day (self, sheet, safe, carried, 0));
  second = kept (self);
  g_assert_cmpstr (first, ==, second);
  reopen (self);
}

/* The shift again as a new version with more sold at one nozzle and another count. */
static void
correct (FcTestDay  *self,
         const FcId *old_id,
         GRand      *rand)
{
  FcRecord *old = fc_row_set_get (self->rows, FC_SHIFT, old_id);
  FcId id = fc_id_derive (old_id, "correction", 1);
  g_autoptr (FcRecord) shift = fc_record_new (FC_SHIFT, &id);

  for (guint i = 0; i < fc_catalog_get (FC_SHIFT)->n_fields; i++)
    fc_record_set_value (shift, (int) i, fc_record_get_value (old, (int) i));
  fc_record_set_ref (shift, FC_SHIFT_CORRECTS_ID, old_id);
  fc_record_set_int (shift, FC_SHIFT_REVISION, 2);
  fc_record_set_text (old, FC_SHIFT_STATE, "superseded");
  for (int i = 0; i < FC_N_ENTITIES; i++)
    {
      int parent = fc_catalog_parent_field ((FcEntity) i);
      g_autoptr (GPtrArray) list = NULL;

      if (i == FC_SHIFT || i == FC_DRAWER || parent < 0 || fc_catalog_get ((FcEntity) i)->root != FC_SHIFT)
        continue;
      list = fc_row_set_list_by (self->rows, (FcEntity) i, parent, old_id);
      for (guint j = 0; j < list->len; j++)
        {
          FcId row_id = fc_id_derive (fc_record_get_id (list->pdata[j]), "correction", 1);
          g_autoptr (FcRecord) row = fc_record_new ((FcEntity) i, &row_id);

          for (guint k = 0; k < fc_catalog_get ((FcEntity) i)->n_fields; k++)
            fc_record_set_value (row, (int) k, fc_record_get_value (list->pdata[j], (int) k));
          fc_record_set_ref (row, parent, &id);
          if (i == FC_METER_READING)
            fc_record_set_int (row, FC_METER_READING_CLOSING,
                               fc_record_get_int (row, FC_METER_READING_CLOSING) + g_rand_int_range (rand, 0, 70001));
          if (i == FC_CASH_COUNT)
            fc_record_set_int (row, FC_CASH_COUNT_QUANTITY, g_rand_int_range (rand, 0, 500001));
          fc_row_set_add (self->rows, row);
        }
    }
  fc_row_set_add (self->rows, shift);
}

/* Every figure of the day moves by what its shift's moved by. */
static void
check_correction (FcTestDay  *self,
                  const FcId *last,
                  GRand      *rand)
{
  g_autoptr (FcDaySheet) before = fc_day_sheet_new (self->rows, &self->station, FC_TEST_DATE);
  g_autoptr (FcDaySheet) after = NULL;
  const FcShiftSheet *old, *new;

  correct (self, last, rand);
  after = fc_day_sheet_new (self->rows, &self->station, FC_TEST_DATE);
  old = fc_day_sheet_shift (before, last)->sheet;
  new = g_array_index (after->shifts, FcDayShift, after->shifts->len - 1).sheet;
  g_assert_cmpuint (before->shifts->len, ==, after->shifts->len);
  g_assert_cmpint (after->fuel_volume - before->fuel_volume, ==, new->fuel_volume - old->fuel_volume);
  g_assert_cmpint (after->fuel_amount - before->fuel_amount, ==, new->fuel_amount - old->fuel_amount);
  g_assert_cmpint (after->counted_cash - before->counted_cash, ==, new->counted_cash - old->counted_cash);
  g_assert_cmpint (after->expected_cash - before->expected_cash, ==, new->expected_cash - old->expected_cash);
  g_assert_cmpint (after->over_short - before->over_short, ==, new->over_short - old->over_short);
  check_sums (after);
  check_tanks (after);
}

static void
run_seed (guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  FcTestDay self = { 0 };
  g_autoptr (FcDaySheet) sheet = NULL;
  FcId last;

  fc_test_day_set_up (&self, NULL);
  last = fc_random_day (&self, rand);
  sheet = fc_day_sheet_new (self.rows, &self.station, FC_TEST_DATE);
  check_sums (sheet);
  check_tanks (sheet);
  check_order (&self, sheet, rand);
  if (seed % CLOSE_EVERY == 0)
    check_closing (&self, rand);
  g_clear_pointer (&sheet, fc_day_sheet_free);
  check_correction (&self, &last, rand);
  fc_test_day_tear_down (&self, NULL);
}

static void
test_random_days (void)
{
  const char *only = g_getenv ("FC_TEST_SEED");
  guint32 first = g_test_rand_int (), n = fc_test_seeds (SEEDS, SANITISED_SEEDS);

  if (only != NULL)
    {
      first = (guint32) g_ascii_strtoull (only, NULL, 10);
      n = 1;
    }
  g_test_message ("seeds from %u", first);
  for (guint32 i = 0; i < n; i++)
    {
      current_seed = first + i;
      run_seed (first + i);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  signal (SIGABRT, tell_seed);
  g_test_add_func ("/day/random/figures-are-the-shifts", test_random_days);
  return g_test_run ();
}
