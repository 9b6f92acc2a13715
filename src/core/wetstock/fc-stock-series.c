/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-stock-series.h"

#include "fc-quantity.h"

#define MONTH_PPM      10000     /* 1.0 % */
#define MONTH_GALLONS  130
#define ML_PER_GALLON  3785.411784
#define LEAST_DAYS     20        /* with a dip, for a month's verdict */

FcCarryForward
fc_carry_forward_from_text (const char *text)
{
  return g_strcmp0 (text, "book") == 0 ? FC_CARRY_BOOK : FC_CARRY_STICK;
}

/**
 * fc_stock_allowed:
 *
 * Returns: mL: @ppm of @sales, at least @floor
 */
gint64
fc_stock_allowed (gint64 sales,
                  gint64 ppm,
                  gint64 floor)
{
  gint64 whole = ABS (sales) / 1000000 * ppm, rest = ABS (sales) % 1000000 * ppm / 1000000;

  return MAX (whole + rest, floor);
}

FcStockVerdict
fc_stock_judge (gint64                  variance,
                gint64                  sales,
                const FcStockTolerance *tolerance)
{
  if (ABS (variance) <= fc_stock_allowed (sales, tolerance->fine_ppm, tolerance->floor))
    return FC_STOCK_FINE;
  return ABS (variance) <= fc_stock_allowed (sales, tolerance->escalate_ppm, tolerance->floor) ? FC_STOCK_INVESTIGATE
                                                                                               : FC_STOCK_ESCALATE;
}

/**
 * fc_stock_share_ppm:
 *
 * Returns: @part of @of in 1e-6, rounded once, half to even, to the 0.01 % that people see; 0 of nothing
 */
gint64
fc_stock_share_ppm (gint64 part,
                    gint64 of)
{
  return of != 0 ? fc_divide_half_even ((FcInt128) part * 10000, of) * 100 : 0;
}

/* What the series carries from day to day. */
typedef struct {
  gint64 stick;      /* last dip, or the book since where a day had none */
  gint64 book;       /* of a book that never looked at a dip */
  gint64 sales;      /* since the last dip */
  gint64 cumulative;
} Carried;

static FcStockLine
next_line (Carried                *carried,
           const FcStockDay       *day,
           FcCarryForward          carry,
           const FcStockTolerance *tolerance)
{
  gint64 moved = day->receipts + day->tests + day->transfers - day->sales;
  FcStockLine line = { .day = *day };

  line.opening = carry == FC_CARRY_BOOK ? carried->book : carried->stick;
  line.available = line.opening + moved + day->sales;
  line.book = line.opening + moved;
  carried->book += moved;
  carried->stick += moved;
  carried->sales += day->sales;
  line.sales = carried->sales;
  line.tolerance = fc_stock_allowed (line.sales, tolerance->fine_ppm, tolerance->floor);
  line.cumulative = carried->cumulative;
  if (!day->has_physical)
    return line;
  line.has_variance = TRUE;
  line.daily = day->physical - carried->stick;
  carried->cumulative += line.daily;
  line.cumulative = carried->cumulative;
  line.variance = day->physical - line.book;
  line.daily_ppm = fc_stock_share_ppm (line.daily, line.sales);
  line.verdict = fc_stock_judge (line.daily, line.sales, tolerance);
  carried->stick = day->physical;
  carried->sales = 0;
  return line;
}

/**
 * fc_stock_series_new:
 * @days: (array length=n_days): by date; dates may be missing
 *
 * Book = opening + receipts + returned tests ± transfers − sales; variance = physical − book (domain.md §3). A day without a
 * dip is a hole: its movements count towards the next dip, so that both conventions end with the same sum.
 *
 * Returns: (transfer full) (element-type FcStockLine): a line a day
 */
GArray *
fc_stock_series_new (const FcStockDay       *days,
                     guint                   n_days,
                     FcCarryForward          carry,
                     const FcStockTolerance *tolerance)
{
  GArray *lines = g_array_sized_new (FALSE, TRUE, sizeof (FcStockLine), n_days);
  Carried carried = { 0 };

  if (n_days > 0)
    carried.stick = carried.book = days[0].opening;
  for (guint i = 0; i < n_days; i++)
    {
      FcStockLine line = next_line (&carried, &days[i], carry, tolerance);

      g_array_append_val (lines, line);
    }
  return lines;
}

/**
 * fc_month_test:
 * @days: (array length=n_days): the month's, by date
 *
 * 40 CFR 280.43(a). 9,650 gal of flow-through allow 226.5 gal.
 */
FcMonthTest
fc_month_test (const FcStockDay *days,
               guint             n_days)
{
  static const FcStockTolerance any = { 0 };
  g_autoptr (GArray) lines = fc_stock_series_new (days, n_days, FC_CARRY_STICK, &any);
  FcMonthTest test = { 0 };

  for (guint i = 0; i < lines->len; i++)
    {
      const FcStockLine *line = &g_array_index (lines, FcStockLine, i);

      test.n_days += line->has_variance;
      test.flow += days[i].sales - days[i].tests;
      test.variance = line->cumulative;
    }
  test.limit = fc_stock_allowed (test.flow, MONTH_PPM, 0) + (gint64) (MONTH_GALLONS * ML_PER_GALLON + 0.5);
  if (test.n_days < LEAST_DAYS || !days[0].has_opening)
    test.verdict = FC_MONTH_INCONCLUSIVE;
  else
    test.verdict = ABS (test.variance) > test.limit ? FC_MONTH_FAIL : FC_MONTH_PASS;
  return test;
}
