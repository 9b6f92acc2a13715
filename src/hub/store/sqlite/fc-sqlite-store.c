/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <unistd.h>

#include "fc-db-care.h"
#include "fc-sqlite-store-private.h"

#define CHECKPOINT_PAGES 4000 /* of the WAL: 16 MB */
#define SAVEPOINT        "request"

static FcSqliteStore *
sqlite_store (FcHubStore *self)
{
  return (FcSqliteStore *) self;
}

static void
store_close (FcHubStore *store)
{
  FcSqliteStore *self = sqlite_store (store);

  g_clear_pointer (&self->db, fc_db_close);
  g_hash_table_unref (self->buckets);
  close (self->lock);
  g_free (self->path);
  g_free (self);
}

static gboolean
store_begin (FcHubStore  *store,
             GError     **error)
{
  return fc_db_begin (sqlite_store (store)->db, error);
}

static gboolean
store_commit (FcHubStore  *store,
              GError     **error)
{
  FcSqliteStore *self = sqlite_store (store);

  if (!fc_db_commit (self->db, error))
    return FALSE;
  if (fc_db_get_wal_pages (self->db) > CHECKPOINT_PAGES)
    return fc_db_checkpoint (self->db, FALSE, NULL) || TRUE; /* what is committed stays so */
  return TRUE;
}

static void
store_rollback (FcHubStore *store)
{
  fc_db_rollback (sqlite_store (store)->db);
  g_hash_table_remove_all (sqlite_store (store)->buckets);
}

static gboolean
store_savepoint (FcHubStore  *store,
                 GError     **error)
{
  return fc_db_savepoint (sqlite_store (store)->db, SAVEPOINT, error);
}

static gboolean
store_release (FcHubStore  *store,
               GError     **error)
{
  return fc_db_release (sqlite_store (store)->db, SAVEPOINT, error);
}

static void
store_rollback_to (FcHubStore *store)
{
  fc_db_rollback_to (sqlite_store (store)->db, SAVEPOINT);
  g_hash_table_remove_all (sqlite_store (store)->buckets);
}

static gboolean
store_is_open (FcHubStore *store)
{
  return fc_db_in_transaction (sqlite_store (store)->db);
}

static void
store_idle (FcHubStore *store,
            gboolean    last)
{
  FcSqliteStore *self = sqlite_store (store);
  g_autoptr (GError) error = NULL;

  if ((last || fc_db_get_wal_pages (self->db) > 0) && !fc_db_checkpoint (self->db, last, &error))
    g_message ("The store's log could not be written back: %s", error->message);
}

/**
 * fc_sqlite_mark_copy:
 *
 * A copy opens under a new epoch, so that clients of a hub restored from it offer again what it has not seen.
 */
gboolean
fc_sqlite_mark_copy (FcDb    *copy,
                     GError **error)
{
  return fc_db_exec (copy, "INSERT OR REPLACE INTO hub_meta VALUES ('copy', 1)", error) &&
         fc_db_checkpoint (copy, TRUE, error);
}

static gboolean
mark_as_copy (const char  *path,
              GError     **error)
{
  g_autoptr (FcDb) copy = fc_db_open (path, 0, error);

  return copy != NULL && fc_sqlite_mark_copy (copy, error);
}

static gboolean
store_backup (FcHubStore  *store,
              const char  *path,
              GError     **error)
{
  if (!fc_db_backup (sqlite_store (store)->db, path, error))
    return FALSE;
  if (mark_as_copy (path, error))
    return TRUE;
  g_unlink (path);
  return FALSE;
}

static gboolean read_epoch (FcSqliteStore *self, GError **error);

static gboolean
store_new_epoch (FcHubStore  *store,
                 GError     **error)
{
  FcSqliteStore *self = sqlite_store (store);

  return fc_db_exec (self->db, "INSERT OR REPLACE INTO hub_meta VALUES ('copy', 1)", error) && read_epoch (self, error);
}

