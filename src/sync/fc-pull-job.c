/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-pull-job.h"

#include "fc-sync-page.h"
#include "fc-transfer-log.h"
#include "fc-sync-engine.h"

#include <glib/gi18n-lib.h>

#define READ_STEP     (256 * 1024)
#define MAX_QUEUED    2 /* frames decoded and not yet with the writer */
#define MAX_UNDER_WAY 5 /* chunks with the writer, which puts several into one transaction */

/* Counted by each call that is under way, so that a stopped job can wait for them. */
struct _FcPullJob
{
  guint refs;
  FcReplica *replica;
  FcHubClient *client;
  FcPullWatcher watcher; /* all NULL once stopped or ended */
  gpointer user_data;
  GCancellable *cancellable;
  gint64 epoch;          /* the replica's, 0 none */
  gboolean resumed;

  GInputStream *stream;
  FcPullReader *reader;
  GBytes *read;          /* (nullable): not yet decoded */
  gboolean reading;
  gboolean decoding;
  gboolean at_end;       /* the stream has given all it had */
  gboolean complete;     /* and its end frame was right */
  GQueue frames;         /* Decoded */
  guint under_way;       /* calls to the replica */
  gboolean exclusive;    /* the one under way must be alone */

  gint64 head;
  FcCursor *heads;       /* (nullable): to be applied with the entities */
  gboolean way_made;     /* for the hub's sums */
  gboolean base;         /* entities and rollups are in */
  gint64 done, total;
  FcTransfer *transfer;  /* what it came to, for the list */
};

/* A frame and, of an entities frame, its rows in the replica's words. */
typedef struct
{
  FcFrame *frame;
  GPtrArray *rows; /* (nullable) FcPulledRow */
} Decoded;

static void pump (FcPullJob *self);

static void
decoded_free (Decoded *decoded)
{
  fc_frame_free (decoded->frame);
  g_clear_pointer (&decoded->rows, g_ptr_array_unref);
  g_free (decoded);
}

static FcPullJob *
hold (FcPullJob *self)
{
  self->refs++;
  return self;
}

static void
release (FcPullJob *self)
{
  if (--self->refs > 0)
    return;
  g_clear_object (&self->replica);
  g_clear_object (&self->client);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->stream);
  g_clear_pointer (&self->reader, fc_pull_reader_free);
  g_clear_pointer (&self->read, g_bytes_unref);
  g_queue_clear_full (&self->frames, (GDestroyNotify) decoded_free);
  g_clear_pointer (&self->heads, fc_cursor_free);
  g_clear_object (&self->transfer);
  g_free (self);
}

static gboolean
is_stopped (FcPullJob *self)
{
  return self->watcher.ended == NULL;
}

static void
end (FcPullJob           *self,
     const FcSyncFailure *failure)
{
  FcPullWatcher watcher = self->watcher;

  if (is_stopped (self))
    return;
  self->watcher = (FcPullWatcher) { 0 };
  g_cancellable_cancel (self->cancellable);
  self->transfer->received = (guint) self->done;
  fc_transfer_end (self->transfer, self->replica, failure != NULL ? failure->message : NULL);
  watcher.ended (failure, self->user_data);
}

static void
end_with (FcPullJob    *self,
          FcFailureKind kind,
          const char   *sentence)
{
  g_autoptr (FcSyncFailure) failure = fc_sync_failure_new (kind, sentence);

  end (self, failure);
}

static void
note_base (FcPullJob *self)
{
  if (self->base || is_stopped (self))
    return;
  self->base = TRUE;
  self->watcher.base_pulled (self->user_data);
}

/* --- the replica ---------------------------------------------------------------------------------------------------------- */

/* The end of a call to the replica; TRUE when it went well. */
static gboolean
returned (FcPullJob    *self,
          gboolean      good,
          const GError *error)
{
  self->under_way--;
  self->exclusive = FALSE;
  if (!good && !is_stopped (self))
    {
      g_autoptr (FcSyncFailure) failure = fc_replica_failure (error);

      end (self, failure);
    }
  return good && !is_stopped (self);
}

