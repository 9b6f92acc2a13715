/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-alert-reading.h"

#include "fc-tank-states.h"

/* Stock and water as they were last read, and how long the stock lasts. */

#define STALE_US      (3 * FC_DAY_US) /* an older reading says nothing of today */
#define RISE_US       (7 * FC_DAY_US)
#define SALES_DAYS    7
#define BEST_DAY      1.5 /* no usual day draws more than so many times the mean one */
#define RESERVE_SHARE 20              /* a twentieth of the capacity above the dead stock */
#define DAY_S         (24 * 3600)
#define LONGEST_S     (28 * DAY_S)

typedef struct {
  FcAlertReading *reading;
  GHashTable *most;      /* "station product" → gint64*: mL of the best day; no entry: no sales are known */
  gint64 horizon_s;      /* the longest threshold of a rule */
} Screen;

static char *
most_key (const FcId *station,
          const FcId *product)
{
  g_autofree char *first = fc_id_dup_string (station);
  g_autofree char *second = fc_id_dup_string (product);

  return g_strconcat (first, " ", second, NULL);
}

/* What a product sells on a very good day: most tanks last so long even then that they need no forecast by the hour. */
static gboolean
read_most (FcDb      *db,
           Screen    *screen,
           GError   **error)
{
  g_autoptr (FcStatement) select = fc_db_prepare (
    db,
    "SELECT station_id, product_id, sum (volume) FROM sales_rollup WHERE grain = 'hour' AND starts_at >= ?1"
    " AND station_id IN (SELECT id FROM visible_station) GROUP BY station_id, product_id",
    error);
  int next;

  if (select == NULL)
    return FALSE;
  fc_statement_bind_int (select, 1, screen->reading->now_us - SALES_DAYS * FC_DAY_US);
  while ((next = fc_statement_next (select, error)) > 0)
    {
      gint64 volume = (gint64) ((double) fc_statement_get_int (select, 2) / SALES_DAYS * BEST_DAY);
      FcId station, product;

      if (volume > 0 && fc_statement_get_id (select, 0, &station) && fc_statement_get_id (select, 1, &product))
        g_hash_table_insert (screen->most, most_key (&station, &product), g_memdup2 (&volume, sizeof volume));
    }
  return next == 0;
}

static gint64
stock_of (const FcTankState *state)
{
  return state->volume - fc_record_get_int (state->tank, FC_TANK_DEAD_STOCK);
}

static gboolean
is_fresh (FcAlertReading    *reading,
          const FcTankState *state)
{
  return state->was_read && state->read_at >= reading->now_us - STALE_US;
}

/* s that the stock lasts at least, were every day the best one; FALSE where no sales are known. */
static gboolean
lasts_at_least (Screen            *screen,
                const FcTankState *state,
                gint64            *seconds)
{
  g_autofree char *key = most_key (fc_record_get_ref (state->tank, FC_TANK_STATION_ID),
                                   fc_record_get_ref (state->tank, FC_TANK_PRODUCT_ID));
  const gint64 *most = g_hash_table_lookup (screen->most, key);
  gint64 age = (screen->reading->now_us - state->read_at) / G_USEC_PER_SEC;

  if (most == NULL)
    return FALSE;
  *seconds = CLAMP ((gint64) ((double) stock_of (state) / (double) *most * DAY_S) - age, 0, LONGEST_S);
  return TRUE;
}

/* FcTankScreen */
static gboolean
needs_forecast (const FcTankState *state,
                gpointer           user_data)
{
  Screen *screen = user_data;
  gint64 seconds;

  return screen->horizon_s > 0 && is_fresh (screen->reading, state) && lasts_at_least (screen, state, &seconds) &&
         seconds <= screen->horizon_s;
}

static void
add_run_out (Screen            *screen,
             const FcTankState *state,
             FcAlertMeasure    *measure)
{
  const char *zone_name = fc_record_get_text (state->station, FC_STATION_TIME_ZONE);
  g_autoptr (GTimeZone) zone = zone_name != NULL ? g_time_zone_new_identifier (zone_name) : NULL;
  gint64 at = G_MAXINT64;

  if (screen->horizon_s == 0 || !lasts_at_least (screen, state, &measure->value))
    return;
  if (measure->value <= screen->horizon_s)
    {
      if (state->weeks == 0)
        return; /* nothing is known of its sales */
      if (zone == NULL)
        zone = g_time_zone_new_utc ();
      measure->value = LONGEST_S;
      if (fc_runs_out_at (state->volume, fc_record_get_int (state->tank, FC_TANK_DEAD_STOCK), state->hourly,
                          state->read_at, zone, &at))
        measure->value = MAX (0, (at - screen->reading->now_us) / G_USEC_PER_SEC);
    }
  fc_alert_reading_add (screen->reading, "tank-run-out", measure);
}

