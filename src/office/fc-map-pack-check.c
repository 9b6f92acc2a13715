/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-map-pack-private.h"

#include "fc-db-care.h"
#include "fc-error.h"
#include "fc-map-picture.h"
#include "fc-statement.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define BEGINNING "SQLite format 3" /* and a zero */

/* What the file says in its table "metadata". */
typedef struct {
  char *name, *format, *bounds, *attribution; /* (nullable) */
} Said;

static void
said_clear (Said *self)
{
  g_free (self->name);
  g_free (self->format);
  g_free (self->bounds);
  g_free (self->attribution);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Said, said_clear)

void
fc_map_pack_about_free (FcMapPackAbout *self)
{
  g_free (self->name);
  g_free (self->attribution);
  g_free (self);
}

static gboolean
refuse (GError     **error,
        const char  *format,
        const char  *name)
{
  g_set_error (error, FC_ERROR, FC_ERROR_INVALID, format, name);
  return FALSE;
}

static gboolean
check_beginning (const char  *path,
                 const char  *name,
                 GError     **error)
{
  char beginning[sizeof BEGINNING] = { 0 };
  FILE *file = fopen (path, "rbe");
  gsize n = file != NULL ? fread (beginning, 1, sizeof beginning, file) : 0;
  int reason = errno;

  if (file == NULL)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_NOT_FOUND, _ ("%s cannot be read: %s"), name, g_strerror (reason));
      return FALSE;
    }
  fclose (file);
  if (n == sizeof beginning && memcmp (beginning, BEGINNING, sizeof beginning) == 0)
    return TRUE;
  return refuse (error, _ ("%s is no map pack, or was cut off at its beginning. Choose an MBTiles file (.mbtiles)"),
                 name);
}

static gboolean
check_tables (FcDb        *db,
              const char  *name,
              GError     **error)
{
  gint64 n;

  if (!fc_db_get_int (db,
                      "SELECT count(*) FROM sqlite_schema WHERE type IN ('table', 'view')"
                      " AND name IN ('metadata', 'tiles')",
                      &n, error))
    return FALSE;
  return n == 2 ||
         refuse (error, _ ("%s is a database, but has no map in it. Choose an MBTiles file (.mbtiles)"), name);
}

static gboolean
read_said (FcDb    *db,
           Said    *said,
           GError **error)
{
  g_autoptr (FcStatement) select = fc_db_prepare (
    db, "SELECT name, substr (value, 1, 2000) FROM metadata WHERE name IN ('name', 'format', 'bounds', 'attribution')",
    error);
  int next;

  if (select == NULL)
    return FALSE;
  while ((next = fc_statement_next (select, error)) > 0)
    {
      const char *key = fc_statement_get_text (select, 0), *value = fc_statement_get_text (select, 1);
      char **to = g_strcmp0 (key, "name") == 0     ? &said->name
                  : g_strcmp0 (key, "format") == 0 ? &said->format
                  : g_strcmp0 (key, "bounds") == 0 ? &said->bounds
                                                   : &said->attribution;

      g_free (*to);
      *to = value != NULL && *value != '\0' ? g_utf8_make_valid (value, -1) : NULL;
    }
  return next == 0;
}

static gboolean
refuse_vector (GError     **error,
               const char  *name)
{
  return refuse (error,
                 _ ("%s is a vector map: it holds shapes, not pictures. Choose one with raster tiles, PNG or JPEG"),
                 name);
}

/* One tile stands for all: tools make them alike. */
static gboolean
check_a_tile (FcDb        *db,
              const Said  *said,
              const char  *name,
              GError     **error)
{
  g_autoptr (FcStatement) select = fc_db_prepare (db, "SELECT tile_data FROM tiles LIMIT 1", error);
  int next = select != NULL ? fc_statement_next (select, error) : -1;
  g_autoptr (GBytes) tile = next > 0 ? fc_statement_dup_bytes (select, 0) : NULL;
  g_autoptr (GdkPixbuf) picture = NULL;
  FcMapTileKind kind;
  const char *data;
  gsize size;

  if (next < 0)
    return FALSE;
  if (tile == NULL)
    return refuse (error, _ ("%s has no tiles: the map in it is empty. Make or download it again"), name);
  data = g_bytes_get_data (tile, &size);
  kind = fc_map_tile_kind (data, size);
  if (kind == FC_MAP_TILE_VECTOR || g_strcmp0 (said->format, "pbf") == 0 || g_strcmp0 (said->format, "mvt") == 0)
    return refuse_vector (error, name);
  if (kind == FC_MAP_TILE_WEBP && !fc_map_picture_can_read (kind))
    return refuse (error, _ ("%s has tiles in WebP, which this computer cannot read. Choose one with PNG or JPEG"),
                   name);
  picture = size <= FC_MAP_TILE_MOST ? fc_map_picture_decode (tile, NULL) : NULL;
  return picture != NULL ||
         refuse (error, _ ("The tiles of %s are no pictures that can be read. Choose a map with PNG or JPEG tiles"),
                 name);
}

