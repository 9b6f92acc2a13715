/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-replica-private.h"
#include "fc-sales-rollup.h"

#include <string.h>

/* Zones of the stations, kept with the writer's thread: reading one costs a query and a file. */
static GPrivate zones = G_PRIVATE_INIT ((GDestroyNotify) g_hash_table_unref);

GTimeZone *
fc_station_read_zone (FcDb       *db,
                      const FcId *station)
{
  g_autoptr (FcStatement) select = fc_db_prepare (db, "SELECT time_zone FROM station WHERE id = ?", NULL);
  GTimeZone *zone = NULL;
  gboolean row = FALSE;

  if (select != NULL)
    {
      fc_statement_bind_id (select, 1, station);
      if (fc_statement_step (select, &row, NULL) && row && !fc_statement_is_null (select, 0))
        zone = g_time_zone_new_identifier (fc_statement_get_text (select, 0));
    }
  return zone != NULL ? zone : g_time_zone_new_utc ();
}

/**
 * fc_station_zone:
 * @db: an FcDb
 *
 * Returns: (transfer none): the station's zone, UTC where it is not known
 */
GTimeZone *
fc_station_zone (const FcId *station,
                 gpointer    db)
{
  GHashTable *known = g_private_get (&zones);
  GTimeZone *zone;

  if (known == NULL)
    {
      known = g_hash_table_new_full (fc_id_hash, fc_id_equal, g_free, (GDestroyNotify) g_time_zone_unref);
      g_private_set (&zones, known);
    }
  zone = g_hash_table_lookup (known, station);
  if (zone == NULL)
    {
      zone = fc_station_read_zone (db, station);
      g_hash_table_insert (known, g_memdup2 (station, sizeof *station), zone);
    }
  return zone;
}

void
fc_station_zones_forget (FcDb *db)
{
  g_private_replace (&zones, NULL);
}

static int
compare_ids (gconstpointer a,
             gconstpointer b,
             gpointer      ids)
{
  const FcId *of = ids;

  return memcmp (&of[*(const guint32 *) a], &of[*(const guint32 *) b], sizeof (FcId));
}

/* In the order of their ids, which are the table's order: neighbours are in one page. */
static guint32 *
order_by_id (const FcFactBatch *sums)
{
  guint32 *order = g_new (guint32, sums->n);

  for (guint i = 0; i < sums->n; i++)
    order[i] = i;
  g_qsort_with_data (order, (int) sums->n, sizeof *order, compare_ids, sums->row_ids);
  return order;
}

/* Sums of one hour or day at one station. */
typedef struct {
  const char *grain; /* of the sums' texts */
  gint64 starts_at;
  FcId station;
  gint64 amount, volume, count;
} Total;

static guint
hash_total (gconstpointer pointer)
{
  const Total *total = pointer;

  return fc_id_hash (&total->station) + (guint) (total->starts_at / FC_HOUR_US) * 2654435761u;
}

static gboolean
equal_totals (gconstpointer a,
              gconstpointer b)
{
  const Total *one = a, *other = b;

  return one->starts_at == other->starts_at && fc_id_equal (&one->station, &other->station) &&
         g_str_equal (one->grain, other->grain);
}

static GHashTable *
total_up (const FcFactBatch *sums,
          guint              first,
          guint              n,
          const guint8      *which)
{
  GHashTable *totals = g_hash_table_new_full (hash_total, equal_totals, g_free, NULL);
  const FcFactColumn *columns = sums->columns;

  for (guint row = first; row < first + n; row++)
    {
      Total key = { columns[FC_SALES_ROLLUP_GRAIN].texts[row], columns[FC_SALES_ROLLUP_STARTS_AT].numbers[row],
                    columns[FC_SALES_ROLLUP_STATION_ID].ids[row], 0, 0, 0 };
      Total *total;

      if (which != NULL && which[row - first] == 0)
        continue;
      total = g_hash_table_lookup (totals, &key);
      if (total == NULL)
        g_hash_table_add (totals, total = g_memdup2 (&key, sizeof key));
      total->amount += columns[FC_SALES_ROLLUP_AMOUNT].numbers[row];
      total->volume += columns[FC_SALES_ROLLUP_VOLUME].numbers[row];
      total->count += columns[FC_SALES_ROLLUP_COUNT].numbers[row];
    }
  return totals;
}

/**
 * fc_rollup_total:
 * @which: (nullable): one byte a row from @first, 0 leaves it out
 *
 * Adds sums to the totals of their hour or day, one step a total: for who wrote them with triggers off.
 */
