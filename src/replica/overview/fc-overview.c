/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-overview-private.h"

#define DAYS 14

static void
tank_free (gpointer pointer)
{
  FcTankFigures *tank = pointer;

  g_free (tank->station);
  g_free (tank->product);
  g_free (tank->colour);
  g_free (tank);
}

static void
waiting_free (gpointer pointer)
{
  FcWaitingShift *shift = pointer;

  g_free (shift->station);
  g_free (shift->state);
  g_free (shift->cashier);
  g_free (shift);
}

void
fc_overview_free (FcOverview *self)
{
  g_free (self->currency);
  g_ptr_array_unref (self->tanks);
  g_ptr_array_unref (self->waiting);
  g_free (self);
}

static void
add (FcSalesFigures       *sum,
     const FcSalesFigures *part)
{
  sum->amount += part->amount;
  sum->volume += part->volume;
  sum->count += part->count;
}

static FcSalesFigures
share (const FcSalesFigures *whole,
       gint64                part,
       gint64                of)
{
  return (FcSalesFigures){ whole->amount * part / of, whole->volume * part / of, whole->count * part / of };
}

static int
hour_of_day (gint64     time_us,
             GTimeZone *zone)
{
  FcDate date = fc_time_to_date (time_us, zone);
  gint64 hours = (time_us - fc_time_from_local (date, 0, zone)) / FC_HOUR_US;

  return (int) CLAMP (hours, 0, 23);
}

/* One hour's sum goes wherever it counts. */
static void
take_hour (FcOverview           *self,
           const FcOverviewJob  *job,
           FcDate                today,
           gint64                starts_at,
           const FcSalesFigures *figures)
{
  int day = DAYS - 1 - (today - fc_time_to_date (starts_at, job->zone));
  int hour, hour_now;

  if (day < 0 || day >= DAYS)
    return;
  add (&self->by_day[day], figures);
  if (day != DAYS - 1 && day != DAYS - 8)
    return;
  hour = hour_of_day (starts_at, job->zone);
  if (day == DAYS - 1)
    {
      add (&self->today, figures);
      add (&self->by_hour[hour], figures);
    }
  else
    {
      FcSalesFigures begun = share (figures, job->now_us % FC_HOUR_US, FC_HOUR_US);

      hour_now = hour_of_day (job->now_us, job->zone);
      add (&self->week_ago_whole, figures);
      add (&self->by_hour_week_ago[hour], figures);
      if (hour <= hour_now)
        add (&self->week_ago, hour < hour_now ? figures : &begun);
    }
}

/* The index has all of it in the order in which it is added up: no product here, or SQLite would sort. */
static gboolean
read_sales (FcDb                 *db,
            const FcOverviewJob  *job,
            FcOverview           *self,
            GError              **error)
{
  g_autoptr (FcStatement) select = fc_overview_prepare (
    db, job, self,
    "SELECT starts_at, sum (amount), sum (volume), sum (count) FROM sales_rollup WHERE grain = 'hour'"
    " AND starts_at >= :from AND starts_at < :until AND station_id IN (" FC_OVERVIEW_STATIONS ") GROUP BY starts_at",
    error);
  FcDate today = fc_time_to_date (job->now_us, job->zone);
  int next;

  if (select == NULL)
    return FALSE;
  fc_statement_bind_int (select, fc_statement_parameter (select, ":from"),
                         fc_time_from_local (today - DAYS + 1, 0, job->zone));
  fc_statement_bind_int (select, fc_statement_parameter (select, ":until"),
                         fc_time_from_local (today + 1, 0, job->zone));
  while ((next = fc_statement_next (select, error)) > 0)
    {
      FcSalesFigures figures;

      figures.amount = fc_statement_get_int (select, 1);
      figures.volume = fc_statement_get_int (select, 2);
      figures.count = fc_statement_get_int (select, 3);
      take_hour (self, job, today, fc_statement_get_int (select, 0), &figures);
    }
  return next == 0;
}

static gboolean
find_zone_and_currency (FcDb           *db,
                        FcOverviewJob  *job,
                        FcOverview     *self,
                        GError        **error)
{
  g_autoptr (FcStatement) select = fc_db_prepare (
    db,
    "SELECT coalesce ((SELECT time_zone FROM station WHERE id = ?1), (SELECT time_zone FROM tenant LIMIT 1),"
    " (SELECT time_zone FROM station WHERE id IN (SELECT id FROM visible_station) ORDER BY code LIMIT 1)),"
    " coalesce ((SELECT currency FROM station WHERE id = ?1), (SELECT currency FROM tenant LIMIT 1),"
    " (SELECT currency FROM station WHERE id IN (SELECT id FROM visible_station) ORDER BY code LIMIT 1))",
    error);
  gboolean row;

  if (select == NULL)
    return FALSE;
  fc_statement_bind_id (select, 1, job->any_station ? NULL : &job->station);
  if (!fc_statement_step (select, &row, error))
    return FALSE;
  if (!fc_statement_is_null (select, 0))
    job->zone = g_time_zone_new_identifier (fc_statement_get_text (select, 0));
  if (job->zone == NULL)
    job->zone = g_time_zone_new_utc ();
  self->currency = g_strdup (fc_statement_is_null (select, 1) ? "" : fc_statement_get_text (select, 1));
  return TRUE;
}

static gpointer
read_overview (FcDb          *db,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  FcOverviewJob *job = data;
  g_autoptr (FcOverview) self = g_new0 (FcOverview, 1);

  self->tanks = g_ptr_array_new_with_free_func (tank_free);
  self->waiting = g_ptr_array_new_with_free_func (waiting_free);
  if (!find_zone_and_currency (db, job, self, error) || !read_sales (db, job, self, error) ||
      !fc_overview_read_cash (db, job, self, error) || !fc_overview_read_tanks (db, job, self, error) ||
      !fc_overview_read_waiting (db, job, self, error))
    return NULL;
  return g_steal_pointer (&self);
}

static void
job_free (gpointer pointer)
{
  FcOverviewJob *job = pointer;

  g_clear_pointer (&job->zone, g_time_zone_unref);
  g_free (job);
}

/**
 * fc_overview_async:
 * @station: (nullable): all that the actor sees
 * @now_us: UTC µs
 */
void
fc_overview_async (FcReplica           *replica,
                   const FcId          *station,
                   gint64               now_us,
                   GCancellable        *cancellable,
                   GAsyncReadyCallback  callback,
                   gpointer             user_data)
{
  FcOverviewJob *job = g_new0 (FcOverviewJob, 1);
  const FcActor *actor = fc_replica_get_actor (replica);

  job->any_station = station == NULL;
  if (station != NULL)
    job->station = *station;
  job->now_us = now_us;
  job->approves = actor != NULL && fc_actor_may (actor, "shifts.approve");
  job->mends = actor != NULL && fc_actor_may (actor, "shifts.submit");
  fc_replica_read_async (replica, read_overview, job, job_free, (GDestroyNotify) fc_overview_free, cancellable,
                         callback, user_data);
}

FcOverview *
fc_overview_finish (FcReplica     *replica,
                    GAsyncResult  *result,
                    GError       **error)
{
  return fc_replica_read_finish (replica, result, error);
}
