/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-fact-tally.h"

#include "fc-time.h"

#include <string.h>

struct _FcFactTally {
  FcTallyZoneFunc zone_of;
  gpointer user_data;
  GHashTable *sums;   /* FcFactSum → itself; its first three members are the key */
  FcId last_station;  /* whose zone was asked for last */
  GTimeZone *zone;    /* (nullable) */
};

static guint
hash_key (gconstpointer pointer)
{
  const FcFactSum *sum = pointer;

  return fc_id_hash (&sum->station) + (guint) sum->entity * 31 + (guint) sum->month;
}

static gboolean
equal_keys (gconstpointer a,
            gconstpointer b)
{
  const FcFactSum *one = a, *other = b;

  return one->month == other->month && one->entity == other->entity && fc_id_equal (&one->station, &other->station);
}

/**
 * fc_fact_tally_new:
 * @zone_of: the zone of a station
 *
 * Returns: (transfer full)
 */
FcFactTally *
fc_fact_tally_new (FcTallyZoneFunc zone_of,
                   gpointer        user_data)
{
  FcFactTally *self = g_new0 (FcFactTally, 1);

  self->zone_of = zone_of;
  self->user_data = user_data;
  self->sums = g_hash_table_new_full (hash_key, equal_keys, g_free, NULL);
  return self;
}

void
fc_fact_tally_free (FcFactTally *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->sums);
  g_free (self);
}

/**
 * fc_fact_month:
 *
 * Returns: the month of @at by the calendar of @zone, as FcFactSum has it
 */
int
fc_fact_month (gint64     at,
               GTimeZone *zone)
{
  int year, month, day;

  fc_date_to_civil (fc_time_to_date (at, zone), &year, &month, &day);
  return year * 12 + month - 1;
}

/* From outside: not a date of another age. */
gboolean
fc_fact_month_is_valid (gint64 month)
{
  return month >= 1900 * 12 && month < 2200 * 12;
}

/**
 * fc_fact_month_bounds:
 * @until: (out): UTC µs: the beginning of the next month
 */
void
fc_fact_month_bounds (int        month,
                      GTimeZone *zone,
                      gint64    *from,
                      gint64    *until)
{
  *from = fc_time_from_local (fc_date_from_civil (month / 12, month % 12 + 1, 1), 0, zone);
  *until = fc_time_from_local (fc_date_from_civil ((month + 1) / 12, (month + 1) % 12 + 1, 1), 0, zone);
}

static guint64
mix (guint64 hash,
     guint64 word)
{
  hash ^= word;
  hash *= G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return hash ^ (hash >> 32);
}

static guint64
mix_text (guint64     hash,
          const char *text)
{
  for (; *text != '\0'; text++)
    hash = mix (hash, (guchar) *text);
  return hash;
}

static guint64
mix_id (guint64     hash,
        const FcId *id)
{
  guint64 words[2];

  memcpy (words, id->bytes, sizeof words);
  return mix (mix (hash, GUINT64_FROM_LE (words[0])), GUINT64_FROM_LE (words[1]));
}

/**
 * fc_fact_hash:
 *
 * Returns: a hash of the fact, without the hub's number for it. Against damage and mistakes, not against forgery.
 */
guint64
fc_fact_hash (const FcFactBatch *batch,
              guint              row)
{
  guint64 hash = mix_id (batch->entity + 1, &batch->row_ids[row]);

  for (guint field = 0; field < fc_catalog_get (batch->entity)->n_fields; field++)
    {
      const FcFactColumn *column = &batch->columns[field];

      if (fc_fact_batch_is_null (batch, row, (int) field))
        continue;
      hash = mix (hash, field + 1);
      if (column->kind == FC_VALUE_INT)
        hash = mix (hash, (guint64) column->numbers[row]);
      else if (column->kind == FC_VALUE_ID)
        hash = mix_id (hash, &column->ids[row]);
      else
        hash = mix_text (hash, column->texts[row]);
    }
  return hash;
}

static GTimeZone *
zone_of (FcFactTally *self,
         const FcId  *station)
{
  if (self->zone == NULL || !fc_id_equal (station, &self->last_station))
    self->zone = self->zone_of (station, self->user_data);
  self->last_station = *station;
  return self->zone;
}

static FcFactSum *
get_sum (FcFactTally *self,
         const FcId  *station,
         FcEntity     entity,
         gint64       at)
{
  FcFactSum key = { .station = *station, .entity = entity, .month = fc_fact_month (at, zone_of (self, station)) };
  FcFactSum *sum = g_hash_table_lookup (self->sums, &key);

  if (sum == NULL)
    {
      sum = g_memdup2 (&key, sizeof key);
      g_hash_table_add (self->sums, sum);
    }
  return sum;
}

