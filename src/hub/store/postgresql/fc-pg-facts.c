/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-pg-schema.h"
#include "fc-pg-store-private.h"
#include "fc-rows.h"

/* Facts by month, the chunks they are sent in, and what they add up to. */

static void
put_ids_and_versions (FcPg              *pg,
                      FcPgArray         *arrays,
                      const FcFactBatch *batch)
{
  fc_pg_put_ids (pg, &arrays[0], batch->row_ids, batch->n);
  fc_pg_array_init (&arrays[1], FC_PG_INTS, batch->n);
  for (guint i = 0; i < batch->n; i++)
    fc_pg_array_add_int (&arrays[1], batch->versions[i]);
  fc_pg_put_array (pg, &arrays[1]);
}

static char *
insert_sql (FcEntity entity)
{
  const FcEntityInfo *about = fc_catalog_get (entity);
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "INSERT INTO \"%s\" (tenant, %s) SELECT $1::uuid, unnest ($2::uuid[]), unnest ($3::bigint[])",
                          about->name, fc_rows_columns (entity));
  for (guint i = 0; i < about->n_fields; i++)
    g_string_append_printf (sql, ", unnest ($%u::%s)", i + 4, fc_pg_cast (about->fields[i].type));
  return g_string_free (sql, FALSE);
}

/* One statement with all of @batch; @sql's first values are tenant, ids and versions. */
static gboolean
put_batch (FcPgStore          *self,
           const FcHubWrite   *write,
           const FcFactBatch  *batch,
           const char         *sql,
           GError            **error)
{
  FcPgArray arrays[2 + 64];
  guint n = fc_catalog_get (batch->entity)->n_fields;

  fc_pg_call (self->pg, sql);
  fc_pg_put_id (self->pg, &write->tenant);
  put_ids_and_versions (self->pg, arrays, batch);
  for (guint i = 0; i < n; i++)
    fc_pg_put_cells (self->pg, &arrays[2 + i], batch, (int) i);
  gboolean well = fc_pg_queue (self->pg, error);
  for (guint i = 0; i < n + 2; i++)
    fc_pg_array_clear (&arrays[i]);
  return well;
}

#define ADD "volume = coalesce (t.volume, 0) + excluded.volume, amount = coalesce (t.amount, 0) + excluded.amount," \
            " count = coalesce (t.count, 0) + excluded.count"
#define REPLACE "volume = excluded.volume, amount = excluded.amount, count = excluded.count"

static gboolean
put_rollups (FcHubStore        *store,
             const FcHubWrite  *write,
             FcFactBatch       *sums,
             gboolean           add,
             GError           **error)
{
  g_autofree char *insert = insert_sql (FC_SALES_ROLLUP);
  g_auto (GStrv) parts = g_strsplit (insert, " (tenant,", 2);
  g_autofree char *sql = g_strdup_printf ("%s AS t (tenant,%s ON CONFLICT (tenant, id) DO UPDATE SET version ="
                                          " excluded.version, %s",
                                          parts[0], parts[1], add ? ADD : REPLACE);
  for (guint i = 0; i < sums->n; i++)
    sums->versions[i] = write->head;
  return sums->n == 0 || put_batch ((FcPgStore *) store, write, sums, sql, error);
}

static gboolean
put_chunk (FcHubStore        *store,
           const FcHubWrite  *write,
           FcEntity           entity,
           const FcHubChunk  *chunk,
           GError           **error)
{
  FcPg *pg = ((FcPgStore *) store)->pg;
  gsize size;
  gconstpointer data = g_bytes_get_data (chunk->bytes, &size);

  fc_pg_call (pg, "INSERT INTO fact_chunk (tenant, station, entity, seq, n, first_at, last_at, bytes)"
                  " VALUES ($1, $2, $3::bigint, $4, $5::bigint, $6, $7, $8)");
  fc_pg_put_id (pg, &write->tenant);
  fc_pg_put_id (pg, &chunk->station);
  fc_pg_put_int (pg, entity);
  fc_pg_put_int (pg, chunk->seq);
  fc_pg_put_int (pg, chunk->n);
  fc_pg_put_int (pg, chunk->first_at);
  fc_pg_put_int (pg, chunk->last_at);
  fc_pg_put_bytes (pg, data, size);
  return fc_pg_queue (pg, error);
}

