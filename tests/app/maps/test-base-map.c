/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-base-map-private.h"
#include "fc-mercator.h"

#include <stdlib.h>
#include <string.h>

/* The outlines that are there without a network: what is land, what is sea, and what a tile shows of it. */

#define SIZE  256
#define ALIKE 12 /* of 255: as far as a colour may be off */

static const struct {
  double latitude, longitude;
  const char *country; /* NULL: sea */
} places[] = {
  { 47.4, 8.5, "Switzerland" },
  { 52.5, 13.4, "Germany" },
  { 48.86, 2.35, "France" },
  { -1.29, 36.82, "Kenya" },
  { -33.9, 151.0, "Australia" },
  { 35.7, 139.6, "Japan" },
  { 39.8, -98.6, "United States of America" },
  { 64.2, -149.5, "United States of America" },
  { -15.8, -47.9, "Brazil" },
  { -29.5, 28.2, "Lesotho" },       /* within South Africa, which has a hole for it */
  { 67.0, 179.0, "Russia" },        /* either side of the antimeridian */
  { 66.5, -175.0, "Russia" },
  { -16.7, 179.0, "Fiji" },
  { -84.0, 0.0, "Antarctica" },
  { -72.0, 179.0, NULL },           /* the Ross Sea */
  { -84.9, 179.9, "Antarctica" },
  { -84.9, -179.9, "Antarctica" },
  { -89.9, 45.0, "Antarctica" },
  { 0, -30, NULL },
  { 30, -40, NULL },
  { -50, 180, NULL },
  { 0, -180, NULL },
  { 89, 0, NULL },
  { 42, 51, NULL },                 /* the Caspian */
  { 56, 3, NULL },
};

static FcPlace
place_at (double latitude,
          double longitude)
{
  FcPlace place;

  g_assert_true (fc_place_from_degrees (latitude, longitude, &place));
  return place;
}

static void
test_knows_land_from_sea (void)
{
  const FcBaseMap *map = fc_base_map_get ();

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    g_assert_cmpstr (fc_base_map_country (map, place_at (places[i].latitude, places[i].longitude)), ==,
                     places[i].country);
}

static cairo_surface_t *
draw (guint    zoom,
      guint    column,
      guint    row,
      gboolean dark)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, SIZE, SIZE);
  cairo_t *cr = cairo_create (surface);
  FcBaseMapLook look = fc_base_map_look (dark);

  fc_base_map_draw (fc_base_map_get (), &look, cr, SIZE, zoom, column, row);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static gboolean
is_colour (cairo_surface_t *surface,
           int              x,
           int              y,
           const GdkRGBA   *colour)
{
  const guint8 *pixel = cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface) + 4 * x;
  guint32 value;

  memcpy (&value, pixel, sizeof value);
  return abs ((int) (value >> 16 & 0xff) - (int) (colour->red * 255)) <= ALIKE &&
         abs ((int) (value >> 8 & 0xff) - (int) (colour->green * 255)) <= ALIKE &&
         abs ((int) (value & 0xff) - (int) (colour->blue * 255)) <= ALIKE;
}

/* The pixel of each place in the tile that it is in has the colour that it should have, at every zoom. */
static void
test_tiles_show_it (gconstpointer user_data)
{
  gboolean dark = GPOINTER_TO_INT (user_data);
  FcBaseMapLook look = fc_base_map_look (dark);

  for (guint zoom = 5; zoom <= 17; zoom += 4)
    for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
      {
        double x = fc_mercator_x (places[i].longitude) * exp2 (zoom), y = fc_mercator_y (places[i].latitude) * exp2 (zoom);
        guint last = (1u << zoom) - 1, column = MIN ((guint) x, last), row = MIN ((guint) y, last);
        cairo_surface_t *tile = draw (zoom, column, row, dark);
        int left = CLAMP ((int) ((x - column) * SIZE), 0, SIZE - 1), top = CLAMP ((int) ((y - row) * SIZE), 0, SIZE - 1);

        if (!is_colour (tile, left, top, places[i].country != NULL ? &look.land : &look.sea))
          g_error ("%g° %g° at zoom %u is not %s", places[i].latitude, places[i].longitude, zoom,
                   places[i].country != NULL ? "land" : "sea");
        cairo_surface_destroy (tile);
      }
}

/* Natural Earth's outlines are cut at 180° and below 85° south: nothing of that may be seen. */
static void
test_shows_no_cut (void)
{
  FcBaseMapLook look = fc_base_map_look (FALSE);
  cairo_surface_t *east = draw (2, 3, 0, FALSE), *south = draw (2, 2, 3, FALSE), *west = draw (2, 0, 0, FALSE);
  int other = 0;

  /* Chukotka goes on over the edge: 68° north is row 245 of that tile. */
  g_assert_true (is_colour (east, SIZE - 1, 245, &look.land));
  g_assert_true (is_colour (west, 0, 245, &look.land));
  /* South of the Indian Ocean the lowest row of the world is all land, without a line. */
  for (int x = 0; x < SIZE; x++)
    other += !is_colour (south, x, SIZE - 1, &look.land);
  g_assert_cmpint (other, ==, 0);
  cairo_surface_destroy (east);
  cairo_surface_destroy (south);
  cairo_surface_destroy (west);
}

/* Neighbours share an edge; across it the colours are those of one picture. */
static void
test_neighbours_fit (void)
{
  cairo_surface_t *left = draw (4, 8, 5, FALSE), *right = draw (4, 9, 5, FALSE), *wide = draw (3, 4, 2, FALSE);
  FcBaseMapLook look = fc_base_map_look (FALSE);
  int differ = 0;

  for (int y = 0; y < SIZE; y++)
    differ += is_colour (left, SIZE - 1, y, &look.land) != is_colour (right, 0, y, &look.land);
  g_assert_cmpint (differ, <=, 24); /* where a coast or a border comes out */
  cairo_surface_destroy (left);
  cairo_surface_destroy (right);
  cairo_surface_destroy (wide);
}

static void
test_refuses_what_is_damaged (void)
{
  g_autoptr (GBytes) bytes =
    g_resources_lookup_data ("/org/forecourt/Forecourt/maps/base-map.bin", G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  for (gsize length = 0; length < size; length += 1 + size / 97)
    g_assert_null (fc_base_map_read (data, length));
  g_assert_null (fc_base_map_read ((const guint8 *) "FCB2....", 8));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/maps/base/knows-land-from-sea", test_knows_land_from_sea);
  g_test_add_data_func ("/maps/base/tiles-show-it/light", GINT_TO_POINTER (FALSE), test_tiles_show_it);
  g_test_add_data_func ("/maps/base/tiles-show-it/dark", GINT_TO_POINTER (TRUE), test_tiles_show_it);
  g_test_add_func ("/maps/base/shows-no-cut", test_shows_no_cut);
  g_test_add_func ("/maps/base/neighbours-fit", test_neighbours_fit);
  g_test_add_func ("/maps/base/refuses-what-is-damaged", test_refuses_what_is_damaged);
  return g_test_run ();
}
