/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-grid-private.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (FcGrid, fc_grid, GTK_TYPE_WIDGET)

enum {
  TYPED,
  COMMITTED,
  ROW_ACTIVATED,
  PASTED,
  FINISHED,
  REMOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
column_free (gpointer data)
{
  FcGridColumn *column = data;

  g_free (column->title);
  g_free (column->unit);
  g_free (column->total_text);
  g_free (column);
}

static void
row_free (gpointer data)
{
  FcGridRow *row = data;

  g_free (row->name);
  g_free (row->note);
  g_free (row);
}

FcGridCell *
fc_grid_cell (FcGrid *self,
              guint   row,
              guint   column)
{
  g_return_val_if_fail (row < self->rows->len && column < self->columns->len, NULL);

  return self->cells->pdata[row * self->columns->len + column];
}

void
fc_grid_emit_typed (FcGridCell *cell,
                    const char *text)
{
  g_signal_emit (cell->grid, signals[TYPED], 0, cell->row, cell->column, text);
}

void
fc_grid_emit_committed (FcGridCell *cell,
                        const char *text)
{
  g_signal_emit (cell->grid, signals[COMMITTED], 0, cell->row, cell->column, text);
}

gboolean
fc_grid_emit_pasted (FcGridCell *cell,
                     const char *text)
{
  gboolean taken = FALSE;

  g_signal_emit (cell->grid, signals[PASTED], 0, cell->row, cell->column, text, &taken);
  return taken;
}

void
fc_grid_emit_finished (FcGrid *self)
{
  g_signal_emit (self, signals[FINISHED], 0);
}

void
fc_grid_emit_removed (FcGridCell *cell)
{
  g_signal_emit (cell->grid, signals[REMOVED], 0, cell->row);
}

static void
header_fill (FcGridColumn *column)
{
  GtkWidget *title = gtk_label_new (column->title);

  if (!(column->flags & FC_GRID_NUMERIC))
    gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (title, column->title);
  gtk_box_append (GTK_BOX (column->header), title);
  if (column->unit != NULL)
    {
      GtkWidget *unit = gtk_label_new (column->unit);

      gtk_widget_add_css_class (unit, "unit");
      gtk_box_append (GTK_BOX (column->header), unit);
    }
}

void
fc_grid_show_totals (FcGrid *self)
{
  gboolean any = FALSE;

  for (guint i = 0; i < self->columns->len; i++)
    any |= ((FcGridColumn *) self->columns->pdata[i])->total_text != NULL;
  for (guint i = 0; i < self->columns->len; i++)
    {
      FcGridColumn *column = self->columns->pdata[i];

      if (column->total != NULL)
        gtk_grid_remove (self->grid, GTK_WIDGET (column->total));
      column->total = NULL;
      if (!any)
        continue;
      column->total = GTK_LABEL (gtk_label_new (column->total_text));
      gtk_label_set_xalign (column->total, column->flags & FC_GRID_NUMERIC ? 1 : 0);
      gtk_widget_add_css_class (GTK_WIDGET (column->total), "total");
      gtk_widget_add_css_class (GTK_WIDGET (column->total), "numeric");
      gtk_widget_set_visible (GTK_WIDGET (column->total), fc_grid_shows (self, column));
      gtk_grid_attach (self->grid, GTK_WIDGET (column->total), (int) i, FC_GRID_LINE (self->rows->len), 1, 1);
    }
}

static void
add_row (FcGrid *self)
{
  guint index = self->rows->len;

  g_ptr_array_add (self->rows, g_new0 (FcGridRow, 1));
  for (guint i = 0; i < self->columns->len; i++)
    {
      FcGridColumn *column = self->columns->pdata[i];
      FcGridCell *cell = g_new0 (FcGridCell, 1);

      cell->grid = self;
      cell->row = index;
      cell->column = i;
      cell->editable = (column->flags & FC_GRID_EDITABLE) != 0;
      cell->wanted = cell->editable;
      g_ptr_array_add (self->cells, cell);
      fc_grid_cell_remake (cell);
    }
}

/* Without callbacks into cells that are about to go. */
static void
drop_cell_widget (FcGrid     *self,
                  FcGridCell *cell)
{
  GtkWidget *widget = cell->widget;

  if (widget == NULL)
    return;
  g_clear_handle_id (&cell->commit_source, g_source_remove);
  cell->changed = FALSE;
  cell->widget = NULL;
  g_object_set_data (G_OBJECT (widget), "grid-cell", NULL);
  g_signal_handlers_disconnect_by_data (widget, cell);
  if (GTK_IS_ENTRY (widget))
    {
      g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

      g_signal_handlers_disconnect_by_data (gtk_editable_get_delegate (GTK_EDITABLE (widget)), cell);
      for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
        {
          g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

          g_signal_handlers_disconnect_by_data (controller, cell);
        }
    }
  gtk_grid_remove (self->grid, widget);
}

static void
drop_last_row (FcGrid *self)
{
  guint index = self->rows->len - 1;
  FcGridRow *row = self->rows->pdata[index];

  for (guint i = 0; i < self->columns->len; i++)
    drop_cell_widget (self, fc_grid_cell (self, index, i));
  if (row->note_box != NULL)
    gtk_grid_remove (self->grid, row->note_box);
  fc_grid_drop_extras (self, row);
  g_ptr_array_set_size (self->cells, (int) (index * self->columns->len));
  g_ptr_array_set_size (self->rows, (int) index);
}

static void
fc_grid_dispose (GObject *object)
{
  FcGrid *self = FC_GRID (object);

  g_clear_handle_id (&self->fold_source, g_source_remove);
  if (self->grid != NULL)
    fc_grid_clear (self);
  g_clear_pointer ((GtkWidget **) &self->grid, gtk_widget_unparent);

  G_OBJECT_CLASS (fc_grid_parent_class)->dispose (object);
}

static void
fc_grid_finalize (GObject *object)
{
  FcGrid *self = FC_GRID (object);

  g_ptr_array_unref (self->cells);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->columns);

