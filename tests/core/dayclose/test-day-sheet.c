/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-test-day.h"

#include "fc-day-lock.h"

/* The figures of a day, put together from its shifts. */

typedef void (*DayTest) (FcTestDay *, gconstpointer);

static FcDaySheet *
sheet_of (FcTestDay *self)
{
  return fc_day_sheet_new (self->rows, &self->station, FC_TEST_DATE);
}

static const FcDayObstacle *
obstacle (const FcDaySheet *sheet,
          const char       *prefix)
{
  for (guint i = 0; i < sheet->obstacles->len; i++)
    if (g_str_has_prefix (((const FcDayObstacle *) sheet->obstacles->pdata[i])->what, prefix))
      return sheet->obstacles->pdata[i];
  return NULL;
}

/* All nozzles read; the money fits. Sold: 100 L at 1.500 at every nozzle. */
static FcId
whole_shift (FcTestDay  *self,
             int         number,
             const char *state,
             const FcId *previous_id,
             gint64      opening)
{
  FcId id = fc_test_shift (self, FC_TEST_DATE, number, state, previous_id);

  for (int i = 0; i < FC_TEST_NOZZLES; i++)
    fc_test_meter (self, &id, i, opening, opening + 100000);
  fc_record_set_int (fc_row_set_get (self->rows, FC_SHIFT, &id), FC_SHIFT_OPENING_FLOAT, 20000);
  return id;
}

static void
test_two_shifts_make_a_day (FcTestDay     *self,
                            gconstpointer  unused)
{
  FcId first = whole_shift (self, 1, "approved", NULL, 500000);
  FcId second = whole_shift (self, 2, "approved", &first, 600000);
  g_autoptr (FcDaySheet) sheet = NULL;

  fc_test_tender (self, &first, NULL, "card_inside", 20000);
  fc_test_move (self, &first, NULL, "drop", 30000);
  fc_test_count (self, &first, NULL, 30000); /* 200 + 600 − 200 − 300: nought over */
  fc_test_count (self, &second, NULL, 79400); /* 200 + 600: six short */
  sheet = sheet_of (self);
  g_assert_cmpuint (sheet->shifts->len, ==, 2);
  g_assert_cmpint (sheet->fuel_volume, ==, 800000);
  g_assert_cmpint (sheet->fuel_amount, ==, 120000);
  g_assert_cmpint (sheet->over_short, ==, -600);
  g_assert_cmpint (sheet->floats, ==, 40000);
  g_assert_cmpint (sheet->brought, ==, 20000); /* the first shift's float was in the house */
  g_assert_cmpint (sheet->collected, ==, 120000 - 20000 - 600);
  g_assert_cmpint (fc_day_sheet_missing (sheet, 99400, 0, 20000), ==, 0);
  g_assert_cmpint (fc_day_sheet_missing (sheet, 98200, 0, 20000), ==, 1200);
  g_assert_cmpuint (sheet->holes->len, ==, 0);
  g_assert_cmpuint (sheet->products->len, ==, 2);
  g_assert_cmpint (g_array_index (sheet->nozzles, FcDayNozzle, 0).opening, ==, 500000);
  g_assert_cmpint (g_array_index (sheet->nozzles, FcDayNozzle, 0).closing, ==, 700000);
  g_assert_cmpint (sheet->state, ==, FC_DAY_READY);
}

static void
test_the_gap_is_said (FcTestDay     *self,
                      gconstpointer  unused)
{
  FcId id = whole_shift (self, 1, "approved", NULL, 500000);
  g_autoptr (FcDaySheet) sheet = NULL;
  g_autofree char *text = NULL;

  fc_test_count (self, &id, NULL, 80000);
  sheet = sheet_of (self);
  text = fc_day_sheet_explain (sheet, 58800, 0, 20000);
  g_assert_nonnull (strstr (text, "12.00"));
  g_assert_nonnull (strstr (text, "is missing"));
  g_assert_null (fc_day_sheet_explain (sheet, 60000, 0, 20000));
}

