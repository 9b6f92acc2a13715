/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "../fc-test-seeds.h"
#include "fc-random-shift.h"
#include "fc-shift-commands.h"
#include "fc-shift-sheet.h"
#include "fc-shift-undo.h"

#include <string.h>

/* Whatever is entered in a sheet, in whatever order: taken back, the sheet is as it was; entered again, as it became. */

#define SEEDS           1500
#define SANITISED_SEEDS 150
#define ODD_EDITS       12

typedef struct {
  FcRandomShift random;
  FcRowSet *rows;
  FcShiftUndo *undo;
  guint n_steps;
} Draft;

static int
below (Draft *draft,
       int    limit)
{
  return g_rand_int_range (draft->random.rand, 0, limit);
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* When and by which hand something was entered is not what the sheet shows. */
static guint64
shown_fields (FcEntity entity)
{
  guint64 mask = FC_ALL_FIELDS;

  if (entity == FC_METER_READING)
    mask &= ~(1ull << FC_METER_READING_READ_AT | 1ull << FC_METER_READING_SOURCE);
  if (entity == FC_TANK_READING)
    mask &= ~(1ull << FC_TANK_READING_READ_AT | 1ull << FC_TANK_READING_SOURCE | 1ull << FC_TANK_READING_STATION_ID);
  if (entity == FC_SHIFT)
    mask &= ~(1ull << FC_SHIFT_CONFIRMED); /* a digest, which the steps' states tell of */
  return mask;
}

static gboolean
is_empty_dip (FcRecord *row)
{
  return fc_record_get_entity (row) == FC_TANK_READING && fc_record_is_null (row, FC_TANK_READING_LEVEL) &&
         fc_record_is_null (row, FC_TANK_READING_VOLUME) && fc_record_is_null (row, FC_TANK_READING_WATER_LEVEL) &&
         fc_record_is_null (row, FC_TANK_READING_OPENING_VOLUME);
}

/* What the sheet shows, a line for each row and step: (transfer full). */
static char *
describe (Draft *draft)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (FcShiftSheet) sheet = fc_shift_sheet_new (draft->rows, &draft->random.shift);

  for (int entity = 0; entity < FC_N_ENTITIES; entity++)
    {
      g_autoptr (GPtrArray) list = fc_row_set_list (draft->rows, (FcEntity) entity);

      for (guint i = 0; i < list->len; i++)
        {
          g_autofree char *text = fc_record_to_json_text (list->pdata[i], shown_fields ((FcEntity) entity));

          if (!is_empty_dip (list->pdata[i]))
            g_ptr_array_add (lines, g_strdup_printf ("%s %s", fc_catalog_get ((FcEntity) entity)->name, text));
        }
    }
  for (int step = 0; step < FC_N_STEPS; step++)
    g_ptr_array_add (lines, g_strdup_printf ("~%s %d %s", fc_shift_step_name ((FcShiftStep) step), sheet->steps[step],
                                             sheet->waived[step] != NULL ? sheet->waived[step] : ""));
  g_ptr_array_add (lines, g_strdup_printf ("~%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, sheet->expected_cash,
                                           sheet->over_short));
  g_ptr_array_sort (lines, compare_texts);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

/* (nullable): NULL where one is refused: nothing has happened then */
static GPtrArray *
run (Draft      *draft,
     GPtrArray  *ops,
     GError    **error)
{
  g_autoptr (GPtrArray) sets = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_change_set_free);
  FcRowSet *rows = fc_random_shift_copy (draft->rows);

  for (guint i = 0; i < ops->len; i++)
    {
      FcChangeSet *changes = fc_op_run (ops->pdata[i], draft->random.actor, rows, error);

      if (changes == NULL)
        {
          fc_row_set_free (rows);
          return NULL;
        }
      g_ptr_array_add (sets, changes);
      fc_change_set_apply_to_rows (changes, rows);
    }
  fc_row_set_free (draft->rows);
  draft->rows = rows;
  return g_steal_pointer (&sets);
}

/* @op: (transfer full) (nullable): refused ones are nothing */
static void
enter (Draft *draft,
       FcOp  *op)
{
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) fc_op_free);
  g_autoptr (GPtrArray) sets = NULL;

  if (op == NULL)
    return;
  g_ptr_array_add (ops, op);
  sets = run (draft, ops, NULL);
  if (sets != NULL && fc_shift_undo_add (draft->undo, sets, g_strdup_printf ("%u", draft->n_steps), g_free))
    draft->n_steps++;
}

