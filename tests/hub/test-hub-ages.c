/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fc-hub-private.h"
#include "hub-fixture.h"

/* Programs older and newer than the hub, and offices that come back after more than a year. */

#define DAY (86400 * (gint64) G_USEC_PER_SEC)

static gint64
now (void)
{
  return g_get_real_time ();
}

/* Sends op texts as they are. */
static FcSyncReply *
send_texts (Client            *client,
            const char *const *texts)
{
  g_autoptr (FcSyncRequest) request = fc_sync_request_new ();
  g_autoptr (GError) error = NULL;

  request->client_id = client->client_id;
  for (int i = 0; texts[i] != NULL; i++)
    g_ptr_array_add (request->ops, g_bytes_new (texts[i], strlen (texts[i])));
  g_autoptr (GBytes) body = fc_sync_request_encode (request);
  g_autoptr (Reply) reply = hub_send (client->fixture, "POST", FC_WIRE_PATH_SYNC, client->access, client->tenant, body);
  g_assert_cmpuint (reply->status, ==, 200);
  FcSyncReply *answer = fc_sync_reply_decode (reply->bytes, &error);
  g_assert_no_error (error);
  return answer;
}

/* @op as a program would write it that knows an entity more than the hub. */
static char *
as_newer (const FcOp *op)
{
  g_autoptr (JsonObject) object = fc_op_to_json (op);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

  json_object_set_string_member (object, "entity", "car_wash");
  json_object_set_int_member (object, "schema_version", FC_SCHEMA_VERSION + 1);
  return json_to_string (node, FALSE);
}

static char *
as_it_is (const FcOp *op)
{
  g_autoptr (GBytes) bytes = fc_op_encode (op);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* What the hub does not know is refused under its own name, with the rest of its step; all else goes on. */
static void
test_newer_program (HubFixture    *fixture,
                    gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (FcRecord) a = new_product ("A"), b = new_product ("B"), c = new_product ("C"), d = new_product ("D");
  g_autoptr (FcOp) with = client_op (ada, fc_op_new_insert (a, now ()));
  g_autoptr (FcOp) unknown = client_op (ada, fc_op_new_insert (b, now ()));
  g_autoptr (FcOp) alone = client_op (ada, fc_op_new_insert (c, now ()));
  g_autoptr (FcOp) other = client_op (ada, fc_op_new_insert (d, now ()));
  g_auto (GStrv) texts = g_new0 (char *, 5);

  unknown->txn_id = with->txn_id;
  texts[0] = as_it_is (with);
  texts[1] = as_newer (unknown);
  texts[2] = as_newer (alone);
  texts[3] = as_it_is (other);
  for (guint i = 0; i < 2; i++) /* the second time from what was stored */
    {
      g_autoptr (FcSyncReply) reply = send_texts (ada, (const char *const *) texts);

      g_assert_cmpuint (reply->results->len, ==, 4);
      g_assert_true (fc_id_equal (&result_of (reply, 0)->op_id, &with->op_id));
      g_assert_cmpint (result_of (reply, 0)->status, ==, FC_RESULT_BLOCKED);
      g_assert_true (fc_id_equal (&result_of (reply, 1)->op_id, &unknown->op_id));
      g_assert_cmpint (result_of (reply, 1)->status, ==, FC_RESULT_REJECTED);
      g_assert_cmpstr (result_of (reply, 1)->error_code, ==, "schema");
      g_assert_true (fc_id_equal (&result_of (reply, 2)->op_id, &alone->op_id));
      g_assert_cmpstr (result_of (reply, 2)->error_code, ==, "schema");
      g_assert_cmpint (result_of (reply, 3)->status, ==, FC_RESULT_APPLIED);
    }
  g_assert_null (client_fetch (ada, FC_PRODUCT, fc_record_get_id (a)));
  g_assert_cmpint (hub_fixture_count (fixture, "quarantine"), ==, 3);
}

/* Not even an id can be read: each is kept aside, whatever came before. */
static void
test_unreadable (HubFixture    *fixture,
                 gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  const char *const texts[] = { "{\"a\":1}", "{\"b\":2}", "no JSON", NULL };
  g_autoptr (FcSyncReply) first = send_texts (ada, texts);
  g_autoptr (FcSyncReply) second = send_texts (ada, texts);

  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpstr (result_of (first, i)->error_code, ==, "parse");
      g_assert_cmpstr (result_of (second, i)->error_code, ==, "parse");
    }
  g_assert_cmpint (hub_fixture_count (fixture, "quarantine"), ==, 3);
}

static void
serve_from (HubFixture *fixture,
            int         schema)
{
  hub_fixture_stop (fixture);
  fixture->config.oldest_schema = schema;
  hub_fixture_start (fixture);
}

