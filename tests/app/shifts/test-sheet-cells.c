/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <signal.h>
#include <sys/resource.h>

#include "fc-context.h"
#include "fc-grid.h"
#include "fc-shift-steps.h"
#include "fc-shift-view-private.h"
#include "fc-test-office.h"
#include "fc-time.h"

/* What is typed into a shift's sheet, cell by cell, and what its steps say of it. */

typedef struct {
  FcOffice *office;
  GSettings *settings;
  FcContext *context;
  GtkWidget *window;
  FcShiftView *view;
} Sheet;

static FcId
add_shift (FcOffice *office)
{
  FcId id = fc_id_new (FC_TEST_NOW);
  FcRecord *shift = fc_record_new (FC_SHIFT, &id);
  g_autoptr (GPtrArray) one = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  fc_record_set_ref (shift, FC_SHIFT_STATION_ID, &office->station);
  fc_record_set_int (shift, FC_SHIFT_BUSINESS_DATE, FC_TEST_NOW / FC_DAY_US);
  fc_record_set_int (shift, FC_SHIFT_NUMBER, 1);
  fc_record_set_int (shift, FC_SHIFT_OPENED_AT, FC_TEST_NOW - FC_HOUR_US);
  fc_record_set_text (shift, FC_SHIFT_STATE, "open");
  g_ptr_array_add (one, shift);
  fc_replica_load_records_sync (office->replica, one, &error);
  g_assert_no_error (error);
  return id;
}

