/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "office.h"
#include "relay.h"

/* Offices and a real hub on loopback, with a wire between that can be cut. */

typedef struct
{
  Company *company;
  Relay *relay;
  Office *a;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->company = company_new ();
  fixture->relay = relay_new (fc_hub_get_port (fixture->company->hub));
  fixture->a = office_new ();
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  office_free (fixture->a);
  relay_free (fixture->relay);
  company_free (fixture->company);
}

typedef struct
{
  Office *office;
  FcEntity entity;
  FcId id;
} Sought;

static gboolean
is_there (gpointer data)
{
  Sought *sought = data;

  return office_has (sought->office, sought->entity, &sought->id);
}

static gboolean
is_offline (gpointer data)
{
  return fc_session_get_state (((Office *) data)->session) == FC_SYNC_OFFLINE;
}

static gboolean
is_old (gpointer data)
{
  return fc_session_get_state (((Office *) data)->session) == FC_SYNC_OLD;
}

static gboolean
is_signed_out (gpointer data)
{
  return fc_session_get_state (((Office *) data)->session) == FC_SYNC_SIGNED_OUT;
}

static void
assert_arrives (Office     *office,
                FcEntity    entity,
                const FcId *id,
                double      seconds)
{
  Sought sought = { office, entity, *id };

  g_assert_true (wait_for (is_there, &sought, seconds));
}

static void
test_sign_in (Fixture      *fixture,
              gconstpointer data)
{
  office_sign_in_admin (fixture->a, fc_hub_get_uri (fixture->company->hub));
  g_assert_nonnull (fc_replica_get_actor (fixture->a->replica));
  g_assert_cmpstr (fc_record_get_text (fc_replica_get_user (fixture->a->replica), FC_USER_EMAIL), ==, ADMIN_EMAIL);
  g_assert_cmpstr (fc_record_get_text (fc_replica_get_tenant (fixture->a->replica), FC_TENANT_NAME), ==, "Acme Fuel");
  g_assert_cmpstr (fc_session_get_email (fixture->a->session), ==, ADMIN_EMAIL);
  wait_level (fixture->a);
}

static void
assert_refused (Office     *office,
                const char *uri,
                const char *password,
                FcSyncError code,
                const char *pattern)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (office_sign_in (office, uri, ADMIN_EMAIL, password, &error));
  g_assert_error (error, FC_SYNC_ERROR, (int) code);
  g_test_message ("%s", error->message);
  g_assert_true (g_pattern_match_simple (pattern, error->message));
}

static void
test_sign_in_refused (Fixture      *fixture,
                      gconstpointer data)
{
  const char *uri = relay_get_uri (fixture->relay);

  assert_refused (fixture->a, uri, "wrong", FC_SYNC_ERROR_CREDENTIALS, "Company, e-mail or password is wrong.*");
  assert_refused (fixture->a, "http://hub.example", "x", FC_SYNC_ERROR_CERTIFICATE, "*not encrypted*");
  assert_refused (fixture->a, "nonsense", "x", FC_SYNC_ERROR_PROTOCOL, "*not the address of a server*");
  assert_refused (fixture->a, "http://127.0.0.1:1", "x", FC_SYNC_ERROR_OFFLINE, "*cannot be reached*");
  relay_answer_next (fixture->relay, "/api/v1/auth/login", 404, "<html>Nothing here</html>");
  assert_refused (fixture->a, uri, "x", FC_SYNC_ERROR_PROTOCOL, "*is not a Forecourt server*");
  relay_answer_next (fixture->relay, "/api/v1/auth/login", 200, "{\"hello\":1}");
  assert_refused (fixture->a, uri, "x", FC_SYNC_ERROR_PROTOCOL, "*is not a Forecourt server*");
  relay_answer_next (fixture->relay, "/api/v1/auth/login", 400,
                     "{\"protocol\":2,\"error\":{\"code\":\"protocol\",\"message\":\"Other.\"}}");
  assert_refused (fixture->a, uri, "x", FC_SYNC_ERROR_PROTOCOL, "*protocol version 2, this program 1*");
  g_assert_cmpint (fc_session_get_state (fixture->a->session), ==, FC_SYNC_NO_HUB);
  office_sign_in_admin (fixture->a, uri);
}

