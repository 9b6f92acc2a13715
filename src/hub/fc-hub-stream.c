/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-hub-stream.h"

#include <stdio.h>

#include "fc-check-message.h"
#include "fc-fact-coding.h"
#include "fc-hub-facts.h"
#include "fc-hub-page.h"
#include "fc-time.h"

#define DEFAULT_FACT_DAYS 14
#define MOST_FACT_DAYS    90 /* further back rollups are by the day, which a horizon must not cut */
#define APART_DAYS        FC_WIRE_TRACK_DAYS
#define ENTITY_PAGE       5000

/* One after the other, each newest first. The numbers are in tokens. */
static const FcEntity facts[] = { FC_SALE, FC_AUDIT_ENTRY, FC_POSITION };

typedef enum {
  PHASE_HEADER,
  PHASE_ENTITIES,
  PHASE_ROLLUPS,
  PHASE_FACTS,
  PHASE_END,
  PHASE_DONE,
} Phase;

struct _FcHubStream {
  FcActor *actor;
  gint64 epoch;
  GStrv only;   /* (nullable): names of buckets */
  char *resume; /* nullable */
  int fact_days;
  FcPullWriter *writer;
  Phase phase;
  GPtrArray *buckets; /* FcHubBucket */
  GArray *places[G_N_ELEMENTS (facts)]; /* FcId: buckets with such facts to read */
  gint64 head;
  gint64 horizon;
  gint64 apart_from;
  GQueue frames; /* GBytes: entities, made in one snapshot */
  guint station; /* rollups: the one at work */
  gint64 after_start;
  FcId after_id;
  guint part; /* of facts: the one at work */
  FcHubFactMark mark;
  FcHubChunk *ahead; /* (nullable): read, but did not fit the last frame */
};

FcHubStream *
fc_hub_stream_new (const FcActor       *actor,
                   const FcPullRequest *wanted)
{
  FcHubStream *self = g_new0 (FcHubStream, 1);

  self->actor = fc_actor_copy (actor);
  self->epoch = wanted->epoch;
  self->only = g_strdupv (wanted->buckets);
  self->resume = g_strdup (wanted->resume);
  self->fact_days = wanted->fact_days > 0 ? wanted->fact_days : DEFAULT_FACT_DAYS;
  self->writer = fc_pull_writer_new ();
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    self->places[i] = g_array_new (FALSE, FALSE, sizeof (FcId));
  self->after_start = G_MININT64;
  self->apart_from = g_get_real_time () - APART_DAYS * FC_DAY_US;
  self->mark = (FcHubFactMark){ G_MAXINT64, G_MAXINT64 };
  g_queue_init (&self->frames);
  return self;
}

void
fc_hub_stream_free (FcHubStream *self)
{
  fc_actor_free (self->actor);
  g_strfreev (self->only);
  g_free (self->resume);
  fc_pull_writer_free (self->writer);
  g_clear_pointer (&self->buckets, g_ptr_array_unref);
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    g_array_unref (self->places[i]);
  g_queue_clear_full (&self->frames, (GDestroyNotify) g_bytes_unref);
  g_clear_pointer (&self->ahead, fc_hub_chunk_free);
  g_free (self);
}

static char *
resume_token (const FcHubStream *self)
{
  return g_strdup_printf ("2.%u.%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT,
                          self->part, self->head, self->horizon, self->mark.last_at, self->mark.chunk);
}

static gboolean
read_resume (FcHubStream *self)
{
  gint64 head, horizon, last_at, chunk;
  guint part;
  char rest;

  if (sscanf (self->resume,
              "2.%u.%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT "%c", &part,
              &head, &horizon, &last_at, &chunk, &rest) != 5 ||
      part >= G_N_ELEMENTS (facts))
    return FALSE;
  self->part = part;
  self->head = head;
  self->horizon = horizon;
  self->mark = (FcHubFactMark){ chunk, last_at };
  return TRUE;
}

static void
keep_wanted (FcHubStream *self)
{
  for (guint i = self->buckets->len; i-- > 0;)
    {
      const FcHubBucket *bucket = self->buckets->pdata[i];
      if (self->only && !g_strv_contains ((const char *const *) self->only, bucket->name))
        g_ptr_array_remove_index (self->buckets, i);
    }
  for (guint i = 0; i < self->buckets->len; i++)
    {
      const FcHubBucket *bucket = self->buckets->pdata[i];
      for (guint part = 0; part < G_N_ELEMENTS (facts); part++)
        if (!bucket->whole && bucket->entities >> facts[part] & 1)
          g_array_append_val (self->places[part], bucket->station);
    }
}

/* From when on chunks of @part are wanted. */
static gint64
facts_from (const FcHubStream *self,
            guint              part)
{
  return facts[part] == FC_SALE ? self->horizon : self->apart_from;
}

/* The stations whose sales are sent. */
static GArray *
stations_of (const FcHubStream *self)
{
  return self->places[0];
}

