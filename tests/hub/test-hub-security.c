/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "hub-fixture.h"

/* What somebody tries who means harm. What is too large or too slow is in test-hub-bounds, other people's sign-ins in
 * test-hub-devices, tokens used twice in test-hub-sign-in. */

/* Without a way up in it, which libsoup refuses before the hub sees it: those are in test_paths(). */
static const char *const nasty[] = {
  "'; DROP TABLE \"user\"; --", "' OR '1'='1", "\") ; DELETE FROM station; --", "$1::uuid", "%s%n%d", "\\'; \\", "<b>&amp;</b>",
  "\xe2\x80\xae" "drawkcab", "NULL", "{\"$gt\":\"\"}",
};

static void
assert_unharmed (Client     *ada,
                 const FcId *station)
{
  g_autoptr (FcRecord) there = client_fetch (ada, FC_STATION, station);

  g_assert_nonnull (there);
  g_assert_cmpstr (fc_record_get_text (there, FC_STATION_CODE), ==, "NORTH");
}

static FcId
add_station (Client *client)
{
  g_autoptr (FcRecord) station = new_station ("NORTH");
  g_autoptr (FcSyncReply) reply = client_push (client, fc_op_new_insert (station, g_get_real_time ()));

  g_assert_cmpint (result_of (reply, 0)->status, ==, FC_RESULT_APPLIED);
  return *fc_record_get_id (station);
}

/* Another company's ids are unknown ids: nothing is changed, read or told by them. */
static void
test_foreign_ids (HubFixture    *fixture,
                  gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (Client) rita = client_sign_in (fixture, "rival", "rita@rival.example", PASSWORD);
  FcId id = add_station (ada);
  g_autoptr (FcRecord) theirs = client_fetch (ada, FC_STATION, &id);
  g_autoptr (FcRecord) changed = fc_record_copy (theirs);
  g_autoptr (FcRecord) ours = NULL;

  fc_record_set_text (changed, FC_STATION_CODE, "MINE");
  g_autoptr (FcSyncReply) patched = client_push (rita, fc_op_new_patch (theirs, changed, g_get_real_time ()));
  g_assert_cmpint (result_of (patched, 0)->status, ==, FC_RESULT_REJECTED);
  assert_unharmed (ada, &id);
  ours = client_fetch (rita, FC_STATION, &id);
  g_assert_null (ours);
  /* The same id made anew is another company's row of its own. */
  g_autoptr (FcSyncReply) made = client_push (rita, fc_op_new_insert (changed, g_get_real_time ()));
  g_assert_cmpuint (made->results->len, ==, 1);
  assert_unharmed (ada, &id);
  g_autofree char *user = fc_id_dup_string (&ada->user_id);
  g_autofree char *json = g_strdup_printf ("{\"user_id\":\"%s\",\"new_password\":\"rita was here\"}", user);
  g_autoptr (GBytes) body = g_bytes_new (json, strlen (json));
  g_autoptr (Reply) password = hub_send (fixture, "POST", FC_WIRE_PATH_PASSWORD, rita->access, rita->tenant, body);
  g_assert_cmpuint (password->status, ==, 404);
  g_autoptr (Client) still = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
}

/* An op that says it is another person's is not theirs. */
static void
test_foreign_actor (HubFixture    *fixture,
                    gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (Client) rita = client_sign_in (fixture, "rival", "rita@rival.example", PASSWORD);
  g_autoptr (FcRecord) product = new_product ("E10");
  FcId rita_id = rita->user_id;

  rita->user_id = ada->user_id;
  g_autoptr (FcSyncReply) reply = client_push (rita, fc_op_new_insert (product, g_get_real_time ()));
  g_assert_cmpint (result_of (reply, 0)->status, ==, FC_RESULT_REJECTED);
  rita->user_id = rita_id;
}

