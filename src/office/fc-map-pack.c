/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-map-pack.h"

#include "fc-statement.h"

#define SELECT_TILE "SELECT tile_data FROM tiles WHERE zoom_level = ?1 AND tile_column = ?2 AND tile_row = ?3 LIMIT 1"

struct _FcMapPack {
  gatomicrefcount count;
  GMutex lock; /* of the connection */
  FcDb *db;
  guint min_zoom, max_zoom;
};

/**
 * fc_map_pack_open:
 * @path: a file that fc_map_pack_check() found good
 * @min_zoom: of its tiles
 *
 * Returns: (transfer full) (nullable):
 */
FcMapPack *
fc_map_pack_open (const char  *path,
                  guint        min_zoom,
                  guint        max_zoom,
                  GError     **error)
{
  FcDb *db = fc_db_open (path, FC_DB_READ_ONLY | FC_DB_FOREIGN, error);
  FcMapPack *self;

  if (db == NULL)
    return NULL;
  self = g_new0 (FcMapPack, 1);
  g_atomic_ref_count_init (&self->count);
  g_mutex_init (&self->lock);
  self->db = db;
  self->min_zoom = min_zoom;
  self->max_zoom = max_zoom;
  return self;
}

FcMapPack *
fc_map_pack_ref (FcMapPack *self)
{
  g_atomic_ref_count_inc (&self->count);
  return self;
}

void
fc_map_pack_unref (FcMapPack *self)
{
  if (!g_atomic_ref_count_dec (&self->count))
    return;
  fc_db_close (self->db);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static GBytes *
read_tile (FcMapPack  *self,
           FcMapTile   tile,
           GError    **error)
{
  g_autoptr (FcStatement) select = fc_db_prepare (self->db, SELECT_TILE, error);
  gsize size = 0;

  if (select == NULL)
    return NULL;
  fc_statement_bind_int (select, 1, tile.zoom);
  fc_statement_bind_int (select, 2, tile.column);
  fc_statement_bind_int (select, 3, fc_map_tile_row_of_tms (tile.zoom, tile.row));
  if (fc_statement_next (select, error) <= 0)
    return NULL;
  fc_statement_get_blob (select, 0, &size);
  return size > 0 && size <= FC_MAP_TILE_MOST ? fc_statement_dup_bytes (select, 0) : NULL;
}

/**
 * fc_map_pack_read:
 * @error: FC_DB_ERROR where the file cannot be read; not set where there is no such tile
 *
 * Any thread; blocks.
 *
 * Returns: (transfer full) (nullable): the picture, as it lies in the file
 */
GBytes *
fc_map_pack_read (FcMapPack  *self,
                  FcMapTile   tile,
                  GError    **error)
{
  GBytes *picture;

  if (tile.zoom < self->min_zoom || tile.zoom > self->max_zoom || !fc_map_tile_is_valid (tile))
    return NULL;
  g_mutex_lock (&self->lock);
  picture = read_tile (self, tile, error);
  g_mutex_unlock (&self->lock);
  return picture;
}
