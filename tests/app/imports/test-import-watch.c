/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-import-watch.h"

#include <glib/gstdio.h>

#define SETTLE_MS 150

typedef struct {
  GFile *folder;
  FcImportWatch *watch;
  GPtrArray *named; /* char*: base names in the order they came */
} Fixture;

static void
settled_cb (Fixture    *fixture,
            GListModel *files)
{
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      g_ptr_array_add (fixture->named, g_file_get_basename (file));
    }
}

static void
write_file (Fixture    *fixture,
            const char *name,
            const char *text)
{
  g_autoptr (GFile) file = g_file_get_child (fixture->folder, name);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (g_file_peek_path (file), text, -1, &error);
  g_assert_no_error (error);
}

static gboolean
stop_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

static void
wait_ms (guint ms)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  g_timeout_add (ms, stop_cb, loop);
  g_main_loop_run (loop);
}

static void
wait_for (Fixture *fixture,
          guint    n)
{
  for (guint i = 0; i < 100 && fixture->named->len < n; i++)
    wait_ms (50);
  g_assert_cmpuint (fixture->named->len, ==, n);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_dir_make_tmp ("forecourt-watch-XXXXXX", &error);

  g_assert_no_error (error);
  fixture->folder = g_file_new_for_path (path);
  fixture->named = g_ptr_array_new_with_free_func (g_free);
}

static void
begin (Fixture *fixture)
{
  fixture->watch = fc_import_watch_new (fixture->folder, SETTLE_MS);
  g_signal_connect_swapped (fixture->watch, "settled", G_CALLBACK (settled_cb), fixture);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (g_file_peek_path (fixture->folder), 0, NULL);
  const char *name;

  g_object_run_dispose (G_OBJECT (fixture->watch));
  wait_ms (50);
  g_assert_finalize_object (fixture->watch);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autoptr (GFile) file = g_file_get_child (fixture->folder, name);

      g_file_delete (file, NULL, NULL);
    }
  g_rmdir (g_file_peek_path (fixture->folder));
  g_object_unref (fixture->folder);
  g_ptr_array_unref (fixture->named);
}

static void
test_names_what_lies_there (Fixture      *fixture,
                            gconstpointer data)
{
  write_file (fixture, "FPM1.xml", "<a/>");
  begin (fixture);
  wait_for (fixture, 1);
  g_assert_cmpstr (fixture->named->pdata[0], ==, "FPM1.xml");
}

static void
test_waits_until_it_is_written (Fixture      *fixture,
                                gconstpointer data)
{
  begin (fixture);
  wait_ms (50);
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *text = g_strnfill (i + 1, 'x');

      write_file (fixture, "MSM1.xml", text);
      wait_ms (SETTLE_MS / 3);
      g_assert_cmpuint (fixture->named->len, ==, 0);
    }
  wait_for (fixture, 1);
}

static void
test_names_each_version_once (Fixture      *fixture,
                              gconstpointer data)
{
  write_file (fixture, "TPM1.xml", "<a/>");
  begin (fixture);
  wait_for (fixture, 1);
  fc_import_watch_look (fixture->watch);
  wait_ms (3 * SETTLE_MS);
  g_assert_cmpuint (fixture->named->len, ==, 1);
  write_file (fixture, "TPM1.xml", "<a>more</a>");
  wait_for (fixture, 2);
}

static void
test_leaves_others_alone (Fixture      *fixture,
                          gconstpointer data)
{
  write_file (fixture, "notes.txt", "x");
  write_file (fixture, ".FPM1.xml", "x");
  write_file (fixture, "FPM1.xml.part", "x");
  begin (fixture);
  wait_ms (4 * SETTLE_MS);
  g_assert_cmpuint (fixture->named->len, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/imports/watch/names-what-lies-there", Fixture, NULL, set_up, test_names_what_lies_there, tear_down);
  g_test_add ("/imports/watch/waits-until-it-is-written", Fixture, NULL, set_up, test_waits_until_it_is_written,
              tear_down);
  g_test_add ("/imports/watch/names-each-version-once", Fixture, NULL, set_up, test_names_each_version_once,
              tear_down);
  g_test_add ("/imports/watch/leaves-others-alone", Fixture, NULL, set_up, test_leaves_others_alone, tear_down);
  return g_test_run ();
}
