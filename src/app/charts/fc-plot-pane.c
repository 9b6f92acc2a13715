/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-plot-pane-private.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (FcPlotPane, fc_plot_pane, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_TABLE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static gboolean
has_rows (FcPlotPane *self)
{
  return self->data != NULL && self->data->n > 0 && self->data->series->len > 0;
}

/* Whoever works with keys goes on in what is shown. */
void
fc_plot_pane_focus (FcPlotPane *self)
{
  GtkWidget *shown = self->shows_table ? GTK_WIDGET (self->table) : GTK_WIDGET (self->plot);

  if (gtk_widget_get_focus_child (self->stack) != gtk_stack_get_visible_child (GTK_STACK (self->stack)))
    gtk_widget_child_focus (shown, GTK_DIR_TAB_FORWARD);
}

static void
back_clicked_cb (FcPlotPane *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "plot.table", NULL);
}

static GtkWidget *
new_other (FcPlotPane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *back = gtk_button_new ();
  GtkWidget *face = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (face), gtk_image_new_from_icon_name ("go-previous-symbolic"));
  gtk_box_append (GTK_BOX (face), gtk_label_new (_ ("Back to the chart")));
  gtk_button_set_child (GTK_BUTTON (back), face);
  gtk_accessible_update_property (GTK_ACCESSIBLE (back), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Back to the chart"), -1);
  gtk_widget_add_css_class (back, "flat");
  gtk_widget_set_halign (back, GTK_ALIGN_START);
  g_signal_connect_swapped (back, "clicked", G_CALLBACK (back_clicked_cb), self);
  gtk_box_append (GTK_BOX (box), back);
  return box;
}

static FcLineTable *
new_table (FcPlotPane *self)
{
  guint n = self->data->series->len + 1;
  g_autofree FcLineColumn *columns = g_new0 (FcLineColumn, n);
  g_auto (GStrv) titles = g_new0 (char *, n + 1);
  GtkWidget *table;

  titles[0] = g_strdup (self->data->x_title);
  for (guint s = 0; s + 1 < n; s++)
    titles[s + 1] = fc_plot_data_title (self->data, s);
  for (guint i = 0; i < n; i++)
    columns[i] = (FcLineColumn){ .title = titles[i], .is_number = i > 0 || self->data->axis == FC_PLOT_X_NUMBERS };
  table = fc_line_table_new (columns, n, self->title);
  fc_line_table_set_scrolls (FC_LINE_TABLE (table));
  gtk_widget_set_vexpand (table, TRUE);
  return FC_LINE_TABLE (table);
}

static gboolean
same_columns (const char *one,
              const char *other)
{
  gsize head = strcspn (one, "\n");

  return strcspn (other, "\n") == head && strncmp (one, other, head) == 0;
}

/* What somebody reads just now stays where it is unless it has changed. */
static void
list_rows (FcPlotPane *self)
{
  g_autoptr (GListModel) lines = NULL;
  g_autofree char *rows = has_rows (self) ? fc_plot_data_to_tabbed (self->data) : NULL;

  if (self->other == NULL)
    gtk_stack_add_named (GTK_STACK (self->stack), self->other = new_other (self), "table");
  if (rows == NULL || g_strcmp0 (rows, self->listed) == 0)
    return;
  if (self->table != NULL && !same_columns (rows, self->listed))
    {
      gtk_box_remove (GTK_BOX (self->other), GTK_WIDGET (self->table));
      self->table = NULL;
    }
  if (self->table == NULL)
    {
      self->table = new_table (self);
      gtk_box_append (GTK_BOX (self->other), GTK_WIDGET (self->table));
    }
  lines = fc_plot_data_lines (self->data);
  fc_line_table_set_lines (self->table, lines);
  g_free (self->listed);
  self->listed = g_steal_pointer (&rows);
}

static void
set_table (FcPlotPane *self,
           gboolean    table)
{
  gboolean focus = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;

  if (self->shows_table == table)
    return;
  self->shows_table = table;
  if (table)
    list_rows (self);
  gtk_widget_set_visible (self->other, TRUE);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), table ? self->other : GTK_WIDGET (self->plot));
  gtk_widget_set_visible (self->other, table); /* nor is it read out while it is away */
  if (focus)
    fc_plot_pane_focus (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TABLE]);
}

static void
copy_image_cb (GtkWidget  *widget,
               const char *name,
               GVariant   *target)
{
  fc_plot_pane_copy_image (FC_PLOT_PANE (widget));
}

static void
copy_data_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *target)
{
  fc_plot_pane_copy_data (FC_PLOT_PANE (widget));
}

