/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-demo-private.h"

#include "fc-error.h"
#include "fc-sales-rollup.h"

#include <glib/gi18n-lib.h>

/**
 * fc_demo_options_init:
 * @seed: which of all possible companies; FC_DEMO_SEED for the usual one
 * @now_us: UTC µs at which the story ends
 */
void
fc_demo_options_init (FcDemoOptions *options,
                      guint64        seed,
                      gint64         now_us)
{
  *options = (FcDemoOptions){
    .seed = seed,
    .now_us = now_us,
    .stations = 6,
    .years = 3,
    .shift_days = 45,
    .sale_days = 14,
  };
}

void
fc_demo_summary_clear (FcDemoSummary *summary)
{
  g_clear_pointer (&summary->truth, g_free);
  g_clear_pointer (&summary->files, g_ptr_array_unref);
  *summary = (FcDemoSummary){ 0 };
}

FcDate
fc_demo_date (FcDemoWorld *world,
              guint        day)
{
  return world->first + (FcDate) day;
}

/**
 * fc_demo_hour:
 * @hour: o'clock at the stations; from 24 on it is the next day's
 *
 * Returns: UTC µs
 */
gint64
fc_demo_hour (FcDemoWorld *world,
              guint        day,
              int          hour)
{
  return fc_time_from_local (fc_demo_date (world, day) + hour / 24, hour % 24 * FC_HOUR_US, world->zone);
}

static gboolean
check_options (const FcDemoOptions  *options,
               GError              **error)
{
  if (options->stations >= 1 && options->stations <= FC_DEMO_MAX_STATIONS && options->years >= 1 &&
      options->years <= 10 && options->sale_days >= 1 && options->now_us > 0)
    return TRUE;
  g_set_error (error, FC_ERROR, FC_ERROR_INVALID,
               _ ("A demo company has 1 to %d stations and 1 to 10 years of history; %u stations and %u years were "
                  "asked for"), FC_DEMO_MAX_STATIONS, options->stations, options->years);
  return FALSE;
}

static void
open_calendar (FcDemoWorld *world)
{
  const FcDemoOptions *options = &world->options;
  FcDate last;

  world->zone = g_time_zone_new_identifier (FC_DEMO_ZONE);
  if (world->zone == NULL)
    world->zone = g_time_zone_new_utc ();
  last = fc_time_to_date (options->now_us - FC_DEMO_DAY_STARTS * FC_HOUR_US, world->zone);
  world->n_days = MAX (options->years * 365, options->sale_days);
  world->first = last - (FcDate) world->n_days + 1;
  world->first_shift = world->n_days - MIN (world->n_days, options->shift_days);
  world->hourly_from = fc_sales_rollup_hourly_from (options->now_us, world->zone);
  world->days = fc_demo_days_new (options->seed, world->first, world->n_days);
}

static void
open_world (FcDemoWorld *world)
{
  open_calendar (world);
  world->busy = 1.0;
  world->tenant = fc_demo_id (world, "tenant", 0, 0);
  for (guint i = 0; i < FC_DEMO_N_PRODUCTS; i++)
    world->products[i] = fc_demo_id (world, "product", 0, i);
  world->records = g_ptr_array_new_with_free_func (g_object_unref);
  world->n_sites = world->options.stations;
  world->sites = g_new0 (FcDemoSite, world->n_sites);
  for (guint i = 0; i < world->n_sites; i++)
    fc_demo_site_plan (world, &world->sites[i], i);
  fc_demo_plan_counts (world);
  for (guint i = 0; i < world->n_sites; i++)
    fc_demo_site_equip (world, &world->sites[i]);
  fc_demo_prices_init (world);
  fc_demo_measure_volumes (world);
  fc_demo_truth_plant (world);
  world->summary->sales_horizon = fc_demo_hour (world, world->first_sale, FC_DEMO_DAY_STARTS);
}

static void
close_world (FcDemoWorld *world)
{
  for (guint i = 0; i < world->n_sites; i++)
    {
      fc_demo_site_clear (&world->sites[i]);
      g_clear_pointer (&world->sites[i].days, fc_demo_days_free);
    }
  g_free (world->sites);
  g_free (world->days);
  g_clear_pointer (&world->sales.batch, fc_fact_batch_free);
  g_clear_pointer (&world->rollups.batch, fc_fact_batch_free);
  g_ptr_array_unref (world->records);
  g_time_zone_unref (world->zone);
}

