/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-bench.h"
#include "fc-dashboard-defaults.h"
#include "fc-dashboard-view.h"
#include "fc-folder.h"
#include "fc-register.h"
#include "fc-sales-rollup.h"
#include "fc-test-office.h"

#include <adwaita.h>

/*
 * A year of fifty stations, ten million sales, as their sums: ninety days by the hour, the rest by the day; with tanks, their
 * readings and shifts. Figures are those of the dashboard that everybody sees first.
 *   dashboard.overview  ms for all its queries together      dashboard.live  ms from a sale's commit until the figure is painted
 */
#define STATIONS   50
#define PRODUCTS   3
#define PAYMENTS   3 /* nine sums an hour and station: so many of them differ from nought at 23 sales an hour */
#define DAYS       365
#define ROUNDS     21
#define MOST_READ  20.0  /* ms */
#define MOST_SHOWN 100.0 /* ms */
#define A_DAY      (10000000 / STATIONS / DAYS) /* sales of a station */

typedef struct {
  FcOffice *office;
  FcId stations[STATIONS], products[PRODUCTS];
  gint64 now; /* an hour’s beginning */
  GRand *rand;
  guint64 sales;
} World;

static FcRecord *
record_new (World    *world,
            FcEntity  entity,
            FcId     *id)
{
  *id = fc_id_new_seeded (world->now, world->rand);
  return fc_record_new (entity, id);
}

static void
load (World     *world,
      GPtrArray *records)
{
  g_autoptr (GError) error = NULL;

  if (!fc_replica_load_records_sync (world->office->replica, records, &error))
    g_error ("%s", error->message);
}

static void
set_up_products (World     *world,
                 GPtrArray *records)
{
  for (guint i = 0; i < PRODUCTS; i++)
    {
      FcRecord *product = record_new (world, FC_PRODUCT, &world->products[i]);
      g_autofree char *name = g_strdup_printf ("Product %u", i);

      fc_record_set_text (product, FC_PRODUCT_CODE, name);
      fc_record_set_text (product, FC_PRODUCT_NAME, name);
      g_ptr_array_add (records, product);
    }
}

static void
set_up_tank (World      *world,
             const FcId *station,
             guint       number,
             GPtrArray  *records)
{
  FcId id;
  FcRecord *tank = record_new (world, FC_TANK, &id);

  fc_record_set_ref (tank, FC_TANK_STATION_ID, station);
  fc_record_set_int (tank, FC_TANK_NUMBER, number + 1);
  fc_record_set_ref (tank, FC_TANK_PRODUCT_ID, &world->products[number]);
  fc_record_set_int (tank, FC_TANK_CAPACITY, 40000000);
  g_ptr_array_add (records, tank);
}

static void
set_up_shifts (World      *world,
               const FcId *station,
               GPtrArray  *records)
{
  FcDate today = (FcDate) (world->now / FC_DAY_US);

  for (int i = 0; i < 3 * 60; i++)
    {
      FcId id;
      FcRecord *shift = record_new (world, FC_SHIFT, &id);

      fc_record_set_ref (shift, FC_SHIFT_STATION_ID, station);
      fc_record_set_int (shift, FC_SHIFT_NUMBER, i % 3 + 1);
      fc_record_set_int (shift, FC_SHIFT_BUSINESS_DATE, today - i / 3);
      fc_record_set_int (shift, FC_SHIFT_OPENED_AT, world->now - i * 8 * FC_HOUR_US);
      fc_record_set_text (shift, FC_SHIFT_STATE, i == 3 ? "submitted" : "approved");
      fc_record_set_int (shift, FC_SHIFT_OVER_SHORT, g_rand_int_range (world->rand, -500, 500));
      g_ptr_array_add (records, shift);
    }
}

