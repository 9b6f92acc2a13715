/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-plot-view.h"

G_BEGIN_DECLS

/* One believable plot of each form, the same every time. */
typedef struct {
  const char *name;
  FcPlotForm form;
  int width, height;
} PlotSample;

extern const PlotSample plot_samples[];
extern const guint plot_n_samples;

FcPlotData      *plot_sample_data (const PlotSample *sample);
FcPlotView       plot_sample_view (const PlotSample *sample,
                                   const FcPlotData *data);
/* (transfer full): @view on its ground, laid out anew. */
cairo_surface_t *plot_draw        (FcPlotView       *view,
                                   gboolean          with_cursor);

G_END_DECLS
