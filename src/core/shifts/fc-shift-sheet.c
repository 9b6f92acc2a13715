/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-sheet-private.h"

#include "fc-money.h"

#define DEFAULT_DIGITS 7

int
fc_choice_index (const char *const *choices,
                 const char        *choice)
{
  for (int i = 0; choice != NULL && choices[i] != NULL; i++)
    if (g_str_equal (choices[i], choice))
      return i;
  return -1;
}

/* The mL after which a totalizer of so many digits before the point starts again at nought. */
gint64
fc_meter_span (gint64 digits)
{
  gint64 span = 1000;

  for (gint64 i = 0; i < (digits > 0 ? digits : DEFAULT_DIGITS); i++)
    span *= 10;
  return span;
}

static void
meter_gross (FcSheetMeter *line)
{
  gint64 opening = fc_record_get_int (line->reading, FC_METER_READING_OPENING);
  gint64 closing = fc_record_get_int (line->reading, FC_METER_READING_CLOSING);
  gint64 span = fc_meter_span (line->nozzle != NULL ? fc_record_get_int (line->nozzle, FC_NOZZLE_DIGITS) : 0);

  if (fc_record_is_null (line->reading, FC_METER_READING_CLOSING))
    line->problem = FC_METER_MISSING;
  else if (closing >= opening)
    line->gross = closing - opening;
  else if (fc_record_get_bool (line->reading, FC_METER_READING_ROLLED_OVER))
    line->gross = closing + span - opening;
  else
    {
      line->problem = FC_METER_BACKWARDS;
      line->may_roll = opening > span - span / 10 && closing < span / 10;
    }
}

static FcSheetMeter
meter_line (FcShiftSheet *self,
            FcRowSet     *rows,
            FcRecord     *reading)
{
  FcSheetMeter line = { .reading = reading };

  line.nozzle = fc_row_set_get (rows, FC_NOZZLE, fc_record_get_ref (reading, FC_METER_READING_NOZZLE_ID));
  line.product = fc_row_set_get (rows, FC_PRODUCT, fc_record_get_ref (reading, FC_METER_READING_PRODUCT_ID));
  line.test = fc_record_get_int (reading, FC_METER_READING_TEST);
  meter_gross (&line);
  if (line.problem == FC_METER_OK && line.test > line.gross)
    line.problem = FC_METER_TEST_ABOVE;
  if (line.problem == FC_METER_OK)
    line.net = line.gross - line.test;
  if (!fc_record_is_null (reading, FC_METER_READING_POS_AMOUNT))
    line.amount = fc_record_get_int (reading, FC_METER_READING_POS_AMOUNT);
  else
    line.amount = fc_money_of_volume (line.net, fc_record_get_int (reading, FC_METER_READING_PRICE), self->currency);
  return line;
}

static int
compare_meters (gconstpointer a,
                gconstpointer b)
{
  const FcSheetMeter *x = a, *y = b;
  const char *left = x->nozzle != NULL ? fc_record_get_text (x->nozzle, FC_NOZZLE_LABEL) : NULL;
  const char *right = y->nozzle != NULL ? fc_record_get_text (y->nozzle, FC_NOZZLE_LABEL) : NULL;
  g_autofree char *left_key = g_utf8_collate_key_for_filename (left != NULL ? left : "", -1);
  g_autofree char *right_key = g_utf8_collate_key_for_filename (right != NULL ? right : "", -1);
  int order = g_strcmp0 (left_key, right_key);

  return order != 0 ? order : fc_id_compare (fc_record_get_id (x->reading), fc_record_get_id (y->reading));
}

static void
add_meters (FcShiftSheet *self,
            FcRowSet     *rows)
{
  g_autoptr (GPtrArray) readings =
    fc_row_set_list_by (rows, FC_METER_READING, FC_METER_READING_SHIFT_ID, fc_record_get_id (self->shift));

  for (guint i = 0; i < readings->len; i++)
    {
      FcSheetMeter line = meter_line (self, rows, readings->pdata[i]);

      self->fuel_volume += line.net;
      self->fuel_amount += line.amount;
      g_array_append_val (self->meters, line);
    }
  g_array_sort (self->meters, compare_meters);
}

