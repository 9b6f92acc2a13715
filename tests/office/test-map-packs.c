/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-error.h"
#include "fc-map-packs.h"
#include "fc-map-picture.h"
#include "fc-test-mbtiles.h"
#include "fc-test-office.h"

#include <glib/gstdio.h>
#include <string.h>

/* Offline maps: what is taken and what is refused, with which words; the company's list and this computer's files. */

typedef struct {
  FcOffice *office;
  FcMapPacks *packs;
  char *folder; /* where the person has files */
} World;

static void
set_up (World         *world,
        gconstpointer  unused)
{
  world->office = fc_office_new ();
  world->packs = fc_map_packs_new (world->office->replica);
  world->folder = g_dir_make_tmp ("packs-XXXXXX", NULL);
}

static void
tear_down (World         *world,
           gconstpointer  unused)
{
  g_autoptr (GDir) dir = g_dir_open (world->folder, 0, NULL);
  const char *name;

  g_clear_object (&world->packs);
  fc_office_settle ();
  fc_office_free (world->office);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (world->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (world->folder);
  g_free (world->folder);
}

static GFile *
write_pack (World               *world,
            const char          *name,
            const FcTestMbtiles *spec)
{
  g_autofree char *path = g_build_filename (world->folder, name, NULL);

  fc_test_mbtiles_write (path, spec);
  return g_file_new_for_path (path);
}

static gboolean
import (World             *world,
        GFile             *file,
        GCancellable      *cancellable,
        FcMapPackOutcome  *outcome,
        char             **name,
        GError           **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fc_map_packs_import_async (world->packs, file, NULL, NULL, cancellable, fc_test_finished_cb, &result);
  fc_test_wait (&result);
  return fc_map_packs_import_finish (world->packs, result, outcome, name, error);
}

/* Files in the folder of packs, whatever they are called. */
static guint
count_files (World *world)
{
  g_autofree char *path = g_build_filename (g_file_peek_path (world->office->folder), FC_MAP_PACK_FOLDER, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static FcMapPackItem *
item (World *world,
      guint  at)
{
  GPtrArray *items = fc_map_packs_get_items (world->packs);

  return at < items->len ? items->pdata[at] : NULL;
}

#define WAIT_UNTIL(what)                                          \
  G_STMT_START                                                    \
  {                                                               \
    gint64 until = g_get_monotonic_time () + 60 * G_USEC_PER_SEC; \
    while (!(what))                                               \
      {                                                           \
        g_assert_cmpint (g_get_monotonic_time (), <, until);      \
        if (!g_main_context_iteration (NULL, FALSE))              \
          g_usleep (1000);                                        \
      }                                                           \
  }                                                               \
  G_STMT_END

static guint32
colour_of (GBytes *tile)
{
  g_autoptr (GdkPixbuf) picture = fc_map_picture_decode (tile, NULL);
  const guint8 *pixel;

  g_assert_nonnull (picture);
  pixel = gdk_pixbuf_read_pixels (picture);
  return (guint32) pixel[0] << 16 | (guint32) pixel[1] << 8 | pixel[2];
}

static void
test_imports (World         *world,
              gconstpointer  unused)
{
  static const FcTestMbtiles spec = { .name = "Ireland",
                                      .format = "png",
                                      .min_zoom = 1,
                                      .max_zoom = 3,
                                      .attribution =
                                        "&copy; <a href=\"https://www.openstreetmap.org\">OpenStreetMap</a>\n"
                                        "  contributors" };
  g_autoptr (GFile) file = write_pack (world, "ireland.mbtiles", &spec);
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) tile = NULL;
  FcMapPackOutcome outcome;
  FcRecord *record;

  g_assert_true (import (world, file, NULL, &outcome, &name, &error));
  g_assert_no_error (error);
  g_assert_cmpint (outcome, ==, FC_MAP_PACK_ADDED);
  g_assert_cmpstr (name, ==, "Ireland");
  WAIT_UNTIL (item (world, 0) != NULL);
  record = item (world, 0)->record;
  g_assert_cmpstr (fc_record_get_text (record, FC_MAP_PACK_ATTRIBUTION), ==, "© OpenStreetMap contributors");
  g_assert_cmpstr (fc_record_get_text (record, FC_MAP_PACK_FILE), ==, "ireland.mbtiles");
  g_assert_cmpint (fc_record_get_int (record, FC_MAP_PACK_MIN_ZOOM), ==, 1);
  g_assert_cmpint (fc_record_get_int (record, FC_MAP_PACK_MAX_ZOOM), ==, 3);
  g_assert_cmpint (fc_record_get_int (record, FC_MAP_PACK_SIZE), >, 1000);
  g_assert_cmpuint (count_files (world), ==, 1);
  g_assert_nonnull (item (world, 0)->pack);
  tile = fc_map_pack_read (item (world, 0)->pack, (FcMapTile){ 2, 1, 0 }, &error);
  g_assert_no_error (error);
  g_assert_cmphex (colour_of (tile), ==, fc_test_colour (2, 1, 0));
}

static void
test_rows_are_flipped (World         *world,
                       gconstpointer  unused)
{
  static const FcTestMbtiles specs[] = { { .max_zoom = 3 }, { .max_zoom = 3, .as_view = TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (specs); i++)
    {
      g_autoptr (GFile) file = write_pack (world, "world.mbtiles", &specs[i]);
      g_autoptr (FcMapPack) pack = fc_map_pack_open (g_file_peek_path (file), 0, 3, NULL);

      for (guint zoom = 0; zoom <= 3; zoom++)
        for (guint column = 0; column < 1u << zoom; column++)
          for (guint row = 0; row < 1u << zoom; row++)
            {
              g_autoptr (GBytes) tile = fc_map_pack_read (pack, (FcMapTile){ zoom, column, row }, NULL);

              g_assert_cmphex (colour_of (tile), ==, fc_test_colour (zoom, column, row));
            }
      g_assert_null (fc_map_pack_read (pack, (FcMapTile){ 4, 0, 0 }, NULL));
      g_assert_null (fc_map_pack_read (pack, (FcMapTile){ 3, 8, 0 }, NULL));
    }
}

/* Nothing of what is refused stays, and the sentence names the file and says which one to take. */
static void
assert_refused (World      *world,
                GFile      *file,
                const char *words)
{
  g_autofree char *name = NULL, *base = g_file_get_basename (file);
  g_autoptr (GError) error = NULL;
  FcMapPackOutcome outcome;

  g_assert_false (import (world, file, NULL, &outcome, &name, &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_INVALID);
  if (strstr (error->message, words) == NULL || strstr (error->message, base) == NULL)
    g_error ("“%s” does not say “%s” of %s", error->message, words, base);
  g_assert_cmpuint (count_files (world), ==, 0);
  g_assert_cmpint (fc_office_count (world->office, "SELECT count(*) FROM map_pack"), ==, 0);
}

static void
test_refuses (World         *world,
              gconstpointer  unused)
{
  static const guint8 protobuf[] = { 0x1a, 0x03, 0x0a, 0x01, 'x' }, gzip[] = { 0x1f, 0x8b, 8, 0, 0, 0, 0, 0 };
  static const guint8 webp[] = { 'R', 'I', 'F', 'F', 4, 0, 0, 0, 'W', 'E', 'B', 'P' };
  g_autoptr (GBytes) shapes = g_bytes_new_static (protobuf, sizeof protobuf);
  g_autoptr (GBytes) packed = g_bytes_new_static (gzip, sizeof gzip);
  g_autoptr (GBytes) tiny = g_bytes_new_static (webp, sizeof webp);
  g_autoptr (GBytes) text = g_bytes_new_static ("<html>", 6);
  const struct {
    const char *name, *words;
    FcTestMbtiles spec;
  } cases[] = {
    { "shapes.mbtiles", "vector map", { .format = "pbf", .tile = shapes } },
    { "packed.mbtiles", "vector map", { .format = "png", .tile = packed } },
    { "said.mbtiles", "vector map", { .format = "pbf" } },
    { "empty.mbtiles", "has no tiles", { .no_tiles = TRUE } },
    { "page.mbtiles", "no pictures", { .tile = text } },
    { "webp.mbtiles", fc_map_picture_can_read (FC_MAP_TILE_WEBP) ? "no pictures" : "WebP", { .tile = tiny } },
    { "far.mbtiles", "0 to 24", { .min_zoom = 29, .max_zoom = 29, .west = 5, .east = 5, .north = 5, .south = 5 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GFile) file = write_pack (world, cases[i].name, &cases[i].spec);

      assert_refused (world, file, cases[i].words);
    }
}

static void
write_bytes (GFile      *file,
             const char *data,
             gsize       size)
{
  g_assert_true (g_file_set_contents (g_file_peek_path (file), data, (gssize) size, NULL));
}

static void
test_refuses_what_is_damaged (World         *world,
                              gconstpointer  unused)
{
  static const FcTestMbtiles spec = { .max_zoom = 4 };
  g_autoptr (GFile) file = write_pack (world, "cut.mbtiles", &spec);
  g_autofree char *data = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (g_file_peek_path (file), &data, &size, NULL));
  write_bytes (file, data, size * 2 / 3); /* a download that ended early */
  assert_refused (world, file, "damaged");
  memset (data + size / 3, 0xa5, size / 3); /* a disk that forgot */
  write_bytes (file, data, size);
  assert_refused (world, file, "damaged");
  write_bytes (file, "PK\3\4", 4);
  assert_refused (world, file, "no map pack");
  write_bytes (file, "", 0);
  assert_refused (world, file, "no map pack");
  write_bytes (file, data, 100);
  assert_refused (world, file, "damaged");
}

static void
test_refuses_what_has_no_room (void)
{
  g_autoptr (GError) full = NULL;
  g_autoptr (GError) huge = NULL;

  g_assert_true (fc_map_pack_fits ("a", 1000, G_GINT64_CONSTANT (10000000000), NULL));
  g_assert_true (fc_map_pack_fits ("a", 1000, -1, NULL));
  g_assert_false (
    fc_map_pack_fits ("europe.mbtiles", G_GINT64_CONSTANT (5000000000), G_GINT64_CONSTANT (5100000000), &full));
  g_assert_nonnull (strstr (full->message, "5.1"));
  g_assert_false (fc_map_pack_fits ("planet.mbtiles", FC_MAP_PACK_MOST + 1, -1, &huge));
  g_assert_error (huge, FC_ERROR, FC_ERROR_INVALID);
}

static void
cancel_cb (const char *step,
           gint64      done,
           gint64      total,
           gpointer    cancellable)
{
  g_cancellable_cancel (cancellable);
}

static void
test_cancelled_leaves_nothing (World         *world,
                               gconstpointer  unused)
{
  static const FcTestMbtiles spec = { .max_zoom = 3 };
  g_autoptr (GFile) file = write_pack (world, "world.mbtiles", &spec);
  g_autoptr (GCancellable) before = g_cancellable_new (), while_copied = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FcMapPackFile) kept = NULL;
  FcMapPackOutcome outcome;

  g_cancellable_cancel (before);
  g_assert_false (import (world, file, before, &outcome, &name, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_files (world), ==, 0);
  g_clear_error (&error);
  /* Whichever of the two is first: nothing is left, or the whole. */
  fc_map_pack_import_async (world->office->folder, file, cancel_cb, while_copied, while_copied, fc_test_finished_cb,
                            &result);
  fc_test_wait (&result);
  kept = fc_map_pack_import_finish (result, &error);
  g_assert_cmpuint (count_files (world), ==, kept != NULL ? 1 : 0);
  g_assert_cmpint (fc_office_count (world->office, "SELECT count(*) FROM map_pack"), ==, 0);
}

static void
test_the_same_twice (World         *world,
                     gconstpointer  unused)
{
  static const FcTestMbtiles spec = { .name = "World", .max_zoom = 1 };
  g_autoptr (GFile) file = write_pack (world, "a.mbtiles", &spec);
  g_autoptr (GFile) again = write_pack (world, "b.mbtiles", &spec);
  g_autofree char *first = NULL, *second = NULL, *third = NULL, *path = NULL;
  FcMapPackOutcome outcome;

  g_assert_true (import (world, file, NULL, &outcome, &first, NULL));
  g_assert_true (import (world, again, NULL, &outcome, &second, NULL));
  g_assert_cmpint (outcome, ==, FC_MAP_PACK_KNOWN);
  g_assert_cmpstr (second, ==, "World");
  g_assert_cmpuint (count_files (world), ==, 1);
  g_assert_cmpint (fc_office_count (world->office, "SELECT count(*) FROM map_pack"), ==, 1);
  /* Another computer made the row: here the file is missing, until it is imported here, too. */
  WAIT_UNTIL (item (world, 0) != NULL && item (world, 0)->pack != NULL);
  path = fc_map_pack_path (world->office->folder, fc_record_get_text (item (world, 0)->record, FC_MAP_PACK_SHA256));
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_clear_object (&world->packs);
  world->packs = fc_map_packs_new (world->office->replica);
  WAIT_UNTIL (item (world, 0) != NULL);
  g_assert_null (item (world, 0)->pack);
  g_assert_true (import (world, file, NULL, &outcome, &third, NULL));
  g_assert_cmpint (outcome, ==, FC_MAP_PACK_BROUGHT);
  g_assert_cmpint (fc_office_count (world->office, "SELECT count(*) FROM map_pack"), ==, 1);
  WAIT_UNTIL (item (world, 0)->pack != NULL);
}

static void
finish (World         *world,
        GAsyncResult **result)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fc_map_packs_run_finish (world->packs, fc_test_wait (result), &error));
  g_assert_no_error (error);
  g_clear_object (result);
}

static void
test_deletes_and_takes_back (World         *world,
                             gconstpointer  unused)
{
  static const FcTestMbtiles spec = { .name = "World", .max_zoom = 1 };
  g_autoptr (GFile) file = write_pack (world, "world.mbtiles", &spec);
  g_autofree char *name = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (FcRecord) record = NULL;
  FcMapPackOutcome outcome;

  g_assert_true (import (world, file, NULL, &outcome, &name, NULL));
  WAIT_UNTIL (item (world, 0) != NULL);
  record = g_object_ref (item (world, 0)->record);
  fc_map_packs_delete_async (world->packs, record, fc_test_finished_cb, &result);
  finish (world, &result);
  WAIT_UNTIL (item (world, 0) == NULL);
  g_assert_cmpuint (count_files (world), ==, 1);
  fc_map_packs_restore_async (world->packs, record, fc_test_finished_cb, &result);
  finish (world, &result);
  WAIT_UNTIL (item (world, 0) != NULL);
  g_assert_nonnull (item (world, 0)->pack);
  fc_map_packs_forget (world->packs, record); /* a row names it: it stays */
  fc_office_settle ();
  fc_map_packs_delete_async (world->packs, record, fc_test_finished_cb, &result);
  finish (world, &result);
  g_assert_cmpuint (count_files (world), ==, 1);
  fc_map_packs_forget (world->packs, record);
  WAIT_UNTIL (count_files (world) == 0);
}

static void
test_sweeps_what_no_row_names (World         *world,
                               gconstpointer  unused)
{
  static const FcTestMbtiles spec = { .max_zoom = 1 };
  g_autofree char *folder = g_build_filename (g_file_peek_path (world->office->folder), FC_MAP_PACK_FOLDER, NULL);
  g_autofree char *part = g_build_filename (folder, "half.part", NULL), *note = g_build_filename (folder, "note", NULL);
  g_autoptr (GFile) file = write_pack (world, "world.mbtiles", &spec);
  g_autoptr (GHashTable) named = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *name = NULL;
  FcMapPackOutcome outcome;

  g_assert_true (import (world, file, NULL, &outcome, &name, NULL));
  WAIT_UNTIL (item (world, 0) != NULL);
  g_hash_table_add (named, (gpointer) fc_record_get_text (item (world, 0)->record, FC_MAP_PACK_SHA256));
  g_assert_true (g_file_set_contents (part, "x", 1, NULL));
  g_assert_true (g_file_set_contents (note, "x", 1, NULL));
  fc_map_pack_sweep (world->office->folder, named, 0); /* nothing is that old */
  g_assert_cmpuint (count_files (world), ==, 3);
  fc_map_pack_sweep (world->office->folder, named, G_MAXINT64);
  g_assert_cmpuint (count_files (world), ==, 2);
  g_assert_true (g_file_test (note, G_FILE_TEST_EXISTS));
  g_hash_table_remove_all (named);
  fc_map_pack_sweep (world->office->folder, named, G_MAXINT64);
  g_assert_cmpuint (count_files (world), ==, 1);
}

#define ADD(path, test) g_test_add (path, World, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/map-packs/imports-and-tells-the-company", test_imports);
  ADD ("/map-packs/rows-count-from-the-south", test_rows_are_flipped);
  ADD ("/map-packs/refuses-what-is-no-raster-map", test_refuses);
  ADD ("/map-packs/refuses-what-is-damaged", test_refuses_what_is_damaged);
  g_test_add_func ("/map-packs/refuses-what-has-no-room", test_refuses_what_has_no_room);
  ADD ("/map-packs/cancelled-leaves-nothing", test_cancelled_leaves_nothing);
  ADD ("/map-packs/the-same-twice-is-told", test_the_same_twice);
  ADD ("/map-packs/deletes-and-takes-back", test_deletes_and_takes_back);
  ADD ("/map-packs/sweeps-what-no-row-names", test_sweeps_what_no_row_names);
  return g_test_run ();
}
