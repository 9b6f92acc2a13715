/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-company-queries.h"
#include "fc-sale-queries.h"
#include "fc-test-office.h"

#include "fc-rows.h"
#include "fc-time.h"

/* Every list is held against a plain SELECT with the same order. */

static void
wait_until_read (FcQueryModel *model)
{
  while (fc_query_model_get_loading (model))
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (fc_query_model_get_error (model));
}

static FcQueryRow *
read_row (FcQueryModel *model,
          guint         position)
{
  FcQueryRow *row = g_list_model_get_item (G_LIST_MODEL (model), position);

  g_assert_nonnull (row);
  while (!fc_query_row_is_filled (row))
    g_main_context_iteration (NULL, TRUE);
  return row;
}

static GArray *
plain_ids (FcOffice   *office,
           const char *sql)
{
  g_autofree char *path = g_build_filename (g_file_peek_path (office->folder), "replica.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcDb) db = fc_db_open (path, FC_DB_READ_ONLY, &error);
  g_autoptr (FcStatement) select = fc_db_prepare (db, sql, &error);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (FcId));
  gboolean row = TRUE;
  FcId id;

  g_assert_no_error (error);
  while (fc_statement_step (select, &row, &error) && row)
    {
      fc_statement_get_id (select, 0, &id);
      g_array_append_val (ids, id);
    }
  g_assert_no_error (error);
  return ids;
}

static void
assert_row (FcQueryModel *model,
            GArray       *ids,
            guint         position)
{
  g_autoptr (FcQueryRow) row = read_row (model, position);

  g_assert_true (fc_id_equal (fc_query_row_get_id (row), &g_array_index (ids, FcId, position)));
}

static void
fill_with_sales (FcOffice *office,
                 GRand    *rand,
                 guint     n)
{
  g_autoptr (FcFactBatch) sales = fc_test_sales (office, rand, n, FC_TEST_NOW - FC_DAY_US, FC_TEST_NOW);
  g_autoptr (GError) error = NULL;

  /* Some have no operator, many share one: the id decides among equals. */
  for (guint i = 0; i < n; i++)
    if (g_rand_int_range (rand, 0, 3) > 0)
      {
        g_autofree char *name = g_strdup_printf ("Operator %d", g_rand_int_range (rand, 0, 5));

        fc_fact_batch_set_text (sales, i, FC_SALE_OPERATOR, name);
      }
  g_assert_true (fc_replica_load_facts_sync (office->replica, sales, &error));
  g_assert_no_error (error);
}

static GRand *
seeded (void)
{
  guint32 seed = g_test_rand_int_range (1, G_MAXINT);

  g_test_message ("seed %u", seed);
  return g_rand_new_with_seed (seed);
}

static void
check_sort (FcOffice   *office,
            GRand      *rand,
            int         column,
            const char *sql,
            gboolean    descending,
            guint       n)
{
  g_autoptr (FcQueryModel) model = fc_query_model_new (office->replica, &fc_sale_list);
  g_autofree char *order = g_strdup_printf ("SELECT id FROM sale ORDER BY %s %s, id %s", sql,
                                            descending ? "DESC" : "ASC", descending ? "DESC" : "ASC");
  g_autoptr (GArray) ids = plain_ids (office, order);

  fc_query_model_sort (model, column, descending);
  wait_until_read (model);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, n);
  for (int i = 0; i < 40; i++)
    {
      guint at = (guint) g_rand_int_range (rand, 0, (gint32) n);

      /* Jump, then walk on and back: neighbours, anchors and ends all have their turn. */
      for (int step = 0; step < 3; step++)
        assert_row (model, ids, MIN (at + (guint) step * 64, n - 1));
      assert_row (model, ids, at > 64 ? at - 64 : 0);
    }
  assert_row (model, ids, 0);
  assert_row (model, ids, n - 1);
}

