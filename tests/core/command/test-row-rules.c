/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-command.h"
#include "fc-error.h"

/* Rules that hold whoever changes a row: what others stand on stays, currencies and time zones are real ones. */

typedef struct {
  FcId tenant, station, product, tank, pump, nozzle;
  FcRowSet *rows;
  FcActor *actor;
} Fixture;

/* What a store would load. */
typedef struct {
  FcLoader loader;
  FcRowSet *rows;
} Store;

static FcRecord *
add (Fixture    *fixture,
     FcEntity    entity,
     FcId       *id)
{
  FcRecord *row;

  *id = fc_id_from_key ("rules", fc_catalog_get (entity)->name, NULL);
  row = fc_record_new (entity, id);
  if (entity != FC_STATION && fc_catalog_station_field (entity) >= 0)
    fc_record_set_ref (row, fc_catalog_station_field (entity), &fixture->station);
  fc_row_set_add (fixture->rows, row);
  g_object_unref (row);
  return row;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  FcRecord *row;

  fixture->rows = fc_row_set_new ();
  fixture->tenant = fc_id_from_key ("tenant", NULL);
  fixture->actor = fc_actor_new_system (&fixture->tenant);
  row = add (fixture, FC_STATION, &fixture->station);
  fc_record_set_text (row, FC_STATION_CODE, "S1");
  fc_record_set_text (row, FC_STATION_NAME, "Harbour Road");
  fc_record_set_text (row, FC_STATION_TIME_ZONE, "Europe/Lisbon");
  fc_record_set_text (row, FC_STATION_CURRENCY, "EUR");
  row = add (fixture, FC_PRODUCT, &fixture->product);
  fc_record_set_text (row, FC_PRODUCT_CODE, "D");
  fc_record_set_text (row, FC_PRODUCT_NAME, "Diesel");
  row = add (fixture, FC_TANK, &fixture->tank);
  fc_record_set_int (row, FC_TANK_NUMBER, 3);
  fc_record_set_int (row, FC_TANK_CAPACITY, 1000);
  fc_record_set_ref (row, FC_TANK_PRODUCT_ID, &fixture->product);
  row = add (fixture, FC_PUMP, &fixture->pump);
  fc_record_set_int (row, FC_PUMP_NUMBER, 1);
  row = add (fixture, FC_NOZZLE, &fixture->nozzle);
  fc_record_set_text (row, FC_NOZZLE_LABEL, "1A");
  fc_record_set_ref (row, FC_NOZZLE_PUMP_ID, &fixture->pump);
  fc_record_set_ref (row, FC_NOZZLE_TANK_ID, &fixture->tank);
  fc_record_set_ref (row, FC_NOZZLE_PRODUCT_ID, &fixture->product);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  fc_row_set_free (fixture->rows);
  fc_actor_free (fixture->actor);
}

static gboolean
load (FcLoader    *loader,
      FcEntity     entity,
      int          field,
      const FcId  *ids,
      guint        n_ids,
      FcRowSet    *rows,
      GError     **error)
{
  Store *store = (Store *) loader;

  for (guint i = 0; i < n_ids; i++)
    {
      g_autoptr (GPtrArray) found = field < 0 ? g_ptr_array_new () : fc_row_set_list_by (store->rows, entity, field, &ids[i]);
      FcRecord *row = field < 0 ? fc_row_set_get (store->rows, entity, &ids[i]) : NULL;

      if (row != NULL)
        fc_row_set_add (rows, row);
      for (guint j = 0; j < found->len; j++)
        fc_row_set_add (rows, found->pdata[j]);
    }
  return TRUE;
}

/* Loads what a store would load, and runs. */
static gboolean
run (Fixture  *fixture,
     FcOp     *op,
     GError  **error)
{
  Store store = { { .load = load }, fixture->rows };
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  g_autoptr (FcRowSet) rows = fc_row_set_new ();
  g_autoptr (FcChangeSet) changes = NULL;

  g_ptr_array_add (ops, op);
  g_assert_true (fc_ops_load (ops, &store.loader, rows, NULL));
  changes = fc_op_run (op, fixture->actor, rows, error);
  return changes != NULL;
}

static FcOp *
delete_of (Fixture    *fixture,
           FcEntity    entity,
           const FcId *id)
{
  return fc_op_new_delete (fc_row_set_get (fixture->rows, entity, id), 1);
}

static void
what_is_used_stays (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (run (fixture, delete_of (fixture, FC_TANK, &fixture->tank), &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_CONFLICT);
  g_assert_cmpstr (error->message, ==,
                   "Tank 3 cannot be deleted: nozzle 1A still uses it. Change or remove that first");
  g_clear_error (&error);
  g_assert_false (run (fixture, delete_of (fixture, FC_PRODUCT, &fixture->product), &error));
  g_assert_cmpstr (error->message, ==,
                   "Diesel cannot be deleted: nozzle 1A, tank 3 still use it. Change or remove those first");
  g_clear_error (&error);
  g_assert_false (run (fixture, delete_of (fixture, FC_PUMP, &fixture->pump), &error));
  g_clear_error (&error);
  g_assert_true (run (fixture, delete_of (fixture, FC_NOZZLE, &fixture->nozzle), &error));
  g_assert_no_error (error);
}

static void
a_nozzle_out_of_use_holds_nothing (Fixture       *fixture,
                                   gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fc_record_set_int (fc_row_set_get (fixture->rows, FC_NOZZLE, &fixture->nozzle), FC_NOZZLE_REMOVED, 1);
  g_assert_true (run (fixture, delete_of (fixture, FC_TANK, &fixture->tank), &error));
  g_assert_no_error (error);
}

static gboolean
set_text (Fixture     *fixture,
          int          field,
          const char  *text,
          GError     **error)
{
  FcRecord *before = fc_row_set_get (fixture->rows, FC_STATION, &fixture->station);
  g_autoptr (FcRecord) after = fc_record_copy (before);

  fc_record_set_text (after, field, text);
  return run (fixture, fc_op_new_patch (before, after, 1), error);
}

static void
currencies_and_zones_are_real (Fixture       *fixture,
                               gconstpointer  data)
{
  static const char *const no_currencies[] = { "EURO", "eur", "XXX", "EU", "D A" };
  static const char *const no_zones[] = { "Lisbon", "+02:00", "Mars/Olympus" };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (no_currencies); i++)
    {
      g_assert_false (set_text (fixture, FC_STATION_CURRENCY, no_currencies[i], &error));
      g_clear_error (&error);
    }
  for (guint i = 0; i < G_N_ELEMENTS (no_zones); i++)
    {
      g_assert_false (set_text (fixture, FC_STATION_TIME_ZONE, no_zones[i], &error));
      g_assert_error (error, FC_ERROR, FC_ERROR_INVALID);
      g_clear_error (&error);
    }
  g_assert_true (set_text (fixture, FC_STATION_CURRENCY, "KES", &error));
  g_assert_no_error (error);
  g_assert_true (set_text (fixture, FC_STATION_TIME_ZONE, "Africa/Nairobi", &error));
  g_assert_no_error (error);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/row-rules/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("what-is-used-stays", what_is_used_stays);
  ADD ("a-nozzle-out-of-use-holds-nothing", a_nozzle_out_of_use_holds_nothing);
  ADD ("currencies-and-zones-are-real", currencies_and_zones_are_real);
  return g_test_run ();
}
