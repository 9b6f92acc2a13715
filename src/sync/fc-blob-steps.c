/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-blob-steps.h"

#include "fc-hub-client-private.h"
#include "fc-wire.h"

#include <stdio.h>

/* Of one step on the disk. */
typedef struct
{
  char *folder;
  FcRecord *attachment; /* (nullable) */
  gint64 epoch;
  gint64 offset;
  gsize most;
  GBytes *bytes;        /* (nullable) */
  char *sha256;         /* (nullable) */
} Step;

static void
step_free (Step *step)
{
  g_free (step->folder);
  g_clear_object (&step->attachment);
  g_clear_pointer (&step->bytes, g_bytes_unref);
  g_free (step->sha256);
  g_free (step);
}

static Step *
step_new (const char *folder,
          FcRecord   *attachment,
          gint64      offset)
{
  Step *step = g_new0 (Step, 1);

  step->folder = g_strdup (folder);
  step->attachment = attachment != NULL ? g_object_ref (attachment) : NULL;
  step->offset = offset;
  return step;
}

static void
run_step (Step                *step,
          GTaskThreadFunc      func,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_task_data (task, step, (GDestroyNotify) step_free);
  g_task_run_in_thread (task, func);
}

/* (transfer none): what the record says of its content; lives as long as the record stays as it is */
FcBlobSpec
fc_blob_spec_of (FcRecord *attachment)
{
  return (FcBlobSpec){ fc_record_get_text (attachment, FC_ATTACHMENT_SHA256),
                       fc_record_get_text (attachment, FC_ATTACHMENT_MEDIA_TYPE),
                       fc_record_get_int (attachment, FC_ATTACHMENT_SIZE) };
}

/* --- what there is ------------------------------------------------------------------------------------------------------ */

void
fc_blob_stock_free (FcBlobStock *self)
{
  g_ptr_array_unref (self->here);
  g_hash_table_unref (self->at_hub);
  g_free (self);
}

/* FOLDER/at-hub: a line with the hub's epoch, then the names it has. A restored hub may have lost any of them. */
static char *
list_path (const char *folder)
{
  return g_build_filename (folder, "at-hub", NULL);
}

static gboolean
is_of_epoch (const char *line,
             gint64      epoch)
{
  return line != NULL && g_ascii_strtoll (line, NULL, 10) == epoch;
}

static void
count (GTask        *task,
       gpointer      source,
       gpointer      task_data,
       GCancellable *cancellable)
{
  const Step *step = task_data;
  FcBlobStock *stock = g_new0 (FcBlobStock, 1);
  g_autofree char *path = list_path (step->folder);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  stock->here = fc_blob_folder_list (step->folder);
  stock->at_hub = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (g_file_get_contents (path, &text, NULL, NULL))
    lines = g_strsplit (text, "\n", -1);
  if (lines != NULL && is_of_epoch (lines[0], step->epoch))
    for (char **line = lines + 1; *line != NULL; line++)
      if (fc_blob_is_name (*line))
        g_hash_table_add (stock->at_hub, g_strdup (*line));
  g_task_return_pointer (task, stock, (GDestroyNotify) fc_blob_stock_free);
}

void
fc_blob_count_async (const char         *folder,
                     gint64              epoch,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  Step *step = step_new (folder, NULL, 0);

  step->epoch = epoch;
  run_step (step, count, cancellable, callback, user_data);
}

/* (transfer full) (nullable): NULL when it was cancelled */
FcBlobStock *
fc_blob_count_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

static void
note (GTask        *task,
      gpointer      source,
      gpointer      task_data,
      GCancellable *cancellable)
{
  static GMutex one_at_a_time;
  const Step *step = task_data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&one_at_a_time);
  g_autofree char *path = list_path (step->folder);
  char first[32] = "";
  FILE *file = fopen (path, "r");
  gboolean same = file != NULL && fgets (first, sizeof first, file) != NULL && is_of_epoch (first, step->epoch);

  g_clear_pointer (&file, fclose);
  file = fopen (path, same ? "a" : "w");
  if (file != NULL && !same)
    fprintf (file, "%" G_GINT64_FORMAT "\n", step->epoch);
  if (file != NULL)
    fprintf (file, "%s\n", step->sha256);
  g_clear_pointer (&file, fclose);
  g_task_return_boolean (task, TRUE);
}

