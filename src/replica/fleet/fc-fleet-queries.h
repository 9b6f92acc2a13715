/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-query-model.h"

G_BEGIN_DECLS

/* A fix that is believed: none of core/geo's FC_FIX_DOUBTFUL, which fc-fleet-queries.c checks. */
#define FC_BELIEVED_FIX "(coalesce (marks, 0) & 122) = 0"

/* Vehicles by number. Binds: :search, :status, :station. */
extern const FcQuerySpec fc_vehicle_list;
enum {
  FC_VEHICLE_LIST_ID,
  FC_VEHICLE_LIST_NUMBER,
  FC_VEHICLE_LIST_NAME,
  FC_VEHICLE_LIST_DRIVER,
  FC_VEHICLE_LIST_STATUS,
  FC_VEHICLE_LIST_MODEL,
  FC_VEHICLE_LIST_STATION, /* name */
  FC_VEHICLE_LIST_SEEN_AT, /* of its newest fix that is believed */
};

/* Geofences by name. Binds: :search, :station. */
extern const FcQuerySpec fc_geofence_list;
enum {
  FC_GEOFENCE_LIST_ID,
  FC_GEOFENCE_LIST_NAME,
  FC_GEOFENCE_LIST_KIND,
  FC_GEOFENCE_LIST_STATION, /* name */
};

G_END_DECLS
