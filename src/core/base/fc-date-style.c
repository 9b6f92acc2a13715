/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-date-style.h"

#include "fc-error.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

/* Of this process. A program that speaks to machines never sets it, and so writes ISO. */
static int in_use = FC_DATE_YEAR_FIRST << 8 | '-';

static char
part_of (char conversion)
{
  switch (conversion)
    {
    case 'd':
    case 'e':
      return 'd';
    case 'm':
    case 'b':
    case 'B':
      return 'm';
    case 'y':
    case 'Y':
    case 'C':
    case 'G':
      return 'y';
    default:
      return '\0';
    }
}

/**
 * fc_date_style_of_pattern:
 * @pattern: as strftime and a locale's D_FMT have it: "%d/%m/%y"
 *
 * The year is always written with four digits, whatever the pattern has.
 */
FcDateStyle
fc_date_style_of_pattern (const char *pattern)
{
  FcDateStyle style = { FC_DATE_DAY_FIRST, '\0' };
  char first = '\0';

  if (strstr (pattern, "%D") != NULL)
    return (FcDateStyle){ FC_DATE_MONTH_FIRST, '/' };
  if (strstr (pattern, "%F") != NULL)
    return (FcDateStyle){ FC_DATE_YEAR_FIRST, '-' };
  for (const char *at = pattern; *at != '\0'; at++)
    {
      if (*at == '%')
        {
          at += 1 + strspn (at + 1, "-_0^#EO");
          if (*at == '\0')
            break;
          if (first == '\0')
            first = part_of (*at);
        }
      else if (first != '\0' && style.separator == '\0' && strchr ("/.-", *at) != NULL)
        style.separator = *at;
    }
  if (first == 'y')
    style.order = FC_DATE_YEAR_FIRST;
  else if (first == 'm')
    style.order = FC_DATE_MONTH_FIRST;
  if (style.separator == '\0')
    style.separator = style.order == FC_DATE_YEAR_FIRST ? '-' : '/';
  return style;
}

static gboolean
is_zone_of (const char        *time_zone,
            const char *const *beginnings)
{
  for (; *beginnings != NULL; beginnings++)
    if (g_str_has_prefix (time_zone, *beginnings))
      return TRUE;
  return FALSE;
}

/**
 * fc_date_style_of_zone:
 * @time_zone: (nullable): "Europe/Dublin"
 *
 * How people write dates where that clock hangs, for a computer that was told no country. Months come first in the
 * United States alone; where years come first, and where no place is named, it is ISO.
 */
FcDateStyle
fc_date_style_of_zone (const char *time_zone)
{
  static const char *const month_first[] = {
    "US/", "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Phoenix",
    "America/Anchorage", "America/Boise", "America/Detroit", "America/Indiana/", "America/Kentucky/",
    "America/North_Dakota/", "America/Juneau", "America/Sitka", "America/Nome", "America/Adak", "America/Yakutat",
    "America/Metlakatla", "America/Menominee", "America/Puerto_Rico", "Pacific/Honolulu", "Asia/Manila", NULL
  };
  static const char *const year_first[] = {
    "Asia/Shanghai", "Asia/Urumqi", "Asia/Tokyo", "Asia/Seoul", "Asia/Taipei", "Asia/Ulaanbaatar", "Europe/Budapest",
    "Europe/Stockholm", "Europe/Vilnius", "America/Toronto", "America/Vancouver", "America/Edmonton",
    "America/Winnipeg", "America/Halifax", "America/Regina", "America/St_Johns", "Canada/", NULL
  };

  if (time_zone == NULL || strchr (time_zone, '/') == NULL || g_str_has_prefix (time_zone, "Etc/") ||
      is_zone_of (time_zone, year_first))
    return (FcDateStyle){ FC_DATE_YEAR_FIRST, '-' };
  if (is_zone_of (time_zone, month_first))
    return (FcDateStyle){ FC_DATE_MONTH_FIRST, '/' };
  return (FcDateStyle){ FC_DATE_DAY_FIRST, '/' };
}

/**
 * fc_date_style_of_person:
 * @time_zone: (nullable): the company's
 *
 * Returns: the order of this person's locale (LC_TIME); of the company's country where the computer was told no locale
 */
FcDateStyle
fc_date_style_of_person (const char *time_zone)
{
  const char *locale = setlocale (LC_TIME, NULL);

  if (locale == NULL || strcmp (locale, "C") == 0 || strcmp (locale, "POSIX") == 0 || g_str_has_prefix (locale, "C."))
    return fc_date_style_of_zone (time_zone);
  return fc_date_style_of_pattern (nl_langinfo (D_FMT));
}

/**
 * fc_date_style_use:
 *
 * From here on dates in sentences, fields and tables of this process have this order. Any thread.
 */
void
fc_date_style_use (FcDateStyle style)
{
  g_atomic_int_set (&in_use, (int) style.order << 8 | style.separator);
}

FcDateStyle
fc_date_style_in_use (void)
{
  int packed = g_atomic_int_get (&in_use);

  return (FcDateStyle){ (FcDateOrder) (packed >> 8), (char) (packed & 0xff) };
}

typedef struct {
  int numbers[3];
  int digits[3];
} Parts;

