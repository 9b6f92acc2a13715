/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fc-conflict.h"
#include "fc-test-office.h"

/* An office and a hub that is plain memory: it runs the same ops on its own rows. */

typedef struct {
  FcOffice *office;
  FcRowSet *rows;      /* the hub's */
  GHashTable *results; /* FcId* → FcOpResult: an op that comes again gets the same answer */
  FcActor *mia, *other;
  gint64 seq;
} World;

static gpointer
copy_id (const FcId *id)
{
  return g_memdup2 (id, sizeof *id);
}

static FcActor *
actor (const FcId *tenant,
       const FcId *user)
{
  FcActor *self = fc_actor_new_system (tenant);

  self->user_id = *user;
  return self;
}

/* Everything of the hub, as a pull brings it. */
static GPtrArray *
snapshot (World *world)
{
  static const FcEntity entities[] = { FC_ROLE, FC_USER, FC_STATION, FC_PRODUCT, FC_SHIFT, FC_CASH_COUNT, FC_CONFLICT };
  GPtrArray *pulled = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_pulled_row_free);

  for (guint e = 0; e < G_N_ELEMENTS (entities); e++)
    {
      g_autoptr (GPtrArray) rows = fc_row_set_list (world->rows, entities[e]);

      for (guint i = 0; i < rows->len; i++)
        g_ptr_array_add (pulled,
                         fc_pulled_row_new (FC_PULLED_ROW, entities[e], fc_record_get_id (rows->pdata[i]), "tenant",
                                            MAX (fc_record_get_version (rows->pdata[i]), 1),
                                            fc_record_copy (rows->pdata[i])));
    }
  return pulled;
}

static void
pull (World     *world,
      GPtrArray *rows,
      gint64     head)
{
  g_autoptr (GError) error = NULL;

  fc_office_pull (world->office, rows, head, &error);
  g_assert_no_error (error);
}

static void
pull_all (World *world)
{
  g_autoptr (GPtrArray) rows = snapshot (world);

  pull (world, rows, world->seq);
}

static FcOutcome
outcome_of (FcChangeSet *changes)
{
  if (changes == NULL)
    return FC_OUTCOME_REJECTED;
  if (changes->n_conflicts > 0)
    return FC_OUTCOME_CONFLICT;
  return changes->merged ? FC_OUTCOME_MERGED : FC_OUTCOME_APPLIED;
}

static const FcOpResult *
run_at_hub (World *world,
            FcOp  *op)
{
  const FcOpResult *before = g_hash_table_lookup (world->results, &op->op_id);
  g_autoptr (GError) error = NULL;
  g_autoptr (FcChangeSet) changes = before == NULL ? fc_op_run (op, world->mia, world->rows, &error) : NULL;
  FcOpResult *result;

  if (before != NULL)
    return before;
  if (changes != NULL)
    world->seq++;
  for (guint i = 0; changes != NULL && i < changes->changes->len; i++)
    fc_record_set_version (((FcChange *) changes->changes->pdata[i])->after, world->seq);
  if (changes != NULL)
    fc_change_set_apply_to_rows (changes, world->rows);
  result = fc_op_result_new (&op->op_id, outcome_of (changes), changes != NULL ? world->seq : 0,
                             error != NULL ? error->message : NULL);
  g_hash_table_insert (world->results, copy_id (&op->op_id), result);
  return result;
}

/* Sends what waits; @lost: the reply never comes. */
static void
push (World    *world,
      gboolean  lost)
{
  g_autoptr (GPtrArray) ops = fc_office_next_ops (world->office);

  for (guint i = 0; i < ops->len; i++)
    {
      g_autoptr (FcOp) op = fc_op_decode (((FcOutboxOp *) ops->pdata[i])->bytes, NULL);
      g_autoptr (GPtrArray) one = g_ptr_array_new ();
      const FcOpResult *result = run_at_hub (world, op);

      g_ptr_array_add (one, ops->pdata[i]);
      if (!lost)
        fc_office_results (world->office, one, result->outcome, result->seq, result->reason);
    }
}

static void
add_to_hub (World    *world,
            FcEntity  entity)
{
  const FcId *ids[] = { &world->office->station, &world->office->other_station, &world->office->diesel,
                        &world->office->petrol, &world->office->manager };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (FcRecord) row = fc_office_get (world->office, entity, ids[i]);

      if (row == NULL)
        continue;
      fc_record_set_version (row, 1);
      fc_row_set_add (world->rows, row);
    }
}

