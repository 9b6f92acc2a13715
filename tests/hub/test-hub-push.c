/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fc-day-commands.h"
#include "fc-hub-private.h"
#include "hub-fixture.h"

static gint64
now (void)
{
  return g_get_real_time ();
}

static void
test_replay (HubFixture    *fixture,
             gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (FcRecord) product = new_product ("E10");
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);

  g_ptr_array_add (ops, client_op (ada, fc_op_new_insert (product, now ())));
  g_autoptr (FcSyncReply) first = client_sync_ops (ada, ops, NULL);
  hub_fixture_restart (fixture);
  g_autoptr (FcSyncReply) second = client_sync_ops (ada, ops, NULL);
  g_assert_cmpint (result_of (first, 0)->status, ==, FC_RESULT_APPLIED);
  g_assert_cmpint (result_of (second, 0)->status, ==, FC_RESULT_APPLIED);
  g_assert_cmpint (result_of (first, 0)->seq, ==, result_of (second, 0)->seq);
  g_assert_cmpint (first->head, ==, second->head);
  g_assert_cmpint (hub_fixture_count (fixture, "op_result"), ==, 1);
}

static void
test_same_id_other_hash (HubFixture    *fixture,
                         gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (FcRecord) product = new_product ("E10");
  FcOp *op = fc_op_new_insert (product, now ());
  FcId id = op->op_id;
  g_autoptr (FcSyncReply) first = client_push (ada, op);
  g_autoptr (FcRecord) other = new_product ("E5");
  FcOp *forged = fc_op_new_insert (other, now ());
  forged->op_id = id;
  g_autoptr (FcSyncReply) second = client_push (ada, forged);

  g_assert_cmpint (result_of (first, 0)->status, ==, FC_RESULT_APPLIED);
  g_assert_cmpint (result_of (second, 0)->status, ==, FC_RESULT_REJECTED);
  g_assert_cmpstr (result_of (second, 0)->error_code, ==, "hash");
  g_assert_cmpint (hub_fixture_count (fixture, "quarantine"), ==, 1);
  g_assert_null (client_fetch (ada, FC_PRODUCT, fc_record_get_id (other)));
}

