/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-naxml-private.h"

#include "fc-date-style.h"
#include "fc-money.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_ID 64

void
fc_naxml_complain (FcNaxmlWalk *walk,
                   FcSeverity   severity,
                   guint        line,
                   const char  *format,
                   ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  fc_messages_add (walk->messages, severity, walk->file, line, "%s", text);
}

/* Ids become keys of records: they are short, printable and certain. */
gboolean
fc_naxml_read_id (FcNaxmlWalk *walk,
                  const char  *what,
                  const char  *text,
                  guint        line,
                  char       **id)
{
  gboolean fine = g_utf8_strlen (text, -1) <= MAX_ID;

  for (const char *at = text; fine && *at != '\0'; at = g_utf8_next_char (at))
    fine = g_unichar_isprint (g_utf8_get_char (at)) && g_utf8_get_char (at) != 0xFFFD;
  if (!fine)
    {
      fc_naxml_complain (walk, FC_SEVERITY_ERROR, line,
                         _ ("%s “%.64s” cannot be used: it is too long or not printable"), what, text);
      return FALSE;
    }
  g_free (*id);
  *id = g_strdup (text);
  return TRUE;
}

typedef enum {
  NUMBER_FINE,
  NUMBER_NONE,
  NUMBER_UNCLEAR, /* "1,234": a decimal comma or a group? */
} NumberForm;

/* A comma is the decimal mark where there is just one, no point, and it cannot be a group of thousands. */
static NumberForm
find_mark (FcNaxmlWalk *walk,
           const char  *digits,
           char        *mark)
{
  gsize whole = strcspn (digits, ".,");
  const char *rest = digits + whole;
  gsize after;

  *mark = '.';
  if (strspn (digits, "0123456789.,") != strlen (digits))
    return NUMBER_NONE;
  if (strchr (digits, ',') == NULL)
    return NUMBER_FINE;
  if (rest[0] == '.' || strchr (digits, '.') != NULL || strchr (rest + 1, ',') != NULL)
    return NUMBER_NONE;
  after = strlen (rest + 1);
  if (after == 3 && whole >= 1 && whole <= 3 && digits[0] != '0' && !walk->decimal_comma)
    return NUMBER_UNCLEAR;
  if (after != 3 || whole > 3 || digits[0] == '0')
    {
      if (!walk->decimal_comma)
        fc_naxml_complain (walk, FC_SEVERITY_NOTE, walk->lines[walk->depth],
                           _ ("The file writes numbers with a decimal comma; they are read so"));
      walk->decimal_comma = TRUE;
    }
  *mark = ',';
  return NUMBER_FINE;
}

/* Exactly, never through a float; decimals beyond the wanted ones round half-even. */
static gboolean
scan_number (const char *digits,
             char        mark,
             int         decimals,
             gint64     *value)
{
  FcInt128 number = 0, divisor = 1;
  int seen = -1, n_digits = 0;

  for (; *digits != '\0'; digits++)
    {
      if (*digits == mark && seen < 0)
        seen = 0;
      else if (g_ascii_isdigit (*digits) && n_digits < 30)
        {
          number = number * 10 + (*digits - '0');
          n_digits += number != 0;
          seen += seen >= 0;
        }
      else
        return FALSE;
    }
  for (int i = MAX (seen, 0); i < decimals; i++)
    number *= 10;
  for (int i = decimals; i < seen; i++)
    divisor *= 10;
  if (number / divisor > (FcInt128) G_MAXINT64 / 2)
    return FALSE;
  *value = fc_divide_half_even (number, divisor);
  return TRUE;
}

/* @sentence: translated, with a place for the name of the value and one for its text */
static gboolean
refuse (FcNaxmlWalk *walk,
        const char  *what,
        const char  *text,
        guint        line,
        const char  *sentence)
{
  fc_naxml_complain (walk, FC_SEVERITY_ERROR, line, sentence, _ (what), text);
  return FALSE;
}

/* @limit: the largest magnitude that can be meant, in the scaled unit */
gboolean
fc_naxml_read_decimal (FcNaxmlWalk *walk,
                       const char  *what,
                       const char  *text,
                       guint        line,
                       int          decimals,
                       gint64       limit,
                       gint64      *value)
{
  gboolean negative = text[0] == '-';
  const char *digits = text + (negative || text[0] == '+');
  char mark;
  NumberForm form;
  gint64 number;

  if (strlen (digits) > 30 || strpbrk (digits, "0123456789") == NULL)
    return refuse (walk, what, text, line, _ ("%s “%.40s” is not a number"));
  form = find_mark (walk, digits, &mark);
  walk->unclear |= form == NUMBER_UNCLEAR;
  if (form == NUMBER_UNCLEAR)
    return refuse (walk, what, text, line, "may have a decimal comma or a group of thousands; nobody can tell");
  if (form == NUMBER_NONE)
    return refuse (walk, what, text, line, _ ("%s “%.40s” is not a number"));
  if (!scan_number (digits, mark, decimals, &number))
    return refuse (walk, what, text, line,
                   strlen (digits) > 15 ? _ ("%s “%.40s” is larger than any station could have")
                                        : _ ("%s “%.40s” is not a number"));
  if (number > limit)
    return refuse (walk, what, text, line, _ ("%s “%.40s” is larger than any station could have"));
  *value = negative ? -number : number;
  return TRUE;
}

static gboolean
refuse_negative (FcNaxmlWalk *walk,
                 const char  *what,
                 const char  *text,
                 guint        line,
                 gint64       value)
{
  if (value >= 0)
    return TRUE;
  return refuse (walk, what, text, line, _ ("%s “%.40s” is negative"));
}

