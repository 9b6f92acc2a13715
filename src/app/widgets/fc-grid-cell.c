/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-grid-private.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "fc-calculator.h"
#include "fc-quantity.h"

/* A worked-out calculation keeps at most so many decimals; the page rounds further. */
#define RESULT_DECIMALS 5
/* What a column of names has room for at least on a wide window. */
#define LEAST_CHARS     14
/* No figure of the trade is longer; a sum that is being typed may be, and its end is seen. */
#define MOST_FIGURES    18

static FcGridColumn *
column_of (FcGridCell *cell)
{
  return cell->grid->columns->pdata[cell->column];
}

gboolean
fc_grid_cell_can_edit (FcGridCell *cell)
{
  return cell->editable && !cell->grid->read_only;
}

/**
 * fc_grid_cell_name:
 *
 * Tells assistive technology what the cell is: "Closing, nozzle 1A".
 */
void
fc_grid_cell_name (FcGridCell *cell)
{
  FcGridRow *row = cell->grid->rows->pdata[cell->row];
  FcGridColumn *column = column_of (cell);
  g_autofree char *name = NULL;

  if (!GTK_IS_ENTRY (cell->widget))
    return;
  if (row->name != NULL)
    /* Translators: a cell of a grid: its column, its row: "Closing, nozzle 1A" */
    name = g_strdup_printf (_ ("%s, %s"), column->title, row->name);
  else
    name = g_strdup (column->title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell->widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  cell->error != NULL ? cell->error : row->note != NULL ? row->note : "", -1);
}

/* A name keeps room, as much as a window has; a figure all it needs. */
static int
chars_for (FcGridCell *cell,
           const char *text)
{
  FcGridColumn *column = column_of (cell);
  int length = (int) g_utf8_strlen (text, -1);

  if (column->flags & FC_GRID_NUMERIC)
    return MAX (column->width_chars, MIN (length, MOST_FIGURES));
  return cell->grid->narrow ? column->width_chars : MAX (column->width_chars, MIN (length, LEAST_CHARS));
}

/* A name that is longer is whole in the tooltip. */
static void
tell_whole (FcGridCell *cell,
            const char *text)
{
  if (!(column_of (cell)->flags & FC_GRID_NUMERIC))
    gtk_widget_set_tooltip_text (cell->widget, text[0] != '\0' ? text : NULL);
}

static void
put_label (FcGridCell *cell,
           const char *text)
{
  GtkLabel *label = GTK_LABEL (cell->widget);
  FcGridColumn *column = column_of (cell);

  gtk_label_set_text (label, text);
  if (!(column->flags & FC_GRID_NUMERIC))
    {
      int chars = chars_for (cell, text);
      gboolean whole = g_utf8_strlen (text, -1) <= chars; /* what it takes, which is less than so many signs may */

      gtk_label_set_ellipsize (label, whole ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (label, whole ? -1 : chars);
    }
  tell_whole (cell, text);
}

/* The column grows with what is typed, and what is set. */
static void
fit_entry (FcGridCell *cell)
{
  GtkEditable *entry = GTK_EDITABLE (cell->widget);
  const char *text = gtk_editable_get_text (entry);
  int chars = chars_for (cell, text);

  gtk_editable_set_width_chars (entry, chars);
  gtk_editable_set_max_width_chars (entry, MAX (chars, 4));
  tell_whole (cell, text);
}

/**
 * fc_grid_cell_put:
 *
 * Shows @text without telling anybody.
 */
void
fc_grid_cell_put (FcGridCell *cell,
                  const char *text)
{
  cell->setting = TRUE;
  if (GTK_IS_ENTRY (cell->widget))
    {
      if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (cell->widget)), text) != 0)
        gtk_editable_set_text (GTK_EDITABLE (cell->widget), text);
    }
  else
    put_label (cell, text);
  cell->setting = FALSE;
}

/* (transfer full): the sum, or @typed where it is none or cannot be worked out. */
static char *
work_out (FcGridCell *cell,
          const char *typed)
{
  const char *point = localeconv ()->decimal_point;
  g_autofree char *plain = NULL;
  g_auto (GStrv) parts = NULL;
  gint64 result;

  if (!(column_of (cell)->flags & FC_GRID_NUMERIC) || !fc_is_calculation (typed) ||
      !fc_calculate (typed, RESULT_DECIMALS, &result, NULL))
    return g_strdup (typed);
  plain = fc_decimal_format (result, RESULT_DECIMALS, 0);
  parts = g_strsplit (plain, ".", 2);
  return g_strjoinv (point[0] != '\0' ? point : ".", parts);
}

/**
 * fc_grid_cell_commit:
 *
 * The person leaves the cell: works out the calculation, hands over what changed, shows what was set meanwhile.
 */
void
fc_grid_cell_commit (FcGridCell *cell)
{
  g_autofree char *typed = NULL, *text = NULL;

  g_clear_handle_id (&cell->commit_source, g_source_remove);
  if (!cell->changed)
    {
      if (cell->waiting != NULL)
        fc_grid_cell_put (cell, cell->waiting);
      g_clear_pointer (&cell->waiting, g_free);
      return;
    }
  typed = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (cell->widget))));
  text = work_out (cell, typed);
  g_clear_pointer (&cell->waiting, g_free);
  cell->changed = FALSE;
  g_free (cell->text);
  cell->text = g_strdup (text);
  fc_grid_cell_put (cell, text);
  fc_grid_emit_committed (cell, text);
}