/* A letter from before the hub was restored, which its sender may send again and with another end. */
static void
test_another_epoch (HubFixture    *fixture,
                    gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (FcRecord) product = new_product ("E10");
  g_autoptr (FcOp) op = client_op (ada, fc_op_new_insert (product, now ()));
  g_autoptr (FcSyncRequest) request = fc_sync_request_new ();
  g_autoptr (GError) error = NULL;

  request->client_id = ada->client_id;
  request->epoch = 1;
  g_ptr_array_add (request->ops, fc_op_encode (op));
  g_autoptr (GBytes) body = fc_sync_request_encode (request);
  g_autoptr (Reply) reply = hub_send (fixture, "POST", FC_WIRE_PATH_SYNC, ada->access, ada->tenant, body);
  g_assert_cmpuint (reply->status, ==, 200);
  g_autoptr (FcSyncReply) answer = fc_sync_reply_decode (reply->bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpint (answer->epoch, !=, 1);
  g_assert_cmpuint (answer->results->len, ==, 0);
  g_assert_null (client_fetch (ada, FC_PRODUCT, fc_record_get_id (product)));
  g_assert_cmpint (hub_fixture_count (fixture, "op_result"), ==, 0);
}

/* One request of @client's with @ops; @after (nullable): the last that was answered. */
static guint
push_after (Client     *client,
            GPtrArray  *ops,
            const FcOp *after)
{
  g_autoptr (FcSyncRequest) request = fc_sync_request_new ();

  request->client_id = client->client_id;
  if (after)
    request->after = after->op_id;
  for (guint i = 0; i < ops->len; i++)
    g_ptr_array_add (request->ops, fc_op_encode (ops->pdata[i]));
  g_autoptr (GBytes) body = fc_sync_request_encode (request);
  g_autoptr (Reply) reply = hub_send (client->fixture, "POST", FC_WIRE_PATH_SYNC, client->access, client->tenant, body);
  if (reply->status == 409)
    g_assert_cmpstr (reply_code (reply), ==, "client-forked");
  return reply->status;
}

/* Two computers with copies of one file: the hub tells them apart by what it heard last, not by lost answers and late letters. */
static void
test_forked_client (HubFixture    *fixture,
                    gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (FcRecord) a = new_product ("A"), b = new_product ("B"), c = new_product ("C");
  g_autoptr (FcOp) first = client_op (ada, fc_op_new_insert (a, now ()));
  g_autoptr (FcOp) second = client_op (ada, fc_op_new_insert (b, now ()));
  g_autoptr (FcOp) copy = client_op (ada, fc_op_new_insert (c, now ()));
  g_autoptr (GPtrArray) ops = g_ptr_array_new ();

  g_ptr_array_add (ops, first);
  g_assert_cmpuint (push_after (ada, ops, NULL), ==, 200);
  ops->pdata[0] = second;
  g_assert_cmpuint (push_after (ada, ops, first), ==, 200);
  ops->pdata[0] = copy;
  g_assert_cmpuint (push_after (ada, ops, first), ==, 409);
  g_assert_null (client_fetch (ada, FC_PRODUCT, fc_record_get_id (c)));
  g_ptr_array_insert (ops, 0, second); /* its answer was lost: it comes again */
  g_assert_cmpuint (push_after (ada, ops, first), ==, 200);
  g_ptr_array_remove_index (ops, 0);
  g_assert_cmpuint (push_after (ada, ops, second), ==, 200); /* late, and once more */
  ada->client_id = fc_id_new (now ());
  ops->pdata[0] = first;
  g_assert_cmpuint (push_after (ada, ops, second), ==, 200); /* a client of its own */
  g_assert_cmpint (hub_fixture_count (fixture, "op_result"), ==, 3);
}

/* What one person at a computer sent is nothing that the other one there was to have had an answer to. */
static void
test_shared_client (HubFixture    *fixture,
                    gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (FcRecord) north = client_make_station (ada, "NORTH");
  g_autoptr (Client) sam = client_make_user (ada, "sam@acme.example", "station_manager", north);
  g_autoptr (FcRecord) a = new_product ("A"), b = new_product ("B"), c = new_product ("C");
  g_autoptr (FcOp) first = client_op (ada, fc_op_new_insert (a, now ()));
  g_autoptr (FcOp) second = client_op (ada, fc_op_new_insert (b, now ()));
  g_autoptr (FcOp) theirs = client_op (sam, fc_op_new_insert (c, now ()));
  g_autoptr (GPtrArray) ops = g_ptr_array_new ();

  sam->client_id = ada->client_id;
  g_ptr_array_add (ops, first);
  g_assert_cmpuint (push_after (ada, ops, NULL), ==, 200);
  ops->pdata[0] = theirs;
  g_assert_cmpuint (push_after (sam, ops, NULL), ==, 200);
  ops->pdata[0] = second;
  g_assert_cmpuint (push_after (ada, ops, first), ==, 200);
  ops->pdata[0] = theirs;
  g_assert_cmpuint (push_after (sam, ops, first), ==, 200); /* its answer was lost */
}

static void
test_out_of_scope (HubFixture    *fixture,
                   gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (FcRecord) north = client_make_station (ada, "N1");
  g_autoptr (FcRecord) south = client_make_station (ada, "S1");
  g_autoptr (Client) sam = client_make_user (ada, "sam@acme.example", "supervisor", north);
  FcId shift = fc_id_new (now ());
  g_autofree char *south_id = fc_id_dup_string (fc_record_get_id (south));
  JsonObject *args = json_object_new ();
  json_object_set_string_member (args, "station_id", south_id);
  json_object_set_string_member (args, "business_date", "2026-11-20");
  json_object_set_int_member (args, "number", 1);
  g_autoptr (FcSyncReply) reply = client_push (sam, fc_op_new_command ("shift.open", FC_SHIFT, &shift, args, now ()));

  g_assert_cmpint (result_of (reply, 0)->status, ==, FC_RESULT_REJECTED);
  g_assert_cmpstr (result_of (reply, 0)->error_code, ==, "denied");
  g_assert_nonnull (result_of (reply, 0)->error_message);
  g_assert_cmpint (hub_fixture_count (fixture, "quarantine"), ==, 1);
  g_assert_cmpint (hub_fixture_count (fixture, "shift"), ==, 0);
  g_assert_null (client_fetch (sam, FC_STATION, fc_record_get_id (south)));
  g_autoptr (FcRecord) own = client_fetch (sam, FC_STATION, fc_record_get_id (north));
  g_assert_nonnull (own);
}

static void
test_other_actor (HubFixture    *fixture,
                  gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (FcRecord) north = client_make_station (ada, "N1");
  g_autoptr (Client) sam = client_make_user (ada, "sam@acme.example", "supervisor", north);
  g_autoptr (FcRecord) product = new_product ("E10");
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);

  g_ptr_array_add (ops, client_op (ada, fc_op_new_insert (product, now ())));
  g_autoptr (FcSyncReply) reply = client_sync_ops (sam, ops, NULL); /* Ada's op with Sam's token */
  g_assert_cmpint (result_of (reply, 0)->status, ==, FC_RESULT_REJECTED);
  g_assert_cmpstr (result_of (reply, 0)->error_code, ==, "denied");
}