static void
set_up_stations (World *world)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  set_up_products (world, records);
  for (guint i = 0; i < STATIONS; i++)
    {
      FcRecord *station = record_new (world, FC_STATION, &world->stations[i]);
      g_autofree char *name = g_strdup_printf ("Station %u", i);

      fc_record_set_text (station, FC_STATION_CODE, name);
      fc_record_set_text (station, FC_STATION_NAME, name);
      fc_record_set_text (station, FC_STATION_TIME_ZONE, "UTC");
      fc_record_set_text (station, FC_STATION_CURRENCY, "GBP");
      g_ptr_array_add (records, station);
    }
  load (world, records);
  g_ptr_array_set_size (records, 0);
  for (guint i = 0; i < STATIONS; i++)
    {
      for (guint tank = 0; tank < PRODUCTS; tank++)
        set_up_tank (world, &world->stations[i], tank, records);
      set_up_shifts (world, &world->stations[i], records);
    }
  load (world, records);
}

static void
put_sum (World       *world,
         FcFactBatch *batch,
         guint        row,
         guint        of_station,
         const char  *grain,
         gint64       starts_at,
         guint        sales)
{
  guint cell = of_station % (PRODUCTS * PAYMENTS);
  const FcId *station = &world->stations[of_station / (PRODUCTS * PAYMENTS)], *product = &world->products[cell / PAYMENTS];
  const char *payment = fc_tenders[cell % PAYMENTS];

  batch->row_ids[row] = fc_sales_rollup_id (station, grain, starts_at, product, payment);
  fc_fact_batch_use_column (batch, FC_SALES_ROLLUP_STATION_ID)->ids[row] = *station;
  fc_fact_batch_set_text (batch, row, FC_SALES_ROLLUP_GRAIN, grain);
  fc_fact_batch_use_column (batch, FC_SALES_ROLLUP_STARTS_AT)->numbers[row] = starts_at;
  fc_fact_batch_use_column (batch, FC_SALES_ROLLUP_PRODUCT_ID)->ids[row] = *product;
  fc_fact_batch_set_text (batch, row, FC_SALES_ROLLUP_PAYMENT, payment);
  fc_fact_batch_use_column (batch, FC_SALES_ROLLUP_VOLUME)->numbers[row] = sales * 32000;
  fc_fact_batch_use_column (batch, FC_SALES_ROLLUP_AMOUNT)->numbers[row] = sales * 4800;
  fc_fact_batch_use_column (batch, FC_SALES_ROLLUP_COUNT)->numbers[row] = sales;
  world->sales += sales;
}

/* @n hours, or days, of all stations. */
static void
sell (World      *world,
      const char *grain,
      gint64      starts_at,
      gint64      step,
      guint       n,
      guint       sales)
{
  guint each = STATIONS * PRODUCTS * PAYMENTS;
  g_autoptr (FcFactBatch) batch = fc_fact_batch_new (FC_SALES_ROLLUP, n * each);
  g_autoptr (GError) error = NULL;

  for (guint row = 0; row < n * each; row++)
    put_sum (world, batch, row, row % each, grain, starts_at + row / each * step, sales / (PRODUCTS * PAYMENTS));
  if (!fc_replica_load_facts_sync (world->office->replica, batch, &error))
    g_error ("%s", error->message);
}

/* What does not divide by the hour and tender is sold on the days that are kept whole. */
static void
sell_a_year (World *world)
{
  gint64 midnight = world->now - world->now % FC_DAY_US;
  guint days = DAYS - FC_ROLLUP_HOURLY_DAYS, hours;

  for (int day = FC_ROLLUP_HOURLY_DAYS; day >= 0; day--)
    {
      hours = day > 0 ? 24 : (guint) MAX ((world->now - midnight) / FC_HOUR_US, 1);
      sell (world, "hour", midnight - day * FC_DAY_US, FC_HOUR_US, hours, A_DAY / 24);
    }
  sell (world, "day", midnight - DAYS * FC_DAY_US, FC_DAY_US, days,
        (guint) ((10000000 - world->sales) / (days * STATIONS)) + PRODUCTS * PAYMENTS);
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  return (*(const double *) a > *(const double *) b) - (*(const double *) a < *(const double *) b);
}

static double
median (double *values)
{
  qsort (values, ROUNDS, sizeof *values, compare);
  return values[ROUNDS / 2];
}

