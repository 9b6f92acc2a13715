/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "office.h"
#include "relay.h"

#include "fc-blob-folder.h"
#include "fc-branding.h"
#include "fc-error.h"
#include "fc-keyring.h"
#include "fc-sync-log.h"
#include "fc-wire.h"

#include <string.h>

/* Two people at one computer: one replica, two sign-ins. */

#define SAM_EMAIL    "sam@acme.example"
#define SAM_PASSWORD "kettle rat 4"

typedef struct
{
  Company *company;
  Relay *relay; /* of the computer that they share */
  Office *boss; /* another computer of the company */
  Office *desk;
  FcId ada, sam, north, south, diesel;
  FcId made[2];
} Fixture;

static FcId
add_sam (Fixture *fixture)
{
  FcId id = fc_id_new (g_get_real_time ());
  g_autoptr (FcRecord) user = fc_record_new (FC_USER, &id);
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  g_autofree char *station = fc_id_dup_string (&fixture->north);
  const char *const roles[] = { "station_manager", NULL }, *const stations[] = { station, NULL };
  g_autoptr (GError) error = NULL;

  fc_record_set_text (user, FC_USER_EMAIL, SAM_EMAIL);
  fc_record_set_text (user, FC_USER_NAME, "Sam");
  fc_record_set_set (user, FC_USER_ROLES, roles);
  fc_record_set_int (user, FC_USER_ALL_STATIONS, FALSE);
  fc_record_set_set (user, FC_USER_STATIONS, stations);
  fc_record_set_text (user, FC_USER_STATUS, "active");
  g_ptr_array_add (ops, fc_op_new_insert (user, g_get_real_time ()));
  fc_replica_run_sync (fixture->boss->replica, ops, &error);
  g_assert_no_error (error);
  return id;
}

static FcRowSet *
load_station (Office     *office,
              const FcId *station)
{
  g_autoptr (GAsyncResult) result = NULL;

  fc_replica_load_async (office->replica, FC_STATION, station, NULL, NULL, result_cb, &result);
  wait_result (&result, 60);
  return fc_replica_load_finish (office->replica, result, NULL);
}

/* Whoever sits at the desk sets up a tank. */
static FcId
add_tank (Fixture *fixture,
          int      number)
{
  FcId id = fc_id_new (g_get_real_time ());
  g_autoptr (FcRecord) tank = fc_record_new (FC_TANK, &id);
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  g_autoptr (GError) error = NULL;

  fc_record_set_ref (tank, FC_TANK_STATION_ID, &fixture->north);
  fc_record_set_ref (tank, FC_TANK_PRODUCT_ID, &fixture->diesel);
  fc_record_set_int (tank, FC_TANK_NUMBER, number);
  fc_record_set_int (tank, FC_TANK_CAPACITY, 30000000);
  g_ptr_array_add (ops, fc_op_new_insert (tank, g_get_real_time ()));
  fc_replica_run_sync (fixture->desk->replica, ops, &error);
  g_assert_no_error (error);
  return id;
}

