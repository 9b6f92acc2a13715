/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-replica-private.h"
#include "fc-rows.h"
#include "fc-sales-rollup.h"
#include "fc-test-office.h"

#include <string.h>

/* However sales come in, the rollups say what a scan says. */

static GRand *
seeded (void)
{
  guint32 seed = g_test_rand_int_range (1, G_MAXINT);

  g_test_message ("seed %u", seed);
  return g_rand_new_with_seed (seed);
}

static void
assert_sums_equal_scan (FcOffice *office)
{
  static const char *const figures[] = { "sum (volume)", "sum (amount)", NULL };

  for (int i = 0; figures[i] != NULL; i++)
    {
      g_autofree char *sql = g_strdup_printf (
        "SELECT count(*) FROM (SELECT station_id, product_id, payment, %s AS n FROM sale GROUP BY 1, 2, 3"
        " EXCEPT SELECT station_id, product_id, payment, %s FROM sales_rollup GROUP BY 1, 2, 3)",
        figures[i], figures[i]);

      g_assert_cmpint (fc_office_count (office, sql), ==, 0);
    }
  g_assert_cmpint (fc_office_count (office,
                                    "SELECT (SELECT count(*) FROM sale) - (SELECT sum (count) FROM sales_rollup)"),
                   ==, 0);
  fc_office_assert_totals (office);
}

static void
assert_rollups_equal_scan (FcOffice *office)
{
  assert_sums_equal_scan (office);
  /* Each hour and each civil day of its station for itself. */
  g_assert_cmpint (
    fc_office_count (
      office, "SELECT count(*) FROM sales_rollup r WHERE r.grain = 'hour' AND r.amount <>"
              " (SELECT sum (amount) FROM sale x WHERE x.station_id = r.station_id AND x.product_id = r.product_id"
              " AND x.payment = r.payment AND x.sold_at >= r.starts_at AND x.sold_at < r.starts_at + 3600000000)"),
    ==, 0);
}

static void
apply (FcOffice    *office,
       FcFactBatch *batch,
       const char  *token)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fc_replica_apply_facts_async (office->replica, batch, "sync.facts.test", token, fc_test_finished_cb, &result);
  fc_replica_apply_facts_finish (office->replica, fc_test_wait (&result), &error);
  g_assert_no_error (error);
}

static void
random_chunks_equal_a_scan (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GRand) rand = seeded ();
  gint64 now = g_get_real_time ();

  fc_office_bind (office);
  for (int round = 0; round < 4; round++)
    {
      gint64 from = now - g_rand_int_range (rand, 1, 200) * FC_DAY_US;
      guint n = (guint) g_rand_int_range (rand, 1, 5000);
      guint32 seed = g_rand_int (rand);
      g_autoptr (GRand) once = g_rand_new_with_seed (seed);
      g_autoptr (GRand) again = g_rand_new_with_seed (seed);

      apply (office, fc_test_sales (office, once, n, from, now), "half");
      if (g_rand_boolean (rand))
        apply (office, fc_test_sales (office, again, n, from, now), "half");
      assert_rollups_equal_scan (office);
    }
}

static void
resume_token_comes_with_the_rows (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GRand) rand = seeded ();
  g_autofree char *token = NULL;

  fc_office_bind (office);
  apply (office, fc_test_sales (office, rand, 10000, FC_TEST_NOW - FC_DAY_US, FC_TEST_NOW), "next=10000");
  token = fc_replica_dup_meta (office->replica, "sync.facts.test");
  g_assert_cmpstr (token, ==, "next=10000");
}

