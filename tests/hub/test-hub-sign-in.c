/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fc-hub-private.h"
#include "hub-fixture.h"

static Reply *
try_password (HubFixture *fixture,
              const char *password)
{
  g_autofree char *json =
    g_strdup_printf ("{\"tenant_slug\":\"acme\",\"email\":\"" ADMIN "\",\"password\":\"%s\"}", password);
  return hub_post (fixture, FC_WIRE_PATH_LOGIN, json);
}

static Reply *
refresh (HubFixture *fixture,
         const char *token)
{
  g_autofree char *json = g_strdup_printf ("{\"refresh_token\":\"%s\"}", token);
  return hub_post (fixture, FC_WIRE_PATH_REFRESH, json);
}

static void
test_reply (HubFixture    *fixture,
            gconstpointer  data)
{
  g_autoptr (Reply) reply = try_password (fixture, PASSWORD);

  g_assert_cmpuint (reply->status, ==, 200);
  JsonObject *object = json_node_get_object (reply->body);
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (object, "tenant"), "slug"), ==,
                   "acme");
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (object, "user"), "email"), ==, ADMIN);
  g_assert_cmpstr (json_array_get_string_element (json_object_get_array_member (object, "roles"), 0), ==, "admin");
  g_assert_true (json_object_get_boolean_member (json_object_get_object_member (object, "scope"), "all_stations"));
  g_assert_cmpint (json_object_get_int_member (object, "schema_version"), ==, FC_SCHEMA_VERSION);
  g_assert_cmpint (ABS (json_object_get_int_member (object, "server_time") - g_get_real_time ()), <,
                   60 * G_USEC_PER_SEC);
}

static void
test_wrong_password_delays (HubFixture    *fixture,
                            gconstpointer  data)
{
  for (int i = 0; i < 4; i++)
    {
      g_autoptr (Reply) wrong = try_password (fixture, "wrong one");
      g_assert_cmpuint (wrong->status, ==, 401);
      g_assert_cmpstr (reply_code (wrong), ==, "credentials");
    }
  g_autoptr (Reply) early = try_password (fixture, PASSWORD);
  g_assert_cmpuint (early->status, ==, 429);
  g_assert_cmpstr (early->retry_after, ==, "1");
  g_usleep (1100 * 1000);
  g_autoptr (Reply) right = try_password (fixture, PASSWORD); /* a delay, not a lock-out */
  g_assert_cmpuint (right->status, ==, 200);
}

static void
test_unknown_account_looks_the_same (HubFixture    *fixture,
                                     gconstpointer  data)
{
  g_autoptr (Reply) company =
    hub_post (fixture, FC_WIRE_PATH_LOGIN,
              "{\"tenant_slug\":\"nobody\",\"email\":\"" ADMIN "\",\"password\":\"" PASSWORD "\"}");
  g_autoptr (Reply) user =
    hub_post (fixture, FC_WIRE_PATH_LOGIN,
              "{\"tenant_slug\":\"acme\",\"email\":\"x@acme.example\",\"password\":\"" PASSWORD "\"}");

  g_assert_cmpuint (company->status, ==, 401);
  g_assert_cmpuint (user->status, ==, 401);
  g_assert_true (g_bytes_equal (company->bytes, user->bytes));
}

static void
test_rotation (HubFixture    *fixture,
               gconstpointer  data)
{
  g_autoptr (Client) client = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (Reply) lost = refresh (fixture, client->refresh);
  g_autoptr (Reply) again = refresh (fixture, client->refresh);

  g_assert_cmpuint (lost->status, ==, 200);
  g_assert_cmpuint (again->status, ==, 200); /* the first reply was lost on the way: nobody is signed out */
  g_assert_cmpuint (hub_sync_status (fixture, client->access, client->tenant), ==, 200);
  g_assert_cmpuint (hub_sync_status (fixture, reply_text (again, "access_token"), client->tenant), ==, 200);
  g_autoptr (Reply) next = refresh (fixture, reply_text (again, "refresh_token"));
  g_assert_cmpuint (next->status, ==, 200);
}