static void
test_merge (HubFixture    *fixture,
            gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (Client) office = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (FcRecord) station = client_make_station (ada, "N1");
  g_autoptr (FcRecord) seen = client_fetch (office, FC_STATION, fc_record_get_id (station));
  g_autoptr (FcRecord) named = fc_record_copy (seen);
  g_autoptr (FcRecord) placed = fc_record_copy (seen);
  g_autoptr (FcRecord) renamed = fc_record_copy (seen);

  fc_record_set_text (named, FC_STATION_NAME, "Harbour");
  fc_record_set_text (placed, FC_STATION_ADDRESS, "Quay 3");
  fc_record_set_text (renamed, FC_STATION_NAME, "Pier");
  g_autoptr (FcSyncReply) first = client_push (ada, fc_op_new_patch (seen, named, now ()));
  g_autoptr (FcSyncReply) other_field = client_push (office, fc_op_new_patch (seen, placed, now ()));
  g_assert_cmpint (result_of (first, 0)->status, ==, FC_RESULT_APPLIED);
  g_assert_cmpint (result_of (other_field, 0)->status, ==, FC_RESULT_APPLIED);
  g_autoptr (FcRecord) both = client_fetch (ada, FC_STATION, fc_record_get_id (station));
  g_assert_cmpstr (fc_record_get_text (both, FC_STATION_NAME), ==, "Harbour");
  g_assert_cmpstr (fc_record_get_text (both, FC_STATION_ADDRESS), ==, "Quay 3");
  g_assert_cmpint (fc_record_get_field_version (both, FC_STATION_NAME), <,
                   fc_record_get_field_version (both, FC_STATION_ADDRESS));

  g_autoptr (FcSyncReply) same_field = client_push (office, fc_op_new_patch (seen, renamed, now ()));
  g_assert_cmpint (result_of (same_field, 0)->status, ==, FC_RESULT_MERGED);
  g_autoptr (FcRecord) last = client_fetch (ada, FC_STATION, fc_record_get_id (station));
  g_assert_cmpstr (fc_record_get_text (last, FC_STATION_NAME), ==, "Pier");
}

static void
test_unknown_field (HubFixture    *fixture,
                    gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (FcRecord) product = new_product ("E10");
  FcOp *op = fc_op_new_insert (product, now ());
  json_object_set_string_member (op->fields, "flavour", "from a newer program");
  g_autoptr (FcSyncReply) reply = client_push (ada, op);

  g_assert_cmpint (result_of (reply, 0)->status, ==, FC_RESULT_APPLIED);
  g_autoptr (FcRecord) seen = client_fetch (ada, FC_PRODUCT, fc_record_get_id (product));
  g_assert_nonnull (strstr (fc_record_get_extra (seen), "from a newer program"));
  g_autoptr (FcRecord) after = fc_record_copy (seen);
  fc_record_set_text (after, FC_PRODUCT_NAME, "Super E10");
  g_autoptr (FcSyncReply) edit = client_push (ada, fc_op_new_patch (seen, after, now ()));
  g_autoptr (FcRecord) kept = client_fetch (ada, FC_PRODUCT, fc_record_get_id (product));
  g_assert_nonnull (strstr (fc_record_get_extra (kept), "from a newer program"));
}

