/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-map-frame.h"
#include "fc-plot-look.h"
#include "fc-track-line.h"

G_BEGIN_DECLS

/* A track on the map: a line that is thicker and of another colour where it was faster. */
GdkRGBA fc_track_pace_colour (guint              pace);
double  fc_track_pace_width  (guint              pace);
void    fc_track_paint       (const FcTrackLine *line,
                              const FcMapFrame  *frame,
                              const FcPlotLook  *look,
                              cairo_t           *cr);
void    fc_track_paint_here  (FcPlace            place,
                              double             heading,
                              const FcMapFrame  *frame,
                              const FcPlotLook  *look,
                              cairo_t           *cr);

G_END_DECLS
