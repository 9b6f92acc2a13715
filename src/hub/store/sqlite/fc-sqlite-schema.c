/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-sqlite-store-private.h"

/*
 * The catalog's typed tables with their tenant, and the hub's own:
 *   latest: one row per membership of a bucket, so that a pull is one index range
 *   fact_chunk: facts and audit lines as they were taken in, encoded, immutable, sent as they are
 *   op_result: id, hash and outcome of every op, written with its effect
 */
static const char first_schema[]
  = "CREATE TABLE hub_meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;"
    "CREATE TABLE tenant_head (tenant BLOB PRIMARY KEY, slug TEXT NOT NULL UNIQUE, seq INTEGER NOT NULL,"
    "  created_at INTEGER NOT NULL) WITHOUT ROWID, STRICT;"
    "CREATE TABLE bucket (id INTEGER PRIMARY KEY, tenant BLOB NOT NULL, station BLOB NOT NULL,"
    "  UNIQUE (tenant, station)) STRICT;"
    "CREATE TABLE latest (bucket INTEGER NOT NULL, entity INTEGER NOT NULL, row_id BLOB NOT NULL,"
    "  seq INTEGER NOT NULL, state INTEGER NOT NULL, PRIMARY KEY (bucket, entity, row_id)) WITHOUT ROWID, STRICT;"
    "CREATE INDEX latest_by_seq ON latest (bucket, seq, entity, row_id, state);"
    "CREATE TABLE fact_chunk (id INTEGER PRIMARY KEY, bucket INTEGER NOT NULL, entity INTEGER NOT NULL,"
    "  seq INTEGER NOT NULL, n INTEGER NOT NULL, first_at INTEGER NOT NULL, last_at INTEGER NOT NULL,"
    "  bytes BLOB NOT NULL) STRICT;"
    "CREATE INDEX fact_chunk_by_seq ON fact_chunk (bucket, seq, n);"
    "CREATE INDEX fact_chunk_by_time ON fact_chunk (bucket, last_at, id, seq, n);"
    "CREATE TABLE op_result (tenant BLOB NOT NULL, op_id BLOB NOT NULL, hash BLOB NOT NULL, status INTEGER NOT NULL,"
    "  seq INTEGER NOT NULL, error_code TEXT, error_message TEXT, received_at INTEGER NOT NULL,"
    "  PRIMARY KEY (tenant, op_id)) WITHOUT ROWID, STRICT;"
    "CREATE TABLE quarantine (tenant BLOB NOT NULL, op_id BLOB NOT NULL, hash BLOB NOT NULL, user_id BLOB, client_id BLOB,"
    "  error_code TEXT, error_message TEXT, received_at INTEGER NOT NULL, bytes BLOB NOT NULL,"
    "  PRIMARY KEY (tenant, op_id, hash)) WITHOUT ROWID, STRICT;"
    "CREATE TABLE credential (tenant BLOB NOT NULL, user_id BLOB NOT NULL, hash TEXT NOT NULL,"
    "  changed_at INTEGER NOT NULL, PRIMARY KEY (tenant, user_id)) WITHOUT ROWID, STRICT;"
    "CREATE TABLE token_family (id BLOB PRIMARY KEY, tenant BLOB NOT NULL, user_id BLOB NOT NULL,"
    "  created_at INTEGER NOT NULL, revoked_at INTEGER) WITHOUT ROWID, STRICT;"
    "CREATE INDEX token_family_by_user ON token_family (tenant, user_id);"
    "CREATE TABLE token (hash BLOB PRIMARY KEY, family BLOB NOT NULL, pair BLOB NOT NULL, kind INTEGER NOT NULL,"
    "  generation INTEGER NOT NULL, expires_at INTEGER NOT NULL, pending INTEGER NOT NULL,"
    "  superseded INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID, STRICT;"
    "CREATE INDEX token_by_family ON token (family);"
    "CREATE INDEX token_by_expiry ON token (expires_at);"
    "CREATE INDEX sales_rollup_by_station ON sales_rollup (tenant, station_id, starts_at, id);"
    "CREATE INDEX user_by_email ON \"user\" (tenant, email COLLATE NOCASE);";

static gboolean
make_first_schema (FcDb *db, gpointer user_data, GError **error)
{
  gint64 epoch = g_get_real_time ();

  if (!fc_rows_create_all (db, TRUE, error) || !fc_db_exec (db, first_schema, error))
    return FALSE;
  g_autoptr (FcStatement) put = fc_db_prepare (db, "INSERT INTO hub_meta VALUES ('epoch', ?1)", error);
  if (put == NULL)
    return FALSE;
  fc_statement_bind_int (put, 1, epoch);
  return fc_statement_run (put, error);
}

