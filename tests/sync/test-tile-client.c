/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-tile-client.h"

#include "fc-error.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>

/* Tiles from a server on loopback: each asked for once, kept within bounds, and a server that fails is waited for. */

#define PICTURE "\x89PNG\r\n\x1a\n and then what a tile looks like"

typedef struct {
  SoupServer *server;
  char *address, *folder;
  guint n_asked, at_once, most_at_once;
  guint status;        /* that it answers with */
  const char *body;    /* that it answers with */
  const char *control; /* (nullable): Cache-Control */
  char *agent, *path;  /* of the last request */
  GQueue held;         /* SoupServerMessage: while it holds them back */
  gboolean holds;
  FcTileClient *client;
} World;

static const guint no_wait[] = { 20 };

static void
answer (World             *world,
        SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  if (world->control != NULL)
    soup_message_headers_append (headers, "Cache-Control", world->control);
  if (SOUP_STATUS_IS_REDIRECTION (world->status))
    soup_message_headers_append (headers, "Location", "http://127.0.0.1:9/elsewhere.png");
  soup_server_message_set_response (message, "image/png", SOUP_MEMORY_COPY, world->body, strlen (world->body));
  soup_server_message_set_status (message, world->status, NULL);
  world->at_once--;
}

static void
asked_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           data)
{
  World *world = data;

  world->n_asked++;
  world->at_once++;
  world->most_at_once = MAX (world->most_at_once, world->at_once);
  g_free (world->agent);
  world->agent =
    g_strdup (soup_message_headers_get_one (soup_server_message_get_request_headers (message), "User-Agent"));
  g_free (world->path);
  world->path = g_strdup (path);
  if (!world->holds)
    {
      answer (world, message);
      return;
    }
  soup_server_message_pause (message);
  g_queue_push_tail (&world->held, g_object_ref (message));
}

static void
let_go (World *world)
{
  SoupServerMessage *message;

  world->holds = FALSE;
  while ((message = g_queue_pop_head (&world->held)) != NULL)
    {
      answer (world, message);
      soup_server_message_unpause (message);
      g_object_unref (message);
    }
}

static void
new_client (World  *world,
            gint64  most)
{
  if (world->client != NULL)
    fc_tile_client_stop (world->client);
  g_clear_object (&world->client);
  world->client = fc_tile_client_new (world->address, world->folder, most);
  fc_tile_client_set_waits (world->client, no_wait, G_N_ELEMENTS (no_wait));
}

