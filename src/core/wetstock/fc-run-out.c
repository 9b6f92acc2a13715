/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-run-out.h"

#define MOST_WEEKS 4

/**
 * fc_run_out:
 * @volume: mL in the tank now
 * @dead_stock: mL that the pumps cannot draw
 * @hourly: (array fixed-size=168): mL that leave in each hour of a usual week, Monday 00:00 first
 * @hour_of_week: the present one, 0 to 167
 * @hours: (out): until only the dead stock is left; 0 where that is so now
 *
 * Returns: %FALSE where it lasts longer than four weeks, or where nothing is known to leave it
 */
gboolean
fc_run_out (gint64        volume,
            gint64        dead_stock,
            const double *hourly,
            int           hour_of_week,
            double       *hours)
{
  double left = (double) (volume - dead_stock);

  g_return_val_if_fail (hour_of_week >= 0 && hour_of_week < FC_WEEK_HOURS, FALSE);

  *hours = 0;
  if (left <= 0)
    return TRUE;
  for (int i = 0; i < MOST_WEEKS * FC_WEEK_HOURS; i++)
    {
      double out = MAX (hourly[(hour_of_week + i) % FC_WEEK_HOURS], 0);

      if (out >= left && out > 0)
        {
          *hours = i + left / out;
          return TRUE;
        }
      left -= out;
    }
  return FALSE;
}
