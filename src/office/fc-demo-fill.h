/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-demo.h"
#include "fc-replica.h"

G_BEGIN_DECLS

/*
 * Makes the demo company in an open replica that is new and has no hub, and sits @as (an e-mail address; NULL: the
 * station manager) at the desk.
 */
void      fc_demo_fill_async  (FcReplica            *replica,
                               const FcDemoOptions  *options,
                               const char           *as, /* nullable */
                               FcProgressFunc        progress, /* nullable */
                               gpointer              progress_data,
                               GCancellable         *cancellable,
                               GAsyncReadyCallback   callback,
                               gpointer              user_data);
gboolean  fc_demo_fill_finish (FcReplica            *replica,
                               GAsyncResult         *result,
                               FcDemoSummary        *summary, /* (out caller-allocates) (nullable) */
                               GError              **error);

G_END_DECLS
