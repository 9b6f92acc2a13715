/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-report-private.h"

#include "fc-money.h"

#include <glib/gi18n-lib.h>

#define MOST_DRAWERS 5 /* side by side; more stand in a table of their own below */

/* How a movement changes what should be in the drawer, as fc_cash_movements[]. */
static const int signs[FC_N_MOVEMENTS] = { -1, 1, -1, -1, 1, 1 };

void
fc_report_add_tenders (FcReport     *self,
                       const gint64 *tenders)
{
  FcReportSection *section = fc_report_add_section (self, _ ("Other tenders"));
  gint64 sum = 0;

  for (guint i = 1; i < FC_N_TENDERS; i++)
    if (tenders[i] != 0)
      {
        fc_report_add_figure (section, _ (fc_choice_text (fc_tenders[i])), tenders[i], FALSE);
        sum += tenders[i];
      }
  fc_report_add_figure (section, _ ("Total"), sum, TRUE);
}

void
fc_report_add_slips (FcReport  *self,
                     FcRowSet  *rows,
                     GPtrArray *slips)
{
  static const FcReportHead heads[] = {
    { N_ ("Kind"), FC_REPORT_TEXT },       { N_ ("Customer"), FC_REPORT_TEXT }, { N_ ("Vehicle"), FC_REPORT_TEXT },
    { N_ ("Slip"), FC_REPORT_TEXT },       { N_ ("Product"), FC_REPORT_TEXT },
    { N_ ("Quantity"), FC_REPORT_VOLUME }, { N_ ("Rate"), FC_REPORT_PRICE },    { N_ ("Amount"), FC_REPORT_MONEY },
  };
  FcReportSection *section;
  FcReportRow *row;
  gint64 sum = 0;

  if (slips->len == 0)
    return;
  section = fc_report_add_table (self, _ ("Account slips"), heads, G_N_ELEMENTS (heads));
  for (guint i = 0; i < slips->len; i++)
    {
      FcRecord *slip = slips->pdata[i];
      const FcId *product_id = fc_record_get_ref (slip, FC_SLIP_PRODUCT_ID);

      row = fc_report_add_row (section);
      fc_report_row_text (row, 0, _ (fc_choice_text (fc_record_get_text (slip, FC_SLIP_KIND))));
      fc_report_row_text (row, 1, fc_record_get_text (slip, FC_SLIP_CUSTOMER));
      fc_report_row_text (row, 2, fc_record_get_text (slip, FC_SLIP_VEHICLE));
      fc_report_row_text (row, 3, fc_record_get_text (slip, FC_SLIP_NUMBER));
      if (product_id != NULL)
        fc_report_row_text (row, 4, fc_report_product_name (fc_row_set_get (rows, FC_PRODUCT, product_id)));
      if (!fc_record_is_null (slip, FC_SLIP_QUANTITY))
        fc_report_row_number (row, 5, fc_record_get_int (slip, FC_SLIP_QUANTITY));
      if (!fc_record_is_null (slip, FC_SLIP_PRICE))
        fc_report_row_number (row, 6, fc_record_get_int (slip, FC_SLIP_PRICE));
      fc_report_row_number (row, 7, fc_record_get_int (slip, FC_SLIP_AMOUNT));
      sum += fc_record_get_int (slip, FC_SLIP_AMOUNT);
    }
  fc_report_row_number (fc_report_add_total (section), 7, sum);
}

/* The lines of the drawer's reckoning, each with where it stands in FcSheetDrawer. */
typedef struct {
  const char *label;
  gint64 (*of) (const FcSheetDrawer *drawer);
  gboolean is_total;
  gboolean may_be_left_out; /* where it is nought */
} CashLine;

