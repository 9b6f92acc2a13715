/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-base-map-private.h"

#include "fc-mercator.h"

#include <gio/gio.h>

#define RESOURCE "/org/forecourt/Forecourt/maps/base-map.bin"
#define STEP     0.6 /* pixels: what is nearer to the place before is not drawn */
#define MARGIN   4.0 /* pixels around a tile that its lines are cut at */
#define SMALLEST 0.4 /* pixels: smaller islands are not drawn */

/* Where a tile is in the square, and how many pixels that is. */
typedef struct {
  double left, top, scale, size;
} Tile;

typedef struct {
  double x, y;
} Point;

static GdkRGBA
parse (const char *text)
{
  GdkRGBA colour = { 0, 0, 0, 1 };

  gdk_rgba_parse (&colour, text);
  return colour;
}

/**
 * fc_base_map_look:
 *
 * Returns: quiet colours, so that what stands on the map is seen first
 */
FcBaseMapLook
fc_base_map_look (gboolean dark)
{
  if (dark)
    return (FcBaseMapLook) { parse ("#16222c"), parse ("#2c2f33"), parse ("#3d5363"),
                             parse ("#53575d"), parse ("#a9adb3"), parse ("rgba(30,32,36,0.8)") };
  return (FcBaseMapLook) { parse ("#cfe2f0"), parse ("#f7f5f0"), parse ("#a3c0d4"),
                           parse ("#c9c3b8"), parse ("#67635b"), parse ("rgba(255,255,255,0.8)") };
}

/**
 * fc_base_map_get:
 *
 * Returns: (transfer none): the map; read once, some milliseconds, so better not first on the main thread
 */
const FcBaseMap *
fc_base_map_get (void)
{
  static gsize ready;
  static FcBaseMap *map;

  if (g_once_init_enter (&ready))
    {
      g_autoptr (GBytes) bytes = g_resources_lookup_data (RESOURCE, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

      map = bytes != NULL ? fc_base_map_read (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) : NULL;
      if (map == NULL)
        g_error ("The outlines of the base map are damaged");
      g_once_init_leave (&ready, 1);
    }
  return map;
}

const FcBaseMapName *
fc_base_map_names (const FcBaseMap *self,
                   guint           *n)
{
  *n = self->names->len;
  return (const FcBaseMapName *) (gpointer) self->names->data;
}

/* The part of a side of a polygon that is within an edge of the tile: at least @low, or at most @high, along an axis. */
static double
beyond (Point point,
        int   edge,
        double low,
        double high)
{
  switch (edge)
    {
    case 0:
      return low - point.x;
    case 1:
      return point.x - high;
    case 2:
      return low - point.y;
    default:
      return point.y - high;
    }
}

/* Sutherland and Hodgman: cuts a closed ring at one edge. */
static void
cut (GArray *from,
     GArray *to,
     int     edge,
     double  low,
     double  high)
{
  g_array_set_size (to, 0);
  for (guint i = 0; i < from->len; i++)
    {
      Point a = g_array_index (from, Point, i > 0 ? i - 1 : from->len - 1), b = g_array_index (from, Point, i);
      double out_a = beyond (a, edge, low, high), out_b = beyond (b, edge, low, high);

      if ((out_a > 0) != (out_b > 0))
        {
          double share = out_a / (out_a - out_b);
          Point at_edge = { a.x + share * (b.x - a.x), a.y + share * (b.y - a.y) };

          g_array_append_val (to, at_edge);
        }
      if (out_b <= 0)
        g_array_append_val (to, b);
    }
}

/* The outline's places as pixels of the tile, without those that would not be seen apart. */
static void
project (const FcOutline *outline,
         const Tile      *tile,
         double           turn,
         GArray          *points)
{
  Point last = { 0, 0 };

  g_array_set_size (points, 0);
  for (guint i = 0; i < outline->n; i++)
    {
      Point point = { (outline->x[i] + turn - tile->left) * tile->scale, (outline->y[i] - tile->top) * tile->scale };

      if (i > 0 && i + 1 < outline->n && fabs (point.x - last.x) + fabs (point.y - last.y) < STEP)
        continue;
      g_array_append_val (points, point);
      last = point;
    }
}

static gboolean
in_tile (const FcOutline *outline,
         const Tile      *tile,
         double           turn)
{
  double margin = MARGIN / tile->scale, side = tile->size / tile->scale;

  return outline->right + turn >= tile->left - margin && outline->left + turn <= tile->left + side + margin &&
         outline->bottom >= tile->top - margin && outline->top <= tile->top + side + margin &&
         MAX (outline->right - outline->left, outline->bottom - outline->top) * tile->scale >= SMALLEST;
}

static void
add_ring (const FcOutline *ring,
          const Tile      *tile,
          double           turn,
          GArray          *points,
          GArray          *spare,
          cairo_t         *cr)
{
  project (ring, tile, turn, points);
  for (int edge = 0; edge < 4; edge++)
    {
      GArray *other = spare;

      cut (points, spare, edge, -MARGIN, tile->size + MARGIN);
      spare = points;
      points = other;
    }
  for (guint i = 0; i < points->len; i++)
    cairo_line_to (cr, g_array_index (points, Point, i).x, g_array_index (points, Point, i).y);
  cairo_close_path (cr);
  cairo_new_sub_path (cr);
}

/* Steps that lie wholly on the far side of one edge are left out, so that no number grows beyond what cairo holds. */
static gboolean
seen (Point  a,
      Point  b,
      double size)
{
  return MAX (a.x, b.x) >= -MARGIN && MIN (a.x, b.x) <= size + MARGIN && MAX (a.y, b.y) >= -MARGIN &&
         MIN (a.y, b.y) <= size + MARGIN;
}

static void
add_line (const FcOutline *line,
          const Tile      *tile,
          double           turn,
          GArray          *points,
          cairo_t         *cr)
{
  gboolean open = FALSE;

  project (line, tile, turn, points);
  for (guint i = 1; i < points->len; i++)
    {
      Point a = g_array_index (points, Point, i - 1), b = g_array_index (points, Point, i);

      if (!seen (a, b, tile->size))
        {
          open = FALSE;
          continue;
        }
      if (!open)
        cairo_move_to (cr, a.x, a.y);
      cairo_line_to (cr, b.x, b.y);
      open = TRUE;
    }
}

static void
stroke_lines (const FcBaseMap *self,
              const Tile      *tile,
              gboolean         borders,
              GArray          *points,
              cairo_t         *cr)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      const FcOutline *line = &g_array_index (self->lines, FcOutline, i);

      for (int turn = -1; turn <= 1 && line->border == borders; turn++)
        if (in_tile (line, tile, turn))
          add_line (line, tile, turn, points, cr);
    }
  cairo_stroke (cr);
}

