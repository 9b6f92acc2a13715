/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-test-mbtiles.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <sqlite3.h>

#define SIDE 256

guint32
fc_test_colour (guint zoom,
                guint column,
                guint row)
{
  return ((zoom * 40 + 30) & 0xff) << 16 | ((column * 60 + 40) & 0xff) << 8 | ((row * 60 + 90) & 0xff);
}

GBytes *
fc_test_tile (const char *format,
              guint32     colour)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, SIDE, SIDE);
  char *data;
  gsize size;

  gdk_pixbuf_fill (pixbuf, colour << 8 | 0xff);
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, format, NULL, NULL));
  return g_bytes_new_take (data, size);
}

static void
run (sqlite3    *db,
     const char *sql)
{
  char *message = NULL;

  if (sqlite3_exec (db, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s: %s", sql, message);
}

static void
say (sqlite3    *db,
     const char *name,
     const char *value)
{
  char *sql = sqlite3_mprintf ("INSERT INTO metadata VALUES (%Q, %Q)", name, value);

  if (value != NULL)
    run (db, sql);
  sqlite3_free (sql);
}

static void
add (sqlite3  *db,
     gboolean  as_view,
     guint     zoom,
     guint     column,
     guint     row,
     GBytes   *tile)
{
  sqlite3_stmt *insert;

  g_assert_cmpint (sqlite3_prepare_v2 (db,
                                       as_view ? "INSERT INTO images VALUES (?3 + ?2 * 1000 + ?1 * 1000000, ?4)"
                                               : "INSERT INTO tiles VALUES (?1, ?2, ?3, ?4)",
                                       -1, &insert, NULL),
                   ==, SQLITE_OK);
  sqlite3_bind_int (insert, 1, (int) zoom);
  sqlite3_bind_int (insert, 2, (int) column);
  sqlite3_bind_int (insert, 3, (int) ((1u << zoom) - 1 - row));
  sqlite3_bind_blob (insert, 4, g_bytes_get_data (tile, NULL), (int) g_bytes_get_size (tile), SQLITE_TRANSIENT);
  g_assert_cmpint (sqlite3_step (insert), ==, SQLITE_DONE);
  sqlite3_finalize (insert);
}

static void
add_tiles (sqlite3             *db,
           const FcTestMbtiles *spec)
{
  gboolean world = spec->east == 0 && spec->south == 0;

  for (guint zoom = spec->min_zoom; zoom <= spec->max_zoom; zoom++)
    {
      guint last = (1u << zoom) - 1, out = spec->max_zoom - zoom;

      for (guint column = world ? 0 : spec->west >> out; column <= (world ? last : spec->east >> out); column++)
        for (guint row = world ? 0 : spec->north >> out; row <= (world ? last : spec->south >> out); row++)
          {
            g_autoptr (GBytes) tile = spec->tile != NULL ? g_bytes_ref (spec->tile)
                                                         : fc_test_tile (spec->picture != NULL ? spec->picture : "png",
                                                                         fc_test_colour (zoom, column, row));

            add (db, spec->as_view, zoom, column, row, tile);
          }
    }
}

void
fc_test_mbtiles_write (const char          *path,
                       const FcTestMbtiles *spec)
{
  sqlite3 *db;

  g_unlink (path);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  run (db, "BEGIN; CREATE TABLE metadata (name TEXT, value TEXT)");
  if (spec->as_view)
    run (db, "CREATE TABLE images (id INTEGER PRIMARY KEY, tile_data BLOB);"
             "CREATE VIEW tiles AS SELECT id / 1000000 AS zoom_level, id / 1000 % 1000 AS tile_column,"
             " id % 1000 AS tile_row, tile_data FROM images");
  else
    run (db, "CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB);"
             "CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row)");
  say (db, "name", spec->name);
  say (db, "format", spec->format);
  say (db, "bounds", spec->bounds);
  say (db, "attribution", spec->attribution);
  if (!spec->no_tiles)
    add_tiles (db, spec);
  run (db, "COMMIT");
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}
