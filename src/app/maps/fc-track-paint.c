/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-track-paint.h"

#define THINNEST 3.0  /* pixels, of the slowest */
#define THICKER  0.7  /* … and by so much more at each step */
#define EDGE     1.2  /* pixels of ink beside the line, so that each colour stands on any land */
#define MANY     2500 /* corners in sight: then there is no edge, and lines lie on one another … */
#define COARSEST 5    /* … so that those of so many zooms further out are as good */
#define BEYOND   5.0  /* pixels: half of the thickest line with its edge */
#define HERE     9.0  /* pixels: half of the sign of where it was */

/* Steps of viridis (Smith and van der Walt, 2015): told apart without red and green, and in grey. */
static const guint32 colours[FC_PACE_KINDS] = { 0x443983, 0x31688e, 0x21918c, 0x5ec962, 0xfde725, 0x8d8d93 };

GdkRGBA
fc_track_pace_colour (guint pace)
{
  guint32 colour = colours[MIN (pace, FC_PACE_UNKNOWN)];

  return (GdkRGBA){ (float) (colour >> 16) / 255, (float) (colour >> 8 & 0xff) / 255, (float) (colour & 0xff) / 255,
                    1 };
}

double
fc_track_pace_width (guint pace)
{
  return pace >= FC_PACE_UNKNOWN ? THINNEST : THINNEST + THICKER * pace;
}

/* The line within what is seen, of one copy of the world. */
typedef struct {
  const FcTrackLevel *level;
  const FcMapFrame *frame;
  int turn;
} Sight;

static gboolean
is_in_sight (const Sight       *sight,
             const FcTrackSpan *span)
{
  double left, top, right, bottom;

  fc_map_frame_locate (sight->frame, span->left, span->top, sight->turn, &left, &top);
  fc_map_frame_locate (sight->frame, span->right, span->bottom, sight->turn, &right, &bottom);
  return right >= -BEYOND && left <= sight->frame->width + BEYOND && bottom >= -BEYOND &&
         top <= sight->frame->height + BEYOND;
}

/* Of a long span that is in sight most sides may lie outside: to stroke those takes as long as to stroke what is seen. */
static gboolean
side_is_in_sight (const Sight         *sight,
                  const FcTrackCorner *from,
                  const FcTrackCorner *to)
{
  FcTrackSpan side = { MIN (from->x, to->x), MIN (from->y, to->y), MAX (from->x, to->x), MAX (from->y, to->y) };

  return is_in_sight (sight, &side);
}

static void
trace_to (const Sight         *sight,
          const FcTrackCorner *corner,
          gboolean             begins,
          cairo_t             *cr)
{
  double left, top;

  fc_map_frame_locate (sight->frame, corner->x, corner->y, sight->turn, &left, &top);
  if (begins)
    cairo_move_to (cr, left, top);
  else
    cairo_line_to (cr, left, top);
}

/* One path for each pace: there are six of them, however often it changes. FC_PACE_KINDS: all in one. */
static void
trace_pace (const Sight *sight,
            guint        pace,
            cairo_t     *cr)
{
  const FcTrackLevel *level = sight->level;

  for (guint span = 0; level->n > 1 && span < level->n_spans; span++)
    {
      gboolean traces = FALSE;

      if (!is_in_sight (sight, &level->spans[span]))
        continue;
      for (guint i = span * FC_TRACK_SPAN; i < MIN ((span + 1) * FC_TRACK_SPAN, level->n - 1); i++)
        {
          const FcTrackCorner *from = &level->corners[i], *to = &level->corners[i + 1];

          if (to->begins || (pace < FC_PACE_KINDS && from->pace != pace) || !side_is_in_sight (sight, from, to))
            {
              traces = FALSE;
              continue;
            }
          if (!traces)
            trace_to (sight, from, TRUE, cr);
          trace_to (sight, to, FALSE, cr);
          traces = TRUE;
        }
    }
}

static guint
count_in_sight (const Sight *sight)
{
  guint n = 0;

  for (guint span = 0; span < sight->level->n_spans; span++)
    n += is_in_sight (sight, &sight->level->spans[span]) ? FC_TRACK_SPAN : 0;
  return n;
}

