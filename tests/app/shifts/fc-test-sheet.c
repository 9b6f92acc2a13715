/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-test-sheet.h"

#include "fc-shift-steps.h"
#include "fc-time.h"

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

void
fc_test_sheet_set_up (FcTestSheet   *sheet,
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

void
fc_test_sheet_tear_down (FcTestSheet   *sheet,
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

FcGrid *
fc_test_sheet_grid (GtkWidget *parent)
{
  FcGrid *found = FC_IS_GRID (parent) && gtk_widget_get_mapped (parent) ? FC_GRID (parent) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = fc_test_sheet_grid (child);
  return found;
}

/* Types into the second column of the first row, and leaves the cell. */
void
fc_test_sheet_enter (FcTestSheet *sheet,
                     const char  *text)
{
  FcGrid *grid = fc_test_sheet_grid (GTK_WIDGET (sheet->view));

  g_assert_nonnull (grid);
  g_assert_true (fc_grid_focus_cell (grid, 0, 1));
  gtk_editable_set_text (GTK_EDITABLE (gtk_root_get_focus (GTK_ROOT (sheet->window))), text);
  gtk_root_set_focus (GTK_ROOT (sheet->window), NULL);
}

FcShiftSheet *
fc_test_sheet_figures (FcTestSheet *sheet)
{
  return fc_shift_draft_get_sheet (fc_shift_view_get_draft (sheet->view));
}

FcStepState
fc_test_sheet_state (FcTestSheet *sheet,
                     int          step)
{
  return fc_shift_steps_state (fc_shift_view_get_draft (sheet->view), step);
}

FcId
fc_test_sheet_add_drawer (FcTestSheet *sheet,
                          int          number,
                          const char  *attendant)
{
  FcShiftDraft *draft = fc_shift_view_get_draft (sheet->view);
  g_autoptr (GError) error = NULL;
  JsonObject *args = json_object_new ();

  json_object_set_int_member (args, "number", number);
  json_object_set_string_member (args, "attendant", attendant);
  fc_shift_draft_run (draft, fc_shift_draft_command (draft, "shift.put-drawer", args), &error);
  g_assert_no_error (error);
  return *fc_record_get_id (g_array_index (fc_test_sheet_figures (sheet)->drawers, FcSheetDrawer,
                                           fc_test_sheet_figures (sheet)->drawers->len - 1)
                              .drawer);
}

GtkWidget *
fc_test_sheet_find_row (GtkWidget  *parent,
                        GType       type,
                        const char *title)
{
  GtkWidget *found = NULL;

  if (g_type_is_a (G_OBJECT_TYPE (parent), type) && gtk_widget_get_mapped (parent) &&
      g_str_has_prefix (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (parent)), title))
    return parent;
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = fc_test_sheet_find_row (child, type, title);
  return found;
}

/* Types into a row that is no grid's, and leaves it. */
void
fc_test_sheet_fill_in (FcTestSheet *sheet,
                       const char  *title,
                       const char  *text)
{
  GtkWidget *row = fc_test_sheet_find_row (GTK_WIDGET (sheet->view), ADW_TYPE_ENTRY_ROW, title);

  g_assert_nonnull (row);
  g_assert_true (gtk_widget_grab_focus (row));
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  gtk_root_set_focus (GTK_ROOT (sheet->window), NULL);
}

GtkWidget *
fc_test_sheet_find_button (GtkWidget  *parent,
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
    found = fc_test_sheet_find_button (child, label);
  return found;
}

void
fc_test_sheet_press (FcTestSheet *sheet,
                     const char  *label)
{
  GtkWidget *button = fc_test_sheet_find_button (GTK_WIDGET (sheet->view), label);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}
