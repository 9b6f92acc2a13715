/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The close of a day. Read by fc-entities.h only. */

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
