/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-alert-reading.h"

#include "fc-quantity.h"

/* Days that are not closed, what closed days show of the tanks, gauges and stations that say nothing. */

#define VARIANCE_DAYS          7
#define DEFAULT_TOLERANCE_PPM  5000 /* domain.md §3: above 0.5 % investigate, above 1.0 % escalate */
#define DEFAULT_ESCALATION_PPM 10000
#define WHOLE_PPM              1000000
#define SILENCE_US             (60 * FC_DAY_US) /* a station that is silent for longer is given up */

static gboolean
read_days (FcDb            *db,
           FcAlertReading  *reading,
           GError         **error)
{
  g_autoptr (FcStatement) select = fc_db_prepare (
    db,
    "SELECT id, business_date, time_zone FROM station WHERE business_date IS NOT NULL"
    " AND id IN (SELECT id FROM visible_station)",
    error);
  int next;

  if (select == NULL)
    return FALSE;
  while ((next = fc_statement_next (select, error)) > 0)
    {
      const char *name = fc_statement_get_text (select, 2);
      g_autoptr (GTimeZone) zone = name != NULL ? g_time_zone_new_identifier (name) : NULL;
      FcAlertMeasure measure = { 0 };

      if (zone == NULL)
        zone = g_time_zone_new_utc ();
      fc_statement_get_id (select, 0, &measure.row_id);
      measure.station_id = measure.row_id;
      measure.as_of = fc_time_from_local ((FcDate) fc_statement_get_int (select, 1) + 1, 0, zone);
      measure.value = (reading->now_us - measure.as_of) / G_USEC_PER_SEC;
      fc_alert_reading_add (reading, "day-open", &measure);
    }
  return next == 0;
}

static gint64
share_of (gint64 variance,
          gint64 sales)
{
  return sales <= 0 ? 0 : (gint64) fc_divide_half_even ((FcInt128) ABS (variance) * WHOLE_PPM, sales);
}

static gboolean
read_variances (FcDb            *db,
                FcAlertReading  *reading,
                GError         **error)
{
  g_autoptr (FcStatement) select = fc_db_prepare (
    db,
    "SELECT d.id, d.station_id, d.variance, d.sales, d.business_date, s.variance_tolerance, s.variance_escalation"
    " FROM day_tank d JOIN day_close c ON c.id = d.day_close_id JOIN station s ON s.id = d.station_id"
    " WHERE d.business_date >= ?1 AND c.state = 'closed' AND d.variance IS NOT NULL AND d.physical IS NOT NULL"
    " AND d.station_id IN (SELECT id FROM visible_station)",
    error);
  int next;

  if (select == NULL)
    return FALSE;
  fc_statement_bind_int (select, 1, reading->now_us / FC_DAY_US - VARIANCE_DAYS);
  while ((next = fc_statement_next (select, error)) > 0)
    {
      FcAlertMeasure measure = { .as_of = fc_statement_get_int (select, 4) * FC_DAY_US };

      fc_statement_get_id (select, 0, &measure.row_id);
      fc_statement_get_id (select, 1, &measure.station_id);
      measure.value = share_of (fc_statement_get_int (select, 2), fc_statement_get_int (select, 3));
      measure.limit = fc_statement_is_null (select, 5) ? DEFAULT_TOLERANCE_PPM : fc_statement_get_int (select, 5);
      measure.severe = fc_statement_is_null (select, 6) ? DEFAULT_ESCALATION_PPM : fc_statement_get_int (select, 6);
      fc_alert_reading_add (reading, "tank-variance", &measure);
    }
  return next == 0;
}

/* One that is switched off is not silent. */
static gboolean
read_gauges (FcDb            *db,
             FcAlertReading  *reading,
             GError         **error)
{
  g_autoptr (FcStatement) select = fc_db_prepare (
    db,
    "SELECT g.id, g.station_id, g.enabled, (SELECT max (r.read_at) FROM tank t JOIN gauge_reading r ON r.tank_id = t.id"
    " WHERE t.gauge_id = g.id) FROM gauge g WHERE g.station_id IN (SELECT id FROM visible_station)",
    error);
  int next;

  if (select == NULL)
    return FALSE;
  while ((next = fc_statement_next (select, error)) > 0)
    {
      FcAlertMeasure measure = { .as_of = fc_statement_get_int (select, 3) };

      if (fc_statement_is_null (select, 3))
        continue; /* it never said anything */
      fc_statement_get_id (select, 0, &measure.row_id);
      fc_statement_get_id (select, 1, &measure.station_id);
      if (fc_statement_get_int (select, 2) != 0)
        measure.value = (reading->now_us - measure.as_of) / G_USEC_PER_SEC;
      fc_alert_reading_add (reading, "gauge-silent", &measure);
    }
  return next == 0;
}

/*
 * When something happened at a station last, as far as that is known here: a sale, a gauge's reading, a shift. Whether it came
 * by its own computer or was typed elsewhere is all one: who looks at its figures wants to know that none come.
 */
static gboolean
read_silence (FcDb            *db,
              FcAlertReading  *reading,
              GError         **error)
{
  g_autoptr (FcStatement) select = NULL;
  int next;

  if (!reading->level)
    return TRUE; /* it may be this office that hears nothing */
  select = fc_db_prepare (
    db,
    "WITH last (station_id, at) AS (SELECT station_id, max (starts_at) + 3600000000 FROM sales_total"
    " WHERE grain = 'hour' AND starts_at >= ?1 GROUP BY 1 UNION ALL SELECT station_id,"
    " (SELECT max (read_at) FROM gauge_reading WHERE tank_id = tank.id) FROM tank"
    " UNION ALL SELECT station_id, max (coalesce (submitted_at, closed_at, opened_at)) FROM shift"
    " WHERE business_date >= ?2 GROUP BY 1) SELECT station_id, min (max (at), ?3) FROM last"
    " WHERE station_id IN (SELECT id FROM visible_station)"
    " GROUP BY 1 HAVING max (at) >= ?1",
    error);
  if (select == NULL)
    return FALSE;
  fc_statement_bind_int (select, 1, reading->now_us - SILENCE_US);
  fc_statement_bind_int (select, 2, (reading->now_us - SILENCE_US) / FC_DAY_US);
  fc_statement_bind_int (select, 3, reading->now_us);
  while ((next = fc_statement_next (select, error)) > 0)
    {
      FcAlertMeasure measure = { .as_of = fc_statement_get_int (select, 1) };

      fc_statement_get_id (select, 0, &measure.row_id);
      measure.station_id = measure.row_id;
      measure.value = (reading->now_us - measure.as_of) / G_USEC_PER_SEC;
      fc_alert_reading_add (reading, "station-silent", &measure);
    }
  return next == 0;
}

/**
 * fc_alert_read_stations:
 *
 * day-open, tank-variance of the last closed days, gauge-silent, station-silent.
 */
gboolean
fc_alert_read_stations (FcDb            *db,
                        FcAlertReading  *reading,
                        GError         **error)
{
  return (!fc_alert_reading_wants (reading, "day-open") || read_days (db, reading, error)) &&
         (!fc_alert_reading_wants (reading, "tank-variance") || read_variances (db, reading, error)) &&
         (!fc_alert_reading_wants (reading, "gauge-silent") || read_gauges (db, reading, error)) &&
         (!fc_alert_reading_wants (reading, "station-silent") || read_silence (db, reading, error));
}
