/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-sheet-private.h"

#include "fc-quantity.h"

/* The tanks: opening + receipts + returned tests ± transfers − sales = book; variance = physical − book (domain.md §3). */

#define WHOLE 1000000 /* ppm */

int
fc_sheet_tank_number (FcRecord *tank)
{
  return tank != NULL ? (int) fc_record_get_int (tank, FC_TANK_NUMBER) : 0;
}

static gint64
sum_deliveries (GPtrArray  *deliveries,
                const FcId *tank_id)
{
  gint64 sum = 0;

  for (guint i = 0; i < deliveries->len; i++)
    if (fc_id_equal (fc_record_get_ref (deliveries->pdata[i], FC_DELIVERY_TANK_ID), tank_id))
      sum += fc_record_get_int (deliveries->pdata[i], FC_DELIVERY_TICKETED_VOLUME);
  return sum;
}

static gboolean
is_tank (FcRecord   *row,
         int         field,
         const FcId *tank_id)
{
  const FcId *ref = fc_record_get_ref (row, field);

  return ref != NULL && fc_id_equal (ref, tank_id);
}

static gint64
sum_transfers (const FcShiftSheet *self,
               const FcId         *tank_id)
{
  gint64 sum = 0;

  for (guint i = 0; i < self->transfers->len; i++)
    {
      FcRecord *transfer = self->transfers->pdata[i];
      gint64 volume = fc_record_get_int (transfer, FC_TANK_TRANSFER_VOLUME);

      if (is_tank (transfer, FC_TANK_TRANSFER_TO_TANK_ID, tank_id))
        sum += volume;
      if (is_tank (transfer, FC_TANK_TRANSFER_FROM_TANK_ID, tank_id))
        sum -= volume;
    }
  return sum;
}

/* What of a nozzle's volume is this tank's: the first gets its share rounded, the second the rest. */
static gint64
share_of (FcRecord   *nozzle,
          const FcId *tank_id,
          gint64      volume)
{
  gint64 blend = WHOLE, first, share = 0;

  if (fc_record_get_ref (nozzle, FC_NOZZLE_SECOND_TANK_ID) != NULL && !fc_record_is_null (nozzle, FC_NOZZLE_BLEND))
    blend = fc_record_get_int (nozzle, FC_NOZZLE_BLEND);
  first = fc_divide_half_even ((FcInt128) volume * blend, WHOLE);
  if (is_tank (nozzle, FC_NOZZLE_TANK_ID, tank_id))
    share += first;
  if (is_tank (nozzle, FC_NOZZLE_SECOND_TANK_ID, tank_id))
    share += volume - first;
  return share;
}

static void
add_metered (const FcShiftSheet *self,
             FcSheetTank        *line,
             const FcId         *tank_id)
{
  for (guint i = 0; i < self->meters->len; i++)
    {
      FcSheetMeter *meter = &g_array_index (self->meters, FcSheetMeter, i);

      if (meter->nozzle == NULL || meter->problem != FC_METER_OK)
        continue;
      line->sales += share_of (meter->nozzle, tank_id, meter->gross);
      if (fc_record_get_ref (meter->reading, FC_METER_READING_TEST_TANK_ID) == NULL)
        line->tests += share_of (meter->nozzle, tank_id, meter->test);
      else if (is_tank (meter->reading, FC_METER_READING_TEST_TANK_ID, tank_id))
        line->tests += meter->test;
    }
}

static void
add_moves (const FcShiftSheet *self,
           FcSheetTank        *line,
           const FcId         *tank_id,
           GPtrArray          *deliveries)
{
  line->receipts = sum_deliveries (deliveries, tank_id);
  line->transfers = sum_transfers (self, tank_id);
  add_metered (self, line, tank_id);
}

