/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-db.h"

G_BEGIN_DECLS

/* One step brings the file from version - 1 to version, in one transaction with the new user_version. */
typedef struct {
  int version;
  gboolean (*run) (FcDb *db, gpointer user_data, GError **error);
} FcMigration;

/* Both belong to the file's header, so that a stranger's database is never touched. */
#define FC_APPLICATION_ID_REPLICA 0x46435250 /* "FCRP" */
#define FC_APPLICATION_ID_HUB     0x46434842 /* "FCHB" */

gboolean fc_db_migrate     (FcDb              *db,
                            int                application_id,
                            const FcMigration *steps, /* rising from 1; ends with version 0 */
                            gpointer           user_data,
                            GError           **error);
int      fc_db_get_version (FcDb              *db);

G_END_DECLS
