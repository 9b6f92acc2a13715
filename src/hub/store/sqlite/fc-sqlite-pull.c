/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-hub-store-parts.h"
#include "fc-sqlite-store-private.h"
#include "fc-time.h"

/* What a pull reads: index ranges of the buckets, chunks of facts, rollups. */

static FcDb *
db_of (FcHubReader *self)
{
  return ((FcSqliteReader *) self)->db;
}

gboolean
fc_sqlite_head (FcHubReader  *self,
                const FcId   *tenant,
                gint64       *head,
                GError      **error)
{
  g_autoptr (FcStatement) get = fc_db_prepare (db_of (self), "SELECT seq FROM tenant_head WHERE tenant = ?1", error);
  gboolean row;

  *head = 0;
  if (get == NULL)
    return FALSE;
  fc_statement_bind_id (get, 1, tenant);
  if (!fc_statement_step (get, &row, error))
    return FALSE;
  if (row)
    *head = fc_statement_get_int (get, 0);
  return TRUE;
}

gboolean
fc_sqlite_standing (FcHubReader    *self,
                    const FcId     *tenant,
                    FcHubStanding  *standing,
                    GError        **error)
{
  standing->auth = 0;
  return fc_sqlite_head (self, tenant, &standing->head, error) &&
         fc_db_get_int (db_of (self), "SELECT value FROM hub_meta WHERE key = 'epoch'", &standing->epoch, error);
}

/**
 * fc_sqlite_updates:
 *
 * Adds to @updates the memberships with @since < seq <= @until, by seq; goes on above @limit until the seq is whole.
 */
gboolean
fc_sqlite_updates (FcHubReader  *self,
                   const FcId   *tenant,
                   const FcId   *station,
                   guint64       entities,
                   gint64        since,
                   gint64        until,
                   guint         limit,
                   GPtrArray    *updates,
                   GError      **error)
{
  gint64 bucket, last = 0;
  gboolean row;
  guint n = 0;

  if (!fc_sqlite_bucket_find (db_of (self), tenant, station, &bucket, error))
    return FALSE;
  g_autoptr (FcStatement) get =
    fc_db_prepare (db_of (self),
                   "SELECT seq, entity, row_id, state FROM latest"
                   " WHERE bucket = ?1 AND seq > ?2 AND seq <= ?3 ORDER BY seq, entity, row_id",
                   error);
  if (get == NULL)
    return FALSE;
  fc_statement_bind_int (get, 1, bucket);
  fc_statement_bind_int (get, 2, since);
  fc_statement_bind_int (get, 3, until);
  while (fc_statement_step (get, &row, error))
    {
      gint64 seq = row ? fc_statement_get_int (get, 0) : 0;
      gint64 entity = row ? fc_statement_get_int (get, 1) : 0;
      if (!row || (n >= limit && seq != last))
        return TRUE;
      if (entity < 0 || entity >= FC_N_ENTITIES || (entities >> entity & 1) == 0)
        continue;
      FcUpdate *update = fc_update_new ();
      update->seq = last = seq;
      update->version = seq;
      update->entity = (FcEntity) entity;
      update->entity_name = g_strdup (fc_catalog_get (update->entity)->name);
      fc_statement_get_id (get, 2, &update->id);
      update->removed = fc_statement_get_int (get, 3) == FC_SQLITE_REMOVED;
      update->deleted = fc_statement_get_int (get, 3) == FC_SQLITE_DELETED;
      g_ptr_array_add (updates, update);
      n++;
    }
  return FALSE;
}

static gboolean
load_rows (gpointer     db,
           const FcId  *tenant,
           FcEntity     entity,
           const FcId  *ids,
           guint        n_ids,
           FcRowSet    *rows,
           GError     **error)
{
  return fc_rows_load (db, tenant, entity, -1, ids, n_ids, rows, error);
}

/**
 * fc_sqlite_fill:
 *
 * Gives each of @updates that is neither removed nor deleted its row; one load per entity.
 */
