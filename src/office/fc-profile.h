/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Where app and forecourtctl find the same data, and each other. @profile: (nullable): the usual one */
gboolean  fc_profile_is_valid   (const char *profile);
GFile    *fc_folder_for_profile (const char *profile);
/* The data was taken to another folder, because the disk below the usual one failed. */
gboolean  fc_folder_was_moved   (const char *profile);
gboolean  fc_folder_move        (const char *profile,
                                 GFile      *folder, /* nullable: the usual one again */
                                 GError    **error);
GPtrArray *fc_folder_list_left  (const char *profile); /* GFile: where the data was before */
char     *fc_profile_app_id     (const char *profile);

G_END_DECLS
