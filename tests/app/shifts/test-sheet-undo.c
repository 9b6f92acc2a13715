/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-test-sheet.h"

/* What was entered in a sheet is taken back and entered again, and the cursor goes there. */

static void
undo (FcTestSheet *sheet)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (sheet->view), "sheet.undo", NULL));
}

static void
redo (FcTestSheet *sheet)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (sheet->view), "sheet.redo", NULL));
}

static void
go (FcTestSheet *sheet,
    const char  *step)
{
  gtk_widget_activate_action (GTK_WIDGET (sheet->view), "sheet.go", "s", step);
}

static void
assert_at (FcTestSheet *sheet,
           int          step)
{
  g_assert_cmpint (fc_shift_view_get_step (sheet->view), ==, step);
}

/* The first figure of the grid on screen. */
static void
assert_cell (FcTestSheet *sheet,
             const char  *text)
{
  g_autofree char *there = fc_grid_get_text (fc_test_sheet_grid (GTK_WIDGET (sheet->view)), 0, 1);

  g_assert_cmpstr (there, ==, text);
}

static gint64
sum_of (FcTestSheet *sheet,
        FcEntity     entity,
        int          field)
{
  FcRowSet *rows = fc_shift_draft_get_rows (fc_shift_view_get_draft (sheet->view));
  g_autoptr (GPtrArray) list = fc_row_set_list (rows, entity);
  gint64 sum = 0;

  for (guint i = 0; i < list->len; i++)
    sum += fc_record_get_int (list->pdata[i], field);
  return sum;
}

static void
test_a_cell_is_taken_back (FcTestSheet   *sheet,
                           gconstpointer  step)
{
  fc_test_sheet_enter (sheet, "120");
  fc_test_sheet_enter (sheet, "130");
  undo (sheet);
  assert_cell (sheet, "120.00");
  undo (sheet);
  assert_cell (sheet, "");
  g_assert_cmpint (fc_test_sheet_state (sheet, FC_STEP_TENDERS), ==, FC_STEP_OPTIONAL);
  redo (sheet);
  redo (sheet);
  assert_cell (sheet, "130.00");
  redo (sheet); /* nothing more */
  assert_cell (sheet, "130.00");
  g_assert_cmpint (sum_of (sheet, FC_TENDER_TOTAL, FC_TENDER_TOTAL_AMOUNT), ==, 13000);
}

/* From wherever the person is by then. */
static void
test_its_place_is_shown (FcTestSheet   *sheet,
                         gconstpointer  step)
{
  GtkWidget *focus;

  fc_test_sheet_enter (sheet, "120");
  go (sheet, "cash-movements");
  undo (sheet);
  assert_at (sheet, FC_STEP_TENDERS);
  focus = gtk_root_get_focus (GTK_ROOT (sheet->window));
  g_assert_nonnull (focus);
  g_assert_nonnull (gtk_widget_get_ancestor (focus, FC_TYPE_GRID));
}

static void
test_half_a_figure_is_a_step (FcTestSheet   *sheet,
                              gconstpointer  step)
{
  FcGrid *grid = fc_test_sheet_grid (GTK_WIDGET (sheet->view));

  fc_test_sheet_enter (sheet, "120");
  g_assert_true (fc_grid_focus_cell (grid, 0, 1));
  g_assert_false (fc_grid_is_typing (grid));
  gtk_editable_set_text (GTK_EDITABLE (gtk_root_get_focus (GTK_ROOT (sheet->window))), "5");
  g_assert_true (fc_grid_is_typing (grid));
  undo (sheet);
  assert_cell (sheet, "120.00");
  redo (sheet);
  assert_cell (sheet, "5.00");
}

/* What was typed and not taken is taken back as well. */
static void
test_a_wrong_cell_is_taken_back (FcTestSheet   *sheet,
                                 gconstpointer  step)
{
  FcShiftDraft *draft = fc_shift_view_get_draft (sheet->view);

  fc_test_sheet_enter (sheet, "120");
  fc_test_sheet_enter (sheet, "abc");
  g_assert_true (fc_shift_draft_has_refused (draft, FC_STEP_TENDERS));
  undo (sheet);
  g_assert_false (fc_shift_draft_has_refused (draft, FC_STEP_TENDERS));
  assert_cell (sheet, "120.00");
  redo (sheet);
  assert_cell (sheet, "abc");
  fc_test_sheet_enter (sheet, "130");
  undo (sheet);
  assert_cell (sheet, "120.00");
  undo (sheet);
  assert_cell (sheet, "");
}

