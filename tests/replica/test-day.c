/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-core.h"
#include "fc-day-commands.h"
#include "fc-day-queries.h"
#include "fc-day-sheet.h"
#include "fc-error.h"
#include "fc-test-office.h"

/* Days in a real replica: the list of dates, the rows of a sheet, the close and its lock. */

#define FRIDAY 20777 /* 2026-11-20 */

/* One that took 500.00 in cash over its float of 100.00. */
static FcId
add_shift (FcOffice   *office,
           FcDate      date,
           int         number,
           const char *state,
           const FcId *corrects)
{
  FcId id = fc_id_new ((gint64) date * FC_DAY_US + number), count_id = fc_id_derive (&id, "count", 0);
  FcRecord *shift = fc_record_new (FC_SHIFT, &id), *count = fc_record_new (FC_CASH_COUNT, &count_id);

  fc_record_set_ref (shift, FC_SHIFT_STATION_ID, &office->station);
  fc_record_set_int (shift, FC_SHIFT_BUSINESS_DATE, date);
  fc_record_set_int (shift, FC_SHIFT_NUMBER, number);
  fc_record_set_int (shift, FC_SHIFT_REVISION, corrects != NULL ? 2 : 1);
  fc_record_set_int (shift, FC_SHIFT_OPENED_AT, (gint64) date * FC_DAY_US + number * FC_HOUR_US);
  fc_record_set_int (shift, FC_SHIFT_OPENING_FLOAT, 10000);
  fc_record_set_int (shift, FC_SHIFT_SHOP_SALES, 50000);
  fc_record_set_int (shift, FC_SHIFT_FUEL_AMOUNT, 77700);
  fc_record_set_text (shift, FC_SHIFT_STATE, state);
  if (corrects != NULL)
    fc_record_set_ref (shift, FC_SHIFT_CORRECTS_ID, corrects);
  fc_record_set_ref (count, FC_CASH_COUNT_SHIFT_ID, &id);
  fc_record_set_ref (count, FC_CASH_COUNT_STATION_ID, &office->station);
  fc_record_set_int (count, FC_CASH_COUNT_DENOMINATION, 10000);
  fc_record_set_int (count, FC_CASH_COUNT_QUANTITY, 6);
  fc_office_load (office, shift);
  fc_office_load (office, count);
  return id;
}

static FcDaySheet *
read_sheet (FcOffice  *office,
            FcDate     date,
            FcRowSet **rows)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fc_day_rows_async (office->replica, &office->station, date, NULL, fc_test_finished_cb, &result);
  *rows = fc_day_rows_finish (office->replica, fc_test_wait (&result), &error);
  g_assert_no_error (error);
  return fc_day_sheet_new (*rows, &office->station, date);
}

static FcOp *
close_op (FcOffice *office,
          FcDate    date,
          gint64    deposited,
          gint64    safe)
{
  FcOp *op = fc_day_close_op_new (&office->station, date, FC_TEST_NOW);
  g_autoptr (FcRowSet) rows = NULL;
  g_autoptr (FcDaySheet) sheet = read_sheet (office, date, &rows);
  JsonArray *accepted = json_array_new ();

  for (guint i = 0; i < sheet->obstacles->len; i++)
    {
      JsonObject *entry = json_object_new ();

      json_object_set_string_member (entry, "what", ((FcDayObstacle *) sheet->obstacles->pdata[i])->what);
      json_object_set_string_member (entry, "reason", "seen");
      json_array_add_object_element (accepted, entry);
    }
  json_object_set_array_member (op->fields, "accepted", accepted);
  json_object_set_int_member (op->fields, "deposited", deposited);
  json_object_set_int_member (op->fields, "safe", safe);
  json_object_set_int_member (op->fields, "carried", 10000);
  return op;
}

static void
close_day (FcOffice *office,
           FcDate    date,
           gint64    deposited,
           gint64    safe)
{
  g_autoptr (GError) error = NULL;

  fc_office_run (office, close_op (office, date, deposited, safe), &error);
  g_assert_no_error (error);
}

static FcQueryModel *
list_of (FcOffice          *office,
         const FcQuerySpec *spec)
{
  FcQueryModel *model = fc_query_model_new (office->replica, spec);

  fc_query_model_bind_id (model, "station", &office->station);
  while (fc_query_model_get_loading (model))
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (fc_query_model_get_error (model));
  return model;
}

/* "20777 closed 2/2" of a line. */
static char *
line_of (FcQueryModel *model,
         guint         n)
{
  g_autoptr (FcQueryRow) row = g_list_model_get_item (G_LIST_MODEL (model), n);

  while (!fc_query_row_is_filled (row))
    g_main_context_iteration (NULL, TRUE);
  return g_strdup_printf ("%d %s %d/%d", (int) fc_query_row_get_int (row, FC_DAY_LIST_DATE),
                          fc_query_row_get_text (row, FC_DAY_LIST_STATE),
                          (int) fc_query_row_get_int (row, FC_DAY_LIST_APPROVED),
                          (int) fc_query_row_get_int (row, FC_DAY_LIST_SHIFTS));
}

