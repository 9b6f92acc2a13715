/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-record.h"

G_BEGIN_DECLS

/* Many facts of one entity, a column each: how sales travel and are stored without an object per row. Plain memory. */
typedef struct {
  FcValueKind kind;    /* FC_VALUE_NULL: no row has this field */
  gint64 *numbers;     /* FC_VALUE_INT */
  FcId *ids;           /* FC_VALUE_ID */
  const char **texts;  /* FC_VALUE_TEXT: (element-type interned in the batch), NULL where a row has none */
  guint8 *nulls;       /* (nullable): 1 where a row has no value; INT and ID only */
} FcFactColumn;

typedef struct {
  FcEntity entity;
  guint n;
  FcId *row_ids;
  gint64 *versions;      /* hub's seq, 0 where not confirmed */
  FcFactColumn *columns; /* by field number */
  GStringChunk *strings;
} FcFactBatch;

FcFactBatch *fc_fact_batch_new          (FcEntity           entity,
                                         guint              n);
void         fc_fact_batch_free         (FcFactBatch       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcFactBatch, fc_fact_batch_free)
FcFactColumn *fc_fact_batch_use_column  (FcFactBatch       *self,
                                         int                field);
void         fc_fact_batch_set_null     (FcFactBatch       *self,
                                         guint              row,
                                         int                field);
void         fc_fact_batch_set_text     (FcFactBatch       *self,
                                         guint              row,
                                         int                field,
                                         const char        *text);
gboolean     fc_fact_batch_is_null      (const FcFactBatch *self,
                                         guint              row,
                                         int                field);
FcFactBatch *fc_fact_batch_from_records (GPtrArray         *records);
FcRecord    *fc_fact_batch_get_record   (const FcFactBatch *self,
                                         guint              row);
gboolean     fc_fact_batch_validate     (const FcFactBatch *self,
                                         GError           **error);

G_END_DECLS
