/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-overview-private.h"

#include "fc-money.h"

/*
 * What is left of the period's fuel sales after what the fuel cost: each hour's volume at the unit cost of the last delivery of that
 * product to that station before it. Sales from before the first delivery whose cost is known are left out and said.
 */

typedef struct {
  FcId station, product;
} Fuel;

/* What a litre costs from @since on, and what was sold at that cost. */
typedef struct {
  gint64 since;     /* UTC µs */
  gint64 unit_cost; /* 1e-5 major units a litre */
  gint64 volume;    /* mL */
} CostStep;

static guint
hash_fuel (gconstpointer fuel)
{
  return fc_id_hash (&((const Fuel *) fuel)->station) * 31 + fc_id_hash (&((const Fuel *) fuel)->product);
}

static gboolean
equal_fuel (gconstpointer a,
            gconstpointer b)
{
  return fc_id_equal (&((const Fuel *) a)->station, &((const Fuel *) b)->station) &&
         fc_id_equal (&((const Fuel *) a)->product, &((const Fuel *) b)->product);
}

static gboolean
read_fuel (FcStatement *row,
           Fuel        *fuel)
{
  return fc_statement_get_id (row, 0, &fuel->station) && fc_statement_get_id (row, 1, &fuel->product);
}

/* In the order of their time, of each fuel. */
static GHashTable *
read_costs (FcDb                *db,
            const FcOverviewJob *job,
            FcOverview          *self,
            GError             **error)
{
  g_autoptr (FcStatement) select = fc_overview_prepare (
    db, job, self,
    "SELECT d.station_id, t.product_id, d.delivered_at, d.unit_cost FROM delivery d JOIN tank t ON t.id = d.tank_id"
    " JOIN shift s ON s.id = d.shift_id WHERE d.unit_cost > 0 AND d.delivered_at < :until"
    " AND s.state NOT IN ('superseded', 'discarded') AND d.station_id IN (" FC_OVERVIEW_STATIONS ")"
    " ORDER BY d.delivered_at, d.id",
    error);
  g_autoptr (GHashTable) costs = g_hash_table_new_full (hash_fuel, equal_fuel, g_free, (GDestroyNotify) g_array_unref);
  int next;

  if (select == NULL)
    return NULL;
  while ((next = fc_statement_next (select, error)) > 0)
    {
      CostStep step = { fc_statement_get_int (select, 2), fc_statement_get_int (select, 3), 0 };
      GArray *steps;
      Fuel fuel;

      if (!read_fuel (select, &fuel))
        continue;
      steps = g_hash_table_lookup (costs, &fuel);
      if (steps == NULL)
        {
          steps = g_array_new (FALSE, FALSE, sizeof (CostStep));
          g_hash_table_insert (costs, g_memdup2 (&fuel, sizeof fuel), steps);
        }
      g_array_append_val (steps, step);
    }
  return next == 0 ? g_steal_pointer (&costs) : NULL;
}

/* The step that was in force at @at: the last that begins before it. */
static CostStep *
step_at (GArray *steps,
         gint64  at)
{
  guint low = 0, high = steps != NULL ? steps->len : 0;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (steps, CostStep, middle).since <= at)
        low = middle + 1;
      else
        high = middle;
    }
  return low > 0 ? &g_array_index (steps, CostStep, low - 1) : NULL;
}

static gint64
cost_of (GHashTable *costs,
         const char *currency)
{
  GHashTableIter iter;
  gpointer steps;
  gint64 cost = 0;

  g_hash_table_iter_init (&iter, costs);
  while (g_hash_table_iter_next (&iter, NULL, &steps))
    for (guint i = 0; i < ((GArray *) steps)->len; i++)
      {
        const CostStep *step = &g_array_index ((GArray *) steps, CostStep, i);

        cost += fc_money_of_volume (step->volume, step->unit_cost, currency);
      }
  return cost;
}

gboolean
fc_overview_read_margin (FcDb                 *db,
                         const FcOverviewJob  *job,
                         FcOverview           *self,
                         GError              **error)
{
  g_autoptr (GHashTable) costs = read_costs (db, job, self, error);
  g_autoptr (FcStatement) select = NULL;
  int next;

  if (costs == NULL)
    return FALSE;
  select = fc_overview_prepare (db, job, self,
                                "SELECT r.station_id, r.product_id, r.starts_at, sum (r.amount), sum (r.volume) "
                                FC_OVERVIEW_ROWS ("station_id, product_id, starts_at, amount, volume")
                                " WHERE r.volume <> 0 GROUP BY r.starts_at, r.station_id, r.product_id",
                                error);
  if (select == NULL)
    return FALSE;
  while ((next = fc_statement_next (select, error)) > 0)
    {
      gint64 volume = fc_statement_get_int (select, 4);
      CostStep *step;
      Fuel fuel;

      if (!read_fuel (select, &fuel))
        continue;
      step = step_at (g_hash_table_lookup (costs, &fuel), fc_statement_get_int (select, 2));
      if (step == NULL)
        self->margin.volume_unknown += volume;
      else
        {
          step->volume += volume;
          self->margin.volume += volume;
          self->margin.amount += fc_statement_get_int (select, 3);
        }
    }
  self->margin.cost = cost_of (costs, self->currency);
  return next == 0;
}
