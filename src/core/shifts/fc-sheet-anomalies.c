/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-shift-sheet-private.h"

#include "fc-money.h"
#include "fc-quantity.h"
#include "fc-stock-series.h"
#include "fc-tank-chart.h"

#include <glib/gi18n-lib.h>

/* What the rows of a shift alone show to be odd. What needs more than them is in fc-sheet-look-around.c. */

#define DEFAULT_TOLERANCE_PPM  5000  /* domain.md §3: above 0.5 % investigate, above 1.0 % escalate */
#define DEFAULT_ESCALATION_PPM 10000
#define METER_NOISE_ML         1000  /* a POS and a totalizer count their last litre apart */
#define WATER_NOISE_MM         3     /* what a stick or a float cannot tell */
#define CHART_SHARE            10    /* a tenth away from the chart is no matter of temperature or tilt */
#define COLDEST                -40000
#define HOTTEST                60000
#define SERIOUS_CASH           5     /* so many times the limit */

static void
tell_odd_drawer (FcShiftSheet        *self,
                 const FcSheetDrawer *drawer,
                 gint64               limit)
{
  g_autofree char *amount = fc_money_format (ABS (drawer->over_short), self->currency);
  g_autofree char *name = fc_sheet_drawer_name (drawer);

  /* Translators: a drawer, such as “Drawer 2 (Asha)”, and an amount of money */
  fc_shift_sheet_odd (self, FC_ANOMALY_CASH,
                      ABS (drawer->over_short) / SERIOUS_CASH > limit ? FC_LEVEL_SERIOUS : FC_LEVEL_ODD,
                      FC_STEP_OVER_SHORT, drawer->drawer != NULL ? fc_record_get_id (drawer->drawer) : NULL,
                      drawer->over_short < 0 ? _ ("%s is short by %s, above the station’s limit")
                                             : _ ("%s is over by %s, above the station’s limit"),
                      name, amount);
}

static void
find_odd_cash (FcShiftSheet *self)
{
  gint64 limit = fc_sheet_cash_limit (self);
  gboolean told = FALSE;

  for (guint i = 0; i < self->drawers->len; i++)
    {
      const FcSheetDrawer *drawer = &g_array_index (self->drawers, FcSheetDrawer, i);

      if (!drawer->above_limit)
        continue;
      told = TRUE;
      tell_odd_drawer (self, drawer, limit);
    }
  if (!told && ABS (self->over_short) > limit)
    {
      g_autofree char *amount = fc_money_format (ABS (self->over_short), self->currency);

      fc_shift_sheet_odd (self, FC_ANOMALY_CASH, FC_LEVEL_ODD, FC_STEP_OVER_SHORT, NULL,
                          self->over_short < 0
                            ? _ ("The drawers together are short by %s, above the station’s limit")
                            : _ ("The drawers together are over by %s, above the station’s limit"),
                          amount);
    }
}

static gint64
ppm_of (FcShiftSheet *self,
        int           field,
        gint64        otherwise)
{
  gint64 ppm = self->station != NULL ? fc_record_get_int (self->station, field) : 0;

  return ppm > 0 ? ppm : otherwise;
}

static void
find_odd_variance (FcShiftSheet      *self,
                   const FcSheetTank *line)
{
  gint64 capacity = line->tank != NULL ? fc_record_get_int (line->tank, FC_TANK_CAPACITY) : 0;
  gint64 base = MAX (line->sales, line->receipts);
  /* Gauge and dip noise swamps a percentage of a quiet shift: half a promille of the tank is always allowed. */
  gint64 tolerance
    = fc_stock_allowed (base, ppm_of (self, FC_STATION_VARIANCE_TOLERANCE, DEFAULT_TOLERANCE_PPM), capacity / 2000);
  gint64 escalation
    = fc_stock_allowed (base, ppm_of (self, FC_STATION_VARIANCE_ESCALATION, DEFAULT_ESCALATION_PPM), capacity / 1000);
  g_autofree char *amount = NULL;

  if (!line->has_physical || ABS (line->variance) <= tolerance)
    return;
  amount = fc_volume_say (line->variance, self->volume_unit, 0);
  fc_shift_sheet_odd (self, FC_ANOMALY_TANK,
                      ABS (line->variance) > escalation ? FC_LEVEL_SERIOUS : FC_LEVEL_ODD,
                      FC_STEP_TANKS, fc_record_get_id (line->reading), _ ("Tank %d: variance of %s is above tolerance"),
                      fc_sheet_tank_number (line->tank), amount);
}

