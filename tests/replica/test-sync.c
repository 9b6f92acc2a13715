/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-error.h"
#include "fc-test-level.h"

static void
joining_a_hub_offers_what_is_here (void)
{
  g_autoptr (FcOffice) office = level_office ();

  g_assert_true (fc_replica_has_hub (office->replica));
  g_assert_cmpint (fc_office_count (office, "SELECT count(*) FROM shadow"), ==, 0);
  g_assert_cmpint (fc_office_count (office, "SELECT count(*) FROM pending_change"), ==, 0);
}

static void
resends_the_same_bytes (void)
{
  g_autoptr (FcOffice) office = level_office ();
  g_autoptr (GPtrArray) first = NULL, again = NULL;
  FcOutboxOp *a, *b;
  g_autoptr (FcOp) op = NULL;
  g_autoptr (GError) error = NULL;

  rename_diesel (office, "Diesel B7");
  first = fc_office_next_ops (office);
  fc_office_reopen (office);
  again = fc_office_next_ops (office);
  g_assert_cmpuint (first->len, ==, 1);
  g_assert_cmpuint (again->len, ==, 1);
  a = first->pdata[0];
  b = again->pdata[0];
  g_assert_true (g_bytes_equal (a->bytes, b->bytes));
  op = fc_op_decode (a->bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpint (op->client_seq, ==, a->client_seq);
  g_assert_true (fc_id_equal (&op->actor, &office->manager));
  g_assert_false (fc_id_is_null (&op->client_id));
}

static void
others_change_goes_below_ours (void)
{
  g_autoptr (FcOffice) office = level_office ();
  g_autoptr (GPtrArray) ops = NULL;

  rename_diesel (office, "Diesel B7");
  pull (office, pulled_product (office, &office->diesel, "D", "Gas oil", "#000000", 11), 11);
  assert_product (office, "Diesel B7", "#000000");
  ops = fc_office_next_ops (office);
  fc_office_results (office, ops, FC_OUTCOME_MERGED, 12, NULL);
  assert_product (office, "Diesel B7", "#000000");
  pull (office, pulled_product (office, &office->diesel, "D", "Diesel B7", "#000000", 12), 12);
  assert_product (office, "Diesel B7", "#000000");
  g_assert_cmpint (fc_office_count (office, "SELECT count(*) FROM shadow"), ==, 0);
  g_assert_cmpint (fc_office_count (office, "SELECT version FROM product WHERE code = 'D'"), ==, 12);
}

static void
own_change_stays_until_the_pull_brings_it (void)
{
  g_autoptr (FcOffice) office = level_office ();
  g_autoptr (GPtrArray) ops = NULL;

  rename_diesel (office, "Diesel B7");
  ops = fc_office_next_ops (office);
  fc_office_results (office, ops, FC_OUTCOME_APPLIED, 12, NULL);
  pull (office, NULL, 11);
  assert_product (office, "Diesel B7", NULL);
  pull (office, pulled_product (office, &office->diesel, "D", "Diesel B7", NULL, 12), 12);
  assert_product (office, "Diesel B7", NULL);
}

static void
refused_change_is_undone_and_kept_as_a_draft (void)
{
  g_autoptr (FcOffice) office = level_office ();
  g_autoptr (GPtrArray) ops = NULL;
  g_autoptr (GPtrArray) later = NULL;

  rename_diesel (office, "Diesel B7");
  ops = fc_office_next_ops (office);
  fc_office_patch_text (office, FC_PRODUCT, &office->diesel, FC_PRODUCT_COLOUR, "#123456", NULL);
  fc_office_results (office, ops, FC_OUTCOME_REJECTED, 0, "Your roles do not allow this change");
  assert_product (office, "Diesel", "#123456");
  fc_office_settle ();
  g_assert_cmpuint (fc_replica_get_quarantined (office->replica), ==, 1);
  g_assert_cmpuint (fc_replica_get_pending (office->replica), ==, 1);
  later = fc_office_next_ops (office);
  g_assert_cmpuint (later->len, ==, 1);
  g_assert_cmpint (fc_office_count (office, "SELECT count(*) FROM audit_entry WHERE"
                                            " json_extract (new_values, '$.name') = 'Diesel B7'"),
                   ==, 0);
  g_assert_cmpint (fc_office_count (office, "SELECT count(*) FROM outbox WHERE state = 2"
                                            " AND reason = 'Your roles do not allow this change'"),
                   ==, 1);
}

static void
draft_can_be_tried_again (void)
{
  g_autoptr (FcOffice) office = level_office ();
  g_autoptr (GPtrArray) ops = NULL, again = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  const FcOutboxOp *refused;

  rename_diesel (office, "Diesel B7");
  ops = fc_office_next_ops (office);
  refused = ops->pdata[0];
  fc_office_results (office, ops, FC_OUTCOME_REJECTED, 0, "Not now");
  fc_replica_retry_draft_async (office->replica, &refused->op_id, fc_test_finished_cb, &result);
  fc_replica_draft_finish (office->replica, fc_test_wait (&result), &error);
  g_assert_no_error (error);
  assert_product (office, "Diesel B7", NULL);
  again = fc_office_next_ops (office);
  g_assert_cmpuint (again->len, ==, 1);
  g_assert_false (fc_id_equal (&((FcOutboxOp *) again->pdata[0])->op_id, &refused->op_id));
  fc_office_settle ();
  g_assert_cmpuint (fc_replica_get_quarantined (office->replica), ==, 0);
}

static void
discarded_draft_can_be_kept_after_all (void)
{
  g_autoptr (FcOffice) office = level_office ();
  g_autoptr (GPtrArray) ops = NULL, draft = NULL;
  g_autoptr (GAsyncResult) discarded = NULL, kept = NULL, loaded = NULL, gone = NULL;
  g_autoptr (GError) error = NULL;
  const FcOutboxOp *refused;

  rename_diesel (office, "Diesel B7");
  ops = fc_office_next_ops (office);
  refused = ops->pdata[0];
  fc_office_results (office, ops, FC_OUTCOME_REJECTED, 0, "Not now");
  fc_replica_discard_draft_async (office->replica, &refused->op_id, fc_test_finished_cb, &discarded);
  g_assert_true (fc_replica_draft_finish (office->replica, fc_test_wait (&discarded), NULL));
  fc_office_settle ();
  g_assert_cmpuint (fc_replica_get_quarantined (office->replica), ==, 0);
  fc_replica_keep_draft_async (office->replica, &refused->op_id, fc_test_finished_cb, &kept);
  g_assert_true (fc_replica_draft_finish (office->replica, fc_test_wait (&kept), NULL));
  fc_office_settle ();
  g_assert_cmpuint (fc_replica_get_quarantined (office->replica), ==, 1);
  fc_replica_load_draft_async (office->replica, &refused->op_id, NULL, fc_test_finished_cb, &loaded);
  draft = fc_replica_load_draft_finish (office->replica, fc_test_wait (&loaded), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (draft->len, ==, 1);
  g_assert_cmpint (((FcOp *) draft->pdata[0])->kind, ==, FC_OP_PATCH);
  fc_replica_retry_draft_async (office->replica, &office->diesel, fc_test_finished_cb, &gone);
  g_assert_false (fc_replica_draft_finish (office->replica, fc_test_wait (&gone), &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_NOT_FOUND);
}

/* Three changes of one step, one of them refused: they are one piece of work to decide on, and go again together. */
static void
refused_step_is_tried_again_whole (void)
{
  g_autoptr (FcOffice) office = level_office ();
  g_autoptr (GPtrArray) step = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  g_autoptr (GPtrArray) ops = NULL, first = g_ptr_array_new (), rest = g_ptr_array_new (), again = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  const char *const codes[] = { "A", "B", "C" };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (FcRecord) product = fc_office_product (office, codes[i], codes[i]);

      g_ptr_array_add (step, fc_op_new_insert (product, FC_TEST_NOW));
    }
  fc_replica_run_sync (office->replica, step, &error);
  g_assert_no_error (error);
  ops = fc_office_next_ops (office);
  g_assert_cmpuint (ops->len, ==, 3);
  g_ptr_array_add (first, ops->pdata[1]);
  g_ptr_array_add (rest, ops->pdata[0]);
  g_ptr_array_add (rest, ops->pdata[2]);
  fc_office_results (office, rest, FC_OUTCOME_BLOCKED, 0, "Another change of the same step was refused.");
  fc_office_results (office, first, FC_OUTCOME_REJECTED, 0, "Not now");
  fc_office_settle ();
  g_assert_cmpuint (fc_replica_get_quarantined (office->replica), ==, 1);
  g_assert_cmpint (fc_office_count (office, "SELECT count(*) FROM product"), ==, 2);
  fc_replica_retry_draft_async (office->replica, &((FcOutboxOp *) ops->pdata[2])->op_id, fc_test_finished_cb, &result);
  fc_replica_draft_finish (office->replica, fc_test_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpint (fc_office_count (office, "SELECT count(*) FROM product"), ==, 5);
  again = fc_office_next_ops (office);
  g_assert_cmpuint (again->len, ==, 3);
  g_assert_cmpint (fc_office_count (office, "SELECT count(DISTINCT txn_id) FROM outbox WHERE state = 0"), ==, 1);
}

static void
computer_is_cleared_only_when_nothing_waits (void)
{
  g_autoptr (FcOffice) office = level_office ();
  g_autoptr (GPtrArray) ops = NULL;
  g_autoptr (GFile) folder = g_object_ref (office->folder), file = g_file_get_child (folder, "replica.db");
  g_autoptr (GFile) other = g_file_get_child (folder, "letter.txt"), backups = g_file_get_child (folder, "backups");
  g_autoptr (GAsyncResult) backup = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_replace_contents (other, "not ours", 8, NULL, FALSE, 0, NULL, NULL, NULL));
  fc_replica_backup_async (office->replica, NULL, fc_test_finished_cb, &backup);
  g_object_unref (fc_replica_backup_finish (office->replica, fc_test_wait (&backup), NULL));
  rename_diesel (office, "Diesel B7");
  fc_replica_close_sync (office->replica);
  g_assert_false (fc_replica_wipe_sync (folder, &error));
  g_assert_error (error, FC_REPLICA_ERROR, FC_REPLICA_ERROR_PENDING);
  g_assert_true (g_str_has_prefix (error->message, "1 change waits to be sent"));
  g_clear_error (&error);
  fc_office_reopen (office);
  ops = fc_office_next_ops (office);
  fc_office_results (office, ops, FC_OUTCOME_REJECTED, 0, "Not now");
  fc_replica_close_sync (office->replica);
  g_assert_false (fc_replica_wipe_sync (folder, &error));
  g_assert_true (g_str_has_prefix (error->message, "1 change was refused"));
  g_clear_error (&error);
  fc_office_reopen (office);
  {
    g_autoptr (GAsyncResult) result = NULL;

    fc_replica_discard_draft_async (office->replica, &((FcOutboxOp *) ops->pdata[0])->op_id, fc_test_finished_cb, &result);
    g_assert_true (fc_replica_draft_finish (office->replica, fc_test_wait (&result), NULL));
  }
  fc_replica_close_sync (office->replica);
  fc_replica_wipe_sync (folder, &error);
  g_assert_no_error (error);
  g_assert_false (g_file_query_exists (file, NULL));
  g_assert_false (g_file_query_exists (backups, NULL));
  g_assert_true (g_file_query_exists (other, NULL));
  g_clear_object (&office->replica);
  office->replica = fc_replica_open_sync (folder, &error); /* nobody is there to act as */
  g_assert_no_error (error);
  g_assert_null (fc_replica_get_tenant (office->replica));
}

static void
restored_hub_is_offered_acknowledged_work_again (void)
{
  g_autoptr (FcOffice) office = level_office ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) ops = NULL;
  g_autoptr (GError) error = NULL;

  fc_replica_new_epoch_async (office->replica, 7, fc_test_finished_cb, &result);
  fc_replica_new_epoch_finish (office->replica, fc_test_wait (&result), &error);
  g_assert_no_error (error);
  ops = fc_office_next_ops (office);
  g_assert_cmpuint (ops->len, ==, 4);
  g_assert_cmpint (fc_replica_get_meta_int (office->replica, FC_META_EPOCH, 0), ==, 7);
}

static void
unknown_fields_survive_an_edit (void)
{
  g_autoptr (FcOffice) office = level_office ();
  FcPulledRow *row = pulled_product (office, &office->diesel, "D", "Diesel", NULL, 11);
  g_autoptr (FcRecord) after = NULL;

  fc_record_set_extra (row->record, "{\"biofuel\":7}");
  pull (office, row, 11);
  rename_diesel (office, "Diesel B7");
  pull (office, pulled_product (office, &office->petrol, "U", "Super", NULL, 12), 12);
  after = fc_office_get (office, FC_PRODUCT, &office->diesel);
  g_assert_cmpstr (fc_record_get_text (after, FC_PRODUCT_NAME), ==, "Diesel B7");
  g_assert_cmpstr (fc_record_get_extra (after), ==, "{\"biofuel\":7}");
}

static FcOp *
op_in_lane (FcOffice   *office,
            const char *code,
            int         priority)
{
  g_autoptr (FcRecord) product = fc_office_product (office, code, code);
  FcOp *op = fc_op_new_insert (product, FC_TEST_NOW);

  op->priority = priority;
  return op;
}

static char *
codes_of (GPtrArray *ops)
{
  GString *codes = g_string_new (NULL);

  for (guint i = 0; i < ops->len; i++)
    {
      g_autoptr (FcOp) op = fc_op_decode (((FcOutboxOp *) ops->pdata[i])->bytes, NULL);

      g_string_append (codes, json_object_get_string_member_with_default (op->fields, "code", "?"));
    }
  return g_string_free (codes, FALSE);
}

static void
urgent_lanes_go_first_and_transactions_stay_whole (void)
{
  g_autoptr (FcOffice) office = level_office ();
  g_autoptr (GPtrArray) both = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  g_autoptr (GPtrArray) all = NULL, first = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *codes = NULL;

  g_assert_true (fc_office_run (office, op_in_lane (office, "a", 5), &error));
  g_assert_true (fc_office_run (office, op_in_lane (office, "b", 2), &error));
  g_ptr_array_add (both, op_in_lane (office, "c", 5));
  g_ptr_array_add (both, op_in_lane (office, "d", 1));
  g_assert_true (fc_replica_run_sync (office->replica, both, &error));
  all = fc_office_next_ops (office);
  codes = codes_of (all);
  g_assert_cmpstr (codes, ==, "cdba");
  fc_replica_next_ops_async (office->replica, NULL, 1, 1 << 20, NULL, fc_test_finished_cb, &result);
  first = fc_replica_next_ops_finish (office->replica, fc_test_wait (&result), &error);
  g_assert_cmpuint (first->len, ==, 2);
}

static void
another_companys_hub_is_refused_while_work_waits (void)
{
  g_autoptr (FcOffice) office = level_office ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  FcId other = fc_id_from_key ("tenant", "other", NULL);

  rename_diesel (office, "Diesel B7");
  fc_replica_bind_async (office->replica, "http://127.0.0.1:2", NULL, "other", &other, &office->manager,
                         fc_test_finished_cb, &result);
  g_assert_false (fc_replica_bind_finish (office->replica, fc_test_wait (&result), &error));
  g_assert_error (error, FC_REPLICA_ERROR, FC_REPLICA_ERROR_PENDING);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/replica/sync/joining-a-hub-offers-what-is-here", joining_a_hub_offers_what_is_here);
  g_test_add_func ("/replica/sync/resends-the-same-bytes", resends_the_same_bytes);
  g_test_add_func ("/replica/sync/others-change-goes-below-ours", others_change_goes_below_ours);
  g_test_add_func ("/replica/sync/own-change-stays-until-the-pull-brings-it",
                   own_change_stays_until_the_pull_brings_it);
  g_test_add_func ("/replica/sync/refused-change-is-undone-and-kept-as-a-draft",
                   refused_change_is_undone_and_kept_as_a_draft);
  g_test_add_func ("/replica/sync/draft-can-be-tried-again", draft_can_be_tried_again);
  g_test_add_func ("/replica/sync/discarded-draft-can-be-kept-after-all", discarded_draft_can_be_kept_after_all);
  g_test_add_func ("/replica/sync/refused-step-is-tried-again-whole", refused_step_is_tried_again_whole);
  g_test_add_func ("/replica/sync/computer-is-cleared-only-when-nothing-waits",
                   computer_is_cleared_only_when_nothing_waits);
  g_test_add_func ("/replica/sync/restored-hub-is-offered-acknowledged-work-again",
                   restored_hub_is_offered_acknowledged_work_again);
  g_test_add_func ("/replica/sync/unknown-fields-survive-an-edit", unknown_fields_survive_an_edit);
  g_test_add_func ("/replica/sync/urgent-lanes-go-first-and-transactions-stay-whole",
                   urgent_lanes_go_first_and_transactions_stay_whole);
  g_test_add_func ("/replica/sync/another-companys-hub-is-refused-while-work-waits",
                   another_companys_hub_is_refused_while_work_waits);
  return g_test_run ();
}
