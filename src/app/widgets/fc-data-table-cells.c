/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-data-table-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "fc-calculator.h"
#include "fc-display.h"

/* What a column of texts has room for at least, in characters. */
#define LEAST_CHARS        16
#define LEAST_CHARS_NARROW 9

gboolean
fc_table_column_is_number (const FcTableColumn *column)
{
  switch (column->spec->kind)
    {
    case FC_COLUMN_INT:
    case FC_COLUMN_MONEY:
    case FC_COLUMN_VOLUME:
    case FC_COLUMN_PRICE:
      return TRUE;
    default:
      return FALSE;
    }
}

/**
 * fc_table_column_title:
 *
 * Returns: (transfer full): the header, with the unit where numbers have one
 */
char *
fc_table_column_title (const FcTableColumn *column)
{
  const char *title = _ (column->spec->title);

  switch (column->spec->kind)
    {
    case FC_COLUMN_MONEY:
      return g_strdup_printf ("%s (%s)", title, fc_display_get_currency (fc_display_get ()));
    case FC_COLUMN_PRICE:
      return g_strdup_printf ("%s (%s/%s)", title, fc_display_get_currency (fc_display_get ()),
                              fc_show_volume_unit ());
    case FC_COLUMN_VOLUME:
      return g_strdup_printf ("%s (%s)", title, fc_show_volume_unit ());
    default:
      return g_strdup (title);
    }
}

static void
show_by_kind (const FcTableColumn *column,
              FcQueryRow          *row,
              FcCell              *cell)
{
  gint64 number = fc_query_row_get_int (row, column->index);

  switch (column->spec->kind)
    {
    case FC_COLUMN_INT:
      cell->text = fc_show_number (number);
      break;
    case FC_COLUMN_MONEY:
      cell->text = fc_show_money (number, NULL);
      cell->css_class = number < 0 ? "error" : NULL;
      break;
    case FC_COLUMN_VOLUME:
      cell->text = fc_show_volume (number, 1);
      cell->css_class = number < 0 ? "error" : NULL;
      break;
    case FC_COLUMN_PRICE:
      cell->text = fc_show_price (number);
      break;
    case FC_COLUMN_TIME:
      cell->text = fc_show_time (number, NULL);
      cell->tooltip = fc_show_time_long (number, NULL);
      break;
    case FC_COLUMN_DATE:
      cell->text = fc_show_date ((FcDate) number);
      cell->tooltip = fc_show_date_long ((FcDate) number);
      break;
    case FC_COLUMN_BOOL:
      cell->text = g_strdup (number != 0 ? _ ("Yes") : _ ("No"));
      break;
    case FC_COLUMN_ID:
      cell->text = g_strdup ("");
      break;
    case FC_COLUMN_TEXT:
    case FC_COLUMN_ENUM:
    default:
      cell->text = g_strdup (fc_query_row_get_text (row, column->index));
      break;
    }
}

/**
 * fc_table_column_show:
 * @cell: (out caller-allocates): cleared with fc_cell_clear()
 */
void
fc_table_column_show (const FcTableColumn *column,
                      FcQueryRow          *row,
                      FcCell              *cell)
{
  *cell = (FcCell) { NULL };
  if (!fc_query_row_is_filled (row))
    return;
  if (column->func != NULL)
    column->func (row, column->index, cell, column->func_data);
  else if (!fc_query_row_is_null (row, column->index))
    show_by_kind (column, row, cell);
}

void
fc_cell_clear (FcCell *cell)
{
  g_clear_pointer (&cell->text, g_free);
  g_clear_pointer (&cell->tooltip, g_free);
}

static char *
plain_number (const FcTableColumn *column,
              FcQueryRow          *row)
{
  gint64 number = fc_query_row_get_int (row, column->index);

  switch (column->spec->kind)
    {
    case FC_COLUMN_MONEY:
      return fc_number_edit (FC_NUMBER_MONEY, number, NULL);
    case FC_COLUMN_VOLUME:
      return fc_number_edit (FC_NUMBER_VOLUME, number, NULL);
    case FC_COLUMN_PRICE:
      return fc_number_edit (FC_NUMBER_PRICE, number, NULL);
    default:
      return g_strdup_printf ("%" G_GINT64_FORMAT, number);
    }
}

/**
 * fc_table_column_plain:
 *
 * Returns: (transfer full): for a spreadsheet: numbers without groups, dates in ISO order, text that cannot become a formula
 */
char *
fc_table_column_plain (const FcTableColumn *column,
                       FcQueryRow          *row)
{
  FcCell cell;
  char *text;

  if (!fc_query_row_is_filled (row) || (column->func == NULL && fc_query_row_is_null (row, column->index)))
    return g_strdup ("");
  if (fc_table_column_is_number (column))
    return fc_query_row_is_null (row, column->index) ? g_strdup ("") : plain_number (column, row);
  if (column->spec->kind == FC_COLUMN_DATE)
    return fc_date_to_iso ((FcDate) fc_query_row_get_int (row, column->index));
  fc_table_column_show (column, row, &cell);
  text = g_strdelimit (g_strdup (cell.text != NULL ? cell.text : ""), "\t\r\n", ' ');
  fc_cell_clear (&cell);
  if (text[0] != '\0' && strchr ("=+-@", text[0]) != NULL)
    {
      char *guarded = g_strconcat ("'", text, NULL);

      g_free (text);
      return guarded;
    }
  return text;
}

