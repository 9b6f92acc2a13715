/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-test-day.h"

#include "fc-day-commands.h"
#include "fc-error.h"

/* day.close and day.reopen, and what a closed day keeps out. */

typedef void (*DayTest) (FcTestDay *, gconstpointer);

/* A shift with everything: 600.00 of fuel for cash, float 200.00. */
static FcId
good_shift (FcTestDay  *self,
            FcDate      date,
            int         number,
            const FcId *previous_id,
            gint64      opening)
{
  FcId id = fc_test_shift (self, date, number, "approved", previous_id);

  for (int i = 0; i < FC_TEST_NOZZLES; i++)
    fc_test_meter (self, &id, i, opening, opening + 100000);
  fc_test_dip (self, &id, 0, 1000000 - (opening - 500000) / 3 * 4, 866667 - (opening - 500000) / 3 * 4);
  fc_test_dip (self, &id, 1, 1000000, 833333);
  fc_test_dip (self, &id, 2, 1000000, 900000);
  fc_record_set_int (fc_row_set_get (self->rows, FC_SHIFT, &id), FC_SHIFT_OPENING_FLOAT, 20000);
  fc_test_count (self, &id, NULL, 80000);
  return id;
}

static FcId
day_id (FcTestDay *self,
        FcDate     date)
{
  return fc_day_close_id (&self->station, date);
}

static FcRecord *
day_of (FcTestDay *self,
        FcDate     date)
{
  FcId id = day_id (self, date);

  return fc_row_set_get (self->rows, FC_DAY_CLOSE, &id);
}

static gboolean
close_with (FcTestDay  *self,
            FcDate      date,
            JsonObject *args,
            GError    **error)
{
  FcId id = day_id (self, date);
  g_autoptr (FcDaySheet) sheet = fc_day_sheet_new (self->rows, &self->station, date);

  fc_test_accept_all (args, sheet);
  return fc_test_run (self, "day.close", FC_DAY_CLOSE, &id, args, error);
}

static void
close_day (FcTestDay *self,
           FcDate     date,
           gint64     deposited,
           gint64     safe,
           gint64     carried)
{
  g_autoptr (GError) error = NULL;

  close_with (self, date, fc_test_split (self, date, deposited, safe, carried), &error);
  g_assert_no_error (error);
}

static void
reopen (FcTestDay *self,
        FcDate     date)
{
  FcId id = day_id (self, date);
  JsonObject *args = json_object_new ();
  g_autoptr (GError) error = NULL;

  json_object_set_string_member (args, "reason", "the POS sent more");
  fc_test_run (self, "day.reopen", FC_DAY_CLOSE, &id, args, &error);
  g_assert_no_error (error);
}

static void
test_a_day_closes (FcTestDay     *self,
                   gconstpointer  unused)
{
  g_autoptr (GPtrArray) tanks = NULL;
  FcRecord *day;

  good_shift (self, FC_TEST_DATE, 1, NULL, 500000);
  close_day (self, FC_TEST_DATE, 50000, 10000, 20000);
  day = day_of (self, FC_TEST_DATE);
  g_assert_cmpstr (fc_record_get_text (day, FC_DAY_CLOSE_STATE), ==, "closed");
  g_assert_cmpint (fc_record_get_int (day, FC_DAY_CLOSE_COLLECTED), ==, 60000);
  g_assert_cmpint (fc_record_get_int (day, FC_DAY_CLOSE_BROUGHT), ==, 20000);
  g_assert_cmpint (fc_record_get_int (day, FC_DAY_CLOSE_FUEL_VOLUME), ==, 400000);
  tanks = fc_row_set_list (self->rows, FC_DAY_TANK);
  g_assert_cmpuint (tanks->len, ==, FC_TEST_TANKS);
  g_assert_cmpint (fc_record_get_int (fc_row_set_get (self->rows, FC_STATION, &self->station),
                                      FC_STATION_BUSINESS_DATE),
                   ==, FC_TEST_DATE + 1);
}

