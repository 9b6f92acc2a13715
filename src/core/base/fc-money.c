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
 * fc_currency_is_known:
 * @currency: (nullable)
 *
 * Returns: whether it is one of ISO 4217's codes in use
 */
gboolean
fc_currency_is_known (const char *currency)
{
  static const char codes[] =
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP "
    "CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR "
    "ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT "
    "MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD "
    "SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES "
    "VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG";

  return currency != NULL && strlen (currency) == 3 && strchr (currency, ' ') == NULL &&
         strstr (codes, currency) != NULL;
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

/**
 * fc_price_format:
 *
 * Returns: (transfer full): for people, in the user's locale: "2.519"
 */
char *
fc_price_format (gint64 price)
{
  return fc_decimal_format_grouped (price, 5, 3);
}

gboolean
fc_price_parse (const char  *text,
                gint64      *price,
                GError     **error)
{
  return fc_decimal_parse (text, 5, price, error);
}
