/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-profile.h"

#include <glib/gstdio.h>

/* Where the data of a profile is, and that it is found again after it was taken to another folder. */

static void
assert_folder (const char *profile,
               const char *end)
{
  g_autoptr (GFile) folder = fc_folder_for_profile (profile);

  g_assert_true (g_str_has_suffix (g_file_peek_path (folder), end));
}

static void
test_moved (void)
{
  g_autofree char *path = g_dir_make_tmp ("fc-moved-XXXXXX", NULL);
  g_autoptr (GFile) other = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  assert_folder (NULL, "/forecourt/default");
  assert_folder ("till", "/forecourt/profiles/till");
  g_assert_false (fc_folder_was_moved ("till"));
  g_assert_true (fc_folder_move ("till", other, &error));
  g_assert_no_error (error);
  g_assert_true (fc_folder_was_moved ("till"));
  g_assert_false (fc_folder_was_moved (NULL));
  assert_folder ("till", path);
  assert_folder (NULL, "/forecourt/default");
  g_rmdir (path); /* the disk is gone: it is still there that the data is */
  assert_folder ("till", path);
  g_assert_true (fc_folder_move ("till", NULL, &error));
  g_assert_false (fc_folder_was_moved ("till"));
  assert_folder ("till", "/forecourt/profiles/till");
  g_assert_true (fc_folder_move ("till", NULL, &error)); /* once more does no harm */
}

static void
assert_left (guint       n,
             const char *end)
{
  g_autoptr (GPtrArray) left = fc_folder_list_left ("shop");

  g_assert_cmpuint (left->len, ==, n);
  g_assert_true (n == 0 || g_str_has_suffix (g_file_peek_path (left->pdata[n - 1]), end));
}

/* Whoever clears this computer clears these, too. */
static void
test_left_folders_are_known (void)
{
  g_autoptr (GFile) first = g_file_new_for_path ("/stick/one"), second = g_file_new_for_path ("/stick/two");

  assert_left (0, NULL);
  g_assert_true (fc_folder_move ("shop", first, NULL));
  assert_left (1, "/forecourt/profiles/shop");
  g_assert_true (fc_folder_move ("shop", second, NULL));
  assert_folder ("shop", "/stick/two");
  assert_left (2, "/stick/one");
  g_assert_true (fc_folder_move ("shop", first, NULL));
  assert_folder ("shop", "/stick/one");
  assert_left (2, "/stick/two");
  g_assert_true (fc_folder_move ("shop", NULL, NULL));
  assert_left (0, NULL);
}

/* One may be called as the usual one is called inside. */
static void
test_profile_called_default (void)
{
  g_autoptr (GFile) other = g_file_new_for_path ("/stick/default");

  g_assert_true (fc_folder_move ("default", other, NULL));
  g_assert_false (fc_folder_was_moved (NULL));
  assert_folder (NULL, "/forecourt/default");
  g_assert_true (fc_folder_move ("default", NULL, NULL));
}

static void
test_given_goes_first (void)
{
  g_autoptr (GFile) other = g_file_new_for_path ("/somewhere/else");

  g_assert_true (fc_folder_move (NULL, other, NULL));
  g_setenv ("FORECOURT_DATA_DIR", "/given/by/hand", TRUE);
  assert_folder (NULL, "/given/by/hand");
  g_assert_false (fc_folder_was_moved (NULL));
  g_unsetenv ("FORECOURT_DATA_DIR");
  assert_folder (NULL, "/somewhere/else");
  g_assert_true (fc_folder_move (NULL, NULL, NULL));
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *config = g_dir_make_tmp ("fc-config-XXXXXX", NULL); /* other programs of the suite keep to the usual one */
  g_autofree char *ours = g_build_filename (config, "forecourt", NULL);
  int failed;

  g_setenv ("XDG_CONFIG_HOME", config, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/office/profile/data-that-was-moved-is-found", test_moved);
  g_test_add_func ("/office/profile/folders-that-were-left-are-known", test_left_folders_are_known);
  g_test_add_func ("/office/profile/one-called-default-is-another", test_profile_called_default);
  g_test_add_func ("/office/profile/a-folder-given-by-hand-goes-first", test_given_goes_first);
  failed = g_test_run ();
  g_rmdir (ours);
  g_rmdir (config);
  return failed;
}
