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
  E (SALE) E (SALES_ROLLUP) E (ATTACHMENT) E (AUDIT_ENTRY) E (EVENT)

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
  F (STATION_TIME_ZONE, "time_zone", FC_TYPE_TEXT, N_("Time zone"), FC_FIELD_REQUIRED, .max = 64)                      \
  F (STATION_CURRENCY, "currency", FC_TYPE_TEXT, N_("Currency"), FC_FIELD_REQUIRED, .max = 3)                          \
  F (STATION_CONNECTIVITY, "connectivity", FC_TYPE_ENUM, N_("Connectivity"), .choices = fc_connectivities)             \
  F (STATION_LAST_SYNC, "last_sync", FC_TYPE_TIME, N_("Last sync"), FC_FIELD_COMMAND, .merge = FC_MERGE_MAX)           \
  F (STATION_CASH_VARIANCE_LIMIT, "cash_variance_limit", FC_TYPE_MONEY, N_("Cash variance limit"),                     \
     .min = 0, .max = FC_MONEY_MAX)                                                                                    \
  F (STATION_VARIANCE_TOLERANCE, "variance_tolerance", FC_TYPE_INT, N_("Tank variance tolerance (ppm)"),               \
     .min = 0, .max = 1000000)                                                                                         \
  F (STATION_OPENING_FLOAT, "opening_float", FC_TYPE_MONEY, N_("Float"), .min = 0, .max = FC_MONEY_MAX)                \
  F (STATION_VOLUME_UNIT, "volume_unit", FC_TYPE_ENUM, N_("Volume unit"), .choices = fc_volume_units)                  \
  F (STATION_STORE_LOCATION_ID, "store_location_id", FC_TYPE_TEXT, N_("POS store number"), FC_FIELD_INDEX, .max = 40)  \
  F (STATION_BUSINESS_DATE, "business_date", FC_TYPE_DATE, N_("Business date"), FC_FIELD_COMMAND)

#define FC_FIELDS_PRODUCT(F)                                                                                           \
  F (PRODUCT_CODE, "code", FC_TYPE_TEXT, N_("Code"), FC_FIELD_REQUIRED | FC_FIELD_SEARCH, .max = 20)                   \
  F (PRODUCT_NAME, "name", FC_TYPE_TEXT, N_("Product"), FC_FIELD_REQUIRED | FC_FIELD_SEARCH, .max = 100)               \
  F (PRODUCT_CATEGORY, "category", FC_TYPE_ENUM, N_("Category"), .choices = fc_product_categories)                     \
  F (PRODUCT_DENSITY, "density", FC_TYPE_DENSITY, N_("Density at 15 °C"), .min = 500000, .max = 1200000)               \
  F (PRODUCT_POS_CODES, "pos_codes", FC_TYPE_SET, N_("POS grade and product numbers"), .merge = FC_MERGE_UNION)        \
  F (PRODUCT_COLOUR, "colour", FC_TYPE_TEXT, N_("Colour"), .max = 7)

