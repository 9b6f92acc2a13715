/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-sales-rollup.h"

#include <string.h>

typedef struct {
  FcId station;
  FcId product;
  gint64 starts_at;
  const char *payment; /* out of fc_tenders, or NULL */
  gboolean daily;
} Key;

typedef struct {
  Key key;
  FcId id;
  gint64 volume, amount, count;
} Sum;

/* Sums that differ in their time alone have one id behind it. */
typedef struct {
  Key key;
  FcId id;
} Kind;

/* What is known of a station while adding up. */
typedef struct {
  FcId id;
  GTimeZone *zone;
  gint64 hourly_from;
  gint64 day_from, day_until; /* the civil day last asked for */
} Station;

struct _FcSalesSum {
  gint64 now_us;
  FcZoneFunc zone_of;
  gpointer user_data;
  GHashTable *sums;     /* Key → Sum (which begins with its key) */
  GHashTable *stations; /* FcId → Station */
  Sum *last;
  Station *last_station;
  GHashTable *kinds; /* Key of no time → Kind */
};

/* What the ids of a station's sums of one product and tender end with, whatever their hour. */
static FcId
id_of_kind (const FcId *station,
            const char *grain,
            const FcId *product,
            const char *payment)
{
  char at[FC_ID_STRING_LENGTH + 1], of[FC_ID_STRING_LENGTH + 1];

  fc_id_to_string (station, at);
  fc_id_to_string (product, of);
  return fc_id_from_key ("sales_rollup", at, grain, of, payment != NULL ? payment : "-", NULL);
}

/**
 * fc_sales_rollup_id:
 *
 * Returns: the row's id, made of its natural key
 */
FcId
fc_sales_rollup_id (const FcId *station,
                    const char *grain,
                    gint64      starts_at,
                    const FcId *product,
                    const char *payment)
{
  FcId id = id_of_kind (station, grain, product, payment);

  fc_id_put_time (&id, starts_at);
  return id;
}

/**
 * fc_sales_rollup_hourly_from:
 *
 * Returns: UTC µs: sales from here on are kept by the hour
 */
gint64
fc_sales_rollup_hourly_from (gint64     now_us,
                             GTimeZone *zone)
{
  return fc_time_from_local (fc_time_to_date (now_us, zone) - FC_ROLLUP_HOURLY_DAYS, 0, zone);
}

static guint
hash_key (gconstpointer pointer)
{
  const Key *key = pointer;
  guint32 station, product;

  memcpy (&station, key->station.bytes + 12, sizeof station);
  memcpy (&product, key->product.bytes + 12, sizeof product);
  return station * 31 + product * 17 + (guint) (key->starts_at / 1000000) * 2654435761u +
         GPOINTER_TO_UINT (key->payment) + (guint) key->daily;
}

static gboolean
equal_keys (gconstpointer a,
            gconstpointer b)
{
  const Key *one = a, *other = b;

  return one->starts_at == other->starts_at && one->payment == other->payment && one->daily == other->daily &&
         memcmp (&one->station, &other->station, sizeof (FcId)) == 0 &&
         memcmp (&one->product, &other->product, sizeof (FcId)) == 0;
}

/**
 * fc_sales_sum_new:
 * @now_us: decides which sales are old enough to be kept by the day
 * @zone_of: the zone of a station
 *
 * Returns: (transfer full)
 */
FcSalesSum *
fc_sales_sum_new (gint64     now_us,
                  FcZoneFunc zone_of,
                  gpointer   user_data)
{
  FcSalesSum *self = g_new0 (FcSalesSum, 1);

  self->now_us = now_us;
  self->zone_of = zone_of;
  self->user_data = user_data;
  self->sums = g_hash_table_new_full (hash_key, equal_keys, NULL, g_free);
  self->kinds = g_hash_table_new_full (hash_key, equal_keys, NULL, g_free);
  self->stations = g_hash_table_new_full (fc_id_hash, fc_id_equal, NULL, g_free);
  return self;
}

void
fc_sales_sum_free (FcSalesSum *self)
{
  g_hash_table_unref (self->sums);
  g_hash_table_unref (self->stations);
  g_hash_table_unref (self->kinds);
  g_free (self);
}

static Station *
get_station (FcSalesSum *self,
             const FcId *id)
{
  Station *station = self->last_station;

  if (station != NULL && fc_id_equal (&station->id, id))
    return station;
  station = self->last_station = g_hash_table_lookup (self->stations, id);
  if (station != NULL)
    return station;
  station = self->last_station = g_new0 (Station, 1);
  station->id = *id;
  station->zone = self->zone_of (id, self->user_data);
  station->hourly_from = fc_sales_rollup_hourly_from (self->now_us, station->zone);
  g_hash_table_insert (self->stations, &station->id, station);
  return station;
}

static gint64
floor_hour (gint64 time_us)
{
  gint64 rest = time_us % FC_HOUR_US;

  return time_us - (rest < 0 ? rest + FC_HOUR_US : rest);
}

static gint64
start_of_day (Station *station,
              gint64   time_us)
{
  if (time_us < station->day_from || time_us >= station->day_until)
    {
      FcDate date = fc_time_to_date (time_us, station->zone);

      station->day_from = fc_time_from_local (date, 0, station->zone);
      station->day_until = fc_time_from_local (date + 1, 0, station->zone);
    }
  return station->day_from;
}

