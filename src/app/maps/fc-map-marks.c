/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-map-marks.h"

#include "fc-base-map.h"

#include <math.h>

#define SIGN_SIZE     24.0
#define BADGE_SIZE    16.0
#define HEADING_STEPS 24
#define NAMES_KEPT    2000

struct _FcMapMarks {
  PangoContext *text;
  FcPlotLook look;
  int scale;
  GHashTable *marks; /* text → Mark */
};

typedef struct {
  cairo_surface_t *surface;
  double width, height;
} Mark;

/* Draws within a square, or a wider box, of the given size. */
typedef void (*DrawFunc) (FcMapMarks *self, cairo_t *cr, double width, double height, gconstpointer data);

static void
mark_free (gpointer data)
{
  Mark *mark = data;

  cairo_surface_destroy (mark->surface);
  g_free (mark);
}

GdkRGBA
fc_map_state_colour (const FcPlotLook *look,
                     FcMapState        state)
{
  switch (state)
    {
    case FC_MAP_GOOD:
      return fc_plot_look_colour (look, FC_PLOT_GOOD, 0);
    case FC_MAP_LOW:
      return fc_plot_look_colour (look, FC_PLOT_WARNING, 0);
    case FC_MAP_ALARM:
      return fc_plot_look_colour (look, FC_PLOT_BAD, 0);
    case FC_MAP_OFFLINE:
    case FC_MAP_QUIET:
    default:
      return look->dark ? (GdkRGBA) { 0.72f, 0.73f, 0.75f, 1 } : (GdkRGBA) { 0.36f, 0.37f, 0.4f, 1 };
    }
}

static const Mark *
keep (FcMapMarks *self,
      char       *key,
      double      width,
      double      height,
      DrawFunc    draw,
      gconstpointer data)
{
  int pixels_x = (int) ceil (width * self->scale), pixels_y = (int) ceil (height * self->scale);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, pixels_x, pixels_y);
  cairo_t *cr = cairo_create (surface);
  Mark *mark = g_new (Mark, 1);

  cairo_scale (cr, self->scale, self->scale);
  draw (self, cr, width, height, data);
  cairo_destroy (cr);
  cairo_surface_set_device_scale (surface, self->scale, self->scale);
  *mark = (Mark) { surface, (double) pixels_x / self->scale, (double) pixels_y / self->scale };
  g_hash_table_insert (self->marks, key, mark);
  return mark;
}

static FcMapMark
as_public (const Mark *mark)
{
  return (FcMapMark) { mark->surface, mark->width, mark->height };
}

/* Each state has a form of its own, so that none has to be told by its colour. */
static void
trace_form (cairo_t    *cr,
            FcMapState  state,
            double      x,
            double      y,
            double      radius)
{
  static const int corners[FC_MAP_N_STATES] = { [FC_MAP_LOW] = 3, [FC_MAP_ALARM] = 4 };
  int n = corners[state];

  cairo_new_path (cr);
  if (n == 0)
    cairo_arc (cr, x, y, radius * 0.8, 0, 2 * G_PI);
  for (int i = 0; i < n; i++)
    {
      double angle = -G_PI / 2 + i * 2 * G_PI / n;

      cairo_line_to (cr, x + radius * cos (angle), y + (n == 3 ? radius * 0.15 : 0) + radius * sin (angle));
    }
  cairo_close_path (cr);
}

