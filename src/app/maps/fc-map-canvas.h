/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

#include "fc-map-drawing.h"

G_BEGIN_DECLS

/* The layer of a ShumateMap that shows a drawing: one widget, however much stands on the map. */
#define FC_TYPE_MAP_CANVAS (fc_map_canvas_get_type ())
G_DECLARE_FINAL_TYPE (FcMapCanvas, fc_map_canvas, FC, MAP_CANVAS, ShumateLayer)

GtkWidget    *fc_map_canvas_new         (ShumateViewport *viewport);
FcMapDrawing *fc_map_canvas_get_drawing (FcMapCanvas     *self);
FcMapFrame    fc_map_canvas_get_frame   (FcMapCanvas     *self);
void          fc_map_canvas_set_picks   (FcMapCanvas     *self,
                                         gboolean         picks);

G_END_DECLS