static const char *
choice_of (const char *payment)
{
  for (int i = 0; payment != NULL && fc_tenders[i] != NULL; i++)
    if (strcmp (payment, fc_tenders[i]) == 0)
      return fc_tenders[i];
  return NULL;
}

static const char *
grain_of (const Key *key)
{
  return key->daily ? "day" : "hour";
}

static FcId
id_of (FcSalesSum *self,
       const Key  *key)
{
  Key timeless = *key;
  Kind *kind;
  FcId id;

  timeless.starts_at = 0;
  kind = g_hash_table_lookup (self->kinds, &timeless);
  if (kind == NULL)
    {
      kind = g_new0 (Kind, 1);
      kind->key = timeless;
      kind->id = id_of_kind (&key->station, grain_of (key), &key->product, key->payment);
      g_hash_table_insert (self->kinds, &kind->key, kind);
    }
  id = kind->id;
  fc_id_put_time (&id, key->starts_at);
  return id;
}

static Sum *
get_sum (FcSalesSum *self,
         const Key  *key)
{
  Sum *sum =
    self->last != NULL && equal_keys (&self->last->key, key) ? self->last : g_hash_table_lookup (self->sums, key);

  if (sum == NULL)
    {
      sum = g_new0 (Sum, 1);
      sum->key = *key;
      sum->id = id_of (self, key);
      g_hash_table_insert (self->sums, &sum->key, sum);
    }
  self->last = sum;
  return sum;
}

static gint64
number_at (const FcFactBatch *sales,
           int                field,
           guint              row,
           gint64             missing)
{
  return fc_fact_batch_is_null (sales, row, field) ? missing : sales->columns[field].numbers[row];
}

/**
 * fc_sales_sum_add:
 * @from: UTC µs; %G_MININT64 takes all
 *
 * A sale without a count stands for one transaction.
 */
void
fc_sales_sum_add (FcSalesSum        *self,
                  const FcFactBatch *sales,
                  guint              first,
                  guint              n,
                  const guint8      *which,
                  gint64             from,
                  int                sign)
{
  const FcFactColumn *columns = sales->columns;

  for (guint row = first; row < first + n; row++)
    {
      gint64 sold_at = columns[FC_SALE_SOLD_AT].numbers[row];
      Station *station;
      Key key = { 0 };
      Sum *sum;

      if ((which != NULL && which[row - first] == 0) || sold_at < from)
        continue;
      station = get_station (self, &columns[FC_SALE_STATION_ID].ids[row]);
      key.station = station->id;
      key.product = columns[FC_SALE_PRODUCT_ID].ids[row];
      key.daily = sold_at < station->hourly_from;
      key.starts_at = key.daily ? start_of_day (station, sold_at) : floor_hour (sold_at);
      if (columns[FC_SALE_PAYMENT].kind == FC_VALUE_TEXT)
        key.payment = choice_of (columns[FC_SALE_PAYMENT].texts[row]);
      sum = get_sum (self, &key);
      sum->volume += sign * number_at (sales, FC_SALE_VOLUME, row, 0);
      sum->amount += sign * number_at (sales, FC_SALE_AMOUNT, row, 0);
      sum->count += sign * number_at (sales, FC_SALE_COUNT, row, 1);
    }
}

static void
put_sum (FcFactBatch *batch,
         guint        row,
         const Sum   *sum)
{
  batch->row_ids[row] = sum->id;
  fc_fact_batch_use_column (batch, FC_SALES_ROLLUP_STATION_ID)->ids[row] = sum->key.station;
  fc_fact_batch_set_text (batch, row, FC_SALES_ROLLUP_GRAIN, grain_of (&sum->key));
  fc_fact_batch_use_column (batch, FC_SALES_ROLLUP_STARTS_AT)->numbers[row] = sum->key.starts_at;
  fc_fact_batch_use_column (batch, FC_SALES_ROLLUP_PRODUCT_ID)->ids[row] = sum->key.product;
  fc_fact_batch_set_text (batch, row, FC_SALES_ROLLUP_PAYMENT, sum->key.payment);
  fc_fact_batch_use_column (batch, FC_SALES_ROLLUP_VOLUME)->numbers[row] = sum->volume;
  fc_fact_batch_use_column (batch, FC_SALES_ROLLUP_AMOUNT)->numbers[row] = sum->amount;
  fc_fact_batch_use_column (batch, FC_SALES_ROLLUP_COUNT)->numbers[row] = sum->count;
}

/**
 * fc_sales_sum_take:
 *
 * Returns: (transfer full): one row a sum, to be *added* to what is stored; the sums begin anew
 */
FcFactBatch *
fc_sales_sum_take (FcSalesSum *self)
{
  FcFactBatch *batch = fc_fact_batch_new (FC_SALES_ROLLUP, g_hash_table_size (self->sums));
  GHashTableIter iter;
  gpointer sum;
  guint row = 0;

  g_hash_table_iter_init (&iter, self->sums);
  while (g_hash_table_iter_next (&iter, NULL, &sum))
    put_sum (batch, row++, sum);
  g_hash_table_remove_all (self->sums);
  self->last = NULL;
  return batch;
}