static void
sales_before_the_horizon_are_in_the_hubs_rows (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GRand) rand = seeded ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 now = g_get_real_time ();
  g_autofree char *horizon = g_strdup_printf ("%" G_GINT64_FORMAT, now - 2 * FC_DAY_US);
  g_autofree char *late = g_strdup_printf ("SELECT sum (amount) - (SELECT sum (amount) FROM sale WHERE sold_at >= %s)"
                                           " FROM sales_rollup",
                                           horizon);

  fc_office_bind (office);
  fc_replica_set_meta_async (office->replica, FC_META_SALES_HORIZON, horizon, fc_test_finished_cb, &result);
  fc_replica_set_meta_finish (office->replica, fc_test_wait (&result), &error);
  g_assert_no_error (error);
  apply (office, fc_test_sales (office, rand, 3000, now - 4 * FC_DAY_US, now), NULL);
  g_assert_cmpint (fc_office_count (office, "SELECT count(*) FROM sale"), ==, 3000);
  g_assert_cmpint (fc_office_count (office, late), ==, 0);
}

static void
wrong_fact_is_set_aside (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GRand) rand = seeded ();
  FcFactBatch *batch = fc_test_sales (office, rand, 100, FC_TEST_NOW - FC_DAY_US, FC_TEST_NOW);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fc_office_bind (office);
  fc_fact_batch_set_text (batch, 49, FC_SALE_PAYMENT, "barter"); /* a newer hub may know of it */
  fc_fact_batch_set_null (batch, 50, FC_SALE_SOLD_AT);
  fc_replica_apply_facts_async (office->replica, batch, NULL, NULL, fc_test_finished_cb, &result);
  g_assert_true (fc_replica_apply_facts_finish (office->replica, fc_test_wait (&result), &error));
  g_assert_no_error (error);
  g_assert_cmpint (fc_office_count (office, "SELECT count(*) FROM sale"), ==, 99);
  g_assert_cmpint (fc_office_count (office, "SELECT count(*) FROM sale WHERE payment = 'barter'"), ==, 1);
  g_assert_cmpint (fc_replica_get_meta_int (office->replica, FC_META_SET_ASIDE, 0), ==, 1);
}

static void
count_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  fc_replica_apply_facts_finish (FC_REPLICA (source), result, &error);
  g_assert_no_error (error);
  ++*(guint *) user_data;
}

static void
person_does_not_wait_for_the_pull (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GRand) rand = seeded ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FcRecord) product = fc_office_product (office, "LPG", "LPG");
  guint done = 0;

  fc_office_bind (office);
  for (int i = 0; i < 12; i++)
    fc_replica_apply_facts_async (office->replica,
                                  fc_test_sales (office, rand, 5000, FC_TEST_NOW - FC_DAY_US, FC_TEST_NOW), NULL, NULL,
                                  count_cb, &done);
  fc_replica_run_op_async (office->replica, fc_op_new_insert (product, FC_TEST_NOW), NULL, fc_test_finished_cb,
                           &result);
  fc_replica_run_finish (office->replica, fc_test_wait (&result), &error);
  g_assert_no_error (error);
  g_test_message ("%u of 12 batches were in before", done);
  g_assert_cmpuint (done, <, 12);
  while (done < 12)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (fc_office_count (office, "SELECT count(*) FROM sale"), ==, 60000);
  assert_rollups_equal_scan (office);
}

/* Holds the writer back, so that jobs wait behind it; notes in which transaction each of them ran. */
typedef struct {
  GMutex lock;
  GCond more;
  gboolean go;
  GPtrArray *transactions; /* FcChanges: each transaction has one of its own */
} Queue;

static gboolean
hold_back (FcWrite   *write,
           gpointer   data,
           GError   **error)
{
  Queue *queue = data;

  g_mutex_lock (&queue->lock);
  while (!queue->go)
    g_cond_wait (&queue->more, &queue->lock);
  g_mutex_unlock (&queue->lock);
  return TRUE;
}

static gboolean
note_transaction (FcWrite   *write,
                  gpointer   data,
                  GError   **error)
{
  Queue *queue = data;

  fc_write_join (write);
  g_ptr_array_add (queue->transactions, fc_changes_ref (write->changes));
  return TRUE;
}

