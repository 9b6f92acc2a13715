/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-demo-private.h"

#include <math.h>

static const char *const suppliers[] = { "Atlantic Terminals", "Shannon Fuels", "Northern Oil Supply" };

/* What really left a tank: a drifting meter gives more than it shows. mL. */
static double
drawn_from (FcDemoSheet *sheet,
            guint        tank)
{
  double grown = fc_demo_truth_grown (sheet->world, sheet->day), drawn = 0;

  for (guint i = 0; i < sheet->site->n_nozzles; i++)
    if (sheet->site->nozzles[i].tank == (int) tank)
      drawn += (double) sheet->net[i] * (1.0 + sheet->site->nozzles[i].drift * grown);
  return drawn;
}

static void
leak (FcDemoSheet *sheet,
      FcDemoTank  *tank)
{
  double hours = (double) (sheet->shift->closes - sheet->shift->opens) / (double) FC_HOUR_US;
  double lost;

  if (fc_demo_truth_grown (sheet->world, sheet->day) <= 0)
    return;
  if (sheet->site->plan->shifts < 3)
    hours *= 1.5; /* it leaks at night too */
  lost = MIN (tank->leak * hours, tank->physical);
  tank->physical -= lost;
  sheet->world->leaked += (gint64) llround (lost);
}

/* Of the price on the sign, 1e-5 EUR a litre: what a forecourt lives on. */
static const gint64 left_a_litre[] = { 7800, 8600, 10400, 9500, 8200 };

/* The lorry comes when the tank runs low, in the first half of the shift, with whole compartments of 500 L. */
static void
deliver (FcDemoSheet *sheet,
         FcDemoTank  *tank,
         double       drawn)
{
  double part = fc_demo_random_between (&sheet->random, 0.1, 0.5);
  double arrival = tank->physical - drawn * part, tolerance;
  gint64 ticketed = ((gint64) ((double) tank->safe_fill - arrival) / 500000 - 1) * 500000;
  FcRecord *record;
  g_autofree char *document = NULL;
  int level;

  if (tank->physical - drawn > MAX (0.28 * (double) tank->capacity, 1.3 * drawn) || ticketed < 2000000)
    return;
  record = fc_demo_sheet_row (sheet, FC_DELIVERY, FC_DELIVERY_SHIFT_ID, FC_DELIVERY_STATION_ID, NULL);
  document = g_strdup_printf ("DN-%06u", 100000 + fc_demo_random_below (&sheet->random, 900000));
  fc_record_set_ref (record, FC_DELIVERY_TANK_ID, &tank->id);
  fc_record_set_text (record, FC_DELIVERY_SUPPLIER, suppliers[sheet->site->position % G_N_ELEMENTS (suppliers)]);
  fc_record_set_text (record, FC_DELIVERY_DOCUMENT, document);
  fc_record_set_int (record, FC_DELIVERY_TICKETED_VOLUME, ticketed);
  fc_record_set_int (record, FC_DELIVERY_VOLUME_BEFORE,
                     fc_demo_tank_gauge (sheet->world, tank, sheet->day, arrival, &level, &sheet->random));
  tolerance = -0.0002 + 0.0004 * fc_demo_random_normal (&sheet->random);
  tank->physical += (double) ticketed * (1.0 + tolerance);
  tank->book += ticketed;
  fc_record_set_int (record, FC_DELIVERY_VOLUME_AFTER,
                     fc_demo_tank_gauge (sheet->world, tank, sheet->day, tank->physical - drawn * (part + 0.03), &level,
                                         &sheet->random));
  fc_record_set_int (record, FC_DELIVERY_DELIVERED_AT,
                     sheet->shift->opens +
                       (gint64) ((double) (sheet->shift->closes - sheet->shift->opens) * part) / 60000000 * 60000000);
  fc_record_set_int (record, FC_DELIVERY_UNIT_COST,
                     sheet->site->prices[tank->product][sheet->day] -
                       left_a_litre[tank->product % G_N_ELEMENTS (left_a_litre)]);
}

static void
dip (FcDemoSheet *sheet,
     FcDemoTank  *tank,
     FcRecord    *record)
{
  int level, water = 2 + (int) (fc_demo_random_below (&sheet->random, 3)) + tank->number;
  gint64 volume = fc_demo_tank_gauge (sheet->world, tank, sheet->day, tank->physical, &level, &sheet->random);
  double temperature =
    10.8 + 3.0 * sheet->world->days[sheet->day].season + 0.2 * fc_demo_random_normal (&sheet->random);

  fc_record_set_int (record, FC_TANK_READING_LEVEL, level);
  fc_record_set_int (record, FC_TANK_READING_WATER_LEVEL, water);
  fc_record_set_int (record, FC_TANK_READING_VOLUME, volume);
  fc_record_set_int (record, FC_TANK_READING_WATER_VOLUME, fc_demo_tank_volume (tank, water));
  fc_record_set_int (record, FC_TANK_READING_TEMPERATURE, llround (temperature * 10) * 100);
  fc_record_set_int (record, FC_TANK_READING_ULLAGE, tank->capacity - volume);
  fc_record_set_int (record, FC_TANK_READING_READ_AT, sheet->shift->closes);
  fc_record_set_text (record, FC_TANK_READING_SOURCE, "gauge");
  tank->stick = volume;
  tank->water = water;
}

/* What the meters say was sold of it: what tests gave came back. */
static gint64
metered_from (FcDemoSheet *sheet,
              guint        tank)
{
  gint64 sold = 0;

  for (guint i = 0; i < sheet->site->n_nozzles; i++)
    if (sheet->site->nozzles[i].tank == (int) tank)
      sold += sheet->net[i];
  return sold;
}

static void
open_tank (FcDemoSheet *sheet,
           FcDemoTank  *tank,
           FcRecord    *record)
{
  int level;

  if (tank->stick == 0)
    {
      tank->stick = fc_demo_tank_gauge (sheet->world, tank, sheet->day, tank->physical, &level, &sheet->random);
      tank->book = tank->stick;
    }
  fc_record_set_ref (record, FC_TANK_READING_TANK_ID, &tank->id);
  fc_record_set_int (record, FC_TANK_READING_OPENING_VOLUME, tank->stick);
  fc_record_set_int (record, FC_TANK_READING_OPENING_BOOK, tank->book);
  if (tank->water > 0)
    fc_record_set_int (record, FC_TANK_READING_OPENING_WATER_LEVEL, tank->water);
}

/**
 * fc_demo_sheet_stock:
 *
 * A reading for every tank, after what was drawn, delivered and lost in the shift.
 */
void
fc_demo_sheet_stock (FcDemoSheet *sheet)
{
  for (guint i = 0; i < sheet->site->n_tanks; i++)
    {
      FcDemoTank *tank = &sheet->site->tanks[i];
      g_autofree char *key = fc_id_dup_string (&tank->id);
      FcRecord *record;

      record = fc_demo_sheet_row (sheet, FC_TANK_READING, FC_TANK_READING_SHIFT_ID, FC_TANK_READING_STATION_ID, key);
      open_tank (sheet, tank, record);
      if (!sheet->closed)
        continue;
      if (sheet->shift->left == FC_DEMO_RECORDED) /* a POS knows of no lorry */
        deliver (sheet, tank, drawn_from (sheet, i));
      tank->physical -= drawn_from (sheet, i);
      tank->book -= metered_from (sheet, i);
      leak (sheet, tank);
      dip (sheet, tank, record);
    }
}
