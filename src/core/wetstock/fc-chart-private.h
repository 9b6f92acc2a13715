/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-chart-points.h"

G_BEGIN_DECLS

#define FC_CHART_MOST_POINTS 5000

/* The rows that make the longest chart: those that are out of line are the wrong ones. */
gboolean *fc_chart_keep    (const FcChartPoint *points,
                            guint               n_points);
/* Why row @i was not kept. */
char     *fc_chart_why_not (const FcChartPoint *points,
                            const gboolean     *keep,
                            guint               n_points,
                            guint               i);

G_END_DECLS
