/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-sale-queries.h"

#define N_(text) text

static const FcQueryColumn sale_columns[] = {
  { "id", "x.id", NULL, FC_COLUMN_ID, FALSE },
  { "sold_at", "x.sold_at", N_ ("Time"), FC_COLUMN_TIME, TRUE },
  { "station", "s.name", N_ ("Station"), FC_COLUMN_TEXT, TRUE },
  { "product", "p.name", N_ ("Product"), FC_COLUMN_TEXT, TRUE },
  { "volume", "x.volume", N_ ("Volume"), FC_COLUMN_VOLUME, TRUE },
  { "price", "x.price", N_ ("Price"), FC_COLUMN_PRICE, TRUE },
  { "amount", "x.amount", N_ ("Amount"), FC_COLUMN_MONEY, TRUE },
  { "payment", "x.payment", N_ ("Payment"), FC_COLUMN_ENUM, TRUE },
  { "operator", "x.operator", N_ ("Operator"), FC_COLUMN_TEXT, TRUE },
  { "receipt", "x.offline_id", N_ ("Receipt"), FC_COLUMN_TEXT, FALSE },
  { "currency", "s.currency", NULL, FC_COLUMN_TEXT, FALSE },
  { NULL, NULL, NULL, FC_COLUMN_INT, FALSE },
};

const FcQuerySpec fc_sale_list = {
  .name = "sales",
  .from = "sale x LEFT JOIN station s ON s.id = x.station_id LEFT JOIN product p ON p.id = x.product_id",
  .where = "x.station_id IN (SELECT id FROM visible_station) AND (:station IS NULL OR x.station_id = :station)"
           " AND (:product IS NULL OR x.product_id = :product) AND (:payment IS NULL OR x.payment = :payment)"
           " AND (:from IS NULL OR x.sold_at >= :from) AND (:until IS NULL OR x.sold_at < :until)",
  .columns = sale_columns,
  .default_sort = FC_SALE_LIST_SOLD_AT,
  .default_descending = TRUE,
};
