/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-map-view.h"

#include "fc-base-map.h"
#include "fc-map-canvas.h"
#include "fc-tile-source.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define WIDEST_ZOOM   1
#define CLOSEST_ZOOM  17
#define FIT_ZOOM      12   /* one thing alone is shown with the town around it … */
#define AREA_ZOOM     15   /* … and an area with the streets */
#define FIT_SHARE     0.75 /* of the widget, that what is fitted fills */
#define MOVE_SHARE    0.2  /* of the widget, that an arrow key moves the map */
#define GLIDE_MS      200
#define EDGE          48.0 /* pixels: what is kept in sight is no nearer to the edge */
#define MOVED_MS      120

struct _FcMapView {
  GtkWidget parent_instance;

  GtkOverlay *overlay;
  GtkBox *buttons;
  GtkLabel *credits;
  FcMapSources *sources; /* (nullable): the base map alone */
  ShumateMap *map;
  ShumateMapLayer *base;
  FcMapCanvas *canvas;
  guint moved_source;
  int width, height;
  gboolean fit_waits; /* for its first size */
  gboolean fit_stays; /* while nobody has moved the map, another size shows the same */
  gboolean moving;    /* by itself */
  FcMapThing fit;
};

G_DEFINE_FINAL_TYPE (FcMapView, fc_map_view, GTK_TYPE_WIDGET)

enum { OPENED, MOVED, N_SIGNALS };
static guint signals[N_SIGNALS];

static ShumateViewport *
get_viewport (FcMapView *self)
{
  return shumate_map_get_viewport (self->map);
}

static void
update_base (FcMapView *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));
  gboolean by_cairo = native != NULL && GSK_IS_CAIRO_RENDERER (gtk_native_get_renderer (native));
  FcTileClient *client = self->sources != NULL ? fc_map_sources_get_client (self->sources) : NULL;
  g_autoptr (GPtrArray) packs =
    self->sources != NULL ? fc_map_sources_list_packs (self->sources) : g_ptr_array_new ();
  FcBaseMapLook look = fc_base_map_look (dark);
  g_autoptr (FcTilePainter) painter =
    fc_tile_painter_new (&look, packs, client != NULL ? fc_tile_client_get_cache (client) : NULL);
  g_autoptr (ShumateMapSource) source =
    fc_tile_source_new (painter, client, gtk_widget_get_scale_factor (GTK_WIDGET (self)), by_cairo);
  ShumateMapLayer *base = shumate_map_layer_new (source, get_viewport (self));

  shumate_map_set_map_source (self->map, source);
  if (self->base != NULL)
    {
      shumate_map_insert_layer_above (self->map, SHUMATE_LAYER (base), SHUMATE_LAYER (self->base));
      shumate_map_remove_layer (self->map, SHUMATE_LAYER (self->base));
    }
  else
    {
      shumate_map_insert_layer_behind (self->map, SHUMATE_LAYER (base), SHUMATE_LAYER (self->canvas));
    }
  self->base = base;
}

static void
look_changed_cb (FcMapView *self)
{
  if (gtk_widget_get_realized (GTK_WIDGET (self)))
    update_base (self);
}

static void
show_credits (FcMapView *self)
{
  FcMapFrame frame = fc_map_canvas_get_frame (self->canvas);
  double width = frame.width / frame.world / 2, height = frame.height / frame.world / 2;
  FcMapBounds shown = { -180, fc_mercator_latitude (MIN (frame.y + height, 1)), 180,
                        fc_mercator_latitude (MAX (frame.y - height, 0)) };
  g_autofree char *credits = NULL;

  if (self->sources == NULL)
    return;
  if (frame.x - width >= 0 && frame.x + width < 1) /* else it shows where east meets west */
    {
      shown.west = fc_mercator_longitude (frame.x - width);
      shown.east = fc_mercator_longitude (frame.x + width);
    }
  credits = fc_map_sources_credits (self->sources, &shown);
  gtk_label_set_text (self->credits, credits);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->credits), credits);
  gtk_widget_set_visible (GTK_WIDGET (self->credits), *credits != '\0');
  fc_map_drawing_name_countries (
    fc_map_view_get_drawing (self),
    !fc_map_sources_cover (self->sources, &shown, shumate_viewport_get_zoom_level (get_viewport (self))));
  fc_map_view_redraw (self);
}