static void
test_transaction_is_whole (HubFixture    *fixture,
                           gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (FcRecord) good = new_product ("E10");
  g_autoptr (FcRecord) bad = new_product ("E5");
  g_autoptr (FcRecord) later = new_product ("B7");
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);

  fc_record_set_int (bad, FC_PRODUCT_DENSITY, 1); /* no liquid is that light */
  g_ptr_array_add (ops, client_op (ada, fc_op_new_insert (good, now ())));
  g_ptr_array_add (ops, client_op (ada, fc_op_new_insert (bad, now ())));
  ((FcOp *) ops->pdata[1])->txn_id = ((FcOp *) ops->pdata[0])->txn_id;
  g_ptr_array_add (ops, client_op (ada, fc_op_new_insert (later, now ())));
  ((FcOp *) ops->pdata[2])->depends_on = ((FcOp *) ops->pdata[1])->op_id;
  g_autoptr (FcSyncReply) reply = client_sync_ops (ada, ops, NULL);

  g_assert_cmpint (result_of (reply, 0)->status, ==, FC_RESULT_BLOCKED);
  g_assert_cmpint (result_of (reply, 1)->status, ==, FC_RESULT_REJECTED);
  g_assert_cmpstr (result_of (reply, 1)->error_code, ==, "invalid");
  g_assert_cmpint (result_of (reply, 2)->status, ==, FC_RESULT_BLOCKED); /* depends on the refused one */
  g_assert_null (client_fetch (ada, FC_PRODUCT, fc_record_get_id (good)));
  g_assert_cmpint (hub_fixture_count (fixture, "quarantine"), ==, 3);
}

static void
test_delete (HubFixture    *fixture,
             gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (FcRecord) product = new_product ("E10");
  g_autoptr (FcSyncReply) made = client_push (ada, fc_op_new_insert (product, now ()));
  g_autoptr (FcRecord) seen = client_fetch (ada, FC_PRODUCT, fc_record_get_id (product));
  g_autoptr (FcSyncReply) gone = client_push (ada, fc_op_new_delete (seen, now ()));
  g_autoptr (FcSyncReply) news = client_sync_ops (ada, NULL, made->cursor);

  g_assert_cmpint (result_of (gone, 0)->status, ==, FC_RESULT_APPLIED);
  g_assert_cmpuint (news->updates->len, ==, 1);
  const FcUpdate *tombstone = news->updates->pdata[0];
  g_assert_true (tombstone->deleted);
  g_assert_true (fc_id_equal (&tombstone->id, fc_record_get_id (product)));
  g_autoptr (FcRecord) after = fc_record_copy (seen);
  fc_record_set_text (after, FC_PRODUCT_NAME, "too late");
  g_autoptr (FcSyncReply) late = client_push (ada, fc_op_new_patch (seen, after, now ()));
  g_assert_cmpint (result_of (late, 0)->status, ==, FC_RESULT_REJECTED);
  g_assert_null (client_fetch (ada, FC_PRODUCT, fc_record_get_id (product)));
}

static void
test_tenants_apart (HubFixture    *fixture,
                    gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (Client) rita = client_sign_in (fixture, "rival", "rita@rival.example", PASSWORD);
  g_autoptr (FcRecord) product = new_product ("E10");
  g_autoptr (FcSyncReply) made = client_push (ada, fc_op_new_insert (product, now ()));
  g_autoptr (FcRecord) seen = client_fetch (ada, FC_PRODUCT, fc_record_get_id (product));
  g_autoptr (FcRecord) after = fc_record_copy (seen);

  g_assert_null (client_fetch (rita, FC_PRODUCT, fc_record_get_id (product)));
  fc_record_set_text (after, FC_PRODUCT_NAME, "mine now");
  g_autoptr (FcSyncReply) patch = client_push (rita, fc_op_new_patch (seen, after, now ()));
  g_assert_cmpstr (result_of (patch, 0)->error_code, ==, "not-found");
  g_autoptr (FcSyncReply) same_id = client_push (rita, fc_op_new_insert (after, now ())); /* her own row of that id */
  g_assert_cmpint (result_of (same_id, 0)->status, ==, FC_RESULT_APPLIED);
  g_autoptr (FcRecord) still = client_fetch (ada, FC_PRODUCT, fc_record_get_id (product));
  g_assert_cmpstr (fc_record_get_text (still, FC_PRODUCT_NAME), ==, "E10");
}

