/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-base-map.h"
#include "fc-map-pack.h"
#include "fc-tile-cache.h"

G_BEGIN_DECLS

/*
 * What a tile of the map looks like: from a map pack that has it, else from what the map server sent; else a part of what
 * either has further out, enlarged; and beneath, the base map, so that there is never a hole. Any thread; never changes.
 */
typedef struct _FcTilePainter FcTilePainter;

FcTilePainter   *fc_tile_painter_new      (const FcBaseMapLook *look,
                                           GPtrArray           *packs,
                                           FcTileCache         *cache);
FcTilePainter   *fc_tile_painter_ref      (FcTilePainter       *self);
void             fc_tile_painter_unref    (FcTilePainter       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcTilePainter, fc_tile_painter_unref)
cairo_surface_t *fc_tile_painter_paint    (FcTilePainter       *self,
                                           FcMapTile            tile,
                                           int                  size,
                                           gboolean            *wants);

G_END_DECLS
