/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean   fc_profile_is_valid     (const char *profile);
GFile     *fc_folder_for_profile   (const char *profile);
GSettings *fc_settings_for_profile (const char *profile);

G_END_DECLS
