/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-plot-look.h"

/* Blue, orange, green, purple, sky and ochre (and two more: violet and pine, or grey and rose) after Okabe and Ito's "Color Universal Design", moved until each is seen
 * well on its ground and no two look alike to those who confuse colours; the test /plot/look/ measures both. */
static const char *const on_light[FC_PLOT_PALETTE] = { "#1a56c4", "#e06510", "#037f4b", "#992870",
                                                       "#4f8ff0", "#5d3f07", "#3c006c", "#002418" };
static const char *const on_dark[FC_PLOT_PALETTE] = { "#5f8ffd", "#e07b35", "#35d48a", "#c985c2",
                                                      "#c4ebe2", "#e3d94a", "#90a89c", "#f03c54" };

static GdkRGBA
parse (const char *text)
{
  GdkRGBA colour = { 0, 0, 0, 1 };

  gdk_rgba_parse (&colour, text);
  return colour;
}

/**
 * fc_plot_look:
 *
 * Returns: the look of a picture that stands for itself, in a file; a widget sets ink and grounds as its theme has them
 */
FcPlotLook
fc_plot_look (gboolean dark,
              gboolean high_contrast)
{
  return (FcPlotLook){
    .dark = dark,
    .high_contrast = high_contrast,
    .ink = dark ? (GdkRGBA){ 1, 1, 1, 1 } : (GdkRGBA){ 0, 0, 0, high_contrast ? 1 : 0.8f },
    .ground = parse (dark ? "#1e1e1e" : "#ffffff"),
    .card = parse (dark ? "#383838" : "#ffffff"),
  };
}

GdkRGBA
fc_plot_look_palette (const FcPlotLook *look,
                      guint             index)
{
  return parse ((look->dark ? on_dark : on_light)[index % FC_PLOT_PALETTE]);
}

GdkRGBA
fc_plot_look_colour (const FcPlotLook *look,
                     FcPlotColour      colour,
                     guint             index)
{
  switch (colour)
    {
    case FC_PLOT_INK:
      return look->ink;
    case FC_PLOT_GOOD:
      return fc_plot_look_palette (look, 2);
    case FC_PLOT_WARNING:
      return parse (look->dark ? "#f8e45c" : "#9c6e03");
    case FC_PLOT_BAD:
      return parse (look->dark ? "#ff7b63" : "#c01c28");
    case FC_PLOT_ACCENT:
      return fc_plot_look_palette (look, 0);
    case FC_PLOT_NEXT:
    default:
      return fc_plot_look_palette (look, index);
    }
}

/**
 * fc_plot_look_heat:
 * @share: 0 for little, 1 for much
 *
 * Returns: one hue from nearly the ground to nearly the ink: read without seeing colours at all
 */
GdkRGBA
fc_plot_look_heat (const FcPlotLook *look,
                   double            share)
{
  GdkRGBA little = parse (look->dark ? "#2b3440" : "#e8f1fa"), much = parse (look->dark ? "#b9defc" : "#0b3d6b");
  float s = (float) CLAMP (share, 0, 1);

  return (GdkRGBA){ little.red + s * (much.red - little.red), little.green + s * (much.green - little.green),
                    little.blue + s * (much.blue - little.blue), 1 };
}
