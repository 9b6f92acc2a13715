/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crash-office.h"

#include "fc-db.h"
#include "fc-journal-sales.h"
#include "fc-rows.h"
#include "sim-disk.h"
#include "sim-files.h"

#include <stdlib.h>
#include <string.h>

#define PRODUCTS 4

static FcId
product_id (guint n)
{
  g_autofree char *key = g_strdup_printf ("crash%u", n);

  return fc_id_from_key ("product", key, NULL);
}

/* What the hub sends a new office. */
static void
bind_and_pull (FcOffice *office)
{
  const FcId role = fc_id_from_key ("role", "admin", NULL);
  const struct {
    FcEntity entity;
    const FcId *id;
  } known[] = { { FC_TENANT, &office->tenant },
                { FC_USER, &office->manager },
                { FC_ROLE, &role },
                { FC_STATION, &office->station },
                { FC_PRODUCT, &office->diesel } };
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_pulled_row_free);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      FcRecord *record = fc_office_get (office, known[i].entity, known[i].id);

      fc_record_set_version (record, 1);
      g_ptr_array_add (rows, fc_pulled_row_new (FC_PULLED_ROW, known[i].entity, known[i].id, "t", 1, record));
    }
  fc_office_bind (office);
  fc_office_pull (office, rows, 1, &error);
  g_assert_no_error (error);
}

/**
 * crash_office_template:
 *
 * Returns: the folder of a replica with a hub, closed in good order, that every run begins with a copy of
 */
const char *
crash_office_template (void)
{
  static const char *made;
  g_autoptr (FcOffice) office = NULL;

  if (made != NULL)
    return made;
  made = sim_make_folder ();
  office = fc_office_new ();
  bind_and_pull (office);
  fc_replica_close_sync (office->replica);
  g_clear_object (&office->replica);
  sim_copy_folder (g_file_peek_path (office->folder), made);
  return made;
}

CrashOffice *
crash_office_new (guint64 seed, const char *folder)
{
  const guint32 words[] = { (guint32) seed, (guint32) (seed >> 32), 0x0ff1ce };
  CrashOffice *self = g_new0 (CrashOffice, 1);

  self->rand = g_rand_new_with_seed_array (words, G_N_ELEMENTS (words));
  self->steps = g_array_new (FALSE, FALSE, sizeof (CrashStep));
  self->office = fc_office_new_empty ();
  g_file_delete (self->office->folder, NULL, NULL);
  g_object_unref (self->office->folder);
  self->office->folder = g_file_new_for_path (folder);
  return self;
}

void
crash_office_free (CrashOffice *self)
{
  crash_office_close (self);
  g_object_unref (self->office->folder);
  g_free (self->office);
  g_array_unref (self->steps);
  g_rand_free (self->rand);
  g_free (self);
}

gboolean
crash_office_open (CrashOffice *self, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  self->office->replica = fc_replica_open_sync (self->office->folder, error);
  if (self->office->replica == NULL)
    return FALSE;
  fc_replica_act_as_async (self->office->replica, &self->office->manager, fc_test_finished_cb, &result);
  return fc_replica_act_as_finish (self->office->replica, fc_test_wait (&result), error);
}

void
crash_office_close (CrashOffice *self)
{
  if (self->office->replica == NULL)
    return;
  fc_replica_close_sync (self->office->replica);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&self->office->replica);
}

/* --- steps ------------------------------------------------------------------------------------------------------------------- */

/* The row as it is in the file. */
static FcRecord *
see (CrashOffice *self, const FcId *product)
{
  FcRecord *row;

  sim_disk_spare = TRUE;
  row = fc_office_get (self->office, FC_PRODUCT, product);
  sim_disk_spare = FALSE;
  return row;
}

static void
name_product (CrashOffice *self, CrashStep *step, GPtrArray *ops)
{
  g_autoptr (FcRecord) before = NULL;
  g_autoptr (FcRecord) after = NULL;
  g_autofree char *name = g_strdup_printf ("Fuel %u", step->number);

  step->product = product_id ((guint) g_rand_int_range (self->rand, 0, PRODUCTS));
  before = see (self, &step->product);
  after = before != NULL ? fc_record_copy (before) : fc_record_new (FC_PRODUCT, &step->product);
  fc_record_set_text (after, FC_PRODUCT_NAME, name);
  if (before == NULL)
    {
      fc_record_set_text (after, FC_PRODUCT_CODE, name);
      fc_record_set_text (after, FC_PRODUCT_CATEGORY, "fuel");
    }
  g_ptr_array_add (ops, before != NULL ? fc_op_new_patch (before, after, FC_TEST_NOW)
                                       : fc_op_new_insert (after, FC_TEST_NOW));
}