#define FC_FIELDS_PRICE(F)                                                                                             \
  F (PRICE_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"),                                                       \
     FC_FIELD_REQUIRED | FC_FIELD_PARENT | FC_FIELD_FIXED | FC_FIELD_INDEX, .target = FC_STATION)                      \
  F (PRICE_PRODUCT_ID, "product_id", FC_TYPE_REF, N_("Product"), FC_FIELD_REQUIRED | FC_FIELD_FIXED,                   \
     .target = FC_PRODUCT)                                                                                             \
  F (PRICE_PRICE, "price", FC_TYPE_PRICE, N_("Price"), FC_FIELD_REQUIRED, .min = 0, .max = FC_PRICE_MAX)               \
  F (PRICE_EFFECTIVE_AT, "effective_at", FC_TYPE_TIME, N_("From"), FC_FIELD_REQUIRED)

#define FC_FIELDS_TANK(F)                                                                                              \
  F (TANK_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"),                                                        \
     FC_FIELD_REQUIRED | FC_FIELD_PARENT | FC_FIELD_FIXED | FC_FIELD_INDEX, .target = FC_STATION)                      \
  F (TANK_NUMBER, "number", FC_TYPE_INT, N_("Tank"), FC_FIELD_REQUIRED, .min = 1, .max = 999)                          \
  F (TANK_PRODUCT_ID, "product_id", FC_TYPE_REF, N_("Product"), FC_FIELD_REQUIRED, .target = FC_PRODUCT)               \
  F (TANK_CAPACITY, "capacity", FC_TYPE_VOLUME, N_("Capacity"), FC_FIELD_REQUIRED, .min = 1, .max = FC_VOLUME_MAX)     \
  F (TANK_SAFE_FILL, "safe_fill", FC_TYPE_VOLUME, N_("Safe fill"), .min = 0, .max = FC_VOLUME_MAX)                     \
  F (TANK_DEAD_STOCK, "dead_stock", FC_TYPE_VOLUME, N_("Dead stock"), .min = 0, .max = FC_VOLUME_MAX)                  \
  F (TANK_DIAMETER, "diameter", FC_TYPE_LENGTH, N_("Diameter"), .min = 0, .max = 20000)                                \
  F (TANK_LENGTH, "length", FC_TYPE_LENGTH, N_("Length"), .min = 0, .max = 100000)                                     \
  F (TANK_CHART, "chart", FC_TYPE_JSON, N_("Strapping chart"))                                                         \
  F (TANK_WATER_LIMIT, "water_limit", FC_TYPE_LENGTH, N_("Water limit"), .min = 0, .max = 10000)

#define FC_FIELDS_PUMP(F)                                                                                              \
  F (PUMP_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"),                                                        \
     FC_FIELD_REQUIRED | FC_FIELD_PARENT | FC_FIELD_FIXED | FC_FIELD_INDEX, .target = FC_STATION)                      \
  F (PUMP_NUMBER, "number", FC_TYPE_INT, N_("Pump"), FC_FIELD_REQUIRED, .min = 1, .max = 999)                          \
  F (PUMP_NAME, "name", FC_TYPE_TEXT, N_("Name"), .max = 100)

#define FC_FIELDS_NOZZLE(F)                                                                                            \
  F (NOZZLE_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"),                                                      \
     FC_FIELD_REQUIRED | FC_FIELD_PARENT | FC_FIELD_FIXED | FC_FIELD_INDEX, .target = FC_STATION)                      \
  F (NOZZLE_PUMP_ID, "pump_id", FC_TYPE_REF, N_("Pump"), FC_FIELD_REQUIRED, .target = FC_PUMP)                         \
  F (NOZZLE_LABEL, "label", FC_TYPE_TEXT, N_("Nozzle"), FC_FIELD_REQUIRED, .max = 20)                                  \
  F (NOZZLE_PRODUCT_ID, "product_id", FC_TYPE_REF, N_("Product"), FC_FIELD_REQUIRED, .target = FC_PRODUCT)             \
  F (NOZZLE_TANK_ID, "tank_id", FC_TYPE_REF, N_("Tank"), FC_FIELD_REQUIRED, .target = FC_TANK)                         \
  F (NOZZLE_DIGITS, "digits", FC_TYPE_INT, N_("Totalizer digits before the point"), .min = 4, .max = 12)               \
  F (NOZZLE_OPENING_TOTALIZER, "opening_totalizer", FC_TYPE_VOLUME, N_("Opening totalizer"),                           \
     .min = 0, .max = FC_TOTALIZER_MAX)                                                                                \
  F (NOZZLE_POS_POSITION, "pos_position", FC_TYPE_TEXT, N_("POS position"), .max = 20)                                 \
  F (NOZZLE_REMOVED, "removed", FC_TYPE_BOOL, N_("Taken out of use"))

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
  F (SHIFT_OPENING_FLOAT, "opening_float", FC_TYPE_MONEY, N_("Float"), .min = 0, .max = FC_MONEY_MAX)                  \
  F (SHIFT_SHOP_SALES, "shop_sales", FC_TYPE_MONEY, N_("Shop sales"), .min = -FC_MONEY_MAX, .max = FC_MONEY_MAX)       \
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
  F (SHIFT_WAIVED, "waived", FC_TYPE_JSON, N_("Waived steps"), FC_FIELD_COMMAND)

#define FC_FIELDS_METER_READING(F)                                                                                     \
  F (METER_READING_SHIFT_ID, "shift_id", FC_TYPE_REF, N_("Shift"),                                                     \
     FC_FIELD_REQUIRED | FC_FIELD_PARENT | FC_FIELD_FIXED | FC_FIELD_INDEX, .target = FC_SHIFT)                        \
  F (METER_READING_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"), FC_FIELD_REQUIRED | FC_FIELD_FIXED,           \
     .target = FC_STATION)                                                                                             \
  F (METER_READING_NOZZLE_ID, "nozzle_id", FC_TYPE_REF, N_("Nozzle"), FC_FIELD_REQUIRED | FC_FIELD_FIXED,              \
     .target = FC_NOZZLE)                                                                                              \
  F (METER_READING_PRODUCT_ID, "product_id", FC_TYPE_REF, N_("Product"), FC_FIELD_REQUIRED, .target = FC_PRODUCT)      \
  F (METER_READING_OPENING, "opening", FC_TYPE_VOLUME, N_("Opening"), .min = 0, .max = FC_TOTALIZER_MAX)               \
  F (METER_READING_CLOSING, "closing", FC_TYPE_VOLUME, N_("Closing"), .min = 0, .max = FC_TOTALIZER_MAX)               \
  F (METER_READING_OPENING_AMOUNT, "opening_amount", FC_TYPE_MONEY, N_("Opening amount"))                              \
  F (METER_READING_CLOSING_AMOUNT, "closing_amount", FC_TYPE_MONEY, N_("Closing amount"))                              \
  F (METER_READING_TEST, "test", FC_TYPE_VOLUME, N_("Pump test"), .min = 0, .max = FC_VOLUME_MAX)                      \
  F (METER_READING_PRICE, "price", FC_TYPE_PRICE, N_("Rate"), .min = 0, .max = FC_PRICE_MAX)                           \
  F (METER_READING_ROLLED_OVER, "rolled_over", FC_TYPE_BOOL, N_("Rolled over"))                                        \
  F (METER_READING_READ_AT, "read_at", FC_TYPE_TIME, N_("Read"))                                                       \
  F (METER_READING_SOURCE, "source", FC_TYPE_ENUM, N_("Source"), .choices = fc_sources)                                \
  F (METER_READING_PHOTO_ID, "photo_id", FC_TYPE_REF, N_("Photo"), .target = FC_ATTACHMENT)                            \
  F (METER_READING_OCR_CONFIDENCE, "ocr_confidence", FC_TYPE_INT, N_("OCR confidence (%)"), .min = 0, .max = 100)      \
  F (METER_READING_REASON, "reason", FC_TYPE_TEXT, N_("Reason"))                                                       \
  F (METER_READING_POS_VOLUME, "pos_volume", FC_TYPE_VOLUME, N_("Volume by POS"),                                      \
     .min = -FC_VOLUME_MAX, .max = FC_VOLUME_MAX)                                                                      \
  F (METER_READING_POS_AMOUNT, "pos_amount", FC_TYPE_MONEY, N_("Amount by POS"),                                       \
     .min = -FC_MONEY_MAX, .max = FC_MONEY_MAX)

#define FC_FIELDS_TANK_READING(F)                                                                                      \
  F (TANK_READING_SHIFT_ID, "shift_id", FC_TYPE_REF, N_("Shift"),                                                      \
     FC_FIELD_REQUIRED | FC_FIELD_PARENT | FC_FIELD_FIXED | FC_FIELD_INDEX, .target = FC_SHIFT)                        \
  F (TANK_READING_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"), FC_FIELD_REQUIRED | FC_FIELD_FIXED,            \
     .target = FC_STATION)                                                                                             \
  F (TANK_READING_TANK_ID, "tank_id", FC_TYPE_REF, N_("Tank"), FC_FIELD_REQUIRED | FC_FIELD_FIXED | FC_FIELD_INDEX,    \
     .target = FC_TANK)                                                                                                \
  F (TANK_READING_OPENING_VOLUME, "opening_volume", FC_TYPE_VOLUME, N_("Opening"), .min = 0, .max = FC_VOLUME_MAX)     \
  F (TANK_READING_LEVEL, "level", FC_TYPE_LENGTH, N_("Product level"), .min = 0, .max = 20000)                         \
  F (TANK_READING_WATER_LEVEL, "water_level", FC_TYPE_LENGTH, N_("Water level"), .min = 0, .max = 20000)               \
  F (TANK_READING_VOLUME, "volume", FC_TYPE_VOLUME, N_("Dip volume"), .min = 0, .max = FC_VOLUME_MAX)                  \
  F (TANK_READING_WATER_VOLUME, "water_volume", FC_TYPE_VOLUME, N_("Water volume"), .min = 0, .max = FC_VOLUME_MAX)    \
  F (TANK_READING_TEMPERATURE, "temperature", FC_TYPE_TEMPERATURE, N_("Temperature"), .min = -60000, .max = 100000)    \
  F (TANK_READING_ULLAGE, "ullage", FC_TYPE_VOLUME, N_("Ullage"), .min = 0, .max = FC_VOLUME_MAX)                      \
  F (TANK_READING_READ_AT, "read_at", FC_TYPE_TIME, N_("Read"))                                                        \
  F (TANK_READING_SOURCE, "source", FC_TYPE_ENUM, N_("Source"), .choices = fc_sources)

#define FC_FIELDS_DELIVERY(F)                                                                                          \
  F (DELIVERY_SHIFT_ID, "shift_id", FC_TYPE_REF, N_("Shift"),                                                          \
     FC_FIELD_REQUIRED | FC_FIELD_PARENT | FC_FIELD_FIXED | FC_FIELD_INDEX, .target = FC_SHIFT)                        \
  F (DELIVERY_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"), FC_FIELD_REQUIRED | FC_FIELD_FIXED,                \
     .target = FC_STATION)                                                                                             \
  F (DELIVERY_TANK_ID, "tank_id", FC_TYPE_REF, N_("Tank"), FC_FIELD_REQUIRED, .target = FC_TANK)                       \
  F (DELIVERY_SUPPLIER, "supplier", FC_TYPE_TEXT, N_("Supplier"), FC_FIELD_SEARCH, .max = 200)                         \
  F (DELIVERY_DOCUMENT, "document", FC_TYPE_TEXT, N_("Document number"), FC_FIELD_SEARCH, .max = 60)                   \
  F (DELIVERY_TICKETED_VOLUME, "ticketed_volume", FC_TYPE_VOLUME, N_("Ticketed volume"), FC_FIELD_REQUIRED,            \
     .min = 1, .max = FC_VOLUME_MAX)                                                                                   \
  F (DELIVERY_VOLUME_BEFORE, "volume_before", FC_TYPE_VOLUME, N_("Before"), .min = 0, .max = FC_VOLUME_MAX)            \
  F (DELIVERY_VOLUME_AFTER, "volume_after", FC_TYPE_VOLUME, N_("After"), .min = 0, .max = FC_VOLUME_MAX)               \
  F (DELIVERY_DELIVERED_AT, "delivered_at", FC_TYPE_TIME, N_("Delivered"), FC_FIELD_REQUIRED)

#define FC_FIELDS_TENDER_TOTAL(F)                                                                                      \
  F (TENDER_TOTAL_SHIFT_ID, "shift_id", FC_TYPE_REF, N_("Shift"),                                                      \
     FC_FIELD_REQUIRED | FC_FIELD_PARENT | FC_FIELD_FIXED | FC_FIELD_INDEX, .target = FC_SHIFT)                        \
  F (TENDER_TOTAL_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"), FC_FIELD_REQUIRED | FC_FIELD_FIXED,            \
     .target = FC_STATION)                                                                                             \
  F (TENDER_TOTAL_TENDER, "tender", FC_TYPE_ENUM, N_("Tender"), FC_FIELD_REQUIRED | FC_FIELD_FIXED,                    \
     .choices = fc_tenders)                                                                                            \
  F (TENDER_TOTAL_AMOUNT, "amount", FC_TYPE_MONEY, N_("Amount"), FC_FIELD_REQUIRED,                                    \
     .min = -FC_MONEY_MAX, .max = FC_MONEY_MAX)                                                                        \
  F (TENDER_TOTAL_COUNT, "count", FC_TYPE_INT, N_("Count"), .min = 0, .max = 1000000)                                  \
  F (TENDER_TOTAL_SOURCE, "source", FC_TYPE_ENUM, N_("Source"), .choices = fc_sources)

#define FC_FIELDS_CASH_COUNT(F)                                                                                        \
  F (CASH_COUNT_SHIFT_ID, "shift_id", FC_TYPE_REF, N_("Shift"),                                                        \
     FC_FIELD_REQUIRED | FC_FIELD_PARENT | FC_FIELD_FIXED | FC_FIELD_INDEX, .target = FC_SHIFT)                        \
  F (CASH_COUNT_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"), FC_FIELD_REQUIRED | FC_FIELD_FIXED,              \
     .target = FC_STATION)                                                                                             \
  F (CASH_COUNT_DENOMINATION, "denomination", FC_TYPE_MONEY, N_("Denomination"), FC_FIELD_REQUIRED | FC_FIELD_FIXED,   \
     .min = 1, .max = FC_MONEY_MAX)                                                                                    \
  F (CASH_COUNT_QUANTITY, "quantity", FC_TYPE_INT, N_("Pieces"), FC_FIELD_REQUIRED, .min = 0, .max = 1000000)

#define FC_FIELDS_CASH_MOVEMENT(F)                                                                                     \
  F (CASH_MOVEMENT_SHIFT_ID, "shift_id", FC_TYPE_REF, N_("Shift"),                                                     \
     FC_FIELD_REQUIRED | FC_FIELD_PARENT | FC_FIELD_FIXED | FC_FIELD_INDEX, .target = FC_SHIFT)                        \
  F (CASH_MOVEMENT_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"), FC_FIELD_REQUIRED | FC_FIELD_FIXED,           \
     .target = FC_STATION)                                                                                             \
  F (CASH_MOVEMENT_MOVEMENT, "movement", FC_TYPE_ENUM, N_("Movement"), FC_FIELD_REQUIRED | FC_FIELD_FIXED,             \
     .choices = fc_cash_movements)                                                                                     \
  F (CASH_MOVEMENT_AMOUNT, "amount", FC_TYPE_MONEY, N_("Amount"), FC_FIELD_REQUIRED, .min = 0, .max = FC_MONEY_MAX)    \
  F (CASH_MOVEMENT_REASON, "reason", FC_TYPE_TEXT, N_("Reason"))                                                       \
  F (CASH_MOVEMENT_MOVED_AT, "moved_at", FC_TYPE_TIME, N_("Time"))                                                     \
  F (CASH_MOVEMENT_SOURCE, "source", FC_TYPE_ENUM, N_("Source"), .choices = fc_sources)

#define FC_FIELDS_SALE(F)                                                                                              \
  F (SALE_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"), FC_FIELD_REQUIRED, .target = FC_STATION)               \
  F (SALE_SOLD_AT, "sold_at", FC_TYPE_TIME, N_("Time"), FC_FIELD_REQUIRED)                                             \
  F (SALE_SHIFT_ID, "shift_id", FC_TYPE_REF, N_("Shift"), .target = FC_SHIFT)                                          \
  F (SALE_NOZZLE_ID, "nozzle_id", FC_TYPE_REF, N_("Nozzle"), .target = FC_NOZZLE)                                      \
  F (SALE_PRODUCT_ID, "product_id", FC_TYPE_REF, N_("Product"), FC_FIELD_REQUIRED, .target = FC_PRODUCT)               \
  F (SALE_VOLUME, "volume", FC_TYPE_VOLUME, N_("Volume"), .min = -FC_VOLUME_MAX, .max = FC_VOLUME_MAX)                 \
  F (SALE_PRICE, "price", FC_TYPE_PRICE, N_("Price"), .min = 0, .max = FC_PRICE_MAX)                                   \
  F (SALE_AMOUNT, "amount", FC_TYPE_MONEY, N_("Amount"), FC_FIELD_REQUIRED, .min = -FC_MONEY_MAX, .max = FC_MONEY_MAX) \
  F (SALE_COUNT, "count", FC_TYPE_INT, N_("Transactions"), .min = 0, .max = 1000000)                                   \
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

G_END_DECLS
