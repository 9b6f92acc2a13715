/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-base-map.h"
#include "fc-bench.h"
#include "fc-map-drawing.h"
#include "fc-tile-picture.h"
#include "fc-track-paint.h"

#include <pango/pangocairo.h>
#include <stdlib.h>

/*
 * 20,000 stations and 5,000 vehicles on the base map, 1366 by 768 pixels: tiles, names and signs as render nodes, drawn
 * by cairo as on a computer without a graphics card.
 *   map.frame  ms a frame while the map is moved, the median      map.zoom  likewise while it is zoomed
 *   map.track  likewise over a track of 1,000,000 fixes, with the map on the whole of it, on a town and on a street
 *   map.heat   likewise with the heat of what they sell      map.heat-zoom  likewise while it is zoomed
 *   map.heat-made  ms to make its picture for another zoom
 *   map.tile   ms to draw a tile of the base map, in a thread of its own
 */
#define STATIONS 20000
#define VEHICLES 5000
#define FRAMES   201
#define FIXES    1000000
#define WIDTH    1366
#define HEIGHT   768
#define FRAME    16.7
#define TILE     FC_MERCATOR_TILE

static const FcMapLayerInfo stations = { .id = "stations", .title = "Stations", .order = 1, .clustered = TRUE };
static const FcMapLayerInfo heat = { .id = "heat", .title = "Heat", .heat = TRUE };
static const FcMapLayerInfo vehicles = { .id = "vehicles", .title = "Vehicles", .order = 2, .clustered = TRUE };

static int
by_value (gconstpointer a,
          gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

static FcMapFeatures *
make_features (GRand     *rand,
               guint      n,
               FcMapSign  sign)
{
  FcMapFeatures *features = fc_map_features_new ();

  for (guint i = 0; i < n; i++)
    {
      FcPlace place = { g_rand_int_range (rand, 360000000, 600000000), g_rand_int_range (rand, -100000000, 300000000) };
      FcId id = fc_id_new (i);
      FcMapPoint *point = fc_map_features_add_point (features, &id, place, "Harbour Road", NULL);

      point->sign = sign;
      point->weight = g_rand_double_range (rand, 0, 1e7);
      point->state = (guint8) g_rand_int_range (rand, 0, FC_MAP_N_STATES);
      point->heading = sign == FC_MAP_SIGN_VEHICLE ? (float) g_rand_double_range (rand, 0, 360) : -1;
    }
  return features;
}

static GdkPaintable *
draw_tile (guint zoom,
           guint column,
           guint row)
{
  FcBaseMapLook look = fc_base_map_look (FALSE);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, TILE, TILE);
  cairo_t *cr = cairo_create (surface);

  fc_base_map_draw (fc_base_map_get (), &look, cr, TILE, zoom, column, row);
  cairo_destroy (cr);
  return fc_tile_picture_new (surface, TRUE);
}

/* As the map draws them: those of the whole zoom below, made larger. */
static void
append_tiles (GtkSnapshot      *snapshot,
              const FcMapFrame *frame,
              guint             zoom,
              GHashTable       *tiles)
{
  double side = frame->world / exp2 (zoom);
  int first_column = (int) floor ((frame->x * frame->world - WIDTH / 2.0) / side),
      first_row = (int) floor ((frame->y * frame->world - HEIGHT / 2.0) / side);

  for (int column = first_column; column * side < frame->x * frame->world + WIDTH / 2.0; column++)
    for (int row = first_row; row * side < frame->y * frame->world + HEIGHT / 2.0; row++)
      {
        gpointer key = GINT_TO_POINTER ((int) zoom << 24 | column << 12 | row);
        GdkPaintable *tile = g_hash_table_lookup (tiles, key);
        double left = round (column * side - frame->x * frame->world + WIDTH / 2.0),
               top = round (row * side - frame->y * frame->world + HEIGHT / 2.0);

        if (tile == NULL)
          g_hash_table_insert (tiles, key, tile = draw_tile (zoom, (guint) column, (guint) row));
        gtk_snapshot_save (snapshot);
        gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) left, (float) top));
        gdk_paintable_snapshot (tile, snapshot, side, side);
        gtk_snapshot_restore (snapshot);
      }
}

static double
draw_frames (FcMapDrawing *drawing,
             cairo_t      *cr,
             gboolean      zooms)
{
  g_autoptr (GHashTable) tiles = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  double took[FRAMES];

  /* Twice, so that what is drawn once and kept is there. */
  for (guint i = 0; i < 2 * FRAMES; i++)
    {
      double zoom = zooms ? 5 + (i % FRAMES) * 3.0 / FRAMES : 6;
      FcMapFrame frame = { fc_mercator_x (zooms ? 10 : (i % FRAMES) * 0.04), fc_mercator_y (48), fc_mercator_world (zoom),
                           WIDTH, HEIGHT };
      gint64 start = g_get_monotonic_time ();
      GtkSnapshot *snapshot = gtk_snapshot_new ();
      GskRenderNode *node;

      append_tiles (snapshot, &frame, (guint) floor (zoom), tiles);
      fc_map_drawing_snapshot (drawing, &frame, snapshot);
      node = gtk_snapshot_free_to_node (snapshot);
      gsk_render_node_draw (node, cr);
      cairo_surface_flush (cairo_get_target (cr));
      gsk_render_node_unref (node);
      took[i % FRAMES] = fc_bench_seconds_since (start) * 1000;
    }
  qsort (took, FRAMES, sizeof *took, by_value);
  return took[FRAMES / 2];
}

