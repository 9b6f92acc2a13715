/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-page.h"
#include "fc-report-service.h"

G_BEGIN_DECLS

/* Reports to look at and to save, those that are made by themselves, and what is being made. */
#define FC_TYPE_REPORTS_PAGE (fc_reports_page_get_type ())
G_DECLARE_FINAL_TYPE (FcReportsPage, fc_reports_page, FC, REPORTS_PAGE, FcPage)

#define FC_REPORTS_SHOWN "fc-reports-shown" /* data of the context: the page is on screen */
#define FC_REPORTS_QUEUE "fc-reports-queue" /* data of the context: the widget that shows the queue */

/* What makes reports as long as @context lives. */
FcReportService *fc_report_service_of (FcContext *context);

/* The groups of the page. */
GtkWidget *fc_report_offers_new    (FcPage    *page);
void       fc_report_offers_show   (GtkWidget *offers);
GtkWidget *fc_report_schedules_new (FcPage    *page);
GtkWidget *fc_report_jobs_new      (FcPage    *page);
void       fc_report_job_open      (FcReportJob *job,
                                    GtkWindow   *window);

/* Makes a schedule, or changes one. */
GtkWidget *fc_report_schedule_dialog_new (FcPage                 *page,
                                          const FcReportSchedule *schedule); /* nullable: a new one */

/* A folder of this computer: starts at @before, calls back with a path. */
typedef void (*FcFolderChosen) (const char *path,
                                gpointer    user_data);
void       fc_report_choose_folder (GtkWidget      *widget,
                                    const char     *before, /* nullable */
                                    FcFolderChosen  chosen,
                                    gpointer        user_data,
                                    GDestroyNotify  destroy);

void       fc_reports_register_pages (void);

G_END_DECLS