static void
draw_inside (cairo_t    *cr,
             FcMapState  state,
             double      x,
             double      y,
             double      radius)
{
  cairo_set_line_width (cr, radius * 0.22);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  switch (state)
    {
    case FC_MAP_LOW:
    case FC_MAP_ALARM:
      cairo_move_to (cr, x, y - radius * 0.38);
      cairo_line_to (cr, x, y + radius * 0.12);
      cairo_move_to (cr, x, y + radius * 0.42);
      cairo_line_to (cr, x, y + radius * 0.43);
      break;
    case FC_MAP_OFFLINE:
      cairo_move_to (cr, x - radius * 0.3, y + radius * 0.3);
      cairo_line_to (cr, x + radius * 0.3, y - radius * 0.3);
      break;
    case FC_MAP_GOOD:
      cairo_move_to (cr, x - radius * 0.34, y + radius * 0.02);
      cairo_line_to (cr, x - radius * 0.08, y + radius * 0.28);
      cairo_line_to (cr, x + radius * 0.36, y - radius * 0.24);
      break;
    default:
      break;
    }
  cairo_stroke (cr);
}

static void
draw_state (FcMapMarks *self,
            cairo_t    *cr,
            FcMapState  state,
            double      x,
            double      y,
            double      radius)
{
  gboolean hollow = state == FC_MAP_QUIET || state == FC_MAP_OFFLINE;
  GdkRGBA colour = fc_map_state_colour (&self->look, state), ground = self->look.ground;

  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  trace_form (cr, state, x, y, radius);
  gdk_cairo_set_source_rgba (cr, &ground);
  cairo_set_line_width (cr, radius * 0.42);
  cairo_stroke_preserve (cr);
  gdk_cairo_set_source_rgba (cr, hollow ? &ground : &colour);
  cairo_fill_preserve (cr);
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_set_line_width (cr, radius * 0.2);
  cairo_stroke (cr);
  gdk_cairo_set_source_rgba (cr, hollow ? &colour : &ground);
  draw_inside (cr, state, x, y, radius);
}

static void
draw_station (FcMapMarks    *self,
              cairo_t       *cr,
              double         width,
              double         height,
              gconstpointer  data)
{
  draw_state (self, cr, ((const FcMapPoint *) data)->state, width / 2, height / 2, width / 2 - 3);
}

static void
draw_vehicle (FcMapMarks    *self,
              cairo_t       *cr,
              double         width,
              double         height,
              gconstpointer  data)
{
  const FcMapPoint *point = data;
  GdkRGBA colour = fc_map_state_colour (&self->look, point->state), ground = self->look.ground;

  cairo_translate (cr, width / 2, height / 2);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  if (point->heading >= 0)
    {
      cairo_rotate (cr, point->heading * G_PI / 180);
      cairo_move_to (cr, 0, -width * 0.4);
      cairo_line_to (cr, width * 0.3, width * 0.34);
      cairo_line_to (cr, 0, width * 0.18);
      cairo_line_to (cr, -width * 0.3, width * 0.34);
    }
  else
    {
      cairo_rectangle (cr, -width * 0.24, -width * 0.24, width * 0.48, width * 0.48);
    }
  cairo_close_path (cr);
  gdk_cairo_set_source_rgba (cr, &ground);
  cairo_set_line_width (cr, 4);
  cairo_stroke_preserve (cr);
  gdk_cairo_set_source_rgba (cr, point->state == FC_MAP_OFFLINE ? &ground : &colour);
  cairo_fill_preserve (cr);
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_set_line_width (cr, 1.5);
  cairo_stroke (cr);
}

/* A square with the two bars of a pause. */
static void
draw_stop (FcMapMarks    *self,
           cairo_t       *cr,
           double         width,
           double         height,
           gconstpointer  data)
{
  GdkRGBA ground = self->look.ground, ink = self->look.ink;
  double half = width * 0.36;

  cairo_translate (cr, width / 2, height / 2);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_rectangle (cr, -half, -half, 2 * half, 2 * half);
  gdk_cairo_set_source_rgba (cr, &ground);
  cairo_set_line_width (cr, 4);
  cairo_stroke_preserve (cr);
  cairo_fill_preserve (cr);
  gdk_cairo_set_source_rgba (cr, &ink);
  cairo_set_line_width (cr, 1.5);
  cairo_stroke (cr);
  cairo_set_line_width (cr, 2.5);
  for (int side = -1; side <= 1; side += 2)
    {
      cairo_move_to (cr, side * half * 0.35, -half * 0.5);
      cairo_line_to (cr, side * half * 0.35, half * 0.5);
    }
  cairo_stroke (cr);
}

