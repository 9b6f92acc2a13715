/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-data-table-private.h"

#include <glib/gi18n.h>

#include "fc-display.h"

G_DEFINE_FINAL_TYPE (FcDataTable, fc_data_table, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_LAYOUT_NAME,
  PROP_MODEL,
  PROP_EMPTY_ICON,
  PROP_EMPTY_TITLE,
  PROP_EMPTY_DESCRIPTION,
  PROP_EMPTY_LABEL,
  PROP_EMPTY_ACTION,
  PROP_FILTERED,
  PROP_NARROW,
  PROP_FILTER_BAR,
  PROP_ACTION_BAR,
  PROP_SELECTION_MODE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum {
  ACTIVATED,
  SELECTION_CHANGED,
  CLEAR_FILTERS,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
update_state (FcDataTable *self)
{
  const GError *error = self->model != NULL ? fc_query_model_get_error (self->model) : NULL;

  if (self->model == NULL)
    fc_state_page_set_loading (self->state);
  else if (error != NULL)
    fc_state_page_set_error (self->state, NULL, error->message);
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0)
    fc_state_page_set_content (self->state);
  else if (fc_query_model_get_loading (self->model))
    fc_state_page_set_loading (self->state);
  else if (self->filtered)
    fc_state_page_set_empty (self->state, "edit-find-symbolic", _ ("Nothing matches"),
                             _ ("There are records, but none with this search and these filters."), _ ("_Show all"),
                             "table.clear-filters");
  else
    fc_state_page_set_empty (self->state, self->empty_icon != NULL ? self->empty_icon : "view-list-symbolic",
                             self->empty_title != NULL ? self->empty_title : _ ("Nothing here yet"),
                             self->empty_description, self->empty_label, self->empty_action);
}

static void
update_action_bar (FcDataTable *self)
{
  g_autoptr (GtkBitset) selected = self->selection != NULL ? gtk_selection_model_get_selection (self->selection) : NULL;

  gtk_action_bar_set_revealed (self->action_bar, self->action_child != NULL && selected != NULL &&
                                                   !gtk_bitset_is_empty (selected));
}

static void
model_changed_cb (FcDataTable *self)
{
  update_state (self);
}

static void
selection_changed_cb (FcDataTable *self)
{
  update_action_bar (self);
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

static void
row_activated_cb (FcDataTable *self,
                  guint        position)
{
  g_autoptr (FcQueryRow) row = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  if (row != NULL && fc_query_row_is_filled (row))
    g_signal_emit (self, signals[ACTIVATED], 0, row);
}

static void
retry_cb (FcDataTable *self)
{
  if (self->model != NULL)
    fc_query_model_retry (self->model);
}

static void
clear_filters_activated_cb (GSimpleAction *action,
                            GVariant      *target,
                            gpointer       data)
{
  g_signal_emit (data, signals[CLEAR_FILTERS], 0);
}

static void
copy_activated_cb (GtkWidget  *widget,
                   const char *name,
                   GVariant   *target)
{
  fc_data_table_copy (FC_DATA_TABLE (widget));
}

static GtkSelectionModel *
new_selection (FcDataTable *self)
{
  GListModel *model = g_object_ref (G_LIST_MODEL (self->model));

  if (self->mode == GTK_SELECTION_NONE)
    return GTK_SELECTION_MODEL (gtk_no_selection_new (model));
  if (self->mode == GTK_SELECTION_MULTIPLE)
    return GTK_SELECTION_MODEL (gtk_multi_selection_new (model));
  {
    GtkSingleSelection *single = gtk_single_selection_new (NULL);

    gtk_single_selection_set_autoselect (single, FALSE);
    gtk_single_selection_set_can_unselect (single, TRUE);
    gtk_single_selection_set_model (single, model);
    g_object_unref (model);
    return GTK_SELECTION_MODEL (single);
  }
}

static void
set_selection (FcDataTable *self)
{
  gtk_column_view_set_model (self->view, NULL);
  g_clear_object (&self->selection);
  if (self->model == NULL)
    return;
  self->selection = new_selection (self);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_column_view_set_model (self->view, self->selection);
  update_action_bar (self);
}

static void
fc_data_table_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  FcDataTable *self = FC_DATA_TABLE (object);

  switch (id)
    {
    case PROP_LAYOUT_NAME:
      g_value_set_string (value, self->layout_name);
      break;
    case PROP_MODEL:
      g_value_set_object (value, self->model);
      break;
    case PROP_FILTERED:
      g_value_set_boolean (value, self->filtered);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->is_narrow);
      break;
    case PROP_FILTER_BAR:
      g_value_set_object (value, self->filter_bar);
      break;
    case PROP_ACTION_BAR:
      g_value_set_object (value, self->action_child);
      break;
    case PROP_SELECTION_MODE:
      g_value_set_enum (value, self->mode);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
set_filter_bar (FcDataTable *self,
                GtkWidget   *widget)
{
  if (self->filter_bar != NULL)
    gtk_box_remove (GTK_BOX (self->top), self->filter_bar);
  self->filter_bar = widget;
  gtk_widget_set_visible (self->top, widget != NULL);
  if (widget == NULL)
    return;
  gtk_widget_set_hexpand (widget, TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->chooser), FALSE);
  gtk_box_prepend (GTK_BOX (self->top), widget);
}

static void
set_narrow (FcDataTable *self,
            gboolean     narrow)
{
  self->is_narrow = narrow;
  gtk_widget_set_visible (GTK_WIDGET (self->chooser), !narrow);
  fc_data_table_apply_columns (self);
}

static void
set_text (char        **place,
          const GValue *value)
{
  g_free (*place);
  *place = g_value_dup_string (value);
}

static void
fc_data_table_set_property (GObject      *object,
                            guint         id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  FcDataTable *self = FC_DATA_TABLE (object);

  switch (id)
    {
    case PROP_LAYOUT_NAME:
      set_text (&self->layout_name, value);
      break;
    case PROP_MODEL:
      fc_data_table_set_model (self, g_value_get_object (value));
      break;
    case PROP_EMPTY_ICON:
      set_text (&self->empty_icon, value);
      break;
    case PROP_EMPTY_TITLE:
      set_text (&self->empty_title, value);
      break;
    case PROP_EMPTY_DESCRIPTION:
      set_text (&self->empty_description, value);
      break;
    case PROP_EMPTY_LABEL:
      set_text (&self->empty_label, value);
      break;
    case PROP_EMPTY_ACTION:
      set_text (&self->empty_action, value);
      break;
    case PROP_FILTERED:
      fc_data_table_set_filtered (self, g_value_get_boolean (value));
      break;
    case PROP_NARROW:
      set_narrow (self, g_value_get_boolean (value));
      break;
    case PROP_FILTER_BAR:
      set_filter_bar (self, g_value_get_object (value));
      break;
    case PROP_ACTION_BAR:
      fc_data_table_set_action_bar (self, g_value_get_object (value));
      break;
    case PROP_SELECTION_MODE:
      self->mode = g_value_get_enum (value);
      set_selection (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
fc_data_table_dispose (GObject *object)
{
  FcDataTable *self = FC_DATA_TABLE (object);

  g_clear_handle_id (&self->save_timeout, g_source_remove);
  if (self->view != NULL)
    {
      gtk_column_view_set_model (self->view, NULL);
      fc_data_table_drop_columns (self);
    }
  self->view = NULL;
  g_clear_object (&self->selection);
  if (self->model_signals != NULL)
    g_signal_group_set_target (self->model_signals, NULL);
  g_clear_object (&self->model_signals);
  g_clear_object (&self->model);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (fc_data_table_parent_class)->dispose (object);
}

static void
fc_data_table_finalize (GObject *object)
{
  FcDataTable *self = FC_DATA_TABLE (object);

  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->cell_funcs);
  g_free (self->layout_name);
  g_free (self->empty_icon);
  g_free (self->empty_title);
  g_free (self->empty_description);
  g_free (self->empty_label);
  g_free (self->empty_action);

  G_OBJECT_CLASS (fc_data_table_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;
  const GParamFlags write = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  properties[PROP_LAYOUT_NAME] = g_param_spec_string ("layout-name", NULL, NULL, NULL, flags);
  properties[PROP_MODEL] = g_param_spec_object ("model", NULL, NULL, FC_TYPE_QUERY_MODEL, flags);
  properties[PROP_EMPTY_ICON] = g_param_spec_string ("empty-icon", NULL, NULL, NULL, write);
  properties[PROP_EMPTY_TITLE] = g_param_spec_string ("empty-title", NULL, NULL, NULL, write);
  properties[PROP_EMPTY_DESCRIPTION] = g_param_spec_string ("empty-description", NULL, NULL, NULL, write);
  properties[PROP_EMPTY_LABEL] = g_param_spec_string ("empty-label", NULL, NULL, NULL, write);
  properties[PROP_EMPTY_ACTION] = g_param_spec_string ("empty-action", NULL, NULL, NULL, write);
  properties[PROP_FILTERED] = g_param_spec_boolean ("filtered", NULL, NULL, FALSE, flags);
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, flags);
  properties[PROP_FILTER_BAR] = g_param_spec_object ("filter-bar", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_ACTION_BAR] = g_param_spec_object ("action-bar", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_SELECTION_MODE] = g_param_spec_enum ("selection-mode", NULL, NULL, GTK_TYPE_SELECTION_MODE,
                                                       GTK_SELECTION_SINGLE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
fc_data_table_class_init (FcDataTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = fc_data_table_get_property;
  object_class->set_property = fc_data_table_set_property;
  object_class->dispose = fc_data_table_dispose;
  object_class->finalize = fc_data_table_finalize;

  install_properties (object_class);
  signals[ACTIVATED] = g_signal_new ("activated", FC_TYPE_DATA_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, FC_TYPE_QUERY_ROW);
  signals[SELECTION_CHANGED] = g_signal_new ("selection-changed", FC_TYPE_DATA_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                             NULL, G_TYPE_NONE, 0);
  signals[CLEAR_FILTERS] = g_signal_new ("clear-filters", FC_TYPE_DATA_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "clipboard.copy", NULL, copy_activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "clipboard.copy", NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "datatable");
}

static GtkWidget *
new_content (FcDataTable *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_column_view_set_reorderable (self->view, TRUE);
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
  fc_data_table_watch_columns (self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (content), scroller);

  self->totals = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 24);
  gtk_widget_set_halign (self->totals, GTK_ALIGN_END);
  gtk_widget_add_css_class (self->totals, "totals");
  gtk_widget_set_visible (self->totals, FALSE);
  gtk_box_append (GTK_BOX (content), self->totals);
  return content;
}

static void
add_top (FcDataTable *self)
{
  self->top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_add_css_class (self->top, "table-top");
  self->chooser = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (self->chooser, "view-more-symbolic");
  gtk_widget_add_css_class (GTK_WIDGET (self->chooser), "flat");
  gtk_widget_set_hexpand (GTK_WIDGET (self->chooser), TRUE);
  gtk_widget_set_halign (GTK_WIDGET (self->chooser), GTK_ALIGN_END);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->chooser), _ ("Choose columns"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->chooser), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Choose columns"),
                                  -1);
  gtk_box_append (GTK_BOX (self->top), GTK_WIDGET (self->chooser));
  gtk_widget_set_visible (self->top, FALSE); /* without filters the header's own menu is enough */
  gtk_box_append (GTK_BOX (self->box), self->top);
}

static void
fc_data_table_init (FcDataTable *self)
{
  g_autoptr (GSimpleAction) clear = g_simple_action_new ("clear-filters", NULL);

  self->mode = GTK_SELECTION_SINGLE;
  self->model_signals = g_signal_group_new (FC_TYPE_QUERY_MODEL);
  g_signal_group_connect_swapped (self->model_signals, "items-changed", G_CALLBACK (model_changed_cb), self);
  g_signal_group_connect_swapped (self->model_signals, "notify::loading", G_CALLBACK (model_changed_cb), self);
  g_signal_group_connect_swapped (self->model_signals, "notify::error", G_CALLBACK (model_changed_cb), self);
  self->columns = g_ptr_array_new_with_free_func (fc_table_column_free);
  self->cell_funcs = g_ptr_array_new_with_free_func (fc_table_column_free);
  self->actions = g_simple_action_group_new ();
  g_signal_connect (clear, "activate", G_CALLBACK (clear_filters_activated_cb), self);
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (clear));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "table", G_ACTION_GROUP (self->actions));

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  add_top (self);
  self->state = FC_STATE_PAGE (fc_state_page_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->state), TRUE);
  fc_state_page_set_child (self->state, new_content (self));
  g_signal_connect_object (self->state, "retry", G_CALLBACK (retry_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->state));
  self->action_bar = GTK_ACTION_BAR (gtk_action_bar_new ());
  gtk_action_bar_set_revealed (self->action_bar, FALSE);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->action_bar));
  g_signal_connect_object (fc_display_get (), "changed", G_CALLBACK (fc_data_table_write_anew), self, G_CONNECT_SWAPPED);
  update_state (self);
}

