/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-session-private.h"

#include "fc-sync-page.h"
#include "fc-transfer-log.h"

#include <glib/gi18n-lib.h>

/* One POST /api/v1/sync: encoded on a worker, sent from here, decoded on a worker. */

#define TRANSFER "fc-transfer" /* of the session: the one under way */

typedef FcSessionLetter Letter;

void
fc_session_letter_free (Letter *letter)
{
  g_bytes_unref (letter->body);
  g_free (letter);
}

typedef struct
{
  FcSyncReply *reply;
  GPtrArray *rows;
} Reading;

static void
reading_free (Reading *reading)
{
  g_clear_pointer (&reading->reply, fc_sync_reply_free);
  g_clear_pointer (&reading->rows, g_ptr_array_unref);
  g_free (reading);
}

static void
write_letter (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  Letter *letter = g_new0 (Letter, 1);

  letter->body = fc_sync_request_encode (task_data);
  if (g_bytes_get_size (letter->body) >= FC_WIRE_GZIP_FROM)
    {
      GBytes *zipped = fc_gzip (letter->body, 3);

      g_bytes_unref (letter->body);
      letter->body = zipped;
      letter->gzipped = TRUE;
    }
  g_task_return_pointer (task, letter, (GDestroyNotify) fc_session_letter_free);
}

/**
 * fc_session_write_letter_async:
 * @request: (transfer full): what is to be said to the hub
 *
 * Encodes and packs it on a worker. Ends with fc_session_write_letter_finish().
 */
void
fc_session_write_letter_async (FcSyncRequest       *request,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_task_data (task, request, (GDestroyNotify) fc_sync_request_free);
  g_task_run_in_thread (task, write_letter);
}

/* (transfer full) */
FcSessionLetter *
fc_session_write_letter_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

static void
read_reply (GTask        *task,
            gpointer      source,
            gpointer      task_data,
            GCancellable *cancellable)
{
  Letter *letter = task_data;
  Reading *reading = g_new0 (Reading, 1);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;

  body = letter->gzipped ? fc_gunzip (letter->body, FC_WIRE_MAX_BODY, &error) : g_bytes_ref (letter->body);
  if (body != NULL)
    reading->reply = fc_sync_reply_decode (body, &error);
  if (reading->reply != NULL)
    reading->rows = fc_sync_page_rows (reading->reply->updates);
  if (error == NULL)
    {
      g_task_return_pointer (task, reading, (GDestroyNotify) reading_free);
      return;
    }
  reading_free (reading);
  g_task_return_error (task, g_steal_pointer (&error));
}

/* --- the list of what went up and down -------------------------------------------------------------------------------------- */

static void
begin_transfer (FcSession *self,
                guint      n_ops)
{
  FcTransfer *transfer = fc_transfer_new (FC_TRANSFER_EXCHANGE);

  transfer->sent = n_ops;
  g_object_set_data_full (G_OBJECT (self), TRANSFER, transfer, g_object_unref);
}

static void
note_letter (FcSession    *self,
             const Letter *letter,
             gboolean      up)
{
  FcTransfer *transfer = g_object_get_data (G_OBJECT (self), TRANSFER);

  if (transfer != NULL)
    *(up ? &transfer->up : &transfer->down) = g_bytes_get_size (letter->body);
}

/* @reply: (nullable) */
static void
end_transfer (FcSession         *self,
              const FcSyncReply *reply,
              const char        *failure)
{
  g_autoptr (FcTransfer) transfer = g_object_steal_data (G_OBJECT (self), TRANSFER);

  if (transfer == NULL)
    return;
  for (guint i = 0; reply != NULL && i < reply->results->len; i++)
    transfer->refused += ((FcWireResult *) g_ptr_array_index (reply->results, i))->status >= FC_RESULT_REJECTED;
  for (guint i = 0; reply != NULL && i < reply->facts->len; i++)
    transfer->received += ((FcFactBatch *) g_ptr_array_index (reply->facts, i))->n;
  if (reply != NULL)
    transfer->received += reply->updates->len;
  fc_transfer_end (transfer, self->replica, failure);
}

/* ----------------------------------------------------------------------------------------------------------------------------- */

static void
reply_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (FcSession) self = fc_session_call_end (user_data);
  g_autoptr (GError) error = NULL;
  Reading *reading = g_task_propagate_pointer (G_TASK (result), &error);
  g_autoptr (FcSyncFailure) failure = NULL;

  if (self != NULL && reading != NULL)
    {
      g_clear_pointer (&self->rows, g_ptr_array_unref);
      self->rows = g_steal_pointer (&reading->rows);
      end_transfer (self, reading->reply, NULL);
      fc_sync_engine_exchanged (self->engine, g_steal_pointer (&reading->reply), NULL);
    }
  else if (self != NULL)
    {
      gboolean other = g_error_matches (error, FC_WIRE_ERROR, FC_WIRE_ERROR_PROTOCOL);
      /* Translators: %s is a sentence: what is wrong with it */
      g_autofree char *unread = g_strdup_printf (_ ("The server’s answer cannot be read. %s"), error->message);

      failure = fc_sync_failure_new (other ? FC_FAILURE_PROTOCOL : FC_FAILURE_GARBAGE, other ? error->message : unread);
      end_transfer (self, NULL, failure->message);
      fc_sync_engine_exchanged (self->engine, NULL, failure);
    }
  g_clear_pointer (&reading, reading_free);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (FcSession) self = fc_session_call_end (user_data);
  g_autoptr (FcHubAnswer) answer = fc_hub_client_request_finish (FC_HUB_CLIENT (source), result);
  g_autoptr (FcSyncFailure) gone = NULL;
  g_autoptr (GTask) task = NULL;
  Letter *letter;

  if (self == NULL)
    return;
  if (answer == NULL || answer->failure != NULL)
    {
      if (answer != NULL)
        fc_session_heed (self, answer->failure);
      gone = answer == NULL ? fc_sync_failure_new (FC_FAILURE_NETWORK, _ ("The request was cancelled.")) : NULL;
      end_transfer (self, NULL, answer != NULL ? answer->failure->message : gone->message);
      fc_sync_engine_exchanged (self->engine, NULL, answer != NULL ? answer->failure : gone);
      return;
    }
  task = g_task_new (NULL, NULL, reply_read_cb, fc_session_call_new (self));
  letter = g_new0 (Letter, 1);
  letter->body = g_steal_pointer (&answer->body);
  letter->gzipped = answer->gzipped;
  note_letter (self, letter, FALSE);
  g_task_set_task_data (task, letter, (GDestroyNotify) fc_session_letter_free);
  g_task_run_in_thread (task, read_reply);
}

static void
letter_written_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (FcSession) self = fc_session_call_end (user_data);
  g_autoptr (FcSessionLetter) letter = fc_session_write_letter_finish (result);

  if (self != NULL)
    {
      note_letter (self, letter, TRUE);
      fc_hub_client_request_async (self->client, "POST", FC_WIRE_PATH_SYNC, letter->body, letter->gzipped, self->cancellable,
                                   answered_cb, fc_session_call_new (self));
    }
}

/* @request: (transfer full): ends with fc_sync_engine_exchanged() */
void
fc_session_exchange (FcSession     *self,
                     FcSyncRequest *request)
{
  begin_transfer (self, request->ops->len);
  request->device.platform = g_strdup (self->device.platform);
  request->device.version = g_strdup (self->device.version);
  request->device.model = g_strdup (self->device.model);
  request->device.app_version = g_strdup (self->device.app_version);
  fc_session_write_letter_async (request, letter_written_cb, fc_session_call_new (self));
}
