/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-pg-store-private.h"

#include "fc-rows.h"

static FcPg *
pg_of (FcHubReader *self)
{
  return ((FcPgReader *) self)->pg;
}

static void
reader_close (FcHubReader *self)
{
  fc_pg_close (pg_of (self));
  g_free (self);
}

/* A reader that rested while the server was restarted finds that out only by asking. */
static gboolean
reader_begin (FcHubReader  *self,
              GError      **error)
{
  FcPg *pg = pg_of (self);

  for (int i = 0; i < 2; i++)
    {
      gboolean last = i == 1 || !fc_pg_is_up (pg);
      if (fc_pg_connect (pg, last ? error : NULL) &&
          fc_pg_begin (pg, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", last ? error : NULL) &&
          fc_pg_flush (pg, last ? error : NULL))
        return TRUE;
      if (last)
        break;
    }
  return FALSE;
}

static void
reader_end (FcHubReader *self)
{
  FcPg *pg = pg_of (self);

  if (fc_pg_is_up (pg) && fc_pg_run (pg, "ROLLBACK", NULL))
    fc_pg_flush (pg, NULL);
  fc_pg_set_within (pg, FALSE);
}

static gboolean
reader_check (FcHubReader  *self,
              GError      **error)
{
  gint64 n;

  fc_pg_call (pg_of (self), "SELECT count (*) FROM hub_meta");
  return fc_pg_only_int (fc_pg_ask (pg_of (self), error), &n);
}

static GPtrArray *
read_all (FcPg      *pg,
          FcEntity   entity,
          GError   **error)
{
  g_autoptr (PGresult) result = fc_pg_ask (pg, error);

  if (result == NULL)
    return NULL;
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);
  for (int i = 0; i < PQntuples (result); i++)
    g_ptr_array_add (rows, fc_pg_rows_read (result, i, entity));
  return rows;
}

static GPtrArray *
reader_list (FcHubReader  *self,
             const FcId   *tenant,
             FcEntity      entity,
             GError      **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM \"%s\" WHERE tenant = $1::uuid ORDER BY id",
                                          fc_rows_columns (entity), fc_catalog_get (entity)->name);
  fc_pg_use (pg_of (self), tenant);
  fc_pg_call (pg_of (self), sql);
  fc_pg_put_id (pg_of (self), tenant);
  return read_all (pg_of (self), entity, error);
}

static FcRecord *
first_of (GPtrArray *rows)
{
  g_autoptr (GPtrArray) own = rows;
  return own && own->len > 0 ? g_object_ref (own->pdata[0]) : NULL;
}

static FcRecord *
reader_get (FcHubReader  *self,
            const FcId   *tenant,
            FcEntity      entity,
            const FcId   *id,
            GError      **error)
{
  g_autoptr (FcRowSet) rows = fc_row_set_new ();

  fc_pg_use (pg_of (self), tenant);
  if (!fc_pg_rows_load (pg_of (self), tenant, entity, -1, id, 1, rows, error))
    return NULL;
  FcRecord *row = fc_row_set_get (rows, entity, id);
  return row ? g_object_ref (row) : NULL;
}

static PGresult *
ask_tenants (FcPg    *pg,
             GError **error)
{
  fc_pg_use (pg, NULL);
  fc_pg_call (pg, "SELECT tenant, slug FROM tenant_head ORDER BY slug");
  return fc_pg_ask (pg, error);
}

/* @what is one of the program's own table names. Each company is counted by itself: nobody sees them all at once. */
static gboolean
reader_count (FcHubReader  *self,
              const char   *what,
              gint64       *n,
              GError      **error)
{
  FcPg *pg = pg_of (self);
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM \"%s\"", what);
  g_autoptr (PGresult) tenants = ask_tenants (pg, error);

  *n = 0;
  for (int i = 0; tenants && i < PQntuples (tenants); i++)
    {
      FcId tenant = { 0 };
      gint64 part;
      fc_pg_id (tenants, i, 0, &tenant);
      fc_pg_use (pg, &tenant);
      fc_pg_call (pg, sql);
      if (!fc_pg_only_int (fc_pg_ask (pg, error), &part))
        return FALSE;
      *n += part;
    }
  return tenants != NULL;
}

static const FcHubReaderClass reader_class = {
  .close = reader_close,
  .begin = reader_begin,
  .end = reader_end,
  .check = reader_check,
  .list_tenants = fc_pg_list_tenants,
  .find_tenant = fc_pg_find_tenant,
  .find_user = fc_pg_find_user,
  .find_credential = fc_pg_find_credential,
  .list_families = fc_pg_list_families,
  .find_token = fc_pg_find_token,
  .list = reader_list,
  .get = reader_get,
  .count = reader_count,
  .head = fc_pg_head,
  .standing = fc_pg_standing,
  .updates = fc_pg_updates,
  .fill = fc_pg_fill,
  .bucket_count = fc_pg_bucket_count,
  .chunks_since = fc_pg_chunks_since,
  .chunks_count = fc_pg_chunks_count,
  .next_chunk = fc_pg_next_chunk,
  .rollups = fc_pg_rollups,
  .rollups_count = fc_pg_rollups_count,
  .sales_horizon = fc_pg_sales_horizon,
};

FcHubReader *
fc_pg_reader_open (const char  *uri,
                   GError     **error)
{
  g_autoptr (FcPg) pg = fc_pg_open (uri, error);

  if (pg == NULL || !fc_pg_take_role (pg, error))
    return NULL;
  FcPgReader *self = g_new0 (FcPgReader, 1);
  self->parent.class = &reader_class;
  self->pg = g_steal_pointer (&pg);
  return &self->parent;
}

