/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk.h"

#include "fc-keyring.h"
#include "fc-wire.h"

#include <string.h>

/* Two people at one computer: one replica, two sign-ins. */

/* The same with a strapping chart of so many numbers, and no two alike. */
static FcId
add_large_tank (Desk  *fixture,
                int    number,
                guint  numbers)
{
  FcId id = desk_add_tank (fixture, number);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (GString) chart = g_string_new ("{\"points\":[0");
  g_autoptr (FcRowSet) rows = desk_load_station (fixture->desk, &fixture->north);
  FcRecord *tank = fc_row_set_get (rows, FC_TANK, &id);
  g_autoptr (FcRecord) after = fc_record_copy (tank);
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < numbers; i++)
    g_string_append_printf (chart, ",%u", g_rand_int (rand));
  g_string_append (chart, "]}");
  fc_record_set_text (after, FC_TANK_CHART, chart->str);
  g_ptr_array_add (ops, fc_op_new_patch (tank, after, g_get_real_time ()));
  fc_replica_run_sync (fixture->desk->replica, ops, &error);
  g_assert_no_error (error);
  return id;
}

/* The hub takes nobody's work under another's sign-in: what it would refuse were refused here. */
static void
test_own_names (Desk          *fixture,
                gconstpointer  data)
{
  g_autoptr (GArray) people = fc_session_dup_people (fixture->desk->session);

  g_assert_cmpuint (people->len, ==, 2);
  g_assert_cmpstr (fc_session_get_email (fixture->desk->session), ==, SAM_EMAIL);
  relay_set_down (fixture->relay, TRUE);
  fixture->made[0] = desk_add_tank (fixture, 1);
  desk_sit_down (fixture, &fixture->ada);
  fixture->made[1] = desk_add_tank (fixture, 2);
  g_assert_cmpuint (fc_replica_get_pending (fixture->desk->replica), ==, 2);

  relay_set_down (fixture->relay, FALSE);
  fc_session_sync_now (fixture->desk->session);
  g_assert_true (wait_for (desk_nothing_waits, fixture, 60));
  g_assert_cmpuint (fc_replica_get_quarantined (fixture->desk->replica), ==, 0);
  g_assert_cmpstr (fc_session_get_email (fixture->desk->session), ==, ADMIN_EMAIL);
  g_assert_true (wait_for (desk_boss_has_both, fixture, 60));
}

/* More than something before the hub lets through at once: it goes in parts. One step that is too large even so is refused, as
 * the engine does with one's own; the hub has never heard of it, and takes nobody for another because of it. */
static void
test_too_much_at_once (Desk          *fixture,
                       gconstpointer  data)
{
  g_autofree char *before = fc_replica_dup_meta (fixture->desk->replica, FC_META_CLIENT_ID), *after = NULL;

  relay_set_down (fixture->relay, TRUE);
  for (int i = 1; i <= 40; i++)
    fixture->made[0] = desk_add_tank (fixture, i);
  add_large_tank (fixture, 41, 4000);
  fixture->made[1] = desk_add_tank (fixture, 42);
  desk_sit_down (fixture, &fixture->ada);
  relay_set_most (fixture->relay, 3000);
  relay_set_down (fixture->relay, FALSE);
  fc_session_sync_now (fixture->desk->session);
  g_assert_true (wait_for (desk_nothing_waits, fixture, 60));
  g_assert_true (wait_for (desk_boss_has_both, fixture, 60));
  g_assert_cmpuint (fc_replica_get_quarantined (fixture->desk->replica), ==, 1);
  desk_sit_down (fixture, &fixture->sam);
  fixture->made[0] = desk_add_tank (fixture, 43);
  g_assert_true (wait_for (desk_nothing_waits, fixture, 60));
  g_assert_true (wait_for (desk_boss_has_both, fixture, 60));
  after = fc_replica_dup_meta (fixture->desk->replica, FC_META_CLIENT_ID);
  g_assert_cmpstr (after, ==, before);
}

