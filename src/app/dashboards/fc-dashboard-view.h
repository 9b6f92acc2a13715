/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-dashboard-layout.h"
#include "fc-dashboard-widget.h"

G_BEGIN_DECLS

/*
 * A dashboard on screen: makes the widgets of its layout, reads their figures in one go, keeps them fresh while it is looked at.
 * Signals: "shown" (FcOverview *: figures are on screen), "failed" (GError *), "arranged" (the person changed the layout),
 * "removed" (FcDashboardLayout *: as it was before; char *: what was removed).
 */
#define FC_TYPE_DASHBOARD_VIEW (fc_dashboard_view_get_type ())
G_DECLARE_FINAL_TYPE (FcDashboardView, fc_dashboard_view, FC, DASHBOARD_VIEW, GtkWidget)

GtkWidget               *fc_dashboard_view_new            (FcContext               *context);
void                     fc_dashboard_view_set_layout     (FcDashboardView         *self,
                                                           const FcDashboardLayout *layout);
const FcDashboardLayout *fc_dashboard_view_get_layout     (FcDashboardView         *self);
void                     fc_dashboard_view_set_comparison (FcDashboardView         *self,
                                                           FcComparison             comparison);
void                     fc_dashboard_view_set_on_screen  (FcDashboardView         *self,
                                                           gboolean                 on_screen);
void                     fc_dashboard_view_load           (FcDashboardView         *self);
void                     fc_dashboard_view_set_arranging  (FcDashboardView         *self,
                                                           gboolean                 arranging);
gboolean                 fc_dashboard_view_add            (FcDashboardView         *self,
                                                           const char              *kind);

G_END_DECLS
