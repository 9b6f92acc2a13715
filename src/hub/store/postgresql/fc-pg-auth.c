/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-pg-store-private.h"

#define RESULTS_KEPT_US (400 * (gint64) 86400 * G_USEC_PER_SEC) /* longer than any office stays offline */

/* Companies, passwords and tokens: the writing side. */

static FcPg *
pg_of (FcHubStore *self)
{
  return ((FcPgStore *) self)->pg;
}

gboolean
fc_pg_add_tenant (FcHubStore         *self,
                  const FcHubTenant  *tenant,
                  gint64              now,
                  GError            **error)
{
  FcPg *pg = pg_of (self);

  fc_pg_use (pg, NULL);
  fc_pg_call (pg, "INSERT INTO tenant_head (tenant, slug, seq, created_at) VALUES ($1, $2, 0, $3)");
  fc_pg_put_id (pg, &tenant->id);
  fc_pg_put_text (pg, tenant->slug);
  fc_pg_put_int (pg, now);
  return fc_pg_queue (pg, error) && fc_pg_flush (pg, error);
}

gboolean
fc_pg_email_taken (FcHubStore  *self,
                   const FcId  *tenant,
                   const char  *email,
                   const FcId  *but_user,
                   gboolean    *taken,
                   GError     **error)
{
  FcPg *pg = pg_of (self);

  fc_pg_use (pg, tenant);
  fc_pg_call (pg, "SELECT 1 FROM \"user\" WHERE tenant = $1::uuid AND lower (email COLLATE \"C\") ="
                  " lower ($2::text COLLATE \"C\") AND id <> $3::uuid");
  fc_pg_put_id (pg, tenant);
  fc_pg_put_text (pg, email);
  fc_pg_put_id (pg, but_user);
  g_autoptr (PGresult) result = fc_pg_ask (pg, error);
  *taken = result && PQntuples (result) > 0;
  return result != NULL;
}

gboolean
fc_pg_put_credential (FcHubStore  *self,
                      const FcId  *tenant,
                      const FcId  *user,
                      const char  *hash,
                      gboolean     must_change,
                      gint64       now,
                      GError     **error)
{
  const guint8 change = must_change ? 1 : 0;
  FcPg *pg = pg_of (self);

  fc_pg_use (pg, tenant);
  fc_pg_call (pg, "INSERT INTO credential (tenant, user_id, hash, changed_at, must_change) VALUES ($1, $2, $3, $4, $5)"
                  " ON CONFLICT (tenant, user_id) DO UPDATE SET hash = excluded.hash, changed_at = excluded.changed_at,"
                  " must_change = excluded.must_change");
  fc_pg_put_id (pg, tenant);
  fc_pg_put_id (pg, user);
  fc_pg_put_text (pg, hash);
  fc_pg_put_int (pg, now);
  fc_pg_put_bytes (pg, &change, 1);
  return fc_pg_queue (pg, error) && fc_pg_flush (pg, error);
}

gboolean
fc_pg_add_token (FcHubStore        *self,
                 const FcHubToken  *token,
                 GError           **error)
{
  const guint8 pending = token->pending ? 1 : 0;
  FcPg *pg = pg_of (self);

  fc_pg_use (pg, &token->tenant_id);
  fc_pg_call (pg, "INSERT INTO token (tenant, hash, family, pair, kind, generation, expires_at, pending)"
                  " VALUES ($1, $2, $3, $4, $5::bigint, $6::bigint, $7, $8)");
  fc_pg_put_id (pg, &token->tenant_id);
  fc_pg_put_bytes (pg, token->hash, sizeof token->hash);
  fc_pg_put_id (pg, &token->family);
  fc_pg_put_id (pg, &token->pair);
  fc_pg_put_int (pg, token->kind);
  fc_pg_put_int (pg, token->generation);
  fc_pg_put_int (pg, token->expires_at);
  fc_pg_put_bytes (pg, &pending, 1);
  return fc_pg_queue (pg, error) && fc_pg_flush (pg, error);
}

gboolean
fc_pg_reread_token (FcHubStore  *self,
                    FcHubToken  *token,
                    gboolean    *found,
                    GError     **error)
{
  FcPg *pg = pg_of (self);

  fc_pg_use (pg, &token->tenant_id);
  fc_pg_call (pg, "SELECT t.superseded, t.pending, f.revoked_at IS NOT NULL, f.wipe_at IS NOT NULL AND f.wiped_at IS NULL"
                  " FROM token t JOIN token_family f ON f.tenant = t.tenant AND f.id = t.family"
                  " WHERE t.tenant = $1::uuid AND t.hash = $2::bytea FOR UPDATE");
  fc_pg_put_id (pg, &token->tenant_id);
  fc_pg_put_bytes (pg, token->hash, sizeof token->hash);
  g_autoptr (PGresult) result = fc_pg_ask (pg, error);
  *found = result && PQntuples (result) > 0;
  if (!*found)
    return result != NULL;
  token->superseded = fc_pg_int (result, 0, 0) != 0;
  token->pending = fc_pg_int (result, 0, 1) != 0;
  token->wipe = fc_pg_int (result, 0, 3) != 0;
  token->revoked = fc_pg_int (result, 0, 2) != 0 && !token->wipe;
  return TRUE;
}

