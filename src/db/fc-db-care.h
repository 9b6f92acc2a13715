/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-db.h"

G_BEGIN_DECLS

/* Called on the calling thread. */
typedef void (*FcDbProgress) (gint64 done, gint64 total, gpointer user_data);

gboolean fc_db_backup      (FcDb          *db,
                            const char    *target, /* must not exist */
                            GError       **error); /* VACUUM INTO; the copy is complete or not there */
gboolean fc_db_quick_check (FcDb          *db,
                            FcDbProgress   progress, /* nullable */
                            gpointer       user_data,
                            GError       **error); /* FC_DB_ERROR_CORRUPT with the first findings */

G_END_DECLS