gboolean
fc_sqlite_fill (FcHubReader  *self,
                const FcId   *tenant,
                GPtrArray    *updates,
                GError      **error)
{
  return fc_hub_fill (updates, load_rows, db_of (self), tenant, error);
}

static gboolean
count_with (FcDb        *db,
            const char  *sql,
            gint64       a,
            gint64       b,
            gint64       c,
            gint64      *n,
            GError     **error)
{
  g_autoptr (FcStatement) get = fc_db_prepare (db, sql, error);
  gboolean row;

  *n = 0;
  if (get == NULL)
    return FALSE;
  fc_statement_bind_int (get, 1, a);
  fc_statement_bind_int (get, 2, b);
  fc_statement_bind_int (get, 3, c);
  if (!fc_statement_step (get, &row, error))
    return FALSE;
  if (row)
    *n = fc_statement_get_int (get, 0);
  return TRUE;
}

gboolean
fc_sqlite_bucket_count (FcHubReader  *self,
                        const FcId   *tenant,
                        const FcId   *station,
                        guint64       entities,
                        gint64       *rows,
                        GError      **error)
{
  gint64 bucket;

  *rows = 0;
  return fc_sqlite_bucket_find (db_of (self), tenant, station, &bucket, error) &&
         count_with (db_of (self), "SELECT count(*) FROM latest WHERE bucket = ?1 AND ?2 >> entity & 1 AND state = ?3",
                     bucket, (gint64) entities, FC_SQLITE_PRESENT, rows, error);
}

static FcHubChunk *
read_chunk (FcStatement *get,
            const FcId  *station)
{
  FcHubChunk *chunk = g_new0 (FcHubChunk, 1);

  chunk->id = fc_statement_get_int (get, 0);
  chunk->seq = fc_statement_get_int (get, 1);
  chunk->n = (guint) fc_statement_get_int (get, 2);
  chunk->first_at = fc_statement_get_int (get, 3);
  chunk->last_at = fc_statement_get_int (get, 4);
  chunk->bytes = fc_statement_dup_bytes (get, 5);
  if (station)
    chunk->station = *station;
  return chunk;
}

/**
 * fc_sqlite_chunks_since:
 *
 * Adds to @chunks what came after @since up to @until, by seq, until there are @most_rows and the seq is whole.
 */
gboolean
fc_sqlite_chunks_since (FcHubReader  *self,
                        const FcId   *tenant,
                        const FcId   *station,
                        gint64        since,
                        gint64        until,
                        guint         most_rows,
                        GPtrArray    *chunks,
                        GError      **error)
{
  gint64 bucket, last = 0;
  gboolean row;
  guint n = 0;

  if (!fc_sqlite_bucket_find (db_of (self), tenant, station, &bucket, error))
    return FALSE;
  g_autoptr (FcStatement) get = fc_db_prepare (db_of (self),
                                               "SELECT id, seq, n, first_at, last_at, bytes FROM fact_chunk"
                                               " WHERE bucket = ?1 AND seq > ?2 AND seq <= ?3 ORDER BY seq, id",
                                               error);
  if (get == NULL)
    return FALSE;
  fc_statement_bind_int (get, 1, bucket);
  fc_statement_bind_int (get, 2, since);
  fc_statement_bind_int (get, 3, until);
  while (fc_statement_step (get, &row, error))
    {
      if (!row || (n >= most_rows && fc_statement_get_int (get, 1) != last))
        return TRUE;
      FcHubChunk *chunk = read_chunk (get, station);
      last = chunk->seq;
      n += chunk->n;
      g_ptr_array_add (chunks, chunk);
    }
  return FALSE;
}

gboolean
fc_sqlite_chunks_count (FcHubReader  *self,
                        const FcId   *tenant,
                        const FcId   *station,
                        gint64        until_seq,
                        gint64        from_time,
                        gint64       *rows,
                        GError      **error)
{
  gint64 bucket;

  *rows = 0;
  return fc_sqlite_bucket_find (db_of (self), tenant, station, &bucket, error) &&
         count_with (db_of (self),
                     "SELECT ifnull (sum (n), 0) FROM fact_chunk WHERE bucket = ?1 AND last_at >= ?2 AND seq <= ?3",
                     bucket, from_time, until_seq, rows, error);
}

