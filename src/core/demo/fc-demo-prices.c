/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-demo-private.h"

#include <math.h>

#define RISE_DAYS_AGO 4
#define RISE          2000 /* two cents */

/* Major units a litre over the wholesale level of the day. */
static const double margins[FC_DEMO_N_PRODUCTS] = {
  [FC_DEMO_DIESEL] = 0.86,
  [FC_DEMO_UNLEADED_95] = 0.92,
  [FC_DEMO_UNLEADED_98] = 1.07,
  [FC_DEMO_DIESEL_PLUS] = 0.99,
};
static const double places[3] = { [FC_DEMO_TOWN] = 0.0, [FC_DEMO_HIGHWAY] = 0.05, [FC_DEMO_RESORT] = 0.02 };

/* What the market does: a slow wander around 80 cents with a mild pull back, for two products apart. */
static double *
wholesale (FcDemoWorld *world,
           gboolean     diesel)
{
  double *levels = g_new (double, world->n_days);
  double level = diesel ? 0.79 : 0.80;
  FcDemoRandom random;

  fc_demo_random_init (&random, world->options.seed, "wholesale", diesel, 0);
  for (guint day = 0; day < world->n_days; day++)
    {
      level += 0.004 * (0.80 - level) + 0.0055 * fc_demo_random_normal (&random);
      level += diesel ? 0.0 : 0.00025 * (world->days[day].season > 0.4f);
      levels[day] = level;
    }
  return levels;
}

/* Signs end in a nine: 1.659. In FC_PRICE_SCALE, tenths of a cent. */
static gint64
on_the_sign (double price)
{
  return (gint64) llround ((price - 0.009) * 100.0) * 1000 + 900;
}

static void
set_prices (FcDemoWorld   *world,
            FcDemoSite    *site,
            FcDemoProduct  product,
            const double  *levels)
{
  double own, target;
  gint64 price = 0;
  FcDemoRandom random;

  fc_demo_random_init (&random, world->options.seed, "price", site->position, product);
  own = margins[product] + places[site->plan->kind] + fc_demo_random_between (&random, -0.02, 0.02);
  site->prices[product] = g_new (gint64, world->n_days);
  for (guint day = 0; day < world->n_days; day++)
    {
      gboolean looks = fc_demo_random_unit (&random) < 0.3; /* at the neighbours' signs */

      target = levels[day] + own;
      if (day == 0 || (looks && fabs (target - (double) price / 100000.0) > 0.008))
        price = on_the_sign (target);
      site->prices[product][day] = price;
    }
}

/**
 * fc_demo_prices_init:
 *
 * Sets every station's price of every product it sells for every business day of the story.
 */
void
fc_demo_prices_init (FcDemoWorld *world)
{
  g_autofree double *petrol = wholesale (world, FALSE);
  g_autofree double *diesel = wholesale (world, TRUE);

  for (guint i = 0; i < world->n_sites; i++)
    for (guint product = 0; product < FC_DEMO_N_PRODUCTS; product++)
      if (world->sites[i].shares[product] > 0)
        set_prices (world, &world->sites[i], product,
                    product == FC_DEMO_DIESEL || product == FC_DEMO_DIESEL_PLUS ? diesel : petrol);
}

/**
 * fc_demo_price_change:
 *
 * Prices change with the business day, but once, at the second station, diesel rose at ten in the morning.
 *
 * Returns: when on @day, UTC µs, or 0
 */
gint64
fc_demo_price_change (FcDemoWorld *world,
                      FcDemoSite  *site,
                      guint        day)
{
  if (site->position != 1 || day + RISE_DAYS_AGO != world->n_days)
    return 0;
  return fc_demo_hour (world, day, 10);
}

gint64
fc_demo_price_of (FcDemoWorld   *world,
                  FcDemoSite    *site,
                  FcDemoProduct  product,
                  guint          day,
                  gint64         at_us)
{
  gint64 change = product == FC_DEMO_DIESEL ? fc_demo_price_change (world, site, day) : 0;

  return site->prices[product][day] + (change != 0 && at_us >= change ? RISE : 0);
}

static gboolean
emit_price (FcDemoWorld    *world,
            FcDemoSite     *site,
            FcDemoProduct   product,
            guint           day,
            gint64          at_us,
            GError        **error)
{
  guint n = (guint) fc_demo_date (world, day);
  FcId id = fc_demo_id (world, fc_demo_price_change (world, site, day) == at_us ? "rise" : "price",
                        site->position * FC_DEMO_N_PRODUCTS + product, n);
  FcRecord *record = fc_record_new (FC_PRICE, &id);

  fc_record_set_ref (record, FC_PRICE_STATION_ID, &site->id);
  fc_record_set_ref (record, FC_PRICE_PRODUCT_ID, &world->products[product]);
  fc_record_set_int (record, FC_PRICE_PRICE, fc_demo_price_of (world, site, product, day, at_us));
  fc_record_set_int (record, FC_PRICE_EFFECTIVE_AT, at_us);
  return fc_demo_emit_record (world, record, error);
}

static gboolean
emit_day (FcDemoWorld    *world,
          FcDemoSite     *site,
          FcDemoProduct   product,
          guint           day,
          GError        **error)
{
  gint64 from = fc_demo_hour (world, day, FC_DEMO_DAY_STARTS);
  gint64 change = product == FC_DEMO_DIESEL ? fc_demo_price_change (world, site, day) : 0;

  if ((day == 0 || site->prices[product][day] != fc_demo_price_of (world, site, product, day - 1, from)) &&
      !emit_price (world, site, product, day, from, error))
    return FALSE;
  return change == 0 || change > world->options.now_us || emit_price (world, site, product, day, change, error);
}

/**
 * fc_demo_prices_emit:
 *
 * A row for every change.
 */
gboolean
fc_demo_prices_emit (FcDemoWorld  *world,
                     FcDemoSite   *site,
                     GError      **error)
{
  for (guint product = 0; product < FC_DEMO_N_PRODUCTS; product++)
    for (guint day = 0; site->prices[product] != NULL && day < world->n_days; day++)
      if (!emit_day (world, site, product, day, error))
        return FALSE;
  return TRUE;
}