static void
begun (FcPullJob *self,
       gboolean   exclusive)
{
  self->under_way++;
  self->exclusive = exclusive;
}

static void
meta_set_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  FcPullJob *self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean good = fc_replica_set_meta_finish (FC_REPLICA (source), result, &error);

  if (returned (self, good, error))
    pump (self);
  release (self);
}

static void
begun_anew_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  FcPullJob *self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean good = fc_replica_restart_pull_finish (FC_REPLICA (source), result, &error);

  if (returned (self, good, error))
    pump (self);
  release (self);
}

static void
staged_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  FcPullJob *self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean good = fc_replica_stage_finish (FC_REPLICA (source), result, &error);

  if (returned (self, good, error))
    pump (self);
  release (self);
}

static void
applied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  FcPullJob *self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean good = fc_replica_apply_finish (FC_REPLICA (source), result, &error);

  if (returned (self, good, error))
    pump (self);
  release (self);
}

static void
way_made_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  FcPullJob *self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean good = fc_replica_make_way_for_sums_finish (FC_REPLICA (source), result, &error);

  if (returned (self, good, error))
    pump (self);
  release (self);
}

static void
facts_applied_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  FcPullJob *self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean good = fc_replica_apply_facts_finish (FC_REPLICA (source), result, &error);

  if (returned (self, good, error))
    pump (self);
  release (self);
}

static void
facts_with_token_applied_cb (GObject      *source,
                             GAsyncResult *result,
                             gpointer      user_data)
{
  note_base (user_data);
  facts_applied_cb (source, result, user_data);
}

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  FcPullJob *self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean good = fc_replica_end_facts_finish (FC_REPLICA (source), result, &error);

  if (returned (self, good, error))
    {
      note_base (self);
      end (self, NULL);
    }
  release (self);
}

static void
set_meta (FcPullJob  *self,
          const char *key,
          const char *value)
{
  begun (self, TRUE);
  fc_replica_set_meta_async (self->replica, key, value, meta_set_cb, hold (self));
}

static void
set_meta_number (FcPullJob  *self,
                 const char *key,
                 gint64      number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  set_meta (self, key, text);
}

/* --- frames --------------------------------------------------------------------------------------------------------------- */

static void
take_header (FcPullJob *self,
             FcFrame   *frame)
{
  if (self->epoch != 0 && self->epoch != frame->epoch)
    {
      g_autoptr (FcSyncFailure) failure = fc_sync_failure_new (FC_FAILURE_EPOCH,
                                                               _ ("The server was restored from a backup."));

      failure->epoch = frame->epoch;
      end (self, failure);
      return;
    }
  self->total = frame->entities + frame->rollups + frame->facts;
  if (self->resumed)
    {
      self->base = TRUE;
      return;
    }
  self->head = frame->head;
  self->heads = g_steal_pointer (&frame->heads);
  begun (self, TRUE);
  fc_replica_restart_pull_async (self->replica, begun_anew_cb, hold (self));
  set_meta (self, FC_META_FACTS, FC_FACTS_BEGIN);
  set_meta_number (self, FC_META_EPOCH, frame->epoch);
  set_meta_number (self, FC_META_FACTS_FROM, frame->horizon);
  /* The stream has no single sales from before its horizon; whatever comes later, however old, the hub's sums do not have. */
  set_meta (self, FC_META_SALES_HORIZON, NULL);
}

/* What came as entities is shown, before anything else. */
static void
apply_entities (FcPullJob *self)
{
  g_autoptr (GHashTable) cursors = fc_sync_page_cursors (self->heads);

  g_clear_pointer (&self->heads, fc_cursor_free);
  begun (self, TRUE);
  fc_replica_apply_async (self->replica, NULL, cursors, self->head, applied_cb, hold (self));
}

static void
make_way_for_sums (FcPullJob *self)
{
  self->way_made = TRUE;
  begun (self, TRUE);
  fc_replica_make_way_for_sums_async (self->replica, way_made_cb, hold (self));
}

