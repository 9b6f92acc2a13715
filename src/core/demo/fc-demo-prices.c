/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-demo-private.h"

#include <math.h>

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

static gboolean
emit_price (FcDemoWorld    *world,
            FcDemoSite     *site,
            FcDemoProduct   product,
            guint           day,
            GError        **error)
{
  FcId id =
    fc_demo_id (world, "price", site->position * FC_DEMO_N_PRODUCTS + product, (guint) fc_demo_date (world, day));
  FcRecord *record = fc_record_new (FC_PRICE, &id);

  fc_record_set_ref (record, FC_PRICE_STATION_ID, &site->id);
  fc_record_set_ref (record, FC_PRICE_PRODUCT_ID, &world->products[product]);
  fc_record_set_int (record, FC_PRICE_PRICE, site->prices[product][day]);
  fc_record_set_int (record, FC_PRICE_EFFECTIVE_AT, fc_demo_hour (world, day, FC_DEMO_DAY_STARTS));
  return fc_demo_emit_record (world, record, error);
}

/**
 * fc_demo_prices_emit:
 *
 * A row for every change; prices change with the business day.
 */
gboolean
fc_demo_prices_emit (FcDemoWorld  *world,
                     FcDemoSite   *site,
                     GError      **error)
{
  for (guint product = 0; product < FC_DEMO_N_PRODUCTS; product++)
    for (guint day = 0; site->prices[product] != NULL && day < world->n_days; day++)
      if ((day == 0 || site->prices[product][day] != site->prices[product][day - 1]) &&
          !emit_price (world, site, product, day, error))
        return FALSE;
  return TRUE;
}
