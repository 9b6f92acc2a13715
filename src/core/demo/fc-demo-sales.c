/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-demo-private.h"

#include "fc-money.h"

#include <math.h>
#include <string.h>

#define STEP_ML       10
#define MOST_DROPS    10
#define MINOR_PARTS   1000000 /* mL × price is in millionths of a cent */
#define NOMINAL_PRICE 170000

/* What customers do at each kind of station: mean and deviation of a full tank, share of lorries. */
static const struct {
  double diesel, diesel_spread, petrol, petrol_spread, lorries;
} habits[3] = {
  [FC_DEMO_TOWN] = { 38, 14, 31, 11, 0.01 },
  [FC_DEMO_HIGHWAY] = { 47, 16, 36, 12, 0.09 },
  [FC_DEMO_RESORT] = { 40, 15, 32, 11, 0.00 },
};
static const double tender_weights[3][FC_DEMO_N_TENDERS] = {
  /* cash, card inside, card outside, mobile, fleet card, account, voucher */
  [FC_DEMO_TOWN] = { 0.22, 0.38, 0.20, 0.08, 0.06, 0.04, 0.02 },
  [FC_DEMO_HIGHWAY] = { 0.13, 0.35, 0.20, 0.09, 0.17, 0.05, 0.01 },
  [FC_DEMO_RESORT] = { 0.30, 0.40, 0.14, 0.08, 0.03, 0.02, 0.03 },
};

const double *
fc_demo_tender_weights (FcDemoKind kind)
{
  return tender_weights[kind];
}

static inline gboolean
is_diesel (FcDemoProduct product)
{
  return product == FC_DEMO_DIESEL || product == FC_DEMO_DIESEL_PLUS;
}

/* Some stop at a round sum, most fill up, lorries take a lot, cans and mopeds little. mL. */
static gint64
draw_volume (FcDemoRandom  *random,
             FcDemoKind     kind,
             FcDemoProduct  product,
             gint64         price)
{
  static const double sums[] = { 10, 20, 20, 20, 30, 30, 40, 50, 50, 20 };
  gboolean diesel = is_diesel (product);
  double chance = fc_demo_random_unit (random), litres;

  if (chance < 0.28)
    litres = sums[fc_demo_random_below (random, G_N_ELEMENTS (sums))] * (double) FC_PRICE_SCALE / (double) price;
  else if (chance < 0.31 && !diesel)
    litres = fc_demo_random_between (random, 3, 9);
  else if (diesel && fc_demo_random_unit (random) < habits[kind].lorries)
    litres = 210.0 + 70.0 * fc_demo_random_normal (random);
  else if (diesel)
    litres = habits[kind].diesel + habits[kind].diesel_spread * fc_demo_random_normal (random);
  else
    litres = habits[kind].petrol + habits[kind].petrol_spread * fc_demo_random_normal (random);
  return (gint64) (CLAMP (litres, 3.0, 420.0) * (1000.0 / STEP_ML)) * STEP_ML;
}

/**
 * fc_demo_measure_volumes:
 *
 * Tries the customers out, so that sums drawn for the years before single sales have the same mean and spread.
 */
void
fc_demo_measure_volumes (FcDemoWorld *world)
{
  enum { TRIES = 4000 };

  for (guint kind = 0; kind < 3; kind++)
    for (guint product = 0; product < FC_DEMO_N_PRODUCTS; product++)
      {
        double sum = 0, squares = 0;
        FcDemoRandom random;

        fc_demo_random_init (&random, 1, "volumes", kind, product);
        for (int i = 0; i < TRIES; i++)
          {
            double volume = (double) draw_volume (&random, (FcDemoKind) kind, (FcDemoProduct) product, NOMINAL_PRICE);

            sum += volume;
            squares += volume * volume;
          }
        world->volume_means[kind][product] = sum / TRIES;
        world->volume_spreads[kind][product] = sqrt (squares / TRIES - (sum / TRIES) * (sum / TRIES));
      }
}

/* The hours of a business day in order, 6 to 29, as weights; none while closed and, today, none that are still to come. */
static void
hour_weights (FcDemoWorld *world,
              FcDemoSite  *site,
              guint        day,
              double       weights[24],
              gboolean     until_now)
{
  const double *of_day = fc_demo_hour_weights (&world->days[day], site->plan->kind);

  for (int i = 0; i < 24; i++)
    {
      int hour = FC_DEMO_DAY_STARTS + i;
      gint64 left;

      weights[i] = site->plan->shifts < 3 && hour >= 22 ? 0 : of_day[hour % 24];
      if (!until_now || day + 1 < world->n_days)
        continue;
      left = world->options.now_us - fc_demo_hour (world, day, hour);
      weights[i] *= (double) CLAMP (left, 0, FC_HOUR_US) / (double) FC_HOUR_US;
    }
}

