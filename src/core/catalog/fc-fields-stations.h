/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Stations and what stands there. Read by fc-entities.h only. */

#define FC_FIELDS_STATION(F)                                                                                           \
  F (STATION_CODE, "code", FC_TYPE_TEXT, N_("Code"), FC_FIELD_REQUIRED | FC_FIELD_SEARCH, .max = 20)                   \
  F (STATION_NAME, "name", FC_TYPE_TEXT, N_("Station"), FC_FIELD_REQUIRED | FC_FIELD_SEARCH, .max = 200)               \
  F (STATION_ADDRESS, "address", FC_TYPE_TEXT, N_("Address"), FC_FIELD_SEARCH)                                         \
  F (STATION_LATITUDE, "latitude", FC_TYPE_GEO, N_("Latitude"), .min = -900000000, .max = 900000000)                   \
  F (STATION_LONGITUDE, "longitude", FC_TYPE_GEO, N_("Longitude"), .min = -1800000000, .max = 1800000000)              \
  F (STATION_TIME_ZONE, "time_zone", FC_TYPE_TEXT, N_("Time zone"), FC_FIELD_REQUIRED, .max = 64,                      \
     .merge = FC_MERGE_MANUAL)                                                                                         \
  F (STATION_CURRENCY, "currency", FC_TYPE_TEXT, N_("Currency"), FC_FIELD_REQUIRED, .max = 3,                          \
     .merge = FC_MERGE_MANUAL)                                                                                         \
  F (STATION_CONNECTIVITY, "connectivity", FC_TYPE_ENUM, N_("Connectivity"), .choices = fc_connectivities)             \
  F (STATION_LAST_SYNC, "last_sync", FC_TYPE_TIME, N_("Last sync"), FC_FIELD_COMMAND, .merge = FC_MERGE_MAX)           \
  F (STATION_CASH_VARIANCE_LIMIT, "cash_variance_limit", FC_TYPE_MONEY, N_("Cash variance limit"),                     \
     .min = 0, .max = FC_MONEY_MAX)                                                                                    \
  F (STATION_VARIANCE_TOLERANCE, "variance_tolerance", FC_TYPE_INT, N_("Tank variance tolerance (ppm)"),               \
     .min = 0, .max = 1000000)                                                                                         \
  F (STATION_OPENING_FLOAT, "opening_float", FC_TYPE_MONEY, N_("Float"), .min = 0, .max = FC_MONEY_MAX)                \
  F (STATION_VOLUME_UNIT, "volume_unit", FC_TYPE_ENUM, N_("Volume unit"), .choices = fc_volume_units)                  \
  F (STATION_STORE_LOCATION_ID, "store_location_id", FC_TYPE_TEXT, N_("POS store number"), FC_FIELD_INDEX, .max = 40)  \
  F (STATION_BUSINESS_DATE, "business_date", FC_TYPE_DATE, N_("Business date"), FC_FIELD_COMMAND)                      \
  F (STATION_CARRY_FORWARD, "carry_forward", FC_TYPE_ENUM, N_("Book opens with"), .choices = fc_carry_forwards)        \
  F (STATION_VARIANCE_ESCALATION, "variance_escalation", FC_TYPE_INT, N_("Tank variance to escalate (ppm)"),           \
     .min = 0, .max = 1000000)                                                                                         \
  F (STATION_DELIVERY_TOLERANCE, "delivery_tolerance", FC_TYPE_INT, N_("Delivery tolerance (ppm)"), .min = 0,          \
     .max = 1000000)                                                                                                   \
  F (STATION_SUPERVISOR_SIGNS, "supervisor_signs", FC_TYPE_BOOL, N_("The supervisor signs before handing in"))

#define FC_FIELDS_PRODUCT(F)                                                                                           \
  F (PRODUCT_CODE, "code", FC_TYPE_TEXT, N_("Code"), FC_FIELD_REQUIRED | FC_FIELD_SEARCH, .max = 20)                   \
  F (PRODUCT_NAME, "name", FC_TYPE_TEXT, N_("Product"), FC_FIELD_REQUIRED | FC_FIELD_SEARCH, .max = 100)               \
  F (PRODUCT_CATEGORY, "category", FC_TYPE_ENUM, N_("Category"), .choices = fc_product_categories)                     \
  F (PRODUCT_DENSITY, "density", FC_TYPE_DENSITY, N_("Density at 15 °C"), .min = 500000, .max = 1200000,               \
     .merge = FC_MERGE_MANUAL)                                                                                         \
  F (PRODUCT_POS_CODES, "pos_codes", FC_TYPE_SET, N_("POS grade and product numbers"), .merge = FC_MERGE_UNION)        \
  F (PRODUCT_COLOUR, "colour", FC_TYPE_TEXT, N_("Colour"), .max = 7)