/* Answers are packed where they are long, as the hub's are to many changes. */
static void
test_many_at_once (Desk          *fixture,
                   gconstpointer  data)
{
  relay_set_down (fixture->relay, TRUE);
  for (int i = 1; i <= 90; i++)
    fixture->made[0] = fixture->made[1] = desk_add_tank (fixture, i);
  desk_sit_down (fixture, &fixture->ada);
  relay_set_down (fixture->relay, FALSE);
  fc_session_sync_now (fixture->desk->session);
  g_assert_true (wait_for (desk_nothing_waits, fixture, 20));
  g_assert_true (wait_for (desk_boss_has_both, fixture, 60));
}

static gboolean
reply_lost (gpointer data)
{
  return relay_get_to_lose (((Desk *) data)->relay) == 0;
}

/* An answer that one of them never got is no sign that there are two of this computer; what it was for comes again as theirs. */
static void
test_reply_lost (Desk          *fixture,
                 gconstpointer  data)
{
  g_autofree char *before = fc_replica_dup_meta (fixture->desk->replica, FC_META_CLIENT_ID), *after = NULL;

  desk_add_tank (fixture, 3);
  g_assert_true (wait_for (desk_nothing_waits, fixture, 60));
  desk_sit_down (fixture, &fixture->ada);
  desk_add_tank (fixture, 4);
  g_assert_true (wait_for (desk_nothing_waits, fixture, 60));
  desk_sit_down (fixture, &fixture->sam);
  wait_level (fixture->desk);
  relay_lose_replies (fixture->relay, 1);
  fixture->made[0] = desk_add_tank (fixture, 1);
  g_assert_true (wait_for (reply_lost, fixture, 60));
  desk_sit_down (fixture, &fixture->ada);
  fixture->made[1] = desk_add_tank (fixture, 2);
  g_assert_true (wait_for (desk_nothing_waits, fixture, 60));
  g_assert_true (wait_for (desk_boss_has_both, fixture, 60));
  after = fc_replica_dup_meta (fixture->desk->replica, FC_META_CLIENT_ID);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpuint (fc_replica_get_quarantined (fixture->desk->replica), ==, 0);
}

/* A file that was put back from a backup is a client of its own, and everybody's sign-in goes with it. */
static void
test_put_back (Desk          *fixture,
               gconstpointer  data)
{
  g_autoptr (Office) original = fixture->desk;
  g_autofree char *before = fc_replica_dup_meta (original->replica, FC_META_CLIENT_ID), *after = NULL;
  Office *copy;

  desk_add_tank (fixture, 3);
  g_assert_true (wait_for (desk_nothing_waits, fixture, 60));
  copy = office_copy (original);
  wait_level (original);
  fixture->made[0] = desk_add_tank (fixture, 1);
  g_assert_true (wait_for (desk_nothing_waits, fixture, 60));
  fc_session_set_paused (original->session, TRUE);
  fixture->desk = copy;
  fc_session_resume (copy->session);
  wait_level (copy);
  fixture->made[1] = desk_add_tank (fixture, 2);
  g_assert_true (wait_for (desk_nothing_waits, fixture, 60));
  g_assert_true (wait_for (desk_boss_has_both, fixture, 60));
  after = fc_replica_dup_meta (copy->replica, FC_META_CLIENT_ID);
  g_assert_cmpstr (after, !=, before);
  desk_sit_down (fixture, &fixture->ada);
  wait_level (fixture->desk);
  g_assert_cmpstr (fc_session_get_email (fixture->desk->session), ==, ADMIN_EMAIL);
}

