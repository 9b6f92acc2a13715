/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-db.h"
#include "fc-import-run.h"
#include "fc-station-queries.h"
#include "office.h"

/* Single sales of a journal and audit lines on their way: file, office, hub, another office. */

#define JOURNAL "PJR20260502-1.xml"
#define SUMS    "fgm20260502-1.xml"

typedef struct {
  Company *company;
  Office *a, *b;
  FcId station;
} Fixture;

static gpointer
read_number (FcDb          *db,
             gpointer       sql,
             GCancellable  *cancellable,
             GError       **error)
{
  gint64 number;

  return fc_db_get_int (db, sql, &number, error) ? g_memdup2 (&number, sizeof number) : NULL;
}

static gint64
count (Office     *office,
       const char *sql)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *number = NULL;

  fc_replica_read_async (office->replica, read_number, g_strdup (sql), g_free, g_free, NULL, result_cb, &result);
  wait_result (&result, 10);
  number = fc_replica_read_finish (office->replica, result, &error);
  g_assert_no_error (error);
  return *number;
}

static void
run_op (Office *office,
        FcOp   *op)
{
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (ops, op);
  fc_replica_run_sync (office->replica, ops, &error);
  g_assert_no_error (error);
}

static FcId
add_product (Office     *office,
             const char *category,
             const char *pos_code)
{
  FcId id = fc_id_new (g_get_real_time ());
  g_autoptr (FcRecord) product = fc_record_new (FC_PRODUCT, &id);

  fc_record_set_text (product, FC_PRODUCT_CODE, pos_code);
  fc_record_set_text (product, FC_PRODUCT_NAME, pos_code);
  fc_record_set_text (product, FC_PRODUCT_CATEGORY, category);
  fc_record_set_set (product, FC_PRODUCT_POS_CODES, (const char *const[]) { pos_code, NULL });
  run_op (office, fc_op_new_insert (product, g_get_real_time ()));
  return id;
}

static FcRecord *
new_part (Fixture    *fixture,
          FcEntity    entity,
          int         number_field,
          const char *number)
{
  FcId id = fc_id_new (g_get_real_time ());
  FcRecord *part = fc_record_new (entity, &id);

  fc_record_set_ref (part, fc_catalog_station_field (entity), &fixture->station);
  if (entity == FC_NOZZLE)
    fc_record_set_text (part, number_field, number);
  else
    fc_record_set_int (part, number_field, g_ascii_strtoll (number, NULL, 10));
  return part;
}

/* A tank of its own and one nozzle. */
static void
add_pump (Fixture    *fixture,
          const char *number,
          const FcId *product)
{
  g_autoptr (FcRecord) tank = new_part (fixture, FC_TANK, FC_TANK_NUMBER, number);
  g_autoptr (FcRecord) pump = new_part (fixture, FC_PUMP, FC_PUMP_NUMBER, number);
  g_autoptr (FcRecord) nozzle = new_part (fixture, FC_NOZZLE, FC_NOZZLE_LABEL, number);

  fc_record_set_ref (tank, FC_TANK_PRODUCT_ID, product);
  fc_record_set_int (tank, FC_TANK_CAPACITY, 30000000);
  fc_record_set_ref (nozzle, FC_NOZZLE_PUMP_ID, fc_record_get_id (pump));
  fc_record_set_ref (nozzle, FC_NOZZLE_TANK_ID, fc_record_get_id (tank));
  fc_record_set_ref (nozzle, FC_NOZZLE_PRODUCT_ID, product);
  run_op (fixture->a, fc_op_new_insert (tank, g_get_real_time ()));
  run_op (fixture->a, fc_op_new_insert (pump, g_get_real_time ()));
  run_op (fixture->a, fc_op_new_insert (nozzle, g_get_real_time ()));
}

static void
name_store (Fixture *fixture)
{
  g_autoptr (FcRecord) before = office_find (fixture->a, FC_STATION, &fixture->station);
  g_autoptr (FcRecord) after = fc_record_copy (before);

  fc_record_set_text (after, FC_STATION_STORE_LOCATION_ID, "AB012");
  run_op (fixture->a, fc_op_new_patch (before, after, g_get_real_time ()));
}

