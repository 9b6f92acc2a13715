/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-blob-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define PARTS    "part"
#define READ_AT  (64 * 1024)

typedef int Descriptor;

static void
descriptor_clear (Descriptor *self)
{
  if (*self >= 0)
    close (*self);
  *self = -1;
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Descriptor, descriptor_clear)

static void
set_storage_error (GError     **error,
                   const char  *path)
{
  int reason = errno;

  g_set_error (error, FC_BLOB_ERROR, FC_BLOB_ERROR_STORAGE,
               /* Translators: a file, and what the system says of it */
               _ ("The attachment cannot be kept as %s: %s."), path, g_strerror (reason));
}

/**
 * fc_blob_folder_path:
 * @sha256: fc_blob_is_name()
 *
 * Returns: (transfer full): where the blob lies, or would lie; no folder gets more than some hundreds
 */
char *
fc_blob_folder_path (const char *folder,
                     const char *sha256)
{
  char two[3] = { sha256[0], sha256[1], '\0' };

  return g_build_filename (folder, two, sha256, NULL);
}

static char *
part_path (const char *folder,
           const char *sha256)
{
  return g_build_filename (folder, PARTS, sha256, NULL);
}

static gint64
size_of (const char *path)
{
  struct stat about;

  return lstat (path, &about) == 0 && S_ISREG (about.st_mode) ? about.st_size : -1;
}

/**
 * fc_blob_folder_size:
 * @sha256: fc_blob_is_name()
 *
 * Returns: how large the blob is that lies here whole; -1: it does not
 */
gint64
fc_blob_folder_size (const char *folder,
                     const char *sha256)
{
  g_autofree char *whole = fc_blob_folder_path (folder, sha256);

  return size_of (whole);
}

/**
 * fc_blob_folder_length:
 *
 * Returns: how many of the blob's bytes are here: its size where it is whole
 */
gint64
fc_blob_folder_length (const char       *folder,
                       const FcBlobSpec *spec)
{
  g_autofree char *whole = fc_blob_folder_path (folder, spec->sha256);
  g_autofree char *part = part_path (folder, spec->sha256);

  if (size_of (whole) == spec->size)
    return spec->size;
  return CLAMP (size_of (part), 0, spec->size - 1);
}

/* Another process, or a thread of this one, may be adding to it just now; the lock ends with the descriptor. */
static Descriptor
open_part (const char  *folder,
           const char  *path,
           GError     **error)
{
  g_autofree char *parts = g_build_filename (folder, PARTS, NULL);
  g_auto (Descriptor) part = -1;
  Descriptor result;

  if (g_mkdir_with_parents (parts, 0700) == 0)
    part = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (part < 0)
    {
      set_storage_error (error, path);
      return -1;
    }
  if (flock (part, LOCK_EX | LOCK_NB) != 0)
    {
      g_set_error_literal (error, FC_BLOB_ERROR, FC_BLOB_ERROR_BUSY, _ ("Somebody else is sending this attachment."));
      return -1;
    }
  result = part;
  part = -1;
  return result;
}

static gboolean
write_at (Descriptor    part,
          const char   *path,
          gint64        offset,
          GBytes       *bytes,
          GError      **error)
{
  gsize size, done = 0;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  while (done < size)
    {
      ssize_t n = pwrite (part, data + done, size - done, offset + (gint64) done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          set_storage_error (error, path);
          if (ftruncate (part, offset) != 0)
            g_unlink (path); /* what cannot be cut back begins anew */
          return FALSE;
        }
      done += (gsize) n;
    }
  return TRUE;
}

/* Reads the whole again: what arrived is one thing, what the disk gives back is what counts. */
static gboolean
is_as_named (Descriptor        part,
             const FcBlobSpec *spec)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint8 *buffer = g_malloc (READ_AT);
  gint64 offset = 0;
  ssize_t n;

  while ((n = pread (part, buffer, READ_AT, offset)) > 0)
    {
      if (offset == 0 && !fc_blob_begins_as (spec->media_type, buffer, (gsize) n))
        return FALSE;
      g_checksum_update (checksum, buffer, n);
      offset += n;
    }
  return n == 0 && offset == spec->size && g_str_equal (g_checksum_get_string (checksum), spec->sha256);
}

static gboolean
sync_folder (const char *path)
{
  g_auto (Descriptor) folder = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  return folder >= 0 && fsync (folder) == 0;
}

