/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-test-office.h"
#include "fc-test-traccar.h"
#include "fc-traccar-client.h"
#include "fc-traccar-service.h"

#include "fc-error.h"

#include <string.h>

static const guint quick[] = { 5, 10, 20 };

#define DEVICES "[{\"id\":7,\"uniqueId\":\"862000000000007\",\"name\":\"Van\"},{\"id\":8,\"uniqueId\":\"nobody's\"}]"

typedef struct {
  FcTestTraccar *server;
  FcOffice *office;
  FcKeyring *keyring;
  FcId vehicle;
  FcTraccarService *service;
} Site;

static void
run (FcOffice *office,
     FcOp     *op)
{
  g_autoptr (GError) error = NULL;

  fc_office_run (office, op, &error);
  g_assert_no_error (error);
}

static void
name_server (Site       *site,
             const char *url)
{
  g_autoptr (FcRecord) before = fc_office_get (site->office, FC_TENANT, &site->office->tenant);
  g_autoptr (FcRecord) after = fc_record_copy (before);
  g_autofree char *settings = g_strdup_printf ("{\"" FC_TRACCAR_SETTING "\":\"%s\"}", url);

  fc_record_set_text (after, FC_TENANT_SETTINGS, settings);
  run (site->office, fc_op_new_patch (before, after, FC_TEST_NOW));
}

static void
keep_token (Site       *site,
            const char *token)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  site->keyring = fc_traccar_keyring_new (site->office->replica);
  fc_keyring_store_async (site->keyring, token, fc_test_finished_cb, &result);
  fc_keyring_store_finish (site->keyring, fc_test_wait (&result), &error);
  g_assert_no_error (error);
}

static void
set_up (Site          *site,
        gconstpointer  token)
{
  g_autoptr (FcRecord) vehicle = NULL;

  site->server = fc_test_traccar_new ();
  g_free (site->server->devices);
  site->server->devices = g_strdup (DEVICES);
  site->office = fc_office_new ();
  site->vehicle = fc_id_from_key ("vehicle", NULL);
  vehicle = fc_record_new (FC_VEHICLE, &site->vehicle);
  fc_record_set_text (vehicle, FC_VEHICLE_NUMBER, "12-AB-34");
  fc_record_set_text (vehicle, FC_VEHICLE_STATUS, "in_service");
  fc_record_set_text (vehicle, FC_VEHICLE_TRACKER_ID, "862000000000007");
  run (site->office, fc_op_new_insert (vehicle, FC_TEST_NOW));
  name_server (site, site->server->url);
  keep_token (site, token != NULL ? token : FC_TEST_TOKEN);
  site->service = fc_traccar_service_new (site->office->replica);
  fc_traccar_service_set_waits (site->service, quick, G_N_ELEMENTS (quick));
}

static void
tear_down (Site          *site,
           gconstpointer  token)
{
  fc_traccar_service_stop (site->service);
  fc_office_settle ();
  g_object_unref (site->service);
  fc_keyring_clear (site->keyring);
  g_object_unref (site->keyring);
  fc_office_free (site->office);
  fc_test_traccar_free (site->server);
}

/* Comes about or the test is stopped by its time. */
#define WAIT_FOR(condition)                                                                                            \
  while (!(condition))                                                                                                 \
  g_main_context_iteration (NULL, TRUE)

static void
be_live (Site *site)
{
  guint before = site->server->n_sockets;

  fc_traccar_service_start (site->service);
  WAIT_FOR (site->server->n_sockets > before && fc_traccar_service_get_state (site->service) == FC_TRACCAR_LIVE &&
            fc_traccar_service_n_matched (site->service) == 1);
}

/* Seconds ago, as Traccar writes a position. */
static char *
position (gint64 ago,
          double latitude)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_utc (g_get_real_time () / G_USEC_PER_SEC - ago);
  g_autofree char *time = g_date_time_format (then, "%Y-%m-%dT%H:%M:%S.000+00:00");
  char degrees[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (degrees, sizeof degrees, "%.6f", latitude);
  return g_strdup_printf ("{\"id\":1,\"deviceId\":7,\"fixTime\":\"%s\",\"deviceTime\":\"%s\",\"valid\":true,"
                          "\"latitude\":%s,\"longitude\":-9.1393,\"speed\":10.0,\"course\":90}",
                          time, time, degrees);
}

static gint64
count (Site *site)
{
  return fc_office_count (site->office, "SELECT count(*) FROM position");
}

static void
news_is_kept_in_our_units (Site          *site,
                           gconstpointer  data)
{
  g_autofree char *one = position (30, 38.7223);
  g_autofree char *text = g_strdup_printf ("{\"positions\":[%s]}", one);

  be_live (site);
  fc_test_traccar_say (site->server, text);
  WAIT_FOR (count (site) == 1);
  g_assert_cmpint (fc_office_count (site->office, "SELECT speed FROM position"), ==, 5144); /* 10 knots in mm/s */
  g_assert_cmpint (fc_office_count (site->office, "SELECT latitude FROM position"), ==, 387223000);
  g_assert_cmpint (fc_office_count (site->office, "SELECT course FROM position"), ==, 9000);
  g_assert_cmpint (fc_office_count (site->office, "SELECT count(*) FROM position WHERE source = 'traccar'"), ==, 1);
  g_assert_cmpuint (fc_traccar_service_n_matched (site->service), ==, 1);
  g_assert_null (fc_traccar_service_get_problem (site->service));
}

