/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-demo-private.h"

#include <math.h>

#define CHART_STEP 50 /* mm */

/* A lying cylinder with flat ends, in mL: V = L·[R²·acos((R−h)/R) − (R−h)·√(2Rh−h²)]. */
static double
cylinder (const FcDemoTank *tank,
          double            level)
{
  double radius = tank->diameter / 2.0;
  double h = CLAMP (level, 0.0, tank->diameter);
  double area = radius * radius * acos ((radius - h) / radius) - (radius - h) * sqrt (2 * radius * h - h * h);

  return area * tank->length / 1000.0;
}

/**
 * fc_demo_tank_volume:
 * @level: mm
 *
 * Returns: mL, to the litre
 */
gint64
fc_demo_tank_volume (const FcDemoTank *tank,
                     double            level)
{
  return (gint64) llround (cylinder (tank, level) / 1000.0) * 1000;
}

/* The level of so many mL, by bisection. mm. */
static double
level_of (const FcDemoTank *tank,
          double            volume)
{
  double low = 0, high = tank->diameter;

  for (int i = 0; i < 40; i++)
    {
      double middle = (low + high) / 2;

      if (cylinder (tank, middle) < volume)
        low = middle;
      else
        high = middle;
    }
  return low;
}

/**
 * fc_demo_tank_chart:
 *
 * Returns: (transfer full): the strapping chart, the cylinder at every 50 mm: [[mm, mL], …]
 */
char *
fc_demo_tank_chart (const FcDemoTank *tank)
{
  GString *text = g_string_new ("[");

  for (int level = 0; level <= tank->diameter; level += CHART_STEP)
    g_string_append_printf (text, "%s[%d,%" G_GINT64_FORMAT "]", level > 0 ? "," : "", level,
                            fc_demo_tank_volume (tank, level));
  g_string_append_c (text, ']');
  return g_string_free (text, FALSE);
}

/**
 * fc_demo_tank_gauge:
 * @volume: mL really in the tank
 * @level: (out): mm
 *
 * Reads the tank as its gauge shows it: to a third of a millimetre, unless it is dying; then it jumps, and now and
 * then it hangs.
 *
 * Returns: mL
 */
gint64
fc_demo_tank_gauge (FcDemoWorld  *world,
                    FcDemoTank   *tank,
                    guint         day,
                    double        volume,
                    int          *level,
                    FcDemoRandom *random)
{
  double shown = level_of (tank, volume);
  double noise = 0.3 * fc_demo_random_normal (random);
  double chance = fc_demo_random_unit (random);
  double worn = tank->dying ? fc_demo_truth_grown (world, day) : 0.0;

  shown = MIN (shown + noise * (1.0 + 60.0 * worn * worn), tank->diameter);
  if (worn > 0.3 && chance < 0.35 * worn && tank->last_shown > 0)
    shown = tank->last_shown;
  tank->last_shown = MAX (shown, 0.0);
  *level = (int) lround (tank->last_shown);
  return fc_demo_tank_volume (tank, tank->last_shown);
}
