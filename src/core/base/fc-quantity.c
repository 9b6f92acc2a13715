/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-quantity.h"

#include "fc-error.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <string.h>

/* 1 US gallon = 3.785411784 L; in exact integers 473176473 / 125000000. */
#define GALLON_NUMERATOR   473176473
#define GALLON_DENOMINATOR 125000000

/**
 * fc_divide_half_even:
 * @denominator: > 0
 *
 * Returns: the quotient rounded to the nearest integer, ties to the even one; saturated to gint64
 */
gint64
fc_divide_half_even (FcInt128 numerator,
                     FcInt128 denominator)
{
  FcInt128 quotient = numerator / denominator;
  FcInt128 rest = numerator % denominator;
  FcInt128 twice = (rest < 0 ? -rest : rest) * 2;

  g_return_val_if_fail (denominator > 0, 0);

  if (twice > denominator || (twice == denominator && quotient % 2 != 0))
    quotient += numerator < 0 ? -1 : 1;
  return (gint64) CLAMP (quotient, (FcInt128) G_MININT64, (FcInt128) G_MAXINT64);
}

static guint64
magnitude (gint64 value)
{
  return value < 0 ? (guint64) -(value + 1) + 1 : (guint64) value;
}

static void
append_grouped (GString    *out,
                const char *digits,
                const char *separator)
{
  gsize length = strlen (digits);

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append (out, separator);
      g_string_append_c (out, digits[i]);
    }
}

static char *
format (gint64      scaled,
        int         decimals,
        int         least_decimals,
        const char *minus,
        const char *point,
        const char *separator)
{
  g_autofree char *digits = g_strdup_printf ("%0*" G_GUINT64_FORMAT, decimals + 1, magnitude (scaled));
  gsize whole = strlen (digits) - (gsize) decimals;
  g_autofree char *fraction = g_strdup (digits + whole);
  GString *out = g_string_new (scaled < 0 ? minus : "");

  digits[whole] = '\0';
  append_grouped (out, digits, separator);
  for (int i = decimals; i > least_decimals && fraction[i - 1] == '0'; i--)
    fraction[i - 1] = '\0';
  if (fraction[0] != '\0')
    g_string_append_printf (out, "%s%s", point, fraction);
  return g_string_free (out, FALSE);
}

/**
 * fc_decimal_format:
 * @scaled: the number × 10^@decimals
 * @least_decimals: trailing zeros beyond these are left out
 *
 * Returns: (transfer full): plain ASCII with a point, the same in every locale
 */
char *
fc_decimal_format (gint64 scaled,
                   int    decimals,
                   int    least_decimals)
{
  return format (scaled, decimals, least_decimals, "-", ".", "");
}

/**
 * fc_decimal_format_grouped:
 *
 * As fc_decimal_format(), with the locale's point and groups and a true minus sign.
 *
 * Returns: (transfer full): text for people
 */
char *
fc_decimal_format_grouped (gint64 scaled,
                           int    decimals,
                           int    least_decimals)
{
  const struct lconv *conv = localeconv ();
  const char *point = conv->decimal_point[0] != '\0' ? conv->decimal_point : ".";
  const char *separator = conv->thousands_sep[0] != '\0' ? conv->thousands_sep : "\342\200\257";

  return format (scaled, decimals, least_decimals, "\342\210\222", point, separator);
}

static gboolean
is_decimal_point (const char *text,
                  const char *at)
{
  const char *point = localeconv ()->decimal_point;
  const char *group = localeconv ()->thousands_sep;

  if (*at == '.')
    return group[0] != '.';
  if (*at != ',')
    return FALSE;
  /* A comma is the point where the locale says so; elsewhere it only groups. */
  return point[0] == ',';
}

static gsize
skip_ornament (const char *at)
{
  static const char *const ornaments[] = { " ", ",", ".", "'", "\302\240", "\342\200\257", "\342\200\231", NULL };

  for (int i = 0; ornaments[i] != NULL; i++)
    if (g_str_has_prefix (at, ornaments[i]))
      return strlen (ornaments[i]);
  return 0;
}

/* Groups of three digits, of two between them as in India. What else has a separator may be a decimal point of another
 * country, and is not guessed at: "2652700,5" must not become ten times as much. */
typedef struct {
  gboolean separated; /* a separator has come */
  int run;            /* digits since the last one */
} Grouping;

static gboolean
take_separator (Grouping *self)
{
  gboolean good = self->separated ? self->run == 2 || self->run == 3 : self->run >= 1 && self->run <= 3;

  *self = (Grouping){ TRUE, 0 };
  return good;
}

static gboolean
is_grouped_well (const Grouping *self)
{
  return !self->separated || self->run == 3;
}

/* (nullable): the same with the point of here, where it has the point of another country: "200,00" → "200.00" */
static char *
with_own_point (const char *text)
{
  const char *point = localeconv ()->decimal_point;
  gsize at = strcspn (text, ",.");
  const char *rest = text[at] != '\0' ? text + at + 1 : "";

  if (at == 0 || rest[0] == '\0' || strspn (text, "-0123456789") != at || strspn (rest, "0123456789") != strlen (rest) ||
      text[at] == point[0])
    return NULL;
  return g_strdup_printf ("%.*s%s%s", (int) at, text, point[0] != '\0' ? point : ".", rest);
}

static gboolean
refuse_number (const char  *text,
               GError     **error)
{
  g_autofree char *meant = with_own_point (text);

  if (meant != NULL)
    g_set_error (error, FC_ERROR, FC_ERROR_PARSE, _ ("“%.40s” is not a number; is it %.40s?"), text, meant);
  else
    g_set_error (error, FC_ERROR, FC_ERROR_PARSE, _ ("“%.40s” is not a number"), text);
  return FALSE;
}