static gboolean
take (Draft    *draft,
      gboolean  redo)
{
  g_autoptr (GPtrArray) ops = fc_shift_undo_ops (draft->undo, redo, draft->random.now++);
  g_autoptr (GPtrArray) sets = NULL;
  g_autoptr (GError) error = NULL;

  if (ops == NULL)
    return FALSE;
  sets = run (draft, ops, &error);
  g_assert_no_error (error);
  fc_shift_undo_done (draft->undo, redo, sets);
  return TRUE;
}

/* @args: (transfer full) */
static FcOp *
call (Draft      *draft,
      const char *command,
      JsonObject *args)
{
  return fc_op_new_command (command, FC_SHIFT, &draft->random.shift, args, draft->random.now++);
}

static FcRecord *
any_row (Draft    *draft,
         FcEntity  entity)
{
  g_autoptr (GPtrArray) list = fc_row_set_list (draft->rows, entity);

  return list->len > 0 ? list->pdata[below (draft, (int) list->len)] : NULL;
}

static void
set_id (JsonObject *args,
        const char *name,
        const FcId *id)
{
  char text[FC_ID_STRING_LENGTH + 1];

  fc_id_to_string (id, text);
  json_object_set_string_member (args, name, text);
}

static FcOp *
remove_some_line (Draft *draft)
{
  static const FcEntity kinds[] = {
    FC_SLIP, FC_CASH_MOVEMENT, FC_METER_CHANGE, FC_TANK_TRANSFER, FC_DELIVERY, FC_DRAWER
  };
  FcEntity entity = kinds[below (draft, G_N_ELEMENTS (kinds))];
  FcRecord *row = any_row (draft, entity);
  JsonObject *args;

  if (row == NULL)
    return NULL;
  args = json_object_new ();
  json_object_set_string_member (args, "entity", fc_catalog_get (entity)->name);
  set_id (args, "id", fc_record_get_id (row));
  return call (draft, "shift.remove-line", args);
}

static FcOp *
change_some_line (Draft *draft)
{
  static const struct {
    FcEntity entity;
    const char *command, *figure;
  } kinds[] = { { FC_CASH_MOVEMENT, "shift.move-cash", "amount" },
                { FC_METER_CHANGE, "shift.change-meter", "price" },
                { FC_TANK_TRANSFER, "shift.transfer", "volume" } };
  int kind = below (draft, G_N_ELEMENTS (kinds));
  FcRecord *row = any_row (draft, kinds[kind].entity);
  JsonObject *args;

  if (row == NULL)
    return NULL;
  args = json_object_new ();
  set_id (args, "id", fc_record_get_id (row));
  if (kinds[kind].entity == FC_METER_CHANGE)
    set_id (args, "nozzle_id", fc_record_get_ref (row, FC_METER_CHANGE_NOZZLE_ID));
  json_object_set_int_member (args, kinds[kind].figure, 1 + below (draft, 100000));
  json_object_set_string_member (args, "reason", below (draft, 2) == 0 ? "bank" : "generator");
  return call (draft, kinds[kind].command, args);
}

/* The slip that is there, with another quantity: its amount may follow. */
static FcOp *
change_some_slip (Draft *draft)
{
  FcRecord *row = any_row (draft, FC_SLIP);
  JsonObject *args, *slip;
  JsonArray *slips;

  if (row == NULL)
    return NULL;
  args = json_object_new ();
  slip = json_object_new ();
  slips = json_array_new ();
  set_id (slip, "id", fc_record_get_id (row));
  set_id (slip, "product_id", &draft->random.products[0]);
  json_object_set_int_member (slip, "quantity", 1000 * (1 + below (draft, 90)));
  json_array_add_object_element (slips, slip);
  json_object_set_array_member (args, "slips", slips);
  return call (draft, "shift.put-slips", args);
}

static FcOp *
correct_some_reading (Draft *draft)
{
  JsonObject *args = json_object_new ();

  set_id (args, "nozzle_id", &draft->random.nozzles[below (draft, (int) draft->random.n_nozzles)]);
  if (below (draft, 2) == 0)
    json_object_set_null_member (args, "closing");
  else
    {
      json_object_set_int_member (args, "opening", below (draft, 1000000));
      json_object_set_string_member (args, "reason", "misread last night");
    }
  return call (draft, "shift.read-meter", args);
}