static void
any_sort_equals_a_plain_select (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GRand) rand = seeded ();
  guint n = (guint) g_rand_int_range (rand, 6000, 9000);

  fill_with_sales (office, rand, n);
  for (int descending = 0; descending < 2; descending++)
    {
      check_sort (office, rand, FC_SALE_LIST_SOLD_AT, "sold_at", descending, n);
      check_sort (office, rand, FC_SALE_LIST_OPERATOR, "operator", descending, n);
      check_sort (office, rand, FC_SALE_LIST_VOLUME, "volume", descending, n);
      check_sort (office, rand, FC_SALE_LIST_PAYMENT, "payment", descending, n);
    }
}

static void
filter_counts_what_is_left (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GRand) rand = seeded ();
  g_autoptr (FcQueryModel) model = NULL;
  g_autoptr (GArray) ids = NULL;

  fill_with_sales (office, rand, 1000);
  model = fc_query_model_new (office->replica, &fc_sale_list);
  fc_query_model_bind_id (model, ":station", &office->station);
  fc_query_model_bind_text (model, ":payment", "cash");
  wait_until_read (model);
  ids = plain_ids (office, "SELECT x.id FROM sale x JOIN station s ON s.id = x.station_id WHERE s.code = 'HF01'"
                           " AND payment = 'cash' ORDER BY sold_at DESC, x.id DESC");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, ids->len);
  for (guint i = 0; i < ids->len; i += 17)
    assert_row (model, ids, i);
}

typedef struct {
  guint calls;
  guint position, removed, added;
} Told;

static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  Told       *told)
{
  told->calls++;
  told->position = position;
  told->removed = removed;
  told->added = added;
}

static void
new_row_moves_the_shown_ones (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (FcQueryModel) model = fc_query_model_new (office->replica, &fc_product_list);
  g_autoptr (FcQueryRow) diesel = NULL;
  g_autoptr (FcQueryRow) petrol = NULL;
  g_autoptr (FcQueryRow) lpg = NULL;
  g_autoptr (FcQueryRow) moved = NULL;
  g_autoptr (FcRecord) product = fc_office_product (office, "LPG", "LPG");
  g_autoptr (GError) error = NULL;
  Told told = { 0 };

  wait_until_read (model);
  diesel = read_row (model, 0);
  petrol = read_row (model, 1);
  g_signal_connect (model, "items-changed", G_CALLBACK (items_changed_cb), &told);
  g_assert_true (fc_office_run (office, fc_op_new_insert (product, FC_TEST_NOW), &error));
  for (int i = 0; i < 100 && told.calls == 0; i++)
    fc_office_settle ();
  g_assert_cmpuint (told.calls, ==, 1);
  g_assert_cmpuint (told.position, ==, 1);
  g_assert_cmpuint (told.removed, ==, 0);
  g_assert_cmpuint (told.added, ==, 1);
  lpg = read_row (model, 1);
  g_assert_cmpstr (fc_query_row_get_text (lpg, FC_PRODUCT_LIST_CODE), ==, "LPG");
  moved = read_row (model, 2);
  g_assert_true (moved == petrol);
  g_assert_cmpstr (fc_query_row_get_text (petrol, FC_PRODUCT_LIST_CODE), ==, "U");
}

static void
changed_row_is_read_again (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (FcQueryModel) model = fc_query_model_new (office->replica, &fc_product_list);
  g_autoptr (FcQueryRow) diesel = NULL;
  g_autoptr (GError) error = NULL;
  Told told = { 0 };

  wait_until_read (model);
  diesel = read_row (model, 0);
  g_signal_connect (model, "items-changed", G_CALLBACK (items_changed_cb), &told);
  fc_office_patch_text (office, FC_PRODUCT, &office->diesel, FC_PRODUCT_NAME, "Diesel B7", &error);
  for (int i = 0; i < 100 && !g_str_equal (fc_query_row_get_text (diesel, FC_PRODUCT_LIST_NAME), "Diesel B7"); i++)
    fc_office_settle ();
  g_assert_cmpuint (told.calls, ==, 0);
  g_assert_cmpstr (fc_query_row_get_text (diesel, FC_PRODUCT_LIST_NAME), ==, "Diesel B7");
}