static void
what_was_missed_is_asked_for (Site          *site,
                              gconstpointer  data)
{
  g_autofree char *first = position (7200, 38.70), *second = position (3600, 38.75);

  g_free (site->server->history);
  site->server->history = g_strdup_printf ("[%s,%s]", first, second);
  be_live (site);
  WAIT_FOR (count (site) == 2);
  g_assert_nonnull (strstr (site->server->asked, "deviceId=7"));
  fc_traccar_service_stop (site->service);
  g_clear_pointer (&site->server->asked, g_free);
  be_live (site);
  WAIT_FOR (site->server->asked != NULL);
  fc_office_settle ();
  g_assert_cmpint (count (site), ==, 2);
  g_assert_cmpint (fc_office_count (site->office, "SELECT count(*) FROM position WHERE marks = 0"), ==, 2);
}

static void
a_dropped_line_is_made_again (Site          *site,
                              gconstpointer  data)
{
  g_autofree char *one = position (30, 38.7223);
  g_autofree char *text = g_strdup_printf ("{\"positions\":[%s]}", one);

  be_live (site);
  fc_test_traccar_drop (site->server);
  WAIT_FOR (fc_traccar_service_get_state (site->service) == FC_TRACCAR_TRYING);
  g_assert_nonnull (fc_traccar_service_get_problem (site->service));
  WAIT_FOR (site->server->n_sockets == 2 && fc_traccar_service_get_state (site->service) == FC_TRACCAR_LIVE);
  g_assert_null (fc_traccar_service_get_problem (site->service));
  fc_test_traccar_say (site->server, text);
  WAIT_FOR (count (site) == 1);
}

static void
garbage_is_survived (Site          *site,
                     gconstpointer  data)
{
  be_live (site);
  fc_test_traccar_say (site->server, "no JSON at all");
  WAIT_FOR (site->server->n_sockets == 2);
  site->server->garbles = TRUE;
  fc_test_traccar_drop (site->server);
  WAIT_FOR (site->server->n_sign_ins > 4);
  site->server->garbles = FALSE;
  WAIT_FOR (site->server->n_sockets == 3 && fc_traccar_service_get_state (site->service) == FC_TRACCAR_LIVE);
  g_assert_cmpint (count (site), ==, 0);
}

static void
a_token_that_is_refused_is_said (Site          *site,
                                 gconstpointer  token)
{
  fc_traccar_service_start (site->service);
  WAIT_FOR (fc_traccar_service_get_problem (site->service) != NULL);
  g_assert_nonnull (strstr (fc_traccar_service_get_problem (site->service), "refuses the token"));
  g_assert_cmpuint (site->server->n_sockets, ==, 0);
}

static void
another_address_gets_no_token (Site          *site,
                               gconstpointer  token)
{
  site->server->redirects = TRUE;
  fc_traccar_service_start (site->service);
  WAIT_FOR (fc_traccar_service_get_problem (site->service) != NULL);
  g_assert_nonnull (strstr (fc_traccar_service_get_problem (site->service), "another address"));
}

static void
without_a_server_it_rests (Site          *site,
                           gconstpointer  data)
{
  name_server (site, " ");
  fc_traccar_service_start (site->service);
  fc_office_settle ();
  g_assert_cmpint (fc_traccar_service_get_state (site->service), ==, FC_TRACCAR_OFF);
  g_assert_cmpuint (site->server->n_sign_ins, ==, 0);
  name_server (site, site->server->url);
  WAIT_FOR (fc_traccar_service_get_state (site->service) == FC_TRACCAR_LIVE);
}

static void
a_token_goes_over_tls_only (void)
{
  static const char *const wrong[] = { "http://traccar.example.com", "traccar.example.com", "ftp://a", "https://", "" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (fc_traccar_client_new (wrong[i], "token", &error));
      g_assert_error (error, FC_ERROR, FC_ERROR_INVALID);
    }
}

#define ADD(path, token, func) g_test_add ("/traccar/" path, Site, token, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_setenv ("FORECOURT_KEYRING", "memory", TRUE);
  g_test_init (&argc, &argv, NULL);
  ADD ("news-is-kept-in-our-units", NULL, news_is_kept_in_our_units);
  ADD ("what-was-missed-is-asked-for", NULL, what_was_missed_is_asked_for);
  ADD ("a-dropped-line-is-made-again", NULL, a_dropped_line_is_made_again);
  ADD ("garbage-is-survived", NULL, garbage_is_survived);
  ADD ("a-token-that-is-refused-is-said", "expired", a_token_that_is_refused_is_said);
  ADD ("another-address-gets-no-token", NULL, another_address_gets_no_token);
  ADD ("without-a-server-it-rests", NULL, without_a_server_it_rests);
  g_test_add_func ("/traccar/a-token-goes-over-tls-only", a_token_goes_over_tls_only);
  return g_test_run ();
}