static void
test_forged_tokens (HubFixture    *fixture,
                    gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autofree char *long_one = g_strnfill (3000, 'A');
  g_autofree char *cut = g_strndup (ada->access, strlen (ada->access) - 1);
  g_autofree char *longer = g_strconcat (ada->access, "A", NULL);
  g_autofree char *other = g_strdup (ada->access);

  other[0] = other[0] == 'A' ? 'B' : 'A';
  const char *const forged[] = { "", "null", "eyJhbGciOiJub25lIn0.e30.", long_one, cut, longer, other, ada->refresh };
  for (guint i = 0; i < G_N_ELEMENTS (forged); i++)
    g_assert_cmpuint (hub_sync_status (fixture, forged[i], ada->tenant), ==, 401);
  for (guint i = 0; i < G_N_ELEMENTS (nasty); i++)
    g_assert_cmpuint (hub_sync_status (fixture, nasty[i], ada->tenant), ==, 401);
  g_autofree char *json = g_strdup_printf ("{\"refresh_token\":\"%s\"}", ada->access);
  g_autoptr (Reply) swapped = hub_post (fixture, FC_WIRE_PATH_REFRESH, json);
  g_assert_cmpuint (swapped->status, ==, 401);
  g_assert_cmpuint (hub_sync_status (fixture, ada->access, ada->tenant), ==, 200);
}

/* SQL and worse in every text a record has, in every record of its kind: it comes back as it was, and does nothing. */
static void
test_texts (HubFixture    *fixture,
            gconstpointer  data)
{
  static const int station_fields[] = { FC_STATION_NAME, FC_STATION_CODE };
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  FcId id = add_station (ada);

  for (guint i = 0; i < G_N_ELEMENTS (nasty); i++)
    {
      g_autoptr (FcRecord) station = new_station ("x");
      for (guint f = 0; f < G_N_ELEMENTS (station_fields); f++)
        fc_record_set_text (station, station_fields[f], nasty[i]);
      g_autoptr (FcSyncReply) reply = client_push (ada, fc_op_new_insert (station, g_get_real_time ()));
      g_autoptr (FcRecord) back = client_fetch (ada, FC_STATION, fc_record_get_id (station));
      if (result_of (reply, 0)->status != FC_RESULT_APPLIED)
        g_assert_null (back);
      for (guint f = 0; back && f < G_N_ELEMENTS (station_fields); f++)
        g_assert_cmpstr (fc_record_get_text (back, station_fields[f]), ==, nasty[i]);
    }
  assert_unharmed (ada, &id);
}

/* The same in what is asked with: sign-in, headers, paths. */
static void
test_requests (HubFixture    *fixture,
               gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  FcId id = add_station (ada);

  for (guint i = 0; i < G_N_ELEMENTS (nasty); i++)
    {
      g_autoptr (JsonObject) object = json_object_new ();
      g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
      g_autofree char *escaped = g_uri_escape_string (nasty[i], NULL, FALSE);
      g_autofree char *list = g_strconcat (FC_WIRE_PATH_SESSIONS "?all=", escaped, NULL);
      g_autofree char *user = g_strconcat ("/api/v1/users/", escaped, "/password", NULL);
      g_autofree char *text = NULL;

      json_object_set_string_member (object, "tenant_slug", nasty[i]);
      json_object_set_string_member (object, "email", nasty[i]);
      json_object_set_string_member (object, "password", nasty[i]);
      text = json_to_string (node, FALSE);
      g_autoptr (Reply) login = hub_post (fixture, FC_WIRE_PATH_LOGIN, text);
      g_assert_true (login->status == 401 || login->status == 429);
      g_autoptr (Reply) sessions = hub_send (fixture, "GET", list, ada->access, ada->tenant, NULL);
      g_assert_cmpuint (sessions->status, ==, 200);
      g_autoptr (GBytes) body = g_bytes_new_static ("{\"new_password\":\"long enough\"}", 30);
      g_autoptr (Reply) password = hub_send (fixture, "POST", user, ada->access, ada->tenant, body);
      g_assert_true (password->status == 400 || password->status == 404);
      g_assert_cmpuint (hub_sync_status (fixture, ada->access, nasty[i]), ==, 404);
    }
  assert_unharmed (ada, &id);
}

static void
got_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      data)
{
  g_autoptr (GBytes) body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);

  g_assert_nonnull (body);
  *(gboolean *) data = TRUE;
}

/* A request with SQL and worse in the place of one of its strings; the hub answers in its own words, whichever it is. */
typedef struct {
  Client *client;
  const char *path;
  JsonNode *root;
  gboolean as_op; /* @root is an op, which goes in a request as text */
  guint n;
} Request;