static void
save_image_cb (GtkWidget  *widget,
               const char *name,
               GVariant   *target)
{
  fc_plot_pane_choose_file (FC_PLOT_PANE (widget), TRUE);
}

static void
save_data_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *target)
{
  fc_plot_pane_choose_file (FC_PLOT_PANE (widget), FALSE);
}

static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  if (!FC_PLOT_PANE (widget)->shows_table)
    return GDK_EVENT_PROPAGATE;
  set_table (FC_PLOT_PANE (widget), FALSE);
  return GDK_EVENT_STOP;
}

static void
fc_plot_pane_get_property (GObject    *object,
                           guint       id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  if (id == PROP_TABLE)
    g_value_set_boolean (value, FC_PLOT_PANE (object)->shows_table);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fc_plot_pane_set_property (GObject      *object,
                           guint         id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  if (id == PROP_TABLE)
    set_table (FC_PLOT_PANE (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fc_plot_pane_dispose (GObject *object)
{
  FcPlotPane *self = FC_PLOT_PANE (object);

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->stack, gtk_widget_unparent);

  G_OBJECT_CLASS (fc_plot_pane_parent_class)->dispose (object);
}

static void
fc_plot_pane_finalize (GObject *object)
{
  FcPlotPane *self = FC_PLOT_PANE (object);

  g_clear_pointer (&self->data, fc_plot_data_unref);
  g_free (self->title);
  g_free (self->subject);
  g_free (self->description);
  g_free (self->listed);

  G_OBJECT_CLASS (fc_plot_pane_parent_class)->finalize (object);
}

static void
fc_plot_pane_class_init (FcPlotPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = fc_plot_pane_get_property;
  object_class->set_property = fc_plot_pane_set_property;
  object_class->dispose = fc_plot_pane_dispose;
  object_class->finalize = fc_plot_pane_finalize;
  properties[PROP_TABLE] = g_param_spec_boolean ("table", NULL, NULL, FALSE,
                                                 G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "plotpane");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_install_property_action (widget_class, "plot.table", "table");
  gtk_widget_class_install_action (widget_class, "plot.copy-image", NULL, copy_image_cb);
  gtk_widget_class_install_action (widget_class, "plot.copy-data", NULL, copy_data_cb);
  gtk_widget_class_install_action (widget_class, "plot.save-image", NULL, save_image_cb);
  gtk_widget_class_install_action (widget_class, "plot.save-data", NULL, save_data_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
}

static void
fc_plot_pane_init (FcPlotPane *self)
{
  self->stack = gtk_stack_new (); /* as large as the plot at least: nothing around it moves */
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
  fc_plot_pane_add_menu (self);
}

static void
update_actions (FcPlotPane *self)
{
  static const char *const names[] = { "plot.table", "plot.copy-image", "plot.copy-data", "plot.save-image",
                                       "plot.save-data" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), names[i], has_rows (self));
}

/**
 * fc_plot_pane_new:
 *
 * Returns: (transfer floating): empty
 */
GtkWidget *
fc_plot_pane_new (FcPlotForm  form,
                  const char *title)
{
  FcPlotPane *self = g_object_new (FC_TYPE_PLOT_PANE, NULL);
  GtkWidget *plot = fc_plot_new (form);

  self->title = g_strdup (title);
  self->plot = FC_PLOT (plot);
  gtk_accessible_update_property (GTK_ACCESSIBLE (plot), GTK_ACCESSIBLE_PROPERTY_HAS_POPUP, TRUE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_stack_add_named (GTK_STACK (self->stack), plot, "plot");
  update_actions (self);
  return GTK_WIDGET (self);
}

/**
 * fc_plot_pane_set:
 * @data: what is kept, not copied: it is not changed any more
 * @description: what the whole shows, for those who cannot see it, and beneath the title of a picture
 */
void
fc_plot_pane_set (FcPlotPane *self,
                  FcPlotData *data,
                  const char *description)
{
  g_return_if_fail (FC_IS_PLOT_PANE (self));

  fc_plot_data_ref (data);
  g_clear_pointer (&self->data, fc_plot_data_unref);
  self->data = data;
  g_free (self->description);
  self->description = g_strdup (description);
  fc_plot_set (self->plot, data, description);
  update_actions (self);
  if (self->shows_table && !has_rows (self))
    set_table (self, FALSE);
  else if (self->shows_table)
    list_rows (self);
}

void
fc_plot_pane_set_subject (FcPlotPane *self,
                          const char *subject)
{
  g_return_if_fail (FC_IS_PLOT_PANE (self));

  g_free (self->subject);
  self->subject = g_strdup (subject);
}

FcPlot *
fc_plot_pane_get_plot (FcPlotPane *self)
{
  return self->plot;
}