static void
set_up (Sheet         *sheet,
        gconstpointer  step)
{
  FcId shift;

  sheet->office = fc_office_new ();
  sheet->settings = g_settings_new_with_path ("org.forecourt.Forecourt", "/org/forecourt/Forecourt/profiles/test/");
  sheet->context = fc_context_new (sheet->office->replica, NULL, sheet->settings);
  shift = add_shift (sheet->office);
  sheet->window = gtk_window_new ();
  sheet->view = FC_SHIFT_VIEW (fc_shift_view_new (sheet->context, &shift));
  gtk_window_set_child (GTK_WINDOW (sheet->window), GTK_WIDGET (sheet->view));
  gtk_window_present (GTK_WINDOW (sheet->window));
  while (fc_shift_draft_get_sheet (fc_shift_view_get_draft (sheet->view)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (sheet->view), "sheet.go", "s", step);
}

static void
tear_down (Sheet         *sheet,
           gconstpointer  step)
{
  while (fc_shift_draft_is_saving (fc_shift_view_get_draft (sheet->view)))
    g_main_context_iteration (NULL, TRUE);
  gtk_window_destroy (GTK_WINDOW (sheet->window));
  fc_office_settle ();
  g_object_unref (sheet->context);
  g_object_unref (sheet->settings);
  fc_office_free (sheet->office);
}

static FcGrid *
find_grid (GtkWidget *parent)
{
  FcGrid *found = FC_IS_GRID (parent) && gtk_widget_get_mapped (parent) ? FC_GRID (parent) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_grid (child);
  return found;
}

/* Types into the second column of the first row, and leaves the cell. */
static void
enter (Sheet      *sheet,
       const char *text)
{
  FcGrid *grid = find_grid (GTK_WIDGET (sheet->view));

  g_assert_nonnull (grid);
  g_assert_true (fc_grid_focus_cell (grid, 0, 1));
  gtk_editable_set_text (GTK_EDITABLE (gtk_root_get_focus (GTK_ROOT (sheet->window))), text);
  gtk_root_set_focus (GTK_ROOT (sheet->window), NULL);
}

static FcShiftSheet *
figures (Sheet *sheet)
{
  return fc_shift_draft_get_sheet (fc_shift_view_get_draft (sheet->view));
}

/* (transfer full) (nullable): the sentence that stands in the way of the submit. */
static char *
blocked_by (Sheet *sheet)
{
  g_autoptr (GError) error = NULL;

  return fc_shift_draft_may_submit (fc_shift_view_get_draft (sheet->view), &error) ? NULL : g_strdup (error->message);
}

static FcStepState
state (Sheet *sheet,
       int    step)
{
  return fc_shift_steps_state (fc_shift_view_get_draft (sheet->view), step);
}

static void
assert_wrong (Sheet      *sheet,
              const char *sentence)
{
  g_autofree char *wrong = blocked_by (sheet);

  g_assert_nonnull (wrong);
  g_assert_nonnull (strstr (wrong, sentence));
}

static void
assert_not_wrong (Sheet      *sheet,
                  const char *sentence)
{
  g_autofree char *wrong = blocked_by (sheet);

  g_assert_true (wrong == NULL || strstr (wrong, sentence) == NULL);
}

static void
test_a_wrong_cell_stands_in_the_way (Sheet         *sheet,
                                     gconstpointer  step)
{
  enter (sheet, "120");
  g_assert_cmpint (state (sheet, FC_STEP_TENDERS), ==, FC_STEP_DONE);
  enter (sheet, "abc");
  g_assert_cmpint (state (sheet, FC_STEP_TENDERS), ==, FC_STEP_TOUCHED);
  assert_wrong (sheet, ": “abc” ");
  enter (sheet, "130");
  g_assert_cmpint (state (sheet, FC_STEP_TENDERS), ==, FC_STEP_DONE);
  assert_not_wrong (sheet, "abc");
}

static void
test_a_broken_sum_stands_in_the_way (Sheet         *sheet,
                                     gconstpointer  step)
{
  g_autofree char *there = NULL;

  enter (sheet, "12+");
  g_assert_cmpint (state (sheet, FC_STEP_TENDERS), ==, FC_STEP_TOUCHED);
  there = fc_grid_get_text (find_grid (GTK_WIDGET (sheet->view)), 0, 1);
  g_assert_cmpstr (there, ==, "12+");
  enter (sheet, "12+8");
  g_assert_cmpint (state (sheet, FC_STEP_TENDERS), ==, FC_STEP_DONE);
}

static void
test_clearing_a_wrong_cell_is_enough (Sheet         *sheet,
                                      gconstpointer  step)
{
  enter (sheet, "abc");
  g_assert_cmpint (state (sheet, FC_STEP_TENDERS), ==, FC_STEP_TOUCHED);
  enter (sheet, "");
  g_assert_cmpint (state (sheet, FC_STEP_TENDERS), ==, FC_STEP_OPTIONAL);
}

static void
test_a_count_that_was_emptied_is_none (Sheet         *sheet,
                                       gconstpointer  step)
{
  enter (sheet, "3");
  g_assert_cmpint (state (sheet, FC_STEP_CASH_COUNT), ==, FC_STEP_DONE);
  enter (sheet, "");
  g_assert_cmpint (state (sheet, FC_STEP_CASH_COUNT), ==, FC_STEP_EMPTY);
  assert_wrong (sheet, "not been counted");
  enter (sheet, "0");
  g_assert_cmpint (state (sheet, FC_STEP_CASH_COUNT), ==, FC_STEP_DONE);
}

static FcId
add_drawer (Sheet      *sheet,
            int         number,
            const char *attendant)
{
  FcShiftDraft *draft = fc_shift_view_get_draft (sheet->view);
  g_autoptr (GError) error = NULL;
  JsonObject *args = json_object_new ();

  json_object_set_int_member (args, "number", number);
  json_object_set_string_member (args, "attendant", attendant);
  fc_shift_draft_run (draft, fc_shift_draft_command (draft, "shift.put-drawer", args), &error);
  g_assert_no_error (error);
  return *fc_record_get_id (
      g_array_index (figures (sheet)->drawers, FcSheetDrawer, figures (sheet)->drawers->len - 1).drawer);
}

/* What was refused in one attendant's drawer neither stands in the other's nor is forgotten there. */
static void
test_a_wrong_cell_belongs_to_its_drawer (Sheet         *sheet,
                                         gconstpointer  step)
{
  FcShiftDraft *draft = fc_shift_view_get_draft (sheet->view);
  FcId ana = add_drawer (sheet, 1, "Ana"), ben = add_drawer (sheet, 2, "Ben");
  FcGrid *grid = find_grid (GTK_WIDGET (sheet->view));
  g_autofree char *of_ana = NULL, *of_ben = NULL;

  fc_shift_draft_set_drawer (draft, &ana);
  enter (sheet, "abc");
  fc_shift_draft_set_drawer (draft, &ben);
  of_ben = fc_grid_get_text (grid, 0, 1);
  g_assert_cmpstr (of_ben, ==, "");
  enter (sheet, "50");
  g_assert_cmpint (state (sheet, FC_STEP_TENDERS), ==, FC_STEP_TOUCHED);
  assert_wrong (sheet, "abc");
  fc_shift_draft_set_drawer (draft, &ana);
  of_ana = fc_grid_get_text (grid, 0, 1);
  g_assert_cmpstr (of_ana, ==, "abc");
}

static guint
count_told (Sheet *sheet)
{
  FcShiftDraft *draft = fc_shift_view_get_draft (sheet->view);
  guint told = fc_shift_draft_list_refused (draft)->len;

  for (guint i = 0; i < figures (sheet)->warnings->len; i++)
    {
      const FcSheetWarning *warning = figures (sheet)->warnings->pdata[i];

      told += warning->step == FC_STEP_CASH_COUNT && !fc_shift_draft_says (draft, warning);
    }
  return told;
}

/* That Ana's count is wrong says that it is missing; Ben's is still missing. */
static void
test_a_wrong_cell_is_told_once (Sheet         *sheet,
                                gconstpointer  step)
{
  FcId ana = add_drawer (sheet, 1, "Ana");

  add_drawer (sheet, 2, "Ben");
  g_assert_cmpuint (count_told (sheet), ==, 2);
  fc_shift_draft_set_drawer (fc_shift_view_get_draft (sheet->view), &ana);
  enter (sheet, "abc");
  g_assert_cmpuint (count_told (sheet), ==, 2);
  assert_wrong (sheet, "abc");
  enter (sheet, "");
  g_assert_cmpuint (count_told (sheet), ==, 2);
  assert_wrong (sheet, "not been counted");
}

/* Nothing is kept of a drawer that was taken away. */
static void
test_a_wrong_cell_goes_with_its_drawer (Sheet         *sheet,
                                        gconstpointer  step)
{
  FcShiftDraft *draft = fc_shift_view_get_draft (sheet->view);
  FcId ana = add_drawer (sheet, 1, "Ana");
  g_autofree char *id = fc_id_dup_string (&ana);
  JsonObject *args = json_object_new ();
  g_autoptr (GError) error = NULL;

  fc_shift_draft_set_drawer (draft, &ana);
  enter (sheet, "abc");
  json_object_set_string_member (args, "entity", "drawer");
  json_object_set_string_member (args, "id", id);
  fc_shift_draft_run (draft, fc_shift_draft_command (draft, "shift.remove-line", args), &error);
  g_assert_no_error (error);
  assert_not_wrong (sheet, "abc");
}

static GtkWidget *
find_row (GtkWidget  *parent,
          GType       type,
          const char *title)
{
  GtkWidget *found = NULL;

  if (g_type_is_a (G_OBJECT_TYPE (parent), type) && gtk_widget_get_mapped (parent) &&
      g_str_has_prefix (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (parent)), title))
    return parent;
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_row (child, type, title);
  return found;
}