/* The same with a strapping chart of so many numbers, and no two alike. */
static FcId
add_large_tank (Fixture *fixture,
                int      number,
                guint    numbers)
{
  FcId id = add_tank (fixture, number);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (GString) chart = g_string_new ("{\"points\":[0");
  g_autoptr (FcRowSet) rows = load_station (fixture->desk, &fixture->north);
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

static gboolean
has_tank (Office     *office,
          const FcId *station,
          const FcId *id)
{
  g_autoptr (FcRowSet) rows = load_station (office, station);

  return rows != NULL && fc_row_set_get (rows, FC_TANK, id) != NULL;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture->company = company_new ();
  fixture->relay = relay_new (fc_hub_get_port (fixture->company->hub));
  fixture->boss = office_new ();
  fixture->desk = office_new ();
  office_sign_in_admin (fixture->boss, fc_hub_get_uri (fixture->company->hub));
  fixture->ada = *fc_record_get_id (fc_replica_get_user (fixture->boss->replica));
  fixture->north = office_add_station (fixture->boss, "NORTH");
  fixture->south = office_add_station (fixture->boss, "SOUTH");
  fixture->diesel = office_add_product (fixture->boss, "DSL");
  fixture->sam = add_sam (fixture);
  wait_level (fixture->boss);
  fc_session_set_password_async (fixture->boss->session, &fixture->sam, NULL, SAM_PASSWORD, FALSE, NULL, result_cb, &result);
  wait_result (&result, 60);
  fc_session_set_password_finish (fixture->boss->session, result, &error);
  g_assert_no_error (error);
  office_sign_in_admin (fixture->desk, relay_get_uri (fixture->relay));
  wait_level (fixture->desk);
  office_sign_in (fixture->desk, relay_get_uri (fixture->relay), SAM_EMAIL, SAM_PASSWORD, &error);
  g_assert_no_error (error);
  wait_level (fixture->desk);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  office_free (fixture->boss);
  office_free (fixture->desk);
  relay_free (fixture->relay);
  company_free (fixture->company);
}

/* Somebody else takes the seat, with their PIN. */
static void
sit_down (Fixture    *fixture,
          const FcId *user_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fc_session_switch (fixture->desk->session, user_id);
  fc_replica_act_as_async (fixture->desk->replica, user_id, result_cb, &result);
  wait_result (&result, 60);
  fc_replica_act_as_finish (fixture->desk->replica, result, &error);
  g_assert_no_error (error);
}

static gboolean
nothing_waits (gpointer data)
{
  return fc_replica_get_pending (((Fixture *) data)->desk->replica) == 0;
}

static gboolean
boss_has_both (gpointer data)
{
  Fixture *fixture = data;

  return has_tank (fixture->boss, &fixture->north, &fixture->made[0]) &&
         has_tank (fixture->boss, &fixture->north, &fixture->made[1]);
}

/* The hub takes nobody's work under another's sign-in: what it would refuse were refused here. */
static void
test_own_names (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (GArray) people = fc_session_dup_people (fixture->desk->session);

  g_assert_cmpuint (people->len, ==, 2);
  g_assert_cmpstr (fc_session_get_email (fixture->desk->session), ==, SAM_EMAIL);
  relay_set_down (fixture->relay, TRUE);
  fixture->made[0] = add_tank (fixture, 1);
  sit_down (fixture, &fixture->ada);
  fixture->made[1] = add_tank (fixture, 2);
  g_assert_cmpuint (fc_replica_get_pending (fixture->desk->replica), ==, 2);

  relay_set_down (fixture->relay, FALSE);
  fc_session_sync_now (fixture->desk->session);
  g_assert_true (wait_for (nothing_waits, fixture, 60));
  g_assert_cmpuint (fc_replica_get_quarantined (fixture->desk->replica), ==, 0);
  g_assert_cmpstr (fc_session_get_email (fixture->desk->session), ==, ADMIN_EMAIL);
  g_assert_true (wait_for (boss_has_both, fixture, 60));
}

/* More than something before the hub lets through at once: it goes in parts. One step that is too large even so is refused, as
 * the engine does with one's own; the hub has never heard of it, and takes nobody for another because of it. */
static void
test_too_much_at_once (Fixture      *fixture,
                       gconstpointer data)
{
  g_autofree char *before = fc_replica_dup_meta (fixture->desk->replica, FC_META_CLIENT_ID), *after = NULL;

  relay_set_down (fixture->relay, TRUE);
  for (int i = 1; i <= 40; i++)
    fixture->made[0] = add_tank (fixture, i);
  add_large_tank (fixture, 41, 4000);
  fixture->made[1] = add_tank (fixture, 42);
  sit_down (fixture, &fixture->ada);
  relay_set_most (fixture->relay, 3000);
  relay_set_down (fixture->relay, FALSE);
  fc_session_sync_now (fixture->desk->session);
  g_assert_true (wait_for (nothing_waits, fixture, 60));
  g_assert_true (wait_for (boss_has_both, fixture, 60));
  g_assert_cmpuint (fc_replica_get_quarantined (fixture->desk->replica), ==, 1);
  sit_down (fixture, &fixture->sam);
  fixture->made[0] = add_tank (fixture, 43);
  g_assert_true (wait_for (nothing_waits, fixture, 60));
  g_assert_true (wait_for (boss_has_both, fixture, 60));
  after = fc_replica_dup_meta (fixture->desk->replica, FC_META_CLIENT_ID);
  g_assert_cmpstr (after, ==, before);
}

/* Answers are packed where they are long, as the hub's are to many changes. */
static void
test_many_at_once (Fixture      *fixture,
                   gconstpointer data)
{
  relay_set_down (fixture->relay, TRUE);
  for (int i = 1; i <= 90; i++)
    fixture->made[0] = fixture->made[1] = add_tank (fixture, i);
  sit_down (fixture, &fixture->ada);
  relay_set_down (fixture->relay, FALSE);
  fc_session_sync_now (fixture->desk->session);
  g_assert_true (wait_for (nothing_waits, fixture, 20));
  g_assert_true (wait_for (boss_has_both, fixture, 60));
}

static gboolean
reply_lost (gpointer data)
{
  return relay_get_to_lose (((Fixture *) data)->relay) == 0;
}

/* An answer that one of them never got is no sign that there are two of this computer; what it was for comes again as theirs. */
static void
test_reply_lost (Fixture      *fixture,
                 gconstpointer data)
{
  g_autofree char *before = fc_replica_dup_meta (fixture->desk->replica, FC_META_CLIENT_ID), *after = NULL;

  add_tank (fixture, 3);
  g_assert_true (wait_for (nothing_waits, fixture, 60));
  sit_down (fixture, &fixture->ada);
  add_tank (fixture, 4);
  g_assert_true (wait_for (nothing_waits, fixture, 60));
  sit_down (fixture, &fixture->sam);
  wait_level (fixture->desk);
  relay_lose_replies (fixture->relay, 1);
  fixture->made[0] = add_tank (fixture, 1);
  g_assert_true (wait_for (reply_lost, fixture, 60));
  sit_down (fixture, &fixture->ada);
  fixture->made[1] = add_tank (fixture, 2);
  g_assert_true (wait_for (nothing_waits, fixture, 60));
  g_assert_true (wait_for (boss_has_both, fixture, 60));
  after = fc_replica_dup_meta (fixture->desk->replica, FC_META_CLIENT_ID);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpuint (fc_replica_get_quarantined (fixture->desk->replica), ==, 0);
}

/* A file that was put back from a backup is a client of its own, and everybody's sign-in goes with it. */
static void
test_put_back (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr (Office) original = fixture->desk;
  g_autofree char *before = fc_replica_dup_meta (original->replica, FC_META_CLIENT_ID), *after = NULL;
  Office *copy;

  add_tank (fixture, 3);
  g_assert_true (wait_for (nothing_waits, fixture, 60));
  copy = office_copy (original);
  wait_level (original);
  fixture->made[0] = add_tank (fixture, 1);
  g_assert_true (wait_for (nothing_waits, fixture, 60));
  fc_session_set_paused (original->session, TRUE);
  fixture->desk = copy;
  fc_session_resume (copy->session);
  wait_level (copy);
  fixture->made[1] = add_tank (fixture, 2);
  g_assert_true (wait_for (nothing_waits, fixture, 60));
  g_assert_true (wait_for (boss_has_both, fixture, 60));
  after = fc_replica_dup_meta (copy->replica, FC_META_CLIENT_ID);
  g_assert_cmpstr (after, !=, before);
  sit_down (fixture, &fixture->ada);
  wait_level (fixture->desk);
  g_assert_cmpstr (fc_session_get_email (fixture->desk->session), ==, ADMIN_EMAIL);
}

/* The access token that is kept of Sam is worth nothing any more, as after a night. */
static void
age_sams_token (Fixture *fixture)
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
test_token_expired (Fixture      *fixture,
                    gconstpointer data)
{
  relay_set_down (fixture->relay, TRUE);
  fixture->made[0] = fixture->made[1] = add_tank (fixture, 1);
  sit_down (fixture, &fixture->ada);
  age_sams_token (fixture);
  relay_set_down (fixture->relay, FALSE);
  fc_session_sync_now (fixture->desk->session);
  g_assert_true (wait_for (nothing_waits, fixture, 60));
  g_assert_true (wait_for (boss_has_both, fixture, 60));
  sit_down (fixture, &fixture->sam);
  wait_level (fixture->desk);
  g_assert_cmpstr (fc_session_get_email (fixture->desk->session), ==, SAM_EMAIL);
}

static gboolean
waits_for_sam (gpointer data)
{
  FcSession *session = ((Fixture *) data)->desk->session;

  return fc_session_get_state (session) == FC_SYNC_WAITING;
}

/* Whose sign-in has ended has to show who they are; till then their work waits, and nobody else's does. */
static void
test_sign_in_ended (Fixture      *fixture,
                    gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  relay_set_down (fixture->relay, TRUE);
  fixture->made[0] = add_tank (fixture, 1);
  sit_down (fixture, &fixture->ada);
  fixture->made[1] = add_tank (fixture, 2);
  fc_session_set_password_async (fixture->boss->session, &fixture->sam, NULL, "another of his own", FALSE, NULL, result_cb, &result);
  wait_result (&result, 60);
  g_assert_true (fc_session_set_password_finish (fixture->boss->session, result, &error));
  relay_set_down (fixture->relay, FALSE);
  fc_session_sync_now (fixture->desk->session);
  g_assert_true (wait_for (waits_for_sam, fixture, 60));
  g_assert_cmpuint (fc_replica_get_pending (fixture->desk->replica), ==, 1);

  office_sign_in (fixture->desk, relay_get_uri (fixture->relay), SAM_EMAIL, "another of his own", &error);
  g_assert_no_error (error);
  g_assert_true (wait_for (nothing_waits, fixture, 60));
  g_assert_cmpuint (fc_replica_get_quarantined (fixture->desk->replica), ==, 0);
  g_assert_true (wait_for (boss_has_both, fixture, 60));
}

/* What only one of them may see stays for them while the other sits here, and does not come again. */
static void
test_scope (Fixture      *fixture,
            gconstpointer data)
{
  g_assert_true (office_has (fixture->desk, FC_STATION, &fixture->north));
  g_assert_true (office_has (fixture->desk, FC_STATION, &fixture->south)); /* Ada's; hidden from Sam by his scope */
  g_assert_false (fc_actor_sees_station (fc_replica_get_actor (fixture->desk->replica), &fixture->south));
  office_add_station (fixture->boss, "EAST");
  wait_level (fixture->boss);
  sit_down (fixture, &fixture->ada);
  g_assert_true (office_has (fixture->desk, FC_STATION, &fixture->south));
  fc_session_sync_now (fixture->desk->session);
  wait_level (fixture->desk);
  g_assert_true (office_has (fixture->desk, FC_STATION, &fixture->south));
  g_assert_true (fc_actor_sees_station (fc_replica_get_actor (fixture->desk->replica), &fixture->south));
}

/* A wrong password for the one leaves the other where they were. */
static void
test_refused_sign_in (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (office_sign_in (fixture->desk, relay_get_uri (fixture->relay), ADMIN_EMAIL, "wrong", &error));
  g_assert_error (error, FC_SYNC_ERROR, FC_SYNC_ERROR_CREDENTIALS);
  g_assert_cmpstr (fc_session_get_email (fixture->desk->session), ==, SAM_EMAIL);
  fixture->made[0] = fixture->made[1] = add_tank (fixture, 1);
  g_assert_true (wait_for (boss_has_both, fixture, 60));
}

static void
test_restart (Fixture      *fixture,
              gconstpointer data)
{
  office_restart (fixture->desk);
  wait_level (fixture->desk);
  g_assert_cmpstr (fc_session_get_email (fixture->desk->session), ==, SAM_EMAIL);
  sit_down (fixture, &fixture->ada);
  wait_level (fixture->desk);
  g_assert_cmpstr (fc_session_get_email (fixture->desk->session), ==, ADMIN_EMAIL);
}

/* The power goes when the session is Ada's already and the replica still Sam's: he goes on under his own name. */
static void
test_cut_off_in_mid_switch (Fixture      *fixture,
                            gconstpointer data)
{
  relay_set_down (fixture->relay, TRUE);
  fc_session_switch (fixture->desk->session, &fixture->ada);
  fixture->made[0] = fixture->made[1] = add_tank (fixture, 1);
  office_restart (fixture->desk);
  fc_session_switch (fixture->desk->session, &fixture->sam); /* as the app does with who sat here last */
  relay_set_down (fixture->relay, FALSE);
  fc_session_sync_now (fixture->desk->session);
  g_assert_true (wait_for (nothing_waits, fixture, 60));
  g_assert_true (wait_for (boss_has_both, fixture, 60));
  g_assert_cmpstr (fc_session_get_email (fixture->desk->session), ==, SAM_EMAIL);
  g_assert_cmpuint (fc_replica_get_quarantined (fixture->desk->replica), ==, 0);
}

static gboolean
is_loaded (gpointer data)
{
  guint n = fc_query_model_get_loading (data) ? 0 : g_list_model_get_n_items (data);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (FcQueryRow) row = g_list_model_get_item (data, i);

      if (fc_query_row_get_id (row) == NULL)
        return FALSE;
    }
  return n > 0;
}

