/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-demo-private.h"

#include <math.h>

#define TOTALIZER_DIGITS 7

static void
make_tanks (FcDemoWorld  *world,
            FcDemoSite   *site,
            FcDemoRandom *random)
{
  const FcDemoTankPlan *plans;

  site->n_tanks = fc_demo_plan_tanks (site->plan->kind, &plans);
  for (guint i = 0; i < site->n_tanks; i++)
    {
      FcDemoTank *tank = &site->tanks[i];

      tank->id = fc_demo_id (world, "tank", site->position, i);
      tank->number = (int) i + 1;
      tank->product = plans[i].product;
      tank->diameter = plans[i].diameter;
      tank->length = (int) lround (plans[i].length * world->busy);
      tank->capacity = fc_demo_tank_volume (tank, tank->diameter);
      tank->safe_fill = tank->capacity / 100000 * 95000;
      tank->dead_stock = fc_demo_tank_volume (tank, 150);
      tank->physical = (double) tank->capacity * fc_demo_random_between (random, 0.45, 0.85);
      site->shares[tank->product] += plans[i].share;
    }
}

/* The tank that feeds a pump: where a product has two, pumps take turns. */
static int
tank_for (const FcDemoSite *site,
          FcDemoProduct     product,
          guint             pump)
{
  int found[2] = { -1, -1 };
  guint n = 0;

  for (guint i = 0; i < site->n_tanks && n < 2; i++)
    if (site->tanks[i].product == product)
      found[n++] = (int) i;
  return n == 2 ? found[pump % 2] : found[0];
}

static void
make_pumps (FcDemoWorld  *world,
            FcDemoSite   *site,
            FcDemoRandom *random)
{
  site->n_pumps = site->plan->pumps;
  for (guint pump = 0; pump < site->n_pumps; pump++)
    {
      site->pumps[pump] = fc_demo_id (world, "pump", site->position, pump);
      for (guint product = 0; product < FC_DEMO_N_PRODUCTS; product++)
        {
          FcDemoNozzle *nozzle = &site->nozzles[site->n_nozzles];

          if (site->shares[product] <= 0)
            continue;
          nozzle->id = fc_demo_id (world, "nozzle", site->position, pump * FC_DEMO_N_PRODUCTS + product);
          nozzle->pump = (int) pump;
          nozzle->product = product;
          nozzle->tank = tank_for (site, product, pump);
          nozzle->totalizer = (gint64) fc_demo_random_between (random, 2e7, 6e8) * 10;
          site->n_nozzles++;
        }
    }
}

/**
 * fc_demo_site_plan:
 *
 * The station and its people, before it is known how much it sells.
 */
void
fc_demo_site_plan (FcDemoWorld *world,
                   FcDemoSite  *site,
                   guint        position)
{
  site->position = position;
  site->plan = &fc_demo_plans[position];
  site->id = fc_demo_id (world, "station", position, 0);
  g_snprintf (site->code, sizeof site->code, "HF%02u", position + 1);
  site->supervisor = fc_demo_id (world, "supervisor", position, 0);
  for (guint i = 0; i < FC_DEMO_N_CASHIERS; i++)
    {
      site->cashiers[i] = fc_demo_id (world, "cashier", position, i);
      site->cashier_names[i] = fc_demo_cashier_name (position, i);
    }
  site->counts = g_new0 (guint32, world->n_days);
}

/**
 * fc_demo_site_equip:
 *
 * Tanks large enough for its sales, pumps and nozzles.
 */
void
fc_demo_site_equip (FcDemoWorld *world,
                    FcDemoSite  *site)
{
  FcDemoRandom random;

  fc_demo_random_init (&random, world->options.seed, "site", site->position, 0);
  make_tanks (world, site, &random);
  make_pumps (world, site, &random);
  site->receipt = fc_demo_random_below (&random, 400000);
}

void
fc_demo_site_clear (FcDemoSite *site)
{
  g_clear_pointer (&site->counts, g_free);
  for (guint i = 0; i < FC_DEMO_N_PRODUCTS; i++)
    g_clear_pointer (&site->prices[i], g_free);
}

