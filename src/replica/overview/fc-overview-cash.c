/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-overview-private.h"

/* What shifts and closed days found: in the drawer, with those who stood for it, in the tanks. */

#define LINE 7

/**
 * fc_overview_read_cash:
 *
 * Over and short of the period, and of the last seven business dates, by the last version of each shift.
 */
gboolean
fc_overview_read_cash (FcDb                 *db,
                       const FcOverviewJob  *job,
                       FcOverview           *self,
                       GError              **error)
{
  g_autoptr (FcStatement) select = fc_overview_prepare (
    db, job, self,
    "SELECT s.business_date, sum (s.over_short), count (s.over_short) FROM shift s WHERE " FC_OVERVIEW_COUNTED
    " AND s.over_short IS NOT NULL GROUP BY s.business_date",
    error);
  FcDate today = fc_time_to_date (job->ask.now_us, job->zone), line = today - LINE + 1;
  int next;

  if (select == NULL)
    return FALSE;
  for (int i = 0; i < LINE; i++)
    self->over_short[i].date = line + i;
  fc_overview_bind (select, ":first", MIN (line, job->ask.from));
  fc_overview_bind (select, ":last", MAX (today, job->ask.until));
  while ((next = fc_statement_next (select, error)) > 0)
    {
      FcDate date = (FcDate) fc_statement_get_int (select, 0);
      FcDayOverShort day = { date, fc_statement_get_int (select, 1), (guint) fc_statement_get_int (select, 2) };

      if (date >= line && date < line + LINE)
        self->over_short[date - line] = day;
      if (date < job->ask.from || date > job->ask.until)
        continue;
      self->cash.over_short += day.over_short;
      self->cash.shifts += day.shifts;
    }
  return next == 0;
}

/**
 * fc_overview_read_attendants:
 *
 * Over and short of each attendant’s drawers in the period; where a shift has none, of its cashier. Handed in or approved ones:
 * before that nobody stands for the figure.
 */
gboolean
fc_overview_read_attendants (FcDb                 *db,
                             const FcOverviewJob  *job,
                             FcOverview           *self,
                             GError              **error)
{
  g_autoptr (FcStatement) select =
    fc_overview_prepare (db, job, self,
                         "SELECT who, sum (over_short), count(*), sum (over_short < 0) FROM ("
                         " SELECT coalesce (u.name, d.attendant, s.cashier, '') AS who, d.over_short FROM shift s JOIN "
                         "drawer d ON d.shift_id = s.id"
                         " LEFT JOIN user u ON u.id = d.user_id"
                         " WHERE " FC_OVERVIEW_COUNTED
                         " AND s.state IN ('submitted', 'approved') AND d.over_short IS NOT NULL"
                         " UNION ALL SELECT coalesce (s.cashier, ''), s.over_short FROM shift s"
                         " WHERE " FC_OVERVIEW_COUNTED
                         " AND s.state IN ('submitted', 'approved') AND s.over_short IS NOT NULL"
                         " AND NOT EXISTS (SELECT 1 FROM drawer d WHERE d.shift_id = s.id AND d.over_short IS NOT NULL)"
                         ") GROUP BY who ORDER BY 2, 1",
                         error);
  int next;

  if (select == NULL)
    return FALSE;
  while ((next = fc_statement_next (select, error)) > 0)
    {
      FcAttendantFigures *one = g_new0 (FcAttendantFigures, 1);

      one->name = g_strdup (fc_statement_get_text (select, 0));
      one->over_short = fc_statement_get_int (select, 1);
      one->drawers = (guint) fc_statement_get_int (select, 2);
      one->short_drawers = (guint) fc_statement_get_int (select, 3);
      g_ptr_array_add (self->attendants, one);
    }
  return next == 0;
}

/**
 * fc_overview_read_variances:
 *
 * What the closed days of the period found missing or too much in each tank.
 */
gboolean
fc_overview_read_variances (FcDb                 *db,
                            const FcOverviewJob  *job,
                            FcOverview           *self,
                            GError              **error)
{
  g_autoptr (FcStatement) select = fc_overview_prepare (
    db, job, self,
    "SELECT st.name, t.number, p.name, sum (d.variance), sum (d.sales), count(*), sum (d.receipts),"
    " sum (coalesce (d.tests, 0) + coalesce (d.transfers, 0)), d.tank_id FROM day_tank d JOIN tank t ON t.id = "
    "d.tank_id"
    " JOIN station st ON st.id = d.station_id LEFT JOIN product p ON p.id = t.product_id"
    " WHERE d.business_date >= :first AND d.business_date <= :last AND d.variance IS NOT NULL"
    " AND d.station_id IN (SELECT id FROM visible_station) AND (:station IS NULL OR d.station_id = :station)"
    " GROUP BY d.tank_id ORDER BY abs (sum (d.variance)) DESC, st.name, t.number",
    error);
  int next;

  if (select == NULL)
    return FALSE;
  while ((next = fc_statement_next (select, error)) > 0)
    {
      FcTankVariance *one = g_new0 (FcTankVariance, 1);

      one->station = g_strdup (fc_statement_get_text (select, 0));
      one->number = fc_statement_get_int (select, 1);
      one->product = g_strdup (fc_statement_get_text (select, 2));
      one->variance = fc_statement_get_int (select, 3);
      one->sales = fc_statement_get_int (select, 4);
      one->days = (guint) fc_statement_get_int (select, 5);
      one->receipts = fc_statement_get_int (select, 6);
      one->moved = fc_statement_get_int (select, 7);
      fc_statement_get_id (select, 8, &one->tank_id);
      g_ptr_array_add (self->variances, one);
    }
  return next == 0;
}
