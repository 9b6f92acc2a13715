/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-map-canvas.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define CLICK_REACH 5.0 /* pixels: who moves further drags the map */

struct _FcMapCanvas {
  ShumateLayer parent_instance;

  FcMapDrawing *drawing;
  double pressed_x, pressed_y;
  guint32 pressed_at; /* ms */
  int n_press;        /* at this place, each soon after the other */
  gboolean picks;     /* a click opens what stands there */
};

G_DEFINE_FINAL_TYPE (FcMapCanvas, fc_map_canvas, SHUMATE_TYPE_LAYER)

enum { CLICKED, OPENED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
update_look (FcMapCanvas *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  FcPlotLook look = fc_plot_look (adw_style_manager_get_dark (style), adw_style_manager_get_high_contrast (style));

  fc_map_drawing_set_look (self->drawing, gtk_widget_get_pango_context (GTK_WIDGET (self)), &look,
                           gtk_widget_get_scale_factor (GTK_WIDGET (self)));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* A second press soon after the first, and near it, is a double click. */
static void
press (FcMapCanvas *self,
       guint32      time,
       double       x,
       double       y)
{
  int soon, near;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-double-click-time", &soon, "gtk-double-click-distance",
                &near, NULL);
  if (time - self->pressed_at > (guint32) soon || hypot (x - self->pressed_x, y - self->pressed_y) > near)
    self->n_press = 0;
  self->n_press++;
  self->pressed_at = time;
  self->pressed_x = x;
  self->pressed_y = y;
}

static void
release (FcMapCanvas *self,
         double       x,
         double       y)
{
  FcMapFrame frame = fc_map_canvas_get_frame (self);
  FcMapThing thing;

  if (hypot (x - self->pressed_x, y - self->pressed_y) >= CLICK_REACH)
    return;
  if (self->picks && self->n_press == 1 && fc_map_drawing_pick (self->drawing, &frame, x, y, &thing))
    g_signal_emit (self, signals[OPENED], 0, &thing);
  else
    g_signal_emit (self, signals[CLICKED], 0, self->n_press, x, y);
}

/* Not by a gesture: the map's drag would take the press from it before anybody knows whether it is one. */
static gboolean
event_cb (FcMapCanvas *self,
          GdkEvent    *event)
{
  GdkEventType type = gdk_event_get_event_type (event);
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));
  double x, y, left, top;

  if ((type != GDK_BUTTON_PRESS && type != GDK_BUTTON_RELEASE) || gdk_button_event_get_button (event) != GDK_BUTTON_PRIMARY ||
      !gdk_event_get_position (event, &x, &y))
    return GDK_EVENT_PROPAGATE;
  gtk_native_get_surface_transform (native, &left, &top);
  gtk_widget_translate_coordinates (GTK_WIDGET (native), GTK_WIDGET (self), x - left, y - top, &x, &y);
  if (type == GDK_BUTTON_PRESS)
    press (self, gdk_event_get_time (event), x, y);
  else
    release (self, x, y);
  return GDK_EVENT_PROPAGATE;
}

static void
moved_cb (FcMapCanvas *self,
          double       x,
          double       y)
{
  FcMapFrame frame = fc_map_canvas_get_frame (self);
  FcMapThing thing;

  if (!self->picks)
    return;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self),
                                   fc_map_drawing_pick (self->drawing, &frame, x, y, &thing) ? "pointer" : NULL);
}

static char *
say_thing (const FcMapThing *thing)
{
  const char *lines[] = { fc_map_thing_title (thing), fc_map_thing_subtitle (thing), thing->note };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    if (lines[i] != NULL)
      g_string_append_printf (text, text->len > 0 ? "\n%s" : "%s", lines[i]);
  return g_string_free (text, FALSE);
}

static gboolean
query_tooltip_cb (FcMapCanvas *self,
                  int          x,
                  int          y,
                  gboolean     by_keyboard,
                  GtkTooltip  *tooltip)
{
  FcMapFrame frame = fc_map_canvas_get_frame (self);
  g_autofree char *text = NULL;
  FcMapThing thing;

  if (by_keyboard || !self->picks || !fc_map_drawing_pick (self->drawing, &frame, x, y, &thing))
    return FALSE;
  if (thing.count > 1)
    text = g_strdup_printf (ngettext ("%u here", "%u here", thing.count), thing.count);
  else
    text = say_thing (&thing);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
fc_map_canvas_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  FcMapCanvas *self = FC_MAP_CANVAS (widget);
  FcMapFrame frame = fc_map_canvas_get_frame (self);

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) frame.width, (float) frame.height));
  fc_map_drawing_snapshot (self->drawing, &frame, snapshot);
  gtk_snapshot_pop (snapshot);
}

