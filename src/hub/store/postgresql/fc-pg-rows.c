/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-pg-rows.h"

#include "fc-command.h"
#include "fc-rows.h"

static gboolean
has_meta (FcEntity entity)
{
  return fc_catalog_get (entity)->kind == FC_KIND_ENTITY;
}

/**
 * fc_pg_rows_read:
 *
 * Returns: (transfer full): the row as a record; the columns are those of fc_rows_columns()
 */
FcRecord *
fc_pg_rows_read (const PGresult *result,
                 int             row,
                 FcEntity        entity)
{
  const FcEntityInfo *about = fc_catalog_get (entity);
  int column = 0;
  FcId id = { 0 };

  fc_pg_id (result, row, column++, &id);
  FcRecord *record = fc_record_new (entity, &id);
  fc_record_set_version (record, fc_pg_int (result, row, column++));
  if (has_meta (entity))
    {
      if (!PQgetisnull (result, row, column))
        fc_record_unpack_versions (record, PQgetvalue (result, row, column),
                                   (gsize) PQgetlength (result, row, column));
      if (!PQgetisnull (result, row, column + 1))
        fc_record_set_extra (record, fc_pg_text (result, row, column + 1));
      column += 2;
    }
  for (guint i = 0; i < about->n_fields; i++, column++)
    {
      FcType type = about->fields[i].type;
      if (PQgetisnull (result, row, column))
        continue;
      if (type == FC_TYPE_REF && fc_pg_id (result, row, column, &id))
        fc_record_set_ref (record, (int) i, &id);
      else if (fc_type_is_text (type))
        fc_record_set_text (record, (int) i, fc_pg_text (result, row, column));
      else if (type != FC_TYPE_REF)
        fc_record_set_int (record, (int) i, fc_pg_int (result, row, column));
    }
  return record;
}

static int
compare_rows (gconstpointer a,
              gconstpointer b,
              gpointer      data)
{
  FcRecord *first = *(FcRecord *const *) a, *second = *(FcRecord *const *) b;
  int field = GPOINTER_TO_INT (data);
  const FcId *of_first = field >= 0 ? fc_record_get_ref (first, field) : NULL;
  const FcId *of_second = field >= 0 ? fc_record_get_ref (second, field) : NULL;
  int way = of_first && of_second ? fc_id_compare (of_first, of_second) : 0;

  return way ? way : fc_id_compare (fc_record_get_id (first), fc_record_get_id (second));
}

/* Sorted here: an ORDER BY would tempt the planner to walk all of the company's rows in that order. */
static gboolean
add_rows (FcPg      *pg,
          FcEntity   entity,
          int        field,
          FcRowSet  *rows,
          GError   **error)
{
  g_autoptr (PGresult) result = fc_pg_ask (pg, error);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);

  if (result == NULL)
    return FALSE;
  for (int i = 0; i < PQntuples (result); i++)
    g_ptr_array_add (found, fc_pg_rows_read (result, i, entity));
  g_ptr_array_sort_with_data (found, compare_rows, GINT_TO_POINTER (field));
  for (guint i = 0; i < found->len; i++)
    fc_row_set_add (rows, found->pdata[i]);
  return TRUE;
}

/* A fact lies in its month: its id tells which. */
static char *
load_sql (FcEntity entity,
          int      field)
{
  const FcEntityInfo *about = fc_catalog_get (entity);
  const char *columns = fc_rows_columns (entity);

  if (field == FC_LOAD_ALL)
    return g_strdup_printf ("SELECT %s FROM \"%s\" WHERE tenant = $1::uuid", columns, about->name);
  if (field < 0 && about->kind == FC_KIND_FACT)
    {
      const char *time = about->fields[about->time_field].name;

      return g_strdup_printf ("SELECT x.*" FC_PG_EACH_ID "(SELECT \"%s\" FROM \"%s_id\" WHERE tenant = $1::uuid"
                              " AND id = k.id OFFSET 0) i CROSS JOIN LATERAL (SELECT %s FROM \"%s\""
                              " WHERE tenant = $1::uuid AND \"%s\" = i.\"%s\" AND id = k.id OFFSET 0) x",
                              time, about->name, columns, about->name, time, time);
    }
  return g_strdup_printf ("SELECT x.*" FC_PG_EACH_ID "(SELECT %s FROM \"%s\" WHERE tenant = $1::uuid AND \"%s\" = k.id"
                          " OFFSET 0) x",
                          columns, about->name, field < 0 ? "id" : about->fields[field].name);
}

