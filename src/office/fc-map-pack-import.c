/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-map-pack-import.h"

#include "fc-error.h"
#include "fc-teller.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define BLOCK   (1024 * 1024)
#define RESERVE (G_GINT64_CONSTANT (256) * 1024 * 1024) /* bytes that the daily work keeps */
#define ENDING  ".mbtiles"
#define PART    ".part"

/* Packs lie as FOLDER/maps/SHA-256.mbtiles; one under that name is whole, checked and on the disk. */

typedef struct {
  GTask *task; /* (unowned) */
  GFile *folder, *file;
  char *name; /* of the file, for people */
  char *part; /* (nullable): path of what is being written */
  int descriptor;
  FcTeller teller;
} Import;

static void
import_free (gpointer data)
{
  Import *self = data;

  g_object_unref (self->folder);
  g_object_unref (self->file);
  g_free (self->name);
  g_free (self->part);
  fc_teller_clear (&self->teller);
  g_free (self);
}

void
fc_map_pack_file_free (FcMapPackFile *self)
{
  g_clear_pointer (&self->about, fc_map_pack_about_free);
  g_free (self->file);
  g_free (self->sha256);
  g_free (self);
}

static void
set_storage_error (GError     **error,
                   const char  *name)
{
  int reason = errno;

  if (reason == ENOSPC || reason == EDQUOT || reason == EFBIG)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                 _ ("There is no room left on the disk for %s. Free some space and import it again"), name);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, /* Translators: a file, and what the system says */
                 _ ("%s cannot be kept on this computer: %s"), name, g_strerror (reason));
}

/**
 * fc_map_pack_path:
 * @folder: the replica's
 *
 * Returns: (transfer full) (nullable): where the pack lies, or would lie; NULL where @sha256 is no SHA-256
 */
char *
fc_map_pack_path (GFile      *folder,
                  const char *sha256)
{
  g_autofree char *file = NULL;

  if (sha256 == NULL || strspn (sha256, "0123456789abcdef") != 64 || sha256[64] != '\0')
    return NULL;
  file = g_strconcat (sha256, ENDING, NULL);
  return g_build_filename (g_file_peek_path (folder), FC_MAP_PACK_FOLDER, file, NULL);
}

/**
 * fc_map_pack_fits:
 * @room: bytes that are free on the disk; -1: nobody knows
 * @error: FC_ERROR_INVALID with how much there is and how much it needs
 */
gboolean
fc_map_pack_fits (const char  *name,
                  gint64       size,
                  gint64       room,
                  GError     **error)
{
  g_autofree char *wanted = g_format_size ((guint64) MAX (size, 0)), *there = g_format_size ((guint64) MAX (room, 0));
  g_autofree char *most = g_format_size (FC_MAP_PACK_MOST);

  if (size > FC_MAP_PACK_MOST)
    g_set_error (error, FC_ERROR, FC_ERROR_INVALID, /* Translators: a file and two sizes */
                 _ ("%s has %s; a map pack has %s at most. Choose a smaller region"), name, wanted, most);
  else if (room >= 0 && size + RESERVE > room)
    g_set_error (error, FC_ERROR, FC_ERROR_INVALID, /* Translators: a file and two sizes */
                 _ ("%s needs %s, and only %s are free on this computer’s disk. Free some space first"), name, wanted,
                 there);
  else
    return TRUE;
  return FALSE;
}

static gboolean
check_file (Import        *self,
            gint64        *size,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (GFileInfo) about =
    g_file_query_info (self->file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE, 0, cancellable,
                       error);
  g_autoptr (GFileInfo) disk =
    g_file_query_filesystem_info (self->folder, G_FILE_ATTRIBUTE_FILESYSTEM_FREE, cancellable, NULL);
  g_autoptr (FcMapPackAbout) pack = NULL;
  gint64 room = -1;

  if (about == NULL)
    return FALSE;
  if (g_file_info_get_file_type (about) != G_FILE_TYPE_REGULAR)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("%s is no file. Choose an MBTiles file (.mbtiles)"),
                   self->name);
      return FALSE;
    }
  if (disk != NULL && g_file_info_has_attribute (disk, G_FILE_ATTRIBUTE_FILESYSTEM_FREE))
    room = (gint64) MIN (g_file_info_get_attribute_uint64 (disk, G_FILE_ATTRIBUTE_FILESYSTEM_FREE), G_MAXINT64);
  *size = g_file_info_get_size (about);
  if (g_file_peek_path (self->file) == NULL) /* it is looked at when it is here */
    return fc_map_pack_fits (self->name, *size, room, error);
  pack = fc_map_pack_check (g_file_peek_path (self->file), self->name, FALSE, cancellable, error);
  return pack != NULL && fc_map_pack_fits (self->name, *size, room, error);
}

static gboolean
write_all (Import        *self,
           const guint8  *data,
           gsize          size,
           GError       **error)
{
  while (size > 0)
    {
      ssize_t n = write (self->descriptor, data, size);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          set_storage_error (error, self->name);
          return FALSE;
        }
      data += n;
      size -= (gsize) n;
    }
  return TRUE;
}

