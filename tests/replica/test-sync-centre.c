/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-conflict.h"
#include "fc-error.h"
#include "fc-news.h"
#include "fc-sync-log.h"
#include "fc-rows.h"
#include "fc-test-office.h"

/* What the sync centre lists and shows. */

static void
add_pulled (FcOffice   *office,
            GPtrArray  *rows,
            FcEntity    entity,
            const FcId *id)
{
  FcRecord *record = fc_office_get (office, entity, id);

  fc_record_set_version (record, 9);
  g_ptr_array_add (rows, fc_pulled_row_new (FC_PULLED_ROW, entity, id, "tenant", 9, record));
}

/* Its hub has everything. */
static FcOffice *
office_with_hub (void)
{
  FcOffice *office = fc_office_new ();
  FcId admin = fc_id_from_key ("role", "admin", NULL), supervisor = fc_id_from_key ("role", "supervisor", NULL);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_pulled_row_free);
  g_autoptr (GPtrArray) ops = NULL;
  g_autoptr (GError) error = NULL;

  add_pulled (office, rows, FC_ROLE, &admin);
  add_pulled (office, rows, FC_ROLE, &supervisor);
  add_pulled (office, rows, FC_USER, &office->manager);
  add_pulled (office, rows, FC_USER, &office->supervisor);
  add_pulled (office, rows, FC_STATION, &office->station);
  add_pulled (office, rows, FC_STATION, &office->other_station);
  add_pulled (office, rows, FC_PRODUCT, &office->diesel);
  add_pulled (office, rows, FC_PRODUCT, &office->petrol);
  fc_office_bind (office);
  ops = fc_office_next_ops (office);
  fc_office_results (office, ops, FC_OUTCOME_APPLIED, 10, NULL);
  fc_office_pull (office, rows, 10, &error);
  g_assert_no_error (error);
  fc_office_act_as (office, &office->manager);
  return office;
}

static guint
count (FcOffice   *office,
       const char *state)
{
  g_autoptr (FcQueryModel) model =
    fc_query_model_new (office->replica, state != NULL ? &fc_sync_log : &fc_refused_list);

  if (state != NULL)
    fc_query_model_bind_text (model, "state", state);
  while (fc_query_model_get_loading (model))
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (fc_query_model_get_error (model));
  return g_list_model_get_n_items (G_LIST_MODEL (model));
}

static FcSyncCase *
case_of (FcOffice   *office,
         const FcId *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  FcSyncCase *self;

  fc_sync_case_async (office->replica, id, NULL, fc_test_finished_cb, &result);
  self = fc_sync_case_finish (office->replica, fc_test_wait (&result), &error);
  g_assert_no_error (error);
  return self;
}

/* A density refused by the hub. */
static FcId
refuse (FcOffice *office)
{
  g_autoptr (FcRecord) before = fc_office_get (office, FC_PRODUCT, &office->diesel);
  g_autoptr (FcRecord) after = fc_record_copy (before);
  g_autoptr (GPtrArray) ops = NULL;
  g_autoptr (GError) error = NULL;

  fc_record_set_int (after, FC_PRODUCT_DENSITY, 830000);
  fc_office_run (office, fc_op_new_patch (before, after, FC_TEST_NOW), &error);
  g_assert_no_error (error);
  ops = fc_office_next_ops (office);
  g_assert_cmpuint (ops->len, ==, 1);
  fc_office_results (office, ops, FC_OUTCOME_REJECTED, 0, "Your roles do not allow this change");
  return ((FcOutboxOp *) ops->pdata[0])->op_id;
}

static void
refused_work_shows_its_reason_and_its_record (void)
{
  g_autoptr (FcOffice) office = office_with_hub ();
  FcId id = refuse (office);
  g_autoptr (FcSyncCase) sync_case = case_of (office, &id);

  g_assert_cmpuint (count (office, NULL), ==, 1);
  g_assert_cmpuint (count (office, "refused"), ==, 1);
  g_assert_cmpstr (sync_case->state, ==, "refused");
  g_assert_cmpstr (sync_case->reason, ==, "Your roles do not allow this change");
  g_assert_cmpuint (sync_case->ops->len, ==, 1);
  g_assert_nonnull (fc_sync_case_get_row (sync_case, FC_PRODUCT, &office->diesel));
}

