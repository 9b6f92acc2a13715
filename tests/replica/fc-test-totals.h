/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* How many totals do not say what their sums do: 0 where all is well. */
#define FC_TEST_WRONG_TOTALS                                                                                           \
  "SELECT count(*) FROM (SELECT sum (amount) AS amount, sum (volume) AS volume, sum (count) AS count FROM"             \
  " (SELECT grain, starts_at, station_id, amount, volume, count FROM sales_rollup"                                     \
  " UNION ALL SELECT grain, starts_at, station_id, -amount, -volume, -count FROM sales_total)"                         \
  " GROUP BY grain, starts_at, station_id) WHERE amount <> 0 OR volume <> 0 OR count <> 0"
