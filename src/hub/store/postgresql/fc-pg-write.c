/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-pg-store-private.h"

/* One push, as sets: rows, their places in the buckets, log, results. Everything is queued, and waited for once. */

const FcId fc_pg_own_bucket = { 0 };

static gboolean
write_entity (FcPgStore         *self,
              const FcHubWrite  *write,
              GPtrArray         *rows,
              GError           **error)
{
  g_autoptr (GPtrArray) puts = g_ptr_array_new ();
  g_autoptr (GArray) gone = g_array_new (FALSE, FALSE, sizeof (FcId));

  for (guint i = 0; i < rows->len; i++)
    {
      const FcHubRowWrite *row = rows->pdata[i];
      if (row->deleted)
        g_array_append_vals (gone, fc_record_get_id (row->row), 1);
      else
        g_ptr_array_add (puts, row->row);
    }
  return (puts->len == 0 || fc_pg_rows_put (self->pg, &write->tenant, puts, error)) &&
         (gone->len == 0 || fc_pg_rows_delete (self->pg, &write->tenant, fc_record_get_entity (((FcHubRowWrite *) rows->pdata[0])->row),
                                               (const FcId *) (gpointer) gone->data, gone->len, error));
}

typedef struct {
  FcPgArray stations, entities, ids, seqs, states;
} Places;

static void
add_place (Places              *self,
           const FcId          *station,
           const FcHubRowWrite *row,
           FcPgState            state)
{
  fc_pg_array_add_id (&self->stations, station ? station : &fc_pg_own_bucket);
  fc_pg_array_add_int (&self->entities, fc_record_get_entity (row->row));
  fc_pg_array_add_id (&self->ids, fc_record_get_id (row->row));
  fc_pg_array_add_int (&self->seqs, row->seq);
  fc_pg_array_add_int (&self->states, state);
}

static gboolean
put_places (FcPgStore         *self,
            const FcHubWrite  *write,
            Places            *places,
            GError           **error)
{
  fc_pg_call (self->pg, "INSERT INTO latest (tenant, station, entity, row_id, seq, state)"
                        " SELECT DISTINCT ON (2, 3, 4) $1::uuid, s, e, r, q, t FROM unnest ($2::uuid[], $3::bigint[],"
                        " $4::uuid[], $5::bigint[], $6::bigint[]) WITH ORDINALITY u (s, e, r, q, t, o)"
                        " ORDER BY 2, 3, 4, o DESC"
                        " ON CONFLICT (tenant, station, entity, row_id)"
                        " DO UPDATE SET seq = excluded.seq, state = excluded.state");
  fc_pg_put_id (self->pg, &write->tenant);
  fc_pg_put_array (self->pg, &places->stations);
  fc_pg_put_array (self->pg, &places->entities);
  fc_pg_put_array (self->pg, &places->ids);
  fc_pg_put_array (self->pg, &places->seqs);
  fc_pg_put_array (self->pg, &places->states);
  return fc_pg_queue (self->pg, error);
}

static gboolean
write_places (FcPgStore         *self,
              const FcHubWrite  *write,
              GError           **error)
{
  Places places = { 0 };
  guint n = write->rows->len;

  fc_pg_array_init (&places.stations, FC_PG_IDS, n);
  fc_pg_array_init (&places.entities, FC_PG_INTS, n);
  fc_pg_array_init (&places.ids, FC_PG_IDS, n);
  fc_pg_array_init (&places.seqs, FC_PG_INTS, n);
  fc_pg_array_init (&places.states, FC_PG_INTS, n);
  for (guint i = 0; i < n; i++)
    {
      const FcHubRowWrite *row = write->rows->pdata[i];
      add_place (&places, fc_hub_row_station (row->row), row, row->deleted ? FC_PG_DELETED : FC_PG_PRESENT);
      if (!fc_id_is_null (&row->left))
        add_place (&places, &row->left, row, FC_PG_REMOVED);
    }
  gboolean well = put_places (self, write, &places, error);
  fc_pg_array_clear (&places.stations);
  fc_pg_array_clear (&places.entities);
  fc_pg_array_clear (&places.ids);
  fc_pg_array_clear (&places.seqs);
  fc_pg_array_clear (&places.states);
  return well;
}

