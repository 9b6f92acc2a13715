/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-map-picture.h"

#include "fc-error.h"

#include <glib/gi18n-lib.h>

static const char *
format_name (FcMapTileKind kind)
{
  switch (kind)
    {
    case FC_MAP_TILE_PNG:
      return "png";
    case FC_MAP_TILE_JPEG:
      return "jpeg";
    case FC_MAP_TILE_WEBP:
      return "webp";
    case FC_MAP_TILE_VECTOR:
    case FC_MAP_TILE_UNKNOWN:
    default:
      return NULL;
    }
}

/**
 * fc_map_picture_can_read:
 *
 * Returns: whether this computer knows the format: WebP is not everywhere
 */
gboolean
fc_map_picture_can_read (FcMapTileKind kind)
{
  GSList *formats = gdk_pixbuf_get_formats ();
  gboolean found = FALSE;

  for (GSList *at = formats; at != NULL && !found; at = at->next)
    {
      g_autofree char *name = gdk_pixbuf_format_get_name (at->data);

      found = g_strcmp0 (name, format_name (kind)) == 0;
    }
  g_slist_free (formats);
  return found;
}

/* A size of nothing stops the loader before it makes room for the picture. */
static void
size_prepared_cb (GdkPixbufLoader *loader,
                  int              width,
                  int              height)
{
  if (width > FC_MAP_PICTURE_MOST || height > FC_MAP_PICTURE_MOST)
    gdk_pixbuf_loader_set_size (loader, 0, 0);
}

/**
 * fc_map_picture_decode:
 * @error: FC_ERROR_PARSE where it is no picture that can be read, or too large
 *
 * Returns: (transfer full) (nullable):
 */
GdkPixbuf *
fc_map_picture_decode (GBytes  *tile,
                       GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (tile, &size);
  const char *format = format_name (fc_map_tile_kind (data, size));
  g_autoptr (GdkPixbufLoader) loader = format != NULL ? gdk_pixbuf_loader_new_with_type (format, NULL) : NULL;
  gboolean written;
  GdkPixbuf *picture = NULL;

  if (loader != NULL)
    {
      g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), NULL);
      written = gdk_pixbuf_loader_write_bytes (loader, tile, NULL);
      if (gdk_pixbuf_loader_close (loader, NULL) && written)
        picture = gdk_pixbuf_loader_get_pixbuf (loader);
    }
  if (picture == NULL)
    g_set_error_literal (error, FC_ERROR, FC_ERROR_PARSE, _ ("A tile of the map cannot be read as a picture"));
  return picture != NULL ? g_object_ref (picture) : NULL;
}
