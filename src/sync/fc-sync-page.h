/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-replica-sync.h"
#include "fc-sync-state.h"
#include "fc-wire.h"

G_BEGIN_DECLS

/* From the wire's words to the replica's, and back. Any thread. */
GPtrArray     *fc_sync_page_rows    (GPtrArray        *updates); /* FcUpdate → FcPulledRow */
GHashTable    *fc_sync_page_cursors (const FcCursor   *cursor);
FcCursor      *fc_sync_page_cursor  (GHashTable       *cursors);
GPtrArray     *fc_sync_page_results (GPtrArray        *results); /* FcWireResult → FcOpResult */
GPtrArray     *fc_sync_page_ops     (GPtrArray        *ops);     /* FcOutboxOp → FcSendOp */
FcSyncFailure *fc_replica_failure   (const GError     *error);

G_END_DECLS
