/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fc-map-drawing.h"

G_BEGIN_DECLS

/*
 * Reads the layers of a map into its drawing, and again what has changed; only while the map is on screen. Signals:
 * "changed" (once all were read for the first time, then after each).
 */
#define FC_TYPE_MAP_LAYERS (fc_map_layers_get_type ())
G_DECLARE_FINAL_TYPE (FcMapLayers, fc_map_layers, FC, MAP_LAYERS, GObject)

FcMapLayers  *fc_map_layers_new        (FcContext    *context,
                                        FcMapDrawing *drawing);
void          fc_map_layers_load       (FcMapLayers  *self);
void          fc_map_layers_set_active (FcMapLayers  *self,
                                        gboolean      active);
void          fc_map_layers_stop       (FcMapLayers  *self);
guint         fc_map_layers_count      (FcMapLayers  *self);
const GError *fc_map_layers_get_error  (FcMapLayers  *self);
GtkWidget    *fc_map_layers_menu_new   (FcMapLayers  *self);
void          fc_map_layers_toggle     (FcMapLayers  *self,
                                        const FcMapLayerInfo *layer);

G_END_DECLS
