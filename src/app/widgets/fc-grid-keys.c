/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-grid-private.h"

#include <string.h>

static guint
index_of (FcGridCell *cell)
{
  return cell->row * cell->grid->columns->len + cell->column;
}

/* Tab and Enter: the next cell, row by row, that wants a person. */
static gboolean
go_along (FcGridCell *cell,
          int         step)
{
  FcGrid *self = cell->grid;

  for (gint64 i = (gint64) index_of (cell) + step; i >= 0 && i < self->cells->len; i += step)
    {
      FcGridCell *other = self->cells->pdata[i];

      if (other->wanted && fc_grid_cell_focus (other))
        return TRUE;
    }
  return FALSE;
}

/* Arrows: the next cell in that direction that takes typing. */
static gboolean
go_towards (FcGridCell *cell,
            int         rows,
            int         columns)
{
  FcGrid *self = cell->grid;
  int row = (int) cell->row + rows, column = (int) cell->column + columns;

  while (row >= 0 && row < (int) self->rows->len && column >= 0 && column < (int) self->columns->len)
    {
      if (fc_grid_cell_focus (fc_grid_cell (self, (guint) row, (guint) column)))
        return TRUE;
      row += rows;
      column += columns;
    }
  return FALSE;
}

/* Left and right belong to the text unless it is all selected or the cursor stands at that end. */
static gboolean
at_edge (GtkWidget *entry,
         gboolean   right)
{
  int length = (int) g_utf8_strlen (gtk_editable_get_text (GTK_EDITABLE (entry)), -1);
  int start = 0, end = 0;

  if (gtk_editable_get_selection_bounds (GTK_EDITABLE (entry), &start, &end))
    return start == 0 && end == length;
  return gtk_editable_get_position (GTK_EDITABLE (entry)) == (right ? length : 0);
}

static gboolean
restore (FcGridCell *cell)
{
  if (!cell->changed && cell->error == NULL)
    return FALSE;
  cell->changed = FALSE;
  fc_grid_cell_put (cell, cell->text != NULL ? cell->text : "");
  gtk_editable_select_region (GTK_EDITABLE (cell->widget), 0, -1);
  fc_grid_set_error (cell->grid, cell->row, cell->column, NULL);
  fc_grid_emit_typed (cell, cell->text != NULL ? cell->text : "");
  return TRUE;
}

/* The cell may be gone when it has been committed: a row that was emptied. */
static void
end_of_grid (FcGridCell *cell)
{
  g_autoptr (FcGrid) grid = g_object_ref (cell->grid);
  guint row = cell->row;

  fc_grid_cell_commit (cell);
  if (row < grid->rows->len && fc_grid_is_row_wrong (grid, row))
    return;
  for (guint i = 0; i < grid->cells->len; i++)
    if (((FcGridCell *) grid->cells->pdata[i])->error != NULL)
      return;
  fc_grid_emit_finished (grid);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  key,
                guint                  code,
                GdkModifierType        state,
                FcGridCell            *cell)
{
  if ((state & GDK_CONTROL_MASK) != 0 && (key == GDK_KEY_Delete || key == GDK_KEY_KP_Delete))
    {
      fc_grid_emit_removed (cell);
      return TRUE;
    }
  if (key == GDK_KEY_Menu || (key == GDK_KEY_F10 && (state & GDK_SHIFT_MASK) != 0))
    return fc_grid_pop_up_menu (cell);
  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_META_MASK))
    return FALSE;
  switch (key)
    {
    case GDK_KEY_Tab:
    case GDK_KEY_KP_Tab:
      return go_along (cell, state & GDK_SHIFT_MASK ? -1 : 1);
    case GDK_KEY_ISO_Left_Tab:
      return go_along (cell, -1);
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (!go_along (cell, state & GDK_SHIFT_MASK ? -1 : 1))
        end_of_grid (cell);
      return TRUE;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      go_towards (cell, -1, 0);
      return TRUE;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      go_towards (cell, 1, 0);
      return TRUE;
    case GDK_KEY_Left:
      return !(state & GDK_SHIFT_MASK) && at_edge (cell->widget, FALSE) && go_towards (cell, 0, -1);
    case GDK_KEY_Right:
      return !(state & GDK_SHIFT_MASK) && at_edge (cell->widget, TRUE) && go_towards (cell, 0, 1);
    case GDK_KEY_Escape:
      return restore (cell);
    default:
      return FALSE;
    }
}

static void
fill_cell (FcGridCell *cell,
           const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  if (!fc_grid_cell_can_edit (cell) || stripped[0] == '\0')
    return;
  fc_grid_cell_put (cell, stripped);
  cell->changed = TRUE;
  fc_grid_cell_commit (cell);
}

/* A block from a spreadsheet: lines of tab-separated cells, from @cell on to the right and down. */
static void
paste_block (FcGridCell *cell,
             const char *text)
{
  FcGrid *self = cell->grid;
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  if (fc_grid_emit_pasted (cell, text))
    return;
  for (guint i = 0; lines[i] != NULL && cell->row + i < self->rows->len; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], "\t", -1);

      for (guint j = 0; fields[j] != NULL && cell->column + j < self->columns->len; j++)
        fill_cell (fc_grid_cell (self, cell->row + i, cell->column + j), fields[j]);
    }
}

static void
clipboard_read_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      data)
{
  g_autoptr (GtkWidget) entry = data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  FcGridCell *cell = g_object_get_data (G_OBJECT (entry), "grid-cell");
  int position;

  if (text == NULL || cell == NULL || gtk_widget_get_parent (entry) == NULL)
    return;
  if (strpbrk (g_strchomp (text), "\t\n") != NULL)
    {
      paste_block (cell, text);
      return;
    }
  gtk_editable_delete_selection (GTK_EDITABLE (entry));
  position = gtk_editable_get_position (GTK_EDITABLE (entry));
  gtk_editable_insert_text (GTK_EDITABLE (entry), text, -1, &position);
  gtk_editable_set_position (GTK_EDITABLE (entry), position);
}

static void
paste_cb (GtkText    *text,
          FcGridCell *cell)
{
  g_signal_stop_emission_by_name (text, "paste-clipboard");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (text)), NULL, clipboard_read_cb,
                                 g_object_ref (cell->widget));
}

gboolean
fc_grid_is_typing (FcGrid *self)
{
  for (guint i = 0; i < self->cells->len; i++)
    {
      const FcGridCell *cell = self->cells->pdata[i];

      if (cell->focused && cell->changed)
        return TRUE;
    }
  return FALSE;
}

/**
 * fc_grid_cell_watch_keys:
 *
 * Gives an entry the grid's keys and its way of pasting.
 */
void
fc_grid_cell_watch_keys (FcGridCell *cell)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (cell->widget));

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), cell);
  gtk_widget_add_controller (cell->widget, keys);
  g_object_set_data (G_OBJECT (cell->widget), "grid-cell", cell);
  g_signal_connect (text, "paste-clipboard", G_CALLBACK (paste_cb), cell);
}
