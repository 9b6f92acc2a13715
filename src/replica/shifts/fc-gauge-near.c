/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-gauge-near.h"

#include "fc-error.h"
#include "fc-rows.h"
#include "fc-time.h"

#include <glib/gi18n-lib.h>

typedef struct {
  FcId station_id;
  FcId tank_id;
  gboolean any_tank;
  gint64 at_us;
} Near;

/* FcReadFunc: the nearest that no note has taken yet. */
static gpointer
read_near (FcDb          *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  const Near *near = data;
  g_autofree char *sql = g_strdup_printf (
    "SELECT %s FROM gauge_delivery WHERE station_id = ?1 AND (?2 IS NULL OR tank_id = ?2)"
    " AND ended_at BETWEEN ?3 - ?4 AND ?3 + ?4"
    " AND NOT EXISTS (SELECT 1 FROM delivery WHERE gauge_delivery_id = gauge_delivery.id)"
    " ORDER BY abs (ended_at - ?3) LIMIT 1",
    fc_rows_columns (FC_GAUGE_DELIVERY));
  g_autoptr (FcStatement) select = fc_db_prepare (db, sql, error);
  gboolean row;

  if (select == NULL)
    return NULL;
  fc_statement_bind_id (select, 1, &near->station_id);
  if (near->any_tank)
    fc_statement_bind_null (select, 2);
  else
    fc_statement_bind_id (select, 2, &near->tank_id);
  fc_statement_bind_int (select, 3, near->at_us);
  fc_statement_bind_int (select, 4, FC_GAUGE_NEAR_US);
  if (!fc_statement_step (select, &row, error))
    return NULL;
  if (row)
    return fc_rows_read (select, FC_GAUGE_DELIVERY, 0);
  g_set_error_literal (error, FC_ERROR, FC_ERROR_NOT_FOUND,
                       near->any_tank
                         ? _ ("No gauge has seen a delivery near that time that is not noted yet")
                         : _ ("The gauge has seen no delivery into this tank near that time that is not noted yet"));
  return NULL;
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  FcRecord *found = fc_replica_read_finish (FC_REPLICA (source), result, &error);

  if (found != NULL)
    g_task_return_pointer (task, found, g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * fc_gauge_near_async:
 * @at_us: UTC µs, when the note says that it was delivered
 *
 * Finds what the gauge kept of a delivery, the nearest in time that no delivery note names. Main thread.
 */
void
fc_gauge_near_async (FcReplica           *replica,
                     const FcId          *station_id,
                     const FcId          *tank_id,
                     gint64               at_us,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  Near *near = g_new0 (Near, 1);

  near->station_id = *station_id;
  near->any_tank = tank_id == NULL;
  if (tank_id != NULL)
    near->tank_id = *tank_id;
  near->at_us = at_us;
  fc_replica_read_async (replica, read_near, near, g_free, g_object_unref, cancellable, read_cb,
                         g_task_new (replica, cancellable, callback, user_data));
}

/**
 * fc_gauge_near_finish:
 *
 * Returns: (transfer full) (nullable): an FC_GAUGE_DELIVERY; FC_ERROR_NOT_FOUND where there is none
 */
FcRecord *
fc_gauge_near_finish (GAsyncResult  *result,
                      GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * fc_gauge_near_fill:
 *
 * What the gauge measured becomes the note's: tank, time, and volume, dip and temperature before and after. What the
 * paper says, and what the gauge did not tell, stays.
 */
void
fc_gauge_near_fill (FcRecord *delivery,
                    FcRecord *by_gauge)
{
  static const struct {
    int ours, its;
  } fields[] = {
    { FC_DELIVERY_TANK_ID, FC_GAUGE_DELIVERY_TANK_ID },
    { FC_DELIVERY_DELIVERED_AT, FC_GAUGE_DELIVERY_ENDED_AT },
    { FC_DELIVERY_VOLUME_BEFORE, FC_GAUGE_DELIVERY_START_VOLUME },
    { FC_DELIVERY_VOLUME_AFTER, FC_GAUGE_DELIVERY_END_VOLUME },
    { FC_DELIVERY_LEVEL_BEFORE, FC_GAUGE_DELIVERY_START_LEVEL },
    { FC_DELIVERY_LEVEL_AFTER, FC_GAUGE_DELIVERY_END_LEVEL },
    { FC_DELIVERY_TEMPERATURE_BEFORE, FC_GAUGE_DELIVERY_START_TEMPERATURE },
    { FC_DELIVERY_TEMPERATURE_AFTER, FC_GAUGE_DELIVERY_END_TEMPERATURE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (!fc_record_is_null (by_gauge, fields[i].its))
      fc_record_set_value (delivery, fields[i].ours, fc_record_get_value (by_gauge, fields[i].its));
  fc_record_set_ref (delivery, FC_DELIVERY_GAUGE_DELIVERY_ID, fc_record_get_id (by_gauge));
}
