/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-hub-page.h"

#include "fc-fact-coding.h"
#include "fc-hub-private.h"

#include <glib/gi18n-lib.h>

/* One page of a pull: what the buckets of a token have after a cursor, cut between two seqs, never inside one. */

static void
bucket_free (gpointer data)
{
  FcHubBucket *self = data;
  g_free (self->name);
  g_free (self);
}

/* The name carries what the person may read of the station: another role is another bucket, which fills from its start. */
static FcHubBucket *
station_bucket (const FcId *station,
                guint64     entities)
{
  FcHubBucket *bucket = g_new0 (FcHubBucket, 1);
  char id[FC_ID_STRING_LENGTH + 1];

  fc_id_to_string (station, id);
  bucket->name = g_strdup_printf ("station/%s/%" G_GINT64_MODIFIER "x", id, entities);
  bucket->station = *station;
  bucket->entities = entities;
  return bucket;
}

/* What lies apart: whoever may not read it has the same other buckets as whoever may. */
static FcHubBucket *
apart_bucket (FcEntity    entity,
              const FcId *station,
              const FcId *tenant)
{
  FcHubBucket *bucket = g_new0 (FcHubBucket, 1);
  char id[FC_ID_STRING_LENGTH + 1] = "";

  if (station)
    fc_id_to_string (station, id);
  bucket->name = station ? g_strdup_printf ("%s/%s", fc_hub_apart (entity), id) : g_strdup (fc_hub_apart (entity));
  bucket->station = fc_hub_fact_bucket (entity, station, tenant);
  bucket->entities = G_GUINT64_CONSTANT (1) << entity;
  return bucket;
}

/* The company's audit lines are for those who see all of it; a vehicle of no station is everybody's who may see vehicles. */
static void
add_apart (GPtrArray     *buckets,
           FcEntity       entity,
           const FcActor *actor,
           GArray        *stations)
{
  if (!fc_actor_may (actor, fc_catalog_get (entity)->read))
    return;
  if (actor->all_stations || entity != FC_AUDIT_ENTRY)
    g_ptr_array_add (buckets, apart_bucket (entity, NULL, &actor->tenant_id));
  for (guint i = 0; i < stations->len; i++)
    g_ptr_array_add (buckets, apart_bucket (entity, &g_array_index (stations, FcId, i), &actor->tenant_id));
}

/**
 * fc_hub_buckets:
 *
 * Returns: (transfer full) (element-type FcHubBucket): the buckets that @actor's token opens, the tenant's first
 */
GPtrArray *
fc_hub_buckets (FcHubReader    *reader,
                const FcActor  *actor,
                GError        **error)
{
  g_autoptr (GPtrArray) buckets = g_ptr_array_new_with_free_func (bucket_free);
  g_autoptr (GArray) stations = fc_hub_actor_stations (reader, actor, error);
  guint64 entities = fc_hub_actor_entities (actor, FC_SCOPE_STATION);
  FcHubBucket *tenant = g_new0 (FcHubBucket, 1);

  tenant->name = g_strdup ("tenant");
  tenant->whole = TRUE;
  tenant->entities = fc_hub_actor_entities (actor, FC_SCOPE_TENANT);
  g_ptr_array_add (buckets, tenant);
  if (stations == NULL)
    return NULL;
  for (guint i = 0; entities && i < stations->len; i++)
    g_ptr_array_add (buckets, station_bucket (&g_array_index (stations, FcId, i), entities));
  for (int i = 0; i < FC_N_ENTITIES; i++)
    if (fc_hub_apart ((FcEntity) i))
      add_apart (buckets, (FcEntity) i, actor, stations);
  return g_steal_pointer (&buckets);
}

static const FcId *
station_of (const FcHubBucket *bucket)
{
  return bucket->whole ? NULL : &bucket->station;
}

static int
compare_updates (gconstpointer a,
                 gconstpointer b)
{
  const FcUpdate *one = *(FcUpdate *const *) a, *other = *(FcUpdate *const *) b;
  return one->seq < other->seq ? -1 : one->seq > other->seq;
}

/* Adds one bucket's memberships; lowers @until to the last seq that is whole where there are more than fit. */
static gboolean
read_updates (FcHubReader        *reader,
              const FcId         *tenant,
              const FcHubBucket  *bucket,
              gint64              since,
              gint64             *until,
              GPtrArray          *updates,
              GError            **error)
{
  guint first = updates->len;

  if (!reader->class->updates (reader, tenant, station_of (bucket), bucket->entities, since, *until,
                               FC_WIRE_MAX_UPDATES, updates, error))
    return FALSE;
  for (guint i = first; i < updates->len; i++)
    ((FcUpdate *) updates->pdata[i])->bucket = g_strdup (bucket->name);
  if (updates->len - first >= FC_WIRE_MAX_UPDATES)
    *until = MIN (*until, ((FcUpdate *) updates->pdata[updates->len - 1])->seq);
  return TRUE;
}

static void
cut_updates (GPtrArray *updates,
             gint64    *until)
{
  g_ptr_array_sort (updates, compare_updates);
  if (updates->len > FC_WIRE_MAX_UPDATES)
    {
      gint64 over = ((FcUpdate *) updates->pdata[FC_WIRE_MAX_UPDATES])->seq;
      gint64 first = ((FcUpdate *) updates->pdata[0])->seq;
      *until = MIN (*until, MAX (over - 1, first)); /* a single seq larger than a page goes whole */
    }
  while (updates->len > 0 && ((FcUpdate *) updates->pdata[updates->len - 1])->seq > *until)
    g_ptr_array_set_size (updates, (int) updates->len - 1);
}

