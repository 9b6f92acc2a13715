/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-plot-pane-private.h"

#include <glib/gi18n.h>

static void
append_section (GMenu                     *menu,
                const char                *first,
                const char                *first_action,
                const char                *second,
                /* nullable */ const char *second_action)
{
  g_autoptr (GMenu) section = g_menu_new ();

  g_menu_append (section, first, first_action);
  if (second != NULL)
    g_menu_append (section, second, second_action);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

/* Made when somebody asks for it: most plots are only looked at. */
static GtkWidget *
new_menu (FcPlotPane *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *popover;

  append_section (menu, _ ("Show as _table"), "plot.table", NULL, NULL);
  append_section (menu, _ ("_Copy image"), "plot.copy-image", _ ("Copy _data"), "plot.copy-data");
  append_section (menu, _ ("Save _image…"), "plot.save-image", _ ("_Save data…"), "plot.save-data");
  popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_PROPERTY_LABEL, self->title, -1);
  g_signal_connect_object (popover, "closed", G_CALLBACK (fc_plot_pane_focus), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (popover, GTK_WIDGET (self));
  return popover;
}

static void
pop_up (FcPlotPane *self,
        double      x,
        double      y)
{
  if (self->menu == NULL)
    self->menu = new_menu (self);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
pressed_cb (FcPlotPane *self,
            int         n_press,
            double      x,
            double      y,
            GtkGesture *click)
{
  gtk_gesture_set_state (click, GTK_EVENT_SEQUENCE_CLAIMED);
  pop_up (self, x, y);
}

static void
long_pressed_cb (FcPlotPane *self,
                 double      x,
                 double      y,
                 GtkGesture *press)
{
  gtk_gesture_set_state (press, GTK_EVENT_SEQUENCE_CLAIMED); /* and so no drag across */
  pop_up (self, x, y);
}

static gboolean
menu_key_cb (GtkWidget *widget,
             GVariant  *args,
             gpointer   user_data)
{
  pop_up (FC_PLOT_PANE (widget), gtk_widget_get_width (widget) / 2.0, gtk_widget_get_height (widget) / 2.0);
  return GDK_EVENT_STOP;
}

void
fc_plot_pane_add_menu (FcPlotPane *self)
{
  GtkGesture *click = gtk_gesture_click_new (), *press = gtk_gesture_long_press_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (press, "pressed", G_CALLBACK (long_pressed_cb), self);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Menu|<Shift>F10"),
                                                          gtk_callback_action_new (menu_key_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (press));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
