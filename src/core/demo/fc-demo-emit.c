/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-demo-private.h"

#include "fc-sales-rollup.h"

#define RECORDS_A_BATCH 2000
#define SALES_A_BATCH   8192  /* their ids go with time: appended */
#define ROLLUPS_A_BATCH 32768 /* their ids are all over the index: the more at once, the fewer pages twice */

/**
 * fc_demo_id:
 * @what: what it names: "tank"
 *
 * Returns: the id of something lasting, of the seed alone: the same whenever the company is made
 */
FcId
fc_demo_id (FcDemoWorld *world,
            const char  *what,
            guint        station,
            guint        n)
{
  g_autofree char *seed = g_strdup_printf ("%" G_GUINT64_FORMAT, world->options.seed);
  g_autofree char *place = g_strdup_printf ("%u/%u", station, n);

  return fc_id_from_key ("harbour fuel", seed, what, place, NULL);
}

static gboolean
flush_records (FcDemoWorld  *world,
               GError      **error)
{
  gboolean taken;

  if (world->records->len == 0)
    return TRUE;
  if (g_cancellable_set_error_if_cancelled (world->cancellable, error))
    return FALSE;
  world->summary->n_records += world->records->len;
  taken = world->sink->records (world->records, world->sink_data, error);
  g_ptr_array_set_size (world->records, 0);
  return taken;
}

static gboolean
flush_batch (FcDemoWorld  *world,
             FcDemoBatch  *waiting,
             GError      **error)
{
  g_autoptr (FcFactBatch) full = g_steal_pointer (&waiting->batch);

  if (full == NULL)
    return TRUE;
  full->n = waiting->n;
  if (!flush_records (world, error))
    return FALSE;
  if (full->entity == FC_SALE)
    return world->sink->facts (full, world->sink_data, error);
  return world->sink->rollups (full, world->sink_data, error);
}

/**
 * fc_demo_emit_record:
 * @record: (transfer full)
 */
gboolean
fc_demo_emit_record (FcDemoWorld  *world,
                     FcRecord     *record,
                     GError      **error)
{
  fc_demo_days_keep (world, record);
  g_ptr_array_add (world->records, record);
  return world->records->len < RECORDS_A_BATCH || flush_records (world, error);
}

/* The number of a new row. */
static guint
take_row (FcDemoBatch *waiting,
          FcEntity     entity,
          guint        room,
          const int   *fields,
          guint        n_fields)
{
  if (waiting->batch == NULL)
    {
      waiting->batch = fc_fact_batch_new (entity, room);
      waiting->n = 0;
      for (guint i = 0; i < n_fields; i++)
        fc_fact_batch_use_column (waiting->batch, fields[i]);
    }
  return waiting->n++;
}

static inline void
put_int (FcFactBatch *batch,
         guint        row,
         int          field,
         gint64       number)
{
  batch->columns[field].numbers[row] = number;
}

static inline void
put_id (FcFactBatch *batch,
        guint        row,
        int          field,
        const FcId  *id)
{
  batch->columns[field].ids[row] = *id;
}

/**
 * fc_demo_emit_sale:
 * @shift: with a null id where no shift of this time is kept
 */
