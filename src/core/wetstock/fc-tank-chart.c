/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-chart-private.h"

#include "fc-error.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _FcTankChart
{
  guint n;          /* 0: a cylinder */
  double *levels;   /* mm, rising */
  double *volumes;  /* mL, not falling */
  double *slopes;   /* mL/mm at each point */
  double radius;    /* mm */
  double length;    /* mm */
};

void
fc_tank_chart_free (FcTankChart *self)
{
  g_free (self->levels);
  g_free (self->volumes);
  g_free (self->slopes);
  g_free (self);
}

/**
 * fc_tank_chart_new_cylinder:
 * @diameter_mm: > 0
 * @length_mm: > 0
 *
 * A horizontal cylinder with flat ends: V = L·[R²·acos((R−h)/R) − (R−h)·√(2Rh−h²)] (domain.md §3).
 *
 * Returns: (transfer full)
 */
FcTankChart *
fc_tank_chart_new_cylinder (gint64 diameter_mm,
                            gint64 length_mm)
{
  FcTankChart *self = g_new0 (FcTankChart, 1);

  g_return_val_if_fail (diameter_mm > 0 && length_mm > 0, NULL);

  self->radius = (double) diameter_mm / 2;
  self->length = (double) length_mm;
  return self;
}

/* Slopes that keep the curve monotone between the points: F. N. Fritsch, R. E. Carlson, SIAM J. Numer. Anal. 17 (1980). */
static void
set_slopes (FcTankChart *self)
{
  g_autofree double *secants = g_new (double, self->n);

  for (guint i = 0; i + 1 < self->n; i++)
    secants[i] = (self->volumes[i + 1] - self->volumes[i]) / (self->levels[i + 1] - self->levels[i]);
  self->slopes[0] = secants[0];
  self->slopes[self->n - 1] = secants[self->n - 2];
  for (guint i = 1; i + 1 < self->n; i++)
    self->slopes[i] = secants[i - 1] > 0 && secants[i] > 0 ? (secants[i - 1] + secants[i]) / 2 : 0;
  for (guint i = 0; i + 1 < self->n; i++)
    {
      double a, b, square;

      if (secants[i] <= 0)
        {
          self->slopes[i] = self->slopes[i + 1] = 0;
          continue;
        }
      a = self->slopes[i] / secants[i];
      b = self->slopes[i + 1] / secants[i];
      square = a * a + b * b;
      if (square > 9)
        {
          self->slopes[i] = 3 * a / sqrt (square) * secants[i];
          self->slopes[i + 1] = 3 * b / sqrt (square) * secants[i];
        }
    }
}

/**
 * fc_tank_chart_new_points:
 * @levels_mm: (array length=n_points): rising
 * @volumes_ml: (array length=n_points): not falling
 * @error: FC_ERROR_INVALID naming the first point that breaks this
 *
 * Returns: (transfer full) (nullable)
 */
FcTankChart *
fc_tank_chart_new_points (const gint64 *levels_mm,
                          const gint64 *volumes_ml,
                          guint         n_points,
                          GError      **error)
{
  g_autoptr (FcTankChart) self = g_new0 (FcTankChart, 1);

  if (n_points < 2 || n_points > FC_CHART_MOST_POINTS)
    {
      g_set_error (error, FC_ERROR, FC_ERROR_INVALID, _ ("A strapping chart has 2 to %d points"), FC_CHART_MOST_POINTS);
      return NULL;
    }
  self->n = n_points;
  self->levels = g_new (double, n_points);
  self->volumes = g_new (double, n_points);
  self->slopes = g_new (double, n_points);
  for (guint i = 0; i < n_points; i++)
    {
      if (levels_mm[i] < 0 || volumes_ml[i] < 0 ||
          (i > 0 && (levels_mm[i] <= levels_mm[i - 1] || volumes_ml[i] < volumes_ml[i - 1])))
        {
          g_set_error (error, FC_ERROR, FC_ERROR_INVALID,
                       _ ("Strapping chart, line %u: levels must rise and volumes must not fall"), i + 1);
          return NULL;
        }
      self->levels[i] = (double) levels_mm[i];
      self->volumes[i] = (double) volumes_ml[i];
    }
  set_slopes (self);
  return g_steal_pointer (&self);
}

static FcTankChart *
from_json (const char *text,
           GError    **error)
{
  g_autoptr (GArray) points = fc_chart_points_from_json (text, error);

  if (points == NULL)
    return NULL;
  return fc_chart_points_to_chart ((const FcChartPoint *) (gconstpointer) points->data, points->len, error);
}

