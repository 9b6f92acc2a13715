/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libpq-fe.h>
#include <string.h>

#include "hub-fixture.h"
#include "pg-cluster.h"

/* What only a hub on PostgreSQL has: row-level security, several processes on one database, a server that goes away. */

static void
set_up (HubFixture    *fixture,
        gconstpointer  data)
{
  hub_fixture_set_up (fixture, ON_POSTGRESQL);
}

/* The first value of the last statement; "ERROR 12345" where it was refused. */
static char *
ask (const char *uri,
     const char *sql)
{
  PGconn *connection = PQconnectdb (uri);
  PGresult *result = PQexec (connection, sql);
  ExecStatusType status = PQresultStatus (result);
  char *answer = status == PGRES_TUPLES_OK && PQntuples (result) > 0 ? g_strdup (PQgetvalue (result, 0, 0))
                 : status == PGRES_COMMAND_OK                        ? g_strdup (PQcmdTuples (result))
                                              : g_strdup_printf ("ERROR %s", PQresultErrorField (result, PG_DIAG_SQLSTATE));

  PQclear (result);
  PQfinish (connection);
  return answer;
}

static void
assert_answer (const char *uri,
               const char *role,
               const char *tenant, /* nullable */
               const char *sql,
               const char *expected)
{
  g_autofree char *scope = tenant ? g_strdup_printf ("SET app.tenant = '%s';", tenant) : g_strdup ("");
  g_autofree char *all = g_strdup_printf ("SET search_path = forecourt; SET ROLE %s; %s %s", role, scope, sql);
  g_autofree char *answer = ask (uri, all);
  g_assert_cmpstr (answer, ==, expected);
}

static void
test_row_security (HubFixture    *fixture,
                   gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (Client) rita = client_sign_in (fixture, "rival", "rita@rival.example", PASSWORD);
  g_autofree char *admin = pg_cluster_admin_uri (fixture->store);
  g_autofree char *tables = ask (admin, "SELECT count (*) FROM pg_class WHERE relnamespace = 'forecourt'::regnamespace"
                                        " AND relkind IN ('p', 'r') AND NOT relispartition AND NOT (relrowsecurity AND"
                                        " relforcerowsecurity)");
  g_autofree char *parts = ask (admin, "SELECT count (*) FROM pg_class WHERE relnamespace = 'forecourt'::regnamespace"
                                       " AND relispartition AND relkind = 'r'"
                                       " AND has_table_privilege ('forecourt_app', oid, 'SELECT')");
  static const char *const roles[] = { "forecourt_app", "hub" };

  g_assert_cmpstr (tables, ==, "1"); /* hub_meta, which is nobody's */
  g_assert_cmpstr (parts, ==, "0");
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      assert_answer (fixture->store, roles[i], NULL, "SELECT count (*) FROM \"user\"", "0");
      assert_answer (fixture->store, roles[i], NULL, "SELECT count (*) FROM tenant_head", "0");
      assert_answer (fixture->store, roles[i], NULL, "SELECT count (*) FROM token", "0");
      assert_answer (fixture->store, roles[i], "hub", "SELECT count (*) FROM \"user\"", "0");
      assert_answer (fixture->store, roles[i], "hub", "SELECT count (*) FROM tenant_head", "2");
      assert_answer (fixture->store, roles[i], ada->tenant, "SELECT count (*) FROM \"user\"", "1");
      assert_answer (fixture->store, roles[i], ada->tenant, "SELECT count (*) FROM tenant_head", "1");
      assert_answer (fixture->store, roles[i], ada->tenant, "UPDATE \"user\" SET name = 'x' WHERE email LIKE 'rita%'", "0");
      assert_answer (fixture->store, roles[i], ada->tenant, "DELETE FROM credential WHERE tenant <> current_setting"
                                                            " ('app.tenant')::uuid", "0");
    }
  g_autofree char *insert = g_strdup_printf ("INSERT INTO product (tenant, id) VALUES ('%s', gen_random_uuid ())",
                                             rita->tenant);
  assert_answer (fixture->store, "forecourt_app", ada->tenant, insert, "ERROR 42501");
  assert_answer (fixture->store, "forecourt_app", rita->tenant, insert, "1");
}

