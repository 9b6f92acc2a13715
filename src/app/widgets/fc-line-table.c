/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-line-table.h"

/* What a column of texts has room for at least, in characters. */
#define LEAST_CHARS 16

struct _FcLine {
  GObject parent_instance;

  guint n_cells;
  char **texts;
  const char **css;
};

G_DEFINE_FINAL_TYPE (FcLine, fc_line, G_TYPE_OBJECT)

struct _FcLineTable {
  GtkWidget parent_instance;

  GtkWidget *scrolled;
  GtkColumnView *view;
  GPtrArray *columns; /* GtkColumnViewColumn */
  gboolean *gives_way;
  guint n_columns;
  gboolean scrolls;
};

G_DEFINE_FINAL_TYPE (FcLineTable, fc_line_table, GTK_TYPE_WIDGET)

static void
fc_line_finalize (GObject *object)
{
  FcLine *self = FC_LINE (object);

  for (guint i = 0; i < self->n_cells; i++)
    g_free (self->texts[i]);
  g_free (self->texts);
  g_free (self->css);

  G_OBJECT_CLASS (fc_line_parent_class)->finalize (object);
}

static void
fc_line_class_init (FcLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fc_line_finalize;
}

static void
fc_line_init (FcLine *self)
{
}

FcLine *
fc_line_new (guint n_cells)
{
  FcLine *self = g_object_new (FC_TYPE_LINE, NULL);

  self->n_cells = n_cells;
  self->texts = g_new0 (char *, n_cells);
  self->css = g_new0 (const char *, n_cells);
  return self;
}

void
fc_line_take (FcLine *self,
              guint   cell,
              char   *text)
{
  g_return_if_fail (FC_IS_LINE (self) && cell < self->n_cells);

  g_free (self->texts[cell]);
  self->texts[cell] = text;
}

void
fc_line_set_css (FcLine     *self,
                 guint       cell,
                 const char *css_class)
{
  g_return_if_fail (FC_IS_LINE (self) && cell < self->n_cells);

  self->css[cell] = css_class;
}

static void
cell_set_up_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item,
                gpointer                  is_number)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), GPOINTER_TO_INT (is_number) ? 1 : 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), GPOINTER_TO_INT (is_number) ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  if (GPOINTER_TO_INT (is_number))
    gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
cell_bound_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item,
               gpointer                  is_number)
{
  FcLine *line = gtk_list_item_get_item (item);
  GtkWidget *label = gtk_list_item_get_child (item);
  guint cell = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "cell"));
  const char *classes[] = { GPOINTER_TO_INT (is_number) ? "numeric" : NULL, line->css[cell], NULL };
  const char **from = classes[0] != NULL ? classes : classes + 1;
  const char *text = line->texts[cell] != NULL ? line->texts[cell] : "";

  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_label_set_width_chars (GTK_LABEL (label), (int) MIN (g_utf8_strlen (text, -1), LEAST_CHARS));
  gtk_widget_set_tooltip_text (label, g_utf8_strlen (text, -1) > LEAST_CHARS ? text : NULL);
  gtk_widget_set_css_classes (label, from);
}

static gboolean
copied_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  FcLineTable *self = FC_LINE_TABLE (widget);
  GListModel *lines = G_LIST_MODEL (gtk_column_view_get_model (self->view));
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->columns->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\t" : "",
                            gtk_column_view_column_get_title (self->columns->pdata[i]));
  for (guint n = 0; lines != NULL && n < g_list_model_get_n_items (lines); n++)
    {
      g_autoptr (FcLine) line = g_list_model_get_item (lines, n);

      g_string_append_c (text, '\n');
      for (guint i = 0; i < self->n_columns; i++)
        g_string_append_printf (text, "%s%s", i > 0 ? "\t" : "", line->texts[i] != NULL ? line->texts[i] : "");
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text->str);
  g_string_free (text, TRUE);
  return GDK_EVENT_STOP;
}

static GtkSizeRequestMode
fc_line_table_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

/* As high as its lines: what is around it scrolls up and down, the table only to the sides, unless it was told to. */
static void
fc_line_table_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  FcLineTable *self = FC_LINE_TABLE (widget);
  int least, wanted;

  gtk_widget_measure (GTK_WIDGET (self->view), orientation, -1, NULL, &wanted, NULL, NULL);
  gtk_widget_measure (self->scrolled, orientation, -1, &least, NULL, NULL, NULL);
  *natural = self->scrolls && orientation == GTK_ORIENTATION_VERTICAL ? least : MAX (least, wanted);
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? *natural : least;
}