/* A program that is older than what the hub serves: its work is taken, its cursor stays where it is. */
static void
test_older_program (HubFixture    *fixture,
                    gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (FcRecord) a = new_product ("A"), b = new_product ("B");
  g_autoptr (FcPullRequest) first = fc_pull_request_new ();
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  g_autoptr (FcSyncReply) before = client_push (ada, fc_op_new_insert (a, now ()));

  g_assert_false (before->upload_only);
  serve_from (fixture, FC_SCHEMA_VERSION + 1);
  g_ptr_array_add (ops, client_op (ada, fc_op_new_insert (b, now ())));
  g_autoptr (FcSyncReply) reply = client_sync_ops (ada, ops, before->cursor);
  g_assert_true (reply->upload_only);
  g_assert_cmpint (reply->head, >, before->head); /* it is woken by each head that it was not told */
  g_assert_cmpint (result_of (reply, 0)->status, ==, FC_RESULT_APPLIED);
  g_assert_cmpuint (reply->updates->len + reply->facts->len, ==, 0);
  g_assert_cmpuint (fc_cursor_size (reply->cursor), ==, fc_cursor_size (before->cursor));
  g_assert_cmpint (fc_cursor_get (reply->cursor, "tenant"), ==, fc_cursor_get (before->cursor, "tenant"));
  first->client_id = ada->client_id;
  g_autoptr (GBytes) body = fc_pull_request_encode (first);
  g_autoptr (Reply) refused = hub_send (fixture, "POST", FC_WIRE_PATH_PULL, ada->access, ada->tenant, body);
  g_assert_cmpuint (refused->status, ==, 403);
  g_assert_cmpstr (reply_code (refused), ==, "upgrade");
  serve_from (fixture, FC_SCHEMA_VERSION); /* it has been updated */
  g_autoptr (FcRecord) seen = client_fetch (ada, FC_PRODUCT, fc_record_get_id (b));
  g_assert_nonnull (seen);
}

static gboolean
forget (FcHubStore  *store,
        gpointer     data,
        GError     **error)
{
  return store->class->forget_old (store, now () + 500 * DAY, error);
}

static FcSyncReply *
push_after (Client *client, GPtrArray *ops, const FcOp *after) /* nullable */
{
  g_autoptr (FcSyncRequest) request = fc_sync_request_new ();
  g_autoptr (GError) error = NULL;

  request->client_id = client->client_id;
  if (after)
    request->after = after->op_id;
  for (guint i = 0; i < ops->len; i++)
    g_ptr_array_add (request->ops, fc_op_encode (ops->pdata[i]));
  g_autoptr (GBytes) body = fc_sync_request_encode (request);
  g_autoptr (Reply) reply = hub_send (client->fixture, "POST", FC_WIRE_PATH_SYNC, client->access, client->tenant, body);
  g_assert_cmpuint (reply->status, ==, 200);
  FcSyncReply *answer = fc_sync_reply_decode (reply->bytes, &error);
  g_assert_no_error (error);
  return answer;
}

/* Its last answer was lost, then it was offline for so long that the hub has forgotten what became of it. */
static void
test_back_after_years (HubFixture    *fixture,
                       gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (FcRecord) a = new_product ("A"), b = new_product ("B"), c = new_product ("C"), d = new_product ("D");
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (ops, client_op (ada, fc_op_new_insert (a, now ())));
  g_ptr_array_add (ops, client_op (ada, fc_op_new_insert (b, now ())));
  fc_sync_reply_free (push_after (ada, ops, NULL));
  fc_hub_writer_run (fixture->hub->writer, forget, NULL, FALSE, &error);
  g_assert_no_error (error);
  FcId computer = ada->client_id;
  g_clear_pointer (&ada, client_free);
  ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  ada->client_id = computer;
  g_ptr_array_add (ops, client_op (ada, fc_op_new_insert (c, now ()))); /* made since */
  g_autoptr (FcSyncReply) late = push_after (ada, ops, NULL);
  g_assert_cmpstr (result_of (late, 0)->error_code, ==, "too-old");
  g_assert_cmpstr (result_of (late, 1)->error_code, ==, "too-old");
  g_assert_cmpint (result_of (late, 2)->status, ==, FC_RESULT_APPLIED);
  g_assert_cmpint (hub_fixture_count (fixture, "quarantine"), ==, 2);

  /* Who had its answer goes on as if nothing had been. */
  FcOp *last = g_ptr_array_steal_index (ops, 2);
  g_ptr_array_set_size (ops, 0);
  fc_hub_writer_run (fixture->hub->writer, forget, NULL, FALSE, &error);
  g_assert_no_error (error);
  g_clear_pointer (&ada, client_free);
  ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  ada->client_id = computer;
  g_ptr_array_add (ops, client_op (ada, fc_op_new_insert (d, now ())));
  g_autoptr (FcSyncReply) next = push_after (ada, ops, last);
  g_assert_cmpint (result_of (next, 0)->status, ==, FC_RESULT_APPLIED);
  fc_op_free (last);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(path, func) hub_fixture_add ("ages/" path, HubFixture, hub_fixture_set_up, func, hub_fixture_tear_down)
  TEST ("op-of-a-newer-program", test_newer_program);
  TEST ("op-that-nobody-can-read", test_unreadable);
  TEST ("older-program-only-sends", test_older_program);
  TEST ("office-back-after-years", test_back_after_years);
  return g_test_run ();
}
