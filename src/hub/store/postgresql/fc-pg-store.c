/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <unistd.h>

#include "fc-pg-schema.h"
#include "fc-pg-store-private.h"

#define SAVEPOINT "request"

static FcHubStore *store_sibling (FcHubStore *store);

static FcPgStore *
pg_store (FcHubStore *self)
{
  return (FcPgStore *) self;
}

static void
store_close (FcHubStore *store)
{
  FcPgStore *self = pg_store (store);

  g_clear_pointer (&self->listener, fc_pg_listener_unref);
  g_clear_pointer (&self->pg, fc_pg_close);
  g_array_unref (self->moved);
  g_hash_table_unref (self->months);
  if (self->lock >= 0)
    close (self->lock);
  g_free (self->uri);
  g_free (self);
}

static void
end (FcPgStore *self)
{
  self->open = FALSE;
  g_array_set_size (self->moved, 0);
  fc_pg_set_within (self->pg, FALSE);
}

/* Makes the connection anew where the server went away. */
static gboolean
store_begin (FcHubStore  *store,
             GError     **error)
{
  FcPgStore *self = pg_store (store);

  if (!fc_pg_connect (self->pg, error) || !fc_pg_begin (self->pg, "BEGIN", error))
    return FALSE;
  self->open = TRUE;
  g_array_set_size (self->moved, 0);
  return TRUE;
}

static void
store_rollback (FcHubStore *store)
{
  FcPgStore *self = pg_store (store);

  if (self->open && fc_pg_is_up (self->pg))
    {
      fc_pg_flush (self->pg, NULL); /* what failed before this has been told */
      if (fc_pg_run (self->pg, "ROLLBACK", NULL))
        fc_pg_flush (self->pg, NULL);
    }
  end (self);
  g_hash_table_remove_all (self->months);
}

static gboolean
store_commit (FcHubStore  *store,
              GError     **error)
{
  FcPgStore *self = pg_store (store);

  fc_pg_call (self->pg, "COMMIT");
  g_autoptr (PGresult) result = fc_pg_ask (self->pg, error);
  if (result == NULL)
    return FALSE;
  if (g_strcmp0 (PQcmdStatus (result), "COMMIT") != 0)
    {
      g_set_error_literal (error, FC_HUB_ERROR, FC_HUB_ERROR_FAILED, "PostgreSQL undid the transaction.");
      return FALSE;
    }
  for (guint i = 0; i < self->moved->len; i++)
    fc_pg_listener_tell (self->listener, &g_array_index (self->moved, FcId, i));
  end (self);
  return TRUE;
}

static gboolean
store_savepoint (FcHubStore  *store,
                 GError     **error)
{
  return fc_pg_run (pg_store (store)->pg, "SAVEPOINT " SAVEPOINT, error);
}

static gboolean
store_release (FcHubStore  *store,
               GError     **error)
{
  return fc_pg_run (pg_store (store)->pg, "RELEASE SAVEPOINT " SAVEPOINT, error);
}

static void
store_rollback_to (FcHubStore *store)
{
  FcPgStore *self = pg_store (store);

  fc_pg_flush (self->pg, NULL); /* what failed before this has been told */
  if (fc_pg_run (self->pg, "ROLLBACK TO SAVEPOINT " SAVEPOINT, NULL))
    fc_pg_flush (self->pg, NULL);
  fc_pg_forget_scope (self->pg);
  g_hash_table_remove_all (self->months);
}

static gboolean
store_is_open (FcHubStore *store)
{
  FcPgStore *self = pg_store (store);

  return self->open && fc_pg_is_up (self->pg) &&
         (fc_pg_is_queued (self->pg) || PQtransactionStatus (fc_pg_connection (self->pg)) != PQTRANS_IDLE);
}

static void
store_idle (FcHubStore *store,
            gboolean    last)
{
}

static gboolean
store_backup (FcHubStore  *store,
              const char  *path,
              GError     **error)
{
  g_set_error_literal (error, FC_HUB_ERROR, FC_HUB_ERROR_INVALID,
                       "This hub keeps its companies in PostgreSQL. Back the database up with “pg_dump --format=custom”, "
                       "as a role that row-level security does not hold for, and after restoring it run “forecourt-hub "
                       "new-epoch” before it is served.");
  return FALSE;
}

static FcHubReader *
store_open_reader (FcHubStore  *store,
                   GError     **error)
{
  return fc_pg_reader_open (pg_store (store)->uri, error);
}

static gboolean
store_new_epoch (FcHubStore  *store,
                 GError     **error)
{
  FcPgStore *self = pg_store (store);

  return fc_pg_new_epoch (self->pg, error) && fc_pg_epoch (self->pg, &store->epoch, error);
}

static void
store_listen (FcHubStore   *store,
              FcHubNewsFunc news,
              gpointer      data)
{
  fc_pg_listener_set_news (pg_store (store)->listener, news, data);
}