static void
sources_changed_cb (FcMapView *self)
{
  look_changed_cb (self);
  show_credits (self);
}

static gboolean
moved_cb (gpointer user_data)
{
  FcMapView *self = user_data;

  self->moved_source = 0;
  show_credits (self);
  g_signal_emit (self, signals[MOVED], 0);
  return G_SOURCE_REMOVE;
}

static void
viewport_changed_cb (FcMapView *self)
{
  if (shumate_viewport_get_rotation (get_viewport (self)) != 0)
    shumate_viewport_set_rotation (get_viewport (self), 0); /* north is up, for the names and the list */
  if (!self->moving)
    self->fit_stays = FALSE;
  if (self->moved_source == 0)
    self->moved_source = g_timeout_add (MOVED_MS, moved_cb, self);
}

static void
go_to (FcMapView *self,
       double     x,
       double     y,
       double     zoom,
       gboolean   animated)
{
  double latitude = fc_mercator_latitude (CLAMP (y, 0, 1)), longitude = fc_mercator_longitude (x);

  zoom = CLAMP (zoom, WIDEST_ZOOM, CLOSEST_ZOOM);
  shumate_map_stop_go_to (self->map);
  if (animated && adw_get_enable_animations (GTK_WIDGET (self)))
    {
      shumate_map_go_to_full_with_duration (self->map, latitude, longitude, zoom, GLIDE_MS);
      return;
    }
  self->moving = TRUE;
  shumate_viewport_set_zoom_level (get_viewport (self), zoom);
  shumate_location_set_location (SHUMATE_LOCATION (get_viewport (self)), latitude, longitude);
  self->moving = FALSE;
}

static void
zoom_by (FcMapView *self,
         double     step)
{
  FcMapFrame frame = fc_map_canvas_get_frame (self->canvas);
  double zoom = shumate_viewport_get_zoom_level (get_viewport (self));

  go_to (self, frame.x, frame.y, round (zoom + step), TRUE);
}

static void
move_by (FcMapView *self,
         double     columns,
         double     rows)
{
  FcMapFrame frame = fc_map_canvas_get_frame (self->canvas);

  go_to (self, frame.x + columns * MOVE_SHARE * frame.width / frame.world,
         frame.y + rows * MOVE_SHARE * frame.height / frame.world,
         shumate_viewport_get_zoom_level (get_viewport (self)), FALSE);
}

