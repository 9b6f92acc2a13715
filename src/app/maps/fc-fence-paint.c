/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-fence-paint.h"

#define HANDLE        6.0 /* pixels: radius */
#define HANDLE_CHOSEN 8.0
#define REACH         13.0 /* pixels: a click this near takes hold of a handle */
#define SIDE_REACH    8.0
#define FIRST_PIXELS  60.0 /* that the first circle is wide on the screen, at most */
#define FIRST_LEAST   50.0 /* metres */

/**
 * fc_fence_place_at:
 *
 * Returns: the place of a pixel
 */
FcPlace
fc_fence_place_at (const FcMapFrame *frame,
                   double            x,
                   double            y)
{
  double column = frame->x + (x - frame->width / 2) / frame->world,
         row = CLAMP (frame->y + (y - frame->height / 2) / frame->world, 0, 1);
  FcPlace place = { 0 };

  fc_place_from_degrees (fc_mercator_latitude (row), fc_mercator_longitude (column), &place);
  return place;
}

static double
x_of (FcPlace place)
{
  return fc_mercator_x (place.longitude / FC_GEO_SCALE);
}

/* On the copy of the world in sight; each point on that of the one before it, so that no side goes around the world. */
static void
locate_place (const FcMapFrame *frame,
              FcPlace           place,
              double           *before,
              double           *x,
              double           *y)
{
  double column = x_of (place) + round (*before - x_of (place));

  fc_map_frame_locate (frame, column, fc_mercator_y (place.latitude / FC_GEO_SCALE), 0, x, y);
  *before = column;
}

/**
 * fc_fence_locate:
 * @x: (out): pixels
 */
void
fc_fence_locate (const FcFenceSketch *sketch,
                 const FcMapFrame    *frame,
                 guint                handle,
                 double              *x,
                 double              *y)
{
  double before = frame->x;

  for (guint i = 0; i <= handle; i++)
    locate_place (frame, fc_fence_sketch_get_handle (sketch, i), &before, x, y);
}

/**
 * fc_fence_pick_handle:
 *
 * Returns: the handle at that pixel, or FC_SKETCH_NONE
 */
guint
fc_fence_pick_handle (const FcFenceSketch *sketch,
                      const FcMapFrame    *frame,
                      double               x,
                      double               y)
{
  double nearest = REACH, before = frame->x;
  guint found = FC_SKETCH_NONE;

  for (guint i = 0; i < fc_fence_sketch_n_handles (sketch); i++)
    {
      double left, top;

      locate_place (frame, fc_fence_sketch_get_handle (sketch, i), &before, &left, &top);
      if (hypot (left - x, top - y) > nearest)
        continue;
      nearest = hypot (left - x, top - y);
      found = i;
    }
  return found;
}

/**
 * fc_fence_pick_side:
 *
 * Returns: before which point a new one at that pixel goes, or FC_SKETCH_NONE where no side is near
 */
guint
fc_fence_pick_side (const FcFenceSketch *sketch,
                    const FcMapFrame    *frame,
                    double               x,
                    double               y)
{
  guint n = sketch->places->len, sides = sketch->kind == FC_FENCE_POLYGON ? n : n - 1, found = FC_SKETCH_NONE;
  double nearest = SIDE_REACH, before = frame->x, left, top;

  if (sketch->kind == FC_FENCE_CIRCLE || n < 2)
    return FC_SKETCH_NONE;
  locate_place (frame, g_array_index (sketch->places, FcPlace, 0), &before, &left, &top);
  for (guint i = 0; i < sides; i++)
    {
      double next_left, next_top, off;

      locate_place (frame, g_array_index (sketch->places, FcPlace, (i + 1) % n), &before, &next_left, &next_top);
      off = fc_map_distance (x, y, left, top, next_left, next_top);
      if (off < nearest)
        {
          nearest = off;
          found = i + 1;
        }
      left = next_left;
      top = next_top;
    }
  return found;
}

/**
 * fc_fence_ring:
 * @edge: (out) (array fixed-size=72): the corners of a circle
 */
void
fc_fence_ring (FcPlace  middle,
               double   metres,
               FcPlace *edge)
{
  for (int i = 0; i < FC_FENCE_CORNERS; i++)
    edge[i] = fc_place_move (middle, i * 360.0 / FC_FENCE_CORNERS, metres);
}

static void
trace (const FcFenceSketch *sketch,
       const FcMapFrame    *frame,
       cairo_t             *cr)
{
  gboolean circle = sketch->kind == FC_FENCE_CIRCLE;
  const FcPlace *places = (const FcPlace *) (gpointer) sketch->places->data;
  FcPlace edge[FC_FENCE_CORNERS];
  double before = frame->x;

  if (circle)
    fc_fence_ring (places[0], sketch->metres, edge);
  cairo_new_path (cr);
  for (guint i = 0; i < (circle ? FC_FENCE_CORNERS : sketch->places->len); i++)
    {
      double left, top;

      locate_place (frame, circle ? edge[i] : places[i], &before, &left, &top);
      cairo_line_to (cr, left, top);
    }
}