static void
an_edited_draft_goes_instead (void)
{
  g_autoptr (FcOffice) office = office_with_hub ();
  FcId id = refuse (office);
  g_autoptr (FcRecord) before = fc_office_get (office, FC_PRODUCT, &office->diesel);
  g_autoptr (FcRecord) after = fc_record_copy (before);
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fc_record_set_int (after, FC_PRODUCT_DENSITY, 835000);
  g_ptr_array_add (ops, fc_op_new_patch (before, after, FC_TEST_NOW));
  fc_replica_redo_draft_async (office->replica, &id, ops, fc_test_finished_cb, &result);
  fc_replica_draft_finish (office->replica, fc_test_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (office, NULL), ==, 0);
  g_assert_cmpuint (count (office, "waiting"), ==, 1);
  g_assert_cmpint (fc_office_count (office, "SELECT density FROM product WHERE code = 'D'"), ==, 835000);
}

static void
run_on_shift (FcOffice   *office,
              const FcId *shift,
              const char *command,
              const char *json)
{
  g_autoptr (JsonNode) args = json_from_string (json, NULL);
  g_autoptr (GError) error = NULL;

  fc_office_run (office, fc_op_new_command (command, FC_SHIFT, shift, json_node_dup_object (args), FC_TEST_NOW),
                 &error);
  g_assert_no_error (error);
}

/* Each try of a cash drop would be a drop of its own: of two at once one comes too late, whichever. */
static void
a_draft_tried_twice_is_done_once (void)
{
  g_autoptr (FcOffice) office = office_with_hub ();
  FcId shift = fc_id_from_key ("shift", NULL);
  g_autofree char *station = fc_id_dup_string (&office->station);
  g_autofree char *open =
    g_strdup_printf ("{\"station_id\":\"%s\",\"business_date\":\"2026-11-20\",\"number\":1}", station);
  g_autoptr (GAsyncResult) once = NULL, twice = NULL;
  g_autoptr (GPtrArray) opened = NULL, ops = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done;

  run_on_shift (office, &shift, "shift.open", open);
  opened = fc_office_next_ops (office);
  fc_office_results (office, opened, FC_OUTCOME_APPLIED, 11, NULL);
  run_on_shift (office, &shift, "shift.move-cash", "{\"movement\":\"drop\",\"amount\":50000}");
  ops = fc_office_next_ops (office);
  g_assert_cmpuint (ops->len, ==, 1);
  fc_office_results (office, ops, FC_OUTCOME_REJECTED, 0, "Not now");
  g_assert_cmpint (fc_office_count (office, "SELECT count(*) FROM cash_movement"), ==, 0);
  fc_replica_retry_draft_async (office->replica, &((FcOutboxOp *) ops->pdata[0])->op_id, fc_test_finished_cb, &once);
  fc_replica_retry_draft_async (office->replica, &((FcOutboxOp *) ops->pdata[0])->op_id, fc_test_finished_cb, &twice);
  done = fc_replica_draft_finish (office->replica, fc_test_wait (&once), &error);
  if (done)
    g_assert_false (fc_replica_draft_finish (office->replica, fc_test_wait (&twice), &error));
  else
    g_assert_true (fc_replica_draft_finish (office->replica, fc_test_wait (&twice), NULL));
  g_assert_error (error, FC_ERROR, FC_ERROR_NOT_FOUND);
  g_assert_cmpint (fc_office_count (office, "SELECT count(*) FROM cash_movement"), ==, 1);
  g_assert_cmpuint (count (office, NULL), ==, 0);
}

