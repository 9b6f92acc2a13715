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
test_a_broken_sum_comes_as_it_was_typed (Sheet         *sheet,
                                      gconstpointer  data)
{
  g_autofree char *typed = NULL;

  g_assert_true (fc_grid_focus_cell (sheet->grid, 0, 1));
  gtk_editable_set_text (focused (sheet), "4*");
  g_assert_true (fc_grid_focus_cell (sheet->grid, 1, 1));
  g_assert_cmpuint (sheet->committed, ==, 1); /* the page says what is wrong with it */
  typed = fc_grid_get_text (sheet->grid, 0, 1);
  g_assert_cmpstr (typed, ==, "4*");
}

/* Escape brings back the figure, not what was refused. */
static void
test_what_was_refused_is_no_figure (Sheet         *sheet,
                                    gconstpointer  data)
{
  g_autofree char *typed = NULL, *figure = NULL;

  fc_grid_set_text (sheet->grid, 0, 1, "10");
  fc_grid_keep_typed (sheet->grid, 0, 1, "4*");
  fc_grid_set_error (sheet->grid, 0, 1, "not finished");
  typed = fc_grid_get_text (sheet->grid, 0, 1);
  g_assert_cmpstr (typed, ==, "4*");
  g_assert_true (fc_grid_focus_wrong (sheet->grid));
  fc_grid_set_error (sheet->grid, 0, 1, NULL);
  g_assert_false (fc_grid_focus_wrong (sheet->grid));
  fc_grid_set_text (sheet->grid, 0, 1, "10");
  figure = fc_grid_get_text (sheet->grid, 0, 1);
  g_assert_cmpstr (figure, ==, "10");
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
  fc_grid_set_note (sheet->grid, 2, FC_GRID_NOTE_WARNING, "3.1 × what this nozzle usually sells", NULL, NULL, NULL);
  fc_grid_set_n_rows (sheet->grid, 1);
  fc_grid_set_n_rows (sheet->grid, 5);
  fc_grid_set_total (sheet->grid, 1, "95.0");
  g_assert_cmpuint (fc_grid_get_n_rows (sheet->grid), ==, 5);
  fc_grid_clear (sheet->grid);
  g_assert_cmpuint (fc_grid_get_n_rows (sheet->grid), ==, 0);
}

/* Lets the window find its size. */
static void
settle (Sheet *sheet)
{
  gtk_test_widget_wait_for_draw (sheet->window);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  gtk_test_widget_wait_for_draw (sheet->window);
}

static void
assert_whole (GtkText *cell)
{
  glong length = g_utf8_strlen (gtk_editable_get_text (GTK_EDITABLE (cell)), -1);
  graphene_rect_t first, last;

  gtk_text_compute_cursor_extents (cell, 0, &first, NULL);
  gtk_text_compute_cursor_extents (cell, (gsize) length, &last, NULL);
  g_assert_cmpfloat (first.origin.x, >=, 0);
  g_assert_cmpfloat (last.origin.x, <=, gtk_widget_get_width (GTK_WIDGET (cell)));
}

static void
test_a_figure_is_seen_whole (Sheet         *sheet,
                             gconstpointer  data)
{
  fc_grid_set_text (sheet->grid, 0, 1, "3\302\240018\302\240986.023");
  g_assert_true (fc_grid_focus_cell (sheet->grid, 0, 1));
  settle (sheet);
  assert_whole (GTK_TEXT (focused (sheet)));
  gtk_editable_set_text (focused (sheet), "3018986.023+1.125");
  settle (sheet);
  assert_whole (GTK_TEXT (focused (sheet)));
}

static gboolean
shows (Sheet *sheet,
       int    secondary)
{
  return gtk_widget_get_visible (gtk_grid_get_child_at (GTK_GRID (gtk_widget_get_first_child (GTK_WIDGET (sheet->grid))),
                                                        secondary, 0));
}

