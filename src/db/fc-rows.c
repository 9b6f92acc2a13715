/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-rows-private.h"

#include "fc-db-private.h"

gboolean
fc_rows_has_meta (FcEntity entity)
{
  return fc_catalog_get (entity)->kind == FC_KIND_ENTITY;
}

static void
append_columns (GString  *sql,
                FcEntity  entity)
{
  const FcEntityInfo *about = fc_catalog_get (entity);

  g_string_append (sql, "\"id\", \"version\"");
  if (fc_rows_has_meta (entity))
    g_string_append (sql, ", \"field_versions\", \"extra\"");
  for (guint i = 0; i < about->n_fields; i++)
    g_string_append_printf (sql, ", \"%s\"", about->fields[i].name);
}

static char *
insert_sql (FcRowsSql kind,
            FcEntity  entity,
            gboolean  with_tenant)
{
  const FcEntityInfo *about = fc_catalog_get (entity);
  guint n = about->n_fields + 2 + (fc_rows_has_meta (entity) ? 2 : 0) + (with_tenant ? 1 : 0);
  GString *sql = g_string_new (kind == FC_ROWS_PUT ? "INSERT OR REPLACE INTO " : "INSERT INTO ");

  g_string_append_printf (sql, "\"%s\" (%s", about->name, with_tenant ? "\"tenant\", " : "");
  append_columns (sql, entity);
  g_string_append (sql, ") VALUES (");
  for (guint i = 0; i < n; i++)
    g_string_append (sql, i == 0 ? "?" : ", ?");
  g_string_append (sql, kind == FC_ROWS_INSERT_NEW ? ") ON CONFLICT DO NOTHING" : ")");
  return g_string_free (sql, FALSE);
}

static char *
delete_sql (FcEntity entity,
            gboolean with_tenant)
{
  return g_strdup_printf ("DELETE FROM \"%s\" WHERE %s\"id\" = ?", fc_catalog_get (entity)->name,
                          with_tenant ? "\"tenant\" = ? AND " : "");
}

FcStatement *
fc_rows_prepare (FcDb       *db,
                 FcRowsSql   kind,
                 FcEntity    entity,
                 gboolean    with_tenant,
                 GError    **error)
{
  gpointer key = GINT_TO_POINTER (1 + ((int) entity * 16) + ((int) kind * 2) + (with_tenant ? 1 : 0));
  char *sql = g_hash_table_lookup (db->row_sql, key);

  if (sql == NULL)
    {
      sql = kind == FC_ROWS_DELETE ? delete_sql (entity, with_tenant) : insert_sql (kind, entity, with_tenant);
      g_hash_table_insert (db->row_sql, key, sql);
    }
  return fc_db_prepare (db, sql, error);
}

/**
 * fc_rows_columns:
 *
 * Returns: (transfer none): for "SELECT … FROM": id, version, what entities keep beside, then the fields by number
 */
const char *
fc_rows_columns (FcEntity entity)
{
  static char *columns[FC_N_ENTITIES];

  if (g_once_init_enter (&columns[entity]))
    {
      GString *sql = g_string_new (NULL);

      append_columns (sql, entity);
      g_once_init_leave (&columns[entity], g_string_free (sql, FALSE));
    }
  return columns[entity];
}

static void
read_field (FcStatement *statement,
            int          column,
            FcRecord    *record,
            int          field,
            FcType       type)
{
  FcId id;

  if (fc_statement_is_null (statement, column))
    return;
  if (type == FC_TYPE_REF)
    {
      if (fc_statement_get_id (statement, column, &id))
        fc_record_set_ref (record, field, &id);
    }
  else if (fc_type_is_text (type))
    fc_record_set_text (record, field, fc_statement_get_text (statement, column));
  else
    fc_record_set_int (record, field, fc_statement_get_int (statement, column));
}

/**
 * fc_rows_read:
 * @first_column: where fc_rows_columns() begin in the SELECT
 *
 * Returns: (transfer full): the present row as a record
 */
FcRecord *
fc_rows_read (FcStatement *statement,
              FcEntity     entity,
              int          first_column)
{
  const FcEntityInfo *about = fc_catalog_get (entity);
  int column = first_column;
  FcRecord *record;
  FcId id;

  fc_statement_get_id (statement, column++, &id);
  record = fc_record_new (entity, &id);
  fc_record_set_version (record, fc_statement_get_int (statement, column++));
  if (fc_rows_has_meta (entity))
    {
      gsize size;
      gconstpointer versions = fc_statement_get_blob (statement, column++, &size);

      if (versions != NULL)
        fc_record_unpack_versions (record, versions, size);
      if (!fc_statement_is_null (statement, column))
        fc_record_set_extra (record, fc_statement_get_text (statement, column));
      column++;
    }
  for (guint i = 0; i < about->n_fields; i++)
    read_field (statement, column++, record, (int) i, about->fields[i].type);
  return record;
}

/**
 * fc_rows_create_table:
 *
 * The table of @entity with its indexes.
 */
gboolean
fc_rows_create_table (FcDb      *db,
                      FcEntity   entity,
                      gboolean   with_tenant,
                      GError   **error)
{
  g_autofree char *table = fc_catalog_ddl (entity, with_tenant);
  g_autofree char *indexes = fc_catalog_index_ddl (entity, with_tenant);

  return fc_db_exec (db, table, error) && fc_db_exec (db, indexes, error);
}

gboolean
fc_rows_create_all (FcDb      *db,
                    gboolean   with_tenant,
                    GError   **error)
{
  for (int i = 0; i < FC_N_ENTITIES; i++)
    if (!fc_rows_create_table (db, i, with_tenant, error))
      return FALSE;
  return TRUE;
}
