/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the processor did for this process and those it started, by the names of their threads. On a busy machine the clock
 * tells little, this tells much. */
GHashTable *cpu_times_new  (void);
void        cpu_times_tell (GHashTable *before,
                            const char *what,
                            guint       n);

G_END_DECLS
