/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-day-sheet-private.h"

#include "fc-quantity.h"
#include "fc-stock-series.h"

/* The tanks' day (domain.md §3): opening + receipts + tests ± transfers − sales = book; variance = physical − book. */

#define WHOLE                  1000000 /* ppm */
#define DEFAULT_TOLERANCE_PPM  5000    /* domain.md §3: above 0.5 % investigate, above 1.0 % escalate */
#define DEFAULT_ESCALATION_PPM 10000

static const FcSheetTank *
line_of (const FcShiftSheet *sheet,
         const FcId         *tank_id)
{
  for (guint i = 0; i < sheet->tanks->len; i++)
    {
      const FcSheetTank *line = &g_array_index (sheet->tanks, FcSheetTank, i);

      if (fc_id_equal (fc_record_get_ref (line->reading, FC_TANK_READING_TANK_ID), tank_id))
        return line;
    }
  return NULL;
}

static FcRecord *
yesterday_of (FcDaySheet *self,
              FcRowSet   *rows,
              const FcId *tank_id)
{
  g_autoptr (GPtrArray) list = NULL;

  if (self->day_before == NULL || fc_record_get_int (self->day_before, FC_DAY_CLOSE_BUSINESS_DATE) != self->date - 1)
    return NULL; /* what the days in between moved is not known */
  list = fc_row_set_list_by (rows, FC_DAY_TANK, FC_DAY_TANK_DAY_CLOSE_ID, fc_record_get_id (self->day_before));
  for (guint i = 0; i < list->len; i++)
    if (fc_id_equal (fc_record_get_ref (list->pdata[i], FC_DAY_TANK_TANK_ID), tank_id))
      return list->pdata[i];
  return NULL;
}

static gint64
moved (FcRecord *day_tank)
{
  return fc_record_get_int (day_tank, FC_DAY_TANK_RECEIPTS) + fc_record_get_int (day_tank, FC_DAY_TANK_TESTS) +
         fc_record_get_int (day_tank, FC_DAY_TANK_TRANSFERS) - fc_record_get_int (day_tank, FC_DAY_TANK_SALES);
}

static gint64
limit_ppm (FcDaySheet *self,
           int         field,
           gint64      fallback)
{
  if (self->station == NULL || fc_record_is_null (self->station, field))
    return fallback;
  return fc_record_get_int (self->station, field);
}

static gboolean
above (gint64 variance,
       gint64 ppm,
       gint64 base)
{
  return (FcInt128) ABS (variance) * WHOLE > (FcInt128) ppm * ABS (base);
}

static FcDayTankVerdict
judge (FcDaySheet      *self,
       const FcDayTank *tank)
{
  gint64 base = tank->sales > 0 ? tank->sales : tank->book;

  if (!tank->has_physical)
    return FC_DAY_TANK_NO_DIP;
  if (above (tank->variance, limit_ppm (self, FC_STATION_VARIANCE_ESCALATION, DEFAULT_ESCALATION_PPM), base))
    return FC_DAY_TANK_ESCALATE;
  if (above (tank->variance, limit_ppm (self, FC_STATION_VARIANCE_TOLERANCE, DEFAULT_TOLERANCE_PPM), base))
    return FC_DAY_TANK_INVESTIGATE;
  return FC_DAY_TANK_FINE;
}

/* The stick in the morning is the first shift's, or yesterday's where no shift of the day has a line for the tank. */
static void
set_openings (FcDayTank *tank,
              FcRecord  *yesterday,
              gboolean   has_line)
{
  gint64 book = 0;

  if (yesterday != NULL)
    {
      book = fc_record_get_int (yesterday, FC_DAY_TANK_OPENING_BOOK) + moved (yesterday);
      tank->has_before = !fc_record_is_null (yesterday, FC_DAY_TANK_PHYSICAL);
      tank->before = fc_record_get_int (yesterday, FC_DAY_TANK_PHYSICAL);
      if (!has_line)
        tank->opening = tank->has_before ? tank->before
                                         : fc_record_get_int (yesterday, FC_DAY_TANK_OPENING) + moved (yesterday);
    }
  tank->opening_book = yesterday != NULL ? book : tank->opening;
}