static gboolean
find_horizon (FcHubStream  *self,
              FcHubReader  *reader,
              GError      **error)
{
  gint64 wanted = (g_get_real_time () - self->fact_days * FC_DAY_US) / FC_HOUR_US * FC_HOUR_US;
  gint64 oldest;

  if (!reader->class->sales_horizon (reader, &self->actor->tenant_id, &oldest, error))
    return FALSE;
  if (oldest == G_MAXINT64)
    oldest = wanted; /* no single sales at all */
  gint64 limit = (g_get_real_time () - MOST_FACT_DAYS * FC_DAY_US) / FC_HOUR_US * FC_HOUR_US;
  self->horizon = oldest > limit ? MAX (wanted, oldest) : self->fact_days > MOST_FACT_DAYS ? oldest : wanted;
  return TRUE;
}

static gboolean
count_rows (FcHubStream  *self,
            FcHubReader  *reader,
            FcFrame      *header,
            GError      **error)
{
  const FcId *tenant = &self->actor->tenant_id;
  gint64 n;

  for (guint i = 0; i < self->buckets->len; i++)
    {
      const FcHubBucket *bucket = self->buckets->pdata[i];
      if (!reader->class->bucket_count (reader, tenant, bucket->whole ? NULL : &bucket->station, bucket->entities, &n,
                                        error))
        return FALSE;
      header->entities += n;
      fc_cursor_set (header->heads, bucket->name, self->head);
    }
  for (guint i = 0; i < stations_of (self)->len; i++)
    {
      const FcId *station = &g_array_index (stations_of (self), FcId, i);
      if (!reader->class->rollups_count (reader, tenant, station, self->horizon, &n, error))
        return FALSE;
      header->rollups += n;
    }
  for (guint part = 0; part < G_N_ELEMENTS (facts); part++)
    for (guint i = 0; i < self->places[part]->len; i++)
      {
        if (!reader->class->chunks_count (reader, tenant, &g_array_index (self->places[part], FcId, i), self->head,
                                          facts_from (self, part), &n, error))
          return FALSE;
        header->facts += n;
      }
  return TRUE;
}

static gboolean
add_entity_frames (FcHubStream        *self,
                   FcHubReader        *reader,
                   const FcHubBucket  *bucket,
                   GError            **error)
{
  gint64 since = 0;
  guint n;

  do
    {
      g_autoptr (GPtrArray) updates = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_update_free);
      if (!reader->class->updates (reader, &self->actor->tenant_id, bucket->whole ? NULL : &bucket->station,
                                   bucket->entities, since, self->head, ENTITY_PAGE, updates, error) ||
          !reader->class->fill (reader, &self->actor->tenant_id, updates, error))
        return FALSE;
      n = updates->len;
      g_autoptr (GPtrArray) part = g_ptr_array_new ();
      for (guint i = 0; i < n; i++)
        {
          FcUpdate *update = updates->pdata[i];
          since = update->seq;
          if (update->removed || update->deleted)
            continue; /* nothing is there that could go */
          update->bucket = g_strdup (bucket->name);
          g_ptr_array_add (part, update);
          if (part->len < FC_PULL_ENTITY_CHUNK)
            continue;
          g_queue_push_tail (&self->frames, fc_pull_writer_entities (self->writer, part));
          g_ptr_array_set_size (part, 0);
        }
      if (part->len > 0)
        g_queue_push_tail (&self->frames, fc_pull_writer_entities (self->writer, part));
    }
  while (n >= ENTITY_PAGE);
  return TRUE;
}

/* Header and entities: one snapshot, so that all of it is as of the head. */
static GBytes *
start (FcHubStream  *self,
       FcHubReader  *reader,
       GError      **error)
{
  g_autoptr (FcCursor) heads = fc_cursor_new ();
  FcFrame header = { .kind = FC_FRAME_HEADER, .heads = heads };
  FcHubStanding standing;

  self->buckets = fc_hub_buckets (reader, self->actor, error);
  if (self->buckets == NULL || !reader->class->standing (reader, &self->actor->tenant_id, &standing, error))
    return NULL;
  keep_wanted (self);
  gboolean resumed = self->resume != NULL && self->epoch == standing.epoch && read_resume (self);
  self->epoch = header.epoch = standing.epoch;
  if (resumed && !fc_hub_head_check (self->head, standing.head, error))
    return NULL;
  if (!resumed)
    self->head = standing.head;
  if (!resumed && !find_horizon (self, reader, error))
    return NULL;
  header.head = self->head;
  header.horizon = self->horizon;
  if (!count_rows (self, reader, &header, error))
    return NULL;
  if (resumed)
    header.entities = header.rollups = 0;
  GBytes *bytes = fc_pull_writer_header (self->writer, &header);
  for (guint i = 0; !resumed && i < self->buckets->len; i++)
    if (!add_entity_frames (self, reader, self->buckets->pdata[i], error))
      {
        g_bytes_unref (bytes);
        return NULL;
      }
  self->phase = resumed ? PHASE_FACTS : PHASE_ENTITIES;
  return bytes;
}

