/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-station-queries.h"

#include "fc-query-help.h"

#include <glib/gi18n-lib.h>

static const FcQueryColumn station_columns[] = {
  { "id", "s.id", NULL, FC_COLUMN_ID, FALSE },
  { "code", "s.code", N_ ("Code"), FC_COLUMN_TEXT, TRUE },
  { "name", "s.name", N_ ("Station"), FC_COLUMN_TEXT, TRUE },
  { "address", "s.address", N_ ("Address"), FC_COLUMN_TEXT, TRUE },
  { "currency", "s.currency", N_ ("Currency"), FC_COLUMN_TEXT, TRUE },
  { "time_zone", "s.time_zone", N_ ("Time zone"), FC_COLUMN_TEXT, TRUE },
  { "tanks", "(SELECT count(*) FROM tank t WHERE t.station_id = s.id)", N_ ("Tanks"), FC_COLUMN_INT, FALSE },
  { "nozzles", "(SELECT count(*) FROM nozzle n WHERE n.station_id = s.id AND NOT coalesce (n.removed, 0))",
    N_ ("Nozzles"), FC_COLUMN_INT, FALSE },
  { "store_location", "s.store_location_id", N_ ("POS store number"), FC_COLUMN_TEXT, TRUE },
  FC_QUERY_COLUMNS_END,
};

const FcQuerySpec fc_station_list = {
  .name = "stations",
  .from = "station s",
  .where = "s.id IN (SELECT id FROM visible_station) AND (:search IS NULL OR s.id IN (" FC_SEARCH_IDS "))",
  .columns = station_columns,
  .default_sort = FC_STATION_LIST_NAME,
};

/* The last reading that has a volume. */
#define LAST_READING                                                                 \
  "(SELECT r.id FROM tank_reading r WHERE r.tank_id = t.id AND r.volume IS NOT NULL" \
  " AND r.shift_id NOT IN " FC_DISCARDED_SHIFTS " ORDER BY coalesce (r.read_at, 0) DESC, r.id DESC LIMIT 1)"

static const FcQueryColumn tank_columns[] = {
  { "id", "t.id", NULL, FC_COLUMN_ID, FALSE },
  { "station", "s.name", N_ ("Station"), FC_COLUMN_TEXT, TRUE },
  { "number", "t.number", N_ ("Tank"), FC_COLUMN_INT, TRUE },
  { "product", "p.name", N_ ("Product"), FC_COLUMN_TEXT, TRUE },
  { "capacity", "t.capacity", N_ ("Capacity"), FC_COLUMN_VOLUME, TRUE },
  { "volume", "l.volume", N_ ("Volume"), FC_COLUMN_VOLUME, TRUE },
  { "level", "l.level", N_ ("Level"), FC_COLUMN_INT, TRUE },
  { "water_level", "l.water_level", N_ ("Water"), FC_COLUMN_INT, TRUE },
  { "read_at", "l.read_at", N_ ("Read"), FC_COLUMN_TIME, TRUE },
  { "safe_fill", "t.safe_fill", NULL, FC_COLUMN_VOLUME, FALSE },
  { "dead_stock", "t.dead_stock", NULL, FC_COLUMN_VOLUME, FALSE },
  { "station_id", "t.station_id", NULL, FC_COLUMN_ID, FALSE },
  { "colour", "p.colour", NULL, FC_COLUMN_TEXT, FALSE },
  { "water_limit", "t.water_limit", NULL, FC_COLUMN_INT, FALSE },
  { "fill", "l.volume * 1000 / t.capacity", N_ ("Fill"), FC_COLUMN_INT, TRUE },
  FC_QUERY_COLUMNS_END,
};

const FcQuerySpec fc_tank_list = {
  .name = "tanks",
  .from = "tank t LEFT JOIN station s ON s.id = t.station_id LEFT JOIN product p ON p.id = t.product_id"
          " LEFT JOIN tank_reading l ON l.id = " LAST_READING,
  .where = "t.station_id IN (SELECT id FROM visible_station) AND (:station IS NULL OR t.station_id = :station)"
           " AND (:search IS NULL OR s.id IN (" FC_SEARCH_IDS ") OR p.id IN (" FC_SEARCH_IDS "))",
  .columns = tank_columns,
  .default_sort = FC_TANK_LIST_STATION,
};

static const FcQueryColumn reading_columns[] = {
  { "id", "r.id", NULL, FC_COLUMN_ID, FALSE },
  { "read_at", "coalesce (r.read_at, s.closed_at, s.opened_at)", N_ ("Read"), FC_COLUMN_TIME, TRUE },
  { "volume", "r.volume", N_ ("Volume"), FC_COLUMN_VOLUME, TRUE },
  { "level", "r.level", N_ ("Level"), FC_COLUMN_INT, TRUE },
  { "water_level", "r.water_level", N_ ("Water"), FC_COLUMN_INT, TRUE },
  { "temperature", "r.temperature", N_ ("Temperature"), FC_COLUMN_INT, TRUE },
  { "source", "r.source", N_ ("Source"), FC_COLUMN_ENUM, TRUE },
  { "shift_id", "r.shift_id", NULL, FC_COLUMN_ID, FALSE },
  FC_QUERY_COLUMNS_END,
};

