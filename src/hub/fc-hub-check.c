/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-hub-check.h"

/*
 * What an office's copy should be: sums of the rows of its buckets, made when they are asked for, which is once a week for each
 * office. Kept along with every write they would cost each push more than that.
 */

#define STEP 5000 /* rows at once */

/* One bucket on its way. */
typedef struct {
  const FcHubBucket *bucket;
  gint64 since; /* the office's cursor */
  gboolean wanted[FC_ROW_RANGES]; /* rows of these are given */
  FcRowSum sums[FC_ROW_RANGES];
  FcCheckReply *reply;
} Count;

static gboolean
count_row (Count      *self,
           FcUpdate   *row,
           GError    **error)
{
  guint range = fc_row_range (&row->id);

  if (row->seq > self->since)
    {
      g_array_append_val (self->reply->changed, row->id);
      if (self->reply->changed->len <= FC_WIRE_MAX_CHANGED)
        return TRUE;
      g_set_error_literal (error, FC_WIRE_ERROR, FC_WIRE_ERROR_TOO_LARGE,
                           "Too much has changed since the last pull. Fetch that first.");
      return FALSE;
    }
  if (row->removed || row->deleted || row->fields == NULL)
    return TRUE;
  FcRowSum sum = fc_row_sum_of (row);
  fc_row_sum_add (&self->sums[range], &sum);
  return TRUE;
}

/* Takes the rows that are wanted out of @rows. */
static void
give_rows (Count     *self,
           GPtrArray *rows)
{
  for (guint i = rows->len; i-- > 0;)
    {
      FcUpdate *row = rows->pdata[i];
      if (!self->wanted[fc_row_range (&row->id)] || row->seq > self->since || row->fields == NULL)
        continue;
      row->bucket = g_strdup (self->bucket->name);
      g_ptr_array_add (self->reply->rows, g_ptr_array_steal_index (rows, i));
    }
}

static gboolean
count_bucket (Count         *self,
              FcHubReader   *reader,
              const FcId    *tenant,
              gint64         head,
              GError       **error)
{
  const FcId *station = self->bucket->whole ? NULL : &self->bucket->station;
  gint64 seq = 0;
  guint n;

  do
    {
      g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_update_free);
      if (!reader->class->updates (reader, tenant, station, self->bucket->entities, seq, head, STEP, rows, error) ||
          !reader->class->fill (reader, tenant, rows, error))
        return FALSE;
      n = rows->len;
      for (guint i = 0; i < n; i++)
        {
          seq = ((FcUpdate *) rows->pdata[i])->seq;
          if (!count_row (self, rows->pdata[i], error))
            return FALSE;
        }
      give_rows (self, rows);
    }
  while (n >= STEP);
  return TRUE;
}

void
fc_hub_check_say_sums (const FcHubBucket *bucket,
                       const FcRowSum     sums[FC_ROW_RANGES],
                       gboolean           ranges,
                       FcCheckReply      *reply)
{
  FcRowSum all = { 0 };

  for (guint i = 0; i < FC_ROW_RANGES; i++)
    {
      fc_row_sum_add (&all, &sums[i]);
      if (ranges && sums[i].n > 0)
        fc_check_reply_add_sum (reply, bucket->name, (int) i, &sums[i]);
    }
  if (!ranges)
    fc_check_reply_add_sum (reply, bucket->name, -1, &all);
}

static gboolean
check_rows (FcHubReader           *reader,
            const FcId            *tenant,
            const FcHubBucket     *bucket,
            gint64                 head,
            const FcCheckRequest  *wanted,
            FcCheckReply          *reply,
            GError               **error)
{
  g_autofree Count *count = g_new0 (Count, 1);

  count->bucket = bucket;
  count->since = fc_cursor_get (wanted->cursor, bucket->name);
  count->reply = reply;
  for (guint i = 0; i < wanted->ranges->len; i++)
    count->wanted[g_array_index (wanted->ranges, guint8, i)] = TRUE;
  if (!count_bucket (count, reader, tenant, head, error))
    return FALSE;
  if (wanted->ranges->len == 0)
    fc_hub_check_say_sums (bucket, count->sums, wanted->bucket != NULL, reply);
  return TRUE;
}

static gboolean
is_track (const FcHubBucket *bucket)
{
  return bucket->entities == G_GUINT64_CONSTANT (1) << FC_POSITION;
}

/* A bucket that the office has not pulled yet has nothing to compare. */
static gboolean
is_asked (const FcCheckRequest *wanted,
          const FcHubBucket    *bucket)
{
  return fc_cursor_get (wanted->cursor, bucket->name) > 0 &&
         (wanted->bucket == NULL || g_str_equal (wanted->bucket, bucket->name));
}

/**
 * fc_hub_check_fill:
 * @wanted: of the reader's epoch
 *
 * Fills sums, changed, rows and facts of @reply from the reader's snapshot, of buckets that @actor's token opens.
 */
gboolean
fc_hub_check_fill (FcHubReader           *reader,
                   const FcActor         *actor,
                   const FcCheckRequest  *wanted,
                   FcCheckReply          *reply,
                   GError               **error)
{
  g_autoptr (GPtrArray) buckets = fc_hub_buckets (reader, actor, error);
  gint64 head;

  if (buckets == NULL || !reader->class->head (reader, &actor->tenant_id, &head, error))
    return FALSE;
  if (wanted->facts)
    return fc_hub_check_facts (reader, &actor->tenant_id, buckets, head, wanted, reply, error);
  for (guint i = 0; i < buckets->len; i++)
    {
      const FcHubBucket *bucket = buckets->pdata[i];
      if (!is_asked (wanted, bucket))
        continue;
      if (wanted->tracks && is_track (bucket)
            ? !fc_hub_check_track (reader, &actor->tenant_id, bucket, wanted, reply, error)
            : !check_rows (reader, &actor->tenant_id, bucket, head, wanted, reply, error))
        return FALSE;
    }
  reply->tracks = wanted->tracks;
  return TRUE;
}
