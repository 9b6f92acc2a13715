/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-hub-op.h"

#include <sodium.h>

/**
 * fc_hub_op_new_own:
 *
 * Returns: (transfer full): an op of the hub itself, which has no person as its actor
 */
FcHubOp *
fc_hub_op_new_own (const FcOp *op)
{
  FcHubOp *self = g_new0 (FcHubOp, 1);
  gsize size;

  self->bytes = fc_op_encode (op);
  const guint8 *data = g_bytes_get_data (self->bytes, &size);
  crypto_hash_sha256 (self->hash, data, size);
  self->op = fc_op_copy (op);
  self->op_id = op->op_id;
  return self;
}

/**
 * fc_hub_op_new:
 *
 * Returns: (transfer full): what came, hashed and decoded as far as it can be. Any thread.
 */
FcHubOp *
fc_hub_op_new (GBytes *bytes)
{
  FcHubOp *self = g_new0 (FcHubOp, 1);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  self->bytes = g_bytes_ref (bytes);
  crypto_hash_sha256 (self->hash, data, size);
  self->op = fc_op_decode (bytes, &self->error);
  if (self->op)
    self->op_id = self->op->op_id;
  return self;
}

void
fc_hub_op_free (FcHubOp *self)
{
  g_bytes_unref (self->bytes);
  g_clear_pointer (&self->op, fc_op_free);
  g_clear_error (&self->error);
  g_free (self);
}
