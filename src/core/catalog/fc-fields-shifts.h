/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The shift sheet. Read by fc-entities.h only. */

#define FC_FIELDS_SHIFT(F)                                                                                             \
  F (SHIFT_STATION_ID, "station_id", FC_TYPE_REF, N_("Station"), FC_FIELD_REQUIRED | FC_FIELD_FIXED | FC_FIELD_INDEX,  \
     .target = FC_STATION)                                                                                             \
  F (SHIFT_NUMBER, "number", FC_TYPE_INT, N_("Shift"), FC_FIELD_REQUIRED | FC_FIELD_COMMAND, .min = 1, .max = 999)     \
  F (SHIFT_BUSINESS_DATE, "business_date", FC_TYPE_DATE, N_("Business date"),                                          \
     FC_FIELD_REQUIRED | FC_FIELD_COMMAND | FC_FIELD_INDEX)                                                            \
  F (SHIFT_OPENED_AT, "opened_at", FC_TYPE_TIME, N_("Opened"), FC_FIELD_REQUIRED | FC_FIELD_COMMAND)                   \
  F (SHIFT_CLOSED_AT, "closed_at", FC_TYPE_TIME, N_("Closed"))                                                         \
  F (SHIFT_STATE, "state", FC_TYPE_ENUM, N_("State"), FC_FIELD_REQUIRED | FC_FIELD_COMMAND | FC_FIELD_INDEX,           \
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
  F (SHIFT_PREVIOUS_ID, "previous_id", FC_TYPE_REF, N_("Previous shift"), FC_FIELD_COMMAND | FC_FIELD_INDEX,          \
     .target = FC_SHIFT)                                                                                               \
  F (SHIFT_NOTES, "notes", FC_TYPE_TEXT, N_("Notes"), .max = 4000)                                                     \
  F (SHIFT_WAIVED, "waived", FC_TYPE_JSON, N_("Waived steps"), FC_FIELD_COMMAND)                                       \
  F (SHIFT_PART, "part", FC_TYPE_TEXT, N_("Part of the site"), FC_FIELD_COMMAND, .max = 20)                            \
  F (SHIFT_CORRECTION_REASON, "correction_reason", FC_TYPE_TEXT, N_("Reason for the correction"), FC_FIELD_COMMAND)    \
  F (SHIFT_SHOP_TAX, "shop_tax", FC_TYPE_MONEY, N_("Shop tax"), .min = -FC_MONEY_MAX, .max = FC_MONEY_MAX)             \
  F (SHIFT_LOTTERY, "lottery", FC_TYPE_MONEY, N_("Lottery"), .min = -FC_MONEY_MAX, .max = FC_MONEY_MAX)                \
  F (SHIFT_VOIDS, "voids", FC_TYPE_INT, N_("Voids"), .min = 0, .max = 1000000)                                         \
  F (SHIFT_CONFIRMED, "confirmed", FC_TYPE_JSON, N_("Confirmed steps"), FC_FIELD_COMMAND)                              \
  F (SHIFT_SOURCE_DIGEST, "source_digest", FC_TYPE_TEXT, N_("Digest of the source"), FC_FIELD_COMMAND, .max = 64)      \
  F (SHIFT_OPENED_BY, "opened_by", FC_TYPE_REF, N_("Opened by"), FC_FIELD_COMMAND, .target = FC_USER)

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
  F (CASH_MOVEMENT_DRAWER_ID, "drawer_id", FC_TYPE_REF, N_("Attendant"), .target = FC_DRAWER)                          \
  F (CASH_MOVEMENT_PHOTO_ID, "photo_id", FC_TYPE_REF, N_("Photo"), .target = FC_ATTACHMENT)                            \
  F (CASH_MOVEMENT_BAG, "bag", FC_TYPE_TEXT, N_("Bag number"), FC_FIELD_SEARCH, .max = 60)

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