/* The access token that is kept of Sam is worth nothing any more, as after a night. */
static void
age_sams_token (Desk *fixture)
{
  g_autofree char *client = fc_replica_dup_meta (fixture->desk->replica, FC_META_CLIENT_ID);
  g_autofree char *sam = fc_id_dup_string (&fixture->sam);
  g_autofree char *name = g_strconcat (client, "/", sam, NULL);
  g_autoptr (FcKeyring) keyring = fc_keyring_new (NULL, name);
  g_autoptr (GAsyncResult) found = NULL, stored = NULL;
  g_autofree char *secret = NULL, *old = NULL;
  g_autoptr (GBytes) bytes = NULL, aged = NULL;
  g_autoptr (FcTokenReply) tokens = NULL;

  fc_keyring_lookup_async (keyring, result_cb, &found);
  wait_result (&found, 10);
  secret = fc_keyring_lookup_finish (keyring, found, NULL);
  g_assert_nonnull (secret);
  bytes = g_bytes_new (secret, strlen (secret));
  tokens = fc_token_reply_decode (bytes, NULL);
  g_assert_nonnull (tokens);
  g_free (tokens->access_token);
  tokens->access_token = g_strdup ("of yesterday");
  aged = fc_token_reply_encode (tokens);
  old = g_strndup (g_bytes_get_data (aged, NULL), g_bytes_get_size (aged));
  fc_keyring_store_async (keyring, old, result_cb, &stored);
  wait_result (&stored, 10);
}

/* It is renewed on the way, and the new one is kept. */
static void
test_token_expired (Desk          *fixture,
                    gconstpointer  data)
{
  relay_set_down (fixture->relay, TRUE);
  fixture->made[0] = fixture->made[1] = desk_add_tank (fixture, 1);
  desk_sit_down (fixture, &fixture->ada);
  age_sams_token (fixture);
  relay_set_down (fixture->relay, FALSE);
  fc_session_sync_now (fixture->desk->session);
  g_assert_true (wait_for (desk_nothing_waits, fixture, 60));
  g_assert_true (wait_for (desk_boss_has_both, fixture, 60));
  desk_sit_down (fixture, &fixture->sam);
  wait_level (fixture->desk);
  g_assert_cmpstr (fc_session_get_email (fixture->desk->session), ==, SAM_EMAIL);
}

static gboolean
waits_for_sam (gpointer data)
{
  FcSession *session = ((Desk *) data)->desk->session;

  return fc_session_get_state (session) == FC_SYNC_WAITING;
}

/* Whose sign-in has ended has to show who they are; till then their work waits, and nobody else's does. */
static void
test_sign_in_ended (Desk          *fixture,
                    gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  relay_set_down (fixture->relay, TRUE);
  fixture->made[0] = desk_add_tank (fixture, 1);
  desk_sit_down (fixture, &fixture->ada);
  fixture->made[1] = desk_add_tank (fixture, 2);
  fc_session_set_password_async (fixture->boss->session, &fixture->sam, NULL, "another of his own", FALSE, NULL,
                                 result_cb, &result);
  wait_result (&result, 60);
  g_assert_true (fc_session_set_password_finish (fixture->boss->session, result, &error));
  relay_set_down (fixture->relay, FALSE);
  fc_session_sync_now (fixture->desk->session);
  g_assert_true (wait_for (waits_for_sam, fixture, 60));
  g_assert_cmpuint (fc_replica_get_pending (fixture->desk->replica), ==, 1);

  office_sign_in (fixture->desk, relay_get_uri (fixture->relay), SAM_EMAIL, "another of his own", &error);
  g_assert_no_error (error);
  g_assert_true (wait_for (desk_nothing_waits, fixture, 60));
  g_assert_cmpuint (fc_replica_get_quarantined (fixture->desk->replica), ==, 0);
  g_assert_true (wait_for (desk_boss_has_both, fixture, 60));
}