/* Each commit of a chunk writes the pages of the rollups anew: three that wait are one. */
static void
waiting_chunks_share_a_commit (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Queue queue = { .transactions = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_changes_unref) };
  gpointer *in = NULL;

  g_mutex_init (&queue.lock);
  g_cond_init (&queue.more);
  fc_replica_push (office->replica, FC_URGENT_SYNC, FALSE, hold_back, &queue, NULL, NULL);
  for (int i = 0; i < 5; i++)
    fc_replica_push (office->replica, FC_URGENT_SYNC, FALSE, note_transaction, &queue, NULL,
                     i < 4 ? NULL : g_task_new (office->replica, NULL, fc_test_finished_cb, &result));
  g_mutex_lock (&queue.lock);
  queue.go = TRUE;
  g_cond_signal (&queue.more);
  g_mutex_unlock (&queue.lock);
  g_assert_true (g_task_propagate_boolean (G_TASK (fc_test_wait (&result)), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (queue.transactions->len, ==, 5);
  in = queue.transactions->pdata;
  g_assert_true (in[0] == in[1] && in[1] == in[2]);
  g_assert_true (in[2] != in[3]);
  g_assert_true (in[3] == in[4]);
  g_ptr_array_unref (queue.transactions);
  g_mutex_clear (&queue.lock);
  g_cond_clear (&queue.more);
}

static GTimeZone *
zone_cb (const FcId *station,
         gpointer    zone)
{
  return zone;
}

/* Sums as a hub gives them: of sales that are not here. */
static FcFactBatch *
random_sums (FcOffice *office,
             GRand    *rand,
             gint64    now)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (FcSalesSum) sum = fc_sales_sum_new (now, zone_cb, zone);
  g_autoptr (FcFactBatch) sales =
    fc_test_sales (office, rand, (guint) g_rand_int_range (rand, 1, 2000), now - 100 * FC_DAY_US, now - 80 * FC_DAY_US);

  fc_sales_sum_add (sum, sales, 0, sales->n, NULL, G_MININT64, 1);
  return fc_sales_sum_take (sum);
}

static void
sums_of_the_hub_have_their_totals (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GRand) rand = seeded ();
  gint64 now = g_get_real_time (), rows = 0;

  fc_office_bind (office);
  for (int round = 0; round < 4; round++) /* the later ones replace some, and add others */
    {
      apply (office, random_sums (office, rand, now), "sums");
      g_assert_cmpint (fc_office_count (office, "SELECT count(*) FROM sales_rollup"), >, rows);
      rows = fc_office_count (office, "SELECT count(*) FROM sales_rollup");
      fc_office_assert_totals (office);
    }
  g_assert_cmpint (rows, >, fc_office_count (office, "SELECT count(*) FROM sales_total"));
}

static void
set_meta (FcOffice   *office,
          const char *key,
          const char *value)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fc_replica_set_meta_async (office->replica, key, value, fc_test_finished_cb, &result);
  fc_replica_set_meta_finish (office->replica, fc_test_wait (&result), &error);
  g_assert_no_error (error);
}

static void
write_sql (FcOffice    *office,
           FcWriteFunc  func)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fc_replica_push (office->replica, FC_URGENT_SYNC, FALSE, func, NULL, NULL,
                   g_task_new (office->replica, NULL, fc_test_finished_cb, &result));
  g_assert_true (g_task_propagate_boolean (G_TASK (fc_test_wait (&result)), &error));
  g_assert_no_error (error);
}

static gboolean
give_ids_of_before (FcWrite   *write,
                    gpointer   data,
                    GError   **error)
{
  return fc_db_exec (write->db, "UPDATE sales_rollup SET id = randomblob (16)", error);
}

