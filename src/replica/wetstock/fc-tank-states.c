/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-tank-states.h"

#include "fc-query-help.h"

#include <glib/gi18n-lib.h>

#define WEEKS 4
#define WEEK_US (7 * FC_DAY_US)

typedef struct {
  gboolean any_station;
  FcId station;
  gint64 now_us;
  FcTankScreen screen; /* nullable */
  gpointer screen_data;
} Job;

static void
state_free (gpointer pointer)
{
  FcTankState *state = pointer;

  g_clear_object (&state->tank);
  g_clear_object (&state->station);
  g_clear_object (&state->product);
  g_free (state);
}

static gboolean
load_set_up (FcDb       *db,
             const Job  *job,
             FcRowSet   *rows,
             GError    **error)
{
  static const FcEntity entities[] = { FC_STATION, FC_PRODUCT, FC_TANK, FC_NOZZLE };

  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++)
    {
      g_autoptr (GPtrArray) all = fc_query_all (
        db, entities[i],
        entities[i] == FC_PRODUCT   ? "TRUE"
        : entities[i] == FC_STATION ? "id IN (SELECT id FROM visible_station)"
                                    : "station_id IN (SELECT id FROM visible_station)",
        error);

      for (guint n = 0; all != NULL && n < all->len; n++)
        fc_row_set_add (rows, all->pdata[n]);
      if (all == NULL)
        return FALSE;
    }
  return TRUE;
}

/* The later of the last dip with a volume and the last reading of a gauge. */
static gboolean
read_last (FcDb         *db,
           FcTankState  *state,
           GError      **error)
{
  g_autoptr (FcStatement) select = fc_db_prepare (
    db,
    "SELECT * FROM (SELECT read_at, volume, level, water_level, water_volume, temperature, source = 'gauge' AS gauge"
    " FROM tank_reading WHERE tank_id = ?1 AND volume IS NOT NULL AND shift_id NOT IN " FC_DISCARDED_SHIFTS
    " ORDER BY coalesce (read_at, 0) DESC LIMIT 1)"
    " UNION ALL SELECT * FROM (SELECT read_at, volume, level, water_level, water_volume, temperature, 1 FROM gauge_reading"
    " WHERE tank_id = ?1 AND volume IS NOT NULL ORDER BY read_at DESC LIMIT 1) ORDER BY 1 DESC LIMIT 1",
    error);
  gboolean row = FALSE;

  if (select == NULL)
    return FALSE;
  fc_statement_bind_id (select, 1, fc_record_get_id (state->tank));
  if (!fc_statement_step (select, &row, error))
    return FALSE;
  state->was_read = row;
  if (!row)
    return TRUE;
  state->read_at = fc_statement_get_int (select, 0);
  state->volume = fc_statement_get_int (select, 1);
  state->level = fc_statement_is_null (select, 2) ? -1 : fc_statement_get_int (select, 2);
  state->water_level = fc_statement_is_null (select, 3) ? -1 : fc_statement_get_int (select, 3);
  state->water_volume = fc_statement_is_null (select, 4) ? -1 : fc_statement_get_int (select, 4);
  state->has_temperature = !fc_statement_is_null (select, 5);
  state->temperature = fc_statement_get_int (select, 5);
  state->by_gauge = fc_statement_get_int (select, 6) != 0;
  return TRUE;
}

/* Asked hundreds of times for each tank: by the offset alone, without a GDateTime. 1970 began on a Thursday. */
static int
hour_of_week (gint64     time_us,
              GTimeZone *zone)
{
  gint64 seconds = time_us / G_USEC_PER_SEC;
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, seconds);
  gint64 hours = (seconds + g_time_zone_get_offset (zone, interval)) / 3600;

  return (int) ((hours + 3 * 24) % FC_WEEK_HOURS);
}

