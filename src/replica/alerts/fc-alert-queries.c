/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-alert-queries.h"

#include "fc-alert-words.h"
#include "fc-query-help.h"

#include <glib/gi18n-lib.h>

/* A key is RULE/ROW, or RULE/ROW/PLACE. */
#define PLACE "replace (substr (a.key, 75), '-', '')"

#define FROM_ALERT                                                                                         \
  "alert a LEFT JOIN station st ON st.id = a.station_id"                                                   \
  " LEFT JOIN day_tank d ON d.id = a.row_id AND a.entity = 'day_tank'"                                     \
  " LEFT JOIN slip l ON l.id = a.row_id AND a.entity = 'slip'"                                             \
  " LEFT JOIN gauge g ON g.id = a.row_id AND a.entity = 'gauge'"                                           \
  " LEFT JOIN vehicle v ON v.id = a.row_id AND a.entity = 'vehicle'"                                       \
  " LEFT JOIN geofence f ON a.entity = 'vehicle' AND lower (hex (f.id)) = " PLACE                          \
  " LEFT JOIN tank t ON t.id = CASE a.entity WHEN 'tank' THEN a.row_id WHEN 'day_tank' THEN d.tank_id END" \
  " LEFT JOIN product p ON p.id = t.product_id"                                                            \
  " LEFT JOIN shift s ON s.id = CASE a.entity WHEN 'shift' THEN a.row_id WHEN 'slip' THEN l.shift_id END"

#define VISIBLE_ALERT "(a.station_id IS NULL OR a.station_id IN (SELECT id FROM visible_station))"
#define OPEN_DAY      "CASE WHEN a.metric = 'day-open' AND a.state <> 'resolved' THEN st.business_date END"
#define DATE          "coalesce (s.business_date, d.business_date, " OPEN_DAY ")"
#define NAME          "coalesce (g.name, v.number, CASE a.entity WHEN 'station' THEN st.name END)"
#define SEVERITY_RANK "(CASE a.severity WHEN 'critical' THEN 2 WHEN 'warning' THEN 1 ELSE 0 END)"

static const FcQueryColumn columns[] = {
  { "id", "a.id", NULL, FC_COLUMN_ID, FALSE },
  { "state", "a.state", N_ ("State"), FC_COLUMN_ENUM, TRUE },
  { "severity", "a.severity", N_ ("Severity"), FC_COLUMN_ENUM, TRUE },
  { "station", "st.name", N_ ("Station"), FC_COLUMN_TEXT, TRUE },
  { "thing", "a.entity", N_ ("About"), FC_COLUMN_TEXT, FALSE },
  { "metric", "a.metric", N_ ("What"), FC_COLUMN_TEXT, TRUE },
  { "raised_at", "a.raised_at", N_ ("Raised"), FC_COLUMN_TIME, TRUE },
  { "value", "a.value", NULL, FC_COLUMN_INT, FALSE },
  { "currency", "st.currency", NULL, FC_COLUMN_TEXT, FALSE },
  { "volume_unit", "st.volume_unit", NULL, FC_COLUMN_TEXT, FALSE },
  { "tank", "t.number", NULL, FC_COLUMN_INT, FALSE },
  { "product", "p.name", NULL, FC_COLUMN_TEXT, FALSE },
  { "shift", "s.number", NULL, FC_COLUMN_INT, FALSE },
  { "date", DATE, NULL, FC_COLUMN_DATE, FALSE },
  { "name", NAME, NULL, FC_COLUMN_TEXT, FALSE },
  { "snoozed_until", "a.snoozed_until", NULL, FC_COLUMN_TIME, FALSE },
  { "escalated_at", "a.escalated_at", NULL, FC_COLUMN_TIME, FALSE },
  { "place", "f.name", NULL, FC_COLUMN_TEXT, FALSE },
  { "time_zone", "st.time_zone", NULL, FC_COLUMN_TEXT, FALSE },
  { "urgency", SEVERITY_RANK " * 100000000000000000 + a.raised_at", NULL, FC_COLUMN_INT, TRUE },
  FC_QUERY_COLUMNS_END,
};

