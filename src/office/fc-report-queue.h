/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-report-job.h"

G_BEGIN_DECLS

/*
 * Reports that are made one after the other; what a person asked for goes before what a schedule did. What failed stays until
 * it is tried again or put away, of what is done the last few. Main thread.
 *
 * "ended" (FcReportJob): it is done, has failed, or was cancelled. "changed": what is still to be made is something else now.
 */
#define FC_TYPE_REPORT_QUEUE (fc_report_queue_get_type ())
G_DECLARE_FINAL_TYPE (FcReportQueue, fc_report_queue, FC, REPORT_QUEUE, GObject)

typedef gint64 (*FcReportClock) (void); /* UTC µs */

FcReportQueue *fc_report_queue_new       (FcReplica     *replica);
void           fc_report_queue_set_clock (FcReportQueue *self,
                                          FcReportClock  clock);
GListModel    *fc_report_queue_get_jobs  (FcReportQueue *self); /* FcReportJob, the oldest first */
FcReportJob   *fc_report_queue_find      (FcReportQueue       *self,
                                          const FcReportOrder *order); /* nullable */
void           fc_report_queue_add       (FcReportQueue *self,
                                          FcReportJob   *job);
void           fc_report_queue_restore   (FcReportQueue *self,
                                          FcReportJob   *job);
void           fc_report_queue_resume    (FcReportQueue *self);
void           fc_report_queue_cancel    (FcReportQueue *self,
                                          FcReportJob   *job);
void           fc_report_queue_retry     (FcReportQueue *self,
                                          FcReportJob   *job);
void           fc_report_queue_remove    (FcReportQueue *self,
                                          FcReportJob   *job);
void           fc_report_queue_forget_done (FcReportQueue *self);
void           fc_report_queue_clear     (FcReportQueue *self);

G_END_DECLS
