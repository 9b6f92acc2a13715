/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-hub-store-parts.h"

#include "fc-fact-coding.h"
#include "fc-sales-rollup.h"

/* Time zones of a company's stations, as they are asked for. */
typedef struct {
  FcHubStore *store;
  const FcId *tenant;
  GHashTable *zones; /* FcId → GTimeZone; made when it is needed */
} Zones;

/* (transfer none): of @station, as the store has it now; UTC where it has none. For adding up by the hour and day. */
static GTimeZone *
zone_of (const FcId *station,
         gpointer    data)
{
  Zones *self = data;
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

static void
zones_clear (Zones *self)
{
  g_clear_pointer (&self->zones, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Zones, zones_clear)

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

/* Times of the oldest and the newest row. */
static void
batch_span (const FcFactBatch *batch,
            gint64            *first,
            gint64            *last)
{
  const gint64 *times = batch->columns[fc_catalog_get (batch->entity)->time_field].numbers;

  *first = G_MAXINT64;
  *last = G_MININT64;
  for (guint i = 0; i < batch->n; i++)
    {
      *first = MIN (*first, times[i]);
      *last = MAX (*last, times[i]);
    }
}

/* Audit lines by station, or company where they have none: FcId → GPtrArray of FcRecord, which @write owns. */
static GHashTable *
sort_log (const FcHubWrite *write)
{
  GHashTable *places = g_hash_table_new_full (fc_id_hash, fc_id_equal, NULL, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < write->log->len; i++)
    {
      FcRecord *line = write->log->pdata[i];
      const FcId *station = fc_hub_row_station (line), *place = station ? station : &write->tenant;
      if (fc_record_get_entity (line) != FC_AUDIT_ENTRY)
        continue;
      GPtrArray *lines = g_hash_table_lookup (places, place);
      if (lines == NULL)
        {
          lines = g_ptr_array_new ();
          g_hash_table_insert (places, (gpointer) place, lines);
        }
      g_ptr_array_add (lines, line);
    }
  return places;
}

static gboolean
put_chunk (FcHubStore           *store,
           const FcHubPutFacts  *put,
           const FcHubWrite     *write,
           const FcFactBatch    *batch,
           const FcId           *bucket,
           GError              **error)
{
  g_autoptr (GBytes) bytes = fc_fact_batch_encode (batch);
  FcHubChunk chunk = { .station = *bucket, .seq = batch->versions[0], .n = batch->n, .bytes = bytes };

  batch_span (batch, &chunk.first_at, &chunk.last_at);
  return put->chunk (store, write, batch->entity, &chunk, error);
}

/* Returns: (nullable): of its rows, which all have the same or none */
static const FcId *
batch_station (const FcFactBatch *batch)
{
  int field = fc_catalog_station_field (batch->entity);

  return fc_fact_batch_is_null (batch, 0, field) ? NULL : &batch->columns[field].ids[0];
}

static gboolean
write_batch (FcHubStore           *store,
             const FcHubPutFacts  *put,
             const FcHubWrite     *write,
             FcFactBatch          *batch,
             FcSalesSum           *sum,
             GError              **error)
{
  g_autofree guint8 *inserted = g_malloc0 (batch->n);
  guint n_inserted = 0;

  if (!put->insert (store, write, batch, inserted, error))
    return FALSE;
  for (guint i = 0; i < batch->n; i++)
    n_inserted += inserted[i] != 0;
  if (n_inserted == 0)
    return TRUE;
  if (batch->entity == FC_SALE)
    fc_sales_sum_add (sum, batch, 0, batch->n, inserted, G_MININT64, 1);
  g_autoptr (FcFactBatch) part = fc_hub_keep_inserted (batch, inserted, n_inserted);
  FcId bucket = fc_hub_fact_bucket (batch->entity, batch_station (batch), &write->tenant);
  return put_chunk (store, put, write, part ? part : batch, &bucket, error);
}

/* Facts whose id is already there are left out; the rest is added up in the same transaction. */
static gboolean
write_new_facts (FcHubStore           *store,
                 const FcHubPutFacts  *put,
                 const FcHubWrite     *write,
                 GError              **error)
{
  if (write->facts->len == 0)
    return TRUE;
  g_auto (Zones) zones = { store, &write->tenant, NULL };
  g_autoptr (FcSalesSum) sum = fc_sales_sum_new (write->now, zone_of, &zones);
  for (guint i = 0; i < write->facts->len; i++)
    if (!write_batch (store, put, write, write->facts->pdata[i], sum, error))
      return FALSE;
  g_autoptr (FcFactBatch) sums = fc_sales_sum_take (sum);
  return put->rollups (store, write, sums, TRUE, error);
}

static gboolean
write_log_lines (FcHubStore           *store,
                 const FcHubPutFacts  *put,
                 const FcHubWrite     *write,
                 GError              **error)
{
  g_autoptr (GHashTable) places = sort_log (write);
  GHashTableIter iter;
  gpointer place, lines;

  g_hash_table_iter_init (&iter, places);
  while (g_hash_table_iter_next (&iter, &place, &lines))
    {
      g_autoptr (FcFactBatch) batch = fc_fact_batch_from_records (lines);
      const FcId bucket = fc_hub_fact_bucket (FC_AUDIT_ENTRY, place, &write->tenant);
      if (!put->log (store, write, batch, error) || !put_chunk (store, put, write, batch, &bucket, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * fc_hub_write_facts:
 * @put: how @store writes each of the parts
 *
 * Everything of @write that never changes again: new facts with what they add up to, the rollups of a first load, and the
 * audit log. Inside a transaction.
 */
gboolean
fc_hub_write_facts (FcHubStore           *store,
                    const FcHubPutFacts  *put,
                    const FcHubWrite     *write,
                    GError              **error)
{
  if (!write_new_facts (store, put, write, error))
    return FALSE;
  for (guint i = 0; i < write->rollups->len; i++)
    if (!put->rollups (store, write, write->rollups->pdata[i], FALSE, error))
      return FALSE;
  return write_log_lines (store, put, write, error);
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
