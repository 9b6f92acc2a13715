/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-blob-transfer-private.h"

#define FIRST_STEP  (256 * 1024)
#define MOST_WANTED 200 /* nobody looks at more at once */

G_DEFINE_FINAL_TYPE (FcBlobTransfer, fc_blob_transfer, G_TYPE_OBJECT)

enum { CHANGED, EXPIRED, SETTLED, N_SIGNALS };

static guint signals[N_SIGNALS];

void
fc_blob_transfer_tell (FcBlobTransfer *self,
                       const char     *sha256)
{
  g_signal_emit (self, signals[CHANGED], 0, sha256);
}

void
fc_blob_transfer_tell_expired (FcBlobTransfer *self)
{
  g_signal_emit (self, signals[EXPIRED], 0);
}

/* --- what is to do -------------------------------------------------------------------------------------------------------- */

static gboolean
is_here (FcBlobTransfer *self,
         FcRecord       *attachment)
{
  const FcBlobSpec spec = fc_blob_spec_of (attachment);

  return spec.size > 0 && fc_blob_folder_length (self->folder, &spec) == spec.size;
}

static gboolean
is_among (GPtrArray  *records,
          const char *sha256)
{
  for (guint i = 0; i < records->len; i++)
    if (g_strcmp0 (fc_blob_transfer_name_of (records->pdata[i]), sha256) == 0)
      return TRUE;
  return FALSE;
}

/* FALSE: it is here, or asked for, or it has been in vain. */
gboolean
fc_blob_transfer_add_wish (FcBlobTransfer *self,
                           FcRecord       *attachment)
{
  const char *name = fc_blob_transfer_name_of (attachment);

  if (is_here (self, attachment) || is_among (self->wanted, name)
      || is_among (self->later, name)
      || (self->current != NULL && g_strcmp0 (fc_blob_transfer_name_of (self->current), name) == 0)
      || g_hash_table_contains (self->refused, name))
    return FALSE;
  g_ptr_array_add (self->wanted, g_object_ref (attachment));
  if (self->wanted->len > MOST_WANTED)
    g_ptr_array_remove_index (self->wanted, 0);
  return TRUE;
}

/* Whoever looks at something waits for it: what comes goes before what is sent. */
static void
choose (FcBlobTransfer *self)
{
  if (self->parting)
    g_ptr_array_set_size (self->wanted, 0);
  if (self->parting && self->current != NULL && !self->up)
    fc_blob_transfer_put_down (self);
  if (self->current != NULL && self->up && self->wanted->len > 0)
    {
      g_ptr_array_insert (self->to_send, 0, g_object_ref (self->current));
      fc_blob_transfer_put_down (self);
    }
  while (self->current == NULL && self->wanted->len > 0)
    {
      g_autoptr (FcRecord) next = g_ptr_array_steal_index (self->wanted, self->wanted->len - 1);

      if (!is_here (self, next))
        fc_blob_transfer_take_up (self, g_steal_pointer (&next), FALSE);
    }
  while (self->current == NULL && self->to_send->len > 0)
    {
      g_autoptr (FcRecord) next = g_ptr_array_steal_index (self->to_send, 0);

      if (!g_hash_table_contains (self->at_hub, fc_blob_transfer_name_of (next)))
        fc_blob_transfer_take_up (self, g_steal_pointer (&next), TRUE);
    }
}

/* The one place that decides; looks at what is, not at what happened. */
void
fc_blob_transfer_evaluate (FcBlobTransfer *self)
{
  if (self->busy || self->retry != 0 || self->client == NULL || !self->at_rest)
    return;
  if (self->count_wanted)
    {
      fc_blob_transfer_count (self);
      return;
    }
  choose (self);
  if (self->current != NULL)
    fc_blob_transfer_go_on (self);
  else
    g_signal_emit (self, signals[SETTLED], 0);
}

static void
rows_changed_cb (FcReplica       *replica,
                 const FcChanges *changes,
                 FcBlobTransfer  *self)
{
  if (!fc_changes_touch (changes, FC_ATTACHMENT) && !fc_changes_touch (changes, FC_TENANT))
    return;
  self->count_wanted = TRUE;
  fc_blob_transfer_evaluate (self);
}