const FcQuerySpec fc_alert_list = {
  .name = "alerts",
  .from = FROM_ALERT,
  .where = VISIBLE_ALERT
  " AND (:station IS NULL OR a.station_id = :station)"
  " AND CASE WHEN :state IS NULL THEN a.state <> 'resolved' WHEN :state = 'all' THEN TRUE ELSE a.state = :state END"
  " AND (:severity IS NULL OR a.severity = :severity)"
  " AND (:search IS NULL OR a.station_id IN (" FC_SEARCH_IDS ") OR t.product_id IN (" FC_SEARCH_IDS ")"
  " OR a.row_id IN (" FC_SEARCH_IDS "))",
  .columns = columns,
  .default_sort = FC_ALERT_LIST_URGENCY,
  .default_descending = TRUE,
};

/**
 * fc_alert_row_thing:
 *
 * Returns: (transfer full): what the row's alert is about
 */
char *
fc_alert_row_thing (FcQueryRow *row)
{
  FcAlertThing thing = { .entity = fc_query_row_get_text (row, FC_ALERT_LIST_THING),
                         .tank = fc_query_row_get_int (row, FC_ALERT_LIST_TANK),
                         .product = fc_query_row_get_text (row, FC_ALERT_LIST_PRODUCT),
                         .shift = fc_query_row_get_int (row, FC_ALERT_LIST_SHIFT),
                         .date = (FcDate) fc_query_row_get_int (row, FC_ALERT_LIST_DATE),
                         .name = fc_query_row_get_text (row, FC_ALERT_LIST_NAME),
                         .place = fc_query_row_get_text (row, FC_ALERT_LIST_PLACE) };

  return fc_alert_thing_say (&thing);
}

/* What this version does not know is said by its name. */
static char *
say (const char         *metric_name,
     gint64              value,
     const FcAlertUnits *units)
{
  const FcAlertMetric *metric = fc_alert_metric_find (metric_name);

  return metric != NULL ? fc_alert_say (metric, value, units) : g_strdup (metric_name);
}

/**
 * fc_alert_row_say:
 *
 * Returns: (transfer full): what is the matter, as it was when it was raised
 */
char *
fc_alert_row_say (FcQueryRow *row)
{
  FcAlertUnits units = { .currency = fc_query_row_get_text (row, FC_ALERT_LIST_CURRENCY),
                         .volume = fc_volume_unit_named (fc_query_row_get_text (row, FC_ALERT_LIST_VOLUME_UNIT)),
                         .time_zone = fc_query_row_get_text (row, FC_ALERT_LIST_TIME_ZONE) };

  return say (fc_query_row_get_text (row, FC_ALERT_LIST_METRIC), fc_query_row_get_int (row, FC_ALERT_LIST_VALUE),
              &units);
}

void
fc_alert_line_free (FcAlertLine *self)
{
  g_clear_object (&self->alert);
  g_free (self->rule);
  g_free (self->station);
  g_free (self->thing);
  g_free (self->said);
  g_free (self->limit);
  g_free (self->opens);
  g_free (self->acknowledged_by);
  g_free (self->resolved_by);
  g_free (self);
}

/* What stands behind the alert's own fields. */
#define LINE_COLUMNS                                                                                            \
  "st.name, st.currency, st.volume_unit, st.time_zone, t.number, p.name, s.number, " DATE ", " NAME ", f.name," \
  " r.name, r.key IS NOT NULL, r.threshold,"                                                                    \
  " CASE WHEN s.id IS NOT NULL THEN 'shift' WHEN t.id IS NOT NULL THEN 'tank'"                                  \
  " WHEN a.entity = 'vehicle' THEN 'vehicle' WHEN st.id IS NOT NULL THEN 'station' END,"                        \
  " coalesce (s.id, t.id, v.id, st.id), ua.name, ur.name"