static void
send_request (Request *self)
{
  g_autofree char *text = json_to_string (self->root, FALSE);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  g_autoptr (FcSyncRequest) around = fc_sync_request_new ();

  if (self->as_op)
    {
      around->client_id = self->client->client_id;
      g_ptr_array_add (around->ops, g_steal_pointer (&body));
      body = fc_sync_request_encode (around);
    }
  g_autoptr (Reply) reply =
    hub_send (self->client->fixture, "POST", self->path, self->client->access, self->client->tenant, body);
  g_assert_cmpuint (reply->status, <, 500);
}

static void
poison_strings (Request  *request,
                JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      g_autoptr (GList) members = json_object_get_values (json_node_get_object (node));
      for (GList *member = members; member; member = member->next)
        poison_strings (request, member->data);
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      g_autoptr (GList) elements = json_array_get_elements (json_node_get_array (node));
      for (GList *element = elements; element; element = element->next)
        poison_strings (request, element->data);
    }
  else if (json_node_get_value_type (node) == G_TYPE_STRING)
    {
      g_autofree char *before = json_node_dup_string (node);
      json_node_set_string (node, nasty[request->n++ % G_N_ELEMENTS (nasty)]);
      send_request (request);
      json_node_set_string (node, before);
    }
}

static guint
poison (Client     *client,
        const char *path,
        const char *json,
        gboolean    as_op)
{
  Request request = { client, path, json_from_string (json, NULL), as_op, 0 };
  guint n = 0;

  g_assert_nonnull (request.root);
  for (guint round = 0; round < 3; round++)
    {
      request.n = round;
      poison_strings (&request, request.root);
      n += request.n - round;
    }
  json_node_unref (request.root);
  return n;
}

static char *
sample_op (Client     *client,
           const FcId *station)
{
  FcId id = fc_id_new (g_get_real_time ());
  g_autoptr (FcRecord) tank = fc_record_new (FC_TANK, &id);
  static const char chart[] = "[[0,0],[100,\"x\"]]";
  g_autoptr (FcOp) op = NULL;
  g_autoptr (GBytes) text = NULL;

  fc_record_set_ref (tank, FC_TANK_STATION_ID, station);
  fc_record_set_int (tank, FC_TANK_NUMBER, 1);
  fc_record_set_ref (tank, FC_TANK_PRODUCT_ID, &id);
  fc_record_set_int (tank, FC_TANK_CAPACITY, 1000);
  fc_record_set_text (tank, FC_TANK_CHART, chart);
  op = client_op (client, fc_op_new_insert (tank, g_get_real_time ()));
  text = fc_op_encode (op);
  return g_strndup (g_bytes_get_data (text, NULL), g_bytes_get_size (text));
}

/* In every string of every kind of request. */
static void
test_every_string (HubFixture    *fixture,
                   gconstpointer  data)
{
  static const struct {
    const char *path, *json;
  } samples[] = {
    { FC_WIRE_PATH_SYNC, "{\"protocol\":1,\"client_id\":\"x\",\"device_info\":{\"platform\":\"l\",\"version\":\"1\",\"model\":"
                         "\"m\",\"app_version\":\"1\"},\"cursor\":{\"tenant'--\":1},\"ops\":[\"{}\"]}" },
    { FC_WIRE_PATH_PULL, "{\"protocol\":1,\"client_id\":\"x\",\"epoch\":1,\"buckets\":[\"tenant\"],\"resume\":\"r\"}" },
    { FC_WIRE_PATH_PASSWORD, "{\"user_id\":\"u\",\"old_password\":\"o\",\"new_password\":\"n\"}" },
    { FC_WIRE_PATH_REVOKE, "{\"session_id\":\"s\"}" },
    { FC_WIRE_PATH_REFRESH, "{\"refresh_token\":\"t\"}" },
    { FC_WIRE_PATH_LOGOUT, "{\"refresh_token\":\"t\"}" },
    { FC_WIRE_PATH_LAST, "{\"protocol\":1,\"client_id\":\"x\",\"ops\":[\"{}\"]}" },
  };
  static const char *const headers[] = { "X-Sync-Token", "X-Station-ID", "User-Agent", "X-Forwarded-For", "Accept-Encoding" };
  guint n = 0;

  fixture->config.requests_per_minute = fixture->config.syncs_per_minute = 100000;
  hub_fixture_restart (fixture);
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  FcId id = add_station (ada);
  g_autofree char *op = sample_op (ada, &id);
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    n += poison (ada, samples[i].path, samples[i].json, FALSE);
  n += poison (ada, FC_WIRE_PATH_SYNC, op, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (nasty) * G_N_ELEMENTS (headers); i++)
    {
      g_autofree char *uri = g_strconcat (fc_hub_get_uri (fixture->hub), FC_WIRE_PATH_SESSIONS, NULL);
      g_autofree char *bearer = g_strconcat ("Bearer ", ada->access, NULL);
      g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);
      SoupMessageHeaders *out = soup_message_get_request_headers (message);
      soup_message_headers_append (out, "Authorization", bearer);
      soup_message_headers_append (out, "X-Tenant-ID", ada->tenant);
      soup_message_headers_replace (out, headers[i % G_N_ELEMENTS (headers)], nasty[i / G_N_ELEMENTS (headers)]);
      g_autoptr (Reply) reply = hub_send_message (fixture, message, NULL);
      g_assert_cmpuint (reply->status, <, 500);
      n++;
    }
  g_test_message ("%u requests", n);
  assert_unharmed (ada, &id);
}

