/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-hub-store-parts.h"
#include "fc-pg-store-private.h"
#include "fc-rows.h"
#include "fc-time.h"

/* What a pull reads: index ranges of the buckets, chunks of facts, rollups. */
#define CHUNKS_AT_ONCE 64

static FcPg *
pg_of (FcHubReader *self)
{
  return ((FcPgReader *) self)->pg;
}

/* Begins a statement about one bucket: $1 is the tenant, $2 the station. */
static FcPg *
call_bucket (FcHubReader *self,
             const FcId  *tenant,
             const FcId  *station,
             const char  *sql)
{
  FcPg *pg = pg_of (self);

  fc_pg_use (pg, tenant);
  fc_pg_call (pg, sql);
  fc_pg_put_id (pg, tenant);
  fc_pg_put_id (pg, station ? station : &fc_pg_own_bucket);
  return pg;
}

gboolean
fc_pg_head (FcHubReader  *self,
            const FcId   *tenant,
            gint64       *head,
            GError      **error)
{
  FcPg *pg = pg_of (self);

  fc_pg_use (pg, tenant);
  fc_pg_call (pg, "SELECT seq FROM tenant_head WHERE tenant = $1::uuid");
  fc_pg_put_id (pg, tenant);
  return fc_pg_only_int (fc_pg_ask (pg, error), head);
}

gboolean
fc_pg_standing (FcHubReader    *self,
                const FcId     *tenant,
                FcHubStanding  *standing,
                GError        **error)
{
  FcPg *pg = pg_of (self);

  *standing = (FcHubStanding){ 0 };
  fc_pg_use (pg, tenant);
  fc_pg_call (pg, "SELECT m.value::bigint, h.seq, h.auth_seq FROM hub_meta m LEFT JOIN tenant_head h"
                  " ON h.tenant = $1::uuid WHERE m.key = 'epoch'");
  fc_pg_put_id (pg, tenant);
  g_autoptr (PGresult) result = fc_pg_ask (pg, error);
  if (result && PQntuples (result) > 0)
    *standing = (FcHubStanding){ .epoch = fc_pg_int (result, 0, 0),
                                 .head = fc_pg_int (result, 0, 1),
                                 .auth = fc_pg_int (result, 0, 2) };
  return result != NULL;
}

static FcUpdate *
read_update (const PGresult *result,
             int             row)
{
  FcUpdate *update = fc_update_new ();

  update->seq = update->version = fc_pg_int (result, row, 0);
  update->entity = (FcEntity) fc_pg_int (result, row, 1);
  update->entity_name = g_strdup (fc_catalog_get (update->entity)->name);
  fc_pg_id (result, row, 2, &update->id);
  update->removed = fc_pg_int (result, row, 3) == FC_PG_REMOVED;
  update->deleted = fc_pg_int (result, row, 3) == FC_PG_DELETED;
  return update;
}

/**
 * fc_pg_updates:
 *
 * Adds to @updates the memberships with @since < seq <= @until, by seq; goes on above @limit until the seq is whole.
 */
gboolean
fc_pg_updates (FcHubReader  *self,
               const FcId   *tenant,
               const FcId   *station,
               guint64       entities,
               gint64        since,
               gint64        until,
               guint         limit,
               GPtrArray    *updates,
               GError      **error)
{
  FcPg *pg = call_bucket (self, tenant, station,
                          "SELECT * FROM (SELECT seq, entity, row_id, state FROM latest WHERE tenant = $1::uuid"
                          " AND station = $2::uuid AND seq > $3::bigint AND seq <= $4::bigint"
                          " AND ($5::bigint >> entity & 1) = 1 ORDER BY seq FETCH FIRST ($6::bigint) ROWS WITH TIES) u"
                          " ORDER BY seq, entity, row_id");
  fc_pg_put_int (pg, since);
  fc_pg_put_int (pg, until);
  fc_pg_put_int (pg, (gint64) entities);
  fc_pg_put_int (pg, limit);
  g_autoptr (PGresult) result = fc_pg_ask (pg, error);
  if (result == NULL)
    return FALSE;
  for (int i = 0; i < PQntuples (result); i++)
    {
      gint64 entity = fc_pg_int (result, i, 1);
      if (entity >= 0 && entity < FC_N_ENTITIES)
        g_ptr_array_add (updates, read_update (result, i));
    }
  return TRUE;
}

static gboolean
load_rows (gpointer     pg,
           const FcId  *tenant,
           FcEntity     entity,
           const FcId  *ids,
           guint        n_ids,
           FcRowSet    *rows,
           GError     **error)
{
  return fc_pg_rows_load (pg, tenant, entity, -1, ids, n_ids, rows, error);
}

/**
 * fc_pg_fill:
 *
 * Gives each of @updates that is neither removed nor deleted its row; one load per entity.
 */
gboolean
fc_pg_fill (FcHubReader  *self,
            const FcId   *tenant,
            GPtrArray    *updates,
            GError      **error)
{
  fc_pg_use (pg_of (self), tenant);
  return fc_hub_fill (updates, load_rows, pg_of (self), tenant, error);
}

