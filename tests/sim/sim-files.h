/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void        sim_copy_folder   (const char *from,
                               const char *to);
void        sim_remove_folder (const char *folder);
const char *sim_make_folder   (void);
void        sim_remove_made   (void);

G_END_DECLS