static void
find_odd_water (FcShiftSheet      *self,
                const FcSheetTank *line)
{
  const FcId *id = fc_record_get_id (line->reading);
  int number = fc_sheet_tank_number (line->tank);
  gint64 level = fc_record_get_int (line->reading, FC_TANK_READING_WATER_LEVEL);
  gint64 limit = line->tank != NULL ? fc_record_get_int (line->tank, FC_TANK_WATER_LIMIT) : 0;

  if (limit > 0 && level > limit)
    fc_shift_sheet_odd (self, FC_ANOMALY_WATER, FC_LEVEL_SERIOUS, FC_STEP_TANKS, id,
                        _ ("Tank %d: water stands at %d mm, above its limit of %d mm"), number, (int) level,
                        (int) limit);
  else if (line->water_rise > WATER_NOISE_MM)
    fc_shift_sheet_odd (self, FC_ANOMALY_WATER, FC_LEVEL_ODD, FC_STEP_TANKS, id, _ ("Tank %d: water rose by %d mm"),
                        number, (int) line->water_rise);
}

/* A volume typed beside its level is the person's word against the chart's. */
static gboolean
find_odd_volume (FcShiftSheet      *self,
                 const FcSheetTank *line)
{
  g_autoptr (FcTankChart) chart = NULL;
  g_autofree char *said = NULL;
  gint64 level, charted, apart;

  if (line->tank == NULL || !line->has_physical || fc_record_is_null (line->reading, FC_TANK_READING_LEVEL))
    return FALSE;
  chart = fc_tank_chart_new (line->tank, NULL);
  if (chart == NULL)
    return FALSE;
  level = fc_record_get_int (line->reading, FC_TANK_READING_LEVEL);
  charted = fc_tank_chart_volume (chart, level);
  apart = ABS (line->physical - charted);
  /* In the last millimetres a tenth is nothing: half a percent of the tank is always allowed. */
  if (apart <= charted / CHART_SHARE || apart <= fc_record_get_int (line->tank, FC_TANK_CAPACITY) / 200)
    return FALSE;
  said = fc_volume_say (charted, self->volume_unit, 0);
  fc_shift_sheet_odd (self, FC_ANOMALY_DIP, FC_LEVEL_ODD, FC_STEP_TANKS, fc_record_get_id (line->reading),
                      _ ("Tank %d: the chart says %s for %d mm"), fc_sheet_tank_number (line->tank), said,
                      (int) level);
  return TRUE;
}

static void
find_odd_dip (FcShiftSheet      *self,
              const FcSheetTank *line)
{
  gint64 temperature = fc_record_get_int (line->reading, FC_TANK_READING_TEMPERATURE);
  g_autofree char *degrees = NULL;

  if (find_odd_volume (self, line) || (temperature >= COLDEST && temperature <= HOTTEST))
    return;
  degrees = fc_decimal_format (temperature, 3, 0);
  fc_shift_sheet_odd (self, FC_ANOMALY_DIP, FC_LEVEL_ODD, FC_STEP_TANKS, fc_record_get_id (line->reading),
                      _ ("Tank %d: no fuel is stored at %s °C"), fc_sheet_tank_number (line->tank), degrees);
}

/* A sale without movement, movement without a sale, or the two apart. */
static void
tell_odd_meter (FcShiftSheet       *self,
                const FcSheetMeter *line,
                gint64              pos)
{
  const FcId *id = fc_record_get_id (line->reading);
  const char *name = fc_sheet_nozzle_name (line);
  g_autofree char *by_pos = fc_volume_say (pos, self->volume_unit, 0);
  g_autofree char *by_meter = fc_volume_say (line->net, self->volume_unit, 0);
  g_autofree char *apart = fc_volume_say (ABS (pos - line->net), self->volume_unit, 1);

  if (line->net == 0)
    fc_shift_sheet_odd (self, FC_ANOMALY_NO_MOVEMENT, FC_LEVEL_SERIOUS, FC_STEP_METERS, id,
                        _ ("Nozzle %s: the POS sold %s, but the meter did not move"), name, by_pos);
  else if (pos == 0)
    fc_shift_sheet_odd (self, FC_ANOMALY_NO_SALE, FC_LEVEL_SERIOUS, FC_STEP_METERS, id,
                        _ ("Nozzle %s: the meter moved %s, but the POS sold nothing"), name, by_meter);
  else
    fc_shift_sheet_odd (self, FC_ANOMALY_POS, FC_LEVEL_ODD, FC_STEP_METERS, id,
                        pos > line->net ? _ ("Nozzle %s: the POS sold %s more than the meter moved")
                                        : _ ("Nozzle %s: the POS sold %s less than the meter moved"),
                        name, apart);
}

