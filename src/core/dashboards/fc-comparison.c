/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-comparison.h"

#define WEEK 7
#define YEAR (52 * WEEK)

static const char *const names[] = { "weekday", "previous", "year", "nothing" };

/**
 * fc_comparison_days:
 * @from: of the period
 * @until: its last day
 *
 * Returns: how many days before the period's those lie that it is compared with; 0: nothing to compare with
 */
int
fc_comparison_days (FcComparison self,
                    FcDate       from,
                    FcDate       until)
{
  int length = until - from + 1;

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
