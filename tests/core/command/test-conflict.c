/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-conflict.h"

#include "fc-error.h"
#include "fc-permissions.h"

/* Two offices set up the same tank apart from each other. */

typedef struct {
  FcId tenant, tank_id, station;
  FcActor *alice, *boris; /* both may set up tanks */
  FcRowSet *rows;         /* the hub's */
} Office;

static FcActor *
manager (const FcId *tenant,
         const char *name)
{
  FcId id = fc_id_from_key ("user", name, NULL);
  FcActor *actor = fc_actor_new_system (tenant);

  actor->user_id = id;
  return actor;
}

static FcRecord *
tank (Office *office)
{
  return fc_row_set_get (office->rows, FC_TANK, &office->tank_id);
}

static void
set_up (Office        *office,
        gconstpointer  data)
{
  g_autoptr (FcRecord) station = NULL;
  g_autoptr (FcRecord) row = NULL;
  FcId product = fc_id_from_key ("product", NULL);

  office->tenant = fc_id_from_key ("tenant", NULL);
  office->tank_id = fc_id_from_key ("tank", NULL);
  office->station = fc_id_from_key ("station", NULL);
  office->alice = manager (&office->tenant, "alice");
  office->boris = manager (&office->tenant, "boris");
  office->rows = fc_row_set_new ();
  station = fc_record_new (FC_STATION, &office->station);
  fc_record_set_text (station, FC_STATION_CODE, "N1");
  fc_record_set_text (station, FC_STATION_NAME, "North");
  fc_record_set_text (station, FC_STATION_TIME_ZONE, "UTC");
  fc_record_set_text (station, FC_STATION_CURRENCY, "EUR");
  fc_row_set_add (office->rows, station);
  row = fc_record_new (FC_TANK, &office->tank_id);
  fc_record_set_ref (row, FC_TANK_STATION_ID, &office->station);
  fc_record_set_ref (row, FC_TANK_PRODUCT_ID, &product);
  fc_record_set_int (row, FC_TANK_NUMBER, 3);
  fc_record_set_int (row, FC_TANK_CAPACITY, 20000000);
  fc_row_set_add (office->rows, row);
}

static void
tear_down (Office        *office,
           gconstpointer  data)
{
  fc_actor_free (office->alice);
  fc_actor_free (office->boris);
  fc_row_set_free (office->rows);
}

static FcOp *
capacity_op (FcRecord *seen,
             gint64    litres)
{
  g_autoptr (FcRecord) after = fc_record_copy (seen);

  fc_record_set_int (after, FC_TANK_CAPACITY, litres * 1000);
  return fc_op_new_patch (seen, after, 1000);
}

/* Runs at the hub and applies. */
static FcChangeSet *
run (Office        *office,
     const FcActor *actor,
     FcOp          *op)
{
  g_autoptr (FcOp) owned = op;
  g_autoptr (GError) error = NULL;
  FcChangeSet *changes = fc_op_run (owned, actor, office->rows, &error);

  g_assert_no_error (error);
  fc_change_set_apply_to_rows (changes, office->rows);
  return changes;
}

static FcRecord *
only_conflict (Office *office)
{
  g_autoptr (GPtrArray) list = fc_row_set_list (office->rows, FC_CONFLICT);

  g_assert_cmpuint (list->len, ==, 1);
  return list->pdata[0];
}

/* Alice's change is in, Boris's comes second; both saw 20,000 litres. */
static FcRecord *
quarrel (Office *office)
{
  g_autoptr (FcRecord) seen = g_object_ref (tank (office));
  g_autoptr (FcChangeSet) first = run (office, office->alice, capacity_op (seen, 30000));
  g_autoptr (FcChangeSet) second = run (office, office->boris, capacity_op (seen, 40000));

  g_assert_cmpuint (first->n_conflicts, ==, 0);
  g_assert_cmpuint (second->n_conflicts, ==, 1);
  return only_conflict (office);
}