/* Who closes signs for the figures; other figures later are not signed, and a reopening withdraws it. */
static void
test_who_closes_signs (FcTestDay     *self,
                       gconstpointer  unused)
{
  FcId id = good_shift (self, FC_TEST_DATE, 1, NULL, 500000);
  JsonObject *args = fc_test_split (self, FC_TEST_DATE, 50000, 10000, 20000);
  g_autoptr (FcDaySheet) sheet = NULL, changed = NULL, again = NULL;
  g_autoptr (GError) error = NULL;

  json_object_set_string_member (args, "method", "drawn");
  g_assert_false (close_with (self, FC_TEST_DATE, json_object_ref (args), &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_INVALID);
  g_clear_error (&error);
  json_object_set_string_member (args, "strokes", "[[0,0,500,250]]");
  g_assert_true (close_with (self, FC_TEST_DATE, args, &error));
  sheet = fc_day_sheet_new (self->rows, &self->station, FC_TEST_DATE);
  g_assert_cmpstr (fc_record_get_text (sheet->day, FC_DAY_CLOSE_METHOD), ==, "drawn");
  g_assert_nonnull (strstr (fc_record_get_text (sheet->day, FC_DAY_CLOSE_STROKES), "500"));
  g_assert_cmpuint (strlen (fc_record_get_text (sheet->day, FC_DAY_CLOSE_FIGURES)), ==, 64);
  g_assert_nonnull (fc_day_sheet_get_signer (sheet));

  fc_test_move (self, &id, NULL, "pay_in", 100);
  changed = fc_day_sheet_new (self->rows, &self->station, FC_TEST_DATE);
  g_assert_cmpint (changed->over_short, !=, sheet->over_short);
  g_assert_null (fc_day_sheet_get_signer (changed));

  reopen (self, FC_TEST_DATE);
  again = fc_day_sheet_new (self->rows, &self->station, FC_TEST_DATE);
  g_assert_null (fc_day_sheet_get_signer (again));
  g_assert_true (fc_record_is_null (again->day, FC_DAY_CLOSE_SIGNER));
  g_assert_true (fc_record_is_null (again->day, FC_DAY_CLOSE_STROKES));
  g_assert_true (fc_record_is_null (again->day, FC_DAY_CLOSE_FIGURES));
}

static void
test_it_does_not_close_with_a_rest (FcTestDay     *self,
                                    gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;

  good_shift (self, FC_TEST_DATE, 1, NULL, 500000);
  g_assert_false (close_with (self, FC_TEST_DATE, fc_test_split (self, FC_TEST_DATE, 48800, 10000, 20000), &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "12.00 is missing"));
  g_assert_null (day_of (self, FC_TEST_DATE));
}

static void
test_what_is_odd_needs_a_reason (FcTestDay     *self,
                                 gconstpointer  unused)
{
  FcId id = good_shift (self, FC_TEST_DATE, 1, NULL, 500000), day = day_id (self, FC_TEST_DATE);
  g_autoptr (GError) error = NULL;
  const char *kept;

  fc_test_dip (self, &id, 2, 1000000, 895000);
  g_assert_false (fc_test_run (self, "day.close", FC_DAY_CLOSE, &day,
                               fc_test_split (self, FC_TEST_DATE, 50000, 10000, 20000), &error));
  g_assert_nonnull (strstr (error->message, "Tank 3"));
  close_day (self, FC_TEST_DATE, 50000, 10000, 20000);
  kept = fc_record_get_text (day_of (self, FC_TEST_DATE), FC_DAY_CLOSE_ACCEPTED);
  g_assert_nonnull (strstr (kept, "tank-variance:"));
  g_assert_nonnull (strstr (kept, "looked at"));
}

static void
test_an_unapproved_shift_blocks (FcTestDay     *self,
                                 gconstpointer  unused)
{
  FcId id = good_shift (self, FC_TEST_DATE, 1, NULL, 500000);
  g_autoptr (GError) error = NULL;

  fc_record_set_text (fc_row_set_get (self->rows, FC_SHIFT, &id), FC_SHIFT_STATE, "submitted");
  g_assert_false (close_with (self, FC_TEST_DATE, fc_test_split (self, FC_TEST_DATE, 50000, 10000, 20000), &error));
  g_assert_nonnull (strstr (error->message, "Shift 1 is waiting for approval"));
}

static void
test_the_next_day_brings_forward (FcTestDay     *self,
                                  gconstpointer  unused)
{
  FcId first = good_shift (self, FC_TEST_DATE, 1, NULL, 500000);
  g_autoptr (FcDaySheet) next = NULL;
  const FcDayTank *tank;

  fc_test_dip (self, &first, 0, 1000000, 866000); /* 667 short */
  close_day (self, FC_TEST_DATE, 50000, 10000, 20000);
  good_shift (self, FC_TEST_DATE + 1, 1, &first, 600000);
  next = fc_day_sheet_new (self->rows, &self->station, FC_TEST_DATE + 1);
  tank = &g_array_index (next->tanks, FcDayTank, 0);
  g_assert_cmpint (next->brought, ==, 30000);
  g_assert_cmpint (tank->opening_book, ==, 866667);
  g_assert_cmpint (tank->cumulative - tank->variance, ==, tank->opening - tank->opening_book);
  close_day (self, FC_TEST_DATE + 1, 70000, 0, 20000);
}

static void
test_a_closed_day_keeps_out (FcTestDay     *self,
                             gconstpointer  unused)
{
  FcId first = good_shift (self, FC_TEST_DATE, 1, NULL, 500000);
  FcId late = fc_id_from_key ("late", NULL);
  g_autoptr (FcRecord) shift = NULL;
  g_autoptr (FcOp) op = NULL;
  JsonObject *args = json_object_new ();
  g_autofree char *station = fc_id_dup_string (&self->station);
  g_autoptr (GError) error = NULL;

  close_day (self, FC_TEST_DATE, 50000, 10000, 20000);
  json_object_set_string_member (args, "business_date", "2026-11-20");
  json_object_set_string_member (args, "station_id", station);
  json_object_set_int_member (args, "number", 2);
  g_assert_false (fc_test_run (self, "shift.open", FC_SHIFT, &late, json_object_ref (args), &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_LOCKED);
  g_assert_nonnull (strstr (error->message, "2026-11-20"));
  g_clear_error (&error);

  /* Even a shift that was put back by some other road. */
  fc_record_set_text (fc_row_set_get (self->rows, FC_SHIFT, &first), FC_SHIFT_STATE, "open");
  shift = fc_record_copy (fc_row_set_get (self->rows, FC_SHIFT, &first));
  fc_record_set_text (shift, FC_SHIFT_NOTES, "later");
  op = fc_op_new_patch (fc_row_set_get (self->rows, FC_SHIFT, &first), shift, self->now);
  g_assert_null (fc_op_run (op, self->actor, self->rows, &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_LOCKED);
  g_clear_error (&error);

  reopen (self, FC_TEST_DATE);
  fc_test_run (self, "shift.open", FC_SHIFT, &late, args, &error);
  g_assert_no_error (error);
}

static void
test_the_same_close_twice_changes_nothing (FcTestDay     *self,
                                           gconstpointer  unused)
{
  FcId id = day_id (self, FC_TEST_DATE);
  g_autoptr (FcOp) op = NULL;
  g_autoptr (FcChangeSet) again = NULL;
  g_autoptr (JsonObject) args = NULL;
  g_autoptr (GError) error = NULL;

  good_shift (self, FC_TEST_DATE, 1, NULL, 500000);
  close_day (self, FC_TEST_DATE, 50000, 10000, 20000);
  op = fc_op_new_command ("day.close", FC_DAY_CLOSE, &id, fc_test_split (self, FC_TEST_DATE, 50000, 10000, 20000), 9);
  again = fc_op_run (op, self->actor, self->rows, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->changes->len, ==, 0);
  g_assert_false (close_with (self, FC_TEST_DATE, fc_test_split (self, FC_TEST_DATE, 40000, 20000, 20000), &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_LOCKED);
}

static void
test_reopening_needs_a_reason_and_keeps_the_figures (FcTestDay     *self,
                                                     gconstpointer  unused)
{
  FcId id = day_id (self, FC_TEST_DATE);
  g_autoptr (GError) error = NULL;
  FcRecord *day;

  good_shift (self, FC_TEST_DATE, 1, NULL, 500000);
  close_day (self, FC_TEST_DATE, 50000, 10000, 20000);
  g_assert_false (fc_test_run (self, "day.reopen", FC_DAY_CLOSE, &id, json_object_new (), &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_INVALID);
  reopen (self, FC_TEST_DATE);
  day = day_of (self, FC_TEST_DATE);
  g_assert_cmpstr (fc_record_get_text (day, FC_DAY_CLOSE_STATE), ==, "reopened");
  g_assert_cmpint (fc_record_get_int (day, FC_DAY_CLOSE_REVISION), ==, 2);
  g_assert_cmpint (fc_record_get_int (day, FC_DAY_CLOSE_DEPOSITED), ==, 50000);
  g_assert_cmpstr (fc_record_get_text (day, FC_DAY_CLOSE_REOPEN_REASON), ==, "the POS sent more");
}

static void
test_prices_begin_at_their_time (FcTestDay     *self,
                                 gconstpointer  unused)
{
  JsonObject *args, *price = json_object_new ();
  JsonArray *prices = json_array_new ();
  g_autofree char *product = fc_id_dup_string (&self->products[0]);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;

  good_shift (self, FC_TEST_DATE, 1, NULL, 500000);
  args = fc_test_split (self, FC_TEST_DATE, 50000, 10000, 20000);
  json_object_set_string_member (price, "product_id", product);
  json_object_set_int_member (price, "price", 155900);
  json_object_set_int_member (price, "effective_at", 5);
  json_array_add_object_element (prices, price);
  json_object_set_array_member (args, "prices", prices);
  g_assert_false (close_with (self, FC_TEST_DATE, json_object_ref (args), &error));
  g_assert_nonnull (strstr (error->message, "later time"));
  g_clear_error (&error);
  json_object_set_int_member (price, "effective_at", (FC_TEST_DATE + 1) * FC_DAY_US);
  close_with (self, FC_TEST_DATE, args, &error);
  g_assert_no_error (error);
  rows = fc_row_set_list (self->rows, FC_PRICE);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpint (fc_record_get_int (rows->pdata[0], FC_PRICE_PRICE), ==, 155900);
}

static gboolean
is_told (FcTestDay *self,
         FcDate     date)
{
  return !fc_record_is_null (day_of (self, date), FC_DAY_CLOSE_CHAIN_CHANGED_AT);
}

/* The day after was closed on 300.00 brought forward; the day before is closed again with less in the safe. */
static void
test_later_days_are_told (FcTestDay     *self,
                          gconstpointer  unused)
{
  FcId first = good_shift (self, FC_TEST_DATE, 1, NULL, 500000);

  close_day (self, FC_TEST_DATE, 50000, 10000, 20000);
  good_shift (self, FC_TEST_DATE + 1, 1, &first, 600000);
  close_day (self, FC_TEST_DATE + 1, 70000, 0, 20000);
  reopen (self, FC_TEST_DATE);
  close_day (self, FC_TEST_DATE, 55000, 5000, 20000);
  g_assert_true (is_told (self, FC_TEST_DATE + 1));
  g_assert_cmpint (fc_record_get_int (fc_row_set_get (self->rows, FC_STATION, &self->station),
                                      FC_STATION_BUSINESS_DATE),
                   ==, FC_TEST_DATE + 2);
  reopen (self, FC_TEST_DATE + 1);
  close_day (self, FC_TEST_DATE + 1, 65000, 0, 20000);
  g_assert_false (is_told (self, FC_TEST_DATE + 1));
  reopen (self, FC_TEST_DATE);
  close_day (self, FC_TEST_DATE, 50000, 10000, 20000);
  g_assert_true (is_told (self, FC_TEST_DATE + 1));
}

static void
test_a_day_waits_for_the_one_before (FcTestDay     *self,
                                     gconstpointer  unused)
{
  FcId first = good_shift (self, FC_TEST_DATE, 1, NULL, 500000);
  g_autoptr (FcDaySheet) sheet = NULL;
  g_autoptr (GError) error = NULL;

  close_day (self, FC_TEST_DATE, 50000, 10000, 20000);
  good_shift (self, FC_TEST_DATE + 1, 1, &first, 600000);
  reopen (self, FC_TEST_DATE);
  g_assert_false (
    close_with (self, FC_TEST_DATE + 1, fc_test_split (self, FC_TEST_DATE + 1, 70000, 0, 20000), &error));
  g_assert_nonnull (strstr (error->message, "2026-11-20 was reopened"));
  close_day (self, FC_TEST_DATE, 50000, 10000, 20000);
  good_shift (self, FC_TEST_DATE + 3, 1, NULL, 700000);
  sheet = fc_day_sheet_new (self->rows, &self->station, FC_TEST_DATE + 3);
  g_assert_cmpint (sheet->brought, ==, 30000); /* of the last day that was closed */
  g_assert_cmpstr (((FcDayObstacle *) sheet->obstacles->pdata[0])->what, ==, "gap");
}

static void
test_only_who_may (FcTestDay     *self,
                   gconstpointer  unused)
{
  FcId user_id = fc_id_from_key ("u", NULL);
  g_autoptr (FcRecord) user = fc_record_new (FC_USER, &user_id);
  g_autoptr (GPtrArray) roles = g_ptr_array_new ();
  g_autoptr (FcActor) nobody = NULL;
  g_autoptr (FcOp) op = fc_day_close_op_new (&self->station, FC_TEST_DATE, 1);
  g_autoptr (GError) error = NULL;

  fc_record_set_int (user, FC_USER_ALL_STATIONS, 1);
  nobody = fc_actor_new (&self->tenant, user, roles);
  g_assert_null (fc_op_run (op, nobody, self->rows, &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_DENIED);
}

int
main (int   argc,
      char *argv[])
{
  static const struct {
    const char *path;
    DayTest test;
  } tests[] = {
    { "/day/close/a-day-closes", test_a_day_closes },
    { "/day/close/who-closes-signs", test_who_closes_signs },
    { "/day/close/it-does-not-close-with-a-rest", test_it_does_not_close_with_a_rest },
    { "/day/close/what-is-odd-needs-a-reason", test_what_is_odd_needs_a_reason },
    { "/day/close/an-unapproved-shift-blocks", test_an_unapproved_shift_blocks },
    { "/day/close/the-next-day-brings-forward", test_the_next_day_brings_forward },
    { "/day/close/a-closed-day-keeps-out", test_a_closed_day_keeps_out },
    { "/day/close/the-same-close-twice-changes-nothing", test_the_same_close_twice_changes_nothing },
    { "/day/close/reopening-needs-a-reason", test_reopening_needs_a_reason_and_keeps_the_figures },
    { "/day/close/prices-begin-at-their-time", test_prices_begin_at_their_time },
    { "/day/close/later-days-are-told", test_later_days_are_told },
    { "/day/close/a-day-waits-for-the-one-before", test_a_day_waits_for_the_one_before },
    { "/day/close/only-who-may", test_only_who_may },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, FcTestDay, NULL, fc_test_day_set_up, tests[i].test, fc_test_day_tear_down);
  return g_test_run ();
}