static void
set_icon (GtkWidget  *box,
          const char *icon_name)
{
  GtkWidget *label = gtk_widget_get_last_child (box);
  GtkWidget *image = gtk_widget_get_first_child (box);

  if (image == label)
    image = NULL;
  if (image == NULL && icon_name != NULL)
    {
      image = gtk_image_new ();
      gtk_box_prepend (GTK_BOX (box), image);
    }
  if (image == NULL)
    return;
  gtk_image_set_from_icon_name (GTK_IMAGE (image), icon_name);
  gtk_widget_set_visible (image, icon_name != NULL);
}

static void
set_class (GtkWidget  *box,
           const char *css_class)
{
  const char *old = g_object_get_data (G_OBJECT (box), "cell-class");

  if (g_strcmp0 (old, css_class) == 0)
    return;
  if (old != NULL)
    gtk_widget_remove_css_class (box, old);
  if (css_class != NULL)
    gtk_widget_add_css_class (box, css_class);
  g_object_set_data (G_OBJECT (box), "cell-class", (gpointer) css_class);
}

/* A text keeps room for a name; what is longer is shortened, and whole in the tooltip. */
static void
set_text (const FcTableColumn *column,
          GtkWidget           *box,
          const char          *text)
{
  GtkLabel *label = GTK_LABEL (gtk_widget_get_last_child (box));

  gtk_label_set_text (label, text);
  if (gtk_label_get_ellipsize (label) != PANGO_ELLIPSIZE_NONE)
    gtk_label_set_width_chars (label, (int) MIN (g_utf8_strlen (text, -1),
                                                 column->table->is_narrow ? LEAST_CHARS_NARROW : LEAST_CHARS));
}

static gboolean
tooltip_asked_cb (GtkWidget  *box,
                  int         x,
                  int         y,
                  gboolean    keyboard,
                  GtkTooltip *tooltip,
                  gpointer    data)
{
  GtkLabel *label = GTK_LABEL (gtk_widget_get_last_child (box));
  const char *told = g_object_get_data (G_OBJECT (box), "cell-tooltip");

  if (told == NULL && !pango_layout_is_ellipsized (gtk_label_get_layout (label)))
    return FALSE;
  gtk_tooltip_set_text (tooltip, told != NULL ? told : gtk_label_get_text (label));
  return TRUE;
}

static void
fill_cell (GtkListItem *item)
{
  FcTableColumn *column = g_object_get_data (G_OBJECT (item), "table-column");
  GtkWidget *box = gtk_list_item_get_child (item);
  FcQueryRow *row = gtk_list_item_get_item (item);
  FcCell cell = { NULL };

  if (row == NULL)
    return;
  fc_table_column_show (column, row, &cell);
  set_text (column, box, cell.text != NULL ? cell.text : "");
  g_object_set_data_full (G_OBJECT (box), "cell-tooltip", g_steal_pointer (&cell.tooltip), g_free);
  set_icon (box, cell.icon_name);
  set_class (box, cell.css_class);
  fc_cell_clear (&cell);
}

static void
cell_setup_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item,
               FcTableColumn            *column)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);
  gboolean number = fc_table_column_is_number (column);

  gboolean figures = number || column->spec->kind == FC_COLUMN_TIME || column->spec->kind == FC_COLUMN_DATE;

  gtk_label_set_xalign (GTK_LABEL (label), number ? 1 : 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), figures ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  if (figures)
    gtk_widget_add_css_class (label, "numeric");
  gtk_widget_set_has_tooltip (box, TRUE);
  g_signal_connect (box, "query-tooltip", G_CALLBACK (tooltip_asked_cb), NULL);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_item_set_child (item, box);
  g_object_set_data (G_OBJECT (box), "list-item", item); /* which has the cell */
  g_object_set_data (G_OBJECT (item), "table-column", column);
}

static void
cell_bind_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              FcTableColumn            *column)
{
  gulong handler = g_signal_connect_swapped (gtk_list_item_get_item (item), "notify::generation",
                                             G_CALLBACK (fill_cell), item);

  g_object_set_data (G_OBJECT (item), "fill-handler", (gpointer) handler);
  fill_cell (item);
}

static void
cell_unbind_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item,
                FcTableColumn            *column)
{
  gulong handler = (gulong) g_object_get_data (G_OBJECT (item), "fill-handler");

  if (handler != 0)
    g_signal_handler_disconnect (gtk_list_item_get_item (item), handler);
  g_object_set_data (G_OBJECT (item), "fill-handler", NULL);
}

/**
 * fc_table_column_factory:
 *
 * Returns: (transfer full): lives no longer than the table
 */
GtkListItemFactory *
fc_table_column_factory (FcTableColumn *column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (cell_setup_cb), column);
  g_signal_connect (factory, "bind", G_CALLBACK (cell_bind_cb), column);
  g_signal_connect (factory, "unbind", G_CALLBACK (cell_unbind_cb), column);
  return factory;
}
