/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-test-office.h"

#include "fc-rows.h"
#include "fc-test-totals.h"

#include <glib/gstdio.h>

void
fc_test_finished_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

GAsyncResult *
fc_test_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

/* Until nothing has happened for a while: a loaded machine gets the time it needs. */
static void
settle (gint64 quiet_us)
{
  gint64 last = g_get_monotonic_time ();

  while (g_get_monotonic_time () - last < quiet_us)
    {
      if (g_main_context_iteration (NULL, FALSE))
        last = g_get_monotonic_time ();
      g_usleep (1000);
    }
}

void
fc_office_settle (void)
{
  settle (250000);
}

static FcRecord *
station_record (FcOffice   *self,
                const FcId *id,
                const char *code,
                const char *name)
{
  FcRecord *station = fc_record_new (FC_STATION, id);

  fc_record_set_text (station, FC_STATION_CODE, code);
  fc_record_set_text (station, FC_STATION_NAME, name);
  fc_record_set_text (station, FC_STATION_TIME_ZONE, "Europe/London");
  fc_record_set_text (station, FC_STATION_CURRENCY, "GBP");
  return station;
}

static FcRecord *
role_record (const char        *name,
             const char *const *permissions)
{
  FcId id = fc_id_from_key ("role", name, NULL);
  FcRecord *role = fc_record_new (FC_ROLE, &id);

  fc_record_set_text (role, FC_ROLE_NAME, name);
  fc_record_set_set (role, FC_ROLE_PERMISSIONS, permissions);
  return role;
}

static FcRecord *
user_record (const FcId *id,
             const char *name,
             const char *email,
             const char *role)
{
  FcRecord *user = fc_record_new (FC_USER, id);
  const char *roles[] = { role, NULL };

  fc_record_set_text (user, FC_USER_NAME, name);
  fc_record_set_text (user, FC_USER_EMAIL, email);
  fc_record_set_set (user, FC_USER_ROLES, roles);
  fc_record_set_text (user, FC_USER_STATUS, "active");
  return user;
}

FcRecord *
fc_office_product (FcOffice   *self,
                   const char *code,
                   const char *name)
{
  FcId id = fc_id_from_key ("product", code, NULL);
  FcRecord *product = fc_record_new (FC_PRODUCT, &id);

  fc_record_set_text (product, FC_PRODUCT_CODE, code);
  fc_record_set_text (product, FC_PRODUCT_NAME, name);
  fc_record_set_text (product, FC_PRODUCT_CATEGORY, "fuel");
  return product;
}

static void
fill_office (FcOffice *self)
{
  static const char *const everything[] = { "*", NULL };
  static const char *const little[] = { "stations.view", "products.edit", "shifts.view", NULL };
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  g_autofree char *station = fc_id_dup_string (&self->station);
  const char *stations[] = { station, NULL };
  FcRecord *tenant = fc_record_new (FC_TENANT, &self->tenant);
  FcRecord *supervisor = user_record (&self->supervisor, "Sam Carter", "sam@example.org", "supervisor");

  fc_record_set_text (tenant, FC_TENANT_SLUG, "harbour");
  fc_record_set_text (tenant, FC_TENANT_NAME, "Harbour Fuel");
  fc_record_set_set (supervisor, FC_USER_STATIONS, stations);
  g_ptr_array_add (records, tenant);
  g_ptr_array_add (records, role_record ("admin", everything));
  g_ptr_array_add (records, role_record ("supervisor", little));
  g_ptr_array_add (records, user_record (&self->manager, "Mia Brandt", "mia@example.org", "admin"));
  g_ptr_array_add (records, supervisor);
  g_ptr_array_add (records, station_record (self, &self->station, "HF01", "Quay Road"));
  g_ptr_array_add (records, station_record (self, &self->other_station, "HF02", "Mill Lane"));
  g_ptr_array_add (records, fc_office_product (self, "D", "Diesel"));
  g_ptr_array_add (records, fc_office_product (self, "U", "Unleaded"));
  fc_replica_load_records_sync (self->replica, records, &error);
  g_assert_no_error (error);
}

