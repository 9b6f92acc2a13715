/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-plot-view.h"

G_BEGIN_DECLS

/* A plot as a picture that stands for itself, in a letter or a file: on its own ground, with what it is called above it. */
typedef struct {
  FcPlotView view; /* its size, look and cursor are of no matter */
  gboolean dark, high_contrast;
  const char *title;
  const char *note; /* (nullable): beneath the title */
} FcPlotPicture;

void        fc_plot_picture_measure (const FcPlotPicture *picture,
                                     int                 *width,
                                     int                 *height);
GdkTexture *fc_plot_picture_texture (const FcPlotPicture *picture,
                                     int                  scale);
GBytes     *fc_plot_picture_svg     (const FcPlotPicture *picture);

G_END_DECLS
