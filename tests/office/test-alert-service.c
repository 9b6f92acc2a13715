/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-alert-queries.h"
#include "fc-alert-service.h"
#include "fc-herald.h"
#include "fc-test-office.h"
#include "fc-time.h"

#include <string.h>

/* What an office raises of its own replica, and when. */

typedef struct {
  FcOffice *office;
  FcAlertService *service;
  guint rounds, done;
  FcId tank;
} Fixture;

static void
evaluated_cb (Fixture *fixture,
              guint    n_done)
{
  fixture->rounds++;
  fixture->done += n_done;
}

/* Until a round is over. */
static void
wait_round (Fixture *fixture)
{
  guint before = fixture->rounds;

  while (fixture->rounds == before)
    g_main_context_iteration (NULL, TRUE);
}

static void
load_tank (Fixture *fixture)
{
  FcRecord *tank = fc_record_new (FC_TANK, &fixture->tank);

  fc_record_set_ref (tank, FC_TANK_STATION_ID, &fixture->office->station);
  fc_record_set_int (tank, FC_TANK_NUMBER, 3);
  fc_record_set_ref (tank, FC_TANK_PRODUCT_ID, &fixture->office->diesel);
  fc_record_set_int (tank, FC_TANK_CAPACITY, 20000000);
  fc_record_set_int (tank, FC_TANK_DEAD_STOCK, 500000);
  fc_record_set_int (tank, FC_TANK_WATER_LIMIT, 25);
  fc_office_load (fixture->office, tank);
}

static void
dip (Fixture *fixture,
     guint    n,
     gint64   volume,
     gint64   water,
     gint64   at)
{
  FcId shift_id = fc_id_derive (&fixture->office->station, "shift", n), id = fc_id_derive (&shift_id, "dip", n);
  FcRecord *shift = fc_record_new (FC_SHIFT, &shift_id);
  FcRecord *reading = fc_record_new (FC_TANK_READING, &id);

  fc_record_set_ref (shift, FC_SHIFT_STATION_ID, &fixture->office->station);
  fc_record_set_int (shift, FC_SHIFT_NUMBER, n);
  fc_record_set_int (shift, FC_SHIFT_BUSINESS_DATE, at / FC_DAY_US);
  fc_record_set_int (shift, FC_SHIFT_OPENED_AT, at);
  fc_record_set_text (shift, FC_SHIFT_STATE, "open");
  fc_office_load (fixture->office, shift);
  fc_record_set_ref (reading, FC_TANK_READING_SHIFT_ID, &shift_id);
  fc_record_set_ref (reading, FC_TANK_READING_STATION_ID, &fixture->office->station);
  fc_record_set_ref (reading, FC_TANK_READING_TANK_ID, &fixture->tank);
  fc_record_set_int (reading, FC_TANK_READING_VOLUME, volume);
  fc_record_set_int (reading, FC_TANK_READING_WATER_LEVEL, water);
  fc_record_set_int (reading, FC_TANK_READING_READ_AT, at);
  fc_office_load (fixture->office, reading);
}

static void
start (Fixture *fixture)
{
  fixture->service = fc_alert_service_new (fixture->office->replica);
  g_signal_connect_swapped (fixture->service, "evaluated", G_CALLBACK (evaluated_cb), fixture);
  fc_alert_service_start_later (fixture->service, 0);
  wait_round (fixture);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->office = fc_office_new ();
  fixture->tank = fc_id_derive (&fixture->office->station, "tank", 3);
  load_tank (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->service != NULL)
    g_object_run_dispose (G_OBJECT (fixture->service));
  g_clear_object (&fixture->service);
  fc_office_free (fixture->office);
}

static gint64
n_alerts (Fixture    *fixture,
          const char *state)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM alert WHERE state = '%s'", state);

  return fc_office_count (fixture->office, sql);
}

static void
wait_alerts (Fixture    *fixture,
             const char *state,
             gint64      n)
{
  while (n_alerts (fixture, state) != n)
    g_main_context_iteration (NULL, TRUE);
}