static void
test_a_hole_is_listed_with_both_shifts (FcTestDay     *self,
                                        gconstpointer  unused)
{
  FcId first = whole_shift (self, 1, "approved", NULL, 500000);
  FcId second = whole_shift (self, 2, "approved", &first, 600000);
  g_autoptr (FcDaySheet) sheet = NULL;
  const FcDayHole *hole;

  fc_test_meter (self, &second, 1, 610000, 700000);
  sheet = sheet_of (self);
  g_assert_cmpuint (sheet->holes->len, ==, 1);
  hole = &g_array_index (sheet->holes, FcDayHole, 0);
  g_assert_true (fc_id_equal (fc_record_get_id (hole->before), &first));
  g_assert_true (fc_id_equal (fc_record_get_id (hole->after), &second));
  g_assert_cmpint (hole->closing, ==, 600000);
  g_assert_cmpint (hole->opening, ==, 610000);
  g_assert_false (g_array_index (sheet->nozzles, FcDayNozzle, 1).chained);
  g_assert_true (g_array_index (sheet->nozzles, FcDayNozzle, 0).chained);
  g_assert_nonnull (obstacle (sheet, "hole:"));
  g_assert_false (obstacle (sheet, "hole:")->blocks);
}

static void
test_the_chain_goes_back_to_yesterday (FcTestDay     *self,
                                       gconstpointer  unused)
{
  FcId yesterday = fc_test_shift (self, FC_TEST_DATE - 1, 3, "approved", NULL);
  g_autoptr (FcDaySheet) sheet = NULL;

  whole_shift (self, 1, "approved", &yesterday, 500000);
  fc_test_meter (self, &yesterday, 0, 400000, 500000);
  fc_test_meter (self, &yesterday, 1, 400000, 499000);
  sheet = sheet_of (self);
  g_assert_cmpuint (sheet->holes->len, ==, 1);
  g_assert_true (obstacle (sheet, "hole:")->chain);
  g_assert_cmpint (g_array_index (sheet->holes, FcDayHole, 0).closing, ==, 499000);
}

/* Each half of the site has its own shifts: a nozzle chains through those it has a line in. */
static void
test_halves_of_the_site_chain_apart (FcTestDay     *self,
                                     gconstpointer  unused)
{
  FcId a1 = fc_test_shift (self, FC_TEST_DATE, 1, "approved", NULL);
  FcId b1 = fc_test_shift (self, FC_TEST_DATE, 2, "approved", NULL);
  FcId a2 = fc_test_shift (self, FC_TEST_DATE, 3, "approved", &a1);
  g_autoptr (FcDaySheet) sheet = NULL;
  const FcDayTank *tank;

  for (int i = 0; i < 2; i++)
    {
      fc_test_meter (self, &a1, i, 1000000, 1050000);
      fc_test_meter (self, &b1, i + 2, 7000000, 7010000);
      fc_test_meter (self, &a2, i, 1050000, 1080000);
    }
  sheet = sheet_of (self);
  g_assert_cmpuint (sheet->holes->len, ==, 0);
  g_assert_cmpuint (g_array_index (sheet->nozzles, FcDayNozzle, 0).n_shifts, ==, 2);
  g_assert_cmpuint (g_array_index (sheet->nozzles, FcDayNozzle, 3).n_shifts, ==, 1);
  tank = &g_array_index (sheet->tanks, FcDayTank, 0); /* nozzle 1A whole, a third of the blend */
  g_assert_cmpint (tank->sales, ==, 80000 + 3333);
  g_assert_cmpint (g_array_index (sheet->tanks, FcDayTank, 1).sales, ==, 80000 + 6667);
}

static void
test_a_nozzle_without_a_line_stands_out (FcTestDay     *self,
                                         gconstpointer  unused)
{
  FcId id = fc_test_shift (self, FC_TEST_DATE, 1, "approved", NULL);
  g_autoptr (FcDaySheet) sheet = NULL;

  for (int i = 0; i < FC_TEST_NOZZLES - 1; i++)
    fc_test_meter (self, &id, i, 1, 2);
  sheet = sheet_of (self);
  g_assert_nonnull (obstacle (sheet, "nozzle:"));
}