/**
 * fc_base_map_draw:
 * @size: pixels of a side of the picture
 * @column: from the west
 * @row: from the north
 *
 * Draws one tile, to its very edges, so that it fits its neighbours without a seam. Any thread.
 */
void
fc_base_map_draw (const FcBaseMap     *self,
                  const FcBaseMapLook *look,
                  cairo_t             *cr,
                  int                  size,
                  guint                zoom,
                  guint                column,
                  guint                row)
{
  double side = exp2 (-(double) zoom);
  Tile tile = { column * side, row * side, size / side, size };
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (Point));
  g_autoptr (GArray) spare = g_array_new (FALSE, FALSE, sizeof (Point));

  gdk_cairo_set_source_rgba (cr, &look->sea);
  cairo_paint (cr);
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < self->rings->len; i++)
    {
      const FcOutline *ring = &g_array_index (self->rings, FcOutline, i);

      for (int turn = -1; turn <= 1; turn++)
        if (in_tile (ring, &tile, turn))
          add_ring (ring, &tile, turn, points, spare, cr);
    }
  gdk_cairo_set_source_rgba (cr, &look->land);
  cairo_fill (cr);
  cairo_set_line_width (cr, size / (double) FC_MERCATOR_TILE);
  gdk_cairo_set_source_rgba (cr, &look->border);
  stroke_lines (self, &tile, TRUE, points, cr);
  gdk_cairo_set_source_rgba (cr, &look->coast);
  stroke_lines (self, &tile, FALSE, points, cr);
}

static gboolean
ring_contains (const FcOutline *ring,
               double           x,
               double           y)
{
  gboolean odd = FALSE;

  for (guint i = 0; i < ring->n; i++)
    {
      guint k = i > 0 ? i - 1 : ring->n - 1;

      if ((ring->y[i] > y) != (ring->y[k] > y) &&
          x < ring->x[k] + (y - ring->y[k]) * (ring->x[i] - ring->x[k]) / (ring->y[i] - ring->y[k]))
        odd = !odd;
    }
  return odd;
}

/**
 * fc_base_map_country:
 *
 * Returns: (nullable): the English name of the country in which @place lies, as exactly as the outlines are: within
 *   some kilometres; NULL at sea
 */
const char *
fc_base_map_country (const FcBaseMap *self,
                     FcPlace          place)
{
  double x = fc_mercator_x (place.longitude / FC_GEO_SCALE), y = fc_mercator_y (place.latitude / FC_GEO_SCALE);
  g_autofree guint8 *odd = g_new0 (guint8, self->names->len);

  for (guint i = 0; i < self->rings->len; i++)
    {
      const FcOutline *ring = &g_array_index (self->rings, FcOutline, i);

      for (int turn = -1; turn <= 1; turn++)
        if (x - turn >= ring->left && x - turn <= ring->right && ring_contains (ring, x - turn, y))
          odd[ring->country] ^= 1;
    }
  for (guint i = 0; i < self->names->len; i++)
    if (odd[i])
      return g_array_index (self->names, FcBaseMapName, i).name;
  return NULL;
}
