/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-hub-store-parts.h"
#include "fc-sqlite-store-private.h"

/* One push, as sets: rows, their places in the buckets, facts and what they add up to, log, results. */

static gboolean
bucket_insert (FcDb        *db,
               const FcId  *tenant,
               const FcId  *station,
               gint64      *bucket,
               GError     **error)
{
  g_autoptr (FcStatement) put =
    fc_db_prepare (db, "INSERT INTO bucket (tenant, station) VALUES (?1, ?2) RETURNING id", error);
  gboolean row;

  if (put == NULL)
    return FALSE;
  fc_statement_bind_id (put, 1, tenant);
  fc_statement_bind_blob (put, 2, station ? station->bytes : NULL, station ? sizeof station->bytes : 0);
  if (!fc_statement_step (put, &row, error))
    return FALSE;
  *bucket = fc_statement_get_int (put, 0);
  return fc_statement_step (put, &row, error);
}

/**
 * fc_sqlite_bucket_find:
 * @station: (nullable): %NULL for the tenant's own bucket
 * @bucket: (out): its number, 0 where there is none yet
 */
gboolean
fc_sqlite_bucket_find (FcDb        *db,
                       const FcId  *tenant,
                       const FcId  *station,
                       gint64      *bucket,
                       GError     **error)
{
  g_autoptr (FcStatement) get = fc_db_prepare (db, "SELECT id FROM bucket WHERE tenant = ?1 AND station = ?2", error);
  gboolean row;

  *bucket = 0;
  if (get == NULL)
    return FALSE;
  fc_statement_bind_id (get, 1, tenant);
  fc_statement_bind_blob (get, 2, station ? station->bytes : NULL, station ? sizeof station->bytes : 0);
  if (!fc_statement_step (get, &row, error))
    return FALSE;
  if (row)
    *bucket = fc_statement_get_int (get, 0);
  return TRUE;
}

static gboolean
bucket_of (FcSqliteStore  *self,
           const FcId     *tenant,
           const FcId     *station,
           gint64         *bucket,
           GError        **error)
{
  guint8 key[2 * sizeof (FcId)] = { 0 };

  memcpy (key, tenant->bytes, sizeof (FcId));
  if (station)
    memcpy (key + sizeof (FcId), station->bytes, sizeof (FcId));
  g_autoptr (GBytes) bytes = g_bytes_new (key, sizeof key);
  *bucket = GPOINTER_TO_SIZE (g_hash_table_lookup (self->buckets, bytes));
  if (*bucket != 0)
    return TRUE;
  if (!fc_sqlite_bucket_find (self->db, tenant, station, bucket, error))
    return FALSE;
  if (*bucket == 0 && !bucket_insert (self->db, tenant, station, bucket, error))
    return FALSE;
  g_hash_table_insert (self->buckets, g_steal_pointer (&bytes), GSIZE_TO_POINTER ((gsize) *bucket));
  return TRUE;
}

static gboolean
put_membership (FcSqliteStore        *self,
                FcStatement          *put,
                const FcHubWrite     *write,
                const FcId           *station,
                const FcHubRowWrite  *row,
                FcSqliteState         state,
                GError              **error)
{
  gint64 bucket;

  if (!bucket_of (self, &write->tenant, station, &bucket, error))
    return FALSE;
  fc_statement_bind_int (put, 1, bucket);
  fc_statement_bind_int (put, 2, fc_record_get_entity (row->row));
  fc_statement_bind_id (put, 3, fc_record_get_id (row->row));
  fc_statement_bind_int (put, 4, row->seq);
  fc_statement_bind_int (put, 5, state);
  return fc_statement_run (put, error);
}

static gboolean
write_rows (FcSqliteStore     *self,
            const FcHubWrite  *write,
            GError           **error)
{
  g_autoptr (FcStatement) put =
    fc_db_prepare (self->db,
                   "INSERT INTO latest (bucket, entity, row_id, seq, state) VALUES (?1, ?2, ?3, ?4, ?5)"
                   " ON CONFLICT DO UPDATE SET seq = excluded.seq, state = excluded.state",
                   error);
  if (put == NULL)
    return FALSE;
  for (guint i = 0; i < write->rows->len; i++)
    {
      FcHubRowWrite *row = write->rows->pdata[i];
      FcSqliteState state = row->deleted ? FC_SQLITE_DELETED : FC_SQLITE_PRESENT;
      gboolean written = row->deleted ? fc_rows_delete (self->db, &write->tenant, fc_record_get_entity (row->row),
                                                        fc_record_get_id (row->row), error)
                                      : fc_rows_put (self->db, &write->tenant, row->row, error);
      if (!written || !put_membership (self, put, write, fc_hub_row_station (row->row), row, state, error))
        return FALSE;
      if (row->moved && !put_membership (self, put, write, fc_id_is_null (&row->left) ? NULL : &row->left, row,
                                         FC_SQLITE_REMOVED, error))
        return FALSE;
    }
  return TRUE;
}