static void
sum_with_an_id_of_before_is_added_up_with_the_new_one (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GRand) rand = seeded ();
  gint64 now = g_get_real_time (), before;

  fc_office_bind (office);
  apply (office, fc_test_sales (office, rand, 500, now - 100 * FC_DAY_US, now - 80 * FC_DAY_US), NULL);
  before = fc_office_count (office, "SELECT count(*) FROM sales_rollup");
  write_sql (office, give_ids_of_before);
  apply (office, fc_test_sales (office, rand, 500, now - 100 * FC_DAY_US, now - 80 * FC_DAY_US), NULL);
  g_assert_cmpint (fc_office_count (office, "SELECT count(*) FROM sales_rollup"), >, before);
  assert_sums_equal_scan (office);
}

/* Sales of before the hub's horizon that it has not seen. */
static void
enter_old_sales (FcOffice *office,
                 GRand    *rand,
                 gint64    now)
{
  FcFactBatch *batch = fc_test_sales (office, rand, 50, now - 100 * FC_DAY_US, now - 95 * FC_DAY_US);

  for (guint i = 0; i < batch->n; i++)
    batch->versions[i] = 0;
  apply (office, batch, NULL);
}

static void
open_sales_of (FcOffice   *office,
               const FcId *station)
{
  g_autofree char *id = fc_id_dup_string (station);
  g_autofree char *key = g_strdup_printf ("cursor.station/%s/%x", id, 1u << FC_SALE);

  set_meta (office, key, "7");
}

static void
sums_that_come_again_count_once (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GRand) rand = seeded ();
  guint32 seed = g_rand_int (rand);
  g_autoptr (GRand) once = g_rand_new_with_seed (seed);
  g_autoptr (GRand) again = g_rand_new_with_seed (seed);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 now = g_get_real_time (), before;
  g_autofree char *horizon = g_strdup_printf ("%" G_GINT64_FORMAT, now - 70 * FC_DAY_US);

  fc_office_bind (office);
  apply (office, random_sums (office, once, now), "sums");
  enter_old_sales (office, rand, now);
  apply (office, fc_test_sales (office, rand, 200, now - 60 * FC_DAY_US, now), NULL); /* single ones, of after the horizon */
  before = fc_office_count (office, "SELECT sum (amount) FROM sales_rollup");
  write_sql (office, give_ids_of_before);
  open_sales_of (office, &office->station);
  open_sales_of (office, &office->other_station);
  set_meta (office, FC_META_FACTS_FROM, horizon);
  fc_replica_make_way_for_sums_async (office->replica, fc_test_finished_cb, &result);
  g_assert_true (fc_replica_make_way_for_sums_finish (office->replica, fc_test_wait (&result), &error));
  g_assert_no_error (error);
  fc_office_assert_totals (office);
  g_assert_cmpint (fc_office_count (office, "SELECT sum (amount) FROM sales_rollup"), <, before);
  apply (office, random_sums (office, again, now), "sums");
  g_assert_cmpint (fc_office_count (office, "SELECT sum (amount) FROM sales_rollup"), ==, before);
  fc_office_assert_totals (office);
}

static void
sums_of_one_hour_are_neighbours (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GRand) rand = seeded ();
  g_autoptr (FcFactBatch) sums = random_sums (office, rand, g_get_real_time ());
  const FcFactColumn *columns = sums->columns;

  for (guint i = 0; i < sums->n; i++)
    {
      const FcFactColumn *tender = &columns[FC_SALES_ROLLUP_PAYMENT];
      const char *payment = tender->kind == FC_VALUE_TEXT ? tender->texts[i] : NULL;
      FcId id = fc_sales_rollup_id (&columns[FC_SALES_ROLLUP_STATION_ID].ids[i], columns[FC_SALES_ROLLUP_GRAIN].texts[i],
                                    columns[FC_SALES_ROLLUP_STARTS_AT].numbers[i],
                                    &columns[FC_SALES_ROLLUP_PRODUCT_ID].ids[i], payment);

      g_assert_true (fc_id_equal (&sums->row_ids[i], &id)); /* whoever makes it, many at once or one */
      for (guint j = 0; j < i; j++)
        {
          gint64 later = columns[FC_SALES_ROLLUP_STARTS_AT].numbers[i] - columns[FC_SALES_ROLLUP_STARTS_AT].numbers[j];
          int order = fc_id_compare (&sums->row_ids[i], &sums->row_ids[j]);

          g_assert_cmpint (order, !=, 0);
          g_assert_true (later == 0 || (later > 0) == (order > 0));
        }
    }
}

