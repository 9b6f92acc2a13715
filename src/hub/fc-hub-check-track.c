/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-hub-check.h"

#include "fc-fact-coding.h"

/*
 * Where vehicles were, as an office should have it. A position never changes and is in no sum: those that came up to the office's
 * cursor are counted, and what comes all the while does not matter.
 */

_Atomic guint fc_hub_check_most_positions = 200000;

/* One bucket on its way. */
typedef struct {
  const FcCheckRequest *wanted;
  gboolean ranges[FC_ROW_RANGES]; /* rows of these are given */
  FcRowSum sums[FC_ROW_RANGES];
  GPtrArray *rows; /* FcRecord: of several chunks, not yet given */
  guint n_rows;    /* that are wanted */
  FcCheckReply *reply;
} Track;

static void
count_batch (Track             *self,
             const FcFactBatch *batch)
{
  const gint64 *times = batch->columns[FC_POSITION_FIXED_AT].numbers;

  for (guint i = 0; i < batch->n; i++)
    if (times[i] >= self->wanted->tracks_from)
      {
        FcRowSum sum = fc_row_sum_of_fact (batch, i);
        fc_row_sum_add (&self->sums[fc_row_range (&batch->row_ids[i])], &sum);
      }
}

/* What a vehicle that is followed sends lies in chunks of a few rows: joined, for each batch has a head of its own. */
static void
give (Track *self)
{
  if (self->rows->len > 0)
    g_ptr_array_add (self->reply->facts, fc_fact_batch_from_records (self->rows));
  g_ptr_array_set_size (self->rows, 0);
}

static gboolean
take_rows (Track              *self,
           const FcFactBatch  *batch,
           GError            **error)
{
  const gint64 *times = batch->columns[FC_POSITION_FIXED_AT].numbers;

  for (guint i = 0; i < batch->n; i++)
    {
      if (times[i] < self->wanted->tracks_from || !self->ranges[fc_row_range (&batch->row_ids[i])])
        continue;
      if (++self->n_rows > fc_hub_check_most_positions)
        {
          g_set_error_literal (error, FC_WIRE_ERROR, FC_WIRE_ERROR_TOO_LARGE,
                               "These are too many positions for one answer. Ask for fewer ranges.");
          return FALSE;
        }
      g_ptr_array_add (self->rows, fc_fact_batch_get_record (batch, i));
      if (self->rows->len == FC_FACT_CHUNK)
        give (self);
    }
  return TRUE;
}

static gboolean
read_bucket (Track              *self,
             FcHubReader        *reader,
             const FcId         *tenant,
             const FcHubBucket  *bucket,
             gint64              since,
             GError            **error)
{
  FcHubFactMark mark = { G_MAXINT64, G_MAXINT64 };

  while (TRUE)
    {
      g_autoptr (GError) why = NULL;
      FcHubChunk *chunk =
        reader->class->next_chunk (reader, tenant, &bucket->station, 1, since, self->wanted->tracks_from, &mark, &why);
      g_autoptr (FcFactBatch) batch = NULL;

      if (why != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&why));
          return FALSE;
        }
      if (chunk == NULL)
        return TRUE;
      mark = (FcHubFactMark){ chunk->id, chunk->last_at };
      batch = fc_fact_batch_decode (chunk->bytes, error);
      fc_hub_chunk_free (chunk);
      if (batch == NULL)
        return FALSE;
      if (self->wanted->ranges->len == 0)
        count_batch (self, batch);
      else if (!take_rows (self, batch, error))
        return FALSE;
    }
}

/**
 * fc_hub_check_track:
 * @bucket: of positions and nothing else
 *
 * Fills sums, or facts where rows are asked for, of @reply from the reader's snapshot. More rows than
 * fc_hub_check_most_positions are FC_WIRE_ERROR_TOO_LARGE.
 */
gboolean
fc_hub_check_track (FcHubReader           *reader,
                    const FcId            *tenant,
                    const FcHubBucket     *bucket,
                    const FcCheckRequest  *wanted,
                    FcCheckReply          *reply,
                    GError               **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree Track *track = g_new0 (Track, 1);

  track->wanted = wanted;
  track->rows = rows;
  track->reply = reply;
  for (guint i = 0; i < wanted->ranges->len; i++)
    track->ranges[g_array_index (wanted->ranges, guint8, i)] = TRUE;
  if (!read_bucket (track, reader, tenant, bucket, fc_cursor_get (wanted->cursor, bucket->name), error))
    return FALSE;
  give (track);
  if (wanted->ranges->len == 0)
    fc_hub_check_say_sums (bucket, track->sums, wanted->bucket != NULL, reply);
  return TRUE;
}
