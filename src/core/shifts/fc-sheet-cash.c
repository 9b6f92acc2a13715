/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-sheet-private.h"

#include "fc-money.h"

#include <glib/gi18n-lib.h>

/* The money: each drawer's, and the shift's as their sum. */

#define DEFAULT_LIMIT_MAJOR 100 /* contract: cash-variance limit, major units */

enum { CASH = 0, ACCOUNT = 5 };                             /* of fc_tenders[] */
enum { SLIP_ACCOUNT = 0, SLIP_DRIVE_OFF = 1, SLIP_OWN_USE = 2 }; /* of fc_slip_kinds[] */

static int
compare_drawers (gconstpointer a,
                 gconstpointer b)
{
  FcRecord *x = ((const FcSheetDrawer *) a)->drawer, *y = ((const FcSheetDrawer *) b)->drawer;
  gint64 left = fc_record_get_int (x, FC_DRAWER_NUMBER), right = fc_record_get_int (y, FC_DRAWER_NUMBER);

  if (left != right)
    return left < right ? -1 : 1;
  return fc_id_compare (fc_record_get_id (x), fc_record_get_id (y));
}

static void
take_own_figures (FcSheetDrawer *drawer,
                  FcRecord      *row,
                  int            sales,
                  int            tax,
                  int            lottery)
{
  drawer->shop_sales = fc_record_get_int (row, sales);
  drawer->shop_tax = fc_record_get_int (row, tax);
  drawer->lottery = fc_record_get_int (row, lottery);
}

static void
add_drawer (FcShiftSheet *self,
            FcRecord     *row)
{
  FcSheetDrawer drawer = { .drawer = row };

  drawer.attendant = fc_record_get_text (row, FC_DRAWER_ATTENDANT);
  drawer.opening_float = fc_record_get_int (row, FC_DRAWER_OPENING_FLOAT);
  drawer.reason = fc_record_get_text (row, FC_DRAWER_OVER_SHORT_REASON);
  take_own_figures (&drawer, row, FC_DRAWER_SHOP_SALES, FC_DRAWER_SHOP_TAX, FC_DRAWER_LOTTERY);
  g_array_append_val (self->drawers, drawer);
}

/* Who there is to hold money. The float of a shift with drawers is theirs; its own does not count. */
void
fc_sheet_find_drawers (FcShiftSheet *self,
                       FcRowSet     *rows)
{
  g_autoptr (GPtrArray) list =
    fc_row_set_list_by (rows, FC_DRAWER, FC_DRAWER_SHIFT_ID, fc_record_get_id (self->shift));
  FcSheetDrawer whole = { .attendant = fc_record_get_text (self->shift, FC_SHIFT_CASHIER) };

  self->has_drawers = list->len > 0;
  for (guint i = 0; i < list->len; i++)
    add_drawer (self, list->pdata[i]);
  g_array_sort (self->drawers, compare_drawers);
  take_own_figures (self->has_drawers ? &self->nobody : &whole, self->shift, FC_SHIFT_SHOP_SALES, FC_SHIFT_SHOP_TAX,
                    FC_SHIFT_LOTTERY);
  if (self->has_drawers)
    return;
  whole.opening_float = fc_record_get_int (self->shift, FC_SHIFT_OPENING_FLOAT);
  whole.reason = fc_record_get_text (self->shift, FC_SHIFT_OVER_SHORT_REASON);
  g_array_append_val (self->drawers, whole);
}

/* The drawer @row belongs to; nobody's where the shift has drawers and it is none of them. */
FcSheetDrawer *
fc_sheet_drawer_of (FcShiftSheet *self,
                    FcRecord     *row,
                    int           drawer_field)
{
  const FcId *id = fc_record_get_ref (row, drawer_field);

  if (!self->has_drawers)
    return &g_array_index (self->drawers, FcSheetDrawer, 0);
  for (guint i = 0; id != NULL && i < self->drawers->len; i++)
    {
      FcSheetDrawer *drawer = &g_array_index (self->drawers, FcSheetDrawer, i);

      if (fc_id_equal (fc_record_get_id (drawer->drawer), id))
        return drawer;
    }
  return &self->nobody;
}

