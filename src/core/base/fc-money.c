/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-money.h"

#include "fc-quantity.h"

#include <string.h>

/**
 * fc_currency_exponent:
 * @currency: (nullable): an ISO 4217 code
 *
 * Returns: how many decimals its minor unit has: 0, 2 or 3 (ISO 4217; 2 where unknown)
 */
int
fc_currency_exponent (const char *currency)
{
  static const char *const none[] = { "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF",
                                      "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF", NULL };
  static const char *const three[] = { "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND", NULL };

  if (currency == NULL)
    return 2;
  if (g_strv_contains (none, currency))
    return 0;
  return g_strv_contains (three, currency) ? 3 : 2;
}

/**
 * fc_money_of_volume:
 * @volume_ml: millilitres, may be negative
 * @price: 1e-5 major units per litre
 *
 * Returns: volume × price in minor units, rounded half-even once. Saturates at the ends of gint64.
 */
gint64
fc_money_of_volume (gint64      volume_ml,
                    gint64      price,
                    const char *currency)
{
  int exponent = fc_currency_exponent (currency);
  FcInt128 product = (FcInt128) volume_ml * price;
  FcInt128 divisor = (FcInt128) 1000 * FC_PRICE_SCALE;

  for (int i = 0; i < exponent; i++)
    divisor /= 10;
  return fc_divide_half_even (product, divisor);
}

/**
 * fc_money_to_decimal:
 *
 * Returns: (transfer full): plain digits with a point, for files: "1234.50", "-0.05", "1500"
 */
char *
fc_money_to_decimal (gint64      minor,
                     const char *currency)
{
  return fc_decimal_format (minor, fc_currency_exponent (currency), fc_currency_exponent (currency));
}

/**
 * fc_money_format:
 *
 * Returns: (transfer full): for people: grouped digits with a minus sign, in the user's locale, without the currency
 */
char *
fc_money_format (gint64      minor,
                 const char *currency)
{
  return fc_decimal_format_grouped (minor, fc_currency_exponent (currency), fc_currency_exponent (currency));
}

/**
 * fc_money_parse:
 * @text: what was typed: group separators and blanks are allowed
 * @error: FC_ERROR_PARSE with more decimals than the currency has, or what is no number
 */
gboolean
fc_money_parse (const char  *text,
                const char  *currency,
                gint64      *minor,
                GError     **error)
{
  return fc_decimal_parse (text, fc_currency_exponent (currency), minor, error);
}

/**
 * fc_price_to_decimal:
 *
 * Returns: (transfer full): at least three decimals, as pumps show them: "2.519", "95.500"
 */
char *
fc_price_to_decimal (gint64 price)
{
  return fc_decimal_format (price, 5, 3);
}

gboolean
fc_price_parse (const char  *text,
                gint64      *price,
                GError     **error)
{
  return fc_decimal_parse (text, 5, price, error);
}