static gint64
sum_deliveries (FcRowSet   *rows,
                const FcId *shift_id,
                const FcId *tank_id)
{
  g_autoptr (GPtrArray) deliveries = fc_row_set_list_by (rows, FC_DELIVERY, FC_DELIVERY_SHIFT_ID, shift_id);
  gint64 sum = 0;

  for (guint i = 0; i < deliveries->len; i++)
    if (fc_id_equal (fc_record_get_ref (deliveries->pdata[i], FC_DELIVERY_TANK_ID), tank_id))
      sum += fc_record_get_int (deliveries->pdata[i], FC_DELIVERY_TICKETED_VOLUME);
  return sum;
}

static void
add_metered (FcShiftSheet *self,
             FcSheetTank  *line,
             const FcId   *tank_id)
{
  for (guint i = 0; i < self->meters->len; i++)
    {
      FcSheetMeter *meter = &g_array_index (self->meters, FcSheetMeter, i);
      const FcId *of = meter->nozzle != NULL ? fc_record_get_ref (meter->nozzle, FC_NOZZLE_TANK_ID) : NULL;

      if (of == NULL || !fc_id_equal (of, tank_id) || meter->problem != FC_METER_OK)
        continue;
      line->sales += meter->gross;
      line->tests += meter->test;
    }
}

static void
add_tank (FcShiftSheet *self,
          FcRowSet     *rows,
          FcRecord     *reading)
{
  const FcId *tank_id = fc_record_get_ref (reading, FC_TANK_READING_TANK_ID);
  FcSheetTank line = { .reading = reading, .tank = fc_row_set_get (rows, FC_TANK, tank_id) };

  line.opening = fc_record_get_int (reading, FC_TANK_READING_OPENING_VOLUME);
  line.receipts = sum_deliveries (rows, fc_record_get_id (self->shift), tank_id);
  add_metered (self, &line, tank_id);
  line.book = line.opening + line.receipts + line.tests - line.sales;
  line.has_physical = !fc_record_is_null (reading, FC_TANK_READING_VOLUME);
  line.physical = fc_record_get_int (reading, FC_TANK_READING_VOLUME);
  line.variance = line.has_physical ? line.physical - line.book : 0;
  g_array_append_val (self->tanks, line);
}

static int
compare_tanks (gconstpointer a,
               gconstpointer b)
{
  const FcSheetTank *x = a, *y = b;
  gint64 left = x->tank != NULL ? fc_record_get_int (x->tank, FC_TANK_NUMBER) : 0;
  gint64 right = y->tank != NULL ? fc_record_get_int (y->tank, FC_TANK_NUMBER) : 0;

  if (left != right)
    return left < right ? -1 : 1;
  return fc_id_compare (fc_record_get_id (x->reading), fc_record_get_id (y->reading));
}

static void
add_tanks (FcShiftSheet *self,
           FcRowSet     *rows)
{
  g_autoptr (GPtrArray) readings =
    fc_row_set_list_by (rows, FC_TANK_READING, FC_TANK_READING_SHIFT_ID, fc_record_get_id (self->shift));

  for (guint i = 0; i < readings->len; i++)
    add_tank (self, rows, readings->pdata[i]);
  g_array_sort (self->tanks, compare_tanks);
}

static void
add_by_choice (FcRowSet          *rows,
               FcEntity           entity,
               int                parent,
               const FcId        *shift_id,
               int                choice_field,
               const char *const *choices,
               int                amount_field,
               gint64            *sums)
{
  g_autoptr (GPtrArray) list = fc_row_set_list_by (rows, entity, parent, shift_id);

  for (guint i = 0; i < list->len; i++)
    {
      int choice = fc_choice_index (choices, fc_record_get_text (list->pdata[i], choice_field));

      if (choice >= 0)
        sums[choice] += fc_record_get_int (list->pdata[i], amount_field);
    }
}

static void
add_counts (FcShiftSheet *self,
            FcRowSet     *rows)
{
  g_autoptr (GPtrArray) counts =
    fc_row_set_list_by (rows, FC_CASH_COUNT, FC_CASH_COUNT_SHIFT_ID, fc_record_get_id (self->shift));

  for (guint i = 0; i < counts->len; i++)
    self->counted_cash += fc_record_get_int (counts->pdata[i], FC_CASH_COUNT_DENOMINATION) *
                          fc_record_get_int (counts->pdata[i], FC_CASH_COUNT_QUANTITY);
  self->counted_any = counts->len > 0;
}

