/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-migrate.h"
#include "fc-replica-private.h"

/* Beside the catalog's typed tables. Entities are kept by name, so that their numbers may change. */
static const char own_tables[] =
  "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID, STRICT;"

  /* What was done here. state: 0 waits, 1 acknowledged, 2 refused, 3 in conflict. Acknowledged ops stay 30 days. */
  "CREATE TABLE outbox (client_seq INTEGER PRIMARY KEY, op_id BLOB NOT NULL UNIQUE, txn_id BLOB NOT NULL,"
  " lane BLOB NOT NULL, priority INTEGER NOT NULL, actor BLOB NOT NULL, kind TEXT NOT NULL, entity TEXT NOT NULL,"
  " row_id BLOB NOT NULL, made_at INTEGER NOT NULL, state INTEGER NOT NULL DEFAULT 0, acked_at INTEGER,"
  " ack_seq INTEGER, reason TEXT, bytes BLOB NOT NULL) STRICT;"
  "CREATE INDEX outbox_state ON outbox (state, client_seq);"
  "CREATE INDEX outbox_lane ON outbox (lane) WHERE state = 0;"

  /* Effects of ops that the hub's rows do not hold yet, in order; and the hub's row below them. */
  "CREATE TABLE pending_change (client_seq INTEGER NOT NULL, n INTEGER NOT NULL, entity TEXT NOT NULL,"
  " row_id BLOB NOT NULL, kind INTEGER NOT NULL, fields TEXT, PRIMARY KEY (client_seq, n))"
  " WITHOUT ROWID, STRICT;"
  "CREATE INDEX pending_change_row ON pending_change (entity, row_id, client_seq, n);"
  "CREATE TABLE shadow (entity TEXT NOT NULL, row_id BLOB NOT NULL, present INTEGER NOT NULL, version INTEGER NOT NULL,"
  " field_versions BLOB, fields TEXT, PRIMARY KEY (entity, row_id)) WITHOUT ROWID, STRICT;"

  /* Which of the hub's buckets hold a row, and pages of a pull that is not complete. */
  "CREATE TABLE membership (entity TEXT NOT NULL, row_id BLOB NOT NULL, bucket TEXT NOT NULL,"
  " PRIMARY KEY (entity, row_id, bucket)) WITHOUT ROWID, STRICT;"
  "CREATE TABLE stage (n INTEGER PRIMARY KEY, kind INTEGER NOT NULL, entity TEXT NOT NULL, row_id BLOB NOT NULL,"
  " bucket TEXT NOT NULL, seq INTEGER NOT NULL, version INTEGER NOT NULL, field_versions BLOB, fields TEXT)"
  " STRICT;"

  /* The stations of whoever sits at the desk; every list asks the view. */
  "CREATE TABLE scope (one INTEGER PRIMARY KEY CHECK (one = 1), all_stations INTEGER NOT NULL) STRICT;"
  "INSERT INTO scope VALUES (1, 1);"
  "CREATE TABLE scope_station (station_id BLOB PRIMARY KEY) WITHOUT ROWID, STRICT;"
  "CREATE VIEW visible_station AS SELECT id FROM station"
  " WHERE (SELECT all_stations FROM scope) OR id IN (SELECT station_id FROM scope_station);"

  /* Full text of the fields that search finds. */
  "CREATE TABLE search_row (n INTEGER PRIMARY KEY, row_id BLOB NOT NULL UNIQUE, entity TEXT NOT NULL) STRICT;"
  "CREATE VIRTUAL TABLE search_index USING fts5 (text, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');";

static gboolean
make_first_version (FcDb      *db,
                    gpointer   user_data,
                    GError   **error)
{
  return fc_rows_create_all (db, FALSE, error) && fc_db_exec (db, own_tables, error);
}

/* Drawers, slips, meter changes, signatures, the day close, gauges; all by the catalog, which only ever grows. */
static gboolean
add_day_close_and_gauges (FcDb      *db,
                          gpointer   user_data,
                          GError   **error)
{
  return fc_rows_add_missing (db, FALSE, error);
}

/* Rows of the hub that break this version's rules, with the reason. */
static gboolean
add_aside (FcDb      *db,
           gpointer   user_data,
           GError   **error)
{
  return fc_db_exec (db,
                     "CREATE TABLE aside (entity TEXT NOT NULL, row_id BLOB NOT NULL, bucket TEXT NOT NULL,"
                     " seq INTEGER NOT NULL, reason TEXT NOT NULL, set_at INTEGER NOT NULL, version INTEGER NOT NULL,"
                     " field_versions BLOB, fields TEXT, PRIMARY KEY (entity, row_id)) WITHOUT ROWID, STRICT;",
                     error);
}

