/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-dashboard-widget.h"

G_BEGIN_DECLS

/*
 * A widget on a dashboard with its title. While the dashboard is being arranged it takes the focus as a whole and has handles;
 * "remove" is emitted by its button.
 */
#define FC_TYPE_DASHBOARD_FRAME (fc_dashboard_frame_get_type ())
G_DECLARE_FINAL_TYPE (FcDashboardFrame, fc_dashboard_frame, FC, DASHBOARD_FRAME, GtkWidget)

GtkWidget          *fc_dashboard_frame_new           (const char          *kind,
                                                      FcContext           *context);
const FcWidgetInfo *fc_dashboard_frame_get_info      (FcDashboardFrame    *self); /* nullable: not to be shown here */
const char         *fc_dashboard_frame_get_title     (FcDashboardFrame    *self);
void                fc_dashboard_frame_make          (FcDashboardFrame    *self);
void                fc_dashboard_frame_update        (FcDashboardFrame    *self,
                                                      const FcWidgetScope *scope);
void                fc_dashboard_frame_set_arranging (FcDashboardFrame    *self,
                                                      gboolean             arranging);
gboolean            fc_dashboard_frame_at_corner     (FcDashboardFrame    *self,
                                                      double               x,
                                                      double               y); /* where it is sized */

G_END_DECLS
