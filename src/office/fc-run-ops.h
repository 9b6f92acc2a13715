/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-replica.h"

G_BEGIN_DECLS

void     fc_run_ops_async  (FcReplica           *replica,
                            GPtrArray           *ops,
                            FcProgressFunc       progress,
                            gpointer             progress_data,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data);
gboolean fc_run_ops_finish (GAsyncResult        *result,
                            GError             **error);

G_END_DECLS
