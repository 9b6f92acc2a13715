/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-record.h"

G_BEGIN_DECLS

/* What became of the fields that two people changed apart from each other (bit n = field n). */
typedef struct {
  guint64 both;        /* changed by both, and not alike */
  guint64 conflicts;   /* of those: a person must decide; the row keeps theirs */
  guint64 lost_mine;   /* of those: mine gave way */
  guint64 lost_theirs; /* of those: theirs gave way */
} FcMergeResult;

FcRecord *fc_merge_rows (FcRecord      *base, /* nullable */
                         guint64        base_mask,
                         FcRecord      *mine,
                         guint64        mine_mask,
                         FcRecord      *theirs,
                         FcMergeResult *result);

G_END_DECLS
