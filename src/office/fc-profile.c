/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-profile.h"

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

/**
 * fc_folder_for_profile:
 * @profile: (nullable)
 *
 * Returns: (transfer full): where the replica is; FORECOURT_DATA_DIR goes first
 */
GFile *
fc_folder_for_profile (const char *profile)
{
  const char *given = g_getenv ("FORECOURT_DATA_DIR");

  if (given != NULL && given[0] != '\0')
    return g_file_new_for_path (given);
  if (profile != NULL)
    return g_file_new_build_filename (g_get_user_data_dir (), "forecourt", "profiles", profile, NULL);
  return g_file_new_build_filename (g_get_user_data_dir (), "forecourt", "default", NULL);
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