/* Just the status: some of these libsoup answers by itself. */
static guint
path_status (Client     *client,
             const char *path)
{
  g_autofree char *uri = g_strconcat (fc_hub_get_uri (client->fixture->hub), path, NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", client->access, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);
  gboolean got = FALSE;

  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", bearer);
  soup_message_headers_append (soup_message_get_request_headers (message), "X-Tenant-ID", client->tenant);
  soup_session_send_and_read_async (client->fixture->http, message, G_PRIORITY_DEFAULT, NULL, got_cb, &got);
  while (!got)
    g_main_context_iteration (NULL, TRUE);
  return soup_message_get_status (message);
}

/* Nobody gets at a file by its path. */
static void
test_paths (HubFixture    *fixture,
            gconstpointer  data)
{
  static const char *const paths[] = {
    "/../hub.db", "/%2e%2e/hub.db", "/..%2fhub.db", "/api/v1/../../hub.db", "/api/v1/blobs/..%2f..%2fhub.db",
    "/api/v1/blobs/%2e%2e%2f%2e%2e%2fetc%2fpasswd", "/api/v1/blobs/", "/api/v1/blobs/%00", "//etc/passwd", "/hub.db",
    "/api/v1/blobs/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA?attachment=../../x",
  };
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      guint status = path_status (ada, paths[i]);

      g_assert_cmpuint (status, >=, 400);
      g_assert_cmpuint (status, <, 500);
    }
}

/* Braces without end must not take the stack along. */
static void
test_deep_json (HubFixture    *fixture,
                gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  gsize size = 4 * 1024 * 1024;
  g_autofree char *arrays = g_strnfill (size, '[');
  g_autoptr (GBytes) deep = g_bytes_new (arrays, size);
  g_autofree char *small = g_strnfill (30000, '[');
  g_autoptr (Reply) sync = hub_send (fixture, "POST", FC_WIRE_PATH_SYNC, ada->access, ada->tenant, deep);
  g_autoptr (Reply) login = hub_post (fixture, FC_WIRE_PATH_LOGIN, small);

  g_assert_cmpuint (sync->status, ==, 400);
  g_assert_cmpuint (login->status, ==, 400);
  g_assert_cmpuint (hub_sync_status (fixture, ada->access, ada->tenant), ==, 200);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(path, func) \
  hub_fixture_add ("security/" path, HubFixture, hub_fixture_set_up, func, hub_fixture_tear_down)
  TEST ("ids-of-another-company", test_foreign_ids);
  TEST ("op-of-another-person", test_foreign_actor);
  TEST ("forged-tokens", test_forged_tokens);
  TEST ("sql-in-texts", test_texts);
  TEST ("sql-in-requests", test_requests);
  TEST ("sql-in-every-string", test_every_string);
  TEST ("paths", test_paths);
  TEST ("deep-json", test_deep_json);
  return g_test_run ();
}
