/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "fc-map-tile.h"

G_BEGIN_DECLS

#define FC_MAP_PACK_MOST (G_GINT64_CONSTANT (64) * 1024 * 1024 * 1024) /* bytes of a file */

/* What an MBTiles file says of itself, and what is true of it. */
typedef struct {
  char *name;
  char *attribution; /* (nullable): without the marks of HTML */
  guint min_zoom, max_zoom;
  FcMapBounds bounds;
} FcMapPackAbout;

void            fc_map_pack_about_free (FcMapPackAbout   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcMapPackAbout, fc_map_pack_about_free)
/* Blocks. @name: what the person calls the file. */
FcMapPackAbout *fc_map_pack_check      (const char       *path,
                                        const char       *name,
                                        gboolean          thoroughly,
                                        GCancellable     *cancellable,
                                        GError          **error);

/* An open file of raster tiles, read by any thread, one after the other. */
typedef struct _FcMapPack FcMapPack;

FcMapPack      *fc_map_pack_open       (const char       *path,
                                        guint             min_zoom,
                                        guint             max_zoom,
                                        GError          **error);
FcMapPack      *fc_map_pack_ref        (FcMapPack        *self);
void            fc_map_pack_unref      (FcMapPack        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcMapPack, fc_map_pack_unref)
GBytes         *fc_map_pack_read       (FcMapPack        *self,
                                        FcMapTile         tile,
                                        GError          **error);

G_END_DECLS
