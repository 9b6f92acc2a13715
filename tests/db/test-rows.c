/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-change-log.h"
#include "fc-rows.h"

#include <glib/gstdio.h>

/* Every entity's table, with and without a tenant in its key. */

static const FcId tenant = { { 7, 7 } };
static const FcId other_tenant = { { 8, 8 } };

static FcDb *
open_memory (gboolean with_tenant)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("fc-rows-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "rows.db", NULL);
  FcDb *db = fc_db_open (path, FC_DB_CREATE, &error);

  g_assert_no_error (error);
  g_assert_true (fc_rows_create_all (db, with_tenant, &error));
  g_assert_no_error (error);
  g_remove (path);
  g_rmdir (folder);
  return db;
}

static void
set_random (FcRecord *record,
            int       field,
            GRand    *rand)
{
  const FcField *about = &fc_catalog_get (fc_record_get_entity (record))->fields[field];
  g_autofree char *text = g_strdup_printf ("Text %u", g_rand_int (rand));

  if (g_rand_int_range (rand, 0, 4) == 0)
    return;
  if (about->type == FC_TYPE_REF)
    {
      FcId id = fc_id_new_seeded (1, rand);

      fc_record_set_ref (record, field, &id);
    }
  else if (fc_type_is_text (about->type))
    fc_record_set_text (record, field, text);
  else
    fc_record_set_int (record, field, (gint64) g_rand_int (rand) - G_MAXINT32);
}

static FcRecord *
random_record (FcEntity  entity,
               GRand    *rand)
{
  FcId id = fc_id_new_seeded (1, rand);
  FcRecord *record = fc_record_new (entity, &id);

  for (guint i = 0; i < fc_catalog_get (entity)->n_fields; i++)
    set_random (record, (int) i, rand);
  fc_record_set_version (record, g_rand_int_range (rand, 1, 1000));
  if (fc_catalog_get (entity)->kind == FC_KIND_ENTITY)
    {
      fc_record_set_field_version (record, 0, 12);
      fc_record_set_extra (record, "{\"later\":1}");
    }
  return record;
}

static void
assert_same (FcRecord *a,
             FcRecord *b)
{
  g_assert_nonnull (b);
  g_assert_cmpint (fc_record_get_version (a), ==, fc_record_get_version (b));
  g_assert_cmpstr (fc_record_get_extra (a), ==, fc_record_get_extra (b));
  for (guint i = 0; i < fc_catalog_get (fc_record_get_entity (a))->n_fields; i++)
    {
      g_assert_true (fc_value_equal (fc_record_get_value (a, (int) i), fc_record_get_value (b, (int) i)));
      g_assert_cmpint (fc_record_get_field_version (a, (int) i), ==, fc_record_get_field_version (b, (int) i));
    }
}

static void
check_entity (FcDb       *db,
              const FcId *of,
              FcEntity    entity,
              GRand      *rand)
{
  g_autoptr (FcRecord) record = random_record (entity, rand);
  g_autoptr (FcRecord) patched = fc_record_copy (record);
  g_autoptr (FcRecord) read = NULL, read_again = NULL, gone = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (fc_rows_insert (db, of, record, &error));
  g_assert_no_error (error);
  read = fc_rows_get (db, of, entity, fc_record_get_id (record), &error);
  assert_same (record, read);
  g_assert_false (fc_rows_insert (db, of, record, &error));
  g_assert_error (error, FC_DB_ERROR, FC_DB_ERROR_CONSTRAINT);
  g_clear_error (&error);

  set_random (patched, 0, rand);
  fc_record_set_version (patched, 2000);
  g_assert_true (fc_rows_patch (db, of, patched, 1, &error));
  read_again = fc_rows_get (db, of, entity, fc_record_get_id (record), &error);
  assert_same (patched, read_again);
  g_assert_true (fc_rows_delete (db, of, entity, fc_record_get_id (record), &error));
  gone = fc_rows_get (db, of, entity, fc_record_get_id (record), &error);
  g_assert_null (gone);
  g_assert_no_error (error);
}

