/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-fact-batch.h"

G_BEGIN_DECLS

void         fc_fact_batch_copy_cell (FcFactBatch       *to,
                                      guint              row,
                                      const FcFactBatch *from,
                                      guint              from_row,
                                      int                field);
FcFactBatch *fc_hub_join_facts       (GPtrArray         *batches,
                                      gint64             from);

G_END_DECLS