static gboolean
add_shifts (FcDaySheet *self,
            FcRowSet   *rows,
            FcDayTank  *tank)
{
  gboolean has_line = FALSE;

  for (guint i = 0; i < self->shifts->len; i++)
    {
      const FcShiftSheet *sheet = g_array_index (self->shifts, FcDayShift, i).sheet;
      const FcSheetTank *line = line_of (sheet, &tank->tank_id);
      FcSheetTank moves = line != NULL ? *line : fc_shift_sheet_tank_moves (sheet, rows, &tank->tank_id);

      tank->receipts += moves.receipts;
      tank->tests += moves.tests;
      tank->transfers += moves.transfers;
      tank->sales += moves.sales;
      if (line == NULL)
        continue;
      if (!has_line)
        tank->opening = line->opening;
      has_line = TRUE;
      tank->has_physical = line->has_physical;
      tank->physical = line->physical;
      tank->dip = line->has_physical ? line->reading : NULL;
    }
  return has_line;
}

static void
add_tank (FcDaySheet *self,
          FcRowSet   *rows,
          const FcId *tank_id)
{
  FcDayTank tank = { .tank_id = *tank_id, .tank = fc_row_set_get (rows, FC_TANK, tank_id) };
  gboolean has_line = add_shifts (self, rows, &tank);
  gint64 movement = tank.receipts + tank.tests + tank.transfers - tank.sales;

  if (tank.tank != NULL)
    tank.product = fc_row_set_get (rows, FC_PRODUCT, fc_record_get_ref (tank.tank, FC_TANK_PRODUCT_ID));
  set_openings (&tank, yesterday_of (self, rows, tank_id), has_line);
  tank.book = tank.opening + movement;
  tank.closing_book = tank.opening_book + movement;
  if (tank.has_physical)
    {
      tank.variance = tank.physical - tank.book;
      tank.cumulative = tank.physical - tank.closing_book;
    }
  if (tank.sales > 0)
    tank.ppm = fc_stock_share_ppm (tank.variance, tank.sales);
  tank.verdict = judge (self, &tank);
  g_array_append_val (self->tanks, tank);
}

static int
number_of (const FcDayTank *tank)
{
  return tank->tank != NULL ? (int) fc_record_get_int (tank->tank, FC_TANK_NUMBER) : G_MAXINT;
}

static int
compare_tanks (gconstpointer a,
               gconstpointer b)
{
  int left = number_of (a), right = number_of (b);

  if (left != right)
    return left < right ? -1 : 1;
  return fc_id_compare (&((const FcDayTank *) a)->tank_id, &((const FcDayTank *) b)->tank_id);
}

static void
add_deliveries (FcDaySheet *self,
                FcRowSet   *rows)
{
  for (guint i = 0; i < self->shifts->len; i++)
    {
      FcRecord *shift = fc_day_shift_record (&g_array_index (self->shifts, FcDayShift, i));
      g_autoptr (GPtrArray) list =
        fc_row_set_list_by (rows, FC_DELIVERY, FC_DELIVERY_SHIFT_ID, fc_record_get_id (shift));

      g_ptr_array_extend (self->deliveries, list, NULL, NULL);
    }
  fc_records_sort (self->deliveries, FC_DELIVERY_DELIVERED_AT);
}

/* Fills tanks and deliveries. */
void
fc_day_add_tanks (FcDaySheet *self,
                  FcRowSet   *rows)
{
  g_autoptr (GPtrArray) tanks = fc_row_set_list_by (rows, FC_TANK, FC_TANK_STATION_ID, &self->station_id);

  for (guint i = 0; i < tanks->len; i++)
    add_tank (self, rows, fc_record_get_id (tanks->pdata[i]));
  g_array_sort (self->tanks, compare_tanks);
  add_deliveries (self, rows);
}
