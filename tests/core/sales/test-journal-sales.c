/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-command.h"
#include "fc-error.h"
#include "fc-journal-sales.h"

/* What a journal of the point of sale becomes: one at a station that knows its grades, one that does not. */

typedef struct {
  FcId tenant, station, diesel, petrol, shop;
  FcRowSet *rows;
  FcMessages *messages;
} Fixture;

static FcRecord *
add (Fixture    *fixture,
     FcEntity    entity,
     const FcId *id)
{
  FcRecord *row = fc_record_new (entity, id);

  fc_row_set_add (fixture->rows, row);
  g_object_unref (row);
  return row;
}

static FcId
add_product (Fixture    *fixture,
             const char *category,
             const char *pos_code)
{
  FcId id = fc_id_from_key ("product", pos_code, NULL);
  FcRecord *product = add (fixture, FC_PRODUCT, &id);

  fc_record_set_text (product, FC_PRODUCT_CODE, pos_code);
  fc_record_set_text (product, FC_PRODUCT_NAME, pos_code);
  fc_record_set_text (product, FC_PRODUCT_CATEGORY, category);
  fc_record_set_set (product, FC_PRODUCT_POS_CODES, (const char *const[]) { pos_code, NULL });
  return id;
}

static void
add_nozzle (Fixture    *fixture,
            int         number,
            const FcId *product)
{
  FcId pump_id = fc_id_derive (&fixture->station, "pump", (guint) number);
  FcId id = fc_id_derive (&pump_id, "nozzle", 0);
  FcRecord *pump = add (fixture, FC_PUMP, &pump_id), *nozzle = add (fixture, FC_NOZZLE, &id);

  fc_record_set_ref (pump, FC_PUMP_STATION_ID, &fixture->station);
  fc_record_set_int (pump, FC_PUMP_NUMBER, number);
  fc_record_set_ref (nozzle, FC_NOZZLE_STATION_ID, &fixture->station);
  fc_record_set_ref (nozzle, FC_NOZZLE_PUMP_ID, &pump_id);
  fc_record_set_ref (nozzle, FC_NOZZLE_PRODUCT_ID, product);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  FcRecord *station;

  fixture->rows = fc_row_set_new ();
  fixture->messages = fc_messages_new ();
  fixture->tenant = fc_id_from_key ("tenant", NULL);
  fixture->station = fc_id_from_key ("station", NULL);
  station = add (fixture, FC_STATION, &fixture->station);
  fc_record_set_text (station, FC_STATION_CODE, "AB012");
  fc_record_set_text (station, FC_STATION_NAME, "Porto");
  fc_record_set_text (station, FC_STATION_TIME_ZONE, "Europe/Paris");
  fc_record_set_text (station, FC_STATION_CURRENCY, "EUR");
  fixture->diesel = add_product (fixture, "fuel", "20");
  fixture->petrol = add_product (fixture, "fuel", "10");
  fixture->shop = add_product (fixture, "shop", "*");
  add_nozzle (fixture, 3, &fixture->diesel);
  add_nozzle (fixture, 5, &fixture->petrol);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  fc_row_set_free (fixture->rows);
  fc_messages_free (fixture->messages);
}

