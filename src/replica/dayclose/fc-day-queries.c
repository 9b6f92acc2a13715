/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-day-queries.h"

#include "fc-day-commands.h"
#include "fc-query-help.h"

#include <glib/gi18n-lib.h>

/* What of a date's shifts counts: a correction takes the place of what it corrects once it is approved. */
#define SHIFTS_OF_DATES                                                                                                \
  "SELECT station_id, business_date, count(*) AS n, sum(state = 'approved') AS approved,"                              \
  " sum(fuel_volume) AS fuel_volume, sum(fuel_amount) AS fuel_amount, sum(over_short) AS over_short FROM shift"         \
  " WHERE state NOT IN ('superseded', 'discarded') AND (corrects_id IS NULL OR state = 'approved') GROUP BY station_id, business_date"

/* Corrections under way. */
#define CORRECTED(date)                                                                                                \
  "EXISTS (SELECT 1 FROM shift k WHERE k.station_id = d.station_id AND k.business_date = " date                        \
  " AND k.corrects_id IS NOT NULL AND k.state NOT IN ('approved', 'superseded', 'discarded'))"

#define DATES                                                                                                          \
  "(WITH RECURSIVE known (station_id, date) AS (SELECT station_id, business_date FROM shift"                           \
  " WHERE state <> 'discarded'"                                                                                        \
  " UNION ALL SELECT station_id, business_date FROM day_close"                                                         \
  " UNION ALL SELECT id, business_date FROM station WHERE business_date IS NOT NULL),"                                 \
  " span (station_id, first, last) AS (SELECT station_id, min(date), max(date) FROM known"                             \
  " WHERE station_id IN (SELECT id FROM visible_station) AND (:station IS NULL OR station_id = :station)"              \
  " GROUP BY station_id),"                                                                                             \
  " days (station_id, first, date) AS (SELECT station_id, max(first, last - 400), last FROM span"                      \
  " UNION ALL SELECT station_id, first, date - 1 FROM days WHERE date > first)"                                        \
  " SELECT station_id, date FROM days)"

/* As many shifts as the day before, all approved, and that day is not open again. */
#define IS_READY                                                                                                       \
  "s.n IS NOT NULL AND s.approved = s.n AND s.n >= coalesce(b.n, 1) AND coalesce(y.state, 'closed') <> 'reopened'"      \
  " AND NOT " CORRECTED ("d.date")

#define STATE                                                                                                          \
  "CASE WHEN c.state IN ('closed', 'reopened') THEN c.state WHEN " IS_READY " THEN 'ready'"                            \
  " WHEN s.n IS NULL AND d.date <> coalesce(st.business_date, 0) THEN 'missing' ELSE 'open' END"

/* Sixteen bytes that are the same for the same station and date. */
#define LINE_ID "CAST(substr(d.station_id, 9) || CAST(printf('%08d', d.date) AS BLOB) AS BLOB)"

#define CLOSED_OR(field) "CASE WHEN c.state = 'closed' THEN c." field " ELSE s." field " END"

static const FcQueryColumn columns[] = {
  { "id", LINE_ID, NULL, FC_COLUMN_ID, FALSE },
  { "date", "d.date", N_ ("Date"), FC_COLUMN_DATE, TRUE },
  { "station", "st.name", N_ ("Station"), FC_COLUMN_TEXT, TRUE },
  { "state", STATE, N_ ("State"), FC_COLUMN_ENUM, TRUE },
  { "shifts", "coalesce(s.n, 0)", N_ ("Shifts"), FC_COLUMN_INT, TRUE },
  { "fuel_volume", CLOSED_OR ("fuel_volume"), N_ ("Volume"), FC_COLUMN_VOLUME, TRUE },
  { "fuel_amount", CLOSED_OR ("fuel_amount"), N_ ("Fuel sales"), FC_COLUMN_MONEY, TRUE },
  { "over_short", CLOSED_OR ("over_short"), N_ ("Over/short"), FC_COLUMN_MONEY, TRUE },
  { "deposited", "c.deposited", N_ ("Deposited"), FC_COLUMN_MONEY, TRUE },
  { "closed_by", "u.name", N_ ("Closed by"), FC_COLUMN_TEXT, TRUE },
  { "currency", "st.currency", NULL, FC_COLUMN_TEXT, FALSE },
  { "station_id", "d.station_id", NULL, FC_COLUMN_ID, FALSE },
  { "approved", "coalesce(s.approved, 0)", NULL, FC_COLUMN_INT, FALSE },
  { "changed", "c.chain_changed_at IS NOT NULL", NULL, FC_COLUMN_BOOL, FALSE },
  { "pending", "EXISTS (SELECT 1 FROM outbox o WHERE o.lane = c.id AND o.state = 0)", NULL, FC_COLUMN_BOOL, FALSE },
  FC_QUERY_COLUMNS_END,
};