/* What the default dashboard asks for, of all stations and of today. */
static void
read_overview (World *world)
{
  FcDate today = (FcDate) (world->now / FC_DAY_US);
  FcOverviewAsk ask = { .now_us = world->now, .from = today, .until = today,
                        .parts = FC_OVERVIEW_SALES | FC_OVERVIEW_CASH | FC_OVERVIEW_TANKS | FC_OVERVIEW_WAITING |
                                 FC_OVERVIEW_MARGIN | FC_OVERVIEW_PRODUCTS };
  double times[ROUNDS];
  g_autofree char *against = g_strdup_printf ("%.0f ms, %.1f M sales", MOST_READ, (double) world->sales / 1e6);

  for (guint i = 0; i < ROUNDS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (FcOverview) figures = NULL;

      fc_overview_async (world->office->replica, &ask, NULL, fc_test_finished_cb, &result);
      figures = fc_overview_finish (world->office->replica, fc_test_wait (&result), &error);
      times[i] = fc_bench_seconds_since (start) * 1000;
      if (figures == NULL || figures->now.count == 0 || figures->base_state != FC_BASE_WHOLE)
        g_error ("%s", error != NULL ? error->message : "nothing was read");
    }
  fc_bench_print ("dashboard.overview", median (times), "ms", median (times) / MOST_READ, against);
}

static void
shown_cb (FcDashboardView  *view,
          const FcOverview *figures,
          gint64           *count)
{
  *count = figures->now.count;
}

static void
painted_cb (GdkFrameClock *clock,
            guint         *frames)
{
  (*frames)++;
}

static double
sell_and_look (World           *world,
               FcDashboardView *view,
               gint64          *count)
{
  gint64 now = fc_now (), before = *count, start;
  g_autoptr (FcFactBatch) sale = fc_test_sales (world->office, world->rand, 1, now - FC_HOUR_US / 3600, now);
  g_autoptr (GError) error = NULL;
  guint frames = 0;
  gulong handler = g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (view)), "after-paint", G_CALLBACK (painted_cb),
                                     &frames);

  if (!fc_replica_load_facts_sync (world->office->replica, sale, &error))
    g_error ("%s", error->message);
  start = g_get_monotonic_time ();
  while (*count == before)
    g_main_context_iteration (NULL, TRUE);
  for (guint shown = frames; frames == shown;)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (gtk_widget_get_frame_clock (GTK_WIDGET (view)), handler);
  return fc_bench_seconds_since (start) * 1000;
}

static gboolean
woken_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Nothing is sold for a while: the next sale is one of its own, not one of a rush. */
static void
be_quiet (void)
{
  gboolean woken = FALSE;

  g_timeout_add (600, woken_cb, &woken);
  while (!woken)
    g_main_context_iteration (NULL, TRUE);
}

static void
watch (World *world)
{
  g_autoptr (GSettings) settings = fc_settings_for_profile (NULL);
  g_autoptr (FcContext) context = fc_context_new (world->office->replica, NULL, settings);
  g_autoptr (FcDashboardLayout) layout = fc_dashboard_default (NULL);
  GtkWidget *window = gtk_window_new ();
  FcDashboardView *view = FC_DASHBOARD_VIEW (fc_dashboard_view_new (context));
  double times[ROUNDS];
  gint64 count = -1;

  fc_dashboard_view_set_layout (view, layout);
  g_signal_connect (view, "shown", G_CALLBACK (shown_cb), &count);
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 720);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (view));
  gtk_window_present (GTK_WINDOW (window));
  fc_dashboard_view_set_on_screen (view, TRUE);
  fc_dashboard_view_load (view);
  while (count < 0)
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < ROUNDS; i++)
    {
      be_quiet ();
      times[i] = sell_and_look (world, view, &count);
    }
  fc_bench_print ("dashboard.live", median (times), "ms", median (times) / MOST_SHOWN, "100 ms");
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  World world = { .rand = g_rand_new_with_seed (1) };
  gint64 now = g_get_real_time ();

  adw_init ();
  fc_register_modules ();
  world.now = now - now % FC_HOUR_US;
  world.office = fc_office_new ();
  set_up_stations (&world);
  sell_a_year (&world);
  read_overview (&world);
  watch (&world);
  fc_office_free (world.office);
  g_rand_free (world.rand);
  return 0;
}