static gboolean
key_pressed_cb (FcMapView       *self,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_Right:
      move_by (self, key == GDK_KEY_Right ? 1 : -1, 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
    case GDK_KEY_Down:
      move_by (self, 0, key == GDK_KEY_Down ? 1 : -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_plus:
    case GDK_KEY_equal:
    case GDK_KEY_KP_Add:
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      zoom_by (self, key == GDK_KEY_minus || key == GDK_KEY_KP_Subtract ? -1 : 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Home:
      fc_map_view_fit_all (self, TRUE);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
zoom_in_activated_cb (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  zoom_by (FC_MAP_VIEW (widget), 1);
}

static void
zoom_out_activated_cb (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  zoom_by (FC_MAP_VIEW (widget), -1);
}

static void
fit_activated_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  FcMapView *self = FC_MAP_VIEW (widget);
  FcMapThing extent;

  if (fc_map_drawing_painted (fc_map_view_get_drawing (self), &extent))
    {
      extent.count = 1;
      fc_map_view_fit (self, &extent, TRUE);
    }
  else if (fc_map_drawing_get_chosen (fc_map_view_get_drawing (self), &extent))
    fc_map_view_fit (self, &extent, TRUE);
  else
    fc_map_view_fit_all (self, TRUE);
}

static void
canvas_opened_cb (FcMapView        *self,
                  const FcMapThing *thing)
{
  if (thing->count > 1)
    fc_map_view_fit (self, thing, TRUE);
  else
    g_signal_emit (self, signals[OPENED], 0, thing);
}

static void
canvas_pressed_cb (FcMapView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

/* What is not covered by tiles yet, and what is north of all, is sea. */
static void
fc_map_view_snapshot (GtkWidget   *widget,
                      GtkSnapshot *snapshot)
{
  FcBaseMapLook look = fc_base_map_look (adw_style_manager_get_dark (adw_style_manager_get_default ()));

  gtk_snapshot_append_color (snapshot, &look.sea,
                             &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                                  (float) gtk_widget_get_height (widget)));
  GTK_WIDGET_CLASS (fc_map_view_parent_class)->snapshot (widget, snapshot);
}

/* Only now is it known how GTK draws. */
static void
fc_map_view_realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fc_map_view_parent_class)->realize (widget);
  update_base (FC_MAP_VIEW (widget));
}

static gboolean
fit_waiting_cb (gpointer user_data)
{
  FcMapView *self = user_data;

  if ((self->fit_waits || self->fit_stays) && gtk_widget_get_width (GTK_WIDGET (self->canvas)) > 0)
    fc_map_view_fit (self, &self->fit, FALSE);
  return G_SOURCE_REMOVE;
}

static void
fc_map_view_size_allocate (GtkWidget *widget,
                           int        width,
                           int        height,
                           int        baseline)
{
  FcMapView *self = FC_MAP_VIEW (widget);

  gtk_widget_size_allocate (GTK_WIDGET (self->overlay), &(GtkAllocation) { 0, 0, width, height }, baseline);
  if (width == self->width && height == self->height)
    return;
  self->width = width;
  self->height = height;
  if (self->fit_waits || self->fit_stays)
    g_idle_add_full (G_PRIORITY_HIGH_IDLE, fit_waiting_cb, g_object_ref (self), g_object_unref);
  else
    viewport_changed_cb (self);
}

static void
fc_map_view_measure (GtkWidget      *widget,
                     GtkOrientation  orientation,
                     int             for_size,
                     int            *minimum,
                     int            *natural,
                     int            *minimum_baseline,
                     int            *natural_baseline)
{
  gtk_widget_measure (GTK_WIDGET (FC_MAP_VIEW (widget)->overlay), orientation, for_size, minimum, natural, NULL, NULL);
  *minimum = MAX (*minimum, 160);
  *natural = MAX (*natural, *minimum);
}

static void
fc_map_view_dispose (GObject *object)
{
  FcMapView *self = FC_MAP_VIEW (object);

  g_clear_handle_id (&self->moved_source, g_source_remove);
  g_clear_object (&self->sources);
  g_clear_pointer ((GtkWidget **) &self->overlay, gtk_widget_unparent);

  G_OBJECT_CLASS (fc_map_view_parent_class)->dispose (object);
}

static void
fc_map_view_class_init (FcMapViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fc_map_view_dispose;
  widget_class->realize = fc_map_view_realize;
  widget_class->snapshot = fc_map_view_snapshot;
  widget_class->size_allocate = fc_map_view_size_allocate;
  widget_class->measure = fc_map_view_measure;

  signals[OPENED] = g_signal_new ("opened", FC_TYPE_MAP_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_POINTER);
  signals[MOVED] = g_signal_new ("moved", FC_TYPE_MAP_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "map.zoom-in", NULL, zoom_in_activated_cb);
  gtk_widget_class_install_action (widget_class, "map.zoom-out", NULL, zoom_out_activated_cb);
  gtk_widget_class_install_action (widget_class, "map.fit", NULL, fit_activated_cb);
  gtk_widget_class_set_css_name (widget_class, "mapview");
}

static GtkWidget *
new_button (const char *icon_name,
            const char *tooltip,
            const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (button, "osd");
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static void
add_buttons (FcMapView *self)
{
  GtkWidget *zoom = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->buttons = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 9));
  gtk_widget_set_halign (GTK_WIDGET (self->buttons), GTK_ALIGN_END);
  gtk_widget_set_valign (GTK_WIDGET (self->buttons), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (self->buttons), "map-buttons");
  gtk_widget_add_css_class (zoom, "linked");
  gtk_box_append (GTK_BOX (zoom), new_button ("zoom-in-symbolic", _ ("Zoom in (+)"), "map.zoom-in"));
  gtk_box_append (GTK_BOX (zoom), new_button ("zoom-out-symbolic", _ ("Zoom out (−)"), "map.zoom-out"));
  gtk_box_append (self->buttons, zoom);
  gtk_box_append (self->buttons, new_button ("zoom-fit-best-symbolic", _ ("Fit to the selection, or to all (Home)"),
                                             "map.fit"));
  gtk_overlay_add_overlay (self->overlay, GTK_WIDGET (self->buttons));
}

