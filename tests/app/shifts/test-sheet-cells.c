/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-test-sheet.h"

#include <signal.h>
#include <sys/resource.h>

/* What is typed into a shift's sheet, cell by cell, and what its steps say of it. */

/* (transfer full) (nullable): the sentence that stands in the way of the submit. */
static char *
blocked_by (FcTestSheet *sheet)
{
  g_autoptr (GError) error = NULL;

  return fc_shift_draft_may_submit (fc_shift_view_get_draft (sheet->view), &error) ? NULL : g_strdup (error->message);
}

static void
assert_wrong (FcTestSheet *sheet,
              const char  *sentence)
{
  g_autofree char *wrong = blocked_by (sheet);

  g_assert_nonnull (wrong);
  g_assert_nonnull (strstr (wrong, sentence));
}

static void
assert_not_wrong (FcTestSheet *sheet,
                  const char  *sentence)
{
  g_autofree char *wrong = blocked_by (sheet);

  g_assert_true (wrong == NULL || strstr (wrong, sentence) == NULL);
}

static void
test_a_wrong_cell_stands_in_the_way (FcTestSheet   *sheet,
                                     gconstpointer  step)
{
  fc_test_sheet_enter (sheet, "120");
  g_assert_cmpint (fc_test_sheet_state (sheet, FC_STEP_TENDERS), ==, FC_STEP_DONE);
  fc_test_sheet_enter (sheet, "abc");
  g_assert_cmpint (fc_test_sheet_state (sheet, FC_STEP_TENDERS), ==, FC_STEP_TOUCHED);
  assert_wrong (sheet, ": “abc” ");
  fc_test_sheet_enter (sheet, "130");
  g_assert_cmpint (fc_test_sheet_state (sheet, FC_STEP_TENDERS), ==, FC_STEP_DONE);
  assert_not_wrong (sheet, "abc");
}

/* What no field holds is refused beside the cell, with what it holds at most. */
static void
test_too_large_a_sum_is_told_the_most (FcTestSheet   *sheet,
                                       gconstpointer  step)
{
  fc_test_sheet_enter (sheet, "10000000000000.01");
  g_assert_cmpint (fc_test_sheet_state (sheet, FC_STEP_TENDERS), ==, FC_STEP_TOUCHED);
  assert_wrong (sheet, "too large; at most 10\342\200\257000\342\200\257000\342\200\257000\342\200\257000.00 ");
  fc_test_sheet_enter (sheet, "10000000000000");
  g_assert_cmpint (fc_test_sheet_state (sheet, FC_STEP_TENDERS), ==, FC_STEP_DONE);
}

static void
test_a_broken_sum_stands_in_the_way (FcTestSheet   *sheet,
                                     gconstpointer  step)
{
  g_autofree char *there = NULL;

  fc_test_sheet_enter (sheet, "12+");
  g_assert_cmpint (fc_test_sheet_state (sheet, FC_STEP_TENDERS), ==, FC_STEP_TOUCHED);
  there = fc_grid_get_text (fc_test_sheet_grid (GTK_WIDGET (sheet->view)), 0, 1);
  g_assert_cmpstr (there, ==, "12+");
  fc_test_sheet_enter (sheet, "12+8");
  g_assert_cmpint (fc_test_sheet_state (sheet, FC_STEP_TENDERS), ==, FC_STEP_DONE);
}

static void
test_clearing_a_wrong_cell_is_enough (FcTestSheet   *sheet,
                                      gconstpointer  step)
{
  fc_test_sheet_enter (sheet, "abc");
  g_assert_cmpint (fc_test_sheet_state (sheet, FC_STEP_TENDERS), ==, FC_STEP_TOUCHED);
  fc_test_sheet_enter (sheet, "");
  g_assert_cmpint (fc_test_sheet_state (sheet, FC_STEP_TENDERS), ==, FC_STEP_OPTIONAL);
}

