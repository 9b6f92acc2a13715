/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-hub-store.h"

G_BEGIN_DECLS

/* An op as it came: the bytes that are hashed, and what they decode to. */
typedef struct {
  GBytes *bytes;
  guint8 hash[FC_HUB_HASH];
  FcOp *op;      /* (nullable): NULL where it does not decode */
  FcId op_id;    /* of its bytes where not even that can be read */
  FcId txn_id;
  gboolean newer; /* it does not decode, and comes from a newer program */
  GError *error; /* why it does not decode */
} FcHubOp;

FcHubOp *fc_hub_op_new     (GBytes     *bytes);
FcHubOp *fc_hub_op_new_own (const FcOp *op);
void     fc_hub_op_free    (FcHubOp    *self);

G_END_DECLS