static gboolean
emit_single_sales (FcDemoWorld        *world,
                   FcDemoSite         *site,
                   guint               day,
                   const FcDemoShift  *shifts,
                   GArray             *sales,
                   GError            **error)
{
  FcDemoRandom random;

  fc_demo_random_init (&random, world->options.seed, "sale ids", site->position, fc_demo_date (world, day));
  for (guint i = 0; i < sales->len; i++)
    {
      const FcDemoSale *sale = &g_array_index (sales, FcDemoSale, i);
      gint64 price = fc_demo_price_of (world, site, site->nozzles[sale->nozzle].product, day, sale->at);

      /* The files bring these. */
      if (shifts[sale->shift].left == FC_DEMO_LEFT_FILES)
        continue;
      if (!fc_demo_emit_sale (world, site, sale, &shifts[sale->shift], price, &random, error))
        return FALSE;
    }
  return TRUE;
}

/* The newest shifts of the first station are the supervisor's to bring in: the last closed one and the one after it. */
static void
leave_for_import (FcDemoWorld *world,
                  FcDemoSite  *site,
                  FcDemoShift *shifts,
                  guint        n_shifts)
{
  for (guint i = 0; i < n_shifts; i++)
    {
      gint64 age = world->options.now_us - shifts[i].closes;

      if (!world->options.pos_files || site->position != 0 || fc_id_is_null (&shifts[i].id) ||
          age >= shifts[i].closes - shifts[i].opens)
        continue;
      shifts[i].left = age >= 0 ? FC_DEMO_LEFT_FILES : FC_DEMO_LEFT_OUT;
    }
}

/* One station's business day: sales, then the shifts that they make. */
static gboolean
live_day (FcDemoWorld  *world,
          FcDemoSite   *site,
          guint         day,
          GArray       *sales,
          GError      **error)
{
  FcDemoShift shifts[FC_DEMO_MAX_SHIFTS];
  guint n_shifts = fc_demo_plan_shifts (world, site, day, shifts);

  leave_for_import (world, site, shifts, n_shifts);
  fc_demo_make_sales (world, site, day, shifts, n_shifts, sales);
  if (day >= world->first_shift)
    for (guint i = 0; i < n_shifts; i++)
      if (!fc_demo_shift_emit (world, site, day, &shifts[i], sales, i, error))
        return FALSE;
  if (day >= world->first_shift && !fc_demo_day_close (world, site, day, error))
    return FALSE;
  if (day < world->first_sale)
    return fc_demo_history_sum (world, site, sales, error);
  return emit_single_sales (world, site, day, shifts, sales, error);
}

static gboolean
tell_day (FcDemoWorld  *world,
          guint         day,
          GArray       *sales,
          GError      **error)
{
  if (g_cancellable_set_error_if_cancelled (world->cancellable, error))
    return FALSE;
  if (day == world->first_sale && !fc_demo_history_finish (world, error))
    return FALSE;
  for (guint i = 0; i < world->n_sites; i++)
    {
      FcDemoSite *site = &world->sites[i];
      gboolean drawn = day < MIN (world->first_shift, world->first_sale);

      if (!(drawn ? fc_demo_history_draw (world, site, day, error) : live_day (world, site, day, sales, error)))
        return FALSE;
    }
  if (world->sink->progress != NULL)
    world->sink->progress (N_ ("Making the demo company"), day + 1, world->n_days, world->sink_data);
  return TRUE;
}

static gboolean
tell_story (FcDemoWorld  *world,
            GError      **error)
{
  g_autoptr (GArray) sales = g_array_new (FALSE, FALSE, sizeof (FcDemoSale));

  if (!fc_demo_company_emit (world, error))
    return FALSE;
  for (guint day = 0; day < world->n_days; day++)
    if (!tell_day (world, day, sales, error))
      return FALSE;
  return fc_demo_emit_flush (world, error) && fc_demo_fleet_drive (world, error);
}

/**
 * fc_demo_generate:
 * @sink: where it goes; all but progress are needed
 * @summary: (out caller-allocates) (nullable): cleared with fc_demo_summary_clear(); empty after an error
 * @error: FC_ERROR_INVALID for options that make no company, G_IO_ERROR_CANCELLED, or what the sink said
 *
 * Makes the whole company, the years in their order. Same options, same bytes. Pure, any thread; takes about a second for
 * the usual one.
 */
gboolean
fc_demo_generate (const FcDemoOptions  *options,
                  const FcDemoSink     *sink,
                  gpointer              user_data,
                  GCancellable         *cancellable,
                  FcDemoSummary        *summary,
                  GError              **error)
{
  FcDemoSummary made = { 0 };
  FcDemoWorld world = {
    .options = *options,
    .sink = sink,
    .sink_data = user_data,
    .cancellable = cancellable,
    .summary = &made,
  };
  gboolean told;

  if (summary != NULL)
    *summary = made;
  if (!check_options (options, error))
    return FALSE;
  open_world (&world);
  told = tell_story (&world, error);
  if (told && summary != NULL)
    {
      made.truth = fc_demo_truth_tell (&world);
      *summary = made;
    }
  else
    fc_demo_summary_clear (&made);
  close_world (&world);
  return told;
}