static GBytes *
next_rollups (FcHubStream  *self,
              FcHubReader  *reader,
              GError      **error)
{
  while (self->station < stations_of (self)->len)
    {
      const FcId *station = &g_array_index (stations_of (self), FcId, self->station);
      g_autoptr (GError) why = NULL;
      g_autoptr (FcFactBatch) batch = reader->class->rollups (reader, &self->actor->tenant_id, station, self->horizon,
                                                              &self->after_start, &self->after_id, FC_FACT_CHUNK, &why);
      if (batch)
        return fc_pull_writer_rollups (self->writer, batch);
      if (why)
        {
          g_propagate_error (error, g_steal_pointer (&why));
          return NULL;
        }
      self->station++;
      self->after_start = G_MININT64;
      self->after_id = (FcId){ 0 };
    }
  self->phase = PHASE_FACTS;
  return NULL;
}

static FcHubChunk *
next_chunk (FcHubStream          *self,
            FcHubReader          *reader,
            const FcHubFactMark  *mark,
            GError              **error)
{
  GArray *buckets = self->places[self->part];

  if (self->ahead)
    return g_steal_pointer (&self->ahead);
  return reader->class->next_chunk (reader, &self->actor->tenant_id, (const FcId *) (gpointer) buckets->data,
                                    buckets->len, self->head, facts_from (self, self->part), mark, error);
}

static gboolean
add_batch (GPtrArray         *batches,
           const FcHubChunk  *chunk,
           GError           **error)
{
  FcFactBatch *batch = fc_fact_batch_decode (chunk->bytes, error);

  if (batch)
    g_ptr_array_add (batches, batch);
  return batch != NULL;
}

/* A chunk that is large and not cut by the horizon goes as it is stored. */
static GBytes *
next_facts (FcHubStream  *self,
            FcHubReader  *reader,
            GError      **error)
{
  g_autoptr (GPtrArray) batches = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_fact_batch_free);
  g_autoptr (GError) why = NULL;
  guint rows = 0;

  while (rows < FC_FACT_CHUNK)
    {
      FcHubChunk *chunk = next_chunk (self, reader, &self->mark, &why);
      gboolean whole = chunk && chunk->n >= FC_FACT_CHUNK / 4 && chunk->first_at >= facts_from (self, self->part);
      if (chunk == NULL)
        break;
      if (rows > 0 && (whole || rows + chunk->n > FC_FACT_CHUNK))
        {
          self->ahead = chunk;
          break;
        }
      self->mark = (FcHubFactMark){ chunk->id, chunk->last_at };
      if (whole)
        {
          g_autofree char *token = resume_token (self);
          GBytes *frame = fc_pull_writer_facts_encoded (self->writer, chunk->bytes, chunk->n, token);
          fc_hub_chunk_free (chunk);
          return frame;
        }
      gboolean added = add_batch (batches, chunk, &why);
      rows += chunk->n;
      fc_hub_chunk_free (chunk);
      if (!added)
        break;
    }
  if (why)
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return NULL;
    }
  if (rows == 0)
    {
      if (++self->part == G_N_ELEMENTS (facts))
        self->phase = PHASE_END;
      self->mark = (FcHubFactMark){ G_MAXINT64, G_MAXINT64 };
      return NULL;
    }
  g_autofree char *token = resume_token (self);
  g_autoptr (FcFactBatch) joined = fc_hub_join_facts (batches, facts_from (self, self->part));
  return fc_pull_writer_facts (self->writer, joined, token);
}

static GBytes *
step (FcHubStream  *self,
      FcHubReader  *reader,
      GError      **error)
{
  switch (self->phase)
    {
    case PHASE_HEADER:
      return start (self, reader, error);
    case PHASE_ENTITIES:
      if (!g_queue_is_empty (&self->frames))
        return g_queue_pop_head (&self->frames);
      self->phase = PHASE_ROLLUPS;
      return NULL;
    case PHASE_ROLLUPS:
      return next_rollups (self, reader, error);
    case PHASE_FACTS:
      return next_facts (self, reader, error);
    case PHASE_END:
      self->phase = PHASE_DONE;
      return fc_pull_writer_end (self->writer);
    case PHASE_DONE:
    default:
      return NULL;
    }
}

/**
 * fc_hub_stream_next:
 * @reader: in a snapshot; may be another one each time
 *
 * Returns: (transfer full) (nullable): the next frame; %NULL without an error when all is said
 */
GBytes *
fc_hub_stream_next (FcHubStream  *self,
                    FcHubReader  *reader,
                    GError      **error)
{
  GBytes *frame = NULL;
  g_autoptr (GError) why = NULL;

  while (frame == NULL && why == NULL && self->phase != PHASE_DONE)
    frame = step (self, reader, &why);
  if (why)
    g_propagate_error (error, g_steal_pointer (&why));
  return frame;
}

gboolean
fc_hub_stream_is_done (FcHubStream *self)
{
  return self->phase == PHASE_DONE;
}