static void
paint_copy (const Sight      *sight,
            const FcPlotLook *look,
            cairo_t          *cr)
{
  guint n = count_in_sight (sight);
  gboolean many = n > MANY;
  GdkRGBA edge = fc_plot_faded (look->ink, 0.6);

  if (n == 0)
    return;
  cairo_set_antialias (cr, many ? CAIRO_ANTIALIAS_FAST : CAIRO_ANTIALIAS_DEFAULT);
  cairo_set_line_join (cr, many ? CAIRO_LINE_JOIN_BEVEL : CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, many ? CAIRO_LINE_CAP_BUTT : CAIRO_LINE_CAP_ROUND);
  if (!many)
    {
      cairo_new_path (cr);
      trace_pace (sight, FC_PACE_KINDS, cr);
      gdk_cairo_set_source_rgba (cr, &edge);
      cairo_set_line_width (cr, fc_track_pace_width (FC_PACE_STEPS - 1) + 2 * EDGE);
      cairo_stroke (cr);
    }
  for (guint i = 0; i < FC_PACE_KINDS; i++)
    {
      guint pace = (i + FC_PACE_UNKNOWN) % FC_PACE_KINDS; /* what is not known lies below */
      GdkRGBA colour = fc_track_pace_colour (pace);

      cairo_new_path (cr);
      trace_pace (sight, pace, cr);
      gdk_cairo_set_source_rgba (cr, &colour);
      cairo_set_line_width (cr, many ? THINNEST : fc_track_pace_width (pace));
      cairo_stroke (cr);
    }
}

/* The level of the zoom, or a coarser one where the vehicle went the same way again and again. */
static const FcTrackLevel *
choose_level (const FcTrackLine *line,
              const FcMapFrame  *frame,
              int                turn)
{
  double zoom = log2 (frame->world / FC_MERCATOR_TILE);
  const FcTrackLevel *level = fc_track_line_level (line, zoom);

  for (double coarser = zoom - 1; coarser >= zoom - COARSEST; coarser--)
    {
      if (count_in_sight (&(Sight){ level, frame, turn }) <= MANY)
        break;
      level = fc_track_line_level (line, coarser);
    }
  return level;
}

void
fc_track_paint (const FcTrackLine *line,
                const FcMapFrame  *frame,
                const FcPlotLook  *look,
                cairo_t           *cr)
{
  FcTrackSpan extent;
  int first, last;

  if (!fc_track_line_extent (line, &extent))
    return;
  fc_map_frame_turns (frame, &first, &last);
  first -= (int) ceil (extent.right);
  last -= (int) floor (extent.left);
  for (int turn = first; turn <= last; turn++)
    paint_copy (&(Sight){ choose_level (line, frame, turn), frame, turn }, look, cr);
}

/**
 * fc_track_paint_here:
 * @heading: degrees clockwise from north; below 0: not known
 *
 * The sign of where the vehicle was at the time that is looked at.
 */
void
fc_track_paint_here (FcPlace           place,
                     double            heading,
                     const FcMapFrame *frame,
                     const FcPlotLook *look,
                     cairo_t          *cr)
{
  double x = fc_mercator_x (place.longitude / FC_GEO_SCALE), y = fc_mercator_y (place.latitude / FC_GEO_SCALE);
  GdkRGBA ground = look->ground, colour = fc_plot_look_colour (look, FC_PLOT_ACCENT, 0);
  double left, top;

  fc_map_frame_locate (frame, x + round (frame->x - x), y, 0, &left, &top);
  cairo_translate (cr, left, top);
  cairo_new_path (cr);
  cairo_arc (cr, 0, 0, HERE, 0, 2 * G_PI);
  gdk_cairo_set_source_rgba (cr, &ground);
  cairo_fill_preserve (cr);
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_set_line_width (cr, 3);
  cairo_stroke (cr);
  if (heading >= 0)
    {
      cairo_rotate (cr, heading * G_PI / 180);
      cairo_move_to (cr, 0, -HERE * 0.6);
      cairo_line_to (cr, HERE * 0.45, HERE * 0.5);
      cairo_line_to (cr, 0, HERE * 0.25);
      cairo_line_to (cr, -HERE * 0.45, HERE * 0.5);
      cairo_close_path (cr);
    }
  else
    {
      cairo_arc (cr, 0, 0, HERE * 0.35, 0, 2 * G_PI);
    }
  cairo_fill (cr);
}
