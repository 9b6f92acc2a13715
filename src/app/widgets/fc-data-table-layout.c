/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-data-table-private.h"

#include "fc-display.h"

/* A layout is: order of the columns by name, (name → width, chosen), column sorted by, whether it descends. */
#define LAYOUT_TYPE "(asa{s(ib)}sb)"
#define SAVE_DELAY_MS 500

static FcTableColumn *
find_column (FcDataTable *self,
             const char  *name)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      FcTableColumn *column = self->columns->pdata[i];

      if (g_strcmp0 (column->spec->name, name) == 0)
        return column;
    }
  return NULL;
}

static FcTableColumn *
column_of (FcDataTable         *self,
           GtkColumnViewColumn *view_column)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      FcTableColumn *column = self->columns->pdata[i];

      if (column->column == view_column)
        return column;
    }
  return NULL;
}

static void
restore_order (FcDataTable  *self,
               GVariantIter *order)
{
  const char *name;
  guint position = 0;

  while (g_variant_iter_next (order, "&s", &name))
    {
      FcTableColumn *column = find_column (self, name);

      if (column != NULL)
        gtk_column_view_insert_column (self->view, position++, column->column);
    }
}

static void
restore_columns (FcDataTable  *self,
                 GVariantIter *widths)
{
  const char *name;
  gboolean chosen;
  int width;

  while (g_variant_iter_next (widths, "{&s(ib)}", &name, &width, &chosen))
    {
      FcTableColumn *column = find_column (self, name);

      if (column == NULL)
        continue;
      column->chosen = chosen;
      if (width > 0)
        gtk_column_view_column_set_fixed_width (column->column, width);
    }
}

/**
 * fc_data_table_restore_layout:
 *
 * Puts columns where the person left them; without a saved layout they stay as declared.
 */
void
fc_data_table_restore_layout (FcDataTable *self)
{
  g_autoptr (GVariant) layout = NULL;
  g_autoptr (GVariantIter) order = NULL, widths = NULL;
  const char *sorted = NULL;
  gboolean descending = FALSE;
  FcTableColumn *column;

  if (self->layout_name == NULL)
    return;
  layout = fc_display_load_layout (fc_display_get (), self->layout_name);
  if (layout == NULL || !g_variant_is_of_type (layout, G_VARIANT_TYPE (LAYOUT_TYPE)))
    return;
  g_variant_get (layout, "(asa{s(ib)}&sb)", &order, &widths, &sorted, &descending);
  self->restoring = TRUE;
  restore_order (self, order);
  restore_columns (self, widths);
  column = find_column (self, sorted);
  if (column != NULL && column->spec->sortable)
    gtk_column_view_sort_by_column (self->view, column->column,
                                    descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
  self->restoring = FALSE;
}

static GVariant *
layout_now (FcDataTable *self)
{
  GListModel *shown = gtk_column_view_get_columns (self->view);
  const char *sorted = self->sort_asked != NULL ? self->sort_asked->spec->name : "";
  gboolean descending = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (self->view), "sort-descending"));
  GVariantBuilder order, widths;

  g_variant_builder_init (&order, G_VARIANT_TYPE ("as"));
  g_variant_builder_init (&widths, G_VARIANT_TYPE ("a{s(ib)}"));
  for (guint i = 0; i < g_list_model_get_n_items (shown); i++)
    {
      g_autoptr (GtkColumnViewColumn) view_column = g_list_model_get_item (shown, i);
      FcTableColumn *column = column_of (self, view_column);

      if (column == NULL)
        continue;
      g_variant_builder_add (&order, "s", column->spec->name);
      g_variant_builder_add (&widths, "{s(ib)}", column->spec->name,
                             gtk_column_view_column_get_fixed_width (view_column), column->chosen);
    }
  return g_variant_new ("(asa{s(ib)}sb)", &order, &widths, sorted, descending);
}

static gboolean
save_timeout_cb (gpointer data)
{
  FcDataTable *self = data;

  self->save_timeout = 0;
  if (self->columns->len > 0)
    fc_display_save_layout (fc_display_get (), self->layout_name, layout_now (self));
  return G_SOURCE_REMOVE;
}

/**
 * fc_data_table_layout_changed:
 *
 * Saves the layout once the person has stopped moving things.
 */
void
fc_data_table_layout_changed (FcDataTable *self)
{
  if (self->restoring || self->layout_name == NULL)
    return;
  g_clear_handle_id (&self->save_timeout, g_source_remove);
  self->save_timeout = g_timeout_add (SAVE_DELAY_MS, save_timeout_cb, self);
}

/**
 * fc_data_table_apply_columns:
 *
 * Shows the columns the person chose, on a narrow window only those that stay there.
 */
void
fc_data_table_apply_columns (FcDataTable *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      FcTableColumn *column = self->columns->pdata[i];

      gtk_column_view_column_set_visible (column->column, self->is_narrow ? column->narrow : column->chosen);
    }
}