static gboolean
check_zooms (FcDb            *db,
             FcMapPackAbout  *about,
             const char      *name,
             GError         **error)
{
  gint64 least, most;

  if (!fc_db_get_int (db, "SELECT min (zoom_level) FROM tiles", &least, error) ||
      !fc_db_get_int (db, "SELECT max (zoom_level) FROM tiles", &most, error))
    return FALSE;
  if (least < 0 || most > FC_MAP_TILE_CLOSEST)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_INVALID,
                   _ ("%s has tiles of zoom %" PRId64 " to %" PRId64 ". A map goes from 0 to %d: make it again"), name,
                   least, most, FC_MAP_TILE_CLOSEST);
      return FALSE;
    }
  about->min_zoom = (guint) least;
  about->max_zoom = (guint) most;
  return TRUE;
}

static guint
column_or_row (FcStatement *select,
               int          column,
               guint        zoom)
{
  return (guint) CLAMP (fc_statement_get_int (select, column), 0, (1 << zoom) - 1);
}

/* The file's own word where it gives one; otherwise what the tiles of its greatest zoom cover. */
static gboolean
find_bounds (FcDb            *db,
             const Said      *said,
             FcMapPackAbout  *about,
             GError         **error)
{
  g_autoptr (FcStatement) select = NULL;
  guint zoom = about->max_zoom;

  if (said->bounds != NULL && fc_map_bounds_read (said->bounds, &about->bounds))
    return TRUE;
  select = fc_db_prepare (db,
                          "SELECT min (tile_column), max (tile_column), min (tile_row), max (tile_row)"
                          " FROM tiles WHERE zoom_level = ?",
                          error);
  if (select == NULL)
    return FALSE;
  fc_statement_bind_int (select, 1, zoom);
  if (fc_statement_next (select, error) <= 0)
    return FALSE;
  about->bounds =
    fc_map_bounds_of_tiles ((FcMapTile){ zoom, column_or_row (select, 0, zoom),
                                         fc_map_tile_row_of_tms (zoom, column_or_row (select, 3, zoom)) },
                            (FcMapTile){ zoom, column_or_row (select, 1, zoom),
                                         fc_map_tile_row_of_tms (zoom, column_or_row (select, 2, zoom)) });
  return TRUE;
}

static FcMapPackAbout *
look (FcDb        *db,
      const char  *name,
      gboolean     thoroughly,
      GError     **error)
{
  g_autoptr (FcMapPackAbout) about = g_new0 (FcMapPackAbout, 1);
  g_auto (Said) said = { 0 };
  g_autofree char *own = NULL;

  if (!check_tables (db, name, error) || !read_said (db, &said, error) || !check_a_tile (db, &said, name, error) ||
      !check_zooms (db, about, name, error) || !find_bounds (db, &said, about, error) ||
      (thoroughly && !fc_db_quick_check (db, NULL, NULL, error)))
    return NULL;
  own = said.name != NULL ? fc_map_words_plain (said.name) : NULL;
  about->name = own != NULL && *own != '\0' ? g_steal_pointer (&own) : fc_map_name_of_file (name);
  about->attribution = said.attribution != NULL ? fc_map_words_plain (said.attribution) : NULL;
  return g_steal_pointer (&about);
}

/* What SQLite says names a file of ours, and a data file that is not meant. */
static void
say_damaged (const char  *name,
             GError     **error)
{
  if (error == NULL || *error == NULL || (*error)->domain != FC_DB_ERROR)
    return;
  if (g_error_matches (*error, FC_DB_ERROR, FC_DB_ERROR_CORRUPT) ||
      g_error_matches (*error, FC_DB_ERROR, FC_DB_ERROR_FAILED))
    {
      g_clear_error (error);
      g_set_error (error, FC_ERROR, FC_ERROR_INVALID,
                   _ ("%s is damaged or was not downloaded to its end. Copy or download it again"), name);
    }
}

/**
 * fc_map_pack_check:
 * @path: an absolute one
 * @name: what the person calls the file, for the errors
 * @thoroughly: reads all of it, so that nothing damaged is found out later
 * @error: FC_ERROR_INVALID with what is wrong with it and what to do
 *
 * Never writes, nor lets anything in the file write: somebody else made it. Any thread; blocks.
 *
 * Returns: (transfer full) (nullable):
 */
FcMapPackAbout *
fc_map_pack_check (const char    *path,
                   const char    *name,
                   gboolean       thoroughly,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_autoptr (FcDb) db = NULL;
  g_autoptr (GError) reason = NULL;
  FcMapPackAbout *about = NULL;

  if (!check_beginning (path, name, error))
    return NULL;
  db = fc_db_open (path, FC_DB_READ_ONLY | FC_DB_FOREIGN, &reason);
  if (db != NULL)
    {
      fc_db_set_cancellable (db, cancellable);
      about = look (db, name, thoroughly, &reason);
    }
  say_damaged (name, &reason);
  if (about == NULL)
    g_propagate_error (error, g_steal_pointer (&reason));
  return about;
}