static void
test_a_count_that_was_emptied_is_none (FcTestSheet   *sheet,
                                       gconstpointer  step)
{
  fc_test_sheet_enter (sheet, "3");
  g_assert_cmpint (fc_test_sheet_state (sheet, FC_STEP_CASH_COUNT), ==, FC_STEP_DONE);
  fc_test_sheet_enter (sheet, "");
  g_assert_cmpint (fc_test_sheet_state (sheet, FC_STEP_CASH_COUNT), ==, FC_STEP_EMPTY);
  assert_wrong (sheet, "not been counted");
  fc_test_sheet_enter (sheet, "0");
  g_assert_cmpint (fc_test_sheet_state (sheet, FC_STEP_CASH_COUNT), ==, FC_STEP_DONE);
}

/* What was refused in one attendant's drawer neither stands in the other's nor is forgotten there. */
static void
test_a_wrong_cell_belongs_to_its_drawer (FcTestSheet   *sheet,
                                         gconstpointer  step)
{
  FcShiftDraft *draft = fc_shift_view_get_draft (sheet->view);
  FcId ana = fc_test_sheet_add_drawer (sheet, 1, "Ana"), ben = fc_test_sheet_add_drawer (sheet, 2, "Ben");
  FcGrid *grid = fc_test_sheet_grid (GTK_WIDGET (sheet->view));
  g_autofree char *of_ana = NULL, *of_ben = NULL;

  fc_shift_draft_set_drawer (draft, &ana);
  fc_test_sheet_enter (sheet, "abc");
  fc_shift_draft_set_drawer (draft, &ben);
  of_ben = fc_grid_get_text (grid, 0, 1);
  g_assert_cmpstr (of_ben, ==, "");
  fc_test_sheet_enter (sheet, "50");
  g_assert_cmpint (fc_test_sheet_state (sheet, FC_STEP_TENDERS), ==, FC_STEP_TOUCHED);
  assert_wrong (sheet, "abc");
  fc_shift_draft_set_drawer (draft, &ana);
  of_ana = fc_grid_get_text (grid, 0, 1);
  g_assert_cmpstr (of_ana, ==, "abc");
}

static guint
count_told (FcTestSheet *sheet)
{
  FcShiftDraft *draft = fc_shift_view_get_draft (sheet->view);
  guint told = fc_shift_draft_list_refused (draft)->len;

  for (guint i = 0; i < fc_test_sheet_figures (sheet)->warnings->len; i++)
    {
      const FcSheetWarning *warning = fc_test_sheet_figures (sheet)->warnings->pdata[i];

      told += warning->step == FC_STEP_CASH_COUNT && !fc_shift_draft_says (draft, warning);
    }
  return told;
}

/* That Ana's count is wrong says that it is missing; Ben's is still missing. */
static void
test_a_wrong_cell_is_told_once (FcTestSheet   *sheet,
                                gconstpointer  step)
{
  FcId ana = fc_test_sheet_add_drawer (sheet, 1, "Ana");

  fc_test_sheet_add_drawer (sheet, 2, "Ben");
  g_assert_cmpuint (count_told (sheet), ==, 2);
  fc_shift_draft_set_drawer (fc_shift_view_get_draft (sheet->view), &ana);
  fc_test_sheet_enter (sheet, "abc");
  g_assert_cmpuint (count_told (sheet), ==, 2);
  assert_wrong (sheet, "abc");
  fc_test_sheet_enter (sheet, "");
  g_assert_cmpuint (count_told (sheet), ==, 2);
  assert_wrong (sheet, "not been counted");
}