static gboolean
has_store (gpointer data)
{
  return count (data, "SELECT count(*) FROM station WHERE store_location_id = 'AB012'") == 1;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  FcId diesel, petrol;

  fixture->company = company_new ();
  fixture->a = office_new ();
  fixture->b = office_new ();
  office_sign_in_admin (fixture->a, fc_hub_get_uri (fixture->company->hub));
  office_sign_in_admin (fixture->b, fc_hub_get_uri (fixture->company->hub));
  fixture->station = office_add_station (fixture->a, "AB012");
  diesel = add_product (fixture->a, "fuel", "20");
  petrol = add_product (fixture->a, "fuel", "10");
  add_product (fixture->a, "shop", "*");
  add_pump (fixture, "3", &diesel);
  add_pump (fixture, "5", &petrol);
  name_store (fixture);
  wait_level (fixture->a);
  g_assert_true (wait_for (has_store, fixture->b, 20));
  wait_level (fixture->b);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  office_free (fixture->a);
  office_free (fixture->b);
  company_free (fixture->company);
}

static GPtrArray *
stores_of (Office *office)
{
  GPtrArray *stores = g_ptr_array_new_with_free_func (fc_import_store_free);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) stations = NULL;

  fc_stations_async (office->replica, NULL, result_cb, &result);
  wait_result (&result, 10);
  stations = fc_stations_finish (office->replica, result, NULL);
  for (guint i = 0; i < stations->len; i++)
    g_ptr_array_add (stores, fc_import_store_new (stations->pdata[i]));
  return stores;
}

/* Imports one of the samples; gives how many lines of single sales were new. */
static guint
import (Office     *office,
        const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "core", "exchange", "samples", "harbour", name, NULL);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) stores = stores_of (office);
  g_autoptr (GAsyncResult) read = NULL, looked = NULL, ran = NULL;
  g_autoptr (FcImportRun) run = NULL;
  g_autoptr (GError) error = NULL;
  FcImportPreview *preview;

  g_ptr_array_add (files, g_file_new_for_path (path));
  fc_import_read_async (files, stores, NULL, NULL, NULL, result_cb, &read);
  wait_result (&read, 10);
  preview = fc_import_read_finish (read, &error);
  g_assert_no_error (error);
  run = fc_import_run_new (office->replica, preview, stores);
  fc_import_run_look_async (run, NULL, result_cb, &looked);
  wait_result (&looked, 10);
  fc_import_run_async (run, NULL, NULL, NULL, result_cb, &ran);
  wait_result (&ran, 10);
  g_assert_true (fc_import_run_finish (run, ran, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fc_import_run_count_sales (run, FC_IMPORT_FAILED), ==, 0);
  g_assert_cmpuint (fc_import_run_count (run, FC_IMPORT_FAILED), ==, 0);
  return fc_import_run_count_sales (run, FC_IMPORT_DONE);
}

static gboolean
has_sales (gpointer data)
{
  return count (data, "SELECT count(*) FROM sale") == 4;
}

#define MONEY  "SELECT sum (amount) FROM sales_rollup"
#define LITRES "SELECT sum (volume) FROM sales_rollup"

static void
assert_figures (Office *office)
{
  g_assert_cmpint (count (office, "SELECT count(*) FROM sale"), ==, 4);
  g_assert_cmpint (count (office, "SELECT sum (amount) FROM sale"), ==, 6847 + 3221 + 420 - 420);
  g_assert_cmpint (count (office, MONEY), ==, 6847 + 3221);
  g_assert_cmpint (count (office, LITRES), ==, 41270 + 18004);
  g_assert_cmpint (count (office, "SELECT sum (count) FROM sales_rollup"), ==, 3);
}

static void
sales_reach_the_other_office (Fixture       *fixture,
                              gconstpointer  data)
{
  g_assert_cmpuint (import (fixture->a, JOURNAL), ==, 4);
  wait_level (fixture->a);
  assert_figures (fixture->a);
  g_assert_true (wait_for (has_sales, fixture->b, 20));
  assert_figures (fixture->b);
  g_assert_cmpint (count (fixture->b, "SELECT count(*) FROM sale WHERE version = 0"), ==, 0);
  /* the same file again, in both offices, does nothing */
  g_assert_cmpuint (import (fixture->b, JOURNAL), ==, 0);
  g_assert_cmpuint (import (fixture->a, JOURNAL), ==, 0);
  g_assert_cmpuint (fc_replica_get_pending (fixture->b->replica), ==, 0);
  assert_figures (fixture->b);
}

