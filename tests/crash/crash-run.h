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

G_END_DECLS