  G_OBJECT_CLASS (fc_grid_parent_class)->finalize (object);
}

static void
fc_grid_class_init (FcGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fc_grid_dispose;
  object_class->finalize = fc_grid_finalize;

  signals[TYPED] = g_signal_new ("typed", FC_TYPE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                 G_TYPE_UINT, G_TYPE_UINT, G_TYPE_STRING);
  signals[COMMITTED] = g_signal_new ("committed", FC_TYPE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                     G_TYPE_UINT, G_TYPE_UINT, G_TYPE_STRING);
  signals[ROW_ACTIVATED] = g_signal_new ("row-activated", FC_TYPE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[PASTED] = g_signal_new ("pasted", FC_TYPE_GRID, G_SIGNAL_RUN_LAST, 0, g_signal_accumulator_true_handled, NULL,
                                  NULL, G_TYPE_BOOLEAN, 3, G_TYPE_UINT, G_TYPE_UINT, G_TYPE_STRING);
  signals[FINISHED] = g_signal_new ("finished", FC_TYPE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REMOVED] = g_signal_new ("removed", FC_TYPE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_UINT);

  fc_grid_lay_out (GTK_WIDGET_CLASS (klass));
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "sheetgrid");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
fc_grid_init (FcGrid *self)
{
  self->columns = g_ptr_array_new_with_free_func (column_free);
  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->cells = g_ptr_array_new_with_free_func (fc_grid_cell_free);
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->grid), GTK_WIDGET (self));
}

GtkWidget *
fc_grid_new (const char *label)
{
  GtkWidget *self = g_object_new (FC_TYPE_GRID, NULL);

  if (label != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return self;
}

void
fc_grid_clear (FcGrid *self)
{
  fc_grid_set_n_rows (self, 0);
  for (guint i = 0; i < self->columns->len; i++)
    {
      FcGridColumn *column = self->columns->pdata[i];

      gtk_grid_remove (self->grid, column->header);
      if (column->total != NULL)
        gtk_grid_remove (self->grid, GTK_WIDGET (column->total));
    }
  g_ptr_array_set_size (self->columns, 0);
}

/**
 * fc_grid_add_column:
 * @unit: (nullable)
 *
 * Before there are rows.
 *
 * Returns: the column's number
 */
guint
fc_grid_add_column (FcGrid            *self,
                    const char        *title,
                    const char        *unit,
                    FcGridColumnFlags  flags,
                    int                width_chars)
{
  FcGridColumn *column;

  g_return_val_if_fail (self->rows->len == 0, 0);

  column = g_new0 (FcGridColumn, 1);
  column->title = g_strdup (title);
  column->unit = g_strdup (unit);
  column->flags = flags;
  column->width_chars = width_chars;
  column->header = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  gtk_widget_add_css_class (column->header, "column-title");
  gtk_widget_set_halign (column->header, flags & FC_GRID_NUMERIC ? GTK_ALIGN_END : GTK_ALIGN_START);
  gtk_widget_set_visible (column->header, fc_grid_shows (self, column));
  header_fill (column);
  gtk_grid_attach (self->grid, column->header, (int) self->columns->len, 0, 1, 1);
  g_ptr_array_add (self->columns, column);
  return self->columns->len - 1;
}

void
fc_grid_set_n_rows (FcGrid *self,
                    guint   n_rows)
{
  if (self->rows->len == n_rows)
    return;
  while (self->rows->len > n_rows)
    drop_last_row (self);
  while (self->rows->len < n_rows)
    add_row (self);
  fc_grid_show_totals (self);
}

guint
fc_grid_get_n_rows (FcGrid *self)
{
  return self->rows->len;
}

guint
fc_grid_get_n_columns (FcGrid *self)
{
  return self->columns->len;
}

const char *
fc_grid_get_row_name (FcGrid *self,
                      guint   index)
{
  g_return_val_if_fail (index < self->rows->len, NULL);

  return ((FcGridRow *) self->rows->pdata[index])->name;
}

void
fc_grid_set_row_name (FcGrid     *self,
                      guint       index,
                      const char *name)
{
  FcGridRow *row;

  g_return_if_fail (index < self->rows->len);

  row = self->rows->pdata[index];
  if (g_strcmp0 (row->name, name) == 0)
    return;
  g_free (row->name);
  row->name = g_strdup (name);
  for (guint i = 0; i < self->columns->len; i++)
    fc_grid_cell_name (fc_grid_cell (self, index, i));
}

/**
 * fc_grid_set_text:
 *
 * What the cell reads. A cell in which somebody types keeps their text until it has been handed over.
 */
void
fc_grid_set_text (FcGrid     *self,
                  guint       row,
                  guint       column,
                  const char *text)
{
  FcGridCell *cell = fc_grid_cell (self, row, column);

  g_return_if_fail (cell != NULL);

  if (cell->changed)
    {
      g_free (cell->waiting);
      cell->waiting = g_strdup (text);
      return;
    }
  g_free (cell->text);
  cell->text = g_strdup (text);
  fc_grid_cell_put (cell, text != NULL ? text : "");
}

char *
fc_grid_get_text (FcGrid *self,
                  guint   row,
                  guint   column)
{
  FcGridCell *cell = fc_grid_cell (self, row, column);

  g_return_val_if_fail (cell != NULL, NULL);

  if (GTK_IS_ENTRY (cell->widget))
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (cell->widget)));
  return g_strdup (gtk_label_get_text (GTK_LABEL (cell->widget)));
}

