/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-fence-hand.h"

#include "fc-fence-paint.h"

#define STEP      5.0  /* pixels that an arrow key moves a point */
#define BIG_STEP  50.0 /* … with Shift */
#define NEXT_STEP 60.0 /* pixels from a point to the one that the keyboard adds after it */

typedef struct {
  FcMapPainter painter;
  FcFenceHand *hand;
} HandPainter;

struct _FcFenceHand {
  GObject parent_instance;

  FcMapView *map;
  HandPainter painter;
  FcFenceSketch *sketch; /* nullable: nothing is drawn */
  gboolean drawing;      /* a click adds a point */
  guint dragged;         /* handle, or FC_SKETCH_NONE */
  gboolean has_moved;    /* since it was taken hold of */
  gboolean has_pointer;
  double pointer_x, pointer_y;
  GtkEventController *keys, *motion;
  GtkGesture *drag;
  gulong clicked; /* a handler of the canvas */
};

G_DEFINE_FINAL_TYPE (FcFenceHand, fc_fence_hand, G_TYPE_OBJECT)

enum { CHANGED, FINISHED, GIVEN_UP, N_SIGNALS };
static guint signals[N_SIGNALS];

static gboolean
get_frame (FcFenceHand *self,
           FcMapFrame  *frame)
{
  return self->sketch != NULL && fc_map_view_get_frame (self->map, frame);
}

