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
belong (FcRecord           *record,
        int                 drawer_field,
        const FcDemoDrawer *drawer)
{
  if (drawer->record != NULL)
    fc_record_set_ref (record, drawer_field, fc_record_get_id (drawer->record));
}

/* What the shift's commands would know the drawer's row by. */
static char *
key_of (const char         *key,
        const FcDemoDrawer *drawer)
{
  if (drawer->record == NULL)
    return g_strdup (key);
  return g_strdup_printf ("%s/%d", key, (int) fc_record_get_int (drawer->record, FC_DRAWER_NUMBER));
}

static void
move (FcDemoSheet  *sheet,
      FcDemoDrawer *drawer,
      Move          movement,
      gint64        amount,
      const char   *reason)
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
  belong (record, FC_CASH_MOVEMENT_DRAWER_ID, drawer);
  drawer->expected += movement == MOVE_PAY_IN || movement == MOVE_ACCOUNT_PAYMENT ? amount : -amount;
}

static void
move_cash (FcDemoSheet  *sheet,
           FcDemoDrawer *drawer)
{
  static const char *const bills[] = { "Window cleaner", "Milk and bread", "Courier", "Light bulbs", "Stamps" };
  double chances[4];

  for (int i = 0; i < 4; i++)
    chances[i] = fc_demo_random_unit (&sheet->random);
  if (chances[0] < 0.20)
    move (sheet, drawer, MOVE_PAY_OUT, whole (sheet, 8, 45),
          bills[fc_demo_random_below (&sheet->random, G_N_ELEMENTS (bills))]);
  if (chances[1] < 0.05)
    move (sheet, drawer, MOVE_PAY_IN, whole (sheet, 40, 100), "Change from the bank");
  if (chances[2] < 0.08 && sheet->shift->left == FC_DEMO_RECORDED)
    move (sheet, drawer, MOVE_ACCOUNT_PAYMENT, whole (sheet, 100, 400), "Account settled in cash");
  if (chances[3] < 0.06)
    move (sheet, drawer, MOVE_REFUND, whole (sheet, 5, 30), "Paid for the wrong pump");
  while (drawer->expected > DROP + DROP / 2)
    move (sheet, drawer, MOVE_DROP, DROP * MIN (1 + drawer->expected / (12 * DROP), 40), NULL);
}

/* Shop goods: a third in cash, a few by telephone, the rest by card at the till. */
static void
sell_goods (FcDemoSheet  *sheet,
            FcDemoDrawer *drawer,
            guint         customers)
{
  double basket = 4.3 * (0.9 + 0.2 * fc_demo_random_unit (&sheet->random));
  gint64 cash, mobile;

  drawer->shop_sales = (gint64) llround (customers * basket * 100.0);
  cash = (gint64) ((double) drawer->shop_sales * 0.34);
  mobile = (gint64) ((double) drawer->shop_sales * 0.06);
  drawer->tenders[0].amount += cash;
  drawer->tenders[3].amount += mobile;
  drawer->tenders[1].amount += drawer->shop_sales - cash - mobile;
  drawer->tenders[0].count += customers / 9;
  drawer->tenders[3].count += customers / 40;
  drawer->tenders[1].count += customers / 6;
  if (drawer->record != NULL)
    fc_record_set_int (drawer->record, FC_DRAWER_SHOP_SALES, drawer->shop_sales);
}

