/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-folder.h"

#define SETTINGS_PATH "/org/forecourt/Forecourt/"

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