/* Returns: (transfer full) (nullable): the SHA-256 of what was copied; *size is what it really had. */
static char *
copy (Import        *self,
      gint64        *size,
      GCancellable  *cancellable,
      GError       **error)
{
  g_autoptr (GFileInputStream) from = g_file_read (self->file, cancellable, error);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint8 *block = g_malloc (BLOCK);
  gint64 done = 0;
  gssize n = from != NULL ? 0 : -1;

  while (from != NULL && (n = g_input_stream_read (G_INPUT_STREAM (from), block, BLOCK, cancellable, error)) > 0)
    {
      g_checksum_update (sum, block, n);
      done += n;
      if (!fc_map_pack_fits (self->name, done, -1, error) || !write_all (self, block, (gsize) n, error))
        return NULL;
      fc_teller_tell (&self->teller, self->task, _ ("Copying"), done, MAX (done, *size));
    }
  if (n < 0)
    return NULL;
  *size = done;
  if (fsync (self->descriptor) == 0)
    return g_strdup (g_checksum_get_string (sum));
  set_storage_error (error, self->name);
  return NULL;
}

static gboolean
put_in_place (Import      *self,
              const char  *path,
              GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int descriptor;

  if (g_rename (self->part, path) != 0)
    {
      set_storage_error (error, self->name);
      return FALSE;
    }
  descriptor = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor >= 0)
    {
      fsync (descriptor);
      close (descriptor);
    }
  return TRUE;
}

static FcMapPackFile *
keep (Import        *self,
      GCancellable  *cancellable,
      GError       **error)
{
  g_autoptr (FcMapPackFile) file = g_new0 (FcMapPackFile, 1);
  g_autofree char *path = NULL;

  if (!check_file (self, &file->size, cancellable, error))
    return NULL;
  file->sha256 = copy (self, &file->size, cancellable, error);
  if (file->sha256 == NULL)
    return NULL;
  fc_teller_tell (&self->teller, self->task, _ ("Checking"), 0, 0);
  file->about = fc_map_pack_check (self->part, self->name, TRUE, cancellable, error);
  if (file->about == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  path = fc_map_pack_path (self->folder, file->sha256);
  file->file = g_strdup (self->name);
  file->was_here = g_file_test (path, G_FILE_TEST_IS_REGULAR);
  return file->was_here || put_in_place (self, path, error) ? g_steal_pointer (&file) : NULL;
}

static gboolean
open_part (Import  *self,
           GError **error)
{
  g_autofree char *folder = g_build_filename (g_file_peek_path (self->folder), FC_MAP_PACK_FOLDER, NULL);
  g_autofree char *random = g_uuid_string_random ();
  g_autofree char *name = g_strconcat (random, PART, NULL);

  self->part = g_build_filename (folder, name, NULL);
  self->descriptor = g_mkdir_with_parents (folder, 0700) == 0
                       ? open (self->part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600)
                       : -1;
  if (self->descriptor >= 0)
    return TRUE;
  set_storage_error (error, self->name);
  return FALSE;
}

static void
import_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  Import *self = data;
  GError *error = NULL;
  FcMapPackFile *file = NULL;

  if (open_part (self, &error))
    {
      file = keep (self, cancellable, &error);
      close (self->descriptor);
      g_unlink (self->part);
    }
  if (file != NULL)
    g_task_return_pointer (task, file, (GDestroyNotify) fc_map_pack_file_free);
  else
    g_task_return_error (task, error);
}

/**
 * fc_map_pack_import_async:
 * @folder: the replica's
 * @file: MBTiles with raster tiles
 * @progress: (nullable): bytes copied and to copy; of none while the copy is checked
 *
 * Copies it in a worker, after a look at what it is; what is cancelled or refused leaves nothing behind.
 */
void
fc_map_pack_import_async (GFile               *folder,
                          GFile               *file,
                          FcProgressFunc       progress,
                          gpointer             progress_data,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *base = g_file_get_basename (file);
  Import *self = g_new0 (Import, 1);

  self->task = task;
  self->folder = g_object_ref (folder);
  self->file = g_object_ref (file);
  self->name = g_filename_display_name (base != NULL ? base : "?");
  fc_teller_init (&self->teller, progress, progress_data);
  g_task_set_name (task, "fc_map_pack_import_async");
  g_task_set_task_data (task, self, import_free);
  g_task_run_in_thread (task, import_thread);
}

/**
 * fc_map_pack_import_finish:
 * @error: a sentence with what is wrong with the file, or with the disk
 *
 * Returns: (transfer full) (nullable):
 */
FcMapPackFile *
fc_map_pack_import_finish (GAsyncResult  *result,
                           GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * fc_map_pack_sweep:
 * @named: (element-type utf8): SHA-256 of the packs that rows name
 * @before: UTC µs: what is younger stays
 *
 * Deletes packs that no row names, and what imports left that did not end. Any thread; blocks.
 */
void
fc_map_pack_sweep (GFile      *folder,
                   GHashTable *named,
                   gint64      before)
{
  g_autofree char *path = g_build_filename (g_file_peek_path (folder), FC_MAP_PACK_FOLDER, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      gboolean is_pack = g_str_has_suffix (name, ENDING);
      g_autofree char *sha256 = g_strndup (name, is_pack ? strlen (name) - strlen (ENDING) : 0);
      g_autofree char *file = g_build_filename (path, name, NULL);
      GStatBuf about;

      if (!(is_pack ? !g_hash_table_contains (named, sha256) : g_str_has_suffix (name, PART)))
        continue;
      if (g_lstat (file, &about) == 0 && S_ISREG (about.st_mode) && about.st_mtime * G_USEC_PER_SEC < before)
        g_unlink (file);
    }
}