/* Half the width of a corridor on the screen. */
static double
reach_of (const FcFenceSketch *sketch,
          const FcMapFrame    *frame)
{
  return sketch->metres / fc_mercator_metres (g_array_index (sketch->places, FcPlace, 0).latitude / FC_GEO_SCALE) *
         frame->world;
}

/**
 * fc_fence_extend:
 * @extent: gets what the sketch covers, too
 *
 * Returns: FALSE where nothing is drawn yet
 */
gboolean
fc_fence_extend (const FcFenceSketch *sketch,
                 FcMapThing          *extent)
{
  double metres = sketch->kind == FC_FENCE_POLYGON ? 0 : sketch->metres;

  for (guint i = 0; i < sketch->places->len; i++)
    for (int bearing = 0; bearing < (metres > 0 ? 360 : 90); bearing += 90)
      {
        FcPlace place = fc_place_move (g_array_index (sketch->places, FcPlace, i), bearing, metres);
        double x = x_of (place), y = fc_mercator_y (place.latitude / FC_GEO_SCALE);

        fc_map_thing_extend (extent, x, y, x, y);
      }
  return sketch->places->len > 0;
}

/**
 * fc_fence_first_radius:
 *
 * Returns: metres, 50, 100, 200, 500 …: so large that a circle in the middle of the map can be seen and taken hold of
 */
double
fc_fence_first_radius (const FcMapFrame *frame)
{
  static const double steps[] = { 1, 2, 5 };
  double most = FIRST_PIXELS / frame->world * fc_mercator_metres (fc_mercator_latitude (CLAMP (frame->y, 0, 1)));
  double radius = FIRST_LEAST;

  for (double ten = 100; ten <= most; ten *= 10)
    for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
      if (ten * steps[i] <= most)
        radius = ten * steps[i];
  return radius;
}

static void
paint_handles (const FcFenceSketch *sketch,
               const FcMapFrame    *frame,
               const FcPlotLook    *look,
               cairo_t             *cr)
{
  GdkRGBA accent = fc_plot_look_colour (look, FC_PLOT_ACCENT, 0), ground = look->ground;
  double before = frame->x;

  cairo_set_line_width (cr, 2.5);
  for (guint i = 0; i < fc_fence_sketch_n_handles (sketch); i++)
    {
      gboolean chosen = i == sketch->selected;
      double left, top;

      locate_place (frame, fc_fence_sketch_get_handle (sketch, i), &before, &left, &top);
      cairo_new_path (cr);
      cairo_arc (cr, left, top, chosen ? HANDLE_CHOSEN : HANDLE, 0, 2 * G_PI);
      gdk_cairo_set_source_rgba (cr, chosen ? &accent : &ground);
      cairo_fill_preserve (cr);
      gdk_cairo_set_source_rgba (cr, chosen ? &ground : &accent);
      cairo_stroke (cr);
    }
}

void
fc_fence_paint (const FcFenceSketch *sketch,
                const FcMapFrame    *frame,
                const FcPlotLook    *look,
                cairo_t             *cr)
{
  GdkRGBA accent = fc_plot_look_colour (look, FC_PLOT_ACCENT, 0);

  if (sketch->places->len == 0)
    return;
  trace (sketch, frame, cr);
  fc_map_stroke_area (sketch->kind != FC_FENCE_CORRIDOR,
                      sketch->kind == FC_FENCE_CORRIDOR ? MAX (reach_of (sketch, frame), 0.5) : 0, &accent, 2.5, cr);
  paint_handles (sketch, frame, look, cr);
}

/**
 * fc_fence_paint_next:
 *
 * The side that a click at @x, @y would add.
 */
void
fc_fence_paint_next (const FcFenceSketch *sketch,
                     const FcMapFrame    *frame,
                     const FcPlotLook    *look,
                     double               x,
                     double               y,
                     cairo_t             *cr)
{
  static const double dashes[] = { 6, 5 };
  GdkRGBA accent = fc_plot_look_colour (look, FC_PLOT_ACCENT, 0);
  double left, top;

  if (sketch->kind == FC_FENCE_CIRCLE || sketch->places->len == 0)
    return;
  fc_fence_locate (sketch, frame, sketch->places->len - 1, &left, &top);
  cairo_new_path (cr);
  cairo_move_to (cr, left, top);
  cairo_line_to (cr, x, y);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_set_line_width (cr, 2);
  gdk_cairo_set_source_rgba (cr, &accent);
  cairo_stroke (cr);
}
