/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-queries.h"

#include "fc-query-help.h"

#include <glib/gi18n-lib.h>

/* Who opened another shift of the same name, as fc_shift_is_twin() tells: two offices that were offline. */
#define TWIN                                                                                                    \
  "(SELECT coalesce (u.name, k.cashier, '') FROM shift k LEFT JOIN user u ON u.id = k.opened_by"                \
  " WHERE k.station_id = s.station_id AND k.business_date = s.business_date AND k.number = s.number"            \
  " AND coalesce (k.part, '') = coalesce (s.part, '') AND k.id <> s.id AND k.corrects_id IS NOT s.id"           \
  " AND s.corrects_id IS NOT k.id AND k.state NOT IN ('superseded', 'discarded')"                               \
  " AND s.state NOT IN ('superseded', 'discarded') LIMIT 1)"

static const FcQueryColumn shift_columns[] = {
  { "id", "s.id", NULL, FC_COLUMN_ID, FALSE },
  { "date", "s.business_date", N_ ("Date"), FC_COLUMN_DATE, TRUE },
  { "number", "s.number", N_ ("Shift"), FC_COLUMN_INT, TRUE },
  { "part", "s.part", N_ ("Part of the site"), FC_COLUMN_TEXT, TRUE },
  { "station", "st.name", N_ ("Station"), FC_COLUMN_TEXT, TRUE },
  { "state", "s.state", N_ ("State"), FC_COLUMN_ENUM, TRUE },
  { "cashier", "s.cashier", N_ ("Cashier"), FC_COLUMN_TEXT, TRUE },
  { "fuel_amount", "s.fuel_amount", N_ ("Fuel sales"), FC_COLUMN_MONEY, TRUE },
  { "fuel_volume", "s.fuel_volume", N_ ("Volume"), FC_COLUMN_VOLUME, TRUE },
  { "over_short", "s.over_short", N_ ("Over/short"), FC_COLUMN_MONEY, TRUE },
  { "opened_at", "s.opened_at", N_ ("Opened"), FC_COLUMN_TIME, TRUE },
  { "currency", "st.currency", NULL, FC_COLUMN_TEXT, FALSE },
  { "station_id", "s.station_id", NULL, FC_COLUMN_ID, FALSE },
  { "pending", "EXISTS (SELECT 1 FROM outbox o WHERE o.lane = s.id AND o.state = 0)", NULL, FC_COLUMN_BOOL, FALSE },
  { "revision", "s.revision", NULL, FC_COLUMN_INT, FALSE },
  { "twin", TWIN, NULL, FC_COLUMN_TEXT, FALSE },
  { "corrects_id", "s.corrects_id", NULL, FC_COLUMN_ID, FALSE },
  { "source", "s.source", NULL, FC_COLUMN_TEXT, FALSE },
  FC_QUERY_COLUMNS_END,
};

const FcQuerySpec fc_shift_list = {
  .name = "shifts",
  .from = "shift s LEFT JOIN station st ON st.id = s.station_id",
  .where = "s.station_id IN (SELECT id FROM visible_station) AND (:station IS NULL OR s.station_id = :station)"
           " AND CASE WHEN :state IS NULL THEN s.state <> 'discarded' ELSE s.state = :state END AND (:from IS NULL OR s.business_date >= :from"
           " OR s.state IN ('open', 'disputed'))" /* work in progress stays in sight */
           " AND (:until IS NULL OR s.business_date <= :until)"
           " AND (:search IS NULL OR s.id IN (" FC_SEARCH_IDS ") OR s.station_id IN (" FC_SEARCH_IDS "))",
  .columns = shift_columns,
  .default_sort = FC_SHIFT_LIST_OPENED_AT,
  .default_descending = TRUE,
};

static const FcQueryColumn history_columns[] = {
  { "id", "a.id", NULL, FC_COLUMN_ID, FALSE },
  { "at", "a.at", N_ ("Time"), FC_COLUMN_TIME, TRUE },
  { "user", "u.name", N_ ("Who"), FC_COLUMN_TEXT, FALSE },
  { "action", "a.action", N_ ("What"), FC_COLUMN_TEXT, FALSE },
  { "entity", "a.entity", N_ ("Record"), FC_COLUMN_TEXT, FALSE },
  { "old", "a.old_values", NULL, FC_COLUMN_TEXT, FALSE },
  { "new", "a.new_values", NULL, FC_COLUMN_TEXT, FALSE },
  FC_QUERY_COLUMNS_END,
};

#define CHILD_IDS(table) " UNION ALL SELECT " FC_ID_TEXT ("id") " FROM " table " WHERE shift_id = :shift"

const FcQuerySpec fc_shift_history = {
  .name = "shift-history",
  .from = "audit_entry a LEFT JOIN user u ON u.id = a.user_id",
  .where = "a.row_id IN (SELECT " FC_ID_TEXT (":shift") CHILD_IDS ("meter_reading") CHILD_IDS ("tank_reading")
    CHILD_IDS ("delivery") CHILD_IDS ("tender_total") CHILD_IDS ("cash_count") CHILD_IDS ("cash_movement") ")",
  .columns = history_columns,
  .default_sort = FC_SHIFT_HISTORY_AT,
  .default_descending = TRUE,
};