static gboolean
emit_station (FcDemoWorld  *world,
              FcDemoSite   *site,
              GError      **error)
{
  FcRecord *record = fc_record_new (FC_STATION, &site->id);
  g_autofree char *store = g_strdup_printf ("%u", FC_DEMO_FIRST_STORE + site->position);

  fc_record_set_text (record, FC_STATION_CODE, site->code);
  fc_record_set_text (record, FC_STATION_NAME, site->plan->name);
  fc_record_set_text (record, FC_STATION_ADDRESS, site->plan->street);
  fc_record_set_int (record, FC_STATION_LATITUDE, llround (site->plan->latitude * 1e7));
  fc_record_set_int (record, FC_STATION_LONGITUDE, llround (site->plan->longitude * 1e7));
  fc_record_set_text (record, FC_STATION_TIME_ZONE, FC_DEMO_ZONE);
  fc_record_set_text (record, FC_STATION_CURRENCY, FC_DEMO_CURRENCY);
  fc_record_set_text (record, FC_STATION_CONNECTIVITY, site->plan->kind == FC_DEMO_RESORT ? "hybrid" : "online");
  fc_record_set_int (record, FC_STATION_CASH_VARIANCE_LIMIT, FC_DEMO_CASH_LIMIT);
  fc_record_set_int (record, FC_STATION_VARIANCE_TOLERANCE, 5000);
  fc_record_set_int (record, FC_STATION_OPENING_FLOAT, FC_DEMO_FLOAT);
  fc_record_set_text (record, FC_STATION_VOLUME_UNIT, "litre");
  fc_record_set_text (record, FC_STATION_STORE_LOCATION_ID, store);
  fc_record_set_int (record, FC_STATION_BUSINESS_DATE, fc_demo_date (world, world->n_days - MIN (world->n_days, 3)));
  return fc_demo_emit_record (world, record, error);
}

static gboolean
emit_tank (FcDemoWorld  *world,
           FcDemoSite   *site,
           FcDemoTank   *tank,
           GError      **error)
{
  FcRecord *record = fc_record_new (FC_TANK, &tank->id);
  g_autofree char *chart = fc_demo_tank_chart (tank);

  fc_record_set_ref (record, FC_TANK_STATION_ID, &site->id);
  fc_record_set_int (record, FC_TANK_NUMBER, tank->number);
  fc_record_set_ref (record, FC_TANK_PRODUCT_ID, &world->products[tank->product]);
  fc_record_set_int (record, FC_TANK_CAPACITY, tank->capacity);
  fc_record_set_int (record, FC_TANK_SAFE_FILL, tank->safe_fill);
  fc_record_set_int (record, FC_TANK_DEAD_STOCK, tank->dead_stock);
  fc_record_set_int (record, FC_TANK_DIAMETER, tank->diameter);
  fc_record_set_int (record, FC_TANK_LENGTH, MIN (tank->length, 100000));
  fc_record_set_text (record, FC_TANK_CHART, chart);
  fc_record_set_int (record, FC_TANK_WATER_LIMIT, 25);
  return fc_demo_emit_record (world, record, error);
}

static gboolean
emit_pump (FcDemoWorld  *world,
           FcDemoSite   *site,
           guint         pump,
           GError      **error)
{
  FcRecord *record = fc_record_new (FC_PUMP, &site->pumps[pump]);
  g_autofree char *name = g_strdup_printf ("Pump %u", pump + 1);

  fc_record_set_ref (record, FC_PUMP_STATION_ID, &site->id);
  fc_record_set_int (record, FC_PUMP_NUMBER, pump + 1);
  fc_record_set_text (record, FC_PUMP_NAME, name);
  return fc_demo_emit_record (world, record, error);
}

static gboolean
emit_nozzle (FcDemoWorld   *world,
             FcDemoSite    *site,
             FcDemoNozzle  *nozzle,
             GError       **error)
{
  FcRecord *record = fc_record_new (FC_NOZZLE, &nozzle->id);
  g_autofree char *position = g_strdup_printf ("%d", nozzle->pump + 1);
  g_autofree char *label = g_strdup_printf ("%d%c", nozzle->pump + 1, 'A' + (int) nozzle->product);

  fc_record_set_ref (record, FC_NOZZLE_STATION_ID, &site->id);
  fc_record_set_ref (record, FC_NOZZLE_PUMP_ID, &site->pumps[nozzle->pump]);
  fc_record_set_text (record, FC_NOZZLE_LABEL, label);
  fc_record_set_ref (record, FC_NOZZLE_PRODUCT_ID, &world->products[nozzle->product]);
  fc_record_set_ref (record, FC_NOZZLE_TANK_ID, &site->tanks[nozzle->tank].id);
  fc_record_set_int (record, FC_NOZZLE_DIGITS, TOTALIZER_DIGITS);
  fc_record_set_int (record, FC_NOZZLE_OPENING_TOTALIZER, nozzle->totalizer);
  fc_record_set_text (record, FC_NOZZLE_POS_POSITION, position);
  fc_record_set_int (record, FC_NOZZLE_REMOVED, FALSE);
  return fc_demo_emit_record (world, record, error);
}

/**
 * fc_demo_site_emit:
 *
 * The station with its tanks, pumps and nozzles. Before any sale: the totalizers are where the story begins.
 */
gboolean
fc_demo_site_emit (FcDemoWorld  *world,
                   FcDemoSite   *site,
                   GError      **error)
{
  if (!emit_station (world, site, error))
    return FALSE;
  for (guint i = 0; i < site->n_tanks; i++)
    if (!emit_tank (world, site, &site->tanks[i], error))
      return FALSE;
  for (guint i = 0; i < site->n_pumps; i++)
    if (!emit_pump (world, site, i, error))
      return FALSE;
  for (guint i = 0; i < site->n_nozzles; i++)
    if (!emit_nozzle (world, site, &site->nozzles[i], error))
      return FALSE;
  return TRUE;
}
