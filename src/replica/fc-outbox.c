/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-outbox-private.h"

static const char *const kinds[] = { "insert", "patch", "delete", "command" };

/**
 * fc_outbox_next_seq:
 *
 * Returns: the client_seq for the next op of this transaction; 0 where the counter cannot be written
 */
gint64
fc_outbox_next_seq (FcWrite *write)
{
  gint64 seq = fc_write_get_meta_int (write, FC_META_CLIENT_SEQ, 0) + 1;

  return fc_write_set_meta_int (write, FC_META_CLIENT_SEQ, seq, NULL) ? seq : 0;
}

/**
 * fc_outbox_add:
 * @op: stamped with client, sequence, transaction and actor
 *
 * Stores the op's bytes as they will be sent, for ever the same.
 */
gboolean
fc_outbox_add (FcWrite  *write,
               FcOp     *op,
               GError  **error)
{
  g_autoptr (FcStatement) insert = fc_db_prepare (
    write->db,
    "INSERT INTO outbox (client_seq, op_id, txn_id, lane, priority, actor, kind, entity, row_id, made_at, bytes)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    error);
  g_autoptr (GBytes) bytes = fc_op_encode (op);

  if (insert == NULL)
    return FALSE;
  fc_statement_bind_int (insert, 1, op->client_seq);
  fc_statement_bind_id (insert, 2, &op->op_id);
  fc_statement_bind_id (insert, 3, &op->txn_id);
  fc_statement_bind_id (insert, 4, &op->lane);
  fc_statement_bind_int (insert, 5, op->priority);
  fc_statement_bind_id (insert, 6, &op->actor);
  fc_statement_bind_text (insert, 7, op->kind == FC_OP_COMMAND ? op->command : kinds[op->kind]);
  fc_statement_bind_text (insert, 8, fc_catalog_get (op->entity)->name);
  fc_statement_bind_id (insert, 9, &op->row_id);
  fc_statement_bind_int (insert, 10, op->occurred_at);
  fc_statement_bind_bytes (insert, 11, bytes);
  return fc_statement_run (insert, error);
}

void
fc_outbox_op_free (gpointer pointer)
{
  FcOutboxOp *op = pointer;

  g_bytes_unref (op->bytes);
  g_free (op);
}