static void
both_values_are_kept (Office        *office,
                      gconstpointer  data)
{
  FcRecord *conflict = quarrel (office);

  g_assert_cmpint (fc_record_get_int (tank (office), FC_TANK_CAPACITY), ==, 30000000);
  g_assert_cmpstr (fc_record_get_text (conflict, FC_CONFLICT_BASE), ==, "{\"capacity\":20000000}");
  g_assert_cmpstr (fc_record_get_text (conflict, FC_CONFLICT_KEPT), ==, "{\"capacity\":30000000}");
  g_assert_cmpstr (fc_record_get_text (conflict, FC_CONFLICT_WANTED), ==, "{\"capacity\":40000000}");
  g_assert_true (fc_id_equal (fc_record_get_ref (conflict, FC_CONFLICT_WANTED_BY), &office->boris->user_id));
  g_assert_true (fc_id_equal (fc_record_get_ref (conflict, FC_CONFLICT_STATION_ID), &office->station));
}

static void
who_changes_twice_quarrels_once (Office        *office,
                                 gconstpointer  data)
{
  g_autoptr (FcRecord) seen = g_object_ref (tank (office));
  g_autoptr (FcRecord) own = fc_record_copy (seen);
  g_autoptr (FcChangeSet) second = NULL;

  fc_record_set_int (own, FC_TANK_CAPACITY, 40000000);
  quarrel (office);
  second = run (office, office->boris, capacity_op (own, 45000));
  g_assert_cmpstr (fc_record_get_text (only_conflict (office), FC_CONFLICT_WANTED), ==, "{\"capacity\":45000000}");
  g_assert_cmpstr (fc_record_get_text (only_conflict (office), FC_CONFLICT_BASE), ==, "{\"capacity\":20000000}");
}

static void
who_gives_in_settles_it (Office        *office,
                         gconstpointer  data)
{
  g_autoptr (FcRecord) own = fc_record_copy (tank (office));
  g_autoptr (FcChangeSet) second = NULL;

  fc_record_set_int (own, FC_TANK_CAPACITY, 40000000);
  quarrel (office);
  second = run (office, office->boris, capacity_op (own, 30000));
  g_assert_cmpstr (fc_record_get_text (only_conflict (office), FC_CONFLICT_STATE), ==, "settled");
}

static void
a_manager_decides (Office        *office,
                   gconstpointer  data)
{
  FcRecord *conflict = quarrel (office);
  g_autoptr (FcChangeSet) decided =
    run (office, office->alice, fc_conflict_decide_op (conflict, "wanted", tank (office), NULL, "measured", 2000));
  g_autoptr (FcChangeSet) again = NULL;

  g_assert_cmpint (fc_record_get_int (tank (office), FC_TANK_CAPACITY), ==, 40000000);
  conflict = only_conflict (office);
  g_assert_cmpstr (fc_record_get_text (conflict, FC_CONFLICT_STATE), ==, "decided");
  g_assert_cmpstr (fc_record_get_text (conflict, FC_CONFLICT_VALUE), ==, "{\"capacity\":40000000}");
  g_assert_cmpstr (fc_record_get_text (conflict, FC_CONFLICT_COMMENT), ==, "measured");
  again = run (office, office->boris, fc_conflict_decide_op (conflict, "wanted", tank (office), NULL, NULL, 3000));
  g_assert_cmpuint (again->changes->len, ==, 0);
}

/* Who wanted the second value decides themselves: a decision is no further change of theirs. */
static void
one_of_the_two_decides (Office        *office,
                        gconstpointer  data)
{
  FcRecord *conflict = quarrel (office);
  g_autoptr (FcOp) op = fc_conflict_decide_op (conflict, "wanted", tank (office), NULL, NULL, 2000);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcChangeSet) here = fc_op_run (op, office->boris, office->rows, &error);
  g_autoptr (FcChangeSet) there = NULL;

  g_assert_no_error (error);
  fc_op_note_seen (op, here);
  there = run (office, office->boris, fc_op_copy (op));
  g_assert_cmpstr (fc_record_get_text (only_conflict (office), FC_CONFLICT_STATE), ==, "decided");
  g_assert_cmpint (fc_record_get_int (tank (office), FC_TANK_CAPACITY), ==, 40000000);
}