gboolean
fc_demo_emit_sale (FcDemoWorld        *world,
                   FcDemoSite         *site,
                   const FcDemoSale   *sale,
                   const FcDemoShift  *shift,
                   gint64              price,
                   FcDemoRandom       *random,
                   GError            **error)
{
  const FcDemoNozzle *nozzle = &site->nozzles[sale->nozzle];
  static const int fields[] = { FC_SALE_STATION_ID, FC_SALE_SOLD_AT,    FC_SALE_SHIFT_ID,
                                FC_SALE_NOZZLE_ID,  FC_SALE_PRODUCT_ID, FC_SALE_VOLUME,
                                FC_SALE_PRICE,      FC_SALE_AMOUNT,     FC_SALE_COUNT };
  guint row = take_row (&world->sales, FC_SALE, SALES_A_BATCH, fields, G_N_ELEMENTS (fields));
  FcFactBatch *batch = world->sales.batch;
  char receipt[24];

  g_snprintf (receipt, sizeof receipt, "%s-%07u", site->code, ++site->receipt);
  batch->row_ids[row] = fc_demo_random_id (random, sale->at);
  put_id (batch, row, FC_SALE_STATION_ID, &site->id);
  put_int (batch, row, FC_SALE_SOLD_AT, sale->at);
  if (fc_id_is_null (&shift->id) || shift->left != FC_DEMO_RECORDED)
    fc_fact_batch_set_null (batch, row, FC_SALE_SHIFT_ID);
  else
    put_id (batch, row, FC_SALE_SHIFT_ID, &shift->id);
  put_id (batch, row, FC_SALE_NOZZLE_ID, &nozzle->id);
  put_id (batch, row, FC_SALE_PRODUCT_ID, &world->products[nozzle->product]);
  put_int (batch, row, FC_SALE_VOLUME, sale->volume);
  put_int (batch, row, FC_SALE_PRICE, price);
  put_int (batch, row, FC_SALE_AMOUNT, sale->amount);
  put_int (batch, row, FC_SALE_COUNT, 1);
  fc_fact_batch_set_text (batch, row, FC_SALE_PAYMENT, fc_tenders[sale->payment]);
  fc_fact_batch_set_text (batch, row, FC_SALE_OPERATOR, site->cashier_names[shift->cashier]);
  fc_fact_batch_set_text (batch, row, FC_SALE_OFFLINE_ID, receipt);
  fc_fact_batch_set_text (batch, row, FC_SALE_VERIFICATION, "verified");
  world->summary->n_sales++;
  return world->sales.n < SALES_A_BATCH || flush_batch (world, &world->sales, error);
}

/**
 * fc_demo_emit_rollup:
 *
 * One sum of the station's present bucket.
 */
gboolean
fc_demo_emit_rollup (FcDemoWorld      *world,
                     FcDemoSite       *site,
                     FcDemoProduct     product,
                     guint             payment,
                     const FcDemoSum  *sum,
                     GError          **error)
{
  static const int fields[] = { FC_SALES_ROLLUP_STATION_ID, FC_SALES_ROLLUP_STARTS_AT, FC_SALES_ROLLUP_PRODUCT_ID,
                                FC_SALES_ROLLUP_VOLUME,     FC_SALES_ROLLUP_AMOUNT,    FC_SALES_ROLLUP_COUNT };
  guint row = take_row (&world->rollups, FC_SALES_ROLLUP, ROLLUPS_A_BATCH, fields, G_N_ELEMENTS (fields));
  FcFactBatch *batch = world->rollups.batch;
  const char *grain = fc_grains[site->bucket_hourly ? 0 : 1];
  const FcId *product_id = &world->products[product];

  batch->row_ids[row] = fc_sales_rollup_id (&site->id, grain, site->bucket, product_id, fc_tenders[payment]);
  put_id (batch, row, FC_SALES_ROLLUP_STATION_ID, &site->id);
  fc_fact_batch_set_text (batch, row, FC_SALES_ROLLUP_GRAIN, grain);
  put_int (batch, row, FC_SALES_ROLLUP_STARTS_AT, site->bucket);
  put_id (batch, row, FC_SALES_ROLLUP_PRODUCT_ID, product_id);
  fc_fact_batch_set_text (batch, row, FC_SALES_ROLLUP_PAYMENT, fc_tenders[payment]);
  put_int (batch, row, FC_SALES_ROLLUP_VOLUME, sum->volume);
  put_int (batch, row, FC_SALES_ROLLUP_AMOUNT, sum->amount);
  put_int (batch, row, FC_SALES_ROLLUP_COUNT, sum->count);
  world->summary->n_rollups++;
  return world->rollups.n < ROLLUPS_A_BATCH || flush_batch (world, &world->rollups, error);
}

/* Everything that waits goes to the sink. */
gboolean
fc_demo_emit_flush (FcDemoWorld  *world,
                    GError      **error)
{
  return flush_records (world, error) && flush_batch (world, &world->rollups, error) &&
         flush_batch (world, &world->sales, error);
}