static gboolean
add_rise (FcDb               *db,
          FcAlertReading     *reading,
          const FcTankState  *state,
          FcAlertMeasure     *measure,
          GError            **error)
{
  g_autoptr (FcStatement) select = fc_db_prepare (
    db,
    "SELECT min (water_level) FROM (SELECT water_level FROM tank_reading WHERE tank_id = ?1 AND read_at >= ?2"
    " AND shift_id NOT IN " FC_DISCARDED_SHIFTS
    " UNION ALL SELECT water_level FROM gauge_reading WHERE tank_id = ?1 AND read_at >= ?2)",
    error);
  gboolean row;

  if (select == NULL)
    return FALSE;
  fc_statement_bind_id (select, 1, &measure->row_id);
  fc_statement_bind_int (select, 2, state->read_at - RISE_US);
  if (!fc_statement_step (select, &row, error))
    return FALSE;
  if (!row || fc_statement_is_null (select, 0))
    return TRUE;
  measure->value = state->water_level - fc_statement_get_int (select, 0);
  fc_alert_reading_add (reading, "tank-water-rise", measure);
  return TRUE;
}

static gboolean
add_tank (FcDb               *db,
          Screen             *screen,
          const FcTankState  *state,
          GError            **error)
{
  FcAlertReading *reading = screen->reading;
  FcAlertMeasure measure = { .row_id = *fc_record_get_id (state->tank),
                             .station_id = *fc_record_get_id (state->station),
                             .as_of = state->read_at };

  if (!is_fresh (reading, state))
    return TRUE;
  add_run_out (screen, state, &measure);
  measure.value = MAX (0, stock_of (state));
  measure.limit = fc_record_get_int (state->tank, FC_TANK_CAPACITY) / RESERVE_SHARE;
  fc_alert_reading_add (reading, "tank-stock", &measure);
  if (state->water_level < 0)
    return TRUE;
  measure.value = state->water_level;
  measure.limit = fc_record_get_int (state->tank, FC_TANK_WATER_LIMIT);
  fc_alert_reading_add (reading, "tank-water", &measure);
  measure.limit = 0;
  return !fc_alert_reading_wants (reading, "tank-water-rise") || add_rise (db, reading, state, &measure, error);
}

static gint64
longest_horizon (FcAlertReading *reading)
{
  gint64 longest = 0;

  for (guint i = 0; i < reading->rules->len; i++)
    {
      const FcAlertRule *rule = reading->rules->pdata[i];

      if (rule->enabled && g_str_equal (rule->metric->name, "tank-run-out"))
        longest = MAX (longest, rule->threshold + rule->threshold / 10 + rule->metric->slack);
    }
  return longest;
}

/**
 * fc_alert_read_tanks:
 *
 * tank-run-out, tank-stock, tank-water, tank-water-rise: of tanks that were read lately.
 */
gboolean
fc_alert_read_tanks (FcDb            *db,
                     FcAlertReading  *reading,
                     GError         **error)
{
  Screen screen = { .reading = reading, .horizon_s = longest_horizon (reading) };
  g_autoptr (GHashTable) most = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) states = NULL;

  if (!fc_alert_reading_wants (reading, "tank-run-out") && !fc_alert_reading_wants (reading, "tank-stock") &&
      !fc_alert_reading_wants (reading, "tank-water") && !fc_alert_reading_wants (reading, "tank-water-rise"))
    return TRUE;
  screen.most = most;
  if (screen.horizon_s > 0 && !read_most (db, &screen, error))
    return FALSE;
  states = fc_tank_states_read (db, NULL, reading->now_us, needs_forecast, &screen, error);
  if (states == NULL)
    return FALSE;
  for (guint i = 0; i < states->len; i++)
    if (!add_tank (db, &screen, states->pdata[i], error))
      return FALSE;
  return TRUE;
}