/* Nothing is kept of a drawer that was taken away. */
static void
test_a_wrong_cell_goes_with_its_drawer (FcTestSheet   *sheet,
                                        gconstpointer  step)
{
  FcShiftDraft *draft = fc_shift_view_get_draft (sheet->view);
  FcId ana = fc_test_sheet_add_drawer (sheet, 1, "Ana");
  g_autofree char *id = fc_id_dup_string (&ana);
  JsonObject *args = json_object_new ();
  g_autoptr (GError) error = NULL;

  fc_shift_draft_set_drawer (draft, &ana);
  fc_test_sheet_enter (sheet, "abc");
  json_object_set_string_member (args, "entity", "drawer");
  json_object_set_string_member (args, "id", id);
  fc_shift_draft_run (draft, fc_shift_draft_command (draft, "shift.remove-line", args), &error);
  g_assert_no_error (error);
  assert_not_wrong (sheet, "abc");
}

static void
test_a_wrong_row_of_the_shop_stands_in_the_way (FcTestSheet   *sheet,
                                                gconstpointer  step)
{
  GtkWidget *row;

  fc_test_sheet_fill_in (sheet, "Shop sales", "12+");
  g_assert_cmpint (fc_test_sheet_state (sheet, FC_STEP_SHOP), ==, FC_STEP_TOUCHED);
  assert_wrong (sheet, "Shop sales: ");
  row = fc_test_sheet_find_row (GTK_WIDGET (sheet->view), ADW_TYPE_ENTRY_ROW, "Shop sales");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "12+");
  fc_test_sheet_fill_in (sheet, "Shop sales", "12+8");
  g_assert_cmpint (fc_test_sheet_state (sheet, FC_STEP_SHOP), ==, FC_STEP_DONE);
  assert_not_wrong (sheet, "Shop sales");
}

/* Through a row of words, and through a number that is laid out anew as it is left. */
static void
test_walking_through_a_form_begins_nothing (FcTestSheet   *sheet,
                                            gconstpointer  step)
{
  GtkWidget *row = fc_test_sheet_find_row (GTK_WIDGET (sheet->view), ADW_TYPE_ENTRY_ROW, "Reason");
  GtkWidget *attendant;

  g_assert_true (gtk_widget_grab_focus (row));
  gtk_root_set_focus (GTK_ROOT (sheet->window), NULL);
  g_assert_cmpint (fc_test_sheet_state (sheet, FC_STEP_CASH_MOVEMENTS), ==, FC_STEP_OPTIONAL);
  gtk_widget_activate_action (GTK_WIDGET (sheet->view), "sheet.go", "s", "attendants");
  attendant = gtk_root_get_focus (GTK_ROOT (sheet->window));
  g_assert_nonnull (attendant);
  for (int i = 0; i < 4; i++)
    gtk_widget_child_focus (GTK_WIDGET (sheet->window), GTK_DIR_TAB_FORWARD);
  g_assert_false (fc_shift_draft_has_refused (fc_shift_view_get_draft (sheet->view), FC_VIEW_ATTENDANTS));
}

static void
test_a_form_that_was_begun_stands_in_the_way (FcTestSheet   *sheet,
                                              gconstpointer  step)
{
  g_assert_cmpint (fc_test_sheet_state (sheet, FC_STEP_CASH_MOVEMENTS), ==, FC_STEP_OPTIONAL);
  fc_test_sheet_fill_in (sheet, "Reason", "bank");
  g_assert_cmpint (fc_test_sheet_state (sheet, FC_STEP_CASH_MOVEMENTS), ==, FC_STEP_TOUCHED);
  assert_wrong (sheet, "begun and not added");
}

/* The one that is there: what it is, and why. */
static void
assert_movement (FcTestSheet *sheet,
                 gint64       amount,
                 const char  *reason)
{
  FcRowSet *rows = fc_shift_draft_get_rows (fc_shift_view_get_draft (sheet->view));
  g_autoptr (GPtrArray) movements = fc_row_set_list (rows, FC_CASH_MOVEMENT);

  g_assert_cmpuint (movements->len, ==, 1);
  g_assert_cmpint (fc_record_get_int (movements->pdata[0], FC_CASH_MOVEMENT_AMOUNT), ==, amount);
  g_assert_cmpstr (fc_record_get_text (movements->pdata[0], FC_CASH_MOVEMENT_REASON), ==, reason);
}

