/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-error.h"
#include "fc-test-level.h"

/* What a pull brings and takes away: half of it, rows that break rules, rows that nobody holds any more. */

static void
deleted_at_the_hub_stays_deleted (void)
{
  g_autoptr (FcOffice) office = level_office ();

  rename_diesel (office, "Diesel B7");
  pull (office, fc_pulled_row_new (FC_PULLED_DELETE, FC_PRODUCT, &office->diesel, "tenant", 11, NULL), 11);
  assert_product (office, NULL, NULL);
  fc_office_settle ();
  g_assert_cmpuint (fc_replica_get_pending (office->replica), ==, 1);
}

static void
row_goes_when_no_bucket_holds_it (void)
{
  g_autoptr (FcOffice) office = level_office ();
  FcPulledRow *other = pulled_product (office, &office->diesel, "D", "Diesel", NULL, 11);

  g_free (other->bucket);
  other->bucket = g_strdup ("station/x");
  pull (office, other, 11);
  pull (office, fc_pulled_row_new (FC_PULLED_REMOVE, FC_PRODUCT, &office->diesel, "tenant", 12, NULL), 12);
  assert_product (office, "Diesel", NULL);
  pull (office, fc_pulled_row_new (FC_PULLED_REMOVE, FC_PRODUCT, &office->diesel, "station/x", 13, NULL), 13);
  assert_product (office, NULL, NULL);
}

/* The token opens the bucket no more: nobody says of each row that it goes. */
static void
station_is_taken_away (void)
{
  g_autoptr (FcOffice) office = level_office ();
  FcPulledRow *held = pulled_product (office, &office->diesel, "D", "Diesel", NULL, 11);
  g_autoptr (GPtrArray) rows = rows_of (held);
  g_autoptr (GHashTable) cursors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GAsyncResult) result = NULL;
  gint64 seq = 11;

  g_free (held->bucket);
  held->bucket = g_strdup ("station/x");
  g_hash_table_insert (cursors, g_strdup ("tenant"), g_memdup2 (&seq, sizeof seq));
  g_hash_table_insert (cursors, g_strdup ("station/x"), g_memdup2 (&seq, sizeof seq));
  fc_replica_apply_async (office->replica, rows, cursors, seq, fc_test_finished_cb, &result);
  g_assert_true (fc_replica_apply_finish (office->replica, fc_test_wait (&result), NULL));
  pull (office, fc_pulled_row_new (FC_PULLED_REMOVE, FC_PRODUCT, &office->diesel, "none", 12, NULL), 12);
  assert_product (office, "Diesel", NULL); /* the company's bucket holds it, too */
  pull (office, fc_pulled_row_new (FC_PULLED_REMOVE, FC_PRODUCT, &office->diesel, "tenant", 13, NULL), 13);
  assert_product (office, NULL, NULL);
}

static void
half_a_pull_is_not_seen (void)
{
  g_autoptr (FcOffice) office = level_office ();
  g_autoptr (GPtrArray) page = rows_of (pulled_product (office, &office->diesel, "D", "Gas oil", NULL, 11));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fc_replica_stage_async (office->replica, page, fc_test_finished_cb, &result);
  fc_replica_stage_finish (office->replica, fc_test_wait (&result), &error);
  g_assert_no_error (error);
  assert_product (office, "Diesel", NULL);
  pull (office, pulled_product (office, &office->petrol, "U", "Super", NULL, 12), 12);
  assert_product (office, "Gas oil", NULL);
}

static gint64
set_aside (FcOffice *office)
{
  return fc_replica_get_meta_int (office->replica, FC_META_SET_ASIDE, 0);
}

static void
wrong_row_is_set_aside (void)
{
  g_autoptr (FcOffice) office = level_office ();
  g_autoptr (GPtrArray) rows = rows_of (pulled_product (office, &office->petrol, "U", NULL, NULL, 11));
  g_autoptr (GHashTable) cursors = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (rows, pulled_product (office, &office->diesel, "D", "Gas oil", NULL, 12));
  g_assert_true (fc_office_pull (office, rows, 12, &error));
  g_assert_no_error (error);
  assert_product (office, "Gas oil", NULL);
  cursors = fc_replica_dup_cursors (office->replica);
  g_assert_cmpint (*(gint64 *) g_hash_table_lookup (cursors, "tenant"), ==, 12);
  g_assert_cmpint (set_aside (office), ==, 1);
  /* A later state of the row takes its place. */
  pull (office, pulled_product (office, &office->petrol, "U", "Super", NULL, 13), 13);
  g_assert_cmpint (set_aside (office), ==, 0);
}

