/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-db-care.h"
#include "fc-sqlite-store-private.h"

static FcDb *
db_of (FcHubReader *self)
{
  return ((FcSqliteReader *) self)->db;
}

static void
reader_close (FcHubReader *self)
{
  fc_db_close (db_of (self));
  g_free (self);
}

static gboolean
reader_begin (FcHubReader  *self,
              GError      **error)
{
  return fc_db_begin_read (db_of (self), error);
}

static void
reader_end (FcHubReader *self)
{
  fc_db_rollback (db_of (self));
}

static gboolean
reader_check (FcHubReader  *self,
              GError      **error)
{
  gint64 n;
  return fc_db_get_int (db_of (self), "SELECT count(*) FROM tenant_head", &n, error);
}

static GPtrArray *
reader_list (FcHubReader  *self,
             const FcId   *tenant,
             FcEntity      entity,
             GError      **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM \"%s\" WHERE tenant = ?1 ORDER BY id",
                                          fc_rows_columns (entity), fc_catalog_get (entity)->name);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (FcStatement) get = fc_db_prepare (db_of (self), sql, error);
  gboolean row = FALSE;

  if (get == NULL)
    return NULL;
  fc_statement_bind_id (get, 1, tenant);
  while (fc_statement_step (get, &row, error))
    {
      if (!row)
        return g_steal_pointer (&rows);
      g_ptr_array_add (rows, fc_rows_read (get, entity, 0));
    }
  return NULL;
}

static FcRecord *
reader_get (FcHubReader  *self,
            const FcId   *tenant,
            FcEntity      entity,
            const FcId   *id,
            GError      **error)
{
  return fc_rows_get (db_of (self), tenant, entity, id, error);
}

/* @what is one of the program's own table names. */
static gboolean
reader_count (FcHubReader  *self,
              const char   *what,
              gint64       *n,
              GError      **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM \"%s\"", what);
  return fc_db_get_int (db_of (self), sql, n, error);
}

static const FcHubReaderClass reader_class = {
  .close = reader_close,
  .begin = reader_begin,
  .end = reader_end,
  .check = reader_check,
  .list_tenants = fc_sqlite_list_tenants,
  .find_tenant = fc_sqlite_find_tenant,
  .find_user = fc_sqlite_find_user,
  .find_credential = fc_sqlite_find_credential,
  .list_families = fc_sqlite_list_families,
  .find_token = fc_sqlite_find_token,
  .list = reader_list,
  .get = reader_get,
  .count = reader_count,
  .head = fc_sqlite_head,
  .standing = fc_sqlite_standing,
  .updates = fc_sqlite_updates,
  .fill = fc_sqlite_fill,
  .bucket_count = fc_sqlite_bucket_count,
  .chunks_since = fc_sqlite_chunks_since,
  .chunks_count = fc_sqlite_chunks_count,
  .next_chunk = fc_sqlite_next_chunk,
  .rollups = fc_sqlite_rollups,
  .rollups_count = fc_sqlite_rollups_count,
  .sales_horizon = fc_sqlite_sales_horizon,
};

FcHubReader *
fc_sqlite_reader_open (const char  *path,
                       GError     **error)
{
  g_autoptr (FcDb) db = fc_db_open (path, FC_DB_READ_ONLY, error);
  if (db == NULL)
    return NULL;
  FcSqliteReader *self = g_new0 (FcSqliteReader, 1);
  self->parent.class = &reader_class;
  self->db = g_steal_pointer (&db);
  return &self->parent;
}

#define TENANT_QUERY                                                                                           \
  "SELECT h.tenant, h.slug, t.status FROM tenant_head h LEFT JOIN tenant t ON t.tenant = h.tenant AND t.id = " \
  "h.tenant "

static FcHubTenant *
read_tenant (FcStatement *get)
{
  FcHubTenant *tenant = g_new0 (FcHubTenant, 1);
  const char *status = fc_statement_get_text (get, 2);

  fc_statement_get_id (get, 0, &tenant->id);
  tenant->slug = g_strdup (fc_statement_get_text (get, 1));
  tenant->status = g_strdup (status ? status : "active");
  return tenant;
}