static void
test_a_movement_is_corrected (FcTestSheet   *sheet,
                              gconstpointer  step)
{
  fc_test_sheet_fill_in (sheet, "Amount", "120");
  fc_test_sheet_fill_in (sheet, "Reason", "bank");
  fc_test_sheet_press (sheet, "Add cash movement");
  assert_movement (sheet, 12000, "bank");
  fc_test_sheet_press (sheet, "Correct ");
  fc_test_sheet_fill_in (sheet, "Amount", "210");
  fc_test_sheet_press (sheet, "Correct "); /* what was begun is not thrown away */
  fc_test_sheet_press (sheet, "Save");
  assert_movement (sheet, 21000, "bank");
  fc_test_sheet_press (sheet, "Correct ");
  fc_test_sheet_press (sheet, "Clear");
  g_assert_nonnull (fc_test_sheet_find_button (GTK_WIDGET (sheet->view), "Add cash movement"));
  assert_movement (sheet, 21000, "bank");
}

static void
add (const char *name, const char *step, void (*test) (FcTestSheet *sheet, gconstpointer step))
{
  g_autofree char *path = g_strdup_printf ("/sheet-cells/%s", name);

  g_test_add (path, FcTestSheet, step, fc_test_sheet_set_up, test, fc_test_sheet_tear_down);
}

/* No file may grow any more: SQLite is told what a full disk tells it. */
static void
fill_disk (gboolean full)
{
  static struct rlimit before;
  struct rlimit small;

  if (full)
    {
      signal (SIGXFSZ, SIG_IGN);
      getrlimit (RLIMIT_FSIZE, &before);
      small = before;
      small.rlim_cur = 4096;
    }
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, full ? &small : &before), ==, 0);
}

static gint64
count_shown (FcTestSheet *sheet)
{
  FcShiftDraft *draft = fc_shift_view_get_draft (sheet->view);
  g_autoptr (GPtrArray) counts = NULL;

  fc_shift_draft_load (draft);
  fc_office_settle ();
  counts = fc_row_set_list (fc_shift_draft_get_rows (draft), FC_CASH_COUNT);
  return counts->len == 1 ? fc_record_get_int (counts->pdata[0], FC_CASH_COUNT_QUANTITY) : -1;
}