static FcOp *
leave_out_or_confirm (Draft *draft)
{
  JsonObject *args = json_object_new ();
  gboolean waive = below (draft, 2) == 0;

  json_object_set_string_member (args, "step", fc_shift_step_name ((FcShiftStep) below (draft, FC_N_STEPS)));
  if (!waive)
    json_object_set_boolean_member (args, "done", below (draft, 3) > 0);
  else if (below (draft, 3) > 0)
    json_object_set_string_member (args, "reason", below (draft, 2) == 0 ? "power cut" : "no stick");
  else
    json_object_set_null_member (args, "reason");
  return call (draft, waive ? "shift.waive" : "shift.confirm", args);
}

static FcOp *
empty_some_cell (Draft *draft)
{
  FcRecord *row = any_row (draft, below (draft, 2) == 0 ? FC_CASH_COUNT : FC_TENDER_TOTAL);
  gboolean count = row != NULL && fc_record_get_entity (row) == FC_CASH_COUNT;
  const FcId *drawer;
  JsonObject *args;

  if (row == NULL)
    return NULL;
  args = json_object_new ();
  drawer = fc_record_get_ref (row, count ? FC_CASH_COUNT_DRAWER_ID : FC_TENDER_TOTAL_DRAWER_ID);
  if (drawer != NULL)
    set_id (args, "drawer_id", drawer);
  if (count)
    json_object_set_int_member (args, "denomination", fc_record_get_int (row, FC_CASH_COUNT_DENOMINATION));
  else
    json_object_set_string_member (args, "tender", fc_record_get_text (row, FC_TENDER_TOTAL_TENDER));
  json_object_set_null_member (args, count ? "quantity" : "amount");
  return call (draft, count ? "shift.count-cash" : "shift.set-tender", args);
}

/* What is typed into a form: a delivery, the shop's figures, an attendant. */
static FcOp *
patch_some_row (Draft *draft)
{
  FcRecord *row = any_row (draft, below (draft, 2) == 0 ? FC_DELIVERY : FC_SHIFT);
  g_autoptr (FcRecord) after = row != NULL ? fc_record_copy (row) : NULL;

  if (row == NULL)
    return NULL;
  if (fc_record_get_entity (row) == FC_DELIVERY)
    fc_record_set_int (after, FC_DELIVERY_TICKETED_VOLUME, 1 + below (draft, 100000));
  else
    {
      fc_record_set_int (after, FC_SHIFT_SHOP_SALES, below (draft, 100000));
      fc_record_set_text (after, FC_SHIFT_NOTES, below (draft, 2) == 0 ? NULL : "rain");
    }
  return fc_op_new_patch (row, after, draft->random.now++);
}

static FcOp *
put_some_drawer (Draft *draft)
{
  JsonObject *args = json_object_new ();

  json_object_set_int_member (args, "number", 1 + below (draft, 6));
  json_object_set_int_member (args, "shop_sales", below (draft, 100000));
  if (below (draft, 2) == 0)
    json_object_set_string_member (args, "attendant", "Dilip");
  return call (draft, "shift.put-drawer", args);
}

static void
edit_by_lot (Draft *draft)
{
  static FcOp *(*const edits[]) (Draft *) = { remove_some_line,     change_some_line, change_some_slip,
                                              correct_some_reading, empty_some_cell,  leave_out_or_confirm,
                                              patch_some_row,       put_some_drawer };

  enter (draft, edits[below (draft, G_N_ELEMENTS (edits))](draft));
}

static void
draft_init (Draft   *draft,
            guint32  seed)
{
  fc_random_shift_init (&draft->random, seed);
  draft->rows = fc_random_shift_copy (draft->random.rows);
  draft->undo = fc_shift_undo_new (&draft->random.shift);
  draft->n_steps = 0;
}

static void
draft_clear (Draft *draft)
{
  fc_shift_undo_free (draft->undo);
  fc_row_set_free (draft->rows);
  fc_random_shift_clear (&draft->random);
}

static void
fill (Draft *draft)
{
  for (guint i = 0; i < draft->random.ops->len; i++)
    {
      enter (draft, fc_op_copy (draft->random.ops->pdata[i]));
      if (below (draft, 4) == 0)
        edit_by_lot (draft);
    }
  for (int i = 0; i < ODD_EDITS; i++)
    edit_by_lot (draft);
}