gboolean
fc_pg_bucket_count (FcHubReader  *self,
                    const FcId   *tenant,
                    const FcId   *station,
                    guint64       entities,
                    gint64       *rows,
                    GError      **error)
{
  FcPg *pg = call_bucket (self, tenant, station,
                          "SELECT count (*) FROM latest WHERE tenant = $1::uuid AND station = $2::uuid"
                          " AND ($3::bigint >> entity & 1) = 1 AND state = $4::bigint");
  fc_pg_put_int (pg, (gint64) entities);
  fc_pg_put_int (pg, FC_PG_PRESENT);
  return fc_pg_only_int (fc_pg_ask (pg, error), rows);
}

#define CHUNK "id, seq, n, first_at, last_at, bytes, station"

static FcHubChunk *
read_chunk (const PGresult *result,
            int             row)
{
  FcHubChunk *chunk = g_new0 (FcHubChunk, 1);

  chunk->id = fc_pg_int (result, row, 0);
  chunk->seq = fc_pg_int (result, row, 1);
  chunk->n = (guint) fc_pg_int (result, row, 2);
  chunk->first_at = fc_pg_int (result, row, 3);
  chunk->last_at = fc_pg_int (result, row, 4);
  chunk->bytes = fc_pg_dup_bytes (result, row, 5);
  fc_pg_id (result, row, 6, &chunk->station);
  return chunk;
}

/* Some chunks after @since, the last seq whole. */
static gboolean
some_chunks (FcHubReader  *self,
             const FcId   *tenant,
             const FcId   *station,
             gint64        since,
             gint64        until,
             GPtrArray    *found,
             GError      **error)
{
  FcPg *pg = call_bucket (self, tenant, station,
                          "SELECT " CHUNK " FROM fact_chunk WHERE tenant = $1::uuid AND station = $2::uuid"
                          " AND seq > $3::bigint AND seq <= $4::bigint ORDER BY seq FETCH FIRST ($5::bigint) ROWS WITH TIES");
  fc_pg_put_int (pg, since);
  fc_pg_put_int (pg, until);
  fc_pg_put_int (pg, CHUNKS_AT_ONCE);
  g_autoptr (PGresult) result = fc_pg_ask (pg, error);
  for (int i = 0; result && i < PQntuples (result); i++)
    g_ptr_array_add (found, read_chunk (result, i));
  return result != NULL;
}

static int
compare_chunks (gconstpointer a,
                gconstpointer b)
{
  const FcHubChunk *first = *(FcHubChunk *const *) a, *second = *(FcHubChunk *const *) b;

  if (first->seq != second->seq)
    return first->seq < second->seq ? -1 : 1;
  return (first->id > second->id) - (first->id < second->id);
}

/**
 * fc_pg_chunks_since:
 *
 * Adds to @chunks what came after @since up to @until, by seq, until there are @most_rows and the seq is whole.
 */
gboolean
fc_pg_chunks_since (FcHubReader  *self,
                    const FcId   *tenant,
                    const FcId   *station,
                    gint64        since,
                    gint64        until,
                    guint         most_rows,
                    GPtrArray    *chunks,
                    GError      **error)
{
  guint n = 0;

  while (TRUE)
    {
      g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_hub_chunk_free);
      if (!some_chunks (self, tenant, station, since, until, found, error))
        return FALSE;
      guint n_found = found->len;
      g_ptr_array_sort (found, compare_chunks);
      while (found->len > 0)
        {
          const FcHubChunk *chunk = found->pdata[0];
          if (n >= most_rows && chunk->seq != since)
            return TRUE;
          since = chunk->seq;
          n += chunk->n;
          g_ptr_array_add (chunks, g_ptr_array_steal_index (found, 0));
        }
      if (n_found < CHUNKS_AT_ONCE)
        return TRUE;
    }
}

gboolean
fc_pg_chunks_count (FcHubReader  *self,
                    const FcId   *tenant,
                    const FcId   *station,
                    gint64        until_seq,
                    gint64        from_time,
                    gint64       *rows,
                    GError      **error)
{
  FcPg *pg = call_bucket (self, tenant, station,
                          "SELECT coalesce (sum (n), 0)::bigint FROM fact_chunk WHERE tenant = $1::uuid"
                          " AND station = $2::uuid AND last_at >= $3::bigint AND seq <= $4::bigint");
  fc_pg_put_int (pg, from_time);
  fc_pg_put_int (pg, until_seq);
  return fc_pg_only_int (fc_pg_ask (pg, error), rows);
}

/**
 * fc_pg_next_chunk:
 *
 * Returns: (transfer full) (nullable): the chunk that follows @mark, newest first over all @stations; %NULL without an
 *   error at the end
 */
