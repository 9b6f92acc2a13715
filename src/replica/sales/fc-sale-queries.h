/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-query-model.h"

G_BEGIN_DECLS

/* Single sales, newest first. Binds: :station, :product, :payment, :from and :until (UTC µs, until not within). */
extern const FcQuerySpec fc_sale_list;
enum {
  FC_SALE_LIST_ID,
  FC_SALE_LIST_SOLD_AT,
  FC_SALE_LIST_STATION, /* name */
  FC_SALE_LIST_PRODUCT, /* name */
  FC_SALE_LIST_VOLUME,
  FC_SALE_LIST_PRICE,
  FC_SALE_LIST_AMOUNT,
  FC_SALE_LIST_PAYMENT,
  FC_SALE_LIST_OPERATOR,
  FC_SALE_LIST_RECEIPT,
  FC_SALE_LIST_CURRENCY,
};

G_END_DECLS
