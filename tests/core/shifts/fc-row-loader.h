/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-command.h"

G_BEGIN_DECLS

/* Runs an op as a store does: on the rows that it asks for, and no others; then brings @rows up to date. */
FcChangeSet *fc_row_loader_run (FcRowSet       *rows,
                                const FcActor  *actor,
                                FcOp           *op,
                                GError        **error);

G_END_DECLS
