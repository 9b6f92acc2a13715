/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-context.h"
#include "fc-map-view.h"

G_BEGIN_DECLS

/*
 * Where a vehicle drove, on the map and below it: the line by its speed, the stops, and a slider that goes through the time.
 * Signals: "changed" (what the map shows of it), "closed".
 */
#define FC_TYPE_TRACK_PANEL (fc_track_panel_get_type ())
G_DECLARE_FINAL_TYPE (FcTrackPanel, fc_track_panel, FC, TRACK_PANEL, GtkWidget)

GtkWidget *fc_track_panel_new       (FcContext    *context,
                                     FcMapView    *map);
void       fc_track_panel_show      (FcTrackPanel *self,
                                     const FcId   *vehicle_id);
void       fc_track_panel_show_stop (FcTrackPanel *self,
                                     const FcId   *stop_id);
void       fc_track_panel_close     (FcTrackPanel *self);

G_END_DECLS
