/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

#include "fc-plot-data.h"

G_BEGIN_DECLS

#define FC_PLOT_PALETTE 8

/* The colours of a picture. Those of the palette are told apart by people who confuse red and green, or blue and yellow. */
typedef struct {
  gboolean dark;
  gboolean high_contrast; /* then lines are thicker and differ by their dashes, too */
  GdkRGBA ink;
  GdkRGBA ground;         /* what the picture stands on */
  GdkRGBA card;           /* what the read-out stands on */
} FcPlotLook;

FcPlotLook fc_plot_look          (gboolean          dark,
                                  gboolean          high_contrast);
GdkRGBA    fc_plot_look_palette  (const FcPlotLook *look,
                                  guint             index);
GdkRGBA    fc_plot_look_colour   (const FcPlotLook *look,
                                  FcPlotColour      colour,
                                  guint             index); /* which of the palette where it is the next */
GdkRGBA    fc_plot_look_heat     (const FcPlotLook *look,
                                  double            share); /* 0 to 1 */

static inline GdkRGBA
fc_plot_faded (GdkRGBA colour,
               double  share)
{
  colour.alpha *= (float) share;
  return colour;
}

G_END_DECLS
