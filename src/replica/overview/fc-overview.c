/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-overview-private.h"
#include "fc-replica-sync.h"

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

static void
share_free (gpointer pointer)
{
  FcSalesShare *share = pointer;

  g_free (share->name);
  g_free (share->colour);
  g_free (share);
}

static void
attendant_free (gpointer pointer)
{
  g_free (((FcAttendantFigures *) pointer)->name);
  g_free (pointer);
}

static void
variance_free (gpointer pointer)
{
  g_free (((FcTankVariance *) pointer)->station);
  g_free (((FcTankVariance *) pointer)->product);
  g_free (pointer);
}

static FcOverview *
overview_new (void)
{
  FcOverview *self = g_new0 (FcOverview, 1);

  self->tanks = g_ptr_array_new_with_free_func (tank_free);
  self->waiting = g_ptr_array_new_with_free_func (waiting_free);
  self->products = g_ptr_array_new_with_free_func (share_free);
  self->payments = g_ptr_array_new_with_free_func (share_free);
  self->stations = g_ptr_array_new_with_free_func (share_free);
  self->attendants = g_ptr_array_new_with_free_func (attendant_free);
  self->variances = g_ptr_array_new_with_free_func (variance_free);
  return self;
}

void
fc_overview_free (FcOverview *self)
{
  g_free (self->currency);
  g_ptr_array_unref (self->tanks);
  g_ptr_array_unref (self->waiting);
  g_ptr_array_unref (self->products);
  g_ptr_array_unref (self->payments);
  g_ptr_array_unref (self->stations);
  g_ptr_array_unref (self->attendants);
  g_ptr_array_unref (self->variances);
  g_free (self);
}

/* Binds @name where the statement has it. */
void
fc_overview_bind (FcStatement *select,
                  const char  *name,
                  gint64       value)
{
  int parameter = fc_statement_parameter (select, name);

  if (parameter > 0)
    fc_statement_bind_int (select, parameter, value);
}

gint64
fc_overview_midnight (const FcOverviewJob *job,
                      FcDate               date)
{
  return fc_time_from_local (date, 0, job->zone);
}

FcStatement *
fc_overview_prepare (FcDb                 *db,
                     const FcOverviewJob  *job,
                     FcOverview           *self,
                     const char           *sql,
                     GError              **error)
{
  g_autoptr (FcStatement) select = fc_db_prepare (db, sql, error);
  int station = select != NULL ? fc_statement_parameter (select, ":station") : 0;
  int currency = select != NULL ? fc_statement_parameter (select, ":currency") : 0;

  if (select == NULL)
    return NULL;
  if (station > 0)
    fc_statement_bind_id (select, station, job->ask.station);
  if (currency > 0)
    fc_statement_bind_text (select, currency, self->currency);
  fc_overview_bind (select, ":first", job->ask.from);
  fc_overview_bind (select, ":last", job->ask.until);
  fc_overview_bind (select, ":from", fc_overview_midnight (job, job->ask.from));
  fc_overview_bind (select, ":until", fc_overview_midnight (job, job->ask.until + 1));
  return g_steal_pointer (&select);
}

static gboolean
count_other_currencies (FcDb                 *db,
                        const FcOverviewJob  *job,
                        FcOverview           *self,
                        GError              **error)
{
  g_autoptr (FcStatement) select = fc_overview_prepare (
    db, job, self,
    "SELECT count(*) FROM station WHERE id IN (SELECT id FROM visible_station) AND (:station IS NULL OR id = :station)"
    " AND currency <> :currency",
    error);
  gboolean row;

  if (select == NULL || !fc_statement_step (select, &row, error))
    return FALSE;
  self->other_currency = (guint) fc_statement_get_int (select, 0);
  return TRUE;
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
  fc_statement_bind_id (select, 1, job->ask.station);
  if (!fc_statement_step (select, &row, error))
    return FALSE;
  if (!fc_statement_is_null (select, 0))
    job->zone = g_time_zone_new_identifier (fc_statement_get_text (select, 0));
  if (job->zone == NULL)
    job->zone = g_time_zone_new_utc ();
  self->currency = g_strdup (fc_statement_is_null (select, 1) ? "" : fc_statement_get_text (select, 1));
  return TRUE;
}

static const struct {
  guint parts;
  FcOverviewRead read;
} readers[] = {
  { FC_OVERVIEW_SALES | FC_OVERVIEW_HABITS, fc_overview_read_sales },
  { FC_OVERVIEW_CASH, fc_overview_read_cash },
  { FC_OVERVIEW_TANKS, fc_overview_read_tanks },
  { FC_OVERVIEW_WAITING, fc_overview_read_waiting },
  { FC_OVERVIEW_PRODUCTS, fc_overview_read_products },
  { FC_OVERVIEW_PAYMENTS, fc_overview_read_payments },
  { FC_OVERVIEW_BY_STATION, fc_overview_read_stations },
  { FC_OVERVIEW_ATTENDANTS, fc_overview_read_attendants },
  { FC_OVERVIEW_VARIANCES, fc_overview_read_variances },
  { FC_OVERVIEW_MARGIN, fc_overview_read_margin },
  { FC_OVERVIEW_PUMPS, fc_overview_read_pumps },
};

static gpointer
read_overview (FcDb          *db,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  FcOverviewJob *job = data;
  g_autoptr (FcOverview) self = overview_new ();

  if (!find_zone_and_currency (db, job, self, error) || !count_other_currencies (db, job, self, error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    if ((job->ask.parts & readers[i].parts) != 0 && !readers[i].read (db, job, self, error))
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

void
fc_overview_async (FcReplica           *replica,
                   const FcOverviewAsk *ask,
                   GCancellable        *cancellable,
                   GAsyncReadyCallback  callback,
                   gpointer             user_data)
{
  FcOverviewJob *job = g_new0 (FcOverviewJob, 1);
  const FcActor *actor = fc_replica_get_actor (replica);
  g_autofree char *facts = fc_replica_dup_meta (replica, FC_META_FACTS);

  job->ask = *ask;
  if (ask->station != NULL)
    {
      job->station = *ask->station;
      job->ask.station = &job->station;
    }
  job->approves = actor != NULL && fc_actor_may (actor, "shifts.approve");
  job->mends = actor != NULL && fc_actor_may (actor, "shifts.submit");
  job->arriving = facts != NULL;
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
