/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-blob-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "fc-error.h"

#define FOLDER "blobs"

typedef struct {
  GFile *file;   /* (nullable) */
  GBytes *image; /* (nullable): else it is read from the file */
  char *name;
  GFile *folder;
} Adding;

static void
adding_free (gpointer data)
{
  Adding *adding = data;

  g_clear_object (&adding->file);
  g_clear_pointer (&adding->image, g_bytes_unref);
  g_free (adding->name);
  g_object_unref (adding->folder);
  g_free (adding);
}

void
fc_blob_free (FcBlob *self)
{
  g_free (self->sha256);
  g_free (self);
}

/* FOLDER/blobs/ab/abcdef…: a folder never gets more than some hundreds. */
static GFile *
file_of (GFile      *folder,
         const char *sha256)
{
  char two[3] = { sha256[0], sha256[1], '\0' };
  g_autofree char *path = g_build_filename (FOLDER, two, sha256, NULL);

  return g_file_resolve_relative_path (folder, path);
}

static GBytes *
read_image (Adding        *adding,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (GFileInfo) info = NULL;

  if (adding->image != NULL)
    return g_bytes_ref (adding->image);
  info = g_file_query_info (adding->file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                            G_FILE_QUERY_INFO_NONE, cancellable, error);
  if (info == NULL)
    return NULL;
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR || g_file_info_get_size (info) > FC_PHOTO_BYTES)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("%s is larger than %d MB"), adding->name,
                   FC_PHOTO_BYTES / 1024 / 1024);
      return NULL;
    }
  return g_file_load_bytes (adding->file, cancellable, NULL, error);
}

static gboolean
keep (GFile       *file,
      GBytes      *bytes,
      GError     **error)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autoptr (GError) exists = NULL;

  if (g_file_query_exists (file, NULL))
    return TRUE;
  if (!g_file_make_directory_with_parents (folder, NULL, &exists)
      && !g_error_matches (exists, G_IO_ERROR, G_IO_ERROR_EXISTS))
    {
      g_propagate_error (error, g_steal_pointer (&exists));
      return FALSE;
    }
  return g_file_set_contents_full (g_file_peek_path (file), g_bytes_get_data (bytes, NULL),
                                   (gssize) g_bytes_get_size (bytes),
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

char *
fc_blob_store_keep (GFile   *folder,
                    GBytes  *bytes,
                    GError **error)
{
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autoptr (GFile) file = file_of (folder, sha256);

  return keep (file, bytes, error) ? g_steal_pointer (&sha256) : NULL;
}

static void
add_thread (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  Adding *adding = data;
  g_autoptr (GBytes) image = NULL;
  g_autoptr (GBytes) photo = NULL;
  g_autoptr (FcBlob) blob = g_new0 (FcBlob, 1);
  GError *error = NULL;

  image = read_image (adding, cancellable, &error);
  if (image != NULL)
    photo = fc_photo_encode (image, adding->name, &blob->width, &blob->height, &error);
  if (photo != NULL)
    {
      blob->sha256 = fc_blob_store_keep (adding->folder, photo, &error);
      blob->size = (gint64) g_bytes_get_size (photo);
    }
  if (blob->sha256 != NULL)
    g_task_return_pointer (task, g_steal_pointer (&blob), (GDestroyNotify) fc_blob_free);
  else
    g_task_return_error (task, error);
}

static void
add (FcReplica           *replica,
     GFile               *from,
     GBytes              *image,
     const char          *name,
     GCancellable        *cancellable,
     GAsyncReadyCallback  callback,
     gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (replica, cancellable, callback, user_data);
  Adding *adding = g_new0 (Adding, 1);

  adding->folder = g_object_ref (fc_replica_get_folder (replica));
  adding->file = from != NULL ? g_object_ref (from) : NULL;
  adding->image = image != NULL ? g_bytes_ref (image) : NULL;
  adding->name = g_strdup (name);
  g_task_set_task_data (task, adding, adding_free);
  g_task_run_in_thread (task, add_thread);
}

/**
 * fc_blob_store_get_file:
 *
 * Returns: (transfer full) (nullable): where the blob lies, or would lie; NULL where @sha256 is no SHA-256
 */
GFile *
fc_blob_store_get_file (FcReplica  *replica,
                        const char *sha256)
{
  if (sha256 == NULL || strspn (sha256, "0123456789abcdef") != 64 || sha256[64] != '\0')
    return NULL;
  return file_of (fc_replica_get_folder (replica), sha256);
}

/**
 * fc_blob_store_add_async:
 * @image: a picture in any common format
 * @name: what the person calls it, for the errors
 *
 * Makes a photo of it and keeps it. The same picture twice is one blob.
 */
void
fc_blob_store_add_async (FcReplica           *replica,
                         GBytes              *image,
                         const char          *name,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  add (replica, NULL, image, name, cancellable, callback, user_data);
}

/**
 * fc_blob_store_add_file_async:
 *
 * The same from a file.
 */
void
fc_blob_store_add_file_async (FcReplica           *replica,
                              GFile               *file,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = g_filename_display_name (base);

  add (replica, file, NULL, name, cancellable, callback, user_data);
}

/**
 * fc_blob_store_add_finish:
 *
 * Returns: (transfer full) (nullable): with FC_ERROR_PARSE or FC_ERROR_INVALID where it cannot become a photo
 */
FcBlob *
fc_blob_store_add_finish (FcReplica     *replica,
                          GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