static gboolean
complete (const char        *folder,
          const FcBlobSpec  *spec,
          Descriptor         part,
          const char        *path,
          GError           **error)
{
  g_autofree char *whole = fc_blob_folder_path (folder, spec->sha256);
  g_autofree char *place = g_path_get_dirname (whole);

  if (!is_as_named (part, spec))
    {
      g_unlink (path);
      g_set_error_literal (error, FC_BLOB_ERROR, FC_BLOB_ERROR_DIFFERENT,
                           _ ("What arrived is not the attachment that was announced. It is sent again."));
      return FALSE;
    }
  if (fsync (part) == 0 && g_mkdir_with_parents (place, 0700) == 0 && g_rename (path, whole) == 0 &&
      sync_folder (place) && sync_folder (folder))
    return TRUE;
  set_storage_error (error, whole);
  return FALSE;
}

static gboolean
fits (const FcBlobSpec  *spec,
      gint64             offset,
      GBytes            *bytes,
      GError           **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  if (!fc_blob_spec_check (spec, error))
    return FALSE;
  if (size == 0 || size > FC_BLOB_MOST_STEP || offset < 0 || offset > spec->size - (gint64) size)
    g_set_error_literal (error, FC_BLOB_ERROR, FC_BLOB_ERROR_INVALID,
                         _ ("These bytes do not belong to an attachment of this size."));
  else if (offset == 0 && (size >= 16 || (gint64) size == spec->size) &&
           !fc_blob_begins_as (spec->media_type, data, size))
    g_set_error (error, FC_BLOB_ERROR, FC_BLOB_ERROR_INVALID,
                 /* Translators: %s is a media type, as image/jpeg */
                 _ ("The attachment is not what it says it is: %s."), spec->media_type);
  else
    return TRUE;
  return FALSE;
}

/**
 * fc_blob_folder_append:
 * @offset: fc_blob_folder_length()
 *
 * Adds @bytes. With the last of them the whole is read again, brought to the disk and put in its place.
 *
 * Returns: how many bytes are here now; -1 with FC_BLOB_ERROR
 */
gint64
fc_blob_folder_append (const char        *folder,
                       const FcBlobSpec  *spec,
                       gint64             offset,
                       GBytes            *bytes,
                       GError           **error)
{
  g_autofree char *path = NULL;
  g_auto (Descriptor) part = -1;
  struct stat about;

  if (!fits (spec, offset, bytes, error))
    return -1;
  path = part_path (folder, spec->sha256);
  if (fc_blob_folder_length (folder, spec) == spec->size)
    return spec->size;
  part = open_part (folder, path, error);
  if (part < 0)
    return -1;
  if (fc_blob_folder_length (folder, spec) == spec->size) /* whoever had the lock has completed it */
    return spec->size;
  if (fstat (part, &about) != 0 || about.st_size != offset)
    {
      if (about.st_size >= spec->size && ftruncate (part, 0) != 0)
        g_unlink (path);
      g_set_error_literal (error, FC_BLOB_ERROR, FC_BLOB_ERROR_OFFSET,
                           _ ("The attachment goes on at another place."));
      return -1;
    }
  if (!write_at (part, path, offset, bytes, error))
    return -1;
  offset += (gint64) g_bytes_get_size (bytes);
  return offset < spec->size || complete (folder, spec, part, path, error) ? offset : -1;
}

/**
 * fc_blob_folder_read:
 *
 * Returns: (transfer full) (nullable): at most @most bytes from @offset of a whole blob; fewer at its end
 */
GBytes *
fc_blob_folder_read (const char        *folder,
                     const FcBlobSpec  *spec,
                     gint64             offset,
                     gsize              most,
                     GError           **error)
{
  g_autofree char *path = fc_blob_folder_path (folder, spec->sha256);
  g_auto (Descriptor) file = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  g_autofree guint8 *buffer = NULL;
  gsize size, done = 0;
  struct stat about;

  if (file < 0 || fstat (file, &about) != 0 || about.st_size != spec->size || offset < 0 || offset >= spec->size)
    {
      g_set_error_literal (error, FC_BLOB_ERROR, FC_BLOB_ERROR_NOT_FOUND, _ ("This attachment is not here."));
      return NULL;
    }
  size = MIN (MIN (most, FC_BLOB_MOST_STEP), (gsize) (spec->size - offset));
  buffer = g_malloc (size);
  while (done < size)
    {
      ssize_t n = pread (file, buffer + done, size - done, offset + (gint64) done);

      if (n <= 0)
        {
          set_storage_error (error, path);
          return NULL;
        }
      done += (gsize) n;
    }
  return g_bytes_new_take (g_steal_pointer (&buffer), size);
}
