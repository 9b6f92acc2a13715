/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-delivery-words.h"

#include "fc-display.h"

#include <glib/gi18n.h>

static char *
short_words (const FcDeliveryCheck *check,
             const char            *currency)
{
  g_autofree char *volume = fc_show_volume_with_unit (check->shortage, 0);
  g_autofree char *amount = NULL;

  if (check->shortage_amount == 0)
    return g_strdup_printf (check->has_15 ? _ ("Short %s at 15 °C") : _ ("Short %s"), volume);
  amount = fc_show_money_with_code (check->shortage_amount, currency);
  /* Translators: a volume, and what it cost */
  return g_strdup_printf (check->has_15 ? _ ("Short %s at 15 °C: %s") : _ ("Short %s: %s"), volume, amount);
}

char *
fc_delivery_words (const FcDeliveryCheck *check,
                   const char            *currency)
{
  g_autofree char *volume = fc_show_volume_with_unit (check->missing, 0);

  switch (check->verdict)
    {
    case FC_DELIVERY_SHORT:
      return short_words (check, currency);
    case FC_DELIVERY_OVER:
      return g_strdup_printf (check->has_15 ? _ ("Over %s at 15 °C") : _ ("Over %s"), volume);
    case FC_DELIVERY_FINE:
      /* Translators: by how much a delivery differs from its note */
      return g_strdup_printf (check->has_15 ? _ ("Agrees: %s at 15 °C") : _ ("Agrees: %s"), volume);
    case FC_DELIVERY_UNKNOWN:
    default:
      return g_strdup (_ ("Not dipped before and after"));
    }
}

const char *
fc_delivery_css_class (const FcDeliveryCheck *check)
{
  return check->verdict == FC_DELIVERY_SHORT     ? "error"
         : check->verdict == FC_DELIVERY_UNKNOWN ? "dim-label"
                                                 : NULL;
}
