/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-gauge-service.h"
#include "fc-test-gauge.h"
#include "fc-test-office.h"

static const FcGaugePace quick = { .interval = 20, .deliveries = 60, .first_retry = 5, .last_retry = 20, .tries = 2 };

static const TlsRecord held[] = {
  { 1, '1', 0, { 18250.5f, 18100, 11749, 1420, 12, 18, 35 }, NULL, NULL },
  { 4, 'D', 0, { 9000, 8950, 21000, 801, 0, 21, 0 }, NULL, NULL },
  { 9, 'X', 0, { 1, 1, 1, 1, 1, 1, 1 }, NULL, NULL }, /* nobody's */
};
static const TlsRecord drops[] = {
  { 1, '1', 0, { 5000, 4990, 10, 15, 25000, 24900, 11, 18, 500, 1900 }, "2607200610", "2607200655" },
  { 4, 'D', 0, { 5000, 4990, 10, 15, 15000, 14900, 11, 18, 500, 1100 }, "2601200610", "2601200655" },
};

typedef struct {
  FcTestGauge *gauge;
  FcOffice *office;
  FcId gauge_id, first, second;
  FcGaugeService *service;
  guint n_read, n_changed;
  gint64 give_up;
} Site;

static void
read_cb (FcGaugeService      *service,
         const FcGaugeLatest *latest,
         Site                *site)
{
  g_assert_true (fc_gauge_service_get_latest (service, &latest->tank_id) == latest);
  site->n_read++;
}

static void
changed_cb (FcGaugeService *service,
            const FcId     *gauge_id,
            Site           *site)
{
  g_assert_true (fc_id_equal (gauge_id, &site->gauge_id));
  site->n_changed++;
}

static void
insert (Site     *site,
        FcRecord *record) /* (transfer full) */
{
  g_autoptr (GError) error = NULL;

  fc_office_run (site->office, fc_op_new_insert (record, FC_TEST_NOW), &error);
  g_assert_no_error (error);
  g_object_unref (record);
}

static void
insert_tank (Site       *site,
             const FcId *id,
             int         number,
             int         gauge_number)
{
  FcRecord *tank = fc_record_new (FC_TANK, id);

  fc_record_set_ref (tank, FC_TANK_STATION_ID, &site->office->station);
  fc_record_set_ref (tank, FC_TANK_PRODUCT_ID, &site->office->diesel);
  fc_record_set_int (tank, FC_TANK_NUMBER, number);
  fc_record_set_int (tank, FC_TANK_CAPACITY, 30000000);
  fc_record_set_ref (tank, FC_TANK_GAUGE_ID, &site->gauge_id);
  if (gauge_number > 0)
    fc_record_set_int (tank, FC_TANK_GAUGE_NUMBER, gauge_number);
  insert (site, tank);
}

static FcGaugeService *
start (Site *site)
{
  FcGaugeService *service = fc_gauge_service_new (site->office->replica);
  g_autoptr (GArray) here = g_array_new (FALSE, FALSE, sizeof (FcId));

  g_array_append_val (here, site->office->station);
  fc_gauge_service_set_stations (service, here);
  fc_gauge_service_set_pace (service, &quick);
  g_signal_connect (service, "tank-read", G_CALLBACK (read_cb), site);
  g_signal_connect (service, "gauge-changed", G_CALLBACK (changed_cb), site);
  fc_gauge_service_start (service);
  return service;
}