static void
assert_line (FcQueryModel *model,
             guint         n,
             const char   *expected)
{
  g_autofree char *line = line_of (model, n);

  g_assert_cmpstr (line, ==, expected);
}

static void
dates_are_listed_with_their_state (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (FcQueryModel) days = NULL;
  g_autoptr (FcQueryModel) ready = NULL;
  FcId first;

  add_shift (office, FRIDAY - 5, 1, "approved", NULL);
  add_shift (office, FRIDAY - 4, 1, "approved", NULL);
  add_shift (office, FRIDAY - 4, 2, "approved", NULL);
  first = add_shift (office, FRIDAY - 2, 1, "approved", NULL); /* one of two as on the day … no day before */
  add_shift (office, FRIDAY - 2, 2, "submitted", NULL);
  add_shift (office, FRIDAY - 1, 1, "superseded", NULL);
  add_shift (office, FRIDAY - 1, 3, "approved", &first);
  close_day (office, FRIDAY - 5, 50000, 0);
  days = list_of (office, &fc_day_list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (days)), ==, 5);
  assert_line (days, 0, "20776 open 1/1"); /* fewer than the day before */
  assert_line (days, 1, "20775 open 1/2");
  assert_line (days, 2, "20774 missing 0/0");
  assert_line (days, 3, "20773 ready 2/2");
  assert_line (days, 4, "20772 closed 1/1");
  ready = list_of (office, &fc_days_ready);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (ready)), ==, 1);
}

static void
a_day_closes_and_locks (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  FcId first = add_shift (office, FRIDAY, 1, "approved", NULL), late = fc_id_new (5);
  FcId day = fc_day_close_id (&office->station, FRIDAY);
  g_autofree char *station = fc_id_dup_string (&office->station);
  g_autofree char *json =
    g_strdup_printf ("{\"station_id\":\"%s\",\"business_date\":\"2026-11-20\",\"number\":2}", station);
  g_autoptr (JsonNode) args = json_from_string (json, NULL);
  g_autoptr (FcRowSet) rows = NULL;
  g_autoptr (FcDaySheet) sheet = read_sheet (office, FRIDAY, &rows);
  g_autofree char *state = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (sheet->collected, ==, 50000);
  g_assert_cmpint (sheet->brought, ==, 10000);
  g_assert_nonnull (fc_row_set_get (rows, FC_SHIFT, &first));
  g_assert_false (fc_office_run (office, close_op (office, FRIDAY, 48800, 0), &error));
  g_assert_nonnull (strstr (error->message, "12.00"));
  g_clear_error (&error);
  close_day (office, FRIDAY, 45000, 5000);
  g_assert_false (fc_office_run (
    office, fc_op_new_command ("shift.open", FC_SHIFT, &late, json_node_dup_object (args), FC_TEST_NOW), &error));
  g_assert_nonnull (strstr (error->message, "that day is closed"));
  g_clear_error (&error);
  json_object_set_string_member (json_node_get_object (args), "reason", "one more shift");
  fc_office_run (office, fc_op_new_command ("day.reopen", FC_DAY_CLOSE, &day, json_node_dup_object (args), FC_TEST_NOW),
                 &error);
  g_assert_no_error (error);
  state = fc_office_text (office, FC_DAY_CLOSE, &day, FC_DAY_CLOSE_STATE);
  g_assert_cmpstr (state, ==, "reopened");
  fc_office_run (office, fc_op_new_command ("shift.open", FC_SHIFT, &late, json_node_dup_object (args), FC_TEST_NOW),
                 &error);
  g_assert_no_error (error);
  g_assert_cmpint (fc_office_count (office, "SELECT count(*) FROM audit_entry WHERE action LIKE 'day.%'"), >=, 2);
}

static void
the_next_day_reads_what_was_left (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (FcRowSet) rows = NULL;
  g_autoptr (FcDaySheet) sheet = NULL;

  add_shift (office, FRIDAY, 1, "approved", NULL);
  close_day (office, FRIDAY, 45000, 5000);
  add_shift (office, FRIDAY + 1, 1, "approved", NULL);
  sheet = read_sheet (office, FRIDAY + 1, &rows);
  g_assert_cmpint (sheet->brought, ==, 15000);
  g_assert_nonnull (sheet->day_before);
  close_day (office, FRIDAY + 1, 55000, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  fc_core_init ();
  g_test_add_func ("/replica/day/dates-are-listed-with-their-state", dates_are_listed_with_their_state);
  g_test_add_func ("/replica/day/a-day-closes-and-locks", a_day_closes_and_locks);
  g_test_add_func ("/replica/day/the-next-day-reads-what-was-left", the_next_day_reads_what_was_left);
  return g_test_run ();
}