static double
sum_of (const double *weights)
{
  double sum = 0;

  for (int i = 0; i < 24; i++)
    sum += weights[i];
  return sum;
}

static void
draw_counts (FcDemoWorld *world,
             FcDemoSite  *site)
{
  double trend, all[24], some[24];
  guint last = world->n_days - 1;
  FcDemoRandom random;

  fc_demo_random_init (&random, world->options.seed, "counts", site->position, 0);
  trend = fc_demo_random_between (&random, -0.02, 0.045) / 365.25;
  for (guint day = 0; day < world->n_days; day++)
    {
      double mean = site->plan->sales_a_day * fc_demo_day_demand (&world->days[day], site->plan->kind);

      mean *= (1.0 + trend * day) * (1.0 + 0.05 * fc_demo_random_normal (&random));
      site->counts[day] = fc_demo_random_poisson (&random, mean);
    }
  hour_weights (world, site, last, all, FALSE);
  hour_weights (world, site, last, some, TRUE);
  site->counts[last] = (guint32) (site->counts[last] * sum_of (some) / sum_of (all));
}

static guint64
count_day (FcDemoWorld *world,
           guint        day)
{
  guint64 count = 0;

  for (guint i = 0; i < world->n_sites; i++)
    count += world->sites[i].counts[day];
  return count;
}

/* So that the whole story has at least the sales wanted: busier stations (with larger tanks). */
static void
raise_counts (FcDemoWorld *world,
              guint64      wanted)
{
  guint64 total = 0;

  for (guint day = 0; day < world->n_days; day++)
    total += count_day (world, day);
  if (total >= wanted)
    return;
  world->busy = (double) wanted / (double) MAX (total, 1);
  for (guint i = 0; i < world->n_sites; i++)
    for (guint day = 0; day + 1 < world->n_days; day++)
      world->sites[i].counts[day] = (guint32) (world->sites[i].counts[day] * world->busy) + 2;
}

/**
 * fc_demo_plan_counts:
 *
 * Decides how many sales every station has on every day and, where a number of single sales is wanted, from which day
 * on they are single: the first of these days loses what would be too many.
 */
void
fc_demo_plan_counts (FcDemoWorld *world)
{
  guint64 wanted = world->options.sales, found = 0, excess;
  guint day = world->n_days;

  for (guint i = 0; i < world->n_sites; i++)
    draw_counts (world, &world->sites[i]);
  world->first_sale = world->n_days - MIN (world->n_days, world->options.sale_days);
  if (wanted == 0)
    return;
  raise_counts (world, wanted);
  while (day > 0 && found < wanted)
    found += count_day (world, --day);
  world->first_sale = day;
  excess = found - MIN (found, wanted);
  for (guint i = 0; i < world->n_sites && excess > 0; i++)
    {
      guint32 *count = &world->sites[i].counts[day];
      guint32 less = (guint32) MIN (excess, *count);

      *count -= less;
      excess -= less;
    }
}

/**
 * fc_demo_plan_shifts:
 * @shifts: (out): those that have begun
 *
 * Returns: how many
 */
guint
fc_demo_plan_shifts (FcDemoWorld *world,
                     FcDemoSite  *site,
                     guint        day,
                     FcDemoShift  shifts[FC_DEMO_MAX_SHIFTS])
{
  FcDemoRandom random;
  guint n = 0;

  fc_demo_random_init (&random, world->options.seed, "shift", site->position, fc_demo_date (world, day));
  for (guint i = 0; i < site->plan->shifts; i++)
    {
      FcDemoShift *shift = &shifts[n];

      *shift = (FcDemoShift){ .number = i + 1, .from_hour = 6 + 8 * (int) i, .until_hour = 14 + 8 * (int) i };
      shift->opens = fc_demo_hour (world, day, shift->from_hour);
      shift->closes = fc_demo_hour (world, day, shift->until_hour);
      /* Everybody has a place in the rota, and two days off a week or so. */
      shift->cashier = (guint) (fc_demo_date (world, day) / 2 + (FcDate) i * 2) % FC_DEMO_N_CASHIERS;
      if (day >= world->first_shift)
        shift->id = fc_demo_random_id (&random, shift->opens);
      if (shift->opens < world->options.now_us)
        n++;
    }
  return n;
}

static int
compare_sales (gconstpointer a,
               gconstpointer b)
{
  const FcDemoSale *x = a, *y = b;

  if (x->at != y->at)
    return x->at < y->at ? -1 : 1;
  return (x->nozzle > y->nozzle) - (x->nozzle < y->nozzle);
}

