/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "fc-context.h"

G_BEGIN_DECLS

/* One station: its details, limits, tanks, pumps and nozzles, each saved by itself as it is typed. */
#define FC_TYPE_STATION_VIEW (fc_station_view_get_type ())
G_DECLARE_FINAL_TYPE (FcStationView, fc_station_view, FC, STATION_VIEW, AdwBin)

GtkWidget *fc_station_view_new (FcContext  *context,
                                const FcId *station_id);

G_END_DECLS
