/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-grid-private.h"

/* Which columns a window has room for: all, all but the secondary ones, or those of a narrow window. The page may be
 * as narrow as without the secondary columns; that it would like more is in the natural width. */

gboolean
fc_grid_shows (FcGrid       *self,
               FcGridColumn *column)
{
  return !(self->narrow && (column->flags & FC_GRID_WIDE_ONLY)) &&
         !(self->folded && (column->flags & FC_GRID_SECONDARY));
}

static void
show_columns (FcGrid *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      FcGridColumn *column = self->columns->pdata[i];
      gboolean visible = fc_grid_shows (self, column);

      gtk_widget_set_visible (column->header, visible);
      for (guint row = 0; row < self->rows->len; row++)
        gtk_widget_set_visible (fc_grid_cell (self, row, i)->widget, visible);
    }
  fc_grid_show_totals (self);
}

static void
measure_column (FcGrid *self,
                guint   index)
{
  FcGridColumn *column = self->columns->pdata[index];

  gtk_widget_measure (column->header, GTK_ORIENTATION_HORIZONTAL, -1, &column->room, NULL, NULL, NULL);
  for (guint row = 0; row <= self->rows->len; row++)
    {
      GtkWidget *widget = row < self->rows->len ? fc_grid_cell (self, row, index)->widget : GTK_WIDGET (column->total);
      int least = 0;

      if (widget != NULL)
        gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      column->room = MAX (column->room, least);
    }
}

/* How much the secondary columns take, or would take. */
static int
measure_secondary (FcGrid *self)
{
  int room = 0;

  for (guint i = 0; i < self->columns->len; i++)
    {
      FcGridColumn *column = self->columns->pdata[i];

      if (!(column->flags & FC_GRID_SECONDARY) || (self->narrow && (column->flags & FC_GRID_WIDE_ONLY)))
        continue;
      if (!self->folded)
        measure_column (self, i);
      room += column->room;
    }
  return room;
}

static GtkSizeRequestMode
fc_grid_get_request_mode (GtkWidget *widget)
{
  return gtk_widget_get_request_mode (GTK_WIDGET (FC_GRID (widget)->grid));
}

static void
fc_grid_measure (GtkWidget      *widget,
                 GtkOrientation  orientation,
                 int             for_size,
                 int            *minimum,
                 int            *natural,
                 int            *minimum_baseline,
                 int            *natural_baseline)
{
  FcGrid *self = FC_GRID (widget);
  GtkWidget *grid = GTK_WIDGET (self->grid);
  int least, secondary;

  gtk_widget_measure (grid, GTK_ORIENTATION_HORIZONTAL, -1, &least, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      gtk_widget_measure (grid, orientation, for_size < 0 ? -1 : MAX (for_size, least), minimum, natural, NULL, NULL);
      return;
    }
  secondary = measure_secondary (self);
  *minimum = self->folded ? least : least - secondary;
  *natural += self->folded ? secondary : 0;
}

static gboolean
fold_cb (gpointer data)
{
  FcGrid *self = data;

  self->fold_source = 0;
  self->folded = !self->folded;
  show_columns (self);
  return G_SOURCE_REMOVE;
}

static void
fc_grid_size_allocate (GtkWidget *widget,
                       int        width,
                       int        height,
                       int        baseline)
{
  FcGrid *self = FC_GRID (widget);
  GtkWidget *grid = GTK_WIDGET (self->grid);
  int least, secondary = measure_secondary (self);
  gboolean fits;

  gtk_widget_measure (grid, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  fits = least + (self->folded ? secondary : 0) <= width;
  if (secondary > 0 && fits == self->folded && self->fold_source == 0)
    self->fold_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, fold_cb, self, NULL); /* not while things get their places */
  else if (fits != self->folded)
    g_clear_handle_id (&self->fold_source, g_source_remove);
  gtk_widget_size_allocate (grid, &(GtkAllocation){ 0, 0, MAX (width, least), height }, baseline);
}

void
fc_grid_lay_out (GtkWidgetClass *klass)
{
  klass->get_request_mode = fc_grid_get_request_mode;
  klass->measure = fc_grid_measure;
  klass->size_allocate = fc_grid_size_allocate;
}

void
fc_grid_set_narrow (FcGrid   *self,
                    gboolean  narrow)
{
  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  show_columns (self);
}