static void
set_up (World         *world,
        gconstpointer  data)
{
  FcId role_id = fc_id_from_key ("role", "admin", NULL);
  FcId other = fc_id_from_key ("user", "other", NULL);
  g_autoptr (FcRecord) role = NULL;
  g_autoptr (GPtrArray) ops = NULL;

  world->office = fc_office_new ();
  world->rows = fc_row_set_new ();
  world->results = g_hash_table_new_full (fc_id_hash, fc_id_equal, g_free, (GDestroyNotify) fc_op_result_free);
  world->mia = actor (&world->office->tenant, &world->office->manager);
  world->other = actor (&world->office->tenant, &other);
  world->seq = 10;
  role = fc_office_get (world->office, FC_ROLE, &role_id);
  fc_record_set_version (role, 1);
  fc_row_set_add (world->rows, role);
  add_to_hub (world, FC_STATION);
  add_to_hub (world, FC_PRODUCT);
  add_to_hub (world, FC_USER);
  fc_office_bind (world->office);
  ops = fc_office_next_ops (world->office);
  fc_office_results (world->office, ops, FC_OUTCOME_APPLIED, 10, NULL);
  pull_all (world);
  fc_office_act_as (world->office, &world->office->manager);
}

static void
tear_down (World         *world,
           gconstpointer  data)
{
  fc_office_free (world->office);
  fc_row_set_free (world->rows);
  g_hash_table_unref (world->results);
  fc_actor_free (world->mia);
  fc_actor_free (world->other);
}

static FcRecord *
diesel (World *world)
{
  return fc_office_get (world->office, FC_PRODUCT, &world->office->diesel);
}

static FcRecord *
hub_diesel (World *world)
{
  return fc_row_set_get (world->rows, FC_PRODUCT, &world->office->diesel);
}

static void
set_number (FcRecord *row,
            int       field,
            gint64    number)
{
  if (fc_catalog_get (fc_record_get_entity (row))->fields[field].type == FC_TYPE_SET)
    {
      g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

      fc_record_set_set (row, field, (const char *const[]) { "all", text, NULL });
    }
  else if (fc_type_is_text (fc_catalog_get (fc_record_get_entity (row))->fields[field].type))
    {
      g_autofree char *text = g_strdup_printf ("N%" G_GINT64_FORMAT, number);

      fc_record_set_text (row, field, text);
    }
  else
    fc_record_set_int (row, field, number);
}

static void
edit_here (World *world,
           int    field,
           gint64 number)
{
  g_autoptr (FcRecord) before = diesel (world);
  g_autoptr (FcRecord) after = fc_record_copy (before);
  g_autoptr (GError) error = NULL;
  FcOp *op;

  set_number (after, field, number);
  op = fc_op_new_patch (before, after, FC_TEST_NOW);
  if (op != NULL)
    fc_office_run (world->office, op, &error);
  g_assert_no_error (error);
}

static void
edit_there (World *world,
            int    field,
            gint64 number)
{
  g_autoptr (FcRecord) after = fc_record_copy (hub_diesel (world));

  set_number (after, field, number);
  world->seq++;
  fc_record_set_version (after, world->seq);
  fc_row_set_add (world->rows, after);
}

static void
assert_level (World *world)
{
  g_autoptr (FcRecord) here = diesel (world);
  g_autoptr (GPtrArray) conflicts = fc_row_set_list (world->rows, FC_CONFLICT);

  for (int i = 0; i < FC_PRODUCT_N_FIELDS; i++)
    g_assert_true (fc_value_equal (fc_record_get_value (here, i), fc_record_get_value (hub_diesel (world), i)));
  g_assert_cmpint (fc_office_count (world->office, "SELECT count(*) FROM shadow"), ==, 0);
  g_assert_cmpint (fc_office_count (world->office, "SELECT count(*) FROM pending_change"), ==, 0);
  g_assert_cmpint (fc_office_count (world->office, "SELECT count(*) FROM conflict"), ==, conflicts->len);
}