static void
test_reuse_revokes (HubFixture    *fixture,
                    gconstpointer  data)
{
  g_autoptr (Client) client = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (Reply) first = refresh (fixture, client->refresh);

  g_assert_cmpuint (first->status, ==, 200);
  g_assert_cmpuint (hub_sync_status (fixture, reply_text (first, "access_token"), client->tenant), ==, 200);
  g_autoptr (Reply) thief = refresh (fixture, client->refresh);
  g_assert_cmpuint (thief->status, ==, 401);
  g_assert_cmpuint (hub_sync_status (fixture, reply_text (first, "access_token"), client->tenant), ==, 401);
  g_autoptr (Reply) owner = refresh (fixture, reply_text (first, "refresh_token"));
  g_assert_cmpuint (owner->status, ==, 401);
}

/* Holds the hub's writing thread. */
typedef struct {
  GMutex mutex;
  GCond cond;
  gboolean held, go_on;
} Hold;

static gboolean
hold_job (FcHubStore  *store,
          gpointer     data,
          GError     **error)
{
  Hold *hold = data;

  g_mutex_lock (&hold->mutex);
  hold->held = TRUE;
  g_cond_broadcast (&hold->cond);
  while (!hold->go_on)
    g_cond_wait (&hold->cond, &hold->mutex);
  g_mutex_unlock (&hold->mutex);
  return TRUE;
}

static void
held_done (gpointer      data,
           const GError *error)
{
}

static void
hold_writer (Hold       *hold,
             HubFixture *fixture,
             const FcId *tenant)
{
  g_mutex_init (&hold->mutex);
  g_cond_init (&hold->cond);
  fc_hub_writer_push (fixture->hub->writer, tenant, hold_job, held_done, hold);
  g_mutex_lock (&hold->mutex);
  while (!hold->held)
    g_cond_wait (&hold->cond, &hold->mutex);
  g_mutex_unlock (&hold->mutex);
}

static void
let_writer_go (Hold *hold)
{
  g_mutex_lock (&hold->mutex);
  hold->go_on = TRUE;
  g_cond_broadcast (&hold->cond);
  g_mutex_unlock (&hold->mutex);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_bytes_unref (soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL));
  *(gboolean *) data = TRUE;
}

/* Sends it, and returns when it waits for the writer behind @before others. */
static SoupMessage *
send_and_wait_in_line (HubFixture *fixture,
                       const char *path,
                       const char *json,
                       Client     *as,     /* nullable */
                       const char *access, /* nullable */
                       int         before,
                       gboolean   *answered)
{
  g_autofree char *uri = g_strconcat (fc_hub_get_uri (fixture->hub), path, NULL);
  SoupMessage *message = soup_message_new ("POST", uri);
  g_autoptr (GBytes) body = g_bytes_new (json, strlen (json));
  g_autofree char *bearer = access ? g_strconcat ("Bearer ", access, NULL) : NULL;

  soup_message_set_request_body_from_bytes (message, "application/json", body);
  if (bearer)
    {
      soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", bearer);
      soup_message_headers_append (soup_message_get_request_headers (message), "X-Tenant-ID", as->tenant);
    }
  soup_session_send_and_read_async (fixture->http, message, G_PRIORITY_DEFAULT, NULL, answered_cb, answered);
  while (fc_hub_writer_waiting (fixture->hub->writer) <= before && !*answered)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  return message;
}

/* A refresh that was looked at before its successor was used, and comes to its turn after that, is a reuse like any. */
static void
test_refresh_races_its_successor (HubFixture    *fixture,
                                  gconstpointer  data)
{
  g_autoptr (Client) client = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (Reply) next = refresh (fixture, client->refresh);
  g_autofree char *json = g_strdup_printf ("{\"refresh_token\":\"%s\"}", client->refresh);
  gboolean used = FALSE, raced = FALSE;
  Hold hold = { 0 };

  hold_writer (&hold, fixture, &client->tenant_id);
  int line = fc_hub_writer_waiting (fixture->hub->writer);
  g_autoptr (SoupMessage) use = send_and_wait_in_line (fixture, FC_WIRE_PATH_SYNC, "{}", client,
                                                       reply_text (next, "access_token"), line, &used);
  g_autoptr (SoupMessage) race = send_and_wait_in_line (fixture, FC_WIRE_PATH_REFRESH, json, NULL, NULL, line + 1, &raced);
  g_assert_false (used || raced);
  let_writer_go (&hold);
  while (!used || !raced)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (soup_message_get_status (race), ==, 401);
  g_assert_cmpuint (hub_sync_status (fixture, reply_text (next, "access_token"), client->tenant), ==, 401);
  g_mutex_clear (&hold.mutex);
  g_cond_clear (&hold.cond);
}

