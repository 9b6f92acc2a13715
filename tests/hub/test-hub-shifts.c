/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-fixture.h"

/* One station, two computers that did not hear of each other: nothing that was entered is lost. */
typedef struct {
  HubFixture hub;
  Client *ada;
  Client *sam;
  Client *zoe;
  char *open; /* arguments of the shift that both open */
} TwoOffices;

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
supervisor (TwoOffices *self,
            const char *email,
            const FcId *station)
{
  g_autoptr (FcRecord) user = new_user (email, "supervisor", station);
  g_autofree char *json = g_strdup_printf ("{\"do\":\"user.password\",\"tenant\":\"acme\",\"email\":\"%s\","
                                           "\"password\":\"" PASSWORD "\",\"cheap\":true}",
                                           email);

  push_well (self->ada, fc_op_new_insert (user, now ()));
  json_object_unref (hub_fixture_admin (&self->hub, json));
  return client_sign_in (&self->hub, "acme", email, PASSWORD);
}

static void
set_up (TwoOffices    *self,
        gconstpointer  store)
{
  g_autoptr (FcRecord) station = new_station ("N1");
  g_autofree char *id = fc_id_dup_string (fc_record_get_id (station));

  hub_fixture_set_up (&self->hub, store);
  self->ada = client_sign_in (&self->hub, "acme", ADMIN, PASSWORD);
  push_well (self->ada, fc_op_new_insert (station, now ()));
  self->sam = supervisor (self, "sam@acme.example", fc_record_get_id (station));
  self->zoe = supervisor (self, "zoe@acme.example", fc_record_get_id (station));
  self->open = g_strdup_printf ("{\"station_id\":\"%s\",\"business_date\":\"2026-11-20\",\"number\":1}", id);
}

static void
tear_down (TwoOffices    *self,
           gconstpointer  store)
{
  g_clear_pointer (&self->ada, client_free);
  g_clear_pointer (&self->sam, client_free);
  g_clear_pointer (&self->zoe, client_free);
  g_clear_pointer (&self->open, g_free);
  hub_fixture_tear_down (&self->hub, store);
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
assert_state (Client     *client,
              const FcId *shift,
              const char *state)
{
  g_autoptr (FcRecord) seen = client_fetch (client, FC_SHIFT, shift);

  g_assert_nonnull (seen);
  g_assert_cmpstr (fc_record_get_text (seen, FC_SHIFT_STATE), ==, state);
}

/* So many notes of 1.00 lie in the shift's drawer. */
static void
assert_counted (Client     *client,
                const FcId *shift,
                gint64      quantity)
{
  g_autofree char *key = fc_id_dup_string (shift);
  FcId id = fc_id_from_key (key, "cash_count", "100", NULL);
  g_autoptr (FcRecord) seen = client_fetch (client, FC_CASH_COUNT, &id);

  g_assert_nonnull (seen);
  g_assert_cmpint (fc_record_get_int (seen, FC_CASH_COUNT_QUANTITY), ==, quantity);
}

static void
test_both_open_the_same_shift (TwoOffices    *self,
                               gconstpointer  store)
{
  FcId here = fc_id_new (now ()), there = fc_id_new (now ());

  push_well (self->sam, shift_op ("shift.open", &here, self->open));
  push_well (self->zoe, shift_op ("shift.open", &there, self->open));
  push_well (self->sam, shift_op ("shift.count-cash", &here, "{\"denomination\":100,\"quantity\":3}"));
  push_well (self->zoe, shift_op ("shift.count-cash", &there, "{\"denomination\":100,\"quantity\":5}"));
  assert_counted (self->zoe, &here, 3);
  assert_counted (self->sam, &there, 5);
  g_assert_cmpint (hub_fixture_count (&self->hub, "quarantine"), ==, 0);
  {
    g_autoptr (FcRecord) seen = client_fetch (self->sam, FC_SHIFT, &there);

    g_assert_true (fc_id_equal (fc_record_get_ref (seen, FC_SHIFT_OPENED_BY), &self->zoe->user_id));
  }
  push_well (self->sam, shift_op ("shift.renumber", &there, "{\"number\":2}"));
}

static void
test_a_discarded_shift_takes_nothing_more (TwoOffices    *self,
                                           gconstpointer  store)
{
  FcId shift = fc_id_new (now ());

  push_well (self->sam, shift_op ("shift.open", &shift, self->open));
  push_well (self->sam, shift_op ("shift.count-cash", &shift, "{\"denomination\":100,\"quantity\":3}"));
  {
    g_autoptr (FcSyncReply) silent = client_push (self->sam, shift_op ("shift.discard", &shift, "{}"));

    g_assert_cmpstr (result_of (silent, 0)->error_code, ==, "invalid");
  }
  push_well (self->sam, shift_op ("shift.discard", &shift, "{\"reason\":\"the wrong day\"}"));
  assert_state (self->zoe, &shift, "discarded");
  {
    g_autoptr (FcSyncReply) late =
      client_push (self->zoe, shift_op ("shift.count-cash", &shift, "{\"denomination\":100,\"quantity\":9}"));

    g_assert_cmpstr (result_of (late, 0)->error_code, ==, "locked");
    g_assert_cmpint (hub_fixture_count (&self->hub, "quarantine"), >=, 1); /* kept for her to enter elsewhere */
  }
  push_well (self->zoe, shift_op ("shift.restore", &shift, "{}"));
  push_well (self->zoe, shift_op ("shift.count-cash", &shift, "{\"denomination\":100,\"quantity\":9}"));
  assert_counted (self->sam, &shift, 9);
}

/* The other computer went on after it meanwhile. */
static void
test_what_another_office_follows_is_kept (TwoOffices    *self,
                                          gconstpointer  store)
{
  FcId first = fc_id_new (now ()), second = fc_id_new (now ());
  g_autofree char *id = fc_id_dup_string (&first);
  g_autoptr (JsonNode) node = json_from_string (self->open, NULL);
  JsonObject *args = json_node_get_object (node);

  push_well (self->sam, shift_op ("shift.open", &first, self->open));
  json_object_set_int_member (args, "number", 2);
  json_object_set_string_member (args, "previous_id", id);
  push_well (self->zoe, fc_op_new_command ("shift.open", FC_SHIFT, &second, json_object_ref (args), now ()));
  {
    g_autoptr (FcSyncReply) refused = client_push (self->sam, shift_op ("shift.discard", &first, "{}"));

    g_assert_cmpstr (result_of (refused, 0)->error_code, ==, "conflict");
    g_assert_nonnull (strstr (result_of (refused, 0)->error_message, "shift 2"));
  }
  assert_state (self->zoe, &first, "open");
}

#define TEST(name, func) hub_fixture_add ("shifts/" name, TwoOffices, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("both-open-the-same-shift", test_both_open_the_same_shift);
  TEST ("a-discarded-shift-takes-nothing-more", test_a_discarded_shift_takes_nothing_more);
  TEST ("what-another-office-follows-is-kept", test_what_another_office_follows_is_kept);
  return g_test_run ();
}