static void
a_third_value_can_be_chosen (Office        *office,
                             gconstpointer  data)
{
  FcRecord *conflict = quarrel (office);
  g_autoptr (FcChangeSet) decided = run (office, office->alice,
                                         fc_conflict_decide_op (conflict, "other", tank (office),
                                                                "{\"capacity\":35000000}", NULL, 2000));

  g_assert_cmpint (fc_record_get_int (tank (office), FC_TANK_CAPACITY), ==, 35000000);
}

static void
assert_refused (Office        *office,
                const FcActor *actor,
                FcOp          *op,
                int            code)
{
  g_autoptr (FcOp) owned = op;
  g_autoptr (GError) error = NULL;
  g_autoptr (FcChangeSet) changes = fc_op_run (owned, actor, office->rows, &error);

  g_assert_error (error, FC_ERROR, code);
}

static void
nobody_decides_over_what_they_have_not_seen (Office        *office,
                                             gconstpointer  data)
{
  g_autoptr (FcRecord) conflict = g_object_ref (quarrel (office));
  g_autoptr (FcRecord) seen = g_object_ref (tank (office));
  g_autoptr (FcChangeSet) later = run (office, office->alice, capacity_op (tank (office), 31000));

  assert_refused (office, office->boris, fc_conflict_decide_op (conflict, "wanted", seen, NULL, NULL, 2000),
                  FC_ERROR_CONFLICT);
}

static void
who_may_not_set_up_tanks_does_not_decide (Office        *office,
                                          gconstpointer  data)
{
  FcRecord *conflict = quarrel (office);
  g_autoptr (FcActor) clerk = fc_actor_copy (office->boris);

  g_hash_table_remove_all (clerk->permissions);
  assert_refused (office, clerk, fc_conflict_decide_op (conflict, "kept", tank (office), NULL, NULL, 2000),
                  FC_ERROR_DENIED);
}

static void
the_second_decision_of_another_kind_is_refused (Office        *office,
                                                gconstpointer  data)
{
  FcRecord *conflict = quarrel (office);
  g_autoptr (FcChangeSet) decided =
    run (office, office->alice, fc_conflict_decide_op (conflict, "kept", tank (office), NULL, NULL, 2000));

  assert_refused (office, office->boris,
                  fc_conflict_decide_op (only_conflict (office), "wanted", tank (office), NULL, NULL, 3000),
                  FC_ERROR_CONFLICT);
}

static void
a_deleted_record_can_only_be_closed (Office        *office,
                                     gconstpointer  data)
{
  g_autoptr (FcRecord) conflict = g_object_ref (quarrel (office));
  g_autoptr (FcChangeSet) closed = NULL;

  fc_row_set_remove (office->rows, FC_TANK, &office->tank_id);
  assert_refused (office, office->boris, fc_conflict_decide_op (conflict, "wanted", NULL, NULL, NULL, 2000),
                  FC_ERROR_NOT_FOUND);
  closed = run (office, office->boris, fc_conflict_decide_op (conflict, "kept", NULL, NULL, NULL, 2000));
  g_assert_cmpstr (fc_record_get_text (only_conflict (office), FC_CONFLICT_STATE), ==, "decided");
}