/* All the way back and forth, twice: the second time rows have come back under other ids. */
static void
test_what_is_taken_back_was_never_there (void)
{
  int seeds = fc_test_seeds (SEEDS, SANITISED_SEEDS);

  for (int seed = 0; seed < seeds; seed++)
    {
      Draft draft;
      g_autofree char *before = NULL, *after = NULL;

      draft_init (&draft, (guint32) seed);
      before = describe (&draft);
      fill (&draft);
      after = describe (&draft);
      g_assert_cmpuint (draft.n_steps, <=, FC_SHIFT_UNDO_STEPS);
      for (int round = 0; round < 2; round++)
        for (int redo = 0; redo < 2; redo++)
          {
            g_autofree char *now = NULL;

            while (take (&draft, redo))
              ;
            now = describe (&draft);
            if (strcmp (now, redo ? after : before) != 0)
              g_error ("seed %d, round %d, %s:\n%s\n--- should be\n%s", seed, round, redo ? "redo" : "undo", now,
                       redo ? after : before);
          }
      draft_clear (&draft);
    }
}

/* To and fro in the middle: each state is met again exactly. */
static void
test_each_step_has_one_state (void)
{
  int seeds = fc_test_seeds (SEEDS / 5, SANITISED_SEEDS / 5);

  for (int seed = 0; seed < seeds; seed++)
    {
      Draft draft;
      g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func (g_free);
      guint at;

      draft_init (&draft, (guint32) seed);
      fill (&draft);
      do
        g_ptr_array_insert (states, 0, describe (&draft));
      while (take (&draft, FALSE));
      g_assert_cmpuint (states->len, ==, draft.n_steps + 1);
      at = 0;
      for (int i = 0; i < 60; i++)
        {
          gboolean redo = below (&draft, 5) < 3;
          g_autofree char *now = NULL;

          if (!take (&draft, redo))
            continue;
          at += redo ? 1 : -1u;
          now = describe (&draft);
          if (strcmp (now, states->pdata[at]) != 0)
            g_error ("seed %d, state %u:\n%s\n--- should be\n%s", seed, at, now, (char *) states->pdata[at]);
        }
      draft_clear (&draft);
    }
}

static void
test_a_new_entry_ends_what_could_be_entered_again (void)
{
  Draft draft;

  draft_init (&draft, 7);
  fill (&draft);
  g_assert_true (take (&draft, FALSE));
  g_assert_nonnull (fc_shift_undo_peek (draft.undo, TRUE));
  while (fc_shift_undo_peek (draft.undo, TRUE) != NULL)
    edit_by_lot (&draft);
  g_assert_false (take (&draft, TRUE));
  draft_clear (&draft);
}

static void
test_so_many_steps_are_kept (void)
{
  Draft draft;
  guint taken = 0;

  draft_init (&draft, 3);
  while (draft.n_steps < FC_SHIFT_UNDO_STEPS + 20)
    enter (&draft, put_some_drawer (&draft));
  g_assert_cmpstr (fc_shift_undo_peek (draft.undo, FALSE), ==, "219");
  while (take (&draft, FALSE))
    taken++;
  g_assert_cmpuint (taken, ==, FC_SHIFT_UNDO_STEPS);
  draft_clear (&draft);
}

/* An entry that changes nothing is no step, and a shift that was handed in is not taken back step by step. */
static void
test_only_entries_are_steps (void)
{
  Draft draft;
  JsonObject *args;

  draft_init (&draft, 5);
  enter (&draft, put_some_drawer (&draft));
  g_assert_cmpuint (draft.n_steps, ==, 1);
  args = json_object_new ();
  set_id (args, "nozzle_id", &draft.random.nozzles[0]);
  enter (&draft, call (&draft, "shift.read-meter", args)); /* of which only the time is new */
  args = json_object_new ();
  enter (&draft, call (&draft, "shift.discard", args));
  g_assert_cmpuint (draft.n_steps, ==, 1);
  draft_clear (&draft);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  fc_shift_commands_register ();
  g_test_add_func ("/shifts/undo/what-is-taken-back-was-never-there", test_what_is_taken_back_was_never_there);
  g_test_add_func ("/shifts/undo/each-step-has-one-state", test_each_step_has_one_state);
  g_test_add_func ("/shifts/undo/a-new-entry-ends-what-could-be-entered-again",
                   test_a_new_entry_ends_what_could_be_entered_again);
  g_test_add_func ("/shifts/undo/so-many-steps-are-kept", test_so_many_steps_are_kept);
  g_test_add_func ("/shifts/undo/only-entries-are-steps", test_only_entries_are_steps);
  return g_test_run ();
}