#define DAY_AT(alias, date)                                                                                            \
  " LEFT JOIN day_close " alias " ON " alias ".station_id = d.station_id AND " alias ".business_date = " date

#define SHIFTS_AT(alias, date)                                                                                         \
  " LEFT JOIN (" SHIFTS_OF_DATES ") " alias " ON " alias ".station_id = d.station_id AND " alias                       \
  ".business_date = " date

const FcQuerySpec fc_day_list = {
  .name = "days",
  .from = DATES " d JOIN station st ON st.id = d.station_id" DAY_AT ("c", "d.date") DAY_AT ("y", "d.date - 1")
    SHIFTS_AT ("s", "d.date") SHIFTS_AT ("b", "d.date - 1") " LEFT JOIN user u ON u.id = c.closed_by",
  .where = "(:state IS NULL OR " STATE " = :state)",
  .columns = columns,
  .default_sort = FC_DAY_LIST_DATE,
  .default_descending = TRUE,
};

static const FcQueryColumn ready_columns[] = {
  { "id", LINE_ID, NULL, FC_COLUMN_ID, FALSE },
  { "date", "d.date", N_ ("Date"), FC_COLUMN_DATE, TRUE },
  FC_QUERY_COLUMNS_END,
};

/* From the station's business date on: what was left open long ago waits for nobody. */
const FcQuerySpec fc_days_ready = {
  .name = "days-ready",
  .from = "(SELECT DISTINCT f.station_id, f.business_date AS date FROM shift f JOIN station g ON g.id = f.station_id"
          " WHERE f.business_date >= coalesce(g.business_date, 0) AND f.state <> 'discarded') d"
          " JOIN station st ON st.id = d.station_id" DAY_AT ("c", "d.date") DAY_AT ("y", "d.date - 1")
          SHIFTS_AT ("s", "d.date") SHIFTS_AT ("b", "d.date - 1"),
  .where = "d.station_id IN (SELECT id FROM visible_station) AND (:station IS NULL OR d.station_id = :station)"
           " AND coalesce(c.state, 'open') <> 'closed' AND " IS_READY,
  .columns = ready_columns,
  .default_sort = 1,
  .default_descending = TRUE,
};

static const FcQueryColumn history_columns[] = {
  { "id", "a.id", NULL, FC_COLUMN_ID, FALSE },
  { "at", "a.at", N_ ("Time"), FC_COLUMN_TIME, TRUE },
  { "user", "u.name", N_ ("Who"), FC_COLUMN_TEXT, FALSE },
  { "action", "a.action", N_ ("What"), FC_COLUMN_TEXT, FALSE },
  { "old", "a.old_values", NULL, FC_COLUMN_TEXT, FALSE },
  { "new", "a.new_values", NULL, FC_COLUMN_TEXT, FALSE },
  { "why", "json_extract (a.new_values, '$.reopen_reason')", N_ ("Reason"), FC_COLUMN_TEXT, FALSE },
  FC_QUERY_COLUMNS_END,
};

const FcQuerySpec fc_day_history = {
  .name = "day-history",
  .from = "audit_entry a LEFT JOIN user u ON u.id = a.user_id",
  .where = "a.row_id = " FC_ID_TEXT (":day"),
  .columns = history_columns,
  .default_sort = FC_DAY_HISTORY_AT,
  .default_descending = TRUE,
};

static gpointer
read_rows (FcDb          *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr (FcRowSet) rows = fc_row_set_new ();
  g_autoptr (GPtrArray) ops = g_ptr_array_new ();
  FcDbLoader loader;

  fc_db_loader_init (&loader, db, NULL);
  g_ptr_array_add (ops, data);
  if (!fc_ops_load (ops, &loader.loader, rows, error))
    return NULL;
  return g_steal_pointer (&rows);
}

/**
 * fc_day_rows_async:
 *
 * The very rows that day.close would be given here.
 */
void
fc_day_rows_async (FcReplica           *replica,
                   const FcId          *station,
                   FcDate               date,
                   GCancellable        *cancellable,
                   GAsyncReadyCallback  callback,
                   gpointer             user_data)
{
  fc_replica_read_async (replica, read_rows, fc_day_close_op_new (station, date, 0), (GDestroyNotify) fc_op_free,
                         (GDestroyNotify) fc_row_set_free, cancellable, callback, user_data);
}

FcRowSet *
fc_day_rows_finish (FcReplica     *replica,
                    GAsyncResult  *result,
                    GError       **error)
{
  return fc_replica_read_finish (replica, result, error);
}