static gboolean
add_day_close_and_gauges (FcDb *db, gpointer user_data, GError **error)
{
  return fc_rows_add_missing (db, TRUE, error) &&
         fc_db_exec (db, "CREATE INDEX fact_chunk_by_first ON fact_chunk (bucket, entity, first_at)", error);
}

/* Conflicts, and work that was handed over. */
static gboolean
add_conflicts (FcDb *db, gpointer user_data, GError **error)
{
  return fc_rows_add_missing (db, TRUE, error);
}

/* The signature of a day's close. */
static gboolean
add_day_signature (FcDb *db, gpointer user_data, GError **error)
{
  return fc_rows_add_missing (db, TRUE, error);
}

/* Where a sign-in is, copies that are to be cleared, passwords that are to be changed. */
static gboolean
add_devices (FcDb *db, gpointer user_data, GError **error)
{
  return fc_db_exec (db,
                     "ALTER TABLE token_family ADD COLUMN client_id BLOB;"
                     "ALTER TABLE token_family ADD COLUMN device TEXT;"
                     "ALTER TABLE token_family ADD COLUMN address TEXT;"
                     "ALTER TABLE token_family ADD COLUMN used_at INTEGER;"
                     "ALTER TABLE token_family ADD COLUMN wipe_at INTEGER;"
                     "ALTER TABLE token_family ADD COLUMN wiped_at INTEGER;"
                     "ALTER TABLE credential ADD COLUMN must_change INTEGER NOT NULL DEFAULT 0",
                     error);
}

/* Photos and bag numbers of cash movements; who opened a shift, and which follow it. */
static gboolean
add_papers_and_openers (FcDb *db, gpointer user_data, GError **error)
{
  return fc_rows_add_missing (db, TRUE, error);
}

/* What each client pushed last: two copies of one file are told apart by it. */
static gboolean
add_client_marks (FcDb *db, gpointer user_data, GError **error)
{
  return fc_db_exec (db,
                     "CREATE TABLE client_mark (tenant BLOB NOT NULL, client_id BLOB NOT NULL, op_id BLOB NOT NULL,"
                     " PRIMARY KEY (tenant, client_id)) WITHOUT ROWID, STRICT",
                     error);
}

/* The table of @entity as it is made today, with the rows it has, oldest first. */
static gboolean
make_anew (FcDb      *db,
           FcEntity   entity,
           GError   **error)
{
  const char *name = fc_catalog_get (entity)->name, *columns = fc_rows_columns (entity);
  g_autofree char *aside = g_strdup_printf ("ALTER TABLE \"%s\" RENAME TO \"old_%s\"", name, name);
  g_autofree char *table = fc_catalog_ddl (entity, TRUE);
  g_autofree char *copy = g_strdup_printf ("INSERT INTO \"%s\" (tenant, %s) SELECT tenant, %s FROM \"old_%s\""
                                           " ORDER BY version, id",
                                           name, columns, columns, name);
  g_autofree char *drop = g_strdup_printf ("DROP TABLE \"old_%s\"", name); /* and the indexes, which have today's names */
  g_autofree char *indexes = fc_catalog_index_ddl (entity, TRUE);
  const char *const steps[] = { aside, table, copy, drop, indexes };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (!fc_db_exec (db, steps[i], error))
      return FALSE;
  return TRUE;
}

/* Logs of older stores lie in the order of their lines' ids, which are of chance: each line is written to another page. */
static gboolean
lay_logs_in_order (FcDb *db, gpointer user_data, GError **error)
{
  for (int i = 0; i < FC_N_ENTITIES; i++)
    {
      const FcEntityInfo *about = fc_catalog_get ((FcEntity) i);
      g_autofree char *sql =
        g_strdup_printf ("SELECT count(*) FROM sqlite_master WHERE name = '%s' AND sql LIKE '%%WITHOUT ROWID%%'", about->name);
      gint64 by_id = 0;

      if (about->kind != FC_KIND_LOG)
        continue;
      if (!fc_db_get_int (db, sql, &by_id, error) || (by_id != 0 && !make_anew (db, about->id, error)))
        return FALSE;
    }
  return TRUE;
}

/* Dashboards, alerts, vehicles and where they are. */
static gboolean
add_dashboards_and_vehicles (FcDb *db, gpointer user_data, GError **error)
{
  return fc_rows_add_missing (db, TRUE, error);
}

const FcMigration fc_sqlite_store_steps[] = {
  { 1, make_first_schema },
  { 2, add_day_close_and_gauges },
  { 3, add_conflicts },
  { 4, add_day_signature },
  { 6, add_devices },
  { 7, add_papers_and_openers },
  { 8, add_client_marks },
  { 9, lay_logs_in_order },
  { 10, add_dashboards_and_vehicles },
  { 0, NULL },
};
