/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-sync-log.h"

#include "fc-query-help.h"

#include <glib/gi18n-lib.h>

#define STATE                                                                                            \
  "CASE o.state WHEN 0 THEN 'waiting' WHEN 1 THEN 'sent' WHEN 2 THEN 'refused' WHEN 3 THEN 'conflict'" \
  " WHEN 4 THEN 'blocked' ELSE 'discarded' END"

/* Of a refused transaction the op that was the cause. */
#define REFUSED                                                                                                   \
  "(o.state IN (2, 3, 4) AND o.client_seq = (SELECT x.client_seq FROM outbox x WHERE x.txn_id = o.txn_id"          \
  " AND x.state IN (2, 3, 4) ORDER BY x.state = 4, x.client_seq LIMIT 1))"

static const FcQueryColumn columns[] = {
  { "id", "o.op_id", NULL, FC_COLUMN_ID, FALSE },
  { "made_at", "o.made_at", N_ ("Time"), FC_COLUMN_TIME, TRUE },
  { "state", STATE, N_ ("State"), FC_COLUMN_ENUM, TRUE },
  { "action", "o.kind", N_ ("What"), FC_COLUMN_TEXT, TRUE },
  { "entity", "o.entity", N_ ("Record"), FC_COLUMN_TEXT, TRUE },
  { "row_id", "o.row_id", NULL, FC_COLUMN_ID, FALSE },
  { "actor", "u.name", N_ ("Who"), FC_COLUMN_TEXT, TRUE },
  { "reason", "o.reason", N_ ("The hub says"), FC_COLUMN_TEXT, FALSE },
  { "acked_at", "o.acked_at", N_ ("Answered"), FC_COLUMN_TIME, TRUE },
  { "size", "length (o.bytes)", N_ ("Bytes"), FC_COLUMN_INT, TRUE },
  { "priority", "o.priority", N_ ("Priority"), FC_COLUMN_INT, TRUE },
  { "lane", "o.lane", NULL, FC_COLUMN_ID, FALSE },
  { NULL, NULL, NULL, FC_COLUMN_INT, FALSE },
};

const FcQuerySpec fc_sync_log = {
  .name = "sync-log",
  .from = "outbox o LEFT JOIN user u ON u.id = o.actor",
  .where = "CASE WHEN :state IS NULL THEN 1 WHEN :state = 'refused' THEN " REFUSED " ELSE " STATE " = :state END",
  .columns = columns,
  .default_sort = FC_SYNC_LOG_MADE_AT,
  .default_descending = TRUE,
};

const FcQuerySpec fc_refused_list = {
  .name = "refused",
  .from = "outbox o LEFT JOIN user u ON u.id = o.actor",
  .where = REFUSED,
  .columns = columns,
  .default_sort = FC_SYNC_LOG_MADE_AT,
  .default_descending = TRUE,
};

void
fc_op_fate_free (FcOpFate *self)
{
  g_free (self->state);
  g_free (self->reason);
  g_free (self);
}

static gpointer
read_fate (FcDb          *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr (FcStatement) select =
    fc_db_prepare (db, "SELECT " STATE ", o.reason FROM outbox o WHERE o.op_id = ?", error);
  FcOpFate *fate;
  gboolean row;

  if (select == NULL)
    return NULL;
  fc_statement_bind_id (select, 1, data);
  if (!fc_statement_step (select, &row, error) || !row)
    return NULL;
  fate = g_new0 (FcOpFate, 1);
  fate->state = g_strdup (fc_statement_get_text (select, 0));
  fate->reason = g_strdup (fc_statement_get_text (select, 1));
  return fate;
}

/**
 * fc_op_fate_async:
 *
 * Reads what became of an op of the outbox.
 */
void
fc_op_fate_async (FcReplica           *replica,
                  const FcId          *op_id,
                  GCancellable        *cancellable,
                  GAsyncReadyCallback  callback,
                  gpointer             user_data)
{
  fc_replica_read_async (replica, read_fate, fc_query_dup_id (op_id), g_free, (GDestroyNotify) fc_op_fate_free,
                         cancellable, callback, user_data);
}

/**
 * fc_op_fate_finish:
 *
 * Returns: (transfer full) (nullable)
 */
FcOpFate *
fc_op_fate_finish (FcReplica     *replica,
                   GAsyncResult  *result,
                   GError       **error)
{
  return fc_replica_read_finish (replica, result, error);
}
