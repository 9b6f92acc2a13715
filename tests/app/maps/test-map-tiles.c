/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-test-mbtiles.h"
#include "fc-tile-painter.h"
#include "fc-tile-source.h"

#include <glib/gstdio.h>
#include <gtk/gtk.h>
#include <libsoup/soup.h>

/* What a tile shows: a pack's, the server's, a part of one further out, or the base map; never a hole. */

#define SIZE    256
#define WAIT_US (60 * G_USEC_PER_SEC)
#define SERVER  0x3366cc /* the colour of its tiles */

typedef struct {
  char *folder, *cache_folder;
  FcBaseMapLook look;
  GPtrArray *packs;
  SoupServer *server;
  char *address;
  FcTileClient *client;
  guint n_asked;
  gboolean down;
} World;

static const guint no_wait[] = { 20 };

static void
asked_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           data)
{
  World *world = data;
  g_autoptr (GBytes) tile = fc_test_tile ("png", SERVER);
  gsize size;
  const char *bytes = g_bytes_get_data (tile, &size);

  world->n_asked++;
  soup_server_message_set_response (message, "image/png", SOUP_MEMORY_COPY, bytes, size);
  soup_server_message_set_status (message, world->down ? SOUP_STATUS_BAD_GATEWAY : SOUP_STATUS_OK, NULL);
}