static void
set_status (Fixture    *fixture,
            const FcId *user_id,
            const char *status)
{
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  g_autoptr (FcRecord) user = office_find (fixture->boss, FC_USER, user_id);
  g_autoptr (FcRecord) after = fc_record_copy (user);
  g_autoptr (GError) error = NULL;

  fc_record_set_text (after, FC_USER_STATUS, status);
  g_ptr_array_add (ops, fc_op_new_patch (user, after, g_get_real_time ()));
  fc_replica_run_sync (fixture->boss->replica, ops, &error);
  g_assert_no_error (error);
  wait_level (fixture->boss);
}

/* Everybody's sign-ins, as the boss sees them. (transfer full) */
static GPtrArray *
list_devices (Fixture *fixture)
{
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *devices;

  fc_session_list_devices_async (fixture->boss->session, TRUE, NULL, result_cb, &listed);
  wait_result (&listed, 60);
  devices = fc_session_list_devices_finish (fixture->boss->session, listed, &error);
  g_assert_no_error (error);
  return devices;
}

static gboolean
drafts_count (gpointer data)
{
  return fc_replica_get_quarantined (((Fixture *) data)->desk->replica) == 2;
}

/* What needs somebody at the desk. (transfer full) */
static GPtrArray *
list_drafts (Fixture *fixture)
{
  g_autoptr (FcQueryModel) model = fc_query_model_new (fixture->desk->replica, &fc_refused_list);
  GPtrArray *drafts = g_ptr_array_new_with_free_func (g_object_unref);

  g_assert_true (wait_for (is_loaded, model, 60));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (model)); i++)
    g_ptr_array_add (drafts, g_list_model_get_item (G_LIST_MODEL (model), i));
  return drafts;
}

