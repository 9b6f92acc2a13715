/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What comes into tanks and what is read of them. Read by fc-entities.h only. */

#define FC_FIELDS_TANK_READING(F)                                                                                      \
  F (TANK_READING_SHIFT_ID, "shift_id", FC_TYPE_REF, N_("Shift"),                                                      \
     FC_FIELD_REQUIRED | FC_FIELD_PARENT | FC_FIELD_FIXED | FC_FIELD_INDEX, .target = FC_SHIFT)                        \
  F (TANK_READING_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"), FC_FIELD_REQUIRED | FC_FIELD_FIXED,            \
     .target = FC_STATION)                                                                                             \
  F (TANK_READING_TANK_ID, "tank_id", FC_TYPE_REF, N_("Tank"), FC_FIELD_REQUIRED | FC_FIELD_FIXED | FC_FIELD_INDEX,    \
     .target = FC_TANK)                                                                                                \
  F (TANK_READING_OPENING_VOLUME, "opening_volume", FC_TYPE_VOLUME, N_("Opening"), .min = 0, .max = FC_VOLUME_MAX,     \
     .merge = FC_MERGE_MANUAL)                                                                                         \
  F (TANK_READING_LEVEL, "level", FC_TYPE_LENGTH, N_("Product level"), .min = 0, .max = 20000,                         \
     .merge = FC_MERGE_MANUAL)                                                                                         \
  F (TANK_READING_WATER_LEVEL, "water_level", FC_TYPE_LENGTH, N_("Water level"), .min = 0, .max = 20000,               \
     .merge = FC_MERGE_MANUAL)                                                                                         \
  F (TANK_READING_VOLUME, "volume", FC_TYPE_VOLUME, N_("Dip volume"), .min = 0, .max = FC_VOLUME_MAX,                  \
     .merge = FC_MERGE_MANUAL)                                                                                         \
  F (TANK_READING_WATER_VOLUME, "water_volume", FC_TYPE_VOLUME, N_("Water volume"), .min = 0, .max = FC_VOLUME_MAX)    \
  F (TANK_READING_TEMPERATURE, "temperature", FC_TYPE_TEMPERATURE, N_("Temperature"), .min = -60000, .max = 100000)    \
  F (TANK_READING_ULLAGE, "ullage", FC_TYPE_VOLUME, N_("Ullage"), .min = 0, .max = FC_VOLUME_MAX)                      \
  F (TANK_READING_READ_AT, "read_at", FC_TYPE_TIME, N_("Read"))                                                        \
  F (TANK_READING_SOURCE, "source", FC_TYPE_ENUM, N_("Source"), .choices = fc_sources)                                 \
  F (TANK_READING_OPENING_WATER_LEVEL, "opening_water_level", FC_TYPE_LENGTH, N_("Water at the opening"), .min = 0,    \
     .max = 20000)                                                                                                     \
  F (TANK_READING_OPENING_BOOK, "opening_book", FC_TYPE_VOLUME, N_("Opening by the book"), .min = -FC_VOLUME_MAX,      \
     .max = FC_VOLUME_MAX)                                                                                             \
  F (TANK_READING_PHOTO_ID, "photo_id", FC_TYPE_REF, N_("Photo"), .target = FC_ATTACHMENT)

#define FC_FIELDS_DELIVERY(F)                                                                                          \
  F (DELIVERY_SHIFT_ID, "shift_id", FC_TYPE_REF, N_("Shift"),                                                          \
     FC_FIELD_REQUIRED | FC_FIELD_PARENT | FC_FIELD_FIXED | FC_FIELD_INDEX, .target = FC_SHIFT)                        \
  F (DELIVERY_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"), FC_FIELD_REQUIRED | FC_FIELD_FIXED,                \
     .target = FC_STATION)                                                                                             \
  F (DELIVERY_TANK_ID, "tank_id", FC_TYPE_REF, N_("Tank"), FC_FIELD_REQUIRED, .target = FC_TANK,                       \
     .merge = FC_MERGE_MANUAL)                                                                                         \
  F (DELIVERY_SUPPLIER, "supplier", FC_TYPE_TEXT, N_("Supplier"), FC_FIELD_SEARCH, .max = 200)                         \
  F (DELIVERY_DOCUMENT, "document", FC_TYPE_TEXT, N_("Document number"), FC_FIELD_SEARCH, .max = 60)                   \
  F (DELIVERY_TICKETED_VOLUME, "ticketed_volume", FC_TYPE_VOLUME, N_("Ticketed volume"), FC_FIELD_REQUIRED,            \
     .min = 1, .max = FC_VOLUME_MAX, .merge = FC_MERGE_MANUAL)                                                         \
  F (DELIVERY_VOLUME_BEFORE, "volume_before", FC_TYPE_VOLUME, N_("Before"), .min = 0, .max = FC_VOLUME_MAX,            \
     .merge = FC_MERGE_MANUAL)                                                                                         \
  F (DELIVERY_VOLUME_AFTER, "volume_after", FC_TYPE_VOLUME, N_("After"), .min = 0, .max = FC_VOLUME_MAX,               \
     .merge = FC_MERGE_MANUAL)                                                                                         \
  F (DELIVERY_DELIVERED_AT, "delivered_at", FC_TYPE_TIME, N_("Delivered"), FC_FIELD_REQUIRED)                          \
  F (DELIVERY_TEMPERATURE, "temperature", FC_TYPE_TEMPERATURE, N_("Temperature on the ticket"), .min = -60000,         \
     .max = 100000)                                                                                                    \
  F (DELIVERY_TICKETED_VOLUME_15, "ticketed_volume_15", FC_TYPE_VOLUME, N_("Ticketed volume at 15 °C"), .min = 0,      \
     .max = FC_VOLUME_MAX)                                                                                             \
  F (DELIVERY_DENSITY, "density", FC_TYPE_DENSITY, N_("Density at 15 °C"), .min = 500000, .max = 1200000)              \
  F (DELIVERY_TEMPERATURE_BEFORE, "temperature_before", FC_TYPE_TEMPERATURE, N_("Temperature before"),                 \
     .min = -60000, .max = 100000)                                                                                     \
  F (DELIVERY_TEMPERATURE_AFTER, "temperature_after", FC_TYPE_TEMPERATURE, N_("Temperature after"), .min = -60000,     \
     .max = 100000)                                                                                                    \
  F (DELIVERY_LEVEL_BEFORE, "level_before", FC_TYPE_LENGTH, N_("Dip before"), .min = 0, .max = 20000)                  \
  F (DELIVERY_LEVEL_AFTER, "level_after", FC_TYPE_LENGTH, N_("Dip after"), .min = 0, .max = 20000)                     \
  F (DELIVERY_SALES_DURING, "sales_during", FC_TYPE_VOLUME, N_("Sold during the drop"), .min = 0,                      \
     .max = FC_VOLUME_MAX)                                                                                             \
  F (DELIVERY_UNIT_COST, "unit_cost", FC_TYPE_PRICE, N_("Unit cost"), .min = 0, .max = FC_PRICE_MAX,                   \
     .merge = FC_MERGE_MANUAL)                                                                                         \
  F (DELIVERY_GAUGE_DELIVERY_ID, "gauge_delivery_id", FC_TYPE_REF, N_("Delivery by the gauge"),                        \
     .target = FC_GAUGE_DELIVERY)                                                                                      \
  F (DELIVERY_PHOTO_ID, "photo_id", FC_TYPE_REF, N_("Photo"), .target = FC_ATTACHMENT)

/* Product moved between tanks, or out of one for the station’s own use. */
#define FC_FIELDS_TANK_TRANSFER(F)                                                                                     \
  F (TANK_TRANSFER_SHIFT_ID, "shift_id", FC_TYPE_REF, N_("Shift"),                                                     \
     FC_FIELD_REQUIRED | FC_FIELD_PARENT | FC_FIELD_FIXED | FC_FIELD_INDEX, .target = FC_SHIFT)                        \
  F (TANK_TRANSFER_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"), FC_FIELD_REQUIRED | FC_FIELD_FIXED,           \
     .target = FC_STATION)                                                                                             \
  F (TANK_TRANSFER_FROM_TANK_ID, "from_tank_id", FC_TYPE_REF, N_("From tank"), .target = FC_TANK)                      \
  F (TANK_TRANSFER_TO_TANK_ID, "to_tank_id", FC_TYPE_REF, N_("To tank"), .target = FC_TANK)                            \
  F (TANK_TRANSFER_VOLUME, "volume", FC_TYPE_VOLUME, N_("Volume"), FC_FIELD_REQUIRED, .min = 1, .max = FC_VOLUME_MAX)  \
  F (TANK_TRANSFER_REASON, "reason", FC_TYPE_TEXT, N_("Reason"))                                                       \
  F (TANK_TRANSFER_MOVED_AT, "moved_at", FC_TYPE_TIME, N_("Time"))

/* What a gauge said of a tank, once an hour. tc_volume is the gauge’s own at 60 °F: never to be mixed with 15 °C. */
#define FC_FIELDS_GAUGE_READING(F)                                                                                     \
  F (GAUGE_READING_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"),                                               \
     FC_FIELD_REQUIRED | FC_FIELD_FIXED | FC_FIELD_INDEX, .target = FC_STATION)                                        \
  F (GAUGE_READING_TANK_ID, "tank_id", FC_TYPE_REF, N_("Tank"), FC_FIELD_REQUIRED | FC_FIELD_FIXED | FC_FIELD_INDEX,   \
     .target = FC_TANK)                                                                                                \
  F (GAUGE_READING_GAUGE_ID, "gauge_id", FC_TYPE_REF, N_("Gauge"), .target = FC_GAUGE)                                 \
  F (GAUGE_READING_READ_AT, "read_at", FC_TYPE_TIME, N_("Read"), FC_FIELD_REQUIRED)                                    \
  F (GAUGE_READING_VOLUME, "volume", FC_TYPE_VOLUME, N_("Volume"), .min = 0, .max = FC_VOLUME_MAX)                     \
  F (GAUGE_READING_TC_VOLUME, "tc_volume", FC_TYPE_VOLUME, N_("Gauge’s TC volume"), .min = 0, .max = FC_VOLUME_MAX)    \
  F (GAUGE_READING_ULLAGE, "ullage", FC_TYPE_VOLUME, N_("Ullage"), .min = 0, .max = FC_VOLUME_MAX)                     \
  F (GAUGE_READING_LEVEL, "level", FC_TYPE_LENGTH, N_("Product level"), .min = 0, .max = 20000)                        \
  F (GAUGE_READING_WATER_LEVEL, "water_level", FC_TYPE_LENGTH, N_("Water level"), .min = 0, .max = 20000)              \
  F (GAUGE_READING_WATER_VOLUME, "water_volume", FC_TYPE_VOLUME, N_("Water volume"), .min = 0, .max = FC_VOLUME_MAX)   \
  F (GAUGE_READING_TEMPERATURE, "temperature", FC_TYPE_TEMPERATURE, N_("Temperature"), .min = -60000, .max = 100000)   \
  F (GAUGE_READING_STATUS, "status", FC_TYPE_INT, N_("Status"), .min = 0, .max = 65535)

/* A delivery as a gauge saw it; a delivery note is matched with it. */
#define FC_FIELDS_GAUGE_DELIVERY(F)                                                                                    \
  F (GAUGE_DELIVERY_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"),                                              \
     FC_FIELD_REQUIRED | FC_FIELD_FIXED | FC_FIELD_INDEX, .target = FC_STATION)                                        \
  F (GAUGE_DELIVERY_TANK_ID, "tank_id", FC_TYPE_REF, N_("Tank"),                                                       \
     FC_FIELD_REQUIRED | FC_FIELD_FIXED | FC_FIELD_INDEX, .target = FC_TANK)                                           \
  F (GAUGE_DELIVERY_GAUGE_ID, "gauge_id", FC_TYPE_REF, N_("Gauge"), .target = FC_GAUGE)                                \
  F (GAUGE_DELIVERY_STARTED_AT, "started_at", FC_TYPE_TIME, N_("Begin"), FC_FIELD_REQUIRED)                            \
  F (GAUGE_DELIVERY_ENDED_AT, "ended_at", FC_TYPE_TIME, N_("End"), FC_FIELD_REQUIRED)                                  \
  F (GAUGE_DELIVERY_START_VOLUME, "start_volume", FC_TYPE_VOLUME, N_("Begin: volume"), .min = 0,                       \
     .max = FC_VOLUME_MAX)                                                                                             \
  F (GAUGE_DELIVERY_START_TC_VOLUME, "start_tc_volume", FC_TYPE_VOLUME, N_("Begin: TC volume"), .min = 0,              \
     .max = FC_VOLUME_MAX)                                                                                             \
  F (GAUGE_DELIVERY_START_LEVEL, "start_level", FC_TYPE_LENGTH, N_("Begin: level"), .min = 0, .max = 20000)            \
  F (GAUGE_DELIVERY_START_WATER_LEVEL, "start_water_level", FC_TYPE_LENGTH, N_("Begin: water"), .min = 0,              \
     .max = 20000)                                                                                                     \
  F (GAUGE_DELIVERY_START_TEMPERATURE, "start_temperature", FC_TYPE_TEMPERATURE, N_("Begin: temperature"),             \
     .min = -60000, .max = 100000)                                                                                     \
  F (GAUGE_DELIVERY_END_VOLUME, "end_volume", FC_TYPE_VOLUME, N_("End: volume"), .min = 0, .max = FC_VOLUME_MAX)       \
  F (GAUGE_DELIVERY_END_TC_VOLUME, "end_tc_volume", FC_TYPE_VOLUME, N_("End: TC volume"), .min = 0,                    \
     .max = FC_VOLUME_MAX)                                                                                             \
  F (GAUGE_DELIVERY_END_LEVEL, "end_level", FC_TYPE_LENGTH, N_("End: level"), .min = 0, .max = 20000)                  \
  F (GAUGE_DELIVERY_END_WATER_LEVEL, "end_water_level", FC_TYPE_LENGTH, N_("End: water"), .min = 0, .max = 20000)      \
  F (GAUGE_DELIVERY_END_TEMPERATURE, "end_temperature", FC_TYPE_TEMPERATURE, N_("End: temperature"), .min = -60000,    \
     .max = 100000)