static void
test_taken_email (HubFixture    *fixture,
                  gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (FcRecord) twin = new_user ("Ada@Acme.example", "auditor", NULL);
  g_autoptr (FcSyncReply) reply = client_push (ada, fc_op_new_insert (twin, now ()));

  g_assert_cmpint (result_of (reply, 0)->status, ==, FC_RESULT_REJECTED);
  g_assert_cmpstr (result_of (reply, 0)->error_code, ==, "conflict");
}

static FcOp *
shift_op (const char *command,
          const FcId *shift,
          const char *json)
{
  g_autoptr (JsonNode) node = json_from_string (json, NULL);
  return fc_op_new_command (command, FC_SHIFT, shift, json_node_dup_object (node), now ());
}

static void
test_submit_and_approve (HubFixture    *fixture,
                         gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (FcRecord) north = client_make_station (ada, "N1");
  g_autoptr (Client) sam = client_make_user (ada, "sam@acme.example", "supervisor", north);
  g_autoptr (Client) mia = client_make_user (ada, "mia@acme.example", "station_manager", north);
  g_autofree char *id = fc_id_dup_string (fc_record_get_id (north));
  g_autofree char *open =
    g_strdup_printf ("{\"station_id\":\"%s\",\"business_date\":\"2026-11-20\",\"number\":1,\"opening_float\":10000}",
                     id);
  FcId shift = fc_id_new (now ());
  g_autoptr (FcSyncReply) opened = client_push (sam, shift_op ("shift.open", &shift, open));
  g_autoptr (FcSyncReply) counted =
    client_push (sam, shift_op ("shift.count-cash", &shift, "{\"denomination\":1000,\"quantity\":10}"));
  g_autoptr (FcSyncReply) submitted = client_push (sam, shift_op ("shift.submit", &shift, "{}"));
  g_autoptr (FcSyncReply) own = client_push (sam, shift_op ("shift.approve", &shift, "{}"));

  g_assert_cmpstr (result_of (opened, 0)->error_message, ==, NULL);
  g_assert_cmpstr (result_of (counted, 0)->error_message, ==, NULL);
  g_assert_cmpstr (result_of (submitted, 0)->error_message, ==, NULL);
  g_assert_cmpstr (result_of (own, 0)->error_code, ==, "denied");
  g_autoptr (FcRecord) seen = client_fetch (mia, FC_SHIFT, &shift);
  g_assert_cmpstr (fc_record_get_text (seen, FC_SHIFT_STATE), ==, "submitted");
  g_autoptr (FcSyncReply) approved = client_push (mia, shift_op ("shift.approve", &shift, "{\"comment\":\"fine\"}"));
  g_assert_cmpstr (result_of (approved, 0)->error_message, ==, NULL);
  g_autoptr (FcRecord) back = client_fetch (sam, FC_SHIFT, &shift);
  g_assert_cmpstr (fc_record_get_text (back, FC_SHIFT_STATE), ==, "approved");
  g_autoptr (FcSyncReply) locked =
    client_push (sam, shift_op ("shift.count-cash", &shift, "{\"denomination\":1000,\"quantity\":9}"));
  g_assert_cmpstr (result_of (locked, 0)->error_code, ==, "locked");
}

