/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-map-stations.h"

#include "fc-query-help.h"

void
fc_map_station_free (gpointer data)
{
  FcMapStation *self = data;

  g_free (self->code);
  g_free (self->name);
  g_free (self->lowest_product);
  g_free (self);
}

static gboolean
read_stations (FcDb        *db,
               GPtrArray   *stations,
               GHashTable  *by_id,
               GError     **error)
{
  g_autoptr (FcStatement) select = fc_db_prepare (
    db,
    "SELECT s.id, s.code, s.name, s.latitude, s.longitude, a.critical FROM station s LEFT JOIN (SELECT station_id,"
    " count(*) AS critical FROM alert WHERE severity = 'critical' AND state = 'new' GROUP BY station_id) a"
    " ON a.station_id = s.id WHERE s.id IN (SELECT id FROM visible_station) ORDER BY s.name, s.id",
    error);
  int next;

  if (select == NULL)
    return FALSE;
  while ((next = fc_statement_next (select, error)) > 0)
    {
      FcMapStation *station = g_new0 (FcMapStation, 1);

      fc_statement_get_id (select, 0, &station->id);
      station->code = g_strdup (fc_statement_get_text (select, 1));
      station->name = g_strdup (fc_statement_get_text (select, 2));
      station->placed = !fc_statement_is_null (select, 3) && !fc_statement_is_null (select, 4);
      station->place = (FcPlace) { (gint32) fc_statement_get_int (select, 3), (gint32) fc_statement_get_int (select, 4) };
      station->critical = (guint) fc_statement_get_int (select, 5);
      g_ptr_array_add (stations, station);
      g_hash_table_insert (by_id, &station->id, station);
    }
  return next == 0;
}

/* A row for each station that has sold: when, to the hour. */
static gboolean
read_sales (FcDb        *db,
            GHashTable  *by_id,
            GError     **error)
{
  g_autoptr (FcStatement) select = fc_db_prepare (
    db, "SELECT s.id, (SELECT max (r.starts_at) FROM sales_rollup r WHERE r.station_id = s.id AND r.grain = 'hour')"
        " FROM station s",
    error);
  int next;

  if (select == NULL)
    return FALSE;
  while ((next = fc_statement_next (select, error)) > 0)
    {
      FcMapStation *station;
      FcId id;

      fc_statement_get_id (select, 0, &id);
      station = g_hash_table_lookup (by_id, &id);
      if (station != NULL && !fc_statement_is_null (select, 1))
        station->heard_at = fc_statement_get_int (select, 1);
    }
  return next == 0;
}

/* The row: station, product, capacity, dead stock, water limit, time, volume, water. */
static void
add_tank (FcMapStation *station,
          FcStatement  *select)
{
  gint64 capacity = fc_statement_get_int (select, 2), dead = fc_statement_get_int (select, 3),
         water_limit = fc_statement_get_int (select, 4), volume = fc_statement_get_int (select, 6);

  station->tanks++;
  station->heard_at = MAX (station->heard_at, fc_statement_get_int (select, 5));
  station->dry += dead > 0 && volume <= dead;
  station->wet += water_limit > 0 && fc_statement_get_int (select, 7) > water_limit;
  if (volume - dead > capacity / 100 * FC_MAP_LOW_PERCENT)
    return;
  if (station->low++ > 0 && volume >= station->lowest)
    return;
  station->lowest = volume;
  g_free (station->lowest_product);
  station->lowest_product = g_strdup (fc_statement_get_text (select, 1));
}

/* Each tank with the later of its last dip and its last reading by a gauge. */
static gboolean
read_tanks (FcDb        *db,
            GHashTable  *by_id,
            GError     **error)
{
  g_autoptr (FcStatement) select = fc_db_prepare (
    db,
    "WITH last AS (SELECT t.id AS tank_id, (SELECT r.id FROM tank_reading r WHERE r.tank_id = t.id AND r.volume IS NOT NULL"
    " AND r.shift_id NOT IN " FC_DISCARDED_SHIFTS " ORDER BY coalesce (r.read_at, 0) DESC LIMIT 1) AS dip_id,"
    " (SELECT g.id FROM gauge_reading g WHERE g.tank_id = t.id AND g.volume IS NOT NULL ORDER BY g.read_at DESC LIMIT 1)"
    " AS gauge_id FROM tank t)"
    " SELECT t.station_id, p.name, t.capacity, t.dead_stock, t.water_limit,"
    " max (coalesce (d.read_at, 0), coalesce (g.read_at, 0)),"
    " CASE WHEN g.read_at >= coalesce (d.read_at, 0) THEN g.volume ELSE d.volume END,"
    " CASE WHEN g.read_at >= coalesce (d.read_at, 0) THEN g.water_level ELSE d.water_level END"
    " FROM last JOIN tank t ON t.id = last.tank_id LEFT JOIN product p ON p.id = t.product_id"
    " LEFT JOIN tank_reading d ON d.id = last.dip_id LEFT JOIN gauge_reading g ON g.id = last.gauge_id"
    " WHERE d.id IS NOT NULL OR g.id IS NOT NULL",
    error);
  int next;

  if (select == NULL)
    return FALSE;
  while ((next = fc_statement_next (select, error)) > 0)
    {
      FcMapStation *station;
      FcId id;

      fc_statement_get_id (select, 0, &id);
      station = g_hash_table_lookup (by_id, &id);
      if (station != NULL)
        add_tank (station, select);
    }
  return next == 0;
}

static gpointer
read_all (FcDb          *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr (GPtrArray) stations = g_ptr_array_new_with_free_func (fc_map_station_free);
  g_autoptr (GHashTable) by_id = g_hash_table_new (fc_id_hash, fc_id_equal);

  if (!read_stations (db, stations, by_id, error) || !read_sales (db, by_id, error) || !read_tanks (db, by_id, error))
    return NULL;
  return g_steal_pointer (&stations);
}

/**
 * fc_map_stations_async:
 *
 * Reads every station that the actor sees.
 */
void
fc_map_stations_async (FcReplica           *replica,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  fc_replica_read_async (replica, read_all, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, cancellable, callback,
                         user_data);
}

GPtrArray *
fc_map_stations_finish (FcReplica     *replica,
                        GAsyncResult  *result,
                        GError       **error)
{
  return fc_replica_read_finish (replica, result, error);
}