/* Three numbers with one sort of separator between them, blanks allowed beside it, a last dot allowed behind it. */
static gboolean
split (const char *text,
       Parts      *parts)
{
  char separator = '\0';
  const char *at = text;

  for (int i = 0; i < 3; i++)
    {
      at += strspn (at, " ");
      parts->digits[i] = (int) strspn (at, "0123456789");
      if (parts->digits[i] < 1 || parts->digits[i] > 4)
        return FALSE;
      parts->numbers[i] = atoi (at);
      at += parts->digits[i];
      if (i == 2)
        break;
      if (*at == ' ' && strchr ("/.-", at[strspn (at, " ")]) != NULL)
        at += strspn (at, " ");
      if (*at == '\0' || strchr ("/.- ", *at) == NULL || (separator != '\0' && *at != separator))
        return FALSE;
      separator = *at++;
    }
  at += *at == '.' && separator == '.';
  at += strspn (at, " ");
  return *at == '\0';
}

/* A year has four digits, or the last two of this century's. */
static gboolean
take (const Parts *parts,
      int          year_at,
      int          month_at,
      int          day_at,
      FcDate      *date)
{
  int year = parts->numbers[year_at] + (parts->digits[year_at] == 2 ? 2000 : 0);
  int month = parts->numbers[month_at], day = parts->numbers[day_at];

  if ((parts->digits[year_at] != 4 && parts->digits[year_at] != 2) || year < 1 || parts->digits[month_at] > 2 ||
      parts->digits[day_at] > 2 || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;
  *date = fc_date_from_civil (year, month, day);
  return TRUE;
}

/* With the year behind where people write it in front: only what can be but one day. */
static gboolean
take_either (const Parts *parts,
             FcDate      *date)
{
  FcDate by_day, by_month;
  gboolean day_first = take (parts, 2, 1, 0, &by_day), month_first = take (parts, 2, 0, 1, &by_month);

  if (parts->digits[2] != 4 || (!day_first && !month_first) || (day_first && month_first && by_day != by_month))
    return FALSE;
  *date = day_first ? by_day : by_month;
  return TRUE;
}

/**
 * fc_date_read:
 * @text: what a person typed: in the order of @style or in ISO's, with slashes, dots, dashes or blanks
 * @date: (out): set only on success
 * @error: FC_ERROR_PARSE, with how to write it. What might be two days is not guessed at.
 */
gboolean
fc_date_read (const char   *text,
              FcDateStyle   style,
              FcDate       *date,
              GError      **error)
{
  g_autofree char *example = NULL;
  Parts parts;

  if (split (text, &parts))
    {
      if (parts.digits[0] == 4)
        {
          if (take (&parts, 0, 1, 2, date))
            return TRUE;
        }
      else if (style.order == FC_DATE_DAY_FIRST)
        {
          if (take (&parts, 2, 1, 0, date))
            return TRUE;
        }
      else if (style.order == FC_DATE_MONTH_FIRST)
        {
          if (take (&parts, 2, 0, 1, date))
            return TRUE;
        }
      else if (parts.digits[2] == 4 ? take_either (&parts, date) : take (&parts, 0, 1, 2, date))
        return TRUE;
    }
  example = fc_date_write (fc_date_from_civil (2024, 5, 31), style);
  /* Translators: what was typed, and a date as it should be */
  g_set_error (error, FC_ERROR, FC_ERROR_PARSE, _ ("“%.40s” is not a date; write it as %s"), text, example);
  return FALSE;
}

/**
 * fc_date_write:
 *
 * Returns: (transfer full): in figures, as fc_date_read() takes it: "20/11/2026"
 */
char *
fc_date_write (FcDate      date,
               FcDateStyle style)
{
  int year, month, day;

  fc_date_to_civil (date, &year, &month, &day);
  switch (style.order)
    {
    case FC_DATE_DAY_FIRST:
      return g_strdup_printf ("%02d%c%02d%c%04d", day, style.separator, month, style.separator, year);
    case FC_DATE_MONTH_FIRST:
      return g_strdup_printf ("%02d%c%02d%c%04d", month, style.separator, day, style.separator, year);
    case FC_DATE_YEAR_FIRST:
    default:
      return g_strdup_printf ("%04d%c%02d%c%02d", year, style.separator, month, style.separator, day);
    }
}

/**
 * fc_date_format:
 *
 * Returns: (transfer full): a date within a sentence, for people, in the order in use: "20 Nov 2026"
 */
char *
fc_date_format (FcDate date)
{
  FcDateStyle style = fc_date_style_in_use ();
  int year, month, day;
  g_autoptr (GDateTime) moment = NULL;

  if (style.order == FC_DATE_YEAR_FIRST)
    return fc_date_write (date, style);
  fc_date_to_civil (date, &year, &month, &day);
  moment = g_date_time_new_utc (CLAMP (year, 1, 9999), month, day, 0, 0, 0);
  if (style.order == FC_DATE_MONTH_FIRST)
    /* Translators: a date within a sentence where months come first, strftime: Nov 20, 2026 */
    return g_date_time_format (moment, _ ("%b %-d, %Y"));
  /* Translators: a date within a sentence where days come first, strftime: 20 Nov 2026 */
  return g_date_time_format (moment, _ ("%-d %b %Y"));
}
