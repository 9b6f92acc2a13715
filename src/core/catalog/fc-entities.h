/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Every entity, declared once. Each FC_FIELDS_* list gives the field's number (an enum) and its row in the
 * catalog: name, type, label, then what differs from the default. Append only: positions are stored.
 */
#define FC_ENTITIES(E)                                                                                                 \
  E (TENANT) E (USER) E (ROLE) E (STATION) E (PRODUCT) E (PRICE) E (TANK) E (PUMP) E (NOZZLE)                          \
  E (SHIFT) E (METER_READING) E (TANK_READING) E (DELIVERY) E (TENDER_TOTAL) E (CASH_COUNT) E (CASH_MOVEMENT)          \
  E (SALE) E (SALES_ROLLUP) E (ATTACHMENT) E (AUDIT_ENTRY) E (EVENT)                                                   \
  E (DRAWER) E (SLIP) E (METER_CHANGE) E (TANK_TRANSFER) E (SIGNATURE) E (SHORTFALL) E (DAY_CLOSE) E (DAY_TANK)        \
  E (GAUGE) E (GAUGE_READING) E (GAUGE_DELIVERY) E (CONFLICT) E (HANDOVER)

#define FC_FIELDS_TENANT(F)                                                                                            \
  F (TENANT_SLUG, "slug", FC_TYPE_TEXT, N_("Short name"), FC_FIELD_REQUIRED | FC_FIELD_COMMAND, .max = 63)             \
  F (TENANT_NAME, "name", FC_TYPE_TEXT, N_("Company"), FC_FIELD_REQUIRED, .max = 200)                                  \
  F (TENANT_INDUSTRY, "industry", FC_TYPE_TEXT, N_("Industry"), .max = 100)                                            \
  F (TENANT_TIER, "tier", FC_TYPE_ENUM, N_("Plan"), FC_FIELD_COMMAND, .choices = fc_tiers)                             \
  F (TENANT_PARENT_ID, "parent_id", FC_TYPE_REF, N_("Parent company"), FC_FIELD_COMMAND, .target = FC_TENANT)          \
  F (TENANT_SETTINGS, "settings", FC_TYPE_JSON, N_("Settings"))                                                        \
  F (TENANT_FEATURES, "features", FC_TYPE_SET, N_("Features"), FC_FIELD_COMMAND)                                       \
  F (TENANT_BRANDING, "branding", FC_TYPE_JSON, N_("Branding"))                                                        \
  F (TENANT_STATUS, "status", FC_TYPE_ENUM, N_("Status"), FC_FIELD_COMMAND, .choices = fc_tenant_statuses)             \
  F (TENANT_STATUS_REASON, "status_reason", FC_TYPE_TEXT, N_("Reason"), FC_FIELD_COMMAND)                              \
  F (TENANT_STATUS_SINCE, "status_since", FC_TYPE_TIME, N_("Since"), FC_FIELD_COMMAND)                                 \
  F (TENANT_CURRENCY, "currency", FC_TYPE_TEXT, N_("Currency"), .max = 3)                                              \
  F (TENANT_TIME_ZONE, "time_zone", FC_TYPE_TEXT, N_("Time zone"), .max = 64)

#define FC_FIELDS_USER(F)                                                                                              \
  F (USER_EMAIL, "email", FC_TYPE_TEXT, N_("E-mail"), FC_FIELD_REQUIRED | FC_FIELD_SEARCH, .max = 254)                 \
  F (USER_NAME, "name", FC_TYPE_TEXT, N_("Name"), FC_FIELD_REQUIRED | FC_FIELD_SEARCH, .max = 200)                     \
  F (USER_PHONE, "phone", FC_TYPE_TEXT, N_("Phone"), .max = 40)                                                        \
  F (USER_ROLES, "roles", FC_TYPE_SET, N_("Roles"), .merge = FC_MERGE_HUB)                                             \
  F (USER_STATIONS, "stations", FC_TYPE_SET, N_("Stations"), .merge = FC_MERGE_HUB)                                    \
  F (USER_ALL_STATIONS, "all_stations", FC_TYPE_BOOL, N_("All stations"), .merge = FC_MERGE_HUB)                       \
  F (USER_STATUS, "status", FC_TYPE_ENUM, N_("Status"), .choices = fc_user_statuses)                                   \
  F (USER_LAST_SIGN_IN, "last_sign_in", FC_TYPE_TIME, N_("Last sign-in"), FC_FIELD_COMMAND)

#define FC_FIELDS_ROLE(F)                                                                                              \
  F (ROLE_NAME, "name", FC_TYPE_TEXT, N_("Role"), FC_FIELD_REQUIRED, .max = 63)                                        \
  F (ROLE_LABEL, "label", FC_TYPE_TEXT, N_("Title"), .max = 100)                                                       \
  F (ROLE_PERMISSIONS, "permissions", FC_TYPE_SET, N_("Permissions"), .merge = FC_MERGE_HUB)

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

