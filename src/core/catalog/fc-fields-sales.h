/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Sales and their sums. Read by fc-entities.h only. */

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
