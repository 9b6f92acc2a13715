/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

#include "fc-blob-folder.h"

#define SIZE 300000

typedef struct {
  char *folder;
  GBytes *photo;
  char *sha256;
  FcBlobSpec spec;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  guint8 *bytes = g_malloc (SIZE);

  for (int i = 0; i < SIZE; i++)
    bytes[i] = (guint8) (i * 7 + i / 251);
  memcpy (bytes, "\xff\xd8\xff", 3);
  fixture->folder = g_dir_make_tmp ("forecourt-blobs-XXXXXX", NULL);
  fixture->photo = g_bytes_new_take (bytes, SIZE);
  fixture->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, fixture->photo);
  fixture->spec = (FcBlobSpec){ fixture->sha256, "image/jpeg", SIZE };
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  remove_tree (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->sha256);
  g_bytes_unref (fixture->photo);
}

static gint64
append (Fixture *fixture,
        gint64   offset,
        gsize    size,
        GError **error)
{
  g_autoptr (GBytes) part = g_bytes_new_from_bytes (fixture->photo, (gsize) offset, size);

  return fc_blob_folder_append (fixture->folder, &fixture->spec, offset, part, error);
}

static void
test_goes_on_where_it_was (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) back = NULL;
  g_autoptr (GBytes) end = NULL;

  g_assert_cmpint (fc_blob_folder_length (fixture->folder, &fixture->spec), ==, 0);
  g_assert_cmpint (append (fixture, 0, 100000, &error), ==, 100000);
  g_assert_cmpint (fc_blob_folder_length (fixture->folder, &fixture->spec), ==, 100000);
  g_assert_null (fc_blob_folder_read (fixture->folder, &fixture->spec, 0, 10, NULL));
  g_assert_cmpint (append (fixture, 100000, 200000, &error), ==, SIZE);
  g_assert_no_error (error);
  back = fc_blob_folder_read (fixture->folder, &fixture->spec, 0, SIZE, &error);
  g_assert_true (g_bytes_equal (back, fixture->photo));
  end = fc_blob_folder_read (fixture->folder, &fixture->spec, SIZE - 5, 100, &error);
  g_assert_cmpuint (g_bytes_get_size (end), ==, 5);
  /* once more, from wherever: it is here already */
  g_assert_cmpint (append (fixture, 0, 100000, &error), ==, SIZE);
}

static void
test_bytes_follow_each_other (Fixture       *fixture,
                              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (append (fixture, 0, 1000, NULL), ==, 1000);
  g_assert_cmpint (append (fixture, 2000, 1000, &error), ==, -1);
  g_assert_error (error, FC_BLOB_ERROR, FC_BLOB_ERROR_OFFSET);
  g_clear_error (&error);
  g_assert_cmpint (append (fixture, 0, 1000, &error), ==, -1);
  g_assert_error (error, FC_BLOB_ERROR, FC_BLOB_ERROR_OFFSET);
}

static void
test_what_is_not_as_named_goes (Fixture       *fixture,
                                gconstpointer  data)
{
  g_autofree guint8 *bad = g_memdup2 (g_bytes_get_data (fixture->photo, NULL), SIZE);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  bad[200000] ^= 1;
  bytes = g_bytes_new (bad, SIZE);
  g_assert_cmpint (fc_blob_folder_append (fixture->folder, &fixture->spec, 0, bytes, &error), ==, -1);
  g_assert_error (error, FC_BLOB_ERROR, FC_BLOB_ERROR_DIFFERENT);
  g_assert_cmpint (fc_blob_folder_length (fixture->folder, &fixture->spec), ==, 0);
  g_assert_cmpint (append (fixture, 0, SIZE, NULL), ==, SIZE);
}

static void
assert_refused (Fixture    *fixture,
                FcBlobSpec  spec,
                const char *content)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (content, strlen (content));
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (fc_blob_folder_append (fixture->folder, &spec, 0, bytes, &error), ==, -1);
  g_assert_error (error, FC_BLOB_ERROR, FC_BLOB_ERROR_INVALID);
}

static void
test_what_is_not_taken (Fixture       *fixture,
                        gconstpointer  data)
{
  const char *jpeg = "\xff\xd8\xff of thirteen";
  g_autoptr (GPtrArray) names = NULL;

  assert_refused (fixture, (FcBlobSpec){ "../../../../etc/passwd", "image/jpeg", 100 }, jpeg);
  assert_refused (fixture, (FcBlobSpec){ "", "image/jpeg", 100 }, jpeg);
  assert_refused (fixture, (FcBlobSpec){ fixture->sha256, "text/html", 100 }, jpeg);
  assert_refused (fixture, (FcBlobSpec){ fixture->sha256, "image/jpeg", 0 }, jpeg);
  assert_refused (fixture, (FcBlobSpec){ fixture->sha256, "image/jpeg", FC_BLOB_MOST + 1 }, jpeg);
  assert_refused (fixture, (FcBlobSpec){ fixture->sha256, "image/jpeg", 3 }, jpeg);
  assert_refused (fixture, (FcBlobSpec){ fixture->sha256, "image/jpeg", 100 }, "<html><script>alert(1)</script>");
  assert_refused (fixture, (FcBlobSpec){ fixture->sha256, "image/jpeg", 100 }, "");
  names = fc_blob_folder_list (fixture->folder);
  g_assert_cmpuint (names->len, ==, 0);
}

static void
make_old (const char *path)
{
  struct utimbuf then = { 1000, 1000 };

  g_assert_cmpint (utime (path, &then), ==, 0);
}

static void
test_sweeps_what_nothing_names (Fixture       *fixture,
                                gconstpointer  data)
{
  g_autoptr (GHashTable) named = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *whole = fc_blob_folder_path (fixture->folder, fixture->sha256);
  g_autofree char *part = g_build_filename (fixture->folder, "part", fixture->sha256, NULL);
  gint64 week_ago = g_get_real_time () - 7 * G_TIME_SPAN_DAY;

  g_assert_cmpint (append (fixture, 0, 1000, NULL), ==, 1000);
  g_assert_cmpuint (fc_blob_folder_sweep (fixture->folder, named, week_ago, week_ago), ==, 0);
  make_old (part);
  g_assert_cmpuint (fc_blob_folder_sweep (fixture->folder, named, week_ago, week_ago), ==, 1);
  g_assert_cmpint (append (fixture, 0, SIZE, NULL), ==, SIZE);
  g_assert_cmpuint (fc_blob_folder_sweep (fixture->folder, named, week_ago, week_ago), ==, 0);
  make_old (whole);
  g_hash_table_add (named, fixture->sha256);
  g_assert_cmpuint (fc_blob_folder_sweep (fixture->folder, named, week_ago, week_ago), ==, 0);
  g_hash_table_remove_all (named);
  g_assert_cmpuint (fc_blob_folder_sweep (fixture->folder, named, week_ago, week_ago), ==, 1);
  g_assert_false (g_file_test (whole, G_FILE_TEST_EXISTS));
}

#define TEST(name, func) g_test_add ("/blob/folder/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("goes-on-where-it-was", test_goes_on_where_it_was);
  TEST ("bytes-follow-each-other", test_bytes_follow_each_other);
  TEST ("what-is-not-as-named-goes", test_what_is_not_as_named_goes);
  TEST ("what-is-not-taken", test_what_is_not_taken);
  TEST ("sweeps-what-nothing-names", test_sweeps_what_nothing_names);
  return g_test_run ();
}
