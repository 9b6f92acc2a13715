/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-hub-store-parts.h"

/**
 * fc_hub_zone_of:
 * @zones: an FcHubZones
 *
 * For adding up by the hour and day.
 *
 * Returns: (transfer none): the time zone of @station, as the store has it now; UTC where it has none
 */
GTimeZone *
fc_hub_zone_of (const FcId *station,
                gpointer    zones)
{
  FcHubZones *self = zones;
  GTimeZone *zone;

  if (self->zones == NULL)
    self->zones = g_hash_table_new_full (fc_id_hash, fc_id_equal, g_free, (GDestroyNotify) g_time_zone_unref);
  zone = g_hash_table_lookup (self->zones, station);
  if (zone == NULL)
    {
      g_autoptr (FcRowSet) rows = fc_row_set_new ();
      self->store->class->load (self->store, self->tenant, FC_STATION, -1, station, 1, rows, NULL);
      FcRecord *row = fc_row_set_get (rows, FC_STATION, station);
      const char *name = row ? fc_record_get_text (row, FC_STATION_TIME_ZONE) : NULL;
      zone = name ? g_time_zone_new_identifier (name) : NULL;
      if (zone == NULL)
        zone = g_time_zone_new_utc ();
      g_hash_table_insert (self->zones, g_memdup2 (station, sizeof *station), zone);
    }
  return zone;
}

void
fc_hub_zones_clear (FcHubZones *self)
{
  g_clear_pointer (&self->zones, g_hash_table_unref);
}

/**
 * fc_hub_keep_inserted:
 * @inserted: one byte a row
 * @n_inserted: how many of them are not 0
 *
 * Returns: (transfer full) (nullable): the rows of @batch that really went in; %NULL where all did
 */
FcFactBatch *
fc_hub_keep_inserted (FcFactBatch  *batch,
                      const guint8 *inserted,
                      guint         n_inserted)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  if (n_inserted == batch->n)
    return NULL;
  for (guint i = 0; i < batch->n; i++)
    if (inserted[i])
      g_ptr_array_add (rows, fc_fact_batch_get_record (batch, i));
  return fc_fact_batch_from_records (rows);
}

/**
 * fc_hub_batch_span:
 * @first: (out): time of the oldest row
 * @last: (out): of the newest
 */
void
fc_hub_batch_span (const FcFactBatch *batch,
                   gint64            *first,
                   gint64            *last)
{
  const gint64 *times = batch->columns[fc_hub_time_field (batch->entity)].numbers;

  *first = G_MAXINT64;
  *last = G_MININT64;
  for (guint i = 0; i < batch->n; i++)
    {
      *first = MIN (*first, times[i]);
      *last = MAX (*last, times[i]);
    }
}

/**
 * fc_hub_sort_log:
 *
 * Returns: (transfer full): audit lines by the bucket they lie in: FcId → GPtrArray of FcRecord, which @write owns
 */
GHashTable *
fc_hub_sort_log (const FcHubWrite *write)
{
  GHashTable *buckets =
    g_hash_table_new_full (fc_id_hash, fc_id_equal, g_free, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < write->log->len; i++)
    {
      FcRecord *line = write->log->pdata[i];
      const FcId *station = fc_hub_row_station (line);
      FcId bucket = fc_hub_log_bucket (station ? station : &write->tenant);
      GPtrArray *lines = g_hash_table_lookup (buckets, &bucket);

      if (fc_record_get_entity (line) != FC_AUDIT_ENTRY)
        continue;
      if (lines == NULL)
        {
          lines = g_ptr_array_new ();
          g_hash_table_insert (buckets, g_memdup2 (&bucket, sizeof bucket), lines);
        }
      g_ptr_array_add (lines, line);
    }
  return buckets;
}

static void
take_row (FcUpdate *update,
          FcRecord *row)
{
  g_autofree char *bucket = g_steal_pointer (&update->bucket);
  g_autoptr (FcUpdate) full = fc_update_new_row (bucket, update->seq, row);
  FcUpdate old = *update;

  *update = *full;
  *full = old;
}

/**
 * fc_hub_fill:
 * @updates: (element-type FcUpdate)
 * @load: gets @db
 *
 * Gives each of @updates that is neither removed nor deleted its row; one load per entity.
 */
gboolean
fc_hub_fill (GPtrArray      *updates,
             FcHubLoadRows   load,
             gpointer        db,
             const FcId     *tenant,
             GError        **error)
{
  g_autoptr (FcRowSet) rows = fc_row_set_new ();
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (FcId));

  for (int entity = 0; entity < FC_N_ENTITIES; entity++)
    {
      g_array_set_size (ids, 0);
      for (guint i = 0; i < updates->len; i++)
        {
          const FcUpdate *update = updates->pdata[i];
          if ((int) update->entity == entity && !update->removed && !update->deleted)
            g_array_append_val (ids, update->id);
        }
      if (ids->len > 0 &&
          !load (db, tenant, (FcEntity) entity, (const FcId *) (gpointer) ids->data, ids->len, rows, error))
        return FALSE;
    }
  for (guint i = 0; i < updates->len; i++)
    {
      FcUpdate *update = updates->pdata[i];
      FcRecord *row = fc_row_set_get (rows, update->entity, &update->id);
      if (row && !update->removed && !update->deleted)
        take_row (update, row);
    }
  return TRUE;
}