static int
compare_chunks (gconstpointer a,
                gconstpointer b)
{
  const FcHubChunk *one = *(FcHubChunk *const *) a, *other = *(FcHubChunk *const *) b;
  return one->seq < other->seq ? -1 : one->seq > other->seq;
}

static void
cut_chunks (GPtrArray *chunks,
            gint64    *until)
{
  guint rows = 0, n = 0;

  g_ptr_array_sort (chunks, compare_chunks);
  while (n < chunks->len && rows < FC_WIRE_MAX_FACTS)
    rows += ((FcHubChunk *) chunks->pdata[n++])->n;
  if (n < chunks->len)
    *until = MIN (*until, ((FcHubChunk *) chunks->pdata[n - 1])->seq);
  while (chunks->len > 0 && ((FcHubChunk *) chunks->pdata[chunks->len - 1])->seq > *until)
    g_ptr_array_set_size (chunks, (int) chunks->len - 1);
}

static gboolean
read_chunks (FcHubReader     *reader,
             const FcId      *tenant,
             GPtrArray       *buckets,
             const FcCursor  *cursor,
             gint64          *until,
             GPtrArray       *chunks,
             GError         **error)
{
  for (guint i = 0; i < buckets->len; i++)
    {
      const FcHubBucket *bucket = buckets->pdata[i];
      gint64 since = cursor ? fc_cursor_get (cursor, bucket->name) : 0;
      guint first = chunks->len, rows = 0;
      if (bucket->whole || (bucket->entities & FC_HUB_FACTS) == 0)
        continue;
      if (!reader->class->chunks_since (reader, tenant, &bucket->station, since, *until, FC_WIRE_MAX_FACTS, chunks,
                                        error))
        return FALSE;
      for (guint j = first; j < chunks->len; j++)
        rows += ((FcHubChunk *) chunks->pdata[j])->n;
      if (rows >= FC_WIRE_MAX_FACTS)
        *until = MIN (*until, ((FcHubChunk *) chunks->pdata[chunks->len - 1])->seq);
    }
  cut_chunks (chunks, until);
  return TRUE;
}

static gboolean
take_facts (GPtrArray  *chunks,
            GPtrArray  *facts,
            GError    **error)
{
  for (guint i = 0; i < chunks->len; i++)
    {
      FcFactBatch *batch = fc_fact_batch_decode (((FcHubChunk *) chunks->pdata[i])->bytes, error);
      if (batch == NULL)
        return FALSE;
      g_ptr_array_add (facts, batch);
    }
  return TRUE;
}

/**
 * fc_hub_head_check:
 * @read: how far a client says to have read, in the epoch of now
 *
 * Nobody has read what is not there: the store was put back from a copy without a new epoch, or the client's number is made up.
 * Answered as news, the client would stay as it is and miss what gets its numbers a second time.
 */
gboolean
fc_hub_head_check (gint64    read,
                   gint64    head,
                   GError  **error)
{
  if (read <= head)
    return TRUE;
  g_set_error_literal (error, FC_HUB_ERROR, FC_HUB_ERROR_AHEAD,
                       N_ ("The server has less than this computer has read of it. Everything is fetched anew."));
  return FALSE;
}

gboolean
fc_hub_cursor_check (const FcCursor  *cursor,
                     gint64           head,
                     GError         **error)
{
  for (guint i = 0; i < fc_cursor_size (cursor); i++)
    if (!fc_hub_head_check (g_array_index (cursor->marks, FcCursorMark, i).seq, head, error))
      return FALSE;
  return TRUE;
}

static FcCursor *
move_cursor (GPtrArray      *buckets,
             const FcCursor *cursor,
             gint64          until)
{
  FcCursor *moved = fc_cursor_new ();

  for (guint i = 0; i < buckets->len; i++)
    {
      const FcHubBucket *bucket = buckets->pdata[i];
      gint64 since = cursor ? fc_cursor_get (cursor, bucket->name) : 0;
      fc_cursor_set (moved, bucket->name, MAX (since, until));
    }
  return moved;
}

/**
 * fc_hub_page_fill:
 *
 * Fills updates, facts, cursor, head and more of @reply from the reader's snapshot.
 */
gboolean
fc_hub_page_fill (FcHubReader     *reader,
                  const FcActor   *actor,
                  const FcCursor  *cursor,
                  FcSyncReply     *reply,
                  GError         **error)
{
  const FcId *tenant = &actor->tenant_id;
  g_autoptr (GPtrArray) buckets = fc_hub_buckets (reader, actor, error);
  g_autoptr (GPtrArray) chunks = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_hub_chunk_free);
  gint64 until;

  if (buckets == NULL || !reader->class->head (reader, tenant, &reply->head, error))
    return FALSE;
  until = reply->head;
  for (guint i = 0; i < buckets->len; i++)
    {
      const FcHubBucket *bucket = buckets->pdata[i];
      if (!read_updates (reader, tenant, bucket, cursor ? fc_cursor_get (cursor, bucket->name) : 0, &until,
                         reply->updates, error))
        return FALSE;
    }
  cut_updates (reply->updates, &until);
  if (!read_chunks (reader, tenant, buckets, cursor, &until, chunks, error))
    return FALSE;
  cut_updates (reply->updates, &until);
  if (!reader->class->fill (reader, tenant, reply->updates, error) || !take_facts (chunks, reply->facts, error))
    return FALSE;
  g_clear_pointer (&reply->cursor, fc_cursor_free);
  reply->cursor = move_cursor (buckets, cursor, until);
  reply->more = until < reply->head;
  return TRUE;
}
