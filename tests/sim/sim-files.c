/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-files.h"

#include <glib/gstdio.h>

void
sim_copy_folder (const char *from,
                 const char *to)
{
  g_autoptr (GDir) dir = g_dir_open (from, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  g_assert_cmpint (g_mkdir_with_parents (to, 0700), ==, 0);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *source = g_build_filename (from, name, NULL);
      g_autofree char *target = g_build_filename (to, name, NULL);
      g_autofree char *text = NULL;
      gsize n;

      if (g_str_has_suffix (name, ".lock") || g_str_has_suffix (name, "-shm") ||
          !g_file_test (source, G_FILE_TEST_IS_REGULAR))
        continue;
      g_assert_true (g_file_get_contents (source, &text, &n, NULL));
      g_assert_true (g_file_set_contents_full (target, text, (gssize) n, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    }
}

void
sim_remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (folder, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        sim_remove_folder (child);
      else
        g_remove (child);
    }
  g_rmdir (folder);
}

static GPtrArray *temporary;

/**
 * sim_make_folder:
 *
 * Returns: (transfer none): a folder for the life of this process
 */
const char *
sim_make_folder (void)
{
  char *folder = g_dir_make_tmp ("fc-sim-XXXXXX", NULL);

  if (temporary == NULL)
    temporary = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (temporary, folder);
  return folder;
}

/* Before the process ends. */
void
sim_remove_made (void)
{
  for (guint i = 0; temporary != NULL && i < temporary->len; i++)
    sim_remove_folder (temporary->pdata[i]);
  g_clear_pointer (&temporary, g_ptr_array_unref);
}
