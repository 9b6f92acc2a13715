/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-rows.h"

G_BEGIN_DECLS

typedef enum {
  FC_ROWS_INSERT,
  FC_ROWS_PUT,
  FC_ROWS_INSERT_NEW, /* leaves out what is there */
  FC_ROWS_DELETE,
} FcRowsSql;

/* Parameters of INSERT and PUT: [tenant,] id, version, [field_versions, extra,] fields; of DELETE: [tenant,] id. */
FcStatement *fc_rows_prepare   (FcDb        *db,
                                FcRowsSql    kind,
                                FcEntity     entity,
                                gboolean     with_tenant,
                                GError     **error);
gboolean     fc_rows_has_meta  (FcEntity     entity); /* field_versions and extra */

G_END_DECLS