/* Expected cash = float + cash sales + pay-ins + account payments + loans − drops − pay-outs − refunds (domain.md §2). */
static void
add_cash (FcShiftSheet *self,
          FcRowSet     *rows)
{
  const FcId *shift_id = fc_record_get_id (self->shift);
  static const int signs[] = { -1, 1, -1, -1, 1, 1 }; /* as fc_cash_movements[] */

  add_by_choice (rows, FC_TENDER_TOTAL, FC_TENDER_TOTAL_SHIFT_ID, shift_id, FC_TENDER_TOTAL_TENDER, fc_tenders,
                 FC_TENDER_TOTAL_AMOUNT, self->tenders);
  add_by_choice (rows, FC_CASH_MOVEMENT, FC_CASH_MOVEMENT_SHIFT_ID, shift_id, FC_CASH_MOVEMENT_MOVEMENT,
                 fc_cash_movements, FC_CASH_MOVEMENT_AMOUNT, self->movements);
  add_counts (self, rows);
  for (gsize i = 1; i < G_N_ELEMENTS (self->tenders); i++)
    self->non_cash += self->tenders[i];
  self->shop_sales = fc_record_get_int (self->shift, FC_SHIFT_SHOP_SALES);
  self->opening_float = fc_record_get_int (self->shift, FC_SHIFT_OPENING_FLOAT);
  self->cash_sales = self->fuel_amount + self->shop_sales - self->non_cash;
  self->expected_cash = self->opening_float + self->cash_sales;
  for (gsize i = 0; i < G_N_ELEMENTS (self->movements); i++)
    self->expected_cash += signs[i] * self->movements[i];
  if (self->counted_any)
    self->over_short = self->counted_cash - self->expected_cash;
}

static void
warning_free (gpointer pointer)
{
  FcSheetWarning *warning = pointer;

  g_free (warning->text);
  g_free (warning);
}

void
fc_shift_sheet_warn (FcShiftSheet *self,
                     FcShiftStep   step,
                     const FcId   *row_id,
                     gboolean      blocks,
                     const char   *format,
                     ...)
{
  FcSheetWarning *warning = g_new0 (FcSheetWarning, 1);
  va_list args;

  warning->step = step;
  if (row_id != NULL)
    warning->row_id = *row_id;
  warning->blocks = blocks;
  va_start (args, format);
  warning->text = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (self->warnings, warning);
}

/**
 * fc_shift_sheet_new:
 * @rows: the shift with its children; the station with its tanks and nozzles; products where names are wanted.
 *   Must outlive the sheet.
 *
 * Computes the whole sheet afresh: cheap enough for every key stroke. Rules: domain.md §2 and §3.
 *
 * Returns: (transfer full) (nullable): %NULL where the shift is not in @rows
 */
FcShiftSheet *
fc_shift_sheet_new (FcRowSet   *rows,
                    const FcId *shift_id)
{
  FcRecord *shift = fc_row_set_get (rows, FC_SHIFT, shift_id);
  FcShiftSheet *self;

  if (shift == NULL)
    return NULL;
  self = g_new0 (FcShiftSheet, 1);
  self->shift = shift;
  self->station = fc_row_set_get (rows, FC_STATION, fc_record_get_ref (shift, FC_SHIFT_STATION_ID));
  self->currency = self->station != NULL ? fc_record_get_text (self->station, FC_STATION_CURRENCY) : NULL;
  self->meters = g_array_new (FALSE, TRUE, sizeof (FcSheetMeter));
  self->tanks = g_array_new (FALSE, TRUE, sizeof (FcSheetTank));
  self->warnings = g_ptr_array_new_with_free_func (warning_free);
  add_meters (self, rows);
  add_tanks (self, rows);
  add_cash (self, rows);
  fc_shift_sheet_judge (self, rows);
  return self;
}

void
fc_shift_sheet_free (FcShiftSheet *self)
{
  g_array_unref (self->meters);
  g_array_unref (self->tanks);
  g_ptr_array_unref (self->warnings);
  g_free (self);
}