static FcHubReader *
store_open_reader (FcHubStore  *store,
                   GError     **error)
{
  return fc_sqlite_reader_open (sqlite_store (store)->path, error);
}

static gboolean
store_lock_head (FcHubStore     *store,
                 const FcId     *tenant,
                 FcHubStanding  *standing,
                 GError        **error)
{
  FcDb *db = sqlite_store (store)->db; /* BEGIN IMMEDIATE has locked it */
  g_autoptr (FcStatement) get = fc_db_prepare (db, "SELECT seq FROM tenant_head WHERE tenant = ?1", error);
  gboolean row;

  if (get == NULL)
    return FALSE;
  fc_statement_bind_id (get, 1, tenant);
  if (!fc_statement_step (get, &row, error))
    return FALSE;
  if (!row)
    {
      g_set_error_literal (error, FC_HUB_ERROR, FC_HUB_ERROR_NOT_FOUND, "There is no such company here.");
      return FALSE;
    }
  *standing = (FcHubStanding){ .head = fc_statement_get_int (get, 0), .epoch = store->epoch };
  return TRUE;
}

static gboolean
store_load (FcHubStore  *store,
            const FcId  *tenant,
            FcEntity     entity,
            int          field,
            const FcId  *ids,
            guint        n_ids,
            FcRowSet    *rows,
            GError     **error)
{
  return fc_rows_load (sqlite_store (store)->db, tenant, entity, field, ids, n_ids, rows, error);
}

static gboolean
store_load_date (FcHubStore  *store,
                 const FcId  *tenant,
                 FcEntity     entity,
                 const FcId  *station_id,
                 int          date_field,
                 FcDate       date,
                 FcRowSet    *rows,
                 GError     **error)
{
  return fc_rows_load_date (sqlite_store (store)->db, tenant, entity, station_id, date_field, date, rows, error);
}

static FcHubResult *
read_result (FcStatement *statement,
             const FcId  *op_id)
{
  FcHubResult *result = g_new0 (FcHubResult, 1);
  gsize size;
  gconstpointer hash = fc_statement_get_blob (statement, 0, &size);

  result->op_id = *op_id;
  if (size == FC_HUB_HASH)
    memcpy (result->hash, hash, FC_HUB_HASH);
  result->status = (FcResultStatus) fc_statement_get_int (statement, 1);
  result->seq = fc_statement_get_int (statement, 2);
  result->error_code = g_strdup (fc_statement_get_text (statement, 3));
  result->error_message = g_strdup (fc_statement_get_text (statement, 4));
  return result;
}

static gboolean
store_find_results (FcHubStore  *store,
                    const FcId  *tenant,
                    const FcId  *op_ids,
                    guint        n_ids,
                    GHashTable  *results,
                    GError     **error)
{
  g_autoptr (FcStatement) get = fc_db_prepare (sqlite_store (store)->db,
                                               "SELECT hash, status, seq, error_code, error_message FROM op_result"
                                               " WHERE tenant = ?1 AND op_id = ?2",
                                               error);
  if (get == NULL)
    return FALSE;
  for (guint i = 0; i < n_ids; i++)
    {
      gboolean row;
      if (g_hash_table_contains (results, &op_ids[i])) /* an op and another that depends on it */
        continue;
      fc_statement_bind_id (get, 1, tenant);
      fc_statement_bind_id (get, 2, &op_ids[i]);
      if (!fc_statement_step (get, &row, error))
        return FALSE;
      if (row)
        {
          FcHubResult *result = read_result (get, &op_ids[i]);
          g_hash_table_replace (results, &result->op_id, result);
        }
      fc_statement_reset (get);
    }
  return TRUE;
}