FcHubChunk *
fc_pg_next_chunk (FcHubReader          *self,
                  const FcId           *tenant,
                  const FcId           *stations,
                  guint                 n_stations,
                  gint64                until_seq,
                  gint64                from_time,
                  const FcHubFactMark  *mark,
                  GError              **error)
{
  FcPg *pg = pg_of (self);
  g_auto (FcPgArray) ids = { 0 };

  fc_pg_use (pg, tenant);
  fc_pg_call (pg, "SELECT c.* FROM unnest ($2::uuid[]) s CROSS JOIN LATERAL (SELECT " CHUNK " FROM fact_chunk"
                  " WHERE tenant = $1::uuid AND station = s AND last_at >= $3::bigint"
                  " AND (last_at, id) < ($4::bigint, $5::bigint) AND seq <= $6::bigint"
                  " ORDER BY last_at DESC, id DESC LIMIT 1) c ORDER BY c.last_at DESC, c.id DESC LIMIT 1");
  fc_pg_put_id (pg, tenant);
  fc_pg_put_ids (pg, &ids, stations, n_stations);
  fc_pg_put_int (pg, from_time);
  fc_pg_put_int (pg, mark->last_at);
  fc_pg_put_int (pg, mark->chunk);
  fc_pg_put_int (pg, until_seq);
  g_autoptr (PGresult) result = fc_pg_ask (pg, error);
  return result && PQntuples (result) > 0 ? read_chunk (result, 0) : NULL;
}

#define ROLLUP_RANGE \
  " FROM sales_rollup WHERE tenant = $1::uuid AND station_id = $2::uuid AND starts_at < $3::bigint"

gboolean
fc_pg_rollups_count (FcHubReader  *self,
                     const FcId   *tenant,
                     const FcId   *station,
                     gint64        before,
                     gint64       *rows,
                     GError      **error)
{
  FcPg *pg = call_bucket (self, tenant, station, "SELECT count (*)" ROLLUP_RANGE);

  fc_pg_put_int (pg, before);
  return fc_pg_only_int (fc_pg_ask (pg, error), rows);
}

static void
read_rollup (const PGresult *result,
             FcFactBatch    *batch,
             guint           row)
{
  int from = (int) row;

  fc_pg_id (result, from, 0, &batch->row_ids[row]);
  batch->versions[row] = fc_pg_int (result, from, 1);
  for (int field = 0; field < FC_SALES_ROLLUP_N_FIELDS; field++)
    {
      FcFactColumn *column = fc_fact_batch_use_column (batch, field);
      if (PQgetisnull (result, from, 2 + field))
        fc_fact_batch_set_null (batch, row, field);
      else if (column->kind == FC_VALUE_INT)
        column->numbers[row] = fc_pg_int (result, from, 2 + field);
      else if (column->kind == FC_VALUE_ID)
        fc_pg_id (result, from, 2 + field, &column->ids[row]);
      else
        fc_fact_batch_set_text (batch, row, field, fc_pg_text (result, from, 2 + field));
    }
}

/**
 * fc_pg_rollups:
 * @after_start: (inout): begin with G_MININT64; moved on
 * @after_id: (inout): likewise, a null id
 *
 * Returns: (transfer full) (nullable): at most @limit rows; %NULL without an error at the end
 */
FcFactBatch *
fc_pg_rollups (FcHubReader  *self,
               const FcId   *tenant,
               const FcId   *station,
               gint64        before,
               gint64       *after_start,
               FcId         *after_id,
               guint         limit,
               GError      **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s" ROLLUP_RANGE " AND (starts_at, id) > ($4::bigint, $5::uuid)"
                                          " ORDER BY starts_at, id LIMIT $6::bigint",
                                          fc_rows_columns (FC_SALES_ROLLUP));
  FcPg *pg = call_bucket (self, tenant, station, sql);

  fc_pg_put_int (pg, before);
  fc_pg_put_int (pg, *after_start);
  fc_pg_put_id (pg, after_id);
  fc_pg_put_int (pg, limit);
  g_autoptr (PGresult) result = fc_pg_ask (pg, error);
  guint n = result ? (guint) PQntuples (result) : 0;
  if (n == 0)
    return NULL;
  FcFactBatch *batch = fc_fact_batch_new (FC_SALES_ROLLUP, n);
  for (guint i = 0; i < n; i++)
    read_rollup (result, batch, i);
  *after_start = batch->columns[FC_SALES_ROLLUP_STARTS_AT].numbers[n - 1];
  *after_id = batch->row_ids[n - 1];
  return batch;
}

/**
 * fc_pg_sales_horizon:
 * @horizon: (out): the time of the tenant's oldest single sale, rounded down to the hour; %G_MAXINT64 where it has none
 */
gboolean
fc_pg_sales_horizon (FcHubReader  *self,
                     const FcId   *tenant,
                     gint64       *horizon,
                     GError      **error)
{
  FcPg *pg = pg_of (self);

  fc_pg_use (pg, tenant);
  fc_pg_call (pg, "SELECT min (first_at) FROM fact_chunk WHERE tenant = $1::uuid AND entity = $2::bigint");
  fc_pg_put_id (pg, tenant);
  fc_pg_put_int (pg, FC_SALE);
  g_autoptr (PGresult) result = fc_pg_ask (pg, error);
  *horizon = G_MAXINT64;
  if (result && PQntuples (result) > 0 && !PQgetisnull (result, 0, 0))
    *horizon = fc_pg_int (result, 0, 0) / FC_HOUR_US * FC_HOUR_US;
  return result != NULL;
}