#define FC_FIELDS_SHIFT(F)                                                                                             \
  F (SHIFT_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"), FC_FIELD_REQUIRED | FC_FIELD_FIXED | FC_FIELD_INDEX,  \
     .target = FC_STATION)                                                                                             \
  F (SHIFT_NUMBER, "number", FC_TYPE_INT, N_("Shift"), FC_FIELD_REQUIRED | FC_FIELD_COMMAND, .min = 1, .max = 999)     \
  F (SHIFT_BUSINESS_DATE, "business_date", FC_TYPE_DATE, N_("Business date"),                                          \
     FC_FIELD_REQUIRED | FC_FIELD_COMMAND | FC_FIELD_INDEX)                                                            \
  F (SHIFT_OPENED_AT, "opened_at", FC_TYPE_TIME, N_("Opened"), FC_FIELD_REQUIRED | FC_FIELD_COMMAND)                   \
  F (SHIFT_CLOSED_AT, "closed_at", FC_TYPE_TIME, N_("Closed"))                                                         \
  F (SHIFT_STATE, "state", FC_TYPE_ENUM, N_("State"), FC_FIELD_REQUIRED | FC_FIELD_COMMAND,                            \
     .choices = fc_shift_states)                                                                                       \
  F (SHIFT_CASHIER, "cashier", FC_TYPE_TEXT, N_("Cashier"), FC_FIELD_SEARCH, .max = 100)                               \
  F (SHIFT_REGISTER, "register", FC_TYPE_TEXT, N_("Register"), .max = 40)                                              \
  F (SHIFT_OPENING_FLOAT, "opening_float", FC_TYPE_MONEY, N_("Float"), .min = 0, .max = FC_MONEY_MAX,                  \
     .merge = FC_MERGE_MANUAL)                                                                                         \
  F (SHIFT_SHOP_SALES, "shop_sales", FC_TYPE_MONEY, N_("Shop sales"), .min = -FC_MONEY_MAX, .max = FC_MONEY_MAX,       \
     .merge = FC_MERGE_MANUAL)                                                                                         \
  F (SHIFT_OVER_SHORT_REASON, "over_short_reason", FC_TYPE_TEXT, N_("Reason for over/short"))                          \
  F (SHIFT_FUEL_AMOUNT, "fuel_amount", FC_TYPE_MONEY, N_("Fuel sales"), FC_FIELD_COMMAND)                              \
  F (SHIFT_FUEL_VOLUME, "fuel_volume", FC_TYPE_VOLUME, N_("Volume"), FC_FIELD_COMMAND)                                 \
  F (SHIFT_EXPECTED_CASH, "expected_cash", FC_TYPE_MONEY, N_("Expected cash"), FC_FIELD_COMMAND)                       \
  F (SHIFT_COUNTED_CASH, "counted_cash", FC_TYPE_MONEY, N_("Counted cash"), FC_FIELD_COMMAND)                          \
  F (SHIFT_OVER_SHORT, "over_short", FC_TYPE_MONEY, N_("Over/short"), FC_FIELD_COMMAND)                                \
  F (SHIFT_SUBMITTED_BY, "submitted_by", FC_TYPE_REF, N_("Submitted by"), FC_FIELD_COMMAND, .target = FC_USER)         \
  F (SHIFT_SUBMITTED_AT, "submitted_at", FC_TYPE_TIME, N_("Submitted"), FC_FIELD_COMMAND)                              \
  F (SHIFT_DECIDED_BY, "decided_by", FC_TYPE_REF, N_("Decided by"), FC_FIELD_COMMAND, .target = FC_USER)               \
  F (SHIFT_DECIDED_AT, "decided_at", FC_TYPE_TIME, N_("Decided"), FC_FIELD_COMMAND)                                    \
  F (SHIFT_COMMENT, "comment", FC_TYPE_TEXT, N_("Comment"), FC_FIELD_COMMAND)                                          \
  F (SHIFT_SOURCE, "source", FC_TYPE_ENUM, N_("Source"), FC_FIELD_COMMAND, .choices = fc_sources)                      \
  F (SHIFT_SOURCE_KEY, "source_key", FC_TYPE_TEXT, N_("Source reference"), FC_FIELD_COMMAND, .max = 200)               \
  F (SHIFT_CORRECTS_ID, "corrects_id", FC_TYPE_REF, N_("Corrects"), FC_FIELD_COMMAND, .target = FC_SHIFT)              \
  F (SHIFT_REVISION, "revision", FC_TYPE_INT, N_("Version"), FC_FIELD_COMMAND, .min = 1, .max = 9999)                  \
  F (SHIFT_PREVIOUS_ID, "previous_id", FC_TYPE_REF, N_("Previous shift"), FC_FIELD_COMMAND, .target = FC_SHIFT)        \
  F (SHIFT_NOTES, "notes", FC_TYPE_TEXT, N_("Notes"), .max = 4000)                                                     \
  F (SHIFT_WAIVED, "waived", FC_TYPE_JSON, N_("Waived steps"), FC_FIELD_COMMAND)                                       \
  F (SHIFT_PART, "part", FC_TYPE_TEXT, N_("Part of the site"), FC_FIELD_COMMAND, .max = 20)                            \
  F (SHIFT_CORRECTION_REASON, "correction_reason", FC_TYPE_TEXT, N_("Reason for the correction"), FC_FIELD_COMMAND)    \
  F (SHIFT_SHOP_TAX, "shop_tax", FC_TYPE_MONEY, N_("Shop tax"), .min = -FC_MONEY_MAX, .max = FC_MONEY_MAX)             \
  F (SHIFT_LOTTERY, "lottery", FC_TYPE_MONEY, N_("Lottery"), .min = -FC_MONEY_MAX, .max = FC_MONEY_MAX)                \
  F (SHIFT_VOIDS, "voids", FC_TYPE_INT, N_("Voids"), .min = 0, .max = 1000000)                                         \
  F (SHIFT_CONFIRMED, "confirmed", FC_TYPE_JSON, N_("Confirmed steps"), FC_FIELD_COMMAND)                              \
  F (SHIFT_SOURCE_DIGEST, "source_digest", FC_TYPE_TEXT, N_("Digest of the source"), FC_FIELD_COMMAND, .max = 64)

#define FC_FIELDS_METER_READING(F)                                                                                     \
  F (METER_READING_SHIFT_ID, "shift_id", FC_TYPE_REF, N_("Shift"),                                                     \
     FC_FIELD_REQUIRED | FC_FIELD_PARENT | FC_FIELD_FIXED | FC_FIELD_INDEX, .target = FC_SHIFT)                        \
  F (METER_READING_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"), FC_FIELD_REQUIRED | FC_FIELD_FIXED,           \
     .target = FC_STATION)                                                                                             \
  F (METER_READING_NOZZLE_ID, "nozzle_id", FC_TYPE_REF, N_("Nozzle"), FC_FIELD_REQUIRED | FC_FIELD_FIXED,              \
     .target = FC_NOZZLE)                                                                                              \
  F (METER_READING_PRODUCT_ID, "product_id", FC_TYPE_REF, N_("Product"), FC_FIELD_REQUIRED, .target = FC_PRODUCT)      \
  F (METER_READING_OPENING, "opening", FC_TYPE_VOLUME, N_("Opening"), .min = 0, .max = FC_TOTALIZER_MAX,               \
     .merge = FC_MERGE_MANUAL)                                                                                         \
  F (METER_READING_CLOSING, "closing", FC_TYPE_VOLUME, N_("Closing"), .min = 0, .max = FC_TOTALIZER_MAX,               \
     .merge = FC_MERGE_MANUAL)                                                                                         \
  F (METER_READING_OPENING_AMOUNT, "opening_amount", FC_TYPE_MONEY, N_("Opening amount"), .merge = FC_MERGE_MANUAL)    \
  F (METER_READING_CLOSING_AMOUNT, "closing_amount", FC_TYPE_MONEY, N_("Closing amount"), .merge = FC_MERGE_MANUAL)    \
  F (METER_READING_TEST, "test", FC_TYPE_VOLUME, N_("Pump test"), .min = 0, .max = FC_VOLUME_MAX,                      \
     .merge = FC_MERGE_MANUAL)                                                                                         \
  F (METER_READING_PRICE, "price", FC_TYPE_PRICE, N_("Rate"), .min = 0, .max = FC_PRICE_MAX,                           \
     .merge = FC_MERGE_MANUAL)                                                                                         \
  F (METER_READING_ROLLED_OVER, "rolled_over", FC_TYPE_BOOL, N_("Rolled over"))                                        \
  F (METER_READING_READ_AT, "read_at", FC_TYPE_TIME, N_("Read"))                                                       \
  F (METER_READING_SOURCE, "source", FC_TYPE_ENUM, N_("Source"), .choices = fc_sources)                                \
  F (METER_READING_PHOTO_ID, "photo_id", FC_TYPE_REF, N_("Photo"), .target = FC_ATTACHMENT)                            \
  F (METER_READING_OCR_CONFIDENCE, "ocr_confidence", FC_TYPE_INT, N_("OCR confidence (%)"), .min = 0, .max = 100)      \
  F (METER_READING_REASON, "reason", FC_TYPE_TEXT, N_("Reason"))                                                       \
  F (METER_READING_POS_VOLUME, "pos_volume", FC_TYPE_VOLUME, N_("Volume by POS"),                                      \
     .min = -FC_VOLUME_MAX, .max = FC_VOLUME_MAX)                                                                      \
  F (METER_READING_POS_AMOUNT, "pos_amount", FC_TYPE_MONEY, N_("Amount by POS"),                                       \
     .min = -FC_MONEY_MAX, .max = FC_MONEY_MAX)                                                                        \
  F (METER_READING_DRAWER_ID, "drawer_id", FC_TYPE_REF, N_("Attendant"), .target = FC_DRAWER)                          \
  F (METER_READING_TEST_TANK_ID, "test_tank_id", FC_TYPE_REF, N_("Test returned to"), .target = FC_TANK)               \
  F (METER_READING_DIGITS, "digits", FC_TYPE_INT, N_("Digits of the meter"), .min = 4, .max = 12)

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

#define FC_FIELDS_TENDER_TOTAL(F)                                                                                      \
  F (TENDER_TOTAL_SHIFT_ID, "shift_id", FC_TYPE_REF, N_("Shift"),                                                      \
     FC_FIELD_REQUIRED | FC_FIELD_PARENT | FC_FIELD_FIXED | FC_FIELD_INDEX, .target = FC_SHIFT)                        \
  F (TENDER_TOTAL_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"), FC_FIELD_REQUIRED | FC_FIELD_FIXED,            \
     .target = FC_STATION)                                                                                             \
  F (TENDER_TOTAL_TENDER, "tender", FC_TYPE_ENUM, N_("Tender"), FC_FIELD_REQUIRED | FC_FIELD_FIXED,                    \
     .choices = fc_tenders)                                                                                            \
  F (TENDER_TOTAL_AMOUNT, "amount", FC_TYPE_MONEY, N_("Amount"), FC_FIELD_REQUIRED, .min = -FC_MONEY_MAX,              \
     .max = FC_MONEY_MAX, .merge = FC_MERGE_MANUAL)                                                                    \
  F (TENDER_TOTAL_COUNT, "count", FC_TYPE_INT, N_("Count"), .min = 0, .max = 1000000)                                  \
  F (TENDER_TOTAL_SOURCE, "source", FC_TYPE_ENUM, N_("Source"), .choices = fc_sources)                                 \
  F (TENDER_TOTAL_DRAWER_ID, "drawer_id", FC_TYPE_REF, N_("Attendant"), FC_FIELD_FIXED, .target = FC_DRAWER)

#define FC_FIELDS_CASH_COUNT(F)                                                                                        \
  F (CASH_COUNT_SHIFT_ID, "shift_id", FC_TYPE_REF, N_("Shift"),                                                        \
     FC_FIELD_REQUIRED | FC_FIELD_PARENT | FC_FIELD_FIXED | FC_FIELD_INDEX, .target = FC_SHIFT)                        \
  F (CASH_COUNT_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"), FC_FIELD_REQUIRED | FC_FIELD_FIXED,              \
     .target = FC_STATION)                                                                                             \
  F (CASH_COUNT_DENOMINATION, "denomination", FC_TYPE_MONEY, N_("Denomination"), FC_FIELD_REQUIRED | FC_FIELD_FIXED,   \
     .min = 1, .max = FC_MONEY_MAX)                                                                                    \
  F (CASH_COUNT_QUANTITY, "quantity", FC_TYPE_INT, N_("Pieces"), FC_FIELD_REQUIRED, .min = 0, .max = 1000000,          \
     .merge = FC_MERGE_MANUAL)                                                                                         \
  F (CASH_COUNT_DRAWER_ID, "drawer_id", FC_TYPE_REF, N_("Attendant"), FC_FIELD_FIXED, .target = FC_DRAWER)

#define FC_FIELDS_CASH_MOVEMENT(F)                                                                                     \
  F (CASH_MOVEMENT_SHIFT_ID, "shift_id", FC_TYPE_REF, N_("Shift"),                                                     \
     FC_FIELD_REQUIRED | FC_FIELD_PARENT | FC_FIELD_FIXED | FC_FIELD_INDEX, .target = FC_SHIFT)                        \
  F (CASH_MOVEMENT_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"), FC_FIELD_REQUIRED | FC_FIELD_FIXED,           \
     .target = FC_STATION)                                                                                             \
  F (CASH_MOVEMENT_MOVEMENT, "movement", FC_TYPE_ENUM, N_("Movement"), FC_FIELD_REQUIRED | FC_FIELD_FIXED,             \
     .choices = fc_cash_movements)                                                                                     \
  F (CASH_MOVEMENT_AMOUNT, "amount", FC_TYPE_MONEY, N_("Amount"), FC_FIELD_REQUIRED, .min = 0, .max = FC_MONEY_MAX,    \
     .merge = FC_MERGE_MANUAL)                                                                                         \
  F (CASH_MOVEMENT_REASON, "reason", FC_TYPE_TEXT, N_("Reason"))                                                       \
  F (CASH_MOVEMENT_MOVED_AT, "moved_at", FC_TYPE_TIME, N_("Time"))                                                     \
  F (CASH_MOVEMENT_SOURCE, "source", FC_TYPE_ENUM, N_("Source"), .choices = fc_sources)                                \
  F (CASH_MOVEMENT_DRAWER_ID, "drawer_id", FC_TYPE_REF, N_("Attendant"), .target = FC_DRAWER)

#define FC_FIELDS_SALE(F)                                                                                              \
  F (SALE_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"), FC_FIELD_REQUIRED, .target = FC_STATION)               \
  F (SALE_SOLD_AT, "sold_at", FC_TYPE_TIME, N_("Time"), FC_FIELD_REQUIRED)                                             \
  F (SALE_SHIFT_ID, "shift_id", FC_TYPE_REF, N_("Shift"), .target = FC_SHIFT)                                          \
  F (SALE_NOZZLE_ID, "nozzle_id", FC_TYPE_REF, N_("Nozzle"), .target = FC_NOZZLE)                                      \
  F (SALE_PRODUCT_ID, "product_id", FC_TYPE_REF, N_("Product"), FC_FIELD_REQUIRED, .target = FC_PRODUCT)               \
  F (SALE_VOLUME, "volume", FC_TYPE_VOLUME, N_("Volume"), .min = -FC_VOLUME_MAX, .max = FC_VOLUME_MAX)                 \
  F (SALE_PRICE, "price", FC_TYPE_PRICE, N_("Price"), .min = 0, .max = FC_PRICE_MAX)                                   \
  F (SALE_AMOUNT, "amount", FC_TYPE_MONEY, N_("Amount"), FC_FIELD_REQUIRED, .min = -FC_MONEY_MAX, .max = FC_MONEY_MAX) \
  F (SALE_COUNT, "count", FC_TYPE_INT, N_("Transactions"), .min = -1000000, .max = 1000000)                            \
  F (SALE_PAYMENT, "payment", FC_TYPE_ENUM, N_("Payment"), .choices = fc_tenders)                                      \
  F (SALE_OPERATOR, "operator", FC_TYPE_TEXT, N_("Operator"), .max = 100)                                              \
  F (SALE_OFFLINE_ID, "offline_id", FC_TYPE_TEXT, N_("Receipt"), .max = 60)                                            \
  F (SALE_VERIFICATION, "verification", FC_TYPE_ENUM, N_("Verification"), .choices = fc_verifications)                 \
  F (SALE_CUSTOMER_PHONE, "customer_phone", FC_TYPE_TEXT, N_("Customer phone"), .max = 40)                             \
  F (SALE_METADATA, "metadata", FC_TYPE_JSON, N_("Details"))

#define FC_FIELDS_SALES_ROLLUP(F)                                                                                      \
  F (SALES_ROLLUP_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"), FC_FIELD_REQUIRED, .target = FC_STATION)       \
  F (SALES_ROLLUP_GRAIN, "grain", FC_TYPE_ENUM, N_("Grain"), FC_FIELD_REQUIRED, .choices = fc_grains)                  \
  F (SALES_ROLLUP_STARTS_AT, "starts_at", FC_TYPE_TIME, N_("From"), FC_FIELD_REQUIRED)                                 \
  F (SALES_ROLLUP_PRODUCT_ID, "product_id", FC_TYPE_REF, N_("Product"), FC_FIELD_REQUIRED, .target = FC_PRODUCT)       \
  F (SALES_ROLLUP_PAYMENT, "payment", FC_TYPE_ENUM, N_("Payment"), .choices = fc_tenders)                              \
  F (SALES_ROLLUP_VOLUME, "volume", FC_TYPE_VOLUME, N_("Volume"))                                                      \
  F (SALES_ROLLUP_AMOUNT, "amount", FC_TYPE_MONEY, N_("Amount"))                                                       \
  F (SALES_ROLLUP_COUNT, "count", FC_TYPE_INT, N_("Transactions"))

#define FC_FIELDS_ATTACHMENT(F)                                                                                        \
  F (ATTACHMENT_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"), FC_FIELD_REQUIRED | FC_FIELD_FIXED,              \
     .target = FC_STATION)                                                                                             \
  F (ATTACHMENT_ENTITY, "entity", FC_TYPE_TEXT, N_("Belongs to"), FC_FIELD_REQUIRED | FC_FIELD_FIXED, .max = 40)       \
  F (ATTACHMENT_ROW_ID, "row_id", FC_TYPE_TEXT, N_("Record"), FC_FIELD_REQUIRED | FC_FIELD_FIXED | FC_FIELD_INDEX,     \
     .max = 36)                                                                                                        \
  F (ATTACHMENT_NAME, "name", FC_TYPE_TEXT, N_("File name"), FC_FIELD_REQUIRED, .max = 200)                            \
  F (ATTACHMENT_MEDIA_TYPE, "media_type", FC_TYPE_TEXT, N_("Type"), FC_FIELD_FIXED, .max = 100)                        \
  F (ATTACHMENT_SIZE, "size", FC_TYPE_INT, N_("Size"), FC_FIELD_FIXED, .min = 0, .max = 52428800)                      \
  F (ATTACHMENT_SHA256, "sha256", FC_TYPE_TEXT, N_("SHA-256"), FC_FIELD_REQUIRED | FC_FIELD_FIXED, .max = 64)

#define FC_FIELDS_AUDIT_ENTRY(F)                                                                                       \
  F (AUDIT_ENTRY_USER_ID, "user_id", FC_TYPE_REF, N_("User"), .target = FC_USER)                                       \
  F (AUDIT_ENTRY_ACTION, "action", FC_TYPE_TEXT, N_("Action"), FC_FIELD_REQUIRED)                                      \
  F (AUDIT_ENTRY_ENTITY, "entity", FC_TYPE_TEXT, N_("Record type"), FC_FIELD_REQUIRED)                                 \
  F (AUDIT_ENTRY_ROW_ID, "row_id", FC_TYPE_TEXT, N_("Record"), FC_FIELD_REQUIRED | FC_FIELD_INDEX)                     \
  F (AUDIT_ENTRY_OLD_VALUES, "old_values", FC_TYPE_JSON, N_("Before"))                                                 \
  F (AUDIT_ENTRY_NEW_VALUES, "new_values", FC_TYPE_JSON, N_("After"))                                                  \
  F (AUDIT_ENTRY_ADDRESS, "address", FC_TYPE_TEXT, N_("Address"))                                                      \
  F (AUDIT_ENTRY_CLIENT, "client", FC_TYPE_TEXT, N_("Client"))                                                         \
  F (AUDIT_ENTRY_AT, "at", FC_TYPE_TIME, N_("Time"), FC_FIELD_REQUIRED)                                                \
  F (AUDIT_ENTRY_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"), .target = FC_STATION)

#define FC_FIELDS_EVENT(F)                                                                                             \
  F (EVENT_TYPE, "type", FC_TYPE_TEXT, N_("Event"), FC_FIELD_REQUIRED)                                                 \
  F (EVENT_AGGREGATE_ID, "aggregate_id", FC_TYPE_TEXT, N_("Record"), FC_FIELD_REQUIRED | FC_FIELD_INDEX)               \
  F (EVENT_AGGREGATE_TYPE, "aggregate_type", FC_TYPE_TEXT, N_("Record type"), FC_FIELD_REQUIRED)                       \
  F (EVENT_USER_ID, "user_id", FC_TYPE_REF, N_("User"), .target = FC_USER)                                             \
  F (EVENT_DATA, "data", FC_TYPE_JSON, N_("Data"))                                                                     \
  F (EVENT_AT, "at", FC_TYPE_TIME, N_("Time"), FC_FIELD_REQUIRED)                                                      \
  F (EVENT_VERSION, "event_version", FC_TYPE_INT, N_("Version"))                                                       \
  F (EVENT_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"), .target = FC_STATION)

/* An attendant’s drawer, with an over/short of its own. A shift without any is one drawer itself. */
#define FC_FIELDS_DRAWER(F)                                                                                            \
  F (DRAWER_SHIFT_ID, "shift_id", FC_TYPE_REF, N_("Shift"),                                                            \
     FC_FIELD_REQUIRED | FC_FIELD_PARENT | FC_FIELD_FIXED | FC_FIELD_INDEX, .target = FC_SHIFT)                        \
  F (DRAWER_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"), FC_FIELD_REQUIRED | FC_FIELD_FIXED,                  \
     .target = FC_STATION)                                                                                             \
  F (DRAWER_NUMBER, "number", FC_TYPE_INT, N_("Drawer"), FC_FIELD_REQUIRED, .min = 1, .max = 99)                       \
  F (DRAWER_ATTENDANT, "attendant", FC_TYPE_TEXT, N_("Attendant"), FC_FIELD_SEARCH, .max = 100)                        \
  F (DRAWER_USER_ID, "user_id", FC_TYPE_REF, N_("User"), .target = FC_USER)                                            \
  F (DRAWER_REGISTER, "register", FC_TYPE_TEXT, N_("Register"), .max = 40)                                             \
  F (DRAWER_OPENING_FLOAT, "opening_float", FC_TYPE_MONEY, N_("Float"), .min = 0, .max = FC_MONEY_MAX,                 \
     .merge = FC_MERGE_MANUAL)                                                                                         \
  F (DRAWER_SHOP_SALES, "shop_sales", FC_TYPE_MONEY, N_("Shop sales"), .min = -FC_MONEY_MAX, .max = FC_MONEY_MAX,      \
     .merge = FC_MERGE_MANUAL)                                                                                         \
  F (DRAWER_SHOP_TAX, "shop_tax", FC_TYPE_MONEY, N_("Shop tax"), .min = -FC_MONEY_MAX, .max = FC_MONEY_MAX)            \
  F (DRAWER_LOTTERY, "lottery", FC_TYPE_MONEY, N_("Lottery"), .min = -FC_MONEY_MAX, .max = FC_MONEY_MAX)               \
  F (DRAWER_OVER_SHORT_REASON, "over_short_reason", FC_TYPE_TEXT, N_("Reason for over/short"))                         \
  F (DRAWER_EXPECTED_CASH, "expected_cash", FC_TYPE_MONEY, N_("Expected cash"), FC_FIELD_COMMAND)                      \
  F (DRAWER_COUNTED_CASH, "counted_cash", FC_TYPE_MONEY, N_("Counted cash"), FC_FIELD_COMMAND)                         \
  F (DRAWER_OVER_SHORT, "over_short", FC_TYPE_MONEY, N_("Over/short"), FC_FIELD_COMMAND)

/* Fuel that left without money in the drawer: house accounts, drive-offs, own use. */
#define FC_FIELDS_SLIP(F)                                                                                              \
  F (SLIP_SHIFT_ID, "shift_id", FC_TYPE_REF, N_("Shift"),                                                              \
     FC_FIELD_REQUIRED | FC_FIELD_PARENT | FC_FIELD_FIXED | FC_FIELD_INDEX, .target = FC_SHIFT)                        \
  F (SLIP_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"), FC_FIELD_REQUIRED | FC_FIELD_FIXED,                    \
     .target = FC_STATION)                                                                                             \
  F (SLIP_DRAWER_ID, "drawer_id", FC_TYPE_REF, N_("Attendant"), .target = FC_DRAWER)                                   \
  F (SLIP_KIND, "kind", FC_TYPE_ENUM, N_("Kind"), FC_FIELD_REQUIRED, .choices = fc_slip_kinds)                         \
  F (SLIP_CUSTOMER, "customer", FC_TYPE_TEXT, N_("Customer"), FC_FIELD_SEARCH, .max = 200)                             \
  F (SLIP_VEHICLE, "vehicle", FC_TYPE_TEXT, N_("Vehicle"), FC_FIELD_SEARCH, .max = 60)                                 \
  F (SLIP_NUMBER, "number", FC_TYPE_TEXT, N_("Slip number"), FC_FIELD_SEARCH, .max = 60)                               \
  F (SLIP_PRODUCT_ID, "product_id", FC_TYPE_REF, N_("Product"), .target = FC_PRODUCT)                                  \
  F (SLIP_QUANTITY, "quantity", FC_TYPE_VOLUME, N_("Quantity"), .min = 0, .max = FC_VOLUME_MAX)                        \
  F (SLIP_PRICE, "price", FC_TYPE_PRICE, N_("Rate"), .min = 0, .max = FC_PRICE_MAX)                                    \
  F (SLIP_AMOUNT, "amount", FC_TYPE_MONEY, N_("Amount"), FC_FIELD_REQUIRED, .min = -FC_MONEY_MAX,                      \
     .max = FC_MONEY_MAX)                                                                                              \
  F (SLIP_NOZZLE_ID, "nozzle_id", FC_TYPE_REF, N_("Nozzle"), .target = FC_NOZZLE)                                      \
  F (SLIP_PHOTO_ID, "photo_id", FC_TYPE_REF, N_("Photo"), .target = FC_ATTACHMENT)                                     \
  F (SLIP_NOTES, "notes", FC_TYPE_TEXT, N_("Notes"))                                                                   \
  F (SLIP_MADE_AT, "made_at", FC_TYPE_TIME, N_("Time"))

/* What happened to a nozzle’s totalizer in mid-shift: a new price, or a new meter. The next segment starts there. */
#define FC_FIELDS_METER_CHANGE(F)                                                                                      \
  F (METER_CHANGE_SHIFT_ID, "shift_id", FC_TYPE_REF, N_("Shift"),                                                      \
     FC_FIELD_REQUIRED | FC_FIELD_PARENT | FC_FIELD_FIXED | FC_FIELD_INDEX, .target = FC_SHIFT)                        \
  F (METER_CHANGE_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"), FC_FIELD_REQUIRED | FC_FIELD_FIXED,            \
     .target = FC_STATION)                                                                                             \
  F (METER_CHANGE_NOZZLE_ID, "nozzle_id", FC_TYPE_REF, N_("Nozzle"), FC_FIELD_REQUIRED | FC_FIELD_FIXED,               \
     .target = FC_NOZZLE)                                                                                              \
  F (METER_CHANGE_KIND, "kind", FC_TYPE_ENUM, N_("Kind"), FC_FIELD_REQUIRED | FC_FIELD_FIXED,                          \
     .choices = fc_meter_change_kinds)                                                                                 \
  F (METER_CHANGE_CHANGED_AT, "changed_at", FC_TYPE_TIME, N_("Time"), FC_FIELD_REQUIRED)                               \
  F (METER_CHANGE_CLOSING, "closing", FC_TYPE_VOLUME, N_("Totalizer at the change"), FC_FIELD_REQUIRED, .min = 0,      \
     .max = FC_TOTALIZER_MAX)                                                                                          \
  F (METER_CHANGE_OPENING, "opening", FC_TYPE_VOLUME, N_("Totalizer of the new meter"), .min = 0,                      \
     .max = FC_TOTALIZER_MAX)                                                                                          \
  F (METER_CHANGE_PRICE, "price", FC_TYPE_PRICE, N_("Rate from then"), .min = 0, .max = FC_PRICE_MAX)                  \
  F (METER_CHANGE_DIGITS, "digits", FC_TYPE_INT, N_("Digits of the new meter"), .min = 4, .max = 12)                   \
  F (METER_CHANGE_ROLLED_OVER, "rolled_over", FC_TYPE_BOOL, N_("Rolled over before"))                                  \
  F (METER_CHANGE_REASON, "reason", FC_TYPE_TEXT, N_("Reason"))

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

/* Who stood for which figures: a signature holds only while the figures’ digest is the sheet’s. */
#define FC_FIELDS_SIGNATURE(F)                                                                                         \
  F (SIGNATURE_SHIFT_ID, "shift_id", FC_TYPE_REF, N_("Shift"),                                                         \
     FC_FIELD_REQUIRED | FC_FIELD_PARENT | FC_FIELD_FIXED | FC_FIELD_INDEX, .target = FC_SHIFT)                        \
  F (SIGNATURE_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"), FC_FIELD_REQUIRED | FC_FIELD_FIXED,               \
     .target = FC_STATION)                                                                                             \
  F (SIGNATURE_DRAWER_ID, "drawer_id", FC_TYPE_REF, N_("Attendant"), FC_FIELD_FIXED, .target = FC_DRAWER)              \
  F (SIGNATURE_ROLE, "role", FC_TYPE_ENUM, N_("Signs as"), FC_FIELD_REQUIRED | FC_FIELD_FIXED,                         \
     .choices = fc_signature_roles)                                                                                    \
  F (SIGNATURE_USER_ID, "user_id", FC_TYPE_REF, N_("User"), FC_FIELD_COMMAND, .target = FC_USER)                       \
  F (SIGNATURE_NAME, "name", FC_TYPE_TEXT, N_("Name"), FC_FIELD_REQUIRED | FC_FIELD_COMMAND, .max = 200)               \
  F (SIGNATURE_METHOD, "method", FC_TYPE_ENUM, N_("Confirmed by"), FC_FIELD_REQUIRED | FC_FIELD_COMMAND,               \
     .choices = fc_signature_methods)                                                                                  \
  F (SIGNATURE_STROKES, "strokes", FC_TYPE_JSON, N_("Drawn"), FC_FIELD_COMMAND)                                        \
  F (SIGNATURE_FIGURES, "figures", FC_TYPE_TEXT, N_("Digest of the figures"), FC_FIELD_REQUIRED | FC_FIELD_COMMAND,    \
     .max = 64)                                                                                                        \
  F (SIGNATURE_SIGNED_AT, "signed_at", FC_TYPE_TIME, N_("Time"), FC_FIELD_REQUIRED | FC_FIELD_COMMAND)

/* What a person owes the company for short drawers: entries add up, nothing is overwritten. Negative: owed. */
#define FC_FIELDS_SHORTFALL(F)                                                                                         \
  F (SHORTFALL_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"),                                                   \
     FC_FIELD_REQUIRED | FC_FIELD_FIXED | FC_FIELD_INDEX, .target = FC_STATION)                                        \
  F (SHORTFALL_USER_ID, "user_id", FC_TYPE_REF, N_("User"), FC_FIELD_COMMAND, .target = FC_USER)                       \
  F (SHORTFALL_ATTENDANT, "attendant", FC_TYPE_TEXT, N_("Attendant"),                                                  \
     FC_FIELD_REQUIRED | FC_FIELD_COMMAND | FC_FIELD_SEARCH, .max = 100)                                               \
  F (SHORTFALL_SHIFT_ID, "shift_id", FC_TYPE_REF, N_("Shift"), FC_FIELD_COMMAND | FC_FIELD_INDEX, .target = FC_SHIFT)  \
  F (SHORTFALL_DRAWER_ID, "drawer_id", FC_TYPE_REF, N_("Drawer"), FC_FIELD_COMMAND, .target = FC_DRAWER)               \
  F (SHORTFALL_KIND, "kind", FC_TYPE_ENUM, N_("Kind"), FC_FIELD_REQUIRED | FC_FIELD_COMMAND,                           \
     .choices = fc_shortfall_kinds)                                                                                    \
  F (SHORTFALL_AMOUNT, "amount", FC_TYPE_MONEY, N_("Amount"), FC_FIELD_REQUIRED | FC_FIELD_COMMAND,                    \
     .min = -FC_MONEY_MAX, .max = FC_MONEY_MAX)                                                                        \
  F (SHORTFALL_BUSINESS_DATE, "business_date", FC_TYPE_DATE, N_("Business date"), FC_FIELD_COMMAND)                    \
  F (SHORTFALL_REASON, "reason", FC_TYPE_TEXT, N_("Reason"), FC_FIELD_COMMAND)                                         \
  F (SHORTFALL_ENTERED_AT, "entered_at", FC_TYPE_TIME, N_("Time"), FC_FIELD_REQUIRED | FC_FIELD_COMMAND)

/* The end of a business date at a station: deposited + safe + carried = collected, or it does not close. */
#define FC_FIELDS_DAY_CLOSE(F)                                                                                         \
  F (DAY_CLOSE_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"),                                                   \
     FC_FIELD_REQUIRED | FC_FIELD_FIXED | FC_FIELD_INDEX, .target = FC_STATION)                                        \
  F (DAY_CLOSE_BUSINESS_DATE, "business_date", FC_TYPE_DATE, N_("Business date"),                                      \
     FC_FIELD_REQUIRED | FC_FIELD_FIXED | FC_FIELD_INDEX)                                                              \
  F (DAY_CLOSE_STATE, "state", FC_TYPE_ENUM, N_("State"), FC_FIELD_REQUIRED | FC_FIELD_COMMAND,                        \
     .choices = fc_day_states)                                                                                         \
  F (DAY_CLOSE_BROUGHT, "brought", FC_TYPE_MONEY, N_("Brought forward"), FC_FIELD_COMMAND, .min = -FC_MONEY_MAX,       \
     .max = FC_MONEY_MAX)                                                                                              \
  F (DAY_CLOSE_COLLECTED, "collected", FC_TYPE_MONEY, N_("Collected"), FC_FIELD_COMMAND, .min = -FC_MONEY_MAX,         \
     .max = FC_MONEY_MAX)                                                                                              \
  F (DAY_CLOSE_DEPOSITED, "deposited", FC_TYPE_MONEY, N_("Deposited"), FC_FIELD_COMMAND, .min = 0,                     \
     .max = FC_MONEY_MAX)                                                                                              \
  F (DAY_CLOSE_DEPOSIT_REFERENCE, "deposit_reference", FC_TYPE_TEXT, N_("Deposit slip"), FC_FIELD_COMMAND, .max = 60)  \
  F (DAY_CLOSE_SAFE, "safe", FC_TYPE_MONEY, N_("In the safe"), FC_FIELD_COMMAND, .min = 0, .max = FC_MONEY_MAX)        \
  F (DAY_CLOSE_CARRIED, "carried", FC_TYPE_MONEY, N_("Carried as float"), FC_FIELD_COMMAND, .min = 0,                  \
     .max = FC_MONEY_MAX)                                                                                              \
  F (DAY_CLOSE_FUEL_VOLUME, "fuel_volume", FC_TYPE_VOLUME, N_("Volume"), FC_FIELD_COMMAND)                             \
  F (DAY_CLOSE_FUEL_AMOUNT, "fuel_amount", FC_TYPE_MONEY, N_("Fuel sales"), FC_FIELD_COMMAND)                          \
  F (DAY_CLOSE_SHOP_SALES, "shop_sales", FC_TYPE_MONEY, N_("Shop sales"), FC_FIELD_COMMAND)                            \
  F (DAY_CLOSE_OVER_SHORT, "over_short", FC_TYPE_MONEY, N_("Over/short"), FC_FIELD_COMMAND)                            \
  F (DAY_CLOSE_CLOSED_BY, "closed_by", FC_TYPE_REF, N_("Closed by"), FC_FIELD_COMMAND, .target = FC_USER)              \
  F (DAY_CLOSE_CLOSED_AT, "closed_at", FC_TYPE_TIME, N_("Closed"), FC_FIELD_COMMAND)                                   \
  F (DAY_CLOSE_REOPENED_BY, "reopened_by", FC_TYPE_REF, N_("Reopened by"), FC_FIELD_COMMAND, .target = FC_USER)        \
  F (DAY_CLOSE_REOPENED_AT, "reopened_at", FC_TYPE_TIME, N_("Reopened"), FC_FIELD_COMMAND)                             \
  F (DAY_CLOSE_REOPEN_REASON, "reopen_reason", FC_TYPE_TEXT, N_("Reason for reopening"), FC_FIELD_COMMAND)             \
  F (DAY_CLOSE_REVISION, "revision", FC_TYPE_INT, N_("Version"), FC_FIELD_COMMAND, .min = 1, .max = 9999)              \
  F (DAY_CLOSE_NOTES, "notes", FC_TYPE_TEXT, N_("Notes"), FC_FIELD_COMMAND, .max = 4000)                               \
  F (DAY_CLOSE_ACCEPTED, "accepted", FC_TYPE_JSON, N_("Anomalies accepted"), FC_FIELD_COMMAND)                         \
  F (DAY_CLOSE_CHAIN_CHANGED_AT, "chain_changed_at", FC_TYPE_TIME, N_("The day before changed"), FC_FIELD_COMMAND)     \
  F (DAY_CLOSE_SIGNER, "signer", FC_TYPE_TEXT, N_("Signed by"), FC_FIELD_COMMAND, .max = 200)                          \
  F (DAY_CLOSE_METHOD, "method", FC_TYPE_ENUM, N_("Confirmed by"), FC_FIELD_COMMAND, .choices = fc_signature_methods)  \
  F (DAY_CLOSE_STROKES, "strokes", FC_TYPE_JSON, N_("Drawn"), FC_FIELD_COMMAND)                                        \
  F (DAY_CLOSE_FIGURES, "figures", FC_TYPE_TEXT, N_("Digest of the figures"), FC_FIELD_COMMAND, .max = 64)

/* One tank’s day, as it was closed: the wet-stock series is read from these. */
#define FC_FIELDS_DAY_TANK(F)                                                                                          \
  F (DAY_TANK_DAY_CLOSE_ID, "day_close_id", FC_TYPE_REF, N_("Day"),                                                    \
     FC_FIELD_REQUIRED | FC_FIELD_PARENT | FC_FIELD_FIXED | FC_FIELD_INDEX, .target = FC_DAY_CLOSE)                    \
  F (DAY_TANK_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"), FC_FIELD_REQUIRED | FC_FIELD_FIXED,                \
     .target = FC_STATION)                                                                                             \
  F (DAY_TANK_TANK_ID, "tank_id", FC_TYPE_REF, N_("Tank"), FC_FIELD_REQUIRED | FC_FIELD_FIXED | FC_FIELD_INDEX,        \
     .target = FC_TANK)                                                                                                \
  F (DAY_TANK_BUSINESS_DATE, "business_date", FC_TYPE_DATE, N_("Business date"),                                       \
     FC_FIELD_REQUIRED | FC_FIELD_FIXED | FC_FIELD_INDEX)                                                              \
  F (DAY_TANK_OPENING, "opening", FC_TYPE_VOLUME, N_("Opening by the stick"), FC_FIELD_COMMAND, .min = 0,              \
     .max = FC_VOLUME_MAX)                                                                                             \
  F (DAY_TANK_OPENING_BOOK, "opening_book", FC_TYPE_VOLUME, N_("Opening by the book"), FC_FIELD_COMMAND,               \
     .min = -FC_VOLUME_MAX, .max = FC_VOLUME_MAX)                                                                      \
  F (DAY_TANK_RECEIPTS, "receipts", FC_TYPE_VOLUME, N_("Receipts"), FC_FIELD_COMMAND, .min = 0, .max = FC_VOLUME_MAX)  \
  F (DAY_TANK_TESTS, "tests", FC_TYPE_VOLUME, N_("Tests returned"), FC_FIELD_COMMAND, .min = 0, .max = FC_VOLUME_MAX)  \
  F (DAY_TANK_TRANSFERS, "transfers", FC_TYPE_VOLUME, N_("Transfers"), FC_FIELD_COMMAND, .min = -FC_VOLUME_MAX,        \
     .max = FC_VOLUME_MAX)                                                                                             \
  F (DAY_TANK_SALES, "sales", FC_TYPE_VOLUME, N_("Sales"), FC_FIELD_COMMAND, .min = 0, .max = FC_VOLUME_MAX)           \
  F (DAY_TANK_PHYSICAL, "physical", FC_TYPE_VOLUME, N_("Physical"), FC_FIELD_COMMAND, .min = 0, .max = FC_VOLUME_MAX)  \
  F (DAY_TANK_LEVEL, "level", FC_TYPE_LENGTH, N_("Product level"), FC_FIELD_COMMAND, .min = 0, .max = 20000)           \
  F (DAY_TANK_WATER_LEVEL, "water_level", FC_TYPE_LENGTH, N_("Water level"), FC_FIELD_COMMAND, .min = 0,               \
     .max = 20000)                                                                                                     \
  F (DAY_TANK_TEMPERATURE, "temperature", FC_TYPE_TEMPERATURE, N_("Temperature"), FC_FIELD_COMMAND, .min = -60000,     \
     .max = 100000)                                                                                                    \
  F (DAY_TANK_VARIANCE, "variance", FC_TYPE_VOLUME, N_("Variance"), FC_FIELD_COMMAND, .min = -FC_VOLUME_MAX,           \
     .max = FC_VOLUME_MAX)

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

/* Two people changed the same field of a record apart from each other, and it is one of those where no rule may choose.
 * What came first stands in the record (kept), what came second is here (wanted), until a person decides. */
#define FC_FIELDS_CONFLICT(F)                                                                                          \
  F (CONFLICT_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"), FC_FIELD_FIXED | FC_FIELD_INDEX,                   \
     .target = FC_STATION)                                                                                             \
  F (CONFLICT_ENTITY, "entity", FC_TYPE_TEXT, N_("Record type"), FC_FIELD_REQUIRED | FC_FIELD_FIXED, .max = 63)        \
  F (CONFLICT_ROW_ID, "row_id", FC_TYPE_REF, N_("Record"), FC_FIELD_REQUIRED | FC_FIELD_FIXED | FC_FIELD_INDEX)        \
  F (CONFLICT_ROOT_ID, "root_id", FC_TYPE_REF, N_("Belongs to"), FC_FIELD_FIXED)                                       \
  F (CONFLICT_FIELD, "field", FC_TYPE_TEXT, N_("Field"), FC_FIELD_REQUIRED | FC_FIELD_FIXED, .max = 63)                \
  F (CONFLICT_OP_ID, "op_id", FC_TYPE_REF, N_("Change"), FC_FIELD_COMMAND | FC_FIELD_INDEX)                            \
  F (CONFLICT_BASE, "base", FC_TYPE_JSON, N_("Before"), FC_FIELD_COMMAND)                                              \
  F (CONFLICT_KEPT, "kept", FC_TYPE_JSON, N_("In the record"), FC_FIELD_COMMAND)                                       \
  F (CONFLICT_KEPT_BY, "kept_by", FC_TYPE_REF, N_("Entered by"), FC_FIELD_COMMAND, .target = FC_USER)                  \
  F (CONFLICT_KEPT_AT, "kept_at", FC_TYPE_TIME, N_("Entered"), FC_FIELD_COMMAND)                                       \
  F (CONFLICT_WANTED, "wanted", FC_TYPE_JSON, N_("Wanted"), FC_FIELD_COMMAND)                                          \
  F (CONFLICT_WANTED_BY, "wanted_by", FC_TYPE_REF, N_("Wanted by"), FC_FIELD_COMMAND, .target = FC_USER)               \
  F (CONFLICT_WANTED_AT, "wanted_at", FC_TYPE_TIME, N_("Changed"), FC_FIELD_COMMAND)                                   \
  F (CONFLICT_STATE, "state", FC_TYPE_ENUM, N_("State"), FC_FIELD_REQUIRED | FC_FIELD_COMMAND | FC_FIELD_INDEX,        \
     .choices = fc_conflict_states)                                                                                    \
  F (CONFLICT_CHOICE, "choice", FC_TYPE_ENUM, N_("Decision"), FC_FIELD_COMMAND, .choices = fc_conflict_choices)        \
  F (CONFLICT_VALUE, "value", FC_TYPE_JSON, N_("Decided on"), FC_FIELD_COMMAND)                                        \
  F (CONFLICT_DECIDED_BY, "decided_by", FC_TYPE_REF, N_("Decided by"), FC_FIELD_COMMAND, .target = FC_USER)            \
  F (CONFLICT_DECIDED_AT, "decided_at", FC_TYPE_TIME, N_("Decided"), FC_FIELD_COMMAND)                                 \
  F (CONFLICT_COMMENT, "comment", FC_TYPE_TEXT, N_("Comment"), FC_FIELD_COMMAND)

/* Work the hub refused, which its author gave to whoever may do it. */
#define FC_FIELDS_HANDOVER(F)                                                                                          \
  F (HANDOVER_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"), FC_FIELD_FIXED | FC_FIELD_INDEX,                   \
     .target = FC_STATION)                                                                                             \
  F (HANDOVER_ENTITY, "entity", FC_TYPE_TEXT, N_("Record type"), FC_FIELD_REQUIRED | FC_FIELD_FIXED, .max = 63)        \
  F (HANDOVER_ROW_ID, "row_id", FC_TYPE_REF, N_("Record"), FC_FIELD_FIXED)                                             \
  F (HANDOVER_ROOT_ID, "root_id", FC_TYPE_REF, N_("Belongs to"), FC_FIELD_FIXED)                                       \
  F (HANDOVER_OP_ID, "op_id", FC_TYPE_REF, N_("Change"), FC_FIELD_COMMAND | FC_FIELD_INDEX)                            \
  F (HANDOVER_ACTION, "action", FC_TYPE_TEXT, N_("What"), FC_FIELD_REQUIRED | FC_FIELD_COMMAND, .max = 63)             \
  F (HANDOVER_OPS, "ops", FC_TYPE_JSON, N_("Changes"), FC_FIELD_REQUIRED | FC_FIELD_COMMAND)                           \
  F (HANDOVER_REASON, "reason", FC_TYPE_TEXT, N_("The hub says"), FC_FIELD_COMMAND)                                    \
  F (HANDOVER_NOTE, "note", FC_TYPE_TEXT, N_("Note"), FC_FIELD_COMMAND)                                                \
  F (HANDOVER_BY, "by", FC_TYPE_REF, N_("From"), FC_FIELD_COMMAND, .target = FC_USER)                                  \
  F (HANDOVER_AT, "at", FC_TYPE_TIME, N_("Time"), FC_FIELD_REQUIRED | FC_FIELD_COMMAND)                                \
  F (HANDOVER_STATE, "state", FC_TYPE_ENUM, N_("State"), FC_FIELD_REQUIRED | FC_FIELD_COMMAND | FC_FIELD_INDEX,        \
     .choices = fc_handover_states)                                                                                    \
  F (HANDOVER_DECIDED_BY, "decided_by", FC_TYPE_REF, N_("Decided by"), FC_FIELD_COMMAND, .target = FC_USER)            \
  F (HANDOVER_DECIDED_AT, "decided_at", FC_TYPE_TIME, N_("Decided"), FC_FIELD_COMMAND)                                 \
  F (HANDOVER_COMMENT, "comment", FC_TYPE_TEXT, N_("Comment"), FC_FIELD_COMMAND)

#define FC_ENTITY_MEMBER(name) FC_##name,
typedef enum { FC_ENTITIES (FC_ENTITY_MEMBER) FC_N_ENTITIES } FcEntity;
#undef FC_ENTITY_MEMBER

#define FC_FIELD_MEMBER(id, ...) FC_##id,
#define FC_FIELD_ENUM(name) enum { FC_FIELDS_##name (FC_FIELD_MEMBER) FC_##name##_N_FIELDS };
FC_ENTITIES (FC_FIELD_ENUM)
#undef FC_FIELD_ENUM
#undef FC_FIELD_MEMBER

/* Bounds that keep sums of any real day far from the end of gint64. */
#define FC_MONEY_MAX     G_GINT64_CONSTANT (1000000000000000)
#define FC_PRICE_MAX     G_GINT64_CONSTANT (1000000000000)
#define FC_VOLUME_MAX    G_GINT64_CONSTANT (100000000000)
#define FC_TOTALIZER_MAX G_GINT64_CONSTANT (1000000000000000)

/* Choices of the enumerated fields; append only. */
extern const char *const fc_tiers[];
extern const char *const fc_tenant_statuses[];
extern const char *const fc_user_statuses[];
extern const char *const fc_connectivities[];
extern const char *const fc_volume_units[];
extern const char *const fc_product_categories[];
extern const char *const fc_shift_states[];
extern const char *const fc_sources[];
extern const char *const fc_tenders[];
extern const char *const fc_cash_movements[];
extern const char *const fc_verifications[];
extern const char *const fc_grains[];
extern const char *const fc_carry_forwards[];
extern const char *const fc_slip_kinds[];
extern const char *const fc_meter_change_kinds[];
extern const char *const fc_signature_roles[];
extern const char *const fc_signature_methods[];
extern const char *const fc_shortfall_kinds[];
extern const char *const fc_day_states[];
extern const char *const fc_gauge_kinds[];
extern const char *const fc_length_units[];
extern const char *const fc_temperature_units[];
extern const char *const fc_conflict_states[];
extern const char *const fc_conflict_choices[];
extern const char *const fc_handover_states[];

G_END_DECLS