static gpointer
read_counts (FcDb          *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (FcStatement) select =
    fc_db_prepare (db,
                   "SELECT state, count(*) FROM shift WHERE station_id IN (SELECT id FROM visible_station)"
                   " AND (?1 IS NULL OR station_id = ?1) AND state <> 'approved' GROUP BY state",
                   error);
  g_autofree FcShiftCounts *counts = g_new0 (FcShiftCounts, 1);
  int next;

  if (select == NULL)
    return NULL;
  fc_statement_bind_id (select, 1, data);
  while ((next = fc_statement_next (select, error)) > 0)
    {
      const char *state = fc_statement_get_text (select, 0);

      if (g_strcmp0 (state, "open") == 0)
        counts->open = (guint) fc_statement_get_int (select, 1);
      else if (g_strcmp0 (state, "submitted") == 0)
        counts->submitted = (guint) fc_statement_get_int (select, 1);
      else if (g_strcmp0 (state, "disputed") == 0)
        counts->disputed = (guint) fc_statement_get_int (select, 1);
    }
  if (next < 0)
    return NULL;
  return g_steal_pointer (&counts);
}

/**
 * fc_shift_counts_async:
 * @station: (nullable): all that the actor sees
 */
void
fc_shift_counts_async (FcReplica           *replica,
                       const FcId          *station,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  fc_replica_read_async (replica, read_counts, fc_query_dup_id (station), g_free, g_free, cancellable, callback,
                         user_data);
}

FcShiftCounts *
fc_shift_counts_finish (FcReplica     *replica,
                        GAsyncResult  *result,
                        GError       **error)
{
  return fc_replica_read_finish (replica, result, error);
}

static gpointer
read_latest (FcDb          *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  return fc_query_one_by_id (
    db, FC_SHIFT, "station_id = ? AND state <> 'discarded' ORDER BY business_date DESC, number DESC, coalesce (revision, 1) DESC LIMIT 1", data,
    error);
}

/**
 * fc_shift_latest_async:
 *
 * The station's last shift by business date and number, in its last version.
 */
void
fc_shift_latest_async (FcReplica           *replica,
                       const FcId          *station,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  fc_replica_read_async (replica, read_latest, fc_query_dup_id (station), g_free, g_object_unref, cancellable, callback,
                         user_data);
}

FcRecord *
fc_shift_latest_finish (FcReplica     *replica,
                        GAsyncResult  *result,
                        GError       **error)
{
  return fc_replica_read_finish (replica, result, error);
}

void
fc_shift_waiting_free (FcShiftWaiting *self)
{
  g_object_unref (self->shift);
  g_free (self->station);
  g_free (self);
}

static gpointer
read_next (FcDb          *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr (FcRecord) shift = fc_query_one_by_id (
    db, FC_SHIFT,
    "id <> ?1 AND state = 'submitted' AND station_id IN (SELECT id FROM visible_station)"
    " ORDER BY station_id <> (SELECT station_id FROM shift WHERE id = ?1), business_date, number LIMIT 1", data, error);
  g_autoptr (FcRecord) station = NULL;
  FcShiftWaiting *waiting;

  if (shift == NULL)
    return NULL;
  station = fc_query_one_by_id (db, FC_STATION, "id = ?", fc_record_get_ref (shift, FC_SHIFT_STATION_ID), error);
  if (station == NULL)
    return NULL;
  waiting = g_new0 (FcShiftWaiting, 1);
  waiting->shift = g_steal_pointer (&shift);
  waiting->station = g_strdup (fc_record_get_text (station, FC_STATION_NAME));
  return waiting;
}

/**
 * fc_shift_next_async:
 * @done: the shift that was just decided on
 *
 * The shift that somebody who decides one after the other goes to.
 */
void
fc_shift_next_async (FcReplica           *replica,
                     const FcId          *done,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  fc_replica_read_async (replica, read_next, fc_query_dup_id (done), g_free, (GDestroyNotify) fc_shift_waiting_free,
                         cancellable, callback, user_data);
}

/**
 * fc_shift_next_finish:
 *
 * Returns: (transfer full) (nullable): NULL without an error where nothing waits
 */
FcShiftWaiting *
fc_shift_next_finish (FcReplica     *replica,
                      GAsyncResult  *result,
                      GError       **error)
{
  return fc_replica_read_finish (replica, result, error);
}

static gpointer
read_by_source (FcDb          *db,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  return fc_query_one_by_text (db, FC_SHIFT, "source_key = ? ORDER BY coalesce (revision, 1) DESC LIMIT 1", data,
                               error);
}

/**
 * fc_shift_by_source_async:
 * @source_key: what the import gave it
 */
void
fc_shift_by_source_async (FcReplica           *replica,
                          const char          *source_key,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  fc_replica_read_async (replica, read_by_source, g_strdup (source_key), g_free, g_object_unref, cancellable, callback,
                         user_data);
}

FcRecord *
fc_shift_by_source_finish (FcReplica     *replica,
                           GAsyncResult  *result,
                           GError       **error)
{
  return fc_replica_read_finish (replica, result, error);
}
