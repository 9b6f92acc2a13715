/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-blob-store-private.h"

#include <glib/gi18n-lib.h>

#include "fc-error.h"

/* FOLDER/blobs/thumbs/<SHA-256>-<side>.png: small pictures are made once. */

typedef struct {
  GFile *file;  /* of the blob */
  GFile *thumb; /* of what is made of it */
  int side;
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_object_unref (wish->file);
  g_object_unref (wish->thumb);
  g_free (wish);
}

static GBytes *
make (const Wish    *wish,
      GCancellable  *cancellable,
      GError       **error)
{
  g_autoptr (GFile) folder = g_file_get_parent (wish->thumb);
  g_autoptr (GBytes) blob = g_file_load_bytes (wish->file, cancellable, NULL, error);
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  g_autoptr (GBytes) small = NULL;
  char *buffer;
  gsize size;

  if (blob != NULL)
    pixbuf = fc_picture_load (blob, _ ("The photo"), wish->side * 2, wish->side, FALSE, error);
  if (pixbuf == NULL || !gdk_pixbuf_save_to_buffer (pixbuf, &buffer, &size, "png", error, NULL))
    return NULL;
  small = g_bytes_new_take (buffer, size);
  /* Where it cannot be kept it is made again the next time. */
  g_file_make_directory_with_parents (folder, NULL, NULL);
  g_file_set_contents_full (g_file_peek_path (wish->thumb), buffer, (gssize) size, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                            NULL);
  return g_steal_pointer (&small);
}

static void
thumbnail_thread (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  const Wish *wish = data;
  GError *error = NULL;
  GBytes *small = g_file_load_bytes (wish->thumb, cancellable, NULL, NULL);

  if (small == NULL)
    small = make (wish, cancellable, &error);
  if (small != NULL)
    g_task_return_pointer (task, small, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

/**
 * fc_blob_store_thumbnail_async:
 * @side: pixels high, at most twice as wide
 *
 * A small picture of a blob that is here; made on a thread, the first time only.
 */
void
fc_blob_store_thumbnail_async (FcReplica           *replica,
                               const char          *sha256,
                               int                  side,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (replica, cancellable, callback, user_data);
  g_autoptr (GFile) file = fc_blob_store_get_file (replica, sha256);
  g_autofree char *path = g_strdup_printf ("blobs/thumbs/%s-%d.png", sha256, side);
  Wish *wish;

  if (file == NULL)
    {
      g_task_return_new_error (task, FC_ERROR, FC_ERROR_NOT_FOUND, _ ("There is no such photo."));
      return;
    }
  wish = g_new0 (Wish, 1);
  wish->file = g_steal_pointer (&file);
  wish->thumb = g_file_resolve_relative_path (fc_replica_get_folder (replica), path);
  wish->side = side;
  g_task_set_task_data (task, wish, wish_free);
  g_task_run_in_thread (task, thumbnail_thread);
}

/**
 * fc_blob_store_thumbnail_finish:
 *
 * Returns: (transfer full) (nullable): a PNG file's bytes
 */
GBytes *
fc_blob_store_thumbnail_finish (FcReplica     *replica,
                                GAsyncResult  *result,
                                GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