static void
test_the_tanks_balance (FcTestDay     *self,
                        gconstpointer  unused)
{
  FcId first = whole_shift (self, 1, "approved", NULL, 500000);
  FcId second = whole_shift (self, 2, "approved", &first, 600000);
  g_autoptr (FcDaySheet) sheet = NULL;
  FcRecord *delivery = fc_test_add_to (self, FC_DELIVERY, &second, "d1");
  FcRecord *transfer = fc_test_add_to (self, FC_TANK_TRANSFER, &second, "t1");
  const FcDayTank *tank;

  fc_record_set_ref (delivery, FC_DELIVERY_TANK_ID, &self->tanks[0]);
  fc_record_set_int (delivery, FC_DELIVERY_TICKETED_VOLUME, 5000000);
  fc_record_set_ref (transfer, FC_TANK_TRANSFER_FROM_TANK_ID, &self->tanks[0]);
  fc_record_set_ref (transfer, FC_TANK_TRANSFER_TO_TANK_ID, &self->tanks[2]);
  fc_record_set_int (transfer, FC_TANK_TRANSFER_VOLUME, 250000);
  fc_test_dip (self, &first, 0, 10000000, 9866000);
  fc_test_dip (self, &second, 0, 9866000, 14482334);
  sheet = sheet_of (self);
  tank = &g_array_index (sheet->tanks, FcDayTank, 0);
  g_assert_cmpint (tank->opening, ==, 10000000);
  g_assert_cmpint (tank->receipts, ==, 5000000);
  g_assert_cmpint (tank->transfers, ==, -250000);
  g_assert_cmpint (tank->sales, ==, 200000 + 66666);
  g_assert_cmpint (tank->book, ==, 14483334);
  g_assert_cmpint (tank->variance, ==, -1000);
  g_assert_cmpint (tank->verdict, ==, FC_DAY_TANK_FINE);
  g_assert_cmpint (g_array_index (sheet->tanks, FcDayTank, 1).verdict, ==, FC_DAY_TANK_NO_DIP);
  g_assert_nonnull (obstacle (sheet, "tank-dip:"));
  g_assert_null (obstacle (sheet, "tank-variance:"));
  fc_test_dip (self, &second, 0, 9866000, 14480334);
  g_clear_pointer (&sheet, fc_day_sheet_free);
  sheet = sheet_of (self);
  g_assert_cmpint (g_array_index (sheet->tanks, FcDayTank, 0).verdict, ==, FC_DAY_TANK_ESCALATE);
  g_assert_nonnull (obstacle (sheet, "tank-variance:"));
}

static FcId
correction_of (FcTestDay  *self,
               const FcId *id,
               const char *state)
{
  FcId newer = fc_test_shift (self, FC_TEST_DATE, 77, state, NULL);
  FcRecord *row = fc_row_set_get (self->rows, FC_SHIFT, &newer), *old = fc_row_set_get (self->rows, FC_SHIFT, id);

  fc_record_set_ref (row, FC_SHIFT_CORRECTS_ID, id);
  fc_record_set_int (row, FC_SHIFT_REVISION, 2);
  fc_record_set_value (row, FC_SHIFT_NUMBER, fc_record_get_value (old, FC_SHIFT_NUMBER));
  fc_record_set_value (row, FC_SHIFT_OPENED_AT, fc_record_get_value (old, FC_SHIFT_OPENED_AT));
  fc_record_set_value (row, FC_SHIFT_OPENING_FLOAT, fc_record_get_value (old, FC_SHIFT_OPENING_FLOAT));
  return newer;
}

static void
test_the_newest_approved_version_counts (FcTestDay     *self,
                                         gconstpointer  unused)
{
  FcId first = whole_shift (self, 1, "approved", NULL, 500000);
  FcId newer = correction_of (self, &first, "open");
  g_autoptr (FcDaySheet) pending = NULL;
  g_autoptr (FcDaySheet) done = NULL;

  for (int i = 0; i < FC_TEST_NOZZLES; i++)
    fc_test_meter (self, &newer, i, 500000, 540000);
  pending = sheet_of (self);
  g_assert_cmpint (pending->fuel_volume, ==, 400000);
  g_assert_cmpuint (pending->shifts->len, ==, 1);
  g_assert_cmpint (pending->state, ==, FC_DAY_OPEN);
  g_assert_true (obstacle (pending, "correction:")->blocks);
  fc_record_set_text (fc_row_set_get (self->rows, FC_SHIFT, &newer), FC_SHIFT_STATE, "approved");
  fc_record_set_text (fc_row_set_get (self->rows, FC_SHIFT, &first), FC_SHIFT_STATE, "superseded");
  done = sheet_of (self);
  g_assert_cmpint (done->fuel_volume, ==, 160000);
  g_assert_cmpuint (g_array_index (done->shifts, FcDayShift, 0).n_versions, ==, 2);
  g_assert_cmpint (done->state, ==, FC_DAY_READY);
}

