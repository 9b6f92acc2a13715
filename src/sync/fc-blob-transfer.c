/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-blob-transfer.h"

#include "fc-attachments.h"
#include "fc-blob-steps.h"

#define FIRST_STEP   (256 * 1024)
#define SHORT_STEP   (300 * 1000)  /* µs: the line bears more at once */
#define LONG_STEP    G_USEC_PER_SEC
#define MOST_WANTED  200           /* nobody looks at more at once */
#define BACK_OFF_CAP 300           /* s */
#define MOST_CLASHES 4             /* the file here is not what its name says */
#define LOOK_AGAIN   2             /* s, then twice as long each time: for what the hub did not know yet */
#define LOOK_SELDOM  60

struct _FcBlobTransfer
{
  GObject parent_instance;

  FcReplica *replica;
  char *folder;
  FcHubClient *client;     /* (nullable) */
  gint64 epoch;
  gboolean at_rest;        /* the engine has nothing to say just now */
  GCancellable *cancellable;

  gboolean count_wanted;
  GHashTable *at_hub;      /* (nullable): names; NULL: not counted yet */
  GHashTable *refused;     /* names that this hub does not take or give */
  GPtrArray *to_send;      /* FcRecord, oldest first */
  GPtrArray *wanted;       /* FcRecord, the newest wish last */
  GPtrArray *later;        /* FcRecord: wanted, but not at the hub yet */

  FcRecord *current;       /* (nullable): under way */
  gboolean up;
  gint64 offset;           /* of current's next bytes, -1 not known */
  gboolean busy;           /* a step is under way */
  gint64 step_began;       /* monotonic µs */
  gsize step;              /* bytes */

  guint failures;          /* in a row */
  guint retry;             /* source: nothing happens before */
  guint look_again;        /* source */
  guint looks;             /* in vain, in a row */
};

G_DEFINE_FINAL_TYPE (FcBlobTransfer, fc_blob_transfer, G_TYPE_OBJECT)

enum { CHANGED, EXPIRED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void evaluate (FcBlobTransfer *self);

static const char *
name_of (FcRecord *attachment)
{
  return fc_record_get_text (attachment, FC_ATTACHMENT_SHA256);
}

static void
tell (FcBlobTransfer *self,
      const char     *sha256)
{
  g_signal_emit (self, signals[CHANGED], 0, sha256);
}

/* --- what is under way ---------------------------------------------------------------------------------------------------- */

static void
put_down (FcBlobTransfer *self)
{
  g_autoptr (FcRecord) was = g_steal_pointer (&self->current);

  self->offset = -1;
  if (was != NULL)
    tell (self, name_of (was));
}

static void
take_up (FcBlobTransfer *self,
         FcRecord       *attachment, /* (transfer full) */
         gboolean        up)
{
  self->current = attachment;
  self->up = up;
  self->offset = -1;
  tell (self, name_of (attachment));
}

static gboolean
retry_cb (gpointer user_data)
{
  FcBlobTransfer *self = user_data;

  self->retry = 0;
  evaluate (self);
  return G_SOURCE_REMOVE;
}

static gboolean
look_again_cb (gpointer user_data)
{
  FcBlobTransfer *self = user_data;

  self->look_again = 0;
  self->count_wanted = TRUE;
  while (self->later->len > 0)
    g_ptr_array_insert (self->wanted, 0, g_ptr_array_steal_index_fast (self->later, self->later->len - 1));
  evaluate (self);
  return G_SOURCE_REMOVE;
}

/* Full jitter, for ever: what cannot be sent today is sent tomorrow. */
static void
back_off (FcBlobTransfer *self,
          gint64          retry_after)
{
  guint ceiling = MIN (BACK_OFF_CAP, 1u << MIN (self->failures, 10)) * 1000;
  guint delay = MAX ((guint) g_random_int_range (100, (gint32) ceiling), (guint) retry_after * 1000);

  self->failures++;
  self->offset = -1;
  if (self->retry == 0)
    self->retry = g_timeout_add (delay, retry_cb, self);
}

/* The hub does not know the record yet, or has not got the bytes: later perhaps. */
static void
leave_for_later (FcBlobTransfer *self)
{
  if (!self->up)
    g_ptr_array_add (self->later, g_object_ref (self->current));
  put_down (self);
  if (self->look_again != 0)
    return;
  self->look_again =
    g_timeout_add_seconds (MIN (LOOK_AGAIN << MIN (self->looks, 6), LOOK_SELDOM), look_again_cb, self);
  self->looks++;
}

static void
give_up (FcBlobTransfer *self)
{
  g_hash_table_add (self->refused, g_strdup (name_of (self->current)));
  put_down (self);
}

static void
complete (FcBlobTransfer *self)
{
  g_hash_table_add (self->at_hub, g_strdup (name_of (self->current)));
  fc_blob_note_async (self->folder, self->epoch, name_of (self->current));
  self->looks = 0;
  put_down (self);
}

/* --- answers ------------------------------------------------------------------------------------------------------------- */

/* An answer may come when nobody waits for it any more: NULL. */
static FcBlobTransfer *
end_step (gpointer      user_data,
          gboolean      cancelled)
{
  FcBlobTransfer *self = user_data;

  if (cancelled)
    {
      g_object_unref (self);
      return NULL;
    }
  self->busy = FALSE;
  return self;
}

static void
fit_step (FcBlobTransfer *self)
{
  gint64 took = g_get_monotonic_time () - self->step_began;

  if (took < SHORT_STEP)
    self->step = MIN (self->step * 2, FC_BLOB_MOST_STEP);
  else if (took > LONG_STEP)
    self->step = MAX (self->step / 2, FC_BLOB_LEAST_STEP);
}

/* What an answer that is none of those hoped for means for the transfer. */
static void
judge (FcBlobTransfer    *self,
       const FcHubAnswer *answer)
{
  if (answer->status == 401)
    {
      self->offset = -1;
      self->at_rest = FALSE;
      g_signal_emit (self, signals[EXPIRED], 0);
    }
  else if (answer->status == 404 || answer->status == 403) /* somebody else of this office may be allowed to */
    leave_for_later (self);
  else if (answer->status == 400 || answer->status == 413 || (answer->status == 409 && self->failures > MOST_CLASHES))
    give_up (self);
  else
    back_off (self, answer->failure != NULL ? answer->failure->retry_after : 0);
}

static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (FcHubAnswer) answer = fc_hub_client_request_finish (FC_HUB_CLIENT (source), result);
  g_autoptr (FcBlobTransfer) self = end_step (user_data, answer == NULL);