/* The directory says who there is, the company's own row how it stands. */
static FcHubTenant *
read_tenant (FcPg            *pg,
             const PGresult  *heads,
             int              row,
             GError         **error)
{
  g_autoptr (FcHubTenant) tenant = g_new0 (FcHubTenant, 1);

  fc_pg_id (heads, row, 0, &tenant->id);
  tenant->slug = g_strdup (fc_pg_text (heads, row, 1));
  fc_pg_use (pg, &tenant->id);
  fc_pg_call (pg, "SELECT status FROM tenant WHERE tenant = $1::uuid AND id = $1::uuid");
  fc_pg_put_id (pg, &tenant->id);
  g_autoptr (PGresult) result = fc_pg_ask (pg, error);
  if (result == NULL)
    return NULL;
  const char *status = PQntuples (result) > 0 ? fc_pg_text (result, 0, 0) : NULL;
  tenant->status = g_strdup (status ? status : "active");
  return g_steal_pointer (&tenant);
}

GPtrArray *
fc_pg_list_tenants (FcHubReader  *self,
                    GError      **error)
{
  g_autoptr (GPtrArray) tenants = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_hub_tenant_free);
  g_autoptr (PGresult) heads = ask_tenants (pg_of (self), error);

  for (int i = 0; heads && i < PQntuples (heads); i++)
    {
      FcHubTenant *tenant = read_tenant (pg_of (self), heads, i, error);
      if (tenant == NULL)
        return NULL;
      g_ptr_array_add (tenants, tenant);
    }
  return heads ? g_steal_pointer (&tenants) : NULL;
}

/**
 * fc_pg_find_tenant:
 * @slug: (nullable)
 * @id: (nullable): used where there is no @slug
 *
 * Returns: (transfer full) (nullable): %NULL without an error where there is none
 */
FcHubTenant *
fc_pg_find_tenant (FcHubReader  *self,
                   const char   *slug,
                   const FcId   *id,
                   GError      **error)
{
  FcPg *pg = pg_of (self);

  fc_pg_use (pg, NULL);
  fc_pg_call (pg, slug ? "SELECT tenant, slug FROM tenant_head WHERE slug = $1::text"
                       : "SELECT tenant, slug FROM tenant_head WHERE tenant = $1::uuid");
  if (slug)
    fc_pg_put_text (pg, slug);
  else
    fc_pg_put_id (pg, id);
  g_autoptr (PGresult) heads = fc_pg_ask (pg, error);
  return heads && PQntuples (heads) > 0 ? read_tenant (pg, heads, 0, error) : NULL;
}

FcRecord *
fc_pg_find_user (FcHubReader  *self,
                 const FcId   *tenant,
                 const char   *email,
                 GError      **error)
{
  FcPg *pg = pg_of (self);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM \"user\" WHERE tenant = $1::uuid AND lower (email COLLATE \"C\")"
                                          " = lower ($2::text COLLATE \"C\") ORDER BY id LIMIT 1",
                                          fc_rows_columns (FC_USER));
  fc_pg_use (pg, tenant);
  fc_pg_call (pg, sql);
  fc_pg_put_id (pg, tenant);
  fc_pg_put_text (pg, email);
  return first_of (read_all (pg, FC_USER, error));
}

char *
fc_pg_find_credential (FcHubReader  *self,
                       const FcId   *tenant,
                       const FcId   *user,
                       gboolean     *must_change,
                       GError      **error)
{
  FcPg *pg = pg_of (self);

  fc_pg_use (pg, tenant);
  fc_pg_call (pg, "SELECT hash, must_change FROM credential WHERE tenant = $1::uuid AND user_id = $2::uuid");
  fc_pg_put_id (pg, tenant);
  fc_pg_put_id (pg, user);
  g_autoptr (PGresult) result = fc_pg_ask (pg, error);
  if (result == NULL || PQntuples (result) == 0)
    return NULL;
  *must_change = fc_pg_int (result, 0, 1) != 0;
  return g_strdup (fc_pg_text (result, 0, 0));
}

gboolean
fc_pg_find_token (FcHubReader   *self,
                  const guint8  *hash,
                  FcHubToken    *token,
                  gboolean      *found,
                  GError       **error)
{
  FcPg *pg = pg_of (self);

  fc_pg_use (pg, NULL);
  fc_pg_call (pg, "SELECT t.family, t.pair, t.kind, t.generation, t.expires_at, t.superseded, t.pending, f.tenant,"
                  " f.user_id, f.revoked_at IS NOT NULL, f.wipe_at IS NOT NULL AND f.wiped_at IS NULL FROM token t JOIN token_family f ON f.tenant = t.tenant"
                  " AND f.id = t.family WHERE t.hash = $1::bytea");
  fc_pg_put_bytes (pg, hash, FC_HUB_HASH);
  g_autoptr (PGresult) result = fc_pg_ask (pg, error);
  *found = result && PQntuples (result) > 0;
  if (!*found)
    return result != NULL;
  memmove (token->hash, hash, FC_HUB_HASH);
  fc_pg_id (result, 0, 0, &token->family);
  fc_pg_id (result, 0, 1, &token->pair);
  token->kind = (FcHubTokenKind) fc_pg_int (result, 0, 2);
  token->generation = (int) fc_pg_int (result, 0, 3);
  token->expires_at = fc_pg_int (result, 0, 4);
  token->superseded = fc_pg_int (result, 0, 5) != 0;
  token->pending = fc_pg_int (result, 0, 6) != 0;
  fc_pg_id (result, 0, 7, &token->tenant_id);
  fc_pg_id (result, 0, 8, &token->user_id);
  token->wipe = fc_pg_int (result, 0, 10) != 0;
  token->revoked = fc_pg_int (result, 0, 9) != 0 && !token->wipe;
  return TRUE;
}
