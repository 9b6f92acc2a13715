/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fc-run-out.h"

#include "fc-time.h"

#define MOST_WEEKS 4

/**
 * fc_run_out:
 * @volume: mL in the tank when it was read
 * @dead_stock: mL that the pumps cannot draw
 * @hourly: (array fixed-size=168): mL that leave in each hour of a usual week, Monday 00:00 first
 * @hour_of_week: of that reading, 0 to 167
 * @hours: (out): from then until only the dead stock is left; 0 where that was so then
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

/**
 * fc_runs_out_at:
 * @volume: mL in the tank when it was read
 * @hourly: (array fixed-size=168): as for fc_run_out()
 * @read_at: UTC µs
 * @zone: the station's
 * @at: (out): UTC µs, may be past: what a usual week draws has left the dead stock only
 *
 * Counted from the reading, so that it stands still while the clock goes on.
 *
 * Returns: as fc_run_out()
 */
gboolean
fc_runs_out_at (gint64        volume,
                gint64        dead_stock,
                const double *hourly,
                gint64        read_at,
                GTimeZone    *zone,
                gint64       *at)
{
  FcDate day = fc_time_to_date (read_at, zone);
  gint64 hour = (read_at - fc_time_from_local (day, 0, zone)) / FC_HOUR_US;
  double hours;

  if (!fc_run_out (volume, dead_stock, hourly, (fc_date_weekday (day) - 1) * 24 + (int) CLAMP (hour, 0, 23), &hours))
    return FALSE;
  *at = read_at + (gint64) (hours * FC_HOUR_US);
  return TRUE;
}
