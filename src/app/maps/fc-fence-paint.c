/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-fence-paint.h"

#define CORNERS       72
#define EQUATOR       40075016.686 /* metres around the earth */
#define HANDLE        6.0          /* pixels: radius */
#define HANDLE_CHOSEN 8.0
#define REACH         13.0 /* pixels: a click this near takes hold of a handle */
#define SIDE_REACH    8.0
#define FILL          0.2

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

static double
distance (double x,
          double y,
          double x1,
          double y1,
          double x2,
          double y2)
{
  double length = (x2 - x1) * (x2 - x1) + (y2 - y1) * (y2 - y1);
  double share = length > 0 ? CLAMP (((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length, 0, 1) : 0;

  return hypot (x - x1 - share * (x2 - x1), y - y1 - share * (y2 - y1));
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
      off = distance (x, y, left, top, next_left, next_top);
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

static void
trace (const FcFenceSketch *sketch,
       const FcMapFrame    *frame,
       cairo_t             *cr)
{
  gboolean circle = sketch->kind == FC_FENCE_CIRCLE;
  guint n = circle ? CORNERS : sketch->places->len;
  double before = frame->x;

  cairo_new_path (cr);
  for (guint i = 0; i < n; i++)
    {
      FcPlace place = g_array_index (sketch->places, FcPlace, circle ? 0 : i);
      double left, top;

      if (circle)
        place = fc_place_move (place, i * 360.0 / CORNERS, sketch->metres);
      locate_place (frame, place, &before, &left, &top);
      cairo_line_to (cr, left, top);
    }
  if (sketch->kind != FC_FENCE_CORRIDOR)
    cairo_close_path (cr);
}

/* Half the width of a corridor on the screen. */
static double
reach_of (const FcFenceSketch *sketch,
          const FcMapFrame    *frame)
{
  double latitude = g_array_index (sketch->places, FcPlace, 0).latitude / FC_GEO_SCALE * G_PI / 180;

  return sketch->metres / (EQUATOR * MAX (cos (latitude), 0.01)) * frame->world;
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
  GdkRGBA accent = fc_plot_look_colour (look, FC_PLOT_ACCENT, 0), fill = fc_plot_faded (accent, FILL);

  if (sketch->places->len == 0)
    return;
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  trace (sketch, frame, cr);
  gdk_cairo_set_source_rgba (cr, &fill);
  if (sketch->kind == FC_FENCE_CORRIDOR)
    {
      cairo_set_line_width (cr, MAX (2 * reach_of (sketch, frame), 1));
      cairo_stroke_preserve (cr);
    }
  else
    {
      cairo_fill_preserve (cr);
    }
  gdk_cairo_set_source_rgba (cr, &accent);
  cairo_set_line_width (cr, 2.5);
  cairo_stroke (cr);
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
