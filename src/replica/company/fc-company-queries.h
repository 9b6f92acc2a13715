/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-query-model.h"

G_BEGIN_DECLS

/* Users by name. Binds: :search, :status. */
extern const FcQuerySpec fc_user_list;
enum {
  FC_USER_LIST_ID,
  FC_USER_LIST_NAME,
  FC_USER_LIST_EMAIL,
  FC_USER_LIST_ROLES,    /* JSON array of role names */
  FC_USER_LIST_STATUS,
  FC_USER_LIST_STATIONS, /* how many; null: all */
  FC_USER_LIST_LAST_SIGN_IN,
};

/* Roles by name. */
extern const FcQuerySpec fc_role_list;
enum {
  FC_ROLE_LIST_ID,
  FC_ROLE_LIST_NAME,
  FC_ROLE_LIST_LABEL,
  FC_ROLE_LIST_PERMISSIONS, /* JSON array */
  FC_ROLE_LIST_USERS,       /* how many have it */
};

/* Products by code. Binds: :search, :category. */
extern const FcQuerySpec fc_product_list;
enum {
  FC_PRODUCT_LIST_ID,
  FC_PRODUCT_LIST_CODE,
  FC_PRODUCT_LIST_NAME,
  FC_PRODUCT_LIST_CATEGORY,
  FC_PRODUCT_LIST_POS_CODES, /* JSON array */
  FC_PRODUCT_LIST_COLOUR,
};

/* Prices, newest first. Binds: :station, :product, :current (1: only what holds at :now), :now (UTC µs). */
extern const FcQuerySpec fc_price_list;
enum {
  FC_PRICE_LIST_ID,
  FC_PRICE_LIST_EFFECTIVE_AT,
  FC_PRICE_LIST_STATION, /* name */
  FC_PRICE_LIST_PRODUCT, /* name */
  FC_PRICE_LIST_PRICE,
  FC_PRICE_LIST_STATION_ID,
  FC_PRICE_LIST_PRODUCT_ID,
  FC_PRICE_LIST_CURRENCY,
};

/* Whoever may sign in here, for a replica without a hub and for "switch person": FcRecord of FC_USER that are active, by name. */
void       fc_users_async  (FcReplica            *replica,
                            GCancellable         *cancellable,
                            GAsyncReadyCallback   callback,
                            gpointer              user_data);
GPtrArray *fc_users_finish (FcReplica            *replica,
                            GAsyncResult         *result,
                            GError              **error);

/* All rows of one company-wide entity (FC_ROLE, FC_PRODUCT, FC_TENANT …) by its first field. */
void       fc_rows_of_async  (FcReplica           *replica,
                              FcEntity             entity,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data);
GPtrArray *fc_rows_of_finish (FcReplica           *replica,
                              GAsyncResult        *result,
                              GError             **error);

G_END_DECLS
