/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-overview-private.h"

#include "fc-query-help.h"

#define WAITING_AT_MOST 20

static FcTankFigures *
read_tank (FcStatement *select)
{
  FcTankFigures *tank = g_new0 (FcTankFigures, 1);

  fc_statement_get_id (select, 0, &tank->tank_id);
  fc_statement_get_id (select, 1, &tank->station_id);
  tank->station = g_strdup (fc_statement_get_text (select, 2));
  tank->number = fc_statement_get_int (select, 3);
  tank->product = g_strdup (fc_statement_get_text (select, 4));
  tank->colour = g_strdup (fc_statement_get_text (select, 5));
  tank->capacity = fc_statement_get_int (select, 6);
  tank->safe_fill = fc_statement_get_int (select, 7);
  tank->dead_stock = fc_statement_get_int (select, 8);
  tank->volume = fc_statement_is_null (select, 9) ? -1 : fc_statement_get_int (select, 9);
  tank->water_level = fc_statement_get_int (select, 10);
  tank->water_limit = fc_statement_get_int (select, 11);
  tank->read_at = fc_statement_get_int (select, 12);
  return tank;
}

/**
 * fc_overview_read_tanks:
 *
 * Each tank with its last reading, the emptiest (as a share of its capacity) first, those never read last.
 */
gboolean
fc_overview_read_tanks (FcDb                 *db,
                        const FcOverviewJob  *job,
                        FcOverview           *self,
                        GError              **error)
{
  g_autoptr (FcStatement) select = fc_overview_prepare (
    db, job, self,
    "SELECT t.id, t.station_id, s.name, t.number, p.name, p.colour, t.capacity, t.safe_fill, t.dead_stock, l.volume,"
    " l.water_level, t.water_limit, l.read_at FROM tank t JOIN station s ON s.id = t.station_id"
    " LEFT JOIN product p ON p.id = t.product_id LEFT JOIN tank_reading l ON l.id = (SELECT r.id FROM tank_reading r"
    " WHERE r.tank_id = t.id AND r.volume IS NOT NULL AND r.shift_id NOT IN " FC_DISCARDED_SHIFTS
    " ORDER BY coalesce (r.read_at, 0) DESC, r.id DESC LIMIT 1)"
    " WHERE t.station_id IN (SELECT id FROM visible_station) AND (:station IS NULL OR t.station_id = :station)"
    " ORDER BY l.volume IS NULL, l.volume * 1000 / t.capacity, s.name, t.number",
    error);
  int next;

  if (select == NULL)
    return FALSE;
  while ((next = fc_statement_next (select, error)) > 0)
    g_ptr_array_add (self->tanks, read_tank (select));
  return next == 0;
}

static FcWaitingShift *
read_shift (FcStatement *select)
{
  FcWaitingShift *shift = g_new0 (FcWaitingShift, 1);

  fc_statement_get_id (select, 0, &shift->shift_id);
  shift->station = g_strdup (fc_statement_get_text (select, 1));
  shift->date = (FcDate) fc_statement_get_int (select, 2);
  shift->number = fc_statement_get_int (select, 3);
  shift->state = g_strdup (fc_statement_get_text (select, 4));
  shift->cashier = g_strdup (fc_statement_get_text (select, 5));
  shift->over_short = fc_statement_get_int (select, 6);
  shift->counted = !fc_statement_is_null (select, 6);
  return shift;
}

/**
 * fc_overview_read_waiting:
 *
 * Shifts that wait for this actor's decision, and disputed ones that they may mend, oldest first.
 */
gboolean
fc_overview_read_waiting (FcDb                 *db,
                          const FcOverviewJob  *job,
                          FcOverview           *self,
                          GError              **error)
{
  g_autoptr (FcStatement) select = fc_overview_prepare (
    db, job, self,
    "SELECT s.id, st.name, s.business_date, s.number, s.state, s.cashier, s.over_short FROM shift s"
    " LEFT JOIN station st ON st.id = s.station_id WHERE (s.state = 'submitted' AND :approves OR s.state = 'disputed' AND :mends)"
    " AND s.station_id IN (SELECT id FROM visible_station) AND (:station IS NULL OR s.station_id = :station)"
    " ORDER BY s.business_date, s.number, s.id",
    error);
  int next;

  if (select == NULL)
    return FALSE;
  fc_overview_bind (select, ":approves", job->approves);
  fc_overview_bind (select, ":mends", job->mends);
  while ((next = fc_statement_next (select, error)) > 0)
    {
      if (self->n_waiting++ < WAITING_AT_MOST)
        g_ptr_array_add (self->waiting, read_shift (select));
    }
  return next == 0;
}

gboolean
fc_overview_read_pumps (FcDb                 *db,
                        const FcOverviewJob  *job,
                        FcOverview           *self,
                        GError              **error)
{
  g_autoptr (FcStatement) select = fc_overview_prepare (
    db, job, self,
    "SELECT count(DISTINCT pump_id) FROM nozzle WHERE coalesce (removed, 0) = 0 AND station_id IN (" FC_OVERVIEW_STATIONS ")",
    error);
  gint64 begin = fc_overview_midnight (job, job->ask.from);
  gint64 end = MIN (fc_overview_midnight (job, job->ask.until + 1), job->ask.now_us);
  gboolean row;

  if (select == NULL || !fc_statement_step (select, &row, error))
    return FALSE;
  self->hours = MAX (end - begin + FC_HOUR_US - 1, 0) / FC_HOUR_US;
  self->n_pumps = (guint) fc_statement_get_int (select, 0);
  return TRUE;
}