/* Both or none. */
static void
name_product_and_price (CrashOffice *self, CrashStep *step, GPtrArray *ops)
{
  FcId id = fc_id_new (FC_TEST_NOW);
  g_autoptr (FcRecord) price = fc_record_new (FC_PRICE, &id);

  name_product (self, step, ops);
  fc_record_set_ref (price, FC_PRICE_STATION_ID, &self->office->station);
  fc_record_set_ref (price, FC_PRICE_PRODUCT_ID, &step->product);
  fc_record_set_int (price, FC_PRICE_PRICE, 150000 + step->number);
  fc_record_set_int (price, FC_PRICE_EFFECTIVE_AT, FC_TEST_NOW);
  g_ptr_array_add (ops, fc_op_new_insert (price, FC_TEST_NOW));
}

static void
import_sales (CrashOffice *self, CrashStep *step, GPtrArray *ops)
{
  g_autoptr (GPtrArray) sales = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) imports = NULL;

  for (guint i = 0; i < 40; i++)
    {
      FcId id = fc_id_new (FC_TEST_NOW);
      FcRecord *sale = fc_record_new (FC_SALE, &id);

      fc_record_set_ref (sale, FC_SALE_STATION_ID, &self->office->station);
      fc_record_set_ref (sale, FC_SALE_PRODUCT_ID, &self->office->diesel);
      fc_record_set_int (sale, FC_SALE_SOLD_AT, FC_TEST_NOW - (gint64) i * G_USEC_PER_SEC);
      fc_record_set_int (sale, FC_SALE_AMOUNT, 1500 + i);
      g_ptr_array_add (sales, sale);
    }
  imports = fc_sales_import_ops (&self->office->station, sales, FC_TEST_NOW);
  g_ptr_array_add (ops, fc_op_copy (imports->pdata[0]));
}

/* What the hub has made of the products: the same. */
static GPtrArray *
rows_of_hub (CrashOffice *self, gint64 head)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_pulled_row_free);

  for (guint i = 0; i < PRODUCTS; i++)
    {
      FcId id = product_id (i);
      FcRecord *row = see (self, &id);

      if (row == NULL)
        continue;
      fc_record_set_version (row, head);
      g_ptr_array_add (rows, fc_pulled_row_new (FC_PULLED_ROW, FC_PRODUCT, &id, "t", head, row));
    }
  return rows;
}

/* The hub counts on from the last number it gave out, heard of in a pull or in a result. */
static gint64
head_of_hub (CrashOffice *self)
{
  gint64 given;

  sim_disk_spare = TRUE;
  given = fc_office_count (self->office, "SELECT max (coalesce (ack_seq, 0)) FROM outbox");
  sim_disk_spare = FALSE;
  return MAX (given, fc_replica_get_meta_int (self->office->replica, "sync.head", 0));
}

/* The hub said yes to what waits, and its rows come. */
static gboolean
hear_of_hub (CrashOffice *self, GError **error)
{
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_result_free);
  g_autoptr (GPtrArray) waiting = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GAsyncResult) loaded = NULL, recorded = NULL, applied = NULL;
  gint64 head = head_of_hub (self);

  fc_replica_next_ops_async (self->office->replica, NULL, 500, 1 << 20, NULL, fc_test_finished_cb, &loaded);
  waiting = fc_replica_next_ops_finish (self->office->replica, fc_test_wait (&loaded), error);
  if (waiting == NULL)
    return FALSE;
  for (guint i = 0; i < waiting->len; i++)
    g_ptr_array_add (results,
                     fc_op_result_new (&((FcOutboxOp *) waiting->pdata[i])->op_id, FC_OUTCOME_APPLIED, ++head, NULL));
  fc_replica_record_results_async (self->office->replica, results, fc_test_finished_cb, &recorded);
  if (!fc_replica_record_results_finish (self->office->replica, fc_test_wait (&recorded), error))
    return FALSE;
  rows = rows_of_hub (self, head);
  fc_replica_apply_async (self->office->replica, rows, NULL, head, fc_test_finished_cb, &applied);
  return fc_replica_apply_finish (self->office->replica, fc_test_wait (&applied), error);
}

/**
 * crash_office_step:
 *
 * One more step of this seed's story. Where it ends well, it is acknowledged.
 */