static void
search_finds_the_beginnings_of_words (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (FcQueryModel) model = fc_query_model_new (office->replica, &fc_product_list);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcQueryRow) row = NULL;

  fc_office_patch_text (office, FC_PRODUCT, &office->diesel, FC_PRODUCT_NAME, "Gasóleo rodoviário", &error);
  g_assert_no_error (error);
  fc_query_model_bind_text (model, ":search", "gasol rodo");
  wait_until_read (model);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 1);
  row = read_row (model, 0);
  g_assert_cmpstr (fc_query_row_get_text (row, FC_PRODUCT_LIST_CODE), ==, "D");
  fc_query_model_bind_text (model, ":search", "diesel");
  wait_until_read (model);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 0);
  fc_query_model_bind_text (model, ":search", "  ");
  wait_until_read (model);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 2);
}

static void
supervisor_sees_only_their_station (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GRand) rand = seeded ();
  g_autoptr (FcQueryModel) model = NULL;
  guint of_station;

  fill_with_sales (office, rand, 500);
  of_station = (guint) fc_office_count (office, "SELECT count(*) FROM sale WHERE station_id IN"
                                                " (SELECT id FROM station WHERE code = 'HF01')");
  model = fc_query_model_new (office->replica, &fc_sale_list);
  wait_until_read (model);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 500);
  fc_office_act_as (office, &office->supervisor);
  fc_office_settle ();
  wait_until_read (model);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, of_station);
}

/* Random inserts, renames and deletes while some rows are shown: what is shown stays true. */
static void
shown_rows_stay_true_while_others_change (void)
{
  g_autoptr (FcOffice) office = fc_office_new ();
  g_autoptr (GRand) rand = seeded ();
  g_autoptr (FcQueryModel) model = fc_query_model_new (office->replica, &fc_product_list);
  g_autoptr (GError) error = NULL;

  for (int round = 0; round < 15; round++)
    {
      g_autoptr (GPtrArray) shown = g_ptr_array_new_with_free_func (g_object_unref);
      g_autoptr (GArray) ids = NULL;
      g_autoptr (GArray) all = plain_ids (office, "SELECT id FROM product ORDER BY id");

      for (int i = 0; i < 20; i++)
        {
          g_autofree char *code = g_strdup_printf ("P%05d", g_rand_int_range (rand, 0, 100000));
          g_autoptr (FcRecord) product = fc_office_product (office, code, code);

          g_assert_true (fc_office_run (office, fc_op_new_insert (product, FC_TEST_NOW), &error));
        }
      for (int i = 0; i < 8 && all->len > 8; i++)
        {
          g_autoptr (FcRecord) gone =
            fc_office_get (office, FC_PRODUCT,
                           &g_array_index (all, FcId, g_rand_int_range (rand, 0, (gint32) all->len)));

          if (gone != NULL)
            g_assert_true (fc_office_run (office, fc_op_new_delete (gone, FC_TEST_NOW), &error));
        }
      fc_office_settle ();
      ids = plain_ids (office, "SELECT id FROM product ORDER BY code, id");
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, ids->len);
      for (guint i = 0; i < ids->len; i++)
        g_ptr_array_add (shown, read_row (model, i));
      for (guint i = 0; i < ids->len; i++)
        g_assert_true (fc_id_equal (fc_query_row_get_id (shown->pdata[i]), &g_array_index (ids, FcId, i)));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/replica/query-model/any-sort-equals-a-plain-select", any_sort_equals_a_plain_select);
  g_test_add_func ("/replica/query-model/filter-counts-what-is-left", filter_counts_what_is_left);
  g_test_add_func ("/replica/query-model/new-row-moves-the-shown-ones", new_row_moves_the_shown_ones);
  g_test_add_func ("/replica/query-model/changed-row-is-read-again", changed_row_is_read_again);
  g_test_add_func ("/replica/query-model/search-finds-the-beginnings-of-words", search_finds_the_beginnings_of_words);
  g_test_add_func ("/replica/query-model/supervisor-sees-only-their-station", supervisor_sees_only_their_station);
  g_test_add_func ("/replica/query-model/shown-rows-stay-true-while-others-change",
                   shown_rows_stay_true_while_others_change);
  return g_test_run ();
}