static void
set_up (World         *world,
        gconstpointer  unused)
{
  g_autoslist (GUri) uris = NULL;

  world->folder = g_dir_make_tmp ("map-tiles-XXXXXX", NULL);
  world->cache_folder = g_build_filename (world->folder, "cache", NULL);
  world->look = fc_base_map_look (FALSE);
  world->packs = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_map_pack_unref);
  world->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (world->server, NULL, asked_cb, world, NULL);
  g_assert_true (soup_server_listen_local (world->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (world->server);
  world->address = g_strdup_printf ("http://127.0.0.1:%d/{z}/{x}/{y}", g_uri_get_port (uris->data));
  world->client = fc_tile_client_new (world->address, world->cache_folder, FC_TILE_CLIENT_CACHE);
  fc_tile_client_set_waits (world->client, no_wait, G_N_ELEMENTS (no_wait));
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static void
tear_down (World         *world,
           gconstpointer  unused)
{
  fc_tile_client_stop (world->client);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (world->client);
  g_object_unref (world->server);
  g_ptr_array_unref (world->packs);
  remove_folder (world->folder);
  g_free (world->folder);
  g_free (world->cache_folder);
  g_free (world->address);
}

static void
add_pack (World               *world,
          const char          *name,
          const FcTestMbtiles *spec)
{
  g_autofree char *path = g_build_filename (world->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  fc_test_mbtiles_write (path, spec);
  g_ptr_array_add (world->packs, fc_map_pack_open (path, spec->min_zoom, spec->max_zoom, &error));
  g_assert_no_error (error);
}

static guint32
pixel (cairo_surface_t *surface,
       int              x,
       int              y)
{
  const guint8 *data;

  cairo_surface_flush (surface);
  data = cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface);
  return ((const guint32 *) (gconstpointer) data)[x] & 0xffffff;
}

/* The colour in the middle of a tile, which is the same in its corners: no seam. */
static guint32
painted (World     *world,
         gboolean   online,
         FcMapTile  tile,
         gboolean  *wants)
{
  g_autoptr (FcTilePainter) painter =
    fc_tile_painter_new (&world->look, world->packs, online ? fc_tile_client_get_cache (world->client) : NULL);
  cairo_surface_t *surface = fc_tile_painter_paint (painter, tile, SIZE, wants);
  guint32 middle = pixel (surface, SIZE / 2, SIZE / 2);

  g_assert_cmphex (pixel (surface, 0, 0), ==, middle);
  g_assert_cmphex (pixel (surface, SIZE - 1, SIZE - 1), ==, middle);
  cairo_surface_destroy (surface);
  return middle;
}

static guint32
sea (World *world)
{
  GdkRGBA colour = world->look.sea;

  return (guint32) (colour.red * 255 + 0.5F) << 16 | (guint32) (colour.green * 255 + 0.5F) << 8 |
         (guint32) (colour.blue * 255 + 0.5F);
}

/* In the Pacific, west of everything: column 0 of zoom 5, row 16. */
static const FcTestMbtiles pacific = { .min_zoom = 4, .max_zoom = 5, .west = 0, .east = 1, .north = 16, .south = 17 };

static void
test_a_pack_and_what_it_lacks (World         *world,
                               gconstpointer  unused)
{
  gboolean wants;

  add_pack (world, "pacific.mbtiles", &pacific);
  g_assert_cmphex (painted (world, FALSE, (FcMapTile){ 5, 0, 16 }, &wants), ==, fc_test_colour (5, 0, 16));
  g_assert_cmphex (painted (world, FALSE, (FcMapTile){ 5, 1, 17 }, &wants), ==, fc_test_colour (5, 1, 17));
  g_assert_cmphex (painted (world, FALSE, (FcMapTile){ 4, 0, 8 }, &wants), ==, fc_test_colour (4, 0, 8));
  /* Nearer than it goes: a part of the tile above, the right one. */
  g_assert_cmphex (painted (world, FALSE, (FcMapTile){ 8, 7, 135 }, &wants), ==, fc_test_colour (5, 0, 16));
  g_assert_cmphex (painted (world, FALSE, (FcMapTile){ 8, 8, 136 }, &wants), ==, fc_test_colour (5, 1, 17));
  /* So near that it would be a few large pixels, beside it, and further out: the base map. */
  g_assert_cmphex (painted (world, FALSE, (FcMapTile){ 12, 1, 16 << 7 }, &wants), ==, sea (world));
  g_assert_cmphex (painted (world, FALSE, (FcMapTile){ 5, 2, 19 }, &wants), ==, sea (world));
  g_assert_false (wants);
}

static void
test_parts_of_a_picture (World         *world,
                         gconstpointer  unused)
{
  g_autoptr (GdkPixbuf) quarters = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, SIZE, SIZE);
  g_autoptr (GBytes) tile = NULL;
  FcTestMbtiles spec = { .max_zoom = 0 };
  gboolean wants;
  char *data;
  gsize size;

  for (int i = 0; i < 4; i++)
    {
      g_autoptr (GdkPixbuf) part =
        gdk_pixbuf_new_subpixbuf (quarters, i % 2 * SIZE / 2, i / 2 * SIZE / 2, SIZE / 2, SIZE / 2);

      gdk_pixbuf_fill (part, (fc_test_colour (1, (guint) i % 2, (guint) i / 2) << 8) | 0xff);
    }
  g_assert_true (gdk_pixbuf_save_to_buffer (quarters, &data, &size, "png", NULL, NULL));
  tile = g_bytes_new_take (data, size);
  spec.tile = tile;
  add_pack (world, "quarters.mbtiles", &spec);
  for (guint column = 0; column < 4; column++)
    for (guint row = 0; row < 4; row++)
      {
        g_autoptr (FcTilePainter) painter = fc_tile_painter_new (&world->look, world->packs, NULL);
        cairo_surface_t *surface = fc_tile_painter_paint (painter, (FcMapTile){ 2, column, row }, SIZE, &wants);

        g_assert_cmphex (pixel (surface, SIZE / 2, SIZE / 2), ==, fc_test_colour (1, column / 2, row / 2));
        cairo_surface_destroy (surface);
      }
}

static void
finished_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
wait_until (gboolean (*what) (gpointer data), gpointer data)
{
  gint64 until = g_get_monotonic_time () + WAIT_US;

  while (!what (data))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, until);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
    }
}

static gboolean
is_set (gpointer data)
{
  return *(gpointer *) data != NULL;
}

static gboolean
is_shown (gpointer tile)
{
  return shumate_tile_get_state (tile) == SHUMATE_STATE_DONE;
}

static gboolean
has_problem (gpointer client)
{
  return fc_tile_client_get_problem (client) != NULL;
}

static ShumateMapSource *
new_source (World    *world,
            gboolean  online)
{
  g_autoptr (FcTilePainter) painter =
    fc_tile_painter_new (&world->look, world->packs, online ? fc_tile_client_get_cache (world->client) : NULL);

  return fc_tile_source_new (painter, online ? world->client : NULL, 1, TRUE);
}