/* Conflicts, and work that was handed over. */
static gboolean
add_conflicts (FcDb      *db,
               gpointer   user_data,
               GError   **error)
{
  return fc_rows_add_missing (db, FALSE, error);
}

/* The signature of a day's close. */
static gboolean
add_day_signature (FcDb      *db,
                   gpointer   user_data,
                   GError   **error)
{
  return fc_rows_add_missing (db, FALSE, error);
}

/* Photos and bag numbers of cash movements; who opened a shift, and which follow it. */
static gboolean
add_papers_and_openers (FcDb      *db,
                     gpointer   user_data,
                     GError   **error)
{
  return fc_rows_add_missing (db, FALSE, error);
}

/* Dashboards, alerts, vehicles and where they are. */
static gboolean
add_dashboards_and_vehicles (FcDb      *db,
                             gpointer   user_data,
                             GError   **error)
{
  return fc_rows_add_missing (db, FALSE, error) &&
         fc_db_exec (db, "CREATE INDEX position_vehicle_time ON position (vehicle_id, fixed_at)", error);
}

/*
 * Sales of an hour or a day at a station, over products and tenders: what every dashboard adds up has a tenth of the rows
 * here. Triggers keep it, since sums come and go in many ways: with sales, from the hub, by a check, with a scope. What a sum
 * is about never changes: its id is made of it.
 */
#define OF_THE_OLD " WHERE grain = old.grain AND starts_at = old.starts_at AND station_id = old.station_id"

static gboolean
add_sales_totals (FcDb      *db,
                  gpointer   user_data,
                  GError   **error)
{
  return fc_db_exec (
    db,
    "CREATE TABLE sales_total (grain TEXT NOT NULL, starts_at INTEGER NOT NULL, station_id BLOB NOT NULL,"
    " amount INTEGER NOT NULL, volume INTEGER NOT NULL, count INTEGER NOT NULL,"
    " PRIMARY KEY (grain, starts_at, station_id)) WITHOUT ROWID, STRICT;"
    "INSERT INTO sales_total SELECT grain, starts_at, station_id, sum (amount), sum (volume), sum (count)"
    " FROM sales_rollup GROUP BY 1, 2, 3;"
    "CREATE TRIGGER sales_total_in AFTER INSERT ON sales_rollup BEGIN INSERT INTO sales_total"
    " VALUES (new.grain, new.starts_at, new.station_id, new.amount, new.volume, new.count)" FC_ADD_TO_SALES_TOTAL "; END;"
    "CREATE TRIGGER sales_total_change AFTER UPDATE OF amount, volume, count ON sales_rollup BEGIN INSERT INTO sales_total"
    " VALUES (new.grain, new.starts_at, new.station_id, new.amount - old.amount, new.volume - old.volume,"
    " new.count - old.count)" FC_ADD_TO_SALES_TOTAL "; END;"
    "CREATE TRIGGER sales_total_out AFTER DELETE ON sales_rollup BEGIN"
    " UPDATE sales_total SET amount = amount - old.amount, volume = volume - old.volume, count = count - old.count" OF_THE_OLD
    "; DELETE FROM sales_total" OF_THE_OLD " AND amount = 0 AND volume = 0 AND count = 0; END;",
    error);
}

/* A gauge is read every few minutes, for years: its newest reading, or those of a day, are found without the others. */
static gboolean
find_gauge_readings_by_time (FcDb      *db,
                             gpointer   user_data,
                             GError   **error)
{
  return fc_db_exec (db, "CREATE INDEX gauge_reading_tank_time ON gauge_reading (tank_id, read_at)", error);
}

static const FcMigration steps[] = {
  { 1, make_first_version },
  { 2, add_day_close_and_gauges },
  { 3, add_aside },
  { 4, add_conflicts },
  { 5, add_day_signature },
  { 6, add_papers_and_openers },
  { 7, add_dashboards_and_vehicles },
  { 8, add_sales_totals },
  { 9, find_gauge_readings_by_time },
  { 0, NULL },
};

/**
 * fc_replica_migrate:
 * @error: FC_DB_ERROR_NEWER, FC_DB_ERROR_FOREIGN or what a step met
 */
gboolean
fc_replica_migrate (FcDb    *db,
                    GError **error)
{
  return fc_db_migrate (db, FC_APPLICATION_ID_REPLICA, steps, NULL, error);
}
