/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-day-sheet-private.h"

/* Every nozzle from the day's first opening to its last closing, chained through the shifts and to the day before. */

/* Where a nozzle's line before stands, while one walks through the shifts. */
typedef struct {
  FcRecord *shift;
  gint64 closing;
  gboolean has_closing;
} Last;

static const FcSheetMeter *
meter_of (const FcShiftSheet *sheet,
          const FcId         *nozzle_id)
{
  for (guint i = 0; i < sheet->meters->len; i++)
    {
      const FcSheetMeter *line = &g_array_index (sheet->meters, FcSheetMeter, i);

      if (fc_id_equal (fc_record_get_ref (line->reading, FC_METER_READING_NOZZLE_ID), nozzle_id))
        return line;
    }
  return NULL;
}

static FcRecord *
reading_of (FcRowSet   *rows,
            FcRecord   *shift,
            const FcId *nozzle_id)
{
  g_autoptr (GPtrArray) list =
    fc_row_set_list_by (rows, FC_METER_READING, FC_METER_READING_SHIFT_ID, fc_record_get_id (shift));

  for (guint i = 0; i < list->len; i++)
    if (fc_id_equal (fc_record_get_ref (list->pdata[i], FC_METER_READING_NOZZLE_ID), nozzle_id))
      return list->pdata[i];
  return NULL;
}

/* What the nozzle closed with on the days before, newest first. */
static Last
last_before (FcRowSet   *rows,
             GPtrArray  *earlier,
             const FcId *nozzle_id)
{
  for (guint i = earlier->len; i > 0; i--)
    {
      FcRecord *reading = reading_of (rows, earlier->pdata[i - 1], nozzle_id);

      if (reading != NULL)
        return (Last){ .shift = earlier->pdata[i - 1],
                       .closing = fc_record_get_int (reading, FC_METER_READING_CLOSING),
                       .has_closing = !fc_record_is_null (reading, FC_METER_READING_CLOSING) };
    }
  return (Last){ 0 };
}

static void
add_hole (FcDaySheet        *self,
          const FcDayNozzle *nozzle,
          const Last        *last,
          FcRecord          *after,
          gint64             opening)
{
  FcDayHole hole = { .nozzle_id = nozzle->nozzle_id,
                     .nozzle = nozzle->nozzle,
                     .before = last->shift,
                     .after = after,
                     .closing = last->closing,
                     .opening = opening };

  g_array_append_val (self->holes, hole);
}

static void
walk (FcDaySheet  *self,
      FcDayNozzle *nozzle,
      Last         last)
{
  for (guint i = 0; i < self->shifts->len; i++)
    {
      const FcDayShift *shift = &g_array_index (self->shifts, FcDayShift, i);
      const FcSheetMeter *line = meter_of (shift->sheet, &nozzle->nozzle_id);
      gint64 opening;

      if (line == NULL)
        continue;
      opening = fc_record_get_int (line->reading, FC_METER_READING_OPENING);
      if (last.has_closing && last.closing != opening)
        {
          nozzle->chained = FALSE;
          add_hole (self, nozzle, &last, fc_day_shift_record (shift), opening);
        }
      if (nozzle->n_shifts++ == 0)
        nozzle->opening = opening;
      if (line->problem == FC_METER_OK)
        {
          nozzle->gross += line->gross;
          nozzle->test += line->test;
        }
      nozzle->net += line->net;
      nozzle->amount += line->amount;
      last.shift = fc_day_shift_record (shift);
      last.has_closing = nozzle->has_closing = !fc_record_is_null (line->reading, FC_METER_READING_CLOSING);
      last.closing = nozzle->closing = fc_record_get_int (line->reading, FC_METER_READING_CLOSING);
    }
  if (nozzle->n_shifts > 0 || self->shifts->len == 0)
    return;
  nozzle->chained = FALSE;
  add_hole (self, nozzle, &(Last){ 0 }, NULL, 0);
}

static void
add_nozzle (FcDaySheet *self,
            FcRowSet   *rows,
            GPtrArray  *earlier,
            const FcId *nozzle_id,
            FcRecord   *record,
            FcRecord   *reading)
{
  FcDayNozzle nozzle = { .nozzle_id = *nozzle_id, .nozzle = record, .chained = TRUE };
  const FcId *product = record != NULL ? fc_record_get_ref (record, FC_NOZZLE_PRODUCT_ID) : NULL;

  if (reading != NULL)
    product = fc_record_get_ref (reading, FC_METER_READING_PRODUCT_ID);
  nozzle.product = fc_row_set_get (rows, FC_PRODUCT, product);
  if (record != NULL)
    nozzle.pump = fc_row_set_get (rows, FC_PUMP, fc_record_get_ref (record, FC_NOZZLE_PUMP_ID));
  walk (self, &nozzle, last_before (rows, earlier, nozzle_id));
  g_array_append_val (self->nozzles, nozzle);
}

static FcRecord *
first_reading (FcDaySheet *self,
               const FcId *nozzle_id)
{
  for (guint i = 0; i < self->shifts->len; i++)
    {
      const FcSheetMeter *line = meter_of (g_array_index (self->shifts, FcDayShift, i).sheet, nozzle_id);

      if (line != NULL)
        return line->reading;
    }
  return NULL;
}

