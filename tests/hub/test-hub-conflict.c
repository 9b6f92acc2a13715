/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-conflict.h"
#include "hub-fixture.h"

/* Two offices change the same record apart from each other; the hub hears of the one after the other. */

typedef struct {
  HubFixture hub;
  Client *ada, *mia, *max; /* the administrator; managers of the two offices */
  FcRecord *station, *tank;
} World;

static gint64
now (void)
{
  return g_get_real_time ();
}

static void
push_well (Client *client,
           FcOp   *op)
{
  g_autoptr (FcSyncReply) reply = client_push (client, op);

  g_assert_cmpstr (result_of (reply, 0)->error_message, ==, NULL);
}

static Client *
manager (World      *world,
         const char *email)
{
  g_autoptr (FcRecord) user = new_user (email, "station_manager", fc_record_get_id (world->station));
  g_autofree char *json = g_strdup_printf ("{\"do\":\"user.password\",\"tenant\":\"acme\",\"email\":\"%s\","
                                           "\"password\":\"" PASSWORD "\",\"cheap\":true}",
                                           email);

  push_well (world->ada, fc_op_new_insert (user, now ()));
  json_object_unref (hub_fixture_admin (&world->hub, json));
  return client_sign_in (&world->hub, "acme", email, PASSWORD);
}

static void
set_up (World         *world,
        gconstpointer  data)
{
  g_autoptr (FcRecord) product = new_product ("D");
  FcId id = fc_id_new (now ());

  hub_fixture_set_up (&world->hub, data);
  world->ada = client_sign_in (&world->hub, "acme", ADMIN, PASSWORD);
  world->station = new_station ("N1");
  push_well (world->ada, fc_op_new_insert (world->station, now ()));
  push_well (world->ada, fc_op_new_insert (product, now ()));
  world->tank = fc_record_new (FC_TANK, &id);
  fc_record_set_ref (world->tank, FC_TANK_STATION_ID, fc_record_get_id (world->station));
  fc_record_set_ref (world->tank, FC_TANK_PRODUCT_ID, fc_record_get_id (product));
  fc_record_set_int (world->tank, FC_TANK_NUMBER, 3);
  fc_record_set_int (world->tank, FC_TANK_CAPACITY, 20000000);
  push_well (world->ada, fc_op_new_insert (world->tank, now ()));
  world->mia = manager (world, "mia@acme.example");
  world->max = manager (world, "max@acme.example");
}

static void
tear_down (World         *world,
           gconstpointer  data)
{
  client_free (world->ada);
  client_free (world->mia);
  client_free (world->max);
  g_object_unref (world->station);
  g_object_unref (world->tank);
  hub_fixture_tear_down (&world->hub, data);
}

static FcOp *
capacity_op (FcRecord *seen,
             gint64    litres)
{
  g_autoptr (FcRecord) after = fc_record_copy (seen);

  fc_record_set_int (after, FC_TANK_CAPACITY, litres * 1000);
  return fc_op_new_patch (seen, after, now ());
}

static FcRecord *
tank_of (World  *world,
         Client *client)
{
  return client_fetch (client, FC_TANK, fc_record_get_id (world->tank));
}

/* The one conflict as this client's pull brings it; NULL where it brings none. */
static FcRecord *
conflict_of (Client *client)
{
  g_autoptr (FcSyncReply) reply = client_sync_ops (client, NULL, NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < reply->updates->len; i++)
    {
      const FcUpdate *update = reply->updates->pdata[i];
      FcRecord *record;
      if (update->entity != FC_CONFLICT)
        continue;
      record = fc_update_get_record (update, &error);
      g_assert_no_error (error);
      return record;
    }
  return NULL;
}

static FcRecord *
quarrel (World *world)
{
  g_autoptr (FcRecord) seen = tank_of (world, world->mia);
  g_autoptr (FcSyncReply) first = client_push (world->mia, capacity_op (seen, 30000));
  g_autoptr (FcSyncReply) second = client_push (world->max, capacity_op (seen, 40000));

  g_assert_cmpint (result_of (first, 0)->status, ==, FC_RESULT_APPLIED);
  g_assert_cmpint (result_of (second, 0)->status, ==, FC_RESULT_CONFLICT);
  g_assert_cmpint (result_of (second, 0)->seq, >, 0);
  return conflict_of (world->mia);
}

