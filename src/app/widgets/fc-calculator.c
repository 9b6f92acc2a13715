/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-calculator.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

#include "fc-error.h"
#include "fc-quantity.h"

/* Values are counted in 1e-9; products stay below 2^127 for anything a till can hold. */
#define SCALE          G_GINT64_CONSTANT (1000000000)
#define SCALE_DECIMALS 9
#define LIMIT          ((FcInt128) G_MAXINT64 * 1000)
#define DEPTH          32

typedef struct {
  const char *at;
  int depth;
  gboolean failed;
} Reader;

static FcInt128 read_sum (Reader *reader);

static void
skip_blanks (Reader *reader)
{
  for (;;)
    {
      if (*reader->at == ' ')
        reader->at++;
      else if (g_str_has_prefix (reader->at, "\302\240"))
        reader->at += 2;
      else if (g_str_has_prefix (reader->at, "\342\200\257"))
        reader->at += 3;
      else
        return;
    }
}

static gboolean
take (Reader     *reader,
      const char *sign)
{
  skip_blanks (reader);
  if (!g_str_has_prefix (reader->at, sign))
    return FALSE;
  reader->at += strlen (sign);
  return TRUE;
}

static gboolean
take_minus (Reader *reader)
{
  return take (reader, "-") || take (reader, "\342\210\222");
}

static gboolean
take_times (Reader *reader)
{
  return take (reader, "*") || take (reader, "\303\227") || take (reader, "x");
}

static gboolean
take_by (Reader *reader)
{
  return take (reader, "/") || take (reader, "\303\267") || take (reader, ":");
}

/* Up to the next operator; group separators inside are the parser's business. */
static FcInt128
read_number (Reader *reader)
{
  gsize length = strcspn (reader->at, "+-*/:x()\342\303");
  g_autofree char *text = NULL;
  gint64 scaled;

  /* A narrow no-break space begins as the minus sign does. */
  while (g_str_has_prefix (reader->at + length, "\342\200"))
    length += 3 + strcspn (reader->at + length + 3, "+-*/:x()\342\303");
  text = g_strndup (reader->at, length);
  reader->at += length;
  if (!fc_decimal_parse (text, SCALE_DECIMALS, &scaled, NULL))
    {
      reader->failed = TRUE;
      return 0;
    }
  return scaled;
}

static FcInt128
read_factor (Reader *reader)
{
  FcInt128 value;

  if (reader->depth++ > DEPTH)
    reader->failed = TRUE;
  if (reader->failed)
    return 0;
  if (take_minus (reader))
    value = -read_factor (reader);
  else if (take (reader, "+"))
    value = read_factor (reader);
  else if (take (reader, "("))
    {
      value = read_sum (reader);
      if (!take (reader, ")"))
        reader->failed = TRUE;
    }
  else
    {
      skip_blanks (reader);
      value = read_number (reader);
    }
  reader->depth--;
  return value;
}

static FcInt128
bounded (Reader   *reader,
         FcInt128  value)
{
  if (value > LIMIT || value < -LIMIT)
    {
      reader->failed = TRUE;
      return 0;
    }
  return value;
}

static FcInt128
multiply (Reader   *reader,
          FcInt128  a,
          FcInt128  b)
{
  FcInt128 product;

  if (__builtin_mul_overflow (a, b, &product))
    {
      reader->failed = TRUE;
      return 0;
    }
  return bounded (reader, (product + (product < 0 ? -SCALE / 2 : SCALE / 2)) / SCALE);
}

static FcInt128
read_product (Reader *reader)
{
  FcInt128 value = read_factor (reader);

  while (!reader->failed)
    {
      if (take_times (reader))
        value = multiply (reader, value, read_factor (reader));
      else if (take_by (reader))
        {
          FcInt128 divisor = read_factor (reader);

          if (divisor == 0)
            reader->failed = TRUE;
          else
            value = bounded (reader, value * SCALE / divisor);
        }
      else
        return value;
    }
  return 0;
}

static FcInt128
read_sum (Reader *reader)
{
  FcInt128 value = read_product (reader);

  while (!reader->failed)
    {
      if (take (reader, "+"))
        value = bounded (reader, value + read_product (reader));
      else if (take_minus (reader))
        value = bounded (reader, value - read_product (reader));
      else
        return value;
    }
  return 0;
}

/**
 * fc_is_calculation:
 *
 * Returns: whether @text has an operator behind its first character: "4*20" has, "-5" has not
 */
gboolean
fc_is_calculation (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  if (stripped[0] == '\0')
    return FALSE;
  return strpbrk (stripped, "*/:x(") != NULL || strpbrk (stripped + 1, "+-") != NULL ||
         strstr (stripped, "\303\227") != NULL || strstr (stripped, "\303\267") != NULL ||
         strstr (stripped + 1, "\342\210\222") != NULL;
}

/**
 * fc_calculate:
 * @text: a number, or a calculation with + − × ÷ and brackets
 * @decimals: of @scaled, at most nine; a calculation's result is rounded to them, a plain number must fit
 * @scaled: (out): set only on success
 * @error: FC_ERROR_PARSE
 */
gboolean
fc_calculate (const char  *text,
              int          decimals,
              gint64      *scaled,
              GError     **error)
{
  Reader reader = { .at = text };
  FcInt128 value;
  gint64 divisor = 1;

  g_return_val_if_fail (decimals <= SCALE_DECIMALS, FALSE);

  if (!fc_is_calculation (text))
    return fc_decimal_parse (text, decimals, scaled, error);
  value = read_sum (&reader);
  skip_blanks (&reader);
  if (reader.failed || *reader.at != '\0')
    {
      g_set_error (error, FC_ERROR, FC_ERROR_PARSE, _ ("“%.40s” cannot be worked out"), text);
      return FALSE;
    }
  for (int i = decimals; i < SCALE_DECIMALS; i++)
    divisor *= 10;
  *scaled = fc_divide_half_even (value, divisor);
  return TRUE;
}