static void
a_conflict_shows_both_values (World         *world,
                              gconstpointer  data)
{
  g_autoptr (FcRecord) before = NULL, after = NULL, conflict = NULL;
  g_autoptr (GPtrArray) conflicts = NULL;

  edit_here (world, FC_PRODUCT_DENSITY, 830000);
  edit_there (world, FC_PRODUCT_DENSITY, 840000);
  pull_all (world);
  before = diesel (world);
  g_assert_cmpint (fc_record_get_int (before, FC_PRODUCT_DENSITY), ==, 830000);
  push (world, FALSE);
  pull_all (world);
  after = diesel (world);
  g_assert_cmpint (fc_record_get_int (after, FC_PRODUCT_DENSITY), ==, 840000);
  conflicts = fc_row_set_list (world->rows, FC_CONFLICT);
  g_assert_cmpuint (conflicts->len, ==, 1);
  conflict = fc_office_get (world->office, FC_CONFLICT, fc_record_get_id (conflicts->pdata[0]));
  g_assert_cmpstr (fc_record_get_text (conflict, FC_CONFLICT_WANTED), ==, "{\"density\":830000}");
  g_assert_cmpstr (fc_record_get_text (conflict, FC_CONFLICT_KEPT), ==, "{\"density\":840000}");
  assert_level (world);
  fc_office_settle ();
  g_assert_cmpuint (fc_replica_get_quarantined (world->office->replica), ==, 0);
  g_assert_cmpuint (fc_replica_get_pending (world->office->replica), ==, 0);
}

static void
the_decision_is_an_op_like_any_other (World         *world,
                                      gconstpointer  data)
{
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (FcRecord) seen = NULL, here = NULL;
  g_autoptr (GError) error = NULL;

  edit_here (world, FC_PRODUCT_DENSITY, 830000);
  edit_there (world, FC_PRODUCT_DENSITY, 840000);
  push (world, FALSE);
  pull_all (world);
  conflicts = fc_row_set_list (world->rows, FC_CONFLICT);
  seen = diesel (world);
  fc_office_run (world->office, fc_conflict_decide_op (conflicts->pdata[0], "wanted", seen, NULL, NULL, FC_TEST_NOW),
                 &error);
  g_assert_no_error (error);
  here = diesel (world);
  g_assert_cmpint (fc_record_get_int (here, FC_PRODUCT_DENSITY), ==, 830000);
  push (world, FALSE);
  pull_all (world);
  assert_level (world);
  g_assert_cmpint (fc_record_get_int (hub_diesel (world), FC_PRODUCT_DENSITY), ==, 830000);
}

/* A form was open while the pull brought another value below it. */
static void
what_a_stale_form_wants_is_kept (World         *world,
                                 gconstpointer  data)
{
  g_autoptr (FcRecord) form = diesel (world);
  g_autoptr (FcRecord) wanted = fc_record_copy (form);
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GError) error = NULL;

  edit_there (world, FC_PRODUCT_DENSITY, 840000);
  pull_all (world);
  fc_record_set_int (wanted, FC_PRODUCT_DENSITY, 830000);
  fc_office_run (world->office, fc_op_new_patch (form, wanted, FC_TEST_NOW), &error);
  g_assert_no_error (error);
  g_assert_cmpint (fc_office_count (world->office, "SELECT count(*) FROM conflict"), ==, 1);
  push (world, FALSE);
  pull_all (world);
  assert_level (world);
  conflicts = fc_row_set_list (world->rows, FC_CONFLICT);
  g_assert_cmpuint (conflicts->len, ==, 1);
}

/* Today's first shift of the station, opened here. */
static FcId
open_shift (World *world)
{
  FcId shift = fc_id_from_key ("shift", NULL);
  g_autofree char *station = fc_id_dup_string (&world->office->station);
  g_autofree char *open =
    g_strdup_printf ("{\"station_id\":\"%s\",\"business_date\":\"2026-11-20\",\"number\":1}", station);
  g_autoptr (JsonNode) args = json_from_string (open, NULL);
  g_autoptr (GError) error = NULL;

  fc_office_run (world->office, fc_op_new_command ("shift.open", FC_SHIFT, &shift, json_node_dup_object (args), FC_TEST_NOW),
                 &error);
  g_assert_no_error (error);
  return shift;
}

