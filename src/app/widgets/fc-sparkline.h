/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A line without axes beside a figure; what it says is in @description for those who cannot see it. */
#define FC_TYPE_SPARKLINE (fc_sparkline_get_type ())
G_DECLARE_FINAL_TYPE (FcSparkline, fc_sparkline, FC, SPARKLINE, GtkWidget)

GtkWidget *fc_sparkline_new        (void);
void       fc_sparkline_set_values (FcSparkline  *self,
                                    const double *values,
                                    guint         n_values,
                                    const char   *description);

/* A level bar for a tank: fill, safe fill and dead stock as shares of the capacity (0 to 1; marks below 0 are left out). */
#define FC_TYPE_TANK_LEVEL (fc_tank_level_get_type ())
G_DECLARE_FINAL_TYPE (FcTankLevel, fc_tank_level, FC, TANK_LEVEL, GtkWidget)

GtkWidget *fc_tank_level_new       (void);
void       fc_tank_level_set       (FcTankLevel  *self,
                                    double        fill,
                                    double        safe_fill,
                                    double        dead_stock,
                                    const char   *colour, /* "#rrggbb" of the product, nullable */
                                    const char   *description);

/* Bars side by side, one series: sales by hour. Labels under some bars. */
#define FC_TYPE_BARS (fc_bars_get_type ())
G_DECLARE_FINAL_TYPE (FcBars, fc_bars, FC, BARS, GtkWidget)

GtkWidget *fc_bars_new             (void);
void       fc_bars_set             (FcBars       *self,
                                    const double *values,
                                    const double *compare, /* nullable: last week's, drawn as a line */
                                    const char *const *labels, /* one a value, "" for none */
                                    guint         n_values,
                                    const char   *description);

G_END_DECLS