static void
add_tenders (FcShiftSheet *self,
             FcRowSet     *rows)
{
  g_autoptr (GPtrArray) list =
    fc_row_set_list_by (rows, FC_TENDER_TOTAL, FC_TENDER_TOTAL_SHIFT_ID, fc_record_get_id (self->shift));

  for (guint i = 0; i < list->len; i++)
    {
      FcSheetDrawer *drawer = fc_sheet_drawer_of (self, list->pdata[i], FC_TENDER_TOTAL_DRAWER_ID);
      int tender = fc_choice_index (fc_tenders, fc_record_get_text (list->pdata[i], FC_TENDER_TOTAL_TENDER));

      if (tender < 0)
        continue;
      drawer->tenders[tender] += fc_record_get_int (list->pdata[i], FC_TENDER_TOTAL_AMOUNT);
      drawer->account_entered |= tender == ACCOUNT;
    }
}

static void
add_movements (FcShiftSheet *self,
               FcRowSet     *rows)
{
  g_autoptr (GPtrArray) list =
    fc_row_set_list_by (rows, FC_CASH_MOVEMENT, FC_CASH_MOVEMENT_SHIFT_ID, fc_record_get_id (self->shift));

  for (guint i = 0; i < list->len; i++)
    {
      FcSheetDrawer *drawer = fc_sheet_drawer_of (self, list->pdata[i], FC_CASH_MOVEMENT_DRAWER_ID);
      int movement =
        fc_choice_index (fc_cash_movements, fc_record_get_text (list->pdata[i], FC_CASH_MOVEMENT_MOVEMENT));

      if (movement >= 0)
        drawer->movements[movement] += fc_record_get_int (list->pdata[i], FC_CASH_MOVEMENT_AMOUNT);
    }
}

static void
add_counts (FcShiftSheet *self,
            FcRowSet     *rows)
{
  g_autoptr (GPtrArray) list =
    fc_row_set_list_by (rows, FC_CASH_COUNT, FC_CASH_COUNT_SHIFT_ID, fc_record_get_id (self->shift));

  for (guint i = 0; i < list->len; i++)
    {
      FcSheetDrawer *drawer = fc_sheet_drawer_of (self, list->pdata[i], FC_CASH_COUNT_DRAWER_ID);

      drawer->counted_any = TRUE;
      drawer->counted_cash += fc_record_get_int (list->pdata[i], FC_CASH_COUNT_DENOMINATION) *
                              fc_record_get_int (list->pdata[i], FC_CASH_COUNT_QUANTITY);
    }
}

static int
compare_slips (gconstpointer a,
               gconstpointer b)
{
  FcRecord *x = *(FcRecord *const *) a, *y = *(FcRecord *const *) b;
  int left = fc_choice_index (fc_slip_kinds, fc_record_get_text (x, FC_SLIP_KIND));
  int right = fc_choice_index (fc_slip_kinds, fc_record_get_text (y, FC_SLIP_KIND));
  int order = left != right ? (left < right ? -1 : 1)
                            : g_strcmp0 (fc_record_get_text (x, FC_SLIP_NUMBER), fc_record_get_text (y, FC_SLIP_NUMBER));

  return order != 0 ? order : fc_id_compare (fc_record_get_id (x), fc_record_get_id (y));
}

static void
add_slips (FcShiftSheet *self,
           FcRowSet     *rows)
{
  self->slips = fc_row_set_list_by (rows, FC_SLIP, FC_SLIP_SHIFT_ID, fc_record_get_id (self->shift));
  g_ptr_array_sort (self->slips, compare_slips);
  for (guint i = 0; i < self->slips->len; i++)
    {
      FcRecord *slip = self->slips->pdata[i];
      FcSheetDrawer *drawer = fc_sheet_drawer_of (self, slip, FC_SLIP_DRAWER_ID);
      int kind = fc_choice_index (fc_slip_kinds, fc_record_get_text (slip, FC_SLIP_KIND));

      if (kind < 0)
        continue;
      drawer->slips[kind] += fc_record_get_int (slip, FC_SLIP_AMOUNT);
      self->slip_amounts[kind] += fc_record_get_int (slip, FC_SLIP_AMOUNT);
      self->slip_volumes[kind] += fc_record_get_int (slip, FC_SLIP_QUANTITY);
      self->n_slips[kind]++;
    }
}

gint64
fc_sheet_cash_limit (const FcShiftSheet *self)
{
  gint64 limit = DEFAULT_LIMIT_MAJOR;

  if (self->station != NULL && !fc_record_is_null (self->station, FC_STATION_CASH_VARIANCE_LIMIT))
    return fc_record_get_int (self->station, FC_STATION_CASH_VARIANCE_LIMIT);
  for (int i = fc_currency_exponent (self->currency); i > 0; i--)
    limit *= 10;
  return limit;
}

/*
 * Expected cash = float + cash sales + pay-ins + account payments + loans − drops − pay-outs − refunds (domain.md §2).
 * What was sold for no money at all, drive-offs and own use, is no cash sale.
 */