#define FC_FIELDS_PRICE(F)                                                                                             \
  F (PRICE_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"),                                                       \
     FC_FIELD_REQUIRED | FC_FIELD_PARENT | FC_FIELD_FIXED | FC_FIELD_INDEX, .target = FC_STATION)                      \
  F (PRICE_PRODUCT_ID, "product_id", FC_TYPE_REF, N_("Product"), FC_FIELD_REQUIRED | FC_FIELD_FIXED,                   \
     .target = FC_PRODUCT)                                                                                             \
  F (PRICE_PRICE, "price", FC_TYPE_PRICE, N_("Price"), FC_FIELD_REQUIRED, .min = 0, .max = FC_PRICE_MAX,               \
     .merge = FC_MERGE_MANUAL)                                                                                         \
  F (PRICE_EFFECTIVE_AT, "effective_at", FC_TYPE_TIME, N_("From"), FC_FIELD_REQUIRED, .merge = FC_MERGE_MANUAL)

#define FC_FIELDS_TANK(F)                                                                                              \
  F (TANK_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"),                                                        \
     FC_FIELD_REQUIRED | FC_FIELD_PARENT | FC_FIELD_FIXED | FC_FIELD_INDEX, .target = FC_STATION)                      \
  F (TANK_NUMBER, "number", FC_TYPE_INT, N_("Tank"), FC_FIELD_REQUIRED, .min = 1, .max = 999)                          \
  F (TANK_PRODUCT_ID, "product_id", FC_TYPE_REF, N_("Product"), FC_FIELD_REQUIRED, .target = FC_PRODUCT,               \
     .merge = FC_MERGE_MANUAL)                                                                                         \
  F (TANK_CAPACITY, "capacity", FC_TYPE_VOLUME, N_("Capacity"), FC_FIELD_REQUIRED, .min = 1, .max = FC_VOLUME_MAX,     \
     .merge = FC_MERGE_MANUAL)                                                                                         \
  F (TANK_SAFE_FILL, "safe_fill", FC_TYPE_VOLUME, N_("Safe fill"), .min = 0, .max = FC_VOLUME_MAX,                     \
     .merge = FC_MERGE_MANUAL)                                                                                         \
  F (TANK_DEAD_STOCK, "dead_stock", FC_TYPE_VOLUME, N_("Dead stock"), .min = 0, .max = FC_VOLUME_MAX,                  \
     .merge = FC_MERGE_MANUAL)                                                                                         \
  F (TANK_DIAMETER, "diameter", FC_TYPE_LENGTH, N_("Diameter"), .min = 0, .max = 20000, .merge = FC_MERGE_MANUAL)      \
  F (TANK_LENGTH, "length", FC_TYPE_LENGTH, N_("Length"), .min = 0, .max = 100000, .merge = FC_MERGE_MANUAL)           \
  F (TANK_CHART, "chart", FC_TYPE_JSON, N_("Strapping chart"), .merge = FC_MERGE_MANUAL)                               \
  F (TANK_WATER_LIMIT, "water_limit", FC_TYPE_LENGTH, N_("Water limit"), .min = 0, .max = 10000)                       \
  F (TANK_GAUGE_ID, "gauge_id", FC_TYPE_REF, N_("Gauge"), .target = FC_GAUGE)                                          \
  F (TANK_GAUGE_NUMBER, "gauge_number", FC_TYPE_INT, N_("Number at the gauge"), .min = 1, .max = 999)

#define FC_FIELDS_PUMP(F)                                                                                              \
  F (PUMP_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"),                                                        \
     FC_FIELD_REQUIRED | FC_FIELD_PARENT | FC_FIELD_FIXED | FC_FIELD_INDEX, .target = FC_STATION)                      \
  F (PUMP_NUMBER, "number", FC_TYPE_INT, N_("Pump"), FC_FIELD_REQUIRED, .min = 1, .max = 999)                          \
  F (PUMP_NAME, "name", FC_TYPE_TEXT, N_("Name"), .max = 100)                                                          \
  F (PUMP_PART, "part", FC_TYPE_TEXT, N_("Part of the site"), .max = 20)

#define FC_FIELDS_NOZZLE(F)                                                                                            \
  F (NOZZLE_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"),                                                      \
     FC_FIELD_REQUIRED | FC_FIELD_PARENT | FC_FIELD_FIXED | FC_FIELD_INDEX, .target = FC_STATION)                      \
  F (NOZZLE_PUMP_ID, "pump_id", FC_TYPE_REF, N_("Pump"), FC_FIELD_REQUIRED, .target = FC_PUMP)                         \
  F (NOZZLE_LABEL, "label", FC_TYPE_TEXT, N_("Nozzle"), FC_FIELD_REQUIRED, .max = 20)                                  \
  F (NOZZLE_PRODUCT_ID, "product_id", FC_TYPE_REF, N_("Product"), FC_FIELD_REQUIRED, .target = FC_PRODUCT,             \
     .merge = FC_MERGE_MANUAL)                                                                                         \
  F (NOZZLE_TANK_ID, "tank_id", FC_TYPE_REF, N_("Tank"), FC_FIELD_REQUIRED, .target = FC_TANK,                         \
     .merge = FC_MERGE_MANUAL)                                                                                         \
  F (NOZZLE_DIGITS, "digits", FC_TYPE_INT, N_("Totalizer digits before the point"), .min = 4, .max = 12,               \
     .merge = FC_MERGE_MANUAL)                                                                                         \
  F (NOZZLE_OPENING_TOTALIZER, "opening_totalizer", FC_TYPE_VOLUME, N_("Opening totalizer"), .min = 0,                 \
     .max = FC_TOTALIZER_MAX, .merge = FC_MERGE_MANUAL)                                                                \
  F (NOZZLE_POS_POSITION, "pos_position", FC_TYPE_TEXT, N_("POS position"), .max = 20)                                 \
  F (NOZZLE_REMOVED, "removed", FC_TYPE_BOOL, N_("Taken out of use"))                                                  \
  F (NOZZLE_SECOND_TANK_ID, "second_tank_id", FC_TYPE_REF, N_("Second tank of a blend"), .target = FC_TANK,            \
     .merge = FC_MERGE_MANUAL)                                                                                         \
  F (NOZZLE_BLEND, "blend", FC_TYPE_INT, N_("Share of the first tank (ppm)"), .min = 0, .max = 1000000,                \
     .merge = FC_MERGE_MANUAL)

/* An automatic tank gauge. Its units are not in its answers; its security code lies in the keyring. */
#define FC_FIELDS_GAUGE(F)                                                                                             \
  F (GAUGE_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"),                                                       \
     FC_FIELD_REQUIRED | FC_FIELD_PARENT | FC_FIELD_FIXED | FC_FIELD_INDEX, .target = FC_STATION)                      \
  F (GAUGE_NAME, "name", FC_TYPE_TEXT, N_("Gauge"), FC_FIELD_REQUIRED, .max = 100)                                     \
  F (GAUGE_KIND, "kind", FC_TYPE_ENUM, N_("Connection"), FC_FIELD_REQUIRED, .choices = fc_gauge_kinds)                 \
  F (GAUGE_ADDRESS, "address", FC_TYPE_TEXT, N_("Address, device or file"), .max = 500)                                \
  F (GAUGE_PORT, "port", FC_TYPE_INT, N_("Port"), .min = 1, .max = 65535)                                              \
  F (GAUGE_BAUD, "baud", FC_TYPE_INT, N_("Baud"), .min = 300, .max = 115200)                                           \
  F (GAUGE_VOLUME_UNIT, "volume_unit", FC_TYPE_ENUM, N_("Volume unit"), .choices = fc_volume_units)                    \
  F (GAUGE_LENGTH_UNIT, "length_unit", FC_TYPE_ENUM, N_("Level unit"), .choices = fc_length_units)                     \
  F (GAUGE_TEMPERATURE_UNIT, "temperature_unit", FC_TYPE_ENUM, N_("Temperature unit"),                                 \
     .choices = fc_temperature_units)                                                                                  \
  F (GAUGE_INTERVAL, "interval", FC_TYPE_INT, N_("Seconds between readings"), .min = 30, .max = 86400)                 \
  F (GAUGE_ENABLED, "enabled", FC_TYPE_BOOL, N_("Read by this program"))
