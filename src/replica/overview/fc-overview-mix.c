/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-overview-private.h"

/* How the period's sales divide: by product, by tender, by station. */

static gboolean
read_shares (FcDb                 *db,
             const FcOverviewJob  *job,
             FcOverview           *self,
             const char           *sql,
             GPtrArray            *shares,
             GError              **error)
{
  g_autoptr (FcStatement) select = fc_overview_prepare (db, job, self, sql, error);
  int next;

  if (select == NULL)
    return FALSE;
  while ((next = fc_statement_next (select, error)) > 0)
    {
      FcSalesShare *share = g_new0 (FcSalesShare, 1);

      share->name = g_strdup (fc_statement_get_text (select, 0));
      share->colour = g_strdup (fc_statement_get_text (select, 1));
      share->figures.amount = fc_statement_get_int (select, 2);
      share->figures.volume = fc_statement_get_int (select, 3);
      share->figures.count = fc_statement_get_int (select, 4);
      fc_statement_get_id (select, 5, &share->id);
      g_ptr_array_add (shares, share);
    }
  return next == 0;
}

gboolean
fc_overview_read_products (FcDb                 *db,
                           const FcOverviewJob  *job,
                           FcOverview           *self,
                           GError              **error)
{
  return read_shares (
    db, job, self,
    "SELECT p.name, p.colour, x.a, x.v, x.c, x.product FROM (SELECT r.product_id AS product, sum (r.amount) AS a,"
    " sum (r.volume) AS v, sum (r.count) AS c " FC_OVERVIEW_ROWS (
      "product_id, amount, volume, count") " GROUP BY r.product_id) x"
                                           " LEFT JOIN product p ON p.id = x.product ORDER BY x.a DESC, p.name",
    self->products, error);
}

/* The index does not have the tender: a row more is read for each. */
gboolean
fc_overview_read_payments (FcDb                 *db,
                           const FcOverviewJob  *job,
                           FcOverview           *self,
                           GError              **error)
{
  return read_shares (db, job, self,
                      "SELECT r.payment, NULL, sum (r.amount), sum (r.volume), sum (r.count), NULL " FC_OVERVIEW_ROWS (
                        "payment, amount, volume, count") " GROUP BY r.payment ORDER BY 3 DESC, 1",
                      self->payments, error);
}

gboolean
fc_overview_read_stations (FcDb                 *db,
                           const FcOverviewJob  *job,
                           FcOverview           *self,
                           GError              **error)
{
  return read_shares (
    db, job, self,
    "SELECT s.name, NULL, x.a, x.v, x.c, x.station FROM (SELECT r.station_id AS station, sum (r.amount) AS a,"
    " sum (r.volume) AS v, sum (r.count) AS c " FC_OVERVIEW_ROWS (
      "station_id, amount, volume, count") " GROUP BY r.station_id) x JOIN station s ON s.id = x.station ORDER BY x.a "
                                           "DESC, s.name",
    self->stations, error);
}