/* The hub closes the day on its own rows, and refuses what an office adds to it later. */
static void
test_a_closed_day_keeps_out (HubFixture    *fixture,
                             gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (FcRecord) north = client_make_station (ada, "N1");
  g_autoptr (Client) mia = client_make_user (ada, "mia@acme.example", "station_manager", north);
  g_autofree char *id = fc_id_dup_string (fc_record_get_id (north));
  g_autofree char *open = g_strdup_printf (
    "{\"station_id\":\"%s\",\"business_date\":\"2026-11-20\",\"number\":1,\"opening_float\":10000}", id);
  FcId shift = fc_id_new (now ()), late = fc_id_new (now ());
  FcDate date = fc_date_from_civil (2026, 11, 20);
  g_autoptr (FcOp) day = fc_day_close_op_new (fc_record_get_id (north), date, now ());
  g_autoptr (FcSyncReply) opened = client_push (mia, shift_op ("shift.open", &shift, open));

  json_object_set_int_member (day->fields, "deposited", 0);
  json_object_set_int_member (day->fields, "safe", 0);
  json_object_set_int_member (day->fields, "carried", 10000);
  g_autoptr (FcSyncReply) early = client_push (mia, fc_op_copy (day));
  g_assert_nonnull (strstr (result_of (early, 0)->error_message, "Shift 1 is “Open”"));
  g_autoptr (FcSyncReply) counted =
    client_push (mia, shift_op ("shift.count-cash", &shift, "{\"denomination\":1000,\"quantity\":10}"));
  g_autoptr (FcSyncReply) submitted = client_push (mia, shift_op ("shift.submit", &shift, "{}"));
  g_autoptr (FcSyncReply) approved = client_push (mia, shift_op ("shift.approve", &shift, "{}"));
  g_assert_cmpstr (result_of (approved, 0)->error_message, ==, NULL);
  day->op_id = fc_id_new (now ());
  g_autoptr (FcSyncReply) closed = client_push (mia, fc_op_copy (day));
  g_assert_cmpstr (result_of (closed, 0)->error_message, ==, NULL);
  g_autoptr (FcSyncReply) refused = client_push (mia, shift_op ("shift.open", &late, open));
  g_assert_cmpstr (result_of (refused, 0)->error_code, ==, "locked");
}

/* A role that may read more is another bucket, so what was there before comes too. */
static void
test_new_role_back_fills (HubFixture    *fixture,
                          gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (FcRecord) north = client_make_station (ada, "N1");
  g_autoptr (Client) sam = client_make_user (ada, "sam@acme.example", "driver", north);
  g_autoptr (FcSyncReply) before = client_sync_ops (sam, NULL, NULL);
  g_autoptr (FcRecord) user = client_fetch (ada, FC_USER, &sam->user_id);
  g_autoptr (FcRecord) promoted = fc_record_copy (user);
  const char *const roles[] = { "supervisor", NULL };

  g_assert_null (client_fetch (sam, FC_STATION, fc_record_get_id (north)));
  fc_record_set_set (promoted, FC_USER_ROLES, roles);
  g_autoptr (FcSyncReply) patch = client_push (ada, fc_op_new_patch (user, promoted, now ()));
  g_assert_cmpint (result_of (patch, 0)->status, ==, FC_RESULT_APPLIED);
  g_autoptr (FcSyncReply) after = client_sync_ops (sam, NULL, before->cursor);
  gboolean station = FALSE;
  for (guint i = 0; i < after->updates->len; i++)
    station |= ((FcUpdate *) after->updates->pdata[i])->entity == FC_STATION;
  g_assert_true (station);
}

