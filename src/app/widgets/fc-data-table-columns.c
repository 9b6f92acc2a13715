/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-data-table-private.h"

#include <glib/gi18n.h>

/* The columns of a table: which there are, which are shown, how they are sorted and what stands beneath them. */

void
fc_table_column_free (gpointer data)
{
  FcTableColumn *column = data;

  if (column->func_destroy != NULL)
    column->func_destroy (column->func_data);
  g_clear_object (&column->column);
  g_free (column->total);
  g_free (column);
}

static void
update_totals (FcDataTable *self)
{
  GtkWidget *child;
  gboolean any = FALSE;

  while ((child = gtk_widget_get_first_child (self->totals)) != NULL)
    gtk_box_remove (GTK_BOX (self->totals), child);
  for (guint i = 0; i < self->columns->len; i++)
    {
      FcTableColumn *column = self->columns->pdata[i];
      g_autofree char *title = NULL, *text = NULL;
      GtkWidget *label;

      if (column->total == NULL)
        continue;
      title = fc_table_column_title (column);
      text = g_strdup_printf ("%s  <b>%s</b>", title, column->total);
      label = gtk_label_new (NULL);
      gtk_label_set_markup (GTK_LABEL (label), text);
      gtk_widget_add_css_class (label, "numeric");
      gtk_box_append (GTK_BOX (self->totals), label);
      any = TRUE;
    }
  gtk_widget_set_visible (self->totals, any);
}

/* Titles, cells and totals, in the units and the language of now. */
void
fc_data_table_write_anew (FcDataTable *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      FcTableColumn *column = self->columns->pdata[i];
      g_autofree char *title = fc_table_column_title (column);
      g_autoptr (GtkListItemFactory) factory = fc_table_column_factory (column);

      gtk_column_view_column_set_title (column->column, title);
      gtk_column_view_column_set_factory (column->column, factory); /* cells are written anew */
    }
  update_totals (self);
}

/* The first column whose sorter is asked is the one the person sorts by; the answer's sign comes back turned round
 * where it descends. */
static int
name_column (gconstpointer a,
             gconstpointer b,
             gpointer      data)
{
  FcTableColumn *column = data;

  column->table->sort_asked = column;
  return -1;
}

static void
sorter_changed_cb (FcDataTable *self)
{
  GtkSorter *sorter = gtk_column_view_get_sorter (self->view);
  g_autoptr (GObject) one = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (GObject) other = g_object_new (G_TYPE_OBJECT, NULL);
  GtkOrdering answer;

  if (self->model == NULL)
    return;
  self->sort_asked = NULL;
  answer = gtk_sorter_compare (sorter, one, other); /* of one and the same no column is asked */
  if (self->sort_asked == NULL)
    return;
  g_object_set_data (G_OBJECT (self->view), "sort-descending", GINT_TO_POINTER (answer == GTK_ORDERING_LARGER));
  fc_query_model_sort (self->model, self->sort_asked->index, answer == GTK_ORDERING_LARGER);
  fc_data_table_layout_changed (self);
}

/* The sign of the sort order goes to the other side, so that title and figures end on one line. */
static void
align_title (GtkWidget *box)
{
  GtkWidget *label = gtk_widget_get_first_child (box);
  GtkWidget *sign = label != NULL ? gtk_widget_get_next_sibling (label) : NULL;

  gtk_widget_set_halign (box, GTK_ALIGN_END);
  if (GTK_IS_LABEL (label) && sign != NULL)
    gtk_widget_insert_before (sign, box, label);
}

/* Titles of number columns stand over their figures. */
static void
align_titles (FcDataTable *self)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  GListModel *shown = gtk_column_view_get_columns (self->view);
  GtkWidget *title = gtk_widget_get_first_child (header);

  for (guint i = 0; i < g_list_model_get_n_items (shown) && title != NULL;
       i++, title = gtk_widget_get_next_sibling (title))
    {
      g_autoptr (GtkColumnViewColumn) view_column = g_list_model_get_item (shown, i);
      GtkWidget *box = gtk_widget_get_first_child (title);

      for (guint j = 0; j < self->columns->len; j++)
        {
          FcTableColumn *column = self->columns->pdata[j];

          if (column->column == view_column && fc_table_column_is_number (column) && box != NULL)
            align_title (box);
        }
    }
}

static void
column_order_changed_cb (FcDataTable *self)
{
  align_titles (self);
  fc_data_table_layout_changed (self);
}

static void
choose_changed_cb (GSimpleAction *action,
                   GVariant      *value,
                   gpointer       data)
{
  FcTableColumn *column = data;

  column->chosen = g_variant_get_boolean (value);
  g_simple_action_set_state (action, value);
  fc_data_table_apply_columns (column->table);
  fc_data_table_layout_changed (column->table);
}