void
fc_office_load (FcOffice *self,
                FcRecord *record)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (one, record);
  fc_replica_load_records_sync (self->replica, one, &error);
  g_assert_no_error (error);
}

/**
 * fc_office_new_empty:
 *
 * Returns: (transfer full): a folder and nothing opened in it yet
 */
FcOffice *
fc_office_new_empty (void)
{
  FcOffice *self = g_new0 (FcOffice, 1);
  g_autofree char *path = g_dir_make_tmp ("fc-office-XXXXXX", NULL);

  self->folder = g_file_new_for_path (path);
  self->tenant = fc_id_from_key ("tenant", "harbour", NULL);
  self->manager = fc_id_from_key ("user", "mia", NULL);
  self->supervisor = fc_id_from_key ("user", "sam", NULL);
  self->station = fc_id_from_key ("station", "quay", NULL);
  self->other_station = fc_id_from_key ("station", "mill", NULL);
  self->diesel = fc_id_from_key ("product", "D", NULL);
  self->petrol = fc_id_from_key ("product", "U", NULL);
  return self;
}

FcOffice *
fc_office_new (void)
{
  FcOffice *self = fc_office_new_empty ();
  g_autoptr (GError) error = NULL;

  self->replica = fc_replica_open_sync (self->folder, &error);
  g_assert_no_error (error);
  fill_office (self);
  fc_office_act_as (self, &self->manager);
  return self;
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_tree (child);
      else
        g_remove (child);
    }
  g_rmdir (path);
}

void
fc_office_free (FcOffice *self)
{
  if (self->replica != NULL)
    fc_replica_close_sync (self->replica);
  settle (20000);
  g_clear_object (&self->replica);
  remove_tree (g_file_peek_path (self->folder));
  g_object_unref (self->folder);
  g_free (self);
}

void
fc_office_reopen (FcOffice *self)
{
  g_autoptr (GError) error = NULL;

  fc_replica_close_sync (self->replica);
  g_clear_object (&self->replica);
  self->replica = fc_replica_open_sync (self->folder, &error);
  g_assert_no_error (error);
  fc_office_act_as (self, &self->manager);
}

void
fc_office_act_as (FcOffice   *self,
                  const FcId *user)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fc_replica_act_as_async (self->replica, user, fc_test_finished_cb, &result);
  fc_replica_act_as_finish (self->replica, fc_test_wait (&result), &error);
  g_assert_no_error (error);
}

void
fc_office_bind (FcOffice *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fc_replica_bind_async (self->replica, "http://127.0.0.1:1", NULL, "harbour", &self->tenant, &self->manager,
                         fc_test_finished_cb, &result);
  fc_replica_bind_finish (self->replica, fc_test_wait (&result), &error);
  g_assert_no_error (error);
}

static FcDb *
peek (FcOffice *self)
{
  g_autofree char *path = g_build_filename (g_file_peek_path (self->folder), "replica.db", NULL);
  g_autoptr (GError) error = NULL;
  FcDb *db = fc_db_open (path, FC_DB_READ_ONLY, &error);

  g_assert_no_error (error);
  return db;
}

FcRecord *
fc_office_get (FcOffice   *self,
               FcEntity    entity,
               const FcId *id)
{
  g_autoptr (FcDb) db = peek (self);
  g_autoptr (GError) error = NULL;
  FcRecord *record = fc_rows_get (db, NULL, entity, id, &error);

  g_assert_no_error (error);
  return record;
}

gint64
fc_office_count (FcOffice   *self,
                 const char *sql)
{
  g_autoptr (FcDb) db = peek (self);
  g_autoptr (GError) error = NULL;
  gint64 value;

  fc_db_get_int (db, sql, &value, &error);
  g_assert_no_error (error);
  return value;
}

void
fc_office_assert_totals (FcOffice *self)
{
  g_assert_cmpint (fc_office_count (self, FC_TEST_WRONG_TOTALS), ==, 0);
}

