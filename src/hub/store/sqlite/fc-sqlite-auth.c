/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-sqlite-store-private.h"

#define RESULTS_KEPT_US (400 * (gint64) 86400 * G_USEC_PER_SEC) /* longer than any office stays offline */

/* Companies, passwords and tokens: the writing side. */

static FcDb *
db_of (FcHubStore *self)
{
  return ((FcSqliteStore *) self)->db;
}

gboolean
fc_sqlite_add_tenant (FcHubStore         *self,
                      const FcHubTenant  *tenant,
                      gint64              now,
                      GError            **error)
{
  g_autoptr (FcStatement) put =
    fc_db_prepare (db_of (self), "INSERT INTO tenant_head (tenant, slug, seq, created_at) VALUES (?1, ?2, 0, ?3)",
                   error);
  if (put == NULL)
    return FALSE;
  fc_statement_bind_id (put, 1, &tenant->id);
  fc_statement_bind_text (put, 2, tenant->slug);
  fc_statement_bind_int (put, 3, now);
  return fc_statement_run (put, error);
}

gboolean
fc_sqlite_email_taken (FcHubStore  *self,
                       const FcId  *tenant,
                       const char  *email,
                       const FcId  *but_user,
                       gboolean    *taken,
                       GError     **error)
{
  g_autoptr (FcStatement) get =
    fc_db_prepare (db_of (self), "SELECT 1 FROM \"user\" WHERE tenant = ?1 AND email = ?2 COLLATE NOCASE AND id <> ?3",
                   error);
  if (get == NULL)
    return FALSE;
  fc_statement_bind_id (get, 1, tenant);
  fc_statement_bind_text (get, 2, email);
  fc_statement_bind_id (get, 3, but_user);
  return fc_statement_step (get, taken, error);
}

gboolean
fc_sqlite_put_credential (FcHubStore  *self,
                          const FcId  *tenant,
                          const FcId  *user,
                          const char  *hash,
                          gboolean     must_change,
                          gint64       now,
                          GError     **error)
{
  g_autoptr (FcStatement) put = fc_db_prepare (db_of (self),
                                               "INSERT OR REPLACE INTO credential (tenant, user_id, hash, changed_at,"
                                               " must_change) VALUES (?1, ?2, ?3, ?4, ?5)",
                                               error);
  if (put == NULL)
    return FALSE;
  fc_statement_bind_id (put, 1, tenant);
  fc_statement_bind_id (put, 2, user);
  fc_statement_bind_text (put, 3, hash);
  fc_statement_bind_int (put, 4, now);
  fc_statement_bind_int (put, 5, must_change);
  return fc_statement_run (put, error);
}

