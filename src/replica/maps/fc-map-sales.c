/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-map-sales.h"

#include "fc-statement.h"
#include "fc-time.h"

typedef struct {
  gint64 from_us, until_us;
} Span;

static void
sale_free (gpointer data)
{
  g_free (((FcMapSale *) data)->name);
  g_free (data);
}

void
fc_map_sales_free (FcMapSales *self)
{
  g_free (self->currency);
  g_ptr_array_unref (self->stations);
  g_free (self);
}

/* A day that is kept whole counts where its noon lies: a station's midnight may be another day's evening in the company's zone. */
static const char sums[] =
  "SELECT s.id, s.name, s.latitude, s.longitude, s.currency, x.amount, x.volume FROM (SELECT station_id,"
  " sum (amount) AS amount, sum (volume) AS volume FROM (SELECT station_id, amount, volume FROM sales_total"
  " WHERE grain = 'hour' AND starts_at >= ?1 AND starts_at < ?2 UNION ALL SELECT station_id, amount, volume"
  " FROM sales_total WHERE grain = 'day' AND starts_at >= ?1 - ?3 AND starts_at < ?2 - ?3) GROUP BY station_id) x"
  " JOIN station s ON s.id = x.station_id WHERE s.id IN (SELECT id FROM visible_station) ORDER BY s.name, s.id";

static void
add_station (FcMapSales  *self,
             FcStatement *select)
{
  FcMapSale *sale = g_new0 (FcMapSale, 1);

  fc_statement_get_id (select, 0, &sale->id);
  sale->name = g_strdup (fc_statement_get_text (select, 1));
  sale->placed = !fc_statement_is_null (select, 2) && !fc_statement_is_null (select, 3);
  sale->place = (FcPlace){ (gint32) fc_statement_get_int (select, 2), (gint32) fc_statement_get_int (select, 3) };
  sale->foreign = g_strcmp0 (fc_statement_get_text (select, 4), self->currency) != 0;
  sale->amount = fc_statement_get_int (select, 5);
  sale->volume = fc_statement_get_int (select, 6);
  self->amount += sale->foreign ? 0 : sale->amount;
  self->volume += sale->volume;
  self->foreign += sale->foreign;
  g_ptr_array_add (self->stations, sale);
}

static gboolean
read_currency (FcDb        *db,
               FcMapSales  *self,
               GError     **error)
{
  g_autoptr (FcStatement) select =
    fc_db_prepare (db,
                   "SELECT coalesce ((SELECT currency FROM tenant LIMIT 1), (SELECT currency FROM station"
                   " WHERE id IN (SELECT id FROM visible_station) ORDER BY code LIMIT 1), '')",
                   error);
  gboolean row;

  if (select == NULL || !fc_statement_step (select, &row, error))
    return FALSE;
  self->currency = g_strdup (fc_statement_get_text (select, 0));
  return TRUE;
}

static gboolean
read_stations (FcDb        *db,
               const Span  *span,
               FcMapSales  *self,
               GError     **error)
{
  g_autoptr (FcStatement) select = fc_db_prepare (db, sums, error);
  int next;

  if (select == NULL)
    return FALSE;
  fc_statement_bind_int (select, 1, span->from_us);
  fc_statement_bind_int (select, 2, span->until_us);
  fc_statement_bind_int (select, 3, 12 * FC_HOUR_US);
  while ((next = fc_statement_next (select, error)) > 0)
    add_station (self, select);
  return next == 0;
}

static gpointer
read_sales (FcDb          *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (FcMapSales) self = g_new0 (FcMapSales, 1);

  self->stations = g_ptr_array_new_with_free_func (sale_free);
  if (!read_currency (db, self, error) || !read_stations (db, data, self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * fc_map_sales_async:
 * @from_us: UTC µs
 * @until_us: exclusive
 *
 * Adds up what each station that the actor sees has sold in that time.
 */
void
fc_map_sales_async (FcReplica           *replica,
                    gint64               from_us,
                    gint64               until_us,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  Span span = { from_us, until_us };

  fc_replica_read_async (replica, read_sales, g_memdup2 (&span, sizeof span), g_free,
                         (GDestroyNotify) fc_map_sales_free, cancellable, callback, user_data);
}

FcMapSales *
fc_map_sales_finish (FcReplica     *replica,
                     GAsyncResult  *result,
                     GError       **error)
{
  return fc_replica_read_finish (replica, result, error);
}
