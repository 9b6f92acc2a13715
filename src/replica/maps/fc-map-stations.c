/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-map-stations.h"

#include "fc-statement.h"
#include "fc-tank-states.h"

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
    "SELECT s.id, s.code, s.name, s.latitude, s.longitude, a.critical, a.warnings FROM station s LEFT JOIN (SELECT"
    " station_id, sum (severity = 'critical') AS critical, sum (severity = 'warning') AS warnings FROM alert"
    " WHERE state = 'new' GROUP BY station_id) a"
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
      station->place =
        (FcPlace){ (gint32) fc_statement_get_int (select, 3), (gint32) fc_statement_get_int (select, 4) };
      station->critical = (guint) fc_statement_get_int (select, 5);
      station->warnings = (guint) fc_statement_get_int (select, 6);
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
    db,
    "SELECT s.id, (SELECT max (r.starts_at) FROM sales_rollup r WHERE r.station_id = s.id AND r.grain = 'hour')"
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

static void
add_tank (FcMapStation      *station,
          const FcTankState *state)
{
  gint64 capacity = fc_record_get_int (state->tank, FC_TANK_CAPACITY),
         dead = fc_record_get_int (state->tank, FC_TANK_DEAD_STOCK),
         water_limit = fc_record_get_int (state->tank, FC_TANK_WATER_LIMIT);

  station->tanks++;
  station->heard_at = MAX (station->heard_at, state->read_at);
  station->dry += dead > 0 && state->volume <= dead;
  station->wet += water_limit > 0 && state->water_level > water_limit;
  if (state->volume - dead > capacity / 100 * FC_MAP_LOW_PERCENT)
    return;
  if (station->low++ > 0 && state->volume >= station->lowest)
    return;
  station->lowest = state->volume;
  g_free (station->lowest_product);
  station->lowest_product =
    state->product != NULL ? g_strdup (fc_record_get_text (state->product, FC_PRODUCT_NAME)) : NULL;
}

/* What usually leaves a tank is nothing to a map. */
static gboolean
wants_no_sales (const FcTankState *state,
                gpointer           user_data)
{
  return FALSE;
}

/* Each tank as the tanks' page has it. */
static gboolean
read_tanks (FcDb        *db,
            GHashTable  *by_id,
            GError     **error)
{
  g_autoptr (GPtrArray) states = fc_tank_states_read (db, NULL, 0, wants_no_sales, NULL, error);

  for (guint i = 0; states != NULL && i < states->len; i++)
    {
      const FcTankState *state = states->pdata[i];
      FcMapStation *station = g_hash_table_lookup (by_id, fc_record_get_id (state->station));

      if (station != NULL && state->was_read)
        add_tank (station, state);
    }
  return states != NULL;
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