void
fc_grid_set_editable (FcGrid   *self,
                      guint     row,
                      guint     column,
                      gboolean  editable)
{
  FcGridCell *cell = fc_grid_cell (self, row, column);

  g_return_if_fail (cell != NULL);

  if (cell->editable == editable)
    return;
  cell->editable = editable;
  cell->wanted = editable;
  if (GTK_IS_ENTRY (cell->widget) != fc_grid_cell_can_edit (cell))
    {
      drop_cell_widget (self, cell);
      fc_grid_cell_remake (cell);
    }
}

void
fc_grid_set_read_only (FcGrid   *self,
                       gboolean  read_only)
{
  if (self->read_only == read_only)
    return;
  self->read_only = read_only;
  for (guint i = 0; i < self->cells->len; i++)
    {
      FcGridCell *cell = self->cells->pdata[i];

      if (GTK_IS_ENTRY (cell->widget) != fc_grid_cell_can_edit (cell))
        {
          drop_cell_widget (self, cell);
          fc_grid_cell_remake (cell);
        }
    }
}

void
fc_grid_set_wanted (FcGrid   *self,
                    guint     row,
                    guint     column,
                    gboolean  wanted)
{
  FcGridCell *cell = fc_grid_cell (self, row, column);

  g_return_if_fail (cell != NULL);

  cell->wanted = wanted;
}

void
fc_grid_set_style (FcGrid     *self,
                   guint       row,
                   guint       column,
                   const char *css_class)
{
  FcGridCell *cell = fc_grid_cell (self, row, column);

  g_return_if_fail (cell != NULL);

  if (g_strcmp0 (cell->style, css_class) == 0)
    return;
  if (cell->style != NULL)
    gtk_widget_remove_css_class (cell->widget, cell->style);
  g_free (cell->style);
  cell->style = g_strdup (css_class);
  if (css_class != NULL)
    gtk_widget_add_css_class (cell->widget, css_class);
}

void
fc_grid_set_total (FcGrid     *self,
                   guint       index,
                   const char *text)
{
  FcGridColumn *column;

  g_return_if_fail (index < self->columns->len);

  column = self->columns->pdata[index];
  if (g_strcmp0 (column->total_text, text) == 0)
    return;
  g_free (column->total_text);
  column->total_text = g_strdup (text);
  if (column->total != NULL && text != NULL)
    gtk_label_set_text (column->total, text);
  else
    fc_grid_show_totals (self);
}

gboolean
fc_grid_focus_cell (FcGrid *self,
                    guint   row,
                    guint   column)
{
  FcGridCell *cell = fc_grid_cell (self, row, column);

  return cell != NULL && fc_grid_cell_focus (cell);
}

/**
 * fc_grid_focus_first:
 *
 * Puts the cursor where work begins: the first wanted cell that is empty, else the first wanted one.
 */
gboolean
fc_grid_focus_first (FcGrid *self)
{
  FcGridCell *first = NULL;

  for (guint i = 0; i < self->cells->len; i++)
    {
      FcGridCell *cell = self->cells->pdata[i];

      if (!cell->wanted || !fc_grid_cell_can_edit (cell))
        continue;
      if (first == NULL)
        first = cell;
      if (gtk_editable_get_text (GTK_EDITABLE (cell->widget))[0] == '\0')
        return fc_grid_cell_focus (cell);
    }
  return first != NULL && fc_grid_cell_focus (first);
}
