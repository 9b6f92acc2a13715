/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-chart-edit-box.h"
#include "fc-grid.h"

/* The table of a strapping chart, as typed into. */
typedef struct {
  FcChartEditBox *box;
  FcGrid *grid;
  guint n_points; /* of the last preview */
  char *used;
} Table;

static GtkWidget *
find (GtkWidget *widget,
      GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
previewed_cb (Table  *table,
              GArray *points)
{
  table->n_points = points != NULL ? points->len : 0;
}

static void
used_cb (Table      *table,
         const char *chart)
{
  g_free (table->used);
  table->used = g_strdup (chart);
}

static void
open_table (Table      *table,
            const char *chart)
{
  *table = (Table) { .box = FC_CHART_EDIT_BOX (g_object_ref_sink (fc_chart_edit_box_new ())) };
  table->grid = FC_GRID (find (GTK_WIDGET (table->box), FC_TYPE_GRID));
  g_signal_connect_swapped (table->box, "preview", G_CALLBACK (previewed_cb), table);
  g_signal_connect_swapped (table->box, "use", G_CALLBACK (used_cb), table);
  fc_chart_edit_box_open (table->box, chart, 0, 0);
}

static void
close_table (Table *table)
{
  g_free (table->used);
  g_object_unref (table->box);
}

static void
type (Table      *table,
      guint       row,
      guint       column,
      const char *text)
{
  g_signal_emit_by_name (table->grid, "committed", row, column, text);
}

static GtkWidget *
use_button (Table *table)
{
  GtkWidget *buttons = gtk_widget_get_last_child (gtk_widget_get_first_child (GTK_WIDGET (table->box)));

  return gtk_widget_get_last_child (buttons);
}

static void
test_a_point_is_added_where_it_belongs (void)
{
  Table table;

  open_table (&table, "[[0,0],[500,4193390],[1250,14726000]]");
  g_assert_cmpuint (fc_grid_get_n_rows (table.grid), ==, 4); /* and an empty one */
  g_assert_cmpuint (table.n_points, ==, 3);
  type (&table, 3, 0, "750");
  g_assert_false (gtk_widget_get_sensitive (use_button (&table))); /* half a point */
  type (&table, 3, 1, "7500");
  g_assert_cmpuint (fc_grid_get_n_rows (table.grid), ==, 5);
  g_assert_cmpuint (table.n_points, ==, 4);
  g_signal_emit_by_name (use_button (&table), "clicked");
  g_assert_cmpstr (table.used, ==, "[[0,0],[500,4193390],[750,7500000],[1250,14726000]]");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (table.box)));
  close_table (&table);
}

static void
test_what_is_no_chart_is_not_used (void)
{
  Table table;

  open_table (&table, "[[0,0],[500,4193390],[1250,14726000]]");
  type (&table, 1, 1, "20000"); /* more than above it */
  g_assert_false (gtk_widget_get_sensitive (use_button (&table)));
  type (&table, 1, 1, "many");
  g_assert_false (gtk_widget_get_sensitive (use_button (&table)));
  type (&table, 1, 1, "4*1000");
  g_assert_true (gtk_widget_get_sensitive (use_button (&table)));
  type (&table, 1, 0, "1250"); /* twice */
  g_assert_false (gtk_widget_get_sensitive (use_button (&table)));
  g_signal_emit_by_name (table.grid, "removed", 1);
  g_assert_true (gtk_widget_get_sensitive (use_button (&table)));
  g_signal_emit_by_name (use_button (&table), "clicked");
  g_assert_cmpstr (table.used, ==, "[[0,0],[1250,14726000]]");
  close_table (&table);
}

static void
test_a_tank_without_a_chart_begins_with_none (void)
{
  Table table;

  open_table (&table, NULL);
  g_assert_cmpuint (fc_grid_get_n_rows (table.grid), ==, 1);
  g_assert_false (gtk_widget_get_sensitive (use_button (&table)));
  type (&table, 0, 0, "0");
  type (&table, 0, 1, "0");
  type (&table, 1, 0, "2000");
  type (&table, 1, 1, "30000");
  g_assert_true (gtk_widget_get_sensitive (use_button (&table)));
  close_table (&table);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/tanks/chart-edit/a-point-is-added-where-it-belongs", test_a_point_is_added_where_it_belongs);
  g_test_add_func ("/tanks/chart-edit/what-is-no-chart-is-not-used", test_what_is_no_chart_is_not_used);
  g_test_add_func ("/tanks/chart-edit/a-tank-without-a-chart-begins-with-none",
                   test_a_tank_without_a_chart_begins_with_none);
  return g_test_run ();
}
