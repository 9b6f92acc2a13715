/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-record.h"

G_BEGIN_DECLS

/* The rows a command was given: what replica and hub loaded for it. Plain memory, one thread at a time. */
typedef struct _FcRowSet FcRowSet;

FcRowSet  *fc_row_set_new      (void);
void       fc_row_set_free     (FcRowSet   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcRowSet, fc_row_set_free)

void       fc_row_set_add      (FcRowSet   *self,
                                FcRecord   *record);
void       fc_row_set_remove   (FcRowSet   *self,
                                FcEntity    entity,
                                const FcId *id);
FcRecord  *fc_row_set_get      (FcRowSet   *self,
                                FcEntity    entity,
                                const FcId *id);
GPtrArray *fc_row_set_list     (FcRowSet   *self,
                                FcEntity    entity);
GPtrArray *fc_row_set_list_by  (FcRowSet   *self,
                                FcEntity    entity,
                                int         field,
                                const FcId *id);

/* A list of records by one of their numbers, then by id. */
void       fc_records_sort     (GPtrArray  *records,
                                int         field);

G_END_DECLS