static void
every_entity_comes_back_as_it_went_in (void)
{
  guint32 seed = g_test_rand_int_range (1, G_MAXINT);
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (int with_tenant = 0; with_tenant < 2; with_tenant++)
    {
      g_autoptr (FcDb) db = open_memory (with_tenant);

      for (int entity = 0; entity < FC_N_ENTITIES; entity++)
        check_entity (db, with_tenant ? &tenant : NULL, entity, rand);
    }
}

static void
tenants_do_not_see_each_other (void)
{
  g_autoptr (FcDb) db = open_memory (TRUE);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (FcRecord) record = random_record (FC_PRODUCT, rand);
  g_autoptr (FcRecord) theirs = NULL, still = NULL;
  g_autoptr (FcRowSet) rows = fc_row_set_new ();
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (fc_rows_insert (db, &tenant, record, &error));
  theirs = fc_rows_get (db, &other_tenant, FC_PRODUCT, fc_record_get_id (record), &error);
  g_assert_null (theirs);
  g_assert_true (fc_rows_delete (db, &other_tenant, FC_PRODUCT, fc_record_get_id (record), &error));
  g_assert_true (fc_rows_load (db, &other_tenant, FC_PRODUCT, -1, fc_record_get_id (record), 1, rows, &error));
  list = fc_row_set_list (rows, FC_PRODUCT);
  g_assert_cmpuint (list->len, ==, 0);
  still = fc_rows_get (db, &tenant, FC_PRODUCT, fc_record_get_id (record), &error);
  g_assert_nonnull (still);
  g_assert_no_error (error);
}

static void
any_number_of_ids_is_loaded (void)
{
  g_autoptr (FcDb) db = open_memory (FALSE);
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (FcId));
  g_autoptr (GError) error = NULL;
  static const guint sizes[] = { 1, 7, 8, 9, 64, 513, 1500 };

  fc_db_begin (db, &error);
  for (int i = 0; i < 1500; i++)
    {
      g_autoptr (FcRecord) record = random_record (FC_PRODUCT, rand);

      g_array_append_vals (ids, fc_record_get_id (record), 1);
      g_assert_true (fc_rows_insert (db, NULL, record, &error));
    }
  fc_db_commit (db, &error);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (FcRowSet) rows = fc_row_set_new ();
      g_autoptr (GPtrArray) list = NULL;

      g_assert_true (
        fc_rows_load (db, NULL, FC_PRODUCT, -1, (const FcId *) (gpointer) ids->data, sizes[i], rows, &error));
      list = fc_row_set_list (rows, FC_PRODUCT);
      g_assert_cmpuint (list->len, ==, sizes[i]);
    }
  g_assert_no_error (error);
}

static void
fact_that_is_there_is_left_out (void)
{
  g_autoptr (FcDb) db = open_memory (FALSE);
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  g_autoptr (FcFactBatch) batch = fc_fact_batch_new (FC_SALE, 3);
  g_autoptr (GError) error = NULL;
  guint8 inserted[3];

  for (guint i = 0; i < 3; i++)
    {
      batch->row_ids[i] = fc_id_new_seeded (1, rand);
      fc_fact_batch_use_column (batch, FC_SALE_AMOUNT)->numbers[i] = 100;
    }
  g_assert_true (fc_rows_insert_facts (db, NULL, batch, 1, 1, inserted, &error));
  g_assert_cmpint (inserted[0], ==, 1);
  g_assert_true (fc_rows_insert_facts (db, NULL, batch, 0, 3, inserted, &error));
  g_assert_cmpint (inserted[0], ==, 1);
  g_assert_cmpint (inserted[1], ==, 0);
  g_assert_cmpint (inserted[2], ==, 1);
  g_assert_no_error (error);
}

static void
commit_tells_what_it_touched (void)
{
  g_autoptr (FcDb) db = open_memory (FALSE);
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);
  g_autoptr (FcRecord) product = random_record (FC_PRODUCT, rand);
  g_autoptr (FcRecord) other = random_record (FC_PRODUCT, rand);
  g_autoptr (FcChanges) one = NULL, many = NULL;
  g_autoptr (GError) error = NULL;

  fc_db_watch (db, TRUE);
  g_assert_true (fc_rows_put (db, NULL, product, &error));
  one = fc_db_take_changes (db);
  g_assert_true (fc_changes_touch_row (one, FC_PRODUCT, fc_record_get_id (product)));
  g_assert_false (fc_changes_touch_row (one, FC_PRODUCT, fc_record_get_id (other)));
  g_assert_false (fc_changes_touch (one, FC_STATION));
  for (int i = 0; i <= FC_CHANGES_MANY; i++)
    {
      g_autoptr (FcRecord) record = random_record (FC_PRODUCT, rand);

      g_assert_true (fc_rows_put (db, NULL, record, &error));
    }
  many = fc_db_take_changes (db);
  g_assert_true (fc_changes_is_many (many, FC_PRODUCT));
  g_assert_true (fc_changes_touch_row (many, FC_PRODUCT, fc_record_get_id (other)));
  g_assert_no_error (error);
}