static FcNaxmlReport *
read_journal (void)
{
  FcNaxmlOptions options = { .units = { "EUR", FC_VOLUME_LITRE, FALSE } };
  g_autofree char *path =
    g_test_build_filename (G_TEST_DIST, "core", "exchange", "samples", "harbour", "PJR20260502-1.xml", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (FcMessages) messages = fc_messages_new ();
  g_autoptr (GError) error = NULL;
  FcNaxmlReport *report = fc_naxml_parse_file (file, &options, messages, NULL, &error);

  g_assert_no_error (error);
  return report;
}

static GPtrArray *
sales_of_journal (Fixture *fixture)
{
  g_autoptr (FcNaxmlReport) report = read_journal ();

  return fc_journal_sales (fixture->rows, &fixture->tenant, &fixture->station, report, fixture->messages);
}

static void
every_line_is_a_fact (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (GPtrArray) sales = sales_of_journal (fixture);
  FcRecord *diesel, *coffee, *refund;

  g_assert_cmpuint (sales->len, ==, 4); /* not the cancelled magazine, not the lesson */
  diesel = sales->pdata[0];
  g_assert_true (fc_id_equal (fc_record_get_ref (diesel, FC_SALE_PRODUCT_ID), &fixture->diesel));
  g_assert_cmpint (fc_record_get_int (diesel, FC_SALE_VOLUME), ==, 41270);
  g_assert_cmpint (fc_record_get_int (diesel, FC_SALE_AMOUNT), ==, 6847);
  g_assert_cmpint (fc_record_get_int (diesel, FC_SALE_PRICE), ==, 165900);
  g_assert_cmpstr (fc_record_get_text (diesel, FC_SALE_PAYMENT), ==, "card_outside");
  g_assert_cmpstr (fc_record_get_text (diesel, FC_SALE_OFFLINE_ID), ==, "101-5001");
  g_assert_nonnull (fc_record_get_ref (diesel, FC_SALE_NOZZLE_ID));
  /* 2026-05-02 06:11:52 in Paris */
  g_assert_cmpint (fc_record_get_int (diesel, FC_SALE_SOLD_AT), ==, G_GINT64_CONSTANT (1777695112) * G_USEC_PER_SEC);
  coffee = sales->pdata[2];
  g_assert_true (fc_id_equal (fc_record_get_ref (coffee, FC_SALE_PRODUCT_ID), &fixture->shop));
  g_assert_cmpint (fc_record_get_int (coffee, FC_SALE_COUNT), ==, 0); /* the transaction counts once */
  g_assert_true (fc_record_is_null (coffee, FC_SALE_VOLUME));
  refund = sales->pdata[3];
  g_assert_cmpint (fc_record_get_int (refund, FC_SALE_AMOUNT), ==, -420);
  g_assert_cmpuint (fixture->messages->n_warnings, ==, 0);
}

static void
the_same_file_gives_the_same_rows (Fixture       *fixture,
                                   gconstpointer  data)
{
  g_autoptr (GPtrArray) first = sales_of_journal (fixture), second = sales_of_journal (fixture);
  g_autoptr (GHashTable) seen = g_hash_table_new (fc_id_hash, fc_id_equal);

  g_assert_cmpuint (first->len, ==, second->len);
  for (guint i = 0; i < first->len; i++)
    {
      g_assert_true (fc_id_equal (fc_record_get_id (first->pdata[i]), fc_record_get_id (second->pdata[i])));
      g_assert_true (g_hash_table_add (seen, (gpointer) fc_record_get_id (first->pdata[i])));
    }
}

static void
unknown_items_are_left_out_with_a_line (Fixture       *fixture,
                                        gconstpointer  data)
{
  g_autoptr (GPtrArray) sales = NULL;

  fc_row_set_remove (fixture->rows, FC_PRODUCT, &fixture->shop);
  sales = sales_of_journal (fixture);
  g_assert_cmpuint (sales->len, ==, 2);
  g_assert_cmpuint (fixture->messages->n_warnings, ==, 1);
  g_assert_nonnull (strstr (fc_messages_get (fixture->messages, 0)->text, "2 lines (0.00 in all)"));
}

static FcChangeSet *
run (Fixture     *fixture,
     GPtrArray   *sales,
     const char  *permission,
     GError     **error)
{
  g_autoptr (GPtrArray) ops = fc_sales_import_ops (&fixture->station, sales, 1790000000000000);
  g_autoptr (FcActor) actor = fc_actor_new_system (&fixture->tenant);

  g_assert_cmpuint (ops->len, ==, 1);
  g_hash_table_remove_all (actor->permissions);
  g_hash_table_add (actor->permissions, g_strdup (permission));
  return fc_op_run (ops->pdata[0], actor, fixture->rows, error);
}

static void
command_makes_facts (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (GPtrArray) sales = sales_of_journal (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcChangeSet) changes = run (fixture, sales, "shifts.create", &error);
  g_autoptr (FcChangeSet) denied = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (changes->changes->len, ==, 4);
  g_assert_cmpuint (changes->events->len, ==, 1);
  denied = run (fixture, sales, "shifts.view", &error);
  g_assert_error (error, FC_ERROR, FC_ERROR_DENIED);
  g_clear_error (&error);
  fc_record_set_ref (sales->pdata[1], FC_SALE_STATION_ID, &fixture->tenant);
  denied = run (fixture, sales, "shifts.create", &error);
  g_assert_error (error, FC_ERROR, FC_ERROR_INVALID);
}

static void
a_reversal_is_the_opposite (Fixture       *fixture,
                            gconstpointer  data)
{
  g_autoptr (GPtrArray) sales = sales_of_journal (fixture);
  g_autoptr (FcRecord) back = fc_sale_reversal (sales->pdata[0]), again = fc_sale_reversal (sales->pdata[0]);
  g_autoptr (GError) error = NULL;

  g_assert_true (fc_id_equal (fc_record_get_id (back), fc_record_get_id (again)));
  g_assert_cmpint (fc_record_get_int (back, FC_SALE_AMOUNT), ==, -6847);
  g_assert_cmpint (fc_record_get_int (back, FC_SALE_VOLUME), ==, -41270);
  g_assert_cmpint (fc_record_get_int (back, FC_SALE_COUNT), ==, -1);
  g_assert_true (fc_record_validate (back, &error));
  g_assert_no_error (error);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  fc_sales_commands_register ();
#define ADD(path, func) g_test_add ("/sales/journal/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("every-line-is-a-fact", every_line_is_a_fact);
  ADD ("the-same-file-gives-the-same-rows", the_same_file_gives_the_same_rows);
  ADD ("unknown-items-are-left-out-with-a-line", unknown_items_are_left_out_with_a_line);
  ADD ("command-makes-facts", command_makes_facts);
  ADD ("a-reversal-is-the-opposite", a_reversal_is_the_opposite);
  return g_test_run ();
}
