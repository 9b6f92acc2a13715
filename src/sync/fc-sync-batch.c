/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-sync-batch.h"

#include <glib/gi18n-lib.h>

#define LARGE_BYTES (64 * 1024) /* what every proxy lets through */
#define WELL_ENOUGH 10          /* so many small ones have to go before a larger one is tried */

void
fc_send_op_free (FcSendOp *self)
{
  if (self == NULL)
    return;
  g_bytes_unref (self->bytes);
  g_free (self);
}

/* As much as the protocol allows. */
void
fc_sync_batch_reset (FcSyncBatch *self)
{
  self->max_ops = FC_WIRE_MAX_OPS;
  self->max_bytes = FC_WIRE_MAX_OPS_BYTES;
  self->went_well = 0;
}

/**
 * fc_sync_batch_went:
 *
 * What was sent has been answered. What something before the hub found too large once, it need not for ever.
 */
void
fc_sync_batch_went (FcSyncBatch *self)
{
  if (++self->went_well < WELL_ENOUGH)
    return;
  self->went_well = 0;
  self->max_ops = MIN (2 * self->max_ops, FC_WIRE_MAX_OPS);
  self->max_bytes = MIN (2 * self->max_bytes, FC_WIRE_MAX_OPS_BYTES);
}

static gboolean
is_413 (const FcSyncFailure *failure)
{
  return failure->kind == FC_FAILURE_STATUS && failure->status == 413;
}

/* One transaction was sent, and nothing with it. */
static gboolean
was_alone (GPtrArray *sent)
{
  FcSendOp *first, *last;

  if (sent == NULL || sent->len == 0)
    return FALSE;
  first = g_ptr_array_index (sent, 0);
  last = g_ptr_array_index (sent, sent->len - 1);
  return fc_id_equal (&first->txn_id, &last->txn_id);
}

/* The hub says so; or something before it does, of what is large indeed and not of every request. */
static gboolean
is_too_large_alone (GPtrArray           *sent,
                    const FcSyncFailure *failure)
{
  gsize size = 0;

  if (!is_413 (failure) || !was_alone (sent))
    return FALSE;
  for (guint i = 0; i < sent->len; i++)
    size += g_bytes_get_size (((FcSendOp *) g_ptr_array_index (sent, i))->bytes);
  return size > LARGE_BYTES || g_strcmp0 (failure->code, "too-large") == 0;
}

/**
 * fc_sync_batch_halve:
 * @sent: (nullable) (element-type FcSendOp): what @failure answers
 *
 * Returns: TRUE: it was too large, and less is tried; whole transactions only, so one alone cannot be halved
 */
gboolean
fc_sync_batch_halve (FcSyncBatch         *self,
                     GPtrArray           *sent,
                     const FcSyncFailure *failure)
{
  if (!is_413 (failure) || sent == NULL || was_alone (sent))
    return FALSE;
  self->max_ops = MAX (1, MIN (self->max_ops, sent->len) / 2);
  self->max_bytes = MAX (1024, self->max_bytes / 2);
  self->went_well = 0;
  return TRUE;
}

/**
 * fc_sync_batch_refuse:
 * @sent: (nullable) (element-type FcSendOp): what @failure answers
 *
 * A transaction that is too large on its own would stand in the way for ever: it is refused here as the hub refuses others, its
 * changes kept with the reason. What follows it may be large again.
 *
 * Returns: (transfer full) (element-type FcWireResult) (nullable): what is to be recorded of it; NULL: it is no such case
 */
GPtrArray *
fc_sync_batch_refuse (FcSyncBatch         *self,
                      GPtrArray           *sent,
                      const FcSyncFailure *failure)
{
  GPtrArray *results;

  if (!is_too_large_alone (sent, failure))
    return NULL;
  results = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_wire_result_free);
  for (guint i = 0; i < sent->len; i++)
    {
      const FcSendOp *op = g_ptr_array_index (sent, i);

      g_ptr_array_add (results, fc_wire_result_new (&op->op_id, FC_RESULT_REJECTED, 0, FC_SYNC_TOO_LARGE,
                                                    _ ("This step is larger than the server takes, even on its own. Do "
                                                       "it again in smaller parts.")));
    }
  fc_sync_batch_reset (self);
  return results;
}
