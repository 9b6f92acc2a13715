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

/* A row's membership of a bucket. */
typedef struct {
  FcId station, id;
  FcEntity entity;
  FcPgState state;
  gint64 seq;
} Place;

static guint
place_hash (gconstpointer data)
{
  const Place *place = data;
  return fc_id_hash (&place->station) * 31 + fc_id_hash (&place->id) + place->entity;
}

static gboolean
place_equal (gconstpointer a,
             gconstpointer b)
{
  const Place *one = a, *other = b;
  return one->entity == other->entity && fc_id_equal (&one->id, &other->id) && fc_id_equal (&one->station, &other->station);
}

static void
add_place (GArray              *places,
           const FcId          *station,
           const FcHubRowWrite *row,
           FcPgState            state)
{
  const Place place = { .station = station ? *station : fc_pg_own_bucket,
                        .id = *fc_record_get_id (row->row),
                        .entity = fc_record_get_entity (row->row),
                        .state = state,
                        .seq = row->seq };
  g_array_append_val (places, place);
}

/* Of several about the same membership the last one counts. Not by fc_pg_upsert_sql(): for its lookup the planner takes the
 * index by seq as readily as the key's. */
static gboolean
put_places (FcPgStore         *self,
            const FcHubWrite  *write,
            GArray            *places,
            GError           **error)
{
  static const FcPgType types[] = { FC_PG_IDS, FC_PG_INTS, FC_PG_IDS, FC_PG_INTS, FC_PG_INTS };
  g_autoptr (GHashTable) seen = g_hash_table_new (place_hash, place_equal);
  FcPgArray arrays[G_N_ELEMENTS (types)];

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    fc_pg_array_init (&arrays[i], types[i], places->len);
  for (guint i = places->len; i-- > 0;)
    {
      Place *place = &g_array_index (places, Place, i);
      if (!g_hash_table_add (seen, place))
        continue;
      fc_pg_array_add_id (&arrays[0], &place->station);
      fc_pg_array_add_int (&arrays[1], place->entity);
      fc_pg_array_add_id (&arrays[2], &place->id);
      fc_pg_array_add_int (&arrays[3], place->seq);
      fc_pg_array_add_int (&arrays[4], place->state);
    }
  fc_pg_call (self->pg, "INSERT INTO latest (tenant, station, entity, row_id, seq, state)"
                        " SELECT $1::uuid, unnest ($2::uuid[]), unnest ($3::bigint[]), unnest ($4::uuid[]),"
                        " unnest ($5::bigint[]), unnest ($6::bigint[]) ON CONFLICT (tenant, station, entity, row_id)"
                        " DO UPDATE SET seq = excluded.seq, state = excluded.state");
  fc_pg_put_id (self->pg, &write->tenant);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    fc_pg_put_array (self->pg, &arrays[i]);
  gboolean well = fc_pg_queue (self->pg, error);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    fc_pg_array_clear (&arrays[i]);
  return well;
}

static gboolean
write_places (FcPgStore         *self,
              const FcHubWrite  *write,
              GError           **error)
{
  g_autoptr (GArray) places = g_array_sized_new (FALSE, FALSE, sizeof (Place), write->rows->len);

  for (guint i = 0; i < write->rows->len; i++)
    {
      const FcHubRowWrite *row = write->rows->pdata[i];
      add_place (places, fc_hub_row_station (row->row), row, row->deleted ? FC_PG_DELETED : FC_PG_PRESENT);
      if (row->moved)
        add_place (places, &row->left, row, FC_PG_REMOVED);
    }
  return put_places (self, write, places, error);
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

static const char *
results_sql (void)
{
  static char *text;

  if (g_once_init_enter (&text))
    g_once_init_leave (&text,
                       fc_pg_upsert_sql ("op_result", "op_id, hash, status, seq, error_code, error_message, received_at",
                                         "unnest ($3::uuid[]) AS op_id, unnest ($4::bytea[]) AS hash,"
                                         " unnest ($5::bigint[])::smallint AS status, unnest ($6::bigint[]) AS seq,"
                                         " unnest ($7::text[]) AS error_code, unnest ($8::text[]) AS error_message,"
                                         " $2::bigint AS received_at",
                                         "op_id = s.op_id", "op_id", NULL));
  return text;
}

/* The first of an op's results holds; another with its id is of something else that was kept aside. */
static gboolean
put_results (FcPgStore         *self,
             const FcHubWrite  *write,
             GError           **error)
{
  static const FcPgType types[] = { FC_PG_IDS, FC_PG_BYTES, FC_PG_INTS, FC_PG_INTS, FC_PG_TEXTS, FC_PG_TEXTS };
  g_autoptr (GHashTable) seen = g_hash_table_new (fc_id_hash, fc_id_equal);
  FcPgArray arrays[G_N_ELEMENTS (types)];

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    fc_pg_array_init (&arrays[i], types[i], write->results->len);
  for (guint i = 0; i < write->results->len; i++)
    {
      FcHubResult *result = write->results->pdata[i];
      if (!g_hash_table_add (seen, &result->op_id))
        continue;
      fc_pg_array_add_id (&arrays[0], &result->op_id);
      fc_pg_array_add_bytes (&arrays[1], result->hash, sizeof result->hash);
      fc_pg_array_add_int (&arrays[2], result->status);
      fc_pg_array_add_int (&arrays[3], result->seq);
      fc_pg_array_add_text (&arrays[4], result->error_code);
      fc_pg_array_add_text (&arrays[5], result->error_message);
    }
  fc_pg_call (self->pg, results_sql ());
  fc_pg_put_id (self->pg, &write->tenant);
  fc_pg_put_int (self->pg, write->now);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    fc_pg_put_array (self->pg, &arrays[i]);
  gboolean well = fc_pg_queue (self->pg, error);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    fc_pg_array_clear (&arrays[i]);
  return well;
}

static gboolean
write_results (FcPgStore         *self,
               const FcHubWrite  *write,
               GError           **error)
{
  gboolean well = write->results->len == 0 || put_results (self, write, error);

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
 * fc_pg_mark_client:
 * @before: (out): what was there
 */
gboolean
fc_pg_mark_client (FcHubStore  *store,
                   const FcId  *tenant,
                   const FcId  *client,
                   const FcId  *op_id,
                   FcId        *before,
                   GError     **error)
{
  FcPg *pg = ((FcPgStore *) store)->pg;

  *before = (FcId){ { 0 } };
  fc_pg_use (pg, tenant);
  fc_pg_call (pg, "WITH before AS (SELECT op_id FROM client_mark WHERE tenant = $1::uuid AND client_id = $2::uuid)"
                  " INSERT INTO client_mark VALUES ($1::uuid, $2::uuid, $3::uuid)"
                  " ON CONFLICT (tenant, client_id) DO UPDATE SET op_id = excluded.op_id"
                  " RETURNING (SELECT op_id FROM before)");
  fc_pg_put_id (pg, tenant);
  fc_pg_put_id (pg, client);
  fc_pg_put_id (pg, op_id);
  g_autoptr (PGresult) result = fc_pg_ask (pg, error);
  if (result && PQntuples (result) > 0 && !PQgetisnull (result, 0, 0))
    fc_pg_id (result, 0, 0, before);
  return result != NULL;
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
  if (result && PQntuples (result) > 0 && fc_pg_id (result, 0, 0, user))
    *at = fc_pg_int (result, 0, 1);
  return result != NULL;
}
