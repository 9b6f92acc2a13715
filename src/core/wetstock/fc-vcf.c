/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-vcf.h"

#include <math.h>

#define LEAST_DENSITY    500000  /* g/m³: what the catalog allows */
#define GREATEST_DENSITY 1200000
#define GAUGE_COEFFICIENT 0.000700 /* per °F: Veeder-Root's default */

FcOilGroup
fc_oil_group (double density)
{
  if (density < 770.35)
    return FC_OIL_GASOLINE;
  if (density < 787.52)
    return FC_OIL_TRANSITION;
  return density <= 838.31 ? FC_OIL_JET : FC_OIL_FUEL;
}

/* Thermal expansion at 15 °C, per °C: α = K0/ρ² + K1/ρ, but for the transition zone. */
static double
expansion (double density)
{
  switch (fc_oil_group (density))
    {
    case FC_OIL_GASOLINE:
      return 346.4228 / (density * density) + 0.43884 / density;
    case FC_OIL_TRANSITION:
      return -0.00336312 + 2680.3206 / (density * density);
    case FC_OIL_JET:
      return 594.5418 / (density * density);
    case FC_OIL_FUEL:
    default:
      return 186.9696 / (density * density) + 0.48618 / density;
    }
}

/**
 * fc_vcf:
 *
 * VCF = exp[−αΔt (1 + 0.8 αΔt)], Δt = t − 15 (API MPMS 11.1, table 54B).
 *
 * Returns: what a volume at @celsius is multiplied with to have it at 15 °C
 */
double
fc_vcf (double density,
        double celsius)
{
  double warmth;

  g_return_val_if_fail (density > 0, 1);

  warmth = expansion (density) * (celsius - 15);
  return exp (-warmth * (1 + 0.8 * warmth));
}

/**
 * fc_volume_at_15:
 *
 * Returns: %FALSE where the density is not known (or not one of a liquid fuel)
 */
gboolean
fc_volume_at_15 (gint64  volume,
                 gint64  density,
                 gint64  temperature,
                 gint64 *volume_at_15)
{
  if (density < LEAST_DENSITY || density > GREATEST_DENSITY)
    return FALSE;
  *volume_at_15 = llround ((double) volume * fc_vcf ((double) density / 1000, (double) temperature / 1000));
  return TRUE;
}

/**
 * fc_volume_from_15:
 *
 * The other way: what a volume at 15 °C is at @temperature. There and back differs by a millilitre at most.
 */
gboolean
fc_volume_from_15 (gint64  volume_at_15,
                   gint64  density,
                   gint64  temperature,
                   gint64 *volume)
{
  if (density < LEAST_DENSITY || density > GREATEST_DENSITY)
    return FALSE;
  *volume = llround ((double) volume_at_15 / fc_vcf ((double) density / 1000, (double) temperature / 1000));
  return TRUE;
}

/**
 * fc_gauge_tc_volume:
 *
 * V·[1 + 0.000700·(60 − t°F)]
 */
gint64
fc_gauge_tc_volume (gint64 volume,
                    gint64 temperature)
{
  double fahrenheit = (double) temperature / 1000 * 9 / 5 + 32;

  return llround ((double) volume * (1 + GAUGE_COEFFICIENT * (60 - fahrenheit)));
}
