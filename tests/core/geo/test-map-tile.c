/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-map-tile.h"

#include "fc-error.h"

#include <math.h>

static void
test_parents (void)
{
  FcMapTile tile = { 12, 2010, 1309 }, parent = fc_map_tile_parent (tile, 3), world = fc_map_tile_parent (tile, 12);

  g_assert_true (fc_map_tile_is_valid (tile));
  g_assert_false (fc_map_tile_is_valid ((FcMapTile){ 3, 8, 0 }));
  g_assert_false (fc_map_tile_is_valid ((FcMapTile){ 3, 0, 8 }));
  g_assert_false (fc_map_tile_is_valid ((FcMapTile){ FC_MAP_TILE_CLOSEST + 1, 0, 0 }));
  g_assert_cmpuint (parent.zoom, ==, 9);
  g_assert_cmpuint (parent.column, ==, 251);
  g_assert_cmpuint (parent.row, ==, 163);
  g_assert_cmpuint (world.zoom + world.column + world.row, ==, 0);
  g_assert_cmpuint (fc_map_tile_row_of_tms (0, 0), ==, 0);
  g_assert_cmpuint (fc_map_tile_row_of_tms (2, 0), ==, 3);
  g_assert_cmpuint (fc_map_tile_row_of_tms (12, fc_map_tile_row_of_tms (12, 1309)), ==, 1309);
}

static void
test_kinds (void)
{
  g_assert_cmpint (fc_map_tile_kind ("\x89PNG\r\n\x1a\n…", 9), ==, FC_MAP_TILE_PNG);
  g_assert_cmpint (fc_map_tile_kind ("\xff\xd8\xff\xe0", 4), ==, FC_MAP_TILE_JPEG);
  g_assert_cmpint (fc_map_tile_kind ("RIFF\1\2\3\4WEBP", 12), ==, FC_MAP_TILE_WEBP);
  g_assert_cmpint (fc_map_tile_kind ("\x1f\x8b\x08", 3), ==, FC_MAP_TILE_VECTOR);
  g_assert_cmpint (fc_map_tile_kind ("\x1a\x05", 2), ==, FC_MAP_TILE_VECTOR);
  g_assert_cmpint (fc_map_tile_kind ("<html>", 6), ==, FC_MAP_TILE_UNKNOWN);
  g_assert_cmpint (fc_map_tile_kind ("RIFF", 4), ==, FC_MAP_TILE_UNKNOWN);
  g_assert_cmpint (fc_map_tile_kind ("", 0), ==, FC_MAP_TILE_UNKNOWN);
}

static void
test_bounds (void)
{
  FcMapBounds ireland, back, world, alps = { 5, 44, 16, 48 };
  g_autofree char *json = NULL;

  g_assert_true (fc_map_bounds_read ("-10.56,51.39,-5.34,55.43", &ireland));
  json = fc_map_bounds_to_json (&ireland);
  g_assert_cmpstr (json, ==, "[-105600000,513900000,-53400000,554300000]");
  g_assert_true (fc_map_bounds_from_json (json, &back));
  g_assert_cmpfloat_with_epsilon (back.north, 55.43, 1e-9);
  g_assert_true (fc_map_bounds_read ("-400,-90,400,90", &world));
  g_assert_cmpfloat (world.east, ==, 180);
  g_assert_true (fc_map_bounds_meet (&world, &ireland));
  g_assert_false (fc_map_bounds_meet (&alps, &ireland));
  g_assert_false (fc_map_bounds_read ("5,6,4,7", &back));
  g_assert_false (fc_map_bounds_read ("5,6,7", &back));
  g_assert_false (fc_map_bounds_read ("a,b,c,d", &back));
  g_assert_false (fc_map_bounds_read ("nan,nan,nan,nan", &back));
  g_assert_false (fc_map_bounds_from_json ("{}", &back));
  g_assert_false (fc_map_bounds_from_json (NULL, &back));
  world = fc_map_bounds_of_tiles ((FcMapTile){ 0, 0, 0 }, (FcMapTile){ 0, 0, 0 });
  g_assert_cmpfloat_with_epsilon (world.north, 85.0511287798066, 1e-9);
  g_assert_cmpfloat_with_epsilon (world.south, -85.0511287798066, 1e-9);
  world = fc_map_bounds_of_tiles ((FcMapTile){ 1, 1, 0 }, (FcMapTile){ 1, 1, 0 });
  g_assert_cmpfloat_with_epsilon (world.west, 0, 1e-9);
  g_assert_cmpfloat_with_epsilon (world.south, 0, 1e-9);
}

static void
test_addresses (void)
{
  static const char *const wrong[] = {
    "",
    "https://tiles.example.com/",
    "https://tiles.example.com/{z}/{x}.png",
    "http://tiles.example.com/{z}/{x}/{y}.png",
    "ftp://tiles.example.com/{z}/{x}/{y}.png",
    "file:///{z}/{x}/{y}.png",
    "tiles.example.com/{z}/{x}/{y}.png",
    "https://{s}.tiles.example.com/{z}/{x}/{y}.png",
    "https://anna:secret@tiles.example.com/{z}/{x}/{y}.png",
    "https:///{z}/{x}/{y}.png",
    "https://tiles.example.com/{z}/{x}/{y}.png}",
  };
  g_autofree char *address = fc_tile_address_of ("https://t.example/{z}/{x}/{y}.png?k={z}", (FcMapTile){ 5, 17, 3 });
  g_autofree char *long_path = g_strnfill (600, 'a');
  g_autofree char *long_address = g_strconcat ("https://t.example/{z}/{x}/{y}/", long_path, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (address, ==, "https://t.example/5/17/3.png?k=5");
  g_assert_true (fc_tile_address_check ("https://tiles.example.com:8443/a/{z}/{y}/{x}.jpg?key=12", &error));
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) reason = NULL;

      g_assert_false (fc_tile_address_check (wrong[i], &reason));
      g_assert_error (reason, FC_ERROR, FC_ERROR_INVALID);
    }
  g_assert_false (fc_tile_address_check (long_address, &error));
  g_assert_error (error, FC_ERROR, FC_ERROR_INVALID);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map-tile/parents-and-rows", test_parents);
  g_test_add_func ("/map-tile/kinds-by-first-bytes", test_kinds);
  g_test_add_func ("/map-tile/bounds", test_bounds);
  g_test_add_func ("/map-tile/addresses-of-servers", test_addresses);
  return g_test_run ();
}
