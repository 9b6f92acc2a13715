/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "hub-fixture.h"

/* Where somebody is signed in, ending that, clearing a lost computer, and passwords that were set by somebody else. */

#define SAM "sam@acme.example"

static GBytes *
text_bytes (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static Reply *
post (Client     *client,
      const char *path,
      const char *json)
{
  g_autoptr (GBytes) body = text_bytes (json);
  return hub_send (client->fixture, "POST", path, client->access, client->tenant, body);
}

static Reply *
get (Client     *client,
     const char *path)
{
  return hub_send (client->fixture, "GET", path, client->access, client->tenant, NULL);
}

static guint
sync_status (Client *client)
{
  return hub_sync_status (client->fixture, client->access, client->tenant);
}

static Reply *
log_in (HubFixture *fixture,
        const char *password,
        const char *new_password)
{
  g_autofree char *more = new_password ? g_strdup_printf (",\"new_password\":\"%s\"", new_password) : g_strdup ("");
  g_autofree char *json = g_strdup_printf ("{\"tenant_slug\":\"acme\",\"email\":\"" SAM "\",\"password\":\"%s\"%s,"
                                           "\"device_info\":{\"name\":\"till-3\"}}",
                                           password, more);
  return hub_post (fixture, FC_WIRE_PATH_LOGIN, json);
}

/* A supervisor with a password of their own. */
static FcId
add_sam (Client *ada)
{
  g_autoptr (FcRecord) sam = new_user (SAM, "supervisor", NULL);
  g_autoptr (FcSyncReply) made = client_push (ada, fc_op_new_insert (sam, g_get_real_time ()));
  g_autofree char *id = fc_id_dup_string (fc_record_get_id (sam));
  g_autofree char *json = g_strdup_printf ("{\"user_id\":\"%s\",\"new_password\":\"" PASSWORD "\"}", id);
  g_autoptr (Reply) set = post (ada, FC_WIRE_PATH_PASSWORD, json);

  g_assert_cmpint (result_of (made, 0)->status, ==, FC_RESULT_APPLIED);
  g_assert_cmpuint (set->status, ==, 204);
  return *fc_record_get_id (sam);
}

static JsonArray *
sessions_of (Reply *reply)
{
  g_assert_cmpuint (reply->status, ==, 200);
  return json_object_get_array_member (json_node_get_object (reply->body), "sessions");
}

/* The one sign-in of @client's own, or of the others. */
static char *
session_id (Client   *client,
            gboolean  current)
{
  g_autoptr (Reply) reply = get (client, FC_WIRE_PATH_SESSIONS);
  JsonArray *sessions = sessions_of (reply);

  for (guint i = 0; i < json_array_get_length (sessions); i++)
    {
      JsonObject *session = json_array_get_object_element (sessions, i);
      if (json_object_get_boolean_member (session, "current") == current)
        return g_strdup (json_object_get_string_member (session, "id"));
    }
  return NULL;
}

static Reply *
end_session (Client     *client,
             const char *id,
             gboolean    wipe)
{
  g_autofree char *json = g_strdup_printf ("{\"session_id\":\"%s\",\"wipe\":%s}", id, wipe ? "true" : "false");
  return post (client, FC_WIRE_PATH_REVOKE, json);
}

static void
test_list (HubFixture    *fixture,
           gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (Client) rita = client_sign_in (fixture, "rival", "rita@rival.example", PASSWORD);
  FcId sam_id = add_sam (ada);
  g_autoptr (Reply) at_till = log_in (fixture, PASSWORD, NULL);
  g_autoptr (Client) sam = client_sign_in (fixture, "acme", SAM, PASSWORD);
  g_autoptr (Reply) own = get (sam, FC_WIRE_PATH_SESSIONS);
  g_autoptr (Reply) others = get (sam, FC_WIRE_PATH_SESSIONS "?all=1");
  g_autoptr (Reply) all = get (ada, FC_WIRE_PATH_SESSIONS "?all=1");
  gboolean till = FALSE;

  g_assert_cmpuint (at_till->status, ==, 200);
  g_assert_cmpuint (json_array_get_length (sessions_of (own)), ==, 2);
  g_assert_cmpuint (others->status, ==, 403);
  g_assert_cmpuint (json_array_get_length (sessions_of (all)), ==, 3); /* Rita's company is another */
  for (guint i = 0; i < 2; i++)
    {
      JsonObject *session = json_array_get_object_element (sessions_of (own), i);
      g_autofree char *id = fc_id_dup_string (&sam_id);
      g_assert_cmpstr (json_object_get_string_member (session, "user_id"), ==, id);
      g_assert_cmpstr (json_object_get_string_member (session, "user_name"), ==, SAM);
      g_assert_cmpstr (json_object_get_string_member (session, "address"), ==, "127.0.0.1");
      if (json_object_has_member (session, "device_info"))
        till |= g_str_equal (json_object_get_string_member (json_object_get_object_member (session, "device_info"), "name"),
                             "till-3");
    }
  g_assert_true (till);
}

static void
test_revoke (HubFixture    *fixture,
             gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (Client) rita = client_sign_in (fixture, "rival", "rita@rival.example", PASSWORD);
  add_sam (ada);
  g_autoptr (Client) lost = client_sign_in (fixture, "acme", SAM, PASSWORD);
  g_autoptr (Client) sam = client_sign_in (fixture, "acme", SAM, PASSWORD);
  g_autofree char *lost_id = session_id (lost, TRUE);
  g_autofree char *ada_id = session_id (ada, TRUE);

  g_autoptr (Reply) foreign = end_session (rita, lost_id, FALSE);
  g_assert_cmpuint (foreign->status, ==, 404);
  g_autoptr (Reply) above = end_session (sam, ada_id, FALSE);
  g_assert_cmpuint (above->status, ==, 404); /* who may not look does not learn that it is there */
  g_autoptr (Reply) nonsense = post (sam, FC_WIRE_PATH_REVOKE, "{\"session_id\":{},\"wipe\":[]}");
  g_assert_cmpuint (nonsense->status, ==, 400);
  g_assert_cmpuint (sync_status (lost), ==, 200);
  g_autoptr (Reply) own = end_session (sam, lost_id, FALSE);
  g_assert_cmpuint (own->status, ==, 204);
  g_assert_cmpuint (sync_status (lost), ==, 401);
  g_assert_cmpuint (sync_status (sam), ==, 200);
  g_autoptr (Reply) again = end_session (sam, lost_id, FALSE);
  g_assert_cmpuint (again->status, ==, 404);
  g_autofree char *sam_id = session_id (sam, TRUE);
  g_autoptr (Reply) by_ada = end_session (ada, sam_id, FALSE);
  g_assert_cmpuint (by_ada->status, ==, 204);
  g_assert_cmpuint (sync_status (sam), ==, 401);
}

/* Takes @op. */
static FcSyncReply *
send_last (Client *client,
           FcOp   *op)
{
  g_autoptr (FcSyncRequest) request = fc_sync_request_new ();
  g_autoptr (FcOp) sent = client_op (client, op);
  g_autoptr (GError) error = NULL;

  request->client_id = client->client_id;
  g_ptr_array_add (request->ops, fc_op_encode (sent));
  g_autoptr (GBytes) body = fc_sync_request_encode (request);
  g_autoptr (Reply) reply = hub_send (client->fixture, "POST", FC_WIRE_PATH_LAST, client->access, client->tenant, body);
  g_assert_cmpuint (reply->status, ==, 200);
  FcSyncReply *answer = fc_sync_reply_decode (reply->bytes, &error);
  g_assert_no_error (error);
  return answer;
}

/* The computer hears of it whatever it asks for, sends what waits there, is given nothing, and says when it is done. */
static void
test_wipe (HubFixture    *fixture,
           gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (Client) lost = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autofree char *id = session_id (lost, TRUE);
  g_autoptr (Reply) early = post (lost, FC_WIRE_PATH_WIPED, "{}");
  g_autoptr (Reply) order = end_session (ada, id, TRUE);
  g_autoptr (FcRecord) product = new_product ("E10");

  g_assert_cmpuint (early->status, ==, 400);
  g_assert_cmpuint (order->status, ==, 204);
  static const char *const paths[] = { FC_WIRE_PATH_SYNC, FC_WIRE_PATH_PULL, FC_WIRE_PATH_PASSWORD, FC_WIRE_PATH_REVOKE };
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (Reply) told = post (lost, paths[i], "{}");
      g_assert_cmpuint (told->status, ==, 401);
      g_assert_cmpstr (reply_code (told), ==, "wipe");
    }
  g_autofree char *refresh = g_strdup_printf ("{\"refresh_token\":\"%s\"}", lost->refresh);
  g_autoptr (Reply) renewed = hub_post (fixture, FC_WIRE_PATH_REFRESH, refresh); /* it comes back after a week */
  g_assert_cmpuint (renewed->status, ==, 200);
  g_autoptr (FcSyncReply) answer = send_last (lost, fc_op_new_insert (product, g_get_real_time ()));
  g_assert_cmpint (result_of (answer, 0)->status, ==, FC_RESULT_APPLIED);
  g_assert_cmpuint (answer->updates->len, ==, 0);
  g_autoptr (Reply) done = post (lost, FC_WIRE_PATH_WIPED, "{}");
  g_assert_cmpuint (done->status, ==, 204);
  g_assert_cmpuint (sync_status (lost), ==, 401);
  g_autoptr (FcRecord) there = client_fetch (ada, FC_PRODUCT, fc_record_get_id (product));
  g_assert_nonnull (there);
  g_autoptr (Reply) list = get (ada, FC_WIRE_PATH_SESSIONS);
  for (guint i = 0; i < json_array_get_length (sessions_of (list)); i++)
    {
      JsonObject *session = json_array_get_object_element (sessions_of (list), i);
      g_assert_true (json_object_get_boolean_member (session, "current") ||
                     json_object_has_member (session, "wiped_at"));
    }
}

