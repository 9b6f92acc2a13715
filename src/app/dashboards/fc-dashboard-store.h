/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-comparison.h"
#include "fc-context.h"
#include "fc-dashboard-commands.h"

G_BEGIN_DECLS

/*
 * The dashboards that this person is offered, and the one they look at. "changed": another list, or another one is shown;
 * "failed" (GError *): something could not be read or kept.
 */
#define FC_TYPE_DASHBOARD_STORE (fc_dashboard_store_get_type ())
G_DECLARE_FINAL_TYPE (FcDashboardStore, fc_dashboard_store, FC, DASHBOARD_STORE, GObject)

FcDashboardStore  *fc_dashboard_store_new            (FcContext         *context);
gboolean           fc_dashboard_store_is_read        (FcDashboardStore  *self);
GPtrArray         *fc_dashboard_store_list           (FcDashboardStore  *self); /* FcDashboard, by place and name */
const FcDashboard *fc_dashboard_store_get_current    (FcDashboardStore  *self); /* nullable: the one that comes with the program */
FcDashboardLayout *fc_dashboard_store_dup_layout     (FcDashboardStore  *self); /* of the current one, what may not be seen left out */
void               fc_dashboard_store_choose         (FcDashboardStore  *self,
                                                      const FcId        *id); /* nullable */
FcComparison       fc_dashboard_store_get_comparison (FcDashboardStore  *self);
void               fc_dashboard_store_set_comparison (FcDashboardStore  *self,
                                                      FcComparison       comparison);
gboolean           fc_dashboard_store_may_change     (FcDashboardStore  *self,
                                                      const FcDashboard *dashboard);
/* Keeps it, and shows it. */
void               fc_dashboard_store_save           (FcDashboardStore  *self,
                                                      const FcDashboard *dashboard);
void               fc_dashboard_store_remove         (FcDashboardStore  *self,
                                                      const FcDashboard *dashboard);

G_END_DECLS
