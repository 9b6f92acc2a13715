/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-company-queries.h"
#include "fc-data-table.h"
#include "fc-test-office.h"

#include <adwaita.h>

/* A person sorts by a column: a click on its title, another one turns it round. */

static GtkWidget *
find (GtkWidget *widget,
      GType      type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkColumnViewColumn *
find_column (GtkColumnView *view,
             const char    *title)
{
  GListModel *columns = gtk_column_view_get_columns (view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (g_strcmp0 (gtk_column_view_column_get_title (column), title) == 0)
        return column;
    }
  g_assert_not_reached ();
}

/* Names from the top, once they are read. */
static char *
names (FcQueryModel *model)
{
  GString *names = g_string_new (NULL);
  gint64 until = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
  guint filled = 0;

  while (fc_query_model_get_loading (model) || filled < 3)
    {
      g_main_context_iteration (NULL, FALSE);
      g_assert_cmpint (g_get_monotonic_time (), <, until);
      g_string_truncate (names, 0);
      filled = 0;
      for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (model)); i++)
        {
          g_autoptr (FcQueryRow) row = g_list_model_get_item (G_LIST_MODEL (model), i);

          if (!fc_query_row_is_filled (row))
            continue;
          filled++;
          g_string_append_printf (names, "%s ", fc_query_row_get_text (row, FC_PRODUCT_LIST_NAME));
        }
    }
  return g_string_free (names, FALSE);
}

static void
click (GtkColumnView *view,
       FcQueryModel  *model,
       const char    *title,
       GtkSortType    order,
       const char    *expected)
{
  g_autofree char *shown = NULL;

  gtk_column_view_sort_by_column (view, find_column (view, title), order);
  shown = names (model);
  g_assert_cmpstr (shown, ==, expected);
}

static void
a_column_sorts_by_its_title (void)
{
  g_autoptr (FcOffice) office = fc_office_new_empty ();
  g_autoptr (FcQueryModel) model = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *window = gtk_window_new (), *table = fc_data_table_new (NULL);
  static const char *const products[][2] = { { "A", "Unleaded" }, { "B", "Adblue" }, { "C", "Diesel" } };
  GtkColumnView *view;

  office->replica = fc_replica_open_sync (office->folder, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (products); i++)
    fc_office_load (office, fc_office_product (office, products[i][0], products[i][1]));
  model = fc_query_model_new (office->replica, &fc_product_list);
  fc_data_table_set_model (FC_DATA_TABLE (table), model);
  gtk_window_set_child (GTK_WINDOW (window), table);
  gtk_window_present (GTK_WINDOW (window));
  view = GTK_COLUMN_VIEW (find (table, GTK_TYPE_COLUMN_VIEW));

  click (view, model, "Product", GTK_SORT_ASCENDING, "Adblue Diesel Unleaded ");
  click (view, model, "Product", GTK_SORT_DESCENDING, "Unleaded Diesel Adblue ");
  click (view, model, "Code", GTK_SORT_DESCENDING, "Diesel Adblue Unleaded ");
  click (view, model, "Code", GTK_SORT_ASCENDING, "Unleaded Adblue Diesel ");

  gtk_window_destroy (GTK_WINDOW (window));
  fc_office_settle ();
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/widgets/data-table/a-column-sorts-by-its-title", a_column_sorts_by_its_title);
  return g_test_run ();
}
