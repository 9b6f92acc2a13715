/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-verify-tracks.h"

#include "fc-check-tracks.h"
#include "fc-sync-state.h"

/* Rows of the hub in one answer, as far as a single range has no more. */
#define MOST_ROWS 100000

struct _FcVerifyTracks {
  int refs;
  FcReplica *replica;
  FcId client_id;
  FcCheckBook *book;   /* unowned */
  FcVerifyWorld world; /* without ended: stopped, or over */
  gpointer data;

  GPtrArray *sheets;           /* FcCheckSheet, unowned: the last is being looked at */
  guint n_sheets;              /* there were */
  guint64 n_of[FC_ROW_RANGES]; /* rows that the hub has in each range of it */
  GArray *ranges;              /* guint8: still to be fetched */
  GArray *asked;               /* guint8: being fetched; none: sums are */
  guint most_ranges;           /* at once: fewer after the hub refused */
  FcVerified verified;
};

static FcVerifyTracks *
hold (FcVerifyTracks *self)
{
  self->refs++;
  return self;
}

static void
release (FcVerifyTracks *self)
{
  if (--self->refs > 0)
    return;
  g_clear_object (&self->replica);
  g_ptr_array_unref (self->sheets);
  g_array_unref (self->ranges);
  g_array_unref (self->asked);
  g_free (self);
}

static gboolean
is_over (FcVerifyTracks *self)
{
  return self->world.ended == NULL;
}

static void
end (FcVerifyTracks *self,
     const GError   *error)
{
  FcVerifyWorld world = self->world;

  if (is_over (self))
    return;
  self->world = (FcVerifyWorld){ 0 };
  world.ended (self->data, &self->verified, error);
}

static FcCheckSheet *
current (FcVerifyTracks *self)
{
  return g_ptr_array_index (self->sheets, self->sheets->len - 1);
}

static void
ask (FcVerifyTracks *self)
{
  g_autoptr (FcCheckRequest) request = fc_check_request_new ();
  const FcCheckSheet *sheet = current (self);

  request->client_id = self->client_id;
  request->epoch = self->book->epoch;
  request->bucket = g_strdup (sheet->bucket);
  request->tracks = TRUE;
  request->tracks_from = self->book->tracks_from;
  fc_cursor_set (request->cursor, sheet->bucket, sheet->cursor);
  g_array_append_vals (request->ranges, self->asked->data, self->asked->len);
  self->world.send (self->data, fc_check_request_encode (request));
}

/* Returns: how many of the next ranges are asked for together, at least one */
static guint
count_fitting (FcVerifyTracks *self)
{
  guint most = MIN (self->ranges->len, self->most_ranges), n = 1;
  guint64 rows = self->n_of[g_array_index (self->ranges, guint8, 0)];

  for (; n < most; n++)
    {
      rows += self->n_of[g_array_index (self->ranges, guint8, n)];
      if (rows > MOST_ROWS)
        break;
    }
  return n;
}

static void
begin_bucket (FcVerifyTracks *self)
{
  g_array_set_size (self->ranges, 0);
  g_array_set_size (self->asked, 0);
  self->world.progress (self->data, 1 - (double) self->sheets->len / self->n_sheets);
  if (self->sheets->len == 0)
    end (self, NULL);
  else
    ask (self);
}

static void
next_bucket (FcVerifyTracks *self)
{
  g_ptr_array_set_size (self->sheets, (int) self->sheets->len - 1);
  begin_bucket (self);
}

/* The next ranges of this bucket, or the next bucket. */
static void
go_on (FcVerifyTracks *self)
{
  guint n;

  if (self->ranges->len == 0)
    {
      next_bucket (self);
      return;
    }
  n = count_fitting (self);
  g_array_set_size (self->asked, 0);
  g_array_append_vals (self->asked, self->ranges->data, n);
  g_array_remove_range (self->ranges, 0, n);
  ask (self);
}