/**
 * fc_data_table_new:
 * @layout_name: (nullable): under which columns and widths are remembered
 */
GtkWidget *
fc_data_table_new (const char *layout_name)
{
  return g_object_new (FC_TYPE_DATA_TABLE, "layout-name", layout_name, NULL);
}

/**
 * fc_data_table_set_model:
 * @model: (nullable)
 */
void
fc_data_table_set_model (FcDataTable  *self,
                         FcQueryModel *model)
{
  if (self->model == model)
    return;
  gtk_column_view_set_model (self->view, NULL);
  fc_data_table_drop_columns (self);
  g_set_object (&self->model, model);
  if (model != NULL)
    fc_data_table_build_columns (self);
  g_signal_group_set_target (self->model_signals, model);
  set_selection (self);
  update_state (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODEL]);
}

FcQueryModel *
fc_data_table_get_model (FcDataTable *self)
{
  return self->model;
}

void
fc_data_table_set_filtered (FcDataTable *self,
                            gboolean     filtered)
{
  if (self->filtered == filtered)
    return;
  self->filtered = filtered;
  update_state (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILTERED]);
}

/**
 * fc_data_table_set_action_bar:
 * @widget: (nullable) (transfer full): shows while rows are selected
 */
void
fc_data_table_set_action_bar (FcDataTable *self,
                              GtkWidget   *widget)
{
  if (self->action_child != NULL)
    gtk_action_bar_remove (self->action_bar, self->action_child);
  self->action_child = widget;
  if (widget != NULL)
    gtk_action_bar_pack_start (self->action_bar, widget);
  update_action_bar (self);
}

void
fc_data_table_select_none (FcDataTable *self)
{
  if (self->selection != NULL)
    gtk_selection_model_unselect_all (self->selection);
}
