/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-verify-job.h"

#include <glib/gi18n-lib.h>

#include "fc-sync-state.h"
#include "fc-verify-facts.h"
#include "fc-verify-tracks.h"

/* The pull may go on while this works; then it begins anew, so often. */
#define MOST_TRIES 8

#define ROWS_SHARE  0.6 /* of the progress */
#define SALES_SHARE 0.2 /* and the rest is for positions */

typedef enum {
  ASKS_BUCKETS,
  ASKS_RANGES,
  ASKS_ROWS,
} Question;

struct _FcVerifyJob {
  int refs;
  FcReplica *replica;
  FcId client_id;
  FcVerifyWorld world; /* without ended: stopped, or over */
  gpointer data;
  GCancellable *cancellable;
  guint tries;

  FcCheckBook *book;   /* (nullable) */
  FcCursor *cursor;    /* (nullable): the book's */
  Question question;
  GPtrArray *differ;   /* FcCheckSheet, unowned: still to be looked at */
  guint n_differ;      /* there were */
  GArray *ranges;      /* guint8: of the last in differ, still to be fetched */
  GArray *asked;       /* guint8: being fetched */
  FcCheckFindings found; /* in what is being put in place */
  FcVerifyFacts *facts; /* (nullable): rows are done */
  GPtrArray *open;      /* FcCheckSheet, unowned: of positions, in buckets that the hub opens */
  FcVerifyTracks *tracks; /* (nullable): all else is done */
  FcVerified verified;
};

static void begin (FcVerifyJob *self);

static FcVerifyJob *
hold (FcVerifyJob *self)
{
  self->refs++;
  return self;
}

static void
release (FcVerifyJob *self)
{
  if (--self->refs > 0)
    return;
  g_clear_object (&self->replica);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->facts, fc_verify_facts_stop);
  g_clear_pointer (&self->tracks, fc_verify_tracks_stop);
  g_ptr_array_unref (self->open);
  g_clear_pointer (&self->book, fc_check_book_free);
  g_clear_pointer (&self->cursor, fc_cursor_free);
  g_ptr_array_unref (self->differ);
  g_array_unref (self->ranges);
  g_array_unref (self->asked);
  g_free (self);
}

static gboolean
is_over (FcVerifyJob *self)
{
  return self->world.ended == NULL;
}

static void
end (FcVerifyJob  *self,
     const GError *error)
{
  FcVerifyWorld world = self->world;

  if (is_over (self))
    return;
  self->world = (FcVerifyWorld) { 0 };
  world.ended (self->data, error == NULL ? &self->verified : NULL, error);
}

static void
end_with (FcVerifyJob *self,
          const char  *sentence)
{
  g_autoptr (GError) error = g_error_new_literal (FC_SYNC_ERROR, FC_SYNC_ERROR_HUB, sentence);

  end (self, error);
}

static void
try_again (FcVerifyJob *self)
{
  if (++self->tries >= MOST_TRIES)
    end_with (self, _ ("The server is sending changes without a pause. Try again when less is going on."));
  else
    begin (self);
}

/* @bucket: (nullable) */
static void
ask (FcVerifyJob *self,
     Question     question,
     const char  *bucket)
{
  g_autoptr (FcCheckRequest) request = fc_check_request_new ();

  self->question = question;
  request->client_id = self->client_id;
  request->epoch = self->book->epoch;
  request->bucket = g_strdup (bucket);
  g_clear_pointer (&request->cursor, fc_cursor_free);
  request->cursor = fc_cursor_copy (self->cursor);
  if (question == ASKS_ROWS)
    g_array_append_vals (request->ranges, self->asked->data, self->asked->len);
  self->world.send (self->data, fc_check_request_encode (request));
}

static FcCheckSheet *
current (FcVerifyJob *self)
{
  return g_ptr_array_index (self->differ, self->differ->len - 1);
}

static void
mended_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data);

static void
mend (FcVerifyJob *self,
      GPtrArray   *rows)
{
  fc_replica_mend_async (self->replica, self->book->epoch, self->cursor, rows, mended_cb, hold (self));
}

/* --- sales, positions ------------------------------------------------------------------------------------------------------- */

static void
send_part (gpointer  data,
           GBytes   *body)
{
  FcVerifyJob *self = data;

  if (is_over (self))
    g_bytes_unref (body);
  else
    self->world.send (self->data, body);
}

static void
progress_facts (gpointer data,
                double   fraction)
{
  FcVerifyJob *self = data;

  if (!is_over (self))
    self->world.progress (self->data, ROWS_SHARE + SALES_SHARE * fraction);
}

static void
progress_tracks (gpointer data,
                 double   fraction)
{
  FcVerifyJob *self = data;

  if (!is_over (self))
    self->world.progress (self->data, ROWS_SHARE + SALES_SHARE + (1 - ROWS_SHARE - SALES_SHARE) * fraction);
}

static void
add_part (FcVerifyJob      *self,
          const FcVerified *part)
{
  self->verified.rows += part->rows;
  self->verified.buckets += part->buckets;
  self->verified.findings.missing += part->findings.missing;
  self->verified.findings.different += part->findings.different;
  self->verified.findings.extra += part->findings.extra;
}