static gint64
number (const FcFactBatch *batch,
        int                field,
        guint              row)
{
  return fc_fact_batch_is_null (batch, row, field) ? 0 : batch->columns[field].numbers[row];
}

/* A sale that does not say how many it stands for is one, as where sums are made. */
static gint64
count_of (const FcFactBatch *sales,
          guint              row)
{
  return fc_fact_batch_is_null (sales, row, FC_SALE_COUNT) ? 1 : sales->columns[FC_SALE_COUNT].numbers[row];
}

static void
add_sale (FcFactSum         *sum,
          const FcFactBatch *sales,
          guint              row,
          int                sign)
{
  sum->n += sign * (sum->entity == FC_SALE ? 1 : count_of (sales, row));
  sum->volume += sign * number (sales, FC_SALE_VOLUME, row);
  sum->amount += sign * number (sales, FC_SALE_AMOUNT, row);
  if (sum->entity == FC_SALE)
    sum->hash += fc_fact_hash (sales, row);
}

static void
add_rollup (FcFactSum         *sum,
            const FcFactBatch *rollups,
            guint              row)
{
  sum->n += number (rollups, FC_SALES_ROLLUP_COUNT, row);
  sum->volume += number (rollups, FC_SALES_ROLLUP_VOLUME, row);
  sum->amount += number (rollups, FC_SALES_ROLLUP_AMOUNT, row);
}

/**
 * fc_fact_tally_add:
 * @batch: of sales or of their rollups; other facts are not counted
 */
void
fc_fact_tally_add (FcFactTally       *self,
                   const FcFactBatch *batch,
                   gint64             from)
{
  gboolean sales = batch->entity == FC_SALE;
  int station = sales ? FC_SALE_STATION_ID : FC_SALES_ROLLUP_STATION_ID;
  int time = sales ? FC_SALE_SOLD_AT : FC_SALES_ROLLUP_STARTS_AT;

  if (!sales && batch->entity != FC_SALES_ROLLUP)
    return;
  for (guint row = 0; row < batch->n; row++)
    {
      FcFactSum *sum;

      if (fc_fact_batch_is_null (batch, row, station) || number (batch, time, row) < from)
        continue; /* of nobody: a damaged row; or too old */
      sum = get_sum (self, &batch->columns[station].ids[row], batch->entity, number (batch, time, row));
      if (sales)
        add_sale (sum, batch, row, 1);
      else
        add_rollup (sum, batch, row);
    }
}

/**
 * fc_fact_tally_take_out:
 * @sales: that are in the rollups which were added, and are not to count
 */
void
fc_fact_tally_take_out (FcFactTally       *self,
                        const FcFactBatch *sales,
                        gint64             from)
{
  for (guint row = 0; row < sales->n; row++)
    if (!fc_fact_batch_is_null (sales, row, FC_SALE_STATION_ID) && number (sales, FC_SALE_SOLD_AT, row) >= from)
      add_sale (get_sum (self, &sales->columns[FC_SALE_STATION_ID].ids[row], FC_SALES_ROLLUP,
                         number (sales, FC_SALE_SOLD_AT, row)), sales, row, -1);
}

void
fc_fact_tally_put (FcFactTally     *self,
                   const FcFactSum *sum)
{
  g_hash_table_add (self->sums, g_memdup2 (sum, sizeof *sum));
}

/**
 * fc_fact_tally_find:
 * @like: station, entity and month count
 *
 * Returns: (transfer none) (nullable)
 */
const FcFactSum *
fc_fact_tally_find (FcFactTally     *self,
                    const FcFactSum *like)
{
  return g_hash_table_lookup (self->sums, like);
}

/**
 * fc_fact_tally_list:
 *
 * Returns: (transfer container): in no order
 */
GPtrArray *
fc_fact_tally_list (FcFactTally *self)
{
  GPtrArray *list = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer sum;

  g_hash_table_iter_init (&iter, self->sums);
  while (g_hash_table_iter_next (&iter, &sum, NULL))
    g_ptr_array_add (list, sum);
  return list;
}

gboolean
fc_fact_sum_equal (const FcFactSum *a,
                   const FcFactSum *b)
{
  static const FcFactSum none = { .n = 0 };

  a = a != NULL ? a : &none;
  b = b != NULL ? b : &none;
  return a->n == b->n && a->volume == b->volume && a->amount == b->amount && a->hash == b->hash;
}