static void
query_tells_its_tables (void)
{
  g_autoptr (FcDb) db = open_memory (FALSE);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) tables = NULL;

  fc_db_exec (db, "CREATE VIEW dear AS SELECT * FROM price WHERE price > 1", &error);
  tables = fc_db_tables_of (db,
                            "SELECT s.name FROM shift h LEFT JOIN station s ON s.id = h.station_id"
                            " WHERE EXISTS (SELECT 1 FROM dear d WHERE d.station_id = s.id)",
                            &error);
  g_assert_no_error (error);
  g_assert_true (g_strv_contains ((const char *const *) tables, "shift"));
  g_assert_true (g_strv_contains ((const char *const *) tables, "station"));
  g_assert_true (g_strv_contains ((const char *const *) tables, "price"));
  g_assert_false (g_strv_contains ((const char *const *) tables, "tank"));
}

/* A file of the version before a field was known: the column is added, and what a newer hub had sent moves into it. */
static void
an_older_file_grows_the_columns_it_lacks (gconstpointer with_tenant)
{
  gboolean is_hub = GPOINTER_TO_INT (with_tenant);
  const FcId *owner = is_hub ? &tenant : NULL;
  g_autoptr (FcDb) db = open_memory (is_hub);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcRecord) tank = fc_record_new (FC_TANK, &other_tenant);
  g_autoptr (FcRecord) read = NULL;

  fc_record_set_int (tank, FC_TANK_NUMBER, 3);
  fc_record_set_extra (tank, "{\"gauge_number\":7,\"of_a_still_newer_hub\":\"kept\"}");
  g_assert_true (fc_rows_put (db, owner, tank, &error));
  g_assert_no_error (error);
  g_assert_true (fc_db_exec (db, "ALTER TABLE tank DROP COLUMN gauge_number; DROP TABLE gauge", &error));
  g_assert_no_error (error);
  for (int round = 0; round < 2; round++)
    {
      g_assert_true (fc_rows_add_missing (db, is_hub, &error));
      g_assert_no_error (error);
    }
  read = fc_rows_get (db, owner, FC_TANK, &other_tenant, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fc_record_get_int (read, FC_TANK_NUMBER), ==, 3);
  g_assert_cmpint (fc_record_get_int (read, FC_TANK_GAUGE_NUMBER), ==, 7);
  g_assert_cmpstr (fc_record_get_extra (read), ==, "{\"of_a_still_newer_hub\":\"kept\"}");
  g_assert_true (fc_db_exec (db, "SELECT id, address FROM gauge", &error));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/db/rows/every-entity-comes-back-as-it-went-in", every_entity_comes_back_as_it_went_in);
  g_test_add_func ("/db/rows/tenants-do-not-see-each-other", tenants_do_not_see_each_other);
  g_test_add_func ("/db/rows/any-number-of-ids-is-loaded", any_number_of_ids_is_loaded);
  g_test_add_func ("/db/rows/fact-that-is-there-is-left-out", fact_that_is_there_is_left_out);
  g_test_add_func ("/db/rows/commit-tells-what-it-touched", commit_tells_what_it_touched);
  g_test_add_func ("/db/rows/query-tells-its-tables", query_tells_its_tables);
  g_test_add_data_func ("/db/rows/an-older-office-file-grows-the-columns-it-lacks", GINT_TO_POINTER (FALSE),
                        an_older_file_grows_the_columns_it_lacks);
  g_test_add_data_func ("/db/rows/an-older-hub-file-grows-the-columns-it-lacks", GINT_TO_POINTER (TRUE),
                        an_older_file_grows_the_columns_it_lacks);
  return g_test_run ();
}