static void
settle (FcSheetDrawer *drawer,
        gint64         limit)
{
  static const int signs[FC_N_MOVEMENTS] = { -1, 1, -1, -1, 1, 1 }; /* as fc_cash_movements[] */

  if (!drawer->account_entered)
    drawer->tenders[ACCOUNT] = drawer->slips[SLIP_ACCOUNT];
  for (int i = CASH + 1; i < FC_N_TENDERS; i++)
    drawer->non_cash += drawer->tenders[i];
  drawer->cash_sales = drawer->fuel_amount + drawer->shop_sales + drawer->shop_tax + drawer->lottery -
                       drawer->non_cash - drawer->slips[SLIP_DRIVE_OFF] - drawer->slips[SLIP_OWN_USE];
  drawer->expected_cash = drawer->opening_float + drawer->cash_sales;
  for (int i = 0; i < FC_N_MOVEMENTS; i++)
    drawer->expected_cash += signs[i] * drawer->movements[i];
  if (drawer->counted_any)
    drawer->over_short = drawer->counted_cash - drawer->expected_cash;
  drawer->above_limit = ABS (drawer->over_short) > limit;
}

static void
add_to_shift (FcShiftSheet        *self,
              const FcSheetDrawer *drawer)
{
  self->fuel_volume += drawer->fuel_volume;
  self->fuel_amount += drawer->fuel_amount;
  self->shop_sales += drawer->shop_sales;
  self->shop_tax += drawer->shop_tax;
  self->lottery += drawer->lottery;
  for (int i = 0; i < FC_N_TENDERS; i++)
    self->tenders[i] += drawer->tenders[i];
  for (int i = 0; i < FC_N_MOVEMENTS; i++)
    self->movements[i] += drawer->movements[i];
  self->non_cash += drawer->non_cash;
  self->cash_sales += drawer->cash_sales;
  self->opening_float += drawer->opening_float;
  self->expected_cash += drawer->expected_cash;
  self->counted_any |= drawer->counted_any;
  self->counted_cash += drawer->counted_cash;
  self->over_short += drawer->over_short;
}

/* Fills the drawers and the shift's sums; the drawers and their fuel are there already. */
void
fc_sheet_add_cash (FcShiftSheet *self,
                   FcRowSet     *rows)
{
  gint64 limit = fc_sheet_cash_limit (self);

  add_tenders (self, rows);
  add_movements (self, rows);
  add_counts (self, rows);
  add_slips (self, rows);
  for (guint i = 0; i < self->drawers->len; i++)
    {
      FcSheetDrawer *drawer = &g_array_index (self->drawers, FcSheetDrawer, i);

      settle (drawer, limit);
      add_to_shift (self, drawer);
    }
  settle (&self->nobody, limit);
  add_to_shift (self, &self->nobody);
}

/* "The drawer", "Drawer 2 (Asha)": (transfer full). */
char *
fc_sheet_drawer_name (const FcSheetDrawer *drawer)
{
  int number;

  if (drawer->drawer == NULL)
    return g_strdup (_ ("The drawer"));
  number = (int) fc_record_get_int (drawer->drawer, FC_DRAWER_NUMBER);
  if (drawer->attendant == NULL || drawer->attendant[0] == '\0')
    return g_strdup_printf (_ ("Drawer %d"), number);
  /* Translators: its number and who answers for it */
  return g_strdup_printf (_ ("Drawer %d (%s)"), number, drawer->attendant);
}

/**
 * fc_shift_slip_name:
 *
 * Returns: (transfer full): for sentences and lists: "Slip 4711"
 */
char *
fc_shift_slip_name (FcRecord *slip)
{
  const char *number = fc_record_get_text (slip, FC_SLIP_NUMBER);

  return number != NULL ? g_strdup_printf (_ ("Slip %s"), number) : g_strdup (_ ("Slip without number"));
}

/**
 * fc_shift_sheet_drawer:
 * @drawer_id: (nullable): %NULL for the shift without drawers
 *
 * Returns: (transfer none) (nullable): the drawer's money
 */
const FcSheetDrawer *
fc_shift_sheet_drawer (const FcShiftSheet *self,
                       const FcId         *drawer_id)
{
  for (guint i = 0; i < self->drawers->len; i++)
    {
      const FcSheetDrawer *drawer = &g_array_index (self->drawers, FcSheetDrawer, i);

      if (drawer->drawer == NULL ? drawer_id == NULL || fc_id_is_null (drawer_id)
                                 : drawer_id != NULL && fc_id_equal (fc_record_get_id (drawer->drawer), drawer_id))
        return drawer;
    }
  return NULL;
}
