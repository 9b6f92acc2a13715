/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-report-service.h"
#include "fc-test-office.h"

G_BEGIN_DECLS

/* An office that makes reports into a folder, by a clock that the test sets. */
typedef struct {
  FcOffice *office;
  FcReportService *service;
  char *folder;
  guint failed, looks;
} FcTestReports;

extern gint64 fc_test_reports_clock; /* UTC µs */

void              fc_test_reports_set_up    (FcTestReports    *fixture,
                                             gconstpointer     data);
void              fc_test_reports_tear_down (FcTestReports    *fixture,
                                             gconstpointer     data);
void              fc_test_reports_start     (FcTestReports    *fixture); /* set-up has done so */
void              fc_test_reports_stop      (FcTestReports    *fixture);
guint             fc_test_reports_n_files   (FcTestReports    *fixture);
gboolean          fc_test_reports_has_file  (FcTestReports    *fixture,
                                             const char       *name);
GListModel       *fc_test_reports_jobs      (FcTestReports    *fixture);
guint             fc_test_reports_count     (FcTestReports    *fixture,
                                             FcReportJobState  state);
FcReportJob      *fc_test_reports_job       (FcTestReports    *fixture,
                                             guint             position); /* (transfer none) */
void              fc_test_reports_wait      (FcTestReports    *fixture, /* until @n are in @state */
                                             FcReportJobState  state,
                                             guint             n);
void              fc_test_reports_look      (FcTestReports    *fixture); /* at the clock, until what was found is over */
FcReportSchedule *fc_test_reports_schedule  (FcTestReports    *fixture,
                                             const char       *report,
                                             FcFrequency       frequency);
void              fc_test_reports_put_into  (FcReportSchedule *schedule,
                                             const char       *folder);
FcReportOrder     fc_test_reports_order     (FcTestReports    *fixture);
FcReportJob      *fc_test_reports_ask       (FcTestReports    *fixture,
                                             FcReportOrder     order); /* (transfer none) */
void              fc_test_reports_wait_kept (FcTestReports    *fixture,
                                             const char       *what);

G_END_DECLS
