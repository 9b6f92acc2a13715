/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-report-queue.h"

G_BEGIN_DECLS

/*
 * Makes the reports of this computer's schedules when they are due, and what was missed while it was off, as whoever sits at
 * the desk, where they may see them. With a server a run waits up to an hour for its news. Main thread.
 *
 * What was asked for and is not done outlasts the program, and waits while somebody else sits there.
 *
 * "changed": the schedules, or when they run. "failed" (FcReportJob): a scheduled report was not made. "unsaved" (GError): the
 * schedules, or what is still to be made, are not kept over the next start.
 */
#define FC_TYPE_REPORT_SERVICE (fc_report_service_get_type ())
G_DECLARE_FINAL_TYPE (FcReportService, fc_report_service, FC, REPORT_SERVICE, GObject)

FcReportService        *fc_report_service_new         (FcReplica              *replica);
void                    fc_report_service_set_clock   (FcReportService        *self,
                                                       FcReportClock           clock);
void                    fc_report_service_start_later (FcReportService        *self,
                                                       guint                   ms);
void                    fc_report_service_look        (FcReportService        *self);
void                    fc_report_service_stop        (FcReportService        *self);

FcReportQueue          *fc_report_service_get_queue   (FcReportService        *self);
GPtrArray              *fc_report_service_get_schedules (FcReportService      *self); /* FcReportSchedule */
const FcReportSchedule *fc_report_service_find        (FcReportService        *self,
                                                       const FcId             *id); /* nullable */
void                    fc_report_service_put         (FcReportService        *self,
                                                       const FcReportSchedule *schedule);
void                    fc_report_service_remove      (FcReportService        *self,
                                                       const FcId             *id);
void                    fc_report_service_dismiss     (FcReportService        *self,
                                                       FcReportJob            *job);
gint64                  fc_report_service_get_next    (FcReportService        *self,
                                                       const FcReportSchedule *schedule);

G_END_DECLS
