/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-map-tile.h"

G_BEGIN_DECLS

/*
 * Tiles that servers sent, as files in one folder that never gets much larger than it may. Any thread, several processes;
 * blocks. Whoever clears the folder loses nothing that cannot be fetched again.
 */
typedef struct _FcTileCache FcTileCache;

FcTileCache *fc_tile_cache_new      (const char          *folder,
                                     const char          *address,
                                     gint64               most);
FcTileCache *fc_tile_cache_ref      (FcTileCache         *self);
void         fc_tile_cache_unref    (FcTileCache         *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcTileCache, fc_tile_cache_unref)
GBytes      *fc_tile_cache_get      (FcTileCache         *self,
                                     FcMapTile            tile,
                                     gboolean            *fresh);
void         fc_tile_cache_put      (FcTileCache         *self,
                                     FcMapTile            tile,
                                     GBytes              *bytes,
                                     gint64               fresh_until);

G_END_DECLS