/* What a refused command did here goes away whole: rows, state, events and audit lines. */
static void
a_refused_command_is_undone_whole (World         *world,
                                   gconstpointer  data)
{
  FcId shift = open_shift (world);
  g_autoptr (JsonNode) count = json_from_string ("{\"denomination\":1000,\"quantity\":10}", NULL);
  g_autoptr (JsonNode) none = json_from_string ("{}", NULL);
  g_autoptr (GPtrArray) ops = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *state = NULL;

  fc_office_run (world->office,
                 fc_op_new_command ("shift.count-cash", FC_SHIFT, &shift, json_node_dup_object (count), FC_TEST_NOW), &error);
  g_assert_no_error (error);
  push (world, FALSE);
  pull_all (world);
  fc_office_run (world->office,
                 fc_op_new_command ("shift.submit", FC_SHIFT, &shift, json_node_dup_object (none), FC_TEST_NOW), &error);
  g_assert_no_error (error);
  g_assert_cmpint (fc_office_count (world->office, "SELECT count(*) FROM shift WHERE state = 'submitted'"), ==, 1);
  g_assert_cmpint (fc_office_count (world->office, "SELECT count(*) FROM event WHERE type = 'shift.submitted'"), ==, 1);
  ops = fc_office_next_ops (world->office);
  g_assert_cmpuint (ops->len, ==, 1);
  fc_office_results (world->office, ops, FC_OUTCOME_REJECTED, 0, "The shift has an open question");
  state = fc_office_text (world->office, FC_SHIFT, &shift, FC_SHIFT_STATE);
  g_assert_cmpstr (state, ==, "open");
  g_assert_cmpint (fc_office_count (world->office, "SELECT count(*) FROM event WHERE type = 'shift.submitted'"), ==, 0);
  g_assert_cmpint (fc_office_count (world->office, "SELECT count(*) FROM audit_entry WHERE action = 'shift.submit'"), ==, 0);
  g_assert_cmpint (fc_office_count (world->office, "SELECT count(*) FROM shift WHERE submitted_at NOT NULL OR"
                                                   " submitted_by NOT NULL OR counted_cash NOT NULL"),
                   ==, 0);
  g_assert_cmpint (fc_office_count (world->office, "SELECT count(*) FROM shadow"), ==, 0);
}

static void
run_on_shift (World      *world,
              const FcId *shift,
              const char *command,
              const char *json)
{
  g_autoptr (JsonNode) args = json_from_string (json, NULL);
  g_autoptr (GError) error = NULL;

  fc_office_run (world->office, fc_op_new_command (command, FC_SHIFT, shift, json_node_dup_object (args), FC_TEST_NOW), &error);
  g_assert_no_error (error);
}

/* The approval stood on a submission that the hub refuses: both go away whole, the shift is open again, and both are kept. */
static void
what_stands_on_a_refused_command_is_undone_with_it (World         *world,
                                                    gconstpointer  data)
{
  FcId shift = open_shift (world);
  g_autoptr (GPtrArray) ops = NULL;
  g_autoptr (GPtrArray) later = g_ptr_array_new ();
  g_autofree char *state = NULL;

  run_on_shift (world, &shift, "shift.count-cash", "{\"denomination\":1000,\"quantity\":10}");
  push (world, FALSE);
  pull_all (world);
  run_on_shift (world, &shift, "shift.submit", "{}");
  run_on_shift (world, &shift, "shift.approve", "{\"comment\":\"fine\"}");
  g_assert_cmpint (fc_office_count (world->office, "SELECT count(*) FROM shift WHERE state = 'approved'"), ==, 1);
  ops = fc_office_next_ops (world->office);
  g_assert_cmpuint (ops->len, ==, 2);
  g_ptr_array_add (later, ops->pdata[1]);
  fc_office_results (world->office, later, FC_OUTCOME_BLOCKED, 0, "A change that this one builds on was refused.");
  state = fc_office_text (world->office, FC_SHIFT, &shift, FC_SHIFT_STATE);
  g_assert_cmpstr (state, ==, "submitted");
  g_ptr_array_set_size (ops, 1);
  fc_office_results (world->office, ops, FC_OUTCOME_REJECTED, 0, "The shift has an open question");
  g_free (state);
  state = fc_office_text (world->office, FC_SHIFT, &shift, FC_SHIFT_STATE);
  g_assert_cmpstr (state, ==, "open");
  g_assert_cmpint (fc_office_count (world->office, "SELECT count(*) FROM signature"), ==, 0);
  g_assert_cmpint (fc_office_count (world->office, "SELECT count(*) FROM event WHERE type IN ('shift.submitted', 'shift.approved')"),
                   ==, 0);
  g_assert_cmpint (fc_office_count (world->office, "SELECT count(*) FROM pending_change"), ==, 0);
  g_assert_cmpint (fc_office_count (world->office, "SELECT count(*) FROM shadow"), ==, 0);
  g_assert_cmpint (fc_office_count (world->office, "SELECT count(*) FROM outbox WHERE state IN (2, 4)"), ==, 2);
  assert_level (world);
}