/* Only the authority of the enrolment file is trusted; neither the system's nor another company's. */
static void
test_enrolment (void)
{
  g_autoptr (Company) company = company_new_secure ();
  g_autoptr (Company) other = company_new_secure ();
  g_autoptr (FcEnrolment) enrolment = company_enrol (company);
  g_autoptr (FcEnrolment) foreign = company_enrol (other);
  g_autoptr (Office) office = office_new ();
  g_autoptr (GError) error = NULL;

  assert_refused (office, enrolment->hub_uri, ADMIN_PASSWORD, FC_SYNC_ERROR_CERTIFICATE, "*is not trusted*");
  g_assert_false (office_sign_in_trusting (office, enrolment->hub_uri, foreign->authority, ADMIN_EMAIL, ADMIN_PASSWORD,
                                           &error));
  g_assert_error (error, FC_SYNC_ERROR, FC_SYNC_ERROR_CERTIFICATE);
  g_clear_error (&error);
  office_sign_in_trusting (office, enrolment->hub_uri, enrolment->authority, ADMIN_EMAIL, ADMIN_PASSWORD, &error);
  g_assert_no_error (error);
  wait_level (office);
  office_restart (office);
  wait_level (office);
}

static void
test_second_office (Fixture      *fixture,
                    gconstpointer data)
{
  const char *uri = fc_hub_get_uri (fixture->company->hub);
  g_autoptr (Office) b = office_new ();
  gint64 start;
  FcId early, late;

  office_sign_in_admin (fixture->a, uri);
  early = office_add_product (fixture->a, "E10");
  g_assert_false (office_is_level (fixture->a));
  wait_level (fixture->a);
  office_sign_in_admin (b, uri);
  g_assert_true (office_has (b, FC_PRODUCT, &early));
  wait_level (b);
  start = g_get_monotonic_time ();
  late = office_add_product (fixture->a, "B7");
  assert_arrives (b, FC_PRODUCT, &late, 5);
  g_test_message ("%.0f ms from office to office", (double) (g_get_monotonic_time () - start) / 1000);
  late = office_add_product (b, "LPG");
  assert_arrives (fixture->a, FC_PRODUCT, &late, 5);
}

static void
test_reply_lost (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (Office) b = office_new ();
  FcId id;

  office_sign_in_admin (fixture->a, relay_get_uri (fixture->relay));
  wait_level (fixture->a);
  relay_lose_replies (fixture->relay, 2);
  id = office_add_product (fixture->a, "E10");
  wait_level (fixture->a);
  g_assert_cmpint (relay_get_to_lose (fixture->relay), ==, 0);
  g_assert_cmpuint (fc_replica_get_quarantined (fixture->a->replica), ==, 0);
  g_assert_cmpuint (fc_replica_get_pending (fixture->a->replica), ==, 0);
  office_sign_in_admin (b, fc_hub_get_uri (fixture->company->hub));
  g_assert_true (office_has (b, FC_PRODUCT, &id));
}

static void
test_token_expires (Fixture      *fixture,
                    gconstpointer data)
{
  FcId id;

  office_sign_in_admin (fixture->a, relay_get_uri (fixture->relay));
  wait_level (fixture->a);
  relay_answer_next (fixture->relay, "/api/v1/sync", 401,
                     "{\"protocol\":1,\"error\":{\"code\":\"expired\",\"message\":\"Sign in again.\"}}");
  id = office_add_product (fixture->a, "E10");
  wait_level (fixture->a);
  g_assert_true (relay_has_answered (fixture->relay));
  g_assert_true (office_has (fixture->a, FC_PRODUCT, &id));
  g_assert_cmpuint (fc_replica_get_pending (fixture->a->replica), ==, 0);
}