/* All else is compared and in its place: an error of these is told beside it. */
static void
tracks_ended (gpointer          data,
              const FcVerified *verified,
              const GError     *error)
{
  FcVerifyJob *self = data;
  FcVerifyWorld world = self->world;

  if (is_over (self))
    return;
  add_part (self, verified);
  self->world = (FcVerifyWorld) { 0 };
  world.ended (self->data, &self->verified, error);
}

static void
compare_tracks (FcVerifyJob *self)
{
  static const FcVerifyWorld world = { send_part, progress_tracks, tracks_ended };

  if (self->open->len == 0)
    end (self, NULL);
  else
    self->tracks = fc_verify_tracks_start (self->replica, &self->client_id, self->book, self->open, &world, self);
}

static void
facts_ended (gpointer          data,
             const FcVerified *verified,
             const GError     *error)
{
  FcVerifyJob *self = data;

  if (is_over (self))
    return;
  if (verified != NULL)
    add_part (self, verified);
  if (error != NULL)
    end (self, error);
  else
    compare_tracks (self);
}

static void
compare_facts (FcVerifyJob *self)
{
  static const FcVerifyWorld world = { send_part, progress_facts, facts_ended };

  self->facts = fc_verify_facts_start (self->replica, &self->client_id, &world, self);
}

/* --- rows ----------------------------------------------------------------------------------------------------------------- */

/* Rows of the hub that no bucket holds go with the first thing that is put in place; where there is none, by themselves. */
static void
finish (FcVerifyJob *self)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  if (self->book->n_stray > 0)
    mend (self, none);
  else
    compare_facts (self);
}

/* The next of what differs: some ranges of this bucket, or the next bucket. */
static void
go_on (FcVerifyJob *self)
{
  guint n = MIN (self->ranges->len, FC_WIRE_MAX_RANGES);

  if (self->differ->len > 0 && n == 0)
    g_ptr_array_remove_index (self->differ, self->differ->len - 1);
  self->world.progress (self->data, ROWS_SHARE * (0.5 + 0.5 * (1 - (double) self->differ->len / MAX (self->n_differ, 1))));
  if (self->differ->len == 0)
    finish (self);
  else if (n == 0)
    ask (self, ASKS_RANGES, current (self)->bucket);
  else
    {
      g_array_set_size (self->asked, 0);
      g_array_append_vals (self->asked, self->ranges->data, n);
      g_array_remove_range (self->ranges, 0, n);
      ask (self, ASKS_ROWS, current (self)->bucket);
    }
}

static void
mended_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  FcVerifyJob *self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean moved;

  if (!fc_replica_mend_finish (FC_REPLICA (source), result, &moved, &error))
    end (self, error);
  else if (!is_over (self) && moved)
    try_again (self);
  else if (!is_over (self))
    {
      self->verified.findings.missing += self->found.missing;
      self->verified.findings.different += self->found.different;
      self->verified.findings.extra += self->found.extra;
      self->verified.stray += self->book->n_stray;
      self->book->n_stray = 0;
      self->found = (FcCheckFindings) { 0 };
      go_on (self);
    }
  release (self);
}

/* --- answers ------------------------------------------------------------------------------------------------------------ */

static void
take_buckets (FcVerifyJob  *self,
              FcCheckReply *reply)
{
  self->verified.rows = 0;
  self->verified.buckets = 0;
  for (guint i = 0; i < reply->sums->len; i++)
    {
      const FcCheckSum *theirs = g_ptr_array_index (reply->sums, i);
      FcCheckSheet *sheet = fc_check_book_find (self->book, theirs->bucket);
      FcRowSum parts[FC_ROW_RANGES], ours = { 0 };

      if (sheet == NULL || theirs->range >= 0)
        continue;
      if (sheet->facts != NULL)
        {
          g_ptr_array_add (self->open, sheet);
          continue;
        }
      fc_check_sheet_sums (sheet, parts);
      for (guint j = 0; j < FC_ROW_RANGES; j++)
        fc_row_sum_add (&ours, &parts[j]);
      self->verified.rows += (guint) theirs->sum.n;
      self->verified.buckets++;
      if (!fc_row_sum_equal (&ours, &theirs->sum))
        g_ptr_array_add (self->differ, sheet);
    }
  self->n_differ = self->differ->len;
  if (self->differ->len > 0)
    ask (self, ASKS_RANGES, current (self)->bucket);
  else
    go_on (self);
}

static void
take_ranges (FcVerifyJob  *self,
             FcCheckReply *reply)
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

      if (!fc_row_sum_equal (&ours[i], &theirs[i]))
        g_array_append_val (self->ranges, range);
    }
  go_on (self);
}

static void
take_rows (FcVerifyJob  *self,
           FcCheckReply *reply)
{
  g_autoptr (GPtrArray) rows = fc_check_sheet_mend (current (self), self->asked, reply->rows, &self->found);

  if (rows->len > 0)
    mend (self, rows);
  else
    go_on (self);
}

