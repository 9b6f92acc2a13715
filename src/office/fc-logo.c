/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-logo.h"

#include "fc-blob-store-private.h"
#include "fc-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DRAWING_BEGINS 4096 /* bytes within which an SVG says that it is one */

static gboolean
is_png (GBytes *image)
{
  gsize size;
  const char *data = g_bytes_get_data (image, &size);

  return size > 8 && memcmp (data, "\x89PNG\r\n\x1a\n", 8) == 0;
}

/* By what the file begins with, not by what it is called. */
static gboolean
is_svg (GBytes *image)
{
  gsize size;
  const char *data = g_bytes_get_data (image, &size);

  return size > 0 && memchr (data, '<', MIN (size, 16)) != NULL
         && g_strstr_len (data, (gssize) MIN (size, DRAWING_BEGINS), "<svg") != NULL;
}

static gboolean
check_size (goffset      size,
            const char  *name,
            GError     **error)
{
  if (size <= FC_LOGO_BYTES)
    return TRUE;
  g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("%s is larger than %d MB: choose a smaller picture"), name,
               FC_LOGO_BYTES / 1024 / 1024);
  return FALSE;
}

/**
 * fc_logo_encode:
 * @name: what the person calls the file, for the errors
 *
 * Any thread.
 *
 * Returns: (transfer full) (nullable): a PNG that fits the logo's box; FC_ERROR_PARSE where it is neither PNG nor SVG,
 *   FC_ERROR_INVALID where it is too large
 */
GBytes *
fc_logo_encode (GBytes      *image,
                const char  *name,
                GError     **error)
{
  gboolean drawing = is_svg (image);
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  char *buffer;
  gsize size;

  if (!check_size ((goffset) g_bytes_get_size (image), name, error))
    return NULL;
  if (!drawing && !is_png (image))
    {
      g_set_error (error, FC_ERROR, FC_ERROR_PARSE, _ ("%s cannot be the logo: choose a PNG or SVG file"), name);
      return NULL;
    }
  pixbuf = fc_picture_load (image, name, FC_LOGO_WIDTH, FC_LOGO_HEIGHT, drawing, error);
  if (pixbuf == NULL || !gdk_pixbuf_save_to_buffer (pixbuf, &buffer, &size, "png", error, NULL))
    return NULL;
  return g_bytes_new_take (buffer, size);
}

static guint
big_endian (const char *data)
{
  guint32 number;

  memcpy (&number, data, sizeof number);
  return GUINT32_FROM_BE (number);
}

/* What came from another computer is looked at before it is decoded: behind the signature of a PNG stand its measures. */
static gboolean
is_logo (GBytes *image)
{
  gsize size;
  const char *data = g_bytes_get_data (image, &size);

  return is_png (image) && size >= 24 && size <= FC_LOGO_BYTES && memcmp (data + 12, "IHDR", 4) == 0
         && big_endian (data + 16) <= FC_LOGO_WIDTH && big_endian (data + 20) <= FC_LOGO_HEIGHT;
}

static GBytes *
read_file (GFile         *file,
           const char    *name,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr (GFileInfo) info =
    g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, cancellable, error);

  if (info == NULL || !check_size (g_file_info_get_size (info), name, error))
    return NULL;
  return g_file_load_bytes (file, cancellable, NULL, error);
}

static void
add_thread (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  g_autofree char *base = g_file_get_basename (data);
  g_autofree char *name = g_filename_display_name (base);
  GError *error = NULL;
  g_autoptr (GBytes) image = read_file (data, name, cancellable, &error);
  g_autoptr (GBytes) logo = image != NULL ? fc_logo_encode (image, name, &error) : NULL;
  char *sha256 = logo != NULL ? fc_blob_store_keep (fc_replica_get_folder (source), logo, &error) : NULL;

  if (sha256 != NULL)
    g_task_return_pointer (task, sha256, g_free);
  else
    g_task_return_error (task, error);
}

/**
 * fc_logo_add_async:
 * @file: a PNG or SVG
 *
 * Keeps the logo; the company does not bear it until its branding says so.
 */
void
fc_logo_add_async (FcReplica           *replica,
                   GFile               *file,
                   GCancellable        *cancellable,
                   GAsyncReadyCallback  callback,
                   gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (replica, cancellable, callback, user_data);

  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, add_thread);
}

/**
 * fc_logo_add_finish:
 *
 * Returns: (transfer full) (nullable): its SHA-256
 */
char *
fc_logo_add_finish (FcReplica     *replica,
                    GAsyncResult  *result,
                    GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GBytes) logo = g_file_load_bytes_finish (G_FILE (source), result, NULL, NULL);

  if (logo != NULL && !is_logo (logo))
    g_clear_pointer (&logo, g_bytes_unref);
  g_task_return_pointer (task, g_steal_pointer (&logo), (GDestroyNotify) g_bytes_unref);
}

/**
 * fc_logo_load_async:
 *
 * Reads the logo that the company bears.
 */
void
fc_logo_load_async (FcReplica           *replica,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (replica, cancellable, callback, user_data);
  g_autofree char *sha256 = fc_branding_text (fc_replica_get_tenant (replica), FC_LOGO_MEMBER);
  g_autoptr (GFile) file = fc_blob_store_get_file (replica, sha256);

  if (file != NULL)
    g_file_load_bytes_async (file, cancellable, loaded_cb, g_steal_pointer (&task));
  else
    g_task_return_pointer (task, NULL, NULL);
}

/**
 * fc_logo_load_finish:
 *
 * Returns: (transfer full) (nullable): a PNG; NULL where there is none, or its blob has not come to this computer yet
 */
GBytes *
fc_logo_load_finish (FcReplica    *replica,
                     GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