/* Remembers that the hub has it. Nothing waits for that, and nothing is lost where it fails. */
void
fc_blob_note_async (const char *folder,
                    gint64      epoch,
                    const char *sha256)
{
  Step *step = step_new (folder, NULL, 0);

  step->epoch = epoch;
  step->sha256 = g_strdup (sha256);
  run_step (step, note, NULL, NULL, NULL);
}

/* --- bytes -------------------------------------------------------------------------------------------------------------- */

static void
read_bytes (GTask        *task,
            gpointer      source,
            gpointer      task_data,
            GCancellable *cancellable)
{
  const Step *step = task_data;
  const FcBlobSpec spec = fc_blob_spec_of (step->attachment);
  GError *error = NULL;
  GBytes *bytes = fc_blob_folder_read (step->folder, &spec, step->offset, step->most, &error);

  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

void
fc_blob_read_async (const char         *folder,
                    FcRecord           *attachment,
                    gint64              offset,
                    gsize               most,
                    GCancellable       *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer            user_data)
{
  Step *step = step_new (folder, attachment, offset);

  step->most = most;
  run_step (step, read_bytes, cancellable, callback, user_data);
}

GBytes *
fc_blob_read_finish (GAsyncResult *result,
                     GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
append_bytes (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  const Step *step = task_data;
  const FcBlobSpec spec = fc_blob_spec_of (step->attachment);
  GError *error = NULL;
  gint64 length = step->bytes != NULL ? fc_blob_folder_append (step->folder, &spec, step->offset, step->bytes, &error)
                                      : fc_blob_folder_length (step->folder, &spec);

  if (length >= 0)
    g_task_return_int (task, length);
  else
    g_task_return_error (task, error);
}

/**
 * fc_blob_append_async:
 * @bytes: (nullable): NULL: only asks how many there are
 */
void
fc_blob_append_async (const char         *folder,
                      FcRecord           *attachment,
                      gint64              offset,
                      GBytes             *bytes,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  Step *step = step_new (folder, attachment, offset);

  step->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  run_step (step, append_bytes, cancellable, callback, user_data);
}

/* How many there are now; -1 with FC_BLOB_ERROR */
gint64
fc_blob_append_finish (GAsyncResult *result,
                       GError      **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}

/* --- with the hub ------------------------------------------------------------------------------------------------------- */

static SoupMessage *
new_message (FcHubClient *client,
             const char  *method,
             FcRecord    *attachment)
{
  g_autofree char *id = fc_id_dup_string (fc_record_get_id (attachment));
  g_autofree char *path = g_strdup_printf (FC_WIRE_PATH_BLOBS "%s?attachment=%s",
                                           fc_record_get_text (attachment, FC_ATTACHMENT_SHA256), id);
  g_autofree char *length = g_strdup_printf ("%" G_GINT64_FORMAT, fc_record_get_int (attachment, FC_ATTACHMENT_SIZE));
  SoupMessage *message = fc_hub_client_new_message (client, method, path, NULL, FALSE);

  if (fc_record_get_int (attachment, FC_ATTACHMENT_SIZE) > 0)
    soup_message_headers_append (soup_message_get_request_headers (message), "Upload-Length", length);
  return message;
}

/* How many bytes the hub has, and of how many. */
void
fc_blob_ask_hub_async (FcHubClient        *client,
                       FcRecord           *attachment,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  fc_hub_client_send_async (client, new_message (client, "HEAD", attachment), FC_WIRE_GZIP_FROM, cancellable, callback,
                            user_data);
}

void
fc_blob_send_async (FcHubClient        *client,
                    FcRecord           *attachment,
                    gint64              offset,
                    GBytes             *bytes,
                    GCancellable       *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer            user_data)
{
  SoupMessage *message = new_message (client, "PATCH", attachment);
  g_autofree char *from = g_strdup_printf ("%" G_GINT64_FORMAT, offset);

  soup_message_headers_append (soup_message_get_request_headers (message), "Upload-Offset", from);
  soup_message_set_request_body_from_bytes (message, "application/octet-stream", bytes);
  fc_hub_client_send_async (client, message, FC_WIRE_GZIP_FROM, cancellable, callback, user_data);
}

void
fc_blob_fetch_async (FcHubClient        *client,
                     FcRecord           *attachment,
                     gint64              offset,
                     gsize               most,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  SoupMessage *message = new_message (client, "GET", attachment);

  soup_message_headers_set_range (soup_message_get_request_headers (message), offset, offset + (gint64) most - 1);
  fc_hub_client_send_async (client, message, most, cancellable, callback, user_data);
}
