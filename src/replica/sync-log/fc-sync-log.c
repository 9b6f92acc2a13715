/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-sync-log.h"

#include "fc-query-help.h"

#include <glib/gi18n-lib.h>

#define DRAFTS "(2, 4)"

/* What was in conflict has been decided where its conflict says so; who may not see conflicts hears no more of it. */
#define STATE                                                                                                     \
  "CASE o.state WHEN 0 THEN 'waiting' WHEN 1 THEN 'sent' WHEN 2 THEN 'refused' WHEN 4 THEN 'blocked' WHEN 3 THEN"  \
  " CASE WHEN EXISTS (SELECT 1 FROM conflict k WHERE k.op_id = o.op_id AND k.state <> 'open') THEN 'sent'"         \
  " ELSE 'conflict' END"                                                                                          \
  " ELSE CASE WHEN EXISTS (SELECT 1 FROM handover k WHERE k.op_id = o.op_id) THEN 'handed' ELSE 'discarded' END END"

/* Of a refused transaction the op that was the cause. */
#define REFUSED                                                                                                   \
  "(o.state IN " DRAFTS " AND o.client_seq = (SELECT x.client_seq FROM outbox x WHERE x.txn_id = o.txn_id"         \
  " AND x.state IN " DRAFTS " ORDER BY x.state = 4, x.client_seq LIMIT 1))"

#define VISIBLE(row) "(" row ".station_id IS NULL OR " row ".station_id IN (SELECT id FROM visible_station))"

/* Whoever sits at the desk: what they handed over themselves does not wait for them. */
#define BY_ME "lower (hex (h.by)) IS (SELECT replace (value, '-', '') FROM meta WHERE key = 'actor.user')"

#define ALL_OF_IT                                                                                                 \
  "(SELECT o.op_id AS id, o.made_at AS made_at, " STATE " AS state, o.kind AS action, o.entity AS entity,"         \
  " o.row_id AS row_id, o.actor AS actor, o.reason AS reason, o.acked_at AS acked_at, length (o.bytes) AS size,"   \
  " o.priority AS priority, o.lane AS lane, 'op' AS kind, NULL AS field, " REFUSED " AS needs FROM outbox o"       \
  " UNION ALL SELECT c.id, c.wanted_at, CASE c.state WHEN 'open' THEN 'conflict' ELSE 'decided' END, 'conflict',"  \
  " c.entity, c.row_id, c.wanted_by, c.comment, c.decided_at, NULL, NULL, c.root_id, 'conflict', c.field,"         \
  " c.state = 'open' FROM conflict c WHERE " VISIBLE ("c")                                                        \
  " UNION ALL SELECT h.id, h.at, CASE h.state WHEN 'open' THEN 'handed' WHEN 'done' THEN 'decided' ELSE h.state"   \
  " END, h.action, h.entity, h.row_id, h.by, coalesce (h.comment, h.note, h.reason), h.decided_at, NULL, NULL,"    \
  " h.root_id, 'handover', NULL, h.state = 'open' AND NOT " BY_ME " FROM handover h WHERE " VISIBLE ("h") ") o"

static const FcQueryColumn columns[] = {
  { "id", "o.id", NULL, FC_COLUMN_ID, FALSE },
  { "made_at", "o.made_at", N_ ("Time"), FC_COLUMN_TIME, TRUE },
  { "state", "o.state", N_ ("State"), FC_COLUMN_ENUM, TRUE },
  { "action", "o.action", N_ ("What"), FC_COLUMN_TEXT, TRUE },
  { "entity", "o.entity", N_ ("Record"), FC_COLUMN_TEXT, TRUE },
  { "row_id", "o.row_id", NULL, FC_COLUMN_ID, FALSE },
  { "actor", "(SELECT u.name FROM user u WHERE u.id = o.actor)", N_ ("Who"), FC_COLUMN_TEXT, TRUE },
  { "reason", "o.reason", N_ ("Reason"), FC_COLUMN_TEXT, FALSE },
  { "acked_at", "o.acked_at", N_ ("Answered"), FC_COLUMN_TIME, TRUE },
  { "size", "o.size", N_ ("Bytes"), FC_COLUMN_INT, TRUE },
  { "priority", "o.priority", N_ ("Priority"), FC_COLUMN_INT, TRUE },
  { "lane", "o.lane", NULL, FC_COLUMN_ID, FALSE },
  { "kind", "o.kind", NULL, FC_COLUMN_TEXT, FALSE },
  { "field", "o.field", NULL, FC_COLUMN_TEXT, FALSE },
  FC_QUERY_COLUMNS_END,
};

const FcQuerySpec fc_sync_log = {
  .name = "sync-log",
  .from = ALL_OF_IT,
  .where = "CASE WHEN :state IS NULL THEN 1 WHEN :state = 'refused' THEN o.needs WHEN :state = 'decided' THEN"
           " o.state IN ('decided', 'returned', 'handed') AND o.kind <> 'op' ELSE o.state = :state AND o.kind = 'op' END",
  .columns = columns,
  .default_sort = FC_SYNC_LOG_MADE_AT,
  .default_descending = TRUE,
};

const FcQuerySpec fc_refused_list = {
  .name = "refused",
  .from = ALL_OF_IT,
  .where = "o.needs",
  .columns = columns,
  .default_sort = FC_SYNC_LOG_MADE_AT,
  .default_descending = TRUE,
};

const char fc_sync_state_sql[] = "SELECT " STATE ", o.reason FROM outbox o WHERE o.op_id = ?";
