/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-profile.h"

#include <errno.h>
#include <glib/gstdio.h>

/**
 * fc_profile_is_valid:
 *
 * Returns: whether @profile can stand in an application id, a path and a file name: a letter, then letters and digits
 */
gboolean
fc_profile_is_valid (const char *profile)
{
  if (!g_ascii_isalpha (profile[0]))
    return FALSE;
  for (const char *at = profile; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at))
      return FALSE;
  return TRUE;
}

static const char *
folder_given (void)
{
  const char *given = g_getenv ("FORECOURT_DATA_DIR");

  return given != NULL && given[0] != '\0' ? given : NULL;
}

/* Says where the data is, where that is not the usual folder. It lies apart from the data, whose disk may have failed. */
static char *
note_path (const char *profile)
{
  g_autofree char *name =
    g_strconcat (profile != NULL ? "profile-" : "default", profile != NULL ? profile : "", ".folder", NULL);

  return g_build_filename (g_get_user_config_dir (), "forecourt", name, NULL);
}

/* The folder, then those that it was rescued from before, where they are not the usual one; %NULL: the usual one it is. */
static char **
read_note (const char *profile)
{
  g_autofree char *path = note_path (profile);
  g_autofree char *text = NULL;

  if (folder_given () != NULL || !g_file_get_contents (path, &text, NULL, NULL) || !g_path_is_absolute (text))
    return NULL;
  g_strchomp (text);
  return g_strsplit (text, "\n", -1);
}

static GFile *
usual_folder (const char *profile)
{
  if (profile != NULL)
    return g_file_new_build_filename (g_get_user_data_dir (), "forecourt", "profiles", profile, NULL);
  return g_file_new_build_filename (g_get_user_data_dir (), "forecourt", "default", NULL);
}

/**
 * fc_folder_was_moved:
 *
 * Returns: whether fc_folder_for_profile() is what fc_folder_move() said last; it may be on a disk that is not there
 */
gboolean
fc_folder_was_moved (const char *profile)
{
  g_auto (GStrv) note = read_note (profile);

  return note != NULL;
}

/**
 * fc_folder_list_left:
 *
 * Returns: (transfer full) (element-type GFile): the folders that the data of @profile was rescued from, each left as it was;
 * they may be on disks that are not there
 */
GPtrArray *
fc_folder_list_left (const char *profile)
{
  GPtrArray *left = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (GStrv) note = read_note (profile);
  g_autoptr (GFile) usual = usual_folder (profile);

  if (note == NULL)
    return left;
  if (!g_str_equal (note[0], g_file_peek_path (usual)))
    g_ptr_array_add (left, g_steal_pointer (&usual));
  for (guint i = 1; note[i] != NULL; i++)
    g_ptr_array_add (left, g_file_new_for_path (note[i]));
  return left;
}

static char *
write_note (const char *profile,
            GFile      *folder)
{
  const char *path = g_file_peek_path (folder);
  g_auto (GStrv) before = read_note (profile);
  GString *text = g_string_new (path);

  g_string_append_c (text, '\n');
  for (guint i = 0; before != NULL && before[i] != NULL; i++)
    if (!g_str_equal (before[i], path))
      g_string_append_printf (text, "%s\n", before[i]);
  return g_string_free (text, FALSE);
}

/**
 * fc_folder_move:
 * @folder: (nullable): NULL: the usual one again
 *
 * From now on, also in other programs, the data of @profile is in @folder. FORECOURT_DATA_DIR still goes first.
 */
gboolean
fc_folder_move (const char *profile,
                GFile      *folder,
                GError    **error)
{
  g_autofree char *path = note_path (profile);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *text = folder != NULL ? write_note (profile, folder) : g_strdup (""); /* as good as none */

  if (folder == NULL && (g_unlink (path) == 0 || errno == ENOENT))
    return TRUE;
  g_mkdir_with_parents (parent, 0700); /* where that fails, writing says why */
  return g_file_set_contents (path, text, -1, error);
}

/**
 * fc_folder_for_profile:
 * @profile: (nullable)
 *
 * Returns: (transfer full): where the replica is; FORECOURT_DATA_DIR goes first, then what fc_folder_move() said
 */
GFile *
fc_folder_for_profile (const char *profile)
{
  g_auto (GStrv) note = read_note (profile);

  if (folder_given () != NULL)
    return g_file_new_for_path (folder_given ());
  return note != NULL ? g_file_new_for_path (note[0]) : usual_folder (profile);
}

/**
 * fc_profile_app_id:
 *
 * Returns: (transfer full): the app's id and bus name
 */
char *
fc_profile_app_id (const char *profile)
{
  return profile != NULL ? g_strdup_printf ("%s.%s", FC_APP_ID, profile) : g_strdup (FC_APP_ID);
}
