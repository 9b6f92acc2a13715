/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-view-private.h"

#include "fc-drawer-bar.h"
#include "fc-grid.h"
#include "fc-shown-text.h"

/* Keys that work anywhere in the sheet; those of a grid's cells are the grid's. */
static const struct {
  guint key;
  GdkModifierType state;
  const char *action;
} keys[] = {
  { GDK_KEY_s, GDK_CONTROL_MASK, "sheet.save" },           { GDK_KEY_Return, GDK_CONTROL_MASK, "sheet.submit" },
  { GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "sheet.submit" },  { GDK_KEY_Page_Down, GDK_CONTROL_MASK, "sheet.next" },
  { GDK_KEY_Page_Up, GDK_CONTROL_MASK, "sheet.previous" }, { GDK_KEY_Down, GDK_ALT_MASK, "sheet.next" },
  { GDK_KEY_Up, GDK_ALT_MASK, "sheet.previous" },          { GDK_KEY_F8, 0, "sheet.next-drawer" },
  { GDK_KEY_F8, GDK_SHIFT_MASK, "sheet.previous-drawer" }, { GDK_KEY_F7, 0, "sheet.confirm" },
};

static const char *
undo_action (guint           key,
             GdkModifierType state)
{
  gboolean z = gdk_keyval_to_lower (key) == GDK_KEY_z;

  if (z && state == GDK_CONTROL_MASK)
    return "sheet.undo";
  if ((z && state == (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) ||
      (gdk_keyval_to_lower (key) == GDK_KEY_y && state == GDK_CONTROL_MASK))
    return "sheet.redo";
  return NULL;
}

static GtkWidget *
focus_in (FcShiftView *self,
          GType        type)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  return focus != NULL ? gtk_widget_get_ancestor (focus, type) : NULL;
}

/* Where something is being typed, the cell or the row takes it back itself. */
static gboolean
shows_what_is_kept (FcShiftView *self)
{
  GtkWidget *grid = focus_in (self, FC_TYPE_GRID);
  GtkWidget *row = focus_in (self, ADW_TYPE_ENTRY_ROW);

  if (grid != NULL)
    return !fc_grid_is_typing (FC_GRID (grid));
  return row != NULL && !fc_shown_text_is_typed (GTK_EDITABLE (row));
}

static gboolean
key_pressed_cb (FcShiftView     *self,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  state &= gtk_accelerator_get_default_mod_mask ();
  if (undo_action (key, state) != NULL && shows_what_is_kept (self))
    return gtk_widget_activate_action (GTK_WIDGET (self), undo_action (key, state), NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].key == key && keys[i].state == state)
      return gtk_widget_activate_action (GTK_WIDGET (self), keys[i].action, NULL);
  return FALSE;
}

/* What an entry that is typed in does not take itself; a popover is not the sheet. */
static gboolean
left_key_pressed_cb (FcShiftView     *self,
                     guint            key,
                     guint            code,
                     GdkModifierType  state)
{
  const char *action = undo_action (key, state & gtk_accelerator_get_default_mod_mask ());

  return action != NULL && focus_in (self, GTK_TYPE_POPOVER) == NULL &&
         gtk_widget_activate_action (GTK_WIDGET (self), action, NULL);
}

/**
 * fc_shift_view_add_keys:
 *
 * Ctrl+S saves the cell on hand, Ctrl+Enter hands in, Alt+Down and Ctrl+Page Down go to the next step, F8 to the next
 * attendant, F7 says that the step is done. Ctrl+Z takes back what was entered last, once an entry has nothing of its own
 * to take back.
 */
void
fc_shift_view_add_keys (FcShiftView *self)
{
  GtkEventController *controller = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (controller, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
  controller = gtk_event_controller_key_new ();
  g_signal_connect_swapped (controller, "key-pressed", G_CALLBACK (left_key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}
