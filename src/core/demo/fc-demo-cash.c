/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-demo-private.h"

#include <math.h>

#define DROP 50000 /* minor units a safe drop */

typedef enum {
  MOVE_DROP,
  MOVE_PAY_IN,
  MOVE_PAY_OUT,
  MOVE_REFUND,
  MOVE_ACCOUNT_PAYMENT,
} Move; /* as fc_cash_movements */

static const gint64 pieces[] = { 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1 };

/* In whole euros, as people do it. */
static gint64
whole (FcDemoSheet *sheet,
       int          low,
       int          high)
{
  return 100 * (gint64) (low + (int) fc_demo_random_below (&sheet->random, (guint) (high - low + 1)));
}

static void
move (FcDemoSheet *sheet,
      Move         movement,
      gint64       amount,
      const char  *reason)
{
  FcRecord *record =
    fc_demo_sheet_row (sheet, FC_CASH_MOVEMENT, FC_CASH_MOVEMENT_SHIFT_ID, FC_CASH_MOVEMENT_STATION_ID, NULL);
  gint64 length = sheet->shift->closes - sheet->shift->opens;
  gint64 into = (gint64) ((double) length * fc_demo_random_between (&sheet->random, 0.15, 0.95));

  fc_record_set_text (record, FC_CASH_MOVEMENT_MOVEMENT, fc_cash_movements[movement]);
  fc_record_set_int (record, FC_CASH_MOVEMENT_AMOUNT, amount);
  fc_record_set_text (record, FC_CASH_MOVEMENT_REASON, reason);
  fc_record_set_int (record, FC_CASH_MOVEMENT_MOVED_AT, sheet->shift->opens + into / 60000000 * 60000000);
  fc_record_set_text (record, FC_CASH_MOVEMENT_SOURCE, movement == MOVE_DROP ? "pos" : "manual");
  sheet->expected += movement == MOVE_PAY_IN || movement == MOVE_ACCOUNT_PAYMENT ? amount : -amount;
}

static void
move_cash (FcDemoSheet *sheet)
{
  static const char *const bills[] = { "Window cleaner", "Milk and bread", "Courier", "Light bulbs", "Stamps" };
  double chances[4];

  for (int i = 0; i < 4; i++)
    chances[i] = fc_demo_random_unit (&sheet->random);
  if (chances[0] < 0.20)
    move (sheet, MOVE_PAY_OUT, whole (sheet, 8, 45),
          bills[fc_demo_random_below (&sheet->random, G_N_ELEMENTS (bills))]);
  if (chances[1] < 0.05)
    move (sheet, MOVE_PAY_IN, whole (sheet, 40, 100), "Change from the bank");
  if (chances[2] < 0.08 && sheet->shift->left == FC_DEMO_RECORDED)
    move (sheet, MOVE_ACCOUNT_PAYMENT, whole (sheet, 100, 400), "Account settled in cash");
  if (chances[3] < 0.06)
    move (sheet, MOVE_REFUND, whole (sheet, 5, 30), "Paid for the wrong pump");
  while (sheet->expected > DROP + DROP / 2)
    move (sheet, MOVE_DROP, DROP * MIN (1 + sheet->expected / (12 * DROP), 40), NULL);
}

/* Shop goods: a third in cash, a few by telephone, the rest by card at the till. */
static void
sell_goods (FcDemoSheet *sheet,
            guint        customers)
{
  double basket = 4.3 * (0.9 + 0.2 * fc_demo_random_unit (&sheet->random));
  gint64 cash, mobile;

  sheet->shop_sales = (gint64) llround (customers * basket * 100.0);
  cash = (gint64) ((double) sheet->shop_sales * 0.34);
  mobile = (gint64) ((double) sheet->shop_sales * 0.06);
  sheet->tenders[0].amount += cash;
  sheet->tenders[3].amount += mobile;
  sheet->tenders[1].amount += sheet->shop_sales - cash - mobile;
  sheet->tenders[0].count += customers / 9;
  sheet->tenders[3].count += customers / 40;
  sheet->tenders[1].count += customers / 6;
}

static void
total_tenders (FcDemoSheet *sheet)
{
  for (guint i = 0; i < FC_DEMO_N_TENDERS; i++)
    {
      FcRecord *record;

      if (sheet->tenders[i].amount == 0)
        continue;
      record =
        fc_demo_sheet_row (sheet, FC_TENDER_TOTAL, FC_TENDER_TOTAL_SHIFT_ID, FC_TENDER_TOTAL_STATION_ID, fc_tenders[i]);
      fc_record_set_text (record, FC_TENDER_TOTAL_TENDER, fc_tenders[i]);
      fc_record_set_int (record, FC_TENDER_TOTAL_AMOUNT, sheet->tenders[i].amount);
      fc_record_set_int (record, FC_TENDER_TOTAL_COUNT, sheet->tenders[i].count);
      fc_record_set_text (record, FC_TENDER_TOTAL_SOURCE, "pos");
    }
}

/* Honest mistakes: mostly none, sometimes a coin, rarely a note. */
static gint64
mistake (FcDemoSheet *sheet)
{
  double chance = fc_demo_random_unit (&sheet->random);
  double size = fc_demo_random_normal (&sheet->random);

  if (chance < 0.6)
    return 0;
  if (chance < 0.97)
    return (gint64) llround (size * 32.0) * 5;
  if (chance < 0.992)
    return size < 0 ? -2000 : 1000;
  return size < 0 ? -12500 : 11000;
}

static void
count_drawer (FcDemoSheet *sheet)
{
  gint64 rest;

  sheet->over_short =
    mistake (sheet) - fc_demo_truth_skim (sheet->world, sheet->site, sheet->day, sheet->shift->cashier, &sheet->random);
  sheet->over_short = MAX (sheet->over_short, -sheet->expected);
  rest = sheet->expected + sheet->over_short;
  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      gint64 most = rest / pieces[i], quantity = most;
      char key[24];
      FcRecord *record;

      if (pieces[i] > 5)
        quantity =
          (gint64) ((double) most * fc_demo_random_between (&sheet->random, pieces[i] > 5000 ? 0.0 : 0.55, 0.95));
      rest -= quantity * pieces[i];
      if (quantity == 0)
        continue;
      g_snprintf (key, sizeof key, "%" G_GINT64_FORMAT, pieces[i]);
      record = fc_demo_sheet_row (sheet, FC_CASH_COUNT, FC_CASH_COUNT_SHIFT_ID, FC_CASH_COUNT_STATION_ID, key);
      fc_record_set_int (record, FC_CASH_COUNT_DENOMINATION, pieces[i]);
      fc_record_set_int (record, FC_CASH_COUNT_QUANTITY, quantity);
    }
}

/**
 * fc_demo_sheet_cash:
 *
 * Shop sales, tenders, movements of the drawer, and what was found in it when it was counted.
 */
void
fc_demo_sheet_cash (FcDemoSheet *sheet)
{
  guint customers = 0;

  if (!sheet->closed)
    return;
  for (guint i = 0; i < FC_DEMO_N_TENDERS; i++)
    customers += (guint) sheet->tenders[i].count;
  if (sheet->shift->left == FC_DEMO_RECORDED)
    sell_goods (sheet, customers);
  total_tenders (sheet);
  sheet->expected = FC_DEMO_FLOAT + sheet->tenders[FC_DEMO_CASH].amount;
  move_cash (sheet);
  if (sheet->counted)
    count_drawer (sheet);
}