static void
test_survives_restart (HubFixture    *fixture,
                       gconstpointer  data)
{
  g_autoptr (Client) client = client_sign_in (fixture, "acme", ADMIN, PASSWORD);

  hub_fixture_restart (fixture);
  g_assert_cmpuint (hub_sync_status (fixture, client->access, client->tenant), ==, 200);
  g_autoptr (Reply) reply = refresh (fixture, client->refresh);
  g_assert_cmpuint (reply->status, ==, 200);
}

static void
test_logout (HubFixture    *fixture,
             gconstpointer  data)
{
  g_autoptr (Client) client = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autofree char *json = g_strdup_printf ("{\"refresh_token\":\"%s\"}", client->refresh);

  g_assert_cmpuint (hub_sync_status (fixture, client->access, client->tenant), ==, 200);
  g_autoptr (Reply) out = hub_post (fixture, FC_WIRE_PATH_LOGOUT, json);
  g_assert_cmpuint (out->status, ==, 204);
  g_assert_cmpuint (hub_sync_status (fixture, client->access, client->tenant), ==, 401);
  g_autoptr (Reply) reply = refresh (fixture, client->refresh);
  g_assert_cmpuint (reply->status, ==, 401);
}

static void
test_tenant_header (HubFixture    *fixture,
                    gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (Client) rita = client_sign_in (fixture, "rival", "rita@rival.example", PASSWORD);

  g_assert_cmpuint (hub_sync_status (fixture, ada->access, ada->tenant), ==, 200);
  g_assert_cmpuint (hub_sync_status (fixture, ada->access, "acme"), ==, 200);
  g_assert_cmpuint (hub_sync_status (fixture, ada->access, NULL), ==, 400);
  g_assert_cmpuint (hub_sync_status (fixture, ada->access, rita->tenant), ==, 400);
  g_assert_cmpuint (hub_sync_status (fixture, ada->access, "nobody"), ==, 404);
  g_assert_cmpuint (hub_sync_status (fixture, "made-up", ada->tenant), ==, 401);
  g_assert_cmpuint (hub_sync_status (fixture, NULL, ada->tenant), ==, 401);
}

static Reply *
set_password (Client     *client,
              const FcId *user,
              const char *old,
              const char *new)
{
  g_autofree char *id = fc_id_dup_string (user);
  g_autofree char *member = old ? g_strdup_printf ("\"old_password\":\"%s\",", old) : g_strdup ("");
  g_autofree char *json = g_strdup_printf ("{\"user_id\":\"%s\",%s\"new_password\":\"%s\"}", id, member, new);
  g_autoptr (GBytes) body = g_bytes_new (json, strlen (json));
  return hub_send (client->fixture, "POST", FC_WIRE_PATH_PASSWORD, client->access, client->tenant, body);
}

static void
test_passwords (HubFixture    *fixture,
                gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (FcRecord) sam = new_user ("sam@acme.example", "supervisor", NULL);
  g_autoptr (FcSyncReply) made = client_push (ada, fc_op_new_insert (sam, g_get_real_time ()));
  g_assert_cmpint (result_of (made, 0)->status, ==, FC_RESULT_APPLIED);

  g_autoptr (Reply) set = set_password (ada, fc_record_get_id (sam), NULL, "sam's first one");
  g_assert_cmpuint (set->status, ==, 204);
  g_autoptr (Client) client = client_sign_in (fixture, "acme", "sam@acme.example", "sam's first one");
  g_autoptr (Reply) others = set_password (client, &ada->user_id, NULL, "not for you to set");
  g_assert_cmpuint (others->status, ==, 403);
  g_autoptr (Reply) wrong = set_password (client, &client->user_id, "guess", "sam's next one");
  g_assert_cmpuint (wrong->status, ==, 403);
  g_autoptr (Reply) weak = set_password (client, &client->user_id, "sam's first one", "short");
  g_assert_cmpuint (weak->status, ==, 400);
  g_autoptr (Reply) own = set_password (client, &client->user_id, "sam's first one", "sam's next one");
  g_assert_cmpuint (own->status, ==, 204);
  g_assert_cmpuint (hub_sync_status (fixture, client->access, client->tenant), ==, 200); /* this session goes on */
  g_autoptr (Client) next = client_sign_in (fixture, "acme", "SAM@acme.example", "sam's next one");
}