static gboolean
store_lock_head (FcHubStore     *store,
                 const FcId     *tenant,
                 FcHubStanding  *standing,
                 GError        **error)
{
  FcPg *pg = pg_store (store)->pg;

  fc_pg_use (pg, tenant);
  fc_pg_call (pg, "SELECT seq, auth_seq, (SELECT value::bigint FROM hub_meta WHERE key = 'epoch') FROM tenant_head"
                  " WHERE tenant = $1::uuid FOR UPDATE");
  fc_pg_put_id (pg, tenant);
  g_autoptr (PGresult) result = fc_pg_ask (pg, error);
  if (result == NULL)
    return FALSE;
  if (PQntuples (result) == 0)
    {
      g_set_error_literal (error, FC_HUB_ERROR, FC_HUB_ERROR_NOT_FOUND, "There is no such company here.");
      return FALSE;
    }
  *standing = (FcHubStanding){ .head = fc_pg_int (result, 0, 0),
                               .auth = fc_pg_int (result, 0, 1),
                               .epoch = fc_pg_int (result, 0, 2) };
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
  fc_pg_use (pg_store (store)->pg, tenant);
  return fc_pg_rows_load (pg_store (store)->pg, tenant, entity, field, ids, n_ids, rows, error);
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
  fc_pg_use (pg_store (store)->pg, tenant);
  return fc_pg_rows_load_date (pg_store (store)->pg, tenant, entity, station_id, date_field, date, rows, error);
}

static FcHubResult *
read_result (const PGresult *got,
             int             row)
{
  FcHubResult *result = g_new0 (FcHubResult, 1);

  fc_pg_id (got, row, 0, &result->op_id);
  if (PQgetlength (got, row, 1) == FC_HUB_HASH)
    memcpy (result->hash, PQgetvalue (got, row, 1), FC_HUB_HASH);
  result->status = (FcResultStatus) fc_pg_int (got, row, 2);
  result->seq = fc_pg_int (got, row, 3);
  result->error_code = g_strdup (fc_pg_text (got, row, 4));
  result->error_message = g_strdup (fc_pg_text (got, row, 5));
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
  FcPg *pg = pg_store (store)->pg;
  g_auto (FcPgArray) ids = { 0 };

  fc_pg_use (pg, tenant);
  fc_pg_call (pg, "SELECT x.*" FC_PG_EACH_ID "(SELECT op_id, hash, status, seq, error_code, error_message FROM op_result"
                  " WHERE tenant = $1::uuid AND op_id = k.id OFFSET 0) x");
  fc_pg_put_id (pg, tenant);
  fc_pg_put_ids (pg, &ids, op_ids, n_ids);
  g_autoptr (PGresult) got = fc_pg_ask (pg, error);
  for (int i = 0; got && i < PQntuples (got); i++)
    {
      FcHubResult *result = read_result (got, i);
      g_hash_table_replace (results, &result->op_id, result);
    }
  return got != NULL;
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
  .sibling = store_sibling,
  .listen = store_listen,
  .new_epoch = store_new_epoch,
  .lock_head = store_lock_head,
  .load = store_load,
  .load_date = store_load_date,
  .find_results = store_find_results,
  .write = fc_pg_write,
  .mark_client = fc_pg_mark_client,
  .last_author = fc_pg_last_author,
  .email_taken = fc_pg_email_taken,
  .add_tenant = fc_pg_add_tenant,
  .put_credential = fc_pg_put_credential,
  .add_family = fc_pg_add_family,
  .mark_family = fc_pg_mark_family,
  .add_token = fc_pg_add_token,
  .reread_token = fc_pg_reread_token,
  .confirm_pair = fc_pg_confirm_pair,
  .revoke_family = fc_pg_revoke_family,
  .revoke_user = fc_pg_revoke_user,
  .forget_old = fc_pg_forget_old,
};

static FcPgStore *
store_new (const char   *uri,
           FcPg         *pg,
           FcPgListener *listener,
           gint64        epoch)
{
  FcPgStore *self = g_new0 (FcPgStore, 1);

  self->parent.class = &store_class;
  self->parent.epoch = epoch;
  self->pg = pg;
  self->listener = listener;
  self->uri = g_strdup (uri);
  self->lock = -1;
  self->moved = g_array_new (FALSE, FALSE, sizeof (FcId));
  self->months = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

/* A further connection that writes, for another thread; made when it is first used. */
static FcHubStore *
store_sibling (FcHubStore *store)
{
  FcPgStore *self = pg_store (store);

  return &store_new (self->uri, fc_pg_new (self->uri, TRUE), fc_pg_listener_ref (self->listener), store->epoch)->parent;
}

static gboolean
check_place (FcPg      *pg,
             gboolean   create,
             GError   **error)
{
  gboolean exists;

  if (!fc_pg_schema_exists (pg, &exists, error))
    return FALSE;
  if (create && exists)
    g_set_error_literal (error, FC_HUB_ERROR, FC_HUB_ERROR_EXISTS, "There is a hub’s store in this database already.");
  else if (!create && !exists)
    g_set_error_literal (error, FC_HUB_ERROR, FC_HUB_ERROR_NOT_FOUND,
                         "There is no hub’s store in this database: make one with “forecourt-hub init”.");
  return create != exists;
}

/**
 * fc_pg_store_open:
 * @uri: postgresql://…
 * @lock: (transfer full): descriptor of the folder's lock; closed with the store, and where this fails
 * @create: make the schema, which must not be there yet; otherwise it must
 *
 * Returns: (transfer full) (nullable): a writing side; close it with its class's close()
 */
FcHubStore *
fc_pg_store_open (const char  *uri,
                  int          lock,
                  gboolean     create,
                  GError     **error)
{
  g_autoptr (FcPg) pg = fc_pg_open (uri, error);
  gint64 epoch;

  if (pg == NULL || !check_place (pg, create, error) || (create && !fc_pg_schema_create (pg, error)) ||
      !fc_pg_schema_migrate (pg, error) || !fc_pg_epoch (pg, &epoch, error) || !fc_pg_take_role (pg, error))
    {
      close (lock);
      return NULL;
    }
  FcPgStore *self = store_new (uri, g_steal_pointer (&pg), fc_pg_listener_new (uri), epoch);
  self->lock = lock;
  return &self->parent;
}
