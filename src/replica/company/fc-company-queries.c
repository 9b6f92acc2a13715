/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-company-queries.h"

#include "fc-query-help.h"

#include <glib/gi18n-lib.h>

static const FcQueryColumn user_columns[] = {
  { "id", "u.id", NULL, FC_COLUMN_ID, FALSE },
  { "name", "u.name", N_ ("Name"), FC_COLUMN_TEXT, TRUE },
  { "email", "u.email", N_ ("E-mail"), FC_COLUMN_TEXT, TRUE },
  { "roles", "u.roles", N_ ("Roles"), FC_COLUMN_TEXT, TRUE },
  { "status", "u.status", N_ ("Status"), FC_COLUMN_ENUM, TRUE },
  { "stations", "CASE WHEN u.all_stations THEN NULL ELSE json_array_length (coalesce (u.stations, '[]')) END",
    N_ ("Stations"), FC_COLUMN_INT, FALSE },
  { "last_sign_in", "u.last_sign_in", N_ ("Last sign-in"), FC_COLUMN_TIME, TRUE },
  FC_QUERY_COLUMNS_END,
};

const FcQuerySpec fc_user_list = {
  .name = "users",
  .from = "user u",
  .where = "(:status IS NULL OR coalesce (u.status, 'active') = :status)"
           " AND (:search IS NULL OR u.id IN (" FC_SEARCH_IDS "))",
  .columns = user_columns,
  .default_sort = FC_USER_LIST_NAME,
};

static const FcQueryColumn role_columns[] = {
  { "id", "r.id", NULL, FC_COLUMN_ID, FALSE },
  { "name", "r.name", N_ ("Role"), FC_COLUMN_TEXT, TRUE },
  { "label", "r.label", N_ ("Title"), FC_COLUMN_TEXT, TRUE },
  { "permissions", "r.permissions", N_ ("Permissions"), FC_COLUMN_TEXT, FALSE },
  { "users", "(SELECT count(*) FROM user u, json_each (coalesce (u.roles, '[]')) j WHERE j.value = r.name)",
    N_ ("Users"), FC_COLUMN_INT, FALSE },
  FC_QUERY_COLUMNS_END,
};

const FcQuerySpec fc_role_list = {
  .name = "roles",
  .from = "role r",
  .columns = role_columns,
  .default_sort = FC_ROLE_LIST_NAME,
};

static const FcQueryColumn product_columns[] = {
  { "id", "p.id", NULL, FC_COLUMN_ID, FALSE },
  { "code", "p.code", N_ ("Code"), FC_COLUMN_TEXT, TRUE },
  { "name", "p.name", N_ ("Product"), FC_COLUMN_TEXT, TRUE },
  { "category", "p.category", N_ ("Category"), FC_COLUMN_ENUM, TRUE },
  { "pos_codes", "p.pos_codes", N_ ("POS numbers"), FC_COLUMN_TEXT, FALSE },
  { "colour", "p.colour", NULL, FC_COLUMN_TEXT, FALSE },
  FC_QUERY_COLUMNS_END,
};

const FcQuerySpec fc_product_list = {
  .name = "products",
  .from = "product p",
  .where = "(:category IS NULL OR p.category = :category) AND (:search IS NULL OR p.id IN (" FC_SEARCH_IDS "))",
  .columns = product_columns,
  .default_sort = FC_PRODUCT_LIST_CODE,
};

static const FcQueryColumn price_columns[] = {
  { "id", "x.id", NULL, FC_COLUMN_ID, FALSE },
  { "effective_at", "x.effective_at", N_ ("From"), FC_COLUMN_TIME, TRUE },
  { "station", "s.name", N_ ("Station"), FC_COLUMN_TEXT, TRUE },
  { "product", "p.name", N_ ("Product"), FC_COLUMN_TEXT, TRUE },
  { "price", "x.price", N_ ("Price"), FC_COLUMN_PRICE, TRUE },
  { "station_id", "x.station_id", NULL, FC_COLUMN_ID, FALSE },
  { "product_id", "x.product_id", NULL, FC_COLUMN_ID, FALSE },
  { "currency", "s.currency", NULL, FC_COLUMN_TEXT, FALSE },
  FC_QUERY_COLUMNS_END,
};

const FcQuerySpec fc_price_list = {
  .name = "prices",
  .from = "price x LEFT JOIN station s ON s.id = x.station_id LEFT JOIN product p ON p.id = x.product_id",
  .where = "x.station_id IN (SELECT id FROM visible_station) AND (:station IS NULL OR x.station_id = :station)"
           " AND (:product IS NULL OR x.product_id = :product)"
           /* Beside a lone max() SQLite takes the other columns from the row that has it. */
           " AND (coalesce (:current, 0) = 0 OR x.id IN (SELECT id FROM (SELECT n.id, max (n.effective_at) FROM price n"
           " WHERE n.effective_at <= coalesce (:now, 9223372036854775807) GROUP BY n.station_id, n.product_id)))",
  .columns = price_columns,
  .default_sort = FC_PRICE_LIST_EFFECTIVE_AT,
  .default_descending = TRUE,
};

static gpointer
read_users (FcDb          *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  return fc_query_all (db, FC_USER, "coalesce (status, 'active') = 'active' ORDER BY name, id", error);
}

void
fc_users_async (FcReplica           *replica,
                GCancellable        *cancellable,
                GAsyncReadyCallback  callback,
                gpointer             user_data)
{
  fc_replica_read_async (replica, read_users, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, cancellable, callback,
                         user_data);
}

GPtrArray *
fc_users_finish (FcReplica     *replica,
                 GAsyncResult  *result,
                 GError       **error)
{
  return fc_replica_read_finish (replica, result, error);
}

static gpointer
read_rows_of (FcDb          *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  FcEntity entity = GPOINTER_TO_INT (data);
  g_autofree char *where = g_strdup_printf ("TRUE ORDER BY \"%s\", id", fc_catalog_get (entity)->fields[0].name);

  return fc_query_all (db, entity, where, error);
}

/**
 * fc_rows_of_async:
 * @entity: a small one
 */
void
fc_rows_of_async (FcReplica           *replica,
                  FcEntity             entity,
                  GCancellable        *cancellable,
                  GAsyncReadyCallback  callback,
                  gpointer             user_data)
{
  fc_replica_read_async (replica, read_rows_of, GINT_TO_POINTER (entity), NULL, (GDestroyNotify) g_ptr_array_unref,
                         cancellable, callback, user_data);
}

GPtrArray *
fc_rows_of_finish (FcReplica     *replica,
                   GAsyncResult  *result,
                   GError       **error)
{
  return fc_replica_read_finish (replica, result, error);
}