static gint64
water_rise (FcRecord *reading)
{
  if (fc_record_is_null (reading, FC_TANK_READING_WATER_LEVEL) ||
      fc_record_is_null (reading, FC_TANK_READING_OPENING_WATER_LEVEL))
    return 0;
  return fc_record_get_int (reading, FC_TANK_READING_WATER_LEVEL) -
         fc_record_get_int (reading, FC_TANK_READING_OPENING_WATER_LEVEL);
}

static FcSheetTank
tank_line (FcShiftSheet *self,
           FcRowSet     *rows,
           FcRecord     *reading,
           GPtrArray    *deliveries)
{
  const FcId *tank_id = fc_record_get_ref (reading, FC_TANK_READING_TANK_ID);
  FcSheetTank line = { .reading = reading, .tank = fc_row_set_get (rows, FC_TANK, tank_id) };
  gint64 moved;

  line.opening = fc_record_get_int (reading, FC_TANK_READING_OPENING_VOLUME);
  line.opening_book = fc_record_is_null (reading, FC_TANK_READING_OPENING_BOOK)
                        ? line.opening
                        : fc_record_get_int (reading, FC_TANK_READING_OPENING_BOOK);
  add_moves (self, &line, tank_id, deliveries);
  moved = line.receipts + line.tests + line.transfers - line.sales;
  line.book = line.opening + moved;
  line.has_physical = !fc_record_is_null (reading, FC_TANK_READING_VOLUME);
  line.physical = fc_record_get_int (reading, FC_TANK_READING_VOLUME);
  line.variance = line.has_physical ? line.physical - line.book : 0;
  line.cumulative = line.has_physical ? line.physical - line.opening_book - moved : 0;
  line.water_rise = water_rise (reading);
  return line;
}

/**
 * fc_shift_sheet_tank_moves:
 * @rows: with the shift's deliveries
 *
 * Returns: receipts, tests, transfers and sales of a tank in the shift, in mL, whether or not the shift has a line for
 *   it: a shift of a part of the site dips no tanks, but sells out of them. Its other members are nought.
 */
FcSheetTank
fc_shift_sheet_tank_moves (const FcShiftSheet *self,
                           FcRowSet           *rows,
                           const FcId         *tank_id)
{
  g_autoptr (GPtrArray) deliveries =
    fc_row_set_list_by (rows, FC_DELIVERY, FC_DELIVERY_SHIFT_ID, fc_record_get_id (self->shift));
  FcSheetTank line = { .tank = fc_row_set_get (rows, FC_TANK, tank_id) };

  add_moves (self, &line, tank_id, deliveries);
  return line;
}

static int
compare_tanks (gconstpointer a,
               gconstpointer b)
{
  const FcSheetTank *x = a, *y = b;
  int left = fc_sheet_tank_number (x->tank), right = fc_sheet_tank_number (y->tank);

  if (left != right)
    return left < right ? -1 : 1;
  return fc_id_compare (fc_record_get_id (x->reading), fc_record_get_id (y->reading));
}

/* Fills transfers and tanks; the meters are there already. */
void
fc_sheet_add_tanks (FcShiftSheet *self,
                    FcRowSet     *rows)
{
  const FcId *shift_id = fc_record_get_id (self->shift);
  g_autoptr (GPtrArray) readings = fc_row_set_list_by (rows, FC_TANK_READING, FC_TANK_READING_SHIFT_ID, shift_id);
  g_autoptr (GPtrArray) deliveries = fc_row_set_list_by (rows, FC_DELIVERY, FC_DELIVERY_SHIFT_ID, shift_id);

  self->transfers = fc_row_set_list_by (rows, FC_TANK_TRANSFER, FC_TANK_TRANSFER_SHIFT_ID, shift_id);
  fc_records_sort (self->transfers, FC_TANK_TRANSFER_MOVED_AT);
  for (guint i = 0; i < readings->len; i++)
    {
      FcSheetTank line = tank_line (self, rows, readings->pdata[i], deliveries);

      g_array_append_val (self->tanks, line);
    }
  g_array_sort (self->tanks, compare_tanks);
}