/* Layers of libshumate let the pointer through to the map; what this one draws can be pointed at. */
static gboolean
fc_map_canvas_contains (GtkWidget *widget,
                        double     x,
                        double     y)
{
  return x >= 0 && y >= 0 && x < gtk_widget_get_width (widget) && y < gtk_widget_get_height (widget);
}

static void
fc_map_canvas_system_setting_changed (GtkWidget        *widget,
                                      GtkSystemSetting  setting)
{
  GTK_WIDGET_CLASS (fc_map_canvas_parent_class)->system_setting_changed (widget, setting);
  update_look (FC_MAP_CANVAS (widget));
}

static void
fc_map_canvas_constructed (GObject *object)
{
  FcMapCanvas *self = FC_MAP_CANVAS (object);
  AdwStyleManager *style = adw_style_manager_get_default ();
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));

  G_OBJECT_CLASS (fc_map_canvas_parent_class)->constructed (object);
  g_signal_connect_object (viewport, "notify", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (update_look), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (update_look), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self, "notify::scale-factor", G_CALLBACK (update_look), self, G_CONNECT_DEFAULT);
  update_look (self);
}

static void
fc_map_canvas_finalize (GObject *object)
{
  fc_map_drawing_free (FC_MAP_CANVAS (object)->drawing);

  G_OBJECT_CLASS (fc_map_canvas_parent_class)->finalize (object);
}

static void
fc_map_canvas_class_init (FcMapCanvasClass *klass)
{
  GTK_WIDGET_CLASS (klass)->snapshot = fc_map_canvas_snapshot;
  GTK_WIDGET_CLASS (klass)->contains = fc_map_canvas_contains;
  GTK_WIDGET_CLASS (klass)->system_setting_changed = fc_map_canvas_system_setting_changed;
  G_OBJECT_CLASS (klass)->constructed = fc_map_canvas_constructed;
  G_OBJECT_CLASS (klass)->finalize = fc_map_canvas_finalize;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_IMG);

  /* Where nothing was opened: how often it was pressed (2: a double click), and where. */
  signals[CLICKED] = g_signal_new ("clicked", FC_TYPE_MAP_CANVAS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                   G_TYPE_INT, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[OPENED] = g_signal_new ("opened", FC_TYPE_MAP_CANVAS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_POINTER);
}

static void
fc_map_canvas_init (FcMapCanvas *self)
{
  GtkEventController *buttons = gtk_event_controller_legacy_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  self->drawing = fc_map_drawing_new ();
  self->picks = TRUE;
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  gtk_event_controller_set_propagation_phase (buttons, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (buttons, "event", G_CALLBACK (event_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (moved_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), buttons);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
}

GtkWidget *
fc_map_canvas_new (ShumateViewport *viewport)
{
  return g_object_new (FC_TYPE_MAP_CANVAS, "viewport", viewport, NULL);
}

FcMapDrawing *
fc_map_canvas_get_drawing (FcMapCanvas *self)
{
  return self->drawing;
}

FcMapFrame
fc_map_canvas_get_frame (FcMapCanvas *self)
{
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));
  ShumateLocation *middle = SHUMATE_LOCATION (viewport);

  return (FcMapFrame) { fc_mercator_x (shumate_location_get_longitude (middle)),
                        fc_mercator_y (shumate_location_get_latitude (middle)),
                        fc_mercator_world (shumate_viewport_get_zoom_level (viewport)),
                        gtk_widget_get_width (GTK_WIDGET (self)), gtk_widget_get_height (GTK_WIDGET (self)) };
}

/**
 * fc_map_canvas_set_picks:
 * @picks: whether a click opens what stands there; FALSE while somebody draws
 */
void
fc_map_canvas_set_picks (FcMapCanvas *self,
                         gboolean     picks)
{
  self->picks = picks;
}
