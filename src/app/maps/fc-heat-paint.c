/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-heat-paint.h"

#include "fc-heat-field.h"

#define AROUND  0.25 /* of what is in sight, that the picture goes beyond each edge */
#define WIDEST  1.5  /* so much larger or smaller than it was made is it still shown, while the map is zoomed */
#define STEPS   256  /* of the ramp */
#define COVER   0.8  /* how much of the land the most covers … */
#define FADES   0.25 /* … from this share on; less covers less, and nothing nothing */
#define STOPS   4

/* Each is darker on a light map, or lighter on a dark one, than the one before it: read by that alone, without the hue. */
static const guint32 on_light[STOPS] = { 0xffdf85, 0xf3951f, 0xbf3f0b, 0x571704 };
static const guint32 on_dark[STOPS] = { 0x6b2a0b, 0xbd4b12, 0xf59d29, 0xfff1bd };

struct _FcHeatPicture {
  cairo_surface_t *surface;    /* nullable: not made yet */
  double x, y;                 /* of its middle, in the square of fc-mercator.h */
  double world, width, height; /* as those of the frame, with what is around it */
  gint64 top;                  /* the amount at the end of the ramp; 0: there is nothing */
  gboolean dark, high_contrast;
  int scale;
};

FcHeatPicture *
fc_heat_picture_new (void)
{
  return g_new0 (FcHeatPicture, 1);
}

void
fc_heat_picture_free (FcHeatPicture *self)
{
  fc_heat_picture_clear (self);
  g_free (self);
}

/**
 * fc_heat_picture_clear:
 *
 * The points are others.
 */
void
fc_heat_picture_clear (FcHeatPicture *self)
{
  g_clear_pointer (&self->surface, cairo_surface_destroy);
}

static float
between (const guint32 stops[STOPS],
         double        share,
         int           shift)
{
  double place = CLAMP (share, 0, 1) * (STOPS - 1);
  int i = MIN ((int) place, STOPS - 2);
  double from = stops[i] >> shift & 0xff, until = stops[i + 1] >> shift & 0xff;

  return (float) ((from + (place - i) * (until - from)) / 255);
}

/**
 * fc_heat_colour:
 * @share: 0 for nothing, 1 for the most there is; what is below 0 looks like nothing
 *
 * Returns: what covers the land there
 */
GdkRGBA
fc_heat_colour (const FcPlotLook *look,
                double            share)
{
  const guint32 *stops = look->dark ? on_dark : on_light;
  double held = CLAMP (share / FADES, 0, 1), cover = look->high_contrast ? 1 : COVER;

  return (GdkRGBA){ between (stops, share, 16), between (stops, share, 8), between (stops, share, 0),
                    (float) (cover * held * (2 - held)) };
}

/**
 * fc_heat_reach:
 *
 * Returns: metres, in the middle of @frame: the radius of the disc that holds as much as the bell
 */
double
fc_heat_reach (const FcMapFrame *frame)
{
  return FC_HEAT_SPREAD * G_SQRT2 / frame->world * fc_mercator_metres (fc_mercator_latitude (CLAMP (frame->y, 0, 1)));
}

static FcHeatField *
make_field (const FcHeatPicture *self,
            const GArray        *points)
{
  FcMapFrame area = { self->x, self->y, self->world, self->width, self->height };
  double beyond = (fc_heat_field_margin () + 1) * FC_HEAT_CELL;
  FcMapFrame wide = { self->x, self->y, self->world, self->width + 2 * beyond, self->height };
  FcHeatField *field = fc_heat_field_new (area.width, area.height);
  int first, last;

  fc_map_frame_turns (&wide, &first, &last);
  for (guint i = 0; i < points->len; i++)
    for (int turn = first; turn <= last; turn++)
      {
        const FcMapPoint *point = &g_array_index (points, FcMapPoint, i);
        double left, top;

        fc_map_frame_locate (&area, point->x, point->y, turn, &left, &top);
        fc_heat_field_add (field, left, top, point->weight);
      }
  fc_heat_field_spread (field);
  return field;
}

static guint32
premultiplied (GdkRGBA colour)
{
  guint32 alpha = (guint32) (colour.alpha * 255 + 0.5f);

  return alpha << 24 | (guint32) (colour.red * (float) alpha + 0.5f) << 16 |
         (guint32) (colour.green * (float) alpha + 0.5f) << 8 | (guint32) (colour.blue * (float) alpha + 0.5f);
}