static const FcHubStoreClass store_class = {
  .close = store_close,
  .begin = store_begin,
  .commit = store_commit,
  .rollback = store_rollback,
  .savepoint = store_savepoint,
  .release = store_release,
  .rollback_to = store_rollback_to,
  .is_open = store_is_open,
  .idle = store_idle,
  .backup = store_backup,
  .open_reader = store_open_reader,
  .new_epoch = store_new_epoch,
  .lock_head = store_lock_head,
  .load = store_load,
  .load_date = store_load_date,
  .find_results = store_find_results,
  .write = fc_sqlite_write,
  .mark_client = fc_sqlite_mark_client,
  .last_author = fc_sqlite_last_author,
  .email_taken = fc_sqlite_email_taken,
  .add_tenant = fc_sqlite_add_tenant,
  .put_credential = fc_sqlite_put_credential,
  .add_family = fc_sqlite_add_family,
  .mark_family = fc_sqlite_mark_family,
  .add_token = fc_sqlite_add_token,
  .reread_token = fc_sqlite_reread_token,
  .confirm_pair = fc_sqlite_confirm_pair,
  .revoke_family = fc_sqlite_revoke_family,
  .revoke_user = fc_sqlite_revoke_user,
  .forget_old = fc_sqlite_forget_old,
};

/* A copy takes a number by chance: the same backup restored twice, by a clock that is wrong, must be two epochs. */
static gboolean
read_epoch (FcSqliteStore  *self,
            GError        **error)
{
  gint64 copy;

  if (!fc_db_get_int (self->db, "SELECT value FROM hub_meta WHERE key = 'copy'", &copy, error))
    return FALSE;
  if (copy)
    {
      g_autofree char *sql = g_strdup_printf ("BEGIN IMMEDIATE; DELETE FROM hub_meta WHERE key = 'copy';"
                                              "UPDATE hub_meta SET value = max (value, %" G_GINT64_FORMAT ") + %d"
                                              " WHERE key = 'epoch'; COMMIT",
                                              g_get_real_time (), 1 + g_random_int_range (0, 1000000000));
      if (!fc_db_exec (self->db, sql, error))
        return FALSE;
    }
  return fc_db_get_int (self->db, "SELECT value FROM hub_meta WHERE key = 'epoch'", &self->parent.epoch, error);
}

/**
 * fc_sqlite_store_open:
 * @folder: holds the file and nothing but what belongs to the hub
 * @create: make the store, which must not be there yet; otherwise it must
 *
 * Returns: (transfer full) (nullable): the writing side; close it with its class's close()
 */
FcHubStore *
fc_sqlite_store_open (const char  *folder,
                      gboolean     create,
                      GError     **error)
{
  g_autofree char *path = g_build_filename (folder, FC_SQLITE_STORE_FILE, NULL);
  gboolean there = g_file_test (path, G_FILE_TEST_EXISTS);

  if (create && there)
    {
      g_set_error (error, FC_HUB_ERROR, FC_HUB_ERROR_EXISTS, "There is a hub's store in %s already.", folder);
      return NULL;
    }
  if (!create && !there)
    {
      g_set_error (error, FC_HUB_ERROR, FC_HUB_ERROR_NOT_FOUND,
                   "There is no hub's store in %s: make one with “forecourt-hub init”.", folder);
      return NULL;
    }
  int lock = fc_hub_folder_lock (folder, error);
  if (lock < 0)
    return NULL;
  g_autoptr (FcDb) db = fc_db_open (path, create ? FC_DB_CREATE : 0, error);
  if (db == NULL || !fc_db_migrate (db, FC_APPLICATION_ID_HUB, fc_sqlite_store_steps, NULL, error) ||
      !fc_db_exec (db, "PRAGMA cache_size = -65536", error))
    {
      close (lock);
      return NULL;
    }
  g_chmod (path, 0600);

  FcSqliteStore *self = g_new0 (FcSqliteStore, 1);
  self->parent.class = &store_class;
  self->db = g_steal_pointer (&db);
  self->lock = lock;
  self->path = g_steal_pointer (&path);
  self->buckets = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  if (!read_epoch (self, error))
    {
      store_close (&self->parent);
      return NULL;
    }
  return &self->parent;
}