static gboolean
write_rows (FcPgStore         *self,
            const FcHubWrite  *write,
            GError           **error)
{
  g_autofree GPtrArray **rows = g_new0 (GPtrArray *, FC_N_ENTITIES);
  gboolean well = TRUE;

  if (write->rows->len == 0)
    return TRUE;
  for (guint i = 0; i < write->rows->len; i++)
    {
      FcEntity entity = fc_record_get_entity (((FcHubRowWrite *) write->rows->pdata[i])->row);
      if (rows[entity] == NULL)
        rows[entity] = g_ptr_array_new ();
      g_ptr_array_add (rows[entity], write->rows->pdata[i]);
    }
  for (int i = 0; i < FC_N_ENTITIES; i++)
    if (rows[i])
      {
        well = well && write_entity (self, write, rows[i], error);
        g_ptr_array_unref (rows[i]);
      }
  return well && write_places (self, write, error);
}

static gboolean
write_events (FcPgStore         *self,
              const FcHubWrite  *write,
              GError           **error)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new ();

  for (guint i = 0; i < write->log->len; i++)
    if (fc_record_get_entity (write->log->pdata[i]) == FC_EVENT)
      g_ptr_array_add (events, write->log->pdata[i]);
  return events->len == 0 || fc_pg_rows_put (self->pg, &write->tenant, events, error);
}

static gboolean
write_quarantine (FcPgStore          *self,
                  const FcHubWrite   *write,
                  const FcHubResult  *result,
                  GError            **error)
{
  FcPg *pg = self->pg;
  gsize size;
  gconstpointer bytes = g_bytes_get_data (result->kept, &size);

  fc_pg_call (pg, "INSERT INTO quarantine (tenant, op_id, hash, user_id, client_id, error_code, error_message, received_at,"
                  " bytes) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (tenant, op_id, hash) DO UPDATE SET"
                  " user_id = excluded.user_id, client_id = excluded.client_id, error_code = excluded.error_code,"
                  " error_message = excluded.error_message, received_at = excluded.received_at, bytes = excluded.bytes");
  fc_pg_put_id (pg, &write->tenant);
  fc_pg_put_id (pg, &result->op_id);
  fc_pg_put_bytes (pg, result->hash, sizeof result->hash);
  fc_pg_put_id (pg, &result->user_id);
  fc_pg_put_id (pg, &result->client_id);
  fc_pg_put_text (pg, result->error_code);
  fc_pg_put_text (pg, result->error_message);
  fc_pg_put_int (pg, write->now);
  fc_pg_put_bytes (pg, bytes ? bytes : "", size);
  return fc_pg_queue (pg, error);
}

static gboolean
put_results (FcPgStore         *self,
             const FcHubWrite  *write,
             FcPgArray         *arrays,
             GError           **error)
{
  fc_pg_call (self->pg, "INSERT INTO op_result (tenant, op_id, hash, status, seq, error_code, error_message, received_at)"
                        " SELECT $1::uuid, unnest ($3::uuid[]), unnest ($4::bytea[]), unnest ($5::bigint[]),"
                        " unnest ($6::bigint[]), unnest ($7::text[]), unnest ($8::text[]), $2::bigint"
                        " ON CONFLICT (tenant, op_id) DO NOTHING");
  fc_pg_put_id (self->pg, &write->tenant);
  fc_pg_put_int (self->pg, write->now);
  for (int i = 0; i < 6; i++)
    fc_pg_put_array (self->pg, &arrays[i]);
  return fc_pg_queue (self->pg, error);
}

static gboolean
write_results (FcPgStore         *self,
               const FcHubWrite  *write,
               GError           **error)
{
  static const FcPgType types[] = { FC_PG_IDS, FC_PG_BYTES, FC_PG_INTS, FC_PG_INTS, FC_PG_TEXTS, FC_PG_TEXTS };
  FcPgArray arrays[6];
  gboolean well = TRUE;

  if (write->results->len == 0)
    return TRUE;
  for (int i = 0; i < 6; i++)
    fc_pg_array_init (&arrays[i], types[i], write->results->len);
  for (guint i = 0; i < write->results->len; i++)
    {
      const FcHubResult *result = write->results->pdata[i];
      fc_pg_array_add_id (&arrays[0], &result->op_id);
      fc_pg_array_add_bytes (&arrays[1], result->hash, sizeof result->hash);
      fc_pg_array_add_int (&arrays[2], result->status);
      fc_pg_array_add_int (&arrays[3], result->seq);
      fc_pg_array_add_text (&arrays[4], result->error_code);
      fc_pg_array_add_text (&arrays[5], result->error_message);
    }
  well = put_results (self, write, arrays, error);
  for (int i = 0; i < 6; i++)
    fc_pg_array_clear (&arrays[i]);
  for (guint i = 0; i < write->results->len && well; i++)
    if (((FcHubResult *) write->results->pdata[i])->kept)
      well = write_quarantine (self, write, write->results->pdata[i], error);
  return well;
}