static void
test_each_attendant_has_their_own (FcTestSheet   *sheet,
                                   gconstpointer  step)
{
  FcShiftDraft *draft = fc_shift_view_get_draft (sheet->view);
  FcId ana = fc_test_sheet_add_drawer (sheet, 1, "Ana"), ben = fc_test_sheet_add_drawer (sheet, 2, "Ben");

  fc_shift_draft_set_drawer (draft, &ana);
  fc_test_sheet_enter (sheet, "50");
  fc_shift_draft_set_drawer (draft, &ben);
  undo (sheet);
  g_assert_true (fc_id_equal (fc_shift_draft_get_drawer (draft), &ana));
  assert_cell (sheet, "");
  undo (sheet); /* Ben */
  undo (sheet);
  g_assert_false (fc_test_sheet_figures (sheet)->has_drawers);
  redo (sheet);
  redo (sheet);
  redo (sheet);
  g_assert_true (fc_id_equal (fc_shift_draft_get_drawer (draft), &ana));
  assert_cell (sheet, "50.00");
}

static void
test_a_line_of_a_list_is_taken_back (FcTestSheet   *sheet,
                                     gconstpointer  step)
{
  fc_test_sheet_fill_in (sheet, "Amount", "120");
  fc_test_sheet_fill_in (sheet, "Reason", "bank");
  fc_test_sheet_press (sheet, "Add cash movement");
  fc_test_sheet_press (sheet, "Correct ");
  fc_test_sheet_fill_in (sheet, "Amount", "210");
  fc_test_sheet_press (sheet, "Save");
  fc_test_sheet_press (sheet, "Remove ");
  g_assert_cmpint (sum_of (sheet, FC_CASH_MOVEMENT, FC_CASH_MOVEMENT_AMOUNT), ==, 0);
  undo (sheet);
  g_assert_cmpint (sum_of (sheet, FC_CASH_MOVEMENT, FC_CASH_MOVEMENT_AMOUNT), ==, 21000);
  undo (sheet);
  g_assert_cmpint (sum_of (sheet, FC_CASH_MOVEMENT, FC_CASH_MOVEMENT_AMOUNT), ==, 12000);
  undo (sheet);
  g_assert_cmpint (sum_of (sheet, FC_CASH_MOVEMENT, FC_CASH_MOVEMENT_AMOUNT), ==, 0);
  redo (sheet);
  redo (sheet);
  g_assert_cmpint (sum_of (sheet, FC_CASH_MOVEMENT, FC_CASH_MOVEMENT_AMOUNT), ==, 21000);
}

static void
test_a_row_of_the_shop_is_taken_back (FcTestSheet   *sheet,
                                      gconstpointer  step)
{
  GtkWidget *row = fc_test_sheet_find_row (GTK_WIDGET (sheet->view), ADW_TYPE_ENTRY_ROW, "Tax");

  fc_test_sheet_fill_in (sheet, "Tax", "12");
  g_assert_cmpint (sum_of (sheet, FC_SHIFT, FC_SHIFT_SHOP_TAX), ==, 1200);
  g_assert_true (gtk_widget_grab_focus (row));
  undo (sheet);
  g_assert_cmpint (sum_of (sheet, FC_SHIFT, FC_SHIFT_SHOP_TAX), ==, 0);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "");
  g_assert_true (gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_FOCUS_WITHIN);
  redo (sheet);
  g_assert_cmpint (sum_of (sheet, FC_SHIFT, FC_SHIFT_SHOP_TAX), ==, 1200);
}

static void
test_a_step_that_was_left_out_is_taken_back (FcTestSheet   *sheet,
                                             gconstpointer  step)
{
  fc_shift_view_waive (sheet->view, FC_STEP_CASH_COUNT, "no time");
  g_assert_cmpint (fc_test_sheet_state (sheet, FC_STEP_CASH_COUNT), ==, FC_STEP_WAIVED);
  undo (sheet);
  g_assert_cmpint (fc_test_sheet_state (sheet, FC_STEP_CASH_COUNT), ==, FC_STEP_EMPTY);
  redo (sheet);
  g_assert_cmpint (fc_test_sheet_state (sheet, FC_STEP_CASH_COUNT), ==, FC_STEP_WAIVED);
}

