/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "office.h"

#include "fc-db.h"
#include "fc-statement.h"
#include "fc-time.h"
#include "fc-verify.h"

/* Once a week a copy is compared without anybody asking. */

#define PATIENCE 60

/* A company with an office whose file can be damaged from outside. */
typedef struct {
  Company *company;
  Office *office;
  FcVerify *verify;
  FcId first;
} Fixture;

/* What was sent and has not come back is left for another time. */
static gboolean
has_come_back (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (FcRecord) product = office_find (fixture->office, FC_PRODUCT, &fixture->first);

  return product != NULL && fc_record_get_version (product) > 0;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->company = company_new ();
  fixture->office = office_new ();
  office_sign_in_admin (fixture->office, fc_hub_get_uri (fixture->company->hub));
  fixture->first = office_add_product (fixture->office, "FIRST");
  wait_level (fixture->office);
  g_assert_true (wait_for (has_come_back, fixture, PATIENCE));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  office_free (fixture->office);
  company_free (fixture->company);
}

static gboolean
is_over (gpointer data)
{
  return !fc_verify_is_running (data);
}

/* As a disk would spoil it. */
static void
damage (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->office->folder, "replica.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcDb) db = fc_db_open (path, 0, &error);
  g_autoptr (FcStatement) flip =
    db != NULL ? fc_db_prepare (db, "UPDATE product SET code = 'FLIPPED' WHERE id = ?", &error) : NULL;

  g_assert_no_error (error);
  fc_statement_bind_id (flip, 1, &fixture->first);
  fc_statement_run (flip, &error);
  g_assert_no_error (error);
}

static void
set_meta_done_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  *(gboolean *) user_data = fc_replica_set_meta_finish (FC_REPLICA (source), result, NULL);
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

static gboolean
was_mended (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (FcRecord) product = office_find (fixture->office, FC_PRODUCT, &fixture->first);

  return product != NULL && g_str_equal (fc_record_get_text (product, FC_PRODUCT_CODE), "FIRST");
}

/* Nobody presses a button for a month: the copy is compared by itself as soon as all else is done. */
static void
test_every_week (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *long_ago = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_real_time () - 30 * FC_DAY_US);
  gboolean set = FALSE;

  fc_replica_set_meta_async (fixture->office->replica, "sync.verified", long_ago, set_meta_done_cb, &set);
  g_assert_true (wait_for (is_true, &set, PATIENCE));
  damage (fixture);
  fixture->verify = fc_verify_of (fixture->office->session);
  fc_session_set_paused (fixture->office->session, TRUE);
  fc_session_set_paused (fixture->office->session, FALSE);
  g_assert_true (wait_for (was_mended, fixture, PATIENCE));
}

/* The line went away in the middle of it: it begins again when that is back, and not only when the program does. */
static void
test_after_a_miss (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *long_ago = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_real_time () - 30 * FC_DAY_US);
  g_autoptr (GAsyncResult) out = NULL;
  gboolean set = FALSE;

  fc_replica_set_meta_async (fixture->office->replica, "sync.verified", long_ago, set_meta_done_cb, &set);
  g_assert_true (wait_for (is_true, &set, PATIENCE));
  damage (fixture);
  fc_session_sign_out_async (fixture->office->session, result_cb, &out);
  wait_result (&out, PATIENCE);
  g_assert_true (fc_session_sign_out_finish (fixture->office->session, out, NULL));
  fixture->verify = fc_verify_of (fixture->office->session);
  fc_verify_start (fixture->verify);
  g_assert_true (wait_for (is_over, fixture->verify, PATIENCE));
  g_assert_true (fc_verify_has_failed (fixture->verify));
  office_sign_in_admin (fixture->office, fc_hub_get_uri (fixture->company->hub));
  g_assert_true (wait_for (was_mended, fixture, PATIENCE));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name, func) g_test_add ("/sync/verify/week/" name, Fixture, NULL, set_up, func, tear_down)
  TEST ("by-itself", test_every_week);
  TEST ("by-itself-after-a-miss", test_after_a_miss);
  return g_test_run ();
}
