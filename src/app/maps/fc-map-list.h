/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fc-context.h"
#include "fc-map-drawing.h"

G_BEGIN_DECLS

/*
 * What a map shows, in words: the most pressing first. It is also what a screen reader reads instead of the map. Signals:
 * "chosen" (FcMapLayerInfo *, FcId *: a row was clicked), "opened" (likewise: its button was), "also"
 * (likewise: its second button, which some layers have).
 */
#define FC_TYPE_MAP_LIST (fc_map_list_get_type ())
G_DECLARE_FINAL_TYPE (FcMapList, fc_map_list, FC, MAP_LIST, GtkWidget)

GtkWidget *fc_map_list_new    (FcContext            *context);
void       fc_map_list_show   (FcMapList            *self,
                               FcMapDrawing         *drawing,
                               const FcMapFrame     *frame,
                               const char           *search);
void       fc_map_list_choose (FcMapList            *self,
                               const FcMapLayerInfo *layer,
                               const FcId           *id);

G_END_DECLS
