/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-hub-op.h"

#include <gnutls/crypto.h>
#include <string.h>

/* By GnuTLS, which knows the processor's own instructions for it: all that comes goes through here. */
static void
hash (FcHubOp *self)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (self->bytes, &size);

  if (gnutls_hash_fast (GNUTLS_DIG_SHA256, data, size, self->hash) != 0)
    g_error ("SHA-256 is not to be had.");
}

/**
 * fc_hub_op_new_own:
 *
 * Returns: (transfer full): an op of the hub itself, which has no person as its actor
 */
FcHubOp *
fc_hub_op_new_own (const FcOp *op)
{
  FcHubOp *self = g_new0 (FcHubOp, 1);

  self->bytes = fc_op_encode (op);
  hash (self);
  self->op = fc_op_copy (op);
  self->op_id = op->op_id;
  self->txn_id = op->txn_id;
  return self;
}

/* Its sender waits for an answer to it all the same, and what it belongs to must not happen without it. */
static void
peek (FcHubOp *self)
{
  self->newer = fc_op_peek (self->bytes, &self->op_id, &self->txn_id) > FC_SCHEMA_VERSION;
  if (fc_id_is_null (&self->op_id))
    memcpy (self->op_id.bytes, self->hash, sizeof self->op_id.bytes);
  if (fc_id_is_null (&self->txn_id))
    self->txn_id = self->op_id;
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

  self->bytes = g_bytes_ref (bytes);
  hash (self);
  self->op = fc_op_decode (bytes, &self->error);
  if (self->op == NULL)
    peek (self);
  else
    {
      self->op_id = self->op->op_id;
      self->txn_id = self->op->txn_id;
    }
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
