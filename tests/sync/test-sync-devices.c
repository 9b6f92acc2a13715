/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "office.h"
#include "relay.h"

/* Offices that are looked at, signed out and cleared from another office of their company. */

typedef struct
{
  Company *company;
  Relay *relay; /* of the lost one */
  Office *boss;
  Office *lost;
  guint to_be_cleared;
  FcId made; /* what the lost computer made last */
} Fixture;

static void
to_be_cleared_cb (Fixture *fixture)
{
  fixture->to_be_cleared++;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->company = company_new ();
  fixture->relay = relay_new (fc_hub_get_port (fixture->company->hub));
  fixture->boss = office_new ();
  fixture->lost = office_new ();
  office_sign_in_admin (fixture->boss, fc_hub_get_uri (fixture->company->hub));
  office_sign_in_admin (fixture->lost, relay_get_uri (fixture->relay));
  wait_level (fixture->boss);
  wait_level (fixture->lost);
  g_signal_connect_swapped (fixture->lost->session, "to-be-cleared", G_CALLBACK (to_be_cleared_cb), fixture);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  office_free (fixture->boss);
  office_free (fixture->lost);
  relay_free (fixture->relay);
  company_free (fixture->company);
}

static GPtrArray *
list_devices (Office *office)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *devices;

  fc_session_list_devices_async (office->session, TRUE, NULL, result_cb, &result);
  wait_result (&result, 60);
  devices = fc_session_list_devices_finish (office->session, result, &error);
  g_assert_no_error (error);
  return devices;
}

/* The other one of two. */
static FcId
find_lost (Fixture *fixture)
{
  g_autoptr (GPtrArray) devices = list_devices (fixture->boss);
  const FcDevice *a, *b;

  g_assert_cmpuint (devices->len, ==, 2);
  a = devices->pdata[0];
  b = devices->pdata[1];
  g_assert_true (a->current != b->current);
  g_assert_cmpstr (a->name, ==, g_get_host_name ());
  g_assert_cmpstr (a->user_name, ==, "Ada");
  return a->current ? b->id : a->id;
}

static void
end_lost (Fixture *fixture,
          gboolean wipe)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  FcId id = find_lost (fixture);

  fc_session_end_device_async (fixture->boss->session, &id, wipe, result_cb, &result);
  wait_result (&result, 60);
  fc_session_end_device_finish (fixture->boss->session, result, &error);
  g_assert_no_error (error);
}

static gboolean
is_signed_out (gpointer data)
{
  return fc_session_get_state (((Office *) data)->session) == FC_SYNC_SIGNED_OUT;
}

static gboolean
is_to_be_cleared (gpointer data)
{
  return ((Fixture *) data)->to_be_cleared > 0;
}

static void
test_end (Fixture      *fixture,
          gconstpointer data)
{
  FcId id;

  end_lost (fixture, FALSE);
  id = office_add_product (fixture->lost, "E10");
  g_assert_true (wait_for (is_signed_out, fixture->lost, 60));
  g_assert_cmpuint (fc_replica_get_pending (fixture->lost->replica), ==, 1);
  g_assert_true (office_has (fixture->lost, FC_PRODUCT, &id)); /* credentials are gone, and nothing else */
  g_assert_cmpuint (fixture->to_be_cleared, ==, 0);
}

static gboolean
boss_has_it (gpointer data)
{
  Fixture *fixture = data;

  return office_has (fixture->boss, FC_PRODUCT, &fixture->made);
}

/* What was made before the computer was lost reaches the hub; only then is the copy cleared, and the hub knows that it is. */
static void
test_wipe (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->lost->folder);
  g_autofree char *file = g_build_filename (fixture->lost->folder, "replica.db", NULL);
  g_autoptr (GError) error = NULL;

  relay_set_down (fixture->relay, TRUE);
  fixture->made = office_add_product (fixture->lost, "E10");
  end_lost (fixture, TRUE);
  relay_set_down (fixture->relay, FALSE);
  fc_session_sync_now (fixture->lost->session);
  g_assert_true (wait_for (is_to_be_cleared, fixture, 60));
  g_assert_cmpuint (fc_replica_get_pending (fixture->lost->replica), ==, 0);
  g_assert_cmpuint (fc_session_get_sent_off (fixture->lost->session), ==, 1);
  fc_replica_close_sync (fixture->lost->replica);
  fc_replica_wipe_lost_sync (folder, &error);
  g_assert_no_error (error);
  g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));
  fc_session_say_cleared_async (fixture->lost->session, result_cb, &result);
  wait_result (&result, 60);
  fc_session_say_cleared_finish (fixture->lost->session, result, &error);
  g_assert_no_error (error);
  g_assert_true (wait_for (boss_has_it, fixture, 60));
  after = list_devices (fixture->boss);
  for (guint i = 0; i < after->len; i++)
    g_assert_true (((FcDevice *) after->pdata[i])->current || ((FcDevice *) after->pdata[i])->wiped_at > 0);
}

/* More waits than something before the hub lets through at once: it goes in parts, and none of it is cleared before. */
static void
test_wipe_in_parts (Fixture      *fixture,
                    gconstpointer data)
{
  relay_set_down (fixture->relay, TRUE);
  for (int i = 0; i < 40; i++)
    {
      g_autofree char *code = g_strdup_printf ("P%d", i);

      fixture->made = office_add_product (fixture->lost, code);
    }
  end_lost (fixture, TRUE);
  relay_set_most (fixture->relay, 3000);
  relay_set_down (fixture->relay, FALSE);
  fc_session_sync_now (fixture->lost->session);
  g_assert_true (wait_for (is_to_be_cleared, fixture, 60));
  g_assert_cmpuint (fc_replica_get_pending (fixture->lost->replica), ==, 0);
  g_assert_cmpuint (fc_replica_get_quarantined (fixture->lost->replica), ==, 0);
  g_assert_cmpuint (fc_session_get_sent_off (fixture->lost->session), ==, 40);
  g_assert_true (wait_for (boss_has_it, fixture, 60));
}

/* While the last changes cannot be sent, nothing is cleared; and a program that ends meanwhile hears of it again. */
static void
test_wipe_waits_for_the_work (Fixture      *fixture,
                              gconstpointer data)
{
  relay_set_down (fixture->relay, TRUE);
  office_add_product (fixture->lost, "E10");
  end_lost (fixture, TRUE);
  relay_answer_next (fixture->relay, "/api/v1/sync/last", 503, "{}");
  relay_set_down (fixture->relay, FALSE);
  fc_session_sync_now (fixture->lost->session);
  g_assert_true (wait_for ((Condition) relay_has_answered, fixture->relay, 60));
  g_assert_cmpuint (fixture->to_be_cleared, ==, 0);
  g_assert_cmpuint (fc_replica_get_pending (fixture->lost->replica), ==, 1);
  office_restart (fixture->lost);
  g_signal_connect_swapped (fixture->lost->session, "to-be-cleared", G_CALLBACK (to_be_cleared_cb), fixture);
  g_assert_true (wait_for (is_to_be_cleared, fixture, 60));
  g_assert_cmpuint (fc_replica_get_pending (fixture->lost->replica), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/session/devices/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("ended-elsewhere", test_end);
  ADD ("cleared-after-the-last-change", test_wipe);
  ADD ("in-parts-where-it-is-too-much-at-once", test_wipe_in_parts);
  ADD ("not-cleared-before", test_wipe_waits_for_the_work);
  return g_test_run ();
}