static void
test_disabled_user (HubFixture    *fixture,
                    gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);

  g_assert_cmpuint (hub_sync_status (fixture, ada->access, ada->tenant), ==, 200);
  json_object_unref (
    hub_fixture_admin (fixture, "{\"do\":\"user.disable\",\"tenant\":\"acme\",\"email\":\"" ADMIN "\"}"));
  g_assert_cmpuint (hub_sync_status (fixture, ada->access, ada->tenant), ==, 401);
  g_autoptr (Reply) reply = try_password (fixture, PASSWORD);
  g_assert_cmpuint (reply->status, ==, 401);
}

static void
test_suspended_tenant (HubFixture    *fixture,
                       gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);

  json_object_unref (
    hub_fixture_admin (fixture, "{\"do\":\"tenant.suspend\",\"tenant\":\"acme\",\"reason\":\"unpaid\"}"));
  g_assert_cmpuint (hub_sync_status (fixture, ada->access, ada->tenant), ==, 423);
  g_autoptr (Reply) renewed = refresh (fixture, ada->refresh);
  g_assert_cmpuint (renewed->status, ==, 423); /* no sign-in has ended: none is forgotten */
  g_autoptr (Reply) reply = try_password (fixture, PASSWORD);
  g_assert_cmpuint (reply->status, ==, 403);
  json_object_unref (hub_fixture_admin (fixture, "{\"do\":\"tenant.resume\",\"tenant\":\"acme\"}"));
  g_assert_cmpuint (hub_sync_status (fixture, ada->access, ada->tenant), ==, 200);
}

static void
test_budget (HubFixture    *fixture,
             gconstpointer  data)
{
  guint refused = 0;

  for (int i = 0; i < 400 && refused < 5; i++) /* a slow machine earns some back meanwhile */
    {
      g_autoptr (Reply) reply = hub_post (fixture, FC_WIRE_PATH_REFRESH, "{\"refresh_token\":\"x\"}");
      if (reply->status == 429)
        {
          refused++;
          g_assert_nonnull (reply->retry_after);
        }
    }
  g_assert_cmpuint (refused, >=, 5);
}

static void
test_protocol_version (HubFixture    *fixture,
                       gconstpointer  data)
{
  g_autoptr (Reply) reply = hub_post (fixture, FC_WIRE_PATH_LOGIN,
                                      "{\"tenant_slug\":\"acme\",\"email\":\"" ADMIN "\",\"password\":\"" PASSWORD "\","
                                      "\"protocol\":99}");
  g_assert_cmpuint (reply->status, ==, 400);
  g_assert_cmpstr (reply_code (reply), ==, "protocol");
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (reply->body), "protocol"), ==, FC_WIRE_PROTOCOL);
}

static void
test_nonsense (HubFixture    *fixture,
               gconstpointer  data)
{
  static const char *const bodies[] = { "", "{", "[]", "{}", "{\"email\":3}", "nul", "{\"refresh_token\":{}}" };
  static const char *const paths[] = { FC_WIRE_PATH_LOGIN, FC_WIRE_PATH_REFRESH, FC_WIRE_PATH_LOGOUT };

  for (guint i = 0; i < G_N_ELEMENTS (bodies) * G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (Reply) reply = hub_post (fixture, paths[i % G_N_ELEMENTS (paths)], bodies[i / G_N_ELEMENTS (paths)]);
      g_assert_cmpuint (reply->status, ==, 400);
      g_assert_nonnull (reply_code (reply));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(path, func) \
  hub_fixture_add ("sign-in/" path, HubFixture, hub_fixture_set_up, func, hub_fixture_tear_down)
  TEST ("tells-who-where-and-what", test_reply);
  TEST ("wrong-password-delays", test_wrong_password_delays);
  TEST ("unknown-account-looks-the-same", test_unknown_account_looks_the_same);
  TEST ("lost-refresh-reply-signs-nobody-out", test_rotation);
  TEST ("reused-refresh-token-ends-the-family", test_reuse_revokes);
  TEST ("refresh-that-races-its-successor-ends-the-family", test_refresh_races_its_successor);
  TEST ("survives-a-restart", test_survives_restart);
  TEST ("logout", test_logout);
  TEST ("tenant-header-must-agree", test_tenant_header);
  TEST ("passwords", test_passwords);
  TEST ("disabled-user", test_disabled_user);
  TEST ("suspended-tenant", test_suspended_tenant);
  TEST ("budget-per-address", test_budget);
  TEST ("other-protocol-version", test_protocol_version);
  TEST ("nonsense", test_nonsense);
  return g_test_run ();
}
