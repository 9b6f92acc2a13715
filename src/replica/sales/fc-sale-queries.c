/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-sale-queries.h"

#include <glib/gi18n-lib.h>

/* Names are looked up for the rows that are shown, not joined: a jump passes over hundreds of thousands of rows. */
#define STATION(column) "(SELECT s." column " FROM station s WHERE s.id = x.station_id)"

static const FcQueryColumn sale_columns[] = {
  { "id", "x.id", NULL, FC_COLUMN_ID, FALSE },
  { "sold_at", "x.sold_at", N_ ("Time"), FC_COLUMN_TIME, TRUE },
  { "station", STATION ("name"), N_ ("Station"), FC_COLUMN_TEXT, TRUE },
  { "product", "(SELECT p.name FROM product p WHERE p.id = x.product_id)", N_ ("Product"), FC_COLUMN_TEXT, TRUE },
  { "volume", "x.volume", N_ ("Volume"), FC_COLUMN_VOLUME, TRUE },
  { "price", "x.price", N_ ("Price"), FC_COLUMN_PRICE, TRUE },
  { "amount", "x.amount", N_ ("Amount"), FC_COLUMN_MONEY, TRUE },
  { "payment", "x.payment", N_ ("Payment"), FC_COLUMN_ENUM, TRUE },
  { "operator", "x.operator", N_ ("Operator"), FC_COLUMN_TEXT, TRUE },
  { "receipt", "x.offline_id", N_ ("Receipt"), FC_COLUMN_TEXT, FALSE },
  { "currency", STATION ("currency"), NULL, FC_COLUMN_TEXT, FALSE },
  FC_QUERY_COLUMNS_END,
};

const FcQuerySpec fc_sale_list = {
  .name = "sales",
  .from = "sale x",
  .where = "((SELECT all_stations FROM scope) OR x.station_id IN (SELECT station_id FROM scope_station)) AND (:station "
           "IS NULL OR x.station_id = :station)"
           " AND (:product IS NULL OR x.product_id = :product) AND (:payment IS NULL OR x.payment = :payment)"
           " AND (:from IS NULL OR x.sold_at >= :from) AND (:until IS NULL OR x.sold_at < :until)",
  .columns = sale_columns,
  .default_sort = FC_SALE_LIST_SOLD_AT,
  .default_descending = TRUE,
};