static void
test_refresh_refused (Fixture      *fixture,
                      gconstpointer data)
{
  const char *expired = "{\"protocol\":1,\"error\":{\"code\":\"expired\",\"message\":\"Sign in again.\"}}";
  g_autofree char *text = NULL;
  FcId id;

  office_sign_in_admin (fixture->a, relay_get_uri (fixture->relay));
  wait_level (fixture->a);
  relay_answer_next (fixture->relay, "/api/v1/sync", 401, expired);
  id = office_add_product (fixture->a, "E10");
  g_assert_true (wait_for ((Condition) relay_has_answered, fixture->relay, 10));
  relay_answer_next (fixture->relay, "/api/v1/auth/refresh", 401, expired);
  g_assert_true (wait_for (is_signed_out, fixture->a, 10));
  text = fc_session_dup_status_text (fixture->a->session);
  g_assert_cmpstr (text, ==, "The sign-in has expired. Sign in again; nothing is lost. 1 change waits to be sent.");
  g_assert_true (office_has (fixture->a, FC_PRODUCT, &id));
  office_sign_in_admin (fixture->a, relay_get_uri (fixture->relay));
  wait_level (fixture->a);
}

static void
test_hub_down_and_up (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr (Office) b = office_new ();
  g_autofree char *text = NULL;
  FcId id;

  office_sign_in_admin (fixture->a, relay_get_uri (fixture->relay));
  wait_level (fixture->a);
  relay_set_down (fixture->relay, TRUE);
  g_assert_true (wait_for (is_offline, fixture->a, 10));
  g_assert_cmpint (fc_session_get_offline_since (fixture->a->session), >, 0);
  id = office_add_product (fixture->a, "E10");
  g_assert_false (office_is_level (fixture->a));
  text = fc_session_dup_status_text (fixture->a->session);
  g_assert_true (g_str_has_suffix (text, "1 change waits to be sent."));
  relay_set_down (fixture->relay, FALSE);
  wait_level (fixture->a);
  g_assert_cmpint (fc_session_get_offline_since (fixture->a->session), ==, 0);
  office_sign_in_admin (b, fc_hub_get_uri (fixture->company->hub));
  g_assert_true (office_has (b, FC_PRODUCT, &id));
}

static void
test_other_protocol (Fixture      *fixture,
                     gconstpointer data)
{
  office_sign_in_admin (fixture->a, relay_get_uri (fixture->relay));
  wait_level (fixture->a);
  relay_answer_next (fixture->relay, "/api/v1/sync", 400,
                     "{\"protocol\":2,\"error\":{\"code\":\"protocol\",\"message\":\"Other.\"}}");
  office_add_product (fixture->a, "E10");
  g_assert_true (wait_for (is_old, fixture->a, 10));
  fc_session_sync_now (fixture->a->session);
  wait_level (fixture->a);
}

static void
test_first_pull_broken_off (Fixture      *fixture,
                            gconstpointer data)
{
  g_autoptr (Office) b = office_new ();
  FcId id = { { 0 } };

  office_sign_in_admin (fixture->a, fc_hub_get_uri (fixture->company->hub));
  for (int i = 0; i < 300; i++)
    {
      g_autofree char *code = g_strdup_printf ("P%d", i);

      id = office_add_product (fixture->a, code);
    }
  wait_level (fixture->a);
  relay_cut_after (fixture->relay, 6000);
  if (!office_sign_in (b, relay_get_uri (fixture->relay), ADMIN_EMAIL, ADMIN_PASSWORD, NULL))
    office_sign_in_admin (b, relay_get_uri (fixture->relay));
  wait_level (b);
  g_assert_true (office_has (b, FC_PRODUCT, &id));
}

static void
test_restart (Fixture      *fixture,
              gconstpointer data)
{
  FcId id;

  office_sign_in_admin (fixture->a, relay_get_uri (fixture->relay));
  wait_level (fixture->a);
  relay_set_down (fixture->relay, TRUE);
  id = office_add_product (fixture->a, "E10");
  office_restart (fixture->a);
  g_assert_true (fc_session_is_resuming (fixture->a->session)); /* the keyring has not answered yet … */
  g_assert_cmpint (fc_session_get_state (fixture->a->session), !=, FC_SYNC_SIGNED_OUT); /* … and nobody says "signed out" */
  g_assert_cmpuint (fc_replica_get_pending (fixture->a->replica), ==, 1);
  relay_set_down (fixture->relay, FALSE);
  wait_level (fixture->a);
  g_assert_true (office_has (fixture->a, FC_PRODUCT, &id));
  g_assert_cmpstr (fc_session_get_email (fixture->a->session), ==, ADMIN_EMAIL);
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_set_object ((GAsyncResult **) user_data, result);
}