static void
fc_line_table_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  gtk_widget_size_allocate (FC_LINE_TABLE (widget)->scrolled, &(GtkAllocation) { 0, 0, width, height }, -1);
}

static void
fc_line_table_dispose (GObject *object)
{
  FcLineTable *self = FC_LINE_TABLE (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (fc_line_table_parent_class)->dispose (object);
}

static void
fc_line_table_finalize (GObject *object)
{
  FcLineTable *self = FC_LINE_TABLE (object);

  g_ptr_array_unref (self->columns);
  g_free (self->gives_way);

  G_OBJECT_CLASS (fc_line_table_parent_class)->finalize (object);
}

static void
fc_line_table_class_init (FcLineTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fc_line_table_dispose;
  G_OBJECT_CLASS (klass)->finalize = fc_line_table_finalize;
  widget_class->get_request_mode = fc_line_table_get_request_mode;
  widget_class->measure = fc_line_table_measure;
  widget_class->size_allocate = fc_line_table_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "linetable");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, copied_cb, NULL);
}

static void
fc_line_table_init (FcLineTable *self)
{
  self->columns = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
add_column (FcLineTable        *self,
            const FcLineColumn *column,
            guint               cell)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *made;

  g_object_set_data (G_OBJECT (factory), "cell", GUINT_TO_POINTER (cell));
  g_signal_connect (factory, "setup", G_CALLBACK (cell_set_up_cb), GINT_TO_POINTER (column->is_number));
  g_signal_connect (factory, "bind", G_CALLBACK (cell_bound_cb), GINT_TO_POINTER (column->is_number));
  made = gtk_column_view_column_new (column->title, factory);
  gtk_column_view_column_set_resizable (made, TRUE);
  gtk_column_view_column_set_expand (made, TRUE); /* a wide window parts them all */
  gtk_column_view_append_column (self->view, made);
  g_ptr_array_add (self->columns, made);
  self->gives_way[cell] = column->gives_way;
}

/* Titles of number columns stand over their figures. */
static void
align_titles (FcLineTable        *self,
              const FcLineColumn *columns)
{
  GtkWidget *title = gtk_widget_get_first_child (gtk_widget_get_first_child (GTK_WIDGET (self->view)));

  for (guint i = 0; i < self->n_columns && title != NULL; i++, title = gtk_widget_get_next_sibling (title))
    if (columns[i].is_number && gtk_widget_get_first_child (title) != NULL)
      gtk_widget_set_halign (gtk_widget_get_first_child (title), GTK_ALIGN_END);
}

/**
 * fc_line_table_new:
 * @columns: (array length=n_columns): copied
 */
GtkWidget *
fc_line_table_new (const FcLineColumn *columns,
                   guint               n_columns,
                   const char         *label)
{
  FcLineTable *self = g_object_new (FC_TYPE_LINE_TABLE, NULL);

  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), GTK_WIDGET (self->view));
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
  self->n_columns = n_columns;
  self->gives_way = g_new0 (gboolean, n_columns);
  for (guint i = 0; i < n_columns; i++)
    add_column (self, &columns[i], i);
  align_titles (self, columns);
  return GTK_WIDGET (self);
}

/**
 * fc_line_table_set_lines:
 * @lines: (element-type FcLine): a new selection is made over it, the quick way to replace a whole list
 */
void
fc_line_table_set_lines (FcLineTable *self,
                         GListModel  *lines)
{
  GtkSingleSelection *selection;

  g_return_if_fail (FC_IS_LINE_TABLE (self));

  selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (selection, FALSE); /* before there is a first line */
  gtk_single_selection_set_model (selection, lines);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
}

/**
 * fc_line_table_set_scrolls:
 *
 * Lets it scroll up and down by itself, in what room it is given; for good.
 */
void
fc_line_table_set_scrolls (FcLineTable *self)
{
  g_return_if_fail (FC_IS_LINE_TABLE (self));

  self->scrolls = TRUE;
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_AUTOMATIC, GTK_POLICY_AUTOMATIC);
}

void
fc_line_table_set_narrow (FcLineTable *self,
                          gboolean     narrow)
{
  g_return_if_fail (FC_IS_LINE_TABLE (self));

  for (guint i = 0; i < self->n_columns; i++)
    gtk_column_view_column_set_visible (self->columns->pdata[i], !narrow || !self->gives_way[i]);
}
