/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

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
GdkRGBA    fc_tank_level_seen      (const GdkRGBA *product,
                                    const GdkRGBA *ink);

G_END_DECLS
