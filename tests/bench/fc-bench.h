/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One figure of a benchmark: name, value, unit, ratio, against what, with tabs. */
void    fc_bench_print         (const char *name,
                                double      value,
                                const char *unit,
                                double      ratio,
                                const char *against);
/* Resident memory of this process that belongs to nobody else, in MB. */
double  fc_bench_memory        (void);
double  fc_bench_seconds_since (gint64      start); /* g_get_monotonic_time() */
char   *fc_bench_make_folder   (const char *name);
void    fc_bench_remove_folder (const char *path);

G_END_DECLS
