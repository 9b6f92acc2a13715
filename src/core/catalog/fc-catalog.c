/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-catalog.h"

/**
 * fc_catalog_find:
 * @name: (nullable): as in tables, JSON and addresses
 *
 * Returns: (transfer none) (nullable): the declaration, or %NULL where there is none
 */
const FcEntityInfo *
fc_catalog_find (const char *name)
{
  for (int i = 0; name != NULL && i < FC_N_ENTITIES; i++)
    if (g_str_equal (fc_catalog_get (i)->name, name))
      return fc_catalog_get (i);
  return NULL;
}

/**
 * fc_catalog_field:
 *
 * Returns: the field's number, -1 where @entity has none of that name
 */
int
fc_catalog_field (FcEntity    entity,
                  const char *name)
{
  const FcEntityInfo *about = fc_catalog_get (entity);

  for (guint i = 0; i < about->n_fields; i++)
    if (g_str_equal (about->fields[i].name, name))
      return (int) i;
  return -1;
}

/**
 * fc_catalog_parent_field:
 *
 * Returns: the field that points to the parent within the aggregate, -1 for a root
 */
int
fc_catalog_parent_field (FcEntity entity)
{
  const FcEntityInfo *about = fc_catalog_get (entity);

  for (guint i = 0; i < about->n_fields; i++)
    if (about->fields[i].flags & FC_FIELD_PARENT)
      return (int) i;
  return -1;
}

/**
 * fc_catalog_station_field:
 *
 * Returns: the field that holds the station a row belongs to; -1 where there is none (for a station: its own id)
 */
int
fc_catalog_station_field (FcEntity entity)
{
  if (fc_catalog_get (entity)->scope != FC_SCOPE_STATION)
    return -1;
  return fc_catalog_field (entity, "station_id");
}

/**
 * fc_type_is_text:
 *
 * Returns: whether values of @type are kept as text (references are ids, all else is integers)
 */
gboolean
fc_type_is_text (FcType type)
{
  return type == FC_TYPE_TEXT || type == FC_TYPE_ENUM || type == FC_TYPE_SET || type == FC_TYPE_JSON;
}

static const char *
column_type (FcType type)
{
  if (type == FC_TYPE_REF)
    return "BLOB";
  return fc_type_is_text (type) ? "TEXT" : "INTEGER";
}

/**
 * fc_catalog_column_ddl:
 *
 * Returns: (transfer full): the column of one field, as CREATE TABLE and ALTER TABLE … ADD COLUMN take it
 */
char *
fc_catalog_column_ddl (FcEntity entity,
                       guint    field)
{
  const FcField *about = &fc_catalog_get (entity)->fields[field];

  return g_strdup_printf ("\"%s\" %s", about->name, column_type (about->type));
}

/**
 * fc_catalog_ddl:
 * @with_tenant: the hub's form, where the tenant is part of every key
 *
 * Entities also keep the hub's version, packed field versions and the fields a newer hub knows;
 * facts, rollups and logs, which nobody edits, only the version. Facts and logs lie in the order they came in, with their
 * ids in an index: their ids are hashes, and rows scattered over the whole table would cost a page each.
 *
 * Returns: (transfer full): CREATE TABLE in SQLite's dialect
 */
char *
fc_catalog_ddl (FcEntity entity,
                gboolean with_tenant)
{
  const FcEntityInfo *about = fc_catalog_get (entity);
  gboolean grows = about->kind == FC_KIND_FACT || about->kind == FC_KIND_LOG;
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "CREATE TABLE \"%s\" (%s\"id\" BLOB NOT NULL", about->name,
                          with_tenant ? "\"tenant\" BLOB NOT NULL, " : "");
  for (guint i = 0; i < about->n_fields; i++)
    {
      g_autofree char *column = fc_catalog_column_ddl (entity, i);

      g_string_append_printf (sql, ", %s", column);
    }
  g_string_append (sql, ", \"version\" INTEGER NOT NULL DEFAULT 0");
  if (about->kind == FC_KIND_ENTITY)
    g_string_append (sql, ", \"field_versions\" BLOB, \"extra\" TEXT");
  g_string_append_printf (sql, ", PRIMARY KEY (%s\"id\")) %sSTRICT", with_tenant ? "\"tenant\", " : "",
                          grows ? "" : "WITHOUT ROWID, ");
  return g_string_free (sql, FALSE);
}

static void
append_index (GString    *sql,
              const char *table,
              const char *name,
              const char *columns,
              gboolean    with_tenant)
{
  g_string_append_printf (sql, "CREATE INDEX IF NOT EXISTS \"%s_%s\" ON \"%s\" (%s%s);\n", table, name, table,
                          with_tenant ? "\"tenant\", " : "", columns);
}

/**
 * fc_catalog_index_ddl:
 *
 * The office's lists of sales go by time and id, and its first page adds up hours from the index alone.
 *
 * Returns: (transfer full): CREATE INDEX statements, each with its semicolon; may be empty
 */
char *
fc_catalog_index_ddl (FcEntity entity,
                      gboolean with_tenant)
{
  const FcEntityInfo *about = fc_catalog_get (entity);
  GString *sql = g_string_new (NULL);

  for (guint i = 0; i < about->n_fields; i++)
    if (about->fields[i].flags & FC_FIELD_INDEX)
      {
        g_autofree char *column = g_strdup_printf ("\"%s\"", about->fields[i].name);

        append_index (sql, about->name, about->fields[i].name, column, with_tenant);
      }
  if (entity == FC_SALE)
    append_index (sql, about->name, "by_time", with_tenant ? "\"station_id\", \"sold_at\"" : "\"sold_at\", \"id\"",
                  with_tenant);
  if (entity == FC_SALES_ROLLUP)
    append_index (sql, about->name, "by_time",
                  with_tenant ? "\"grain\", \"starts_at\", \"station_id\""
                              : "\"grain\", \"starts_at\", \"station_id\", \"product_id\", "
                                "\"amount\", \"volume\", \"count\"",
                  with_tenant);
  return g_string_free (sql, FALSE);
}
