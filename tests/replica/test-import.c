/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-import.h"
#include "fc-station-queries.h"
#include "fc-test-office.h"

/* A POS file that comes in through the whole way: command, rows, facts, rollups, outbox, and back where the hub refuses. */

static FcShiftFeed *
feed_new (void)
{
  FcShiftFeed *feed = fc_shift_feed_new ();
  FcFeedGradeSales *sales = g_new0 (FcFeedGradeSales, 1);

  g_free (feed->key);
  feed->key = g_strdup ("store|2026-11-20|98|1");
  g_free (feed->store);
  feed->store = g_strdup ("store");
  feed->business_date = fc_date_from_civil (2026, 11, 20);
  feed->sequence = 1;
  feed->begin = (FcNaxmlMoment){ TRUE, feed->business_date, 6 * 3600 };
  feed->end = (FcNaxmlMoment){ TRUE, feed->business_date, 14 * 3600 };
  sales->key = g_strdup ("s|1|");
  sales->grade = g_strdup ("1");
  sales->volume = 1500000;
  sales->amount = 228000;
  g_ptr_array_add (feed->grade_sales, sales);
  return feed;
}

static FcOffice *
office_with_pos_codes (void)
{
  FcOffice *office = fc_office_new ();
  g_autoptr (FcRecord) before = fc_office_get (office, FC_PRODUCT, &office->diesel);
  g_autoptr (FcRecord) after = fc_record_copy (before);
  g_autoptr (GError) error = NULL;

  fc_record_set_set (after, FC_PRODUCT_POS_CODES, (const char *const[]){ "1", NULL });
  fc_office_run (office, fc_op_new_patch (before, after, FC_TEST_NOW), &error);
  g_assert_no_error (error);
  return office;
}

static void
import (FcOffice *office)
{
  g_autoptr (FcShiftFeed) feed = feed_new ();
  g_autoptr (FcMessages) messages = fc_messages_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FcRowSet) rows = NULL;

  fc_station_load_async (office->replica, &office->station, FC_TEST_NOW, NULL, fc_test_finished_cb, &result);
  rows = fc_station_load_finish (office->replica, fc_test_wait (&result), &error);
  g_assert_no_error (error);
  fc_office_run (office,
                 fc_shift_import_op_new (rows, &office->tenant, &office->station, feed, NULL, g_get_real_time (),
                                         messages),
                 &error);
  g_assert_no_error (error);
}

static void
assert_sold (FcOffice *office,
             gint64    shifts,
             gint64    amount)
{
  g_assert_cmpint (fc_office_count (office, "SELECT count(*) FROM shift"), ==, shifts);
  g_assert_cmpint (fc_office_count (office, "SELECT coalesce (sum (amount), 0) FROM sale"), ==, amount);
  g_assert_cmpint (fc_office_count (office, "SELECT coalesce (sum (amount), 0) FROM sales_rollup"), ==, amount);
}

static void
same_file_twice_counts_once (void)
{
  g_autoptr (FcOffice) office = office_with_pos_codes ();

  import (office);
  assert_sold (office, 1, 228000);
  import (office);
  assert_sold (office, 1, 228000);
}

static void
refused_import_takes_its_sales_back (void)
{
  g_autoptr (FcOffice) office = office_with_pos_codes ();
  g_autoptr (GPtrArray) joined = NULL;
  g_autoptr (GPtrArray) ops = NULL;

  fc_office_bind (office);
  joined = fc_office_next_ops (office);
  fc_office_results (office, joined, FC_OUTCOME_APPLIED, 4, NULL);
  import (office);
  assert_sold (office, 1, 228000);
  ops = fc_office_next_ops (office);
  g_assert_cmpuint (ops->len, ==, 1);
  fc_office_results (office, ops, FC_OUTCOME_REJECTED, 0, "The shift is approved already");
  assert_sold (office, 0, 0);
  g_assert_cmpint (fc_office_count (office, "SELECT count(*) FROM event"), ==, 0);
  fc_office_settle ();
  g_assert_cmpuint (fc_replica_get_quarantined (office->replica), ==, 1);
}

static void
refused_second_import_takes_nothing_of_the_first (void)
{
  g_autoptr (FcOffice) office = office_with_pos_codes ();
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;

  fc_office_bind (office);
  import (office);
  first = fc_office_next_ops (office);
  fc_office_results (office, first, FC_OUTCOME_APPLIED, 5, NULL);
  import (office);
  second = fc_office_next_ops (office);
  fc_office_results (office, second, FC_OUTCOME_REJECTED, 0, "The shift is approved already");
  assert_sold (office, 1, 228000);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/replica/import/same-file-twice-counts-once", same_file_twice_counts_once);
  g_test_add_func ("/replica/import/refused-import-takes-its-sales-back", refused_import_takes_its_sales_back);
  g_test_add_func ("/replica/import/refused-second-import-takes-nothing-of-the-first",
                   refused_second_import_takes_nothing_of_the_first);
  return g_test_run ();
}