/* Who has been shut out gets nothing done with it, but nothing they made is lost; a new password does not undo the order. */
static void
test_wipe_of_a_disabled_user (HubFixture    *fixture,
                              gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  FcId sam_id = add_sam (ada);
  g_autoptr (Client) lost = client_sign_in (fixture, "acme", SAM, PASSWORD);
  g_autofree char *id = session_id (lost, TRUE);
  g_autofree char *sam = fc_id_dup_string (&sam_id);
  g_autofree char *password = g_strdup_printf ("{\"user_id\":\"%s\",\"new_password\":\"another one\"}", sam);
  g_autoptr (FcRecord) product = new_product ("E10");
  g_autoptr (Reply) order = end_session (ada, id, TRUE);
  g_autoptr (Reply) set = post (ada, FC_WIRE_PATH_PASSWORD, password);

  g_assert_cmpuint (order->status, ==, 204);
  g_assert_cmpuint (set->status, ==, 204);
  json_object_unref (
    hub_fixture_admin (fixture, "{\"do\":\"user.disable\",\"tenant\":\"acme\",\"email\":\"" SAM "\"}"));
  g_autoptr (FcSyncReply) answer = send_last (lost, fc_op_new_insert (product, g_get_real_time ()));
  g_assert_cmpint (result_of (answer, 0)->status, ==, FC_RESULT_REJECTED);
  g_autoptr (JsonObject) status = hub_fixture_admin (fixture, "{\"do\":\"status\"}");
  g_assert_cmpint (json_object_get_int_member (status, "quarantine"), ==, 1);
  g_autoptr (Reply) done = post (lost, FC_WIRE_PATH_WIPED, "{}");
  g_assert_cmpuint (done->status, ==, 204);
}

