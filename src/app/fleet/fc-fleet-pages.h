/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-record-page.h"

G_BEGIN_DECLS

/* Vehicles and geofences; each file defines its page's data, fc-fleet-pages.c registers them. */
extern const FcPageInfo fc_vehicles_page_info;
extern const FcPageInfo fc_geofences_page_info;

void fc_fleet_register_pages (void);

G_END_DECLS