/* Another person may bring what this one may not. */
static void
actor_changed_cb (FcReplica      *replica,
                  FcBlobTransfer *self)
{
  self->count_wanted = TRUE;
  fc_blob_transfer_evaluate (self);
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
  g_ptr_array_unref (self->given_up);
  g_hash_table_unref (self->spoilt);
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
  signals[SETTLED] =
    g_signal_new ("settled", FC_TYPE_BLOB_TRANSFER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fc_blob_transfer_init (FcBlobTransfer *self)
{
  self->cancellable = g_cancellable_new ();
  self->refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->to_send = g_ptr_array_new_with_free_func (g_object_unref);
  self->wanted = g_ptr_array_new_with_free_func (g_object_unref);
  self->later = g_ptr_array_new_with_free_func (g_object_unref);
  self->given_up = g_ptr_array_new_with_free_func (g_object_unref);
  self->spoilt = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
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
  g_signal_connect_object (replica, "actor-changed", G_CALLBACK (actor_changed_cb), self, 0);
  return self;
}

/* Forgets what was given up, so that it is tried again. */
static void
forget_refusals (FcBlobTransfer *self)
{
  g_hash_table_remove_all (self->refused);
  g_hash_table_remove_all (self->spoilt);
  while (self->given_up->len > 0)
    {
      FcRecord *attachment = g_ptr_array_steal_index_fast (self->given_up, self->given_up->len - 1);

      g_ptr_array_insert (self->wanted, 0, attachment);
      fc_blob_transfer_tell (self, fc_blob_transfer_name_of (attachment));
    }
}

/**
 * fc_blob_transfer_retry:
 *
 * A person does not want to wait: no back-off, and what was given up has another go.
 */
void
fc_blob_transfer_retry (FcBlobTransfer *self)
{
  forget_refusals (self);
  g_clear_handle_id (&self->retry, g_source_remove);
  self->failures = 0;
  self->looks = 0;
  self->count_wanted = TRUE;
  fc_blob_transfer_evaluate (self);
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
      fc_blob_transfer_put_down (self);
      forget_refusals (self);
    }
  self->at_rest = at_rest;
  fc_blob_transfer_evaluate (self);
}

/**
 * fc_blob_transfer_part:
 *
 * The copy here is to go. Nothing is fetched any more; what is here is sent, and what the hub does not take now is given up.
 */
void
fc_blob_transfer_part (FcBlobTransfer *self)
{
  if (self->parting)
    return;
  self->parting = TRUE;
  self->count_wanted = TRUE;
  fc_blob_transfer_evaluate (self);
}

/**
 * fc_blob_transfer_is_settled:
 *
 * Returns: whether all that lies here and can be sent has been
 */
gboolean
fc_blob_transfer_is_settled (FcBlobTransfer *self)
{
  return self->at_hub != NULL && !self->count_wanted && !self->busy && self->retry == 0 && self->to_send->len == 0 &&
         (self->current == NULL || !self->up);
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

  if (fc_blob_spec_check (&spec, NULL) && fc_blob_transfer_add_wish (self, attachment))
    fc_blob_transfer_evaluate (self);
}

static FcBlobState
state_of_absent (FcBlobTransfer *self,
                 const char     *sha256)
{
  if (is_among (self->given_up, sha256))
    return FC_BLOB_SPOILT;
  return is_among (self->wanted, sha256) || is_among (self->later, sha256) ? FC_BLOB_COMING : FC_BLOB_AWAY;
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

  if (self->current != NULL && g_strcmp0 (fc_blob_transfer_name_of (self->current), sha256) == 0)
    return self->up ? FC_BLOB_SENDING : FC_BLOB_COMING;
  if (path == NULL || !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return state_of_absent (self, sha256);
  if (!fc_replica_has_hub (self->replica) || (self->at_hub != NULL && g_hash_table_contains (self->at_hub, sha256)))
    return FC_BLOB_HERE;
  return g_hash_table_contains (self->refused, sha256) ? FC_BLOB_REFUSED : FC_BLOB_ONLY_HERE;
}
