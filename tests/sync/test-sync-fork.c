/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "office.h"

#include "fc-replica-sync.h"

#define PATIENCE 60

/* A computer's data that somebody copied to another one; both go on as the same client. */
typedef struct
{
  Company *company;
  Office *office;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->company = company_new ();
  fixture->office = office_new ();
  office_sign_in_admin (fixture->office, fc_hub_get_uri (fixture->company->hub));
  office_add_product (fixture->office, "BEFORE");
  wait_level (fixture->office);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  office_free (fixture->office);
  company_free (fixture->company);
}

static char *
client_of (Office *office)
{
  return fc_replica_dup_meta (office->replica, FC_META_CLIENT_ID);
}

typedef struct
{
  Office *office;
  FcId id;
} Sought;

static gboolean
is_there (gpointer data)
{
  Sought *sought = data;

  return office_has (sought->office, FC_PRODUCT, &sought->id);
}

static void
wait_there (Office     *office,
            const FcId *id)
{
  Sought sought = { office, *id };

  g_assert_true (wait_for (is_there, &sought, PATIENCE));
}

static gboolean
is_sent (gpointer data)
{
  return fc_replica_get_pending (((Office *) data)->replica) == 0;
}

/* The one that pushes second is told, becomes a client of its own, and both have what both did, once. */
static void
test_copied_replica (Fixture      *fixture,
                     gconstpointer data)
{
  g_autofree char *before = client_of (fixture->office);
  g_autoptr (Office) copy = office_copy (fixture->office);
  g_autofree char *same = client_of (copy), *ours = NULL, *theirs = NULL, *later = NULL;
  FcId first, second;

  g_assert_cmpstr (before, ==, same);
  office_sign_in_admin (fixture->office, fc_hub_get_uri (fixture->company->hub));
  office_sign_in_admin (copy, fc_hub_get_uri (fixture->company->hub));
  first = office_add_product (fixture->office, "OURS");
  g_assert_true (wait_for (is_sent, fixture->office, PATIENCE));
  second = office_add_product (copy, "THEIRS");
  g_assert_true (wait_for (is_sent, copy, PATIENCE));
  ours = client_of (fixture->office);
  theirs = client_of (copy);
  g_assert_cmpstr (ours, ==, before);
  g_assert_cmpstr (theirs, !=, before);
  wait_there (fixture->office, &second);
  wait_there (copy, &first);
  g_assert_cmpuint (fc_replica_get_quarantined (copy->replica), ==, 0);
  office_add_product (copy, "MORE");
  g_assert_true (wait_for (is_sent, copy, PATIENCE));
  later = client_of (copy);
  g_assert_cmpstr (later, ==, theirs);
}

/* What waited when the copy was made is in both outboxes: it has one effect, whoever sends it. */
static void
test_waiting_work_is_done_once (Fixture      *fixture,
                                gconstpointer data)
{
  g_autoptr (Office) copy = NULL;
  FcId waiting, more;

  fc_session_set_paused (fixture->office->session, TRUE);
  waiting = office_add_product (fixture->office, "WAITING");
  copy = office_copy (fixture->office);
  office_sign_in_admin (fixture->office, fc_hub_get_uri (fixture->company->hub));
  g_assert_true (wait_for (is_sent, fixture->office, PATIENCE));
  office_sign_in_admin (copy, fc_hub_get_uri (fixture->company->hub));
  g_assert_true (wait_for (is_sent, copy, PATIENCE));
  more = office_add_product (copy, "MORE");
  g_assert_true (wait_for (is_sent, copy, PATIENCE));
  wait_there (fixture->office, &more);
  wait_there (copy, &waiting);
  g_assert_cmpuint (fc_replica_get_quarantined (copy->replica), ==, 0);
  g_assert_cmpuint (fc_replica_get_quarantined (fixture->office->replica), ==, 0);
}

/* The sign-in is kept under the new name: it is found again. */
static void
test_signed_in_as_before (Fixture      *fixture,
                          gconstpointer data)
{
  g_autoptr (Office) copy = office_copy (fixture->office);

  office_sign_in_admin (fixture->office, fc_hub_get_uri (fixture->company->hub));
  office_sign_in_admin (copy, fc_hub_get_uri (fixture->company->hub));
  office_add_product (fixture->office, "OURS");
  g_assert_true (wait_for (is_sent, fixture->office, PATIENCE));
  office_add_product (copy, "THEIRS");
  g_assert_true (wait_for (is_sent, copy, PATIENCE));
  wait_level (copy);
  office_restart (copy);
  wait_level (copy);
}

#define TEST(name, func) g_test_add ("/sync/fork/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("copied-replica", test_copied_replica);
  TEST ("waiting-work-is-done-once", test_waiting_work_is_done_once);
  TEST ("signed-in-as-before", test_signed_in_as_before);
  return g_test_run ();
}