/* Somebody else does it under their own name. */
static void
take_over (Fixture    *fixture,
           const FcId *op_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fc_replica_retry_draft_async (fixture->desk->replica, op_id, result_cb, &result);
  wait_result (&result, 60);
  fc_replica_draft_finish (fixture->desk->replica, result, &error);
  g_assert_no_error (error);
}

static gboolean
nothing_kept_of_sam (gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *client = fc_replica_dup_meta (fixture->desk->replica, FC_META_CLIENT_ID);
  g_autofree char *sam = fc_id_dup_string (&fixture->sam);
  g_autofree char *name = g_strconcat (client, "/", sam, NULL);
  g_autoptr (FcKeyring) keyring = fc_keyring_new (NULL, name);
  g_autoptr (GAsyncResult) found = NULL;
  g_autofree char *secret = NULL;

  fc_keyring_lookup_async (keyring, result_cb, &found);
  wait_result (&found, 10);
  secret = fc_keyring_lookup_finish (keyring, found, NULL);
  return secret == NULL;
}

/* Who was shut out while they worked loses nothing by it: the other's goes up, theirs is kept apart with the reason, by the server
 * and here, until who sits here decides on it; nothing of it waits for ever. */
static void
test_shut_out (Fixture      *fixture,
               gconstpointer data)
{
  g_autofree char *before = fc_replica_dup_meta (fixture->desk->replica, FC_META_CLIENT_ID), *after = NULL;
  g_autoptr (GPtrArray) drafts = NULL;

  relay_set_down (fixture->relay, TRUE);
  fixture->made[0] = add_tank (fixture, 1);
  add_tank (fixture, 3);
  sit_down (fixture, &fixture->ada);
  fixture->made[1] = add_tank (fixture, 2);
  set_status (fixture, &fixture->sam, "disabled");
  relay_set_down (fixture->relay, FALSE);
  fc_session_sync_now (fixture->desk->session);
  g_assert_true (wait_for (drafts_count, fixture, 60));
  g_assert_true (wait_for (nothing_waits, fixture, 60));
  g_assert_true (wait_for (nothing_kept_of_sam, fixture, 60));
  g_assert_cmpstr (fc_session_get_email (fixture->desk->session), ==, ADMIN_EMAIL);
  drafts = list_drafts (fixture);
  g_assert_cmpuint (drafts->len, ==, 2);
  for (guint i = 0; i < drafts->len; i++)
    {
      g_assert_cmpstr (fc_query_row_get_text (drafts->pdata[i], FC_SYNC_LOG_ACTOR), ==, "Sam");
      g_assert_nonnull (strstr (fc_query_row_get_text (drafts->pdata[i], FC_SYNC_LOG_REASON), "may not sign in any more"));
      take_over (fixture, fc_query_row_get_id (drafts->pdata[i]));
    }
  g_assert_true (wait_for (nothing_waits, fixture, 60));
  g_assert_cmpuint (fc_replica_get_quarantined (fixture->desk->replica), ==, 0);
  fixture->made[0] = add_tank (fixture, 4);
  g_assert_true (wait_for (boss_has_both, fixture, 60));
  after = fc_replica_dup_meta (fixture->desk->replica, FC_META_CLIENT_ID);
  g_assert_cmpstr (after, ==, before);
}