static gboolean
refuse_size (const char  *text,
             int          decimals,
             GError     **error)
{
  g_autofree char *most = fc_decimal_format_grouped (G_MAXINT64, decimals, decimals);

  g_set_error (error, FC_ERROR, FC_ERROR_PARSE, _ ("“%.40s” is too large; at most %s"), text, most);
  return FALSE;
}

static gboolean
refuse_decimals (const char  *text,
                 int          decimals,
                 GError     **error)
{
  if (decimals == 0)
    g_set_error_literal (error, FC_ERROR, FC_ERROR_PARSE, _ ("Whole numbers only"));
  else
    g_set_error (error, FC_ERROR, FC_ERROR_PARSE,
                 ngettext ("“%.40s” has more than %d decimal", "“%.40s” has more than %d decimals", (gulong) decimals),
                 text, decimals);
  return FALSE;
}

/**
 * fc_decimal_parse:
 * @text: (not nullable): digits with an optional sign, separators between groups of three (or two) and a decimal point
 *   ("." or the locale's)
 * @decimals: how many decimals the scaled result has
 * @scaled: (out): set only on success
 * @error: FC_ERROR_PARSE for what is no number, has more non-zero decimals than @decimals, or is too large
 *
 * Reads exactly, never through a float.
 */
gboolean
fc_decimal_parse (const char  *text,
                  int          decimals,
                  gint64      *scaled,
                  GError     **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  const char *at = stripped;
  gboolean negative = FALSE, any = FALSE, point = FALSE;
  Grouping grouping = { FALSE, 0 };
  FcInt128 value = 0;
  int seen = 0;

  if (*at == '-' || *at == '+')
    negative = *at++ == '-';
  else if (g_str_has_prefix (at, "\342\210\222"))
    {
      negative = TRUE;
      at += 3;
    }
  while (*at != '\0')
    {
      if (g_ascii_isdigit (*at))
        {
          any = TRUE;
          if (point && seen >= decimals)
            {
              if (*at != '0')
                return refuse_decimals (text, decimals, error);
              at++;
              continue;
            }
          value = value * 10 + (*at++ - '0');
          seen += point;
          grouping.run += !point;
          if (value > (FcInt128) G_MAXINT64)
            return refuse_size (text, decimals, error);
        }
      else if (!point && is_decimal_point (stripped, at))
        {
          point = TRUE;
          at++;
        }
      else if (!point && skip_ornament (at) > 0 && take_separator (&grouping))
        at += skip_ornament (at);
      else
        return refuse_number (text, error);
    }
  if (!any || !is_grouped_well (&grouping))
    return refuse_number (text, error);
  for (; seen < decimals; seen++)
    value *= 10;
  if (value > (FcInt128) G_MAXINT64)
    return refuse_size (text, decimals, error);
  *scaled = negative ? -(gint64) value : (gint64) value;
  return TRUE;
}

/**
 * fc_volume_from_unit:
 * @milli_units: thousandths of @unit
 *
 * Returns: millilitres, half-even
 */
gint64
fc_volume_from_unit (gint64       milli_units,
                     FcVolumeUnit unit)
{
  if (unit == FC_VOLUME_LITRE)
    return milli_units;
  return fc_divide_half_even ((FcInt128) milli_units * GALLON_NUMERATOR, GALLON_DENOMINATOR);
}

/**
 * fc_volume_to_unit:
 *
 * Returns: thousandths of @unit, half-even
 */
gint64
fc_volume_to_unit (gint64       volume_ml,
                   FcVolumeUnit unit)
{
  if (unit == FC_VOLUME_LITRE)
    return volume_ml;
  return fc_divide_half_even ((FcInt128) volume_ml * GALLON_DENOMINATOR, GALLON_NUMERATOR);
}

/**
 * fc_volume_format:
 * @decimals: 0 to 3
 *
 * Returns: (transfer full): for people, in @unit, without its name
 */
char *
fc_volume_format (gint64       volume_ml,
                  FcVolumeUnit unit,
                  int          decimals)
{
  static const int powers[] = { 1000, 100, 10, 1 };

  g_return_val_if_fail (decimals >= 0 && decimals <= 3, NULL);

  return fc_decimal_format_grouped (fc_divide_half_even (fc_volume_to_unit (volume_ml, unit), powers[decimals]),
                                    decimals, decimals);
}

/**
 * fc_volume_unit_named:
 * @name: (nullable): as records name it: "litre" or "us_gallon"
 */
FcVolumeUnit
fc_volume_unit_named (const char *name)
{
  return g_strcmp0 (name, "us_gallon") == 0 ? FC_VOLUME_US_GALLON : FC_VOLUME_LITRE;
}

/**
 * fc_volume_say:
 * @decimals: 0 to 3
 *
 * Returns: (transfer full): for people, within a sentence: "1,234.5 L"
 */
char *
fc_volume_say (gint64       volume_ml,
               FcVolumeUnit unit,
               int          decimals)
{
  g_autofree char *number = fc_volume_format (volume_ml, unit, decimals);

  /* Translators: a volume in litres, or in US gallons */
  return g_strdup_printf (unit == FC_VOLUME_LITRE ? _ ("%s L") : _ ("%s gal"), number);
}

gboolean
fc_volume_parse (const char    *text,
                 FcVolumeUnit   unit,
                 gint64        *volume_ml,
                 GError       **error)
{
  gint64 milli_units;

  if (!fc_decimal_parse (text, 3, &milli_units, error))
    return FALSE;
  *volume_ml = fc_volume_from_unit (milli_units, unit);
  return TRUE;
}