  if (self == NULL)
    return;
  if (answer->status == 200 && answer->offset == fc_record_get_int (self->current, FC_ATTACHMENT_SIZE))
    complete (self);
  else if (answer->status == 200 && answer->offset >= 0)
    self->offset = answer->offset;
  else
    judge (self, answer);
  evaluate (self);
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (FcHubAnswer) answer = fc_hub_client_request_finish (FC_HUB_CLIENT (source), result);
  g_autoptr (FcBlobTransfer) self = end_step (user_data, answer == NULL);

  if (self == NULL)
    return;
  if (answer->status == 204 && answer->offset > self->offset)
    {
      self->failures = 0;
      fit_step (self);
      self->offset = answer->offset;
      if (self->offset >= fc_record_get_int (self->current, FC_ATTACHMENT_SIZE))
        complete (self);
    }
  else
    judge (self, answer);
  evaluate (self);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (FcBlobTransfer) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fc_blob_read_finish (result, &error);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;
  if (bytes != NULL)
    {
      self->step_began = g_get_monotonic_time ();
      fc_blob_send_async (self->client, self->current, self->offset, bytes, self->cancellable, sent_cb,
                          g_object_ref (self));
      return;
    }
  self->busy = FALSE;
  give_up (self); /* the file is not what the record says */
  evaluate (self);
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gint64 length = fc_blob_append_finish (result, &error);
  g_autoptr (FcBlobTransfer) self =
    end_step (user_data, g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))));

  if (self == NULL)
    return;
  if (length == fc_record_get_int (self->current, FC_ATTACHMENT_SIZE))
    complete (self);
  else if (length >= 0)
    self->offset = length;
  else if (g_error_matches (error, FC_BLOB_ERROR, FC_BLOB_ERROR_INVALID))
    give_up (self);
  else
    back_off (self, 0);
  evaluate (self);
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (FcHubAnswer) answer = fc_hub_client_request_finish (FC_HUB_CLIENT (source), result);
  g_autoptr (FcBlobTransfer) self = end_step (user_data, answer == NULL);

  if (self == NULL)
    return;
  if (answer->failure == NULL && answer->body != NULL && g_bytes_get_size (answer->body) > 0)
    {
      self->failures = 0;
      fit_step (self);
      self->busy = TRUE;
      fc_blob_append_async (self->folder, self->current, self->offset, answer->body, self->cancellable, kept_cb,
                            g_object_ref (self));
      return;
    }
  judge (self, answer);
  evaluate (self);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = fc_attachments_named_finish (FC_REPLICA (source), result, &error);
  g_autoptr (FcBlobTransfer) self = end_step (user_data, g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));

  if (self == NULL)
    return;
  g_ptr_array_set_size (self->to_send, 0);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      const FcBlobSpec spec = fc_blob_spec_of (records->pdata[i]);

      if (fc_blob_spec_check (&spec, NULL))
        g_ptr_array_add (self->to_send, g_object_ref (records->pdata[i]));
    }
  evaluate (self);
}

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (FcBlobStock) stock = fc_blob_count_finish (result);
  g_autoptr (FcBlobTransfer) self = end_step (user_data, stock == NULL);
  g_autoptr (GPtrArray) unsent = g_ptr_array_new ();

  if (self == NULL)
    return;
  if (self->at_hub == NULL)
    self->at_hub = g_hash_table_ref (stock->at_hub);
  for (guint i = 0; i < stock->here->len; i++)
    if (!g_hash_table_contains (self->at_hub, stock->here->pdata[i]) &&
        !g_hash_table_contains (self->refused, stock->here->pdata[i]))
      {
        g_ptr_array_add (unsent, stock->here->pdata[i]);
        tell (self, stock->here->pdata[i]);
      }
  self->busy = TRUE;
  fc_attachments_named_async (self->replica, unsent, self->cancellable, found_cb, g_object_ref (self));
}

