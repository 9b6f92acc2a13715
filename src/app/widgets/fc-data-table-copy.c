/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-data-table-private.h"

/* More rows than a person selects on purpose; the export is for more. */
#define COPY_MAX 10000

/**
 * fc_data_table_get_selected:
 *
 * Returns: (transfer container) (element-type FcQueryRow): owned references, in the order on screen
 */
GPtrArray *
fc_data_table_get_selected (FcDataTable *self)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);
  GtkBitsetIter iter;
  guint position;

  if (self->selection != NULL && !GTK_IS_NO_SELECTION (self->selection))
    {
      g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (self->selection);

      for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more && rows->len < COPY_MAX;
           more = gtk_bitset_iter_next (&iter, &position))
        {
          FcQueryRow *row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

          if (row != NULL && fc_query_row_is_filled (row))
            g_ptr_array_add (rows, row);
          else
            g_clear_object (&row);
        }
    }
  return rows;
}

FcQueryRow *
fc_data_table_get_selected_row (FcDataTable *self)
{
  g_autoptr (GPtrArray) rows = fc_data_table_get_selected (self);

  return rows->len > 0 ? rows->pdata[0] : NULL; /* the selection keeps it */
}

static GPtrArray *
rows_to_copy (FcDataTable *self)
{
  GPtrArray *rows = fc_data_table_get_selected (self);
  guint n = self->model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->model)) : 0;

  if (rows->len > 0)
    return rows;
  for (guint i = 0; i < MIN (n, 200); i++)
    {
      FcQueryRow *row = g_list_model_get_item (G_LIST_MODEL (self->model), i);

      if (fc_query_row_is_filled (row))
        g_ptr_array_add (rows, row);
      else
        g_object_unref (row);
    }
  return rows;
}

static void
append_line (FcDataTable *self,
             GString     *out,
             FcQueryRow  *row) /* nullable: the header */
{
  gboolean first = TRUE;

  for (guint i = 0; i < self->columns->len; i++)
    {
      FcTableColumn *column = self->columns->pdata[i];
      g_autofree char *text = NULL;

      if (!gtk_column_view_column_get_visible (column->column))
        continue;
      text = row != NULL ? fc_table_column_plain (column, row) : fc_table_column_title (column);
      if (!first)
        g_string_append_c (out, '\t');
      g_string_append (out, text);
      first = FALSE;
    }
  g_string_append_c (out, '\n');
}

/**
 * fc_data_table_copy:
 *
 * Puts the selected rows (without a selection: the first that are loaded) on the clipboard as tab-separated text with
 * a header line, as spreadsheets take it.
 */
void
fc_data_table_copy (FcDataTable *self)
{
  g_autoptr (GPtrArray) rows = rows_to_copy (self);
  g_autoptr (GString) out = g_string_new (NULL);

  append_line (self, out, NULL);
  for (guint i = 0; i < rows->len; i++)
    append_line (self, out, rows->pdata[i]);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), out->str);
}
