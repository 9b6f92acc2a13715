/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-overview-words.h"

#include <glib/gi18n.h>

#include "fc-quantity.h"

/* (transfer full) (nullable): the month that a whole month is held against, with its days where these are not as many. */
static char *
month_against (const FcWidgetScope *scope)
{
  const FcOverview *figures = scope->figures;
  int days = scope->until - scope->from + 1, before = figures->base_until - figures->base_from + 1;
  g_autofree char *name = NULL;

  if (!fc_span_is_month ((FcSpan){ scope->from, scope->until }))
    return NULL;
  name = fc_overview_against (scope);
  if (days == before)
    return g_steal_pointer (&name);
  /* Translators: a month that the one on screen is compared with, and how many days each has */
  return g_strdup_printf (_ ("%s (%d days, here %d)"), name, before, days);
}

/* A week ago, four weeks ago: how far the base lies back. */
static int
weeks_back (const FcWidgetScope *scope)
{
  return (scope->from - scope->figures->base_from) / 7;
}

static char *
same (const FcWidgetScope *scope)
{
  int weeks = weeks_back (scope);
  g_autofree char *month = month_against (scope);

  if (month != NULL)
    return g_strdup_printf (_ ("as in %s"), month);
  if (scope->comparison == FC_COMPARE_PREVIOUS)
    return g_strdup (_ ("as in the days before"));
  if (scope->comparison == FC_COMPARE_YEAR)
    return g_strdup (_ ("as a year ago"));
  return g_strdup_printf (ngettext ("as a week ago", "as %d weeks ago", weeks), weeks);
}

static char *
different (const FcWidgetScope *scope,
           gboolean             more,
           const char          *percent)
{
  int weeks = weeks_back (scope);
  g_autofree char *month = month_against (scope);

  if (month != NULL)
    return g_strdup_printf (more ? _ ("▲ %s %% on %s") : _ ("▼ %s %% on %s"), percent, month);
  if (scope->comparison == FC_COMPARE_PREVIOUS)
    return g_strdup_printf (more ? _ ("▲ %s %% on the days before") : _ ("▼ %s %% on the days before"), percent);
  if (scope->comparison == FC_COMPARE_YEAR)
    return g_strdup_printf (more ? _ ("▲ %s %% in a year") : _ ("▼ %s %% in a year"), percent);
  if (weeks == 1)
    return g_strdup_printf (more ? _ ("▲ %s %% in a week") : _ ("▼ %s %% in a week"), percent);
  return g_strdup_printf (more ? _ ("▲ %s %% in %d weeks") : _ ("▼ %s %% in %d weeks"), percent, weeks);
}

/**
 * fc_overview_change:
 * @before: the same of the base
 *
 * Where there is nothing to hold @now against, it says why.
 */
char *
fc_overview_change (const FcWidgetScope *scope,
                    gint64               now,
                    gint64               before)
{
  g_autofree char *percent = NULL;
  gint64 tenths;

  switch (scope->figures->base_state)
    {
    case FC_BASE_UNWANTED:
      return g_strdup ("");
    case FC_BASE_ARRIVING:
      return g_strdup (_ ("earlier sales are still arriving"));
    case FC_BASE_BY_DAY:
      return g_strdup (_ ("only whole days are kept to compare with"));
    case FC_BASE_MISSING:
      return g_strdup (_ ("nothing to compare with"));
    case FC_BASE_WHOLE:
    default:
      break;
    }
  if (before == 0)
    return g_strdup (_ ("nothing to compare with"));
  tenths = fc_divide_half_even ((FcInt128) (now - before) * 1000, before < 0 ? -before : before);
  if (tenths == 0)
    return same (scope);
  percent = fc_decimal_format_grouped (tenths < 0 ? -tenths : tenths, 1, 1);
  return different (scope, tenths > 0, percent);
}

char *
fc_overview_against (const FcWidgetScope *scope)
{
  return fc_show_period (scope->figures->base_from, scope->figures->base_until);
}