/* Signs in at the computer of the copy @copy. */
static Reply *
sign_in_at (HubFixture *fixture,
            const char *email,
            const char *copy)
{
  g_autofree char *uri = g_strconcat (fc_hub_get_uri (fixture->hub), FC_WIRE_PATH_LOGIN, NULL);
  g_autofree char *json = g_strdup_printf ("{\"tenant_slug\":\"acme\",\"email\":\"%s\",\"password\":\"" PASSWORD "\"}", email);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", uri);
  g_autoptr (GBytes) body = text_bytes (json);

  soup_message_headers_append (soup_message_get_request_headers (message), "X-Sync-Token", copy);
  return hub_send_message (fixture, message, body);
}

static const char *
answer_to (HubFixture *fixture,
           Client     *company,
           Reply      *signed_in)
{
  g_autoptr (GBytes) body = text_bytes ("{}");
  g_autoptr (Reply) reply =
    hub_send (fixture, "POST", FC_WIRE_PATH_PULL, reply_text (signed_in, "access_token"), company->tenant, body);
  return g_intern_string (reply_code (reply));
}

/* There is one copy on a computer: whoever signs in there hears that it is lost, and nobody elsewhere. */
static void
test_wipe_of_a_shared_computer (HubFixture    *fixture,
                                gconstpointer  data)
{
  static const char till[] = "01a1ff8f-b9c7-76f7-a47b-ec1d66cb96f2", desk[] = "01a1ff8f-b9c7-76f7-a47b-ec1d66cb96f3";
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  FcId sam_id = add_sam (ada);
  g_autoptr (Client) sam = client_sign_in (fixture, "acme", SAM, PASSWORD);
  g_autoptr (Reply) sam_till = sign_in_at (fixture, SAM, till);
  g_autoptr (Reply) ada_till = sign_in_at (fixture, ADMIN, till);
  g_autoptr (Reply) ada_desk = sign_in_at (fixture, ADMIN, desk);
  g_autofree char *own = session_id (sam, FALSE);

  g_assert_true (fc_id_equal (&sam_id, &sam->user_id));
  g_autoptr (Reply) by_sam = end_session (sam, own, TRUE); /* may not end what others have there */
  g_assert_cmpuint (by_sam->status, ==, 204);
  g_assert_cmpstr (answer_to (fixture, ada, sam_till), ==, "wipe");
  g_assert_cmpstr (answer_to (fixture, ada, ada_till), !=, "wipe");
  g_autoptr (Reply) by_ada = end_session (ada, own, TRUE);
  g_assert_cmpuint (by_ada->status, ==, 204);
  g_assert_cmpstr (answer_to (fixture, ada, ada_till), ==, "wipe");
  g_assert_cmpstr (answer_to (fixture, ada, ada_desk), !=, "wipe");
  g_assert_cmpuint (sync_status (ada), ==, 200);
}

