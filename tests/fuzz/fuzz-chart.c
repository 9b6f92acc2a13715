/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A tank's strapping chart, from a file and as it is kept. */
#include "fc-chart-points.h"
#include "fc-fuzz.h"

static void
keep_and_read (const GArray *points)
{
  g_autofree char *json = fc_chart_points_to_json ((const FcChartPoint *) (gconstpointer) points->data, points->len);
  g_autoptr (GArray) again = fc_chart_points_from_json (json, NULL);

  g_assert_nonnull (again);
  g_assert_cmpuint (again->len, ==, points->len);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        size_t        size)
{
  g_autoptr (GBytes) file = g_bytes_new (bytes, size);
  g_autoptr (FcMessages) messages = fc_messages_new ();
  g_autofree char *json = g_strndup (size > 0 ? (const char *) bytes : "", size);
  FcChartUnits units = fc_chart_guess_units (file, &(FcChartUnits) { FC_LEVEL_MM, FC_VOLUME_LITRE });
  g_autoptr (GArray) points = fc_chart_import (file, &units, "chart.csv", messages);
  g_autoptr (GArray) kept = fc_chart_points_from_json (json, NULL);

  if (points != NULL)
    keep_and_read (points);
  if (kept != NULL)
    keep_and_read (kept);
  return 0;
}
