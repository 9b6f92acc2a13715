/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-overview-private.h"

#include "fc-quantity.h"
#include "fc-query-help.h"

#define WAITING_AT_MOST 20
#define HOUR_S          3600
#define PACE_HOURS      24

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
  fc_statement_get_id (select, 13, &tank->product_id);
  tank->lasts_s = -1;
  return tank;
}

/* What a product sold at a station in the last hours. */
typedef struct {
  FcId station, product;
  gint64 volume; /* mL */
} Pace;

static gboolean
read_paces (FcDb                 *db,
            const FcOverviewJob  *job,
            FcOverview           *self,
            GArray               *paces,
            GError              **error)
{
  g_autoptr (FcStatement) select = fc_overview_prepare (
    db, job, self,
    "SELECT station_id, product_id, sum (volume) FROM sales_rollup WHERE grain = 'hour' AND starts_at >= :since"
    " AND starts_at < :now AND (:station IS NULL OR station_id = :station) GROUP BY station_id, product_id",
    error);
  int next;

  if (select == NULL)
    return FALSE;
  fc_overview_bind (select, ":since", job->ask.now_us - PACE_HOURS * FC_HOUR_US);
  fc_overview_bind (select, ":now", job->ask.now_us);
  while ((next = fc_statement_next (select, error)) > 0)
    {
      Pace pace = { .volume = fc_statement_get_int (select, 2) };

      if (fc_statement_get_id (select, 0, &pace.station) && fc_statement_get_id (select, 1, &pace.product))
        g_array_append_val (paces, pace);
    }
  return next == 0;
}

static gboolean
shares_product (const FcTankFigures *tank,
                const FcId          *station,
                const FcId          *product)
{
  return fc_id_equal (&tank->station_id, station) && fc_id_equal (&tank->product_id, product);
}

/* Tanks of one product at a station empty together: what they hold is sold by all of them. */
static void
forecast (FcOverview *self,
          const Pace *pace,
          gint64      now_us)
{
  gint64 stock = 0, read_at = G_MAXINT64;

  for (guint i = 0; i < self->tanks->len; i++)
    {
      const FcTankFigures *tank = self->tanks->pdata[i];

      if (tank->volume < 0 || !shares_product (tank, &pace->station, &pace->product))
        continue;
      stock += MAX (tank->volume - tank->dead_stock, 0);
      read_at = MIN (read_at, tank->read_at);
    }
  for (guint i = 0; i < self->tanks->len; i++)
    {
      FcTankFigures *tank = self->tanks->pdata[i];

      if (tank->volume >= 0 && shares_product (tank, &pace->station, &pace->product))
        tank->lasts_s = MAX (0, fc_divide_half_even ((FcInt128) stock * PACE_HOURS * HOUR_S, pace->volume) -
                                  MAX (0, (now_us - read_at) / G_USEC_PER_SEC));
    }
}

/* What is wrong already, then how soon it runs out, then how empty it is; what was never read is last. */
static int
rank (const FcTankFigures *tank)
{
  if (tank->volume < 0)
    return 3;
  if ((tank->dead_stock > 0 && tank->volume <= tank->dead_stock) ||
      (tank->water_limit > 0 && tank->water_level > tank->water_limit))
    return 0;
  return tank->lasts_s >= 0 ? 1 : 2;
}

static int
compare_urgency (gconstpointer a,
                 gconstpointer b)
{
  const FcTankFigures *x = *(const FcTankFigures *const *) a, *y = *(const FcTankFigures *const *) b;
  int by_rank = rank (x) - rank (y), by_name;
  double full = (double) x->volume / (double) MAX (x->capacity, 1);
  double other = (double) y->volume / (double) MAX (y->capacity, 1);

  if (by_rank != 0)
    return by_rank;
  if (rank (x) == 1 && x->lasts_s != y->lasts_s)
    return x->lasts_s < y->lasts_s ? -1 : 1;
  if (full != other)
    return full < other ? -1 : 1;
  by_name = g_strcmp0 (x->station, y->station);
  return by_name != 0 ? by_name : x->number < y->number ? -1 : x->number > y->number;
}

/**
 * fc_overview_read_tanks:
 *
 * Each tank with its last reading, the most urgent first: what is wrong already, then the hours until it runs out.
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
    " l.water_level, t.water_limit, l.read_at, t.product_id FROM tank t JOIN station s ON s.id = t.station_id"
    " LEFT JOIN product p ON p.id = t.product_id LEFT JOIN tank_reading l ON l.id = (SELECT r.id FROM tank_reading r"
    " WHERE r.tank_id = t.id AND r.volume IS NOT NULL AND r.shift_id NOT IN " FC_DISCARDED_SHIFTS
    " ORDER BY coalesce (r.read_at, 0) DESC, r.id DESC LIMIT 1)"
    " WHERE t.station_id IN (SELECT id FROM visible_station) AND (:station IS NULL OR t.station_id = :station)",
    error);
  g_autoptr (GArray) paces = g_array_new (FALSE, FALSE, sizeof (Pace));
  int next;

  if (select == NULL)
    return FALSE;
  while ((next = fc_statement_next (select, error)) > 0)
    g_ptr_array_add (self->tanks, read_tank (select));
  if (next != 0 || !read_paces (db, job, self, paces, error))
    return FALSE;
  for (guint i = 0; i < paces->len; i++)
    if (g_array_index (paces, Pace, i).volume > 0)
      forecast (self, &g_array_index (paces, Pace, i), job->ask.now_us);
  g_ptr_array_sort (self->tanks, compare_urgency);
  return TRUE;
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
    " LEFT JOIN station st ON st.id = s.station_id WHERE (s.state = 'submitted' AND :approves OR s.state = 'disputed' "
    "AND :mends)"
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
  g_autoptr (FcStatement) select = fc_overview_prepare (db, job, self,
                                                        "SELECT count(DISTINCT pump_id) FROM nozzle WHERE coalesce "
                                                        "(removed, 0) = 0 AND station_id IN (" FC_OVERVIEW_STATIONS ")",
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