static void
test_a_full_disk_loses_nothing (FcTestSheet   *sheet,
                                gconstpointer  step)
{
  FcShiftDraft *draft = fc_shift_view_get_draft (sheet->view);

  fill_disk (TRUE);
  fc_test_sheet_enter (sheet, "3");
  while (fc_shift_draft_get_unsaved (draft) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (fc_shift_draft_is_saving (draft));
  g_assert_cmpint (count_shown (sheet), ==, 3); /* still on screen */
  assert_wrong (sheet, "no room left on the disk");
  fill_disk (FALSE);
  fc_test_sheet_enter (sheet, "4"); /* the first one goes first */
  while (fc_shift_draft_get_unsaved (draft) != NULL || fc_shift_draft_is_saving (draft))
    g_main_context_iteration (NULL, TRUE);
  assert_not_wrong (sheet, "no room left on the disk");
  g_assert_cmpint (count_shown (sheet), ==, 4);
}

static void
type_into (FcTestSheet *sheet,
           guint        row,
           guint        column,
           const char  *text)
{
  g_assert_true (fc_grid_focus_cell (fc_test_sheet_grid (GTK_WIDGET (sheet->view)), row, column));
  gtk_editable_set_text (GTK_EDITABLE (gtk_root_get_focus (GTK_ROOT (sheet->window))), text);
  gtk_root_set_focus (GTK_ROOT (sheet->window), NULL);
}

/* A slip that was only begun holds the shift back, is the first thing one comes back to, and no more so once whole. */
static void
test_a_slip_that_is_not_whole_stands_in_the_way (FcTestSheet   *sheet,
                                                 gconstpointer  step)
{
  GtkWidget *focus;

  gtk_window_set_default_size (GTK_WINDOW (sheet->window), 1280, 800); /* for all columns */
  type_into (sheet, 0, 0, "Harbour Taxi");
  g_assert_cmpint (fc_test_sheet_state (sheet, FC_STEP_SLIPS), ==, FC_STEP_TOUCHED);
  assert_wrong (sheet, "Harbour Taxi: Not in the shift yet");
  gtk_widget_activate_action (GTK_WIDGET (sheet->view), "sheet.go", "s", "tenders");
  gtk_widget_activate_action (GTK_WIDGET (sheet->view), "sheet.go", "s", step);
  g_assert_cmpuint (fc_grid_get_n_rows (fc_test_sheet_grid (GTK_WIDGET (sheet->view))), ==, 2);
  focus = gtk_root_get_focus (GTK_ROOT (sheet->window));
  g_assert_true (fc_grid_focus_cell (fc_test_sheet_grid (GTK_WIDGET (sheet->view)), 0, 3)); /* its product */
  g_assert_true (focus == gtk_root_get_focus (GTK_ROOT (sheet->window)));
  type_into (sheet, 0, 6, "20");
  g_assert_cmpint (fc_test_sheet_state (sheet, FC_STEP_SLIPS), ==, FC_STEP_DONE);
  assert_not_wrong (sheet, "Not in the shift yet");
}

static void
test_a_removed_slip_is_not_missed (FcTestSheet   *sheet,
                                   gconstpointer  step)
{
  gtk_window_set_default_size (GTK_WINDOW (sheet->window), 1280, 800);
  type_into (sheet, 0, 0, "Harbour Taxi");
  assert_wrong (sheet, "Harbour Taxi: Not in the shift yet");
  type_into (sheet, 0, 0, "");
  g_assert_cmpint (fc_test_sheet_state (sheet, FC_STEP_SLIPS), ==, FC_STEP_OPTIONAL);
  assert_not_wrong (sheet, "Not in the shift yet");
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  add ("a-wrong-cell-stands-in-the-way", "tenders", test_a_wrong_cell_stands_in_the_way);
  add ("a-broken-sum-stands-in-the-way", "tenders", test_a_broken_sum_stands_in_the_way);
  add ("too-large-a-sum-is-told-the-most", "tenders", test_too_large_a_sum_is_told_the_most);
  add ("clearing-a-wrong-cell-is-enough", "tenders", test_clearing_a_wrong_cell_is_enough);
  add ("a-count-that-was-emptied-is-none", "cash-count", test_a_count_that_was_emptied_is_none);
  add ("a-wrong-cell-is-told-once", "cash-count", test_a_wrong_cell_is_told_once);
  add ("a-full-disk-loses-nothing", "cash-count", test_a_full_disk_loses_nothing);
  add ("a-wrong-cell-belongs-to-its-drawer", "tenders", test_a_wrong_cell_belongs_to_its_drawer);
  add ("a-wrong-cell-goes-with-its-drawer", "tenders", test_a_wrong_cell_goes_with_its_drawer);
  add ("a-wrong-row-of-the-shop-stands-in-the-way", "shop", test_a_wrong_row_of_the_shop_stands_in_the_way);
  add ("walking-through-a-form-begins-nothing", "cash-movements", test_walking_through_a_form_begins_nothing);
  add ("a-form-that-was-begun-stands-in-the-way", "cash-movements", test_a_form_that_was_begun_stands_in_the_way);
  add ("a-movement-is-corrected", "cash-movements", test_a_movement_is_corrected);
  add ("a-slip-that-is-not-whole-stands-in-the-way", "slips", test_a_slip_that_is_not_whole_stands_in_the_way);
  add ("a-removed-slip-is-not-missed", "slips", test_a_removed_slip_is_not_missed);
  return g_test_run ();
}