const FcQuerySpec fc_tank_reading_list = {
  .name = "tank-readings",
  .from = "tank_reading r LEFT JOIN shift s ON s.id = r.shift_id",
  .where = "r.tank_id = :tank AND r.station_id IN (SELECT id FROM visible_station) AND r.volume IS NOT NULL"
           " AND coalesce (s.state, '') <> 'discarded'",
  .columns = reading_columns,
  .default_sort = FC_TANK_READING_LIST_READ_AT,
  .default_descending = TRUE,
};

static gpointer
read_stations (FcDb          *db,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  return fc_query_all (db, FC_STATION, "id IN (SELECT id FROM visible_station) ORDER BY name, id", error);
}

void
fc_stations_async (FcReplica           *replica,
                   GCancellable        *cancellable,
                   GAsyncReadyCallback  callback,
                   gpointer             user_data)
{
  fc_replica_read_async (replica, read_stations, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, cancellable, callback,
                         user_data);
}

GPtrArray *
fc_stations_finish (FcReplica     *replica,
                    GAsyncResult  *result,
                    GError       **error)
{
  return fc_replica_read_finish (replica, result, error);
}

typedef struct {
  FcId station;
  gint64 at;
} StationJob;

static gboolean
add_all (FcDb      *db,
         FcEntity   entity,
         FcRowSet  *rows,
         GError   **error)
{
  g_autoptr (GPtrArray) all = fc_query_all (db, entity, "TRUE", error);

  for (guint i = 0; all != NULL && i < all->len; i++)
    fc_row_set_add (rows, all->pdata[i]);
  return all != NULL;
}

static gboolean
add_prices (FcDb              *db,
            const StationJob  *job,
            FcRowSet          *rows,
            GError           **error)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT %s FROM price WHERE id IN (SELECT (SELECT n.id FROM price n WHERE n.station_id = ?1 AND n.product_id = p.id"
    " AND n.effective_at <= ?2 ORDER BY n.effective_at DESC, n.id DESC LIMIT 1) FROM product p)",
    fc_rows_columns (FC_PRICE));
  g_autoptr (FcStatement) select = fc_db_prepare (db, sql, error);
  int next;

  if (select == NULL)
    return FALSE;
  fc_statement_bind_id (select, 1, &job->station);
  fc_statement_bind_int (select, 2, job->at);
  while ((next = fc_statement_next (select, error)) > 0)
    {
      g_autoptr (FcRecord) price = fc_rows_read (select, FC_PRICE, 0);

      fc_row_set_add (rows, price);
    }
  return next == 0;
}

static gpointer
read_station (FcDb          *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  const StationJob *job = data;
  g_autoptr (FcRowSet) rows = fc_row_set_new ();

  if (!fc_rows_load (db, NULL, FC_STATION, -1, &job->station, 1, rows, error) ||
      !fc_rows_load (db, NULL, FC_TANK, FC_TANK_STATION_ID, &job->station, 1, rows, error) ||
      !fc_rows_load (db, NULL, FC_PUMP, FC_PUMP_STATION_ID, &job->station, 1, rows, error) ||
      !fc_rows_load (db, NULL, FC_NOZZLE, FC_NOZZLE_STATION_ID, &job->station, 1, rows, error) ||
      !fc_rows_load (db, NULL, FC_GAUGE, FC_GAUGE_STATION_ID, &job->station, 1, rows, error) ||
      !add_all (db, FC_PRODUCT, rows, error) || !add_prices (db, job, rows, error))
    return NULL;
  return g_steal_pointer (&rows);
}

/**
 * fc_station_load_async:
 * @at: UTC µs: the prices that hold then
 */
void
fc_station_load_async (FcReplica           *replica,
                       const FcId          *station,
                       gint64               at,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  StationJob *job = g_new0 (StationJob, 1);

  job->station = *station;
  job->at = at;
  fc_replica_read_async (replica, read_station, job, g_free, (GDestroyNotify) fc_row_set_free, cancellable, callback,
                         user_data);
}

FcRowSet *
fc_station_load_finish (FcReplica     *replica,
                        GAsyncResult  *result,
                        GError       **error)
{
  return fc_replica_read_finish (replica, result, error);
}

static gpointer
read_by_store (FcDb          *db,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  return fc_query_one_by_text (db, FC_STATION,
                               "store_location_id = ? AND id IN (SELECT id FROM visible_station) LIMIT 1", data, error);
}

void
fc_station_by_store_async (FcReplica           *replica,
                           const char          *store_location_id,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  fc_replica_read_async (replica, read_by_store, g_strdup (store_location_id), g_free, g_object_unref, cancellable,
                         callback, user_data);
}

FcRecord *
fc_station_by_store_finish (FcReplica     *replica,
                            GAsyncResult  *result,
                            GError       **error)
{
  return fc_replica_read_finish (replica, result, error);
}
