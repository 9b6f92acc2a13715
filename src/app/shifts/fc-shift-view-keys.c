/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-view-private.h"

#include "fc-drawer-bar.h"

/* Keys that work anywhere in the sheet; those of a grid's cells are the grid's. */
static const struct {
  guint key;
  GdkModifierType state;
  const char *action;
} keys[] = {
  { GDK_KEY_s, GDK_CONTROL_MASK, "sheet.save" },
  { GDK_KEY_Return, GDK_CONTROL_MASK, "sheet.submit" },
  { GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "sheet.submit" },
  { GDK_KEY_Page_Down, GDK_CONTROL_MASK, "sheet.next" },
  { GDK_KEY_Page_Up, GDK_CONTROL_MASK, "sheet.previous" },
  { GDK_KEY_Down, GDK_ALT_MASK, "sheet.next" },
  { GDK_KEY_Up, GDK_ALT_MASK, "sheet.previous" },
  { GDK_KEY_F8, 0, "sheet.next-drawer" },
  { GDK_KEY_F8, GDK_SHIFT_MASK, "sheet.previous-drawer" },
  { GDK_KEY_F7, 0, "sheet.confirm" },
};

static gboolean
key_pressed_cb (FcShiftView    *self,
                guint           key,
                guint           code,
                GdkModifierType state)
{
  state &= gtk_accelerator_get_default_mod_mask ();
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].key == key && keys[i].state == state)
      return gtk_widget_activate_action (GTK_WIDGET (self), keys[i].action, NULL);
  return FALSE;
}

/**
 * fc_shift_view_add_keys:
 *
 * Ctrl+S saves the cell on hand, Ctrl+Enter hands in, Alt+Down and Ctrl+Page Down go to the next step, F8 to the next
 * attendant, F7 says that the step is done.
 */
void
fc_shift_view_add_keys (FcShiftView *self)
{
  GtkEventController *controller = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (controller, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}
