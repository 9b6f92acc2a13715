/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-report-schedule.h"

G_BEGIN_DECLS

/* What is to be made, and where it goes. */
typedef struct {
  const FcReportInfo *info;
  gboolean all;   /* of all stations that the actor sees … */
  FcId station;   /* … or of this one */
  FcSpan span;
  FcReportFormat format;
  char *folder;   /* path */
  FcId schedule;  /* null where a person asked for it now */
  FcDate run;     /* of the schedule */
} FcReportOrder;

typedef enum {
  FC_REPORT_JOB_WAITING,
  FC_REPORT_JOB_RUNNING,
  FC_REPORT_JOB_DONE,
  FC_REPORT_JOB_FAILED,
  FC_REPORT_JOB_CANCELLED,
} FcReportJobState;

/* One order in the queue. Signal: "changed". Main thread; reads and writes on others. */
#define FC_TYPE_REPORT_JOB (fc_report_job_get_type ())
G_DECLARE_FINAL_TYPE (FcReportJob, fc_report_job, FC, REPORT_JOB, GObject)

FcReportJob         *fc_report_job_new          (const FcReportOrder  *order,
                                                 const char           *scope);
const FcReportOrder *fc_report_job_get_order    (FcReportJob          *self);
const char          *fc_report_job_get_title    (FcReportJob          *self);
const char          *fc_report_job_get_scope    (FcReportJob          *self); /* what the station, or the company, is called */
FcReportJobState     fc_report_job_get_state    (FcReportJob          *self);
double               fc_report_job_get_progress (FcReportJob          *self);
void                 fc_report_job_count_files  (FcReportJob          *self,
                                                 guint                *done,
                                                 guint                *all);
const char          *fc_report_job_get_problem  (FcReportJob          *self); /* nullable */
GPtrArray           *fc_report_job_get_files    (FcReportJob          *self); /* char*: paths, as they were written */

/* For the queue. A job that was cancelled before it ran just is. */
void                 fc_report_job_reset        (FcReportJob          *self);
void                 fc_report_job_set_failed   (FcReportJob          *self,
                                                 const char           *problem);
void                 fc_report_job_cancel       (FcReportJob          *self);
void                 fc_report_job_run_async    (FcReportJob          *self,
                                                 FcReplica            *replica,
                                                 gint64                now_us,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
void                 fc_report_job_run_finish   (FcReportJob          *self,
                                                 GAsyncResult         *result);

G_END_DECLS
