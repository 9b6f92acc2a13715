/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-scope-button.h"

#include <glib/gi18n.h>
#include <string.h>

/* A list as long as this is searched rather than read. */
#define SEARCH_FROM 8
#define LEAST_CHARS 14 /* of the station's name */

struct _FcScopeButton {
  GtkWidget parent_instance;

  FcContext *context;
  GtkMenuButton *button;
  GtkLabel *label;
  GtkPopover *popover;
  GtkSearchEntry *search;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (FcScopeButton, fc_scope_button, GTK_TYPE_WIDGET)

static void
update_label (FcScopeButton *self)
{
  const FcId *id = fc_context_get_station (self->context);
  const FcStationName *station = fc_context_find_station (self->context, id);
  g_autofree char *name = NULL;
  const char *text = station != NULL ? station->name : _ ("All stations");
  glong length = g_utf8_strlen (text, -1);

  gtk_label_set_text (self->label, text);
  gtk_label_set_width_chars (self->label, (int) MIN (length - length / 6, LEAST_CHARS));
  /* Translators: accessible name of a button; what it is set to */
  name = g_strdup_printf (_ ("Station: %s"), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), name);
  gtk_widget_set_visible (GTK_WIDGET (self), fc_context_get_stations (self->context)->len > 1);
}

static void
add_row (FcScopeButton       *self,
         const FcStationName *station)
{
  const FcId *chosen = fc_context_get_station (self->context);
  gboolean active = station == NULL ? chosen == NULL : chosen != NULL && fc_id_equal (chosen, &station->id);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (station != NULL ? station->name : _ ("All stations"));
  GtkWidget *code = gtk_label_new (station != NULL ? station->code : NULL);
  GtkWidget *check = gtk_image_new_from_icon_name ("object-select-symbolic");
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (code, "dim-label");
  gtk_widget_add_css_class (code, "caption");
  gtk_widget_set_opacity (check, active ? 1 : 0);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), code);
  gtk_box_append (GTK_BOX (box), check);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "station-name",
                          g_utf8_casefold (station != NULL ? station->name : _ ("All stations"), -1), g_free);
  if (station != NULL)
    g_object_set_data_full (G_OBJECT (row), "station-id", g_memdup2 (&station->id, sizeof station->id), g_free);
  gtk_list_box_append (self->list, row);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_text (GTK_LABEL (label)), -1);
}

static void
fill_list (FcScopeButton *self)
{
  GPtrArray *stations = fc_context_get_stations (self->context);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  add_row (self, NULL);
  for (guint i = 0; i < stations->len; i++)
    add_row (self, stations->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->search), stations->len >= SEARCH_FROM);
}

static gboolean
filter_cb (GtkListBoxRow *row,
           gpointer       data)
{
  FcScopeButton *self = data;
  g_autofree char *needle = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);

  return strstr (g_object_get_data (G_OBJECT (row), "station-name"), needle) != NULL;
}

static void
search_changed_cb (FcScopeButton *self)
{
  gtk_list_box_invalidate_filter (self->list);
}

static void
row_activated_cb (FcScopeButton *self,
                  GtkListBoxRow *row)
{
  fc_context_set_station (self->context, g_object_get_data (G_OBJECT (row), "station-id"));
  gtk_popover_popdown (self->popover);
}

/* Enter takes the first that is left. */
static void
search_activated_cb (FcScopeButton *self)
{
  GtkListBoxRow *row;

  search_changed_cb (self);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (gtk_widget_get_child_visible (GTK_WIDGET (row)))
      {
        row_activated_cb (self, row);
        return;
      }
}

static void
popover_shown_cb (FcScopeButton *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  fill_list (self);
}

static void
fc_scope_button_dispose (GObject *object)
{
  FcScopeButton *self = FC_SCOPE_BUTTON (object);

  g_clear_object (&self->context);
  g_clear_pointer ((GtkWidget **) &self->button, gtk_widget_unparent);

  G_OBJECT_CLASS (fc_scope_button_parent_class)->dispose (object);
}

static void
fc_scope_button_class_init (FcScopeButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_scope_button_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
add_popover (FcScopeButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Search stations"), -1);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_list_box_set_filter_func (self->list, filter_cb, self, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "menu-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Stations"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 400);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_widget_set_size_request (box, 260, -1);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->search));
  gtk_box_append (GTK_BOX (box), scroller);
  self->popover = GTK_POPOVER (gtk_popover_new ());
  gtk_popover_set_child (self->popover, box);
  gtk_menu_button_set_popover (self->button, GTK_WIDGET (self->popover));
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (search_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "activate", G_CALLBACK (search_activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->popover, "show", G_CALLBACK (popover_shown_cb), self, G_CONNECT_SWAPPED);
}

static void
fc_scope_button_init (FcScopeButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  self->label = GTK_LABEL (gtk_label_new (_ ("All stations")));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (self->label, 22);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  gtk_menu_button_set_child (self->button, box);
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));
  add_popover (self);
}

void
fc_scope_button_set_context (FcScopeButton *self,
                             FcContext     *context)
{
  g_set_object (&self->context, context);
  if (context == NULL)
    return;
  g_signal_connect_object (context, "scope-changed", G_CALLBACK (update_label), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "stations-changed", G_CALLBACK (update_label), self, G_CONNECT_SWAPPED);
  update_label (self);
}