static void
test_pages_never_split_a_step (HubFixture    *fixture,
                               gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  const guint n_steps = 13, of = 370;
  gint64 last = 0;
  guint total = 0;

  for (guint i = 0; i < n_steps; i++)
    {
      g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
      for (guint j = 0; j < of; j++)
        {
          g_autofree char *code = g_strdup_printf ("P%u-%u", i, j);
          g_autoptr (FcRecord) product = new_product (code);
          g_ptr_array_add (ops, client_op (ada, fc_op_new_insert (product, now ())));
          ((FcOp *) ops->pdata[j])->txn_id = ((FcOp *) ops->pdata[0])->txn_id;
        }
      g_autoptr (FcSyncReply) pushed = client_sync_ops (ada, ops, NULL);
      g_assert_cmpint (result_of (pushed, of - 1)->status, ==, FC_RESULT_APPLIED);
      g_assert_cmpint (result_of (pushed, 0)->seq, ==, result_of (pushed, of - 1)->seq);
    }
  g_autoptr (FcSyncReply) page = client_sync_ops (ada, NULL, NULL);
  while (TRUE)
    {
      g_assert_cmpuint (page->updates->len, <=, FC_WIRE_MAX_UPDATES);
      for (guint i = 0; i < page->updates->len; i++)
        {
          const FcUpdate *update = page->updates->pdata[i];
          g_assert_cmpint (update->seq, >=, i == 0 ? last + 1 : last); /* a page begins with a new step */
          last = update->seq;
          total += update->entity == FC_PRODUCT;
        }
      if (!page->more)
        break;
      g_autoptr (FcCursor) cursor = fc_cursor_copy (page->cursor);
      fc_sync_reply_free (page);
      page = client_sync_ops (ada, NULL, cursor);
    }
  g_assert_cmpuint (total, ==, n_steps * of);
}

static gboolean
no_disk (FcHubStore  *store,
         const FcId  *tenant,
         const char  *email,
         const FcId  *but_user,
         gboolean    *taken,
         GError     **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The disk is gone.");
  return FALSE;
}

/* While the store does not answer nobody knows whether an address is free: the office sends the op again. */
static void
test_failing_store (HubFixture    *fixture,
                    gconstpointer  data)
{
  g_autoptr (Client) ada = client_sign_in (fixture, "acme", ADMIN, PASSWORD);
  g_autoptr (FcRecord) north = client_make_station (ada, "N1");
  g_autoptr (FcRecord) user = new_user ("sam@acme.example", "supervisor", fc_record_get_id (north));
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  FcHubStore *store = fc_hub_writer_get_store (fixture->hub->writer);
  const FcHubStoreClass *sound = store->class;
  FcHubStoreClass failing = *sound;

  failing.email_taken = no_disk;
  g_ptr_array_add (ops, client_op (ada, fc_op_new_insert (user, now ())));
  store->class = &failing;
  g_autoptr (Reply) reply = client_send_ops (ada, ops, NULL);
  store->class = sound;
  g_assert_cmpuint (reply->status, ==, 503);
  g_assert_cmpstr (reply_code (reply), ==, "store");
  g_assert_cmpint (hub_fixture_count (fixture, "quarantine"), ==, 0);
  g_autoptr (FcSyncReply) again = client_sync_ops (ada, ops, NULL);
  g_assert_cmpint (result_of (again, 0)->status, ==, FC_RESULT_APPLIED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(path, func) \
  hub_fixture_add ("push/" path, HubFixture, hub_fixture_set_up, func, hub_fixture_tear_down)
  TEST ("replay-gives-the-stored-result", test_replay);
  TEST ("same-id-with-another-hash", test_same_id_other_hash);
  TEST ("another-epoch-is-not-applied", test_another_epoch);
  TEST ("forked-client-is-told", test_forked_client);
  TEST ("people-of-one-client-are-no-fork", test_shared_client);
  TEST ("out-of-scope-is-kept-aside", test_out_of_scope);
  TEST ("another-person's-op", test_other_actor);
  TEST ("merges-field-by-field", test_merge);
  TEST ("unknown-field-survives", test_unknown_field);
  TEST ("a-step-is-whole-or-nothing", test_transaction_is_whole);
  TEST ("deleted-stays-deleted", test_delete);
  TEST ("tenants-are-apart", test_tenants_apart);
  TEST ("e-mail-taken", test_taken_email);
  TEST ("submit-here-approve-there", test_submit_and_approve);
  TEST ("a-closed-day-keeps-out", test_a_closed_day_keeps_out);
  TEST ("new-role-back-fills", test_new_role_back_fills);
  TEST ("pages-never-split-a-step", test_pages_never_split_a_step);
  /* PostgreSQL has a store for each of several threads; the rule is the same. */
  g_test_add ("/hub/push/a-failing-store-refuses-nothing", HubFixture, ON_SQLITE, hub_fixture_set_up, test_failing_store,
              hub_fixture_tear_down);
  return g_test_run ();
}