/* What has changed at the hub since is left out, here as there. */
static void
forget_changed (FcVerifyJob  *self,
                FcCheckReply *reply)
{
  for (guint i = 0; i < reply->changed->len; i++)
    for (guint j = 0; j < self->book->sheets->len; j++)
      fc_check_sheet_forget (self->book->sheets->pdata[j], &g_array_index (reply->changed, FcId, i));
}

static void
take_answer (FcVerifyJob  *self,
             FcCheckReply *reply)
{
  forget_changed (self, reply);
  if (self->question == ASKS_BUCKETS)
    take_buckets (self, reply);
  else if (self->question == ASKS_RANGES)
    take_ranges (self, reply);
  else
    take_rows (self, reply);
}

/* What is wrong with an answer goes the way of what is being compared. */
static void
take_failure (FcVerifyJob  *self,
              const GError *error)
{
  if (self->tracks != NULL)
    fc_verify_tracks_answered (self->tracks, NULL, error);
  else
    end (self, error);
}

static FcCheckReply *
read_answer (FcVerifyJob  *self,
             GBytes       *body,
             GError      **error)
{
  g_autoptr (FcCheckReply) reply = fc_check_reply_decode (body, error);

  if (reply == NULL)
    return NULL;
  if (reply->epoch != self->book->epoch)
    g_set_error_literal (error, FC_SYNC_ERROR, FC_SYNC_ERROR_HUB,
                         _ ("The server was restored from a backup. Try again when this copy has followed it."));
  else if (reply->schema_version != FC_SCHEMA_VERSION)
    g_set_error_literal (error, FC_SYNC_ERROR, FC_SYNC_ERROR_HUB,
                         _ ("The server is of another version than this program. Update both, then try again."));
  else
    return g_steal_pointer (&reply);
  return NULL;
}

/**
 * fc_verify_job_answered:
 * @body: (nullable): NULL with @error
 */
void
fc_verify_job_answered (FcVerifyJob  *self,
                        GBytes       *body,
                        const GError *error)
{
  g_autoptr (GError) why = body == NULL ? g_error_copy (error) : NULL;
  g_autoptr (FcCheckReply) reply = NULL;

  if (is_over (self))
    return;
  if (body != NULL)
    reply = read_answer (self, body, &why);
  if (reply == NULL)
    take_failure (self, why);
  else if (self->tracks != NULL)
    fc_verify_tracks_answered (self->tracks, reply, NULL);
  else if (self->facts != NULL)
    fc_verify_facts_answered (self->facts, reply);
  else
    take_answer (self, reply);
}

/* --- life --------------------------------------------------------------------------------------------------------------- */

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  FcVerifyJob *self = user_data;
  g_autoptr (GError) error = NULL;

  self->book = fc_replica_check_finish (FC_REPLICA (source), result, &error);
  if (self->book == NULL)
    end (self, error);
  else if (!is_over (self) && (self->book->epoch == 0 || self->book->sheets->len == 0))
    end_with (self, _ ("There is nothing to compare yet: the first records are still being fetched."));
  else if (!is_over (self))
    {
      self->cursor = fc_check_book_cursor (self->book);
      self->world.progress (self->data, ROWS_SHARE * 0.3);
      ask (self, ASKS_BUCKETS, NULL);
    }
  release (self);
}

static void
begin (FcVerifyJob *self)
{
  g_ptr_array_set_size (self->differ, 0);
  g_ptr_array_set_size (self->open, 0);
  g_array_set_size (self->ranges, 0);
  self->found = (FcCheckFindings) { 0 };
  g_clear_pointer (&self->book, fc_check_book_free);
  g_clear_pointer (&self->cursor, fc_cursor_free);
  fc_replica_check_async (self->replica, self->cancellable, read_cb, hold (self));
}

/**
 * fc_verify_job_start:
 * @world: copied; ended() never comes from within this call
 *
 * Returns: (transfer full): ends by itself after ended(); let go of it with fc_verify_job_stop() in any case
 */
FcVerifyJob *
fc_verify_job_start (FcReplica           *replica,
                     const FcId          *client_id,
                     const FcVerifyWorld *world,
                     gpointer             data)
{
  FcVerifyJob *self = g_new0 (FcVerifyJob, 1);

  self->refs = 1;
  self->replica = g_object_ref (replica);
  self->client_id = *client_id;
  self->world = *world;
  self->data = data;
  self->cancellable = g_cancellable_new ();
  self->differ = g_ptr_array_new ();
  self->open = g_ptr_array_new ();
  self->ranges = g_array_new (FALSE, FALSE, sizeof (guint8));
  self->asked = g_array_new (FALSE, FALSE, sizeof (guint8));
  begin (self);
  return self;
}

/**
 * fc_verify_job_stop:
 * @self: (transfer full):
 *
 * Lets go of it. What has been repaired stays so.
 */
void
fc_verify_job_stop (FcVerifyJob *self)
{
  self->world = (FcVerifyWorld) { 0 };
  g_cancellable_cancel (self->cancellable);
  release (self);
}