static void
take_batch (FcPullJob *self,
            FcFrame   *frame)
{
  gboolean facts = frame->kind == FC_FRAME_FACTS;

  begun (self, FALSE);
  fc_replica_apply_facts_async (self->replica, g_steal_pointer (&frame->batch), facts ? FC_META_FACTS : NULL,
                                facts ? frame->resume : NULL, facts ? facts_with_token_applied_cb : facts_applied_cb,
                                hold (self));
}

static void
take_end (FcPullJob *self)
{
  begun (self, TRUE);
  fc_replica_end_facts_async (self->replica, FC_META_FACTS, ended_cb, hold (self));
}

/* May the first frame go to the replica now? */
static gboolean
may_take (FcPullJob *self,
          FcFrame   *frame)
{
  if (self->exclusive)
    return FALSE;
  if (frame->kind == FC_FRAME_FACTS && self->base)
    return self->under_way < MAX_UNDER_WAY;
  return self->under_way == 0;
}

/* Takes the first frame; FALSE where it must wait. */
static gboolean
take_frame (FcPullJob *self)
{
  Decoded *decoded = g_queue_peek_head (&self->frames);

  if (decoded == NULL || !may_take (self, decoded->frame))
    return FALSE;
  if (self->heads != NULL && decoded->frame->kind != FC_FRAME_ENTITIES)
    {
      apply_entities (self);
      return FALSE;
    }
  if (!self->resumed && !self->way_made && decoded->frame->kind != FC_FRAME_HEADER &&
      decoded->frame->kind != FC_FRAME_ENTITIES)
    {
      make_way_for_sums (self);
      return FALSE;
    }
  g_queue_pop_head (&self->frames);
  switch (decoded->frame->kind)
    {
    case FC_FRAME_HEADER:
      take_header (self, decoded->frame);
      break;
    case FC_FRAME_ENTITIES:
      begun (self, FALSE);
      fc_replica_stage_async (self->replica, decoded->rows, staged_cb, hold (self));
      break;
    case FC_FRAME_ROLLUPS:
    case FC_FRAME_FACTS:
      take_batch (self, decoded->frame);
      break;
    case FC_FRAME_END:
    default:
      take_end (self);
    }
  self->done += decoded->frame->n;
  if (!is_stopped (self))
    self->watcher.progress (self->done, MAX (self->total, self->done), self->user_data);
  decoded_free (decoded);
  return !is_stopped (self);
}

/* --- reading and decoding --------------------------------------------------------------------------------------------------- */

typedef struct
{
  FcPullReader *reader; /* borrowed: one decoding at a time */
  GBytes *bytes;
} Decoding;

static void
decoding_free (Decoding *decoding)
{
  g_bytes_unref (decoding->bytes);
  g_free (decoding);
}

static void
decode (GTask        *task,
        gpointer      source,
        gpointer      task_data,
        GCancellable *cancellable)
{
  Decoding *decoding = task_data;
  g_autoptr (GPtrArray) frames = g_ptr_array_new_with_free_func ((GDestroyNotify) decoded_free);
  g_autoptr (GError) error = NULL;
  gsize size;
  const guint8 *data = g_bytes_get_data (decoding->bytes, &size);
  FcFrame *frame;

  fc_pull_reader_push (decoding->reader, data, size);
  while (error == NULL && (frame = fc_pull_reader_next (decoding->reader, &error)) != NULL)
    {
      Decoded *decoded = g_new0 (Decoded, 1);

      decoded->frame = frame;
      g_ptr_array_add (frames, decoded);
      if (frame->kind == FC_FRAME_ENTITIES)
        decoded->rows = fc_sync_page_rows (frame->updates);
    }
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_steal_pointer (&frames), (GDestroyNotify) g_ptr_array_unref);
}