static void
tell_changed (FcFenceHand *self)
{
  fc_map_view_redraw (self->map);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
finish (FcFenceHand *self)
{
  self->drawing = FALSE;
  tell_changed (self);
  g_signal_emit (self, signals[FINISHED], 0);
}

static void
paint (FcMapPainter     *painter,
       const FcMapFrame *frame,
       const FcPlotLook *look,
       cairo_t          *cr)
{
  FcFenceHand *self = ((HandPainter *) painter)->hand;

  if (self->sketch == NULL)
    return;
  if (self->drawing && self->has_pointer)
    {
      cairo_save (cr);
      fc_fence_paint_next (self->sketch, frame, look, self->pointer_x, self->pointer_y, cr);
      cairo_restore (cr);
    }
  fc_fence_paint (self->sketch, frame, look, cr);
}

static gboolean
extend (FcMapPainter *painter,
        FcMapThing   *extent)
{
  FcFenceHand *self = ((HandPainter *) painter)->hand;

  return self->sketch != NULL && fc_fence_extend (self->sketch, extent);
}

static void
add (FcFenceHand *self,
     FcPlace      place)
{
  FcFenceSketch *sketch = self->sketch;

  if (!self->drawing && sketch->kind != FC_FENCE_CIRCLE && sketch->selected != FC_SKETCH_NONE)
    fc_fence_sketch_insert (sketch, sketch->selected + 1, place);
  else
    fc_fence_sketch_add (sketch, place);
  if (sketch->kind == FC_FENCE_CIRCLE)
    finish (self);
  else
    tell_changed (self);
}

/* The keyboard puts the first point into the middle of the map, and each one after it beside the one that is selected. */
static void
add_by_key (FcFenceHand *self)
{
  FcMapFrame frame;
  double x, y;

  if (!get_frame (self, &frame))
    return;
  x = frame.width / 2;
  y = frame.height / 2;
  if (self->sketch->kind != FC_FENCE_CIRCLE && self->sketch->selected != FC_SKETCH_NONE)
    {
      fc_fence_locate (self->sketch, &frame, self->sketch->selected, &x, &y);
      x += NEXT_STEP;
    }
  add (self, fc_fence_place_at (&frame, x, y));
}

static gboolean
move_selected (FcFenceHand     *self,
               int              columns,
               int              rows,
               GdkModifierType  state)
{
  double step = (state & GDK_SHIFT_MASK) != 0 ? BIG_STEP : STEP, x, y;
  guint handle = self->sketch->selected;
  FcMapFrame frame;
  FcPlace place;

  if (handle == FC_SKETCH_NONE || !get_frame (self, &frame))
    return GDK_EVENT_PROPAGATE;
  fc_fence_locate (self->sketch, &frame, handle, &x, &y);
  place = fc_fence_place_at (&frame, x + columns * step, y + rows * step);
  fc_fence_sketch_move (self->sketch, handle, place, TRUE);
  fc_map_view_keep_in_sight (self->map, fc_mercator_x (place.longitude / FC_GEO_SCALE),
                             fc_mercator_y (place.latitude / FC_GEO_SCALE));
  tell_changed (self);
  return GDK_EVENT_STOP;
}

static void
select_next (FcFenceHand *self,
             int          direction)
{
  int n = (int) fc_fence_sketch_n_handles (self->sketch);
  int from = self->sketch->selected != FC_SKETCH_NONE ? (int) self->sketch->selected : direction > 0 ? -1 : 0;

  if (n == 0)
    return;
  fc_fence_sketch_select (self->sketch, (guint) ((from + direction + n) % n));
  tell_changed (self);
}

/**
 * fc_fence_hand_key:
 *
 * Returns: GDK_EVENT_STOP where the key does something here; with nothing selected, the arrows are the map's
 */
gboolean
fc_fence_hand_key (FcFenceHand     *self,
                   guint            key,
                   GdkModifierType  state)
{
  if (self->sketch == NULL || (state & GDK_ALT_MASK) != 0)
    return GDK_EVENT_PROPAGATE;
  if ((state & GDK_CONTROL_MASK) != 0)
    {
      if (key != GDK_KEY_z)
        return GDK_EVENT_PROPAGATE;
      fc_fence_hand_undo (self);
      return GDK_EVENT_STOP;
    }
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_Right:
      return move_selected (self, key == GDK_KEY_Right ? 1 : -1, 0, state);
    case GDK_KEY_Up:
    case GDK_KEY_Down:
      return move_selected (self, 0, key == GDK_KEY_Down ? 1 : -1, state);
    case GDK_KEY_Page_Up:
    case GDK_KEY_Page_Down:
      select_next (self, key == GDK_KEY_Page_Down ? 1 : -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Insert:
    case GDK_KEY_KP_Insert:
    case GDK_KEY_space:
      add_by_key (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
    case GDK_KEY_BackSpace:
      if (fc_fence_sketch_remove (self->sketch, self->sketch->selected))
        tell_changed (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      finish (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      g_signal_emit (self, signals[GIVEN_UP], 0);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* A double click, or one on the first corner, ends the drawing. */
static void
click_drawing (FcFenceHand      *self,
               const FcMapFrame *frame,
               int               n_press,
               double            x,
               double            y)
{
  guint handle = fc_fence_pick_handle (self->sketch, frame, x, y);

  if (n_press > 1 || (handle == 0 && self->sketch->kind == FC_FENCE_POLYGON && self->sketch->places->len > 2))
    finish (self);
  else if (handle == FC_SKETCH_NONE)
    add (self, fc_fence_place_at (frame, x, y));
}

void
fc_fence_hand_click (FcFenceHand *self,
                     int          n_press,
                     double       x,
                     double       y)
{
  FcMapFrame frame;
  guint side;

  if (!get_frame (self, &frame))
    return;
  if (self->drawing)
    {
      click_drawing (self, &frame, n_press, x, y);
      return;
    }
  side = fc_fence_pick_side (self->sketch, &frame, x, y);
  fc_fence_sketch_select (self->sketch, fc_fence_pick_handle (self->sketch, &frame, x, y));
  if (self->sketch->selected == FC_SKETCH_NONE && side != FC_SKETCH_NONE)
    fc_fence_sketch_insert (self->sketch, side, fc_fence_place_at (&frame, x, y));
  tell_changed (self);
}

/**
 * fc_fence_hand_grab:
 *
 * Returns: whether there is a handle to take hold of
 */
gboolean
fc_fence_hand_grab (FcFenceHand *self,
                    double       x,
                    double       y)
{
  FcMapFrame frame;

  self->has_moved = FALSE;
  self->dragged = get_frame (self, &frame) ? fc_fence_pick_handle (self->sketch, &frame, x, y) : FC_SKETCH_NONE;
  return self->dragged != FC_SKETCH_NONE;
}

void
fc_fence_hand_drag (FcFenceHand *self,
                    double       x,
                    double       y)
{
  FcMapFrame frame;

  if (self->dragged == FC_SKETCH_NONE || !get_frame (self, &frame) ||
      self->dragged >= fc_fence_sketch_n_handles (self->sketch))
    return;
  fc_fence_sketch_move (self->sketch, self->dragged, fc_fence_place_at (&frame, x, y), self->has_moved);
  self->has_moved = TRUE;
  tell_changed (self);
}

void
fc_fence_hand_drop (FcFenceHand *self)
{
  self->dragged = FC_SKETCH_NONE;
}

static gboolean
key_pressed_cb (FcFenceHand     *self,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  return gtk_widget_is_focus (GTK_WIDGET (self->map)) && fc_fence_hand_key (self, key, state);
}

static void
drag_begin_cb (FcFenceHand *self,
               double       x,
               double       y)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->map)); /* whose keys take steps back */
  if (fc_fence_hand_grab (self, x, y))
    gtk_gesture_set_state (self->drag, GTK_EVENT_SEQUENCE_CLAIMED); /* the map stays where it is */
}

static void
drag_update_cb (FcFenceHand *self,
                double       by_x,
                double       by_y)
{
  double x, y;

  if (hypot (by_x, by_y) >= 3 && gtk_gesture_drag_get_start_point (GTK_GESTURE_DRAG (self->drag), &x, &y))
    fc_fence_hand_drag (self, x + by_x, y + by_y);
}

static void
clicked_cb (FcFenceHand *self,
            int          n_press,
            double       x,
            double       y)
{
  if (!self->has_moved)
    fc_fence_hand_click (self, n_press, x, y);
}

static void
moved_cb (FcFenceHand *self,
          double       x,
          double       y)
{
  FcMapFrame frame;
  gboolean handle = get_frame (self, &frame) && fc_fence_pick_handle (self->sketch, &frame, x, y) != FC_SKETCH_NONE;

  self->has_pointer = TRUE;
  self->pointer_x = x;
  self->pointer_y = y;
  gtk_widget_set_cursor_from_name (fc_map_view_get_canvas (self->map), handle          ? "move"
                                                                       : self->drawing ? "crosshair"
                                                                                       : NULL);
  if (self->drawing)
    fc_map_view_redraw (self->map);
}

static void
left_cb (FcFenceHand *self)
{
  self->has_pointer = FALSE;
  fc_map_view_redraw (self->map);
}

static void
fc_fence_hand_dispose (GObject *object)
{
  FcFenceHand *self = FC_FENCE_HAND (object);

  if (self->map != NULL)
    {
      fc_fence_hand_end (self);
      fc_map_drawing_drop_painter (fc_map_view_get_drawing (self->map), &self->painter.painter);
    }
  g_clear_object (&self->map);

  G_OBJECT_CLASS (fc_fence_hand_parent_class)->dispose (object);
}

static void
fc_fence_hand_class_init (FcFenceHandClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fc_fence_hand_dispose;

  signals[CHANGED] =
    g_signal_new ("changed", FC_TYPE_FENCE_HAND, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FINISHED] =
    g_signal_new ("finished", FC_TYPE_FENCE_HAND, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[GIVEN_UP] =
    g_signal_new ("given-up", FC_TYPE_FENCE_HAND, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fc_fence_hand_init (FcFenceHand *self)
{
  self->painter = (HandPainter){ { TRUE, paint, extend }, self };
  self->dragged = FC_SKETCH_NONE;
}

FcFenceHand *
fc_fence_hand_new (FcMapView *map)
{
  FcFenceHand *self = g_object_new (FC_TYPE_FENCE_HAND, NULL);

  self->map = g_object_ref (map);
  fc_map_drawing_add_painter (fc_map_view_get_drawing (map), &self->painter.painter);
  return self;
}

static void
connect_controllers (FcFenceHand *self)
{
  GtkWidget *canvas = fc_map_view_get_canvas (self->map);

  self->keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (self->keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (self->keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->map), self->keys);
  self->motion = gtk_event_controller_motion_new ();
  g_signal_connect_swapped (self->motion, "motion", G_CALLBACK (moved_cb), self);
  g_signal_connect_swapped (self->motion, "leave", G_CALLBACK (left_cb), self);
  gtk_widget_add_controller (canvas, self->motion);
  self->drag = gtk_gesture_drag_new ();
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (self->drag), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (self->drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (self->drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (self->drag, "drag-end", G_CALLBACK (fc_fence_hand_drop), self);
  self->clicked = g_signal_connect_swapped (canvas, "clicked", G_CALLBACK (clicked_cb), self);
  gtk_widget_add_controller (canvas, GTK_EVENT_CONTROLLER (self->drag));
}

/**
 * fc_fence_hand_begin:
 * @sketch: (transfer full):
 * @drawing: whether clicks add points from the start
 */
void
fc_fence_hand_begin (FcFenceHand   *self,
                     FcFenceSketch *sketch,
                     gboolean       drawing)
{
  fc_fence_hand_end (self);
  self->sketch = sketch;
  self->drawing = drawing;
  fc_map_view_set_picks (self->map, FALSE);
  connect_controllers (self);
  tell_changed (self);
}

void
fc_fence_hand_end (FcFenceHand *self)
{
  GtkWidget *canvas = fc_map_view_get_canvas (self->map);

  if (self->sketch == NULL)
    return;
  gtk_widget_remove_controller (GTK_WIDGET (self->map), self->keys);
  gtk_widget_remove_controller (canvas, self->motion);
  gtk_widget_remove_controller (canvas, GTK_EVENT_CONTROLLER (self->drag));
  g_clear_signal_handler (&self->clicked, canvas);
  g_clear_pointer (&self->sketch, fc_fence_sketch_free);
  self->dragged = FC_SKETCH_NONE;
  self->has_pointer = FALSE;
  gtk_widget_set_cursor (canvas, NULL);
  fc_map_view_set_picks (self->map, TRUE);
  fc_map_view_redraw (self->map);
}

/**
 * fc_fence_hand_get_sketch:
 *
 * Returns: (transfer none) (nullable): tell with fc_map_view_redraw() when it was changed
 */
FcFenceSketch *
fc_fence_hand_get_sketch (FcFenceHand *self)
{
  return self->sketch;
}

gboolean
fc_fence_hand_is_drawing (FcFenceHand *self)
{
  return self->sketch != NULL && self->drawing;
}

void
fc_fence_hand_set_drawing (FcFenceHand *self,
                           gboolean     drawing)
{
  self->drawing = drawing;
  fc_map_view_redraw (self->map);
}

void
fc_fence_hand_undo (FcFenceHand *self)
{
  if (self->sketch != NULL && fc_fence_sketch_undo (self->sketch))
    tell_changed (self);
}