static void
add_foot (FcMapView *self)
{
  GtkWidget *scale = GTK_WIDGET (shumate_scale_new (get_viewport (self)));

  gtk_widget_set_halign (scale, GTK_ALIGN_START);
  gtk_widget_set_valign (scale, GTK_ALIGN_END);
  gtk_overlay_add_overlay (self->overlay, scale);
  self->credits = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->credits, TRUE);
  gtk_label_set_lines (self->credits, 2);
  gtk_label_set_ellipsize (self->credits, PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (self->credits, 40);
  gtk_label_set_xalign (self->credits, 1);
  gtk_widget_set_halign (GTK_WIDGET (self->credits), GTK_ALIGN_END);
  gtk_widget_set_valign (GTK_WIDGET (self->credits), GTK_ALIGN_END);
  gtk_widget_set_visible (GTK_WIDGET (self->credits), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->credits), "map-credits");
  gtk_overlay_add_overlay (self->overlay, GTK_WIDGET (self->credits));
}

static void
fc_map_view_init (FcMapView *self)
{
  ShumateViewport *viewport;
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  AdwStyleManager *style = adw_style_manager_get_default ();

  self->overlay = GTK_OVERLAY (gtk_overlay_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->overlay), GTK_WIDGET (self));
  self->map = shumate_map_new ();
  viewport = get_viewport (self);
  shumate_viewport_set_min_zoom_level (viewport, WIDEST_ZOOM);
  shumate_viewport_set_max_zoom_level (viewport, CLOSEST_ZOOM);
  self->canvas = FC_MAP_CANVAS (fc_map_canvas_new (viewport));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->canvas));
  gtk_overlay_set_child (self->overlay, GTK_WIDGET (self->map));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  add_buttons (self);
  add_foot (self);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->canvas), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Map"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  _ ("Arrow keys move it, plus and minus zoom. The list beside it names what it shows."),
                                  -1);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (canvas_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->canvas), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_swapped (self->canvas, "opened", G_CALLBACK (canvas_opened_cb), self);
  g_signal_connect_object (viewport, "notify", G_CALLBACK (viewport_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (look_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (look_changed_cb), NULL);
}

GtkWidget *
fc_map_view_new (void)
{
  return g_object_new (FC_TYPE_MAP_VIEW, NULL);
}

/**
 * fc_map_view_get_drawing:
 *
 * Returns: (transfer none): what stands on the map; call fc_map_view_redraw() after a change
 */
FcMapDrawing *
fc_map_view_get_drawing (FcMapView *self)
{
  return fc_map_canvas_get_drawing (self->canvas);
}

void
fc_map_view_redraw (FcMapView *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self->canvas));
}

/**
 * fc_map_view_get_frame:
 *
 * Returns: FALSE before it has a size
 */
