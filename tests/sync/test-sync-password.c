/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "office.h"

#include "fc-error.h"
#include "fc-pin-reset.h"
#include "fc-pin.h"
#include "relay.h"

/* Passwords at a real hub: whose PIN may be replaced, and the first one, which somebody else set. */

#define SAM_EMAIL "sam@acme.example"

static gboolean
check_password (Office      *office,
                const char  *email,
                const char  *password,
                GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fc_session_check_password_async (office->session, email, password, NULL, result_cb, &result);
  wait_result (&result, 60);
  return fc_session_check_password_finish (office->session, result, error);
}

static gboolean
change_pin (Office      *office,
            const char  *old_pin,
            const char  *password,
            const char  *pin,
            GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  const FcId *user = fc_record_get_id (fc_replica_get_user (office->replica));

  fc_pin_reset_async (office->replica, office->session, user, old_pin, password, pin, NULL, result_cb, &result);
  wait_result (&result, 60);
  return fc_pin_reset_finish (office->replica, result, error);
}

static gboolean
reset (Office      *office,
       const char  *password,
       const char  *pin,
       GError     **error)
{
  return change_pin (office, NULL, password, pin, error);
}

static gboolean
pin_is (Office     *office,
        const char *pin)
{
  g_autoptr (GAsyncResult) result = NULL;
  const FcId *user = fc_record_get_id (fc_replica_get_user (office->replica));

  fc_pin_check_async (office->replica, user, pin, result_cb, &result);
  wait_result (&result, 60);
  return fc_pin_check_finish (office->replica, result, NULL);
}

static void
test_is_checked_by_the_hub (void)
{
  g_autoptr (Company) company = company_new_secure ();
  g_autoptr (FcEnrolment) enrolment = company_enrol (company);
  g_autoptr (Office) office = office_new ();
  g_autoptr (GError) error = NULL;

  office_sign_in_trusting (office, enrolment->hub_uri, enrolment->authority, ADMIN_EMAIL, ADMIN_PASSWORD, &error);
  g_assert_no_error (error);
  wait_level (office);
  check_password (office, ADMIN_EMAIL, ADMIN_PASSWORD, &error);
  g_assert_no_error (error);
  g_assert_false (check_password (office, ADMIN_EMAIL, "wrong", &error));
  g_assert_error (error, FC_SYNC_ERROR, FC_SYNC_ERROR_CREDENTIALS);
  g_assert_nonnull (strstr (error->message, "password is wrong"));

  /* Who is signed in stays so, and the hub still listens to them. */
  g_assert_cmpstr (fc_session_get_email (office->session), ==, ADMIN_EMAIL);
  office_add_product (office, "D7");
  wait_level (office);
}