/* Which part of the product's sales leaves this tank: its share of the nozzles that draw the product. */
static double
share_of (FcRowSet *rows,
          FcRecord *tank)
{
  g_autoptr (GPtrArray) nozzles =
    fc_row_set_list_by (rows, FC_NOZZLE, FC_NOZZLE_STATION_ID, fc_record_get_ref (tank, FC_TANK_STATION_ID));
  double mine = 0, all = 0;

  for (guint i = 0; i < nozzles->len; i++)
    {
      FcRecord *nozzle = nozzles->pdata[i];
      const FcId *second = fc_record_get_ref (nozzle, FC_NOZZLE_SECOND_TANK_ID);
      double first = second != NULL ? (double) fc_record_get_int (nozzle, FC_NOZZLE_BLEND) / 1e6 : 1;

      if (fc_record_get_bool (nozzle, FC_NOZZLE_REMOVED) ||
          !fc_id_equal (fc_record_get_ref (nozzle, FC_NOZZLE_PRODUCT_ID), fc_record_get_ref (tank, FC_TANK_PRODUCT_ID)))
        continue;
      all += 1;
      if (fc_id_equal (fc_record_get_ref (nozzle, FC_NOZZLE_TANK_ID), fc_record_get_id (tank)))
        mine += first;
      else if (second != NULL && fc_id_equal (second, fc_record_get_id (tank)))
        mine += 1 - first;
    }
  return all > 0 ? mine / all : 0;
}

/* Each hour is looked up in the index by time: a range of it would hold the hours of every other station, too. */
static gboolean
read_hourly (FcDb         *db,
             const Job    *job,
             FcRowSet     *rows,
             FcTankState  *state,
             GError      **error)
{
  g_autoptr (FcStatement) select = fc_db_prepare (
    db,
    "WITH RECURSIVE hour (at) AS (VALUES (?3) UNION ALL SELECT at + 3600000000 FROM hour WHERE at + 3600000000 < ?4)"
    " SELECT at, sum (volume) FROM hour CROSS JOIN sales_rollup WHERE grain = 'hour' AND starts_at = at"
    " AND station_id = ?1 AND product_id = ?2 GROUP BY at",
    error);
  const char *zone_name = fc_record_get_text (state->station, FC_STATION_TIME_ZONE);
  g_autoptr (GTimeZone) zone = zone_name != NULL ? g_time_zone_new_identifier (zone_name) : NULL;
  double share = share_of (rows, state->tank);
  gint64 until = job->now_us / FC_HOUR_US * FC_HOUR_US, earliest = until;
  int next;

  if (select == NULL)
    return FALSE;
  if (zone == NULL)
    zone = g_time_zone_new_utc ();
  fc_statement_bind_id (select, 1, fc_record_get_id (state->station));
  fc_statement_bind_id (select, 2, fc_record_get_ref (state->tank, FC_TANK_PRODUCT_ID));
  fc_statement_bind_int (select, 3, until - WEEKS * WEEK_US);
  fc_statement_bind_int (select, 4, until);
  while ((next = fc_statement_next (select, error)) > 0)
    {
      state->hourly[hour_of_week (fc_statement_get_int (select, 0), zone)] +=
        share * (double) fc_statement_get_int (select, 1);
      earliest = MIN (earliest, fc_statement_get_int (select, 0));
    }
  if (next < 0)
    return FALSE;
  state->weeks = (guint) ((until - earliest + WEEK_US - 1) / WEEK_US);
  for (int i = 0; i < FC_WEEK_HOURS && state->weeks > 0; i++)
    state->hourly[i] /= state->weeks;
  return TRUE;
}

static int
compare_states (gconstpointer a,
                gconstpointer b)
{
  const FcTankState *x = *(FcTankState *const *) a, *y = *(FcTankState *const *) b;
  int order = g_utf8_collate (fc_record_get_text (x->station, FC_STATION_NAME),
                              fc_record_get_text (y->station, FC_STATION_NAME));
  gint64 left = fc_record_get_int (x->tank, FC_TANK_NUMBER), right = fc_record_get_int (y->tank, FC_TANK_NUMBER);

  return order != 0 ? order : left < right ? -1 : left > right;
}

static gpointer
read_states (FcDb          *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  const Job *job = data;
  g_autoptr (FcRowSet) rows = fc_row_set_new ();
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func (state_free);
  g_autoptr (GPtrArray) tanks = NULL;

  if (!load_set_up (db, job, rows, error))
    return NULL;
  tanks = fc_row_set_list (rows, FC_TANK);
  for (guint i = 0; i < tanks->len; i++)
    {
      FcRecord *tank = tanks->pdata[i];
      const FcId *station_id = fc_record_get_ref (tank, FC_TANK_STATION_ID);
      FcRecord *station = fc_row_set_get (rows, FC_STATION, station_id);
      FcTankState *state;

      if (station == NULL || (!job->any_station && !fc_id_equal (station_id, &job->station)))
        continue;
      state = g_new0 (FcTankState, 1);
      g_ptr_array_add (states, state);
      g_set_object (&state->tank, tank);
      g_set_object (&state->station, station);
      g_set_object (&state->product, fc_row_set_get (rows, FC_PRODUCT, fc_record_get_ref (tank, FC_TANK_PRODUCT_ID)));
      if (!read_last (db, state, error))
        return NULL;
      if ((job->screen == NULL || job->screen (state, job->screen_data)) && !read_hourly (db, job, rows, state, error))
        return NULL;
    }
  g_ptr_array_sort (states, compare_states);
  return g_steal_pointer (&states);
}