static void
two_offices_read_the_same_file (Fixture       *fixture,
                                gconstpointer  data)
{
  g_autoptr (Office) third = office_new ();

  fc_session_set_paused (fixture->a->session, TRUE);
  fc_session_set_paused (fixture->b->session, TRUE);
  g_assert_cmpuint (import (fixture->a, JOURNAL), ==, 4);
  g_assert_cmpuint (import (fixture->b, JOURNAL), ==, 4);
  fc_session_set_paused (fixture->a->session, FALSE);
  wait_level (fixture->a);
  fc_session_set_paused (fixture->b->session, FALSE);
  wait_level (fixture->b);
  assert_figures (fixture->a);
  assert_figures (fixture->b);
  g_assert_cmpuint (fc_replica_get_quarantined (fixture->b->replica), ==, 0);
  /* who comes later gets the sums of the hub */
  office_sign_in_admin (third, fc_hub_get_uri (fixture->company->hub));
  wait_level (third);
  g_assert_cmpint (count (third, MONEY), ==, 6847 + 3221);
}

/* Sums first, journal later: they are taken back. Journal first: they are not made. Both ways the journal's figures hold. */
static void
journal_takes_the_place_of_sums (Fixture       *fixture,
                                 gconstpointer  data)
{
  g_assert_cmpuint (import (fixture->a, SUMS), ==, 0);
  g_assert_cmpint (count (fixture->a, MONEY), !=, 0);
  g_assert_cmpuint (import (fixture->a, JOURNAL), ==, 4);
  g_assert_cmpint (count (fixture->a, MONEY), ==, 6847 + 3221);
  g_assert_cmpint (count (fixture->a, LITRES), ==, 41270 + 18004);
  wait_level (fixture->a);
  g_assert_cmpuint (import (fixture->a, JOURNAL), ==, 0);
  g_assert_cmpint (count (fixture->a, MONEY), ==, 6847 + 3221);
}

static void
sums_after_the_journal_are_left_out (Fixture       *fixture,
                                     gconstpointer  data)
{
  g_assert_cmpuint (import (fixture->a, JOURNAL), ==, 4);
  g_assert_cmpuint (import (fixture->a, SUMS), ==, 0);
  wait_level (fixture->a);
  g_assert_cmpint (count (fixture->a, "SELECT count(*) FROM shift"), ==, 1);
  assert_figures (fixture->a);
  g_assert_true (wait_for (has_sales, fixture->b, 20));
  assert_figures (fixture->b);
}

static gboolean
has_audit (gpointer data)
{
  return count (data, "SELECT count(*) FROM audit_entry WHERE entity = 'product' AND action = 'insert'") == 3;
}

static void
audit_lines_reach_the_other_office (Fixture       *fixture,
                                    gconstpointer  data)
{
  g_assert_true (wait_for (has_audit, fixture->b, 20));
  g_assert_true (wait_for (has_audit, fixture->a, 20));
  wait_level (fixture->a);
  /* the hub's lines say from where they came, and take the place of those written here */
  g_assert_cmpint (count (fixture->b, "SELECT count(*) FROM audit_entry WHERE address IS NULL"), ==, 0);
  g_assert_cmpint (count (fixture->a, "SELECT count(*) FROM audit_entry WHERE address IS NULL"), ==, 0);
  g_assert_cmpint (count (fixture->b, "SELECT count(*) FROM audit_entry WHERE entity = 'station' AND action = 'patch'"
                                      " AND json_extract (new_values, '$.store_location_id') = 'AB012'"),
                   ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/journal/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("sales-reach-the-other-office", sales_reach_the_other_office);
  ADD ("two-offices-read-the-same-file", two_offices_read_the_same_file);
  ADD ("takes-the-place-of-sums", journal_takes_the_place_of_sums);
  ADD ("sums-after-it-are-left-out", sums_after_the_journal_are_left_out);
  ADD ("audit-lines-reach-the-other-office", audit_lines_reach_the_other_office);
  return g_test_run ();
}