/* Who is let in again after that goes on as if nothing had been. */
static void
test_let_in_again (Fixture      *fixture,
                   gconstpointer data)
{
  g_autofree char *before = fc_replica_dup_meta (fixture->desk->replica, FC_META_CLIENT_ID), *after = NULL;
  g_autoptr (GError) error = NULL;

  add_tank (fixture, 5);
  g_assert_true (wait_for (nothing_waits, fixture, 60));
  relay_set_down (fixture->relay, TRUE);
  add_tank (fixture, 1);
  add_tank (fixture, 2);
  sit_down (fixture, &fixture->ada);
  set_status (fixture, &fixture->sam, "disabled");
  relay_set_down (fixture->relay, FALSE);
  fc_session_sync_now (fixture->desk->session);
  g_assert_true (wait_for (drafts_count, fixture, 60));
  set_status (fixture, &fixture->sam, "active");
  office_sign_in (fixture->desk, relay_get_uri (fixture->relay), SAM_EMAIL, SAM_PASSWORD, &error);
  g_assert_no_error (error);
  fixture->made[0] = fixture->made[1] = add_tank (fixture, 3);
  g_assert_true (wait_for (nothing_waits, fixture, 60));
  g_assert_true (wait_for (boss_has_both, fixture, 60));
  after = fc_replica_dup_meta (fixture->desk->replica, FC_META_CLIENT_ID);
  g_assert_cmpstr (after, ==, before);
}