static void
what_was_handed_over_waits_for_others (void)
{
  g_autoptr (FcOffice) office = office_with_hub ();
  FcId id = refuse (office);
  g_autoptr (FcSyncCase) draft = case_of (office, &id);
  g_autoptr (FcSyncCase) handed = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) todo = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  g_autoptr (GError) error = NULL;
  FcOp *over = fc_handover_new_op (draft->ops, NULL, draft->reason, "Please", FC_TEST_NOW);
  FcId handover = over->row_id;

  fc_office_act_as (office, &office->supervisor);
  fc_office_run (office, over, &error);
  g_assert_no_error (error);
  fc_replica_discard_draft_async (office->replica, &id, fc_test_finished_cb, &result);
  g_assert_true (fc_replica_draft_finish (office->replica, fc_test_wait (&result), &error));
  g_assert_cmpuint (count (office, NULL), ==, 0); /* not for who handed it over */
  fc_office_act_as (office, &office->manager);
  g_assert_cmpuint (count (office, NULL), ==, 1);
  handed = case_of (office, &handover);
  g_assert_cmpstr (handed->state, ==, "open");
  g_assert_cmpstr (fc_sync_case_get_who (handed, &office->supervisor), ==, "Sam Carter");
  g_assert_cmpuint (handed->ops->len, ==, 1);
  fc_ops_renew (handed->ops);
  g_ptr_array_add (todo, fc_op_copy (handed->ops->pdata[0]));
  g_ptr_array_add (todo, fc_handover_settle_op (handed->about, "done", NULL, FC_TEST_NOW));
  g_assert_true (fc_replica_run_sync (office->replica, todo, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count (office, NULL), ==, 0);
  g_assert_cmpuint (count (office, "decided"), ==, 1);
  g_assert_cmpint (fc_office_count (office, "SELECT density FROM product WHERE code = 'D'"), ==, 830000);
}

/* Both fields of a record that are in conflict stand on one page. */
static void
conflicts_of_a_record_stand_together (void)
{
  static const int fields[] = { FC_STATION_CURRENCY, FC_STATION_TIME_ZONE };
  static const char *const values[][2] = { { "CHF", "SEK" }, { "Europe/Oslo", "Europe/Rome" } };
  g_autoptr (FcOffice) office = office_with_hub ();
  g_autoptr (FcRecord) seen = fc_office_get (office, FC_STATION, &office->station);
  g_autoptr (FcRecord) theirs = fc_record_copy (seen);
  g_autoptr (FcRecord) mine = fc_record_copy (seen);
  g_autoptr (FcSyncCase) sync_case = NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_pulled_row_free);
  g_autoptr (GError) error = NULL;
  gint64 n;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      fc_record_set_text (theirs, fields[i], values[i][0]);
      fc_record_set_text (mine, fields[i], values[i][1]);
    }
  fc_record_set_version (theirs, 11);
  g_ptr_array_add (rows, fc_pulled_row_new (FC_PULLED_ROW, FC_STATION, &office->station, "tenant", 11,
                                            g_object_ref (theirs)));
  fc_office_pull (office, rows, 11, &error);
  g_assert_no_error (error);
  fc_office_run (office, fc_op_new_patch (seen, mine, FC_TEST_NOW), &error);
  g_assert_no_error (error);
  n = fc_office_count (office, "SELECT count(*) FROM conflict WHERE state = 'open'");
  g_assert_cmpint (n, ==, 2);
  g_assert_cmpuint (count (office, NULL), ==, 2);
  {
    g_autoptr (FcDb) db = NULL;
    g_autofree char *path = g_build_filename (g_file_peek_path (office->folder), "replica.db", NULL);
    g_autoptr (FcRowSet) set = fc_row_set_new ();
    g_autoptr (GPtrArray) list = NULL;

    db = fc_db_open (path, FC_DB_READ_ONLY, &error);
    g_assert_no_error (error);
    g_assert_true (fc_rows_load (db, NULL, FC_CONFLICT, FC_CONFLICT_ROW_ID, &office->station, 1, set, &error));
    list = fc_row_set_list (set, FC_CONFLICT);
    g_assert_cmpuint (list->len, ==, 2);
    sync_case = case_of (office, fc_record_get_id (list->pdata[1]));
  }
  g_assert_cmpuint (sync_case->conflicts->len, ==, 2);
  g_assert_true (fc_id_equal (fc_sync_case_get_station (sync_case), &office->station));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/replica/sync-centre/refused-work-shows-its-reason-and-its-record",
                   refused_work_shows_its_reason_and_its_record);
  g_test_add_func ("/replica/sync-centre/an-edited-draft-goes-instead", an_edited_draft_goes_instead);
  g_test_add_func ("/replica/sync-centre/a-draft-tried-twice-is-done-once", a_draft_tried_twice_is_done_once);
  g_test_add_func ("/replica/sync-centre/what-was-handed-over-waits-for-others", what_was_handed_over_waits_for_others);
  g_test_add_func ("/replica/sync-centre/conflicts-of-a-record-stand-together", conflicts_of_a_record_stand_together);
  return g_test_run ();
}
