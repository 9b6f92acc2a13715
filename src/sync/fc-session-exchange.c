/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-session-private.h"

#include "fc-sync-page.h"

#include <glib/gi18n-lib.h>

/* One POST /api/v1/sync: encoded on a worker, sent from here, decoded on a worker. */

typedef struct
{
  GBytes *body;
  gboolean gzipped;
} Letter;

static void
letter_free (Letter *letter)
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
  g_task_return_pointer (task, letter, (GDestroyNotify) letter_free);
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
      fc_sync_engine_exchanged (self->engine, g_steal_pointer (&reading->reply), NULL);
    }
  else if (self != NULL)
    {
      gboolean other = g_error_matches (error, FC_WIRE_ERROR, FC_WIRE_ERROR_PROTOCOL);

      failure = fc_sync_failure_new (other ? FC_FAILURE_PROTOCOL : FC_FAILURE_GARBAGE, error->message);
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
      fc_sync_engine_exchanged (self->engine, NULL, answer != NULL ? answer->failure : gone);
      return;
    }
  task = g_task_new (NULL, NULL, reply_read_cb, fc_session_call_new (self));
  letter = g_new0 (Letter, 1);
  letter->body = g_steal_pointer (&answer->body);
  letter->gzipped = answer->gzipped;
  g_task_set_task_data (task, letter, (GDestroyNotify) letter_free);
  g_task_run_in_thread (task, read_reply);
}

static void
letter_written_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (FcSession) self = fc_session_call_end (user_data);
  Letter *letter = g_task_propagate_pointer (G_TASK (result), NULL);

  if (self != NULL)
    fc_hub_client_request_async (self->client, "POST", FC_WIRE_PATH_SYNC, letter->body, letter->gzipped, self->cancellable,
                                 answered_cb, fc_session_call_new (self));
  letter_free (letter);
}

/* @request: (transfer full): ends with fc_sync_engine_exchanged() */
void
fc_session_exchange (FcSession     *self,
                     FcSyncRequest *request)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, letter_written_cb, fc_session_call_new (self));

  request->device.platform = g_strdup (self->device.platform);
  request->device.version = g_strdup (self->device.version);
  request->device.model = g_strdup (self->device.model);
  request->device.app_version = g_strdup (self->device.app_version);
  g_task_set_task_data (task, request, (GDestroyNotify) fc_sync_request_free);
  g_task_run_in_thread (task, write_letter);
}
