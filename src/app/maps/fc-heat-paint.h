/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-map-features.h"
#include "fc-map-frame.h"
#include "fc-plot-look.h"

G_BEGIN_DECLS

/* The picture of how much there is around each place, by the weights of points. It is made for a zoom and a bit more than
 * is in sight, and then only moved until that does not do any more. */
typedef struct _FcHeatPicture FcHeatPicture;

FcHeatPicture *fc_heat_picture_new   (void);
void           fc_heat_picture_free  (FcHeatPicture    *self);
void           fc_heat_picture_clear (FcHeatPicture    *self);
gint64         fc_heat_picture_make  (FcHeatPicture    *self,
                                      const GArray     *points,
                                      const FcMapFrame *frame,
                                      const FcPlotLook *look,
                                      int               scale);
void           fc_heat_picture_paint (FcHeatPicture    *self,
                                      const GArray     *points,
                                      const FcMapFrame *frame,
                                      const FcPlotLook *look,
                                      int               scale,
                                      cairo_t          *cr);
GdkRGBA        fc_heat_colour        (const FcPlotLook *look,
                                      double            share);
double         fc_heat_reach         (const FcMapFrame *frame);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcHeatPicture, fc_heat_picture_free)

G_END_DECLS