gboolean
fc_sqlite_add_token (FcHubStore        *self,
                     const FcHubToken  *token,
                     GError           **error)
{
  g_autoptr (FcStatement) put = fc_db_prepare (db_of (self),
                                               "INSERT INTO token (hash, family, pair, kind, generation, expires_at,"
                                               " pending) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                                               error);
  if (put == NULL)
    return FALSE;
  fc_statement_bind_blob (put, 1, token->hash, sizeof token->hash);
  fc_statement_bind_id (put, 2, &token->family);
  fc_statement_bind_id (put, 3, &token->pair);
  fc_statement_bind_int (put, 4, token->kind);
  fc_statement_bind_int (put, 5, token->generation);
  fc_statement_bind_int (put, 6, token->expires_at);
  fc_statement_bind_int (put, 7, token->pending);
  return fc_statement_run (put, error);
}

gboolean
fc_sqlite_reread_token (FcHubStore  *self,
                        FcHubToken  *token,
                        gboolean    *found,
                        GError     **error)
{
  g_autoptr (FcStatement) get =
    fc_db_prepare (db_of (self),
                   "SELECT t.superseded, t.pending, f.revoked_at IS NOT NULL, f.wipe_at IS NOT NULL AND f.wiped_at IS NULL"
                   " FROM token t JOIN token_family f ON f.id = t.family WHERE t.hash = ?1",
                   error);
  if (get == NULL)
    return FALSE;
  fc_statement_bind_blob (get, 1, token->hash, sizeof token->hash);
  if (!fc_statement_step (get, found, error))
    return FALSE;
  if (!*found)
    return TRUE;
  token->superseded = fc_statement_get_int (get, 0) != 0;
  token->pending = fc_statement_get_int (get, 1) != 0;
  token->wipe = fc_statement_get_int (get, 3) != 0;
  token->revoked = fc_statement_get_int (get, 2) != 0 && !token->wipe;
  return TRUE;
}

/**
 * fc_sqlite_confirm_pair:
 *
 * A token of this pair has been used, so its reply arrived: every other refresh token of the family up to this
 * generation is superseded.
 */
gboolean
fc_sqlite_confirm_pair (FcHubStore        *self,
                        const FcHubToken  *token,
                        GError           **error)
{
  g_autoptr (FcStatement) use =
    fc_db_prepare (db_of (self), "UPDATE token SET pending = 0 WHERE family = ?1 AND pair = ?2", error);
  g_autoptr (FcStatement) end = fc_db_prepare (db_of (self),
                                               "UPDATE token SET superseded = 1 WHERE family = ?1 AND pair <> ?2"
                                               " AND kind = 1 AND generation <= ?3",
                                               error);
  if (use == NULL || end == NULL)
    return FALSE;
  fc_statement_bind_id (use, 1, &token->family);
  fc_statement_bind_id (use, 2, &token->pair);
  fc_statement_bind_id (end, 1, &token->family);
  fc_statement_bind_id (end, 2, &token->pair);
  fc_statement_bind_int (end, 3, token->generation);
  return fc_statement_run (use, error) && fc_statement_run (end, error);
}

gboolean
fc_sqlite_revoke_family (FcHubStore  *self,
                         const FcId  *family,
                         gint64       now,
                         GError     **error)
{
  g_autoptr (FcStatement) put =
    fc_db_prepare (db_of (self), "UPDATE token_family SET revoked_at = ifnull (revoked_at, ?2) WHERE id = ?1", error);
  if (put == NULL)
    return FALSE;
  fc_statement_bind_id (put, 1, family);
  fc_statement_bind_int (put, 2, now);
  return fc_statement_run (put, error);
}

gboolean
fc_sqlite_revoke_user (FcHubStore  *self,
                       const FcId  *tenant,
                       const FcId  *user,
                       const FcId  *but_family,
                       gint64       now,
                       GError     **error)
{
  g_autoptr (FcStatement) put = fc_db_prepare (db_of (self),
                                               "UPDATE token_family SET revoked_at = ifnull (revoked_at, ?4)"
                                               " WHERE tenant = ?1 AND user_id = ?2 AND id IS NOT ?3",
                                               error);
  if (put == NULL)
    return FALSE;
  fc_statement_bind_id (put, 1, tenant);
  fc_statement_bind_id (put, 2, user);
  fc_statement_bind_id (put, 3, but_family);
  fc_statement_bind_int (put, 4, now);
  return fc_statement_run (put, error);
}

static gboolean
run_at (FcDb        *db,
        const char  *sql,
        gint64       time,
        GError     **error)
{
  g_autoptr (FcStatement) statement = fc_db_prepare (db, sql, error);
  if (statement == NULL)
    return FALSE;
  fc_statement_bind_int (statement, 1, time);
  return fc_statement_run (statement, error);
}

/**
 * fc_sqlite_forget_old:
 *
 * Once a day: expired tokens (but of lost computers), families without tokens, and results older than any office stays offline.
 */
gboolean
fc_sqlite_forget_old (FcHubStore  *self,
                      gint64       now,
                      GError     **error)
{
  FcDb *db = db_of (self);
  return run_at (db, "DELETE FROM token WHERE expires_at < ?1 AND family NOT IN"
                     " (SELECT id FROM token_family WHERE wipe_at IS NOT NULL AND wiped_at IS NULL)", now, error) &&
         run_at (db, "DELETE FROM token_family WHERE created_at < ?1 AND id NOT IN (SELECT family FROM token)",
                 now - 86400 * (gint64) G_USEC_PER_SEC, error) &&
         run_at (db, "DELETE FROM op_result WHERE received_at < ?1", now - RESULTS_KEPT_US, error);
}