/**
 * fc_pg_rows_load:
 * @field: a reference field, -1 for the row's own id, FC_LOAD_ALL for every row
 * @rows: what is found is added
 */
gboolean
fc_pg_rows_load (FcPg        *pg,
                 const FcId  *tenant,
                 FcEntity     entity,
                 int          field,
                 const FcId  *ids,
                 guint        n_ids,
                 FcRowSet    *rows,
                 GError     **error)
{
  g_autofree char *sql = load_sql (entity, field);
  g_auto (FcPgArray) array = { 0 };

  if (field != FC_LOAD_ALL && n_ids == 0)
    return TRUE;
  fc_pg_call (pg, sql);
  fc_pg_put_id (pg, tenant);
  if (field != FC_LOAD_ALL)
    fc_pg_put_ids (pg, &array, ids, n_ids);
  return add_rows (pg, entity, field, rows, error);
}

gboolean
fc_pg_rows_load_date (FcPg        *pg,
                      const FcId  *tenant,
                      FcEntity     entity,
                      const FcId  *station_id,
                      int          date_field,
                      FcDate       date,
                      FcRowSet    *rows,
                      GError     **error)
{
  const FcEntityInfo *about = fc_catalog_get (entity);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM \"%s\" WHERE tenant = $1::uuid AND \"%s\" = $2::uuid"
                                          " AND \"%s\" = $3::bigint",
                                          fc_rows_columns (entity), about->name,
                                          about->fields[fc_catalog_station_field (entity)].name,
                                          about->fields[date_field].name);
  fc_pg_call (pg, sql);
  fc_pg_put_id (pg, tenant);
  fc_pg_put_id (pg, station_id);
  fc_pg_put_int (pg, date);
  return add_rows (pg, entity, -1, rows, error);
}

const char *
fc_pg_cast (FcType type)
{
  return type == FC_TYPE_REF ? "uuid[]" : fc_type_is_text (type) ? "text[]" : "bigint[]";
}

static FcPgType
array_type (FcType type)
{
  return type == FC_TYPE_REF ? FC_PG_IDS : fc_type_is_text (type) ? FC_PG_TEXTS : FC_PG_INTS;
}

/**
 * fc_pg_upsert_sql:
 * @columns: of @table but its tenant, as the values of @source are called
 * @source: expressions of them, "unnest ($2::uuid[]) AS id, …", no key twice
 * @match: what finds the row of "s" by its key
 * @key: the columns of the key but the tenant
 * @set: (nullable): what becomes of a row that is there; it stays as it is where this is %NULL
 *
 * Who holds a company's head is alone with its rows, so what is not there yet is looked up first and goes in plainly. Left to
 * ON CONFLICT each row is put in on trial, with a lock and a second entry in the server's journal: that took a third of its
 * time. The lookup ends with OFFSET 0 for the reason that FC_PG_EACH_ID gives.
 *
 * Returns: (transfer full): a statement whose $1 is the tenant
 */
