/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FC_WEEK_HOURS 168

gboolean fc_run_out (gint64        volume,
                     gint64        dead_stock,
                     const double *hourly,
                     int           hour_of_week,
                     double       *hours);

gboolean fc_runs_out_at (gint64        volume,
                         gint64        dead_stock,
                         const double *hourly,
                         gint64        read_at,
                         GTimeZone    *zone,
                         gint64       *at);

G_END_DECLS
