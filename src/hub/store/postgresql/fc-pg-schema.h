/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-pg.h"

G_BEGIN_DECLS

#define FC_PG_SCHEMA "forecourt"
#define FC_PG_ROLE   "forecourt_app" /* owns nothing: row-level security holds for it */

gboolean  fc_pg_schema_exists  (FcPg        *pg,
                                gboolean    *exists,
                                GError     **error);
gboolean  fc_pg_schema_create  (FcPg        *pg,
                                GError     **error);
gboolean  fc_pg_schema_migrate (FcPg        *pg,
                                GError     **error);
gboolean  fc_pg_epoch          (FcPg        *pg,
                                gint64      *epoch,
                                GError     **error);
gboolean  fc_pg_check_home     (FcPg        *pg,
                                GError     **error);
gboolean  fc_pg_new_epoch      (FcPg        *pg,
                                GError     **error);

/* DDL */
void      fc_pg_ddl_role       (GString     *sql);
void      fc_pg_ddl_own_tables (GString     *sql);
void      fc_pg_ddl_devices    (GString     *sql);
void      fc_pg_ddl_client_marks (GString *sql);
void      fc_pg_ddl_months       (GString     *sql);
void      fc_pg_ddl_catalog    (GString     *sql,
                                GHashTable  *columns); /* (nullable): "table.column" that are there */
void      fc_pg_month_bounds   (gint64       at,
                                char         name[16],
                                gint64      *from,
                                gint64      *until);

G_END_DECLS
