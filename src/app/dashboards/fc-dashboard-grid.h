/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fc-dashboard-layout.h"

G_BEGIN_DECLS

/*
 * Places children as a dashboard's layout has them. Rows are as high as what stands in them needs. Where the columns are too narrow for
 * a child, tiles become twice as wide, and at last each takes the whole width, in the order in which one reads them.
 */
#define FC_TYPE_DASHBOARD_GRID (fc_dashboard_grid_get_type ())
G_DECLARE_FINAL_TYPE (FcDashboardGrid, fc_dashboard_grid, FC, DASHBOARD_GRID, GtkWidget)

GtkWidget *fc_dashboard_grid_new     (void);
/* The child of the layout's tile of the same number; the next. */
void       fc_dashboard_grid_append  (FcDashboardGrid         *self,
                                      GtkWidget               *child);
void       fc_dashboard_grid_remove  (FcDashboardGrid         *self,
                                      guint                    number);
GtkWidget *fc_dashboard_grid_child   (FcDashboardGrid         *self,
                                      guint                    number);
void       fc_dashboard_grid_arrange (FcDashboardGrid         *self,
                                      const FcDashboardLayout *layout);
gboolean   fc_dashboard_grid_is_full (FcDashboardGrid         *self); /* all twelve columns: a place in it is one in the layout */
void       fc_dashboard_grid_cell    (FcDashboardGrid         *self,
                                      double                   x,
                                      double                   y,
                                      int                     *column,
                                      int                     *row); /* nearest corner of a cell */

G_END_DECLS