static void
both_values_are_kept_with_who_and_when (World         *world,
                                        gconstpointer  data)
{
  g_autoptr (FcRecord) conflict = quarrel (world);
  g_autoptr (FcRecord) others = conflict_of (world->max);
  g_autoptr (FcRecord) tank = tank_of (world, world->max);

  g_assert_cmpint (fc_record_get_int (tank, FC_TANK_CAPACITY), ==, 30000000);
  g_assert_nonnull (others);
  g_assert_cmpstr (fc_record_get_text (conflict, FC_CONFLICT_KEPT), ==, "{\"capacity\":30000000}");
  g_assert_cmpstr (fc_record_get_text (conflict, FC_CONFLICT_WANTED), ==, "{\"capacity\":40000000}");
  g_assert_true (fc_id_equal (fc_record_get_ref (conflict, FC_CONFLICT_KEPT_BY), &world->mia->user_id));
  g_assert_true (fc_id_equal (fc_record_get_ref (conflict, FC_CONFLICT_WANTED_BY), &world->max->user_id));
  g_assert_cmpint (fc_record_get_int (conflict, FC_CONFLICT_KEPT_AT), >, 0);
  g_assert_cmpint (fc_record_get_int (conflict, FC_CONFLICT_WANTED_AT), >=,
                   fc_record_get_int (conflict, FC_CONFLICT_KEPT_AT));
}

/* Both changes come in one request: who wrote the first is not in the store yet. */
static void
the_author_is_known_within_a_request (World         *world,
                                      gconstpointer  data)
{
  g_autoptr (FcRecord) seen = tank_of (world, world->mia);
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);

  g_ptr_array_add (ops, client_op (world->mia, capacity_op (seen, 30000)));
  g_ptr_array_add (ops, client_op (world->mia, capacity_op (seen, 40000)));
  g_autoptr (FcSyncReply) reply = client_sync_ops (world->mia, ops, NULL);
  g_assert_cmpint (result_of (reply, 1)->status, ==, FC_RESULT_CONFLICT);
  g_autoptr (FcRecord) conflict = conflict_of (world->mia);
  g_assert_true (fc_id_equal (fc_record_get_ref (conflict, FC_CONFLICT_KEPT_BY), &world->mia->user_id));
}

static void
a_decision_reaches_every_office (World         *world,
                                 gconstpointer  data)
{
  g_autoptr (FcRecord) conflict = quarrel (world);
  g_autoptr (FcRecord) seen = tank_of (world, world->mia);

  push_well (world->mia, fc_conflict_decide_op (conflict, "wanted", seen, NULL, "by the plate", now ()));
  g_autoptr (FcRecord) tank = tank_of (world, world->max);
  g_autoptr (FcRecord) closed = conflict_of (world->max);
  g_assert_cmpint (fc_record_get_int (tank, FC_TANK_CAPACITY), ==, 40000000);
  g_assert_cmpstr (fc_record_get_text (closed, FC_CONFLICT_STATE), ==, "decided");
  g_assert_true (fc_id_equal (fc_record_get_ref (closed, FC_CONFLICT_DECIDED_BY), &world->mia->user_id));
}

static void
the_second_of_two_decisions_is_refused (World         *world,
                                        gconstpointer  data)
{
  g_autoptr (FcRecord) conflict = quarrel (world);
  g_autoptr (FcRecord) seen = tank_of (world, world->mia);

  push_well (world->mia, fc_conflict_decide_op (conflict, "kept", seen, NULL, NULL, now ()));
  g_autoptr (FcSyncReply) late =
    client_push (world->max, fc_conflict_decide_op (conflict, "wanted", seen, NULL, NULL, now ()));
  g_assert_cmpint (result_of (late, 0)->status, ==, FC_RESULT_REJECTED);
  g_assert_cmpstr (result_of (late, 0)->error_code, ==, "conflict");
  g_autoptr (FcRecord) tank = tank_of (world, world->max);
  g_assert_cmpint (fc_record_get_int (tank, FC_TANK_CAPACITY), ==, 30000000);
}

static void
a_conflict_of_no_station_reaches_every_office (World         *world,
                                               gconstpointer  data)
{
  g_autoptr (FcRecord) product = new_product ("E10");
  g_autoptr (FcRecord) one = fc_record_copy (product);
  g_autoptr (FcRecord) other = fc_record_copy (product);

  push_well (world->ada, fc_op_new_insert (product, now ()));
  fc_record_set_int (one, FC_PRODUCT_DENSITY, 740000);
  fc_record_set_int (other, FC_PRODUCT_DENSITY, 750000);
  push_well (world->ada, fc_op_new_patch (product, one, now ()));
  g_autoptr (FcSyncReply) second = client_push (world->ada, fc_op_new_patch (product, other, now ()));
  g_assert_cmpint (result_of (second, 0)->status, ==, FC_RESULT_CONFLICT);
  g_autoptr (FcRecord) conflict = conflict_of (world->mia);
  g_assert_nonnull (conflict);
  g_assert_null (fc_record_get_ref (conflict, FC_CONFLICT_STATION_ID));
}

static void
another_station_hears_nothing (World         *world,
                               gconstpointer  data)
{
  g_autoptr (FcRecord) conflict = quarrel (world);
  g_autoptr (FcRecord) south = new_station ("S1");

  push_well (world->ada, fc_op_new_insert (south, now ()));
  g_clear_object (&world->station);
  world->station = g_steal_pointer (&south);
  g_autoptr (Client) sue = manager (world, "sue@acme.example");
  g_autoptr (FcRecord) seen = conflict_of (sue);
  g_assert_null (seen);
}