/**
 * fc_pg_confirm_pair:
 *
 * A token of this pair has been used, so its reply arrived: every other refresh token of the family up to this
 * generation is superseded.
 */
gboolean
fc_pg_confirm_pair (FcHubStore        *self,
                    const FcHubToken  *token,
                    GError           **error)
{
  FcPg *pg = pg_of (self);

  fc_pg_use (pg, NULL);
  fc_pg_call (pg, "UPDATE token SET pending = false WHERE family = $1::uuid AND pair = $2::uuid");
  fc_pg_put_id (pg, &token->family);
  fc_pg_put_id (pg, &token->pair);
  if (!fc_pg_queue (pg, error))
    return FALSE;
  fc_pg_call (pg, "UPDATE token SET superseded = true WHERE family = $1::uuid AND pair <> $2::uuid AND kind = 1"
                  " AND generation <= $3::bigint");
  fc_pg_put_id (pg, &token->family);
  fc_pg_put_id (pg, &token->pair);
  fc_pg_put_int (pg, token->generation);
  return fc_pg_queue (pg, error) && fc_pg_flush (pg, error);
}

gboolean
fc_pg_revoke_family (FcHubStore  *self,
                     const FcId  *family,
                     gint64       now,
                     GError     **error)
{
  FcPg *pg = pg_of (self);

  fc_pg_use (pg, NULL);
  fc_pg_call (pg, "UPDATE token_family SET revoked_at = coalesce (revoked_at, $2::bigint) WHERE id = $1::uuid");
  fc_pg_put_id (pg, family);
  fc_pg_put_int (pg, now);
  return fc_pg_queue (pg, error) && fc_pg_tell_auth (pg, FC_PG_THE_TENANT_OF_FAMILY, family, error) && fc_pg_flush (pg, error);
}

gboolean
fc_pg_revoke_user (FcHubStore  *self,
                   const FcId  *tenant,
                   const FcId  *user,
                   const FcId  *but_family,
                   gint64       now,
                   GError     **error)
{
  FcPg *pg = pg_of (self);

  fc_pg_use (pg, tenant);
  fc_pg_call (pg, "UPDATE token_family SET revoked_at = coalesce (revoked_at, $4::bigint) WHERE tenant = $1::uuid"
                  " AND user_id = $2::uuid AND id IS DISTINCT FROM $3::uuid");
  fc_pg_put_id (pg, tenant);
  fc_pg_put_id (pg, user);
  fc_pg_put_id (pg, but_family);
  fc_pg_put_int (pg, now);
  return fc_pg_queue (pg, error) && fc_pg_tell_auth (pg, FC_PG_THE_TENANT, tenant, error) && fc_pg_flush (pg, error);
}

static gboolean
run_at (FcPg        *pg,
        const char  *sql,
        gint64       time,
        GError     **error)
{
  fc_pg_call (pg, sql);
  fc_pg_put_int (pg, time);
  return fc_pg_queue (pg, error);
}

/**
 * fc_pg_forget_old:
 *
 * Once a day: expired tokens (but of lost computers), families without tokens, and results older than any office stays offline.
 */
gboolean
fc_pg_forget_old (FcHubStore  *self,
                  gint64       now,
                  GError     **error)
{
  FcPg *pg = pg_of (self);

  fc_pg_use (pg, NULL);
  fc_pg_call (pg, "SELECT tenant FROM tenant_head");
  g_autoptr (PGresult) tenants = fc_pg_ask (pg, error);
  if (tenants == NULL || !run_at (pg, "DELETE FROM token t WHERE expires_at < $1::bigint AND NOT EXISTS (SELECT FROM token_family f"
                                     " WHERE f.id = t.family AND f.wipe_at IS NOT NULL AND f.wiped_at IS NULL)",
                                 now, error) ||
      !run_at (pg,
               "DELETE FROM token_family f WHERE created_at < $1::bigint"
               " AND NOT EXISTS (SELECT FROM token t WHERE t.family = f.id)",
               now - 86400 * (gint64) G_USEC_PER_SEC, error))
    return FALSE;
  for (int i = 0; i < PQntuples (tenants); i++)
    {
      FcId tenant = { 0 };
      fc_pg_id (tenants, i, 0, &tenant);
      fc_pg_use (pg, &tenant);
      if (!run_at (pg, "DELETE FROM op_result WHERE received_at < $1::bigint", now - RESULTS_KEPT_US, error))
        return FALSE;
    }
  return fc_pg_flush (pg, error);
}
