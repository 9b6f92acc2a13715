/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * What the programs of this folder have in common: --cycles N and --seed N before GTest's own options, fewer cycles under a
 * sanitiser, files in memory, and silence where a program tells of its broken disk.
 */
void    crash_init       (int    *argc,
                          char ***argv);
int     crash_run        (void);
guint   crash_scaled     (guint   n);
guint   crash_stride     (void);
guint64 crash_first_seed (void);

/* Works on a disk that loses its power, or also lies. Returns: (transfer full) (nullable): what was missing */
typedef char *(*CrashStory) (guint64 seed, gboolean lies, guint *n_images);

int     crash_run_stories (const char *path,
                           CrashStory  tell,
                           guint       n_seeds);

G_END_DECLS
