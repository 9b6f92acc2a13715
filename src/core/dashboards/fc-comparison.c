/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-comparison.h"

#define WEEK 7
#define YEAR (52 * WEEK)

static const char *const names[] = { "weekday", "previous", "year", "nothing" };

/* How many days before the period's those lie that it is compared with; 0: nothing to compare with. */
static int
count_back (FcComparison self,
            FcSpan       days)
{
  int length = days.until - days.from + 1;

  switch (self)
    {
    case FC_COMPARE_WEEKDAY:
      return (length + WEEK - 1) / WEEK * WEEK;
    case FC_COMPARE_PREVIOUS:
      return length;
    case FC_COMPARE_YEAR:
      return MAX ((length + WEEK - 1) / WEEK * WEEK, YEAR);
    case FC_COMPARE_NOTHING:
    case FC_N_COMPARISONS:
    default:
      return 0;
    }
}

/* The month that begins twelve before. */
static FcSpan
year_before (FcSpan month)
{
  for (int i = 0; i < 12; i++)
    month = fc_span_of_month (month.from - 1);
  return month;
}

/**
 * fc_comparison_base:
 * @days: of the period
 * @base: (out): the days that it is compared with, all of them before it; of months as many as each has
 *
 * Returns: FALSE where there is nothing to compare with
 */
gboolean
fc_comparison_base (FcComparison  self,
                    FcSpan        days,
                    FcSpan       *base)
{
  int back = count_back (self, days);

  if (back == 0)
    return FALSE;
  if (fc_span_is_month (days))
    *base = self == FC_COMPARE_YEAR ? year_before (days) : fc_span_of_month (days.from - 1);
  else
    *base = (FcSpan){ days.from - back, days.until - back };
  return TRUE;
}

/* How it is stored. */
const char *
fc_comparison_name (FcComparison self)
{
  return names[self];
}

/* What is not known is the usual one. */
FcComparison
fc_comparison_find (const char *name)
{
  for (guint i = 0; i < FC_N_COMPARISONS; i++)
    if (g_strcmp0 (names[i], name) == 0)
      return i;
  return FC_COMPARE_WEEKDAY;
}