static gboolean
is_done (gpointer data)
{
  return *(gpointer *) data != NULL;
}

static void
test_sign_out (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;

  office_sign_in_admin (fixture->a, relay_get_uri (fixture->relay));
  wait_level (fixture->a);
  relay_set_down (fixture->relay, TRUE);
  office_add_product (fixture->a, "E10");
  fc_session_sign_out_async (fixture->a->session, done_cb, &result);
  g_assert_true (wait_for (is_done, &result, 10));
  g_assert_true (fc_session_sign_out_finish (fixture->a->session, result, NULL));
  g_assert_cmpint (fc_session_get_state (fixture->a->session), ==, FC_SYNC_SIGNED_OUT);
  g_assert_cmpuint (fc_replica_get_pending (fixture->a->replica), ==, 1);
  relay_set_down (fixture->relay, FALSE);
  office_restart (fixture->a);
  g_assert_true (wait_for (is_signed_out, fixture->a, 10));
  office_sign_in_admin (fixture->a, relay_get_uri (fixture->relay));
  wait_level (fixture->a);
}

static FcId
add_supervisor (Office     *office,
                const FcId *station_id)
{
  FcId id = fc_id_new (g_get_real_time ());
  g_autoptr (FcRecord) user = fc_record_new (FC_USER, &id);
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  g_autofree char *station = fc_id_dup_string (station_id);
  const char *const roles[] = { "supervisor", NULL };
  const char *const stations[] = { station, NULL };
  g_autoptr (GError) error = NULL;

  fc_record_set_text (user, FC_USER_EMAIL, "sam@acme.example");
  fc_record_set_text (user, FC_USER_NAME, "Sam");
  fc_record_set_set (user, FC_USER_ROLES, roles);
  fc_record_set_set (user, FC_USER_STATIONS, stations);
  fc_record_set_text (user, FC_USER_STATUS, "active");
  g_ptr_array_add (ops, fc_op_new_insert (user, g_get_real_time ()));
  fc_replica_run_sync (office->replica, ops, &error);
  g_assert_no_error (error);
  return id;
}

/* A supervisor of one station gets that station and not the other. */
static void
test_scope (Fixture      *fixture,
            gconstpointer data)
{
  const char *uri = fc_hub_get_uri (fixture->company->hub);
  g_autoptr (Office) b = office_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  FcId north, south, sam;

  office_sign_in_admin (fixture->a, uri);
  north = office_add_station (fixture->a, "NORTH");
  south = office_add_station (fixture->a, "SOUTH");
  sam = add_supervisor (fixture->a, &north);
  wait_level (fixture->a);
  fc_session_set_password_async (fixture->a->session, &sam, NULL, "a long enough secret", FALSE, NULL, done_cb, &result);
  g_assert_true (wait_for (is_done, &result, 10));
  fc_session_set_password_finish (fixture->a->session, result, &error);
  g_assert_no_error (error);
  office_sign_in (b, uri, "sam@acme.example", "a long enough secret", &error);
  g_assert_no_error (error);
  g_assert_true (office_has (b, FC_STATION, &north));
  g_assert_false (office_has (b, FC_STATION, &south));
  wait_level (b);
}

#define ADD(name, function) g_test_add ("/session/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("sign-in/binds-and-fetches", test_sign_in);
  ADD ("sign-in/refused-with-a-sentence", test_sign_in_refused);
  ADD ("sign-in/survives-a-restart", test_restart);
  ADD ("sign-in/sign-out-keeps-the-work", test_sign_out);
  g_test_add_func ("/session/sign-in/trusts-the-enrolment-file-only", test_enrolment);
  ADD ("push/reaches-another-office-in-seconds", test_second_office);
  ADD ("push/lost-reply-has-one-effect", test_reply_lost);
  ADD ("push/token-expires-in-the-middle", test_token_expires);
  ADD ("push/refused-refresh-clears-credentials-only", test_refresh_refused);
  ADD ("push/hub-down-then-up", test_hub_down_and_up);
  ADD ("push/other-protocol-version", test_other_protocol);
  ADD ("pull/broken-off-goes-on", test_first_pull_broken_off);
  ADD ("pull/only-what-the-person-may-see", test_scope);
  return g_test_run ();
}