#define FROM_LINE                                                                                         \
  FROM_ALERT " LEFT JOIN alert_rule r ON r.id = a.rule_id LEFT JOIN user ua ON ua.id = a.acknowledged_by" \
             " LEFT JOIN user ur ON ur.id = a.resolved_by"

/* In the order of LINE_COLUMNS. */
enum {
  STATION,
  CURRENCY,
  VOLUME_UNIT,
  TIME_ZONE,
  TANK,
  PRODUCT,
  SHIFT,
  DATE_OF,
  NAME_OF,
  PLACE_OF,
  RULE,
  BUILT_IN,
  RULE_LIMIT,
  OPENS,
  OPENS_ID,
  ACKNOWLEDGED_BY,
  RESOLVED_BY,
  N_LINE_COLUMNS
};

/*
 * By the company's own row, else by the built-in rule that none has changed. @limit: where an open alert is judged by another
 * one than it was raised by, for the rule has changed since; the thing's own, 0, stays as it was then.
 */
static void
set_rule (FcAlertLine *self,
          FcStatement *select,
          int          at,
          gint64      *limit)
{
  g_autoptr (GPtrArray) rules = fc_alert_rules_new (NULL);
  const FcAlertRule *rule = fc_alert_rules_find (rules, fc_record_get_ref (self->alert, FC_ALERT_RULE_ID));
  gint64 threshold = rule != NULL ? rule->threshold : 0;

  self->rule = g_strdup (fc_statement_get_text (select, at + RULE));
  self->built_in = fc_statement_get_int (select, at + BUILT_IN) != 0;
  if (self->rule != NULL)
    threshold = fc_statement_get_int (select, at + RULE_LIMIT);
  else if (rule != NULL)
    {
      self->rule = g_strdup (rule->name);
      self->built_in = TRUE;
    }
  if (threshold != 0 && fc_alert_is_open (self->alert))
    *limit = threshold;
}

static void
say_line (FcAlertLine *self,
          FcStatement *select,
          int          at,
          gint64       limit)
{
  const FcAlertMetric *metric = fc_alert_metric_find (fc_record_get_text (self->alert, FC_ALERT_METRIC));
  FcAlertThing thing = { .entity = fc_record_get_text (self->alert, FC_ALERT_ENTITY),
                         .tank = fc_statement_get_int (select, at + TANK),
                         .product = fc_statement_get_text (select, at + PRODUCT),
                         .shift = fc_statement_get_int (select, at + SHIFT),
                         .date = (FcDate) fc_statement_get_int (select, at + DATE_OF),
                         .name = fc_statement_get_text (select, at + NAME_OF),
                         .place = fc_statement_get_text (select, at + PLACE_OF) };
  FcAlertUnits units = { .currency = fc_statement_get_text (select, at + CURRENCY),
                         .volume = fc_volume_unit_named (fc_statement_get_text (select, at + VOLUME_UNIT)),
                         .time_zone = fc_statement_get_text (select, at + TIME_ZONE) };

  self->thing = fc_alert_thing_say (&thing);
  self->said =
    say (fc_record_get_text (self->alert, FC_ALERT_METRIC), fc_record_get_int (self->alert, FC_ALERT_VALUE), &units);
  if (metric != NULL && metric->unit != FC_ALERT_MOMENT)
    self->limit = fc_alert_amount (metric, limit, &units);
}

static FcAlertLine *
read_line (FcStatement *select)
{
  FcAlertLine *self = g_new0 (FcAlertLine, 1);
  int at = fc_statement_count_columns (select) - N_LINE_COLUMNS;
  gint64 limit;

  self->alert = fc_rows_read (select, FC_ALERT, 0);
  limit = fc_record_get_int (self->alert, FC_ALERT_THRESHOLD);
  self->station = g_strdup (fc_statement_get_text (select, at + STATION));
  set_rule (self, select, at, &limit);
  say_line (self, select, at, limit);
  self->opens = g_strdup (fc_statement_get_text (select, at + OPENS));
  fc_statement_get_id (select, at + OPENS_ID, &self->opens_id);
  self->acknowledged_by = g_strdup (fc_statement_get_text (select, at + ACKNOWLEDGED_BY));
  self->resolved_by = g_strdup (fc_statement_get_text (select, at + RESOLVED_BY));
  return self;
}

