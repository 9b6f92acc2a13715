/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-blob-folder.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

typedef void (*FileFunc) (const char *path, const char *sha256, gpointer data);

/* Every file of @folder/@under that has a blob's name. */
static void
each_file (const char *folder,
           const char *under,
           FileFunc    func,
           gpointer    data)
{
  g_autofree char *place = g_build_filename (folder, under, NULL);
  g_autoptr (GDir) dir = g_dir_open (place, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (fc_blob_is_name (name))
      {
        g_autofree char *path = g_build_filename (place, name, NULL);

        func (path, name, data);
      }
}

static void
each_blob (const char *folder,
           FileFunc    func,
           gpointer    data)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (strlen (name) == 2 && g_ascii_isxdigit (name[0]) && g_ascii_isxdigit (name[1]))
      each_file (folder, name, func, data);
}

static void
add_name (const char *path,
          const char *sha256,
          gpointer    data)
{
  g_ptr_array_add (data, g_strdup (sha256));
}

/**
 * fc_blob_folder_list:
 *
 * Returns: (transfer full) (element-type utf8): the names of the whole blobs that are here
 */
GPtrArray *
fc_blob_folder_list (const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  each_blob (folder, add_name, names);
  return names;
}

typedef struct {
  GHashTable *named; /* nullable */
  gint64 before;     /* UTC µs */
  guint swept;
} Sweep;

static void
sweep_file (const char *path,
            const char *sha256,
            gpointer    data)
{
  Sweep *sweep = data;
  struct stat about;

  if (sweep->named != NULL && g_hash_table_contains (sweep->named, sha256))
    return;
  if (g_lstat (path, &about) == 0 && about.st_mtime < sweep->before / G_USEC_PER_SEC && g_unlink (path) == 0)
    sweep->swept++;
}

/**
 * fc_blob_folder_sweep:
 * @named: (element-type utf8): the SHA-256 that records name
 * @parts_before: UTC µs: what nobody has added to since then is given up
 * @blobs_before: UTC µs: what no record names and is as old goes
 *
 * Returns: how many files are gone
 */
guint
fc_blob_folder_sweep (const char *folder,
                      GHashTable *named,
                      gint64      parts_before,
                      gint64      blobs_before)
{
  Sweep parts = { NULL, parts_before, 0 };
  Sweep blobs = { named, blobs_before, 0 };

  each_file (folder, "part", sweep_file, &parts);
  each_blob (folder, sweep_file, &blobs);
  return parts.swept + blobs.swept;
}