/* Nothing of theirs waits, and their sign-in goes all the same; the list says what it is worth. */
static void
test_shut_out_with_nothing (Fixture      *fixture,
                            gconstpointer data)
{
  g_autoptr (GPtrArray) devices = NULL;
  guint shut = 0;

  sit_down (fixture, &fixture->ada);
  wait_level (fixture->desk);
  g_assert_false (nothing_kept_of_sam (fixture));
  set_status (fixture, &fixture->sam, "disabled");
  fc_session_sync_now (fixture->desk->session);
  g_assert_true (wait_for (nothing_kept_of_sam, fixture, 60));
  devices = list_devices (fixture);
  for (guint i = 0; i < devices->len; i++)
    {
      const FcDevice *device = devices->pdata[i];

      g_assert_true (device->shut_out == fc_id_equal (&device->user_id, &fixture->sam));
      shut += device->shut_out;
    }
  g_assert_cmpuint (shut, ==, 1);
}

/* Who clears this computer's data by hand ends everybody's sign-in there, and the server's list says so. */
static void
test_all_sign_out (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (GPtrArray) before = list_devices (fixture), after = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_cmpuint (before->len, ==, 3);
  sit_down (fixture, &fixture->ada);
  wait_level (fixture->desk);
  fc_session_sign_out_all_async (fixture->desk->session, result_cb, &result);
  wait_result (&result, 60);
  g_assert_true (fc_session_sign_out_all_finish (fixture->desk->session, result, NULL));
  g_assert_true (nothing_kept_of_sam (fixture));
  after = list_devices (fixture);
  g_assert_cmpuint (after->len, ==, 1);
  g_assert_true (((FcDevice *) after->pdata[0])->current);
}