/* A further process on the same database has a folder of its own. */
static void
start_second (HubFixture *fixture,
              HubFixture *second)
{
  g_autoptr (GError) error = NULL;

  *second = (HubFixture){ .folder = g_dir_make_tmp ("hub-XXXXXX", &error), .store = g_strdup (fixture->store) };
  g_assert_no_error (error);
  second->config = fixture->config;
  second->config.folder = second->folder;
  second->config.store = second->store;
  second->http = soup_session_new_with_options ("timeout", 20, NULL);
  hub_fixture_start (second);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GBytes) bytes = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);
  g_assert_nonnull (bytes);
  *(gint64 *) data = g_get_monotonic_time ();
}

static SoupMessage *
wait_for_head (HubFixture *fixture,
               Client     *client,
               gint64     *answered)
{
  g_autoptr (FcSyncReply) now = client_sync_ops (client, NULL, NULL);
  g_autofree char *path =
    g_strdup_printf ("%s" FC_WIRE_PATH_HEAD "?epoch=%" G_GINT64_FORMAT "&since=%" G_GINT64_FORMAT "&wait=20",
                     fc_hub_get_uri (fixture->hub), now->epoch, now->head);
  SoupMessage *message = soup_message_new ("GET", path);
  g_autofree char *bearer = g_strconcat ("Bearer ", client->access, NULL);

  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", bearer);
  soup_message_headers_append (soup_message_get_request_headers (message), "X-Tenant-ID", client->tenant);
  soup_session_send_and_read_async (fixture->http, message, G_PRIORITY_DEFAULT, NULL, answered_cb, answered);
  for (gint64 until = g_get_monotonic_time () + 500000; g_get_monotonic_time () < until; g_usleep (1000))
    g_main_context_iteration (NULL, FALSE);
  return message;
}

