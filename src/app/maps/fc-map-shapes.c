/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-map-drawing-private.h"

#define FILL  0.18 /* how much of an area's colour covers what is beneath */
#define REACH 6.0  /* pixels: a click this near to a line hits it */

static gboolean
in_sight (const FcMapShape *shape,
          const FcMapFrame *frame,
          int               turn)
{
  double left, top, right, bottom;

  fc_map_frame_locate (frame, shape->left, shape->top, turn, &left, &top);
  fc_map_frame_locate (frame, shape->right, shape->bottom, turn, &right, &bottom);
  return right >= -shape->width && left <= frame->width + shape->width && bottom >= -shape->width &&
         top <= frame->height + shape->width;
}

/**
 * fc_map_stroke_area:
 * @closed: whether the path that @cr has is an area
 * @reach: pixels: half the width of a corridor around the path; 0: there is none
 * @width: pixels, of the line
 *
 * Every geofence looks like this, also while it is drawn.
 */
void
fc_map_stroke_area (gboolean       closed,
                    double         reach,
                    const GdkRGBA *colour,
                    double         width,
                    cairo_t       *cr)
{
  GdkRGBA fill = fc_plot_faded (*colour, FILL);

  gdk_cairo_set_source_rgba (cr, &fill);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  if (closed)
    {
      cairo_close_path (cr);
      cairo_fill_preserve (cr);
    }
  if (reach > 0)
    {
      cairo_set_line_width (cr, 2 * reach);
      cairo_stroke_preserve (cr);
    }
  gdk_cairo_set_source_rgba (cr, colour);
  cairo_set_line_width (cr, width);
  cairo_stroke (cr);
}

static void
draw_shape (const FcMapShape *shape,
            const FcMapFrame *frame,
            int               turn,
            gboolean          chosen,
            cairo_t          *cr)
{
  GdkRGBA colour = { (float) (shape->colour >> 16 & 0xff) / 255, (float) (shape->colour >> 8 & 0xff) / 255,
                     (float) (shape->colour & 0xff) / 255, 1 };

  cairo_new_path (cr);
  for (guint i = 0; i < shape->n; i++)
    {
      double left, top;

      fc_map_frame_locate (frame, shape->x[i], shape->y[i], turn, &left, &top);
      cairo_line_to (cr, left, top);
    }
  fc_map_stroke_area (shape->closed, shape->reach * frame->world, &colour, shape->width * (chosen ? 2 : 1), cr);
}

void
fc_map_draw_shapes (FcMapDrawing     *self,
                    FcMapDrawn       *layer,
                    const FcMapFrame *frame,
                    cairo_t          *cr)
{
  int first, last;

  fc_map_frame_turns (frame, &first, &last);
  for (guint i = 0; i < layer->features->shapes->len; i++)
    for (int turn = first - 1; turn <= last + 1; turn++)
      {
        const FcMapShape *shape = &g_array_index (layer->features->shapes, FcMapShape, i);

        if (!in_sight (shape, frame, turn))
          continue;
        draw_shape (shape, frame, turn, self->chosen_layer == layer->info && fc_id_equal (&self->chosen, &shape->id),
                    cr);
      }
}

/**
 * fc_map_distance:
 *
 * Returns: how far a pixel is from the piece of a line between two others
 */
double
fc_map_distance (double x,
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

static gboolean
hits (const FcMapShape *shape,
      const FcMapFrame *frame,
      int               turn,
      double            x,
      double            y)
{
  double reach = MAX (REACH, shape->reach * frame->world);
  gboolean odd = FALSE;

  for (guint i = 0; i < shape->n; i++)
    {
      guint k = i > 0 ? i - 1 : shape->n - 1;
      double x1, y1, x2, y2;

      if (i == 0 && !shape->closed)
        continue;
      fc_map_frame_locate (frame, shape->x[k], shape->y[k], turn, &x1, &y1);
      fc_map_frame_locate (frame, shape->x[i], shape->y[i], turn, &x2, &y2);
      if (fc_map_distance (x, y, x1, y1, x2, y2) <= reach)
        return TRUE;
      if ((y1 > y) != (y2 > y) && x < x1 + (y - y1) * (x2 - x1) / (y2 - y1))
        odd = !odd;
    }
  return odd && shape->closed;
}

gboolean
fc_map_pick_shape (FcMapDrawn       *layer,
                   const FcMapFrame *frame,
                   double            x,
                   double            y,
                   FcMapThing       *thing)
{
  int first, last;

  fc_map_frame_turns (frame, &first, &last);
  for (guint i = layer->features->shapes->len; i-- > 0;)
    for (int turn = first - 1; turn <= last + 1; turn++)
      {
        const FcMapShape *shape = &g_array_index (layer->features->shapes, FcMapShape, i);

        if (!in_sight (shape, frame, turn) || !hits (shape, frame, turn, x, y))
          continue;
        *thing = fc_map_thing_of_shape (layer->info, shape);
        return TRUE;
      }
  return FALSE;
}
