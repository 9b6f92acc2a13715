/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-command.h"
#include "fc-report-info.h"
#include "fc-report-write.h"

G_BEGIN_DECLS

/* A report that this computer makes by itself. Kept beside the replica's settings, never sent. */
typedef struct {
  FcId id;
  char *report;      /* name of an FcReportInfo */
  gboolean all;      /* of the whole company … */
  FcId station;      /* … or of this station */
  FcSchedule when;
  FcReportFormat format;
  char *folder;      /* path */
  gboolean enabled;
  FcId maker;        /* where they see some stations only: nobody else makes it of all */
  gint64 since_us;   /* UTC µs: runs up to then are nobody's */
  gint64 last_us;    /* UTC µs: when a file was written last; 0: never */
  GArray *made;      /* FcDate of the runs that are done with */
} FcReportSchedule;

FcReportSchedule *fc_report_schedule_new       (gint64                  now_us);
FcReportSchedule *fc_report_schedule_copy      (const FcReportSchedule *self);
void              fc_report_schedule_free      (FcReportSchedule       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FcReportSchedule, fc_report_schedule_free)

void              fc_report_schedule_set_made  (FcReportSchedule       *self,
                                                FcDate                  run);
gboolean          fc_report_schedule_has_made  (const FcReportSchedule *self,
                                                FcDate                  run);
gboolean          fc_report_schedule_same_runs (const FcReportSchedule *self,
                                                const FcReportSchedule *other);
gboolean          fc_report_schedule_may       (const FcReportSchedule *self,
                                                const FcActor          *actor); /* nullable */
GTimeZone        *fc_report_schedule_zone      (const FcReportSchedule *self,
                                                GPtrArray              *stations,
                                                FcRecord               *tenant);

char             *fc_report_schedules_to_json  (GPtrArray              *schedules);
GPtrArray        *fc_report_schedules_read     (const char             *json); /* nullable */

G_END_DECLS
