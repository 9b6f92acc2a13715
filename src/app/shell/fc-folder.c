/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-folder.h"

#define SETTINGS_PATH "/org/forecourt/Forecourt/"

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
 * fc_settings_for_profile:
 * @profile: (nullable)
 *
 * Returns: (transfer full) (nullable): NULL where the schema is not installed
 */
GSettings *
fc_settings_for_profile (const char *profile)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema =
    source != NULL ? g_settings_schema_source_lookup (source, FC_APP_ID, TRUE) : NULL;
  g_autofree char *path = profile != NULL ? g_strdup_printf ("%sprofiles/%s/", SETTINGS_PATH, profile)
                                          : g_strdup (SETTINGS_PATH);

  return schema != NULL ? g_settings_new_full (schema, NULL, path) : NULL;
}