/* A pixel for each cell. */
static cairo_surface_t *
colour_cells (const FcHeatField *field,
              const FcPlotLook  *look,
              gint64             top)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, field->columns, field->rows);
  int stride = cairo_image_surface_get_stride (surface);
  guint8 *bytes = cairo_image_surface_get_data (surface);
  float scale = top > 0 ? (STEPS - 1) / (float) top : 0;
  guint32 ramp[STEPS];

  for (int i = 0; i < STEPS; i++)
    ramp[i] = premultiplied (fc_heat_colour (look, i / (STEPS - 1.0)));
  cairo_surface_flush (surface);
  for (int row = 0; row < field->rows; row++)
    for (int column = 0; column < field->columns; column++)
      {
        float value = field->cells[(gsize) row * (gsize) field->columns + (gsize) column] * scale;

        ((guint32 *) (gpointer) (bytes + (gsize) row * (gsize) stride))[column] =
          ramp[(int) CLAMP (value, 0, STEPS - 1)];
      }
  cairo_surface_mark_dirty (surface);
  return surface;
}

/* The cells' middles stand on every sixth pixel, from the margin on. */
static cairo_surface_t *
smoothen (const FcHeatPicture *self,
          cairo_surface_t     *cells)
{
  cairo_surface_t *surface =
    cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) self->width * self->scale, (int) self->height * self->scale);
  cairo_t *cr = cairo_create (surface);
  double margin = fc_heat_field_margin () + 0.5;

  cairo_scale (cr, FC_HEAT_CELL * self->scale, FC_HEAT_CELL * self->scale);
  cairo_set_source_surface (cr, cells, -margin, -margin);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_BILINEAR);
  cairo_set_operator (cr, CAIRO_OPERATOR_SOURCE);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_set_device_scale (surface, self->scale, self->scale);
  return surface;
}

static gboolean
looks_so (const FcHeatPicture *self,
          const FcPlotLook    *look,
          int                  scale)
{
  return self->surface != NULL && self->dark == look->dark && self->high_contrast == look->high_contrast &&
         self->scale == scale;
}

/* Where the picture is in the frame, and how much larger than it was made. */
static double
locate (const FcHeatPicture *self,
        const FcMapFrame    *frame,
        double              *left,
        double              *top)
{
  double larger = frame->world / self->world;

  fc_map_frame_locate (frame, self->x + round (frame->x - self->x), self->y, 0, left, top);
  *left -= self->width / 2 * larger;
  *top -= self->height / 2 * larger;
  return larger;
}

static gboolean
covers (const FcHeatPicture *self,
        const FcMapFrame    *frame)
{
  double left, top, larger = locate (self, frame, &left, &top);

  return larger < WIDEST && larger > 1 / WIDEST && left <= 0 && top <= 0 &&
         left + self->width * larger >= frame->width && top + self->height * larger >= frame->height;
}

/**
 * fc_heat_picture_make:
 * @points: (element-type FcMapPoint):
 * @scale: pixels of the screen in one of the map
 *
 * Makes the picture of what is in sight, where it is not made for this zoom already.
 *
 * Returns: the amount at the end of the ramp; 0 where there is nothing to be seen
 */
gint64
fc_heat_picture_make (FcHeatPicture    *self,
                      const GArray     *points,
                      const FcMapFrame *frame,
                      const FcPlotLook *look,
                      int               scale)
{
  g_autoptr (FcHeatField) field = NULL;
  cairo_surface_t *cells;

  if (looks_so (self, look, scale) && covers (self, frame) && fabs (frame->world / self->world - 1) < 1e-9)
    return self->top;
  fc_heat_picture_clear (self);
  self->x = frame->x;
  self->y = frame->y;
  self->world = frame->world;
  self->width = ceil (frame->width * (1 + 2 * AROUND));
  self->height = ceil (frame->height * (1 + 2 * AROUND));
  self->dark = look->dark;
  self->high_contrast = look->high_contrast;
  self->scale = scale;
  field = make_field (self, points);
  self->top = fc_heat_top (fc_heat_field_highest (field));
  cells = colour_cells (field, look, self->top);
  self->surface = smoothen (self, cells);
  cairo_surface_destroy (cells);
  return self->top;
}

/**
 * fc_heat_picture_paint:
 *
 * As fc_heat_picture_make() made it: while the map is zoomed, larger or smaller than that, until it does not do any more.
 */
void
fc_heat_picture_paint (FcHeatPicture    *self,
                       const GArray     *points,
                       const FcMapFrame *frame,
                       const FcPlotLook *look,
                       int               scale,
                       cairo_t          *cr)
{
  double left, top, larger;

  if (!looks_so (self, look, scale) || !covers (self, frame))
    fc_heat_picture_make (self, points, frame, look, scale);
  if (self->top == 0)
    return;
  larger = locate (self, frame, &left, &top);
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, frame->width, frame->height);
  cairo_clip (cr);
  cairo_translate (cr, round (left * scale) / scale, round (top * scale) / scale);
  cairo_scale (cr, larger, larger);
  cairo_set_source_surface (cr, self->surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), larger == 1 ? CAIRO_FILTER_FAST : CAIRO_FILTER_BILINEAR);
  cairo_paint (cr);
  cairo_restore (cr);
}
