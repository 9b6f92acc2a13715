/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-tile-cache.h"

#include <glib/gstdio.h>
#include <utime.h>

#define SERVER_DIGITS 12  /* of the hash of an address: tiles of several servers lie side by side */
#define KEPT          0.9 /* of what may be kept, after some were thrown away */

struct _FcTileCache {
  gatomicrefcount count;
  char *folder;
  char *server;
  gint64 most; /* bytes */
  GMutex lock; /* of what follows */
  gint64 size; /* bytes, -1: not counted yet */
};

/* A file of the folder. */
typedef struct {
  char *path;
  gint64 fresh_until; /* UTC s: the time of its last change is set to it */
  gint64 size;
} Entry;

static void
entry_clear (gpointer data)
{
  g_free (((Entry *) data)->path);
}

/**
 * fc_tile_cache_new:
 * @folder: made when the first tile is kept
 * @address: of the server's tiles, with its places
 * @most: bytes
 *
 * Returns: (transfer full)
 */
FcTileCache *
fc_tile_cache_new (const char *folder,
                   const char *address,
                   gint64      most)
{
  FcTileCache *self = g_new0 (FcTileCache, 1);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, address, -1);

  g_atomic_ref_count_init (&self->count);
  g_mutex_init (&self->lock);
  self->folder = g_strdup (folder);
  self->server = g_strndup (hash, SERVER_DIGITS);
  self->most = most;
  self->size = -1;
  return self;
}

FcTileCache *
fc_tile_cache_ref (FcTileCache *self)
{
  g_atomic_ref_count_inc (&self->count);
  return self;
}

void
fc_tile_cache_unref (FcTileCache *self)
{
  if (!g_atomic_ref_count_dec (&self->count))
    return;
  g_mutex_clear (&self->lock);
  g_free (self->folder);
  g_free (self->server);
  g_free (self);
}

static char *
path_of (FcTileCache *self,
         FcMapTile    tile)
{
  g_autofree char *name = g_strdup_printf ("%s-%u-%u-%u", self->server, tile.zoom, tile.column, tile.row);

  return g_build_filename (self->folder, name, NULL);
}

/**
 * fc_tile_cache_get:
 * @fresh: (out): whether it need not be asked for again
 *
 * Returns: (transfer full) (nullable):
 */
GBytes *
fc_tile_cache_get (FcTileCache *self,
                   FcMapTile    tile,
                   gboolean    *fresh)
{
  g_autofree char *path = path_of (self, tile);
  char *data;
  gsize size;
  GStatBuf about;

  *fresh = FALSE;
  if (g_stat (path, &about) != 0 || about.st_size > FC_MAP_TILE_MOST || !g_file_get_contents (path, &data, &size, NULL))
    return NULL;
  *fresh = about.st_mtime > g_get_real_time () / G_USEC_PER_SEC;
  return g_bytes_new_take (data, size);
}

static GArray *
list_entries (FcTileCache *self)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  g_array_set_clear_func (entries, entry_clear);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      Entry entry = { .path = g_build_filename (self->folder, name, NULL) };
      GStatBuf about;

      if (g_lstat (entry.path, &about) != 0 || !S_ISREG (about.st_mode))
        {
          entry_clear (&entry);
          continue;
        }
      entry.fresh_until = about.st_mtime;
      entry.size = about.st_size;
      g_array_append_val (entries, entry);
    }
  return entries;
}

static int
compare_freshness (gconstpointer a,
                   gconstpointer b)
{
  gint64 x = ((const Entry *) a)->fresh_until, y = ((const Entry *) b)->fresh_until;

  return (x > y) - (x < y);
}

/* Counts what there is, for another process may write there, too; the stalest go first. */
static void
make_room (FcTileCache *self)
{
  g_autoptr (GArray) entries = list_entries (self);

  self->size = 0;
  for (guint i = 0; i < entries->len; i++)
    self->size += g_array_index (entries, Entry, i).size;
  if (self->size <= self->most)
    return;
  g_array_sort (entries, compare_freshness);
  for (guint i = 0; i < entries->len && self->size > (gint64) ((double) self->most * KEPT); i++)
    if (g_unlink (g_array_index (entries, Entry, i).path) == 0)
      self->size -= g_array_index (entries, Entry, i).size;
}

/**
 * fc_tile_cache_put:
 * @fresh_until: UTC µs
 *
 * What the disk does not take is fetched again another time: nobody need hear of it.
 */
void
fc_tile_cache_put (FcTileCache *self,
                   FcMapTile    tile,
                   GBytes      *bytes,
                   gint64       fresh_until)
{
  g_autofree char *path = path_of (self, tile);
  time_t until = (time_t) (fresh_until / G_USEC_PER_SEC);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  if (g_mkdir_with_parents (self->folder, 0700) != 0 ||
      !g_file_set_contents_full (path, data, (gssize) size, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL))
    return;
  g_utime (path, &(struct utimbuf){ until, until });
  g_mutex_lock (&self->lock);
  if (self->size >= 0)
    self->size += (gint64) size;
  if (self->size < 0 || self->size > self->most)
    make_room (self);
  g_mutex_unlock (&self->lock);
}
