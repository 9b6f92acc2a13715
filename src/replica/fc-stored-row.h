/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-statement.h"

G_BEGIN_DECLS

/* A whole row, or some of its fields, as text: for rows that are not in their table (shadows, staged pages, patches). */
char     *fc_stored_row_fields (FcRecord     *record,
                                guint64       mask); /* 0 or FC_ALL_FIELDS: all that are set, with extra */
FcRecord *fc_stored_row_parse  (FcEntity      entity,
                                const FcId   *id,
                                const char   *fields,
                                guint64      *mask, /* nullable */
                                GError      **error);
void      fc_stored_row_bind   (FcStatement  *statement,
                                int           first, /* version, field_versions, fields */
                                FcRecord     *record); /* nullable */
FcRecord *fc_stored_row_read   (FcStatement  *statement,
                                int           first,
                                FcEntity      entity,
                                const FcId   *id,
                                GError      **error);

G_END_DECLS