/* Types into a row that is no grid's, and leaves it. */
static void
fill_in (Sheet      *sheet,
         const char *title,
         const char *text)
{
  GtkWidget *row = find_row (GTK_WIDGET (sheet->view), ADW_TYPE_ENTRY_ROW, title);

  g_assert_nonnull (row);
  g_assert_true (gtk_widget_grab_focus (row));
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  gtk_root_set_focus (GTK_ROOT (sheet->window), NULL);
}

static void
test_a_wrong_row_of_the_shop_stands_in_the_way (Sheet         *sheet,
                                                gconstpointer  step)
{
  GtkWidget *row;

  fill_in (sheet, "Shop sales", "12+");
  g_assert_cmpint (state (sheet, FC_STEP_SHOP), ==, FC_STEP_TOUCHED);
  assert_wrong (sheet, "Shop sales: ");
  row = find_row (GTK_WIDGET (sheet->view), ADW_TYPE_ENTRY_ROW, "Shop sales");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "12+");
  fill_in (sheet, "Shop sales", "12+8");
  g_assert_cmpint (state (sheet, FC_STEP_SHOP), ==, FC_STEP_DONE);
  assert_not_wrong (sheet, "Shop sales");
}

/* Through a row of words, and through a number that is laid out anew as it is left. */
static void
test_walking_through_a_form_begins_nothing (Sheet         *sheet,
                                            gconstpointer  step)
{
  GtkWidget *row = find_row (GTK_WIDGET (sheet->view), ADW_TYPE_ENTRY_ROW, "Reason");
  GtkWidget *attendant;

  g_assert_true (gtk_widget_grab_focus (row));
  gtk_root_set_focus (GTK_ROOT (sheet->window), NULL);
  g_assert_cmpint (state (sheet, FC_STEP_CASH_MOVEMENTS), ==, FC_STEP_OPTIONAL);
  gtk_widget_activate_action (GTK_WIDGET (sheet->view), "sheet.go", "s", "attendants");
  attendant = gtk_root_get_focus (GTK_ROOT (sheet->window));
  g_assert_nonnull (attendant);
  for (int i = 0; i < 4; i++)
    gtk_widget_child_focus (GTK_WIDGET (sheet->window), GTK_DIR_TAB_FORWARD);
  g_assert_false (fc_shift_draft_has_refused (fc_shift_view_get_draft (sheet->view), FC_VIEW_ATTENDANTS));
}