/* The sum over months across a clock change, by the calendar of the station. */
static void
old_sales_are_kept_by_the_stations_day (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/London");
  g_autoptr (FcSalesSum) sum = fc_sales_sum_new (FC_TEST_NOW, zone_cb, zone);
  g_autoptr (FcFactBatch) sale = fc_fact_batch_new (FC_SALE, 3);
  g_autoptr (FcFactBatch) days = NULL;
  FcDate date = fc_date_from_civil (2026, 3, 29); /* 23 hours long */
  gint64 start = fc_time_from_local (date, 0, zone);
  gint64 times[] = { start, start + 23 * FC_HOUR_US - 1, start + 23 * FC_HOUR_US };
  gint64 amount = 0;

  for (guint i = 0; i < 3; i++)
    {
      sale->row_ids[i] = fc_id_new (times[i]);
      fc_fact_batch_use_column (sale, FC_SALE_STATION_ID)->ids[i] = office->station;
      fc_fact_batch_use_column (sale, FC_SALE_SOLD_AT)->numbers[i] = times[i];
      fc_fact_batch_use_column (sale, FC_SALE_PRODUCT_ID)->ids[i] = office->diesel;
      fc_fact_batch_use_column (sale, FC_SALE_AMOUNT)->numbers[i] = 100;
    }
  fc_sales_sum_add (sum, sale, 0, 3, NULL, G_MININT64, 1);
  days = fc_sales_sum_take (sum);
  g_assert_cmpuint (days->n, ==, 2);
  for (guint i = 0; i < days->n; i++)
    if (days->columns[FC_SALES_ROLLUP_STARTS_AT].numbers[i] == start)
      amount = days->columns[FC_SALES_ROLLUP_AMOUNT].numbers[i];
  g_assert_cmpint (amount, ==, 200);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/replica/rollup/random-chunks-equal-a-scan", random_chunks_equal_a_scan);
  g_test_add_func ("/replica/rollup/resume-token-comes-with-the-rows", resume_token_comes_with_the_rows);
  g_test_add_func ("/replica/rollup/sales-before-the-horizon-are-in-the-hubs-rows",
                   sales_before_the_horizon_are_in_the_hubs_rows);
  g_test_add_func ("/replica/rollup/wrong-fact-is-set-aside", wrong_fact_is_set_aside);
  g_test_add_func ("/replica/rollup/person-does-not-wait-for-the-pull", person_does_not_wait_for_the_pull);
  g_test_add_func ("/replica/rollup/waiting-chunks-share-a-commit", waiting_chunks_share_a_commit);
  g_test_add_func ("/replica/rollup/sums-of-the-hub-have-their-totals", sums_of_the_hub_have_their_totals);
  g_test_add_func ("/replica/rollup/sum-with-an-id-of-before-is-added-up-with-the-new-one",
                   sum_with_an_id_of_before_is_added_up_with_the_new_one);
  g_test_add_func ("/replica/rollup/sums-that-come-again-count-once", sums_that_come_again_count_once);
  g_test_add_func ("/replica/rollup/sums-of-one-hour-are-neighbours", sums_of_one_hour_are_neighbours);
  g_test_add_func ("/replica/rollup/old-sales-are-kept-by-the-stations-day", old_sales_are_kept_by_the_stations_day);
  return g_test_run ();
}