static void
test_two_processes (HubFixture    *fixture,
                    gconstpointer  data)
{
  HubFixture second;
  gint64 answered = 0, seqs[2] = { 0 };

  start_second (fixture, &second);
  g_autoptr (Client) here = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (Client) there = client_sign_in (&second, "acme", ADMIN, PASSWORD);
  g_autoptr (SoupMessage) waiting = wait_for_head (&second, there, &answered);
  g_assert_cmpint (answered, ==, 0);
  g_autoptr (FcRecord) product = new_product ("E10");
  gint64 pushed = g_get_monotonic_time ();
  g_autoptr (FcSyncReply) reply = client_push (here, fc_op_new_insert (product, g_get_real_time ()));
  while (answered == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (answered - pushed, <, 5 * G_USEC_PER_SEC);
  g_autoptr (FcRecord) seen = client_fetch (there, FC_PRODUCT, fc_record_get_id (product));
  g_assert_nonnull (seen);
  for (int i = 0; i < 20; i++) /* one order for both */
    {
      g_autoptr (FcRecord) row = new_product ("P");
      g_autoptr (FcSyncReply) next = client_push (i % 2 ? here : there, fc_op_new_insert (row, g_get_real_time ()));
      g_assert_cmpint (result_of (next, 0)->status, ==, FC_RESULT_APPLIED);
      g_assert_cmpint (result_of (next, 0)->seq, >, MAX (seqs[0], seqs[1]));
      seqs[i % 2] = result_of (next, 0)->seq;
    }
  hub_fixture_tear_down (&second, NULL);
}

/* An office's pull; @epoch (nullable): what it is told, 0 where it is told nothing. */
static guint
pull (Client *client,
      gint64 *epoch)
{
  g_autoptr (FcSyncRequest) request = fc_sync_request_new ();

  request->client_id = client->client_id;
  g_autoptr (GBytes) body = fc_sync_request_encode (request);
  g_autoptr (Reply) reply =
    hub_send (client->fixture, "POST", FC_WIRE_PATH_SYNC, client->access, client->tenant, body);
  if (epoch)
    {
      g_autoptr (FcSyncReply) told = reply->status == 200 ? fc_sync_reply_decode (reply->bytes, NULL) : NULL;
      *epoch = told ? told->epoch : 0;
    }
  return reply->status;
}

static void
add_sam (HubFixture *fixture)
{
  json_object_unref (hub_fixture_admin (fixture, "{\"do\":\"user.add\",\"tenant\":\"acme\",\"email\":\"sam@acme.example\","
                                                 "\"roles\":[\"supervisor\"],\"password\":\"" PASSWORD "\",\"cheap\":true}"));
}

/* Who is disabled at one process is so at the other, at once. */
static void
test_told_of_users (HubFixture    *fixture,
                    gconstpointer  data)
{
  HubFixture second;

  start_second (fixture, &second);
  add_sam (fixture);
  g_autoptr (Client) sam = client_sign_in (&second, "acme", "sam@acme.example", PASSWORD);
  g_assert_cmpuint (pull (sam, NULL), ==, 200);
  json_object_unref (
    hub_fixture_admin (fixture, "{\"do\":\"user.disable\",\"tenant\":\"acme\",\"email\":\"sam@acme.example\"}"));
  g_assert_cmpuint (pull (sam, NULL), ==, 401);
  hub_fixture_tear_down (&second, NULL);
}

static gboolean
is_applied (Client *client)
{
  g_autoptr (FcRecord) product = new_product ("P");
  g_autoptr (FcSyncReply) reply = client_push (client, fc_op_new_insert (product, g_get_real_time ()));

  return result_of (reply, 0)->status == FC_RESULT_APPLIED;
}

/* The other process's news is still on its way, or lost: what it wrote counts all the same. */
static void
test_news_is_lost (HubFixture    *fixture,
                   gconstpointer  data)
{
  g_autofree char *admin = pg_cluster_admin_uri (fixture->store);
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autofree char *disarm = g_strdup_printf ("UPDATE forecourt.\"user\" SET roles = '' WHERE email = '%s';"
                                             "UPDATE forecourt.tenant_head SET auth_seq = auth_seq + 1 WHERE slug = 'acme'",
                                             ADMIN);
  g_autofree char *revoke = g_strdup ("UPDATE forecourt.token_family SET revoked_at = 1;"
                                      "UPDATE forecourt.tenant_head SET auth_seq = auth_seq + 1 WHERE slug = 'acme'");

  g_assert_true (is_applied (ada));
  g_autofree char *disarmed = ask (admin, disarm);
  g_assert_cmpstr (disarmed, ==, "1");
  g_assert_false (is_applied (ada));
  g_assert_cmpuint (pull (ada, NULL), ==, 200);
  g_autofree char *revoked = ask (admin, revoke);
  g_assert_cmpstr (revoked, ==, "1");
  g_assert_cmpuint (pull (ada, NULL), ==, 401);
}

/* Signing out and a new password count as changes, too. */
static void
test_revoking_is_counted (HubFixture    *fixture,
                          gconstpointer  data)
{
  static const char sql[] = "SELECT auth_seq FROM forecourt.tenant_head WHERE slug = 'acme'";
  g_autofree char *admin = pg_cluster_admin_uri (fixture->store);
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autofree char *at_first = ask (admin, sql);
  g_autoptr (Reply) out = hub_send (fixture, "POST", FC_WIRE_PATH_LOGOUT, ada->access, ada->tenant, NULL);
  g_autofree char *signed_out = ask (admin, sql);

  g_assert_cmpuint (out->status, <, 300);
  g_assert_cmpstr (signed_out, !=, at_first);
  add_sam (fixture);
  g_autofree char *before = ask (admin, sql);
  json_object_unref (hub_fixture_admin (fixture, "{\"do\":\"user.password\",\"tenant\":\"acme\",\"email\":"
                                                 "\"sam@acme.example\",\"password\":\"another horse\",\"cheap\":true}"));
  g_autofree char *after = ask (admin, sql);
  g_assert_cmpstr (after, !=, before);
}

static guint
try_push (Client    *client,
          FcOp      *op,
          char     **retry_after)
{
  g_autoptr (FcSyncRequest) request = fc_sync_request_new ();

  request->client_id = client->client_id;
  request->timestamp = g_get_real_time ();
  g_ptr_array_add (request->ops, fc_op_encode (op));
  g_autoptr (GBytes) body = fc_sync_request_encode (request);
  g_autoptr (Reply) reply =
    hub_send (client->fixture, "POST", FC_WIRE_PATH_SYNC, client->access, client->tenant, body);
  *retry_after = g_strdup (reply->retry_after);
  return reply->status;
}

static void
test_server_goes_away (HubFixture    *fixture,
                       gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (FcRecord) first = new_product ("E10");
  g_autoptr (FcRecord) second = new_product ("E5");
  g_autoptr (FcOp) op = client_op (ada, fc_op_new_insert (first, g_get_real_time ()));
  g_autoptr (FcOp) later = client_op (ada, fc_op_new_insert (second, g_get_real_time ()));
  g_autoptr (GPtrArray) ops = g_ptr_array_new ();
  g_autofree char *none = NULL, *wait = NULL;

  g_assert_cmpuint (try_push (ada, op, &none), ==, 200);
  pg_cluster_stop ();
  g_assert_cmpuint (try_push (ada, later, &wait), ==, 503);
  g_assert_nonnull (wait);
  g_autoptr (Reply) ready = hub_send (fixture, "GET", "/ready", NULL, NULL, NULL);
  g_assert_cmpuint (ready->status, ==, 503);
  g_autoptr (Reply) live = hub_send (fixture, "GET", "/live", NULL, NULL, NULL);
  g_assert_cmpuint (live->status, ==, 200); /* another process would not mend it */
  pg_cluster_start ();
  g_ptr_array_add (ops, op);
  g_ptr_array_add (ops, later);
  g_autoptr (FcSyncReply) reply = client_sync_ops (ada, ops, NULL);
  g_assert_cmpint (result_of (reply, 0)->status, ==, FC_RESULT_APPLIED);
  g_assert_cmpint (result_of (reply, 1)->status, ==, FC_RESULT_APPLIED);
  g_assert_cmpint (result_of (reply, 0)->seq, <, result_of (reply, 1)->seq);
  g_assert_cmpint (hub_fixture_count (fixture, "op_result"), ==, 2);
}

/* Killed while many requests are under way: what was acknowledged is there, what was not can be sent again. */
static void
test_killed_in_mid_run (HubFixture    *fixture,
                        gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);

  for (int i = 0; i < 30; i++)
    {
      g_autoptr (FcRecord) row = new_product ("P");
      FcOp *op = client_op (ada, fc_op_new_insert (row, g_get_real_time ()));
      g_autofree char *retry = NULL;
      g_ptr_array_add (ops, op);
      if (i % 10 == 5)
        pg_cluster_restart (TRUE);
      try_push (ada, op, &retry);
    }
  g_autoptr (FcSyncReply) reply = client_sync_ops (ada, ops, NULL);
  for (guint i = 0; i < ops->len; i++)
    g_assert_cmpint (result_of (reply, i)->status, ==, FC_RESULT_APPLIED);
  g_assert_cmpint (hub_fixture_count (fixture, "op_result"), ==, 30);
}