/* A row of users, roles or the company that changes what somebody may do; a mere sign-in does not. */
static gboolean
changes_auth (const FcHubRowWrite *row)
{
  FcEntity entity = fc_record_get_entity (row->row);
  gboolean known = FALSE, other = FALSE;

  if (entity != FC_USER)
    return entity == FC_ROLE || entity == FC_TENANT;
  for (int i = 0; i < FC_USER_N_FIELDS; i++)
    if (fc_record_get_field_version (row->row, i) == row->seq)
      {
        known = TRUE;
        other |= i != FC_USER_LAST_SIGN_IN;
      }
  return row->deleted || !known || other;
}

/**
 * fc_pg_tell_auth:
 * @tenant_sql: an expression of $1, which is @id: whose users, roles or tokens change
 *
 * With the commit, every process on this database forgets what it remembers of sessions; until it has heard so, it sees by
 * the number that what it remembers is old.
 */
gboolean
fc_pg_tell_auth (FcPg        *pg,
                 const char  *tenant_sql,
                 const FcId  *id,
                 GError     **error)
{
  g_autofree char *sql = g_strdup_printf ("WITH changed AS (UPDATE tenant_head SET auth_seq = auth_seq + 1 WHERE tenant = %s"
                                          " RETURNING tenant)"
                                          " SELECT pg_notify ('" FC_PG_CHANNEL "', '!' || tenant::text) FROM changed",
                                          tenant_sql);

  fc_pg_call (pg, sql);
  fc_pg_put_id (pg, id);
  return fc_pg_queue (pg, error);
}

static gboolean
write_head (FcPgStore         *self,
            const FcHubWrite  *write,
            GError           **error)
{
  gboolean auth = FALSE;

  for (guint i = 0; i < write->rows->len; i++)
    auth |= changes_auth (write->rows->pdata[i]);
  fc_pg_call (self->pg, "UPDATE tenant_head SET seq = $2::bigint WHERE tenant = $1::uuid");
  fc_pg_put_id (self->pg, &write->tenant);
  fc_pg_put_int (self->pg, write->head);
  g_array_append_val (self->moved, write->tenant);
  return fc_pg_queue (self->pg, error) && (!auth || fc_pg_tell_auth (self->pg, FC_PG_THE_TENANT, &write->tenant, error));
}

/**
 * fc_pg_write:
 *
 * Writes everything a request changes; inside a transaction. What fails shows here, not at the commit.
 */
gboolean
fc_pg_write (FcHubStore  *store,
             FcHubWrite  *write,
             GError     **error)
{
  FcPgStore *self = (FcPgStore *) store;

  fc_pg_use (self->pg, &write->tenant);
  return write_rows (self, write, error) && write_events (self, write, error) &&
         fc_hub_write_facts (store, &fc_pg_put_facts, write, error) && write_results (self, write, error) &&
         write_head (self, write, error) && fc_pg_flush (self->pg, error);
}

/**
 * fc_pg_last_author:
 *
 * By the audit log, whose lines carry the seq of their change.
 */
gboolean
fc_pg_last_author (FcHubStore  *store,
                   const FcId  *tenant,
                   const char  *row_id,
                   gint64       seq,
                   FcId        *user,
                   gint64      *at,
                   GError     **error)
{
  FcPg *pg = ((FcPgStore *) store)->pg;

  fc_pg_use (pg, tenant);
  fc_pg_call (pg, "SELECT user_id, at FROM audit_entry WHERE tenant = $1::uuid AND row_id = $2::text AND version = $3::bigint"
                  " ORDER BY id LIMIT 1");
  fc_pg_put_id (pg, tenant);
  fc_pg_put_text (pg, row_id);
  fc_pg_put_int (pg, seq);
  g_autoptr (PGresult) result = fc_pg_ask (pg, error);
  if (result && PQntuples (result) > 0)
    {
      fc_pg_id (result, 0, 0, user);
      *at = fc_pg_int (result, 0, 1);
    }
  return result != NULL;
}