gboolean
fc_map_view_get_frame (FcMapView  *self,
                       FcMapFrame *frame)
{
  *frame = fc_map_canvas_get_frame (self->canvas);
  return frame->width > 0 && frame->height > 0 && !self->fit_waits;
}

/**
 * fc_map_view_fit:
 *
 * Shows what @extent covers, as soon as the map has a size.
 */
void
fc_map_view_fit (FcMapView        *self,
                 const FcMapThing *extent,
                 gboolean          animated)
{
  FcMapFrame frame = fc_map_canvas_get_frame (self->canvas);
  double width = extent->right - extent->left, height = extent->bottom - extent->top;
  double zoom = extent->point == NULL && width > 0 ? AREA_ZOOM : FIT_ZOOM;

  self->fit_waits = frame.width <= 0;
  self->fit = *extent;
  if (self->fit_waits)
    return;
  if (width > 0)
    zoom = MIN (zoom, log2 (frame.width * FIT_SHARE / width / FC_MERCATOR_TILE));
  if (height > 0)
    zoom = MIN (zoom, log2 (frame.height * FIT_SHARE / height / FC_MERCATOR_TILE));
  /* Things in one place are a click nearer each time, until they stand apart. */
  if (extent->count > 1 && zoom <= shumate_viewport_get_zoom_level (get_viewport (self)))
    zoom = shumate_viewport_get_zoom_level (get_viewport (self)) + 1;
  go_to (self, (extent->left + extent->right) / 2, (extent->top + extent->bottom) / 2, zoom, animated);
  self->fit_stays = !animated;
}

/**
 * fc_map_view_keep_in_sight:
 *
 * Moves the map as little as needed to show a place of the square; not at all where it is shown.
 */
void
fc_map_view_keep_in_sight (FcMapView *self,
                           double     x,
                           double     y)
{
  FcMapFrame frame = fc_map_canvas_get_frame (self->canvas);
  double left, top, columns, rows;

  fc_map_frame_locate (&frame, x + round (frame.x - x), y, 0, &left, &top);
  columns = left - CLAMP (left, EDGE, MAX (frame.width - EDGE, EDGE));
  rows = top - CLAMP (top, EDGE, MAX (frame.height - EDGE, EDGE));
  if (columns != 0 || rows != 0)
    go_to (self, frame.x + columns / frame.world, frame.y + rows / frame.world,
           shumate_viewport_get_zoom_level (get_viewport (self)), FALSE);
}

void
fc_map_view_fit_all (FcMapView *self,
                     gboolean   animated)
{
  FcMapThing extent;

  if (!fc_map_drawing_extent (fc_map_view_get_drawing (self), &extent))
    return;
  extent.count = 1;
  fc_map_view_fit (self, &extent, animated);
}

/**
 * fc_map_view_set_sources:
 *
 * Shows map packs and the map server's tiles above the base map, and whom to thank for them.
 */
void
fc_map_view_set_sources (FcMapView    *self,
                         FcMapSources *sources)
{
  g_return_if_fail (self->sources == NULL);

  self->sources = g_object_ref (sources);
  g_signal_connect_object (sources, "changed", G_CALLBACK (sources_changed_cb), self, G_CONNECT_SWAPPED);
  sources_changed_cb (self);
}

/**
 * fc_map_view_set_corner:
 * @corner: a button to stand below those that zoom
 */
void
fc_map_view_set_corner (FcMapView *self,
                        GtkWidget *corner)
{
  gtk_box_append (self->buttons, corner);
}

/**
 * fc_map_view_get_canvas:
 *
 * Returns: (transfer none): the widget in whose pixels the frame is
 */
GtkWidget *
fc_map_view_get_canvas (FcMapView *self)
{
  return GTK_WIDGET (self->canvas);
}

void
fc_map_view_set_picks (FcMapView *self,
                       gboolean   picks)
{
  fc_map_canvas_set_picks (self->canvas, picks);
}