static gint64
epoch_of (HubFixture *fixture)
{
  g_autoptr (JsonObject) status = hub_fixture_admin (fixture, "{\"do\":\"status\"}");
  return json_object_get_int_member (status, "epoch");
}

/* One backup in two places, by a clock that is behind it. */
static gint64
epoch_by_a_slow_clock (HubFixture *fixture)
{
  g_autofree char *set = ask (fixture->config.store, "UPDATE forecourt.hub_meta SET value = '9000000000000000'"
                                                     " WHERE key = 'epoch'");
  g_assert_cmpstr (set, ==, "1");
  json_object_unref (hub_fixture_admin (fixture, "{\"do\":\"new-epoch\"}"));
  gint64 epoch = epoch_of (fixture);
  g_assert_cmpint (epoch, >, G_GINT64_CONSTANT (9000000000000000));
  return epoch;
}

/* pg_dump and pg_restore into another database: the copy opens under a new epoch. */
static void
test_restored (HubFixture    *fixture,
               gconstpointer  data)
{
  g_autofree char *dump = g_build_filename (fixture->folder, "dump", NULL), *pg_dump = pg_cluster_program ("pg_dump");
  g_autofree char *pg_restore = pg_cluster_program ("pg_restore"), *copy = pg_cluster_new_database ();
  g_autofree char *from = pg_cluster_admin_uri (fixture->store), *to = pg_cluster_admin_uri (copy);
  const char *const save[] = { pg_dump, "--format=custom", "--file", dump, from, NULL };
  const char *const load[] = { pg_restore, "--dbname", to, dump, NULL };
  g_autoptr (GError) error = NULL;
  gint64 before = epoch_of (fixture);

  hub_fixture_restart (fixture);
  g_assert_cmpint (epoch_of (fixture), ==, before);
  g_autoptr (GSubprocess) saving = g_subprocess_newv (save, G_SUBPROCESS_FLAGS_NONE, &error);
  g_assert_true (g_subprocess_wait_check (saving, NULL, &error));
  g_autoptr (GSubprocess) loading = g_subprocess_newv (load, G_SUBPROCESS_FLAGS_NONE, &error);
  g_assert_true (g_subprocess_wait_check (loading, NULL, &error));
  hub_fixture_stop (fixture);
  fixture->config.store = copy;
  hub_fixture_start (fixture);
  gint64 after = epoch_of (fixture);
  g_assert_cmpint (after, >, before);
  g_assert_cmpint (epoch_by_a_slow_clock (fixture), !=, epoch_by_a_slow_clock (fixture));
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  fixture->config.store = NULL;
}