char *
fc_pg_upsert_sql (const char *table,
                  const char *columns,
                  const char *source,
                  const char *match,
                  const char *key,
                  const char *set)
{
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql,
                          "WITH u AS (SELECT s.*, x.there FROM (SELECT %s) s LEFT JOIN LATERAL (SELECT true AS there FROM"
                          " \"%s\" WHERE tenant = $1::uuid AND %s OFFSET 0) x ON true)",
                          source, table, match);
  if (set)
    g_string_append_printf (sql,
                            ", old AS (INSERT INTO \"%s\" AS t (tenant, %s) SELECT $1::uuid, %s FROM u WHERE there"
                            " ON CONFLICT (tenant, %s) DO UPDATE SET %s)",
                            table, columns, columns, key, set);
  g_string_append_printf (sql, " INSERT INTO \"%s\" (tenant, %s) SELECT $1::uuid, %s FROM u WHERE there IS NULL", table,
                          columns, columns);
  return g_string_free (sql, FALSE);
}

/* What @entity's columns are made of, from $2 on, as fc_rows_columns() has them. */
static char *
source_of (FcEntity entity)
{
  const FcEntityInfo *about = fc_catalog_get (entity);
  GString *sql = g_string_new ("unnest ($2::uuid[]) AS \"id\", unnest ($3::bigint[]) AS \"version\"");
  guint at = 4;

  if (has_meta (entity))
    {
      g_string_append (sql, ", unnest ($4::bytea[]) AS \"field_versions\", unnest ($5::text[]) AS \"extra\"");
      at = 6;
    }
  for (guint i = 0; i < about->n_fields; i++)
    g_string_append_printf (sql, ", unnest ($%u::%s) AS \"%s\"", at++, fc_pg_cast (about->fields[i].type),
                            about->fields[i].name);
  return g_string_free (sql, FALSE);
}

static char *
set_of (FcEntity entity)
{
  const FcEntityInfo *about = fc_catalog_get (entity);
  GString *set = g_string_new ("version = excluded.version");

  if (has_meta (entity))
    g_string_append (set, ", field_versions = excluded.field_versions, extra = excluded.extra");
  for (guint i = 0; i < about->n_fields; i++)
    g_string_append_printf (set, ", \"%s\" = excluded.\"%s\"", about->fields[i].name, about->fields[i].name);
  return g_string_free (set, FALSE);
}

/**
 * fc_pg_rows_put_sql:
 * @replace: what is there already; otherwise it stays as it is
 *
 * Returns: (transfer none): one text an entity, so that it is prepared once
 */
const char *
fc_pg_rows_put_sql (FcEntity entity,
                    gboolean replace)
{
  static char *texts[FC_N_ENTITIES][2];
  char **text = &texts[entity][replace ? 1 : 0];

  if (g_once_init_enter (text))
    {
      g_autofree char *source = source_of (entity), *set = replace ? set_of (entity) : NULL;
      g_once_init_leave (text, fc_pg_upsert_sql (fc_catalog_get (entity)->name, fc_rows_columns (entity), source,
                                                 "\"id\" = s.\"id\"", "id", set));
    }
  return *text;
}

/* The last of each id. */
static GPtrArray *
without_doubles (GPtrArray *records)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (fc_id_hash, fc_id_equal);
  GPtrArray *kept = g_ptr_array_new ();

  for (guint i = records->len; i-- > 0;)
    if (g_hash_table_add (seen, (gpointer) fc_record_get_id (records->pdata[i])))
      g_ptr_array_add (kept, records->pdata[i]);
  return kept;
}

static void
add_value (FcPgArray     *array,
           const FcValue *value)
{
  if (array->type == FC_PG_IDS && value->kind == FC_VALUE_ID)
    fc_pg_array_add_id (array, &value->id);
  else if (array->type == FC_PG_INTS && value->kind == FC_VALUE_INT)
    fc_pg_array_add_int (array, value->number);
  else if (array->type == FC_PG_TEXTS && value->kind == FC_VALUE_TEXT)
    fc_pg_array_add_text (array, value->text);
  else
    fc_pg_array_add_null (array);
}

