/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-gauge-private.h"

#include "fc-statement.h"

static void
set_value (FcRecord     *record,
           int           field,
           guint         known,
           const gint64 *values,
           FcTlsValue    which)
{
  gint64 value;

  if (fc_tls_value (known, values, which, &value))
    fc_record_set_int (record, field, value);
}

/* One an hour: whoever reads first in an hour makes the row. */
FcRecord *
fc_gauge_reading_record (const FcGaugeLatest *latest,
                         const FcId          *station_id)
{
  static const struct {
    int field;
    FcTlsValue which;
  } fields[] = {
    { FC_GAUGE_READING_VOLUME, FC_TLS_VOLUME },           { FC_GAUGE_READING_TC_VOLUME, FC_TLS_TC_VOLUME },
    { FC_GAUGE_READING_ULLAGE, FC_TLS_ULLAGE },           { FC_GAUGE_READING_LEVEL, FC_TLS_LEVEL },
    { FC_GAUGE_READING_WATER_LEVEL, FC_TLS_WATER_LEVEL }, { FC_GAUGE_READING_WATER_VOLUME, FC_TLS_WATER_VOLUME },
    { FC_GAUGE_READING_TEMPERATURE, FC_TLS_TEMPERATURE },
  };
  g_autofree char *tank = fc_id_dup_string (&latest->tank_id);
  g_autofree char *hour = g_strdup_printf ("%" G_GINT64_FORMAT, latest->read_at / FC_HOUR_US);
  FcId id = fc_id_from_key ("gauge_reading", tank, hour, NULL);
  FcRecord *record = fc_record_new (FC_GAUGE_READING, &id);

  fc_record_set_ref (record, FC_GAUGE_READING_STATION_ID, station_id);
  fc_record_set_ref (record, FC_GAUGE_READING_TANK_ID, &latest->tank_id);
  fc_record_set_ref (record, FC_GAUGE_READING_GAUGE_ID, &latest->gauge_id);
  fc_record_set_int (record, FC_GAUGE_READING_READ_AT, latest->read_at);
  fc_record_set_int (record, FC_GAUGE_READING_STATUS, latest->tank.status);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    set_value (record, fields[i].field, latest->tank.known, latest->tank.values, fields[i].which);
  return record;
}

FcRecord *
fc_gauge_delivery_record (const FcTlsDelivery *delivery,
                          const FcId          *gauge_id,
                          const FcId          *tank_id,
                          const FcId          *station_id,
                          GTimeZone           *zone)
{
  static const struct {
    int start, end;
    FcTlsValue which;
  } fields[] = {
    { FC_GAUGE_DELIVERY_START_VOLUME, FC_GAUGE_DELIVERY_END_VOLUME, FC_TLS_VOLUME },
    { FC_GAUGE_DELIVERY_START_TC_VOLUME, FC_GAUGE_DELIVERY_END_TC_VOLUME, FC_TLS_TC_VOLUME },
    { FC_GAUGE_DELIVERY_START_LEVEL, FC_GAUGE_DELIVERY_END_LEVEL, FC_TLS_LEVEL },
    { FC_GAUGE_DELIVERY_START_WATER_LEVEL, FC_GAUGE_DELIVERY_END_WATER_LEVEL, FC_TLS_WATER_LEVEL },
    { FC_GAUGE_DELIVERY_START_TEMPERATURE, FC_GAUGE_DELIVERY_END_TEMPERATURE, FC_TLS_TEMPERATURE },
  };
  g_autofree char *tank = fc_id_dup_string (tank_id);
  g_autofree char *start = g_strdup_printf ("%d %d", delivery->start.time.date, delivery->start.time.minute);
  g_autofree char *end = g_strdup_printf ("%d %d", delivery->end.time.date, delivery->end.time.minute);
  FcId id = fc_id_from_key ("gauge_delivery", tank, start, end, NULL);
  FcRecord *record = fc_record_new (FC_GAUGE_DELIVERY, &id);

  fc_record_set_ref (record, FC_GAUGE_DELIVERY_STATION_ID, station_id);
  fc_record_set_ref (record, FC_GAUGE_DELIVERY_TANK_ID, tank_id);
  fc_record_set_ref (record, FC_GAUGE_DELIVERY_GAUGE_ID, gauge_id);
  fc_record_set_int (record, FC_GAUGE_DELIVERY_STARTED_AT, fc_tls_time_us (&delivery->start.time, zone));
  fc_record_set_int (record, FC_GAUGE_DELIVERY_ENDED_AT, fc_tls_time_us (&delivery->end.time, zone));
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      set_value (record, fields[i].start, delivery->start.known, delivery->start.values, fields[i].which);
      set_value (record, fields[i].end, delivery->end.known, delivery->end.values, fields[i].which);
    }
  return record;
}

static gboolean
is_there (FcDb      *db,
          FcRecord  *record,
          gboolean  *there,
          GError   **error)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT 1 FROM \"%s\" WHERE id = ?1", fc_catalog_get (fc_record_get_entity (record))->name);
  g_autoptr (FcStatement) select = fc_db_prepare (db, sql, error);

  if (select == NULL)
    return FALSE;
  fc_statement_bind_id (select, 1, fc_record_get_id (record));
  return fc_statement_step (select, there, error);
}

/* FcReadFunc: those that are new, as ops. */
static gpointer
find_new (FcDb          *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  GPtrArray *records = data;
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);

  for (guint i = 0; i < records->len; i++)
    {
      gboolean there = FALSE;

      if (!is_there (db, records->pdata[i], &there, error))
        return NULL;
      if (!there)
        g_ptr_array_add (ops, fc_op_new_insert (records->pdata[i], g_get_real_time ()));
    }
  return g_steal_pointer (&ops);
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (fc_replica_run_finish (FC_REPLICA (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (GPtrArray) ops = fc_replica_read_finish (FC_REPLICA (source), result, &error);

  if (ops == NULL)
    g_task_return_error (task, error);
  else if (ops->len == 0)
    g_task_return_boolean (task, TRUE);
  else
    fc_replica_run_async (FC_REPLICA (source), ops, NULL, kept_cb, g_object_ref (task));
}

void
fc_gauge_keep_async (FcReplica           *replica,
                     GPtrArray           *records,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  GTask *task = g_task_new (replica, NULL, callback, user_data);

  fc_replica_read_async (replica, find_new, g_ptr_array_ref (records), (GDestroyNotify) g_ptr_array_unref,
                         (GDestroyNotify) g_ptr_array_unref, NULL, found_cb, task);
}

gboolean
fc_gauge_keep_finish (GAsyncResult  *result,
                      GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