static void
decoded_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  FcPullJob *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) frames = g_task_propagate_pointer (G_TASK (result), &error);

  self->decoding = FALSE;
  if (frames == NULL)
    end_with (self, error->code == FC_WIRE_ERROR_PROTOCOL && error->domain == FC_WIRE_ERROR ? FC_FAILURE_PROTOCOL
                                                                                            : FC_FAILURE_GARBAGE, error->message);
  while (frames != NULL && frames->len > 0)
    g_queue_push_tail (&self->frames, g_ptr_array_steal_index (frames, 0));
  pump (self);
  release (self);
}

static void
start_decoding (FcPullJob *self)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, decoded_cb, hold (self));
  Decoding *decoding = g_new0 (Decoding, 1);

  decoding->reader = self->reader;
  decoding->bytes = g_steal_pointer (&self->read);
  self->decoding = TRUE;
  g_task_set_task_data (task, decoding, (GDestroyNotify) decoding_free);
  g_task_run_in_thread (task, decode);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  FcPullJob *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  self->reading = FALSE;
  if (bytes == NULL)
    {
      g_autoptr (FcSyncFailure) failure = fc_hub_client_failure (self->client, error);

      end (self, failure);
    }
  else if (g_bytes_get_size (bytes) == 0)
    self->at_end = TRUE;
  else
    {
      self->transfer->down += g_bytes_get_size (bytes);
      self->read = g_steal_pointer (&bytes);
    }
  pump (self);
  release (self);
}

/* Whatever can go on, goes on. */
static void
pump (FcPullJob *self)
{
  if (is_stopped (self))
    return;
  while (take_frame (self))
    ;
  if (is_stopped (self))
    return;
  if (self->read != NULL && !self->decoding && g_queue_get_length (&self->frames) < MAX_QUEUED)
    start_decoding (self);
  if (self->read == NULL && !self->reading && !self->at_end)
    {
      self->reading = TRUE;
      g_input_stream_read_bytes_async (self->stream, READ_STEP, G_PRIORITY_DEFAULT, self->cancellable, read_cb, hold (self));
    }
  if (self->at_end && self->read == NULL && !self->decoding && !fc_pull_reader_is_complete (self->reader))
    end_with (self, FC_FAILURE_NETWORK,
              _ ("The connection to the server broke off. Fetching goes on from where it stopped."));
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  FcPullJob *self = user_data;
  g_autoptr (FcSyncFailure) failure = NULL;

  self->stream = fc_hub_client_open_finish (FC_HUB_CLIENT (source), result, &failure);
  if (self->stream != NULL)
    pump (self);
  else if (failure != NULL)
    end (self, failure);
  release (self);
}

/**
 * fc_pull_job_start:
 * @request: with a resume token, or for everything
 *
 * Returns: (transfer full): ends by itself after watcher.ended, which never comes from within this call; stop it before that
 */
FcPullJob *
fc_pull_job_start (FcHubClient         *client,
                   FcReplica           *replica,
                   const FcPullRequest *request,
                   const FcPullWatcher *watcher,
                   gpointer             user_data)
{
  FcPullJob *self = g_new0 (FcPullJob, 1);
  g_autoptr (GBytes) body = fc_pull_request_encode (request);

  self->refs = 1;
  self->transfer = fc_transfer_new (FC_TRANSFER_FIRST_PULL);
  self->transfer->up = g_bytes_get_size (body);
  self->replica = g_object_ref (replica);
  self->client = g_object_ref (client);
  self->watcher = *watcher;
  self->user_data = user_data;
  self->cancellable = g_cancellable_new ();
  self->epoch = request->epoch;
  self->resumed = request->resume != NULL;
  self->reader = fc_pull_reader_new ();
  g_queue_init (&self->frames);
  fc_hub_client_open_async (client, FC_WIRE_PATH_PULL, body, self->cancellable, opened_cb, hold (self));
  return self;
}

/**
 * fc_pull_job_stop:
 * @self: (transfer full):
 *
 * Lets go of the job, ended or not. What is with the replica's writer still gets written.
 */
void
fc_pull_job_stop (FcPullJob *self)
{
  self->watcher = (FcPullWatcher) { 0 };
  g_cancellable_cancel (self->cancellable);
  release (self);
}
