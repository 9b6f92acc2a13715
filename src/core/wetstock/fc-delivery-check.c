/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-delivery-check.h"

#include "fc-money.h"
#include "fc-stock-series.h"
#include "fc-tank-chart.h"
#include "fc-vcf.h"

#define DEFAULT_TOLERANCE_PPM 5000 /* domain.md §3: within ±0.5 % fine */

static gboolean
at_15 (FcRecord *delivery,
       gint64    volume,
       int       temperature_field,
       gint64    density,
       gint64   *result)
{
  return !fc_record_is_null (delivery, temperature_field) &&
         fc_volume_at_15 (volume, density, fc_record_get_int (delivery, temperature_field), result);
}

static void
correct_to_15 (FcDeliveryCheck *self,
               FcRecord        *delivery,
               gint64           density)
{
  gint64 before, after, sold;

  if (!fc_record_is_null (delivery, FC_DELIVERY_DENSITY))
    density = fc_record_get_int (delivery, FC_DELIVERY_DENSITY);
  if (!at_15 (delivery, fc_record_get_int (delivery, FC_DELIVERY_VOLUME_BEFORE), FC_DELIVERY_TEMPERATURE_BEFORE, density,
              &before) ||
      !at_15 (delivery, fc_record_get_int (delivery, FC_DELIVERY_VOLUME_AFTER), FC_DELIVERY_TEMPERATURE_AFTER, density,
              &after) ||
      !at_15 (delivery, fc_record_get_int (delivery, FC_DELIVERY_SALES_DURING), FC_DELIVERY_TEMPERATURE_AFTER, density,
              &sold))
    return;
  if (!fc_record_is_null (delivery, FC_DELIVERY_TICKETED_VOLUME_15))
    self->ticketed_15 = fc_record_get_int (delivery, FC_DELIVERY_TICKETED_VOLUME_15);
  else if (!at_15 (delivery, self->ticketed, FC_DELIVERY_TEMPERATURE, density, &self->ticketed_15))
    return;
  self->has_15 = TRUE;
  self->gauged_15 = after - before + sold;
  self->difference_15 = self->gauged_15 - self->ticketed_15;
}

/**
 * fc_delivery_fill_volumes:
 * @tank: into which it went
 *
 * A level alone gives the volume of the tank's chart, as a dip does; what was typed stays.
 */
void
fc_delivery_fill_volumes (FcRecord *delivery,
                          FcRecord *tank)
{
  static const int fields[][2] = { { FC_DELIVERY_LEVEL_BEFORE, FC_DELIVERY_VOLUME_BEFORE },
                                   { FC_DELIVERY_LEVEL_AFTER, FC_DELIVERY_VOLUME_AFTER } };
  g_autoptr (FcTankChart) chart = fc_tank_chart_new (tank, NULL);

  for (gsize i = 0; chart != NULL && i < G_N_ELEMENTS (fields); i++)
    if (!fc_record_is_null (delivery, fields[i][0]) && fc_record_is_null (delivery, fields[i][1]))
      fc_record_set_int (delivery, fields[i][1],
                         fc_tank_chart_volume (chart, fc_record_get_int (delivery, fields[i][0])));
}

/**
 * fc_delivery_check:
 *
 * Ticketed against gauged, corrected for what was sold during the drop, and both brought to 15 °C where density and
 * temperatures allow it (domain.md §3). The amount is shortage × unit cost, rounded half-even once.
 */
FcDeliveryCheck
fc_delivery_check (FcRecord   *delivery,
                   gint64      density,
                   gint64      tolerance_ppm,
                   const char *currency)
{
  FcDeliveryCheck self = { .ticketed = fc_record_get_int (delivery, FC_DELIVERY_TICKETED_VOLUME) };

  self.tolerance = fc_stock_allowed (self.ticketed, tolerance_ppm > 0 ? tolerance_ppm : DEFAULT_TOLERANCE_PPM, 0);
  self.has_gauge = !fc_record_is_null (delivery, FC_DELIVERY_VOLUME_BEFORE) &&
                   !fc_record_is_null (delivery, FC_DELIVERY_VOLUME_AFTER);
  if (!self.has_gauge)
    return self;
  self.gauged = fc_record_get_int (delivery, FC_DELIVERY_VOLUME_AFTER) -
                fc_record_get_int (delivery, FC_DELIVERY_VOLUME_BEFORE) +
                fc_record_get_int (delivery, FC_DELIVERY_SALES_DURING);
  self.difference = self.gauged - self.ticketed;
  correct_to_15 (&self, delivery, density);
  self.missing = self.has_15 ? self.difference_15 : self.difference;
  self.verdict = self.missing < -self.tolerance  ? FC_DELIVERY_SHORT
                 : self.missing > self.tolerance ? FC_DELIVERY_OVER
                                                 : FC_DELIVERY_FINE;
  if (self.verdict == FC_DELIVERY_SHORT)
    {
      self.shortage = -self.missing;
      self.shortage_amount =
        fc_money_of_volume (self.shortage, fc_record_get_int (delivery, FC_DELIVERY_UNIT_COST), currency);
    }
  return self;
}
