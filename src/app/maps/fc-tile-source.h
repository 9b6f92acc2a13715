/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

#include "fc-tile-client.h"
#include "fc-tile-painter.h"

G_BEGIN_DECLS

/*
 * Tiles of the map, painted in threads of their own. What is there without a network is shown at once; what the map server
 * sends later takes its place.
 */
#define FC_TYPE_TILE_SOURCE (fc_tile_source_get_type ())
G_DECLARE_FINAL_TYPE (FcTileSource, fc_tile_source, FC, TILE_SOURCE, ShumateMapSource)

ShumateMapSource *fc_tile_source_new (FcTilePainter *painter,
                                      FcTileClient  *client,
                                      int            scale,
                                      gboolean       by_cairo);

G_END_DECLS