/* One process is told to begin a new epoch, or the database is restored from under the hub: the one that runs says so. */
static void
test_epoch_under_a_running_hub (HubFixture    *fixture,
                                gconstpointer  data)
{
  g_autofree char *admin = pg_cluster_admin_uri (fixture->store);
  gint64 first, told, again;
  HubFixture second;

  start_second (fixture, &second);
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_assert_cmpuint (pull (ada, &first), ==, 200);
  json_object_unref (hub_fixture_admin (&second, "{\"do\":\"new-epoch\"}"));
  g_assert_cmpuint (pull (ada, &told), ==, 200);
  g_assert_cmpint (told, >, first);
  g_assert_cmpuint (pull (ada, &again), ==, 200);
  g_assert_cmpint (again, ==, told);
  g_autofree char *moved = ask (admin, "UPDATE forecourt.hub_meta SET value = 'elsewhere' WHERE key = 'home';"
                                       "SELECT count (pg_terminate_backend (pid)) > 1 FROM pg_stat_activity"
                                       " WHERE application_name = 'forecourt-hub'");
  g_assert_cmpstr (moved, ==, "t");
  for (gint64 until = g_get_monotonic_time () + 60 * G_USEC_PER_SEC; again <= told; g_usleep (10000))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, until);
      pull (ada, &again); /* 503 while the connections go down */
    }
  hub_fixture_tear_down (&second, NULL);
}

