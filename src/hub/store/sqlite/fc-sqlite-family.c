/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-sqlite-store-private.h"

/* Sign-ins and where they are. */

gboolean
fc_sqlite_add_family (FcHubStore         *self,
                      const FcHubFamily  *family,
                      GError            **error)
{
  g_autoptr (FcStatement) put = fc_db_prepare (((FcSqliteStore *) self)->db,
                                               "INSERT INTO token_family (id, tenant, user_id, created_at, used_at,"
                                               " client_id, device, address) VALUES (?1, ?2, ?3, ?4, ?4, ?5, ?6, ?7)",
                                               error);
  if (put == NULL)
    return FALSE;
  fc_statement_bind_id (put, 1, &family->id);
  fc_statement_bind_id (put, 2, &family->tenant_id);
  fc_statement_bind_id (put, 3, &family->user_id);
  fc_statement_bind_int (put, 4, family->created_at);
  fc_statement_bind_id (put, 5, &family->client_id);
  fc_statement_bind_text (put, 6, family->device);
  fc_statement_bind_text (put, 7, family->address);
  return fc_statement_run (put, error);
}

gboolean
fc_sqlite_mark_family (FcHubStore         *self,
                       const FcHubFamily  *family,
                       FcHubMark           mark,
                       gint64              now,
                       GError            **error)
{
  static const char *const sql[] = {
    [FC_HUB_MARK_USED] = "UPDATE token_family SET used_at = ?3, address = ?4 WHERE tenant = ?1 AND id = ?2",
    [FC_HUB_MARK_WIPE] = "UPDATE token_family SET wipe_at = ifnull (wipe_at, ?3) WHERE tenant = ?1 AND id = ?2",
    [FC_HUB_MARK_WIPED] = "UPDATE token_family SET wiped_at = ?3, revoked_at = ifnull (revoked_at, ?3)"
                          " WHERE tenant = ?1 AND id = ?2 AND wipe_at IS NOT NULL",
  };
  g_autoptr (FcStatement) put = fc_db_prepare (((FcSqliteStore *) self)->db, sql[mark], error);
  if (put == NULL)
    return FALSE;
  fc_statement_bind_id (put, 1, &family->tenant_id);
  fc_statement_bind_id (put, 2, &family->id);
  fc_statement_bind_int (put, 3, now);
  if (mark == FC_HUB_MARK_USED)
    fc_statement_bind_text (put, 4, family->address);
  return fc_statement_run (put, error);
}

static FcHubFamily *
read_family (FcStatement *get,
             const FcId  *tenant)
{
  FcHubFamily *family = g_new0 (FcHubFamily, 1);

  family->tenant_id = *tenant;
  fc_statement_get_id (get, 0, &family->id);
  fc_statement_get_id (get, 1, &family->user_id);
  fc_statement_get_id (get, 2, &family->client_id);
  family->device = g_strdup (fc_statement_get_text (get, 3));
  family->address = g_strdup (fc_statement_get_text (get, 4));
  family->created_at = fc_statement_get_int (get, 5);
  family->used_at = fc_statement_get_int (get, 6);
  family->wipe_at = fc_statement_get_int (get, 7);
  family->wiped_at = fc_statement_get_int (get, 8);
  return family;
}

GPtrArray *
fc_sqlite_list_families (FcHubReader  *self,
                         const FcId   *tenant,
                         const FcId   *user,
                         gint64        now,
                         GError      **error)
{
  g_autoptr (GPtrArray) families = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_hub_family_free);
  g_autoptr (FcStatement) get =
    fc_db_prepare (((FcSqliteReader *) self)->db,
                   "SELECT id, user_id, client_id, device, address, created_at, ifnull (used_at, created_at), wipe_at,"
                   " wiped_at FROM token_family f WHERE tenant = ?1 AND (?2 IS NULL OR user_id = ?2) AND"
                   " (wipe_at IS NOT NULL OR (revoked_at IS NULL AND EXISTS (SELECT 1 FROM token t WHERE t.family = f.id"
                   " AND t.kind = 1 AND t.superseded = 0 AND t.expires_at > ?3))) ORDER BY 7 DESC, id",
                   error);
  gboolean row = TRUE;

  if (get == NULL)
    return NULL;
  fc_statement_bind_id (get, 1, tenant);
  fc_statement_bind_id (get, 2, user);
  fc_statement_bind_int (get, 3, now);
  while (row)
    {
      if (!fc_statement_step (get, &row, error))
        return NULL;
      if (row)
        g_ptr_array_add (families, read_family (get, tenant));
    }
  return g_steal_pointer (&families);
}
