/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-dashboard-menu.h"

#include <glib/gi18n.h>

#include "fc-dashboard-widget.h"
#include "fc-text.h"

struct _FcDashboardBar {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkPopover *popover;
  GPtrArray *kinds; /* FcWidgetInfo, as they are listed */
};

G_DEFINE_FINAL_TYPE (FcDashboardBar, fc_dashboard_bar, GTK_TYPE_WIDGET)

enum {
  ADD,
  CANCEL,
  DONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
row_activated_cb (FcDashboardBar *self,
                  GtkListBoxRow  *row)
{
  const FcWidgetInfo *info = self->kinds->pdata[gtk_list_box_row_get_index (row)];

  gtk_popover_popdown (self->popover);
  g_signal_emit (self, signals[ADD], 0, info->kind);
}

static void
done_clicked_cb (FcDashboardBar *self)
{
  g_signal_emit (self, signals[DONE], 0);
}

static void
cancel_clicked_cb (FcDashboardBar *self)
{
  g_signal_emit (self, signals[CANCEL], 0);
}

static GtkWidget *
new_kinds (FcDashboardBar *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new (), *list = gtk_list_box_new ();

  for (guint i = 0; i < self->kinds->len; i++)
    {
      GtkWidget *label = gtk_label_new (_ (((const FcWidgetInfo *) self->kinds->pdata[i])->title));

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_list_box_append (GTK_LIST_BOX (list), label);
    }
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "menu-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Figures to add"), -1);
  g_signal_connect_object (list, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  /* All of it where the screen has the room; where not, a bar says that there is more. */
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 1000);
  gtk_scrolled_window_set_overlay_scrolling (GTK_SCROLLED_WINDOW (scrolled), FALSE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  return scrolled;
}

static void
fc_dashboard_bar_dispose (GObject *object)
{
  FcDashboardBar *self = FC_DASHBOARD_BAR (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->kinds, g_ptr_array_unref);

  G_OBJECT_CLASS (fc_dashboard_bar_parent_class)->dispose (object);
}

static void
fc_dashboard_bar_class_init (FcDashboardBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_dashboard_bar_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  signals[ADD] =
    g_signal_new ("add", FC_TYPE_DASHBOARD_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[CANCEL] =
    g_signal_new ("cancel", FC_TYPE_DASHBOARD_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DONE] = g_signal_new ("done", FC_TYPE_DASHBOARD_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fc_dashboard_bar_init (FcDashboardBar *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_add_css_class (self->box, "table-top");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * fc_dashboard_bar_new:
 *
 * Returns: (transfer floating):
 */
GtkWidget *
fc_dashboard_bar_new (FcContext *context)
{
  FcDashboardBar *self = g_object_new (FC_TYPE_DASHBOARD_BAR, NULL);
  GtkWidget *add = gtk_menu_button_new (), *done = gtk_button_new_with_mnemonic (_ ("_Done"));
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));
  GtkWidget *hint = fc_text_new (_ ("Drag to move, at the corner to size; or Tab, arrows, Shift+arrows, Delete"));

  self->kinds = fc_widget_list (context);
  self->popover = GTK_POPOVER (gtk_popover_new ());
  gtk_popover_set_child (self->popover, new_kinds (self));
  gtk_menu_button_set_label (GTK_MENU_BUTTON (add), _ ("_Add"));
  gtk_menu_button_set_use_underline (GTK_MENU_BUTTON (add), TRUE);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (add), GTK_WIDGET (self->popover));
  gtk_widget_set_valign (add, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (hint, "dim-label");
  gtk_widget_add_css_class (hint, "caption");
  gtk_widget_set_hexpand (hint, TRUE);
  gtk_widget_set_valign (hint, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (done, "suggested-action");
  gtk_widget_set_valign (done, GTK_ALIGN_CENTER);
  g_signal_connect_object (done, "clicked", G_CALLBACK (done_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_valign (cancel, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (cancel, _ ("As it was before (Escape)"));
  g_signal_connect_object (cancel, "clicked", G_CALLBACK (cancel_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), add);
  gtk_box_append (GTK_BOX (self->box), hint);
  gtk_box_append (GTK_BOX (self->box), cancel);
  gtk_box_append (GTK_BOX (self->box), done);
  return GTK_WIDGET (self);
}
