/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-dashboard-view-private.h"

/* Arranging: by pointer, and the same by keyboard. */

static int
least (int told,
       int usual)
{
  return told > 0 ? told : usual;
}

static void
resize_to (FcDashboardView   *self,
           FcDashboardLayout *layout,
           guint              number,
           int                w,
           int                h)
{
  const FcWidgetInfo *info = fc_dashboard_frame_get_info (fc_dashboard_view_frame (self, number));
  int least_w = least (info != NULL ? info->least_width : 0, 2), least_h = least (info != NULL ? info->least_height : 0, 1);

  fc_dashboard_layout_resize (layout, number, MAX (w, least_w), MAX (h, least_h));
}

/* --- pointer -------------------------------------------------------------------------------------------------------------- */

static FcDashboardFrame *
frame_at (FcDashboardView *self,
          double           x,
          double           y)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self->grid), x, y, GTK_PICK_DEFAULT);

  if (picked != NULL && gtk_widget_get_ancestor (picked, GTK_TYPE_BUTTON) != NULL)
    return NULL; /* to remove */
  return picked != NULL ? FC_DASHBOARD_FRAME (gtk_widget_get_ancestor (picked, FC_TYPE_DASHBOARD_FRAME)) : NULL;
}

static void
drag_begin_cb (GtkGestureDrag  *gesture,
               double           x,
               double           y,
               FcDashboardView *self)
{
  FcDashboardFrame *frame = self->arranging && fc_dashboard_grid_is_full (self->grid) ? frame_at (self, x, y) : NULL;
  int number = frame != NULL ? fc_dashboard_view_number_of (self, frame) : -1;
  const FcDashboardTile *tile;
  double in_x, in_y;

  if (number < 0)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_widget_translate_coordinates (GTK_WIDGET (self->grid), GTK_WIDGET (frame), x, y, &in_x, &in_y);
  tile = fc_dashboard_layout_tile (self->layout, (guint) number);
  self->dragged = frame;
  self->sizing = fc_dashboard_frame_at_corner (frame, in_x, in_y);
  g_clear_pointer (&self->before, fc_dashboard_layout_free);
  self->before = fc_dashboard_layout_copy (self->layout);
  fc_dashboard_grid_cell (self->grid, x, y, &self->grab_column, &self->grab_row);
  self->grab_column -= tile->x;
  self->grab_row -= tile->y;
  gtk_widget_grab_focus (GTK_WIDGET (frame));
  gtk_widget_add_css_class (GTK_WIDGET (frame), "dragged");
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

/* The layout is made from the one that the drag found: on the way nothing is left moved. */
static void
drag_update_cb (GtkGestureDrag  *gesture,
                double           dx,
                double           dy,
                FcDashboardView *self)
{
  g_autoptr (FcDashboardLayout) layout = NULL;
  int number = self->dragged != NULL ? fc_dashboard_view_number_of (self, self->dragged) : -1, column, row;
  const FcDashboardTile *tile;
  double x, y;

  if (number < 0)
    return;
  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  fc_dashboard_grid_cell (self->grid, x + dx, y + dy, &column, &row);
  layout = fc_dashboard_layout_copy (self->before);
  tile = fc_dashboard_layout_tile (self->before, (guint) number);
  if (self->sizing)
    resize_to (self, layout, (guint) number, column - tile->x, row - tile->y);
  else
    fc_dashboard_layout_move (layout, (guint) number, column - self->grab_column, row - self->grab_row);
  if (!fc_dashboard_layout_equal (layout, self->layout))
    fc_dashboard_view_take (self, layout, FALSE);
}

static void
drag_end_cb (GtkGestureDrag  *gesture,
             double           dx,
             double           dy,
             FcDashboardView *self)
{
  g_autoptr (FcDashboardLayout) layout = NULL;

  if (self->dragged == NULL)
    return;
  gtk_widget_remove_css_class (GTK_WIDGET (self->dragged), "dragged");
  self->dragged = NULL;
  layout = fc_dashboard_layout_copy (self->layout);
  fc_dashboard_view_take (self, layout, TRUE);
}

/* --- keyboard ------------------------------------------------------------------------------------------------------------- */

static gboolean
arrow (guint keyval,
       int  *dx,
       int  *dy)
{
  *dx = keyval == GDK_KEY_Left || keyval == GDK_KEY_KP_Left ? -1 : keyval == GDK_KEY_Right || keyval == GDK_KEY_KP_Right;
  *dy = keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up ? -1 : keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down;
  return *dx != 0 || *dy != 0;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                FcDashboardView       *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  int number = self->arranging && FC_IS_DASHBOARD_FRAME (focus)
                 ? fc_dashboard_view_number_of (self, FC_DASHBOARD_FRAME (focus))
                 : -1;
  g_autoptr (FcDashboardLayout) layout = NULL;
  const FcDashboardTile *tile;
  int dx, dy;

  if (number < 0)
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Delete || keyval == GDK_KEY_KP_Delete)
    {
      g_signal_emit_by_name (focus, "remove");
      return GDK_EVENT_STOP;
    }
  if (!arrow (keyval, &dx, &dy) || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    dx = -dx;
  layout = fc_dashboard_layout_copy (self->layout);
  tile = fc_dashboard_layout_tile (layout, (guint) number);
  if ((state & GDK_SHIFT_MASK) != 0)
    resize_to (self, layout, (guint) number, tile->w + dx, tile->h + dy);
  else
    fc_dashboard_layout_step (layout, (guint) number, dx, dy);
  fc_dashboard_view_take (self, layout, TRUE);
  return GDK_EVENT_STOP;
}

/* Once: what listens for drags and keys. */
void
fc_dashboard_view_prepare_arranging (FcDashboardView *self)
{
  GtkGesture *drag;
  GtkEventController *keys;

  if (g_object_get_data (G_OBJECT (self), "arranges") != NULL)
    return;
  g_object_set_data (G_OBJECT (self), "arranges", self);
  drag = gtk_gesture_drag_new ();
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->grid), GTK_EVENT_CONTROLLER (drag));
  keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->grid), keys);
}
