/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-op.h"

G_BEGIN_DECLS

/* Fields of one entity that an op carries and a person can type. */
typedef struct {
  FcRecord *record; /* (owned) */
  guint64 mask;
} FcOpPart;

GPtrArray *fc_op_parts      (const FcOp  *self);
FcOp      *fc_op_with_parts (const FcOp  *self,
                             FcRecord    *row,
                             GPtrArray   *parts,
                             GError     **error);

G_END_DECLS