/* Nozzles in use, and those with a line though they are out of use or not at hand. */
static GHashTable *
find_nozzle_ids (FcDaySheet *self,
                 FcRowSet   *rows)
{
  g_autoptr (GPtrArray) nozzles = fc_row_set_list_by (rows, FC_NOZZLE, FC_NOZZLE_STATION_ID, &self->station_id);
  GHashTable *ids = g_hash_table_new (fc_id_hash, fc_id_equal);

  for (guint i = 0; i < nozzles->len; i++)
    if (!fc_record_get_bool (nozzles->pdata[i], FC_NOZZLE_REMOVED))
      g_hash_table_add (ids, (gpointer) fc_record_get_id (nozzles->pdata[i]));
  for (guint i = 0; i < self->shifts->len; i++)
    {
      GArray *meters = g_array_index (self->shifts, FcDayShift, i).sheet->meters;

      for (guint j = 0; j < meters->len; j++)
        g_hash_table_add (ids, (gpointer) fc_record_get_ref (g_array_index (meters, FcSheetMeter, j).reading,
                                                             FC_METER_READING_NOZZLE_ID));
    }
  return ids;
}

static int
compare_nozzles (gconstpointer a,
                 gconstpointer b)
{
  const FcDayNozzle *x = a, *y = b;
  const char *left = x->nozzle != NULL ? fc_record_get_text (x->nozzle, FC_NOZZLE_LABEL) : NULL;
  const char *right = y->nozzle != NULL ? fc_record_get_text (y->nozzle, FC_NOZZLE_LABEL) : NULL;
  g_autofree char *left_key = g_utf8_collate_key_for_filename (left != NULL ? left : "", -1);
  g_autofree char *right_key = g_utf8_collate_key_for_filename (right != NULL ? right : "", -1);
  int order = g_strcmp0 (left_key, right_key);

  return order != 0 ? order : fc_id_compare (&x->nozzle_id, &y->nozzle_id);
}

/* By nozzle as the nozzles stand, and within one by time: the walk has put them in that order already. */
static int
compare_holes (gconstpointer a,
               gconstpointer b)
{
  const FcDayHole *x = a, *y = b;
  FcDayNozzle left = { .nozzle_id = x->nozzle_id, .nozzle = x->nozzle };
  FcDayNozzle right = { .nozzle_id = y->nozzle_id, .nozzle = y->nozzle };
  int order = compare_nozzles (&left, &right);
  gint64 at = x->after != NULL ? fc_record_get_int (x->after, FC_SHIFT_OPENED_AT) : 0;
  gint64 other = y->after != NULL ? fc_record_get_int (y->after, FC_SHIFT_OPENED_AT) : 0;

  if (order != 0)
    return order;
  return at < other ? -1 : at > other;
}

static FcDayProduct *
product_for (FcDaySheet *self,
             FcRowSet   *rows,
             const FcId *product_id)
{
  FcDayProduct product = { .product_id = *product_id };

  for (guint i = 0; i < self->products->len; i++)
    if (fc_id_equal (&g_array_index (self->products, FcDayProduct, i).product_id, product_id))
      return &g_array_index (self->products, FcDayProduct, i);
  product.product = fc_row_set_get (rows, FC_PRODUCT, product_id);
  g_array_append_val (self->products, product);
  return &g_array_index (self->products, FcDayProduct, self->products->len - 1);
}

static gboolean
counted_before (FcDaySheet *self,
                guint       shift,
                const FcId *nozzle_id,
                const FcId *product_id)
{
  for (guint i = 0; i < shift; i++)
    {
      const FcSheetMeter *line = meter_of (g_array_index (self->shifts, FcDayShift, i).sheet, nozzle_id);

      if (line != NULL && fc_id_equal (fc_record_get_ref (line->reading, FC_METER_READING_PRODUCT_ID), product_id))
        return TRUE;
    }
  return FALSE;
}

static void
add_products (FcDaySheet *self,
              FcRowSet   *rows,
              guint       n)
{
  const FcShiftSheet *sheet = g_array_index (self->shifts, FcDayShift, n).sheet;

  for (guint i = 0; i < sheet->meters->len; i++)
    {
      const FcSheetMeter *line = &g_array_index (sheet->meters, FcSheetMeter, i);
      const FcId *product_id = fc_record_get_ref (line->reading, FC_METER_READING_PRODUCT_ID);
      const FcId *nozzle_id = fc_record_get_ref (line->reading, FC_METER_READING_NOZZLE_ID);
      FcDayProduct *product = product_for (self, rows, product_id);

      if (!counted_before (self, n, nozzle_id, product_id))
        product->n_nozzles++;
      product->net += line->net;
      product->amount += line->amount;
      if (line->problem != FC_METER_OK)
        continue;
      product->gross += line->gross;
      product->test += line->test;
      self->fuel_gross += line->gross;
      self->fuel_test += line->test;
    }
}

static int
compare_products (gconstpointer a,
                  gconstpointer b)
{
  const FcDayProduct *x = a, *y = b;
  const char *left = x->product != NULL ? fc_record_get_text (x->product, FC_PRODUCT_NAME) : NULL;
  const char *right = y->product != NULL ? fc_record_get_text (y->product, FC_PRODUCT_NAME) : NULL;
  int order = g_utf8_collate (left != NULL ? left : "", right != NULL ? right : "");

  return order != 0 ? order : fc_id_compare (&x->product_id, &y->product_id);
}

/* Fills nozzles, holes and products. */
void
fc_day_add_meters (FcDaySheet *self,
                   FcRowSet   *rows)
{
  g_autoptr (GHashTable) ids = find_nozzle_ids (self, rows);
  g_autoptr (GPtrArray) earlier = fc_day_shifts_between (rows, &self->station_id, G_MININT32, self->date - 1);
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    add_nozzle (self, rows, earlier, id, fc_row_set_get (rows, FC_NOZZLE, id), first_reading (self, id));
  g_array_sort (self->nozzles, compare_nozzles);
  g_array_sort (self->holes, compare_holes);
  for (guint i = 0; i < self->shifts->len; i++)
    add_products (self, rows, i);
  g_array_sort (self->products, compare_products);
}
