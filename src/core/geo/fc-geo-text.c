/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers and times as receivers write them, a million of each in a fraction of a second. */
#include "fc-geo-text-private.h"

#include "fc-time.h"

#define MOST_DIGITS 15 /* what a double holds exactly */
#define MOST_SCALE  22 /* … and the largest power of ten that it does */

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static double
power_of_ten (guint exponent)
{
  static const double powers[MOST_SCALE + 1] = { 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                                 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };

  return powers[exponent];
}

/* Digits with at most one point among them. What comes after the fifteenth digit that counts changes nothing that is kept. */
static gboolean
read_unsigned (const char *at,
               const char *end,
               double     *number)
{
  guint64 mantissa = 0;
  guint digits = 0, scale = 0;
  gboolean any = FALSE, point = FALSE;

  for (; at < end; at++)
    {
      if (*at == '.' && !point)
        point = TRUE;
      else if (!g_ascii_isdigit (*at) || (digits == MOST_DIGITS && !point))
        return FALSE;
      else
        {
          any = TRUE;
          if (digits == MOST_DIGITS || scale == MOST_SCALE)
            continue;
          mantissa = mantissa * 10 + (guint64) (*at - '0');
          digits += mantissa > 0;
          scale += point;
        }
    }
  *number = (double) mantissa / power_of_ten (scale);
  return any;
}

/* A decimal number with blanks around it and nothing else: "-13.7141377944", "5", ".5"; no exponent, no infinity. */
gboolean
fc_geo_read_number (const char *text,
                    gsize       length,
                    double     *number)
{
  const char *at = text, *end = text + length;
  gboolean negative;

  while (at < end && is_blank (*at))
    at++;
  while (at < end && is_blank (end[-1]))
    end--;
  negative = at < end && *at == '-';
  if (at < end && (*at == '-' || *at == '+'))
    at++;
  if (!read_unsigned (at, end, number))
    return FALSE;
  if (negative)
    *number = -*number;
  return TRUE;
}

/* Exactly @n digits. */
static gboolean
read_digits (const char **at,
             guint        n,
             int         *number)
{
  *number = 0;
  for (; n > 0; n--, (*at)++)
    {
      if (!g_ascii_isdigit (**at))
        return FALSE;
      *number = *number * 10 + (**at - '0');
    }
  return TRUE;
}

static gboolean
read_mark (const char **at,
           char         mark)
{
  return *(*at)++ == mark;
}

/* "Z", "+02:00", "+0200", "+02", or nothing, which is UTC as well: GPX knows no other time. */
static gboolean
read_offset (const char *at,
             gint64     *offset_us)
{
  int sign, hours, minutes = 0;

  *offset_us = 0;
  if (*at == 'Z' || *at == 'z')
    at++;
  else if (*at == '+' || *at == '-')
    {
      sign = *at++ == '-' ? -1 : 1;
      if (!read_digits (&at, 2, &hours))
        return FALSE;
      if (*at == ':')
        at++;
      if (g_ascii_isdigit (*at) && !read_digits (&at, 2, &minutes))
        return FALSE;
      if (hours > 23 || minutes > 59)
        return FALSE;
      *offset_us = sign * (hours * 60 + minutes) * 60 * (gint64) G_USEC_PER_SEC;
    }
  while (is_blank (*at))
    at++;
  return *at == '\0';
}

static gint64
read_fraction (const char **at)
{
  gint64 us = 0;

  if (**at != '.' && **at != ',')
    return 0;
  (*at)++;
  for (gint64 unit = G_USEC_PER_SEC / 10; g_ascii_isdigit (**at); (*at)++, unit /= 10)
    us += unit * (**at - '0');
  return us;
}

static gboolean
is_civil (int year,
          int month,
          int day)
{
  return year > 0 && month > 0 && day > 0 && g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year);
}

/* An ISO 8601 time with date, with or without a fraction and an offset. A leap second is the first one of the next minute. */
gboolean
fc_geo_read_time (const char *text,
                  gint64     *time_us)
{
  const char *at = text;
  int year, month, day, hour, minute, second;
  gint64 fraction, offset;

  while (is_blank (*at))
    at++;
  if (!read_digits (&at, 4, &year) || !read_mark (&at, '-') || !read_digits (&at, 2, &month) || !read_mark (&at, '-') ||
      !read_digits (&at, 2, &day) || !is_civil (year, month, day))
    return FALSE;
  if ((*at != 'T' && *at != ' ') || !read_digits ((at++, &at), 2, &hour) || !read_mark (&at, ':') ||
      !read_digits (&at, 2, &minute) || !read_mark (&at, ':') || !read_digits (&at, 2, &second))
    return FALSE;
  fraction = read_fraction (&at);
  if (hour > 23 || minute > 59 || second > 60 || !read_offset (at, &offset))
    return FALSE;
  *time_us = fc_date_from_civil (year, month, day) * FC_DAY_US +
             ((hour * 60 + minute) * 60 + second) * (gint64) G_USEC_PER_SEC + fraction - offset;
  return TRUE;
}