static void
set_up (World         *world,
        gconstpointer  unused)
{
  g_autoslist (GUri) uris = NULL;

  world->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (world->server, NULL, asked_cb, world, NULL);
  g_assert_true (soup_server_listen_local (world->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (world->server);
  world->address = g_strdup_printf ("http://127.0.0.1:%d/t/{z}/{x}/{y}.png", g_uri_get_port (uris->data));
  world->folder = g_dir_make_tmp ("tiles-XXXXXX", NULL);
  world->status = SOUP_STATUS_OK;
  world->body = PICTURE;
  new_client (world, FC_TILE_CLIENT_CACHE);
}

static void
tear_down (World         *world,
           gconstpointer  unused)
{
  g_autoptr (GDir) dir = g_dir_open (world->folder, 0, NULL);
  const char *name;

  fc_tile_client_stop (world->client);
  g_object_unref (world->client);
  let_go (world);
  soup_server_disconnect (world->server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (world->server);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (world->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (world->folder);
  g_free (world->folder);
  g_free (world->address);
  g_free (world->agent);
  g_free (world->path);
}

static void
wait_for (World *world, gboolean (*what) (World *world))
{
  gint64 until = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  while (!what (world))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, until);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
    }
}

static void
finished_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GBytes *
fetch (World      *world,
       FcMapTile   tile,
       GError    **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fc_tile_client_fetch_async (world->client, tile, NULL, finished_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return fc_tile_client_fetch_finish (world->client, result, error);
}

static gboolean
has (World     *world,
     FcMapTile  tile,
     gboolean  *fresh)
{
  g_autoptr (GBytes) bytes = fc_tile_cache_get (fc_tile_client_get_cache (world->client), tile, fresh);

  return bytes != NULL;
}

static void
test_asks_once (World         *world,
                gconstpointer  unused)
{
  FcMapTile tile = { 5, 17, 3 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gboolean fresh;

  g_assert_cmpuint (world->n_asked, ==, 0);
  g_assert_false (has (world, tile, &fresh));
  bytes = fetch (world, tile, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), PICTURE, strlen (PICTURE));
  g_assert_cmpstr (world->path, ==, "/t/5/17/3.png");
  g_assert_true (g_str_has_prefix (world->agent, "Forecourt/"));
  g_assert_nonnull (strstr (world->agent, "(+https://"));
  g_assert_cmpuint (world->n_asked, ==, 1);
  new_client (world, FC_TILE_CLIENT_CACHE); /* another day: the cache is what remains */
  g_assert_true (has (world, tile, &fresh));
  g_assert_true (fresh);
  g_assert_false (has (world, (FcMapTile){ 5, 17, 4 }, &fresh));
  g_assert_cmpuint (world->n_asked, ==, 1);
}

static void
test_servers_do_not_mix (World         *world,
                         gconstpointer  unused)
{
  g_autoptr (GBytes) bytes = fetch (world, (FcMapTile){ 1, 0, 0 }, NULL);
  g_autoptr (FcTileCache) other = fc_tile_cache_new (world->folder, "https://other.example/{z}/{x}/{y}", 1000);
  gboolean fresh;

  g_assert_true (has (world, (FcMapTile){ 1, 0, 0 }, &fresh));
  g_assert_null (fc_tile_cache_get (other, (FcMapTile){ 1, 0, 0 }, &fresh));
}

static gboolean
four_are_held (World *world)
{
  return world->held.length == 4;
}

static void
test_a_few_at_once (World         *world,
                    gconstpointer  unused)
{
  GAsyncResult *results[12] = { NULL };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *left = NULL;

  world->holds = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (results); i++) /* each tile twice, as on a map that shows the world twice */
    fc_tile_client_fetch_async (world->client, (FcMapTile){ 4, i / 2, 0 }, NULL, finished_cb, &results[i]);
  fc_tile_client_fetch_async (world->client, (FcMapTile){ 4, 15, 0 }, cancellable, finished_cb, &left);
  wait_for (world, four_are_held);
  g_cancellable_cancel (cancellable); /* the person has moved on before its turn came */
  let_go (world);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (GBytes) bytes = NULL;

      while (results[i] == NULL)
        g_main_context_iteration (NULL, TRUE);
      bytes = fc_tile_client_fetch_finish (world->client, results[i], NULL);
      g_assert_nonnull (bytes);
      g_object_unref (results[i]);
    }
  while (left == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (fc_tile_client_fetch_finish (world->client, left, NULL));
  g_object_unref (left);
  g_assert_cmpuint (world->n_asked, ==, 6);
  g_assert_cmpuint (world->most_at_once, <=, 4);
}

static gboolean
has_problem (World *world)
{
  return fc_tile_client_get_problem (world->client) != NULL;
}

/* Whoever waits gets it when the server is back; until then there is a sentence to show. */
static void
test_waits_for_a_server (World         *world,
                         gconstpointer  unused)
{
  static const struct {
    guint status;
    const char *body, *words;
  } cases[] = {
    { SOUP_STATUS_SERVICE_UNAVAILABLE, "", "error 503" },
    { SOUP_STATUS_FORBIDDEN, "", "key" },
    { SOUP_STATUS_FOUND, "", "another address" },
    { SOUP_STATUS_OK, "<html>Sign in to the café’s network", "no picture" },
    { SOUP_STATUS_OK, "\x1a\x03\x0a\x01x", "raster" },
    { SOUP_STATUS_OK, "", "no picture" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GBytes) bytes = NULL;
      FcMapTile tile = { 8, i, 0 };
      gboolean fresh;

      world->status = cases[i].status;
      world->body = cases[i].body;
      fc_tile_client_fetch_async (world->client, tile, NULL, finished_cb, &result);
      wait_for (world, has_problem);
      g_assert_nonnull (strstr (fc_tile_client_get_problem (world->client), cases[i].words));
      g_assert_null (result);
      g_assert_false (has (world, tile, &fresh));
      world->status = SOUP_STATUS_OK;
      world->body = PICTURE;
      while (result == NULL)
        g_main_context_iteration (NULL, TRUE);
      bytes = fc_tile_client_fetch_finish (world->client, result, NULL);
      g_assert_nonnull (bytes);
      g_assert_null (fc_tile_client_get_problem (world->client));
    }
}

static void
test_a_server_that_is_away (World         *world,
                            gconstpointer  unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_free (world->address);
  world->address = g_strdup ("http://127.0.0.1:9/{z}/{x}/{y}.png");
  new_client (world, FC_TILE_CLIENT_CACHE);
  fc_tile_client_fetch_async (world->client, (FcMapTile){ 3, 1, 1 }, NULL, finished_cb, &result);
  wait_for (world, has_problem);
  g_assert_null (result);
  fc_tile_client_stop (world->client);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (fc_tile_client_fetch_finish (world->client, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_what_is_not_there (World         *world,
                        gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) again = NULL;

  world->status = SOUP_STATUS_NOT_FOUND;
  g_assert_null (fetch (world, (FcMapTile){ 17, 5, 5 }, &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_NOT_FOUND);
  g_assert_null (fetch (world, (FcMapTile){ 17, 5, 5 }, &again));
  g_assert_error (again, FC_ERROR, FC_ERROR_NOT_FOUND);
  g_assert_cmpuint (world->n_asked, ==, 1);
  g_assert_null (fc_tile_client_get_problem (world->client));
}

static void
test_stopped_asks_nothing (World         *world,
                           gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;

  fc_tile_client_stop (world->client);
  g_assert_null (fetch (world, (FcMapTile){ 3, 1, 1 }, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (world->n_asked, ==, 0);
}

static gint64
cache_size (World *world)
{
  g_autoptr (GDir) dir = g_dir_open (world->folder, 0, NULL);
  const char *name;
  gint64 size = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (world->folder, name, NULL);
      GStatBuf about;

      g_assert_cmpint (g_stat (path, &about), ==, 0);
      size += about.st_size;
    }
  return size;
}

static void
test_the_cache_is_bounded (World         *world,
                           gconstpointer  unused)
{
  g_autofree char *filling = g_strnfill (1000, 'x');
  g_autofree char *body = g_strconcat (PICTURE, filling, NULL);
  gboolean fresh;

  new_client (world, 10000);
  world->body = body;
  world->control = "max-age=7200";
  for (guint i = 0; i < 8; i++)
    g_bytes_unref (fetch (world, (FcMapTile){ 10, i, 0 }, NULL));
  world->control = "public, max-age=864000";
  for (guint i = 100; i < 105; i++)
    g_bytes_unref (fetch (world, (FcMapTile){ 10, i, 0 }, NULL));
  g_assert_cmpint (cache_size (world), <=, 10000);
  for (guint i = 100; i < 105; i++) /* the stalest went */
    g_assert_true (has (world, (FcMapTile){ 10, i, 0 }, &fresh) && fresh);
}

static void
test_tiles_grow_stale (World         *world,
                       gconstpointer  unused)
{
  g_autoptr (FcTileCache) cache = fc_tile_cache_new (world->folder, world->address, 100000);
  g_autoptr (GBytes) picture = g_bytes_new_static (PICTURE, strlen (PICTURE));
  gboolean fresh = TRUE;

  fc_tile_cache_put (cache, (FcMapTile){ 2, 1, 1 }, picture, g_get_real_time () - G_TIME_SPAN_DAY);
  g_assert_true (has (world, (FcMapTile){ 2, 1, 1 }, &fresh)); /* better than a hole */
  g_assert_false (fresh);
  g_bytes_unref (fetch (world, (FcMapTile){ 2, 1, 1 }, NULL));
  g_assert_true (has (world, (FcMapTile){ 2, 1, 1 }, &fresh));
  g_assert_true (fresh);
}

#define ADD(path, test) g_test_add (path, World, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/tile-client/asks-once-for-each-tile", test_asks_once);
  ADD ("/tile-client/servers-do-not-mix", test_servers_do_not_mix);
  ADD ("/tile-client/a-few-at-once", test_a_few_at_once);
  ADD ("/tile-client/waits-for-a-server-that-fails", test_waits_for_a_server);
  ADD ("/tile-client/a-server-that-is-away", test_a_server_that_is_away);
  ADD ("/tile-client/what-is-not-there-is-asked-once", test_what_is_not_there);
  ADD ("/tile-client/stopped-asks-nothing", test_stopped_asks_nothing);
  ADD ("/tile-client/the-cache-is-bounded", test_the_cache_is_bounded);
  ADD ("/tile-client/tiles-grow-stale", test_tiles_grow_stale);
  return g_test_run ();
}