static gint64 of_fuel (const FcSheetDrawer *drawer) { return drawer->fuel_amount; }
static gint64 of_shop (const FcSheetDrawer *drawer) { return drawer->shop_sales; }
static gint64 of_tax (const FcSheetDrawer *drawer) { return drawer->shop_tax; }
static gint64 of_lottery (const FcSheetDrawer *drawer) { return drawer->lottery; }
static gint64 of_non_cash (const FcSheetDrawer *drawer) { return -drawer->non_cash; }
static gint64 of_drive_offs (const FcSheetDrawer *drawer) { return -drawer->slips[1]; }
static gint64 of_own_use (const FcSheetDrawer *drawer) { return -drawer->slips[2]; }
static gint64 of_cash_sales (const FcSheetDrawer *drawer) { return drawer->cash_sales; }
static gint64 of_float (const FcSheetDrawer *drawer) { return drawer->opening_float; }
static gint64 of_expected (const FcSheetDrawer *drawer) { return drawer->expected_cash; }
static gint64 of_counted (const FcSheetDrawer *drawer) { return drawer->counted_cash; }
static gint64 of_over_short (const FcSheetDrawer *drawer) { return drawer->over_short; }

/* The drawers that stand side by side in one table. */
typedef struct {
  guint first;
  guint n;
  gboolean has_sum; /* and the whole shift beside them */
} DrawerBlock;

static const FcSheetDrawer *
drawer_of (const FcShiftSheet *sheet,
           guint               drawer)
{
  return &g_array_index (sheet->drawers, FcSheetDrawer, drawer);
}

static void
add_cash_columns (FcReportSection    *section,
                  const FcShiftSheet *sheet,
                  const DrawerBlock  *block)
{
  fc_report_add_column (section, "", FC_REPORT_TEXT);
  for (guint i = 0; i < block->n; i++)
    {
      const char *attendant = drawer_of (sheet, block->first + i)->attendant;

      fc_report_add_column (section, attendant != NULL ? attendant : _ ("Drawer"), FC_REPORT_MONEY);
    }
  if (block->has_sum)
    fc_report_add_column (section, sheet->has_drawers ? _ ("Shift") : _ ("Amount"), FC_REPORT_MONEY);
}

static void
add_cash_line (FcReportSection    *section,
               const FcShiftSheet *sheet,
               const DrawerBlock  *block,
               const CashLine     *line)
{
  FcReportRow *row;
  gint64 sum = sheet->has_drawers ? line->of (&sheet->nobody) : 0;
  gboolean any = sum != 0 || !line->may_be_left_out;

  for (guint i = 0; i < sheet->drawers->len; i++)
    {
      sum += line->of (drawer_of (sheet, i));
      any |= line->of (drawer_of (sheet, i)) != 0;
    }
  if (!any)
    return;
  row = fc_report_add_row (section);
  row->is_total = line->is_total;
  fc_report_row_text (row, 0, line->label);
  for (guint i = 0; i < block->n; i++)
    fc_report_row_number (row, i + 1, line->of (drawer_of (sheet, block->first + i)));
  if (block->has_sum)
    fc_report_row_number (row, row->n_values - 1, sum);
}

static void
add_movement_line (FcReportSection    *section,
                   const FcShiftSheet *sheet,
                   const DrawerBlock  *block,
                   guint               movement)
{
  FcReportRow *row;

  if (sheet->movements[movement] == 0)
    return;
  row = fc_report_add_row (section);
  fc_report_row_text (row, 0, _ (fc_choice_text (fc_cash_movements[movement])));
  for (guint i = 0; i < block->n; i++)
    fc_report_row_number (row, i + 1, signs[movement] * drawer_of (sheet, block->first + i)->movements[movement]);
  if (block->has_sum)
    fc_report_row_number (row, row->n_values - 1, signs[movement] * sheet->movements[movement]);
}

