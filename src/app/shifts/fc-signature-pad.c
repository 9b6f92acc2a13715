/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-signature-pad.h"
#include "fc-json.h"

#include <glib/gi18n.h>

#define SCALE        1000
#define MOST_POINTS  4000

struct _FcSignaturePad {
  GtkDrawingArea parent_instance;

  GPtrArray *strokes; /* GArray of int: x, y, x, y, … */
  guint n_points;
  double start_x, start_y;
  double pen_x, pen_y; /* by the keyboard: the arrows move it, Space sets it down and lifts it */
  gboolean pen_down;
};

G_DEFINE_FINAL_TYPE (FcSignaturePad, fc_signature_pad, GTK_TYPE_DRAWING_AREA)

enum { SIGNAL_DRAWN, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
add_point (FcSignaturePad *self,
           double          x,
           double          y)
{
  GArray *stroke = g_ptr_array_index (self->strokes, self->strokes->len - 1);
  int width = MAX (gtk_widget_get_width (GTK_WIDGET (self)), 1);
  int point[2] = { CLAMP ((int) (x * SCALE / width), 0, SCALE), CLAMP ((int) (y * SCALE / width), 0, SCALE) };

  if (self->n_points >= MOST_POINTS
      || (stroke->len >= 2 && g_array_index (stroke, int, stroke->len - 2) == point[0]
          && g_array_index (stroke, int, stroke->len - 1) == point[1]))
    return;
  g_array_append_vals (stroke, point, 2);
  self->n_points++;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drag_began_cb (FcSignaturePad *self,
               double          x,
               double          y)
{
  g_ptr_array_add (self->strokes, g_array_new (FALSE, FALSE, sizeof (int)));
  self->start_x = x;
  self->start_y = y;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  add_point (self, x, y);
}

static void
drag_updated_cb (FcSignaturePad *self,
                 double          x,
                 double          y)
{
  add_point (self, self->start_x + x, self->start_y + y);
}

static void
drag_ended_cb (FcSignaturePad *self)
{
  g_signal_emit (self, signals[SIGNAL_DRAWN], 0);
}

#define PEN_STEP 6 /* pixels an arrow moves the pen; with Shift it goes far */

static void
set_pen (FcSignaturePad *self,
         gboolean        down)
{
  if (down)
    drag_began_cb (self, self->pen_x, self->pen_y);
  else if (self->pen_down)
    drag_ended_cb (self);
  self->pen_down = down;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
key_pressed_cb (FcSignaturePad *self,
                guint           key,
                guint           code,
                GdkModifierType state)
{
  double by = state & GDK_SHIFT_MASK ? PEN_STEP * 4 : PEN_STEP;

  switch (key)
    {
    case GDK_KEY_space:
    case GDK_KEY_KP_Space:
      set_pen (self, !self->pen_down);
      return TRUE;
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      self->pen_x -= by;
      break;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      self->pen_x += by;
      break;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      self->pen_y -= by;
      break;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      self->pen_y += by;
      break;
    default:
      return FALSE;
    }
  self->pen_x = CLAMP (self->pen_x, 0, gtk_widget_get_width (GTK_WIDGET (self)));
  self->pen_y = CLAMP (self->pen_y, 0, gtk_widget_get_height (GTK_WIDGET (self)));
  if (self->pen_down)
    add_point (self, self->pen_x, self->pen_y);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return TRUE;
}

static void
focus_entered_cb (FcSignaturePad *self)
{
  if (self->n_points == 0)
    {
      self->pen_x = gtk_widget_get_width (GTK_WIDGET (self)) * 0.1;
      self->pen_y = gtk_widget_get_height (GTK_WIDGET (self)) * 0.6;
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
focus_left_cb (FcSignaturePad *self)
{
  set_pen (self, FALSE);
}

static void
draw_pen (FcSignaturePad *self,
          cairo_t        *cr)
{
  cairo_arc (cr, self->pen_x, self->pen_y, 4, 0, 2 * G_PI);
  if (self->pen_down)
    cairo_fill (cr);
  else
    cairo_stroke (cr);
}

static void
draw_stroke (cairo_t *cr,
             GArray  *stroke,
             double   scale)
{
  for (guint i = 0; i + 1 < stroke->len; i += 2)
    {
      double x = g_array_index (stroke, int, i) * scale, y = g_array_index (stroke, int, i + 1) * scale;

      if (i == 0)
        cairo_move_to (cr, x, y);
      cairo_line_to (cr, x, y);
    }
  cairo_stroke (cr);
}

static void
draw (GtkDrawingArea *area,
      cairo_t        *cr,
      int             width,
      int             height,
      gpointer        data)
{
  FcSignaturePad *self = FC_SIGNATURE_PAD (area);
  GdkRGBA colour;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (area)), &colour);
  cairo_set_line_width (cr, 1);
  colour.alpha = 0.3f;
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_move_to (cr, width * 0.06, height * 0.78 + 0.5);
  cairo_line_to (cr, width * 0.94, height * 0.78 + 0.5);
  cairo_stroke (cr);
  colour.alpha = 1;
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_set_line_width (cr, 2);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < self->strokes->len; i++)
    draw_stroke (cr, g_ptr_array_index (self->strokes, i), (double) width / SCALE);
  if (gtk_widget_has_visible_focus (GTK_WIDGET (area)))
    draw_pen (self, cr);
}

static void
fc_signature_pad_finalize (GObject *object)
{
  g_ptr_array_unref (FC_SIGNATURE_PAD (object)->strokes);

  G_OBJECT_CLASS (fc_signature_pad_parent_class)->finalize (object);
}

static void
fc_signature_pad_class_init (FcSignaturePadClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fc_signature_pad_finalize;
  signals[SIGNAL_DRAWN]
      = g_signal_new ("drawn", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_IMG);
}

static void
fc_signature_pad_init (FcSignaturePad *self)
{
  self->strokes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self), draw, NULL, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Signature"), -1);
}

static void
watch_keyboard (FcSignaturePad *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self),
                               _ ("Draw with the pointer; or Space sets the pen down and lifts it, arrows move it"));
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (focus_entered_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

/**
 * fc_signature_pad_new:
 *
 * Returns: (transfer floating):
 */
GtkWidget *
fc_signature_pad_new (gboolean editable)
{
  FcSignaturePad *self = g_object_new (FC_TYPE_SIGNATURE_PAD, NULL);
  GtkGesture *drag;

  gtk_widget_add_css_class (GTK_WIDGET (self), "signature");
  if (!editable)
    return GTK_WIDGET (self);
  drag = gtk_gesture_drag_new ();
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_began_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_updated_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_ended_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "crosshair");
  watch_keyboard (self);
  return GTK_WIDGET (self);
}