static Site *
site_new (void)
{
  Site *site = g_new0 (Site, 1);
  FcRecord *gauge;

  site->give_up = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
  site->gauge = fc_test_gauge_new_tcp ();
  site->office = fc_office_new ();
  site->gauge_id = fc_id_from_key ("gauge", "1", NULL);
  site->first = fc_id_from_key ("tank", "1", NULL);
  site->second = fc_id_from_key ("tank", "2", NULL);
  fc_test_gauge_hold (site->gauge, held, G_N_ELEMENTS (held));
  fc_test_gauge_deliver (site->gauge, drops, G_N_ELEMENTS (drops));
  gauge = fc_record_new (FC_GAUGE, &site->gauge_id);
  fc_record_set_ref (gauge, FC_GAUGE_STATION_ID, &site->office->station);
  fc_record_set_text (gauge, FC_GAUGE_NAME, "TLS");
  fc_record_set_text (gauge, FC_GAUGE_KIND, "tcp");
  fc_record_set_text (gauge, FC_GAUGE_ADDRESS, "127.0.0.1");
  fc_record_set_int (gauge, FC_GAUGE_PORT, fc_test_gauge_port (site->gauge));
  fc_record_set_int (gauge, FC_GAUGE_ENABLED, TRUE);
  insert (site, gauge);
  insert_tank (site, &site->first, 1, 0);
  insert_tank (site, &site->second, 2, 4);
  site->service = start (site);
  return site;
}

/* A gauge never lets the main loop come to rest; what is written takes less than this. */
static void
rest (void)
{
  gint64 until = g_get_monotonic_time () + 400000;

  while (g_get_monotonic_time () < until)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (500);
    }
}

static void
site_free (Site *site)
{
  fc_gauge_service_stop (site->service);
  g_clear_object (&site->service);
  fc_office_settle ();
  fc_office_free (site->office);
  fc_test_gauge_free (site->gauge);
  g_free (site);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Site, site_free)

#define WAIT_UNTIL(condition)                                \
  while (!(condition))                                       \
    {                                                        \
      g_main_context_iteration (NULL, FALSE);                \
      g_usleep (200);                                        \
      g_assert_cmpint (g_get_monotonic_time (), <, site->give_up); \
    }

static gint64
count (Site       *site,
       const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", table);

  return fc_office_count (site->office, sql);
}

static void
a_reading_an_hour_and_each_delivery_once (void)
{
  g_autoptr (Site) site = site_new ();
  const FcGaugeLatest *latest;
  gint64 hours;

  WAIT_UNTIL (site->n_read >= 20 && count (site, "gauge_reading") >= 2 && count (site, "gauge_delivery") == 2)
  rest ();
  latest = fc_gauge_service_get_latest (site->service, &site->second);
  g_assert_cmpint (latest->tank.values[FC_TLS_VOLUME], ==, 9000000);
  g_assert_cmpuint (latest->tank.tank, ==, 4);
  /* Two, or four where the clock struck meanwhile. */
  hours = fc_office_count (site->office, "SELECT count(DISTINCT read_at / 3600000000) FROM gauge_reading");
  g_assert_cmpint (count (site, "gauge_reading"), ==, 2 * hours);
  g_assert_cmpint (hours, <=, 2);
  g_assert_cmpint (fc_office_count (site->office, "SELECT tc_volume FROM gauge_reading WHERE volume = 18250500"), ==, 18100000);
  /* 06:10 in London's summer is 05:10 UTC: 2026-07-20. */
  g_assert_cmpint (fc_office_count (site->office, "SELECT started_at / 1000000 FROM gauge_delivery WHERE end_volume = 25000000"),
                   ==, 1784524200);
  g_assert_cmpint (fc_office_count (site->office, "SELECT end_level FROM gauge_delivery WHERE end_volume = 15000000"), ==, 1100);

  /* Started again, it finds what is there. */
  fc_gauge_service_stop (site->service);
  g_object_unref (site->service);
  site->n_read = 0;
  site->service = start (site);
  WAIT_UNTIL (site->n_read >= 10)
  rest ();
  hours = fc_office_count (site->office, "SELECT count(DISTINCT read_at / 3600000000) FROM gauge_reading");
  g_assert_cmpint (count (site, "gauge_reading"), ==, 2 * hours);
  g_assert_cmpint (count (site, "gauge_delivery"), ==, 2);
  g_assert_cmpint (fc_office_count (site->office, "SELECT max(version) FROM gauge_delivery"), ==,
                   fc_office_count (site->office, "SELECT min(version) FROM gauge_delivery"));
}