/* A volume is never negative. Files have three decimals at most; more of them round half-even. */
gboolean
fc_naxml_read_volume (FcNaxmlWalk *walk,
                      const char  *what,
                      const char  *text,
                      guint        line,
                      gint64      *volume)
{
  gint64 milli;

  if (!fc_naxml_read_decimal (walk, what, text, line, 3, FC_NAXML_MAX_VOLUME, &milli) ||
      !refuse_negative (walk, what, text, line, milli))
    return FALSE;
  *volume = fc_volume_from_unit (milli, walk->units.volume_unit);
  return TRUE;
}

gboolean
fc_naxml_read_amount (FcNaxmlWalk *walk,
                      const char  *what,
                      const char  *text,
                      guint        line,
                      gint64      *amount)
{
  int exponent = fc_currency_exponent (walk->units.currency);
  const gint64 scale = 1000;
  gint64 fine;

  /* Three decimals more than the currency has show whether anything had to be rounded. */
  if (!fc_naxml_read_decimal (walk, what, text, line, exponent + 3, FC_NAXML_MAX_AMOUNT * 1000, &fine))
    return FALSE;
  *amount = fc_divide_half_even (fine, scale);
  if (*amount * scale != fine)
    fc_naxml_complain (walk, FC_SEVERITY_WARNING, line,
                       _ ("%s “%.40s” has more decimals than the currency; it was rounded"), _ (what), text);
  return TRUE;
}

gboolean
fc_naxml_read_price (FcNaxmlWalk *walk,
                     const char  *text,
                     guint        line,
                     gint64      *price)
{
  gint64 per_unit;

  if (!fc_naxml_read_decimal (walk, N_ ("Price"), text, line, 5, FC_NAXML_MAX_AMOUNT, &per_unit) ||
      !refuse_negative (walk, N_ ("Price"), text, line, per_unit))
    return FALSE;
  /* A gallon is 3785.411784 mL: fewer per litre by that ratio. */
  *price = walk->units.volume_unit == FC_VOLUME_US_GALLON
               ? fc_divide_half_even ((FcInt128) per_unit * 125000000, 473176473)
               : per_unit;
  return TRUE;
}

gboolean
fc_naxml_read_temperature (FcNaxmlWalk *walk,
                           const char  *text,
                           guint        line,
                           gint64      *temperature)
{
  gint64 milli;

  if (!fc_naxml_read_decimal (walk, N_ ("Temperature"), text, line, 3, 1000000, &milli))
    return FALSE;
  if (walk->units.fahrenheit)
    milli = fc_divide_half_even ((FcInt128) (milli - 32000) * 5, 9);
  if (milli < -100000 || milli > 150000)
    return refuse (walk, N_ ("Temperature"), text, line, _ ("%s “%.40s” cannot be that of a tank"));
  *temperature = milli;
  return TRUE;
}

gboolean
fc_naxml_read_int (FcNaxmlWalk *walk,
                   const char  *what,
                   const char  *text,
                   guint        line,
                   int         *value)
{
  gint64 number;

  if (!g_ascii_string_to_signed (text, 10, 0, G_MAXINT32, &number, NULL))
    return refuse (walk, what, text, line, _ ("%s “%.40s” is not a whole number"));
  *value = (int) number;
  return TRUE;
}

gboolean
fc_naxml_read_date (FcNaxmlWalk *walk,
                    const char  *what,
                    const char  *text,
                    guint        line,
                    FcDate      *date)
{
  g_autofree char *civil = g_strndup (text, 10);

  /* Some write a whole ISO time where only the date belongs. */
  if ((strlen (text) > 10 && text[10] != 'T' && text[10] != ' ') || !fc_date_parse (civil, date, NULL))
    return refuse (walk, what, text, line, _ ("%s “%.40s” is not a date (year-month-day)"));
  return TRUE;
}

/* Refuses what lies before 1990 or ahead of today. */
gboolean
fc_naxml_check_date (FcNaxmlWalk *walk,
                     const char  *what,
                     FcDate       date,
                     guint        line)
{
  FcDate last = walk->options->today != 0 ? walk->options->today + 2 : fc_date_from_civil (2099, 12, 31);
  g_autofree char *day = NULL;

  if (date <= last && date >= fc_date_from_civil (1990, 1, 1))
    return TRUE;
  day = fc_date_format (date);
  /* Translators: what the date is of, and the date */
  fc_naxml_complain (walk, FC_SEVERITY_ERROR, line,
                     date > last ? _ ("%s %s lies in the future; check the clock of the POS")
                                 : _ ("%s %s lies too far in the past; check the clock of the POS"),
                     _ (what), day);
  return FALSE;
}

gboolean
fc_naxml_read_time (FcNaxmlWalk *walk,
                    const char  *what,
                    const char  *text,
                    guint        line,
                    gint32      *second)
{
  int hours = -1, minutes = -1, seconds = 0;
  const char *clock = strchr (text, 'T');
  char *end = NULL;

  clock = clock != NULL ? clock + 1 : text;
  if (g_ascii_isdigit (clock[0]))
    hours = (int) g_ascii_strtoull (clock, &end, 10);
  if (end != NULL && end[0] == ':' && g_ascii_isdigit (end[1]))
    minutes = (int) g_ascii_strtoull (end + 1, &end, 10);
  if (end != NULL && minutes >= 0 && end[0] == ':' && g_ascii_isdigit (end[1]))
    seconds = (int) g_ascii_strtoull (end + 1, &end, 10);
  /* Fractions of a second and offsets say nothing the back office needs. */
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 60 ||
      end == NULL || strspn (end, "0123456789.:+-Z") != strlen (end))
    return refuse (walk, what, text, line, _ ("%s “%.40s” is not a time of day (hours:minutes:seconds)"));
  *second = hours * 3600 + minutes * 60 + MIN (seconds, 59);
  return TRUE;
}