/* Where the bucket begins anew meanwhile, it is left for another time. */
static void
mended_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  FcVerifyTracks *self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean moved;

  if (!fc_replica_mend_tracks_finish (FC_REPLICA (source), result, &self->verified.findings, &moved, &error))
    end (self, error);
  else if (!is_over (self) && moved)
    next_bucket (self);
  else if (!is_over (self))
    go_on (self);
  release (self);
}

/* --- answers -------------------------------------------------------------------------------------------------------------- */

static void
take_ranges (FcVerifyTracks     *self,
             const FcCheckReply *reply)
{
  FcRowSum ours[FC_ROW_RANGES], theirs[FC_ROW_RANGES] = { { 0 } };

  fc_check_sheet_sums (current (self), ours);
  for (guint i = 0; i < reply->sums->len; i++)
    {
      const FcCheckSum *one = g_ptr_array_index (reply->sums, i);

      if (one->range >= 0)
        theirs[one->range] = one->sum;
    }
  for (guint i = 0; i < FC_ROW_RANGES; i++)
    {
      guint8 range = (guint8) i;

      self->n_of[i] = theirs[i].n;
      self->verified.rows += (guint) theirs[i].n;
      if (!fc_row_sum_equal (&ours[i], &theirs[i]))
        g_array_append_val (self->ranges, range);
    }
  self->verified.buckets++;
  go_on (self);
}

/* Half as many at once; what was asked for comes first again. */
static void
ask_for_fewer (FcVerifyTracks *self)
{
  self->most_ranges = self->asked->len / 2;
  g_array_prepend_vals (self->ranges, self->asked->data, self->asked->len);
  go_on (self);
}

/* The hub's refusal, or an answer that is larger than what is taken here. */
static gboolean
is_too_much (const GError *error)
{
  return error->domain == FC_WIRE_ERROR || g_error_matches (error, FC_SYNC_ERROR, FC_SYNC_ERROR_HUB) ||
         g_error_matches (error, FC_SYNC_ERROR, FC_SYNC_ERROR_PROTOCOL);
}

/**
 * fc_verify_tracks_answered:
 *
 * A hub that does not count positions is not asked for more.
 */
void
fc_verify_tracks_answered (FcVerifyTracks     *self,
                           const FcCheckReply *reply,
                           const GError       *error)
{
  if (is_over (self))
    return;
  if (reply == NULL && self->asked->len > 1 && is_too_much (error))
    ask_for_fewer (self);
  else if (reply == NULL || !reply->tracks)
    end (self, reply == NULL ? error : NULL);
  else if (self->asked->len == 0)
    take_ranges (self, reply);
  else
    fc_replica_mend_tracks_async (self->replica, self->book, current (self), self->asked,
                                  g_ptr_array_ref (reply->facts), mended_cb, hold (self));
}

/* --- life ----------------------------------------------------------------------------------------------------------------- */

/**
 * fc_verify_tracks_start:
 * @world: ended() never comes from within this call; always with what was compared, also where there is an error
 *
 * Returns: (transfer full): let go of it with fc_verify_tracks_stop() in any case
 */
FcVerifyTracks *
fc_verify_tracks_start (FcReplica           *replica,
                        const FcId          *client_id,
                        FcCheckBook         *book,
                        GPtrArray           *sheets,
                        const FcVerifyWorld *world,
                        gpointer             data)
{
  FcVerifyTracks *self = g_new0 (FcVerifyTracks, 1);

  self->refs = 1;
  self->replica = g_object_ref (replica);
  self->client_id = *client_id;
  self->book = book;
  self->world = *world;
  self->data = data;
  self->sheets = g_ptr_array_copy (sheets, NULL, NULL);
  self->n_sheets = sheets->len;
  self->ranges = g_array_new (FALSE, FALSE, sizeof (guint8));
  self->asked = g_array_new (FALSE, FALSE, sizeof (guint8));
  self->most_ranges = FC_WIRE_MAX_RANGES;
  begin_bucket (self);
  return self;
}

/* What has been repaired stays so. */
void
fc_verify_tracks_stop (FcVerifyTracks *self)
{
  self->world = (FcVerifyWorld){ 0 };
  release (self);
}