/**
 * fc_map_marks_point:
 *
 * Returns: the sign of one thing, its middle at the thing's place
 */
FcMapMark
fc_map_marks_point (FcMapMarks       *self,
                    const FcMapPoint *point)
{
  FcMapPoint turned = *point;
  int step = point->heading >= 0 ? (int) (point->heading * HEADING_STEPS / 360 + 0.5) % HEADING_STEPS : -1;
  g_autofree char *key = g_strdup_printf ("point-%d-%d-%d", point->sign, point->state, step);
  const Mark *mark = g_hash_table_lookup (self->marks, key);
  DrawFunc draw = point->sign == FC_MAP_SIGN_VEHICLE ? draw_vehicle
                  : point->sign == FC_MAP_SIGN_STOP  ? draw_stop
                                                     : draw_station;

  turned.heading = step >= 0 ? step * (360.0f / HEADING_STEPS) : -1;
  if (mark == NULL)
    mark = keep (self, g_steal_pointer (&key), SIGN_SIZE, SIGN_SIZE, draw, &turned);
  return as_public (mark);
}

typedef struct {
  FcMapState state;
  double size;
  PangoLayout *layout;
} Bubble;

static void
draw_bubble (FcMapMarks    *self,
             cairo_t       *cr,
             double         width,
             double         height,
             gconstpointer  data)
{
  const Bubble *bubble = data;
  GdkRGBA colour = fc_map_state_colour (&self->look, bubble->state), ground = self->look.ground;
  double middle = width / 2, radius = bubble->size / 2;
  PangoRectangle ink;

  cairo_arc (cr, middle, middle, radius, 0, 2 * G_PI);
  gdk_cairo_set_source_rgba (cr, &ground);
  cairo_fill (cr);
  cairo_arc (cr, middle, middle, radius - 2, 0, 2 * G_PI);
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_set_line_width (cr, 3);
  cairo_stroke (cr);
  pango_layout_get_pixel_extents (bubble->layout, &ink, NULL);
  gdk_cairo_set_source_rgba (cr, &self->look.ink);
  cairo_move_to (cr, middle - ink.x - ink.width / 2.0, middle - ink.y - ink.height / 2.0);
  pango_cairo_show_layout (cr, bubble->layout);
  if (bubble->state >= FC_MAP_OFFLINE)
    draw_state (self, cr, bubble->state, middle + radius * 0.72, middle - radius * 0.72, BADGE_SIZE / 2);
}

static PangoLayout *
new_layout (FcMapMarks     *self,
            const char     *text,
            PangoAttribute *attribute)
{
  PangoLayout *layout = pango_layout_new (self->text);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, attribute);
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

/* "7", "350", "12k": few enough that each is drawn once, short enough for the bubble. */
static char *
count_text (guint count)
{
  return count < 1000 ? g_strdup_printf ("%u", count) : g_strdup_printf ("%uk", (count + 500) / 1000);
}

FcMapMark
fc_map_marks_cluster (FcMapMarks         *self,
                      const FcMapCluster *cluster)
{
  g_autofree char *text = count_text (cluster->count);
  g_autofree char *key = g_strdup_printf ("cluster-%s-%d", text, cluster->state);
  const Mark *mark = g_hash_table_lookup (self->marks, key);
  Bubble bubble = { cluster->state, cluster->count < 10 ? 30 : cluster->count < 100 ? 36 : 42, NULL };

  if (mark == NULL)
    {
      g_autoptr (PangoLayout) layout = new_layout (self, text, pango_attr_weight_new (PANGO_WEIGHT_BOLD));

      bubble.layout = layout;
      mark = keep (self, g_steal_pointer (&key), bubble.size + BADGE_SIZE, bubble.size + BADGE_SIZE, draw_bubble,
                   &bubble);
    }
  return as_public (mark);
}