/* Which copy it has a computer says itself: nobody has the one of who may do more cleared by saying that it is theirs, nor ends
 * a sign-in of theirs. */
static void
test_wipe_of_a_superiors_computer (HubFixture    *fixture,
                                   gconstpointer  data)
{
  static const char desk[] = "01a1ff8f-b9c7-76f7-a47b-ec1d66cb96f3";
  static const char *const permissions[] = { "users.edit", NULL };
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  FcId role_id = fc_id_new (g_get_real_time ());
  g_autoptr (FcRecord) role = fc_record_new (FC_ROLE, &role_id);
  g_autoptr (GBytes) nothing = text_bytes ("{}");

  fc_record_set_text (role, FC_ROLE_NAME, "personnel");
  fc_record_set_set (role, FC_ROLE_PERMISSIONS, permissions);
  fc_sync_reply_free (client_push (ada, fc_op_new_insert (role, g_get_real_time ())));
  g_autoptr (FcRecord) north = client_make_station (ada, "N1");
  g_autoptr (Client) hal = client_make_user (ada, "hal@acme.example", "personnel", north);
  g_autoptr (Client) pat = client_make_user (ada, "pat@acme.example", "personnel", north);
  g_autoptr (Reply) ada_desk = sign_in_at (fixture, ADMIN, desk);
  g_autoptr (Reply) pat_desk = sign_in_at (fixture, "pat@acme.example", desk);
  g_autoptr (Reply) hal_desk = sign_in_at (fixture, "hal@acme.example", desk);
  g_autofree char *own = session_id (hal, FALSE);
  g_autoptr (Reply) order = end_session (hal, own, TRUE);

  g_assert_cmpuint (order->status, ==, 204);
  g_assert_cmpstr (answer_to (fixture, ada, hal_desk), ==, "wipe");
  g_assert_cmpstr (answer_to (fixture, ada, pat_desk), ==, "wipe");
  g_assert_cmpstr (answer_to (fixture, ada, ada_desk), ==, "protocol"); /* is looked at as ever */
  g_autoptr (Reply) done =
    hub_send (fixture, "POST", FC_WIRE_PATH_WIPED, reply_text (hal_desk, "access_token"), ada->tenant, nothing);
  g_assert_cmpuint (done->status, ==, 204);
  g_assert_cmpstr (answer_to (fixture, ada, pat_desk), ==, "expired");
  g_assert_cmpstr (answer_to (fixture, ada, ada_desk), ==, "protocol");
}

static guint
count_waiting (Client     *client,
               const char *copy,
               guint      *there)
{
  g_autoptr (Reply) reply = get (client, FC_WIRE_PATH_SESSIONS "?all=1");
  JsonArray *sessions = sessions_of (reply);
  guint waiting = 0;

  *there = 0;
  for (guint i = 0; i < json_array_get_length (sessions); i++)
    {
      JsonObject *session = json_array_get_object_element (sessions, i);
      if (g_strcmp0 (json_object_get_string_member (session, "client_id"), copy) != 0)
        continue;
      waiting += json_object_has_member (session, "wipe_at") && !json_object_has_member (session, "wiped_at");
      *there += !json_object_has_member (session, "wiped_at");
    }
  return waiting;
}

