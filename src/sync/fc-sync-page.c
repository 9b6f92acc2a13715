/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-sync-page.h"

#include "fc-sync-batch.h"

static FcPulledRow *
odd_row (const FcUpdate *update)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), update->fields);
  g_autofree char *text = json_to_string (node, FALSE);

  return fc_pulled_row_new_odd (update->entity, &update->id, update->bucket, update->seq, text);
}

static FcPulledRow *
page_row (const FcUpdate *update)
{
  FcRecord *record = NULL;
  FcPulledKind kind = update->deleted ? FC_PULLED_DELETE : update->removed ? FC_PULLED_REMOVE : FC_PULLED_ROW;

  if (kind == FC_PULLED_ROW)
    {
      record = fc_update_get_record (update, NULL);
      if (record == NULL)
        return odd_row (update);
    }
  return fc_pulled_row_new (kind, update->entity, &update->id, update->bucket, update->seq, record);
}

/**
 * fc_sync_page_rows:
 * @updates: (element-type FcUpdate): those of entities that this program does not know are left out
 *
 * Returns: (transfer full) (element-type FcPulledRow):
 */
GPtrArray *
fc_sync_page_rows (GPtrArray *updates)
{
  GPtrArray *rows = g_ptr_array_new_full (updates->len, (GDestroyNotify) fc_pulled_row_free);

  for (guint i = 0; i < updates->len; i++)
    {
      const FcUpdate *update = g_ptr_array_index (updates, i);

      if (update->entity != FC_N_ENTITIES)
        g_ptr_array_add (rows, page_row (update));
    }
  return rows;
}

/**
 * fc_sync_page_cursors:
 *
 * Returns: (transfer full): as the replica wants it, char* → gint64*
 */
GHashTable *
fc_sync_page_cursors (const FcCursor *cursor)
{
  GHashTable *cursors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < fc_cursor_size (cursor); i++)
    {
      const FcCursorMark *mark = &g_array_index (cursor->marks, FcCursorMark, i);

      g_hash_table_insert (cursors, g_strdup (mark->bucket), g_memdup2 (&mark->seq, sizeof mark->seq));
    }
  return cursors;
}

/**
 * fc_sync_page_cursor:
 *
 * Returns: (transfer full): the other way round
 */
FcCursor *
fc_sync_page_cursor (GHashTable *cursors)
{
  FcCursor *cursor = fc_cursor_new ();
  GHashTableIter iter;
  gpointer bucket, seq;

  g_hash_table_iter_init (&iter, cursors);
  while (g_hash_table_iter_next (&iter, &bucket, &seq))
    fc_cursor_set (cursor, bucket, *(gint64 *) seq);
  return cursor;
}

/**
 * fc_sync_page_results:
 *
 * Returns: (transfer full) (element-type FcOpResult):
 */
GPtrArray *
fc_sync_page_results (GPtrArray *results)
{
  static const FcOutcome outcomes[] = {
    [FC_RESULT_APPLIED] = FC_OUTCOME_APPLIED,   [FC_RESULT_MERGED] = FC_OUTCOME_MERGED,
    [FC_RESULT_CONFLICT] = FC_OUTCOME_CONFLICT, [FC_RESULT_REJECTED] = FC_OUTCOME_REJECTED,
    [FC_RESULT_BLOCKED] = FC_OUTCOME_BLOCKED,
  };
  GPtrArray *ours = g_ptr_array_new_full (results->len, (GDestroyNotify) fc_op_result_free);

  for (guint i = 0; i < results->len; i++)
    {
      const FcWireResult *result = g_ptr_array_index (results, i);
      g_autofree char *reason = result->error_message != NULL ? fc_sync_say (result->error_code, result->error_message)
                                                              : g_strdup (result->error_code);

      g_ptr_array_add (ours, fc_op_result_new (&result->op_id, outcomes[result->status], result->seq, reason));
      ((FcOpResult *) ours->pdata[i])->unheard = g_strcmp0 (result->error_code, FC_SYNC_TOO_LARGE) == 0;
    }
  return ours;
}

/**
 * fc_sync_page_ops:
 * @ops: (nullable) (element-type FcOutboxOp):
 *
 * Returns: (transfer full) (element-type FcSendOp): none where @ops is NULL
 */
GPtrArray *
fc_sync_page_ops (GPtrArray *ops)
{
  GPtrArray *sends = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_send_op_free);

  for (guint i = 0; ops != NULL && i < ops->len; i++)
    {
      const FcOutboxOp *op = g_ptr_array_index (ops, i);
      FcSendOp *send = g_new0 (FcSendOp, 1);

      send->op_id = op->op_id;
      send->txn_id = op->txn_id;
      send->bytes = g_bytes_ref (op->bytes);
      g_ptr_array_add (sends, send);
    }
  return sends;
}

/**
 * fc_replica_failure:
 *
 * Returns: (transfer full): what an error of the replica means for the engine
 */
FcSyncFailure *
fc_replica_failure (const GError *error)
{
  return fc_sync_failure_new (FC_FAILURE_REPLICA, error->message);
}
