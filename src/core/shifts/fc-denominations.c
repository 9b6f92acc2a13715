/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-sheet.h"

#include "fc-money.h"

static const gint64 euro[] = { 50000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1, 0 };
static const gint64 us_dollar[] = { 10000, 5000, 2000, 1000, 500, 200, 100, 50, 25, 10, 5, 1, 0 };
static const gint64 pound[] = { 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1, 0 };
static const gint64 kenya[] = { 100000, 50000, 20000, 10000, 5000, 4000, 2000, 1000, 500, 100, 0 };
static const gint64 india[] = { 50000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100, 0 };
static const gint64 yen[] = { 10000, 5000, 2000, 1000, 500, 100, 50, 10, 5, 1, 0 };
static const gint64 none[] = { 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 1, 0 };
static const gint64 three[] = { 50000, 20000, 10000, 5000, 1000, 500, 250, 100, 50, 25, 10, 5, 0 };
static const gint64 two[] = { 100000, 50000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 1, 0 };

/**
 * fc_currency_denominations:
 * @currency: (nullable): ISO 4217
 *
 * Returns: (transfer none): coins and notes in circulation, in minor units, greatest first, ends with 0; a plain
 *   1-2-5 series for currencies not listed
 */
const gint64 *
fc_currency_denominations (const char *currency)
{
  static const struct
  {
    const char *currency;
    const gint64 *pieces;
  } known[] = {
    { "EUR", euro }, { "USD", us_dollar }, { "CAD", us_dollar }, { "GBP", pound },
    { "KES", kenya }, { "INR", india },    { "JPY", yen },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_strcmp0 (currency, known[i].currency) == 0)
      return known[i].pieces;
  switch (fc_currency_exponent (currency))
    {
    case 0:
      return none;
    case 3:
      return three;
    default:
      return two;
    }
}
