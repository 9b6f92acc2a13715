/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-command.h"

G_BEGIN_DECLS

FcChangeSet *fc_plain_op_run (const FcOp     *op,
                              const FcActor  *actor,
                              FcRowSet       *rows,
                              GError        **error);
gboolean     fc_row_check_unlocked (FcRowSet   *rows,
                              FcRecord       *row,
                              GError        **error);

G_END_DECLS