/* With the copy everybody's sign-in there is gone, and the list says so: of who was to be cleared, and of who was not. */
static void
test_shared_computer_is_cleared (HubFixture    *fixture,
                                 gconstpointer  data)
{
  static const char till[] = "01a1ff8f-b9c7-76f7-a47b-ec1d66cb96f2", desk[] = "01a1ff8f-b9c7-76f7-a47b-ec1d66cb96f3";
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  FcId sam_id = add_sam (ada);
  g_autoptr (Client) sam = client_sign_in (fixture, "acme", SAM, PASSWORD);
  g_autoptr (Reply) sam_till = sign_in_at (fixture, SAM, till);
  g_autoptr (Reply) ada_till = sign_in_at (fixture, ADMIN, till);
  g_autoptr (Reply) ada_desk = sign_in_at (fixture, ADMIN, desk);
  g_autofree char *own = session_id (sam, FALSE);
  g_autoptr (GBytes) nothing = text_bytes ("{}");
  guint there;

  g_assert_true (fc_id_equal (&sam_id, &sam->user_id));
  g_autoptr (Reply) order = end_session (ada, own, TRUE);
  g_assert_cmpuint (order->status, ==, 204);
  g_assert_cmpuint (count_waiting (ada, till, &there), ==, 2);
  g_autoptr (Reply) later = sign_in_at (fixture, ADMIN, till); /* hears of it under an old sign-in only */
  g_assert_cmpuint (count_waiting (ada, till, &there), ==, 2);
  g_assert_cmpuint (there, ==, 3);
  g_autoptr (Reply) done =
    hub_send (fixture, "POST", FC_WIRE_PATH_WIPED, reply_text (sam_till, "access_token"), ada->tenant, nothing);
  g_assert_cmpuint (done->status, ==, 204);
  g_assert_cmpuint (count_waiting (ada, till, &there), ==, 0);
  g_assert_cmpuint (there, ==, 0);
  g_assert_cmpstr (answer_to (fixture, ada, later), ==, "expired");
  g_assert_cmpstr (answer_to (fixture, ada, ada_till), ==, "expired");
  g_assert_cmpstr (answer_to (fixture, ada, ada_desk), !=, "expired");
  count_waiting (ada, desk, &there);
  g_assert_cmpuint (there, ==, 1);
}

static void
test_must_change (HubFixture    *fixture,
                  gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  FcId sam_id = add_sam (ada);
  g_autoptr (Client) sam = client_sign_in (fixture, "acme", SAM, PASSWORD);
  g_autofree char *id = fc_id_dup_string (&sam_id);
  g_autofree char *force = g_strdup_printf ("{\"user_id\":\"%s\",\"must_change\":true}", id);

  g_autoptr (Reply) forced = post (ada, FC_WIRE_PATH_PASSWORD, force);
  g_assert_cmpuint (forced->status, ==, 204);
  g_assert_cmpuint (sync_status (sam), ==, 401); /* out everywhere */
  g_autoptr (Reply) told = log_in (fixture, PASSWORD, NULL);
  g_assert_cmpuint (told->status, ==, 403);
  g_assert_cmpstr (reply_code (told), ==, "password-change");
  g_autoptr (Reply) wrong = log_in (fixture, "not the old one", "sam's very own");
  g_assert_cmpuint (wrong->status, ==, 401);
  g_autoptr (Reply) same = log_in (fixture, PASSWORD, PASSWORD);
  g_assert_cmpuint (same->status, ==, 400);
  g_autoptr (Reply) weak = log_in (fixture, PASSWORD, "short");
  g_assert_cmpuint (weak->status, ==, 400);
  g_autoptr (Reply) changed = log_in (fixture, PASSWORD, "sam's very own");
  g_assert_cmpuint (changed->status, ==, 200);
  g_autoptr (Reply) old = log_in (fixture, PASSWORD, NULL);
  g_assert_cmpuint (old->status, ==, 401);
  g_autoptr (Client) next = client_sign_in (fixture, "acme", SAM, "sam's very own");
  g_assert_cmpuint (sync_status (next), ==, 200);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(path, func) \
  hub_fixture_add ("devices/" path, HubFixture, hub_fixture_set_up, func, hub_fixture_tear_down)
  TEST ("own-sign-ins-and-all", test_list);
  TEST ("ending-one", test_revoke);
  TEST ("lost-computer-is-cleared", test_wipe);
  TEST ("lost-computer-of-who-was-shut-out", test_wipe_of_a_disabled_user);
  TEST ("lost-computer-of-several-people", test_wipe_of_a_shared_computer);
  TEST ("a-computer-of-several-people-is-cleared-for-all", test_shared_computer_is_cleared);
  TEST ("lost-computer-of-somebody-above", test_wipe_of_a_superiors_computer);
  TEST ("password-of-somebody-else's-choice", test_must_change);
  return g_test_run ();
}