/* --- the company's logo ------------------------------------------------------------------------------------------------- */

#define PNG "\x89PNG\r\n\x1a\n and what follows"

/* Whoever sits at the desk chooses it. (transfer full): its SHA-256 */
static char *
choose_logo (Fixture *fixture)
{
  g_autoptr (GBytes) png = g_bytes_new_static (PNG, strlen (PNG));
  char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, png);
  const FcBlobSpec spec = { sha256, FC_LOGO_MEDIA_TYPE, (gint64) strlen (PNG) };
  g_autofree char *folder = g_build_filename (fixture->desk->folder, "blobs", NULL);
  g_autofree char *branding = g_strdup_printf ("{\"logo\":\"%s\"}", sha256);
  g_autoptr (FcRecord) after = fc_record_copy (fc_replica_get_tenant (fixture->desk->replica));
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (fc_blob_folder_append (folder, &spec, 0, png, &error), ==, spec.size);
  fc_record_set_text (after, FC_TENANT_BRANDING, branding);
  g_ptr_array_add (ops, fc_op_new_patch (fc_replica_get_tenant (fixture->desk->replica), after, g_get_real_time ()));
  fc_replica_run_sync (fixture->desk->replica, ops, &error);
  g_assert_no_error (error);
  return sha256;
}

static void
count_brought_cb (const char *text,
                  gpointer    data)
{
  if (g_str_has_prefix (text, "PATCH /api/v1/blobs/"))
    g_atomic_int_inc ((int *) data);
}

typedef struct
{
  FcBlobTransfer *blobs;
  const char *sha256;
} Logo;

static gboolean
is_at_hub (gpointer data)
{
  const Logo *logo = data;

  return fc_blob_transfer_get_state (logo->blobs, logo->sha256) == FC_BLOB_HERE;
}