/* --- what is to do -------------------------------------------------------------------------------------------------------- */

static gboolean
is_here (FcBlobTransfer *self,
         FcRecord       *attachment)
{
  const FcBlobSpec spec = fc_blob_spec_of (attachment);

  return fc_blob_folder_length (self->folder, &spec) == spec.size;
}

/* Whoever looks at something waits for it: what comes goes before what is sent. */
static void
choose (FcBlobTransfer *self)
{
  if (self->current != NULL && self->up && self->wanted->len > 0)
    {
      g_ptr_array_insert (self->to_send, 0, g_object_ref (self->current));
      put_down (self);
    }
  while (self->current == NULL && self->wanted->len > 0)
    {
      g_autoptr (FcRecord) next = g_ptr_array_steal_index (self->wanted, self->wanted->len - 1);

      if (!is_here (self, next))
        take_up (self, g_steal_pointer (&next), FALSE);
    }
  while (self->current == NULL && self->to_send->len > 0)
    {
      g_autoptr (FcRecord) next = g_ptr_array_steal_index (self->to_send, 0);

      if (!g_hash_table_contains (self->at_hub, name_of (next)))
        take_up (self, g_steal_pointer (&next), TRUE);
    }
}

static void
go_on (FcBlobTransfer *self)
{
  gint64 left = fc_record_get_int (self->current, FC_ATTACHMENT_SIZE) - self->offset;
  gsize most = (gsize) MIN ((gint64) self->step, left);

  self->busy = TRUE;
  self->step_began = g_get_monotonic_time ();
  if (self->up && self->offset < 0)
    fc_blob_ask_hub_async (self->client, self->current, self->cancellable, asked_cb, g_object_ref (self));
  else if (self->up)
    fc_blob_read_async (self->folder, self->current, self->offset, most, self->cancellable, read_cb,
                        g_object_ref (self));
  else if (self->offset < 0)
    fc_blob_append_async (self->folder, self->current, 0, NULL, self->cancellable, kept_cb, g_object_ref (self));
  else
    fc_blob_fetch_async (self->client, self->current, self->offset, most, self->cancellable, fetched_cb,
                         g_object_ref (self));
}

/* The one place that decides; looks at what is, not at what happened. */
static void
evaluate (FcBlobTransfer *self)
{
  if (self->busy || self->retry != 0 || self->client == NULL || !self->at_rest)
    return;
  if (self->count_wanted)
    {
      self->busy = TRUE;
      self->count_wanted = FALSE;
      fc_blob_count_async (self->folder, self->epoch, self->cancellable, counted_cb, g_object_ref (self));
      return;
    }
  choose (self);
  if (self->current != NULL)
    go_on (self);
}

static void
rows_changed_cb (FcReplica       *replica,
                 const FcChanges *changes,
                 FcBlobTransfer  *self)
{
  if (!fc_changes_touch (changes, FC_ATTACHMENT))
    return;
  self->count_wanted = TRUE;
  evaluate (self);
}

/* --- life ----------------------------------------------------------------------------------------------------------------- */

/* Ends all that could call back. */
static void
let_go (FcBlobTransfer *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->retry, g_source_remove);
  g_clear_handle_id (&self->look_again, g_source_remove);
  g_clear_object (&self->client);
  self->busy = FALSE;
}

static void
fc_blob_transfer_dispose (GObject *object)
{
  FcBlobTransfer *self = FC_BLOB_TRANSFER (object);

  if (self->cancellable != NULL)
    let_go (self);
  g_clear_object (&self->current);
  G_OBJECT_CLASS (fc_blob_transfer_parent_class)->dispose (object);
}