/* The newest chunk of one bucket before @mark. */
static gboolean
newest_of (FcHubReader          *self,
           gint64                bucket,
           gint64                until_seq,
           gint64                from_time,
           const FcHubFactMark  *mark,
           FcHubFactMark        *best,
           gboolean             *better,
           GError              **error)
{
  g_autoptr (FcStatement) get =
    fc_db_prepare (db_of (self),
                   "SELECT id, last_at FROM fact_chunk WHERE bucket = ?1 AND last_at >= ?2"
                   " AND (last_at, id) < (?3, ?4) AND seq <= ?5 ORDER BY last_at DESC, id DESC LIMIT 1",
                   error);
  gboolean row;

  *better = FALSE;
  if (get == NULL)
    return FALSE;
  fc_statement_bind_int (get, 1, bucket);
  fc_statement_bind_int (get, 2, from_time);
  fc_statement_bind_int (get, 3, mark->last_at);
  fc_statement_bind_int (get, 4, mark->chunk);
  fc_statement_bind_int (get, 5, until_seq);
  if (!fc_statement_step (get, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  FcHubFactMark found = { fc_statement_get_int (get, 0), fc_statement_get_int (get, 1) };
  if (best->chunk == 0 || found.last_at > best->last_at ||
      (found.last_at == best->last_at && found.chunk > best->chunk))
    {
      *best = found;
      *better = TRUE;
    }
  return TRUE;
}

/**
 * fc_sqlite_next_chunk:
 *
 * Returns: (transfer full) (nullable): the chunk that follows @mark, newest first over all @stations; %NULL without an
 *   error at the end
 */
FcHubChunk *
fc_sqlite_next_chunk (FcHubReader          *self,
                      const FcId           *tenant,
                      const FcId           *stations,
                      guint                 n_stations,
                      gint64                until_seq,
                      gint64                from_time,
                      const FcHubFactMark  *mark,
                      GError              **error)
{
  FcHubFactMark best = { 0, 0 };
  guint station = 0;
  gboolean row;

  for (guint i = 0; i < n_stations; i++)
    {
      gint64 bucket;
      gboolean better;
      if (!fc_sqlite_bucket_find (db_of (self), tenant, &stations[i], &bucket, error) ||
          !newest_of (self, bucket, until_seq, from_time, mark, &best, &better, error))
        return NULL;
      if (better)
        station = i;
    }
  if (best.chunk == 0)
    return NULL;
  g_autoptr (FcStatement) get =
    fc_db_prepare (db_of (self), "SELECT id, seq, n, first_at, last_at, bytes FROM fact_chunk WHERE id = ?1", error);
  if (get == NULL)
    return NULL;
  fc_statement_bind_int (get, 1, best.chunk);
  return fc_statement_step (get, &row, error) && row ? read_chunk (get, &stations[station]) : NULL;
}

#define ROLLUP_RANGE " FROM sales_rollup WHERE tenant = ?1 AND station_id = ?2 AND starts_at < ?3"

gboolean
fc_sqlite_rollups_count (FcHubReader  *self,
                         const FcId   *tenant,
                         const FcId   *station,
                         gint64        before,
                         gint64       *rows,
                         GError      **error)
{
  g_autoptr (FcStatement) get = fc_db_prepare (db_of (self), "SELECT count(*)" ROLLUP_RANGE, error);
  gboolean row;

  *rows = 0;
  if (get == NULL)
    return FALSE;
  fc_statement_bind_id (get, 1, tenant);
  fc_statement_bind_id (get, 2, station);
  fc_statement_bind_int (get, 3, before);
  if (!fc_statement_step (get, &row, error))
    return FALSE;
  *rows = row ? fc_statement_get_int (get, 0) : 0;
  return TRUE;
}

static void
read_rollup (FcStatement *get,
             FcFactBatch *batch,
             guint        row)
{
  fc_statement_get_id (get, 0, &batch->row_ids[row]);
  batch->versions[row] = fc_statement_get_int (get, 1);
  for (int field = 0; field < FC_SALES_ROLLUP_N_FIELDS; field++)
    {
      FcFactColumn *column = fc_fact_batch_use_column (batch, field);
      if (fc_statement_is_null (get, 2 + field))
        fc_fact_batch_set_null (batch, row, field);
      else if (column->kind == FC_VALUE_INT)
        column->numbers[row] = fc_statement_get_int (get, 2 + field);
      else if (column->kind == FC_VALUE_ID)
        fc_statement_get_id (get, 2 + field, &column->ids[row]);
      else
        fc_fact_batch_set_text (batch, row, field, fc_statement_get_text (get, 2 + field));
    }
}

/**
 * fc_sqlite_rollups:
 * @after_start: (inout): begin with G_MININT64; moved on
 * @after_id: (inout): likewise, a null id
 *
 * Returns: (transfer full) (nullable): at most @limit rows; %NULL without an error at the end
 */
FcFactBatch *
fc_sqlite_rollups (FcHubReader  *self,
                   const FcId   *tenant,
                   const FcId   *station,
                   gint64        before,
                   gint64       *after_start,
                   FcId         *after_id,
                   guint         limit,
                   GError      **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s" ROLLUP_RANGE " AND (starts_at, id) > (?4, ?5)"
                                          " ORDER BY starts_at, id LIMIT ?6",
                                          fc_rows_columns (FC_SALES_ROLLUP));
  g_autoptr (FcStatement) get = fc_db_prepare (db_of (self), sql, error);
  g_autoptr (FcFactBatch) batch = fc_fact_batch_new (FC_SALES_ROLLUP, limit);
  gboolean row = TRUE;
  guint n = 0;

  if (get == NULL)
    return NULL;
  fc_statement_bind_id (get, 1, tenant);
  fc_statement_bind_id (get, 2, station);
  fc_statement_bind_int (get, 3, before);
  fc_statement_bind_int (get, 4, *after_start);
  fc_statement_bind_id (get, 5, after_id);
  fc_statement_bind_int (get, 6, limit);
  while (row)
    {
      if (!fc_statement_step (get, &row, error))
        return NULL;
      if (row)
        read_rollup (get, batch, n++);
    }
  if (n == 0)
    return NULL;
  batch->n = n; /* the arrays have room for more */
  *after_start = batch->columns[FC_SALES_ROLLUP_STARTS_AT].numbers[n - 1];
  *after_id = batch->row_ids[n - 1];
  return g_steal_pointer (&batch);
}

/**
 * fc_sqlite_sales_horizon:
 * @horizon: (out): the time of the tenant's oldest single sale, rounded down to the hour; %G_MAXINT64 where it has none
 */
gboolean
fc_sqlite_sales_horizon (FcHubReader  *self,
                         const FcId   *tenant,
                         gint64       *horizon,
                         GError      **error)
{
  g_autoptr (FcStatement) get =
    fc_db_prepare (db_of (self),
                   "SELECT min ((SELECT min (c.first_at) FROM fact_chunk c WHERE c.bucket = b.id AND c.entity = ?2))"
                   " FROM bucket b WHERE b.tenant = ?1",
                   error);
  gboolean row;

  *horizon = G_MAXINT64;
  if (get == NULL)
    return FALSE;
  fc_statement_bind_id (get, 1, tenant);
  fc_statement_bind_int (get, 2, FC_SALE);
  if (!fc_statement_step (get, &row, error))
    return FALSE;
  if (row && !fc_statement_is_null (get, 0))
    *horizon = fc_statement_get_int (get, 0) / FC_HOUR_US * FC_HOUR_US;
  return TRUE;
}