/**
 * fc_tank_states_read:
 * @screen: (nullable): whether what usually leaves the tank is wanted, too
 *
 * Returns: (transfer full) (element-type FcTankState): as fc_tank_states_finish()
 */
GPtrArray *
fc_tank_states_read (FcDb         *db,
                     const FcId   *station,
                     gint64        now_us,
                     FcTankScreen  screen,
                     gpointer      user_data,
                     GError      **error)
{
  Job job = { .any_station = station == NULL, .now_us = now_us, .screen = screen, .screen_data = user_data };

  if (station != NULL)
    job.station = *station;
  return read_states (db, &job, NULL, error);
}

void
fc_tank_states_async (FcReplica           *replica,
                      const FcId          *station,
                      gint64               now_us,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  Job *job = g_new0 (Job, 1);

  job->any_station = station == NULL;
  if (station != NULL)
    job->station = *station;
  job->now_us = now_us;
  fc_replica_read_async (replica, read_states, job, g_free, (GDestroyNotify) g_ptr_array_unref, cancellable, callback,
                         user_data);
}

GPtrArray *
fc_tank_states_finish (FcReplica     *replica,
                       GAsyncResult  *result,
                       GError       **error)
{
  return fc_replica_read_finish (replica, result, error);
}

static const FcQueryColumn delivery_columns[] = {
  { "id", "d.id", NULL, FC_COLUMN_ID, FALSE },
  { "delivered_at", "d.delivered_at", N_ ("Delivered"), FC_COLUMN_TIME, TRUE },
  { "supplier", "d.supplier", N_ ("Supplier"), FC_COLUMN_TEXT, TRUE },
  { "document", "d.document", N_ ("Document"), FC_COLUMN_TEXT, TRUE },
  { "ticketed", "d.ticketed_volume", N_ ("Ticketed"), FC_COLUMN_VOLUME, TRUE },
  { "before", "d.volume_before", N_ ("Before"), FC_COLUMN_VOLUME, TRUE },
  { "after", "d.volume_after", N_ ("After"), FC_COLUMN_VOLUME, TRUE },
  { "shift_id", "d.shift_id", NULL, FC_COLUMN_ID, FALSE },
  { "sold", "d.sales_during", N_ ("Sold during the drop"), FC_COLUMN_VOLUME, TRUE },
  { "difference", "d.volume_after - d.volume_before + coalesce (d.sales_during, 0) - d.ticketed_volume",
    N_ ("Gauge − ticket"), FC_COLUMN_VOLUME, TRUE },
  { "check", "''", N_ ("Check"), FC_COLUMN_TEXT, FALSE }, /* worked out of what follows */
  { "temperature", "d.temperature", NULL, FC_COLUMN_INT, FALSE },
  { "ticketed_15", "d.ticketed_volume_15", NULL, FC_COLUMN_VOLUME, FALSE },
  { "density", "d.density", NULL, FC_COLUMN_INT, FALSE },
  { "temperature_before", "d.temperature_before", NULL, FC_COLUMN_INT, FALSE },
  { "temperature_after", "d.temperature_after", NULL, FC_COLUMN_INT, FALSE },
  { "unit_cost", "d.unit_cost", NULL, FC_COLUMN_PRICE, FALSE },
  FC_QUERY_COLUMNS_END,
};

const FcQuerySpec fc_tank_delivery_list = {
  .name = "tank-deliveries",
  .from = "delivery d JOIN shift s ON s.id = d.shift_id",
  .where = "d.tank_id = :tank AND d.station_id IN (SELECT id FROM visible_station) AND s.state NOT IN ('superseded', 'discarded')",
  .columns = delivery_columns,
  .default_sort = FC_TANK_DELIVERY_LIST_DELIVERED_AT,
  .default_descending = TRUE,
};