/* What only one of them may see stays for them while the other sits here, and does not come again. */
static void
test_scope (Desk          *fixture,
            gconstpointer  data)
{
  g_assert_true (office_has (fixture->desk, FC_STATION, &fixture->north));
  g_assert_true (office_has (fixture->desk, FC_STATION, &fixture->south)); /* Ada's; hidden from Sam by his scope */
  g_assert_false (fc_actor_sees_station (fc_replica_get_actor (fixture->desk->replica), &fixture->south));
  office_add_station (fixture->boss, "EAST");
  wait_level (fixture->boss);
  desk_sit_down (fixture, &fixture->ada);
  g_assert_true (office_has (fixture->desk, FC_STATION, &fixture->south));
  fc_session_sync_now (fixture->desk->session);
  wait_level (fixture->desk);
  g_assert_true (office_has (fixture->desk, FC_STATION, &fixture->south));
  g_assert_true (fc_actor_sees_station (fc_replica_get_actor (fixture->desk->replica), &fixture->south));
}

/* A wrong password for the one leaves the other where they were. */
static void
test_refused_sign_in (Desk          *fixture,
                      gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (office_sign_in (fixture->desk, relay_get_uri (fixture->relay), ADMIN_EMAIL, "wrong", &error));
  g_assert_error (error, FC_SYNC_ERROR, FC_SYNC_ERROR_CREDENTIALS);
  g_assert_cmpstr (fc_session_get_email (fixture->desk->session), ==, SAM_EMAIL);
  fixture->made[0] = fixture->made[1] = desk_add_tank (fixture, 1);
  g_assert_true (wait_for (desk_boss_has_both, fixture, 60));
}

static void
test_restart (Desk          *fixture,
              gconstpointer  data)
{
  office_restart (fixture->desk);
  wait_level (fixture->desk);
  g_assert_cmpstr (fc_session_get_email (fixture->desk->session), ==, SAM_EMAIL);
  desk_sit_down (fixture, &fixture->ada);
  wait_level (fixture->desk);
  g_assert_cmpstr (fc_session_get_email (fixture->desk->session), ==, ADMIN_EMAIL);
}

/* The power goes when the session is Ada's already and the replica still Sam's: he goes on under his own name. */
static void
test_cut_off_in_mid_switch (Desk          *fixture,
                            gconstpointer  data)
{
  relay_set_down (fixture->relay, TRUE);
  fc_session_switch (fixture->desk->session, &fixture->ada);
  fixture->made[0] = fixture->made[1] = desk_add_tank (fixture, 1);
  office_restart (fixture->desk);
  fc_session_switch (fixture->desk->session, &fixture->sam); /* as the app does with who sat here last */
  relay_set_down (fixture->relay, FALSE);
  fc_session_sync_now (fixture->desk->session);
  g_assert_true (wait_for (desk_nothing_waits, fixture, 60));
  g_assert_true (wait_for (desk_boss_has_both, fixture, 60));
  g_assert_cmpstr (fc_session_get_email (fixture->desk->session), ==, SAM_EMAIL);
  g_assert_cmpuint (fc_replica_get_quarantined (fixture->desk->replica), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/session/people/" name, Desk, NULL, desk_set_up, function, desk_tear_down)
  ADD ("each-work-under-their-own-name", test_own_names);
  ADD ("too-much-at-once-goes-in-parts", test_too_much_at_once);
  ADD ("many-changes-at-once", test_many_at_once);
  ADD ("a-lost-reply-makes-no-fork", test_reply_lost);
  ADD ("a-file-put-back-keeps-all-sign-ins", test_put_back);
  ADD ("a-token-that-expired-is-renewed", test_token_expired);
  ADD ("a-sign-in-that-ended-holds-up-its-own-work-only", test_sign_in_ended);
  ADD ("each-keeps-their-scope", test_scope);
  ADD ("a-refused-sign-in-changes-nothing", test_refused_sign_in);
  ADD ("a-restart-keeps-the-seat", test_restart);
  ADD ("cut-off-in-mid-switch", test_cut_off_in_mid_switch);
  return g_test_run ();
}
