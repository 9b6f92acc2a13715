/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "office.h"

#include "fc-error.h"
#include "fc-pin-reset.h"
#include "fc-pin.h"

/* What a password shows at a real hub besides the sign-in: whose PIN may be replaced. */

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
reset (Office      *office,
       const char  *password,
       const char  *pin,
       GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  const FcId *user = fc_record_get_id (fc_replica_get_user (office->replica));

  fc_pin_reset_async (office->replica, office->session, user, password, pin, NULL, result_cb, &result);
  wait_result (&result, 60);
  return fc_pin_reset_finish (office->replica, result, error);
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

static void
test_needs_the_hub_now (void)
{
  g_autoptr (Company) company = company_new ();
  g_autoptr (Office) office = office_new ();
  g_autoptr (GError) error = NULL;

  office_sign_in_admin (office, fc_hub_get_uri (company->hub));
  fc_session_set_paused (office->session, TRUE);
  g_assert_false (reset (office, ADMIN_PASSWORD, "4711", &error));
  g_assert_error (error, FC_SYNC_ERROR, FC_SYNC_ERROR_OFFLINE);
  g_assert_false (fc_pin_is_set (office->replica, fc_record_get_id (fc_replica_get_user (office->replica))));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/password/is-checked-by-the-hub", test_is_checked_by_the_hub);
  g_test_add_func ("/password/lets-a-forgotten-pin-be-replaced", test_lets_a_forgotten_pin_be_replaced);
  g_test_add_func ("/password/needs-the-hub-now", test_needs_the_hub_now);
  return g_test_run ();
}