/* Who may not edit the company does not try again and again to bring its logo; it goes when somebody sits down who may. */
static void
test_logo_waits (Fixture      *fixture,
                 gconstpointer data)
{
  g_autofree char *sha256 = NULL;
  int brought = 0;
  Logo logo = { fc_session_get_blobs (fixture->desk->session), NULL };

  sit_down (fixture, &fixture->ada);
  wait_level (fixture->desk);
  relay_set_down (fixture->relay, TRUE);
  logo.sha256 = sha256 = choose_logo (fixture);
  sit_down (fixture, &fixture->sam);
  relay_watch (fixture->relay, count_brought_cb, &brought);
  relay_set_down (fixture->relay, FALSE);
  fc_session_sync_now (fixture->desk->session);
  g_assert_true (wait_for (nothing_waits, fixture, 60));
  fixture->made[0] = fixture->made[1] = add_tank (fixture, 1);
  g_assert_true (wait_for (boss_has_both, fixture, 60));
  wait_level (fixture->desk);
  g_assert_cmpint (fc_blob_transfer_get_state (logo.blobs, sha256), ==, FC_BLOB_ONLY_HERE);
  g_assert_cmpint (g_atomic_int_get (&brought), ==, 0);
  sit_down (fixture, &fixture->ada);
  g_assert_true (wait_for (is_at_hub, &logo, 60));
  logo.blobs = fc_session_get_blobs (fixture->boss->session);
  g_assert_true (wait_for (is_at_hub, &logo, 60));
  relay_watch (fixture->relay, NULL, NULL);
}

static void
to_be_cleared_cb (gboolean *cleared)
{
  *cleared = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

/* A computer that was lost with work of both on it: all of it goes up, each under its own name, before it is cleared. */
static void
test_lost (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GAsyncResult) ended = NULL, said = NULL;
  g_autoptr (GPtrArray) devices = NULL, after = NULL;
  g_autoptr (GError) error = NULL;
  gboolean cleared = FALSE;

  g_signal_connect_swapped (fixture->desk->session, "to-be-cleared", G_CALLBACK (to_be_cleared_cb), &cleared);
  relay_set_down (fixture->relay, TRUE);
  fixture->made[0] = add_tank (fixture, 1);
  sit_down (fixture, &fixture->ada);
  fixture->made[1] = add_tank (fixture, 2);
  devices = list_devices (fixture);
  for (guint i = 0; i < devices->len; i++)
    {
      const FcDevice *device = devices->pdata[i];

      if (device->here || !fc_id_equal (&device->user_id, &fixture->sam))
        continue;
      fc_session_end_device_async (fixture->boss->session, &device->id, TRUE, result_cb, &ended);
      wait_result (&ended, 60);
      fc_session_end_device_finish (fixture->boss->session, ended, &error);
      g_assert_no_error (error);
    }
  g_assert_nonnull (ended);
  relay_set_down (fixture->relay, FALSE);
  fc_session_sync_now (fixture->desk->session);
  g_assert_true (wait_for (is_true, &cleared, 60));
  g_assert_true (nothing_waits (fixture));
  fc_session_say_cleared_async (fixture->desk->session, result_cb, &said);
  wait_result (&said, 60);
  g_assert_true (fc_session_say_cleared_finish (fixture->desk->session, said, &error));
  after = list_devices (fixture);
  for (guint i = 0; i < after->len; i++)
    g_assert_true (((FcDevice *) after->pdata[i])->current || ((FcDevice *) after->pdata[i])->wiped_at > 0);
  g_assert_cmpuint (fc_replica_get_quarantined (fixture->desk->replica), ==, 0);
  g_assert_true (wait_for (boss_has_both, fixture, 60));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/session/people/" name, Fixture, NULL, set_up, function, tear_down)
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
  ADD ("who-was-shut-out-loses-nothing", test_shut_out);
  ADD ("who-is-let-in-again-goes-on", test_let_in_again);
  ADD ("who-was-shut-out-is-forgotten", test_shut_out_with_nothing);
  ADD ("clearing-by-hand-signs-all-out", test_all_sign_out);
  ADD ("a-logo-waits-for-who-may-bring-it", test_logo_waits);
  ADD ("a-lost-computer-sends-everybodys-work", test_lost);
  return g_test_run ();
}
