/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <time.h>

#include "hub-fixture.h"

/* Sign-ins end by themselves. The hub's clock is this program's, which can be set forward. */

#define MINUTE (60 * (gint64) G_USEC_PER_SEC)
#define DAY    (24 * 60 * MINUTE)

static gint64 ahead; /* µs */

/* In the place of GLib's: the hub is linked into this program. */
gint64
g_get_real_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_REALTIME, &now);
  return now.tv_sec * (gint64) G_USEC_PER_SEC + now.tv_nsec / 1000 + ahead;
}

static void
set_up (HubFixture    *fixture,
        gconstpointer  data)
{
  ahead = 0;
  hub_fixture_set_up (fixture, data);
}

static guint
ask (Client     *client,
     const char *method,
     const char *path,
     const char *json) /* nullable */
{
  g_autoptr (GBytes) body = json != NULL ? g_bytes_new (json, strlen (json)) : NULL;
  g_autoptr (Reply) reply = hub_send (client->fixture, method, path, client->access, client->tenant, body);

  if (reply->status == 401 && reply->body != NULL)
    g_assert_cmpstr (reply_code (reply), ==, "expired");
  return reply->status;
}

static Reply *
renew (Client *client)
{
  g_autofree char *json = g_strdup_printf ("{\"refresh_token\":\"%s\"}", client->refresh);

  return hub_post (client->fixture, FC_WIRE_PATH_REFRESH, json);
}

/* After an hour an access token opens nothing at all; the refresh token still brings another. */
static void
test_access (HubFixture    *fixture,
             gconstpointer  data)
{
  static const struct {
    const char *method, *path, *json;
  } places[] = {
    { "POST", FC_WIRE_PATH_SYNC, "{}" },          { "POST", FC_WIRE_PATH_PULL, "{}" },
    { "GET", FC_WIRE_PATH_HEAD "?since=0", NULL }, { "GET", FC_WIRE_PATH_SESSIONS, NULL },
    { "POST", FC_WIRE_PATH_REVOKE, "{}" },        { "POST", FC_WIRE_PATH_PASSWORD, "{}" },
    { "POST", FC_WIRE_PATH_LAST, "{}" },          { "POST", FC_WIRE_PATH_WIPED, "{}" },
    { "GET", FC_WIRE_PATH_BLOBS "a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90?attachment=x", NULL },
    { "GET", FC_WIRE_PATH_HINTS "acme", NULL },
  };
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (Reply) renewed = NULL;

  ahead = 58 * MINUTE;
  g_assert_cmpuint (hub_sync_status (fixture, ada->access, ada->tenant), ==, 200);
  ahead = 61 * MINUTE;
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    g_assert_cmpuint (ask (ada, places[i].method, places[i].path, places[i].json), ==, 401);
  renewed = renew (ada);
  g_assert_cmpuint (renewed->status, ==, 200);
  g_assert_cmpuint (hub_sync_status (fixture, reply_text (renewed, "access_token"), ada->tenant), ==, 200);
  g_assert_cmpuint (hub_sync_status (fixture, ada->access, ada->tenant), ==, 401);
}

/* A restart of the hub makes no token younger. */
static void
test_restart (HubFixture    *fixture,
              gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);

  ahead = 61 * MINUTE;
  hub_fixture_restart (fixture);
  g_assert_cmpuint (hub_sync_status (fixture, ada->access, ada->tenant), ==, 401);
}

/* After thirty days without a sign of life one has to sign in again. */
static void
test_refresh (HubFixture    *fixture,
              gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (Reply) late = NULL;

  ahead = 31 * DAY;
  late = renew (ada);
  g_assert_cmpuint (late->status, ==, 401);
  g_assert_cmpuint (hub_sync_status (fixture, ada->access, ada->tenant), ==, 401);
  g_autoptr (Client) again = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_assert_cmpuint (hub_sync_status (fixture, again->access, again->tenant), ==, 200);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(path, func) hub_fixture_add ("expiry/" path, HubFixture, set_up, func, hub_fixture_tear_down)
  TEST ("access-token", test_access);
  TEST ("over-a-restart", test_restart);
  TEST ("refresh-token", test_refresh);
  return g_test_run ();
}
