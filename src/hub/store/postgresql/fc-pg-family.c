/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-pg-store-private.h"

/* Sign-ins and where they are. */

gboolean
fc_pg_add_family (FcHubStore         *self,
                  const FcHubFamily  *family,
                  GError            **error)
{
  FcPg *pg = ((FcPgStore *) self)->pg;

  fc_pg_use (pg, &family->tenant_id);
  fc_pg_call (pg, "INSERT INTO token_family (tenant, id, user_id, created_at, used_at, client_id, device, address)"
                  " VALUES ($1, $2, $3, $4::bigint, $4::bigint, $5, $6, $7)");
  fc_pg_put_id (pg, &family->tenant_id);
  fc_pg_put_id (pg, &family->id);
  fc_pg_put_id (pg, &family->user_id);
  fc_pg_put_int (pg, family->created_at);
  fc_pg_put_id (pg, &family->client_id);
  fc_pg_put_text (pg, family->device);
  fc_pg_put_text (pg, family->address);
  return fc_pg_queue (pg, error) && fc_pg_flush (pg, error);
}

gboolean
fc_pg_mark_family (FcHubStore         *self,
                   const FcHubFamily  *family,
                   FcHubMark           mark,
                   gint64              now,
                   GError            **error)
{
  static const char *const sql[] = {
    [FC_HUB_MARK_USED] = "UPDATE token_family SET used_at = $3::bigint, address = $4 WHERE tenant = $1::uuid AND"
                         " id = $2::uuid",
    [FC_HUB_MARK_WIPE] = "UPDATE token_family SET wipe_at = coalesce (wipe_at, $3::bigint) WHERE tenant = $1::uuid AND"
                         " id = $2::uuid",
    [FC_HUB_MARK_WIPED] = "UPDATE token_family SET wiped_at = $3::bigint, revoked_at = coalesce (revoked_at, $3::bigint)"
                          " WHERE tenant = $1::uuid AND id = $2::uuid AND wipe_at IS NOT NULL",
  };
  FcPg *pg = ((FcPgStore *) self)->pg;

  fc_pg_use (pg, &family->tenant_id);
  fc_pg_call (pg, sql[mark]);
  fc_pg_put_id (pg, &family->tenant_id);
  fc_pg_put_id (pg, &family->id);
  fc_pg_put_int (pg, now);
  if (mark == FC_HUB_MARK_USED)
    fc_pg_put_text (pg, family->address);
  return fc_pg_queue (pg, error) &&
         (mark == FC_HUB_MARK_USED || fc_pg_tell_auth (pg, FC_PG_THE_TENANT, &family->tenant_id, error)) &&
         fc_pg_flush (pg, error);
}

static FcHubFamily *
read_family (const PGresult *result,
             int             row,
             const FcId     *tenant)
{
  FcHubFamily *family = g_new0 (FcHubFamily, 1);

  family->tenant_id = *tenant;
  fc_pg_id (result, row, 0, &family->id);
  fc_pg_id (result, row, 1, &family->user_id);
  fc_pg_id (result, row, 2, &family->client_id);
  family->device = g_strdup (fc_pg_text (result, row, 3));
  family->address = g_strdup (fc_pg_text (result, row, 4));
  family->created_at = fc_pg_int (result, row, 5);
  family->used_at = fc_pg_int (result, row, 6);
  family->wipe_at = fc_pg_int (result, row, 7);
  family->wiped_at = fc_pg_int (result, row, 8);
  return family;
}

GPtrArray *
fc_pg_list_families (FcHubReader  *self,
                     const FcId   *tenant,
                     const FcId   *user,
                     gint64        now,
                     GError      **error)
{
  FcPg *pg = ((FcPgReader *) self)->pg;

  fc_pg_use (pg, tenant);
  fc_pg_call (pg, "SELECT id, user_id, client_id, device, address, created_at, coalesce (used_at, created_at), wipe_at,"
                  " wiped_at FROM token_family f WHERE tenant = $1::uuid AND ($2::uuid IS NULL OR user_id = $2::uuid)"
                  " AND (wipe_at IS NOT NULL OR (revoked_at IS NULL AND EXISTS (SELECT FROM token t WHERE"
                  " t.tenant = f.tenant AND t.family = f.id AND t.kind = 1 AND NOT t.superseded AND"
                  " t.expires_at > $3::bigint))) ORDER BY 7 DESC, id");
  fc_pg_put_id (pg, tenant);
  fc_pg_put_id (pg, user);
  fc_pg_put_int (pg, now);
  g_autoptr (PGresult) result = fc_pg_ask (pg, error);
  if (result == NULL)
    return NULL;
  GPtrArray *families = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_hub_family_free);
  for (int i = 0; i < PQntuples (result); i++)
    g_ptr_array_add (families, read_family (result, i, tenant));
  return families;
}
