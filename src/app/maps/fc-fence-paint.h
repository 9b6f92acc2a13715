/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-fence-sketch.h"
#include "fc-map-drawing.h"
#include "fc-plot-look.h"

G_BEGIN_DECLS

#define FC_FENCE_CORNERS 72 /* of a circle */

/* A geofence that is being drawn, in the pixels of the map. Pure: a frame says where what is. */
FcPlace fc_fence_place_at    (const FcMapFrame    *frame,
                              double               x,
                              double               y);
void    fc_fence_locate      (const FcFenceSketch *sketch,
                              const FcMapFrame    *frame,
                              guint                handle,
                              double              *x,
                              double              *y);
guint   fc_fence_pick_handle (const FcFenceSketch *sketch,
                              const FcMapFrame    *frame,
                              double               x,
                              double               y);
guint   fc_fence_pick_side   (const FcFenceSketch *sketch,
                              const FcMapFrame    *frame,
                              double               x,
                              double               y);
void    fc_fence_paint       (const FcFenceSketch *sketch,
                              const FcMapFrame    *frame,
                              const FcPlotLook    *look,
                              cairo_t             *cr);
void    fc_fence_paint_next  (const FcFenceSketch *sketch,
                              const FcMapFrame    *frame,
                              const FcPlotLook    *look,
                              double               x,
                              double               y,
                              cairo_t             *cr);

void    fc_fence_ring        (FcPlace              middle,
                              double               metres,
                              FcPlace             *edge);
gboolean fc_fence_extend     (const FcFenceSketch *sketch,
                              FcMapThing          *extent);
double  fc_fence_first_radius (const FcMapFrame   *frame);

G_END_DECLS