/* An older schema gets what the catalog gained since; what waited in "extra" moves to its column. */
static void
test_grows (HubFixture    *fixture,
            gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (FcRecord) product = new_product ("E10");
  g_autoptr (FcSyncReply) reply = client_push (ada, fc_op_new_insert (product, g_get_real_time ()));
  g_autofree char *admin = pg_cluster_admin_uri (fixture->store);
  g_autofree char *older = ask (admin, "ALTER TABLE forecourt.product DROP COLUMN colour; DROP TABLE forecourt.gauge;"
                                       "UPDATE forecourt.product SET extra = '{\"colour\":\"#00ff00\",\"taste\":\"sweet\"}'");

  g_assert_cmpstr (older, ==, "1");
  hub_fixture_restart (fixture);
  g_autoptr (FcRecord) grown = client_fetch (ada, FC_PRODUCT, fc_record_get_id (product));
  g_assert_cmpstr (fc_record_get_text (grown, FC_PRODUCT_COLOUR), ==, "#00ff00");
  g_assert_nonnull (strstr (fc_record_get_extra (grown), "sweet"));
  g_assert_null (strstr (fc_record_get_extra (grown), "colour"));
  assert_answer (fixture->store, "forecourt_app", ada->tenant, "SELECT count (*) FROM gauge", "0");
}

static void
test_refuses (HubFixture    *fixture,
              gconstpointer  data)
{
  const FcHubSetup again = { .tenant_name = "Acme", .tenant_slug = "acme", .admin_email = ADMIN, .admin_name = "Ada",
                             .admin_password = PASSWORD, .store = fixture->store, .cheap_hashing = TRUE };
  g_autofree char *folder = g_build_filename (fixture->folder, "other", NULL), *empty = pg_cluster_new_database ();
  g_autofree char *admin = pg_cluster_admin_uri (fixture->store);
  g_autoptr (JsonNode) backup = json_from_string ("{\"do\":\"backup\",\"path\":\"/tmp/x\"}", NULL);
  g_autoptr (GError) exists = NULL, missing = NULL, how = NULL, newer = NULL;

  g_assert_false (fc_hub_create_store (folder, &again, &exists));
  g_assert_error (exists, FC_HUB_ERROR, FC_HUB_ERROR_EXISTS);
  FcHubConfig config = fixture->config;
  config.folder = folder;
  config.store = empty;
  g_assert_null (fc_hub_new (&config, &missing));
  g_assert_error (missing, FC_HUB_ERROR, FC_HUB_ERROR_NOT_FOUND);
  g_assert_null (fc_hub_admin (fixture->hub, json_node_get_object (backup), &how));
  g_assert_nonnull (strstr (how->message, "pg_dump"));
  hub_fixture_stop (fixture);
  g_autofree char *done = ask (admin, "UPDATE forecourt.hub_meta SET value = '99' WHERE key = 'version'");
  g_assert_null (fc_hub_new (&fixture->config, &newer));
  g_assert_error (newer, FC_HUB_ERROR, FC_HUB_ERROR_NEWER);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(path, func)                                                                              \
  if (pg_cluster_is_there ())                                                                         \
    g_test_add ("/hub/postgresql/" path, HubFixture, NULL, set_up, func, hub_fixture_tear_down);       \
  else                                                                                                \
    g_test_add_func ("/hub/postgresql/" path, hub_fixture_skip_postgresql)
  TEST ("nobody-sees-another-company", test_row_security);
  TEST ("two-processes-wake-each-other", test_two_processes);
  TEST ("two-processes-agree-on-users", test_told_of_users);
  TEST ("two-processes-agree-without-news", test_news_is_lost);
  TEST ("revoking-is-counted", test_revoking_is_counted);
  TEST ("server-goes-away-and-comes-back", test_server_goes_away);
  TEST ("server-killed-in-mid-run", test_killed_in_mid_run);
  TEST ("restored-database-has-a-new-epoch", test_restored);
  TEST ("a-running-hub-sees-the-new-epoch", test_epoch_under_a_running_hub);
  TEST ("an-older-schema-grows", test_grows);
  TEST ("refuses-in-plain-words", test_refuses);
  return g_test_run ();
}
