/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The processes of the benchmark "pull". Each prints one line of numbers when it is done. */
int pull_run_hub    (const char *folder,
                     guint64     sales,
                     const char *store);
int pull_run_client (const char *folder,
                     const char *uri);
int pull_run_bare   (const char *replica_folder,
                     const char *folder);

G_END_DECLS
