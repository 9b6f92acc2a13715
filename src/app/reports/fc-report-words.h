/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-context.h"
#include "fc-report-service.h"

G_BEGIN_DECLS

/* How schedules and jobs are told to people; (transfer full). */
char       *fc_report_when_words    (const FcSchedule       *when);
char       *fc_report_schedule_title (const FcReportSchedule *schedule,
                                     FcContext              *context);
char       *fc_report_next_words    (FcReportService        *service,
                                     const FcReportSchedule *schedule,
                                     FcContext              *context); /* by the station’s clock */
char       *fc_report_scope_words   (FcContext              *context,
                                     const FcId             *station); /* nullable: all */
char       *fc_report_job_words     (FcReportJob            *job);
char       *fc_report_folder_words  (const char             *folder);
const char *fc_report_format_words  (FcReportFormat          format);
char       *fc_report_weekday_words (int                     weekday); /* 1 Monday … 7 Sunday */
char       *fc_report_hour_words    (int                     hour);

G_END_DECLS