typedef struct {
  PangoLayout *layout;
  GdkRGBA ink, halo;
} NameText;

static void
draw_name (FcMapMarks    *self,
           cairo_t       *cr,
           double         width,
           double         height,
           gconstpointer  data)
{
  const NameText *text = data;

  cairo_move_to (cr, 2, 2);
  pango_cairo_layout_path (cr, text->layout);
  gdk_cairo_set_source_rgba (cr, &text->halo);
  cairo_set_line_width (cr, 3);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (cr);
  cairo_move_to (cr, 2, 2);
  gdk_cairo_set_source_rgba (cr, &text->ink);
  pango_cairo_show_layout (cr, text->layout);
}

/**
 * fc_map_marks_name:
 *
 * Returns: a name with a halo, to be drawn below the sign of a thing or over the land of a country
 */
FcMapMark
fc_map_marks_name (FcMapMarks    *self,
                   const char    *name,
                   FcMapNameKind  kind)
{
  g_autofree char *key = g_strdup_printf ("name-%d-%s", kind, name);
  const Mark *mark = g_hash_table_lookup (self->marks, key);

  if (mark == NULL)
    {
      FcBaseMapLook base = fc_base_map_look (self->look.dark);
      gboolean country = kind == FC_MAP_NAME_COUNTRY;
      g_autoptr (PangoLayout) layout =
        new_layout (self, name, country ? pango_attr_letter_spacing_new (PANGO_SCALE) : pango_attr_weight_new (PANGO_WEIGHT_SEMIBOLD));
      NameText text = { layout, country ? base.name : self->look.ink,
                        country ? base.halo : fc_plot_faded (self->look.ground, 0.85) };
      int width, height;

      if (g_hash_table_size (self->marks) > NAMES_KEPT)
        g_hash_table_remove_all (self->marks);
      pango_layout_get_pixel_size (layout, &width, &height);
      mark = keep (self, g_steal_pointer (&key), width + 4, height + 4, draw_name, &text);
    }
  return as_public (mark);
}

static void
draw_ring (FcMapMarks    *self,
           cairo_t       *cr,
           double         width,
           double         height,
           gconstpointer  data)
{
  GdkRGBA colour = fc_plot_look_colour (&self->look, FC_PLOT_ACCENT, 0), ground = self->look.ground;

  cairo_arc (cr, width / 2, height / 2, width / 2 - 3, 0, 2 * G_PI);
  cairo_set_line_width (cr, 6);
  gdk_cairo_set_source_rgba (cr, &ground);
  cairo_stroke_preserve (cr);
  cairo_set_line_width (cr, 3);
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_stroke (cr);
}

/**
 * fc_map_marks_ring:
 * @size: of the sign that it goes around
 *
 * Returns: what shows which one is chosen
 */
FcMapMark
fc_map_marks_ring (FcMapMarks *self,
                   double      size)
{
  g_autofree char *key = g_strdup_printf ("ring-%d", (int) size);
  const Mark *mark = g_hash_table_lookup (self->marks, key);

  if (mark == NULL)
    mark = keep (self, g_steal_pointer (&key), size + 14, size + 14, draw_ring, NULL);
  return as_public (mark);
}

FcMapMarks *
fc_map_marks_new (PangoContext     *text,
                  const FcPlotLook *look,
                  int               scale)
{
  FcMapMarks *self = g_new0 (FcMapMarks, 1);

  self->text = g_object_ref (text);
  self->look = *look;
  self->scale = MAX (scale, 1);
  self->marks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, mark_free);
  return self;
}

void
fc_map_marks_free (FcMapMarks *self)
{
  g_hash_table_unref (self->marks);
  g_object_unref (self->text);
  g_free (self);
}
