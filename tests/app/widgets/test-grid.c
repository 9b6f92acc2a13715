/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "fc-grid.h"

typedef struct {
  GtkWidget *window;
  FcGrid *grid;
  guint row, column;
  char *text;
  guint committed;
} Sheet;

static void
committed_cb (Sheet      *sheet,
              guint       row,
              guint       column,
              const char *text)
{
  sheet->row = row;
  sheet->column = column;
  g_free (sheet->text);
  sheet->text = g_strdup (text);
  sheet->committed++;
}

static void
set_up (Sheet         *sheet,
        gconstpointer  data)
{
  sheet->window = gtk_window_new ();
  sheet->grid = FC_GRID (fc_grid_new ("Meters"));
  fc_grid_add_column (sheet->grid, "Nozzle", NULL, 0, 4);
  fc_grid_add_column (sheet->grid, "Closing", "L", FC_GRID_NUMERIC | FC_GRID_EDITABLE, 10);
  fc_grid_add_column (sheet->grid, "Test", "L", FC_GRID_NUMERIC | FC_GRID_EDITABLE, 6);
  fc_grid_set_n_rows (sheet->grid, 3);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("nozzle %u", i + 1);

      fc_grid_set_row_name (sheet->grid, i, name);
      fc_grid_set_wanted (sheet->grid, i, 2, FALSE);
    }
  g_signal_connect_swapped (sheet->grid, "committed", G_CALLBACK (committed_cb), sheet);
  gtk_window_set_child (GTK_WINDOW (sheet->window), GTK_WIDGET (sheet->grid));
  gtk_window_present (GTK_WINDOW (sheet->window));
}

static void
tear_down (Sheet         *sheet,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (sheet->window));
  g_free (sheet->text);
}

static GtkEditable *
focused (Sheet *sheet)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (sheet->window));

  g_assert_nonnull (focus);
  return GTK_EDITABLE (focus);
}

static void
test_a_sum_is_worked_out_on_leaving (Sheet         *sheet,
                                     gconstpointer  data)
{
  g_autofree char *shown = NULL;

  g_assert_true (fc_grid_focus_cell (sheet->grid, 0, 1));
  gtk_editable_set_text (focused (sheet), "4*20+15");
  g_assert_true (fc_grid_focus_cell (sheet->grid, 1, 1));
  g_assert_cmpuint (sheet->committed, ==, 1);
  g_assert_cmpuint (sheet->row, ==, 0);
  g_assert_cmpuint (sheet->column, ==, 1);
  g_assert_cmpstr (sheet->text, ==, "95");
  shown = fc_grid_get_text (sheet->grid, 0, 1);
  g_assert_cmpstr (shown, ==, "95");
}

static void
test_leaving_unchanged_commits_nothing (Sheet         *sheet,
                                        gconstpointer  data)
{
  fc_grid_set_text (sheet->grid, 0, 1, "184906.4");
  g_assert_true (fc_grid_focus_cell (sheet->grid, 0, 1));
  g_assert_true (fc_grid_focus_cell (sheet->grid, 1, 1));
  g_assert_cmpuint (sheet->committed, ==, 0);
}

static void
test_typing_is_not_overwritten (Sheet         *sheet,
                                gconstpointer  data)
{
  g_autofree char *typed = NULL;

  g_assert_true (fc_grid_focus_cell (sheet->grid, 0, 1));
  gtk_editable_set_text (focused (sheet), "12");
  fc_grid_set_text (sheet->grid, 0, 1, "999");
  typed = fc_grid_get_text (sheet->grid, 0, 1);
  g_assert_cmpstr (typed, ==, "12");
}

static void
test_a_broken_sum_stays_and_is_named (Sheet         *sheet,
                                      gconstpointer  data)
{
  g_autofree char *typed = NULL;

  g_assert_true (fc_grid_focus_cell (sheet->grid, 0, 1));
  gtk_editable_set_text (focused (sheet), "4*");
  g_assert_true (fc_grid_focus_cell (sheet->grid, 1, 1));
  g_assert_cmpuint (sheet->committed, ==, 0);
  typed = fc_grid_get_text (sheet->grid, 0, 1);
  g_assert_cmpstr (typed, ==, "4*");
}

static void
test_an_approved_sheet_takes_no_typing (Sheet         *sheet,
                                        gconstpointer  data)
{
  g_autofree char *shown = NULL;

  fc_grid_set_text (sheet->grid, 0, 1, "10");
  fc_grid_set_read_only (sheet->grid, TRUE);
  g_assert_false (fc_grid_focus_cell (sheet->grid, 0, 1));
  shown = fc_grid_get_text (sheet->grid, 0, 1);
  g_assert_cmpstr (shown, ==, "10");
  fc_grid_set_read_only (sheet->grid, FALSE);
  g_assert_true (fc_grid_focus_cell (sheet->grid, 0, 1));
}

static void
test_work_begins_at_the_first_empty_cell (Sheet         *sheet,
                                          gconstpointer  data)
{
  fc_grid_set_text (sheet->grid, 0, 1, "10");
  g_assert_true (fc_grid_focus_first (sheet->grid));
  gtk_editable_set_text (focused (sheet), "20");
  fc_grid_focus_cell (sheet->grid, 2, 1);
  g_assert_cmpuint (sheet->row, ==, 1);
  g_assert_cmpuint (sheet->column, ==, 1);
}

static void
test_rows_come_and_go (Sheet         *sheet,
                       gconstpointer  data)
{
  g_assert_true (fc_grid_focus_cell (sheet->grid, 2, 1));
  gtk_editable_set_text (focused (sheet), "7");
  fc_grid_set_note (sheet->grid, 2, FC_GRID_NOTE_WARNING, "3.1 × this nozzle’s habit", NULL, NULL, NULL);
  fc_grid_set_n_rows (sheet->grid, 1);
  fc_grid_set_n_rows (sheet->grid, 5);
  fc_grid_set_total (sheet->grid, 1, "95.0");
  g_assert_cmpuint (fc_grid_get_n_rows (sheet->grid), ==, 5);
  fc_grid_clear (sheet->grid);
  g_assert_cmpuint (fc_grid_get_n_rows (sheet->grid), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  static const struct {
    const char *path;
    void (*test) (Sheet *sheet, gconstpointer data);
  } tests[] = {
    { "/grid/a-sum-is-worked-out-on-leaving", test_a_sum_is_worked_out_on_leaving },
    { "/grid/leaving-unchanged-commits-nothing", test_leaving_unchanged_commits_nothing },
    { "/grid/typing-is-not-overwritten", test_typing_is_not_overwritten },
    { "/grid/a-broken-sum-stays-and-is-named", test_a_broken_sum_stays_and_is_named },
    { "/grid/an-approved-sheet-takes-no-typing", test_an_approved_sheet_takes_no_typing },
    { "/grid/work-begins-at-the-first-empty-cell", test_work_begins_at_the_first_empty_cell },
    { "/grid/rows-come-and-go", test_rows_come_and_go },
  };

  g_test_init (&argc, &argv, NULL);
  adw_init ();

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Sheet, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
