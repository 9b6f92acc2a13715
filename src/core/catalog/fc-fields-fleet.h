/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Vehicles, where they are, and maps. Read by fc-entities.h only. */

#define FC_FIELDS_VEHICLE(F)                                                                                           \
  F (VEHICLE_STATION_ID, "station_id", FC_TYPE_REF, N_("Home station"), FC_FIELD_INDEX, .target = FC_STATION)          \
  F (VEHICLE_NUMBER, "number", FC_TYPE_TEXT, N_("Registration number"), FC_FIELD_REQUIRED | FC_FIELD_SEARCH,           \
     .max = 20)                                                                                                        \
  F (VEHICLE_NAME, "name", FC_TYPE_TEXT, N_("Vehicle"), FC_FIELD_SEARCH, .max = 100)                                   \
  F (VEHICLE_DRIVER, "driver", FC_TYPE_TEXT, N_("Driver"), FC_FIELD_SEARCH, .max = 100)                                \
  F (VEHICLE_PRODUCT_ID, "product_id", FC_TYPE_REF, N_("Fuel"), .target = FC_PRODUCT)                                  \
  F (VEHICLE_STATUS, "status", FC_TYPE_ENUM, N_("Status"), FC_FIELD_REQUIRED, .choices = fc_vehicle_statuses)          \
  F (VEHICLE_ODOMETER, "odometer", FC_TYPE_INT, N_("Odometer (m)"), .min = 0, .max = 10000000000,                      \
     .merge = FC_MERGE_MAX)                                                                                            \
  F (VEHICLE_TANK_CAPACITY, "tank_capacity", FC_TYPE_VOLUME, N_("Tank capacity"), .min = 0, .max = FC_VOLUME_MAX)      \
  F (VEHICLE_TRACKER_ID, "tracker_id", FC_TYPE_TEXT, N_("Number of its tracker"), FC_FIELD_INDEX, .max = 63)           \
  F (VEHICLE_MODEL, "model", FC_TYPE_TEXT, N_("Make and model"), .max = 100)                                           \
  F (VEHICLE_COLOUR, "colour", FC_TYPE_TEXT, N_("Colour"), .max = 7)

/* A fix of a receiver; marks are those of core/geo. */
#define FC_FIELDS_POSITION(F)                                                                                          \
  F (POSITION_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"), FC_FIELD_FIXED | FC_FIELD_INDEX,                   \
     .target = FC_STATION)                                                                                             \
  F (POSITION_VEHICLE_ID, "vehicle_id", FC_TYPE_REF, N_("Vehicle"), FC_FIELD_REQUIRED | FC_FIELD_FIXED,                \
     .target = FC_VEHICLE)                                                                                             \
  F (POSITION_FIXED_AT, "fixed_at", FC_TYPE_TIME, N_("Time"), FC_FIELD_REQUIRED)                                       \
  F (POSITION_RECEIVED_AT, "received_at", FC_TYPE_TIME, N_("Received"))                                                \
  F (POSITION_LATITUDE, "latitude", FC_TYPE_GEO, N_("Latitude"), FC_FIELD_REQUIRED, .min = -900000000,                 \
     .max = 900000000)                                                                                                 \
  F (POSITION_LONGITUDE, "longitude", FC_TYPE_GEO, N_("Longitude"), FC_FIELD_REQUIRED, .min = -1800000000,             \
     .max = 1800000000)                                                                                                \
  F (POSITION_ALTITUDE, "altitude", FC_TYPE_LENGTH, N_("Altitude"), .min = -1000000, .max = 100000000)                 \
  F (POSITION_SPEED, "speed", FC_TYPE_INT, N_("Speed (mm/s)"), .min = 0, .max = 400000000)                             \
  F (POSITION_COURSE, "course", FC_TYPE_INT, N_("Course (1/100°)"), .min = 0, .max = 36000)                            \
  F (POSITION_ACCURACY, "accuracy", FC_TYPE_LENGTH, N_("Accuracy"), .min = 0, .max = 1000000000)                       \
  F (POSITION_SOURCE, "source", FC_TYPE_TEXT, N_("Source"), .max = 20)                                                 \
  F (POSITION_MARKS, "marks", FC_TYPE_INT, N_("Marks"), .min = 0, .max = 65535)

/* points: [[latitude, longitude], …] in 1e-7 degree; radius is half the width of a corridor. */
#define FC_FIELDS_GEOFENCE(F)                                                                                          \
  F (GEOFENCE_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"), FC_FIELD_INDEX, .target = FC_STATION)              \
  F (GEOFENCE_NAME, "name", FC_TYPE_TEXT, N_("Geofence"), FC_FIELD_REQUIRED | FC_FIELD_SEARCH, .max = 100)             \
  F (GEOFENCE_KIND, "kind", FC_TYPE_ENUM, N_("Shape"), FC_FIELD_REQUIRED, .choices = fc_geofence_kinds)                \
  F (GEOFENCE_POINTS, "points", FC_TYPE_JSON, N_("Points"), FC_FIELD_REQUIRED, .merge = FC_MERGE_MANUAL)               \
  F (GEOFENCE_RADIUS, "radius", FC_TYPE_LENGTH, N_("Radius"), .min = 0, .max = 20000000000, .merge = FC_MERGE_MANUAL)  \
  F (GEOFENCE_DWELL, "dwell", FC_TYPE_INT, N_("Too long after (seconds)"), .min = 0, .max = 31536000)                  \
  F (GEOFENCE_ALERT_ENTER, "alert_enter", FC_TYPE_BOOL, N_("Alert on arrival"))                                        \
  F (GEOFENCE_ALERT_LEAVE, "alert_leave", FC_TYPE_BOOL, N_("Alert on departure"))                                      \
  F (GEOFENCE_ALERT_DWELL, "alert_dwell", FC_TYPE_BOOL, N_("Alert on a long stay"))                                    \
  F (GEOFENCE_COLOUR, "colour", FC_TYPE_TEXT, N_("Colour"), .max = 7)

/* The file stays where it was imported; others learn that there is one. */
#define FC_FIELDS_MAP_PACK(F)                                                                                          \
  F (MAP_PACK_NAME, "name", FC_TYPE_TEXT, N_("Map"), FC_FIELD_REQUIRED | FC_FIELD_SEARCH, .max = 200)                  \
  F (MAP_PACK_FILE, "file", FC_TYPE_TEXT, N_("File"), .max = 255)                                                      \
  F (MAP_PACK_MIN_ZOOM, "min_zoom", FC_TYPE_INT, N_("Smallest zoom"), .min = 0, .max = 30)                             \
  F (MAP_PACK_MAX_ZOOM, "max_zoom", FC_TYPE_INT, N_("Greatest zoom"), .min = 0, .max = 30)                             \
  F (MAP_PACK_BOUNDS, "bounds", FC_TYPE_JSON, N_("Bounds"))                                                            \
  F (MAP_PACK_SIZE, "size", FC_TYPE_INT, N_("Size (bytes)"), .min = 0, .max = 1000000000000)                           \
  F (MAP_PACK_ATTRIBUTION, "attribution", FC_TYPE_TEXT, N_("Attribution"))                                             \
  F (MAP_PACK_SHA256, "sha256", FC_TYPE_TEXT, N_("SHA-256"), .max = 64)