/**
 * fc_tank_chart_new:
 * @tank: its `chart` is [[mm, mL], …]; without one, `diameter` and `length` make a cylinder
 * @error: FC_ERROR_NOT_FOUND where the tank has neither, FC_ERROR_INVALID or PARSE for a chart that is none
 *
 * Returns: (transfer full) (nullable)
 */
FcTankChart *
fc_tank_chart_new (FcRecord *tank,
                   GError  **error)
{
  const char *chart = fc_record_get_text (tank, FC_TANK_CHART);

  if (chart != NULL && chart[0] != '\0')
    return from_json (chart, error);
  if (fc_record_get_int (tank, FC_TANK_DIAMETER) > 0 && fc_record_get_int (tank, FC_TANK_LENGTH) > 0)
    return fc_tank_chart_new_cylinder (fc_record_get_int (tank, FC_TANK_DIAMETER),
                                       fc_record_get_int (tank, FC_TANK_LENGTH));
  g_set_error (error, FC_ERROR, FC_ERROR_NOT_FOUND,
               _ ("Tank %d has no strapping chart and no dimensions: enter the volume yourself"),
               (int) fc_record_get_int (tank, FC_TANK_NUMBER));
  return NULL;
}

static double
cylinder_volume (const FcTankChart *self,
                 double             level)
{
  double r = self->radius, h = CLAMP (level, 0, 2 * r);

  /* mm³ are µL: a thousand of them are a mL. */
  return self->length * (r * r * acos ((r - h) / r) - (r - h) * sqrt (2 * r * h - h * h)) / 1000;
}

static double
curve_volume (const FcTankChart *self,
              double             level)
{
  guint low = 0, high = self->n - 1;
  double width, t;

  if (level <= self->levels[0])
    return self->levels[0] > 0 ? self->volumes[0] * level / self->levels[0] : self->volumes[0];
  if (level >= self->levels[high])
    return self->volumes[high];
  while (high - low > 1)
    {
      guint middle = (low + high) / 2;

      if (self->levels[middle] <= level)
        low = middle;
      else
        high = middle;
    }
  width = self->levels[high] - self->levels[low];
  t = (level - self->levels[low]) / width;
  return self->volumes[low] * (1 + 2 * t) * (1 - t) * (1 - t) + self->slopes[low] * width * t * (1 - t) * (1 - t) +
         self->volumes[high] * t * t * (3 - 2 * t) + self->slopes[high] * width * t * t * (t - 1);
}

/**
 * fc_tank_chart_volume:
 * @level_mm: product level; above the chart's top the top's volume is given
 *
 * Returns: mL
 */
gint64
fc_tank_chart_volume (const FcTankChart *self,
                      gint64             level_mm)
{
  double level = (double) MAX (level_mm, 0);

  return (gint64) llround (self->n == 0 ? cylinder_volume (self, level) : curve_volume (self, level));
}

/**
 * fc_tank_chart_level:
 * @volume_ml: above the top's volume the top is given
 *
 * Returns: the level in mm whose volume is nearest to @volume_ml; of equals the lowest
 */
gint64
fc_tank_chart_level (const FcTankChart *self,
                     gint64             volume_ml)
{
  gint64 low = 0, high = fc_tank_chart_top (self);

  /* The lowest level that holds at least so much. */
  while (low < high)
    {
      gint64 middle = low + (high - low) / 2;

      if (fc_tank_chart_volume (self, middle) >= volume_ml)
        high = middle;
      else
        low = middle + 1;
    }
  if (low > 0 && volume_ml - fc_tank_chart_volume (self, low - 1) <= fc_tank_chart_volume (self, low) - volume_ml)
    {
      gint64 below = fc_tank_chart_volume (self, --low);

      while (low > 0 && fc_tank_chart_volume (self, low - 1) == below)
        low--;
    }
  return low;
}

/**
 * fc_tank_chart_top:
 *
 * Returns: the highest level the chart knows, mm
 */
gint64
fc_tank_chart_top (const FcTankChart *self)
{
  return (gint64) (self->n == 0 ? 2 * self->radius : self->levels[self->n - 1]);
}

gint64
fc_tank_fill_limit (FcRecord *tank)
{
  gint64 safe = fc_record_get_int (tank, FC_TANK_SAFE_FILL);

  return safe > 0 ? safe : fc_record_get_int (tank, FC_TANK_CAPACITY);
}
