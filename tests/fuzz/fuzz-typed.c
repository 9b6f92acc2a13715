/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person types: money, prices, volumes, dates and times. */
#include "fc-fuzz.h"
#include "fc-money.h"
#include "fc-quantity.h"
#include "fc-time.h"

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        size_t        size)
{
  g_autofree char *text = g_strndup (size > 0 ? (const char *) bytes : "", size);
  gint64 number;
  FcDate date;

  if (fc_price_parse (text, &number, NULL))
    {
      g_autofree char *said = fc_price_to_decimal (number);
      gint64 again;

      g_assert_true (fc_price_parse (said, &again, NULL));
      g_assert_cmpint (again, ==, number);
    }
  if (fc_date_parse (text, &date, NULL))
    {
      g_autofree char *said = fc_date_to_iso (date);
      FcDate again;

      g_assert_true (fc_date_parse (said, &again, NULL));
      g_assert_cmpint (again, ==, date);
    }
  if (fc_decimal_parse (text, 3, &number, NULL))
    {
      g_autofree char *said = fc_decimal_format (number, 3, 0);
      gint64 again;

      g_assert_true (fc_decimal_parse (said, 3, &again, NULL));
      g_assert_cmpint (again, ==, number);
    }
  fc_money_parse (text, "JPY", &number, NULL);
  fc_money_parse (text, "KWD", &number, NULL);
  fc_volume_parse (text, FC_VOLUME_US_GALLON, &number, NULL);
  fc_time_parse (text, &number, NULL);
  return 0;
}