static void
fc_blob_transfer_finalize (GObject *object)
{
  FcBlobTransfer *self = FC_BLOB_TRANSFER (object);

  g_clear_object (&self->replica);
  g_clear_pointer (&self->at_hub, g_hash_table_unref);
  g_hash_table_unref (self->refused);
  g_ptr_array_unref (self->to_send);
  g_ptr_array_unref (self->wanted);
  g_ptr_array_unref (self->later);
  g_free (self->folder);
  G_OBJECT_CLASS (fc_blob_transfer_parent_class)->finalize (object);
}

static void
fc_blob_transfer_class_init (FcBlobTransferClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fc_blob_transfer_dispose;
  object_class->finalize = fc_blob_transfer_finalize;
  signals[CHANGED] = g_signal_new ("changed", FC_TYPE_BLOB_TRANSFER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                   1, G_TYPE_STRING);
  signals[EXPIRED] =
    g_signal_new ("expired", FC_TYPE_BLOB_TRANSFER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fc_blob_transfer_init (FcBlobTransfer *self)
{
  self->cancellable = g_cancellable_new ();
  self->refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->to_send = g_ptr_array_new_with_free_func (g_object_unref);
  self->wanted = g_ptr_array_new_with_free_func (g_object_unref);
  self->later = g_ptr_array_new_with_free_func (g_object_unref);
  self->offset = -1;
  self->step = FIRST_STEP;
}

/**
 * fc_blob_transfer_new:
 *
 * Returns: (transfer full): without a hub; blobs lie in the replica's folder
 */
FcBlobTransfer *
fc_blob_transfer_new (FcReplica *replica)
{
  FcBlobTransfer *self = g_object_new (FC_TYPE_BLOB_TRANSFER, NULL);

  self->replica = g_object_ref (replica);
  self->folder = g_build_filename (g_file_peek_path (fc_replica_get_folder (replica)), "blobs", NULL);
  g_signal_connect_object (replica, "changed", G_CALLBACK (rows_changed_cb), self, 0);
  return self;
}

/**
 * fc_blob_transfer_set_hub:
 * @client: (nullable): signed in
 * @epoch: of the hub: another one may have lost what it had
 * @at_rest: nothing of more weight is to be said to it just now
 */
void
fc_blob_transfer_set_hub (FcBlobTransfer *self,
                          FcHubClient    *client,
                          gint64          epoch,
                          gboolean        at_rest)
{
  if (client != self->client || epoch != self->epoch)
    {
      let_go (self);
      self->cancellable = g_cancellable_new ();
      g_set_object (&self->client, client);
      self->epoch = epoch;
      self->count_wanted = TRUE;
      self->failures = 0;
      g_clear_pointer (&self->at_hub, g_hash_table_unref);
      g_hash_table_remove_all (self->refused);
      put_down (self);
    }
  self->at_rest = at_rest;
  evaluate (self);
}

static gboolean
is_among (GPtrArray  *records,
          const char *sha256)
{
  for (guint i = 0; i < records->len; i++)
    if (g_strcmp0 (name_of (records->pdata[i]), sha256) == 0)
      return TRUE;
  return FALSE;
}

/**
 * fc_blob_transfer_want:
 *
 * Somebody looks at it: where it is not here, it comes as soon as may be, the last wish first.
 */
void
fc_blob_transfer_want (FcBlobTransfer *self,
                       FcRecord       *attachment)
{
  const FcBlobSpec spec = fc_blob_spec_of (attachment);

  if (!fc_blob_spec_check (&spec, NULL) || is_here (self, attachment) || is_among (self->wanted, spec.sha256)
      || is_among (self->later, spec.sha256)
      || (self->current != NULL && g_strcmp0 (name_of (self->current), spec.sha256) == 0)
      || g_hash_table_contains (self->refused, spec.sha256))
    return;
  g_ptr_array_add (self->wanted, g_object_ref (attachment));
  if (self->wanted->len > MOST_WANTED)
    g_ptr_array_remove_index (self->wanted, 0);
  evaluate (self);
}

/**
 * fc_blob_transfer_get_state:
 * @sha256: (nullable):
 */
FcBlobState
fc_blob_transfer_get_state (FcBlobTransfer *self,
                            const char     *sha256)
{
  g_autofree char *path = fc_blob_is_name (sha256) ? fc_blob_folder_path (self->folder, sha256) : NULL;

  if (self->current != NULL && g_strcmp0 (name_of (self->current), sha256) == 0)
    return self->up ? FC_BLOB_SENDING : FC_BLOB_COMING;
  if (path == NULL || !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return is_among (self->wanted, sha256) || is_among (self->later, sha256) ? FC_BLOB_COMING : FC_BLOB_AWAY;
  if (!fc_replica_has_hub (self->replica) || (self->at_hub != NULL && g_hash_table_contains (self->at_hub, sha256)))
    return FC_BLOB_HERE;
  return g_hash_table_contains (self->refused, sha256) ? FC_BLOB_REFUSED : FC_BLOB_ONLY_HERE;
}
