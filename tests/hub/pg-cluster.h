/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * A PostgreSQL server of this test program's own, in a temporary folder, on a Unix socket in it; as a person without rights
 * where the test runs as root. It is started when it is first needed and goes with the program.
 */
gboolean  pg_cluster_is_there   (void); /* whether the server's programs are installed */
void      pg_cluster_be_durable (void);
char     *pg_cluster_new_database (void); /* the URI of an empty one, for its owner, who is no superuser */
char     *pg_cluster_copy_database (const char *uri); /* of one that nobody uses just now */
char     *pg_cluster_admin_uri  (const char *uri); /* the same database for the superuser */
void      pg_cluster_restart    (gboolean    hard); /* hard: without a checkpoint, connections cut */
void      pg_cluster_stop       (void);
void      pg_cluster_start      (void);
char     *pg_cluster_program    (const char *name); /* path of psql, pg_dump, … */

G_END_DECLS