gboolean
fc_office_run (FcOffice  *self,
               FcOp      *op,
               GError   **error)
{
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);

  g_ptr_array_add (ops, op);
  return fc_replica_run_sync (self->replica, ops, error);
}

gboolean
fc_office_patch_text (FcOffice    *self,
                      FcEntity     entity,
                      const FcId  *id,
                      int          field,
                      const char  *text,
                      GError     **error)
{
  g_autoptr (FcRecord) before = fc_office_get (self, entity, id);
  g_autoptr (FcRecord) after = fc_record_copy (before);

  fc_record_set_text (after, field, text);
  return fc_office_run (self, fc_op_new_patch (before, after, FC_TEST_NOW), error);
}

char *
fc_office_text (FcOffice   *self,
                FcEntity    entity,
                const FcId *id,
                int         field)
{
  g_autoptr (FcRecord) record = fc_office_get (self, entity, id);

  return record != NULL ? g_strdup (fc_record_get_text (record, field)) : NULL;
}

GPtrArray *
fc_office_next_ops (FcOffice *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *ops;

  fc_replica_next_ops_async (self->replica, NULL, 500, 1 << 20, NULL, fc_test_finished_cb, &result);
  ops = fc_replica_next_ops_finish (self->replica, fc_test_wait (&result), &error);
  g_assert_no_error (error);
  return ops;
}

void
fc_office_results (FcOffice   *self,
                   GPtrArray  *ops,
                   FcOutcome   outcome,
                   gint64      seq,
                   const char *reason)
{
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_result_free);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < ops->len; i++)
    g_ptr_array_add (results, fc_op_result_new (&((FcOutboxOp *) ops->pdata[i])->op_id, outcome, seq, reason));
  fc_replica_record_results_async (self->replica, results, fc_test_finished_cb, &result);
  fc_replica_record_results_finish (self->replica, fc_test_wait (&result), &error);
  g_assert_no_error (error);
}

gboolean
fc_office_pull (FcOffice   *self,
                GPtrArray  *rows,
                gint64      head,
                GError    **error)
{
  g_autoptr (GHashTable) cursors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GAsyncResult) result = NULL;

  g_hash_table_insert (cursors, g_strdup ("tenant"), g_memdup2 (&head, sizeof head));
  fc_replica_apply_async (self->replica, rows, cursors, head, fc_test_finished_cb, &result);
  return fc_replica_apply_finish (self->replica, fc_test_wait (&result), error);
}

/**
 * fc_test_sales:
 *
 * Returns: (transfer full): @n sales at both stations at random times within @from and @until
 */
FcFactBatch *
fc_test_sales (FcOffice *self,
               GRand    *rand,
               guint     n,
               gint64    from,
               gint64    until)
{
  FcFactBatch *batch = fc_fact_batch_new (FC_SALE, n);

  for (guint i = 0; i < n; i++)
    {
      gint64 at = from + (gint64) (g_rand_double (rand) * (double) (until - from));
      gint64 volume = g_rand_int_range (rand, 1000, 70000);

      batch->row_ids[i] = fc_id_new_seeded (at, rand);
      fc_fact_batch_use_column (batch, FC_SALE_STATION_ID)->ids[i] =
        g_rand_boolean (rand) ? self->station : self->other_station;
      fc_fact_batch_use_column (batch, FC_SALE_SOLD_AT)->numbers[i] = at;
      fc_fact_batch_use_column (batch, FC_SALE_PRODUCT_ID)->ids[i] =
        g_rand_boolean (rand) ? self->diesel : self->petrol;
      fc_fact_batch_use_column (batch, FC_SALE_VOLUME)->numbers[i] = volume;
      fc_fact_batch_use_column (batch, FC_SALE_PRICE)->numbers[i] = 151900;
      fc_fact_batch_use_column (batch, FC_SALE_AMOUNT)->numbers[i] = volume * 1519 / 10000;
      fc_fact_batch_set_text (batch, i, FC_SALE_PAYMENT, fc_tenders[g_rand_int_range (rand, 0, 4)]);
    }
  return batch;
}
