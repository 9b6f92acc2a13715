/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-plot-widget-private.h"

#include <math.h>

#define DRAG_LEAST 8.0 /* pixels: less was a click */
#define PAGE_SHARE 10

static void
moved_cb (FcPlot *self,
          double  x,
          double  y)
{
  int point, series;

  if (!fc_plot_is_shown (self) || !isnan (self->drag_from))
    return;
  if (fc_plot_view_pick (&self->view, x, y, &point, &series))
    fc_plot_set_cursor (self, point, series);
  else
    fc_plot_set_cursor (self, -1, -1);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self),
                                   fc_plot_view_pick_legend (&self->view, x, y) >= 0 || fc_plot_leads_on (self)
                                     ? "pointer"
                                     : NULL);
}

static void
left_cb (FcPlot *self)
{
  if (!gtk_widget_has_focus (GTK_WIDGET (self)))
    fc_plot_set_cursor (self, -1, -1);
}

static void
focus_left_cb (FcPlot *self)
{
  fc_plot_set_cursor (self, -1, -1);
}

static void
pressed_cb (FcPlot *self,
            int     n_press,
            double  x,
            double  y)
{
  int item = fc_plot_is_shown (self) ? fc_plot_view_pick_legend (&self->view, x, y) : -1;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (item >= 0)
    fc_plot_show_series (self, (guint) item, !fc_plot_view_shows (&self->view, (guint) item));
  else if (n_press == 2)
    fc_plot_set_zoom (self, NAN, NAN);
  else if (fc_plot_is_shown (self))
    fc_plot_choose (self);
}

static void
drag_began_cb (FcPlot *self,
               double  x,
               double  y)
{
  gboolean across =
    fc_plot_is_shown (self) && fc_plot_view_zooms (&self->view) && fc_plot_view_pick_legend (&self->view, x, y) < 0;

  self->drag_start = across ? x : NAN;
}

static void
drag_updated_cb (FcPlot *self,
                 double  x)
{
  if (isnan (self->drag_start))
    return;
  self->drag_from = fabs (x) >= DRAG_LEAST ? self->drag_start : NAN;
  self->drag_to = self->drag_start + x;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drag_ended_cb (FcPlot *self)
{
  FcPlotBox area = fc_plot_view_area (&self->view);
  double from = CLAMP (self->drag_from, area.x, area.x + area.width);
  double to = CLAMP (self->drag_to, area.x, area.x + area.width);
  double one = fc_plot_view_x_at (&self->view, from), other = fc_plot_view_x_at (&self->view, to);

  if (!isnan (self->drag_from) && fabs (to - from) >= DRAG_LEAST)
    fc_plot_set_zoom (self, MIN (one, other), MAX (one, other));
  self->drag_from = self->drag_to = NAN;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drag_cancelled_cb (FcPlot *self)
{
  self->drag_from = self->drag_to = NAN;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The points that are not zoomed away. */
static void
find_points (FcPlot *self,
             int    *first,
             int    *last)
{
  *first = 0;
  *last = (int) self->data->n - 1;
  if (isnan (self->view.from))
    return;
  while (*first < *last && self->data->x[*first] < self->view.from)
    (*first)++;
  while (*last > *first && self->data->x[*last] > self->view.to)
    (*last)--;
}

static int
next_shown (FcPlot *self,
            int     series,
            int     step)
{
  int n = (int) self->data->series->len, next = series;

  for (int i = 0; i < n; i++)
    {
      next = next < 0 ? (step > 0 ? 0 : n - 1) : (next + step + n) % n;
      if (self->view.form == FC_PLOT_DONUT || fc_plot_view_shows (&self->view, (guint) next))
        return next;
    }
  return series;
}

static void
step_point (FcPlot *self,
            int     step)
{
  int first, last, point = self->view.point, series = self->view.series;

  find_points (self, &first, &last);
  if (point < 0)
    point = step > 0 ? first : last;
  else
    point = CLAMP (point + step, first, last);
  fc_plot_set_cursor (self, point, series >= 0 ? series : next_shown (self, -1, 1));
}

static void
step_series (FcPlot *self,
             int     step)
{
  int first, last;

  find_points (self, &first, &last);
  fc_plot_set_cursor (self, self->view.point >= 0 ? self->view.point : last,
                      next_shown (self, self->view.series, step));
}

static void
toggle (FcPlot *self)
{
  int item = self->view.form == FC_PLOT_DONUT ? self->view.point : self->view.series;

  if (item >= 0 && item < FC_PLOT_MOST_SERIES)
    fc_plot_show_series (self, (guint) item, !fc_plot_view_shows (&self->view, (guint) item));
}

static gboolean
step_back (FcPlot *self)
{
  double from, to;

  if (!isnan (self->drag_from))
    drag_cancelled_cb (self);
  else if (fc_plot_get_zoom (self, &from, &to))
    fc_plot_set_zoom (self, NAN, NAN);
  else if (self->view.point >= 0)
    fc_plot_set_cursor (self, -1, -1);
  else
    return FALSE;
  return TRUE;
}

/* Up and down are the points of what is drawn downwards. */
static gboolean
move (FcPlot *self,
      guint   key)
{
  gboolean down = self->view.form == FC_PLOT_ROWS;
  int right = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL && !down ? -1 : 1;
  int page = MAX ((int) self->data->n / PAGE_SHARE, 1), first, last;

  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_Right:
      (down ? step_series : step_point) (self, key == GDK_KEY_Right ? right : -right);
      return TRUE;
    case GDK_KEY_Up:
    case GDK_KEY_Down:
      (down ? step_point : step_series) (self, key == GDK_KEY_Down ? 1 : -1);
      return TRUE;
    case GDK_KEY_Page_Up:
    case GDK_KEY_Page_Down:
      step_point (self, key == GDK_KEY_Page_Down ? page : -page);
      return TRUE;
    case GDK_KEY_Home:
    case GDK_KEY_End:
      find_points (self, &first, &last);
      fc_plot_set_cursor (self, key == GDK_KEY_End ? last : first, self->view.series);
      step_point (self, 0);
      return TRUE;
    case GDK_KEY_space:
      toggle (self);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      return fc_plot_choose (self);
    default:
      return key == GDK_KEY_Escape && step_back (self);
    }
}

static gboolean
key_pressed_cb (FcPlot          *self,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  if (self->data == NULL || self->data->n == 0 || self->data->series->len == 0 ||
      (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  return move (self, key) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

/* Pointer and keys. */
void
fc_plot_add_input (FcPlot *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  g_signal_connect_swapped (motion, "motion", G_CALLBACK (moved_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (left_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), self);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_began_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_updated_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_ended_cb), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (drag_cancelled_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}