/* Audit lines of values that gave way, as who may read the log hears of them. */
static guint
lost_lines (Client     *client,
            const char *wanted)
{
  g_autoptr (FcSyncReply) reply = client_sync_ops (client, NULL, NULL);
  guint n = 0;

  for (guint i = 0; i < reply->facts->len; i++)
    {
      const FcFactBatch *batch = reply->facts->pdata[i];
      for (guint row = 0; batch->entity == FC_AUDIT_ENTRY && row < batch->n; row++)
        {
          g_autoptr (FcRecord) line = fc_fact_batch_get_record (batch, row);
          n += g_strcmp0 (fc_record_get_text (line, FC_AUDIT_ENTRY_ACTION), FC_ACTION_LOST) == 0 &&
               g_strcmp0 (fc_record_get_text (line, FC_AUDIT_ENTRY_OLD_VALUES), wanted) == 0;
        }
    }
  return n;
}

static void
a_delete_wins_and_the_patch_is_kept (World         *world,
                                     gconstpointer  data)
{
  g_autoptr (FcRecord) seen = tank_of (world, world->mia);

  push_well (world->mia, fc_op_new_delete (seen, now ()));
  g_autoptr (FcSyncReply) late = client_push (world->max, capacity_op (seen, 40000));
  g_assert_cmpint (result_of (late, 0)->status, ==, FC_RESULT_REJECTED);
  g_assert_cmpstr (result_of (late, 0)->error_code, ==, "not-found");
  g_assert_null (tank_of (world, world->mia));
  g_assert_cmpint (hub_fixture_count (&world->hub, "quarantine"), ==, 1);
  g_assert_cmpuint (lost_lines (world->ada, "{\"capacity\":40000000}"), ==, 1);
}

/* Two offices counted the same drawer on copies that did not know of each other. */
static void
counts_of_two_offices_meet (World         *world,
                            gconstpointer  data)
{
  FcId shift = fc_id_new (now ());
  g_autofree char *id = fc_id_dup_string (fc_record_get_id (world->station));
  g_autofree char *args =
    g_strdup_printf ("{\"station_id\":\"%s\",\"business_date\":\"2026-11-20\",\"number\":1}", id);
  g_autoptr (JsonNode) open = json_from_string (args, NULL);
  g_autoptr (JsonNode) one = json_from_string ("{\"denomination\":1000,\"quantity\":10}", NULL);
  g_autoptr (JsonNode) other = json_from_string ("{\"denomination\":1000,\"quantity\":12}", NULL);

  push_well (world->mia, fc_op_new_command ("shift.open", FC_SHIFT, &shift, json_node_dup_object (open), now ()));
  push_well (world->mia, fc_op_new_command ("shift.count-cash", FC_SHIFT, &shift, json_node_dup_object (one), now ()));
  g_autoptr (FcSyncReply) all = client_sync_ops (world->max, NULL, NULL);
  FcOp *late = fc_op_new_command ("shift.count-cash", FC_SHIFT, &shift, json_node_dup_object (other), now ());
  g_autofree char *key = NULL;
  for (guint i = 0; i < all->updates->len; i++)
    {
      const FcUpdate *update = all->updates->pdata[i];
      g_autofree char *row = fc_id_dup_string (&update->id);
      if (update->entity == FC_CASH_COUNT)
        key = g_strconcat ("cash_count/", row, NULL);
    }
  g_assert_nonnull (key);
  late->prev = json_object_new ();
  json_object_set_object_member (late->prev, key, json_object_new ()); /* the office of Max held no such count */
  g_autoptr (FcSyncReply) second = client_push (world->max, late);
  g_assert_cmpstr (result_of (second, 0)->error_message, ==, NULL);
  g_assert_cmpint (result_of (second, 0)->status, ==, FC_RESULT_CONFLICT);
  g_autoptr (FcRecord) conflict = conflict_of (world->mia);
  g_assert_cmpstr (fc_record_get_text (conflict, FC_CONFLICT_KEPT), ==, "{\"quantity\":10}");
  g_assert_cmpstr (fc_record_get_text (conflict, FC_CONFLICT_WANTED), ==, "{\"quantity\":12}");
}

#define ADD(name, func) hub_fixture_add ("conflict/" name, World, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("both-values-are-kept-with-who-and-when", both_values_are_kept_with_who_and_when);
  ADD ("the-author-is-known-within-a-request", the_author_is_known_within_a_request);
  ADD ("a-decision-reaches-every-office", a_decision_reaches_every_office);
  ADD ("the-second-of-two-decisions-is-refused", the_second_of_two_decisions_is_refused);
  ADD ("a-conflict-of-no-station-reaches-every-office", a_conflict_of_no_station_reaches_every_office);
  ADD ("another-station-hears-nothing", another_station_hears_nothing);
  ADD ("a-delete-wins-and-the-patch-is-kept", a_delete_wins_and_the_patch_is_kept);
  ADD ("counts-of-two-offices-meet", counts_of_two_offices_meet);
  return g_test_run ();
}