GPtrArray *
fc_sqlite_list_tenants (FcHubReader  *self,
                        GError      **error)
{
  g_autoptr (GPtrArray) tenants = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_hub_tenant_free);
  g_autoptr (FcStatement) get = fc_db_prepare (db_of (self), TENANT_QUERY "ORDER BY h.slug", error);
  gboolean row;

  if (get == NULL)
    return NULL;
  while (fc_statement_step (get, &row, error))
    {
      if (!row)
        return g_steal_pointer (&tenants);
      g_ptr_array_add (tenants, read_tenant (get));
    }
  return NULL;
}

/**
 * fc_sqlite_find_tenant:
 * @slug: (nullable)
 * @id: (nullable): used where there is no @slug
 *
 * Returns: (transfer full) (nullable): %NULL without an error where there is none
 */
FcHubTenant *
fc_sqlite_find_tenant (FcHubReader  *self,
                       const char   *slug,
                       const FcId   *id,
                       GError      **error)
{
  g_autoptr (FcStatement) get =
    fc_db_prepare (db_of (self), slug ? TENANT_QUERY "WHERE h.slug = ?1" : TENANT_QUERY "WHERE h.tenant = ?1", error);
  gboolean row;

  if (get == NULL)
    return NULL;
  if (slug)
    fc_statement_bind_text (get, 1, slug);
  else
    fc_statement_bind_id (get, 1, id);
  if (!fc_statement_step (get, &row, error) || !row)
    return NULL;
  return read_tenant (get);
}

FcRecord *
fc_sqlite_find_user (FcHubReader  *self,
                     const FcId   *tenant,
                     const char   *email,
                     GError      **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM \"user\" WHERE tenant = ?1 AND email = ?2 COLLATE NOCASE"
                                          " ORDER BY id LIMIT 1",
                                          fc_rows_columns (FC_USER));
  g_autoptr (FcStatement) get = fc_db_prepare (db_of (self), sql, error);
  gboolean row;

  if (get == NULL)
    return NULL;
  fc_statement_bind_id (get, 1, tenant);
  fc_statement_bind_text (get, 2, email);
  if (!fc_statement_step (get, &row, error) || !row)
    return NULL;
  return fc_rows_read (get, FC_USER, 0);
}

char *
fc_sqlite_find_credential (FcHubReader  *self,
                           const FcId   *tenant,
                           const FcId   *user,
                           gboolean     *must_change,
                           GError      **error)
{
  g_autoptr (FcStatement) get =
    fc_db_prepare (db_of (self), "SELECT hash, must_change FROM credential WHERE tenant = ?1 AND user_id = ?2", error);
  gboolean row;

  if (get == NULL)
    return NULL;
  fc_statement_bind_id (get, 1, tenant);
  fc_statement_bind_id (get, 2, user);
  if (!fc_statement_step (get, &row, error) || !row)
    return NULL;
  *must_change = fc_statement_get_int (get, 1) != 0;
  return g_strdup (fc_statement_get_text (get, 0));
}

gboolean
fc_sqlite_find_token (FcHubReader   *self,
                      const guint8  *hash,
                      FcHubToken    *token,
                      gboolean      *found,
                      GError       **error)
{
  g_autoptr (FcStatement) get =
    fc_db_prepare (db_of (self),
                   "SELECT t.family, t.pair, t.kind, t.generation, t.expires_at, t.superseded, t.pending, f.tenant,"
                   " f.user_id, f.revoked_at IS NOT NULL, f.wipe_at IS NOT NULL AND f.wiped_at IS NULL FROM token t JOIN token_family f ON f.id = t.family"
                   " WHERE t.hash = ?1",
                   error);
  if (get == NULL)
    return FALSE;
  fc_statement_bind_blob (get, 1, hash, FC_HUB_HASH);
  if (!fc_statement_step (get, found, error))
    return FALSE;
  if (!*found)
    return TRUE;
  memcpy (token->hash, hash, FC_HUB_HASH);
  fc_statement_get_id (get, 0, &token->family);
  fc_statement_get_id (get, 1, &token->pair);
  token->kind = (FcHubTokenKind) fc_statement_get_int (get, 2);
  token->generation = (int) fc_statement_get_int (get, 3);
  token->expires_at = fc_statement_get_int (get, 4);
  token->superseded = fc_statement_get_int (get, 5) != 0;
  token->pending = fc_statement_get_int (get, 6) != 0;
  fc_statement_get_id (get, 7, &token->tenant_id);
  fc_statement_get_id (get, 8, &token->user_id);
  token->wipe = fc_statement_get_int (get, 10) != 0;
  token->revoked = fc_statement_get_int (get, 9) != 0 && !token->wipe;
  return TRUE;
}