static void
test_what_stands_in_the_way (FcTestDay     *self,
                             gconstpointer  unused)
{
  FcId first = whole_shift (self, 1, "submitted", NULL, 500000);
  g_autoptr (FcDaySheet) sheet = NULL;

  whole_shift (self, 3, "approved", &first, 600000);
  sheet = sheet_of (self);
  g_assert_true (obstacle (sheet, "shift:")->blocks);
  g_assert_true (fc_id_equal (&obstacle (sheet, "shift:")->row_id, &first));
  g_assert_false (obstacle (sheet, "missing-shift:2")->blocks);
  g_assert_nonnull (obstacle (sheet, "uncounted:"));
  g_assert_cmpint (sheet->uncounted_cash, ==, sheet->expected_cash);
  g_assert_cmpuint (fc_day_sheet_blocking (sheet, FC_DAY_STEP_SHIFTS), ==, 1);
  g_assert_cmpint (sheet->state, ==, FC_DAY_OPEN);
}

static void
test_a_day_without_shifts (FcTestDay     *self,
                           gconstpointer  unused)
{
  g_autoptr (FcDaySheet) sheet = sheet_of (self);

  g_assert_cmpint (sheet->state, ==, FC_DAY_MISSING);
  g_assert_cmpuint (sheet->obstacles->len, ==, 1);
  g_assert_nonnull (obstacle (sheet, "no-shifts"));
  g_assert_cmpuint (sheet->holes->len, ==, 0);
}

static void
test_people_have_their_own_over_short (FcTestDay     *self,
                                       gconstpointer  unused)
{
  FcId first = whole_shift (self, 1, "approved", NULL, 500000);
  FcId second = whole_shift (self, 2, "approved", &first, 600000);
  static const char *const names[] = { "Asha", "Ben", "Asha" };
  static const gint64 off[] = { -500, 250, -100 };
  g_autoptr (FcDaySheet) sheet = NULL;
  const FcDayPerson *person;

  for (guint i = 0; i < 3; i++)
    {
      const FcId *shift = i < 2 ? &first : &second;
      g_autofree char *key = g_strdup_printf ("%u", i % 2 + 1);
      FcRecord *drawer = fc_test_add_to (self, FC_DRAWER, shift, key);

      fc_record_set_int (drawer, FC_DRAWER_NUMBER, i % 2 + 1);
      fc_record_set_text (drawer, FC_DRAWER_ATTENDANT, names[i]);
      fc_record_set_int (drawer, FC_DRAWER_OPENING_FLOAT, 1000);
      fc_test_count (self, shift, fc_record_get_id (drawer), 1000 + off[i]);
    }
  sheet = sheet_of (self);
  g_assert_cmpuint (sheet->people->len, ==, 2);
  person = &g_array_index (sheet->people, FcDayPerson, 0);
  g_assert_cmpstr (person->name, ==, "Asha");
  g_assert_cmpint (person->over_short, ==, -600);
  g_assert_cmpuint (person->n_drawers, ==, 2);
  g_assert_cmpint (g_array_index (sheet->people, FcDayPerson, 1).over_short, ==, 250);
}

int
main (int   argc,
      char *argv[])
{
  static const struct {
    const char *path;
    DayTest test;
  } tests[] = {
    { "/day/sheet/two-shifts-make-a-day", test_two_shifts_make_a_day },
    { "/day/sheet/the-gap-is-said", test_the_gap_is_said },
    { "/day/sheet/a-hole-is-listed-with-both-shifts", test_a_hole_is_listed_with_both_shifts },
    { "/day/sheet/the-chain-goes-back-to-yesterday", test_the_chain_goes_back_to_yesterday },
    { "/day/sheet/halves-of-the-site-chain-apart", test_halves_of_the_site_chain_apart },
    { "/day/sheet/a-nozzle-without-a-line-stands-out", test_a_nozzle_without_a_line_stands_out },
    { "/day/sheet/the-tanks-balance", test_the_tanks_balance },
    { "/day/sheet/the-newest-approved-version-counts", test_the_newest_approved_version_counts },
    { "/day/sheet/what-stands-in-the-way", test_what_stands_in_the_way },
    { "/day/sheet/a-day-without-shifts", test_a_day_without_shifts },
    { "/day/sheet/people-have-their-own-over-short", test_people_have_their_own_over_short },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, FcTestDay, NULL, fc_test_day_set_up, tests[i].test, fc_test_day_tear_down);
  return g_test_run ();
}
