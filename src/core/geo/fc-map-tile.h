/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * A square of the world as Web Mercator shows it: at a zoom there are 2^zoom columns, from 180° west, and as many rows, from
 * 85.05° north.
 */
typedef struct {
  guint zoom, column, row;
} FcMapTile;

#define FC_MAP_TILE_CLOSEST 24                /* the greatest zoom that is taken from anybody */
#define FC_MAP_TILE_MOST    (4 * 1024 * 1024) /* bytes of a tile's picture */

/* What a tile's first bytes say it is. */
typedef enum {
  FC_MAP_TILE_UNKNOWN,
  FC_MAP_TILE_PNG,
  FC_MAP_TILE_JPEG,
  FC_MAP_TILE_WEBP,
  FC_MAP_TILE_VECTOR, /* shapes without a style, alone or compressed */
} FcMapTileKind;

/* Degrees. */
typedef struct {
  double west, south, east, north;
} FcMapBounds;

gboolean      fc_map_tile_is_valid    (FcMapTile             self);
FcMapTile     fc_map_tile_parent      (FcMapTile             self,
                                       guint                 levels);
guint         fc_map_tile_row_of_tms  (guint                 zoom,
                                       guint                 row);
FcMapTileKind fc_map_tile_kind        (gconstpointer         data,
                                       gsize                 size);

FcMapBounds   fc_map_bounds_of_tiles  (FcMapTile             north_west,
                                       FcMapTile             south_east);
gboolean      fc_map_bounds_read      (const char           *text,
                                       FcMapBounds          *bounds);
char         *fc_map_bounds_to_json   (const FcMapBounds    *self);
gboolean      fc_map_bounds_from_json (const char           *json,
                                       FcMapBounds          *bounds);
gboolean      fc_map_bounds_meet      (const FcMapBounds    *self,
                                       const FcMapBounds    *other);

gboolean      fc_tile_address_check   (const char           *address,
                                       GError              **error);
char         *fc_tile_address_of      (const char           *address,
                                       FcMapTile             tile);

G_END_DECLS
