/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-map-tile.h"

#include "fc-geo-text-private.h"
#include "fc-json.h"

#include <math.h>
#include <string.h>

#define HIGHEST   85.0511287798066 /* degrees: what is beyond is on no tile */
#define IN_DEGREE 1e7              /* of the numbers that a row keeps */

static const struct {
  const char *bytes;
  gsize at, length;
  FcMapTileKind kind;
} beginnings[] = {
  { "\x89PNG\r\n\x1a\n", 0, 8, FC_MAP_TILE_PNG },
  { "\xff\xd8\xff", 0, 3, FC_MAP_TILE_JPEG },
  { "WEBP", 8, 4, FC_MAP_TILE_WEBP },
  { "\x1f\x8b", 0, 2, FC_MAP_TILE_VECTOR },
  { "\x78\x9c", 0, 2, FC_MAP_TILE_VECTOR },
  { "\x1a", 0, 1, FC_MAP_TILE_VECTOR },
};

gboolean
fc_map_tile_is_valid (FcMapTile self)
{
  return self.zoom <= FC_MAP_TILE_CLOSEST && self.column >> self.zoom == 0 && self.row >> self.zoom == 0;
}

/**
 * fc_map_tile_parent:
 * @levels: up to the zoom of @self
 *
 * Returns: the tile that shows the same and more, so many zooms further out
 */
FcMapTile
fc_map_tile_parent (FcMapTile self,
                    guint     levels)
{
  g_return_val_if_fail (levels <= self.zoom, self);

  return (FcMapTile){ self.zoom - levels, self.column >> levels, self.row >> levels };
}

/**
 * fc_map_tile_row_of_tms:
 * @row: from the north; or from the south, as MBTiles counts them
 *
 * Returns: the same row, counted from the other side
 */
guint
fc_map_tile_row_of_tms (guint zoom,
                        guint row)
{
  return (1u << zoom) - 1 - row;
}

/**
 * fc_map_tile_kind:
 *
 * By what it begins with, not by what somebody says it is.
 */
FcMapTileKind
fc_map_tile_kind (gconstpointer data,
                  gsize         size)
{
  for (gsize i = 0; i < G_N_ELEMENTS (beginnings); i++)
    if (size >= beginnings[i].at + beginnings[i].length &&
        memcmp ((const char *) data + beginnings[i].at, beginnings[i].bytes, beginnings[i].length) == 0)
      return beginnings[i].kind;
  return FC_MAP_TILE_UNKNOWN;
}

static double
longitude_of (guint zoom,
              guint column)
{
  return ldexp (column, -(int) zoom) * 360 - 180;
}

static double
latitude_of (guint zoom,
             guint row)
{
  return 90 - 360 * atan (exp ((ldexp (row, -(int) zoom) - 0.5) * 2 * G_PI)) / G_PI;
}

/**
 * fc_map_bounds_of_tiles:
 *
 * Returns: what the tiles from @north_west to @south_east cover, both included
 */
FcMapBounds
fc_map_bounds_of_tiles (FcMapTile north_west,
                        FcMapTile south_east)
{
  return (FcMapBounds){ longitude_of (north_west.zoom, north_west.column),
                        latitude_of (south_east.zoom, south_east.row + 1),
                        longitude_of (south_east.zoom, south_east.column + 1),
                        latitude_of (north_west.zoom, north_west.row) };
}

static gboolean
tidy (FcMapBounds *self)
{
  self->west = CLAMP (self->west, -180, 180);
  self->east = CLAMP (self->east, -180, 180);
  self->south = CLAMP (self->south, -HIGHEST, HIGHEST);
  self->north = CLAMP (self->north, -HIGHEST, HIGHEST);
  return self->west < self->east && self->south < self->north;
}

/**
 * fc_map_bounds_read:
 * @text: "west,south,east,north" in degrees, as MBTiles writes it
 * @bounds: (out):
 *
 * Returns: FALSE where they enclose nothing
 */
gboolean
fc_map_bounds_read (const char  *text,
                    FcMapBounds *bounds)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", 5);
  double numbers[4];

  if (g_strv_length (parts) != G_N_ELEMENTS (numbers))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (!fc_geo_read_number (parts[i], strlen (parts[i]), &numbers[i]))
      return FALSE;
  *bounds = (FcMapBounds){ numbers[0], numbers[1], numbers[2], numbers[3] };
  return tidy (bounds);
}

/**
 * fc_map_bounds_to_json:
 *
 * Returns: (transfer full): as the row of a map pack keeps them: [west, south, east, north] in 1e-7 degree
 */
char *
fc_map_bounds_to_json (const FcMapBounds *self)
{
  return g_strdup_printf ("[%ld,%ld,%ld,%ld]", lround (self->west * IN_DEGREE), lround (self->south * IN_DEGREE),
                          lround (self->east * IN_DEGREE), lround (self->north * IN_DEGREE));
}

/**
 * fc_map_bounds_from_json:
 * @json: (nullable):
 * @bounds: (out):
 *
 * Returns: FALSE where it says none
 */
gboolean
fc_map_bounds_from_json (const char  *json,
                         FcMapBounds *bounds)
{
  g_autoptr (JsonNode) root = json != NULL ? fc_json_parse (json, -1, NULL) : NULL;
  JsonArray *list = root != NULL && JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;
  double numbers[4];

  if (list == NULL || json_array_get_length (list) != G_N_ELEMENTS (numbers))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      if (!JSON_NODE_HOLDS_VALUE (json_array_get_element (list, i)))
        return FALSE;
      numbers[i] = (double) json_array_get_int_element (list, i) / IN_DEGREE;
    }
  *bounds = (FcMapBounds){ numbers[0], numbers[1], numbers[2], numbers[3] };
  return tidy (bounds);
}

gboolean
fc_map_bounds_meet (const FcMapBounds *self,
                    const FcMapBounds *other)
{
  return self->west < other->east && other->west < self->east && self->south < other->north &&
         other->south < self->north;
}
