/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A tank as it lies in the ground, filled as it is: product, water below it, marks at the safe fill and the dead stock. */
#define FC_TYPE_TANK_DRAWING (fc_tank_drawing_get_type ())
G_DECLARE_FINAL_TYPE (FcTankDrawing, fc_tank_drawing, FC, TANK_DRAWING, GtkWidget)

GtkWidget *fc_tank_drawing_new (void);
void       fc_tank_drawing_set (FcTankDrawing *self,
                                double         fill,       /* share of the capacity, 0 to 1; below 0: never read */
                                double         water,      /* likewise, part of the fill */
                                double         safe_fill,  /* below 0: no mark */
                                double         dead_stock, /* below 0: no mark */
                                const char    *colour,     /* "#rrggbb" of the product, nullable */
                                const char    *description);

G_END_DECLS