static void
build_chooser (FcDataTable *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; i < self->columns->len; i++)
    {
      FcTableColumn *column = self->columns->pdata[i];
      g_autofree char *name = g_strdup_printf ("column-%d", column->index);
      g_autofree char *detailed = g_strdup_printf ("table.%s", name);
      g_autoptr (GSimpleAction) action = g_simple_action_new_stateful (name, NULL,
                                                                       g_variant_new_boolean (column->chosen));

      g_signal_connect (action, "change-state", G_CALLBACK (choose_changed_cb), column);
      g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
      g_menu_append (menu, _ (column->spec->title), detailed);
    }
  gtk_menu_button_set_menu_model (self->chooser, G_MENU_MODEL (menu));
  for (guint i = 0; i < self->columns->len; i++)
    gtk_column_view_column_set_header_menu (((FcTableColumn *) self->columns->pdata[i])->column, G_MENU_MODEL (menu));
}

static void
take_cell_func (FcDataTable   *self,
                FcTableColumn *column)
{
  for (guint i = 0; i < self->cell_funcs->len; i++)
    {
      FcTableColumn *note = self->cell_funcs->pdata[i];

      if (g_strcmp0 (note->total, column->spec->name) != 0)
        continue;
      column->func = note->func; /* the note keeps the data */
      column->func_data = note->func_data;
    }
}

static gboolean
listed (const char *const *names,
        const char        *name)
{
  return names != NULL && g_strv_contains (names, name);
}

static void
add_column (FcDataTable         *self,
            const FcQueryColumn *spec,
            int                  index,
            gboolean             expand)
{
  FcTableColumn *column = g_new0 (FcTableColumn, 1);
  g_autofree char *title = NULL;

  column->table = self;
  column->spec = spec;
  column->index = index;
  column->chosen = !listed (self->hidden_columns, spec->name);
  column->narrow = self->narrow_columns == NULL ? column->chosen : listed (self->narrow_columns, spec->name);
  take_cell_func (self, column);
  title = fc_table_column_title (column);
  column->column = gtk_column_view_column_new (title, fc_table_column_factory (column));
  gtk_column_view_column_set_resizable (column->column, TRUE);
  gtk_column_view_column_set_expand (column->column, expand);
  if (spec->sortable)
    {
      g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (name_column, column, NULL));

      gtk_column_view_column_set_sorter (column->column, sorter);
    }
  g_signal_connect_object (column->column, "notify::fixed-width", G_CALLBACK (fc_data_table_layout_changed), self,
                           G_CONNECT_SWAPPED);
  g_ptr_array_add (self->columns, column);
  gtk_column_view_append_column (self->view, column->column);
}

void
fc_data_table_build_columns (FcDataTable *self)
{
  const FcQueryColumn *spec = fc_query_model_get_spec (self->model)->columns;

  self->restoring = TRUE;
  for (int i = 0; spec[i].name != NULL; i++)
    if (spec[i].title != NULL)
      add_column (self, &spec[i], i, spec[i].kind == FC_COLUMN_TEXT || spec[i].kind == FC_COLUMN_ENUM);
  self->restoring = FALSE;
  fc_data_table_restore_layout (self);
  fc_data_table_apply_columns (self);
  build_chooser (self);
  align_titles (self);
}

void
fc_data_table_drop_columns (FcDataTable *self)
{
  self->restoring = TRUE;
  self->sort_asked = NULL;
  for (guint i = 0; i < self->columns->len; i++)
    {
      FcTableColumn *column = self->columns->pdata[i];

      gtk_column_view_remove_column (self->view, column->column);
    }
  g_ptr_array_set_size (self->columns, 0);
  self->restoring = FALSE;
}

/**
 * fc_data_table_set_cell_func:
 * @column: its name in the query
 *
 * Before fc_data_table_set_model().
 */
void
fc_data_table_set_cell_func (FcDataTable    *self,
                             const char     *column,
                             FcCellFunc      func,
                             gpointer        user_data,
                             GDestroyNotify  destroy)
{
  FcTableColumn *note = g_new0 (FcTableColumn, 1);

  note->total = g_strdup (column);
  note->func = func;
  note->func_data = user_data;
  note->func_destroy = destroy;
  g_ptr_array_add (self->cell_funcs, note);
}

void
fc_data_table_set_narrow_columns (FcDataTable       *self,
                                  const char *const *names)
{
  self->narrow_columns = names;
}

void
fc_data_table_set_hidden_columns (FcDataTable       *self,
                                  const char *const *names)
{
  self->hidden_columns = names;
}

/**
 * fc_data_table_set_total:
 * @text: (nullable)
 */
void
fc_data_table_set_total (FcDataTable *self,
                         const char  *column,
                         const char  *text)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      FcTableColumn *shown = self->columns->pdata[i];

      if (!g_str_equal (shown->spec->name, column))
        continue;
      g_free (shown->total);
      shown->total = g_strdup (text);
    }
  update_totals (self);
}

/**
 * fc_data_table_watch_columns:
 *
 * The person sorts, and drags titles to other places.
 */
void
fc_data_table_watch_columns (FcDataTable *self)
{
  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed", G_CALLBACK (sorter_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_column_view_get_columns (self->view), "items-changed",
                           G_CALLBACK (column_order_changed_cb), self, G_CONNECT_SWAPPED);
}
