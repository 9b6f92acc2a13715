/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-blob-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "fc-error.h"

#define MOST_PIXELS G_GINT64_CONSTANT (200000000)
#define QUALITY     "85"

static const struct {
  const char *bytes;
  gsize length;
} beginnings[] = { { "\xff\xd8\xff", 3 }, { "\x89PNG", 4 }, { "GIF8", 4 },
                   { "BM", 2 },           { "II*\0", 4 },   { "MM\0*", 4 } };

typedef struct {
  int width, height; /* of the box */
  gboolean grow;
  gboolean too_large;
} Loading;

/* By what the file begins with, not by what it is called. */
static gboolean
is_picture (GBytes *image)
{
  gsize size;
  const char *data = g_bytes_get_data (image, &size);

  for (gsize i = 0; i < G_N_ELEMENTS (beginnings); i++)
    if (size >= beginnings[i].length && memcmp (data, beginnings[i].bytes, beginnings[i].length) == 0)
      return TRUE;
  return FALSE;
}

/* Scales while it is read, so that a huge picture never lies in memory as a whole. */
static void
size_prepared_cb (GdkPixbufLoader *loader,
                  int              width,
                  int              height,
                  Loading         *loading)
{
  gboolean is_wider = (gint64) width * loading->height > (gint64) height * loading->width;
  gint64 to = is_wider ? loading->width : loading->height, from = MAX (1, is_wider ? width : height);

  loading->too_large = (gint64) width * height > MOST_PIXELS;
  if (loading->too_large)
    gdk_pixbuf_loader_set_size (loader, 1, 1);
  else if (from > to || loading->grow)
    gdk_pixbuf_loader_set_size (loader, MAX (1, (int) (width * to / from)), MAX (1, (int) (height * to / from)));
}

GdkPixbuf *
fc_picture_load (GBytes      *image,
                 const char  *name,
                 int          width,
                 int          height,
                 gboolean     grow,
                 GError     **error)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  g_autoptr (GError) reason = NULL;
  Loading loading = { .width = width, .height = height, .grow = grow };
  gboolean written;
  GdkPixbuf *pixbuf;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), &loading);
  written = gdk_pixbuf_loader_write_bytes (loader, image, &reason);
  if (!gdk_pixbuf_loader_close (loader, written ? &reason : NULL) || !written)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_PARSE, _ ("%s cannot be read as a picture: %s"), name, reason->message);
      return NULL;
    }
  if (loading.too_large)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("%s has too many pixels: choose a smaller picture"), name);
      return NULL;
    }
  pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  return pixbuf != NULL ? gdk_pixbuf_apply_embedded_orientation (pixbuf) : NULL;
}

/* JPEG knows nothing transparent. */
static GdkPixbuf *
on_white (GdkPixbuf *pixbuf)
{
  int width = gdk_pixbuf_get_width (pixbuf), height = gdk_pixbuf_get_height (pixbuf);

  if (!gdk_pixbuf_get_has_alpha (pixbuf))
    return g_object_ref (pixbuf);
  return gdk_pixbuf_composite_color_simple (pixbuf, width, height, GDK_INTERP_NEAREST, 255, 8, 0xffffff, 0xffffff);
}

/**
 * fc_photo_encode:
 * @name: what the person calls the file, for the errors
 *
 * Makes a JPEG of at most FC_PHOTO_SIDE pixels a side, turned as it was held and without the camera's data (place, time,
 * device). Any thread.
 *
 * Returns: (transfer full) (nullable): with FC_ERROR_PARSE where it is no picture, FC_ERROR_INVALID where it is too large
 */
GBytes *
fc_photo_encode (GBytes      *image,
                 const char  *name,
                 int         *width,
                 int         *height,
                 GError     **error)
{
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  g_autoptr (GdkPixbuf) flat = NULL;
  char *buffer;
  gsize size;

  if (g_bytes_get_size (image) > FC_PHOTO_BYTES)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("%s is larger than %d MB"), name,
                   FC_PHOTO_BYTES / 1024 / 1024);
      return NULL;
    }
  if (!is_picture (image))
    {
      g_set_error (error, FC_ERROR, FC_ERROR_PARSE, _ ("%s is not a picture: choose a JPEG or PNG file"), name);
      return NULL;
    }
  pixbuf = fc_picture_load (image, name, FC_PHOTO_SIDE, FC_PHOTO_SIDE, FALSE, error);
  if (pixbuf == NULL)
    return NULL;
  flat = on_white (pixbuf);
  if (!gdk_pixbuf_save_to_buffer (flat, &buffer, &size, "jpeg", error, "quality", QUALITY, NULL))
    return NULL;
  *width = gdk_pixbuf_get_width (flat);
  *height = gdk_pixbuf_get_height (flat);
  return g_bytes_new_take (buffer, size);
}
