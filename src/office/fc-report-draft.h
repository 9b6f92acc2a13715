/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fc-report-schedule.h"

G_BEGIN_DECLS

/* A schedule that is being filled in, kept with the replica until it is saved or given up. */
FcReportSchedule *fc_report_draft_read   (FcReplica              *replica,
                                          const FcId             *id);      /* nullable: of the new one */
void              fc_report_draft_keep   (FcReplica              *replica,
                                          const FcId             *id,       /* nullable */
                                          const FcReportSchedule *schedule);
void              fc_report_draft_forget (FcReplica              *replica,
                                          const FcId             *id);      /* nullable */

G_END_DECLS