static void
what_gave_way_is_in_the_audit_log (Office        *office,
                                   gconstpointer  data)
{
  FcId id = fc_id_from_key ("user", "carla", NULL);
  g_autoptr (FcRecord) user = fc_record_new (FC_USER, &id);
  g_autoptr (FcRecord) seen = NULL, now = NULL, wanted = NULL;
  g_autoptr (FcOp) op = NULL;
  g_autoptr (FcChangeSet) changes = NULL;
  g_autoptr (GPtrArray) log = NULL;
  g_autoptr (GError) error = NULL;

  fc_record_set_text (user, FC_USER_EMAIL, "c@x.example");
  fc_record_set_text (user, FC_USER_NAME, "Carla");
  seen = fc_record_copy (user);
  now = fc_record_copy (user);
  wanted = fc_record_copy (user);
  fc_record_set_set (now, FC_USER_STATIONS, (const char *const[]) { "one", NULL });
  fc_record_set_set (wanted, FC_USER_STATIONS, (const char *const[]) { "two", NULL });
  fc_row_set_add (office->rows, now);
  op = fc_op_new_patch (seen, wanted, 1000);
  changes = fc_op_run (op, office->alice, office->rows, &error);
  g_assert_no_error (error);
  g_assert_true (changes->merged);
  log = fc_change_set_log (changes, op, office->alice, NULL, NULL);
  g_assert_cmpuint (log->len, ==, 1);
  g_assert_cmpstr (fc_record_get_text (log->pdata[0], FC_AUDIT_ENTRY_ACTION), ==, FC_ACTION_LOST);
  g_assert_cmpstr (fc_record_get_text (log->pdata[0], FC_AUDIT_ENTRY_OLD_VALUES), ==, "{\"stations\":\"[\\\"two\\\"]\"}");
  g_assert_cmpstr (fc_record_get_text (log->pdata[0], FC_AUDIT_ENTRY_NEW_VALUES), ==, "{\"stations\":\"[\\\"one\\\"]\"}");
}

static void
work_is_handed_over_and_dealt_with (Office        *office,
                                    gconstpointer  data)
{
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  g_autoptr (GPtrArray) back = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (FcChangeSet) over = NULL, done = NULL;
  g_autoptr (FcActor) clerk = fc_actor_copy (office->boris);
  g_autoptr (GError) error = NULL;

  g_hash_table_remove_all (clerk->permissions);
  g_ptr_array_add (ops, capacity_op (tank (office), 40000));
  ((FcOp *) ops->pdata[0])->client_id = fc_id_from_key ("client", NULL);
  ((FcOp *) ops->pdata[0])->client_seq = 1;
  ((FcOp *) ops->pdata[0])->actor = clerk->user_id;
  over = run (office, clerk, fc_handover_new_op (ops, &office->station, "Your roles do not allow this", "Please", 2000));
  list = fc_row_set_list (office->rows, FC_HANDOVER);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpstr (fc_record_get_text (list->pdata[0], FC_HANDOVER_ACTION), ==, "patch");
  back = fc_handover_get_ops (list->pdata[0], &error);
  g_assert_no_error (error);
  g_assert_cmpuint (back->len, ==, 1);
  g_assert_true (fc_id_equal (&((FcOp *) back->pdata[0])->op_id, &((FcOp *) ops->pdata[0])->op_id));
  assert_refused (office, clerk, fc_handover_settle_op (list->pdata[0], "done", NULL, 3000), FC_ERROR_DENIED);
  done = run (office, office->alice, fc_handover_settle_op (list->pdata[0], "done", NULL, 3000));
  g_clear_pointer (&list, g_ptr_array_unref);
  list = fc_row_set_list (office->rows, FC_HANDOVER);
  g_assert_cmpstr (fc_record_get_text (list->pdata[0], FC_HANDOVER_STATE), ==, "done");
}

#define ADD(name, func) g_test_add ("/command/conflict/" name, Office, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("both-values-are-kept", both_values_are_kept);
  ADD ("who-changes-twice-quarrels-once", who_changes_twice_quarrels_once);
  ADD ("who-gives-in-settles-it", who_gives_in_settles_it);
  ADD ("a-manager-decides", a_manager_decides);
  ADD ("one-of-the-two-decides", one_of_the_two_decides);
  ADD ("a-third-value-can-be-chosen", a_third_value_can_be_chosen);
  ADD ("nobody-decides-over-what-they-have-not-seen", nobody_decides_over_what_they_have_not_seen);
  ADD ("who-may-not-set-up-tanks-does-not-decide", who_may_not_set_up_tanks_does_not_decide);
  ADD ("the-second-decision-of-another-kind-is-refused", the_second_decision_of_another_kind_is_refused);
  ADD ("a-deleted-record-can-only-be-closed", a_deleted_record_can_only_be_closed);
  ADD ("what-gave-way-is-in-the-audit-log", what_gave_way_is_in_the_audit_log);
  ADD ("work-is-handed-over-and-dealt-with", work_is_handed_over_and_dealt_with);
  return g_test_run ();
}