/* Two offices counted the same drawer: what this one held when it counted travels with the op. */
static void
a_count_says_what_it_stood_on (World         *world,
                               gconstpointer  data)
{
  FcId shift = open_shift (world);
  g_autoptr (JsonNode) count = json_from_string ("{\"denomination\":1000,\"quantity\":12}", NULL);
  g_autoptr (JsonNode) others = json_from_string ("{\"denomination\":1000,\"quantity\":10}", NULL);
  g_autoptr (FcOp) theirs = NULL;
  g_autoptr (FcChangeSet) changes = NULL;
  g_autoptr (GError) error = NULL;

  push (world, FALSE);
  pull_all (world);
  fc_office_run (world->office,
                 fc_op_new_command ("shift.count-cash", FC_SHIFT, &shift, json_node_dup_object (count), FC_TEST_NOW), &error);
  g_assert_no_error (error);
  theirs = fc_op_new_command ("shift.count-cash", FC_SHIFT, &shift, json_node_dup_object (others), FC_TEST_NOW);
  changes = fc_op_run (theirs, world->other, world->rows, &error);
  g_assert_no_error (error);
  fc_change_set_apply_to_rows (changes, world->rows);
  push (world, FALSE);
  pull_all (world);
  g_assert_cmpint (fc_office_count (world->office, "SELECT count(*) FROM conflict WHERE field = 'quantity'"
                                                   " AND kept = '{\"quantity\":10}' AND wanted = '{\"quantity\":12}'"),
                   ==, 1);
  g_assert_cmpint (fc_office_count (world->office, "SELECT quantity FROM cash_count"), ==, 10);
}

/* Whether what was typed in this field here has not come back from the hub yet. */
static gboolean
waits (World *world,
       int    field)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM pending_change WHERE entity = 'product' AND"
                                          " instr (fields, '\"%s\"')",
                                          fc_catalog_get (FC_PRODUCT)->fields[field].name);

  return fc_office_count (world->office, sql) > 0;
}

static void
assert_typed (World        *world,
              const gint64 *typed,
              const int    *fields,
              guint         n)
{
  g_autoptr (FcRecord) here = diesel (world);
  g_autoptr (FcRecord) wanted = fc_record_copy (here);

  for (guint i = 0; i < n; i++)
    {
      if (!waits (world, fields[i]))
        continue;
      set_number (wanted, fields[i], typed[i]);
      g_assert_true (
        fc_value_equal (fc_record_get_value (here, fields[i]), fc_record_get_value (wanted, fields[i])));
    }
}

/* Edits here and there, lost replies and pages of yesterday in any order: what was typed is never covered. */
static void
no_page_covers_what_was_typed (World         *world,
                               gconstpointer  data)
{
  static const int fields[] = { FC_PRODUCT_NAME, FC_PRODUCT_DENSITY, FC_PRODUCT_POS_CODES, FC_PRODUCT_COLOUR };
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GPtrArray) page = NULL;
  gint64 page_head = 0, pulled = world->seq;
  gint64 typed[G_N_ELEMENTS (fields)] = { 0 };

  g_test_message ("seed %u", seed);
  for (guint step = 0; step < 400; step++)
    {
      guint i = (guint) g_rand_int_range (rand, 0, G_N_ELEMENTS (fields));
      gint64 number = 600000 + (gint64) step;

      switch (g_rand_int_range (rand, 0, 7))
        {
        case 0:
        case 1:
          edit_here (world, fields[i], number);
          typed[i] = number;
          break;
        case 2:
          edit_there (world, fields[i], number);
          break;
        case 3:
          push (world, TRUE);
          break;
        case 4:
          push (world, FALSE);
          break;
        case 5:
          g_clear_pointer (&page, g_ptr_array_unref);
          page = snapshot (world);
          page_head = world->seq;
          break;
        default:
          if (page == NULL || page_head < pulled)
            break;
          pull (world, page, page_head);
          pulled = page_head;
        }
      assert_typed (world, typed, fields, G_N_ELEMENTS (fields));
    }
  push (world, FALSE);
  pull_all (world);
  assert_level (world);
}

#define ADD(name, func) g_test_add ("/replica/rebase/" name, World, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("a-conflict-shows-both-values", a_conflict_shows_both_values);
  ADD ("the-decision-is-an-op-like-any-other", the_decision_is_an_op_like_any_other);
  ADD ("what-a-stale-form-wants-is-kept", what_a_stale_form_wants_is_kept);
  ADD ("a-refused-command-is-undone-whole", a_refused_command_is_undone_whole);
  ADD ("what-stands-on-a-refused-command-is-undone-with-it", what_stands_on_a_refused_command_is_undone_with_it);
  ADD ("a-count-says-what-it-stood-on", a_count_says_what_it_stood_on);
  ADD ("no-page-covers-what-was-typed", no_page_covers_what_was_typed);
  return g_test_run ();
}
