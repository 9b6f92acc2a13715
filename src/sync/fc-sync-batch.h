/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-sync-state.h"
#include "fc-wire.h"

G_BEGIN_DECLS

/* An op to send: its id, its transaction and the bytes of the outbox. */
typedef struct {
  FcId op_id;
  FcId txn_id;
  GBytes *bytes;
} FcSendOp;
void fc_send_op_free (FcSendOp *self);

/* How much goes up at once, whoever sends it: less where the hub, or something before it, finds it too large. */
typedef struct {
  guint max_ops;
  gsize max_bytes; /* of the ops' texts */
  guint went_well; /* batches in a row */
} FcSyncBatch;

#define FC_SYNC_TOO_LARGE "too-large" /* the code of what was refused here: the hub never had it */

void       fc_sync_batch_reset  (FcSyncBatch         *self);
void       fc_sync_batch_went   (FcSyncBatch         *self);
gboolean   fc_sync_batch_halve  (FcSyncBatch         *self,
                                 GPtrArray           *sent, /* nullable */
                                 const FcSyncFailure *failure);
GPtrArray *fc_sync_batch_refuse (FcSyncBatch         *self,
                                 GPtrArray           *sent, /* nullable */
                                 const FcSyncFailure *failure);

G_END_DECLS