static ShumateTile *
new_tile (FcMapTile tile)
{
  return shumate_tile_new_full ((int) tile.column, (int) tile.row, SIZE, (int) tile.zoom);
}

/* Shown at once from what is there; the task ends when there is nothing better to come. */
static void
fill (World     *world,
      gboolean   online,
      FcMapTile  place)
{
  g_autoptr (ShumateMapSource) source = new_source (world, online);
  g_autoptr (ShumateTile) tile = new_tile (place);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  shumate_map_source_fill_tile_async (source, tile, cancellable, finished_cb, &result);
  wait_until (is_set, &result);
  g_assert_true (shumate_map_source_fill_tile_finish (source, result, &error));
  g_assert_no_error (error);
  g_assert_true (is_shown (tile));
  g_assert_nonnull (shumate_tile_get_paintable (tile));
}

static void
test_a_server_where_packs_end (World         *world,
                               gconstpointer  unused)
{
  FcMapTile inside = { 5, 0, 16 }, outside = { 5, 3, 16 };
  gboolean wants;

  add_pack (world, "pacific.mbtiles", &pacific);
  fill (world, FALSE, inside);
  fill (world, FALSE, outside);
  g_assert_cmpuint (world->n_asked, ==, 0); /* off */
  fill (world, TRUE, inside);
  g_assert_cmpuint (world->n_asked, ==, 0); /* a pack has it */
  fill (world, TRUE, outside);
  g_assert_cmpuint (world->n_asked, ==, 1);
  g_assert_cmphex (painted (world, TRUE, outside, &wants), ==, SERVER);
  g_assert_false (wants);
  fill (world, TRUE, outside);
  g_assert_cmpuint (world->n_asked, ==, 1);                                              /* it lies in the cache */
  g_assert_cmphex (painted (world, FALSE, outside, &wants), ==, sea (world));            /* off again: not even that */
  g_assert_cmphex (painted (world, TRUE, (FcMapTile){ 7, 12, 64 }, &wants), ==, SERVER); /* enlarged, until it comes */
  g_assert_true (wants);
}

static void
test_a_server_that_is_down (World         *world,
                            gconstpointer  unused)
{
  FcMapTile place = { 6, 3, 40 };
  g_autoptr (ShumateMapSource) source = new_source (world, TRUE);
  g_autoptr (ShumateTile) tile = new_tile (place), left = new_tile ((FcMapTile){ 6, 4, 40 });
  g_autoptr (GCancellable) cancellable = g_cancellable_new (), stays = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL, left_result = NULL;
  g_autoptr (GdkPaintable) before = NULL;
  gboolean wants;

  world->down = TRUE;
  shumate_map_source_fill_tile_async (source, tile, stays, finished_cb, &result);
  shumate_map_source_fill_tile_async (source, left, cancellable, finished_cb, &left_result);
  wait_until (has_problem, world->client);
  wait_until (is_shown, tile);
  g_assert_cmphex (painted (world, TRUE, place, &wants), ==, sea (world)); /* no hole */
  before = g_object_ref (shumate_tile_get_paintable (tile));
  g_cancellable_cancel (cancellable); /* moved away */
  world->down = FALSE;
  wait_until (is_set, &result);
  g_assert_true (shumate_map_source_fill_tile_finish (source, result, NULL));
  g_assert_true (shumate_tile_get_paintable (tile) != before);
  g_assert_cmphex (painted (world, TRUE, place, &wants), ==, SERVER);
  wait_until (is_set, &left_result);
  g_assert_false (shumate_map_source_fill_tile_finish (source, left_result, NULL));
}

#define ADD(path, test) g_test_add (path, World, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  ADD ("/map-tiles/a-pack-and-what-it-lacks", test_a_pack_and_what_it_lacks);
  ADD ("/map-tiles/parts-of-a-picture", test_parts_of_a_picture);
  ADD ("/map-tiles/a-server-where-packs-end", test_a_server_where_packs_end);
  ADD ("/map-tiles/a-server-that-is-down", test_a_server_that_is_down);
  return g_test_run ();
}
