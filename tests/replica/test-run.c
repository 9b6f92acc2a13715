/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-error.h"
#include "fc-test-office.h"

static void
change_is_there_after_restart (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;

  g_assert_true (fc_office_patch_text (office, FC_PRODUCT, &office->diesel, FC_PRODUCT_NAME, "Diesel B7", &error));
  g_assert_no_error (error);
  fc_office_reopen (office);
  name = fc_office_text (office, FC_PRODUCT, &office->diesel, FC_PRODUCT_NAME);
  g_assert_cmpstr (name, ==, "Diesel B7");
}

static void
change_leaves_an_audit_line (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (fc_office_patch_text (office, FC_PRODUCT, &office->diesel, FC_PRODUCT_NAME, "Diesel B7", &error));
  g_assert_cmpint (fc_office_count (office,
                                    "SELECT count(*) FROM audit_entry WHERE entity = 'product' AND action = 'patch'"
                                    " AND json_extract (old_values, '$.name') = 'Diesel'"
                                    " AND json_extract (new_values, '$.name') = 'Diesel B7'"),
                   ==, 1);
}

static void
refusal_leaves_nothing (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  g_autoptr (FcRecord) fine = fc_office_product (office, "LPG", "LPG");
  g_autoptr (FcRecord) nameless = fc_office_product (office, "X", "");
  g_autoptr (GError) error = NULL;

  fc_office_bind (office);
  g_ptr_array_add (ops, fc_op_new_insert (fine, FC_TEST_NOW));
  g_ptr_array_add (ops, fc_op_new_insert (nameless, FC_TEST_NOW));
  g_assert_cmpint (fc_office_count (office, "SELECT count(*) FROM product WHERE code = 'LPG'"), ==, 0);
  fc_office_settle ();
  g_assert_false (fc_replica_run_sync (office->replica, ops, &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_INVALID);
  g_assert_cmpint (fc_office_count (office, "SELECT count(*) FROM product WHERE code = 'LPG'"), ==, 0);
  g_assert_cmpint (fc_office_count (office,
                                    "SELECT count(*) FROM outbox WHERE kind = 'insert' AND made_at = " G_STRINGIFY (
                                      1795176000000000)),
                   ==, 0);
}

static void
nobody_signed_in_changes_nothing (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (FcRecord) product = fc_office_product (office, "LPG", "LPG");
  g_autoptr (GError) error = NULL;

  fc_replica_close_sync (office->replica);
  g_clear_object (&office->replica);
  office->replica = fc_replica_open_sync (office->folder, &error);
  g_assert_no_error (error);
  g_assert_false (fc_office_run (office, fc_op_new_insert (product, FC_TEST_NOW), &error));
  g_assert_error (error, FC_REPLICA_ERROR, FC_REPLICA_ERROR_FAILED);
}

static void
roles_decide (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GError) error = NULL;

  fc_office_act_as (office, &office->supervisor);
  g_assert_false (fc_office_patch_text (office, FC_STATION, &office->station, FC_STATION_NAME, "Mine", &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_true (fc_office_patch_text (office, FC_PRODUCT, &office->diesel, FC_PRODUCT_NAME, "Diesel B7", &error));
  g_assert_no_error (error);
}

static void
without_a_hub_nothing_waits (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (fc_office_patch_text (office, FC_PRODUCT, &office->diesel, FC_PRODUCT_NAME, "Diesel B7", &error));
  fc_office_settle ();
  g_assert_false (fc_replica_has_hub (office->replica));
  g_assert_cmpuint (fc_replica_get_pending (office->replica), ==, 0);
  g_assert_cmpint (fc_office_count (office, "SELECT count(*) FROM outbox"), ==, 0);
}

typedef struct {
  guint told;
  gboolean diesel, petrol;
  FcOffice *office;
} Heard;

static void
changed_cb (FcReplica *replica,
            FcChanges *changes,
            Heard     *heard)
{
  heard->told++;
  heard->diesel |= fc_changes_touch_row (changes, FC_PRODUCT, &heard->office->diesel);
  heard->petrol |= fc_changes_touch_row (changes, FC_PRODUCT, &heard->office->petrol);
}

static void
many_commits_are_told_in_few_notices (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GError) error = NULL;
  Heard heard = { 0, FALSE, FALSE, office };

  fc_office_settle ();
  g_signal_connect (office->replica, "changed", G_CALLBACK (changed_cb), &heard);
  for (int i = 0; i < 20; i++)
    {
      g_autofree char *name = g_strdup_printf ("Diesel %d", i);

      g_assert_true (fc_office_patch_text (office, FC_PRODUCT, &office->diesel, FC_PRODUCT_NAME, name, &error));
    }
  fc_office_settle ();
  g_assert_cmpuint (heard.told, >=, 1);
  g_assert_cmpuint (heard.told, <=, 4);
  g_assert_true (heard.diesel);
  g_assert_false (heard.petrol);
  g_signal_handlers_disconnect_by_data (office->replica, &heard);
}

static void
aggregate_comes_with_its_children (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FcRowSet) rows = NULL;
  g_autoptr (GPtrArray) tanks = NULL;

  for (int i = 1; i <= 3; i++)
    {
      FcId id = fc_id_new (FC_TEST_NOW);
      FcRecord *tank = fc_record_new (FC_TANK, &id);

      fc_record_set_ref (tank, FC_TANK_STATION_ID, i < 3 ? &office->station : &office->other_station);
      fc_record_set_int (tank, FC_TANK_NUMBER, i);
      fc_record_set_ref (tank, FC_TANK_PRODUCT_ID, &office->diesel);
      fc_record_set_int (tank, FC_TANK_CAPACITY, 30000000);
      g_ptr_array_add (records, tank);
    }
  g_assert_true (fc_replica_load_records_sync (office->replica, records, &error));
  fc_replica_load_async (office->replica, FC_STATION, &office->station, NULL, NULL, fc_test_finished_cb, &result);
  rows = fc_replica_load_finish (office->replica, fc_test_wait (&result), &error);
  g_assert_no_error (error);
  tanks = fc_row_set_list (rows, FC_TANK);
  g_assert_cmpuint (tanks->len, ==, 2);
  g_assert_nonnull (fc_row_set_get (rows, FC_STATION, &office->station));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/replica/run/change-is-there-after-restart", change_is_there_after_restart);
  g_test_add_func ("/replica/run/change-leaves-an-audit-line", change_leaves_an_audit_line);
  g_test_add_func ("/replica/run/refusal-leaves-nothing", refusal_leaves_nothing);
  g_test_add_func ("/replica/run/nobody-signed-in-changes-nothing", nobody_signed_in_changes_nothing);
  g_test_add_func ("/replica/run/roles-decide", roles_decide);
  g_test_add_func ("/replica/run/without-a-hub-nothing-waits", without_a_hub_nothing_waits);
  g_test_add_func ("/replica/run/many-commits-are-told-in-few-notices", many_commits_are_told_in_few_notices);
  g_test_add_func ("/replica/run/aggregate-comes-with-its-children", aggregate_comes_with_its_children);
  return g_test_run ();
}
