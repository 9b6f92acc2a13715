/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-alert-reading.h"

#include "fc-money.h"
#include "fc-quantity.h"

/* What a manager has to decide on: shifts that wait, cash that is missing, rates that nobody set, drive-offs. */

#define DEFAULT_LIMIT_MAJOR 100 /* as on the shift sheet */
#define SERIOUS_CASH        5   /* so many times the limit is critical */
#define WHOLE_PPM           1000000

/* Columns: the thing, station, figure, since, the station's limit, its currency. */
static gboolean
read_things (FcDb            *db,
             FcAlertReading  *reading,
             const char      *sql,
             const char      *metric,
             GError         **error)
{
  g_autoptr (FcStatement) select = fc_alert_reading_wants (reading, metric) ? fc_db_prepare (db, sql, error) : NULL;
  int next;

  if (select == NULL)
    return !fc_alert_reading_wants (reading, metric);
  while ((next = fc_statement_next (select, error)) > 0)
    {
      FcAlertMeasure measure = { .value = fc_statement_get_int (select, 2), .as_of = fc_statement_get_int (select, 3) };

      fc_statement_get_id (select, 0, &measure.row_id);
      fc_statement_get_id (select, 1, &measure.station_id);
      measure.limit = fc_statement_get_int (select, 4);
      if (fc_statement_is_null (select, 4))
        {
          measure.limit = DEFAULT_LIMIT_MAJOR;
          for (int i = fc_currency_exponent (fc_statement_get_text (select, 5)); i > 0; i--)
            measure.limit *= 10;
        }
      measure.severe = measure.limit * SERIOUS_CASH;
      fc_alert_reading_add (reading, metric, &measure);
    }
  return next == 0;
}

static gboolean
read_waiting (FcDb            *db,
              FcAlertReading  *reading,
              GError         **error)
{
  g_autoptr (FcStatement) select = fc_db_prepare (
    db,
    "SELECT id, station_id, submitted_at FROM shift WHERE state = 'submitted' AND submitted_at IS NOT NULL"
    " AND station_id IN (SELECT id FROM visible_station)",
    error);
  int next;

  if (select == NULL)
    return FALSE;
  while ((next = fc_statement_next (select, error)) > 0)
    {
      FcAlertMeasure measure = { .as_of = fc_statement_get_int (select, 2) };

      fc_statement_get_id (select, 0, &measure.row_id);
      fc_statement_get_id (select, 1, &measure.station_id);
      measure.value = (reading->now_us - measure.as_of) / G_USEC_PER_SEC;
      fc_alert_reading_add (reading, "shift-waits", &measure);
    }
  return next == 0;
}

/*
 * Each rate of a shift, and the lowest and highest price that the book has for its time: what the point of sale says of a
 * shift with a new price is something between.
 */
static const char rates_sql[] =
  "WITH one AS MATERIALIZED (SELECT id, station_id, opened_at, coalesce (closed_at, ?1) AS ends FROM shift"
  " WHERE state IN ('open', 'submitted', 'disputed') AND station_id IN (SELECT id FROM visible_station)),"
  " rate AS (SELECT o.*, m.product_id, m.price FROM one o JOIN meter_reading m ON m.shift_id = o.id WHERE m.price > 0"
  " UNION SELECT o.*, n.product_id, c.price FROM one o JOIN meter_change c ON c.shift_id = o.id"
  " JOIN nozzle n ON n.id = c.nozzle_id WHERE c.price > 0),"
  " timed AS MATERIALIZED (SELECT r.*, coalesce ((SELECT max (q.effective_at) FROM price q WHERE q.station_id = r.station_id"
  " AND q.product_id = r.product_id AND q.effective_at <= r.opened_at), r.opened_at) AS since FROM rate r)"
  " SELECT r.id, r.station_id, r.opened_at, r.price, min (p.price), max (p.price) FROM timed r"
  " JOIN price p ON p.station_id = r.station_id AND p.product_id = r.product_id"
  " AND p.effective_at BETWEEN r.since AND r.ends GROUP BY r.id, r.product_id, r.price ORDER BY r.id";

static gint64
rate_difference (gint64 rate,
                 gint64 low,
                 gint64 high)
{
  gint64 nearest = CLAMP (rate, low, high);

  return nearest <= 0 ? 0 : (gint64) fc_divide_half_even ((FcInt128) ABS (rate - nearest) * WHOLE_PPM, nearest);
}

/* Of each shift the worst one. */
static gboolean
read_rates (FcDb            *db,
            FcAlertReading  *reading,
            GError         **error)
{
  g_autoptr (FcStatement) select = fc_db_prepare (db, rates_sql, error);
  FcAlertMeasure worst = { 0 };
  int next;

  if (select == NULL)
    return FALSE;
  fc_statement_bind_int (select, 1, reading->now_us);
  while ((next = fc_statement_next (select, error)) > 0)
    {
      FcAlertMeasure measure = { .as_of = fc_statement_get_int (select, 2),
                                 .value =
                                   rate_difference (fc_statement_get_int (select, 3), fc_statement_get_int (select, 4),
                                                    fc_statement_get_int (select, 5)) };

      fc_statement_get_id (select, 0, &measure.row_id);
      fc_statement_get_id (select, 1, &measure.station_id);
      if (!fc_id_equal (&measure.row_id, &worst.row_id))
        {
          if (!fc_id_is_null (&worst.row_id))
            fc_alert_reading_add (reading, "rate-difference", &worst);
          worst = measure;
        }
      worst.value = MAX (worst.value, measure.value);
    }
  if (!fc_id_is_null (&worst.row_id))
    fc_alert_reading_add (reading, "rate-difference", &worst);
  return next == 0;
}

/**
 * fc_alert_read_shifts:
 *
 * cash-variance, rate-difference and shift-waits until somebody decides; drive-off until the shift is approved.
 */
gboolean
fc_alert_read_shifts (FcDb            *db,
                      FcAlertReading  *reading,
                      GError         **error)
{
  static const char cash[] =
    "SELECT s.id, s.station_id, abs (s.over_short), coalesce (s.submitted_at, s.opened_at), st.cash_variance_limit,"
    " st.currency FROM shift s JOIN station st ON st.id = s.station_id WHERE s.state IN ('submitted', 'disputed')"
    " AND s.over_short IS NOT NULL AND s.station_id IN (SELECT id FROM visible_station)";
  static const char drive_offs[] =
    "SELECT l.id, l.station_id, l.amount, s.opened_at, st.cash_variance_limit, st.currency FROM shift s"
    " JOIN slip l ON l.shift_id = s.id JOIN station st ON st.id = s.station_id"
    " WHERE s.state IN ('open', 'submitted', 'disputed') AND l.kind = 'drive_off'"
    " AND s.station_id IN (SELECT id FROM visible_station)";

  if ((fc_alert_reading_wants (reading, "shift-waits") && !read_waiting (db, reading, error)) ||
      (fc_alert_reading_wants (reading, "rate-difference") && !read_rates (db, reading, error)))
    return FALSE;
  return read_things (db, reading, cash, "cash-variance", error) &&
         read_things (db, reading, drive_offs, "drive-off", error);
}