static void
total_tenders (FcDemoSheet  *sheet,
               FcDemoDrawer *drawer)
{
  for (guint i = 0; i < FC_DEMO_N_TENDERS; i++)
    {
      g_autofree char *key = key_of (fc_tenders[i], drawer);
      FcRecord *record;

      if (drawer->tenders[i].amount == 0)
        continue;
      record =
        fc_demo_sheet_row (sheet, FC_TENDER_TOTAL, FC_TENDER_TOTAL_SHIFT_ID, FC_TENDER_TOTAL_STATION_ID, key);
      fc_record_set_text (record, FC_TENDER_TOTAL_TENDER, fc_tenders[i]);
      fc_record_set_int (record, FC_TENDER_TOTAL_AMOUNT, drawer->tenders[i].amount);
      fc_record_set_int (record, FC_TENDER_TOTAL_COUNT, drawer->tenders[i].count);
      fc_record_set_text (record, FC_TENDER_TOTAL_SOURCE, "pos");
      belong (record, FC_TENDER_TOTAL_DRAWER_ID, drawer);
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
count_pieces (FcDemoSheet  *sheet,
              FcDemoDrawer *drawer,
              gint64        rest)
{
  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      gint64 most = rest / pieces[i], quantity = most;
      g_autofree char *piece = g_strdup_printf ("%" G_GINT64_FORMAT, pieces[i]);
      g_autofree char *key = key_of (piece, drawer);
      FcRecord *record;

      if (pieces[i] > 5)
        quantity =
          (gint64) ((double) most * fc_demo_random_between (&sheet->random, pieces[i] > 5000 ? 0.0 : 0.55, 0.95));
      rest -= quantity * pieces[i];
      if (quantity == 0)
        continue;
      record = fc_demo_sheet_row (sheet, FC_CASH_COUNT, FC_CASH_COUNT_SHIFT_ID, FC_CASH_COUNT_STATION_ID, key);
      fc_record_set_int (record, FC_CASH_COUNT_DENOMINATION, pieces[i]);
      fc_record_set_int (record, FC_CASH_COUNT_QUANTITY, quantity);
      belong (record, FC_CASH_COUNT_DRAWER_ID, drawer);
    }
}

static void
count_drawer (FcDemoSheet  *sheet,
              FcDemoDrawer *drawer)
{
  drawer->over_short =
    mistake (sheet) - fc_demo_truth_skim (sheet->world, sheet->site, sheet->day, drawer->cashier, &sheet->random);
  if (fc_demo_is_miscounted (sheet))
    drawer->over_short = -FC_DEMO_LOST_DROP;
  drawer->over_short = MAX (drawer->over_short, -drawer->expected);
  count_pieces (sheet, drawer, drawer->expected + drawer->over_short);
  if (drawer->record == NULL)
    return;
  fc_record_set_int (drawer->record, FC_DRAWER_EXPECTED_CASH, drawer->expected);
  fc_record_set_int (drawer->record, FC_DRAWER_COUNTED_CASH, drawer->expected + drawer->over_short);
  fc_record_set_int (drawer->record, FC_DRAWER_OVER_SHORT, drawer->over_short);
  if (ABS (drawer->over_short) > FC_DEMO_CASH_LIMIT)
    fc_record_set_text (drawer->record, FC_DRAWER_OVER_SHORT_REASON, "A note too many or too few in the change");
}

static void
add_to_sheet (FcDemoSheet        *sheet,
              const FcDemoDrawer *drawer)
{
  for (guint i = 0; i < FC_DEMO_N_TENDERS; i++)
    {
      sheet->tenders[i].amount += drawer->tenders[i].amount;
      sheet->tenders[i].count += drawer->tenders[i].count;
    }
  sheet->shop_sales += drawer->shop_sales;
  sheet->expected += drawer->expected;
  sheet->over_short += drawer->over_short;
}

/**
 * fc_demo_sheet_cash:
 *
 * Shop sales, tenders, movements of the drawers, and what was found in them when they were counted. The shop is the
 * first drawer's.
 */
void
fc_demo_sheet_cash (FcDemoSheet *sheet)
{
  guint customers = 0;

  if (!sheet->closed)
    return;
  for (guint d = 0; d < sheet->n_drawers; d++)
    for (guint i = 0; i < FC_DEMO_N_TENDERS; i++)
      customers += (guint) sheet->drawers[d].tenders[i].count;
  if (sheet->shift->left == FC_DEMO_RECORDED)
    sell_goods (sheet, &sheet->drawers[0], customers);
  for (guint d = 0; d < sheet->n_drawers; d++)
    {
      FcDemoDrawer *drawer = &sheet->drawers[d];

      total_tenders (sheet, drawer);
      drawer->expected = FC_DEMO_FLOAT + drawer->tenders[FC_DEMO_CASH].amount;
      move_cash (sheet, drawer);
      if (sheet->counted)
        count_drawer (sheet, drawer);
      add_to_sheet (sheet, drawer);
    }
}