static void
find_odd_meter (FcShiftSheet       *self,
                const FcSheetMeter *line)
{
  gint64 pos = fc_record_get_int (line->reading, FC_METER_READING_POS_VOLUME);

  if (line->problem == FC_METER_OK && !fc_record_is_null (line->reading, FC_METER_READING_POS_VOLUME) &&
      ABS (pos - line->net) > METER_NOISE_ML)
    tell_odd_meter (self, line, pos);
}

static const FcSheetMeter *
meter_of_nozzle (FcShiftSheet *self,
                 const FcId   *nozzle_id)
{
  for (guint i = 0; nozzle_id != NULL && i < self->meters->len; i++)
    {
      const FcSheetMeter *line = &g_array_index (self->meters, FcSheetMeter, i);
      const FcId *id = fc_record_get_ref (line->reading, FC_METER_READING_NOZZLE_ID);

      if (id != NULL && fc_id_equal (id, nozzle_id))
        return line;
    }
  return NULL;
}

static void
find_odd_slips (FcShiftSheet *self)
{
  for (guint i = 0; i < self->slips->len; i++)
    {
      FcRecord *slip = self->slips->pdata[i];
      const FcSheetMeter *line = meter_of_nozzle (self, fc_record_get_ref (slip, FC_SLIP_NOZZLE_ID));
      gint64 quantity = fc_record_get_int (slip, FC_SLIP_QUANTITY);
      g_autofree char *volume = NULL, *name = NULL;

      if (line == NULL || line->problem != FC_METER_OK || quantity <= line->net + METER_NOISE_ML)
        continue;
      volume = fc_volume_say (quantity, self->volume_unit, 0);
      name = fc_shift_slip_name (slip);
      fc_shift_sheet_odd (self, FC_ANOMALY_NO_MOVEMENT, FC_LEVEL_ODD, FC_STEP_SLIPS, fc_record_get_id (slip),
                          _ ("%s: %s from nozzle %s, whose meter moved less"), name, volume,
                          fc_sheet_nozzle_name (line));
    }
  if (self->n_slips[1] > 0)
    {
      g_autofree char *amount = fc_money_format (self->slip_amounts[1], self->currency);

      fc_shift_sheet_odd (self, FC_ANOMALY_DRIVE_OFF, FC_LEVEL_NOTE, FC_STEP_SLIPS, NULL,
                          ngettext ("%u drive-off, %s", "%u drive-offs, %s in all", self->n_slips[1]),
                          self->n_slips[1], amount);
    }
}

static void
find_odd_account (FcShiftSheet        *self,
                  const FcSheetDrawer *drawer)
{
  gint64 entered = drawer->tenders[5], slips = drawer->slips[0];
  g_autofree char *typed = NULL, *summed = NULL;

  if (!drawer->account_entered || slips == 0 || entered == slips)
    return;
  typed = fc_money_format (entered, self->currency);
  summed = fc_money_format (slips, self->currency);
  fc_shift_sheet_odd (self, FC_ANOMALY_ACCOUNT, FC_LEVEL_ODD, FC_STEP_SLIPS,
                      drawer->drawer != NULL ? fc_record_get_id (drawer->drawer) : NULL,
                      _ ("The account tender is %s, but the slips come to %s"), typed, summed);
}

/* Adds to the warnings; figures and step states but for the waivers are there already. */
void
fc_sheet_find_odd (FcShiftSheet *self)
{
  for (guint i = 0; i < self->meters->len; i++)
    find_odd_meter (self, &g_array_index (self->meters, FcSheetMeter, i));
  for (guint i = 0; i < self->tanks->len; i++)
    {
      find_odd_variance (self, &g_array_index (self->tanks, FcSheetTank, i));
      find_odd_water (self, &g_array_index (self->tanks, FcSheetTank, i));
      find_odd_dip (self, &g_array_index (self->tanks, FcSheetTank, i));
    }
  find_odd_slips (self);
  for (guint i = 0; i < self->drawers->len; i++)
    find_odd_account (self, &g_array_index (self->drawers, FcSheetDrawer, i));
  find_odd_cash (self);
}