/* A dip near the dead stock and with water in it: two alerts, in the round after the commit; a good one ends both. */
static void
a_dip_raises_and_ends (Fixture       *fixture,
                       gconstpointer  data)
{
  gint64 now = g_get_real_time ();

  start (fixture);
  g_assert_cmpint (n_alerts (fixture, "new"), ==, 0);
  dip (fixture, 1, 900000, 30, now - 2 * FC_HOUR_US);
  wait_alerts (fixture, "new", 2);
  dip (fixture, 2, 800000, 31, now - FC_HOUR_US);
  wait_round (fixture);
  dip (fixture, 3, 15000000, 5, now - 1000000);
  wait_alerts (fixture, "resolved", 2);
  g_assert_cmpint (fc_office_count (fixture->office, "SELECT count(*) FROM alert"), ==, 2);
}

static void
line_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  *(GPtrArray **) data = fc_alert_lines_finish (FC_REPLICA (source), result, NULL);
}

/* What stands in the list: the tank and its product, the station, where it opens. */
static void
an_alert_says_what_it_is_about (Fixture       *fixture,
                                gconstpointer  data)
{
  g_autoptr (GPtrArray) lines = NULL;
  FcAlertLine *line;

  dip (fixture, 1, 900000, 0, g_get_real_time () - FC_HOUR_US);
  start (fixture);
  fc_alert_lines_async (fixture->office->replica, NULL, 10, NULL, line_cb, &lines);
  while (lines == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (lines->len, ==, 1);
  line = lines->pdata[0];
  g_assert_true (g_str_has_prefix (line->thing, "Tank 3, "));
  g_assert_true (g_str_has_prefix (line->said, "400"));
  g_assert_true (g_str_has_suffix (line->said, " left above the dead stock"));
  g_assert_true (g_str_has_prefix (line->limit, "1"));
  g_assert_cmpstr (line->opens, ==, "tank");
  g_assert_true (fc_id_equal (&line->opens_id, &fixture->tank));
  g_assert_cmpstr (line->rule, ==, "Tank near its dead stock");
  g_assert_true (line->built_in);
}

static void
change_limit (Fixture    *fixture,
              const char *key,
              gint64      threshold)
{
  g_autoptr (GPtrArray) rules = fc_alert_rules_new (NULL);
  FcId id = fc_alert_rule_id (key);
  const FcAlertRule *rule = fc_alert_rules_find (rules, &id);
  g_autoptr (FcRecord) record = fc_alert_rule_to_record (rule);
  g_autoptr (GError) error = NULL;

  fc_record_set_int (record, FC_ALERT_RULE_THRESHOLD, threshold);
  fc_office_run (fixture->office, fc_op_new_insert (record, g_get_real_time ()), &error);
  g_assert_no_error (error);
}

/* The rule has another limit since, and it is still so: what counts now is said. */
static void
an_open_alert_names_the_limit_of_today (Fixture       *fixture,
                                        gconstpointer  data)
{
  g_autoptr (GPtrArray) lines = NULL;

  dip (fixture, 1, 900000, 0, g_get_real_time () - FC_HOUR_US);
  start (fixture);
  change_limit (fixture, "tank-dry", 7000000);
  fc_alert_lines_async (fixture->office->replica, NULL, 10, NULL, line_cb, &lines);
  while (lines == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (lines->len, ==, 1);
  g_assert_true (g_str_has_prefix (((FcAlertLine *) lines->pdata[0])->limit, "7"));
  g_assert_true (((FcAlertLine *) lines->pdata[0])->built_in);
}

static void
load_nozzle (Fixture *fixture)
{
  FcId id = fc_id_derive (&fixture->tank, "nozzle", 1), pump = fc_id_derive (&fixture->tank, "pump", 1);
  FcRecord *nozzle = fc_record_new (FC_NOZZLE, &id);

  fc_record_set_ref (nozzle, FC_NOZZLE_STATION_ID, &fixture->office->station);
  fc_record_set_ref (nozzle, FC_NOZZLE_PUMP_ID, &pump);
  fc_record_set_text (nozzle, FC_NOZZLE_LABEL, "1A");
  fc_record_set_ref (nozzle, FC_NOZZLE_PRODUCT_ID, &fixture->office->diesel);
  fc_record_set_ref (nozzle, FC_NOZZLE_TANK_ID, &fixture->tank);
  fc_office_load (fixture->office, nozzle);
}

/* Ten days of sales at two stations: what is left is a quarter of a day's, and the alert says in how many hours. */
static void
sales_empty_a_tank (Fixture       *fixture,
                    gconstpointer  data)
{
  gint64 now = g_get_real_time (), hours, daily;
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (FcFactBatch) sales = fc_test_sales (fixture->office, rand, 4000, now - 10 * FC_DAY_US, now);
  g_autoptr (GError) error = NULL;

  load_nozzle (fixture);
  fc_replica_load_facts_sync (fixture->office->replica, sales, &error);
  g_assert_no_error (error);
  daily = fc_office_count (fixture->office, "SELECT sum (volume) / 10 FROM sales_rollup r JOIN product p ON"
                                            " p.id = r.product_id WHERE grain = 'hour' AND p.code = 'D'");
  g_assert_cmpint (daily, >, 0);
  dip (fixture, 1, 500000 + daily / 8, 0, now - FC_HOUR_US / 2);
  start (fixture);
  hours = fc_office_count (fixture->office, "SELECT value / 3600 FROM alert WHERE metric = 'tank-run-out'");
  g_assert_cmpint (hours, >=, 3);
  g_assert_cmpint (hours, <=, 20);
}

static void
old_readings_say_nothing (Fixture       *fixture,
                          gconstpointer  data)
{
  dip (fixture, 1, 0, 90, g_get_real_time () - 5 * FC_DAY_US);
  start (fixture);
  g_assert_cmpint (fc_office_count (fixture->office, "SELECT count(*) FROM alert WHERE entity = 'tank'"), ==, 0);
}

/* Made while the office is open; gone with its alerts when it is deleted. */
static void
an_own_rule_is_judged_at_once (Fixture       *fixture,
                               gconstpointer  data)
{
  FcId id = fc_id_new (g_get_real_time ());
  g_autoptr (FcRecord) rule = fc_record_new (FC_ALERT_RULE, &id);
  g_autoptr (GError) error = NULL;

  dip (fixture, 1, 15000000, 0, g_get_real_time () - FC_HOUR_US);
  start (fixture);
  g_assert_cmpint (n_alerts (fixture, "new"), ==, 0);
  fc_record_set_text (rule, FC_ALERT_RULE_NAME, "Far too little");
  fc_record_set_text (rule, FC_ALERT_RULE_METRIC, "tank-stock");
  fc_record_set_text (rule, FC_ALERT_RULE_COMPARISON, "below");
  fc_record_set_int (rule, FC_ALERT_RULE_THRESHOLD, 900000000);
  fc_record_set_text (rule, FC_ALERT_RULE_SEVERITY, "notice");
  fc_record_set_int (rule, FC_ALERT_RULE_ENABLED, TRUE);
  fc_office_run (fixture->office, fc_op_new_insert (rule, g_get_real_time ()), &error);
  g_assert_no_error (error);
  wait_alerts (fixture, "new", 1);
  g_assert_cmpint (fc_office_count (fixture->office, "SELECT count(*) FROM alert WHERE severity = 'notice'"), ==, 1);
  fc_office_run (fixture->office, fc_op_new_delete (rule, g_get_real_time ()), &error);
  g_assert_no_error (error);
  wait_alerts (fixture, "resolved", 1);
}

static FcId
load_shift (Fixture *fixture,
            guint    n,
            gint64   opened_at)
{
  FcId id = fc_id_derive (&fixture->office->station, "shift", n);
  FcRecord *shift = fc_record_new (FC_SHIFT, &id);

  fc_record_set_ref (shift, FC_SHIFT_STATION_ID, &fixture->office->station);
  fc_record_set_int (shift, FC_SHIFT_NUMBER, n);
  fc_record_set_int (shift, FC_SHIFT_BUSINESS_DATE, opened_at / FC_DAY_US);
  fc_record_set_int (shift, FC_SHIFT_OPENED_AT, opened_at);
  fc_record_set_text (shift, FC_SHIFT_STATE, "open");
  fc_office_load (fixture->office, shift);
  return id;
}

static gint64
n_of (Fixture    *fixture,
      const char *metric,
      const char *state)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT count(*) FROM alert WHERE metric = '%s' AND state = '%s'", metric, state);

  return fc_office_count (fixture->office, sql);
}

static void
wait_of (Fixture    *fixture,
         const char *metric,
         const char *state,
         gint64      n)
{
  while (n_of (fixture, metric, state) != n)
    g_main_context_iteration (NULL, TRUE);
}

/* A day and a half without anything that happened there; the next shift ends it. Of the other station nothing ever came. */
static void
a_station_falls_silent (Fixture       *fixture,
                        gconstpointer  data)
{
  gint64 now = g_get_real_time ();

  load_shift (fixture, 1, now - 37 * FC_HOUR_US);
  start (fixture);
  g_assert_cmpint (n_of (fixture, "station-silent", "new"), ==, 1);
  g_assert_cmpint (fc_office_count (fixture->office, "SELECT value / 3600 FROM alert WHERE metric = 'station-silent'"),
                   ==, 37);
  load_shift (fixture, 2, now - FC_HOUR_US);
  wait_of (fixture, "station-silent", "resolved", 1);
  g_assert_cmpint (n_of (fixture, "station-silent", "new"), ==, 0);
}

/* It may be this office that hears nothing: it says so of nobody until it is level with the server. */
static void
who_hears_nothing_accuses_nobody (Fixture       *fixture,
                                  gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  load_shift (fixture, 1, g_get_real_time () - 48 * FC_HOUR_US);
  fc_office_bind (fixture->office);
  start (fixture);
  g_assert_cmpint (n_of (fixture, "station-silent", "new"), ==, 0);
  fc_office_pull (fixture->office, NULL, 1, &error);
  g_assert_no_error (error);
  wait_of (fixture, "station-silent", "new", 1);
}

static void
load_price (Fixture *fixture,
            guint    n,
            gint64   price,
            gint64   from)
{
  FcId id = fc_id_derive (&fixture->office->station, "price", n);
  FcRecord *record = fc_record_new (FC_PRICE, &id);

  fc_record_set_ref (record, FC_PRICE_STATION_ID, &fixture->office->station);
  fc_record_set_ref (record, FC_PRICE_PRODUCT_ID, &fixture->office->diesel);
  fc_record_set_int (record, FC_PRICE_PRICE, price);
  fc_record_set_int (record, FC_PRICE_EFFECTIVE_AT, from);
  fc_office_load (fixture->office, record);
}

static void
load_rate (Fixture    *fixture,
           const FcId *shift,
           gint64      rate)
{
  FcId id = fc_id_derive (shift, "meter", 1), nozzle = fc_id_derive (&fixture->tank, "nozzle", 1);
  FcRecord *reading = fc_record_new (FC_METER_READING, &id);

  fc_record_set_ref (reading, FC_METER_READING_SHIFT_ID, shift);
  fc_record_set_ref (reading, FC_METER_READING_STATION_ID, &fixture->office->station);
  fc_record_set_ref (reading, FC_METER_READING_NOZZLE_ID, &nozzle);
  fc_record_set_ref (reading, FC_METER_READING_PRODUCT_ID, &fixture->office->diesel);
  fc_record_set_int (reading, FC_METER_READING_PRICE, rate);
  fc_office_load (fixture->office, reading);
}

/* 1.53 where the book says 1.50; put right it is over. What lies between the old price and the new one is right, too. */
static void
a_rate_is_not_the_book_s (Fixture       *fixture,
                          gconstpointer  data)
{
  gint64 now = g_get_real_time ();
  FcId shift;

  load_nozzle (fixture);
  load_price (fixture, 1, 150000, now - 9 * FC_DAY_US);
  shift = load_shift (fixture, 1, now - 5 * FC_HOUR_US);
  load_rate (fixture, &shift, 150000);
  start (fixture);
  g_assert_cmpint (n_of (fixture, "rate-difference", "new"), ==, 0);
  load_rate (fixture, &shift, 153000);
  wait_of (fixture, "rate-difference", "new", 1);
  g_assert_cmpint (fc_office_count (fixture->office, "SELECT value FROM alert WHERE metric = 'rate-difference'"), ==,
                   20000);
  load_price (fixture, 2, 156000, now - 2 * FC_HOUR_US);
  wait_of (fixture, "rate-difference", "resolved", 1);
}

/* What was right once is not: the price before that one, or one that is still to come. */
static void
only_the_shift_s_own_prices_count (Fixture       *fixture,
                                   gconstpointer  data)
{
  gint64 now = g_get_real_time ();
  FcId shift;

  load_nozzle (fixture);
  load_price (fixture, 1, 140000, now - 9 * FC_DAY_US);
  load_price (fixture, 2, 150000, now - 8 * FC_DAY_US);
  load_price (fixture, 3, 160000, now + FC_DAY_US);
  shift = load_shift (fixture, 1, now - 5 * FC_HOUR_US);
  load_rate (fixture, &shift, 140000);
  start (fixture);
  g_assert_cmpint (fc_office_count (fixture->office, "SELECT value FROM alert WHERE metric = 'rate-difference'"), ==,
                   66667);
}

/* The tank is taken out: nobody is called to it any more. */
static void
a_thing_that_is_gone_ends_its_alerts (Fixture       *fixture,
                                      gconstpointer  data)
{
  g_autoptr (FcRecord) tank = NULL;
  g_autoptr (GError) error = NULL;

  dip (fixture, 1, 900000, 30, g_get_real_time () - FC_HOUR_US);
  start (fixture);
  g_assert_cmpint (n_alerts (fixture, "new"), ==, 2);
  tank = fc_office_get (fixture->office, FC_TANK, &fixture->tank);
  fc_office_run (fixture->office, fc_op_new_delete (tank, g_get_real_time ()), &error);
  g_assert_no_error (error);
  wait_alerts (fixture, "resolved", 2);
}

static void
news_cb (GPtrArray *heard,
         FcNews    *news)
{
  if (news->kind == FC_NEWS_ALERT)
    g_ptr_array_add (heard, g_strdup (news->text));
}

/* Until it is written down that the manager was told. */
static void
wait_told (Fixture *fixture)
{
  g_autofree char *id = fc_id_dup_string (&fixture->office->manager);
  g_autofree char *key = g_strconcat ("app.told.", id, NULL);
  g_autofree char *told = NULL;

  while ((told = fc_replica_dup_meta (fixture->office->replica, key)) == NULL || strstr (told, "6:") == NULL)
    {
      g_clear_pointer (&told, g_free);
      g_main_context_iteration (NULL, TRUE);
    }
}

/* The manager hears of each once, also when the program starts again. */
static void
the_manager_hears_once (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr (GPtrArray) heard = g_ptr_array_new_with_free_func (g_free);
  FcHerald *herald = fc_herald_new (fixture->office->replica);

  g_signal_connect_swapped (herald, "news", G_CALLBACK (news_cb), heard);
  start (fixture);
  dip (fixture, 1, 900000, 0, g_get_real_time () - FC_HOUR_US);
  while (heard->len == 0)
    g_main_context_iteration (NULL, TRUE);
  wait_told (fixture);
  g_object_run_dispose (G_OBJECT (herald));
  g_object_unref (herald);
  herald = fc_herald_new (fixture->office->replica);
  g_signal_connect_swapped (herald, "news", G_CALLBACK (news_cb), heard);
  dip (fixture, 2, 850000, 60, g_get_real_time () - FC_HOUR_US / 2);
  while (heard->len == 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (strstr (heard->pdata[0], "dead stock") != NULL);
  g_assert_true (g_str_has_prefix (heard->pdata[1], "Water"));
  g_object_run_dispose (G_OBJECT (herald));
  g_object_unref (herald);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add ("/alert-service/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("a-dip-raises-and-ends", a_dip_raises_and_ends);
  ADD ("an-alert-says-what-it-is-about", an_alert_says_what_it_is_about);
  ADD ("an-open-alert-names-the-limit-of-today", an_open_alert_names_the_limit_of_today);
  ADD ("a-thing-that-is-gone-ends-its-alerts", a_thing_that_is_gone_ends_its_alerts);
  ADD ("an-own-rule-is-judged-at-once", an_own_rule_is_judged_at_once);
  ADD ("sales-empty-a-tank", sales_empty_a_tank);
  ADD ("old-readings-say-nothing", old_readings_say_nothing);
  ADD ("a-station-falls-silent", a_station_falls_silent);
  ADD ("who-hears-nothing-accuses-nobody", who_hears_nothing_accuses_nobody);
  ADD ("a-rate-is-not-the-book-s", a_rate_is_not_the_book_s);
  ADD ("only-the-shift-s-own-prices-count", only_the_shift_s_own_prices_count);
  ADD ("the-manager-hears-once", the_manager_hears_once);
#undef ADD
  return g_test_run ();
}