static FcReportSection *
add_cash_block (FcReport           *self,
                const FcShiftSheet *sheet,
                const DrawerBlock  *block)
{
  const CashLine sales[] = {
    { _ ("Fuel sales"), of_fuel, FALSE, FALSE },
    { _ ("Shop sales"), of_shop, FALSE, TRUE },
    { _ ("Shop tax"), of_tax, FALSE, TRUE },
    { _ ("Lottery"), of_lottery, FALSE, TRUE },
    { _ ("Other tenders"), of_non_cash, FALSE, TRUE },
    { _ ("Drive-offs"), of_drive_offs, FALSE, TRUE },
    { _ ("Own use"), of_own_use, FALSE, TRUE },
    { _ ("Cash sales"), of_cash_sales, TRUE, FALSE },
    { _ ("Float"), of_float, FALSE, FALSE },
  };
  const CashLine ends[] = {
    { _ ("Expected in the drawer"), of_expected, TRUE, FALSE },
    { _ ("Counted"), of_counted, FALSE, FALSE },
    { _ ("Over/short"), of_over_short, TRUE, FALSE },
  };
  FcReportSection *section = fc_report_add_section (self, block->first == 0 ? _ ("Cash") : _ ("Cash, more drawers"));

  add_cash_columns (section, sheet, block);
  for (gsize i = 0; i < G_N_ELEMENTS (sales); i++)
    add_cash_line (section, sheet, block, &sales[i]);
  for (guint i = 0; i < FC_N_MOVEMENTS; i++)
    add_movement_line (section, sheet, block, i);
  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    if (sheet->counted_any || i == 0)
      add_cash_line (section, sheet, block, &ends[i]);
  return section;
}

static void
add_cash (FcReport           *self,
          const FcShiftSheet *sheet)
{
  const char *reason = fc_record_get_text (sheet->shift, FC_SHIFT_OVER_SHORT_REASON);
  DrawerBlock block = { .has_sum = !sheet->has_drawers };
  FcReportSection *section;

  do
    {
      if (sheet->has_drawers)
        {
          block.n = MIN (sheet->drawers->len - block.first, MOST_DRAWERS);
          block.has_sum = block.first + block.n == sheet->drawers->len;
        }
      section = add_cash_block (self, sheet, &block);
      block.first += block.n;
    }
  while (!block.has_sum);
  if (reason != NULL)
    section->note = g_strdup_printf (_ ("Reason for the over/short: %s"), reason);
}

static int
compare_denominations (gconstpointer a,
                       gconstpointer b)
{
  gint64 x = fc_record_get_int (*(FcRecord *const *) a, FC_CASH_COUNT_DENOMINATION);
  gint64 y = fc_record_get_int (*(FcRecord *const *) b, FC_CASH_COUNT_DENOMINATION);

  return x > y ? -1 : x < y;
}

static void
add_count (FcReport           *self,
           FcRowSet           *rows,
           const FcShiftSheet *sheet)
{
  static const FcReportHead heads[] = { { N_ ("Denomination"), FC_REPORT_MONEY },
                                        { N_ ("Pieces"), FC_REPORT_INTEGER },
                                        { N_ ("Amount"), FC_REPORT_MONEY } };
  g_autoptr (GPtrArray) counts =
    fc_row_set_list_by (rows, FC_CASH_COUNT, FC_CASH_COUNT_SHIFT_ID, fc_record_get_id (sheet->shift));
  FcReportSection *section;
  FcReportRow *row = NULL;
  gint64 last = -1, pieces = 0;

  if (counts->len == 0)
    return;
  section = fc_report_add_table (self, _ ("Drawer count"), heads, G_N_ELEMENTS (heads));
  g_ptr_array_sort (counts, compare_denominations);
  for (guint i = 0; i < counts->len; i++)
    {
      gint64 denomination = fc_record_get_int (counts->pdata[i], FC_CASH_COUNT_DENOMINATION);

      pieces = denomination == last ? pieces : 0;
      pieces += fc_record_get_int (counts->pdata[i], FC_CASH_COUNT_QUANTITY);
      if (denomination != last)
        row = fc_report_add_row (section);
      fc_report_row_number (row, 0, denomination);
      fc_report_row_number (row, 1, pieces);
      fc_report_row_number (row, 2, denomination * pieces);
      last = denomination;
    }
  fc_report_row_number (fc_report_add_total (section), 2, sheet->counted_cash);
}

void
fc_shift_report_add_money (FcReport           *self,
                           FcRowSet           *rows,
                           const FcShiftSheet *sheet)
{
  add_cash (self, sheet);
  add_count (self, rows, sheet);
  if (sheet->non_cash != 0)
    fc_report_add_tenders (self, sheet->tenders);
  fc_report_add_slips (self, rows, sheet->slips);
}
