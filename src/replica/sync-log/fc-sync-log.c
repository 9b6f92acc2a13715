/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-sync-log.h"

#define N_(text) text

#define STATE "CASE o.state WHEN 0 THEN 'waiting' WHEN 1 THEN 'sent' WHEN 2 THEN 'rejected' ELSE 'conflict' END"

static const FcQueryColumn columns[] = {
  { "id", "o.op_id", NULL, FC_COLUMN_ID, FALSE },
  { "made_at", "o.made_at", N_ ("Time"), FC_COLUMN_TIME, TRUE },
  { "state", STATE, N_ ("State"), FC_COLUMN_ENUM, TRUE },
  { "action", "o.kind", N_ ("What"), FC_COLUMN_TEXT, TRUE },
  { "entity", "o.entity", N_ ("Record"), FC_COLUMN_TEXT, TRUE },
  { "row_id", "o.row_id", NULL, FC_COLUMN_ID, FALSE },
  { "actor", "u.name", N_ ("Who"), FC_COLUMN_TEXT, TRUE },
  { "reason", "o.reason", N_ ("Reason"), FC_COLUMN_TEXT, FALSE },
  { "acked_at", "o.acked_at", N_ ("Answered"), FC_COLUMN_TIME, TRUE },
  { NULL, NULL, NULL, FC_COLUMN_INT, FALSE },
};

const FcQuerySpec fc_sync_log = {
  .name = "sync-log",
  .from = "outbox o LEFT JOIN user u ON u.id = o.actor",
  .where = ":state IS NULL OR " STATE " = :state",
  .columns = columns,
  .default_sort = FC_SYNC_LOG_MADE_AT,
  .default_descending = TRUE,
};