static void
add_meta (FcPgArray *arrays,
          FcRecord  *record)
{
  g_autoptr (GBytes) versions = fc_record_pack_versions (record);
  gsize size = 0;
  gconstpointer bytes = versions ? g_bytes_get_data (versions, &size) : NULL;

  fc_pg_array_add_bytes (&arrays[0], bytes, size);
  fc_pg_array_add_text (&arrays[1], fc_record_get_extra (record));
}

/**
 * fc_pg_rows_put:
 * @records: (element-type FcRecord): of one entity, at least one
 *
 * Queues one statement after which the rows are as @records say, whether they were there or not.
 */
gboolean
fc_pg_rows_put (FcPg        *pg,
                const FcId  *tenant,
                GPtrArray   *records,
                GError     **error)
{
  FcEntity entity = fc_record_get_entity (records->pdata[0]);
  const FcEntityInfo *about = fc_catalog_get (entity);
  g_autoptr (GPtrArray) kept = without_doubles (records);
  FcPgArray arrays[4 + 64];
  guint meta = has_meta (entity) ? 2 : 0, n = 2 + meta + about->n_fields;

  for (guint i = 0; i < n; i++)
    fc_pg_array_init (&arrays[i],
                      i == 0            ? FC_PG_IDS
                      : i == 1          ? FC_PG_INTS
                      : i == 2 && meta  ? FC_PG_BYTES
                      : i == 3 && meta  ? FC_PG_TEXTS
                                        : array_type (about->fields[i - 2 - meta].type),
                      kept->len);
  for (guint i = 0; i < kept->len; i++)
    {
      FcRecord *record = kept->pdata[i];
      fc_pg_array_add_id (&arrays[0], fc_record_get_id (record));
      fc_pg_array_add_int (&arrays[1], fc_record_get_version (record));
      if (meta)
        add_meta (&arrays[2], record);
      for (guint j = 0; j < about->n_fields; j++)
        add_value (&arrays[2 + meta + j], fc_record_get_value (record, (int) j));
    }
  fc_pg_call (pg, fc_pg_rows_put_sql (entity, TRUE));
  fc_pg_put_id (pg, tenant);
  for (guint i = 0; i < n; i++)
    fc_pg_put_array (pg, &arrays[i]);
  gboolean well = fc_pg_queue (pg, error);
  for (guint i = 0; i < n; i++)
    fc_pg_array_clear (&arrays[i]);
  return well;
}

gboolean
fc_pg_rows_delete (FcPg        *pg,
                   const FcId  *tenant,
                   FcEntity     entity,
                   const FcId  *ids,
                   guint        n_ids,
                   GError     **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM \"%s\" WHERE tenant = $1::uuid AND id = ANY ($2::uuid[])",
                                          fc_catalog_get (entity)->name);
  g_auto (FcPgArray) array = { 0 };

  fc_pg_call (pg, sql);
  fc_pg_put_id (pg, tenant);
  fc_pg_put_ids (pg, &array, ids, n_ids);
  return fc_pg_queue (pg, error);
}

/**
 * fc_pg_put_cells:
 * @array: (out caller-allocates): made here; lives until the statement is sent
 *
 * Puts one column of @batch.
 */
void
fc_pg_put_cells (FcPg              *pg,
                 FcPgArray         *array,
                 const FcFactBatch *batch,
                 int                field)
{
  const FcFactColumn *column = &batch->columns[field];

  fc_pg_array_init (array, array_type (fc_catalog_get (batch->entity)->fields[field].type), batch->n);
  for (guint i = 0; i < batch->n; i++)
    if (fc_fact_batch_is_null (batch, i, field))
      fc_pg_array_add_null (array);
    else if (column->kind == FC_VALUE_ID)
      fc_pg_array_add_id (array, &column->ids[i]);
    else if (column->kind == FC_VALUE_INT)
      fc_pg_array_add_int (array, column->numbers[i]);
    else
      fc_pg_array_add_text (array, column->texts[i]);
  fc_pg_put_array (pg, array);
}