void
fc_signature_pad_clear (FcSignaturePad *self)
{
  g_ptr_array_set_size (self->strokes, 0);
  self->n_points = 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[SIGNAL_DRAWN], 0);
}

/**
 * fc_signature_pad_is_empty:
 *
 * Returns: whether there is less on it than anybody's signature
 */
gboolean
fc_signature_pad_is_empty (FcSignaturePad *self)
{
  return self->n_points < 5;
}

/**
 * fc_signature_pad_dup_strokes:
 *
 * Returns: (transfer full):
 */
JsonArray *
fc_signature_pad_dup_strokes (FcSignaturePad *self)
{
  JsonArray *strokes = json_array_new ();

  for (guint i = 0; i < self->strokes->len; i++)
    {
      GArray *stroke = g_ptr_array_index (self->strokes, i);
      JsonArray *points = json_array_new ();

      for (guint j = 0; j < stroke->len; j++)
        json_array_add_int_element (points, g_array_index (stroke, int, j));
      json_array_add_array_element (strokes, points);
    }
  return strokes;
}

/**
 * fc_signature_pad_set_strokes:
 * @json: (nullable): as it is kept
 */
void
fc_signature_pad_set_strokes (FcSignaturePad *self,
                              const char     *json)
{
  g_autoptr (JsonNode) node = json != NULL ? fc_json_parse (json, -1, NULL) : NULL;
  JsonArray *strokes = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  g_ptr_array_set_size (self->strokes, 0);
  for (guint i = 0; strokes != NULL && i < json_array_get_length (strokes); i++)
    {
      JsonNode *element = json_array_get_element (strokes, i);
      JsonArray *points = JSON_NODE_HOLDS_ARRAY (element) ? json_node_get_array (element) : NULL;
      GArray *stroke = g_array_new (FALSE, FALSE, sizeof (int));

      for (guint j = 0; points != NULL && j < json_array_get_length (points); j++)
        {
          int value = CLAMP ((int) json_array_get_int_element (points, j), 0, SCALE);

          g_array_append_val (stroke, value);
        }
      g_ptr_array_add (self->strokes, stroke);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
