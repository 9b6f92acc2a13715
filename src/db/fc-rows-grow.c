/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-rows.h"
#include "fc-json.h"

/*
 * The catalog only ever grows: a later version has more entities and more fields at the end of those it had. A field
 * that a newer peer sent before this file knew it waits in "extra", and moves to its column once there is one.
 */

static gboolean
list_columns (FcDb        *db,
              const char  *table,
              GHashTable **columns,
              GError     **error)
{
  g_autoptr (FcStatement) statement = fc_db_prepare (db, "SELECT name FROM pragma_table_info (?1)", error);
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  fc_statement_bind_text (statement, 1, table);
  while (fc_statement_step (statement, &row, error))
    {
      if (!row)
        {
          *columns = g_steal_pointer (&found);
          return TRUE;
        }
      g_hash_table_add (found, g_strdup (fc_statement_get_text (statement, 0)));
    }
  return FALSE;
}

static gboolean
add_columns (FcDb       *db,
             FcEntity    entity,
             GHashTable *columns,
             guint      *added,
             GError    **error)
{
  const FcEntityInfo *about = fc_catalog_get (entity);

  for (guint i = 0; i < about->n_fields; i++)
    {
      g_autofree char *column = NULL;
      g_autofree char *sql = NULL;

      if (g_hash_table_contains (columns, about->fields[i].name))
        continue;
      column = fc_catalog_column_ddl (entity, i);
      sql = g_strdup_printf ("ALTER TABLE \"%s\" ADD COLUMN %s", about->name, column);
      if (!fc_db_exec (db, sql, error))
        return FALSE;
      (*added)++;
    }
  return TRUE;
}

/**
 * fc_rows_take_in_extra:
 *
 * Moves what "extra" held of fields that are known now into the record. A value that does not fit stays where it is.
 *
 * Returns: whether there was anything
 */
gboolean
fc_rows_take_in_extra (FcRecord *record)
{
  FcEntity entity = fc_record_get_entity (record);
  g_autoptr (JsonNode) extra = fc_json_parse (fc_record_get_extra (record), -1, NULL);
  g_autoptr (FcRecord) parsed = NULL;
  gboolean took = FALSE;

  if (extra == NULL || !JSON_NODE_HOLDS_OBJECT (extra))
    return FALSE;
  parsed = fc_record_from_json (entity, fc_record_get_id (record), json_node_get_object (extra), NULL, NULL);
  if (parsed == NULL)
    return FALSE;
  for (guint i = 0; i < fc_catalog_get (entity)->n_fields; i++)
    if (!fc_record_is_null (parsed, (int) i))
      {
        fc_record_set_value (record, (int) i, fc_record_get_value (parsed, (int) i));
        took = TRUE;
      }
  if (took)
    fc_record_set_extra (record, fc_record_get_extra (parsed));
  return took;
}

/* The rows with something in "extra" that has a column now, changed to have it there; and the tenant of each. */
static gboolean
find_promoted (FcDb       *db,
               FcEntity    entity,
               gboolean    with_tenant,
               GPtrArray  *records,
               GArray     *tenants,
               GError    **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s, %s FROM \"%s\" WHERE extra IS NOT NULL",
                                          with_tenant ? "tenant" : "NULL", fc_rows_columns (entity),
                                          fc_catalog_get (entity)->name);
  g_autoptr (FcStatement) statement = fc_db_prepare (db, sql, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  while (fc_statement_step (statement, &row, error))
    {
      g_autoptr (FcRecord) record = NULL;
      FcId tenant = { 0 };

      if (!row)
        return TRUE;
      record = fc_rows_read (statement, entity, 1);
      if (!fc_rows_take_in_extra (record))
        continue;
      if (with_tenant)
        fc_statement_get_id (statement, 0, &tenant);
      g_array_append_val (tenants, tenant);
      g_ptr_array_add (records, g_steal_pointer (&record));
    }
  return FALSE;
}

static gboolean
promote_extra (FcDb      *db,
               FcEntity   entity,
               gboolean   with_tenant,
               GError   **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GArray) tenants = g_array_new (FALSE, FALSE, sizeof (FcId));

  if (!find_promoted (db, entity, with_tenant, records, tenants, error))
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    if (!fc_rows_put (db, with_tenant ? &g_array_index (tenants, FcId, i) : NULL, records->pdata[i], error))
      return FALSE;
  return TRUE;
}

/**
 * fc_rows_add_missing:
 * @with_tenant: the hub's form of the tables
 *
 * Brings the tables of an older file up to today's catalog. Runs inside the migration's transaction.
 */
gboolean
fc_rows_add_missing (FcDb      *db,
                     gboolean   with_tenant,
                     GError   **error)
{
  for (int i = 0; i < FC_N_ENTITIES; i++)
    {
      FcEntity entity = (FcEntity) i;
      g_autoptr (GHashTable) columns = NULL;
      g_autofree char *indexes = fc_catalog_index_ddl (entity, with_tenant);
      guint added = 0;

      if (!list_columns (db, fc_catalog_get (entity)->name, &columns, error))
        return FALSE;
      if (g_hash_table_size (columns) == 0)
        {
          if (!fc_rows_create_table (db, entity, with_tenant, error))
            return FALSE;
          continue;
        }
      if (!add_columns (db, entity, columns, &added, error) || !fc_db_exec (db, indexes, error))
        return FALSE;
      if (added > 0 && fc_catalog_get (entity)->kind == FC_KIND_ENTITY && !promote_extra (db, entity, with_tenant, error))
        return FALSE;
    }
  return TRUE;
}