static void
test_lets_a_forgotten_pin_be_replaced (void)
{
  g_autoptr (Company) company = company_new ();
  g_autoptr (Office) office = office_new ();
  g_autoptr (GError) error = NULL;

  office_sign_in_admin (office, fc_hub_get_uri (company->hub));
  g_assert_true (reset (office, ADMIN_PASSWORD, "4711", NULL));
  g_assert_true (pin_is (office, "4711"));

  g_assert_false (reset (office, "wrong", "0815", &error));
  g_assert_error (error, FC_SYNC_ERROR, FC_SYNC_ERROR_CREDENTIALS);
  g_clear_error (&error);
  g_assert_false (reset (office, "", "0815", &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (reset (office, ADMIN_PASSWORD, "1111", &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (pin_is (office, "4711"));

  g_assert_true (reset (office, ADMIN_PASSWORD, "0815", &error));
  g_assert_no_error (error);
  g_assert_true (pin_is (office, "0815"));
}

static FcId
add_sam (Office *office)
{
  FcId id = fc_id_new (g_get_real_time ());
  g_autoptr (FcRecord) user = fc_record_new (FC_USER, &id);
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  const char *const roles[] = { "supervisor", NULL }, *const none[] = { NULL };
  g_autoptr (GError) error = NULL;

  fc_record_set_text (user, FC_USER_EMAIL, SAM_EMAIL);
  fc_record_set_text (user, FC_USER_NAME, "Sam");
  fc_record_set_set (user, FC_USER_ROLES, roles);
  fc_record_set_int (user, FC_USER_ALL_STATIONS, TRUE);
  fc_record_set_set (user, FC_USER_STATIONS, none);
  fc_record_set_text (user, FC_USER_STATUS, "active");
  g_ptr_array_add (ops, fc_op_new_insert (user, g_get_real_time ()));
  fc_replica_run_sync (office->replica, ops, &error);
  g_assert_no_error (error);
  return id;
}

static void
add_sam_with_first_password (Office *boss)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  FcId sam = add_sam (boss);

  wait_level (boss);
  fc_session_set_password_async (boss->session, &sam, NULL, "given by Ada", TRUE, NULL, result_cb, &result);
  wait_result (&result, 60);
  fc_session_set_password_finish (boss->session, result, &error);
  g_assert_no_error (error);
}

/* Who gave the password knows it; so the first sign-in chooses another, and the first one counts no more. */
static void
test_first_sign_in_chooses_another (void)
{
  g_autoptr (Company) company = company_new ();
  g_autoptr (Office) boss = office_new ();
  g_autoptr (Office) office = office_new ();
  g_autoptr (Office) later = office_new ();
  g_autoptr (GError) error = NULL;
  const char *uri = fc_hub_get_uri (company->hub);

  office_sign_in_admin (boss, uri);
  add_sam_with_first_password (boss);

  g_assert_false (office_sign_in (office, uri, SAM_EMAIL, "given by Ada", &error));
  g_assert_error (error, FC_SYNC_ERROR, FC_SYNC_ERROR_NEW_PASSWORD);
  g_clear_error (&error);
  fc_session_set_new_password (office->session, "given by Ada"); /* the same again is none of one's own */
  g_assert_false (office_sign_in (office, uri, SAM_EMAIL, "given by Ada", &error));
  g_clear_error (&error);
  fc_session_set_new_password (office->session, "kettle rat 4");
  office_sign_in (office, uri, SAM_EMAIL, "given by Ada", &error);
  g_assert_no_error (error);

  g_assert_false (office_sign_in (later, uri, SAM_EMAIL, "given by Ada", &error));
  g_assert_error (error, FC_SYNC_ERROR, FC_SYNC_ERROR_CREDENTIALS);
  g_clear_error (&error);
  office_sign_in (later, uri, SAM_EMAIL, "kettle rat 4", &error);
  g_assert_no_error (error);
}

/* The hub has set the new password, and the office does not know: the same once more lets Sam in. */
static void
test_new_password_survives_a_lost_answer (void)
{
  g_autoptr (Company) company = company_new ();
  g_autoptr (Office) boss = office_new ();
  g_autoptr (Office) office = office_new ();
  g_autoptr (Relay) relay = NULL;
  g_autoptr (GError) error = NULL;

  office_sign_in_admin (boss, fc_hub_get_uri (company->hub));
  add_sam_with_first_password (boss);
  relay = relay_new (fc_hub_get_port (company->hub));
  relay_cut_after (relay, 0);
  fc_session_set_new_password (office->session, "kettle rat 4");
  g_assert_false (office_sign_in (office, relay_get_uri (relay), SAM_EMAIL, "given by Ada", &error));
  g_assert_error (error, FC_SYNC_ERROR, FC_SYNC_ERROR_OFFLINE);
  g_clear_error (&error);

  fc_session_set_new_password (office->session, "mouse kettle 5"); /* not what was set */
  g_assert_false (office_sign_in (office, relay_get_uri (relay), SAM_EMAIL, "given by Ada", &error));
  g_assert_error (error, FC_SYNC_ERROR, FC_SYNC_ERROR_CREDENTIALS);
  g_clear_error (&error);
  fc_session_set_new_password (office->session, "kettle rat 4");
  office_sign_in (office, relay_get_uri (relay), SAM_EMAIL, "given by Ada", &error);
  g_assert_no_error (error);
}

/* A PIN is this computer's own: without a network it is chosen, and changed by who knows it; a forgotten one needs the hub. */
static void
test_needs_the_hub_now (void)
{
  g_autoptr (Company) company = company_new ();
  g_autoptr (Office) office = office_new ();
  g_autoptr (GError) error = NULL;

  office_sign_in_admin (office, fc_hub_get_uri (company->hub));
  fc_session_set_paused (office->session, TRUE);
  g_assert_true (change_pin (office, NULL, NULL, "4711", &error));
  g_assert_no_error (error);
  g_assert_false (reset (office, ADMIN_PASSWORD, "0815", &error));
  g_assert_error (error, FC_SYNC_ERROR, FC_SYNC_ERROR_OFFLINE);
  g_clear_error (&error);
  g_assert_false (change_pin (office, "4712", NULL, "0815", &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_true (pin_is (office, "4711"));
  g_assert_true (change_pin (office, "4711", NULL, "0815", &error));
  g_assert_no_error (error);
  g_assert_true (pin_is (office, "0815"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/password/is-checked-by-the-hub", test_is_checked_by_the_hub);
  g_test_add_func ("/password/lets-a-forgotten-pin-be-replaced", test_lets_a_forgotten_pin_be_replaced);
  g_test_add_func ("/password/first-sign-in-chooses-another", test_first_sign_in_chooses_another);
  g_test_add_func ("/password/new-password-survives-a-lost-answer", test_new_password_survives_a_lost_answer);
  g_test_add_func ("/password/needs-the-hub-now", test_needs_the_hub_now);
  return g_test_run ();
}