static void
follows_what_is_set_up (void)
{
  g_autoptr (Site) site = site_new ();
  g_autoptr (FcRecord) gauge = NULL, off = NULL;
  g_autoptr (GError) error = NULL;
  guint asked;

  WAIT_UNTIL (site->n_read >= 2)
  g_assert_cmpuint (fc_gauge_service_n_gauges (site->service), ==, 1);
  gauge = fc_office_get (site->office, FC_GAUGE, &site->gauge_id);
  off = fc_record_copy (gauge);
  fc_record_set_int (off, FC_GAUGE_ENABLED, FALSE);
  fc_office_run (site->office, fc_op_new_patch (gauge, off, FC_TEST_NOW), &error);
  g_assert_no_error (error);
  WAIT_UNTIL (fc_gauge_service_n_gauges (site->service) == 0)
  rest ();
  asked = fc_test_gauge_n_asked (site->gauge, FC_TLS_INVENTORY);
  rest ();
  g_assert_cmpuint (fc_test_gauge_n_asked (site->gauge, FC_TLS_INVENTORY), ==, asked);
  g_assert_nonnull (fc_gauge_service_get_latest (site->service, &site->first));
}

static void
an_outage_is_known_while_it_lasts (void)
{
  g_autoptr (Site) site = site_new ();

  WAIT_UNTIL (site->n_read >= 2)
  g_assert_null (fc_gauge_service_get_problem (site->service, &site->gauge_id));
  site->n_changed = 0;
  fc_test_gauge_set_mood (site->gauge, GAUGE_REFUSES);
  WAIT_UNTIL (fc_gauge_service_get_problem (site->service, &site->gauge_id) != NULL)
  g_assert_cmpstr (fc_gauge_service_get_problem (site->service, &site->gauge_id), ==,
                   "The gauge refused the command: look at its security code");
  g_assert_cmpuint (site->n_changed, ==, 1);
  fc_test_gauge_set_mood (site->gauge, GAUGE_ANSWERS);
  WAIT_UNTIL (fc_gauge_service_get_problem (site->service, &site->gauge_id) == NULL)
  g_assert_cmpuint (site->n_changed, ==, 2);
}

/* A person who may not enter dips sees the gauge, and leaves no rows. */
static void
who_may_not_dip_keeps_nothing (void)
{
  g_autoptr (Site) site = NULL;

  site = site_new ();
  fc_gauge_service_stop (site->service);
  rest ();
  fc_office_act_as (site->office, &site->office->supervisor);
  g_clear_object (&site->service);
  site->n_read = 0;
  site->service = start (site);
  WAIT_UNTIL (site->n_read >= 6)
  rest ();
  g_assert_cmpint (count (site, "gauge_reading"), <=, 2);
}

/* The office has two stations: this computer stands in one of them, or in none. */
static void
only_this_computers_stations (void)
{
  g_autoptr (Site) site = site_new ();
  g_autoptr (GArray) here = g_array_new (FALSE, FALSE, sizeof (FcId));

  WAIT_UNTIL (site->n_read >= 2)
  fc_gauge_service_set_stations (site->service, NULL);
  WAIT_UNTIL (fc_gauge_service_n_gauges (site->service) == 0)
  g_array_append_val (here, site->office->other_station);
  fc_gauge_service_set_stations (site->service, here);
  rest ();
  g_assert_cmpuint (fc_gauge_service_n_gauges (site->service), ==, 0);
  site->n_read = 0;
  g_array_append_val (here, site->office->station);
  fc_gauge_service_set_stations (site->service, here);
  WAIT_UNTIL (site->n_read >= 2)
  g_assert_cmpuint (fc_gauge_service_n_gauges (site->service), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gauge-service/a-reading-an-hour-and-each-delivery-once", a_reading_an_hour_and_each_delivery_once);
  g_test_add_func ("/gauge-service/follows-what-is-set-up", follows_what_is_set_up);
  g_test_add_func ("/gauge-service/an-outage-is-known-while-it-lasts", an_outage_is_known_while_it_lasts);
  g_test_add_func ("/gauge-service/who-may-not-dip-keeps-nothing", who_may_not_dip_keeps_nothing);
  g_test_add_func ("/gauge-service/only-this-computers-stations", only_this_computers_stations);
  return g_test_run ();
}
