/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-blob-transfer-private.h"

/* One step of a transfer after the other, and what the disk or the hub answered to it. */

#define SHORT_STEP (300 * 1000) /* µs: the line bears more at once */
#define LONG_STEP  G_USEC_PER_SEC

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
  const FcSyncFailure *failure = answer->failure;
  const char *why = failure != NULL ? failure->message : NULL;

  if (answer->status == 401)
    {
      self->offset = -1;
      self->at_rest = FALSE;
      fc_blob_transfer_tell_expired (self);
    }
  else if (self->parting && (answer->status == 404 || answer->status == 403))
    fc_blob_transfer_give_up (self, why);
  else if (answer->status == 404 || answer->status == 403) /* somebody else of this office may be allowed to */
    fc_blob_transfer_leave (self);
  else if (answer->status == 400 || answer->status == 413)
    fc_blob_transfer_give_up (self, why);
  else if (answer->status == 409 && failure != NULL && g_strcmp0 (failure->code, "hash") == 0)
    fc_blob_transfer_spoilt (self);
  else
    fc_blob_transfer_back_off (self, failure != NULL ? failure->retry_after : 0);
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
  if (answer->status == 200 && !self->up)
    fc_blob_transfer_take_size (self, answer->length);
  else if (answer->status == 200 && answer->offset == fc_record_get_int (self->current, FC_ATTACHMENT_SIZE))
    fc_blob_transfer_complete (self);
  else if (answer->status == 200 && answer->offset >= 0)
    self->offset = answer->offset;
  else
    judge (self, answer);
  fc_blob_transfer_evaluate (self);
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
        fc_blob_transfer_complete (self);
    }
  else
    judge (self, answer);
  fc_blob_transfer_evaluate (self);
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
  fc_blob_transfer_give_up (self, error->message); /* the file is not what the record says */
  fc_blob_transfer_evaluate (self);
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
    fc_blob_transfer_complete (self);
  else if (length >= 0)
    self->offset = length;
  else if (g_error_matches (error, FC_BLOB_ERROR, FC_BLOB_ERROR_INVALID))
    fc_blob_transfer_give_up (self, error->message);
  else if (g_error_matches (error, FC_BLOB_ERROR, FC_BLOB_ERROR_DIFFERENT))
    fc_blob_transfer_spoilt (self);
  else
    fc_blob_transfer_back_off (self, 0);
  fc_blob_transfer_evaluate (self);
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
  fc_blob_transfer_evaluate (self);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FcRecord) tenant = NULL;
  g_autoptr (GPtrArray) records = fc_attachments_named_finish (FC_REPLICA (source), result, &tenant, &error);
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
  fc_blob_transfer_mind_logo (self, tenant);
  fc_blob_transfer_evaluate (self);
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
        fc_blob_transfer_tell (self, stock->here->pdata[i]);
      }
  self->busy = TRUE;
  fc_attachments_named_async (self->replica, unsent, self->cancellable, found_cb, g_object_ref (self));
}

/* What lies here and is not known to be at the hub. */
void
fc_blob_transfer_count (FcBlobTransfer *self)
{
  self->busy = TRUE;
  self->count_wanted = FALSE;
  fc_blob_count_async (self->folder, self->epoch, self->cancellable, counted_cb, g_object_ref (self));
}

void
fc_blob_transfer_go_on (FcBlobTransfer *self)
{
  gint64 left = fc_record_get_int (self->current, FC_ATTACHMENT_SIZE) - self->offset;
  gsize most = (gsize) MIN ((gint64) self->step, left);

  self->busy = TRUE;
  self->step_began = g_get_monotonic_time ();
  if (self->offset < 0 && (self->up || fc_record_get_int (self->current, FC_ATTACHMENT_SIZE) == 0))
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
