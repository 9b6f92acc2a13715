/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-rows-private.h"

static gboolean
write_row (FcDb        *db,
           FcRowsSql    kind,
           const FcId  *tenant,
           FcRecord    *record,
           GError     **error)
{
  FcEntity entity = fc_record_get_entity (record);
  g_autoptr (FcStatement) insert = fc_rows_prepare (db, kind, entity, tenant != NULL, error);
  int at = 1;

  if (insert == NULL)
    return FALSE;
  if (tenant != NULL)
    fc_statement_bind_id (insert, at++, tenant);
  fc_statement_bind_id (insert, at++, fc_record_get_id (record));
  fc_statement_bind_int (insert, at++, fc_record_get_version (record));
  if (fc_rows_has_meta (entity))
    {
      g_autoptr (GBytes) versions = fc_record_pack_versions (record);

      fc_statement_bind_bytes (insert, at++, versions);
      fc_statement_bind_text (insert, at++, fc_record_get_extra (record));
    }
  for (guint i = 0; i < fc_catalog_get (entity)->n_fields; i++)
    fc_statement_bind_value (insert, at++, fc_record_get_value (record, (int) i));
  return fc_statement_run (insert, error);
}

/**
 * fc_rows_insert:
 * @tenant: (nullable): at the hub
 * @error: FC_DB_ERROR_CONSTRAINT when a row with this id is there
 */
gboolean
fc_rows_insert (FcDb        *db,
                const FcId  *tenant,
                FcRecord    *record,
                GError     **error)
{
  return write_row (db, FC_ROWS_INSERT, tenant, record, error);
}

/**
 * fc_rows_put:
 * @tenant: (nullable): at the hub
 *
 * The row is afterwards as @record says, whether it was there or not.
 */
gboolean
fc_rows_put (FcDb        *db,
             const FcId  *tenant,
             FcRecord    *record,
             GError     **error)
{
  return write_row (db, FC_ROWS_PUT, tenant, record, error);
}

static char *
patch_sql (FcEntity entity,
           guint64  mask,
           gboolean with_tenant)
{
  const FcEntityInfo *about = fc_catalog_get (entity);
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "UPDATE \"%s\" SET \"version\" = ?", about->name);
  if (fc_rows_has_meta (entity))
    g_string_append (sql, ", \"field_versions\" = ?, \"extra\" = ?");
  for (guint i = 0; i < about->n_fields; i++)
    if (mask & (G_GUINT64_CONSTANT (1) << i))
      g_string_append_printf (sql, ", \"%s\" = ?", about->fields[i].name);
  g_string_append_printf (sql, " WHERE %s\"id\" = ?", with_tenant ? "\"tenant\" = ? AND " : "");
  return g_string_free (sql, FALSE);
}

/**
 * fc_rows_patch:
 * @tenant: (nullable): at the hub
 * @mask: bit n: write field n
 *
 * Writes what differs; a row that is not there stays away.
 */
gboolean
fc_rows_patch (FcDb        *db,
               const FcId  *tenant,
               FcRecord    *after,
               guint64      mask,
               GError     **error)
{
  FcEntity entity = fc_record_get_entity (after);
  g_autofree char *sql = patch_sql (entity, mask, tenant != NULL);
  g_autoptr (FcStatement) update = fc_db_prepare (db, sql, error);
  int at = 1;

  if (update == NULL)
    return FALSE;
  fc_statement_bind_int (update, at++, fc_record_get_version (after));
  if (fc_rows_has_meta (entity))
    {
      g_autoptr (GBytes) versions = fc_record_pack_versions (after);

      fc_statement_bind_bytes (update, at++, versions);
      fc_statement_bind_text (update, at++, fc_record_get_extra (after));
    }
  for (guint i = 0; i < fc_catalog_get (entity)->n_fields; i++)
    if (mask & (G_GUINT64_CONSTANT (1) << i))
      fc_statement_bind_value (update, at++, fc_record_get_value (after, (int) i));
  if (tenant != NULL)
    fc_statement_bind_id (update, at++, tenant);
  fc_statement_bind_id (update, at++, fc_record_get_id (after));
  return fc_statement_run (update, error);
}

/**
 * fc_rows_delete:
 * @tenant: (nullable): at the hub
 *
 * A row that is not there is no error.
 */
gboolean
fc_rows_delete (FcDb        *db,
                const FcId  *tenant,
                FcEntity     entity,
                const FcId  *id,
                GError     **error)
{
  g_autoptr (FcStatement) statement = fc_rows_prepare (db, FC_ROWS_DELETE, entity, tenant != NULL, error);
  int at = 1;

  if (statement == NULL)
    return FALSE;
  if (tenant != NULL)
    fc_statement_bind_id (statement, at++, tenant);
  fc_statement_bind_id (statement, at, id);
  return fc_statement_run (statement, error);
}

/**
 * fc_rows_apply:
 * @tenant: (nullable): at the hub
 *
 * Writes what a command wants, row by row, within the caller's transaction. An insert of a row that is there (a file
 * imported twice) replaces it; facts that are there stay as they are.
 */
gboolean
fc_rows_apply (FcDb         *db,
               const FcId   *tenant,
               FcChangeSet  *changes,
               GError      **error)
{
  for (guint i = 0; i < changes->changes->len; i++)
    {
      FcChange *change = changes->changes->pdata[i];
      FcEntity entity = fc_record_get_entity (change->after);
      gboolean done = FALSE;

      if (change->kind == FC_CHANGE_PATCH)
        done = fc_rows_patch (db, tenant, change->after, change->mask, error);
      else if (change->kind == FC_CHANGE_DELETE)
        done = fc_rows_delete (db, tenant, entity, fc_record_get_id (change->after), error);
      else
        done =
          write_row (db, fc_rows_has_meta (entity) ? FC_ROWS_PUT : FC_ROWS_INSERT_NEW, tenant, change->after, error);
      if (!done)
        return FALSE;
    }
  return TRUE;
}