static double
make_heat (FcMapDrawing *drawing)
{
  double took[FRAMES];

  for (guint i = 0; i < FRAMES; i++)
    {
      FcMapFrame frame = { fc_mercator_x (10), fc_mercator_y (48), fc_mercator_world (5 + i * 3.0 / FRAMES), WIDTH,
                           HEIGHT };
      gint64 start = g_get_monotonic_time ();

      fc_map_drawing_make_heat (drawing, &heat, &frame);
      took[i] = fc_bench_seconds_since (start) * 1000;
    }
  qsort (took, FRAMES, sizeof *took, by_value);
  return took[FRAMES / 2];
}

static void
measure_heat (FcMapDrawing *drawing,
              GRand        *rand,
              cairo_t      *cr)
{
  double frame, zoom, made;

  fc_map_drawing_set_layer (drawing, &heat, make_features (rand, STATIONS, FC_MAP_SIGN_STATION));
  frame = draw_frames (drawing, cr, FALSE);
  zoom = draw_frames (drawing, cr, TRUE);
  made = make_heat (drawing);
  fc_bench_print ("map.heat", frame, "ms", frame / FRAME, "a frame of 60 in a second");
  fc_bench_print ("map.heat-zoom", zoom, "ms", zoom / FRAME, "a frame of 60 in a second");
  fc_bench_print ("map.heat-made", made, "ms", made / FRAME, "a frame of 60 in a second");
}

/* Eleven days at one fix a second around a town, at many speeds. */
static FcTrackLine *
make_track (GRand *rand)
{
  g_autoptr (FcTrack) track = fc_track_new (FIXES);
  double latitude = 48, longitude = 11, course = 0, kmh = 60;

  for (guint i = 0; i < FIXES; i++)
    {
      FcFix fix = { (gint64) i * G_USEC_PER_SEC, { 0 }, fc_fix_speed (kmh), FC_HEADING_UNKNOWN, 0 };

      course += g_rand_double_range (rand, -0.2, 0.2);
      kmh = CLAMP (kmh + g_rand_double_range (rand, -3, 3), 0, 140);
      latitude += kmh / 3.6 / 111000 * cos (course) + (48 - latitude) * 1e-4;
      longitude += kmh / 3.6 / 74000 * sin (course) + (11 - longitude) * 1e-4;
      fc_place_from_degrees (latitude, longitude, &fix.place);
      fc_track_add (track, &fix);
    }
  return fc_track_line_new (track);
}

static double
draw_track (const FcTrackLine *line,
            cairo_t           *cr,
            double             zoom)
{
  FcPlotLook look = fc_plot_look (FALSE, FALSE);
  double took[FRAMES];

  for (guint i = 0; i < FRAMES; i++)
    {
      FcMapFrame frame = { fc_mercator_x (11) + (i - FRAMES / 2.0) / fc_mercator_world (zoom), fc_mercator_y (48),
                           fc_mercator_world (zoom), WIDTH, HEIGHT };
      gint64 start = g_get_monotonic_time ();

      fc_track_paint (line, &frame, &look, cr);
      cairo_surface_flush (cairo_get_target (cr));
      took[i] = fc_bench_seconds_since (start) * 1000;
    }
  qsort (took, FRAMES, sizeof *took, by_value);
  return took[FRAMES / 2];
}

static void
measure_track (GRand   *rand,
               cairo_t *cr)
{
  static const struct { const char *name; double zoom; } looks[] = { { "map.track-all", 9 },
                                                                     { "map.track-town", 12.5 },
                                                                     { "map.track-street", 16 } };
  gint64 start = g_get_monotonic_time ();
  g_autoptr (FcTrackLine) line = make_track (rand);

  fc_bench_print ("map.track-made", fc_bench_seconds_since (start) * 1000, "ms", fc_bench_seconds_since (start),
                  "a second");
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      double frame = draw_track (line, cr, looks[i].zoom);

      fc_bench_print (looks[i].name, frame, "ms", frame / FRAME, "a frame of 60 in a second");
    }
}

static double
draw_tiles (void)
{
  double took[FRAMES];

  for (guint i = 0; i < FRAMES; i++)
    {
      gint64 start = g_get_monotonic_time ();

      g_object_unref (draw_tile (6, i % 64, 8 + i / 8));
      took[i] = fc_bench_seconds_since (start) * 1000;
    }
  qsort (took, FRAMES, sizeof *took, by_value);
  return took[FRAMES / 2];
}

int
main (int    argc,
      char **argv)
{
  gboolean with_display = gtk_init_check (); /* makes render nodes known, display or not */
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (FcMapDrawing) drawing = fc_map_drawing_new ();
  PangoContext *text = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  FcPlotLook look = fc_plot_look (FALSE, FALSE);
  double frame, zoom;

  (void) with_display;
  fc_map_drawing_set_look (drawing, text, &look, 1);
  fc_map_drawing_set_layer (drawing, &stations, make_features (rand, STATIONS, FC_MAP_SIGN_STATION));
  fc_map_drawing_set_layer (drawing, &vehicles, make_features (rand, VEHICLES, FC_MAP_SIGN_VEHICLE));
  frame = draw_frames (drawing, cr, FALSE);
  zoom = draw_frames (drawing, cr, TRUE);
  fc_bench_print ("map.frame", frame, "ms", frame / FRAME, "a frame of 60 in a second");
  fc_bench_print ("map.zoom", zoom, "ms", zoom / FRAME, "a frame of 60 in a second");
  measure_heat (drawing, rand, cr);
  fc_bench_print ("map.tile", draw_tiles (), "ms", draw_tiles () / FRAME, "a frame of 60 in a second");
  measure_track (rand, cr);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  g_object_unref (text);
  return 0;
}