gboolean
crash_office_step (CrashOffice *self, GError **error)
{
  static void (*const deeds[]) (CrashOffice *, CrashStep *, GPtrArray *) = { name_product, name_product_and_price,
                                                                             import_sales };
  guint which = (guint) g_rand_int_range (self->rand, 0, G_N_ELEMENTS (deeds) + 1);
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  CrashStep step = { .number = self->first + self->steps->len + 1 };

  if (which == G_N_ELEMENTS (deeds))
    return hear_of_hub (self, error);
  deeds[which](self, &step, ops);
  for (guint i = 0; i < ops->len; i++)
    ((FcOp *) ops->pdata[i])->txn_id = ((FcOp *) ops->pdata[0])->txn_id;
  step.txn_id = ((FcOp *) ops->pdata[0])->txn_id;
  step.n_ops = ops->len;
  g_array_append_val (self->steps, step);
  if (self->begun != NULL)
    self->begun (&step);
  if (!fc_replica_run_sync (self->office->replica, ops, error))
    return FALSE;
  g_array_index (self->steps, CrashStep, self->steps->len - 1).acked = TRUE;
  self->acked = self->steps->len;
  return TRUE;
}

/* --- what must be there -------------------------------------------------------------------------------------------------------- */

char *
crash_integrity (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FcDb) db = fc_db_open (path, FC_DB_READ_ONLY, &error);
  g_autoptr (FcStatement) select = db != NULL ? fc_db_prepare (db, "PRAGMA integrity_check", &error) : NULL;
  gboolean row = FALSE;

  if (select == NULL || !fc_statement_step (select, &row, &error))
    return g_strdup_printf ("%s: %s", path, error->message);
  if (row && g_str_equal (fc_statement_get_text (select, 0), "ok"))
    return NULL;
  return g_strdup_printf ("%s: %s", path, fc_statement_get_text (select, 0));
}

static guint
count_ops (FcDb *db, const FcId *txn_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FcStatement) select = fc_db_prepare (db, "SELECT count(*) FROM outbox WHERE txn_id = ?", &error);
  gboolean row;

  g_assert_no_error (error);
  fc_statement_bind_id (select, 1, txn_id);
  fc_statement_step (select, &row, &error);
  g_assert_no_error (error);
  return (guint) fc_statement_get_int (select, 0);
}

static guint
number_of (FcDb *db, const FcId *product)
{
  g_autoptr (FcRecord) row = fc_rows_get (db, NULL, FC_PRODUCT, product, NULL);

  return row != NULL ? (guint) strtoul (fc_record_get_text (row, FC_PRODUCT_NAME) + strlen ("Fuel "), NULL, 10) : 0;
}

static char *
check_steps (FcDb *db, const GArray *steps, guint acked)
{
  for (guint i = 0; i < steps->len; i++)
    {
      const CrashStep *step = &g_array_index (steps, CrashStep, i);
      guint n = count_ops (db, &step->txn_id);
      gboolean must = i < acked && step->acked;

      if (n != step->n_ops && (n != 0 || must))
        return g_strdup_printf ("step %u of %u (%u acknowledged) has %u of its %u ops", step->number, steps->len, acked,
                                n, step->n_ops);
      if (must && !fc_id_is_null (&step->product) && number_of (db, &step->product) < step->number)
        return g_strdup_printf ("step %u (%u acknowledged) named a product, and its name is older", step->number,
                                acked);
    }
  return NULL;
}

/**
 * crash_office_check:
 * @steps: (element-type CrashStep): what was begun
 * @acked: how many of them must be there; of the others each wholly or not at all
 * @folder: a replica that nobody has open
 *
 * Opens it as the program would, and reads it.
 */
char *
crash_office_check (const GArray *steps, guint acked, const char *folder)
{
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_autofree char *path = g_build_filename (folder, "replica.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcReplica) replica = fc_replica_open_sync (file, &error);
  g_autoptr (FcDb) db = NULL;
  char *wrong;

  if (replica == NULL)
    return g_strdup_printf ("does not open: %s", error->message);
  wrong = crash_integrity (path);
  db = fc_db_open (path, FC_DB_READ_ONLY, &error);
  g_assert_no_error (error);
  if (wrong == NULL)
    wrong = check_steps (db, steps, acked);
  g_clear_pointer (&db, fc_db_close);
  fc_replica_close_sync (replica);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  return wrong;
}

/* Something that a manager can read. */
gboolean
crash_is_sentence (const GError *error)
{
  return error != NULL && strlen (error->message) > 20 && g_unichar_isupper (g_utf8_get_char (error->message)) &&
         strchr (error->message, ' ') != NULL && strchr (error->message, '.') != NULL;
}