gboolean
fc_rollup_total (FcWrite            *write,
                 const FcFactBatch  *sums,
                 guint               first,
                 guint               n,
                 const guint8       *which,
                 GError            **error)
{
  g_autoptr (FcStatement) add =
    fc_db_prepare (write->db, "INSERT INTO sales_total VALUES (?, ?, ?, ?, ?, ?)" FC_ADD_TO_SALES_TOTAL, error);
  g_autoptr (GHashTable) totals = total_up (sums, first, n, which);
  GHashTableIter iter;
  gpointer key;

  if (add == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, totals);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const Total *total = key;

      fc_statement_bind_text (add, 1, total->grain);
      fc_statement_bind_int (add, 2, total->starts_at);
      fc_statement_bind_id (add, 3, &total->station);
      fc_statement_bind_int (add, 4, total->amount);
      fc_statement_bind_int (add, 5, total->volume);
      fc_statement_bind_int (add, 6, total->count);
      if (!fc_statement_run (add, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_each (FcDb               *db,
          const FcFactBatch  *sums,
          GError            **error)
{
  g_autoptr (FcStatement) add = fc_db_prepare (
    db,
    "INSERT INTO sales_rollup (id, version, station_id, grain, starts_at, product_id, payment, volume, amount, count)"
    " VALUES (?, 0, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET volume = volume + excluded.volume,"
    " amount = amount + excluded.amount, count = count + excluded.count",
    error);
  g_autofree guint32 *order = order_by_id (sums);
  const FcFactColumn *columns = sums->columns;

  if (add == NULL)
    return FALSE;
  for (guint i = 0; i < sums->n; i++)
    {
      guint32 row = order[i];

      fc_statement_bind_id (add, 1, &sums->row_ids[row]);
      fc_statement_bind_id (add, 2, &columns[FC_SALES_ROLLUP_STATION_ID].ids[row]);
      fc_statement_bind_text (add, 3, columns[FC_SALES_ROLLUP_GRAIN].texts[row]);
      fc_statement_bind_int (add, 4, columns[FC_SALES_ROLLUP_STARTS_AT].numbers[row]);
      fc_statement_bind_id (add, 5, &columns[FC_SALES_ROLLUP_PRODUCT_ID].ids[row]);
      fc_statement_bind_text (add, 6, columns[FC_SALES_ROLLUP_PAYMENT].texts[row]);
      fc_statement_bind_int (add, 7, columns[FC_SALES_ROLLUP_VOLUME].numbers[row]);
      fc_statement_bind_int (add, 8, columns[FC_SALES_ROLLUP_AMOUNT].numbers[row]);
      fc_statement_bind_int (add, 9, columns[FC_SALES_ROLLUP_COUNT].numbers[row]);
      if (!fc_statement_run (add, error))
        return FALSE;
    }
  return TRUE;
}

/* A sum's trigger would follow it into its total; here the sums of many tenders and products go into one at a time. */
static gboolean
add_sums (FcWrite            *write,
          const FcFactBatch  *sums,
          GError            **error)
{
  gboolean done;

  fc_db_set_triggers (write->db, FALSE);
  done = add_each (write->db, sums, error) && fc_rollup_total (write, sums, 0, sums->n, NULL, error);
  fc_db_set_triggers (write->db, TRUE);
  return done;
}

/**
 * fc_rollup_add:
 * @which: (nullable): one byte a row from @first, 0 leaves it out
 * @sign: 1 adds, -1 takes away
 *
 * Adds sales that really went in (or away) to the rollups, in the same transaction. Sales before the sales horizon are
 * in the hub's rollup rows already.
 */
gboolean
fc_rollup_add (FcWrite            *write,
               const FcFactBatch  *sales,
               guint               first,
               guint               n,
               const guint8       *which,
               int                 sign,
               GError            **error)
{
  g_autoptr (FcSalesSum) sum = fc_sales_sum_new (write->now_us, fc_station_zone, write->db);
  g_autoptr (FcFactBatch) sums = NULL;
  gint64 horizon = fc_write_get_meta_int (write, FC_META_SALES_HORIZON, G_MININT64);

  fc_sales_sum_add (sum, sales, first, n, which, horizon, sign);
  sums = fc_sales_sum_take (sum);
  if (sums->n > 0)
    fc_changes_add (write->changes, FC_SALES_ROLLUP, NULL);
  return sums->n == 0 || add_sums (write, sums, error);
}

/**
 * fc_rollup_add_sale:
 *
 * As fc_rollup_add() for one sale as a record.
 */
gboolean
fc_rollup_add_sale (FcWrite   *write,
                    FcRecord  *sale,
                    int        sign,
                    GError   **error)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_autoptr (FcFactBatch) batch = NULL;

  g_ptr_array_add (one, sale);
  batch = fc_fact_batch_from_records (one);
  return fc_rollup_add (write, batch, 0, 1, NULL, sign, error);
}

/**
 * fc_rollup_add_unseen:
 * @from: UTC µs, @until: excluded
 *
 * Adds a station's sales that the hub's sums do not have yet.
 */
gboolean
fc_rollup_add_unseen (FcWrite     *write,
                      const FcId  *station,
                      gint64       from,
                      gint64       until,
                      GError     **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM sale WHERE station_id = ? AND sold_at >= ? AND sold_at < ?"
                                          " AND version <= 0", fc_rows_columns (FC_SALE));
  g_autoptr (FcStatement) select = fc_db_prepare (write->db, sql, error);
  g_autoptr (GPtrArray) sales = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (FcFactBatch) batch = NULL;
  gboolean row = TRUE;

  if (select == NULL)
    return FALSE;
  fc_statement_bind_id (select, 1, station);
  fc_statement_bind_int (select, 2, from);
  fc_statement_bind_int (select, 3, until);
  while (row)
    {
      if (!fc_statement_step (select, &row, error))
        return FALSE;
      if (row)
        g_ptr_array_add (sales, fc_rows_read (select, FC_SALE, 0));
    }
  if (sales->len == 0)
    return TRUE;
  batch = fc_fact_batch_from_records (sales);
  return fc_rollup_add (write, batch, 0, batch->n, NULL, 1, error);
}

static GArray *
list_stations (FcDb    *db,
               GError **error)
{
  g_autoptr (FcStatement) select = fc_db_prepare (db, "SELECT id FROM station", error);
  g_autoptr (GArray) stations = g_array_new (FALSE, FALSE, sizeof (FcId));
  gboolean row = TRUE;
  FcId id;

  while (row)
    {
      if (select == NULL || !fc_statement_step (select, &row, error))
        return NULL;
      if (row && fc_statement_get_id (select, 0, &id))
        g_array_append_val (stations, id);
    }
  return g_steal_pointer (&stations);
}

static FcStatement *
prepare_for_old_hours (FcDb        *db,
                       const char  *sql,
                       const FcId  *station,
                       gint64       until,
                       GError     **error)
{
  FcStatement *statement = fc_db_prepare (db, sql, error);

  if (statement == NULL)
    return NULL;
  fc_statement_bind_id (statement, 1, station);
  fc_statement_bind_int (statement, 2, until);
  return statement;
}

/* Rollup rows look like sales of their hour, so adding them up by the day is the same work. */
static GPtrArray *
read_old_hours (FcDb        *db,
                const FcId  *station,
                gint64       until,
                GError     **error)
{
  g_autoptr (FcStatement) select =
    prepare_for_old_hours (db,
                           "SELECT starts_at, product_id, payment, volume, amount, count FROM sales_rollup"
                           " WHERE grain = 'hour' AND station_id = ? AND starts_at < ?",
                           station, until, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean row = TRUE;

  while (row)
    {
      FcId id = { { 1 } }, product;
      FcRecord *sale;

      if (select == NULL || !fc_statement_step (select, &row, error))
        return NULL;
      if (!row)
        break;
      sale = fc_record_new (FC_SALE, &id);
      fc_statement_get_id (select, 1, &product);
      fc_record_set_ref (sale, FC_SALE_STATION_ID, station);
      fc_record_set_int (sale, FC_SALE_SOLD_AT, fc_statement_get_int (select, 0));
      fc_record_set_ref (sale, FC_SALE_PRODUCT_ID, &product);
      fc_record_set_text (sale, FC_SALE_PAYMENT, fc_statement_get_text (select, 2));
      fc_record_set_int (sale, FC_SALE_VOLUME, fc_statement_get_int (select, 3));
      fc_record_set_int (sale, FC_SALE_AMOUNT, fc_statement_get_int (select, 4));
      fc_record_set_int (sale, FC_SALE_COUNT, fc_statement_get_int (select, 5));
      g_ptr_array_add (rows, sale);
    }
  return g_steal_pointer (&rows);
}

static gboolean
compact_station (FcWrite     *write,
                 const FcId  *station,
                 GError     **error)
{
  GTimeZone *zone = fc_station_zone (station, write->db);
  gint64 until = fc_sales_rollup_hourly_from (write->now_us, zone);
  g_autoptr (GPtrArray) hours = read_old_hours (write->db, station, until, error);
  g_autoptr (FcSalesSum) sum = fc_sales_sum_new (write->now_us, fc_station_zone, write->db);
  g_autoptr (FcFactBatch) batch = NULL, days = NULL;
  g_autoptr (FcStatement) drop = NULL;

  if (hours == NULL)
    return FALSE;
  if (hours->len == 0)
    return TRUE;
  batch = fc_fact_batch_from_records (hours);
  fc_sales_sum_add (sum, batch, 0, batch->n, NULL, G_MININT64, 1);
  days = fc_sales_sum_take (sum);
  drop = prepare_for_old_hours (write->db,
                                "DELETE FROM sales_rollup WHERE grain = 'hour' AND station_id = ? AND starts_at < ?",
                                station, until, error);
  return drop != NULL && fc_statement_run (drop, error) && add_sums (write, days, error);
}

/**
 * fc_rollup_compact:
 *
 * Hours older than FC_ROLLUP_HOURLY_DAYS become days of their station's calendar.
 */
gboolean
fc_rollup_compact (FcWrite  *write,
                   GError  **error)
{
  g_autoptr (GArray) stations = list_stations (write->db, error);

  if (stations == NULL)
    return FALSE;
  for (guint i = 0; i < stations->len; i++)
    if (!compact_station (write, &g_array_index (stations, FcId, i), error))
      return FALSE;
  return TRUE;
}
