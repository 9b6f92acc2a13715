/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fc-map-drawing.h"
#include "fc-vehicle-trips.h"

G_BEGIN_DECLS

/* What stands below a map about a track, in words; (transfer full). */
char      *fc_track_say_summary (const FcVehicleTrips *drive);
char      *fc_track_say_speed   (const FcVehicleTrips *drive,
                                 guint                 fix);
char      *fc_track_say_place   (FcMapDrawing         *drawing,
                                 FcPlace               place);
GtkWidget *fc_track_legend_new  (void);

G_END_DECLS
