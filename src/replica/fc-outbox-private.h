/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-replica-private.h"
#include "fc-time.h"

G_BEGIN_DECLS

/* outbox.state */
enum {
  FC_OUTBOX_WAITING,
  FC_OUTBOX_ACKED,
  FC_OUTBOX_REJECTED,
  FC_OUTBOX_CONFLICT,
  FC_OUTBOX_BLOCKED,
  FC_OUTBOX_DISCARDED = 10, /* added to what it was: a person let go of it */
};

#define FC_OUTBOX_KEEP_US (30 * FC_DAY_US)

/* Kept until a person decides. What is in conflict is in at the hub and decided there, by a row that syncs. */
#define FC_OUTBOX_DRAFTS "(2, 4)"

void fc_outbox_op_free (gpointer pointer);
gboolean fc_outbox_drop_draft (FcWrite     *write,
                               const FcId  *op_id,
                               GError     **error);

/* fc-replica-run.c */
void fc_replica_run_instead_async (FcReplica           *self,
                                   GPtrArray           *ops,
                                   const FcId          *draft,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data);

G_END_DECLS