/* The alert's own columns, each with the table's short name before it. */
static char *
own_columns (void)
{
  g_auto (GStrv) names = g_strsplit (fc_rows_columns (FC_ALERT), ", ", -1);
  g_autofree char *joined = g_strjoinv (", a.", names);

  return g_strconcat ("a.", joined, NULL);
}

static GPtrArray *
read_lines (FcDb        *db,
            const char  *where,
            const FcId  *id,
            gint64       most,
            GError     **error)
{
  g_autofree char *own = own_columns ();
  g_autofree char *sql =
    g_strdup_printf ("SELECT %s, " LINE_COLUMNS " FROM " FROM_LINE " WHERE " VISIBLE_ALERT " AND %s"
                     " ORDER BY " SEVERITY_RANK " DESC, a.raised_at DESC, a.id LIMIT ?2",
                     own, where);
  g_autoptr (FcStatement) select = fc_db_prepare (db, sql, error);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_alert_line_free);
  int next;

  if (select == NULL)
    return NULL;
  fc_statement_bind_id (select, 1, id);
  fc_statement_bind_int (select, 2, most);
  while ((next = fc_statement_next (select, error)) > 0)
    g_ptr_array_add (lines, read_line (select));
  return next == 0 ? g_steal_pointer (&lines) : NULL;
}

static gpointer
read_one (FcDb          *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr (GPtrArray) lines = read_lines (db, "a.id = ?1", data, 1, error);

  return lines != NULL && lines->len > 0 ? g_ptr_array_steal_index (lines, 0) : NULL;
}

void
fc_alert_line_async (FcReplica           *replica,
                     const FcId          *id,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  fc_replica_read_async (replica, read_one, fc_query_dup_id (id), g_free, (GDestroyNotify) fc_alert_line_free,
                         cancellable, callback, user_data);
}

/**
 * fc_alert_line_finish:
 *
 * Returns: (transfer full) (nullable): %NULL without an error where the alert is not here, or not for this person
 */
FcAlertLine *
fc_alert_line_finish (FcReplica     *replica,
                      GAsyncResult  *result,
                      GError       **error)
{
  return fc_replica_read_finish (replica, result, error);
}

/**
 * fc_alert_lines_read:
 *
 * Returns: (transfer full) (element-type FcAlertLine)
 */
GPtrArray *
fc_alert_lines_read (FcDb        *db,
                     const FcId  *station,
                     guint        most,
                     GError     **error)
{
  return read_lines (db, "a.state = 'new' AND (?1 IS NULL OR a.station_id = ?1)", station, most, error);
}

typedef struct {
  FcId *station;
  guint most;
} Asked;

static void
asked_free (gpointer pointer)
{
  g_free (((Asked *) pointer)->station);
  g_free (pointer);
}

static gpointer
read_new (FcDb          *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  const Asked *asked = data;

  return fc_alert_lines_read (db, asked->station, asked->most, error);
}

void
fc_alert_lines_async (FcReplica           *replica,
                      const FcId          *station,
                      guint                most,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->station = fc_query_dup_id (station);
  asked->most = most;
  fc_replica_read_async (replica, read_new, asked, asked_free, (GDestroyNotify) g_ptr_array_unref, cancellable,
                         callback, user_data);
}

GPtrArray *
fc_alert_lines_finish (FcReplica     *replica,
                       GAsyncResult  *result,
                       GError       **error)
{
  return fc_replica_read_finish (replica, result, error);
}