/* Somebody who may only count what is their own. */
static FcId
add_attendant (FcTestSheet *sheet)
{
  static const char *const may[] = { "shifts.view", "own.count", NULL }, *const roles[] = { "attendant", NULL };
  FcId role_id = fc_id_from_key ("role", "attendant", NULL), id = fc_id_from_key ("user", "asha", NULL);
  FcRecord *role = fc_record_new (FC_ROLE, &role_id), *user = fc_record_new (FC_USER, &id);

  fc_record_set_text (role, FC_ROLE_NAME, "attendant");
  fc_record_set_set (role, FC_ROLE_PERMISSIONS, may);
  fc_office_load (sheet->office, role);
  fc_record_set_text (user, FC_USER_NAME, "Asha");
  fc_record_set_text (user, FC_USER_EMAIL, "asha@example.org");
  fc_record_set_set (user, FC_USER_ROLES, roles);
  fc_record_set_text (user, FC_USER_STATUS, "active");
  fc_record_set_int (user, FC_USER_ALL_STATIONS, TRUE);
  fc_office_load (sheet->office, user);
  return id;
}

static void
test_an_attendant_takes_back_their_own (FcTestSheet   *sheet,
                                        gconstpointer  step)
{
  FcShiftDraft *draft = fc_shift_view_get_draft (sheet->view);
  FcId asha = add_attendant (sheet);
  g_autofree char *id = fc_id_dup_string (&asha);
  JsonObject *args = json_object_new ();
  g_autoptr (GError) error = NULL;

  json_object_set_int_member (args, "number", 1);
  json_object_set_string_member (args, "user_id", id);
  json_object_set_string_member (args, "attendant", "Asha");
  fc_shift_draft_run (draft, fc_shift_draft_command (draft, "shift.put-drawer", args), &error);
  g_assert_no_error (error);
  fc_office_act_as (sheet->office, &asha); /* before what the other entered is seen back */
  g_assert_true (fc_test_sheet_figures (sheet)->has_drawers);
  fc_test_sheet_fill_in (sheet, "Shop sales", "50");
  g_assert_cmpint (sum_of (sheet, FC_DRAWER, FC_DRAWER_SHOP_SALES), ==, 5000);
  go (sheet, "tenders");
  fc_test_sheet_enter (sheet, "120");
  undo (sheet);
  g_assert_cmpint (sum_of (sheet, FC_TENDER_TOTAL, FC_TENDER_TOTAL_AMOUNT), ==, 0);
  undo (sheet);
  g_assert_cmpint (sum_of (sheet, FC_DRAWER, FC_DRAWER_SHOP_SALES), ==, 0);
  undo (sheet); /* the drawer was somebody else's entry */
  g_assert_true (fc_test_sheet_figures (sheet)->has_drawers);
  redo (sheet);
  redo (sheet);
  g_assert_cmpint (sum_of (sheet, FC_TENDER_TOTAL, FC_TENDER_TOTAL_AMOUNT), ==, 12000);
  g_assert_cmpint (sum_of (sheet, FC_DRAWER, FC_DRAWER_SHOP_SALES), ==, 5000);
}

/* What was taken back is on the disk like what was entered. */
static void
test_it_is_saved (FcTestSheet   *sheet,
                  gconstpointer  step)
{
  FcShiftDraft *draft = fc_shift_view_get_draft (sheet->view);
  g_autoptr (FcShiftDraft) again = NULL;

  fc_test_sheet_enter (sheet, "120");
  fc_test_sheet_enter (sheet, "130");
  undo (sheet);
  while (fc_shift_draft_is_saving (draft))
    g_main_context_iteration (NULL, TRUE);
  again = fc_shift_draft_new (fc_shift_draft_get_replica (draft), fc_shift_draft_get_id (draft));
  while (fc_shift_draft_get_sheet (again) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (fc_shift_draft_get_sheet (again)->expected_cash, ==, -12000);
}

static void
add (const char *name, const char *step, void (*test) (FcTestSheet *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/shifts/sheet/undo/", name, NULL);

  g_test_add (path, FcTestSheet, step, fc_test_sheet_set_up, test, fc_test_sheet_tear_down);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  add ("a-cell-is-taken-back", "tenders", test_a_cell_is_taken_back);
  add ("its-place-is-shown", "tenders", test_its_place_is_shown);
  add ("half-a-figure-is-a-step", "tenders", test_half_a_figure_is_a_step);
  add ("a-wrong-cell-is-taken-back", "tenders", test_a_wrong_cell_is_taken_back);
  add ("each-attendant-has-their-own", "tenders", test_each_attendant_has_their_own);
  add ("a-line-of-a-list-is-taken-back", "cash-movements", test_a_line_of_a_list_is_taken_back);
  add ("a-row-of-the-shop-is-taken-back", "shop", test_a_row_of_the_shop_is_taken_back);
  add ("a-step-that-was-left-out-is-taken-back", "cash-count", test_a_step_that_was_left_out_is_taken_back);
  add ("an-attendant-takes-back-their-own", "shop", test_an_attendant_takes_back_their_own);
  add ("it-is-saved", "tenders", test_it_is_saved);
  return g_test_run ();
}