static void
row_that_cannot_be_read_is_set_aside (void)
{
  g_autoptr (FcOffice) office = level_office ();

  pull (office, fc_pulled_row_new_odd (FC_PRODUCT, &office->diesel, "tenant", 11, "{\"name\":{\"en\":\"Diesel\"}}"),
        11);
  assert_product (office, "Diesel", NULL);
  g_assert_cmpint (set_aside (office), ==, 1);
  pull (office, pulled_product (office, &office->petrol, "U", "Super", NULL, 12), 12);
  g_assert_cmpint (set_aside (office), ==, 1); /* it is no better for having waited */
  pull (office, fc_pulled_row_new (FC_PULLED_DELETE, FC_PRODUCT, &office->diesel, "tenant", 13, NULL), 13);
  assert_product (office, NULL, NULL);
  g_assert_cmpint (set_aside (office), ==, 0);
}

/* A newer hub knows a category more: it stays, also when something else of the product is changed here. */
static void
newer_choice_is_kept (void)
{
  g_autoptr (FcOffice) office = level_office ();
  FcPulledRow *row = pulled_product (office, &office->diesel, "D", "Hydrogen", NULL, 11);
  g_autoptr (FcRecord) seen = NULL;

  fc_record_set_text (row->record, FC_PRODUCT_CATEGORY, "cryogenic");
  pull (office, row, 11);
  g_assert_cmpint (set_aside (office), ==, 0);
  assert_product (office, "Hydrogen", NULL);
  rename_diesel (office, "Hydrogen 700");
  assert_product (office, "Hydrogen 700", NULL);
  seen = fc_office_get (office, FC_PRODUCT, &office->diesel);
  g_assert_cmpstr (fc_record_get_text (seen, FC_PRODUCT_CATEGORY), ==, "cryogenic");
}

static void
new_first_pull_drops_what_the_hub_does_not_send (void)
{
  g_autoptr (FcOffice) office = level_office ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FcRecord) lpg = fc_office_product (office, "LPG", "LPG");

  g_assert_true (fc_office_run (office, fc_op_new_insert (lpg, FC_TEST_NOW), &error));
  fc_replica_restart_pull_async (office->replica, fc_test_finished_cb, &result);
  fc_replica_restart_pull_finish (office->replica, fc_test_wait (&result), &error);
  pull (office, pulled_product (office, &office->diesel, "D", "Diesel", NULL, 20), 20);
  g_assert_cmpint (fc_office_count (office, "SELECT count(*) FROM product WHERE code = 'U'"), ==, 0);
  g_assert_cmpint (fc_office_count (office, "SELECT count(*) FROM product WHERE code = 'LPG'"), ==, 1);
  assert_product (office, "Diesel", NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/replica/pull/deleted-at-the-hub-stays-deleted", deleted_at_the_hub_stays_deleted);
  g_test_add_func ("/replica/pull/row-goes-when-no-bucket-holds-it", row_goes_when_no_bucket_holds_it);
  g_test_add_func ("/replica/pull/station-is-taken-away", station_is_taken_away);
  g_test_add_func ("/replica/pull/half-a-pull-is-not-seen", half_a_pull_is_not_seen);
  g_test_add_func ("/replica/pull/wrong-row-is-set-aside", wrong_row_is_set_aside);
  g_test_add_func ("/replica/pull/row-that-cannot-be-read-is-set-aside", row_that_cannot_be_read_is_set_aside);
  g_test_add_func ("/replica/pull/newer-choice-is-kept", newer_choice_is_kept);
  g_test_add_func ("/replica/pull/new-first-pull-drops-what-the-hub-does-not-send",
                   new_first_pull_drops_what_the_hub_does_not_send);
  return g_test_run ();
}
