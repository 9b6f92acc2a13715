/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

#include "fc-map-drawing.h"
#include "fc-map-sources.h"

G_BEGIN_DECLS

/*
 * A map with buttons and keys: arrows move it, + and − zoom, Home shows everything. Signals: "opened" (FcMapThing *: a
 * sign was clicked), "moved" (a moment after it last moved).
 */
#define FC_TYPE_MAP_VIEW (fc_map_view_get_type ())
G_DECLARE_FINAL_TYPE (FcMapView, fc_map_view, FC, MAP_VIEW, GtkWidget)

GtkWidget    *fc_map_view_new          (void);
FcMapDrawing *fc_map_view_get_drawing  (FcMapView            *self);
void          fc_map_view_redraw       (FcMapView            *self);
gboolean      fc_map_view_get_frame    (FcMapView            *self,
                                        FcMapFrame           *frame);
void          fc_map_view_fit          (FcMapView            *self,
                                        const FcMapThing     *extent,
                                        gboolean              animated);
void          fc_map_view_fit_all      (FcMapView            *self,
                                        gboolean              animated);
void          fc_map_view_keep_in_sight (FcMapView          *self,
                                         double                x,
                                         double                y);
void          fc_map_view_set_sources  (FcMapView            *self,
                                        FcMapSources         *sources);
GtkWidget    *fc_map_view_get_canvas   (FcMapView            *self);
void          fc_map_view_set_picks    (FcMapView            *self,
                                        gboolean              picks);
void          fc_map_view_set_corner   (FcMapView            *self,
                                        GtkWidget            *corner);

G_END_DECLS