static void
test_what_is_secondary_goes_where_there_is_no_room (Sheet         *sheet,
                                                    gconstpointer  data)
{
  const int gross = 3;
  int least, wanted;

  fc_grid_set_n_rows (sheet->grid, 0);
  fc_grid_add_column (sheet->grid, "Gross", NULL, FC_GRID_NUMERIC | FC_GRID_SECONDARY, 20);
  fc_grid_set_n_rows (sheet->grid, 2);
  fc_grid_set_total (sheet->grid, gross, "1\302\240193.793");
  gtk_widget_measure (GTK_WIDGET (sheet->grid), GTK_ORIENTATION_HORIZONTAL, -1, &least, &wanted, NULL, NULL);
  g_assert_cmpint (least + 100, <, wanted);
  gtk_window_set_default_size (GTK_WINDOW (sheet->window), wanted + 200, 400);
  settle (sheet);
  g_assert_true (shows (sheet, gross));
  gtk_window_set_default_size (GTK_WINDOW (sheet->window), least + 60, 400);
  for (guint i = 0; i < 200 && shows (sheet, gross); i++)
    settle (sheet);
  g_assert_false (shows (sheet, gross));
  g_assert_true (fc_grid_focus_cell (sheet->grid, 1, 1));
  gtk_window_set_default_size (GTK_WINDOW (sheet->window), wanted + 200, 400);
  for (guint i = 0; i < 200 && !shows (sheet, gross); i++)
    settle (sheet);
  g_assert_true (shows (sheet, gross));
}

/* As a person presses it in the cell that has the focus. */
static void
press (Sheet *sheet,
       guint  key)
{
  GtkWidget *entry = gtk_widget_get_parent (GTK_WIDGET (focused (sheet)));
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (entry);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean taken;

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller)
          && gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
        g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &taken);
    }
}

static void
count (guint *n)
{
  (*n)++;
}

static void
test_a_wrong_last_row_is_not_left_by_return (Sheet         *sheet,
                                             gconstpointer  data)
{
  guint finished = 0;

  g_signal_connect_swapped (sheet->grid, "finished", G_CALLBACK (count), &finished);
  g_assert_true (fc_grid_focus_cell (sheet->grid, 2, 1));
  fc_grid_set_note (sheet->grid, 2, FC_GRID_NOTE_ERROR, "Below the opening", "It rolled over", NULL, NULL);
  press (sheet, GDK_KEY_Return);
  g_assert_cmpuint (finished, ==, 0);
  fc_grid_set_note (sheet->grid, 2, FC_GRID_NOTE_WARNING, "More than usual", NULL, NULL, NULL);
  press (sheet, GDK_KEY_Return);
  g_assert_cmpuint (finished, ==, 1);
}

static void
test_a_note_is_scrolled_to_with_its_row (Sheet         *sheet,
                                         gconstpointer  data)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkAdjustment *place = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));

  g_object_ref (sheet->grid);
  gtk_window_set_child (GTK_WINDOW (sheet->window), NULL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (sheet->grid));
  g_object_unref (sheet->grid);
  gtk_window_set_default_size (GTK_WINDOW (sheet->window), 400, 200);
  gtk_window_set_child (GTK_WINDOW (sheet->window), scrolled);
  fc_grid_set_n_rows (sheet->grid, 30);
  settle (sheet);
  g_assert_true (fc_grid_focus_cell (sheet->grid, 29, 1));
  settle (sheet);
  fc_grid_set_note (sheet->grid, 29, FC_GRID_NOTE_ERROR, "Below the opening", "It rolled over", NULL, NULL);
  do /* to its lower edge: the note is the last thing in the grid */
    g_main_context_iteration (NULL, TRUE);
  while (gtk_adjustment_get_value (place) + gtk_adjustment_get_page_size (place) < gtk_adjustment_get_upper (place) - 3);
  g_assert_cmpfloat (gtk_adjustment_get_upper (place), >, 30 * 20);
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
    { "/grid/a-broken-sum-comes-as-it-was-typed", test_a_broken_sum_comes_as_it_was_typed },
    { "/grid/what-was-refused-is-no-figure", test_what_was_refused_is_no_figure },
    { "/grid/an-approved-sheet-takes-no-typing", test_an_approved_sheet_takes_no_typing },
    { "/grid/work-begins-at-the-first-empty-cell", test_work_begins_at_the_first_empty_cell },
    { "/grid/rows-come-and-go", test_rows_come_and_go },
    { "/grid/a-figure-is-seen-whole", test_a_figure_is_seen_whole },
    { "/grid/what-is-secondary-goes-where-there-is-no-room", test_what_is_secondary_goes_where_there_is_no_room },
    { "/grid/a-wrong-last-row-is-not-left-by-return", test_a_wrong_last_row_is_not_left_by_return },
    { "/grid/a-note-is-scrolled-to-with-its-row", test_a_note_is_scrolled_to_with_its_row },
  };

  g_test_init (&argc, &argv, NULL);
  adw_init ();

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Sheet, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