static void
bind_cell (FcStatement       *put,
           int                index,
           const FcFactBatch *batch,
           guint              row,
           int                field)
{
  if (fc_fact_batch_is_null (batch, row, field))
    fc_statement_bind_null (put, index);
  else if (batch->columns[field].kind == FC_VALUE_INT)
    fc_statement_bind_int (put, index, batch->columns[field].numbers[row]);
  else if (batch->columns[field].kind == FC_VALUE_ID)
    fc_statement_bind_id (put, index, &batch->columns[field].ids[row]);
  else
    fc_statement_bind_text (put, index, batch->columns[field].texts[row]);
}

#define ROLLUP_INSERT                                                                                                  \
  "INSERT INTO sales_rollup (tenant, id, version, station_id, grain, starts_at, product_id, payment, volume, amount, " \
  "count) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) ON CONFLICT DO UPDATE SET version = "                  \
  "excluded.version, "

static gboolean
insert_facts (FcHubStore        *store,
              const FcHubWrite  *write,
              FcFactBatch       *batch,
              guint8            *inserted,
              GError           **error)
{
  return fc_rows_insert_facts (((FcSqliteStore *) store)->db, &write->tenant, batch, 0, batch->n, inserted, error);
}

static gboolean
put_rollups (FcHubStore        *store,
             const FcHubWrite  *write,
             FcFactBatch       *sums,
             gboolean           add,
             GError           **error)
{
  g_autoptr (FcStatement) put =
    fc_db_prepare (((FcSqliteStore *) store)->db,
                   add ? ROLLUP_INSERT
                     "volume = ifnull (volume, 0) + excluded.volume, amount = ifnull (amount, 0) + excluded.amount,"
                     " count = ifnull (count, 0) + excluded.count"
                       : ROLLUP_INSERT "volume = excluded.volume, amount = excluded.amount, count = excluded.count",
                   error);
  if (put == NULL)
    return FALSE;
  for (guint row = 0; row < sums->n; row++)
    {
      fc_statement_bind_id (put, 1, &write->tenant);
      fc_statement_bind_id (put, 2, &sums->row_ids[row]);
      fc_statement_bind_int (put, 3, write->head);
      for (int field = 0; field < FC_SALES_ROLLUP_N_FIELDS; field++)
        bind_cell (put, 4 + field, sums, row, field);
      if (!fc_statement_run (put, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
put_chunk (FcHubStore        *store,
           const FcHubWrite  *write,
           FcEntity           entity,
           const FcHubChunk  *chunk,
           GError           **error)
{
  FcSqliteStore *self = (FcSqliteStore *) store;
  gint64 bucket;
  g_autoptr (FcStatement) put =
    fc_db_prepare (self->db,
                   "INSERT INTO fact_chunk (bucket, entity, seq, n, first_at, last_at, bytes)"
                   " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                   error);

  if (put == NULL || !bucket_of (self, &write->tenant, &chunk->station, &bucket, error))
    return FALSE;
  fc_statement_bind_int (put, 1, bucket);
  fc_statement_bind_int (put, 2, entity);
  fc_statement_bind_int (put, 3, chunk->seq);
  fc_statement_bind_int (put, 4, chunk->n);
  fc_statement_bind_int (put, 5, chunk->first_at);
  fc_statement_bind_int (put, 6, chunk->last_at);
  fc_statement_bind_bytes (put, 7, chunk->bytes);
  return fc_statement_run (put, error);
}

static gboolean
put_log (FcHubStore        *store,
         const FcHubWrite  *write,
         FcFactBatch       *lines,
         GError           **error)
{
  return insert_facts (store, write, lines, NULL, error);
}

static const FcHubPutFacts put_facts = {
  .insert = insert_facts,
  .log = put_log,
  .chunk = put_chunk,
  .rollups = put_rollups,
};

static gboolean
write_events (FcSqliteStore     *self,
              const FcHubWrite  *write,
              GError           **error)
{
  for (guint i = 0; i < write->log->len; i++)
    if (fc_record_get_entity (write->log->pdata[i]) == FC_EVENT &&
        !fc_rows_put (self->db, &write->tenant, write->log->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
read_mark (FcSqliteStore  *self,
           const FcId     *tenant,
           const FcId     *client,
           FcId           *op_id,
           GError        **error)
{
  g_autoptr (FcStatement) get =
    fc_db_prepare (self->db, "SELECT op_id FROM client_mark WHERE tenant = ?1 AND client_id = ?2", error);
  gboolean row;

  *op_id = (FcId){ { 0 } };
  if (get == NULL)
    return FALSE;
  fc_statement_bind_id (get, 1, tenant);
  fc_statement_bind_id (get, 2, client);
  if (!fc_statement_step (get, &row, error))
    return FALSE;
  if (row)
    fc_statement_get_id (get, 0, op_id);
  return TRUE;
}

/**
 * fc_sqlite_mark_client:
 * @before: (out): what was there
 */
gboolean
fc_sqlite_mark_client (FcHubStore  *store,
                       const FcId  *tenant,
                       const FcId  *client,
                       const FcId  *op_id,
                       FcId        *before,
                       GError     **error)
{
  FcSqliteStore *self = (FcSqliteStore *) store;

  if (!read_mark (self, tenant, client, before, error))
    return FALSE;
  g_autoptr (FcStatement) put = fc_db_prepare (self->db, "INSERT OR REPLACE INTO client_mark VALUES (?1, ?2, ?3)", error);
  if (put == NULL)
    return FALSE;
  fc_statement_bind_id (put, 1, tenant);
  fc_statement_bind_id (put, 2, client);
  fc_statement_bind_id (put, 3, op_id);
  return fc_statement_run (put, error);
}

/**
 * fc_sqlite_last_author:
 *
 * By the audit log, whose lines carry the seq of their change.
 */
gboolean
fc_sqlite_last_author (FcHubStore  *store,
                       const FcId  *tenant,
                       const char  *row_id,
                       gint64       seq,
                       FcId        *user,
                       gint64      *at,
                       GError     **error)
{
  FcSqliteStore *self = (FcSqliteStore *) store;
  g_autoptr (FcStatement) select =
    fc_db_prepare (self->db,
                   "SELECT user_id, at FROM audit_entry WHERE tenant = ?1 AND row_id = ?2 AND version = ?3 LIMIT 1",
                   error);
  gboolean row;

  if (select == NULL)
    return FALSE;
  fc_statement_bind_id (select, 1, tenant);
  fc_statement_bind_text (select, 2, row_id);
  fc_statement_bind_int (select, 3, seq);
  if (!fc_statement_step (select, &row, error))
    return FALSE;
  if (row && fc_statement_get_id (select, 0, user))
    *at = fc_statement_get_int (select, 1);
  return TRUE;
}

static gboolean
write_quarantine (FcSqliteStore      *self,
                  const FcHubWrite   *write,
                  const FcHubResult  *result,
                  GError            **error)
{
  g_autoptr (FcStatement) put =
    fc_db_prepare (self->db,
                   "INSERT OR REPLACE INTO quarantine (tenant, op_id, hash, user_id, client_id, error_code,"
                   " error_message, received_at, bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                   error);
  if (put == NULL)
    return FALSE;
  fc_statement_bind_id (put, 1, &write->tenant);
  fc_statement_bind_id (put, 2, &result->op_id);
  fc_statement_bind_blob (put, 3, result->hash, sizeof result->hash);
  fc_statement_bind_id (put, 4, &result->user_id);
  fc_statement_bind_id (put, 5, &result->client_id);
  fc_statement_bind_text (put, 6, result->error_code);
  fc_statement_bind_text (put, 7, result->error_message);
  fc_statement_bind_int (put, 8, write->now);
  fc_statement_bind_bytes (put, 9, result->kept);
  return fc_statement_run (put, error);
}

static gboolean
write_results (FcSqliteStore     *self,
               const FcHubWrite  *write,
               GError           **error)
{
  g_autoptr (FcStatement) put =
    fc_db_prepare (self->db,
                   "INSERT OR IGNORE INTO op_result (tenant, op_id, hash, status, seq, error_code,"
                   " error_message, received_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                   error);
  if (put == NULL)
    return FALSE;
  for (guint i = 0; i < write->results->len; i++)
    {
      const FcHubResult *result = write->results->pdata[i];
      fc_statement_bind_id (put, 1, &write->tenant);
      fc_statement_bind_id (put, 2, &result->op_id);
      fc_statement_bind_blob (put, 3, result->hash, sizeof result->hash);
      fc_statement_bind_int (put, 4, result->status);
      fc_statement_bind_int (put, 5, result->seq);
      fc_statement_bind_text (put, 6, result->error_code);
      fc_statement_bind_text (put, 7, result->error_message);
      fc_statement_bind_int (put, 8, write->now);
      if (!fc_statement_run (put, error) || (result->kept && !write_quarantine (self, write, result, error)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_head (FcSqliteStore     *self,
            const FcHubWrite  *write,
            GError           **error)
{
  g_autoptr (FcStatement) put = fc_db_prepare (self->db, "UPDATE tenant_head SET seq = ?2 WHERE tenant = ?1", error);
  if (put == NULL)
    return FALSE;
  fc_statement_bind_id (put, 1, &write->tenant);
  fc_statement_bind_int (put, 2, write->head);
  return fc_statement_run (put, error);
}

/**
 * fc_sqlite_write:
 *
 * Writes everything a request changes; inside a transaction, on the writing thread.
 */
gboolean
fc_sqlite_write (FcHubStore  *store,
                 FcHubWrite  *write,
                 GError     **error)
{
  FcSqliteStore *self = (FcSqliteStore *) store;

  return write_rows (self, write, error) && write_events (self, write, error) &&
         fc_hub_write_facts (store, &put_facts, write, error) && write_results (self, write, error) &&
         write_head (self, write, error);
}