static void
text_changed_cb (FcGridCell *cell)
{
  fit_entry (cell);
  if (cell->setting)
    return;
  cell->changed = TRUE;
  if (cell->error != NULL)
    fc_grid_set_error (cell->grid, cell->row, cell->column, NULL);
  fc_grid_emit_typed (cell, gtk_editable_get_text (GTK_EDITABLE (cell->widget)));
}

static void
focus_entered_cb (FcGridCell *cell)
{
  cell->focused = TRUE;
  fc_grid_reveal_note (cell->grid, cell->row);
}

static gboolean
commit_cb (gpointer data)
{
  FcGridCell *cell = data;

  cell->commit_source = 0;
  fc_grid_cell_commit (cell);
  return G_SOURCE_REMOVE;
}

/* What the page does about a change may take the focus elsewhere, and GTK is about to tell the next widget that it has
 * it: only after that, but before the next key. */
static void
focus_left_cb (FcGridCell *cell)
{
  GtkRoot *root = gtk_widget_get_root (cell->widget);

  cell->focused = FALSE;
  if (root == NULL || gtk_root_get_focus (root) == NULL)
    fc_grid_cell_commit (cell);
  else if (cell->commit_source == 0)
    cell->commit_source = g_idle_add_full (G_PRIORITY_HIGH, commit_cb, cell, NULL);
}

static GtkWidget *
new_entry (FcGridCell *cell)
{
  FcGridColumn *column = column_of (cell);
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), column->width_chars);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), MAX (column->width_chars, 4));
  if (column->flags & FC_GRID_NUMERIC)
    {
      gtk_editable_set_alignment (GTK_EDITABLE (entry), 1);
      gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_NUMBER);
    }
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (text_changed_cb), cell);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (focus_entered_cb), cell);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), cell);
  gtk_widget_add_controller (entry, focus);
  return entry;
}

static GtkWidget *
new_label (FcGridCell *cell)
{
  FcGridColumn *column = column_of (cell);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_width_chars (GTK_LABEL (label), column->width_chars);
  gtk_label_set_xalign (GTK_LABEL (label), column->flags & FC_GRID_NUMERIC ? 1 : 0);
  return label;
}

/**
 * fc_grid_cell_remake:
 *
 * Makes the cell's widget anew: an entry where a person may type, else a label.
 */
void
fc_grid_cell_remake (FcGridCell *cell)
{
  FcGrid *self = cell->grid;
  FcGridColumn *column = column_of (cell);
  gboolean editable = fc_grid_cell_can_edit (cell);

  if (cell->widget != NULL && GTK_IS_ENTRY (cell->widget) == editable)
    return;
  if (cell->widget != NULL)
    {
      cell->changed = FALSE;
      gtk_grid_remove (self->grid, cell->widget);
    }
  cell->widget = editable ? new_entry (cell) : new_label (cell);
  gtk_widget_add_css_class (cell->widget, "cell");
  if (column->flags & FC_GRID_NUMERIC)
    gtk_widget_add_css_class (cell->widget, "numeric");
  if (column->flags & FC_GRID_DIM)
    gtk_widget_add_css_class (cell->widget, "dim-label");
  if (cell->style != NULL)
    gtk_widget_add_css_class (cell->widget, cell->style);
  gtk_widget_set_hexpand (cell->widget, (column->flags & FC_GRID_EXPAND) != 0);
  gtk_widget_set_visible (cell->widget, fc_grid_shows (self, column));
  gtk_grid_attach (self->grid, cell->widget, (int) cell->column, FC_GRID_LINE (cell->row), 1, 1);
  fc_grid_cell_put (cell, cell->text != NULL ? cell->text : "");
  if (editable)
    fc_grid_cell_watch_keys (cell);
  fc_grid_cell_name (cell);
}

void
fc_grid_cell_show_error (FcGridCell *cell)
{
  if (cell->error != NULL)
    gtk_widget_add_css_class (cell->widget, "error");
  else if (g_strcmp0 (cell->style, "error") != 0)
    gtk_widget_remove_css_class (cell->widget, "error");
  if (GTK_IS_ENTRY (cell->widget))
    gtk_accessible_update_state (GTK_ACCESSIBLE (cell->widget), GTK_ACCESSIBLE_STATE_INVALID,
                                 cell->error != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  fc_grid_cell_name (cell);
}

gboolean
fc_grid_cell_focus (FcGridCell *cell)
{
  return fc_grid_cell_can_edit (cell) && gtk_widget_get_visible (cell->widget) &&
         gtk_widget_grab_focus (cell->widget);
}

void
fc_grid_cell_free (gpointer data)
{
  FcGridCell *cell = data;

  g_clear_handle_id (&cell->commit_source, g_source_remove);
  g_free (cell->text);
  g_free (cell->waiting);
  g_free (cell->style);
  g_free (cell->error);
  g_free (cell);
}
