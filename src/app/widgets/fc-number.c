/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-calculator.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "fc-display.h"
#include "fc-entities.h"
#include "fc-error.h"

typedef struct {
  int decimals; /* of the stored number */
  int least;    /* shown at least */
  int most;     /* shown at most */
} Shape;

static const Shape shapes[] = {
  [FC_NUMBER_INTEGER] = { 0, 0, 0 },      [FC_NUMBER_MONEY] = { 2, 2, 2 },  [FC_NUMBER_VOLUME] = { 3, 1, 3 },
  [FC_NUMBER_PRICE] = { 5, 3, 5 },        [FC_NUMBER_LENGTH] = { 0, 0, 0 }, [FC_NUMBER_TEMPERATURE] = { 3, 1, 3 },
  [FC_NUMBER_GEO] = { 7, 4, 7 },          [FC_NUMBER_PERCENT_PPM] = { 4, 0, 4 },
};

static const char *
currency_or_default (const char *currency)
{
  return currency != NULL ? currency : fc_display_get_currency (fc_display_get ());
}

static int
decimals_of (FcNumberKind kind,
             const char  *currency)
{
  return kind == FC_NUMBER_MONEY ? fc_currency_exponent (currency_or_default (currency)) : shapes[kind].decimals;
}

/* Prices are kept per litre; who thinks in gallons types and reads them per gallon. */
static gint64
to_shown (FcNumberKind kind,
          gint64       value)
{
  FcVolumeUnit unit = fc_display_get_unit (fc_display_get ());

  if (kind == FC_NUMBER_VOLUME)
    return fc_volume_to_unit (value, unit);
  if (kind == FC_NUMBER_PRICE && unit == FC_VOLUME_US_GALLON)
    return fc_divide_half_even ((FcInt128) value * 473176473, 125000000);
  return value;
}

static gint64
from_shown (FcNumberKind kind,
            gint64       shown)
{
  FcVolumeUnit unit = fc_display_get_unit (fc_display_get ());

  if (kind == FC_NUMBER_VOLUME)
    return fc_volume_from_unit (shown, unit);
  if (kind == FC_NUMBER_PRICE && unit == FC_VOLUME_US_GALLON)
    return fc_divide_half_even ((FcInt128) shown * 125000000, 473176473);
  return shown;
}

/* No field of the catalog holds more; those of volumes differ, and tell theirs themselves. */
static gboolean
check_size (FcNumberKind   kind,
            const char    *text,
            gint64         value,
            const char    *currency,
            GError       **error)
{
  gint64 most = kind == FC_NUMBER_MONEY ? FC_MONEY_MAX : kind == FC_NUMBER_PRICE ? FC_PRICE_MAX : G_MAXINT64;
  g_autofree char *bound = NULL;

  if (value >= -most && value <= most)
    return TRUE;
  bound = fc_number_show (kind, value < 0 ? -most : most, currency);
  g_set_error (error, FC_ERROR, FC_ERROR_PARSE,
               value < 0 ? _ ("“%.40s” is too small; at least %s %s") : _ ("“%.40s” is too large; at most %s %s"), text, bound,
               fc_number_unit (kind, currency));
  return FALSE;
}

/**
 * fc_number_parse:
 * @text: what was typed, a calculation allowed
 * @currency: (nullable): the company's where NULL
 * @value: (out): in the catalog's unit for @kind
 * @error: FC_ERROR_PARSE
 */
gboolean
fc_number_parse (FcNumberKind  kind,
                 const char   *text,
                 const char   *currency,
                 gint64       *value,
                 GError      **error)
{
  gint64 shown;

  if (!fc_calculate (text, decimals_of (kind, currency), &shown, error))
    return FALSE;
  *value = from_shown (kind, shown);
  return check_size (kind, text, *value, currency, error);
}

/**
 * fc_number_show:
 *
 * Returns: (transfer full): for reading, grouped, without the unit
 */
char *
fc_number_show (FcNumberKind kind,
                gint64       value,
                const char  *currency)
{
  switch (kind)
    {
    case FC_NUMBER_MONEY:
      return fc_show_money (value, currency);
    case FC_NUMBER_VOLUME:
      return fc_decimal_format_grouped (to_shown (kind, value), shapes[kind].decimals, shapes[kind].least);
    case FC_NUMBER_PRICE:
      return fc_show_price (value);
    default:
      return fc_decimal_format_grouped (value, shapes[kind].decimals, shapes[kind].least);
    }
}

/**
 * fc_number_edit:
 *
 * Returns: (transfer full): for a field, with the locale's point and no groups; loses nothing of @value
 */
char *
fc_number_edit (FcNumberKind kind,
                gint64       value,
                const char  *currency)
{
  int decimals = decimals_of (kind, currency);
  int least = MIN (decimals, kind == FC_NUMBER_MONEY ? decimals : shapes[kind].least);
  const char *point = localeconv ()->decimal_point;
  g_autofree char *plain = fc_decimal_format (to_shown (kind, value), decimals, least);
  g_auto (GStrv) parts = g_strsplit (plain, ".", 2);

  return g_strjoinv (point[0] != '\0' ? point : ".", parts);
}

const char *
fc_number_unit (FcNumberKind kind,
                const char  *currency)
{
  switch (kind)
    {
    case FC_NUMBER_MONEY:
      return currency_or_default (currency);
    case FC_NUMBER_PRICE:
      return fc_display_get_unit (fc_display_get ()) == FC_VOLUME_US_GALLON ? _ ("per gallon") : _ ("per litre");
    case FC_NUMBER_VOLUME:
      return fc_show_volume_unit ();
    case FC_NUMBER_LENGTH:
      return C_ ("unit", "mm");
    case FC_NUMBER_TEMPERATURE:
      return C_ ("unit", "°C");
    case FC_NUMBER_GEO:
      return C_ ("unit", "°");
    case FC_NUMBER_PERCENT_PPM:
      return C_ ("unit", "%");
    default:
      return "";
    }
}