static guint8
pick_nozzle (FcDemoSite   *site,
             FcDemoRandom *random)
{
  FcDemoProduct product = fc_demo_random_pick (random, site->shares, FC_DEMO_N_PRODUCTS);
  guint pump = fc_demo_random_below (random, site->n_pumps);

  for (guint i = 0; i < site->n_nozzles; i++)
    if (site->nozzles[i].product == product && site->nozzles[i].pump == (int) pump)
      return (guint8) i;
  return 0;
}

static FcDemoSale
draw_sale (FcDemoWorld  *world,
           FcDemoSite   *site,
           guint         day,
           const double *weights,
           const gint64 *starts,
           FcDemoRandom *random)
{
  guint hour = fc_demo_random_pick (random, weights, 24);
  gint64 span = FC_HOUR_US;
  FcDemoSale sale = { 0 };
  const FcDemoNozzle *nozzle;

  if (day + 1 == world->n_days)
    span = CLAMP (world->options.now_us - starts[hour], 1, FC_HOUR_US);
  sale.at = starts[hour] + (gint64) (fc_demo_random_unit (random) * (double) span) / G_USEC_PER_SEC * G_USEC_PER_SEC;
  sale.nozzle = pick_nozzle (site, random);
  nozzle = &site->nozzles[sale.nozzle];
  sale.volume = draw_volume (random, site->plan->kind, nozzle->product, site->prices[nozzle->product][day]);
  if (sale.volume > 120000)
    sale.payment = fc_demo_random_unit (random) < 0.85 ? 4 : 5;
  else
    sale.payment = (guint8) fc_demo_random_pick (random, tender_weights[site->plan->kind], FC_DEMO_N_TENDERS);
  return sale;
}

/*
 * A sheet multiplies what a nozzle metered by the price; a till adds up rounded sales. Both agree to the cent when the
 * rounding of a nozzle's sales is kept below half a cent in sum, which a few mL more or less in each sale do.
 */
static void
settle (FcDemoSale *sale,
        gint64      price,
        gint64     *rest)
{
  gint64 best = sale->volume, best_rest = G_MAXINT64;

  for (int i = 0; i < 2 * MOST_DROPS && ABS (best_rest) >= MINOR_PARTS / 4; i++)
    {
      gint64 volume = sale->volume + (i % 2 == 0 ? i / 2 : -(i / 2) - 1);
      gint64 amount = fc_money_of_volume (volume, price, FC_DEMO_CURRENCY);
      gint64 left = *rest + amount * MINOR_PARTS - volume * price;

      if (ABS (left) < ABS (best_rest))
        {
          best = volume;
          best_rest = left;
        }
    }
  sale->volume = best;
  sale->amount = fc_money_of_volume (best, price, FC_DEMO_CURRENCY);
  *rest = best_rest;
}

/* Where diesel has another price from now on, its nozzles' sums begin anew. */
static void
begin_anew (FcDemoSite *site,
            gint64     *rests)
{
  for (guint i = 0; i < site->n_nozzles; i++)
    if (site->nozzles[i].product == FC_DEMO_DIESEL)
      rests[i] = 0;
}

/**
 * fc_demo_make_sales:
 * @shifts: the day's, which say where one ends and the next begins
 * @sales: (element-type FcDemoSale): emptied, then filled in the order of time
 */
void
fc_demo_make_sales (FcDemoWorld       *world,
                    FcDemoSite        *site,
                    guint              day,
                    const FcDemoShift *shifts,
                    guint              n_shifts,
                    GArray            *sales)
{
  gint64 starts[24], rests[FC_DEMO_MAX_NOZZLES] = { 0 };
  double weights[24];
  guint shift = 0;
  gint64 change = fc_demo_price_change (world, site, day);
  FcDemoRandom random;

  fc_demo_random_init (&random, world->options.seed, "sales", site->position, fc_demo_date (world, day));
  hour_weights (world, site, day, weights, TRUE);
  for (int i = 0; i < 24; i++)
    starts[i] = fc_demo_hour (world, day, FC_DEMO_DAY_STARTS + i);
  g_array_set_size (sales, 0);
  for (guint i = 0; i < site->counts[day]; i++)
    {
      FcDemoSale sale = draw_sale (world, site, day, weights, starts, &random);

      g_array_append_val (sales, sale);
    }
  g_array_sort (sales, compare_sales);
  for (guint i = 0; i < sales->len; i++)
    {
      FcDemoSale *sale = &g_array_index (sales, FcDemoSale, i);

      for (; shift + 1 < n_shifts && sale->at >= shifts[shift].closes; shift++)
        memset (rests, 0, sizeof rests);
      sale->shift = (guint8) shift;
      if (change != 0 && sale->at >= change)
        {
          begin_anew (site, rests);
          change = 0;
        }
      settle (sale, fc_demo_price_of (world, site, site->nozzles[sale->nozzle].product, day, sale->at),
              &rests[sale->nozzle]);
    }
}
