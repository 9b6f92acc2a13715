/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-fleet-pages.h"

#include "fc-tracker-settings.h"

static const FcService tracker = {
  .start = fc_tracker_start,
  .preferences = fc_tracker_preferences_new,
};

/**
 * fc_fleet_register_pages:
 *
 * Vehicles and geofences, and what follows the vehicles.
 */
void
fc_fleet_register_pages (void)
{
  fc_page_register (&fc_vehicles_page_info);
  fc_page_register (&fc_geofences_page_info);
  fc_service_register (&tracker);
}
