/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-data-table-private.h"

#include <glib/gi18n.h>

/* What can be done with a row without opening it: under the right button, the Menu key and Shift+F10. */
typedef struct {
  FcRowMenuFunc make;
  gpointer user_data;
  GtkWidget *popover; /* (nullable): the one that was shown last */
} Menu;

static void
menu_free (gpointer data)
{
  Menu *menu = data;

  g_clear_pointer (&menu->popover, gtk_widget_unparent);
  g_free (menu);
}

static gboolean
unparent_cb (gpointer popover)
{
  gtk_widget_unparent (popover);
  return G_SOURCE_REMOVE;
}

/* After its item's action, which goes the way up from the popover. */
static void
closed_cb (GtkWidget *popover,
           Menu      *menu)
{
  menu->popover = NULL;
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, unparent_cb, g_object_ref (popover), g_object_unref);
}

static gboolean
pop_up (FcDataTable  *self,
        GdkRectangle *at)
{
  Menu *menu = g_object_get_data (G_OBJECT (self), "row-menu");
  FcQueryRow *row = fc_data_table_get_selected_row (self);
  g_autoptr (GMenuModel) model = row != NULL ? menu->make (row, menu->user_data) : NULL;

  if (model == NULL)
    return FALSE;
  if (menu->popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (menu->popover));
  menu->popover = gtk_popover_menu_new_from_model (model);
  gtk_widget_set_parent (menu->popover, GTK_WIDGET (self));
  gtk_popover_set_pointing_to (GTK_POPOVER (menu->popover), at);
  gtk_popover_set_has_arrow (GTK_POPOVER (menu->popover), FALSE);
  gtk_widget_set_halign (menu->popover, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (menu->popover), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Menu of the row"),
                                  -1);
  g_signal_connect (menu->popover, "closed", G_CALLBACK (closed_cb), menu);
  gtk_popover_popup (GTK_POPOVER (menu->popover));
  return TRUE;
}

static gboolean
key_pressed_cb (FcDataTable     *self,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean shift = (state & gtk_accelerator_get_default_mod_mask ()) == GDK_SHIFT_MASK;
  graphene_rect_t bounds;
  GdkRectangle at;

  if ((key != GDK_KEY_Menu && !(key == GDK_KEY_F10 && shift)) || focus == NULL ||
      !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view)) ||
      !gtk_widget_compute_bounds (focus, GTK_WIDGET (self), &bounds))
    return FALSE;
  at = (GdkRectangle){ (int) bounds.origin.x + 24, (int) bounds.origin.y, 1, (int) bounds.size.height };
  return pop_up (self, &at);
}

/* The row under the pointer is the one that is meant. */
static gboolean
select_at (FcDataTable *self,
           double       x,
           double       y)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  for (; widget != NULL && widget != GTK_WIDGET (self); widget = gtk_widget_get_parent (widget))
    {
      GtkWidget *cell = gtk_widget_get_first_child (widget);
      GtkListItem *item = g_object_get_data (G_OBJECT (widget), "list-item");

      for (; item == NULL && cell != NULL; cell = gtk_widget_get_next_sibling (cell))
        {
          GtkWidget *box = gtk_widget_get_first_child (cell);

          item = box != NULL ? g_object_get_data (G_OBJECT (box), "list-item") : NULL;
        }
      if (item != NULL)
        return gtk_selection_model_select_item (self->selection, gtk_list_item_get_position (item), TRUE);
    }
  return FALSE;
}

static void
pressed_cb (FcDataTable     *self,
            int              n_press,
            double           x,
            double           y,
            GtkGestureClick *click)
{
  GdkRectangle at = { (int) x, (int) y, 1, 1 };

  if (self->selection == NULL || !select_at (self, x, y))
    return;
  gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_CLAIMED);
  pop_up (self, &at);
}

/**
 * fc_data_table_set_row_menu:
 * @make: what can be done with a row
 *
 * Once. The menu stands at the row, for the mouse and for the keyboard.
 */
void
fc_data_table_set_row_menu (FcDataTable   *self,
                            FcRowMenuFunc  make,
                            gpointer       user_data)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  Menu *menu = g_new0 (Menu, 1);

  menu->make = make;
  menu->user_data = user_data;
  g_object_set_data_full (G_OBJECT (self), "row-menu", menu, menu_free);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}
