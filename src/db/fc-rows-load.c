/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-rows-private.h"

/* Few texts, so that the statement cache serves any number of ids; the last id fills up what is left. */
static const guint set_sizes[] = { 1, 8, 64, 512 };

static guint
set_size_for (guint n)
{
  for (guint i = 0; i < G_N_ELEMENTS (set_sizes); i++)
    if (n <= set_sizes[i])
      return set_sizes[i];
  return set_sizes[G_N_ELEMENTS (set_sizes) - 1];
}

static char *
load_sql (FcEntity entity,
          int      field,
          gboolean with_tenant,
          guint    n)
{
  const FcEntityInfo *about = fc_catalog_get (entity);
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "SELECT %s FROM \"%s\" WHERE %s\"%s\" IN (?", fc_rows_columns (entity), about->name,
                          with_tenant ? "\"tenant\" = ? AND " : "", field < 0 ? "id" : about->fields[field].name);
  for (guint i = 1; i < n; i++)
    g_string_append (sql, ",?");
  g_string_append_c (sql, ')');
  return g_string_free (sql, FALSE);
}

static gboolean
add_rows (FcStatement  *select,
          FcEntity      entity,
          FcRowSet     *rows,
          GError      **error)
{
  gboolean row = TRUE;

  while (row)
    {
      g_autoptr (FcRecord) record = NULL;

      if (!fc_statement_step (select, &row, error))
        return FALSE;
      if (!row)
        break;
      record = fc_rows_read (select, entity, 0);
      fc_row_set_add (rows, record);
    }
  return TRUE;
}

static gboolean
load_all (FcDb        *db,
          const FcId  *tenant,
          FcEntity     entity,
          FcRowSet    *rows,
          GError     **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM \"%s\"%s", fc_rows_columns (entity),
                                          fc_catalog_get (entity)->name, tenant != NULL ? " WHERE \"tenant\" = ?" : "");
  g_autoptr (FcStatement) select = fc_db_prepare (db, sql, error);

  if (select == NULL)
    return FALSE;
  if (tenant != NULL)
    fc_statement_bind_id (select, 1, tenant);
  return add_rows (select, entity, rows, error);
}

static gboolean
load_set (FcDb        *db,
          const FcId  *tenant,
          FcEntity     entity,
          int          field,
          const FcId  *ids,
          guint        n_ids,
          guint        size,
          FcRowSet    *rows,
          GError     **error)
{
  g_autofree char *sql = load_sql (entity, field, tenant != NULL, size);
  g_autoptr (FcStatement) select = fc_db_prepare (db, sql, error);
  int at = 1;

  if (select == NULL)
    return FALSE;
  if (tenant != NULL)
    fc_statement_bind_id (select, at++, tenant);
  for (guint i = 0; i < size; i++)
    fc_statement_bind_id (select, at++, &ids[MIN (i, n_ids - 1)]);
  return add_rows (select, entity, rows, error);
}

/**
 * fc_rows_load:
 * @tenant: (nullable): at the hub
 * @field: a reference field, -1 for the row's own id, FC_LOAD_ALL for every row
 * @rows: what is found is added
 *
 * Every row of @entity whose @field is one of @ids, 512 ids a statement.
 */
gboolean
fc_rows_load (FcDb        *db,
              const FcId  *tenant,
              FcEntity     entity,
              int          field,
              const FcId  *ids,
              guint        n_ids,
              FcRowSet    *rows,
              GError     **error)
{
  if (field == FC_LOAD_ALL)
    return load_all (db, tenant, entity, rows, error);
  for (guint at = 0; at < n_ids;)
    {
      guint size = set_size_for (n_ids - at);
      guint n = MIN (size, n_ids - at);

      if (!load_set (db, tenant, entity, field, ids + at, n, size, rows, error))
        return FALSE;
      at += n;
    }
  return TRUE;
}

/**
 * fc_rows_load_date:
 * @tenant: (nullable): at the hub
 * @entity: one that belongs to a station
 * @rows: what is found is added
 *
 * Every row of @entity at the station whose @date_field is @date.
 */
gboolean
fc_rows_load_date (FcDb        *db,
                   const FcId  *tenant,
                   FcEntity     entity,
                   const FcId  *station_id,
                   int          date_field,
                   FcDate       date,
                   FcRowSet    *rows,
                   GError     **error)
{
  const FcEntityInfo *about = fc_catalog_get (entity);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM \"%s\" WHERE %s\"%s\" = ? AND \"%s\" = ?",
                                          fc_rows_columns (entity), about->name,
                                          tenant != NULL ? "\"tenant\" = ? AND " : "",
                                          about->fields[fc_catalog_station_field (entity)].name,
                                          about->fields[date_field].name);
  g_autoptr (FcStatement) select = fc_db_prepare (db, sql, error);
  int at = 1;

  if (select == NULL)
    return FALSE;
  if (tenant != NULL)
    fc_statement_bind_id (select, at++, tenant);
  fc_statement_bind_id (select, at++, station_id);
  fc_statement_bind_int (select, at, date);
  return add_rows (select, entity, rows, error);
}

/**
 * fc_rows_get:
 * @tenant: (nullable): at the hub
 *
 * Returns: (transfer full) (nullable): the row; %NULL without an error where there is none
 */
FcRecord *
fc_rows_get (FcDb        *db,
             const FcId  *tenant,
             FcEntity     entity,
             const FcId  *id,
             GError     **error)
{
  g_autofree char *sql = load_sql (entity, -1, tenant != NULL, 1);
  g_autoptr (FcStatement) select = fc_db_prepare (db, sql, error);
  gboolean row = FALSE;
  int at = 1;

  if (select == NULL)
    return NULL;
  if (tenant != NULL)
    fc_statement_bind_id (select, at++, tenant);
  fc_statement_bind_id (select, at, id);
  if (!fc_statement_step (select, &row, error) || !row)
    return NULL;
  return fc_rows_read (select, entity, 0);
}

static gboolean
loader_load (FcLoader    *loader,
             FcEntity     entity,
             int          field,
             const FcId  *ids,
             guint        n_ids,
             FcRowSet    *rows,
             GError     **error)
{
  FcDbLoader *self = (FcDbLoader *) loader;

  return fc_rows_load (self->db, self->tenant, entity, field, ids, n_ids, rows, error);
}

static gboolean
loader_load_date (FcLoader    *loader,
                  FcEntity     entity,
                  const FcId  *station_id,
                  int          date_field,
                  FcDate       date,
                  FcRowSet    *rows,
                  GError     **error)
{
  FcDbLoader *self = (FcDbLoader *) loader;

  return fc_rows_load_date (self->db, self->tenant, entity, station_id, date_field, date, rows, error);
}

/**
 * fc_db_loader_init:
 * @tenant: (nullable): at the hub; must outlive the loader
 */
void
fc_db_loader_init (FcDbLoader *self,
                   FcDb       *db,
                   const FcId *tenant)
{
  self->loader.load = loader_load;
  self->loader.load_date = loader_load_date;
  self->db = db;
  self->tenant = tenant;
}