/* The parts for the months of @batch. */
static gboolean
need_months (FcPgStore          *self,
             const FcFactBatch  *batch,
             GError            **error)
{
  const FcEntityInfo *about = fc_catalog_get (batch->entity);
  const gint64 *times = batch->columns[about->time_field].numbers;
  gint64 from = 0, until = 0;
  char name[16];

  for (guint i = 0; i < batch->n; i++)
    {
      if (times[i] >= from && times[i] < until)
        continue;
      fc_pg_month_bounds (times[i], name, &from, &until);
      if (!g_hash_table_add (self->months, g_strconcat (about->name, "_", name, NULL)))
        continue;
      gint64 bounds[2] = { GINT64_TO_BE (from), GINT64_TO_BE (until) };
      fc_pg_call (self->pg, "SELECT add_month ($1, $2, $3, $4)");
      fc_pg_put_text (self->pg, about->name);
      fc_pg_put_text (self->pg, name);
      fc_pg_put_bytes (self->pg, from == G_MININT64 ? NULL : &bounds[0], sizeof bounds[0]);
      fc_pg_put_bytes (self->pg, until == G_MAXINT64 ? NULL : &bounds[1], sizeof bounds[1]);
      if (!fc_pg_queue (self->pg, error))
        return FALSE;
    }
  return TRUE;
}

/* Which ids are new; of two with one id the first. */
static gboolean
insert_ids (FcPgStore          *self,
            const FcHubWrite   *write,
            const FcFactBatch  *batch,
            guint8             *inserted,
            guint              *n_inserted,
            GError            **error)
{
  const FcEntityInfo *about = fc_catalog_get (batch->entity);
  g_autofree char *sql = g_strdup_printf ("INSERT INTO \"%s_id\" (tenant, id, \"%s\") SELECT $1::uuid, unnest ($2::uuid[]),"
                                          " unnest ($3::bigint[]) ON CONFLICT DO NOTHING RETURNING id",
                                          about->name, about->fields[about->time_field].name);
  g_auto (FcPgArray) ids = { 0 };
  g_auto (FcPgArray) times = { 0 };
  g_autoptr (GHashTable) fresh = g_hash_table_new_full (fc_id_hash, fc_id_equal, g_free, NULL);

  fc_pg_call (self->pg, sql);
  fc_pg_put_id (self->pg, &write->tenant);
  fc_pg_put_ids (self->pg, &ids, batch->row_ids, batch->n);
  fc_pg_put_cells (self->pg, &times, batch, about->time_field);
  g_autoptr (PGresult) result = fc_pg_ask (self->pg, error);
  if (result == NULL)
    return FALSE;
  *n_inserted = (guint) PQntuples (result);
  for (int i = 0; i < PQntuples (result); i++)
    {
      FcId id;
      if (fc_pg_id (result, i, 0, &id))
        g_hash_table_add (fresh, g_memdup2 (&id, sizeof id));
    }
  for (guint i = 0; i < batch->n; i++)
    inserted[i] = g_hash_table_remove (fresh, &batch->row_ids[i]);
  return TRUE;
}

/* The ids first: only what is new of @batch follows them. */
static gboolean
insert_facts (FcHubStore        *store,
              const FcHubWrite  *write,
              FcFactBatch       *batch,
              guint8            *inserted,
              GError           **error)
{
  FcPgStore *self = (FcPgStore *) store;
  g_autofree char *sql = insert_sql (batch->entity);
  guint n_inserted = 0;

  if (!need_months (self, batch, error) || !insert_ids (self, write, batch, inserted, &n_inserted, error))
    return FALSE;
  if (n_inserted == 0)
    return TRUE;
  g_autoptr (FcFactBatch) part = fc_hub_keep_inserted (batch, inserted, n_inserted);
  return put_batch (self, write, part ? part : batch, sql, error);
}

static gboolean
put_log (FcHubStore        *store,
         const FcHubWrite  *write,
         FcFactBatch       *lines,
         GError           **error)
{
  return put_batch ((FcPgStore *) store, write, lines, fc_pg_rows_put_sql (lines->entity, FALSE), error);
}

const FcHubPutFacts fc_pg_put_facts = {
  .insert = insert_facts,
  .log = put_log,
  .chunk = put_chunk,
  .rollups = put_rollups,
};
