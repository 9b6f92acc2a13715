/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-hub-check.h"

#include "fc-fact-coding.h"
#include "fc-hub-page.h"

/*
 * What an office's sales and their sums should be. Only of stations of which nothing has come since the office's cursor: the sums
 * of others hold what the office has yet to pull, and another time will do for them.
 */

#define STEP 5000 /* rows at once */

/* One station on its way. */
typedef struct {
  FcHubReader *reader;
  const FcId *tenant;
  const FcId *station;
  gint64 head;
  gint64 from;
  GTimeZone *zone;
  FcFactTally *tally;  /* (nullable): adds up */
  GPtrArray *facts;    /* (nullable) FcFactBatch: takes what is of @month */
  int month;
} Station;

static GTimeZone *
zone_of (const FcId *station,
         gpointer    data)
{
  return ((Station *) data)->zone;
}

/* (transfer full): UTC where the station has none, as for adding up */
static GTimeZone *
read_zone (FcHubReader *reader,
           const FcId  *tenant,
           const FcId  *station)
{
  g_autoptr (FcRecord) row = reader->class->get (reader, tenant, FC_STATION, station, NULL);
  const char *name = row != NULL ? fc_record_get_text (row, FC_STATION_TIME_ZONE) : NULL;
  GTimeZone *zone = name != NULL ? g_time_zone_new_identifier (name) : NULL;

  return zone != NULL ? zone : g_time_zone_new_utc ();
}

/* Takes the rows of the month that was asked for; @batch: (transfer full) */
static void
give_month (Station     *self,
            FcFactBatch *batch,
            int          time_field,
            gint64       from)
{
  g_autoptr (FcFactBatch) own = batch;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < batch->n; i++)
    {
      gint64 at = batch->columns[time_field].numbers[i];

      if (at >= from && fc_fact_month (at, self->zone) == self->month)
        g_ptr_array_add (rows, fc_fact_batch_get_record (batch, i));
    }
  if (rows->len > 0)
    g_ptr_array_add (self->facts, fc_fact_batch_from_records (rows));
}

/* @batch: (transfer full) */
static void
take (Station     *self,
      FcFactBatch *batch,
      int          time_field,
      gint64       from)
{
  if (self->facts != NULL)
    give_month (self, batch, time_field, from);
  else
    {
      fc_fact_tally_add (self->tally, batch, from);
      fc_fact_batch_free (batch);
    }
}

static gboolean
take_sales (Station  *self,
            GError  **error)
{
  FcHubFactMark mark = { G_MAXINT64, G_MAXINT64 };

  while (TRUE)
    {
      g_autoptr (GError) why = NULL;
      FcHubChunk *chunk = self->reader->class->next_chunk (self->reader, self->tenant, self->station, 1, self->head,
                                                           self->from, &mark, &why);
      FcFactBatch *batch;

      if (why != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&why));
          return FALSE;
        }
      if (chunk == NULL)
        return TRUE;
      mark = (FcHubFactMark) { chunk->id, chunk->last_at };
      batch = fc_fact_batch_decode (chunk->bytes, error);
      fc_hub_chunk_free (chunk);
      if (batch == NULL)
        return FALSE;
      take (self, batch, FC_SALE_SOLD_AT, self->from);
    }
}

static gboolean
take_rollups (Station  *self,
              GError  **error)
{
  gint64 after_start = G_MININT64;
  FcId after_id = { { 0 } };

  while (TRUE)
    {
      g_autoptr (GError) why = NULL;
      FcFactBatch *batch = self->reader->class->rollups (self->reader, self->tenant, self->station, G_MAXINT64,
                                                         &after_start, &after_id, STEP, &why);

      if (why != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&why));
          return FALSE;
        }
      if (batch == NULL)
        return TRUE;
      take (self, batch, FC_SALES_ROLLUP_STARTS_AT, G_MININT64);
    }
}

static gboolean
is_still (Station   *self,
          gint64     since,
          gboolean  *still,
          GError   **error)
{
  g_autoptr (GPtrArray) news = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_hub_chunk_free);

  if (!self->reader->class->chunks_since (self->reader, self->tenant, self->station, since, self->head, 1, news, error))
    return FALSE;
  *still = news->len == 0;
  return TRUE;
}

static gboolean
take_station (Station       *self,
              gint64         since,
              FcCheckReply  *reply,
              GError       **error)
{
  g_autoptr (GTimeZone) zone = read_zone (self->reader, self->tenant, self->station);
  g_autoptr (FcFactTally) tally = fc_fact_tally_new (zone_of, self);
  g_autoptr (GPtrArray) sums = NULL;
  gboolean still;

  if (!is_still (self, since, &still, error))
    return FALSE;
  if (!still)
    return TRUE;
  self->zone = zone;
  self->tally = tally;
  g_array_append_val (reply->stations, *self->station);
  if (!take_sales (self, error) || !take_rollups (self, error))
    return FALSE;
  sums = fc_fact_tally_list (tally);
  for (guint i = 0; i < sums->len; i++)
    g_ptr_array_add (reply->fact_sums, g_memdup2 (sums->pdata[i], sizeof (FcFactSum)));
  return TRUE;
}

/**
 * fc_hub_check_facts:
 * @buckets: (element-type FcHubBucket): that are open to who asks
 *
 * Fills stations and fact_sums, or facts, of @reply from the reader's snapshot.
 */
gboolean
fc_hub_check_facts (FcHubReader           *reader,
                    const FcId            *tenant,
                    GPtrArray             *buckets,
                    gint64                 head,
                    const FcCheckRequest  *wanted,
                    FcCheckReply          *reply,
                    GError               **error)
{
  gboolean rows = !fc_id_is_null (&wanted->station);

  for (guint i = 0; i < buckets->len; i++)
    {
      const FcHubBucket *bucket = buckets->pdata[i];
      gint64 since = fc_cursor_get (wanted->cursor, bucket->name);
      Station station = { .reader = reader, .tenant = tenant, .station = &bucket->station, .head = head,
                          .from = wanted->from, .facts = rows ? reply->facts : NULL, .month = wanted->month };

      if (bucket->whole || (bucket->entities >> FC_SALE & 1) == 0 || since == 0 ||
          (rows && !fc_id_equal (&wanted->station, &bucket->station)))
        continue;
      if (!take_station (&station, since, reply, error))
        return FALSE;
    }
  return TRUE;
}