static void
test_a_form_that_was_begun_stands_in_the_way (Sheet         *sheet,
                                              gconstpointer  step)
{
  g_assert_cmpint (state (sheet, FC_STEP_CASH_MOVEMENTS), ==, FC_STEP_OPTIONAL);
  fill_in (sheet, "Reason", "bank");
  g_assert_cmpint (state (sheet, FC_STEP_CASH_MOVEMENTS), ==, FC_STEP_TOUCHED);
  assert_wrong (sheet, "begun and not added");
}

static GtkWidget *
find_button (GtkWidget  *parent,
             const char *label)
{
  GtkWidget *found = NULL;
  const char *tooltip = gtk_widget_get_tooltip_text (parent);

  if (GTK_IS_BUTTON (parent) && gtk_widget_get_mapped (parent) &&
      (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (parent)), label) == 0 ||
       (tooltip != NULL && g_str_has_prefix (tooltip, label))))
    return parent;
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child, label);
  return found;
}

static void
press (Sheet      *sheet,
       const char *label)
{
  GtkWidget *button = find_button (GTK_WIDGET (sheet->view), label);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

/* The one that is there: what it is, and why. */
static void
assert_movement (Sheet      *sheet,
                 gint64      amount,
                 const char *reason)
{
  FcRowSet *rows = fc_shift_draft_get_rows (fc_shift_view_get_draft (sheet->view));
  g_autoptr (GPtrArray) movements = fc_row_set_list (rows, FC_CASH_MOVEMENT);

  g_assert_cmpuint (movements->len, ==, 1);
  g_assert_cmpint (fc_record_get_int (movements->pdata[0], FC_CASH_MOVEMENT_AMOUNT), ==, amount);
  g_assert_cmpstr (fc_record_get_text (movements->pdata[0], FC_CASH_MOVEMENT_REASON), ==, reason);
}

static void
test_a_movement_is_corrected (Sheet         *sheet,
                              gconstpointer  step)
{
  fill_in (sheet, "Amount", "120");
  fill_in (sheet, "Reason", "bank");
  press (sheet, "Add cash movement");
  assert_movement (sheet, 12000, "bank");
  press (sheet, "Correct ");
  fill_in (sheet, "Amount", "210");
  press (sheet, "Correct "); /* what was begun is not thrown away */
  press (sheet, "Save");
  assert_movement (sheet, 21000, "bank");
  press (sheet, "Correct ");
  press (sheet, "Clear");
  g_assert_nonnull (find_button (GTK_WIDGET (sheet->view), "Add cash movement"));
  assert_movement (sheet, 21000, "bank");
}

static void
add (const char *name,
     const char *step,
     void      (*test) (Sheet *sheet, gconstpointer step))
{
  g_autofree char *path = g_strdup_printf ("/sheet-cells/%s", name);

  g_test_add (path, Sheet, step, set_up, test, tear_down);
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
count_shown (Sheet *sheet)
{
  FcShiftDraft *draft = fc_shift_view_get_draft (sheet->view);
  g_autoptr (GPtrArray) counts = NULL;

  fc_shift_draft_load (draft);
  fc_office_settle ();
  counts = fc_row_set_list (fc_shift_draft_get_rows (draft), FC_CASH_COUNT);
  return counts->len == 1 ? fc_record_get_int (counts->pdata[0], FC_CASH_COUNT_QUANTITY) : -1;
}

static void
test_a_full_disk_loses_nothing (Sheet         *sheet,
                                gconstpointer  step)
{
  FcShiftDraft *draft = fc_shift_view_get_draft (sheet->view);

  fill_disk (TRUE);
  enter (sheet, "3");
  while (fc_shift_draft_get_unsaved (draft) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (fc_shift_draft_is_saving (draft));
  g_assert_cmpint (count_shown (sheet), ==, 3); /* still on screen */
  assert_wrong (sheet, "no room left on the disk");
  fill_disk (FALSE);
  enter (sheet, "4"); /* the first one goes first */
  while (fc_shift_draft_get_unsaved (draft) != NULL || fc_shift_draft_is_saving (draft))
    g_main_context_iteration (NULL, TRUE);
  assert_not_wrong (sheet, "no room left on the disk");
  g_assert_cmpint (count_shown (sheet), ==, 4);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  add ("a-wrong-cell-stands-in-the-way", "tenders", test_a_wrong_cell_stands_in_the_way);
  add ("a-broken-sum-stands-in-the-way", "tenders", test_a_broken_sum_stands_in_the_way);
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
  return g_test_run ();
}
