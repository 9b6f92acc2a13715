/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-tank-level.h"

static const GdkRGBA white = { 1, 1, 1, 1 }, black = { 0, 0, 0, 0.8f };

static double
lightness (const GdkRGBA *colour)
{
  return 0.3 * colour->red + 0.6 * colour->green + 0.1 * colour->blue;
}

static GdkRGBA
seen (const char    *product,
      const GdkRGBA *ink)
{
  GdkRGBA colour;

  g_assert_true (gdk_rgba_parse (&colour, product));
  return fc_tank_level_seen (&colour, ink);
}

/* A full tank must not look empty, whatever colour its product was given. */
static void
test_every_product_is_seen_on_every_ground (void)
{
  const double dark_card = 0.21, light_card = 1;

  for (guint i = 0; i < 0x1000; i += 7)
    {
      g_autofree char *product = g_strdup_printf ("#%03x", i);
      GdkRGBA by_night = seen (product, &white), by_day = seen (product, &black);

      g_assert_cmpfloat (ABS (lightness (&by_night) - dark_card), >, 0.15);
      g_assert_cmpfloat (ABS (lightness (&by_day) - light_card), >, 0.15);
    }
}

static void
test_what_is_seen_keeps_its_colour (void)
{
  GdkRGBA green, diesel;

  g_assert_true (gdk_rgba_parse (&green, "#26a269"));
  g_assert_true (gdk_rgba_parse (&diesel, "#3d3846"));
  g_assert_true (gdk_rgba_equal (&(GdkRGBA){ green.red, green.green, green.blue, 1 },
                                 &(GdkRGBA){ seen ("#26a269", &black).red, seen ("#26a269", &black).green,
                                             seen ("#26a269", &black).blue, 1 }));
  g_assert_cmpfloat (lightness (&(GdkRGBA){ seen ("#3d3846", &black).red, seen ("#3d3846", &black).green,
                                            seen ("#3d3846", &black).blue, 1 }),
                     ==, lightness (&diesel));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tank-level/every-product-is-seen-on-every-ground", test_every_product_is_seen_on_every_ground);
  g_test_add_func ("/tank-level/what-is-seen-keeps-its-colour", test_what_is_seen_keeps_its_colour);
  return g_test_run ();
}
