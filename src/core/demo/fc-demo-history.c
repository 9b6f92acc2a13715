/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-demo-private.h"

#include "fc-money.h"

#include <math.h>

/* Gives the station's present bucket to the sink, and empties it. */
static gboolean
flush_bucket (FcDemoWorld  *world,
              FcDemoSite   *site,
              GError      **error)
{
  for (guint product = 0; product < FC_DEMO_N_PRODUCTS; product++)
    for (guint payment = 0; payment < FC_DEMO_N_TENDERS; payment++)
      {
        FcDemoSum *sum = &site->sums[product][payment];

        if (sum->count > 0 && !fc_demo_emit_rollup (world, site, (FcDemoProduct) product, payment, sum, error))
          return FALSE;
        *sum = (FcDemoSum){ 0 };
      }
  site->bucket_ends = 0;
  return TRUE;
}

/* Makes the bucket that @at belongs to the present one: an hour, or long ago a civil day. Time only goes on. */
static gboolean
enter_bucket (FcDemoWorld  *world,
              FcDemoSite   *site,
              gint64        at,
              GError      **error)
{
  if (at < site->bucket_ends)
    return TRUE;
  if (!flush_bucket (world, site, error))
    return FALSE;
  site->bucket_hourly = at >= world->hourly_from;
  if (site->bucket_hourly)
    {
      site->bucket = at - at % FC_HOUR_US;
      site->bucket_ends = site->bucket + FC_HOUR_US;
    }
  else
    {
      FcDate date = fc_time_to_date (at, world->zone);

      site->bucket = fc_time_from_local (date, 0, world->zone);
      site->bucket_ends = fc_time_from_local (date + 1, 0, world->zone);
    }
  return TRUE;
}

static void
add (FcDemoSum *sum,
     gint64     volume,
     gint64     amount,
     gint64     count)
{
  sum->volume += volume;
  sum->amount += amount;
  sum->count += count;
}

/* The litres of so many customers together: the same mean and spread as that many draws, and never below nothing. */
static gint64
draw_volume (double        mean,
             double        spread,
             guint         count,
             FcDemoRandom *random)
{
  double relative = spread / mean;
  double log_variance = log (1.0 + relative * relative / count);
  double factor = exp (sqrt (log_variance) * fc_demo_random_normal (random) - log_variance / 2.0);

  return (gint64) (count * mean * factor / 10.0) * 10;
}

/* Sums for a stretch of a business day, as so many customers would have made them. */
static void
draw_sums (FcDemoWorld  *world,
           FcDemoSite   *site,
           guint         day,
           double        customers,
           FcDemoRandom *random)
{
  const double *tenders = fc_demo_tender_weights (site->plan->kind);

  for (guint product = 0; product < FC_DEMO_N_PRODUCTS; product++)
    for (guint payment = 0; payment < FC_DEMO_N_TENDERS; payment++)
      {
        guint count = fc_demo_random_poisson (random, customers * site->shares[product] * tenders[payment]);
        gint64 volume;

        if (count == 0)
          continue;
        volume = draw_volume (world->volume_means[site->plan->kind][product],
                              world->volume_spreads[site->plan->kind][product], count, random);
        add (&site->sums[product][payment], volume,
             fc_money_of_volume (volume, site->prices[product][day], FC_DEMO_CURRENCY), count);
      }
}

/**
 * fc_demo_history_draw:
 *
 * Draws a business day's sums: by the hour in the last 90 days; before that in two stretches, as the night hours belong to
 * the next civil day.
 */
gboolean
fc_demo_history_draw (FcDemoWorld  *world,
                      FcDemoSite   *site,
                      guint         day,
                      GError      **error)
{
  const double *weights = fc_demo_hour_weights (&world->days[day], site->plan->kind);
  gboolean by_hour = fc_demo_hour (world, day, 24 + FC_DEMO_DAY_STARTS) > world->hourly_from;
  double total = 0, stretch = 0;
  FcDemoRandom random;

  fc_demo_random_init (&random, world->options.seed, "history", site->position, fc_demo_date (world, day));
  for (int hour = 0; hour < 24; hour++)
    total += site->plan->shifts < 3 && (hour >= 22 || hour < 6) ? 0.0 : weights[hour];
  for (int hour = FC_DEMO_DAY_STARTS; hour < 24 + FC_DEMO_DAY_STARTS; hour++)
    {
      gboolean last = hour == 23 || hour == 23 + FC_DEMO_DAY_STARTS;

      if (site->plan->shifts == 3 || (hour >= 6 && hour < 22))
        stretch += weights[hour % 24];
      if ((!by_hour && !last) || stretch <= 0)
        continue;
      if (!enter_bucket (world, site, fc_demo_hour (world, day, hour), error))
        return FALSE;
      draw_sums (world, site, day, site->counts[day] * stretch / total, &random);
      stretch = 0;
    }
  return TRUE;
}

/**
 * fc_demo_history_sum:
 * @sales: (element-type FcDemoSale): in the order of time
 *
 * Adds up sales that are not kept one by one.
 */
gboolean
fc_demo_history_sum (FcDemoWorld  *world,
                     FcDemoSite   *site,
                     GArray       *sales,
                     GError      **error)
{
  for (guint i = 0; i < sales->len; i++)
    {
      const FcDemoSale *sale = &g_array_index (sales, FcDemoSale, i);
      FcDemoProduct product = site->nozzles[sale->nozzle].product;

      if (!enter_bucket (world, site, sale->at, error))
        return FALSE;
      add (&site->sums[product][sale->payment], sale->volume, sale->amount, 1);
    }
  return TRUE;
}

/* Closes every station's last bucket: from here on sales are single. */
gboolean
fc_demo_history_finish (FcDemoWorld  *world,
                        GError      **error)
{
  for (guint i = 0; i < world->n_sites; i++)
    if (!flush_bucket (world, &world->sites[i], error))
      return FALSE;
  return TRUE;
}
