/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-tile-painter.h"

#include "fc-map-picture.h"

#define MOST_ENLARGED 6 /* zooms: beyond, outlines tell more than a few large pixels */

struct _FcTilePainter {
  gatomicrefcount count;
  FcBaseMapLook look;
  GPtrArray *packs;   /* FcMapPack */
  FcTileCache *cache; /* (nullable): no server is asked */
};

/* A picture and which tile it is: the one that is wanted, or a parent. */
typedef struct {
  GdkPixbuf *picture; /* (nullable) */
  guint levels;
  gboolean settled; /* the server need not be asked */
} Found;

/**
 * fc_tile_painter_new:
 * @packs: (element-type FcMapPack): the first that has a tile is shown
 * @cache: (nullable): of the map server; NULL where none is used
 *
 * Returns: (transfer full)
 */
FcTilePainter *
fc_tile_painter_new (const FcBaseMapLook *look,
                     GPtrArray           *packs,
                     FcTileCache         *cache)
{
  FcTilePainter *self = g_new0 (FcTilePainter, 1);

  g_atomic_ref_count_init (&self->count);
  self->look = *look;
  self->packs = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_map_pack_unref);
  for (guint i = 0; i < packs->len; i++)
    g_ptr_array_add (self->packs, fc_map_pack_ref (packs->pdata[i]));
  self->cache = cache != NULL ? fc_tile_cache_ref (cache) : NULL;
  return self;
}

FcTilePainter *
fc_tile_painter_ref (FcTilePainter *self)
{
  g_atomic_ref_count_inc (&self->count);
  return self;
}

void
fc_tile_painter_unref (FcTilePainter *self)
{
  if (!g_atomic_ref_count_dec (&self->count))
    return;
  g_ptr_array_unref (self->packs);
  g_clear_pointer (&self->cache, fc_tile_cache_unref);
  g_free (self);
}

static GdkPixbuf *
from_packs (FcTilePainter *self,
            FcMapTile      tile)
{
  for (guint i = 0; i < self->packs->len; i++)
    {
      g_autoptr (GBytes) bytes = fc_map_pack_read (self->packs->pdata[i], tile, NULL);
      GdkPixbuf *picture = bytes != NULL ? fc_map_picture_decode (bytes, NULL) : NULL;

      if (picture != NULL)
        return picture;
    }
  return NULL;
}

static GdkPixbuf *
from_cache (FcTilePainter *self,
            FcMapTile      tile,
            gboolean      *fresh)
{
  g_autoptr (GBytes) bytes = self->cache != NULL ? fc_tile_cache_get (self->cache, tile, fresh) : NULL;

  return bytes != NULL ? fc_map_picture_decode (bytes, NULL) : NULL;
}

static Found
find (FcTilePainter *self,
      FcMapTile      tile)
{
  for (guint levels = 0; levels <= MIN (MOST_ENLARGED, tile.zoom); levels++)
    {
      FcMapTile at = fc_map_tile_parent (tile, levels);
      GdkPixbuf *picture = from_packs (self, at);
      gboolean fresh = picture != NULL;

      if (picture == NULL)
        picture = from_cache (self, at, &fresh);
      if (picture != NULL)
        return (Found){ picture, levels, levels == 0 && fresh };
    }
  return (Found){ NULL };
}

/* That part of the picture which is the tile, as large as it is wanted. */
static void
paint_picture (const Found *found,
               FcMapTile    tile,
               cairo_t     *cr,
               int          size)
{
  guint parts = 1u << found->levels;
  double column = tile.column & (parts - 1), row = tile.row & (parts - 1);
  int width = gdk_pixbuf_get_width (found->picture), height = gdk_pixbuf_get_height (found->picture);

  cairo_scale (cr, (double) size * parts / width, (double) size * parts / height);
  cairo_translate (cr, -column * width / parts, -row * height / parts);
  gdk_cairo_set_source_pixbuf (cr, found->picture, 0, 0);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD); /* no seam where two pictures meet */
  cairo_paint (cr);
}

/**
 * fc_tile_painter_paint:
 * @size: pixels a side
 * @wants: (out): whether the map server should be asked for this tile
 *
 * Blocks while files are read.
 *
 * Returns: (transfer full): opaque
 */
cairo_surface_t *
fc_tile_painter_paint (FcTilePainter *self,
                       FcMapTile      tile,
                       int            size,
                       gboolean      *wants)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, size, size);
  cairo_t *cr = cairo_create (surface);
  Found found = find (self, tile);

  if (found.picture == NULL || gdk_pixbuf_get_has_alpha (found.picture))
    fc_base_map_draw (fc_base_map_get (), &self->look, cr, size, tile.zoom, tile.column, tile.row);
  if (found.picture != NULL)
    {
      cairo_identity_matrix (cr);
      paint_picture (&found, tile, cr, size);
    }
  cairo_destroy (cr);
  g_clear_object (&found.picture);
  *wants = self->cache != NULL && !found.settled;
  return surface;
}
