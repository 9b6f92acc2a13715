/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-grid-private.h"

#include <glib/gi18n.h>

/* What a page may hang on a row beside its cells. */

gboolean
fc_grid_pop_up_menu (FcGridCell *cell)
{
  FcGridRow *row = cell->grid->rows->pdata[cell->row];

  if (row->menu == NULL)
    return FALSE;
  gtk_menu_button_popup (GTK_MENU_BUTTON (row->menu));
  return TRUE;
}

void
fc_grid_drop_extras (FcGrid    *self,
                     FcGridRow *row)
{
  if (row->menu != NULL)
    gtk_grid_remove (self->grid, row->menu);
  if (row->below != NULL)
    gtk_grid_remove (self->grid, row->below);
  row->menu = row->below = NULL;
}

static void
name_menu (FcGridRow *row)
{
  /* Translators: the menu of one row of a grid: "Menu of nozzle 1A" */
  g_autofree char *name = g_strdup_printf (_ ("Menu of %s"), row->name != NULL ? row->name : "");

  gtk_widget_set_tooltip_text (row->menu, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->menu), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * fc_grid_set_row_menu:
 * @menu: (nullable)
 *
 * Set the row's name first. The same menu twice changes nothing.
 */
void
fc_grid_set_row_menu (FcGrid     *self,
                      guint       index,
                      GMenuModel *menu)
{
  FcGridRow *row;

  g_return_if_fail (index < self->rows->len);

  row = self->rows->pdata[index];
  if (row->menu != NULL && (menu == NULL || gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (row->menu)) != menu))
    {
      gtk_grid_remove (self->grid, row->menu);
      row->menu = NULL;
    }
  if (menu == NULL || row->menu != NULL)
    return;
  row->menu = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (row->menu), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (row->menu), menu);
  gtk_widget_add_css_class (row->menu, "flat");
  gtk_widget_set_valign (row->menu, GTK_ALIGN_CENTER);
  name_menu (row);
  gtk_grid_attach (self->grid, row->menu, (int) self->columns->len, FC_GRID_LINE (index), 1, 1);
}

/**
 * fc_grid_set_row_below:
 * @widget: (nullable): the same one twice changes nothing
 */
void
fc_grid_set_row_below (FcGrid    *self,
                       guint      index,
                       GtkWidget *widget)
{
  FcGridRow *row;

  g_return_if_fail (index < self->rows->len);

  row = self->rows->pdata[index];
  if (row->below == widget)
    return;
  if (row->below != NULL)
    gtk_grid_remove (self->grid, row->below);
  row->below = widget;
  if (widget != NULL)
    gtk_grid_attach (self->grid, widget, 0, FC_GRID_LINE (index) + 2, (int) self->columns->len + 1, 1);
}

/**
 * fc_grid_row_at:
 * @y: in the grid's coordinates
 *
 * Returns: the row that stands there with its note and what is below it; -1 for the titles
 */
int
fc_grid_row_at (FcGrid *self,
                double  y)
{
  int row = -1;

  for (guint i = 0; i < self->rows->len; i++)
    {
      graphene_rect_t bounds;

      if (gtk_widget_compute_bounds (fc_grid_cell (self, i, 0)->widget, GTK_WIDGET (self), &bounds)
          && bounds.origin.y <= y)
        row = (int) i;
    }
  return row;
}
